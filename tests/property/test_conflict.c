/*
 * Conflicts from end to end against brute force: small random worlds of yes/no facts, rules of up
 * to two markets, definitions, and products that fix some facts. What each rule says in a situation
 * is the naive evaluator's word; what a conflict is, of which class, and how it is avoided is
 * written here from its definitions (docs/conflicts.md), by trying all situations. Nothing of the
 * search, its clauses or its solver is used but the public answer.
 *
 *     test_conflict [CASES [FIRST SEED]]
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

static uint64_t cases = 3000, first_seed = 1;

/* ---- one told conflict and the sets it may stand for ---- */

static const struct an_conflict_maker *makes(const struct brute *b,
                                             const struct an_conflict_demand *d, uint32_t duty)
{
    for (uint32_t i = 0; i < d->n_makers; i++) {
        const struct an_conflict_maker *m = &d->makers[i];
        for (uint32_t k = 0; k < m->n_markets; k++)
            if (strcmp(m->provision->id, b->duty_id[duty]) == 0 &&
                strcmp(m->markets[k], b->place_id[b->x.duty[duty].market]) == 0)
                return m;
    }
    return NULL;
}

/* Each member of the set makes a demand of its own. */
static bool covers(const struct brute *b, const struct an_conflict *c, uint32_t set, uint32_t at)
{
    if (at == c->n_demands)
        return set == 0;
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        if (set >> d & 1 && makes(b, &c->demands[at], d) && covers(b, c, set & ~(1u << d), at + 1))
            return true;
    return false;
}

static bool same_block(const struct brute *b, const struct an_conflict *c,
                       const struct an_conflict_block *block, uint32_t fixed, bool rows)
{
    for (uint32_t i = 0; i < block->n; i++) {
        const struct an_conflict_fact *f = &c->fixed[block->fact[i]];
        uint32_t bit = 0;
        while (bit < b->n_copies &&
               !(fixed >> bit & 1 && strcmp(f->fact, b->fact_id[b->copy[bit].fact]) == 0 &&
                 (rows || !f->market || strcmp(f->market, b->place_id[b->copy[bit].market]) == 0)))
            bit++;
        if (bit == b->n_copies)
            return false;
        fixed &= ~(1u << bit);
    }
    return fixed == 0;
}

/* `rows`: of which market a fact is does not count. */
static bool same_blocks(const struct brute *b, const struct an_conflict *c,
                        const struct brute_clash *k, bool rows)
{
    if (c->n_blocks != k->n_blocks)
        return false;
    for (uint32_t i = 0; i < c->n_blocks; i++) {
        uint32_t j = 0;
        while (j < k->n_blocks && !same_block(b, c, &c->blocks[i], k->block[j], rows))
            j++;
        if (j == k->n_blocks)
            return false;
    }
    return true;
}

