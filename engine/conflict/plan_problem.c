/*
 * Building the clauses of a plan. Which provisions can be breached on which row is asked of the
 * evaluator in three values, with everything unknown that can be chosen; only those become demands,
 * each by the encoder. What is known of a row is what the profile states and, of the context, what
 * is presumed from it.
 */
#include "engine/conflict/plan_problem.h"

#include <string.h>

#include "engine/base/sizes.h"

#define VIOLATIONS (1u << AN_VIOLATION)

enum { COST_CONDUCT = 1, COST_DESIGN = 3, COST_MAKER = 5 };

uint64_t an__plan_cost(const struct an_fact *fact)
{
    if (fact->cost > 0)
        return fact->cost;
    switch (fact->nature) {
    case AN_NATURE_DESIGN: return COST_DESIGN;
    case AN_NATURE_MAKER: return COST_MAKER;
    case AN_NATURE_CONDUCT: return COST_CONDUCT;
    case AN_NATURE_CONTEXT: return 0;
    }
    AN_UNREACHABLE();
}

/* ---- choice and context ---- */

static bool gives(const struct an_given *given, uint32_t n, uint32_t fact)
{
    for (uint32_t i = 0; i < n; i++)
        if (given[i].fact == fact)
            return true;
    return false;
}

/* Has values by offer, or by market though it is a fact of the product; or is a definition, which
 * may turn on what differs by offer. */
static bool is_split(const struct an_model *m, const struct an_profile *p, uint32_t fact)
{
    bool shared = m->facts.v[fact].scope == AN_SCOPE_PRODUCT;

    if (m->facts.v[fact].role == AN_FACT_TERM)
        return true;
    for (uint32_t i = 0; i < p->n_offers; i++)
        if (gives(p->offers[i].given, p->offers[i].n_given, fact))
            return true;
    for (uint32_t i = 0; i < p->tied.n; i++)
        shared = shared || p->tied.v[i] == fact;
    for (uint32_t i = 0; shared && i < p->n_per_market; i++)
        if (gives(p->per_market[i].given, p->per_market[i].n_given, fact))
            return true;
    return false;
}

bool *an__plan_choices(struct an_arena *arena, const struct an_model *m,
                       const struct an_profile *profile)
{
    bool *choice = AN_NEW_ARRAY(arena, bool, m->facts.n + 1);

    for (uint32_t f = 0; f < m->facts.n; f++) {
        const struct an_fact *fact = &m->facts.v[f];
        choice[f] = fact->nature != AN_NATURE_CONTEXT && fact->role != AN_FACT_TERM &&
                    fact->derived.function == AN_FN_NONE && !fact->given_by_row &&
                    !is_split(m, profile, f);
    }
    for (uint32_t i = 0; i < profile->fixed.n; i++)
        choice[profile->fixed.v[i]] = false;
    return choice;
}

static const struct an_given *without(struct an_arena *arena, const struct an_given *given,
                                      uint32_t *n, const bool *choice)
{
    struct an_given *kept = AN_NEW_ARRAY(arena, struct an_given, *n + 1);
    uint32_t k = 0;

    for (uint32_t i = 0; i < *n; i++)
        if (!choice[given[i].fact])
            kept[k++] = given[i];
    *n = k;
    return kept;
}

struct an_profile *an__plan_relaxed(struct an_arena *arena, const struct an_profile *profile,
                                    const bool *choice)
{
    struct an_profile *copy = AN_NEW(arena, struct an_profile);
    struct an_market_values *by =
        AN_NEW_ARRAY(arena, struct an_market_values, profile->n_per_market + 1);

    *copy = *profile;
    copy->given = without(arena, copy->given, &copy->n_given, choice);
    for (uint32_t i = 0; i < profile->n_per_market; i++) {
        by[i] = profile->per_market[i];
        by[i].given = without(arena, by[i].given, &by[i].n_given, choice);
    }
    copy->per_market = by;
    return copy;
}

/* ---- rows ---- */

static uint32_t item_of(struct an_plan_problem *p, bool home, uint32_t place)
{
    for (uint32_t i = 0; i < p->items.n; i++)
        if (p->items.v[i].place == place && (!home || p->items.v[i].home || i < p->n_markets))
            return i;
    const struct an_plan_item item = {
        .place = place, .home = home, .served = an_clauses_var(&p->clauses)};
    an_vec_push(p->arena, &p->items, item);
    return an_u32(p->items.n - 1);
}

