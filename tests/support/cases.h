/* How many random cases a property test draws, and from which seed on. */
#ifndef TESTS_SUPPORT_CASES_H
#define TESTS_SUPPORT_CASES_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/**
 * As the command line says: [CASES [SEED]]. Else as they stand, or a tenth of the cases where
 * run_tests says (AN_KIND) that the build is not the fast one: sanitizers cost ten times.
 */
static inline void cases_from(int argc, char **argv, uint64_t *cases, uint64_t *first_seed)
{
    const char *kind = getenv("AN_KIND");
    if (kind != NULL && strcmp(kind, "release") != 0)
        *cases /= 10;
    if (argc > 1)
        *cases = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        *first_seed = strtoull(argv[2], NULL, 10);
}

#endif
