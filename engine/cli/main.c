/*
 * The command `antinomy`: reads the command line, runs one command, and turns what came of it into
 * an exit status. Everything that a run opens is closed with its arena.
 */
#include <stdlib.h>
#include <unistd.h>

#include "engine/base/utf8.h"
#include "engine/cli/cli.h"
#include "engine/cli/guard.h"

static int usage_errors(const struct an_cli *cli)
{
    const struct an_args *args = &cli->args;
    for (size_t i = 0; i < args->errors.n; i++)
        fprintf(stderr, "antinomy: %s\n", an_utf8_shown(cli->arena, args->errors.v[i]));
    if (args->command)
        fprintf(stderr, "usage: antinomy %s [OPTIONS] %s\nTry 'antinomy help %s'.\n",
                args->command->name, args->command->operands, args->command->name);
    else
        fputs("usage: antinomy COMMAND [OPTIONS] ...\nTry 'antinomy help'.\n", stderr);
    return AN_EXIT_USAGE;
}

static int write_version(struct an_cli *cli)
{
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    an_putf(sink, "antinomy %s\n", an_version());
    return an_output_close(cli, true, AN_EXIT_FINE);
}

static int write_help(struct an_cli *cli)
{
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    an_help_write(cli->arena, sink, cli->args.command);
    return an_output_close(cli, true, AN_EXIT_FINE);
}

static int run(struct an_cli *cli, int argc, char *const *argv)
{
    struct an_args *args = &cli->args;
    an_args_read(args, cli->arena, argc, argv);
    if (args->errors.n > 0)
        return usage_errors(cli);
    if (args->given[AN_OPT_version])
        return write_version(cli);
    if (args->given[AN_OPT_help])
        return write_help(cli);
    return args->command->run(cli);
}

static void free_workspace(void *ws)
{
    an_workspace_free(ws);
}

static int out_of_memory(void)
{
    fputs("antinomy: memory ran out\n", stderr);
    return AN_EXIT_WORLD;
}

int main(int argc, char **argv)
{
    an_guard_start();
    struct an_arena *arena = an_arena_new();
    if (!arena)
        return out_of_memory();
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return out_of_memory();
    }
    struct an_cli *cli = AN_NEW(arena, struct an_cli);
    cli->arena = arena;
    cli->ws = an_workspace_new();
    if (!cli->ws)
        an_arena_fail(arena);
    an_defer(arena, free_workspace, cli->ws);
    int status = run(cli, argc, argv);
    an_arena_free(arena);
    return status;
}
