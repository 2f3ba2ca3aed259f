/* UTF-8: decoding, display width, folding for search, and what may be shown on a terminal. */
#ifndef AN_BASE_UTF8_H
#define AN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/arena.h"

/** Decodes one code point from [s, s+n). Returns its length 1..4, or 0 if the bytes are no UTF-8
 * (overlong and surrogates are none). */
size_t an_utf8_decode(const char *s, size_t n, uint32_t *cp);
/** Encodes; returns the length. cp must be a scalar value. */
size_t an_utf8_encode(uint32_t cp, char out[4]);
/** Columns a terminal gives this text: wide 2, combining 0, escaped controls as an_utf8_shown
 * prints them. */
size_t an_utf8_width(const char *s, size_t n);
/** Number of code points. */
size_t an_utf8_count(const char *s, size_t n);
/** Bidi controls (U+202A..E, U+2066..9, U+200E/F, U+061C) and zero-width characters. */
bool an_utf8_is_bidi(uint32_t cp);
bool an_utf8_is_zero_width(uint32_t cp);
/** Control, bidi, unassigned line ends: shown as U+XXXX on a terminal. */
bool an_utf8_is_unsafe(uint32_t cp);
/** A letter or digit of any script. */
bool an_utf8_is_alnum(uint32_t cp);
/** Text safe for a terminal: unsafe characters become <U+XXXX>. */
const char *an_utf8_shown(struct an_arena *arena, const char *s);
/** Case and compatibility folded form for search (utf8proc NFKC_Casefold). */
const char *an_utf8_fold(struct an_arena *arena, const char *s);

#endif
