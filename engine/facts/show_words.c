/* Fields of jurisdictions, topics, facts, axioms, presumptions and lists. */
#include <inttypes.h>

#include "engine/facts/links.h"
#include "engine/facts/things.h"
#include "engine/lang/words.h"

/* ---- jurisdictions ---- */

static void describe_memberships(struct an_describe *d, const char *key, const char *label,
                                 const struct an_memberships *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        const char *id = d->m->places.v[all->v[i].place].id;
        const char *days = an_describe_days(d, &all->v[i].days);
        an_describe_add(d, days ? an_strf(d->arena, "%s (%s)", id, days) : id);
    }
    an_describe_list(d, key, label);
}

static void describe_coverage(struct an_describe *d, const struct an_place *p)
{
    for (uint32_t i = 0; i < p->n_coverage; i++) {
        const struct an_coverage *c = &p->coverage[i];
        struct an_sink_buffer text;
        char from[24], to[24], on[11];
        an_when_format(c->law_from, from);
        an_when_format(c->law_to, to);
        an_day_format(c->researched_on, on);
        an_sink_buffer_init(&text, d->arena);
        for (uint32_t k = 0; k < c->topics.n; k++)
            an_putf(&text.sink, "%s%s", k > 0 ? ", " : "", d->m->topics.v[c->topics.v[k]].id);
        an_putf(&text.sink, ": law from %s to %s, researched on %s", from, to, on);
        an_describe_add(d, text.text);
    }
    an_describe_list(d, "coverage", "Researched");
}

void an_describe_place(struct an_describe *d, uint32_t i)
{
    const struct an_model *m = d->m;
    const struct an_place *p = &m->places.v[i];
    an_describe_one(d, "kind", "Kind", an_place_kind_word(p->kind));
    an_describe_names(d, "names", "Names", &p->names);
    for (uint32_t k = 0; k < p->aliases.n; k++)
        an_describe_add(d, p->aliases.v[k]);
    an_describe_list(d, "aliases", "Also written");
    describe_memberships(d, "part_of", "Part of", &p->part_of);
    describe_memberships(d, "members", "Members", &p->members);
    describe_memberships(d, "applies_in", "Law also applies in", &p->applies_in);
    describe_memberships(d, "parties", "Parties", &p->parties);
    describe_coverage(d, p);
    an_describe_one(d, "note", "Note", p->note);
    for (uint32_t k = 0; k < m->instruments.n; k++)
        if (m->instruments.v[k].place == i)
            an_describe_add(
                d, an_strf(d->arena, "%s (%s)", m->instruments.v[k].id, m->instruments.v[k].title));
    an_describe_list(d, "instruments", "Instruments");
}

/* ---- topics ---- */

void an_describe_topic(struct an_describe *d, uint32_t i)
{
    const struct an_topic *t = &d->m->topics.v[i];
    an_describe_one(d, "definition", "Definition", t->definition);
    for (uint32_t k = 0; k < t->n_steps; k++)
        an_describe_add(d, an_strf(d->arena, "%s: %s (%s)", t->steps[k].id, t->steps[k].title,
                                   t->steps[k].means));
    an_describe_list(d, "scale", "Scale, from least to most intrusive");
    for (uint32_t p = 0; p < d->m->provisions.n; p++)
        if (d->m->provisions.v[p].topic == i)
            an_describe_add(d, d->m->provisions.v[p].id);
    an_describe_list(d, "provisions", "Provisions");
}

/* ---- facts ---- */

static const char *type_words(struct an_describe *d, const struct an_value_type *t)
{
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, d->arena);
    an_putf(&text.sink, "%s%s", t->ordered ? "ordered " : "", an_type_word(t->type));
    if (t->unit)
        an_putf(&text.sink, " in %s", t->unit);
    for (uint32_t i = 0; i < t->n_values; i++)
        an_putf(&text.sink, "%s%s", i > 0 ? ", " : ": ",
                an_intern_text(d->m->symbols, t->values[i]));
    if (t->open)
        an_put(&text.sink, t->n_values > 0 ? " or others" : " of any values");
    if (t->has_min)
        an_putf(&text.sink, ", at least %" PRId64, t->min);
    if (t->has_max)
        an_putf(&text.sink, ", at most %" PRId64, t->max);
    return text.text;
}

