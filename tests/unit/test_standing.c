/*
 * "In force on this day?" against a definition by enumeration: every way in which imprecise days
 * can fall is tried, and the answer is certain only if all of them agree. Then boundary days by
 * hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/lang/model.h"

enum { MAX_EVENTS = 4 };

struct law {
    struct an_event event[MAX_EVENTS];
    uint32_t n;
    struct an_interval days;
};

static struct an_standing standing(const struct law *law, bool own, an_day day)
{
    struct an_event other = {.on = {0, 0}, .is = AN_STATE_REPEALED};
    struct an_instrument instrument = {.id = "i", .status = {law->event, law->n}};
    struct an_provision p = {.id = "i.1", .days = law->days};
    if (own) { /* the provision's own events replace the instrument's */
        instrument.status = (struct an_events){&other, 1};
        p.status = (struct an_events){law->event, law->n};
    }
    struct an_model m = {.instruments = {&instrument, 1}, .provisions = {&p, 1}};
    struct an_standing s = an_provision_standing(&m, &p, day);
    s.event = NULL; /* points into this frame */
    return s;
}

/* ---- the definition ---- */

static bool in_force_in(const struct law *law, const an_day *on, an_day from, an_day before,
                        an_day day)
{
    bool binds = false;
    for (uint32_t i = 0; i < law->n && on[i] <= day; i++) {
        enum an_state is = law->event[i].is;
        if (is != AN_STATE_EXTENDED)
            binds = is == AN_STATE_IN_FORCE || is == AN_STATE_UNENFORCED;
    }
    return binds && day >= from && day < before;
}

struct seen {
    bool yes, no;
};

static void try_all(const struct law *law, an_day *on, uint32_t i, an_day day, struct seen *seen)
{
    if (i < law->n) {
        an_day least = law->event[i].on.lo;
        if (i > 0 && on[i - 1] > least)
            least = on[i - 1];
        for (on[i] = least; on[i] <= law->event[i].on.hi; on[i]++)
            try_all(law, on, i + 1, day, seen);
        return;
    }
    for (an_day from = law->days.from.lo; from <= law->days.from.hi; from++)
        for (an_day before = law->days.before.lo; before <= law->days.before.hi; before++)
            if (in_force_in(law, on, from, before, day))
                seen->yes = true;
            else
                seen->no = true;
}

static an_tri by_definition(const struct law *law, an_day day)
{
    an_day on[MAX_EVENTS];
    struct seen seen = {false, false};
    try_all(law, on, 0, day, &seen);
    assert_true(seen.yes || seen.no);
    return seen.yes && seen.no ? AN_UNKNOWN : an_tri_of(seen.yes);
}

static uint64_t state = 20150128;
static uint32_t any_of(uint32_t n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % n;
}

/* Events in order: neither end of a range lies before the same end of the one before it. */
static struct law random_law(void)
{
    static const enum an_state states[] = {
        AN_STATE_PROPOSED,  AN_STATE_ADOPTED,    AN_STATE_IN_FORCE, AN_STATE_IN_FORCE,
        AN_STATE_SUSPENDED, AN_STATE_UNENFORCED, AN_STATE_EXTENDED, AN_STATE_REPEALED};
    struct law law = {.n = any_of(MAX_EVENTS + 1),
                      .days = {{AN_DAY_MIN, AN_DAY_MIN}, {AN_DAY_MAX, AN_DAY_MAX}}};
    an_day lo = 100, hi = 100;
    for (uint32_t i = 0; i < law.n; i++) {
        lo += (an_day)any_of(4);
        an_day end = lo + (an_day)(any_of(2) * any_of(4));
        hi = end > hi ? end : hi;
        law.event[i] = (struct an_event){.on = {lo, hi}, .is = states[any_of(8)]};
    }
    if (any_of(2)) {
        an_day from = 100 + (an_day)any_of(8);
        law.days.from = (struct an_when){from, from + (an_day)any_of(3)};
    }
    if (any_of(2)) {
        an_day before = 104 + (an_day)any_of(8);
        law.days.before = (struct an_when){before, before + (an_day)any_of(3)};
    }
    return law;
}

