/*
 * Conflicts from end to end on a small law: what is found, of what class and kind, what stands in
 * the way, and the ways out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/conflict/seek.h"
#include "tests/support/lang_kit.h"

static const char law[] =
    "    - {id: a.deposit, article: '1', topic: t.t, level: a, title: T, addressee: seller,\n"
    "       when: {level: {at_least: mid}}, must: {yes: true}, summary: S}\n"
    "    - {id: a.ban, article: '2', topic: t.t, level: a, title: T, addressee: provider,\n"
    "       when: {set: x}, must_not: {yes: true}, summary: S}\n"
    "    - {id: a.order, article: '3', topic: t.t, level: a, title: T, addressee: seller,\n"
    "       trigger: order, asks: [act.do], able: {num: {at_least: 8}}, inability: breach,\n"
    "       summary: S}\n"
    "    - {id: a.buyer, article: '4', topic: t.t, level: a, title: T, addressee: buyer,\n"
    "       must: {yes: false}, summary: S}\n"
    "    - {id: a.later, article: '5', topic: t.t, level: a, title: T, addressee: seller,\n"
    "       status: [{on: 2015-01-01, is: proposed}], must: {level: low}, summary: S}\n";

static struct lk kit;
static struct an__seek seek;

/* The search as the public entry runs it, on a model that is in no base. */
static void begin(const char *facts, bool drafts)
{
    static struct an_conflict_options options;
    static struct an_workspace ws;
    lk_law(&kit, law);
    assert_non_null(kit.model);
    const char *text = an_strf(kit.arena,
                               "antinomy: 1\nproduct:\n  id: p\n  name: P\n  as_of: 2020-01-01\n"
                               "  markets: [AA]\n%s",
                               facts);
    const struct an_profile *p = lk_profile(&kit, text, false);
    assert_non_null(p);
    options = (struct an_conflict_options){.drafts = drafts};
    struct an_profile *words = AN_NEW(kit.arena, struct an_profile);
    seek = (struct an__seek){.arena = kit.arena,
                             .model = kit.model,
                             .profile = p,
                             .ws = &ws,
                             .options = &options,
                             .day = p->as_of,
                             .markets = p->markets};
    assert_int_equal(an__seek_start(&seek), AN_SAT_YES);
    *words = *p;
    words->symbols = seek.dp->symbols;
    seek.run.arena = seek.run.temp = kit.arena;
    seek.run.model = kit.model;
    seek.run.profile = words;
    an__seek_clashes(&seek);
    assert_true(seek.complete);
}

/* The clash of exactly these provisions, told. */
static bool found(const char *first, const char *second, struct an_conflict *out)
{
    for (size_t i = 0; i < seek.clashes.n; i++) {
        struct an__clash *c = &seek.clashes.v[i];
        const char *a = kit.model->provisions.v[seek.dp->demand[c->demand[0]].provision].id;
        const char *b =
            c->n > 1 ? kit.model->provisions.v[seek.dp->demand[c->demand[1]].provision].id : NULL;
        if (c->n == (second ? 2u : 1u) && strcmp(a, first) == 0 &&
            (!second || strcmp(b, second) == 0)) {
            an__tell(&seek, c, out);
            return true;
        }
    }
    return false;
}

static bool has_step(const struct an_conflict *c, enum an_step_kind kind, const char *what)
{
    for (uint32_t i = 0; i < c->n_ways; i++)
        for (uint32_t k = 0; k < c->ways[i].n_steps; k++) {
            const struct an_conflict_step *s = &c->ways[i].steps[k];
            const char *name = s->fact ? s->fact : s->market ? s->market : s->provision->id;
            if (s->kind == kind && strcmp(name, what) == 0)
                return true;
        }
    return false;
}

static void contradictions_hold_for_any_product(void **state)
{
    struct an_conflict c;
    (void)state;
    begin("  facts: {level: high, set: [x]}\n", false);
    assert_true(found("a.ban", "a.deposit", &c));
    assert_int_equal(c.kinds, AN_CONFLICT_CONTRADICTION);
    assert_int_equal(c.conflict_class, AN_CONFLICT_ESCAPABLE);
    assert_string_equal(c.bearer, "maker");
    assert_true(c.confirmed);
    assert_true(has_step(&c, AN_STEP_CHANGE, "level"));
    assert_true(has_step(&c, AN_STEP_CHANGE, "set"));
    assert_true(has_step(&c, AN_STEP_LEAVE, "AA"));
    assert_int_equal(c.ways[c.n_ways - 1].steps[0].kind, AN_STEP_LEAVE);
    assert_false(c.more_ways);
    lk_end(&kit);
}