static const char *derived_words(struct an_describe *d, const struct an_derived *v)
{
    const struct an_model *m = d->m;
    if (v->function == AN_FN_NONE)
        return NULL;
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, d->arena);
    an_putf(&text.sink, "%s of %s", an_function_word(v->function), m->facts.v[v->arg[0]].id);
    if (v->column != AN_NONE)
        an_putf(&text.sink, ".%s", m->facts.v[v->arg[0]].columns[v->column].id);
    if (v->arg[1] != AN_NONE)
        an_putf(&text.sink, " and %s", m->facts.v[v->arg[1]].id);
    const char *where = an_cond_words(d->arena, m, &v->where, v->arg[0], AN_NONE);
    if (where)
        an_putf(&text.sink, ", rows with %s", where);
    return text.text;
}

struct wanted {
    uint32_t fact;
    bool found;
};

static void look_for(void *to, uint32_t fact, enum an_link link)
{
    struct wanted *w = to;
    (void)link;
    w->found = w->found || fact == w->fact;
}

static void describe_uses(struct an_describe *d, uint32_t fact)
{
    for (uint32_t p = 0; p < d->m->provisions.n; p++) {
        struct wanted w = {fact, false};
        an_each_link(&d->m->provisions.v[p], look_for, &w);
        if (w.found)
            an_describe_add(d, d->m->provisions.v[p].id);
    }
    an_describe_list(d, "provisions", "Provisions that turn on it");
}

void an_describe_fact(struct an_describe *d, uint32_t i)
{
    const struct an_fact *f = &d->m->facts.v[i];
    an_describe_one(d, "label", "In answers", f->label);
    an_describe_one(d, "help", "Help", f->help);
    an_describe_one(d, "type", "Type", type_words(d, &f->type));
    for (uint32_t k = 0; k < f->n_columns; k++) {
        const struct an_column *c = &f->columns[k];
        const char *type = type_words(d, &c->type);
        an_describe_add(d, c->help ? an_strf(d->arena, "%s (%s): %s", c->id, type, c->help)
                                   : an_strf(d->arena, "%s (%s)", c->id, type));
    }
    an_describe_list(d, "columns", "Columns");
    an_describe_one(d, "scope", "Scope", an_scope_word(f->scope));
    an_describe_one(d, "nature", "Who can change it", an_nature_word(f->nature));
    if (f->cost > 0)
        an_describe_one(d, "cost", "Cost of changing it", an_strf(d->arena, "%" PRIu32, f->cost));
    an_describe_one(d, "holds", "Holds", f->momentary ? "momentary" : "lasting");
    an_describe_one(d, "given", "Given by", f->given_by_row ? "the row" : NULL);
    an_describe_one(d, "derived", "Derived", derived_words(d, &f->derived));
    an_describe_one(d, "after", "Asked if",
                    an_cond_words(d->arena, d->m, &f->after, AN_NONE, AN_NONE));
    describe_uses(d, i);
}

/* ---- logic and lists ---- */

void an_describe_axiom(struct an_describe *d, const struct an_axiom *a)
{
    if (a->each != AN_NONE)
        an_describe_one(d, "each", "For each row of", d->m->facts.v[a->each].id);
    an_describe_one(d, "if", "If", an_cond_words(d->arena, d->m, &a->cond, a->each, AN_NONE));
    an_describe_one(d, "then", "Then", an_cond_words(d->arena, d->m, &a->then, a->each, AN_NONE));
}

void an_describe_tabled(struct an_describe *d, uint32_t i)
{
    const struct an_list *l = &d->m->lists.v[i];
    an_describe_one(d, "jurisdiction", "Jurisdiction", d->m->places.v[l->place].id);
    an_describe_one(d, "url", "Address", l->url);
    an_describe_checked(d, &l->checked);
    for (uint32_t k = 0; k < l->n_members; k++) {
        const char *days = an_describe_days(d, &l->members[k].days);
        an_describe_add(d, days ? an_strf(d->arena, "%s (%s)", l->members[k].name, days)
                                : l->members[k].name);
    }
    an_describe_list(d, "members", "Members");
}
