/* Containment of places and reach of law on a day: dated, of any depth, uncertain where days are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/vec.h"
#include "engine/lang/model.h"

struct world {
    struct an_arena *arena;
    AN_VEC(struct an_place) places;
    struct an_model m;
};

static struct an_when when_of(const char *text)
{
    struct an_when when;
    assert_int_equal(an_when_parse(text, strlen(text), &when), AN_DAY_OK);
    return when;
}

static an_day day_of(const char *text)
{
    return when_of(text).lo;
}

static uint32_t add(struct world *w, const char *id)
{
    struct an_place place = {.id = id, .name = id};
    an_vec_push(w->arena, &w->places, place);
    return (uint32_t)w->places.n - 1;
}

/* NULL: since ever, for ever. */
static void put(struct world *w, struct an_memberships *where, uint32_t place, const char *from,
                const char *before)
{
    struct an_membership *v = AN_NEW_ARRAY(w->arena, struct an_membership, where->n + 1);
    if (where->n > 0)
        memcpy(v, where->v, where->n * sizeof *v);
    v[where->n].place = place;
    v[where->n].days.from = from ? when_of(from) : (struct an_when){AN_DAY_MIN, AN_DAY_MIN};
    v[where->n].days.before = before ? when_of(before) : (struct an_when){AN_DAY_MAX, AN_DAY_MAX};
    where->v = v;
    where->n++;
}

static void finish(struct world *w)
{
    w->m = (struct an_model){.arena = w->arena, .places = {w->places.v, (uint32_t)w->places.n}};
    an_model_index(&w->m);
}

static an_tri within(struct world *w, const char *inner, const char *outer, const char *day)
{
    return an_place_within(&w->m, an_model_place(&w->m, inner, NULL),
                           an_model_place(&w->m, outer, NULL), day_of(day));
}

static an_tri applies(struct world *w, const char *maker, const char *place, const char *day)
{
    return an_law_applies(&w->m, an_model_place(&w->m, maker, NULL),
                          an_model_place(&w->m, place, NULL), day_of(day));
}

static struct world europe(void)
{
    struct world w = {.arena = an_arena_new()};
    assert_non_null(w.arena);
    if (AN_ARENA_TRY(w.arena))
        fail_msg("out of memory");
    uint32_t gb = add(&w, "GB"), sct = add(&w, "GB-SCT"), hr = add(&w, "HR"), no = add(&w, "NO");
    uint32_t eu = add(&w, "EU"), eea = add(&w, "eea"), is = add(&w, "IS"), cptpp = add(&w, "CPTPP");
    uint32_t hk = add(&w, "HK"), cn = add(&w, "CN"), loose = add(&w, "loose");
    static const char *const alias[] = {"UK"};
    w.places.v[gb].aliases = (struct an_texts){alias, 1};
    put(&w, &w.places.v[sct].part_of, gb, NULL, NULL);
    put(&w, &w.places.v[eu].members, gb, "1973-01-01", "2020-02-01");
    put(&w, &w.places.v[eu].members, hr, "2013-07-01", NULL);
    put(&w, &w.places.v[eu].applies_in, gb, "2020-02-01", "2021-01-01");
    put(&w, &w.places.v[eea].members, eu, "1994-01-01", NULL);
    put(&w, &w.places.v[eea].members, no, "1994-01-01", NULL);
    put(&w, &w.places.v[cptpp].parties, gb, "2024-12-15", NULL);
    put(&w, &w.places.v[loose].members, is, "2015", "2020-06");
    (void)hk;
    (void)cn;
    finish(&w);
    return w;
}

static void test_dated_membership(void **unused)
{
    (void)unused;
    struct world w = europe();
    assert_int_equal(within(&w, "GB", "EU", "1972-12-31"), AN_FALSE);
    assert_int_equal(within(&w, "GB", "EU", "1973-01-01"), AN_TRUE);
    assert_int_equal(within(&w, "GB", "EU", "2020-01-31"), AN_TRUE);
    assert_int_equal(within(&w, "GB", "EU", "2020-02-01"), AN_FALSE);
    assert_int_equal(within(&w, "HR", "EU", "2013-06-30"), AN_FALSE);
    assert_int_equal(within(&w, "HR", "EU", "2013-07-01"), AN_TRUE);
    assert_int_equal(within(&w, "EU", "HR", "2013-07-01"), AN_FALSE);
    assert_int_equal(within(&w, "HK", "CN", "2015-01-28"), AN_FALSE); /* unless the data say so */
    assert_int_equal(within(&w, "HK", "HK", "2015-01-28"), AN_TRUE);
    an_arena_free(w.arena);
}

