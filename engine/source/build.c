/*
 * The tree under construction. Children wait on one stack until their collection closes and are
 * then copied at their exact number, so that the finished tree holds no slack.
 */
#include "engine/source/build.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"

enum { FEW_KEYS = 12 };

struct an_build_frame *an__build_top(struct an_build *b)
{
    return b->frames.n > 0 ? &b->frames.v[b->frames.n - 1] : NULL;
}

bool an__build_at_key(const struct an_build *b)
{
    if (b->frames.n == 0)
        return false;
    const struct an_build_frame *top = &b->frames.v[b->frames.n - 1];
    return top->node->kind == AN_NODE_MAP && (b->pending.n - top->first) % 2 == 0;
}

static void add_child(struct an_build *b, const struct an_node *node)
{
    if (b->frames.n == 0)
        an_vec_push(b->scratch, &b->docs, node);
    else
        an_vec_push(b->scratch, &b->pending, node);
}

static bool has_room(struct an_build *b, struct an_span at)
{
    if (b->nodes++ < AN_MAX_NODES)
        return true;
    at.len = 0;
    an__build_error(b, too_many_nodes, at, AN_MAX_NODES);
    return false;
}

bool an__build_open(struct an_build *b, enum an_node_kind kind, enum an_node_style style,
                    struct an_span at, int indent)
{
    if (b->frames.n >= b->max_depth) {
        struct an_span first = at;
        first.len = 1;
        struct an_diag_entry *e = an__build_error(b, too_deep, first, b->max_depth);
        an_diag_label(e, "one level too many begins here");
        return false;
    }
    if (!has_room(b, at))
        return false;
    if (an__build_at_key(b))
        an__build_error(b, key_not_text, at, an_node_kind_name(kind));
    struct an_node *node = AN_NEW(b->arena, struct an_node);
    node->kind = kind;
    node->style = style;
    node->span = at;
    struct an_build_frame frame = {node, b->pending.n, indent};
    an_vec_push(b->scratch, &b->frames, frame);
    return true;
}

/* ---- duplicate keys ---- */

static void report_duplicate(struct an_build *b, const struct an_node *first,
                             const struct an_node *again)
{
    struct an_diag_entry *e = an__build_error(b, duplicate_key, again->span, again->scalar.text,
                                              (unsigned)first->span.line);
    an_diag_label(e, "again here");
    an_diag_other(e, first->span, "first here");
}

static bool same_text(const struct an_node *a, const struct an_node *b)
{
    return a->kind == AN_NODE_SCALAR && b->kind == AN_NODE_SCALAR &&
           a->scalar.len == b->scalar.len &&
           memcmp(a->scalar.text, b->scalar.text, a->scalar.len) == 0;
}

static void check_few(struct an_build *b, const struct an_pair *pair, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (same_text(pair[k].key, pair[i].key)) {
                report_duplicate(b, pair[k].key, pair[i].key);
                break;
            }
}

/* By text, equal ones in file order. */
static int compare_keys(const void *a, const void *b)
{
    const struct an_node *ka = *(const struct an_node *const *)a;
    const struct an_node *kb = *(const struct an_node *const *)b;
    int order = strcmp(ka->scalar.text, kb->scalar.text);
    if (order != 0)
        return order;
    return ka->span.start < kb->span.start ? -1 : ka->span.start > kb->span.start;
}

/* Sorting, not hashing: nobody can prepare keys that make it slow. */
static void check_many(struct an_build *b, const struct an_pair *pair, size_t n)
{
    struct an_arena *scratch = an_scratch_new(b->scratch);
    const struct an_node **keys = AN_NEW_ARRAY(scratch, const struct an_node *, n);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (pair[i].key->kind == AN_NODE_SCALAR)
            keys[count++] = pair[i].key;
    qsort(keys, count, sizeof keys[0], compare_keys);
    for (size_t i = 1, first = 0; i < count; i++) {
        if (same_text(keys[first], keys[i]))
            report_duplicate(b, keys[first], keys[i]);
        else
            first = i;
    }
    an_arena_free(scratch);
}

