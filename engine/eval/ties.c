/*
 * Which axioms, terms and definitions tie the facts that matter in a decision. One that a fact of
 * no importance can always fulfil is left out (a "spare" fact: some value of it fulfils all that is
 * said about it, whatever the rest is); so is one read for a place that nothing else names, if the
 * sets can simply not hold that place ("idle"). What is left draws its facts in, until nothing new
 * comes.
 */
#include <string.h>

#include "engine/eval/table.h"
#include "engine/lang/place.h"

#define MAX_SPARE_DEPTH 4

enum { SPARE_UNKNOWN, SPARE_NO, SPARE_YES };

/* One part of one tie, read for one J: "if C then T", with one T. */
struct part {
    const struct an_tie *tie;
    uint32_t index, j, part;
};

/* A column of a row of a table (NULL: any further row): has it a value that fulfils all. */
struct cell_found {
    uint32_t table, column;
    const struct an_row *row;
    bool spare;
};

struct binder {
    struct an_problem *p;
    uint8_t *spare;                  /* per fact; void once something new is relevant */
    AN_VEC(struct part) in;          /* those taken in */
    AN_VEC(struct cell_found) cells; /* looked at so far */
    bool used_idle;
    bool *met, *filled; /* per fact: what it meets, what was presumed, was taken in */
    bool rows; /* rows of tables must fulfil what is said of them, whoever else reads them */
    bool all;  /* every tie matters, not only those of facts that do */
    const struct an_case_row *like; /* those matter of what is known otherwise there; or NULL */
    const struct an_refs *with;     /* places in play besides; or NULL */
    struct an_refs js;              /* all places in play */
};

static const struct an_axiom *axiom_of(const struct binder *b, const struct part *t)
{
    return &b->p->ev->model->axioms.v[t->tie->index];
}

/* ---- parts ---- */

static uint32_t conjuncts(const struct an_cond *c)
{
    return !an_cond_given(c) ? 0 : c->node[0].op == AN_OP_ALL ? c->node[0].n : 1;
}

static uint32_t conjunct(const struct an_cond *c, uint32_t i)
{
    if (c->node[0].op != AN_OP_ALL)
        return 0;
    uint32_t child = an__first_child(0);
    while (i-- > 0)
        child = an__next_child(c, child);
    return child;
}

static uint32_t count_parts(const struct binder *b, const struct an_tie *tie)
{
    const struct an_model *m = b->p->ev->model;
    switch (tie->kind) {
    case AN_TIE_AXIOM: return conjuncts(&m->axioms.v[tie->index].then);
    case AN_TIE_TERM: return 2; /* if, only_if */
    case AN_TIE_DEFINER: return 1 + conjuncts(&m->provisions.v[tie->index].concludes);
    }
    AN_UNREACHABLE();
}

/* ---- what a part says in three values ---- */

an_tri an__axiom_part(const struct an_problem *p, const struct an_axiom *a, uint32_t j,
                      uint32_t part, const struct an_row *cells, bool idle)
{
    struct an_ctx x = {.ev = p->ev,
                       .row = p->row,
                       .j = j,
                       .law_day = p->row->law_day,
                       .cells = cells,
                       .idle = idle ? &p->assumed : NULL};
    if (a->each != AN_NONE)
        x.table = &p->ev->model->facts.v[a->each];
    an_tri truth = an_tri_not(an__truth(&x, &a->cond, AN_TRUE));
    return truth == AN_TRUE
               ? truth
               : an_tri_or(truth, an__truth_at(&x, &a->then, conjunct(&a->then, part)));
}

static an_tri axiom_truth(const struct binder *b, const struct part *t, bool idle)
{
    const struct an_axiom *a = axiom_of(b, t);
    if (a->each == AN_NONE)
        return an__axiom_part(b->p, a, t->j, t->part, NULL, idle);
    const struct an_known *k = b->p->row->slot[a->each].known;
    an_tri truth = AN_TRUE;
    for (uint32_t i = 0; k && i < k->n_rows && truth != AN_FALSE; i++)
        truth = an_tri_and(truth, an__axiom_part(b->p, a, t->j, t->part, &k->row[i], idle));
    if (!k || !k->given || !k->closed)
        truth = an_tri_and(truth, an__axiom_part(b->p, a, t->j, t->part, NULL, idle));
    return truth;
}

