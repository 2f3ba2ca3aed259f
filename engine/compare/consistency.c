/*
 * What an analyst should look at again: alike provisions on different steps, steps that hold unlike
 * provisions, law without a statement of coverage, reviews that are old, topics and places that are
 * empty. Every doubt is a question to a person, not a verdict on a text.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/map.h"
#include "engine/compare/compare.h"

const char *an_doubt_word(enum an_doubt_kind kind)
{
    switch (kind) {
    case AN_DOUBT_CODED_APART: return "coded-apart";
    case AN_DOUBT_UNLIKE_STEP: return "unlike-step";
    case AN_DOUBT_DUTY_AT_NONE: return "duty-at-none";
    case AN_DOUBT_NO_STEP: return "no-step";
    case AN_DOUBT_UNCOVERED: return "uncovered";
    case AN_DOUBT_OLD: return "old";
    case AN_DOUBT_TOPIC_ALONE: return "topic-without-law";
    case AN_DOUBT_PLACE_ALONE: return "place-without-law";
    case AN_DOUBT_COUNT: break;
    }
    return "";
}

struct looking {
    struct an_comparison *c;
    uint32_t months;
    AN_VEC(struct an_doubt) v;
    bool *seen; /* per provision: stands in some column */
};

static void add(struct looking *k, struct an_doubt doubt)
{
    an_vec_push(k->c->arena, &k->v, doubt);
}

static const struct an_provision *provision_of(const struct looking *k, const struct an_item *i)
{
    return &k->c->model->provisions.v[i->provision];
}

static const char *step_of(const struct looking *k, const struct an_item *i)
{
    return i->step < 0 ? "no step" : k->c->model->topics.v[i->topic].steps[i->step].id;
}

static const char *topic_of(const struct looking *k, const struct an_item *i)
{
    return k->c->model->topics.v[i->topic].id;
}

static const char *const *one_id(struct looking *k, const struct an_item *i)
{
    const char **ids = AN_NEW_ARRAY(k->c->arena, const char *, 1);
    ids[0] = i->info->id;
    return ids;
}

/* ---- provisions against each other ---- */

/* Items that belong together, in the order of the items. */
struct batch {
    AN_VEC(const struct an_item *) v;
};
struct batches {
    struct an_map at;
    AN_VEC(struct batch) v;
};

static void put_in(struct an_arena *arena, struct batches *b, const char *key,
                   const struct an_item *item)
{
    uint32_t fresh = an_u32(b->v.n), at = fresh;
    if (an_map_put(&b->at, key, fresh, &at)) {
        struct batch empty = {{0}};
        an_vec_push(arena, &b->v, empty);
        at = fresh;
    }
    an_vec_push(arena, &b->v.v[at].v, item);
}

static struct an_doubt about(struct looking *k, enum an_doubt_kind kind, const struct batch *b,
                             const char *text)
{
    const char **ids = AN_NEW_ARRAY(k->c->arena, const char *, b->v.n);
    for (size_t i = 0; i < b->v.n; i++)
        ids[i] = b->v.v[i]->info->id;
    return (struct an_doubt){.kind = kind,
                             .text = text,
                             .topic = topic_of(k, b->v.v[0]),
                             .provisions = ids,
                             .n_provisions = an_u32(b->v.n)};
}

static void look_apart(struct looking *k, const struct batch *b)
{
    struct an_sink_buffer text;
    bool apart = false;
    an_sink_buffer_init(&text, k->c->arena);
    an_put(&text.sink, "these demand the same in the same way, and stand on different steps:");
    for (size_t i = 0; i < b->v.n; i++) {
        apart = apart || b->v.v[i]->step != b->v.v[0]->step;
        an_putf(&text.sink, "%s %s (%s)", i > 0 ? "," : "", b->v.v[i]->info->id,
                step_of(k, b->v.v[i]));
    }
    if (apart)
        add(k, about(k, AN_DOUBT_CODED_APART, b, text.text));
}

/* How a duty binds, in words: "on order, inability excused". */
static const char *manner(struct looking *k, const struct an_item *i)
{
    const struct an_provision *p = provision_of(k, i);
    if (p->trigger != AN_TRIGGER_ORDER)
        return an_trigger_word(p->trigger);
    return an_strf(k->c->arena, "on order with inability %s", an_inability_word(p->inability));
}

