/* Changes of facts that could turn a verdict, shared by the search for them and their trial. */
#ifndef AN_EVAL_WAYS_H
#define AN_EVAL_WAYS_H

#include "engine/eval/run.h"

#define AN_MOST_CHANGES 3u /* tests changed together */

/** One test that has to become true or false. */
struct an_change {
    struct an_cond cond;
    uint32_t at;
    uint32_t fact;
    uint32_t j;
    bool to;
};

struct an_way {
    struct an_change v[AN_MOST_CHANGES];
    uint32_t n;
};

/**
 * The verdict if these tests were as wanted and everything else stayed as the profile states it,
 * with what follows from it (trial.c). AN_VERDICT_COUNT: the change contradicts what else is
 * stated, or cannot be tried.
 */
enum an_verdict an__try_way(struct an_run *run, const struct an_decision *d,
                            const struct an_way *way);

/** A copy of a row as it was made, in the run's arena for a while, for trials. */
struct an_case_row *an__copy_row(struct an_run *run, const struct an_case_row *from);

#endif