static an_tri fact_truth(const struct binder *b, uint32_t fact)
{
    const struct an_known *k = b->p->row->slot[fact].known;
    return k && k->given && k->n_one_of == 1 ? an_tri_of(k->one_of[0] == 1) : AN_UNKNOWN;
}

static struct an_ctx term_ctx(const struct binder *b, const struct an_term *t, bool idle)
{
    return (struct an_ctx){.ev = b->p->ev,
                           .row = b->p->row,
                           .j = b->p->ev->model->instruments.v[t->instrument].place,
                           .law_day = b->p->row->law_day,
                           .idle = idle ? &b->p->assumed : NULL};
}

static an_tri term_truth(const struct binder *b, const struct part *t, bool idle)
{
    const struct an_term *term = &b->p->ev->model->terms.v[t->tie->index];
    const struct an_cond *c = t->part == 0 ? &term->if_ : &term->only_if;
    if (!an_cond_given(c) || an_interval_has(&term->days, b->p->row->law_day) != AN_TRUE)
        return AN_TRUE;
    struct an_ctx x = term_ctx(b, term, idle);
    an_tri is = fact_truth(b, term->fact), cond = an__truth_at(&x, c, 0);
    return t->part == 0 ? an_tri_or(an_tri_not(cond), is) : an_tri_or(an_tri_not(is), cond);
}

static an_tri definer_truth(const struct binder *b, const struct part *t)
{
    const struct an_provision *d = &b->p->ev->model->provisions.v[t->tie->index];
    struct an_judged j = an__judged_alone(b->p->ev, b->p->row, t->tie->index);
    an_tri says = t->part == 0
                      ? fact_truth(b, d->defines)
                      : an__truth_at(&j.ctx, &d->concludes, conjunct(&d->concludes, t->part - 1));
    return an_tri_or(says, an_tri_not(an__effective(&j)));
}

static an_tri truth(const struct binder *b, const struct part *t, bool idle)
{
    switch (t->tie->kind) {
    case AN_TIE_AXIOM: return axiom_truth(b, t, idle);
    case AN_TIE_TERM: return term_truth(b, t, idle);
    case AN_TIE_DEFINER: return definer_truth(b, t);
    }
    AN_UNREACHABLE();
}

/* ---- which facts a part speaks of ---- */

static void name_fact(const struct binder *b, bool *facts, uint32_t fact)
{
    const struct an_derived *d = &b->p->ev->model->facts.v[fact].derived;
    if (d->function == AN_FN_NONE) {
        facts[fact] = true;
        return;
    }
    for (int i = 0; i < 2; i++)
        if (d->arg[i] != AN_NONE)
            name_fact(b, facts, d->arg[i]);
}

static void name_cond(const struct binder *b, bool *facts, const struct an_cond *c, uint32_t from,
                      uint32_t n)
{
    for (uint32_t i = from; i < from + n; i++) {
        const struct an_cond_node *node = &c->node[i];
        if ((an_op_is_leaf(node->op) && !node->column) || node->op == AN_OP_SOME ||
            node->op == AN_OP_EVERY)
            name_fact(b, facts, node->fact);
    }
}

static void name_conjunct(const struct binder *b, bool *facts, const struct an_cond *c, uint32_t i)
{
    uint32_t at = conjunct(c, i);
    name_cond(b, facts, c, at, c->node[at].size);
}

/*
 * Facts by which a part may be fulfilled. For a defining provision only what it defines or
 * concludes: its own conditions are many and seldom decide.
 */
static struct an_refs find_facts(const struct binder *b, const struct part *t)
{
    const struct an_model *m = b->p->ev->model;
    bool *facts = AN_NEW_ARRAY(b->p->ev->work, bool, m->facts.n);
    if (t->tie->kind == AN_TIE_AXIOM) {
        const struct an_axiom *a = axiom_of(b, t);
        if (a->each != AN_NONE)
            facts[a->each] = true;
        name_cond(b, facts, &a->cond, 0, a->cond.n);
        name_conjunct(b, facts, &a->then, t->part);
    } else if (t->tie->kind == AN_TIE_TERM) {
        const struct an_term *term = &m->terms.v[t->tie->index];
        const struct an_cond *c = t->part == 0 ? &term->if_ : &term->only_if;
        facts[term->fact] = true;
        name_cond(b, facts, c, 0, c->n);
    } else {
        const struct an_provision *d = &m->provisions.v[t->tie->index];
        if (t->part == 0)
            facts[d->defines] = true;
        else
            name_conjunct(b, facts, &d->concludes, t->part - 1);
    }
    return an__marked(b->p->ev->arena, facts, m->facts.n);
}

