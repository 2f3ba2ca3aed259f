/*
 * The structure of conditions: conjunctions, all, any, not, open, some, every, empty, and
 * thresholds that move with time. Tests of single facts are in cond_test.c. Nodes are written in
 * pre-order; a node's size and number of children are set once its children are there.
 */
#include "engine/lang/cond_build.h"

#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"

static size_t emit_mapping(struct an_cond_work *w, const struct an_node *node, int depth);

size_t an_cond_add(struct an_cond_work *w, enum an_op op, struct an_span at)
{
    if (w->b->cond_nodes.n >= AN_MAX_COND_NODES && !w->too_large) {
        an_diag_add(w->b->diags, AN_MSG_condition_large, at, (size_t)AN_MAX_COND_NODES);
        w->too_large = w->failed = true;
    }
    if (w->too_large)
        return 0; /* the first node, which is there: nobody will look at it */
    struct an_cond_node node = {.op = (uint8_t)op,
                                .size = 1,
                                .fact = AN_NONE,
                                .key = AN_NO_KEY,
                                .span = an_kept_span(w->b, at)};
    an_vec_push(w->b->scratch, &w->b->cond_nodes, node);
    return w->b->cond_nodes.n - 1;
}

static void close_node(struct an_cond_work *w, size_t at, size_t children)
{
    w->b->cond_nodes.v[at].n = (uint16_t)children;
    w->b->cond_nodes.v[at].size = an_u32(w->b->cond_nodes.n - at);
}

static void report(struct an_cond_work *w, enum an_msg msg, const struct an_node *at, const char *a,
                   const char *b)
{
    an_diag_add(w->b->diags, msg, at->span, a, b);
    w->failed = true;
}

/* ---- groups ---- */

/* The items of all: [...] or any: [...], as children of one node. */
static size_t emit_group(struct an_cond_work *w, enum an_op op, const struct an_pair *pair,
                         int depth)
{
    const struct an_node *list = pair->value;
    const char *key = pair->key->scalar.text;
    if (!an_is_seq(list) || list->seq.n == 0) {
        report(w, AN_MSG_needs_conditions, pair->key, key, NULL);
        return 0;
    }
    size_t at = an_cond_add(w, op, pair->key->span), children = 0;
    for (size_t i = 0; i < list->seq.n && !w->too_large; i++) {
        if (!an_is_map(list->seq.item[i]))
            report(w, AN_MSG_not_a_condition, list->seq.item[i], key,
                   an_node_kind_name(list->seq.item[i]->kind));
        else
            children += emit_mapping(w, list->seq.item[i], depth + 1);
    }
    close_node(w, at, children);
    return 1;
}

static size_t emit_single(struct an_cond_work *w, enum an_op op, const struct an_pair *pair,
                          int depth)
{
    if (!an_is_map(pair->value)) {
        report(w, AN_MSG_not_a_condition, pair->value, pair->key->scalar.text,
               an_node_kind_name(pair->value->kind));
        return 0;
    }
    size_t at = an_cond_add(w, op, pair->key->span);
    close_node(w, at, emit_mapping(w, pair->value, depth + 1));
    return 1;
}

/* ---- tables ---- */

/* Name number of a table; AN_NONE after a message. */
static uint32_t table_of(struct an_cond_work *w, const struct an_node *name)
{
    if (!an_is_id(an_text(name))) {
        report(w, AN_MSG_unknown_id, name, "table", an_text(name));
        return AN_NONE;
    }
    uint32_t number = an_name_number(w->b, AN_NAMED_FACT, an_text(name));
    const struct an_fact *fact = an_build_fact(w->b, number);
    const struct an_name_entry *entry = &w->b->names[AN_NAMED_FACT].v.v[number];
    if (fact && fact->type.type == AN_TYPE_TABLE)
        return number;
    w->failed = true;
    if (entry->broken || (!fact && w->b->incomplete))
        return AN_NONE;
    if (fact)
        an_diag_other(an_diag_add(w->b->diags, AN_MSG_wrong_thing, name->span, an_text(name),
                                  an_type_title(fact->type.type), "a table"),
                      entry->span, "declared here");
    else
        an_name_mention(w->b,
                        (struct an_mention){.number = number, .misused = true, .at = name->span});
    return AN_NONE;
}

