/*
 * The public workspace: one arena for diagnostics, one buffer for the reason of the last failure.
 * Every entry point of the library takes one; nothing here knows what the entry points do.
 */
#include "engine/diag/workspace.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct an_workspace *an_workspace_new(void)
{
    struct an_arena *arena = an_arena_new();

    if (!arena)
        return NULL;
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return NULL;
    }
    struct an_workspace *ws = AN_NEW(arena, struct an_workspace);
    ws->arena = arena;
    ws->diags = an_diag_list_new(arena);
    return ws;
}

void an_workspace_free(struct an_workspace *ws)
{
    if (ws)
        an_arena_free(ws->arena);
}

const struct an_diag_list *an_workspace_diags(const struct an_workspace *ws)
{
    return ws->diags;
}

const char *an_workspace_reason(const struct an_workspace *ws)
{
    return ws->reason;
}

enum an_status an_fail(struct an_workspace *ws, enum an_status status, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vsnprintf(ws->reason, sizeof ws->reason, fmt, args);
    va_end(args);
    return status;
}

static enum an_status enter(struct an_workspace *ws, const char *doing, an_entry *entry, void *what,
                            bool keep)
{
    struct an_arena *arena = an_arena_new();

    ws->reason[0] = '\0';
    if (!arena)
        return an_fail(ws, AN_ENOMEM, "out of memory while %s", doing);
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return an_fail(ws, AN_ENOMEM, "out of memory while %s", doing);
    }
    an_arena_share_handler(ws->arena, arena);
    enum an_status status = entry(arena, ws, what);
    if (status != AN_OK || !keep)
        an_arena_free(arena);
    return status;
}

enum an_status an_enter(struct an_workspace *ws, const char *doing, an_entry *entry, void *what)
{
    return enter(ws, doing, entry, what, true);
}

enum an_status an_enter_briefly(struct an_workspace *ws, const char *doing, an_entry *entry,
                                void *what)
{
    return enter(ws, doing, entry, what, false);
}

const char *an_status_name(enum an_status status)
{
    switch (status) {
    case AN_OK: return "ok";
    case AN_EINPUT: return "input refused";
    case AN_ENOMEM: return "out of memory";
    case AN_EIO: return "input or output failed";
    case AN_EBUSY: return "busy";
    case AN_EDAMAGED: return "damaged";
    case AN_ENOTFOUND: return "not found";
    case AN_ELIMIT: return "limit reached";
    case AN_EMISUSE: return "misuse";
    }
    return "unknown status";
}

const char *an_version(void)
{
    return "0.1.0";
}
