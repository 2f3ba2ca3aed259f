/*
 * What a user asks for by words: days, places, topics. One reading for all commands, each mistake
 * with the nearest thing that exists. Used by what evaluates, compares and searches for conflicts.
 */
#ifndef AN_FACTS_WANTED_H
#define AN_FACTS_WANTED_H

#include "engine/diag/workspace.h"
#include "engine/lang/model.h"

/** Reads YYYY-MM-DD into *day; NULL leaves it as it is. False: said why. */
bool an_wanted_day(struct an_workspace *ws, const char *text, an_day *day);
/** The jurisdiction or group of a code (aliases resolve with a notice), or AN_NONE: said why. */
uint32_t an_wanted_place(struct an_workspace *ws, const struct an_model *m, const char *code);
/**
 * Marks the markets that codes name in `mark` (one flag a place). "all": every state, or part of
 * one, that has law of its own, law of a union it is in, or a coverage statement. False: said why.
 */
bool an_wanted_markets(struct an_workspace *ws, const struct an_model *m, const char *const *codes,
                       size_t n, bool *mark);
/** Marks a topic, or all topics of a family ("acc"), in `mark` (one flag a topic). False: said why.
 */
bool an_wanted_topic(struct an_workspace *ws, const struct an_model *m, const char *word,
                     bool *mark);

/** The place of a message about such a word: in no file, and none is taken for the same as another.
 */
struct an_span an_wanted_at(const struct an_workspace *ws);

#endif
