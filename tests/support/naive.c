/*
 * The naive evaluator: completions (S1.9) and answers (section 5). One run decides one reading of
 * one provision on one row: it lists what every completion must fulfil, takes every combination of
 * values of the facts that can matter, drops those that break something, and looks at the verdicts
 * of the rest.
 */
#include "tests/support/naive.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "tests/support/naive_run.h"

enum { MAX_COMPLETIONS = 20000, MAX_STEPS = 400000 };

typedef AN_VEC(struct completion) completions;

_Noreturn void naive_refuse(struct naive *n, const char *why)
{
    n->refusal->why = why;
    longjmp(n->refusal->jump, 1);
}

/* ---- what is known: S1.6, S1.7 ---- */

static const struct an_known *given_in(const struct an_given *given, uint32_t n_given,
                                       uint32_t fact, an_day day, bool *there)
{
    static const struct an_known nothing = {.given = false};
    for (uint32_t i = 0; i < n_given; i++) {
        if (given[i].fact != fact)
            continue;
        *there = true;
        const struct an_known *known = &nothing;
        for (uint32_t k = 0; k < given[i].n && given[i].v[k].from <= day; k++)
            known = &given[i].v[k].known;
        return known;
    }
    return NULL;
}

static void layer_facts(struct naive *n, uint32_t offer)
{
    const struct an_profile *p = n->profile;
    n->known = AN_NEW_ARRAY(n->arena, const struct an_known *, n->m->facts.n);
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        bool there = false;
        n->known[f] =
            given_in(p->offers[offer].given, p->offers[offer].n_given, f, n->asked, &there);
        for (uint32_t i = 0; !there && i < p->n_per_market; i++)
            if (p->per_market[i].place == n->market)
                n->known[f] =
                    given_in(p->per_market[i].given, p->per_market[i].n_given, f, n->asked, &there);
        if (!there)
            n->known[f] = given_in(p->given, p->n_given, f, n->asked, &there);
    }
}

/* ---- what every completion must fulfil ---- */

static uint64_t bit(uint32_t fact)
{
    return (uint64_t)1 << fact;
}

static void axiom_constraints(struct naive *n)
{
    for (uint32_t i = 0; i < n->m->axioms.n; i++) {
        const struct an_axiom *a = &n->m->axioms.v[i];
        bool named = naive_names_j(n, &a->cond, a->each) || naive_names_j(n, &a->then, a->each);
        uint64_t facts = naive_facts_of(n, &a->cond) | naive_facts_of(n, &a->then) |
                         (a->each != AN_NONE ? bit(a->each) : 0);
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
        c.facts =
            bit(term->fact) | naive_facts_of(n, &term->if_) | naive_facts_of(n, &term->only_if);
        if (term->if_.n > 0 || term->only_if.n > 0)
            an_vec_push(n->arena, &n->constraints, c);
    }
    for (uint32_t p = 0; p < n->m->provisions.n; p++) {
        const struct an_provision *d = naive_provision(n, p);
        if (d->duty != AN_DUTY_DEFINES)
            continue;
        struct constraint c = {.kind = BY_DEFINER, .index = p, .j = AN_NONE};
        c.facts = bit(d->defines) | naive_facts_of(n, &d->concludes) |
                  naive_provision_facts(n, p, d->nexus_stated ? d->nexus : 1u << AN_NEXUS_OFFERED);
        an_vec_push(n->arena, &n->constraints, c);
    }
}

static bool axiom_holds(struct naive *n, const struct an_axiom *a, uint32_t j)
{
    struct scene scene = {j, n->law_day, AN_NONE, NULL};
    if (a->each == AN_NONE)
        return !naive_holds(n, &a->cond, scene) || naive_holds(n, &a->then, scene);
    const struct nv *table = n->now[a->each];
    uint32_t columns = n->m->facts.v[a->each].n_columns;
    for (uint32_t row = 0; row < table->n_rows; row++) {
        scene.table = a->each;
        scene.row = &table->cell[row * columns];
        if (naive_holds(n, &a->cond, scene) && !naive_holds(n, &a->then, scene))
            return false;
    }
    return true;
}

