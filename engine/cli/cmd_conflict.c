/* The command conflicts: of a product, or of the law of some markets. */
#include <stdio.h>

#include "engine/cli/cli.h"
#include "engine/cli/guard.h"
#include "reports/graph.h"

static void free_product(void *product)
{
    an_product_free(product);
}

static void free_conflicts(void *result)
{
    an_conflicts_free(result);
}

static struct an_conflict_options options_of(struct an_cli *cli)
{
    const struct an_args *args = &cli->args;
    return (struct an_conflict_options){
        .as_of = an_cli_day(cli, AN_OPT_as_of),
        .markets = args->list[AN_OPT_markets].v,
        .n_markets = args->list[AN_OPT_markets].n,
        .topics = args->list[AN_OPT_topics].v,
        .n_topics = args->list[AN_OPT_topics].n,
        .supposed = args->list[AN_OPT_suppose].v,
        .n_supposed = args->list[AN_OPT_suppose].n,
        .drafts = args->given[AN_OPT_with_drafts],
        .limit_ms = args->number[AN_OPT_limit_ms],
        .max = args->number[AN_OPT_max],
    };
}

static enum an_status find(struct an_cli *cli, struct an_base *base,
                           struct an_conflict_result **out)
{
    struct an_conflict_options options = options_of(cli);
    struct an_product *product = NULL;
    if (cli->args.operands.n == 0) {
        char *today = an_alloc(cli->arena, 11);
        an_today(today);
        options.as_of = options.as_of ? options.as_of : today;
        return an_conflicts_find(out, base, cli->ws, NULL, &options);
    }
    enum an_status status = an_product_read(&product, base, cli->ws, cli->args.operands.v[0]);
    if (status != AN_OK)
        return status;
    an_defer(cli->arena, free_product, product);
    return an_conflicts_find(out, base, cli->ws, product, &options);
}

int an_cmd_conflicts(struct an_cli *cli)
{
    int status;
    unsigned with;
    if (!an_cli_graph_parts(cli, &with))
        return AN_EXIT_USAGE;
    if (cli->args.operands.n == 0 && !cli->args.given[AN_OPT_markets]) {
        (void)fputs("antinomy: 'conflicts' needs a profile, or --markets to name whose law is "
                    "compared\n",
                    stderr);
        return AN_EXIT_USAGE;
    }
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    struct an_conflict_result *result = NULL;
    enum an_status found = find(cli, base, &result);
    if (found != AN_OK)
        return an_cli_failed(cli, found);
    an_defer(cli->arena, free_conflicts, result);
    an_cli_tell(cli);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    const struct an_conflicts *conflicts = an_conflicts_get(result);
    enum an_status told = an_cli_json(cli) ? an_report_conflicts_json(sink, conflicts)
                                           : an_report_conflicts_text(sink, conflicts, &style);
    status = an_output_done(cli, told, an_conflicts_exit(conflicts));
    if (told != AN_OK || !cli->args.given[AN_OPT_graph])
        return status;
    return an_cli_worse(
        status, an_cli_draw_beside(cli, an_graph_from_conflicts(cli->arena, conflicts, with)));
}
