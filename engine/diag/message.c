/*
 * The table of messages from diag.def, and the filling of their places. The places are few and
 * read here rather than by printf, since no compiler checks the arguments of a text from a table.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/diag/list.h"

enum { LONGEST_WORD = 400, LONGEST_MESSAGE = 2000 };

struct message {
    const char *code;
    enum an_severity severity;
    const char *text;
    const char *page;
};

static const struct message messages[] = {
#define AN_MSG(name, code, severity, text, page) {code, AN_SEV_##severity, text, page},
#include "engine/diag/diag.def"
#undef AN_MSG
};

const char *an_msg_page(const char *code)
{
    for (size_t i = 0; i < AN_MSG_COUNT; i++)
        if (strcmp(messages[i].code, code) == 0)
            return messages[i].page;
    return NULL;
}

const char *an_msg_code(enum an_msg msg)
{
    assert(msg < AN_MSG_COUNT);
    return messages[msg].code;
}

enum an_severity an_msg_severity(enum an_msg msg)
{
    assert(msg < AN_MSG_COUNT);
    return messages[msg].severity;
}

const char *an_msg_text(enum an_msg msg)
{
    assert(msg < AN_MSG_COUNT);
    return messages[msg].text;
}

const char *an_severity_name(enum an_severity severity)
{
    switch (severity) {
    case AN_SEV_ERROR: return "error";
    case AN_SEV_WARNING: return "warning";
    case AN_SEV_NOTICE: return "notice";
    }
    AN_UNREACHABLE();
}

size_t an__cut(const char *s, size_t n, size_t max)
{
    if (n <= max)
        return n;
    while (max > 0 && ((unsigned char)s[max] & 0xC0) == 0x80)
        max--;
    return max;
}

/* A text under construction; what does not fit is dropped. */
struct fill {
    char text[LONGEST_MESSAGE];
    size_t n;
};

static void add(struct fill *f, const char *s, size_t n)
{
    size_t room = sizeof f->text - f->n;
    n = an__cut(s, n, room);
    memcpy(f->text + f->n, s, n);
    f->n += n;
}

static void add_word(struct fill *f, const char *s)
{
    if (!s)
        s = "?";
    size_t n = strlen(s), cut = an__cut(s, n, LONGEST_WORD);
    add(f, s, cut);
    if (cut < n)
        add(f, "...", 3);
}

static void add_number(struct fill *f, bool negative, size_t value)
{
    char digits[32];
    int n = snprintf(digits, sizeof digits, "%s%zu", negative ? "-" : "", value);
    add(f, digits, n > 0 ? (size_t)n : 0);
}

const char *an__msg_fill(struct an_arena *arena, enum an_msg msg, va_list args)
{
    struct fill f = {.n = 0};
    const char *s = an_msg_text(msg);
    while (*s) {
        size_t plain = strcspn(s, "%");
        add(&f, s, plain);
        s += plain;
        if (strncmp(s, "%s", 2) == 0) {
            add_word(&f, va_arg(args, const char *));
            s += 2;
        } else if (strncmp(s, "%d", 2) == 0) {
            int value = va_arg(args, int);
            add_number(&f, value < 0, value < 0 ? (size_t)0 - (size_t)value : (size_t)value);
            s += 2;
        } else if (strncmp(s, "%u", 2) == 0) {
            add_number(&f, false, va_arg(args, unsigned));
            s += 2;
        } else if (strncmp(s, "%zu", 3) == 0) {
            add_number(&f, false, va_arg(args, size_t));
            s += 3;
        } else if (*s) {
            assert(strncmp(s, "%%", 2) == 0); /* no other place in diag.def */
            add(&f, "%", 1);
            s += 2;
        }
    }
    return an_strndup(arena, f.text, f.n);
}
