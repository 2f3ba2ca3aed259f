/* Inside of the public workspace: the arena of diagnostics and the reason of the last failure. */
#ifndef AN_DIAG_WORKSPACE_H
#define AN_DIAG_WORKSPACE_H

#include "antinomy/workspace.h"
#include "engine/diag/diag.h"

struct an_workspace {
    struct an_arena *arena;
    struct an_diag_list *diags;
    char reason[512];
};

/** Sets the reason (cut to fit) and returns `status`, so that callers can `return an_fail(...)`. */
enum an_status an_fail(struct an_workspace *ws, enum an_status status, const char *fmt, ...)
    AN_PRINTF(3, 4);

/** The work of a public entry point, in an arena whose handler is set. */
typedef enum an_status an_entry(struct an_arena *arena, struct an_workspace *ws, void *what);
/**
 * Runs it with a new arena, to which the workspace's arena jumps too when memory runs out. After
 * AN_OK the arena lives on and belongs to the result; else it is gone, with all that was deferred
 * in it. AN_ENOMEM: "out of memory while <doing>".
 */
enum an_status an_enter(struct an_workspace *ws, const char *doing, an_entry *entry, void *what);
/** The same where no result is kept: the arena is gone afterwards, also after AN_OK. */
enum an_status an_enter_briefly(struct an_workspace *ws, const char *doing, an_entry *entry,
                                void *what);

#endif
