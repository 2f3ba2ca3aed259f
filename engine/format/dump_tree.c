/* A file as the reader sees it: kinds, styles and places of its nodes, and its comments. */
#include "antinomy/dump.h"

#include "engine/base/utf8.h"
#include "engine/format/format.h"

struct dump {
    struct an_sink *sink;
    struct an_arena *arena;
};

static const char *style_word(enum an_node_style style)
{
    switch (style) {
    case AN_STYLE_PLAIN: return "plain";
    case AN_STYLE_SINGLE: return "'quoted'";
    case AN_STYLE_DOUBLE: return "\"quoted\"";
    case AN_STYLE_LITERAL: return "literal";
    case AN_STYLE_FOLDED: return "folded";
    case AN_STYLE_BLOCK: return "block";
    case AN_STYLE_FLOW: return "brackets";
    case AN_STYLE_JSON_LITERAL: return "JSON literal";
    }
    AN_UNREACHABLE();
}

static void put_place(struct dump *d, const struct an_span *span, int depth)
{
    an_putf(d->sink, "%5u:%-4u%*s", span->line, span->col, 2 * depth, "");
}

/* The depth of a tree is limited by its reader. */
static void put_node(struct dump *d, const struct an_node *node, int depth)
{
    size_t n = node->kind == AN_NODE_SEQ ? node->seq.n : node->map.n;
    if (node->kind == AN_NODE_SCALAR) {
        an_putf(d->sink, "%s (%s)\n", an_utf8_shown(d->arena, node->scalar.text),
                style_word(node->style));
        return;
    }
    an_putf(d->sink, "%s of %zu (%s)\n", node->kind == AN_NODE_SEQ ? "list" : "mapping", n,
            style_word(node->style));
    for (size_t i = 0; i < n; i++) {
        const struct an_node *first =
            node->kind == AN_NODE_SEQ ? node->seq.item[i] : node->map.pair[i].key;
        put_place(d, &first->span, depth + 1);
        if (node->kind == AN_NODE_SEQ)
            an_put(d->sink, "- ");
        else
            an_putf(d->sink, "%s: ", an_utf8_shown(d->arena, first->scalar.text));
        put_node(d, node->kind == AN_NODE_SEQ ? first : node->map.pair[i].value, depth + 1);
    }
}

struct asked {
    struct an_sink *sink;
    const char *path;
};

static enum an_status dump(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    const struct asked *asked = what;
    struct dump d = {asked->sink, arena};
    const struct an_source *source = an_source_read(arena, ws->diags, asked->path);
    if (!source)
        return AN_EINPUT;
    for (size_t i = 0; i < source->n_docs; i++) {
        put_place(&d, &source->doc[i]->span, 0);
        an_putf(d.sink, "document %zu: ", i + 1);
        put_node(&d, source->doc[i], 0);
    }
    for (size_t i = 0; i < source->n_comments; i++) {
        put_place(&d, &source->comment[i], 0);
        an_putf(d.sink, "comment of %u bytes\n", source->comment[i].len);
    }
    return AN_OK;
}

enum an_status an_dump_tree(struct an_sink *sink, struct an_workspace *ws, const char *path)
{
    struct asked asked = {sink, path};
    return an_enter_briefly(ws, "a tree was shown", dump, &asked);
}
