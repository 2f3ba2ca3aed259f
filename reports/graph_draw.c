/*
 * Starts antinomy-draw, feeds it the neutral graph, waits for it with a deadline, reaps it, and
 * puts the finished file in place. The child has its own process group, no environment but PATH
 * and font settings, no open files but its three, and no shell; it limits its own memory and time.
 */
#include "reports/graph.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/arena.h"

extern char **environ;

static const char *const format_names[] = {"dot", "svg", "png", "pdf", "graphml"};

const char *an_graph_format_name(enum an_graph_format format)
{
    return format_names[format];
}

bool an_graph_format_of(const char *name, enum an_graph_format *format)
{
    const char *dot = strrchr(name, '.');

    if (dot && !strchr(dot, '/'))
        name = dot + 1;
    for (size_t i = 0; i < sizeof format_names / sizeof *format_names; i++)
        if (strcmp(name, format_names[i]) == 0) {
            *format = (enum an_graph_format)i;
            return true;
        }
    return false;
}

/* The child at work, as the parent sees it. */
struct child {
    pid_t pid;
    int in;  /* its standard input */
    int err; /* its standard error */
    char said[256];
    size_t n_said;
};

AN_PRINTF(3, 4) static void say(char *why, size_t size, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vsnprintf(why, size, fmt, args);
    va_end(args);
}

static bool is_kept(const char *entry)
{
    static const char *const keep[] = {
        "PATH=",           "HOME=",          "FONTCONFIG_FILE=", "FONTCONFIG_PATH=",
        "XDG_CACHE_HOME=", "XDG_DATA_HOME=", "XDG_DATA_DIRS="};

    for (size_t i = 0; i < sizeof keep / sizeof *keep; i++)
        if (strncmp(entry, keep[i], strlen(keep[i])) == 0)
            return true;
    return false;
}

/* Pointers into environ, NULL at the end; the array is malloced. */
static char **small_environment(void)
{
    size_t n = 0;

    while (environ && environ[n])
        n++;
    char **small = calloc(n + 1, sizeof *small);
    if (!small)
        return NULL;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (is_kept(environ[i]))
            small[kept++] = environ[i];
    return small;
}

static bool make_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

static int spawn_with(pid_t *pid, const char *program, char *const argv[], int in, int err)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    char **env = small_environment();

    if (!env)
        return ENOMEM;
    int e = posix_spawn_file_actions_init(&actions);
    if (e != 0) {
        free(env);
        return e;
    }
    e = posix_spawnattr_init(&attr);
    if (e == 0) {
        sigset_t defaults;
        sigemptyset(&defaults);
        sigaddset(&defaults, SIGPIPE);
        sigaddset(&defaults, SIGINT);
        e = posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
        if (e == 0)
            e = posix_spawnattr_setpgroup(&attr, 0);
        if (e == 0)
            e = posix_spawnattr_setsigdefault(&attr, &defaults);
        if (e == 0)
            e = posix_spawn_file_actions_adddup2(&actions, in, 0);
        if (e == 0)
            e = posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
        if (e == 0)
            e = posix_spawn_file_actions_adddup2(&actions, err, 2);
        if (e == 0)
            e = posix_spawn(pid, program, &actions, &attr, argv, env);
        posix_spawnattr_destroy(&attr);
    }
    posix_spawn_file_actions_destroy(&actions);
    free(env);
    return e;
}

/* Starts the program; 0 or an errno. */
static int start(struct child *child, const char *program, const char *format, const char *file)
{
    int in[2], err[2];
    union {
        const char *c[4];
        char *v[4];
    } argv = {
        {program, format, file, NULL}}; /* posix_spawn takes char *const[], and does not write */

    if (!make_pipe(in))
        return errno;
    if (!make_pipe(err)) {
        int e = errno;
        close(in[0]);
        close(in[1]);
        return e;
    }
    int e = spawn_with(&child->pid, program, argv.v, in[0], err[1]);
    close(in[0]);
    close(err[1]);
    if (e != 0) {
        close(in[1]);
        close(err[0]);
        return e;
    }
    child->in = in[1];
    child->err = err[0];
    fcntl(child->in, F_SETFL, O_NONBLOCK);
    return 0;
}

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void hear(struct child *child)
{
    char sink[256];
    size_t room = sizeof child->said - 1 - child->n_said;
    ssize_t n = room > 0 ? read(child->err, child->said + child->n_said, room)
                         : read(child->err, sink, sizeof sink);

    if (n > 0 && room > 0)
        child->n_said += (size_t)n;
    else if (n == 0 || (n < 0 && errno != EINTR)) {
        close(child->err);
        child->err = -1;
    }
}

static void feed(struct child *child, const char *data, size_t n, size_t *done)
{
    ssize_t w = write(child->in, data + *done, n - *done);

    if (w > 0)
        *done += (size_t)w;
    if (*done == n || (w < 0 && errno != EINTR && errno != EAGAIN)) {
        close(child->in);
        child->in = -1;
    }
}

