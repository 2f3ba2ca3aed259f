/*
 * "Is there a situation c in which no choice d will do": a question with two quantifiers, answered
 * as counterexample-guided refinement does (M. Janota, W. Klieber, J. Marques-Silva, E. Clarke,
 * "Solving QBF with counterexample guided refinement", Artificial Intelligence 234, 2016): take a
 * situation, look for a choice that does in it, rule out the situations for which that choice does,
 * until a situation has none, or none is left.
 *
 * What is ruled out has to be implied. A choice d does in c' if it is possible there - no
 * definition that reads what is chosen is broken by (c', d) - and reaches the goal. To ask that of
 * all c' at once, the definitions that read chosen facts are not assumed but denied: with d fixed,
 * "one of them is broken, or the goal is missed" is refuted, and the part of c that the refutation
 * used stands for every c' in which d does. It is not enough to assume the definitions and deny the
 * goal alone: that also rules out each c' in which d is impossible, and where no other way is open,
 * a conflict is lost. Every other definition reads no chosen fact, and holds in c' by the
 * completion that c' has.
 *
 * Sound: all else in the clauses defines gates and domains of single facts, so values of all facts
 * have exactly one extension. Complete: each round rules out at least the situation at hand, and
 * nothing that has no way.
 */
#include "engine/conflict/strategy.h"

#include <stdlib.h>
#include <string.h>

struct an__strategy {
    struct an__seek *s;
    struct an__strategy_question q;
    bool *denied;       /* per switch in s->always: its owner's clauses read what is chosen */
    size_t n_situation; /* literals that say what the situation is */
    int fails;          /* implies: a denied clause is broken, or the goal missed */
};

/* "Some clause of its owner is broken", made when it is asked for. */
struct an__broken {
    int *lit;        /* per owner; 0: not made yet */
    uint32_t *first; /* per owner: 1 + its last clause, then by `next` */
    uint32_t *next;  /* per clause */
};

/* ---- what ties what ---- */

struct tie {
    const uint32_t *facts;
    uint32_t n;
    uint32_t owner; /* AN_NONE: it does not hold, or the clauses are not made yet */
};

static uint32_t owner_of(const struct an_duty_problem *dp, const struct an_tie *t)
{
    switch (t->kind) {
    case AN_TIE_AXIOM: return dp->axiom_owner[t->index];
    case AN_TIE_TERM: return dp->term_owner[t->index];
    case AN_TIE_DEFINER: return dp->definer_owner[t->index];
    }
    AN_UNREACHABLE();
}

static struct tie tie_at(const struct an__seek *s, uint32_t i)
{
    const struct an_logic *logic = s->logic;
    if (i < logic->ties.n) {
        const struct an_tie *t = &logic->ties.v[i];
        return (struct tie){t->facts.v, t->facts.n, s->dp ? owner_of(s->dp, t) : AN_NONE};
    }
    const struct an_refs *facts = &s->presumed_facts[i - logic->ties.n];
    return (struct tie){facts->v, facts->n,
                        s->profile ? s->dp->presumption_owner[i - logic->ties.n] : AN_NONE};
}

static uint32_t n_ties(const struct an__seek *s)
{
    return s->logic->ties.n + s->model->presumptions.n;
}

static void read_ties(struct an__seek *s)
{
    struct an_logic *logic = AN_NEW(s->arena, struct an_logic);
    struct an_refs *presumed =
        AN_NEW_ARRAY(s->arena, struct an_refs, s->model->presumptions.n + 1u);
    *logic = an__logic(s->arena, s->model);
    for (uint32_t i = 0; i < s->model->presumptions.n; i++) {
        struct an_marks marks = an__marks(s->arena, s->model);
        an__mark_facts(&s->model->presumptions.v[i].cond, &marks);
        an__mark_facts(&s->model->presumptions.v[i].then, &marks);
        presumed[i] = an__marked(s->arena, marks.fact, s->model->facts.n);
    }
    s->logic = logic;
    s->presumed_facts = presumed;
}

static bool meets(const struct tie *t, const bool *fact)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (fact[t->facts[i]])
            return true;
    return false;
}

/* `means` gives a term one condition twice. */
static bool same_cond(const struct an_cond *a, const struct an_cond *b)
{
    if (a->n != b->n || a->n_values != b->n_values ||
        (a->n_values > 0 && memcmp(a->value, b->value, a->n_values * sizeof *a->value) != 0))
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        const struct an_cond_node *x = &a->node[i], *y = &b->node[i];
        if (x->op != y->op || x->column != y->column || x->n != y->n || x->size != y->size ||
            x->fact != y->fact || x->value != y->value || x->key != y->key)
            return false;
    }
    return true;
}

/* Of a term: does it only say what the term is, or can its conditions clash? */
static bool can_clash(const struct an__seek *s, const struct an_tie *t)
{
    const struct an_model *m = s->model;
    switch (t->kind) {
    case AN_TIE_AXIOM: return true;
    case AN_TIE_DEFINER: return an_cond_given(&m->provisions.v[t->index].concludes);
    case AN_TIE_TERM: break;
    }
    const struct an_term *term = &m->terms.v[t->index];
    bool caused = s->logic->definers_of[term->fact].n > 0 ||
                  (an_cond_given(&term->if_) && !same_cond(&term->if_, &term->only_if));
    return an_cond_given(&term->only_if) && caused;
}

