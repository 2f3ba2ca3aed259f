/*
 * Making a condition true or false on a row: its tests narrow what is known of their facts, as far
 * as one step of unit propagation reaches. Says false where nothing would be left.
 */
#include "engine/eval/eval.h"

static void touch(struct an_wave *w, uint32_t fact)
{
    const struct an_refs *ties = &w->ev->logic.ties_of[fact];
    for (uint32_t i = 0; i < ties->n; i++)
        w->dirty[ties->v[i]] = true;
}

static bool clash(struct an_wave *w, uint32_t fact)
{
    if (!w->trial && !w->ev->clash.found)
        w->ev->clash = (struct an_clash){true, fact, w->because, w->row, w->row->slot[fact].known};
    return false;
}

/* Puts what is left of a fact in its slot. A stated fact stays stated, with what narrowed it. */
static void put(struct an_wave *w, uint32_t fact, const struct an_known *known)
{
    struct an_slot *slot = &w->row->slot[fact];
    bool open = slot->origin == AN_ORIGIN_MISSING || !slot->known || !slot->known->given;
    slot->known = known;
    slot->because = w->because;
    if (open)
        slot->origin = w->origin;
    touch(w, fact);
}

/* A cell of the row of the table that is spoken of. */
static bool assert_cell(struct an_wave *w, const struct an_ctx *x, const struct an_cond *c,
                        const struct an_cond_node *leaf, bool truth)
{
    struct an_arena *arena = w->ev->work;
    uint32_t table = an_u32((size_t)(x->table - w->ev->model->facts.v));
    const struct an_known *old = w->row->slot[table].known;
    const struct an_known *left;
    switch (an__narrow(x, c, leaf, an__leaf_type(x, leaf), &old->row[w->cells].cell[leaf->fact],
                       truth, &left)) {
    case AN_SAME: return true;
    case AN_EMPTY: return clash(w, table);
    case AN_NARROWED: break;
    }
    struct an_known *known = an__known_copy(arena, old);
    struct an_row *rows = AN_NEW_ARRAY(arena, struct an_row, known->n_rows);
    for (uint32_t i = 0; i < known->n_rows; i++)
        rows[i] = known->row[i];
    struct an_known *cells = AN_NEW_ARRAY(arena, struct an_known, x->table->n_columns);
    for (uint32_t i = 0; i < x->table->n_columns; i++)
        cells[i] = rows[w->cells].cell[i];
    cells[leaf->fact] = *left;
    rows[w->cells].cell = cells;
    known->row = rows;
    put(w, table, known);
    return true;
}

/* A derived value is what it is: it can contradict, but nothing is known by saying it. */
static bool assert_derived(struct an_wave *w, const struct an_ctx *x, const struct an_cond *c,
                           const struct an_cond_node *leaf, bool truth)
{
    an_tri now = an__leaf(x, c, an_u32((size_t)(leaf - c->node)));
    return now == AN_UNKNOWN || now == an_tri_of(truth) || clash(w, leaf->fact);
}

/* What the restriction cannot say is kept beside it; false: together they leave nothing. */
static bool say_the_rest(struct an_wave *w, const struct an_ctx *x, const struct an_cond *c,
                         const struct an_cond_node *leaf, bool truth)
{
    uint32_t at = an_u32((size_t)(leaf - c->node));
    const struct an_value_type *type = an__leaf_type(x, leaf);
    if (type->type == AN_TYPE_BOOL || an__is_number(type->type))
        return true; /* a restriction says it all */
    bool all_said = an__test(x, c, leaf, type, w->row->slot[leaf->fact].known) == an_tri_of(truth);
    if (!all_said && an__say(x, c, at, truth))
        touch(w, leaf->fact);
    return an__is_left(x, c, at) || clash(w, leaf->fact);
}