static void test_against_the_definition(void **unused)
{
    (void)unused;
    for (int round = 0; round < 4000; round++) {
        struct law law = random_law();
        for (an_day day = 98; day < 122; day++) {
            an_tri expected = by_definition(&law, day);
            an_tri found = standing(&law, round % 2 == 0, day).in_force;
            if (found != expected)
                fail_msg("round %d, day %d: found %d, expected %d", round, (int)day, (int)found,
                         (int)expected);
        }
    }
}

/* Whatever is in force lies in the stretch that is named, and the stretch's edges are its edges. */
static void test_stretches(void **unused)
{
    (void)unused;
    for (int round = 0; round < 4000; round++) {
        struct law law = random_law();
        for (an_day day = 98; day < 122; day++) {
            struct an_standing s = standing(&law, false, day);
            if (s.in_force == AN_TRUE) {
                assert_true(s.has_start && s.starts.lo <= day);
                assert_true(!s.has_end || s.ends.hi > day);
            }
            if (s.not_yet)
                assert_true(s.in_force == AN_FALSE && s.any);
            if (!s.has_start)
                assert_true(s.in_force == AN_FALSE);
        }
    }
}

/* ---- by hand ---- */

static an_day day_of(const char *text)
{
    an_day day;
    assert_int_equal(an_day_parse(text, strlen(text), &day), AN_DAY_OK);
    return day;
}

static struct an_when when_of(const char *text)
{
    struct an_when when;
    assert_int_equal(an_when_parse(text, strlen(text), &when), AN_DAY_OK);
    return when;
}

static struct law law_of(uint32_t n, ...)
{
    struct law law = {.n = n, .days = {{AN_DAY_MIN, AN_DAY_MIN}, {AN_DAY_MAX, AN_DAY_MAX}}};
    va_list args;
    va_start(args, n);
    for (uint32_t i = 0; i < n; i++) {
        law.event[i].on = when_of(va_arg(args, const char *));
        law.event[i].is = (enum an_state)va_arg(args, int);
    }
    va_end(args);
    return law;
}

static void test_bank_rules_of_2014(void **unused)
{
    (void)unused;
    struct law law = law_of(2, "2014-12-26", AN_STATE_IN_FORCE, "2015-04-13", AN_STATE_SUSPENDED);
    assert_false(standing(&law, false, day_of("2014-12-25")).any);
    assert_int_equal(standing(&law, false, day_of("2014-12-26")).in_force, AN_TRUE);
    assert_int_equal(standing(&law, false, day_of("2015-04-12")).in_force, AN_TRUE);
    struct an_standing s = standing(&law, false, day_of("2015-04-13"));
    assert_int_equal(s.in_force, AN_FALSE);
    assert_int_equal(s.state, AN_STATE_SUSPENDED);
    assert_false(s.not_yet);
    assert_false(s.has_start);
}

static void test_suspension_known_to_the_month(void **unused)
{
    (void)unused;
    struct law law = law_of(2, "2014-12-26", AN_STATE_IN_FORCE, "2015-04", AN_STATE_SUSPENDED);
    assert_int_equal(standing(&law, false, day_of("2015-03-31")).in_force, AN_TRUE);
    assert_int_equal(standing(&law, false, day_of("2015-04-01")).in_force, AN_UNKNOWN);
    assert_int_equal(standing(&law, false, day_of("2015-04-29")).in_force, AN_UNKNOWN);
    assert_int_equal(standing(&law, false, day_of("2015-04-30")).in_force, AN_FALSE);
    assert_int_equal(standing(&law, false, day_of("2015-04-30")).state, AN_STATE_SUSPENDED);
}

