/* Pictures for all commands: drawn by antinomy-draw, into a file that --graph or --output names. */
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/cli/cli.h"
#include "engine/cli/guard.h"
#include "reports/graph.h"

/* The drawer writes the file itself, so it is not opened here. */
int an_cli_draw(struct an_cli *cli, const struct an_graph *graph, const char *path,
                enum an_graph_format format)
{
    enum { SECONDS = 10 };
    char why[256] = "";
    const char *drawer = an_beside_program(cli->arena, "antinomy-draw");
    an_progress_start("drawing");
    enum an_draw_status drawn = an_graph_draw(
        graph, format, path, drawer ? drawer : "antinomy-draw", SECONDS, why, sizeof why);
    an_progress_stop();
    switch (drawn) {
    case AN_DRAW_OK: return AN_EXIT_FINE;
    case AN_DRAW_NO_PROGRAM:
        return an_cli_world_help(cli, "it belongs into the folder of this program",
                                 "cannot start antinomy-draw: %s", why);
    case AN_DRAW_TIMEOUT:
        return an_cli_world_help(cli, "ask for fewer markets or topics, or for --format graphml",
                                 "the drawing took longer than %d s and was stopped", SECONDS);
    case AN_DRAW_FAILED: return an_cli_world(cli, "antinomy-draw failed: %s", why);
    case AN_DRAW_IO: return an_cli_world(cli, "cannot write '%s': %s", path, why);
    }
    AN_UNREACHABLE();
}

int an_cli_draw_beside(struct an_cli *cli, const struct an_graph *graph)
{
    const char *path = cli->args.value[AN_OPT_graph];
    enum an_graph_format format = AN_GRAPH_SVG;
    (void)an_graph_format_of(path, &format); /* an_cli_graph_parts has looked at it */
    return an_cli_draw(cli, graph, path, format);
}

bool an_cli_graph_parts(struct an_cli *cli, unsigned *with)
{
    enum an_graph_format format;
    const char *path = cli->args.value[AN_OPT_graph];
    *with = 0;
    if (path && !an_graph_format_of(path, &format)) {
        fputs("antinomy: '--graph' wants a file that ends in .svg, .png, .pdf, .dot or .graphml\n",
              stderr);
        return false;
    }
    for (size_t i = 0; i < cli->args.list[AN_OPT_with].n; i++) {
        const char *part = cli->args.list[AN_OPT_with].v[i];
        if (strcmp(part, "axioms") == 0) {
            *with |= AN_GRAPH_AXIOMS;
        } else if (strcmp(part, "ways") == 0) {
            *with |= AN_GRAPH_WAYS;
        } else {
            fprintf(stderr, "antinomy: '--with' takes axioms and ways, not '%s'\n",
                    an_utf8_shown(cli->arena, part));
            return false;
        }
    }
    return true;
}
