/* The one place in reports where memory can run out in front of a caller. */
#include "reports/run.h"

enum an_status an_report_run(struct an_sink *sink, an_writer *writer, const void *what)
{
    struct an_arena *arena = an_arena_new();
    if (!arena)
        return AN_ENOMEM;
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return AN_ENOMEM;
    }
    writer(arena, sink, what);
    an_arena_free(arena);
    return AN_OK;
}
