/* Differences of law for a terminal: kind after kind, a paragraph a provision. */
#include <string.h>

#include "antinomy/diff.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"
#include "reports/time_words.h"

struct job {
    const struct an_diff *diff;
    const struct an_text_style *style;
};

static const char *kind_title(enum an_diff_kind kind)
{
    switch (kind) {
    case AN_DIFF_CAME: return "Came into force";
    case AN_DIFF_WENT: return "No longer law";
    case AN_DIFF_SUSPENDED: return "Suspended";
    case AN_DIFF_RESUMED: return "In force again, or enforced otherwise";
    case AN_DIFF_ANNOUNCED: return "Drafted or adopted, not in force";
    case AN_DIFF_UNCERTAIN: return "Uncertain on one of the days";
    case AN_DIFF_ADDED: return "In the second base only";
    case AN_DIFF_REMOVED: return "In the first base only";
    case AN_DIFF_LAW: return "Law changed: means something else";
    case AN_DIFF_BASIS: return "Basis changed: answers may change";
    case AN_DIFF_CODING: return "Coding changed: means the same";
    case AN_DIFF_KINDS: break;
    }
    AN_UNREACHABLE();
}

static const struct an_provision_info *info_of(const struct an_diff_item *item)
{
    return item->after ? item->after : item->before;
}

static const char *now_words(const struct an_diff_item *item)
{
    return item->stage_after == AN_STAGE_ENDED && item->said ? item->said
                                                             : an_time_stage(item->stage_after);
}

/* Cited in full once, then by number or title. */
static bool cited_before(const struct an_diff *d, const struct an_diff_item *item)
{
    const struct an_diff_item *last = item > d->items ? item - 1 : item;
    const struct an_provision_info *a = info_of(last), *b = info_of(item);
    return last != item && last->kind == item->kind && a && b &&
           strcmp(a->instrument, b->instrument) == 0;
}

static void write_law(struct an_page *page, const struct an_diff *d,
                      const struct an_diff_item *item)
{
    struct an_arena *arena = page->arena;
    const struct an_provision_info *info = info_of(item);
    if (!info)
        return;
    an_page_text(page, 4, 4, AN_TINT_NONE,
                 cited_before(d, item) ? an_phrase_again(arena, info)
                                       : an_phrase_citation(arena, info));
    if (!d->of_bases)
        an_page_text(page, 4, 4, AN_TINT_NONE,
                     an_strf(arena, "%s, before: %s%s%s", now_words(item),
                             an_time_stage(item->stage_before), item->since ? "; since " : "",
                             item->since ? item->since : ""));
    if (item->n_replaces > 0)
        an_page_field(page, 4, "Takes the place of",
                      an_phrase_list(arena, item->replaces, item->n_replaces, "and"));
    if (item->note && !d->of_bases)
        an_page_text(page, 4, 4, AN_TINT_FAINT, item->note);
}

static void write_field(struct an_page *page, const struct an_field_change *f)
{
    struct an_arena *arena = page->arena;
    an_page_text(page, 4, 4, AN_TINT_NONE, an_strf(arena, "%s:", *f->label ? f->label : f->key));
    an_page_text(page, 6, 8, AN_TINT_NONE,
                 an_strf(arena, "before: %s", f->before ? f->before : "nothing"));
    an_page_text(page, 6, 8, AN_TINT_NONE,
                 an_strf(arena, "after: %s", f->after ? f->after : "nothing"));
}

static void write_item(struct an_page *page, const struct an_diff *d,
                       const struct an_diff_item *item)
{
    struct an_arena *arena = page->arena;
    bool provision = item->before || item->after;
    an_page_text(page, 2, 4, AN_TINT_NONE,
                 an_strf(arena, "%s%s%s%s  %s", item->id, provision ? "" : " (",
                         provision ? "" : item->thing, provision ? "" : ")",
                         item->title ? item->title : ""));
    write_law(page, d, item);
    for (uint32_t i = 0; i < item->n_fields; i++)
        write_field(page, &item->fields[i]);
}

static void write_head(struct an_page *page, const struct an_diff *d)
{
    struct an_arena *arena = page->arena;
    const char *title =
        d->of_bases ? an_strf(arena, "Rules %.12s and %.12s", d->revision_before, d->revision_after)
                    : an_strf(arena, "The law of %s and of %s", d->from, d->to);
    an_page_heading(page, '=', title);
    an_page_text(page, 0, 0, AN_TINT_STRONG,
                 d->n_items == 0
                     ? "Nothing differs."
                     : an_strf(arena, "%s.",
                               an_phrase_count(arena, d->n_items, "difference", "differences")));
}

static void write_diff(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_diff *d = job->diff;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    write_head(&page, d);
    for (uint32_t i = 0; i < d->n_items; i++) {
        const struct an_diff_item *item = &d->items[i];
        if (i == 0 || d->items[i - 1].kind != item->kind) {
            an_page_blank(&page);
            an_page_text(&page, 0, 0, AN_TINT_STRONG,
                         an_strf(arena, "%s (%u)", kind_title(item->kind), d->count[item->kind]));
        }
        write_item(&page, d, item);
    }
    an_page_blank(&page);
    an_page_text(
        &page, 0, 0, AN_TINT_FAINT,
        an_strf(arena,
                d->of_bases
                    ? "Counted: each thing once, by id. The hash of what a provision means "
                      "tells law from coding. antinomy %s."
                    : "Counted: each provision once whose standing differs on the two days; "
                      "what was over on both is not told. Rules %.12s, antinomy %s.",
                d->of_bases ? d->version : d->revision_after, d->version));
    an_page_end(&page);
}

enum an_status an_report_diff_text(struct an_sink *sink, const struct an_diff *diff,
                                   const struct an_text_style *style)
{
    return an_report_run(sink, write_diff, &(struct job){diff, style});
}
