/*
 * The solver wrapper, the clause store, the largest autarky and components: each against brute
 * force on small random formulas.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/sizes.h"
#include "engine/solve/clauses.h"

static uint64_t seed;

static unsigned pick(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static void random_formula(struct an_clauses *c, int n_vars, unsigned n_clauses)
{
    for (int i = 0; i < n_vars; i++)
        an_clauses_var(c);
    for (unsigned i = 0; i < n_clauses; i++) {
        int lits[3];
        size_t n = 1 + pick(3);
        for (size_t k = 0; k < n; k++) {
            int v = 1 + (int)pick((unsigned)n_vars);
            lits[k] = pick(2) ? v : -v;
        }
        an_clauses_add(c, AN_BACKGROUND, lits, n);
    }
}

/* value[v] is 1, 0 or -1 (not set) */
static bool satisfies(const int *lits, size_t n, const int *value)
{
    for (size_t i = 0; i < n; i++)
        if (value[abs(lits[i])] == (lits[i] > 0))
            return true;
    return false;
}

static bool touches(const int *lits, size_t n, const int *value)
{
    for (size_t i = 0; i < n; i++)
        if (value[abs(lits[i])] >= 0)
            return true;
    return false;
}

/* The next assignment of 0 and 1; false after the last. */
static bool next(int *value, int n_vars)
{
    int v = 1;

    while (v <= n_vars && ++value[v] == 2)
        value[v++] = 0;
    return v <= n_vars;
}

static bool brute_satisfiable(const struct an_clauses *c)
{
    int value[16] = {0};

    do {
        bool all = true;
        for (size_t i = 0; all && i < c->end.n; i++) {
            size_t n;
            const int *lits = an_clauses_at(c, i, &n);
            all = satisfies(lits, n, value);
        }
        if (all)
            return true;
    } while (next(value, c->n_vars));
    return false;
}

/* -1, 0, 1: three values a variable */
static void brute_lean(const struct an_clauses *c, bool *kept)
{
    int value[16];
    size_t total = 1;

    memset(kept, 1, c->end.n);
    for (int v = 1; v <= c->n_vars; v++)
        total *= 3;
    for (size_t code = 0; code < total; code++) {
        size_t rest = code;
        bool autarky = true;
        for (int v = 1; v <= c->n_vars; v++, rest /= 3)
            value[v] = (int)(rest % 3) - 1;
        for (size_t i = 0; autarky && i < c->end.n; i++) {
            size_t n;
            const int *lits = an_clauses_at(c, i, &n);
            autarky = !touches(lits, n, value) || satisfies(lits, n, value);
        }
        for (size_t i = 0; autarky && i < c->end.n; i++) {
            size_t n;
            const int *lits = an_clauses_at(c, i, &n);
            if (satisfies(lits, n, value))
                kept[i] = false;
        }
    }
}

static void load(struct an_sat *sat, const struct an_clauses *c)
{
    for (size_t i = 0; i < c->end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(c, i, &n);
        an_sat_add(sat, lits, n);
    }
}

static void the_solver_agrees_with_brute_force(void **state)
{
    (void)state;
    for (seed = 1; seed < 400; seed++) {
        uint64_t start = seed;
        struct an_arena *arena = an_arena_new();
        struct an_clauses c;
        assert_non_null(arena);
        an_clauses_init(&c, arena);
        random_formula(&c, 6, 8 + pick(20));
        struct an_sat *sat = an_sat_new(arena);
        load(sat, &c);
        enum an_sat_answer answer = an_sat_solve(sat, NULL, 0, NULL);
        assert_int_equal(answer, brute_satisfiable(&c) ? AN_SAT_YES : AN_SAT_NO);
        if (answer == AN_SAT_YES) {
            int value[16] = {0};
            for (int v = 1; v <= c.n_vars; v++)
                value[v] = an_sat_true(sat, v);
            for (size_t i = 0; i < c.end.n; i++) {
                size_t n;
                const int *lits = an_clauses_at(&c, i, &n);
                assert_true(satisfies(lits, n, value));
            }
        }
        an_arena_free(arena);
        seed = start;
    }
}

