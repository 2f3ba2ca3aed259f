/*
 * Cases that were run: for each that failed what a lawyer expected, what was found and why; then
 * the counts, and which provisions no case covers.
 */
#include "antinomy/report.h"

#include <inttypes.h>

#include "reports/escape.h"
#include "reports/json_parts.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct job {
    const struct an_case_results *results;
    const struct an_text_style *style;
};

static void write_line(struct an_page *page, const struct an_case_line *line)
{
    struct an_arena *arena = page->arena;
    const char *market = line->market ? an_strf(arena, " in %s", line->market) : "";
    an_page_text(page, 2, 4, AN_TINT_BAD,
                 an_strf(arena, "%s%s: expected %s, found %s", line->provision, market,
                         line->expected, line->found));
    if (!line->finding)
        return;
    const struct an_finding *f = line->finding;
    an_page_field(page, 4, "Because", f->reason);
    an_page_field(page, 4, "Possible", f->outcome);
    for (uint32_t i = 0; i < f->n_open; i++)
        an_page_field(page, 4, i == 0 ? "Turns on" : "", f->open[i].fact);
    an_page_field(page, 4, "Rule", an_phrase_rule(arena, f->provision));
}

static void write_case(struct an_page *page, const struct an_case_outcome *c)
{
    struct an_arena *arena = page->arena;
    an_page_text(page, 0, 2, AN_TINT_STRONG,
                 an_strf(arena, "FAIL %s%s%s%s%s (%s)", c->id, c->day ? ", " : "",
                         c->day ? c->day : "", c->title ? ": " : "", c->title ? c->title : "",
                         an_phrase_where(arena, c->where)));
    if (c->error)
        an_page_text(page, 2, 4, AN_TINT_BAD, an_strf(arena, "could not be run: %s", c->error));
    for (uint32_t i = 0; i < c->n_lines; i++)
        if (!c->lines[i].ok)
            write_line(page, &c->lines[i]);
    if (c->known_on)
        an_page_field(page, 2, "Known on", c->known_on);
    an_page_field(page, 2, "Source", c->source);
    an_page_blank(page);
}

/* Per verdict, how many provisions some case found so. */
static void write_outcomes(struct an_page *page, const struct an_case_results *r)
{
    const char *words[AN_VERDICT_COUNT];
    size_t n = 0;
    for (int v = 0; v < AN_VERDICT_COUNT; v++)
        if (r->outcome[v] > 0)
            words[n++] = an_strf(page->arena, "%s %" PRIu32, an_verdict_word((enum an_verdict)v),
                                 r->outcome[v]);
    if (n > 0)
        an_page_text(page, 0, 2, AN_TINT_NONE,
                     an_strf(page->arena, "Provisions by outcome: %s.",
                             an_phrase_list(page->arena, words, n, ",")));
    if (r->n_disputable > 0)
        an_page_text(
            page, 0, 2, AN_TINT_NONE,
            an_strf(page->arena,
                    "Of %s with several readings, %" PRIu32 " have a case in which they "
                    "differ.",
                    an_phrase_count(page->arena, r->n_disputable, "provision", "provisions"),
                    r->outcome[AN_DISPUTED]));
}

static void write_cases(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_case_results *r = job->results;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    for (uint32_t i = 0; i < r->n_cases; i++)
        if (!r->cases[i].ok)
            write_case(&page, &r->cases[i]);
    an_page_text(&page, 0, 2, AN_TINT_NONE,
                 an_strf(arena, "%s, %" PRIu32 " failed.",
                         an_phrase_count(arena, r->n_cases, "case", "cases"), r->n_failed));
    an_page_text(&page, 0, 2, AN_TINT_NONE,
                 an_strf(arena,
                         "Of %s, %" PRIu32 " have a case that meets them and %" PRIu32
                         " one that does not.",
                         an_phrase_count(arena, r->n_provisions, "provision", "provisions"),
                         r->n_complied, r->n_breached));
    write_outcomes(&page, r);
    if (r->n_uncovered > 0)
        an_page_text(&page, 0, 2, AN_TINT_NONE,
                     an_strf(arena, "Without both: %s.",
                             an_phrase_list(arena, r->uncovered, r->n_uncovered, "and")));
    an_page_end(&page);
}

enum an_status an_report_cases_text(struct an_sink *sink, const struct an_case_results *results,
                                    const struct an_text_style *style)
{
    return an_report_run(sink, write_cases, &(struct job){results, style});
}

