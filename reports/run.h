/* The memory of one report: an arena around a writer, and what happens when it runs out. */
#ifndef AN_REPORTS_RUN_H
#define AN_REPORTS_RUN_H

#include "antinomy/sink.h"
#include "antinomy/status.h"
#include "engine/base/arena.h"

/** A writer: `what` is its own. */
typedef void an_writer(struct an_arena *arena, struct an_sink *sink, const void *what);

/** Runs it with an arena of its own. AN_OK or AN_ENOMEM. */
enum an_status an_report_run(struct an_sink *sink, an_writer *writer, const void *what);

#endif
