/*
 * Text -> Graphviz labels. Graphviz reads labels twice: backslash escapes (\N is the node's name)
 * and XML entities (&amp; becomes &). Both are undone here, so that a title is shown letter for
 * letter. Lines are wrapped by display width; nothing is measured in bytes.
 */
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/base/vec.h"
#include "reports/draw/draw.h"

struct writer {
    struct an_arena *arena;
    AN_VEC(char) out;
    size_t columns, lines, max_lines;
    size_t used; /* columns of the present line */
    const char *end;
    bool full;
};

static void put(struct writer *w, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        an_vec_push(w->arena, &w->out, s[i]);
}

static void put_escaped(struct writer *w, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\')
            put(w, "\\\\", 2);
        else if (s[i] == '&')
            put(w, "&amp;", 5);
        else
            put(w, s + i, 1);
    }
}

static void end_line(struct writer *w)
{
    put(w, w->end, strlen(w->end));
    w->lines++;
    w->used = 0;
    if (w->lines + 1 == w->max_lines)
        w->full = true; /* the line that begins now is the last */
}

/* One unbreakable piece: a word, or a single wide character. */
static void put_piece(struct writer *w, const char *s, size_t n, bool space_before)
{
    size_t width = an_utf8_width(s, n);

    if (w->lines >= w->max_lines)
        return;
    if (w->used > 0 && w->used + width + (space_before ? 1 : 0) > w->columns) {
        if (w->full) {
            put(w, " ...", 4);
            w->lines = w->max_lines; /* nothing more */
            return;
        }
        end_line(w);
        space_before = false;
    }
    if (space_before && w->used > 0) {
        put(w, " ", 1);
        w->used++;
    }
    put_escaped(w, s, n);
    w->used += width;
}

/* Length of the piece at s: up to a space or line end, or one character where the text is wide. */
static size_t piece(const char *s)
{
    size_t n = 0, total = strlen(s);

    while (n < total && s[n] != ' ' && s[n] != '\n') {
        uint32_t cp;
        size_t k = an_utf8_decode(s + n, total - n, &cp);
        if (k == 0)
            k = 1;
        if (an_utf8_width(s + n, k) == 2)
            return n > 0 ? n : k;
        n += k;
    }
    return n;
}

const char *an_draw_label(struct an_arena *arena, const char *text, size_t columns, size_t lines,
                          const char *end)
{
    struct writer w = {
        .arena = arena, .columns = columns, .max_lines = lines, .end = end, .full = lines == 1};
    const char *s = "";
    bool space = false;

    if (text) { /* line ends of ours survive; every other control is shown as U+XXXX */
        AN_VEC(char) safe = {0};
        for (const char *line = text; *line;) {
            size_t n = strcspn(line, "\n");
            const char *shown = an_utf8_shown(arena, an_strndup(arena, line, n));
            for (const char *c = shown; *c; c++)
                an_vec_push(arena, &safe, *c);
            line += n;
            if (*line == '\n') {
                an_vec_push(arena, &safe, '\n');
                line++;
            }
        }
        an_vec_push(arena, &safe, '\0');
        s = safe.v;
    }
    while (*s) {
        if (*s == '\n') {
            if (w.lines < w.max_lines && !w.full)
                end_line(&w);
            space = false;
            s++;
        } else if (*s == ' ') {
            space = true;
            s++;
        } else {
            size_t n = piece(s);
            put_piece(&w, s, n, space);
            space = false;
            s += n;
        }
    }
    if (w.out.n > 0)
        put(&w, end, strlen(end));
    an_vec_push(arena, &w.out, '\0');
    return w.out.v;
}
