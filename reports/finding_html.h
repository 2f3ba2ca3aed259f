/* One finding as an HTML section with an anchor. */
#ifndef AN_REPORTS_FINDING_HTML_H
#define AN_REPORTS_FINDING_HTML_H

#include "reports/html_page.h"

void an_finding_html(struct an_html *h, const struct an_view *view, const struct an_part *part,
                     const struct an_item *item);

#endif
