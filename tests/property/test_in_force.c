/*
 * "In force on this day?" and the list of a provision (S3.2, S5.6), from an_provision_standing,
 * against the naive definition, over random lives of instruments with imprecise days and own days.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/gen.h"
#include "tests/support/naive.h"

static void random_events(struct gen *g, struct an_events *events)
{
    an_day day = gen_day(g) - 300;
    uint32_t n = gen_below(g, 6);
    for (uint32_t i = 0; i < n; i++) {
        struct an_when on = {day, day + (gen_chance(g, 25) ? (an_day)gen_below(g, 200) : 0)};
        forge_event(g->f, events, on, (enum an_state)gen_below(g, AN_STATE_COUNT));
        day += (an_day)gen_below(g, 200);
        if (day + 1 < on.hi && gen_chance(g, 70))
            day = on.hi + (an_day)gen_below(g, 3) - 1;
    }
}

static void same_standing(const struct an_model *m, an_day day, uint64_t seed)
{
    const struct an_provision *p = &m->provisions.v[0];
    struct an_standing s = an_provision_standing(m, p, day);
    enum naive_list list = naive_listed(m, p, day);
    if (s.in_force != naive_in_force(m, p, day))
        fail_msg("seed %lu, day %d: in force", (unsigned long)seed, day);
    if (s.not_yet != (list == NAIVE_NOT_YET_LAW))
        fail_msg("seed %lu, day %d: not yet law", (unsigned long)seed, day);
    if ((s.in_force == AN_FALSE && s.any && s.state == AN_STATE_SUSPENDED) !=
        (list == NAIVE_SUSPENDED))
        fail_msg("seed %lu, day %d: suspended", (unsigned long)seed, day);
}

static void standing(void **state)
{
    (void)state;
    static struct gen_tape tape;
    for (uint64_t seed = 0; seed < 5000; seed++) {
        struct an_arena *arena = an_arena_new();
        assert_non_null(arena);
        tape.n = 0;
        struct gen g = {.f = forge_new(arena), .tape = &tape, .seed = seed};
        for (int i = 0; i < GEN_DAYS; i++)
            g.day[i] = an_day_of(2014, 1 + i, 28);
        uint32_t place = forge_place(g.f, "AA", AN_PLACE_STATE),
                 law = forge_instrument(g.f, "p", place);
        random_events(&g, &g.f->instruments.v[law].status);
        struct an_provision *p = forge_provision(g.f, "p.1", law);
        if (gen_chance(&g, 30))
            random_events(&g, &p->status);
        p->days = gen_interval(&g);
        const struct an_model *m = forge_model(g.f);
        for (an_day day = an_day_of(2013, 3, 1); day < an_day_of(2017, 1, 1);
             day += 1 + (an_day)gen_below(&g, 40))
            same_standing(m, day, seed);
        an_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
