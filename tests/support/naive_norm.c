/*
 * The naive evaluator: one provision in one completion. Sections 3 and 4 of docs/semantics.md,
 * sentence by sentence.
 */
#include "tests/support/naive_run.h"

const struct an_provision *naive_provision(const struct naive *n, uint32_t index)
{
    return index == n->root ? &n->reading : &n->m->provisions.v[index];
}

uint32_t naive_maker(const struct naive *n, uint32_t provision)
{
    return n->m->instruments.v[n->m->provisions.v[provision].instrument].place;
}

/* ---- in force: S3.1, S3.2 ---- */

/* Does the k-th of the events (the last that happened) leave the norm in force? */
static bool in_force_after(const struct an_event *events, uint32_t k)
{
    while (k > 1 && events[k - 1].is == AN_STATE_EXTENDED)
        k--;
    return k > 0 &&
           (events[k - 1].is == AN_STATE_IN_FORCE || events[k - 1].is == AN_STATE_UNENFORCED);
}

/* Events happen in the order in which they are written, each on some day of its range. */
static bool can_be_last(const struct an_events *events, uint32_t k, an_day day)
{
    for (uint32_t i = 0; i < k; i++)
        if (events->v[i].on.lo > day)
            return false;
    for (uint32_t i = k; i < events->n; i++)
        if (events->v[i].on.hi <= day)
            return false;
    return true;
}

static const struct an_events *events_of(const struct an_model *m, const struct an_provision *p)
{
    return p->status.v != NULL ? &p->status : &m->instruments.v[p->instrument].status;
}

an_tri naive_in_force(const struct an_model *m, const struct an_provision *p, an_day day)
{
    const struct an_events *events = events_of(m, p);
    bool can_be = false, can_be_not = false;
    for (uint32_t k = 0; k <= events->n; k++) {
        if (!can_be_last(events, k, day))
            continue;
        can_be = can_be || in_force_after(events->v, k);
        can_be_not = can_be_not || !in_force_after(events->v, k);
    }
    an_tri by_events = can_be && can_be_not ? AN_UNKNOWN : an_tri_of(can_be);
    return an_tri_and(by_events, naive_interval_has(&p->days, day));
}

enum naive_list naive_listed(const struct an_model *m, const struct an_provision *p, an_day day)
{
    const struct an_events *events = events_of(m, p);
    uint32_t happened = 0;
    if (naive_in_force(m, p, day) != AN_FALSE)
        return NAIVE_IN_FORCE;
    for (uint32_t i = 0; i < events->n; i++)
        if (events->v[i].on.hi <= day)
            happened = i + 1;
    while (happened > 1 && events->v[happened - 1].is == AN_STATE_EXTENDED)
        happened--;
    if (happened == 0)
        return NAIVE_NO_FINDING;
    enum an_state state = events->v[happened - 1].is;
    if (state == AN_STATE_SUSPENDED)
        return NAIVE_SUSPENDED;
    if (day >= p->days.before.hi) /* ended by its own last day */
        return NAIVE_NO_FINDING;
    bool waits =
        state == AN_STATE_PROPOSED || state == AN_STATE_ADOPTED || state == AN_STATE_EXTENDED;
    bool starts_later =
        (state == AN_STATE_IN_FORCE || state == AN_STATE_UNENFORCED) && day < p->days.from.lo;
    return waits || starts_later ? NAIVE_NOT_YET_LAW : NAIVE_NO_FINDING;
}

an_day naive_law_day(const struct naive *n, const struct an_provision *p)
{
    const struct an_known *known = p->anchor == AN_NONE ? NULL : n->known[p->anchor];
    if (known == NULL || !known->given || known->min != known->max)
        return n->asked;
    return (an_day)known->min;
}

