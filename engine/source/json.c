/*
 * JSON (RFC 8259) into the positioned tree: a reader of our own, since no packaged library gives
 * the place of every node. No recursion; numbers and literals stay text. Stricter than the RFC in
 * three points: keys stand once, a text holds no NUL, escapes are whole characters.
 */
#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"
#include "engine/base/utf8.h"
#include "engine/source/build.h"
#include "engine/source/cursor.h"
#include "engine/source/scan.h"

struct reader {
    struct an_build build;
    const char *data;
    size_t n;
    size_t i; /* next byte */
    struct an_cursor at;
    AN_VEC(char) text; /* of the string being read */
};

/* What may come next. */
enum state { VALUE, VALUE_OR_END, KEY, KEY_OR_END, COMMA_OR_END, DONE, FAILED };

/* ---- places and errors ---- */

static struct an_span span_of(struct reader *r, size_t from, size_t to)
{
    an__cursor_to_byte(&r->at, from);
    return an__cursor_span(&r->at, r->build.file, to - from);
}

/* The place of the character at byte i; empty at the end of the file. */
static struct an_span character(struct reader *r, size_t i)
{
    uint32_t cp;
    return span_of(r, i, i + (i < r->n ? an_utf8_decode(r->data + i, r->n - i, &cp) : 0));
}

static enum state fail(struct reader *r, size_t i, const char *what)
{
    an__build_error(&r->build, json_syntax, character(r, i), what);
    return FAILED;
}

static const char *found(struct reader *r)
{
    if (r->i >= r->n)
        return "the end of the file";
    uint32_t cp;
    size_t len = an_utf8_decode(r->data + r->i, r->n - r->i, &cp);
    return an_strf(r->build.scratch, "'%.*s'", (int)len, r->data + r->i);
}

static enum state fail_expected(struct reader *r, const char *wanted)
{
    return fail(r, r->i, an_strf(r->build.scratch, "found %s, expected %s", found(r), wanted));
}

static void skip_space(struct reader *r)
{
    while (r->i < r->n && strchr(" \t\r\n", r->data[r->i]))
        r->i++;
}

/* ---- strings ---- */

static void add_char(struct reader *r, uint32_t cp)
{
    char bytes[4];
    size_t n = an_utf8_encode(cp, bytes);
    for (size_t i = 0; i < n; i++)
        an_vec_push(r->build.scratch, &r->text, bytes[i]);
}

/* Four hex digits at byte i, or UINT32_MAX. */
static uint32_t hex4(const struct reader *r, size_t i)
{
    uint32_t value = 0;
    for (size_t k = 0; k < 4; k++) {
        if (i + k >= r->n)
            return UINT32_MAX;
        char c = r->data[i + k];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : UINT32_MAX;
        if (digit == UINT32_MAX)
            return UINT32_MAX;
        value = value * 16 + digit;
    }
    return value;
}

/* "\uXXXX", perhaps the first half of a pair. r->i is at the backslash. */
static bool read_unicode(struct reader *r)
{
    uint32_t cp = hex4(r, r->i + 2);
    if (cp == UINT32_MAX) {
        fail(r, r->i, "'\\u' needs four hexadecimal digits");
        return false;
    }
    size_t len = 6;
    if (cp >= 0xD800 && cp <= 0xDFFF) {
        bool escape = r->i + 8 < r->n && r->data[r->i + 6] == '\\' && r->data[r->i + 7] == 'u';
        uint32_t low = cp <= 0xDBFF && escape ? hex4(r, r->i + 8) : UINT32_MAX;
        if (low < 0xDC00 || low > 0xDFFF) {
            an__build_error(&r->build, json_surrogate, span_of(r, r->i, r->i + 6),
                            an_strndup(r->build.scratch, r->data + r->i, 6));
            cp = 0xFFFD; /* reading goes on */
        } else {
            cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
            len = 12;
        }
    }
    add_char(r, cp);
    r->i += len;
    return true;
}

