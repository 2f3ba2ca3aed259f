/*
 * Inside of the enumeration: clauses made simpler without losing a minimal conflict. Units of the
 * background are propagated, owners with equal clauses are merged.
 */
#ifndef AN_CONFLICT_PREPARE_H
#define AN_CONFLICT_PREPARE_H

#include "engine/solve/clauses.h"

struct an__prepared {
    struct an_clauses clauses; /* owners as before; merged ones have no clauses */
    uint32_t *pattern;         /* per owner: the first with the same clauses */
    bool impossible;           /* the background contradicts itself */
};

struct an__prepared an__prepare(const struct an_clauses *c, struct an_arena *arena);

#endif
