/* Nearest name: "did you mean ...?", within edit distance 2 (1 for names under 4 letters). */
#ifndef AN_DIAG_NEAREST_H
#define AN_DIAG_NEAREST_H

#include <stddef.h>

struct an_nearest {
    const char *wanted;
    const char *best; /* NULL if nothing is near */
    size_t distance;
};
/** Feed candidates one by one (any order; ties go to the alphabetically first). */
void an_nearest_init(struct an_nearest *n, const char *wanted);
void an_nearest_try(struct an_nearest *n, const char *candidate);
/** " (did you mean 'x'?)" style help is built by callers from n->best. */

#endif
