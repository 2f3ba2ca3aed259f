/*
 * Shapes of values, one function a shape, and their messages. Recursion follows the table of keys,
 * never the depth of the input: a mapping inside a mapping is one that keys.def names.
 */
#include "engine/lang/shape.h"

#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/map.h"
#include "engine/diag/nearest.h"
#include "engine/lang/read.h"
#include "engine/lang/scalar.h"

/* "'key'", for messages that name either a key or a thing. */
static const char *quoted(struct an_shape_check *c, enum an_key key)
{
    return an_strf(c->scratch, "'%s'", an_key_row(key)->name);
}

static struct an_diag_entry *wrong_kind(struct an_shape_check *c, enum an_key key,
                                        const struct an_node *node, const char *wanted)
{
    return an_diag_add(c->diags, AN_MSG_wrong_kind, node->span, quoted(c, key), wanted,
                       an_node_kind_name(node->kind));
}

/* Is this text, not a list or mapping? */
static bool is_text(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (an_is_scalar(node))
        return true;
    wrong_kind(c, key, node, "text");
    return false;
}

/* Words of "a|b|c" joined for people: "a, b, c". */
static const char *words_listed(struct an_arena *arena, const char *words)
{
    const char *list = "";
    for (;;) {
        size_t n = strcspn(words, "|");
        list = an_strf(arena, "%s%s%.*s", list, *list ? ", " : "", (int)n, words);
        if (words[n] == '\0')
            return list;
        words += n + 1;
    }
}

/* The nearest of the words "a|b|c", or NULL. */
static const char *nearest_word(struct an_arena *arena, const char *words, const char *text)
{
    struct an_nearest near;
    an_nearest_init(&near, text);
    for (;;) {
        size_t n = strcspn(words, "|");
        an_nearest_try(&near, an_strndup(arena, words, n));
        if (words[n] == '\0')
            return near.best;
        words += n + 1;
    }
}

static void check_word(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    const char *words = an_key_row(key)->of;
    if (!is_text(c, key, node) || an_word_index(words, node->scalar.text) >= 0)
        return;
    if (key == AN_K_document_antinomy) {
        an_diag_add(c->diags, AN_MSG_language_version, node->span, node->scalar.text);
        return;
    }
    struct an_diag_entry *e = an_diag_add(c->diags, AN_MSG_unknown_word, node->span,
                                          an_key_row(key)->name, node->scalar.text);
    if (an_too_many_errors(c->diags))
        return;
    const char *near = nearest_word(c->scratch, words, node->scalar.text);
    if (near)
        an_diag_help(e, "did you mean '%s'?", near);
    an_diag_note(e, "it can be: %s", words_listed(c->scratch, words));
}

static void check_id(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (is_text(c, key, node))
        (void)an_check_id(c->diags, node, an_key_row(key)->name);
}

/* ---- text ---- */

static void check_line(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (!is_text(c, key, node))
        return;
    const char *text = an_keep_text(c->scratch, node);
    size_t lines = 1;
    for (const char *s = text; *s; s++)
        lines += *s == '\n' ? 1 : 0;
    if (lines > 1)
        an_diag_add(c->diags, AN_MSG_one_line, node->span, an_key_row(key)->name, lines);
    if (node->scalar.len > AN_WARN_TITLE_BYTES)
        an_diag_add(c->diags, AN_MSG_long_line, node->span, an_key_row(key)->name,
                    node->scalar.len);
    if (strcmp(an_key_row(key)->name, "url") == 0 && strncmp(text, "https://", 8) != 0 &&
        strncmp(text, "http://", 7) != 0)
        an_diag_add(c->diags, AN_MSG_not_an_address, node->span, text);
}

static bool is_language_code(const char *s)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    static const char rest[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t n = strspn(s, letters);
    if (n < 2 || n > 3)
        return false;
    for (s += n; *s == '-'; s += n + 1) {
        n = strspn(s + 1, rest);
        if (n < 2 || n > 8)
            return false;
    }
    return *s == '\0';
}

static void check_names(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (node->kind != AN_NODE_MAP) {
        struct an_diag_entry *e = wrong_kind(c, key, node, "a mapping from language to text");
        an_diag_help(e, "write for instance: %s: {zh: ...}", an_key_row(key)->name);
        return;
    }
    for (size_t i = 0; i < node->map.n; i++) {
        const struct an_pair *pair = &node->map.pair[i];
        if (!is_language_code(pair->key->scalar.text))
            an_diag_add(c->diags, AN_MSG_language_code, pair->key->span, pair->key->scalar.text);
        if (an_is_empty(pair->value))
            an_diag_add(c->diags, AN_MSG_empty_value, pair->key->span, pair->key->scalar.text);
        else
            check_line(c, key, pair->value);
    }
}

