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

#endif