/* The same, found once for each part. */
static struct an_refs facts_of(const struct binder *b, const struct part *t)
{
    struct an_eval *ev = b->p->ev;
    struct an_refs **by = &ev->logic.by[t->index];
    if (!*by)
        *by = AN_NEW_ARRAY(ev->arena, struct an_refs, count_parts(b, t->tie));
    struct an_refs *facts = &(*by)[t->part];
    if (!facts->v)
        *facts = find_facts(b, t);
    return *facts;
}

static bool speaks_of(const struct binder *b, const struct part *t, uint32_t fact)
{
    struct an_refs facts = facts_of(b, t);
    for (uint32_t i = 0; i < facts.n; i++)
        if (facts.v[i] == fact)
            return true;
    return false;
}

/* ---- spare facts ---- */

static bool is_spare(struct binder *b, uint32_t fact, int depth);

/* A fact other than `but` that does not matter and can always fulfil the part. */
static bool droppable(struct binder *b, const struct part *t, uint32_t but, int depth)
{
    struct an_refs facts = facts_of(b, t);
    for (uint32_t i = 0; i < facts.n; i++)
        if (facts.v[i] != but && !b->p->relevant[facts.v[i]] && is_spare(b, facts.v[i], depth + 1))
            return true;
    return false;
}

typedef bool with_part(struct binder *b, const struct part *t, void *ctx);

/* Calls fn for every part of a tie, read for a J or AN_NONE; stops when it says false. */
static bool each_part_for(struct binder *b, uint32_t index, uint32_t j, with_part *fn, void *ctx)
{
    const struct an_tie *tie = &b->p->ev->logic.ties.v[index];
    uint32_t n = an__is_off(b->p->ev, tie->kind, tie->index) ? 0 : count_parts(b, tie);
    for (uint32_t part = 0; part < n; part++) {
        struct part t = {tie, index, j, part};
        if (!fn(b, &t, ctx))
            return false;
    }
    return true;
}

/* The same for every J. */
static bool each_part_of(struct binder *b, uint32_t index, with_part *fn, void *ctx)
{
    if (!b->p->ev->logic.ties.v[index].uses_j)
        return each_part_for(b, index, AN_NONE, fn, ctx);
    for (uint32_t k = 0; k < b->js.n; k++)
        if (!each_part_for(b, index, b->js.v[k], fn, ctx))
            return false;
    return true;
}

/* The same for all ties of a fact. */
static bool each_part(struct binder *b, uint32_t fact, with_part *fn, void *ctx)
{
    const struct an_refs *ties = &b->p->ev->logic.ties_of[fact];
    for (uint32_t i = 0; i < ties->n; i++)
        if (!each_part_of(b, ties->v[i], fn, ctx))
            return false;
    return true;
}

/* What must be fulfilled by the fact itself. */
struct demands {
    struct binder *b;
    uint32_t fact;
    int depth;
    AN_VEC(struct part) v;
};

static bool is_local(const struct binder *b, const struct part *t)
{
    return t->tie->kind == AN_TIE_AXIOM && axiom_of(b, t)->each != AN_NONE && t->tie->facts.n == 1;
}

static bool demand(struct binder *b, const struct part *t, void *ctx)
{
    struct demands *d = ctx;
    /* What is said of the rows of a table alone can be fulfilled in every row. */
    if (is_local(b, t) || truth(b, t, false) == AN_TRUE)
        return true;
    if (t->tie->kind != AN_TIE_DEFINER && !speaks_of(b, t, d->fact))
        return true;
    if (!droppable(b, t, d->fact, d->depth))
        an_vec_push(b->p->ev->work, &d->v, *t);
    return true;
}

/* What presumptions say of a fact and its restriction does not. */
static an_tri filled_truth(const struct binder *b, uint32_t fact)
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
    struct binder *b = d->b;
    struct an_slot *slot = &b->p->row->slot[d->fact];
    const struct an_known *before = slot->known;
    slot->known = value;
    b->p->row->settled = false; /* nothing may be remembered of a trial */
    bool all = filled_truth(b, d->fact) == AN_TRUE;
    for (size_t i = 0; i < d->v.n && all; i++)
        all = truth(b, &d->v.v[i], false) == AN_TRUE;
    b->p->row->settled = true;
    slot->known = before;
    return all;
}

