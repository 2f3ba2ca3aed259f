/*
 * Tests of single facts: a value, a list, an operator mapping, a country map, on_list. What a value
 * may be is decided by the fact's type; what an operator may be used on, by the table below.
 */
#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"
#include "engine/lang/cond_build.h"
#include "engine/lang/scalar.h"
#include "engine/lang/shape.h"

struct operator_row {
    const char *word;
    enum an_op op;
    unsigned types; /* bits 1 << an_type */
    const char *types_in_words;
};

#define BIT(type)    (1u << AN_TYPE_##type)
#define NUMBERS      (BIT(INT) | BIT(MONEY))
#define RANKED       (NUMBERS | BIT(ENUM)) /* enums: only ordered ones */
#define SETS         (BIT(SET) | BIT(COUNTRIES))
#define RANKED_WORDS "numbers, amounts and ordered values"
#define SETS_WORDS   "sets"
#define DAYS_WORDS   "days"

static const struct operator_row operators[] = {
#define AN_COND_TEST(op, word, types, form, holds, example, yes, no)                               \
 {word, AN_OP_##op, types, types##_WORDS},
#define AN_COND_DAY(op, word, form, holds, example, yes, no)                                       \
 {word, AN_OP_##op, BIT(DATE), DAYS_WORDS},
#include "engine/lang/cond.def"
};

static const struct operator_row *operator_of(const char *word)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strcmp(operators[i].word, word) == 0)
            return &operators[i];
    return NULL;
}

static struct an_value_reader reader_of(const struct an_cond_work *w)
{
    return (struct an_value_reader){w->b->scratch, w->b->diags, w->b->model, w->b->symbols,
                                    w->b->incomplete};
}

static struct an_diag_entry *fault(struct an_cond_work *w, struct an_diag_entry *e,
                                   const struct an_cond_subject *subject)
{
    w->failed = true;
    if (subject && subject->of.declared)
        an_diag_other(e, *subject->of.declared, "declared here");
    return e;
}

/* ---- what a name means ---- */

static bool column_of(struct an_cond_work *w, const struct an_node *name,
                      struct an_cond_subject *out)
{
    const struct an_fact *table = an_build_fact(w->b, w->table);
    const char *id = an_text(name);
    struct an_nearest near;
    an_nearest_init(&near, id);
    for (uint32_t i = 0; i < table->n_columns; i++) {
        if (strcmp(table->columns[i].id, id) == 0) {
            out->of.type = &table->columns[i].type;
            out->fact = i;
            out->column = true;
            return true;
        }
        an_nearest_try(&near, table->columns[i].id);
    }
    struct an_diag_entry *e =
        fault(w, an_diag_add(w->b->diags, AN_MSG_unknown_column, name->span, id, table->id), NULL);
    an_diag_other(e, w->b->names[AN_NAMED_FACT].v.v[w->table].span, "the table is declared here");
    uint32_t number;
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    else if (an_map_get(&w->b->names[AN_NAMED_FACT].map, id, &number))
        an_diag_help(e, "'%s' is a fact of the product: test it outside of the table", id);
    return false;
}

/* Could this be the value of a yes/no fact? Only those may be declared in a later file. */
static bool reads_as_bool(const struct an_node *value)
{
    bool yes;
    for (size_t i = 0; i < an_items(value); i++)
        if (!an_read_bool(an_item(value, i), &yes))
            return false;
    return an_items(value) > 0;
}

static const struct an_value_type yes_no = {.type = AN_TYPE_BOOL};

