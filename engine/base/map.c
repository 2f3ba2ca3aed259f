/*
 * Open addressing with linear probing, at most half full. The hash is keyed with the address of
 * the map, so that nobody can prepare a file whose keys all fall together.
 */
#include "engine/base/map.h"

#include <string.h>

#include "engine/base/hash.h"

struct an_map_slot {
    const char *key; /* NULL: free */
    uint64_t hash;
    uint32_t value;
};

void an_map_init(struct an_map *map, struct an_arena *arena)
{
    *map = (struct an_map){.arena = arena};
}

static uint64_t hash_of(const struct an_map *map, const char *key)
{
    return an_hash64_keyed(key, strlen(key), (uint64_t)(uintptr_t)map->arena);
}

/* The slot of this key, or the free slot where it belongs. The table has a free slot. */
static struct an_map_slot *slot_of(const struct an_map *map, const char *key, uint64_t hash)
{
    size_t mask = map->cap - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        struct an_map_slot *slot = &map->slots[i];
        if (!slot->key || (slot->hash == hash && strcmp(slot->key, key) == 0))
            return slot;
    }
}

static void resize(struct an_map *map, size_t cap)
{
    struct an_map old = *map;
    map->cap = cap;
    map->slots = AN_NEW_ARRAY(map->arena, struct an_map_slot, cap);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].key)
            *slot_of(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

static void grow(struct an_map *map)
{
    resize(map, map->cap == 0 ? 16 : map->cap * 2);
}

void an_map_reserve(struct an_map *map, size_t n)
{
    size_t cap = map->cap == 0 ? 16 : map->cap;
    while (cap / 2 < n)
        cap *= 2;
    if (cap > map->cap)
        resize(map, cap);
}

bool an_map_put(struct an_map *map, const char *key, uint32_t value, uint32_t *old)
{
    if ((map->n + 1) * 2 > map->cap)
        grow(map);
    uint64_t hash = hash_of(map, key);
    struct an_map_slot *slot = slot_of(map, key, hash);
    if (slot->key) {
        if (old)
            *old = slot->value;
        return false;
    }
    *slot = (struct an_map_slot){key, hash, value};
    map->n++;
    return true;
}

bool an_map_get(const struct an_map *map, const char *key, uint32_t *value)
{
    if (map->n == 0)
        return false;
    const struct an_map_slot *slot = slot_of(map, key, hash_of(map, key));
    if (!slot->key)
        return false;
    if (value)
        *value = slot->value;
    return true;
}
