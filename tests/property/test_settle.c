/*
 * Where truth tables end: the SAT solver's answers against tables that are allowed to be as large
 * as need be. Random questions over up to eighteen facts, several times larger than the naive
 * evaluator can enumerate, with axioms that tie what they ask; sets and lists must be equal. Small
 * questions are compared with the naive evaluator itself in test_agree.c.
 *
 *     test_settle [QUESTIONS [FIRST SEED]]
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

#include "engine/eval/eval.h"
#include "tests/support/world.h"

enum { BOOLS = 10, ENUMS = 2, SETS = 2, FACTS = BOOLS + ENUMS + SETS };

static uint64_t questions = 600, first_seed = 1;

struct drawer {
    struct world *w;
    uint64_t seed;
    uint32_t fact[FACTS];
    int64_t word[4];
};

static uint32_t below(struct drawer *d, uint32_t n)
{
    d->seed = d->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->seed >> 33) % n;
}

static struct an_cond test(struct drawer *d)
{
    uint32_t f = below(d, FACTS);
    if (f < BOOLS)
        return forge_is(d->w->f, d->fact[f], below(d, 2));
    if (f < BOOLS + ENUMS)
        return forge_is(d->w->f, d->fact[f], d->word[below(d, 3)]);
    static const enum an_op op[] = {AN_OP_IN, AN_OP_ONLY, AN_OP_EXCLUDES};
    int64_t v[2] = {d->word[below(d, 2)], d->word[2 + below(d, 2)]};
    if (v[0] > v[1]) {
        int64_t t = v[0];
        v[0] = v[1];
        v[1] = t;
    }
    return forge_test(d->w->f, op[below(d, 3)], d->fact[f], 1 + below(d, 2), v);
}

static struct an_cond tree(struct drawer *d, uint32_t depth)
{
    if (depth == 0)
        return test(d);
    struct an_cond of[3];
    uint32_t n = 2 + below(d, 2);
    for (uint32_t i = 0; i < n; i++)
        of[i] = tree(d, depth - 1);
    return forge_join(d->w->f, below(d, 2) ? AN_OP_ALL : AN_OP_ANY, n, of);
}

static void make(struct drawer *d, struct world *w)
{
    static const char *const words[] = {"high", "low", "mid", "none"};
    char id[] = "n00";
    d->w = w;
    for (int i = 0; i < 4; i++)
        d->word[i] = forge_symbol(w->f, words[i]);
    for (uint32_t i = 0; i < FACTS; i++) {
        id[1] = (char)('0' + i / 10);
        id[2] = (char)('0' + i % 10);
        enum an_type type = i < BOOLS           ? AN_TYPE_BOOL
                            : i < BOOLS + ENUMS ? AN_TYPE_ENUM
                                                : AN_TYPE_SET;
        d->fact[i] = forge_fact(w->f, id, type);
        if (type != AN_TYPE_BOOL)
            forge_values(w->f, &w->f->facts.v[d->fact[i]].type, type == AN_TYPE_ENUM ? 3 : 4,
                         words);
    }
    uint32_t axioms = below(d, 5);
    for (uint32_t i = 0; i < axioms; i++) {
        id[0] = 'x';
        id[1] = '0';
        id[2] = (char)('0' + i);
        const struct an_cond if_[2] = {test(d), test(d)}, then = test(d);
        forge_axiom(w->f, id, forge_join(w->f, AN_OP_ALL, 2, if_),
                    forge_join(w->f, AN_OP_ALL, 1, &then));
    }
    struct an_provision *p = forge_provision(w->f, "p.1", w->law);
    p->when = tree(d, 2);
    p->unless = tree(d, 2);
    p->content = tree(d, 3);
    world_model(w);
}

static struct an_answer answer(const struct world *w, uint32_t max)
{
    struct an_eval *ev = an_eval_new(w->arena, w->model, w->profile, w->day);
    ev->max_combinations = max;
    return an_eval_decide(ev, 0, false, w->market, 0, NULL);
}

static void the_solver_agrees_with_large_tables(void **state)
{
    (void)state;
    uint64_t several = 0, open = 0, empty = 0;
    for (uint64_t seed = first_seed; seed < first_seed + questions; seed++) {
        struct world w = world_new();
        struct drawer d = {.seed = seed * 77};
        make(&d, &w);
        struct an_answer table = answer(&w, 1u << 22), solver = answer(&w, 0);
        if (!table.exact) { /* more than ten facts change the verdict only jointly */
            world_free(&w);
            continue;
        }
        if (table.set != solver.set || !solver.exact || table.open.n != solver.open.n ||
            (table.open.n > 0 &&
             memcmp(table.open.v, solver.open.v, table.open.n * sizeof *table.open.v) != 0))
            fail_msg("seed %" PRIu64 ": sets %x and %x, %u and %u open", seed, table.set,
                     solver.set, table.open.n, solver.open.n);
        several += (table.set & (table.set - 1)) != 0;
        empty += table.set == 0;
        open += table.open.n;
        world_free(&w);
    }
    printf("# %" PRIu64 " questions, %" PRIu64 " with several verdicts, %" PRIu64
           " without completion, %" PRIu64 " open facts\n",
           questions, several, empty, open);
    assert_true(several * 2 > questions && open > 4 * several);
}

/* Fifty facts, which no table holds: one of 25 pairs must agree. All are open, at once exactly. */
static void beyond_any_table(void **state)
{
    (void)state;
    struct world w = world_new();
    struct an_cond pair[25];
    char id[] = "n00";
    uint32_t first = 0;
    for (uint32_t i = 0; i < 50; i++) {
        id[1] = (char)('0' + i / 10);
        id[2] = (char)('0' + i % 10);
        uint32_t fact = forge_fact(w.f, id, AN_TYPE_BOOL);
        first = i == 0 ? fact : first;
    }
    for (uint32_t i = 0; i < 25; i++) {
        const struct an_cond both[2] = {forge_is(w.f, first + 2 * i, 1),
                                        forge_is(w.f, first + 2 * i + 1, 1)};
        pair[i] = forge_join(w.f, AN_OP_ALL, 2, both);
    }
    forge_provision(w.f, "p.1", w.law)->content = forge_join(w.f, AN_OP_ANY, 25, pair);
    world_model(&w);
    struct an_answer a = answer(&w, 1u << AN_MAX_TABLE_BITS);
    assert_true(a.exact);
    assert_int_equal(a.set, 1u << AN_COMPLIANT | 1u << AN_VIOLATION);
    assert_int_equal(a.open.n, 50);
    world_free(&w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_solver_agrees_with_large_tables),
        cmocka_unit_test(beyond_any_table),
    };
    const char *kind = getenv("AN_KIND");
    if (kind != NULL && strcmp(kind, "release") != 0)
        questions /= 10;
    if (argc > 1)
        questions = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
