/*
 * Duties as literals: which rows there are, what is held and what can be given up, orders, drafts,
 * readings; and that the literals say what the law says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/conflict/problem.h"
#include "tests/support/lang_kit.h"

static const char law[] =
    "    - {id: a.must, article: '1', topic: t.t, level: a, title: T, addressee: seller,\n"
    "       must: {yes: true}, summary: S}\n"
    "    - {id: a.not, article: '2', topic: t.t, level: a, title: T, addressee: seller,\n"
    "       when: {level: {at_least: mid}}, must_not: {yes: true}, summary: S}\n"
    "    - {id: a.order, article: '3', topic: t.t, level: a, title: T, addressee: seller,\n"
    "       trigger: order, nexus: seat, asks: [act.do], able: {yes: true}, inability: breach,\n"
    "       summary: S}\n"
    "    - {id: a.read, article: '4', topic: t.t, level: a, title: T, addressee: seller,\n"
    "       readings: [{id: narrow, who: W}, {id: wide, who: W, must: {num: 8}}],\n"
    "       must: {num: {at_least: 8}}, summary: S}\n"
    "    - {id: a.later, article: '5', topic: t.t, level: a, title: T, addressee: seller,\n"
    "       status: [{on: 2015-01-01, is: proposed}], must: {yes: false}, summary: S}\n"
    "    - {id: a.dated, article: '6', topic: t.t, level: a, title: T, addressee: seller, from: 2021-01-01,\n"
    "       anchor: on, must: {yes: false}, summary: S}\n";

static const char profile[] = "antinomy: 1\nproduct:\n  id: p\n  name: P\n  as_of: 2020-01-01\n"
                              "  markets: [AA]\n  facts:\n    yes: true\n    level: high\n"
                              "    places: [AA]\n    map: {AA: 5}\n  fixed: [yes]\n";

static struct lk kit;
static struct an_duty_problem *dp;

static void begin(const char *text, bool drafts)
{
    lk_law(&kit, law);
    assert_non_null(kit.model);
    const struct an_profile *p = text ? lk_profile(&kit, text, false) : NULL;
    assert_true(!text || p);
    uint32_t *market = AN_NEW(kit.arena, uint32_t);
    *market = an_model_place(kit.model, "AA", NULL);
    const struct an_duty_options options = {
        .day = an_day_of(2020, 1, 1), .markets = {market, 1}, .drafts = drafts};
    dp = an_duty_problem_new(kit.arena, kit.model, p, &options);
}

static const struct an_demand *demand(const char *id)
{
    const struct an_demand *found = NULL;
    for (uint32_t i = 0; i < dp->n_demands; i++)
        if (strcmp(kit.model->provisions.v[dp->demand[i].provision].id, id) == 0) {
            assert_null(found);
            found = &dp->demand[i];
        }
    return found;
}

static const struct an_holding *holding(const char *id)
{
    for (uint32_t i = 0; i < dp->n_holdings; i++)
        if (strcmp(kit.model->facts.v[dp->holding[i].fact].id, id) == 0)
            return &dp->holding[i];
    return NULL;
}

static enum an_sat_answer ask(const int *lits, size_t n)
{
    return an_sat_solve(an_duty_solver(dp, kit.arena, NULL), lits, n, NULL);
}

static void duties_hold_and_break(void **state)
{
    (void)state;
    begin(profile, false);
    int yes = an_duty_switch(dp, holding("yes")->owner);
    const struct an_demand *must = demand("a.must"), *not = demand("a.not");
    const int kept[] = {yes, must->obeyed}, broken[] = {yes, -must->unbroken},
              other[] = {yes, not ->obeyed}, free_[] = {not ->obeyed},
              both[] = {must->obeyed, not ->obeyed}, avoided[] = {must->unbroken, not ->unbroken};
    assert_int_equal(ask(kept, 2), AN_SAT_YES);
    assert_int_equal(ask(broken, 2), AN_SAT_NO);
    assert_int_equal(ask(other, 2), AN_SAT_NO);
    assert_int_equal(ask(free_, 1), AN_SAT_YES);
    assert_int_equal(ask(both, 2), AN_SAT_NO);
    assert_int_equal(ask(avoided, 2), AN_SAT_YES); /* with a low level */
    assert_null(demand("a.later"));
    assert_null(demand("a.dated")); /* law by its anchor only, whose day is not given */
    lk_end(&kit);
}

static void choices_have_owners_and_context_holds(void **state)
{
    (void)state;
    begin(profile, false);
    assert_true(holding("yes")->fixed);
    assert_false(holding("level")->fixed);
    assert_int_not_equal(holding("level")->owner, AN_BACKGROUND);
    assert_int_equal(holding("map")->owner, AN_BACKGROUND);
    assert_int_equal(holding("yes")->market, AN_NONE);
    assert_int_equal(holding("level")->market, an_model_place(kit.model, "AA", NULL));
    assert_null(holding("num"));
    bool seen = false;
    for (int v = 1; v <= dp->clauses.n_vars; v++)
        seen = seen || dp->fact_of[v] == an_model_fact(kit.model, "yes");
    assert_true(seen);
    lk_end(&kit);
}

static void orders_stand_at_home(void **state)
{
    (void)state;
    begin(profile, false);
    const struct an_demand *order = demand("a.order");
    assert_true(order->order && order->home && !order->ordered);
    /* able as it is built, and free to do it or not */
    const int able[] = {an_duty_switch(dp, holding("yes")->owner), order->obeyed},
              not_done[] = {order->effective, order->lits.able, -order->met};
    assert_int_equal(ask(able, 2), AN_SAT_YES);
    assert_int_equal(ask(not_done, 3), AN_SAT_YES);
    lk_end(&kit);
}

static void readings_are_demands_of_their_own(void **state)
{
    (void)state;
    begin(profile, false);
    const struct an_demand *reading[2] = {NULL, NULL};
    for (uint32_t i = 0, n = 0; i < dp->n_demands; i++)
        if (dp->demand[i].reading)
            reading[n++] = &dp->demand[i];
    assert_non_null(reading[1]);
    assert_string_equal(reading[0]->reading, "narrow");
    const int narrow_only[] = {reading[0]->obeyed, -reading[1]->met},
              wide_only[] = {-reading[0]->met, reading[1]->obeyed};
    assert_int_equal(ask(narrow_only, 2), AN_SAT_YES);
    assert_int_equal(ask(wide_only, 2), AN_SAT_NO);
    lk_end(&kit);
}

static void drafts_count_where_asked(void **state)
{
    (void)state;
    begin(profile, true);
    assert_true(demand("a.later")->draft);
    assert_false(demand("a.must")->draft);
    const int both[] = {demand("a.later")->obeyed, demand("a.must")->obeyed};
    assert_int_equal(ask(both, 2), AN_SAT_NO);
    lk_end(&kit);
}

static void without_a_profile_all_is_free(void **state)
{
    (void)state;
    begin(NULL, false);
    assert_int_equal(dp->n_holdings, 0);
    const int either[] = {demand("a.not")->obeyed};
    assert_int_equal(ask(either, 1), AN_SAT_YES);
    lk_end(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duties_hold_and_break),
        cmocka_unit_test(choices_have_owners_and_context_holds),
        cmocka_unit_test(orders_stand_at_home),
        cmocka_unit_test(readings_are_demands_of_their_own),
        cmocka_unit_test(drafts_count_where_asked),
        cmocka_unit_test(without_a_profile_all_is_free),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