static void test_depth(void **unused)
{
    (void)unused;
    struct world w = europe();
    assert_int_equal(within(&w, "GB-SCT", "eea", "2015-01-28"), AN_TRUE); /* part, union, group */
    assert_int_equal(within(&w, "GB-SCT", "eea", "2020-02-01"), AN_FALSE);
    assert_int_equal(within(&w, "NO", "EU", "2015-01-28"), AN_FALSE);
    an_arena_free(w.arena);
}

static void test_imprecise_days(void **unused)
{
    (void)unused;
    struct world w = europe();
    assert_int_equal(within(&w, "IS", "loose", "2014-12-31"), AN_FALSE);
    assert_int_equal(within(&w, "IS", "loose", "2015-01-01"), AN_UNKNOWN);
    assert_int_equal(within(&w, "IS", "loose", "2015-12-30"), AN_UNKNOWN);
    assert_int_equal(within(&w, "IS", "loose", "2015-12-31"), AN_TRUE);
    assert_int_equal(within(&w, "IS", "loose", "2020-06-01"), AN_UNKNOWN);
    assert_int_equal(within(&w, "IS", "loose", "2020-06-30"), AN_FALSE);
    an_arena_free(w.arena);
}

static void test_reach_of_law(void **unused)
{
    (void)unused;
    struct world w = europe();
    assert_int_equal(applies(&w, "EU", "GB", "2020-01-31"), AN_TRUE);
    assert_int_equal(applies(&w, "EU", "GB", "2020-12-31"), AN_TRUE);     /* transition */
    assert_int_equal(applies(&w, "EU", "GB-SCT", "2020-12-31"), AN_TRUE); /* and its parts */
    assert_int_equal(applies(&w, "EU", "GB", "2021-01-01"), AN_FALSE);
    assert_int_equal(applies(&w, "CPTPP", "GB", "2024-12-14"), AN_FALSE);
    assert_int_equal(applies(&w, "CPTPP", "GB", "2024-12-15"), AN_TRUE);
    assert_int_equal(applies(&w, "GB", "GB", "2024-12-15"), AN_TRUE);
    assert_int_equal(applies(&w, "GB", "EU", "2015-01-01"), AN_FALSE);
    an_arena_free(w.arena);
}

static void test_aliases(void **unused)
{
    (void)unused;
    struct world w = europe();
    bool alias = false;
    assert_int_equal(an_model_place(&w.m, "UK", &alias), an_model_place(&w.m, "GB", NULL));
    assert_true(alias);
    assert_int_not_equal(an_model_place(&w.m, "GB", &alias), AN_NONE);
    assert_false(alias);
    assert_int_equal(an_model_place(&w.m, "ZZ", NULL), AN_NONE);
    an_arena_free(w.arena);
}

/* Circles are refused by the checks of a load; a base from a stranger may still hold one. */
static void test_a_circle_ends(void **unused)
{
    (void)unused;
    struct world w = {.arena = an_arena_new()};
    if (AN_ARENA_TRY(w.arena))
        fail_msg("out of memory");
    uint32_t a = add(&w, "a"), b = add(&w, "b"), c = add(&w, "c");
    put(&w, &w.places.v[a].members, b, NULL, NULL);
    put(&w, &w.places.v[b].members, a, NULL, NULL);
    put(&w, &w.places.v[b].members, c, NULL, NULL);
    put(&w, &w.places.v[a].members, 99, NULL, NULL); /* out of range */
    finish(&w);
    assert_int_equal(within(&w, "c", "a", "2015-01-01"), AN_TRUE);
    assert_int_equal(within(&w, "a", "b", "2015-01-01"), AN_TRUE);
    assert_int_equal(within(&w, "a", "c", "2015-01-01"), AN_FALSE);
    an_arena_free(w.arena);
}

/* More containers than are kept: the nearest ones answer, nothing is written outside. */
static void test_too_many_containers(void **unused)
{
    (void)unused;
    struct world w = {.arena = an_arena_new()};
    if (AN_ARENA_TRY(w.arena))
        fail_msg("out of memory");
    static char names[400][8];
    for (uint32_t i = 0; i < 400; i++) {
        (void)snprintf(names[i], sizeof names[i], "p%u", i);
        add(&w, names[i]);
        if (i > 0)
            put(&w, &w.places.v[i].members, i - 1, NULL, NULL);
    }
    finish(&w);
    assert_int_equal(within(&w, "p0", "p255", "2015-01-01"), AN_TRUE);
    assert_int_equal(within(&w, "p200", "p399", "2015-01-01"), AN_TRUE);
    assert_int_equal(w.m.up[0].n, AN_MAX_CONTAINERS);
    an_arena_free(w.arena);
}

