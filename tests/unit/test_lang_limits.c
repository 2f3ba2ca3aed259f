/* Limits of the language, and messages whose inputs are too large, or too bare, for a golden file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/limits.h"
#include "tests/support/lang_kit.h"

/* `n` copies of a text. */
static const char *repeated(struct an_arena *arena, const char *text, size_t n)
{
    size_t len = strlen(text);
    char *out = an_alloc(arena, len * n + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * len, text, len);
    return out;
}

static const char *codes_with(struct lk *k, const char *must)
{
    lk_begin(k);
    lk_add(k, "w.yaml", lk_world);
    lk_add(k, "l.yaml",
           lk_instrument(
               k, "a.law",
               an_strf(k->arena,
                       "    - {id: a.law.1, article: '1', topic: t.t, title: T, addressee: seller, "
                       "summary: S, must: %s}\n",
                       must)));
    lk_load(k, AN_LANG_POLICIES);
    return lk_codes(k);
}

static const char *nested(struct an_arena *arena, size_t depth)
{
    return an_strf(arena, "%s{yes: true}%s", repeated(arena, "{not: ", depth),
                   repeated(arena, "}", depth));
}

static void test_depth(void **unused)
{
    (void)unused;
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        fail_msg("out of memory");
    struct lk k;
    assert_string_equal(codes_with(&k, nested(arena, AN_MAX_COND_DEPTH - 1)), "");
    lk_end(&k);
    assert_string_equal(codes_with(&k, nested(arena, AN_MAX_COND_DEPTH)), "AN0326");
    lk_end(&k);
    assert_string_equal(codes_with(&k, nested(arena, 50)), "AN0326");
    lk_end(&k);
    an_arena_free(arena);
}

static void test_size(void **unused)
{
    (void)unused;
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        fail_msg("out of memory");
    struct lk k;
    const char *fits = an_strf(arena, "{any: [%s{yes: true}]}",
                               repeated(arena, "{yes: true}, ", AN_MAX_COND_NODES - 8));
    assert_string_equal(codes_with(&k, fits), "");
    lk_end(&k);
    const char *more = an_strf(arena, "{any: [%s{yes: true}]}",
                               repeated(arena, "{yes: true}, ", AN_MAX_COND_NODES));
    assert_string_equal(codes_with(&k, more), "AN0327");
    lk_end(&k);
    const char *values = an_strf(arena, "{num: [%s5]}", repeated(arena, "5, ", AN_MAX_COND_NODES));
    assert_string_equal(codes_with(&k, values), "AN0327");
    lk_end(&k);
    an_arena_free(arena);
}

static void test_long_title(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    const char *title = repeated(k.arena, "long ", 900);
    lk_add(&k, "w.yaml", lk_world);
    lk_add(
        &k, "l.yaml",
        lk_instrument(
            &k, "a.law",
            an_strf(k.arena,
                    "    - {id: a.law.1, article: '1', topic: t.t, title: %sx, addressee: seller, "
                    "summary: S, must: {yes: true}}\n",
                    title)));
    lk_load(&k, AN_LANG_POLICIES);
    assert_string_equal(lk_codes(&k), "AN0214"); /* a warning: kept whole */
    assert_int_equal(strlen(lk_provision(&k, "a.law.1")->title), 4501);
    lk_end(&k);
}

static void test_numbers_out_of_range(void **unused)
{
    (void)unused;
    struct lk k;
    assert_string_equal(codes_with(&k, "{num: 99999999999999999999}"), "AN0210");
    lk_end(&k);
    assert_string_equal(codes_with(&k, "{sum: 99999999999999999999}"), "AN0312");
    lk_end(&k);
    assert_string_equal(codes_with(&k, "{sum: 46116860184273879.00}"), "");
    lk_end(&k);
}

static void test_containers(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    const char *text = "antinomy: 1\njurisdictions:\n  - {id: P0, kind: state, name: N}\n";
    for (int i = 1; i < AN_MAX_CONTAINERS; i++)
        text = an_strf(k.arena, "%s  - {id: P%d, kind: group, name: N, members: [{in: P%d}]}\n",
                       text, i, i - 1);
    lk_add(&k, "p.yaml", text);
    lk_load(&k, AN_LANG_POLICIES);
    assert_string_equal(lk_codes(&k), "AN0334");
    lk_end(&k);
}

static void test_places(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    char *text = an_alloc(k.arena, 1000000), *end = text;
    end += sprintf(end, "antinomy: 1\njurisdictions:\n");
    for (unsigned i = 0; i <= AN_MAX_PLACES; i++)
        end += sprintf(end, "  - {id: P%u, kind: state, name: N}\n", i);
    lk_add(&k, "p.yaml", text);
    lk_load(&k, AN_LANG_POLICIES);
    assert_string_equal(lk_codes(&k), "AN0238");
    lk_end(&k);
}

