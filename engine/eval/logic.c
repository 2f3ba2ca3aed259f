/*
 * What is looked up of a model again and again: which axioms, terms and defining provisions tie
 * which facts, and which places they name. Made once for an evaluation; knows
 * nothing of profiles.
 */
#include <string.h>

#include "engine/eval/eval.h"

#define MAX_JUDGED_DEPTH 32

struct an_marks an__marks(struct an_arena *arena, const struct an_model *m)
{
    return (struct an_marks){AN_NEW_ARRAY(arena, bool, m->facts.n),
                             AN_NEW_ARRAY(arena, bool, m->places.n), NULL, false};
}

struct an_refs an__marked(struct an_arena *arena, const bool *mark, uint32_t n)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        count += mark[i] ? 1 : 0;
    uint32_t *v = AN_NEW_ARRAY(arena, uint32_t, count);
    count = 0;
    for (uint32_t i = 0; i < n; i++)
        if (mark[i])
            v[count++] = i;
    return (struct an_refs){v, count};
}

static bool names_fact(const struct an_cond_node *node)
{
    return an_op_is_leaf(node->op) || node->op == AN_OP_SOME || node->op == AN_OP_EVERY;
}

void an__mark_facts(const struct an_cond *c, struct an_marks *marks)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (names_fact(&c->node[i]) && !c->node[i].column)
            marks->fact[c->node[i].fact] = true;
}

static void mark_place(const struct an_model *m, struct an_marks *marks, int64_t value)
{
    if (value == AN_PLACE_J)
        marks->uses_j = true;
    else if (value >= 0 && m->places.v[value].kind != AN_PLACE_GROUP)
        marks->place[value] = true;
    else if (value >= 0 && marks->group)
        marks->group[value] = true;
}

void an__mark_places(const struct an_model *m, const struct an_cond *c, uint32_t table,
                     struct an_marks *marks)
{
    uint32_t inner = AN_NONE, inner_end = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        if (node->op == AN_OP_SOME || node->op == AN_OP_EVERY) {
            inner = node->fact;
            inner_end = i + node->size;
        }
        if (!an_op_is_leaf(node->op))
            continue;
        const struct an_fact *f =
            &m->facts.v[node->column ? i < inner_end ? inner : table : node->fact];
        enum an_type type = node->column ? f->columns[node->fact].type.type : f->type.type;
        if (type == AN_TYPE_COUNTRY_MAP)
            mark_place(m, marks, node->key);
        for (uint32_t k = 0; type == AN_TYPE_COUNTRIES && k < node->n; k++)
            mark_place(m, marks, c->value[node->value + k]);
    }
}

static void mark_cond(const struct an_model *m, const struct an_cond *c, struct an_marks *marks)
{
    an__mark_facts(c, marks);
    an__mark_places(m, c, AN_NONE, marks);
}

/* Kinds by which a provision is judged with another: its own, or where it states none, the other's.
 */
static uint32_t kinds_with(const struct an_provision *p, uint32_t inherited)
{
    return p->nexus_stated ? p->nexus : inherited;
}

/*
 * `whole`: what it demands is looked at too, not only whether it applies. `nexus`: the kinds it is
 * judged by.
 */
static void mark_judged(const struct an_model *m, const struct an_norm *norm,
                        struct an_marks *marks, uint32_t nexus, bool whole, int depth)
{
    const struct an_provision *p = &m->provisions.v[norm->provision];
    marks->place[m->instruments.v[p->instrument].place] = true;
    const struct an_cond *own[] = {&norm->when, &norm->unless, &norm->content, &norm->able};
    for (size_t i = 0; i < (whole ? sizeof own / sizeof own[0] : 2); i++)
        mark_cond(m, own[i], marks);
    /* Its other readings may be the ones decided on: their facts, but not their places. */
    for (uint32_t i = 0; i < p->n_readings; i++) {
        const struct an_reading *r = &p->readings[i];
        const struct an_cond *read[] = {&r->when, &r->unless, &r->must, &r->able};
        for (size_t k = 0; k < sizeof read / sizeof read[0]; k++)
            an__mark_facts(read[k], marks);
    }
    for (int kind = 0; kind < AN_NEXUS_COUNT; kind++)
        if (nexus & 1u << kind && kind != AN_NEXUS_OFFERED)
            mark_cond(m, &m->nexus[kind].cond, marks);
    const struct an_refs *with[] = {&m->exempted_by[norm->provision],
                                    &m->overridden_by[norm->provision], &p->follows};
    for (size_t i = 0; i < 3 && depth < MAX_JUDGED_DEPTH; i++)
        for (uint32_t k = 0; k < with[i]->n; k++) {
            struct an_norm other = an__norm_plain(m, with[i]->v[k]);
            const struct an_provision *q = &m->provisions.v[with[i]->v[k]];
            bool breach = with[i] == &p->follows;
            mark_judged(m, &other, marks, breach ? q->nexus : kinds_with(q, nexus), breach,
                        depth + 1);
        }
}

void an__mark_judged(const struct an_model *m, const struct an_norm *norm, struct an_marks *marks)
{
    mark_judged(m, norm, marks, m->provisions.v[norm->provision].nexus, true, 0);
}

void an__mark_judged_by(const struct an_model *m, const struct an_norm *norm, uint32_t nexus,
                        struct an_marks *marks)
{
    mark_judged(m, norm, marks, nexus, true, 0);
}

