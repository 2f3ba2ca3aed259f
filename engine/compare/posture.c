/*
 * One provision on one day: which letter it has, and which step of its topic it puts a country on.
 * The step is the level that was checked for the provision; what kind of norm it is decides whether
 * that counts: duties and powers do, liberties where no duty does, exemptions and definitions never
 * (docs/compare.md). Called once for every provision of a comparison.
 */
#include <string.h>

#include "engine/compare/compare.h"

static bool binds(enum an_state state)
{
    return state == AN_STATE_IN_FORCE || state == AN_STATE_UNENFORCED;
}

/* Had it surely been in force at some time up to the day? */
static bool was_in_force(const struct an_model *m, const struct an_provision *p, an_day day)
{
    struct an_events events = an_provision_events(m, p);
    for (uint32_t i = 0; i < events.n; i++)
        if (binds(events.v[i].is) && events.v[i].on.hi <= day && p->days.from.hi <= day)
            return true;
    return false;
}

/* AN_LETTER_UNKNOWN: there is nothing to show. */
static enum an_letter letter_of(const struct an_model *m, const struct an_provision *p,
                                const struct an_standing *s, an_day day)
{
    if (s->in_force != AN_FALSE)
        return s->unenforced ? AN_LETTER_UNENFORCED : AN_LETTER_IN_FORCE;
    if (!s->any)
        return AN_LETTER_UNKNOWN;
    switch (s->state) {
    case AN_STATE_PROPOSED: return AN_LETTER_DRAFT;
    case AN_STATE_ADOPTED: return AN_LETTER_PASSED;
    case AN_STATE_SUSPENDED: return AN_LETTER_SUSPENDED;
    case AN_STATE_REPEALED:
    case AN_STATE_LAPSED:
    case AN_STATE_ANNULLED:
    case AN_STATE_DISAPPLIED: return was_in_force(m, p, day) ? AN_LETTER_ENDED : AN_LETTER_UNKNOWN;
    case AN_STATE_IN_FORCE:
    case AN_STATE_UNENFORCED:
    case AN_STATE_EXTENDED:
    case AN_STATE_COUNT: break;
    }
    return AN_LETTER_UNKNOWN;
}

/* The first of these provisions that is surely in force on the day. */
static uint32_t first_in_force(const struct an_model *m, struct an_refs refs, an_day day)
{
    for (uint32_t i = 0; i < refs.n; i++)
        if (an_provision_standing(m, &m->provisions.v[refs.v[i]], day).in_force == AN_TRUE)
            return refs.v[i];
    return AN_NONE;
}

static const char *day_words(struct an_arena *arena, struct an_when when)
{
    char text[24];
    if (when.lo <= AN_DAY_MIN || when.lo >= AN_DAY_MAX)
        return NULL;
    an_when_format(when, text);
    return an_strdup(arena, text);
}

static void put_days(struct an_comparison *c, const struct an_provision *p,
                     const struct an_standing *s, struct an_item *out)
{
    struct an_arena *arena = c->arena;
    bool over = p->days.before.hi <= c->day;
    bool runs = out->letter == AN_LETTER_IN_FORCE || out->letter == AN_LETTER_UNENFORCED;
    if (runs && s->has_start)
        out->since = day_words(arena, s->starts);
    else if (out->letter == AN_LETTER_ENDED && over)
        out->since = day_words(arena, p->days.before);
    else if (s->event)
        out->since = day_words(arena, s->event->on);
    if (runs && s->has_end)
        out->until = day_words(arena, s->ends);
    if (!runs && s->has_start && s->starts.lo > c->day)
        out->coming = day_words(arena, s->starts);
}

static void put_kind(const struct an_model *m, const struct an_provision *p, struct an_item *out)
{
    out->counts = p->duty != AN_DUTY_EXEMPTS && p->duty != AN_DUTY_DEFINES;
    out->liberty = p->duty == AN_DUTY_MAY;
    out->directive = strcmp(m->instruments.v[p->instrument].kind, "directive") == 0;
    out->step = out->counts && p->level != AN_NONE ? (int32_t)p->level : -1;
}

/* An exception that covers only some measures, or that a party judges itself, leaves a commitment
 * as it is: what it covers is a question to each measure. */
static uint32_t exemption(struct an_comparison *c, uint32_t provision)
{
    const struct an_model *m = c->model;
    const struct an_refs *by = &m->exempted_by[provision];
    uint32_t *whole = AN_NEW_ARRAY(c->arena, uint32_t, by->n + 1u), n = 0;
    for (uint32_t i = 0; i < by->n; i++) {
        const struct an_provision *e = &m->provisions.v[by->v[i]];
        if (!e->judged_by_self && !e->measure_form &&
            e->measure_purpose.n + e->measure_buyer.n == 0)
            whole[n++] = by->v[i];
    }
    return first_in_force(m, (struct an_refs){whole, n}, c->day);
}

bool an__item(struct an_comparison *c, uint32_t provision, struct an_item *out)
{
    const struct an_model *m = c->model;
    const struct an_provision *p = &m->provisions.v[provision];
    struct an_standing s = an_provision_standing(m, p, c->day);
    *out = (struct an_item){.provision = provision,
                            .place = m->instruments.v[p->instrument].place,
                            .topic = p->topic,
                            .letter = letter_of(m, p, &s, c->day),
                            .uncertain = s.in_force == AN_UNKNOWN,
                            .exempted_by = AN_NONE,
                            .displaced_by = AN_NONE};
    if (out->letter == AN_LETTER_UNKNOWN)
        return false;
    put_kind(m, p, out);
    put_days(c, p, &s, out);
    if (s.in_force != AN_FALSE) {
        out->exempted_by = exemption(c, provision);
        out->displaced_by = first_in_force(m, m->overridden_by[provision], c->day);
    }
    out->info = an_provision_info_brief(c->arena, m, provision, c->day);
    return true;
}
