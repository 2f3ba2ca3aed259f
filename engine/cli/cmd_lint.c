/* The command lint. */
#include <string.h>

#include "antinomy/lint.h"
#include "engine/cli/cli.h"
#include "engine/cli/guard.h"

static enum an_status write_lint(struct an_cli *cli, struct an_sink *sink,
                                 const struct an_lint_result *result)
{
    struct an_text_style style = an_output_style(cli);
    if (an_cli_json(cli))
        return an_report_lint_json(sink, cli->ws, result);
    if (strcmp(cli->args.format, "sarif") == 0)
        return an_report_lint_sarif(sink, cli->ws, result);
    return an_report_lint_text(sink, cli->ws, result, &style);
}

int an_cmd_lint(struct an_cli *cli)
{
    static const char *const usual[] = {"policies", "examples"};
    const struct an_args *args = &cli->args;
    char *today = an_alloc(cli->arena, 11);
    an_today(today);
    const char *day = an_cli_day(cli, AN_OPT_as_of);
    struct an_lint_options options = {.as_of = day ? day : today,
                                      .months = args->number[AN_OPT_months],
                                      .allow = args->list[AN_OPT_allow].v,
                                      .n_allow = args->list[AN_OPT_allow].n,
                                      .deep = args->given[AN_OPT_deep],
                                      .limit_ms = args->number[AN_OPT_limit_ms]};
    struct an_lint_result result;
    bool named = args->operands.n > 0;
    enum an_status looked = an_lint_run(cli->ws, named ? args->operands.v : usual,
                                        named ? args->operands.n : 2, &options, &result);
    if (looked != AN_OK)
        return an_cli_failed(cli, looked);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    return an_output_done(cli, write_lint(cli, sink, &result),
                          result.findings > 0 ? AN_EXIT_FINDINGS : AN_EXIT_FINE);
}
