/*
 * What is kept of the sets that were found: each is asked about once more and judged, those that
 * hold a smaller one are left out, and those that differ in rows alone are one again.
 */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/seek.h"

enum { MOST_STEPS = 20000 };

/* ---- is it what it says ---- */

/* The whole question again, on the clauses as they were before anything was made simpler. */
static enum an_sat_answer clashes_without(struct an__seek *s, const struct an__clash *c,
                                          const struct an_refs *block, uint32_t left_out)
{
    an__assume_begin(s, false, false);
    for (uint32_t i = 0; i < c->n; i++)
        if (i != left_out)
            an__assume(s, s->dp->demand[c->demand[i]].obeyed);
    for (uint32_t i = 0; i < block->n; i++)
        if (c->n + i != left_out)
            an__assume(s, an_duty_switch(s->dp, s->dp->holding[block->v[i]].owner));
    return an__ask(s);
}

/* It cannot hold; without any one demand or fixed fact it can. */
static enum an_sat_answer is_minimal(struct an__seek *s, const struct an__clash *c)
{
    for (size_t b = 0; b < c->blocks.n; b++) {
        const struct an_refs *block = &c->blocks.v[b];
        uint32_t all = c->n + block->n;
        for (uint32_t out = 0; out <= all; out++) {
            enum an_sat_answer answer = clashes_without(s, c, block, out);
            if (answer == AN_SAT_UNDECIDED)
                return answer;
            if (answer != (out == all ? AN_SAT_NO : AN_SAT_YES))
                return AN_SAT_NO;
        }
    }
    return AN_SAT_YES;
}

/*
 * What is not confirmed is not told. The limit may be over when this is asked, so each question has
 * a bound of its own; where that is reached, the search was not complete.
 */
static void keep_confirmed(struct an__seek *s)
{
    const struct an_sat_budget usual = s->budget;
    size_t n = 0;
    s->budget = (struct an_sat_budget){.conflicts = MOST_STEPS};
    for (size_t i = 0; i < s->clashes.n; i++) {
        enum an_sat_answer answer = is_minimal(s, &s->clashes.v[i]);
        if (answer == AN_SAT_YES)
            s->clashes.v[n++] = s->clashes.v[i];
        s->unconfirmed += answer == AN_SAT_NO;
    }
    s->clashes.n = n;
    s->budget = usual;
}

/* ---- sets that hold smaller ones ---- */

static bool for_any_product(const struct an__clash *c)
{
    for (size_t i = 0; i < c->blocks.n; i++)
        if (c->blocks.v[i].n == 0)
            return true;
    return false;
}

static bool has(const struct an_refs *refs, uint32_t x)
{
    for (uint32_t i = 0; i < refs->n; i++)
        if (refs->v[i] == x)
            return true;
    return false;
}

/* Can members of `wide` stand for those of `small` from `at` on, meeting as they do? */
static bool stands_for(const struct an__seek *s, const struct an__clash *wide,
                       const struct an__clash *small, uint32_t at, uint32_t *as)
{
    const struct an_demand *d = s->dp->demand;
    if (at == small->n)
        return true;
    for (uint32_t i = 0; i < wide->n; i++) {
        bool ok = has(&small->makers[at], wide->demand[i]);
        for (uint32_t k = 0; k < at && ok; k++) {
            const struct an_demand *a = &d[wide->demand[i]], *b = &d[as[k]];
            const struct an_demand *x = &d[small->demand[at]], *y = &d[small->demand[k]];
            ok = wide->demand[i] != as[k] && (a->place == b->place) == (x->place == y->place) &&
                 an__same_row(a, b) == an__same_row(x, y);
        }
        as[at] = wide->demand[i];
        if (ok && stands_for(s, wide, small, at + 1, as)) /* as deep as a set has members */
            return true;
    }
    return false;
}

/*
 * With what is fixed, a set is minimal if no smaller one of its class is a conflict, of whatever
 * fixed facts. One that needs none of them is a contradiction, and told for that.
 */
static void drop_wider(struct an__seek *s)
{
    uint32_t *as = AN_NEW_ARRAY(s->arena, uint32_t, s->dp->n_demands + 1u);
    size_t n = 0;
    bool *wider = AN_NEW_ARRAY(s->arena, bool, s->clashes.n + 1);
    for (size_t i = 0; i < s->clashes.n; i++) {
        const struct an__clash *c = &s->clashes.v[i];
        for (size_t k = 0; k < s->clashes.n && !wider[i] && !for_any_product(c); k++) {
            const struct an__clash *small = &s->clashes.v[k];
            wider[i] = small->n < c->n && small->conflict_class == c->conflict_class &&
                       stands_for(s, c, small, 0, as);
        }
    }
    for (size_t i = 0; i < s->clashes.n; i++)
        if (!wider[i])
            s->clashes.v[n++] = s->clashes.v[i];
    s->clashes.n = n;
}

/* ---- clashes that differ in rows alone ---- */

static bool same_rule(const struct an__seek *s, uint32_t a, uint32_t b)
{
    const struct an_demand *x = &s->dp->demand[a], *y = &s->dp->demand[b];
    return x->provision == y->provision && x->reading == y->reading && x->home == y->home;
}

static bool same_blocks(const struct an__seek *s, const struct an__clash *a,
                        const struct an__clash *b)
{
    if (a->blocks.n != b->blocks.n)
        return false;
    for (size_t i = 0; i < a->blocks.n; i++) {
        const struct an_refs *x = &a->blocks.v[i], *y = &b->blocks.v[i];
        for (uint32_t k = 0; k < x->n && x->n == y->n; k++)
            if (s->dp->holding[x->v[k]].fact != s->dp->holding[y->v[k]].fact)
                return false;
        if (x->n != y->n)
            return false;
    }
    return true;
}

static bool same_but_rows(const struct an__seek *s, const struct an__clash *a,
                          const struct an__clash *b)
{
    if (a->n != b->n || a->conflict_class != b->conflict_class || a->class_open != b->class_open ||
        a->bearer != b->bearer || !same_blocks(s, a, b))
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!same_rule(s, a->demand[i], b->demand[i]))
            return false;
    return true;
}

static void join(struct an__seek *s, struct an__clash *into, const struct an__clash *c)
{
    for (uint32_t m = 0; m < into->n; m++) {
        bool *mark = AN_NEW_ARRAY(s->arena, bool, s->dp->n_demands + 1u);
        for (uint32_t i = 0; i < into->makers[m].n; i++)
            mark[into->makers[m].v[i]] = true;
        for (uint32_t i = 0; i < c->makers[m].n; i++)
            mark[c->makers[m].v[i]] = true;
        into->makers[m] = an__marked(s->arena, mark, s->dp->n_demands);
    }
}

static void join_rows(struct an__seek *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->clashes.n; i++) {
        size_t k = 0;
        while (k < n && !same_but_rows(s, &s->clashes.v[k], &s->clashes.v[i]))
            k++;
        if (k == n)
            s->clashes.v[n++] = s->clashes.v[i];
        else
            join(s, &s->clashes.v[k], &s->clashes.v[i]);
    }
    s->clashes.n = n;
}

void an__sift(struct an__seek *s)
{
    keep_confirmed(s);
    for (size_t i = 0; i < s->clashes.n; i++)
        an__judge(s, &s->clashes.v[i]);
    drop_wider(s);
    join_rows(s);
}
