/* A timeline for a terminal: a line a change, what is still to come apart, then bars of letters. */
#include <string.h>

#include "engine/base/day.h"
#include "engine/base/utf8.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"
#include "reports/time_words.h"

struct job {
    const struct an_timeline *t;
    const struct an_text_style *style;
};

/* ---- head ---- */

static void write_head(struct an_page *page, const struct an_timeline *t)
{
    struct an_arena *arena = page->arena;
    an_page_heading(
        page, '=',
        an_strf(arena, "Timeline of %s (%s), %s to %s", t->title, t->id, t->from, t->to));
    if (t->title_native)
        an_page_text(page, 0, 0, AN_TINT_NONE, t->title_native);
    if (t->of_product)
        an_page_text(page, 0, 0, AN_TINT_NONE,
                     an_strf(arena, "Verdicts in %s, on the days on which one changes.",
                             an_phrase_list(arena, t->markets, t->n_markets, "and")));
    else
        an_page_text(page, 0, 0, AN_TINT_NONE,
                     an_strf(arena, "%s, on the days on which one changes.",
                             an_phrase_count(arena, t->n_lanes, "provision", "provisions")));
    an_page_blank(page);
}

/* ---- changes ---- */

static void write_change(struct an_page *page, const struct an_timeline *t,
                         const struct an_time_group *g, bool same_day)
{
    enum { COLUMN = 12 };
    struct an_arena *arena = page->arena;
    const struct an_turn *turn = g->turn;
    const char *before = an_time_before(arena, t, turn);
    const char *where = an_time_where(arena, &t->lanes[turn->lane]);
    const char *text =
        an_strf(arena, "%s: %s%s%s%s", an_time_turn(arena, t, turn), where ? "[" : "",
                where ? where : "", where ? "] " : "", an_time_cite(arena, t, g->lanes, g->n));
    if (before && t->of_product)
        text = an_strf(arena, "%s (before: %s)", text, before);
    an_page_field_at(page, 0, COLUMN, same_day ? "" : turn->day, text);
    if (turn->note || turn->evidence)
        an_page_text(page, COLUMN, COLUMN, AN_TINT_FAINT,
                     an_strf(arena, "%s%s%s%s", turn->note ? turn->note : "",
                             turn->note && turn->evidence ? " " : "",
                             turn->evidence ? "Source: " : "",
                             turn->evidence ? turn->evidence : ""));
}

static void write_changes(struct an_page *page, const struct an_timeline *t)
{
    struct an_time_groups groups = an_time_group(page->arena, t);
    bool coming = false;
    const char *day = "";
    if (groups.n == 0)
        an_page_text(page, 0, 0, AN_TINT_NONE, "Nothing changes on these days.");
    for (size_t i = 0; i < groups.n; i++) {
        const struct an_time_group *g = &groups.v[i];
        if (!coming && strcmp(g->turn->day, t->as_of) > 0) {
            coming = true;
            if (i > 0)
                an_page_blank(page);
            an_page_text(
                page, 0, 0, AN_TINT_STRONG,
                an_strf(page->arena, "Still to come after %s, as the rules date it", t->as_of));
        }
        write_change(page, t, g, strcmp(day, g->turn->day) == 0);
        day = g->turn->day;
    }
}

/* ---- bars ---- */

enum { MOST_BARS = 60, WIDEST_NAME = 34 };

static an_day day_of(const char *text)
{
    an_day day = 0;
    (void)an_day_parse(text, strlen(text), &day);
    return day;
}

struct scale {
    an_day from, to;
    unsigned columns;
};

static an_day first_of_column(const struct scale *s, unsigned column)
{
    return s->from + (an_day)((int64_t)(s->to - s->from + 1) * column / s->columns);
}

static const char *lane_name(struct an_arena *arena, const struct an_lane *lane)
{
    const char *where = an_time_where(arena, lane);
    return where ? an_strf(arena, "%s %s", lane->provision->id, where) : lane->provision->id;
}

/* The band that begins last within a column shows in it, so that a short one is not lost. */
static char letter_at(const struct an_timeline *t, const struct an_lane *lane, an_day first,
                      an_day last)
{
    char letter = '.';
    for (uint32_t i = 0; i < lane->n_bands; i++) {
        const struct an_band *b = &lane->bands[i];
        bool begun = !b->from || day_of(b->from) <= last;
        bool over = b->before && day_of(b->before) <= first;
        if (begun && !over && t->of_product)
            letter = an_time_letter(b->told);
        else if (begun && !over)
            letter = an_stage_letter(b->stage);
    }
    return letter;
}

