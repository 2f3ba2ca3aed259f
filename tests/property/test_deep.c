/*
 * What `lint --deep` takes for possible, against the naive evaluator over all completions: on every
 * row of small random worlds, for a product of which nothing is known, a provision can apply, bind,
 * be breached exactly if some completion has such a verdict.
 *
 *     test_deep [CASES [FIRST SEED]]      without arguments: what CI runs
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/lint/deep.h"
#include "tests/support/gen.h"
#include "tests/support/naive.h"

static uint64_t cases = 400, first_seed = 63001;

struct counts {
    uint64_t asked, no[3], yes[3], wrong;
};

static const char *const words[3] = {"applies", "binds", "is breached"};

/* Verdicts of a provision that applies, that binds, that is breached. */
static bool possible(an_verdict_set set, int what)
{
    static const an_verdict_set not_applying = 1u << AN_NOT_APPLICABLE;
    static const an_verdict_set not_binding =
        1u << AN_NOT_APPLICABLE | 1u << AN_EXEMPT | 1u << AN_DISPLACED;
    static const an_verdict_set breaches =
        1u << AN_VIOLATION | 1u << AN_COUNTS_AGAINST | 1u << AN_DUE;
    return what == 0   ? (set & ~not_applying) != 0
           : what == 1 ? (set & ~not_binding) != 0
                       : (set & breaches) != 0;
}

/* Nothing is stated, and nothing presumed. */
static struct an_profile *empty_profile(struct an_arena *arena, const struct gen_case *c,
                                        uint32_t *market)
{
    struct an_model *m = AN_NEW(arena, struct an_model);
    struct an_profile *p = AN_NEW(arena, struct an_profile);
    struct an_offer *offer = AN_NEW(arena, struct an_offer);
    *m = *c->model;
    m->presumptions.n = 0;
    *p = (struct an_profile){.model = m,
                             .symbols = c->profile->symbols,
                             .id = "p",
                             .name = "P",
                             .as_of = c->day,
                             .markets = {market, 1},
                             .offers = offer,
                             .n_offers = 1};
    return p;
}

/* What of an order can be breached depends on what was ordered: not compared. */
static bool is_compared(const struct an_model *m, uint32_t provision, int what)
{
    const struct an_provision *p = &m->provisions.v[provision];
    bool verdict = an__deep_is_duty(p) || p->duty == AN_DUTY_ATTEST || p->duty == AN_DUTY_MAY;
    return an__deep_is_seen(p) && verdict && p->n_readings == 0 && p->anchor == AN_NONE &&
           (what < 2 || p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT);
}

static bool computes(const struct an_model *m)
{
    bool found = false;
    for (uint32_t i = 0; i < m->facts.n; i++)
        found = found || m->facts.v[i].derived.function != AN_FN_NONE;
    return found;
}

static void compare(struct an__deep *d, const struct an_profile *profile, uint32_t provision,
                    uint64_t seed, struct counts *n)
{
    struct an_arena *scratch = an_scratch_new(d->arena);
    const struct naive_question question = {profile, provision, d->j, 0, d->day};
    struct naive_answer naive = naive_decide(scratch, &question);
    const struct an__norm *norm = an__deep_norm(d, provision, 0);
    const int lit[3] = {norm->applies, norm->binds, norm->breached};
    for (int what = 0; what < 3 && !naive.refused && naive.list == NAIVE_IN_FORCE && naive.set;
         what++) {
        if (!is_compared(d->m, provision, what))
            continue;
        bool solver = an__deep_ask(d, &lit[what], 1) == AN_SAT_YES;
        n->asked++;
        n->no[what] += !solver;
        n->yes[what] += solver;
        /* Left open: whether a duty with a day, or to obey an order, is breached already; what a
         * computed fact comes to. */
        bool open = d->m->provisions.v[provision].follows.n > 0 || computes(d->m);
        if (solver == possible(naive.set, what) || (solver && open))
            continue;
        n->wrong++;
        printf("seed %" PRIu64 ": '%s' in %s %s: the solver says %s\n", seed,
               d->m->provisions.v[provision].id, d->m->places.v[d->j].id, words[what],
               solver ? "yes" : "no");
    }
    an_arena_free(scratch);
}

static void try_market(struct an_arena *arena, const struct gen_case *c, uint32_t market,
                       uint64_t seed, struct counts *n)
{
    const struct an_profile *profile = empty_profile(arena, c, &market);
    const struct an_model *m = profile->model;
    bool *draft = AN_NEW_ARRAY(arena, bool, m->provisions.n + 1u);
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        if (!is_compared(m, i, 0) || !naive_has_row(&m->provisions.v[i], market))
            continue;
        /* Alone: which places are in play is a matter of who made it. */
        struct an__deep d = {
            .m = m, .arena = an_scratch_new(arena), .j = market, .day = c->day, .draft = draft};
        an__deep_open(&d, false);
        (void)an__deep_norm(&d, i, 0);
        an__deep_close(&d);
        compare(&d, profile, i, seed, n);
        an_arena_free(d.arena);
    }
}

static void test_possible_is_what_some_completion_gives(void **state)
{
    struct counts n = {0};
    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        struct an_arena *arena = an_arena_new();
        static struct gen_tape tape;
        assert_non_null(arena);
        struct gen_case c = gen_from_seed(arena, seed, &tape);
        for (uint32_t i = 0; i < c.profile->markets.n; i++)
            try_market(arena, &c, c.profile->markets.v[i], seed, &n);
        an_arena_free(arena);
    }
    printf("%" PRIu64 " questions", n.asked);
    for (int i = 0; i < 3; i++)
        printf("; %s: %" PRIu64 " can, %" PRIu64 " never", words[i], n.yes[i], n.no[i]);
    printf("\n");
    assert_int_equal(n.wrong, 0);
    for (int i = 0; i < 3; i++)
        assert_true(n.yes[i] > cases / 20 && n.no[i] > cases / 20);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_possible_is_what_some_completion_gives)};
    if (argc > 1)
        cases = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
