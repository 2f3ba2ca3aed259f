/*
 * The naive evaluator against examples worked out by hand, one for each sentence of sections 1 and
 * 2 of docs/semantics.md. An executable specification must itself be checked against something.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/world.h"

#define COMPLIANT ONLY(AN_COMPLIANT)
#define VIOLATION ONLY(AN_VIOLATION)
#define EITHER    (COMPLIANT | VIOLATION)

/* A provision of A that demands `must`. */
static void demand(struct world *w, struct an_cond must)
{
    forge_provision(w->f, "p.1", w->law)->content = must;
}

/* The verdicts possible for provision 0, and how many facts are open. */
static void expect(struct world *w, an_verdict_set set, uint32_t n_open)
{
    struct naive_answer answer = world_ask(w, 0);
    assert_null(answer.refused);
    assert_int_equal(answer.set, set);
    assert_int_equal(answer.n_open, n_open);
}

/* S1.2: not given is not false. */
static void unknown_is_not_false(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_BOOL);
    demand(&w, forge_is(w.f, fact, 1));
    world_model(&w);
    expect(&w, EITHER, 1);
    assert_int_equal(world_ask(&w, 0).verdict, AN_UNDETERMINED);
    world_give(&w, fact, forge_scalar(w.f, 0));
    expect(&w, VIOLATION, 0);
    world_free(&w);
}

/* S1.1: a closed enum has its values, an open one any word. */
static void enums_open_and_closed(void **state)
{
    (void)state;
    for (int open = 0; open < 2; open++) {
        struct world w = world_new();
        uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_ENUM);
        forge_values(w.f, &w.f->facts.v[fact].type, 2, (const char *const[]){"x", "y"});
        w.f->facts.v[fact].type.open = open;
        int64_t both[] = {forge_symbol(w.f, "x"), forge_symbol(w.f, "y")};
        demand(&w, forge_test(w.f, AN_OP_IN, fact, 2, both));
        world_model(&w);
        expect(&w, open ? EITHER : COMPLIANT, open ? 1 : 0);
        world_give(&w, fact, forge_one_of(w.f, 2, both)); /* S1.3: one of those */
        expect(&w, COMPLIANT, 0);
        world_free(&w);
    }
}

/* S1.3: a list is a lower bound, `complete` makes it exact, `within` bounds it above. */
static void sets_are_lower_bounds(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_SET);
    forge_values(w.f, &w.f->facts.v[fact].type, 3, (const char *const[]){"x", "y", "z"});
    int64_t x = forge_symbol(w.f, "x"), y = forge_symbol(w.f, "y");
    demand(&w, forge_test(w.f, AN_OP_EXCLUDES, fact, 1, &y));
    world_model(&w);
    world_give(&w, fact, forge_has(w.f, 1, &x, false));
    expect(&w, EITHER, 1);
    w.profile->n_given = 0;
    world_give(&w, fact, forge_has(w.f, 1, &x, true));
    expect(&w, COMPLIANT, 0);
    struct an_known within = forge_has(w.f, 0, NULL, true);
    within.within = &x;
    within.n_within = 1;
    w.profile->n_given = 0;
    world_give(&w, fact, within);
    expect(&w, COMPLIANT, 0);
    world_free(&w);
}

/* S1.3, S2.1: numbers between, ends included; comparisons. */
static void numbers_between(void **state)
{
    (void)state;
    static const struct {
        enum an_op op;
        int64_t min, max;
        an_verdict_set set;
    } rows[] = {
        {AN_OP_AT_LEAST, 10, 20, COMPLIANT},  {AN_OP_AT_LEAST, 9, 20, EITHER},
        {AN_OP_AT_LEAST, 0, 9, VIOLATION},    {AN_OP_MORE_THAN, 10, 10, VIOLATION},
        {AN_OP_MORE_THAN, 11, 11, COMPLIANT}, {AN_OP_AT_MOST, 10, 10, COMPLIANT},
        {AN_OP_LESS_THAN, 10, 10, VIOLATION}, {AN_OP_IN, 9, 11, EITHER},
        {AN_OP_IN, 10, 10, COMPLIANT},        {AN_OP_IN, 11, 12, VIOLATION},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w = world_new();
        uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_INT);
        demand(&w, forge_test(w.f, rows[i].op, fact, 1, (int64_t[]){10}));
        world_model(&w);
        world_give(&w, fact, forge_between(rows[i].min, rows[i].max));
        expect(&w, rows[i].set, rows[i].set == EITHER ? 1 : 0);
        world_free(&w);
    }
}

