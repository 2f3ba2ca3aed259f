/* Conditions in words: what stands in a file and what a lawyer reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/lang/words.h"
#include "tests/support/base_kit.h"

static const struct {
    const char *yaml, *words;
} conditions[] = {
    {"{f.bool: true}", "f.bool: yes"},
    {"{f.bool: false}", "f.bool: no"},
    {"{f.enum: low}", "f.enum: low"},
    {"{f.enum: [low, middle, high]}", "f.enum: low, middle or high"},
    {"{f.enum: {at_least: middle}}", "f.enum: at least middle"},
    {"{f.enum: {less_than: high}}", "f.enum: less than high"},
    {"{f.set: x}", "f.set: includes x"},
    {"{f.set: [x, y]}", "f.set: includes x or y"},
    {"{f.set: {includes_all: [x, y]}}", "f.set: includes all of x and y"},
    {"{f.set: {excludes: [x, y]}}", "f.set: includes none of x or y"},
    {"{f.set: {excludes: x}}", "f.set: does not include x"},
    {"{f.set: {only: [x, z w]}}", "f.set: none other than x or \"z w\""},
    {"{empty: f.set}", "f.set: none"},
    {"{f.open: [a, 'yes', 'say \"no\"']}", "f.open: a, \"yes\" or \"say \\\"no\\\"\""},
    {"{f.int: {at_least: 56, less_than: 128}}",
     "f.int: at least 56 bits, and f.int: less than 128 bits"},
    {"{f.int: [64, 128]}", "f.int: 64 bits or 128 bits"},
    {"{f.money: {more_than: 2500000}}", "f.money: more than 2,500,000 EUR"},
    {"{f.money: {at_most: 0.05}}", "f.money: at most 0.05 EUR"},
    {"{f.placed: {before: 2015-01-28}}", "f.placed: before 2015-01-28"},
    {"{f.placed: {on_or_after: 2015-01-28}}", "f.placed: on or after 2015-01-28"},
    {"{f.placed: 2015-01-28}", "f.placed: on 2015-01-28"},
    {"{f.text: [Some Firm, other]}", "f.text: \"Some Firm\" or other"},
    {"{f.places: [XA, J]}", "f.places: includes XA or XA"},
    {"{f.places: {only: [xfriends]}}",
     "f.places: none other than a state of the group \"Friends\""},
    {"{f.map: {XB: {more_than: 5000000}}}", "f.map: XB more than 5,000,000 users"},
    {"{f.map: {J: {at_least: 1}}}", "f.map: XA at least 1 user"},
    {"{on_list: {fact: f.text, list: xa.listed}}", "f.text: on the list xa.listed"},
    {"{f.bool: true, f.enum: low}", "f.bool: yes, and f.enum: low"},
    {"{any: [{f.bool: true}, {f.enum: low}]}", "f.bool: yes, or f.enum: low"},
    {"{f.int: 1, any: [{f.bool: true, f.enum: low}, {f.set: x}]}",
     "f.int: 1 bit, and ((f.bool: yes, and f.enum: low), or f.set: includes x)"},
    {"{not: {f.bool: true}}", "f.bool: no"},
    {"{not: {f.bool: true, f.enum: low}}", "not (f.bool: yes, and f.enum: low)"},
    {"{open: {f.bool: true}}", "(f.bool: yes; if not, the law leaves it open)"},
    {"{some: {f.table: {kind: big}}}", "at least one row of f.table (kind: big)"},
    {"{some: {f.table: {kind: big, bits: {at_least: 56}}}}",
     "at least one row of f.table (kind: big, and bits: at least 56 bits)"},
    {"{every: {f.table: {any: [{ok: true}, {where: {only: [XA]}}]}}}",
     "every row of f.table (ok: yes, or where: none other than XA)"},
    {"{not: {some: {f.table: {ok: false}}}}", "no row of f.table (ok: no)"},
    {"{empty: f.table}", "no row of f.table"},
    {"{xa.thing: true}", "a thing: yes"},
    /* What is denied is said as what is so instead. */
    {"{not: {f.bool: false}}", "f.bool: yes"},
    {"{not: {f.enum: low}}", "f.enum: not low"},
    {"{not: {f.enum: [low, middle]}}", "f.enum: none of low or middle"},
    {"{not: {f.set: [x, y]}}", "f.set: includes none of x or y"},
    {"{not: {f.set: {includes_all: [x, y]}}}", "f.set: not: includes all of x and y"},
    {"{not: {f.set: {includes_all: [x]}}}", "f.set: does not include x"},
    {"{not: {f.set: {excludes: [x, y]}}}", "f.set: includes x or y"},
    {"{not: {f.set: {only: [x, y]}}}", "f.set: includes another than x or y"},
    {"{not: {empty: f.set}}", "f.set: at least one"},
    {"{not: {f.int: {at_least: 56}}}", "f.int: less than 56 bits"},
    {"{not: {f.int: {at_most: 56}}}", "f.int: more than 56 bits"},
    {"{not: {f.placed: {before: 2015-01-28}}}", "f.placed: on or after 2015-01-28"},
    {"{not: {f.placed: {after: 2015-01-28}}}", "f.placed: on or before 2015-01-28"},
    {"{not: {f.map: {XB: {more_than: 5}}}}", "f.map: XB at most 5 users"},
    {"{not: {on_list: {fact: f.text, list: xa.listed}}}", "f.text: not on the list xa.listed"},
    {"{not: {any: [{f.bool: true}, {f.enum: low}, {f.set: x, f.int: 1}]}}",
     "f.bool: no, and f.enum: not low, and not (f.set: includes x, and f.int: 1 bit)"},
    {"{not: {not: {f.bool: true}}}", "f.bool: yes"},
    {"{not: {every: {f.table: {ok: true}}}}", "not every row of f.table (ok: yes)"},
    {"{not: {open: {f.bool: true}}}", "not (f.bool: yes; if not, the law leaves it open)"},
};
enum { N = sizeof conditions / sizeof *conditions };

