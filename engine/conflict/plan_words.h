/* From solutions to what a person reads, and the evaluator's word on them. */
#ifndef AN_CONFLICT_PLAN_WORDS_H
#define AN_CONFLICT_PLAN_WORDS_H

#include "antinomy/plan.h"
#include "engine/conflict/plan_search.h"

/** A planner at work: the problem, its search, the runs it asks. */
struct an_planner {
    struct an_plan_problem problem;
    struct an_plan_search *search;
    struct an_run real;    /* evaluates the profile itself */
    struct an_run relaxed; /* evaluates it without what can be chosen */
    struct an_arena *arena;
};

/** A solution as settings, of those it needs, tried by the evaluator. */
struct an_plan_build an__plan_build_of(struct an_planner *pl, const struct an_plan_solution *s);

/** Tries settings: provisions of served items that the evaluator still finds breached, or possibly
 * so. */
struct an_refs an__plan_replay(struct an_planner *pl, const struct an_plan_solution *s,
                               const struct an_witness *settings);

#endif
