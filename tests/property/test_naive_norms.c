/*
 * The naive evaluator against examples worked out by hand, one for each sentence of sections 3, 4
 * and 5 of docs/semantics.md.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/world.h"

#define COMPLIANT ONLY(AN_COMPLIANT)
#define VIOLATION ONLY(AN_VIOLATION)
#define OUTSIDE   ONLY(AN_NOT_APPLICABLE)
#define EITHER    (COMPLIANT | VIOLATION)

static const int64_t yes = 1;

/* A world with one bool fact (index 2) and a provision of A that demands it. */
static struct world demanding(void)
{
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_BOOL);
    forge_provision(w.f, "p.1", w.law)->content = forge_is(w.f, fact, yes);
    return w;
}

enum { X = 2, Y = 3, Z = 4 }; /* the first facts that a test adds */

static void expect(struct world *w, an_verdict_set set)
{
    struct naive_answer answer = world_ask(w, 0);
    assert_null(answer.refused);
    assert_int_equal(answer.set, set);
}

/* The list, and the verdicts, on a day; fact X being true. */
static void on(struct world *w, an_day day, enum naive_list list, an_verdict_set set)
{
    w->day = day;
    struct naive_answer answer = world_ask(w, 0);
    assert_int_equal(answer.list, list);
    assert_int_equal(answer.set, set);
}

/* S3.1: from counts, before does not. */
static void first_and_last_days(void **state)
{
    (void)state;
    struct world w = demanding();
    w.f->provisions.v[0].days =
        (struct an_interval){forge_on(DAY(2015, 1, 1)), forge_on(DAY(2016, 1, 1))};
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 1));
    on(&w, DAY(2015, 1, 1), NAIVE_IN_FORCE, COMPLIANT);
    on(&w, DAY(2015, 12, 31), NAIVE_IN_FORCE, COMPLIANT);
    on(&w, DAY(2016, 1, 1), NAIVE_NO_FINDING, 0);
    on(&w, DAY(2014, 12, 31), NAIVE_NOT_YET_LAW, COMPLIANT); /* S5.6 */
    world_free(&w);
}

/* S3.2, S5.6: the last event on or before the day; own events replace the instrument's. */
static void events(void **state)
{
    (void)state;
    struct world w = demanding();
    struct an_events *own = &w.f->provisions.v[0].status;
    forge_event(w.f, own, forge_on(DAY(2014, 1, 1)), AN_STATE_PROPOSED);
    forge_event(w.f, own, forge_on(DAY(2014, 6, 1)), AN_STATE_ADOPTED);
    forge_event(w.f, own, forge_on(DAY(2015, 1, 1)), AN_STATE_IN_FORCE);
    forge_event(w.f, own, forge_on(DAY(2015, 3, 1)), AN_STATE_EXTENDED);
    forge_event(w.f, own, forge_on(DAY(2015, 4, 1)), AN_STATE_SUSPENDED);
    forge_event(w.f, own, forge_on(DAY(2015, 5, 1)), AN_STATE_EXTENDED);
    forge_event(w.f, own, forge_on(DAY(2015, 6, 1)), AN_STATE_UNENFORCED);
    forge_event(w.f, own, forge_on(DAY(2015, 7, 1)), AN_STATE_REPEALED);
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 1));
    on(&w, DAY(2013, 12, 31), NAIVE_NO_FINDING, 0);
    on(&w, DAY(2014, 1, 1), NAIVE_NOT_YET_LAW, COMPLIANT);
    on(&w, DAY(2014, 12, 31), NAIVE_NOT_YET_LAW, COMPLIANT);
    on(&w, DAY(2015, 1, 1), NAIVE_IN_FORCE, COMPLIANT);
    on(&w, DAY(2015, 3, 1), NAIVE_IN_FORCE, COMPLIANT);
    on(&w, DAY(2015, 4, 1), NAIVE_SUSPENDED, COMPLIANT);
    on(&w, DAY(2015, 5, 1), NAIVE_SUSPENDED, COMPLIANT);
    on(&w, DAY(2015, 6, 1), NAIVE_IN_FORCE, COMPLIANT);
    on(&w, DAY(2015, 7, 1), NAIVE_NO_FINDING, 0);
    world_free(&w);
}