static const char *codes_of_vocabulary(struct lk *k, const char *fact)
{
    lk_begin(k);
    lk_add(
        k, "v.yaml",
        an_strf(
            k->arena,
            "antinomy: 1\nvocabulary:\n  facts:\n    - {%s, holds: lasting, question: Q, help: H}\n",
            fact));
    lk_load(k, AN_LANG_POLICIES);
    return lk_codes(k);
}

static void test_facts_of_the_row(void **unused)
{
    (void)unused;
    static const struct {
        const char *fact, *codes;
    } cases[] = {
        {"id: market, type: countries, scope: market, nature: context, given: row", ""},
        {"id: market, type: countries, scope: market, nature: context", "AN0228"},
        {"id: market, type: bool, scope: market, nature: context, given: row", "AN0228"},
        {"id: day, type: date, scope: market, nature: context, given: row", ""},
        {"id: day, type: date, scope: market, nature: context", "AN0228"},
        {"id: days, type: date, scope: market, nature: context, given: row", "AN0227"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk k;
        assert_string_equal(codes_of_vocabulary(&k, cases[i].fact), cases[i].codes);
        lk_end(&k);
    }
}

static void test_empty_load(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    lk_load(&k, AN_LANG_CASES);
    assert_non_null(k.model);
    assert_int_equal(k.model->provisions.n, 0);
    lk_end(&k);
}

/* What follows from a file that cannot be read is not reported. */
static void test_one_broken_file(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    lk_add(&k, "w.yaml", "antinomy: 1\nvocabulary:\n  facts: [\n");
    lk_add(
        &k, "l.yaml",
        lk_instrument(
            &k, "a.law",
            "    - {id: a.law.1, article: '1', topic: t.t, title: T, addressee: seller, "
            "summary: S, must: {yes: true, num: {at_least: 3}, some: {rows: {bits: 5}}}, follows: [a.law.2]}\n"));
    lk_load(&k, AN_LANG_POLICIES);
    assert_null(k.model);
    assert_int_equal(an_diag_count(k.diags, AN_SEV_ERROR), 1);
    lk_end(&k);
}

/* Thousands of faults are counted, not listed, and end soon. */
static void test_many_faults(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    const char *text =
        repeated(k.arena, "    - {id: f g, type: bol, scop: product, question: Q}\n", 20000);
    lk_add(&k, "v.yaml", an_strf(k.arena, "antinomy: 1\nvocabulary:\n  facts:\n%s", text));
    lk_load(&k, AN_LANG_POLICIES);
    assert_null(k.model);
    assert_true(an_diag_count(k.diags, AN_SEV_ERROR) > 60000);
    lk_end(&k);
}

static void test_short_lists(void **unused)
{
    (void)unused;
    struct lk k;
    for (unsigned n = AN_MAX_SHORT_LIST; n <= AN_MAX_SHORT_LIST + 1; n++) {
        lk_begin(&k);
        const char *values = "a0";
        for (unsigned i = 1; i < n; i++)
            values = an_strf(k.arena, "%s, a%u", values, i);
        lk_add(
            &k, "v.yaml",
            an_strf(
                k.arena,
                "antinomy: 1\nvocabulary:\n  facts:\n    - {id: f, type: enum, values: [%s], scope: market, "
                "nature: context, holds: lasting, question: Q, help: H}\n",
                values));
        lk_load(&k, AN_LANG_POLICIES);
        assert_string_equal(lk_codes(&k), n > AN_MAX_SHORT_LIST ? "AN0236" : "");
        lk_end(&k);
    }
}

/* A thousand provisions that each exempt a thousand others would be a million references; more is
 * too many. */
static void test_exemptions_of_everything(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    char *text = an_alloc(k.arena, 200000), *end = text;
    for (int i = 0; i < 1100; i++)
        end += sprintf(
            end,
            "    - {id: a.law.%d, article: '1', topic: t.t, title: T, addressee: user, summary: S, exempts: {all_of: a.law}}\n",
            i);
    lk_add(&k, "w.yaml", lk_world);
    lk_add(&k, "l.yaml", lk_instrument(&k, "a.law", text));
    lk_load(&k, AN_LANG_POLICIES);
    assert_string_equal(lk_codes(&k), "AN0237");
    lk_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_size),
        cmocka_unit_test(test_long_title),
        cmocka_unit_test(test_numbers_out_of_range),
        cmocka_unit_test(test_containers),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_facts_of_the_row),
        cmocka_unit_test(test_empty_load),
        cmocka_unit_test(test_one_broken_file),
        cmocka_unit_test(test_many_faults),
        cmocka_unit_test(test_short_lists),
        cmocka_unit_test(test_exemptions_of_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
