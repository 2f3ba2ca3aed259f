/*
 * Conditions as expressions over atoms. What three values decide is folded away; the rest becomes
 * atoms of facts, choices, or for tables "some row fulfils ...". Columns are compiled as for a row
 * of which nothing is known: each row's cells are looked at when the table is enumerated.
 */
#include "engine/eval/table.h"
#include "engine/lang/place.h"

static const struct an_fact *fact_of(const struct an_ctx *x, uint32_t fact)
{
    return &x->ev->model->facts.v[fact];
}

static struct an_unit unit_for(const struct an_ctx *x, const struct an_cond_node *leaf)
{
    struct an_unit u = {.kind = AN_UNIT_VALUE, .fact = leaf->fact, .table = AN_NONE};
    if (leaf->column)
        u.table = an_u32((size_t)(x->table - x->ev->model->facts.v));
    if (an__leaf_type(x, leaf)->type == AN_TYPE_COUNTRY_MAP) {
        u.kind = AN_UNIT_NUMBER;
        u.place = an__place(x, leaf->key);
    }
    return u;
}

/* ---- sets of places ---- */

/* The members of which it may be undecided whether they count: for columns, those of any row. */
static void add_members(const struct an_ctx *x, const struct an_known *k, const int64_t **m,
                        uint32_t *n)
{
    for (uint32_t i = 0; k && i < k->n_has; i++)
        an__add(x->ev->work, m, n, k->has[i]);
    for (uint32_t i = 0; k && i < k->n_within; i++)
        an__add(x->ev->work, m, n, k->within[i]);
}

static const int64_t *members(const struct an_ctx *x, const struct an_unit *u,
                              const struct an_known *known, const int64_t *places,
                              uint32_t n_places, uint32_t *n)
{
    const int64_t *m = NULL;
    *n = 0;
    add_members(x, known, &m, n);
    const struct an_known *table = u->table == AN_NONE ? NULL : x->row->slot[u->table].known;
    for (uint32_t r = 0; table && r < table->n_rows; r++)
        add_members(x, &table->row[r].cell[u->fact], &m, n);
    for (uint32_t i = 0; i < n_places; i++) {
        struct an_refs in = an__inside(x->ev, (uint32_t)places[i], x->law_day);
        for (uint32_t k = 0; k < in.n; k++)
            an__add(x->ev->work, &m, n, in.v[k]);
    }
    return m;
}

static an_expr_id member_atom(struct an_problem *p, const struct an_unit *u,
                              const struct an_value_type *type, int64_t m)
{
    int64_t *v = AN_NEW(p->ev->work, int64_t);
    *v = m;
    struct an_atom atom = {.kind = AN_ATOM_MEMBER, .v = v, .n = 1, .type = type};
    return an__atom(p, u, &atom);
}

static an_expr_id choose_counts(struct an_problem *p, const struct an_ctx *x, int64_t m,
                                int64_t place)
{
    return an__choose(p, AN_CHOICE_COUNTS, (uint32_t)m, (uint32_t)place, x->law_day, NULL, AN_NONE);
}

static an_expr_id meets_place(struct an_problem *p, const struct an_ctx *x, const struct an_unit *u,
                              const struct an_value_type *type, const struct an_known *known,
                              const int64_t *place)
{
    struct an_atom atom = {
        .kind = AN_ATOM_MEETS, .v = place, .n = 1, .day = x->law_day, .type = type};
    an_expr_id e = an__atom(p, u, &atom);
    uint32_t n;
    const int64_t *m = members(x, u, known, place, 1, &n);
    for (uint32_t i = 0; i < n; i++)
        if (an__counts(x->ev, (uint32_t)m[i], (uint32_t)*place, x->law_day) == AN_UNKNOWN &&
            (u->table != AN_NONE || an__place_member(x, known, (uint32_t)m[i]) != AN_FALSE)) {
            an_expr_id counts = choose_counts(p, x, m[i], *place);
            e = an__expr_or(p, e, an__expr_and(p, member_atom(p, u, type, m[i]), counts));
        }
    return e;
}

