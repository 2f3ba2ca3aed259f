/* Nexus, axioms and presumptions: truths of the vocabulary, in conditions with J and M for places.
 */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/lang/build.h"
#include "engine/lang/cond_build.h"

static void build_nexus(struct an_build *b, const struct an_item *item)
{
    struct an_fields f;
    an_fields_of(AN_M_nexus, item->node, &f);
    int word = an_read_word(AN_K_nexus_id, an_field(&f, AN_K_nexus_id));
    if (word < 0)
        return;
    struct an_nexus *nexus = &b->model->nexus[word];
    struct an_cond_scope scope = {
        .where = "a nexus", .j = true, .m = true, .j_is = AN_NONE, .table = AN_NONE};
    nexus->defined = true;
    nexus->home = strcmp(an_text(an_field(&f, AN_K_nexus_rows)), "home") == 0;
    nexus->cond = an_cond_build(b, an_field(&f, AN_K_nexus_if), &scope);
    nexus->means = an_keep_text(b->arena, an_field(&f, AN_K_nexus_means));
    nexus->span = an_kept_place(b, item->node);
    /* The evaluator decides `offered` and `ships` on market rows and all others at home. */
    bool market = word == AN_NEXUS_OFFERED || word == AN_NEXUS_SHIPS;
    const struct an_node *rows = an_field(&f, AN_K_nexus_rows);
    if (rows && market == nexus->home)
        an_diag_add(b->diags, AN_MSG_nexus_rows, rows->span, item->id, market ? "market" : "home");
}

/* Name number of the table of `each`; AN_NONE if there is none. False after a message. */
static bool each_table(struct an_build *b, const struct an_node *node, uint32_t *table)
{
    *table = AN_NONE;
    if (!node)
        return true;
    if (!an_is_id(an_text(node)))
        return false;
    uint32_t number = an_name_number(b, AN_NAMED_FACT, an_text(node));
    const struct an_fact *fact = an_build_fact(b, number);
    if (fact && fact->type.type == AN_TYPE_TABLE) {
        *table = number;
        return true;
    }
    if (fact)
        an_diag_other(an_diag_add(b->diags, AN_MSG_wrong_thing, node->span, an_text(node),
                                  an_type_title(fact->type.type), "a table"),
                      b->names[AN_NAMED_FACT].v.v[number].span, "declared here");
    else
        an_name_mention(b,
                        (struct an_mention){.number = number, .misused = true, .at = node->span});
    return false;
}

static void build_axiom(struct an_build *b, const struct an_item *item, struct an_axiom *out)
{
    struct an_fields f;
    an_fields_of(AN_M_axiom, item->node, &f);
    struct an_cond_scope scope = {.where = "an axiom", .j = true, .m = true, .j_is = AN_NONE};
    if (!each_table(b, an_field(&f, AN_K_axiom_each), &scope.table))
        return;
    out->each = scope.table;
    out->cond = an_cond_build(b, an_field(&f, AN_K_axiom_if), &scope);
    out->then = an_cond_build_then(b, an_field(&f, AN_K_axiom_then), &scope, true);
    out->because = an_keep_text(b->arena, an_field(&f, AN_K_axiom_because));
}

static void build_presumption(struct an_build *b, const struct an_item *item, struct an_axiom *out)
{
    struct an_fields f;
    an_fields_of(AN_M_presumption, item->node, &f);
    struct an_cond_scope scope = {
        .where = "a presumption", .j = true, .m = true, .j_is = AN_NONE, .table = AN_NONE};
    out->cond = an_cond_build(b, an_field(&f, AN_K_presumption_if), &scope);
    out->then = an_cond_build_then(b, an_field(&f, AN_K_presumption_then), &scope, false);
    out->because = an_keep_text(b->arena, an_field(&f, AN_K_presumption_because));
}

typedef void build_one(struct an_build *b, const struct an_item *item, struct an_axiom *out);

static struct an_axiom *build_all(struct an_build *b, an_items_of *items, build_one *build)
{
    struct an_axiom *v = AN_NEW_ARRAY(b->arena, struct an_axiom, items->n);
    for (size_t i = 0; i < items->n; i++) {
        v[i].id = an_strdup(b->arena, items->v[i].id);
        v[i].each = AN_NONE;
        v[i].span = an_kept_place(b, items->v[i].node);
        build(b, &items->v[i], &v[i]);
    }
    return v;
}

void an_build_logic(struct an_build *b)
{
    an_sort_items(b, &b->nexus, "nexus");
    an_sort_items(b, &b->axioms, "axiom");
    an_sort_items(b, &b->presumptions, "presumption");
    for (size_t i = 0; i < b->nexus.n; i++)
        build_nexus(b, &b->nexus.v[i]);
    b->axiom = build_all(b, &b->axioms, build_axiom);
    b->presumption = build_all(b, &b->presumptions, build_presumption);
    b->model->axioms.v = b->axiom;
    b->model->axioms.n = an_u32(b->axioms.n);
    b->model->presumptions.v = b->presumption;
    b->model->presumptions.n = an_u32(b->presumptions.n);
}