static const struct an_refs *parts_of(const struct an_profile *profile, uint32_t market)
{
    for (uint32_t i = 0; i < profile->n_parts; i++)
        if (profile->parts[i].market == market)
            return &profile->parts[i].in;
    return NULL;
}

static struct an_norm_row row_of(const struct an_plan_problem *p, const struct an_decision *d)
{
    return (struct an_norm_row){.home = d->home,
                                .place = d->place,
                                .offer = d->offer,
                                .day = d->judged.ctx.law_day,
                                .parts = d->home ? NULL : parts_of(p->profile, d->place)};
}

static struct an_frame frame_of(uint32_t market, uint32_t offer, an_day day)
{
    return (struct an_frame){.j = AN_NONE, .market = market, .offer = offer, .day = day};
}

/* ---- demands ---- */

struct builder {
    struct an_plan_problem *p;
    struct an_norms_encoder *ne;
    bool *in_play;                     /* per place */
    AN_VEC(struct an_case_row *) rows; /* closed rows of the relaxed run, one a market and offer */
    AN_VEC(struct an_norm_row) at;     /* the same for the encoder */
    struct an_marks marks;
};

static int acts(struct builder *b, const struct an_decision *d, const struct an_order *order,
                const struct an_norm_lits *lits)
{
    struct an_plan_problem *p = b->p;
    struct an_frame frame = frame_of(d->place, d->offer, d->judged.ctx.law_day);
    int *lit = AN_NEW_ARRAY(p->arena, int, order->asks.n + 1);

    if (order->obeyed != AN_UNKNOWN)
        return order->obeyed == AN_TRUE ? an_encoder_true(p->enc) : -an_encoder_true(p->enc);
    if (order->asks.n == 0)
        return lits->acts;
    frame.j = d->judged.ctx.j;
    for (uint32_t i = 0; i < order->asks.n; i++)
        lit[i] = p->run->model->facts.v[order->asks.v[i]].type.type == AN_TYPE_BOOL
                     ? an_encode_bool(p->enc, order->asks.v[i], &frame)
                     : an_encode_in(p->enc, order->asks.v[i], frame.j, &frame);
    return an_encode_and(p->enc, lit, order->asks.n);
}

/* What a recorded order demands: to be able (or excused), and that it be obeyed. */
static int order_met(struct builder *b, const struct an_decision *d, const struct an_norm *norm,
                     const struct an_norm_lits *lits)
{
    struct an_plan_problem *p = b->p;
    struct an_judged j = d->judged;
    struct an_orders orders = an__orders(&j);
    int all[AN_MAX_ORDERS + 1];

    for (uint32_t i = 0; i < orders.n; i++)
        all[i] = acts(b, d, orders.v[i], lits);
    all[orders.n] = lits->able;
    int done = an_encode_and(p->enc, all, orders.n + 1);
    const int either[2] = {done, -lits->able};
    return norm->inability == AN_INABILITY_EXCUSED ? an_encode_or(p->enc, either, 2) : done;
}

static int not_yet_due(struct builder *b, const struct an_decision *d)
{
    struct an_plan_problem *p = b->p;
    const struct an_due *due = &p->run->model->provisions.v[d->provision].due;
    struct an_judged j = d->judged;
    an_tri now = an__not_yet_due(&j);

    if (now != AN_UNKNOWN || due->kind == AN_DUE_DAY)
        return now == AN_TRUE ? an_encoder_true(p->enc) : -an_encoder_true(p->enc);
    int64_t *from = AN_NEW(p->arena, int64_t);
    struct an_cond_node *node = AN_NEW(p->arena, struct an_cond_node);
    *from = an__due_from(due, p->run->day);
    *node = (struct an_cond_node){
        .op = AN_OP_AT_LEAST, .n = 1, .size = 1, .fact = due->after, .key = AN_NO_KEY};
    const struct an_cond c = {node, 1, from, 1};
    const struct an_frame frame = frame_of(d->place, d->offer, d->judged.ctx.law_day);
    return an_encode_cond(p->enc, &c, &frame, true);
}

