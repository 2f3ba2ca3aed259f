/* Reading tests/hostile/manifest.csv. */
#ifndef AN_TESTS_HOSTILE_MANIFEST_H
#define AN_TESTS_HOSTILE_MANIFEST_H

#include <stdlib.h>
#include <string.h>

#include "antinomy/sink.h"

#include "tests/unit/shared_inputs.h"

struct hostile {
    const char *file, *kind, *outcome, *code, *must, *note, *layer;
    unsigned long line;
};

/* One cell, which may be quoted; *s moves to the comma or line end behind it. */
static inline const char *hostile_cell(struct an_arena *arena, const char **s)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    const char *p = *s;
    bool quoted = *p == '"';
    for (p += quoted; *p && (quoted ? *p != '"' || p[1] == '"' : !strchr(",\n", *p)); p++) {
        if (quoted && *p == '"')
            p++;
        an_put_n(&out.sink, p, 1);
    }
    *s = p + quoted;
    return out.text;
}

/* The next row; false at the end. A broken row ends the program. */
static inline bool hostile_row(struct an_arena *arena, const char **s, struct hostile *out)
{
    const char *line = "";
    const char **cells[] = {&out->file, &out->kind, &out->outcome, &out->code,
                            &line,      &out->must, &out->note,    &out->layer};
    if (!**s)
        return false;
    for (size_t i = 0; i < 8; i++) {
        *cells[i] = hostile_cell(arena, s);
        if (**s != (i < 7 ? ',' : '\n')) {
            printf("manifest.csv: broken row at '%.40s'\n", *s);
            exit(1);
        }
        ++*s;
    }
    out->line = strtoul(line, NULL, 10);
    return true;
}

/* The manifest behind its first row. */
static inline const char *hostile_manifest(struct an_arena *arena)
{
    return strchr(own_text(arena, "tests/hostile/manifest.csv"), '\n') + 1;
}

#endif
