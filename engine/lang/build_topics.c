/* Topics with their scales, and published lists of names. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/utf8.h"
#include "engine/lang/build.h"

static void build_steps(struct an_build *b, const struct an_node *list, struct an_topic *topic)
{
    if (!an_is_seq(list))
        return;
    struct an_step *steps = AN_NEW_ARRAY(b->arena, struct an_step, list->seq.n);
    uint32_t n = 0;
    for (size_t i = 0; i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_step, list->seq.item[i], &f);
        const struct an_node *id = an_field(&f, AN_K_step_id);
        if (!an_is_id(an_text(id)))
            continue;
        for (uint32_t k = 0; k < n; k++)
            if (strcmp(steps[k].id, an_text(id)) == 0)
                an_diag_add(b->diags, AN_MSG_declared_twice, id->span, "step", an_text(id));
        steps[n].id = an_strdup(b->arena, an_text(id));
        steps[n].title = an_keep_text(b->arena, an_field(&f, AN_K_step_title));
        steps[n].means = an_keep_text(b->arena, an_field(&f, AN_K_step_means));
        n++;
    }
    topic->steps = steps;
    topic->n_steps = n;
}

uint32_t an_topic_step(struct an_build *b, uint32_t topic, const struct an_node *node)
{
    const char *id = an_text(node);
    if (topic == AN_NONE || !an_is_id(id)) {
        b->lost++;
        return AN_NONE;
    }
    const struct an_topic *t = &b->model->topics.v[topic];
    struct an_nearest near;
    an_nearest_init(&near, id);
    const char *list = "";
    for (uint32_t i = 0; i < t->n_steps; i++) {
        if (strcmp(t->steps[i].id, id) == 0)
            return i;
        an_nearest_try(&near, t->steps[i].id);
    }
    b->lost++;
    struct an_diag_entry *e = an_diag_add(b->diags, AN_MSG_unknown_step, node->span, id, t->id);
    for (uint32_t i = 0; i < t->n_steps; i++)
        list = an_strf(b->scratch, "%s%s%s", list, i > 0 ? ", " : "", t->steps[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    an_diag_note(e, "the scale is: %s", list);
    return AN_NONE;
}

/* Typical contradictions are for readers; here they are only checked. */
static void check_contradictions(struct an_build *b, uint32_t topic, const struct an_node *list)
{
    for (size_t i = 0; an_is_seq(list) && i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_contradiction, list->seq.item[i], &f);
        (void)an_topic_step(b, topic, an_field(&f, AN_K_contradiction_step));
        uint32_t other = an_build_topic(b, an_field(&f, AN_K_contradiction_with));
        (void)an_topic_step(b, other, an_field(&f, AN_K_contradiction_their_step));
    }
}

void an_build_all_topics(struct an_build *b)
{
    an_sort_items(b, &b->topics, "topic");
    struct an_topic *v = AN_NEW_ARRAY(b->arena, struct an_topic, b->topics.n);
    an_map_init(&b->model->topic_by_id, b->scratch);
    for (uint32_t i = 0; i < b->topics.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_topic, b->topics.v[i].node, &f);
        v[i].id = an_strdup(b->arena, b->topics.v[i].id);
        v[i].title = an_keep_text(b->arena, an_field(&f, AN_K_topic_title));
        v[i].definition = an_keep_text(b->arena, an_field(&f, AN_K_topic_definition));
        v[i].span = an_kept_place(b, b->topics.v[i].node);
        build_steps(b, an_field(&f, AN_K_topic_scale), &v[i]);
        an_map_put(&b->model->topic_by_id, v[i].id, i, NULL);
    }
    b->model->topics.v = v;
    b->model->topics.n = an_u32(b->topics.n);
    for (uint32_t i = 0; i < b->topics.n; i++)
        check_contradictions(b, i, an_node_get(b->topics.v[i].node, "contradicts"));
}

/* ---- lists ---- */

static int compare_members(const void *a, const void *b)
{
    const struct an_list_member *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    if (order == 0)
        order = x->days.from.lo < y->days.from.lo ? -1 : x->days.from.lo > y->days.from.lo;
    return order;
}

/* A member counts under its name and under each alias, all of them folded. */
static void build_members(struct an_build *b, const struct an_node *list, struct an_list *out)
{
    AN_VEC(struct an_list_member) v = {0};
    for (size_t i = 0; an_is_seq(list) && i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_list_member, list->seq.item[i], &f);
        const char *name = an_keep_text(b->arena, an_field(&f, AN_K_list_member_name));
        if (!name)
            continue;
        const struct an_node *aliases = an_field(&f, AN_K_list_member_aliases);
        struct an_list_member member = {.days = an_build_interval(b, &f, AN_K_list_member_from,
                                                                  AN_K_list_member_before,
                                                                  AN_K_list_member_through)};
        for (size_t k = 0; k <= an_items(aliases); k++) {
            member.name = k == 0 ? name : an_keep_text(b->arena, an_item(aliases, k - 1));
            if (!member.name)
                continue;
            member.symbol = an_intern_id(b->symbols, an_utf8_fold(b->scratch, member.name));
            an_vec_push(b->arena, &v, member);
        }
    }
    if (v.n > 0)
        qsort(v.v, v.n, sizeof *v.v, compare_members);
    out->members = v.v;
    out->n_members = an_u32(v.n);
    an_vec_push(b->scratch, &b->list_member, v.v);
}

void an_build_all_lists(struct an_build *b)
{
    an_sort_items(b, &b->lists, "list");
    struct an_list *v = AN_NEW_ARRAY(b->arena, struct an_list, b->lists.n);
    an_map_init(&b->model->list_by_id, b->scratch);
    for (uint32_t i = 0; i < b->lists.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_list, b->lists.v[i].node, &f);
        v[i].id = an_strdup(b->arena, b->lists.v[i].id);
        v[i].title = an_keep_text(b->arena, an_field(&f, AN_K_list_title));
        v[i].url = an_keep_text(b->arena, an_field(&f, AN_K_list_url));
        v[i].place = an_build_place(b, an_field(&f, AN_K_list_jurisdiction));
        v[i].checked = an_build_checked(b, an_field(&f, AN_K_list_checked));
        v[i].span = an_kept_place(b, b->lists.v[i].node);
        build_members(b, an_field(&f, AN_K_list_members), &v[i]);
        an_map_put(&b->model->list_by_id, v[i].id, i, NULL);
    }
    b->model->lists.v = v;
    b->model->lists.n = an_u32(b->lists.n);
}
