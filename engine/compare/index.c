/*
 * An index per topic and over topics, with weights that somebody chose and signed. The value of a
 * cell is that of its step; it is split among the provisions that count for it: each rise from one
 * step to the next is shared equally by all provisions that reach the higher one. That is the
 * Shapley value of the "airport game" (Littlechild and Owen 1973), so the parts add up to the whole
 * and alike provisions have alike parts.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/compare/compare.h"
#include "engine/lang/weights.h"

struct asked {
    const char *path;
    const struct an_index *made;
    bool refused;
};

/* Provisions that count in a cell: those of the best rank. */
static uint32_t counting(const struct an_cell_items *in, const struct an_cell_item **v)
{
    uint32_t n = 0;
    int best = 0;
    for (uint32_t i = 0; i < in->n; i++)
        if (in->v[i].sets)
            best = in->v[i].rank;
    for (uint32_t i = 0; i < in->n; i++)
        if (best > 0 && in->v[i].rank == best)
            v[n++] = &in->v[i];
    return n;
}

/* Highest step first, then by id. */
static int by_step(const void *a, const void *b)
{
    const struct an_cell_item *x = *(const struct an_cell_item *const *)a,
                              *y = *(const struct an_cell_item *const *)b;
    if (x->item->step != y->item->step)
        return x->item->step > y->item->step ? -1 : 1;
    return strcmp(x->item->info->id, y->item->info->id);
}

/*
 * From the lowest step up: the rise to it is shared by all who reach it. What does not divide goes
 * to the first, so that the sum is exact.
 */
static void split(const uint32_t *value, const struct an_cell_item *const *v, uint32_t n,
                  struct an_index_part *parts)
{
    uint32_t below = 0;
    for (uint32_t reach = n; reach > 0;) {
        int32_t step = v[reach - 1]->item->step;
        uint32_t rise = value[step] - below;
        for (uint32_t i = 0; i < reach; i++)
            parts[i].part += rise / reach;
        parts[0].part += rise % reach;
        below = value[step];
        while (reach > 0 && v[reach - 1]->item->step == step)
            reach--;
    }
}

static void fill_cell(struct an_comparison *c, const uint32_t *value,
                      const struct an_cell_items *in, const struct an_cell *cell,
                      struct an_index_cell *out)
{
    int32_t position = an__position(cell);
    if (position < 0)
        return;
    out->known = true;
    if (cell->letter > AN_LETTER_UNENFORCED)
        return;
    out->value = value[position];
    const struct an_cell_item **v = AN_NEW_ARRAY(c->arena, const struct an_cell_item *, in->n);
    uint32_t n = counting(in, v);
    struct an_index_part *parts = AN_NEW_ARRAY(c->arena, struct an_index_part, n);
    if (n > 1)
        qsort(v, n, sizeof *v, by_step);
    for (uint32_t i = 0; i < n; i++)
        parts[i] = (struct an_index_part){v[i]->item->info->id, v[i]->item->step, 0};
    split(value, v, n, parts);
    out->parts = parts;
    out->n_parts = n;
}

static const struct an_weighting *weighting_of(const struct an_weights *w, uint32_t topic)
{
    for (uint32_t i = 0; i < w->n; i++)
        if (w->v[i].topic == topic)
            return &w->v[i];
    return NULL;
}

/* The weighted mean of a column over what is known of it. */
static void sum_column(const struct an_comparison *c, struct an_index *out, uint32_t column,
                       uint32_t *mean, uint32_t *known, uint32_t *topics)
{
    uint64_t sum = 0;
    for (uint32_t t = 0; t < c->topics.n; t++) {
        const struct an_index_cell *cell = &out->cells[(size_t)t * c->columns.n + column];
        if (out->weight[t] == 0 || !cell->known)
            continue;
        sum += (uint64_t)out->weight[t] * cell->value;
        *known += out->weight[t];
        *topics += 1;
    }
    *mean = *known > 0 ? (uint32_t)((sum + *known / 2) / *known) : 0;
}

static void make_index(struct an_comparison *c, void *to)
{
    struct asked *asked = to;
    const struct an_weights *w = an_weights_read(c->arena, c->ws->diags, c->model, asked->path);
    asked->refused = w == NULL;
    if (!w)
        return;
    uint32_t n = c->columns.n;
    struct an_index *out = AN_NEW(c->arena, struct an_index);
    uint32_t *weight = AN_NEW_ARRAY(c->arena, uint32_t, c->topics.n);
    struct an_index_cell *cells =
        AN_NEW_ARRAY(c->arena, struct an_index_cell, (size_t)c->topics.n * n);
    out->title = w->title;
    out->file = an_strdup(c->arena, asked->path);
    out->weight = weight;
    out->cells = cells;
    for (uint32_t t = 0; t < c->topics.n; t++) {
        const struct an_weighting *own = weighting_of(w, c->topics.v[t]);
        weight[t] = own ? own->weight : 0;
        out->weight_of_all += weight[t];
        out->weighted_topics += own ? 1 : 0;
        for (uint32_t i = 0; own && i < n; i++)
            fill_cell(c, own->value, an__items_of(c, t, i), an_matrix_cell(&c->matrix, t, i),
                      &cells[(size_t)t * n + i]);
    }
    uint32_t *mean = AN_NEW_ARRAY(c->arena, uint32_t, n),
             *known = AN_NEW_ARRAY(c->arena, uint32_t, n),
             *topics = AN_NEW_ARRAY(c->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        sum_column(c, out, i, &mean[i], &known[i], &topics[i]);
    out->mean = mean;
    out->known_weight = known;
    out->known_topics = topics;
    asked->made = out;
}

enum an_status an_compare_index(struct an_comparison *comparison, const char *weights_path,
                                const struct an_index **out)
{
    struct asked asked = {.path = weights_path};
    *out = NULL;
    if (!weights_path)
        return an_fail(comparison->ws, AN_EMISUSE, "an index needs weights");
    enum an_status status = an__view(comparison, make_index, &asked);
    *out = asked.made;
    return status == AN_OK && asked.refused ? AN_EINPUT : status;
}
