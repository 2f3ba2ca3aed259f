/* For tests of the language: loads files whose text stands in the test. */
#ifndef AN_TESTS_LANG_KIT_H
#define AN_TESTS_LANG_KIT_H

#include "engine/lang/lang.h"

#define LK_FILES 16

struct lk {
    struct an_arena *arena;
    struct an_diag_list *diags;
    const char *name[LK_FILES], *text[LK_FILES];
    size_t n;
    struct an_policy_set set;
    const struct an_model *model; /* NULL if refused */
};

void lk_begin(struct lk *k);
void lk_end(struct lk *k);
/** One more file. */
void lk_add(struct lk *k, const char *name, const char *text);
/** Loads the files in the order in which they were added. */
void lk_load(struct lk *k, int what);
/** All of it: the small world and an instrument "a.law" of AA with these provisions. */
void lk_law(struct lk *k, const char *provisions);
/** Reads a profile from a text against the model; NULL if refused. */
const struct an_profile *lk_profile(struct lk *k, const char *text, bool json);

/** "AN0201 AN0303": codes of all messages, in order of place. */
const char *lk_codes(const struct lk *k);
/** The provision with this id; the test fails if there is none. */
const struct an_provision *lk_provision(const struct lk *k, const char *id);

/** A vocabulary, places and topics that most tests need. */
extern const char lk_world[];
/** The text of an instrument of AA around these provisions (lines of a list, indented by four). */
const char *lk_instrument(struct lk *k, const char *id, const char *provisions);

#endif
