/* Interned text: equal strings have equal pointers, and a dense number each. */
#ifndef AN_BASE_INTERN_H
#define AN_BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

#include "engine/base/arena.h"

struct an_intern;

AN_NODISCARD struct an_intern *an_intern_new(struct an_arena *arena);
/**
 * A continuation of `parent`, which must not grow any more: texts of the parent keep their numbers,
 * new ones count on from there.
 */
AN_NODISCARD struct an_intern *an_intern_child(struct an_arena *arena,
                                               const struct an_intern *parent);
/** The one copy of these bytes (which hold no NUL), NUL-terminated, living as long as the arena. */
const char *an_intern_n(struct an_intern *in, const char *s, size_t n);
const char *an_intern(struct an_intern *in, const char *s);
/** Dense number of a text, given at first sight from 0 upwards; and back (NULL if out of range). */
uint32_t an_intern_id(struct an_intern *in, const char *s);
const char *an_intern_text(const struct an_intern *in, uint32_t id);
/** UINT32_MAX if this text was never seen. */
uint32_t an_intern_find(const struct an_intern *in, const char *s);
uint32_t an_intern_count(const struct an_intern *in);

#endif
