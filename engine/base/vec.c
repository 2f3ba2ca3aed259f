/* Growth of the arrays of vec.h: doubling, in place when the array is the arena's last piece. */
#include "engine/base/vec.h"

#include <stdint.h>
#include <string.h>

#include "engine/base/sizes.h"

void *an_vec_grow(struct an_arena *arena, void *v, size_t n, size_t *cap, size_t size)
{
    size_t wanted = *cap == 0 ? 8 : *cap, bytes;
    if (!an_size_add(wanted, *cap, &wanted) || !an_size_mul(wanted, size, &bytes))
        an_arena_fail(arena);
    if (v && an__arena_extend(arena, v, *cap * size, bytes)) {
        *cap = wanted;
        return v;
    }
    void *bigger = an_alloc(arena, bytes);
    if (v && n > 0)
        memcpy(bigger, v, n * size);
    *cap = wanted;
    return bigger;
}