static bool is_spare(struct binder *b, uint32_t fact, int depth)
{
    const struct an_fact *f = &b->p->ev->model->facts.v[fact];
    if (b->spare[fact] != SPARE_UNKNOWN)
        return b->spare[fact] == SPARE_YES;
    if (depth > MAX_SPARE_DEPTH || f->given_by_row || f->derived.function != AN_FN_NONE)
        return false;
    b->spare[fact] = SPARE_NO; /* while it is looked at: no circles */
    struct demands d = {.b = b, .fact = fact, .depth = depth};
    (void)each_part(b, fact, demand, &d);
    bool spare = (d.v.n == 0 && filled_truth(b, fact) == AN_TRUE) ||
                 an__try_values(b->p->ev, &f->type, b->p->row->slot[fact].known, fulfils, &d);
    b->spare[fact] = spare ? SPARE_YES : SPARE_NO;
    return spare;
}

/* ---- taking parts in ---- */

static an_expr_id implies(struct an_problem *p, const struct an_ctx *x, const struct an_cond *c,
                          const struct an_cond *t, uint32_t at)
{
    return an__expr_or(p, an__expr_not(p, an__compile(p, x, c, AN_EXPR_TRUE)),
                       an__compile_at(p, x, t, at));
}

static void constrain(struct binder *b, an_expr_id e)
{
    if (e != AN_EXPR_TRUE)
        an_vec_push(b->p->ev->work, &b->p->constraints, e);
}

static void take_axiom(struct binder *b, const struct part *t)
{
    const struct an_axiom *a = axiom_of(b, t);
    struct an_problem *p = b->p;
    struct an_ctx x = {.ev = p->ev, .row = p->row, .j = t->j, .law_day = p->row->law_day};
    if (a->each != AN_NONE)
        x.table = &p->ev->model->facts.v[a->each];
    an_expr_id e = implies(p, &x, &a->cond, &a->then, conjunct(&a->then, t->part));
    if (a->each != AN_NONE)
        e = an__expr_not(p, an__rows_atom(p, a->each, an__expr_not(p, e), a));
    constrain(b, e);
}

static an_expr_id fact_expr(struct an_problem *p, uint32_t fact, an_tri is)
{
    return is == AN_UNKNOWN ? an__compile_term(p, fact) : an__expr_const(is == AN_TRUE);
}

static void take_term(struct binder *b, const struct part *t)
{
    struct an_problem *p = b->p;
    const struct an_term *term = &p->ev->model->terms.v[t->tie->index];
    struct an_ctx x = term_ctx(b, term, false);
    an_expr_id is = fact_expr(p, term->fact, fact_truth(b, term->fact));
    if (t->part == 0)
        constrain(b, an__expr_or(p, an__expr_not(p, an__compile_at(p, &x, &term->if_, 0)), is));
    else
        constrain(b, an__expr_or(p, an__expr_not(p, is), an__compile_at(p, &x, &term->only_if, 0)));
}

static void take_definer(struct binder *b, const struct part *t)
{
    struct an_problem *p = b->p;
    const struct an_provision *d = &p->ev->model->provisions.v[t->tie->index];
    struct an_judged j = an__judged_alone(p->ev, p->row, t->tie->index);
    an_expr_id says = t->part == 0 ? fact_expr(p, d->defines, fact_truth(b, d->defines))
                                   : an__compile_at(p, &j.ctx, &d->concludes,
                                                    conjunct(&d->concludes, t->part - 1));
    constrain(b, an__expr_or(p, an__expr_not(p, an__compile_effective(p, &j)), says));
}

/* A part that speaks of rows alone becomes a filter of rows, if it depends on nothing else. */
static void take_local(struct binder *b, const struct part *t)
{
    const struct an_axiom *a = axiom_of(b, t);
    struct an_problem *p = b->p;
    struct an_ctx x = {.ev = p->ev, .row = p->row, .j = t->j, .law_day = p->row->law_day};
    x.table = &p->ev->model->facts.v[a->each];
    an_expr_id e = implies(p, &x, &a->cond, &a->then, conjunct(&a->then, t->part));
    if (an__depends_on_others(p, e, a->each)) {
        constrain(b, an__expr_not(p, an__rows_atom(p, a->each, an__expr_not(p, e), a)));
    } else {
        struct an_filter f = {t->tie->index, t->j, t->part, e};
        an_vec_push(p->ev->work, &p->filters, f);
        if (b->rows)
            (void)an__rows_atom(p, a->each, AN_EXPR_TRUE, a);
    }
}

