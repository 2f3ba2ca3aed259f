/*
 * The matrix as CSV for a spreadsheet: one line for each jurisdiction, topic and provision, and one
 * for a cell without any. Codes and words both; codes of places are text.
 */
#include "reports/compare_words.h"
#include "reports/csv.h"

static const char *const names[] = {"jurisdiction",
                                    "jurisdiction_name",
                                    "topic",
                                    "topic_title",
                                    "letter",
                                    "status",
                                    "step_number",
                                    "step",
                                    "step_title",
                                    "via",
                                    "on_order",
                                    "uncertain",
                                    "researched",
                                    "researched_on",
                                    "law_from",
                                    "law_to",
                                    "provision",
                                    "sets_step",
                                    "provision_letter",
                                    "provision_status",
                                    "provision_step",
                                    "since",
                                    "until",
                                    "in_force_from",
                                    "exempted_by",
                                    "displaced_by",
                                    "title",
                                    "instrument",
                                    "article",
                                    "addressee",
                                    "duty",
                                    "trigger",
                                    "inability",
                                    "confidence",
                                    "evidence",
                                    "url",
                                    "day",
                                    "revision",
                                    NULL};

static const char *letter_of(enum an_letter letter)
{
    return an_letter_text(letter);
}

static void put_step(struct an_csv *csv, const struct an_topic_info *t, int32_t step)
{
    if (step < 0) {
        an_csv_text(csv, NULL);
        an_csv_text(csv, NULL);
        an_csv_text(csv, NULL);
        return;
    }
    an_csv_int(csv, step);
    an_csv_text(csv, t->steps[step].id);
    an_csv_text(csv, t->steps[step].title);
}

static void put_cell(struct an_csv *csv, const struct an_country *place,
                     const struct an_topic_info *t, const struct an_cell *c)
{
    an_csv_text(csv, place->code);
    an_csv_text(csv, place->name);
    an_csv_text(csv, t->id);
    an_csv_text(csv, t->title);
    an_csv_text(csv, letter_of(c->letter));
    an_csv_text(csv, an_letter_words(c->letter));
    put_step(csv, t, c->step);
    an_csv_text(csv, c->via);
    an_csv_bool(csv, c->on_order);
    an_csv_bool(csv, c->uncertain);
    an_csv_bool(csv, c->researched);
    an_csv_text(csv, c->researched_on);
    an_csv_text(csv, c->law_from);
    an_csv_text(csv, c->law_to);
}

static void put_rule(struct an_csv *csv, const struct an_topic_info *t,
                     const struct an_cell_rule *r)
{
    const struct an_provision_info *p = r->provision;
    an_csv_text(csv, p->id);
    an_csv_bool(csv, r->sets);
    an_csv_text(csv, letter_of(r->letter));
    an_csv_text(csv, an_letter_words(r->letter));
    an_csv_text(csv, r->step >= 0 ? t->steps[r->step].id : NULL);
    an_csv_text(csv, r->since);
    an_csv_text(csv, r->until);
    an_csv_text(csv, r->coming);
    an_csv_text(csv, r->exempted_by);
    an_csv_text(csv, r->displaced_by);
    an_csv_text(csv, p->title);
    an_csv_text(csv, p->instrument_title);
    an_csv_text(csv, p->article);
    an_csv_text(csv, p->addressee);
    an_csv_text(csv, p->duty);
    an_csv_text(csv, p->trigger);
    an_csv_text(csv, p->inability);
    an_csv_text(csv, p->confidence);
    an_csv_text(csv, p->evidence);
    an_csv_text(csv, p->url);
}

static void put_nothing(struct an_csv *csv)
{
    for (int i = 0; i < 20; i++)
        an_csv_text(csv, NULL);
}

enum an_status an_report_matrix_csv(struct an_sink *sink, const struct an_matrix *m)
{
    struct an_csv csv;
    an_csv_init(&csv, sink);
    an_csv_header(&csv, names);
    for (uint32_t i = 0; i < m->n_columns; i++)
        for (uint32_t t = 0; t < m->n_topics; t++) {
            const struct an_cell *c = an_matrix_cell(m, t, i);
            for (uint32_t k = 0; k == 0 || k < c->n_rules; k++) {
                put_cell(&csv, &m->columns[i], &m->topics[t], c);
                if (c->n_rules > 0)
                    put_rule(&csv, &m->topics[t], &c->rules[k]);
                else
                    put_nothing(&csv);
                an_csv_text(&csv, m->day);
                an_csv_text(&csv, m->revision);
                an_csv_end(&csv);
            }
        }
    return AN_OK;
}
