/* What all views of a comparison share: running one that may run out of memory. */
#include "engine/compare/compare.h"

enum an_status an__view(struct an_comparison *c, an__view_fn *make, void *to)
{
    c->ws->reason[0] = '\0';
    if (AN_ARENA_TRY(c->arena))
        return an_fail(c->ws, AN_ENOMEM, "out of memory while countries were compared");
    an_arena_share_handler(c->ws->arena, c->arena);
    make(c, to);
    return AN_OK;
}
