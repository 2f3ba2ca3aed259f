/*
 * The laws of S5.5, as properties of random cases: filling in a fact only shrinks the set of
 * verdicts; what is dated after the day, a rule that starts later, a rule or an offer that has
 * nothing to do with the question change nothing. Held against the evaluator, and against the naive
 * one, so that a law that the semantics themselves break is noticed too.
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
#include "tests/support/cases.h"
#include "tests/support/emit.h"
#include "tests/support/gen.h"
#include "tests/support/naive.h"

static uint64_t cases = 1200, first_seed = 1;

/* What a decider says; `said` false: nothing that could be compared. */
struct answer {
    bool said;
    an_verdict_set set;
    struct an_refs open;
    bool presumed;
};
typedef struct answer decider(struct an_arena *arena, const struct naive_question *q);

static struct answer ask_naive(struct an_arena *arena, const struct naive_question *q)
{
    struct naive_answer a = naive_decide(arena, q);
    bool said = a.refused == NULL && a.list != NAIVE_NO_FINDING;
    return (struct answer){said, a.set, {a.open, a.n_open}, a.presumed};
}

static struct answer ask_evaluator(struct an_arena *arena, const struct naive_question *q)
{
    const struct an_model *m = q->profile->model;
    const struct an_provision *p = &m->provisions.v[q->provision];
    if (!ask_naive(arena, q).said)
        return (struct answer){.said = false};
    struct an_eval *ev = an_eval_new(arena, m, q->profile, q->day);
    bool home = q->market == AN_NONE;
    struct an_answer a =
        an_eval_decide(ev, q->provision, home,
                       home ? m->instruments.v[p->instrument].place : q->market, q->offer, NULL);
    return (struct answer){a.exact, a.set, a.open, m->presumptions.n > 0};
}

static bool same(const struct answer *a, const struct answer *b)
{
    return !a->said || !b->said ||
           (a->set == b->set && a->open.n == b->open.n &&
            (a->open.n == 0 || memcmp(a->open.v, b->open.v, a->open.n * sizeof *a->open.v) == 0));
}

/* ---- changed cases ---- */

enum { FAR_FUTURE = 30000 }; /* 2052, after every day that a case names */

static struct an_profile *with_model(struct an_arena *arena, const struct an_profile *p,
                                     const struct an_model *m)
{
    struct an_profile *copy = AN_NEW(arena, struct an_profile);
    *copy = *p;
    copy->model = m;
    return copy;
}

/* Every instrument repealed, every value changed, every order duty ordered, in the far future. */
static struct an_profile *later_events(struct an_arena *arena, const struct gen_case *c)
{
    struct forge *f = c->f;
    for (size_t i = 0; i < f->instruments.n; i++)
        forge_event(f, &f->instruments.v[i].status, forge_on(FAR_FUTURE), AN_STATE_REPEALED);
    for (size_t i = 0; i < f->provisions.n; i++)
        if (f->provisions.v[i].status.n > 0)
            forge_event(f, &f->provisions.v[i].status, forge_on(FAR_FUTURE), AN_STATE_SUSPENDED);
    struct an_profile *p = with_model(arena, c->profile, forge_model(f));
    struct an_given *given = AN_NEW_ARRAY(arena, struct an_given, p->n_given);
    for (uint32_t i = 0; i < p->n_given; i++) {
        given[i] = p->given[i];
        forge_step(f, &given[i], FAR_FUTURE, forge_unknown());
    }
    p->given = given;
    struct an_order *order =
        AN_NEW_ARRAY(arena, struct an_order, p->n_orders + p->model->provisions.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->model->provisions.n; i++) {
        for (uint32_t k = 0; k < p->n_orders; k++)
            if (p->orders[k].under == i)
                order[n++] = p->orders[k];
        if (p->model->provisions.v[i].duty == AN_DUTY_ASKS)
            order[n++] = (struct an_order){.under = i, .market = AN_NONE, .served = FAR_FUTURE};
    }
    p->orders = order;
    p->n_orders = n;
    return p;
}