static bool term_holds(struct naive *n, const struct an_term *term, uint32_t index)
{
    struct scene scene = {n->m->instruments.v[term->instrument].place, n->law_day, AN_NONE, NULL};
    an_tri defined = naive_interval_has(&term->days, n->law_day);
    bool value = n->now[term->fact]->n == 1;
    if (defined == AN_FALSE ||
        (defined == AN_UNKNOWN && !naive_choose(n, (struct choice){CHOOSE_TERM, index, 0, 0})))
        return true;
    return (term->if_.n == 0 || !naive_holds(n, &term->if_, scene) || value) &&
           (term->only_if.n == 0 || !value || naive_holds(n, &term->only_if, scene));
}

static bool conclusion_holds(struct naive *n, uint32_t provision)
{
    const struct an_provision *d = naive_provision(n, provision);
    struct scene scene = {naive_maker(n, provision), naive_law_day(n, d), AN_NONE, NULL};
    if (!naive_effective(n, provision, d->nexus_stated ? d->nexus : 1u << AN_NEXUS_OFFERED))
        return true;
    return n->now[d->defines]->n == 1 && naive_holds(n, &d->concludes, scene);
}

static bool fulfilled(struct naive *n, const struct constraint *c)
{
    switch (c->kind) {
    case BY_AXIOM: return axiom_holds(n, &n->m->axioms.v[c->index], c->j);
    case BY_TERM: return term_holds(n, &n->m->terms.v[c->index], c->index);
    case BY_DEFINER: return conclusion_holds(n, c->index);
    case BY_PRESUMPTION:
        return naive_holds(n, &c->filled, (struct scene){c->j, n->law_day, AN_NONE, NULL});
    }
    AN_UNREACHABLE();
}

/* ---- completions ---- */

/* A walk through all completions of some facts; `fn` returns false to stop. */
struct walk {
    struct naive *n;
    uint32_t fact[64]; /* in the order in which they are chosen */
    uint32_t n_facts, steps;
    struct completion now;
    bool (*fn)(struct walk *);
    void *ctx;
    bool stopped;
};

/* Breaks something that is only about the first `n_chosen` facts, the last of them included? */
static bool breaks_one(struct walk *w, uint32_t n_chosen)
{
    uint64_t chosen = 0, last = n_chosen > 0 ? bit(w->fact[n_chosen - 1]) : 0;
    for (uint32_t i = 0; i < n_chosen; i++)
        chosen |= bit(w->fact[i]);
    for (size_t i = 0; i < w->n->constraints.n; i++) {
        const struct constraint *c = &w->n->constraints.v[i];
        if ((c->facts & ~chosen) == 0 && ((c->facts & last) != 0 || c->facts == 0) &&
            !fulfilled(w->n, c))
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
    struct walk w = {.n = n, .fn = fn, .ctx = ctx};
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        n->now[f] = n->domain[f].values.n > 0 ? &n->domain[f].values.v[0] : NULL;
        if ((facts & bit(f)) != 0)
            w.fact[w.n_facts++] = f;
    }
    w.now.choices = (uint16_t)n->chosen;
    walk_from(&w, 0);
}

/* The same under each assignment of the choices; again when that brought up a new one. */
static void walk_choices(struct naive *n, uint64_t facts, bool (*fn)(struct walk *), void *ctx,
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
static uint64_t with_ties(const struct naive *n, uint64_t facts)
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
static bool can_be_completed(struct naive *n, uint64_t facts)
{
    bool found = false;
    walk_choices(n, facts, stop_at_first, &found, forget_found);
    return found;
}

/* Each group of facts that the answer does not touch must have a completion too. */
static bool rest_can_be_completed(struct naive *n, uint64_t done)
{
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        if ((done & bit(f)) != 0)
            continue;
        uint64_t group = with_ties(n, bit(f));
        if (!can_be_completed(n, group))
            return false;
        done |= group;
    }
    return true;
}

/* ---- presumptions: S2.6 ---- */