bool an_cond_subject_of(struct an_cond_work *w, const struct an_node *name,
                        const struct an_node *value, struct an_cond_subject *out)
{
    const char *id = an_text(name);
    *out = (struct an_cond_subject){.of = {.name = id}, .key = name->span};
    if (!an_is_id(id)) {
        (void)an_check_id(w->b->diags, name, "fact");
        w->failed = true;
        return false;
    }
    if (w->table != AN_NONE)
        return column_of(w, name, out);
    out->fact = an_name_number(w->b, AN_NAMED_FACT, id);
    const struct an_name_entry *entry = &w->b->names[AN_NAMED_FACT].v.v[out->fact];
    const struct an_fact *fact = an_build_fact(w->b, out->fact);
    if (fact) {
        out->of.type = &fact->type;
        out->of.declared = &entry->span;
        return true;
    }
    if (entry->broken) {
        w->failed = true;
        return false;
    }
    bool fits = reads_as_bool(value);
    an_name_mention(w->b,
                    (struct an_mention){.number = out->fact, .misused = !fits, .at = name->span});
    if (!fits) {
        w->failed = true;
        return false;
    }
    out->of.type = &yes_no;
    return true;
}

/* ---- leaves ---- */

static bool place_variable(struct an_cond_work *w, const struct an_node *node, int64_t *out,
                           bool *ok)
{
    const char *text = an_text(node);
    bool is_j = strcmp(text, "J") == 0;
    if (!is_j && strcmp(text, "M") != 0)
        return false;
    *ok = is_j ? w->scope->j : w->scope->m;
    *out = !is_j ? AN_PLACE_M : w->scope->j_is == AN_NONE ? AN_PLACE_J : (int64_t)w->scope->j_is;
    if (!*ok)
        fault(w, an_diag_add(w->b->diags, AN_MSG_place_variable, node->span, text, w->scope->where),
              NULL);
    return true;
}

static void add_value(struct an_cond_work *w, const struct an_cond_subject *subject,
                      const struct an_node *node)
{
    int64_t value = 0;
    bool ok = true;
    if (an_cond_is_step(node)) {
        if (!w->step && subject->of.type->type != AN_TYPE_TEXT) {
            fault(w, an_diag_add(w->b->diags, AN_MSG_step_unknown, node->span), subject);
            return;
        }
        node = w->step ? w->step : node;
    }
    bool variable = subject->of.type->type == AN_TYPE_COUNTRIES && an_is_scalar(node) &&
                    place_variable(w, node, &value, &ok);
    if (!variable) {
        struct an_value_reader r = reader_of(w);
        ok = an_value_read(&r, &subject->of, node, &value);
    }
    if (!ok)
        w->failed = true;
    else
        an_vec_push(w->b->scratch, &w->b->cond_values, value);
}

/* A leaf with the values of a node: one, or those of a list. */
static void add_leaf(struct an_cond_work *w, const struct an_cond_subject *subject, enum an_op op,
                     struct an_span at_span, const struct an_node *values, int64_t key)
{
    size_t at = an_cond_add(w, op, at_span), first = w->b->cond_values.n;
    enum an_type type = subject->of.type->type;
    size_t n = an_items(values);
    if (n > AN_MAX_COND_NODES) {
        fault(w,
              an_diag_add(w->b->diags, AN_MSG_condition_large, at_span, (size_t)AN_MAX_COND_NODES),
              NULL);
        return;
    }
    for (size_t i = 0; i < n; i++)
        add_value(w, subject, an_item(values, i));
    if (w->failed)
        return;
    struct an_cond_node *node = &w->b->cond_nodes.v[at];
    node->fact = subject->fact;
    node->column = subject->column ? 1 : 0;
    if (type == AN_TYPE_ENUM || type == AN_TYPE_SET || type == AN_TYPE_TEXT)
        node->column |= AN_DRAFT_SYMBOLS;
    node->value = an_u32(first);
    node->n = (uint16_t)n;
    node->key = key;
}

static bool takes_list(enum an_op op)
{
    return op == AN_OP_INCLUDES_ALL || op == AN_OP_EXCLUDES || op == AN_OP_ONLY;
}