static bool read_escape(struct reader *r)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    char c = r->data[r->i + 1]; /* the text ends with a NUL */
    if (c == 'u')
        return read_unicode(r);
    const char *name = c ? strchr(names, c) : NULL;
    if (!name) {
        fail(r, r->i, "this is no escape; write '\\\\' for a backslash");
        return false;
    }
    an_vec_push(r->build.scratch, &r->text, values[name - names]);
    r->i += 2;
    return true;
}

static size_t plain_run(const struct reader *r)
{
    size_t i = r->i;
    while (i < r->n && r->data[i] != '"' && r->data[i] != '\\' && (unsigned char)r->data[i] >= 0x20)
        i++;
    return i - r->i;
}

static void add_run(struct reader *r, size_t n)
{
    for (size_t k = 0; k < n; k++)
        an_vec_push(r->build.scratch, &r->text, r->data[r->i + k]);
    r->i += n;
}

/* A string from its opening quote on, added to the tree. */
static bool read_string(struct reader *r)
{
    size_t from = r->i++;
    r->text.n = 0;
    size_t run = plain_run(r);
    /* Most strings hold no escape and are taken from the file as they stand. */
    bool plain = r->i + run < r->n && r->data[r->i + run] == '"';
    const char *text = r->data + r->i;
    size_t len = run;
    if (plain) {
        r->i += run;
    } else {
        for (add_run(r, run); r->i < r->n && r->data[r->i] == '\\'; add_run(r, plain_run(r)))
            if (!read_escape(r))
                return false;
        text = r->text.v;
        len = r->text.n;
    }
    if (r->i >= r->n || r->data[r->i] != '"') {
        if (r->i < r->n && r->data[r->i] != '\n' && r->data[r->i] != '\r') {
            fail(r, r->i, "a control character in a text; write it as an escape");
            return false;
        }
        struct an_span open = span_of(r, from, from + 1);
        struct an_diag_entry *e = an__build_error(&r->build, quote_open, open);
        an_diag_label(e, "opened here");
        an_diag_other(e, character(r, r->i), "not closed before the end of the %s",
                      r->i < r->n ? "line" : "file");
        return false;
    }
    r->i++;
    return an__build_scalar(&r->build, AN_STYLE_DOUBLE, span_of(r, from, r->i), text, len);
}

/* ---- numbers and literals ---- */

static size_t digits(const struct reader *r, size_t i)
{
    size_t n = 0;
    while (i + n < r->n && r->data[i + n] >= '0' && r->data[i + n] <= '9')
        n++;
    return n;
}

