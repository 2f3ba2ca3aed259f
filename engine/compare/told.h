/*
 * What a check tells, as data to compare: one verdict for each provision, market and offer. Inside
 * of the module; what does not apply is left out, so that "no finding" and "does not apply" are the
 * same.
 */
#ifndef AN_COMPARE_TOLD_H
#define AN_COMPARE_TOLD_H

#include "antinomy/timeline.h"
#include "engine/facts/base.h"

/** A verdict on one row. */
struct an__row_told {
    uint32_t provision;
    uint32_t place; /* the market; AN_NONE: a home row */
    uint32_t offer; /* index of the check's offers; 0 where it has one nameless offer */
    struct an_told told;
    const struct an_finding *finding; /* of the check; lives as long as it does */
};

struct an__tale {
    const struct an__row_told *v; /* by provision, place, offer */
    uint32_t n;
};

/** Orders rows by provision, place, offer. */
int an__row_compare(const struct an__row_told *a, const struct an__row_told *b);
/** What a check tells, against the model it was made with. In `arena`. */
struct an__tale an__tale_of(struct an_arena *arena, const struct an_model *m,
                            const struct an_check *check);
bool an__told_equal(struct an_told a, struct an_told b);
/** The same rows with the same verdicts? */
bool an__tale_equal(const struct an__tale *a, const struct an__tale *b);

#endif
