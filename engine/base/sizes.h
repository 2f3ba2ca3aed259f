/* Checked size arithmetic and narrowing. */
#ifndef AN_BASE_SIZES_H
#define AN_BASE_SIZES_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool an_size_mul(size_t a, size_t b, size_t *out)
{
    if (b != 0 && a > SIZE_MAX / b)
        return false;
    *out = a * b;
    return true;
}

static inline bool an_size_add(size_t a, size_t b, size_t *out)
{
    if (a > SIZE_MAX - b)
        return false;
    *out = a + b;
    return true;
}

/** Narrows a count that a stated limit already keeps small. */
static inline uint32_t an_u32(size_t n)
{
    assert(n <= UINT32_MAX);
    return (uint32_t)n;
}

#endif
