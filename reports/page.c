/*
 * Wrapping by display width. A line is filled with atoms: a run of characters without a space, or
 * one wide character with the closing marks behind it, since Chinese may break between any two
 * characters but not before a comma. An atom wider than the line stands on a line of its own and
 * is not cut: it is an address or an id that somebody will want to copy.
 */
#include "reports/page.h"

#include <string.h>

#include "engine/base/utf8.h"

enum { LABEL_COLUMNS = 12, DEFAULT_WIDTH = 80, LEAST_WIDTH = 40 };

static void flush(struct an_page *page)
{
    an_put_n(page->out, page->held, page->n);
    page->n = 0;
}

static void put(struct an_page *page, const char *text, size_t n)
{
    if (n > sizeof page->held - page->n)
        flush(page);
    if (n > sizeof page->held) {
        an_put_n(page->out, text, n);
        return;
    }
    memcpy(page->held + page->n, text, n);
    page->n += n;
}

static int write_page(struct an_sink *sink, const char *text, size_t n)
{
    struct an_page *page = sink->to;
    put(page, text, n);
    return an_sink_error(page->out);
}

void an_page_init(struct an_page *page, struct an_sink *out, struct an_arena *arena,
                  const struct an_text_style *style)
{
    unsigned width = style && style->width != 0 ? style->width : DEFAULT_WIDTH;
    page->sink = (struct an_sink){.write = write_page, .to = page};
    page->arena = arena;
    page->width = width < LEAST_WIDTH ? LEAST_WIDTH : width;
    page->colour = style && style->colour;
    page->out = out;
    page->n = 0;
}

void an_page_end(struct an_page *page)
{
    flush(page);
}

void an_page_blank(struct an_page *page)
{
    put(page, "\n", 1);
}

static const char *tint_code(enum an_tint tint)
{
    switch (tint) {
    case AN_TINT_NONE: return "";
    case AN_TINT_STRONG: return "\033[1m";
    case AN_TINT_BAD: return "\033[1;31m";
    case AN_TINT_WARN: return "\033[33m";
    case AN_TINT_GOOD: return "\033[32m";
    case AN_TINT_FAINT: return "\033[2m";
    }
    AN_UNREACHABLE();
}