static bool taken(const struct binder *b, const struct part *t)
{
    for (size_t i = 0; i < b->in.n; i++) {
        const struct part *s = &b->in.v[i];
        if (s->index == t->index && s->j == t->j && s->part == t->part)
            return true;
    }
    return false;
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
    uint32_t at = conjunct(&a->then, part);
    return names_column(&a->cond, 0, a->cond.n, column) ||
           names_column(&a->then, at, a->then.node[at].size, column);
}

/* A cell that is given one value after the other. */
struct trial_cell {
    struct binder *b;
    uint32_t table, column;
    struct an_row row;
    struct an_known *cells; /* of the row */
};

static bool cell_fulfils(void *ctx, const struct an_known *value)
{
    const struct trial_cell *t = ctx;
    struct binder *b = t->b;
    uint32_t table = t->table;
    t->cells[t->column] = *value;
    const struct an_logic *logic = &b->p->ev->logic;
    for (uint32_t i = 0; i < logic->ties_of[table].n; i++) {
        const struct an_tie *tie = &logic->ties.v[logic->ties_of[table].v[i]];
        if (tie->kind != AN_TIE_AXIOM)
            continue;
        const struct an_axiom *a = &b->p->ev->model->axioms.v[tie->index];
        uint32_t places = tie->uses_j ? b->js.n : 1;
        for (uint32_t part = 0; a->each == table && part < conjuncts(&a->then); part++) {
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

static bool find_cell(struct binder *b, uint32_t table, const struct an_row *row, uint32_t column)
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
static bool spare_column(struct binder *b, uint32_t table, const struct an_row *row,
                         uint32_t column)
{
    if (column_matters(b->p, table, column))
        return false;
    for (size_t i = 0; i < b->cells.n; i++) {
        const struct cell_found *c = &b->cells.v[i];
        if (c->row == row && c->column == column && c->table == table)
            return c->spare;
    }
    struct cell_found new = {table, column, row, find_cell(b, table, row, column)};
    an_vec_push(b->p->ev->work, &b->cells, new);
    return new.spare;
}

static bool row_needs(struct binder *b, const struct part *t, const struct an_row *row)
{
    const struct an_axiom *a = axiom_of(b, t);
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

static bool local_needed(struct binder *b, const struct part *t)
{
    const struct an_axiom *a = axiom_of(b, t);
    const struct an_known *k = b->p->row->slot[a->each].known;
    for (uint32_t i = 0; k && i < k->n_rows; i++)
        if (row_needs(b, t, &k->row[i]))
            return true;
    return (!k || !k->given || !k->closed) && row_needs(b, t, NULL);
}

/* ---- until nothing new comes ---- */

static bool consider(struct binder *b, const struct part *t, void *ctx)
{
    bool *changed = ctx;
    if (taken(b, t))
        return true;
    if (is_local(b, t)) {
        if (!local_needed(b, t))
            return true;
        take_local(b, t);
    } else {
        if (truth(b, t, false) == AN_TRUE)
            return true;
        if (truth(b, t, true) == AN_TRUE) {
            b->used_idle = true;
            return true;
        }
        if (droppable(b, t, AN_NONE, 0))
            return true;
        if (t->tie->kind == AN_TIE_AXIOM)
            take_axiom(b, t);
        else if (t->tie->kind == AN_TIE_TERM)
            take_term(b, t);
        else
            take_definer(b, t);
    }
    an_vec_push(b->p->ev->work, &b->in, *t);
    *changed = true;
    return true;
}

static void forget_spare(struct binder *b)
{
    for (uint32_t f = 0; f < b->p->ev->model->facts.n; f++)
        b->spare[f] = SPARE_UNKNOWN;
}

static void take_filled(struct binder *b, uint32_t fact)
{
    struct an_problem *p = b->p;
    for (size_t i = 0; i < p->row->filled.n && !b->filled[fact]; i++) {
        const struct an_filled *f = &p->row->filled.v[i];
        struct an_ctx x = {.ev = p->ev, .row = p->row, .j = f->j, .law_day = p->row->law_day};
        if (f->fact == fact)
            constrain(b, an__compile_at(p, &x, &p->ev->model->presumptions.v[f->presumption].then,
                                        f->leaf));
    }
    b->filled[fact] = true;
}

static void take_met(struct binder *b, uint32_t fact)
{
    struct an_problem *p = b->p;
    const struct an_known *k = p->row->slot[fact].known;
    struct an_ctx x = {.ev = p->ev, .row = p->row, .j = AN_NONE, .law_day = p->row->law_day};
    if (b->met[fact] || !k || p->ev->model->facts.v[fact].type.type != AN_TYPE_COUNTRIES)
        return;
    b->met[fact] = true;
    for (uint32_t i = 0; i < k->n_meets; i++)
        constrain(b, an__compile_meets(p, &x, fact, k, (uint32_t)k->meets[i]));
    for (uint32_t i = 0; i < k->n_not_in; i++) /* nor by a choice */
        constrain(b, an__expr_not(p, an__compile_meets(p, &x, fact, k, (uint32_t)k->not_in[i])));
}

/* Does an undecided choice matter that ties of this kind may speak of too. */
static bool choice_matters(const struct an_problem *p, enum an_tie_kind kind)
{
    for (size_t i = 0; i < p->units.n; i++) {
        if (p->units.v[i].kind != AN_UNIT_CHOICE)
            continue;
        enum an_choice c = p->units.v[i].choice;
        if (c == AN_CHOICE_COUNTS || c == AN_CHOICE_LISTED)
            return true;
        if (kind == AN_TIE_DEFINER &&
            (c == AN_CHOICE_OPEN || c == AN_CHOICE_APPLIES || c == AN_CHOICE_OFFERED ||
             c == AN_CHOICE_WITHIN || c == AN_CHOICE_IN_FORCE))
            return true;
    }
    return false;
}

/* Choices are shared by all that speak of them, whatever facts those are about. */
static void by_choices(struct binder *b, bool *changed)
{
    for (uint32_t i = 0; i < b->p->ev->logic.ties.n; i++)
        if (b->all || choice_matters(b->p, b->p->ev->logic.ties.v[i].kind))
            (void)each_part_of(b, i, consider, changed);
}

static void until_settled(struct binder *b)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (uint32_t f = 0; f < b->p->ev->model->facts.n; f++) {
            if (!b->p->relevant[f])
                continue;
            uint32_t before = b->p->n_relevant;
            take_met(b, f);
            take_filled(b, f);
            (void)each_part(b, f, consider, &changed);
            if (b->p->n_relevant != before)
                forget_spare(b);
        }
        by_choices(b, &changed);
    }
}

/* ---- idle places ---- */

static bool is_places(const struct an_problem *p, const struct an_unit *u)
{
    if (u->kind != AN_UNIT_VALUE)
        return false;
    const struct an_fact *f = &p->ev->model->facts.v[u->table != AN_NONE ? u->table : u->fact];
    enum an_type type = u->table != AN_NONE ? f->columns[u->fact].type.type : f->type.type;
    return type == AN_TYPE_COUNTRIES;
}

/* A place that a test names is not idle. */
static void name_places(struct an_problem *p)
{
    for (size_t i = 0; i < p->units.n; i++) {
        const struct an_unit *u = &p->units.v[i];
        if (u->kind == AN_UNIT_NUMBER)
            p->idle[u->place] = 0;
        for (uint32_t a = 0; is_places(p, u) && a < u->n_atoms; a++)
            for (uint32_t k = 0; k < p->atoms.v[u->atom[a]].n; k++)
                p->idle[p->atoms.v[u->atom[a]].v[k]] = 0;
    }
}

static bool touches_idle(const struct an_problem *p, uint32_t m)
{
    for (uint32_t i = 0; i < p->ev->model->places.n; i++)
        if (p->idle[i] && an__counts(p->ev, m, i, p->row->law_day) != AN_FALSE)
            return true;
    return false;
}

/* Is there a member of the same effect that no idle place is concerned with. */
static bool has_stand_in(const struct an_problem *p, const struct an_unit *u, uint64_t effect)
{
    for (uint32_t m = 0; m < p->ev->model->places.n; m++)
        if (an__is_concrete(p->ev->model, m) && !touches_idle(p, m) &&
            an__member_vector(p, u, ~(uint64_t)0, m) == effect)
            return true;
    return false;
}

/* Places without which some combination of tests could not come about are not idle after all. */
static bool wake(struct an_problem *p)
{
    bool woken = false;
    for (size_t i = 0; i < p->units.n; i++) {
        const struct an_unit *u = &p->units.v[i];
        for (uint32_t m = 0; is_places(p, u) && m < p->ev->model->places.n; m++) {
            if (!an__is_concrete(p->ev->model, m) || !touches_idle(p, m) ||
                has_stand_in(p, u, an__member_vector(p, u, ~(uint64_t)0, m)))
                continue;
            for (uint32_t k = 0; k < p->ev->model->places.n; k++)
                if (p->idle[k] && an__counts(p->ev, m, k, p->row->law_day) != AN_FALSE) {
                    p->idle[k] = 0;
                    woken = true;
                }
        }
    }
    return woken;
}

static bool same_filled(const struct an_case_row *a, const struct an_case_row *b)
{
    if (a->filled.n != b->filled.n)
        return false;
    for (size_t i = 0; i < a->filled.n; i++) {
        const struct an_filled *f = &a->filled.v[i], *g = &b->filled.v[i];
        if (f->presumption != g->presumption || f->j != g->j || f->leaf != g->leaf)
            return false;
    }
    return true;
}

/* What is said of the facts that are not known as on the other row. */
static void start_with_changed(struct binder *b)
{
    const struct an_model *m = b->p->ev->model;
    bool changed = false;
    for (uint32_t f = 0; f < m->facts.n; f++) {
        const struct an_fact *fact = &m->facts.v[f];
        if (!an__known_equal(fact, &fact->type, b->p->row->slot[f].known, b->like->slot[f].known))
            (void)each_part(b, f, consider, &changed);
    }
}

/* What is said for the places that are in play besides. */
static void start_with_places(struct binder *b)
{
    const struct an_logic *logic = &b->p->ev->logic;
    bool changed = false;
    for (uint32_t i = 0; i < logic->ties.n; i++)
        for (uint32_t k = 0; logic->ties.v[i].uses_j && k < b->with->n; k++)
            (void)each_part_for(b, i, b->with->v[k], consider, &changed);
}

static struct an_refs in_play(const struct an_problem *p)
{
    uint32_t *v = AN_NEW_ARRAY(p->ev->work, uint32_t, p->ev->model->places.n), n = 0;
    for (uint32_t i = 0; i < p->ev->model->places.n; i++)
        if (p->in_play[i])
            v[n++] = i;
    return (struct an_refs){v, n};
}

static void bind(struct binder *b)
{
    struct an_problem *p = b->p;
    const struct an_model *m = p->ev->model;
    b->spare = AN_NEW_ARRAY(p->ev->work, uint8_t, m->facts.n);
    b->met = AN_NEW_ARRAY(p->ev->work, bool, m->facts.n);
    b->filled = AN_NEW_ARRAY(p->ev->work, bool, m->facts.n);
    for (uint32_t i = 0; i < m->places.n; i++)
        p->in_play[i] = p->row->in_play_mark[i];
    for (uint32_t i = 0; b->with && i < b->with->n; i++)
        p->in_play[b->with->v[i]] = true;
    memcpy(p->idle, p->in_play, m->places.n * sizeof p->idle[0]);
    b->js = in_play(p);
    do {
        b->used_idle = false;
        name_places(p);
        size_t units = p->units.n;
        if (b->like)
            start_with_changed(b);
        if (b->rows && b->with)
            start_with_places(b);
        until_settled(b);
        if (b->used_idle && p->units.n == units && !wake(p))
            break;
    } while (b->used_idle);
}

void an__tie(struct an_problem *p, const struct an_judged *j)
{
    struct an_refs brought = an__brought_in(j);
    struct binder b = {.p = p, .with = &brought};
    bind(&b);
}

/*
 * Where there is a completion of another row, it can be kept for all that is not tied to what is
 * known otherwise here; where there is one without these places, for all that is not tied to them.
 */
void an__tie_all(struct an_problem *p)
{
    const struct an_case_row *like = p->row->like;
    bool changed = like && like->settled && !like->refused && same_filled(p->row, like);
    struct binder b = {.p = p, .rows = true, .all = !changed, .like = changed ? like : NULL};
    bind(&b);
}

void an__tie_places(struct an_problem *p, const struct an_refs *places)
{
    struct binder b = {.p = p, .rows = true, .with = places};
    bind(&b);
}
