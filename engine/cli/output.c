/*
 * Where results go. A file is written under a temporary name in its own folder, synced and renamed,
 * so that it is there whole or not at all; what is no regular file (a device, a pipe) is written
 * in place. Standard output is checked to its last byte: a full disk is an error, a closed pipe
 * ends the program quietly.
 */
#define _XOPEN_SOURCE 700 /* realpath() belongs to its XSI part */

#include "engine/cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/cli/guard.h"

enum { BUFFER = 64 * 1024 }; /* reports come in long pieces */

struct an_output {
    FILE *file;
    const char *name; /* as the user knows it */
    const char *path; /* where it goes; NULL: standard output */
    const char *temp; /* NULL: written in place */
    struct an_sink sink;
};

/* Drops what is half done; also called when memory runs out. */
static void discard(void *what)
{
    struct an_output *out = what;
    if (!out->file)
        return;
    (void)fclose(out->file); /* its buffer goes with the arena */
    if (out->temp)
        (void)unlink(out->temp);
    an_guard_file(AN_GUARD_OUTPUT, NULL);
    out->file = NULL;
}

/* The folder of a path, with its slash; "" for the working folder. */
static const char *folder_of(struct an_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? an_strndup(arena, path, (size_t)(slash - path) + 1) : "";
}

/* A link is followed: it stays a link to the new content. */
static const char *real_path(struct an_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real)
        return path;
    const char *copy = an_strdup(arena, real);
    free(real);
    return copy;
}

static mode_t new_file_mode(void)
{
    mode_t mask = umask(0);
    (void)umask(mask);
    return 0666 & ~mask;
}

/* `mode`: what the finished file may be read and written by. */
static int open_temporary(struct an_cli *cli, struct an_output *out, mode_t mode)
{
    const char *folder = folder_of(cli->arena, out->path);
    char *temp = an_strf(cli->arena, "%s.%s.XXXXXX", folder, out->path + strlen(folder));
    int fd = mkstemp(temp);
    if (fd < 0)
        return -1;
    out->temp = temp;
    an_guard_file(AN_GUARD_OUTPUT, temp);
    (void)fchmod(fd, mode);
    return fd;
}

static int open_file(struct an_cli *cli, struct an_output *out)
{
    struct stat there;
    out->path = out->name;
    if (stat(out->name, &there) != 0)
        return open_temporary(cli, out, new_file_mode());
    if (S_ISDIR(there.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    if (!S_ISREG(there.st_mode))
        return open(out->name, O_WRONLY | O_NOCTTY);
    out->path = real_path(cli->arena, out->name);
    return open_temporary(cli, out, there.st_mode & 07777);
}

static bool to_stdout(const char *name)
{
    return !name || strcmp(name, "-") == 0;
}

static struct an_sink *open_at(struct an_cli *cli, const char *name)
{
    struct an_output *out = AN_NEW(cli->arena, struct an_output);
    char *buffer = an_alloc(cli->arena, BUFFER); /* without one of ours it has 4 KiB */
    out->name = to_stdout(name) ? "standard output" : name;
    if (to_stdout(name)) {
        out->file = stdout;
    } else {
        int fd = open_file(cli, out);
        out->file = fd < 0 ? NULL : fdopen(fd, "w");
        if (!out->file) {
            (void)an_cli_world(cli, "cannot write '%s': %s", name, strerror(errno));
            if (fd >= 0)
                (void)close(fd);
            if (out->temp)
                (void)unlink(out->temp);
            return NULL;
        }
    }
    (void)setvbuf(out->file, buffer, _IOFBF, BUFFER);
    an_defer(cli->arena, discard, out);
    out->sink = an_sink_file(out->file);
    cli->output = out;
    return &out->sink;
}

struct an_sink *an_output_open(struct an_cli *cli)
{
    return open_at(cli, cli->args.value[AN_OPT_output]);
}

struct an_text_style an_output_style(const struct an_cli *cli)
{
    const char *when = cli->args.value[AN_OPT_color];
    bool file = !to_stdout(cli->args.value[AN_OPT_output]);
    bool always = when && strcmp(when, "always") == 0;
    if (file)
        return (struct an_text_style){.colour = always};
    return (struct an_text_style){.width = an_terminal_width(STDOUT_FILENO),
                                  .colour = an_terminal_colour(STDOUT_FILENO, when)};
}

/* errno of the first thing that went wrong in writing, or 0. */
static int finish_writing(struct an_output *out)
{
    int error = an_sink_error(&out->sink);
    errno = 0;
    if (fflush(out->file) != 0 && error == 0)
        error = errno != 0 ? errno : EIO;
    if (error == 0 && out->temp && fsync(fileno(out->file)) != 0)
        error = errno;
    errno = 0;
    if (fclose(out->file) != 0 && error == 0)
        error = errno != 0 ? errno : EIO;
    out->file = NULL;
    return error;
}

/* The new name is on the disk too; a folder that cannot be synced is no failure. */
static void sync_folder(struct an_cli *cli, const char *path)
{
    const char *folder = folder_of(cli->arena, path);
    int fd = open(*folder ? folder : ".", O_RDONLY | O_DIRECTORY);
    if (fd < 0)
        return;
    (void)fsync(fd);
    (void)close(fd);
}

int an_output_close(struct an_cli *cli, bool keep, int status)
{
    struct an_output *out = cli->output;
    cli->output = NULL;
    if (!keep && out->path) {
        discard(out);
        return status;
    }
    int error = finish_writing(out);
    if (error == 0 && out->temp && rename(out->temp, out->path) != 0)
        error = errno;
    if (error != 0 && out->temp)
        (void)unlink(out->temp);
    an_guard_file(AN_GUARD_OUTPUT, NULL);
    if (error == 0 && out->temp)
        sync_folder(cli, out->path);
    if (error == EPIPE && !out->path)
        return AN_EXIT_PIPE;
    return error == 0 ? status
                      : an_cli_world(cli, "cannot write %s%s%s: %s", out->path ? "'" : "",
                                     out->name, out->path ? "'" : "", strerror(error));
}

int an_output_rewrite(struct an_cli *cli, const char *path, const char *text, size_t n)
{
    struct an_output *other = cli->output;
    struct an_sink *sink = open_at(cli, path);
    int status = AN_EXIT_WORLD;
    if (sink) {
        an_put_n(sink, text, n);
        status = an_output_close(cli, true, AN_EXIT_FINE);
    }
    cli->output = other;
    return status;
}

int an_output_done(struct an_cli *cli, enum an_status written, int status)
{
    if (written != AN_OK)
        return an_output_close(cli, false, an_cli_failed(cli, written));
    return an_output_close(cli, true, status);
}

int an_cli_worse(int a, int b)
{
    static const int order[] = {AN_EXIT_WORLD, AN_EXIT_INPUT, AN_EXIT_FINDINGS, AN_EXIT_OPEN};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (a == order[i] || b == order[i])
            return order[i];
    return AN_EXIT_FINE;
}
