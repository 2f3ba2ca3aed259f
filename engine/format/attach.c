/*
 * Comments and what they belong to: on a line of its own, to the item that begins next; on the line
 * of an item, to that item; behind the last item of a block, to the block. Inside of brackets,
 * quotes and texts over many lines there is nothing to hold one: such a file is refused.
 */
#include <string.h>

#include "engine/format/format.h"

/* ---- items ---- */

static size_t end_of(const struct an_node *node)
{
    return (size_t)node->span.start + node->span.len;
}

static bool is_block(const struct an_node *node)
{
    return node->kind != AN_NODE_SCALAR && node->style == AN_STYLE_BLOCK;
}

/* Where the line begins that this place is on. */
static size_t line_start(const char *data, size_t at)
{
    while (at > 0 && data[at - 1] != '\n' && data[at - 1] != '\r')
        at--;
    return at;
}

/* Is the line before this one empty? */
static bool blank_before(const struct an_fmt *f, size_t at)
{
    const char *data = f->bytes->data;
    at = line_start(data, at);
    if (at > 0 && data[at - 1] == '\n')
        at--;
    if (at > 0 && data[at - 1] == '\r')
        at--;
    size_t before = line_start(data, at);
    return at > 0 && before + strspn(data + before, " \t") >= at;
}

/* The dash of an element: the first behind the one before it that stands in no comment. */
static size_t dash_of(const struct an_fmt *f, const struct an_node *list, size_t i)
{
    const char *data = f->bytes->data;
    size_t at = i == 0 ? list->span.start : end_of(list->seq.item[i - 1]);
    size_t stop = list->seq.item[i]->span.start;
    for (; at < stop && data[at] != '-'; at++)
        if (data[at] == '#')
            while (at + 1 < stop && data[at + 1] != '\n' && data[at + 1] != '\r')
                at++;
    return at;
}

static size_t start_of(const struct an_fmt *f, const struct an_node *node, size_t i)
{
    if (node->kind == AN_NODE_MAP)
        return node->map.pair[i].key->span.start;
    return is_block(node) ? dash_of(f, node, i) : node->seq.item[i]->span.start;
}

/* The depth of a tree is limited by its reader. */
static void make_items(struct an_fmt *f, struct an_fmt_node *out, const struct an_node *node,
                       const struct an_fmt_item *in)
{
    bool map = node->kind == AN_NODE_MAP;
    *out = (struct an_fmt_node){.node = node};
    if (node->kind == AN_NODE_SCALAR)
        return;
    out->n = map ? node->map.n : node->seq.n;
    out->child = AN_NEW_ARRAY(f->arena, struct an_fmt_item, out->n);
    for (size_t i = 0; i < out->n; i++) {
        struct an_fmt_item *item = &out->child[i];
        size_t start = start_of(f, node, i);
        *item = (struct an_fmt_item){.key = map ? node->map.pair[i].key : NULL,
                                     .in = in,
                                     .block = out,
                                     .start = start,
                                     .blank_before = blank_before(f, start)};
        if (is_block(node))
            an_vec_push(f->arena, &f->items, item);
        make_items(f, &item->value, map ? node->map.pair[i].value : node->seq.item[i], item);
    }
}

/* ---- comments ---- */

static struct an_fmt_comment *comment_at(struct an_fmt *f, const struct an_span *span)
{
    size_t len = span->len;
    const char *text = f->bytes->data + span->start;
    while (len > 0 && strchr(" \t\r", text[len - 1]))
        len--;
    struct an_fmt_comment *c = AN_NEW(f->arena, struct an_fmt_comment);
    c->text = an_strndup(f->arena, text, len);
    c->blank_before = blank_before(f, span->start);
    return c;
}

static void add(struct an_fmt_comments *list, struct an_fmt_comment *c)
{
    if (list->last)
        list->last->next = c;
    else
        list->first = c;
    list->last = c;
}

