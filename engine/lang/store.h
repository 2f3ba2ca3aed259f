/*
 * Where conditions and references of a model under construction are kept: in large pieces of the
 * model's arena that can be walked at the end, when draft numbers become indices. Readers of the
 * model see them as const.
 */
#ifndef AN_LANG_STORE_H
#define AN_LANG_STORE_H

#include "engine/base/arena.h"
#include "engine/lang/model.h"

/* In `column` of a draft node: its values are symbols. Taken off by an_cond_store_renumber. */
#define AN_DRAFT_SYMBOLS 2u

struct an_cond_store;
AN_NODISCARD struct an_cond_store *an_cond_store_new(struct an_arena *arena);
/** Keeps a copy of a condition. */
struct an_cond an_cond_store_keep(struct an_cond_store *store, const struct an_cond_node *node,
                                  size_t n, const int64_t *value, size_t n_values);
/** Replaces fact numbers by facts[number], symbols by symbols[symbol], in all conditions kept. */
void an_cond_store_renumber(struct an_cond_store *store, const uint32_t *facts,
                            const uint32_t *symbols);

struct an_ref_store;
AN_NODISCARD struct an_ref_store *an_ref_store_new(struct an_arena *arena);
struct an_refs an_ref_store_keep(struct an_ref_store *store, const uint32_t *v, size_t n);
void an_ref_store_renumber(struct an_ref_store *store, const uint32_t *ranks);

#endif
