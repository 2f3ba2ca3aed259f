/*
 * A neutral graph in the making, for all pictures: each thing becomes one node however often it is
 * put, provisions stand in the cluster of their jurisdiction.
 */
#ifndef AN_REPORTS_GRAPH_PARTS_H
#define AN_REPORTS_GRAPH_PARTS_H

#include "antinomy/graph.h"
#include "antinomy/policy.h"
#include "engine/base/map.h"
#include "engine/base/vec.h"

struct an_graph_parts {
    struct an_arena *arena;
    AN_VEC(struct an_graph_node) nodes;
    AN_VEC(struct an_graph_edge) edges;
    AN_VEC(struct an_graph_cluster) clusters;
    struct an_map node_of, cluster_of, edge_of;
};

void an_graph_parts_init(struct an_graph_parts *parts, struct an_arena *arena);

/** The node known as `key`; made from `node` the first time. */
uint32_t an_graph_put_node(struct an_graph_parts *parts, const char *key,
                           const struct an_graph_node *node);

/** A provision with its instrument and article; `standing` (or NULL) is said in it, and dashes it;
 * `more` (or NULL): further lines. */
uint32_t an_graph_put_provision(struct an_graph_parts *parts, const struct an_provision_info *p,
                                const char *standing, const char *more);

/** An edge; the same one again is left out. */
void an_graph_put_edge(struct an_graph_parts *parts, uint32_t from, uint32_t to, const char *label,
                       enum an_edge_role role);

/** The graph without titles; if it has no node, one that says `empty`. */
struct an_graph *an_graph_of_parts(struct an_graph_parts *parts, const char *empty);

#endif
