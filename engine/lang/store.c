/* Pieces of conditions and references. A condition lies in one piece, its values in the same one.
 */
#include "engine/lang/store.h"

#include <string.h>

#include "engine/base/sizes.h"

enum { PIECE_NODES = 1024, PIECE_VALUES = 1024, PIECE_REFS = 1024 };

struct cond_piece {
    struct cond_piece *next;
    struct an_cond_node *node;
    int64_t *value;
    size_t n, cap, n_values, cap_values;
};

struct an_cond_store {
    struct an_arena *arena;
    struct cond_piece *pieces; /* the first is the one being filled */
};

struct an_cond_store *an_cond_store_new(struct an_arena *arena)
{
    struct an_cond_store *store = AN_NEW(arena, struct an_cond_store);
    store->arena = arena;
    return store;
}

static struct cond_piece *cond_piece_for(struct an_cond_store *store, size_t n, size_t n_values)
{
    struct cond_piece *p = store->pieces;
    if (p && p->cap - p->n >= n && p->cap_values - p->n_values >= n_values)
        return p;
    p = AN_NEW(store->arena, struct cond_piece);
    p->cap = n > PIECE_NODES ? n : PIECE_NODES;
    p->cap_values = n_values > PIECE_VALUES ? n_values : PIECE_VALUES;
    p->node = AN_NEW_ARRAY(store->arena, struct an_cond_node, p->cap);
    p->value = AN_NEW_ARRAY(store->arena, int64_t, p->cap_values);
    p->next = store->pieces;
    store->pieces = p;
    return p;
}

struct an_cond an_cond_store_keep(struct an_cond_store *store, const struct an_cond_node *node,
                                  size_t n, const int64_t *value, size_t n_values)
{
    if (n == 0)
        return (struct an_cond){NULL, 0, NULL, 0};
    struct cond_piece *p = cond_piece_for(store, n, n_values);
    struct an_cond_node *nodes = p->node + p->n;
    int64_t *values = p->value + p->n_values;
    memcpy(nodes, node, n * sizeof *node);
    if (n_values > 0)
        memcpy(values, value, n_values * sizeof *value);
    p->n += n;
    p->n_values += n_values;
    return (struct an_cond){nodes, an_u32(n), values, an_u32(n_values)};
}

static void renumber_node(struct an_cond_node *node, int64_t *values, const uint32_t *facts,
                          const uint32_t *symbols)
{
    bool has_fact =
        an_op_is_leaf((enum an_op)node->op) || node->op == AN_OP_SOME || node->op == AN_OP_EVERY;
    if (has_fact && !(node->column & 1u))
        node->fact = facts[node->fact];
    if (node->column & AN_DRAFT_SYMBOLS)
        for (uint32_t i = 0; i < node->n; i++)
            values[node->value + i] = symbols[values[node->value + i]];
    node->column &= 1u;
}

/* Conditions follow one another in a piece, and so do their values. */
static void renumber_piece(struct cond_piece *p, const uint32_t *facts, const uint32_t *symbols)
{
    int64_t *values = p->value;
    for (size_t root = 0; root < p->n;) {
        size_t end = root + p->node[root].size, used = 0;
        for (size_t i = root; i < end; i++) {
            struct an_cond_node *node = &p->node[i];
            if (an_op_is_leaf((enum an_op)node->op))
                used += node->n;
            renumber_node(node, values, facts, symbols);
        }
        values += used;
        root = end;
    }
}

void an_cond_store_renumber(struct an_cond_store *store, const uint32_t *facts,
                            const uint32_t *symbols)
{
    for (struct cond_piece *p = store->pieces; p; p = p->next)
        renumber_piece(p, facts, symbols);
}

struct ref_piece {
    struct ref_piece *next;
    uint32_t *v;
    size_t n, cap;
};

struct an_ref_store {
    struct an_arena *arena;
    struct ref_piece *pieces;
};

struct an_ref_store *an_ref_store_new(struct an_arena *arena)
{
    struct an_ref_store *store = AN_NEW(arena, struct an_ref_store);
    store->arena = arena;
    return store;
}

struct an_refs an_ref_store_keep(struct an_ref_store *store, const uint32_t *v, size_t n)
{
    if (n == 0)
        return (struct an_refs){NULL, 0};
    struct ref_piece *p = store->pieces;
    if (!p || p->cap - p->n < n) {
        p = AN_NEW(store->arena, struct ref_piece);
        p->cap = n > PIECE_REFS ? n : PIECE_REFS;
        p->v = AN_NEW_ARRAY(store->arena, uint32_t, p->cap);
        p->next = store->pieces;
        store->pieces = p;
    }
    uint32_t *kept = p->v + p->n;
    memcpy(kept, v, n * sizeof *v);
    p->n += n;
    return (struct an_refs){kept, an_u32(n)};
}

void an_ref_store_renumber(struct an_ref_store *store, const uint32_t *ranks)
{
    for (struct ref_piece *p = store->pieces; p; p = p->next)
        for (size_t i = 0; i < p->n; i++)
            p->v[i] = ranks[p->v[i]];
}
