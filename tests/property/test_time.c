/*
 * Timelines, differences and impact against the check itself, on the real rules and products: what
 * a lane says of a day is what a check of that day says; a difference taken the other way round is
 * its mirror; an impact is two checks and a comparison. Days are drawn; the seed is printed.
 */
#include <stdlib.h>
#include <string.h>

#include "antinomy/diff.h"
#include "engine/compare/days.h"
#include "engine/compare/stage.h"
#include "engine/compare/told.h"
#include "tests/support/base_kit.h"

#include <cmocka.h>
#include <setjmp.h>
#include <stdarg.h>

static const char *const profiles[] = {"examples/phone-2015.yaml", "examples/router-2015.yaml"};

static uint64_t state = 20150128;

static uint32_t draw(uint32_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

static struct an_base *base_of(struct kit *k)
{
    struct an_base *base = NULL;
    const char *rules = kit_source(k, "policies");
    assert_int_equal(an_base_from_files(&base, k->ws, &rules, 1), AN_OK);
    return base;
}

static an_day day_of(const char *text)
{
    an_day day = 0;
    assert_int_equal(an_day_parse(text, strlen(text), &day), AN_DAY_OK);
    return day;
}

static const char *text_of(struct kit *k, an_day day)
{
    char text[11];
    an_day_format(day, text);
    return an_strdup(k->arena, text);
}

static bool holds_on(const struct an_band *band, an_day day)
{
    return (!band->from || day_of(band->from) <= day) &&
           (!band->before || day < day_of(band->before));
}

/* ---- law ---- */

static enum an_stage lane_stage(const struct an_lane *lane, an_day day)
{
    for (uint32_t i = 0; i < lane->n_bands; i++)
        if (holds_on(&lane->bands[i], day))
            return lane->bands[i].stage;
    return AN_STAGE_NONE;
}

/* Each provision's lane against the one function that knows, on its own days and around them. */
static void test_law_lanes(void **unused)
{
    (void)unused;
    struct kit k;
    kit_begin(&k);
    struct an_base *base = base_of(&k);
    const struct an_model *m = base->model;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        struct an_timeline_result *r = NULL;
        struct an_timeline_options options = {.as_of = "2026-11-25"};
        assert_int_equal(an_timeline_law(&r, base, k.ws, m->provisions.v[i].id, &options), AN_OK);
        const struct an_timeline *t = an_timeline_get(r);
        struct an_days days = {.arena = k.arena};
        an__days_of_standing(&days, m, &m->provisions.v[i]);
        size_t named = days.n;
        for (size_t n = 0; n < named; n++)
            an_vec_push(k.arena, &days, days.v[n] - 1);
        for (int n = 0; n < 20; n++)
            an_vec_push(k.arena, &days, (an_day)(10000 + (int)draw(11000)));
        assert_int_equal(t->n_lanes, 1);
        for (size_t n = 0; n < days.n; n++)
            if (days.v[n] >= day_of(t->from) && days.v[n] <= day_of(t->to))
                assert_int_equal(lane_stage(&t->lanes[0], days.v[n]),
                                 an__stage_on(m, i, days.v[n]));
        /* A day before its first event never shows it. */
        struct an_events events = an_provision_events(m, &m->provisions.v[i]);
        assert_true(t->lanes[0].n_bands > 0 && t->lanes[0].bands[0].from);
        assert_true(day_of(t->lanes[0].bands[0].from) >= events.v[0].on.lo);
        an_timeline_free(r);
    }
    an_base_close(base);
    kit_end(&k);
}

/* ---- verdicts ---- */

struct shot {
    struct an_check_result *result;
    struct an__tale tale;
};

static struct shot shoot(struct kit *k, struct an_base *base, const struct an_product *product,
                         an_day day)
{
    struct shot s = {0};
    struct an_check_options options = {.as_of = text_of(k, day), .no_proofs = true};
    assert_int_equal(an_check_run(&s.result, base, k->ws, product, &options), AN_OK);
    s.tale = an__tale_of(k->arena, base->model, an_check_get(s.result));
    return s;
}

