/*
 * The days on which an answer may change: those that the rules and a profile name. Inside of the
 * module; timelines and the memo on impact try them. A day in a set is the first one of something
 * new: a rule that holds through 31 March gives 1 April.
 */
#ifndef AN_COMPARE_DAYS_H
#define AN_COMPARE_DAYS_H

#include "engine/base/vec.h"
#include "engine/lang/profile.h"

struct an_days {
    struct an_arena *arena;
    an_day *v;
    size_t n, cap;
};

/** Days on which the standing of a provision may change. */
void an__days_of_standing(struct an_days *days, const struct an_model *m,
                          const struct an_provision *p);
/** Days that anything in the rules names: events, members, terms, lists, conditions, due days. */
void an__days_of_rules(struct an_days *days, const struct an_model *m);
/** Days that a profile names: values over time, orders. */
void an__days_of_profile(struct an_days *days, const struct an_profile *profile);
/** Ascending, each once. */
void an__days_sort(struct an_days *days);

#endif
