/* What a load and a verify did. */
#include "antinomy/report.h"

#include <inttypes.h>

#include "engine/base/json.h"
#include "engine/base/sizes.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct job {
    const struct an_load_result *load;
    const struct an_verify_result *verify;
    const char *base;
    const struct an_text_style *style;
};

static const char *counted(struct an_arena *arena, uint64_t n, const char *one, const char *many)
{
    return an_phrase_count(arena, an_u32((size_t)n), one, many);
}

static void write_load(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_load_result *r = job->load;
    const char *things[] = {
        counted(arena, r->instruments, "instrument", "instruments"),
        counted(arena, r->provisions, "provision", "provisions"),
        counted(arena, r->facts, "fact", "facts"),
        counted(arena, r->topics, "topic", "topics"),
        counted(arena, r->jurisdictions, "jurisdiction", "jurisdictions"),
        counted(arena, r->cases, "case", "cases"),
        counted(arena, r->warnings, "warning", "warnings"),
    };
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    const char *done = r->unchanged ? "Nothing has changed in" : job->base ? "Loaded" : "Checked";
    an_page_text(&page, 0, 2, AN_TINT_NONE,
                 an_strf(arena, "%s %s: %s.", done, counted(arena, r->files, "file", "files"),
                         an_phrase_list(arena, things, sizeof things / sizeof *things, "and")));
    const char *where =
        job->base
            ? an_strf(arena, "%s %s, ", r->unchanged ? "Left as it was:" : "Written:", job->base)
            : "Nothing was written; ";
    an_page_text(&page, 0, 2, AN_TINT_NONE,
                 an_strf(arena, "%srevision %.12s.", where, r->revision));
    an_page_end(&page);
}

enum an_status an_report_load_text(struct an_sink *sink, const struct an_load_result *result,
                                   const char *base, const struct an_text_style *style)
{
    return an_report_run(sink, write_load, &(struct job){result, NULL, base, style});
}

static void put_count(struct an_json *j, const char *key, uint64_t n)
{
    an_json_put_int(j, key, n > INT64_MAX ? INT64_MAX : (int64_t)n);
}

enum an_status an_report_load_json(struct an_sink *sink, const struct an_load_result *result,
                                   const char *base)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/load/1");
    an_json_put(&j, "base", base);
    an_json_put_bool(&j, "unchanged", result->unchanged);
    put_count(&j, "files", result->files);
    put_count(&j, "bytes", result->bytes);
    put_count(&j, "instruments", result->instruments);
    put_count(&j, "provisions", result->provisions);
    put_count(&j, "facts", result->facts);
    put_count(&j, "topics", result->topics);
    put_count(&j, "jurisdictions", result->jurisdictions);
    put_count(&j, "cases", result->cases);
    put_count(&j, "warnings", result->warnings);
    an_json_put(&j, "revision", result->revision);
    an_json_end_object(&j);
    return AN_OK;
}

static void write_verify(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_verify_result *r = job->verify;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    an_page_text(&page, 0, 2, AN_TINT_NONE,
                 an_strf(arena, "%s is whole: %s, %s, every checksum right.", job->base,
                         counted(arena, r->tables, "table", "tables"),
                         counted(arena, r->rows, "row", "rows")));
    an_page_field(&page, 2, "Revision", r->revision);
    an_page_field(&page, 2, "SHA-256", r->file_hash);
    an_page_end(&page);
}

enum an_status an_report_verify_text(struct an_sink *sink, const struct an_verify_result *result,
                                     const char *base, const struct an_text_style *style)
{
    return an_report_run(sink, write_verify, &(struct job){NULL, result, base, style});
}

enum an_status an_report_verify_json(struct an_sink *sink, const struct an_verify_result *result,
                                     const char *base)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/verify/1");
    an_json_put(&j, "base", base);
    put_count(&j, "tables", result->tables);
    put_count(&j, "rows", result->rows);
    an_json_put(&j, "revision", result->revision);
    an_json_put(&j, "file_hash", result->file_hash);
    an_json_end_object(&j);
    return AN_OK;
}
