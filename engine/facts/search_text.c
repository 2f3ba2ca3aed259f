/*
 * The text that a thing is found by: id, titles in all languages, article, summary, topic, folded.
 * A load stores it in the table `search`; a base that was never in a file makes it when asked.
 */
#include "engine/base/utf8.h"
#include "engine/facts/search.h"

#include "antinomy/sink.h"

const char *an_thing_word(enum an_thing_kind kind)
{
    switch (kind) {
    case AN_THING_JURISDICTION: return "jurisdiction";
    case AN_THING_TOPIC: return "topic";
    case AN_THING_FACT: return "fact";
    case AN_THING_TERM: return "term";
    case AN_THING_AXIOM: return "axiom";
    case AN_THING_PRESUMPTION: return "presumption";
    case AN_THING_INSTRUMENT: return "instrument";
    case AN_THING_PROVISION: return "provision";
    case AN_THING_LIST: return "list";
    }
    AN_UNREACHABLE();
}

uint32_t an_thing_total(const struct an_model *m, enum an_thing_kind kind)
{
    switch (kind) {
    case AN_THING_JURISDICTION: return m->places.n;
    case AN_THING_TOPIC: return m->topics.n;
    case AN_THING_FACT: return m->facts.n;
    case AN_THING_TERM: return m->terms.n;
    case AN_THING_AXIOM: return m->axioms.n;
    case AN_THING_PRESUMPTION: return m->presumptions.n;
    case AN_THING_INSTRUMENT: return m->instruments.n;
    case AN_THING_PROVISION: return m->provisions.n;
    case AN_THING_LIST: return m->lists.n;
    }
    AN_UNREACHABLE();
}

bool an_thing_stands_alone(const struct an_model *m, enum an_thing_kind kind, uint32_t i)
{
    return kind != AN_THING_FACT || m->facts.v[i].role == AN_FACT_PLAIN;
}

static void line(struct an_sink *text, const char *s)
{
    if (!s || *s == '\0')
        return;
    an_put(text, s);
    an_put(text, "\n");
}

static void names(struct an_sink *text, const struct an_names *all)
{
    for (uint32_t i = 0; i < all->n; i++)
        line(text, all->v[i].text);
}

static void place_text(struct an_sink *text, const struct an_place *p)
{
    line(text, p->id);
    line(text, p->name);
    names(text, &p->names);
    for (uint32_t i = 0; i < p->aliases.n; i++)
        line(text, p->aliases.v[i]);
}

static void topic_text(struct an_sink *text, const struct an_topic *t)
{
    line(text, t->id);
    line(text, t->title);
    line(text, t->definition);
    for (uint32_t i = 0; i < t->n_steps; i++) {
        line(text, t->steps[i].id);
        line(text, t->steps[i].title);
    }
}

static void fact_text(struct an_sink *text, const struct an_model *m, const struct an_fact *f)
{
    line(text, f->id);
    line(text, f->label);
    line(text, f->question);
    line(text, f->help);
    for (uint32_t i = 0; i < f->type.n_values; i++)
        line(text, an_intern_text(m->symbols, f->type.values[i]));
    for (uint32_t i = 0; i < f->n_columns; i++)
        line(text, f->columns[i].id);
}

static void instrument_text(struct an_sink *text, const struct an_instrument *i)
{
    line(text, i->title);
    names(text, &i->title_native);
    line(text, i->citation);
}

static void provision_text(struct an_sink *text, const struct an_model *m,
                           const struct an_provision *v)
{
    const struct an_topic *topic = &m->topics.v[v->topic];
    line(text, v->id);
    line(text, v->title);
    line(text, v->article);
    line(text, v->summary);
    line(text, v->attest);
    line(text, topic->id);
    line(text, topic->title);
    instrument_text(text, &m->instruments.v[v->instrument]);
}

static void thing_text(struct an_sink *text, const struct an_model *m, enum an_thing_kind kind,
                       uint32_t i)
{
    switch (kind) {
    case AN_THING_JURISDICTION: place_text(text, &m->places.v[i]); return;
    case AN_THING_TOPIC: topic_text(text, &m->topics.v[i]); return;
    case AN_THING_FACT: fact_text(text, m, &m->facts.v[i]); return;
    case AN_THING_TERM:
        line(text, m->facts.v[m->terms.v[i].fact].id);
        line(text, m->terms.v[i].title);
        line(text, m->terms.v[i].cite);
        return;
    case AN_THING_AXIOM:
        line(text, m->axioms.v[i].id);
        line(text, m->axioms.v[i].because);
        return;
    case AN_THING_PRESUMPTION:
        line(text, m->presumptions.v[i].id);
        line(text, m->presumptions.v[i].because);
        return;
    case AN_THING_INSTRUMENT:
        line(text, m->instruments.v[i].id);
        instrument_text(text, &m->instruments.v[i]);
        line(text, m->instruments.v[i].issuer);
        return;
    case AN_THING_PROVISION: provision_text(text, m, &m->provisions.v[i]); return;
    case AN_THING_LIST:
        line(text, m->lists.v[i].id);
        line(text, m->lists.v[i].title);
        for (uint32_t k = 0; k < m->lists.v[i].n_members; k++)
            line(text, m->lists.v[i].members[k].name);
        return;
    }
    AN_UNREACHABLE();
}

const char *an_search_text(struct an_arena *arena, const struct an_model *m,
                           enum an_thing_kind kind, uint32_t i)
{
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, arena);
    thing_text(&text.sink, m, kind, i);
    return an_utf8_fold(arena, text.text ? text.text : "");
}
