/* What the files of engine/diag share: the list as it is kept. No other module includes this. */
#ifndef AN_DIAG_LIST_H
#define AN_DIAG_LIST_H

#include <stdarg.h>

#include "engine/base/vec.h"
#include "engine/diag/diag.h"

#define AN_SEVERITIES 3

struct an_diag_entry {
    struct an_diag diag;    /* diag.others is set from `others` as they come */
    struct an_arena *arena; /* NULL: a dummy, which keeps nothing */
    AN_VEC(struct an_label) others;
};

struct an_diag_source {
    const char *path;
    struct an_hash hash;
    bool has_hash;
    const char *text; /* kept in memory, or NULL */
    size_t text_len;
    size_t kept[AN_SEVERITIES];
    size_t total[AN_SEVERITIES];
};

struct an_diag_list {
    struct an_arena *arena;
    AN_VEC(struct an_diag_source) files;
    AN_VEC(struct an_diag_entry *) entries; /* always sorted */
    struct an_diag_source nowhere;          /* counts for AN_NO_FILE */
    size_t kept[AN_SEVERITIES];
    size_t total[AN_SEVERITIES];
    struct an_diag_entry dummy;
};

/** The file of a span; `nowhere` for AN_NO_FILE. */
const struct an_diag_source *an__diag_source(const struct an_diag_list *list, uint32_t file);

/** The text of a message with its places filled, cut to a sensible length. */
const char *an__msg_fill(struct an_arena *arena, enum an_msg msg, va_list args);

/** Longest prefix of at most `max` bytes that does not end inside a character. */
size_t an__cut(const char *s, size_t n, size_t max);

/**
 * Which entries are written (limits of limits.h, errors before warnings before notices), in order.
 */
struct an_diag_choice {
    const struct an_diag_entry **v;
    size_t n;
    size_t hidden[AN_SEVERITIES];
};
struct an_diag_choice an__diag_choose(struct an_arena *arena, const struct an_diag_list *list);

/** The part of a source line around a place. `text` is NULL if it cannot be shown. */
struct an_excerpt {
    const char *text; /* raw bytes, no line end */
    size_t n;
    size_t at; /* byte offset of text[0] in the file */
    bool cut_left, cut_right;
};

/** The primary place of the i-th chosen entry is excerpt[first[i]]; its others follow. */
struct an_excerpts {
    struct an_excerpt *v;
    size_t *first;
};
struct an_excerpts an__diag_excerpts(struct an_arena *arena, const struct an_diag_list *list,
                                     const struct an_diag_choice *choice);

void an__diag_write_text(struct an_arena *arena, const struct an_diag_list *list,
                         struct an_sink *sink, bool colour);
void an__diag_write_json(struct an_arena *arena, const struct an_diag_list *list,
                         struct an_sink *sink);

#endif
