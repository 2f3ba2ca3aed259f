/* Pictures of comparisons. */
#ifndef AN_REPORTS_GRAPH_COMPARE_H
#define AN_REPORTS_GRAPH_COMPARE_H

#include "antinomy/compare.h"
#include "reports/graph.h"

/** The tree of countries (docs/compare.md, section 4). Lives in `arena`. */
const struct an_graph *an_graph_from_distances(struct an_arena *arena, const struct an_matrix *m,
                                               const struct an_distances *d);

#endif