/* A lattice with 2^20 ways from bottom to top is answered at once. */
static void test_many_ways(void **unused)
{
    (void)unused;
    struct world w = {.arena = an_arena_new()};
    if (AN_ARENA_TRY(w.arena))
        fail_msg("out of memory");
    static char names[60][8];
    for (uint32_t i = 0; i < 60; i++) {
        (void)snprintf(names[i], sizeof names[i], "q%u", i);
        add(&w, names[i]);
        for (uint32_t k = i / 2 * 2; i >= 2 && k > i / 2 * 2 - 2; k--)
            put(&w, &w.places.v[i].members, k - 1, NULL, NULL);
    }
    finish(&w);
    assert_int_equal(within(&w, "q1", "q59", "2015-01-01"), AN_TRUE);
    an_arena_free(w.arena);
}

/* ---- against a definition ---- */

static uint64_t state = 1973;
static uint32_t any_of(uint32_t n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % n;
}

/* In a world where every imprecise day fell as early (or as late) as it can. */
static bool holds_on(const struct an_interval *days, an_day day, bool early_start, bool early_end)
{
    return day >= (early_start ? days->from.lo : days->from.hi) &&
           day < (early_end ? days->before.lo : days->before.hi);
}

/* Reachability by walking up, step by step; `left` ends walks in circles. */
static bool reaches(const struct world *w, uint32_t inner, uint32_t outer, an_day day,
                    bool generous, int left)
{
    if (inner == outer)
        return true;
    if (left == 0)
        return false;
    for (uint32_t p = 0; p < w->places.n; p++) {
        const struct an_memberships *ways[] = {&w->places.v[p].members, &w->places.v[p].parties};
        for (size_t k = 0; k < 2; k++)
            for (uint32_t i = 0; i < ways[k]->n; i++)
                if (ways[k]->v[i].place == inner &&
                    holds_on(&ways[k]->v[i].days, day, generous, !generous) &&
                    reaches(w, p, outer, day, generous, left - 1))
                    return true;
    }
    const struct an_memberships *up = &w->places.v[inner].part_of;
    for (uint32_t i = 0; i < up->n; i++)
        if (holds_on(&up->v[i].days, day, generous, !generous) &&
            reaches(w, up->v[i].place, outer, day, generous, left - 1))
            return true;
    return false;
}

static struct an_membership random_step(uint32_t place)
{
    an_day from = (an_day)any_of(6), before = from + 1 + (an_day)any_of(6);
    struct an_membership m = {
        .place = place,
        .days = {{from, from + (an_day)any_of(2)}, {before, before + (an_day)any_of(2)}}};
    return m;
}

static void add_random_step(struct world *w, uint32_t n)
{
    uint32_t from = any_of(n), to = any_of(n), kind = any_of(3);
    struct an_memberships *where[] = {&w->places.v[to].members, &w->places.v[to].parties,
                                      &w->places.v[from].part_of};
    struct an_memberships *list = where[kind];
    struct an_membership *v = AN_NEW_ARRAY(w->arena, struct an_membership, list->n + 1);
    if (list->n > 0)
        memcpy(v, list->v, list->n * sizeof *v);
    v[list->n] = random_step(kind == 2 ? to : from);
    list->v = v;
    list->n++;
}

static void compare_with_definition(struct world *w, uint32_t n)
{
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < n; b++)
            for (an_day day = 0; day < 14; day++) {
                an_tri expected = reaches(w, a, b, day, false, 8)  ? AN_TRUE
                                  : reaches(w, a, b, day, true, 8) ? AN_UNKNOWN
                                                                   : AN_FALSE;
                assert_int_equal(an_place_within(&w->m, a, b, day), expected);
            }
}

/* Surely within: even if each membership began late and ended early. Perhaps: if early and late. */
static void random_round(void)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    struct world w = {.arena = an_arena_new()};
    if (AN_ARENA_TRY(w.arena))
        fail_msg("out of memory");
    uint32_t n = 3 + any_of(5);
    for (uint32_t i = 0; i < n; i++)
        add(&w, names[i]);
    for (uint32_t i = 0; i < 2 * n; i++)
        add_random_step(&w, n);
    finish(&w);
    compare_with_definition(&w, n);
    an_arena_free(w.arena);
}

static void test_against_the_definition(void **unused)
{
    (void)unused;
    for (int round = 0; round < 400; round++)
        random_round();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dated_membership),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_imprecise_days),
        cmocka_unit_test(test_reach_of_law),
        cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_a_circle_ends),
        cmocka_unit_test(test_too_many_containers),
        cmocka_unit_test(test_many_ways),
        cmocka_unit_test(test_against_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
