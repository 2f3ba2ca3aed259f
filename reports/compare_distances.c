/* How far countries are apart, as text, JSON ("antinomy/compare-distances/1") and CSV. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "reports/compare_json.h"
#include "reports/compare_words.h"
#include "reports/csv.h"
#include "reports/json_parts.h"
#include "reports/phrase.h"
#include "reports/run.h"

enum { CODE = 9, CELL = 7, FEW = 5 };

static const char formula[] =
    "Share: of the topics on which both places are known, those on which they stand on different "
    "steps; each topic counts once. Known is what is in force, and nothing (step 0) where a "
    "coverage statement of the place holds for the day; drafts, suspended and ended rules are "
    "nothing. Gap: the mean distance on the scales of the same topics, 0 for the same step, 1 from "
    "one end of a scale to the other. A share is no measure of conflict: two places can differ on "
    "all topics and both be obeyed.";

/* "0.667" */
static const char *fraction(struct an_arena *arena, uint32_t thousandths)
{
    return an_strf(arena, "%" PRIu32 ".%03" PRIu32, thousandths / 1000, thousandths % 1000);
}

static const struct an_column_pair *pair_of(const struct an_distances *d, uint32_t n, uint32_t a,
                                            uint32_t b)
{
    uint32_t lo = a < b ? a : b, hi = a < b ? b : a;
    return &d->pairs[(size_t)lo * n - (size_t)lo * (lo + 1) / 2 + hi - lo - 1];
}

/* ---- text ---- */

struct job {
    const struct an_matrix *m;
    const struct an_distances *d;
    const struct an_text_style *style;
};

static void put_padded(struct an_page *page, const char *text, unsigned width)
{
    an_putf(&page->sink, "%-*s", (int)width, text);
}

static void put_block(struct an_page *page, const struct job *job, uint32_t from, uint32_t to)
{
    const struct an_matrix *m = job->m;
    an_page_blank(page);
    put_padded(page, "", CODE);
    for (uint32_t b = from; b < to; b++)
        put_padded(page, m->columns[b].code, b + 1 < to ? CELL : 0);
    an_put(&page->sink, "\n");
    for (uint32_t a = 0; a < m->n_columns; a++) {
        put_padded(page, m->columns[a].code, CODE);
        for (uint32_t b = from; b < to; b++) {
            const char *text = "=";
            if (a != b) {
                const struct an_column_pair *p = pair_of(job->d, m->n_columns, a, b);
                text = p->shared == 0
                           ? "."
                           : an_strf(page->arena, "%" PRIu32 "/%" PRIu32, p->differ, p->shared);
            }
            put_padded(page, text, b + 1 < to ? CELL : 0);
        }
        an_put(&page->sink, "\n");
    }
}

static void put_matrix(struct an_page *page, const struct job *job)
{
    uint32_t n = job->m->n_columns, each = (page->width - CODE) / CELL;
    for (uint32_t from = 0; from < n; from += each)
        put_block(page, job, from, from + each < n ? from + each : n);
    an_page_blank(page);
    an_page_field_at(page, 2, 8, "2/3", "two of three topics known on both sides differ");
    an_page_field_at(page, 2, 8, ".", "no topic is known on both sides");
}

/* "RU 4 order-any-case" */
static const char *stand(struct an_arena *arena, const struct job *job, uint32_t topic,
                         uint32_t column)
{
    int32_t at = job->d->position[(size_t)topic * job->m->n_columns + column];
    const struct an_topic_info *t = &job->m->topics[topic];
    return an_strf(arena, "%s %" PRId32 " %s", job->m->columns[column].code, at,
                   at >= 0 && (uint32_t)at < t->n_steps ? t->steps[at].id : "");
}

static void put_pair(struct an_page *page, const struct job *job, const struct an_column_pair *p,
                     bool details)
{
    struct an_arena *arena = page->arena;
    const char *a = job->m->columns[p->a].code, *b = job->m->columns[p->b].code;
    an_page_text(page, 2, 4, AN_TINT_NONE,
                 an_strf(arena, "%s and %s: share %s (%" PRIu32 " of %s), gap %s", a, b,
                         fraction(arena, p->share), p->differ,
                         an_phrase_count(arena, p->shared, "topic", "topics"),
                         fraction(arena, p->gap)));
    for (uint32_t i = 0; details && i < p->differ; i++) {
        uint32_t t = p->topics[i];
        an_page_text(page, 6, 8, AN_TINT_NONE,
                     an_strf(arena, "%s: %s; %s", job->m->topics[t].id, stand(arena, job, t, p->a),
                             stand(arena, job, t, p->b)));
    }
}

