/*
 * Axioms, terms and definitions in parts: "if C then T", with one T and for one J. What a part says
 * in three values, of which facts it speaks, and how to go through all of them. What is done with
 * parts is in spare.c and ties.c.
 */
#include "engine/eval/bind.h"
#include "engine/lang/place.h"

const struct an_axiom *an__part_axiom(const struct an_binder *b, const struct an_part *t)
{
    return &b->p->ev->model->axioms.v[t->tie->index];
}

/* ---- parts ---- */

uint32_t an__conjuncts(const struct an_cond *c)
{
    return !an_cond_given(c) ? 0 : c->node[0].op == AN_OP_ALL ? c->node[0].n : 1;
}

uint32_t an__conjunct(const struct an_cond *c, uint32_t i)
{
    if (c->node[0].op != AN_OP_ALL)
        return 0;
    uint32_t child = an__first_child(0);
    while (i-- > 0)
        child = an__next_child(c, child);
    return child;
}

static uint32_t count_parts(const struct an_binder *b, const struct an_tie *tie)
{
    const struct an_model *m = b->p->ev->model;
    switch (tie->kind) {
    case AN_TIE_AXIOM: return an__conjuncts(&m->axioms.v[tie->index].then);
    case AN_TIE_TERM: return 2; /* if, only_if */
    case AN_TIE_DEFINER: return 1 + an__conjuncts(&m->provisions.v[tie->index].concludes);
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
               : an_tri_or(truth, an__truth_at(&x, &a->then, an__conjunct(&a->then, part)));
}

static an_tri axiom_truth(const struct an_binder *b, const struct an_part *t, bool idle)
{
    const struct an_axiom *a = an__part_axiom(b, t);
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

an_tri an__fact_truth(const struct an_binder *b, uint32_t fact)
{
    const struct an_known *k = b->p->row->slot[fact].known;
    return k && k->given && k->n_one_of == 1 ? an_tri_of(k->one_of[0] == 1) : AN_UNKNOWN;
}

struct an_ctx an__term_ctx(const struct an_binder *b, const struct an_term *t, bool idle)
{
    return (struct an_ctx){.ev = b->p->ev,
                           .row = b->p->row,
                           .j = b->p->ev->model->instruments.v[t->instrument].place,
                           .law_day = b->p->row->law_day,
                           .idle = idle ? &b->p->assumed : NULL};
}

static an_tri term_truth(const struct an_binder *b, const struct an_part *t, bool idle)
{
    const struct an_term *term = &b->p->ev->model->terms.v[t->tie->index];
    const struct an_cond *c = t->part == 0 ? &term->if_ : &term->only_if;
    if (!an_cond_given(c) || an_interval_has(&term->days, b->p->row->law_day) != AN_TRUE)
        return AN_TRUE;
    struct an_ctx x = an__term_ctx(b, term, idle);
    an_tri is = an__fact_truth(b, term->fact), cond = an__truth_at(&x, c, 0);
    return t->part == 0 ? an_tri_or(an_tri_not(cond), is) : an_tri_or(an_tri_not(is), cond);
}

static an_tri definer_truth(const struct an_binder *b, const struct an_part *t)
{
    const struct an_provision *d = &b->p->ev->model->provisions.v[t->tie->index];
    struct an_judged j = an__judged_alone(b->p->ev, b->p->row, t->tie->index);
    an_tri says = t->part == 0 ? an__fact_truth(b, d->defines)
                               : an__truth_at(&j.ctx, &d->concludes,
                                              an__conjunct(&d->concludes, t->part - 1));
    return an_tri_or(says, an_tri_not(an__effective(&j)));
}

an_tri an__part_truth(const struct an_binder *b, const struct an_part *t, bool idle)
{
    switch (t->tie->kind) {
    case AN_TIE_AXIOM: return axiom_truth(b, t, idle);
    case AN_TIE_TERM: return term_truth(b, t, idle);
    case AN_TIE_DEFINER: return definer_truth(b, t);
    }
    AN_UNREACHABLE();
}

/* ---- which facts a part speaks of ---- */

static void name_fact(const struct an_binder *b, bool *facts, uint32_t fact)
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

static void name_cond(const struct an_binder *b, bool *facts, const struct an_cond *c,
                      uint32_t from, uint32_t n)
{
    for (uint32_t i = from; i < from + n; i++) {
        const struct an_cond_node *node = &c->node[i];
        if ((an_op_is_leaf(node->op) && !node->column) || node->op == AN_OP_SOME ||
            node->op == AN_OP_EVERY)
            name_fact(b, facts, node->fact);
    }
}

static void name_conjunct(const struct an_binder *b, bool *facts, const struct an_cond *c,
                          uint32_t i)
{
    uint32_t at = an__conjunct(c, i);
    name_cond(b, facts, c, at, c->node[at].size);
}

static struct an_refs find_facts(const struct an_binder *b, const struct an_part *t)
{
    const struct an_model *m = b->p->ev->model;
    bool *facts = AN_NEW_ARRAY(b->p->ev->work, bool, m->facts.n);
    if (t->tie->kind == AN_TIE_AXIOM) {
        const struct an_axiom *a = an__part_axiom(b, t);
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

/* Found once for each part. */
struct an_refs an__part_facts(const struct an_binder *b, const struct an_part *t)
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

bool an__part_speaks_of(const struct an_binder *b, const struct an_part *t, uint32_t fact)
{
    struct an_refs facts = an__part_facts(b, t);
    for (uint32_t i = 0; i < facts.n; i++)
        if (facts.v[i] == fact)
            return true;
    return false;
}

/* ---- all parts ---- */

bool an__part_is_local(const struct an_binder *b, const struct an_part *t)
{
    return t->tie->kind == AN_TIE_AXIOM && an__part_axiom(b, t)->each != AN_NONE &&
           t->tie->facts.n == 1;
}

bool an__each_part_for(struct an_binder *b, uint32_t index, uint32_t j, an__with_part *fn,
                       void *ctx)
{
    const struct an_tie *tie = &b->p->ev->logic.ties.v[index];
    uint32_t n = an__is_off(b->p->ev, tie->kind, tie->index) ? 0 : count_parts(b, tie);
    for (uint32_t part = 0; part < n; part++) {
        struct an_part t = {tie, index, j, part};
        if (!fn(b, &t, ctx))
            return false;
    }
    return true;
}

bool an__each_part_of(struct an_binder *b, uint32_t index, an__with_part *fn, void *ctx)
{
    if (!b->p->ev->logic.ties.v[index].uses_j)
        return an__each_part_for(b, index, AN_NONE, fn, ctx);
    for (uint32_t k = 0; k < b->js.n; k++)
        if (!an__each_part_for(b, index, b->js.v[k], fn, ctx))
            return false;
    return true;
}

bool an__each_part(struct an_binder *b, uint32_t fact, an__with_part *fn, void *ctx)
{
    const struct an_refs *ties = &b->p->ev->logic.ties_of[fact];
    for (uint32_t i = 0; i < ties->n; i++)
        if (!an__each_part_of(b, ties->v[i], fn, ctx))
            return false;
    return true;
}
