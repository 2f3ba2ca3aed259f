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

void an_clauses_add(struct an_clauses *c, uint32_t owner, const int *lits, size_t n)
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
}

const int *an_clauses_at(const struct an_clauses *c, size_t i, size_t *n)
{
    size_t start = i == 0 ? 0 : c->end.v[i - 1];

    *n = c->end.v[i] - start;
    return c->lits.v + start;
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

/*
 * Autarkies join: whatever one call satisfies can stay satisfied, so it is fixed, and each call
 * must satisfy one clause more, until none can.
 */
bool an_clauses_lean(const struct an_clauses *c, struct an_arena *scratch,
                     const struct an_sat_budget *budget, bool *kept)
{
    size_t n = c->end.n;
    struct an_sat *sat = an_sat_new(scratch);
    int *clause = AN_NEW_ARRAY(scratch, int, c->lits.n + n + 2);
    int next = 2 * c->n_vars; /* satisfied flags, then goals */

    for (int v = 1; v <= c->n_vars; v++) {
        const int not_both[2] = {-(2 * v - 1), -(2 * v)};
        an_sat_add(sat, not_both, 2);
    }
    for (size_t i = 0; i < n; i++) {
        size_t k;
        const int *lits = an_clauses_at(c, i, &k);
        kept[i] = true;
        ask_clause(sat, lits, k, next + (int)i + 1, clause);
    }
    next += (int)n;
    for (;;) {
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
