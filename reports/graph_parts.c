/* Nodes, edges and clusters that several pictures share: see graph_parts.h. */
#include "reports/graph_parts.h"

#include <inttypes.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "reports/phrase.h"

void an_graph_parts_init(struct an_graph_parts *parts, struct an_arena *arena)
{
    *parts = (struct an_graph_parts){.arena = arena};
    an_map_init(&parts->node_of, arena);
    an_map_init(&parts->cluster_of, arena);
    an_map_init(&parts->edge_of, arena);
}

uint32_t an_graph_put_node(struct an_graph_parts *parts, const char *key,
                           const struct an_graph_node *node)
{
    uint32_t old, fresh = an_u32(parts->nodes.n);
    if (!an_map_put(&parts->node_of, key, fresh, &old))
        return old;
    an_vec_push(parts->arena, &parts->nodes, *node);
    return fresh;
}

static enum an_node_role duty_role(const struct an_provision_info *p)
{
    if (strcmp(p->addressee, "state") == 0)
        return AN_NODE_COMMITMENT;
    if (strcmp(p->duty, "asks") == 0)
        return AN_NODE_DUTY_ORDER;
    if (strcmp(p->duty, "must_not") == 0)
        return AN_NODE_DUTY_MUST_NOT;
    if (strcmp(p->duty, "attest") == 0)
        return AN_NODE_DUTY_ATTEST;
    if (strcmp(p->duty, "may") == 0)
        return AN_NODE_LIBERTY;
    return AN_NODE_DUTY_MUST;
}

/* "art. 34" stays on one line, as a lawyer would set it. */
static const char *unbroken(struct an_arena *arena, const char *words)
{
    enum { LONG = 24 };
    struct an_sink_buffer out;
    if (strlen(words) > LONG)
        return words;
    an_sink_buffer_init(&out, arena);
    for (const char *c = words; *c; c++)
        an_putf(&out.sink, "%.*s", *c == ' ' ? 2 : 1, *c == ' ' ? "\u00A0" : c);
    return out.text;
}

/* Instrument, native title, article, standing. */
static const char *detail_of(struct an_arena *arena, const struct an_provision_info *p,
                             const char *standing)
{
    return an_strf(arena, "%s%s%s, %s%s%s", p->instrument_title,
                   p->instrument_title_native ? " " : "",
                   p->instrument_title_native ? p->instrument_title_native : "",
                   unbroken(arena, an_phrase_article(arena, p->article)), standing ? "\n" : "",
                   standing ? standing : "");
}

static const char *cluster_title(struct an_arena *arena, const struct an_provision_info *p)
{
    return an_strf(arena, "%s (%s)", p->jurisdiction_name ? p->jurisdiction_name : "",
                   p->jurisdiction);
}

static int32_t cluster_for(struct an_graph_parts *parts, const struct an_provision_info *p)
{
    uint32_t old, fresh = an_u32(parts->clusters.n);
    if (!an_map_put(&parts->cluster_of, p->jurisdiction, fresh, &old))
        return (int32_t)old;
    struct an_graph_cluster cluster = {cluster_title(parts->arena, p)};
    an_vec_push(parts->arena, &parts->clusters, cluster);
    return (int32_t)fresh;
}

uint32_t an_graph_put_provision(struct an_graph_parts *parts, const struct an_provision_info *p,
                                const char *standing, const char *more)
{
    const char *detail = detail_of(parts->arena, p, standing);
    struct an_graph_node node = {
        .title = p->title,
        .detail = more ? an_strf(parts->arena, "%s\n%s", detail, more) : detail,
        .tooltip = p->summary && *p->summary ? p->summary : p->title,
        .url = p->url,
        .role = duty_role(p),
        .cluster = cluster_for(parts, p),
        .faded = standing != NULL,
    };
    return an_graph_put_node(
        parts, an_strf(parts->arena, "provision %s %s", p->id, standing ? standing : ""), &node);
}

void an_graph_put_edge(struct an_graph_parts *parts, uint32_t from, uint32_t to, const char *label,
                       enum an_edge_role role)
{
    uint32_t old;
    const char *key = an_strf(parts->arena, "%" PRIu32 " %" PRIu32 " %d %s", from, to, (int)role,
                              label ? label : "");
    if (!an_map_put(&parts->edge_of, key, 0, &old))
        return;
    struct an_graph_edge edge = {.from = from, .to = to, .label = label, .role = role};
    an_vec_push(parts->arena, &parts->edges, edge);
}

struct an_graph *an_graph_of_parts(struct an_graph_parts *parts, const char *empty)
{
    struct an_graph *graph = AN_NEW(parts->arena, struct an_graph);
    if (parts->nodes.n == 0) {
        struct an_graph_node node = {.title = empty, .role = AN_NODE_SUMMARY, .cluster = -1};
        an_vec_push(parts->arena, &parts->nodes, node);
    }
    graph->clusters = parts->clusters.v;
    graph->n_clusters = an_u32(parts->clusters.n);
    graph->nodes = parts->nodes.v;
    graph->n_nodes = an_u32(parts->nodes.n);
    graph->edges = parts->edges.v;
    graph->n_edges = an_u32(parts->edges.n);
    return graph;
}
