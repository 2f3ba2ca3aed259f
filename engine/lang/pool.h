/*
 * A growing array of large records outside the arena, freed with it. The provisions of a load are
 * tens of megabytes: grown inside an arena they would be there three times over. Only for that.
 */
#ifndef AN_LANG_POOL_H
#define AN_LANG_POOL_H

#include <stddef.h>
#include <stdint.h>

#include "engine/base/arena.h"

struct an_pool {
    struct an_arena *arena;
    unsigned char *v;
    size_t n, cap, size;
};

/** A new pool of records of `size` bytes, which lives as long as the arena. */
AN_NODISCARD struct an_pool *an_pool_new(struct an_arena *arena, size_t size);
/** One more, zeroed. Pointers to records are good until the next call. */
void *an_pool_add(struct an_pool *pool);
void *an_pool_at(const struct an_pool *pool, size_t i);
/** Moves record i to place rank[i]; `rank` is a permutation. */
void an_pool_permute(struct an_pool *pool, const uint32_t *rank);

#endif
