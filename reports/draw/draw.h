/*
 * antinomy-draw: one neutral graph on standard input, one drawing in a file. The only user of
 * cgraph and gvc. What leaks or crashes in there ends with this process.
 */
#ifndef AN_REPORTS_DRAW_DRAW_H
#define AN_REPORTS_DRAW_DRAW_H

#include <graphviz/cgraph.h>
#include <stdio.h>

#include "antinomy/graph.h"
#include "engine/base/arena.h"

/** Reads the records of a stream. NULL, and *why in words, if it is not well formed. */
const struct an_graph *an_draw_read(struct an_arena *arena, FILE *in, const char **why);

/** Builds the Graphviz graph for "dot", "svg", "png" or "pdf", legend included; NULL if memory ran
 * out. */
Agraph_t *an_draw_build(struct an_arena *arena, const struct an_graph *graph, const char *format);

/**
 * Per cluster, whether it stands at the right: duties on both sides of what they turn on make a
 * page, all on one side make a ribbon. Small graphs without clashes stay on the left.
 */
const bool *an_draw_sides(struct an_arena *arena, const struct an_graph *graph);

/** Look of a node or edge by role: shape and words, never colour alone. */
struct an_draw_look {
    const char *word;  /* for the legend */
    const char *shape; /* nodes */
    const char *style;
    const char *fill;
    const char *peripheries; /* nodes */
    const char *penwidth;
    const char *arrowhead; /* edges */
};
const struct an_draw_look *an_draw_node_look(enum an_node_role role);
const struct an_draw_look *an_draw_edge_look(enum an_edge_role role);

#define AN_DRAW_NODE_ROLES (AN_NODE_BUILD + 1)
#define AN_DRAW_EDGE_ROLES (AN_EDGE_SUPPOSED + 1)

/**
 * A label that Graphviz shows letter for letter: lines wrapped at `columns`, backslashes and
 * ampersands doubled up, controls as U+XXXX, at most `lines` lines (then "..."), each ended by
 * `end` ("\\n" centred, "\\l" left).
 */
const char *an_draw_label(struct an_arena *arena, const char *text, size_t columns, size_t lines,
                          const char *end);

#endif
