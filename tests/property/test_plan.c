/*
 * Plans against brute force: small random worlds of up to six yes/no facts of the product and five
 * markets with random duties, some facts fixed. Every setting of the facts is decided by the truth
 * of the duties themselves; from that the most markets, the cheapest of those builds, the fewest
 * builds, what no build can serve and the least change for each market. The planner must find the
 * same, and the evaluator must confirm each of its builds.
 *
 *     test_plan [CASES [FIRST SEED]]
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/plan.h"
#include "engine/eval/run.h"
#include "tests/support/cases.h"
#include "tests/support/world.h"

enum { FACTS = 6, MARKETS = 5, DUTIES = 4, LITERALS = 3 };

static uint64_t cases = 1500, first_seed = 1;

struct duty {
    uint32_t market, n;
    uint32_t fact[LITERALS];
    bool value[LITERALS];
};

struct instance {
    uint64_t seed;
    uint32_t n_facts, n_markets, n_duties;
    struct duty duty[MARKETS * DUTIES];
    bool stated[FACTS], today[FACTS], fixed[FACTS];
    uint32_t cost[FACTS];
    /* brute force */
    uint32_t most, most_cost, possible, fewest, repair[MARKETS]; /* possible: bits */
};

static uint32_t below(struct instance *x, uint32_t n)
{
    x->seed = x->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(x->seed >> 33) % n;
}

static void draw(struct instance *x, uint64_t seed)
{
    memset(x, 0, sizeof *x);
    x->seed = seed * 7919;
    x->n_facts = 1 + below(x, FACTS);
    x->n_markets = 1 + below(x, MARKETS);
    for (uint32_t m = 0; m < x->n_markets; m++)
        for (uint32_t n = below(x, DUTIES); n > 0; n--) {
            struct duty *d = &x->duty[x->n_duties++];
            d->market = m;
            d->n = 1 + below(x, LITERALS);
            for (uint32_t i = 0; i < d->n; i++) {
                d->fact[i] = below(x, x->n_facts);
                d->value[i] = below(x, 2);
            }
        }
    for (uint32_t f = 0; f < x->n_facts; f++) {
        x->stated[f] = below(x, 3) > 0;
        x->today[f] = below(x, 2);
        x->fixed[f] = x->stated[f] && below(x, 4) == 0;
        x->cost[f] = 1 + below(x, 5);
    }
}

/* ---- brute force ---- */

static bool served(const struct instance *x, uint32_t market, uint32_t setting)
{
    for (uint32_t i = 0; i < x->n_duties; i++) {
        const struct duty *d = &x->duty[i];
        bool met = d->market != market;
        for (uint32_t k = 0; k < d->n; k++)
            met = met || (setting >> d->fact[k] & 1) == d->value[k];
        if (!met)
            return false;
    }
    return true;
}

static uint32_t cost_of(const struct instance *x, uint32_t setting)
{
    uint32_t cost = 0;
    for (uint32_t f = 0; f < x->n_facts; f++)
        if (x->stated[f] && (setting >> f & 1) != x->today[f])
            cost += x->fixed[f] ? 1000 : x->cost[f];
    return cost;
}

static uint32_t least_cover(const uint32_t *sets, uint32_t n, uint32_t all, uint32_t most)
{
    if (all == 0)
        return 0;
    if (most == 0)
        return 99;
    uint32_t first = (uint32_t)__builtin_ctz(all), least = 99;
    for (uint32_t i = 0; i < n; i++)
        if (sets[i] >> first & 1) {
            uint32_t rest = 1 + least_cover(sets, n, all & ~sets[i], most - 1);
            least = rest < least ? rest : least;
        }
    return least;
}

static void solve(struct instance *x)
{
    uint32_t sets[1u << FACTS], n = 0;
    for (uint32_t m = 0; m < MARKETS; m++)
        x->repair[m] = 1000;
    for (uint32_t setting = 0; setting < 1u << x->n_facts; setting++) {
        uint32_t cost = cost_of(x, setting), set = 0;
        if (cost >= 1000)
            continue;
        for (uint32_t m = 0; m < x->n_markets; m++)
            if (served(x, m, setting)) {
                set |= 1u << m;
                x->repair[m] = cost < x->repair[m] ? cost : x->repair[m];
            }
        uint32_t count = (uint32_t)__builtin_popcount(set);
        if (count > x->most || (count == x->most && cost < x->most_cost) || n == 0)
            x->most_cost = cost;
        x->most = count > x->most ? count : x->most;
        x->possible |= set;
        sets[n++] = set;
    }
    x->fewest = least_cover(sets, n, x->possible, MARKETS);
}

/* ---- the planner ---- */

struct made {
    struct an_arena *arena;
    struct an_base base;
    struct an_product product;
    struct an_workspace *ws;
    struct an_plan_result *result;
};

static struct an_cond duty_cond(struct forge *f, const struct duty *d, const uint32_t *fact)
{
    struct an_cond of[LITERALS];
    for (uint32_t i = 0; i < d->n; i++)
        of[i] = forge_is(f, fact[d->fact[i]], d->value[i]);
    return forge_join(f, AN_OP_ANY, d->n, of);
}