static bool limits(const struct an__seek *s, uint32_t i)
{
    if (i < s->logic->ties.n)
        return can_clash(s, &s->logic->ties.v[i]);
    return tie_at(s, i).owner != AN_NONE;
}

/* Terms that follow from what is chosen (per fact). */
static bool *that_follow(struct an__seek *s, const bool *fact)
{
    bool *follows = AN_NEW_ARRAY(s->arena, bool, s->model->facts.n + 1u);
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < s->logic->ties.n; i++) {
            const struct an_tie *t = &s->logic->ties.v[i];
            const struct tie all = tie_at(s, i);
            uint32_t defined = an__tie_defines(s->model, t);
            bool does = defined != AN_NONE && !follows[defined] && meets(&all, fact);
            for (uint32_t k = 0; defined != AN_NONE && !follows[defined] && k < t->facts.n; k++)
                does = does || follows[t->facts.v[k]];
            if (does)
                follows[defined] = more = true;
        }
    }
    return follows;
}

/* Does a tie read something chosen, or a term that follows from it? */
static bool reads(const struct an__seek *s, uint32_t i, const bool *fact, const bool *follows)
{
    const struct tie t = tie_at(s, i);
    bool found = meets(&t, fact);
    for (uint32_t k = 0; k < t.n && !found; k++)
        found = follows[t.facts[k]];
    return found;
}

static bool mark_all(const struct tie *t, bool *fact)
{
    bool more = false;
    for (uint32_t k = 0; k < t->n; k++) {
        more = more || !fact[t->facts[k]];
        fact[t->facts[k]] = true;
    }
    return more;
}

/* What of a table is done with its rows may be a choice whatever the table is. */
static const bool *choices_of(struct an__seek *s, const bool *fact)
{
    const struct an_model *m = s->model;
    bool *choice = AN_NEW_ARRAY(s->arena, bool, m->facts.n + 1u);
    for (uint32_t f = 0; f < m->facts.n; f++)
        choice[f] = fact[f] && (an_is_choice(m, f) || m->facts.v[f].type.type == AN_TYPE_TABLE);
    return choice;
}

void an__mark_tied(struct an__seek *s, bool *fact)
{
    if (!s->logic)
        read_ties(s);
    for (bool more = true; more;) {
        const bool *choice = choices_of(s, fact), *follows = that_follow(s, choice);
        more = false;
        for (uint32_t i = 0; i < n_ties(s); i++) {
            const struct tie t = tie_at(s, i);
            uint32_t defined =
                i < s->logic->ties.n ? an__tie_defines(s->model, &s->logic->ties.v[i]) : AN_NONE;
            if ((defined != AN_NONE && fact[defined]) ||
                (limits(s, i) && reads(s, i, choice, follows)))
                more = mark_all(&t, fact) || more;
        }
    }
}

/* ---- broken definitions ---- */

static struct an__broken *broken_of(struct an__seek *s)
{
    const struct an_clauses *c = &s->dp->clauses;
    struct an__broken *b = AN_NEW(s->arena, struct an__broken);
    b->lit = AN_NEW_ARRAY(s->arena, int, c->n_owners + 1u);
    b->first = AN_NEW_ARRAY(s->arena, uint32_t, c->n_owners + 1u);
    b->next = AN_NEW_ARRAY(s->arena, uint32_t, c->end.n + 1);
    for (size_t i = 0; i < c->end.n; i++)
        if (c->owner.v[i] != AN_BACKGROUND) {
            b->next[i] = b->first[c->owner.v[i]];
            b->first[c->owner.v[i]] = (uint32_t)i + 1;
        }
    return b;
}

void an__strategy_forget(struct an__seek *s)
{
    if (s->broken)
        memset(s->broken->lit, 0, (s->dp->clauses.n_owners + (size_t)1) * sizeof s->broken->lit[0]);
}

/* A literal that implies: some clause of this owner is broken. */
static int broken(struct an__seek *s, uint32_t owner)
{
    struct an__broken *b = s->broken ? s->broken : (s->broken = broken_of(s));
    AN_VEC(int) some = {0};
    if (b->lit[owner] != 0)
        return b->lit[owner];
    b->lit[owner] = an_sat_var(s->sat);
    an_vec_push(s->arena, &some, -b->lit[owner]);
    for (uint32_t i = b->first[owner]; i != 0; i = b->next[i - 1]) {
        size_t n;
        const int *lits = an_clauses_at(&s->dp->clauses, i - 1, &n);
        if (s->in_clause && !s->in_clause[i - 1])
            continue; /* it bears on nothing that is asked: it can hold in each situation */
        int one = an_sat_var(s->sat);
        for (size_t k = 0; k < n; k++) {
            const int no[2] = {-one, -lits[k]};
            an_sat_add(s->sat, no, 2);
        }
        an_vec_push(s->arena, &some, one);
    }
    an_sat_add(s->sat, some.v, some.n);
    return b->lit[owner];
}

