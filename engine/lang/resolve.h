/*
 * Names of jurisdictions to indices, with the messages for what is not known: shared by builders,
 * conditions and profiles. Ids of other kinds are looked up by their owners.
 */
#ifndef AN_LANG_RESOLVE_H
#define AN_LANG_RESOLVE_H

#include "engine/diag/diag.h"
#include "engine/lang/model.h"
#include "engine/source/tree.h"

/**
 * Index of the jurisdiction whose code or alias this is. An alias resolves with a notice. An
 * unknown code is reported with what was probably meant (unless `quiet`), a text that can be no
 * code with the character that is wrong; both give AN_NONE.
 */
uint32_t an_resolve_place(struct an_diag_list *diags, const struct an_model *model,
                          const struct an_node *node, bool quiet);

/** "state", "part of a state", ... of a place, with its article. */
const char *an_place_kind_title(enum an_place_kind kind);

#endif
