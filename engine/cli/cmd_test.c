/* The command test. */
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/base/linediff.h"
#include "engine/base/utf8.h"
#include "engine/cli/cli.h"
#include "engine/cli/guard.h"

static void free_cases(void *run)
{
    an_cases_free(run);
}

/* Without a path: the folders of a source tree, as far as they are here. */
static void default_paths(struct an_cli *cli)
{
    static const char *const folders[] = {"policies", "examples"};
    struct stat there;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (stat(folders[i], &there) == 0)
            an_vec_push(cli->arena, &cli->args.operands, folders[i]);
}

static void free_updates(void *change)
{
    an_case_updates_free(change);
}

/* The difference first, so that it is seen whatever happens to the file. */
static int update_file(struct an_cli *cli, struct an_sink *sink, const struct an_case_update *file)
{
    an_line_diff(cli->arena, sink, file->path, file->before, file->after);
    if (cli->args.given[AN_OPT_dry_run])
        return AN_EXIT_FINDINGS;
    return an_output_rewrite(cli, file->path, file->after, strlen(file->after));
}

static int update(struct an_cli *cli, const struct an_case_run *run)
{
    struct an_case_change *change = NULL;
    enum an_status made = an_cases_update(&change, cli->ws, run);
    if (made != AN_OK)
        return an_cli_failed(cli, made);
    an_defer(cli->arena, free_updates, change);
    const struct an_case_updates *u = an_case_updates_get(change);
    struct an_sink *sink = an_output_open(cli);
    uint32_t words = 0;
    int status = u->n_left > 0 ? AN_EXIT_FINDINGS : AN_EXIT_FINE;
    if (!sink)
        return AN_EXIT_WORLD;
    for (uint32_t i = 0; i < u->n_files; i++) {
        int one = update_file(cli, sink, &u->files[i]);
        status = one > status ? one : status;
        words += u->files[i].n_changed;
    }
    for (uint32_t i = 0; i < u->n_left; i++)
        an_putf(sink, "%s\n", an_utf8_shown(cli->arena, u->left[i]));
    an_putf(sink, "%" PRIu32 " expectation%s in %" PRIu32 " file%s %s; %" PRIu32 " left.\n", words,
            words == 1 ? "" : "s", u->n_files, u->n_files == 1 ? "" : "s",
            cli->args.given[AN_OPT_dry_run] ? "would be changed" : "changed", u->n_left);
    return an_output_close(cli, true, status);
}

int an_cmd_test(struct an_cli *cli)
{
    struct an_args *args = &cli->args;
    struct an_case_run *run = NULL;
    if (args->given[AN_OPT_update] && args->given[AN_OPT_known_on]) {
        an_cli_input(
            cli, "--update writes what is expected of all that is known of the law; a case says "
                 "'known_on' itself where it asks for less");
        return AN_EXIT_INPUT;
    }
    if (args->operands.n == 0)
        default_paths(cli);
    if (args->operands.n == 0) {
        an_cli_input(cli, "there is no folder 'policies' here, and no path was named");
        return AN_EXIT_INPUT;
    }
    an_progress_start("test: running cases");
    struct an_case_options options = {.filter = args->value[AN_OPT_filter],
                                      .topics = args->list[AN_OPT_topics].v,
                                      .n_topics = args->list[AN_OPT_topics].n,
                                      .expects = args->value[AN_OPT_expects],
                                      .known_on = an_cli_day(cli, AN_OPT_known_on)};
    enum an_status ran = an_cases_run(&run, cli->ws, args->operands.v, args->operands.n, &options);
    an_progress_stop();
    if (ran != AN_OK)
        return an_cli_failed(cli, ran);
    an_defer(cli->arena, free_cases, run);
    an_cli_tell(cli);
    const struct an_case_results *results = an_cases_get(run);
    if (args->given[AN_OPT_update])
        return update(cli, run);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    enum an_status told;
    if (strcmp(args->format, "junit") == 0)
        told = an_report_cases_junit(sink, results);
    else
        told = an_cli_json(cli) ? an_report_cases_json(sink, results)
                                : an_report_cases_text(sink, results, &style);
    return an_output_done(cli, told, results->n_failed > 0 ? AN_EXIT_FINDINGS : AN_EXIT_FINE);
}