/* S3.2: an imprecise date that matters is a choice, and nothing to ask the client. */
static void imprecise_events(void **state)
{
    (void)state;
    struct world w = demanding();
    struct an_events *own = &w.f->provisions.v[0].status;
    forge_event(w.f, own, forge_on(DAY(2014, 1, 1)), AN_STATE_ADOPTED);
    forge_event(w.f, own, (struct an_when){DAY(2015, 1, 1), DAY(2015, 12, 31)}, AN_STATE_IN_FORCE);
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 1));
    on(&w, DAY(2014, 12, 31), NAIVE_NOT_YET_LAW, COMPLIANT);
    on(&w, DAY(2015, 1, 1), NAIVE_IN_FORCE, COMPLIANT | OUTSIDE);
    assert_int_equal(world_ask(&w, 0).verdict, AN_CLEAR); /* S5.2 */
    assert_int_equal(world_ask(&w, 0).n_open, 0);
    on(&w, DAY(2015, 12, 31), NAIVE_IN_FORCE, COMPLIANT);
    world_free(&w);
}

/* S3.3: the law of the anchor's day, where the profile gives one day. */
static void anchors(void **state)
{
    (void)state;
    struct world w = demanding();
    uint32_t signed_on = forge_fact(w.f, "n1", AN_TYPE_DATE);
    w.f->provisions.v[0].anchor = signed_on;
    w.f->provisions.v[0].days.before = forge_on(DAY(2015, 1, 1));
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 1));
    on(&w, DAY(2015, 6, 1), NAIVE_NO_FINDING, 0);
    world_give(&w, signed_on, forge_between(DAY(2014, 1, 1), DAY(2014, 1, 2)));
    on(&w, DAY(2015, 6, 1), NAIVE_NO_FINDING, 0);
    w.profile->n_given = 1;
    world_give(&w, signed_on, forge_scalar(w.f, DAY(2014, 12, 31)));
    on(&w, DAY(2015, 6, 1), NAIVE_IN_FORCE, COMPLIANT);
    world_free(&w);
}

/* S3.5: law of J applies in M; J is a part of M; neither. */
static void offered(void **state)
{
    (void)state;
    struct world w = world_new();
    uint32_t fact = forge_fact(w.f, "n0", AN_TYPE_BOOL);
    uint32_t part = world_law(&w, "q", w.a1), state_b = world_law(&w, "r", w.b),
             u = world_law(&w, "s", w.u);
    forge_provision(w.f, "q.1", part)->content = forge_is(w.f, fact, yes);
    forge_provision(w.f, "r.1", state_b)->content = forge_is(w.f, fact, yes);
    forge_provision(w.f, "s.1", u)->content = forge_is(w.f, fact, yes);
    world_model(&w);
    world_give(&w, fact, forge_scalar(w.f, 1));
    assert_int_equal(world_ask(&w, 0).set, COMPLIANT | OUTSIDE); /* a part of the market */
    assert_int_equal(world_ask(&w, 1).set, OUTSIDE);
    assert_int_equal(world_ask(&w, 2).set, COMPLIANT); /* a member */
    struct an_market_parts parts = {.market = w.a, .in = {&w.a1, 1}};
    w.profile->parts = &parts;
    w.profile->n_parts = 1;
    assert_int_equal(world_ask(&w, 0).set, COMPLIANT);
    parts.in.n = 0;
    assert_int_equal(world_ask(&w, 0).set, OUTSIDE);
    w.market = w.b;
    assert_int_equal(world_ask(&w, 2).set, COMPLIANT);
    w.day = DAY(2020, 1, 1);
    assert_int_equal(world_ask(&w, 2).set, OUTSIDE);
    w.market = w.u;
    assert_int_equal(world_ask(&w, 1).set, OUTSIDE); /* no member any more: no part of the market */
    world_free(&w);
}

/* S3.7: applies_in and parties reach beyond membership. */
static void law_beyond_members(void **state)
{
    (void)state;
    struct world w = demanding();
    w.f->instruments.v[w.law].place = w.u;
    struct an_interval year = {forge_on(DAY(2020, 1, 1)), forge_on(DAY(2021, 1, 1))};
    forge_link_places(w.f, w.u, FORGE_APPLIES_IN, w.b, year);
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 1));
    w.market = w.b;
    on(&w, DAY(2020, 12, 31), NAIVE_IN_FORCE, COMPLIANT);
    on(&w, DAY(2021, 1, 1), NAIVE_IN_FORCE, OUTSIDE);
    world_free(&w);
}

