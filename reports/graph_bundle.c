/*
 * Large pictures: nobody reads three hundred boxes. Above 150 nodes the provisions of a cluster
 * that look alike become one node that counts them, and their edges one edge each; if that is not
 * enough, a cluster becomes one node and only the facts that most edges lead to stay apart. What
 * was done is said in the note. Small graphs are left as they are.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "reports/graph.h"

enum { MOST_NODES = 150, MOST_APART = 60, NAMED = 3 };

struct bundle {
    struct an_arena *arena;
    const struct an_graph *from;
    uint32_t *to; /* node of the new graph, per node of the old one */
    AN_VEC(struct an_graph_node) nodes;
    AN_VEC(struct an_graph_edge) edges;
    uint32_t bundled; /* nodes that no longer stand alone */
};

/* ---- groups ---- */

struct group {
    int32_t cluster;
    int role; /* -1: whatever it is */
};

static bool is_law(enum an_node_role role)
{
    return role < AN_NODE_FACT;
}

static const char *role_word(enum an_node_role role, uint32_t n)
{
    bool one = n == 1;
    switch (role) {
    case AN_NODE_DUTY_MUST: return one ? "duty" : "duties";
    case AN_NODE_DUTY_MUST_NOT: return one ? "ban" : "bans";
    case AN_NODE_DUTY_ORDER: return one ? "duty when ordered" : "duties when ordered";
    case AN_NODE_DUTY_ATTEST: return one ? "duty to confirm" : "duties to confirm";
    case AN_NODE_LIBERTY: return one ? "liberty" : "liberties";
    case AN_NODE_COMMITMENT: return one ? "commitment" : "commitments";
    case AN_NODE_FACT:
    case AN_NODE_FIXED_FACT: return one ? "fact" : "facts";
    case AN_NODE_AXIOM: return one ? "definition" : "definitions";
    case AN_NODE_HUB: return one ? "joint conflict" : "joint conflicts";
    case AN_NODE_WAY_OUT: return one ? "way out" : "ways out";
    case AN_NODE_SUMMARY: return one ? "bundle" : "bundles";
    case AN_NODE_COUNTRY: return one ? "jurisdiction" : "jurisdictions";
    case AN_NODE_JOIN: return one ? "branching" : "branchings";
    case AN_NODE_BUILD: return one ? "build" : "builds";
    }
    AN_UNREACHABLE();
}

static const char *first_line(struct an_arena *arena, const char *text)
{
    return an_strndup(arena, text, strcspn(text, "\n"));
}

/* One node for those that `same` marks: how many, and the first few by name. */
static void put_group(struct bundle *b, const bool *same, const char *word, uint32_t n,
                      int32_t cluster)
{
    struct an_sink_buffer names;
    an_sink_buffer_init(&names, b->arena);
    uint32_t named = 0, at = an_u32(b->nodes.n);
    bool faded = true;
    for (uint32_t i = 0; i < b->from->n_nodes; i++) {
        if (!same[i])
            continue;
        b->to[i] = at;
        faded = faded && b->from->nodes[i].faded;
        if (named++ < NAMED)
            an_putf(&names.sink, "%s%s", named > 1 ? "\n" : "",
                    first_line(b->arena, b->from->nodes[i].title));
    }
    if (n > NAMED)
        an_putf(&names.sink, "\nand %u more", n - NAMED);
    struct an_graph_node node = {.title = an_strf(b->arena, "%u %s", n, word),
                                 .detail = names.text,
                                 .role = AN_NODE_SUMMARY,
                                 .cluster = cluster,
                                 .faded = faded};
    an_vec_push(b->arena, &b->nodes, node);
    b->bundled += n;
}

static void put_alone(struct bundle *b, uint32_t i)
{
    b->to[i] = an_u32(b->nodes.n);
    an_vec_push(b->arena, &b->nodes, b->from->nodes[i]);
}

/* ---- edges ---- */

static int compare_ends(const struct an_graph_edge *a, const struct an_graph_edge *b)
{
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->role != b->role)
        return a->role < b->role ? -1 : 1;
    const char *x = a->label ? a->label : "", *y = b->label ? b->label : "";
    return strcmp(x, y);
}

static int compare_edges(const void *a, const void *b)
{
    return compare_ends(a, b);
}