static bool same_bearer(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool tells(const struct brute *b, const struct an_conflict *c, const struct brute_clash *k)
{
    return covers(b, c, k->set, 0) && same_blocks(b, c, k, true) &&
           c->conflict_class == k->conflict_class && same_bearer(c->bearer, k->bearer) &&
           c->kinds == k->kinds;
}

/* ---- the situation and the ways out ---- */

static uint64_t step_of(const struct brute *b, const struct brute_clash *k,
                        const struct an_conflict_step *s)
{
    for (uint32_t i = 0; i < b->n_steps; i++) {
        const struct brute_step *t = &b->step[i];
        if (t->kind != s->kind)
            continue;
        switch (s->kind) {
        case AN_STEP_GIVE_UP:
        case AN_STEP_CHANGE:
            if (strcmp(s->fact, b->fact_id[b->copy[t->of].fact]) == 0 &&
                (!s->where || strcmp(s->where, b->place_id[b->copy[t->of].market]) == 0))
                return 1ull << i;
            break;
        case AN_STEP_EXEMPT:
        case AN_STEP_AVOID:
            if (k->set >> t->of & 1 && strcmp(s->provision->id, b->duty_id[t->of]) == 0)
                return 1ull << i;
            break;
        case AN_STEP_LEAVE:
            if (strcmp(s->market, b->place_id[t->of]) == 0)
                return 1ull << i;
            break;
        }
    }
    return 0;
}

/* The ways told are those of this context, all of them where that is said. */
static bool same_ways(const struct brute *b, const struct an_conflict *c,
                      const struct brute_clash *k, uint32_t context)
{
    struct brute_ways w = brute_ways_out(b, k, context);
    if (!c->more_ways && c->n_ways != w.n)
        return false;
    for (uint32_t i = 0; i < c->n_ways; i++) {
        uint64_t way = 0;
        uint32_t cost = 0, at = 0;
        for (uint32_t s = 0; s < c->ways[i].n_steps; s++) {
            uint64_t step = step_of(b, k, &c->ways[i].steps[s]);
            if (step == 0 || way & step)
                return false;
            way |= step;
            cost += b->step[__builtin_ctzll(step)].cost;
        }
        while (at < w.n && w.v[at] != way)
            at++;
        if (at == w.n || cost != c->ways[i].cost || (i > 0 && cost < c->ways[i - 1].cost))
            return false;
    }
    return true;
}

/*
 * Wherever it is as told, all of the duties apply, and no choice avoids a breach where that is
 * said. Where terms say more than what is told of them, that there is such a situation is enough.
 */
static bool is_enough(const struct brute *b, const struct an_conflict *c,
                      const struct brute_clash *k)
{
    for (uint32_t s = 0; s < b->n_situations && b->x.n_terms == 0; s++)
        if (b->legal[s] && brute_shows(b, c, s) && !brute_is_shown(b, k, s))
            return false;
    return true;
}

/* Some set that this conflict stands for has this situation and these ways out. */
static const char *doubt(const struct brute *b, const struct an_conflict *c)
{
    const char *why = "no such set";
    for (uint32_t i = 0; i < b->n_clashes; i++) {
        const struct brute_clash *k = &b->clash[i];
        if (!tells(b, c, k) || !same_blocks(b, c, k, false))
            continue;
        why = why[0] == 'n' ? "the situation" : why;
        if (!is_enough(b, c, k))
            continue;
        for (uint32_t s = 0; s < b->n_situations; s++) {
            if (!brute_shows(b, c, s) || !brute_is_witness(b, k, s))
                continue;
            why = "the ways out";
            if (same_ways(b, c, k, s & b->context))
                return NULL;
        }
    }
    return why;
}

static const char *difference(const struct brute *b, const struct an_conflicts *told)
{
    if (!told->complete || told->unconfirmed > 0)
        return "not complete or not confirmed";
    if (told->n_spelt != b->n_sets)
        return "how many sets there are";
    for (uint32_t i = 0; i < told->n_conflicts; i++) {
        const char *why = doubt(b, &told->conflicts[i]);
        if (told->conflicts[i].class_open)
            return "a class that is left open";
        if (why)
            return why;
    }
    for (uint32_t k = 0; k < b->n_clashes; k++) {
        uint32_t i = 0;
        while (i < told->n_conflicts && !tells(b, &told->conflicts[i], &b->clash[k]))
            i++;
        if (i == told->n_conflicts)
            return "a set that is not told";
    }
    return NULL;
}

/* ---- the test ---- */

static void print(const struct brute *b, const struct an_conflicts *told)
{
    brute_print(b);
    for (uint32_t i = 0; i < told->n_conflicts; i++) {
        const struct an_conflict *c = &told->conflicts[i];
        const char *why = doubt(b, c);
        printf("# told %s (%s, kinds %u) %s:", an_conflict_class_word(c->conflict_class),
               c->bearer ? c->bearer : "-", c->kinds, why ? why : "right");
        for (uint32_t d = 0; d < c->n_demands; d++)
            for (uint32_t m = 0; m < c->demands[d].n_makers; m++)
                printf(" %s%s", m > 0 ? "=" : "", c->demands[d].makers[m].provision->id);
        for (uint32_t w = 0; w < c->n_witness; w++)
            printf(" [%s.%s %s]", c->witness[w].fact,
                   c->witness[w].market ? c->witness[w].market : "", c->witness[w].value);
        printf("\n");
        for (uint32_t w = 0; w < c->n_ways; w++) {
            printf("#   way %u:", c->ways[w].cost);
            for (uint32_t s = 0; s < c->ways[w].n_steps; s++) {
                const struct an_conflict_step *t = &c->ways[w].steps[s];
                printf(" %s %s.%s", an_step_word(t->kind),
                       t->fact     ? t->fact
                       : t->market ? t->market
                                   : t->provision->id,
                       t->where ? t->where : "");
            }
            printf("\n");
        }
    }
}

static uint32_t seen[AN_CONFLICT_CLASSES];

static void one_case(uint64_t seed, enum brute_kind kind)
{
    struct brute *b = brute_new(seed, kind);
    bool product = kind == BRUTE_PRODUCT;
    struct an_conflict_result *result = NULL;
    const char *const markets[] = {b->place_id[0], b->place_id[1]};
    const struct an_conflict_options options = {
        .as_of = "2015-06-01", .markets = markets, .n_markets = b->x.n_markets, .limit_ms = 600000};
    brute_solve(b);
    enum an_status status =
        an_conflicts_find(&result, &b->base, b->ws, product ? &b->product : NULL, &options);
    if (!b->possible) {
        assert_true(status != AN_OK || !product);
    } else {
        assert_int_equal(status, AN_OK);
        const struct an_conflicts *told = an_conflicts_get(result);
        const char *what = difference(b, told);
        if (what) {
            print(b, told);
            fail_msg("seed %" PRIu64 ", %s: %s", seed, product ? "a product" : "law alone", what);
        }
        for (uint32_t i = 0; i < b->n_clashes; i++)
            seen[b->clash[i].conflict_class]++;
    }
    an_conflicts_free(result);
    brute_free(b);
}

static void equals_brute_force(enum brute_kind kind)
{
    memset(seen, 0, sizeof seen);
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++)
        one_case(seed, kind);
    printf("# %" PRIu64 " cases: %u inescapable, %u escapable, %u exclusions, %u builds\n", cases,
           seen[AN_CONFLICT_INESCAPABLE], seen[AN_CONFLICT_ESCAPABLE], seen[AN_CONFLICT_EXCLUSION],
           seen[AN_CONFLICT_BUILDS]);
    for (int i = AN_CONFLICT_INESCAPABLE; i <= AN_CONFLICT_EXCLUSION; i++)
        assert_true(cases < 100 || seen[i] * 20 > cases);
}

static void products_equal_brute_force(void **state)
{
    (void)state;
    equals_brute_force(BRUTE_PRODUCT);
}

static void law_alone_equals_brute_force(void **state)
{
    (void)state;
    equals_brute_force(BRUTE_LAW);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_equal_brute_force),
        cmocka_unit_test(law_alone_equals_brute_force),
    };
    cases_from(argc, argv, &cases, &first_seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
