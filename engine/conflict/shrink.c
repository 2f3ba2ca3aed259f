/*
 * The situation that is told of a clash: of all that the model says, what it takes for the duties
 * to apply, and what it takes for no choice to avoid a breach. Facts that only say how a duty is
 * met or broken are not needed: in every such situation one of them is broken. Of law alone
 * variables are left out one by one, by the solver, and the evaluator is asked about the rest; of a
 * product, whose facts hold anyway, whole values are, and by the evaluator alone where it does not
 * agree with what the solver left.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/seek.h"

static bool holds(const void *model, int var)
{
    return ((const bool *)model)[var];
}

/* ---- by the solver ---- */

struct question {
    struct an__seek *s;
    const struct an__clash *c;
    int fails;    /* assumed; 0: that no duty is broken is assumed instead */
    bool context; /* of the context alone */
};

static bool may_be_used(const struct question *q, int var)
{
    const struct an_duty_problem *dp = q->s->dp;
    return an__is_asked(q->s, var) &&
           (q->context ? an__is_context(dp, var) : dp->fact_of[var] != AN_NONE);
}

static bool refuted(const struct question *q, const bool *used)
{
    struct an__seek *s = q->s;
    const bool *model = q->c->model;
    uint32_t n_open;
    const int *open = an__open_points(s->dp, s->arena, &n_open);
    an__assume_begin(s, false, q->context);
    if (q->fails != 0)
        an__assume(s, q->fails);
    for (uint32_t i = 0; i < q->c->n && q->fails == 0; i++)
        an__assume(s, s->dp->demand[q->c->demand[i]].unbroken);
    for (uint32_t i = 0; i < n_open; i++)
        if (an__is_asked(s, open[i]))
            an__assume(s, model[open[i]] ? open[i] : -open[i]);
    for (int v = 1; v <= s->dp->clauses.n_vars; v++)
        if (used[v])
            an__assume(s, model[v] ? v : -v);
    return an__ask(s) == AN_SAT_NO;
}

static void keep_failed(const struct question *q, bool *used)
{
    for (int v = 1; v <= q->s->dp->clauses.n_vars; v++)
        used[v] = used[v] && an_sat_failed(q->s->sat, q->c->model[v] ? v : -v);
}

/* As few variables as refute it, marked in `out`; false: all of them do not. */
static bool add_least(const struct question *q, bool *out)
{
    int n = q->s->dp->clauses.n_vars;
    bool *used = AN_NEW_ARRAY(q->s->arena, bool, (size_t)n + 1);
    for (int v = 1; v <= n; v++)
        used[v] = may_be_used(q, v);
    if (!refuted(q, used))
        return false;
    keep_failed(q, used);
    for (int v = 1; v <= n; v++) {
        if (!used[v])
            continue;
        used[v] = false;
        if (refuted(q, used))
            keep_failed(q, used);
        else
            used[v] = true;
    }
    for (int v = 1; v <= n; v++)
        out[v] = out[v] || used[v];
    return true;
}

/* "One of the duties does not apply." */
static int some_outside(struct an__seek *s, const struct an__clash *c)
{
    int some = an_sat_var(s->sat), *clause = AN_NEW_ARRAY(s->arena, int, c->n + 1u);
    clause[0] = -some;
    for (uint32_t i = 0; i < c->n; i++)
        clause[i + 1] = -s->dp->demand[c->demand[i]].effective;
    an_sat_add(s->sat, clause, c->n + 1u);
    return some;
}

/* Marks the variables of the context that leave no choice; nothing where there is one. */
static void add_no_choice(struct an__seek *s, const struct an__clash *c, bool *used)
{
    const struct question q = {s, c, 0, true};
    if (c->conflict_class == AN_CONFLICT_INESCAPABLE)
        (void)add_least(&q, used);
}

static bool by_solver(struct an__seek *s, const struct an__clash *c, struct an_witness *out)
{
    const struct question q = {s, c, some_outside(s, c), false};
    bool *used = AN_NEW_ARRAY(s->arena, bool, (size_t)s->dp->clauses.n_vars + 1);
    if (!add_least(&q, used))
        return false;
    add_no_choice(s, c, used);
    *out = an_encoder_partial(s->dp->enc, s->arena, s->dp->symbols, holds, c->model, used);
    return an__all_apply(s, out, c->demand, c->n);
}

/* ---- by the evaluator ---- */

