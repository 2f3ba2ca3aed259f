/* The memo on impact in sentences, shared by its text and its Markdown. */
#ifndef AN_REPORTS_IMPACT_WORDS_H
#define AN_REPORTS_IMPACT_WORDS_H

#include "antinomy/diff.h"
#include "engine/base/arena.h"

/** "Changes verdicts of 7 of 212 products: 5 provisions, ..." */
const char *an_impact_answer(struct an_arena *arena, const struct an_impact *impact);
/** "of 3 products, worse for 2; in force since 2016-01-01". */
const char *an_impact_clause(struct an_arena *arena, const struct an_impact_clause *clause);
/** "would not meet, before: does not apply". */
const char *an_impact_move(struct an_arena *arena, const struct an_flip *flip);
/** "CN and US; offer bank". */
const char *an_impact_where(struct an_arena *arena, const struct an_flip *flip);
/** How the counts are made. */
extern const char an_impact_counting[];

#endif