static void hint_operator(struct an_diag_entry *e, const struct operator_row *row,
                          const struct an_value_type *type, const char *name)
{
    if (type->type == AN_TYPE_DATE && row->types == RANKED)
        an_diag_help(e, "days are compared by before, on_or_before, after and on_or_after");
    else if ((type->type == AN_TYPE_INT || type->type == AN_TYPE_MONEY) && row->types == BIT(DATE))
        an_diag_help(e, "numbers are compared by at_least, at_most, more_than and less_than");
    else if (row->op == AN_OP_EXCLUDES)
        an_diag_help(e, "write 'not: {%s: ...}'", name);
    else if (type->type == AN_TYPE_ENUM && row->types == RANKED)
        an_diag_help(e, "list the values that count, or declare the fact as 'ordered: true'");
    else
        an_diag_note(e, "'%s' is for %s", row->word, row->types_in_words);
}

static bool fits_type(const struct operator_row *row, const struct an_value_type *type)
{
    unsigned bit = type->type == AN_TYPE_COUNTRY_MAP ? BIT(INT) : 1u << type->type;
    if (type->type == AN_TYPE_ENUM)
        return (row->types & bit) && type->ordered;
    return (row->types & bit) != 0;
}

/* One line of an operator mapping. */
static size_t emit_operator(struct an_cond_work *w, const struct an_cond_subject *subject,
                            const struct an_pair *pair, int64_t key)
{
    const char *word = pair->key->scalar.text;
    const struct operator_row *row = operator_of(word);
    if (!row) {
        struct an_nearest near;
        an_nearest_init(&near, word);
        for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
            an_nearest_try(&near, operators[i].word);
        struct an_diag_entry *e = fault(
            w, an_diag_add(w->b->diags, AN_MSG_unknown_operator, pair->key->span, word), subject);
        if (near.best)
            an_diag_help(e, "did you mean '%s'?", near.best);
        return 0;
    }
    if (!fits_type(row, subject->of.type)) {
        struct an_diag_entry *e =
            fault(w,
                  an_diag_add(w->b->diags, AN_MSG_operator_type, pair->key->span, word,
                              subject->of.name, an_type_title(subject->of.type->type)),
                  subject);
        hint_operator(e, row, subject->of.type, subject->of.name);
        return 0;
    }
    if (!takes_list(row->op) && !an_is_scalar(pair->value)) {
        fault(w, an_diag_add(w->b->diags, AN_MSG_operator_one_value, pair->value->span, word),
              subject);
        return 0;
    }
    add_leaf(w, subject, row->op, pair->key->span, pair->value, key);
    return 1;
}

/* A value, a list of values, or a mapping of operators; `key` is the place of a country map. */
static size_t emit_test(struct an_cond_work *w, const struct an_cond_subject *subject,
                        const struct an_node *value, struct an_span at, int64_t key)
{
    if (an_is_seq(value) && value->seq.n == 0) {
        struct an_diag_entry *e = fault(
            w, an_diag_add(w->b->diags, AN_MSG_no_values, value->span, subject->of.name), NULL);
        if (subject->of.type->type == AN_TYPE_SET || subject->of.type->type == AN_TYPE_COUNTRIES)
            an_diag_help(e, "for \"nothing\" write 'empty: %s'", subject->of.name);
        return 0;
    }
    if (!an_is_map(value)) {
        add_leaf(w, subject, AN_OP_IN, at, value, key);
        return 1;
    }
    size_t nodes = 0;
    for (size_t i = 0; i < value->map.n; i++)
        nodes += emit_operator(w, subject, &value->map.pair[i], key);
    if (value->map.n == 0)
        fault(w, an_diag_add(w->b->diags, AN_MSG_no_values, value->span, subject->of.name), NULL);
    return nodes;
}

