/*
 * A provision for people: whose law it is, where it stands, what it demands. Fills the struct that
 * reports and `show` print; the evaluator adds its verdict beside it, not in it.
 */
#include <string.h>

#include "engine/facts/base.h"
#include "engine/lang/words.h"

struct maker {
    struct an_arena *arena;
    const struct an_model *m;
    const struct an_provision *v;
    const struct an_instrument *instrument;
    struct an_provision_info *info;
};

/* ---- where it stands ---- */

static void fill_source(struct maker *k)
{
    const struct an_instrument *i = k->instrument;
    const struct an_place *place = &k->m->places.v[i->place];
    struct an_provision_info *info = k->info;
    info->jurisdiction = place->id;
    info->jurisdiction_name = place->name;
    info->instrument = i->id;
    info->instrument_title = i->title;
    info->instrument_title_native = i->title_native.n > 0 ? i->title_native.v[0].text : NULL;
    info->instrument_kind = i->kind;
    info->citation = i->citation;
    info->issuer = i->issuer;
    info->url = i->url;
    info->text_state = an_text_kind_word(i->text);
}

static void fill_topic(struct maker *k)
{
    const struct an_topic *topic = &k->m->topics.v[k->v->topic];
    k->info->topic = topic->id;
    k->info->topic_title = topic->title;
    if (k->v->level != AN_NONE) {
        k->info->level = topic->steps[k->v->level].id;
        k->info->level_title = topic->steps[k->v->level].title;
    }
}

static void fill_kind(struct maker *k)
{
    const struct an_provision *v = k->v;
    struct an_provision_info *info = k->info;
    info->id = v->id;
    info->article = v->article;
    info->title = v->title;
    info->addressee = an_addressee_words(k->arena, v->addressee);
    info->duty = an_duty_word(v->duty);
    info->trigger = an_trigger_word(v->trigger);
    info->effect = v->addressee & AN_ADDR_BUYER ? an_effect_word(v->effect) : NULL;
    info->inability = v->inability != AN_INABILITY_NONE ? an_inability_word(v->inability) : NULL;
    info->summary = v->summary;
    info->note = v->note;
    info->file = k->m->files.v[v->span.file].name;
    info->line = v->span.line;
}

static const char *penalty_words(struct maker *k)
{
    const struct an_provision *v = k->v;
    if (v->penalty_article && v->penalty_note)
        return an_strf(k->arena, "%s: %s", v->penalty_article, v->penalty_note);
    return v->penalty_note ? v->penalty_note : v->penalty_article;
}

/* ---- how sure it is ---- */

static void fill_check(struct maker *k, an_day day)
{
    const struct an_checked *checked = an_provision_checked(k->m, k->v);
    struct an_standing standing = an_provision_standing(k->m, k->v, day);
    if (standing.event && standing.event->evidence != AN_EV_NONE)
        k->info->evidence = an_evidence_word(standing.event->evidence);
    if (!checked->given)
        return;
    char on[11];
    an_day_format(checked->on, on);
    k->info->confidence = an_confidence_word(checked->confidence);
    k->info->checked_on = an_strdup(k->arena, on);
    k->info->checked_by = checked->by;
}

/* ---- what it demands ---- */

static const char *cond_words(struct maker *k, const struct an_cond *c)
{
    return an_cond_words(k->arena, k->m, c, AN_NONE, k->instrument->place);
}

static void put_cond(struct maker *k, struct an_sink *out, const char *before,
                     const struct an_cond *c, const char *after)
{
    const char *words = cond_words(k, c);
    if (words)
        an_putf(out, "%s%s%s", before, words, after);
}

static void put_ids(struct maker *k, struct an_sink *out, const char *before, struct an_refs refs,
                    bool facts)
{
    an_put(out, before);
    for (uint32_t i = 0; i < refs.n; i++)
        an_putf(out, "%s%s", i > 0 ? ", " : "",
                facts ? an_fact_name(&k->m->facts.v[refs.v[i]]) : k->m->provisions.v[refs.v[i]].id);
}