/* Two more norms of the first jurisdiction that start on the day given. */
static const struct an_model *more_norms(const struct gen_case *c, an_day start, bool related)
{
    struct forge *f = c->f;
    uint32_t n = c->model->provisions.n,
             law = forge_instrument(f, "q", c->model->instruments.v[0].place);
    uint32_t *all = AN_NEW_ARRAY(f->arena, uint32_t, n);
    forge_event(f, &f->instruments.v[law].status, forge_on(start), AN_STATE_IN_FORCE);
    for (uint32_t i = 0; i < n; i++)
        all[i] = i;
    struct an_provision *p = forge_provision(f, "q.0", law);
    p->content = forge_test(f, AN_OP_EXCLUDES, 1, 0, NULL);
    if (related)
        p->overrides = forge_refs(f, n, all);
    p = forge_provision(f, "q.1", law);
    p->content = forge_test(f, AN_OP_EXCLUDES, 1, 0, NULL);
    if (related) {
        p->duty = AN_DUTY_EXEMPTS;
        p->exempts = forge_refs(f, n, all);
    }
    return forge_model(f);
}

static struct an_profile *later_norms(struct an_arena *arena, const struct gen_case *c)
{
    return with_model(arena, c->profile, more_norms(c, FAR_FUTURE, true));
}

/* Everything repealed long ago and displaced by norms that nobody knew of: public in the far
 * future. */
static struct an_profile *hidden_events(struct an_arena *arena, const struct gen_case *c)
{
    struct forge *f = c->f;
    struct an_when public_on = forge_on(FAR_FUTURE);
    (void)more_norms(c, -30000, true);
    f->instruments.v[f->instruments.n - 1].status.n = 0;
    for (size_t i = 0; i < f->instruments.n; i++) {
        enum an_state is = i + 1 < f->instruments.n ? AN_STATE_REPEALED : AN_STATE_IN_FORCE;
        forge_late_event(f, &f->instruments.v[i].status, forge_on(-29000), is, public_on);
    }
    for (size_t i = 0; i < f->provisions.n; i++)
        if (f->provisions.v[i].status.n > 0)
            forge_late_event(f, &f->provisions.v[i].status, forge_on(-29000), AN_STATE_REPEALED,
                             public_on);
    return with_model(arena, c->profile, an_model_as_known(arena, forge_model(f), FAR_FUTURE - 1));
}

/* Norms in force that are about nothing here, and one more offer that knows other things. */
static struct an_profile *unrelated(struct an_arena *arena, const struct gen_case *c)
{
    struct an_profile *p = with_model(arena, c->profile, more_norms(c, 0, false));
    struct an_offer *offer = AN_NEW_ARRAY(arena, struct an_offer, p->n_offers + 1);
    memcpy(offer, p->offers, p->n_offers * sizeof *offer);
    offer[p->n_offers].id = "zzz";
    for (uint32_t i = 0; i < p->n_given; i++)
        forge_give(c->f, &offer[p->n_offers].given, &offer[p->n_offers].n_given, p->given[i].fact,
                   forge_unknown());
    p->offers = offer;
    p->n_offers++;
    return p;
}

/* ---- the laws ---- */

struct law {
    decider *decide;
    struct an_profile *(*change)(struct an_arena *, const struct gen_case *); /* NULL: filling in */
    uint64_t checked;
};

static bool changes(struct law *law, struct an_arena *arena, struct naive_question q,
                    struct an_profile *changed)
{
    struct answer before = law->decide(arena, &q);
    q.profile = changed;
    struct answer after = law->decide(arena, &q);
    law->checked += before.said && after.said;
    return !same(&before, &after);
}

/* The profile with this fact known on every row. */
static struct an_profile *filled(struct an_arena *arena, const struct gen_case *c, uint32_t fact,
                                 struct an_known value)
{
    struct an_profile *p = with_model(arena, c->profile, c->model);
    struct an_given *given = AN_NEW_ARRAY(arena, struct an_given, p->n_given);
    struct an_offer *offer = AN_NEW_ARRAY(arena, struct an_offer, p->n_offers);
    p->n_given = 0;
    for (uint32_t i = 0; i < c->profile->n_given; i++)
        if (c->profile->given[i].fact != fact)
            given[p->n_given++] = c->profile->given[i];
    p->given = given;
    memcpy(offer, p->offers, p->n_offers * sizeof *offer);
    for (uint32_t i = 0; i < p->n_offers; i++) {
        struct an_given *kept = AN_NEW_ARRAY(arena, struct an_given, offer[i].n_given);
        uint32_t n = 0;
        for (uint32_t k = 0; k < offer[i].n_given; k++)
            if (offer[i].given[k].fact != fact)
                kept[n++] = offer[i].given[k];
        offer[i].given = kept;
        offer[i].n_given = n;
        forge_give(c->f, &offer[i].given, &offer[i].n_given, fact, value);
    }
    p->offers = offer;
    return p;
}

/* A fact that moves the law day decides more than its value. */
static bool is_anchor(const struct an_model *m, uint32_t fact)
{
    for (uint32_t i = 0; i < m->provisions.n; i++)
        if (m->provisions.v[i].anchor == fact)
            return true;
    return false;
}

