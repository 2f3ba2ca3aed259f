/* Conflicts for a terminal: the answer first, then each with its members, what it rests on, and the
 * ways out. */
#include <inttypes.h>
#include <string.h>

#include "antinomy/report.h"
#include "reports/conflict_words.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct job {
    const struct an_conflicts *conflicts;
    const struct an_text_style *style;
};

enum { INDENT = 4, COLUMN = 20 };

static void field(struct an_page *page, const char *label, const char *text)
{
    an_page_field_at(page, INDENT, COLUMN, label, text);
}

/* ---- one conflict ---- */

static void write_maker(struct an_page *page, const struct an_conflict_maker *maker,
                        const char *label, bool binds_state)
{
    struct an_arena *arena = page->arena;
    field(page, label, an_conflict_maker_words(arena, maker));
    if (!binds_state)
        field(page, "", an_conflict_where(arena, maker));
    field(page, "", maker->provision->demand);
}

static void write_demands(struct an_page *page, const struct an_conflict *c)
{
    enum { MOST = 6 };
    for (uint32_t i = 0; i < c->n_demands; i++) {
        const struct an_conflict_demand *d = &c->demands[i];
        const char *label = c->commitment       ? (i == 0 ? "Measure" : "Commitment")
                            : c->n_demands == 1 ? "Demand"
                                                : an_strf(page->arena, "Demand %" PRIu32, i + 1);
        for (uint32_t k = 0; k < d->n_makers && k < MOST; k++)
            write_maker(page, &d->makers[k], k == 0 ? label : "the same by",
                        c->commitment && i == 1);
        if (d->n_makers > MOST)
            field(page, "",
                  an_strf(page->arena, "and the same by %" PRIu32 " more", d->n_makers - MOST));
    }
}

static void write_fixed(struct an_page *page, const struct an_conflict *c)
{
    struct an_arena *arena = page->arena;
    for (uint32_t b = 0; b < c->n_blocks; b++)
        for (uint32_t i = 0; i < c->blocks[b].n; i++) {
            const struct an_conflict_fact *f = &c->fixed[c->blocks[b].fact[i]];
            field(page,
                  i > 0   ? "  and"
                  : b > 0 ? "  or alone by"
                          : "Blocked by",
                  an_strf(arena, "%s: %s (fixed; %s:%" PRIu32 ")",
                          an_phrase_named(arena, f->label, f->fact), f->value, f->file, f->line));
        }
    for (uint32_t i = 0; i < c->n_rules; i++)
        field(page, c->rules[i].presumed ? "Presumed" : "By definition",
              an_strf(arena, "%s (%s)", c->rules[i].because ? c->rules[i].because : "",
                      c->rules[i].id));
}

static void write_situation(struct an_page *page, const struct an_conflict *c)
{
    for (uint32_t i = 0; i < c->n_witness; i++) {
        const struct an_conflict_fact *f = &c->witness[i];
        const char *where = f->market ? an_strf(page->arena, " [%s%s%s]", f->market,
                                                f->offer ? ", " : "", f->offer ? f->offer : "")
                                      : "";
        if (f->value)
            field(page, i == 0 ? "Situation" : "",
                  an_strf(page->arena, "%s%s: %s", an_phrase_named(page->arena, f->label, f->fact),
                          where, f->value));
    }
}

static void write_ways(struct an_page *page, const struct an_conflict *c)
{
    for (uint32_t i = 0; i < c->n_ways; i++)
        field(page, i == 0 ? "Ways out" : "", an_conflict_way_words(page->arena, &c->ways[i]));
    if (c->n_ways == 0)
        field(page, "Ways out",
              c->more_ways ? "not decided within the limit" : "none that the rules know");
    else if (c->more_ways)
        field(page, "", "There are more, which are not listed.");
}