/* S1.1: a number lies within its fact's bounds. */
static void bounds_of_the_fact(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_INT);
    w.f->facts.v[fact].type.has_min = true;
    w.f->facts.v[fact].type.min = 5;
    demand(&w, forge_test(w.f, AN_OP_AT_LEAST, fact, 1, (int64_t[]){5}));
    world_model(&w);
    expect(&w, COMPLIANT, 0);
    world_free(&w);
}

/* S1.4, S2.4: a place that a country map does not name has any number; with complete 0. */
static void country_maps(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_COUNTRY_MAP);
    demand(&w, forge_map_test(w.f, AN_OP_AT_LEAST, fact, AN_PLACE_J, 1));
    world_model(&w);
    struct an_map_entry entry = {w.b, 7, 7};
    struct an_known map = {.given = true, .entry = &entry, .n_entries = 1};
    world_give(&w, fact, map);
    expect(&w, EITHER, 1);
    map.closed = true;
    w.profile->n_given = 0;
    world_give(&w, fact, map);
    expect(&w, VIOLATION, 0);
    entry.place = w.a;
    expect(&w, COMPLIANT, 0);
    world_free(&w);
}

/* Row of a table whose columns are known bools (2: not given). */
static struct an_known table_of(struct world *w, uint32_t n_rows, const int *cells, bool complete)
{
    struct an_row *row = AN_NEW_ARRAY(w->arena, struct an_row, n_rows);
    for (uint32_t i = 0; i < n_rows; i++) {
        struct an_known *cell = AN_NEW_ARRAY(w->arena, struct an_known, 2);
        for (int c = 0; c < 2; c++)
            cell[c] = cells[i * 2 + (uint32_t)c] == 2
                          ? forge_unknown()
                          : forge_scalar(w->f, cells[i * 2 + (uint32_t)c]);
        row[i].cell = cell;
    }
    return (struct an_known){.given = true, .closed = complete, .row = row, .n_rows = n_rows};
}

/* S1.5, S2.4: the same row must fulfil both; further rows unless complete; a cell not given. */
static void tables(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t table = forge_table(w.f, "n0", 2);
    struct an_cond both[] = {forge_column_test(w.f, AN_OP_IN, 0, 1, (int64_t[]){1}),
                             forge_column_test(w.f, AN_OP_IN, 1, 1, (int64_t[]){1})};
    demand(&w, forge_rows(w.f, AN_OP_SOME, table, forge_join(w.f, AN_OP_ALL, 2, both)));
    forge_provision(w.f, "p.2", w.law)->content = forge_rows(w.f, AN_OP_EVERY, table, both[0]);
    world_model(&w);
    expect(&w, EITHER, 1);
    world_give(&w, table, table_of(&w, 2, (int[]){1, 0, 0, 1}, true));
    expect(&w, VIOLATION, 0);
    assert_int_equal(world_ask(&w, 1).set, VIOLATION);
    w.profile->n_given = 0;
    world_give(&w, table, table_of(&w, 2, (int[]){1, 0, 1, 2}, true));
    expect(&w, EITHER, 1);
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT);
    w.profile->n_given = 0;
    world_give(&w, table, table_of(&w, 1, (int[]){1, 1}, false));
    expect(&w, COMPLIANT, 0);
    assert_int_equal(world_ask(&w, 1).set, EITHER); /* a further row may not fulfil it */
    w.profile->n_given = 0;
    world_give(&w, table, table_of(&w, 0, NULL, true)); /* no rows: every is true, some false */
    expect(&w, VIOLATION, 0);
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT);
    world_free(&w);
}

/* S1.6: a step holds from its day; before the first nothing is known. */
static void steps_in_time(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_BOOL);
    demand(&w, forge_is(w.f, fact, 1));
    world_model(&w);
    struct an_given *given =
        forge_give(w.f, &w.profile->given, &w.profile->n_given, fact, forge_scalar(w.f, 1));
    ((struct an_known_from *)(uintptr_t)given->v)[0].from = DAY(2014, 1, 1);
    forge_step(w.f, given, DAY(2015, 6, 1), forge_scalar(w.f, 0));
    expect(&w, VIOLATION, 0);
    w.day = DAY(2015, 5, 31);
    expect(&w, COMPLIANT, 0);
    w.day = DAY(2013, 12, 31);
    expect(&w, EITHER, 1);
    world_free(&w);
}

