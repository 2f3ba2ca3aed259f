/*
 * The positioned tree: what YAML and JSON files become before anyone asks what they mean. Every
 * scalar is text; nothing is typed here. Built by source/yaml.c and source/json.c, read by lang.
 *
 * A tree lives in the arena it was built in. Nodes are never changed after building.
 */
#ifndef AN_SOURCE_TREE_H
#define AN_SOURCE_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "antinomy/diag.h"
#include "engine/base/arena.h"
#include "engine/base/hash.h"
#include "engine/diag/diag.h"

enum an_node_kind { AN_NODE_SCALAR, AN_NODE_SEQ, AN_NODE_MAP };

enum an_node_style {
    AN_STYLE_PLAIN,
    AN_STYLE_SINGLE,
    AN_STYLE_DOUBLE,
    AN_STYLE_LITERAL,
    AN_STYLE_FOLDED,
    AN_STYLE_BLOCK, /* sequences and mappings */
    AN_STYLE_FLOW,
    AN_STYLE_JSON_LITERAL /* true, false, null, numbers in JSON */
};

struct an_node {
    enum an_node_kind kind : 8; /* narrow: a tree has as many nodes as its file has words */
    enum an_node_style style : 8;
    struct an_span span;
    union {
        struct {
            const char *text; /* NUL-terminated UTF-8, holds no NUL */
            size_t len;
        } scalar;
        struct {
            const struct an_node *const *item;
            size_t n;
        } seq;
        struct {
            const struct an_pair *pair; /* in file order; keys are unique scalars */
            size_t n;
        } map;
    };
};

struct an_pair {
    const struct an_node *key;
    const struct an_node *value;
};

/** Documents of one file, in order. */
struct an_source {
    uint32_t file; /* number in the diagnostics list */
    const char *path;
    struct an_hash hash; /* SHA-256 of the bytes */
    size_t bytes;
    const struct an_node *const *doc;
    size_t n_docs;
    const struct an_span *comment; /* from '#' to the end of its line; YAML only, in order */
    size_t n_comments;
};

/** Value of a key, or NULL. */
const struct an_node *an_node_get(const struct an_node *map, const char *key);
const char *an_node_kind_name(enum an_node_kind kind); /* "text", "a list", "a mapping" */

#endif
