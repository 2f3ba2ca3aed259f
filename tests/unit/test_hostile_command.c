/*
 * The hostile files through the command, each as a process of its own: exit status, the message of
 * the manifest with its line, no crash, bounds on time and memory, and a fact base that no refused
 * load has touched.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/source/source.h"

#include "tests/unit/hostile_manifest.h"

#if defined(__SANITIZE_ADDRESS__)
# define UNDER_ASAN true
#elif defined(__has_feature)
# if __has_feature(address_sanitizer)
#  define UNDER_ASAN true
# endif
#endif
#ifndef UNDER_ASAN
# define UNDER_ASAN false
#endif

enum { CPU_SECONDS = 2, WALL_SECONDS = 60, MOST_MIB = 256, MOST_ARGS = 16 };

/* ---- one run of the command ---- */

struct run {
    int exit; /* -1: killed by `signal` */
    int signal;
    long peak_mib;
    const char *out, *err; /* what it printed */
};

struct world {
    struct an_arena *arena;
    const char *folder;
    const char *command;
    const char *roots[3];      /* what rule files need beside them */
    struct an_hash roots_hash; /* of the base made from them */
};

static const char *in(const struct world *w, struct an_arena *arena, const char *name)
{
    return an_strf(arena, "%s/%s", w->folder, name);
}

static void limit(int what, rlim_t soft, rlim_t hard)
{
    struct rlimit bounds = {soft, hard};
    if (setrlimit(what, &bounds) != 0)
        _exit(126);
}

static void redirect(const char *path, int to, int flags)
{
    int fd = open(path, flags, 0600);
    if (fd < 0 || dup2(fd, to) != to)
        _exit(126);
}

/* In the child. Address space is no measure under ASan, which reserves terabytes. */
static void execute(char *const argv[], const char *out, const char *err)
{
    limit(RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1);
    limit(RLIMIT_CORE, 0, 0);
    if (!UNDER_ASAN)
        limit(RLIMIT_AS, (rlim_t)MOST_MIB << 20, (rlim_t)MOST_MIB << 20);
    redirect("/dev/null", STDIN_FILENO, O_RDONLY);
    redirect(out, STDOUT_FILENO, O_WRONLY | O_CREAT | O_TRUNC);
    redirect(err, STDERR_FILENO, O_WRONLY | O_CREAT | O_TRUNC);
    (void)alarm(WALL_SECONDS);
    (void)execv(argv[0], argv);
    _exit(127);
}

struct report {
    int status;
    long peak_kib;
};

/* In a process between, so that the memory counted is that of one run. */
static void keep(char *const argv[], const char *out, const char *err, int to)
{
    struct report report = {.status = -1};
    struct rusage usage;
    pid_t child = fork();
    if (child == 0)
        execute(argv, out, err);
    if (child < 0 || waitpid(child, &report.status, 0) != child ||
        getrusage(RUSAGE_CHILDREN, &usage) != 0)
        _exit(125);
    report.peak_kib = usage.ru_maxrss;
    _exit(write(to, &report, sizeof report) == (ssize_t)sizeof report ? 0 : 125);
}

/* Runs the command with these words; NULL ends them. */
static struct run run(const struct world *w, struct an_arena *arena, const char *word, ...)
{
    char *argv[MOST_ARGS] = {an_strdup(arena, w->command)};
    size_t n = 1;
    va_list words;
    va_start(words, word);
    for (; word; word = va_arg(words, const char *)) {
        assert_true(n + 1 < MOST_ARGS);
        argv[n++] = an_strdup(arena, word);
    }
    va_end(words);
    const char *out = in(w, arena, "out"), *err = in(w, arena, "err");
    int ends[2];
    struct report report;
    assert_int_equal(pipe(ends), 0);
    pid_t keeper = fork();
    assert_true(keeper >= 0);
    if (keeper == 0)
        keep(argv, out, err, ends[1]);
    (void)close(ends[1]);
    assert_int_equal(read(ends[0], &report, sizeof report), sizeof report);
    (void)close(ends[0]);
    assert_int_equal(waitpid(keeper, NULL, 0), keeper);
    int status = report.status;
    return (struct run){.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                        .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                        .peak_mib = report.peak_kib >> 10,
                        .out = shared_text(arena, out),
                        .err = shared_text(arena, err)};
}

