/*
 * What can always be fulfilled, and so need not be looked at: a part with a fact that does not
 * matter and has a value which fulfils all that is said about it, whatever the rest is ("spare");
 * rows of tables, column by column in the same way.
 */
#include "engine/eval/bind.h"

#define MAX_SPARE_DEPTH 4

/* ---- spare facts ---- */

static bool is_spare(struct an_binder *b, uint32_t fact, int depth);

bool an__droppable(struct an_binder *b, const struct an_part *t, uint32_t but, int depth)
{
    struct an_refs facts = an__part_facts(b, t);
    for (uint32_t i = 0; i < facts.n; i++)
        if (facts.v[i] != but && !b->p->relevant[facts.v[i]] && is_spare(b, facts.v[i], depth + 1))
            return true;
    return false;
}

/* What must be fulfilled by the fact itself. */
struct demands {
    struct an_binder *b;
    uint32_t fact;
    int depth;
    AN_VEC(struct an_part) v;
};

static bool demand(struct an_binder *b, const struct an_part *t, void *ctx)
{
    struct demands *d = ctx;
    /* What is said of the rows of a table alone can be fulfilled in every row. */
    if (an__part_is_local(b, t) || an__part_truth(b, t, false) == AN_TRUE)
        return true;
    if (t->tie->kind != AN_TIE_DEFINER && !an__part_speaks_of(b, t, d->fact))
        return true;
    if (!an__droppable(b, t, d->fact, d->depth))
        an_vec_push(b->p->ev->work, &d->v, *t);
    return true;
}

/* What presumptions say of a fact and its restriction does not. */
static an_tri filled_truth(const struct an_binder *b, uint32_t fact)
{
    an_tri truth = AN_TRUE;
    for (size_t i = 0; i < b->p->row->filled.n; i++) {
        const struct an_filled *f = &b->p->row->filled.v[i];
        struct an_ctx x = {
            .ev = b->p->ev, .row = b->p->row, .j = f->j, .law_day = b->p->row->law_day};
        if (f->fact == fact)
            truth = an_tri_and(
                truth,
                an__truth_at(&x, &b->p->ev->model->presumptions.v[f->presumption].then, f->leaf));
    }
    return truth;
}

static bool fulfils(void *ctx, const struct an_known *value)
{
    const struct demands *d = ctx;
    struct an_binder *b = d->b;
    struct an_slot *slot = &b->p->row->slot[d->fact];
    const struct an_known *before = slot->known;
    slot->known = value;
    b->p->row->settled = false; /* nothing may be remembered of a trial */
    bool all = filled_truth(b, d->fact) == AN_TRUE;
    for (size_t i = 0; i < d->v.n && all; i++)
        all = an__part_truth(b, &d->v.v[i], false) == AN_TRUE;
    b->p->row->settled = true;
    slot->known = before;
    return all;
}

static bool is_spare(struct an_binder *b, uint32_t fact, int depth)
{
    const struct an_fact *f = &b->p->ev->model->facts.v[fact];
    if (b->spare[fact] != AN_SPARE_UNKNOWN)
        return b->spare[fact] == AN_SPARE_YES;
    if (depth > MAX_SPARE_DEPTH || f->given_by_row || f->derived.function != AN_FN_NONE)
        return false;
    b->spare[fact] = AN_SPARE_NO; /* while it is looked at: no circles */
    struct demands d = {.b = b, .fact = fact, .depth = depth};
    (void)an__each_part(b, fact, demand, &d);
    bool spare = (d.v.n == 0 && filled_truth(b, fact) == AN_TRUE) ||
                 an__try_values(b->p->ev, &f->type, b->p->row->slot[fact].known, fulfils, &d);
    b->spare[fact] = spare ? AN_SPARE_YES : AN_SPARE_NO;
    return spare;
}
/* ---- rows of tables ---- */

static bool column_matters(const struct an_problem *p, uint32_t table, uint32_t column)
{
    for (size_t i = 0; i < p->units.n; i++)
        if (p->units.v[i].table == table && p->units.v[i].fact == column)
            return true;
    return false;
}

