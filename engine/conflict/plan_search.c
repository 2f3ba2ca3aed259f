/*
 * Plans as questions to a solver. One solver holds the problem; what only one question needs is
 * either assumed or lives in a solver of its own (several builds, reasons, guarantees). Everything
 * ends at the deadline with the best found and what was proved until then.
 */
#include "engine/conflict/plan_search.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"

#define MAX_GIVEN_UP     150u
#define MIN_GIVEN_UP     40u
#define GIVEN_UP_CLAUSES 20000000u

struct an_plan_search {
    struct an_plan_problem *p;
    struct an_arena *arena;
    struct an_sat *sat;
    const struct an_sat_budget *budget;
    enum an_sat_answer *possible; /* per item */
    struct an_sat *doubting;      /* is a breach still possible? Made at first use */
    AN_VEC(int) lits;             /* assumptions at hand */
};

static void put(struct an_plan_search *s, int lit)
{
    an_vec_push(s->arena, &s->lits, lit);
}

static enum an_sat_answer ask_in(struct an_plan_search *s, struct an_sat *sat)
{
    enum an_sat_answer answer = an_sat_solve(sat, s->lits.v, s->lits.n, s->budget);

    s->lits.n = 0;
    return answer;
}

static enum an_sat_answer ask(struct an_plan_search *s)
{
    return ask_in(s, s->sat);
}

static int served(const struct an_plan_search *s, uint32_t item)
{
    return s->p->items.v[item].served;
}

/* ---- loading ---- */

static void load(const struct an_plan_problem *p, struct an_sat *sat)
{
    for (size_t i = 0; i < p->clauses.end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(&p->clauses, i, &n);
        an_sat_add(sat, lits, n);
    }
    /* So that every variable is the solver's, whoever mentions it later. */
    const int all[2] = {p->clauses.n_vars, -p->clauses.n_vars};
    an_sat_add(sat, all, 2);
}

static void keep_context(const struct an_plan_problem *p, struct an_sat *sat)
{
    for (size_t i = 0; i < p->stated.n; i++)
        if (!p->stated.v[i].choice)
            an_sat_add(sat, &p->stated.v[i].kept, 1);
}

struct an_plan_search *an__plan_search(struct an_plan_problem *p,
                                       const struct an_sat_budget *budget,
                                       enum an_sat_answer *possible)
{
    struct an_plan_search *s = AN_NEW(p->arena, struct an_plan_search);

    s->p = p;
    s->arena = p->arena;
    s->budget = budget;
    s->sat = an_sat_new(s->arena);
    load(p, s->sat);
    keep_context(p, s->sat);
    *possible = ask(s);
    return s;
}

/* ---- each item alone ---- */

/* Whatever the model at hand serves needs no question of its own. */
static void note_served(struct an_plan_search *s, enum an_sat_answer *answer)
{
    for (uint32_t i = 0; i < s->p->items.n; i++)
        if (answer[i] == AN_SAT_UNDECIDED && an_sat_true(s->sat, served(s, i)))
            answer[i] = AN_SAT_YES;
}

const enum an_sat_answer *an__plan_possible(struct an_plan_search *s)
{
    s->possible = AN_NEW_ARRAY(s->arena, enum an_sat_answer, s->p->items.n + 1);
    for (uint32_t i = 0; i < s->p->items.n; i++) {
        if (s->possible[i] != AN_SAT_UNDECIDED)
            continue;
        put(s, served(s, i));
        s->possible[i] = ask(s);
        if (s->possible[i] == AN_SAT_YES)
            note_served(s, s->possible);
    }
    return s->possible;
}

const enum an_sat_answer *an__plan_as_is(struct an_plan_search *s)
{
    enum an_sat_answer *answer = AN_NEW_ARRAY(s->arena, enum an_sat_answer, s->p->items.n + 1);

    for (uint32_t i = 0; i < s->p->items.n; i++) {
        put(s, served(s, i));
        for (size_t k = 0; k < s->p->stated.n; k++)
            if (s->p->stated.v[k].choice)
                put(s, s->p->stated.v[k].kept);
        answer[i] = ask(s);
    }
    return answer;
}

