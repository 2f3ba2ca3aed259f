/* The frame of an HTML report: head with style and content policy, elements, shapes of verdicts. */
#ifndef AN_REPORTS_HTML_PAGE_H
#define AN_REPORTS_HTML_PAGE_H

#include "engine/base/map.h"
#include "reports/view.h"

struct an_html {
    struct an_sink *sink;
    struct an_arena *arena;
    const char *prefix; /* "" or what sets the ids of a further product apart */
    struct an_map seen; /* ids given out */
};

void an_html_start(struct an_html *h, const char *title);
void an_html_end(struct an_html *h);
/** <name class="class">text</name>; class may be NULL; text NULL: nothing. */
void an_html_element(struct an_html *h, const char *name, const char *class, const char *text);
/** A mark for a class, in markup: readable without colour, silent for screen readers. */
const char *an_html_shape(enum an_class class);

#endif