static bool names_column(const struct an_cond *c, uint32_t from, uint32_t n, uint32_t column)
{
    for (uint32_t i = from; i < from + n; i++)
        if (an_op_is_leaf(c->node[i].op) && c->node[i].column && c->node[i].fact == column)
            return true;
    return false;
}

static bool part_names(const struct an_axiom *a, uint32_t part, uint32_t column)
{
    uint32_t at = an__conjunct(&a->then, part);
    return names_column(&a->cond, 0, a->cond.n, column) ||
           names_column(&a->then, at, a->then.node[at].size, column);
}

/* A cell that is given one value after the other. */
struct trial_cell {
    struct an_binder *b;
    uint32_t table, column;
    struct an_row row;
    struct an_known *cells; /* of the row */
};

static bool cell_fulfils(void *ctx, const struct an_known *value)
{
    const struct trial_cell *t = ctx;
    struct an_binder *b = t->b;
    uint32_t table = t->table;
    t->cells[t->column] = *value;
    const struct an_logic *logic = &b->p->ev->logic;
    for (uint32_t i = 0; i < logic->ties_of[table].n; i++) {
        const struct an_tie *tie = &logic->ties.v[logic->ties_of[table].v[i]];
        if (tie->kind != AN_TIE_AXIOM)
            continue;
        const struct an_axiom *a = &b->p->ev->model->axioms.v[tie->index];
        uint32_t places = tie->uses_j ? b->js.n : 1;
        for (uint32_t part = 0; a->each == table && part < an__conjuncts(&a->then); part++) {
            if (!part_names(a, part, t->column))
                continue;
            for (uint32_t k = 0; k < places; k++)
                if (an__axiom_part(b->p, a, tie->uses_j ? b->js.v[k] : AN_NONE, part, &t->row,
                                   false) != AN_TRUE)
                    return false;
        }
    }
    return true;
}

static bool find_cell(struct an_binder *b, uint32_t table, const struct an_row *row,
                      uint32_t column)
{
    const struct an_fact *f = &b->p->ev->model->facts.v[table];
    struct trial_cell t = {.b = b, .table = table, .column = column};
    t.row.cell = t.cells = AN_NEW_ARRAY(b->p->ev->work, struct an_known, f->n_columns);
    for (uint32_t i = 0; row && i < f->n_columns; i++)
        t.cells[i] = row->cell[i];
    return an__try_values(b->p->ev, &f->columns[column].type, row ? &row->cell[column] : NULL,
                          cell_fulfils, &t);
}

/* A column that matters to nobody and has a value in this row that fulfils all said about it. */
static bool spare_column(struct an_binder *b, uint32_t table, const struct an_row *row,
                         uint32_t column)
{
    if (column_matters(b->p, table, column))
        return false;
    for (size_t i = 0; i < b->cells.n; i++) {
        const struct an_cell_found *c = &b->cells.v[i];
        if (c->row == row && c->column == column && c->table == table)
            return c->spare;
    }
    struct an_cell_found new = {table, column, row, find_cell(b, table, row, column)};
    an_vec_push(b->p->ev->work, &b->cells, new);
    return new.spare;
}

static bool row_needs(struct an_binder *b, const struct an_part *t, const struct an_row *row)
{
    const struct an_axiom *a = an__part_axiom(b, t);
    if (an__axiom_part(b->p, a, t->j, t->part, row, false) == AN_TRUE)
        return false;
    if (an__axiom_part(b->p, a, t->j, t->part, row, true) == AN_TRUE) {
        b->used_idle = true;
        return false;
    }
    for (uint32_t c = 0; c < b->p->ev->model->facts.v[a->each].n_columns; c++)
        if (part_names(a, t->part, c) && spare_column(b, a->each, row, c))
            return false;
    return true;
}

bool an__local_needed(struct an_binder *b, const struct an_part *t)
{
    const struct an_axiom *a = an__part_axiom(b, t);
    const struct an_known *k = b->p->row->slot[a->each].known;
    for (uint32_t i = 0; k && i < k->n_rows; i++)
        if (row_needs(b, t, &k->row[i]))
            return true;
    return (!k || !k->given || !k->closed) && row_needs(b, t, NULL);
}