/* S1.7: offer before market before product; a later layer replaces the whole value. */
static void layers(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_BOOL);
    demand(&w, forge_is(w.f, fact, 1));
    world_model(&w);
    world_give(&w, fact, forge_scalar(w.f, 0));
    struct an_market_values market = {.place = w.a};
    forge_give(w.f, &market.given, &market.n_given, fact, forge_scalar(w.f, 1));
    w.profile->per_market = &market;
    w.profile->n_per_market = 1;
    expect(&w, COMPLIANT, 0);
    struct an_offer offer = {.id = ""};
    forge_give(w.f, &offer.given, &offer.n_given, fact, forge_unknown());
    w.profile->offers = &offer;
    expect(&w, EITHER, 1);
    world_free(&w);
}

/* S1.8: market and day are the row's. */
static void row_facts(void **state)
{
    (void)state;
    struct world w = world_new();
    demand(&w, forge_is(w.f, 1, AN_PLACE_M));
    forge_provision(w.f, "p.2", w.law)->content =
        forge_test(w.f, AN_OP_LESS_THAN, 0, 1, (int64_t[]){DAY(2015, 6, 1)});
    forge_provision(w.f, "p.3", w.law)->content = forge_is(w.f, 1, w.b);
    world_model(&w);
    expect(&w, COMPLIANT, 0);
    assert_int_equal(world_ask(&w, 1).set, VIOLATION);
    assert_int_equal(world_ask(&w, 2).set, VIOLATION);
    w.day--;
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT);
    world_free(&w);
}

/* S1.9: the same fact has the same value wherever it is tested. */
static void one_value_everywhere(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_BOOL);
    struct an_cond yes = forge_is(w.f, fact, 1);
    struct an_cond either[] = {yes, forge_wrap(w.f, AN_OP_NOT, yes)};
    demand(&w, forge_join(w.f, AN_OP_ANY, 2, either));
    world_model(&w);
    expect(&w, COMPLIANT, 0);
    world_free(&w);
}

/* S2.1: on_list folds, other tests of text do not. */
static void text_and_lists(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_TEXT);
    uint32_t list = forge_list(w.f, "l0", w.a);
    struct an_interval days = {forge_on(DAY(2015, 1, 1)), forge_on(DAY(2016, 1, 1))};
    forge_list_member(w.f, list, "Acme", days);
    int64_t acme = forge_symbol(w.f, "Acme"), loud = forge_symbol(w.f, "ACME");
    demand(&w, forge_test(w.f, AN_OP_ON_LIST, fact, 1, (int64_t[]){list}));
    forge_provision(w.f, "p.2", w.law)->content = forge_is(w.f, fact, acme);
    world_model(&w);
    expect(&w, EITHER, 1);
    world_give(&w, fact, forge_scalar(w.f, loud));
    expect(&w, COMPLIANT, 0);
    assert_int_equal(world_ask(&w, 1).set, VIOLATION);
    w.day = DAY(2016, 1, 1);
    expect(&w, VIOLATION, 0);
    world_free(&w);
}

/* S2.1: ordered enums compare by place in their list. */
static void ordered_enums(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_ENUM);
    forge_values(w.f, &w.f->facts.v[fact].type, 3, (const char *const[]){"z", "y", "x"});
    w.f->facts.v[fact].type.ordered = true;
    int64_t y = forge_symbol(w.f, "y");
    demand(&w, forge_test(w.f, AN_OP_AT_LEAST, fact, 1, &y));
    world_model(&w);
    world_give(&w, fact, forge_scalar(w.f, forge_symbol(w.f, "x")));
    expect(&w, COMPLIANT, 0);
    w.profile->n_given = 0;
    world_give(&w, fact, forge_scalar(w.f, forge_symbol(w.f, "z")));
    expect(&w, VIOLATION, 0);
    world_free(&w);
}

