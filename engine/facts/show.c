/*
 * an_show: everything that is known of one id. The same id may name several things (a union and the
 * group of its members); all of them are shown.
 */
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/diag/nearest.h"
#include "engine/facts/things.h"

static const char *id_of(const struct an_model *m, enum an_thing_kind kind, uint32_t i)
{
    switch (kind) {
    case AN_THING_JURISDICTION: return m->places.v[i].id;
    case AN_THING_TOPIC: return m->topics.v[i].id;
    case AN_THING_FACT: return m->facts.v[i].id;
    case AN_THING_TERM: return m->facts.v[m->terms.v[i].fact].id;
    case AN_THING_AXIOM: return m->axioms.v[i].id;
    case AN_THING_PRESUMPTION: return m->presumptions.v[i].id;
    case AN_THING_INSTRUMENT: return m->instruments.v[i].id;
    case AN_THING_PROVISION: return m->provisions.v[i].id;
    case AN_THING_LIST: return m->lists.v[i].id;
    }
    AN_UNREACHABLE();
}

struct head {
    const char *title;
    struct an_span span;
};

static struct head head_of(const struct an_model *m, enum an_thing_kind kind, uint32_t i)
{
    switch (kind) {
    case AN_THING_JURISDICTION: return (struct head){m->places.v[i].name, m->places.v[i].span};
    case AN_THING_TOPIC: return (struct head){m->topics.v[i].title, m->topics.v[i].span};
    case AN_THING_FACT: return (struct head){m->facts.v[i].question, m->facts.v[i].span};
    case AN_THING_TERM: return (struct head){m->terms.v[i].title, m->terms.v[i].span};
    case AN_THING_AXIOM: return (struct head){m->axioms.v[i].because, m->axioms.v[i].span};
    case AN_THING_PRESUMPTION:
        return (struct head){m->presumptions.v[i].because, m->presumptions.v[i].span};
    case AN_THING_INSTRUMENT:
        return (struct head){m->instruments.v[i].title, m->instruments.v[i].span};
    case AN_THING_PROVISION:
        return (struct head){m->provisions.v[i].title, m->provisions.v[i].span};
    case AN_THING_LIST: return (struct head){m->lists.v[i].title, m->lists.v[i].span};
    }
    AN_UNREACHABLE();
}

struct an_thing an_thing_named(const struct an_model *m, enum an_thing_kind kind, uint32_t i)
{
    struct head head = head_of(m, kind, i);
    return (struct an_thing){.kind = kind,
                             .kind_name = an_thing_word(kind),
                             .id = id_of(m, kind, i),
                             .title = head.title,
                             .file = m->files.v[head.span.file].name,
                             .line = head.span.line};
}

static void describe(struct an_describe *d, enum an_thing_kind kind, uint32_t i)
{
    switch (kind) {
    case AN_THING_JURISDICTION: an_describe_place(d, i); return;
    case AN_THING_TOPIC: an_describe_topic(d, i); return;
    case AN_THING_FACT: an_describe_fact(d, i); return;
    case AN_THING_TERM: an_describe_term(d, i); return;
    case AN_THING_AXIOM: an_describe_axiom(d, &d->m->axioms.v[i]); return;
    case AN_THING_PRESUMPTION: an_describe_axiom(d, &d->m->presumptions.v[i]); return;
    case AN_THING_INSTRUMENT: an_describe_instrument(d, i); return;
    case AN_THING_PROVISION: an_describe_provision(d, i); return;
    case AN_THING_LIST: an_describe_tabled(d, i); return;
    }
    AN_UNREACHABLE();
}

struct an_thing an_thing_described(struct an_arena *arena, const struct an_model *m,
                                   enum an_thing_kind kind, uint32_t i)
{
    struct an_describe d = {.arena = arena, .m = m};
    struct an_thing thing = an_thing_named(m, kind, i);
    describe(&d, kind, i);
    thing.fields = d.fields.v;
    thing.n_fields = (uint32_t)d.fields.n;
    return thing;
}

static void add_thing(struct an_things *things, const struct an_model *m, enum an_thing_kind kind,
                      uint32_t i)
{
    an_vec_push(things->arena, &things->v, an_thing_described(things->arena, m, kind, i));
}

/* ---- finding ---- */

typedef bool matches(struct an_arena *arena, const char *id, const char *wanted);

static bool is_same(struct an_arena *arena, const char *id, const char *wanted)
{
    (void)arena;
    return strcmp(id, wanted) == 0;
}

/* `wanted` is folded already. */
static bool is_same_folded(struct an_arena *arena, const char *id, const char *wanted)
{
    return strcmp(an_utf8_fold(arena, id), wanted) == 0;
}

static void find(struct an_things *things, const struct an_model *m, const char *wanted,
                 matches *fn)
{
    for (int k = AN_THING_JURISDICTION; k <= AN_THING_LIST; k++) {
        enum an_thing_kind kind = (enum an_thing_kind)k;
        for (uint32_t i = 0; i < an_thing_total(m, kind); i++)
            if (an_thing_stands_alone(m, kind, i) && fn(things->arena, id_of(m, kind, i), wanted))
                add_thing(things, m, kind, i);
    }
}

static void find_alias(struct an_things *things, const struct an_model *m, const char *wanted)
{
    uint32_t place = an_model_place(m, wanted, NULL);
    if (place != AN_NONE)
        add_thing(things, m, AN_THING_JURISDICTION, place);
}

static enum an_status not_found(struct an_workspace *ws, const struct an_model *m, const char *id)
{
    struct an_nearest near;
    an_nearest_init(&near, id);
    for (int k = AN_THING_JURISDICTION; k <= AN_THING_LIST; k++)
        for (uint32_t i = 0; i < an_thing_total(m, (enum an_thing_kind)k); i++)
            an_nearest_try(&near, id_of(m, (enum an_thing_kind)k, i));
    /* Each has a place of its own, so that a second unknown id is no repetition of the first. */
    struct an_span nowhere = {.file = AN_NO_FILE,
                              .start = (uint32_t)an_diag_count(ws->diags, AN_SEV_ERROR)};
    struct an_diag_entry *e = an_diag_add(ws->diags, AN_MSG_thing_unknown, nowhere, id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    else
        an_diag_help(e, "'antinomy search' finds ids by words of titles");
    return an_fail(ws, AN_ENOTFOUND, "nothing is named '%s'", id);
}

struct asked {
    struct an_things *things;
    const struct an_base *base;
    const char *id;
};

static enum an_status enter(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct asked *asked = what;
    const struct an_model *m = asked->base->model;
    struct an_things *things = asked->things = an_things_new(arena);
    find(things, m, asked->id, is_same);
    if (things->v.n == 0)
        find_alias(things, m, asked->id);
    if (things->v.n == 0)
        find(things, m, an_utf8_fold(arena, asked->id), is_same_folded);
    return things->v.n > 0 ? AN_OK : not_found(ws, m, asked->id);
}

enum an_status an_show(struct an_things **out, const struct an_base *base, struct an_workspace *ws,
                       const char *id)
{
    struct asked asked = {NULL, base, id};
    enum an_status status = an_enter(ws, "a thing was described", enter, &asked);
    *out = status == AN_OK ? asked.things : NULL;
    return status;
}
