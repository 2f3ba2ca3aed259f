/*
 * Model, profile and markets -> literals. Rows first, then a demand for each provision, reading and
 * row, then what is known of each fact, then definitions until no new fact comes up.
 */
#include "engine/conflict/problem.h"

#include <stdlib.h>

#include "engine/base/sizes.h"

struct making {
    struct an_duty_problem *dp;
    struct an_arena *arena;
    const struct an_model *m;
    const struct an_duty_options *options;
    struct an_eval *ev; /* NULL without a profile */
    struct an_norms_encoder *ne;
    AN_VEC(struct an_duty_row) rows;
    AN_VEC(struct an_demand) demands;
    AN_VEC(struct an_holding) holdings;
    struct an_map held;         /* "fact.market.offer" */
    bool *split, *tied, *fixed; /* per fact */
    bool *in_play;              /* per place */
    unsigned char *reach;       /* per maker and place, on the day: REACH_... */
};

enum { REACH_NEW, REACH_MAY, REACH_NOT };

bool an_is_choice(const struct an_model *m, uint32_t fact)
{
    const struct an_fact *f = &m->facts.v[fact];
    return f->role != AN_FACT_TERM && f->nature != AN_NATURE_CONTEXT && !f->given_by_row;
}

static uint32_t maker_of(const struct making *k, uint32_t provision)
{
    return k->m->instruments.v[k->m->provisions.v[provision].instrument].place;
}

static bool wanted(const struct making *k, uint32_t provision)
{
    const struct an_provision *p = &k->m->provisions.v[provision];
    return an__has_verdict(p) && p->duty != AN_DUTY_MAY &&
           (!k->options->wanted || k->options->wanted[provision]);
}

/* ---- rows ---- */

/* S3.5: what surely reaches a market by place is not judged again at home. */
static bool reaches_a_market(const struct making *k, uint32_t provision)
{
    const struct an_provision *p = &k->m->provisions.v[provision];
    if ((an__nexus_here(p, false) & 1u << AN_NEXUS_OFFERED) == 0)
        return false;
    for (uint32_t i = 0; i < k->options->markets.n; i++)
        if (an_law_applies(k->m, maker_of(k, provision), k->options->markets.v[i], k->dp->day) ==
            AN_TRUE)
            return true;
    return false;
}

static bool may_be_law(const struct making *k, uint32_t provision)
{
    const struct an_provision *p = &k->m->provisions.v[provision];
    const struct an_standing s = an_provision_standing(k->m, p, k->dp->day);
    return p->anchor != AN_NONE || s.in_force != AN_FALSE || (k->options->drafts && s.not_yet);
}

static bool sold_in(const struct an_profile *p, uint32_t offer, uint32_t market)
{
    const struct an_refs *markets = &p->offers[offer].markets;
    for (uint32_t i = 0; i < markets->n; i++)
        if (markets->v[i] == market)
            return true;
    return markets->n == 0;
}

static uint32_t n_offers(const struct making *k)
{
    return k->dp->profile ? k->dp->profile->n_offers : 1;
}

static void add_home(struct making *k, uint32_t place)
{
    for (uint32_t o = 0; o < n_offers(k); o++) {
        const struct an_duty_row row = {true, place, o};
        an_vec_push(k->arena, &k->rows, row);
    }
}

static void find_rows(struct making *k)
{
    bool *home = AN_NEW_ARRAY(k->arena, bool, k->m->places.n);
    for (uint32_t i = 0; i < k->options->markets.n; i++)
        for (uint32_t o = 0; o < n_offers(k); o++) {
            const struct an_duty_row row = {false, k->options->markets.v[i], o};
            if (!k->dp->profile || sold_in(k->dp->profile, o, row.place))
                an_vec_push(k->arena, &k->rows, row);
        }
    for (uint32_t p = 0; p < k->m->provisions.n; p++)
        if (wanted(k, p) && may_be_law(k, p) && an__nexus_here(&k->m->provisions.v[p], true) != 0 &&
            !reaches_a_market(k, p))
            home[maker_of(k, p)] = true;
    for (uint32_t i = 0; i < k->m->places.n; i++)
        if (home[i])
            add_home(k, i);
}

static const struct an_refs *parts_of(const struct an_profile *profile, uint32_t market)
{
    for (uint32_t i = 0; profile && i < profile->n_parts; i++)
        if (profile->parts[i].market == market)
            return &profile->parts[i].in;
    return NULL;
}

