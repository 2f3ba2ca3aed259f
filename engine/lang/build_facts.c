/*
 * Facts and tables: first ids and types, so that conditions can be typed, then what refers to other
 * facts (when to ask, how to compute). Terms and confirmations are facts too: build_instrument.c
 * and build_provision.c add those.
 */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/lang/build.h"
#include "engine/lang/cond_build.h"

/* The nodes of the keys that facts and columns share. */
struct type_nodes {
    const struct an_node *type, *values, *ordered, *open, *unit, *bounds;
};

#define BIT(type) (1u << AN_TYPE_##type)

static void excluded(struct an_build *b, const struct an_node *at, const char *key,
                     const struct an_node *type)
{
    if (at)
        an_diag_add(b->diags, AN_MSG_key_excluded, at->span, key,
                    an_strf(b->scratch, "type: %s", an_text(type)));
}

static void needed(struct an_build *b, const struct an_node *type, const char *key)
{
    an_diag_add(b->diags, AN_MSG_key_needed, type->span,
                an_strf(b->scratch, "type: %s", an_text(type)), key);
}

/* Which of the keys go with a type, and which it needs. */
static void check_type_keys(struct an_build *b, const struct type_nodes *n, enum an_type type)
{
    unsigned bit = 1u << type;
    bool flag;
    bool is_open = n->open && an_read_bool(n->open, &flag) && flag;
    if (!(bit & (BIT(ENUM) | BIT(SET))))
        excluded(b, n->values, "values", n->type);
    else if (!n->values && !is_open)
        needed(b, n->type, "values");
    if (!(bit & BIT(ENUM)))
        excluded(b, n->ordered, "ordered", n->type);
    if (!(bit & (BIT(ENUM) | BIT(SET) | BIT(TEXT))))
        excluded(b, n->open, "open", n->type);
    unsigned numbers = BIT(INT) | BIT(COUNTRY_MAP) | BIT(MONEY);
    if (!(bit & numbers)) {
        excluded(b, n->unit, "unit", n->type);
        excluded(b, n->bounds, "bounds", n->type);
    } else if (!n->unit) {
        needed(b, n->type, "unit");
    }
}

static void build_values(struct an_build *b, const struct an_node *values,
                         struct an_value_type *out)
{
    b->ref_numbers.n = 0;
    for (size_t i = 0; i < an_items(values); i++) {
        const struct an_node *node = an_item(values, i);
        const char *text = an_text(node);
        if (*text == '\0')
            continue;
        if (strcmp(text, "none") == 0 || strcmp(text, "unknown") == 0) {
            an_diag_add(b->diags, AN_MSG_reserved_value, node->span, text);
            continue;
        }
        an_vec_push(b->scratch, &b->ref_numbers, an_intern_id(b->symbols, text));
    }
    struct an_refs kept = an_ref_store_keep(b->symbol_refs, b->ref_numbers.v, b->ref_numbers.n);
    out->values = kept.v;
    out->n_values = kept.n;
}

static void build_bounds(struct an_build *b, const struct an_node *node, struct an_value_type *out)
{
    struct an_fields f;
    an_fields_of(AN_M_bounds, node, &f);
    const struct an_node *min = an_field(&f, AN_K_bounds_min), *max = an_field(&f, AN_K_bounds_max);
    out->has_min = min && an_read_int(an_text(min), &out->min) == AN_INT_OK;
    out->has_max = max && an_read_int(an_text(max), &out->max) == AN_INT_OK;
    if (out->has_min && out->has_max && out->min > out->max)
        an_diag_add(b->diags, AN_MSG_bounds_reversed, node->span, an_text(min), an_text(max));
}

/* False if the type itself could not be read. */
static bool build_type(struct an_build *b, const struct type_nodes *n, struct an_value_type *out)
{
    int type = an_read_word(AN_K_fact_type, n->type);
    if (type < 0)
        return false;
    out->type = (enum an_type)type;
    check_type_keys(b, n, out->type);
    if (n->ordered)
        (void)an_read_bool(n->ordered, &out->ordered);
    if (n->open)
        (void)an_read_bool(n->open, &out->open);
    out->unit = an_keep_text(b->arena, n->unit);
    build_values(b, n->values, out);
    if (n->bounds)
        build_bounds(b, n->bounds, out);
    return true;
}

