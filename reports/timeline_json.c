/* A timeline as JSON: "antinomy/timeline/1", described in docs/json.md. */
#include "antinomy/timeline.h"
#include "reports/json_parts.h"

static void put_told(struct an_json *j, const char *key, struct an_told told)
{
    an_json_key(j, key);
    if (told.verdict == AN_NOT_APPLICABLE) {
        an_json_null(j);
        return;
    }
    an_json_object(j);
    an_json_put(j, "verdict", an_verdict_word(told.verdict));
    an_json_put(j, "list", an_list_word(told.list));
    an_json_end_object(j);
}

static void put_provision(struct an_json *j, const struct an_provision_info *p)
{
    an_json_put(j, "provision", p->id);
    an_json_put(j, "jurisdiction", p->jurisdiction);
    an_json_put(j, "instrument", p->instrument);
    an_json_put(j, "instrument_title", p->instrument_title);
    an_json_put(j, "article", p->article);
    an_json_put(j, "title", p->title);
    an_json_put(j, "topic", p->topic);
    an_json_put(j, "level", p->level);
}

static void put_band(struct an_json *j, const struct an_timeline *t, const struct an_band *b)
{
    an_json_object(j);
    an_json_put(j, "from", b->from);
    an_json_put(j, "before", b->before);
    if (t->of_product)
        put_told(j, "told", b->told);
    else
        an_json_put(j, "stage", an_stage_word(b->stage));
    an_json_put(j, "evidence", b->evidence);
    an_json_put(j, "note", b->note);
    an_json_end_object(j);
}

static void put_lane(struct an_json *j, const struct an_timeline *t, const struct an_lane *lane)
{
    an_json_object(j);
    put_provision(j, lane->provision);
    if (t->of_product) {
        an_json_texts(j, "markets", lane->markets, lane->n_markets);
        an_json_texts(j, "offers", lane->offers, lane->n_offers);
        an_json_put_bool(j, "home", lane->home);
    }
    an_json_key(j, "bands");
    an_json_array(j);
    for (uint32_t i = 0; i < lane->n_bands; i++)
        put_band(j, t, &lane->bands[i]);
    an_json_end_array(j);
    an_json_end_object(j);
}

static void put_turn(struct an_json *j, const struct an_timeline *t, const struct an_turn *turn)
{
    an_json_object(j);
    an_json_put(j, "day", turn->day);
    an_json_put_int(j, "lane", turn->lane);
    an_json_put(j, "provision", t->lanes[turn->lane].provision->id);
    if (t->of_product) {
        put_told(j, "before", turn->told_before);
        put_told(j, "after", turn->told_after);
    } else {
        an_json_put(j, "before", an_stage_word(turn->stage_before));
        an_json_put(j, "after", an_stage_word(turn->stage_after));
        an_json_put(j, "event", turn->said);
    }
    an_json_put(j, "evidence", turn->evidence);
    an_json_put(j, "note", turn->note);
    an_json_end_object(j);
}

static void put_about(struct an_json *j, const struct an_timeline *t)
{
    an_json_put(j, "schema", "antinomy/timeline/1");
    an_json_put(j, "version", t->version);
    an_json_put(j, "revision", t->revision);
    an_json_put(j, "kind", t->kind);
    an_json_put(j, "id", t->id);
    an_json_put(j, "title", t->title);
    an_json_put(j, "title_native", t->title_native);
    an_json_put(j, "from", t->from);
    an_json_put(j, "to", t->to);
    an_json_put(j, "as_of", t->as_of);
    an_json_put(j, "next", t->next);
    if (t->of_product) {
        an_json_put(j, "profile", t->profile_path);
        an_json_put(j, "profile_hash", t->profile_hash);
        an_json_texts(j, "markets", t->markets, t->n_markets);
    }
}

enum an_status an_report_timeline_json(struct an_sink *sink, const struct an_timeline *timeline)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    put_about(&j, timeline);
    an_json_key(&j, "lanes");
    an_json_array(&j);
    for (uint32_t i = 0; i < timeline->n_lanes; i++)
        put_lane(&j, timeline, &timeline->lanes[i]);
    an_json_end_array(&j);
    an_json_key(&j, "turns");
    an_json_array(&j);
    for (uint32_t i = 0; i < timeline->n_turns; i++)
        put_turn(&j, timeline, &timeline->turns[i]);
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}
