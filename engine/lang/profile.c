/*
 * Profiles: reading a file, and the values of facts in it. A fact that is not given is not known;
 * the builder never fills anything in.
 */
#include "engine/lang/profile.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "engine/diag/nearest.h"
#include "engine/lang/profile_build.h"
#include "engine/lang/resolve.h"
#include "engine/lang/scalar.h"
#include "engine/lang/shape.h"

const char *an_symbol_text(const struct an_profile *profile, int64_t symbol)
{
    return symbol < 0 || symbol > UINT32_MAX ? NULL
                                             : an_intern_text(profile->symbols, (uint32_t)symbol);
}

/* ---- names ---- */

static void report_unknown_fact(struct an_profile_work *w, const struct an_node *name)
{
    const char *id = an_text(name);
    struct an_diag_entry *e = an_diag_add(w->diags, AN_MSG_unknown_fact, name->span, id);
    if (an_model_provision(w->model, id) != AN_NONE) {
        an_diag_help(e,
                     "'%s' is a provision; only those that ask for a confirmation are answered "
                     "directly",
                     id);
        return;
    }
    struct an_nearest near;
    an_nearest_init(&near, id);
    for (uint32_t i = 0; i < w->model->facts.n && !an_too_many_errors(w->diags); i++)
        an_nearest_try(&near, w->model->facts.v[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
}

uint32_t an_profile_fact(struct an_profile_work *w, const struct an_node *name)
{
    if (!an_check_id(w->diags, name, "fact"))
        return AN_NONE;
    uint32_t fact = an_model_fact(w->model, an_text(name));
    if (fact == AN_NONE)
        report_unknown_fact(w, name);
    return fact;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

struct an_refs an_profile_facts(struct an_profile_work *w, const struct an_node *node)
{
    size_t n = an_items(node);
    uint32_t *v = AN_NEW_ARRAY(w->arena, uint32_t, n), kept = 0;
    for (size_t i = 0; i < n; i++) {
        v[kept] = an_profile_fact(w, an_item(node, i));
        kept += v[kept] != AN_NONE ? 1 : 0;
    }
    if (kept > 1)
        qsort(v, kept, sizeof *v, compare_numbers);
    return (struct an_refs){v, kept};
}

uint32_t an_profile_place(struct an_profile_work *w, const struct an_node *node)
{
    return node ? an_resolve_place(w->diags, w->model, node, false) : AN_NONE;
}

struct an_refs an_profile_places(struct an_profile_work *w, const struct an_node *node)
{
    size_t n = an_items(node);
    uint32_t *v = AN_NEW_ARRAY(w->arena, uint32_t, n), kept = 0;
    for (size_t i = 0; i < n; i++) {
        v[kept] = an_profile_place(w, an_item(node, i));
        kept += v[kept] != AN_NONE ? 1 : 0;
    }
    return (struct an_refs){v, kept};
}

uint32_t an_profile_provision(struct an_diag_list *diags, const struct an_model *m,
                              const struct an_node *name)
{
    const char *id = an_text(name);
    if (!an_check_id(diags, name, "provision"))
        return AN_NONE;
    uint32_t provision = an_model_provision(m, id);
    if (provision != AN_NONE)
        return provision;
    struct an_diag_entry *e = an_diag_add(diags, AN_MSG_unknown_id, name->span, "provision", id);
    struct an_nearest near;
    an_nearest_init(&near, id);
    for (uint32_t i = 0; i < m->provisions.n && !an_too_many_errors(diags); i++)
        an_nearest_try(&near, m->provisions.v[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    return provision;
}

/* ---- values ---- */

static bool is_tied(const struct an_profile_work *w, uint32_t fact)
{
    for (uint32_t i = 0; i < w->profile->tied.n; i++)
        if (w->profile->tied.v[i] == fact)
            return true;
    return false;
}

static bool has_evidence(const struct an_profile_work *w, uint32_t fact)
{
    for (uint32_t i = 0; i < w->profile->n_evidence; i++)
        if (w->profile->evidence[i].fact == fact)
            return true;
    return false;
}

/* May this fact be given here? */
static bool may_stand(struct an_profile_work *w, const struct an_node *name, uint32_t fact,
                      enum an_layer layer)
{
    const struct an_fact *f = &w->model->facts.v[fact];
    struct an_diag_entry *e;
    if (f->given_by_row) {
        an_diag_add(w->diags, AN_MSG_row_fact_stated, name->span, f->id);
        return false;
    }
    if (f->derived.function != AN_FN_NONE && !has_evidence(w, fact)) {
        e = an_diag_add(w->diags, AN_MSG_derived_stated, name->span, f->id);
        an_diag_help(e, "leave it out, or say under 'evidence' who established it");
        return false;
    }
    if (layer == AN_LAYER_PRODUCT)
        return true;
    if (f->scope == AN_SCOPE_PRODUCT) {
        e = an_diag_add(w->diags, AN_MSG_one_for_all, name->span, f->id,
                        layer == AN_LAYER_MARKET ? "market" : "offer");
        an_diag_help(e,
                     "state it under 'facts' of the product; if builds differ in it, describe each "
                     "build as a product of its own");
        return false;
    }
    if (layer == AN_LAYER_MARKET && is_tied(w, fact)) {
        an_diag_add(w->diags, AN_MSG_key_excluded, name->span, f->id, "tied");
        return false;
    }
    return true;
}

static int compare_given(const void *a, const void *b)
{
    const struct an_given *x = a, *y = b;
    return x->fact < y->fact ? -1 : x->fact > y->fact;
}

struct an_given *an_profile_values(struct an_profile_work *w, const struct an_node *map,
                                   const struct an_node *besides, enum an_layer layer, uint32_t *n)
{
    *n = 0;
    if (!an_is_map(map))
        return NULL;
    struct an_given *v = AN_NEW_ARRAY(w->arena, struct an_given, map->map.n);
    for (size_t i = 0; i < map->map.n; i++) {
        const struct an_pair *pair = &map->map.pair[i];
        if (an_is_map(besides) && an_node_get(besides, an_text(pair->key)))
            continue;
        uint32_t fact = an_profile_fact(w, pair->key);
        if (fact == AN_NONE || !may_stand(w, pair->key, fact, layer))
            continue;
        struct an_given *given = &v[*n];
        *given = (struct an_given){.fact = fact, .span = pair->key->span};
        given->n =
            an_known_read_steps(&w->reader, &w->model->facts.v[fact], pair->value, &given->v);
        *n += given->n > 0 ? 1 : 0;
    }
    if (*n > 1)
        qsort(v, *n, sizeof *v, compare_given);
    return v;
}

/* ---- changes of a case ---- */

/* Facts of the product with those of the case in their place. */
static void build_values(struct an_profile_work *w, const struct an_node *facts,
                         const struct an_node *changed)
{
    uint32_t n, more;
    struct an_given *v = an_profile_values(w, facts, changed, AN_LAYER_PRODUCT, &n);
    struct an_given *extra = an_profile_values(w, changed, NULL, AN_LAYER_PRODUCT, &more);
    struct an_given *all = AN_NEW_ARRAY(w->arena, struct an_given, (size_t)n + more);
    if (n > 0)
        memcpy(all, v, n * sizeof *all);
    if (more > 0)
        memcpy(all + n, extra, more * sizeof *all);
    if (n + more > 1)
        qsort(all, (size_t)n + more, sizeof *all, compare_given);
    w->profile->given = all;
    w->profile->n_given = n + more;
}

static void take_away(struct an_profile_work *w, const struct an_node *without)
{
    struct an_given *v = AN_NEW_ARRAY(w->arena, struct an_given, w->profile->n_given);
    uint32_t n = 0;
    struct an_refs gone = an_profile_facts(w, without);
    for (size_t i = 0; i < an_items(without); i++) {
        const struct an_node *name = an_item(without, i);
        uint32_t fact = an_model_fact(w->model, an_text(name)), k = 0;
        while (k < w->profile->n_given && w->profile->given[k].fact != fact)
            k++;
        if (fact != AN_NONE && k == w->profile->n_given)
            an_diag_add(w->diags, AN_MSG_without_nothing, name->span, an_text(name));
    }
    for (uint32_t i = 0; i < w->profile->n_given; i++) {
        bool stays = true;
        for (uint32_t k = 0; k < gone.n; k++)
            stays = stays && gone.v[k] != w->profile->given[i].fact;
        if (stays)
            v[n++] = w->profile->given[i];
    }
    w->profile->given = v;
    w->profile->n_given = n;
}

static int compare_places(const void *a, const void *b)
{
    const struct an_market_values *x = a, *y = b;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Adds the values of each place of the mapping that `besides` does not name. */
static void add_places(struct an_profile_work *w, const struct an_node *map,
                       const struct an_node *besides, struct an_market_values *v, uint32_t *n)
{
    for (size_t i = 0; an_is_map(map) && i < map->map.n; i++) {
        const struct an_pair *pair = &map->map.pair[i];
        if (an_is_map(besides) && an_node_get(besides, an_text(pair->key)))
            continue;
        struct an_fields f;
        an_fields_of(AN_M_market_values, pair->value, &f);
        struct an_market_values *out = &v[*n];
        out->place = an_profile_place(w, pair->key);
        out->given = an_profile_values(w, an_field(&f, AN_K_market_values_facts), NULL,
                                       AN_LAYER_MARKET, &out->n_given);
        bool twice = false;
        for (uint32_t k = 0; k < *n; k++)
            twice = twice || v[k].place == out->place;
        if (twice && out->place != AN_NONE)
            an_diag_add(w->diags, AN_MSG_item_twice, pair->key->span, an_text(pair->key),
                        "per_market");
        else if (out->place != AN_NONE)
            ++*n;
    }
}

static void build_per_market(struct an_profile_work *w, const struct an_node *own,
                             const struct an_node *changed)
{
    size_t most = (an_is_map(own) ? own->map.n : 0) + (an_is_map(changed) ? changed->map.n : 0);
    struct an_market_values *v = AN_NEW_ARRAY(w->arena, struct an_market_values, most);
    uint32_t n = 0;
    add_places(w, own, changed, v, &n);
    add_places(w, changed, NULL, v, &n);
    if (n > 1)
        qsort(v, n, sizeof *v, compare_places);
    w->profile->per_market = v;
    w->profile->n_per_market = n;
}

/* ---- all of it ---- */

static void build_about(struct an_profile_work *w, const struct an_fields *f)
{
    struct an_profile *p = w->profile;
    p->id = an_keep_text(w->arena, an_field(f, AN_K_product_id));
    p->name = an_keep_text(w->arena, an_field(f, AN_K_product_name));
    p->description = an_keep_text(w->arena, an_field(f, AN_K_product_description));
    (void)an_read_day(an_field(f, AN_K_product_as_of), &p->as_of);
    p->fixed = an_profile_facts(w, an_field(f, AN_K_product_fixed));
    p->tied = an_profile_facts(w, an_field(f, AN_K_product_tied));
    const struct an_node *tied = an_field(f, AN_K_product_tied);
    for (size_t i = 0; i < an_items(tied); i++) {
        uint32_t fact = an_model_fact(w->model, an_text(an_item(tied, i)));
        if (fact != AN_NONE && w->model->facts.v[fact].scope == AN_SCOPE_PRODUCT)
            an_diag_add(w->diags, AN_MSG_tied_product_fact, an_item(tied, i)->span,
                        an_text(an_item(tied, i)));
    }
    p->span = f->map->span;
}

const struct an_profile *an_profile_make(struct an_arena *arena, struct an_diag_list *diags,
                                         const struct an_model *model, const char *path,
                                         const struct an_source *source,
                                         const struct an_node *product,
                                         const struct an_node *changes)
{
    size_t errors = an_diag_count(diags, AN_SEV_ERROR);
    struct an_profile *p = AN_NEW(arena, struct an_profile);
    struct an_profile_work w = {.arena = arena, .diags = diags, .model = model, .profile = p};
    p->model = model;
    p->symbols = an_intern_child(arena, model->symbols);
    p->path = an_strdup(arena, path);
    p->hash = source->hash;
    w.reader = (struct an_known_reader){arena, {arena, diags, model, p->symbols, false}};
    struct an_fields f, c;
    an_fields_of(AN_M_product, product, &f);
    an_fields_of(AN_M_case_changes, changes, &c);
    const struct an_node *offers = an_field(&c, AN_K_case_changes_offers);
    const struct an_node *orders = an_field(&c, AN_K_case_changes_orders);
    build_about(&w, &f);
    an_profile_build_evidence(&w, an_field(&f, AN_K_product_evidence));
    build_values(&w, an_field(&f, AN_K_product_facts), an_field(&c, AN_K_case_changes_facts));
    if (an_field(&c, AN_K_case_changes_without))
        take_away(&w, an_field(&c, AN_K_case_changes_without));
    an_profile_build_markets(&w, &f);
    an_profile_build_offers(&w, offers ? offers : an_field(&f, AN_K_product_offers));
    build_per_market(&w, an_field(&f, AN_K_product_per_market),
                     an_field(&c, AN_K_case_changes_per_market));
    an_profile_build_orders(&w, orders ? orders : an_field(&f, AN_K_product_orders));
    return an_diag_count(diags, AN_SEV_ERROR) == errors ? p : NULL;
}

const struct an_profile *an_profile_build(struct an_arena *arena, struct an_diag_list *diags,
                                          const struct an_model *model, const char *path,
                                          const struct an_source *source,
                                          const struct an_node *product)
{
    struct an_shape_check c = {arena, diags};
    size_t errors = an_diag_count(diags, AN_SEV_ERROR);
    an_shape_check_map(&c, AN_M_product, product);
    const struct an_profile *p = an_profile_make(arena, diags, model, path, source, product, NULL);
    return an_diag_count(diags, AN_SEV_ERROR) == errors ? p : NULL;
}

static struct an_span whole_file(const struct an_source *source)
{
    return (struct an_span){.file = source->file};
}

const struct an_profile *an_profile_read(struct an_arena *arena, struct an_diag_list *diags,
                                         const struct an_model *model, const char *path)
{
    size_t errors = an_diag_count(diags, AN_SEV_ERROR);
    const struct an_source *source = an_source_read(arena, diags, path);
    if (!source)
        return NULL;
    struct an_shape_check c = {arena, diags};
    const struct an_node *product = NULL;
    for (size_t i = 0; i < source->n_docs; i++) {
        const struct an_node *doc = source->doc[i];
        an_shape_check_map(&c, AN_M_document, doc);
        const struct an_node *found = an_is_map(doc) ? an_node_get(doc, "product") : NULL;
        if (found && product)
            an_diag_other(an_diag_add(diags, AN_MSG_second_product, found->span), product->span,
                          "the first one");
        product = product ? product : found;
    }
    if (!product && an_diag_count(diags, AN_SEV_ERROR) == errors)
        an_diag_add(diags, AN_MSG_no_product, whole_file(source));
    const struct an_profile *p = NULL;
    if (an_is_map(product))
        p = an_profile_make(arena, diags, model, path, source, product, NULL);
    return an_diag_count(diags, AN_SEV_ERROR) == errors ? p : NULL;
}
