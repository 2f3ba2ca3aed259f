/*
 * JSON Schema 2020-12 of what shape.c checks, made from the table of keys: an editor with it
 * completes keys and words and marks slips while one types. It refuses nothing that shape.c
 * accepts: where an editor reads a text as a number (article: 12), the number is let through. Order
 * is that of the table, so the same program writes the same bytes. Called by the command `schema`.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "antinomy/language.h"
#include "engine/base/compat.h"
#include "engine/base/json.h"
#include "engine/lang/keys.h"
#include "engine/lang/read.h"

#define MONTH "[0-9]{4}-(0[1-9]|1[0-2])"
#define DAY   MONTH "-(0[1-9]|[12][0-9]|3[01])"
#define PART  "([0-9]{4}|" MONTH "|" DAY ")"

/* ---- small parts ---- */

static void put_types(struct an_json *j, const char *a, const char *b, const char *c)
{
    an_json_key(j, "type");
    an_json_array(j);
    an_json_string(j, a);
    an_json_string(j, b);
    if (c)
        an_json_string(j, c);
    an_json_end_array(j);
}

static void put_ref(struct an_json *j, const char *name)
{
    char ref[64];
    int n = snprintf(ref, sizeof ref, "#/$defs/%s", name);
    assert(n > 0 && (size_t)n < sizeof ref);
    (void)n;
    an_json_put(j, "$ref", ref);
}

static void open_named(struct an_json *j, const char *key)
{
    an_json_key(j, key);
    an_json_object(j);
}

static void put_named_ref(struct an_json *j, const char *key, const char *name)
{
    open_named(j, key);
    put_ref(j, name);
    an_json_end_object(j);
}

/* A word that is a number is the same word for an editor that reads it as one. */
static void put_word(struct an_json *j, const char *words, size_t n)
{
    char word[64];
    assert(n < sizeof word);
    memcpy(word, words, n);
    word[n] = '\0';
    an_json_string(j, word);
    int64_t number;
    if (an_read_int(word, &number) == AN_INT_OK)
        an_json_int(j, number);
}

static void put_words(struct an_json *j, const char *words)
{
    an_json_key(j, "enum");
    an_json_array(j);
    for (;;) {
        size_t n = strcspn(words, "|");
        put_word(j, words, n);
        if (words[n] == '\0')
            break;
        words += n + 1;
    }
    an_json_end_array(j);
}

static void put_mapping_ref(struct an_json *j, enum an_mapping mapping)
{
    put_ref(j, an_mapping_name(mapping));
}

/* ---- one or several ---- */

typedef void put_one_value(struct an_json *j, enum an_key key);

static void put_list_rules(struct an_json *j, enum an_key key)
{
    bool may_be_empty = an_key_row(key)->need == AN_NEED_OPT || key == AN_K_list_members;
    if (!may_be_empty)
        an_json_put_int(j, "minItems", 1);
}

static void put_several(struct an_json *j, enum an_key key, put_one_value *put)
{
    an_json_key(j, "anyOf");
    an_json_array(j);
    an_json_object(j);
    put(j, key);
    an_json_end_object(j);
    an_json_object(j);
    an_json_put(j, "type", "array");
    open_named(j, "items");
    put(j, key);
    an_json_end_object(j);
    put_list_rules(j, key);
    if (key != AN_K_function_takes) /* types of arguments may be equal */
        an_json_put_bool(j, "uniqueItems", true);
    an_json_end_object(j);
    an_json_end_array(j);
}

static void put_one_word(struct an_json *j, enum an_key key)
{
    put_words(j, an_key_row(key)->of);
}

static void put_one_line(struct an_json *j, enum an_key key)
{
    (void)key;
    put_ref(j, "line");
}

static void put_one_id(struct an_json *j, enum an_key key)
{
    (void)key;
    put_ref(j, "id");
}

static void put_one_day(struct an_json *j, enum an_key key)
{
    (void)key;
    put_ref(j, "day");
}

static void put_several_ids(struct an_json *j, enum an_key key)
{
    put_several(j, key, put_one_id);
}

static void put_one_when(struct an_json *j, enum an_key key)
{
    (void)key;
    put_ref(j, "when");
}

/* ---- values of keys ---- */

/* A plain value, or a mapping that says the same at more length. */
static void put_or_mapping(struct an_json *j, enum an_key key, put_one_value *put,
                           enum an_mapping mapping)
{
    an_json_key(j, "anyOf");
    an_json_array(j);
    an_json_object(j);
    put(j, key);
    an_json_end_object(j);
    an_json_object(j);
    put_mapping_ref(j, mapping);
    an_json_end_object(j);
    an_json_end_array(j);
}

static void put_list(struct an_json *j, enum an_key key)
{
    an_json_put(j, "type", "array");
    open_named(j, "items");
    put_mapping_ref(j, an_mapping_of(key));
    an_json_end_object(j);
    put_list_rules(j, key);
}

