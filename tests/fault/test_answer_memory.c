/*
 * Memory runs out at every allocation in turn, once and from then on, while a product is checked
 * and explained, timelines and differences are made, cases are run, rules looked through and the
 * inside of things shown, and all of it is written. Each must end in "out of memory" or do its work
 * whole; after that the same call works, and nothing is left behind (ASan looks for it).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "antinomy/diff.h"
#include "antinomy/dump.h"
#include "antinomy/lint.h"
#include "tests/fault/scarce.h"

static struct an_workspace *ws; /* of the call at hand: diagnostics start empty */
static struct an_workspace *base_ws;
static struct an_base *base;
static const char *const rules = "tests/cli/rules";
static const char *const profile = "tests/cli/profiles/breach.yaml";

typedef enum an_status job(struct an_sink *sink);

static enum an_status checked(struct an_sink *sink)
{
    struct an_product *product = NULL;
    struct an_check_result *result = NULL;
    struct an_things *things = NULL;
    enum an_status status = an_product_read(&product, base, ws, profile);
    if (status == AN_OK)
        status = an_check_run(&result, base, ws, product, NULL);
    if (status == AN_OK)
        status = an_show(&things, base, ws, "cn.deposit.1");
    if (status == AN_OK) {
        const struct an_check *check = an_check_get(result);
        status = an_report_check_text(sink, &check, 1, NULL);
        if (status == AN_OK)
            status = an_report_check_html(sink, &check, 1);
        if (status == AN_OK)
            status = an_report_explain_text(sink, check, an_things_at(things, 0), NULL);
    }
    an_things_free(things);
    an_check_free(result);
    an_product_free(product);
    return status;
}

static enum an_status life_of_law(struct an_sink *sink)
{
    struct an_timeline_result *result = NULL;
    struct an_timeline_options o = {.as_of = "2020-01-01"};
    enum an_status status = an_timeline_law(&result, base, ws, "CN", &o);
    if (status == AN_OK)
        status = an_report_timeline_svg(sink, an_timeline_get(result));
    if (status == AN_OK)
        status = an_report_timeline_text(sink, an_timeline_get(result), NULL);
    an_timeline_free(result);
    return status;
}

static enum an_status life_of_product(struct an_sink *sink)
{
    struct an_product *product = NULL;
    struct an_timeline_result *result = NULL;
    struct an_timeline_options o = {.from = "2005-01-01", .as_of = "2006-01-01"};
    enum an_status status = an_product_read(&product, base, ws, profile);
    if (status == AN_OK)
        status = an_timeline_product(&result, base, ws, product, &o);
    if (status == AN_OK)
        status = an_report_timeline_ics(sink, an_timeline_get(result));
    an_timeline_free(result);
    an_product_free(product);
    return status;
}

static enum an_status differences(struct an_sink *sink)
{
    struct an_diff_result *days = NULL, *bases = NULL;
    struct an_diff_options o = {.from = "2005-01-01", .to = "2015-01-01"};
    enum an_status status = an_diff_days(&days, base, ws, &o);
    if (status == AN_OK)
        status = an_report_diff_text(sink, an_diff_get(days), NULL);
    if (status == AN_OK)
        status = an_diff_bases(&bases, base, base, ws, NULL);
    if (status == AN_OK)
        status = an_report_diff_json(sink, an_diff_get(bases));
    an_diff_free(days);
    an_diff_free(bases);
    return status;
}

static enum an_status impact(struct an_sink *sink)
{
    static const char *const struck = "cn.deposit";
    struct an_impact_result *result = NULL;
    struct an_impact_options o = {.strike = &struck, .n_strike = 1};
    enum an_status status = an_impact_run(&result, base, NULL, ws, &profile, 1, &o);
    if (status == AN_OK)
        status = an_report_impact_text(sink, an_impact_get(result), NULL);
    an_impact_free(result);
    return status;
}

static enum an_status cases(struct an_sink *sink)
{
    struct an_case_run *run = NULL;
    enum an_status status =
        an_cases_run(&run, ws, &rules, 1, &(struct an_case_options){.filter = "care.quick"});
    if (status == AN_OK)
        status = an_report_cases_junit(sink, an_cases_get(run));
    an_cases_free(run);
    return status;
}

static enum an_status linted(struct an_sink *sink)
{
    struct an_lint_result result;
    enum an_status status = an_lint_run(ws, &rules, 1, NULL, &result);
    return status == AN_OK ? an_report_lint_text(sink, ws, &result, NULL) : status;
}

static enum an_status shown(struct an_sink *sink)
{
    struct an_product *product = NULL;
    enum an_status status = an_dump_tree(sink, ws, profile);
    if (status == AN_OK)
        status = an_dump_model(sink, ws, base);
    if (status == AN_OK)
        status = an_dump_conditions(sink, ws, base, "cn.deposit.1");
    if (status == AN_OK)
        status = an_product_read(&product, base, ws, profile);
    if (status == AN_OK)
        status = an_dump_rows(sink, ws, base, product, NULL);
    an_product_free(product);
    return status;
}

static enum an_status run(void *what)
{
    job *const *fn = what;
    struct an_sink sink = scarce_sink();
    ws = an_workspace_new();
    if (!ws)
        return AN_ENOMEM;
    enum an_status status = (*fn)(&sink);
    an_workspace_free(ws);
    return status;
}

static void test_every_job(void **state)
{
    static job *jobs[] = {checked, life_of_law, life_of_product, differences,
                          impact,  cases,       linted,          shown};
    (void)state;
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
        scarce_sweep(run, &jobs[i], 200);
}

static int open_base(void **state)
{
    (void)state;
    base_ws = an_workspace_new();
    return an_base_from_files(&base, base_ws, &rules, 1) == AN_OK ? 0 : -1;
}

static int close_base(void **state)
{
    (void)state;
    an_base_close(base);
    an_workspace_free(base_ws);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_job)};
    return cmocka_run_group_tests(tests, open_base, close_base);
}
