/*
 * The flat clause store, the largest autarky, and components. Knows nothing of provisions: owners
 * are numbers. Used by the encoder (to fill it) and by conflict search (to read it).
 */
#include "engine/solve/clauses.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"

void an_clauses_init(struct an_clauses *c, struct an_arena *arena)
{
    memset(c, 0, sizeof *c);
    c->arena = arena;
}

int an_clauses_var(struct an_clauses *c)
{
    return ++c->n_vars;
}

uint32_t an_clauses_owner(struct an_clauses *c)
{
    return c->n_owners++;
}

static void add(struct an_clauses *c, uint32_t owner, int defines, const int *lits, size_t n)
{
    size_t start = c->lits.n;

    for (size_t i = 0; i < n; i++) {
        bool seen = false;
        for (size_t k = start; k < c->lits.n; k++) {
            if (c->lits.v[k] == -lits[i]) { /* always true */
                c->lits.n = start;
                return;
            }
            seen = seen || c->lits.v[k] == lits[i];
        }
        if (!seen)
            an_vec_push(c->arena, &c->lits, lits[i]);
    }
    an_vec_push(c->arena, &c->end, an_u32(c->lits.n));
    an_vec_push(c->arena, &c->owner, owner);
    an_vec_push(c->arena, &c->defines, defines);
}

void an_clauses_add(struct an_clauses *c, uint32_t owner, const int *lits, size_t n)
{
    add(c, owner, 0, lits, n);
}

void an_clauses_define(struct an_clauses *c, int var, const int *lits, size_t n)
{
    add(c, AN_BACKGROUND, var, lits, n);
}

const int *an_clauses_at(const struct an_clauses *c, size_t i, size_t *n)
{
    size_t start = i == 0 ? 0 : c->end.v[i - 1];

    *n = c->end.v[i] - start;
    return c->lits.v + start;
}

static size_t literal_index(int lit)
{
    return lit > 0 ? 2 * (size_t)lit : 2 * (size_t)-lit + 1;
}

struct an_uses an_clauses_uses(const struct an_clauses *c, struct an_arena *arena)
{
    size_t n_lits = 2 * (size_t)c->n_vars + 2;
    uint32_t *first = AN_NEW_ARRAY(arena, uint32_t, n_lits + 2);
    uint32_t *use = AN_NEW_ARRAY(arena, uint32_t, c->lits.n + 1);

    for (size_t i = 0; i < c->lits.n; i++)
        first[literal_index(c->lits.v[i]) + 2]++;
    for (size_t i = 2; i < n_lits + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 0; i < c->end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(c, i, &n);
        for (size_t k = 0; k < n; k++)
            use[first[literal_index(lits[k]) + 1]++] = an_u32(i);
    }
    return (struct an_uses){first, use};
}

uint32_t an_uses_of(const struct an_uses *uses, int lit, const uint32_t **use)
{
    size_t at = literal_index(lit);

    *use = uses->use + uses->first[at];
    return uses->first[at + 1] - uses->first[at];
}

/*
 * Search for an autarky as a question to a solver: variable v may be set true (2v-1), set false
 * (2v) or left alone; a clause with a literal set false must have one set true.
 */
static int set_true(int lit)
{
    return lit > 0 ? 2 * lit - 1 : -2 * lit;
}

static void ask_clause(struct an_sat *sat, const int *lits, size_t n, int satisfied, int *clause)
{
    /* touched -> satisfied; satisfied -> some literal is set true */
    clause[0] = satisfied;
    for (size_t i = 0; i < n; i++) {
        clause[1] = -set_true(-lits[i]);
        an_sat_add(sat, clause, 2);
    }
    clause[0] = -satisfied;
    for (size_t i = 0; i < n; i++)
        clause[i + 1] = set_true(lits[i]);
    an_sat_add(sat, clause, n + 1);
}

/* ---- a quick autarky first ---- */

/* An assignment that satisfies most clauses, by flipping one variable after the other. */
struct walk {
    const struct an_clauses *c;
    struct an_uses uses;
    bool *value, *assigned; /* per variable */
    uint32_t *n_true;       /* per clause: literals that are true */
    uint32_t *open, *at;    /* clauses without one; where in the list a clause stands, from 1 */
    uint32_t n_open;
    uint64_t random;
};