/* ---- closing ---- */

static size_t end_of(const struct an_node *node)
{
    return (size_t)node->span.start + node->span.len;
}

static void fill_map(struct an_build *b, struct an_node *node, const struct an_node *const *child,
                     size_t n)
{
    struct an_pair *pair = n > 0 ? AN_NEW_ARRAY(b->arena, struct an_pair, n) : NULL;
    for (size_t i = 0; i < n; i++)
        pair[i] = (struct an_pair){child[2 * i], child[2 * i + 1]};
    node->map.pair = pair;
    node->map.n = n;
    if (n <= FEW_KEYS)
        check_few(b, pair, n);
    else
        check_many(b, pair, n);
}

static void fill_seq(struct an_build *b, struct an_node *node, const struct an_node *const *child,
                     size_t n)
{
    const struct an_node **item = n > 0 ? AN_NEW_ARRAY(b->arena, const struct an_node *, n) : NULL;
    for (size_t i = 0; i < n; i++)
        item[i] = child[i];
    node->seq.item = item;
    node->seq.n = n;
}

void an__build_close(struct an_build *b, size_t end)
{
    assert(b->frames.n > 0);
    struct an_build_frame frame = b->frames.v[--b->frames.n];
    struct an_node *node = frame.node;
    size_t n = b->pending.n - frame.first;
    const struct an_node *const *child = n > 0 ? b->pending.v + frame.first : NULL;
    if (end == 0)
        end = n > 0 ? end_of(child[n - 1]) : node->span.start;
    if (node->kind == AN_NODE_MAP)
        fill_map(b, node, child, n / 2);
    else
        fill_seq(b, node, child, n);
    node->span.len = end > node->span.start ? an_u32(end - node->span.start) : 0;
    b->pending.n = frame.first;
    add_child(b, node);
}

static void check_scalar(struct an_build *b, struct an_span at, const char *text, size_t len,
                         bool is_key)
{
    if (is_key && len > AN_MAX_KEY_BYTES) {
        struct an_span begin = at;
        begin.len = 1;
        an__build_error(b, key_long, begin, len, AN_MAX_KEY_BYTES);
    } else if (len > AN_MAX_SCALAR_BYTES) {
        struct an_span begin = at;
        begin.len = 1;
        an__build_error(b, text_long, begin, len, AN_MAX_SCALAR_BYTES);
    }
    if (len > 0 && memchr(text, 0, len))
        an__build_error(b, nul_escape, at);
}

bool an__build_scalar(struct an_build *b, enum an_node_style style, struct an_span at,
                      const char *text, size_t len)
{
    if (!has_room(b, at))
        return false;
    check_scalar(b, at, text, len, an__build_at_key(b));
    struct an_node *node = AN_NEW(b->arena, struct an_node);
    node->kind = AN_NODE_SCALAR;
    node->style = style;
    node->span = at;
    node->scalar.text = len > 0 ? an_strndup(b->arena, text, len) : "";
    node->scalar.len = len;
    add_child(b, node);
    return true;
}

const struct an_source *an__build_end(struct an_build *b, const char *path,
                                      const struct an_bytes *bytes)
{
    if (b->failed)
        return NULL;
    assert(b->frames.n == 0 && b->pending.n == 0);
    size_t n = b->docs.n;
    const struct an_node **doc = n > 0 ? AN_NEW_ARRAY(b->arena, const struct an_node *, n) : NULL;
    for (size_t i = 0; i < n; i++)
        doc[i] = b->docs.v[i];
    struct an_source *source = AN_NEW(b->arena, struct an_source);
    *source = (struct an_source){.file = b->file,
                                 .path = an_strdup(b->arena, path),
                                 .hash = bytes->hash,
                                 .bytes = bytes->n,
                                 .doc = doc,
                                 .n_docs = n,
                                 .comment = b->comments.v,
                                 .n_comments = b->comments.n};
    return source;
}