static void bundle_edges(struct bundle *b)
{
    uint32_t n = b->from->n_edges;
    struct an_graph_edge *moved = AN_NEW_ARRAY(b->arena, struct an_graph_edge, n);
    for (uint32_t i = 0; i < n; i++) {
        moved[i] = b->from->edges[i];
        moved[i].from = b->to[moved[i].from];
        moved[i].to = b->to[moved[i].to];
    }
    if (n > 0)
        qsort(moved, n, sizeof *moved, compare_edges);
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i + 1;
        while (end < n && compare_ends(&moved[i], &moved[end]) == 0)
            end++;
        struct an_graph_edge edge = moved[i];
        if (end - i > 1)
            edge.label = an_strf(b->arena, "%u \xC3\x97 %s", end - i, edge.label ? edge.label : "");
        if (edge.from != edge.to)
            an_vec_push(b->arena, &b->edges, edge);
        i = end;
    }
}

/* ---- what is bundled ---- */

/* Marks the nodes of a group; how many there are. */
static uint32_t mark(const struct bundle *b, struct group group, bool *same)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->from->n_nodes; i++) {
        const struct an_graph_node *node = &b->from->nodes[i];
        same[i] = is_law(node->role) && node->cluster == group.cluster &&
                  (group.role < 0 || (int)node->role == group.role);
        n += same[i] ? 1 : 0;
    }
    return n;
}

static void bundle_group(struct bundle *b, struct group group, bool *same)
{
    uint32_t n = mark(b, group, same);
    if (n == 0)
        return;
    if (n == 1) {
        for (uint32_t i = 0; i < b->from->n_nodes; i++)
            if (same[i])
                put_alone(b, i);
        return;
    }
    put_group(b, same, group.role < 0 ? "provisions" : role_word((enum an_node_role)group.role, n),
              n, group.cluster);
}

static void bundle_law(struct bundle *b, bool by_role)
{
    bool *same = AN_NEW_ARRAY(b->arena, bool, b->from->n_nodes);
    for (int32_t c = -1; c < (int32_t)b->from->n_clusters; c++) {
        if (!by_role)
            bundle_group(b, (struct group){c, -1}, same);
        for (int role = 0; by_role && role < AN_NODE_FACT; role++)
            bundle_group(b, (struct group){c, role}, same);
    }
}

struct rank {
    uint32_t node, edges;
};

static int compare_ranks(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;
    if (x->edges != y->edges)
        return x->edges > y->edges ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

/* What is no law stays apart; of too many, those with the most edges. */
static void bundle_others(struct bundle *b, uint32_t most)
{
    const struct an_graph *g = b->from;
    struct rank *rank = AN_NEW_ARRAY(b->arena, struct rank, g->n_nodes);
    bool *rest = AN_NEW_ARRAY(b->arena, bool, g->n_nodes);
    uint32_t n = 0, left = 0;
    for (uint32_t i = 0; i < g->n_nodes; i++)
        rank[i].node = i;
    for (uint32_t i = 0; i < g->n_edges; i++) {
        rank[g->edges[i].from].edges++;
        rank[g->edges[i].to].edges++;
    }
    for (uint32_t i = 0; i < g->n_nodes; i++)
        if (!is_law(g->nodes[i].role))
            rank[n++] = rank[i];
    if (n > 0)
        qsort(rank, n, sizeof *rank, compare_ranks);
    for (uint32_t i = 0; i < n; i++) {
        if (i < most) {
            put_alone(b, rank[i].node);
        } else {
            rest[rank[i].node] = true;
            left++;
        }
    }
    if (left > 0)
        put_group(b, rest, "further facts and other things", left, -1);
}

static struct bundle start(struct an_arena *arena, const struct an_graph *graph)
{
    struct bundle b = {.arena = arena, .from = graph};
    b.to = AN_NEW_ARRAY(arena, uint32_t, graph->n_nodes);
    return b;
}

static const struct an_graph *finish(struct bundle *b)
{
    struct an_graph *g = AN_NEW(b->arena, struct an_graph);
    bundle_edges(b);
    *g = *b->from;
    g->nodes = b->nodes.v;
    g->n_nodes = an_u32(b->nodes.n);
    g->edges = b->edges.v;
    g->n_edges = an_u32(b->edges.n);
    g->note =
        an_strf(b->arena,
                "%s%sDrawn in summary: %u of %u boxes stand in bundles. Fewer markets or topics "
                "show them one by one.",
                b->from->note ? b->from->note : "", b->from->note ? ". " : "", b->bundled,
                b->from->n_nodes);
    return g;
}

const struct an_graph *an_graph_bundle(struct an_arena *arena, const struct an_graph *graph)
{
    if (graph->n_nodes <= MOST_NODES)
        return graph;
    struct bundle b = start(arena, graph);
    bundle_law(&b, true);
    bundle_others(&b, UINT32_MAX);
    if (b.nodes.n <= MOST_NODES)
        return finish(&b);
    b = start(arena, graph);
    bundle_law(&b, false);
    bundle_others(&b, MOST_APART);
    return finish(&b);
}
