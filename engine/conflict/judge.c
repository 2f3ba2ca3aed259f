/*
 * What a clash is: whose duties meet, whether choices can avoid it, whether builds for each market
 * do, and which definitions it rests on (design section 7).
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/strategy.h"

enum { MOST_CONTEXTS = 400 };

static const struct an_demand *demand(const struct an__seek *s, const struct an__clash *c,
                                      uint32_t i)
{
    return &s->dp->demand[c->demand[i]];
}

static uint32_t addressee(const struct an__seek *s, const struct an__clash *c, uint32_t i)
{
    return s->model->provisions.v[demand(s, c, i)->provision].addressee;
}

/* ---- whose duties ---- */

static bool all_fall_on(const struct an__seek *s, const struct an__clash *c, uint32_t who)
{
    for (uint32_t i = 0; i < c->n; i++)
        if ((addressee(s, c, i) & who) == 0)
            return false;
    return true;
}

static bool one_row(const struct an__seek *s, const struct an__clash *c)
{
    for (uint32_t i = 1; i < c->n; i++)
        if (demand(s, c, i)->place != demand(s, c, 0)->place ||
            demand(s, c, i)->offer != demand(s, c, 0)->offer)
            return false;
    return true;
}

/* Seller and provider are one maker; buyers, users and authorities are the same on one row only. */
static const char *bearer_of(const struct an__seek *s, const struct an__clash *c)
{
    static const struct {
        uint32_t who;
        const char *name;
    } others[] = {
        {AN_ADDR_BUYER, "buyer"}, {AN_ADDR_USER, "user"}, {AN_ADDR_AUTHORITY, "authority"}};
    if (all_fall_on(s, c, AN_ADDR_SELLER | AN_ADDR_PROVIDER))
        return "maker";
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (all_fall_on(s, c, others[i].who) && one_row(s, c))
            return others[i].name;
    return NULL;
}

/* ---- does any choice avoid it ---- */

static void assume_all(struct an__seek *s, const struct an__clash *c, bool effective)
{
    for (uint32_t i = 0; i < c->n; i++)
        an__assume(s, effective ? demand(s, c, i)->effective : demand(s, c, i)->unbroken);
}

/* Facts that the duties read, and choices that definitions tie to them. */
static bool *facts_read(struct an__seek *s, const struct an__clash *c)
{
    const struct an_marks read = an__read_by(s, s->arena, c->demand, c->n, false);
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_provision *p = &s->model->provisions.v[demand(s, c, i)->provision];
        for (uint32_t k = 0; k < p->asks.n; k++)
            read.fact[p->asks.v[k]] = true;
        if (p->attest_fact != AN_NONE)
            read.fact[p->attest_fact] = true;
    }
    an__mark_tied(s, read.fact);
    return read.fact;
}

/* A way is a choice with which no duty is broken. */
static struct an__strategy *ways_of(struct an__seek *s, const struct an__clash *c)
{
    int n = s->dp->clauses.n_vars, *goal = AN_NEW_ARRAY(s->arena, int, c->n + 1u);
    bool *chosen = AN_NEW_ARRAY(s->arena, bool, (size_t)n + 1);
    bool *situation = AN_NEW_ARRAY(s->arena, bool, (size_t)n + 1);
    bool *fact = facts_read(s, c);
    uint32_t n_open;
    const int *open = an__open_points(s->dp, s->arena, &n_open);
    for (uint32_t i = 0; i < c->n; i++)
        goal[i] = demand(s, c, i)->unbroken;
    for (uint32_t f = 0; f < s->model->facts.n; f++)
        fact[f] = fact[f] && an_is_choice(s->model, f);
    for (int v = 1; v <= n; v++) {
        situation[v] = an__is_asked(s, v) && an__is_context(s->dp, v);
        chosen[v] = an__is_asked(s, v) && s->dp->fact_of[v] != AN_NONE && fact[s->dp->fact_of[v]];
    }
    for (uint32_t i = 0; i < n_open; i++)
        situation[open[i]] = an__is_asked(s, open[i]);
    const struct an__strategy_question q = {fact, chosen, situation, goal, c->n};
    return an__strategy_new(s, &q);
}