/* S3.4, S3.5: other kinds on the home row, ships on rows of other markets. */
static void other_nexus(void **state)
{
    (void)state;
    struct world w = demanding();
    uint32_t seat = forge_fact(w.f, "n1", AN_TYPE_COUNTRIES);
    struct an_nexus by_seat = {
        .defined = true, .home = true, .cond = forge_is(w.f, seat, AN_PLACE_J)};
    w.f->nexus[AN_NEXUS_SEAT] = w.f->nexus[AN_NEXUS_SHIPS] = by_seat;
    w.f->provisions.v[0].nexus = 1u << AN_NEXUS_SEAT;
    w.f->provisions.v[0].nexus_stated = true;
    struct an_provision *export = forge_provision(w.f, "p.2", w.law);
    export->nexus = 1u << AN_NEXUS_SHIPS;
    export->content = forge_is(w.f, X, yes);
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 1));
    assert_int_equal(world_ask(&w, 0).list, NAIVE_NO_FINDING); /* no row of a market */
    assert_int_equal(world_ask_home(&w, 0).set, COMPLIANT | OUTSIDE);
    assert_int_equal(world_ask_home(&w, 1).list, NAIVE_NO_FINDING);
    int64_t a = w.a;
    world_give(&w, seat, forge_has(w.f, 1, &a, true));
    assert_int_equal(world_ask_home(&w, 0).set, COMPLIANT);
    assert_int_equal(world_ask(&w, 1).set, OUTSIDE); /* within the rule's jurisdiction */
    w.market = w.b;
    assert_int_equal(world_ask(&w, 1).set, COMPLIANT);
    world_free(&w);
}

/* S3.8, S4.1 to S4.3: when, unless, exempting and overriding provisions. */
static void exemptions(void **state)
{
    (void)state;
    struct world w = demanding();
    uint32_t when = forge_fact(w.f, "n1", AN_TYPE_BOOL),
             ground = forge_fact(w.f, "n2", AN_TYPE_BOOL);
    w.f->provisions.v[0].when = forge_is(w.f, when, yes);
    struct an_provision *e = forge_provision(w.f, "p.2", w.law);
    e->duty = AN_DUTY_EXEMPTS;
    e->exempts = forge_refs(w.f, 1, (uint32_t[]){0});
    e->when = forge_is(w.f, ground, yes);
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 0));
    expect(&w, OUTSIDE | VIOLATION | ONLY(AN_EXEMPT));
    world_give(&w, when, forge_scalar(w.f, 0));
    expect(&w, OUTSIDE);
    w.profile->n_given = 1;
    world_give(&w, when, forge_scalar(w.f, 1));
    expect(&w, VIOLATION | ONLY(AN_EXEMPT));
    world_give(&w, ground, forge_scalar(w.f, 1));
    expect(&w, ONLY(AN_EXEMPT));
    world_free(&w);
}

/* S3.8: an exempting provision that is itself exempted, displaced or not in force does nothing. */
static void exemptions_of_exemptions(void **state)
{
    (void)state;
    struct world w = demanding();
    uint32_t ground = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    struct an_provision *e = forge_provision(w.f, "p.2", w.law);
    e->duty = AN_DUTY_EXEMPTS;
    e->exempts = forge_refs(w.f, 1, (uint32_t[]){0});
    e->unless = forge_is(w.f, ground, yes);
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 0));
    expect(&w, VIOLATION | ONLY(AN_EXEMPT));
    world_give(&w, ground, forge_scalar(w.f, 1));
    expect(&w, VIOLATION);
    world_free(&w);

    w = demanding();
    e = forge_provision(w.f, "p.2", w.law);
    e->duty = AN_DUTY_EXEMPTS;
    e->exempts = forge_refs(w.f, 1, (uint32_t[]){0});
    e->days.from = forge_on(DAY(2015, 6, 2));
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 0));
    on(&w, DAY(2015, 6, 1), NAIVE_IN_FORCE, VIOLATION); /* not yet law does not exempt */
    on(&w, DAY(2015, 6, 2), NAIVE_IN_FORCE, ONLY(AN_EXEMPT));
    world_free(&w);
}

/* S3.8, S4.2: displaced comes before exempt; an overriding duty displaces whether it is met or not.
 */