static struct an_norm_row norm_row(const struct making *k, const struct an_duty_row *row)
{
    return (struct an_norm_row){.home = row->home,
                                .place = row->place,
                                .offer = row->offer,
                                .day = k->dp->day,
                                .parts = row->home ? NULL : parts_of(k->dp->profile, row->place)};
}

/* ---- demands ---- */

static bool standing_order(const struct making *k, const struct an_demand *d)
{
    const struct an_profile *p = k->dp->profile;
    for (uint32_t i = 0; p && i < p->n_orders; i++) {
        const struct an_order *o = &p->orders[i];
        if (o->under == d->provision && o->served <= k->dp->day &&
            !(o->has_ended && o->ended <= k->dp->day) &&
            (o->market == AN_NONE || o->market == d->place))
            return true;
    }
    return false;
}

/* An order is met by who can and does; where the law excuses inability, by who cannot too. */
static int met_of(const struct making *k, const struct an_demand *d, enum an_inability inability)
{
    if (!d->order)
        return d->lits.holds;
    const int both[2] = {d->lits.able, d->lits.acts};
    const int excused[2] = {-d->lits.able, d->lits.acts};
    return inability == AN_INABILITY_EXCUSED ? an_encode_or(k->dp->enc, excused, 2)
                                             : an_encode_and(k->dp->enc, both, 2);
}

static void add_demand(struct making *k, uint32_t provision, const struct an_reading *reading,
                       const struct an_duty_row *row)
{
    const struct an_provision *p = &k->m->provisions.v[provision];
    struct an_encoder *enc = k->dp->enc;
    struct an_norm_row at = norm_row(k, row);
    struct an_norm_text text = {0};
    struct an_demand d = {.provision = provision,
                          .home = row->home,
                          .place = row->place,
                          .offer = row->offer,
                          .order = p->duty == AN_DUTY_ASKS};
    enum an_inability inability = p->inability;
    if (p->follows.n > 0)
        return; /* it binds only who breaches another duty, and clashes with none that is met */
    if (k->ev)
        at.day = an__law_day(k->ev, provision, row->place, row->offer);
    d.law_day = at.day;
    d.draft = an_provision_standing(k->m, p, at.day).not_yet;
    if (d.draft && !k->options->drafts)
        return; /* its anchor lies before it is law */
    at.as_if_in_force = d.draft;
    if (reading) {
        text = (struct an_norm_text){reading->when, reading->unless, reading->must, reading->able};
        d.reading = reading->id;
        d.who = reading->who;
        inability = reading->inability != AN_INABILITY_NONE ? reading->inability : inability;
    }
    d.lits = an_encode_norm(k->ne, provision, &text, &at);
    const int scope[3] = {d.lits.applies, -d.lits.exempt, -d.lits.displaced};
    d.effective = an_encode_and(enc, scope, 3);
    if (d.effective == -an_encoder_true(enc))
        return;
    d.met = met_of(k, &d, inability);
    const int obeyed[2] = {d.effective, d.met}, unbroken[2] = {-d.effective, d.met};
    d.obeyed = an_encode_and(enc, obeyed, 2);
    d.unbroken = an_encode_or(enc, unbroken, 2);
    d.ordered = d.order && standing_order(k, &d);
    an_vec_push(k->arena, &k->demands, d);
}

static bool may_reach(const struct making *k, uint32_t maker, uint32_t place, an_day day)
{
    return an_law_applies(k->m, maker, place, day) != AN_FALSE ||
           an_place_within(k->m, maker, place, day) != AN_FALSE;
}

/* Of a rule that applies by place alone: a market that its law surely does not reach. */
static bool is_out_of_reach(struct making *k, uint32_t provision, const struct an_duty_row *row)
{
    const struct an_provision *p = &k->m->provisions.v[provision];
    uint32_t maker = maker_of(k, provision);
    if (k->ev && p->anchor != AN_NONE)
        return !may_reach(k, maker, row->place,
                          an__law_day(k->ev, provision, row->place, row->offer));
    unsigned char *known = &k->reach[(size_t)maker * k->m->places.n + row->place];
    if (*known == REACH_NEW)
        *known = may_reach(k, maker, row->place, k->dp->day) ? REACH_MAY : REACH_NOT;
    return *known == REACH_NOT;
}

