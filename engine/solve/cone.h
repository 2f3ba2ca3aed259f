/*
 * What of a set of clauses bears on a question: the part that is connected with some literals, of
 * definitions only those that are asked for. What is left out can be fulfilled whatever the rest
 * does, if all of it could be fulfilled together: so a question about those literals has the same
 * answer in the part alone. Knows clauses, nothing of law.
 */
#ifndef AN_SOLVE_CONE_H
#define AN_SOLVE_CONE_H

#include "engine/solve/clauses.h"

/** What is asked of a variable. */
#define AN_ASKED_TRUE  1u /* what follows where it is true */
#define AN_ASKED_FALSE 2u

struct an_cone;

/** An index of the clauses, which must not change after. */
AN_NODISCARD struct an_cone *an_cone_new(const struct an_clauses *c, struct an_arena *arena);
/**
 * Marks what bears on some literals, whether they are true or false: clauses in `clause` (per
 * clause), variables in `asked` (per variable, from 1). Adds to what is marked already.
 */
void an_cone_mark(struct an_cone *cone, const int *lits, size_t n, bool *clause,
                  unsigned char *asked);
/**
 * Marks what bears on whether the clauses of owners can hold: of a definition only the direction
 * that is asked for (D. Plaisted, S. Greenbaum, "A structure-preserving clause form translation",
 * 1986). In a model of what is marked, what is defined may be told wrongly; whether there is one,
 * for any set of the owners, is the same.
 */
void an_cone_of_owners(struct an_cone *cone, bool *clause, unsigned char *asked);

#endif