static void put_line(struct an_json *j, const struct an_case_line *line)
{
    an_json_object(j);
    an_json_put(j, "provision", line->provision);
    an_json_put(j, "market", line->market);
    an_json_put(j, "expected", line->expected);
    an_json_put(j, "found", line->found);
    an_json_put_bool(j, "ok", line->ok);
    an_json_put(j, "reason", line->finding ? line->finding->reason : NULL);
    an_json_end_object(j);
}

static void put_case(struct an_json *j, const struct an_case_outcome *c)
{
    an_json_object(j);
    an_json_put(j, "id", c->id);
    an_json_put(j, "title", c->title);
    an_json_put(j, "product", c->product);
    an_json_put(j, "day", c->day);
    an_json_put(j, "known_on", c->known_on);
    an_json_put(j, "source", c->source);
    an_json_where(j, c->where);
    an_json_put_bool(j, "ok", c->ok);
    an_json_put(j, "error", c->error);
    an_json_key(j, "lines");
    an_json_array(j);
    for (uint32_t i = 0; i < c->n_lines; i++)
        put_line(j, &c->lines[i]);
    an_json_end_array(j);
    an_json_end_object(j);
}

enum an_status an_report_cases_json(struct an_sink *sink, const struct an_case_results *results)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/cases/1");
    an_json_put_int(&j, "n_cases", results->n_cases);
    an_json_put_int(&j, "n_failed", results->n_failed);
    an_json_key(&j, "cases");
    an_json_array(&j);
    for (uint32_t i = 0; i < results->n_cases; i++)
        put_case(&j, &results->cases[i]);
    an_json_end_array(&j);
    an_json_put_int(&j, "n_provisions", results->n_provisions);
    an_json_put_int(&j, "n_complied", results->n_complied);
    an_json_put_int(&j, "n_breached", results->n_breached);
    an_json_key(&j, "outcomes");
    an_json_object(&j);
    for (int v = 0; v < AN_VERDICT_COUNT; v++)
        an_json_put_int(&j, an_verdict_word((enum an_verdict)v), results->outcome[v]);
    an_json_end_object(&j);
    an_json_put_int(&j, "n_disputable", results->n_disputable);
    an_json_texts(&j, "uncovered", results->uncovered, results->n_uncovered);
    an_json_end_object(&j);
    return AN_OK;
}

/* ---- JUnit ---- */

struct xml {
    struct an_arena *arena;
    struct an_sink *sink;
};

static void put_xml(const struct xml *x, const char *before, const char *text, const char *after)
{
    an_put(x->sink, before);
    an_html_put(x->arena, x->sink, text);
    an_put(x->sink, after);
}

static void put_failure(const struct xml *x, const struct an_case_outcome *c)
{
    if (c->error) {
        put_xml(x, "\n    <error message=\"", c->error, "\"/>");
        return;
    }
    an_put(x->sink, "\n    <failure message=\"not as expected\">");
    for (uint32_t i = 0; i < c->n_lines; i++) {
        const struct an_case_line *line = &c->lines[i];
        if (line->ok)
            continue;
        put_xml(x, "", line->provision, "");
        if (line->market)
            put_xml(x, " in ", line->market, "");
        put_xml(x, ": expected ", line->expected, "");
        put_xml(x, ", found ", line->found, "");
        if (line->finding && line->finding->reason)
            put_xml(x, ": ", line->finding->reason, "");
        an_put(x->sink, "&#10;");
    }
    an_put(x->sink, "</failure>");
}

static void put_testcase(const struct xml *x, const struct an_case_outcome *c)
{
    put_xml(x, "  <testcase classname=\"", c->where.file, "\"");
    put_xml(x, " name=\"", c->id, "");
    if (c->day)
        put_xml(x, ", ", c->day, "");
    put_xml(x, "\" file=\"", c->where.file, "\"");
    an_putf(x->sink, " line=\"%" PRIu32 "\">", c->where.line);
    if (!c->ok)
        put_failure(x, c);
    an_put(x->sink, c->ok ? "</testcase>\n" : "\n  </testcase>\n");
}

static void write_junit(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct an_case_results *r = what;
    const struct xml x = {arena, sink};
    uint32_t errors = 0;
    for (uint32_t i = 0; i < r->n_cases; i++)
        errors += r->cases[i].error != NULL;
    an_putf(
        sink,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"antinomy\" tests=\"%" PRIu32
        "\" failures=\"%" PRIu32 "\" errors=\"%" PRIu32 "\">\n",
        r->n_cases, r->n_failed - errors, errors);
    for (uint32_t i = 0; i < r->n_cases; i++)
        put_testcase(&x, &r->cases[i]);
    an_put(sink, "</testsuite>\n");
}

enum an_status an_report_cases_junit(struct an_sink *sink, const struct an_case_results *results)
{
    return an_report_run(sink, write_junit, results);
}
