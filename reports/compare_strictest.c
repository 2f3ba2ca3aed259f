/*
 * The strictest common denominator: as text it is a profile, ready to be saved and checked, with
 * what asks for each fact beside it and what could not be met at its head. JSON:
 * "antinomy/compare-strictest/1".
 */
#include <inttypes.h>

#include "reports/compare_json.h"
#include "reports/compare_words.h"
#include "reports/json_parts.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct job {
    const struct an_matrix *m;
    const struct an_strictest *v;
};

/* A comment of YAML, wrapped. */
static void comment(struct an_page *page, unsigned indent, const char *text)
{
    struct an_sink_buffer lines;
    struct an_page inner;
    struct an_text_style style = {.width = page->width - indent - 2};
    an_sink_buffer_init(&lines, page->arena);
    an_page_init(&inner, &lines.sink, page->arena, &style);
    an_page_text(&inner, 0, 2, AN_TINT_NONE, text);
    an_page_end(&inner);
    for (const char *p = lines.text; p && *p;) {
        const char *end = p;
        while (*end && *end != '\n')
            end++;
        an_putf(&page->sink, "%*s# %.*s\n", (int)indent, "", (int)(end - p), p);
        p = *end ? end + 1 : end;
    }
}

static void put_setting(struct an_page *page, unsigned indent, const struct an_setting *s)
{
    if (s->n_provisions > 0)
        comment(page, indent,
                an_strf(page->arena, "for %s",
                        an_phrase_list(page->arena, s->provisions, s->n_provisions, "and")));
    an_putf(&page->sink, "%*s%s: %s\n", (int)indent, "", s->fact, s->value);
}

static void put_head(struct an_page *page, const struct job *job)
{
    struct an_arena *arena = page->arena;
    const struct an_strictest *v = job->v;
    const char *narrowed = an_compare_narrowed(arena, job->m);
    comment(
        page, 0,
        an_strf(arena,
                "%s: settings of facts that meet %s in force on %s, and breach none. A place "
                "to begin, not a finished product: whether the duties bind it is not said here.",
                v->name, an_phrase_count(arena, v->n_met, "duty", "duties"), job->m->day));
    if (narrowed)
        comment(page, 0, an_strf(arena, "Only provisions that may concern: %s.", narrowed));
    comment(page, 0,
            an_strf(arena,
                    "Rules %.12s. %s of the check %s still open: facts that are not set here.",
                    job->m->revision, an_phrase_count(arena, v->undetermined, "answer", "answers"),
                    v->undetermined == 1 ? "is" : "are"));
    if (v->n_unmet > 0)
        comment(page, 0, "Not met by it:");
    for (uint32_t i = 0; i < v->n_unmet; i++)
        comment(page, 2,
                an_strf(arena, "%s (%s): %s", v->unmet[i].provision->id,
                        v->unmet[i].provision->title, v->unmet[i].why));
    comment(page, 0, an_phrase_disclaimer);
}

static void write_text(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_strictest *v = job->v;
    struct an_page page;
    struct an_text_style style = {.width = 100};
    an_page_init(&page, sink, arena, &style);
    an_put(&page.sink, "antinomy: 1\n");
    put_head(&page, job);
    an_putf(&page.sink, "product:\n  id: %s\n  name: %s\n  as_of: %s\n  markets: [", v->id, v->name,
            job->m->day);
    for (uint32_t i = 0; i < v->n_markets; i++)
        an_putf(&page.sink, "%s%s", i > 0 ? ", " : "", v->markets[i]);
    an_put(&page.sink, "]\n");
    const char *market = NULL;
    bool product = false, by_market = false;
    for (uint32_t i = 0; i < v->n_settings; i++) {
        const struct an_setting *s = &v->settings[i];
        if (!s->market && !product)
            an_put(&page.sink, "  facts:\n");
        if (s->market && !by_market)
            an_put(&page.sink, "  per_market:\n");
        if (s->market && s->market != market)
            an_putf(&page.sink, "    %s:\n      facts:\n", s->market);
        product = product || !s->market;
        by_market = by_market || s->market;
        market = s->market;
        put_setting(&page, s->market ? 8 : 4, s);
    }
    an_page_end(&page);
}

enum an_status an_report_strictest_text(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_strictest *strictest)
{
    return an_report_run(sink, write_text, &(struct job){matrix, strictest});
}

enum an_status an_report_strictest_json(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_strictest *strictest)
{
    const struct an_strictest *v = strictest;
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_compare_about(&j, "antinomy/compare-strictest/1", matrix);
    an_json_put(&j, "product", v->id);
    an_json_texts(&j, "markets", v->markets, v->n_markets);
    an_json_key(&j, "settings");
    an_json_array(&j);
    for (uint32_t i = 0; i < v->n_settings; i++) {
        an_json_object(&j);
        an_json_put(&j, "fact", v->settings[i].fact);
        an_json_put(&j, "question", v->settings[i].question);
        an_json_put(&j, "market", v->settings[i].market);
        an_json_put(&j, "value", v->settings[i].value);
        an_json_texts(&j, "provisions", v->settings[i].provisions, v->settings[i].n_provisions);
        an_json_end_object(&j);
    }
    an_json_end_array(&j);
    an_json_texts(&j, "met", v->met, v->n_met);
    an_json_key(&j, "unmet");
    an_json_array(&j);
    for (uint32_t i = 0; i < v->n_unmet; i++) {
        an_json_object(&j);
        an_json_put(&j, "provision", v->unmet[i].provision->id);
        an_json_put(&j, "why", v->unmet[i].why);
        an_json_end_object(&j);
    }
    an_json_end_array(&j);
    an_json_put_int(&j, "undetermined", v->undetermined);
    an_json_disclaimer(&j);
    an_json_end_object(&j);
    return AN_OK;
}