/* Member m perhaps counts for one of the places: it does not if every undecided choice says so. */
static an_expr_id counts_for_none(struct an_problem *p, const struct an_ctx *x, int64_t m,
                                  const int64_t *v, uint32_t n)
{
    an_expr_id none = AN_EXPR_TRUE;
    bool undecided = false;
    for (uint32_t i = 0; i < n; i++) {
        an_tri counts = an__counts(x->ev, (uint32_t)m, (uint32_t)v[i], x->law_day);
        if (counts == AN_TRUE)
            return AN_EXPR_FALSE;
        if (counts == AN_FALSE)
            continue;
        undecided = true;
        none = an__expr_and(p, none, an__expr_not(p, choose_counts(p, x, m, v[i])));
    }
    return undecided ? none : AN_EXPR_FALSE; /* surely outside: the OUTSIDE atom knows */
}

static an_expr_id only_places(struct an_problem *p, const struct an_ctx *x, const struct an_unit *u,
                              const struct an_value_type *type, const struct an_known *known,
                              const int64_t *v, uint32_t n_v)
{
    struct an_atom atom = {
        .kind = AN_ATOM_OUTSIDE, .v = v, .n = n_v, .day = x->law_day, .type = type};
    an_expr_id outside = an__atom(p, u, &atom);
    uint32_t n;
    const int64_t *m = members(x, u, known, v, n_v, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (u->table == AN_NONE && an__place_member(x, known, (uint32_t)m[i]) == AN_FALSE)
            continue;
        an_expr_id none = counts_for_none(p, x, m[i], v, n_v);
        if (none != AN_EXPR_FALSE)
            outside = an__expr_or(p, outside, an__expr_and(p, member_atom(p, u, type, m[i]), none));
    }
    return an__expr_not(p, outside);
}

static an_expr_id contains_place(struct an_problem *p, const struct an_ctx *x,
                                 const struct an_unit *u, const struct an_value_type *type,
                                 const struct an_known *known, const int64_t *place)
{
    an_tri now = an__contains_place(x, known, (uint32_t)*place);
    return now != AN_UNKNOWN ? an__expr_const(now == AN_TRUE)
                             : meets_place(p, x, u, type, known, place);
}

static an_expr_id compile_places(struct an_problem *p, const struct an_ctx *x,
                                 const struct an_cond *c, const struct an_cond_node *leaf,
                                 const struct an_unit *u, const struct an_known *known)
{
    const struct an_value_type *type = an__leaf_type(x, leaf);
    int64_t *v = AN_NEW_ARRAY(p->ev->work, int64_t, leaf->n);
    for (uint32_t i = 0; i < leaf->n; i++)
        v[i] = an__place(x, c->value[leaf->value + i]);
    if (leaf->op == AN_OP_ONLY)
        return only_places(p, x, u, type, known, v, leaf->n);
    bool all = leaf->op == AN_OP_INCLUDES_ALL;
    an_expr_id e = an__expr_const(all);
    for (uint32_t i = 0; i < leaf->n; i++) {
        an_expr_id one = contains_place(p, x, u, type, known, &v[i]);
        e = all ? an__expr_and(p, e, one) : an__expr_or(p, e, one);
    }
    return leaf->op == AN_OP_EXCLUDES ? an__expr_not(p, e) : e;
}

an_expr_id an__compile_meets(struct an_problem *p, const struct an_ctx *x, uint32_t fact,
                             const struct an_known *known, uint32_t place)
{
    struct an_unit u = {.kind = AN_UNIT_VALUE, .fact = fact, .table = AN_NONE};
    int64_t *v = AN_NEW(p->ev->work, int64_t);
    *v = place;
    return meets_place(p, x, &u, &fact_of(x, fact)->type, known, v);
}

/* ---- other tests of values ---- */

static an_expr_id compile_set(struct an_problem *p, const struct an_cond *c,
                              const struct an_cond_node *leaf, const struct an_unit *u,
                              const struct an_value_type *type)
{
    const int64_t *v = c->value + leaf->value;
    struct an_atom atom = {.kind = AN_ATOM_MEETS, .v = v, .n = leaf->n, .type = type};
    if (leaf->op == AN_OP_IN)
        return an__atom(p, u, &atom);
    if (leaf->op == AN_OP_EXCLUDES)
        return an__expr_not(p, an__atom(p, u, &atom));
    if (leaf->op == AN_OP_ONLY) {
        atom.kind = AN_ATOM_OUTSIDE;
        return an__expr_not(p, an__atom(p, u, &atom));
    }
    an_expr_id all = AN_EXPR_TRUE;
    for (uint32_t i = 0; i < leaf->n; i++) {
        atom.v = v + i;
        atom.n = 1;
        all = an__expr_and(p, all, an__atom(p, u, &atom));
    }
    return all;
}

