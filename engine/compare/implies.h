/*
 * Does one condition follow from another by its form alone: whatever fulfils the first fulfils the
 * second? Sound and not complete: "true" is proved, "false" only says that it was not. Terms are
 * followed into their definitions; axioms are not used. Used by dominance.c.
 */
#ifndef AN_COMPARE_IMPLIES_H
#define AN_COMPARE_IMPLIES_H

#include "engine/lang/model.h"

/** A condition read by a maker (its J), as it is or denied. Not given: always true. */
struct an_claim {
    const struct an_cond *cond;
    bool denied;
    uint32_t j;
};

/** From p follows q, on rows of the same product; `day`: whose terms hold. */
bool an__implies(const struct an_model *m, an_day day, struct an_claim p, struct an_claim q);

#endif
