/* What an analyst should look at again, as text, JSON ("antinomy/compare-consistency/1") and CSV.
 */
#include <inttypes.h>

#include "reports/compare_json.h"
#include "reports/compare_words.h"
#include "reports/csv.h"
#include "reports/json_parts.h"
#include "reports/phrase.h"
#include "reports/run.h"

static const char counting[] =
    "Counted: one for each group of provisions, provision, cell, topic or place named. The same "
    "provision can be counted under several headings. A doubt is a question to the analyst, not a "
    "fault of the law.";

struct job {
    const struct an_matrix *m;
    const struct an_consistency *v;
    const struct an_text_style *style;
};

static const char *heading(struct an_arena *arena, enum an_doubt_kind kind, uint32_t months)
{
    switch (kind) {
    case AN_DOUBT_CODED_APART: return "Alike provisions on different steps";
    case AN_DOUBT_UNLIKE_STEP: return "Steps that hold unlike duties";
    case AN_DOUBT_DUTY_AT_NONE: return "Duties on the step that says there is none";
    case AN_DOUBT_NO_STEP: return "Duties without a step";
    case AN_DOUBT_UNCOVERED: return "Law without a coverage statement";
    case AN_DOUBT_OLD:
        return an_strf(arena, "Checked more than %s before the day",
                       an_phrase_count(arena, months, "month", "months"));
    case AN_DOUBT_TOPIC_ALONE: return "Topics on which no place has law";
    case AN_DOUBT_PLACE_ALONE: return "Places without law on any topic";
    case AN_DOUBT_COUNT: break;
    }
    return "";
}

static void write_text(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    an_compare_head(&page, job->m, "What to look at again");
    for (uint32_t i = 0; i < job->v->n_doubts; i++) {
        const struct an_doubt *d = &job->v->doubts[i];
        if (i == 0 || d->kind != job->v->doubts[i - 1].kind) {
            an_page_blank(&page);
            an_page_heading(&page, '-',
                            an_strf(arena, "%s (%" PRIu32 ")",
                                    heading(arena, d->kind, job->v->months),
                                    job->v->count[d->kind]));
        }
        bool told = d->topic && d->n_provisions > 1;
        an_page_text(&page, 2, 4, AN_TINT_NONE,
                     an_strf(arena, "%s%s%s", told ? d->topic : "", told ? ": " : "", d->text));
    }
    an_page_blank(&page);
    an_page_text(
        &page, 0, 0, AN_TINT_STRONG,
        an_strf(arena, "%s.", an_phrase_count(arena, job->v->n_doubts, "doubt", "doubts")));
    an_page_text(&page, 0, 0, AN_TINT_FAINT, counting);
    an_compare_foot(&page, job->m);
    an_page_end(&page);
}

enum an_status an_report_consistency_text(struct an_sink *sink, const struct an_matrix *matrix,
                                          const struct an_consistency *consistency,
                                          const struct an_text_style *style)
{
    return an_report_run(sink, write_text, &(struct job){matrix, consistency, style});
}

enum an_status an_report_consistency_json(struct an_sink *sink, const struct an_matrix *matrix,
                                          const struct an_consistency *consistency)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_compare_about(&j, "antinomy/compare-consistency/1", matrix);
    an_json_put_int(&j, "months", consistency->months);
    an_json_key(&j, "doubts");
    an_json_array(&j);
    for (uint32_t i = 0; i < consistency->n_doubts; i++) {
        const struct an_doubt *d = &consistency->doubts[i];
        an_json_object(&j);
        an_json_put(&j, "kind", an_doubt_word(d->kind));
        an_json_put(&j, "text", d->text);
        an_json_put(&j, "topic", d->topic);
        an_json_put(&j, "jurisdiction", d->place);
        an_json_texts(&j, "provisions", d->provisions, d->n_provisions);
        an_json_end_object(&j);
    }
    an_json_end_array(&j);
    an_json_key(&j, "counts");
    an_json_object(&j);
    for (int k = 0; k < AN_DOUBT_COUNT; k++)
        an_json_put_int(&j, an_doubt_word((enum an_doubt_kind)k), consistency->count[k]);
    an_json_end_object(&j);
    an_json_put(&j, "counting_rule", counting);
    an_json_end_object(&j);
    return AN_OK;
}

static void write_csv(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    static const char *const names[] = {"kind",       "topic", "jurisdiction", "text",
                                        "provisions", "day",   "revision",     NULL};
    const struct job *job = what;
    struct an_csv csv;
    an_csv_init(&csv, sink);
    an_csv_header(&csv, names);
    for (uint32_t i = 0; i < job->v->n_doubts; i++) {
        const struct an_doubt *d = &job->v->doubts[i];
        an_csv_text(&csv, an_doubt_word(d->kind));
        an_csv_text(&csv, d->topic);
        an_csv_text(&csv, d->place);
        an_csv_text(&csv, d->text);
        an_csv_text(&csv, an_phrase_list(arena, d->provisions, d->n_provisions, "and"));
        an_csv_text(&csv, job->m->day);
        an_csv_text(&csv, job->m->revision);
        an_csv_end(&csv);
    }
}

enum an_status an_report_consistency_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                         const struct an_consistency *consistency)
{
    return an_report_run(sink, write_csv, &(struct job){matrix, consistency, NULL});
}
