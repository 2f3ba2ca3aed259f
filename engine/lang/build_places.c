/* Jurisdictions: first all ids and names, so that codes can be resolved, then memberships and
 * coverage, and last the names that other documents give them. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"
#include "engine/lang/build.h"

static void build_place(struct an_build *b, const struct an_item *item, struct an_place *out)
{
    struct an_fields f;
    an_fields_of(AN_M_jurisdiction, item->node, &f);
    int kind = an_read_word(AN_K_jurisdiction_kind, an_field(&f, AN_K_jurisdiction_kind));
    out->id = an_strdup(b->arena, item->id);
    out->kind = kind < 0 ? AN_PLACE_STATE : (enum an_place_kind)kind;
    out->name = an_keep_text(b->arena, an_field(&f, AN_K_jurisdiction_name));
    if (!out->name)
        out->name = out->id;
    out->names = an_build_names(b, an_field(&f, AN_K_jurisdiction_names));
    out->aliases = an_build_texts(b, an_field(&f, AN_K_jurisdiction_aliases));
    out->note = an_keep_text(b->arena, an_field(&f, AN_K_jurisdiction_note));
    out->span = an_kept_place(b, item->node);
}

static const struct an_node *alias_node(const struct an_item *item, uint32_t i)
{
    return an_item(an_node_get(item->node, "aliases"), i);
}

/* J and M are variables of the language; an alias must not be a code or another alias. */
static void check_codes(struct an_build *b)
{
    struct an_model *m = b->model;
    for (uint32_t i = 0; i < m->places.n; i++) {
        const struct an_item *item = &b->places.v[i];
        if (strcmp(item->id, "J") == 0 || strcmp(item->id, "M") == 0)
            an_diag_add(b->diags, AN_MSG_reserved_id, an_node_get(item->node, "id")->span,
                        item->id);
        for (uint32_t k = 0; k < m->places.v[i].aliases.n; k++) {
            const char *alias = m->places.v[i].aliases.v[k];
            uint32_t other;
            if (an_map_put(&m->place_by_id, alias, i, &other))
                continue;
            struct an_diag_entry *e = an_diag_add(b->diags, AN_MSG_declared_twice,
                                                  alias_node(item, k)->span, "jurisdiction", alias);
            an_diag_other(e, an_node_get(b->places.v[other].node, "id")->span,
                          "also a code of this one");
        }
    }
}

void an_build_all_places(struct an_build *b)
{
    an_sort_items(b, &b->places, "jurisdiction");
    if (b->places.n > AN_MAX_PLACES) {
        an_diag_add(b->diags, AN_MSG_places_many, b->places.v[AN_MAX_PLACES].node->span,
                    (unsigned)AN_MAX_PLACES);
        b->places.n = AN_MAX_PLACES;
        b->incomplete = true;
    }
    struct an_place *v = AN_NEW_ARRAY(b->arena, struct an_place, b->places.n);
    an_map_init(&b->model->place_by_id, b->scratch);
    for (uint32_t i = 0; i < b->places.n; i++) {
        build_place(b, &b->places.v[i], &v[i]);
        an_map_put(&b->model->place_by_id, v[i].id, i, NULL);
    }
    b->model->places.v = v;
    b->model->places.n = an_u32(b->places.n);
    check_codes(b);
}

/* ---- memberships ---- */

static struct an_memberships build_memberships(struct an_build *b, const struct an_node *list)
{
    AN_VEC(struct an_membership) v = {0};
    for (size_t i = 0; an_is_seq(list) && i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_membership, list->seq.item[i], &f);
        struct an_refs in = an_build_places(b, an_field(&f, AN_K_membership_in));
        struct an_membership membership = {
            .days = an_build_interval(b, &f, AN_K_membership_from, AN_K_membership_before,
                                      AN_K_membership_through),
            .towards = an_build_places(b, an_field(&f, AN_K_membership_towards)),
            .span = an_kept_span(b, list->seq.item[i]->span)};
        for (uint32_t k = 0; k < in.n; k++) {
            membership.place = in.v[k];
            an_vec_push(b->arena, &v, membership);
        }
    }
    return (struct an_memberships){v.v, an_u32(v.n)};
}

