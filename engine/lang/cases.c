/*
 * Cases: each product is put together with the changes of its case, so that running a case needs
 * nothing but its profile. Products are found by id in all files of the load.
 */
#include "engine/lang/cases.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "engine/diag/nearest.h"
#include "engine/lang/profile_build.h"
#include "engine/lang/resolve.h"
#include "engine/lang/shape.h"

struct work {
    struct an_arena *arena;
    struct an_diag_list *diags;
    const struct an_model *model;
    struct an_map products; /* id -> index of the document */
    const struct an_case_doc *docs;
    struct an_map ids; /* of cases -> index in `cases` */
    AN_VEC(struct an_case) cases;
};

static void note_product(struct work *w, uint32_t doc)
{
    const struct an_node *product = w->docs[doc].content;
    const struct an_node *id = an_is_map(product) ? an_node_get(product, "id") : NULL;
    uint32_t first;
    if (!id || !an_is_id(an_text(id)) || an_map_put(&w->products, an_text(id), doc, &first))
        return;
    struct an_diag_entry *e =
        an_diag_add(w->diags, AN_MSG_declared_twice, id->span, "product", an_text(id));
    an_diag_other(e, an_node_get(w->docs[first].content, "id")->span, "first declared here");
}

static const struct an_case_doc *product_named(struct work *w, const struct an_node *name, size_t n)
{
    uint32_t doc;
    if (an_map_get(&w->products, an_text(name), &doc))
        return &w->docs[doc];
    struct an_diag_entry *e =
        an_diag_add(w->diags, AN_MSG_unknown_id, name->span, "product", an_text(name));
    struct an_nearest near;
    an_nearest_init(&near, an_text(name));
    for (size_t i = 0; i < n; i++)
        if (w->docs[i].is_product)
            an_nearest_try(&near, an_text(an_node_get(w->docs[i].content, "id")));
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    else
        an_diag_help(e, "give the file that holds the product too");
    return NULL;
}

static const struct an_profile *profile_of(struct work *w, const struct an_fields *f,
                                           const struct an_source *own, size_t n_docs)
{
    const struct an_node *product = an_field(f, AN_K_case_product);
    const struct an_node *with = an_field(f, AN_K_case_with);
    const struct an_source *source = own;
    if (an_is_scalar(product)) {
        const struct an_case_doc *doc = product_named(w, product, n_docs);
        if (!doc)
            return NULL;
        product = doc->content;
        source = doc->source;
    }
    if (!an_is_map(product))
        return NULL;
    return an_profile_make(w->arena, w->diags, w->model, source->path, source, product, with);
}

static int compare_days(const void *a, const void *b)
{
    an_day x = *(const an_day *)a, y = *(const an_day *)b;
    return x < y ? -1 : x > y;
}

static void build_days(struct work *w, const struct an_node *node, struct an_case *out)
{
    an_day *v = AN_NEW_ARRAY(w->arena, an_day, an_items(node));
    for (size_t i = 0; i < an_items(node); i++)
        out->n_days += an_read_day(an_item(node, i), &v[out->n_days]) ? 1 : 0;
    if (out->n_days > 1)
        qsort(v, out->n_days, sizeof *v, compare_days);
    out->days = v;
}

/* ---- expectations ---- */

static bool read_verdict(struct work *w, const struct an_node *node, enum an_verdict *out)
{
    const char *word = an_text(node);
    *out = an_verdict_of_word(word);
    if (*out != AN_VERDICT_COUNT || strcmp(word, "none") == 0)
        return true;
    struct an_diag_entry *e = an_diag_add(w->diags, AN_MSG_unknown_verdict, node->span, word);
    struct an_nearest near;
    const char *list = "none";
    an_nearest_init(&near, word);
    for (unsigned v = 0; v < AN_VERDICT_COUNT; v++) {
        an_nearest_try(&near, an_verdict_word((enum an_verdict)v));
        list = an_strf(w->arena, "%s, %s", list, an_verdict_word((enum an_verdict)v));
    }
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    an_diag_note(e, "verdicts are: %s", list);
    return false;
}

