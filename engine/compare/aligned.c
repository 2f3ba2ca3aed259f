/*
 * The same duty in several countries: provisions of a topic that turn on the same facts stand in
 * one group, with all that makes them differ. Acts that an order asks for and facts that a duty
 * tests are what it is about; who and when it binds is not.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/compare/compare.h"
#include "engine/facts/links.h"
#include "engine/lang/words.h"

/* A provision that stands in some column, with its columns. */
struct entry {
    const struct an_item *item;
    AN_VEC(const char *) places;
    uint32_t group; /* representative */
};

struct aligning {
    struct an_comparison *c;
    AN_VEC(struct entry) v; /* of one topic */
    uint32_t *owner;        /* per fact: entry + 1 that is about it; 0: none */
    uint32_t at;            /* entry whose facts are looked at */
    bool *about;            /* per fact: of the group at hand */
    AN_VEC(struct an_aligned_group) groups;
};

static uint32_t top(struct aligning *k, uint32_t i)
{
    while (k->v.v[i].group != i)
        i = k->v.v[i].group;
    return i;
}

/* ---- what a provision is about ---- */

static bool is_object(enum an_link link)
{
    return link == AN_LINK_CONTENT || link == AN_LINK_ASKS;
}

static void own_fact(void *to, uint32_t fact, enum an_link link)
{
    struct aligning *k = to;
    if (!is_object(link))
        return;
    if (k->owner[fact] == 0) {
        k->owner[fact] = k->at + 1;
        return;
    }
    uint32_t a = top(k, k->owner[fact] - 1), b = top(k, k->at);
    if (a < b)
        k->v.v[b].group = a;
    else
        k->v.v[a].group = b;
}

static void mark_fact(void *to, uint32_t fact, enum an_link link)
{
    struct aligning *k = to;
    if (is_object(link))
        k->about[fact] = true;
}

/* ---- thresholds ---- */

static bool is_bound(enum an_op op)
{
    return op == AN_OP_AT_LEAST || op == AN_OP_AT_MOST || op == AN_OP_MORE_THAN ||
           op == AN_OP_LESS_THAN;
}

struct thresholds {
    struct an_comparison *c;
    uint32_t place;
    AN_VEC(const char *) v;
};

static void add_bounds(struct thresholds *t, const struct an_cond *cond)
{
    const struct an_model *m = t->c->model;
    uint32_t table = AN_NONE, until = 0;
    for (uint32_t i = 0; i < cond->n; i++) {
        const struct an_cond_node *node = &cond->node[i];
        enum an_op op = (enum an_op)node->op;
        if (i >= until)
            table = AN_NONE;
        if (op == AN_OP_SOME || op == AN_OP_EVERY) {
            table = node->fact;
            until = i + node->size;
        }
        if (is_bound(op))
            an_vec_push(t->c->arena, &t->v,
                        an_cond_node_words(t->c->arena, m, cond, i, table, t->place));
    }
}

static void put_thresholds(struct an_comparison *c, const struct an_item *item,
                           struct an_aligned_rule *out)
{
    const struct an_provision *p = &c->model->provisions.v[item->provision];
    struct thresholds t = {.c = c, .place = item->place};
    add_bounds(&t, &p->when);
    add_bounds(&t, &p->content);
    add_bounds(&t, &p->able);
    add_bounds(&t, &p->unless);
    out->thresholds = t.v.v;
    out->n_thresholds = an_u32(t.v.n);
}

/* ---- groups ---- */

static struct entry *entry_of(struct aligning *k, const struct an_item *item)
{
    for (size_t i = 0; i < k->v.n; i++)
        if (k->v.v[i].item == item)
            return &k->v.v[i];
    struct entry new = {.item = item, .group = an_u32(k->v.n)};
    an_vec_push(k->c->arena, &k->v, new);
    return &k->v.v[k->v.n - 1];
}

/* What is over is no duty of today, and what defines or exempts is none at all. */
static bool is_wanted(const struct an_item *item)
{
    return item->counts && item->letter != AN_LETTER_ENDED;
}

