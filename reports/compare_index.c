/* The index as text, JSON ("antinomy/compare-index/1") and CSV: no number without its rules. */
#include <inttypes.h>

#include "reports/compare_json.h"
#include "reports/compare_words.h"
#include "reports/csv.h"
#include "reports/phrase.h"
#include "reports/run.h"

static const char formula[] =
    "Value: what the weights say the step in force is worth, 0 to 100; 0 where the place was "
    "researched and nothing is in force. Parts: each rise from one step to the next is shared "
    "equally by the provisions that reach it, so that the parts add up to the value. Mean: of the "
    "values of the known topics, by weight; what is not known is left out, and how much is known "
    "is told. The number depends on the weights: change them and look again.";

struct job {
    const struct an_matrix *m;
    const struct an_index *v;
    const struct an_text_style *style;
};

static const struct an_index_cell *cell_of(const struct job *job, uint32_t topic, uint32_t column)
{
    return &job->v->cells[(size_t)topic * job->m->n_columns + column];
}

/* "66.667" */
static const char *value_text(struct an_arena *arena, uint32_t value)
{
    return an_strf(arena, "%" PRIu32 ".%03" PRIu32, value / 1000, value % 1000);
}

/* ---- text ---- */

static void put_mean(struct an_page *page, const struct job *job, uint32_t column)
{
    struct an_arena *arena = page->arena;
    const char *name = an_compare_country(arena, &job->m->columns[column]);
    if (job->v->known_topics[column] == 0) {
        an_page_text(page, 2, 4, AN_TINT_NONE,
                     an_strf(arena, "%s: no number, since no weighted topic is known.", name));
        return;
    }
    an_page_text(
        page, 2, 4, AN_TINT_NONE,
        an_strf(arena, "%s: %s, known on %" PRIu32 " of %s (weight %" PRIu32 " of %" PRIu32 ")",
                name, value_text(arena, job->v->mean[column]), job->v->known_topics[column],
                an_phrase_count(arena, job->v->weighted_topics, "topic", "topics"),
                job->v->known_weight[column], job->v->weight_of_all));
}

static void put_cell(struct an_page *page, const struct job *job, uint32_t topic, uint32_t column)
{
    struct an_arena *arena = page->arena;
    const struct an_index_cell *cell = cell_of(job, topic, column);
    const struct an_cell *c = an_matrix_cell(job->m, topic, column);
    if (!cell->known)
        return;
    const char *step =
        cell->n_parts > 0 ? job->m->topics[topic].steps[c->step].id : "nothing in force";
    an_page_text(page, 2, 4, AN_TINT_NONE,
                 an_strf(arena, "%s: %s (%s%s%s)", job->m->columns[column].code,
                         value_text(arena, cell->value), step, c->via ? ", law of " : "",
                         c->via ? c->via : ""));
    for (uint32_t i = 0; i < cell->n_parts; i++)
        an_page_text(page, 6, 8, AN_TINT_NONE,
                     an_strf(arena, "%s from %s (%s)", value_text(arena, cell->parts[i].part),
                             cell->parts[i].provision,
                             job->m->topics[topic].steps[cell->parts[i].step].id));
}

static bool any_known(const struct job *job, uint32_t topic)
{
    for (uint32_t i = 0; i < job->m->n_columns; i++)
        if (cell_of(job, topic, i)->known)
            return true;
    return false;
}

static void write_text(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    an_compare_head(&page, job->m, an_strf(arena, "Index: %s", job->v->title));
    an_page_text(&page, 0, 0, AN_TINT_NONE, an_strf(arena, "Weights of %s.", job->v->file));
    an_page_blank(&page);
    for (uint32_t i = 0; i < job->m->n_columns; i++)
        put_mean(&page, job, i);
    for (uint32_t t = 0; t < job->m->n_topics; t++) {
        if (!any_known(job, t))
            continue;
        an_page_blank(&page);
        an_page_text(&page, 0, 0, AN_TINT_STRONG,
                     an_strf(arena, "%s: %s (weight %" PRIu32 ")", job->m->topics[t].id,
                             job->m->topics[t].title, job->v->weight[t]));
        for (uint32_t i = 0; i < job->m->n_columns; i++)
            put_cell(&page, job, t, i);
    }
    an_page_blank(&page);
    an_page_heading(&page, '-', "How it is counted");
    an_page_text(&page, 0, 0, AN_TINT_NONE, formula);
    an_compare_foot(&page, job->m);
    an_page_end(&page);
}

