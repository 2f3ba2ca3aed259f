/* Writing a model into an empty file, as a fact base. */
#ifndef AN_FACTS_BUILD_H
#define AN_FACTS_BUILD_H

#include "engine/facts/db.h"
#include "engine/facts/draft.h"

/** Writes the whole base into the draft. The same model and `about` give the same bytes. */
AN_NODISCARD enum an_status an_build_base(struct an_arena *arena, struct an_draft *draft,
                                          const struct an_model *m, const struct an_about *about,
                                          const struct an_roots *roots);

#endif
