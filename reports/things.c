/* What the base holds under an id, and the hits of a search: text and JSON. */
#include "antinomy/report.h"

#include <string.h>

#include "engine/base/json.h"
#include "reports/json_parts.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct job {
    struct an_things *const *things;
    size_t n;
    const struct an_text_style *style;
};

static struct an_where where_of(const struct an_thing *thing)
{
    return (struct an_where){thing->file, thing->line};
}

enum { INDENT = 2, WIDEST_LABEL = 19 };

/* Wide enough for the labels of this thing; the few that are longer get a line of their own. */
static unsigned text_column(const struct an_thing *thing)
{
    size_t widest = 10;
    for (uint32_t i = 0; i < thing->n_fields; i++) {
        size_t n = strlen(thing->fields[i].label);
        if (n > widest && n <= WIDEST_LABEL)
            widest = n;
    }
    return INDENT + (unsigned)widest + 2;
}

static void write_thing(struct an_page *page, const struct an_thing *thing)
{
    struct an_arena *arena = page->arena;
    an_page_heading(page, '=', an_strf(arena, "%s (%s)", thing->id, thing->kind_name));
    if (thing->title)
        an_page_text(page, 0, 0, AN_TINT_NONE, thing->title);
    unsigned column = text_column(thing);
    for (uint32_t i = 0; i < thing->n_fields; i++)
        for (uint32_t v = 0; v < thing->fields[i].n_values; v++)
            an_page_field_at(page, INDENT, column, v == 0 ? thing->fields[i].label : "",
                             thing->fields[i].values[v]);
    an_page_field_at(page, INDENT, column, "Encoded", an_phrase_where(arena, where_of(thing)));
}

static void write_show(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_page page;
    bool first = true;
    an_page_init(&page, sink, arena, job->style);
    for (size_t k = 0; k < job->n; k++)
        for (size_t i = 0; i < an_things_count(job->things[k]); i++) {
            if (!first)
                an_page_blank(&page);
            first = false;
            write_thing(&page, an_things_at(job->things[k], i));
        }
    an_page_end(&page);
}

enum an_status an_report_show_text(struct an_sink *sink, struct an_things *const *things, size_t n,
                                   const struct an_text_style *style)
{
    return an_report_run(sink, write_show, &(struct job){things, n, style});
}

struct search {
    const struct an_things *things;
    const struct an_text_style *style;
};

static void write_search(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct search *job = what;
    size_t n = an_things_count(job->things);
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    for (size_t i = 0; i < n; i++) {
        const struct an_thing *thing = an_things_at(job->things, i);
        an_page_text(&page, 0, 0, AN_TINT_STRONG,
                     an_strf(arena, "%s (%s)", thing->id, thing->kind_name));
        if (thing->title)
            an_page_text(&page, 4, 4, AN_TINT_NONE, thing->title);
    }
    if (n == 0)
        an_page_text(&page, 0, 0, AN_TINT_NONE, "Nothing found that holds all of these words.");
    else
        an_page_text(&page, 0, 0, AN_TINT_FAINT,
                     an_phrase_count(arena, (uint32_t)n, "hit", "hits"));
    an_page_end(&page);
}

enum an_status an_report_search_text(struct an_sink *sink, const struct an_things *things,
                                     const struct an_text_style *style)
{
    return an_report_run(sink, write_search, &(struct search){things, style});
}

/* ---- JSON ---- */

static void put_field(struct an_json *j, const struct an_field *field)
{
    if (field->list) {
        an_json_texts(j, field->key, field->values, field->n_values);
        return;
    }
    an_json_put(j, field->key, field->n_values > 0 ? field->values[0] : NULL);
}

static void put_thing(struct an_json *j, const struct an_thing *thing, bool whole)
{
    an_json_object(j);
    an_json_put(j, "kind", thing->kind_name);
    an_json_put(j, "id", thing->id);
    an_json_put(j, "title", thing->title);
    an_json_where(j, where_of(thing));
    if (whole) {
        an_json_key(j, "fields");
        an_json_object(j);
        for (uint32_t i = 0; i < thing->n_fields; i++)
            put_field(j, &thing->fields[i]);
        an_json_end_object(j);
    }
    an_json_end_object(j);
}

enum an_status an_report_show_json(struct an_sink *sink, struct an_things *const *things, size_t n)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/show/1");
    an_json_key(&j, "things");
    an_json_array(&j);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < an_things_count(things[k]); i++)
            put_thing(&j, an_things_at(things[k], i), true);
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}

enum an_status an_report_search_json(struct an_sink *sink, const struct an_things *things)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/search/1");
    an_json_key(&j, "hits");
    an_json_array(&j);
    for (size_t i = 0; i < an_things_count(things); i++)
        put_thing(&j, an_things_at(things, i), false);
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}
