/*
 * The check as Markdown, for a pull request or a note: the same order as the text, one bullet a
 * finding, the decisive lines below it.
 */
#include "antinomy/report.h"

#include <inttypes.h>

#include "reports/escape.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct md {
    struct an_arena *arena;
    struct an_sink *sink;
};

static void put_heading(struct md *m, const char *marks, const char *text)
{
    an_putf(m->sink, "%s ", marks);
    an_md_put(m->arena, m->sink, text);
    an_put(m->sink, "\n\n");
}

static void put_paragraph(struct md *m, const char *text)
{
    if (!text)
        return;
    an_md_put(m->arena, m->sink, text);
    an_put(m->sink, "\n\n");
}

static void put_line(struct md *m, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    an_putf(m->sink, "   - %s: ", label);
    an_md_put(m->arena, m->sink, text);
    an_put(m->sink, "\n");
}

static void put_finding(struct md *m, const struct an_view *view, const struct an_part *part,
                        const struct an_item *item)
{
    const struct an_finding *f = item->finding;
    bool fine = an_class_of(f->verdict) == AN_CLASS_FINE;
    an_putf(m->sink, "%" PRIu32 ". **", item->number);
    an_md_put(m->arena, m->sink, an_phrase_citation(m->arena, f->provision));
    an_put(m->sink, "**");
    if (f->provision->title) {
        an_put(m->sink, ", ");
        an_md_put(m->arena, m->sink, f->provision->title);
    }
    an_putf(m->sink, ": %s%s\n", part->kind > AN_PART_HOME ? "if in force, " : "",
            an_phrase_verdict(f->verdict));
    put_line(m, "Offer", an_phrase_offers(m->arena, view->check, f));
    if (f->verdict == AN_UNDETERMINED || f->verdict == AN_DISPUTED || f->verdict == AN_CLEAR)
        put_line(m, "Possible", an_phrase_set(m->arena, f->possible));
    else if (f->verdict != AN_PERMITS)
        put_line(m, "Because", f->reason);
    if (part->kind > AN_PART_HOME)
        put_line(m, "Status", f->standing);
    if (!fine) {
        put_line(m, "In short", item->as == 0 ? f->provision->summary : NULL);
        put_line(m, "Demands", item->as == 0 ? f->provision->demand : NULL);
        put_line(m, "Duty of", an_phrase_bearer(m->arena, f));
        put_line(m, "Who cannot", an_phrase_inability(f->provision));
        put_line(m, "Due", f->due);
        put_line(m, "Relief", an_phrase_relief(m->arena, f));
    }
    for (uint32_t i = 0; i < f->n_readings; i++)
        put_line(m, "Reading", an_phrase_reading(m->arena, &f->readings[i]));
    for (uint32_t i = 0; i < f->n_open; i++) {
        uint32_t number = an_view_question(view, f->open[i].fact);
        const char *asked = number > 0 ? an_strf(m->arena, "Q%" PRIu32 ", ", number) : "";
        put_line(m, "Turns on",
                 an_strf(m->arena, "%s%s", asked, an_phrase_name(m->arena, &f->open[i])));
    }
    for (uint32_t i = 0; i < f->n_ways; i++)
        put_line(m, "Way out", an_phrase_way(m->arena, &f->ways[i]));
    for (uint32_t i = 0; i < f->n_consequences; i++)
        put_line(m, "Then", an_phrase_consequence(m->arena, f->consequences[i]));
    put_line(m, "Mark", an_phrase_marks(m->arena, f));
    put_line(m, "Rule", an_phrase_rule(m->arena, f->provision));
}

static void put_part(struct md *m, const struct an_view *view, const struct an_part *part)
{
    put_heading(m, "##", an_phrase_part(m->arena, view->check, part));
    put_paragraph(m, an_phrase_part_note(part->kind));
    enum an_class last = AN_CLASS_COUNT;
    for (uint32_t i = 0; i < part->n_items; i++) {
        enum an_class class = an_class_of(part->items[i].finding->verdict);
        if (class == AN_CLASS_OUTSIDE)
            continue;
        if (part->kind <= AN_PART_HOME && class != last) {
            an_put(m->sink, last == AN_CLASS_COUNT ? "" : "\n");
            put_heading(
                m, "###",
                an_strf(m->arena, "%s (%" PRIu32 ")", an_phrase_class(class), part->count[class]));
        }
        last = class;
        put_finding(m, view, part, &part->items[i]);
    }
    an_put(m->sink, "\n");
}

static void put_questions(struct md *m, const struct an_view *view)
{
    if (view->n_questions == 0)
        return;
    put_heading(m, "##", "Questions");
    an_put(m->sink, "| No. | Question | Answer | Fact | Bears on |\n|---|---|---|---|---|\n");
    for (uint32_t i = 0; i < view->n_questions; i++) {
        const struct an_question *q = view->questions[i];
        const char *cells[] = {
            q->fact.question ? q->fact.question : q->fact.fact,
            an_phrase_list(m->arena, q->values, q->n_values, "or"),
            q->fact.fact,
            an_phrase_bears(m->arena, view, q),
        };
        an_putf(m->sink, "| Q%" PRIu32 " |", i + 1);
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
            an_put(m->sink, " ");
            an_md_put(m->arena, m->sink, cells[c]);
            an_put(m->sink, " |");
        }
        an_put(m->sink, "\n");
    }
    an_put(m->sink, "\n");
}

static void write_check(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    struct md m = {arena, sink};
    const struct an_check *check = what;
    const struct an_view *view = an_view_of(arena, check);
    put_heading(&m, "#", an_phrase_product(arena, check));
    put_paragraph(&m, an_strf(arena, "%s. Markets: %s.", an_phrase_law(arena, check),
                              an_phrase_markets(arena, check, check->markets, check->n_markets)));
    for (uint32_t i = 0; i < check->n_offers; i++)
        put_paragraph(&m, an_strf(arena, "Offer %s.", an_phrase_offer(arena, check, i)));
    put_paragraph(&m, an_phrase_answer(arena, view));
    for (uint32_t i = 0; i < check->n_notices; i++)
        put_paragraph(&m, an_strf(arena, "Note: %s.", check->notices[i]));
    for (uint32_t i = 0; i < view->n_parts; i++)
        if (view->parts[i].kind <= AN_PART_HOME)
            put_part(&m, view, &view->parts[i]);
    put_questions(&m, view);
    for (uint32_t i = 0; i < view->n_parts; i++)
        if (view->parts[i].kind > AN_PART_HOME)
            put_part(&m, view, &view->parts[i]);
    put_heading(&m, "##", "What this rests on");
    put_paragraph(&m, an_strf(arena, "%s.", an_phrase_basis(arena, check)));
    put_paragraph(&m, an_phrase_counting);
    put_paragraph(&m, an_phrase_outside(arena, view));
    put_paragraph(&m, an_phrase_disclaimer);
}

enum an_status an_report_check_md(struct an_sink *sink, const struct an_check *const *checks,
                                  size_t n)
{
    enum an_status status = AN_OK;
    for (size_t i = 0; i < n && status == AN_OK; i++)
        status = an_report_run(sink, write_check, checks[i]);
    return status;
}
