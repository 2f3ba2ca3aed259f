/*
 * What must hold after reading any bytes: an error or a tree and never both; every place inside the
 * file and counted right; children inside their parents and in order; texts that are UTF-8;
 * messages that can be written. Shared by the fuzz targets of the reader.
 */
#ifndef AN_TESTS_CHECK_SOURCE_H
#define AN_TESTS_CHECK_SOURCE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "antinomy/sink.h"
#include "engine/base/utf8.h"
#include "engine/source/source.h"

#define HOLDS(condition)                                                                           \
 do {                                                                                              \
  if (!(condition)) {                                                                              \
   (void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                           \
   abort();                                                                                        \
  }                                                                                                \
 } while (0)

struct checked {
    const char *data;
    size_t n;
    size_t skip; /* leading mark */
};

static inline void check_place(const struct checked *c, const struct an_span *s)
{
    HOLDS(s->start <= c->n && s->len <= c->n - s->start);
    uint32_t line = 1, col = 1;
    for (size_t i = c->skip; i < s->start; i++) {
        if (c->data[i] == '\n') {
            line++;
            col = 1;
        } else if (((unsigned char)c->data[i] & 0xC0) != 0x80) {
            col++;
        }
    }
    HOLDS(s->line == line);
    HOLDS(s->col == col);
}

static inline void check_text(const struct checked *c, const struct an_node *node)
{
    const char *text = node->scalar.text;
    size_t len = node->scalar.len;
    HOLDS(strlen(text) == len);
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t took = an_utf8_decode(text + i, len - i, &cp);
        HOLDS(took != 0);
        i += took;
    }
    /* A plain text on one line is what stands in the file. */
    const char *raw = c->data + node->span.start;
    bool plain = node->style == AN_STYLE_PLAIN || node->style == AN_STYLE_JSON_LITERAL;
    if (plain && !memchr(raw, '\n', node->span.len) && !memchr(raw, '\r', node->span.len))
        HOLDS(len == node->span.len && memcmp(raw, text, len) == 0);
}

static inline size_t end_of(const struct an_node *node)
{
    return (size_t)node->span.start + node->span.len;
}

static inline void check_node(const struct checked *c, const struct an_node *node);

/* A child: inside [*from, end), and *from moves behind it. */
static inline void check_child(const struct checked *c, const struct an_node *child, size_t *from,
                               size_t end)
{
    HOLDS(child->span.start >= *from);
    HOLDS(end_of(child) <= end);
    *from = end_of(child);
    check_node(c, child);
}

/* Recursion over a depth that the reader has bounded. */
static inline void check_node(const struct checked *c, const struct an_node *node)
{
    check_place(c, &node->span);
    size_t from = node->span.start, end = end_of(node);
    switch (node->kind) {
    case AN_NODE_SCALAR: check_text(c, node); break;
    case AN_NODE_SEQ:
        for (size_t i = 0; i < node->seq.n; i++)
            check_child(c, node->seq.item[i], &from, end);
        break;
    case AN_NODE_MAP:
        for (size_t i = 0; i < node->map.n; i++) {
            HOLDS(node->map.pair[i].key->kind == AN_NODE_SCALAR);
            check_child(c, node->map.pair[i].key, &from, end);
            check_child(c, node->map.pair[i].value, &from, end);
        }
        /* The first of equal keys would be found: so each finds itself. */
        for (size_t i = 0; i < node->map.n && i < 50; i++)
            HOLDS(an_node_get(node, node->map.pair[i].key->scalar.text) == node->map.pair[i].value);
        break;
    }
}

static inline void check_messages(const struct checked *c, struct an_arena *arena,
                                  const struct an_diag_list *diags)
{
    for (size_t i = 0; an_diag_at(diags, i); i++) {
        const struct an_diag *d = an_diag_at(diags, i);
        for (size_t k = 0; k <= d->n_others; k++) {
            const struct an_span *s = k == 0 ? &d->primary.span : &d->others[k - 1].span;
            /* What is no text at all has no line that could be shown. */
            HOLDS((s->line > 0 && s->col > 0) ||
                  (strcmp(d->code, "AN0110") == 0 && k == 0 && s->start == 0 && s->len == 0));
            HOLDS(s->start <= c->n && s->len <= c->n - s->start);
        }
    }
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_diag_write(diags, &out.sink, AN_DIAG_TEXT, false);
    for (size_t i = 0; i < out.n; i++) /* nothing that steers a terminal */
        HOLDS((unsigned char)out.text[i] >= 0x20 || out.text[i] == '\n' || out.text[i] == '\t');
    an_diag_write(diags, &out.sink, AN_DIAG_JSON, false);
    HOLDS(an_sink_error(&out.sink) == 0);
}

static inline void check_source(const uint8_t *data, size_t size, bool json)
{
    struct an_arena *arena = an_arena_new();
    HOLDS(arena != NULL);
    struct an_diag_list *diags = an_diag_list_new(arena);
    const char *path = json ? "t.json" : "t.yaml";
    struct an_bytes bytes = {.data = an_strndup(arena, (const char *)data, size), .n = size};
    bytes.hash = an_hash_bytes(bytes.data, size);
    bytes.file = an_diag_file(diags, path, &bytes.hash);
    an_diag_file_text(diags, bytes.file, bytes.data, size);
    const struct an_source *source = json ? an_source_parse_json(arena, diags, path, &bytes)
                                          : an_source_parse_yaml(arena, diags, path, &bytes);
    struct checked c = {.data = bytes.data, .n = size};
    c.skip = size >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    HOLDS((source == NULL) == (an_diag_count(diags, AN_SEV_ERROR) > 0));
    size_t from = 0;
    for (size_t i = 0; source && i < source->n_docs; i++)
        check_child(&c, source->doc[i], &from, size);
    check_messages(&c, arena, diags);
    an_arena_free(arena);
}

#endif
