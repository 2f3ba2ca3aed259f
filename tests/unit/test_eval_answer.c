/*
 * Exact answers where three values leave several verdicts: what ties facts, which of them are open,
 * and what happens at the limit. On hand-made models, through the internal entry of the evaluator.
 * The random comparison with the naive evaluator is tests/property/test_agree.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "engine/eval/eval.h"
#include "tests/support/world.h"

#define COMPLIANT ONLY(AN_COMPLIANT)
#define VIOLATION ONLY(AN_VIOLATION)
#define EITHER    (COMPLIANT | VIOLATION)

static void demand(struct world *w, struct an_cond must)
{
    forge_provision(w->f, "p.1", w->law)->content = must;
}

static struct an_answer answer(struct world *w)
{
    struct an_eval *ev = an_eval_new(w->arena, w->model, w->profile, w->day);
    return an_eval_decide(ev, 0, false, w->market, 0, NULL);
}

static void expect(struct world *w, an_verdict_set set, uint32_t n_open, const uint32_t *open)
{
    struct an_answer a = answer(w);
    assert_true(a.exact);
    assert_int_equal(a.set, set);
    assert_int_equal(a.open.n, n_open);
    for (uint32_t i = 0; i < n_open; i++)
        assert_int_equal(a.open.v[i], open[i]);
}

static struct an_cond both(struct world *w, struct an_cond a, struct an_cond b)
{
    return forge_join(w->f, AN_OP_ALL, 2, (struct an_cond[]){a, b});
}

static struct an_cond either(struct world *w, struct an_cond a, struct an_cond b)
{
    return forge_join(w->f, AN_OP_ANY, 2, (struct an_cond[]){a, b});
}

static struct an_cond is(struct world *w, uint32_t fact, int64_t value)
{
    return forge_is(w->f, fact, value);
}

/* S5.4: what an axiom makes bear witness is not asked for. */
static void witnesses_are_not_asked(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t f = forge_fact(w.f, "n0", AN_TYPE_BOOL), g = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    uint32_t h = forge_fact(w.f, "n2", AN_TYPE_BOOL);
    demand(&w, is(&w, f, 1));
    forge_axiom(w.f, "x0", is(&w, g, 1), is(&w, f, 1));
    forge_axiom(w.f, "x1", is(&w, f, 1), is(&w, h, 1));
    world_model(&w);
    expect(&w, EITHER, 1, &f);
    world_give(&w, g, forge_scalar(w.f, 1)); /* but it decides, if given */
    expect(&w, COMPLIANT, 0, NULL);
    w.profile->n_given = 0;
    world_give(&w, h, forge_scalar(w.f, 0));
    expect(&w, VIOLATION, 0, NULL);
    world_free(&w);
}

/* S5.4: facts that only change together are open together. */
static void joint_differences(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t open[2] = {forge_fact(w.f, "n0", AN_TYPE_BOOL), forge_fact(w.f, "n1", AN_TYPE_BOOL)};
    demand(&w, both(&w, is(&w, open[0], 1), is(&w, open[1], 1)));
    forge_axiom(w.f, "x0", is(&w, open[0], 1), is(&w, open[1], 1));
    forge_axiom(w.f, "x1", is(&w, open[1], 1), is(&w, open[0], 1));
    world_model(&w);
    expect(&w, EITHER, 2, open);
    world_free(&w);
}

/* S5.4, S2.7: a term is computed; what its definition leaves open of it is asked for. */
static void terms_and_their_residue(void **state)
{
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        struct world w = world_new();
        uint32_t f = forge_fact(w.f, "n0", AN_TYPE_BOOL);
        uint32_t term = forge_term(w.f, "n1", w.law), t = w.f->terms.v[term].fact;
        demand(&w, is(&w, t, 1));
        if (kind != 1)
            w.f->terms.v[0].if_ = is(&w, f, 1);
        if (kind != 0)
            w.f->terms.v[0].only_if = is(&w, f, 1);
        world_model(&w);
        /* if, only_if: fact and term; means: the fact alone. */
        expect(&w, EITHER, kind == 2 ? 1 : 2, kind == 2 ? &f : (uint32_t[]){f, t});
        world_free(&w);
    }
}

