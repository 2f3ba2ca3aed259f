/*
 * From the problem to sets of demands. A clash is a set of duties that may all apply to the product
 * as it is, and of which not all can be met while they apply (design section 7); it is minimal, and
 * found together with the fixed facts that it needs. The enumeration is complete; here it is only
 * asked, and what it finds is sorted.
 */
#include "engine/conflict/seek.h"

#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/strategy.h"

/* With more clauses than this a demand an autarky costs more than the questions it saves. */
enum { CLAUSES_A_DEMAND = 20 };

/* ---- questions to the solver ---- */

void an__assume(struct an__seek *s, int lit)
{
    an_vec_push(s->arena, &s->assumed, lit);
}

bool an__owner_is_asked(const struct an__seek *s, uint32_t owner)
{
    return !s->in_owner || s->in_owner[owner];
}

void an__assume_begin(struct an__seek *s, bool stated, bool fixed)
{
    s->assumed.n = 0;
    for (size_t i = 0; i < s->always.n; i++)
        an__assume(s, s->always.v[i]);
    for (uint32_t i = 0; i < s->dp->n_holdings; i++) {
        const struct an_holding *h = &s->dp->holding[i];
        if (h->owner != AN_BACKGROUND && !h->presumed && (stated || (fixed && h->fixed)) &&
            an__owner_is_asked(s, h->owner))
            an__assume(s, an_duty_switch(s->dp, h->owner));
    }
}

enum an_sat_answer an__ask(struct an__seek *s)
{
    enum an_sat_answer answer = an_sat_solve(s->sat, s->assumed.v, s->assumed.n, &s->budget);
    s->out_of_time = s->out_of_time || answer == AN_SAT_UNDECIDED;
    return answer;
}

/* Assumes of each stranger that it does not stand there, but of those that were found to be needed.
 */
static void assume_no_stranger(struct an__seek *s, const int *stranger, const bool *needed,
                               uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!needed[i] && an__is_asked(s, stranger[i]))
            an__assume(s, -stranger[i]);
}

enum an_sat_answer an__ask_plain(struct an__seek *s)
{
    size_t asked = s->assumed.n;
    uint32_t n;
    const int *stranger = an_encoder_strangers(s->dp->enc, s->arena, &n);
    bool *needed = AN_NEW_ARRAY(s->arena, bool, n + 1u);
    for (bool more = true; more;) {
        assume_no_stranger(s, stranger, needed, n);
        enum an_sat_answer answer = an_sat_solve(s->sat, s->assumed.v, s->assumed.n, &s->budget);
        s->assumed.n = asked;
        if (answer == AN_SAT_YES)
            return AN_SAT_YES;
        more = false;
        for (uint32_t i = 0; answer == AN_SAT_NO && i < n; i++)
            if (!needed[i] && an__is_asked(s, stranger[i]) && an_sat_failed(s->sat, -stranger[i]))
                needed[i] = more = true;
    }
    return an__ask(s);
}

bool *an__model(struct an__seek *s)
{
    int n = s->dp->clauses.n_vars;
    bool *model = AN_NEW_ARRAY(s->arena, bool, (size_t)n + 1);
    for (int v = 1; v <= n; v++)
        model[v] = an__is_asked(s, v) ? an_sat_true(s->sat, v) : s->rest[v];
    return model;
}

/* ---- what bears on clashes ---- */

bool an__is_asked(const struct an__seek *s, int var)
{
    return !s->in_var || s->in_var[var] != 0;
}

void an__focus(struct an__seek *s, struct an_arena *arena, struct an_cone *cone, const int *lits,
               size_t n)
{
    const struct an_clauses *all = &s->dp->clauses;
    bool *clause = AN_NEW_ARRAY(arena, bool, all->end.n + 1);
    unsigned char *var = AN_NEW_ARRAY(arena, unsigned char, (size_t)all->n_vars + 1);
    bool *owner = AN_NEW_ARRAY(arena, bool, all->n_owners + 1u);
    an_cone_mark(cone, lits, n, clause, var);
    for (size_t i = 0; i < all->end.n; i++)
        if (clause[i] && all->owner.v[i] != AN_BACKGROUND)
            owner[all->owner.v[i]] = true;
    s->in_owner = owner;
    s->sat = an_duty_solver(s->dp, arena, clause);
    s->in_clause = clause;
    s->in_var = var;
    an__strategy_forget(s);
}

void an__unfocus(struct an__seek *s, struct an_sat *whole)
{
    s->sat = whole;
    s->in_owner = NULL;
    s->in_clause = NULL;
    s->in_var = NULL;
    an__strategy_forget(s);
}

size_t an__demand_lits(const struct an_demand *d, int lits[AN__DEMAND_LITS])
{
    const int all[AN__DEMAND_LITS] = {d->effective,      d->met,          d->obeyed,
                                      d->unbroken,       d->lits.applies, d->lits.exempt,
                                      d->lits.displaced, d->lits.holds,   d->lits.able,
                                      d->lits.acts};
    memcpy(lits, all, sizeof all);
    return AN__DEMAND_LITS;
}

