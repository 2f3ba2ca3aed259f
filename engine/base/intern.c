/* Interned text: an array of texts in order of first sight, and a hash table of their numbers. */
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

static uint32_t number_of(struct an_intern *in, const char *s, size_t n)
{
    assert(n == 0 || !memchr(s, 0, n));
    if ((in->entries.n + 1) * 2 > in->cap)
        grow(in);
    uint64_t hash = hash_of(in, s, n);
    uint32_t *slot = slot_of(in, s, n, hash);
    if (*slot == 0) {
        struct entry e = {an_strndup(in->arena, s, n), n, hash};
        an_vec_push(in->arena, &in->entries, e);
        *slot = an_u32(in->entries.n);
    }
    return *slot - 1;
}

const char *an_intern_n(struct an_intern *in, const char *s, size_t n)
{
    uint32_t number = number_of(in, s, n); /* may move the entries */
    return in->entries.v[number].text;
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
    return id < in->entries.n ? in->entries.v[id].text : NULL;
}

uint32_t an_intern_find(const struct an_intern *in, const char *s)
{
    if (in->cap == 0)
        return UINT32_MAX;
    size_t n = strlen(s);
    uint32_t slot = *slot_of(in, s, n, hash_of(in, s, n));
    return slot == 0 ? UINT32_MAX : slot - 1;
}

uint32_t an_intern_count(const struct an_intern *in)
{
    return an_u32(in->entries.n);
}
