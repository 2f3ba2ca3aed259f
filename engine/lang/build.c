/* What all builders share: spans, names, references, intervals. See build.h. */
#include "engine/lang/build.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/lang/resolve.h"
#include "engine/lang/shape.h"

enum { MOST_SUGGESTIONS = 5000000 };

struct an_span an_kept_span(const struct an_build *b, struct an_span span)
{
    assert(span.file < b->model_file.n);
    span.file = b->model_file.v[span.file];
    return span;
}

struct an_span an_shown_span(const struct an_build *b, struct an_span span)
{
    span.file = b->diag_file[span.file];
    return span;
}

struct an_span an_kept_place(const struct an_build *b, const struct an_node *thing)
{
    const struct an_node *id = an_is_map(thing) ? an_node_get(thing, "id") : NULL;
    return an_kept_span(b, id ? id->span : thing->span);
}

/* ---- names ---- */

static const char *const kind_words[AN_NAMED_KINDS] = {"fact", "provision", "instrument"};

uint32_t an_name_number(struct an_build *b, enum an_named kind, const char *id)
{
    struct an_name_table *t = &b->names[kind];
    uint32_t number;
    if (an_map_get(&t->map, id, &number))
        return number;
    struct an_name_entry entry = {.id = an_strdup(b->arena, id), .index = AN_NONE};
    number = an_u32(t->v.n);
    an_vec_push(b->naming, &t->v, entry);
    an_map_put(&t->map, entry.id, number, NULL);
    return number;
}

static void report_twice(struct an_diag_list *diags, const char *kind, const struct an_node *id,
                         struct an_span first)
{
    struct an_diag_entry *e =
        an_diag_add(diags, AN_MSG_declared_twice, id->span, kind, id->scalar.text);
    an_diag_other(e, first, "first declared here");
}

bool an_name_declare(struct an_build *b, enum an_named kind, const struct an_node *id,
                     uint32_t index)
{
    if (!an_is_id(an_text(id))) {
        b->incomplete = true;
        return false;
    }
    uint32_t number = an_name_number(b, kind, id->scalar.text);
    struct an_name_entry *entry = &b->names[kind].v.v[number];
    if (entry->index != AN_NONE || entry->broken) {
        report_twice(b->diags, kind_words[kind], id, entry->span);
        return false;
    }
    entry->index = index;
    entry->span = id->span;
    return true;
}

void an_name_mention(struct an_build *b, struct an_mention mention)
{
    an_vec_push(b->scratch, &b->mentions, mention);
}