/* {PLACE: test, ...} */
static size_t emit_country_map(struct an_cond_work *w, const struct an_cond_subject *subject,
                               const struct an_node *value)
{
    if (!an_is_map(value) || value->map.n == 0 ||
        operator_of(value->map.pair[0].key->scalar.text)) {
        struct an_diag_entry *e =
            fault(w, an_diag_add(w->b->diags, AN_MSG_needs_place, value->span, subject->of.name),
                  subject);
        an_diag_help(e, "write for instance '%s: {IN: {more_than: 5000000}}'", subject->of.name);
        return 0;
    }
    size_t nodes = 0;
    for (size_t i = 0; i < value->map.n; i++) {
        const struct an_pair *pair = &value->map.pair[i];
        int64_t key;
        bool ok;
        if (!place_variable(w, pair->key, &key, &ok)) {
            uint32_t place = an_build_place(w->b, pair->key);
            ok = place != AN_NONE;
            key = place;
        }
        if (ok)
            nodes += emit_test(w, subject, pair->value, pair->key->span, key);
        else
            w->failed = true;
    }
    return nodes;
}

size_t an_cond_tests(struct an_cond_work *w, const struct an_cond_subject *subject,
                     const struct an_node *value)
{
    enum an_type type = subject->of.type->type;
    if (type == AN_TYPE_COUNTRY_MAP)
        return emit_country_map(w, subject, value);
    if (type == AN_TYPE_TABLE) {
        struct an_diag_entry *e =
            fault(w, an_diag_add(w->b->diags, AN_MSG_table_tested, subject->key, subject->of.name),
                  subject);
        an_diag_help(e, "write 'some: {%s: {...}}', or 'every: {%s: {...}}'", subject->of.name,
                     subject->of.name);
        return 0;
    }
    return emit_test(w, subject, value, subject->key, AN_NO_KEY);
}

/* ---- lists of names ---- */

static bool list_of(struct an_cond_work *w, const struct an_node *name)
{
    uint32_t list = an_model_list(w->b->model, an_text(name));
    if (list != AN_NONE) {
        an_vec_push(w->b->scratch, &w->b->cond_values, (int64_t)list);
        return true;
    }
    w->failed = true;
    if (w->b->incomplete)
        return false;
    struct an_diag_entry *e =
        an_diag_add(w->b->diags, AN_MSG_unknown_id, name->span, "list", an_text(name));
    struct an_nearest near;
    an_nearest_init(&near, an_text(name));
    for (uint32_t i = 0; i < w->b->model->lists.n; i++)
        an_nearest_try(&near, w->b->model->lists.v[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    return false;
}

size_t an_cond_on_list(struct an_cond_work *w, const struct an_pair *pair)
{
    const struct an_node *fact = an_is_map(pair->value) ? an_node_get(pair->value, "fact") : NULL;
    const struct an_node *one = an_is_map(pair->value) ? an_node_get(pair->value, "list") : NULL;
    const struct an_node *several =
        an_is_map(pair->value) ? an_node_get(pair->value, "lists") : NULL;
    const struct an_node *lists = one ? one : several;
    if (!fact || !lists || pair->value->map.n != 2 || an_items(lists) == 0) {
        struct an_diag_entry *e =
            fault(w, an_diag_add(w->b->diags, AN_MSG_on_list_form, pair->key->span), NULL);
        an_diag_help(e, "write 'on_list: {fact: seller.name, list: us.entity-list}'");
        return 0;
    }
    struct an_cond_subject subject;
    if (!an_cond_subject_of(w, fact, NULL, &subject))
        return 0;
    if (subject.of.type->type != AN_TYPE_TEXT) {
        fault(w,
              an_diag_add(w->b->diags, AN_MSG_wrong_thing, fact->span, an_text(fact),
                          an_type_title(subject.of.type->type), "a text"),
              &subject);
        return 0;
    }
    size_t at = an_cond_add(w, AN_OP_ON_LIST, pair->key->span), first = w->b->cond_values.n;
    for (size_t i = 0; i < an_items(lists); i++)
        (void)list_of(w, an_item(lists, i));
    struct an_cond_node *node = &w->b->cond_nodes.v[at];
    node->fact = subject.fact;
    node->column = subject.column ? 1 : 0;
    node->value = an_u32(first);
    node->n = (uint16_t)(w->b->cond_values.n - first);
    return 1;
}
