/*
 * A position in a file that knows its byte, character, line and column at once. It walks with the
 * parser, so that a file is counted through once whatever the length of its lines. Internal to
 * engine/source.
 */
#ifndef AN_SOURCE_CURSOR_H
#define AN_SOURCE_CURSOR_H

#include <stddef.h>
#include <stdint.h>

#include "antinomy/diag.h"

/** A line ends with LF (CR LF counts once). Line and column count from 1, characters from 0. */
struct an_cursor {
    const char *data;
    size_t n;
    size_t byte, chars;
    uint32_t line, col;
};

/** At the first character behind a leading mark of `skip` bytes. */
struct an_cursor an__cursor(const char *data, size_t n, size_t skip);

/** Moves to a byte, or to a character, forwards or backwards; stops at the ends of the file. */
void an__cursor_to_byte(struct an_cursor *c, size_t byte);
void an__cursor_to_char(struct an_cursor *c, size_t chars);

/** The same, for who has line and column from elsewhere: those of the cursor are not kept. Faster.
 */
void an__cursor_seek(struct an_cursor *c, size_t chars);

/** The place of `len` bytes from the cursor on. */
struct an_span an__cursor_span(const struct an_cursor *c, uint32_t file, size_t len);

#endif
