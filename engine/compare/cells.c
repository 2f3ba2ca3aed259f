/*
 * Items to cells. Law of a place stands in its own column and in that of every place where it
 * applies on the day: members of a union, parties of a treaty, parts of a state. Which of the items
 * set the step, and the letter of the cell, follow from docs/compare.md, section 2.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/compare/compare.h"
#include "engine/lang/place.h"

/* ---- which items are in a cell ---- */

/* Items of one maker and topic: items[start] to items[start + n]. */
struct bucket {
    uint32_t start, n;
};

struct makers {
    uint32_t *place; /* those with items */
    uint32_t n;
    struct bucket *bucket; /* maker * topics of the model + topic */
};

static struct makers makers_of(struct an_comparison *c)
{
    const struct an_model *m = c->model;
    struct makers k = {.place = AN_NEW_ARRAY(c->arena, uint32_t, m->places.n)};
    for (uint32_t i = 0; i < c->n_items; i++)
        if (i == 0 || c->items[i].place != c->items[i - 1].place)
            k.place[k.n++] = c->items[i].place;
    k.bucket = AN_NEW_ARRAY(c->arena, struct bucket, (size_t)k.n * m->topics.n);
    uint32_t maker = 0;
    for (uint32_t i = 0; i < c->n_items; i++) {
        if (c->items[i].place != k.place[maker])
            maker++;
        struct bucket *b = &k.bucket[(size_t)maker * m->topics.n + c->items[i].topic];
        if (b->n++ == 0)
            b->start = i;
    }
    return k;
}

/* The makers whose law applies in one column. */
struct applied {
    uint32_t *maker;
    bool *uncertain;
    uint32_t n, own; /* own: position of the column's place among them, or AN_NONE */
};

static void apply(struct an_comparison *c, const struct makers *k, uint32_t place,
                  struct applied *out)
{
    out->n = 0;
    out->own = AN_NONE;
    for (uint32_t i = 0; i < k->n; i++) {
        an_tri truth = an_law_applies(c->model, k->place[i], place, c->day);
        if (truth == AN_FALSE)
            continue;
        if (k->place[i] == place)
            out->own = out->n;
        out->uncertain[out->n] = truth == AN_UNKNOWN;
        out->maker[out->n++] = i;
    }
}

/* ---- which of them set the step ---- */

static bool in_force(enum an_letter letter)
{
    return letter == AN_LETTER_IN_FORCE || letter == AN_LETTER_UNENFORCED;
}

static bool same_class(enum an_letter letter, enum an_letter of)
{
    return in_force(of) ? in_force(letter) : letter == of;
}

static bool counts_here(const struct an_cell_item *i)
{
    return i->item->counts && (i->own || !i->item->directive);
}

/* How well an item can set the step: the higher the better; 0: not at all. */
static int rank_of(const struct an_cell_item *i, enum an_letter class)
{
    if (!counts_here(i) || !same_class(i->item->letter, class))
        return 0;
    if (i->item->step < 0)
        return 1;
    if (i->item->displaced_by != AN_NONE)
        return 2;
    return i->item->liberty ? 3 : 4;
}

/* Marks those that set the step of the class; returns the step, -1 if none is placed. */
static int32_t mark_setters(struct an_cell_item *v, uint32_t n, enum an_letter class)
{
    int best = 0;
    int32_t step = -1;
    for (uint32_t i = 0; i < n; i++) {
        int rank = rank_of(&v[i], class);
        if (rank > best || (rank == best && rank > 0 && v[i].item->step > step)) {
            best = rank;
            step = v[i].item->step;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        v[i].rank = rank_of(&v[i], class);
        v[i].sets = best > 0 && v[i].rank == best && v[i].item->step == step;
    }
    return step;
}

static bool relieved(const struct an_item *i)
{
    return i->exempted_by != AN_NONE || i->displaced_by != AN_NONE;
}

/* R, E or U: the plainest of those that set the step. */
static enum an_letter letter_in_force(const struct an_cell_item *v, uint32_t n)
{
    enum an_letter letter = AN_LETTER_EXEMPTION;
    for (uint32_t i = 0; i < n; i++) {
        if (!v[i].sets || relieved(v[i].item))
            continue;
        if (v[i].item->letter == AN_LETTER_IN_FORCE)
            return AN_LETTER_IN_FORCE;
        letter = AN_LETTER_UNENFORCED;
    }
    return letter;
}

/* The class that a cell shows: the first that has an item; UNKNOWN: none has. */
static enum an_letter class_of(const struct an_cell_item *v, uint32_t n)
{
    static const enum an_letter order[] = {AN_LETTER_IN_FORCE, AN_LETTER_SUSPENDED,
                                           AN_LETTER_PASSED, AN_LETTER_DRAFT, AN_LETTER_ENDED};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (uint32_t i = 0; i < n; i++)
            if (rank_of(&v[i], order[k]) > 0)
                return order[k];
    return AN_LETTER_UNKNOWN;
}

static bool awaits(enum an_letter letter)
{
    return letter == AN_LETTER_SUSPENDED || letter == AN_LETTER_PASSED || letter == AN_LETTER_DRAFT;
}

/* Whose law it is, if all that sets the step comes from outside the place. */
static const char *via_of(const struct an_model *m, const struct an_cell_item *v, uint32_t n)
{
    const char *via = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].sets && v[i].own)
            return NULL;
        if (v[i].sets && !via)
            via = m->places.v[v[i].item->place].id;
    }
    return via;
}

