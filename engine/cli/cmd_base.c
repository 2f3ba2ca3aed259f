/* Commands about the base itself: load, verify, show, search. */
#include <string.h>

#include "engine/cli/cli.h"
#include "engine/cli/guard.h"

/* The temporary file of a load is removed on an interrupt, wherever a link put it. */
static void guard_draft(void *to, const char *path)
{
    (void)to;
    an_guard_file(AN_GUARD_BASE, path);
}

int an_cmd_load(struct an_cli *cli)
{
    const struct an_args *args = &cli->args;
    const char *base = an_base_to_write(cli);
    struct an_load_options options = {.replace = args->given[AN_OPT_replace],
                                      .dry_run = args->given[AN_OPT_dry_run],
                                      .temporary = guard_draft};
    struct an_load_result result;
    an_progress_start("load: reading rules");
    enum an_status loaded =
        an_load(cli->ws, args->operands.v, args->operands.n, base, &options, &result);
    an_progress_stop();
    if (loaded != AN_OK)
        return an_cli_failed(cli, loaded);
    an_cli_tell(cli);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    const char *written = options.dry_run ? NULL : base;
    enum an_status told = an_cli_json(cli) ? an_report_load_json(sink, &result, written)
                                           : an_report_load_text(sink, &result, written, &style);
    return an_output_done(cli, told, AN_EXIT_FINE);
}

int an_cmd_verify(struct an_cli *cli)
{
    struct an_verify_result result;
    if (cli->args.operands.n > 0)
        cli->args.value[AN_OPT_base] = cli->args.operands.v[0];
    const char *base = an_base_to_read(cli);
    if (!base)
        return AN_EXIT_WORLD;
    enum an_status verified = an_verify(cli->ws, base, &result);
    if (verified != AN_OK)
        return an_cli_failed(cli, verified);
    an_cli_tell(cli);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    enum an_status told = an_cli_json(cli) ? an_report_verify_json(sink, &result, base)
                                           : an_report_verify_text(sink, &result, base, &style);
    return an_output_done(cli, told, AN_EXIT_FINE);
}

static void free_things(void *things)
{
    an_things_free(things);
}

/* One id after the other, so that one that is wrong does not hide the others. */
int an_cmd_show(struct an_cli *cli)
{
    int status;
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    size_t n = cli->args.operands.n, found = 0;
    struct an_things **things = AN_NEW_ARRAY(cli->arena, struct an_things *, n);
    enum an_status worst = AN_OK;
    for (size_t i = 0; i < n; i++) {
        enum an_status shown = an_show(&things[found], base, cli->ws, cli->args.operands.v[i]);
        if (shown == AN_OK)
            an_defer(cli->arena, free_things, things[found++]);
        else
            worst = shown;
    }
    status = worst == AN_OK ? AN_EXIT_FINE : an_cli_failed(cli, worst);
    an_cli_tell(cli);
    if (found == 0)
        return status;
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    enum an_status told = an_cli_json(cli) ? an_report_show_json(sink, things, found)
                                           : an_report_show_text(sink, things, found, &style);
    return told == AN_OK ? an_output_close(cli, worst == AN_OK, status)
                         : an_output_done(cli, told, status);
}

int an_cmd_search(struct an_cli *cli)
{
    int status;
    struct an_things *things = NULL;
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    enum an_status searched =
        an_search(&things, base, cli->ws, cli->args.operands.v, cli->args.operands.n);
    if (searched != AN_OK)
        return an_cli_failed(cli, searched);
    an_defer(cli->arena, free_things, things);
    an_cli_tell(cli);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    enum an_status told = an_cli_json(cli) ? an_report_search_json(sink, things)
                                           : an_report_search_text(sink, things, &style);
    return an_output_done(cli, told, AN_EXIT_FINE);
}
