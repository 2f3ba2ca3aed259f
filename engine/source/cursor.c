/* Walking over UTF-8 while counting. The bytes were checked before (scan.c). */
#include "engine/source/cursor.h"

#include <stdbool.h>
#include <string.h>

#include "engine/base/sizes.h"

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

struct an_cursor an__cursor(const char *data, size_t n, size_t skip)
{
    return (struct an_cursor){.data = data, .n = n, .byte = skip, .line = 1, .col = 1};
}

/* One character on. The caller knows that there is one. */
static void step(struct an_cursor *c)
{
    if (c->data[c->byte] == '\n') {
        c->line++;
        c->col = 1;
    } else {
        c->col++;
    }
    c->chars++;
    do
        c->byte++;
    while (c->byte < c->n && continues(c->data[c->byte]));
}

/* Going back is rare and short: the column is counted anew when a line end is crossed. */
static void step_back(struct an_cursor *c)
{
    do
        c->byte--;
    while (c->byte > 0 && continues(c->data[c->byte]));
    c->chars--;
    if (c->data[c->byte] != '\n') {
        c->col--;
        return;
    }
    c->line--;
    c->col = 1;
    for (size_t i = c->byte, left = c->chars; i > 0 && left > 0 && c->data[i - 1] != '\n'; i--)
        if (!continues(c->data[i - 1])) {
            c->col++;
            left--;
        }
}

void an__cursor_to_byte(struct an_cursor *c, size_t byte)
{
    if (byte > c->n)
        byte = c->n;
    while (c->byte < byte)
        step(c);
    while (c->byte > byte && c->chars > 0)
        step_back(c);
}

void an__cursor_to_char(struct an_cursor *c, size_t chars)
{
    while (c->chars < chars && c->byte < c->n)
        step(c);
    while (c->chars > chars)
        step_back(c);
}

/* Eight ASCII characters at once while there are. */
static void seek_words(struct an_cursor *c, size_t chars)
{
    while (chars - c->chars >= 8 && c->n - c->byte >= 8) {
        uint64_t word;
        memcpy(&word, c->data + c->byte, 8);
        if (word & UINT64_C(0x8080808080808080))
            return;
        c->byte += 8;
        c->chars += 8;
    }
}

void an__cursor_seek(struct an_cursor *c, size_t chars)
{
    while (c->chars < chars && c->byte < c->n) {
        seek_words(c, chars);
        if (c->chars == chars || c->byte == c->n)
            return;
        c->chars++;
        do
            c->byte++;
        while (c->byte < c->n && continues(c->data[c->byte]));
    }
    while (c->chars > chars) {
        c->chars--;
        do
            c->byte--;
        while (c->byte > 0 && continues(c->data[c->byte]));
    }
}

struct an_span an__cursor_span(const struct an_cursor *c, uint32_t file, size_t len)
{
    return (struct an_span){
        .file = file, .line = c->line, .col = c->col, .start = an_u32(c->byte), .len = an_u32(len)};
}