/* The name is known, but not whether its day on a list has come or gone. */
static an_expr_id compile_listed(struct an_problem *p, const struct an_ctx *x,
                                 const struct an_cond *c, const struct an_cond_node *leaf,
                                 int64_t word)
{
    an_expr_id any = AN_EXPR_FALSE;
    for (uint32_t i = 0; i < leaf->n; i++) {
        uint32_t list = (uint32_t)c->value[leaf->value + i];
        if (an__on_list(x->ev, word, list, x->law_day) == AN_UNKNOWN)
            any = an__expr_or(
                p, any,
                an__choose(p, AN_CHOICE_LISTED, list, (uint32_t)word, x->law_day, NULL, AN_NONE));
    }
    return any;
}

static an_expr_id compile_value(struct an_problem *p, const struct an_ctx *x,
                                const struct an_cond *c, const struct an_cond_node *leaf)
{
    const struct an_value_type *type = an__leaf_type(x, leaf);
    const struct an_known *known = an__leaf_known(x, leaf);
    struct an_unit u = unit_for(x, leaf);
    switch (type->type) {
    case AN_TYPE_COUNTRIES: return compile_places(p, x, c, leaf, &u, known);
    case AN_TYPE_SET: return compile_set(p, c, leaf, &u, type);
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT:
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY:
    case AN_TYPE_COUNTRY_MAP:
    case AN_TYPE_TABLE: break;
    }
    if (leaf->op == AN_OP_ON_LIST && known && known->n_one_of == 1)
        return compile_listed(p, x, c, leaf, known->one_of[0]);
    struct an_atom atom = {.kind = AN_ATOM_TEST,
                           .op = leaf->op,
                           .v = c->value + leaf->value,
                           .n = leaf->n,
                           .type = type};
    if (leaf->op == AN_OP_ON_LIST)
        atom.day = x->law_day;
    return an__atom(p, &u, &atom);
}

/* ---- derived facts ---- */

/* A day or number that is known exactly. */
static bool exactly(const struct an_ctx *x, uint32_t fact, int64_t *value)
{
    if (fact == x->ev->model->day_fact) {
        *value = x->law_day;
        return true;
    }
    const struct an_fact *f = fact_of(x, fact);
    if (f->derived.function != AN_FN_NONE)
        return false;
    if (an__is_number(f->type.type)) {
        struct an_range r = an__range(&f->type, x->row->slot[fact].known);
        *value = r.lo;
        return r.lo == r.hi;
    }
    struct an_words w = an__words(&f->type, x->row->slot[fact].known);
    uint32_t n = 0;
    for (uint32_t i = 0; i < w.n; i++)
        if (an__word(&w, i) != INT64_MAX) {
            *value = an__word(&w, i);
            n++;
        }
    return !w.open && n == 1;
}

static bool is_plain(const struct an_ctx *x, uint32_t fact)
{
    return fact != x->ev->model->day_fact && fact_of(x, fact)->derived.function == AN_FN_NONE &&
           fact_of(x, fact)->role == AN_FACT_PLAIN;
}

static an_expr_id transformed(struct an_problem *p, const struct an_ctx *x, const struct an_cond *c,
                              const struct an_cond_node *leaf, uint32_t fact,
                              struct an_transform transform)
{
    struct an_unit u = {.kind = AN_UNIT_VALUE, .fact = fact, .table = AN_NONE};
    struct an_atom atom = {.kind = AN_ATOM_TEST,
                           .op = leaf->op,
                           .v = c->value + leaf->value,
                           .n = leaf->n,
                           .transform = transform,
                           .type = &fact_of(x, leaf->fact)->type};
    return an__atom(p, &u, &atom);
}

/* Who knows a computed fact's arguments knows it: what is open is what a profile can state. */
static uint32_t stated_argument(const struct an_ctx *x, uint32_t fact)
{
    while (fact_of(x, fact)->derived.function != AN_FN_NONE)
        fact = fact_of(x, fact)->derived.arg[0];
    return fact;
}