/* `kinds`: of its nexus that are judged on rows of this sort. */
static bool speaks_on(struct making *k, uint32_t provision, const struct an_duty_row *row,
                      uint32_t kinds)
{
    if (kinds == 0)
        return false;
    if (row->home)
        return row->place == maker_of(k, provision) && !reaches_a_market(k, provision);
    return kinds != 1u << AN_NEXUS_OFFERED || !is_out_of_reach(k, provision, row);
}

static void find_demands(struct making *k)
{
    for (uint32_t p = 0; p < k->m->provisions.n; p++) {
        const struct an_provision *provision = &k->m->provisions.v[p];
        if (!wanted(k, p) || !may_be_law(k, p))
            continue;
        const uint32_t kinds[2] = {an__nexus_here(provision, false),
                                   an__nexus_here(provision, true)};
        k->in_play[maker_of(k, p)] = true;
        for (size_t i = 0; i < k->rows.n; i++) {
            if (!speaks_on(k, p, &k->rows.v[i], kinds[k->rows.v[i].home]))
                continue;
            if (provision->n_readings == 0)
                add_demand(k, p, NULL, &k->rows.v[i]);
            for (uint32_t r = 0; r < provision->n_readings; r++)
                add_demand(k, p, &provision->readings[r], &k->rows.v[i]);
        }
    }
}

/* ---- what is known ---- */

static void mark_given(struct making *k, const struct an_given *given, uint32_t n, bool market)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t f = given[i].fact;
        if (!market || k->m->facts.v[f].scope == AN_SCOPE_PRODUCT) {
            k->split[f] = true;
            an_encoder_split(k->dp->enc, f);
        }
    }
}

static bool differs_by_offer(const struct an_fact *f)
{
    return !f->given_by_row && f->scope == AN_SCOPE_MARKET &&
           (f->role == AN_FACT_TERM || f->nature == AN_NATURE_CONTEXT);
}

/*
 * Facts that offers state, and product facts that markets state, have a copy for each. So has what
 * is not chosen: who buys differs from offer to offer, and so does what follows from that.
 */
static void split_facts(struct making *k)
{
    const struct an_profile *p = k->dp->profile;
    for (uint32_t i = 0; i < p->n_offers; i++)
        mark_given(k, p->offers[i].given, p->offers[i].n_given, false);
    for (uint32_t i = 0; i < p->n_per_market; i++)
        mark_given(k, p->per_market[i].given, p->per_market[i].n_given, true);
    for (uint32_t f = 0; p->n_offers > 1 && f < k->m->facts.n; f++)
        if (differs_by_offer(&k->m->facts.v[f]) && !k->split[f]) {
            k->split[f] = true;
            an_encoder_split(k->dp->enc, f);
        }
    for (uint32_t i = 0; i < p->tied.n; i++)
        k->tied[p->tied.v[i]] = true;
    for (uint32_t i = 0; i < p->fixed.n; i++)
        k->fixed[p->fixed.v[i]] = true;
    an_encoder_tie(k->dp->enc, &p->tied);
}

static void hold(struct making *k, const struct an_duty_row *row, uint32_t fact,
                 const struct an_known *known, bool presumed)
{
    bool shared = k->m->facts.v[fact].scope == AN_SCOPE_PRODUCT || k->tied[fact];
    struct an_holding h = {.fact = fact,
                           .market = shared && !k->split[fact] ? AN_NONE : row->place,
                           .offer = k->split[fact] ? row->offer : AN_NONE,
                           .known = known,
                           .fixed = k->fixed[fact] && !presumed,
                           .presumed = presumed};
    const char *key = an_strf(k->arena, "%u.%u.%u", fact, h.market, h.offer);
    const struct an_frame frame = {
        .j = AN_NONE, .market = row->place, .offer = row->offer, .day = k->dp->day};
    if (!known->given || !an_map_put(&k->held, key, 0, NULL))
        return;
    h.owner =
        presumed || an_is_choice(k->m, fact) ? an_clauses_owner(&k->dp->clauses) : AN_BACKGROUND;
    an_encode_known(k->dp->enc, h.owner, fact, &frame, known);
    an_vec_push(k->arena, &k->holdings, h);
}

