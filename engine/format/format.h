/*
 * Inside of the formatter: a file as items with the comments that belong to them (attach.c), and
 * how they are written (layout.c, scalar.c). The formatter knows the tree and the table of keys,
 * and nothing of what the keys mean.
 */
#ifndef AN_FORMAT_FORMAT_H
#define AN_FORMAT_FORMAT_H

#include "antinomy/format.h"
#include "antinomy/sink.h"
#include "engine/base/vec.h"
#include "engine/diag/workspace.h"
#include "engine/lang/keys.h"
#include "engine/source/source.h"

/** Lines are filled to this many columns; a word or a list that cannot be broken may be longer. */
#define AN_FORMAT_WIDTH 140

struct an_fmt_comment {
    const char *text;  /* from '#', without blanks at the end */
    bool blank_before; /* an empty line stands before it */
    struct an_fmt_comment *next;
};

/** Comments in order. */
struct an_fmt_comments {
    struct an_fmt_comment *first, *last;
};

struct an_fmt_item;

/** A node, and what it is made of. */
struct an_fmt_node {
    const struct an_node *node;
    struct an_fmt_item *child; /* of mappings and lists, in file order */
    size_t n;
    struct an_fmt_comments tail; /* behind the last child */
};

/** A line of a mapping, or an element of a list. */
struct an_fmt_item {
    const struct an_node *key; /* NULL: an element */
    struct an_fmt_node value;
    const struct an_fmt_item *in; /* the item whose value holds this one; NULL: none */
    struct an_fmt_node *block;    /* the mapping or list that it is a line of */
    size_t start;                 /* where its key or dash stands in the file */
    bool blank_before;
    struct an_fmt_comments lead; /* on lines of their own, before it */
    const char *trail;           /* on its line; NULL: none */
};

struct an_fmt_document {
    struct an_fmt_node root;
};

struct an_fmt {
    struct an_workspace *ws;
    struct an_arena *arena;
    const struct an_bytes *bytes;
    const struct an_source *source;
    struct an_fmt_document *doc;        /* source->n_docs of them */
    AN_VEC(struct an_fmt_item *) items; /* of block mappings and lists, as they begin */
    struct an_sink_buffer out;
};

/* format.c */
/** The whole of it for bytes that were read. The result lives in the arena. */
enum an_status an__format_bytes(struct an_arena *arena, struct an_workspace *ws, const char *path,
                                const struct an_bytes *bytes, struct an_formatted *out);

/* attach.c */
/** Makes items, and puts each comment where it belongs. False: one cannot be kept; said which. */
bool an__fmt_attach(struct an_fmt *f);

/* layout.c */
void an__fmt_write(struct an_fmt *f);

/* scalar.c */
/** Text as one line: plain or in quotes. `flow`: between brackets; `typed`: a number, day or yes
 * may be meant, so what reads as one stays as it was written. */
const char *an__fmt_scalar(struct an_arena *arena, const struct an_node *node, bool flow,
                           bool typed);
/** Can it be folded over lines (`>-`, `>`), or must its lines be kept (`|-`, `|`)? */
bool an__fmt_foldable(const struct an_node *node);
bool an__fmt_keepable(const struct an_node *node);

#endif