/*
 * Is there a context in which no choice avoids every breach? Contexts are tried one after the
 * other; each choice that avoids the breach rules out all contexts for which it does.
 */
static enum an_sat_answer inescapable(struct an__seek *s, struct an__clash *c)
{
    struct an__strategy *ways = ways_of(s, c);
    const bool *context = c->model;
    int on = an_sat_var(s->sat);
    for (int i = 0; i < MOST_CONTEXTS; i++) {
        an__assume_begin(s, false, true);
        an__strategy_assume(ways, context, false);
        assume_all(s, c, false);
        enum an_sat_answer answer = an__ask(s);
        if (answer == AN_SAT_UNDECIDED)
            return answer;
        if (answer == AN_SAT_NO) {
            memcpy(c->model, context, (size_t)s->dp->clauses.n_vars + 1);
            return AN_SAT_YES;
        }
        if (!an__strategy_rule_out(ways, context, an__model(s), on))
            return AN_SAT_NO;
        an__assume_begin(s, s->profile != NULL, true);
        an__assume(s, on);
        assume_all(s, c, true);
        answer = an__ask_plain(s);
        if (answer != AN_SAT_YES)
            return answer;
        context = an__model(s);
    }
    return AN_SAT_UNDECIDED;
}

/* ---- a build for each market ---- */

/* Of all builds: maker, conduct, context, and what follows from none of the design. */
static bool *shared(const struct an__seek *s, struct an_arena *arena)
{
    const struct an_duty_problem *dp = s->dp;
    bool *is = AN_NEW_ARRAY(arena, bool, (size_t)dp->clauses.n_vars + 1);
    uint32_t n;
    const int *open = an__open_points(dp, arena, &n);
    for (int v = 1; v <= dp->clauses.n_vars; v++)
        is[v] = dp->fact_of[v] != AN_NONE && !dp->follows[v] &&
                s->model->facts.v[dp->fact_of[v]].nature != AN_NATURE_DESIGN;
    for (uint32_t i = 0; i < n; i++)
        is[open[i]] = true;
    return is;
}

struct build {
    struct an_sat *sat;
    int *var; /* of the problem -> of this build */
};

static void copy_clauses(struct an__seek *s, const struct build *b)
{
    const struct an_clauses *c = &s->dp->clauses;
    bool *holds = AN_NEW_ARRAY(s->arena, bool, c->n_owners + 1u);
    AN_VEC(int) clause = {0};
    for (size_t i = 0; i < s->always.n; i++)
        holds[s->always.v[i] - c->n_vars - 1] = true;
    for (uint32_t i = 0; i < s->dp->n_holdings; i++)
        if (s->dp->holding[i].fixed && s->dp->holding[i].owner != AN_BACKGROUND)
            holds[s->dp->holding[i].owner] = true;
    for (size_t i = 0; i < c->end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(c, i, &n);
        if ((s->in_clause && !s->in_clause[i]) ||
            (c->owner.v[i] != AN_BACKGROUND && !holds[c->owner.v[i]]))
            continue;
        clause.n = 0;
        for (size_t k = 0; k < n; k++) {
            int v = b->var[abs(lits[k])];
            an_vec_push(s->arena, &clause, lits[k] > 0 ? v : -v);
        }
        an_sat_add(b->sat, clause.v, clause.n);
    }
}

/* The first demand of its market; of those bound wherever the product is sold none is. */
static bool needs_build(const struct an__seek *s, const struct an__clash *c, uint32_t i)
{
    bool seen = demand(s, c, i)->home;
    for (uint32_t k = 0; k < i && !seen; k++)
        seen = !demand(s, c, k)->home && demand(s, c, k)->place == demand(s, c, i)->place;
    return !seen;
}

static bool has_several_markets(const struct an__seek *s, const struct an__clash *c)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++)
        n += needs_build(s, c, i);
    return n > 1;
}

