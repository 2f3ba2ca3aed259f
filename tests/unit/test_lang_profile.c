/* What a profile says, once typed: knowledge by fact and layer, markets, offers, orders, evidence;
 * and the changes of cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/lang_kit.h"
#include "tests/unit/parse_text.h"

static void world(struct lk *k)
{
    lk_law(
        k,
        "    - {id: a.law.1, article: '1', topic: t.t, title: T, addressee: seller, summary: S, attest: It is done.}\n"
        "    - {id: a.law.2, article: '2', topic: t.t, title: T, addressee: seller, summary: S, trigger: order, "
        "asks: act.do, able: {yes: true}, inability: breach}\n");
    assert_non_null(k->model);
}

static const struct an_profile *profile(struct lk *k, const char *rest)
{
    world(k);
    const struct an_profile *p = lk_profile(
        k,
        an_strf(
            k->arena,
            "antinomy: 1\nproduct:\n  id: p\n  name: P\n  as_of: 2020-01-01\n  markets: [AA, UU]\n%s",
            rest),
        false);
    if (!p)
        fail_msg("refused: %s", lk_codes(k));
    return p;
}

static const struct an_given *given(const struct an_profile *p, const char *fact)
{
    for (uint32_t i = 0; i < p->n_given; i++)
        if (strcmp(p->model->facts.v[p->given[i].fact].id, fact) == 0)
            return &p->given[i];
    fail_msg("%s is not given", fact);
    return NULL;
}

static const struct an_known *known(const struct an_profile *p, const char *fact)
{
    return &given(p, fact)->v[0].known;
}

static const char *names(struct lk *k, const struct an_profile *p, const int64_t *v, uint32_t n)
{
    const char *list = "";
    for (uint32_t i = 0; i < n; i++)
        list = an_strf(k->arena, "%s%s%s", list, i > 0 ? " " : "", an_symbol_text(p, v[i]));
    return list;
}

static void test_single_values(void **unused)
{
    (void)unused;
    struct lk k;
    const struct an_profile *p = profile(
        &k,
        "  facts: {yes: false, level: mid, name: Some Name, num: 56, sum: 12.3, on: 2016-02-29, a.law.1: true}\n");
    assert_int_equal(known(p, "yes")->n_one_of, 1);
    assert_int_equal(known(p, "yes")->one_of[0], 0);
    assert_string_equal(names(&k, p, known(p, "level")->one_of, 1), "mid");
    assert_string_equal(names(&k, p, known(p, "name")->one_of, 1), "Some Name");
    assert_int_equal(known(p, "num")->min, 56);
    assert_int_equal(known(p, "num")->max, 56);
    assert_int_equal(known(p, "sum")->min, 1230);
    assert_int_equal(known(p, "on")->min, an_day_of(2016, 2, 29));
    assert_int_equal(known(p, "a.law.1")->one_of[0], 1);
    assert_true(known(p, "a.law.1")->given);
    for (uint32_t i = 1; i < p->n_given; i++)
        assert_true(p->given[i - 1].fact < p->given[i].fact);
    lk_end(&k);
}

/* The model's symbols keep their numbers; new words count on from there. */
static void test_symbols_continue(void **unused)
{
    (void)unused;
    struct lk k;
    const struct an_profile *p = profile(&k, "  facts: {level: mid, name: new word}\n");
    assert_true(known(p, "level")->one_of[0] < an_intern_count(k.model->symbols));
    assert_true(known(p, "name")->one_of[0] >= an_intern_count(k.model->symbols));
    assert_null(an_symbol_text(p, -1));
    assert_null(an_symbol_text(p, 1 << 30));
    lk_end(&k);
}

