/*
 * Which axioms, terms and definitions tie the facts that matter in a decision. One that a fact of
 * no importance can always fulfil is left out (spare.c); so is one read for a place that nothing
 * else names, if the sets can simply not hold that place ("idle"). What is left draws its facts in,
 * until nothing new comes.
 */
#include <string.h>

#include "engine/eval/bind.h"

/* ---- taking parts in ---- */

static an_expr_id implies(struct an_problem *p, const struct an_ctx *x, const struct an_cond *c,
                          const struct an_cond *t, uint32_t at)
{
    return an__expr_or(p, an__expr_not(p, an__compile(p, x, c, AN_EXPR_TRUE)),
                       an__compile_at(p, x, t, at));
}

static void constrain(struct an_binder *b, an_expr_id e)
{
    if (e != AN_EXPR_TRUE)
        an_vec_push(b->p->ev->work, &b->p->constraints, e);
}

static void take_axiom(struct an_binder *b, const struct an_part *t)
{
    const struct an_axiom *a = an__part_axiom(b, t);
    struct an_problem *p = b->p;
    struct an_ctx x = {.ev = p->ev, .row = p->row, .j = t->j, .law_day = p->row->law_day};
    if (a->each != AN_NONE)
        x.table = &p->ev->model->facts.v[a->each];
    an_expr_id e = implies(p, &x, &a->cond, &a->then, an__conjunct(&a->then, t->part));
    if (a->each != AN_NONE)
        e = an__expr_not(p, an__rows_atom(p, a->each, an__expr_not(p, e), a));
    constrain(b, e);
}

static an_expr_id fact_expr(struct an_problem *p, uint32_t fact, an_tri is)
{
    return is == AN_UNKNOWN ? an__compile_term(p, fact) : an__expr_const(is == AN_TRUE);
}

static void take_term(struct an_binder *b, const struct an_part *t)
{
    struct an_problem *p = b->p;
    const struct an_term *term = &p->ev->model->terms.v[t->tie->index];
    struct an_ctx x = an__term_ctx(b, term, false);
    an_expr_id is = fact_expr(p, term->fact, an__fact_truth(b, term->fact));
    if (t->part == 0)
        constrain(b, an__expr_or(p, an__expr_not(p, an__compile_at(p, &x, &term->if_, 0)), is));
    else
        constrain(b, an__expr_or(p, an__expr_not(p, is), an__compile_at(p, &x, &term->only_if, 0)));
}

static void take_definer(struct an_binder *b, const struct an_part *t)
{
    struct an_problem *p = b->p;
    const struct an_provision *d = &p->ev->model->provisions.v[t->tie->index];
    struct an_judged j = an__judged_alone(p->ev, p->row, t->tie->index);
    an_expr_id says = t->part == 0 ? fact_expr(p, d->defines, an__fact_truth(b, d->defines))
                                   : an__compile_at(p, &j.ctx, &d->concludes,
                                                    an__conjunct(&d->concludes, t->part - 1));
    constrain(b, an__expr_or(p, an__expr_not(p, an__compile_effective(p, &j)), says));
}

/* A part that speaks of rows alone becomes a filter of rows, if it depends on nothing else. */
static void take_local(struct an_binder *b, const struct an_part *t)
{
    const struct an_axiom *a = an__part_axiom(b, t);
    struct an_problem *p = b->p;
    struct an_ctx x = {.ev = p->ev, .row = p->row, .j = t->j, .law_day = p->row->law_day};
    x.table = &p->ev->model->facts.v[a->each];
    an_expr_id e = implies(p, &x, &a->cond, &a->then, an__conjunct(&a->then, t->part));
    if (an__depends_on_others(p, e, a->each)) {
        constrain(b, an__expr_not(p, an__rows_atom(p, a->each, an__expr_not(p, e), a)));
    } else {
        struct an_filter f = {t->tie->index, t->j, t->part, e};
        an_vec_push(p->ev->work, &p->filters, f);
        if (b->rows)
            (void)an__rows_atom(p, a->each, AN_EXPR_TRUE, a);
    }
}

static bool taken(const struct an_binder *b, const struct an_part *t)
{
    for (size_t i = 0; i < b->in.n; i++) {
        const struct an_part *s = &b->in.v[i];
        if (s->index == t->index && s->j == t->j && s->part == t->part)
            return true;
    }
    return false;
}
/* ---- until nothing new comes ---- */

static bool consider(struct an_binder *b, const struct an_part *t, void *ctx)
{
    bool *changed = ctx;
    if (taken(b, t))
        return true;
    if (an__part_is_local(b, t)) {
        if (!an__local_needed(b, t))
            return true;
        take_local(b, t);
    } else {
        if (an__part_truth(b, t, false) == AN_TRUE)
            return true;
        if (an__part_truth(b, t, true) == AN_TRUE) {
            b->used_idle = true;
            return true;
        }
        if (an__droppable(b, t, AN_NONE, 0))
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

static void forget_spare(struct an_binder *b)
{
    for (uint32_t f = 0; f < b->p->ev->model->facts.n; f++)
        b->spare[f] = AN_SPARE_UNKNOWN;
}

static void take_filled(struct an_binder *b, uint32_t fact)
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

static void take_met(struct an_binder *b, uint32_t fact)
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
static void by_choices(struct an_binder *b, bool *changed)
{
    for (uint32_t i = 0; i < b->p->ev->logic.ties.n; i++)
        if (b->all || choice_matters(b->p, b->p->ev->logic.ties.v[i].kind))
            (void)an__each_part_of(b, i, consider, changed);
}

static void until_settled(struct an_binder *b)
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
            (void)an__each_part(b, f, consider, &changed);
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
static void start_with_changed(struct an_binder *b)
{
    const struct an_model *m = b->p->ev->model;
    bool changed = false;
    for (uint32_t f = 0; f < m->facts.n; f++) {
        const struct an_fact *fact = &m->facts.v[f];
        if (!an__known_equal(fact, &fact->type, b->p->row->slot[f].known, b->like->slot[f].known))
            (void)an__each_part(b, f, consider, &changed);
    }
}

/* What is said for the places that are in play besides. */
static void start_with_places(struct an_binder *b)
{
    const struct an_logic *logic = &b->p->ev->logic;
    bool changed = false;
    for (uint32_t i = 0; i < logic->ties.n; i++)
        for (uint32_t k = 0; logic->ties.v[i].uses_j && k < b->with->n; k++)
            (void)an__each_part_for(b, i, b->with->v[k], consider, &changed);
}

static struct an_refs in_play(const struct an_problem *p)
{
    uint32_t *v = AN_NEW_ARRAY(p->ev->work, uint32_t, p->ev->model->places.n), n = 0;
    for (uint32_t i = 0; i < p->ev->model->places.n; i++)
        if (p->in_play[i])
            v[n++] = i;
    return (struct an_refs){v, n};
}

static void bind(struct an_binder *b)
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
    struct an_binder b = {.p = p, .with = &brought};
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
    struct an_binder b = {.p = p, .rows = true, .all = !changed, .like = changed ? like : NULL};
    bind(&b);
}

void an__tie_places(struct an_problem *p, const struct an_refs *places)
{
    struct an_binder b = {.p = p, .rows = true, .with = places};
    bind(&b);
}
