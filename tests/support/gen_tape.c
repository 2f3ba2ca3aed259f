/*
 * The tape that random cases are drawn from, and its shrinking. See gen.h.
 */
#include <string.h>

#include "tests/support/gen.h"

/* splitmix64 (public domain, S. Vigna): every seed is good, also 0, 1, 2. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint32_t gen_below(struct gen *g, uint32_t n)
{
    if (n <= 1)
        return 0;
    if (g->at < g->tape->n)
        return g->tape->v[g->at++] % n;
    if (g->replay || g->tape->n == GEN_MAX_TAPE)
        return 0;
    uint32_t drawn = (uint32_t)(next_random(&g->seed) % n);
    g->tape->v[g->tape->n++] = drawn;
    g->at++;
    return drawn;
}

bool gen_chance(struct gen *g, uint32_t percent)
{
    return gen_below(g, 100) >= 100 - percent;
}

int64_t gen_between(struct gen *g, int64_t min, int64_t max)
{
    return min + gen_below(g, (uint32_t)(max - min + 1));
}

uint32_t gen_some(struct gen *g, uint32_t n, uint32_t most)
{
    uint32_t bits = 0, many = gen_below(g, (most < n ? most : n) + 1);
    for (uint32_t i = 0; i < many; i++)
        bits |= 1u << gen_below(g, n);
    return bits;
}

an_day gen_day(struct gen *g)
{
    an_day day = g->day[gen_below(g, GEN_DAYS)];
    uint32_t aside = gen_below(g, 5); /* on the day, before it, after it */
    return day - (aside == 3) + (aside == 4);
}

struct an_when gen_when(struct gen *g)
{
    an_day day = gen_day(g);
    if (!gen_chance(g, 12))
        return (struct an_when){day, day};
    return (struct an_when){day, day + (an_day)gen_between(g, 1, 400)};
}

struct an_interval gen_interval(struct gen *g)
{
    struct an_interval days = forge_always();
    uint32_t form = gen_below(g, 6);
    if (form == 3 || form == 5)
        days.from = gen_when(g);
    if (form == 4 || form == 5)
        days.before = gen_when(g);
    if (form == 5 && days.before.lo <= days.from.hi) /* an interval is not empty */
        days.before = forge_on(days.from.hi + 1 + (an_day)gen_below(g, 400));
    return days;
}

static struct gen_case make(struct gen *g)
{
    static const int days[GEN_DAYS][3] = {{2015, 1, 28}, {2015, 1, 1},  {2016, 1, 1},
                                          {2016, 2, 29}, {2017, 2, 28}, {2015, 12, 31},
                                          {2014, 6, 30}, {2018, 7, 31}};
    for (size_t i = 0; i < GEN_DAYS; i++)
        g->day[i] = an_day_of(days[i][0], days[i][1], days[i][2]);
    struct gen_case c = {.f = g->f};
    c.model = gen_model(g);
    c.profile = gen_profile(g, c.model);
    c.day = gen_day(g);
    c.profile->as_of = c.day;
    c.model = c.profile->model = gen_consequences(g, c.model);
    return c;
}

struct gen_case gen_from_seed(struct an_arena *arena, uint64_t seed, struct gen_tape *tape)
{
    struct gen g = {.f = forge_new(arena), .tape = tape, .seed = seed};
    tape->n = 0;
    return make(&g);
}

struct gen_case gen_from_tape(struct an_arena *arena, struct gen_tape *tape)
{
    struct gen g = {.f = forge_new(arena), .tape = tape, .replay = true};
    return make(&g);
}

/* ---- shrinking ---- */

static bool still_fails(struct gen_tape *tape, gen_fails *fails, void *ctx)
{
    struct an_arena *arena = an_arena_new();
    struct gen_case c = gen_from_tape(arena, tape);
    bool failed = fails(ctx, arena, &c, false);
    an_arena_free(arena);
    return failed;
}

static bool try_tape(struct gen_tape *best, const struct gen_tape *other, gen_fails *fails,
                     void *ctx)
{
    struct gen_tape copy = *other;
    if (!still_fails(&copy, fails, ctx))
        return false;
    *best = copy;
    return true;
}

/* Leaves out, or sets to 0, `len` numbers from each place in turn. */
static bool cut(struct gen_tape *tape, uint32_t len, bool zero, gen_fails *fails, void *ctx)
{
    bool better = false;
    for (uint32_t at = 0; at + len <= tape->n;) {
        struct gen_tape other = *tape;
        bool same = true;
        if (zero) {
            for (uint32_t i = at; i < at + len; i++) {
                same = same && other.v[i] == 0;
                other.v[i] = 0;
            }
        } else {
            same = false;
            memmove(&other.v[at], &other.v[at + len], (tape->n - at - len) * sizeof other.v[0]);
            other.n -= len;
        }
        if (!same && try_tape(tape, &other, fails, ctx))
            better = true;
        else
            at += zero ? len : 1;
    }
    return better;
}

static bool lower(struct gen_tape *tape, gen_fails *fails, void *ctx)
{
    bool better = false;
    for (uint32_t at = 0; at < tape->n; at++) {
        while (tape->v[at] > 0) {
            struct gen_tape other = *tape;
            other.v[at] = tape->v[at] > 8 ? tape->v[at] / 2 : tape->v[at] - 1;
            if (!try_tape(tape, &other, fails, ctx))
                break;
            better = true;
        }
    }
    return better;
}

void gen_shrink(struct gen_tape *tape, gen_fails *fails, void *ctx)
{
    while (tape->n > 0 && tape->v[tape->n - 1] == 0)
        tape->n--;
    for (bool better = true; better;) {
        better = false;
        for (uint32_t len = 64; len > 0; len /= 2) {
            better = cut(tape, len, false, fails, ctx) || better;
            better = cut(tape, len, true, fails, ctx) || better;
        }
        better = lower(tape, fails, ctx) || better;
    }
}