static int met(struct builder *b, const struct an_decision *d, const struct an_norm *norm)
{
    struct an_plan_problem *p = b->p;
    const struct an_norm_row row = row_of(p, d);
    const struct an_norm_text text = {norm->when, norm->unless, norm->content, norm->able};
    const struct an_norm_lits lits = an_encode_norm(b->ne, d->provision, &text, &row);
    bool asks = p->run->model->provisions.v[d->provision].duty == AN_DUTY_ASKS;
    const int any[5] = {-lits.applies, lits.exempt, lits.displaced,
                        asks ? order_met(b, d, norm, &lits) : lits.holds, not_yet_due(b, d)};

    return an_encode_or(p->enc, any, 5);
}

static void note_row(struct builder *b, const struct an_decision *d)
{
    struct an_norm_row row = row_of(b->p, d);

    row.day = b->p->run->day; /* anchors are the provisions' own */
    for (size_t i = 0; i < b->at.n; i++)
        if (b->at.v[i].home == row.home && b->at.v[i].place == row.place &&
            b->at.v[i].offer == row.offer)
            return;
    an_vec_push(b->p->arena, &b->at, row);
    an_vec_push(b->p->arena, &b->rows, d->judged.ctx.row);
    for (uint32_t i = 0; i < d->judged.ctx.row->n_in_play; i++)
        b->marks.place[d->judged.ctx.row->in_play[i]] = true;
}

static void demand(struct builder *b, const struct an_decision *d)
{
    struct an_plan_problem *p = b->p;

    if (d->apart != AN_APART_NO || !(d->set & VIOLATIONS))
        return;
    uint32_t item = item_of(p, d->home, d->place);
    note_row(b, d);
    for (uint32_t i = 0; i < d->norms.n; i++) { /* fine under every reading */
        const struct an_plan_demand new = {d->provision, item, met(b, d, &d->norms.v[i])};
        const int implied[2] = {-p->items.v[item].served, new.met};
        if (new.met == an_encoder_true(p->enc))
            continue;
        an__mark_judged(p->run->model, &d->norms.v[i], &b->marks);
        an_clauses_add(&p->clauses, AN_BACKGROUND, implied, 2);
        an_vec_push(p->arena, &p->demands, new);
        p->items.v[item].n_demands++;
    }
}

static bool demands(struct builder *b)
{
    struct an_run *run = b->p->run;

    for (uint32_t i = 0; i < run->model->provisions.n && !run->failed; i++) {
        if (!an__is_told(run, i))
            continue;
        an__collect(run, i);
        b->p->n_rows += an_u32(run->decisions.n);
        for (size_t k = 0; k < run->decisions.n; k++)
            demand(b, &run->decisions.v[k]);
        run->decisions.v = NULL;
        run->decisions.n = run->decisions.cap = 0;
    }
    return !run->failed && !run->ev->clash.found;
}

/* ---- what is known ---- */

static int new_kept(struct an_plan_problem *p, uint32_t fact, const struct an_norm_row *row,
                    bool market, bool offer)
{
    const struct an_fact *f = &p->run->model->facts.v[fact];
    const struct an_plan_stated s = {.fact = fact,
                                     .market = market ? row->place : AN_NONE,
                                     .offer = offer ? row->offer : AN_NONE,
                                     .choice = p->choice[fact],
                                     .cost = an__plan_cost(f)};

    an_vec_push(p->arena, &p->stated, s);
    return (int)p->stated.n; /* number of the owner, from 1 */
}

/* Is there an earlier row with the same copy of the fact. */
static bool stated_before(const struct builder *b, size_t at, bool market, bool offer)
{
    for (size_t i = 0; i < at; i++)
        if ((!market || b->at.v[i].place == b->at.v[at].place) &&
            (!offer || b->at.v[i].offer == b->at.v[at].offer))
            return true;
    return false;
}

static const struct an_known *known_on(struct builder *b, size_t at, struct an_run *real,
                                       uint32_t fact)
{
    struct an_plan_problem *p = b->p;
    const struct an_norm_row *row = &b->at.v[at];
    struct an_case_row *actual =
        an__row(real->ev, row->home, row->place, row->offer, p->run->day, NULL);
    const struct an_slot *slot = &actual->slot[fact];

    if (slot->stated && slot->stated->given)
        return slot->stated;
    if (p->choice[fact])
        return NULL;
    if (p->run->model->facts.v[fact].derived.function != AN_FN_NONE) {
        struct an_ctx x = {
            .ev = p->run->ev, .row = b->rows.v[at], .j = AN_NONE, .law_day = p->run->day};
        return an__derive(&x, &p->run->model->facts.v[fact]);
    }
    (void)an__close(real->ev, actual);
    return slot->origin == AN_ORIGIN_PRESUMED ? slot->known : NULL;
}