/* S2.2: tests of sets, for {x, y} and for the empty set. */
static void tests_of_sets(void **state)
{
    (void)state;
    static const struct {
        enum an_op op;
        uint32_t n;
        const char *values[2];
        bool full, empty; /* truth for {x, y}, for {} */
    } rows[] = {
        {AN_OP_IN, 2, {"x", "z"}, true, false},
        {AN_OP_IN, 1, {"z"}, false, false},
        {AN_OP_INCLUDES_ALL, 2, {"x", "y"}, true, false},
        {AN_OP_INCLUDES_ALL, 2, {"x", "z"}, false, false},
        {AN_OP_EXCLUDES, 1, {"z"}, true, true},
        {AN_OP_EXCLUDES, 2, {"z", "x"}, false, true},
        {AN_OP_ONLY, 2, {"x", "y"}, true, true},
        {AN_OP_ONLY, 1, {"x"}, false, true},
        {AN_OP_ONLY, 0, {NULL}, false, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w = world_new();
        uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_SET);
        forge_values(w.f, &w.f->facts.v[fact].type, 3, (const char *const[]){"x", "y", "z"});
        int64_t v[2], xy[] = {forge_symbol(w.f, "x"), forge_symbol(w.f, "y")};
        for (uint32_t k = 0; k < rows[i].n; k++)
            v[k] = forge_symbol(w.f, rows[i].values[k]);
        demand(&w, forge_test(w.f, rows[i].op, fact, rows[i].n, v));
        world_model(&w);
        world_give(&w, fact, forge_has(w.f, 2, xy, true));
        expect(&w, rows[i].full ? COMPLIANT : VIOLATION, 0);
        w.profile->n_given = 0;
        world_give(&w, fact, forge_has(w.f, 0, NULL, true));
        expect(&w, rows[i].empty ? COMPLIANT : VIOLATION, 0);
        world_free(&w);
    }
}

/* S2.3, S3.7: a member counts for what it lies within, on the law day. */
static void countries(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_COUNTRIES);
    int64_t u = w.u, members[] = {w.a1, w.b};
    demand(&w, forge_test(w.f, AN_OP_ONLY, fact, 1, &u));
    forge_provision(w.f, "p.2", w.law)->content = forge_is(w.f, fact, AN_PLACE_J);
    world_model(&w);
    world_give(&w, fact, forge_has(w.f, 2, members, true));
    expect(&w, COMPLIANT, 0);
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT); /* A-1 is in A */
    w.day = DAY(2020, 1, 1);                           /* B has left */
    expect(&w, VIOLATION, 0);
    w.profile->n_given = 0;
    world_give(&w, fact, forge_has(w.f, 1, &members[1], true));
    assert_int_equal(world_ask(&w, 1).set, VIOLATION);
    world_free(&w);
}

/* S3.6: containment on a day that the data leave open is a choice, and no open fact. */
static void undecided_containment(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_COUNTRIES);
    struct an_interval joins = {{DAY(2015, 1, 1), DAY(2015, 12, 31)}, forge_on(AN_DAY_MAX)};
    uint32_t group = forge_place(w.f, "V", AN_PLACE_GROUP);
    forge_link_places(w.f, group, FORGE_MEMBER, w.b, joins);
    struct an_cond in = forge_is(w.f, fact, group);
    struct an_cond either[] = {in, forge_wrap(w.f, AN_OP_NOT, in)};
    demand(&w, in);
    forge_provision(w.f, "p.2", w.law)->content = forge_join(w.f, AN_OP_ANY, 2, either);
    world_model(&w);
    int64_t b = w.b;
    world_give(&w, fact, forge_has(w.f, 1, &b, true));
    expect(&w, EITHER, 0);
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT);
    world_free(&w);
}

/* S2.4: `open` is true or undecided, never false. */
static void open_conditions(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_BOOL);
    demand(&w, forge_wrap(w.f, AN_OP_OPEN, forge_is(w.f, fact, 1)));
    world_model(&w);
    expect(&w, EITHER, 1);
    world_give(&w, fact, forge_scalar(w.f, 0));
    expect(&w, EITHER, 0); /* nothing to ask the client */
    w.profile->n_given = 0;
    world_give(&w, fact, forge_scalar(w.f, 1));
    expect(&w, COMPLIANT, 0);
    world_free(&w);
}

/* S2.5: an axiom works in both directions. */
static void axioms(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t done = forge_fact(w.f, "n0", AN_TYPE_BOOL), can = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    forge_axiom(w.f, "a0", forge_is(w.f, done, 1), forge_is(w.f, can, 1));
    demand(&w, forge_is(w.f, can, 1));
    forge_provision(w.f, "p.2", w.law)->content = forge_is(w.f, done, 0);
    world_model(&w);
    expect(&w, EITHER, 1); /* S5.4: what bears witness only is not open */
    assert_int_equal(world_ask(&w, 0).open[0], can);
    world_give(&w, done, forge_scalar(w.f, 1));
    expect(&w, COMPLIANT, 0);
    w.profile->n_given = 0;
    world_give(&w, can, forge_scalar(w.f, 0));
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT);
    world_free(&w);
}

