/* Fields of instruments, terms and provisions. */
#include <string.h>

#include "engine/facts/links.h"
#include "engine/facts/things.h"
#include "engine/lang/words.h"

/* ---- instruments and terms ---- */

static const char *instrument_words(struct an_describe *d, uint32_t i)
{
    const struct an_instrument *v = &d->m->instruments.v[i];
    return an_strf(d->arena, "%s (%s)", v->id, v->title);
}

void an_describe_instrument(struct an_describe *d, uint32_t i)
{
    const struct an_model *m = d->m;
    const struct an_instrument *v = &m->instruments.v[i];
    an_describe_one(d, "jurisdiction", "Jurisdiction", m->places.v[v->place].id);
    an_describe_one(d, "kind", "Kind", v->kind);
    an_describe_names(d, "title_native", "Original title", &v->title_native);
    an_describe_one(d, "issuer", "Issuer", v->issuer);
    an_describe_one(d, "citation", "Citation", v->citation);
    an_describe_one(d, "url", "Address", v->url);
    an_describe_one(d, "text", "Text read", an_text_kind_word(v->text));
    an_describe_events(d, v->status);
    an_describe_one(d, "not_in_force", "Never in force", v->not_in_force);
    an_describe_checked(d, &v->checked);
    an_describe_one(d, "note", "Note", v->note);
    for (uint32_t t = 0; t < m->terms.n; t++)
        if (m->terms.v[t].instrument == i)
            an_describe_add(d, m->facts.v[m->terms.v[t].fact].id);
    an_describe_list(d, "terms", "Terms");
    for (uint32_t p = 0; p < m->provisions.n; p++)
        if (m->provisions.v[p].instrument == i)
            an_describe_add(
                d, an_strf(d->arena, "%s (%s)", m->provisions.v[p].id, m->provisions.v[p].title));
    an_describe_list(d, "provisions", "Provisions");
}

void an_describe_term(struct an_describe *d, uint32_t i)
{
    const struct an_model *m = d->m;
    const struct an_term *v = &m->terms.v[i];
    uint32_t place = m->instruments.v[v->instrument].place;
    an_describe_one(d, "instrument", "Instrument", instrument_words(d, v->instrument));
    an_describe_one(d, "cite", "Defined in", v->cite);
    an_describe_one(d, "days", "Days", an_describe_days(d, &v->days));
    an_describe_one(d, "if", "Enough", an_cond_words(d->arena, m, &v->if_, AN_NONE, place));
    an_describe_one(d, "only_if", "Needed",
                    an_cond_words(d->arena, m, &v->only_if, AN_NONE, place));
    an_describe_one(d, "question", "Question", m->facts.v[v->fact].question);
}

/* ---- provisions ---- */

static void describe_citation(struct an_describe *d, const struct an_provision_info *info)
{
    an_describe_one(d, "jurisdiction", "Jurisdiction", info->jurisdiction);
    an_describe_one(d, "instrument", "Instrument", info->instrument);
    an_describe_one(d, "instrument_title", "", info->instrument_title);
    an_describe_one(d, "instrument_title_native", "", info->instrument_title_native);
    an_describe_one(d, "citation", "Citation", info->citation);
    an_describe_one(d, "article", "Article", info->article);
    an_describe_one(d, "topic", "Topic", info->topic);
    an_describe_one(d, "level", "Level", info->level);
}

static const char *nexus_words(struct an_describe *d, uint32_t nexus)
{
    const char *words = "";
    for (int k = 0; k < AN_NEXUS_COUNT; k++)
        if (nexus & 1U << k)
            words = an_strf(d->arena, "%s%s%s", words, *words != '\0' ? ", " : "",
                            an_nexus_word((enum an_nexus_kind)k));
    return words;
}

static void describe_demand(struct an_describe *d, const struct an_provision *v,
                            const struct an_provision_info *info)
{
    an_describe_one(d, "addressee", "Duty of", info->addressee);
    an_describe_one(d, "duty", "Kind of duty", info->duty);
    an_describe_one(d, "trigger", "Trigger", info->trigger);
    an_describe_one(d, "effect", "Effect", info->effect);
    an_describe_one(d, "nexus", "Reaches by", nexus_words(d, v->nexus));
    an_describe_one(d, "demand", "Demands", info->demand);
    an_describe_one(d, "scope", "Applies if", info->scope);
    an_describe_one(d, "except", "Unless", info->except);
    an_describe_one(d, "inability", "If it cannot be obeyed", info->inability);
    if (v->anchor != AN_NONE)
        an_describe_one(d, "anchor", "Law of the day of", d->m->facts.v[v->anchor].id);
    an_describe_one(d, "summary", "In short", info->summary);
    an_describe_one(d, "penalty", "Sanction", info->penalty);
    an_describe_one(d, "note", "Note", info->note);
}

