/*
 * What a term says follows from its definition, as far as that goes: it is so where its `if` holds
 * or a provision defines it so, it is not so where its `only_if` fails, and between the two it may
 * be either ("designated? by whom?"). What lies between is nobody's choice; so every term that
 * reads choices gets a variable for it, and follows from that and from the facts it reads. Without
 * it a term would be taken for a circumstance that no choice can change.
 */
#include <stdlib.h>

#include "engine/base/sizes.h"
#include "engine/conflict/problem.h"

struct copy {
    int is;
    int bound; /* what is needed for it; 0: nothing */
    AN_VEC(int) causes;
};

struct terms {
    struct an_duty_problem *dp;
    struct an_arena *arena;
    uint32_t *owner_of; /* per owner: 1 + the fact that its clauses define, or 0 */
    uint32_t *at;       /* per variable: 1 + its copy, or 0 */
    AN_VEC(struct copy) copies;
    AN_VEC(int) between;
};

/* Terms that read a choice, or a term that does. */
static bool *that_follow(const struct an_duty_problem *dp, struct an_arena *arena)
{
    const struct an_model *m = dp->model;
    bool *follows = AN_NEW_ARRAY(arena, bool, m->facts.n + 1u);
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < dp->logic.ties.n; i++) {
            const struct an_tie *t = &dp->logic.ties.v[i];
            uint32_t fact = an__tie_defines(m, t);
            for (uint32_t k = 0; fact != AN_NONE && !follows[fact] && k < t->facts.n; k++)
                if (an_is_choice(m, t->facts.v[k]) || follows[t->facts.v[k]])
                    follows[fact] = more = true;
        }
    }
    return follows;
}

uint32_t an__tie_defines(const struct an_model *m, const struct an_tie *t)
{
    switch (t->kind) {
    case AN_TIE_AXIOM: return AN_NONE;
    case AN_TIE_TERM: return m->terms.v[t->index].fact;
    case AN_TIE_DEFINER: return m->provisions.v[t->index].defines;
    }
    AN_UNREACHABLE();
}

static struct copy *copy_of(struct terms *t, int var)
{
    if (t->at[var] == 0) {
        const struct copy new = {.is = var};
        an_vec_push(t->arena, &t->copies, new);
        t->at[var] = an_u32(t->copies.n);
    }
    return &t->copies.v[t->at[var] - 1];
}

/* "if -> is", "is -> only_if", or one of them where the other side is a constant. */
static void read_clause(struct terms *t, const int *lits, size_t n, uint32_t fact)
{
    for (size_t i = 0; i < n && n <= 2; i++) {
        int other = n == 2 ? lits[1 - i] : 0;
        if (t->dp->fact_of[abs(lits[i])] != fact)
            continue;
        struct copy *c = copy_of(t, abs(lits[i]));
        if (lits[i] < 0)
            c->bound = other != 0 ? other : -an_encoder_true(t->dp->enc);
        else
            an_vec_push(t->arena, &c->causes, other != 0 ? -other : an_encoder_true(t->dp->enc));
        return;
    }
}

static void add(struct terms *t, int a, int b, int c)
{
    const int lits[3] = {a, b, c};
    an_clauses_add(&t->dp->clauses, AN_BACKGROUND, lits, c != 0 ? 3 : b != 0 ? 2 : 1);
}

/* is = some cause, or what lies between and the bound. */
static void define(struct terms *t, const struct copy *c)
{
    int between = an_clauses_var(&t->dp->clauses);
    int *some = AN_NEW_ARRAY(t->arena, int, c->causes.n + 2);
    some[0] = -c->is;
    for (size_t i = 0; i < c->causes.n; i++) {
        some[i + 1] = c->causes.v[i];
        add(t, -c->causes.v[i], c->is, 0);
    }
    some[c->causes.n + 1] = between;
    an_clauses_add(&t->dp->clauses, AN_BACKGROUND, some, c->causes.n + 2);
    some[c->causes.n + 1] = c->bound;
    if (c->bound != 0)
        an_clauses_add(&t->dp->clauses, AN_BACKGROUND, some, c->causes.n + 2);
    add(t, -between, c->is, -c->bound);
    an_vec_push(t->arena, &t->between, between);
}

static void find_owners(struct terms *t, const bool *follows)
{
    const struct an_duty_problem *dp = t->dp;
    const struct an_model *m = dp->model;
    t->owner_of = AN_NEW_ARRAY(t->arena, uint32_t, dp->clauses.n_owners + 1u);
    for (uint32_t i = 0; i < m->terms.n; i++)
        if (follows[m->terms.v[i].fact])
            t->owner_of[dp->term_owner[i]] = m->terms.v[i].fact + 1;
    for (uint32_t i = 0; i < m->definers.n; i++) {
        uint32_t p = m->definers.v[i];
        if (follows[m->provisions.v[p].defines])
            t->owner_of[dp->definer_owner[p]] = m->provisions.v[p].defines + 1;
    }
}

void an__terms_follow(struct an_duty_problem *dp)
{
    struct terms t = {.dp = dp, .arena = dp->arena};
    const bool *fact = that_follow(dp, dp->arena);
    size_t n_clauses = dp->clauses.end.n, n_vars = (size_t)dp->clauses.n_vars + 1;
    t.at = AN_NEW_ARRAY(dp->arena, uint32_t, n_vars);
    find_owners(&t, fact);
    for (size_t i = 0; i < n_clauses; i++) {
        size_t n;
        uint32_t owner = dp->clauses.owner.v[i];
        const int *lits = an_clauses_at(&dp->clauses, i, &n);
        if (owner != AN_BACKGROUND && t.owner_of[owner] != 0)
            read_clause(&t, lits, n, t.owner_of[owner] - 1);
    }
    bool *follows = AN_NEW_ARRAY(dp->arena, bool, n_vars + t.copies.n);
    for (size_t i = 0; i < t.copies.n; i++) {
        define(&t, &t.copies.v[i]);
        follows[t.copies.v[i].is] = true;
    }
    dp->follows = follows;
    dp->between = t.between.v;
    dp->n_between = an_u32(t.between.n);
    uint32_t *fact_of = AN_NEW_ARRAY(dp->arena, uint32_t, n_vars + t.copies.n);
    for (size_t v = 0; v < n_vars + t.copies.n; v++)
        fact_of[v] = v < n_vars ? dp->fact_of[v] : AN_NONE;
    dp->fact_of = fact_of;
}

bool an__is_context(const struct an_duty_problem *dp, int var)
{
    uint32_t fact = dp->fact_of[var];
    return fact != AN_NONE && !an_is_choice(dp->model, fact) && !dp->follows[var];
}

const int *an__open_points(const struct an_duty_problem *dp, struct an_arena *arena, uint32_t *n)
{
    uint32_t n_open;
    const int *open = an_encoder_choices(dp->enc, arena, &n_open);
    int *all = AN_NEW_ARRAY(arena, int, n_open + dp->n_between + 1u);
    for (uint32_t i = 0; i < n_open; i++)
        all[i] = open[i];
    for (uint32_t i = 0; i < dp->n_between; i++)
        all[n_open + i] = dp->between[i];
    *n = n_open + dp->n_between;
    return all;
}