/* S2.5: J is every jurisdiction in play, M the market. */
static void axioms_of_places(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t seat = forge_fact(w.f, "n0", AN_TYPE_COUNTRIES),
             reach = forge_fact(w.f, "n1", AN_TYPE_COUNTRIES);
    uint32_t gave = forge_fact(w.f, "n2", AN_TYPE_COUNTRIES),
             can = forge_fact(w.f, "n3", AN_TYPE_BOOL);
    int64_t b = w.b, a = w.a;
    forge_axiom(w.f, "a0", forge_is(w.f, seat, AN_PLACE_J), forge_is(w.f, reach, AN_PLACE_J));
    forge_axiom(w.f, "a1", forge_is(w.f, gave, AN_PLACE_M), forge_is(w.f, can, 1));
    demand(&w, forge_is(w.f, reach, w.b));
    forge_provision(w.f, "p.2", w.law)->content = forge_is(w.f, can, 1);
    world_model(&w);
    world_give(&w, seat, forge_has(w.f, 1, &b, false));
    expect(&w, COMPLIANT, 0);
    world_give(&w, gave, forge_has(w.f, 1, &b, true));
    assert_int_equal(world_ask(&w, 1).set, EITHER); /* not in the market */
    w.profile->n_given = 1;
    world_give(&w, gave, forge_has(w.f, 1, &a, true));
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT);
    world_free(&w);
}

/* S2.5: `each` speaks of every row, further ones included. */
static void axioms_of_rows(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t table = forge_table(w.f, "n0", 2);
    struct an_cond first = forge_column_test(w.f, AN_OP_IN, 0, 1, (int64_t[]){1});
    struct an_cond second = forge_column_test(w.f, AN_OP_IN, 1, 1, (int64_t[]){1});
    uint32_t axiom = forge_axiom(w.f, "a0", first, second);
    w.f->axioms.v[axiom].each = table;
    struct an_cond bad[] = {first, forge_wrap(w.f, AN_OP_NOT, second)};
    forge_provision(w.f, "p.1", w.law)->duty = AN_DUTY_MUST_NOT;
    w.f->provisions.v[0].content =
        forge_rows(w.f, AN_OP_SOME, table, forge_join(w.f, AN_OP_ALL, 2, bad));
    world_model(&w);
    expect(&w, COMPLIANT, 0);
    world_give(&w, table, table_of(&w, 1, (int[]){1, 2}, false));
    expect(&w, COMPLIANT, 0);
    w.profile->n_given = 0;
    world_give(&w, table, table_of(&w, 1, (int[]){1, 0}, false));
    expect(&w, 0, 0); /* S2.10: no completion */
    world_free(&w);
}

/* S2.6: a presumption fills in what is not given, where its `if` is known; a stated fact wins. */
static void presumptions(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t keys = forge_fact(w.f, "n0", AN_TYPE_BOOL), help = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    forge_presumption(w.f, "r0", forge_is(w.f, keys, 1), forge_is(w.f, help, 0));
    demand(&w, forge_is(w.f, help, 0));
    world_model(&w);
    expect(&w, EITHER, 1); /* `if` not known */
    assert_false(world_ask(&w, 0).presumed);
    world_give(&w, keys, forge_scalar(w.f, 1));
    expect(&w, COMPLIANT, 0);
    assert_true(world_ask(&w, 0).presumed);
    world_give(&w, help, forge_scalar(w.f, 1));
    expect(&w, VIOLATION, 0);
    assert_false(world_ask(&w, 0).presumed);
    world_free(&w);
}

