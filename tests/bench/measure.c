/*
 * Runs the benchmarks: each job of the command against a floor program in the same run, whole
 * processes, taken in turn, medians. Prints a table with the goals; the status is 1 if one is
 * missed.
 *
 *     measure BUILD [RUNS]      RUNS of a check (default 51); loads are run RUNS / 10 times
 *
 * Works in BUILD/bench/, which it fills with the corpora of tests/bench/generate.c. Called by
 * `make bench`.
 */
#define _DEFAULT_SOURCE /* wait4: the peak memory of one child */

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_RUNS = 1000, MAX_ARGS = 12, TEXT = 1024 };

extern char **environ;

/* A command with its measurements. */
struct job {
    const char *arg[MAX_ARGS];
    double ms[MAX_RUNS];
    unsigned runs;
    double peak_mb;
};

struct paths {
    char dir[TEXT], antinomy[TEXT], generate[TEXT], floor_check[TEXT], floor_load[TEXT], out[TEXT];
    char small[TEXT], small_product[TEXT], small_base[TEXT];
    char big[TEXT], big_product[TEXT], big_base[TEXT], floor_base[TEXT];
    char wide[TEXT], wide_product[TEXT], wide_base[TEXT];
    char corpus_base[TEXT];
};

static bool missed;

static void die(const char *what)
{
    fprintf(stderr, "measure: %s: %s\n", what, strerror(errno));
    exit(2);
}

static void join(char out[TEXT], const char *a, const char *b)
{
    int n = snprintf(out, TEXT, "%s/%s", a, b);
    if (n < 0 || n >= TEXT) {
        errno = ENAMETOOLONG;
        die(a);
    }
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Runs the job once with its output in the file `out`; its status must be at most `worst`. */
static void run(struct job *job, const char *out, int worst)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    char *argv[MAX_ARGS + 1] = {0};
    for (size_t i = 0; i < MAX_ARGS && job->arg[i] != NULL; i++)
        memcpy(&argv[i], &job->arg[i], sizeof argv[i]); /* argv is not const in POSIX */
    pid_t pid;
    double start = now_ms();
    errno = posix_spawn(&pid, job->arg[0], &actions, NULL, argv, environ);
    if (errno != 0)
        die(job->arg[0]);
    int status;
    struct rusage use;
    if (wait4(pid, &status, 0, &use) != pid)
        die("wait4");
    double took = now_ms() - start;
    posix_spawn_file_actions_destroy(&actions);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > worst) {
        fprintf(stderr, "measure: '%s %s' failed, see %s\n", job->arg[0], job->arg[1], out);
        exit(2);
    }
    double mb = (double)use.ru_maxrss / 1024;
    job->peak_mb = mb > job->peak_mb ? mb : job->peak_mb;
    job->ms[job->runs++] = took;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(struct job *job)
{
    qsort(job->ms, job->runs, sizeof job->ms[0], by_size);
    return job->ms[job->runs / 2];
}

static void compare(const char *what, struct job *ours, const char *floor_name, struct job *floor,
                    double goal)
{
    double a = median(ours), b = median(floor), ratio = a / b;
    bool ok = ratio <= goal;
    missed |= !ok;
    printf("%-36s %9.2f ms   %-20s %9.2f ms   %5.2f x   goal %.1f x   %s\n", what, a, floor_name, b,
           ratio, goal, ok ? "met" : "MISSED");
}

static void limit(const char *what, double mb, double goal)
{
    bool ok = mb <= goal;
    missed |= !ok;
    printf("%-36s %9.1f MB   %-32s   %7s   goal %.0f MB   %s\n", what, mb, "", "", goal,
           ok ? "met" : "MISSED");
}

static void within(const char *what, struct job *ours, double goal)
{
    double ms = median(ours);
    bool ok = ms <= goal;
    missed |= !ok;
    printf("%-36s %9.2f ms   %-32s   %7s   goal %.0f ms   %s\n", what, ms, "", "", goal,
           ok ? "met" : "MISSED");
}

