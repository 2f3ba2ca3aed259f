/*
 * What facts say about other facts: when to ask, and how to compute. The functions are a closed
 * list, known to the program; a vocabulary that describes one must describe it as it is.
 */
#include <string.h>

#include "engine/lang/build.h"
#include "engine/lang/cond_build.h"
#include "engine/lang/scalar.h"

struct function_row {
    const char *takes; /* types of its arguments, for messages and for `functions` */
    const char *gives;
    uint32_t n_args;
};

/* In order of enum an_function, from AN_FN_YEARS_BETWEEN. */
static const struct function_row functions[] = {
    {"date, date", "int", 2}, {"date", "int", 1},   {"country-map", "int", 1}, {"table", "int", 1},
    {"column", "int", 1},     {"column", "int", 1}, {"fact, fact", "bool", 2},
};

static const char *joined(struct an_build *b, const struct an_node *node)
{
    const char *list = "";
    for (size_t i = 0; i < an_items(node); i++)
        list = an_strf(b->scratch, "%s%s%s", list, i > 0 ? ", " : "", an_text(an_item(node, i)));
    return list;
}

/* `functions` of a vocabulary: documentation that must be true. */
static void check_function(struct an_build *b, const struct an_node *node)
{
    struct an_fields f;
    an_fields_of(AN_M_function, node, &f);
    const struct an_node *id = an_field(&f, AN_K_function_id);
    const struct an_node *takes = an_field(&f, AN_K_function_takes);
    const struct an_node *gives = an_field(&f, AN_K_function_gives);
    int word = an_read_word(AN_K_function_id, id);
    if (word < 0 || !takes || !gives)
        return;
    const struct function_row *row = &functions[word];
    if (strcmp(joined(b, takes), row->takes) != 0)
        an_diag_add(b->diags, AN_MSG_function_form, takes->span, an_text(id), row->takes,
                    row->gives);
    else if (strcmp(an_text(gives), row->gives) != 0)
        an_diag_add(b->diags, AN_MSG_function_form, gives->span, an_text(id), row->takes,
                    row->gives);
}

/* ---- derived facts ---- */

/* The fact or table.column that an argument names. */
struct argument {
    uint32_t number; /* name number of the fact or table */
    uint32_t column; /* or AN_NONE */
    const struct an_fact *fact;
    const struct an_value_type *type;
};

/* The longest table id that is a prefix "TABLE." of the text. */
static bool find_column(struct an_build *b, const char *text, struct argument *out)
{
    const char *dot = strrchr(text, '.');
    if (!dot)
        return false;
    const char *table = an_strndup(b->scratch, text, (size_t)(dot - text));
    if (!an_map_get(&b->names[AN_NAMED_FACT].map, table, &out->number))
        return false;
    out->fact = an_build_fact(b, out->number);
    if (!out->fact || out->fact->type.type != AN_TYPE_TABLE)
        return false;
    for (uint32_t i = 0; i < out->fact->n_columns; i++)
        if (strcmp(out->fact->columns[i].id, dot + 1) == 0) {
            out->column = i;
            out->type = &out->fact->columns[i].type;
            return true;
        }
    return false;
}

static bool find_argument(struct an_build *b, const struct an_node *node, struct argument *out)
{
    const char *text = an_text(node);
    *out = (struct argument){.column = AN_NONE};
    if (!an_check_id(b->diags, node, "of"))
        return false;
    uint32_t number;
    if (an_map_get(&b->names[AN_NAMED_FACT].map, text, &number) && an_build_fact(b, number)) {
        out->number = number;
        out->fact = an_build_fact(b, number);
        out->type = &out->fact->type;
        return true;
    }
    if (find_column(b, text, out))
        return true;
    if (!b->incomplete)
        an_diag_add(b->diags, AN_MSG_unknown_fact, node->span, text);
    return false;
}