static void state_row(struct making *k, const struct an_duty_row *at)
{
    struct an_case_row *row = an__row(k->ev, at->home, at->place, at->offer, k->dp->day, NULL);
    if (!an__close(k->ev, row)) {
        k->dp->refused = true;
        return;
    }
    for (uint32_t f = 0; f < k->m->facts.n; f++) {
        const struct an_slot *slot = &row->slot[f];
        if (k->m->facts.v[f].given_by_row)
            continue;
        if (slot->stated && slot->stated->given)
            hold(k, at, f, slot->stated, false);
        else if (slot->origin == AN_ORIGIN_PRESUMED)
            hold(k, at, f, slot->known, true);
    }
    for (uint32_t i = 0; i < row->n_in_play; i++)
        k->in_play[row->in_play[i]] = true;
}

/* ---- definitions and presumptions ---- */

static bool names_j(const struct an_cond *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->node[i].key == AN_PLACE_J)
            return true;
    for (uint32_t i = 0; i < c->n_values; i++)
        if (c->value[i] == AN_PLACE_J)
            return true;
    return false;
}

/* "Where this, then likely that" on every row, for what the maker may choose. */
static void presume(struct making *k)
{
    uint32_t *owner = AN_NEW_ARRAY(k->arena, uint32_t, k->m->presumptions.n + 1u);
    for (uint32_t i = 0; i < k->m->presumptions.n; i++) {
        const struct an_axiom *a = &k->m->presumptions.v[i];
        owner[i] = AN_NONE;
        if (!k->ev || names_j(&a->cond) || names_j(&a->then))
            continue;
        owner[i] = an_clauses_owner(&k->dp->clauses);
        for (size_t r = 0; r < k->rows.n; r++) {
            const struct an_duty_row *row = &k->rows.v[r];
            const struct an_frame frame = {AN_NONE, row->place, row->offer, k->dp->day};
            const int lits[2] = {-an_encode_cond(k->dp->enc, &a->cond, &frame, true),
                                 an_encode_cond(k->dp->enc, &a->then, &frame, true)};
            an_clauses_add(&k->dp->clauses, owner[i], lits, 2);
        }
    }
    k->dp->presumption_owner = owner;
}

/* Terms and defining provisions hold as axioms do: each has an owner, so that it can be denied. */
static void own_definitions(struct making *k)
{
    struct an_duty_problem *dp = k->dp;
    uint32_t *term = AN_NEW_ARRAY(k->arena, uint32_t, k->m->terms.n + 1u);
    uint32_t *definer = AN_NEW_ARRAY(k->arena, uint32_t, k->m->provisions.n + 1u);
    for (uint32_t i = 0; i < k->m->terms.n; i++)
        term[i] = an_clauses_owner(&dp->clauses);
    for (uint32_t i = 0; i < k->m->provisions.n; i++)
        definer[i] = AN_NONE;
    for (uint32_t i = 0; i < k->m->definers.n; i++)
        definer[k->m->definers.v[i]] = an_clauses_owner(&dp->clauses);
    an_encoder_own_terms(dp->enc, term);
    an_norms_encoder_own(k->ne, definer);
    dp->term_owner = term;
    dp->definer_owner = definer;
}

static void read_definitions(struct making *k)
{
    struct an_duty_problem *dp = k->dp;
    uint32_t *owner = AN_NEW_ARRAY(k->arena, uint32_t, k->m->axioms.n + 1u);
    for (uint32_t i = 0; i < k->m->axioms.n; i++)
        owner[i] = an_clauses_owner(&dp->clauses);
    for (uint32_t i = 0; i < k->m->definers.n; i++) {
        const struct an_provision *p = &k->m->provisions.v[k->m->definers.v[i]];
        if (an_provision_standing(k->m, p, dp->day).in_force != AN_FALSE)
            k->in_play[maker_of(k, k->m->definers.v[i])] = true;
    }
    for (uint32_t i = 0; i < k->m->places.n; i++)
        k->in_play[i] = k->in_play[i] && k->m->places.v[i].kind != AN_PLACE_GROUP;
    const struct an_refs in_play = an__marked(k->arena, k->in_play, k->m->places.n);
    for (bool more = true; more;) {
        more = an_encoder_read_ties(dp->enc, &in_play, owner);
        for (size_t i = 0; i < k->rows.n; i++) {
            const struct an_norm_row at = norm_row(k, &k->rows.v[i]);
            more = an_encode_definers(k->ne, &at) || more;
        }
    }
    an_encoder_close(dp->enc, &in_play, owner);
    dp->axiom_owner = owner;
}