static bool is_true(const struct walk *w, int lit)
{
    return w->assigned[abs(lit)] && w->value[abs(lit)] == (lit > 0);
}

static void set_open(struct walk *w, uint32_t clause, bool open)
{
    if (open == (w->at[clause] != 0))
        return;
    if (open) {
        w->open[w->n_open++] = clause;
        w->at[clause] = w->n_open;
        return;
    }
    uint32_t last = w->open[--w->n_open];
    w->open[w->at[clause] - 1] = last;
    w->at[last] = w->at[clause];
    w->at[clause] = 0;
}

static void begin_walk(struct walk *w, struct an_arena *arena)
{
    const struct an_clauses *c = w->c;
    size_t n_vars = (size_t)c->n_vars + 1;
    const uint32_t *use;

    w->uses = an_clauses_uses(c, arena);
    w->value = AN_NEW_ARRAY(arena, bool, n_vars);
    w->assigned = AN_NEW_ARRAY(arena, bool, n_vars);
    w->n_true = AN_NEW_ARRAY(arena, uint32_t, c->end.n + 1);
    w->open = AN_NEW_ARRAY(arena, uint32_t, c->end.n + 1);
    w->at = AN_NEW_ARRAY(arena, uint32_t, c->end.n + 1);
    for (int v = 1; v <= c->n_vars; v++) { /* as most clauses would have it */
        w->assigned[v] = true;
        w->value[v] = an_uses_of(&w->uses, v, &use) >= an_uses_of(&w->uses, -v, &use);
    }
    for (size_t i = 0; i < c->end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(c, i, &n);
        for (size_t k = 0; k < n; k++)
            w->n_true[i] += is_true(w, lits[k]) ? 1 : 0;
        set_open(w, an_u32(i), w->n_true[i] == 0);
    }
}

/* A literal's truth was gained or lost. */
static void count(struct walk *w, int lit, bool gained)
{
    const uint32_t *use;
    uint32_t n = an_uses_of(&w->uses, lit, &use);

    for (uint32_t i = 0; i < n; i++) {
        w->n_true[use[i]] += gained ? 1u : UINT32_MAX;
        set_open(w, use[i], w->n_true[use[i]] == 0);
    }
}

static void flip(struct walk *w, int var)
{
    int was = w->value[var] ? var : -var;

    count(w, was, false);
    w->value[var] = !w->value[var];
    count(w, -was, true);
}

/* Clauses that would be left without a true literal. */
static uint32_t breaks(const struct walk *w, int var)
{
    const uint32_t *use;
    uint32_t n = an_uses_of(&w->uses, w->value[var] ? var : -var, &use), broken = 0;

    for (uint32_t i = 0; i < n; i++)
        broken += w->n_true[use[i]] == 1 ? 1 : 0;
    return broken;
}

static uint32_t draw(struct walk *w, uint32_t n)
{
    w->random = w->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(w->random >> 33) % n;
}

/* B. Selman, H. Kautz, B. Cohen, "Noise Strategies for Improving Local Search" (1994). The draws
 * are the same each time. */
static void walk(struct walk *w)
{
    size_t flips = 2 * w->c->end.n;

    for (size_t f = 0; f < flips && w->n_open > 0; f++) {
        size_t n, best = 0;
        const int *lits = an_clauses_at(w->c, w->open[draw(w, w->n_open)], &n);
        uint32_t least = UINT32_MAX;
        if (n == 0)
            continue;
        for (size_t k = 0; k < n; k++) {
            uint32_t broken = breaks(w, abs(lits[k]));
            if (broken < least) {
                least = broken;
                best = k;
            }
        }
        if (least > 0 && draw(w, 3) == 0)
            best = draw(w, an_u32(n));
        flip(w, abs(lits[best]));
    }
}

static void leave_alone(struct walk *w, int var)
{
    if (!w->assigned[var])
        return;
    int was = w->value[var] ? var : -var;
    w->assigned[var] = false;
    count(w, was, false);
}

/* Variables of clauses that are touched but not satisfied are left alone, until none is. */
static void peel(struct walk *w)
{
    for (uint32_t i = 0; i < w->n_open; i++) { /* the list grows at its end: none ever closes */
        size_t n;
        const int *lits = an_clauses_at(w->c, w->open[i], &n);
        for (size_t k = 0; k < n; k++)
            leave_alone(w, abs(lits[k]));
    }
}

