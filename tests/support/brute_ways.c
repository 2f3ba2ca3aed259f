/* Ways out of a conflict by trying every situation. See brute.h. */
#include <assert.h>

#include "tests/support/brute.h"

static void add_step(struct brute *b, enum an_step_kind kind, uint32_t of, uint32_t cost)
{
    assert(b->n_steps < 64);
    b->step[b->n_steps++] = (struct brute_step){kind, of, cost};
}

void brute_find_steps(struct brute *b)
{
    for (uint32_t c = 0; c < b->n_copies; c++) {
        uint32_t fact = b->copy[c].fact;
        uint32_t cost = fact < b->x.n_facts ? b->x.fact[fact].cost : 0;
        if (b->stated >> c & 1 && !(b->context >> c & 1))
            add_step(b, b->fixed >> c & 1 ? AN_STEP_GIVE_UP : AN_STEP_CHANGE, c,
                     10 * (cost > 0 ? cost : 3));
    }
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        if (b->says[d]) {
            add_step(b, AN_STEP_EXEMPT, d, 20);
            add_step(b, AN_STEP_AVOID, d, 5);
        }
    for (uint32_t m = 0; m < b->x.n_markets; m++)
        add_step(b, AN_STEP_LEAVE, m, 1000);
}

static bool step_is_taken(const struct brute *b, const struct brute_clash *k, uint32_t scope,
                          const struct brute_step *t, uint32_t situation, uint32_t left)
{
    switch (t->kind) {
    case AN_STEP_GIVE_UP: return (situation ^ b->stated_bits) >> t->of & 1;
    case AN_STEP_CHANGE: return scope >> t->of & 1 && (situation ^ b->stated_bits) >> t->of & 1;
    case AN_STEP_EXEMPT: return k->set >> t->of & 1 && b->says[t->of][situation] == BRUTE_EXEMPT;
    case AN_STEP_AVOID: return k->set >> t->of & 1 && b->says[t->of][situation] == BRUTE_OUTSIDE;
    case AN_STEP_LEAVE: return left >> t->of & 1;
    }
    return false;
}

/* A set of steps is kept if it contains none that is kept. */
static void keep_minimal(struct brute_ways *w, uint64_t way)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n; i++)
        if ((w->v[i] & way) == w->v[i])
            return;
    for (uint32_t i = 0; i < w->n; i++)
        if ((w->v[i] & way) != way)
            w->v[n++] = w->v[i];
    assert(n < BRUTE_SETS);
    w->v[n++] = way;
    w->n = n;
}

static bool is_bound(const struct brute *b, const struct brute_clash *k, uint32_t market)
{
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        if (k->set >> d & 1 && b->x.duty[d].market == market)
            return true;
    return false;
}

/* Facts of the scope of a duty may be stated on every market. */
static uint32_t on_all_markets(const struct brute *b, uint32_t copies)
{
    uint32_t all = 0;
    for (uint32_t c = 0; c < b->n_copies; c++)
        for (uint32_t k = 0; k < b->n_copies; k++)
            if (copies >> k & 1 && b->copy[k].fact == b->copy[c].fact)
                all |= 1u << c;
    return all;
}

struct brute_ways brute_ways_out(const struct brute *b, const struct brute_clash *k,
                                 uint32_t context)
{
    struct brute_ways w = {.n = 0};
    uint32_t scope = 0;
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        scope |= k->set >> d & 1 ? brute_scope(b, d) : 0;
    scope = on_all_markets(b, scope);
    for (uint32_t s = 0; s < b->n_situations; s++)
        for (uint32_t left = 0; left < 1u << b->x.n_markets; left++) {
            uint64_t way = 0;
            uint32_t stay = 0;
            for (uint32_t d = 0; d < b->x.n_duties; d++)
                if (k->set >> d & 1 && !(left >> b->x.duty[d].market & 1))
                    stay |= 1u << d;
            bool may_leave = true;
            for (uint32_t m = 0; m < b->x.n_markets; m++)
                may_leave = may_leave && (!(left >> m & 1) || is_bound(b, k, m));
            if (!b->legal[s] || (s & b->context) != context || !may_leave ||
                brute_broken(b, stay, s))
                continue;
            for (uint32_t i = 0; i < b->n_steps; i++)
                if (step_is_taken(b, k, scope, &b->step[i], s, left))
                    way |= 1ull << i;
            keep_minimal(&w, way);
        }
    return w;
}
