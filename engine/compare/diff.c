/* One base on two days, and what differences of every kind have in common. */
#include "engine/compare/diff.h"
#include "engine/compare/timeline.h"
#include "engine/facts/wanted.h"

#include <stdlib.h>
#include <string.h>

const char *an_diff_word(enum an_diff_kind kind)
{
    switch (kind) {
    case AN_DIFF_CAME: return "came";
    case AN_DIFF_WENT: return "went";
    case AN_DIFF_SUSPENDED: return "suspended";
    case AN_DIFF_RESUMED: return "resumed";
    case AN_DIFF_ANNOUNCED: return "announced";
    case AN_DIFF_UNCERTAIN: return "uncertain";
    case AN_DIFF_ADDED: return "added";
    case AN_DIFF_REMOVED: return "removed";
    case AN_DIFF_LAW: return "law";
    case AN_DIFF_BASIS: return "basis";
    case AN_DIFF_CODING: return "coding";
    case AN_DIFF_KINDS: break;
    }
    AN_UNREACHABLE();
}

/* ---- what is asked for ---- */

bool an__asked_read(struct an__differ *d, const struct an_model *m, struct an__asked *asked)
{
    const struct an_diff_options *o = d->options;
    uint32_t *places = AN_NEW_ARRAY(d->arena, uint32_t, o->n_markets);
    bool ok = true;
    *asked = (struct an__asked){.m = m};
    for (size_t i = 0; i < o->n_markets; i++) {
        places[i] = an_wanted_place(d->ws, m, o->markets[i]);
        ok = ok && places[i] != AN_NONE;
    }
    asked->places = (struct an_refs){places, an_u32(o->n_markets)};
    if (o->n_topics > 0)
        asked->topic = AN_NEW_ARRAY(d->arena, bool, m->topics.n);
    for (size_t i = 0; i < o->n_topics; i++)
        ok = an_wanted_topic(d->ws, m, o->topics[i], asked->topic) && ok;
    return ok;
}

bool an__asked_for(const struct an__differ *d, const struct an__asked *asked, uint32_t provision)
{
    const struct an_model *m = asked->m;
    const struct an_provision *p = &m->provisions.v[provision];
    uint32_t maker = m->instruments.v[p->instrument].place;
    if (asked->topic && !asked->topic[p->topic])
        return false;
    for (uint32_t i = 0; i < asked->places.n; i++) {
        uint32_t place = asked->places.v[i];
        if (maker == place || an_law_applies(m, maker, place, d->from) != AN_FALSE ||
            an_law_applies(m, maker, place, d->to) != AN_FALSE)
            return true;
    }
    return asked->places.n == 0;
}

/* ---- stages ---- */

static bool is_absent(enum an_stage s)
{
    return s == AN_STAGE_NONE || s == AN_STAGE_ENDED;
}

static bool is_draft(enum an_stage s)
{
    return s == AN_STAGE_PROPOSED || s == AN_STAGE_ADOPTED;
}

enum an_diff_kind an__diff_of_stages(enum an_stage before, enum an_stage after)
{
    if (before == after || (is_absent(before) && is_absent(after)))
        return AN_DIFF_KINDS;
    if (before == AN_STAGE_UNCERTAIN || after == AN_STAGE_UNCERTAIN)
        return AN_DIFF_UNCERTAIN;
    if (is_absent(after))
        return AN_DIFF_WENT;
    if (after == AN_STAGE_SUSPENDED)
        return AN_DIFF_SUSPENDED;
    if (is_draft(after))
        return AN_DIFF_ANNOUNCED;
    return is_absent(before) || is_draft(before) ? AN_DIFF_CAME : AN_DIFF_RESUMED;
}

void an__diff_event(struct an__differ *d, struct an_diff_item *item, const struct an_model *m,
                    uint32_t provision)
{
    const struct an_provision *p = &m->provisions.v[provision];
    struct an_standing s = an_provision_standing(m, p, d->to);
    if (!s.event)
        return;
    char day[24];
    an_when_format(s.event->on, day);
    item->since = an_strdup(d->arena, day);
    if (s.event->evidence != AN_EV_NONE)
        item->evidence = an_evidence_word(s.event->evidence);
    item->said = an_state_word(s.event->is);
    item->note = s.event->note;
}

