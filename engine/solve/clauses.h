/*
 * Our own clause store, in front of the solver: clauses with owners. An owner is a *demand*: a set
 * of clauses that hold together or not at all (a provision's duty, an axiom, a fixed fact); clauses
 * without owner are background and always hold. Here happen merging of identical demands, pruning
 * by autarky and splitting into components, so that each solver sees only what can clash.
 */
#ifndef AN_SOLVE_CLAUSES_H
#define AN_SOLVE_CLAUSES_H

#include "engine/base/vec.h"
#include "engine/solve/sat.h"

#define AN_BACKGROUND UINT32_MAX

struct an_clauses {
    struct an_arena *arena;
    AN_VEC(int) lits;
    AN_VEC(uint32_t) end;   /* per clause: end of its literals */
    AN_VEC(uint32_t) owner; /* per clause: demand or AN_BACKGROUND */
    AN_VEC(int) defines;    /* per clause: the variable that it helps to define, or 0 */
    int n_vars;
    uint32_t n_owners;
};

void an_clauses_init(struct an_clauses *c, struct an_arena *arena);
/** A new variable. */
int an_clauses_var(struct an_clauses *c);
/** A new owner. */
uint32_t an_clauses_owner(struct an_clauses *c);
/** Adds a clause; literals that repeat are kept once, a clause with a literal and its negative is
 * dropped. */
void an_clauses_add(struct an_clauses *c, uint32_t owner, const int *lits, size_t n);
/**
 * Adds one of the clauses that define a variable by others: whatever these are, one value of it
 * fulfils all of its clauses. Where nothing else asks for it they may be left out (an_cone_mark).
 */
void an_clauses_define(struct an_clauses *c, int var, const int *lits, size_t n);
/** The literals of clause i. */
const int *an_clauses_at(const struct an_clauses *c, size_t i, size_t *n);

/** In which clauses a literal stands. */
struct an_uses {
    const uint32_t *first, *use;
};
AN_NODISCARD struct an_uses an_clauses_uses(const struct an_clauses *c, struct an_arena *arena);
/** How many there are; *use: their numbers, ascending. */
uint32_t an_uses_of(const struct an_uses *uses, int lit, const uint32_t **use);

/**
 * The largest autarky: marks in `kept` (one flag a clause) those clauses that no partial assignment
 * satisfies without touching others. Clauses that are not kept can be in no minimal conflict.
 * False if the budget ended; then all clauses are kept. Method: H. Kleine Büning, O. Kullmann,
 * "Minimal unsatisfiability and autarkies" (Handbook of Satisfiability), found by repeated calls.
 */
bool an_clauses_lean(const struct an_clauses *c, struct an_arena *scratch,
                     const struct an_sat_budget *budget, bool *kept);

/**
 * Splits the clauses marked in `kept` by shared variables. component[i] is set for each kept
 * clause; returns how many there are.
 */
uint32_t an_clauses_components(const struct an_clauses *c, struct an_arena *scratch,
                               const bool *kept, uint32_t *component);

#endif
