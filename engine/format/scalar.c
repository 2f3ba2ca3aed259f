/*
 * One text as YAML: plain where every reader of YAML 1.2 takes it for the same text, else in
 * quotes; and which texts can stand over many lines.
 */
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/format/format.h"

/* ---- what YAML 1.2 would not read as text ---- */

static bool is_one_of(const char *text, const char *words)
{
    return an_word_index(words, text) >= 0;
}

static const char *digits(const char *p, const char *set)
{
    return p + strspn(p, set);
}

static bool is_number(const char *text)
{
    static const char decimal[] = "0123456789";
    if (strncmp(text, "0o", 2) == 0)
        return text[2] != '\0' && *digits(text + 2, "01234567") == '\0';
    if (strncmp(text, "0x", 2) == 0)
        return text[2] != '\0' && *digits(text + 2, "0123456789abcdefABCDEF") == '\0';
    const char *p = text + (*text == '-' || *text == '+');
    const char *whole = p, *dot = digits(p, decimal);
    size_t n = (size_t)(dot - whole);
    p = dot;
    if (*p == '.') {
        p = digits(p + 1, decimal);
        n += (size_t)(p - dot) - 1;
    }
    if (n > 0 && (*p == 'e' || *p == 'E')) {
        const char *power = p + 1 + (p[1] == '-' || p[1] == '+');
        if (digits(power, decimal) > power)
            p = digits(power, decimal);
    }
    return n > 0 && *p == '\0';
}

/* The core schema of YAML 1.2. */
static bool reads_as_value(const char *text)
{
    return *text == '\0' || is_one_of(text, "null|Null|NULL|~|true|True|TRUE|false|False|FALSE") ||
           is_one_of(text, ".nan|.NaN|.NAN|.inf|.Inf|.INF|+.inf|+.Inf|+.INF|-.inf|-.Inf|-.INF") ||
           is_number(text);
}

/* Controls, line ends that are none to YAML 1.2, and what may not stand in a file but escaped. */
static bool is_odd(uint32_t cp)
{
    return cp < ' ' || (cp >= 0x7F && cp < 0xA0) || cp == 0xFEFF || cp == 0xFFFE || cp == 0xFFFF ||
           cp == 0x2028 || cp == 0x2029;
}

/* Is every character an ordinary one, or one of `also`? */
static bool is_clean(const char *text, size_t len, const char *also)
{
    uint32_t cp = 0;
    for (size_t i = 0, n; i < len; i += n) {
        n = an_utf8_decode(text + i, len - i, &cp);
        if (n == 0 || (is_odd(cp) && (cp > 0x7F || cp == 0 || !strchr(also, (int)cp))))
            return false;
    }
    return true;
}

/* What YAML 1.1 took for yes or no: quotes that somebody put around it stay. */
static bool was_value(const char *text)
{
    return is_one_of(text, "y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF");
}

/* ---- plain ---- */

/* Signs with which no plain text begins; '-', '?' and ':' may if no blank follows. */
static bool begins_plain(const char *text, bool flow)
{
    if (strchr(",[]{}#&*!|>'\"%@`", *text) || strncmp(text, "---", 3) == 0 ||
        strncmp(text, "...", 3) == 0)
        return false;
    if (strchr("-?:", *text))
        return text[1] != '\0' && !strchr(flow ? " ,[]{}" : " ", text[1]) && *text == '-';
    return true;
}

static bool is_plain(const char *text, size_t len, bool flow)
{
    if (len == 0 || text[0] == ' ' || text[len - 1] == ' ' || text[len - 1] == ':' ||
        !begins_plain(text, flow) || !is_clean(text, len, ""))
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (flow && strchr(",[]{}", c))
            return false;
        if (c == ':' && (text[i + 1] == ' ' || (flow && strchr(",[]{}", text[i + 1]))))
            return false;
        if (c == '#' && text[i - 1] == ' ')
            return false;
    }
    return true;
}

/* ---- quotes ---- */

static const char *in_single(struct an_arena *arena, const char *text)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_put(&out.sink, "'");
    for (; *text; text++)
        an_put_n(&out.sink, *text == '\'' ? "''" : text, *text == '\'' ? 2 : 1);
    an_put(&out.sink, "'");
    return out.text;
}

static const char *in_double(struct an_arena *arena, const char *text, size_t len)
{
    struct an_sink_buffer out;
    uint32_t cp = 0;
    an_sink_buffer_init(&out, arena);
    an_put(&out.sink, "\"");
    for (size_t i = 0, n; i < len; i += n) {
        n = an_utf8_decode(text + i, len - i, &cp);
        if (cp == '"' || cp == '\\')
            an_putf(&out.sink, "\\%c", (char)cp);
        else if (cp == '\n')
            an_put(&out.sink, "\\n");
        else if (cp == '\t')
            an_put(&out.sink, "\\t");
        else if (is_odd(cp))
            an_putf(&out.sink, cp < 0x100 ? "\\x%02X" : "\\u%04X", cp);
        else
            an_put_n(&out.sink, text + i, n);
    }
    an_put(&out.sink, "\"");
    return out.text;
}

const char *an__fmt_scalar(struct an_arena *arena, const struct an_node *node, bool flow,
                           bool typed)
{
    const char *text = node->scalar.text;
    size_t len = node->scalar.len;
    bool value = reads_as_value(text);
    bool bare = node->style == AN_STYLE_PLAIN;
    bool plain =
        is_plain(text, len, flow) && (!value || (typed && bare)) && (bare || !was_value(text));
    if (plain)
        return text;
    bool single = is_clean(text, len, "") && strpbrk(text, "\"\\");
    return single ? in_single(arena, text) : in_double(arena, text, len);
}

/* ---- over many lines ---- */

/* Without the line end that '>' and '|' keep. */
static size_t body(const struct an_node *node)
{
    size_t len = node->scalar.len;
    return len > 0 && node->scalar.text[len - 1] == '\n' ? len - 1 : len;
}

bool an__fmt_foldable(const struct an_node *node)
{
    const char *text = node->scalar.text;
    size_t len = body(node);
    return len > 0 && text[0] != ' ' && text[len - 1] != ' ' && is_clean(text, len, "");
}

/* Blanks at the end of a line are seen by no one, and read differently at the end of a text. */
static bool has_trailing_blanks(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strchr(" \t", text[i]) && (i + 1 == len || text[i + 1] == '\n'))
            return true;
    return false;
}

bool an__fmt_keepable(const struct an_node *node)
{
    const char *text = node->scalar.text;
    size_t len = body(node);
    return len > 0 && !strchr(" \t\n", text[0]) && text[len - 1] != '\n' &&
           is_clean(text, len, "\n\t") && !has_trailing_blanks(text, len);
}
