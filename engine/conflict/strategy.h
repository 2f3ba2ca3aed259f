/*
 * Inside of the search for conflicts: which situations one way of choosing answers. "Is there a
 * situation in which no choice will do?" is asked by trying situations; a way that does in one of
 * them is then held against all others at once (strategy.c), and those it answers are ruled out.
 */
#ifndef AN_CONFLICT_STRATEGY_H
#define AN_CONFLICT_STRATEGY_H

#include "engine/conflict/seek.h"

struct an__strategy_question {
    const bool *fact;   /* per fact: some of it is chosen */
    const bool *chosen; /* per variable: its value is the way's */
    /* Per variable: its value is the situation's. The others follow, or are free and read by
     * nothing that reads what is chosen. */
    const bool *situation;
    const int *goal; /* literals that a way makes true, all of them */
    size_t n_goal;
};

struct an__strategy;
/** Everything asked for is borrowed. */
struct an__strategy *an__strategy_new(struct an__seek *s, const struct an__strategy_question *q);
/**
 * Adds a clause (implied by `on`) without situations for which these choices do: `situation`, a
 * model, is one of them. False: they do in every situation.
 */
bool an__strategy_rule_out(struct an__strategy *st, const bool *situation, const bool *way, int on);
/** Before another solver is asked: what was made for the last one is made anew. */
void an__strategy_forget(struct an__seek *s);
/** Adds to the assumptions: these values of what is chosen, or of the situation. */
void an__strategy_assume(const struct an__strategy *st, const bool *model, bool chosen);
/**
 * The same after a question that was refuted, and whose last assumptions were the situation: rules
 * out the situations in which it is refuted too.
 */
bool an__strategy_rule_out_refuted(struct an__strategy *st, int on);

/**
 * Adds (per fact) what the terms among these facts are defined by, and what definitions tie to the
 * choices among them. Those are then all that has to be chosen together.
 */
void an__mark_tied(struct an__seek *s, bool *fact);

#endif