static void look_unlike(struct looking *k, const struct batch *b)
{
    struct an_sink_buffer text;
    bool unlike = false;
    const char *first = manner(k, b->v.v[0]);
    an_sink_buffer_init(&text, k->c->arena);
    an_putf(&text.sink,
            "the step %s holds duties that bind in different ways:", step_of(k, b->v.v[0]));
    for (size_t i = 0; i < b->v.n; i++) {
        const char *how = manner(k, b->v.v[i]);
        unlike = unlike || strcmp(how, first) != 0;
        an_putf(&text.sink, "%s %s (%s)", i > 0 ? "," : "", b->v.v[i]->info->id, how);
    }
    if (unlike)
        add(k, about(k, AN_DOUBT_UNLIKE_STEP, b, text.text));
}

static bool is_duty(const struct an_item *i)
{
    return i->counts && !i->liberty && !i->directive;
}

static void look_together(struct looking *k)
{
    struct an_arena *arena = k->c->arena;
    struct batches alike = {.v = {0}}, steps = {.v = {0}};
    an_map_init(&alike.at, arena);
    an_map_init(&steps.at, arena);
    for (uint32_t i = 0; i < k->c->n_items; i++) {
        const struct an_item *item = &k->c->items[i];
        if (!k->seen[item->provision] || !is_duty(item) || item->step < 0 ||
            item->letter == AN_LETTER_ENDED)
            continue;
        const char *same = an__alike_text(arena, k->c->model, item->provision);
        if (same)
            put_in(arena, &alike, same, item);
        put_in(arena, &steps, an_strf(arena, "%u %d", (unsigned)item->topic, item->step), item);
    }
    for (size_t i = 0; i < alike.v.n; i++)
        look_apart(k, &alike.v.v[i]);
    for (size_t i = 0; i < steps.v.n; i++)
        look_unlike(k, &steps.v.v[i]);
}

/* ---- one by one ---- */

static void look_at(struct looking *k, const struct an_item *i)
{
    struct an_doubt d = {.topic = topic_of(k, i),
                         .place = i->info->jurisdiction,
                         .provisions = one_id(k, i),
                         .n_provisions = 1};
    if (!is_duty(i) || i->letter == AN_LETTER_ENDED)
        return;
    if (i->step == 0) {
        d.kind = AN_DOUBT_DUTY_AT_NONE;
        d.text =
            an_strf(k->c->arena, "%s is a duty, and stands on the step that says there is none",
                    i->info->id);
        add(k, d);
    } else if (i->step < 0) {
        d.kind = AN_DOUBT_NO_STEP;
        d.text = an_strf(k->c->arena, "%s is a duty without a step: no cell shows it", i->info->id);
        add(k, d);
    }
}

static const char *text_of(struct an_arena *arena, an_day day)
{
    char text[11];
    an_day_format(day, text);
    return an_strdup(arena, text);
}

static void look_old(struct looking *k, const struct an_item *i)
{
    const struct an_checked *checked = an_provision_checked(k->c->model, provision_of(k, i));
    if (!checked->given || an_day_add_months(checked->on, (int32_t)k->months).hi >= k->c->day)
        return;
    add(k, (struct an_doubt){
               .kind = AN_DOUBT_OLD,
               .text = an_strf(
                   k->c->arena, "%s was checked on %s, more than %" PRIu32 " months before %s",
                   i->info->id, text_of(k->c->arena, checked->on), k->months, k->c->matrix.day),
               .topic = topic_of(k, i),
               .place = i->info->jurisdiction,
               .provisions = one_id(k, i),
               .n_provisions = 1});
}

/* ---- cells, rows and columns ---- */

static void look_uncovered(struct looking *k, uint32_t t, uint32_t col)
{
    const struct an_matrix *m = &k->c->matrix;
    const struct an_cell *cell = an_matrix_cell(m, t, col);
    if (cell->researched || cell->via || cell->letter >= AN_LETTER_NONE_FOUND)
        return;
    add(k, (struct an_doubt){
               .kind = AN_DOUBT_UNCOVERED,
               .text = an_strf(k->c->arena,
                               "law of %s on %s is encoded, but no coverage statement holds for %s",
                               m->columns[col].code, m->topics[t].id, m->day),
               .topic = m->topics[t].id,
               .place = m->columns[col].code});
}

