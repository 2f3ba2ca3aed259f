/*
 * Arenas over malloc'd blocks, the list of deferred clean-up, and the one longjmp of the engine.
 *
 * With AN_ARENA_MALLOC every allocation is a calloc of its own, so that ASan and valgrind see its
 * bounds; without it blocks grow from 4 KiB to 256 KiB and allocations are cut from them. Not for
 * memory that must be given back singly: an arena is dropped whole.
 */
#define _DEFAULT_SOURCE /* madvise */

#include "engine/base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "engine/base/sizes.h"

#define ALIGNMENT     ((size_t)8)
#define FIRST_BLOCK   ((size_t)4096)
#define LARGEST_BLOCK ((size_t)256 * 1024)
#define PAGE          ((size_t)4096)
/* What grows beyond this by doubling may be half empty. */
#define MOST_POPULATED ((size_t)4 * 1024 * 1024)

/* Everything the engine puts into an arena is at most 8-aligned. */
_Static_assert(_Alignof(void *) <= 8 && _Alignof(int64_t) <= 8 && _Alignof(double) <= 8,
               "arena alignment");

struct block {
    struct block *next;
    size_t size; /* bytes behind this header */
    size_t used;
    size_t unused; /* keeps the data 16-aligned */
};

struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *ptr;
};

struct an_arena {
    struct block *blocks; /* the first is the one being filled */
    struct deferred *deferred;
    jmp_buf own;
    jmp_buf *handler; /* NULL until an entry point sets one */
    size_t next_size;
    size_t used;
    struct an_arena *outer; /* of a scratch arena, with its record there */
    struct deferred *record;
};

static char *block_data(struct block *b)
{
    return (char *)(b + 1);
}

struct an_arena *an_arena_new(void)
{
    struct an_arena *arena = calloc(1, sizeof *arena);
    if (arena)
        arena->next_size = FIRST_BLOCK;
    return arena;
}

/* The outer arena has nothing to drop any more. Its record goes too if it is the latest. */
static void detach(struct an_arena *scratch)
{
    struct deferred *d = scratch->record;
    if (!d)
        return;
    d->ptr = NULL;
    if (scratch->outer->deferred == d) {
        scratch->outer->deferred = d->next;
        free(d);
    }
}

void an_arena_free(struct an_arena *arena)
{
    if (!arena)
        return;
    detach(arena);
    while (arena->deferred) {
        struct deferred *d = arena->deferred;
        arena->deferred = d->next;
        d->fn(d->ptr);
        free(d);
    }
    for (struct block *b = arena->blocks; b;) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
    free(arena);
}

void an_arena_clear(struct an_arena *arena)
{
    assert(!arena->deferred);
    struct block *kept = arena->blocks;
#ifdef AN_ARENA_MALLOC
    kept = NULL;
#endif
    for (struct block *b = kept ? kept->next : arena->blocks; b;) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
    arena->blocks = kept;
    arena->used = 0;
    if (!kept)
        return;
    kept->next = NULL;
    memset(block_data(kept), 0, kept->used);
    kept->used = 0;
}

jmp_buf *an_arena_handler(struct an_arena *arena)
{
    arena->handler = &arena->own;
    return &arena->own;
}

void an_arena_share_handler(struct an_arena *inner, struct an_arena *outer)
{
    inner->handler = outer->handler;
}

static void free_scratch(void *arena)
{
    an_arena_free(arena);
}

struct an_arena *an_scratch_try(struct an_arena *outer)
{
    struct an_arena *scratch = an_arena_new();
    struct deferred *d = malloc(sizeof *d);
    if (!scratch || !d) {
        an_arena_free(scratch);
        free(d);
        return NULL;
    }
    *d = (struct deferred){outer->deferred, free_scratch, scratch};
    outer->deferred = d;
    an_arena_share_handler(scratch, outer);
    scratch->outer = outer;
    scratch->record = d;
    return scratch;
}

struct an_arena *an_scratch_new(struct an_arena *outer)
{
    struct an_arena *scratch = an_scratch_try(outer);
    if (!scratch)
        an_arena_fail(outer);
    return scratch;
}

void an_arena_fail(struct an_arena *arena)
{
    /* Without a handler nobody could go on: a fault of ours, not of the user. */
    if (!arena->handler) {
        (void)fputs("antinomy: out of memory outside every entry point\n", stderr);
        abort();
    }
    longjmp(*arena->handler, 1);
}

size_t an_arena_used(const struct an_arena *arena)
{
    return arena->used;
}

/*
 * Asks for the pages of a fresh large block at once: a page fault for each costs more than what is
 * then written there (a tenth of a whole check). Where the system cannot, the faults come.
 */