static void build_coverage(struct an_build *b, const struct an_node *list, struct an_place *place)
{
    if (!an_is_seq(list))
        return;
    struct an_coverage *v = AN_NEW_ARRAY(b->arena, struct an_coverage, list->seq.n);
    for (size_t i = 0; i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_coverage, list->seq.item[i], &f);
        const struct an_node *topics = an_field(&f, AN_K_coverage_topics);
        uint32_t *topic = AN_NEW_ARRAY(b->arena, uint32_t, an_items(topics)), n = 0;
        for (size_t k = 0; k < an_items(topics); k++) {
            topic[n] = an_build_topic(b, an_item(topics, k));
            n += topic[n] != AN_NONE ? 1 : 0;
        }
        v[i].topics = (struct an_refs){topic, n};
        (void)an_read_day(an_field(&f, AN_K_coverage_researched_on), &v[i].researched_on);
        (void)an_read_when(an_field(&f, AN_K_coverage_law_from), &v[i].law_from);
        v[i].law_to = (struct an_when){v[i].researched_on, v[i].researched_on};
        (void)an_read_when(an_field(&f, AN_K_coverage_law_to), &v[i].law_to);
        v[i].span = an_kept_span(b, list->seq.item[i]->span);
        if (v[i].law_from.lo > v[i].law_to.hi)
            an_diag_add(b->diags, AN_MSG_ends_before_start, list->seq.item[i]->span,
                        an_text(an_field(&f, AN_K_coverage_law_to)
                                    ? an_field(&f, AN_K_coverage_law_to)
                                    : an_field(&f, AN_K_coverage_researched_on)),
                        an_text(an_field(&f, AN_K_coverage_law_from)));
    }
    place->coverage = v;
    place->n_coverage = an_u32(list->seq.n);
}

/* ---- which keys go with which kind ---- */

struct kind_rule {
    enum an_key key;
    unsigned kinds; /* bits 1 << an_place_kind */
};
static const struct kind_rule kind_rules[] = {
    {AN_K_jurisdiction_part_of, 1u << AN_PLACE_STATE | 1u << AN_PLACE_PART},
    {AN_K_jurisdiction_members, 1u << AN_PLACE_UNION | 1u << AN_PLACE_GROUP},
    {AN_K_jurisdiction_applies_in, 1u << AN_PLACE_UNION | 1u << AN_PLACE_STATE},
    {AN_K_jurisdiction_parties, 1u << AN_PLACE_TREATY},
    {AN_K_jurisdiction_coverage,
     1u << AN_PLACE_STATE | 1u << AN_PLACE_PART | 1u << AN_PLACE_UNION | 1u << AN_PLACE_TREATY},
};

static void check_kind(struct an_build *b, const struct an_item *item, const struct an_fields *f,
                       enum an_place_kind kind)
{
    const char *with = an_strf(b->scratch, "kind: %s", an_place_kind_word(kind));
    for (size_t i = 0; i < sizeof kind_rules / sizeof *kind_rules; i++) {
        const struct an_node *value = an_field(f, kind_rules[i].key);
        if (value && !(kind_rules[i].kinds & 1u << kind))
            an_diag_add(b->diags, AN_MSG_key_excluded, value->span,
                        an_key_row(kind_rules[i].key)->name, with);
    }
    if (kind == AN_PLACE_PART && !an_field(f, AN_K_jurisdiction_part_of))
        an_diag_add(b->diags, AN_MSG_key_needed, an_node_get(item->node, "id")->span, with,
                    "part_of");
}