static bool assert_leaf(struct an_wave *w, const struct an_ctx *x, const struct an_cond *c,
                        const struct an_cond_node *leaf, bool truth)
{
    if (leaf->column)
        return assert_cell(w, x, c, leaf, truth);
    if (w->ev->model->facts.v[leaf->fact].derived.function != AN_FN_NONE ||
        leaf->fact == w->ev->model->day_fact)
        return assert_derived(w, x, c, leaf, truth);
    const struct an_known *left;
    switch (an__narrow(x, c, leaf, an__leaf_type(x, leaf), w->row->slot[leaf->fact].known, truth,
                       &left)) {
    case AN_SAME: break;
    case AN_EMPTY: return clash(w, leaf->fact);
    case AN_NARROWED: put(w, leaf->fact, left); break;
    }
    return !w->row->closing || say_the_rest(w, x, c, leaf, truth);
}

/* All children must be `truth`, or one of them must. */
static bool assert_children(struct an_wave *w, const struct an_ctx *x, const struct an_cond *c,
                            uint32_t at, bool truth)
{
    bool each = truth == (c->node[at].op == AN_OP_ALL);
    uint32_t child = an__first_child(at), last = AN_NONE, candidates = 0;
    for (uint32_t i = 0; i < c->node[at].n; i++, child = an__next_child(c, child)) {
        if (each) {
            if (!an__assert(w, x, c, child, truth))
                return false;
            continue;
        }
        an_tri now = an__truth_at(x, c, child);
        if (now == an_tri_of(truth))
            return true;
        /* Where none is left the last one is made to clash, so that a fact can be named. */
        if (now == AN_UNKNOWN || candidates == 0)
            last = child;
        candidates += now == AN_UNKNOWN ? 1 : 0;
    }
    if (each || candidates > 1 || last == AN_NONE)
        return each || candidates > 1;
    return an__assert(w, x, c, last, truth);
}

static struct an_ctx in_row(struct an_wave *w, const struct an_ctx *x, uint32_t table, uint32_t i)
{
    struct an_ctx inner = *x;
    inner.table = &w->ev->model->facts.v[table];
    inner.cells = i == AN_NONE ? NULL : &w->row->slot[table].known->row[i];
    w->cells = i;
    return inner;
}

/* The child must be `truth` in every row of the table, or in some row. */
static bool assert_rows(struct an_wave *w, const struct an_ctx *x, const struct an_cond *c,
                        uint32_t at, bool truth)
{
    uint32_t table = c->node[at].fact, child = an__first_child(at), n, last = AN_NONE;
    bool some = c->node[at].op == AN_OP_SOME, each = truth != some;
    const struct an_known *known = w->row->slot[table].known;
    n = known ? known->n_rows : 0;
    uint32_t candidates = 0, outer = w->cells;
    for (uint32_t i = 0; i < n; i++) {
        struct an_ctx inner = in_row(w, x, table, i);
        if (each && !an__assert(w, &inner, c, child, truth))
            return false;
        an_tri now = each ? AN_FALSE : an__truth_at(&inner, c, child);
        if (!each && now == an_tri_of(truth))
            return true;
        last = now == AN_UNKNOWN ? i : last;
        candidates += now == AN_UNKNOWN ? 1 : 0;
    }
    if (!each && !(known && known->given && known->closed)) {
        struct an_ctx further = in_row(w, x, table, AN_NONE);
        candidates += an__truth_at(&further, c, child) == an_tri_not(an_tri_of(truth)) ? 0 : 2;
    }
    bool done = each || candidates > 1;
    if (!done && candidates == 0)
        clash(w, table);
    if (candidates == 1) {
        struct an_ctx inner = in_row(w, x, table, last);
        done = an__assert(w, &inner, c, child, truth);
    }
    w->cells = outer;
    return done;
}

bool an__assert(struct an_wave *w, const struct an_ctx *x, const struct an_cond *c, uint32_t at,
                bool truth)
{
    switch ((enum an_op)c->node[at].op) {
    case AN_OP_ALL:
    case AN_OP_ANY: return assert_children(w, x, c, at, truth);
    case AN_OP_NOT: return an__assert(w, x, c, an__first_child(at), !truth);
    case AN_OP_OPEN: /* true by choice: then nothing follows */
        return truth || an__assert(w, x, c, an__first_child(at), false);
    case AN_OP_SOME:
    case AN_OP_EVERY: return assert_rows(w, x, c, at, truth);
    case AN_OP_IN:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: return assert_leaf(w, x, c, &c->node[at], truth);
    }
    AN_UNREACHABLE();
}
