/* One finding as text: its citation, and labelled lines that say what a lawyer asks next. */
#ifndef AN_REPORTS_FINDING_TEXT_H
#define AN_REPORTS_FINDING_TEXT_H

#include "reports/page.h"
#include "reports/view.h"

void an_finding_text(struct an_page *page, const struct an_view *view, const struct an_part *part,
                     const struct an_item *item);

#endif
