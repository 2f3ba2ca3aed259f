/*
 * Measures against commitments, from end to end, against brute force: small random worlds with a
 * treaty, its exceptions and the rules of one of its parties. Which rule breaks which promise is
 * found by trying all situations (tests/support/brute); the search must tell the same pairs, and
 * what it tells of the situation must be enough: wherever that is so, obeying is forbidden.
 *
 *     test_treaty [CASES [FIRST SEED]]
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

#include "tests/support/brute.h"
#include "tests/support/cases.h"

static uint64_t cases = 6000, first_seed = 1;

static bool is_pair(const struct brute *b, const struct an_conflict *c, uint32_t duty,
                    uint32_t commitment)
{
    if (c->conflict_class != AN_CONFLICT_COMMITMENT)
        return false;
    const char *promise = c->demands[1].makers[0].provision->id;
    return strcmp(c->demands[0].makers[0].provision->id, b->duty_id[duty]) == 0 &&
           (uint32_t)(promise[3] - '0') == commitment;
}

/* The situation told: the measure can be obeyed there, and obeying is what is forbidden. */
static bool is_enough(const struct brute *b, const struct an_conflict *c, uint32_t duty,
                      uint32_t commitment)
{
    bool obeyed = false;
    for (uint32_t s = 0; s < b->n_situations; s++) {
        if (!b->legal[s] || !brute_shows(b, c, s) || !brute_meets(b, duty, commitment, s) ||
            b->says[duty][s] != BRUTE_MET)
            continue;
        obeyed = true;
        if (!brute_forbidden(b, commitment, s))
            return false;
    }
    return obeyed;
}

static const char *difference(const struct brute *b, const struct an_conflicts *told, uint32_t duty,
                              uint32_t commitment)
{
    bool broken = brute_breaks(b, duty, commitment), found = false;
    for (uint32_t i = 0; i < told->n_conflicts; i++) {
        const struct an_conflict *c = &told->conflicts[i];
        if (!is_pair(b, c, duty, commitment))
            continue;
        if (found)
            return "told twice";
        found = true;
        if (!broken)
            return "no conflict is told as one";
        if (!is_enough(b, c, duty, commitment))
            return "the situation";
    }
    return broken && !found ? "a conflict that is not told" : NULL;
}

static void equals_brute_force(void **state)
{
    uint64_t broken = 0, pairs = 0;
    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        struct brute *b = brute_new(seed, BRUTE_TREATY);
        struct an_conflict_result *result = NULL;
        const struct an_conflict_options options = {
            .as_of = "2015-06-01", .markets = b->place_id, .n_markets = 1, .limit_ms = 600000};
        brute_solve(b);
        assert_int_equal(an_conflicts_find(&result, &b->base, b->ws, NULL, &options), AN_OK);
        const struct an_conflicts *told = an_conflicts_get(result);
        if (b->possible && (!told->complete || told->unconfirmed > 0)) {
            brute_print(b);
            fail_msg("seed %" PRIu64 ": %s", seed, told->complete ? "unconfirmed" : "not complete");
        }
        for (uint32_t d = 0; b->possible && d < b->x.n_duties; d++)
            for (uint32_t c = 0; b->says[d] && c < b->x.n_commitments; c++) {
                const char *what = difference(b, told, d, c);
                if (what) {
                    brute_print(b);
                    fail_msg("seed %" PRIu64 ": %s against t.0%u: %s", seed, b->duty_id[d], c,
                             what);
                }
                pairs++;
                broken += brute_breaks(b, d, c);
            }
        an_conflicts_free(result);
        brute_free(b);
    }
    printf("# %" PRIu64 " cases: %" PRIu64 " of %" PRIu64 " pairs conflict\n", cases, broken,
           pairs);
    assert_true(cases < 100 || broken * 50 > pairs);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(equals_brute_force)};
    cases_from(argc, argv, &cases, &first_seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
