/*
 * What the rows of a table achieve. Of a known row the cells that are not known are enumerated
 * together; a table that is not complete may have any further rows besides. The table's atoms say
 * "some row fulfils ...", so the rows' combinations are joined by union.
 */
#include <string.h>

#include "engine/eval/table.h"

#define MAX_ROW_COMBINATIONS 16384u

/* An expression over the columns of one row, with what it needs in order. */
struct formula {
    an_expr_id root;
    const struct an_atom *rows; /* NULL: a filter */
    struct an_refs needs;       /* expressions, children first */
};

/* A column with the combinations that its cell achieves. */
struct column {
    const struct an_unit *unit;
    uint64_t used;
    struct an_vectors vectors;
    size_t digit;
};

struct row_work {
    struct an_problem *p;
    const struct an_unit *table;
    const struct an_row *cells; /* NULL: an unknown row */
    AN_VEC(struct formula) formulas;
    AN_VEC(struct column) columns;
    bool *truth; /* per expression */
    struct an_vectors out;
};

static struct an_refs needs_of(struct an_problem *p, an_expr_id root)
{
    bool *mark = AN_NEW_ARRAY(p->ev->work, bool, p->exprs.n);
    mark[root] = true;
    for (size_t i = root + 1; i-- > 0;) {
        const struct an_expr *e = &p->exprs.v[i];
        if (!mark[i] || e->op == AN_EXPR_CONST || e->op == AN_EXPR_ATOM)
            continue;
        mark[e->a] = true;
        if (e->op != AN_EXPR_NOT)
            mark[e->b] = true;
    }
    return an__marked(p->ev->work, mark, root + 1);
}

static void add_formula(struct row_work *w, an_expr_id root, const struct an_atom *rows)
{
    struct formula f = {root, rows, needs_of(w->p, root)};
    an_vec_push(w->p->ev->work, &w->formulas, f);
}

/* Filters that this row does not fulfil anyway. */
static void add_filters(struct row_work *w)
{
    struct an_problem *p = w->p;
    for (size_t i = 0; i < p->filters.n; i++) {
        const struct an_filter *f = &p->filters.v[i];
        const struct an_axiom *a = &p->ev->model->axioms.v[f->axiom];
        if (a->each == w->table->fact &&
            an__axiom_part(p, a, f->j, f->part, w->cells, false) != AN_TRUE)
            add_formula(w, f->expr, NULL);
    }
}

static bool has_outer(const struct formula *f, an_expr_id e, bool *truth)
{
    for (uint32_t i = 0; f->rows && i < f->rows->outer.n; i++)
        if (f->rows->outer.v[i] == e) {
            *truth = f->rows->assumed >> i & 1;
            return true;
        }
    return false;
}

/* The atoms of a column's unit that some formula needs. */
static uint64_t used_atoms(const struct row_work *w, uint32_t unit)
{
    uint64_t used = 0;
    const struct an_unit *u = &w->p->units.v[unit];
    for (size_t i = 0; i < w->formulas.n; i++)
        for (uint32_t k = 0; k < w->formulas.v[i].needs.n; k++) {
            const struct an_expr *e = &w->p->exprs.v[w->formulas.v[i].needs.v[k]];
            for (uint32_t a = 0; e->op == AN_EXPR_ATOM && a < u->n_atoms; a++)
                if (u->atom[a] == e->a)
                    used |= (uint64_t)1 << a;
        }
    return used;
}

static bool add_columns(struct row_work *w)
{
    struct an_problem *p = w->p;
    const struct an_fact *f = &p->ev->model->facts.v[w->table->fact];
    for (uint32_t i = 0; i < p->units.n; i++) {
        const struct an_unit *u = &p->units.v[i];
        struct column c = {u, u->table == w->table->fact ? used_atoms(w, i) : 0, {0}, 0};
        if (c.used == 0)
            continue;
        if (!an__value_vectors(p, u, &f->columns[u->fact].type,
                               w->cells ? &w->cells->cell[u->fact] : NULL, c.used, &c.vectors))
            return false;
        an_vec_push(p->ev->work, &w->columns, c);
    }
    return true;
}

