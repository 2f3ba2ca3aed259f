/*
 * Truth of a condition on a row in three values, from what is known after closure. Tables are
 * looked at row by row; rows that a profile does not exclude may still exist.
 */
#include "engine/base/utf8.h"
#include "engine/eval/eval.h"
#include "engine/lang/place.h"

const struct an_value_type *an__leaf_type(const struct an_ctx *x, const struct an_cond_node *leaf)
{
    return leaf->column ? &x->table->columns[leaf->fact].type
                        : &x->ev->model->facts.v[leaf->fact].type;
}

const struct an_known *an__leaf_known(const struct an_ctx *x, const struct an_cond_node *leaf)
{
    if (!leaf->column)
        return x->row->slot[leaf->fact].known;
    return x->cells ? &x->cells->cell[leaf->fact] : NULL;
}

static an_tri leaf_truth(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    const struct an_cond_node *leaf = &c->node[at];
    const struct an_model *m = x->ev->model;
    if (!leaf->column) {
        /* What stands for the day is the law day of who asks, not that of the row (S1.8). */
        if (leaf->fact == m->day_fact || m->facts.v[leaf->fact].derived.function != AN_FN_NONE)
            return an__test_derived(x, c, at);
    }
    an_tri truth = an__test(x, c, leaf, an__leaf_type(x, leaf), an__leaf_known(x, leaf));
    return truth == AN_UNKNOWN && x->row->closing && !leaf->column ? an__of_what_is_left(x, c, at)
                                                                   : truth;
}

an_tri an__leaf(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    const struct an_cond_node *leaf = &c->node[at];
    const struct an_model *m = x->ev->model;
    if (!x->idle || x->idle->fact[leaf->column ? (uint32_t)(x->table - m->facts.v) : leaf->fact])
        return leaf_truth(x, c, at);
    struct an_ctx plain = *x; /* nothing is assumed of facts of no importance */
    plain.idle = NULL;
    return leaf_truth(&plain, c, at);
}

/* The child read for one row of the table; NULL: for a further row, of which nothing is known. */
static an_tri truth_in_row(const struct an_ctx *x, const struct an_cond *c, uint32_t at,
                           const struct an_row *cells)
{
    struct an_ctx inner = *x;
    inner.table = &x->ev->model->facts.v[c->node[at].fact];
    inner.cells = cells;
    return an__truth_at(&inner, c, an__first_child(at));
}

static an_tri rows_truth(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    bool some = c->node[at].op == AN_OP_SOME;
    const struct an_known *known = x->row->slot[c->node[at].fact].known;
    an_tri truth = some ? AN_FALSE : AN_TRUE;
    an_tri ends = an_tri_not(truth);
    for (uint32_t i = 0; known && i < known->n_rows && truth != ends; i++) {
        an_tri one = truth_in_row(x, c, at, &known->row[i]);
        truth = some ? an_tri_or(truth, one) : an_tri_and(truth, one);
    }
    if (truth == ends || (known && known->given && known->closed))
        return truth;
    an_tri further = truth_in_row(x, c, at, NULL);
    if (further == an_tri_not(ends))
        return truth; /* no row at all could change it */
    return AN_UNKNOWN;
}

static an_tri join_children(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    bool all = c->node[at].op == AN_OP_ALL;
    an_tri truth = all ? AN_TRUE : AN_FALSE;
    uint32_t child = an__first_child(at);
    for (uint32_t i = 0; i < c->node[at].n; i++, child = an__next_child(c, child)) {
        an_tri one = an__truth_at(x, c, child);
        truth = all ? an_tri_and(truth, one) : an_tri_or(truth, one);
        if (truth == an_tri_of(!all))
            break;
    }
    return truth;
}

an_tri an__truth_at(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    switch ((enum an_op)c->node[at].op) {
    case AN_OP_ALL:
    case AN_OP_ANY: return join_children(x, c, at);
    case AN_OP_NOT: return an_tri_not(an__truth_at(x, c, an__first_child(at)));
    case AN_OP_OPEN:
        return an__truth_at(x, c, an__first_child(at)) == AN_TRUE ? AN_TRUE : AN_UNKNOWN;
    case AN_OP_SOME:
    case AN_OP_EVERY: return rows_truth(x, c, at);
    case AN_OP_IN:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: return an__leaf(x, c, at);
    }
    AN_UNREACHABLE();
}

an_tri an__truth(const struct an_ctx *x, const struct an_cond *c, an_tri otherwise)
{
    return an_cond_given(c) ? an__truth_at(x, c, 0) : otherwise;
}

/* ---- lists ---- */

static int64_t folded(struct an_eval *ev, int64_t symbol)
{
    if (symbol < 0 || symbol >= (int64_t)ev->n_folded)
        return -1;
    if (ev->folded[symbol] == INT64_MIN) {
        const char *text = an_intern_text(ev->profile->symbols, (uint32_t)symbol);
        uint32_t id =
            text ? an_intern_find(ev->profile->symbols, an_utf8_fold(ev->work, text)) : UINT32_MAX;
        ev->folded[symbol] = id == UINT32_MAX ? -1 : (int64_t)id;
    }
    return ev->folded[symbol];
}

an_tri an__on_list(struct an_eval *ev, int64_t symbol, uint32_t list, an_day day)
{
    const struct an_list *l = &ev->model->lists.v[list];
    int64_t name = folded(ev, symbol);
    an_tri truth = AN_FALSE;
    for (uint32_t i = 0; name >= 0 && i < l->n_members && truth != AN_TRUE; i++)
        if ((int64_t)l->members[i].symbol == name)
            truth = an_tri_or(truth, an_interval_has(&l->members[i].days, day));
    return truth;
}
