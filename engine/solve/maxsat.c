/*
 * Core-guided MaxSAT. All wishes are assumed; a refutation names wishes of which one cannot come
 * true: the price of the cheapest is paid for all of them, and "only one of them fails" is wished
 * instead, by counting literals. When the assumptions can be met, what was paid is the cost.
 */
#include "engine/solve/maxsat.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/vec.h"

#define SHRINK_CONFLICTS 200 /* of one question that makes a refutation smaller */
#define MAX_SHRUNK       64u /* refutations of more wishes are taken as they come */

struct wish {
    int lit;
    uint64_t weight;
    const int *count; /* "more than i fail", of n; this wish: not count[at] */
    size_t n, at;
};

struct given_wish {
    int lit;
    uint64_t weight;
};

struct an_maxsat {
    struct an_arena *arena;
    struct an_sat *sat;
    AN_VEC(struct given_wish) given;
    AN_VEC(struct wish) wishes;
    AN_VEC(int) assumed;
    size_t n_fixed; /* of them, from the caller */
    const struct an_sat_budget *budget;
    struct an_maxsat_found best;
    bool *model;
    uint64_t paid;
};

struct an_maxsat *an_maxsat_new(struct an_arena *arena, struct an_sat *sat)
{
    struct an_maxsat *ms = AN_NEW(arena, struct an_maxsat);

    ms->arena = arena;
    ms->sat = sat;
    return ms;
}

void an_maxsat_wish(struct an_maxsat *ms, int lit, uint64_t weight)
{
    const struct given_wish w = {lit, weight};

    for (size_t i = 0; i < ms->given.n; i++)
        if (ms->given.v[i].lit == lit) {
            ms->given.v[i].weight += weight;
            return;
        }
    if (weight > 0)
        an_vec_push(ms->arena, &ms->given, w);
}

/* ---- counting ---- */

/* a of the left and b of the right are true -> a + b are: from both halves' counts. */
static int *merge(struct an_arena *arena, struct an_sat *sat, const int *left, size_t n_left,
                  const int *right, size_t n_right)
{
    size_t n = n_left + n_right;
    int *out = AN_NEW_ARRAY(arena, int, n);

    for (size_t i = 0; i < n; i++)
        out[i] = an_sat_var(sat);
    for (size_t a = 0; a <= n_left; a++)
        for (size_t b = 0; b <= n_right; b++) {
            int clause[3];
            size_t k = 0;
            if (a + b == 0)
                continue;
            if (a > 0)
                clause[k++] = -left[a - 1];
            if (b > 0)
                clause[k++] = -right[b - 1];
            clause[k++] = out[a + b - 1];
            an_sat_add(sat, clause, k);
        }
    for (size_t i = 1; i < n; i++) {
        const int less[2] = {-out[i], out[i - 1]};
        an_sat_add(sat, less, 2);
    }
    return out;
}

int *an_sat_count(struct an_arena *arena, struct an_sat *sat, const int *lits, size_t n)
{
    int **count = AN_NEW_ARRAY(arena, int *, n + 1);
    size_t *size = AN_NEW_ARRAY(arena, size_t, n + 1), parts = n;

    for (size_t i = 0; i < n; i++) {
        count[i] = AN_NEW(arena, int);
        *count[i] = lits[i];
        size[i] = 1;
    }
    for (; parts > 1; parts = (parts + 1) / 2)
        for (size_t i = 0; 2 * i < parts; i++) {
            bool pair = 2 * i + 1 < parts;
            count[i] = pair ? merge(arena, sat, count[2 * i], size[2 * i], count[2 * i + 1],
                                    size[2 * i + 1])
                            : count[2 * i];
            size[i] = pair ? size[2 * i] + size[2 * i + 1] : size[2 * i];
        }
    return n > 0 ? count[0] : NULL;
}

/* ---- asking ---- */

static enum an_sat_answer ask(struct an_maxsat *ms, int conflicts)
{
    struct an_sat_budget budget = ms->budget ? *ms->budget : (struct an_sat_budget){0};

    if (conflicts > 0)
        budget.conflicts = conflicts;
    return an_sat_solve(ms->sat, ms->assumed.v, ms->assumed.n, &budget);
}

/* Keeps the model at hand if it is the best so far. */
static void look_at_model(struct an_maxsat *ms)
{
    uint64_t cost = 0;

    for (size_t i = 0; i < ms->given.n; i++)
        if (!an_sat_true(ms->sat, ms->given.v[i].lit))
            cost += ms->given.v[i].weight;
    if (ms->best.answer == AN_SAT_YES && cost >= ms->best.cost)
        return;
    int n = an_sat_vars(ms->sat);
    ms->model = AN_NEW_ARRAY(ms->arena, bool, (size_t)n + 1);
    for (int v = 1; v <= n; v++)
        ms->model[v] = an_sat_true(ms->sat, v);
    ms->best.answer = AN_SAT_YES;
    ms->best.cost = cost;
    ms->best.model = ms->model;
}

static int assumption(const struct wish *w)
{
    return w->count ? -w->count[w->at] : w->lit;
}

static void assume(struct an_maxsat *ms, uint64_t at_least)
{
    ms->assumed.n = ms->n_fixed;
    for (size_t i = 0; i < ms->wishes.n; i++)
        if (ms->wishes.v[i].weight >= at_least && ms->wishes.v[i].weight > 0)
            an_vec_push(ms->arena, &ms->assumed, assumption(&ms->wishes.v[i]));
}

/* ---- refutations ---- */

