/* Where output goes: a file, a buffer, a pipe. Writers never know which. */
#ifndef ANTINOMY_SINK_H
#define ANTINOMY_SINK_H

#include <stddef.h>
#include <stdio.h>

struct an_arena;

/**
 * An output. `write` returns 0, or an errno value which sticks: later writes do nothing, and
 * `an_sink_error` tells it at the end.
 */
struct an_sink {
    int (*write)(struct an_sink *sink, const char *data, size_t n);
    int error;
    void *to; /* for the implementation */
};

/** Writes to a stdio stream (borrowed; flush and close checks stay with the caller). */
struct an_sink an_sink_file(FILE *file);

/** Collects in memory; text and length are valid until the arena goes. */
struct an_sink_buffer {
    struct an_sink sink;
    struct an_arena *arena;
    char *text; /* NUL-terminated */
    size_t n, cap;
};
void an_sink_buffer_init(struct an_sink_buffer *buffer, struct an_arena *arena);

void an_put(struct an_sink *sink, const char *text);
void an_put_n(struct an_sink *sink, const char *text, size_t n);
void an_putf(struct an_sink *sink, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/** 0, or the errno of the first failed write. */
int an_sink_error(const struct an_sink *sink);

#endif