static void put_spaces(struct an_page *page, unsigned n)
{
    static const char spaces[] = "                                ";
    for (; n > 0; n -= n < 32 ? n : 32)
        put(page, spaces, n < 32 ? n : 32);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Marks that may not start a line. */
static bool closes(uint32_t cp)
{
    return cp == 0x3001 || cp == 0x3002 || cp == 0x3009 || cp == 0x300B || cp == 0x300D ||
           cp == 0x300F || cp == 0x3011 || cp == 0xFF01 || cp == 0xFF09 || cp == 0xFF0C ||
           cp == 0xFF1A || cp == 0xFF1B || cp == 0xFF1F || cp == ',' || cp == '.' || cp == ')' ||
           cp == ']' || cp == ';' || cp == ':';
}

/* Marks that may not end a line. */
static bool opens(uint32_t cp)
{
    return cp == 0x3008 || cp == 0x300A || cp == 0x300C || cp == 0x300E || cp == 0x3010 ||
           cp == 0xFF08 || cp == '(' || cp == '[';
}

/* "No. 39" and "art. 18" stay on one line. */
static bool holds_on(const char *s, size_t n)
{
    static const char *const words[] = {"No.", "no.", "art.", "\xC2\xA7"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && memcmp(s, words[i], n) == 0)
            return true;
    return false;
}

/* Bytes of the atom at s, and its columns. */
static size_t atom(const char *s, size_t n, size_t *columns)
{
    size_t i = 0, width = 0;
    bool was_wide = false, was_open = true;
    while (i < n && (!is_space(s[i]) || (holds_on(s, i) && i + 1 < n && !is_space(s[i + 1])))) {
        uint32_t cp = (unsigned char)s[i];
        size_t len = 1, w = 1;
        if (cp >= 0x80) {
            len = an_utf8_decode(s + i, n - i, &cp);
            len = len == 0 ? 1 : len;
            w = an_utf8_width(s + i, len);
        }
        if (!was_open && (was_wide || w == 2) && w > 0 && !closes(cp))
            break;
        was_wide = w == 2;
        was_open = opens(cp);
        width += w;
        i += len;
    }
    *columns = width;
    return i;
}

/* The same in text of printable ASCII alone, where only spaces break. */
static size_t plain_atom(const char *s, size_t n)
{
    size_t i = 0;
    for (;;) {
        const char *space = memchr(s + i, ' ', n - i);
        i = space ? (size_t)(space - s) : n;
        bool dotted = i > 0 && i <= 4 && s[i - 1] == '.';
        if (!dotted || i + 1 >= n || s[i + 1] == ' ' || !holds_on(s, i))
            return i;
        i++;
    }
}

/* Does a break at this space part a word from what it stands before? */
static bool is_held(const char *s, size_t space)
{
    size_t word = space;
    if (space == 0 || s[space - 1] != '.')
        return false;
    while (word > 0 && space - word < 4 && s[word - 1] != ' ')
        word--;
    return holds_on(s + word, space - word) && (word == 0 || s[word - 1] == ' ');
}

/*
 * As much of plain text whose words have one space between them as fits into `room` columns, at
 * least one atom. The text at s begins with no space.
 */
static size_t plain_line(const char *s, size_t n, size_t room)
{
    if (n <= room)
        return n;
    for (size_t i = room + 1; i-- > 1;)
        if (s[i] == ' ' && !is_held(s, i))
            return i;
    return plain_atom(s, n);
}

/* Text ready to be filled in. */
struct shown {
    const char *s;
    size_t n;
    bool plain; /* printable ASCII alone, single spaces, none at the beginning or end */
};

/* Line ends and tabs are spaces here; what else could steer a terminal is spelt out. */
static struct shown shown(struct an_page *page, const char *text)
{
    size_t n = 0;
    char before = ' ';
    for (; (unsigned char)(text[n] - 0x20) < 0x7F - 0x20; before = text[n++])
        if (text[n] == ' ' && before == ' ')
            break;
    if (!text[n] && before != ' ')
        return (struct shown){text, n, true};
    char *copy = an_strdup(page->arena, text);
    for (char *p = copy; *p; p++)
        if (is_space(*p))
            *p = ' ';
    const char *s = an_utf8_shown(page->arena, copy);
    return (struct shown){s, strlen(s), false};
}

/* Fills lines with plain text, a whole line at once. */
static void fill_plain(struct an_page *page, unsigned at, unsigned rest, const struct shown *t,
                       const char *code, const char *end)
{
    size_t column = at, n_code = strlen(code), n_end = strlen(end);
    put(page, code, n_code);
    for (size_t i = 0;;) {
        size_t n = plain_line(t->s + i, t->n - i, page->width > column ? page->width - column : 0);
        put(page, t->s + i, n);
        put(page, end, n_end);
        i += n + 1;
        if (i >= t->n)
            return;
        put_spaces(page, rest);
        put(page, code, n_code);
        column = rest;
    }
}

/* Fills lines from column `at` on; later lines start at `rest`. Ends the last line. */
static void fill(struct an_page *page, unsigned at, unsigned rest, enum an_tint tint,
                 const char *text)
{
    const char *code = page->colour ? tint_code(tint) : "", *end = *code ? "\033[0m\n" : "\n";
    size_t n_code = strlen(code), n_end = strlen(end);
    struct shown t = shown(page, text);
    size_t column = at;
    bool fresh = true; /* nothing on this line yet */
    if (t.plain) {
        fill_plain(page, at, rest, &t, code, end);
        return;
    }
    put(page, code, n_code);
    for (size_t i = 0; i < t.n;) {
        bool space = false;
        for (; i < t.n && t.s[i] == ' '; i++)
            space = true;
        size_t columns, len = atom(t.s + i, t.n - i, &columns);
        if (len == 0)
            break;
        if (!fresh && column + (space ? 1 : 0) + columns > page->width) {
            put(page, end, n_end);
            put_spaces(page, rest);
            put(page, code, n_code);
            column = rest;
            fresh = true;
        }
        if (space && !fresh) {
            put(page, " ", 1);
            column++;
        }
        put(page, t.s + i, len);
        column += columns;
        fresh = false;
        i += len;
    }
    put(page, end, n_end);
}

void an_page_text(struct an_page *page, unsigned first, unsigned rest, enum an_tint tint,
                  const char *text)
{
    put_spaces(page, first);
    fill(page, first, rest, tint, text);
}

void an_page_field_at(struct an_page *page, unsigned indent, unsigned column, const char *label,
                      const char *text)
{
    if (!text || !*text)
        return;
    unsigned at = indent + (unsigned)an_utf8_width(label, strlen(label));
    put_spaces(page, indent);
    if (page->colour && *label)
        an_putf(&page->sink, "\033[2m%s\033[0m", label);
    else
        put(page, label, strlen(label));
    if (at >= column) {
        an_page_blank(page);
        at = 0;
    }
    put_spaces(page, column - at);
    fill(page, column, column, AN_TINT_NONE, text);
}

void an_page_field(struct an_page *page, unsigned indent, const char *label, const char *text)
{
    an_page_field_at(page, indent, indent + LABEL_COLUMNS, label, text);
}

void an_page_heading(struct an_page *page, char line, const char *text)
{
    struct shown t = shown(page, text);
    size_t columns = t.plain ? t.n : an_utf8_width(t.s, t.n);
    an_page_text(page, 0, 0, AN_TINT_STRONG, text);
    for (size_t i = 0; i < columns && i < page->width; i++)
        put(page, &line, 1);
    an_page_blank(page);
}