struct presuming {
    const struct an_axiom *presumption;
    uint32_t j;
    bool always, any; /* `if` in every completion; there is one */
};

static bool see_whether_always(struct walk *w)
{
    struct presuming *p = w->ctx;
    struct scene scene = {p->j, w->n->law_day, AN_NONE, NULL};
    p->any = true;
    p->always = p->always && naive_holds(w->n, &p->presumption->cond, scene);
    return true;
}

static void forget_always(void *ctx)
{
    struct presuming *p = ctx;
    p->always = true;
    p->any = false;
}

/* One test of `then`, as a condition of its own. */
static struct an_cond one_test(struct naive *n, const struct an_cond *then, uint32_t i)
{
    struct an_cond_node *node = AN_NEW(n->arena, struct an_cond_node);
    *node = then->node[i];
    return (struct an_cond){node, 1, then->value, then->n_values};
}

static bool can_be_filled(const struct naive *n, uint32_t fact)
{
    const struct an_fact *f = &n->m->facts.v[fact];
    bool computed = f->given_by_row || f->derived.function != AN_FN_NONE;
    return !computed && (n->known[fact] == NULL || !n->known[fact]->given);
}

typedef AN_VEC(struct constraint) constraint_list;

static void propose(struct naive *n, const struct an_axiom *a, uint32_t j,
                    constraint_list *proposals)
{
    struct presuming p = {a, j, true, false};
    if (a->each != AN_NONE)
        naive_refuse(n, "a presumption about rows");
    walk_choices(n, with_ties(n, naive_facts_of(n, &a->cond)), see_whether_always, &p,
                 forget_always);
    if (!p.any || !p.always)
        return;
    for (uint32_t i = 0; i < a->then.n; i++) {
        if (!an_op_is_leaf(a->then.node[i].op) || !can_be_filled(n, a->then.node[i].fact))
            continue;
        struct constraint c = {.kind = BY_PRESUMPTION, .j = j, .facts = bit(a->then.node[i].fact)};
        c.filled = one_test(n, &a->then, i);
        an_vec_push(n->arena, proposals, c);
    }
}

/* Can all that was proposed for one fact be true at once, with what is known? */
static bool agree(struct naive *n, const constraint_list *proposals, uint64_t fact)
{
    size_t stated = n->constraints.n;
    for (size_t i = 0; i < proposals->n; i++)
        if (proposals->v[i].facts == fact)
            an_vec_push(n->arena, &n->constraints, proposals->v[i]);
    bool possible = can_be_completed(n, with_ties(n, fact));
    n->constraints.n = stated;
    return possible;
}

static bool presume(struct naive *n)
{
    constraint_list proposals = {0}, filled = {0};
    for (uint32_t i = 0; i < n->m->presumptions.n; i++) {
        const struct an_axiom *a = &n->m->presumptions.v[i];
        bool named = naive_names_j(n, &a->cond, a->each) || naive_names_j(n, &a->then, a->each);
        for (size_t k = 0; k < (named ? n->in_play.n : 1); k++)
            propose(n, a, named ? (uint32_t)n->in_play.v[k] : AN_NONE, &proposals);
    }
    for (size_t i = 0; i < proposals.n; i++)
        if (agree(n, &proposals, proposals.v[i].facts))
            an_vec_push(n->arena, &filled, proposals.v[i]);
    for (size_t i = 0; i < filled.n; i++)
        an_vec_push(n->arena, &n->constraints, filled.v[i]);
    return filled.n > 0;
}

/* ---- the set of verdicts, and open facts: S5.1, S5.4 ---- */

static bool keep(struct walk *w)
{
    completions *list = w->ctx;
    if (list->n == MAX_COMPLETIONS)
        naive_refuse(w->n, "too many completions");
    w->now.verdict = (uint16_t)naive_verdict(w->n);
    an_vec_push(w->n->arena, list, w->now);
    return true;
}

static void forget_completions(void *ctx)
{
    ((completions *)ctx)->n = 0;
}

