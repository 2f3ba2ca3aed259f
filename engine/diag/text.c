/*
 * The text form: the message, the source line with its marks, other places, note and help. The
 * layout is that of rustc. Tabs stay tabs, so that marks line up whatever their width; characters
 * that could steer a terminal are spelt out.
 */
#include <stdio.h>
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/diag/list.h"

enum { MOST_MARKS = 4 };

/* A labelled part of one line; byte offsets within the excerpt. */
struct mark {
    size_t from, to;
    const char *text;
    bool primary;
};

struct writer {
    struct an_arena *arena;
    const struct an_diag_list *list;
    struct an_sink *sink;
    bool colour;
    enum an_severity severity;
    size_t gutter; /* digits of the largest line number shown */
};

static const char *severity_colour(enum an_severity severity)
{
    switch (severity) {
    case AN_SEV_ERROR: return "\033[1;31m";
    case AN_SEV_WARNING: return "\033[1;33m";
    case AN_SEV_NOTICE: return "\033[1;36m";
    }
    AN_UNREACHABLE();
}

static void paint(struct writer *w, const char *code)
{
    if (w->colour)
        an_put(w->sink, code);
}

#define FRAME "\033[1;34m"
#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

static void put_shown(struct writer *w, const char *text)
{
    an_put(w->sink, an_utf8_shown(w->arena, text));
}

/* "41 |" or "   |", with the frame's colour. */
static void put_gutter(struct writer *w, uint32_t line)
{
    paint(w, FRAME);
    if (line > 0)
        an_putf(w->sink, "%*u |", (int)w->gutter, (unsigned)line);
    else
        an_putf(w->sink, "%*s |", (int)w->gutter, "");
    paint(w, PLAIN);
}

/* Columns of the character at text[i], and its length in *took. */
static size_t columns_at(const struct an_excerpt *e, size_t i, size_t *took)
{
    uint32_t cp;
    size_t len = an_utf8_decode(e->text + i, e->n - i, &cp);
    *took = len == 0 ? 1 : len;
    return an_utf8_width(e->text + i, *took);
}

static void put_source_line(struct writer *w, const struct an_excerpt *e, uint32_t line)
{
    put_gutter(w, line);
    if (e->n > 0 || e->cut_left)
        an_put(w->sink, e->cut_left ? " ..." : " ");
    for (size_t i = 0; i < e->n; i++) {
        size_t from = i;
        while (i < e->n && e->text[i] != '\t' && e->text[i] != '\0')
            i++;
        put_shown(w, an_strndup(w->arena, e->text + from, i - from));
        if (i < e->n)
            an_put(w->sink, e->text[i] == '\t' ? "\t" : "<U+0000>");
    }
    an_put(w->sink, e->cut_right ? "...\n" : "\n");
}

static void repeat(struct an_sink *sink, char sign, size_t n)
{
    for (; n > 0; n--)
        an_put_n(sink, &sign, 1);
}

/*
 * Cells [0, upto) of a row under the source line: signs[i] stands under the character at byte i
 * (' ' for none), signs[e->n] behind the end. Only the first byte of a character counts. With
 * `fill` a sign is repeated over all columns of its character.
 */
static void put_cells(struct writer *w, const struct an_excerpt *e, const char *signs, size_t upto,
                      bool fill)
{
    an_put(w->sink, e->cut_left ? "    " : " ");
    for (size_t i = 0; i < upto;) {
        size_t took = 1, columns = 1;
        bool tab = i < e->n && e->text[i] == '\t';
        if (i < e->n && !tab)
            columns = columns_at(e, i, &took);
        size_t n_signs = signs[i] == ' ' ? 0 : fill && columns > 1 ? columns : 1;
        repeat(w->sink, signs[i], n_signs);
        i += took;
        if (tab && i < upto)
            an_put(w->sink, "\t");
        else if (!tab && columns > n_signs)
            repeat(w->sink, ' ', columns - n_signs);
    }
}

static char *blank_row(struct writer *w, const struct an_excerpt *e)
{
    char *signs = an_alloc(w->arena, e->n + 2);
    memset(signs, ' ', e->n + 1);
    return signs;
}

static void start_row(struct writer *w)
{
    put_gutter(w, 0);
    paint(w, severity_colour(w->severity));
}

static void end_row(struct writer *w)
{
    paint(w, PLAIN);
    an_put(w->sink, "\n");
}

