/*
 * The check of a product as text for a lawyer: short answer, then by market what would not be met,
 * what to prepare for, what is open; then the questions, what is not law on this day, the counts
 * and what everything rests on. What a single finding says is in finding_text.c.
 */
#include "antinomy/report.h"

#include <inttypes.h>

#include "reports/finding_text.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"

static void write_head(struct an_page *page, const struct an_view *view)
{
    const struct an_check *check = view->check;
    struct an_arena *arena = page->arena;
    an_page_heading(page, '=', an_phrase_product(arena, check));
    const char *markets = an_phrase_markets(arena, check, check->markets, check->n_markets);
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 an_strf(arena, "%s. %s: %s.", an_phrase_law(arena, check),
                         check->n_markets == 1 ? "Market" : "Markets", markets));
    for (uint32_t i = 0; i < check->n_offers; i++)
        an_page_field_at(page, 0, 8, i == 0 ? "Offers:" : "", an_phrase_offer(arena, check, i));
    if (check->n_topics > 0)
        an_page_text(page, 0, 0, AN_TINT_NONE,
                     an_strf(arena, "Only these topics: %s.",
                             an_phrase_list(arena, check->topics, check->n_topics, "and")));
    an_page_blank(page);
    an_page_text(page, 0, 0, AN_TINT_STRONG, "Short answer");
    an_page_text(page, 2, 2, AN_TINT_NONE, an_phrase_answer(arena, view));
    for (uint32_t i = 0; i < check->n_notices; i++)
        an_page_text(page, 2, 8, AN_TINT_NONE, an_strf(arena, "Note: %s.", check->notices[i]));
}

static enum an_tint class_tint(enum an_class class)
{
    switch (class) {
    case AN_CLASS_BREACH: return AN_TINT_BAD;
    case AN_CLASS_PREPARE:
    case AN_CLASS_QUESTION:
    case AN_CLASS_DISPUTE: return AN_TINT_WARN;
    case AN_CLASS_EXEMPT:
    case AN_CLASS_FINE: return AN_TINT_GOOD;
    case AN_CLASS_OUTSIDE:
    case AN_CLASS_COUNT: break;
    }
    return AN_TINT_NONE;
}

/* The words of a finding are needed no longer than it takes to write them. */
static void write_item(struct an_page *page, const struct an_view *view, const struct an_part *part,
                       const struct an_item *item)
{
    struct an_arena *outer = page->arena;
    page->arena = an_scratch_new(outer);
    an_finding_text(page, view, part, item);
    an_arena_free(page->arena);
    page->arena = outer;
}

static void write_part(struct an_page *page, const struct an_view *view, const struct an_part *part)
{
    struct an_arena *arena = page->arena;
    const char *note = an_phrase_part_note(part->kind);
    bool in_force = part->kind == AN_PART_MARKETS || part->kind == AN_PART_HOME;
    an_page_blank(page);
    an_page_heading(page, '-', an_phrase_part(arena, view->check, part));
    if (note)
        an_page_text(page, 0, 0, AN_TINT_NONE, note);
    enum an_class last = AN_CLASS_COUNT;
    for (uint32_t i = 0; i < part->n_items; i++) {
        const struct an_item *item = &part->items[i];
        enum an_class class = an_class_of(item->finding->verdict);
        if (class == AN_CLASS_OUTSIDE)
            continue;
        if (in_force && class != last) {
            an_page_blank(page);
            an_page_text(
                page, 2, 2, class_tint(class),
                an_strf(arena, "%s (%" PRIu32 ")", an_phrase_class(class), part->count[class]));
        }
        last = class;
        write_item(page, view, part, item);
    }
}