void an_build_place_details(struct an_build *b)
{
    struct an_place *v = AN_NEW_ARRAY(b->arena, struct an_place, b->places.n);
    for (uint32_t i = 0; i < b->places.n; i++) {
        struct an_fields f;
        v[i] = b->model->places.v[i];
        an_fields_of(AN_M_jurisdiction, b->places.v[i].node, &f);
        if (an_read_word(AN_K_jurisdiction_kind, an_field(&f, AN_K_jurisdiction_kind)) >= 0)
            check_kind(b, &b->places.v[i], &f, v[i].kind);
        v[i].part_of = build_memberships(b, an_field(&f, AN_K_jurisdiction_part_of));
        v[i].members = build_memberships(b, an_field(&f, AN_K_jurisdiction_members));
        v[i].applies_in = build_memberships(b, an_field(&f, AN_K_jurisdiction_applies_in));
        v[i].parties = build_memberships(b, an_field(&f, AN_K_jurisdiction_parties));
        build_coverage(b, an_field(&f, AN_K_jurisdiction_coverage), &v[i]);
    }
    b->model->places.v = v;
}

/* ---- names that a document `names` gives ---- */

struct naming_work {
    struct an_build *b;
    struct an_place *place; /* all of them, to be changed */
    struct an_map seen;     /* "CN zh": index in `at` */
    AN_VEC(const struct an_node *) at;
};

/* False, with a message, if it was given before; `lang` is "" for the name that answers show. */
static bool first_naming(struct naming_work *w, const char *id, const char *lang,
                         const struct an_node *at)
{
    struct an_build *b = w->b;
    uint32_t old;
    if (an_map_put(&w->seen, an_strf(b->scratch, "%s %s", id, lang), an_u32(w->at.n), &old)) {
        an_vec_push(b->scratch, &w->at, at);
        return true;
    }
    const char *what = lang[0] ? an_strf(b->scratch, "name of %s in", id) : "name of";
    struct an_diag_entry *e =
        an_diag_add(b->diags, AN_MSG_declared_twice, at->span, what, lang[0] ? lang : id);
    an_diag_other(e, w->at.v[old]->span, "first declared here");
    return false;
}

static int compare_names(const void *a, const void *b)
{
    const struct an_name *x = a, *y = b;
    return strcmp(x->lang, y->lang);
}

/* The name in one language replaces the one that was there, or joins. */
static void put_name(struct an_names *names, struct an_name *v, struct an_name one)
{
    for (uint32_t i = 0; i < names->n; i++)
        if (strcmp(v[i].lang, one.lang) == 0) {
            v[i] = one;
            return;
        }
    v[names->n++] = one;
}

static void add_names(struct naming_work *w, struct an_place *place, const struct an_node *node)
{
    struct an_build *b = w->b;
    struct an_names more = an_build_names(b, node);
    struct an_name *v = AN_NEW_ARRAY(b->arena, struct an_name, place->names.n + more.n);
    for (uint32_t i = 0; i < place->names.n; i++)
        v[i] = place->names.v[i];
    for (uint32_t i = 0; i < more.n; i++)
        if (first_naming(w, place->id, more.v[i].lang, node->map.pair[i].key))
            put_name(&place->names, v, more.v[i]);
    if (place->names.n > 0)
        qsort(v, place->names.n, sizeof *v, compare_names);
    place->names.v = v;
}

static void take_naming(struct naming_work *w, const struct an_node *node)
{
    struct an_fields f;
    an_fields_of(AN_M_naming, node, &f);
    uint32_t index = an_build_place(w->b, an_field(&f, AN_K_naming_of));
    if (index == AN_NONE)
        return;
    struct an_place *place = &w->place[index];
    const struct an_node *name = an_field(&f, AN_K_naming_name);
    if (an_text(name)[0] && first_naming(w, place->id, "", name))
        place->name = an_keep_text(w->b->arena, name);
    add_names(w, place, an_field(&f, AN_K_naming_names));
}

void an_build_all_namings(struct an_build *b)
{
    if (b->namings.n == 0)
        return;
    struct naming_work w = {.b = b};
    uint32_t n = b->model->places.n;
    w.place = AN_NEW_ARRAY(b->arena, struct an_place, n);
    for (uint32_t i = 0; i < n; i++)
        w.place[i] = b->model->places.v[i];
    an_map_init(&w.seen, b->scratch);
    for (size_t i = 0; i < b->namings.n; i++)
        for (size_t k = 0; k < an_items(b->namings.v[i]); k++)
            take_naming(&w, an_item(b->namings.v[i], k));
    b->model->places.v = w.place;
}