enum an_status an_report_index_text(struct an_sink *sink, const struct an_matrix *matrix,
                                    const struct an_index *index, const struct an_text_style *style)
{
    return an_report_run(sink, write_text, &(struct job){matrix, index, style});
}

/* ---- JSON ---- */

static void put_json_cell(struct an_json *j, const struct job *job, uint32_t topic, uint32_t column)
{
    const struct an_index_cell *cell = cell_of(job, topic, column);
    an_json_object(j);
    an_json_put(j, "jurisdiction", job->m->columns[column].code);
    an_json_put(j, "topic", job->m->topics[topic].id);
    an_json_put_int(j, "weight", job->v->weight[topic]);
    an_json_put_int(j, "value_thousandths", cell->value);
    an_json_key(j, "parts");
    an_json_array(j);
    for (uint32_t i = 0; i < cell->n_parts; i++) {
        an_json_object(j);
        an_json_put(j, "provision", cell->parts[i].provision);
        an_json_step(j, "step", &job->m->topics[topic], cell->parts[i].step);
        an_json_put_int(j, "part_thousandths", cell->parts[i].part);
        an_json_end_object(j);
    }
    an_json_end_array(j);
    an_json_end_object(j);
}

enum an_status an_report_index_json(struct an_sink *sink, const struct an_matrix *matrix,
                                    const struct an_index *index)
{
    struct an_json j;
    struct job job = {matrix, index, NULL};
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_compare_about(&j, "antinomy/compare-index/1", matrix);
    an_json_put(&j, "weights", index->title);
    an_json_put(&j, "weights_file", index->file);
    an_json_put(&j, "formula", formula);
    an_json_key(&j, "means");
    an_json_array(&j);
    for (uint32_t i = 0; i < matrix->n_columns; i++) {
        an_json_object(&j);
        an_json_put(&j, "jurisdiction", matrix->columns[i].code);
        an_json_key(&j, "mean_thousandths");
        if (index->known_topics[i] > 0)
            an_json_int(&j, index->mean[i]);
        else
            an_json_null(&j);
        an_json_put_int(&j, "known_topics", index->known_topics[i]);
        an_json_put_int(&j, "weighted_topics", index->weighted_topics);
        an_json_put_int(&j, "known_weight", index->known_weight[i]);
        an_json_put_int(&j, "weight_of_all", index->weight_of_all);
        an_json_end_object(&j);
    }
    an_json_end_array(&j);
    an_json_key(&j, "cells");
    an_json_array(&j);
    for (uint32_t i = 0; i < matrix->n_columns; i++)
        for (uint32_t t = 0; t < matrix->n_topics; t++)
            if (cell_of(&job, t, i)->known)
                put_json_cell(&j, &job, t, i);
    an_json_end_array(&j);
    an_json_disclaimer(&j);
    an_json_end_object(&j);
    return AN_OK;
}

/* ---- CSV ---- */

static void put_csv_part(struct an_csv *csv, const struct job *job, uint32_t topic, uint32_t column,
                         uint32_t i)
{
    const struct an_index_cell *cell = cell_of(job, topic, column);
    const struct an_topic_info *t = &job->m->topics[topic];
    bool part = i < cell->n_parts;
    an_csv_text(csv, job->m->columns[column].code);
    an_csv_text(csv, t->id);
    an_csv_int(csv, job->v->weight[topic]);
    an_csv_int(csv, cell->value);
    an_csv_text(csv, part ? cell->parts[i].provision : NULL);
    an_csv_text(csv, part ? t->steps[cell->parts[i].step].id : NULL);
    an_csv_int(csv, part ? cell->parts[i].part : 0);
    an_csv_text(csv, job->v->title);
    an_csv_text(csv, job->m->day);
    an_csv_text(csv, job->m->revision);
    an_csv_end(csv);
}

enum an_status an_report_index_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                   const struct an_index *index)
{
    static const char *const names[] = {
        "jurisdiction",     "topic",   "weight", "value_thousandths", "provision", "step",
        "part_thousandths", "weights", "day",    "revision",          NULL};
    struct job job = {matrix, index, NULL};
    struct an_csv csv;
    an_csv_init(&csv, sink);
    an_csv_header(&csv, names);
    for (uint32_t i = 0; i < matrix->n_columns; i++)
        for (uint32_t t = 0; t < matrix->n_topics; t++) {
            const struct an_index_cell *cell = cell_of(&job, t, i);
            for (uint32_t k = 0; cell->known && (k == 0 || k < cell->n_parts); k++)
                put_csv_part(&csv, &job, t, i, k);
        }
    return AN_OK;
}