/* Length of the number at r->i by the grammar of JSON, 0 if there is none. */
static size_t number_length(const struct reader *r)
{
    size_t i = r->i + (r->data[r->i] == '-' ? 1 : 0);
    size_t n = digits(r, i);
    if (n == 0 || (n > 1 && r->data[i] == '0'))
        return 0;
    i += n;
    if (i < r->n && r->data[i] == '.') {
        n = digits(r, i + 1);
        if (n == 0)
            return 0;
        i += 1 + n;
    }
    if (i < r->n && (r->data[i] == 'e' || r->data[i] == 'E')) {
        i++;
        if (i < r->n && (r->data[i] == '+' || r->data[i] == '-'))
            i++;
        n = digits(r, i);
        if (n == 0)
            return 0;
        i += n;
    }
    return i - r->i;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '+' || c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

/* What other languages write for a number that is none. */
static bool is_no_number(const char *word, size_t len)
{
    return (len == 3 && memcmp(word, "NaN", 3) == 0) ||
           (len == 8 && memcmp(word, "Infinity", 8) == 0);
}

static bool read_literal(struct reader *r)
{
    size_t end = r->i;
    while (end < r->n && is_word(r->data[end]))
        end++;
    size_t len = end - r->i;
    const char *word = r->data + r->i;
    bool literal = (len == 4 && (memcmp(word, "true", 4) == 0 || memcmp(word, "null", 4) == 0)) ||
                   (len == 5 && memcmp(word, "false", 5) == 0);
    bool number = len > 0 && (strchr("+-.0123456789", *word) || is_no_number(word, len));
    if (len == 0) {
        fail_expected(r, "a value");
        return false;
    }
    struct an_span at = span_of(r, r->i, end);
    if (!literal && (!number || number_length(r) != len)) {
        const char *shown = an_strndup(r->build.scratch, word, len < 40 ? len : 40);
        an__build_error(&r->build, json_syntax, at,
                        number ? an_strf(r->build.scratch, "'%s' is no number", shown)
                               : an_strf(r->build.scratch, "'%s' needs double quotes", shown));
        return false;
    }
    r->i = end;
    return an__build_scalar(&r->build, AN_STYLE_JSON_LITERAL, at, word, len);
}

/* ---- the grammar ---- */

static enum state after_value(struct reader *r)
{
    return an__build_top(&r->build) ? COMMA_OR_END : DONE;
}

static bool in_map(struct reader *r)
{
    return an__build_top(&r->build)->node->kind == AN_NODE_MAP;
}

static enum state read_value(struct reader *r)
{
    char c = r->data[r->i];
    if (c == '{' || c == '[') {
        bool map = c == '{';
        if (!an__build_open(&r->build, map ? AN_NODE_MAP : AN_NODE_SEQ, AN_STYLE_FLOW,
                            span_of(r, r->i, r->i), -1))
            return FAILED;
        r->i++;
        return map ? KEY_OR_END : VALUE_OR_END;
    }
    if (c == '"')
        return read_string(r) ? after_value(r) : FAILED;
    return read_literal(r) ? after_value(r) : FAILED;
}

static enum state read_key(struct reader *r)
{
    if (r->i >= r->n || r->data[r->i] != '"')
        return fail_expected(r, "a key in double quotes");
    if (!read_string(r))
        return FAILED;
    skip_space(r);
    if (r->i >= r->n || r->data[r->i] != ':')
        return fail_expected(r, "':' after the key");
    r->i++;
    return VALUE;
}

static enum state close(struct reader *r)
{
    r->i++;
    an__build_close(&r->build, r->i);
    return after_value(r);
}

static enum state read_separator(struct reader *r)
{
    bool map = in_map(r);
    char c = r->data[r->i];
    if (c == ',') {
        r->i++;
        return map ? KEY : VALUE;
    }
    if (c == (map ? '}' : ']'))
        return close(r);
    return fail_expected(r, map ? "',' or '}'" : "',' or ']'");
}

static enum state step(struct reader *r, enum state state)
{
    char c = r->data[r->i];
    switch (state) {
    case VALUE: return read_value(r);
    case VALUE_OR_END: return c == ']' ? close(r) : read_value(r);
    case KEY: return read_key(r);
    case KEY_OR_END: return c == '}' ? close(r) : read_key(r);
    case COMMA_OR_END: return read_separator(r);
    case DONE: return r->i < r->n ? fail_expected(r, "nothing after the value") : DONE;
    case FAILED: return FAILED;
    }
    AN_UNREACHABLE();
}

static void read_all(struct reader *r)
{
    skip_space(r);
    if (r->i >= r->n)
        return; /* nothing: the caller says so */
    enum state state = VALUE;
    while (state != FAILED && (state != DONE || r->i < r->n)) {
        state = step(r, state);
        skip_space(r);
    }
}

const struct an_source *an_source_parse_json(struct an_arena *arena, struct an_diag_list *diags,
                                             const char *path, const struct an_bytes *bytes)
{
    struct an_scan scan;
    if (!an__scan(diags, bytes, true, &scan))
        return NULL;
    struct an_arena *scratch = an_scratch_new(arena);
    struct reader *r = AN_NEW(scratch, struct reader);
    r->build = (struct an_build){.arena = arena,
                                 .scratch = scratch,
                                 .diags = diags,
                                 .file = bytes->file,
                                 .max_depth = AN_MAX_JSON_DEPTH};
    r->data = bytes->data;
    r->n = bytes->n;
    r->i = scan.skip;
    r->at = an__cursor(bytes->data, bytes->n, scan.skip);
    read_all(r);
    const struct an_source *source = an__build_end(&r->build, path, bytes);
    an_arena_free(scratch);
    return source;
}
