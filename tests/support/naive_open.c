/*
 * The naive evaluator: open facts (S5.4).
 */
#include <stdlib.h>
#include <string.h>

#include "tests/support/naive_run.h"

enum { MAX_STEPS = 400000 };

/* Facts that take more than one value in the completions. */
static uint64_t undecided_facts(const struct naive *n, const struct completions *list)
{
    uint64_t facts = 0;
    for (uint32_t f = 0; f < n->m->facts.n; f++)
        for (size_t i = 1; i < list->n; i++)
            if (list->v[i].value[f] != list->v[0].value[f])
                facts |= naive_bit(f);
    return facts;
}

/*
 * Completions that agree outside the block come to stand side by side. C17 without threads has no
 * qsort with a context, so what is compared is put in front.
 */
struct grouped {
    unsigned char key[64 * sizeof(uint16_t) + sizeof(uint16_t)];
    const struct completion *c;
};

static int by_key(const void *a, const void *b)
{
    return memcmp(((const struct grouped *)a)->key, ((const struct grouped *)b)->key,
                  sizeof((const struct grouped *)a)->key);
}

static struct grouped *group(struct naive *n, const struct completions *list, uint64_t block)
{
    struct grouped *g = AN_NEW_ARRAY(n->arena, struct grouped, list->n);
    for (size_t i = 0; i < list->n; i++) {
        uint16_t outside[65] = {0};
        for (uint32_t f = 0; f < n->m->facts.n; f++)
            outside[f] = (block & naive_bit(f)) != 0 ? 0 : list->v[i].value[f];
        outside[64] = list->v[i].choices;
        memcpy(g[i].key, outside, sizeof outside);
        g[i].c = &list->v[i];
    }
    qsort(g, list->n, sizeof *g, by_key);
    return g;
}

/*
 * Open facts of one block. Among completions that agree outside it, two that differ in verdict and
 * in the fact exist exactly if there is more than one verdict and more than one value of the fact.
 */
static uint64_t open_in_block(struct naive *n, const struct completions *list, uint64_t block)
{
    struct grouped *g = group(n, list, block);
    uint64_t open = 0;
    for (size_t first = 0, end; first < list->n; first = end) {
        uint64_t differs = 0;
        bool verdicts = false;
        for (end = first; end < list->n && by_key(&g[first], &g[end]) == 0; end++) {
            verdicts = verdicts || g[end].c->verdict != g[first].c->verdict;
            for (uint32_t f = 0; f < n->m->facts.n; f++)
                if (g[end].c->value[f] != g[first].c->value[f])
                    differs |= naive_bit(f);
        }
        if (verdicts)
            open |= differs & block;
    }
    return open;
}

/* Which values of each fact occur in some completion. */
struct seen {
    const struct completions *list;
    bool *value[64];
};

static bool can_fail_from(struct naive *n, const struct constraint *c, const struct seen *seen,
                          uint64_t rest, uint32_t *steps)
{
    uint32_t fact = 0;
    if (++*steps > MAX_STEPS)
        naive_refuse(n, "an axiom about too many values");
    if (rest == 0) {
        for (n->chosen = 0; n->chosen < 1u << n->choices.n; n->chosen++)
            if (!naive_fulfilled(n, c))
                return true;
        return false;
    }
    while ((rest & naive_bit(fact)) == 0)
        fact++;
    for (size_t i = 0; i < n->domain[fact].values.n; i++) {
        n->now[fact] = &n->domain[fact].values.v[i];
        if (seen->value[fact][i] && can_fail_from(n, c, seen, rest & ~naive_bit(fact), steps))
            return true;
    }
    return false;
}

/* A constraint that what is known fulfils already, whatever else, ties nothing together. */
static bool can_fail(struct naive *n, const struct constraint *c, const struct seen *seen,
                     uint64_t undecided)
{
    uint32_t steps = 0;
    for (uint32_t f = 0; f < n->m->facts.n; f++)
        n->now[f] = &n->domain[f].values.v[seen->list->v[0].value[f]];
    return can_fail_from(n, c, seen, c->facts & undecided, &steps);
}

static void note_seen(struct naive *n, const struct completions *list, struct seen *seen)
{
    seen->list = list;
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        seen->value[f] = AN_NEW_ARRAY(n->arena, bool, n->domain[f].values.n);
        for (size_t i = 0; i < list->n; i++)
            seen->value[f][list->v[i].value[f]] = true;
    }
}

/* By constraint: the undecided facts that it ties together. */
static uint64_t *ties(struct naive *n, const struct completions *list, uint64_t undecided)
{
    struct seen seen;
    uint64_t *tied = AN_NEW_ARRAY(n->arena, uint64_t, n->constraints.n);
    note_seen(n, list, &seen);
    for (size_t i = 0; i < n->constraints.n; i++) {
        uint64_t facts = n->constraints.v[i].facts & undecided;
        if ((facts & (facts - 1)) != 0 && can_fail(n, &n->constraints.v[i], &seen, undecided))
            tied[i] = facts;
    }
    return tied;
}

/* Facts tied to this one, directly or through others. */
static uint64_t block_of(const struct naive *n, uint32_t fact, const uint64_t *ties_of)
{
    uint64_t block = naive_bit(fact);
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < n->constraints.n; i++) {
            uint64_t tied = ties_of[i];
            if ((tied & block) != 0 && (tied & ~block) != 0) {
                block |= tied;
                more = true;
            }
        }
    }
    return block;
}

uint64_t naive_open_facts(struct naive *n, const struct completions *list)
{
    uint64_t undecided = undecided_facts(n, list), open = 0, done = 0;
    const uint64_t *tied = ties(n, list, undecided);
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        if ((undecided & ~done & naive_bit(f)) == 0)
            continue;
        uint64_t block = block_of(n, f, tied);
        open |= open_in_block(n, list, block);
        done |= block;
    }
    return open;
}