/* An axiom about facts that do not matter is left out; one that cannot be is not. */
static void what_ties(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t f = forge_fact(w.f, "n0", AN_TYPE_BOOL), g = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    demand(&w, is(&w, f, 1));
    /* f or g, f or not g: so f. Unit propagation does not see it. */
    forge_axiom(w.f, "x0", is(&w, f, 0), is(&w, g, 1));
    forge_axiom(w.f, "x1", is(&w, f, 0), is(&w, g, 0));
    world_model(&w);
    expect(&w, COMPLIANT, 0, NULL);
    world_free(&w);
}

/* S2.10: where no completion exists the set is empty, never a verdict. */
static void no_completion(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t f = forge_fact(w.f, "n0", AN_TYPE_BOOL), g = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    demand(&w, is(&w, f, 1));
    for (int i = 0; i < 4; i++) {
        char id[] = "x0";
        id[1] = (char)('0' + i);
        forge_axiom(w.f, id, is(&w, f, i & 1), is(&w, g, i >> 1 & 1));
    }
    world_model(&w);
    struct an_answer a = answer(&w);
    assert_int_equal(a.set, 0);
    assert_true(a.refused); /* closure does not see it; the look at the whole row does */
    world_free(&w);
}

/* S2.10: a contradiction that closure sees. */
static void refused(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t f = forge_fact(w.f, "n0", AN_TYPE_BOOL), g = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    demand(&w, is(&w, f, 1));
    forge_axiom(w.f, "x0", is(&w, f, 1), is(&w, g, 1));
    world_model(&w);
    world_give(&w, f, forge_scalar(w.f, 1));
    world_give(&w, g, forge_scalar(w.f, 0));
    struct an_answer a = answer(&w);
    assert_true(a.refused);
    assert_int_equal(a.set, 0);
    world_free(&w);
}

/* S2.10: a place that only the provision names contradicts facts that it does not read. */
static void place_of_the_provision(void **state)
{
    (void)state;
    for (int named = 0; named < 2; named++) {
        struct world w = world_new();
        uint32_t all = forge_fact(w.f, "n0", AN_TYPE_BOOL);
        uint32_t where = forge_fact(w.f, "n1", AN_TYPE_COUNTRIES);
        uint32_t read = forge_fact(w.f, "n2", AN_TYPE_COUNTRIES);
        int64_t here = w.a;
        demand(&w, is(&w, read, named ? w.b : w.a));
        forge_axiom(w.f, "x0", is(&w, all, 1), is(&w, where, AN_PLACE_J));
        world_model(&w);
        world_give(&w, all, forge_scalar(w.f, 1));
        world_give(&w, where, forge_has(w.f, 1, &here, true));
        struct an_answer a = answer(&w);
        assert_int_equal(a.set, named ? 0 : EITHER);
        assert_false(a.refused); /* what other provisions say is not touched */
        world_free(&w);
    }
}

/* S2.5: J for every place in play; those that nothing else names do no harm to the size. */
static void axioms_for_every_place(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t f = forge_fact(w.f, "n0", AN_TYPE_COUNTRIES),
             g = forge_fact(w.f, "n1", AN_TYPE_COUNTRIES);
    uint32_t other = forge_fact(w.f, "n2", AN_TYPE_COUNTRIES);
    demand(&w, either(&w, forge_wrap(w.f, AN_OP_NOT, is(&w, f, w.b)), is(&w, g, w.b)));
    forge_axiom(w.f, "x0", is(&w, f, AN_PLACE_J), is(&w, g, AN_PLACE_J));
    world_model(&w);
    int64_t named[] = {w.a, w.b};
    world_give(&w, other, forge_has(w.f, 2, named, false));
    expect(&w, COMPLIANT, 0, NULL);
    world_free(&w);
}

/* S2.5: the law of a defining provision is in play, whatever is asked. */
static void axioms_for_the_law_of_a_definition(void **state)
{
    (void)state;
    for (int defined = 0; defined < 2; defined++) {
        struct world w = world_new();
        uint32_t f = forge_fact(w.f, "n0", AN_TYPE_BOOL),
                 g = forge_fact(w.f, "n1", AN_TYPE_COUNTRIES);
        int64_t j = AN_PLACE_J, a = w.a;
        forge_axiom(w.f, "x0", is(&w, f, 1), forge_test(w.f, AN_OP_ONLY, g, 1, &j));
        demand(&w, is(&w, f, 1));
        if (defined == 1) {
            uint32_t term = forge_term(w.f, "o0", w.law);
            struct an_provision *p =
                forge_provision(w.f, "q.1", world_law(&w, "q", w.b)); /* of B */
            p->duty = AN_DUTY_DEFINES;
            p->defines = w.f->terms.v[term].fact;
        }
        world_model(&w);
        world_give(&w, g, forge_has(w.f, 1, &a, false));
        expect(&w, defined == 1 ? VIOLATION : EITHER, defined == 1 ? 0 : 1, &f);
        world_free(&w);
    }
}

