/*
 * Are two models the same, in everything but where they lie in memory? Used to show that a base
 * gives back what was written, and that a damaged one never gives something else.
 */
#ifndef AN_TESTS_SAME_MODEL_H
#define AN_TESTS_SAME_MODEL_H

#include "engine/lang/model.h"

/** NULL, or where they first differ: "provision 3 (xa.law.4): when". Good until the next call. */
const char *an_model_difference(const struct an_model *a, const struct an_model *b);

#endif