static void what_is_fixed_leaves_no_choice(void **state)
{
    struct an_conflict c;
    (void)state;
    begin("  facts: {level: high, set: {values: [x], complete: true}}\n  fixed: [level, set]\n",
          false);
    assert_true(found("a.ban", "a.deposit", &c));
    assert_int_equal(c.conflict_class, AN_CONFLICT_INESCAPABLE);
    assert_int_equal(c.kinds, AN_CONFLICT_CONTRADICTION);
    assert_true(has_step(&c, AN_STEP_GIVE_UP, "level"));
    assert_true(c.confirmed);
    lk_end(&kit);
}

static void fixed_facts_stand_in_the_way(void **state)
{
    struct an_conflict c;
    (void)state;
    begin("  facts: {level: low, yes: true, num: 4}\n  fixed: [yes, num]\n", false);
    assert_true(found("a.buyer", NULL, &c));
    assert_int_equal(c.kinds, AN_CONFLICT_DESIGN);
    assert_string_equal(c.bearer, "buyer");
    assert_int_equal(c.n_fixed, 1);
    assert_string_equal(c.fixed[0].fact, "yes");
    assert_string_equal(c.fixed[0].value, "yes");
    assert_true(found("a.order", NULL, &c));
    assert_int_equal(c.kinds, AN_CONFLICT_DESIGN | AN_CONFLICT_EXPOSURE);
    assert_string_equal(c.fixed[0].fact, "num");
    assert_true(c.confirmed);
    assert_false(found("a.deposit", NULL, &c));
    lk_end(&kit);
}

static void different_bearers_exclude_a_product(void **state)
{
    struct an_conflict c;
    (void)state;
    begin("  facts: {level: high}\n", false);
    assert_true(found("a.buyer", "a.deposit", &c));
    assert_int_equal(c.conflict_class, AN_CONFLICT_EXCLUSION);
    assert_null(c.bearer);
    lk_end(&kit);
}

static void drafts_are_marked(void **state)
{
    struct an_conflict c;
    (void)state;
    begin("  facts: {level: high}\n  fixed: [level]\n", false);
    assert_false(found("a.later", NULL, &c));
    lk_end(&kit);
    begin("  facts: {level: high}\n  fixed: [level]\n", true);
    assert_true(found("a.later", NULL, &c));
    assert_int_equal(c.kinds, AN_CONFLICT_DESIGN | AN_CONFLICT_DRAFT);
    assert_true(c.demands[0].makers[0].draft);
    lk_end(&kit);
}

static uint32_t demand_by(const char *provision)
{
    uint32_t i = 0;
    while (strcmp(kit.model->provisions.v[seek.dp->demand[i].provision].id, provision) != 0)
        i++;
    return i;
}

/* As if the enumeration had found this set. */
static void tell_set(const char *const *provisions, uint32_t n)
{
    uint32_t owner[4];
    uint32_t *pattern =
        AN_NEW_ARRAY(kit.arena, uint32_t, seek.dp->n_demands + seek.dp->n_holdings + 1u);
    for (uint32_t i = 0; i < seek.dp->n_demands + seek.dp->n_holdings; i++)
        pattern[i] = i;
    for (uint32_t i = 0; i < n; i++)
        owner[i] = demand_by(provisions[i]);
    const struct an_core core = {owner, n};
    const struct an_cores cores = {.v = &core, .n = 1, .pattern = pattern};
    seek.clashes.n = 0;
    seek.unconfirmed = 0;
    an__spell(&seek, &cores);
}

static void what_is_no_minimal_conflict_is_not_told(void **state)
{
    static const char *const right[] = {"a.ban", "a.deposit"}, *const none[] = {"a.ban", "a.order"},
                             *const wide[] = {"a.ban", "a.deposit", "a.order"};
    (void)state;
    begin("  facts: {level: high, set: [x], num: 9}\n", false);
    tell_set(right, 2);
    assert_int_equal(seek.clashes.n, 1);
    assert_int_equal(seek.unconfirmed, 0);
    tell_set(none, 2);
    assert_int_equal(seek.clashes.n, 0);
    assert_int_equal(seek.unconfirmed, 1);
    tell_set(wide, 3);
    assert_int_equal(seek.clashes.n, 0);
    assert_int_equal(seek.unconfirmed, 1);
    lk_end(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contradictions_hold_for_any_product),
        cmocka_unit_test(what_is_fixed_leaves_no_choice),
        cmocka_unit_test(fixed_facts_stand_in_the_way),
        cmocka_unit_test(different_bearers_exclude_a_product),
        cmocka_unit_test(drafts_are_marked),
        cmocka_unit_test(what_is_no_minimal_conflict_is_not_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