/* A set that must hold a member of a place: the member itself is not known. */
static void some_member(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t f = forge_fact(w.f, "n0", AN_TYPE_COUNTRIES), g = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    demand(&w, is(&w, f, w.u));
    forge_axiom(w.f, "x0", is(&w, g, 1), is(&w, f, w.u));
    world_model(&w);
    world_give(&w, g, forge_scalar(w.f, 1));
    expect(&w, COMPLIANT, 0, NULL);
    world_free(&w);
}

/* Numbers, days and their cut points, strict and not, with values ruled out by axioms. */
static void cut_points(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t n = forge_fact(w.f, "n0", AN_TYPE_INT), g = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    int64_t ten = 10, nine = 9;
    demand(&w, either(&w, forge_test(w.f, AN_OP_AT_LEAST, n, 1, &ten),
                      forge_test(w.f, AN_OP_LESS_THAN, n, 1, &ten)));
    struct an_provision *p = forge_provision(w.f, "p.2", w.law);
    p->content = both(&w, forge_test(w.f, AN_OP_MORE_THAN, n, 1, &nine),
                      forge_test(w.f, AN_OP_LESS_THAN, n, 1, &ten));
    p = forge_provision(w.f, "p.3", w.law);
    p->content = forge_test(w.f, AN_OP_IN, n, 1, &ten);
    forge_axiom(w.f, "x0", is(&w, g, 1),
                forge_wrap(w.f, AN_OP_NOT, forge_test(w.f, AN_OP_IN, n, 1, &ten)));
    world_model(&w);
    expect(&w, COMPLIANT, 0, NULL);
    struct an_eval *ev = an_eval_new(w.arena, w.model, w.profile, w.day);
    assert_int_equal(an_eval_decide(ev, 1, false, w.market, 0, NULL).set,
                     VIOLATION); /* none between 9 and 10 */
    assert_int_equal(an_eval_decide(ev, 2, false, w.market, 0, NULL).set, EITHER);
    world_give(&w, g, forge_scalar(w.f, 1));
    ev = an_eval_new(w.arena, w.model, w.profile, w.day);
    assert_int_equal(an_eval_decide(ev, 2, false, w.market, 0, NULL).set,
                     VIOLATION); /* 10 is ruled out */
    world_free(&w);
}

/* S2.8: computed from one day that is not known. */
static void computed_days(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t from = forge_fact(w.f, "n0", AN_TYPE_DATE), to = forge_fact(w.f, "n1", AN_TYPE_DATE);
    uint32_t years = forge_fact(w.f, "n2", AN_TYPE_INT);
    w.f->facts.v[years].derived =
        (struct an_derived){AN_FN_YEARS_BETWEEN, {from, to}, AN_NONE, {0}};
    int64_t two = 2, day = DAY(2013, 6, 1);
    demand(&w,
           either(&w, forge_wrap(w.f, AN_OP_NOT, forge_test(w.f, AN_OP_AT_LEAST, years, 1, &two)),
                  forge_test(w.f, AN_OP_AT_MOST, from, 1, &day)));
    world_model(&w);
    world_give(&w, to, forge_scalar(w.f, DAY(2015, 6, 1)));
    expect(&w, COMPLIANT, 0, NULL); /* two full years are since 2013-06-01 at the latest */
    world_free(&w);
}