static void put_posture(const struct an_model *m, struct an_cell *cell, struct an_cell_item *v,
                        uint32_t n)
{
    enum an_letter class = class_of(v, n);
    cell->step = -1;
    cell->letter = class;
    if (class == AN_LETTER_UNKNOWN)
        return;
    cell->step = mark_setters(v, n, class);
    if (class == AN_LETTER_IN_FORCE)
        cell->letter = letter_in_force(v, n);
    cell->via = via_of(m, v, n);
    cell->uncertain = cell->on_order = true;
    for (uint32_t i = 0; i < n; i++) {
        const struct an_provision *p = &m->provisions.v[v[i].item->provision];
        if (v[i].sets && !v[i].uncertain)
            cell->uncertain = false;
        if (v[i].sets && p->trigger != AN_TRIGGER_ORDER)
            cell->on_order = false;
        if (counts_here(&v[i]) && awaits(v[i].item->letter) && v[i].item->letter != class)
            cell->more = true;
    }
}

/* ---- what was researched ---- */

static const char *when_text(struct an_arena *arena, struct an_when when)
{
    char text[24];
    an_when_format(when, text);
    return an_strdup(arena, text);
}

static void put_coverage(struct an_comparison *c, struct an_cell *cell, uint32_t place,
                         uint32_t topic)
{
    const struct an_coverage *v = an_place_coverage(&c->model->places.v[place], topic, c->day);
    if (v) {
        struct an_when on = {v->researched_on, v->researched_on};
        cell->researched = true;
        cell->researched_on = when_text(c->arena, on);
        cell->law_from = when_text(c->arena, v->law_from);
        cell->law_to =
            v->law_to.hi > v->law_from.lo ? when_text(c->arena, v->law_to) : cell->researched_on;
    }
    if (cell->letter == AN_LETTER_UNKNOWN && cell->researched)
        cell->letter = AN_LETTER_NONE_FOUND;
}

/* ---- the results ---- */

static const char *id_or_null(const struct an_model *m, uint32_t provision)
{
    return provision == AN_NONE ? NULL : m->provisions.v[provision].id;
}

static struct an_cell_rule rule_of(const struct an_model *m, const struct an_cell_item *i)
{
    const struct an_item *item = i->item;
    return (struct an_cell_rule){
        .provision = item->info,
        .letter = relieved(item) ? AN_LETTER_EXEMPTION : item->letter,
        .step = i->own || !item->directive ? item->step : -1,
        .sets = i->sets,
        .uncertain = i->uncertain,
        .liberty = item->liberty,
        .via = i->own ? NULL : m->places.v[item->place].id,
        .since = item->since,
        .until = item->until,
        .coming = item->coming,
        .exempted_by = id_or_null(m, item->exempted_by),
        .displaced_by = id_or_null(m, item->displaced_by),
        .within = item->letter,
    };
}

/* Those that set the step first; own law before that of others; then by id. */
static int by_weight(const void *a, const void *b)
{
    const struct an_cell_item *x = a, *y = b;
    if (x->sets != y->sets)
        return x->sets ? -1 : 1;
    if (x->own != y->own)
        return x->own ? -1 : 1;
    if (x->item->letter != y->item->letter)
        return x->item->letter < y->item->letter ? -1 : 1;
    return strcmp(x->item->info->id, y->item->info->id);
}