static void populate(struct block *b, size_t size)
{
#if defined(MADV_POPULATE_WRITE) && !defined(AN_ARENA_MALLOC)
    size_t before = (PAGE - (uintptr_t)b % PAGE) % PAGE;
    if (size >= LARGEST_BLOCK / 2 && size <= MOST_POPULATED)
        (void)madvise((char *)b + before, (size - before) & ~(PAGE - 1), MADV_POPULATE_WRITE);
#else
    (void)b;
    (void)size;
#endif
}

static struct block *add_block(struct an_arena *arena, size_t size)
{
    struct block *b = NULL;
    if (size <= PTRDIFF_MAX - sizeof *b)
        b = calloc(1, size + sizeof *b);
    if (!b)
        an_arena_fail(arena);
    populate(b, size + sizeof *b);
    b->size = size;
    b->next = arena->blocks;
    arena->blocks = b;
    return b;
}

#ifdef AN_ARENA_MALLOC

static void *cut(struct an_arena *arena, size_t size, size_t align)
{
    (void)align;
    struct block *b = add_block(arena, size);
    b->used = size;
    return block_data(b);
}

bool an__arena_extend(struct an_arena *arena, void *ptr, size_t old_size, size_t new_size)
{
    (void)arena;
    (void)ptr;
    (void)old_size;
    (void)new_size;
    return false;
}

#else

/* A block for at least `size` bytes. One for a large thing of its own goes behind the current one,
 * so that the room left there is still used. */
static struct block *room_for(struct an_arena *arena, size_t size)
{
    if (size > arena->next_size / 4) {
        struct block *current = arena->blocks;
        struct block *b = add_block(arena, size);
        if (current) {
            arena->blocks = current;
            b->next = current->next;
            current->next = b;
        }
        return b;
    }
    struct block *b = add_block(arena, arena->next_size - sizeof *b);
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    return b;
}

static void *cut(struct an_arena *arena, size_t size, size_t align)
{
    struct block *b = arena->blocks;
    size_t at = b ? (b->used + align - 1) & ~(align - 1) : 0;
    if (!b || at > b->size || size > b->size - at) {
        b = room_for(arena, size);
        at = 0;
    }
    b->used = at + size;
    return block_data(b) + at;
}

bool an__arena_extend(struct an_arena *arena, void *ptr, size_t old_size, size_t new_size)
{
    struct block *b = arena->blocks;
    if (!b || !ptr || old_size > b->used)
        return false;
    size_t at = b->used - old_size;
    if ((char *)ptr != block_data(b) + at || new_size > b->size - at)
        return false;
    b->used = at + new_size;
    arena->used += new_size - old_size;
    return true;
}

#endif

static void *take(struct an_arena *arena, size_t size, size_t align)
{
    assert(arena);
    if (size == 0)
        size = 1;
    void *p = cut(arena, size, align);
    arena->used += size;
    return p;
}

void *an_alloc(struct an_arena *arena, size_t size)
{
    return take(arena, size, ALIGNMENT);
}

void *an_alloc_array(struct an_arena *arena, size_t n, size_t size)
{
    size_t whole = 0;
    if (!an_size_mul(n, size, &whole))
        an_arena_fail(arena);
    return take(arena, whole, ALIGNMENT);
}

char *an_strndup(struct an_arena *arena, const char *s, size_t n)
{
    size_t whole = 0;
    if (!an_size_add(n, 1, &whole))
        an_arena_fail(arena);
    char *copy = take(arena, whole, 1);
    if (n > 0)
        memcpy(copy, s, n);
    return copy;
}

char *an_strdup(struct an_arena *arena, const char *s)
{
    return an_strndup(arena, s, strlen(s));
}

char *an_strf(struct an_arena *arena, const char *fmt, ...)
{
    char small[256];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    if (n < 0)
        an_arena_fail(arena);
    if ((size_t)n < sizeof small)
        return an_strndup(arena, small, (size_t)n);
    char *text = take(arena, (size_t)n + 1, 1);
    va_start(args, fmt);
    n = vsnprintf(text, (size_t)n + 1, fmt, args);
    va_end(args);
    if (n < 0)
        an_arena_fail(arena);
    return text;
}

void an_defer(struct an_arena *arena, void (*fn)(void *), void *ptr)
{
    struct deferred *d = malloc(sizeof *d);
    if (!d) {
        fn(ptr); /* nobody else would */
        an_arena_fail(arena);
    }
    d->fn = fn;
    d->ptr = ptr;
    d->next = arena->deferred;
    arena->deferred = d;
}
