/* Which rule makes which moot, as text, JSON ("antinomy/compare-dominance/1") and CSV. */
#include <inttypes.h>
#include <string.h>

#include "reports/compare_json.h"
#include "reports/compare_words.h"
#include "reports/csv.h"
#include "reports/phrase.h"
#include "reports/run.h"

static const char method[] =
    "A rule is moot beside another for a product that is offered in all of these places: whoever "
    "obeys the other has obeyed it, and the other binds whoever it binds, wherever it does, with no "
    "weaker effect. That is proved by the form of the conditions; rules of two places are held "
    "against each other only where they turn on facts of the product, not of the single market. "
    "What is not listed was not proved; it is not denied.";

struct job {
    const struct an_matrix *m;
    const struct an_dominance *v;
    const struct an_text_style *style;
};

static const char *named(struct an_arena *arena, const struct an_provision_info *p)
{
    return an_strf(arena, "%s %s: %s. %s", p->jurisdiction, p->id, p->title,
                   an_phrase_instrument(arena, p));
}

static void put_moot(struct an_page *page, const struct an_moot *m)
{
    struct an_arena *arena = page->arena;
    an_page_text(page, 2, 4, AN_TINT_NONE, named(arena, m->rule));
    an_page_text(page, 4, 6, AN_TINT_NONE,
                 an_strf(arena, "%s %s", m->mutual ? "demands the same as" : "is moot beside",
                         named(arena, m->by)));
}

static void write_text(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_dominance *v = job->v;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    an_compare_head(&page, job->m, "Which rule makes which moot");
    for (uint32_t i = 0; i < v->n_moot; i++) {
        const struct an_topic_info *t = &job->m->topics[v->moot[i].topic];
        if (i == 0 || v->moot[i].topic != v->moot[i - 1].topic) {
            an_page_blank(&page);
            an_page_heading(&page, '-', an_strf(arena, "%s: %s", t->id, t->title));
        }
        put_moot(&page, &v->moot[i]);
    }
    an_page_blank(&page);
    an_page_text(&page, 0, 0, AN_TINT_STRONG,
                 an_strf(arena, "%s, of %s in force held against each other within their topics.",
                         an_phrase_count(arena, v->n_moot, "pair", "pairs"),
                         an_phrase_count(arena, v->judged, "duty", "duties")));
    an_page_text(&page, 0, 0, AN_TINT_FAINT, method);
    an_compare_foot(&page, job->m);
    an_page_end(&page);
}

enum an_status an_report_dominance_text(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_dominance *dominance,
                                        const struct an_text_style *style)
{
    return an_report_run(sink, write_text, &(struct job){matrix, dominance, style});
}

enum an_status an_report_dominance_json(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_dominance *dominance)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_compare_about(&j, "antinomy/compare-dominance/1", matrix);
    an_json_put(&j, "method", method);
    an_json_put_int(&j, "judged", dominance->judged);
    an_json_key(&j, "moot");
    an_json_array(&j);
    for (uint32_t i = 0; i < dominance->n_moot; i++) {
        const struct an_moot *m = &dominance->moot[i];
        an_json_object(&j);
        an_json_put(&j, "topic", matrix->topics[m->topic].id);
        an_json_put(&j, "provision", m->rule->id);
        an_json_put(&j, "jurisdiction", m->rule->jurisdiction);
        an_json_put(&j, "by", m->by->id);
        an_json_put(&j, "by_jurisdiction", m->by->jurisdiction);
        an_json_put_bool(&j, "mutual", m->mutual);
        an_json_end_object(&j);
    }
    an_json_end_array(&j);
    an_json_disclaimer(&j);
    an_json_end_object(&j);
    return AN_OK;
}

enum an_status an_report_dominance_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                       const struct an_dominance *dominance)
{
    static const char *const names[] = {"topic",       "provision",       "jurisdiction",
                                        "moot_beside", "by_jurisdiction", "mutual",
                                        "day",         "revision",        NULL};
    struct an_csv csv;
    an_csv_init(&csv, sink);
    an_csv_header(&csv, names);
    for (uint32_t i = 0; i < dominance->n_moot; i++) {
        const struct an_moot *m = &dominance->moot[i];
        an_csv_text(&csv, matrix->topics[m->topic].id);
        an_csv_text(&csv, m->rule->id);
        an_csv_text(&csv, m->rule->jurisdiction);
        an_csv_text(&csv, m->by->id);
        an_csv_text(&csv, m->by->jurisdiction);
        an_csv_bool(&csv, m->mutual);
        an_csv_text(&csv, matrix->day);
        an_csv_text(&csv, matrix->revision);
        an_csv_end(&csv);
    }
    return AN_OK;
}
