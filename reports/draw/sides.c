/*
 * Which clusters stand at the right. Those with most clashes between duties are placed first, then
 * the largest, each where it has more to do with the other side, else where there is more room.
 */
#include "engine/base/arena.h"
#include "reports/draw/draw.h"

enum { FEW = 10 }; /* duties that one column holds well */

struct sides {
    const struct an_graph *graph;
    uint32_t *size;    /* nodes per cluster */
    uint32_t *clashes; /* with duties of other clusters */
    bool *placed, *right;
};

static int32_t cluster_at(const struct sides *s, uint32_t node)
{
    return s->graph->nodes[node].cluster;
}

/* Clashes between cluster c and those that stand on that side. */
static uint32_t clashes_with(const struct sides *s, int32_t c, bool right)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->graph->n_edges; i++) {
        int32_t a = cluster_at(s, s->graph->edges[i].from);
        int32_t b = cluster_at(s, s->graph->edges[i].to);
        int32_t other = a == c ? b : b == c ? a : -1;
        n += other >= 0 && other != c && s->placed[other] && s->right[other] == right ? 1 : 0;
    }
    return n;
}

static uint32_t height_of(const struct sides *s, bool right)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < s->graph->n_clusters; c++)
        n += s->placed[c] && s->right[c] == right ? s->size[c] + 1 : 0;
    return n;
}

static bool comes_before(const struct sides *s, uint32_t a, uint32_t b)
{
    return s->clashes[a] != s->clashes[b] ? s->clashes[a] > s->clashes[b] : s->size[a] > s->size[b];
}

static void place(struct sides *s, uint32_t c)
{
    uint32_t with_left = clashes_with(s, (int32_t)c, false);
    uint32_t with_right = clashes_with(s, (int32_t)c, true);
    s->right[c] =
        with_left != with_right ? with_left > with_right : height_of(s, true) < height_of(s, false);
    s->placed[c] = true;
}

const bool *an_draw_sides(struct an_arena *arena, const struct an_graph *graph)
{
    uint32_t duties = 0, clashes = 0;
    struct sides s = {.graph = graph,
                      .size = AN_NEW_ARRAY(arena, uint32_t, graph->n_clusters),
                      .clashes = AN_NEW_ARRAY(arena, uint32_t, graph->n_clusters),
                      .placed = AN_NEW_ARRAY(arena, bool, graph->n_clusters),
                      .right = AN_NEW_ARRAY(arena, bool, graph->n_clusters)};
    for (uint32_t i = 0; i < graph->n_nodes; i++)
        if (cluster_at(&s, i) >= 0) {
            s.size[cluster_at(&s, i)]++;
            duties++;
        }
    for (uint32_t i = 0; i < graph->n_edges; i++) {
        int32_t a = cluster_at(&s, graph->edges[i].from), b = cluster_at(&s, graph->edges[i].to);
        if (a < 0 || b < 0)
            continue;
        clashes++;
        s.clashes[a] += a != b ? 1 : 0;
        s.clashes[b] += a != b ? 1 : 0;
    }
    for (uint32_t i = 0; i < graph->n_nodes; i++)
        clashes += graph->nodes[i].role == AN_NODE_HUB ? 1 : 0;
    if (duties <= FEW && clashes == 0)
        return s.right;
    for (uint32_t k = 0; k < graph->n_clusters; k++) {
        uint32_t best = UINT32_MAX;
        for (uint32_t c = 0; c < graph->n_clusters; c++)
            if (!s.placed[c] && (best == UINT32_MAX || comes_before(&s, c, best)))
                best = c;
        place(&s, best);
    }
    return s.right;
}
