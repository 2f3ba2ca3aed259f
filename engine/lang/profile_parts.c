/* Parts of a profile beside its facts: markets and their parts, offers, orders, evidence. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/diag/nearest.h"
#include "engine/lang/profile_build.h"
#include "engine/lang/resolve.h"

/* ---- markets ---- */

static bool holds(struct an_refs refs, uint32_t index)
{
    for (uint32_t i = 0; i < refs.n; i++)
        if (refs.v[i] == index)
            return true;
    return false;
}

static bool is_market(struct an_profile_work *w, const struct an_node *node, uint32_t place)
{
    const struct an_place *p = &w->model->places.v[place];
    if (p->kind != AN_PLACE_TREATY && p->kind != AN_PLACE_GROUP)
        return true;
    struct an_diag_entry *e = an_diag_add(w->diags, AN_MSG_not_a_market, node->span, an_text(node),
                                          an_place_kind_title(p->kind));
    an_diag_help(e, "name the states in which it is offered");
    return false;
}

static bool can_lie_in(const struct an_model *m, uint32_t inner, uint32_t outer)
{
    for (uint32_t i = 0; i < m->up[inner].n; i++)
        if (m->up[inner].place[i] == outer)
            return true;
    return false;
}

static void build_parts(struct an_profile_work *w, const struct an_node *list)
{
    struct an_profile *p = w->profile;
    if (!an_is_seq(list))
        return;
    struct an_market_parts *v = AN_NEW_ARRAY(w->arena, struct an_market_parts, list->seq.n);
    for (size_t i = 0; i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_market_parts, list->seq.item[i], &f);
        const struct an_node *market = an_field(&f, AN_K_market_parts_market);
        const struct an_node *in = an_field(&f, AN_K_market_parts_in);
        v[p->n_parts].market = an_profile_place(w, market);
        v[p->n_parts].in = an_profile_places(w, in);
        if (v[p->n_parts].market == AN_NONE)
            continue;
        if (!holds(p->markets, v[p->n_parts].market))
            an_diag_add(w->diags, AN_MSG_no_such_market, market->span, an_text(market));
        for (uint32_t k = 0; k < v[p->n_parts].in.n; k++)
            if (!can_lie_in(w->model, v[p->n_parts].in.v[k], v[p->n_parts].market))
                an_diag_add(w->diags, AN_MSG_no_part, in->span,
                            w->model->places.v[v[p->n_parts].in.v[k]].id, an_text(market));
        p->n_parts++;
    }
    p->parts = v;
}

void an_profile_build_markets(struct an_profile_work *w, const struct an_fields *f)
{
    const struct an_node *node = an_field(f, AN_K_product_markets);
    size_t n = an_items(node);
    uint32_t *v = AN_NEW_ARRAY(w->arena, uint32_t, n);
    struct an_refs markets = {v, 0};
    for (size_t i = 0; i < n; i++) {
        const struct an_node *item = an_item(node, i);
        uint32_t place = an_profile_place(w, item);
        if (place == AN_NONE || !is_market(w, item, place))
            continue;
        if (holds(markets, place)) /* under another name */
            an_diag_add(w->diags, AN_MSG_item_twice, item->span, w->model->places.v[place].id,
                        "markets");
        else
            v[markets.n++] = place;
    }
    w->profile->markets = markets;
    build_parts(w, an_field(f, AN_K_product_parts));
}

/* ---- offers ---- */

static void build_offer(struct an_profile_work *w, const struct an_node *node, struct an_offer *out)
{
    struct an_fields f;
    an_fields_of(AN_M_offer, node, &f);
    const struct an_node *markets = an_field(&f, AN_K_offer_markets);
    out->id = an_keep_text(w->arena, an_field(&f, AN_K_offer_id));
    out->title = an_keep_text(w->arena, an_field(&f, AN_K_offer_title));
    out->markets = an_profile_places(w, markets);
    out->given =
        an_profile_values(w, an_field(&f, AN_K_offer_facts), NULL, AN_LAYER_OFFER, &out->n_given);
    out->span = node->span;
    for (uint32_t i = 0; i < out->markets.n; i++)
        if (!holds(w->profile->markets, out->markets.v[i]))
            an_diag_add(w->diags, AN_MSG_no_such_market, markets->span,
                        w->model->places.v[out->markets.v[i]].id);
}

void an_profile_build_offers(struct an_profile_work *w, const struct an_node *list)
{
    size_t n = an_is_seq(list) ? list->seq.n : 0;
    struct an_offer *v = AN_NEW_ARRAY(w->arena, struct an_offer, n > 0 ? n : 1);
    w->profile->offers = v;
    w->profile->n_offers = an_u32(n > 0 ? n : 1);
    v[0].id = ""; /* a profile that names no offer has one without a name */
    for (size_t i = 0; i < n; i++) {
        build_offer(w, list->seq.item[i], &v[i]);
        for (size_t k = 0; k < i; k++)
            if (v[i].id && v[k].id && strcmp(v[i].id, v[k].id) == 0)
                an_diag_other(
                    an_diag_add(w->diags, AN_MSG_declared_twice, v[i].span, "offer", v[i].id),
                    v[k].span, "first declared here");
    }
}