/* "None found" is as old as the research behind it. */
static void look_old_research(struct looking *k, uint32_t t, uint32_t col)
{
    const struct an_matrix *m = &k->c->matrix;
    const struct an_cell *cell = an_matrix_cell(m, t, col);
    an_day on;
    if (cell->letter != AN_LETTER_NONE_FOUND ||
        an_day_parse(cell->researched_on, strlen(cell->researched_on), &on) != AN_DAY_OK ||
        an_day_add_months(on, (int32_t)k->months).hi >= k->c->day)
        return;
    add(k, (struct an_doubt){
               .kind = AN_DOUBT_OLD,
               .text = an_strf(k->c->arena,
                               "none found in %s on %s: researched on %s, more than %" PRIu32
                               " months before %s",
                               m->columns[col].code, m->topics[t].id, cell->researched_on,
                               k->months, m->day),
               .topic = m->topics[t].id,
               .place = m->columns[col].code});
}

static void look_empty(struct looking *k)
{
    const struct an_matrix *m = &k->c->matrix;
    for (uint32_t t = 0; t < m->n_topics; t++) {
        bool any = false;
        for (uint32_t i = 0; i < m->n_columns; i++)
            any = any || an_matrix_cell(m, t, i)->letter < AN_LETTER_NONE_FOUND;
        if (!any)
            add(k, (struct an_doubt){
                       .kind = AN_DOUBT_TOPIC_ALONE,
                       .text = an_strf(k->c->arena, "no place has law on %s", m->topics[t].id),
                       .topic = m->topics[t].id});
    }
    for (uint32_t i = 0; i < m->n_columns; i++) {
        bool any = false;
        for (uint32_t t = 0; t < m->n_topics; t++)
            any = any || an_matrix_cell(m, t, i)->letter != AN_LETTER_UNKNOWN;
        if (!any)
            add(k, (struct an_doubt){.kind = AN_DOUBT_PLACE_ALONE,
                                     .text = an_strf(k->c->arena,
                                                     "%s has neither law nor coverage on any topic",
                                                     m->columns[i].code),
                                     .place = m->columns[i].code});
    }
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int by_kind(const void *a, const void *b)
{
    const struct an_doubt *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int order = compare_texts(x->topic, y->topic);
    if (order == 0)
        order = compare_texts(x->place, y->place);
    return order != 0 ? order : strcmp(x->text, y->text);
}

static void mark_seen(struct looking *k)
{
    size_t n = (size_t)k->c->topics.n * k->c->columns.n;
    for (size_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < k->c->cell_items[i].n; j++)
            k->seen[k->c->cell_items[i].v[j].item->provision] = true;
}

/* What is asked for, and where the answer goes. */
struct asked {
    uint32_t months;
    const struct an_consistency *made;
};

static void make_consistency(struct an_comparison *c, void *to)
{
    struct asked *asked = to;
    struct an_consistency *out = AN_NEW(c->arena, struct an_consistency);
    struct looking k = {.c = c,
                        .months = asked->months,
                        .seen = AN_NEW_ARRAY(c->arena, bool, c->model->provisions.n)};
    mark_seen(&k);
    look_together(&k);
    for (uint32_t i = 0; i < c->n_items; i++)
        if (k.seen[c->items[i].provision]) {
            look_at(&k, &c->items[i]);
            look_old(&k, &c->items[i]);
        }
    for (uint32_t t = 0; t < c->topics.n; t++)
        for (uint32_t i = 0; i < c->columns.n; i++) {
            look_uncovered(&k, t, i);
            look_old_research(&k, t, i);
        }
    look_empty(&k);
    if (k.v.n > 1)
        qsort(k.v.v, k.v.n, sizeof *k.v.v, by_kind);
    for (size_t i = 0; i < k.v.n; i++)
        out->count[k.v.v[i].kind]++;
    out->doubts = k.v.v;
    out->n_doubts = an_u32(k.v.n);
    out->months = asked->months;
    asked->made = out;
}

enum an_status an_compare_consistency(struct an_comparison *comparison, uint32_t months,
                                      const struct an_consistency **out)
{
    struct asked asked = {.months = months};
    enum an_status status = an__view(comparison, make_consistency, &asked);
    *out = asked.made;
    return status;
}