/* Puts marks in order of their start, the later ones of one start last. */
static void sort_marks(struct mark *m, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && m[k - 1].from > m[k].from; k--) {
            struct mark swap = m[k];
            m[k] = m[k - 1];
            m[k - 1] = swap;
        }
}

static void underline(char *signs, const struct mark *m)
{
    for (size_t i = m->from; i < m->to; i++)
        if (m->primary || signs[i] == ' ')
            signs[i] = m->primary ? '^' : '-';
}

/* The text of the last mark stands on the row itself if nothing is under it to its right. */
static bool fits_inline(const struct mark *m, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (m[i].to > m[n - 1].from)
            return false;
    return m[n - 1].text != NULL;
}

/* Connectors under marks[0..n), or, with the last one's text in place of its connector. */
static void put_connectors(struct writer *w, const struct an_excerpt *e, const struct mark *m,
                           size_t n, const char *text)
{
    char *signs = blank_row(w, e);
    for (size_t i = 0; i < n; i++)
        if (m[i].text)
            signs[m[i].from] = '|';
    size_t last = m[n - 1].from;
    start_row(w);
    put_cells(w, e, signs, text ? last : last + 1, false);
    if (text)
        put_shown(w, text);
    end_row(w);
}

static void put_marks(struct writer *w, const struct an_excerpt *e, struct mark *m, size_t n)
{
    sort_marks(m, n);
    char *signs = blank_row(w, e);
    for (size_t i = 0; i < n; i++)
        underline(signs, &m[i]);
    size_t last = e->n + 1;
    while (last > 0 && signs[last - 1] == ' ')
        last--;
    start_row(w);
    put_cells(w, e, signs, last, true);
    if (fits_inline(m, n)) {
        an_put(w->sink, " ");
        put_shown(w, m[--n].text);
    }
    end_row(w);
    bool first = true;
    for (; n > 0; n--) {
        if (!m[n - 1].text)
            continue;
        if (first)
            put_connectors(w, e, m, n, NULL);
        put_connectors(w, e, m, n, m[n - 1].text);
        first = false;
    }
}

/* A mark for this place if all of its beginning lies in the excerpt. */
static bool mark_of(const struct an_excerpt *e, const struct an_label *label, bool primary,
                    struct mark *out)
{
    size_t start = label->span.start, len = label->span.len;
    if (start < e->at || start > e->at + e->n)
        return false;
    size_t from = start - e->at;
    size_t to = len > e->n - from ? e->n : from + len;
    *out = (struct mark){from, to > from ? to : from + 1, label->text, primary};
    return true;
}

/* Where the place is, and its line with the marks of the places that share it. */
static void put_place(struct writer *w, bool primary, const struct an_excerpt *e,
                      const struct an_label *label, struct mark *marks, size_t n_marks)
{
    const struct an_span *at = &label->span;
    const char *path = an_diag_path(w->list, at->file);
    if (!path)
        return;
    paint(w, FRAME);
    an_putf(w->sink, "%*s%s ", (int)w->gutter, "", primary ? "-->" : ":::");
    paint(w, PLAIN);
    put_shown(w, path);
    if (at->line > 0)
        an_putf(w->sink, ":%u:%u", (unsigned)at->line, (unsigned)at->col);
    if (!e->text && label->text) {
        an_put(w->sink, ": ");
        put_shown(w, label->text);
    }
    an_put(w->sink, "\n");
    if (!e->text)
        return;
    if (primary) {
        put_gutter(w, 0);
        an_put(w->sink, "\n");
    }
    put_source_line(w, e, at->line);
    if (n_marks > 0)
        put_marks(w, e, marks, n_marks);
}

/* The primary place takes along the others on its line; the rest follow one by one. */
static void put_places(struct writer *w, const struct an_diag *d, const struct an_excerpt *e)
{
    struct mark marks[MOST_MARKS];
    bool *done = AN_NEW_ARRAY(w->arena, bool, d->n_others);
    size_t n = 0;
    const struct an_span *at = &d->primary.span;
    if (e[0].text && mark_of(&e[0], &d->primary, true, &marks[0]))
        n = 1;
    for (size_t i = 0; n > 0 && i < d->n_others && n < MOST_MARKS; i++) {
        const struct an_label *other = &d->others[i];
        if (other->span.file == at->file && other->span.line == at->line &&
            mark_of(&e[0], other, false, &marks[n])) {
            done[i] = true;
            n++;
        }
    }
    put_place(w, true, &e[0], &d->primary, marks, n);
    for (size_t i = 0; i < d->n_others; i++) {
        if (done[i])
            continue;
        n = e[i + 1].text && mark_of(&e[i + 1], &d->others[i], false, &marks[0]) ? 1 : 0;
        put_place(w, false, &e[i + 1], &d->others[i], marks, n);
    }
}