/* Made once; remade when the generator is newer. `states` NULL: those that the generator knows. */
static void generate_for(const struct paths *p, const char *folder, const char *files,
                         const char *provisions, const char *product, const char *states,
                         const char *topics)
{
    struct stat made, tool;
    if (stat(product, &made) == 0 && stat(p->generate, &tool) == 0 &&
        made.st_mtime >= tool.st_mtime)
        return;
    struct job job = {
        .arg = {p->generate, folder, files, provisions, product, states, states ? topics : NULL}};
    run(&job, p->out, 0);
}

static void generate(const struct paths *p, const char *folder, const char *files,
                     const char *provisions, const char *product)
{
    generate_for(p, folder, files, provisions, product, NULL, NULL);
}

static void bench_check(const struct paths *p, unsigned runs)
{
    generate(p, p->small, "40", "50", p->small_product);
    struct job load = {.arg = {p->antinomy, "load", p->small, "--base", p->small_base}};
    remove(p->small_base);
    run(&load, p->out, 0);
    static struct job check, floor;
    check = (struct job){.arg = {p->antinomy, "check", p->small_product, "--base", p->small_base}};
    floor = (struct job){.arg = {p->floor_check, p->small_base}};
    for (unsigned i = 0; i < runs; i++) {
        run(&floor, p->out, 0);
        run(&check, p->out, 2);
    }
    compare("check, 2,000 provisions, text", &check, "same base, same rows", &floor, 4);
    limit("  its peak memory", check.peak_mb, 16);
}

/* All countries side by side: 250 of them, 30 topics, 5,000 provisions, opening the base included.
 */
static void bench_compare(const struct paths *p, unsigned runs)
{
    generate_for(p, p->wide, "250", "20", p->wide_product, "250", "30");
    struct job load = {.arg = {p->antinomy, "load", p->wide, "--base", p->wide_base}};
    remove(p->wide_base);
    run(&load, p->out, 0);
    static struct job text, json, floor;
    text = (struct job){
        .arg = {p->antinomy, "compare", "all", "--as-of", "2015-01-28", "--base", p->wide_base}};
    json = (struct job){.arg = {p->antinomy, "compare", "all", "--as-of", "2015-01-28", "--base",
                                p->wide_base, "--format", "json"}};
    floor = (struct job){.arg = {p->floor_check, p->wide_base}};
    for (unsigned i = 0; i < runs; i++) {
        run(&floor, p->out, 0);
        run(&text, p->out, 0);
        run(&json, p->out, 0);
    }
    compare("compare all, 250 x 30, text", &text, "same base, same rows", &floor, 3);
    within("  all of it", &text, 200);
    within("  the same as JSON", &json, 200);
}

/* The codes of all states of the corpus as one argument, read from its list of states. */
static const char *all_states(void)
{
    static char codes[2048];
    char line[TEXT];
    FILE *file = fopen("policies/jurisdictions/states.yaml", "r");
    if (file == NULL)
        die("policies/jurisdictions/states.yaml");
    size_t n = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        const char *code = strncmp(line, "  - {id: ", 9) == 0  ? line + 9
                           : strncmp(line, "  - id: ", 8) == 0 ? line + 8
                                                               : NULL;
        if (code == NULL || strcspn(code, ",\n") != 2 || n + 4 > sizeof codes)
            continue;
        if (n > 0)
            codes[n++] = ',';
        memcpy(codes + n, code, 2);
        n += 2;
    }
    fclose(file);
    codes[n] = '\0';
    return codes;
}

/* The real corpus and a real profile: what a lawyer waits for. The command is new each time. */
static void bench_corpus(const struct paths *p, unsigned runs)
{
    static struct job load, check, world, floor;
    load = (struct job){.arg = {p->antinomy, "load", "policies", "--base", p->corpus_base}};
    check = (struct job){
        .arg = {p->antinomy, "check", "examples/messenger-today.yaml", "--base", p->corpus_base}};
    world = (struct job){.arg = {p->antinomy, "check", "examples/messenger-today.yaml", "--base",
                                 p->corpus_base, "--markets", all_states()}};
    floor = (struct job){.arg = {p->floor_check, p->corpus_base}};
    for (unsigned i = 0; i < runs; i++) {
        remove(p->corpus_base);
        run(&load, p->out, 0);
        run(&floor, p->out, 0);
        run(&check, p->out, 2);
        run(&world, p->out, 2);
    }
    within("load policies, first", &load, 500);
    compare("check messenger-today, 8 markets", &check, "same base, same rows", &floor, 4);
    within("  all of it", &check, 15);
    compare("  the same in all 249 states", &world, "same base, same rows", &floor, 14);
}