/* ---- the most markets ---- */

static struct an_plan_solution solution_of(struct an_plan_search *s, const bool *model)
{
    struct an_plan_solution sol = {.model = model};
    bool *is = AN_NEW_ARRAY(s->arena, bool, s->p->items.n + 1);

    for (uint32_t i = 0; model && i < s->p->items.n; i++)
        is[i] = model[served(s, i)];
    for (size_t k = 0; model && k < s->p->stated.n; k++)
        if (s->p->stated.v[k].choice && !model[s->p->stated.v[k].kept])
            sol.cost += s->p->stated.v[k].cost;
    sol.served = is;
    return sol;
}

static void wish_kept(struct an_plan_search *s, struct an_maxsat *ms)
{
    for (size_t i = 0; i < s->p->stated.n; i++)
        if (s->p->stated.v[i].choice)
            an_maxsat_wish(ms, s->p->stated.v[i].kept, s->p->stated.v[i].cost);
}

/* Where the maker is bound anyway: as many of these as there can be come first, for good. */
static void settle_homes(struct an_plan_search *s)
{
    struct an_maxsat *ms = an_maxsat_new(s->arena, s->sat);
    bool any = false;

    for (uint32_t i = s->p->n_markets; i < s->p->items.n; i++)
        if (s->possible[i] == AN_SAT_YES) {
            an_maxsat_wish(ms, served(s, i), 1);
            any = true;
        }
    if (!any)
        return;
    struct an_maxsat_found f = an_maxsat_search(ms, NULL, 0, s->budget);
    for (uint32_t i = s->p->n_markets; f.model && i < s->p->items.n; i++)
        if (f.model[served(s, i)]) {
            const int lit = served(s, i);
            an_sat_add(s->sat, &lit, 1);
        }
}

/* Among the builds that lose no more markets, one that changes least. */
static void make_cheap(struct an_plan_search *s, struct an_plan_most *most, uint32_t candidates)
{
    int *lost = AN_NEW_ARRAY(s->arena, int, candidates + 1);
    uint32_t n = 0;
    struct an_maxsat *ms = an_maxsat_new(s->arena, s->sat);

    for (uint32_t i = 0; i < s->p->n_markets; i++)
        if (s->possible[i] != AN_SAT_NO)
            lost[n++] = -served(s, i);
    const int *count = an_sat_count(s->arena, s->sat, lost, n);
    const int no_more = most->n > 0 ? -count[n - most->n] : 0;
    wish_kept(s, ms);
    struct an_maxsat_found f = an_maxsat_search(ms, &no_more, no_more != 0, s->budget);
    if (f.answer == AN_SAT_YES) {
        most->s = solution_of(s, f.model);
        most->cheapest = f.cost == f.bound;
    }
}

struct an_plan_most an__plan_most(struct an_plan_search *s)
{
    struct an_plan_most most = {.n = 0};
    uint32_t candidates = 0;

    settle_homes(s);
    struct an_maxsat *ms = an_maxsat_new(s->arena, s->sat);
    for (uint32_t i = 0; i < s->p->n_markets; i++)
        if (s->possible[i] != AN_SAT_NO) {
            candidates++;
            an_maxsat_wish(ms, served(s, i), 1);
        }
    struct an_maxsat_found f = an_maxsat_search(ms, NULL, 0, s->budget);
    most.bound = candidates - an_u32((size_t)f.bound);
    if (f.answer != AN_SAT_YES)
        return most;
    most.s = solution_of(s, f.model);
    most.n = candidates - an_u32((size_t)f.cost);
    if (most.s.cost == 0)
        most.cheapest = true;
    else if (candidates > 0)
        make_cheap(s, &most, candidates);
    return most;
}

/* ---- the least change for one ---- */

struct an_plan_repair an__plan_repair(struct an_plan_search *s, uint32_t item)
{
    struct an_plan_repair r = {.answer = AN_SAT_UNDECIDED};
    struct an_maxsat *ms = an_maxsat_new(s->arena, s->sat);
    const int lit = served(s, item);

