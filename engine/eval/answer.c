/*
 * The exact answer: all combinations of what the units achieve, in bit planes; those that fulfil
 * the constraints are the completions, as far as they can differ in effect. From them the set of
 * verdicts (S5.1), and the facts that belong to a smallest difference that changes it (S5.4).
 */
#include <string.h>

#include "engine/eval/table.h"

#define MAX_JOINT 10u /* units whose joint differences are searched */

struct enumeration {
    struct an_problem *p;
    uint32_t n, words;
    uint64_t *plane; /* per expression that is needed */
    uint64_t *valid;
    uint8_t *verdict; /* per combination; AN_BASE_VERDICTS: no completion */
    uint32_t n_groups;
    bool *open; /* per group */
};

/* ---- units and their digits ---- */

static bool join(struct an_problem *p)
{
    for (uint32_t i = 0; i < p->units.n; i++) {
        struct an_unit *u = &p->units.v[i];
        if (!an__is_column(u) && !an__join_parts(p, &u->parts, &u->vectors))
            return false;
    }
    return true;
}

uint32_t an__group(struct an_problem *p)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->units.n; i++) {
        struct an_unit *u = &p->units.v[i];
        u->group = AN_NONE;
        for (uint32_t k = 0; k < i && !an__is_column(u); k++) {
            const struct an_unit *v = &p->units.v[k];
            if (!an__is_column(v) && u->kind == AN_UNIT_NUMBER && v->kind == AN_UNIT_NUMBER &&
                u->fact == v->fact)
                u->group = v->group;
        }
        if (!an__is_column(u) && u->group == AN_NONE)
            u->group = n++;
    }
    return n;
}

static bool layout(struct enumeration *e)
{
    size_t n = 1;
    for (uint32_t i = 0; i < e->p->units.n; i++) {
        struct an_unit *u = &e->p->units.v[i];
        if (an__is_column(u))
            continue;
        u->stride = (uint32_t)n;
        n *= u->vectors.n;
        if (n > e->p->ev->max_combinations)
            return false;
    }
    e->n = (uint32_t)n;
    e->words = (e->n + 63) / 64;
    return true;
}

/* ---- planes ---- */

static void atom_plane(const struct enumeration *e, const struct an_atom *atom, uint32_t id,
                       uint64_t *plane)
{
    const struct an_unit *u = &e->p->units.v[atom->unit];
    uint32_t bit = 0, i = 0;
    while (u->atom[bit] != id)
        bit++;
    memset(plane, 0, e->words * sizeof plane[0]);
    while (i < e->n)
        for (size_t d = 0; d < u->vectors.n; d++)
            for (uint32_t k = 0; k < u->stride; k++, i++)
                if (u->vectors.v[d] >> bit & 1)
                    plane[i / 64] |= (uint64_t)1 << i % 64;
}

static void plane_of(const struct enumeration *e, uint32_t id)
{
    const struct an_expr *x = &e->p->exprs.v[id];
    uint64_t *out = e->plane + (size_t)id * e->words;
    const uint64_t *a = e->plane + (size_t)x->a * e->words, *b = e->plane + (size_t)x->b * e->words;
    switch (x->op) {
    case AN_EXPR_CONST: memset(out, x->a ? 0xff : 0, e->words * sizeof out[0]); break;
    case AN_EXPR_ATOM: atom_plane(e, &e->p->atoms.v[x->a], x->a, out); break;
    case AN_EXPR_NOT:
        for (uint32_t i = 0; i < e->words; i++)
            out[i] = ~a[i];
        break;
    case AN_EXPR_AND:
        for (uint32_t i = 0; i < e->words; i++)
            out[i] = a[i] & b[i];
        break;
    case AN_EXPR_OR:
        for (uint32_t i = 0; i < e->words; i++)
            out[i] = a[i] | b[i];
        break;
    }
}