/* ---- what it said ---- */

static bool is_text(const struct an_node *map, const char *key, const char *text)
{
    const struct an_node *node = an_node_get(map, key);
    return node && node->kind == AN_NODE_SCALAR && strcmp(node->scalar.text, text) == 0;
}

/* The list of diagnostics in what was written, which is read by our own reader; NULL if there is
 * none. */
static const struct an_node *diagnostics(struct an_arena *arena, const char *json)
{
    struct an_diag_list *unheard = an_diag_list_new(arena);
    struct an_bytes bytes = {json, strlen(json), an_diag_file(unheard, "err", NULL), {{0}}};
    const struct an_source *source = an_source_parse_json(arena, unheard, "err", &bytes);
    if (!source || source->n_docs == 0)
        return NULL;
    const struct an_node *list = an_node_get(source->doc[0], "diagnostics");
    return list && list->kind == AN_NODE_SEQ ? list : NULL;
}

/* A message with this code at this line of the file. */
static bool says(struct an_arena *arena, const struct an_node *list, const struct hostile *row)
{
    const char *line = an_strf(arena, "%lu", row->line);
    for (size_t i = 0; list && i < list->seq.n; i++) {
        const struct an_node *place = an_node_get(list->seq.item[i], "place");
        const struct an_node *file = place ? an_node_get(place, "file") : NULL;
        if (is_text(list->seq.item[i], "code", row->code) && file && is_text(place, "line", line) &&
            strstr(file->scalar.text, row->file))
            return true;
    }
    return false;
}

static bool has_error(const struct an_node *list)
{
    for (size_t i = 0; list && i < list->seq.n; i++)
        if (is_text(list->seq.item[i], "severity", "error"))
            return true;
    return false;
}

/* ---- the base ---- */

static struct an_hash hash_of(struct an_arena *arena, const char *path)
{
    struct an_file_text file;
    assert_int_equal(an_file_read(arena, path, (size_t)1 << 28, &file), AN_FILE_OK);
    return an_hash_bytes(file.data, file.n);
}

static size_t files_in(const char *folder)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (const struct dirent *d; (d = readdir(dir));)
        n += d->d_name[0] != '.';
    (void)closedir(dir);
    return n;
}

/* ---- one file ---- */

static struct run run_rule(const struct world *w, struct an_arena *arena, const char *path)
{
    /* Each load begins with the base of the roots. */
    const char *base = in(w, arena, "base/rules.db");
    struct run made = run(w, arena, "load", w->roots[0], w->roots[1], w->roots[2], "--base", base,
                          "--replace", NULL);
    if (made.exit != 0)
        fail_msg("the roots cannot be loaded:\n%s", made.err);
    return run(w, arena, "load", path, w->roots[0], w->roots[1], w->roots[2], "--base", base,
               "--replace", "--format", "json", NULL);
}

static struct run run_profile(const struct world *w, struct an_arena *arena, const char *path)
{
    return run(w, arena, "check", path, "--base", in(w, arena, "policies.db"), "--format", "json",
               NULL);
}

/* The words stand in the messages, in what was printed, or in what is shown of the rule. */
static bool is_said(const struct world *w, struct an_arena *arena, const struct hostile *row,
                    const struct run *r)
{
    if (strstr(r->err, row->must) || strstr(r->out, row->must))
        return true;
    if (strcmp(row->kind, "rule") != 0 || strcmp(row->outcome, "reject") == 0)
        return false;
    struct run shown = run(w, arena, "show", "xx.h1.1", "xx.h1", "--base",
                           in(w, arena, "base/rules.db"), "--format", "json", NULL);
    return shown.exit == 0 && strstr(shown.out, row->must);
}