static void assumptions_that_fail_are_named(void **state)
{
    struct an_arena *arena = an_arena_new();
    struct an_sat *sat = an_sat_new(arena);
    const int clash[] = {-1, -2}, all[] = {1, 2, 3};

    (void)state;
    an_sat_add(sat, clash, 2);
    assert_int_equal(an_sat_solve(sat, all, 3, NULL), AN_SAT_NO);
    assert_true(an_sat_failed(sat, 1));
    assert_true(an_sat_failed(sat, 2));
    assert_false(an_sat_failed(sat, 3));
    assert_int_equal(an_sat_solve(sat, all, 1, NULL), AN_SAT_YES);
    assert_true(an_sat_true(sat, 1));
    assert_false(an_sat_true(sat, 2));
    assert_true(an_sat_true(sat, -4)); /* never mentioned: false */
    assert_int_equal(an_sat_calls(sat), 2);
    an_arena_free(arena);
}

static void a_budget_that_ended_gives_no_answer(void **state)
{
    struct an_arena *arena = an_arena_new();
    struct an_sat *sat = an_sat_new(arena);
    const int one = 1;
    const struct an_sat_budget past = {.deadline_ms = an_sat_now() - 1};

    (void)state;
    an_sat_add(sat, &one, 1);
    assert_int_equal(an_sat_solve(sat, NULL, 0, &past), AN_SAT_UNDECIDED);
    assert_int_equal(an_sat_solve(sat, NULL, 0, NULL), AN_SAT_YES);
    an_arena_free(arena);
}

static void clauses_keep_each_literal_once(void **state)
{
    struct an_arena *arena = an_arena_new();
    struct an_clauses c;
    const int repeated[] = {1, 2, 1}, always[] = {1, -1, 2};
    size_t n;

    (void)state;
    an_clauses_init(&c, arena);
    an_clauses_var(&c);
    an_clauses_var(&c);
    an_clauses_add(&c, 7, repeated, 3);
    an_clauses_add(&c, 7, always, 3);
    assert_int_equal(c.end.n, 1);
    const int *lits = an_clauses_at(&c, 0, &n);
    assert_int_equal(n, 2);
    assert_int_equal(lits[0], 1);
    assert_int_equal(lits[1], 2);
    assert_int_equal(c.owner.v[0], 7);
    an_arena_free(arena);
}

static void the_largest_autarky_agrees_with_brute_force(void **state)
{
    (void)state;
    unsigned pruned = 0;
    for (seed = 1000; seed < 1200; seed++) {
        uint64_t start = seed;
        struct an_arena *arena = an_arena_new();
        struct an_clauses c;
        an_clauses_init(&c, arena);
        random_formula(&c, 5, 6 + pick(14));
        bool kept[32], expected[32];
        assert_true(an_clauses_lean(&c, arena, NULL, kept));
        brute_lean(&c, expected);
        for (size_t i = 0; i < c.end.n; i++) {
            assert_int_equal(kept[i], expected[i]);
            pruned += !kept[i];
        }
        an_arena_free(arena);
        seed = start;
    }
    assert_true(pruned > 100); /* the sample is no empty one */
}

static void components_share_no_variable(void **state)
{
    (void)state;
    for (seed = 5000; seed < 5100; seed++) {
        uint64_t start = seed;
        struct an_arena *arena = an_arena_new();
        struct an_clauses c;
        bool kept[32];
        uint32_t component[32];
        an_clauses_init(&c, arena);
        random_formula(&c, 12, 6);
        for (size_t i = 0; i < c.end.n; i++)
            kept[i] = pick(5) != 0;
        uint32_t n = an_clauses_components(&c, arena, kept, component);
        for (size_t i = 0; i < c.end.n; i++)
            for (size_t k = 0; k < c.end.n && kept[i]; k++) {
                size_t a, b;
                const int *x = an_clauses_at(&c, i, &a), *y = an_clauses_at(&c, k, &b);
                bool shared = false;
                for (size_t p = 0; p < a; p++)
                    for (size_t q = 0; q < b; q++)
                        shared = shared || abs(x[p]) == abs(y[q]);
                if (kept[k] && shared)
                    assert_int_equal(component[i], component[k]);
                assert_true(component[i] < n);
            }
        an_arena_free(arena);
        seed = start;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_solver_agrees_with_brute_force),
        cmocka_unit_test(assumptions_that_fail_are_named),
        cmocka_unit_test(a_budget_that_ended_gives_no_answer),
        cmocka_unit_test(clauses_keep_each_literal_once),
        cmocka_unit_test(the_largest_autarky_agrees_with_brute_force),
        cmocka_unit_test(components_share_no_variable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