static void test_resumed(void **unused)
{
    (void)unused;
    struct law law = law_of(4, "2019-01-01", AN_STATE_IN_FORCE, "2020-01-01", AN_STATE_SUSPENDED,
                            "2020-06-01", AN_STATE_EXTENDED, "2021-01-01", AN_STATE_IN_FORCE);
    struct an_standing s = standing(&law, false, day_of("2020-07-01"));
    assert_int_equal(s.in_force, AN_FALSE);
    assert_int_equal(s.state, AN_STATE_SUSPENDED); /* it is the suspension that was extended */
    assert_true(s.has_start);
    assert_int_equal(s.starts.lo, day_of("2021-01-01"));
    assert_int_equal(standing(&law, false, day_of("2021-01-01")).in_force, AN_TRUE);
}

static void test_marks(void **unused)
{
    (void)unused;
    struct law law = law_of(3, "2019-01-01", AN_STATE_IN_FORCE, "2020-01-01", AN_STATE_UNENFORCED,
                            "2020-06-01", AN_STATE_EXTENDED);
    assert_false(standing(&law, false, day_of("2019-12-31")).unenforced);
    struct an_standing s = standing(&law, false, day_of("2020-07-01"));
    assert_int_equal(s.in_force, AN_TRUE);
    assert_true(s.unenforced);
}

static void test_not_yet(void **unused)
{
    (void)unused;
    struct law law = law_of(3, "2015-11-03", AN_STATE_PROPOSED, "2015-12-27", AN_STATE_ADOPTED,
                            "2016-01-01", AN_STATE_IN_FORCE);
    assert_false(standing(&law, false, day_of("2015-11-02")).not_yet);
    assert_true(standing(&law, false, day_of("2015-11-03")).not_yet);
    struct an_standing s = standing(&law, false, day_of("2015-12-31"));
    assert_true(s.not_yet);
    assert_int_equal(s.state, AN_STATE_ADOPTED);
    assert_int_equal(s.starts.lo, day_of("2016-01-01"));
    assert_false(standing(&law, false, day_of("2016-01-01")).not_yet);
}

/* A regulation in force whose article applies later is passed law, not law in force. */
static void test_own_first_day(void **unused)
{
    (void)unused;
    struct law law = law_of(1, "2024-12-10", AN_STATE_IN_FORCE);
    law.days.from = when_of("2026-09-11");
    struct an_standing s = standing(&law, false, day_of("2026-09-10"));
    assert_true(s.not_yet);
    assert_int_equal(s.state, AN_STATE_ADOPTED);
    assert_int_equal(s.starts.lo, day_of("2026-09-11"));
    assert_int_equal(standing(&law, false, day_of("2026-09-11")).in_force, AN_TRUE);
}

static void test_own_last_day(void **unused)
{
    (void)unused;
    struct law law = law_of(1, "2012-01-01", AN_STATE_IN_FORCE);
    law.days.before = when_of("2016-02-29");
    assert_int_equal(standing(&law, false, day_of("2016-02-28")).in_force, AN_TRUE);
    struct an_standing s = standing(&law, false, day_of("2016-02-29"));
    assert_int_equal(s.in_force, AN_FALSE);
    assert_int_equal(s.state, AN_STATE_LAPSED);
    assert_false(s.not_yet);
    assert_false(s.has_start);
}

static void test_repealed_while_waiting(void **unused)
{
    (void)unused;
    struct law law = law_of(2, "2015-01-01", AN_STATE_PROPOSED, "2015-12-27", AN_STATE_LAPSED);
    assert_true(standing(&law, false, day_of("2015-12-26")).not_yet);
    assert_false(standing(&law, false, day_of("2015-12-27")).not_yet);
    assert_int_equal(standing(&law, false, day_of("2015-12-27")).state, AN_STATE_LAPSED);
}

/* A load refuses events out of order; a base from a stranger may hold them: some answer, no crash.
 */