/* Rows: some and every over known rows, cells that are not known, further rows. */
static void rows_of_tables(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t t = forge_table(w.f, "n0", 2);
    struct an_cond yes0 = forge_column_test(w.f, AN_OP_IN, 0, 1, (int64_t[]){1});
    struct an_cond yes1 = forge_column_test(w.f, AN_OP_IN, 1, 1, (int64_t[]){1});
    struct an_cond no1 = forge_column_test(w.f, AN_OP_IN, 1, 1, (int64_t[]){0});
    /* some row (0 and 1), or some row (0 and not 1), or no row has 0 */
    demand(&w, forge_join(w.f, AN_OP_ANY, 3,
                          (struct an_cond[]){
                              forge_rows(w.f, AN_OP_SOME, t, both(&w, yes0, yes1)),
                              forge_rows(w.f, AN_OP_SOME, t, both(&w, yes0, no1)),
                              forge_rows(w.f, AN_OP_EVERY, t, forge_wrap(w.f, AN_OP_NOT, yes0))}));
    struct an_provision *p = forge_provision(w.f, "p.2", w.law);
    p->content =
        both(&w, forge_rows(w.f, AN_OP_SOME, t, yes0), forge_rows(w.f, AN_OP_SOME, t, yes1));
    world_model(&w);
    expect(&w, COMPLIANT, 0, NULL); /* in every completion, with any number of rows */
    struct an_eval *ev = an_eval_new(w.arena, w.model, w.profile, w.day);
    struct an_answer a = an_eval_decide(ev, 1, false, w.market, 0, NULL);
    assert_int_equal(a.set, EITHER);
    assert_int_equal(a.open.n, 1);
    assert_int_equal(a.open.v[0], t);
    world_free(&w);
}

/* A row's test that depends on a fact outside the table. */
static void rows_and_facts(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t f = forge_fact(w.f, "n0", AN_TYPE_BOOL), t = forge_table(w.f, "n1", 1);
    struct an_cond yes = forge_column_test(w.f, AN_OP_IN, 0, 1, (int64_t[]){1});
    struct an_cond row = both(&w, yes, is(&w, f, 1));
    demand(&w, either(&w, forge_wrap(w.f, AN_OP_NOT, forge_rows(w.f, AN_OP_SOME, t, row)),
                      is(&w, f, 1)));
    world_model(&w);
    expect(&w, COMPLIANT, 0, NULL);
    world_free(&w);
}

/* Where the table would be too big the solver answers. */
static void too_big(void **state)
{
    (void)state;
    struct world w = world_new();
    struct an_cond all[20];
    for (int i = 0; i < 20; i++) {
        char id[16];
        snprintf(id, sizeof id, "n%02d", i);
        all[i] = is(&w, forge_fact(w.f, id, AN_TYPE_BOOL), 1);
    }
    demand(&w, forge_join(w.f, AN_OP_ALL, 20, all));
    world_model(&w);
    struct an_answer a = answer(&w);
    assert_int_equal(a.set, EITHER);
    assert_true(a.exact);
    assert_int_equal(a.open.n, 20);
    world_free(&w);
}

/* The same with axioms that tie each fact to the next. */
static void too_big_with_ties(void **state)
{
    (void)state;
    struct world w = world_new();
    enum { FACTS = 15 };
    uint32_t f[FACTS];
    for (uint32_t i = 0; i < FACTS; i++) {
        char id[16];
        snprintf(id, sizeof id, "n%02u", i);
        f[i] = forge_fact(w.f, id, AN_TYPE_BOOL);
    }
    demand(&w, is(&w, f[0], 1));
    for (uint32_t i = 0; i + 1 < FACTS; i++) { /* each differs from the next: none is spare */
        char id[16];
        snprintf(id, sizeof id, "x%02u", 2 * i);
        forge_axiom(w.f, id, is(&w, f[i], 1), is(&w, f[i + 1], 0));
        snprintf(id, sizeof id, "x%02u", 2 * i + 1);
        forge_axiom(w.f, id, is(&w, f[i], 0), is(&w, f[i + 1], 1));
    }
    world_model(&w);
    struct an_answer a = answer(&w);
    assert_true(a.exact);
    assert_int_equal(a.set, EITHER);
    assert_int_equal(a.open.n, FACTS); /* only all together can they be otherwise */
    world_free(&w);
}

/*
 * Where the solver's steps end the answer says that it is not exact; the set is not too small, and
 * the list names all. Twelve pigeons of which no two may share one of eleven holes: no completion,
 * but no short proof of it.
 */