static void put_by_name(struct an_json *j, enum an_key key)
{
    an_json_put(j, "type", "object");
    put_named_ref(j, "propertyNames", "id");
    open_named(j, "additionalProperties");
    put_mapping_ref(j, an_mapping_of(key));
    an_json_end_object(j);
}

static void put_value(struct an_json *j, enum an_key key)
{
    switch (an_key_row(key)->shape) {
    case AN_SHAPE_WORD: put_one_word(j, key); return;
    case AN_SHAPE_WORDLIST: put_several(j, key, put_one_word); return;
    case AN_SHAPE_WORDS: put_several(j, key, put_one_line); return;
    case AN_SHAPE_ID:
    case AN_SHAPE_REF:
    case AN_SHAPE_PLACE:
    case AN_SHAPE_STEP: put_one_id(j, key); return;
    case AN_SHAPE_REFS:
    case AN_SHAPE_PLACES: put_several_ids(j, key); return;
    case AN_SHAPE_LINE: put_one_line(j, key); return;
    case AN_SHAPE_TEXT: put_ref(j, "text"); return;
    case AN_SHAPE_NAMES: put_ref(j, "names"); return;
    case AN_SHAPE_BOOL: an_json_put(j, "type", "boolean"); return;
    case AN_SHAPE_INT: put_ref(j, "number"); return;
    case AN_SHAPE_DAY: put_one_day(j, key); return;
    case AN_SHAPE_DAYS: put_several(j, key, put_one_day); return;
    case AN_SHAPE_WHEN: put_one_when(j, key); return;
    case AN_SHAPE_DUE: put_or_mapping(j, key, put_one_when, AN_M_due_after); return;
    case AN_SHAPE_EXEMPTS: put_or_mapping(j, key, put_several_ids, AN_M_exempts_all); return;
    case AN_SHAPE_PRODUCT: put_or_mapping(j, key, put_one_id, AN_M_product); return;
    case AN_SHAPE_MAP: put_mapping_ref(j, an_mapping_of(key)); return;
    case AN_SHAPE_LIST: put_list(j, key); return;
    case AN_SHAPE_BYPLACE:
    case AN_SHAPE_EVIDENCE: put_by_name(j, key); return;
    case AN_SHAPE_COND:
    case AN_SHAPE_VALUES:
    case AN_SHAPE_EXPECT: an_json_put(j, "type", "object"); return;
    }
    AN_UNREACHABLE();
}

/* ---- mappings ---- */

/* The keys of a mapping; of a document those that all kinds have and, of the kinds, `only`. */
struct body {
    enum an_key first;
    size_t n;
    enum an_key only; /* AN_KEY_COUNT: all */
};

static struct body body_of(enum an_mapping mapping, enum an_key only)
{
    struct body b = {.only = only};
    b.first = an_mapping_keys(mapping, &b.n);
    return b;
}

static bool takes(const struct body *b, enum an_key key)
{
    return b->only == AN_KEY_COUNT || key == b->only || an_key_row(key)->need != AN_NEED_ONE;
}

static void put_properties(struct an_json *j, const struct body *b)
{
    open_named(j, "properties");
    for (size_t i = 0; i < b->n; i++) {
        enum an_key key = (enum an_key)(b->first + i);
        if (!takes(b, key))
            continue;
        open_named(j, an_key_row(key)->name);
        an_json_put(j, "description", an_key_row(key)->doc);
        put_value(j, key);
        an_json_end_object(j);
    }
    an_json_end_object(j);
    an_json_put_bool(j, "additionalProperties", false);
}

static void put_required(struct an_json *j, const struct body *b)
{
    bool some = false;
    for (size_t i = 0; i < b->n; i++) {
        enum an_key key = (enum an_key)(b->first + i);
        if (an_key_row(key)->need != AN_NEED_REQ && key != b->only)
            continue;
        if (!some) {
            an_json_key(j, "required");
            an_json_array(j);
        }
        some = true;
        an_json_string(j, an_key_row(key)->name);
    }
    if (some)
        an_json_end_array(j);
}

/* Exactly one of the ONE keys. */
static void put_exclusive(struct an_json *j, const struct body *b)
{
    bool some = false;
    for (size_t i = 0; b->only == AN_KEY_COUNT && i < b->n; i++) {
        const struct an_key_row *row = an_key_row((enum an_key)(b->first + i));
        if (row->need != AN_NEED_ONE)
            continue;
        if (!some) {
            an_json_key(j, "oneOf");
            an_json_array(j);
        }
        some = true;
        an_json_object(j);
        an_json_key(j, "required");
        an_json_array(j);
        an_json_string(j, row->name);
        an_json_end_array(j);
        an_json_end_object(j);
    }
    if (some)
        an_json_end_array(j);
}

static void put_body(struct an_json *j, const struct body *b)
{
    an_json_put(j, "type", "object");
    put_required(j, b);
    put_exclusive(j, b);
    put_properties(j, b);
}

