/*
 * A finding as a block with heading, verdict and a list of labelled values: the same lines as in
 * text, with links to the official text and to the questions. Its anchor is the provision's id.
 */
#include "reports/finding_html.h"

#include <inttypes.h>

#include "reports/escape.h"
#include "reports/phrase.h"

/* The provision's id, or that with the number where it stands on the page already. */
static const char *anchor(struct an_html *h, const struct an_item *item)
{
    const char *id = an_html_id(h->arena, item->finding->provision->id);
    const char *name = an_strf(h->arena, "%s%s", id, h->prefix);
    if (an_map_put(&h->seen, name, 1, NULL))
        return name;
    return an_strf(h->arena, "%s%s-n%" PRIu32, id, h->prefix, item->number);
}

static void put(struct an_html *h, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    an_putf(h->sink, "<dt>%s</dt><dd>", label);
    an_html_put(h->arena, h->sink, text);
    an_put(h->sink, "</dd>\n");
}

static void put_open(struct an_html *h, const struct an_view *view, const struct an_finding *f)
{
    for (uint32_t i = 0; i < f->n_open; i++) {
        const struct an_fact_use *use = &f->open[i];
        uint32_t number = an_view_question(view, use->fact);
        an_putf(h->sink, "<dt>%s</dt><dd>", i == 0 ? "Turns on" : "");
        if (number > 0)
            an_putf(h->sink, "<a href=\"#q%s-%" PRIu32 "\">Q%" PRIu32 "</a> ", h->prefix, number,
                    number);
        if (use->label)
            an_html_put(h->arena, h->sink, an_strf(h->arena, "%s ", use->label));
        an_put(h->sink, "<code>");
        an_html_put(h->arena, h->sink, use->fact);
        an_put(h->sink, "</code>");
        if (number == 0)
            an_html_put(h->arena, h->sink, an_strf(h->arena, " (%s)", an_phrase_missing(use)));
        an_put(h->sink, "</dd>\n");
    }
}

static void put_law(struct an_html *h, const struct an_provision_info *info)
{
    put(h, "Law", an_phrase_source(h->arena, info));
    if (an_url_is_safe(info->url)) {
        an_put(h->sink, "<dt>Text</dt><dd><a href=\"");
        an_html_put(h->arena, h->sink, info->url);
        an_put(h->sink, "\" rel=\"noopener noreferrer\">");
        an_html_put(h->arena, h->sink, info->url);
        an_put(h->sink, "</a></dd>\n");
    }
    an_put(h->sink, "<dt>Rule</dt><dd><code>");
    an_html_put(h->arena, h->sink, an_phrase_rule(h->arena, info));
    an_put(h->sink, "</code></dd>\n");
}

static void put_rows(struct an_html *h, const struct an_view *view, const struct an_part *part,
                     const struct an_finding *f)
{
    if (part->kind != AN_PART_MARKETS && f->n_markets > 0)
        put(h, "Market", an_phrase_markets(h->arena, view->check, f->markets, f->n_markets));
    put(h, f->n_offers == 1 ? "Offer" : "Offers", an_phrase_offers(h->arena, view->check, f));
}

static void put_full(struct an_html *h, const struct an_view *view, const struct an_item *item)
{
    struct an_arena *arena = h->arena;
    const struct an_finding *f = item->finding;
    enum an_class class = an_class_of(f->verdict);
    if (item->as == 0) {
        put(h, "Demands", f->provision->demand);
        put(h, "Applies if", f->provision->scope);
        put(h, "Unless", f->provision->except);
    }
    put(h, "Duty of", an_phrase_bearer(arena, f));
    put(h, "Who cannot", an_phrase_inability(f->provision));
    if (class != AN_CLASS_QUESTION && class != AN_CLASS_DISPUTE)
        put(h, "Because", f->reason);
    else if (f->n_readings == 0)
        put(h, "Possible", an_phrase_set(arena, f->possible));
    put(h, f->verdict == AN_DISPLACED ? "Displaced" : "Exempt", an_phrase_relief(arena, f));
    for (uint32_t i = 0; i < f->n_readings; i++)
        put(h, i == 0 ? "Readings" : "", an_phrase_reading(arena, &f->readings[i]));
    for (uint32_t i = 0; i < f->n_decided; i++)
        put(h, i == 0 ? "Facts" : "", an_phrase_fact(arena, &f->decided[i]));
    put_open(h, view, f);
    for (uint32_t i = 0; i < f->n_ways; i++)
        put(h, i == 0 ? "Way out" : "", an_phrase_way(arena, &f->ways[i]));
    for (uint32_t i = 0; i < f->n_consequences; i++)
        put(h, i == 0 ? "Then" : "", an_phrase_consequence(arena, f->consequences[i]));
    if (item->as == 0) {
        put(h, "Penalty", an_phrase_penalty(arena, f->provision));
        put(h, "Note", f->provision->note);
    }
}

static void put_verdict(struct an_html *h, const struct an_part *part, const struct an_finding *f)
{
    bool apart = part->kind == AN_PART_NOT_YET || part->kind == AN_PART_SUSPENDED;
    an_putf(h->sink, "<p class=\"verdict\">%s ", an_html_shape(an_class_of(f->verdict)));
    an_html_put(h->arena, h->sink,
                an_strf(h->arena, "%s%s%s%s", apart ? "If in force: " : "",
                        an_phrase_verdict(f->verdict), f->due ? ", due by " : "",
                        f->due ? f->due : ""));
    an_put(h->sink, "</p>\n");
}

void an_finding_html(struct an_html *h, const struct an_view *view, const struct an_part *part,
                     const struct an_item *item)
{
    const struct an_finding *f = item->finding;
    enum an_class class = an_class_of(f->verdict);
    bool brief = class == AN_CLASS_FINE && part->kind <= AN_PART_HOME;
    an_putf(h->sink,
            "<section class=\"finding c%d\" id=\"%s\">\n"
            "<h4 id=\"n%s-%" PRIu32 "\">[%" PRIu32 "] ",
            (int)class, anchor(h, item), h->prefix, item->number, item->number);
    an_html_put(h->arena, h->sink, an_phrase_citation(h->arena, f->provision));
    an_put(h->sink, "</h4>\n");
    an_html_element(h, "p", NULL, f->provision->title);
    put_verdict(h, part, f);
    if (!brief && item->as == 0)
        an_html_element(h, "p", NULL, f->provision->summary);
    an_put(h->sink, "<dl>\n");
    put_rows(h, view, part, f);
    if (part->kind > AN_PART_HOME)
        put(h, "Status", f->standing);
    if (!brief)
        put_full(h, view, item);
    else if (f->verdict == AN_CLEAR)
        put(h, "Possible", an_phrase_set(h->arena, f->possible));
    else if (f->verdict != AN_PERMITS)
        put(h, "Because", f->reason);
    put(h, "Mark", an_phrase_marks(h->arena, f));
    if (item->as == 0)
        put_law(h, f->provision);
    else
        put(h, "The rest", an_strf(h->arena, "as under [%" PRIu32 "]", item->as));
    an_put(h->sink, "</dl>\n</section>\n");
}