struct core {
    size_t *wish; /* indices */
    size_t n;
};

static void take_core(struct an_maxsat *ms, struct core *core)
{
    size_t n = 0;

    for (size_t i = 0; i < core->n; i++)
        if (an_sat_failed(ms->sat, assumption(&ms->wishes.v[core->wish[i]])))
            core->wish[n++] = core->wish[i];
    core->n = n;
}

/* Leaves out one wish after the other as long as the rest is refuted. */
static void shrink(struct an_maxsat *ms, struct core *core)
{
    for (size_t i = 0; core->n <= MAX_SHRUNK && core->n > 1 && i < core->n;) {
        ms->assumed.n = ms->n_fixed;
        for (size_t k = 0; k < core->n; k++)
            if (k != i)
                an_vec_push(ms->arena, &ms->assumed, assumption(&ms->wishes.v[core->wish[k]]));
        enum an_sat_answer answer = ask(ms, SHRINK_CONFLICTS);
        if (answer == AN_SAT_YES)
            look_at_model(ms);
        if (answer != AN_SAT_NO) {
            i++;
            continue;
        }
        size_t before = i; /* those looked at already are needed and stay */
        memmove(core->wish + i, core->wish + i + 1, (core->n - i - 1) * sizeof core->wish[0]);
        core->n--;
        size_t n = before;
        for (size_t k = before; k < core->n; k++)
            if (an_sat_failed(ms->sat, assumption(&ms->wishes.v[core->wish[k]])))
                core->wish[n++] = core->wish[k];
        core->n = n;
    }
}

/* One of the core's wishes fails: paid. That two fail is the next thing to be paid for. */
static void pay(struct an_maxsat *ms, const struct core *core)
{
    uint64_t least = UINT64_MAX;
    int *failed = AN_NEW_ARRAY(ms->arena, int, core->n + ms->n_fixed);

    for (size_t i = 0; i < core->n; i++) {
        struct wish *w = &ms->wishes.v[core->wish[i]];
        least = w->weight < least ? w->weight : least;
        failed[i] = -assumption(w);
    }
    ms->paid += least;
    for (size_t i = 0; i < core->n; i++) {
        struct wish *w = &ms->wishes.v[core->wish[i]];
        w->weight -= least;
        if (w->count && w->at + 1 < w->n) {
            struct wish more = *w;
            more.weight = least;
            more.at++;
            an_vec_push(ms->arena, &ms->wishes, more);
        }
    }
    for (size_t i = 0; i < ms->n_fixed; i++) /* so it is under these assumptions */
        failed[core->n + i] = -ms->assumed.v[i];
    an_sat_add(ms->sat, failed, core->n + ms->n_fixed);
    if (core->n == 1)
        return;
    const struct wish next = {.weight = least,
                              .count = an_sat_count(ms->arena, ms->sat, failed, core->n),
                              .n = core->n,
                              .at = 1};
    an_vec_push(ms->arena, &ms->wishes, next);
}

/* The refutation at hand; false: nothing but what must hold was refuted. */
static bool refuted(struct an_maxsat *ms, uint64_t at_least)
{
    struct core core = {AN_NEW_ARRAY(ms->arena, size_t, ms->wishes.n + 1), 0};

    for (size_t i = 0; i < ms->wishes.n; i++)
        if (ms->wishes.v[i].weight >= at_least && ms->wishes.v[i].weight > 0)
            core.wish[core.n++] = i;
    take_core(ms, &core);
    shrink(ms, &core);
    if (core.n == 0)
        return false;
    pay(ms, &core);
    return true;
}

/* ---- the search ---- */

static uint64_t heaviest_below(const struct an_maxsat *ms, uint64_t below)
{
    uint64_t heaviest = 0;

    for (size_t i = 0; i < ms->wishes.n; i++)
        if (ms->wishes.v[i].weight < below && ms->wishes.v[i].weight > heaviest)
            heaviest = ms->wishes.v[i].weight;
    return heaviest;
}

static void start(struct an_maxsat *ms, const int *assumptions, size_t n,
                  const struct an_sat_budget *budget)
{
    ms->budget = budget;
    ms->wishes.n = ms->assumed.n = 0;
    ms->n_fixed = n;
    ms->paid = 0;
    ms->best = (struct an_maxsat_found){.answer = AN_SAT_UNDECIDED};
    for (size_t i = 0; i < n; i++)
        an_vec_push(ms->arena, &ms->assumed, assumptions[i]);
    for (size_t i = 0; i < ms->given.n; i++) {
        const struct wish w = {.lit = ms->given.v[i].lit, .weight = ms->given.v[i].weight};
        an_vec_push(ms->arena, &ms->wishes, w);
    }
}

struct an_maxsat_found an_maxsat_search(struct an_maxsat *ms, const int *assumptions, size_t n,
                                        const struct an_sat_budget *budget)
{
    start(ms, assumptions, n, budget);
    for (uint64_t level = heaviest_below(ms, UINT64_MAX);;) {
        assume(ms, level);
        enum an_sat_answer answer = ask(ms, 0);
        if (answer == AN_SAT_UNDECIDED)
            break;
        if (answer == AN_SAT_YES) {
            look_at_model(ms);
            level = heaviest_below(ms, level);
            if (level > 0)
                continue;
            assert(ms->best.cost == ms->paid);
            break;
        }
        if (!refuted(ms, level)) {
            assert(ms->best.answer != AN_SAT_YES);
            ms->best.answer = AN_SAT_NO;
            break;
        }
    }
    ms->best.bound = ms->paid;
    return ms->best;
}