static void make(struct made *made, const struct instance *x)
{
    made->arena = an_arena_new();
    assert_non_null(made->arena);
    struct forge *f = forge_new(made->arena);
    uint32_t place[MARKETS], fact[FACTS], fixed[FACTS], n_fixed = 0;
    char id[32];
    for (uint32_t m = 0; m < x->n_markets; m++) {
        snprintf(id, sizeof id, "M%u", m);
        place[m] = forge_place(f, id, AN_PLACE_STATE);
    }
    for (uint32_t i = 0; i < x->n_facts; i++) {
        snprintf(id, sizeof id, "n%u", i);
        fact[i] = forge_fact(f, id, AN_TYPE_BOOL);
        f->facts.v[fact[i]].scope = AN_SCOPE_PRODUCT;
        f->facts.v[fact[i]].nature = AN_NATURE_DESIGN;
        f->facts.v[fact[i]].cost = x->cost[i];
    }
    for (uint32_t m = 0; m < x->n_markets; m++) {
        snprintf(id, sizeof id, "p%u", m);
        uint32_t law = forge_instrument(f, id, place[m]);
        f->instruments.v[law].kind = "law";
        forge_event(f, &f->instruments.v[law].status, forge_on(DAY(2000, 1, 1)), AN_STATE_IN_FORCE);
        for (uint32_t i = 0; i < x->n_duties; i++) {
            if (x->duty[i].market != m)
                continue;
            snprintf(id, sizeof id, "p%u.%02u", m, i);
            struct an_provision *p = forge_provision(f, id, law);
            p->content = duty_cond(f, &x->duty[i], fact);
            p->span = (struct an_span){0};
        }
    }
    static const struct an_file file = {.name = "law.yaml"};
    struct an_model *model = AN_NEW(made->arena, struct an_model);
    *model = *forge_model(f);
    model->files.v = &file;
    model->files.n = 1;
    made->base.model = model;
    struct an_profile *profile = forge_profile(f, made->base.model, x->n_markets, place);
    profile->as_of = DAY(2015, 6, 1);
    for (uint32_t i = 0; i < x->n_facts; i++) {
        if (x->stated[i])
            forge_give(f, &profile->given, &profile->n_given, fact[i],
                       forge_scalar(f, x->today[i]));
        if (x->fixed[i])
            fixed[n_fixed++] = fact[i];
    }
    profile->fixed = forge_refs(f, n_fixed, fixed);
    made->product.profile = profile;
    made->ws = an_workspace_new();
    assert_non_null(made->ws);
    struct an_plan_options options = {.limit_ms = 60000};
    assert_int_equal(an_plan_run(&made->result, &made->base, made->ws, &made->product, &options),
                     AN_OK);
}

static void drop(struct made *made)
{
    an_plan_free(made->result);
    an_workspace_free(made->ws);
    an_arena_free(made->arena);
}

static const char *difference(const struct instance *x, const struct an_plan *p)
{
    uint32_t impossible = x->n_markets - (uint32_t)__builtin_popcount(x->possible);
    if (p->most.n_markets != x->most || p->most_bound != x->most)
        return "the most markets";
    if (x->most > 0 && (!p->most_cheapest || p->most.cost != x->most_cost))
        return "the cost of the largest build";
    if (p->n_obstacles != impossible)
        return "what cannot be served";
    if (x->possible != 0 && (p->n_builds != x->fewest || p->builds_bound != x->fewest))
        return "the fewest builds";
    for (uint32_t i = 0; i < p->n_repairs; i++) {
        const struct an_plan_repair_of *r = &p->repairs[i];
        uint32_t m = (uint32_t)(r->market[1] - '0');
        if (!r->found || !r->least || r->build.cost != x->repair[m] || !r->build.confirmed)
            return "the least change";
    }
    if (p->most.n_markets > 0 && !p->most.confirmed)
        return "the evaluator's word on the largest build";
    for (uint32_t i = 0; i < p->n_builds; i++)
        if (!p->builds[i].confirmed)
            return "the evaluator's word on a build";
    return NULL;
}

static void equals_brute_force(void **state)
{
    (void)state;
    uint64_t several = 0, impossible = 0, costly = 0;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        struct instance x;
        struct made made = {0};
        draw(&x, seed);
        solve(&x);
        make(&made, &x);
        const struct an_plan *p = an_plan_get(made.result);
        const char *what = difference(&x, p);
        if (what)
            fail_msg("seed %" PRIu64 ": %s; most %u for %u (brute force %u for %u), builds %u (%u)",
                     seed, what, p->most.n_markets, (unsigned)p->most.cost, x.most, x.most_cost,
                     p->n_builds, x.fewest);
        several += x.fewest > 1;
        impossible += x.possible != (1u << x.n_markets) - 1;
        costly += x.most_cost > 0;
        drop(&made);
    }
    printf("# %" PRIu64 " cases: %" PRIu64 " that need several builds, %" PRIu64
           " with a market that cannot be served, %" PRIu64 " with a cost\n",
           cases, several, impossible, costly);
    assert_true(several * 20 > cases && impossible * 20 > cases && costly * 5 > cases);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_brute_force),
    };
    cases_from(argc, argv, &cases, &first_seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
