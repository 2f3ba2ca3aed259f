/*
 * Reading files. Memory is taken before a file is opened, so that running out of it never leaves a
 * descriptor behind. A file that grows while it is read is read again with more room.
 */
#include "engine/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/sizes.h"

/* Reads until the end or until `room` is full; -1 on error. */
static ssize_t read_some(int fd, char *to, size_t room)
{
    size_t n = 0;
    while (n < room) {
        ssize_t got = read(fd, to + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    return (ssize_t)n;
}

static enum an_file_problem failed(struct an_file_text *out)
{
    out->error = errno;
    return AN_FILE_FAILED;
}

static enum an_file_problem kind_of(const struct stat *st)
{
    if (S_ISDIR(st->st_mode))
        return AN_FILE_DIRECTORY;
    return S_ISREG(st->st_mode) ? AN_FILE_OK : AN_FILE_NOT_REGULAR;
}

/* One attempt with this much room. The descriptor is closed on every way out. */
static enum an_file_problem read_with(const char *path, char *buf, size_t room, size_t *n,
                                      struct an_file_text *out)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return failed(out);
    enum an_file_problem problem = fstat(fd, &st) == 0 ? kind_of(&st) : failed(out);
    if (problem == AN_FILE_OK) {
        ssize_t got = read_some(fd, buf, room);
        if (got < 0)
            problem = failed(out);
        else
            *n = (size_t)got;
    }
    (void)close(fd);
    return problem;
}

enum an_file_problem an_file_read(struct an_arena *arena, const char *path, size_t limit,
                                  struct an_file_text *out)
{
    *out = (struct an_file_text){0};
    struct stat st;
    if (stat(path, &st) != 0)
        return failed(out);
    enum an_file_problem problem = kind_of(&st);
    if (problem != AN_FILE_OK)
        return problem;
    size_t room = st.st_size < 0 || (uintmax_t)st.st_size > limit ? limit + 1 : (size_t)st.st_size;
    if (room > limit)
        return AN_FILE_TOO_LARGE;
    for (;;) {
        char *buf = an_alloc(arena, room + 2);
        size_t n = 0;
        problem = read_with(path, buf, room + 1, &n, out);
        if (problem != AN_FILE_OK)
            return problem;
        if (n > limit)
            return AN_FILE_TOO_LARGE;
        if (n <= room) {
            out->data = buf;
            out->n = n;
            return AN_FILE_OK;
        }
        room = room > limit / 2 ? limit : room * 2 + 4096;
    }
}

enum an_file_problem an_file_read_fd(struct an_arena *arena, int fd, size_t limit,
                                     struct an_file_text *out)
{
    *out = (struct an_file_text){0};
    size_t room = 65536, n = 0;
    char *buf = an_alloc(arena, room + 1);
    for (;;) {
        ssize_t got = read_some(fd, buf + n, room - n);
        if (got < 0)
            return failed(out);
        n += (size_t)got;
        if (n > limit)
            return AN_FILE_TOO_LARGE;
        if (n < room)
            break;
        char *bigger = an_alloc(arena, room * 2 + 1);
        memcpy(bigger, buf, n);
        buf = bigger;
        room *= 2;
    }
    buf[n] = '\0';
    out->data = buf;
    out->n = n;
    return AN_FILE_OK;
}
