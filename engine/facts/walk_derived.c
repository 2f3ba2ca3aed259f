/*
 * Tables that follow from the model: which provisions speak of which facts, and the folded texts
 * that a search looks through. Written by a load, recomputed by verify, never read into a model.
 */
#include <stdlib.h>

#include "engine/base/sizes.h"
#include "engine/facts/links.h"
#include "engine/facts/search.h"
#include "engine/facts/tables.h"

/* ---- provisions and facts ---- */

/* fact, provision and role in one number, which sorts as the table does. */
struct links {
    struct an_arena *arena;
    AN_VEC(uint64_t) keys;
    uint64_t provision;
};

enum { ROLE_BITS = 8, PROVISION_BITS = 28 };

static void take_link(void *to, uint32_t fact, enum an_link link)
{
    struct links *links = to;
    uint64_t key = ((uint64_t)fact << PROVISION_BITS | links->provision) << ROLE_BITS | link;
    an_vec_push(links->arena, &links->keys, key);
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void link_fields(struct an_record *row, uint64_t key)
{
    uint32_t role = key & ((1U << ROLE_BITS) - 1);
    uint32_t provision = (key >> ROLE_BITS) & ((1U << PROVISION_BITS) - 1);
    uint32_t fact = (uint32_t)(key >> (ROLE_BITS + PROVISION_BITS));
    an_row_ref(row, &fact, 0);
    an_row_ref(row, &provision, 0);
    an_row_ref(row, &role, 0);
}

void an_walk_provision_facts(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    struct links links = {.arena = walk->scratch};
    if (!an_walk_begin(walk, AN_TABLE_PROVISION_FACT))
        return;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        links.provision = i;
        an_each_link(&m->provisions.v[i], take_link, &links);
    }
    if (links.keys.n > 0)
        qsort(links.keys.v, links.keys.n, sizeof *links.keys.v, by_number);
    for (size_t i = 0; i < links.keys.n; i++) {
        if (i > 0 && links.keys.v[i] == links.keys.v[i - 1])
            continue;
        if (!an_walk_next(walk))
            break;
        link_fields(&walk->row, links.keys.v[i]);
        an_walk_done(walk);
    }
    an_walk_end(walk);
}

/* ---- search ---- */

static void search_fields(struct an_record *row, enum an_thing_kind kind, uint32_t thing,
                          const char *text)
{
    const char *word = an_thing_word(kind);
    an_row_number(row);
    an_row_text(row, &word);
    an_row_ref(row, &thing, 0);
    an_row_text(row, &text);
}

/* Texts of this many things share an arena: folding leaves much behind. */
enum { THINGS_PER_ARENA = 256 };

static void walk_search_kind(struct an_walk *walk, enum an_thing_kind kind)
{
    const struct an_model *m = walk->row.m;
    struct an_arena *texts = an_scratch_new(walk->scratch);
    uint32_t n = an_thing_total(m, kind);
    for (uint32_t i = 0; i < n && !walk->stopped; i++) {
        if (i % THINGS_PER_ARENA == THINGS_PER_ARENA - 1) {
            an_arena_free(texts);
            texts = an_scratch_new(walk->scratch);
        }
        if (!an_thing_stands_alone(m, kind, i) || !an_walk_next(walk))
            continue;
        search_fields(&walk->row, kind, i, an_search_text(texts, m, kind, i));
        an_walk_done(walk);
    }
    an_arena_free(texts);
}

void an_walk_search(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_SEARCH))
        return;
    for (int kind = AN_THING_JURISDICTION; kind <= AN_THING_LIST; kind++)
        walk_search_kind(walk, (enum an_thing_kind)kind);
    an_walk_end(walk);
}