/* {TABLE: COND, ...} behind some or every. */
static size_t emit_rows(struct an_cond_work *w, enum an_op op, const struct an_pair *pair,
                        int depth)
{
    const char *key = pair->key->scalar.text;
    if (!an_is_map(pair->value) || pair->value->map.n == 0) {
        struct an_diag_entry *e =
            an_diag_add(w->b->diags, AN_MSG_needs_table, pair->key->span, key);
        an_diag_help(e, "write for instance '%s: {table: {column: value}}'", key);
        w->failed = true;
        return 0;
    }
    if (w->table != AN_NONE) {
        report(w, AN_MSG_tables_nested, pair->key, key, NULL);
        return 0;
    }
    size_t nodes = 0;
    for (size_t i = 0; i < pair->value->map.n; i++) {
        const struct an_pair *row = &pair->value->map.pair[i];
        uint32_t table = table_of(w, row->key);
        if (table == AN_NONE)
            continue;
        if (!an_is_map(row->value)) {
            report(w, AN_MSG_not_a_condition, row->value, row->key->scalar.text,
                   an_node_kind_name(row->value->kind));
            continue;
        }
        size_t at = an_cond_add(w, op, row->key->span);
        w->b->cond_nodes.v[at].fact = table;
        w->table = table;
        close_node(w, at, emit_mapping(w, row->value, depth + 1));
        w->table = AN_NONE;
        nodes++;
    }
    return nodes;
}

/* `empty: T` for a table: no row fulfils the condition that is always true. */
static size_t emit_empty_table(struct an_cond_work *w, uint32_t table, struct an_span at)
{
    size_t not = an_cond_add(w, AN_OP_NOT, at), some = an_cond_add(w, AN_OP_SOME, at);
    w->b->cond_nodes.v[some].fact = table;
    (void)an_cond_add(w, AN_OP_ALL, at);
    close_node(w, some, 1);
    close_node(w, not, 1);
    return 1;
}

static size_t emit_empty_one(struct an_cond_work *w, const struct an_node *name)
{
    struct an_cond_subject subject;
    if (!an_cond_subject_of(w, name, NULL, &subject))
        return 0;
    enum an_type type = subject.of.type->type;
    if (type == AN_TYPE_TABLE)
        return emit_empty_table(w, subject.fact, name->span);
    if (type != AN_TYPE_SET && type != AN_TYPE_COUNTRIES) {
        an_diag_add(w->b->diags, AN_MSG_wrong_thing, name->span, an_text(name), an_type_title(type),
                    "a set or a table");
        w->failed = true;
        return 0;
    }
    size_t at = an_cond_add(w, AN_OP_ONLY, name->span);
    w->b->cond_nodes.v[at].fact = subject.fact;
    w->b->cond_nodes.v[at].column = subject.column;
    return 1;
}

static size_t emit_empty(struct an_cond_work *w, const struct an_pair *pair)
{
    size_t nodes = 0;
    for (size_t i = 0; i < an_items(pair->value); i++)
        nodes += emit_empty_one(w, an_item(pair->value, i));
    if (an_items(pair->value) == 0)
        report(w, AN_MSG_needs_conditions, pair->key, "empty", NULL);
    return nodes;
}

/* ---- words that are no facts ---- */

enum word {
    WORD_NONE,
#define AN_COND_NODE(op, word, form, holds, example, yes, no) WORD_##op,
#define AN_COND_WORD(id, word, form, holds, example, yes, no) WORD_##id,
#include "engine/lang/cond.def"
};

