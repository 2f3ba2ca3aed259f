/*
 * Growable arrays in an arena. A vector is any struct with members v, n, cap:
 *
 *     AN_VEC(struct an_span) spans = {0};
 *     an_vec_push(arena, &spans, span);
 *
 * Old storage stays in the arena until it is dropped: growth doubles, so the waste is bounded.
 */
#ifndef AN_BASE_VEC_H
#define AN_BASE_VEC_H

#include <stddef.h>

#include "engine/base/arena.h"

#define AN_VEC(T)                                                                                  \
 struct {                                                                                          \
  T *v;                                                                                            \
  size_t n, cap;                                                                                   \
 }

/** Room for one more element; use an_vec_push. */
AN_NODISCARD AN_RETURNS_NONNULL void *an_vec_grow(struct an_arena *arena, void *v, size_t n,
                                                  size_t *cap, size_t size);

#define an_vec_push(arena, vec, item)                                                              \
 do {                                                                                              \
  if ((vec)->n == (vec)->cap)                                                                      \
   (vec)->v = an_vec_grow((arena), (vec)->v, (vec)->n, &(vec)->cap, sizeof *(vec)->v);             \
  (vec)->v[(vec)->n++] = (item);                                                                   \
 } while (0)

#endif
