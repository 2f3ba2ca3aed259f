/*
 * The check of a product as one self-contained page: no script, no network, prints on A4 and
 * Letter, verdicts by word and shape. The style stands in html_page.c; what a single finding says
 * in finding_html.c.
 */
#include "antinomy/report.h"

#include <inttypes.h>
#include <string.h>

#include "reports/escape.h"
#include "reports/finding_html.h"
#include "reports/html_page.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct job {
    const struct an_check *const *checks;
    size_t n;
};

static void put_head(struct an_html *h, const struct an_view *view)
{
    const struct an_check *check = view->check;
    an_put(h->sink, "<header>\n<h1>");
    an_html_put(h->arena, h->sink, an_phrase_product(h->arena, check));
    an_put(h->sink, "</h1>\n");
    an_html_element(h, "p", "lead",
                    an_strf(h->arena, "%s. %s: %s.", an_phrase_law(h->arena, check),
                            check->n_markets == 1 ? "Market" : "Markets",
                            an_phrase_markets(h->arena, check, check->markets, check->n_markets)));
    for (uint32_t i = 0; i < check->n_offers; i++)
        an_html_element(h, "p", "small",
                        an_strf(h->arena, "Offer %s", an_phrase_offer(h->arena, check, i)));
    if (check->n_topics > 0)
        an_html_element(h, "p", NULL,
                        an_strf(h->arena, "Only these topics: %s.",
                                an_phrase_list(h->arena, check->topics, check->n_topics, "and")));
    an_put(h->sink, "</header>\n");
}

static void put_answer(struct an_html *h, const struct an_view *view)
{
    an_put(h->sink, "<section class=\"answer\">\n<h2>Short answer</h2>\n");
    an_html_element(h, "p", NULL, an_phrase_answer(h->arena, view));
    for (uint32_t i = 0; i < view->check->n_notices; i++)
        an_html_element(h, "p", "note", an_strf(h->arena, "Note: %s.", view->check->notices[i]));
    an_put(h->sink, "</section>\n");
}

/* ---- the table of counts by market ---- */

static const enum an_class columns[] = {AN_CLASS_BREACH,  AN_CLASS_PREPARE, AN_CLASS_QUESTION,
                                        AN_CLASS_DISPUTE, AN_CLASS_EXEMPT,  AN_CLASS_FINE};

/* A market without a finding has a row too, and says whether anybody looked. */
static void put_silent(struct an_html *h, const struct an_view *view)
{
    const struct an_check *check = view->check;
    for (uint32_t m = 0; m < check->n_markets; m++) {
        bool researched = !an_is_unresearched(check, check->markets[m]);
        if (!an_view_silent(view, check->markets[m]))
            continue;
        an_put(h->sink, "<tr><th scope=\"row\">");
        an_html_put(h->arena, h->sink, an_phrase_market(h->arena, check, check->markets[m]));
        an_putf(h->sink, "</th><td colspan=\"%zu\">%s</td></tr>\n",
                sizeof columns / sizeof *columns,
                researched ? "no provision in force was found that applies" : "not researched");
    }
}

static void put_overview(struct an_html *h, const struct an_view *view)
{
    an_put(
        h->sink,
        "<section>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Findings by market\">\n<table>\n"
        "<caption>Findings by market</caption>\n<thead><tr>"
        "<th scope=\"col\">Where</th>");
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        an_putf(h->sink, "<th scope=\"col\">%s ", an_html_shape(columns[c]));
        an_html_put(h->arena, h->sink, an_phrase_class(columns[c]));
        an_put(h->sink, "</th>");
    }
    an_put(h->sink, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < view->n_parts; i++) {
        const struct an_part *part = &view->parts[i];
        an_putf(h->sink, "<tr><th scope=\"row\"><a href=\"#part%s-%" PRIu32 "\">", h->prefix,
                i + 1);
        an_html_put(h->arena, h->sink, an_phrase_part(h->arena, view->check, part));
        an_put(h->sink, "</a></th>");
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
            an_putf(h->sink, "<td>%" PRIu32 "</td>", part->count[columns[c]]);
        an_put(h->sink, "</tr>\n");
    }
    put_silent(h, view);
    an_put(h->sink, "</tbody>\n</table>\n</div>\n");
    an_html_element(h, "p", "small", an_phrase_counting);
    an_html_element(h, "p", "small", an_phrase_outside(h->arena, view));
    an_put(h->sink, "</section>\n");
}

/* ---- parts ---- */

static void put_part(struct an_html *h, const struct an_view *view, uint32_t index)
{
    const struct an_part *part = &view->parts[index];
    const char *note = an_phrase_part_note(part->kind);
    bool in_force = part->kind == AN_PART_MARKETS || part->kind == AN_PART_HOME;
    an_putf(h->sink, "<section id=\"part%s-%" PRIu32 "\">\n<h2>", h->prefix, index + 1);
    an_html_put(h->arena, h->sink, an_phrase_part(h->arena, view->check, part));
    an_put(h->sink, "</h2>\n");
    if (note)
        an_html_element(h, "p", NULL, note);
    enum an_class last = AN_CLASS_COUNT;
    for (uint32_t i = 0; i < part->n_items; i++) {
        enum an_class class = an_class_of(part->items[i].finding->verdict);
        if (class == AN_CLASS_OUTSIDE)
            continue;
        if (in_force && class != last) {
            an_putf(h->sink, "<h3 class=\"c%d\">%s %s (%" PRIu32 ")</h3>\n", (int)class,
                    an_html_shape(class), an_phrase_class(class), part->count[class]);
        }
        last = class;
        an_finding_html(h, view, part, &part->items[i]);
    }
    an_put(h->sink, "</section>\n");
}