/* From here on only what bears on the demands of these sets is asked. */
static void focus(struct an__seek *s, const struct an_cores *cores)
{
    bool *told = AN_NEW_ARRAY(s->arena, bool, s->dp->n_demands + s->dp->n_holdings + 1u);
    int *lits = AN_NEW_ARRAY(s->arena, int, (size_t)s->dp->n_demands *AN__DEMAND_LITS + 1);
    size_t n = 0;
    an__assume_begin(s, true, true);
    if (cores->n == 0 || an__ask_plain(s) != AN_SAT_YES)
        return;
    s->rest = an__model(s);
    for (size_t i = 0; i < cores->n; i++)
        for (uint32_t k = 0; k < cores->v[i].n; k++)
            told[cores->v[i].owner[k]] = true;
    for (uint32_t i = 0; i < s->dp->n_demands; i++)
        if (s->candidate[i] && told[cores->pattern[i]])
            n += an__demand_lits(&s->dp->demand[i], lits + n);
    an__focus(s, s->arena, an_cone_new(&s->dp->clauses, s->arena), lits, n);
}

/* ---- the start ---- */

/* Presumptions on choices hold as rules; what they fill in of the context holds as it is. */
static struct an_refs presumptions(struct an__seek *s)
{
    AN_VEC(uint32_t) owners = {0};
    for (uint32_t i = 0; i < s->model->presumptions.n; i++)
        if (s->dp->presumption_owner[i] != AN_NONE)
            an_vec_push(s->arena, &owners, s->dp->presumption_owner[i]);
    for (uint32_t i = 0; i < s->dp->n_holdings; i++)
        if (s->dp->holding[i].presumed && !an_is_choice(s->model, s->dp->holding[i].fact))
            an_vec_push(s->arena, &owners, s->dp->holding[i].owner);
    return (struct an_refs){owners.v, an_u32(owners.n)};
}

/* The last of the first `n` that the refutation used; those before it may fit. */
static uint32_t last_failed(const struct an__seek *s, const struct an_refs *owners,
                            const bool *dropped, uint32_t n)
{
    while (n > 0 &&
           (dropped[n - 1] || !an_sat_failed(s->sat, an_duty_switch(s->dp, owners->v[n - 1]))))
        n--;
    return n > 0 ? n - 1 : 0;
}

/*
 * In order, each holds from now on that those before it and what is stated leave room for: where
 * some do not fit, the last one that a refutation names is looked at with those before it alone.
 */
static void take_presumptions(struct an__seek *s)
{
    const struct an_refs owners = presumptions(s);
    bool *dropped = AN_NEW_ARRAY(s->arena, bool, owners.n + 1u);
    size_t before = s->always.n;
    for (uint32_t n = owners.n;;) {
        s->always.n = before;
        for (uint32_t i = 0; i < n; i++)
            if (!dropped[i])
                an_vec_push(s->arena, &s->always, an_duty_switch(s->dp, owners.v[i]));
        an__assume_begin(s, true, true);
        enum an_sat_answer answer = an__ask(s);
        if (answer == AN_SAT_UNDECIDED)
            s->always.n = before;
        if (answer == AN_SAT_UNDECIDED || (answer == AN_SAT_YES && n == owners.n))
            return;
        if (answer == AN_SAT_NO) {
            n = last_failed(s, &owners, dropped, n);
            continue;
        }
        dropped[n] = true;
        n = owners.n;
    }
}

static void hold_all(struct an__seek *s, const uint32_t *owner, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (owner[i] != AN_NONE)
            an_vec_push(s->arena, &s->always, an_duty_switch(s->dp, owner[i]));
}

void an__hold_definitions(struct an__seek *s)
{
    hold_all(s, s->dp->axiom_owner, s->model->axioms.n);
    hold_all(s, s->dp->term_owner, s->model->terms.n);
    hold_all(s, s->dp->definer_owner, s->model->provisions.n);
}

enum an_sat_answer an__seek_start(struct an__seek *s)
{
    const struct an_conflict_options *o = s->options;
    bool *wanted = NULL;
    if (o->n_topics > 0) {
        wanted = AN_NEW_ARRAY(s->arena, bool, s->model->provisions.n + 1u);
        for (uint32_t i = 0; i < s->model->provisions.n; i++)
            wanted[i] = s->run.topic[s->model->provisions.v[i].topic];
    }
    const struct an_duty_options options = {
        .day = s->day, .markets = s->markets, .wanted = wanted, .drafts = o->drafts};
    s->dp = an_duty_problem_new(s->arena, s->model, s->profile, &options);
    if (s->dp->refused)
        return AN_SAT_NO;
    s->sat = an_duty_solver(s->dp, s->arena, NULL);
    an__hold_definitions(s);
    an__assume_begin(s, true, true);
    enum an_sat_answer possible = an__ask(s);
    if (possible == AN_SAT_YES)
        take_presumptions(s);
    return possible;
}

