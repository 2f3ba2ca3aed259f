/*
 * Proof by form against the naive evaluator: wherever one condition of a random world is said to
 * follow from another, a rule "not the one, or the other" is put into the world, and no completion
 * may breach it. A case that breaks this is printed with both conditions.
 *
 *     test_implies [CASES [FIRST SEED]]      without arguments: what CI runs
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

#include "engine/compare/implies.h"
#include "engine/lang/words.h"
#include "tests/support/gen.h"
#include "tests/support/naive.h"

static uint64_t cases = 4000, first_seed = 14001;

struct counts {
    uint64_t pairs, implied, asked, answered, breached;
};

/* ---- a rule that says that q follows from p ---- */

struct writing {
    struct an_cond_node *node;
    int64_t *value;
    uint32_t n, n_values;
};

static void put_node(struct writing *w, enum an_op op, uint32_t n, uint32_t size)
{
    w->node[w->n++] = (struct an_cond_node){
        .op = (uint8_t)op, .n = (uint16_t)n, .size = size, .fact = AN_NONE, .key = AN_NO_KEY};
}

/* The condition, or its contrary. */
static void put_cond(struct writing *w, const struct an_cond *c, bool contrary)
{
    if (contrary)
        put_node(w, AN_OP_NOT, 1, c->n + 1);
    for (uint32_t i = 0; i < c->n; i++) {
        w->node[w->n] = c->node[i];
        w->node[w->n++].value += w->n_values;
    }
    for (uint32_t i = 0; i < c->n_values; i++)
        w->value[w->n_values++] = c->value[i];
}

static struct an_cond rule_of(struct an_arena *arena, struct an_claim p, struct an_claim q)
{
    uint32_t n = 1 + p.cond->n + (p.denied ? 0 : 1) + q.cond->n + (q.denied ? 1 : 0);
    struct writing w = {AN_NEW_ARRAY(arena, struct an_cond_node, n),
                        AN_NEW_ARRAY(arena, int64_t, p.cond->n_values + q.cond->n_values), 0, 0};
    put_node(&w, AN_OP_ANY, 2, n);
    put_cond(&w, p.cond, !p.denied);
    put_cond(&w, q.cond, q.denied);
    return (struct an_cond){w.node, w.n, w.value, w.n_values};
}

/* The world with this rule in place of a provision: in force, for everyone, without exception. */
static const struct an_model *with_rule(struct an_arena *arena, const struct an_model *m,
                                        uint32_t at, struct an_cond rule)
{
    struct an_model *copy = AN_NEW(arena, struct an_model);
    struct an_provision *v = AN_NEW_ARRAY(arena, struct an_provision, m->provisions.n);
    struct an_event *event = AN_NEW(arena, struct an_event);
    *copy = *m;
    memcpy(v, m->provisions.v, m->provisions.n * sizeof *v);
    *event = (struct an_event){.on = {AN_DAY_MIN, AN_DAY_MIN}, .is = AN_STATE_IN_FORCE};
    struct an_provision *p = &v[at];
    *p = (struct an_provision){.id = p->id,
                               .instrument = p->instrument,
                               .article = p->article,
                               .topic = p->topic,
                               .level = AN_NONE,
                               .title = p->title,
                               .addressee = AN_ADDR_SELLER,
                               .nexus = 1u << AN_NEXUS_OFFERED,
                               .days = {{AN_DAY_MIN, AN_DAY_MIN}, {AN_DAY_MAX, AN_DAY_MAX}},
                               .status = {event, 1},
                               .anchor = AN_NONE,
                               .duty = AN_DUTY_MUST,
                               .content = rule,
                               .attest_fact = AN_NONE,
                               .defines = AN_NONE,
                               .due = {.after = AN_NONE},
                               .span = p->span};
    copy->provisions.v = v;
    return copy;
}

/* ---- the property ---- */

static bool breached(struct an_arena *arena, const struct gen_case *c, uint32_t at,
                     struct an_claim p, struct an_claim q, struct counts *n)
{
    struct an_profile profile = *c->profile;
    profile.model = with_rule(arena, c->model, at, rule_of(arena, p, q));
    for (uint32_t i = 0; i < profile.markets.n; i++) {
        struct naive_question question = {&profile, at, profile.markets.v[i], 0, c->day};
        struct naive_answer answer = naive_decide(arena, &question);
        n->asked++;
        n->answered += answer.refused ? 0 : 1;
        if (!answer.refused && (answer.set >> AN_VIOLATION & 1u) != 0)
            return true;
    }
    return false;
}

static void say(struct an_arena *arena, const struct an_model *m, struct an_claim p,
                struct an_claim q, uint64_t seed)
{
    printf("seed %" PRIu64 ": %s(%s)\n  does not give %s(%s)\n", seed, p.denied ? "not " : "",
           an_cond_words(arena, m, p.cond, AN_NONE, p.j), q.denied ? "not " : "",
           an_cond_words(arena, m, q.cond, AN_NONE, q.j));
}

/* Conditions of one provision that can be held against others. */
static uint32_t conditions(const struct an_provision *p, const struct an_cond *out[4])
{
    const struct an_cond *all[] = {&p->when, &p->unless, &p->content, &p->able};
    uint32_t n = 0;
    for (size_t i = 0; i < 4; i++)
        if (an_cond_given(all[i]))
            out[n++] = all[i];
    return n;
}

static void try_pair(struct an_arena *arena, const struct gen_case *c, uint32_t at,
                     const struct an_cond *p, const struct an_cond *q, uint64_t seed,
                     struct counts *n)
{
    uint32_t j = c->model->instruments.v[c->model->provisions.v[at].instrument].place;
    for (int k = 0; k < 4; k++) {
        struct an_claim a = {p, (k & 1) != 0, j}, b = {q, (k & 2) != 0, j};
        n->pairs++;
        if (p == q || !an__implies(c->model, c->day, a, b))
            continue;
        n->implied++;
        if (breached(arena, c, at, a, b, n)) {
            n->breached++;
            say(arena, c->model, a, b, seed);
        }
    }
}

static void try_case(struct an_arena *arena, const struct gen_case *c, uint64_t seed,
                     struct counts *n)
{
    const struct an_model *m = c->model;
    for (uint32_t i = 0; i < m->provisions.n; i++)
        for (uint32_t k = 0; k < m->provisions.n; k++) {
            const struct an_cond *p[4], *q[4];
            uint32_t n_p = conditions(&m->provisions.v[i], p);
            uint32_t n_q = conditions(&m->provisions.v[k], q);
            if (m->instruments.v[m->provisions.v[i].instrument].place !=
                m->instruments.v[m->provisions.v[k].instrument].place)
                continue;
            for (uint32_t a = 0; a < n_p; a++)
                for (uint32_t b = 0; b < n_q; b++)
                    try_pair(arena, c, i, p[a], q[b], seed, n);
        }
}

static void test_what_follows_is_never_breached(void **state)
{
    struct counts n = {0};
    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        struct an_arena *arena = an_arena_new();
        static struct gen_tape tape;
        assert_non_null(arena);
        struct gen_case c = gen_from_seed(arena, seed, &tape);
        try_case(arena, &c, seed, &n);
        an_arena_free(arena);
    }
    printf("%" PRIu64 " pairs, %" PRIu64 " follow, %" PRIu64 " of %" PRIu64 " answered\n", n.pairs,
           n.implied, n.answered, n.asked);
    assert_int_equal(n.breached, 0);
    assert_true(n.implied > cases / 100 && n.answered > cases / 200);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_follows_is_never_breached)};
    if (argc > 1)
        cases = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