    wish_kept(s, ms);
    struct an_maxsat_found f = an_maxsat_search(ms, &lit, 1, s->budget);
    r.answer = f.answer;
    r.bound = f.bound;
    if (f.answer == AN_SAT_YES)
        r.s = solution_of(s, f.model);
    return r;
}

/* ---- several builds ---- */

struct several {
    struct an_plan_search *s;
    struct an_sat *sat;
    uint32_t n;     /* builds */
    int **var;      /* per build and variable: its number in the solver */
    uint32_t *item; /* those to be served, the hardest first */
    uint32_t n_items;
};

static int lit_in(const struct several *v, uint32_t build, int lit)
{
    return lit < 0 ? -v->var[build][-lit] : v->var[build][lit];
}

/* Builds differ in design and in what follows from it; everything else there is once. */
static bool *shared_vars(struct an_plan_search *s, const bool *model);

static void write_builds(struct several *v, const bool *shared)
{
    struct an_plan_problem *p = v->s->p;
    int n_vars = p->clauses.n_vars, next = 0;
    int *clause = AN_NEW_ARRAY(v->s->arena, int, p->clauses.lits.n + 1);

    v->var = AN_NEW_ARRAY(v->s->arena, int *, v->n);
    for (uint32_t b = 0; b < v->n; b++) {
        v->var[b] = AN_NEW_ARRAY(v->s->arena, int, (size_t)n_vars + 1);
        for (int x = 1; x <= n_vars; x++)
            v->var[b][x] = b > 0 && shared[x] ? v->var[0][x] : ++next;
    }
    for (uint32_t b = 0; b < v->n; b++)
        for (size_t i = 0; i < p->clauses.end.n; i++) {
            size_t n;
            const int *lits = an_clauses_at(&p->clauses, i, &n);
            for (size_t k = 0; k < n; k++)
                clause[k] = lit_in(v, b, lits[k]);
            an_sat_add(v->sat, clause, n);
        }
    const int last[2] = {next, -next};
    an_sat_add(v->sat, last, 2);
}

/* What is no choice, and where the maker is bound anyway, holds in every build. */
static void write_fixed(struct several *v, const struct an_plan_solution *like)
{
    struct an_plan_problem *p = v->s->p;

    for (uint32_t b = 0; b < v->n; b++) {
        for (size_t i = 0; i < p->stated.n; i++) {
            const int kept = lit_in(v, b, p->stated.v[i].kept);
            if (!p->stated.v[i].choice)
                an_sat_add(v->sat, &kept, 1);
        }
        for (uint32_t i = p->n_markets; i < p->items.n; i++) {
            const int bound = lit_in(v, b, p->items.v[i].served);
            if (like->served[i])
                an_sat_add(v->sat, &bound, 1);
        }
    }
}

/* Each market has a build that serves it. Builds are alike, so the i-th market is given one of the
 * first i. */
static void write_items(struct several *v)
{
    int *one = AN_NEW_ARRAY(v->s->arena, int, v->n);

    for (uint32_t i = 0; i < v->n_items; i++) {
        size_t n = 0;
        for (uint32_t b = 0; b < v->n && b <= i; b++) {
            int uses = an_sat_var(v->sat);
            const int implied[2] = {-uses, lit_in(v, b, served(v->s, v->item[i]))};
            an_sat_add(v->sat, implied, 2);
            one[n++] = uses;
        }
        an_sat_add(v->sat, one, n);
    }
}

static bool *shared_vars(struct an_plan_search *s, const bool *model)
{
    struct an_plan_problem *p = s->p;
    bool *shared = AN_NEW_ARRAY(s->arena, bool, (size_t)p->clauses.n_vars + 1);
    uint32_t n;
    const int *choices = an_encoder_choices(p->enc, s->arena, &n);
    struct an_witness w = an__plan_witness(p, model, NULL);

    for (uint32_t i = 0; i < n; i++)
        shared[choices[i]] = true;
    for (uint32_t i = 0; i < w.n; i++)
        for (uint32_t k = 0; k < w.v[i].n_vars; k++)
            shared[w.v[i].var[k]] = p->run->model->facts.v[w.v[i].fact].nature != AN_NATURE_DESIGN;
    for (size_t i = 0; i < p->stated.n; i++)
        shared[p->stated.v[i].kept] =
            p->run->model->facts.v[p->stated.v[i].fact].nature != AN_NATURE_DESIGN;
    return shared;
}