static void overriding(void **state)
{
    (void)state;
    struct world w = demanding();
    w.f->provisions.v[0].unless = forge_is(w.f, X, 0);
    struct an_provision *o = forge_provision(w.f, "p.2", w.law);
    o->content = forge_is(w.f, X, 1);
    o->overrides = forge_refs(w.f, 1, (uint32_t[]){0});
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 0));
    expect(&w, ONLY(AN_DISPLACED));
    assert_int_equal(world_ask(&w, 1).set, VIOLATION);
    world_free(&w);
}

/* S3.8: an exemption without a nexus of its own takes that of what it exempts. */
static void nexus_of_exemptions(void **state)
{
    (void)state;
    for (int stated = 0; stated < 2; stated++) {
        struct world w = demanding();
        uint32_t seat = forge_fact(w.f, "n1", AN_TYPE_COUNTRIES);
        w.f->nexus[AN_NEXUS_SEAT] = (struct an_nexus){
            .defined = true, .home = true, .cond = forge_is(w.f, seat, AN_PLACE_J)};
        struct an_provision *e = forge_provision(w.f, "p.2", w.law);
        e->duty = AN_DUTY_EXEMPTS;
        e->exempts = forge_refs(w.f, 1, (uint32_t[]){0});
        e->nexus_stated = stated;
        e->nexus = stated ? 1u << AN_NEXUS_SEAT : 1u << AN_NEXUS_OFFERED;
        world_model(&w);
        world_give(&w, X, forge_scalar(w.f, 0));
        expect(&w, stated ? VIOLATION | ONLY(AN_EXEMPT) : ONLY(AN_EXEMPT));
        world_free(&w);
    }
}

/* S3.9, S4.4, S4.5: must, must_not, attest; handicaps. */
static void contents(void **state)
{
    (void)state;
    struct world w = demanding();
    struct an_provision *p = forge_provision(w.f, "p.2", w.law);
    p->duty = AN_DUTY_MUST_NOT;
    p->content = forge_is(w.f, X, yes);
    p->effect = AN_EFFECT_HANDICAPS;
    uint32_t attest = forge_fact(w.f, "p.3", AN_TYPE_BOOL);
    p = forge_provision(w.f, "p.3", w.law);
    p->duty = AN_DUTY_ATTEST;
    p->attest = "It was done.";
    p->attest_fact = attest;
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 1));
    expect(&w, COMPLIANT);
    assert_int_equal(world_ask(&w, 1).set, ONLY(AN_COUNTS_AGAINST));
    assert_int_equal(world_ask(&w, 2).set, EITHER);
    world_give(&w, attest, forge_scalar(w.f, 0));
    assert_int_equal(world_ask(&w, 2).set, VIOLATION);
    world_free(&w);
}

/* S4.5, S4.6: due through the last day of the period; the day it runs from does not count. */
static void due_days(void **state)
{
    (void)state;
    static const struct {
        enum an_due_kind kind;
        int32_t within;
        int from[3], last[3];
    } rows[] = {
        {AN_DUE_DAYS, 10, {2015, 6, 1}, {2015, 6, 11}},
        {AN_DUE_MONTHS, 1, {2015, 1, 31}, {2015, 2, 28}},
        {AN_DUE_MONTHS, 1, {2015, 2, 28}, {2015, 3, 28}},
        {AN_DUE_YEARS, 1, {2016, 2, 29}, {2017, 2, 28}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w = demanding();
        uint32_t since = forge_fact(w.f, "n1", AN_TYPE_DATE);
        w.f->provisions.v[0].due =
            (struct an_due){.kind = rows[i].kind, .after = since, .within = rows[i].within};
        world_model(&w);
        an_day last = DAY(rows[i].last[0], rows[i].last[1], rows[i].last[2]);
        world_give(&w, X, forge_scalar(w.f, 0));
        on(&w, last, NAIVE_IN_FORCE, VIOLATION | ONLY(AN_DUE)); /* the day is not known */
        world_give(&w, since,
                   forge_scalar(w.f, DAY(rows[i].from[0], rows[i].from[1], rows[i].from[2])));
        on(&w, last, NAIVE_IN_FORCE, ONLY(AN_DUE));
        on(&w, last + 1, NAIVE_IN_FORCE, VIOLATION);
        world_free(&w);
    }
}

/* S4.6: where the day is imprecise, due or not is undecided within it. */
static void imprecise_due_day(void **state)
{
    (void)state;
    struct world w = demanding();
    w.f->provisions.v[0].due = (struct an_due){
        .kind = AN_DUE_DAY, .day = {DAY(2015, 6, 1), DAY(2015, 6, 30)}, .after = AN_NONE};
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 0));
    on(&w, DAY(2015, 6, 1), NAIVE_IN_FORCE, ONLY(AN_DUE));
    on(&w, DAY(2015, 6, 2), NAIVE_IN_FORCE, ONLY(AN_DUE) | VIOLATION);
    on(&w, DAY(2015, 7, 1), NAIVE_IN_FORCE, VIOLATION);
    world_free(&w);
}