/* What is wrong with the run, or NULL. */
static const char *judge(const struct world *w, struct an_arena *arena, const struct hostile *row)
{
    bool rule = strcmp(row->kind, "rule") == 0, reject = strcmp(row->outcome, "reject") == 0;
    bool warn = strcmp(row->outcome, "accept-warn") == 0;
    const char *path = own_path(arena, an_strf(arena, "tests/hostile/%s", row->file));
    struct run r = rule ? run_rule(w, arena, path) : run_profile(w, arena, path);
    const struct an_node *list = *r.err ? diagnostics(arena, r.err) : NULL;
    if (r.exit < 0)
        return an_strf(arena, "killed by signal %d\n%s", r.signal, r.err);
    if (r.peak_mib > MOST_MIB)
        return an_strf(arena, "%ld MiB", r.peak_mib);
    if (*r.err && !list)
        return an_strf(arena, "standard error is no list of diagnostics:\n%s", r.err);
    if (reject ? r.exit != 3 : r.exit > (rule ? 0 : 2))
        return an_strf(arena, "exit status %d\n%s", r.exit, r.err);
    if (reject != has_error(list))
        return reject ? "refused without an error" : an_strf(arena, "an error:\n%s", r.err);
    if ((reject || warn) && !says(arena, list, row))
        return an_strf(arena, "the message is not there:\n%s", r.err);
    if (!is_said(w, arena, row, &r))
        return an_strf(arena, "'%s' is not said:\n%s%s", row->must, r.err, r.out);
    if (reject && *r.out)
        return an_strf(arena, "refused, but printed:\n%s", r.out);
    if (rule) {
        struct an_hash now = hash_of(arena, in(w, arena, "base/rules.db"));
        bool same = memcmp(now.b, w->roots_hash.b, sizeof now.b) == 0;
        if (same != reject)
            return reject ? "refused, but the base has changed"
                          : "accepted, but the base is the old one";
        if (files_in(in(w, arena, "base")) != 1)
            return "left a file beside the base";
    }
    return NULL;
}

/* ---- all of them ---- */

static void remove_folder(void *folder)
{
    struct an_arena *arena = an_arena_new();
    (void)!system(an_strf(arena, "rm -rf '%s'", (const char *)folder));
    an_arena_free(arena);
}

static void make_world(struct world *w)
{
    struct an_arena *arena = w->arena;
    char *folder = an_strdup(arena, "/tmp/antinomy-hostile-XXXXXX");
    assert_non_null(mkdtemp(folder));
    an_defer(arena, remove_folder, folder);
    w->folder = folder;
    assert_int_equal(mkdir(in(w, arena, "base"), 0700), 0);
    w->roots[0] = own_path(arena, "policies/jurisdictions");
    w->roots[1] = own_path(arena, "policies/topics");
    w->roots[2] = own_path(arena, "policies/vocabulary");
    struct run made = run(w, arena, "load", own_path(arena, "policies"), "--base",
                          in(w, arena, "policies.db"), NULL);
    if (made.exit != 0)
        fail_msg("policies cannot be loaded:\n%s", made.err);
    made = run(w, arena, "load", w->roots[0], w->roots[1], w->roots[2], "--base",
               in(w, arena, "base/rules.db"), NULL);
    if (made.exit != 0)
        fail_msg("the roots cannot be loaded:\n%s", made.err);
    w->roots_hash = hash_of(arena, in(w, arena, "base/rules.db"));
}

static void test_manifest(void **state)
{
    (void)state;
    struct world w = {.arena = an_arena_new(), .command = getenv("ANTINOMY")};
    if (!w.command || access(w.command, X_OK) != 0) {
        printf("skipped: no command; run the tests with make, which sets ANTINOMY\n");
        an_arena_free(w.arena);
        skip();
    }
    make_world(&w);
    const char *s = hostile_manifest(w.arena);
    struct hostile row;
    size_t rows = 0, wrong = 0;
    for (; hostile_row(w.arena, &s, &row); rows++) {
        struct an_arena *scratch = an_scratch_new(w.arena);
        const char *fault = judge(&w, scratch, &row);
        if (fault) {
            printf("%s: %s\nexpected %s %s line %lu\n", row.file, fault, row.outcome, row.code,
                   row.line);
            wrong++;
        }
        an_arena_free(scratch);
    }
    printf("%zu files, %zu wrong\n", rows, wrong);
    an_arena_free(w.arena);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_manifest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
