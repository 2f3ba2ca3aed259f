/* The command compare: what is asked, which view of it, and in which form. */
#include <string.h>

#include "engine/cli/cli.h"

static void free_comparison(void *comparison)
{
    an_compare_free(comparison);
}

static struct an_compare_options options_of(struct an_cli *cli)
{
    struct an_args *args = &cli->args;
    if (!args->value[AN_OPT_as_of])
        args->value[AN_OPT_as_of] = "today";
    return (struct an_compare_options){
        .as_of = an_cli_day(cli, AN_OPT_as_of),
        .places = args->operands.v,
        .n_places = args->operands.n,
        .topics = args->list[AN_OPT_topics].v,
        .n_topics = args->list[AN_OPT_topics].n,
        .members = args->given[AN_OPT_members],
        .filter = {.sector = args->value[AN_OPT_sector],
                   .buyer = args->value[AN_OPT_buyer],
                   .trigger = args->value[AN_OPT_trigger],
                   .confidence = args->value[AN_OPT_confidence],
                   .addressees = args->list[AN_OPT_addressee].v,
                   .n_addressees = args->list[AN_OPT_addressee].n},
    };
}

/* 2: a topic that was asked for was not researched in one of the places. */
static int exit_of(const struct an_cli *cli, const struct an_matrix *m)
{
    bool asked = cli->args.list[AN_OPT_topics].n > 0;
    return asked && m->count[AN_LETTER_UNKNOWN] > 0 ? AN_EXIT_OPEN : AN_EXIT_FINE;
}

static enum an_status write_matrix(struct an_cli *cli, struct an_sink *sink,
                                   const struct an_matrix *m)
{
    struct an_text_style style = an_output_style(cli);
    if (an_cli_json(cli))
        return an_report_matrix_json(sink, m);
    if (strcmp(cli->args.format, "csv") == 0)
        return an_report_matrix_csv(sink, m);
    return an_report_matrix_text(sink, m, &style);
}

int an_cmd_compare(struct an_cli *cli)
{
    int status;
    struct an_comparison *c = NULL;
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    struct an_compare_options options = options_of(cli);
    enum an_status ran = an_compare_run(&c, base, cli->ws, &options);
    if (ran != AN_OK)
        return an_cli_failed(cli, ran);
    an_defer(cli->arena, free_comparison, c);
    an_cli_tell(cli);
    const struct an_matrix *m = an_compare_matrix(c);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    return an_output_done(cli, write_matrix(cli, sink, m), exit_of(cli, m));
}