/* Nothing but blanks, or the mark of a document, before it on its line. */
static bool on_its_own(const struct an_fmt *f, size_t at)
{
    const char *data = f->bytes->data;
    size_t start = line_start(data, at);
    if (at - start > 3 && (memcmp(data + start, "---", 3) == 0))
        start += 3;
    while (start < at && strchr(" \t\xEF\xBB\xBF", data[start]))
        start++;
    return start == at;
}

/* Does a document begin between two places? */
static bool document_between(const struct an_fmt *f, size_t from, size_t to)
{
    const char *data = f->bytes->data;
    for (size_t i = from; i + 3 <= to; i++)
        if ((i == 0 || data[i - 1] == '\n') && memcmp(data + i, "---", 3) == 0)
            return true;
    return false;
}

static bool refuse(struct an_fmt *f, const struct an_span *span)
{
    an_diag_add(f->ws->diags, AN_MSG_format_comment, *span);
    return false;
}

/* Does it stand inside of what the item holds, where no line of its own can hold it? */
static bool is_inside(const struct an_fmt_item *item, size_t at)
{
    const struct an_node *v = item->value.node;
    bool text =
        v->kind == AN_NODE_SCALAR && (v->style == AN_STYLE_LITERAL || v->style == AN_STYLE_FOLDED);
    return !is_block(v) && !text && v->span.start < at && at < end_of(v);
}

/* Its value, in one piece, comes only after the comment. */
static bool waits(const struct an_fmt_item *item, size_t at)
{
    const struct an_node *v = item->value.node;
    return !is_block(v) && v->span.start > at && v->span.len > 0;
}

/* The innermost block that a comment in this column can be behind the end of. */
static struct an_fmt_node *block_at(const struct an_fmt_item *last, uint32_t col)
{
    struct an_fmt_node *block = last->block;
    for (const struct an_fmt_item *item = last; item; item = item->in) {
        block = item->block;
        if (block->node->span.col <= col)
            break;
    }
    return block;
}

static bool place_own(struct an_fmt *f, const struct an_span *span, struct an_fmt_item *last,
                      struct an_fmt_item *next)
{
    struct an_fmt_comment *c = comment_at(f, span);
    bool here = next && !(last && document_between(f, span->start, next->start));
    if (last && is_inside(last, span->start))
        return refuse(f, span);
    if (last && waits(last, span->start)) {
        c->blank_before = !last->lead.first && last->blank_before;
        last->blank_before = false;
        add(&last->lead, c);
    } else if (here && (!last || span->col <= next->block->node->span.col ||
                        document_between(f, last->start, span->start))) {
        add(&next->lead, c);
    } else if (last) {
        add(&block_at(last, span->col)->tail, c);
    } else {
        return refuse(f, span);
    }
    return true;
}

static bool place_beside(struct an_fmt *f, const struct an_span *span, struct an_fmt_item *last)
{
    if (!last || last->trail || is_inside(last, span->start))
        return refuse(f, span);
    last->trail = comment_at(f, span)->text;
    return true;
}

bool an__fmt_attach(struct an_fmt *f)
{
    bool ok = true;
    size_t next = 0;
    f->doc = AN_NEW_ARRAY(f->arena, struct an_fmt_document, f->source->n_docs);
    for (size_t i = 0; i < f->source->n_docs; i++)
        make_items(f, &f->doc[i].root, f->source->doc[i], NULL);
    for (size_t i = 0; i < f->source->n_comments; i++) {
        const struct an_span *span = &f->source->comment[i];
        while (next < f->items.n && f->items.v[next]->start < span->start)
            next++;
        struct an_fmt_item *last = next > 0 ? f->items.v[next - 1] : NULL;
        struct an_fmt_item *after = next < f->items.n ? f->items.v[next] : NULL;
        ok = (on_its_own(f, span->start) ? place_own(f, span, last, after)
                                         : place_beside(f, span, last)) &&
             ok;
    }
    return ok;
}