/* Towards whom it is owed, and what the state may still rely on. */
static void write_commitment(struct an_page *page, const struct an_conflict_commitment *c,
                             bool supposed)
{
    struct an_arena *arena = page->arena;
    const char *owed = an_phrase_list(arena, c->owed_to, c->n_owed_to, "and");
    const char *as =
        strcmp(c->party, c->state) == 0 ? "" : an_strf(arena, ", as party %s,", c->party);
    if (supposed)
        field(page, "Owed then",
              an_strf(arena, "by %s, if %s were a party, towards %s", c->state, c->party, owed));
    else
        field(page, "Owed by", an_strf(arena, "%s%s towards %s", c->state, as, owed));
    for (uint32_t i = 0; i < c->n_exceptions; i++)
        field(page, i == 0 ? "Exceptions" : "",
              an_conflict_exception_words(arena, &c->exceptions[i]));
    if (c->n_exceptions == 0)
        field(page, "Exceptions", "none that the rules know covers it");
}

static void write_conflict(struct an_page *page, const struct an_conflict *c, bool of_product)
{
    struct an_arena *arena = page->arena;
    an_page_blank(page);
    an_page_text(page, 0, INDENT, AN_TINT_STRONG,
                 an_strf(arena, "%s. %s [%s]", c->id, an_conflict_headline(arena, c),
                         an_conflict_kinds(arena, c)));
    write_demands(page, c);
    write_fixed(page, c);
    if (!of_product)
        write_situation(page, c);
    field(page, "In force", an_conflict_window(arena, c));
    if (c->commitment)
        write_commitment(page, c->commitment, (c->kinds & AN_CONFLICT_SUPPOSED) != 0);
    else
        write_ways(page, c);
}

/* ---- the whole ---- */

static void write_head(struct an_page *page, const struct an_conflicts *conflicts)
{
    struct an_arena *arena = page->arena;
    const char *markets = an_phrase_list(arena, conflicts->markets, conflicts->n_markets, "and");
    const char *what = conflicts->product
                           ? an_strf(arena, "%s (%s)", conflicts->product_name, conflicts->product)
                           : "the law itself";
    an_page_heading(page, '=',
                    an_strf(arena, "Conflicts: %s, %s, law of %s", what, markets, conflicts->day));
    if (conflicts->n_supposed > 0)
        an_page_text(page, 0, 0, AN_TINT_WARN,
                     an_strf(arena, "%s What is marked as supposed would be so only then.",
                             an_conflict_supposed(arena, conflicts)));
    an_page_text(page, 0, 0, AN_TINT_STRONG, an_conflict_answer(arena, conflicts));
    if (conflicts->nothing_fixed)
        an_page_text(
            page, 0, 0, AN_TINT_WARN,
            an_strf(arena,
                    "The profile fixes nothing, so every choice of design and conduct was taken "
                    "as open. List under 'fixed' what the maker will not change%s%s.",
                    conflicts->n_could_fix > 0 ? "; these duties read " : "",
                    an_phrase_list(arena, conflicts->could_fix, conflicts->n_could_fix, "and")));
    if (conflicts->drafts)
        an_page_text(page, 0, 0, AN_TINT_NONE,
                     "What is proposed or adopted was taken as if in force, and is marked.");
    if (conflicts->unconfirmed > 0)
        an_page_text(page, 0, 0, AN_TINT_WARN,
                     an_strf(arena, "%s not shown: the evaluator did not confirm its situation.",
                             an_phrase_count(arena, conflicts->unconfirmed, "set of demands is",
                                             "sets of demands are")));
}

static void write_conflicts(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_conflicts *conflicts = job->conflicts;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    write_head(&page, conflicts);
    for (uint32_t i = 0; i < conflicts->n_conflicts; i++)
        write_conflict(&page, &conflicts->conflicts[i], conflicts->product != NULL);
    an_page_blank(&page);
    an_page_text(&page, 0, 0, AN_TINT_FAINT,
                 an_strf(arena,
                         "Counted: each smallest set of demands once, whatever the number of rows "
                         "on which it stands. %" PRIu32
                         " provisions were looked at. A way out answers its own conflict, not the "
                         "others. Rules %.12s, antinomy %s.",
                         conflicts->n_provisions, conflicts->revision, conflicts->version));
    an_page_text(&page, 0, 0, AN_TINT_FAINT, an_phrase_disclaimer);
    an_page_end(&page);
}

enum an_status an_report_conflicts_text(struct an_sink *sink, const struct an_conflicts *conflicts,
                                        const struct an_text_style *style)
{
    return an_report_run(sink, write_conflicts, &(struct job){conflicts, style});
}