/* ---- orders ---- */

/* Acts that an order asked for: those of the provision, or some of them. */
static struct an_refs build_asks(struct an_profile_work *w, const struct an_node *node,
                                 const struct an_provision *under)
{
    struct an_refs asks = an_profile_facts(w, node);
    for (size_t i = 0; i < an_items(node); i++) {
        const struct an_node *item = an_item(node, i);
        uint32_t fact = an_model_fact(w->model, an_text(item));
        if (fact != AN_NONE && !holds(under->asks, fact))
            an_diag_add(w->diags, AN_MSG_order_asks, item->span, an_text(item), under->id);
    }
    return asks;
}

static bool build_order(struct an_profile_work *w, const struct an_node *node, struct an_order *out)
{
    struct an_fields f;
    an_fields_of(AN_M_order, node, &f);
    const struct an_node *under = an_field(&f, AN_K_order_under);
    if (!under)
        return false;
    out->under = an_profile_provision(w->diags, w->model, under);
    if (out->under == AN_NONE)
        return false;
    const struct an_provision *p = &w->model->provisions.v[out->under];
    if (p->duty != AN_DUTY_ASKS) {
        an_diag_add(w->diags, AN_MSG_no_order_provision, under->span, p->id);
        return false;
    }
    bool obeyed;
    const struct an_node *ended = an_field(&f, AN_K_order_ended);
    out->market = an_profile_place(w, an_field(&f, AN_K_order_market));
    (void)an_read_day(an_field(&f, AN_K_order_served), &out->served);
    out->worldwide = strcmp(an_text(an_field(&f, AN_K_order_reach)), "worldwide") == 0;
    out->asks = build_asks(w, an_field(&f, AN_K_order_asks), p);
    out->obeyed =
        an_read_bool(an_field(&f, AN_K_order_obeyed), &obeyed) ? an_tri_of(obeyed) : AN_UNKNOWN;
    out->has_ended = an_read_day(ended, &out->ended);
    out->note = an_keep_text(w->arena, an_field(&f, AN_K_order_note));
    out->span = node->span;
    if (out->has_ended && out->ended <= out->served)
        an_diag_add(w->diags, AN_MSG_ends_before_start, ended->span, an_text(ended),
                    an_text(an_field(&f, AN_K_order_served)));
    return true;
}

static int compare_orders(const void *a, const void *b)
{
    const struct an_order *x = a, *y = b;
    if (x->under != y->under)
        return x->under < y->under ? -1 : 1;
    if (x->served != y->served)
        return x->served < y->served ? -1 : 1;
    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

void an_profile_build_orders(struct an_profile_work *w, const struct an_node *list)
{
    struct an_profile *p = w->profile;
    if (!an_is_seq(list) || list->seq.n == 0)
        return;
    struct an_order *v = AN_NEW_ARRAY(w->arena, struct an_order, list->seq.n);
    for (size_t i = 0; i < list->seq.n; i++)
        p->n_orders += build_order(w, list->seq.item[i], &v[p->n_orders]) ? 1 : 0;
    if (p->n_orders > 1)
        qsort(v, p->n_orders, sizeof *v, compare_orders);
    p->orders = v;
}

/* ---- evidence ---- */

static int compare_notes(const void *a, const void *b)
{
    const struct an_evidence_note *x = a, *y = b;
    return x->fact < y->fact ? -1 : x->fact > y->fact;
}

void an_profile_build_evidence(struct an_profile_work *w, const struct an_node *map)
{
    struct an_profile *p = w->profile;
    if (!an_is_map(map) || map->map.n == 0)
        return;
    struct an_evidence_note *v = AN_NEW_ARRAY(w->arena, struct an_evidence_note, map->map.n);
    for (size_t i = 0; i < map->map.n; i++) {
        const struct an_pair *pair = &map->map.pair[i];
        struct an_evidence_note *note = &v[p->n_evidence];
        struct an_fields f;
        an_fields_of(AN_M_evidence, pair->value, &f);
        int confidence =
            an_read_word(AN_K_evidence_confidence, an_field(&f, AN_K_evidence_confidence));
        note->fact = an_profile_fact(w, pair->key);
        note->source = an_keep_text(w->arena, an_field(&f, AN_K_evidence_source));
        note->who = an_keep_text(w->arena, an_field(&f, AN_K_evidence_who));
        note->has_day = an_read_day(an_field(&f, AN_K_evidence_on), &note->on);
        note->confidence = confidence < 0 ? AN_CONF_LOW : (enum an_confidence)confidence;
        note->span = pair->key->span;
        p->n_evidence += note->fact != AN_NONE ? 1 : 0;
    }
    if (p->n_evidence > 1)
        qsort(v, p->n_evidence, sizeof *v, compare_notes);
    p->evidence = v;
}
