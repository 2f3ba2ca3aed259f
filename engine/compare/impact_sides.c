/* The two situations of an impact: their rules and days, and what differs in law between them. */
#include <string.h>

#include "engine/compare/diff.h"
#include "engine/compare/impact.h"
#include "engine/compare/timeline.h"
#include "engine/compare/vary.h"
#include "engine/facts/wanted.h"

/* What is enacted is in force from the day that is asked for, or has always been. */
static bool vary(struct an__impact *k)
{
    const struct an_impact_options *o = k->options;
    struct an__variation how = {o->enact, o->n_enact, o->strike, o->n_strike, AN_DAY_MIN};
    if (o->n_enact + o->n_strike == 0)
        return true;
    (void)an_wanted_day(k->ws, k->after.day, &how.day);
    k->touched = AN_NEW_ARRAY(k->arena, bool, k->after.base->model->provisions.n);
    k->after.base = an__vary(k->arena, k->ws, k->after.base, &how, k->touched);
    return k->after.base != NULL;
}

bool an__impact_sides(struct an__impact *k)
{
    an_day ignored;
    k->before.base = k->stated[0];
    k->after.base = k->stated[1] ? k->stated[1] : k->stated[0];
    k->before.day = k->options->from;
    k->after.day = k->options->to ? k->options->to : k->options->from;
    bool from = an_wanted_day(k->ws, k->before.day, &ignored);
    bool to = an_wanted_day(k->ws, k->options->to, &ignored);
    return from && to && vary(k);
}

/* ---- words ---- */

static const char *listed(struct an_arena *arena, const char *const *ids, size_t n)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    for (size_t i = 0; i < n; i++)
        an_putf(&out.sink, "%s%s", i > 0 ? ", " : "", ids[i]);
    return out.text;
}

static const char *day_words(struct an__impact *k, const char *day)
{
    return day ? an_strf(k->arena, "the law of %s", day) : "the law of each profile's day";
}

void an__impact_words(struct an__impact *k, struct an_impact *impact)
{
    const struct an_impact_options *o = k->options;
    const char *after = day_words(k, k->after.day);
    if (k->stated[1])
        after = an_strf(k->arena, "%s in the second base", after);
    if (o->n_enact > 0)
        after = an_strf(k->arena, "%s, with %s in force", after,
                        listed(k->arena, o->enact, o->n_enact));
    if (o->n_strike > 0)
        after =
            an_strf(k->arena, "%s, without %s", after, listed(k->arena, o->strike, o->n_strike));
    impact->before = day_words(k, k->before.day);
    if (k->stated[1])
        impact->before = an_strf(k->arena, "%s in the first base", impact->before);
    impact->after = after;
    impact->from = k->before.day ? an_strdup(k->arena, k->before.day) : NULL;
    impact->to = k->after.day ? an_strdup(k->arena, k->after.day) : NULL;
    impact->revision_before = an_base_revision(k->before.base);
    impact->revision_after = an_base_revision(k->after.base);
    impact->version = an_version();
}

/* ---- why ---- */

static const char *event_words(struct an__impact *k, const struct an_model *m, uint32_t i,
                               enum an_stage stage)
{
    struct an_standing s = an_provision_standing(m, &m->provisions.v[i], k->after.at);
    char day[24];
    if (stage == AN_STAGE_IN_FORCE && s.has_start) {
        an_when_format(s.starts, day);
        return an_strf(k->arena, "in force since %s", day);
    }
    if (!s.event)
        return an_stage_word(stage);
    an_when_format(s.event->on, day);
    return an_strf(k->arena, "%s on %s", an_state_word(s.event->is), day);
}

static const char *stage_words(struct an__impact *k, uint32_t was, uint32_t is)
{
    const struct an_model *x = k->before.base->model, *y = k->after.base->model;
    enum an_stage before = an__stage_on(x, was, k->before.at);
    enum an_stage after = an__stage_on(y, is, k->after.at);
    enum an_diff_kind kind = an__diff_of_stages(before, after);
    if (kind == AN_DIFF_KINDS)
        return NULL;
    if (after == AN_STAGE_UNCERTAIN)
        return "a date of it is known only roughly";
    return event_words(k, y, is, after);
}

const char *an__impact_because(struct an__impact *k, const char *provision)
{
    const struct an_model *x = k->before.base->model, *y = k->after.base->model;
    uint32_t was = an_model_provision(x, provision), is = an_model_provision(y, provision);
    if (was == AN_NONE)
        return "not in the first base";
    if (is == AN_NONE)
        return "not in the second base";
    if (k->touched && k->touched[is])
        return y->provisions.v[is].status.v[0].is == AN_STATE_IN_FORCE
                   ? "taken as in force for this question"
                   : "struck out for this question";
    const char *stage = stage_words(k, was, is);
    if (stage)
        return stage;
    if (memcmp(&x->provisions.v[was].meaning, &y->provisions.v[is].meaning,
               sizeof(struct an_hash)) != 0)
        return "the rules read it differently in the two bases";
    return "the provision is the same: other rules, or what the profile says for that day";
}