/* S5.6: as if in force are the provision itself, and what the same draft says besides. */
static bool as_if_in_force(const struct naive *n, uint32_t provision)
{
    const struct an_provision *p = naive_provision(n, provision);
    if (n->list == NAIVE_IN_FORCE)
        return false;
    return provision == n->root || (p->instrument == n->reading.instrument &&
                                    naive_listed(n->m, p, naive_law_day(n, p)) == n->list);
}

static bool is_in_force(struct naive *n, uint32_t provision)
{
    const struct an_provision *p = naive_provision(n, provision);
    an_tri truth = naive_in_force(n->m, p, naive_law_day(n, p));
    if (truth == AN_UNKNOWN)
        return naive_choose(n, (struct choice){CHOOSE_IN_FORCE, provision, 0, 0});
    return truth == AN_TRUE || as_if_in_force(n, provision);
}

/* ---- nexus: S3.5 ---- */

uint32_t naive_row_nexus(const struct an_provision *p, bool home)
{
    uint32_t market_kinds = 1u << AN_NEXUS_OFFERED | 1u << AN_NEXUS_SHIPS;
    return home ? p->nexus & ~market_kinds : p->nexus & market_kinds;
}

uint32_t naive_definer_nexus(const struct an_provision *d)
{
    return d->nexus_stated ? d->nexus : 1u << AN_NEXUS_OFFERED;
}

bool naive_has_row(const struct an_provision *p, uint32_t market)
{
    return naive_row_nexus(p, market == AN_NONE) != 0;
}

static bool applies_in(struct naive *n, uint32_t maker, uint32_t place, an_day day)
{
    an_tri truth = naive_law_applies(n->m, maker, place, day);
    if (truth == AN_UNKNOWN)
        return naive_choose(n, (struct choice){CHOOSE_APPLIES, maker, place, day});
    return truth == AN_TRUE;
}

/* Is it offered in a part of M where J's law applies, J itself being a part of M? */
static bool offered_in_part(struct naive *n, uint32_t maker, an_day day)
{
    bool in_one = false;
    for (uint32_t i = 0; i < n->profile->n_parts; i++) {
        const struct an_market_parts *parts = &n->profile->parts[i];
        if (parts->market != n->market)
            continue;
        for (uint32_t k = 0; k < parts->in.n; k++) {
            uint32_t part = parts->in.v[k];
            in_one = applies_in(n, maker, part, day) || in_one;
            if (!in_one && maker != part && naive_is_within(n, maker, part, day))
                in_one = naive_choose(n, (struct choice){CHOOSE_OFFERED, maker, 0, 0});
        }
        return in_one;
    }
    return naive_choose(n, (struct choice){CHOOSE_OFFERED, maker, 0, 0});
}

static bool is_offered(struct naive *n, uint32_t maker, an_day day)
{
    if (applies_in(n, maker, n->market, day))
        return true;
    if (maker == n->market || !naive_is_within(n, maker, n->market, day))
        return false;
    return offered_in_part(n, maker, day);
}

static bool reaches_by(struct naive *n, uint32_t kind, uint32_t maker, an_day day)
{
    const struct an_nexus *nexus = &n->m->nexus[kind];
    if (kind == AN_NEXUS_OFFERED)
        return is_offered(n, maker, day);
    if (kind == AN_NEXUS_SHIPS && naive_is_within(n, n->market, maker, day))
        return false;
    return nexus->defined &&
           naive_holds(n, &nexus->cond, (struct scene){maker, day, AN_NONE, NULL});
}

static bool reaches_product(struct naive *n, uint32_t provision, uint32_t nexus)
{
    bool reaches = false;
    an_day day = naive_law_day(n, naive_provision(n, provision));
    for (uint32_t kind = 0; kind < AN_NEXUS_COUNT; kind++)
        if ((nexus >> kind & 1u) != 0)
            reaches = reaches_by(n, kind, naive_maker(n, provision), day) || reaches;
    return reaches;
}

/* ---- A, E, D: S3.8 ---- */