/* ---- definitions ---- */

static void put_day_form(struct an_json *j)
{
    open_named(j, "day");
    an_json_put(j, "type", "string");
    an_json_put(j, "pattern", "^" DAY "$");
    an_json_end_object(j);
}

/* What editors may take for a number or for yes and no, and what is text here. */
static void open_lenient(struct an_json *j, const char *name)
{
    open_named(j, name);
    put_types(j, "string", "number", "boolean");
}

static void put_id_form(struct an_json *j)
{
    char pattern[64];
    snprintf(pattern, sizeof pattern, "^[A-Za-z0-9][-A-Za-z0-9._]{0,%d}$", AN_MAX_ID - 1);
    open_lenient(j, "id");
    an_json_put(j, "pattern", pattern);
    an_json_put_int(j, "minimum", 0); /* no id begins with a hyphen */
    an_json_end_object(j);
}

/* A year alone is a number to an editor: one of four digits. */
static void put_when_form(struct an_json *j)
{
    open_named(j, "when");
    put_types(j, "string", "integer", NULL);
    an_json_put(j, "pattern", "^" PART "([.][.]" PART ")?$");
    an_json_put_int(j, "minimum", 1000);
    an_json_put_int(j, "maximum", 9999);
    an_json_end_object(j);
}

static void put_names_form(struct an_json *j)
{
    open_named(j, "names");
    an_json_put(j, "type", "object");
    open_named(j, "propertyNames");
    an_json_put(j, "pattern", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$");
    an_json_end_object(j);
    put_named_ref(j, "additionalProperties", "line");
    an_json_end_object(j);
}

static void put_number_form(struct an_json *j)
{
    open_named(j, "number");
    put_types(j, "integer", "string", NULL);
    an_json_put(j, "pattern", "^(0|-?[1-9][0-9]*)$");
    an_json_end_object(j);
}

static void put_forms(struct an_json *j)
{
    put_id_form(j);
    put_day_form(j);
    put_when_form(j);
    put_number_form(j);
    open_lenient(j, "line");
    an_json_put(j, "pattern", "^[^\\n]*\\n*$");
    an_json_end_object(j);
    open_lenient(j, "text");
    an_json_end_object(j);
    put_names_form(j);
}

/* Marks the mappings that the keys of a body lead to; true if one of them is new. */
static bool mark_inside(const struct body *b, bool used[AN_MAPPING_COUNT])
{
    bool more = false;
    for (size_t i = 0; i < b->n; i++) {
        enum an_key key = (enum an_key)(b->first + i);
        enum an_mapping mapping = an_mapping_inside(key);
        if (!takes(b, key) || mapping == AN_MAPPING_COUNT || used[mapping])
            continue;
        used[mapping] = more = true;
    }
    return more;
}

static void mark_used(const struct body *document, bool used[AN_MAPPING_COUNT])
{
    for (bool more = mark_inside(document, used); more;) {
        more = false;
        for (unsigned m = 0; m < AN_MAPPING_COUNT; m++) {
            struct body b = body_of((enum an_mapping)m, AN_KEY_COUNT);
            if (used[m] && mark_inside(&b, used))
                more = true;
        }
    }
}

static void put_definitions(struct an_json *j, const struct body *document)
{
    bool used[AN_MAPPING_COUNT] = {false};
    mark_used(document, used);
    open_named(j, "$defs");
    put_forms(j);
    for (unsigned m = 0; m < AN_MAPPING_COUNT; m++) {
        if (!used[m])
            continue;
        struct body b = body_of((enum an_mapping)m, AN_KEY_COUNT);
        open_named(j, an_mapping_name((enum an_mapping)m));
        an_json_put(j, "title", an_mapping_title((enum an_mapping)m));
        put_body(j, &b);
        an_json_end_object(j);
    }
    an_json_end_object(j);
}

/* ---- documents ---- */

const char *an_language_kind(size_t i)
{
    struct body b = body_of(AN_M_document, AN_KEY_COUNT);
    for (size_t k = 0; k < b.n; k++) {
        const struct an_key_row *row = an_key_row((enum an_key)(b.first + k));
        if (row->need == AN_NEED_ONE && i-- == 0)
            return row->name;
    }
    return NULL;
}

enum an_status an_language_schema(struct an_sink *sink, const char *kind)
{
    enum an_key only = kind ? an_key_find(AN_M_document, kind) : AN_KEY_COUNT;
    if (kind && (only == AN_KEY_COUNT || an_key_row(only)->need != AN_NEED_ONE))
        return AN_ENOTFOUND;
    struct body document = body_of(AN_M_document, only);
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
    an_json_put(&j, "title", "Antinomy");
    an_json_put(&j, "description", kind ? an_key_row(only)->doc : "A document of any kind.");
    put_body(&j, &document);
    put_definitions(&j, &document);
    an_json_end_object(&j);
    return AN_OK;
}