/* An order duty of A that asks for the act Y (countries), able if X. */
static struct world ordering(enum an_inability inability)
{
    struct world w = world_new();
    uint32_t help = forge_fact(w.f, "n0", AN_TYPE_BOOL),
             act = forge_fact(w.f, "n1", AN_TYPE_COUNTRIES);
    struct an_provision *p = forge_provision(w.f, "p.1", w.law);
    p->duty = AN_DUTY_ASKS;
    p->trigger = AN_TRIGGER_ORDER;
    p->able = forge_is(w.f, help, yes);
    p->asks = forge_refs(w.f, 1, &act);
    p->inability = inability;
    world_model(&w);
    return w;
}

static void order(struct world *w, struct an_order *o)
{
    o->under = 0;
    w->profile->orders = o;
    w->profile->n_orders = 1;
}

/* S4.7, S4.8, S4.9: inability matters only where an order stands. */
static void orders(void **state)
{
    (void)state;
    struct world w = ordering(AN_INABILITY_EXCUSED);
    struct an_order o = {.market = AN_NONE, .served = DAY(2015, 6, 1), .obeyed = AN_TRUE};
    expect(&w, ONLY(AN_READY) | ONLY(AN_EXPOSED));
    order(&w, &o);
    expect(&w, COMPLIANT | ONLY(AN_EXEMPT));
    o.obeyed = AN_FALSE;
    world_give(&w, X, forge_scalar(w.f, 0));
    expect(&w, ONLY(AN_EXEMPT));
    w.profile->n_given = 0;
    world_give(&w, X, forge_scalar(w.f, 1));
    expect(&w, VIOLATION);
    world_free(&w);

    w = ordering(AN_INABILITY_SILENT);
    world_give(&w, X, forge_scalar(w.f, 0));
    expect(&w, ONLY(AN_EXPOSED));
    assert_int_equal(world_ask(&w, 0).verdict, AN_EXPOSED);
    order(&w, &o);
    struct naive_answer answer = world_ask(&w, 0);
    assert_int_equal(answer.n_readings, 2);
    assert_int_equal(answer.reading[0], VIOLATION);
    assert_int_equal(answer.reading[1], ONLY(AN_EXEMPT));
    assert_int_equal(answer.verdict, AN_DISPUTED);
    world_free(&w);
}

/* S4.10: served on the day stands; ended on the day does not; only in its market. */
static void standing_orders(void **state)
{
    (void)state;
    struct world w = ordering(AN_INABILITY_BREACH);
    world_give(&w, X, forge_scalar(w.f, 1));
    struct an_order o = {.market = w.a, .served = DAY(2015, 6, 1), .obeyed = AN_TRUE};
    order(&w, &o);
    o.has_ended = true;
    o.ended = DAY(2015, 7, 1);
    on(&w, DAY(2015, 5, 31), NAIVE_IN_FORCE, ONLY(AN_READY));
    on(&w, DAY(2015, 6, 1), NAIVE_IN_FORCE, COMPLIANT);
    on(&w, DAY(2015, 6, 30), NAIVE_IN_FORCE, COMPLIANT);
    on(&w, DAY(2015, 7, 1), NAIVE_IN_FORCE, ONLY(AN_READY));
    o.market = w.b;
    on(&w, DAY(2015, 6, 1), NAIVE_IN_FORCE, ONLY(AN_READY));
    world_free(&w);
}

