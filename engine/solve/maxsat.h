/*
 * Wishes beside what must hold: of all models of a solver's clauses, one in which the wishes that
 * do not come true weigh least. Core-guided search with soft cardinality constraints (A. Morgado,
 * C. Dodaro, J. Marques-Silva, "Core-Guided MaxSAT with Soft Cardinality Constraints", 2014), from
 * heavy wishes to light ones. Used by plans; knows nothing of what the literals mean.
 */
#ifndef AN_SOLVE_MAXSAT_H
#define AN_SOLVE_MAXSAT_H

#include "engine/solve/sat.h"

struct an_maxsat;

/** What was found. */
struct an_maxsat_found {
    enum an_sat_answer answer; /* YES: a model; NO: there is none; UNDECIDED: none found in time */
    uint64_t cost;             /* of the best model */
    uint64_t bound;            /* no model costs less; equal to the cost: proved best */
    const bool *model;         /* per variable; borrowed until the next search */
};

/** Adds clauses of its own to the solver, which stays usable. */
AN_NODISCARD struct an_maxsat *an_maxsat_new(struct an_arena *arena, struct an_sat *sat);
/** Wishes that a literal be true; the same literal again adds to its weight. Weight 0: no wish. */
void an_maxsat_wish(struct an_maxsat *ms, int lit, uint64_t weight);
/** Searches under assumptions. The budget's conflicts bound each question, its deadline all. */
AN_NODISCARD struct an_maxsat_found an_maxsat_search(struct an_maxsat *ms, const int *assumptions,
                                                     size_t n, const struct an_sat_budget *budget);

/**
 * Literals that count: the result's i-th (from 0) is implied by "more than i of these are true".
 * One direction only, for saying "at most i": deny it.
 */
AN_NODISCARD int *an_sat_count(struct an_arena *arena, struct an_sat *sat, const int *lits,
                               size_t n);

#endif
