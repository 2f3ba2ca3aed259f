/*
 * Arenas: memory that lives and dies together, with clean-up for what is not memory.
 *
 * Allocation does not fail to its caller. When memory runs out the arena jumps to the handler that
 * the public entry point set with AN_ARENA_TRY; that entry point drops the arena and returns
 * AN_ENOMEM. Whatever is not arena memory (file, statement, parser, solver, child) is therefore
 * registered with an_defer when it is opened, and released with the arena, last one first.
 *
 * setjmp stands only in public entry points, longjmp only in arena.c.
 */
#ifndef AN_BASE_ARENA_H
#define AN_BASE_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "engine/base/compat.h"

struct an_arena;

/** A new empty arena, or NULL if memory ran out. Drop it with an_arena_free. */
AN_NODISCARD struct an_arena *an_arena_new(void);

/** Runs the deferred clean-up backwards, then frees everything. NULL is allowed. */
void an_arena_free(struct an_arena *arena);

/**
 * Zeroed memory of `size` bytes, aligned for pointers, doubles and 64-bit numbers (size 0 gives a
 * valid pointer). Never NULL.
 */
AN_NODISCARD AN_RETURNS_NONNULL void *an_alloc(struct an_arena *arena, size_t size);

/** Zeroed memory for `n` things of `size` bytes, checked for overflow. Never NULL. */
AN_NODISCARD AN_RETURNS_NONNULL void *an_alloc_array(struct an_arena *arena, size_t n, size_t size);

/** One zeroed T; an array of N zeroed T. */
#define AN_NEW(arena, T)          ((T *)an_alloc((arena), sizeof(T)))
#define AN_NEW_ARRAY(arena, T, n) ((T *)an_alloc_array((arena), (n), sizeof(T)))

/** Copy of `n` bytes with a NUL behind them. */
AN_NODISCARD AN_RETURNS_NONNULL char *an_strndup(struct an_arena *arena, const char *s, size_t n);
AN_NODISCARD AN_RETURNS_NONNULL char *an_strdup(struct an_arena *arena, const char *s);
/** printf into the arena. */
AN_NODISCARD AN_RETURNS_NONNULL AN_PRINTF(2, 3) char *an_strf(struct an_arena *arena,
                                                              const char *fmt, ...);

/**
 * Calls fn(ptr) when the arena is freed; at once if memory runs out while registering. Registered
 * calls run backwards.
 */
void an_defer(struct an_arena *arena, void (*fn)(void *), void *ptr);

/**
 * Gives back everything but the arena itself, and keeps some room for what comes next: for work
 * that is done over and over. Nothing may be registered with an_defer in it.
 */
void an_arena_clear(struct an_arena *arena);

/** Bytes handed out so far. */
size_t an_arena_used(const struct an_arena *arena);

/**
 * The out-of-memory handler of a public entry point:
 *
 *     if (AN_ARENA_TRY(arena)) { an_arena_free(arena); return AN_ENOMEM; }
 *
 * The value is 0 at first and non-zero after memory ran out. Variables changed after it that are
 * read in the handler must be volatile.
 */
#define AN_ARENA_TRY(arena) (setjmp(*an_arena_handler(arena)))
jmp_buf *an_arena_handler(struct an_arena *arena);

/**
 * A short-lived arena below `outer`, for working memory: jumps to the same handler, and is dropped
 * with `outer` at the latest; drop it earlier with an_arena_free. Never NULL.
 */
AN_NODISCARD AN_RETURNS_NONNULL struct an_arena *an_scratch_new(struct an_arena *outer);
/**
 * The same, but NULL if memory ran out: for an entry point that sets a handler of its own on it,
 * and must not leak it when an arena above jumps past the entry point.
 */
AN_NODISCARD struct an_arena *an_scratch_try(struct an_arena *outer);

/** Makes `inner` jump to the handler of `outer`: for short-lived arenas below an entry point. */
void an_arena_share_handler(struct an_arena *inner, struct an_arena *outer);

/**
 * Raises "memory ran out" by hand, for a library that reported it. Aborts if no entry point has
 * set a handler.
 */
AN_NORETURN void an_arena_fail(struct an_arena *arena);

/**
 * For growable things inside engine/base: makes the last allocation larger where it stands. False
 * if it is not the last one or there is no room; nothing has changed then.
 */
bool an__arena_extend(struct an_arena *arena, void *ptr, size_t old_size, size_t new_size);

#endif
