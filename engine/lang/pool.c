/* Growth by half with realloc, which moves pages and not bytes once the pool is large. */
#include "engine/lang/pool.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"

static void free_records(void *ptr)
{
    struct an_pool *pool = ptr;
    free(pool->v);
    pool->v = NULL;
}

struct an_pool *an_pool_new(struct an_arena *arena, size_t size)
{
    struct an_pool *pool = AN_NEW(arena, struct an_pool);
    pool->arena = arena;
    pool->size = size;
    an_defer(arena, free_records, pool);
    return pool;
}

static void grow(struct an_pool *pool)
{
    size_t cap = pool->cap + pool->cap / 2 + 16, bytes;
    unsigned char *bigger = an_size_mul(cap, pool->size, &bytes) ? realloc(pool->v, bytes) : NULL;
    if (!bigger)
        an_arena_fail(pool->arena);
    pool->v = bigger;
    pool->cap = cap;
}

void *an_pool_add(struct an_pool *pool)
{
    if (pool->n == pool->cap)
        grow(pool);
    void *record = pool->v + pool->n++ * pool->size;
    memset(record, 0, pool->size);
    return record;
}

void *an_pool_at(const struct an_pool *pool, size_t i)
{
    assert(i < pool->n);
    return pool->v + i * pool->size;
}

/* Along each cycle of the permutation the records are carried by two spare ones in turn. */
void an_pool_permute(struct an_pool *pool, const uint32_t *rank)
{
    size_t size = pool->size;
    unsigned char *carried = an_alloc(pool->arena, size), *other = an_alloc(pool->arena, size);
    bool *done = AN_NEW_ARRAY(pool->arena, bool, pool->n);
    for (size_t first = 0; first < pool->n; first++) {
        if (done[first] || rank[first] == first)
            continue;
        memcpy(carried, pool->v + first * size, size);
        size_t at = first;
        do {
            at = rank[at];
            memcpy(other, pool->v + at * size, size);
            memcpy(pool->v + at * size, carried, size);
            unsigned char *spare = carried;
            carried = other;
            other = spare;
            done[at] = true;
        } while (at != first);
    }
}
