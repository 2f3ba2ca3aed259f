/*
 * What is left of a fact while a row is closed. A restriction cannot say all that may be known of
 * a value: "contains one of", "is on the list", "counts for one of these places". What it cannot
 * say is kept beside it until the row is closed, and a test is then judged over the values that
 * fulfil all of it (S2.6). Afterwards nobody looks at it: the exact stage knows what it came from.
 */
#include "engine/eval/table.h"

/* The unit that all of it speaks of: a fact, or the number of one place. */
struct left {
    struct an_problem p;
    AN_VEC(an_expr_id) said;
    struct an_vectors values; /* combinations of what is tested that the restriction allows */
};

static uint32_t place_of(const struct an_ctx *x, const struct an_cond_node *leaf)
{
    bool map = x->ev->model->facts.v[leaf->fact].type.type == AN_TYPE_COUNTRY_MAP;
    return map ? an__place(x, leaf->key) : AN_NONE;
}

static struct an_ctx where_said(const struct an_ctx *x, const struct an_said *s)
{
    return (struct an_ctx){.ev = x->ev, .row = x->row, .j = s->j, .law_day = s->law_day};
}

/* Is it said of what the leaf tests. */
static bool concerns(const struct an_ctx *x, const struct an_said *s,
                     const struct an_cond_node *leaf)
{
    const struct an_cond_node *other = &s->cond.node[s->at];
    struct an_ctx there = where_said(x, s);
    return other->fact == leaf->fact && place_of(&there, other) == place_of(x, leaf);
}

static bool anything_said(const struct an_ctx *x, const struct an_cond_node *leaf)
{
    const struct an_known *k = x->row->slot[leaf->fact].known;
    for (size_t i = 0; i < x->row->said.n; i++)
        if (concerns(x, &x->row->said.v[i], leaf))
            return true;
    return k && k->n_meets > 0;
}

static void add(struct left *l, an_expr_id e)
{
    an_vec_push(l->p.ev->work, &l->said, e);
}

/* What a set of places has members for, and no member for. */
static void add_met(struct left *l, const struct an_ctx *x, uint32_t fact)
{
    const struct an_known *k = x->row->slot[fact].known;
    if (!k || x->ev->model->facts.v[fact].type.type != AN_TYPE_COUNTRIES)
        return;
    for (uint32_t i = 0; i < k->n_meets; i++)
        add(l, an__compile_meets(&l->p, x, fact, k, (uint32_t)k->meets[i]));
    for (uint32_t i = 0; i < k->n_not_in; i++)
        add(l, an__expr_not(&l->p, an__compile_meets(&l->p, x, fact, k, (uint32_t)k->not_in[i])));
}

static void add_said(struct left *l, const struct an_ctx *x, const struct an_cond_node *leaf)
{
    for (size_t i = 0; i < x->row->said.n; i++) {
        const struct an_said *s = &x->row->said.v[i];
        struct an_ctx there = where_said(x, s);
        if (!concerns(x, s, leaf))
            continue;
        an_expr_id e = an__compile_at(&l->p, &there, &s->cond, s->at);
        add(l, s->truth ? e : an__expr_not(&l->p, e));
    }
    add_met(l, x, leaf->fact);
}

/* False: cannot be told. Choices are no values: they are left open. */
static bool find_values(struct left *l)
{
    struct an_unit *value = NULL;
    for (uint32_t i = 0; i < l->p.units.n; i++) {
        struct an_unit *u = &l->p.units.v[i];
        if (u->kind == AN_UNIT_CHOICE)
            continue;
        if (value || u->kind == AN_UNIT_ROWS)
            return false;
        value = u;
    }
    return value && an__unit_parts(&l->p, value) &&
           an__join_parts(&l->p, &value->parts, &l->values) && l->p.exact;
}

static an_tri atom_truth(const struct an_problem *p, uint32_t id, uint64_t vector)
{
    const struct an_unit *u = &p->units.v[p->atoms.v[id].unit];
    for (uint32_t i = 0; u->kind != AN_UNIT_CHOICE && i < u->n_atoms; i++)
        if (u->atom[i] == id)
            return an_tri_of((vector >> i & 1) != 0);
    return AN_UNKNOWN;
}

/* Every expression for one combination; parts stand before what they are parts of. */
static void judge(const struct an_problem *p, uint64_t vector, an_tri *truth)
{
    for (uint32_t i = 0; i < p->exprs.n; i++) {
        const struct an_expr *e = &p->exprs.v[i];
        switch (e->op) {
        case AN_EXPR_CONST: truth[i] = an_tri_of(e->a != 0); break;
        case AN_EXPR_ATOM: truth[i] = atom_truth(p, e->a, vector); break;
        case AN_EXPR_NOT: truth[i] = an_tri_not(truth[e->a]); break;
        case AN_EXPR_AND: truth[i] = an_tri_and(truth[e->a], truth[e->b]); break;
        case AN_EXPR_OR: truth[i] = an_tri_or(truth[e->a], truth[e->b]); break;
        }
    }
}

/* May `wanted` hold, may it fail, for a value that fulfils what was said. */
static void over_values(const struct left *l, an_expr_id wanted, bool *may_hold, bool *may_fail)
{
    an_tri *truth = AN_NEW_ARRAY(l->p.ev->work, an_tri, l->p.exprs.n);
    for (size_t v = 0; v < l->values.n; v++) {
        judge(&l->p, l->values.v[v], truth);
        bool left = true;
        for (size_t i = 0; i < l->said.n && left; i++)
            left = truth[l->said.v[i]] != AN_FALSE;
        *may_hold = *may_hold || (left && truth[wanted] != AN_FALSE);
        *may_fail = *may_fail || (left && truth[wanted] != AN_TRUE);
    }
}

/* Both may be, where that cannot be told. Tests are compiled as for a row that is closed. */
static void judge_test(const struct an_ctx *x, const struct an_cond *c, uint32_t at, bool *may_hold,
                       bool *may_fail)
{
    struct an_eval *ev = x->ev;
    struct an_arena *work = ev->work;
    struct left l = {.said = {0}};
    ev->work = an_scratch_new(work);
    x->row->closing = false;
    an__problem(&l.p, ev, x->row);
    an_expr_id wanted = an__compile_at(&l.p, x, c, at);
    add_said(&l, x, &c->node[at]);
    if (find_values(&l))
        over_values(&l, wanted, may_hold, may_fail);
    else
        *may_hold = *may_fail = true;
    x->row->closing = true;
    an_arena_free(ev->work);
    ev->work = work;
}

an_tri an__of_what_is_left(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    bool may_hold = false, may_fail = false;
    if (!anything_said(x, &c->node[at]))
        return AN_UNKNOWN;
    judge_test(x, c, at, &may_hold, &may_fail);
    return may_hold == may_fail ? AN_UNKNOWN : an_tri_of(may_hold);
}

bool an__is_left(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    bool may_hold = false, may_fail = false;
    if (!anything_said(x, &c->node[at]))
        return true;
    judge_test(x, c, at, &may_hold, &may_fail);
    return may_hold || may_fail;
}

bool an__say(const struct an_ctx *x, const struct an_cond *c, uint32_t at, bool truth)
{
    struct an_case_row *row = x->row;
    for (size_t i = 0; i < row->said.n; i++) {
        const struct an_said *s = &row->said.v[i];
        if (s->cond.node == c->node && s->at == at && s->j == x->j && s->law_day == x->law_day &&
            s->truth == truth)
            return false;
    }
    struct an_said new = {*c, at, x->j, x->law_day, truth};
    an_vec_push(row->arena, &row->said, new);
    return true;
}