static void check_bool(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    bool value;
    if (is_text(c, key, node) && !an_read_bool(node, &value))
        an_report_not_bool(c->diags, node, an_key_row(key)->name);
}

static void check_int(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    int64_t value;
    if (!is_text(c, key, node))
        return;
    enum an_int_error error = an_read_int(node->scalar.text, &value);
    if (error != AN_INT_OK)
        an_report_not_int(c->diags, node, an_key_row(key)->name, error);
}

static void check_day(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (is_text(c, key, node))
        (void)an_check_day(c->diags, node, an_key_row(key)->name);
}

static void check_when(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (is_text(c, key, node))
        (void)an_check_when(c->diags, node, an_key_row(key)->name);
}

/* ---- lists ---- */

typedef void check_one_value(struct an_shape_check *c, enum an_key key, const struct an_node *node);

/* Reports what stands twice in a list of texts. */
static void check_twice(struct an_shape_check *c, enum an_key key, const struct an_node *list)
{
    struct an_map seen;
    an_map_init(&seen, c->scratch);
    for (size_t i = 0; i < list->seq.n; i++) {
        const struct an_node *item = list->seq.item[i];
        uint32_t first;
        if (!an_is_scalar(item) || an_map_put(&seen, item->scalar.text, (uint32_t)i, &first))
            continue;
        struct an_diag_entry *e = an_diag_add(c->diags, AN_MSG_item_twice, item->span,
                                              item->scalar.text, an_key_row(key)->name);
        an_diag_other(e, list->seq.item[first]->span, "first here");
    }
}

/* Lists that are looked through again and again: their length is limited. */
static bool is_short_list(enum an_key key)
{
    static const enum an_key keys[] = {
        AN_K_fact_values,         AN_K_column_values,      AN_K_table_columns,
        AN_K_topic_scale,         AN_K_product_offers,     AN_K_provision_status,
        AN_K_instrument_status,   AN_K_provision_readings, AN_K_product_parts,
        AN_K_case_changes_offers, AN_K_provision_steps};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i] == key)
            return true;
    return false;
}

static void check_length(struct an_shape_check *c, enum an_key key, const struct an_node *list)
{
    if (list->seq.n > AN_MAX_SHORT_LIST && is_short_list(key))
        an_diag_add(c->diags, AN_MSG_long_list, list->span, an_key_row(key)->name, list->seq.n,
                    AN_MAX_SHORT_LIST);
}

/* One or several values. */
static void check_several(struct an_shape_check *c, enum an_key key, const struct an_node *node,
                          check_one_value *check)
{
    if (node->kind != AN_NODE_SEQ) {
        check(c, key, node);
        return;
    }
    if (node->seq.n == 0 && an_key_row(key)->need != AN_NEED_OPT)
        an_diag_add(c->diags, AN_MSG_empty_list, node->span, an_key_row(key)->name);
    check_length(c, key, node);
    for (size_t i = 0; i < node->seq.n; i++) {
        if (an_is_empty(node->seq.item[i]))
            an_diag_add(c->diags, AN_MSG_empty_value, node->seq.item[i]->span,
                        an_key_row(key)->name);
        else
            check(c, key, node->seq.item[i]);
    }
    if (node->seq.n > 1 && key != AN_K_function_takes) /* types of arguments may be equal */
        check_twice(c, key, node);
}

static void check_list(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    enum an_mapping of = an_mapping_of(key);
    if (node->kind != AN_NODE_SEQ) {
        struct an_diag_entry *e = wrong_kind(c, key, node, "a list");
        if (node->kind == AN_NODE_MAP)
            an_diag_help(e, "put '- ' before its first key: each item of the list is %s",
                         an_mapping_title(of));
        return;
    }
    if (node->seq.n == 0 && an_key_row(key)->need != AN_NEED_OPT && key != AN_K_list_members)
        an_diag_add(c->diags, AN_MSG_empty_list, node->span, an_key_row(key)->name);
    check_length(c, key, node);
    for (size_t i = 0; i < node->seq.n; i++) {
        const struct an_node *item = node->seq.item[i];
        if (an_is_empty(item))
            an_diag_add(c->diags, AN_MSG_empty_value, item->span, an_key_row(key)->name);
        else
            an_shape_check_map(c, of, item);
    }
}