static void add_part(struct an_describe *d, struct an_sink *out, const char *what,
                     const struct an_cond *c, uint32_t place)
{
    const char *words = an_cond_words(d->arena, d->m, c, AN_NONE, place);
    if (words)
        an_putf(out, "; %s: %s", what, words);
}

static void describe_readings(struct an_describe *d, const struct an_provision *v, uint32_t place)
{
    for (uint32_t i = 0; i < v->n_readings; i++) {
        const struct an_reading *r = &v->readings[i];
        struct an_sink_buffer text;
        an_sink_buffer_init(&text, d->arena);
        an_putf(&text.sink, "%s (%s)", r->id, r->who);
        add_part(d, &text.sink, "applies if", &r->when, place);
        add_part(d, &text.sink, "unless", &r->unless, place);
        add_part(d, &text.sink, v->duty == AN_DUTY_MUST_NOT ? "must not" : "must", &r->must, place);
        add_part(d, &text.sink, "able if", &r->able, place);
        if (r->inability != AN_INABILITY_NONE)
            an_putf(&text.sink, "; inability: %s", an_inability_word(r->inability));
        an_describe_add(d, text.text);
    }
    an_describe_list(d, "readings", "Readings");
}

/* Directives that name this provision as the one that carries them out. */
static void describe_directives(struct an_describe *d, uint32_t index)
{
    const struct an_model *m = d->m;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_refs *by = &m->provisions.v[i].implemented_by;
        for (uint32_t k = 0; k < by->n; k++)
            if (by->v[k] == index)
                an_describe_add(d, m->provisions.v[i].id);
    }
    an_describe_list(d, "implements", "Carries out");
}

static void describe_words(struct an_describe *d, const char *key, const char *label,
                           struct an_texts words)
{
    for (uint32_t i = 0; i < words.n; i++)
        an_describe_add(d, words.v[i]);
    an_describe_list(d, key, label);
}

/* What is said of commitments, and of national measures with a view to them. */
static void describe_state(struct an_describe *d, const struct an_provision *v)
{
    for (uint32_t i = 0; i < v->towards.n; i++)
        an_describe_add(d, d->m->places.v[v->towards.v[i]].id);
    an_describe_list(d, "towards", "Only towards");
    an_describe_one(d, "judged_by", "Judged by",
                    v->judged_by_self ? "the state that relies on it" : NULL);
    an_describe_one(d, "measure_form", "Form of measure", v->measure_form);
    describe_words(d, "measure_purpose", "Its purpose", v->measure_purpose);
    describe_words(d, "measure_buyer", "Governs buyers", v->measure_buyer);
}

static void describe_relations(struct an_describe *d, uint32_t i)
{
    const struct an_model *m = d->m;
    const struct an_provision *v = &m->provisions.v[i];
    an_describe_provisions(d, "exempts", "Exempts", v->exempts);
    an_describe_provisions(d, "exempted_by", "Exempted by", m->exempted_by[i]);
    an_describe_provisions(d, "overrides", "Displaces", v->overrides);
    an_describe_provisions(d, "overridden_by", "Displaced by", m->overridden_by[i]);
    an_describe_provisions(d, "enables", "Brings into play", v->enables);
    an_describe_provisions(d, "follows", "Follows a breach of", v->follows);
    an_describe_provisions(d, "replaces", "Replaces", v->replaces);
    an_describe_provisions(d, "implemented_by", "Carried out by", v->implemented_by);
    describe_directives(d, i);
    describe_state(d, v);
}

struct facts_seen {
    struct an_describe *d;
    bool *seen;
};

static void see_fact(void *to, uint32_t fact, enum an_link link)
{
    struct facts_seen *s = to;
    (void)link;
    s->seen[fact] = true;
}

static void describe_facts(struct an_describe *d, const struct an_provision *v)
{
    struct facts_seen s = {d, AN_NEW_ARRAY(d->arena, bool, d->m->facts.n)};
    an_each_link(v, see_fact, &s);
    for (uint32_t f = 0; f < d->m->facts.n; f++)
        if (s.seen[f])
            an_describe_add(d, d->m->facts.v[f].id);
    an_describe_list(d, "facts", "Facts");
}

void an_describe_provision(struct an_describe *d, uint32_t i)
{
    const struct an_model *m = d->m;
    const struct an_provision *v = &m->provisions.v[i];
    const struct an_provision_info *info = an_provision_info_make(d->arena, m, i);
    char hex[65];
    describe_citation(d, info);
    describe_demand(d, v, info);
    describe_readings(d, v, m->instruments.v[v->instrument].place);
    an_describe_events(d, an_provision_events(m, v));
    an_describe_one(d, "days", "Days", an_describe_days(d, &v->days));
    describe_relations(d, i);
    describe_facts(d, v);
    an_describe_one(d, "url", "Address", info->url);
    an_describe_one(d, "text", "Text read", info->text_state);
    an_describe_checked(d, an_provision_checked(m, v));
    an_hash_hex(&v->meaning, hex);
    an_describe_one(d, "meaning", "Hash of its meaning", an_strdup(d->arena, hex));
}