static bool on_a_row(const struct an__seek *s, const struct an__clash *c,
                     const struct an_witness_value *v)
{
    if (v->market == AN_NONE && v->offer == AN_NONE)
        return true;
    for (uint32_t k = 0; k < c->n; k++) {
        const struct an_demand *d = &s->dp->demand[c->demand[k]];
        if (v->market == d->place && (v->offer == AN_NONE || v->offer == d->offer))
            return true;
    }
    return false;
}

static bool says_one_of(const struct an_witness_value *v, const bool *used)
{
    for (uint32_t i = 0; i < v->n_vars; i++)
        if (used[v->var[i]])
            return true;
    return false;
}

static struct an_witness only(struct an__seek *s, const struct an_witness *w, const bool *kept)
{
    struct an_witness_value *v = AN_NEW_ARRAY(s->arena, struct an_witness_value, w->n + 1u);
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n; i++)
        if (kept[i])
            v[n++] = w->v[i];
    return (struct an_witness){v, n};
}

static bool suffices(struct an__seek *s, const struct an__clash *c, const struct an_witness *w,
                     const bool *kept)
{
    const struct an_witness part = only(s, w, kept);
    return an__all_apply(s, &part, c->demand, c->n);
}

/* The same as the solver sees it: cheap, and no more than a hint of what the evaluator will say. */
static bool seems_enough(const struct question *q, const struct an_witness *w, const bool *kept)
{
    bool *used = AN_NEW_ARRAY(q->s->arena, bool, (size_t)q->s->dp->clauses.n_vars + 1);
    for (uint32_t i = 0; i < w->n; i++)
        for (uint32_t k = 0; kept[i] && k < w->v[i].n_vars; k++)
            used[w->v[i].var[k]] = an__is_asked(q->s, w->v[i].var[k]);
    return refuted(q, used);
}

/* Leaves values out as far as the solver sees no need of them; false: the evaluator does. */
static bool leave_out(struct an__seek *s, const struct an__clash *c, const struct an_witness *w,
                      const bool *needed, bool *kept)
{
    const struct question q = {s, c, some_outside(s, c), false};
    for (uint32_t i = 0; i < w->n; i++) {
        if (!kept[i] || needed[i])
            continue;
        kept[i] = false;
        kept[i] = !seems_enough(&q, w, kept);
    }
    return suffices(s, c, w, kept);
}

static struct an_witness by_evaluator(struct an__seek *s, const struct an__clash *c,
                                      const struct an_witness *w)
{
    const struct an_marks scope = an__read_by(s, s->arena, c->demand, c->n, true);
    const struct an_marks read = an__read_by(s, s->arena, c->demand, c->n, false);
    bool *kept = AN_NEW_ARRAY(s->arena, bool, w->n + 1u);
    bool *needed = AN_NEW_ARRAY(s->arena, bool, w->n + 1u);
    bool *used = AN_NEW_ARRAY(s->arena, bool, (size_t)s->dp->clauses.n_vars + 1);
    add_no_choice(s, c, used);
    for (uint32_t i = 0; i < w->n; i++) {
        needed[i] = says_one_of(&w->v[i], used);
        kept[i] = needed[i] || (on_a_row(s, c, &w->v[i]) && scope.fact[w->v[i].fact]);
    }
    if (!suffices(s, c, w, kept)) /* something else has a say in whether they apply */
        for (uint32_t i = 0; i < w->n; i++)
            kept[i] = needed[i] || (on_a_row(s, c, &w->v[i]) && read.fact[w->v[i].fact]);
    bool some = suffices(s, c, w, kept);
    bool *all = AN_NEW_ARRAY(s->arena, bool, w->n + 1u);
    memcpy(all, kept, w->n * sizeof *all);
    if (some && leave_out(s, c, w, needed, kept))
        return only(s, w, kept);
    memcpy(kept, all, w->n * sizeof *all);
    for (uint32_t i = 0; i < w->n && some; i++) {
        if (!kept[i] || needed[i])
            continue;
        kept[i] = false;
        kept[i] = !suffices(s, c, w, kept);
    }
    return only(s, w, kept);
}

struct an_witness an__told_situation(struct an__seek *s, const struct an__clash *c,
                                     const struct an_witness *all)
{
    struct an_witness told;
    return !s->profile && by_solver(s, c, &told) ? told : by_evaluator(s, c, all);
}
