/* Depth-first search with a stack of its own: the depth of references is the author's. */
#include "engine/lang/graph.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"

enum { WHITE, ON_PATH, DONE };

struct search {
    const struct an_graph *g;
    uint32_t *start; /* edges of node v: start[v] to start[v + 1] */
    uint32_t *next;  /* the next edge of each node on the path */
    uint32_t *path, n_path;
    unsigned char *colour;
};

void an_graph_add(struct an_graph *g, uint32_t from, uint32_t to)
{
    struct an_edge edge = {from, to};
    if (from < g->n && to < g->n)
        an_vec_push(g->arena, &g->edges, edge);
}

static int compare_edges(const void *a, const void *b)
{
    const struct an_edge *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

static struct search search_of(struct an_graph *g)
{
    struct search s = {.g = g};
    s.start = AN_NEW_ARRAY(g->arena, uint32_t, (size_t)g->n + 1);
    s.next = AN_NEW_ARRAY(g->arena, uint32_t, g->n);
    s.path = AN_NEW_ARRAY(g->arena, uint32_t, g->n);
    s.colour = AN_NEW_ARRAY(g->arena, unsigned char, g->n);
    if (g->edges.n > 0)
        qsort(g->edges.v, g->edges.n, sizeof *g->edges.v, compare_edges);
    for (size_t i = 0; i < g->edges.n; i++)
        s.start[g->edges.v[i].from + 1]++;
    for (uint32_t v = 0; v < g->n; v++)
        s.start[v + 1] += s.start[v];
    return s;
}

/* The part of the path from `to` on, turned so that its least node comes first. */
static void report(struct search *s, uint32_t to, an_circle_fn *fn, void *ctx)
{
    uint32_t first = s->n_path;
    while (s->path[first - 1] != to)
        first--;
    const uint32_t *circle = s->path + first - 1;
    uint32_t n = s->n_path - first + 1, least = 0;
    for (uint32_t i = 1; i < n; i++)
        if (circle[i] < circle[least])
            least = i;
    uint32_t *turned = AN_NEW_ARRAY(s->g->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        turned[i] = circle[(least + i) % n];
    fn(ctx, turned, n);
}

static void push(struct search *s, uint32_t node)
{
    s->colour[node] = ON_PATH;
    s->next[node] = s->start[node];
    s->path[s->n_path++] = node;
}

void an_graph_circles(struct an_graph *g, uint32_t most, an_circle_fn *fn, void *ctx)
{
    struct search s = search_of(g);
    for (uint32_t root = 0; root < g->n; root++) {
        if (s.colour[root] != WHITE)
            continue;
        push(&s, root);
        while (s.n_path > 0) {
            uint32_t node = s.path[s.n_path - 1];
            if (s.next[node] == s.start[node + 1]) {
                s.colour[node] = DONE;
                s.n_path--;
                continue;
            }
            uint32_t to = g->edges.v[s.next[node]++].to;
            if (s.colour[to] == WHITE) {
                push(&s, to);
            } else if (s.colour[to] == ON_PATH) {
                if (most-- == 0)
                    return;
                report(&s, to, fn, ctx);
            }
        }
    }
}
