/*
 * The neutral graph: what a diagram says, before anything is laid out. Built from results by
 * reports, sent to antinomy-draw as records, or written as DOT or GraphML.
 */
#ifndef ANTINOMY_GRAPH_H
#define ANTINOMY_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "antinomy/sink.h"

/* What a node is; drawn by shape and label, never by colour alone. */
enum an_node_role {
    AN_NODE_DUTY_MUST,
    AN_NODE_DUTY_MUST_NOT,
    AN_NODE_DUTY_ORDER,
    AN_NODE_DUTY_ATTEST,
    AN_NODE_LIBERTY,
    AN_NODE_COMMITMENT, /* binds states */
    AN_NODE_FACT,
    AN_NODE_FIXED_FACT,
    AN_NODE_AXIOM,
    AN_NODE_HUB, /* joint conflict */
    AN_NODE_WAY_OUT,
    AN_NODE_SUMMARY, /* stands for several */
    AN_NODE_COUNTRY, /* a leaf of a tree of countries */
    AN_NODE_JOIN,    /* where two branches of it meet */
    AN_NODE_BUILD    /* a way to build the product */
};

/* What an edge says; drawn by line style and label. */
enum an_edge_role {
    AN_EDGE_BREACHED_BY, /* duty - fact that breaks it */
    AN_EDGE_EXPOSED_BY,
    AN_EDGE_MET_BY,
    AN_EDGE_OPEN, /* turns on a missing fact */
    AN_EDGE_DUE,
    AN_EDGE_EXEMPTS,
    AN_EDGE_DISPLACES,
    AN_EDGE_CONTRADICTION,
    AN_EDGE_DESIGN,
    AN_EDGE_JOINT,
    AN_EDGE_EXPOSURE,
    AN_EDGE_TIMING,
    AN_EDGE_RESTS_ON,
    AN_EDGE_BRANCH,     /* of a tree of countries */
    AN_EDGE_SERVED_BY,  /* market - build */
    AN_EDGE_NEEDS,      /* build - setting */
    AN_EDGE_CLOSED_BY,  /* market - duty that no build can meet */
    AN_EDGE_BUILDS,     /* one build cannot meet both, two can */
    AN_EDGE_COMMITMENT, /* measure - commitment of the same state */
    AN_EDGE_SUPPOSED    /* the same, if the treaty did bind that state */
};

struct an_graph_node {
    const char *title;   /* first lines, shown letter for letter; '\n' separates lines */
    const char *detail;  /* smaller lines; may be NULL */
    const char *tooltip; /* may be NULL */
    const char *url;     /* http/https or NULL */
    enum an_node_role role;
    int32_t cluster; /* index or -1 */
    bool faded;      /* not law there on the day */
};

struct an_graph_edge {
    uint32_t from, to;
    const char *label;
    enum an_edge_role role;
};

struct an_graph_cluster {
    const char *title;
};

struct an_graph {
    const char *title, *subtitle;
    const struct an_graph_cluster *clusters;
    uint32_t n_clusters;
    const struct an_graph_node *nodes;
    uint32_t n_nodes;
    const struct an_graph_edge *edges;
    uint32_t n_edges;
    const char *note; /* what was bundled or left out; may be NULL */
};

enum an_graph_format { AN_GRAPH_DOT, AN_GRAPH_SVG, AN_GRAPH_PNG, AN_GRAPH_PDF, AN_GRAPH_GRAPHML };

#endif
