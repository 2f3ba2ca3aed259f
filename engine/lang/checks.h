/* Checks of a whole model: what no single file can know. Inside of the language. */
#ifndef AN_LANG_CHECKS_H
#define AN_LANG_CHECKS_H

#include "engine/lang/build.h"

/** All checks of a finished model; messages go to b->diags. */
void an_check_model(struct an_build *b);

void an_check_circles(struct an_build *b); /* checks_circles.c */
void an_check_dates(struct an_build *b);   /* checks_dates.c */

#endif
