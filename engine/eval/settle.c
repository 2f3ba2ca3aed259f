/*
 * The exact answer where a truth table would be too big: the problem as clauses, settled by the SAT
 * solver under a step limit. Same questions, same answers as answer.c; which of the two answers is
 * a matter of size alone. Knows clauses; nothing of rules.
 *
 * A verdict is possible if the clauses allow it. For the open facts the problem is written twice,
 * with different verdicts: a smallest set of facts in which two completions with different verdicts
 * differ (S5.4) is then a smallest set of "the same in both" that has to be given up. All such sets
 * are enumerated: found, made smallest, ruled out, until none is left (J. Marques-Silva et al., "On
 * Computing Minimal Correction Subsets", 2013).
 */
#include <string.h>

#include "engine/eval/table.h"
#include "engine/solve/sat.h"

/* Steps, not time: the same question has the same answer on every machine. */
#define STEP_CONFLICTS 2000 /* of one call */
#define MAX_CALLS      2000u

struct copy {
    int *atom, *expr; /* their variables */
};

struct settling {
    struct an_problem *p;
    const bool *needed;
    struct an_sat *sat;
    int n_vars;
    struct copy copy[2];
    int *same; /* per group: "the same in both copies" */
    uint32_t n_groups;
    bool *open; /* per group */
    bool out_of_steps;
    AN_VEC(int) lits; /* of the clause or the assumptions at hand */
};

static int new_var(struct settling *s)
{
    return ++s->n_vars;
}

static void put(struct settling *s, int lit)
{
    an_vec_push(s->p->ev->work, &s->lits, lit);
}

static void clause(struct settling *s)
{
    an_sat_add(s->sat, s->lits.v, s->lits.n);
    s->lits.n = 0;
}

static void clause2(struct settling *s, int a, int b)
{
    put(s, a);
    put(s, b);
    clause(s);
}

static void clause3(struct settling *s, int a, int b, int c)
{
    put(s, c);
    clause2(s, a, b);
}

/* ---- one copy of the problem ---- */

/* At most one of n variables from `first` on: a ladder of "one of those so far". */
static void at_most_one(struct settling *s, int first, size_t n)
{
    int before = 0;
    for (size_t i = 0; i < n; i++) {
        int so_far = new_var(s), x = first + (int)i;
        clause2(s, -x, so_far);
        if (before != 0) {
            clause2(s, -before, so_far);
            clause2(s, -x, -before);
        }
        before = so_far;
    }
}

/* One combination of each part is chosen; the variables of the choices, part by part. */
static int *choose_parts(struct settling *s, const struct an_unit *u)
{
    int *first = AN_NEW_ARRAY(s->p->ev->work, int, u->parts.n);
    for (size_t i = 0; i < u->parts.n; i++) {
        size_t n = u->parts.v[i].n;
        first[i] = s->n_vars + 1;
        s->n_vars += (int)n;
        for (size_t k = 0; k < n; k++)
            put(s, first[i] + (int)k);
        clause(s);
        at_most_one(s, first[i], n);
    }
    return first;
}

/* An atom is true exactly if the combination chosen of some part has it. */
static void define_unit(struct settling *s, struct copy *c, const struct an_unit *u)
{
    const int *first = choose_parts(s, u);
    for (uint32_t bit = 0; bit < u->n_atoms; bit++) {
        int atom = c->atom[u->atom[bit]] = new_var(s);
        AN_VEC(int) makers = {0};
        for (size_t i = 0; i < u->parts.n; i++)
            for (size_t k = 0; k < u->parts.v[i].n; k++)
                if (u->parts.v[i].v[k] >> bit & 1)
                    an_vec_push(s->p->ev->work, &makers, first[i] + (int)k);
        for (size_t i = 0; i < makers.n; i++)
            clause2(s, -makers.v[i], atom);
        for (size_t i = 0; i < makers.n; i++)
            put(s, makers.v[i]);
        put(s, -atom);
        clause(s);
    }
}

static int define_and(struct settling *s, int a, int b)
{
    int both = new_var(s);
    clause2(s, -both, a);
    clause2(s, -both, b);
    clause3(s, both, -a, -b);
    return both;
}

static void define_expr(struct settling *s, struct copy *c, size_t id)
{
    const struct an_expr *x = &s->p->exprs.v[id];
    switch (x->op) {
    case AN_EXPR_CONST:
        c->expr[id] = new_var(s);
        put(s, x->a ? c->expr[id] : -c->expr[id]);
        clause(s);
        return;
    case AN_EXPR_ATOM: c->expr[id] = c->atom[x->a]; return;
    case AN_EXPR_NOT: c->expr[id] = -c->expr[x->a]; return;
    case AN_EXPR_AND: c->expr[id] = define_and(s, c->expr[x->a], c->expr[x->b]); return;
    case AN_EXPR_OR: c->expr[id] = -define_and(s, -c->expr[x->a], -c->expr[x->b]); return;
    }
    AN_UNREACHABLE();
}

static void write_copy(struct settling *s, struct copy *c)
{
    struct an_problem *p = s->p;
    c->atom = AN_NEW_ARRAY(p->ev->work, int, p->atoms.n);
    c->expr = AN_NEW_ARRAY(p->ev->work, int, p->exprs.n);
    for (size_t i = 0; i < p->units.n; i++)
        if (!an__is_column(&p->units.v[i]))
            define_unit(s, c, &p->units.v[i]);
    for (size_t i = 0; i < p->exprs.n; i++)
        if (s->needed[i])
            define_expr(s, c, i);
    for (size_t i = 0; i < p->constraints.n; i++) {
        put(s, c->expr[p->constraints.v[i]]);
        clause(s);
    }
}

