/* Circles in a graph of references. Inside of the language. */
#ifndef AN_LANG_GRAPH_H
#define AN_LANG_GRAPH_H

#include <stdint.h>

#include "engine/base/arena.h"
#include "engine/base/vec.h"

struct an_edge {
    uint32_t from, to;
};
struct an_graph {
    struct an_arena *arena;
    uint32_t n; /* nodes are 0 to n - 1 */
    AN_VEC(struct an_edge) edges;
};

void an_graph_add(struct an_graph *g, uint32_t from, uint32_t to);

/** Called with a circle's nodes in order, beginning with the least; the last leads back to the
 * first. */
typedef void an_circle_fn(void *ctx, const uint32_t *node, uint32_t n);
/**
 * Calls fn for circles so that no circle is left when one edge of each is taken out. Each is
 * reported once; at most `most` of them.
 */
void an_graph_circles(struct an_graph *g, uint32_t most, an_circle_fn *fn, void *ctx);

#endif