static bool grows(struct law *law, struct an_arena *arena, const struct gen_case *c,
                  struct naive_question q)
{
    struct answer before = law->decide(arena, &q);
    if (!before.said || before.set == 0 ||
        before.presumed) /* a presumption may be taken back: S2.6 */
        return false;
    for (uint32_t fact = 2; fact < c->model->facts.n; fact++) {
        struct naive_values values = naive_values_of(arena, &q, fact);
        if (is_anchor(c->model, fact))
            continue;
        for (uint32_t i = 0; i < values.n && i < 6; i++) {
            struct naive_question more = q;
            more.profile = filled(arena, c, fact, values.v[(i * 7) % values.n]);
            struct answer after = law->decide(arena, &more);
            law->checked += after.said;
            if (after.said && (after.set & ~before.set) != 0 && ask_naive(arena, &more).set != 0)
                return true; /* without a completion (S2.10) there is nothing to hold */
        }
    }
    return false;
}

static bool breaks_law(void *ctx, struct an_arena *arena, const struct gen_case *c, bool loud)
{
    struct law *law = ctx;
    struct an_profile *changed = law->change != NULL ? law->change(arena, c) : NULL;
    for (uint32_t p = 0; p < c->model->provisions.n; p++) {
        for (uint32_t i = 0; i <= c->profile->markets.n; i++) {
            uint32_t market = i < c->profile->markets.n ? c->profile->markets.v[i] : AN_NONE;
            struct naive_question q = {c->profile, p, market, 0, c->day};
            if (law->change != NULL ? changes(law, arena, q, changed) : grows(law, arena, c, q)) {
                if (loud)
                    printf("# %s on row %s\n", c->model->provisions.v[p].id,
                           market == AN_NONE ? "home" : c->model->places.v[market].id);
                return true;
            }
        }
    }
    return false;
}

static void say_shrunk(struct law *law, struct gen_tape *tape, uint64_t seed)
{
    gen_shrink(tape, breaks_law, law);
    struct an_arena *arena = an_arena_new();
    struct gen_case c = gen_from_tape(arena, tape);
    struct emit_files files = emit_model(arena, c.model, 1);
    printf("# seed %" PRIu64 ", shrunk\n", seed);
    for (uint32_t i = 0; i < files.n; i++)
        printf("# ---- %s\n%s", files.v[i].name, files.v[i].text);
    printf("# ---- product\n%s", emit_profile(arena, c.profile).text);
    (void)breaks_law(law, arena, &c, true);
    an_arena_free(arena);
}

static void hold(decider *decide,
                 struct an_profile *(*change)(struct an_arena *, const struct gen_case *))
{
    static struct gen_tape tape;
    struct law law = {decide, change, 0};
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        struct an_arena *arena = an_arena_new();
        assert_non_null(arena);
        struct gen_case c = gen_from_seed(arena, seed, &tape);
        bool broken = breaks_law(&law, arena, &c, false);
        an_arena_free(arena);
        if (broken) {
            say_shrunk(&law, &tape, seed);
            fail_msg("seed %" PRIu64, seed);
        }
    }
    printf("# %" PRIu64 " answers compared\n", law.checked);
    assert_true(law.checked > cases / 2);
}

static void filling_in_shrinks(void **state)
{
    (void)state;
    hold(ask_evaluator, NULL);
}

static void filling_in_shrinks_naive(void **state)
{
    (void)state;
    hold(ask_naive, NULL);
}

static void later_events_do_nothing(void **state)
{
    (void)state;
    hold(ask_evaluator, later_events);
    hold(ask_naive, later_events);
}

static void later_norms_do_nothing(void **state)
{
    (void)state;
    hold(ask_evaluator, later_norms);
    hold(ask_naive, later_norms);
}

static void unknown_events_do_nothing(void **state)
{
    (void)state;
    hold(ask_evaluator, hidden_events);
    hold(ask_naive, hidden_events);
}

static void unrelated_things_do_nothing(void **state)
{
    (void)state;
    hold(ask_evaluator, unrelated);
    hold(ask_naive, unrelated);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filling_in_shrinks),        cmocka_unit_test(filling_in_shrinks_naive),
        cmocka_unit_test(later_events_do_nothing),   cmocka_unit_test(later_norms_do_nothing),
        cmocka_unit_test(unknown_events_do_nothing), cmocka_unit_test(unrelated_things_do_nothing),
    };
    cases_from(argc, argv, &cases, &first_seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
