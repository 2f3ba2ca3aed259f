/*
 * All minimal conflicts of a set of demands: owners of clauses (solve/clauses.h) that cannot hold
 * together, while any one of them less could. Clauses without owner always hold. What is found is
 * complete unless a limit ends the search, and then that is said. Knows clauses, nothing of law.
 *
 * Order of work: units of the background are propagated; owners with equal clauses become one
 * pattern; what an autarky satisfies is left out; the rest falls into components; in each, sets are
 * enumerated as MARCO does (M. Liffiton, A. Previti, A. Malik, J. Marques-Silva, "Fast, flexible
 * MUS enumeration", Constraints 21, 2016). Steps before the last keep every minimal conflict.
 */
#ifndef AN_CONFLICT_ENUMERATE_H
#define AN_CONFLICT_ENUMERATE_H

#include "engine/solve/clauses.h"

struct an_core_limits {
    int64_t deadline_ms; /* on an_sat_now; 0: none */
    uint32_t most;       /* cores; 0: all */
    int conflicts;       /* of one question; 0: no bound */
    bool no_autarky;     /* leave that step out: for many clauses that few owners touch */
};

/** One minimal conflict. */
struct an_core {
    const uint32_t *owner; /* patterns (the first owner of each), ascending; none: the background
                              contradicts itself */
    uint32_t n;
};

struct an_cores {
    const struct an_core *v; /* by size, then owners */
    size_t n;
    const uint32_t *pattern; /* per owner: the first owner with the same clauses */
    bool complete;           /* no other minimal conflict exists */
    uint64_t n_spelt; /* conflicts with each pattern spelt out by its owners; UINT64_MAX: or more */
    size_t n_clauses, n_kept, n_components; /* for those who tune it */
    uint64_t n_questions;
};

/** Results are in `arena`. */
AN_NODISCARD struct an_cores an_cores_find(const struct an_clauses *c, struct an_arena *arena,
                                           const struct an_core_limits *limits);

#endif