/* Which fact each variable speaks of. */
static void find_facts(struct making *k)
{
    struct an_duty_problem *dp = k->dp;
    size_t n = (size_t)dp->clauses.n_vars + 1;
    uint32_t *of = AN_NEW_ARRAY(k->arena, uint32_t, n);
    for (size_t v = 0; v < n; v++)
        of[v] = AN_NONE;
    an_encoder_facts(dp->enc, of);
    dp->fact_of = of;
}

static int by_fact(const void *a, const void *b)
{
    const struct an_holding *x = a, *y = b;
    if (x->fact != y->fact)
        return x->fact < y->fact ? -1 : 1;
    if (x->market != y->market)
        return x->market < y->market ? -1 : 1;
    return x->offer < y->offer ? -1 : x->offer > y->offer;
}

static void finish(struct making *k)
{
    struct an_duty_problem *dp = k->dp;
    dp->row = k->rows.v;
    dp->n_rows = an_u32(k->rows.n);
    dp->demand = k->demands.v;
    dp->n_demands = an_u32(k->demands.n);
    if (k->options->more)
        k->options->more(k->options->what, dp);
    presume(k);
    read_definitions(k);
    find_facts(k);
    an__terms_follow(dp);
    if (k->holdings.n > 1)
        qsort(k->holdings.v, k->holdings.n, sizeof k->holdings.v[0], by_fact);
    dp->holding = k->holdings.v;
    dp->n_holdings = an_u32(k->holdings.n);
}

struct an_duty_problem *an_duty_problem_new(struct an_arena *arena, const struct an_model *model,
                                            const struct an_profile *profile,
                                            const struct an_duty_options *options)
{
    struct an_duty_problem *dp = AN_NEW(arena, struct an_duty_problem);
    struct making k = {.dp = dp, .arena = arena, .m = model, .options = options};
    dp->arena = arena;
    dp->model = model;
    dp->profile = profile;
    dp->day = options->day;
    dp->symbols = an_intern_child(arena, profile ? profile->symbols : model->symbols);
    an_clauses_init(&dp->clauses, arena);
    dp->enc =
        an_encoder_new(arena, model, profile ? profile->symbols : model->symbols, &dp->clauses);
    k.ne = an_norms_encoder_new(arena, dp->enc, model);
    own_definitions(&k);
    dp->logic = an__logic(arena, model);
    k.split = AN_NEW_ARRAY(arena, bool, model->facts.n);
    k.tied = AN_NEW_ARRAY(arena, bool, model->facts.n);
    k.fixed = AN_NEW_ARRAY(arena, bool, model->facts.n);
    k.in_play = AN_NEW_ARRAY(arena, bool, model->places.n);
    k.reach = AN_NEW_ARRAY(arena, unsigned char, (size_t)model->places.n * model->places.n + 1);
    an_map_init(&k.held, arena);
    for (uint32_t i = 0; i < options->markets.n; i++)
        k.in_play[options->markets.v[i]] = true;
    if (profile) {
        k.ev = dp->ev = an_eval_new(arena, model, profile, options->day);
        split_facts(&k);
    }
    find_rows(&k);
    find_demands(&k);
    for (size_t i = 0; profile && i < k.rows.n && !dp->refused; i++)
        state_row(&k, &k.rows.v[i]);
    if (!dp->refused)
        finish(&k);
    return dp;
}

int an_duty_switch(const struct an_duty_problem *dp, uint32_t owner)
{
    return dp->clauses.n_vars + 1 + (int)owner;
}

struct an_sat *an_duty_solver(const struct an_duty_problem *dp, struct an_arena *arena,
                              const bool *kept)
{
    struct an_sat *sat = an_sat_new(arena);
    const struct an_clauses *c = &dp->clauses;
    AN_VEC(int) clause = {0};
    /* Switches of owners without clauses are assumed too: no new variable may be one of them. */
    const int last[2] = {an_duty_switch(dp, c->n_owners), -an_duty_switch(dp, c->n_owners)};
    an_sat_add(sat, last, 2);
    for (size_t i = 0; i < c->end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(c, i, &n);
        if (kept && !kept[i])
            continue;
        if (c->owner.v[i] == AN_BACKGROUND) {
            an_sat_add(sat, lits, n);
            continue;
        }
        clause.n = 0;
        an_vec_push(arena, &clause, -an_duty_switch(dp, c->owner.v[i]));
        for (size_t j = 0; j < n; j++)
            an_vec_push(arena, &clause, lits[j]);
        an_sat_add(sat, clause.v, clause.n);
    }
    return sat;
}
