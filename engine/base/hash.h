/* SHA-256, over libmd. */
#ifndef AN_BASE_HASH_H
#define AN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "engine/base/arena.h"

struct an_hash {
    uint8_t b[32];
};

struct an_hash an_hash_bytes(const void *data, size_t n);
/** 64 lower-case hex digits and a NUL. */
void an_hash_hex(const struct an_hash *hash, char out[65]);

/** Incremental form. */
struct an_hasher;
AN_NODISCARD struct an_hasher *an_hasher_new(struct an_arena *arena);
void an_hasher_add(struct an_hasher *h, const void *data, size_t n);
struct an_hash an_hasher_end(struct an_hasher *h);

/** 64-bit hash for tables in memory (SipHash-1-3); never stored, never printed. */
uint64_t an_hash64(const void *data, size_t n);
/** The same under a key: a table over words from outside takes one that they cannot know. */
uint64_t an_hash64_keyed(const void *data, size_t n, uint64_t key);

#endif