/* ---- order ---- */

static int compare_items(const void *a, const void *b)
{
    const struct an_diff_item *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int order = strcmp(x->thing, y->thing);
    return order != 0 ? order : strcmp(x->id, y->id);
}

void an__diff_finish(struct an__differ *d)
{
    if (d->items.n > 0)
        qsort(d->items.v, d->items.n, sizeof *d->items.v, compare_items);
    d->diff->items = d->items.v;
    d->diff->n_items = an_u32(d->items.n);
    for (size_t i = 0; i < d->items.n; i++)
        d->diff->count[d->items.v[i].kind]++;
    d->diff->from = d->from < AN_DAY_MAX ? an__day_text(d->arena, d->from) : NULL;
    d->diff->to = d->to < AN_DAY_MAX ? an__day_text(d->arena, d->to) : NULL;
    d->diff->version = an_version();
}

/* ---- two days ---- */

static void put_replaced(struct an__differ *d, struct an_diff_item *item, const struct an_model *m,
                         const struct an_provision *p)
{
    const char **ids = AN_NEW_ARRAY(d->arena, const char *, p->replaces.n);
    for (uint32_t i = 0; i < p->replaces.n; i++)
        ids[i] = m->provisions.v[p->replaces.v[i]].id;
    item->replaces = ids;
    item->n_replaces = p->replaces.n;
}

static void compare_days(struct an__differ *d, const struct an_model *m, uint32_t i)
{
    enum an_stage before = an__stage_on(m, i, d->from), after = an__stage_on(m, i, d->to);
    enum an_diff_kind kind = an__diff_of_stages(before, after);
    if (kind == AN_DIFF_KINDS)
        return;
    const struct an_provision *p = &m->provisions.v[i];
    struct an_diff_item item = {.kind = kind,
                                .thing = "provision",
                                .id = p->id,
                                .title = p->title,
                                .stage_before = before,
                                .stage_after = after};
    item.before = an_provision_info_brief(d->arena, m, i, d->from);
    item.after = an_provision_info_brief(d->arena, m, i, d->to);
    an__diff_event(d, &item, m, i);
    if (kind == AN_DIFF_CAME)
        put_replaced(d, &item, m, p);
    an_vec_push(d->arena, &d->items, item);
}

static enum an_status diff_days(struct an__differ *d, const struct an_base *base)
{
    struct an__asked asked;
    bool from = an_wanted_day(d->ws, d->options->from, &d->from);
    bool to = an_wanted_day(d->ws, d->options->to, &d->to);
    if (!an__asked_read(d, base->model, &asked) || !from || !to)
        return AN_EINPUT;
    for (uint32_t i = 0; i < base->model->provisions.n; i++)
        if (an__asked_for(d, &asked, i))
            compare_days(d, base->model, i);
    d->diff->revision_before = d->diff->revision_after = an_base_revision(base);
    an__diff_finish(d);
    return AN_OK;
}

struct an__differ an__differ_of(struct an_arena *arena, struct an_workspace *ws,
                                struct an__diff_asked *asked)
{
    static const struct an_diff_options none = {0};
    asked->result = AN_NEW(arena, struct an_diff_result);
    asked->result->arena = arena;
    return (struct an__differ){.arena = arena,
                               .ws = ws,
                               .options = asked->options ? asked->options : &none,
                               .diff = &asked->result->diff};
}

static enum an_status enter_days(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct an__diff_asked *asked = what;
    struct an__differ d = an__differ_of(arena, ws, asked);
    return diff_days(&d, asked->before);
}

enum an_status an_diff_days(struct an_diff_result **out, const struct an_base *base,
                            struct an_workspace *ws, const struct an_diff_options *options)
{
    struct an__diff_asked asked = {.before = base, .options = options};
    *out = NULL;
    if (!options || !options->from || !options->to)
        return an_fail(ws, AN_EINPUT, "a difference needs two days");
    enum an_status status = an_enter(ws, "two days were compared", enter_days, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}

const struct an_diff *an_diff_get(const struct an_diff_result *result)
{
    return &result->diff;
}

void an_diff_free(struct an_diff_result *result)
{
    if (result)
        an_arena_free(result->arena);
}