/* The nearest name, unless so many were looked at before that the search itself would take long. */
static void suggest(struct an_build *b, struct an_diag_entry *e, const struct an_mention *mention)
{
    const struct an_name_table *t = &b->names[mention->kind];
    b->suggestions += t->v.n;
    if (b->suggestions > MOST_SUGGESTIONS)
        return;
    struct an_nearest near;
    an_nearest_init(&near, t->v.v[mention->number].id);
    for (size_t i = 0; i < t->v.n; i++)
        if (t->v.v[i].index != AN_NONE)
            an_nearest_try(&near, t->v.v[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
}

/* It was declared: as what the mention needs? */
static void check_mention(struct an_build *b, const struct an_mention *mention)
{
    const struct an_name_entry *entry = &b->names[mention->kind].v.v[mention->number];
    if (mention->kind != AN_NAMED_FACT)
        return;
    const struct an_fact *fact = an_pool_at(b->fact_pool, entry->index);
    struct an_diag_entry *e;
    if (mention->term && fact->role != AN_FACT_TERM)
        e = an_diag_add(b->diags, AN_MSG_wrong_thing, mention->at, entry->id, "no term", "a term");
    else if (mention->misused)
        e = an_diag_add(b->diags, AN_MSG_wrong_thing, mention->at, entry->id, "a yes/no fact",
                        "a fact of another type");
    else
        return;
    an_diag_other(e, entry->span, "declared here");
}

static void report_mention(struct an_build *b, const struct an_mention *mention)
{
    const struct an_name_entry *entry = &b->names[mention->kind].v.v[mention->number];
    if (entry->broken)
        return;
    if (entry->index != AN_NONE) {
        check_mention(b, mention);
        return;
    }
    if (b->incomplete)
        return; /* it may stand in what could not be read */
    struct an_diag_entry *e =
        mention->kind == AN_NAMED_FACT && !mention->term
            ? an_diag_add(b->diags, AN_MSG_unknown_fact, mention->at, entry->id)
            : an_diag_add(b->diags, AN_MSG_unknown_id, mention->at,
                          mention->term ? "term" : kind_words[mention->kind], entry->id);
    if (!an_too_many_errors(b->diags))
        suggest(b, e, mention);
}

void an_report_mentions(struct an_build *b)
{
    for (size_t i = 0; i < b->mentions.n; i++)
        report_mention(b, &b->mentions.v[i]);
}

struct an_fact *an_build_fact(const struct an_build *b, uint32_t number)
{
    uint32_t index = b->names[AN_NAMED_FACT].v.v[number].index;
    return index == AN_NONE ? NULL : an_pool_at(b->fact_pool, index);
}

/* ---- items of lists ---- */

void an_add_items(struct an_build *b, an_items_of *items, const struct an_node *list,
                  enum an_mapping mapping)
{
    if (!an_is_seq(list))
        return;
    for (size_t i = 0; i < list->seq.n; i++) {
        const struct an_node *node = list->seq.item[i];
        struct an_fields f;
        an_fields_of(mapping, node, &f);
        const struct an_node *id = f.value[0]; /* `id` is the first key of all of them (tested) */
        if (!an_is_id(an_text(id))) {
            b->incomplete = true;
            continue;
        }
        struct an_item item = {id->scalar.text, node, false};
        an_vec_push(b->scratch, items, item);
    }
}

static int compare_items(const void *a, const void *b)
{
    const struct an_item *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    if (order != 0)
        return order;
    const struct an_span *s = &x->node->span, *t = &y->node->span;
    if (s->file != t->file)
        return s->file < t->file ? -1 : 1;
    return s->start < t->start ? -1 : s->start > t->start;
}

static const struct an_node *id_of(const struct an_item *item)
{
    return an_node_get(item->node, "id");
}

void an_sort_items(struct an_build *b, an_items_of *items, const char *kind)
{
    if (items->n == 0)
        return;
    qsort(items->v, items->n, sizeof *items->v, compare_items);
    size_t kept = 1;
    for (size_t i = 1; i < items->n; i++) {
        struct an_item *last = &items->v[kept - 1];
        if (strcmp(items->v[i].id, last->id) == 0) {
            report_twice(b->diags, kind, id_of(&items->v[i]), id_of(last)->span);
            last->twice = true;
        } else {
            items->v[kept++] = items->v[i];
        }
    }
    items->n = kept;
}

/* ---- small parts ---- */

static struct an_when day_after(struct an_when w)
{
    return (struct an_when){w.lo < AN_DAY_MAX ? w.lo + 1 : w.lo,
                            w.hi < AN_DAY_MAX ? w.hi + 1 : w.hi};
}

struct an_interval an_build_interval(struct an_build *b, const struct an_fields *f,
                                     enum an_key from, enum an_key before, enum an_key through)
{
    struct an_interval days = {{AN_DAY_MIN, AN_DAY_MIN}, {AN_DAY_MAX, AN_DAY_MAX}};
    const struct an_node *start = an_field(f, from), *end = an_field(f, before);
    const struct an_node *last = an_field(f, through);
    struct an_when when;
    if (an_read_when(start, &when))
        days.from = when;
    if (end && last) {
        struct an_diag_entry *e = an_diag_add(b->diags, AN_MSG_two_ends, last->span);
        an_diag_other(e, end->span, "the other end");
    }
    if (an_read_when(end, &when))
        days.before = when;
    else if (an_read_when(last, &when))
        days.before = day_after(when);
    if (days.before.hi <= days.from.lo)
        an_diag_add(b->diags, AN_MSG_ends_before_start, (end ? end : last)->span,
                    an_text(end ? end : last), an_text(start));
    return days;
}

struct an_names an_build_names(struct an_build *b, const struct an_node *node)
{
    if (!an_is_map(node) || node->map.n == 0)
        return (struct an_names){NULL, 0};
    struct an_name *v = AN_NEW_ARRAY(b->arena, struct an_name, node->map.n);
    for (size_t i = 0; i < node->map.n; i++) {
        v[i].lang = an_strdup(b->arena, node->map.pair[i].key->scalar.text);
        v[i].text = an_keep_text(b->arena, node->map.pair[i].value);
        if (!v[i].text)
            v[i].text = "";
    }
    return (struct an_names){v, an_u32(node->map.n)};
}

struct an_texts an_build_texts(struct an_build *b, const struct an_node *node)
{
    size_t n = an_items(node);
    if (n == 0)
        return (struct an_texts){NULL, 0};
    const char **v = AN_NEW_ARRAY(b->arena, const char *, n);
    for (size_t i = 0; i < n; i++)
        v[i] = an_strdup(b->arena, an_text(an_item(node, i)));
    return (struct an_texts){v, an_u32(n)};
}

struct an_checked an_build_checked(struct an_build *b, const struct an_node *node)
{
    struct an_fields f;
    an_fields_of(AN_M_checked, node, &f);
    struct an_checked checked = {.given = an_is_map(node)};
    (void)an_read_day(an_field(&f, AN_K_checked_on), &checked.on);
    checked.by = an_keep_text(b->arena, an_field(&f, AN_K_checked_by));
    int confidence = an_read_word(AN_K_checked_confidence, an_field(&f, AN_K_checked_confidence));
    checked.confidence = confidence < 0 ? AN_CONF_LOW : (enum an_confidence)confidence;
    checked.source = an_keep_text(b->arena, an_field(&f, AN_K_checked_source));
    return checked;
}

/* ---- references ---- */

uint32_t an_build_place(struct an_build *b, const struct an_node *node)
{
    if (!node)
        return AN_NONE;
    uint32_t place = an_resolve_place(b->diags, b->model, node, b->incomplete);
    b->lost += place == AN_NONE ? 1 : 0;
    return place;
}

struct an_refs an_build_places(struct an_build *b, const struct an_node *node)
{
    size_t n = an_items(node), kept = 0;
    uint32_t *v = AN_NEW_ARRAY(b->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t place = an_build_place(b, an_item(node, i));
        if (place != AN_NONE)
            v[kept++] = place;
    }
    return (struct an_refs){v, an_u32(kept)};
}

uint32_t an_build_topic(struct an_build *b, const struct an_node *node)
{
    const char *id = an_text(node);
    uint32_t topic = an_is_id(id) ? an_model_topic(b->model, id) : AN_NONE;
    b->lost += topic == AN_NONE ? 1 : 0;
    if (topic != AN_NONE || !an_is_id(id) || b->incomplete)
        return topic;
    struct an_diag_entry *e = an_diag_add(b->diags, AN_MSG_unknown_id, node->span, "topic", id);
    struct an_nearest near;
    an_nearest_init(&near, id);
    for (uint32_t i = 0; i < b->model->topics.n && !an_too_many_errors(b->diags); i++)
        an_nearest_try(&near, b->model->topics.v[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    return topic;
}

struct an_refs an_build_provision_refs(struct an_build *b, const struct an_node *node,
                                       bool must_exist)
{
    b->ref_numbers.n = 0;
    for (size_t i = 0; i < an_items(node); i++) {
        const struct an_node *item = an_item(node, i);
        if (!an_is_id(an_text(item))) {
            b->lost++;
            continue;
        }
        uint32_t number = an_name_number(b, AN_NAMED_PROVISION, item->scalar.text);
        if (must_exist && b->names[AN_NAMED_PROVISION].v.v[number].index == AN_NONE)
            an_name_mention(b, (struct an_mention){
                                   .kind = AN_NAMED_PROVISION, .number = number, .at = item->span});
        an_vec_push(b->scratch, &b->ref_numbers, number);
    }
    return an_ref_store_keep(b->provision_refs, b->ref_numbers.v, b->ref_numbers.n);
}

/* A declared fact and its name number; NULL after a message. */
static const struct an_fact *known_fact(struct an_build *b, const struct an_node *node,
                                        uint32_t *out)
{
    const char *id = an_text(node);
    b->lost++; /* unless it is found */
    if (!an_is_id(id))
        return NULL;
    uint32_t number = an_name_number(b, AN_NAMED_FACT, id);
    const struct an_fact *fact = an_build_fact(b, number);
    *out = number;
    if (fact) {
        b->lost--;
        return fact;
    }
    an_name_mention(b, (struct an_mention){.number = number, .misused = true, .at = node->span});
    return NULL;
}

static void wrong_fact(struct an_build *b, const struct an_node *node, uint32_t number,
                       const char *is, const char *wanted)
{
    b->lost++;
    struct an_diag_entry *e =
        an_diag_add(b->diags, AN_MSG_wrong_thing, node->span, an_text(node), is, wanted);
    an_diag_other(e, b->names[AN_NAMED_FACT].v.v[number].span, "declared here");
}

struct an_refs an_build_acts(struct an_build *b, const struct an_node *node)
{
    b->ref_numbers.n = 0;
    for (size_t i = 0; i < an_items(node); i++) {
        const struct an_node *item = an_item(node, i);
        uint32_t number;
        const struct an_fact *fact = known_fact(b, item, &number);
        if (!fact)
            continue;
        if (fact->nature != AN_NATURE_CONDUCT ||
            (fact->type.type != AN_TYPE_BOOL && fact->type.type != AN_TYPE_COUNTRIES)) {
            wrong_fact(b, item, number, "no act",
                       "an act (nature: conduct, a yes/no fact or a set of jurisdictions)");
            continue;
        }
        an_vec_push(b->scratch, &b->ref_numbers, number);
    }
    return an_ref_store_keep(b->fact_refs, b->ref_numbers.v, b->ref_numbers.n);
}

uint32_t an_build_day_fact(struct an_build *b, const struct an_node *node)
{
    uint32_t number;
    const struct an_fact *fact = node ? known_fact(b, node, &number) : NULL;
    if (!fact)
        return AN_NONE;
    if (fact->type.type == AN_TYPE_DATE)
        return number;
    wrong_fact(b, node, number, "no day", "a fact that is a day (type: date)");
    return AN_NONE;
}