static struct several builds(struct an_plan_search *s, const struct an_plan_most *most,
                             const bool *shared, uint32_t n)
{
    struct several v = {.s = s, .sat = an_sat_new(s->arena), .n = n};

    v.item = AN_NEW_ARRAY(s->arena, uint32_t, s->p->n_markets + 1);
    for (int round = 0; round < 2; round++) /* what the largest build cannot serve comes first */
        for (uint32_t i = 0; i < s->p->n_markets; i++)
            if (s->possible[i] == AN_SAT_YES && most->s.served[i] == (round == 1))
                v.item[v.n_items++] = i;
    write_builds(&v, shared);
    write_fixed(&v, &most->s);
    write_items(&v);
    return v;
}

static void read_builds(struct several *v, const bool *model, struct an_plan_fewest *f)
{
    int n_vars = v->s->p->clauses.n_vars;

    f->n = v->n;
    f->s = AN_NEW_ARRAY(v->s->arena, struct an_plan_solution, v->n);
    for (uint32_t b = 0; b < v->n; b++) {
        bool *own = AN_NEW_ARRAY(v->s->arena, bool, (size_t)n_vars + 1);
        for (int x = 1; x <= n_vars; x++)
            own[x] = model[v->var[b][x]];
        f->s[b] = solution_of(v->s, own);
    }
}

/* Among as few builds, those that change least; what they share is paid for once. */
static void cheap_builds(struct several *v, const bool *shared, struct an_plan_fewest *f)
{
    struct an_plan_problem *p = v->s->p;
    struct an_maxsat *ms = an_maxsat_new(v->s->arena, v->sat);

    for (uint32_t b = 0; b < v->n; b++)
        for (size_t i = 0; i < p->stated.n; i++) {
            const struct an_plan_stated *st = &p->stated.v[i];
            if (st->choice && (b == 0 || !shared[st->kept]))
                an_maxsat_wish(ms, lit_in(v, b, st->kept), st->cost);
        }
    struct an_maxsat_found found = an_maxsat_search(ms, NULL, 0, v->s->budget);
    if (found.answer != AN_SAT_YES)
        return;
    read_builds(v, found.model, f);
    f->cost = found.cost;
    f->cheapest = found.cost == found.bound;
}

struct an_plan_fewest an__plan_fewest(struct an_plan_search *s, const struct an_plan_most *most)
{
    struct an_plan_fewest f = {.bound = 1};
    uint32_t wanted = 0;

    for (uint32_t i = 0; i < s->p->n_markets; i++)
        wanted += s->possible[i] == AN_SAT_YES;
    if (wanted == 0 || !most->s.model)
        return f;
    const bool *shared = shared_vars(s, most->s.model);
    uint32_t n = most->bound < wanted ? 2 : 1;
    f.bound = n;
    for (; n <= wanted; n++) {
        struct several v = builds(s, most, shared, n);
        enum an_sat_answer answer = an_sat_solve(v.sat, NULL, 0, s->budget);
        if (answer == AN_SAT_NO && f.bound == n)
            f.bound = n + 1;
        if (answer == AN_SAT_UNDECIDED && s->budget && s->budget->deadline_ms != 0 &&
            an_sat_now() > s->budget->deadline_ms)
            return f;
        if (answer != AN_SAT_YES)
            continue;
        int n_vars = an_sat_vars(v.sat);
        bool *model = AN_NEW_ARRAY(s->arena, bool, (size_t)n_vars + 1);
        for (int x = 1; x <= n_vars; x++)
            model[x] = an_sat_true(v.sat, x);
        read_builds(&v, model, &f);
        for (uint32_t b = 0; b < f.n; b++)
            f.cost += f.s[b].cost;
        f.cheapest = f.cost == 0;
        if (!f.cheapest)
            cheap_builds(&v, shared, &f);
        return f;
    }
    return f;
}

