/*
 * Which measures of a state stand against which commitments of it. Pairs are made by parties, day
 * and the choices of which both speak, or which definitions tie; each is then a question to the
 * solver (treaty_search.c).
 */
#include "engine/conflict/treaty.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/strategy.h"
#include "engine/lang/place.h"

struct pairing {
    struct an__seek *s;
    struct an_arena *arena;
    const struct an_model *m;
    const bool **reach; /* per commitment: facts that bear on it; NULL: no commitment in force */
    const bool **reads; /* per provision: facts on which its demand bears; NULL: not asked yet */
    AN_VEC(struct an__pact) pacts;
    AN_VEC(int) absent; /* rows that are not there */
    struct an_cone *cone;
};

static uint32_t maker_of(const struct an_model *m, uint32_t provision)
{
    return m->instruments.v[m->provisions.v[provision].instrument].place;
}

static bool is_commitment(const struct an_model *m, uint32_t provision)
{
    const struct an_provision *p = &m->provisions.v[provision];
    return (p->duty == AN_DUTY_FORBIDS || p->duty == AN_DUTY_REQUIRES) &&
           m->places.v[maker_of(m, provision)].kind == AN_PLACE_TREATY;
}

/* ---- parties ---- */

static bool has_place(const struct an_refs *refs, uint32_t place)
{
    for (uint32_t i = 0; i < refs->n; i++)
        if (refs->v[i] == place)
            return true;
    return refs->n == 0;
}

/* The party by which a maker of rules is bound: itself, or the state or union it lies in. */
static const struct an_membership *bound_by(const struct an_model *m, uint32_t treaty,
                                            uint32_t maker, an_day day)
{
    const struct an_memberships *parties = &m->places.v[treaty].parties;
    const struct an_membership *found = NULL;
    for (uint32_t i = 0; i < parties->n; i++) {
        const struct an_membership *p = &parties->v[i];
        if (an_interval_has(&p->days, day) == AN_TRUE &&
            an_place_within(m, maker, p->place, day) == AN_TRUE && (!found || p->place == maker))
            found = p;
    }
    return found;
}

/* In force for both, each bound towards the other. */
static bool binds_towards(const struct an_membership *one, const struct an_membership *other,
                          an_day day)
{
    return one->place != other->place && an_interval_has(&one->days, day) == AN_TRUE &&
           an_interval_has(&other->days, day) == AN_TRUE &&
           has_place(&one->towards, other->place) && has_place(&other->towards, one->place);
}

/* Several entries may stand for one party: it joined towards one after the other. */
static void find_owed(struct pairing *k, struct an__pact *pact)
{
    const struct an_memberships *parties =
        &k->m->places.v[maker_of(k->m, pact->commitment)].parties;
    const struct an_provision *c = &k->m->provisions.v[pact->commitment];
    bool *mark = AN_NEW_ARRAY(k->arena, bool, k->m->places.n + 1u);
    pact->since = AN_DAY_MAX;
    pact->before = AN_DAY_MIN;
    for (uint32_t i = 0; i < parties->n * parties->n; i++) {
        const struct an_membership *mine = &parties->v[i / parties->n];
        const struct an_membership *other = &parties->v[i % parties->n];
        if (mine->place != pact->party || !binds_towards(mine, other, k->s->day) ||
            !has_place(&c->towards, other->place))
            continue;
        an_day from =
            mine->days.from.hi > other->days.from.hi ? mine->days.from.hi : other->days.from.hi;
        an_day before = mine->days.before.lo < other->days.before.lo ? mine->days.before.lo
                                                                     : other->days.before.lo;
        mark[other->place] = true;
        pact->since = from < pact->since ? from : pact->since;
        pact->before = before > pact->before ? before : pact->before;
    }
    pact->owed = an__marked(k->arena, mark, k->m->places.n);
}

/* ---- exceptions ---- */

static enum an__cover by_words(const struct an_texts *asked, const struct an_texts *stated,
                               bool all)
{
    uint32_t met = 0;
    if (asked->n == 0)
        return AN_COVER_YES;
    if (stated->n == 0)
        return AN_COVER_MAY;
    for (uint32_t i = 0; i < stated->n; i++)
        for (uint32_t k = 0; k < asked->n; k++)
            met += strcmp(stated->v[i], asked->v[k]) == 0 ? 1 : 0;
    return (all ? met == stated->n : met > 0) ? AN_COVER_YES : AN_COVER_NO;
}