static void write_bar(struct an_page *page, const struct an_timeline *t, const struct an_lane *lane,
                      const struct scale *s, unsigned column, bool *used)
{
    char *bar = an_alloc(page->arena, s->columns + 1);
    for (unsigned i = 0; i < s->columns; i++) {
        an_day last = first_of_column(s, i + 1) - 1, first = first_of_column(s, i);
        bar[i] = letter_at(t, lane, first, last < first ? first : last);
        used[(unsigned char)bar[i]] = true;
    }
    an_page_field_at(page, 0, column, lane_name(page->arena, lane), bar);
}

static void write_legend(struct an_page *page, const struct an_timeline *t, const bool *used)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, page->arena);
    for (int i = 1; !t->of_product && i < AN_STAGE_COUNT; i++)
        if (used[(unsigned char)an_stage_letter((enum an_stage)i)])
            an_putf(&out.sink, "%s%c %s", out.n > 0 ? ", " : "", an_stage_letter((enum an_stage)i),
                    an_time_stage((enum an_stage)i));
    for (int i = 1; t->of_product && i < AN_VERDICT_COUNT; i++) {
        struct an_told told = {(enum an_verdict)i, AN_LIST_IN_FORCE};
        if (used[(unsigned char)an_time_letter(told)] && i != AN_CLEAR)
            an_putf(&out.sink, "%s%c %s", out.n > 0 ? ", " : "", an_time_letter(told),
                    an_phrase_verdict(told.verdict));
    }
    if (used[':'])
        an_putf(&out.sink, "%s: a draft, or suspended", out.n > 0 ? ", " : "");
    an_page_text(page, 0, 0, AN_TINT_FAINT, an_strf(page->arena, "%s.", out.text));
}

static void write_bars(struct an_page *page, const struct an_timeline *t)
{
    bool used[256] = {false};
    size_t name = 4;
    for (uint32_t i = 0; i < t->n_lanes; i++) {
        const char *words = lane_name(page->arena, &t->lanes[i]);
        size_t n = an_utf8_width(words, strlen(words));
        if (n > name)
            name = n < WIDEST_NAME ? n : WIDEST_NAME;
    }
    unsigned column = (unsigned)name + 2;
    if (t->n_lanes == 0 || page->width < column + 20)
        return;
    an_page_blank(page);
    if (t->n_lanes > MOST_BARS) {
        an_page_text(page, 0, 0, AN_TINT_FAINT,
                     "Too many lanes for a picture in text; --format svg draws them all.");
        return;
    }
    struct scale s = {day_of(t->from), day_of(t->to), page->width - column};
    if (s.columns > 60)
        s.columns = 60;
    an_page_field_at(page, 0, column, "",
                     an_strf(page->arena, "%s%*s", t->from, (int)s.columns - 10, t->to));
    for (uint32_t i = 0; i < t->n_lanes; i++)
        write_bar(page, t, &t->lanes[i], &s, column, used);
    write_legend(page, t, used);
}

/* ---- the whole ---- */

static void write_foot(struct an_page *page, const struct an_timeline *t)
{
    struct an_arena *arena = page->arena;
    an_page_blank(page);
    if (t->next)
        an_page_text(page, 0, 0, AN_TINT_STRONG,
                     an_strf(arena, "Next dated change after %s: %s.", t->as_of, t->next));
    else
        an_page_text(page, 0, 0, AN_TINT_NONE,
                     an_strf(arena, "No change after %s is dated yet.", t->as_of));
    an_page_text(page, 0, 0, AN_TINT_FAINT,
                 an_strf(arena,
                         "Counted: a change is a day on which a provision's %s differs from "
                         "the day before. Rules %.12s, antinomy %s.",
                         t->of_product ? "verdict on a row" : "standing", t->revision, t->version));
    if (t->of_product)
        an_page_text(page, 0, 0, AN_TINT_FAINT, an_phrase_disclaimer);
}

static void write_timeline(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    write_head(&page, job->t);
    write_changes(&page, job->t);
    write_bars(&page, job->t);
    write_foot(&page, job->t);
    an_page_end(&page);
}

enum an_status an_report_timeline_text(struct an_sink *sink, const struct an_timeline *timeline,
                                       const struct an_text_style *style)
{
    return an_report_run(sink, write_timeline, &(struct job){timeline, style});
}
