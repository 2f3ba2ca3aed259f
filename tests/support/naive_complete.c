/*
 * The naive evaluator: completions (S1.9). What every completion must fulfil, and the walk through
 * all combinations of values and choices that do.
 */
#include "tests/support/naive_run.h"

enum { MAX_STEPS = 400000 };

/* ---- what every completion must fulfil ---- */

static void axiom_constraints(struct naive *n)
{
    for (uint32_t i = 0; i < n->m->axioms.n; i++) {
        const struct an_axiom *a = &n->m->axioms.v[i];
        bool named = naive_names_j(n, &a->cond, a->each) || naive_names_j(n, &a->then, a->each);
        uint64_t facts = naive_facts_of(n, &a->cond) | naive_facts_of(n, &a->then) |
                         (a->each != AN_NONE ? naive_bit(a->each) : 0);
        for (size_t k = 0; k < (named ? n->in_play.n : 1); k++) {
            struct constraint c = {.kind = BY_AXIOM,
                                   .index = i,
                                   .j = named ? (uint32_t)n->in_play.v[k] : AN_NONE,
                                   .facts = facts};
            an_vec_push(n->arena, &n->constraints, c);
        }
    }
}

static void term_constraints(struct naive *n)
{
    for (uint32_t t = 0; t < n->m->terms.n; t++) {
        const struct an_term *term = &n->m->terms.v[t];
        struct constraint c = {.kind = BY_TERM, .index = t, .j = AN_NONE};
        c.facts = naive_bit(term->fact) | naive_facts_of(n, &term->if_) |
                  naive_facts_of(n, &term->only_if);
        if (term->if_.n > 0 || term->only_if.n > 0)
            an_vec_push(n->arena, &n->constraints, c);
    }
    for (uint32_t p = 0; p < n->m->provisions.n; p++) {
        const struct an_provision *d = naive_provision(n, p);
        if (d->duty != AN_DUTY_DEFINES)
            continue;
        struct constraint c = {.kind = BY_DEFINER, .index = p, .j = AN_NONE};
        c.facts = naive_bit(d->defines) | naive_facts_of(n, &d->concludes) |
                  naive_provision_facts(n, p, naive_definer_nexus(d));
        an_vec_push(n->arena, &n->constraints, c);
    }
}

void naive_make_constraints(struct naive *n)
{
    axiom_constraints(n);
    term_constraints(n);
}

static bool axiom_holds(struct naive *n, const struct an_axiom *a, uint32_t j)
{
    struct scene scene = {j, n->law_day, AN_NONE, NULL};
    if (a->each == AN_NONE)
        return !naive_holds(n, &a->cond, scene) || naive_holds(n, &a->then, scene);
    const struct nv *table = n->now[a->each];
    size_t columns = n->m->facts.v[a->each].n_columns;
    for (uint32_t row = 0; row < table->n_rows; row++) {
        scene.table = a->each;
        scene.row = &table->cell[row * columns];
        if (naive_holds(n, &a->cond, scene) && !naive_holds(n, &a->then, scene))
            return false;
    }
    return true;
}

static bool term_holds(struct naive *n, const struct an_term *term)
{
    struct scene scene = {n->m->instruments.v[term->instrument].place, n->law_day, AN_NONE, NULL};
    bool value = n->now[term->fact]->n == 1;
    if (naive_interval_has(&term->days, n->law_day) != AN_TRUE)
        return true;
    return (term->if_.n == 0 || !naive_holds(n, &term->if_, scene) || value) &&
           (term->only_if.n == 0 || !value || naive_holds(n, &term->only_if, scene));
}

static bool conclusion_holds(struct naive *n, uint32_t provision)
{
    const struct an_provision *d = naive_provision(n, provision);
    struct scene scene = {naive_maker(n, provision), naive_law_day(n, d), AN_NONE, NULL};
    if (!naive_effective(n, provision, naive_definer_nexus(d)))
        return true;
    return n->now[d->defines]->n == 1 && naive_holds(n, &d->concludes, scene);
}

bool naive_fulfilled(struct naive *n, const struct constraint *c)
{
    switch (c->kind) {
    case BY_AXIOM: return axiom_holds(n, &n->m->axioms.v[c->index], c->j);
    case BY_TERM: return term_holds(n, &n->m->terms.v[c->index]);
    case BY_DEFINER: return conclusion_holds(n, c->index);
    case BY_PRESUMPTION:
        return naive_holds(n, &c->filled, (struct scene){c->j, n->law_day, AN_NONE, NULL});
    }
    AN_UNREACHABLE();
}

/* ---- completions ---- */