static void fill_cell(struct an_comparison *c, const struct makers *k, const struct applied *a,
                      uint32_t place, uint32_t topic, struct an_cell *cell,
                      struct an_cell_items *items)
{
    const struct an_model *m = c->model;
    uint32_t n = 0, at = 0;
    for (uint32_t i = 0; i < a->n; i++)
        n += k->bucket[(size_t)a->maker[i] * m->topics.n + topic].n;
    struct an_cell_item *v = AN_NEW_ARRAY(c->arena, struct an_cell_item, n);
    for (uint32_t i = 0; i < a->n; i++) {
        const struct bucket *b = &k->bucket[(size_t)a->maker[i] * m->topics.n + topic];
        for (uint32_t j = 0; j < b->n; j++) {
            const struct an_item *item = &c->items[b->start + j];
            v[at++] = (struct an_cell_item){
                .item = item, .own = i == a->own, .uncertain = item->uncertain || a->uncertain[i]};
        }
    }
    put_posture(m, cell, v, n);
    put_coverage(c, cell, place, topic);
    if (n > 1)
        qsort(v, n, sizeof *v, by_weight);
    struct an_cell_rule *rules = AN_NEW_ARRAY(c->arena, struct an_cell_rule, n);
    for (uint32_t i = 0; i < n; i++)
        rules[i] = rule_of(m, &v[i]);
    cell->rules = rules;
    cell->n_rules = n;
    *items = (struct an_cell_items){v, n};
}

static const struct an_topic_info *topic_infos(struct an_comparison *c)
{
    struct an_topic_info *out = AN_NEW_ARRAY(c->arena, struct an_topic_info, c->topics.n);
    for (uint32_t i = 0; i < c->topics.n; i++) {
        const struct an_topic *t = &c->model->topics.v[c->topics.v[i]];
        struct an_step_info *steps = AN_NEW_ARRAY(c->arena, struct an_step_info, t->n_steps);
        for (uint32_t s = 0; s < t->n_steps; s++)
            steps[s] = (struct an_step_info){t->steps[s].id, t->steps[s].title, t->steps[s].means};
        out[i] = (struct an_topic_info){t->id, t->title, t->definition, steps, t->n_steps};
    }
    return out;
}

static const struct an_country *column_infos(struct an_comparison *c)
{
    struct an_country *out = AN_NEW_ARRAY(c->arena, struct an_country, c->columns.n);
    for (uint32_t i = 0; i < c->columns.n; i++) {
        const struct an_place *p = &c->model->places.v[c->columns.v[i]];
        out[i] = (struct an_country){p->id, p->name, an_place_kind_word(p->kind)};
    }
    return out;
}

/* Counts, and the least sure of what sets a step in force. */
static void sum_up(struct an_comparison *c)
{
    struct an_matrix *x = &c->matrix;
    bool *seen = AN_NEW_ARRAY(c->arena, bool, c->model->provisions.n);
    int weakest = -1;
    for (size_t i = 0; i < (size_t)x->n_topics * x->n_columns; i++) {
        const struct an_cell_items *in = &c->cell_items[i];
        x->count[x->cells[i].letter]++;
        for (uint32_t k = 0; k < in->n; k++) {
            uint32_t p = in->v[k].item->provision;
            const struct an_checked *checked =
                an_provision_checked(c->model, &c->model->provisions.v[p]);
            x->provisions += seen[p] ? 0 : 1;
            seen[p] = true;
            if (in->v[k].sets && in_force(in->v[k].item->letter) && checked->given &&
                (int)checked->confidence > weakest) {
                weakest = (int)checked->confidence;
                x->weakest_where = c->model->provisions.v[p].id;
            }
        }
    }
    if (weakest >= 0)
        x->weakest_confidence = an_confidence_word((enum an_confidence)weakest);
}

void an__cells(struct an_comparison *c)
{
    struct an_matrix *x = &c->matrix;
    size_t n = (size_t)c->topics.n * c->columns.n;
    struct makers k = makers_of(c);
    struct applied a = {.maker = AN_NEW_ARRAY(c->arena, uint32_t, k.n),
                        .uncertain = AN_NEW_ARRAY(c->arena, bool, k.n)};
    struct an_cell *cells = AN_NEW_ARRAY(c->arena, struct an_cell, n);
    struct an_cell_items *items = AN_NEW_ARRAY(c->arena, struct an_cell_items, n);
    for (uint32_t col = 0; col < c->columns.n; col++) {
        apply(c, &k, c->columns.v[col], &a);
        for (uint32_t t = 0; t < c->topics.n; t++)
            fill_cell(c, &k, &a, c->columns.v[col], c->topics.v[t],
                      &cells[(size_t)t * c->columns.n + col],
                      &items[(size_t)t * c->columns.n + col]);
    }
    x->cells = cells;
    c->cell_items = items;
    x->columns = column_infos(c);
    x->n_columns = c->columns.n;
    x->topics = topic_infos(c);
    x->n_topics = c->topics.n;
    sum_up(c);
}

int32_t an__position(const struct an_cell *cell)
{
    bool binds = cell->letter <= AN_LETTER_UNENFORCED;
    if (binds)
        return cell->step;
    return cell->researched ? 0 : -1;
}