/* What a test says of a yes/no fact that is true where the expression is. */
static an_expr_id yes_or_no(struct an_problem *p, const struct an_cond *c,
                            const struct an_cond_node *leaf, an_expr_id e)
{
    bool yes = an__has(c->value + leaf->value, leaf->n, 1);
    bool no = an__has(c->value + leaf->value, leaf->n, 0);
    return yes ? (no ? AN_EXPR_TRUE : e) : no ? an__expr_not(p, e) : AN_EXPR_FALSE;
}

/* Equality with what is known of the other side. */
static an_expr_id compile_same(struct an_problem *p, const struct an_ctx *x,
                               const struct an_cond *c, const struct an_cond_node *leaf,
                               uint32_t fact, int64_t value)
{
    enum an_type type = fact_of(x, fact)->type.type;
    if (!an__is_symbolic(type) && !an__is_number(type))
        return yes_or_no(p, c, leaf, an__free(p, &fact_of(x, leaf->fact)->derived, AN_NONE, fact));
    int64_t *v = AN_NEW(p->ev->work, int64_t);
    *v = value;
    struct an_unit u = {.kind = AN_UNIT_VALUE, .fact = fact, .table = AN_NONE};
    struct an_atom atom = {
        .kind = AN_ATOM_TEST, .op = AN_OP_IN, .v = v, .n = 1, .type = &fact_of(x, fact)->type};
    return yes_or_no(p, c, leaf, an__atom(p, &u, &atom));
}

static an_expr_id compile_pair(struct an_problem *p, const struct an_ctx *x,
                               const struct an_cond *c, const struct an_cond_node *leaf,
                               const struct an_derived *d)
{
    for (int i = 0; i < 2; i++) {
        int64_t value = 0;
        if (!exactly(x, d->arg[1 - i], &value) || !is_plain(x, d->arg[i]))
            continue;
        if (d->function == AN_FN_SAME)
            return compile_same(p, x, c, leaf, d->arg[i], value);
        return transformed(p, x, c, leaf, d->arg[i],
                           (struct an_transform){d->function, i == 1, value});
    }
    uint32_t argument = stated_argument(x, d->arg[is_plain(x, d->arg[0]) ? 0 : 1]);
    if (d->function == AN_FN_SAME) /* whatever it is, it is so wherever it is tested */
        return yes_or_no(p, c, leaf, an__free(p, d, AN_NONE, argument));
    return an__free(p, leaf, x->j, argument);
}

/* "Some row that counts has a value that compares so." */
static an_expr_id some_row(struct an_problem *p, const struct an_ctx *x, const struct an_derived *d,
                           const struct an_cond_node *leaf, enum an_op op, int64_t value)
{
    struct an_ctx inner = *x;
    inner.table = fact_of(x, d->arg[0]);
    inner.cells = NULL;
    int64_t *v = AN_NEW(p->ev->work, int64_t);
    *v = value;
    struct an_cond_node test = {.op = (uint8_t)op,
                                .column = 1,
                                .n = 1,
                                .size = 1,
                                .fact = d->column,
                                .key = AN_NO_KEY,
                                .span = leaf->span};
    struct an_cond_node *node = AN_NEW(p->ev->work, struct an_cond_node);
    *node = test;
    struct an_cond c = {node, 1, v, 1};
    an_expr_id row = an__compile(p, &inner, &d->where, AN_EXPR_TRUE);
    return an__rows_atom(p, d->arg[0], an__expr_and(p, row, an__compile_at(p, &inner, &c, 0)),
                         leaf);
}