static void write_question(struct an_page *page, const struct an_view *view, uint32_t number)
{
    const struct an_question *q = view->questions[number - 1];
    struct an_arena *arena = page->arena;
    const char *question = q->fact.question ? q->fact.question : q->fact.fact;
    an_page_blank(page);
    an_page_text(page, 2, 6, AN_TINT_NONE, an_strf(arena, "Q%" PRIu32 ". %s", number, question));
    const char *values = an_phrase_list(arena, q->values, q->n_values, "or");
    const char *unit = q->unit ? an_strf(arena, " (%s)", q->unit) : "";
    const char *where = q->per_market ? "; may differ by market" : "";
    an_page_field(page, 6, "Answer",
                  an_strf(arena, "%s: %s%s%s", q->fact.fact, values, unit, where));
    if (!q->attest)
        an_page_field(page, 6, "What counts", q->fact.help);
    if (q->fact.why_unknown)
        an_page_field(page, 6, "So far", q->fact.why_unknown);
    an_page_field(page, 6, "Bears on", an_phrase_bears(arena, view, q));
}

static void write_questions(struct an_page *page, const struct an_view *view)
{
    if (view->n_questions == 0)
        return;
    an_page_blank(page);
    an_page_heading(page, '-', "Questions");
    if (view->n_facts > 0)
        an_page_text(page, 0, 0, AN_TINT_NONE, "In the order that decides most.");
    for (uint32_t i = 0; i < view->n_questions; i++) {
        if (i == view->n_facts) {
            an_page_blank(page);
            an_page_text(page, 2, 2, AN_TINT_STRONG,
                         "To confirm (conduct that nothing in the profile speaks of)");
        }
        write_question(page, view, i + 1);
    }
}

/* In the order of the report: what is worst first. */
static const enum an_verdict told[] = {
    AN_VIOLATION,      AN_EXPOSED,   AN_DUE,       AN_COUNTS_AGAINST, AN_UNDETERMINED, AN_DISPUTED,
    AN_EXEMPT,         AN_DISPLACED, AN_COMPLIANT, AN_READY,          AN_PERMITS,      AN_CLEAR,
    AN_NOT_APPLICABLE,
};

static void write_counts(struct an_page *page, const struct an_view *view)
{
    an_page_blank(page);
    an_page_heading(page, '-', "Counts");
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        uint32_t n = view->check->count[told[i]];
        if (n > 0)
            an_putf(&page->sink, "%5" PRIu32 "  %s\n", n,
                    an_phrase_counted(page->arena, view, told[i]));
    }
    const char *outside = an_phrase_outside(page->arena, view);
    an_page_text(page, 0, 0, AN_TINT_NONE, an_phrase_counting);
    if (outside)
        an_page_text(page, 0, 0, AN_TINT_NONE, outside);
}

static void write_foot(struct an_page *page, const struct an_check *check)
{
    const char *gaps = an_phrase_gaps(page->arena, check);
    an_page_blank(page);
    an_page_heading(page, '-', "What this rests on");
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 an_strf(page->arena, "%s.", an_phrase_basis(page->arena, check)));
    if (gaps)
        an_page_text(page, 0, 0, AN_TINT_WARN, gaps);
    an_page_text(page, 0, 0, AN_TINT_NONE, an_phrase_disclaimer);
}

struct job {
    const struct an_check *check;
    const struct an_text_style *style;
};

static void write_check(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    const struct an_view *view = an_view_of(arena, job->check);
    write_head(&page, view);
    for (uint32_t i = 0; i < view->n_parts; i++)
        if (view->parts[i].kind <= AN_PART_HOME)
            write_part(&page, view, &view->parts[i]);
    write_questions(&page, view);
    for (uint32_t i = 0; i < view->n_parts; i++)
        if (view->parts[i].kind > AN_PART_HOME)
            write_part(&page, view, &view->parts[i]);
    write_counts(&page, view);
    write_foot(&page, job->check);
    an_page_end(&page);
}

enum an_status an_report_check_text(struct an_sink *sink, const struct an_check *const *checks,
                                    size_t n, const struct an_text_style *style)
{
    enum an_status status = AN_OK;
    for (size_t i = 0; i < n && status == AN_OK; i++) {
        if (i > 0)
            an_put(sink, "\n\n");
        status = an_report_run(sink, write_check, &(struct job){checks[i], style});
    }
    return status;
}