/* ---- which duties may apply ---- */

/* "One of those that are not known to apply does." */
static int one_more(struct an__seek *s)
{
    AN_VEC(int) clause = {0};
    int asked = an_sat_var(s->sat);
    an_vec_push(s->arena, &clause, -asked);
    for (uint32_t i = 0; i < s->dp->n_demands; i++)
        if (!s->candidate[i])
            an_vec_push(s->arena, &clause, s->dp->demand[i].effective);
    an_sat_add(s->sat, clause.v, clause.n);
    return asked;
}

/* Each model shows more than one of them, until there is none; where time ends all may be. */
static void find_candidates(struct an__seek *s)
{
    enum an_sat_answer answer = AN_SAT_YES;
    s->candidate = AN_NEW_ARRAY(s->arena, bool, s->dp->n_demands + 1u);
    while (answer == AN_SAT_YES) {
        an__assume_begin(s, true, true);
        an__assume(s, one_more(s));
        answer = an__ask(s);
        for (uint32_t i = 0; answer != AN_SAT_NO && i < s->dp->n_demands; i++)
            s->candidate[i] = s->candidate[i] || answer == AN_SAT_UNDECIDED ||
                              an_sat_true(s->sat, s->dp->demand[i].effective);
    }
}

bool an__surely_applies(struct an__seek *s, uint32_t demand)
{
    if (!s->profile)
        return false;
    an__assume_begin(s, true, true);
    an__assume(s, -s->dp->demand[demand].effective);
    return an__ask(s) == AN_SAT_NO;
}

/* ---- the enumeration ---- */

/* Demands are owners; so are fixed facts; definitions hold; what else is stated may change. */
static struct an_clauses clauses_of(struct an__seek *s)
{
    const struct an_clauses *from = &s->dp->clauses;
    struct an_clauses c;
    uint32_t *owner = AN_NEW_ARRAY(s->arena, uint32_t, from->n_owners + 1u);
    const uint32_t dropped = AN_BACKGROUND - 1;
    an_clauses_init(&c, s->arena);
    c.n_vars = from->n_vars;
    c.n_owners = s->dp->n_demands + s->dp->n_holdings;
    for (uint32_t i = 0; i < from->n_owners; i++)
        owner[i] = dropped;
    for (size_t i = 0; i < s->always.n; i++)
        owner[s->always.v[i] - from->n_vars - 1] = AN_BACKGROUND;
    for (uint32_t i = 0; i < s->dp->n_holdings; i++)
        if (s->dp->holding[i].fixed && s->dp->holding[i].owner != AN_BACKGROUND)
            owner[s->dp->holding[i].owner] = s->dp->n_demands + i;
    for (size_t i = 0; i < from->end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(from, i, &n);
        uint32_t o = from->owner.v[i] == AN_BACKGROUND ? AN_BACKGROUND : owner[from->owner.v[i]];
        if (from->defines.v[i] != 0)
            an_clauses_define(&c, from->defines.v[i], lits, n);
        else if (o != dropped)
            an_clauses_add(&c, o, lits, n);
    }
    for (uint32_t i = 0; i < s->dp->n_demands; i++)
        if (s->candidate[i])
            an_clauses_add(&c, i, &s->dp->demand[i].obeyed, 1);
    return c;
}

/* Without what no demand bears on: all of it can hold together, as the first question has shown. */
static struct an_clauses connected(struct an__seek *s, const struct an_clauses *all)
{
    struct an_arena *scratch = an_scratch_new(s->arena);
    bool *kept = AN_NEW_ARRAY(scratch, bool, all->end.n + 1);
    an_cone_of_owners(an_cone_new(all, scratch), kept,
                      AN_NEW_ARRAY(scratch, unsigned char, (size_t)all->n_vars + 1));
    struct an_clauses c;
    an_clauses_init(&c, s->arena);
    c.n_vars = all->n_vars;
    c.n_owners = all->n_owners;
    for (size_t i = 0; i < all->end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(all, i, &n);
        if (kept[i])
            an_clauses_add(&c, all->owner.v[i], lits, n);
    }
    an_arena_free(scratch);
    return c;
}

void an__seek_clashes(struct an__seek *s)
{
    find_candidates(s);
    const struct an_clauses all = clauses_of(s), c = connected(s, &all);
    const struct an_core_limits limits = {
        .deadline_ms = s->budget.deadline_ms,
        .most = s->options->max,
        .no_autarky = s->options->max == 1 || c.end.n > CLAUSES_A_DEMAND * (size_t)c.n_owners};
    struct an_cores cores = an_cores_find(&c, s->arena, &limits);
    s->complete = cores.complete;
    s->n_spelt = cores.n_spelt;
    focus(s, &cores);
    an__spell(s, &cores);
}