/* S4.11, S4.12: where the order is silent, whether the act is done. */
static void obeying(void **state)
{
    (void)state;
    struct world w = ordering(AN_INABILITY_BREACH);
    world_give(&w, X, forge_scalar(w.f, 1));
    struct an_order o = {.market = AN_NONE, .served = DAY(2015, 6, 1), .obeyed = AN_UNKNOWN};
    order(&w, &o);
    expect(&w, EITHER);
    int64_t a1 = w.a1, b = w.b;
    world_give(&w, Y, forge_has(w.f, 1, &b, true));
    expect(&w, VIOLATION);
    w.profile->n_given = 1;
    world_give(&w, Y, forge_has(w.f, 1, &a1, true)); /* within A */
    expect(&w, COMPLIANT);
    world_free(&w);
}

/* S4.13: a liberty permits, or does not apply, is exempted, displaced. */
static void liberties(void **state)
{
    (void)state;
    struct world w = demanding();
    w.f->provisions.v[0].duty = AN_DUTY_MAY;
    w.f->provisions.v[0].when = forge_is(w.f, X, yes);
    world_model(&w);
    expect(&w, ONLY(AN_PERMITS) | OUTSIDE);
    assert_int_equal(world_ask(&w, 0).verdict, AN_CLEAR);
    world_free(&w);
}

/* S5.3: readings replace conditions; equal sets are no dispute. */
static void readings(void **state)
{
    (void)state;
    struct world w = demanding();
    uint32_t y = forge_fact(w.f, "n1", AN_TYPE_BOOL);
    struct an_reading r[] = {{.id = "narrow", .must = forge_is(w.f, y, yes)},
                             {.id = "wide", .when = forge_is(w.f, y, yes)}};
    w.f->provisions.v[0].readings = r;
    w.f->provisions.v[0].n_readings = 2;
    world_model(&w);
    world_give(&w, X, forge_scalar(w.f, 1));
    world_give(&w, y, forge_scalar(w.f, 0));
    struct naive_answer answer = world_ask(&w, 0);
    assert_int_equal(answer.reading[0], VIOLATION);
    assert_int_equal(answer.reading[1], OUTSIDE);
    assert_int_equal(answer.verdict, AN_DISPUTED);
    w.profile->n_given = 1;
    world_give(&w, y, forge_scalar(w.f, 1));
    assert_int_equal(world_ask(&w, 0).verdict, AN_COMPLIANT);
    world_free(&w);
}

/* S5.4: a fact whose value cannot change the outcome is not open. */
static void open_facts(void **state)
{
    (void)state;
    struct world w = demanding();
    uint32_t y = forge_fact(w.f, "n1", AN_TYPE_BOOL), z = forge_fact(w.f, "n2", AN_TYPE_BOOL);
    struct an_cond any[] = {forge_is(w.f, X, yes), forge_is(w.f, y, yes)};
    struct an_cond z_or_not[] = {forge_is(w.f, z, 1), forge_is(w.f, z, 0)};
    struct an_cond all[] = {forge_join(w.f, AN_OP_ANY, 2, any),
                            forge_join(w.f, AN_OP_ANY, 2, z_or_not)};
    w.f->provisions.v[0].content = forge_join(w.f, AN_OP_ALL, 2, all);
    world_model(&w);
    struct naive_answer answer = world_ask(&w, 0);
    assert_int_equal(answer.set, EITHER);
    assert_int_equal(answer.n_open, 2);
    assert_int_equal(answer.open[0], X);
    assert_int_equal(answer.open[1], Y);
    world_give(&w, X, forge_scalar(w.f, 0));
    answer = world_ask(&w, 0);
    assert_int_equal(answer.n_open, 1);
    assert_int_equal(answer.open[0], Y);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_and_last_days),
        cmocka_unit_test(events),
        cmocka_unit_test(imprecise_events),
        cmocka_unit_test(anchors),
        cmocka_unit_test(offered),
        cmocka_unit_test(law_beyond_members),
        cmocka_unit_test(other_nexus),
        cmocka_unit_test(exemptions),
        cmocka_unit_test(exemptions_of_exemptions),
        cmocka_unit_test(overriding),
        cmocka_unit_test(nexus_of_exemptions),
        cmocka_unit_test(contents),
        cmocka_unit_test(due_days),
        cmocka_unit_test(imprecise_due_day),
        cmocka_unit_test(orders),
        cmocka_unit_test(standing_orders),
        cmocka_unit_test(obeying),
        cmocka_unit_test(liberties),
        cmocka_unit_test(readings),
        cmocka_unit_test(open_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
