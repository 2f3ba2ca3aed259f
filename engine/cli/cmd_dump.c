/* The command dump: the inside of things, for those who work on rules and on the program. */
#include <string.h>

#include "antinomy/dump.h"
#include "engine/cli/cli.h"

static void free_product(void *product)
{
    an_product_free(product);
}

static enum an_status dump_rows(struct an_cli *cli, struct an_sink *sink, struct an_base *base,
                                const char *path)
{
    const struct an_args *args = &cli->args;
    struct an_check_options options = {.as_of = an_cli_day(cli, AN_OPT_as_of),
                                       .known_on = an_cli_day(cli, AN_OPT_known_on),
                                       .markets = args->list[AN_OPT_markets].v,
                                       .n_markets = args->list[AN_OPT_markets].n};
    struct an_product *product = NULL;
    enum an_status status = an_product_read(&product, base, cli->ws, path);
    if (status != AN_OK)
        return status;
    an_defer(cli->arena, free_product, product);
    return an_dump_rows(sink, cli->ws, base, product, &options);
}

enum what { WHAT_TREE, WHAT_MODEL, WHAT_CONDITIONS, WHAT_ROWS, WHAT_NOTHING };

static enum what what_of(const char *word)
{
    static const char *const words[] = {"tree", "model", "conditions", "rows"};
    int what = WHAT_TREE;
    while (what < WHAT_NOTHING && strcmp(word, words[what]) != 0)
        what++;
    return (enum what)what;
}

/* Each of the operands behind the first word. */
static enum an_status dump_each(struct an_cli *cli, struct an_sink *sink, struct an_base *base,
                                enum what what)
{
    enum an_status status = AN_OK;
    if (what == WHAT_MODEL)
        return an_dump_model(sink, cli->ws, base);
    for (size_t i = 1; i < cli->args.operands.n && status == AN_OK; i++) {
        const char *one = cli->args.operands.v[i];
        status = what == WHAT_TREE         ? an_dump_tree(sink, cli->ws, one)
                 : what == WHAT_CONDITIONS ? an_dump_conditions(sink, cli->ws, base, one)
                                           : dump_rows(cli, sink, base, one);
        if (status == AN_ENOTFOUND)
            an_cli_input(cli, "%s", an_workspace_reason(cli->ws));
    }
    return status;
}

int an_cmd_dump(struct an_cli *cli)
{
    enum what what = what_of(cli->args.operands.v[0]);
    size_t more = cli->args.operands.n - 1;
    struct an_base *base = NULL;
    int status;
    if (what == WHAT_NOTHING || (what == WHAT_MODEL) != (more == 0)) {
        an_cli_input(cli, "dump takes: tree FILE..., model, conditions ID..., or rows PROFILE...");
        return AN_EXIT_INPUT;
    }
    if (what != WHAT_TREE) {
        base = an_open_base(cli, &status);
        if (!base)
            return status;
    }
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    return an_output_done(cli, dump_each(cli, sink, base, what), AN_EXIT_FINE);
}