bool *an__needed(const struct an_problem *p, const struct an_roots *roots)
{
    bool *mark = AN_NEW_ARRAY(p->ev->work, bool, p->exprs.n);
    for (int v = 0; v < AN_BASE_VERDICTS; v++)
        mark[roots->verdict[v]] = true;
    for (size_t i = 0; i < p->constraints.n; i++)
        mark[p->constraints.v[i]] = true;
    for (size_t i = p->exprs.n; i-- > 0;) {
        const struct an_expr *x = &p->exprs.v[i];
        if (!mark[i] || x->op == AN_EXPR_CONST || x->op == AN_EXPR_ATOM)
            continue;
        mark[x->a] = true;
        if (x->op != AN_EXPR_NOT)
            mark[x->b] = true;
    }
    return mark;
}

static void evaluate(struct enumeration *e, const struct an_roots *roots)
{
    struct an_problem *p = e->p;
    const bool *mark = an__needed(p, roots);
    e->plane = AN_NEW_ARRAY(p->ev->work, uint64_t, p->exprs.n * e->words);
    for (uint32_t i = 0; i < p->exprs.n; i++)
        if (mark[i])
            plane_of(e, i);
    e->valid = AN_NEW_ARRAY(p->ev->work, uint64_t, e->words);
    memset(e->valid, 0xff, e->words * sizeof e->valid[0]);
    for (size_t i = 0; i < p->constraints.n; i++)
        for (uint32_t w = 0; w < e->words; w++)
            e->valid[w] &= e->plane[(size_t)p->constraints.v[i] * e->words + w];
}

static an_verdict_set verdicts(struct enumeration *e, const struct an_roots *roots)
{
    an_verdict_set set = 0;
    e->verdict = AN_NEW_ARRAY(e->p->ev->work, uint8_t, e->n);
    memset(e->verdict, AN_BASE_VERDICTS, e->n);
    for (int v = 0; v < AN_BASE_VERDICTS; v++) {
        const uint64_t *plane = e->plane + (size_t)roots->verdict[v] * e->words;
        for (uint32_t i = 0; i < e->n; i++)
            if ((plane[i / 64] & e->valid[i / 64]) >> i % 64 & 1) {
                e->verdict[i] = (uint8_t)v;
                set |= 1u << v;
            }
    }
    return set;
}

/* ---- smallest differences ---- */

/* Do two completions that differ at most in these groups have different verdicts. */
static bool changes(const struct enumeration *e, const bool *in)
{
    const struct an_problem *p = e->p;
    uint16_t *seen = AN_NEW_ARRAY(p->ev->work, uint16_t, e->n);
    for (uint32_t i = 0; i < e->n; i++) {
        if (e->verdict[i] == AN_BASE_VERDICTS)
            continue;
        uint32_t at = i;
        for (uint32_t u = 0; u < p->units.n; u++) {
            const struct an_unit *unit = &p->units.v[u];
            if (!an__is_column(unit) && in[unit->group])
                at -= i / unit->stride % (uint32_t)unit->vectors.n * unit->stride;
        }
        seen[at] = (uint16_t)(seen[at] | 1u << e->verdict[i]);
        if (seen[at] & (seen[at] - 1))
            return true;
    }
    return false;
}

/* Joint differences of those that change nothing alone: by size, leaving out what holds a smaller
 * one. */
static void joint(struct enumeration *e, const uint32_t *rest, uint32_t n)
{
    AN_VEC(uint32_t) found = {0};
    bool *in = AN_NEW_ARRAY(e->p->ev->work, bool, e->n_groups);
    for (uint32_t size = 2; size <= n; size++)
        for (uint32_t set = 0; set < 1u << n; set++) {
            bool larger = (uint32_t)__builtin_popcount(set) != size;
            for (size_t i = 0; i < found.n && !larger; i++)
                larger = (found.v[i] & set) == found.v[i];
            if (larger)
                continue;
            memset(in, 0, e->n_groups * sizeof in[0]);
            for (uint32_t i = 0; i < n; i++)
                in[rest[i]] = set >> i & 1;
            if (!changes(e, in))
                continue;
            an_vec_push(e->p->ev->work, &found, set);
            for (uint32_t i = 0; i < n; i++)
                e->open[rest[i]] = e->open[rest[i]] || (set >> i & 1);
        }
}