static struct scene scene_of(const struct naive *n, uint32_t provision)
{
    an_day day = naive_law_day(n, naive_provision(n, provision));
    return (struct scene){naive_maker(n, provision), day, AN_NONE, NULL};
}

static enum an_verdict verdict_of(struct naive *n, uint32_t provision, uint32_t nexus);

/* S3.11: one of those that it follows is breached, by its own nexus. */
static bool is_followed(struct naive *n, const struct an_provision *p)
{
    for (uint32_t i = 0; i < p->follows.n; i++) {
        const struct an_provision *q = naive_provision(n, p->follows.v[i]);
        enum an_verdict v = verdict_of(n, p->follows.v[i], naive_definer_nexus(q));
        if (v == AN_VIOLATION || v == AN_COUNTS_AGAINST)
            return true;
    }
    return p->follows.n == 0;
}

static bool applies(struct naive *n, uint32_t provision, uint32_t nexus)
{
    const struct an_provision *p = naive_provision(n, provision);
    return is_in_force(n, provision) && reaches_product(n, provision, nexus) &&
           naive_holds(n, &p->when, scene_of(n, provision)) && is_followed(n, p);
}

/* Is some provision that exempts this one (or overrides it) effective? */
static bool one_is_effective(struct naive *n, uint32_t provision, uint32_t nexus, bool overrides)
{
    for (uint32_t q = 0; q < n->m->provisions.n; q++) {
        const struct an_provision *other = naive_provision(n, q);
        const struct an_refs *refs = overrides ? &other->overrides : &other->exempts;
        for (uint32_t i = 0; i < refs->n; i++)
            if (refs->v[i] == provision &&
                naive_effective(n, q, other->nexus_stated ? other->nexus : nexus))
                return true;
    }
    return false;
}

static bool excepted(struct naive *n, uint32_t provision, uint32_t nexus)
{
    const struct an_provision *p = naive_provision(n, provision);
    return (p->unless.n > 0 && naive_holds(n, &p->unless, scene_of(n, provision))) ||
           one_is_effective(n, provision, nexus, false);
}

bool naive_effective(struct naive *n, uint32_t provision, uint32_t nexus)
{
    return applies(n, provision, nexus) && !excepted(n, provision, nexus) &&
           !one_is_effective(n, provision, nexus, true);
}

/* ---- verdicts: section 4 ---- */

bool naive_has_verdict(const struct an_provision *p)
{
    if (p->binds_state) /* commitments of states */
        return false;
    switch (p->duty) {
    case AN_DUTY_MUST:
    case AN_DUTY_MUST_NOT:
    case AN_DUTY_ATTEST:
    case AN_DUTY_ASKS:
    case AN_DUTY_MAY: return true;
    case AN_DUTY_POWER:
    case AN_DUTY_DEFINES:
    case AN_DUTY_EXEMPTS:
    case AN_DUTY_FORBIDS:
    case AN_DUTY_REQUIRES: return false;
    }
    AN_UNREACHABLE();
}

static bool content_holds(struct naive *n, uint32_t provision)
{
    const struct an_provision *p = naive_provision(n, provision);
    if (p->duty == AN_DUTY_ATTEST)
        return n->now[p->attest_fact]->n == 1;
    return naive_holds(n, &p->content, scene_of(n, provision)) == (p->duty == AN_DUTY_MUST);
}

an_day naive_last_day(const struct an_due *due, an_day after)
{
    struct an_day_sum sum = {.exact = true};
    switch (due->kind) {
    case AN_DUE_DAYS: return after + due->within;
    case AN_DUE_MONTHS: sum = an_day_add_months(after, due->within); break;
    case AN_DUE_YEARS: sum = an_day_add_years(after, due->within); break;
    case AN_DUE_DAY:
    case AN_DUE_NONE: break;
    }
    return sum.lo;
}

