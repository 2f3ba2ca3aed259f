/*
 * Containment of places against plain transitive closure, over random worlds of up to twelve places
 * with dated, partly imprecise steps, cycles included.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/gen.h"
#include "tests/support/naive.h"

static struct an_model *random_world(struct gen *g)
{
    static const enum an_place_kind kinds[] = {AN_PLACE_STATE, AN_PLACE_PART, AN_PLACE_UNION,
                                               AN_PLACE_GROUP, AN_PLACE_TREATY};
    uint32_t n = 2 + gen_below(g, 11), links = gen_below(g, 2 * n + 4);
    for (uint32_t i = 0; i < n; i++)
        (void)forge_place(g->f, an_strf(g->f->arena, "p%02u", i), kinds[gen_below(g, 5)]);
    for (uint32_t i = 0; i < links; i++) {
        uint32_t a = gen_below(g, n), b = gen_below(g, n);
        enum forge_link link = (enum forge_link)gen_below(g, 4);
        forge_link_places(g->f, a, link, b, gen_interval(g));
    }
    struct an_model *m = AN_NEW(g->f->arena, struct an_model);
    m->arena = g->f->arena;
    m->symbols = g->f->symbols;
    m->places.v = g->f->places.v;
    m->places.n = n;
    an_model_index(m);
    return m;
}

static void same_everywhere(const struct an_model *m, an_day day, uint64_t seed)
{
    for (uint32_t a = 0; a < m->places.n; a++) {
        for (uint32_t b = 0; b < m->places.n; b++) {
            if (an_place_within(m, a, b, day) != naive_within(m, a, b, day))
                fail_msg("seed %lu, day %d: is %u within %u", (unsigned long)seed, day, a, b);
            if (an_law_applies(m, a, b, day) != naive_law_applies(m, a, b, day))
                fail_msg("seed %lu, day %d: does law of %u apply in %u", (unsigned long)seed, day,
                         a, b);
        }
    }
}

static void containment(void **state)
{
    (void)state;
    static struct gen_tape tape;
    for (uint64_t seed = 0; seed < 3000; seed++) {
        struct an_arena *arena = an_arena_new();
        assert_non_null(arena);
        tape.n = 0;
        struct gen g = {.f = forge_new(arena), .tape = &tape, .seed = seed};
        for (int i = 0; i < GEN_DAYS; i++)
            g.day[i] = an_day_of(2010 + i, 1 + i, 28);
        const struct an_model *m = random_world(&g);
        for (int i = 0; i < 3; i++)
            same_everywhere(m, gen_day(&g), seed);
        an_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(containment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