/* ---- the largest one ---- */

static int ask_kept(struct an_sat *sat, const struct an_clauses *c, const bool *kept, int *clause)
{
    int next = 2 * c->n_vars; /* satisfied flags follow */

    for (int v = 1; v <= c->n_vars; v++) {
        const int not_both[2] = {-(2 * v - 1), -(2 * v)};
        an_sat_add(sat, not_both, 2);
    }
    for (size_t i = 0; i < c->end.n; i++) {
        size_t k;
        const int *lits = an_clauses_at(c, i, &k);
        if (kept[i])
            ask_clause(sat, lits, k, next + (int)i + 1, clause);
    }
    return next + (int)c->end.n;
}

/*
 * Autarkies join: whatever one call satisfies can stay satisfied, so it is fixed, and each call
 * must satisfy one clause more, until none can. A quick one is found without a solver and taken out
 * first; its variables occur in what is left only where they were left alone.
 */
bool an_clauses_lean(const struct an_clauses *c, struct an_arena *scratch,
                     const struct an_sat_budget *budget, bool *kept)
{
    size_t n = c->end.n;
    struct walk w = {.c = c, .random = 1};
    struct an_sat *sat = an_sat_new(scratch);
    int *clause = AN_NEW_ARRAY(scratch, int, c->lits.n + n + 2);

    begin_walk(&w, scratch);
    walk(&w);
    peel(&w);
    for (size_t i = 0; i < n; i++)
        kept[i] = w.n_true[i] == 0;
    for (int next = ask_kept(sat, c, kept, clause);;) {
        size_t k = 0;
        int goal = ++next;
        clause[k++] = -goal; /* one that is not satisfied yet */
        for (size_t i = 0; i < n; i++)
            if (kept[i])
                clause[k++] = 2 * c->n_vars + (int)i + 1;
        if (k == 1)
            return true;
        an_sat_add(sat, clause, k);
        enum an_sat_answer answer = an_sat_solve(sat, &goal, 1, budget);
        if (answer == AN_SAT_NO)
            return true;
        if (answer == AN_SAT_UNDECIDED) {
            memset(kept, 1, n * sizeof *kept);
            return false;
        }
        size_t n_new = 0;
        for (size_t i = 0; i < n; i++)
            if (kept[i] && an_sat_true(sat, 2 * c->n_vars + (int)i + 1)) {
                kept[i] = false;
                clause[n_new++] = 2 * c->n_vars + (int)i + 1;
            }
        for (size_t i = 0; i < n_new; i++)
            an_sat_add(sat, &clause[i], 1);
    }
}

static uint32_t find(uint32_t *parent, uint32_t v)
{
    while (parent[v] != v) {
        parent[v] = parent[parent[v]];
        v = parent[v];
    }
    return v;
}

uint32_t an_clauses_components(const struct an_clauses *c, struct an_arena *scratch,
                               const bool *kept, uint32_t *component)
{
    size_t n_vars = (size_t)c->n_vars + 1;
    uint32_t *parent = AN_NEW_ARRAY(scratch, uint32_t, n_vars);
    uint32_t *number = AN_NEW_ARRAY(scratch, uint32_t, n_vars);
    uint32_t n = 0;

    for (size_t v = 0; v < n_vars; v++)
        parent[v] = an_u32(v);
    for (size_t i = 0; i < c->end.n; i++) {
        size_t k;
        const int *lits = an_clauses_at(c, i, &k);
        for (size_t j = 1; kept[i] && j < k; j++)
            parent[find(parent, (uint32_t)abs(lits[j]))] = find(parent, (uint32_t)abs(lits[0]));
    }
    for (size_t i = 0; i < c->end.n; i++) {
        size_t k;
        const int *lits = an_clauses_at(c, i, &k);
        if (!kept[i])
            continue;
        if (k == 0) { /* the empty clause stands alone */
            component[i] = n++;
            continue;
        }
        uint32_t root = find(parent, (uint32_t)abs(lits[0]));
        if (number[root] == 0)
            number[root] = ++n;
        component[i] = number[root] - 1;
    }
    return n;
}
