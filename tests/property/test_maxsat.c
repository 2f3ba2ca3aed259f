/*
 * MaxSAT against brute force: random clauses and weighted wishes over up to eleven variables, twice
 * on one solver (without and with assumptions). The cost is the least there is, the bound proves
 * it, and the model has that cost.
 *
 *     test_maxsat [CASES [FIRST SEED]]
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/solve/maxsat.h"
#include "tests/support/cases.h"

enum { VARS = 11, CLAUSES = 60, WISHES = 14 };

static uint64_t cases = 4000, first_seed = 1;

struct question {
    uint64_t seed;
    int clause[CLAUSES][3], wish[WISHES];
    uint64_t weight[WISHES];
    uint32_t n_clauses, n_wishes;
};

static uint32_t below(struct question *q, uint32_t n)
{
    q->seed = q->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(q->seed >> 33) % n;
}

static int literal(struct question *q)
{
    int var = 1 + (int)below(q, VARS);
    return below(q, 2) ? var : -var;
}

static void draw(struct question *q, uint64_t seed)
{
    q->seed = seed * 1000003;
    q->n_clauses = below(q, CLAUSES);
    q->n_wishes = below(q, WISHES);
    for (uint32_t i = 0; i < q->n_clauses; i++)
        for (int k = 0; k < 3; k++)
            q->clause[i][k] = literal(q);
    bool alike = below(q, 2);
    for (uint32_t i = 0; i < q->n_wishes; i++) {
        q->wish[i] = literal(q);
        q->weight[i] = alike ? 1 : below(q, 20);
    }
}

static bool holds(const bool *model, int lit)
{
    return lit > 0 ? model[lit] : !model[-lit];
}

static uint64_t cost_of(const struct question *q, const bool *model)
{
    uint64_t cost = 0;
    for (uint32_t i = 0; i < q->n_clauses; i++)
        if (!holds(model, q->clause[i][0]) && !holds(model, q->clause[i][1]) &&
            !holds(model, q->clause[i][2]))
            return UINT64_MAX;
    for (uint32_t i = 0; i < q->n_wishes; i++)
        cost += holds(model, q->wish[i]) ? 0 : q->weight[i];
    return cost;
}

static uint64_t least_cost(const struct question *q, int assumed)
{
    uint64_t least = UINT64_MAX;
    for (uint32_t bits = 0; bits < 1u << VARS; bits++) {
        bool model[VARS + 1] = {false};
        for (int v = 1; v <= VARS; v++)
            model[v] = bits >> (v - 1) & 1;
        if (assumed != 0 && !holds(model, assumed))
            continue;
        uint64_t cost = cost_of(q, model);
        least = cost < least ? cost : least;
    }
    return least;
}

static void compare(const struct question *q, struct an_maxsat *ms, int assumed, uint64_t seed)
{
    uint64_t least = least_cost(q, assumed);
    struct an_maxsat_found f = an_maxsat_search(ms, &assumed, assumed != 0, NULL);
    if ((f.answer == AN_SAT_YES) != (least != UINT64_MAX) ||
        (f.answer == AN_SAT_YES &&
         (f.cost != least || f.bound != least || cost_of(q, f.model) != least ||
          (assumed != 0 && !holds(f.model, assumed)))))
        fail_msg("seed %" PRIu64 ", assumed %d: cost %" PRIu64 ", bound %" PRIu64
                 ", brute force %" PRIu64,
                 seed, assumed, f.cost, f.bound, least);
}

static void equals_brute_force(void **state)
{
    (void)state;
    uint64_t paid = 0, impossible = 0;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        struct question q;
        struct an_arena *arena = an_arena_new();
        assert_non_null(arena);
        draw(&q, seed);
        struct an_sat *sat = an_sat_new(arena);
        struct an_maxsat *ms = an_maxsat_new(arena, sat);
        for (int v = 1; v <= VARS; v++)
            an_sat_add(sat, (int[]){v, -v}, 2);
        for (uint32_t i = 0; i < q.n_clauses; i++)
            an_sat_add(sat, q.clause[i], 3);
        for (uint32_t i = 0; i < q.n_wishes; i++)
            an_maxsat_wish(ms, q.wish[i], q.weight[i]);
        compare(&q, ms, literal(&q), seed); /* what was learnt under it must not stay */
        compare(&q, ms, 0, seed);
        uint64_t least = least_cost(&q, 0);
        impossible += least == UINT64_MAX;
        paid += least != UINT64_MAX && least > 0;
        an_arena_free(arena);
    }
    printf("# %" PRIu64 " cases, %" PRIu64 " with a cost, %" PRIu64 " impossible\n", cases, paid,
           impossible);
    assert_true(paid * 4 > cases);
}

/* At most i of n, by denying the count. */
static void counts(void **state)
{
    (void)state;
    for (int n = 1; n <= 7; n++)
        for (int most = 0; most < n; most++) {
            struct an_arena *arena = an_arena_new();
            assert_non_null(arena);
            struct an_sat *sat = an_sat_new(arena);
            int lits[7];
            for (int i = 0; i < n; i++) {
                lits[i] = an_sat_var(sat);
                an_sat_add(sat, (int[]){lits[i], -lits[i]}, 2);
            }
            const int *count = an_sat_count(arena, sat, lits, (size_t)n);
            for (int bits = 0; bits < 1 << n; bits++) {
                int assumed[8] = {-count[most]};
                for (int i = 0; i < n; i++)
                    assumed[i + 1] = bits >> i & 1 ? lits[i] : -lits[i];
                bool fits = __builtin_popcount((unsigned)bits) <= most;
                assert_int_equal(an_sat_solve(sat, assumed, (size_t)n + 1, NULL),
                                 fits ? AN_SAT_YES : AN_SAT_NO);
            }
            an_arena_free(arena);
        }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_brute_force),
        cmocka_unit_test(counts),
    };
    cases_from(argc, argv, &cases, &first_seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
