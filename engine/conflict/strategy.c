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
 * completion that c' has. Terms and defining provisions cannot be denied (their clauses have no
 * owner): what the situation says of facts that they tie to chosen ones is kept whole.
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
    bool *denied;    /* per switch in s->always: its owner's clauses read a chosen fact */
    bool *kept;      /* per fact: tied to a chosen one by what cannot be denied */
    const int *open; /* variables that the law leaves open: of the situation */
    uint32_t n_open;
    int fails; /* implies: a denied clause is broken, or the goal missed */
};

/* Per switch of s->always: "some clause of its owner is broken". Made when it is asked for. */
struct an__broken {
    int *lit;        /* per owner; 0: not made yet */
    uint32_t *first; /* per owner: 1 + its last clause, then by `next` */
    uint32_t *next;  /* per clause */
};

/* ---- what ties what ---- */

struct tie {
    const uint32_t *facts;
    uint32_t n;
    uint32_t owner; /* AN_BACKGROUND: it cannot be switched off */
};

static struct tie tie_at(const struct an__seek *s, uint32_t i)
{
    const struct an_logic *logic = s->logic;
    const struct an_duty_problem *dp = s->dp;
    if (i >= logic->ties.n) {
        const struct an_refs *facts = &s->presumed_facts[i - logic->ties.n];
        return (struct tie){facts->v, facts->n, dp->presumption_owner[i - logic->ties.n]};
    }
    const struct an_tie *t = &logic->ties.v[i];
    return (struct tie){t->facts.v, t->facts.n,
                        t->kind == AN_TIE_AXIOM ? dp->axiom_owner[t->index] : AN_BACKGROUND};
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

void an__mark_tied_choices(struct an__seek *s, bool *fact)
{
    if (!s->logic)
        read_ties(s);
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < n_ties(s); i++) {
            const struct tie t = tie_at(s, i);
            if (t.owner == AN_NONE || !meets(&t, fact))
                continue;
            for (uint32_t k = 0; k < t.n; k++)
                if (!fact[t.facts[k]] && an_is_choice(s->model, t.facts[k]))
                    fact[t.facts[k]] = more = true;
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
    AN_VEC(int) clause = {0};
    an_vec_push(s->arena, &clause, -st->fails);
    for (uint32_t i = 0; i < n_ties(s); i++) {
        const struct tie t = tie_at(s, i);
        if (t.owner == AN_NONE || !meets(&t, st->q.fact))
            continue;
        uint32_t at = t.owner == AN_BACKGROUND ? AN_NONE : index_of(s, t.owner);
        if (t.owner == AN_BACKGROUND)
            for (uint32_t k = 0; k < t.n; k++)
                st->kept[t.facts[k]] = true;
        if (at == AN_NONE)
            continue; /* it does not hold */
        st->denied[at] = true;
        an_vec_push(s->arena, &clause, broken(s, t.owner));
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
    st->kept = AN_NEW_ARRAY(s->arena, bool, s->model->facts.n + 1u);
    st->open = an_encoder_choices(s->dp->enc, s->arena, &st->n_open);
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
    for (uint32_t i = 0; !chosen && i < st->n_open; i++)
        an__assume(st->s, as_in(model, st->open[i]));
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

/* `all`: the whole situation; else what the last refutation used, and what is kept. */
static bool add_clause(struct an__strategy *st, const bool *situation, int on, bool all, bool kept)
{
    struct an__seek *s = st->s;
    AN_VEC(int) clause = {0};
    an_vec_push(s->arena, &clause, -on);
    for (int v = 1; v <= s->dp->clauses.n_vars; v++) {
        int lit = as_in(situation, v);
        if (st->q.situation[v] &&
            (all || (kept && st->kept[s->dp->fact_of[v]]) || an_sat_failed(s->sat, lit)))
            an_vec_push(s->arena, &clause, -lit);
    }
    for (uint32_t i = 0; i < st->n_open; i++) {
        int lit = as_in(situation, st->open[i]);
        if (all || an_sat_failed(s->sat, lit))
            an_vec_push(s->arena, &clause, -lit);
    }
    an_sat_add(s->sat, clause.v, clause.n);
    return clause.n > 1;
}

bool an__strategy_rule_out(struct an__strategy *st, const bool *situation, const bool *way, int on)
{
    assume_begin(st);
    an__assume(st->s, st->fails);
    an__strategy_assume(st, way, true);
    an__strategy_assume(st, situation, false);
    bool refuted = an__ask(st->s) == AN_SAT_NO;
    return add_clause(st, situation, on, !refuted, true);
}

bool an__strategy_rule_out_refuted(struct an__strategy *st, const bool *situation, int on)
{
    return add_clause(st, situation, on, false, false);
}