/* ---- mappings by name ---- */

static bool is_map(struct an_shape_check *c, enum an_key key, const struct an_node *node,
                   const char *wanted)
{
    if (an_is_map(node))
        return true;
    wrong_kind(c, key, node, wanted);
    return false;
}

/* Mappings by jurisdiction or by fact. */
static void check_by_name(struct an_shape_check *c, enum an_key key, const struct an_node *node,
                          const char *wanted)
{
    if (!is_map(c, key, node, wanted))
        return;
    for (size_t i = 0; i < node->map.n; i++) {
        const struct an_pair *pair = &node->map.pair[i];
        (void)an_check_id(c->diags, pair->key, an_key_row(key)->name);
        if (an_is_empty(pair->value))
            an_diag_add(c->diags, AN_MSG_empty_value, pair->key->span, pair->key->scalar.text);
        else
            an_shape_check_map(c, an_mapping_of(key), pair->value);
    }
}

static void check_cond(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (an_is_map(node))
        return; /* its content is checked with the facts at hand */
    struct an_diag_entry *e =
        wrong_kind(c, key, node, "a condition (a mapping from fact to value)");
    if (an_is_seq(node))
        an_diag_help(e, "write 'all: [...]' or 'any: [...]' and put the list there");
    else
        an_diag_help(e, "write for instance '%s: {%s: true}'", an_key_row(key)->name,
                     an_is_id(an_text(node)) ? an_text(node) : "fact");
}

static void check_due(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (an_is_map(node))
        an_shape_check_map(c, AN_M_due_after, node);
    else
        check_when(c, key, node);
}

static void check_exempts(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (an_is_map(node))
        an_shape_check_map(c, AN_M_exempts_all, node);
    else
        check_several(c, key, node, check_id);
}

static void check_product(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    if (an_is_map(node))
        an_shape_check_map(c, AN_M_product, node);
    else
        check_id(c, key, node);
}

void an__shape_check_value(struct an_shape_check *c, enum an_key key, const struct an_node *node)
{
    switch (an_key_row(key)->shape) {
    case AN_SHAPE_WORD: check_word(c, key, node); return;
    case AN_SHAPE_WORDLIST: check_several(c, key, node, check_word); return;
    case AN_SHAPE_WORDS: check_several(c, key, node, check_line); return;
    case AN_SHAPE_ID:
    case AN_SHAPE_REF:
    case AN_SHAPE_PLACE:
    case AN_SHAPE_STEP: check_id(c, key, node); return;
    case AN_SHAPE_REFS:
    case AN_SHAPE_PLACES: check_several(c, key, node, check_id); return;
    case AN_SHAPE_LINE: check_line(c, key, node); return;
    case AN_SHAPE_TEXT: (void)is_text(c, key, node); return;
    case AN_SHAPE_NAMES: check_names(c, key, node); return;
    case AN_SHAPE_BOOL: check_bool(c, key, node); return;
    case AN_SHAPE_INT: check_int(c, key, node); return;
    case AN_SHAPE_DAY: check_day(c, key, node); return;
    case AN_SHAPE_DAYS: check_several(c, key, node, check_day); return;
    case AN_SHAPE_WHEN: check_when(c, key, node); return;
    case AN_SHAPE_DUE: check_due(c, key, node); return;
    case AN_SHAPE_COND: check_cond(c, key, node); return;
    case AN_SHAPE_EXEMPTS: check_exempts(c, key, node); return;
    case AN_SHAPE_MAP: an_shape_check_map(c, an_mapping_of(key), node); return;
    case AN_SHAPE_LIST: check_list(c, key, node); return;
    case AN_SHAPE_PRODUCT: check_product(c, key, node); return;
    case AN_SHAPE_VALUES: (void)is_map(c, key, node, "a mapping from fact to value"); return;
    case AN_SHAPE_BYPLACE:
        check_by_name(c, key, node, "a mapping from jurisdiction to values");
        return;
    case AN_SHAPE_EVIDENCE: check_by_name(c, key, node, "a mapping from fact to evidence"); return;
    case AN_SHAPE_EXPECT: (void)is_map(c, key, node, "a mapping from provision to verdict"); return;
    }
    AN_UNREACHABLE();
}
