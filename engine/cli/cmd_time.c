/* Commands about change: timeline, diff, impact. */
#include <string.h>
#include <sys/stat.h>

#include "antinomy/diff.h"
#include "engine/cli/cli.h"
#include "engine/cli/guard.h"

static void free_timeline(void *result)
{
    an_timeline_free(result);
}

static void free_product(void *product)
{
    an_product_free(product);
}

static struct an_timeline_options timeline_options(struct an_cli *cli)
{
    const struct an_args *args = &cli->args;
    return (struct an_timeline_options){
        .from = an_cli_day(cli, AN_OPT_from),
        .to = an_cli_day(cli, AN_OPT_to),
        .as_of = an_cli_day(cli, AN_OPT_as_of),
        .markets = args->list[AN_OPT_markets].v,
        .n_markets = args->list[AN_OPT_markets].n,
        .topics = args->list[AN_OPT_topics].v,
        .n_topics = args->list[AN_OPT_topics].n,
        .reading = args->value[AN_OPT_reading],
    };
}

/* A profile is named by its file: it has a folder or an ending, or it is there. */
static bool is_profile(const char *word)
{
    struct stat there;
    size_t n = strlen(word);
    if (strcmp(word, "-") == 0 || strchr(word, '/'))
        return true;
    if ((n > 5 && strcmp(word + n - 5, ".yaml") == 0) ||
        (n > 5 && strcmp(word + n - 5, ".json") == 0))
        return true;
    return stat(word, &there) == 0 && S_ISREG(there.st_mode);
}

static enum an_status make_timeline(struct an_cli *cli, struct an_base *base,
                                    struct an_timeline_result **out)
{
    const char *subject = cli->args.operands.v[0];
    struct an_timeline_options options = timeline_options(cli);
    if (!is_profile(subject)) {
        char *today = an_alloc(cli->arena, 11);
        an_today(today);
        if (!options.as_of)
            options.as_of = today;
        return an_timeline_law(out, base, cli->ws, subject, &options);
    }
    struct an_product *product = NULL;
    enum an_status status = an_product_read(&product, base, cli->ws, subject);
    if (status != AN_OK)
        return status;
    an_defer(cli->arena, free_product, product);
    an_progress_start("timeline: checking days");
    status = an_timeline_product(out, base, cli->ws, product, &options);
    an_progress_stop();
    return status;
}

static enum an_status write_timeline(struct an_cli *cli, struct an_sink *sink,
                                     const struct an_timeline *t)
{
    struct an_text_style style = an_output_style(cli);
    if (an_cli_json(cli))
        return an_report_timeline_json(sink, t);
    if (strcmp(cli->args.format, "svg") == 0)
        return an_report_timeline_svg(sink, t);
    if (strcmp(cli->args.format, "ics") == 0)
        return an_report_timeline_ics(sink, t);
    return an_report_timeline_text(sink, t, &style);
}

int an_cmd_timeline(struct an_cli *cli)
{
    int status;
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    struct an_timeline_result *result = NULL;
    enum an_status made = make_timeline(cli, base, &result);
    if (made != AN_OK)
        return an_cli_failed(cli, made);
    an_defer(cli->arena, free_timeline, result);
    an_cli_tell(cli);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    return an_output_done(cli, write_timeline(cli, sink, an_timeline_get(result)), AN_EXIT_FINE);
}

/* ---- diff ---- */

static void free_diff(void *result)
{
    an_diff_free(result);
}

static void free_base(void *base)
{
    an_base_close(base);
}

/* Another base than the one of --base; NULL: said why. */
static struct an_base *open_other(struct an_cli *cli, const char *path, int *status)
{
    struct an_base *base = NULL;
    enum an_status opened = an_base_open(&base, cli->ws, path);
    if (opened != AN_OK) {
        *status = an_cli_failed(cli, opened);
        return NULL;
    }
    an_defer(cli->arena, free_base, base);
    return base;
}

static int usage(const struct an_cli *cli, const char *text)
{
    const char *name = cli->args.command->name;
    fprintf(stderr, "antinomy: %s\nTry 'antinomy help %s'.\n", text, name);
    return AN_EXIT_USAGE;
}

static enum an_status make_diff(struct an_cli *cli, const struct an_base *before,
                                const struct an_base *after, struct an_diff_result **out)
{
    const struct an_args *args = &cli->args;
    struct an_diff_options options = {
        .from = an_cli_day(cli, AN_OPT_from),
        .to = an_cli_day(cli, after ? AN_OPT_as_of : AN_OPT_to),
        .markets = args->list[AN_OPT_markets].v,
        .n_markets = args->list[AN_OPT_markets].n,
        .topics = args->list[AN_OPT_topics].v,
        .n_topics = args->list[AN_OPT_topics].n,
    };
    return after ? an_diff_bases(out, before, after, cli->ws, &options)
                 : an_diff_days(out, before, cli->ws, &options);
}