/* Greatest (or least) of the rows' values: some row reaches it and none goes beyond. */
static an_expr_id compile_extreme(struct an_problem *p, const struct an_ctx *x,
                                  const struct an_cond *c, const struct an_cond_node *leaf,
                                  const struct an_derived *d)
{
    bool max = d->function == AN_FN_MAX;
    enum an_op beyond = max ? AN_OP_MORE_THAN : AN_OP_LESS_THAN;
    enum an_op reaches = max ? AN_OP_AT_LEAST : AN_OP_AT_MOST;
    enum an_op under = max ? AN_OP_LESS_THAN : AN_OP_MORE_THAN;
    enum an_op up_to = max ? AN_OP_AT_MOST : AN_OP_AT_LEAST;
    const int64_t *v = c->value + leaf->value;
    if (leaf->op == beyond || leaf->op == reaches)
        return some_row(p, x, d, leaf, leaf->op, v[0]);
    if (leaf->op == under || leaf->op == up_to) {
        enum an_op over = leaf->op == under ? reaches : beyond;
        return an__expr_and(p, some_row(p, x, d, leaf, leaf->op, v[0]),
                            an__expr_not(p, some_row(p, x, d, leaf, over, v[0])));
    }
    an_expr_id any = AN_EXPR_FALSE;
    for (uint32_t i = 0; i < leaf->n; i++)
        any = an__expr_or(p, any,
                          an__expr_and(p, some_row(p, x, d, leaf, reaches, v[i]),
                                       an__expr_not(p, some_row(p, x, d, leaf, beyond, v[i]))));
    return any;
}

/* Whether there is any row that counts; other counts are left to a free choice. */
static an_expr_id compile_count(struct an_problem *p, const struct an_ctx *x,
                                const struct an_cond *c, const struct an_cond_node *leaf,
                                const struct an_derived *d)
{
    int64_t v = c->value[leaf->value];
    bool any = (leaf->op == AN_OP_AT_LEAST && v == 1) || (leaf->op == AN_OP_MORE_THAN && v == 0);
    bool none = (leaf->op == AN_OP_AT_MOST && v == 0) || (leaf->op == AN_OP_LESS_THAN && v == 1);
    if (!any && !none)
        return an__free(p, leaf, x->j, d->arg[0]);
    struct an_ctx inner = *x;
    inner.table = fact_of(x, d->arg[0]);
    inner.cells = NULL;
    an_expr_id row = an__compile(p, &inner, &d->where, AN_EXPR_TRUE);
    an_expr_id some = an__rows_atom(p, d->arg[0], row, leaf);
    return any ? some : an__expr_not(p, some);
}

static an_expr_id compile_derived(struct an_problem *p, const struct an_ctx *x,
                                  const struct an_cond *c, const struct an_cond_node *leaf)
{
    const struct an_derived *d = &fact_of(x, leaf->fact)->derived;
    switch (d->function) {
    case AN_FN_YEARS_BETWEEN:
    case AN_FN_SAME: return compile_pair(p, x, c, leaf, d);
    case AN_FN_DAYS_SINCE:
        if (is_plain(x, d->arg[0]))
            return transformed(p, x, c, leaf, d->arg[0],
                               (struct an_transform){d->function, false, x->law_day});
        break;
    case AN_FN_MAX:
    case AN_FN_MIN: return compile_extreme(p, x, c, leaf, d);
    case AN_FN_COUNT: return compile_count(p, x, c, leaf, d);
    case AN_FN_SUM:
    case AN_FN_NONE: break;
    }
    return an__free(p, leaf, x->j, stated_argument(x, d->arg[0]));
}

/* ---- terms ---- */

an_expr_id an__compile_term(struct an_problem *p, uint32_t fact)
{
    const struct an_model *m = p->ev->model;
    if (p->term_expr[fact] != 0)
        return p->term_expr[fact] - 1;
    an_expr_id enough = AN_EXPR_FALSE, needed = AN_EXPR_TRUE;
    const struct an_term *t = &m->terms.v[m->facts.v[fact].source];
    if (an_interval_has(&t->days, p->row->law_day) == AN_TRUE &&
        !an__is_off(p->ev, AN_TIE_TERM, m->facts.v[fact].source)) {
        struct an_ctx x = {.ev = p->ev,
                           .row = p->row,
                           .j = m->instruments.v[t->instrument].place,
                           .law_day = p->row->law_day};
        enough = an__compile(p, &x, &t->if_, AN_EXPR_FALSE);
        needed = an__compile(p, &x, &t->only_if, AN_EXPR_TRUE);
    }
    const struct an_refs *definers = &p->ev->logic.definers_of[fact];
    for (uint32_t i = 0; i < definers->n; i++) {
        if (an__is_off(p->ev, AN_TIE_DEFINER, definers->v[i]))
            continue;
        struct an_judged j = an__judged_alone(p->ev, p->row, definers->v[i]);
        enough = an__expr_or(p, enough, an__compile_effective(p, &j));
    }
    an_expr_id rest = AN_EXPR_FALSE;
    if (enough != AN_EXPR_TRUE && needed != AN_EXPR_FALSE && needed != enough)
        rest = an__expr_and(p, needed, an__choose(p, AN_CHOICE_RESIDUE, fact, 0, 0, NULL, fact));
    an_expr_id e = an__expr_or(p, enough, rest);
    p->term_expr[fact] = e + 1;
    if (!p->relevant[fact]) {
        p->relevant[fact] = true;
        p->n_relevant++;
    }
    return e;
}

