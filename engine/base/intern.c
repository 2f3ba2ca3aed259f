/*
 * Interned text: an array of texts in order of first sight, and a hash table of their numbers. A
 * continuation asks its parent first, and counts on from where the parent stopped.
 */
#include "engine/base/intern.h"

#include <assert.h>
#include <string.h>

#include "engine/base/hash.h"
#include "engine/base/sizes.h"
#include "engine/base/vec.h"

struct entry {
    const char *text;
    size_t len;
    uint64_t hash;
};

struct an_intern {
    struct an_arena *arena;
    const struct an_intern *parent; /* NULL: none */
    uint32_t first;                 /* texts of the parent: the number of the first one here */
    AN_VEC(struct entry) entries;
    uint32_t *slots; /* number + 1; 0 is free */
    size_t cap;
};

struct an_intern *an_intern_new(struct an_arena *arena)
{
    struct an_intern *in = AN_NEW(arena, struct an_intern);
    in->arena = arena;
    return in;
}

struct an_intern *an_intern_child(struct an_arena *arena, const struct an_intern *parent)
{
    struct an_intern *in = an_intern_new(arena);
    in->parent = parent;
    in->first = an_intern_count(parent);
    return in;
}

static uint64_t hash_of(const struct an_intern *in, const char *s, size_t n)
{
    return an_hash64_keyed(s, n, (uint64_t)(uintptr_t)in);
}

static uint32_t *slot_of(const struct an_intern *in, const char *s, size_t n, uint64_t hash)
{
    size_t mask = in->cap - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &in->slots[i];
        if (*slot == 0)
            return slot;
        const struct entry *e = &in->entries.v[*slot - 1];
        if (e->hash == hash && e->len == n && memcmp(e->text, s, n) == 0)
            return slot;
    }
}

static void grow(struct an_intern *in)
{
    in->cap = in->cap == 0 ? 64 : in->cap * 2;
    in->slots = AN_NEW_ARRAY(in->arena, uint32_t, in->cap);
    for (size_t i = 0; i < in->entries.n; i++) {
        const struct entry *e = &in->entries.v[i];
        *slot_of(in, e->text, e->len, e->hash) = an_u32(i + 1);
    }
}

/* Number of a text that was seen before, here or by a parent; else UINT32_MAX. */
static uint32_t find(const struct an_intern *in, const char *s, size_t n)
{
    for (; in; in = in->parent) {
        uint32_t slot = in->cap == 0 ? 0 : *slot_of(in, s, n, hash_of(in, s, n));
        if (slot != 0)
            return in->first + slot - 1;
    }
    return UINT32_MAX;
}

static const char *text_of(const struct an_intern *in, uint32_t id)
{
    while (id < in->first)
        in = in->parent;
    return id - in->first < in->entries.n ? in->entries.v[id - in->first].text : NULL;
}

static uint32_t number_of(struct an_intern *in, const char *s, size_t n)
{
    assert(n == 0 || !memchr(s, 0, n));
    uint32_t known = find(in, s, n);
    if (known != UINT32_MAX)
        return known;
    if ((in->entries.n + 1) * 2 > in->cap)
        grow(in);
    struct entry e = {an_strndup(in->arena, s, n), n, hash_of(in, s, n)};
    uint32_t *slot = slot_of(in, s, n, e.hash);
    an_vec_push(in->arena, &in->entries, e);
    *slot = an_u32(in->entries.n);
    return in->first + *slot - 1;
}

const char *an_intern_n(struct an_intern *in, const char *s, size_t n)
{
    return text_of(in, number_of(in, s, n));
}

const char *an_intern(struct an_intern *in, const char *s)
{
    return an_intern_n(in, s, strlen(s));
}

uint32_t an_intern_id(struct an_intern *in, const char *s)
{
    return number_of(in, s, strlen(s));
}

const char *an_intern_text(const struct an_intern *in, uint32_t id)
{
    return text_of(in, id);
}

uint32_t an_intern_find(const struct an_intern *in, const char *s)
{
    return find(in, s, strlen(s));
}

uint32_t an_intern_count(const struct an_intern *in)
{
    return in->first + an_u32(in->entries.n);
}