/* Facts that the verdict itself reads. */
static uint64_t facts_asked(const struct naive *n)
{
    const struct an_provision *p = &n->reading;
    uint64_t facts = naive_provision_facts(n, n->root, naive_row_nexus(p, n->on_home)) |
                     naive_facts_of(n, &p->content) | naive_facts_of(n, &p->able);
    if (p->duty == AN_DUTY_ATTEST)
        facts |= bit(p->attest_fact);
    if (p->due.after != AN_NONE)
        facts |= bit(p->due.after);
    for (uint32_t i = 0; i < p->asks.n; i++)
        facts |= bit(p->asks.v[i]);
    return facts;
}

/* Facts that take more than one value in the completions. */
static uint64_t undecided_facts(const struct naive *n, const completions *list)
{
    uint64_t facts = 0;
    for (uint32_t f = 0; f < n->m->facts.n; f++)
        for (size_t i = 1; i < list->n; i++)
            if (list->v[i].value[f] != list->v[0].value[f])
                facts |= bit(f);
    return facts;
}

/*
 * Completions that agree outside the block come to stand side by side. C17 without threads has no
 * qsort with a context, so what is compared is put in front.
 */
struct grouped {
    unsigned char key[64 * sizeof(uint16_t) + sizeof(uint16_t)];
    const struct completion *c;
};

static int by_key(const void *a, const void *b)
{
    return memcmp(((const struct grouped *)a)->key, ((const struct grouped *)b)->key,
                  sizeof((const struct grouped *)a)->key);
}

static struct grouped *group(struct naive *n, const completions *list, uint64_t block)
{
    struct grouped *g = AN_NEW_ARRAY(n->arena, struct grouped, list->n);
    for (size_t i = 0; i < list->n; i++) {
        uint16_t outside[65] = {0};
        for (uint32_t f = 0; f < n->m->facts.n; f++)
            outside[f] = (block & bit(f)) != 0 ? 0 : list->v[i].value[f];
        outside[64] = list->v[i].choices;
        memcpy(g[i].key, outside, sizeof outside);
        g[i].c = &list->v[i];
    }
    qsort(g, list->n, sizeof *g, by_key);
    return g;
}

/*
 * Open facts of one block. Among completions that agree outside it, two that differ in verdict and
 * in the fact exist exactly if there is more than one verdict and more than one value of the fact.
 */
static uint64_t open_in_block(struct naive *n, const completions *list, uint64_t block)
{
    struct grouped *g = group(n, list, block);
    uint64_t open = 0;
    for (size_t first = 0, end; first < list->n; first = end) {
        uint64_t differs = 0;
        bool verdicts = false;
        for (end = first; end < list->n && by_key(&g[first], &g[end]) == 0; end++) {
            verdicts = verdicts || g[end].c->verdict != g[first].c->verdict;
            for (uint32_t f = 0; f < n->m->facts.n; f++)
                if (g[end].c->value[f] != g[first].c->value[f])
                    differs |= bit(f);
        }
        if (verdicts)
            open |= differs & block;
    }
    return open;
}

/* Which values of each fact occur in some completion. */
struct seen {
    const completions *list;
    bool *value[64];
};

static bool can_fail_from(struct naive *n, const struct constraint *c, const struct seen *seen,
                          uint64_t rest, uint32_t *steps)
{
    uint32_t fact = 0;
    if (++*steps > MAX_STEPS)
        naive_refuse(n, "an axiom about too many values");
    if (rest == 0) {
        for (n->chosen = 0; n->chosen < 1u << n->choices.n; n->chosen++)
            if (!fulfilled(n, c))
                return true;
        return false;
    }
    while ((rest & bit(fact)) == 0)
        fact++;
    for (size_t i = 0; i < n->domain[fact].values.n; i++) {
        n->now[fact] = &n->domain[fact].values.v[i];
        if (seen->value[fact][i] && can_fail_from(n, c, seen, rest & ~bit(fact), steps))
            return true;
    }
    return false;
}