/* Writes to the child and listens to it until it closes its standard error; false on time-out. */
static bool converse(struct child *child, const char *data, size_t n, int seconds)
{
    int64_t end = now_ms() + (int64_t)seconds * 1000;
    size_t done = 0;

    while (child->err >= 0) {
        int64_t left = end - now_ms();
        if (left <= 0)
            return false;
        struct pollfd fds[2] = {{.fd = child->err, .events = POLLIN},
                                {.fd = child->in, .events = POLLOUT}};
        int ready = poll(fds, 2, (int)left);
        if (ready < 0 && errno != EINTR)
            return false;
        if (ready <= 0)
            continue;
        if (fds[0].revents)
            hear(child);
        if (child->in >= 0 && fds[1].revents)
            feed(child, data, n, &done);
    }
    return true;
}

static int reap(struct child *child, bool stop)
{
    int status = 0;

    if (child->in >= 0)
        close(child->in);
    if (child->err >= 0)
        close(child->err);
    if (stop)
        kill(-child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

/* A finished SVG ends with </svg>; other formats only have to be there. */
static bool looks_finished(const char *file, enum an_graph_format format)
{
    char tail[32] = {0};
    FILE *f = fopen(file, "rb");

    if (!f)
        return false;
    bool ok = fseek(f, 0, SEEK_END) == 0 && ftell(f) > 0;
    if (ok && format == AN_GRAPH_SVG) {
        ok = fseek(f, -10, SEEK_END) == 0 && fread(tail, 1, 10, f) > 0 && strstr(tail, "</svg>");
    }
    fclose(f);
    return ok;
}

static enum an_draw_status run(const char *data, size_t n, enum an_graph_format format,
                               const char *temp, const char *draw_path, int seconds, char *why,
                               size_t why_size)
{
    struct child child = {.pid = -1, .in = -1, .err = -1};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;

    int e = start(&child, draw_path, format_names[format], temp);
    if (e != 0) {
        say(why, why_size, "cannot start '%s': %s", draw_path, strerror(e));
        return AN_DRAW_NO_PROGRAM;
    }
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, &old);
    bool ended = converse(&child, data, n, seconds);
    int status = reap(&child, !ended);
    sigaction(SIGPIPE, &old, NULL);
    if (!ended) {
        say(why, why_size, "the drawing took longer than %d seconds and was stopped", seconds);
        return AN_DRAW_TIMEOUT;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        while (child.n_said > 0 && child.said[child.n_said - 1] == '\n')
            child.said[--child.n_said] = '\0';
        say(why, why_size, "%s",
            child.n_said > 0 ? child.said
                             : "the drawing program ended without a word (memory or time limit)");
        return WIFEXITED(status) && WEXITSTATUS(status) == 127 ? AN_DRAW_NO_PROGRAM
                                                               : AN_DRAW_FAILED;
    }
    if (!looks_finished(temp, format)) {
        say(why, why_size, "the drawing is not complete");
        return AN_DRAW_FAILED;
    }
    return AN_DRAW_OK;
}

/* Flushes a finished temporary file to disk and gives it its name. */
static bool put_in_place(const char *temp, const char *path)
{
    int fd = open(temp, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return false;
    bool ok = fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    return ok && rename(temp, path) == 0;
}

static bool write_graphml(const struct an_graph *graph, const char *temp)
{
    FILE *f = fopen(temp, "wb");

    if (!f)
        return false;
    struct an_sink sink = an_sink_file(f);
    an_graph_write_graphml(&sink, graph);
    bool ok = an_sink_error(&sink) == 0;
    return fclose(f) == 0 && ok;
}

enum an_draw_status an_graph_draw(const struct an_graph *graph, enum an_graph_format format,
                                  const char *path, const char *draw_path, int seconds, char *why,
                                  size_t why_size)
{
    struct an_arena *arena = an_arena_new();
    enum an_draw_status status = AN_DRAW_OK;

    if (!arena || AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        say(why, why_size, "out of memory");
        return AN_DRAW_IO;
    }
    const char *temp = an_strf(arena, "%s.tmp%ld", path, (long)getpid());
    if (format == AN_GRAPH_GRAPHML) {
        if (!write_graphml(graph, temp))
            status = AN_DRAW_IO;
    } else {
        struct an_sink_buffer buffer;
        an_sink_buffer_init(&buffer, arena);
        an_graph_write_records(&buffer.sink, an_graph_bundle(arena, graph));
        status = run(buffer.text, buffer.n, format, temp, draw_path, seconds, why, why_size);
    }
    if (status == AN_DRAW_OK && !put_in_place(temp, path))
        status = AN_DRAW_IO;
    if (status == AN_DRAW_IO)
        say(why, why_size, "cannot write '%s': %s", path, strerror(errno));
    if (status != AN_DRAW_OK)
        unlink(temp);
    an_arena_free(arena);
    return status;
}
