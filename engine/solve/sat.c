/*
 * CaDiCaL behind IPASIR. Its misuse (asking for a value where there is none) would abort the
 * process, so the state is kept here and asserted; its terminate callback never jumps.
 */
#include "engine/solve/sat.h"

#include <assert.h>
#include <ccadical.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct an_sat {
    CCaDiCaL *solver;
    struct an_arena *arena;
    /* Numbers of the solver, as variables come: it pays for every number below the highest. */
    int *inner; /* per variable; 0: not met */
    size_t n_inner;
    int last;
    enum an_sat_answer state; /* UNDECIDED: nothing may be asked */
    int64_t deadline_ms;
    uint64_t calls;
    int n_vars;
};

int64_t an_sat_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void release(void *solver)
{
    ccadical_release(solver);
}

static int out_of_time(void *state)
{
    const struct an_sat *sat = state;

    return sat->deadline_ms != 0 && an_sat_now() > sat->deadline_ms;
}

static void make_room(struct an_sat *sat, size_t var)
{
    size_t n = sat->n_inner ? sat->n_inner : 1024;

    while (n <= var)
        n *= 2;
    int *inner = AN_NEW_ARRAY(sat->arena, int, n);
    if (sat->n_inner > 0)
        memcpy(inner, sat->inner, sat->n_inner * sizeof *inner);
    sat->inner = inner;
    sat->n_inner = n;
}

static int inner_of(struct an_sat *sat, int lit)
{
    size_t var = (size_t)abs(lit);

    if (var >= sat->n_inner)
        make_room(sat, var);
    if (sat->inner[var] == 0)
        sat->inner[var] = ++sat->last;
    return lit < 0 ? -sat->inner[var] : sat->inner[var];
}

/* 0: no clause and no assumption has named it. */
static int met(const struct an_sat *sat, int var)
{
    return (size_t)var < sat->n_inner ? sat->inner[var] : 0;
}

struct an_sat *an_sat_new(struct an_arena *arena)
{
    struct an_sat *sat = AN_NEW(arena, struct an_sat);

    sat->arena = arena;
    sat->solver = ccadical_init();
    if (!sat->solver)
        an_arena_fail(arena);
    an_defer(arena, release, sat->solver);
    ccadical_set_option(sat->solver, "quiet", 1);
    ccadical_set_option(sat->solver, "lucky", 0); /* would look at every clause at each question */
    ccadical_set_terminate(sat->solver, sat, out_of_time);
    return sat;
}

void an_sat_add(struct an_sat *sat, const int *lits, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert(lits[i] != 0);
        int var = lits[i] < 0 ? -lits[i] : lits[i];
        sat->n_vars = var > sat->n_vars ? var : sat->n_vars;
        ccadical_add(sat->solver, inner_of(sat, lits[i]));
    }
    ccadical_add(sat->solver, 0);
    sat->state = AN_SAT_UNDECIDED;
}

enum an_sat_answer an_sat_solve(struct an_sat *sat, const int *assumptions, size_t n,
                                const struct an_sat_budget *budget)
{
    sat->deadline_ms = budget ? budget->deadline_ms : 0;
    sat->state = AN_SAT_UNDECIDED;
    if (out_of_time(sat))
        return sat->state;
    for (size_t i = 0; i < n; i++) {
        assert(assumptions[i] != 0);
        ccadical_assume(sat->solver, inner_of(sat, assumptions[i]));
    }
    if (budget && budget->conflicts > 0)
        ccadical_limit(sat->solver, "conflicts", budget->conflicts);
    sat->calls++;
    int answer = ccadical_solve(sat->solver);
    if (answer == 10)
        sat->state = AN_SAT_YES;
    else if (answer == 20)
        sat->state = AN_SAT_NO;
    return sat->state;
}

bool an_sat_true(const struct an_sat *sat, int lit)
{
    assert(sat->state == AN_SAT_YES && lit != 0);
    /* A variable that no clause mentions has no value: it counts as false. */
    int var = met(sat, abs(lit));
    bool value = var != 0 && ccadical_val(sat->solver, var) > 0;
    return lit < 0 ? !value : value;
}

bool an_sat_failed(const struct an_sat *sat, int assumption)
{
    assert(sat->state == AN_SAT_NO && assumption != 0);
    int var = met(sat, abs(assumption));
    return var != 0 && ccadical_failed(sat->solver, assumption < 0 ? -var : var) != 0;
}

int an_sat_var(struct an_sat *sat)
{
    return ++sat->n_vars;
}

int an_sat_vars(const struct an_sat *sat)
{
    return sat->n_vars;
}

uint64_t an_sat_calls(const struct an_sat *sat)
{
    return sat->calls;
}