/* What facts and tables share. */
struct common_nodes {
    const struct an_node *scope, *nature, *cost, *holds, *label, *question, *help;
};

static void build_common(struct an_build *b, const struct common_nodes *n, struct an_fact *fact)
{
    int64_t cost = 0;
    fact->scope = strcmp(an_text(n->scope), "market") == 0 ? AN_SCOPE_MARKET : AN_SCOPE_PRODUCT;
    int nature = an_read_word(AN_K_fact_nature, n->nature);
    fact->nature = nature < 0 ? AN_NATURE_CONTEXT : (enum an_nature)nature;
    fact->momentary = strcmp(an_text(n->holds), "momentary") == 0;
    fact->label = an_keep_text(b->arena, n->label);
    fact->question = an_keep_text(b->arena, n->question);
    fact->help = an_keep_text(b->arena, n->help);
    if (!n->cost)
        return;
    if (nature >= 0 && fact->nature != AN_NATURE_DESIGN)
        an_diag_add(b->diags, AN_MSG_key_excluded, n->cost->span, "cost",
                    an_strf(b->scratch, "nature: %s", an_text(n->nature)));
    if (an_read_int(an_text(n->cost), &cost) == AN_INT_OK && (cost < 1 || cost > 5))
        an_diag_add(b->diags, AN_MSG_cost_range, n->cost->span, an_text(n->cost));
    else
        fact->cost = (uint32_t)cost;
}

static bool is_reserved(const char *id)
{
    return an_word_index("all|any|not|open|some|every|empty|on_list", id) >= 0;
}

/* Its type is not known: what tests it is not reported. */
static void mark_broken(struct an_build *b, const char *id)
{
    struct an_name_entry *entry =
        &b->names[AN_NAMED_FACT].v.v[an_name_number(b, AN_NAMED_FACT, id)];
    entry->broken = true;
    entry->index = AN_NONE;
}

/* Takes a slot for the fact; NULL if its id was taken, or names two facts of perhaps two types. */
static struct an_fact *new_fact(struct an_build *b, const struct an_item *item)
{
    const struct an_node *id = an_node_get(item->node, "id");
    if (is_reserved(item->id))
        an_diag_add(b->diags, AN_MSG_reserved_id, id->span, item->id);
    if (!an_name_declare(b, AN_NAMED_FACT, id, an_u32(b->fact_pool->n)))
        return NULL;
    if (item->twice) {
        mark_broken(b, item->id);
        return NULL;
    }
    uint32_t number = an_name_number(b, AN_NAMED_FACT, item->id);
    struct an_fact *fact = an_pool_add(b->fact_pool);
    fact->id = b->names[AN_NAMED_FACT].v.v[number].id;
    fact->derived.arg[0] = fact->derived.arg[1] = fact->derived.column = AN_NONE;
    fact->source = AN_NONE;
    fact->span = an_kept_place(b, item->node);
    return fact;
}

/* Facts given by the row: the evaluator knows these two and no others. */
static void check_given(struct an_build *b, const struct an_fact *fact, const struct an_node *given)
{
    bool market = strcmp(fact->id, "market") == 0, day = strcmp(fact->id, "day") == 0;
    if (given && !market && !day)
        an_diag_add(b->diags, AN_MSG_given_by_row, given->span, fact->id);
    if (market && (!given || fact->type.type != AN_TYPE_COUNTRIES))
        an_diag_add(b->diags, AN_MSG_row_fact_form, an_shown_span(b, fact->span), fact->id,
                    "countries");
    if (day && (!given || fact->type.type != AN_TYPE_DATE))
        an_diag_add(b->diags, AN_MSG_row_fact_form, an_shown_span(b, fact->span), fact->id, "date");
}

