/*
 * What the writers print for results made by hand, against tests/golden/report/. Run by hand with
 * AN_GOLDEN_UPDATE=1 (or `make golden-update`) it writes those files anew; review the diff.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/report.h"
#include "engine/base/file.h"
#include "tests/support/fakecheck.h"

static const struct an_text_style plain;
static const char provision[] = "cn.bank317.product_table_source_code";

static void check_text(struct an_sink *sink)
{
    const struct an_check *checks[] = {fake_check(), fake_empty_check()};
    assert_int_equal(an_report_check_text(sink, checks, 2, &plain), AN_OK);
}

static void check_json(struct an_sink *sink)
{
    const struct an_check *checks[] = {fake_check()};
    assert_int_equal(an_report_check_json(sink, checks, 1), AN_OK);
}

static void checks_json(struct an_sink *sink)
{
    const struct an_check *checks[] = {fake_empty_check(), fake_empty_check()};
    assert_int_equal(an_report_check_json(sink, checks, 2), AN_OK);
}

static void check_html(struct an_sink *sink)
{
    const struct an_check *checks[] = {fake_check(), fake_check()};
    assert_int_equal(an_report_check_html(sink, checks, 2), AN_OK);
}

static void check_md(struct an_sink *sink)
{
    const struct an_check *checks[] = {fake_check(), fake_empty_check()};
    assert_int_equal(an_report_check_md(sink, checks, 2), AN_OK);
}

static void explain_json(struct an_sink *sink)
{
    assert_int_equal(an_report_explain_json(sink, fake_check(), provision), AN_OK);
}

static void cases_text(struct an_sink *sink)
{
    assert_int_equal(an_report_cases_text(sink, fake_cases(), &plain), AN_OK);
}

static void cases_json(struct an_sink *sink)
{
    assert_int_equal(an_report_cases_json(sink, fake_cases()), AN_OK);
}

static const char *const events[] = {"2014-12-26 in_force", "2015-04-13 suspended",
                                     "2015-12-31 lapsed"};
static const char *const except[] = {"buyer.kind: consumer"};
static const struct an_field fields[] = {{"status", "Status", events, 3, true},
                                         {"except", "Unless", except, 1, false}};
static const struct an_thing thing = {.kind = AN_THING_PROVISION,
                                      .kind_name = "provision",
                                      .id = provision,
                                      .title = "Source code filed",
                                      .fields = fields,
                                      .n_fields = 2,
                                      .file = "policies/cn/bank317.yaml",
                                      .line = 44};

static void explain_text(struct an_sink *sink)
{
    assert_int_equal(an_report_explain_text(sink, fake_check(), &thing, &plain), AN_OK);
}

static void absent_text(struct an_sink *sink)
{
    assert_int_equal(an_report_absent_text(sink, fake_check(), &thing, &plain), AN_OK);
}

static const struct an_load_result loaded = {
    .files = 34,
    .bytes = 120000,
    .instruments = 12,
    .provisions = 31,
    .facts = 90,
    .topics = 30,
    .jurisdictions = 260,
    .cases = 64,
    .warnings = 1,
    .revision = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"};

static void load_text(struct an_sink *sink)
{
    struct an_load_result again = loaded;
    again.unchanged = true;
    assert_int_equal(an_report_load_text(sink, &loaded, "policies.db", &plain), AN_OK);
    assert_int_equal(an_report_load_text(sink, &again, "policies.db", &plain), AN_OK);
    assert_int_equal(an_report_load_text(sink, &loaded, NULL, &plain), AN_OK);
    assert_int_equal(an_report_load_json(sink, &loaded, "policies.db"), AN_OK);
}

static void verify_text(struct an_sink *sink)
{
    static const struct an_verify_result verified = {
        .tables = 20,
        .rows = 4711,
        .revision = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        .file_hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"};
    assert_int_equal(an_report_verify_text(sink, &verified, "policies.db", &plain), AN_OK);
    assert_int_equal(an_report_verify_json(sink, &verified, "policies.db"), AN_OK);
}

struct golden {
    const char *name;
    void (*write)(struct an_sink *sink);
};

static void update(const char *path, const struct an_sink_buffer *found)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(found->text, 1, found->n, file), found->n);
    assert_int_equal(fclose(file), 0);
}

static void compare(void **state)
{
    const struct golden *golden = *state;
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer found;
    struct an_file_text expected;
    assert_non_null(arena);
    const char *path = an_strf(arena, "tests/golden/report/%s", golden->name);
    an_sink_buffer_init(&found, arena);
    golden->write(&found.sink);
    if (getenv("AN_GOLDEN_UPDATE"))
        update(path, &found);
    assert_int_equal(an_file_read(arena, path, 1u << 24, &expected), AN_FILE_OK);
    assert_string_equal(found.text, expected.data);
    an_arena_free(arena);
}

#define GOLDEN(file, writer)                                                                       \
 {                                                                                                 \
  .name = file, .test_func = compare, .initial_state = &(struct golden)                            \
  {                                                                                                \
   file, writer                                                                                    \
  }                                                                                                \
 }

int main(void)
{
    const struct CMUnitTest tests[] = {
        GOLDEN("check.txt", check_text),      GOLDEN("check.json", check_json),
        GOLDEN("checks.json", checks_json),   GOLDEN("check.html", check_html),
        GOLDEN("check.md", check_md),         GOLDEN("explain.txt", explain_text),
        GOLDEN("explain.json", explain_json), GOLDEN("cases.txt", cases_text),
        GOLDEN("cases.json", cases_json),     GOLDEN("absent.txt", absent_text),
        GOLDEN("load.txt", load_text),        GOLDEN("verify.txt", verify_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
