/*
 * Conditions: written as their nodes in pre-order, each with its operator, count, fact, key, values
 * and place. Reading rebuilds `size` from the counts with a stack of open nodes, so that a subtree
 * can neither overlap another nor leave the array.
 */
#include "engine/facts/pack_cond.h"

#include <assert.h>

#include "engine/base/limits.h"

/* The first byte of a node: operator, and what is unusual about it. */
enum { OP_MASK = 0x1F, HAS_COLUMN = 0x20, HAS_KEY = 0x40 };
/* Bytes of the shortest node: first byte, count, place. */
enum { NODE_BYTES = 7 };

/* A written level is at most two nodes deep: a mapping and a group in it. */
enum { MAX_DEPTH = 2 * AN_MAX_COND_DEPTH + 2 };

struct open_node {
    uint32_t index;
    uint32_t missing; /* children still to come */
    uint32_t table;   /* the enclosing one outside this node */
};

struct cond_reader {
    struct an_pack *p;
    const struct an_model *m;
    struct an_cond_node *node;
    int64_t *value;
    uint32_t n_values, at_value;
    uint32_t table;
    struct open_node open[MAX_DEPTH];
    uint32_t depth;
};

/* ---- what fits which type ---- */

static bool lists(const struct an_value_type *t, int64_t symbol)
{
    for (uint32_t i = 0; i < t->n_values; i++)
        if (t->values[i] == symbol)
            return true;
    return false;
}

static bool is_symbol(const struct an_model *m, const struct an_value_type *t, int64_t v)
{
    if (v < 0 || v >= an_intern_count(m->symbols))
        return false;
    return t->type == AN_TYPE_TEXT || t->open || lists(t, v);
}

static bool is_place(const struct an_model *m, int64_t v)
{
    return (v >= 0 && v < m->places.n) || v == AN_PLACE_J || v == AN_PLACE_M;
}

static bool value_fits(const struct an_model *m, const struct an_value_type *t, int64_t v)
{
    switch (t->type) {
    case AN_TYPE_BOOL: return v == 0 || v == 1;
    case AN_TYPE_ENUM:
    case AN_TYPE_SET:
    case AN_TYPE_TEXT: return is_symbol(m, t, v);
    case AN_TYPE_COUNTRIES: return is_place(m, v);
    case AN_TYPE_DATE: return v >= AN_DAY_MIN && v <= AN_DAY_MAX;
    case AN_TYPE_COUNTRY_MAP:
    case AN_TYPE_INT:
    case AN_TYPE_MONEY: return true;
    case AN_TYPE_TABLE: return false;
    }
    AN_UNREACHABLE();
}

static bool is_collection(const struct an_value_type *t)
{
    return t->type == AN_TYPE_SET || t->type == AN_TYPE_COUNTRIES;
}

static bool is_comparable(const struct an_value_type *t)
{
    return t->type == AN_TYPE_INT || t->type == AN_TYPE_MONEY || t->type == AN_TYPE_DATE ||
           t->type == AN_TYPE_COUNTRY_MAP || (t->type == AN_TYPE_ENUM && t->ordered);
}

/* May this operator, with so many values, test this type? */
static bool op_fits(enum an_op op, const struct an_value_type *t, uint32_t n)
{
    switch (op) {
    case AN_OP_IN: return t->type != AN_TYPE_TABLE;
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN: return is_comparable(t) && n == 1;
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY: return is_collection(t);
    case AN_OP_ON_LIST: return t->type == AN_TYPE_TEXT;
    case AN_OP_ALL:
    case AN_OP_ANY:
    case AN_OP_NOT:
    case AN_OP_OPEN:
    case AN_OP_SOME:
    case AN_OP_EVERY: return false;
    }
    AN_UNREACHABLE();
}

/* The type that a leaf tests, or NULL after a fault. */
static const struct an_value_type *type_of(struct cond_reader *r, const struct an_cond_node *node)
{
    const struct an_model *m = r->m;
    bool of_row = r->table != AN_NONE; /* then all tests are of columns */
    if ((node->column != 0) == of_row) {
        if (!of_row && node->fact < m->facts.n)
            return &m->facts.v[node->fact].type;
        if (of_row && node->fact < m->facts.v[r->table].n_columns)
            return &m->facts.v[r->table].columns[node->fact].type;
    }
    an_pack_fault(r->p, of_row ? "a condition about no column" : "a condition about no fact");
    return NULL;
}

/* ---- reading ---- */

static void read_leaf(struct cond_reader *r, struct an_cond_node *node, unsigned head)
{
    const struct an_value_type *type = type_of(r, node);
    bool keyed = type && type->type == AN_TYPE_COUNTRY_MAP;
    node->key = AN_NO_KEY;
    if ((head & HAS_KEY) != 0)
        an_pack_i64(r->p, &node->key);
    if (type && (!op_fits((enum an_op)node->op, type, node->n) || keyed != ((head & HAS_KEY) != 0)))
        an_pack_fault(r->p, "a test that does not fit its fact");
    if (keyed && !is_place(r->m, node->key))
        an_pack_fault(r->p, "a test of no place");
    if (node->n > r->n_values - r->at_value)
        an_pack_fault(r->p, "more values than announced");
    if (r->p->bad)
        return;
    assert(r->value || node->n == 0); /* as many as were announced */
    node->value = r->at_value;
    for (uint32_t i = 0; i < node->n; i++) {
        int64_t *v = &r->value[r->at_value++];
        an_pack_i64(r->p, v);
        bool fits =
            node->op == AN_OP_ON_LIST ? *v >= 0 && *v < r->m->lists.n : value_fits(r->m, type, *v);
        if (!fits)
            an_pack_fault(r->p, "a value that does not fit its fact");
    }
}