/* Breaks something that is only about the first `n_chosen` facts, the last of them included? */
static bool breaks_one(struct walk *w, uint32_t n_chosen)
{
    uint64_t chosen = 0, last = n_chosen > 0 ? naive_bit(w->fact[n_chosen - 1]) : 0;
    for (uint32_t i = 0; i < n_chosen; i++)
        chosen |= naive_bit(w->fact[i]);
    for (size_t i = 0; i < w->n->constraints.n; i++) {
        const struct constraint *c = &w->n->constraints.v[i];
        if ((c->facts & ~chosen) == 0 && ((c->facts & last) != 0 || c->facts == 0) &&
            !naive_fulfilled(w->n, c))
            return true;
    }
    return false;
}

static void walk_from(struct walk *w, uint32_t n_chosen)
{
    if (++w->steps > MAX_STEPS)
        naive_refuse(w->n, "too many completions to walk through");
    if (breaks_one(w, n_chosen))
        return;
    if (n_chosen == w->n_facts) {
        w->stopped = !w->fn(w);
        return;
    }
    uint32_t fact = w->fact[n_chosen];
    const nv_list *values = &w->n->domain[fact].values;
    for (size_t i = 0; i < values->n && !w->stopped; i++) {
        w->n->now[fact] = &values->v[i];
        w->now.value[fact] = (uint16_t)i;
        walk_from(w, n_chosen + 1);
    }
}

static void walk_facts(struct naive *n, uint64_t facts, bool (*fn)(struct walk *), void *ctx)
{
    struct walk w = {.n = n, .facts = facts, .fn = fn, .ctx = ctx};
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        n->now[f] = n->domain[f].values.n > 0 ? &n->domain[f].values.v[0] : NULL;
        if ((facts & naive_bit(f)) != 0)
            w.fact[w.n_facts++] = f;
    }
    w.now.choices = (uint16_t)n->chosen;
    walk_from(&w, 0);
}

/* The same under each assignment of the choices; again when that brought up a new one. */
void naive_walk(struct naive *n, uint64_t facts, bool (*fn)(struct walk *), void *ctx,
                void (*restart)(void *))
{
    size_t known;
    n->choices.n = 0;
    do {
        known = n->choices.n;
        restart(ctx);
        for (n->chosen = 0; n->chosen < 1u << known; n->chosen++)
            walk_facts(n, facts, fn, ctx);
    } while (n->choices.n > known);
}

/* Facts that what is asked of `facts` can depend on: tied to them by a constraint. */
uint64_t naive_with_ties(const struct naive *n, uint64_t facts)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < n->constraints.n; i++) {
            uint64_t tied = n->constraints.v[i].facts;
            if ((tied & facts) != 0 && (tied & ~facts) != 0) {
                facts |= tied;
                more = true;
            }
        }
    }
    return facts;
}

/* Does looking at the constraint, for some values of its facts, ask for a choice that others share?
 */
static bool asks_for_choice(struct naive *n, const struct constraint *c, uint64_t rest,
                            uint32_t *steps)
{
    uint32_t fact = 0;
    if (++*steps > MAX_STEPS)
        naive_refuse(n, "an axiom about too many values");
    if (rest == 0) {
        n->choices.n = 0;
        (void)naive_fulfilled(n, c);
        for (size_t i = 0; i < n->choices.n; i++)
            if (n->choices.v[i].kind != CHOOSE_OPEN)
                return true;
        return false;
    }
    while ((rest & naive_bit(fact)) == 0)
        fact++;
    for (size_t i = 0; i < n->domain[fact].values.n; i++) {
        n->now[fact] = &n->domain[fact].values.v[i];
        if (asks_for_choice(n, c, rest & ~naive_bit(fact), steps))
            return true;
    }
    return false;
}

uint64_t naive_facts_of_choosing(struct naive *n)
{
    uint64_t facts = 0;
    uint32_t steps = 0;
    n->chosen = 0;
    for (size_t i = 0; i < n->constraints.n; i++)
        if (asks_for_choice(n, &n->constraints.v[i], n->constraints.v[i].facts, &steps))
            facts |= n->constraints.v[i].facts;
    return facts;
}

static void forget_found(void *ctx)
{
    *(bool *)ctx = false;
}

static bool stop_at_first(struct walk *w)
{
    *(bool *)w->ctx = true;
    return false;
}

/* S2.10: is there a completion of these facts, and of all that is tied to them? */
bool naive_can_be_completed(struct naive *n, uint64_t facts)
{
    bool found = false;
    naive_walk(n, facts, stop_at_first, &found, forget_found);
    return found;
}

/* Each group of facts that the answer does not touch must have a completion too. */
bool naive_rest_can_be_completed(struct naive *n, uint64_t done)
{
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        if ((done & naive_bit(f)) != 0)
            continue;
        uint64_t group = naive_with_ties(n, naive_bit(f));
        if (!naive_can_be_completed(n, group))
            return false;
        done |= group;
    }
    return true;
}
