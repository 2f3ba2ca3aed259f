/*
 * Finished results made by hand, for tests of the writers: one that a lawyer could have got in
 * January 2015, with every verdict in it, and one in which every text is the same hostile string.
 */
#ifndef AN_TESTS_FAKECHECK_H
#define AN_TESTS_FAKECHECK_H

#include "antinomy/check.h"
#include "antinomy/policy.h"
#include "engine/base/arena.h"

/** A phone in China, the United States and Japan; a finding of each verdict. */
const struct an_check *fake_check(void);
/** Nothing found at all, in one market that was not researched. */
const struct an_check *fake_empty_check(void);
/** Every text, id and address is `text`; one finding of each verdict, with everything that it can
 * carry. */
const struct an_check *fake_hostile_check(struct an_arena *arena, const char *text);

const struct an_case_results *fake_cases(void);
const struct an_case_results *fake_hostile_cases(struct an_arena *arena, const char *text);

#endif
