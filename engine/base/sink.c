/* Sinks over a stdio stream and over memory. An error sticks; nobody is interrupted by it. */
#include "antinomy/sink.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/arena.h"
#include "engine/base/sizes.h"

static int write_file(struct an_sink *sink, const char *data, size_t n)
{
    errno = 0;
    if (fwrite(data, 1, n, sink->to) == n)
        return 0;
    return errno != 0 ? errno : EIO;
}

struct an_sink an_sink_file(FILE *file)
{
    return (struct an_sink){.write = write_file, .to = file};
}

/* Doubles, and starts anew in the arena only if the text is not its last piece. */
static void reserve(struct an_sink_buffer *b, size_t wanted)
{
    size_t cap = b->cap < 256 ? 256 : b->cap;
    while (cap < wanted)
        if (!an_size_mul(cap, 2, &cap))
            an_arena_fail(b->arena);
    if (!an__arena_extend(b->arena, b->text, b->cap, cap)) {
        char *bigger = an_alloc(b->arena, cap);
        memcpy(bigger, b->text, b->n);
        b->text = bigger;
    }
    b->cap = cap;
}

static int write_buffer(struct an_sink *sink, const char *data, size_t n)
{
    struct an_sink_buffer *b = sink->to;
    size_t wanted;
    if (!an_size_add(b->n, n, &wanted) || !an_size_add(wanted, 1, &wanted))
        return ENOMEM;
    if (wanted > b->cap)
        reserve(b, wanted);
    memcpy(b->text + b->n, data, n);
    b->n += n;
    b->text[b->n] = '\0';
    return 0;
}

void an_sink_buffer_init(struct an_sink_buffer *buffer, struct an_arena *arena)
{
    *buffer = (struct an_sink_buffer){.arena = arena, .text = an_alloc(arena, 1), .cap = 1};
    buffer->sink = (struct an_sink){.write = write_buffer, .to = buffer};
}

void an_put_n(struct an_sink *sink, const char *text, size_t n)
{
    if (sink->error == 0 && n > 0)
        sink->error = sink->write(sink, text, n);
}

void an_put(struct an_sink *sink, const char *text)
{
    an_put_n(sink, text, strlen(text));
}

/* The rare long line: formatted into memory of its own. */
AN_PRINTF(3, 0)
static void put_long(struct an_sink *sink, size_t n, const char *fmt, va_list args)
{
    char *text = malloc(n + 1);
    if (!text) {
        sink->error = ENOMEM;
        return;
    }
    (void)vsnprintf(text, n + 1, fmt, args);
    int error = sink->write(sink, text, n);
    free(text);
    sink->error = error;
}

void an_putf(struct an_sink *sink, const char *fmt, ...)
{
    if (sink->error != 0)
        return;
    char small[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    if (n < 0) {
        sink->error = EINVAL;
    } else if ((size_t)n < sizeof small) {
        an_put_n(sink, small, (size_t)n);
    } else {
        va_start(args, fmt);
        put_long(sink, (size_t)n, fmt, args);
        va_end(args);
    }
}

int an_sink_error(const struct an_sink *sink)
{
    return sink->error;
}