static enum word word_of(const char *key)
{
    static const struct {
        const char *text;
        enum word word;
    } words[] = {
#define AN_COND_NODE(op, word, form, holds, example, yes, no) {word, WORD_##op},
#define AN_COND_WORD(id, word, form, holds, example, yes, no) {word, WORD_##id},
#include "engine/lang/cond.def"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].text, key) == 0)
            return words[i].word;
    return WORD_NONE;
}

/* ---- thresholds that move ---- */

bool an_cond_is_step(const struct an_node *node)
{
    return an_is_scalar(node) && strcmp(an_text(node), "STEP") == 0;
}

static bool names_step(const struct an_node *node, int depth)
{
    if (depth > AN_MAX_COND_DEPTH)
        return false; /* reported when it is read */
    bool found = an_cond_is_step(node);
    for (size_t i = 0; an_is_seq(node) && i < node->seq.n && !found; i++)
        found = names_step(node->seq.item[i], depth + 1);
    for (size_t i = 0; an_is_map(node) && i < node->map.n && !found; i++)
        found = names_step(node->map.pair[i].value, depth + 1);
    return found;
}

/* A test of the fact `day`, whose value is the law day. */
static void emit_day(struct an_cond_work *w, enum an_op op, an_day day, struct an_span at)
{
    size_t node = an_cond_add(w, op, at);
    if (w->too_large)
        return;
    w->b->cond_nodes.v[node].fact = an_name_number(w->b, AN_NAMED_FACT, "day");
    w->b->cond_nodes.v[node].n = 1;
    w->b->cond_nodes.v[node].value = an_u32(w->b->cond_values.n);
    an_vec_push(w->b->scratch, &w->b->cond_values, (int64_t)day);
}

static size_t emit_pair(struct an_cond_work *w, const struct an_pair *pair, int depth);

/* The line as it is while the i-th value holds. */
static void emit_step(struct an_cond_work *w, const struct an_pair *pair, size_t i, int depth)
{
    const struct an_cond_steps *steps = w->scope->steps;
    size_t at = an_cond_add(w, AN_OP_ALL, pair->key->span), days = 0;
    if (i > 0) {
        emit_day(w, AN_OP_AT_LEAST, steps->from[i], steps->value[i]->span);
        days++;
    }
    if (i + 1 < steps->n) {
        emit_day(w, AN_OP_LESS_THAN, steps->from[i + 1], steps->value[i + 1]->span);
        days++;
    }
    w->step = steps->value[i];
    close_node(w, at, days + emit_pair(w, pair, depth));
    w->step = NULL;
}

/*
 * A line that names STEP: one alternative for each value, with the days on which it holds. So
 * whoever walks conditions sees ordinary tests, of the law day and of the threshold.
 */
static size_t emit_steps(struct an_cond_work *w, const struct an_pair *pair, int depth)
{
    struct an_cond_steps *steps = w->scope->steps;
    steps->used = true;
    size_t any = an_cond_add(w, AN_OP_ANY, pair->key->span);
    for (size_t i = 0; i < steps->n && !w->too_large; i++)
        emit_step(w, pair, i, depth);
    close_node(w, any, steps->n);
    return 1;
}

/* Is this the smallest line outside of tables that names STEP? */
static bool moves(const struct an_cond_work *w, const struct an_pair *pair, enum word word)
{
    bool steps = w->scope->steps && w->scope->steps->n > 0;
    bool group = word == WORD_ALL || word == WORD_ANY || word == WORD_NOT || word == WORD_OPEN;
    return steps && !group && !w->step && w->table == AN_NONE && names_step(pair->value, 0);
}

/* ---- mappings ---- */

/* One line of a condition; returns how many nodes stand for it. */
static size_t emit_pair(struct an_cond_work *w, const struct an_pair *pair, int depth)
{
    const char *key = pair->key->scalar.text;
    if (an_is_empty(pair->value)) {
        report(w, AN_MSG_empty_value, pair->key, key, NULL);
        return 0;
    }
    enum word word = word_of(key);
    if (moves(w, pair, word))
        return emit_steps(w, pair, depth);
    switch (word) {
    case WORD_NONE: break;
    case WORD_ALL: return emit_group(w, AN_OP_ALL, pair, depth);
    case WORD_ANY: return emit_group(w, AN_OP_ANY, pair, depth);
    case WORD_NOT: return emit_single(w, AN_OP_NOT, pair, depth);
    case WORD_OPEN: return emit_single(w, AN_OP_OPEN, pair, depth);
    case WORD_SOME: return emit_rows(w, AN_OP_SOME, pair, depth);
    case WORD_EVERY: return emit_rows(w, AN_OP_EVERY, pair, depth);
    case WORD_EMPTY: return emit_empty(w, pair);
    case WORD_ON_LIST: return an_cond_on_list(w, pair);
    }
    struct an_cond_subject subject;
    if (!an_cond_subject_of(w, pair->key, pair->value, &subject))
        return 0;
    return an_cond_tests(w, &subject, pair->value);
}

/*
 * A mapping is the conjunction of its lines. One line with one test needs no node around it; that
 * is only known afterwards, so the node is taken out again.
 */
static size_t emit_mapping(struct an_cond_work *w, const struct an_node *node, int depth)
{
    if (depth > AN_MAX_COND_DEPTH) {
        if (!w->too_large)
            an_diag_add(w->b->diags, AN_MSG_condition_deep, node->span, AN_MAX_COND_DEPTH);
        w->too_large = w->failed = true;
        return 0;
    }
    size_t at = an_cond_add(w, AN_OP_ALL, node->span), children = 0;
    for (size_t i = 0; i < node->map.n && !w->too_large; i++)
        children += emit_pair(w, &node->map.pair[i], depth);
    if (node->map.n == 0 && !(depth == 1 && w->scope->may_be_empty))
        report(w, AN_MSG_empty_condition, node, NULL, NULL);
    if (children == 1 && !w->failed) {
        size_t rest = w->b->cond_nodes.n - at - 1;
        memmove(&w->b->cond_nodes.v[at], &w->b->cond_nodes.v[at + 1],
                rest * sizeof w->b->cond_nodes.v[0]);
        w->b->cond_nodes.n--;
    } else if (!w->failed) {
        close_node(w, at, children);
    }
    return 1;
}

/* Only conjunctions of tests, and rows of tables of such. */
static bool is_conjunction(const struct an_cond_work *w, bool tables, struct an_span *at)
{
    for (size_t i = 0; i < w->b->cond_nodes.n; i++) {
        enum an_op op = (enum an_op)w->b->cond_nodes.v[i].op;
        bool fine = op == AN_OP_ALL || an_op_is_leaf(op) ||
                    (tables && (op == AN_OP_SOME || op == AN_OP_EVERY));
        if (!fine) {
            *at = an_shown_span(w->b, w->b->cond_nodes.v[i].span);
            return false;
        }
    }
    return true;
}

static struct an_cond build(struct an_build *b, const struct an_node *node,
                            const struct an_cond_scope *scope, bool then, bool tables)
{
    struct an_cond none = {NULL, 0, NULL, 0};
    if (!an_is_map(node))
        return none;
    struct an_cond_work w = {.b = b, .scope = scope, .table = scope->table};
    b->cond_nodes.n = b->cond_values.n = 0;
    (void)emit_mapping(&w, node, 1);
    struct an_span at;
    if (w.failed) {
        b->lost++;
        return none;
    }
    if (then && !is_conjunction(&w, tables, &at)) {
        an_diag_add(b->diags, AN_MSG_then_form, at, scope->where);
        b->lost++;
        return none;
    }
    return an_cond_store_keep(b->conds, b->cond_nodes.v, b->cond_nodes.n, b->cond_values.v,
                              b->cond_values.n);
}

struct an_cond an_cond_build(struct an_build *b, const struct an_node *node,
                             const struct an_cond_scope *scope)
{
    return build(b, node, scope, false, false);
}

struct an_cond an_cond_build_then(struct an_build *b, const struct an_node *node,
                                  const struct an_cond_scope *scope, bool tables)
{
    return build(b, node, scope, true, tables);
}
