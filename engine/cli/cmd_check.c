/*
 * Commands about a product: check, explain, graph. Several profiles are checked one after the
 * other; one that is refused does not hide the answers about the others, and the exit status tells
 * the worst.
 */
#include <string.h>

#include "engine/cli/cli.h"
#include "engine/cli/guard.h"
#include "reports/graph.h"

static void free_product(void *product)
{
    an_product_free(product);
}

static void free_result(void *result)
{
    an_check_free(result);
}

static struct an_check_options options_of(struct an_cli *cli)
{
    const struct an_args *args = &cli->args;
    return (struct an_check_options){
        .as_of = an_cli_day(cli, AN_OPT_as_of),
        .known_on = an_cli_day(cli, AN_OPT_known_on),
        .markets = args->list[AN_OPT_markets].v,
        .n_markets = args->list[AN_OPT_markets].n,
        .topics = args->list[AN_OPT_topics].v,
        .n_topics = args->list[AN_OPT_topics].n,
        .reading = args->value[AN_OPT_reading],
    };
}

/*
 * Checks one profile; NULL: *status tells why not. The result lives as long as the run. Proofs are
 * made only for those who show them.
 */
static const struct an_check *check_one(struct an_cli *cli, struct an_base *base, const char *path,
                                        bool proofs, enum an_status *status)
{
    struct an_product *product = NULL;
    struct an_check_result *result = NULL;
    struct an_check_options options = options_of(cli);
    options.no_proofs = !proofs;
    *status = an_product_read(&product, base, cli->ws, path);
    if (*status != AN_OK)
        return NULL;
    an_defer(cli->arena, free_product, product);
    *status = an_check_run(&result, base, cli->ws, product, &options);
    if (*status != AN_OK)
        return NULL;
    an_defer(cli->arena, free_result, result);
    return an_check_get(result);
}

static enum an_status write_checks(struct an_cli *cli, struct an_sink *sink,
                                   const struct an_check *const *checks, size_t n)
{
    struct an_text_style style = an_output_style(cli);
    if (an_cli_json(cli))
        return an_report_check_json(sink, checks, n);
    if (strcmp(cli->args.format, "html") == 0)
        return an_report_check_html(sink, checks, n);
    if (strcmp(cli->args.format, "md") == 0)
        return an_report_check_md(sink, checks, n);
    return an_report_check_text(sink, checks, n, &style);
}

int an_cmd_check(struct an_cli *cli)
{
    int status;
    unsigned with;
    if (!an_cli_graph_parts(cli, &with))
        return AN_EXIT_USAGE;
    if (cli->args.given[AN_OPT_graph] && cli->args.operands.n > 1) {
        fputs("antinomy: '--graph' draws one product; name one profile\n", stderr);
        return AN_EXIT_USAGE;
    }
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    size_t wanted = cli->args.operands.n, n = 0;
    const struct an_check **checks = AN_NEW_ARRAY(cli->arena, const struct an_check *, wanted);
    enum an_status refused = AN_OK;
    status = AN_EXIT_FINE;
    for (size_t i = 0; i < wanted; i++) {
        enum an_status one;
        const struct an_check *check = check_one(cli, base, cli->args.operands.v[i], false, &one);
        if (check) {
            checks[n++] = check;
            status = an_cli_worse(status, an_check_exit(check, cli->args.given[AN_OPT_strict]));
        } else if (refused == AN_OK || refused == AN_EINPUT) {
            refused = one;
        }
    }
    if (refused != AN_OK)
        status = an_cli_worse(status, an_cli_failed(cli, refused));
    an_cli_tell(cli);
    if (n == 0)
        return status;
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    enum an_status told = write_checks(cli, sink, checks, n);
    status = told == AN_OK ? an_output_close(cli, refused == AN_OK, status)
                           : an_output_done(cli, told, status);
    if (told != AN_OK || !cli->args.given[AN_OPT_graph])
        return status;
    return an_cli_worse(status,
                        an_cli_draw_beside(cli, an_graph_from_check(cli->arena, checks[0], with)));
}

/* ---- explain ---- */

static bool has_finding(const struct an_check *check, const char *provision)
{
    for (uint32_t i = 0; i < check->n_findings; i++)
        if (strcmp(check->findings[i].provision->id, provision) == 0)
            return true;
    return false;
}

static void free_things(void *things)
{
    an_things_free(things);
}

/* The provision under an id as it was typed; NULL: said why, *status is the exit status. */
static const struct an_thing *find_provision(struct an_cli *cli, struct an_base *base,
                                             const char *id, int *status)
{
    struct an_things *things = NULL;
    enum an_status shown = an_show(&things, base, cli->ws, id);
    if (shown != AN_OK) {
        *status = an_cli_failed(cli, shown);
        return NULL;
    }
    an_defer(cli->arena, free_things, things);
    for (size_t i = 0; i < an_things_count(things); i++)
        if (an_things_at(things, i)->kind == AN_THING_PROVISION)
            return an_things_at(things, i);
    *status = AN_EXIT_INPUT;
    const struct an_thing *other = an_things_at(things, 0);
    an_cli_input(cli, "'%s' is %s %s, not a provision", id,
                 strchr("aeiou", other->kind_name[0]) ? "an" : "a", other->kind_name);
    return NULL;
}

int an_cmd_explain(struct an_cli *cli)
{
    int status;
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    enum an_status one;
    const struct an_thing *thing = find_provision(cli, base, cli->args.operands.v[1], &status);
    if (!thing)
        return status;
    const struct an_check *check = check_one(cli, base, cli->args.operands.v[0], true, &one);
    if (!check)
        return an_cli_failed(cli, one);
    an_cli_tell(cli);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    enum an_status told;
    if (an_cli_json(cli))
        told = an_report_explain_json(sink, check, thing->id);
    else if (has_finding(check, thing->id))
        told = an_report_explain_text(sink, check, thing, &style);
    else
        told = an_report_absent_text(sink, check, thing, &style);
    return an_output_done(cli, told, AN_EXIT_FINE);
}

/* ---- graph ---- */

int an_cmd_graph(struct an_cli *cli)
{
    int status;
    const char *path = cli->args.value[AN_OPT_output];
    enum an_graph_format format = AN_GRAPH_GRAPHML;
    (void)an_graph_format_of(cli->args.format, &format);
    if (!path && format != AN_GRAPH_GRAPHML) {
        fprintf(stderr, "antinomy: '%s' cannot go to standard output; name a file with --output\n",
                cli->args.format);
        return AN_EXIT_USAGE;
    }
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    enum an_status one;
    const struct an_check *check = check_one(cli, base, cli->args.operands.v[0], false, &one);
    if (!check)
        return an_cli_failed(cli, one);
    an_cli_tell(cli);
    unsigned with;
    if (!an_cli_graph_parts(cli, &with))
        return AN_EXIT_USAGE;
    const struct an_graph *graph = an_graph_from_check(cli->arena, check, with);
    status = an_check_exit(check, false);
    if (format != AN_GRAPH_GRAPHML)
        return an_cli_worse(status, an_cli_draw(cli, graph, path, format));
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    an_graph_write_graphml(sink, graph);
    return an_output_close(cli, true, status);
}
