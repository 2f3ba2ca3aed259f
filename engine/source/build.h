/*
 * Building a positioned tree from a stream of "open", "scalar", "close": what the YAML and the JSON
 * reader share. Keeps the rules that belong to no syntax: depth, keys that are text and stand once,
 * sizes. No recursion. Internal to engine/source.
 */
#ifndef AN_SOURCE_BUILD_H
#define AN_SOURCE_BUILD_H

#include "engine/base/vec.h"
#include "engine/source/source.h"

struct an_build_frame {
    struct an_node *node;
    size_t first; /* its children start here in `pending` */
    int indent;   /* column (from 0) of the innermost block collection, -1 if there is none */
};

struct an_build {
    struct an_arena *arena;   /* the tree */
    struct an_arena *scratch; /* what is dropped after parsing */
    struct an_diag_list *diags;
    uint32_t file;
    unsigned max_depth;
    size_t nodes;
    bool failed; /* an error was reported: there will be no tree */
    AN_VEC(struct an_build_frame) frames;
    AN_VEC(const struct an_node *) pending; /* children of open collections, keys and values */
    AN_VEC(const struct an_node *) docs;
    AN_VEC(struct an_span) comments; /* in the arena of the tree */
};

/** Adds an error and marks the build as failed. */
#define an__build_error(b, msg, ...)                                                               \
 ((b)->failed = true, an_diag_add((b)->diags, AN_MSG_##msg, __VA_ARGS__))

/** The innermost open collection, or NULL. */
struct an_build_frame *an__build_top(struct an_build *b);
/** What comes next is the key of a mapping. */
bool an__build_at_key(const struct an_build *b);

/** Opens a collection. False if it is too deep or one too many: reading stops there. */
AN_NODISCARD bool an__build_open(struct an_build *b, enum an_node_kind kind,
                                 enum an_node_style style, struct an_span at, int indent);
/** Closes the innermost one. Its end is `end`, or that of its last child if `end` is 0. */
void an__build_close(struct an_build *b, size_t end);
/** Adds a scalar; the text is copied. False if it is one too many: reading stops there. */
AN_NODISCARD bool an__build_scalar(struct an_build *b, enum an_node_style style, struct an_span at,
                                   const char *text, size_t len);

/** The finished tree, or NULL if the build failed. */
const struct an_source *an__build_end(struct an_build *b, const char *path,
                                      const struct an_bytes *bytes);

#endif
