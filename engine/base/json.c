/*
 * The JSON writer. Nesting is kept by a counter and a flag per level; misuse (a value where a key
 * is due, too deep) is a fault of ours and asserts. Text that is not UTF-8 is written with U+FFFD
 * in place of each wrong byte, so that the output is JSON whatever a file name holds.
 */
#include "engine/base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "engine/base/utf8.h"

void an_json_init(struct an_json *j, struct an_sink *sink)
{
    *j = (struct an_json){.sink = sink};
    j->first[0] = true;
}

static void new_line(struct an_json *j)
{
    static const char spaces[] = "                ";
    if (j->compact)
        return;
    an_put_n(j->sink, "\n", 1);
    for (int left = 2 * j->depth; left > 0; left -= 16)
        an_put_n(j->sink, spaces, left > 16 ? 16 : (size_t)left);
}

/* What stands before a value or a key: comma, new line. A finished top value ends its line. */
static void separate(struct an_json *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    if (!j->first[j->depth])
        an_put_n(j->sink, ",", j->depth > 0 ? 1 : 0);
    j->first[j->depth] = false;
    if (j->depth > 0)
        new_line(j);
}

static void finish(struct an_json *j)
{
    if (j->depth == 0)
        an_put_n(j->sink, "\n", 1);
}

static void open(struct an_json *j, const char *mark)
{
    separate(j);
    an_put_n(j->sink, mark, 1);
    assert(j->depth + 1 < AN_JSON_DEPTH);
    j->first[++j->depth] = true;
}

static void close(struct an_json *j, const char *mark)
{
    assert(j->depth > 0 && !j->after_key);
    bool empty = j->first[j->depth--];
    if (!empty)
        new_line(j);
    an_put_n(j->sink, mark, 1);
    finish(j);
}

void an_json_object(struct an_json *j)
{
    open(j, "{");
}

void an_json_end_object(struct an_json *j)
{
    close(j, "}");
}

void an_json_array(struct an_json *j)
{
    open(j, "[");
}

void an_json_end_array(struct an_json *j)
{
    close(j, "]");
}

/* Escape of one ASCII character, or NULL if it stands for itself. */
static const char *short_escape(uint32_t cp)
{
    switch (cp) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return NULL;
    }
}

/* Characters that could steer a terminal or hide text are escaped: the value is the same. */
static void put_escaped(struct an_json *j, uint32_t cp)
{
    const char *escape = short_escape(cp);
    if (escape)
        an_put(j->sink, escape);
    else if (cp > 0xFFFF)
        an_putf(j->sink, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xD7C0 + (cp >> 10),
                0xDC00 + (cp & 0x3FF));
    else
        an_putf(j->sink, "\\u%04" PRIx32, cp);
}

static void put_quoted(struct an_json *j, const char *s)
{
    size_t n = strlen(s), done = 0, i = 0;
    an_put_n(j->sink, "\"", 1);
    while (i < n) {
        uint32_t cp = (unsigned char)s[i];
        size_t len = cp < 0x80 ? 1 : an_utf8_decode(s + i, n - i, &cp);
        if (len != 0 && cp != '"' && cp != '\\' && !an_utf8_is_unsafe(cp)) {
            i += len;
            continue;
        }
        an_put_n(j->sink, s + done, i - done);
        put_escaped(j, len == 0 ? 0xFFFD : cp);
        i += len == 0 ? 1 : len;
        done = i;
    }
    an_put_n(j->sink, s + done, n - done);
    an_put_n(j->sink, "\"", 1);
}

void an_json_key(struct an_json *j, const char *key)
{
    assert(j->depth > 0 && !j->after_key);
    separate(j);
    put_quoted(j, key);
    an_put(j->sink, j->compact ? ":" : ": ");
    j->after_key = true;
}

void an_json_string(struct an_json *j, const char *text)
{
    if (!text) {
        an_json_null(j);
        return;
    }
    separate(j);
    put_quoted(j, text);
    finish(j);
}

void an_json_int(struct an_json *j, int64_t value)
{
    separate(j);
    an_putf(j->sink, "%" PRId64, value);
    finish(j);
}

void an_json_bool(struct an_json *j, bool value)
{
    separate(j);
    an_put(j->sink, value ? "true" : "false");
    finish(j);
}

void an_json_null(struct an_json *j)
{
    separate(j);
    an_put(j->sink, "null");
    finish(j);
}

void an_json_put(struct an_json *j, const char *key, const char *text)
{
    an_json_key(j, key);
    an_json_string(j, text);
}

void an_json_put_int(struct an_json *j, const char *key, int64_t value)
{
    an_json_key(j, key);
    an_json_int(j, value);
}

void an_json_put_bool(struct an_json *j, const char *key, bool value)
{
    an_json_key(j, key);
    an_json_bool(j, value);
}