static bool is_still_due(struct naive *n, uint32_t provision)
{
    const struct an_due *due = &naive_provision(n, provision)->due;
    if (due->kind == AN_DUE_NONE)
        return false;
    if (due->kind != AN_DUE_DAY)
        return n->asked <= naive_last_day(due, (an_day)n->now[due->after]->n);
    if (n->asked <= due->day.lo)
        return true;
    return n->asked <= due->day.hi && naive_choose(n, (struct choice){CHOOSE_DUE, provision, 0, 0});
}

static bool stands(const struct naive *n, uint32_t provision, const struct an_order *order)
{
    return order->under == provision && order->served <= n->asked &&
           !(order->has_ended && order->ended <= n->asked) &&
           (order->market == AN_NONE || order->market == n->market);
}

static bool act_done(struct naive *n, uint32_t provision, uint32_t act)
{
    struct scene scene = scene_of(n, provision);
    if (n->m->facts.v[act].type.type == AN_TYPE_BOOL)
        return n->now[act]->n == 1;
    bool done = false;
    for (uint32_t i = 0; i < n->now[act]->n_v; i++)
        done = naive_counts_for(n, n->now[act]->v[i], scene.j, scene.day) || done;
    return done;
}

static bool obeyed(struct naive *n, uint32_t provision, const struct an_order *order)
{
    const struct an_refs *asks =
        order->asks.n > 0 ? &order->asks : &naive_provision(n, provision)->asks;
    if (order->obeyed != AN_UNKNOWN)
        return order->obeyed == AN_TRUE;
    if (asks->n == 0)
        return naive_choose(n, (struct choice){CHOOSE_OBEYED, order - n->profile->orders, 0, 0});
    for (uint32_t i = 0; i < asks->n; i++)
        if (!act_done(n, provision, asks->v[i]))
            return false;
    return true;
}

/* A reading that is decided on says what inability means; of a provision that another one follows
 * a completion chooses it, where the law is silent. */
static bool excuses(struct naive *n, uint32_t provision)
{
    const struct an_provision *p = naive_provision(n, provision);
    if (p->inability == AN_INABILITY_SILENT && provision != n->root)
        return !naive_choose(n, (struct choice){CHOOSE_STRICT, provision, 0, 0});
    return p->inability == AN_INABILITY_EXCUSED;
}

static enum an_verdict verdict_on_order(struct naive *n, uint32_t provision)
{
    bool able = naive_holds(n, &naive_provision(n, provision)->able, scene_of(n, provision));
    bool any = false, all_obeyed = true;
    for (uint32_t i = 0; i < n->profile->n_orders; i++) {
        if (!stands(n, provision, &n->profile->orders[i]))
            continue;
        any = true;
        all_obeyed = obeyed(n, provision, &n->profile->orders[i]) && all_obeyed;
    }
    if (!any)
        return able ? AN_READY : AN_EXPOSED;
    if (!able)
        return excuses(n, provision) ? AN_EXEMPT : AN_VIOLATION;
    return all_obeyed ? AN_COMPLIANT : AN_VIOLATION;
}

static enum an_verdict verdict_of(struct naive *n, uint32_t provision, uint32_t nexus)
{
    const struct an_provision *p = naive_provision(n, provision);
    if (!applies(n, provision, nexus))
        return AN_NOT_APPLICABLE;
    if (one_is_effective(n, provision, nexus, true))
        return AN_DISPLACED;
    if (excepted(n, provision, nexus))
        return AN_EXEMPT;
    if (p->duty == AN_DUTY_MAY)
        return AN_PERMITS;
    if (p->duty == AN_DUTY_ASKS)
        return verdict_on_order(n, provision);
    if (content_holds(n, provision))
        return AN_COMPLIANT;
    if (is_still_due(n, provision))
        return AN_DUE;
    return p->effect == AN_EFFECT_HANDICAPS ? AN_COUNTS_AGAINST : AN_VIOLATION;
}

enum an_verdict naive_verdict(struct naive *n)
{
    return verdict_of(n, n->root, naive_row_nexus(&n->reading, n->on_home));
}