static int by_share(const void *x, const void *y)
{
    const struct an_column_pair *a = *(const struct an_column_pair *const *)x,
                                *b = *(const struct an_column_pair *const *)y;
    if (a->share != b->share)
        return a->share < b->share ? -1 : 1;
    return a < b ? -1 : 1;
}

static void put_pairs(struct an_page *page, const struct job *job)
{
    const struct an_distances *d = job->d;
    const struct an_column_pair **v =
        AN_NEW_ARRAY(page->arena, const struct an_column_pair *, d->n_pairs);
    uint32_t n = 0;
    bool few = job->m->n_columns <= FEW;
    for (uint32_t i = 0; i < d->n_pairs; i++)
        if (d->pairs[i].shared > 0)
            v[n++] = &d->pairs[i];
    if (n > 1)
        qsort(v, n, sizeof *v, by_share);
    an_page_blank(page);
    an_page_heading(page, '-', few ? "Pairs, nearest first" : "The nearest and the farthest pairs");
    for (uint32_t i = 0; i < n; i++)
        if (few || i < 2 * FEW || i + 2 * FEW >= n)
            put_pair(page, job, v[i], few);
    if (n == 0)
        an_page_text(page, 2, 2, AN_TINT_NONE, "No two of these places share a known topic.");
    else if (!few)
        an_page_text(page, 2, 2, AN_TINT_FAINT,
                     "All pairs with the topics on which they differ: --format json or csv.");
}

static const char *branch(struct an_arena *arena, const struct job *job, uint32_t id)
{
    const struct an_matrix *m = job->m;
    if (id < m->n_columns)
        return m->columns[id].code;
    const struct an_join *j = &job->d->joins[id - m->n_columns];
    return an_strf(arena, "(%s %s)", branch(arena, job, j->left), branch(arena, job, j->right));
}

/* How many columns may be spelt out in a branch. */
enum { DEEPEST_BRANCH = 12 };

static const char *branch_words(struct an_arena *arena, const struct job *job, uint32_t id)
{
    const struct an_matrix *m = job->m;
    if (id < m->n_columns || job->d->joins[id - m->n_columns].leaves <= DEEPEST_BRANCH)
        return branch(arena, job, id);
    return an_strf(arena, "branch %" PRIu32 " (%" PRIu32 " places)", id - m->n_columns + 1,
                   job->d->joins[id - m->n_columns].leaves);
}

static void put_tree(struct an_page *page, const struct job *job)
{
    if (job->d->n_joins == 0)
        return;
    an_page_blank(page);
    an_page_heading(page, '-', "Tree");
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 "Joined nearest first; the number is the mean share of all known pairs across the "
                 "two sides (average linkage).");
    for (uint32_t i = 0; i < job->d->n_joins; i++) {
        const struct an_join *j = &job->d->joins[i];
        an_page_text(page, 2, 10, AN_TINT_NONE,
                     an_strf(page->arena, "%2" PRIu32 "  %s  %s with %s (%s)", i + 1,
                             fraction(page->arena, j->share),
                             branch_words(page->arena, job, j->left),
                             branch_words(page->arena, job, j->right),
                             an_phrase_count(page->arena, j->pairs, "pair", "pairs")));
    }
}

static void write_text(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    an_compare_head(&page, job->m, "How far apart");
    put_matrix(&page, job);
    put_pairs(&page, job);
    put_tree(&page, job);
    an_page_blank(&page);
    an_page_heading(&page, '-', "How it is counted");
    an_page_text(&page, 0, 0, AN_TINT_NONE, formula);
    an_compare_foot(&page, job->m);
    an_page_end(&page);
}

enum an_status an_report_distances_text(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_distances *distances,
                                        const struct an_text_style *style)
{
    return an_report_run(sink, write_text, &(struct job){matrix, distances, style});
}

/* ---- JSON ---- */