/* Text with numbers of findings in square brackets, each a link to its finding. */
static void put_numbers(struct an_html *h, const char *text)
{
    for (size_t n; *text; text += n) {
        n = strcspn(text, "[");
        an_html_put(h->arena, h->sink, an_strndup(h->arena, text, n));
        text += n;
        n = *text ? strcspn(text, "]") : 0;
        if (n == 0)
            return;
        const char *number = an_strndup(h->arena, text + 1, n - 1);
        an_putf(h->sink, "<a href=\"#n%s-%s\">[%s]</a>", h->prefix, number, number);
        n += text[n] == ']';
    }
}

static void put_question(struct an_html *h, const struct an_view *view, uint32_t number)
{
    const struct an_question *q = view->questions[number - 1];
    const char *unit = q->unit ? an_strf(h->arena, " (%s)", q->unit) : "";
    an_putf(h->sink, "<tr id=\"q%s-%" PRIu32 "\"><th scope=\"row\">Q%" PRIu32 "</th><td>",
            h->prefix, number, number);
    an_html_put(h->arena, h->sink, q->fact.question ? q->fact.question : q->fact.fact);
    if (!q->attest && q->fact.help) {
        an_put(h->sink, "<br/><span class=\"small\">");
        an_html_put(h->arena, h->sink, q->fact.help);
        an_put(h->sink, "</span>");
    }
    an_put(h->sink, "</td><td>");
    an_html_put(
        h->arena, h->sink,
        an_strf(h->arena, "%s%s", an_phrase_list(h->arena, q->values, q->n_values, "or"), unit));
    an_put(h->sink, "<br/><code>");
    an_html_put(h->arena, h->sink, q->fact.fact);
    an_put(h->sink, "</code></td><td>");
    put_numbers(h, an_phrase_bears(h->arena, view, q));
    an_put(h->sink, "</td></tr>\n");
}

static void put_questions(struct an_html *h, const struct an_view *view)
{
    if (view->n_questions == 0)
        return;
    an_put(
        h->sink,
        "<section>\n<h2>Questions</h2>\n<table class=\"ask\">\n<caption>In the order that decides most; "
        "confirmations of conduct at the end</caption>\n<thead><tr><th scope=\"col\">No.</th>"
        "<th scope=\"col\">Question</th><th scope=\"col\">Answer</th>"
        "<th scope=\"col\">Bears on</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < view->n_questions; i++)
        put_question(h, view, i + 1);
    an_put(h->sink, "</tbody>\n</table>\n</section>\n");
}

static void put_foot(struct an_html *h, const struct an_check *check)
{
    const char *gaps = an_phrase_gaps(h->arena, check);
    an_put(h->sink, "<footer>\n<h2>What this rests on</h2>\n");
    an_html_element(h, "p", NULL, an_strf(h->arena, "%s.", an_phrase_basis(h->arena, check)));
    if (gaps)
        an_html_element(h, "p", NULL, gaps);
    an_html_element(
        h, "p", "small",
        an_strf(h->arena, "Rules %s; profile %s.", check->revision, check->profile_hash));
    an_html_element(h, "p", NULL, an_phrase_disclaimer);
    an_put(h->sink, "</footer>\n");
}

static void put_check(struct an_html *h, const struct an_check *check)
{
    const struct an_view *view = an_view_of(h->arena, check);
    an_map_init(&h->seen, h->arena);
    an_put(h->sink, "<article class=\"check\">\n");
    put_head(h, view);
    put_answer(h, view);
    put_overview(h, view);
    for (uint32_t i = 0; i < view->n_parts; i++)
        if (view->parts[i].kind <= AN_PART_HOME)
            put_part(h, view, i);
    put_questions(h, view);
    for (uint32_t i = 0; i < view->n_parts; i++)
        if (view->parts[i].kind > AN_PART_HOME)
            put_part(h, view, i);
    put_foot(h, check);
    an_put(h->sink, "</article>\n");
}

static void write_page(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_html h = {.sink = sink, .arena = arena, .prefix = ""};
    const char **names = AN_NEW_ARRAY(arena, const char *, job->n);
    for (size_t i = 0; i < job->n; i++)
        names[i] = an_strf(arena, "%s, law of %s", an_phrase_product(arena, job->checks[i]),
                           job->checks[i]->day);
    an_html_start(&h, an_phrase_list(arena, names, job->n, "and"));
    for (size_t i = 0; i < job->n; i++) {
        if (i > 0) /* ids are unique over the page; those of the first product stay plain */
            h.prefix = an_strf(arena, "-%zu", i + 1);
        put_check(&h, job->checks[i]);
    }
    an_html_end(&h);
}

enum an_status an_report_check_html(struct an_sink *sink, const struct an_check *const *checks,
                                    size_t n)
{
    return an_report_run(sink, write_page, &(struct job){checks, n});
}