/* An inner node: its children come next. */
static void open_node(struct cond_reader *r, uint32_t index)
{
    const struct an_cond_node *node = &r->node[index];
    bool rows = node->op == AN_OP_SOME || node->op == AN_OP_EVERY;
    bool single = rows || node->op == AN_OP_NOT || node->op == AN_OP_OPEN;
    if (single && node->n != 1)
        an_pack_fault(r->p, "a condition without its part");
    if (rows && (r->table != AN_NONE || node->fact >= r->m->facts.n ||
                 r->m->facts.v[node->fact].type.type != AN_TYPE_TABLE))
        an_pack_fault(r->p, "rows of no table");
    if (r->depth == MAX_DEPTH)
        an_pack_fault(r->p, "conditions nested too deeply");
    if (r->p->bad)
        return;
    r->open[r->depth++] = (struct open_node){index, node->n, r->table};
    if (rows)
        r->table = node->fact;
}

/* After node `last`: everything that is now complete gets its size. */
static void close_nodes(struct cond_reader *r, uint32_t last)
{
    while (r->depth > 0 && r->open[r->depth - 1].missing == 0) {
        const struct open_node *done = &r->open[--r->depth];
        r->node[done->index].size = last + 1 - done->index;
        r->table = done->table;
    }
}

static void read_node(struct cond_reader *r, uint32_t i)
{
    struct an_cond_node *node = &r->node[i];
    uint32_t head = 0, count = 0;
    an_pack_u32(r->p, &head, 0x80);
    an_pack_u32(r->p, &count, UINT16_MAX + 1);
    if ((head & OP_MASK) > AN_OP_ON_LIST)
        an_pack_fault(r->p, "an operator that does not exist");
    if (i > 0 && r->depth == 0)
        an_pack_fault(r->p, "more than one condition");
    if (r->p->bad)
        return;
    if (r->depth > 0)
        r->open[r->depth - 1].missing--;
    node->op = (uint8_t)(head & OP_MASK);
    node->column = (head & HAS_COLUMN) != 0;
    node->n = (uint16_t)count;
    node->size = 1;
    node->key = AN_NO_KEY;
    bool leaf = an_op_is_leaf((enum an_op)node->op);
    if (!leaf && (head & (HAS_COLUMN | HAS_KEY)) != 0)
        an_pack_fault(r->p, "a condition with the marks of a test");
    if (leaf || node->op == AN_OP_SOME || node->op == AN_OP_EVERY)
        an_pack_u32(r->p, &node->fact, UINT32_MAX);
    if (leaf)
        read_leaf(r, node, head);
    an_pack_span(r->p, &node->span, r->m->files.n);
    if (!leaf && !r->p->bad)
        open_node(r, i);
    close_nodes(r, i);
}

static void read_cond(struct an_pack *p, struct an_cond *c, const struct an_model *m,
                      uint32_t table)
{
    *c = (struct an_cond){0};
    uint32_t n = an_pack_count(p, 0, NODE_BYTES);
    if (n > AN_MAX_COND_NODES)
        an_pack_fault(p, "a condition of too many parts");
    if (n == 0 || p->bad)
        return;
    struct cond_reader r;
    r.p = p;
    r.m = m;
    r.n_values = an_pack_count(p, 0, 1);
    r.node = AN_NEW_ARRAY(p->arena, struct an_cond_node, n);
    r.value = r.n_values > 0 ? AN_NEW_ARRAY(p->arena, int64_t, r.n_values) : NULL;
    r.at_value = r.depth = 0;
    r.table = table;
    for (uint32_t i = 0; i < n && !p->bad; i++)
        read_node(&r, i);
    if (!p->bad && (r.depth != 0 || r.at_value != r.n_values))
        an_pack_fault(p, "a condition without its end");
    if (!p->bad)
        *c = (struct an_cond){r.node, n, r.value, r.n_values};
}

/* ---- writing ---- */

static void write_node(struct an_pack *p, const struct an_cond *c, const struct an_cond_node *node,
                       uint32_t files)
{
    bool leaf = an_op_is_leaf((enum an_op)node->op);
    bool keyed = leaf && node->key != AN_NO_KEY;
    uint32_t head = node->op, count = node->n, fact = node->fact;
    head |= leaf && node->column != 0 ? HAS_COLUMN : 0;
    head |= keyed ? HAS_KEY : 0;
    an_pack_u32(p, &head, 0);
    an_pack_u32(p, &count, 0);
    if (leaf || node->op == AN_OP_SOME || node->op == AN_OP_EVERY)
        an_pack_u32(p, &fact, 0);
    int64_t key = node->key;
    if (keyed)
        an_pack_i64(p, &key);
    for (uint32_t i = 0; leaf && i < node->n; i++) {
        int64_t v = c->value[node->value + i];
        an_pack_i64(p, &v);
    }
    struct an_span span = node->span;
    an_pack_span(p, &span, files);
}

/* Values of the leaves only: a slice that no leaf uses is not kept. */
static uint32_t values_used(const struct an_cond *c)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++)
        n += an_op_is_leaf((enum an_op)c->node[i].op) ? c->node[i].n : 0;
    return n;
}

void an_pack_cond(struct an_pack *p, struct an_cond *c, const struct an_model *m, uint32_t table)
{
    if (p->reading) {
        read_cond(p, c, m, table);
        return;
    }
    an_pack_count(p, c->n, 1);
    if (c->n == 0)
        return;
    an_pack_count(p, values_used(c), 1);
    for (uint32_t i = 0; i < c->n; i++)
        write_node(p, c, &c->node[i], m->files.n);
}