static void test_events_out_of_order(void **unused)
{
    (void)unused;
    struct law law = law_of(2, "2016-01-01", AN_STATE_SUSPENDED, "2015-01-01", AN_STATE_IN_FORCE);
    assert_int_equal(standing(&law, false, day_of("2015-06-01")).in_force, AN_TRUE);
}

static void test_checked(void **unused)
{
    (void)unused;
    struct an_instrument instrument = {.id = "i", .checked = {.given = true, .on = 1}};
    struct an_provision own = {.id = "i.1", .checked = {.given = true, .on = 2}},
                        none = {.id = "i.2"};
    struct an_model m = {.instruments = {&instrument, 1}};
    assert_int_equal(an_provision_checked(&m, &own)->on, 2);
    assert_int_equal(an_provision_checked(&m, &none)->on, 1);
}

static void test_last_day_of_the_calendar(void **unused)
{
    (void)unused;
    struct law law = law_of(1, "2015-03-15", AN_STATE_IN_FORCE);
    struct an_standing s = standing(&law, false, day_of("9999-12-31"));
    assert_int_equal(s.in_force, AN_TRUE);
    assert_true(s.has_start);
    assert_false(s.has_end);
}

/* ---- as known on a day (S3.10) ---- */

static an_day d(int year, int month, int day)
{
    return an_day_of(year, month, day);
}

static struct an_when on(an_day day)
{
    return (struct an_when){day, day};
}

/* Adopted on 2015-12-27, in force on 2016-01-01; suspended on 2017-03-01, which was told in May. */
static const struct an_model *known_model(struct an_arena *arena, an_day known_on)
{
    struct an_event *e = AN_NEW_ARRAY(arena, struct an_event, 6);
    e[0] = (struct an_event){.on = on(d(2015, 12, 27)), .is = AN_STATE_ADOPTED};
    e[1] = (struct an_event){.on = on(d(2016, 1, 1)), .is = AN_STATE_IN_FORCE};
    e[2] = (struct an_event){.on = on(d(2017, 3, 1)),
                             .is = AN_STATE_SUSPENDED,
                             .has_public_on = true,
                             .public_on = {d(2017, 5, 1), d(2017, 5, 31)}};
    e[3] = (struct an_event){.on = on(d(2016, 6, 1)), .is = AN_STATE_ADOPTED};
    e[4] = (struct an_event){.on = on(d(2016, 9, 1)),
                             .is = AN_STATE_IN_FORCE,
                             .has_public_on = true,
                             .public_on = on(d(2016, 10, 1))};
    e[5] = (struct an_event){.on = on(d(2018, 1, 1)), .is = AN_STATE_IN_FORCE};
    struct an_instrument *in = AN_NEW_ARRAY(arena, struct an_instrument, 2);
    in[0].status = (struct an_events){e, 3};
    in[1].status = (struct an_events){&e[3], 2};
    struct an_provision *p = AN_NEW_ARRAY(arena, struct an_provision, 3);
    uint32_t *replaced = AN_NEW(arena, uint32_t);
    struct an_interval ever = {{AN_DAY_MIN, AN_DAY_MIN}, {AN_DAY_MAX, AN_DAY_MAX}};
    for (int i = 0; i < 3; i++)
        p[i].days = ever;
    p[0].days.before = on(d(2016, 9, 1)); /* the day p[1] begins */
    p[1].instrument = 1;
    p[1].replaces = (struct an_refs){replaced, 1};
    p[2].status = (struct an_events){&e[5], 1};
    struct an_model *m = AN_NEW(arena, struct an_model);
    m->instruments.v = in;
    m->instruments.n = 2;
    m->provisions.v = p;
    m->provisions.n = 3;
    return an_model_as_known(arena, m, known_on);
}

static an_tri known(uint32_t provision, an_day known_on, an_day day)
{
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        fail_msg("out of memory");
    const struct an_model *m = known_model(arena, known_on);
    an_tri in_force = an_provision_standing(m, &m->provisions.v[provision], day).in_force;
    an_arena_free(arena);
    return in_force;
}

