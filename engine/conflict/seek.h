/*
 * Inside of the search for conflicts: one question, its problem as literals, and the steps from
 * sets of demands to what a person reads. seek.c finds the sets, spell.c who makes each demand,
 * sift.c keeps those that are told, judge.c says of what class each is (strategy.c: whether no
 * choice avoids it), ways.c how it can be avoided, shrink.c what of its situation matters, replay.c
 * asks the evaluator, tell.c puts all of it into words.
 */
#ifndef AN_CONFLICT_SEEK_H
#define AN_CONFLICT_SEEK_H

#include "antinomy/conflict.h"
#include "engine/conflict/enumerate.h"
#include "engine/conflict/problem.h"
#include "engine/eval/run.h"
#include "engine/solve/cone.h"

/** A minimal set of demands, and what of the fixed facts makes it a conflict. */
struct an__clash {
    const uint32_t
        *demand; /* indices into the problem, ascending by pattern: one for each member */
    uint32_t n;
    AN_VEC(struct an_refs) blocks; /* holdings, ascending; an empty one: any product */
    /* Per member: all demands that may stand in its place, of which the same is true. */
    struct an_refs *makers;
    bool *model; /* per variable: all apply, the product as it is */
    enum an_conflict_class conflict_class;
    bool class_open;
    const char *bearer; /* NULL: nobody bears all of them */
};
struct an__clashes {
    struct an__clash *v;
    size_t n, cap;
};

/** A party that a treaty does not bind, taken for bound. */
struct an__supposed {
    uint32_t treaty, party;
};

struct an__seek {
    struct an_arena *arena; /* of the result */
    const struct an_model *model;
    const struct an_profile *profile; /* NULL: law alone */
    const struct an_base *base;
    struct an_workspace *ws;
    const struct an_conflict_options *options;
    an_day day;
    struct an_refs markets;
    struct {
        struct an__supposed *v;
        size_t n, cap;
    } supposed; /* suppose.h; the model has them in it */
    struct an_duty_problem *dp;
    struct an_run run; /* for words only */
    struct an_sat *sat;
    /* When the sets are found, what bears on their demands; NULL: everything. */
    const bool *in_clause;
    const unsigned char *in_var;
    const bool *in_owner; /* per owner: some clause of it does */
    const bool *rest;     /* per variable: what the others are then */
    AN_VEC(int) always;   /* switches of axioms, and of presumptions that hold */
    AN_VEC(int) stated;   /* switches of what the profile states */
    AN_VEC(int) assumed;  /* of the question at hand */
    struct an_sat_budget budget;
    const struct an_logic *logic; /* strategy.c: what ties which facts; NULL: not read yet */
    const struct an_refs *presumed_facts; /* per presumption: what it reads */
    struct an__broken *broken;
    bool *candidate; /* per demand: may apply to the product as it is */
    struct an__clashes clashes;
    bool complete;
    uint64_t n_spelt;
    bool out_of_time;
    uint32_t unconfirmed; /* sets that were found and that a second look does not find minimal */
};

/** Puts the question: builds the problem and drops presumptions that stated facts override. NO: the
 * profile contradicts itself. */
enum an_sat_answer an__seek_start(struct an__seek *s);
/** What holds by definition holds from now on: axioms, terms, defining provisions. */
void an__hold_definitions(struct an__seek *s);
/** Fills s->clashes. */
void an__seek_clashes(struct an__seek *s);

/**
 * From here on only what bears on these literals is asked, of a solver in `arena`; what does not is
 * as in s->rest, a model of the whole, since nothing that is asked touches it. Back to the whole
 * after, where other questions follow.
 */
void an__focus(struct an__seek *s, struct an_arena *arena, struct an_cone *cone, const int *lits,
               size_t n);
void an__unfocus(struct an__seek *s, struct an_sat *whole);
/** Everything that questions about a demand are put with. */
#define AN__DEMAND_LITS 10
size_t an__demand_lits(const struct an_demand *d, int lits[AN__DEMAND_LITS]);
/** Has what this owner says any bearing on the questions at hand? */
bool an__owner_is_asked(const struct an__seek *s, uint32_t owner);
/** Is the variable one that the questions at hand are about? */
bool an__is_asked(const struct an__seek *s, int var);

