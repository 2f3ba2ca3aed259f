/* Civil days: every day of the calendar, known days of law, sums that hit a missing day. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/day.h"

static an_day day(const char *text)
{
    an_day out = 0;
    assert_int_equal(an_day_parse(text, strlen(text), &out), AN_DAY_OK);
    return out;
}

/* Counts through all 3,652,059 days with a calendar kept by hand. */
static void test_every_day(void **state)
{
    (void)state;
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int y = 1, m = 1, d = 1;
    for (an_day n = AN_DAY_MIN; n <= AN_DAY_MAX; n++) {
        int year, month, dom;
        an_day_split(n, &year, &month, &dom);
        if (year != y || month != m || dom != d || an_day_of(y, m, d) != n)
            fail_msg("day %d: %04d-%02d-%02d, expected %04d-%02d-%02d", n, year, month, dom, y, m,
                     d);
        bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
        int last = length[m - 1] + (m == 2 && leap);
        if (d == 1 && an_days_in_month(y, m) != last)
            fail_msg("%04d-%02d has %d days", y, m, last);
        if (++d > last) {
            d = 1;
            if (++m > 12) {
                m = 1;
                y++;
            }
        }
    }
    assert_int_equal(y, 10000);
    assert_int_equal(an_day_of(1970, 1, 1), 0);
    assert_int_equal(an_day_of(2000, 3, 1), 11017);
}

static void test_parse(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum an_day_error error;
    } cases[] = {
        {"2015-03-15", AN_DAY_OK},
        {"2016-02-29", AN_DAY_OK},
        {"0001-01-01", AN_DAY_OK},
        {"9999-12-31", AN_DAY_OK},
        {"2011-12-30", AN_DAY_OK}, /* no such day in Pacific/Apia: no zone here */
        {"2015-02-29", AN_DAY_NO_SUCH_DAY},
        {"1900-02-29", AN_DAY_NO_SUCH_DAY},
        {"2015-04-31", AN_DAY_NO_SUCH_DAY},
        {"2015-01-00", AN_DAY_NO_SUCH_DAY},
        {"2015-13-01", AN_DAY_MONTH},
        {"2015-00-01", AN_DAY_MONTH},
        {"0000-01-01", AN_DAY_RANGE},
        {"", AN_DAY_SHAPE},
        {"2015", AN_DAY_SHAPE},
        {"2015-03", AN_DAY_SHAPE},
        {"15/03/2015", AN_DAY_SHAPE},
        {"2015-3-15", AN_DAY_SHAPE},
        {"2015-03-15 ", AN_DAY_SHAPE},
        {"2015-03-15T00:00:00+08:00", AN_DAY_SHAPE},
        {"2015/03/15", AN_DAY_SHAPE},
        {"2o15-03-15", AN_DAY_SHAPE},
        {"-015-03-15", AN_DAY_SHAPE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        an_day out = 12345;
        enum an_day_error error = an_day_parse(cases[i].text, strlen(cases[i].text), &out);
        if (error != cases[i].error)
            fail_msg("'%s': %d, expected %d", cases[i].text, (int)error, (int)cases[i].error);
        if (error != AN_DAY_OK)
            assert_int_equal(out, 12345);
    }
}

static void test_format(void **state)
{
    (void)state;
    static const char *const texts[] = {"0001-01-01", "1582-10-15", "2015-03-15", "9999-12-31"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char out[11];
        an_day_format(day(texts[i]), out);
        assert_string_equal(out, texts[i]);
    }
}

