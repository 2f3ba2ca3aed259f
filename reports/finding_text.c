/*
 * The lines of one finding. What is in order is told in two lines; what is not is told in full:
 * demand, whose duty, what decided with its evidence, the way out, what the law rests on.
 */
#include "reports/finding_text.h"

#include <inttypes.h>
#include <string.h>

#include "reports/phrase.h"

enum { INDENT = 6 };

static void write_title(struct an_page *page, const struct an_part *part,
                        const struct an_item *item)
{
    const struct an_provision_info *info = item->finding->provision;
    struct an_arena *arena = page->arena;
    bool named = part->kind == AN_PART_MARKETS && part->n_markets == 1 &&
                 strcmp(part->markets[0], info->jurisdiction) == 0;
    const char *cite = item->again ? an_phrase_again(arena, info)
                       : named     ? an_phrase_instrument(arena, info)
                                   : an_phrase_citation(arena, info);
    an_page_blank(page);
    an_page_text(page, 2, INDENT, AN_TINT_STRONG,
                 an_strf(arena, "[%" PRIu32 "] %s", item->number, cite));
    if (info->title)
        an_page_text(page, INDENT, INDENT, AN_TINT_NONE, info->title);
}

/* Markets are named where the heading does not; offers where there are several. */
static void write_rows(struct an_page *page, const struct an_view *view, const struct an_part *part,
                       const struct an_finding *f)
{
    struct an_arena *arena = page->arena;
    if (part->kind != AN_PART_MARKETS && f->n_markets > 0)
        an_page_field(page, INDENT, "Market",
                      an_phrase_markets(arena, view->check, f->markets, f->n_markets));
    an_page_field(page, INDENT, f->n_offers == 1 ? "Offer" : "Offers",
                  an_phrase_offers(arena, view->check, f));
}

/* What the provision says stands once, under the first of its findings here. */
static void write_demand(struct an_page *page, const struct an_item *item)
{
    const struct an_finding *f = item->finding;
    const struct an_provision_info *info = f->provision;
    if (item->as == 0) {
        an_page_field(page, INDENT, "In short", info->summary);
        an_page_field(page, INDENT, "Demands", info->demand);
        an_page_field(page, INDENT, "Applies if", info->scope);
        an_page_field(page, INDENT, "Unless", info->except);
    }
    an_page_field(page, INDENT, "Duty of", an_phrase_bearer(page->arena, f));
    if (item->as == 0)
        an_page_field(page, INDENT, "Who cannot", an_phrase_inability(info));
}

static void write_facts(struct an_page *page, const struct an_finding *f)
{
    for (uint32_t i = 0; i < f->n_decided; i++)
        an_page_field(page, INDENT, i == 0 ? "Facts" : "",
                      an_phrase_fact(page->arena, &f->decided[i]));
}

static void write_open(struct an_page *page, const struct an_view *view, const struct an_finding *f)
{
    struct an_arena *arena = page->arena;
    for (uint32_t i = 0; i < f->n_open; i++) {
        const struct an_fact_use *use = &f->open[i];
        uint32_t number = an_view_question(view, use->fact);
        const char *what =
            number > 0
                ? an_strf(arena, "Q%" PRIu32 " %s", number, an_phrase_name(arena, use))
                : an_strf(arena, "%s: %s", an_phrase_name(arena, use), an_phrase_missing(use));
        an_page_field(page, INDENT, i == 0 ? "Turns on" : "", what);
    }
}

static void write_ways(struct an_page *page, const struct an_finding *f)
{
    for (uint32_t i = 0; i < f->n_ways; i++)
        an_page_field(page, INDENT, i == 0 ? "Way out" : "",
                      an_phrase_way(page->arena, &f->ways[i]));
}

static void write_consequences(struct an_page *page, const struct an_finding *f)
{
    for (uint32_t i = 0; i < f->n_consequences; i++)
        an_page_field(page, INDENT, i == 0 ? "Then" : "",
                      an_phrase_consequence(page->arena, f->consequences[i]));
}

