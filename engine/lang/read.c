/* Fields and scalars of checked nodes. See read.h. */
#include "engine/lang/read.h"

#include <assert.h>
#include <string.h>

void an_fields_of(enum an_mapping mapping, const struct an_node *map, struct an_fields *out)
{
    size_t n;
    *out = (struct an_fields){.map = map, .first = an_mapping_keys(mapping, &n)};
    assert(n <= AN_MAX_KEYS);
    if (!an_is_map(map))
        return;
    for (size_t i = 0; i < map->map.n; i++) {
        const struct an_pair *pair = &map->map.pair[i];
        enum an_key key = an_key_find(mapping, pair->key->scalar.text);
        if (key != AN_KEY_COUNT && !an_is_empty(pair->value))
            out->value[key - out->first] = pair->value;
    }
}

const struct an_node *an_field(const struct an_fields *fields, enum an_key key)
{
    assert(key >= fields->first && key - fields->first < AN_MAX_KEYS);
    return fields->value[key - fields->first];
}

bool an_is_scalar(const struct an_node *node)
{
    return node && node->kind == AN_NODE_SCALAR;
}

bool an_is_seq(const struct an_node *node)
{
    return node && node->kind == AN_NODE_SEQ;
}

bool an_is_map(const struct an_node *node)
{
    return node && node->kind == AN_NODE_MAP;
}

bool an_is_empty(const struct an_node *node)
{
    if (!an_is_scalar(node))
        return false;
    if (node->style != AN_STYLE_PLAIN && node->style != AN_STYLE_JSON_LITERAL)
        return false;
    const char *text = node->scalar.text;
    return *text == '\0' || strcmp(text, "~") == 0 || strcmp(text, "null") == 0;
}

const char *an_text(const struct an_node *node)
{
    return an_is_scalar(node) ? node->scalar.text : "";
}

size_t an_items(const struct an_node *node)
{
    if (!node)
        return 0;
    return node->kind == AN_NODE_SEQ ? node->seq.n : 1;
}

const struct an_node *an_item(const struct an_node *node, size_t i)
{
    return node->kind == AN_NODE_SEQ ? node->seq.item[i] : node;
}

bool an_read_bool(const struct an_node *node, bool *out)
{
    const char *text = an_text(node);
    *out = false;
    /* In quotes it is text: who writes "false" may mean a name, and must not get an answer. */
    if (!an_is_scalar(node) ||
        (node->style != AN_STYLE_PLAIN && node->style != AN_STYLE_JSON_LITERAL))
        return false;
    *out = strcmp(text, "true") == 0;
    return *out || strcmp(text, "false") == 0;
}

enum an_int_error an_read_int(const char *text, int64_t *out)
{
    bool negative = *text == '-';
    const char *digits = negative ? text + 1 : text;
    if (*digits == '\0' || strspn(digits, "0123456789") != strlen(digits))
        return AN_INT_SHAPE;
    if (digits[0] == '0' && (digits[1] != '\0' || negative))
        return AN_INT_ZERO;
    /* Counted downwards, since the least number has no positive twin. */
    int64_t value = 0;
    for (; *digits; digits++) {
        int digit = *digits - '0';
        if (value < (INT64_MIN + digit) / 10)
            return AN_INT_RANGE;
        value = value * 10 - digit;
    }
    if (!negative && value == INT64_MIN)
        return AN_INT_RANGE;
    *out = negative ? value : -value;
    return AN_INT_OK;
}

bool an_read_day(const struct an_node *node, an_day *out)
{
    return an_is_scalar(node) &&
           an_day_parse(node->scalar.text, node->scalar.len, out) == AN_DAY_OK;
}

bool an_read_when(const struct an_node *node, struct an_when *out)
{
    return an_is_scalar(node) &&
           an_when_parse(node->scalar.text, node->scalar.len, out) == AN_DAY_OK;
}

size_t an_id_span(const char *text)
{
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");
}

static bool begins_well(const char *text)
{
    return *text != '-' && *text != '.' && *text != '_' && *text != '\0';
}

bool an_is_id(const char *text)
{
    size_t n = an_id_span(text);
    return n <= AN_MAX_ID && text[n] == '\0' && begins_well(text);
}

const char *an_keep_text(struct an_arena *arena, const struct an_node *node)
{
    if (!an_is_scalar(node))
        return NULL;
    size_t n = node->scalar.len;
    while (n > 0 && node->scalar.text[n - 1] == '\n')
        n--;
    return an_strndup(arena, node->scalar.text, n);
}

int an_read_word(enum an_key key, const struct an_node *node)
{
    return an_word_index(an_key_row(key)->of, an_text(node));
}

uint32_t an_read_wordset(enum an_key key, const struct an_node *node)
{
    uint32_t set = 0;
    for (size_t i = 0; i < an_items(node); i++) {
        int word = an_read_word(key, an_item(node, i));
        if (word >= 0)
            set |= 1u << word;
    }
    return set;
}
