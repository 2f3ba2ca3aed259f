/*
 * Names and days inside English sentences. They themselves come from data; what English wants
 * around one of them is decided here, once. Used by whatever writes sentences.
 */
#ifndef AN_BASE_ENGLISH_H
#define AN_BASE_ENGLISH_H

#include "engine/base/arena.h"

/** The name of a place as a sentence has it: "the United States", "China". In the arena. */
AN_NODISCARD const char *an_the_place(struct an_arena *arena, const char *name);

/**
 * A day as the rule language writes it, in a sentence: "2015-01-28" and "2015" stay, of a range
 * "2022-06-27..2022-06-28" becomes "a day between 2022-06-27 and 2022-06-28".
 */
AN_NODISCARD const char *an_day_in_text(struct an_arena *arena, const char *written);

#endif