/* One provision with each condition as its demand, in an instrument of XA. */
static const char *instrument(struct kit *k)
{
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, k->arena);
    an_put(&text.sink, "antinomy: 1\ninstrument:\n  id: xa.words\n  jurisdiction: XA\n  kind: law\n"
                       "  title: W\n  status: [{on: 2015-01-01, is: in_force}]\n"
                       "  checked: {on: 2026-01-01, by: me, confidence: low}\n  provisions:\n");
    for (int i = 0; i < N; i++)
        an_putf(&text.sink,
                "    - id: xa.words.%03d\n      article: \"1\"\n      topic: t.one\n"
                "      title: T\n      addressee: seller\n      must: %s\n      summary: S.\n",
                i, conditions[i].yaml);
    return text.text;
}

static void test_conditions_in_words(void **state)
{
    (void)state;
    struct kit k;
    struct an_base *base;
    kit_begin(&k);
    const char *paths[] = {kit_source(&k, KIT_RULES), kit_text(&k, "words.yaml", instrument(&k))};
    if (an_base_from_files(&base, k.ws, paths, 2) != AN_OK) {
        struct an_sink out = an_sink_file(stdout);
        an_diag_write(an_workspace_diags(k.ws), &out, AN_DIAG_TEXT, false);
        fail();
    }
    for (int i = 0; i < N; i++) {
        uint32_t p = an_model_provision(base->model, an_strf(k.arena, "xa.words.%03d", i));
        assert_true(p != AN_NONE);
        const struct an_provision_info *info = an_provision_info_make(k.arena, base->model, p);
        assert_string_equal(info->demand, conditions[i].words);
    }
    an_base_close(base);
    kit_end(&k);
}

/* Without a jurisdiction, and without a condition. */
static void test_variables(void **state)
{
    (void)state;
    struct kit k;
    struct an_base *base;
    kit_begin(&k);
    assert_int_equal(an_base_open(&base, k.ws, kit_base(&k)), AN_OK);
    const struct an_model *m = base->model;
    assert_string_equal(an_cond_words(k.arena, m, &m->nexus[AN_NEXUS_SEAT].cond, AN_NONE, AN_NONE),
                        "f.places: includes the jurisdiction");
    assert_string_equal(an_cond_words(k.arena, m, &m->nexus[AN_NEXUS_SEAT].cond, AN_NONE, 0),
                        "f.places: includes XA");
    struct an_cond none = {NULL, 0, NULL, 0};
    assert_null(an_cond_words(k.arena, m, &none, AN_NONE, AN_NONE));
    const struct an_axiom *rows = &m->axioms.v[1];
    assert_string_equal(rows->id, "ax.rows");
    assert_string_equal(an_cond_words(k.arena, m, &rows->then, rows->each, AN_NONE),
                        "bits: at least 128 bits, and ok: yes");
    assert_string_equal(
        an_value_words(k.arena, m, &m->facts.v[an_model_fact(m, "f.money")].type, -150, AN_NONE),
        "-1.50 EUR");
    an_base_close(base);
    kit_end(&k);
}

