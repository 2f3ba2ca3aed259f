/*
 * The matrix as text. A few countries: topics down, a cell with letter and step, and below what
 * each cell rests on. Many: countries down, topics across by number, a letter and the number of the
 * step (compare_grid.c). Which it is follows from the width of the page.
 */
#include "reports/compare_text.h"

#include <string.h>

#include "engine/base/english.h"
#include "engine/base/utf8.h"
#include "engine/base/vec.h"
#include "reports/compare_words.h"
#include "reports/phrase.h"
#include "reports/run.h"

/* Later lines of a cell are set in where words still fit. */
enum { LABEL = 18, LEAST_CELL = 12, SET_IN_FROM = 15, MOST_LINES = 12 };

/* ---- a table of wrapped cells ---- */

/* Text cut into lines of at most `width` columns, later ones `later`, after '-', '.' and spaces
 * where possible. */
struct lines {
    const char *v[MOST_LINES];
    unsigned n;
};

static size_t line_length(const char *s, unsigned width)
{
    size_t n = strlen(s), best = 0;
    if (an_utf8_width(s, n) <= width)
        return n;
    for (size_t i = 1; i < n && an_utf8_width(s, i) <= width; i++)
        if (s[i - 1] == '-' || s[i - 1] == '.' || s[i] == ' ')
            best = i;
    return best > 0 ? best : width;
}

static struct lines lines_of(struct an_arena *arena, const char *text, unsigned width,
                             unsigned later)
{
    struct lines out = {.n = 0};
    while (*text && out.n < MOST_LINES) {
        size_t n = line_length(text, out.n == 0 ? width : later);
        out.v[out.n++] = an_strndup(arena, text, n);
        text += n;
        while (*text == ' ')
            text++;
    }
    return out;
}

static void put_padded(struct an_page *page, const char *text, unsigned width)
{
    size_t n = an_utf8_width(text, strlen(text));
    an_put(&page->sink, text);
    for (; n < width; n++)
        an_put(&page->sink, " ");
}

/* One row: a label and cells, as many lines as the tallest needs; later lines are set in. */
static void put_row(struct an_page *page, const struct lines *cell, uint32_t n, unsigned width,
                    unsigned set_in)
{
    unsigned tallest = 0;
    for (uint32_t i = 0; i < n; i++)
        tallest = cell[i].n > tallest ? cell[i].n : tallest;
    for (unsigned line = 0; line < tallest; line++) {
        uint32_t last = 0;
        for (uint32_t i = 0; i < n; i++)
            if (cell[i].n > line)
                last = i;
        for (uint32_t i = 0; i <= last; i++) {
            const char *text = cell[i].n > line ? cell[i].v[line] : "";
            if (i > 0 && line > 0 && *text)
                text = an_strf(page->arena, "%*s%s", (int)set_in, "", text);
            put_padded(page, text, i == last ? 0 : i == 0 ? LABEL : width);
        }
        an_put(&page->sink, "\n");
    }
}

/* ---- the matrix ---- */

static const char *cell_text(struct an_arena *arena, const struct an_matrix *m, uint32_t topic,
                             const struct an_cell *c)
{
    const char *step = an_compare_step(m, topic, c);
    bool found = c->letter < AN_LETTER_NONE_FOUND;
    return an_strf(arena, "%s%s%s%s%s%s%s%s%s", an_letter_text(c->letter), c->uncertain ? "?" : "",
                   c->more ? "+" : "", found && !c->researched ? "*" : "", step ? " " : "",
                   step ? step : "", c->via ? " (" : "", c->via ? c->via : "", c->via ? ")" : "");
}

static bool silent(const struct an_matrix *m, uint32_t topic)
{
    for (uint32_t i = 0; i < m->n_columns; i++)
        if (an_matrix_cell(m, topic, i)->letter != AN_LETTER_UNKNOWN)
            return false;
    return true;
}