/* Design may differ between the builds; maker, conduct and context are one. */
static bool builds_do(struct an__seek *s, const struct an__clash *c)
{
    struct an_arena *scratch = an_scratch_new(s->arena), *outer = s->arena;
    struct build b = {.sat = an_sat_new(scratch)};
    int n = s->dp->clauses.n_vars, next = n;
    uint32_t n_builds = 0;
    const bool *same = shared(s, scratch);
    s->arena = scratch;
    for (uint32_t i = 0; i < c->n; i++) {
        if (!needs_build(s, c, i))
            continue;
        b.var = AN_NEW_ARRAY(scratch, int, (size_t)n + 1);
        for (int v = 1; v <= n; v++)
            b.var[v] = n_builds == 0 || same[v] ? v : ++next;
        copy_clauses(s, &b);
        for (uint32_t k = 0; k < c->n; k++) { /* who is bound at home is bound for every build */
            const struct an_demand *d = demand(s, c, k);
            int lit = b.var[abs(d->obeyed)] * (d->obeyed > 0 ? 1 : -1);
            if (d->home || d->place == demand(s, c, i)->place)
                an_sat_add(b.sat, &lit, 1);
        }
        n_builds++;
    }
    bool do_ = an_sat_solve(b.sat, NULL, 0, &s->budget) == AN_SAT_YES;
    s->arena = outer;
    an_arena_free(scratch);
    return do_;
}

/* ---- what it rests on ---- */

static bool still_clashes(struct an__seek *s, const struct an__clash *c, const bool *held)
{
    s->assumed.n = 0;
    for (size_t i = 0; i < s->always.n; i++)
        if (held[i])
            an__assume(s, s->always.v[i]);
    for (uint32_t i = 0; i < c->blocks.v[0].n; i++)
        an__assume(s, an_duty_switch(s->dp, s->dp->holding[c->blocks.v[0].v[i]].owner));
    for (uint32_t i = 0; i < c->n; i++)
        an__assume(s, demand(s, c, i)->obeyed);
    return an__ask(s) == AN_SAT_NO;
}

static struct an_refs which(struct an__seek *s, const bool *held, const uint32_t *owner, uint32_t n)
{
    uint32_t *v = AN_NEW_ARRAY(s->arena, uint32_t, n + 1u), found = 0;
    for (uint32_t i = 0; i < n; i++)
        for (size_t k = 0; owner[i] != AN_NONE && k < s->always.n; k++)
            if (held[k] && s->always.v[k] == an_duty_switch(s->dp, owner[i]))
                v[found++] = i;
    return (struct an_refs){v, found};
}

/* A smallest set of definitions and presumptions with which the conflict stands. */
struct an__grounds an__grounds_of(struct an__seek *s, const struct an__clash *c)
{
    bool *held = AN_NEW_ARRAY(s->arena, bool, s->always.n + 1);
    memset(held, 1, s->always.n);
    if (still_clashes(s, c, held))
        for (size_t i = 0; i < s->always.n; i++)
            held[i] = an_sat_failed(s->sat, s->always.v[i]);
    for (size_t i = 0; i < s->always.n; i++) {
        if (!held[i])
            continue;
        held[i] = false;
        if (!still_clashes(s, c, held))
            held[i] = true;
    }
    return (struct an__grounds){which(s, held, s->dp->axiom_owner, s->model->axioms.n),
                                which(s, held, s->dp->presumption_owner, s->model->presumptions.n)};
}

void an__judge(struct an__seek *s, struct an__clash *c)
{
    c->bearer = bearer_of(s, c);
    if (!c->bearer) {
        c->conflict_class = AN_CONFLICT_EXCLUSION;
        return;
    }
    if (has_several_markets(s, c) && builds_do(s, c)) {
        c->conflict_class = AN_CONFLICT_BUILDS;
    } else {
        enum an_sat_answer stuck = inescapable(s, c);
        c->class_open = stuck == AN_SAT_UNDECIDED;
        c->conflict_class = stuck == AN_SAT_NO ? AN_CONFLICT_ESCAPABLE : AN_CONFLICT_INESCAPABLE;
    }
}
