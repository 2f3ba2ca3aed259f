/*
 * antinomy-draw FORMAT FILE: reads a neutral graph from standard input and draws it. Started by
 * antinomy (reports/graph_draw.c), which watches the time; this program limits itself as well.
 */
#include <errno.h>
#include <graphviz/gvc.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "reports/draw/draw.h"

#define MAX_SECONDS   20
#define MAX_BYTES     (512ul * 1024 * 1024)
#define MAX_DOT_NODES 300 /* beyond, dot takes too long: sfdp */

/* Sanitizers reserve terabytes of address space: no limit on it there. */
#if defined(__SANITIZE_ADDRESS__)
# define LIMIT_MEMORY 0
#elif defined(__has_feature)
# if __has_feature(address_sanitizer)
#  define LIMIT_MEMORY 0
# endif
#endif
#ifndef LIMIT_MEMORY
# define LIMIT_MEMORY 1
#else
/* Graphviz leaks a little on every drawing, and that is none of our findings. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}
#endif

static void limit_self(void)
{
    const struct rlimit cpu = {MAX_SECONDS, MAX_SECONDS}, core = {0, 0},
                        memory = {MAX_BYTES, MAX_BYTES};

    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &core);
    if (LIMIT_MEMORY)
        setrlimit(RLIMIT_AS, &memory);
}

static int write_dot(Agraph_t *g, const char *path)
{
    FILE *f = fopen(path, "wb");

    if (!f) {
        fprintf(stderr, "cannot write '%s': %s\n", path, strerror(errno));
        return 1;
    }
    int failed = agwrite(g, f) != 0;
    failed = fclose(f) != 0 || failed;
    if (failed)
        fprintf(stderr, "cannot write '%s': %s\n", path, strerror(errno));
    return failed;
}

static int draw(Agraph_t *g, const struct an_graph *graph, const char *format, const char *path)
{
    GVC_t *gvc = gvContext();

    if (!gvc) {
        fputs("the layout library does not start\n", stderr);
        return 1;
    }
    if (gvLayout(gvc, g, graph->n_nodes > MAX_DOT_NODES ? "sfdp" : "dot") != 0) {
        fputs("the layout failed\n", stderr);
        return 1;
    }
    if (gvRenderFilename(gvc, g, format, path) != 0) {
        fprintf(stderr, "cannot draw as %s to '%s'\n", format, path);
        return 1;
    }
    return 0;
}

/* The format that was asked for, or NULL. */
static const char *asked_format(int argc, char **argv)
{
    static const char *const formats[] = {"dot", "svg", "png", "pdf"};
    for (size_t i = 0; argc == 3 && i < sizeof formats / sizeof *formats; i++)
        if (strcmp(argv[1], formats[i]) == 0)
            return formats[i];
    return NULL;
}

int main(int argc, char **argv)
{
    const char *const format = asked_format(argc, argv);
    if (!format) {
        fputs("usage: antinomy-draw dot|svg|png|pdf FILE < graph\n"
              "antinomy starts this program; 'antinomy graph' is the command for people\n",
              stderr);
        return 64;
    }
    limit_self();
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena)) {
        fputs("out of memory\n", stderr);
        return 4;
    }
    const char *why;
    const struct an_graph *graph = an_draw_read(arena, stdin, &why);
    if (!graph) {
        fprintf(stderr, "the graph is not well formed: %s\n", why);
        return 3;
    }
    if (graph->n_nodes == 0) {
        fputs("there is nothing to draw\n", stderr);
        return 3;
    }
    agseterr(AGERR);
    Agraph_t *g = an_draw_build(arena, graph, format);
    if (!g) {
        fputs("out of memory\n", stderr);
        return 4;
    }
    /* No clean-up: the process ends here, and Graphviz' own leaks with it. */
    return strcmp(format, "dot") == 0 ? write_dot(g, argv[2]) : draw(g, graph, format, argv[2]);
}