static void put_matrix(struct an_page *page, const struct an_matrix *m)
{
    struct an_arena *arena = page->arena;
    unsigned width = (page->width - LABEL) / m->n_columns, set_in = width >= SET_IN_FROM ? 2 : 0;
    struct lines *cell = AN_NEW_ARRAY(arena, struct lines, m->n_columns + 1);
    AN_VEC(const char *) skipped = {0};
    cell[0] = lines_of(arena, "", LABEL - 1, LABEL - 1);
    for (uint32_t i = 0; i < m->n_columns; i++)
        cell[i + 1] = lines_of(arena, m->columns[i].code, width - 1, width - 1 - set_in);
    an_page_blank(page);
    put_row(page, cell, m->n_columns + 1, width, set_in);
    for (uint32_t t = 0; t < m->n_topics; t++) {
        if (silent(m, t)) {
            an_vec_push(arena, &skipped, m->topics[t].id);
            continue;
        }
        cell[0] = lines_of(arena, m->topics[t].id, LABEL - 1, LABEL - 1);
        for (uint32_t i = 0; i < m->n_columns; i++)
            cell[i + 1] = lines_of(arena, cell_text(arena, m, t, an_matrix_cell(m, t, i)),
                                   width - 1, width - 1 - set_in);
        put_row(page, cell, m->n_columns + 1, width, set_in);
    }
    if (skipped.n == 0)
        return;
    an_page_blank(page);
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 an_strf(arena, "Not researched for this day in any of these places: %s.",
                         an_phrase_list(arena, skipped.v, skipped.n, "and")));
}

static bool any_mark(const struct an_matrix *m, char mark)
{
    for (size_t i = 0; i < (size_t)m->n_topics * m->n_columns; i++) {
        const struct an_cell *c = &m->cells[i];
        bool found = c->letter < AN_LETTER_NONE_FOUND;
        if ((mark == '?' && c->uncertain) || (mark == '+' && c->more) ||
            (mark == '*' && found && !c->researched) || (mark == '(' && c->via))
            return true;
    }
    return false;
}

void an_compare_letters(struct an_page *page, const struct an_matrix *m)
{
    an_page_blank(page);
    for (int k = 0; k < AN_LETTER_COUNT; k++)
        if (m->count[k] > 0)
            an_page_field_at(page, 2, 8, an_letter_text((enum an_letter)k),
                             an_letter_words((enum an_letter)k));
}

