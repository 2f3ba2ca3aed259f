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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
