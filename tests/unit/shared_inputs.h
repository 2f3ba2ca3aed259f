/* Reading inputs that lie beside the repository (../shared or $ANTINOMY_SHARED) and in it. */
#ifndef AN_TESTS_SHARED_INPUTS_H
#define AN_TESTS_SHARED_INPUTS_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/base/arena.h"
#include "engine/base/file.h"

/* Tests run in the top folder; AN_ROOT names it when they do not. */
static inline const char *own_path(struct an_arena *arena, const char *path)
{
    const char *root = getenv("AN_ROOT");
    return root ? an_strf(arena, "%s/%s", root, path) : an_strdup(arena, path);
}

static inline const char *shared_path(struct an_arena *arena, const char *path)
{
    const char *shared = getenv("ANTINOMY_SHARED");
    return shared ? an_strf(arena, "%s/%s", shared, path)
                  : own_path(arena, an_strf(arena, "../shared/%s", path));
}

/* Says so when it is not there: the test then skips. */
static inline bool have_shared(const char *path)
{
    struct an_arena *arena = an_arena_new();
    const char *full = shared_path(arena, path);
    bool there = access(full, R_OK) == 0;
    if (!there)
        printf("skipped: '%s' is not there; set ANTINOMY_SHARED\n", full);
    an_arena_free(arena);
    return there;
}

static inline const char *shared_text(struct an_arena *arena, const char *full)
{
    struct an_file_text file;
    if (an_file_read(arena, full, (size_t)1 << 26, &file) != AN_FILE_OK) {
        printf("cannot read '%s'\n", full);
        exit(1);
    }
    return file.data;
}

static inline const char *own_text(struct an_arena *arena, const char *path)
{
    return shared_text(arena, own_path(arena, path));
}

#endif