/* ---- asking ---- */

/* Under what was put; UNDECIDED once the steps have ended. */
static enum an_sat_answer ask(struct settling *s)
{
    static const struct an_sat_budget budget = {.conflicts = STEP_CONFLICTS};
    enum an_sat_answer answer = AN_SAT_UNDECIDED;
    if (!s->out_of_steps && an_sat_calls(s->sat) < MAX_CALLS)
        answer = an_sat_solve(s->sat, s->lits.v, s->lits.n, &budget);
    s->out_of_steps = answer == AN_SAT_UNDECIDED;
    s->lits.n = 0;
    return answer;
}

/* Undecided counts as possible, if three values say so. */
static an_verdict_set verdicts(struct settling *s, const struct an_roots *roots,
                               an_verdict_set kleene)
{
    an_verdict_set set = 0;
    for (int v = 0; v < AN_BASE_VERDICTS; v++) {
        if (roots->verdict[v] == AN_EXPR_FALSE || !(kleene >> v & 1))
            continue;
        put(s, s->copy[0].expr[roots->verdict[v]]);
        if (ask(s) != AN_SAT_NO)
            set |= 1u << v;
    }
    return set;
}

/* ---- smallest differences ---- */

static void write_second(struct settling *s, const struct an_roots *roots)
{
    struct an_problem *p = s->p;
    write_copy(s, &s->copy[1]);
    for (int v = 0; v < AN_BASE_VERDICTS; v++)
        if (roots->verdict[v] != AN_EXPR_FALSE)
            clause2(s, -s->copy[0].expr[roots->verdict[v]], -s->copy[1].expr[roots->verdict[v]]);
    s->same = AN_NEW_ARRAY(p->ev->work, int, s->n_groups);
    for (uint32_t g = 0; g < s->n_groups; g++)
        s->same[g] = new_var(s);
    for (size_t i = 0; i < p->units.n; i++) {
        const struct an_unit *u = &p->units.v[i];
        for (uint32_t k = 0; !an__is_column(u) && k < u->n_atoms; k++) {
            int a = s->copy[0].atom[u->atom[k]], b = s->copy[1].atom[u->atom[k]];
            clause3(s, -s->same[u->group], -a, b);
            clause3(s, -s->same[u->group], a, -b);
        }
    }
}

/* Facts that change the verdict alone, which no larger smallest difference holds. */
static void find_single(struct settling *s)
{
    for (uint32_t g = 0; g < s->n_groups; g++) {
        for (uint32_t k = 0; k < s->n_groups; k++)
            if (k != g)
                put(s, s->same[k]);
        s->open[g] = ask(s) == AN_SAT_YES;
    }
    for (uint32_t g = 0; g < s->n_groups && !s->out_of_steps; g++)
        if (s->open[g]) {
            put(s, s->same[g]);
            clause(s);
        }
}

/* Makes the difference of the last model smallest: whatever can be the same becomes the same. */
static bool shrink(struct settling *s, bool *differ)
{
    for (uint32_t g = 0; g < s->n_groups; g++)
        differ[g] = !an_sat_true(s->sat, s->same[g]);
    for (uint32_t g = 0; g < s->n_groups; g++) {
        if (!differ[g])
            continue;
        for (uint32_t k = 0; k < s->n_groups; k++)
            if (!differ[k] || k == g)
                put(s, s->same[k]);
        enum an_sat_answer answer = ask(s);
        if (answer == AN_SAT_UNDECIDED)
            return false;
        for (uint32_t k = 0; answer == AN_SAT_YES && k < s->n_groups; k++)
            differ[k] = differ[k] && !an_sat_true(s->sat, s->same[k]);
    }
    return true;
}

static void find_joint(struct settling *s)
{
    bool *differ = AN_NEW_ARRAY(s->p->ev->work, bool, s->n_groups);
    while (ask(s) == AN_SAT_YES && shrink(s, differ)) {
        for (uint32_t g = 0; g < s->n_groups; g++)
            if (differ[g]) {
                s->open[g] = true;
                put(s, s->same[g]);
            }
        clause(s); /* no difference that holds this one is smallest */
    }
}

void an__settle(struct an_problem *p, const struct an_roots *roots, an_verdict_set kleene,
                struct an_answer *answer)
{
    struct an_arena *scratch = an_scratch_new(p->ev->work);
    struct settling s = {.p = p, .needed = an__needed(p, roots), .sat = an_sat_new(scratch)};
    *answer = (struct an_answer){0};
    write_copy(&s, &s.copy[0]);
    answer->set = verdicts(&s, roots, kleene);
    s.n_groups = an__group(p);
    s.open = AN_NEW_ARRAY(p->ev->work, bool, s.n_groups);
    if (answer->set & (answer->set - 1) && !p->ev->verdicts_only) {
        write_second(&s, roots);
        find_single(&s);
        find_joint(&s);
    }
    if (s.out_of_steps) /* the list may be too long, never too short */
        memset(s.open, 1, s.n_groups * sizeof s.open[0]);
    answer->open = an__open_facts(p, s.open, &answer->choice_open);
    answer->exact = p->exact && !s.out_of_steps;
    an_arena_free(scratch);
}
