/*
 * A SAT solver: clauses in, satisfiable or not under assumptions out. The only file that knows
 * CaDiCaL (through its IPASIR interface). Variables are numbered from 1; a literal is a variable or
 * its negative.
 */
#ifndef AN_SOLVE_SAT_H
#define AN_SOLVE_SAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/arena.h"

struct an_sat;

enum an_sat_answer {
    AN_SAT_UNDECIDED, /* a budget ended: never a guess */
    AN_SAT_YES,
    AN_SAT_NO
};

/** How much work a question may cost. Zero means no bound. */
struct an_sat_budget {
    int64_t deadline_ms; /* on the monotonic clock (an_sat_now) */
    int conflicts;       /* of one call */
};

/** A solver that is released with the arena. */
AN_NODISCARD struct an_sat *an_sat_new(struct an_arena *arena);
/** Adds a clause of n literals (none of them 0). The empty clause makes everything unsatisfiable.
 */
void an_sat_add(struct an_sat *sat, const int *lits, size_t n);
/** Is there a model in which all assumptions hold? */
AN_NODISCARD enum an_sat_answer an_sat_solve(struct an_sat *sat, const int *assumptions, size_t n,
                                             const struct an_sat_budget *budget);
/** Truth of a literal in the model; only after AN_SAT_YES and before the next change. */
AN_NODISCARD bool an_sat_true(const struct an_sat *sat, int lit);
/** Was this assumption used to refute? Only after AN_SAT_NO and before the next change. */
AN_NODISCARD bool an_sat_failed(const struct an_sat *sat, int assumption);
/** A variable that no clause has used yet. */
AN_NODISCARD int an_sat_var(struct an_sat *sat);
/** The highest variable in use. */
int an_sat_vars(const struct an_sat *sat);
/** Questions asked so far, for statistics. */
uint64_t an_sat_calls(const struct an_sat *sat);
/** Milliseconds of the monotonic clock, for deadlines only; never printed. */
int64_t an_sat_now(void);

#endif
