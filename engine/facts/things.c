/* Fields of things, and the handle that show and search return. */
#include "engine/facts/things.h"

#include <stdio.h>

/* ---- the handle ---- */

struct an_things *an_things_new(struct an_arena *arena)
{
    struct an_things *things = AN_NEW(arena, struct an_things);
    things->arena = arena;
    return things;
}

size_t an_things_count(const struct an_things *things)
{
    return things->v.n;
}

const struct an_thing *an_things_at(const struct an_things *things, size_t i)
{
    return i < things->v.n ? &things->v.v[i] : NULL;
}

void an_things_free(struct an_things *things)
{
    if (things)
        an_arena_free(things->arena);
}

/* ---- fields ---- */

void an_describe_one(struct an_describe *d, const char *key, const char *label, const char *value)
{
    if (!value || *value == '\0')
        return;
    const char **values = AN_NEW_ARRAY(d->arena, const char *, 1);
    values[0] = value;
    struct an_field field = {key, label, values, 1, false};
    an_vec_push(d->arena, &d->fields, field);
}

void an_describe_add(struct an_describe *d, const char *value)
{
    an_vec_push(d->arena, &d->values, value);
}

void an_describe_list(struct an_describe *d, const char *key, const char *label)
{
    if (d->values.n == 0)
        return;
    struct an_field field = {key, label, d->values.v, (uint32_t)d->values.n, true};
    an_vec_push(d->arena, &d->fields, field);
    d->values.v = NULL;
    d->values.n = d->values.cap = 0;
}

void an_describe_provisions(struct an_describe *d, const char *key, const char *label,
                            struct an_refs refs)
{
    for (uint32_t i = 0; i < refs.n; i++)
        an_describe_add(d, d->m->provisions.v[refs.v[i]].id);
    an_describe_list(d, key, label);
}

static const char *when_words(struct an_describe *d, struct an_when when)
{
    char text[24];
    an_when_format(when, text);
    return an_strdup(d->arena, text);
}

const char *an_describe_days(struct an_describe *d, const struct an_interval *days)
{
    bool begins = days->from.hi != AN_DAY_MIN, ends = days->before.lo != AN_DAY_MAX;
    const char *from = begins ? when_words(d, days->from) : NULL;
    const char *before = ends ? when_words(d, days->before) : NULL;
    if (from && before)
        return an_strf(d->arena, "from %s, before %s", from, before);
    if (from)
        return an_strf(d->arena, "from %s", from);
    return before ? an_strf(d->arena, "before %s", before) : NULL;
}

void an_describe_checked(struct an_describe *d, const struct an_checked *checked)
{
    if (!checked->given)
        return;
    char on[11];
    an_day_format(checked->on, on);
    an_describe_one(d, "checked_on", "Checked on", an_strdup(d->arena, on));
    an_describe_one(d, "checked_by", "Checked by", checked->by);
    an_describe_one(d, "confidence", "Confidence", an_confidence_word(checked->confidence));
    an_describe_one(d, "checked_source", "Looked at", checked->source);
}

static const char *event_words(struct an_describe *d, const struct an_event *e)
{
    const char *evidence = e->evidence != AN_EV_NONE ? an_evidence_word(e->evidence) : NULL;
    const char *words = an_strf(d->arena, "%s %s", when_words(d, e->on), an_state_word(e->is));
    if (evidence)
        words = an_strf(d->arena, "%s (%s)", words, evidence);
    if (e->has_public_on)
        words = an_strf(d->arena, "%s, public on %s", words, when_words(d, e->public_on));
    return e->note ? an_strf(d->arena, "%s: %s", words, e->note) : words;
}

void an_describe_events(struct an_describe *d, struct an_events events)
{
    for (uint32_t i = 0; i < events.n; i++)
        an_describe_add(d, event_words(d, &events.v[i]));
    an_describe_list(d, "status", "Status");
}

void an_describe_names(struct an_describe *d, const char *key, const char *label,
                       const struct an_names *names)
{
    for (uint32_t i = 0; i < names->n; i++)
        an_describe_add(d, an_strf(d->arena, "%s: %s", names->v[i].lang, names->v[i].text));
    an_describe_list(d, key, label);
}