static void state(struct builder *b, struct an_run *real)
{
    struct an_plan_problem *p = b->p;
    const struct an_model *m = p->run->model;
    bool *tied = AN_NEW_ARRAY(p->arena, bool, m->facts.n + 1);

    for (uint32_t i = 0; i < p->profile->tied.n; i++)
        tied[p->profile->tied.v[i]] = true;
    for (uint32_t f = 0; f < m->facts.n; f++) {
        bool split = is_split(m, p->profile, f);
        bool market = split || (m->facts.v[f].scope == AN_SCOPE_MARKET && !tied[f]);
        if (m->facts.v[f].given_by_row)
            continue;
        for (size_t at = 0; at < b->at.n; at++) {
            const struct an_norm_row *row = &b->at.v[at];
            if (stated_before(b, at, market, split))
                continue;
            const struct an_known *known = known_on(b, at, real, f);
            if (!known || !known->given)
                continue;
            const struct an_frame frame = frame_of(row->place, row->offer, row->day);
            uint32_t owner = (uint32_t)new_kept(p, f, row, market, split) - 1;
            an_encode_known(p->enc, owner, f, &frame, known);
        }
    }
}

/* ---- closing ---- */

static void close(struct builder *b)
{
    struct an_plan_problem *p = b->p;
    const struct an_model *m = p->run->model;

    for (uint32_t i = 0; i < m->places.n; i++)
        b->marks.place[i] = b->marks.place[i] && m->places.v[i].kind != AN_PLACE_GROUP;
    const struct an_refs play = an__marked(p->arena, b->marks.place, m->places.n);
    for (bool more = true; more;) {
        an_encoder_day(p->enc, p->run->day);
        more = an_encoder_read_ties(p->enc, &play, NULL);
        for (size_t i = 0; i < b->at.n; i++)
            more = an_encode_definers(b->ne, &b->at.v[i]) || more;
    }
    an_encoder_day(p->enc, p->run->day);
    an_encoder_close(p->enc, &play, NULL);
}

/* Clauses of an owner hold if its "kept" literal does; what is no choice is kept. */
static void give_owners_literals(struct an_plan_problem *p)
{
    struct an_clauses owned = p->clauses;

    for (size_t i = 0; i < p->stated.n; i++)
        p->stated.v[i].kept = an_clauses_var(&owned);
    int n_vars = owned.n_vars;
    an_clauses_init(&p->clauses, p->arena);
    p->clauses.n_vars = n_vars;
    for (size_t i = 0; i < owned.end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(&owned, i, &n);
        int *clause = AN_NEW_ARRAY(p->arena, int, n + 1);
        memcpy(clause, lits, n * sizeof *lits);
        if (owned.owner.v[i] != AN_BACKGROUND)
            clause[n++] = -p->stated.v[owned.owner.v[i]].kept;
        an_clauses_add(&p->clauses, AN_BACKGROUND, clause, n);
    }
}

bool an__plan_build(struct an_plan_problem *p, struct an_run *run, struct an_run *real)
{
    struct builder b = {.p = p};

    p->run = run;
    p->arena = run->arena;
    p->profile = real->profile;
    an_clauses_init(&p->clauses, p->arena);
    p->enc = an_encoder_new(p->arena, run->model, p->symbols, &p->clauses);
    b.ne = an_norms_encoder_new(p->arena, p->enc, run->model);
    b.marks = an__marks(p->arena, run->model);
    an_encoder_tie(p->enc, &p->profile->tied);
    for (uint32_t f = 0; f < run->model->facts.n; f++)
        if (is_split(run->model, p->profile, f))
            an_encoder_split(p->enc, f);
    for (uint32_t i = 0; i < run->markets.n; i++) {
        (void)item_of(p, false, run->markets.v[i]);
        p->n_markets = i + 1;
    }
    if (!demands(&b))
        return false;
    state(&b, real);
    close(&b);
    give_owners_literals(p);
    return true;
}

static bool is_true(const void *model, int var)
{
    return ((const bool *)model)[var];
}

struct an_witness an__plan_witness(struct an_plan_problem *p, const bool *model, const bool *used)
{
    if (used)
        return an_encoder_partial(p->enc, p->arena, p->symbols, is_true, model, used);
    return an_encoder_witness(p->enc, p->arena, p->symbols, is_true, model);
}
