/*
 * The naive evaluator: open facts (S5.4). A difference of two completions is a set of facts and
 * choices; the smallest ones that change the verdict are looked for, first those of one member,
 * then among completions that agree in all these.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/support/naive_run.h"

enum { MAX_PAIRS = 4000000, FIRST_CHOICE = 48 }; /* bits of a difference: facts, then choices */

typedef AN_VEC(uint64_t) mask_list;

/* ---- terms whose value follows ---- */

static bool follows(struct naive *n, const struct an_term *term)
{
    struct scene scene = {n->m->instruments.v[term->instrument].place, n->law_day, AN_NONE, NULL};
    if (naive_interval_has(&term->days, n->law_day) != AN_TRUE)
        return false;
    return (term->if_.n > 0 && naive_holds(n, &term->if_, scene)) ||
           (term->only_if.n > 0 && !naive_holds(n, &term->only_if, scene));
}

uint64_t naive_terms_that_follow(struct naive *n, uint64_t facts)
{
    uint64_t terms = 0;
    for (uint32_t t = 0; t < n->m->terms.n; t++) {
        uint32_t fact = n->m->terms.v[t].fact;
        if ((facts & naive_bit(fact)) != 0 && follows(n, &n->m->terms.v[t]))
            terms |= naive_bit(fact);
    }
    for (uint32_t p = 0; p < n->m->provisions.n; p++) {
        const struct an_provision *d = naive_provision(n, p);
        if (d->duty == AN_DUTY_DEFINES && (facts & naive_bit(d->defines)) != 0 &&
            naive_effective(n, p, naive_definer_nexus(d)))
            terms |= naive_bit(d->defines);
    }
    return terms;
}

/* ---- differences ---- */

static uint64_t difference(const struct naive *n, const struct completion *a,
                           const struct completion *b)
{
    uint64_t differs = 0;
    for (uint32_t f = 0; f < n->m->facts.n; f++)
        if (a->value[f] != b->value[f])
            differs |= naive_bit(f);
    differs &= ~(a->following | b->following);
    return differs | (uint64_t)(a->choices ^ b->choices) << FIRST_CHOICE;
}

static uint64_t terms(const struct naive *n)
{
    uint64_t bits = 0;
    for (uint32_t t = 0; t < n->m->terms.n; t++)
        bits |= naive_bit(n->m->terms.v[t].fact);
    return bits;
}

/*
 * Completions that agree in some facts and choices come to stand side by side. C17 has no qsort
 * with a context, so what is compared is put in front.
 */
struct grouped {
    uint16_t key[FIRST_CHOICE + 1];
    const struct completion *c;
};

static int by_key(const void *a, const void *b)
{
    return memcmp(((const struct grouped *)a)->key, ((const struct grouped *)b)->key,
                  sizeof((const struct grouped *)a)->key);
}

static void group(const struct naive *n, const struct completions *list, uint64_t agree,
                  struct grouped *g)
{
    for (size_t i = 0; i < list->n; i++) {
        memset(&g[i], 0, sizeof g[i]);
        for (uint32_t f = 0; f < n->m->facts.n; f++)
            if ((agree & naive_bit(f)) != 0)
                g[i].key[f] = list->v[i].value[f];
        g[i].key[FIRST_CHOICE] = (uint16_t)(list->v[i].choices & agree >> FIRST_CHOICE);
        g[i].c = &list->v[i];
    }
    qsort(g, list->n, sizeof *g, by_key);
}

/* Adds a set unless a part of it is there; takes out those of which it is a part. */
static void add_smallest(struct naive *n, mask_list *smallest, uint64_t set)
{
    size_t kept = 0;
    for (size_t i = 0; i < smallest->n; i++)
        if ((smallest->v[i] & ~set) == 0)
            return;
    for (size_t i = 0; i < smallest->n; i++)
        if ((set & ~smallest->v[i]) != 0)
            smallest->v[kept++] = smallest->v[i];
    smallest->n = kept;
    an_vec_push(n->arena, smallest, set);
}

/* Differences that change the verdict, of completions that agree in these facts and choices. */
static void look_among(struct naive *n, const struct completions *list, uint64_t agree,
                       struct grouped *g, mask_list *smallest)
{
    uint32_t pairs = 0;
    group(n, list, agree, g);
    for (size_t first = 0, end; first < list->n; first = end) {
        bool verdicts = false;
        for (end = first; end < list->n && by_key(&g[first], &g[end]) == 0; end++)
            verdicts = verdicts || g[end].c->verdict != g[first].c->verdict;
        for (size_t i = first; verdicts && i < end; i++) {
            for (size_t k = i + 1; k < end; k++) {
                if (++pairs > MAX_PAIRS)
                    naive_refuse(n, "too many pairs of completions");
                if (g[i].c->verdict != g[k].c->verdict)
                    add_smallest(n, smallest, difference(n, g[i].c, g[k].c));
            }
        }
    }
}

static uint64_t undecided(const struct naive *n, const struct completions *list)
{
    uint64_t bits = 0;
    for (size_t i = 1; i < list->n; i++) {
        for (uint32_t f = 0; f < n->m->facts.n; f++)
            if (list->v[i].value[f] != list->v[0].value[f])
                bits |= naive_bit(f);
        bits |= (uint64_t)(list->v[i].choices ^ list->v[0].choices) << FIRST_CHOICE;
    }
    return bits;
}

uint64_t naive_open_facts(struct naive *n, const struct completions *list)
{
    mask_list smallest = {0};
    struct grouped *g = AN_NEW_ARRAY(n->arena, struct grouped, list->n);
    uint64_t differing = undecided(n, list), alone = 0, open = 0, all_terms = terms(n);
    if (n->m->facts.n > FIRST_CHOICE)
        naive_refuse(n, "more than 48 facts");
    /* One fact or choice, and terms that may be left out of the difference. */
    for (uint32_t i = 0; i < 64; i++)
        if ((differing & naive_bit(i)) != 0)
            look_among(n, list, ~naive_bit(i) & ~all_terms, g, &smallest);
    for (size_t i = 0; i < smallest.n; i++)
        if ((smallest.v[i] & (smallest.v[i] - 1)) == 0)
            alone |= smallest.v[i];
    /* A larger smallest one has none of these in it. */
    look_among(n, list, alone & ~all_terms, g, &smallest);
    for (size_t i = 0; i < smallest.n; i++)
        open |= smallest.v[i];
    return open & (naive_bit(FIRST_CHOICE) - 1);
}