static bool atom_now(const struct row_work *w, uint32_t atom)
{
    const struct an_unit *u = &w->p->units.v[w->p->atoms.v[atom].unit];
    for (size_t i = 0; i < w->columns.n; i++) {
        const struct column *c = &w->columns.v[i];
        if (c->unit != u)
            continue;
        for (uint32_t a = 0; a < u->n_atoms; a++)
            if (u->atom[a] == atom)
                return c->vectors.v[c->digit] >> a & 1;
    }
    return false; /* part of an outer expression, which is assumed as a whole */
}

static bool holds(struct row_work *w, const struct formula *f)
{
    for (uint32_t i = 0; i < f->needs.n; i++) {
        an_expr_id id = f->needs.v[i];
        const struct an_expr *e = &w->p->exprs.v[id];
        bool truth = false;
        if (has_outer(f, id, &truth)) {
            w->truth[id] = truth;
            continue;
        }
        switch (e->op) {
        case AN_EXPR_CONST: truth = e->a != 0; break;
        case AN_EXPR_ATOM: truth = atom_now(w, e->a); break;
        case AN_EXPR_NOT: truth = !w->truth[e->a]; break;
        case AN_EXPR_AND: truth = w->truth[e->a] && w->truth[e->b]; break;
        case AN_EXPR_OR: truth = w->truth[e->a] || w->truth[e->b]; break;
        }
        w->truth[id] = truth;
    }
    return w->truth[f->root];
}

/* What the row achieves with the cells' present values; nothing where a filter is not fulfilled. */
static void add_now(struct row_work *w)
{
    uint64_t vector = 0;
    for (size_t i = 0; i < w->formulas.n; i++) {
        const struct formula *f = &w->formulas.v[i];
        if (!f->rows && !holds(w, f))
            return;
    }
    for (size_t i = 0; i < w->formulas.n; i++) {
        const struct formula *f = &w->formulas.v[i];
        for (uint32_t a = 0; f->rows && a < w->table->n_atoms; a++)
            if (&w->p->atoms.v[w->table->atom[a]] == f->rows && holds(w, f))
                vector |= (uint64_t)1 << a;
    }
    an__vectors_add(w->p, &w->out, vector);
}

static bool next(struct row_work *w)
{
    for (size_t i = 0; i < w->columns.n; i++) {
        struct column *c = &w->columns.v[i];
        if (++c->digit < c->vectors.n)
            return true;
        c->digit = 0;
    }
    return false;
}

/* The combinations that one row achieves; false: too many. */
static bool row_vectors(struct an_problem *p, const struct an_unit *table,
                        const struct an_row *cells, struct an_vectors *out)
{
    struct row_work w = {.p = p, .table = table, .cells = cells};
    size_t combinations = 1;
    for (uint32_t a = 0; a < table->n_atoms; a++)
        add_formula(&w, p->atoms.v[table->atom[a]].rows, &p->atoms.v[table->atom[a]]);
    add_filters(&w);
    if (!add_columns(&w))
        return false;
    for (size_t i = 0; i < w.columns.n; i++) {
        combinations *= w.columns.v[i].vectors.n;
        if (combinations > MAX_ROW_COMBINATIONS)
            return false;
    }
    w.truth = AN_NEW_ARRAY(p->ev->work, bool, p->exprs.n);
    while (combinations > 0) {
        add_now(&w);
        if (!next(&w))
            break;
    }
    *out = w.out;
    return true;
}

bool an__rows_parts(struct an_problem *p, struct an_unit *unit)
{
    const struct an_known *known = p->row->slot[unit->fact].known;
    struct an_vectors row;
    for (uint32_t i = 0; known && i < known->n_rows; i++) {
        if (!row_vectors(p, unit, &known->row[i], &row))
            return false;
        an__add_part(p, &unit->parts, &row);
    }
    if (known && known->given && known->closed)
        return true;
    if (!row_vectors(p, unit, NULL, &row))
        return false;
    an__add_maybe(p, &unit->parts, &row);
    return true;
}
