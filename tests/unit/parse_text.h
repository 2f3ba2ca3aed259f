/* For tests of the reader: parse a text from memory, look at the tree and at the messages. */
#ifndef AN_TESTS_PARSE_TEXT_H
#define AN_TESTS_PARSE_TEXT_H

#include <string.h>

#include "antinomy/sink.h"
#include "engine/source/source.h"

struct parsed {
    struct an_arena *arena;
    struct an_diag_list *diags;
    const struct an_source *source; /* NULL after errors */
};

static inline struct parsed parse_bytes(const char *text, size_t n, bool json)
{
    struct parsed p = {.arena = an_arena_new()};
    p.diags = an_diag_list_new(p.arena);
    const char *path = json ? "t.json" : "t.yaml";
    struct an_bytes bytes = {an_strndup(p.arena, text, n), n, 0, an_hash_bytes(text, n)};
    bytes.file = an_diag_file(p.diags, path, &bytes.hash);
    an_diag_file_text(p.diags, bytes.file, bytes.data, n);
    p.source = json ? an_source_parse_json(p.arena, p.diags, path, &bytes)
                    : an_source_parse_yaml(p.arena, p.diags, path, &bytes);
    return p;
}

static inline void put_compact(struct an_sink *out, const struct an_node *node)
{
    switch (node->kind) {
    case AN_NODE_SCALAR: an_putf(out, "'%s'", node->scalar.text); break;
    case AN_NODE_SEQ:
        an_put(out, "[");
        for (size_t i = 0; i < node->seq.n; i++) {
            an_put(out, i > 0 ? " " : "");
            put_compact(out, node->seq.item[i]);
        }
        an_put(out, "]");
        break;
    case AN_NODE_MAP:
        an_put(out, "{");
        for (size_t i = 0; i < node->map.n; i++) {
            an_put(out, i > 0 ? " " : "");
            put_compact(out, node->map.pair[i].key);
            an_put(out, ":");
            put_compact(out, node->map.pair[i].value);
        }
        an_put(out, "}");
        break;
    }
}

/* The documents on one line: {'a':['b' 'c']} | 'd'. "refused" without a tree. */
static inline const char *compact_tree(const struct parsed *p)
{
    if (!p->source)
        return "refused";
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, p->arena);
    for (size_t i = 0; i < p->source->n_docs; i++) {
        an_put(&out.sink, i > 0 ? " | " : "");
        put_compact(&out.sink, p->source->doc[i]);
    }
    return out.text;
}

/* The messages on one line, in order: "AN0140@8:5 AN0123@9:1". */
static inline const char *codes_of(const struct parsed *p)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, p->arena);
    for (size_t i = 0; an_diag_at(p->diags, i); i++) {
        const struct an_diag *d = an_diag_at(p->diags, i);
        an_putf(&out.sink, "%s%s@%u:%u", i > 0 ? " " : "", d->code, (unsigned)d->primary.span.line,
                (unsigned)d->primary.span.col);
    }
    return out.text;
}

#endif