/* {MARKET | home | not_yet_law | suspended: WORD}; false after a message. */
static bool read_expect(struct work *w, const struct an_pair *pair, struct an_expect *out)
{
    const char *key = an_text(pair->key);
    out->span = pair->key->span;
    if (strcmp(key, "home") == 0)
        out->home = true;
    else if (strcmp(key, "not_yet_law") == 0)
        out->apart = AN_EXPECT_NOT_YET_LAW;
    else if (strcmp(key, "suspended") == 0)
        out->apart = AN_EXPECT_SUSPENDED;
    else if ((out->market = an_resolve_place(w->diags, w->model, pair->key, false)) == AN_NONE)
        return false;
    out->word = pair->value->span;
    return read_verdict(w, pair->value, &out->verdict);
}

static void build_expects(struct work *w, const struct an_node *map, struct an_case *out)
{
    AN_VEC(struct an_expect) v = {0};
    for (size_t i = 0; an_is_map(map) && i < map->map.n; i++) {
        const struct an_pair *pair = &map->map.pair[i];
        struct an_expect expect = {
            .market = AN_NONE, .span = pair->key->span, .word = pair->value->span};
        expect.provision = an_profile_provision(w->diags, w->model, pair->key);
        if (expect.provision == AN_NONE)
            continue;
        if (!an_is_map(pair->value)) {
            if (read_verdict(w, pair->value, &expect.verdict))
                an_vec_push(w->arena, &v, expect);
            continue;
        }
        for (size_t k = 0; k < pair->value->map.n; k++) {
            struct an_expect single = expect;
            if (read_expect(w, &pair->value->map.pair[k], &single))
                an_vec_push(w->arena, &v, single);
        }
    }
    out->expects = v.v;
    out->n_expects = an_u32(v.n);
    if (an_is_map(map) && map->map.n == 0)
        an_diag_add(w->diags, AN_MSG_expects_nothing, map->span);
}

/* ---- one case ---- */

static void build_case(struct work *w, const struct an_node *node, const struct an_source *source,
                       size_t n_docs)
{
    struct an_fields f;
    an_fields_of(AN_M_case, node, &f);
    struct an_case out = {.span = node->span};
    const struct an_node *id = an_field(&f, AN_K_case_id);
    uint32_t first;
    if (id && !an_map_put(&w->ids, an_text(id), an_u32(w->cases.n), &first)) {
        struct an_diag_entry *e =
            an_diag_add(w->diags, AN_MSG_declared_twice, id->span, "case", an_text(id));
        an_diag_other(e, w->cases.v[first].span, "first declared here");
    }
    out.id = an_keep_text(w->arena, id);
    out.title = an_keep_text(w->arena, an_field(&f, AN_K_case_title));
    out.source = an_keep_text(w->arena, an_field(&f, AN_K_case_source));
    out.profile = profile_of(w, &f, source, n_docs);
    build_days(w, an_field(&f, AN_K_case_on), &out);
    out.known_only = an_read_day(an_field(&f, AN_K_case_known_on), &out.known_on);
    struct an_profile_work places = {.arena = w->arena, .diags = w->diags, .model = w->model};
    out.markets = an_profile_places(&places, an_field(&f, AN_K_case_markets));
    build_expects(w, an_field(&f, AN_K_case_expect), &out);
    an_vec_push(w->arena, &w->cases, out);
}

static int compare_cases(const void *a, const void *b)
{
    const struct an_case *x = a, *y = b;
    return strcmp(x->id, y->id);
}

bool an_cases_build(struct an_arena *arena, struct an_diag_list *diags, struct an_policy_set *out,
                    const struct an_case_doc *docs, size_t n)
{
    size_t errors = an_diag_count(diags, AN_SEV_ERROR);
    struct work *w = AN_NEW(arena, struct work);
    *w = (struct work){.arena = arena, .diags = diags, .model = out->model, .docs = docs};
    an_map_init(&w->products, arena);
    an_map_init(&w->ids, arena);
    for (size_t i = 0; i < n; i++)
        if (docs[i].is_product)
            note_product(w, an_u32(i));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; !docs[i].is_product && k < an_items(docs[i].content); k++)
            build_case(w, an_item(docs[i].content, k), docs[i].source, n);
    if (an_diag_count(diags, AN_SEV_ERROR) != errors)
        return false;
    if (w->cases.n > 0)
        qsort(w->cases.v, w->cases.n, sizeof *w->cases.v, compare_cases);
    out->cases.v = w->cases.v;
    out->cases.n = an_u32(w->cases.n);
    return true;
}
