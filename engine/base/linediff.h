/* What differs between two texts, line by line, as a unified diff. */
#ifndef AN_BASE_LINEDIFF_H
#define AN_BASE_LINEDIFF_H

#include "antinomy/sink.h"
#include "engine/base/arena.h"

/**
 * Writes a unified diff with three lines around each change; nothing if the texts are equal. As few
 * lines as possible are changed (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986);
 * texts with more than some thousand changes are shown as one change.
 */
void an_line_diff(struct an_arena *arena, struct an_sink *sink, const char *name,
                  const char *before, const char *after);

#endif
