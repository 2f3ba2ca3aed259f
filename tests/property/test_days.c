/*
 * an_day_* against a calendar that counts day by day through all 9,999 years: months of 28 to 31
 * days, leap years by the rule written out. Addition of months and years against its definition:
 * same day of the month, where that month has it; else the days before and after the gap.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/day.h"

struct date {
    int year, month, dom;
};

static bool is_leap(int year)
{
    if (year % 400 == 0)
        return true;
    if (year % 100 == 0)
        return false;
    return year % 4 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

static void tomorrow(struct date *d)
{
    if (++d->dom <= month_length(d->year, d->month))
        return;
    d->dom = 1;
    if (++d->month <= 12)
        return;
    d->month = 1;
    d->year++;
}

/* Every day of the calendar, in order, there and back, parsed and written. */
static void every_day(void **state)
{
    (void)state;
    struct date d = {1, 1, 1};
    an_day day = AN_DAY_MIN;
    for (; d.year < 10000; day++, tomorrow(&d)) {
        int year, month, dom;
        an_day_split(day, &year, &month, &dom);
        if (an_day_of(d.year, d.month, d.dom) != day || year != d.year || month != d.month ||
            dom != d.dom)
            fail_msg("%04d-%02d-%02d is not day %d", d.year, d.month, d.dom, day);
        if (day % 17 != 0)
            continue;
        char text[11], want[40];
        an_day again = 0;
        (void)snprintf(want, sizeof want, "%04d-%02d-%02d", d.year, d.month, d.dom);
        an_day_format(day, text);
        assert_string_equal(text, want);
        assert_int_equal(an_day_parse(want, 10, &again), AN_DAY_OK);
        assert_int_equal(again, day);
    }
    assert_int_equal(day - 1, AN_DAY_MAX);
    assert_int_equal(an_day_of(1970, 1, 1), 0);
}

/* The calendar knows no other days. */
static void no_other_days(void **state)
{
    (void)state;
    for (int year = 1; year < 10000; year += 7) {
        for (int month = 0; month <= 13; month++) {
            for (int dom = 0; dom <= 32; dom++) {
                char text[40];
                an_day day;
                bool month_exists = month >= 1 && month <= 12;
                bool exists = month_exists && dom >= 1 && dom <= month_length(year, month);
                (void)snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, dom);
                assert_int_equal(an_day_parse(text, 10, &day) == AN_DAY_OK, exists);
            }
        }
    }
}

/* The definition: count months on from the day's own; `lo` and `hi` hug a missing day. */
static struct an_day_sum plain_add(struct date d, int months)
{
    int total = d.year * 12 + d.month - 1 + months;
    int year = total / 12, month = total % 12 + 1;
    if (total < 12)
        return (struct an_day_sum){true, AN_DAY_MIN, AN_DAY_MIN};
    if (year > 9999)
        return (struct an_day_sum){true, AN_DAY_MAX, AN_DAY_MAX};
    int length = month_length(year, month);
    if (d.dom <= length) {
        an_day day = an_day_of(year, month, d.dom);
        return (struct an_day_sum){true, day, day};
    }
    an_day last = an_day_of(year, month, length);
    return (struct an_day_sum){false, last, last + 1};
}

static void same_sum(struct an_day_sum got, struct an_day_sum want, struct date d, int months)
{
    bool beyond = want.lo == AN_DAY_MIN || want.lo == AN_DAY_MAX; /* `exact` says nothing there */
    if (got.lo != want.lo || got.hi != want.hi || (got.exact != want.exact && !beyond))
        fail_msg("%04d-%02d-%02d + %d months: %d..%d, not %d..%d", d.year, d.month, d.dom, months,
                 got.lo, got.hi, want.lo, want.hi);
}

static void adding_months(void **state)
{
    (void)state;
    static const int steps[] = {0,  1,    2,    3,  6,  11,  12,  13,   24,
                                48, 1199, 1200, -1, -2, -12, -13, -1200};
    for (an_day day = AN_DAY_MIN; day < AN_DAY_MAX - 40; day += day % 5 == 0 ? 1 : 37) {
        struct date d;
        an_day_split(day, &d.year, &d.month, &d.dom);
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
            same_sum(an_day_add_months(day, steps[i]), plain_add(d, steps[i]), d, steps[i]);
        for (int years = -5; years <= 5; years++)
            same_sum(an_day_add_years(day, years), plain_add(d, 12 * years), d, 12 * years);
    }
}

/* Full years: the greatest n such that n years after a is not after b; the other way round
 * negative. */
static int plain_years(struct date a, struct date b)
{
    int years = b.year - a.year;
    if (b.month < a.month || (b.month == a.month && b.dom < a.dom))
        years--;
    return years;
}

static void years_between(void **state)
{
    (void)state;
    uint32_t seed = 12345;
    for (int i = 0; i < 300000; i++) {
        an_day days[2];
        struct date d[2];
        for (int k = 0; k < 2; k++) {
            seed = seed * 1664525u + 1013904223u;
            days[k] =
                AN_DAY_MIN + (an_day)((uint64_t)seed * (uint64_t)(AN_DAY_MAX - AN_DAY_MIN) >> 32);
        }
        if (i % 3 == 0) /* near an anniversary */
            days[1] = an_day_add_years(days[0], (int)(seed % 60)).lo + (an_day)(seed >> 8) % 2;
        if (days[1] > AN_DAY_MAX)
            days[1] = AN_DAY_MAX;
        for (int k = 0; k < 2; k++)
            an_day_split(days[k], &d[k].year, &d[k].month, &d[k].dom);
        int want = days[0] <= days[1] ? plain_years(d[0], d[1]) : -plain_years(d[1], d[0]);
        assert_int_equal(an_years_between(days[0], days[1]), want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day),
        cmocka_unit_test(no_other_days),
        cmocka_unit_test(adding_months),
        cmocka_unit_test(years_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
