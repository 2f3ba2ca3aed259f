/*
 * Tables that follow from the model: which provisions speak of which facts, and the folded texts
 * that a search looks through. Written by a load, recomputed by verify, never read into a model.
 */
#include "engine/base/sizes.h"
#include "engine/facts/links.h"
#include "engine/facts/search.h"
#include "engine/facts/tables.h"

/* ---- provisions and facts ---- */

/*
 * Mentions, sorted by fact: counted first, then put in place, provision by provision. Half a
 * million of them are made in a large load, so that sorting them otherwise would be felt.
 */
struct mention {
    uint32_t provision, role;
};
struct links {
    uint32_t *next; /* per fact: where its next mention goes; counts before */
    struct mention *mention;
    uint32_t provision;
};

static void count_link(void *to, uint32_t fact, enum an_link link)
{
    struct links *links = to;
    (void)link;
    links->next[fact + 1]++;
}

static void put_link(void *to, uint32_t fact, enum an_link link)
{
    struct links *links = to;
    links->mention[links->next[fact]++] = (struct mention){links->provision, link};
}

/* After it, the mentions of fact f end at next[f]. */
static void collect(struct an_walk *walk, struct links *links)
{
    const struct an_model *m = walk->row.m;
    links->next = AN_NEW_ARRAY(walk->scratch, uint32_t, (size_t)m->facts.n + 1);
    for (uint32_t i = 0; i < m->provisions.n; i++)
        an_each_link(&m->provisions.v[i], count_link, links);
    for (uint32_t f = 0; f < m->facts.n; f++)
        links->next[f + 1] += links->next[f];
    links->mention = AN_NEW_ARRAY(walk->scratch, struct mention, links->next[m->facts.n]);
    for (links->provision = 0; links->provision < m->provisions.n; links->provision++)
        an_each_link(&m->provisions.v[links->provision], put_link, links);
}

static void link_row(struct an_walk *walk, uint32_t fact, uint32_t provision, uint32_t role)
{
    if (!an_walk_next(walk))
        return;
    an_row_ref(&walk->row, &fact, 0);
    an_row_ref(&walk->row, &provision, 0);
    an_row_ref(&walk->row, &role, 0);
    an_walk_done(walk);
}

/* The mentions of one fact: of each provision every role once, in order. */
static void link_rows(struct an_walk *walk, uint32_t fact, const struct mention *v, uint32_t n)
{
    for (uint32_t i = 0; i < n;) {
        uint32_t provision = v[i].provision, roles = 0;
        for (; i < n && v[i].provision == provision; i++)
            roles |= 1U << v[i].role;
        for (uint32_t role = 0; roles >> role != 0; role++)
            if (roles >> role & 1)
                link_row(walk, fact, provision, role);
    }
}

void an_walk_provision_facts(struct an_walk *walk)
{
    struct links links;
    uint32_t start = 0;
    if (!an_walk_begin(walk, AN_TABLE_PROVISION_FACT))
        return;
    collect(walk, &links);
    for (uint32_t f = 0; f < walk->row.m->facts.n; f++) {
        link_rows(walk, f, links.mention + start, links.next[f] - start);
        start = links.next[f];
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