/* S2.6: contrary presumptions fill nothing; filled values are subject to axioms. */
static void contrary_presumptions(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t one = forge_fact(w.f, "n0", AN_TYPE_BOOL), two = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    uint32_t help = forge_fact(w.f, "n2", AN_TYPE_BOOL), more = forge_fact(w.f, "n3", AN_TYPE_BOOL);
    forge_axiom(w.f, "a0", forge_is(w.f, help, 1), forge_is(w.f, more, 1));
    forge_presumption(w.f, "r0", forge_is(w.f, one, 1), forge_is(w.f, help, 1));
    forge_presumption(w.f, "r1", forge_is(w.f, two, 1), forge_is(w.f, help, 0));
    demand(&w, forge_is(w.f, help, 1));
    forge_provision(w.f, "p.2", w.law)->content = forge_is(w.f, more, 1);
    world_model(&w);
    world_give(&w, one, forge_scalar(w.f, 1));
    expect(&w, COMPLIANT, 0);
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT); /* through the axiom */
    world_give(&w, two, forge_scalar(w.f, 1));
    assert_int_equal(world_ask(&w, 0).set, EITHER);
    assert_false(world_ask(&w, 0).presumed);
    world_free(&w);
}

/* S2.7: if, only_if, both, and days. */
static void terms(void **state)
{
    (void)state;
    for (int means = 0; means < 2; means++) {
        struct world w = world_new();
        uint32_t x = forge_fact(w.f, "n0", AN_TYPE_BOOL);
        uint32_t term = forge_term(w.f, "o0", w.law), fact = w.f->terms.v[term].fact;
        struct an_term *t = &w.f->terms.v[term];
        t->if_ = forge_is(w.f, x, 1);
        if (means)
            t->only_if = t->if_;
        t->days.from = (struct an_when){DAY(2015, 1, 1), DAY(2015, 2, 1)};
        demand(&w, forge_is(w.f, fact, 1));
        world_model(&w);
        expect(&w, EITHER, means ? 1 : 2); /* S5.4: a term that follows is not asked */
        assert_int_equal(world_ask(&w, 0).open[0], x);
        world_give(&w, x, forge_scalar(w.f, 0));
        expect(&w, means ? VIOLATION : EITHER, means ? 0 : 1); /* enough; needed too */
        w.profile->n_given = 0;
        world_give(&w, x, forge_scalar(w.f, 1));
        expect(&w, COMPLIANT, 0);
        w.day = DAY(2015, 2, 1);
        expect(&w, COMPLIANT, 0);
        w.day = DAY(2015, 1, 31); /* maybe not defined yet */
        expect(&w, EITHER, 1);
        world_free(&w);
    }
}

/* S2.8: computed values; max over no rows fulfils no comparison. */
static void derived_facts(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t from = forge_fact(w.f, "n0", AN_TYPE_DATE), to = forge_fact(w.f, "n1", AN_TYPE_DATE);
    uint32_t years = forge_fact(w.f, "n2", AN_TYPE_INT), age = forge_fact(w.f, "n3", AN_TYPE_INT);
    w.f->facts.v[years].derived.function = AN_FN_YEARS_BETWEEN;
    w.f->facts.v[years].derived.arg[0] = from;
    w.f->facts.v[years].derived.arg[1] = to;
    w.f->facts.v[age].derived.function = AN_FN_DAYS_SINCE;
    w.f->facts.v[age].derived.arg[0] = from;
    demand(&w, forge_test(w.f, AN_OP_AT_LEAST, years, 1, (int64_t[]){5}));
    forge_provision(w.f, "p.2", w.law)->content =
        forge_test(w.f, AN_OP_AT_MOST, age, 1, (int64_t[]){365});
    world_model(&w);
    world_give(&w, from, forge_scalar(w.f, DAY(2014, 6, 1)));
    world_give(&w, to, forge_scalar(w.f, DAY(2019, 5, 31)));
    expect(&w, VIOLATION, 0);
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT); /* 365 days */
    w.day++;
    assert_int_equal(world_ask(&w, 1).set, VIOLATION);
    w.profile->n_given = 1;
    world_give(&w, to, forge_between(DAY(2019, 5, 31), DAY(2019, 6, 1)));
    expect(&w, EITHER, 1);
    w.profile->n_given = 0;
    assert_int_equal(world_ask(&w, 1).set, EITHER);
    world_free(&w);
}

