/*
 * Models and profiles as YAML text: to print a failing case, to replay it with the command, and to
 * send random cases through the real reader. Used by tests only.
 */
#ifndef AN_TESTS_EMIT_H
#define AN_TESTS_EMIT_H

#include "engine/lang/profile.h"

/** One file: its name and its text. */
struct emit_file {
    const char *name, *text;
};
struct emit_files {
    const struct emit_file *v;
    uint32_t n;
};

/**
 * The files of a model: jurisdictions, topics, vocabulary, one for each instrument and list.
 * `parts`: things of one kind are dealt out to so many files (1: as few as can be), the first one
 * last, so that order and grouping differ from the model's.
 */
struct emit_files emit_model(struct an_arena *arena, const struct an_model *m, uint32_t parts);
/** The profile as a `product` document. */
struct emit_file emit_profile(struct an_arena *arena, const struct an_profile *p);
/** Condition in the language, on one line. */
const char *emit_cond(struct an_arena *arena, const struct an_model *m, const struct an_cond *c);

#endif