static void test_partial_values(void **unused)
{
    (void)unused;
    struct lk k;
    const struct an_profile *p = profile(
        &k,
        "  facts: {level: {one_of: [high, low]}, num: {min: 5}, sum: {max: 10}, on: {min: 2019-01-01, max: 2019-12-31}, yes: {one_of: [true, false]}}\n");
    assert_string_equal(names(&k, p, known(p, "level")->one_of, 2), "high low"); /* by symbol */
    assert_int_equal(known(p, "num")->min, 5);
    assert_int_equal(known(p, "num")->max, 100); /* the fact's bound */
    assert_true(known(p, "sum")->min == INT64_MIN);
    assert_int_equal(known(p, "sum")->max, 1000);
    assert_int_equal(known(p, "on")->max, an_day_of(2019, 12, 31));
    assert_int_equal(known(p, "yes")->n_one_of, 2);
    lk_end(&k);
}

static void test_sets(void **unused)
{
    (void)unused;
    static const struct {
        const char *value;
        const char *has, *within;
        bool closed;
    } cases[] = {
        {"x", "x", "", false},
        {"[y, x]", "x y", "", false},
        {"[]", "", "", false},
        {"{values: [x]}", "x", "", false},
        {"{values: [x], complete: true}", "x", "", true},
        {"{values: [x], complete: false}", "x", "", false},
        {"{values: [], complete: true}", "", "", true},
        {"{has: [x], complete: true}", "x", "", true},
        {"{has: [x], within: [y]}", "x", "y", true},
        {"{within: [y, z]}", "", "y z", true},
        {"{has: x, within: []}", "x", "", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk k;
        world(&k);
        const struct an_profile *p = lk_profile(
            &k,
            an_strf(
                k.arena,
                "antinomy: 1\nproduct: {id: p, name: P, as_of: 2020-01-01, markets: AA, facts: {set: %s}}\n",
                cases[i].value),
            false);
        assert_non_null(p);
        const struct an_known *v = known(p, "set");
        assert_true(v->given);
        assert_string_equal(names(&k, p, v->has, v->n_has), cases[i].has);
        assert_string_equal(names(&k, p, v->within, v->n_within), cases[i].within);
        assert_int_equal(v->closed, cases[i].closed);
        lk_end(&k);
    }
}

static void test_not_known(void **unused)
{
    (void)unused;
    static const char *const reasons[] = {"not-asked", "dont-know", "disputed", "not-public"};
    for (unsigned i = 0; i < 4; i++) {
        struct lk k;
        const struct an_profile *p = profile(&k, "");
        p = lk_profile(
            &k,
            an_strf(
                k.arena,
                "antinomy: 1\nproduct: {id: p, name: P, as_of: 2020-01-01, markets: AA, facts: {num: "
                "{unknown: %s}, yes: null, set: }}\n",
                reasons[i]),
            false);
        assert_non_null(p);
        assert_false(known(p, "num")->given);
        assert_int_equal(known(p, "num")->unknown, i + 1);
        assert_false(known(p, "yes")->given); /* null is not given, and not false */
        assert_int_equal(known(p, "yes")->unknown, AN_UNKNOWN_NOT_GIVEN);
        assert_false(known(p, "set")->given);
        lk_end(&k);
    }
}

static void test_maps_and_tables(void **unused)
{
    (void)unused;
    struct lk k;
    const struct an_profile *p =
        profile(&k, "  facts:\n"
                    "    map: {BB: {min: 1, max: 9}, AA: 5, complete: true}\n"
                    "    rows:\n"
                    "      - {bits: 56, use: {values: [hide], complete: true}}\n"
                    "      - {maker: Someone, bits: {unknown: disputed}}\n");
    const struct an_known *map = known(p, "map"), *rows = known(p, "rows");
    assert_true(map->closed);
    assert_int_equal(map->n_entries, 2);
    assert_int_equal(map->entry[0].place, an_model_place(k.model, "AA", NULL));
    assert_int_equal(map->entry[0].min, 5);
    assert_int_equal(map->entry[1].max, 9);
    assert_false(rows->closed);
    assert_int_equal(rows->n_rows, 2);
    assert_int_equal(rows->row[0].cell[0].min, 56);
    assert_true(rows->row[0].cell[1].closed);
    assert_false(rows->row[0].cell[2].given); /* not given: any */
    assert_int_equal(rows->row[1].cell[0].unknown, AN_UNKNOWN_DISPUTED);
    lk_end(&k);
}

static void test_steps(void **unused)
{
    (void)unused;
    struct lk k;
    const struct an_profile *p = profile(
        &k,
        "  facts:\n    num: [{from: 2019-01-01, value: 5}, {from: 2020-01-01, value: {min: 6}}]\n    yes: true\n");
    const struct an_given *g = given(p, "num");
    assert_int_equal(g->n, 2);
    assert_int_equal(g->v[0].from, an_day_of(2019, 1, 1));
    assert_int_equal(g->v[1].known.min, 6);
    assert_int_equal(given(p, "yes")->v[0].from, AN_DAY_MIN);
    lk_end(&k);
}

static void test_layers(void **unused)
{
    (void)unused;
    struct lk k;
    const struct an_profile *p = profile(
        &k,
        "  parts: [{market: UU, in: [BB]}]\n"
        "  facts: {level: low, num: 5}\n"
        "  per_market: {BB: {facts: {level: high}}, AA: {facts: {level: mid}}}\n"
        "  offers:\n    - {id: b, title: B, markets: UU, facts: {num: 6}}\n    - {id: c, facts: {}}\n"
        "  fixed: [num, level]\n  tied: num\n");
    assert_int_equal(p->n_offers, 2);
    assert_string_equal(p->offers[0].id, "b");
    assert_int_equal(p->offers[0].markets.n, 1);
    assert_int_equal(p->offers[0].n_given, 1);
    assert_int_equal(p->n_per_market, 2);
    assert_int_equal(p->per_market[0].place, an_model_place(k.model, "AA", NULL));
    assert_int_equal(p->n_parts, 1);
    assert_int_equal(p->fixed.n, 2);
    assert_true(p->fixed.v[0] < p->fixed.v[1]);
    assert_int_equal(p->tied.n, 1);
    assert_int_equal(p->as_of, an_day_of(2020, 1, 1));
    lk_end(&k);
}

static void test_one_nameless_offer(void **unused)
{
    (void)unused;
    struct lk k;
    const struct an_profile *p = profile(&k, "");
    assert_int_equal(p->n_offers, 1);
    assert_string_equal(p->offers[0].id, "");
    assert_int_equal(p->offers[0].n_given, 0);
    lk_end(&k);
}

static void test_orders_and_evidence(void **unused)
{
    (void)unused;
    struct lk k;
    const struct an_profile *p = profile(
        &k,
        "  facts: {yes: true}\n"
        "  orders:\n"
        "    - {under: a.law.2, served: 2019-05-01, reach: worldwide, obeyed: false, ended: 2019-06-01, note: N}\n"
        "    - {under: a.law.2, market: AA, served: 2018-05-01, asks: [act.do]}\n"
        "  evidence:\n    yes: {source: S, on: 2019-01-01, who: W, confidence: low}\n");
    assert_int_equal(p->n_orders, 2);
    assert_int_equal(p->orders[0].served, an_day_of(2018, 5, 1));
    assert_int_equal(p->orders[0].obeyed, AN_UNKNOWN);
    assert_int_equal(p->orders[0].asks.n, 1);
    assert_false(p->orders[0].worldwide);
    assert_int_equal(p->orders[1].obeyed, AN_FALSE);
    assert_true(p->orders[1].worldwide);
    assert_true(p->orders[1].has_ended);
    assert_int_equal(p->orders[1].market, AN_NONE);
    assert_int_equal(p->orders[1].asks.n, 0);
    assert_int_equal(p->n_evidence, 1);
    assert_int_equal(p->evidence[0].confidence, AN_CONF_LOW);
    assert_true(p->evidence[0].has_day);
    lk_end(&k);
}

/* The same profile as JSON is the same profile. */
static void test_json(void **unused)
{
    (void)unused;
    struct lk k;
    world(&k);
    const struct an_profile *p = lk_profile(
        &k,
        "{\"antinomy\": 1, \"product\": {\"id\": \"p\", \"name\": \"P\", \"as_of\": \"2020-01-01\", "
        "\"markets\": [\"AA\"], \"facts\": {\"yes\": false, \"num\": 56, \"level\": null, "
        "\"set\": {\"values\": [\"x\"], \"complete\": true}}}}",
        true);
    if (!p)
        fail_msg("refused: %s", lk_codes(&k));
    assert_int_equal(known(p, "yes")->one_of[0], 0);
    assert_int_equal(known(p, "num")->min, 56);
    assert_false(known(p, "level")->given);
    assert_true(known(p, "set")->closed);
    lk_end(&k);
}

/* From a node that is a product mapping, with its shape checked. */
static const struct an_profile *from_node(struct lk *k, const char *text)
{
    struct parsed parsed = parse_bytes(text, strlen(text), false);
    assert_non_null(parsed.source);
    const struct an_profile *p = an_profile_build(k->arena, parsed.diags, k->model, "t.yaml",
                                                  parsed.source, parsed.source->doc[0]);
    assert_int_equal(an_diag_count(parsed.diags, AN_SEV_ERROR) == 0, p != NULL);
    an_arena_free(parsed.arena);
    return p;
}

static void test_from_a_node(void **unused)
{
    (void)unused;
    struct lk k;
    world(&k);
    const struct an_profile *p =
        from_node(&k, "{id: p, name: P, as_of: 2020-01-01, markets: AA, facts: {num: 5}}");
    assert_non_null(p);
    assert_int_equal(known(p, "num")->min, 5);
    assert_string_equal(p->path, "t.yaml");
    assert_null(from_node(&k, "{id: p, nam: P, as_of: 2020-01-01, markets: AA}"));
    assert_null(from_node(&k, "[a list]"));
    lk_end(&k);
}

static void test_aliases(void **unused)
{
    (void)unused;
    struct lk k;
    world(&k);
    const struct an_profile *p = lk_profile(
        &k,
        "antinomy: 1\nproduct: {id: p, name: P, as_of: 2020-01-01, markets: [BETA], facts: {places: [BETA]}}\n",
        false);
    assert_non_null(p);
    assert_string_equal(k.model->places.v[p->markets.v[0]].id, "BB");
    assert_string_equal(lk_codes(&k), "AN0305 AN0305");
    assert_int_equal(an_diag_count(k.diags, AN_SEV_NOTICE), 2);
    lk_end(&k);
}

/* ---- cases ---- */

static const char product_file[] =
    "antinomy: 1\n"
    "product:\n"
    "  id: p\n"
    "  name: P\n"
    "  as_of: 2020-01-01\n"
    "  markets: [AA, BB]\n"
    "  offers: [{id: one, facts: {num: 1}}]\n"
    "  orders: [{under: a.law.2, served: 2019-01-01}]\n"
    "  facts: {yes: true, level: low, set: [x]}\n"
    "  per_market: {AA: {facts: {level: mid}}, BB: {facts: {level: mid}}}\n";

static const char case_file[] =
    "antinomy: 1\n"
    "cases:\n"
    "  - id: c.two\n"
    "    title: Changed\n"
    "    product: p\n"
    "    with:\n"
    "      facts: {level: high, num: 7}\n"
    "      without: [set]\n"
    "      offers: [{id: two, facts: {}}, {id: three, facts: {}}]\n"
    "      orders: []\n"
    "      per_market: {BB: {facts: {level: low}}}\n"
    "    on: [2020-01-01, 2015-01-28]\n"
    "    markets: BB\n"
    "    expect:\n"
    "      a.law.1: {AA: violation, home: none, not_yet_law: due, suspended: exempt}\n"
    "      a.law.2: exposed\n"
    "    source: S\n"
    "  - {id: c.one, product: {id: q, name: Q, as_of: 2019-01-01, markets: AA}, on: 2019-01-01, expect: {a.law.1: clear}, source: S}\n";

static void test_cases(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    lk_add(&k, "c.cases.yaml", case_file);
    lk_add(
        &k, "l.yaml",
        lk_instrument(
            &k, "a.law",
            "    - {id: a.law.1, article: '1', topic: t.t, title: T, addressee: seller, summary: S, attest: It is done.}\n"
            "    - {id: a.law.2, article: '2', topic: t.t, title: T, addressee: seller, summary: S, trigger: order, asks: act.do, able: {yes: true}, inability: breach}\n"));
    lk_add(&k, "p.yaml", product_file);
    lk_add(&k, "w.yaml", lk_world);
    lk_load(&k, AN_LANG_CASES);
    if (!k.model)
        fail_msg("refused: %s", lk_codes(&k));
    assert_int_equal(k.set.n_case_docs, 1);
    assert_int_equal(k.set.n_cases, 2);
    assert_int_equal(k.set.cases.n, 2);
    assert_string_equal(k.set.cases.v[0].id, "c.one");
    assert_string_equal(k.set.cases.v[0].profile->id, "q");
    const struct an_case *c = &k.set.cases.v[1];
    const struct an_profile *p = c->profile;
    assert_int_equal(p->n_given, 3); /* yes, level, num; set was taken away */
    assert_string_equal(names(&k, p, known(p, "level")->one_of, 1), "high");
    assert_int_equal(known(p, "num")->min, 7);
    assert_int_equal(p->n_offers, 2);
    assert_int_equal(p->n_orders, 0);
    assert_int_equal(p->n_per_market, 2);
    assert_string_equal(names(&k, p, p->per_market[0].given[0].v[0].known.one_of, 1), "mid");
    assert_string_equal(names(&k, p, p->per_market[1].given[0].v[0].known.one_of, 1), "low");
    assert_int_equal(c->n_days, 2);
    assert_true(c->days[0] < c->days[1]);
    assert_int_equal(c->markets.n, 1);
    assert_int_equal(c->n_expects, 5);
    assert_int_equal(c->expects[0].market, an_model_place(k.model, "AA", NULL));
    assert_int_equal(c->expects[0].verdict, AN_VIOLATION);
    assert_true(c->expects[1].home);
    assert_int_equal(c->expects[1].verdict, AN_VERDICT_COUNT);
    assert_int_equal(c->expects[2].apart, AN_EXPECT_NOT_YET_LAW);
    assert_int_equal(c->expects[3].apart, AN_EXPECT_SUSPENDED);
    assert_int_equal(c->expects[4].market, AN_NONE);
    assert_int_equal(c->expects[4].verdict, AN_EXPOSED);
    lk_end(&k);
}

/* Cases are only built when asked for; their shape is checked always. */
static void test_cases_are_left_alone(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    lk_add(&k, "w.yaml", lk_world);
    lk_add(
        &k, "c.cases.yaml",
        "antinomy: 1\ncases:\n  - {id: c, product: nobody, on: 2019-01-01, expect: {no.such: clear}, source: S}\n");
    lk_load(&k, AN_LANG_POLICIES);
    assert_non_null(k.model);
    assert_int_equal(k.set.n_cases, 1);
    assert_int_equal(k.set.cases.n, 0);
    lk_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_single_values),
        cmocka_unit_test(test_symbols_continue),
        cmocka_unit_test(test_partial_values),
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_not_known),
        cmocka_unit_test(test_maps_and_tables),
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_layers),
        cmocka_unit_test(test_one_nameless_offer),
        cmocka_unit_test(test_orders_and_evidence),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_from_a_node),
        cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_cases_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
