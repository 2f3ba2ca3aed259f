/*
 * Searching plans in clauses: which items can be served at all, the most that one build can serve,
 * the fewest builds that serve all, the least change for one, and what of a solution it needs.
 * Knows literals and weights; words are made elsewhere.
 */
#ifndef AN_CONFLICT_PLAN_SEARCH_H
#define AN_CONFLICT_PLAN_SEARCH_H

#include "engine/conflict/plan_problem.h"
#include "engine/solve/maxsat.h"

/** One setting of everything that can be chosen. */
struct an_plan_solution {
    const bool *model;  /* per variable; NULL: none was found */
    const bool *served; /* per item */
    uint64_t cost;      /* of what it changes */
};

struct an_plan_most {
    struct an_plan_solution s;
    uint32_t n, bound; /* markets served; no build serves more than `bound` */
    bool cheapest;     /* no build that serves as many costs less */
};

struct an_plan_fewest {
    struct an_plan_solution *s; /* n of them; n 0: none was found in time */
    uint32_t n, bound;          /* no fewer than `bound` do */
    uint64_t cost;
    bool cheapest;
};

struct an_plan_repair {
    struct an_plan_solution s;
    enum an_sat_answer answer; /* UNDECIDED: nothing found in time */
    uint64_t bound;            /* nothing costs less */
};

struct an_plan_search;

/** Loads the problem into a solver. NO: what is fixed and known contradicts itself. */
AN_NODISCARD struct an_plan_search *an__plan_search(struct an_plan_problem *p,
                                                    const struct an_sat_budget *budget,
                                                    enum an_sat_answer *possible);
/** Can each item be served by some build (per item)? UNDECIDED where time ended. */
const enum an_sat_answer *an__plan_possible(struct an_plan_search *s);
/** Is each item served by the product as it is: whatever is unknown may still be chosen. */
const enum an_sat_answer *an__plan_as_is(struct an_plan_search *s);
struct an_plan_most an__plan_most(struct an_plan_search *s);
/** After an__plan_most. */
struct an_plan_fewest an__plan_fewest(struct an_plan_search *s, const struct an_plan_most *most);
struct an_plan_repair an__plan_repair(struct an_plan_search *s, uint32_t item);

/** Why no build can serve an item: demands and stated facts of which none can be left out. */
struct an_plan_why {
    struct an_refs demands, stated;
    bool decided; /* false: time ended, there may be too many */
};
struct an_plan_why an__plan_why(struct an_plan_search *s, uint32_t item);

/**
 * What of a solution guarantees that the served items are served, whatever else is unknown: marks
 * (per variable) what of it is needed. `open` tells whether questions that the law leaves open had
 * to be decided too. False: not even all together guarantee it, or time ended.
 */
bool an__plan_needed(struct an_plan_search *s, const struct an_plan_solution *solution,
                     bool *needed, bool *open);

#endif