static void test_when(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lo, *hi, *shown; /* shown NULL: as written */
    } cases[] = {
        {"2015-03-15", "2015-03-15", "2015-03-15", NULL},
        {"2015-02", "2015-02-01", "2015-02-28", NULL},
        {"2015", "2015-01-01", "2015-12-31", NULL},
        {"2015..2016", "2015-01-01", "2016-12-31", NULL},
        {"2015-11..2016-02", "2015-11-01", "2016-02-29", NULL},
        {"2015-11-03..2016-02-29", "2015-11-03", "2016-02-29", NULL},
        {"2015-03-05..2015", "2015-03-05", "2015-12-31", "2015-03-05..2015-12-31"},
        {"2015-01-01..2015-12-31", "2015-01-01", "2015-12-31", "2015"},
        {"2015-02-01..2015-02-28", "2015-02-01", "2015-02-28", "2015-02"},
        {"2015..2015-06", "2015-01-01", "2015-06-30", "2015-01..2015-06"},
        {"2015-03-15..2015-03-15", "2015-03-15", "2015-03-15", "2015-03-15"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct an_when when;
        char out[24];
        assert_int_equal(an_when_parse(cases[i].text, strlen(cases[i].text), &when), AN_DAY_OK);
        assert_int_equal(when.lo, day(cases[i].lo));
        assert_int_equal(when.hi, day(cases[i].hi));
        an_when_format(when, out);
        assert_string_equal(out, cases[i].shown ? cases[i].shown : cases[i].text);
        struct an_when again;
        assert_int_equal(an_when_parse(out, strlen(out), &again), AN_DAY_OK);
        assert_true(again.lo == when.lo && again.hi == when.hi);
    }
    struct an_when when;
    assert_int_equal(an_when_parse("2016..2015", 10, &when), AN_DAY_RANGE);
    assert_int_equal(an_when_parse("2015-03..2015-02", 16, &when), AN_DAY_RANGE);
    assert_int_equal(an_when_parse("2015..", 6, &when), AN_DAY_SHAPE);
    assert_int_equal(an_when_parse("..2015", 6, &when), AN_DAY_SHAPE);
    assert_int_equal(an_when_parse("2015...2016", 11, &when), AN_DAY_SHAPE);
    assert_int_equal(an_when_parse("2015-13", 7, &when), AN_DAY_MONTH);
}

static void expect_sum(struct an_day_sum sum, bool exact, const char *lo, const char *hi)
{
    assert_int_equal(sum.exact, exact);
    assert_int_equal(sum.lo, day(lo));
    assert_int_equal(sum.hi, day(hi));
}

static void test_sums(void **state)
{
    (void)state;
    expect_sum(an_day_add_months(day("2015-01-15"), 1), true, "2015-02-15", "2015-02-15");
    expect_sum(an_day_add_months(day("2015-01-31"), 1), false, "2015-02-28", "2015-03-01");
    expect_sum(an_day_add_months(day("2016-01-31"), 1), false, "2016-02-29", "2016-03-01");
    expect_sum(an_day_add_months(day("2015-03-31"), -1), false, "2015-02-28", "2015-03-01");
    expect_sum(an_day_add_months(day("2015-12-31"), 1), true, "2016-01-31", "2016-01-31");
    expect_sum(an_day_add_months(day("2015-01-31"), -1), true, "2014-12-31", "2014-12-31");
    expect_sum(an_day_add_months(day("2015-01-31"), 0), true, "2015-01-31", "2015-01-31");
    expect_sum(an_day_add_years(day("2012-02-29"), 1), false, "2013-02-28", "2013-03-01");
    expect_sum(an_day_add_years(day("2012-02-29"), 4), true, "2016-02-29", "2016-02-29");
    expect_sum(an_day_add_years(day("9999-01-01"), 1), false, "9999-12-31", "9999-12-31");
    expect_sum(an_day_add_years(day("0001-06-01"), -1), false, "0001-01-01", "0001-01-01");
    expect_sum(an_day_add_months(day("2015-01-01"), INT32_MAX), false, "9999-12-31", "9999-12-31");
    expect_sum(an_day_add_years(day("2015-01-01"), INT32_MIN), false, "0001-01-01", "0001-01-01");
}

static void test_years_between(void **state)
{
    (void)state;
    assert_int_equal(an_years_between(day("2010-06-01"), day("2015-05-31")), 4);
    assert_int_equal(an_years_between(day("2010-06-01"), day("2015-06-01")), 5);
    assert_int_equal(an_years_between(day("2012-02-29"), day("2013-02-28")), 0);
    assert_int_equal(an_years_between(day("2012-02-29"), day("2013-03-01")), 1);
    assert_int_equal(an_years_between(day("2015-06-01"), day("2010-06-01")), -5);
    assert_int_equal(an_years_between(day("2015-06-01"), day("2015-06-01")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day), cmocka_unit_test(test_parse),
        cmocka_unit_test(test_format),    cmocka_unit_test(test_when),
        cmocka_unit_test(test_sums),      cmocka_unit_test(test_years_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