/** Does the duty surely apply to the product as it is? */
bool an__surely_applies(struct an__seek *s, uint32_t demand);

/** Assumptions: begin, add, ask. */
void an__assume_begin(struct an__seek *s, bool stated, bool fixed);
void an__assume(struct an__seek *s, int lit);
enum an_sat_answer an__ask(struct an__seek *s);
/** The same, for a situation to be told: one of named places only, where there is one. */
enum an_sat_answer an__ask_plain(struct an__seek *s);
/** Per variable, from the last model. */
bool *an__model(struct an__seek *s);

/** Sets of patterns to clashes of which one class is true (spell.c); those that cannot all apply to
 * the product as it is are left out. */
void an__spell(struct an__seek *s, const struct an_cores *cores);

/** Confirms and judges them, and keeps those that are told (sift.c). */
void an__sift(struct an__seek *s);
static inline bool an__same_row(const struct an_demand *a, const struct an_demand *b)
{
    return a->place == b->place && a->offer == b->offer;
}

/** Sets bearer and class, and where it is inescapable a situation that shows it (judge.c). */
void an__judge(struct an__seek *s, struct an__clash *clash);
/** What it rests on: indices of axioms and presumptions. */
struct an__grounds {
    struct an_refs axioms, presumptions;
};
struct an__grounds an__grounds_of(struct an__seek *s, const struct an__clash *clash);

/** Ways out (ways.c), in the words of the result. */
void an__ways_out(struct an__seek *s, const struct an__clash *clash, struct an_conflict *out);

/** Facts that duties turn on, or (scope_only) by which they apply; terms with what they mean. */
struct an_marks an__read_by(struct an__seek *s, struct an_arena *arena, const uint32_t *demand,
                            uint32_t n, bool scope_only);
/** The situation of a model, as the evaluator takes it. */
struct an_witness an__situation(struct an__seek *s, const bool *model);
/**
 * The evaluator on that situation: can each of these demands have the verdict that the solver
 * claims? `broken`: at least one is breached, else none is.
 */
bool an__replay(struct an__seek *s, const struct an_witness *situation, const uint32_t *demand,
                uint32_t n, bool broken);

/** The evaluator on what is said of a situation: does each of these demands surely apply? */
bool an__all_apply(struct an__seek *s, const struct an_witness *situation, const uint32_t *demand,
                   uint32_t n);
/** Of the situation that shows a clash (`all`: its model read back) what has to be told (shrink.c).
 */
struct an_witness an__told_situation(struct an__seek *s, const struct an__clash *clash,
                                     const struct an_witness *all);

/** The situation as a profile of the one row that a demand is judged on; `read`: facts it states.
 */
struct an_profile *an__situation_profile(struct an__seek *s, struct an_arena *arena,
                                         const struct an_witness *w, const struct an_demand *d,
                                         const bool *read);
/** A demand as the evaluator reads it: under its reading, inability excused or a breach. */
struct an_norm an__demand_norm(const struct an__seek *s, const struct an_demand *d);

/** What is demanded: in the words of the reading, where there is one. */
const struct an_provision_info *an__demand_info(struct an__seek *s, const struct an_demand *d);
struct an_conflict_fact an__fact_of(struct an__seek *s, uint32_t fact, uint32_t market,
                                    uint32_t offer, const struct an_known *known);
/** A value in words; NULL where nothing is known. */
const char *an__words_of(struct an__seek *s, uint32_t fact, const struct an_known *known);
const char *an__code(const struct an__seek *s, uint32_t place); /* NULL for AN_NONE */
const char *an__offer_id(const struct an__seek *s, uint32_t offer);
/** Everything told of one clash. */
void an__tell(struct an__seek *s, struct an__clash *clash, struct an_conflict *out);

#endif
