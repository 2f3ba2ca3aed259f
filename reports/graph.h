/*
 * Diagrams: results become a neutral graph (graph_check.c), which is written as GraphML here or
 * drawn by antinomy-draw in a process of its own (graph_draw.c). Nothing in this folder but
 * reports/draw knows Graphviz.
 */
#ifndef AN_REPORTS_GRAPH_H
#define AN_REPORTS_GRAPH_H

#include "antinomy/check.h"
#include "antinomy/conflict.h"
#include "antinomy/graph.h"
#include "antinomy/plan.h"

struct an_arena;

/** What else is drawn. */
enum { AN_GRAPH_AXIOMS = 1, AN_GRAPH_WAYS = 2 };

/**
 * The duties that bite on a product and the facts they bite on: breaches, exposures, what falls
 * due, what is open or disputed, and apart from them what is not yet law. `with`: AN_GRAPH_ bits:
 * the definitions and presumptions that facts rest on, the ways out. Lives in `arena`.
 */
const struct an_graph *an_graph_from_check(struct an_arena *arena, const struct an_check *check,
                                           unsigned with);

/** Who demands what cannot be had together; the numbers are those of the text. `with` as above. */
const struct an_graph *an_graph_from_conflicts(struct an_arena *arena,
                                               const struct an_conflicts *conflicts, unsigned with);

/** The builds of a plan, the markets of each, and what closes the other markets. */
const struct an_graph *an_graph_from_plan(struct an_arena *arena, const struct an_plan *plan);

/**
 * The graph as it is drawn: above 150 nodes in summary, which its note says; else the same. The
 * result borrows from `graph`.
 */
const struct an_graph *an_graph_bundle(struct an_arena *arena, const struct an_graph *graph);

/** Writes the records that antinomy-draw reads (see reports/draw/records.h). */
void an_graph_write_records(struct an_sink *sink, const struct an_graph *graph);

/** Writes GraphML: ids n0.., data keys title, detail, role, cluster, label. */
void an_graph_write_graphml(struct an_sink *sink, const struct an_graph *graph);

/** How a drawing ended. */
enum an_draw_status {
    AN_DRAW_OK,
    AN_DRAW_NO_PROGRAM, /* antinomy-draw could not be started */
    AN_DRAW_TIMEOUT,    /* it took longer than the limit and was stopped */
    AN_DRAW_FAILED,     /* it said why: see `why` */
    AN_DRAW_IO          /* the file could not be written */
};

/**
 * Draws `graph`, in summary where it is large, to the file `path` (written under a temporary name,
 * then renamed) with the program `draw_path`. At most `seconds` seconds. `why` (at least 256 bytes)
 * tells what went wrong.
 */
enum an_draw_status an_graph_draw(const struct an_graph *graph, enum an_graph_format format,
                                  const char *path, const char *draw_path, int seconds, char *why,
                                  size_t why_size);

/** Format by name ("svg") or by the end of a file name ("x.svg"); false if neither is known. */
bool an_graph_format_of(const char *name, enum an_graph_format *format);
const char *an_graph_format_name(enum an_graph_format format);

#endif
