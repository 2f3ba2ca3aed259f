/*
 * Inside of the search for conflicts: measures against commitments (design section 7). A state's
 * rule conflicts with a treaty of that state where in some situation the rule binds, the commitment
 * speaks of it, no exception covers it, and every way of obeying the rule is what the commitment
 * forbids. treaty.c finds who is bound by what, treaty_search.c proves, treaty_tell.c asks the
 * evaluator and puts them into words. Only asked of law alone: what a product is does not change
 * what a state has promised.
 */
#ifndef AN_CONFLICT_TREATY_H
#define AN_CONFLICT_TREATY_H

#include "engine/conflict/seek.h"

/** A measure and a commitment of who makes it, on one row. */
struct an__pact {
    uint32_t demand, commitment;
    uint32_t party;       /* by whose signature the maker is bound; J of the commitment */
    struct an_refs owed;  /* parties towards which it is in force, ascending */
    an_day since, before; /* days on which it binds towards one of them, as far as dated */
    int scope;            /* literals: the commitment speaks of the situation, ... */
    int covered;          /* ... an exception covers it, ... */
    int forbidden;        /* ... it is what the commitment forbids */
};

/** How an exception stands to a measure, by what the measure states of itself. */
enum an__cover {
    AN_COVER_NO,
    AN_COVER_MAY,  /* it turns on what the measure does not state */
    AN_COVER_YES,  /* where its conditions hold */
    AN_COVER_SELF, /* the state itself decides */
};
enum an__cover an__cover_of(const struct an_model *m, uint32_t exception, uint32_t measure);

struct an__pacts {
    const struct an_conflict *v;
    uint32_t n;
    uint32_t unconfirmed; /* situations that the evaluator did not confirm */
};
/** Those of the question; none where it is about a product. */
struct an__pacts an__pacts_broken(struct an__seek *s);

/** A situation in which the measure is obeyed and the commitment broken. */
struct an__breach {
    const bool *model;   /* per variable */
    const bool *matters; /* per variable: what of it the proof needs */
};
/** Is there one in which all ways of obeying lead to what is forbidden (treaty_search.c)? */
enum an_sat_answer an__pact_search(struct an__seek *s, const struct an__pact *pact,
                                   struct an__breach *out);

/** Puts a broken commitment into words. False: the evaluator does not confirm it. */
bool an__pact_tell(struct an__seek *s, const struct an__pact *pact, const struct an__breach *breach,
                   struct an_conflict *out);

#endif