static void collect(struct aligning *k, uint32_t topic)
{
    k->v.n = 0;
    for (uint32_t col = 0; col < k->c->columns.n; col++) {
        const struct an_cell_items *in = an__items_of(k->c, topic, col);
        for (uint32_t i = 0; i < in->n; i++) {
            if (!is_wanted(in->v[i].item))
                continue;
            struct entry *e = entry_of(k, in->v[i].item);
            an_vec_push(k->c->arena, &e->places, k->c->matrix.columns[col].code);
        }
    }
    memset(k->owner, 0, k->c->model->facts.n * sizeof *k->owner);
    for (k->at = 0; k->at < k->v.n; k->at++)
        an_each_link(&k->c->model->provisions.v[k->v.v[k->at].item->provision], own_fact, k);
}

static const char *id_of(const struct an_model *m, uint32_t provision)
{
    return provision == AN_NONE ? NULL : m->provisions.v[provision].id;
}

static struct an_aligned_rule rule_of(struct an_comparison *c, const struct entry *e)
{
    const struct an_item *item = e->item;
    struct an_aligned_rule out = {
        .provision = an_provision_info_on(c->arena, c->model, item->provision, c->day),
        .letter = item->letter,
        .step = item->step,
        .places = e->places.v,
        .n_places = an_u32(e->places.n),
        .since = item->since,
        .until = item->until,
        .coming = item->coming,
        .exempted_by = id_of(c->model, item->exempted_by),
        .displaced_by = id_of(c->model, item->displaced_by),
    };
    put_thresholds(c, item, &out);
    return out;
}

static int by_id(const void *a, const void *b)
{
    const struct an_aligned_rule *x = a, *y = b;
    return strcmp(x->provision->id, y->provision->id);
}

static uint32_t makers(const struct an_aligned_rule *v, uint32_t n)
{
    uint32_t different = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i; k++)
            seen = seen || strcmp(v[k].provision->jurisdiction, v[i].provision->jurisdiction) == 0;
        different += seen ? 0 : 1;
    }
    return different;
}

static void put_objects(struct aligning *k, struct an_aligned_group *g)
{
    AN_VEC(const char *) v = {0};
    for (uint32_t f = 0; f < k->c->model->facts.n; f++)
        if (k->about[f])
            an_vec_push(k->c->arena, &v, k->c->model->facts.v[f].id);
    g->objects = v.v;
    g->n_objects = an_u32(v.n);
}

static void put_group(struct aligning *k, uint32_t topic, uint32_t of)
{
    struct an_aligned_group g = {.topic = topic};
    struct an_aligned_rule *rules = AN_NEW_ARRAY(k->c->arena, struct an_aligned_rule, k->v.n);
    memset(k->about, 0, k->c->model->facts.n * sizeof *k->about);
    for (uint32_t i = 0; i < k->v.n; i++) {
        if (top(k, i) != of)
            continue;
        rules[g.n_rules++] = rule_of(k->c, &k->v.v[i]);
        an_each_link(&k->c->model->provisions.v[k->v.v[i].item->provision], mark_fact, k);
    }
    qsort(rules, g.n_rules, sizeof *rules, by_id);
    g.rules = rules;
    g.n_makers = makers(rules, g.n_rules);
    put_objects(k, &g);
    an_vec_push(k->c->arena, &k->groups, g);
}

static int by_topic(const void *a, const void *b)
{
    const struct an_aligned_group *x = a, *y = b;
    if (x->topic != y->topic)
        return x->topic < y->topic ? -1 : 1;
    if (x->n_makers != y->n_makers)
        return x->n_makers > y->n_makers ? -1 : 1;
    return by_id(x->rules, y->rules);
}

static void make_aligned(struct an_comparison *c, void *to)
{
    struct aligning k = {.c = c,
                         .owner = AN_NEW_ARRAY(c->arena, uint32_t, c->model->facts.n),
                         .about = AN_NEW_ARRAY(c->arena, bool, c->model->facts.n)};
    for (uint32_t t = 0; t < c->topics.n; t++) {
        collect(&k, t);
        for (uint32_t i = 0; i < k.v.n; i++)
            if (top(&k, i) == i)
                put_group(&k, t, i);
    }
    if (k.groups.n > 1)
        qsort(k.groups.v, k.groups.n, sizeof *k.groups.v, by_topic);
    struct an_aligned *out = AN_NEW(c->arena, struct an_aligned);
    out->groups = k.groups.v;
    out->n_groups = an_u32(k.groups.n);
    *(const struct an_aligned **)to = out;
}

enum an_status an_compare_aligned(struct an_comparison *comparison, const struct an_aligned **out)
{
    *out = NULL;
    return an__view(comparison, make_aligned, (void *)out);
}
