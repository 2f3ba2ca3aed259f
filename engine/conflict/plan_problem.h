/*
 * A product and its markets as clauses, for plans: what each market demands, what the maker can
 * choose, and what is as it is. Facts split into choice (design, maker, conduct: free, unless fixed
 * or stated by an offer) and context (everything else: as stated, never chosen). An *item* is a
 * market, or a jurisdiction that binds the maker whatever the markets are; its literal says that no
 * duty is breached on any of its rows.
 */
#ifndef AN_CONFLICT_PLAN_PROBLEM_H
#define AN_CONFLICT_PLAN_PROBLEM_H

#include "engine/eval/run.h"
#include "engine/solve/norm.h"

struct an_plan_demand {
    uint32_t provision, item;
    int met; /* literal: not breached on the row */
};

struct an_plan_item {
    uint32_t place;
    bool home;  /* bound there whatever the markets are */
    int served; /* literal: implies that all its demands are met */
    uint32_t n_demands;
};

/** Something stated in the profile. */
struct an_plan_stated {
    uint32_t fact, market, offer; /* AN_NONE: of all */
    int kept;                     /* literal: implies that the value is as stated */
    bool choice;                  /* may be given up */
    uint64_t cost;                /* of that */
};

struct an_plan_problem {
    struct an_run *run; /* on the relaxed profile: choices unknown */
    const struct an_profile *profile;
    struct an_arena *arena;
    struct an_clauses clauses; /* without owners: "kept" literals stand in them */
    struct an_encoder *enc;
    struct an_intern *symbols;
    AN_VEC(struct an_plan_item) items;
    AN_VEC(struct an_plan_demand) demands;
    AN_VEC(struct an_plan_stated) stated;
    bool *choice;       /* per fact */
    uint32_t n_markets; /* items that are markets; they stand first */
    uint32_t n_rows, n_duties;
};

/** Cost of changing a fact: as stated in the vocabulary; where it states none, by nature. */
uint64_t an__plan_cost(const struct an_fact *fact);
/** The profile without what the maker can choose. */
struct an_profile *an__plan_relaxed(struct an_arena *arena, const struct an_profile *profile,
                                    const bool *choice);
/** Which facts the maker can choose (per fact). */
bool *an__plan_choices(struct an_arena *arena, const struct an_model *m,
                       const struct an_profile *profile);
/**
 * Builds the problem. `run` has read its options and evaluates the relaxed profile; `real` is the
 * same for the profile itself. False: the profile contradicts itself, which has been reported.
 */
AN_NODISCARD bool an__plan_build(struct an_plan_problem *p, struct an_run *run,
                                 struct an_run *real);

/** The situation that a model (per variable) describes; `used`: as an_encoder_partial, or NULL. */
struct an_witness an__plan_witness(struct an_plan_problem *p, const bool *model, const bool *used);

#endif
