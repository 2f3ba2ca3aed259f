/* The hash of what a provision means, without titles, remarks, places and classification. */
#ifndef AN_LANG_MEANING_H
#define AN_LANG_MEANING_H

#include "engine/lang/model.h"

/** Fills `meaning` of all provisions, which are the model's. The model is otherwise complete. */
void an_meanings(const struct an_model *m, struct an_provision *provisions,
                 struct an_arena *scratch);

#endif
