/*
 * The material of the exact stage: expressions with constants folded and equal ones shared, atoms,
 * and the units they belong to.
 */
#include "engine/eval/table.h"

#include <string.h>

#define MAX_OUTER 3u

/* ---- expressions ---- */

static an_expr_id expr(struct an_problem *p, enum an_expr_op op, uint32_t a, uint32_t b)
{
    for (size_t i = p->exprs.n; i-- > 0;) {
        const struct an_expr *e = &p->exprs.v[i];
        if (e->op == op && e->a == a && e->b == b)
            return (an_expr_id)i;
    }
    struct an_expr e = {op, a, b};
    an_vec_push(p->ev->work, &p->exprs, e);
    return (an_expr_id)(p->exprs.n - 1);
}

an_expr_id an__expr_not(struct an_problem *p, an_expr_id a)
{
    if (a <= AN_EXPR_TRUE)
        return an__expr_const(a == AN_EXPR_FALSE);
    return p->exprs.v[a].op == AN_EXPR_NOT ? p->exprs.v[a].a : expr(p, AN_EXPR_NOT, a, 0);
}

an_expr_id an__expr_and(struct an_problem *p, an_expr_id a, an_expr_id b)
{
    if (a == AN_EXPR_FALSE || b == AN_EXPR_FALSE)
        return AN_EXPR_FALSE;
    if (a == AN_EXPR_TRUE || a == b)
        return b;
    return b == AN_EXPR_TRUE ? a : expr(p, AN_EXPR_AND, a < b ? a : b, a < b ? b : a);
}

an_expr_id an__expr_or(struct an_problem *p, an_expr_id a, an_expr_id b)
{
    if (a == AN_EXPR_TRUE || b == AN_EXPR_TRUE)
        return AN_EXPR_TRUE;
    if (a == AN_EXPR_FALSE || a == b)
        return b;
    return b == AN_EXPR_FALSE ? a : expr(p, AN_EXPR_OR, a < b ? a : b, a < b ? b : a);
}

/* ---- units and atoms ---- */

static bool same_unit(const struct an_unit *a, const struct an_unit *b)
{
    if (a->kind != b->kind || a->fact != b->fact || a->table != b->table)
        return false;
    if (a->kind == AN_UNIT_NUMBER)
        return a->place == b->place;
    return a->kind != AN_UNIT_CHOICE || (a->choice == b->choice && a->a == b->a && a->b == b->b &&
                                         a->day == b->day && a->where == b->where);
}

static uint32_t unit_of(struct an_problem *p, const struct an_unit *wanted)
{
    for (uint32_t i = 0; i < p->units.n; i++)
        if (same_unit(&p->units.v[i], wanted))
            return i;
    an_vec_push(p->ev->work, &p->units, *wanted);
    if (wanted->kind != AN_UNIT_CHOICE && wanted->table == AN_NONE && !p->relevant[wanted->fact]) {
        p->relevant[wanted->fact] = true;
        p->n_relevant++;
    }
    return an_u32(p->units.n - 1);
}

static bool same_atom(const struct an_atom *a, const struct an_atom *b)
{
    if (a->kind != b->kind || a->op != b->op || a->n != b->n || a->day != b->day ||
        a->type != b->type || a->rows != b->rows || a->assumed != b->assumed)
        return false;
    const struct an_transform *s = &a->transform, *t = &b->transform;
    if (s->function != t->function || s->second != t->second || s->other != t->other)
        return false;
    return a->n == 0 || memcmp(a->v, b->v, a->n * sizeof a->v[0]) == 0;
}

an_expr_id an__atom(struct an_problem *p, const struct an_unit *unit, const struct an_atom *atom)
{
    uint32_t at = unit_of(p, unit);
    for (uint32_t i = 0; i < p->units.v[at].n_atoms; i++)
        if (same_atom(&p->atoms.v[p->units.v[at].atom[i]], atom))
            return expr(p, AN_EXPR_ATOM, p->units.v[at].atom[i], 0);
    if (p->units.v[at].n_atoms == AN_UNIT_ATOMS)
        return an__free(p, AN_NEW(p->ev->work, int64_t), AN_NONE,
                        unit->table != AN_NONE ? unit->table : unit->fact);
    struct an_atom new = *atom;
    new.unit = at;
    an_vec_push(p->ev->work, &p->atoms, new);
    uint32_t id = an_u32(p->atoms.n - 1);
    p->units.v[at].atom[p->units.v[at].n_atoms++] = id;
    return expr(p, AN_EXPR_ATOM, id, 0);
}

