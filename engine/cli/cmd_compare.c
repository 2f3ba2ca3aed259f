/* The command compare: what is asked, which view of it, and in which form. */
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/cli/cli.h"
#include "engine/cli/guard.h"
#include "engine/diag/nearest.h"
#include "reports/graph_compare.h"

static void free_comparison(void *comparison)
{
    an_compare_free(comparison);
}

static struct an_compare_options options_of(struct an_cli *cli)
{
    struct an_args *args = &cli->args;
    if (!args->value[AN_OPT_as_of])
        args->value[AN_OPT_as_of] = "today";
    for (size_t i = 0; i < args->list[AN_OPT_topic].n; i++)
        an_vec_push(cli->arena, &args->list[AN_OPT_topics], args->list[AN_OPT_topic].v[i]);
    return (struct an_compare_options){
        .as_of = an_cli_day(cli, AN_OPT_as_of),
        .known_on = an_cli_day(cli, AN_OPT_known_on),
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

static bool is_csv(const struct an_cli *cli)
{
    return strcmp(cli->args.format, "csv") == 0;
}

/* 2: a topic that was asked for was not researched in one of the places. */
static int exit_of(const struct an_cli *cli, const struct an_matrix *m)
{
    bool asked = cli->args.list[AN_OPT_topics].n > 0;
    return asked && m->count[AN_LETTER_UNKNOWN] > 0 ? AN_EXIT_OPEN : AN_EXIT_FINE;
}

/* ---- views ---- */

/* Makes the view and writes it; *status is the exit status if all goes well. */
typedef enum an_status an_view_fn(struct an_cli *cli, struct an_comparison *c, int *status);

static enum an_status view_matrix(struct an_cli *cli, struct an_comparison *c, int *status)
{
    const struct an_matrix *m = an_compare_matrix(c);
    struct an_sink *sink = an_output_open(cli);
    struct an_text_style style = an_output_style(cli);
    if (!sink)
        return AN_EIO;
    *status = exit_of(cli, m);
    if (an_cli_json(cli))
        return an_report_matrix_json(sink, m);
    if (is_csv(cli))
        return an_report_matrix_csv(sink, m);
    return an_report_matrix_text(sink, m, &style);
}

static enum an_status view_aligned(struct an_cli *cli, struct an_comparison *c, int *status)
{
    const struct an_matrix *m = an_compare_matrix(c);
    const struct an_aligned *v;
    enum an_status made = an_compare_aligned(c, &v);
    struct an_sink *sink = made == AN_OK ? an_output_open(cli) : NULL;
    struct an_text_style style = an_output_style(cli);
    if (!sink)
        return made == AN_OK ? AN_EIO : made;
    *status = exit_of(cli, m);
    if (an_cli_json(cli))
        return an_report_aligned_json(sink, m, v);
    if (is_csv(cli))
        return an_report_aligned_csv(sink, m, v);
    return an_report_aligned_text(sink, m, v, &style);
}

static enum an_status view_distances(struct an_cli *cli, struct an_comparison *c, int *status)
{
    const struct an_matrix *m = an_compare_matrix(c);
    const struct an_distances *v;
    enum an_status made = an_compare_distances(c, &v);
    if (made == AN_OK && cli->args.given[AN_OPT_graph])
        *status = an_cli_draw_beside(cli, an_graph_from_distances(cli->arena, m, v));
    struct an_sink *sink = made == AN_OK ? an_output_open(cli) : NULL;
    struct an_text_style style = an_output_style(cli);
    if (!sink)
        return made == AN_OK ? AN_EIO : made;
    if (an_cli_json(cli))
        return an_report_distances_json(sink, m, v);
    if (is_csv(cli))
        return an_report_distances_csv(sink, m, v);
    return an_report_distances_text(sink, m, v, &style);
}

static enum an_status view_dominance(struct an_cli *cli, struct an_comparison *c, int *status)
{
    const struct an_matrix *m = an_compare_matrix(c);
    const struct an_dominance *v;
    enum an_status made = an_compare_dominance(c, &v);
    struct an_sink *sink = made == AN_OK ? an_output_open(cli) : NULL;
    struct an_text_style style = an_output_style(cli);
    if (!sink)
        return made == AN_OK ? AN_EIO : made;
    *status = exit_of(cli, m);
    if (an_cli_json(cli))
        return an_report_dominance_json(sink, m, v);
    if (is_csv(cli))
        return an_report_dominance_csv(sink, m, v);
    return an_report_dominance_text(sink, m, v, &style);
}

static enum an_status view_strictest(struct an_cli *cli, struct an_comparison *c, int *status)
{
    const struct an_matrix *m = an_compare_matrix(c);
    const struct an_strictest *v;
    an_progress_start("compare: trying settings");
    enum an_status made = an_compare_strictest(c, &v);
    an_progress_stop();
    struct an_sink *sink = made == AN_OK ? an_output_open(cli) : NULL;
    if (!sink)
        return made == AN_OK ? AN_EIO : made;
    *status = v->n_unmet > 0 ? AN_EXIT_FINDINGS : exit_of(cli, m);
    return an_cli_json(cli) ? an_report_strictest_json(sink, m, v)
                            : an_report_strictest_text(sink, m, v);
}

static enum an_status view_index(struct an_cli *cli, struct an_comparison *c, int *status)
{
    const struct an_matrix *m = an_compare_matrix(c);
    const struct an_index *v;
    enum an_status made = an_compare_index(c, cli->args.value[AN_OPT_weights], &v);
    struct an_sink *sink = made == AN_OK ? an_output_open(cli) : NULL;
    struct an_text_style style = an_output_style(cli);
    if (!sink)
        return made == AN_OK ? AN_EIO : made;
    *status = exit_of(cli, m);
    if (an_cli_json(cli))
        return an_report_index_json(sink, m, v);
    if (is_csv(cli))
        return an_report_index_csv(sink, m, v);
    return an_report_index_text(sink, m, v, &style);
}

enum { DEFAULT_MONTHS = 12 };

static enum an_status view_consistency(struct an_cli *cli, struct an_comparison *c, int *status)
{
    const struct an_matrix *m = an_compare_matrix(c);
    const struct an_consistency *v;
    uint32_t months = cli->args.number[AN_OPT_older];
    enum an_status made = an_compare_consistency(c, months > 0 ? months : DEFAULT_MONTHS, &v);
    struct an_sink *sink = made == AN_OK ? an_output_open(cli) : NULL;
    struct an_text_style style = an_output_style(cli);
    if (!sink)
        return made == AN_OK ? AN_EIO : made;
    *status = v->n_doubts > 0 ? AN_EXIT_FINDINGS : AN_EXIT_FINE;
    if (an_cli_json(cli))
        return an_report_consistency_json(sink, m, v);
    if (is_csv(cli))
        return an_report_consistency_csv(sink, m, v);
    return an_report_consistency_text(sink, m, v, &style);
}

static const struct {
    const char *name;
    an_view_fn *run;
} views[] = {
    {"matrix", view_matrix},           {"aligned", view_aligned},     {"distances", view_distances},
    {"dominance", view_dominance},     {"strictest", view_strictest}, {"index", view_index},
    {"consistency", view_consistency},
};
enum { VIEWS = sizeof views / sizeof *views };

/* NULL: said why. */
static an_view_fn *view_of(struct an_cli *cli)
{
    const char *name = cli->args.value[AN_OPT_by], *all = "";
    struct an_nearest nearest;
    if (!name)
        return view_matrix;
    an_nearest_init(&nearest, name);
    for (size_t i = 0; i < VIEWS; i++) {
        if (strcmp(views[i].name, name) == 0)
            return views[i].run;
        an_nearest_try(&nearest, views[i].name);
        all = an_strf(cli->arena, "%s%s%s", all, *all ? ", " : "", views[i].name);
    }
    fprintf(stderr, "antinomy: '--by' wants one of %s, not '%s'%s%s%s\n", all,
            an_utf8_shown(cli->arena, name), nearest.best ? " (did you mean '" : "",
            nearest.best ? nearest.best : "", nearest.best ? "'?)" : "");
    return NULL;
}

/* Options that only one view reads would be lost without a word elsewhere. */
static bool options_fit(struct an_cli *cli, an_view_fn *view)
{
    static const struct {
        enum an_opt option;
        an_view_fn *view;
        const char *name;
    } needs[] = {
        {AN_OPT_graph, view_distances, "distances"},
        {AN_OPT_weights, view_index, "index"},
        {AN_OPT_older, view_consistency, "consistency"},
    };
    if (view == view_strictest && is_csv(cli)) {
        fputs("antinomy: '--by strictest' gives a profile; it has no CSV\n", stderr);
        return false;
    }
    if (view == view_index && !cli->args.given[AN_OPT_weights]) {
        fputs("antinomy: '--by index' wants '--weights FILE': no number without its weights\n",
              stderr);
        return false;
    }
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (cli->args.given[needs[i].option] && view != needs[i].view) {
            fprintf(stderr, "antinomy: '--%s' goes with '--by %s'\n",
                    an_options[needs[i].option].name, needs[i].name);
            return false;
        }
    return true;
}

int an_cmd_compare(struct an_cli *cli)
{
    int status;
    unsigned parts;
    struct an_comparison *c = NULL;
    an_view_fn *view = view_of(cli);
    if (!view || !options_fit(cli, view))
        return AN_EXIT_USAGE;
    if (cli->args.given[AN_OPT_graph] && !an_cli_graph_parts(cli, &parts))
        return AN_EXIT_USAGE;
    struct an_base *base = an_open_base(cli, &status);
    if (!base)
        return status;
    struct an_compare_options options = options_of(cli);
    enum an_status ran = an_compare_run(&c, base, cli->ws, &options);
    if (ran != AN_OK)
        return an_cli_failed(cli, ran);
    an_defer(cli->arena, free_comparison, c);
    an_cli_tell(cli);
    status = AN_EXIT_FINE;
    ran = view(cli, c, &status);
    if (cli->output)
        return an_output_done(cli, ran, status);
    return ran == AN_EIO ? AN_EXIT_WORLD : an_cli_failed(cli, ran);
}