/* A constraint that what is known fulfils already, whatever else, ties nothing together. */
static bool can_fail(struct naive *n, const struct constraint *c, const struct seen *seen,
                     uint64_t undecided)
{
    uint32_t steps = 0;
    for (uint32_t f = 0; f < n->m->facts.n; f++)
        n->now[f] = &n->domain[f].values.v[seen->list->v[0].value[f]];
    return can_fail_from(n, c, seen, c->facts & undecided, &steps);
}

static void note_seen(struct naive *n, const completions *list, struct seen *seen)
{
    seen->list = list;
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        seen->value[f] = AN_NEW_ARRAY(n->arena, bool, n->domain[f].values.n);
        for (size_t i = 0; i < list->n; i++)
            seen->value[f][list->v[i].value[f]] = true;
    }
}

/* By constraint: the undecided facts that it ties together. */
static uint64_t *ties(struct naive *n, const completions *list, uint64_t undecided)
{
    struct seen seen;
    uint64_t *tied = AN_NEW_ARRAY(n->arena, uint64_t, n->constraints.n);
    note_seen(n, list, &seen);
    for (size_t i = 0; i < n->constraints.n; i++) {
        uint64_t facts = n->constraints.v[i].facts & undecided;
        if ((facts & (facts - 1)) != 0 && can_fail(n, &n->constraints.v[i], &seen, undecided))
            tied[i] = facts;
    }
    return tied;
}

/* Facts tied to this one, directly or through others. */
static uint64_t block_of(const struct naive *n, uint32_t fact, const uint64_t *ties_of)
{
    uint64_t block = bit(fact);
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < n->constraints.n; i++) {
            uint64_t tied = ties_of[i];
            if ((tied & block) != 0 && (tied & ~block) != 0) {
                block |= tied;
                more = true;
            }
        }
    }
    return block;
}

static uint64_t open_facts(struct naive *n, const completions *list)
{
    uint64_t undecided = undecided_facts(n, list), open = 0, done = 0;
    const uint64_t *tied = ties(n, list, undecided);
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        if ((undecided & ~done & bit(f)) == 0)
            continue;
        uint64_t block = block_of(n, f, tied);
        open |= open_in_block(n, list, block);
        done |= block;
    }
    return open;
}

/* ---- one reading ---- */

struct outcome {
    an_verdict_set set;
    uint64_t open;
    bool presumed;
    uint32_t completions;
};

static struct outcome decide_reading(struct naive *n)
{
    struct outcome out = {0};
    completions list = {0};
    n->law_day = naive_law_day(n, &n->reading);
    naive_collect(n);
    naive_make_domains(n);
    axiom_constraints(n);
    term_constraints(n);
    out.presumed = presume(n);
    uint64_t facts = with_ties(n, facts_asked(n));
    walk_choices(n, facts, keep, &list, forget_completions);
    out.completions = an_u32(list.n);
    if (!rest_can_be_completed(n, facts))
        return out;
    for (size_t i = 0; i < list.n; i++)
        out.set |= 1u << list.v[i].verdict;
    if ((out.set & (out.set - 1)) != 0)
        out.open = open_facts(n, &list);
    return out;
}

/* ---- readings: S5.3, S4.9 ---- */

typedef AN_VEC(struct an_provision) reading_list;

static void add_reading(struct an_arena *arena, reading_list *list, struct an_provision p)
{
    bool silent = p.duty == AN_DUTY_ASKS && p.inability == AN_INABILITY_SILENT;
    p.inability = silent ? AN_INABILITY_BREACH : p.inability;
    an_vec_push(arena, list, p);
    p.inability = AN_INABILITY_EXCUSED;
    if (silent)
        an_vec_push(arena, list, p);
}

static reading_list readings_of(struct an_arena *arena, const struct an_provision *p)
{
    reading_list list = {0};
    for (uint32_t i = 0; i < p->n_readings; i++) {
        const struct an_reading *r = &p->readings[i];
        struct an_provision as_read = *p;
        as_read.when = r->when.n > 0 ? r->when : p->when;
        as_read.unless = r->unless.n > 0 ? r->unless : p->unless;
        as_read.content = r->must.n > 0 ? r->must : p->content;
        as_read.able = r->able.n > 0 ? r->able : p->able;
        as_read.inability = r->inability != AN_INABILITY_NONE ? r->inability : p->inability;
        add_reading(arena, &list, as_read);
    }
    if (p->n_readings == 0)
        add_reading(arena, &list, *p);
    return list;
}

