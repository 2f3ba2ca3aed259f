/* Commands about time: timeline. */
#include <string.h>
#include <sys/stat.h>

#include "antinomy/timeline.h"
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
