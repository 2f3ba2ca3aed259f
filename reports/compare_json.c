/* The matrix as JSON: "antinomy/compare/1", with the provisions behind every cell. */
#include "reports/compare_json.h"

#include "reports/compare_words.h"
#include "reports/json_parts.h"
#include "reports/phrase.h"

static void put_topics(struct an_json *j, const struct an_matrix *m)
{
    an_json_key(j, "topics");
    an_json_array(j);
    for (uint32_t t = 0; t < m->n_topics; t++) {
        const struct an_topic_info *topic = &m->topics[t];
        an_json_object(j);
        an_json_put(j, "id", topic->id);
        an_json_put(j, "title", topic->title);
        an_json_key(j, "steps");
        an_json_array(j);
        for (uint32_t s = 0; s < topic->n_steps; s++) {
            an_json_object(j);
            an_json_put(j, "id", topic->steps[s].id);
            an_json_put(j, "title", topic->steps[s].title);
            an_json_end_object(j);
        }
        an_json_end_array(j);
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

static void put_filter(struct an_json *j, const struct an_compare_filter *f)
{
    an_json_key(j, "narrowed_to");
    an_json_object(j);
    an_json_put(j, "sector", f->sector);
    an_json_put(j, "buyer", f->buyer);
    an_json_texts(j, "addressees", f->addressees, f->n_addressees);
    an_json_put(j, "trigger", f->trigger);
    an_json_put(j, "confidence", f->confidence);
    an_json_end_object(j);
}

void an_json_compare_about(struct an_json *j, const char *schema, const struct an_matrix *m)
{
    an_json_put(j, "schema", schema);
    an_json_put(j, "day", m->day);
    an_json_put(j, "known_on", m->known_on);
    an_json_put(j, "revision", m->revision);
    an_json_put(j, "version", m->version);
    an_json_key(j, "jurisdictions");
    an_json_array(j);
    for (uint32_t i = 0; i < m->n_columns; i++) {
        an_json_object(j);
        an_json_put(j, "code", m->columns[i].code);
        an_json_put(j, "name", m->columns[i].name);
        an_json_put(j, "kind", m->columns[i].kind);
        an_json_end_object(j);
    }
    an_json_end_array(j);
    put_topics(j, m);
    put_filter(j, &m->filter);
}

void an_json_step(struct an_json *j, const char *key, const struct an_topic_info *t, int32_t step)
{
    an_json_put(j, key, step >= 0 ? t->steps[step].id : NULL);
}

void an_json_disclaimer(struct an_json *j)
{
    an_json_put(j, "disclaimer", an_phrase_disclaimer);
}

static void put_rule(struct an_json *j, const struct an_topic_info *t, const struct an_cell_rule *r)
{
    const struct an_provision_info *p = r->provision;
    an_json_object(j);
    an_json_put(j, "provision", p->id);
    an_json_put_bool(j, "sets_step", r->sets);
    an_json_put(j, "letter", an_letter_text(r->letter));
    an_json_put(j, "status", an_letter_words(r->letter));
    an_json_step(j, "step", t, r->step);
    an_json_put(j, "via", r->via);
    an_json_put_bool(j, "uncertain", r->uncertain);
    an_json_put(j, "since", r->since);
    an_json_put(j, "until", r->until);
    an_json_put(j, "in_force_from", r->coming);
    an_json_put(j, "exempted_by", r->exempted_by);
    an_json_put(j, "displaced_by", r->displaced_by);
    an_json_put(j, "title", p->title);
    an_json_put(j, "instrument", p->instrument);
    an_json_put(j, "instrument_title", p->instrument_title);
    an_json_put(j, "article", p->article);
    an_json_put(j, "addressee", p->addressee);
    an_json_put(j, "duty", p->duty);
    an_json_put(j, "trigger", p->trigger);
    an_json_put(j, "inability", p->inability);
    an_json_put(j, "confidence", p->confidence);
    an_json_put(j, "evidence", p->evidence);
    an_json_put(j, "url", p->url);
    an_json_where(j, (struct an_where){p->file, p->line});
    an_json_end_object(j);
}

static void put_cell(struct an_json *j, const struct an_country *place,
                     const struct an_topic_info *t, const struct an_cell *c)
{
    an_json_object(j);
    an_json_put(j, "jurisdiction", place->code);
    an_json_put(j, "topic", t->id);
    an_json_put(j, "letter", an_letter_text(c->letter));
    an_json_put(j, "status", an_letter_words(c->letter));
    an_json_step(j, "step", t, c->step);
    an_json_key(j, "step_number");
    if (c->step >= 0)
        an_json_int(j, c->step);
    else
        an_json_null(j);
    an_json_put(j, "via", c->via);
    an_json_put_bool(j, "on_order", c->on_order);
    an_json_put_bool(j, "uncertain", c->uncertain);
    an_json_put_bool(j, "more", c->more);
    an_json_put_bool(j, "researched", c->researched);
    an_json_put(j, "researched_on", c->researched_on);
    an_json_put(j, "law_from", c->law_from);
    an_json_put(j, "law_to", c->law_to);
    an_json_key(j, "provisions");
    an_json_array(j);
    for (uint32_t i = 0; i < c->n_rules; i++)
        put_rule(j, t, &c->rules[i]);
    an_json_end_array(j);
    an_json_end_object(j);
}

enum an_status an_report_matrix_json(struct an_sink *sink, const struct an_matrix *m)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_compare_about(&j, "antinomy/compare/1", m);
    an_json_key(&j, "cells");
    an_json_array(&j);
    for (uint32_t i = 0; i < m->n_columns; i++)
        for (uint32_t t = 0; t < m->n_topics; t++)
            put_cell(&j, &m->columns[i], &m->topics[t], an_matrix_cell(m, t, i));
    an_json_end_array(&j);
    an_json_key(&j, "counts");
    an_json_object(&j);
    for (int k = 0; k < AN_LETTER_COUNT; k++)
        an_json_put_int(&j, an_letter_text((enum an_letter)k), m->count[k]);
    an_json_end_object(&j);
    an_json_put(&j, "counting_rule", an_compare_counting);
    an_json_key(&j, "weakest");
    an_json_object(&j);
    an_json_put(&j, "confidence", m->weakest_confidence);
    an_json_put(&j, "where", m->weakest_where);
    an_json_end_object(&j);
    an_json_disclaimer(&j);
    an_json_end_object(&j);
    return AN_OK;
}
