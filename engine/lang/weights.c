/* Weights of an index: shape, then topics and steps of the model, then ranges. */
#include "engine/lang/weights.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "engine/diag/nearest.h"
#include "engine/lang/read.h"
#include "engine/lang/shape.h"
#include "engine/source/source.h"

enum { MOST_WEIGHT = 1000, MOST_VALUE = 100, SCALE = 1000 };

struct reading {
    struct an_arena *arena;
    struct an_diag_list *diags;
    const struct an_model *m;
    AN_VEC(struct an_weighting) v;
};

static void unknown_topic(struct reading *r, const struct an_node *node)
{
    struct an_diag_entry *e =
        an_diag_add(r->diags, AN_MSG_weights_topic, node->span, an_text(node));
    struct an_nearest near;
    an_nearest_init(&near, an_text(node));
    for (uint32_t i = 0; i < r->m->topics.n; i++)
        an_nearest_try(&near, r->m->topics.v[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
}

static void unknown_step(struct reading *r, const struct an_topic *t, const struct an_node *node)
{
    struct an_diag_entry *e =
        an_diag_add(r->diags, AN_MSG_weights_step, node->span, t->id, an_text(node));
    struct an_nearest near;
    an_nearest_init(&near, an_text(node));
    for (uint32_t i = 0; i < t->n_steps; i++)
        an_nearest_try(&near, t->steps[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
}

/* A whole number in a range; what is no number at all was said by the check of the shape. */
static bool number(struct reading *r, const struct an_node *node, const char *what,
                   const char *range, int64_t least, int64_t most, uint32_t *out)
{
    int64_t value;
    if (!node || an_read_int(an_text(node), &value) != AN_INT_OK)
        return false;
    if (value < least || value > most) {
        an_diag_add(r->diags, AN_MSG_weights_range, node->span, an_text(node), what, range);
        return false;
    }
    *out = (uint32_t)value;
    return true;
}

static uint32_t *even_steps(struct reading *r, const struct an_topic *t)
{
    uint32_t *value = AN_NEW_ARRAY(r->arena, uint32_t, t->n_steps);
    for (uint32_t s = 1; s < t->n_steps; s++)
        value[s] = (s * MOST_VALUE * SCALE + (t->n_steps - 1) / 2) / (t->n_steps - 1);
    return value;
}

static uint32_t step_of(const struct an_topic *t, const char *id)
{
    for (uint32_t s = 0; s < t->n_steps; s++)
        if (strcmp(t->steps[s].id, id) == 0)
            return s;
    return AN_NONE;
}

/* What is left out is worth as much as the step below it. */
static uint32_t *given_steps(struct reading *r, const struct an_topic *t,
                             const struct an_node *list)
{
    uint32_t *value = AN_NEW_ARRAY(r->arena, uint32_t, t->n_steps);
    const struct an_node **at = AN_NEW_ARRAY(r->arena, const struct an_node *, t->n_steps);
    for (size_t i = 0; i < an_items(list); i++) {
        struct an_fields f;
        an_fields_of(AN_M_step_value, an_item(list, i), &f);
        const struct an_node *step = an_field(&f, AN_K_step_value_step);
        uint32_t s = step ? step_of(t, an_text(step)) : AN_NONE, given;
        if (step && s == AN_NONE)
            unknown_step(r, t, step);
        if (s == AN_NONE || !number(r, an_field(&f, AN_K_step_value_value), "value of a step",
                                    "0 to 100", 0, MOST_VALUE, &given))
            continue;
        if (at[s])
            an_diag_other(an_diag_add(r->diags, AN_MSG_weights_twice, step->span, t->steps[s].id),
                          at[s]->span, "the first one");
        at[s] = step;
        value[s] = given * SCALE;
    }
    for (uint32_t s = 1; s < t->n_steps; s++) {
        if (!at[s])
            value[s] = value[s - 1];
        else if (value[s] < value[s - 1])
            an_diag_add(r->diags, AN_MSG_weights_fall, at[s]->span, t->steps[s].id);
    }
    return value;
}

static void read_topic(struct reading *r, const struct an_node *node)
{
    struct an_fields f;
    an_fields_of(AN_M_weighting, node, &f);
    const struct an_node *topic = an_field(&f, AN_K_weighting_topic);
    const struct an_node *steps = an_field(&f, AN_K_weighting_steps);
    struct an_weighting w = {.topic = topic ? an_model_topic(r->m, an_text(topic)) : AN_NONE};
    if (topic && w.topic == AN_NONE)
        unknown_topic(r, topic);
    if (w.topic == AN_NONE || !number(r, an_field(&f, AN_K_weighting_weight), "weight", "1 to 1000",
                                      1, MOST_WEIGHT, &w.weight))
        return;
    for (size_t i = 0; i < r->v.n; i++)
        if (r->v.v[i].topic == w.topic)
            an_diag_add(r->diags, AN_MSG_weights_twice, topic->span, an_text(topic));
    const struct an_topic *t = &r->m->topics.v[w.topic];
    w.value = steps ? given_steps(r, t, steps) : even_steps(r, t);
    an_vec_push(r->arena, &r->v, w);
}

static int by_topic(const void *a, const void *b)
{
    const struct an_weighting *x = a, *y = b;
    return (x->topic > y->topic) - (x->topic < y->topic);
}

static const struct an_node *find_weights(struct reading *r, const struct an_source *source)
{
    struct an_shape_check c = {r->arena, r->diags};
    size_t errors = an_diag_count(r->diags, AN_SEV_ERROR);
    const struct an_node *found = NULL;
    for (size_t i = 0; i < source->n_docs; i++) {
        an_shape_check_map(&c, AN_M_document, source->doc[i]);
        if (!found && an_is_map(source->doc[i]))
            found = an_node_get(source->doc[i], "weights");
    }
    if (!found && an_diag_count(r->diags, AN_SEV_ERROR) == errors)
        an_diag_add(r->diags, AN_MSG_weights_missing, (struct an_span){.file = source->file});
    return found;
}

const struct an_weights *an_weights_read(struct an_arena *arena, struct an_diag_list *diags,
                                         const struct an_model *model, const char *path)
{
    size_t errors = an_diag_count(diags, AN_SEV_ERROR);
    struct reading r = {.arena = arena, .diags = diags, .m = model};
    const struct an_source *source = an_source_read(arena, diags, path);
    const struct an_node *node = source ? find_weights(&r, source) : NULL;
    struct an_fields f;
    an_fields_of(AN_M_weights, node, &f);
    const struct an_node *topics = an_field(&f, AN_K_weights_topics);
    for (size_t i = 0; i < an_items(topics); i++)
        read_topic(&r, an_item(topics, i));
    if (an_diag_count(diags, AN_SEV_ERROR) != errors)
        return NULL;
    if (r.v.n > 1)
        qsort(r.v.v, r.v.n, sizeof *r.v.v, by_topic);
    struct an_weights *out = AN_NEW(arena, struct an_weights);
    out->title = an_keep_text(arena, an_field(&f, AN_K_weights_title));
    out->v = r.v.v;
    out->n = an_u32(r.v.n);
    return out;
}