static void test_as_known(void **unused)
{
    (void)unused;
    /* Nothing before the adoption; with it the day of entry into force. */
    assert_int_equal(known(0, d(2015, 12, 26), d(2016, 6, 1)), AN_FALSE);
    assert_int_equal(known(0, d(2015, 12, 27), d(2016, 1, 1)), AN_TRUE);
    assert_int_equal(known(0, d(2015, 12, 27), d(2015, 12, 31)), AN_FALSE);
    /* The successor's beginning was told late: until then the old version goes on. */
    assert_int_equal(known(0, d(2016, 9, 30), d(2016, 9, 15)), AN_TRUE);
    assert_int_equal(known(1, d(2016, 9, 30), d(2016, 9, 15)), AN_FALSE);
    assert_int_equal(known(0, d(2016, 10, 1), d(2016, 9, 15)), AN_FALSE);
    assert_int_equal(known(1, d(2016, 10, 1), d(2016, 9, 15)), AN_TRUE);
    /* The suspension, told on some day of May. */
    assert_int_equal(known(0, d(2016, 9, 30), d(2017, 6, 1)), AN_TRUE);
    assert_int_equal(known(0, d(2017, 4, 30), d(2016, 8, 31)), AN_TRUE);
    /* Events of its own of which none is known: not the instrument's instead. */
    assert_int_equal(known(2, d(2017, 12, 31), d(2019, 1, 1)), AN_FALSE);
    assert_int_equal(known(2, d(2018, 1, 1), d(2018, 1, 1)), AN_TRUE);
}

/* Whether the public knew is open in May: so is what was known of the law then. */
static void test_perhaps_known(void **unused)
{
    (void)unused;
    struct an_event e[2] = {{.on = on(d(2016, 1, 1)), .is = AN_STATE_IN_FORCE},
                            {.on = on(d(2017, 3, 1)),
                             .is = AN_STATE_REPEALED,
                             .has_public_on = true,
                             .public_on = {d(2017, 5, 1), d(2017, 5, 31)}}};
    struct an_instrument in = {.status = {e, 2}};
    struct an_provision p = {.days = {{AN_DAY_MIN, AN_DAY_MIN}, {AN_DAY_MAX, AN_DAY_MAX}}};
    struct an_model m = {.instruments = {&in, 1}, .provisions = {&p, 1}};
    static const struct {
        int month, day;
        an_tri then;
    } table[] = {{4, 30, AN_TRUE}, {5, 1, AN_UNKNOWN}, {5, 30, AN_UNKNOWN}, {5, 31, AN_FALSE}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct an_arena *arena = an_arena_new();
        if (!arena || AN_ARENA_TRY(arena))
            fail_msg("out of memory");
        const struct an_model *known =
            an_model_as_known(arena, &m, d(2017, table[i].month, table[i].day));
        assert_int_equal(
            an_provision_standing(known, &known->provisions.v[0], d(2017, 6, 15)).in_force,
            table[i].then);
        assert_int_equal(
            an_provision_standing(known, &known->provisions.v[0], d(2017, 2, 28)).in_force,
            AN_TRUE);
        an_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_the_definition),
        cmocka_unit_test(test_stretches),
        cmocka_unit_test(test_bank_rules_of_2014),
        cmocka_unit_test(test_suspension_known_to_the_month),
        cmocka_unit_test(test_resumed),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_not_yet),
        cmocka_unit_test(test_own_first_day),
        cmocka_unit_test(test_own_last_day),
        cmocka_unit_test(test_repealed_while_waiting),
        cmocka_unit_test(test_events_out_of_order),
        cmocka_unit_test(test_checked),
        cmocka_unit_test(test_last_day_of_the_calendar),
        cmocka_unit_test(test_as_known),
        cmocka_unit_test(test_perhaps_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