static void put_remark(struct writer *w, const char *name, const char *text)
{
    if (!text)
        return;
    paint(w, FRAME);
    an_putf(w->sink, "%*s = ", (int)w->gutter, "");
    paint(w, PLAIN);
    paint(w, BOLD);
    an_putf(w->sink, "%s:", name);
    paint(w, PLAIN);
    an_put(w->sink, " ");
    put_shown(w, text);
    an_put(w->sink, "\n");
}

static size_t digits_of(uint32_t line)
{
    size_t n = 1;
    for (; line >= 10; line /= 10)
        n++;
    return n;
}

static void put_diag(struct writer *w, const struct an_diag *d, const struct an_excerpt *e)
{
    w->severity = d->severity;
    w->gutter = digits_of(d->primary.span.line);
    for (size_t i = 0; i < d->n_others; i++)
        if (digits_of(d->others[i].span.line) > w->gutter)
            w->gutter = digits_of(d->others[i].span.line);
    paint(w, severity_colour(d->severity));
    an_putf(w->sink, "%s[%s]", an_severity_name(d->severity), d->code);
    paint(w, PLAIN);
    paint(w, BOLD);
    an_put(w->sink, ": ");
    put_shown(w, d->message);
    paint(w, PLAIN);
    an_put(w->sink, "\n");
    put_places(w, d, e);
    put_remark(w, "note", d->note);
    put_remark(w, "help", d->help);
    put_remark(w, "more", an_strf(w->arena, "antinomy messages %s", d->code));
}

static const char *counted(struct writer *w, const size_t n[AN_SEVERITIES])
{
    const char *text = "";
    for (int s = AN_SEV_ERROR; s <= AN_SEV_NOTICE; s++)
        if (n[s] > 0)
            text = an_strf(w->arena, "%s%s%zu more %s%s", text, *text ? ", " : "", n[s],
                           an_severity_name((enum an_severity)s), n[s] == 1 ? "" : "s");
    return text;
}

/* After the last message of a file: how many of its messages were not shown. */
static void put_hidden_of_file(struct writer *w, const struct an_diag_choice *choice, size_t last,
                               size_t hidden_later[AN_SEVERITIES])
{
    uint32_t file = choice->v[last]->diag.primary.span.file;
    const struct an_diag_source *source = an__diag_source(w->list, file);
    size_t hidden[AN_SEVERITIES];
    memcpy(hidden, source->total, sizeof hidden);
    for (size_t i = last + 1; i > 0 && choice->v[i - 1]->diag.primary.span.file == file; i--)
        hidden[choice->v[i - 1]->diag.severity]--;
    const char *text = counted(w, hidden);
    if (!*text)
        return;
    an_putf(w->sink, "... %s in ", text);
    put_shown(w, source->path ? source->path : "no file");
    an_put(w->sink, " not shown\n\n");
    for (int s = 0; s < AN_SEVERITIES; s++)
        hidden_later[s] -= hidden[s];
}

void an__diag_write_text(struct an_arena *arena, const struct an_diag_list *list,
                         struct an_sink *sink, bool colour)
{
    struct writer w = {.arena = arena, .list = list, .sink = sink, .colour = colour};
    struct an_diag_choice choice = an__diag_choose(arena, list);
    struct an_excerpts excerpts = an__diag_excerpts(arena, list, &choice);
    size_t hidden[AN_SEVERITIES];
    memcpy(hidden, choice.hidden, sizeof hidden);
    for (size_t i = 0; i < choice.n; i++) {
        const struct an_diag *d = &choice.v[i]->diag;
        put_diag(&w, d, &excerpts.v[excerpts.first[i]]);
        an_put(sink, "\n");
        if (i + 1 == choice.n || choice.v[i + 1]->diag.primary.span.file != d->primary.span.file)
            put_hidden_of_file(&w, &choice, i, hidden);
    }
    const char *rest = counted(&w, hidden);
    if (*rest)
        an_putf(sink, "... %s in other files not shown\n", rest);
}