static enum an__cover by_form(const char *asked, const char *stated)
{
    if (!asked)
        return AN_COVER_YES;
    if (!stated)
        return AN_COVER_MAY;
    return strcmp(asked, stated) == 0 ? AN_COVER_YES : AN_COVER_NO;
}

enum an__cover an__cover_of(const struct an_model *m, uint32_t exception, uint32_t measure)
{
    const struct an_provision *e = &m->provisions.v[exception], *p = &m->provisions.v[measure];
    const enum an__cover by[3] = {by_form(e->measure_form, p->measure_form),
                                  by_words(&e->measure_purpose, &p->measure_purpose, false),
                                  by_words(&e->measure_buyer, &p->measure_buyer, true)};
    enum an__cover weakest = AN_COVER_YES;
    for (int i = 0; i < 3; i++)
        weakest = by[i] < weakest ? by[i] : weakest;
    return weakest != AN_COVER_NO && e->judged_by_self ? AN_COVER_SELF : weakest;
}

/* ---- literals ---- */

static int condition(struct pairing *k, struct an_duty_problem *dp, const struct an__pact *pact,
                     const struct an_cond *cond, bool otherwise)
{
    const struct an_demand *d = &dp->demand[pact->demand];
    const struct an_frame frame = {
        .j = pact->party, .market = d->place, .offer = d->offer, .day = k->s->day};
    return an_encode_cond(dp->enc, cond, &frame, otherwise);
}

/* What surely is no exception to be looked at: not in force, or for other measures. */
static int covered_by(struct pairing *k, struct an_duty_problem *dp, const struct an__pact *pact,
                      uint32_t e)
{
    const struct an_provision *p = &k->m->provisions.v[e];
    if (an_provision_standing(k->m, p, k->s->day).in_force == AN_FALSE ||
        an__cover_of(k->m, e, dp->demand[pact->demand].provision) != AN_COVER_YES)
        return -an_encoder_true(dp->enc);
    const int both[2] = {condition(k, dp, pact, &p->when, true),
                         -condition(k, dp, pact, &p->unless, false)};
    return an_encode_and(dp->enc, both, 2);
}

static void encode(struct pairing *k, struct an_duty_problem *dp, struct an__pact *pact)
{
    uint32_t c = pact->commitment;
    const struct an_provision *p = &k->m->provisions.v[c];
    const struct an_refs *by = &k->m->exempted_by[c];
    int *covers = AN_NEW_ARRAY(k->arena, int, by->n + 1u);
    const int both[2] = {condition(k, dp, pact, &p->scope, true),
                         condition(k, dp, pact, &p->when, true)};
    int content = condition(k, dp, pact, &p->content, true);
    pact->scope = an_encode_and(dp->enc, both, 2);
    pact->forbidden = p->duty == AN_DUTY_FORBIDS ? content : -content;
    for (uint32_t i = 0; i < by->n; i++)
        covers[i] = covered_by(k, dp, pact, by->v[i]);
    covers[by->n] = condition(k, dp, pact, &p->unless, false);
    pact->covered = an_encode_or(dp->enc, covers, by->n + 1u);
}

/* ---- pairs ---- */

/* Facts of which the commitment speaks, and choices that definitions tie to them. */
static const bool *reach_of(struct pairing *k, uint32_t commitment)
{
    struct an_marks own = an__marks(k->arena, k->m);
    an__mark_facts(&k->m->provisions.v[commitment].content, &own);
    an__mark_tied(k->s, own.fact);
    return own.fact;
}

/* Facts of a rule's demand, by its own words or under some reading, and what is tied to them. */
static const bool *demand_reads(struct pairing *k, uint32_t provision)
{
    const struct an_provision *p = &k->m->provisions.v[provision];
    struct an_marks marks = an__marks(k->arena, k->m);
    if (k->reads[provision])
        return k->reads[provision];
    an__mark_facts(&p->content, &marks);
    an__mark_facts(&p->able, &marks);
    for (uint32_t i = 0; i < p->asks.n; i++)
        marks.fact[p->asks.v[i]] = true;
    for (uint32_t i = 0; i < p->n_readings; i++) {
        an__mark_facts(&p->readings[i].must, &marks);
        an__mark_facts(&p->readings[i].able, &marks);
    }
    an__mark_tied(k->s, marks.fact);
    return k->reads[provision] = marks.fact;
}