/* The deep checks ask the solver about every day on which law changes. */
static void bench_lint(const struct paths *p, unsigned runs)
{
    static struct job deep;
    deep = (struct job){.arg = {p->antinomy, "lint", "--deep", "--limit-ms", "60000"}};
    for (unsigned i = 0; i < runs; i++)
        run(&deep, p->out, 1);
    within("lint --deep of the corpus", &deep, 5000);
}

static double folder_mb(const char *floor_output)
{
    FILE *file = fopen(floor_output, "r");
    unsigned long bytes = 0;
    if (file == NULL || fscanf(file, "%*u files, %lu bytes", &bytes) != 1)
        die(floor_output);
    fclose(file);
    return (double)bytes / (1024 * 1024);
}

static void bench_load(const struct paths *p, unsigned runs)
{
    generate(p, p->big, "500", "152", p->big_product);
    static struct job first, again, rows, events;
    first = (struct job){.arg = {p->antinomy, "load", p->big, "--base", p->big_base}};
    again = first;
    rows = (struct job){.arg = {p->floor_load, p->big, p->floor_base}};
    events = (struct job){.arg = {p->floor_load, p->big}};
    for (unsigned i = 0; i < runs; i++) {
        remove(p->big_base);
        run(&rows, p->out, 0);
        run(&first, p->out, 0);
        run(&events, p->out, 0);
        run(&again, p->out, 0);
    }
    run(&events, p->out, 0);
    compare("first load, 500 files of 100 KB", &first, "events and bare rows", &rows, 3);
    limit("  its peak memory", first.peak_mb, 3 * folder_mb(p->out) + 20);
    compare("load again, nothing changed", &again, "events", &events, 0.5);
}

static void find_paths(struct paths *p, const char *build)
{
    char tests[TEXT];
    join(tests, build, "tests/bench");
    join(p->antinomy, build, "antinomy");
    join(p->generate, tests, "generate");
    join(p->floor_check, tests, "floor_check");
    join(p->floor_load, tests, "floor_load");
    join(p->dir, build, "bench");
    if (mkdir(p->dir, 0777) != 0 && errno != EEXIST)
        die(p->dir);
    join(p->out, p->dir, "output");
    join(p->small, p->dir, "small");
    join(p->small_product, p->dir, "small-product.yaml");
    join(p->small_base, p->dir, "small.db");
    join(p->big, p->dir, "big");
    join(p->big_product, p->dir, "big-product.yaml");
    join(p->big_base, p->dir, "big.db");
    join(p->floor_base, p->dir, "floor.db");
    join(p->wide, p->dir, "wide");
    join(p->wide_product, p->dir, "wide-product.yaml");
    join(p->wide_base, p->dir, "wide.db");
    join(p->corpus_base, p->dir, "corpus.db");
}

int main(int argc, char **argv)
{
    unsigned long runs = argc > 2 ? strtoul(argv[2], NULL, 10) : 51;
    if (argc < 2 || runs == 0 || runs > MAX_RUNS / 2) {
        fputs("usage: measure BUILD [RUNS]\n", stderr);
        return 64;
    }
    static struct paths paths;
    find_paths(&paths, argv[1]);
    bench_check(&paths, (unsigned)runs);
    bench_corpus(&paths, (unsigned)runs);
    bench_compare(&paths, (unsigned)runs);
    bench_lint(&paths, (unsigned)(runs / 10 + 1));
    bench_load(&paths, (unsigned)(runs / 10 + 1));
    return missed;
}