/* NULL where the command line does not say which two things to compare. */
static const char *diff_mistake(const struct an_args *args)
{
    bool days = args->given[AN_OPT_from] && args->given[AN_OPT_to];
    if (args->operands.n == 0)
        return days ? NULL : "'diff' needs two days, --from and --to, or two bases";
    if (args->operands.n == 1)
        return "'diff' needs a second base";
    if (args->given[AN_OPT_from] || args->given[AN_OPT_to])
        return "'diff' of two bases takes one day, --as-of";
    return args->given[AN_OPT_base] ? "'diff' takes two bases or --base, not both" : NULL;
}

int an_cmd_diff(struct an_cli *cli)
{
    int status = AN_EXIT_FINE;
    const char *mistake = diff_mistake(&cli->args);
    if (mistake)
        return usage(cli, mistake);
    bool two = cli->args.operands.n == 2;
    struct an_base *before =
        two ? open_other(cli, cli->args.operands.v[0], &status) : an_open_base(cli, &status);
    struct an_base *after =
        two && before ? open_other(cli, cli->args.operands.v[1], &status) : NULL;
    if (!before || (two && !after))
        return status;
    struct an_diff_result *result = NULL;
    enum an_status made = make_diff(cli, before, after, &result);
    if (made != AN_OK)
        return an_cli_failed(cli, made);
    an_defer(cli->arena, free_diff, result);
    an_cli_tell(cli);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    const struct an_diff *diff = an_diff_get(result);
    enum an_status told = an_cli_json(cli) ? an_report_diff_json(sink, diff)
                                           : an_report_diff_text(sink, diff, &style);
    return an_output_done(cli, told, AN_EXIT_FINE);
}

/* ---- impact ---- */

static void free_files(void *files)
{
    an_product_files_free(files);
}

static void free_impact(void *result)
{
    an_impact_free(result);
}

static enum an_status make_impact(struct an_cli *cli, const struct an_base *before,
                                  const struct an_base *after, struct an_impact_result **out)
{
    const struct an_args *args = &cli->args;
    struct an_product_files *files = NULL;
    struct an_impact_options options = {
        .from = an_cli_day(cli, AN_OPT_from),
        .to = an_cli_day(cli, AN_OPT_to),
        .enact = args->list[AN_OPT_enact].v,
        .n_enact = args->list[AN_OPT_enact].n,
        .strike = args->list[AN_OPT_strike].v,
        .n_strike = args->list[AN_OPT_strike].n,
        .markets = args->list[AN_OPT_markets].v,
        .n_markets = args->list[AN_OPT_markets].n,
        .topics = args->list[AN_OPT_topics].v,
        .n_topics = args->list[AN_OPT_topics].n,
        .reading = args->value[AN_OPT_reading],
    };
    enum an_status status = an_product_files(&files, cli->ws, args->operands.v, args->operands.n);
    if (status != AN_OK)
        return status;
    an_defer(cli->arena, free_files, files);
    if (an_product_files_count(files) == 0)
        an_cli_input(cli, "no file there holds a product");
    an_progress_start("impact: checking products");
    status = an_impact_run(out, before, after, cli->ws, an_product_files_paths(files),
                           an_product_files_count(files), &options);
    an_progress_stop();
    return status;
}

static enum an_status write_impact(struct an_cli *cli, struct an_sink *sink,
                                   const struct an_impact *impact)
{
    struct an_text_style style = an_output_style(cli);
    if (an_cli_json(cli))
        return an_report_impact_json(sink, impact);
    if (strcmp(cli->args.format, "md") == 0)
        return an_report_impact_md(sink, impact);
    return an_report_impact_text(sink, impact, &style);
}

static bool some_worse(const struct an_impact *impact)
{
    for (uint32_t i = 0; i < impact->n_clauses; i++)
        if (impact->clauses[i].worse > 0)
            return true;
    return false;
}

int an_cmd_impact(struct an_cli *cli)
{
    const struct an_args *args = &cli->args;
    int status = AN_EXIT_FINE;
    if (!args->given[AN_OPT_to] && !args->given[AN_OPT_against] && !args->given[AN_OPT_enact] &&
        !args->given[AN_OPT_strike])
        return usage(cli,
                     "'impact' needs something to change: --to, --against, --enact or --strike");
    struct an_base *before = an_open_base(cli, &status), *after = NULL;
    if (before && args->given[AN_OPT_against])
        after = open_other(cli, args->value[AN_OPT_against], &status);
    if (!before || (args->given[AN_OPT_against] && !after))
        return status;
    struct an_impact_result *result = NULL;
    enum an_status made = make_impact(cli, before, after, &result);
    if (made != AN_OK)
        return an_cli_failed(cli, made);
    an_defer(cli->arena, free_impact, result);
    an_cli_tell(cli);
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    const struct an_impact *impact = an_impact_get(result);
    if (impact->n_refused > 0 || impact->n_products == 0)
        status = AN_EXIT_INPUT;
    else if (some_worse(impact))
        status = AN_EXIT_FINDINGS;
    return an_output_done(cli, write_impact(cli, sink, impact), status);
}