static void clear(const struct an_model *m, struct an_marks *marks)
{
    memset(marks->fact, 0, m->facts.n * sizeof marks->fact[0]);
    marks->uses_j = false;
}

/* ---- ties ---- */

struct ties {
    struct an_arena *arena;
    const struct an_model *m;
    struct an_marks marks; /* places are kept over all ties */
    AN_VEC(struct an_tie) v;
};

/* What is said of a derived fact is said of its arguments. */
static void mark_arguments(struct ties *t)
{
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 0; i < t->m->facts.n; i++) {
            const struct an_derived *d = &t->m->facts.v[i].derived;
            for (int k = 0; t->marks.fact[i] && d->function != AN_FN_NONE && k < 2; k++)
                if (d->arg[k] != AN_NONE && !t->marks.fact[d->arg[k]]) {
                    t->marks.fact[d->arg[k]] = true;
                    again = true;
                }
        }
    }
}

static void add_tie(struct ties *t, enum an_tie_kind kind, uint32_t index)
{
    mark_arguments(t);
    struct an_tie tie = {kind, index, t->marks.uses_j,
                         an__marked(t->arena, t->marks.fact, t->m->facts.n)};
    an_vec_push(t->arena, &t->v, tie);
    clear(t->m, &t->marks);
}

static void add_axioms(struct ties *t)
{
    for (uint32_t i = 0; i < t->m->axioms.n; i++) {
        const struct an_axiom *a = &t->m->axioms.v[i];
        if (a->each != AN_NONE)
            t->marks.fact[a->each] = true;
        const struct an_cond *parts[] = {&a->cond, &a->then};
        for (size_t k = 0; k < 2; k++) {
            an__mark_facts(parts[k], &t->marks);
            an__mark_places(t->m, parts[k], a->each, &t->marks);
        }
        add_tie(t, AN_TIE_AXIOM, i);
    }
}

static void add_terms(struct ties *t)
{
    for (uint32_t i = 0; i < t->m->terms.n; i++) {
        const struct an_term *term = &t->m->terms.v[i];
        t->marks.fact[term->fact] = true;
        mark_cond(t->m, &term->if_, &t->marks);
        mark_cond(t->m, &term->only_if, &t->marks);
        add_tie(t, AN_TIE_TERM, i);
    }
}

static void add_definers(struct ties *t)
{
    for (uint32_t i = 0; i < t->m->definers.n; i++) {
        const struct an_provision *p = &t->m->provisions.v[t->m->definers.v[i]];
        t->marks.fact[p->defines] = true;
        mark_cond(t->m, &p->concludes, &t->marks);
        struct an_norm norm = an__norm_plain(t->m, t->m->definers.v[i]);
        mark_judged(t->m, &norm, &t->marks, p->nexus, true, 0);
        add_tie(t, AN_TIE_DEFINER, t->m->definers.v[i]);
    }
}

/* For every fact the indices of the ties that mention it. */
static const struct an_refs *by_fact(struct ties *t)
{
    uint32_t n = t->m->facts.n, total = 0;
    struct an_refs *out = AN_NEW_ARRAY(t->arena, struct an_refs, n);
    uint32_t *at = AN_NEW_ARRAY(t->arena, uint32_t, (size_t)n + 1);
    for (size_t i = 0; i < t->v.n; i++) {
        total += t->v.v[i].facts.n;
        for (uint32_t k = 0; k < t->v.v[i].facts.n; k++)
            at[t->v.v[i].facts.v[k]]++;
    }
    uint32_t *v = AN_NEW_ARRAY(t->arena, uint32_t, total);
    for (uint32_t f = 0, from = 0; f < n; f++) {
        out[f] = (struct an_refs){v + from, at[f]};
        from += at[f];
        at[f] = from - at[f];
    }
    for (size_t i = 0; i < t->v.n; i++)
        for (uint32_t k = 0; k < t->v.v[i].facts.n; k++)
            v[at[t->v.v[i].facts.v[k]]++] = an_u32(i);
    return out;
}

static const struct an_refs *definers_of(struct ties *t)
{
    const struct an_model *m = t->m;
    struct an_refs *out = AN_NEW_ARRAY(t->arena, struct an_refs, m->facts.n);
    bool *mark = AN_NEW_ARRAY(t->arena, bool, m->provisions.n);
    for (uint32_t i = 0; i < m->definers.n; i++) {
        uint32_t fact = m->provisions.v[m->definers.v[i]].defines;
        if (out[fact].n > 0)
            continue;
        for (uint32_t k = 0; k < m->definers.n; k++)
            mark[m->definers.v[k]] = m->provisions.v[m->definers.v[k]].defines == fact;
        out[fact] = an__marked(t->arena, mark, m->provisions.n);
    }
    return out;
}

struct an_logic an__logic(struct an_arena *arena, const struct an_model *m)
{
    struct ties t = {.arena = arena, .m = m, .marks = an__marks(arena, m)};
    struct an_logic logic = {0};
    add_axioms(&t);
    add_terms(&t);
    add_definers(&t);
    logic.ties.v = t.v.v;
    logic.ties.n = an_u32(t.v.n);
    logic.by = AN_NEW_ARRAY(arena, struct an_refs *, t.v.n);
    logic.ties_of = by_fact(&t);
    logic.places = an__marked(arena, t.marks.place, m->places.n);
    logic.definers_of = definers_of(&t);
    return logic;
}