static void put_marks(struct an_page *page, const struct an_matrix *m)
{
    static const struct {
        char mark;
        const char *shown, *means;
    } marks[] = {
        {'?', "?", "rests on a day that is not known exactly"},
        {'+', "+", "something else is suspended, adopted or drafted besides; see below"},
        {'*', "*",
         "no coverage statement holds for this place, topic and day: there may be stricter rules"},
        {'(', "(EU)", "law of that union, treaty or state, which applies here on the day"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (any_mark(m, marks[i].mark))
            an_page_field_at(page, 2, 8, marks[i].shown, marks[i].means);
}

/* ---- what the cells rest on ---- */

static const char *days_of(struct an_arena *arena, const struct an_cell_rule *r)
{
    const char *since =
        r->since ? an_strf(arena, " since %s", an_day_in_text(arena, r->since)) : "";
    const char *until =
        r->until ? an_strf(arena, ", until %s", an_day_in_text(arena, r->until)) : "";
    const char *coming =
        r->coming ? an_strf(arena, ", in force from %s", an_day_in_text(arena, r->coming)) : "";
    return an_strf(arena, "%s%s%s%s", an_letter_words(r->within), since, until, coming);
}

/* How sure it is, where that is worth a word. */
static const char *doubts(struct an_arena *arena, const struct an_provision_info *p)
{
    bool sure = p->confidence && strcmp(p->confidence, "high") == 0;
    bool seen = !p->evidence || strcmp(p->evidence, "gazette") == 0;
    bool read = !p->text_state || strcmp(p->text_state, "official") == 0;
    return an_strf(arena, "%s%s%s%s%s", !p->confidence ? "; not reviewed" : "",
                   p->confidence && !sure ? "; confidence " : "",
                   p->confidence && !sure ? p->confidence : "",
                   seen ? "" : an_strf(arena, "; evidence %s", p->evidence),
                   read ? "" : an_strf(arena, "; text %s", p->text_state));
}

/* What takes precedence over it, and whose law it is. */
static const char *relations(struct an_arena *arena, const struct an_cell_rule *r)
{
    const char *exempted =
        r->exempted_by ? an_strf(arena, "; may give way to %s", r->exempted_by) : "";
    const char *displaced =
        r->displaced_by ? an_strf(arena, "; may be displaced by %s", r->displaced_by) : "";
    const char *via = r->via ? an_strf(arena, "; law of %s", r->via) : "";
    return an_strf(arena, "%s%s%s", exempted, displaced, via);
}

static const char *rule_text(struct an_arena *arena, const struct an_matrix *m, uint32_t topic,
                             const struct an_cell_rule *r)
{
    const char *step = r->step >= 0 ? m->topics[topic].steps[r->step].id : NULL;
    const struct an_provision_info *p = r->provision;
    return an_strf(arena, "%s %s: %s. %s; %s%s%s%s%s%s", an_letter_text(r->letter), p->id, p->title,
                   an_phrase_instrument(arena, p), days_of(arena, r),
                   step ? "; step " : "; no step", step ? step : "",
                   r->liberty ? " (a liberty)" : "", relations(arena, r), doubts(arena, p));
}

/* What ended is told only where there is nothing else. */
static bool told(const struct an_cell *c, const struct an_cell_rule *r)
{
    return r->letter != AN_LETTER_ENDED || c->letter == AN_LETTER_ENDED;
}

static void put_rests(struct an_page *page, const struct an_matrix *m, uint32_t topic,
                      uint32_t column)
{
    struct an_arena *arena = page->arena;
    const struct an_cell *c = an_matrix_cell(m, topic, column);
    const char *code = m->columns[column].code;
    if (c->letter == AN_LETTER_UNKNOWN)
        return;
    if (c->letter == AN_LETTER_NONE_FOUND) {
        an_page_field_at(page, 2, 8, code,
                         an_strf(arena, "N: none found; law of %s to %s, researched on %s.",
                                 c->law_from, c->law_to, c->researched_on));
        return;
    }
    const char *title =
        c->step >= 0 ? m->topics[topic].steps[c->step].title : "not placed on the scale";
    an_page_field_at(page, 2, 8, code,
                     an_strf(arena, "%s: %s%s%s.", an_letter_text(c->letter), title,
                             c->on_order ? " (waits for an order)" : "",
                             c->researched ? "" : "; coverage not stated"));
    for (uint32_t i = 0; i < c->n_rules; i++)
        if (told(c, &c->rules[i]))
            an_page_text(page, 8, 10, c->rules[i].sets ? AN_TINT_NONE : AN_TINT_FAINT,
                         rule_text(arena, m, topic, &c->rules[i]));
}

static void put_topic(struct an_page *page, const struct an_matrix *m, uint32_t topic)
{
    struct an_arena *outer = page->arena;
    if (silent(m, topic))
        return;
    page->arena = an_scratch_new(outer);
    an_page_blank(page);
    an_page_text(page, 0, 0, AN_TINT_STRONG,
                 an_strf(page->arena, "%s: %s", m->topics[topic].id, m->topics[topic].title));
    for (uint32_t i = 0; i < m->n_columns; i++)
        put_rests(page, m, topic, i);
    an_arena_free(page->arena);
    page->arena = outer;
}

/* ---- the whole ---- */

struct job {
    const struct an_matrix *m;
    const struct an_text_style *style;
};

static const char *title_of(struct an_arena *arena, const struct an_matrix *m)
{
    const char **names = AN_NEW_ARRAY(arena, const char *, m->n_columns);
    for (uint32_t i = 0; i < m->n_columns; i++)
        names[i] = an_compare_country(arena, &m->columns[i]);
    return an_phrase_list(arena, names, m->n_columns, "and");
}

static void put_counts(struct an_page *page, const struct an_matrix *m)
{
    an_page_blank(page);
    an_page_heading(page, '-', "Counts");
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 an_strf(page->arena, "Cells: %s.", an_compare_counts(page->arena, m)));
    an_page_text(page, 0, 0, AN_TINT_FAINT, an_compare_counting);
}

static void write_matrix(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_matrix *m = job->m;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    bool wide = m->n_columns > 0 && (page.width - LABEL) / m->n_columns >= LEAST_CELL;
    an_compare_head(&page, m, wide ? title_of(arena, m) : "Countries side by side");
    if (wide) {
        put_matrix(&page, m);
        an_compare_letters(&page, m);
        put_marks(&page, m);
        an_page_blank(&page);
        an_page_heading(&page, '-', "What the cells rest on");
        for (uint32_t t = 0; t < m->n_topics; t++)
            put_topic(&page, m, t);
        if (m->count[AN_LETTER_UNKNOWN] == m->n_topics * m->n_columns)
            an_page_text(&page, 0, 0, AN_TINT_NONE, "Nothing: no cell holds a rule.");
    } else {
        an_compare_grid(&page, m);
    }
    put_counts(&page, m);
    an_compare_foot(&page, m);
    an_page_end(&page);
}

enum an_status an_report_matrix_text(struct an_sink *sink, const struct an_matrix *matrix,
                                     const struct an_text_style *style)
{
    return an_report_run(sink, write_matrix, &(struct job){matrix, style});
}
