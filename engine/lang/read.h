/*
 * Reading checked nodes: the fields of a mapping by key, and scalars as values. No messages: what
 * is wrong with the shape of a document is reported once, by shape.c; these functions then simply
 * say no. Used by shape.c and by the builders.
 */
#ifndef AN_LANG_READ_H
#define AN_LANG_READ_H

#include "engine/base/day.h"
#include "engine/lang/keys.h"
#include "engine/source/tree.h"

#define AN_MAX_ID 128

/** Values of one mapping by key; NULL where the key is absent or has no value. */
struct an_fields {
    const struct an_node *map;
    unsigned first;
    const struct an_node *value[AN_MAX_KEYS];
};
/** `map` may be NULL or no mapping: then all fields are absent. Unknown keys are passed over. */
void an_fields_of(enum an_mapping mapping, const struct an_node *map, struct an_fields *out);
const struct an_node *an_field(const struct an_fields *fields, enum an_key key);

/** No value: nothing, `~` or `null` without quotes. */
bool an_is_empty(const struct an_node *node);
bool an_is_scalar(const struct an_node *node);
bool an_is_seq(const struct an_node *node);
bool an_is_map(const struct an_node *node);
/** Text of a scalar; "" if it is none. */
const char *an_text(const struct an_node *node);
/** One or several: a list's items, or the node itself. NULL has none. */
size_t an_items(const struct an_node *node);
const struct an_node *an_item(const struct an_node *node, size_t i);

bool an_read_bool(const struct an_node *node, bool *out);

enum an_int_error { AN_INT_OK, AN_INT_SHAPE, AN_INT_ZERO, AN_INT_RANGE };
/** Decimal, maybe with a minus sign, without leading zero, within 64 bits. */
enum an_int_error an_read_int(const char *text, int64_t *out);

bool an_read_day(const struct an_node *node, an_day *out);
bool an_read_when(const struct an_node *node, struct an_when *out);

/** Bytes of the text before the first one that no id may hold; its length if all is well. */
size_t an_id_span(const char *text);
bool an_is_id(const char *text);

/** Copy of a text without line ends at its end; NULL for NULL. */
const char *an_keep_text(struct an_arena *arena, const struct an_node *node);

/** Index of a word of the key's list, or -1. */
int an_read_word(enum an_key key, const struct an_node *node);
/** Bits 1 << index of a WORDLIST. */
uint32_t an_read_wordset(enum an_key key, const struct an_node *node);

#endif