static void derived_from_rows(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t table = forge_table(w.f, "n0", 2), count = forge_fact(w.f, "n1", AN_TYPE_INT);
    uint32_t max = forge_fact(w.f, "n2", AN_TYPE_INT);
    w.f->facts.v[count].derived.function = AN_FN_COUNT;
    w.f->facts.v[count].derived.arg[0] = table;
    w.f->facts.v[count].derived.where = forge_column_test(w.f, AN_OP_IN, 0, 1, (int64_t[]){1});
    w.f->facts.v[max].derived = w.f->facts.v[count].derived;
    w.f->facts.v[max].derived.function = AN_FN_MAX;
    w.f->facts.v[max].derived.column = 1;
    forge_column(w.f, table, 1)->type.type = AN_TYPE_INT;
    demand(&w, forge_test(w.f, AN_OP_AT_LEAST, count, 1, (int64_t[]){2}));
    struct an_cond any[] = {forge_test(w.f, AN_OP_AT_LEAST, max, 1, (int64_t[]){1}),
                            forge_test(w.f, AN_OP_LESS_THAN, max, 1, (int64_t[]){1})};
    forge_provision(w.f, "p.2", w.law)->content = forge_join(w.f, AN_OP_ANY, 2, any);
    world_model(&w);
    world_give(&w, table, table_of(&w, 2, (int[]){1, 0, 1, 1}, true));
    expect(&w, COMPLIANT, 0);
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT);
    w.profile->n_given = 0;
    world_give(&w, table, table_of(&w, 2, (int[]){0, 0, 0, 1}, true));
    expect(&w, VIOLATION, 0);
    assert_int_equal(world_ask(&w, 1).set, VIOLATION); /* the maximum of nothing */
    world_free(&w);
}

/* S2.9: a defining provision makes its term true where it is effective, and what it concludes. */
static void conclusions(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t x = forge_fact(w.f, "n0", AN_TYPE_BOOL), y = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    uint32_t term = forge_term(w.f, "o0", w.law), fact = w.f->terms.v[term].fact;
    demand(&w, forge_is(w.f, fact, 1));
    forge_provision(w.f, "p.2", w.law)->content = forge_is(w.f, y, 1);
    struct an_provision *d = forge_provision(w.f, "p.3", w.law);
    d->duty = AN_DUTY_DEFINES;
    d->defines = fact;
    d->when = forge_is(w.f, x, 1);
    d->concludes = forge_is(w.f, y, 1);
    world_model(&w);
    world_give(&w, x, forge_scalar(w.f, 1));
    expect(&w, COMPLIANT, 0);
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT);
    assert_int_equal(world_ask(&w, 2).list, NAIVE_NO_FINDING); /* S4.14 */
    w.profile->n_given = 0;
    world_give(&w, x, forge_scalar(w.f, 0));
    expect(&w, EITHER, 1); /* it adds, and does not close */
    world_free(&w);
}

/* S2.10: a clash anywhere leaves no completion. */
static void contradiction(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t x = forge_fact(w.f, "n0", AN_TYPE_BOOL), y = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    uint32_t z = forge_fact(w.f, "n2", AN_TYPE_BOOL);
    forge_axiom(w.f, "a0", forge_is(w.f, x, 1), forge_is(w.f, y, 1));
    demand(&w, forge_is(w.f, z, 1));
    world_model(&w);
    world_give(&w, x, forge_scalar(w.f, 1));
    world_give(&w, y, forge_scalar(w.f, 0));
    expect(&w, 0, 0);
    assert_int_equal(world_ask(&w, 0).verdict, AN_VERDICT_COUNT);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_is_not_false),
        cmocka_unit_test(enums_open_and_closed),
        cmocka_unit_test(sets_are_lower_bounds),
        cmocka_unit_test(numbers_between),
        cmocka_unit_test(bounds_of_the_fact),
        cmocka_unit_test(country_maps),
        cmocka_unit_test(tables),
        cmocka_unit_test(steps_in_time),
        cmocka_unit_test(layers),
        cmocka_unit_test(row_facts),
        cmocka_unit_test(one_value_everywhere),
        cmocka_unit_test(text_and_lists),
        cmocka_unit_test(ordered_enums),
        cmocka_unit_test(tests_of_sets),
        cmocka_unit_test(countries),
        cmocka_unit_test(undecided_containment),
        cmocka_unit_test(open_conditions),
        cmocka_unit_test(axioms),
        cmocka_unit_test(axioms_of_places),
        cmocka_unit_test(axioms_of_rows),
        cmocka_unit_test(presumptions),
        cmocka_unit_test(contrary_presumptions),
        cmocka_unit_test(terms),
        cmocka_unit_test(derived_facts),
        cmocka_unit_test(derived_from_rows),
        cmocka_unit_test(conclusions),
        cmocka_unit_test(contradiction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