an_expr_id an__choose(struct an_problem *p, enum an_choice choice, uint32_t a, uint32_t b,
                      an_day day, const void *where, uint32_t fact)
{
    struct an_unit unit = {.kind = AN_UNIT_CHOICE,
                           .fact = fact,
                           .table = AN_NONE,
                           .choice = choice,
                           .a = a,
                           .b = b,
                           .day = day,
                           .where = where};
    struct an_atom bit = {.kind = AN_ATOM_BIT};
    return an__atom(p, &unit, &bit);
}

an_expr_id an__free(struct an_problem *p, const void *where, uint32_t j, uint32_t fact)
{
    p->exact = false;
    return an__choose(p, AN_CHOICE_FREE, j, 0, 0, where, fact);
}

/* ---- tests in rows ---- */

bool an__is_local(const struct an_problem *p, an_expr_id e, uint32_t table)
{
    const struct an_expr *x = &p->exprs.v[e];
    switch (x->op) {
    case AN_EXPR_CONST: return false;
    case AN_EXPR_ATOM: return p->units.v[p->atoms.v[x->a].unit].table == table;
    case AN_EXPR_NOT: return an__is_local(p, x->a, table);
    case AN_EXPR_AND:
    case AN_EXPR_OR: return an__is_local(p, x->a, table) || an__is_local(p, x->b, table);
    }
    AN_UNREACHABLE();
}

bool an__depends_on_others(const struct an_problem *p, an_expr_id e, uint32_t table)
{
    const struct an_expr *x = &p->exprs.v[e];
    switch (x->op) {
    case AN_EXPR_CONST: return false;
    case AN_EXPR_ATOM: return p->units.v[p->atoms.v[x->a].unit].table != table;
    case AN_EXPR_NOT: return an__depends_on_others(p, x->a, table);
    case AN_EXPR_AND:
    case AN_EXPR_OR:
        return an__depends_on_others(p, x->a, table) || an__depends_on_others(p, x->b, table);
    }
    AN_UNREACHABLE();
}

/* Largest parts of an expression that speak of nothing in the row. */
static void find_outer(struct an_problem *p, an_expr_id e, uint32_t table, uint32_t *outer,
                       uint32_t *n)
{
    if (e <= AN_EXPR_TRUE || *n > MAX_OUTER)
        return;
    if (!an__is_local(p, e, table)) {
        for (uint32_t i = 0; i < *n; i++)
            if (outer[i] == e)
                return;
        if (*n < MAX_OUTER)
            outer[*n] = e;
        *n += 1;
        return;
    }
    struct an_expr x = p->exprs.v[e];
    if (x.op == AN_EXPR_ATOM)
        return;
    find_outer(p, x.a, table, outer, n);
    if (x.op != AN_EXPR_NOT)
        find_outer(p, x.b, table, outer, n);
}

an_expr_id an__rows_atom(struct an_problem *p, uint32_t table, an_expr_id rows, const void *where)
{
    uint32_t *outer = AN_NEW_ARRAY(p->ev->work, uint32_t, MAX_OUTER), n = 0;
    if (rows == AN_EXPR_FALSE)
        return AN_EXPR_FALSE;
    find_outer(p, rows, table, outer, &n);
    if (n > MAX_OUTER)
        return an__free(p, where, AN_NONE, table);
    struct an_unit unit = {.kind = AN_UNIT_ROWS, .fact = table, .table = AN_NONE};
    struct an_atom atom = {.kind = AN_ATOM_ROWS, .rows = rows, .outer = {outer, n}};
    an_expr_id any = AN_EXPR_FALSE;
    for (atom.assumed = 0; atom.assumed < 1u << n; atom.assumed++) {
        an_expr_id holds = an__atom(p, &unit, &atom);
        for (uint32_t i = 0; i < n; i++)
            holds = an__expr_and(p, holds,
                                 atom.assumed & 1u << i ? outer[i] : an__expr_not(p, outer[i]));
        any = an__expr_or(p, any, holds);
    }
    return any;
}
