/* A base as it would be with some law enacted or struck out. Inside of the module. */
#ifndef AN_COMPARE_VARY_H
#define AN_COMPARE_VARY_H

#include "engine/facts/base.h"

struct an__variation {
    const char *const *enact; /* instruments or provisions */
    size_t n_enact;
    const char *const *strike;
    size_t n_strike;
    an_day day; /* from which what is enacted is in force */
};

/**
 * A view of the base in `arena`, in which what is enacted is in force from the day on and what is
 * struck out never was law. It borrows everything else, and is not to be closed. `touched` (one
 * flag a provision, or NULL) tells which changed. NULL: an id is unknown, or is named on both
 * sides; said.
 */
const struct an_base *an__vary(struct an_arena *arena, struct an_workspace *ws,
                               const struct an_base *base, const struct an__variation *how,
                               bool *touched);

#endif