/* ---- reasons ---- */

struct an_plan_why an__plan_why(struct an_plan_search *s, uint32_t item)
{
    struct an_plan_problem *p = s->p;
    struct an_sat *sat = an_sat_new(s->arena);
    size_t n_stated = p->stated.n, n_all = n_stated + p->demands.n;
    bool *in = AN_NEW_ARRAY(s->arena, bool, n_all + 1);
    struct an_plan_why why = {.decided = true};

    load(p, sat);
    for (size_t i = 0; i < n_all; i++)
        in[i] = i < n_stated ? !p->stated.v[i].choice : p->demands.v[i - n_stated].item == item;
    for (size_t drop = 0; drop <= n_all; drop++) { /* the whole first */
        size_t skip = drop == 0 ? n_all : drop - 1;
        if (drop > 0 && !in[skip])
            continue;
        for (size_t i = 0; i < n_all; i++)
            if (in[i] && i != skip)
                put(s, i < n_stated ? p->stated.v[i].kept : p->demands.v[i - n_stated].met);
        enum an_sat_answer answer = ask_in(s, sat);
        why.decided = why.decided && answer != AN_SAT_UNDECIDED;
        for (size_t i = 0; answer == AN_SAT_NO && i < n_all; i++)
            in[i] = in[i] && i != skip &&
                    an_sat_failed(sat, i < n_stated ? p->stated.v[i].kept
                                                    : p->demands.v[i - n_stated].met);
    }
    why.stated = an__marked(s->arena, in, an_u32(n_stated));
    why.demands = an__marked(s->arena, in + n_stated, an_u32(p->demands.n));
    return why;
}

/* ---- what a solution needs ---- */

struct guarantee {
    struct an_plan_search *s;
    struct an_sat *sat;
    const bool *model;
    struct an_witness w;
    bool *in;         /* per variable */
    AN_VEC(int) base; /* assumed in each question */
};

/* Some duty of a served item is breached: to be refuted. One solver for all solutions: what holds
 * for this one is assumed. */
static void write_breach(struct guarantee *g, const struct an_plan_solution *solution)
{
    struct an_plan_search *s = g->s;
    struct an_plan_problem *p = s->p;

    if (!s->doubting) {
        s->doubting = an_sat_new(s->arena);
        load(p, s->doubting);
        keep_context(p, s->doubting);
    }
    g->sat = s->doubting;
    int breach = an_sat_var(g->sat);
    an_vec_push(s->arena, &g->base, breach);
    for (size_t i = 0; i < p->stated.n; i++)
        if (p->stated.v[i].choice && g->model[p->stated.v[i].kept])
            an_vec_push(s->arena, &g->base, p->stated.v[i].kept);
    put(s, -breach);
    for (size_t i = 0; i < p->demands.n; i++)
        if (solution->served[p->demands.v[i].item])
            put(s, -p->demands.v[i].met);
    an_sat_add(g->sat, s->lits.v, s->lits.n);
    s->lits.n = 0;
}

static int as_in_model(const struct guarantee *g, int var)
{
    return g->model[var] ? var : -var;
}

typedef bool with_var(const struct guarantee *g, uint32_t value, int var, uint32_t skip);

static bool not_value(const struct guarantee *g, uint32_t value, int var, uint32_t skip)
{
    (void)g;
    (void)var;
    return value != skip;
}

static bool not_var(const struct guarantee *g, uint32_t value, int var, uint32_t skip)
{
    (void)g;
    (void)value;
    return (uint32_t)var != skip;
}

