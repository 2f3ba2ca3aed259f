/* Neutral graph -> GraphML, for network tools. Text is escaped as XML; controls become spaces. */
#include <string.h>

#include "reports/graph.h"

static const char *node_role(enum an_node_role role)
{
    switch (role) {
    case AN_NODE_DUTY_MUST: return "must";
    case AN_NODE_DUTY_MUST_NOT: return "must_not";
    case AN_NODE_DUTY_ORDER: return "order";
    case AN_NODE_DUTY_ATTEST: return "attest";
    case AN_NODE_LIBERTY: return "may";
    case AN_NODE_COMMITMENT: return "commitment";
    case AN_NODE_FACT: return "fact";
    case AN_NODE_FIXED_FACT: return "fixed_fact";
    case AN_NODE_AXIOM: return "axiom";
    case AN_NODE_HUB: return "joint";
    case AN_NODE_WAY_OUT: return "way_out";
    case AN_NODE_SUMMARY: return "summary";
    case AN_NODE_COUNTRY: return "country";
    case AN_NODE_JOIN: return "join";
    case AN_NODE_BUILD: return "build";
    }
    return "";
}

static const char *edge_role(enum an_edge_role role)
{
    switch (role) {
    case AN_EDGE_BREACHED_BY: return "breached_by";
    case AN_EDGE_EXPOSED_BY: return "exposed_by";
    case AN_EDGE_MET_BY: return "met_by";
    case AN_EDGE_OPEN: return "open";
    case AN_EDGE_DUE: return "due";
    case AN_EDGE_EXEMPTS: return "exempts";
    case AN_EDGE_DISPLACES: return "displaces";
    case AN_EDGE_CONTRADICTION: return "contradiction";
    case AN_EDGE_DESIGN: return "design";
    case AN_EDGE_JOINT: return "joint";
    case AN_EDGE_EXPOSURE: return "exposure";
    case AN_EDGE_TIMING: return "timing";
    case AN_EDGE_RESTS_ON: return "rests_on";
    case AN_EDGE_BRANCH: return "branch";
    case AN_EDGE_SERVED_BY: return "served_by";
    case AN_EDGE_NEEDS: return "needs";
    case AN_EDGE_CLOSED_BY: return "closed_by";
    case AN_EDGE_BUILDS: return "builds";
    case AN_EDGE_COMMITMENT: return "commitment";
    case AN_EDGE_SUPPOSED: return "supposed";
    }
    return "";
}

static void put_xml(struct an_sink *sink, const char *text)
{
    for (; text && *text; text++) {
        unsigned char c = (unsigned char)*text;
        switch (c) {
        case '&': an_put(sink, "&amp;"); break;
        case '<': an_put(sink, "&lt;"); break;
        case '>': an_put(sink, "&gt;"); break;
        case '"': an_put(sink, "&quot;"); break;
        default:
            if (c < 0x20 && c != '\n' && c != '\t')
                an_put(sink, " ");
            else
                an_put_n(sink, text, 1);
        }
    }
}

static void put_data(struct an_sink *sink, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    an_putf(sink, "      <data key=\"%s\">", key);
    put_xml(sink, text);
    an_put(sink, "</data>\n");
}

static const char *const keys[][2] = {{"title", "node"}, {"detail", "node"},  {"url", "node"},
                                      {"role", "node"},  {"cluster", "node"}, {"label", "edge"},
                                      {"kind", "edge"}};

void an_graph_write_graphml(struct an_sink *sink, const struct an_graph *graph)
{
    an_put(sink, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        an_putf(sink, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"string\"/>\n",
                keys[i][0], keys[i][1], keys[i][0]);
    an_put(sink, "  <graph id=\"g\" edgedefault=\"directed\">\n");
    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        const struct an_graph_node *node = &graph->nodes[i];
        an_putf(sink, "    <node id=\"n%u\">\n", i);
        put_data(sink, "title", node->title);
        put_data(sink, "detail", node->detail);
        put_data(sink, "url", node->url);
        put_data(sink, "role", node_role(node->role));
        if (node->cluster >= 0)
            put_data(sink, "cluster", graph->clusters[node->cluster].title);
        an_put(sink, "    </node>\n");
    }
    for (uint32_t i = 0; i < graph->n_edges; i++) {
        const struct an_graph_edge *edge = &graph->edges[i];
        an_putf(sink, "    <edge id=\"e%u\" source=\"n%u\" target=\"n%u\">\n", i, edge->from,
                edge->to);
        put_data(sink, "label", edge->label);
        put_data(sink, "kind", edge_role(edge->role));
        an_put(sink, "    </edge>\n");
    }
    an_put(sink, "  </graph>\n</graphml>\n");
}