static bool lane_has(const struct an_lane *lane, const struct an_check *check,
                     const struct an_model *m, const struct an__row_told *row)
{
    if (strcmp(lane->provision->id, m->provisions.v[row->provision].id) != 0 ||
        lane->home != (row->place == AN_NONE))
        return false;
    bool market = row->place == AN_NONE, offer = lane->n_offers == 0;
    for (uint32_t i = 0; i < lane->n_markets; i++)
        market = market || strcmp(lane->markets[i], m->places.v[row->place].id) == 0;
    for (uint32_t i = 0; i < lane->n_offers; i++)
        offer = offer || strcmp(lane->offers[i], check->offers[row->offer]) == 0;
    return market && offer;
}

static struct an_told lane_told(const struct an_lane *lane, an_day day)
{
    struct an_told none = {AN_NOT_APPLICABLE, AN_LIST_IN_FORCE};
    for (uint32_t i = 0; i < lane->n_bands; i++)
        if (holds_on(&lane->bands[i], day))
            return lane->bands[i].told;
    return none;
}

static uint32_t lane_rows(const struct an_lane *lane)
{
    uint32_t offers = lane->n_offers > 0 ? lane->n_offers : 1;
    return offers * (lane->home ? 1 : lane->n_markets);
}

/* Every row of the check is in one lane that says the same; lanes say nothing of other rows. */
static void compare_day(struct kit *k, struct an_base *base, const struct an_product *product,
                        const struct an_timeline *t, an_day day)
{
    struct shot s = shoot(k, base, product, day);
    const struct an_check *check = an_check_get(s.result);
    uint32_t told = 0;
    for (uint32_t i = 0; i < t->n_lanes; i++)
        if (lane_told(&t->lanes[i], day).verdict != AN_NOT_APPLICABLE)
            told += lane_rows(&t->lanes[i]);
    assert_int_equal(told, s.tale.n);
    for (uint32_t i = 0; i < s.tale.n; i++) {
        uint32_t found = 0;
        for (uint32_t n = 0; n < t->n_lanes; n++)
            if (lane_has(&t->lanes[n], check, base->model, &s.tale.v[i]) &&
                an__told_equal(lane_told(&t->lanes[n], day), s.tale.v[i].told))
                found++;
        assert_int_equal(found, 1);
    }
    an_check_free(s.result);
}

static void test_product_lanes(void **unused)
{
    (void)unused;
    struct kit k;
    kit_begin(&k);
    struct an_base *base = base_of(&k);
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        struct an_product *product = NULL;
        struct an_timeline_result *r = NULL;
        assert_int_equal(an_product_read(&product, base, k.ws, kit_source(&k, profiles[i])), AN_OK);
        assert_int_equal(an_timeline_product(&r, base, k.ws, product, NULL), AN_OK);
        const struct an_timeline *t = an_timeline_get(r);
        an_day from = day_of(t->from), to = day_of(t->to);
        for (int n = 0; n < 40; n++)
            compare_day(&k, base, product, t, from + (an_day)draw((uint32_t)(to - from) + 1));
        for (uint32_t n = 0; n < t->n_turns; n += 7) {
            compare_day(&k, base, product, t, day_of(t->turns[n].day));
            if (day_of(t->turns[n].day) > from)
                compare_day(&k, base, product, t, day_of(t->turns[n].day) - 1);
        }
        assert_true(t->n_turns > 5);
        an_timeline_free(r);
        an_product_free(product);
    }
    an_base_close(base);
    kit_end(&k);
}

/* ---- differences ---- */

static void test_diff_is_its_mirror(void **unused)
{
    (void)unused;
    struct kit k;
    kit_begin(&k);
    struct an_base *base = base_of(&k);
    uint32_t items = 0;
    for (int n = 0; n < 60; n++) {
        const char *a = text_of(&k, (an_day)(10000 + (int)draw(11000)));
        const char *b = text_of(&k, (an_day)(10000 + (int)draw(11000)));
        struct an_diff_result *there = NULL, *back = NULL;
        struct an_diff_options ab = {.from = a, .to = b}, ba = {.from = b, .to = a};
        assert_int_equal(an_diff_days(&there, base, k.ws, &ab), AN_OK);
        assert_int_equal(an_diff_days(&back, base, k.ws, &ba), AN_OK);
        const struct an_diff *x = an_diff_get(there), *y = an_diff_get(back);
        assert_int_equal(x->n_items, y->n_items);
        for (uint32_t i = 0; i < x->n_items; i++) {
            uint32_t found = 0;
            for (uint32_t j = 0; j < y->n_items; j++)
                if (strcmp(x->items[i].id, y->items[j].id) == 0)
                    found += x->items[i].stage_before == y->items[j].stage_after &&
                             x->items[i].stage_after == y->items[j].stage_before;
            assert_int_equal(found, 1);
        }
        items += x->n_items;
        an_diff_free(there);
        an_diff_free(back);
    }
    assert_true(items > 100);
    an_base_close(base);
    kit_end(&k);
}