static void build_fact(struct an_build *b, const struct an_item *item)
{
    struct an_fields f;
    an_fields_of(AN_M_fact, item->node, &f);
    struct an_fact *fact = new_fact(b, item);
    if (!fact)
        return;
    struct common_nodes common = {an_field(&f, AN_K_fact_scope), an_field(&f, AN_K_fact_nature),
                                  an_field(&f, AN_K_fact_cost),  an_field(&f, AN_K_fact_holds),
                                  an_field(&f, AN_K_fact_label), an_field(&f, AN_K_fact_question),
                                  an_field(&f, AN_K_fact_help)};
    build_common(b, &common, fact);
    struct type_nodes type = {an_field(&f, AN_K_fact_type),    an_field(&f, AN_K_fact_values),
                              an_field(&f, AN_K_fact_ordered), an_field(&f, AN_K_fact_open),
                              an_field(&f, AN_K_fact_unit),    an_field(&f, AN_K_fact_bounds)};
    if (!build_type(b, &type, &fact->type)) {
        mark_broken(b, item->id);
        return;
    }
    fact->given_by_row = an_field(&f, AN_K_fact_given) != NULL;
    check_given(b, fact, an_field(&f, AN_K_fact_given));
}

static void build_columns(struct an_build *b, const struct an_node *list, struct an_fact *table)
{
    if (!an_is_seq(list))
        return;
    struct an_column *columns = AN_NEW_ARRAY(b->arena, struct an_column, list->seq.n);
    uint32_t n = 0;
    for (size_t i = 0; i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_column, list->seq.item[i], &f);
        const struct an_node *id = an_field(&f, AN_K_column_id);
        struct type_nodes type = {
            an_field(&f, AN_K_column_type),    an_field(&f, AN_K_column_values),
            an_field(&f, AN_K_column_ordered), an_field(&f, AN_K_column_open),
            an_field(&f, AN_K_column_unit),    an_field(&f, AN_K_column_bounds)};
        if (!an_is_id(an_text(id)) || !build_type(b, &type, &columns[n].type)) {
            b->incomplete = true; /* a test of this column would seem to name an unknown one */
            continue;
        }
        for (uint32_t k = 0; k < n; k++)
            if (strcmp(columns[k].id, an_text(id)) == 0)
                an_diag_add(b->diags, AN_MSG_declared_twice, id->span, "column", an_text(id));
        if (is_reserved(an_text(id)))
            an_diag_add(b->diags, AN_MSG_reserved_id, id->span, an_text(id));
        columns[n].id = an_strdup(b->arena, an_text(id));
        columns[n].context = an_field(&f, AN_K_column_nature) != NULL;
        columns[n].help = an_keep_text(b->arena, an_field(&f, AN_K_column_help));
        n++;
    }
    table->columns = columns;
    table->n_columns = n;
}

static void build_table(struct an_build *b, const struct an_item *item)
{
    struct an_fields f;
    an_fields_of(AN_M_table, item->node, &f);
    struct an_fact *table = new_fact(b, item);
    if (!table)
        return;
    struct common_nodes common = {an_field(&f, AN_K_table_scope), an_field(&f, AN_K_table_nature),
                                  an_field(&f, AN_K_table_cost),  an_field(&f, AN_K_table_holds),
                                  an_field(&f, AN_K_table_label), an_field(&f, AN_K_table_question),
                                  an_field(&f, AN_K_table_help)};
    build_common(b, &common, table);
    table->type.type = AN_TYPE_TABLE;
    table->row = an_keep_text(b->arena, an_field(&f, AN_K_table_row));
    build_columns(b, an_field(&f, AN_K_table_columns), table);
}

void an_build_all_facts(struct an_build *b)
{
    an_sort_items(b, &b->facts, "fact");
    an_sort_items(b, &b->tables, "table");
    for (size_t i = 0; i < b->facts.n; i++)
        build_fact(b, &b->facts.v[i]);
    for (size_t i = 0; i < b->tables.n; i++)
        build_table(b, &b->tables.v[i]);
}
