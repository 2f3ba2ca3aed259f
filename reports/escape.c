/* One function per target. Each takes any bytes and gives well-formed text. */
#include "reports/escape.h"

#include <string.h>

#include "engine/base/utf8.h"

/* Line ends and tabs become spaces, what else is unsafe is spelt out. */
static const char *one_line(struct an_arena *arena, const char *text)
{
    char *copy = an_strdup(arena, text);
    for (char *p = copy; *p; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
    return an_utf8_shown(arena, copy);
}

static const char *entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void an_html_put(struct an_arena *arena, struct an_sink *sink, const char *text)
{
    if (!text)
        return;
    const char *s = one_line(arena, text);
    size_t done = 0, i = 0;
    for (; s[i]; i++) {
        const char *escape = entity(s[i]);
        if (!escape)
            continue;
        an_put_n(sink, s + done, i - done);
        an_put(sink, escape);
        done = i + 1;
    }
    an_put_n(sink, s + done, i - done);
}

const char *an_html_id(struct an_arena *arena, const char *text)
{
    char *id = an_strdup(arena, *text ? text : "_");
    for (char *p = id; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (*p >= '0' && *p <= '9') || *p == '-' || *p == '_' || *p == '.';
        if (!plain)
            *p = '_';
    }
    return id;
}

void an_md_put(struct an_arena *arena, struct an_sink *sink, const char *text)
{
    if (!text)
        return;
    for (const char *s = one_line(arena, text); *s; s++) {
        if (*s == '<')
            an_put(sink, "&lt;");
        else if (*s == '&')
            an_put(sink, "&amp;");
        else if (strchr("\\`*_[]|#>~!", *s))
            an_putf(sink, "\\%c", *s);
        else
            an_put_n(sink, s, 1);
    }
}

bool an_url_is_safe(const char *url)
{
    const char *rest = NULL;
    if (!url)
        return false;
    if (strncmp(url, "https://", 8) == 0)
        rest = url + 8;
    else if (strncmp(url, "http://", 7) == 0)
        rest = url + 7;
    if (!rest || !*rest || *rest == '/')
        return false;
    for (const char *p = rest; *p; p++)
        if ((unsigned char)*p <= ' ' || (unsigned char)*p >= 0x7F || strchr("\"'<>\\`{}|^", *p))
            return false;
    return true;
}
