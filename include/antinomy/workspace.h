/* The workspace: diagnostics, limits and the reason of the last failure of one user of the library.
 */
#ifndef ANTINOMY_WORKSPACE_H
#define ANTINOMY_WORKSPACE_H

#include "antinomy/diag.h"
#include "antinomy/status.h"

/** Opaque. One thread at a time may use a workspace and what was opened with it. */
struct an_workspace;

/** A new workspace, or NULL if memory ran out. Owned by the caller. */
struct an_workspace *an_workspace_new(void);
/** Frees it. Handles opened with it must be closed before. NULL is allowed. */
void an_workspace_free(struct an_workspace *ws);

/** Diagnostics collected so far; borrowed, lives as long as the workspace. */
const struct an_diag_list *an_workspace_diags(const struct an_workspace *ws);
/** What was tried when the last call failed for a reason other than AN_EINPUT ("cannot write 'x':
 * disk full"); "" if none. */
const char *an_workspace_reason(const struct an_workspace *ws);

/** Version of program and language, for instance "0.1.0"; also the stamp of fact bases. */
const char *an_version(void);

#endif
