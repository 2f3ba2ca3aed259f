/* The command plan: one profile, its markets, and what could be built for them. */
#include "engine/cli/cli.h"
#include "reports/graph.h"

static void free_product(void *product)
{
    an_product_free(product);
}

static void free_plan(void *plan)
{
    an_plan_free(plan);
}

static struct an_plan_options options_of(struct an_cli *cli)
{
    const struct an_args *args = &cli->args;
    return (struct an_plan_options){
        .check = {.as_of = an_cli_day(cli, AN_OPT_as_of),
                  .known_on = an_cli_day(cli, AN_OPT_known_on),
                  .markets = args->list[AN_OPT_markets].v,
                  .n_markets = args->list[AN_OPT_markets].n,
                  .topics = args->list[AN_OPT_topics].v,
                  .n_topics = args->list[AN_OPT_topics].n},
        .repair = args->list[AN_OPT_repair].v,
        .n_repair = args->list[AN_OPT_repair].n,
        .keep = args->list[AN_OPT_keep].v,
        .n_keep = args->list[AN_OPT_keep].n,
        .limit_ms = args->number[AN_OPT_limit_ms],
    };
}

int an_cmd_plan(struct an_cli *cli)
{
    int status;
    unsigned with;
    if (!an_cli_graph_parts(cli, &with))
        return AN_EXIT_USAGE;
    struct an_product *product = NULL;
    struct an_plan_result *result = NULL;
    struct an_plan_options options = options_of(cli);
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    enum an_status made = an_product_read(&product, base, cli->ws, cli->args.operands.v[0]);
    if (made != AN_OK)
        return an_cli_failed(cli, made);
    an_defer(cli->arena, free_product, product);
    made = an_plan_run(&result, base, cli->ws, product, &options);
    if (made != AN_OK)
        return an_cli_failed(cli, made);
    an_defer(cli->arena, free_plan, result);
    an_cli_tell(cli);
    const struct an_plan *plan = an_plan_get(result);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    made = an_cli_json(cli) ? an_report_plan_json(sink, plan)
                            : an_report_plan_text(sink, plan, &style);
    status = an_output_done(cli, made, an_plan_exit(plan));
    if (made != AN_OK || !cli->args.given[AN_OPT_graph])
        return status;
    return an_cli_worse(status, an_cli_draw_beside(cli, an_graph_from_plan(cli->arena, plan)));
}