/* ---- the question ---- */

static uint32_t index_of(const struct an__seek *s, uint32_t owner)
{
    for (size_t i = 0; i < s->always.n; i++)
        if (s->always.v[i] == an_duty_switch(s->dp, owner))
            return (uint32_t)i;
    return AN_NONE;
}

static void deny_ties(struct an__strategy *st)
{
    struct an__seek *s = st->s;
    const bool *follows = that_follow(s, st->q.fact);
    AN_VEC(int) clause = {0};
    an_vec_push(s->arena, &clause, -st->fails);
    for (uint32_t i = 0; i < n_ties(s); i++) {
        uint32_t owner = tie_at(s, i).owner, at = AN_NONE;
        if (owner != AN_NONE && limits(s, i) && reads(s, i, st->q.fact, follows))
            at = index_of(s, owner);
        if (at == AN_NONE)
            continue;
        st->denied[at] = true;
        an_vec_push(s->arena, &clause, broken(s, owner));
    }
    for (size_t i = 0; i < st->q.n_goal; i++)
        an_vec_push(s->arena, &clause, -st->q.goal[i]);
    an_sat_add(s->sat, clause.v, clause.n);
}

struct an__strategy *an__strategy_new(struct an__seek *s, const struct an__strategy_question *q)
{
    struct an__strategy *st = AN_NEW(s->arena, struct an__strategy);
    if (!s->logic)
        read_ties(s);
    st->s = s;
    st->q = *q;
    st->denied = AN_NEW_ARRAY(s->arena, bool, s->always.n + 1);
    for (int v = 1; v <= s->dp->clauses.n_vars; v++)
        st->n_situation += q->situation[v];
    st->fails = an_sat_var(s->sat);
    deny_ties(st);
    return st;
}

static int as_in(const bool *model, int var)
{
    return model[var] ? var : -var;
}

void an__strategy_assume(const struct an__strategy *st, const bool *model, bool chosen)
{
    const bool *which = chosen ? st->q.chosen : st->q.situation;
    for (int v = 1; v <= st->s->dp->clauses.n_vars; v++)
        if (which[v])
            an__assume(st->s, as_in(model, v));
}

/* All that hold, but those that are denied: the switches come first, in their order. */
static void assume_begin(struct an__strategy *st)
{
    struct an__seek *s = st->s;
    size_t n = 0;
    an__assume_begin(s, false, true);
    for (size_t i = 0; i < s->assumed.n; i++)
        if (i >= s->always.n || !st->denied[i])
            s->assumed.v[n++] = s->assumed.v[i];
    s->assumed.n = n;
}

/* ---- ruling out ---- */

static size_t keep_failed(struct an__seek *s, int *lits, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (an_sat_failed(s->sat, lits[i]))
            lits[kept++] = lits[i];
    return kept;
}

/*
 * Of the situation, which stands last among the assumptions of the question just refuted, as little
 * as refutes it: one literal after the other is left out. The less, the more is ruled out at once.
 */
static size_t least_that_refutes(struct an__strategy *st, int *lits, size_t n)
{
    struct an__seek *s = st->s;
    size_t others = s->assumed.n - n;
    n = keep_failed(s, lits, n);
    for (size_t i = 0; i < n;) {
        s->assumed.n = others;
        for (size_t k = 0; k < n; k++)
            if (k != i)
                an__assume(s, lits[k]);
        if (an__ask(s) != AN_SAT_NO) {
            i++;
            continue;
        }
        memmove(lits + i, lits + i + 1, (n - i - 1) * sizeof *lits);
        n = keep_failed(s, lits, n - 1); /* the first i are needed: each of them stays */
    }
    return n;
}

/* `refuted`: what the refutation used; else the whole situation. */
static bool add_clause(struct an__strategy *st, int on, bool refuted)
{
    struct an__seek *s = st->s;
    size_t n = st->n_situation;
    int *lits = AN_NEW_ARRAY(s->arena, int, n + 1);
    memcpy(lits, s->assumed.v + (s->assumed.n - n), n * sizeof *lits);
    if (refuted)
        n = least_that_refutes(st, lits, n);
    for (size_t i = 0; i < n; i++)
        lits[i] = -lits[i];
    lits[n] = -on;
    an_sat_add(s->sat, lits, n + 1);
    return n > 0;
}

bool an__strategy_rule_out(struct an__strategy *st, const bool *situation, const bool *way, int on)
{
    assume_begin(st);
    an__assume(st->s, st->fails);
    an__strategy_assume(st, way, true);
    an__strategy_assume(st, situation, false);
    bool refuted = an__ask(st->s) == AN_SAT_NO;
    return add_clause(st, on, refuted);
}

bool an__strategy_rule_out_refuted(struct an__strategy *st, int on)
{
    return add_clause(st, on, true);
}
