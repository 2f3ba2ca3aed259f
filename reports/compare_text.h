/* Parts of the matrix as text that stand in files of their own. */
#ifndef AN_REPORTS_COMPARE_TEXT_H
#define AN_REPORTS_COMPARE_TEXT_H

#include "antinomy/compare.h"
#include "reports/page.h"

/** Countries down, topics across: for many countries. */
void an_compare_grid(struct an_page *page, const struct an_matrix *m);
/** What the letters mean that the matrix holds. */
void an_compare_letters(struct an_page *page, const struct an_matrix *m);

#endif
