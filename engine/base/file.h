/* Reading a whole file, once, into an arena. */
#ifndef AN_BASE_FILE_H
#define AN_BASE_FILE_H

#include <stddef.h>

#include "engine/base/arena.h"

enum an_file_problem {
    AN_FILE_OK,
    AN_FILE_FAILED, /* errno tells */
    AN_FILE_DIRECTORY,
    AN_FILE_NOT_REGULAR, /* a pipe, device or socket: reading might never end */
    AN_FILE_TOO_LARGE
};

/** data[n] == 0. On AN_FILE_FAILED `error` holds the errno, on AN_FILE_TOO_LARGE nothing is set. */
struct an_file_text {
    const char *data;
    size_t n;
    int error;
};

/** Reads a regular file of at most `limit` bytes; never waits for a pipe. */
AN_NODISCARD enum an_file_problem an_file_read(struct an_arena *arena, const char *path,
                                               size_t limit, struct an_file_text *out);
/** Reads an open descriptor to its end; leaves it open. */
AN_NODISCARD enum an_file_problem an_file_read_fd(struct an_arena *arena, int fd, size_t limit,
                                                  struct an_file_text *out);

#endif
