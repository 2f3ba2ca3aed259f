/* Findings of lint: text by file and line, JSON, and SARIF 2.1.0 for code hosts. */
#include "antinomy/lint.h"

#include <inttypes.h>
#include <string.h>

#include "engine/base/json.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct job {
    const struct an_diag_list *diags;
    const struct an_lint_result *result;
    const struct an_text_style *style;
};

static bool is_finding(const struct an_diag *d)
{
    return strncmp(d->code, "AN06", 4) == 0 && d->severity == AN_SEV_WARNING;
}

static const char *path_of(const struct job *job, const struct an_diag *d)
{
    const char *path = an_diag_path(job->diags, d->primary.span.file);
    return path ? path : "";
}

/* ---- text ---- */

static void write_text(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_page page;
    uint64_t shown = 0;
    an_page_init(&page, sink, arena, job->style);
    for (size_t i = 0; an_diag_at(job->diags, i); i++) {
        const struct an_diag *d = an_diag_at(job->diags, i);
        if (!is_finding(d))
            continue;
        shown++;
        an_page_text(&page, 0, 4, AN_TINT_NONE,
                     an_strf(arena, "%s:%" PRIu32 ": %s [%s]", path_of(job, d),
                             d->primary.span.line, d->message, d->code));
        if (d->help)
            an_page_text(&page, 4, 4, AN_TINT_FAINT, d->help);
    }
    if (shown > 0)
        an_page_blank(&page);
    const char *count = job->result->findings == 0
                            ? "Nothing found"
                            : an_strf(arena, "%" PRIu64 " %s", job->result->findings,
                                      job->result->findings == 1 ? "finding" : "findings");
    an_page_text(
        &page, 0, 0, AN_TINT_STRONG,
        an_strf(arena,
                "%s in %" PRIu64 " files with %" PRIu64 " provisions and %" PRIu64 " cases%s%s.",
                count, job->result->files, job->result->provisions, job->result->cases,
                job->result->allowed > 0 ? "; allowed: " : "",
                job->result->allowed > 0 ? an_strf(arena, "%" PRIu64, job->result->allowed) : ""));
    if (shown < job->result->findings)
        an_page_text(&page, 0, 0, AN_TINT_NONE,
                     an_strf(arena, "Not shown: %" PRIu64 ", beyond 100 a file or 2000 in all.",
                             job->result->findings - shown));
    if (shown > 0)
        an_page_text(&page, 0, 0, AN_TINT_FAINT,
                     "'antinomy messages CODE' says why a finding matters and how to mend it; "
                     "'--allow CODE' leaves a kind out.");
    an_page_end(&page);
}

enum an_status an_report_lint_text(struct an_sink *sink, const struct an_workspace *ws,
                                   const struct an_lint_result *result,
                                   const struct an_text_style *style)
{
    return an_report_run(sink, write_text, &(struct job){an_workspace_diags(ws), result, style});
}

/* ---- JSON ---- */

enum an_status an_report_lint_json(struct an_sink *sink, const struct an_workspace *ws,
                                   const struct an_lint_result *result)
{
    const struct job job = {an_workspace_diags(ws), result, NULL};
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/lint/1");
    an_json_put_int(&j, "files", (int64_t)result->files);
    an_json_put_int(&j, "provisions", (int64_t)result->provisions);
    an_json_put_int(&j, "cases", (int64_t)result->cases);
    an_json_put_int(&j, "n_findings", (int64_t)result->findings);
    an_json_put_int(&j, "n_allowed", (int64_t)result->allowed);
    an_json_key(&j, "findings");
    an_json_array(&j);
    for (size_t i = 0; an_diag_at(job.diags, i); i++) {
        const struct an_diag *d = an_diag_at(job.diags, i);
        if (!is_finding(d))
            continue;
        an_json_object(&j);
        an_json_put(&j, "code", d->code);
        an_json_put(&j, "message", d->message);
        an_json_put(&j, "help", d->help);
        an_json_put(&j, "file", path_of(&job, d));
        an_json_put_int(&j, "line", d->primary.span.line);
        an_json_put_int(&j, "column", d->primary.span.col);
        an_json_end_object(&j);
    }
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}

/* ---- SARIF ---- */

static void put_text(struct an_json *j, const char *key, const char *text)
{
    an_json_key(j, key);
    an_json_object(j);
    an_json_put(j, "text", text);
    an_json_end_object(j);
}

static void put_place(struct an_json *j, const struct job *job, const struct an_diag *d)
{
    an_json_key(j, "locations");
    an_json_array(j);
    an_json_object(j);
    an_json_key(j, "physicalLocation");
    an_json_object(j);
    an_json_key(j, "artifactLocation");
    an_json_object(j);
    an_json_put(j, "uri", path_of(job, d));
    an_json_end_object(j);
    if (d->primary.span.line > 0) {
        an_json_key(j, "region");
        an_json_object(j);
        an_json_put_int(j, "startLine", d->primary.span.line);
        if (d->primary.span.col > 0)
            an_json_put_int(j, "startColumn", d->primary.span.col);
        an_json_end_object(j);
    }
    an_json_end_object(j);
    an_json_end_object(j);
    an_json_end_array(j);
}

static void put_result(struct an_json *j, const struct job *job, const struct an_diag *d)
{
    an_json_object(j);
    an_json_put(j, "ruleId", d->code);
    an_json_put(j, "level", "warning");
    put_text(j, "message", d->message);
    put_place(j, job, d);
    if (d->help) {
        an_json_key(j, "properties");
        an_json_object(j);
        an_json_put(j, "help", d->help);
        an_json_end_object(j);
    }
    an_json_end_object(j);
}

enum an_status an_report_lint_sarif(struct an_sink *sink, const struct an_workspace *ws,
                                    const struct an_lint_result *result)
{
    const struct job job = {an_workspace_diags(ws), result, NULL};
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    an_json_put(&j, "version", "2.1.0");
    an_json_key(&j, "runs");
    an_json_array(&j);
    an_json_object(&j);
    an_json_key(&j, "tool");
    an_json_object(&j);
    an_json_key(&j, "driver");
    an_json_object(&j);
    an_json_put(&j, "name", "antinomy");
    an_json_put(&j, "version", an_version());
    an_json_end_object(&j);
    an_json_end_object(&j);
    an_json_put(&j, "columnKind", "unicodeCodePoints");
    an_json_key(&j, "results");
    an_json_array(&j);
    for (size_t i = 0; an_diag_at(job.diags, i); i++)
        if (is_finding(an_diag_at(job.diags, i)))
            put_result(&j, &job, an_diag_at(job.diags, i));
    an_json_end_array(&j);
    an_json_end_object(&j);
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}