static bool shares_a_choice(struct pairing *k, uint32_t provision, const bool *reach)
{
    const bool *reads = demand_reads(k, provision);
    for (uint32_t f = 0; f < k->m->facts.n; f++)
        if (reads[f] && reach[f] && an_is_choice(k->m, f))
            return true;
    return false;
}

/* A rule of one of the markets asked for, or of a part of one. */
static bool of_a_market(const struct pairing *k, uint32_t maker)
{
    for (uint32_t i = 0; i < k->s->markets.n; i++)
        if (an_law_applies(k->m, maker, k->s->markets.v[i], k->s->day) == AN_TRUE ||
            an_place_within(k->m, maker, k->s->markets.v[i], k->s->day) == AN_TRUE)
            return true;
    return false;
}

static bool topic_asked(const struct an__seek *s, uint32_t provision)
{
    return s->options->n_topics == 0 || s->run.topic[s->model->provisions.v[provision].topic];
}

/* The commitment binds who makes this rule, and speaks of what the rule is about. */
static const struct an_membership *meets(struct pairing *k, uint32_t provision, uint32_t commitment,
                                         const bool *reach)
{
    uint32_t maker = maker_of(k->m, provision);
    const struct an_membership *mine = NULL;
    if (of_a_market(k, maker) && (topic_asked(k->s, provision) || topic_asked(k->s, commitment)))
        mine = bound_by(k->m, maker_of(k->m, commitment), maker, k->s->day);
    return mine && shares_a_choice(k, provision, reach) ? mine : NULL;
}

/* Provisions and commitments that meet: only these have to be put into clauses. */
static bool *find_meetings(struct pairing *k)
{
    uint32_t n = k->m->provisions.n;
    bool *wanted = AN_NEW_ARRAY(k->arena, bool, n + 1u);
    k->reach = AN_NEW_ARRAY(k->arena, const bool *, n + 1u);
    k->reads = AN_NEW_ARRAY(k->arena, const bool *, n + 1u);
    for (uint32_t c = 0; c < n; c++) {
        if (!is_commitment(k->m, c) ||
            an_provision_standing(k->m, &k->m->provisions.v[c], k->s->day).in_force == AN_FALSE)
            continue;
        k->reach[c] = reach_of(k, c);
        for (uint32_t p = 0; p < n; p++)
            wanted[p] = wanted[p] || meets(k, p, c, k->reach[c]);
    }
    return wanted;
}

static void pair_up(struct pairing *k, struct an_duty_problem *dp, uint32_t commitment)
{
    for (uint32_t i = 0; i < dp->n_demands; i++) {
        struct an__pact pact = {.demand = i, .commitment = commitment};
        const struct an_membership *mine =
            meets(k, dp->demand[i].provision, commitment, k->reach[commitment]);
        if (!mine)
            continue;
        pact.party = mine->place;
        find_owed(k, &pact);
        if (pact.owed.n == 0)
            continue;
        encode(k, dp, &pact);
        an_vec_push(k->arena, &k->pacts, pact);
    }
}

static void read_pacts(void *what, struct an_duty_problem *dp)
{
    struct pairing *k = what;
    k->s->dp = dp;
    for (uint32_t p = 0; p < k->m->provisions.n; p++)
        if (k->reach[p])
            pair_up(k, dp, p);
}

/* ---- the whole ---- */

struct told {
    struct an_conflict *v;
    size_t n, cap;
};

static bool told_before(const struct an__seek *s, const struct an__pact *v, const bool *broken,
                        uint32_t i)
{
    const struct an_demand *d = &s->dp->demand[v[i].demand];
    for (uint32_t k = 0; k < i; k++) {
        const struct an_demand *e = &s->dp->demand[v[k].demand];
        if (broken[k] && v[k].commitment == v[i].commitment && e->provision == d->provision &&
            e->reading == d->reading)
            return true;
    }
    return false;
}

/* One pact alone: what does not bear on it is as in one model of the whole. */
static enum an_sat_answer search_one(struct pairing *k, const struct an__pact *pact,
                                     struct an__breach *breach)
{
    struct an__seek *s = k->s;
    struct an_arena *scratch = an_scratch_new(k->arena);
    struct an_sat *whole = s->sat;
    int lits[AN__DEMAND_LITS + 3];
    size_t n = an__demand_lits(&s->dp->demand[pact->demand], lits);
    lits[n++] = pact->scope;
    lits[n++] = pact->covered;
    lits[n++] = pact->forbidden;
    an__focus(s, scratch, k->cone, lits, n);
    for (size_t i = 0; i < k->absent.n; i++)
        if (an__is_asked(s, abs(k->absent.v[i])))
            an_sat_add(s->sat, &k->absent.v[i], 1);
    enum an_sat_answer answer = an__pact_search(s, pact, breach);
    an__unfocus(s, whole);
    an_arena_free(scratch);
    return answer;
}

