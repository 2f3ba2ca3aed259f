/*
 * The token pass over the gaps: libyaml's events tell where each text, bracket and document mark
 * stands; here the bytes between them are held against the rules that libyaml does not enforce.
 * Internal to engine/source.
 */
#ifndef AN_SOURCE_GAPS_H
#define AN_SOURCE_GAPS_H

#include "engine/source/build.h"
#include "engine/source/cursor.h"

struct an_gaps {
    struct an_build *build;
    const char *data;
    size_t n;
    size_t begin;        /* behind the byte order mark */
    size_t done;         /* everything before is accounted for */
    struct an_cursor at; /* for messages; moves only when there is one */
    /* The bracket or quote of the last line that was indented too little, SIZE_MAX if none: what
     * libyaml says later about the same one follows from it. */
    size_t blamed;
};

void an__gaps_init(struct an_gaps *g, struct an_build *build, const struct an_bytes *bytes,
                   size_t skip);

/** Looks at what lies between the last token and `start`. */
void an__gaps_until(struct an_gaps *g, size_t start);
/** Looks at a scalar token; the bytes before it were looked at. */
void an__gaps_scalar(struct an_gaps *g, enum an_node_style style, size_t start, size_t end);
/** Where the last indicator ('-', ':', ',' ...) before `end` ends; at least where `done` stands. */
size_t an__gaps_last_mark(const struct an_gaps *g, size_t end);
/** The outermost open bracket, or NULL. */
const struct an_node *an__gaps_bracket(const struct an_gaps *g);
/** Accounts for everything up to `end`. */
void an__gaps_skip(struct an_gaps *g, size_t end);
/** The place of `len` bytes at `byte`, for a message. */
struct an_span an__gaps_span(struct an_gaps *g, size_t byte, size_t len);

#endif
