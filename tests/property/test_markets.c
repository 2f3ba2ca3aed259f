/*
 * Markets asked for together against each market asked for alone: what is shared between markets
 * that nothing tells apart must be what each of them would have got. On the real rules and
 * products.
 */
#include <stdlib.h>
#include <string.h>

#include "antinomy/check.h"
#include "engine/facts/base.h"
#include "tests/support/base_kit.h"

#include <cmocka.h>
#include <setjmp.h>
#include <stdarg.h>

static const char *const profiles[] = {"examples/phone-2015.yaml", "examples/messenger-today.yaml",
                                       "examples/cloud-today.yaml", "examples/hsm-today.yaml"};
#define EACH 7 /* every so many states are asked for alone as well */

static struct an_check_result *check(struct kit *k, const struct an_base *base,
                                     const struct an_product *product, const char *const *markets,
                                     size_t n)
{
    struct an_check_result *r = NULL;
    struct an_check_options o = {.markets = markets, .n_markets = n, .verdicts_only = true};
    assert_int_equal(an_check_run(&r, base, k->ws, product, &o), AN_OK);
    return r;
}

static bool is_on(const struct an_finding *f, const char *market)
{
    for (uint32_t i = 0; i < f->n_markets; i++)
        if (strcmp(f->markets[i], market) == 0)
            return true;
    return false;
}

static bool same(const char *a, const char *b)
{
    return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

/* The same provision with the same answer for the same reason. */
static bool says_too(const struct an_check *c, const char *market, const struct an_finding *f)
{
    for (uint32_t i = 0; i < c->n_findings; i++) {
        const struct an_finding *g = &c->findings[i];
        if (strcmp(g->provision->id, f->provision->id) == 0 && is_on(g, market) &&
            g->verdict == f->verdict && g->possible == f->possible && g->home == f->home &&
            same(g->reason, f->reason) && same(g->due, f->due))
            return true;
    }
    return false;
}

static uint32_t count_on(const struct an_check *c, const char *market)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_findings; i++)
        n += is_on(&c->findings[i], market) ? 1 : 0;
    return n;
}

static uint32_t compare(const struct an_check *together, const struct an_check *alone,
                        const char *market)
{
    for (uint32_t i = 0; i < alone->n_findings; i++) {
        const struct an_finding *f = &alone->findings[i];
        if (f->verdict == AN_NOT_APPLICABLE || !is_on(f, market))
            continue;
        if (!says_too(together, market, f))
            fail_msg("%s on %s: together another answer than alone (%s)", f->provision->id, market,
                     f->reason ? f->reason : "-");
    }
    return count_on(alone, market);
}

static void test_together_as_alone(void **unused)
{
    (void)unused;
    struct kit k;
    kit_begin(&k);
    struct an_base *base = NULL;
    const char *rules = kit_source(&k, "policies");
    assert_int_equal(an_base_from_files(&base, k.ws, &rules, 1), AN_OK);
    const struct an_model *m = base->model;
    const char **states = calloc(m->places.n, sizeof *states);
    size_t n = 0;
    uint32_t compared = 0;
    assert_non_null(states);
    for (uint32_t i = 0; i < m->places.n; i++)
        if (m->places.v[i].kind == AN_PLACE_STATE)
            states[n++] = m->places.v[i].id;
    assert_true(n > 240);
    for (size_t p = 0; p < sizeof profiles / sizeof profiles[0]; p++) {
        struct an_product *product = NULL;
        const char *profile = kit_source(&k, profiles[p]);
        assert_int_equal(an_product_read(&product, base, k.ws, profile), AN_OK);
        struct an_check_result *all = check(&k, base, product, states, n);
        for (size_t i = p; i < n; i += EACH) {
            struct an_check_result *one = check(&k, base, product, &states[i], 1);
            compared += compare(an_check_get(all), an_check_get(one), states[i]);
            an_check_free(one);
        }
        an_check_free(all);
        an_product_free(product);
    }
    assert_true(compared > 1000);
    free(states);
    an_base_close(base);
    kit_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_together_as_alone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