/* ---- impact ---- */

/* Rows whose verdict differs, by going through both tales. */
static uint32_t rows_that_differ(const struct an__tale *a, const struct an__tale *b)
{
    uint32_t differ = 0, i = 0, n = 0;
    while (i < a->n || n < b->n) {
        int order = i == a->n ? 1 : n == b->n ? -1 : an__row_compare(&a->v[i], &b->v[n]);
        if (order != 0 || !an__told_equal(a->v[i].told, b->v[n].told))
            differ++;
        i += order <= 0 ? 1 : 0;
        n += order >= 0 ? 1 : 0;
    }
    return differ;
}

static void test_impact_is_two_checks(void **unused)
{
    (void)unused;
    struct kit k;
    kit_begin(&k);
    struct an_base *base = base_of(&k);
    uint32_t all = 0;
    for (int n = 0; n < 24; n++) {
        const char *path = kit_source(&k, profiles[n % 2]);
        an_day from = (an_day)(16463 + (int)draw(4300)), to = (an_day)(16463 + (int)draw(4300));
        struct an_product *product = NULL;
        struct an_impact_result *r = NULL;
        struct an_impact_options options = {.from = text_of(&k, from), .to = text_of(&k, to)};
        assert_int_equal(an_product_read(&product, base, k.ws, path), AN_OK);
        struct shot a = shoot(&k, base, product, from), b = shoot(&k, base, product, to);
        assert_int_equal(an_impact_run(&r, base, NULL, k.ws, &path, 1, &options), AN_OK);
        const struct an_impact_product *p = &an_impact_get(r)->products[0];
        uint32_t rows = 0;
        for (uint32_t i = 0; i < p->n_flips; i++) {
            const struct an_flip *f = &p->flips[i];
            assert_false(f->worse && f->better);
            assert_non_null(f->because);
            rows += f->n_markets == 0 ? 1 : f->n_markets;
        }
        /* A flip tells markets and offers, not their pairs: at least one row for each market. */
        uint32_t differ = rows_that_differ(&a.tale, &b.tale);
        assert_true(rows <= differ);
        assert_int_equal(differ > 0, p->n_flips > 0);
        all += differ;
        an_impact_free(r);
        an_check_free(a.result);
        an_check_free(b.result);
        an_product_free(product);
    }
    assert_true(all > 50);
    an_base_close(base);
    kit_end(&k);
}

/* Nothing changes against itself, and what is struck out is gone. */
static void test_impact_of_nothing(void **unused)
{
    (void)unused;
    struct kit k;
    kit_begin(&k);
    struct an_base *base = base_of(&k);
    const char *path = kit_source(&k, profiles[0]), *law = "cn.bank317";
    struct an_impact_result *r = NULL;
    struct an_impact_options same = {.from = "2015-01-28", .to = "2015-01-28"};
    assert_int_equal(an_impact_run(&r, base, base, k.ws, &path, 1, &same), AN_OK);
    assert_int_equal(an_impact_get(r)->n_changed, 0);
    an_impact_free(r);
    struct an_impact_options strike = {.from = "2015-01-28", .strike = &law, .n_strike = 1};
    assert_int_equal(an_impact_run(&r, base, NULL, k.ws, &path, 1, &strike), AN_OK);
    const struct an_impact *impact = an_impact_get(r);
    assert_int_equal(impact->n_changed, 1);
    for (uint32_t i = 0; i < impact->products[0].n_flips; i++) {
        const struct an_flip *f = &impact->products[0].flips[i];
        assert_int_equal(strncmp(f->provision->id, "cn.bank317.", 11), 0);
        assert_int_equal(f->after.verdict, AN_NOT_APPLICABLE);
        assert_string_equal(f->because, "struck out for this question");
    }
    assert_true(impact->products[0].n_flips >= 6);
    an_impact_free(r);
    an_base_close(base);
    kit_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_law_lanes),          cmocka_unit_test(test_product_lanes),
        cmocka_unit_test(test_diff_is_its_mirror), cmocka_unit_test(test_impact_is_two_checks),
        cmocka_unit_test(test_impact_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