/* Can all that is defined hold at all, with one row a table? */
static bool find_rest(struct pairing *k)
{
    an__assume_begin(k->s, false, false);
    if (an__ask_plain(k->s) != AN_SAT_YES)
        return false;
    k->s->rest = an__model(k->s);
    k->cone = an_cone_new(&k->s->dp->clauses, k->arena);
    return true;
}

static void ask_each(struct pairing *k, struct an__pacts *out, bool *undecided)
{
    struct an__seek *s = k->s;
    struct told told = {0};
    bool *broken = AN_NEW_ARRAY(s->arena, bool, k->pacts.n + 1);
    if (k->pacts.n > 0 && !find_rest(k))
        return;
    for (uint32_t i = 0; i < k->pacts.n; i++) {
        struct an_conflict conflict;
        struct an__breach breach;
        if (told_before(s, k->pacts.v, broken, i))
            continue;
        enum an_sat_answer answer = search_one(k, &k->pacts.v[i], &breach);
        *undecided = *undecided || answer == AN_SAT_UNDECIDED;
        if (answer != AN_SAT_YES)
            continue;
        broken[i] = true;
        if (an__pact_tell(s, &k->pacts.v[i], &breach, &conflict))
            an_vec_push(s->arena, &told, conflict);
        else
            out->unconfirmed++;
    }
    out->v = told.v;
    out->n = an_u32(told.n);
}

/* A search of its own: its problem has the commitments in it, and rules of all topics. */
static struct an__seek search_of(const struct an__seek *s)
{
    struct an__seek own = {.arena = s->arena,
                           .model = s->model,
                           .base = s->base,
                           .ws = s->ws,
                           .options = s->options,
                           .day = s->day,
                           .markets = s->markets,
                           .supposed = {s->supposed.v, s->supposed.n, s->supposed.n},
                           .run = s->run,
                           .budget = s->budget};
    return own;
}

/* Of tables that commitments read one row is enough to show what is promised of every row. */
static void keep_one_row(struct pairing *k)
{
    struct an_marks marks = an__marks(k->arena, k->m);
    for (size_t i = 0; i < k->pacts.n; i++)
        an__mark_facts(&k->m->provisions.v[k->pacts.v[i].commitment].content, &marks);
    for (uint32_t f = 0; f < k->m->facts.n; f++) {
        uint32_t n = 0;
        const int *row = marks.fact[f] && k->m->facts.v[f].type.type == AN_TYPE_TABLE
                             ? an_encoder_more_rows(k->s->dp->enc, k->arena, f, &n)
                             : NULL;
        for (uint32_t i = 0; i < n; i++) {
            int absent = -row[i];
            an_sat_add(k->s->sat, &absent, 1);
            an_vec_push(k->arena, &k->absent, absent);
        }
    }
}

static void start(struct an__seek *s)
{
    struct an_profile *words = AN_NEW(s->arena, struct an_profile);
    words->model = s->model;
    words->symbols = s->dp->symbols;
    s->run.profile = words;
    s->sat = an_duty_solver(s->dp, s->arena, NULL);
    an__hold_definitions(s);
}

struct an__pacts an__pacts_broken(struct an__seek *s)
{
    struct an__seek own = search_of(s);
    struct pairing k = {.s = &own, .arena = s->arena, .m = s->model};
    struct an__pacts out = {0};
    bool undecided = false;
    if (s->profile)
        return out;
    const struct an_duty_options options = {.day = s->day,
                                            .markets = s->markets,
                                            .wanted = find_meetings(&k),
                                            .drafts = s->options->drafts,
                                            .more = read_pacts,
                                            .what = &k};
    own.dp = an_duty_problem_new(s->arena, s->model, NULL, &options);
    start(&own);
    keep_one_row(&k);
    ask_each(&k, &out, &undecided);
    s->out_of_time = s->out_of_time || own.out_of_time || undecided;
    return out;
}