static an_expr_id compile_term_test(struct an_problem *p, const struct an_cond *c,
                                    const struct an_cond_node *leaf)
{
    return yes_or_no(p, c, leaf, an__compile_term(p, leaf->fact));
}

/* ---- conditions ---- */

static an_expr_id compile_leaf(struct an_problem *p, const struct an_ctx *x,
                               const struct an_cond *c, uint32_t at)
{
    const struct an_cond_node *leaf = &c->node[at];
    an_tri now = an__leaf(x, c, at);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    if (!leaf->column && fact_of(x, leaf->fact)->derived.function != AN_FN_NONE)
        return compile_derived(p, x, c, leaf);
    if (!leaf->column && fact_of(x, leaf->fact)->role == AN_FACT_TERM)
        return compile_term_test(p, c, leaf);
    return compile_value(p, x, c, leaf);
}

static an_expr_id compile_rows(struct an_problem *p, const struct an_ctx *x,
                               const struct an_cond *c, uint32_t at)
{
    an_tri now = an__truth_at(x, c, at);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    struct an_ctx inner = *x;
    inner.table = fact_of(x, c->node[at].fact);
    inner.cells = NULL;
    an_expr_id row = an__compile_at(p, &inner, c, an__first_child(at));
    if (c->node[at].op == AN_OP_SOME)
        return an__rows_atom(p, c->node[at].fact, row, &c->node[at]);
    an_expr_id breach = an__rows_atom(p, c->node[at].fact, an__expr_not(p, row), &c->node[at]);
    return an__expr_not(p, breach);
}

static an_expr_id compile_children(struct an_problem *p, const struct an_ctx *x,
                                   const struct an_cond *c, uint32_t at)
{
    bool all = c->node[at].op == AN_OP_ALL;
    an_expr_id e = an__expr_const(all);
    uint32_t child = an__first_child(at);
    /* What three values decide needs no atoms. */
    an_tri now = x->table ? AN_UNKNOWN : an__truth_at(x, c, at);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    for (uint32_t i = 0; i < c->node[at].n; i++, child = an__next_child(c, child)) {
        an_expr_id one = an__compile_at(p, x, c, child);
        e = all ? an__expr_and(p, e, one) : an__expr_or(p, e, one);
    }
    return e;
}

an_expr_id an__compile_at(struct an_problem *p, const struct an_ctx *x, const struct an_cond *c,
                          uint32_t at)
{
    switch ((enum an_op)c->node[at].op) {
    case AN_OP_ALL:
    case AN_OP_ANY: return compile_children(p, x, c, at);
    case AN_OP_NOT: return an__expr_not(p, an__compile_at(p, x, c, an__first_child(at)));
    case AN_OP_OPEN: {
        an_expr_id sure = an__compile_at(p, x, c, an__first_child(at));
        if (sure == AN_EXPR_TRUE)
            return sure;
        return an__expr_or(p, sure,
                           an__choose(p, AN_CHOICE_OPEN, x->j, 0, 0, &c->node[at], AN_NONE));
    }
    case AN_OP_SOME:
    case AN_OP_EVERY: return compile_rows(p, x, c, at);
    case AN_OP_IN:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: return compile_leaf(p, x, c, at);
    }
    AN_UNREACHABLE();
}

an_expr_id an__compile(struct an_problem *p, const struct an_ctx *x, const struct an_cond *c,
                       an_expr_id otherwise)
{
    return an_cond_given(c) ? an__compile_at(p, x, c, 0) : otherwise;
}
