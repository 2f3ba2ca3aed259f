/* What a thing is searched by, and which things there are; used by the fact base and by show. */
#ifndef AN_FACTS_SEARCH_H
#define AN_FACTS_SEARCH_H

#include "antinomy/policy.h"
#include "engine/base/arena.h"
#include "engine/lang/model.h"

/** The stable word of a kind: "provision". */
const char *an_thing_word(enum an_thing_kind kind);
/** How many things of a kind a model has. Facts made by terms and attests are counted as facts. */
uint32_t an_thing_total(const struct an_model *m, enum an_thing_kind kind);
/** A fact that only stands for a term or an attest provision is no thing of its own. */
bool an_thing_stands_alone(const struct an_model *m, enum an_thing_kind kind, uint32_t i);

/** Folded text of one thing, in lines. */
const char *an_search_text(struct an_arena *arena, const struct an_model *m,
                           enum an_thing_kind kind, uint32_t i);

#endif