static void put_json_pair(struct an_json *j, const struct job *job, const struct an_column_pair *p)
{
    const struct an_matrix *m = job->m;
    an_json_object(j);
    an_json_put(j, "a", m->columns[p->a].code);
    an_json_put(j, "b", m->columns[p->b].code);
    an_json_put_int(j, "shared_topics", p->shared);
    an_json_put_int(j, "differing_topics", p->differ);
    an_json_key(j, "share_thousandths");
    if (p->shared > 0)
        an_json_int(j, p->share);
    else
        an_json_null(j);
    an_json_key(j, "gap_thousandths");
    if (p->shared > 0)
        an_json_int(j, p->gap);
    else
        an_json_null(j);
    an_json_key(j, "differences");
    an_json_array(j);
    for (uint32_t i = 0; i < p->differ; i++) {
        const struct an_topic_info *t = &m->topics[p->topics[i]];
        size_t row = (size_t)p->topics[i] * m->n_columns;
        an_json_object(j);
        an_json_put(j, "topic", t->id);
        an_json_step(j, "a", t, job->d->position[row + p->a]);
        an_json_step(j, "b", t, job->d->position[row + p->b]);
        an_json_end_object(j);
    }
    an_json_end_array(j);
    an_json_end_object(j);
}

static void put_json_side(struct an_json *j, const char *key, const struct an_matrix *m,
                          uint32_t id)
{
    an_json_key(j, key);
    if (id < m->n_columns)
        an_json_string(j, m->columns[id].code);
    else
        an_json_int(j, id - m->n_columns + 1);
}

enum an_status an_report_distances_json(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_distances *distances)
{
    struct an_json j;
    struct job job = {matrix, distances, NULL};
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_compare_about(&j, "antinomy/compare-distances/1", matrix);
    an_json_put(&j, "formula", formula);
    an_json_key(&j, "pairs");
    an_json_array(&j);
    for (uint32_t i = 0; i < distances->n_pairs; i++)
        put_json_pair(&j, &job, &distances->pairs[i]);
    an_json_end_array(&j);
    an_json_key(&j, "tree");
    an_json_array(&j);
    for (uint32_t i = 0; i < distances->n_joins; i++) {
        const struct an_join *join = &distances->joins[i];
        an_json_object(&j);
        an_json_put_int(&j, "branch", (int64_t)i + 1);
        put_json_side(&j, "left", matrix, join->left);
        put_json_side(&j, "right", matrix, join->right);
        an_json_put_int(&j, "share_thousandths", join->share);
        an_json_put_int(&j, "pairs", join->pairs);
        an_json_put_int(&j, "places", join->leaves);
        an_json_end_object(&j);
    }
    an_json_end_array(&j);
    an_json_disclaimer(&j);
    an_json_end_object(&j);
    return AN_OK;
}

/* ---- CSV ---- */

static const char *ids_of(struct an_arena *arena, const struct an_matrix *m,
                          const struct an_column_pair *p)
{
    const char *ids = "";
    for (uint32_t i = 0; i < p->differ; i++)
        ids = an_strf(arena, "%s%s%s", ids, i > 0 ? " " : "", m->topics[p->topics[i]].id);
    return ids;
}

static void put_share(struct an_csv *csv, const struct an_column_pair *p, uint32_t value)
{
    if (p->shared > 0)
        an_csv_int(csv, value);
    else
        an_csv_text(csv, NULL);
}

static void write_csv(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    static const char *const names[] = {"a",
                                        "b",
                                        "shared_topics",
                                        "differing_topics",
                                        "share_thousandths",
                                        "gap_thousandths",
                                        "differ_on",
                                        "day",
                                        "revision",
                                        NULL};
    const struct job *job = what;
    struct an_csv csv;
    an_csv_init(&csv, sink);
    an_csv_header(&csv, names);
    for (uint32_t i = 0; i < job->d->n_pairs; i++) {
        const struct an_column_pair *p = &job->d->pairs[i];
        struct an_arena *words = an_scratch_new(arena);
        an_csv_text(&csv, job->m->columns[p->a].code);
        an_csv_text(&csv, job->m->columns[p->b].code);
        an_csv_int(&csv, p->shared);
        an_csv_int(&csv, p->differ);
        put_share(&csv, p, p->share);
        put_share(&csv, p, p->gap);
        an_csv_text(&csv, ids_of(words, job->m, p));
        an_csv_text(&csv, job->m->day);
        an_csv_text(&csv, job->m->revision);
        an_csv_end(&csv);
        an_arena_free(words);
    }
}

enum an_status an_report_distances_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                       const struct an_distances *distances)
{
    return an_report_run(sink, write_csv, &(struct job){matrix, distances, NULL});
}