/* Refuted without what `stays` says no to? Then only what the refutation used stays. */
static bool refuted(struct guarantee *g, with_var *stays, uint32_t skip)
{
    for (size_t i = 0; i < g->base.n; i++)
        put(g->s, g->base.v[i]);
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < g->w.n; i++)
            for (uint32_t k = 0; k < g->w.v[i].n_vars; k++) {
                int var = g->w.v[i].var[k];
                bool in = g->in[var] && stays(g, i, var, skip);
                if (round == 0 && in)
                    put(g->s, as_in_model(g, var));
                else if (round == 1)
                    g->in[var] = in && an_sat_failed(g->sat, as_in_model(g, var));
            }
        if (round == 0 && ask_in(g->s, g->sat) != AN_SAT_NO)
            return false;
    }
    return true;
}

static uint32_t parts_used(const struct guarantee *g, uint32_t value)
{
    uint32_t n = 0;

    for (uint32_t k = 0; k < g->w.v[value].n_vars; k++)
        n += g->in[g->w.v[value].var[k]] ? 1 : 0;
    return n;
}

/*
 * What cannot be chosen is given up first, then what nobody has decided yet; whole facts, then
 * parts of their values. A plan that settles hundreds of facts is not read fact by fact: so many
 * questions and no more.
 */
static void give_up(struct guarantee *g)
{
    const bool *choice = g->s->p->choice;
    size_t fit =
        GIVEN_UP_CLAUSES / (g->s->p->clauses.end.n + 1); /* a question costs what it reads */
    uint32_t left = fit > MAX_GIVEN_UP   ? MAX_GIVEN_UP
                    : fit < MIN_GIVEN_UP ? MIN_GIVEN_UP
                                         : an_u32(fit);

    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; left > 0 && i < g->w.n; i++)
            if (choice[g->w.v[i].fact] == (round == 1) && parts_used(g, i) > 0) {
                (void)refuted(g, not_value, i);
                left--;
            }
    for (uint32_t i = 0; i < g->w.n; i++)
        for (uint32_t k = 0; left > 0 && parts_used(g, i) > 1 && k < g->w.v[i].n_vars; k++)
            if (g->in[g->w.v[i].var[k]]) {
                (void)refuted(g, not_var, (uint32_t)g->w.v[i].var[k]);
                left--;
            }
}

/* Is a value other than the profile states. */
static bool is_changed(const struct guarantee *g, uint32_t value)
{
    const struct an_plan_problem *p = g->s->p;
    const struct an_witness_value *v = &g->w.v[value];

    for (size_t i = 0; i < p->stated.n; i++)
        if (p->stated.v[i].fact == v->fact && p->stated.v[i].market == v->market &&
            p->stated.v[i].offer == v->offer)
            return p->stated.v[i].choice && !g->model[p->stated.v[i].kept];
    return false;
}

/* What is changed is needed whole if no part of it is: left out it would be as it was. */
static void restore_changes(struct guarantee *g)
{
    for (uint32_t i = 0; i < g->w.n; i++)
        if (is_changed(g, i) && parts_used(g, i) == 0)
            for (uint32_t k = 0; k < g->w.v[i].n_vars; k++)
                g->in[g->w.v[i].var[k]] = true;
}

bool an__plan_needed(struct an_plan_search *s, const struct an_plan_solution *solution,
                     bool *needed, bool *open)
{
    struct an_plan_problem *p = s->p;
    struct guarantee g = {.s = s,
                          .model = solution->model,
                          .w = an__plan_witness(p, solution->model, NULL),
                          .in = needed};
    uint32_t n_choices;
    const int *choices = an_encoder_choices(p->enc, s->arena, &n_choices);

    write_breach(&g, solution);
    for (uint32_t i = 0; i < g.w.n; i++)
        for (uint32_t k = 0; k < g.w.v[i].n_vars; k++)
            needed[g.w.v[i].var[k]] = true;
    *open = false;
    if (!refuted(&g, not_value, AN_NONE)) { /* the law leaves something open */
        *open = true;
        for (uint32_t i = 0; i < n_choices; i++) {
            an_vec_push(s->arena, &g.base, as_in_model(&g, choices[i]));
        }
        if (!refuted(&g, not_value, AN_NONE))
            return false;
    }
    give_up(&g);
    restore_changes(&g);
    return true;
}
