/*
 * What all reports of comparisons say alike: what was asked, what letters and marks mean, how cells
 * are counted, and what it all rests on.
 */
#ifndef AN_REPORTS_COMPARE_WORDS_H
#define AN_REPORTS_COMPARE_WORDS_H

#include "antinomy/compare.h"
#include "reports/page.h"

/** How cells are counted; stands under every count. */
extern const char an_compare_counting[];

/** Title, day and filters, at the top of a text. */
void an_compare_head(struct an_page *page, const struct an_matrix *m, const char *title);
/** Revision, weakest confidence, disclaimer, at the end of a text. */
void an_compare_foot(struct an_page *page, const struct an_matrix *m);
/** "sector banking; trigger order"; NULL: not narrowed. */
const char *an_compare_narrowed(struct an_arena *arena, const struct an_matrix *m);
/** The step of a cell, "step not stated" where its rules are not placed; NULL: there is none. */
const char *an_compare_step(const struct an_matrix *m, uint32_t topic, const struct an_cell *cell);
/** Cells by letter: "12 R, 3 N". */
const char *an_compare_counts(struct an_arena *arena, const struct an_matrix *m);
/** "China (CN)". */
const char *an_compare_country(struct an_arena *arena, const struct an_country *c);

#endif