static void put_demand(struct maker *k, struct an_sink *out)
{
    const struct an_provision *v = k->v;
    switch (v->duty) {
    case AN_DUTY_MUST: put_cond(k, out, "", &v->content, ""); return;
    case AN_DUTY_MUST_NOT:
        an_put(out,
               an_cond_denied_words(k->arena, k->m, &v->content, 0, AN_NONE, k->instrument->place));
        return;
    case AN_DUTY_ATTEST: an_put(out, v->attest ? v->attest : ""); return;
    case AN_DUTY_ASKS:
        put_ids(k, out, "on order: ", v->asks, true);
        put_cond(k, out, "; able if ", &v->able, "");
        return;
    case AN_DUTY_MAY: put_cond(k, out, "allowed: ", &v->content, ""); return;
    case AN_DUTY_POWER:
        put_ids(k, out, "an authority may bring into play: ", v->enables, false);
        return;
    case AN_DUTY_DEFINES:
        an_putf(out, "counts as %s",
                v->defines != AN_NONE ? an_fact_name(&k->m->facts.v[v->defines]) : "");
        put_cond(k, out, "; then ", &v->concludes, "");
        return;
    case AN_DUTY_EXEMPTS: put_ids(k, out, "exempts: ", v->exempts, false); return;
    case AN_DUTY_FORBIDS:
        put_cond(k, out, "measures may not bring about: ", &v->content, "");
        return;
    case AN_DUTY_REQUIRES: put_cond(k, out, "measures must bring about: ", &v->content, ""); return;
    }
    AN_UNREACHABLE();
}

static void put_period(struct maker *k, struct an_sink *out, const char *unit)
{
    const struct an_due *due = &k->v->due;
    const char *from = due->after != AN_NONE ? k->m->facts.v[due->after].id : "";
    an_putf(out, ", within %d %s%s of %s", due->within, unit, due->within == 1 ? "" : "s", from);
}

static void put_due(struct maker *k, struct an_sink *out)
{
    char day[24];
    switch (k->v->due.kind) {
    case AN_DUE_NONE: return;
    case AN_DUE_DAY:
        an_when_format(k->v->due.day, day);
        an_putf(out, ", by %s", day);
        return;
    case AN_DUE_DAYS: put_period(k, out, "day"); return;
    case AN_DUE_MONTHS: put_period(k, out, "month"); return;
    case AN_DUE_YEARS: put_period(k, out, "year"); return;
    }
    AN_UNREACHABLE();
}

static void fill_words(struct maker *k)
{
    struct an_sink_buffer demand;
    an_sink_buffer_init(&demand, k->arena);
    put_demand(k, &demand.sink);
    put_due(k, &demand.sink);
    k->info->demand = demand.text;
    k->info->scope = cond_words(k, k->v->binds_state ? &k->v->scope : &k->v->when);
    k->info->except = cond_words(k, &k->v->unless);
}

/* ---- all of it ---- */

static struct maker make_brief(struct an_arena *arena, const struct an_model *m, uint32_t provision,
                               an_day day)
{
    struct maker k = {.arena = arena, .m = m, .v = &m->provisions.v[provision]};
    k.instrument = &m->instruments.v[k.v->instrument];
    k.info = AN_NEW(arena, struct an_provision_info);
    fill_kind(&k);
    fill_source(&k);
    fill_topic(&k);
    fill_check(&k, day);
    k.info->penalty = penalty_words(&k);
    return k;
}

const struct an_provision_info *an_provision_info_brief(struct an_arena *arena,
                                                        const struct an_model *m,
                                                        uint32_t provision, an_day day)
{
    return make_brief(arena, m, provision, day).info;
}

const struct an_provision_info *an_provision_info_on(struct an_arena *arena,
                                                     const struct an_model *m, uint32_t provision,
                                                     an_day day)
{
    struct maker k = make_brief(arena, m, provision, day);
    fill_words(&k);
    return k.info;
}

const struct an_provision_info *an_provision_info_make(struct an_arena *arena,
                                                       const struct an_model *m, uint32_t provision)
{
    return an_provision_info_on(arena, m, provision, AN_DAY_MAX);
}