/* False: too many may change the verdict jointly. */
static bool find_open(struct enumeration *e)
{
    struct an_arena *work = e->p->ev->work;
    bool *in = AN_NEW_ARRAY(work, bool, e->n_groups);
    uint32_t *rest = AN_NEW_ARRAY(work, uint32_t, e->n_groups), n = 0;
    e->open = AN_NEW_ARRAY(work, bool, e->n_groups);
    for (uint32_t g = 0; g < e->n_groups; g++) {
        memset(in, 0, e->n_groups * sizeof in[0]);
        in[g] = true;
        e->open[g] = changes(e, in);
        if (!e->open[g])
            rest[n++] = g;
    }
    memset(in, 0, e->n_groups * sizeof in[0]);
    for (uint32_t i = 0; i < n; i++)
        in[rest[i]] = true;
    if (n < 2 || !changes(e, in))
        return true;
    if (n > MAX_JOINT)
        return false;
    joint(e, rest, n);
    return true;
}

struct an_refs an__open_facts(const struct an_problem *p, const bool *open, bool *choice)
{
    bool *mark = AN_NEW_ARRAY(p->ev->work, bool, p->ev->model->facts.n);
    for (uint32_t i = 0; i < p->units.n; i++) {
        const struct an_unit *u = &p->units.v[i];
        if (an__is_column(u) || !open[u->group])
            continue;
        if (u->fact == AN_NONE)
            *choice = true;
        else
            mark[u->fact] = true;
    }
    return an__marked(p->ev->work, mark, p->ev->model->facts.n);
}

bool an__enumerate(struct an_problem *p, const struct an_roots *roots, struct an_answer *answer)
{
    struct enumeration e = {.p = p};
    if (!join(p) || !layout(&e))
        return false;
    e.n_groups = an__group(p);
    evaluate(&e, roots);
    answer->set = verdicts(&e, roots);
    if (answer->set & (answer->set - 1) && !p->ev->verdicts_only) {
        if (!find_open(&e))
            return false;
        answer->open = an__open_facts(p, e.open, &answer->choice_open);
    }
    answer->exact = p->exact;
    return true;
}

/* ---- the stage as a whole ---- */

void an__problem(struct an_problem *p, struct an_eval *ev, struct an_case_row *row)
{
    struct an_arena *work = ev->work;
    const struct an_model *m = ev->model;
    *p = (struct an_problem){.ev = ev, .row = row, .exact = true};
    p->term_expr = AN_NEW_ARRAY(work, an_expr_id, m->facts.n);
    p->relevant = AN_NEW_ARRAY(work, bool, m->facts.n);
    p->in_play = AN_NEW_ARRAY(work, uint8_t, m->places.n);
    p->idle = AN_NEW_ARRAY(work, uint8_t, m->places.n);
    p->assumed = (struct an_idle){p->idle, p->relevant};
    for (uint32_t truth = 0; truth < 2; truth++) {
        struct an_expr e = {AN_EXPR_CONST, truth, 0};
        an_vec_push(work, &p->exprs, e);
    }
}

/* A row of a table that has too many combinations: three values' set, and everything unknown. */
static void give_up(struct an_problem *p, an_verdict_set kleene, struct an_answer *answer)
{
    uint32_t n = an__group(p);
    bool *all = AN_NEW_ARRAY(p->ev->work, bool, n);
    memset(all, 1, n);
    answer->set = kleene;
    answer->exact = false;
    answer->open = an__open_facts(p, all, &answer->choice_open);
}

bool an__parts(struct an_problem *p)
{
    for (uint32_t i = 0; i < p->units.n; i++)
        if (!an__is_column(&p->units.v[i]) && !an__unit_parts(p, &p->units.v[i]))
            return false;
    return true;
}

struct an_answer an__solve(const struct an_judged *j, an_verdict_set kleene)
{
    struct an_answer answer = {0};
    struct an_problem p;
    an__problem(&p, j->ctx.ev, j->ctx.row);
    struct an_roots roots = an__compile_verdicts(&p, j);
    an__tie(&p, j);
    if (!an__parts(&p))
        give_up(&p, kleene, &answer);
    else if (!an__enumerate(&p, &roots, &answer))
        an__settle(&p, &roots, kleene, &answer);
    return answer;
}
