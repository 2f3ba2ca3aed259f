/*
 * Temporary file, lock, fsync and rename. At every moment the base's name stands for the whole old
 * base or the whole new one, whatever kills the process or fails on the way.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "engine/facts/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

static enum an_status io_error(struct an_workspace *ws, const char *doing, const char *path,
                               int error)
{
    return an_fail(ws, AN_EIO, "cannot %s '%s': %s", doing, path, strerror(error));
}

static void tell(const struct an_draft *d, const char *path)
{
    if (d->options && d->options->temporary)
        d->options->temporary(d->options->to, path);
}

static void drop(void *draft)
{
    struct an_draft *d = draft;
    if (d->fd < 0)
        return;
    (void)unlink(d->path);
    (void)close(d->fd);
    d->fd = -1;
    tell(d, NULL);
}

/* ---- creating ---- */

/* Descriptors 0 to 2 are for others, even where they were closed: nothing printed may get in. */
static int away_from_standard(int fd)
{
    if (fd > STDERR_FILENO)
        return fd;
    int other = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int error = errno;
    (void)close(fd);
    errno = error;
    return other;
}

static bool is_same_file(int fd, const char *path)
{
    struct stat a, b;
    return fstat(fd, &a) == 0 && lstat(path, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

/* 0, or the errno. */
static int lock(int fd)
{
    while (flock(fd, LOCK_EX | LOCK_NB) != 0)
        if (errno != EINTR)
            return errno;
    return 0;
}

enum step { CREATED, AGAIN, BUSY, FAILED };

/*
 * Somebody's file is there. Whoever gets its lock while the name still stands for it may remove it:
 * its load is dead. (Without the second look it could be the finished base, renamed meanwhile.)
 */
static enum step remove_stale(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT ? AGAIN : FAILED;
    int error = lock(fd);
    enum step next = error == 0 ? AGAIN : error == EWOULDBLOCK ? BUSY : FAILED;
    if (next == AGAIN && is_same_file(fd, path) && unlink(path) != 0) {
        error = errno;
        next = FAILED;
    }
    (void)close(fd);
    errno = error;
    return next;
}

/* The lock comes after the file, so another load may have taken it for stale in between. */
static enum step create(struct an_draft *d)
{
    d->fd = open(d->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (d->fd < 0)
        return errno == EEXIST ? remove_stale(d->path) : FAILED;
    d->fd = away_from_standard(d->fd);
    int error = d->fd < 0 ? errno : lock(d->fd);
    if (error == 0 && is_same_file(d->fd, d->path))
        return CREATED;
    if (d->fd >= 0)
        (void)close(d->fd);
    d->fd = -1;
    if (error != 0 && error != EWOULDBLOCK)
        (void)unlink(d->path);
    errno = error;
    return error == 0 || error == EWOULDBLOCK ? AGAIN : FAILED;
}

/* The file that a link stands for, so that the link stays one. */
static const char *without_links(struct an_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real)
        return an_strdup(arena, path);
    an_defer(arena, free, real);
    return real;
}

enum an_status an_draft_new(struct an_arena *arena, struct an_workspace *ws, const char *base,
                            const struct an_load_options *options, struct an_draft **out)
{
    enum { TRIES = 20 };
    struct an_draft *d = AN_NEW(arena, struct an_draft);
    *d = (struct an_draft){
        .ws = ws, .options = options, .base = without_links(arena, base), .fd = -1};
    d->path = an_strf(arena, "%s.new", d->base);
    an_defer(arena, drop, d);
    enum step step = AGAIN;
    for (int i = 0; i < TRIES && step == AGAIN; i++)
        step = create(d);
    if (step == BUSY || step == AGAIN)
        return an_fail(ws, AN_EBUSY, "another load is writing '%s'; try again when it has ended",
                       d->path);
    if (step == FAILED)
        return io_error(ws, "create", d->path, errno);
    tell(d, d->path);
    *out = d;
    return AN_OK;
}

/* ---- putting it in place ---- */

static int sync_file(int fd)
{
    while (fsync(fd) != 0)
        if (errno != EINTR)
            return errno;
    return 0;
}

static const char *folder_of(struct an_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : an_strndup(arena, path, (size_t)(slash - path));
}

/* A name is durable only when its folder is. Some file systems cannot sync a folder: so be it. */
static int sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (fd < 0)
        return errno == EACCES ? 0 : errno;
    int error = sync_file(fd);
    (void)close(fd);
    return error == EINVAL || error == ENOTSUP ? 0 : error;
}

enum an_status an_draft_put(struct an_arena *arena, struct an_draft *d)
{
    const char *folder = folder_of(arena, d->base);
    int error = sync_file(d->fd);
    if (error != 0)
        return io_error(d->ws, "write", d->path, error);
    if (rename(d->path, d->base) != 0)
        return io_error(d->ws, "replace", d->base, errno);
    /* From here on the new base is in place; the lock goes with the descriptor. */
    int fd = d->fd;
    d->fd = -1;
    tell(d, NULL);
    error = sync_folder(folder);
    (void)close(fd);
    return error == 0 ? AN_OK : io_error(d->ws, "sync the folder", folder, error);
}

/* ---- where it lies ---- */

const char *an_network_of(struct an_arena *arena, const char *path)
{
    /* Magic numbers of statfs(2). */
    static const struct {
        unsigned long type;
        const char *name;
    } network[] = {
        {0x6969, "NFS"},        {0x517B, "SMB"},      {0xFF534D42, "CIFS"}, {0xFE534D42, "SMB2"},
        {0x5346414F, "AFS"},    {0x73757245, "Coda"}, {0x564C, "NCP"},      {0x01021997, "9P"},
        {0x0BD00BD0, "Lustre"}, {0x00C36400, "Ceph"}, {0x47504653, "GPFS"}, {0x7461636F, "OCFS2"},
        {0x013111A8, "IBRIX"},  {0x01161970, "GFS2"},
    };
    struct statfs fs;
    if (statfs(folder_of(arena, without_links(arena, path)), &fs) != 0)
        return NULL;
    for (size_t i = 0; i < sizeof network / sizeof *network; i++)
        if (((unsigned long)fs.f_type & 0xFFFFFFFF) == network[i].type)
            return network[i].name;
    return NULL;
}
