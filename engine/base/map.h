/*
 * Map from text to a small number (an index into some array). Insert-only; iteration is not
 * offered, so hash order cannot reach any output.
 */
#ifndef AN_BASE_MAP_H
#define AN_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/arena.h"

struct an_map_slot;
struct an_map {
    struct an_arena *arena;
    struct an_map_slot *slots; /* open addressing; NULL while empty */
    size_t n, cap;
};

void an_map_init(struct an_map *map, struct an_arena *arena);
/** Room for `n` keys in all, so that filling a map of known size never grows it. */
void an_map_reserve(struct an_map *map, size_t n);

/**
 * Stores key -> value unless the key is there. Returns true if it was new; else *old is set (`old`
 * may be NULL). The key is borrowed.
 */
bool an_map_put(struct an_map *map, const char *key, uint32_t value, uint32_t *old);

/** True and *value (which may be NULL) if the key is there. */
bool an_map_get(const struct an_map *map, const char *key, uint32_t *value);

#endif