/* Does the function take these, and give the fact's type? */
static bool arguments_fit(enum an_function fn, const struct argument *a,
                          const struct argument *second, const struct an_value_type *result)
{
    enum an_type type = a->type->type;
    bool is_column = a->column != AN_NONE;
    switch (fn) {
    case AN_FN_NONE: return false;
    case AN_FN_YEARS_BETWEEN:
        return type == AN_TYPE_DATE && second->type->type == AN_TYPE_DATE && !is_column &&
               second->column == AN_NONE && result->type == AN_TYPE_INT;
    case AN_FN_DAYS_SINCE: return type == AN_TYPE_DATE && !is_column && result->type == AN_TYPE_INT;
    case AN_FN_SUM: return type == AN_TYPE_COUNTRY_MAP && !is_column && result->type == AN_TYPE_INT;
    case AN_FN_COUNT: return type == AN_TYPE_TABLE && result->type == AN_TYPE_INT;
    case AN_FN_MAX:
    case AN_FN_MIN:
        return is_column && result->type == type &&
               (type == AN_TYPE_INT || type == AN_TYPE_DATE || type == AN_TYPE_MONEY);
    case AN_FN_SAME:
        return !is_column && second->column == AN_NONE && type == second->type->type &&
               type != AN_TYPE_TABLE && result->type == AN_TYPE_BOOL;
    }
    AN_UNREACHABLE();
}

static void report_form(struct an_build *b, const struct an_node *of, const struct an_fact *fact,
                        enum an_function fn)
{
    const struct function_row *row = &functions[fn - 1];
    const char *name = an_function_word(fn);
    struct an_diag_entry *e =
        an_diag_add(b->diags, AN_MSG_derived_form, of->span, fact->id, name, joined(b, of));
    an_diag_note(e, "%s takes %s and gives %s", name, row->takes,
                 fn == AN_FN_MAX || fn == AN_FN_MIN ? "the column's type" : row->gives);
}

static struct an_derived build_derived(struct an_build *b, const struct an_node *node,
                                       const struct an_fact *fact)
{
    struct an_derived d = {.arg = {AN_NONE, AN_NONE}, .column = AN_NONE};
    struct an_fields f;
    an_fields_of(AN_M_derived, node, &f);
    const struct an_node *function = an_field(&f, AN_K_derived_function);
    const struct an_node *of = an_field(&f, AN_K_derived_of);
    const struct an_node *where = an_field(&f, AN_K_derived_where);
    int word = an_read_word(AN_K_derived_function, function);
    if (word < 0 || !of)
        return d;
    const struct function_row *row = &functions[word];
    enum an_function fn = (enum an_function)(word + 1);
    struct argument first, second;
    if (an_items(of) != row->n_args) {
        report_form(b, of, fact, fn);
        return d;
    }
    if (!find_argument(b, an_item(of, 0), &first))
        return d;
    second = first;
    if (row->n_args == 2 && !find_argument(b, an_item(of, 1), &second))
        return d;
    if (!arguments_fit(fn, &first, &second, &fact->type)) {
        report_form(b, of, fact, fn);
        return d;
    }
    d.function = fn;
    d.arg[0] = first.number;
    d.arg[1] = row->n_args == 2 ? second.number : AN_NONE;
    d.column = first.column;
    bool over_rows = first.fact->type.type == AN_TYPE_TABLE;
    if (where && !over_rows)
        an_diag_add(b->diags, AN_MSG_key_excluded, where->span, "where",
                    an_strf(b->scratch, "function: %s", an_text(function)));
    else if (where)
        d.where =
            an_cond_build(b, where,
                          &(struct an_cond_scope){
                              .where = "a derived fact", .j_is = AN_NONE, .table = first.number});
    return d;
}

static void build_details(struct an_build *b, const struct an_item *item, enum an_key after_key,
                          const struct an_node *derived)
{
    uint32_t number = an_name_number(b, AN_NAMED_FACT, item->id);
    const struct an_fact *fact = an_build_fact(b, number);
    if (!fact)
        return;
    struct an_cond_scope scope = {.where = "'after'", .j_is = AN_NONE, .table = AN_NONE};
    const struct an_node *after = an_node_get(item->node, an_key_row(after_key)->name);
    struct an_cond cond = an_cond_build(b, after, &scope);
    struct an_derived d = {.arg = {AN_NONE, AN_NONE}, .column = AN_NONE};
    if (derived) {
        d = build_derived(b, derived, fact);
        b->lost += d.function == AN_FN_NONE ? 1 : 0;
    }
    struct an_fact *slot = an_build_fact(b, number);
    slot->after = cond;
    slot->derived = d;
}

void an_build_fact_details(struct an_build *b)
{
    for (size_t i = 0; i < b->functions.n; i++)
        check_function(b, b->functions.v[i].node);
    for (size_t i = 0; i < b->facts.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_fact, b->facts.v[i].node, &f);
        build_details(b, &b->facts.v[i], AN_K_fact_after, an_field(&f, AN_K_fact_derived));
    }
    for (size_t i = 0; i < b->tables.n; i++)
        build_details(b, &b->tables.v[i], AN_K_table_after, NULL);
}