static void out_of_steps(void **state)
{
    (void)state;
    enum { PIGEONS = 12, HOLES = 11 };
    struct world w = world_new();
    uint32_t f[PIGEONS][HOLES], g = forge_fact(w.f, "n", AN_TYPE_BOOL);
    for (uint32_t p = 0; p < PIGEONS; p++)
        for (uint32_t h = 0; h < HOLES; h++) {
            char id[16];
            snprintf(id, sizeof id, "n%02u%02u", p, h);
            f[p][h] = forge_fact(w.f, id, AN_TYPE_BOOL);
        }
    uint32_t n = 0;
    struct an_cond housed[PIGEONS];
    for (uint32_t p = 0; p < PIGEONS; p++) {
        struct an_cond in[HOLES];
        for (uint32_t h = 0; h < HOLES; h++)
            in[h] = is(&w, f[p][h], 1);
        housed[p] = forge_join(w.f, AN_OP_ANY, HOLES, in);
        for (uint32_t q = 0; q < p; q++)
            for (uint32_t h = 0; h < HOLES; h++) {
                char id[16];
                snprintf(id, sizeof id, "x%04u", n++);
                forge_axiom(w.f, id, is(&w, f[p][h], 1), is(&w, f[q][h], 0));
            }
    }
    demand(&w, both(&w, is(&w, g, 1), forge_join(w.f, AN_OP_ALL, PIGEONS, housed)));
    world_model(&w);
    struct an_answer a = answer(&w);
    assert_false(a.exact);
    assert_false(a.refused);
    assert_int_equal(a.set & VIOLATION, VIOLATION);
    assert_true(a.open.n > 1);
    world_free(&w);
}

/* S2.4: one choice per place where `open` stands; elsewhere another. */
static void open_choices(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t f = forge_fact(w.f, "n0", AN_TYPE_BOOL);
    struct an_cond open = forge_wrap(w.f, AN_OP_OPEN, is(&w, f, 1));
    demand(&w,
           both(&w, open, forge_wrap(w.f, AN_OP_NOT, forge_wrap(w.f, AN_OP_OPEN, is(&w, f, 1)))));
    world_model(&w);
    world_give(&w, f, forge_scalar(w.f, 0));
    struct an_answer a = answer(&w);
    assert_int_equal(a.set, EITHER); /* two places, two choices */
    assert_int_equal(a.open.n, 0);
    assert_true(a.choice_open);
    world_free(&w);
}

/* Unit propagation by places never claims to have narrowed what it did not (it would not end). */
static void propagation_ends(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t f = forge_fact(w.f, "n0", AN_TYPE_COUNTRIES), g = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    int64_t places[] = {w.a1, w.b, w.u};
    demand(&w, is(&w, f, w.a1));
    forge_axiom(w.f, "x0", is(&w, g, 1), forge_test(w.f, AN_OP_INCLUDES_ALL, f, 3, places));
    forge_axiom(w.f, "x1", is(&w, g, 1),
                forge_wrap(w.f, AN_OP_NOT, forge_test(w.f, AN_OP_ONLY, f, 1, places)));
    forge_axiom(w.f, "x2", is(&w, g, 0), forge_test(w.f, AN_OP_EXCLUDES, f, 2, places));
    world_model(&w);
    int64_t a = w.a;
    world_give(&w, f, forge_has(w.f, 1, &a, false));
    world_give(&w, g, forge_scalar(w.f, 1));
    expect(&w, COMPLIANT, 0, NULL);
    w.profile->n_given = 0;
    world_give(&w, f, forge_has(w.f, 1, &a, false));
    world_give(&w, g, forge_scalar(w.f, 0));
    expect(&w, VIOLATION, 0, NULL); /* A counts for A-1 by choice: then it does not */
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(witnesses_are_not_asked),
        cmocka_unit_test(joint_differences),
        cmocka_unit_test(terms_and_their_residue),
        cmocka_unit_test(what_ties),
        cmocka_unit_test(no_completion),
        cmocka_unit_test(refused),
        cmocka_unit_test(place_of_the_provision),
        cmocka_unit_test(axioms_for_every_place),
        cmocka_unit_test(axioms_for_the_law_of_a_definition),
        cmocka_unit_test(some_member),
        cmocka_unit_test(cut_points),
        cmocka_unit_test(computed_days),
        cmocka_unit_test(rows_of_tables),
        cmocka_unit_test(rows_and_facts),
        cmocka_unit_test(too_big),
        cmocka_unit_test(too_big_with_ties),
        cmocka_unit_test(out_of_steps),
        cmocka_unit_test(open_choices),
        cmocka_unit_test(propagation_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
