/*
 * Two bases, thing by thing. A provision has a hash of what it means: where that is the same and
 * something else differs, only our coding changed. The words compared are those that `show` prints.
 */
#include "engine/compare/diff.h"
#include "engine/facts/search.h"
#include "engine/facts/things.h"
#include "engine/facts/wanted.h"

#include <string.h>

struct side {
    const struct an_model *m;
    struct an__asked asked;
    uint32_t at; /* of the kind at hand */
};

struct pair {
    struct an__differ *d;
    struct side before, after;
    enum an_thing_kind kind;
};

/* ---- fields ---- */

/* What other things say of this one is told there. */
static bool is_derived(const char *key)
{
    static const char *const keys[] = {"exempted_by", "overridden_by", "provisions", "terms",
                                       "facts",       "meaning",       "used_by"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return false;
}

static const struct an_field *field_of(const struct an_thing *thing, const char *key)
{
    for (uint32_t i = 0; i < thing->n_fields; i++)
        if (strcmp(thing->fields[i].key, key) == 0)
            return &thing->fields[i];
    return NULL;
}

static const char *joined(struct an_arena *arena, const struct an_field *field)
{
    struct an_sink_buffer out;
    if (!field)
        return NULL;
    an_sink_buffer_init(&out, arena);
    for (uint32_t i = 0; i < field->n_values; i++)
        an_putf(&out.sink, "%s%s", i > 0 ? "; " : "", field->values[i]);
    return out.text;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

struct changes {
    struct an_field_change *v;
    size_t n, cap;
};

static void compare_field(struct an_arena *arena, struct changes *changes, const char *key,
                          const char *label, const char *before, const char *after)
{
    if (same_text(before, after) || is_derived(key))
        return;
    struct an_field_change change = {key, label, before, after};
    an_vec_push(arena, changes, change);
}

/* Fields of both in the order of the second, then those that only the first has. */
static void compare_things(struct an_arena *arena, struct changes *changes,
                           const struct an_thing *before, const struct an_thing *after)
{
    compare_field(arena, changes, "title", "Title", before->title, after->title);
    for (uint32_t i = 0; i < after->n_fields; i++) {
        const struct an_field *f = &after->fields[i];
        compare_field(arena, changes, f->key, f->label, joined(arena, field_of(before, f->key)),
                      joined(arena, f));
    }
    for (uint32_t i = 0; i < before->n_fields; i++) {
        const struct an_field *f = &before->fields[i];
        if (!field_of(after, f->key))
            compare_field(arena, changes, f->key, f->label, joined(arena, f), NULL);
    }
}

/* ---- one thing ---- */

static struct an_diff_item start_item(const struct an_thing *thing)
{
    return (struct an_diff_item){
        .thing = thing->kind_name, .id = thing->id, .title = thing->title, .kind = AN_DIFF_KINDS};
}

static void put_law(struct pair *p, struct an_diff_item *item, bool before, bool after)
{
    if (p->kind != AN_THING_PROVISION)
        return;
    if (before) {
        item->before = an_provision_info_brief(p->d->arena, p->before.m, p->before.at, p->d->to);
        item->stage_before = an__stage_on(p->before.m, p->before.at, p->d->to);
    }
    if (after) {
        item->after = an_provision_info_brief(p->d->arena, p->after.m, p->after.at, p->d->to);
        item->stage_after = an__stage_on(p->after.m, p->after.at, p->d->to);
        an__diff_event(p->d, item, p->after.m, p->after.at);
    }
}

static void put_one_sided(struct pair *p, const struct side *side, enum an_diff_kind kind)
{
    struct an_thing thing = an_thing_named(side->m, p->kind, side->at);
    struct an_diff_item item = start_item(&thing);
    item.kind = kind;
    put_law(p, &item, kind == AN_DIFF_REMOVED, kind == AN_DIFF_ADDED);
    an_vec_push(p->d->arena, &p->d->items, item);
}

static enum an_diff_kind kind_of_change(const struct pair *p)
{
    switch (p->kind) {
    case AN_THING_PROVISION:
        return memcmp(&p->before.m->provisions.v[p->before.at].meaning,
                      &p->after.m->provisions.v[p->after.at].meaning, sizeof(struct an_hash)) == 0
                   ? AN_DIFF_CODING
                   : AN_DIFF_LAW;
    case AN_THING_TOPIC:
    case AN_THING_INSTRUMENT: return AN_DIFF_CODING;
    case AN_THING_JURISDICTION:
    case AN_THING_FACT:
    case AN_THING_TERM:
    case AN_THING_AXIOM:
    case AN_THING_PRESUMPTION:
    case AN_THING_LIST: return AN_DIFF_BASIS;
    }
    AN_UNREACHABLE();
}

static void put_both(struct pair *p)
{
    struct an_arena *scratch = an_scratch_new(p->d->arena);
    struct changes changes = {0};
    struct an_thing before = an_thing_described(scratch, p->before.m, p->kind, p->before.at);
    struct an_thing after = an_thing_described(scratch, p->after.m, p->kind, p->after.at);
    compare_things(scratch, &changes, &before, &after);
    enum an_diff_kind kind = kind_of_change(p);
    if (changes.n > 0 || kind == AN_DIFF_LAW) {
        struct an_diff_item item = start_item(&after);
        struct an_field_change *fields =
            AN_NEW_ARRAY(p->d->arena, struct an_field_change, changes.n);
        for (size_t i = 0; i < changes.n; i++) {
            const struct an_field_change *c = &changes.v[i];
            fields[i] = (struct an_field_change){
                c->key, c->label, c->before ? an_strdup(p->d->arena, c->before) : NULL,
                c->after ? an_strdup(p->d->arena, c->after) : NULL};
        }
        item.kind = kind;
        item.fields = fields;
        item.n_fields = an_u32(changes.n);
        put_law(p, &item, true, true);
        an_vec_push(p->d->arena, &p->d->items, item);
    }
    an_arena_free(scratch);
}

/* ---- all of them ---- */

/* The next thing of the kind at hand that has a name of its own and is asked for. */
static bool skip_to_next(struct pair *p, struct side *side)
{
    uint32_t n = an_thing_total(side->m, p->kind);
    for (; side->at < n; side->at++) {
        if (!an_thing_stands_alone(side->m, p->kind, side->at))
            continue;
        if (p->kind != AN_THING_PROVISION || an__asked_for(p->d, &side->asked, side->at))
            return true;
    }
    return false;
}

/* Things of a kind are in order of id, in both. */
static void compare_kind(struct pair *p)
{
    p->before.at = p->after.at = 0;
    for (;;) {
        bool before = skip_to_next(p, &p->before), after = skip_to_next(p, &p->after);
        if (!before && !after)
            return;
        int order = !before  ? 1
                    : !after ? -1
                             : strcmp(an_thing_named(p->before.m, p->kind, p->before.at).id,
                                      an_thing_named(p->after.m, p->kind, p->after.at).id);
        if (order < 0)
            put_one_sided(p, &p->before, AN_DIFF_REMOVED);
        else if (order > 0)
            put_one_sided(p, &p->after, AN_DIFF_ADDED);
        else
            put_both(p);
        p->before.at += order <= 0 ? 1 : 0;
        p->after.at += order >= 0 ? 1 : 0;
    }
}

static enum an_status diff_bases(struct an__differ *d, const struct an_base *before,
                                 const struct an_base *after)
{
    struct pair p = {.d = d, .before = {.m = before->model}, .after = {.m = after->model}};
    d->to = AN_DAY_MAX;
    bool day = an_wanted_day(d->ws, d->options->to, &d->to);
    d->from = d->to;
    if (!an__asked_read(d, before->model, &p.before.asked) ||
        !an__asked_read(d, after->model, &p.after.asked) || !day)
        return AN_EINPUT;
    bool narrowed = d->options->n_topics + d->options->n_markets > 0;
    for (int k = AN_THING_JURISDICTION; k <= AN_THING_LIST; k++) {
        p.kind = (enum an_thing_kind)k;
        if (!narrowed || p.kind == AN_THING_PROVISION)
            compare_kind(&p);
    }
    d->diff->of_bases = true;
    d->diff->revision_before = an_base_revision(before);
    d->diff->revision_after = an_base_revision(after);
    an__diff_finish(d);
    return AN_OK;
}

static enum an_status enter_bases(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct an__diff_asked *asked = what;
    struct an__differ d = an__differ_of(arena, ws, asked);
    return diff_bases(&d, asked->before, asked->after);
}

enum an_status an_diff_bases(struct an_diff_result **out, const struct an_base *before,
                             const struct an_base *after, struct an_workspace *ws,
                             const struct an_diff_options *options)
{
    struct an__diff_asked asked = {.before = before, .after = after, .options = options};
    enum an_status status = an_enter(ws, "two bases were compared", enter_bases, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}
