/*
 * Names inside English sentences. Names themselves come from data; what English wants before one of
 * them is decided here, once. Used by whatever writes sentences.
 */
#ifndef AN_BASE_ENGLISH_H
#define AN_BASE_ENGLISH_H

#include "engine/base/arena.h"

/** The name of a place as a sentence has it: "the United States", "China". In the arena. */
AN_NODISCARD const char *an_the_place(struct an_arena *arena, const char *name);

#endif