static void write_readings(struct an_page *page, const struct an_finding *f)
{
    for (uint32_t i = 0; i < f->n_readings; i++)
        an_page_field(page, INDENT, i == 0 ? "Readings" : "",
                      an_phrase_reading(page->arena, &f->readings[i]));
}

static void write_basis(struct an_page *page, const struct an_item *item)
{
    const struct an_provision_info *info = item->finding->provision;
    if (item->as > 0) {
        an_page_field(page, INDENT, "Mark", an_phrase_marks(page->arena, item->finding));
        an_page_field(page, INDENT, "The rest",
                      an_strf(page->arena, "as under [%" PRIu32 "]", item->as));
        return;
    }
    an_page_field(page, INDENT, "Penalty", an_phrase_penalty(page->arena, info));
    an_page_field(page, INDENT, "Note", info->note);
    an_page_field(page, INDENT, "Mark", an_phrase_marks(page->arena, item->finding));
    an_page_field(page, INDENT, "Law", an_phrase_source(page->arena, info));
    an_page_field(page, INDENT, "Text", info->url);
    an_page_field(page, INDENT, "Rule", an_phrase_rule(page->arena, info));
}

/* What the answer is, as far as the heading does not say it. */
static void write_verdict(struct an_page *page, const struct an_part *part,
                          const struct an_finding *f)
{
    enum an_class class = an_class_of(f->verdict);
    bool apart = part->kind == AN_PART_NOT_YET || part->kind == AN_PART_SUSPENDED;
    if (apart) {
        an_page_field(page, INDENT, "Status", f->standing);
        an_page_field(page, INDENT, "If in force", an_phrase_verdict(f->verdict));
    } else if (class == AN_CLASS_PREPARE) {
        an_page_field(page, INDENT, "Answer",
                      f->due ? an_strf(page->arena, "due by %s", f->due)
                             : an_phrase_verdict(f->verdict));
    }
}

static void write_full(struct an_page *page, const struct an_view *view, const struct an_part *part,
                       const struct an_item *item)
{
    const struct an_finding *f = item->finding;
    enum an_class class = an_class_of(f->verdict);
    bool settled = class != AN_CLASS_QUESTION && class != AN_CLASS_DISPUTE;
    write_rows(page, view, part, f);
    write_verdict(page, part, f);
    write_demand(page, item);
    if (settled)
        an_page_field(page, INDENT, "Because", f->reason);
    else if (f->n_readings == 0)
        an_page_field(page, INDENT, "Possible", an_phrase_set(page->arena, f->possible));
    an_page_field(page, INDENT, f->verdict == AN_DISPLACED ? "Displaced" : "Exempt",
                  an_phrase_relief(page->arena, f));
    write_readings(page, f);
    write_facts(page, f);
    write_open(page, view, f);
    write_ways(page, f);
    write_consequences(page, f);
    write_basis(page, item);
}

static void write_brief(struct an_page *page, const struct an_view *view,
                        const struct an_part *part, const struct an_finding *f)
{
    write_rows(page, view, part, f);
    an_page_field(page, INDENT, "Answer", an_phrase_fine(page->arena, f));
    an_page_field(page, INDENT, "Mark", an_phrase_marks(page->arena, f));
    an_page_field(page, INDENT, "Rule", an_phrase_rule(page->arena, f->provision));
}

void an_finding_text(struct an_page *page, const struct an_view *view, const struct an_part *part,
                     const struct an_item *item)
{
    const struct an_finding *f = item->finding;
    bool in_force = part->kind == AN_PART_MARKETS || part->kind == AN_PART_HOME;
    write_title(page, part, item);
    if (in_force && an_class_of(f->verdict) == AN_CLASS_FINE)
        write_brief(page, view, part, f);
    else
        write_full(page, view, part, item);
}
