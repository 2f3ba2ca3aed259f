/* Messages about scalars that are not what they should be. `what` names the key or fact. */
#ifndef AN_LANG_SCALAR_H
#define AN_LANG_SCALAR_H

#include "engine/diag/diag.h"
#include "engine/lang/read.h"
#include "engine/source/tree.h"

/** True if the node's text can be an id; else it is reported. */
bool an_check_id(struct an_diag_list *diags, const struct an_node *node, const char *what);
/** The same for a day, and for a day, month, year or range. */
bool an_check_day(struct an_diag_list *diags, const struct an_node *node, const char *what);
bool an_check_when(struct an_diag_list *diags, const struct an_node *node, const char *what);

void an_report_not_bool(struct an_diag_list *diags, const struct an_node *node, const char *what);
void an_report_not_int(struct an_diag_list *diags, const struct an_node *node, const char *what,
                       enum an_int_error error);

#endif
