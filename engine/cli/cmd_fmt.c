/* The command fmt: files are rewritten one by one, each whole or not at all. */
#include <string.h>

#include "antinomy/format.h"
#include "engine/base/linediff.h"
#include "engine/base/utf8.h"
#include "engine/cli/cli.h"

struct formatting {
    struct an_cli *cli;
    struct an_sink *sink; /* the list of files, or the diff */
    size_t changed;
    int status;
};

static void raise_to(struct formatting *f, int status)
{
    f->status = status > f->status ? status : f->status;
}

/* Messages about files are told once, at the end: the list of them grows from file to file. */
static void failed(struct formatting *f, enum an_status status)
{
    bool input = status == AN_EINPUT || status == AN_ENOTFOUND;
    raise_to(f, input ? AN_EXIT_INPUT : an_cli_failed(f->cli, status));
}

static void rewrite(struct formatting *f, const struct an_formatted *file)
{
    int status = an_output_rewrite(f->cli, file->path, file->after, file->n_after);
    raise_to(f, status);
    if (status == AN_EXIT_FINE)
        an_putf(f->sink, "%s\n", an_utf8_shown(f->cli->arena, file->path));
}

static void tell(struct formatting *f, const struct an_formatted *file)
{
    f->changed++;
    if (f->cli->args.given[AN_OPT_diff])
        an_line_diff(f->cli->arena, f->sink, file->path, file->before, file->after);
    else if (f->cli->args.given[AN_OPT_check])
        an_putf(f->sink, "%s\n", an_utf8_shown(f->cli->arena, file->path));
    else
        rewrite(f, file);
}

static void format_one(struct formatting *f, const char *path)
{
    struct an_format_result *result = NULL;
    bool look = f->cli->args.given[AN_OPT_check] || f->cli->args.given[AN_OPT_diff];
    enum an_status status = an_format_file(&result, f->cli->ws, path);
    if (status != AN_OK) {
        failed(f, status);
        return;
    }
    const struct an_formatted *file = an_format_get(result);
    if (strcmp(path, "-") == 0 && !look)
        an_put_n(f->sink, file->after, file->n_after);
    else if (file->changed)
        tell(f, file);
    an_format_free(result);
}

/* '-' is no file to be looked for. */
static void format_path(struct formatting *f, const char *path)
{
    struct an_format_files *files = NULL;
    if (strcmp(path, "-") == 0) {
        format_one(f, path);
        return;
    }
    enum an_status status = an_format_find(&files, f->cli->ws, &path, 1);
    if (status != AN_OK) {
        failed(f, status);
        return;
    }
    for (size_t i = 0; i < an_format_files_count(files); i++)
        format_one(f, an_format_files_path(files, i));
    an_format_files_free(files);
}

int an_cmd_fmt(struct an_cli *cli)
{
    static const char *const usual[] = {"policies", "examples"};
    const struct an_args *args = &cli->args;
    bool named = args->operands.n > 0;
    struct formatting f = {.cli = cli, .sink = an_output_open(cli), .status = AN_EXIT_FINE};
    if (!f.sink)
        return AN_EXIT_WORLD;
    for (size_t i = 0; i < (named ? args->operands.n : 2); i++)
        format_path(&f, named ? args->operands.v[i] : usual[i]);
    an_cli_tell(cli);
    bool look = args->given[AN_OPT_check] || args->given[AN_OPT_diff];
    if (look && f.changed > 0)
        raise_to(&f, AN_EXIT_FINDINGS);
    return an_output_close(cli, true, f.status);
}