/* Every kind of duty says what it demands. */
static void test_demands(void **state)
{
    (void)state;
    static const struct {
        const char *id, *demand;
    } demands[] = {
        {"xa.law.2", "on order: act.give, act.build; able if help.give: at least later"},
        {"xa.law.3",
         "not (act.give: includes XB or XC, and f.set: includes none of x or \"z w\"), by "
         "2017-07-01"},
        {"xa.law.4", "Incidents are reported in good time."},
        {"xa.law.5", "allowed: f.bool: yes"},
        {"xa.law.6", "an authority may bring into play: xa.law.2"},
        {"xa.law.7", "counts as a thing; then f.enum: high"},
        {"xa.law.8", "exempts: xa.law.1, xa.law.2, xa.law.3, xa.law.5, xa.law.9"},
        {"xt.treaty.1", "measures may not bring about: act.give: includes XT"},
        {"xu.directive.2", "measures must bring about: f.bool: yes"},
    };
    struct kit k;
    struct an_base *base;
    kit_begin(&k);
    assert_int_equal(an_base_open(&base, k.ws, kit_base(&k)), AN_OK);
    for (size_t i = 0; i < sizeof demands / sizeof *demands; i++) {
        uint32_t p = an_model_provision(base->model, demands[i].id);
        assert_true(p != AN_NONE);
        assert_string_equal(an_provision_info_make(k.arena, base->model, p)->demand,
                            demands[i].demand);
    }
    an_base_close(base);
    kit_end(&k);
}

static void test_info(void **state)
{
    (void)state;
    struct kit k;
    struct an_base *base;
    an_day early;
    kit_begin(&k);
    assert_int_equal(an_base_open(&base, k.ws, kit_base(&k)), AN_OK);
    const struct an_model *m = base->model;
    uint32_t p = an_model_provision(m, "xa.law.1");
    const struct an_provision_info *info = an_provision_info_make(k.arena, m, p);
    assert_string_equal(info->jurisdiction, "XA");
    assert_string_equal(info->jurisdiction_name, "Aland");
    assert_string_equal(info->instrument_title_native, "\xe7\x89\xa9\xe5\x93\x81\xe6\xb3\x95");
    assert_string_equal(info->text_state, "translation-only");
    assert_string_equal(info->addressee, "seller, provider");
    assert_string_equal(info->level, "all");
    assert_string_equal(info->level_title, "Everything");
    assert_string_equal(info->penalty, "99: A fine.");
    assert_string_equal(info->confidence, "medium");
    assert_string_equal(info->checked_on, "2026-02-02");
    assert_string_equal(info->checked_by, "Another");
    assert_string_equal(info->evidence, "law-firm");
    assert_string_equal(info->file, "xx/law.yaml");
    assert_int_equal(info->line, 31);
    assert_null(info->effect);
    assert_null(info->inability);
    /* The evidence is that of the day's status. */
    assert_int_equal(an_day_parse("2015-06-01", 10, &early), AN_DAY_OK);
    assert_string_equal(an_provision_info_on(k.arena, m, p, early)->evidence, "gazette");
    const struct an_provision_info *brief = an_provision_info_brief(k.arena, m, p, early);
    assert_string_equal(brief->id, "xa.law.1");
    assert_null(brief->demand);
    /* What only buyers' duties and orders have; what is not there is NULL. */
    info = an_provision_info_make(k.arena, m, an_model_provision(m, "xa.law.3"));
    assert_string_equal(info->effect, "handicaps");
    assert_null(info->level);
    info = an_provision_info_make(k.arena, m, an_model_provision(m, "xa.law.2"));
    assert_string_equal(info->inability, "silent");
    assert_null(info->scope);
    assert_null(info->except);
    assert_null(info->penalty);
    an_base_close(base);
    kit_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conditions_in_words),
        cmocka_unit_test(test_variables),
        cmocka_unit_test(test_demands),
        cmocka_unit_test(test_info),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