static enum an_verdict verdict_of(const struct naive_answer *a)
{
    an_verdict_set fine = 1u << AN_NOT_APPLICABLE | 1u << AN_DISPLACED | 1u << AN_EXEMPT |
                          1u << AN_COMPLIANT | 1u << AN_READY | 1u << AN_PERMITS;
    for (uint32_t i = 1; i < a->n_readings; i++)
        if (a->reading[i] != a->reading[0])
            return AN_DISPUTED;
    for (uint32_t v = 0; v < AN_BASE_VERDICTS; v++)
        if (a->set == 1u << v)
            return (enum an_verdict)v;
    return a->set == 0 ? AN_VERDICT_COUNT : (a->set & ~fine) == 0 ? AN_CLEAR : AN_UNDETERMINED;
}

static void set_open(struct an_arena *arena, struct naive_answer *a, const struct an_model *m,
                     uint64_t open)
{
    uint32_t *list = AN_NEW_ARRAY(arena, uint32_t, m->facts.n);
    for (uint32_t f = 0; f < m->facts.n; f++)
        if ((open & bit(f)) != 0)
            list[a->n_open++] = f;
    a->open = list;
}

static struct naive start(struct an_arena *arena, const struct naive_question *q)
{
    const struct an_model *m = q->profile->model;
    struct naive n = {.arena = arena, .m = m, .profile = q->profile, .root = q->provision};
    n.symbols = q->profile->symbols;
    n.on_home = q->market == AN_NONE;
    n.asked = q->day;
    n.reading = m->provisions.v[q->provision];
    n.market = n.on_home ? naive_maker(&n, q->provision) : q->market;
    return n;
}

static void decide_readings(struct an_arena *arena, const struct naive_question *q,
                            struct naive_refusal *refusal, struct naive_answer *out)
{
    uint64_t open = 0;
    reading_list list = readings_of(arena, &q->profile->model->provisions.v[q->provision]);
    for (size_t i = 0; i < list.n && i < NAIVE_MAX_READINGS; i++) {
        struct naive *n = AN_NEW(arena, struct naive);
        *n = start(arena, q);
        n->refusal = refusal;
        n->reading = list.v[i];
        layer_facts(n, q->offer);
        out->list = naive_listed(n->m, &n->reading, naive_law_day(n, &n->reading));
        n->as_if_in_force = out->list == NAIVE_NOT_YET_LAW || out->list == NAIVE_SUSPENDED;
        if (out->list == NAIVE_NO_FINDING)
            break;
        struct outcome outcome = decide_reading(n);
        out->reading[out->n_readings++] = outcome.set;
        out->set |= outcome.set;
        out->presumed = out->presumed || outcome.presumed;
        out->completions += outcome.completions;
        open |= outcome.open;
    }
    set_open(arena, out, q->profile->model, open);
    out->verdict = verdict_of(out);
}

struct naive_answer naive_decide(struct an_arena *arena, const struct naive_question *q)
{
    const struct an_provision *p = &q->profile->model->provisions.v[q->provision];
    struct naive_refusal *refusal = AN_NEW(arena, struct naive_refusal);
    struct naive_answer *out = AN_NEW(arena, struct naive_answer);
    out->list = NAIVE_NO_FINDING;
    out->verdict = AN_VERDICT_COUNT;
    if (!naive_has_verdict(p) || !naive_has_row(p, q->market))
        return *out;
    if (q->profile->model->facts.n > 64)
        return (struct naive_answer){.refused = "more than 64 facts"};
    if (setjmp(refusal->jump) != 0)
        return (struct naive_answer){.refused = refusal->why};
    decide_readings(arena, q, refusal, out);
    return *out;
}
