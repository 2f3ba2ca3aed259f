/*
 * The duties of a situation as literals: every provision that may speak on the rows of some markets
 * on a day, what is stated, and the definitions that tie facts together. Conflicts, plans and deep
 * checks of the law ask their questions of this one form; it asks none itself.
 *
 * What a profile states about context (who buys, where, for what) holds for good. What it states
 * about choices (design, maker, conduct) has an owner each, so that it can be held or given up;
 * what it says is fixed is marked. Without a profile everything is free.
 */
#ifndef AN_CONFLICT_PROBLEM_H
#define AN_CONFLICT_PROBLEM_H

#include "engine/eval/eval.h"
#include "engine/solve/norm.h"

/** A duty on one row, under one reading. */
struct an_demand {
    uint32_t provision;
    const char *reading, *who; /* NULL: as it stands */
    bool home;                 /* bound wherever the product is sold */
    uint32_t place, offer;     /* the market, or the jurisdiction of a home row */
    an_day law_day;
    struct an_norm_lits lits;
    int effective; /* applies, not exempt, not displaced */
    int met;       /* content; of an order: able and done, or excused where the law excuses */
    int obeyed;    /* effective and met */
    int unbroken;  /* not effective, or met */
    bool order;    /* binds when an authority orders it */
    bool ordered;  /* such an order is recorded and stands */
    bool draft;    /* not yet law: counted as in force because that was asked for */
};

/** A value that the profile gives to a fact. */
struct an_holding {
    uint32_t fact;
    uint32_t market, offer; /* AN_NONE: shared by all */
    const struct an_known *known;
    uint32_t owner; /* AN_BACKGROUND: stated context */
    bool fixed;     /* the maker will not change it */
    bool presumed;  /* filled in by a presumption, not stated */
};

/** A market row, or the home row of a jurisdiction. */
struct an_duty_row {
    bool home;
    uint32_t place, offer;
};

struct an_duty_problem {
    struct an_arena *arena;
    const struct an_model *model;
    const struct an_profile *profile; /* NULL: none */
    an_day day;
    struct an_clauses clauses;
    struct an_encoder *enc;
    const struct an_duty_row *row;
    uint32_t n_rows;
    const struct an_demand *demand; /* by provision, then row */
    uint32_t n_demands;
    const struct an_holding *holding; /* by fact */
    uint32_t n_holdings;
    const uint32_t *axiom_owner;                /* per axiom */
    const uint32_t *term_owner, *definer_owner; /* per term; per provision: AN_NONE if it defines
                                                   nothing */
    /* Per presumption: "where this, then likely that"; AN_NONE: it speaks of jurisdictions, or what
     * is stated overrides it. */
    const uint32_t *presumption_owner;
    struct an_eval *ev;        /* of the profile; NULL without one */
    struct an_intern *symbols; /* for values that are read back */
    /* Per variable: the fact whose value it describes, or AN_NONE (gates, open choices). */
    const uint32_t *fact_of;
    /* Terms that read choices follow from these, from what they read, and from what lies between
     * their conditions (terms.c). */
    const bool *follows; /* per variable */
    const int *between;  /* variables: nobody's choice */
    uint32_t n_between;
    struct an_logic logic;
    bool refused; /* the profile contradicts what holds by definition: nothing can be asked */
};

struct an_duty_options {
    an_day day;
    struct an_refs markets;
    const bool *wanted; /* per provision; NULL: all */
    bool drafts;        /* what is proposed or adopted counts as in force */
    /* Encodes more conditions, once the demands are known and before the definitions are; or NULL.
     */
    void (*more)(void *what, struct an_duty_problem *dp);
    void *what;
};

/** Everything lives in `arena`. `profile` may be NULL. */
AN_NODISCARD struct an_duty_problem *an_duty_problem_new(struct an_arena *arena,
                                                         const struct an_model *model,
                                                         const struct an_profile *profile,
                                                         const struct an_duty_options *options);

/** The literal that switches an owner's clauses on in solvers made by an_duty_solver. */
int an_duty_switch(const struct an_duty_problem *dp, uint32_t owner);
/**
 * A solver with all clauses, or those that are marked in `kept`. Assume the switches of the owners
 * that shall hold.
 */
AN_NODISCARD struct an_sat *an_duty_solver(const struct an_duty_problem *dp, struct an_arena *arena,
                                           const bool *kept);
/** The fact that a tie defines: a term's; AN_NONE: it only limits. */
uint32_t an__tie_defines(const struct an_model *m, const struct an_tie *t);
/** Adds to the clauses how terms follow (terms.c). Once, when all else is there. */
void an__terms_follow(struct an_duty_problem *dp);

/** Is a variable part of the situation that nobody chooses: context, what the law leaves open
 * aside?
 */
bool an__is_context(const struct an_duty_problem *dp, int var);
/** Variables that are of the situation and speak of no fact: what the law leaves open, and what
 * lies between the conditions of terms. */
const int *an__open_points(const struct an_duty_problem *dp, struct an_arena *arena, uint32_t *n);

/** Is this fact the maker's to choose (design, maker, conduct), or context (design section 7)? */
bool an_is_choice(const struct an_model *m, uint32_t fact);

#endif
