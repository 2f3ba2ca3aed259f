/*
 * Conditions in plain words, for reports and for people who open a base: the same condition gives
 * the same words, and conditions that mean different things different ones. Facts are named by
 * their labels, where they have one, else by their ids. Used by facts (demand, scope, exceptions of
 * a provision) and eval (proofs).
 *
 *     crypto.present: yes, and key.custody: includes device or seller
 *     at least one certificate (scheme: cn-sca, and status: active)
 */
#ifndef AN_LANG_WORDS_H
#define AN_LANG_WORDS_H

#include "engine/lang/model.h"

/** What a fact is called in answers: its label, the title of a term, else its id. */
const char *an_fact_name(const struct an_fact *fact);
/**
 * The whole condition; NULL if none is given. `table`: whose columns the leaves test (the rows of
 * an axiom with `each`), or AN_NONE. `j`: the place that J stands for, or AN_NONE.
 */
const char *an_cond_words(struct an_arena *arena, const struct an_model *m, const struct an_cond *c,
                          uint32_t table, uint32_t j);
/** One node of it with all below. `table` as it is there. */
const char *an_cond_node_words(struct an_arena *arena, const struct an_model *m,
                               const struct an_cond *c, uint32_t at, uint32_t table, uint32_t j);
/** The contrary of a node: "no certificate (...)", "less than 56 bits", "does not include CN". */
const char *an_cond_denied_words(struct an_arena *arena, const struct an_model *m,
                                 const struct an_cond *c, uint32_t at, uint32_t table, uint32_t j);
/** One value of a type, with its unit: "56 bits", "2015-01-28", "yes". */
const char *an_value_words(struct an_arena *arena, const struct an_model *m,
                           const struct an_value_type *type, int64_t value, uint32_t j);

#endif
