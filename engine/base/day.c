/*
 * Civil days by counting: 400-year eras of 146,097 days, years that start in March (so that the
 * leap day is the last of its year). No table of months, no libc calendar, no zone.
 */
#include "engine/base/day.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define DAYS_PER_ERA 146097
#define EPOCH_SHIFT  719468 /* days from 0000-03-01 to 1970-01-01 */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int an_days_in_month(int year, int month)
{
    if (month == 2)
        return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

an_day an_day_of(int year, int month, int day)
{
    assert(year >= 1 && year <= 9999 && month >= 1 && month <= 12);
    assert(day >= 1 && day <= an_days_in_month(year, month));
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400, of_era = y % 400;
    int month_from_march = month > 2 ? month - 3 : month + 9;
    int of_year = (153 * month_from_march + 2) / 5 + day - 1;
    int day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * DAYS_PER_ERA + day_of_era - EPOCH_SHIFT;
}

void an_day_split(an_day day, int *year, int *month, int *dom)
{
    assert(day >= AN_DAY_MIN && day <= AN_DAY_MAX);
    int z = day + EPOCH_SHIFT;
    int era = z / DAYS_PER_ERA, of_era = z % DAYS_PER_ERA;
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100);
    int month_from_march = (5 * of_year + 2) / 153;
    *dom = of_year - (153 * month_from_march + 2) / 5 + 1;
    *month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    *year = era * 400 + y + (*month <= 2 ? 1 : 0);
}

/* Exactly n digits, as a number. */
static bool digits(const char *s, size_t n, int *out)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        value = value * 10 + (s[i] - '0');
    }
    *out = value;
    return true;
}

/* YYYY, YYYY-MM or YYYY-MM-DD, told apart by length. */
static enum an_day_error parse_part(const char *s, size_t n, struct an_when *out)
{
    int year, month = 1, last_month = 12, day = 1;
    if ((n != 4 && n != 7 && n != 10) || !digits(s, 4, &year))
        return AN_DAY_SHAPE;
    if (n >= 7) {
        if (s[4] != '-' || !digits(s + 5, 2, &month))
            return AN_DAY_SHAPE;
        last_month = month;
    }
    if (n == 10 && (s[7] != '-' || !digits(s + 8, 2, &day)))
        return AN_DAY_SHAPE;
    if (year < 1)
        return AN_DAY_RANGE;
    if (month < 1 || month > 12)
        return AN_DAY_MONTH;
    if (n == 10) {
        if (day < 1 || day > an_days_in_month(year, month))
            return AN_DAY_NO_SUCH_DAY;
        out->lo = out->hi = an_day_of(year, month, day);
        return AN_DAY_OK;
    }
    out->lo = an_day_of(year, month, 1);
    out->hi = an_day_of(year, last_month, an_days_in_month(year, last_month));
    return AN_DAY_OK;
}

enum an_day_error an_day_parse(const char *s, size_t n, an_day *out)
{
    struct an_when when;
    if (n != 10)
        return AN_DAY_SHAPE;
    enum an_day_error error = parse_part(s, n, &when);
    if (error == AN_DAY_OK)
        *out = when.lo;
    return error;
}

static size_t find_dots(const char *s, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (s[i] == '.' && s[i + 1] == '.')
            return i;
    return n;
}

enum an_day_error an_when_parse(const char *s, size_t n, struct an_when *out)
{
    size_t dots = find_dots(s, n);
    if (dots == n)
        return parse_part(s, n, out);
    struct an_when from, to;
    enum an_day_error error = parse_part(s, dots, &from);
    if (error == AN_DAY_OK)
        error = parse_part(s + dots + 2, n - dots - 2, &to);
    if (error != AN_DAY_OK)
        return error;
    if (from.lo > to.hi)
        return AN_DAY_RANGE;
    *out = (struct an_when){from.lo, to.hi};
    return AN_DAY_OK;
}

/* Written without printf: every provision that is told of has its days. */
static void put_digits(char *out, int n, int value)
{
    for (; n > 0; value /= 10)
        out[--n] = (char)('0' + value % 10);
}

void an_day_format(an_day day, char out[11])
{
    int year, month, dom;
    an_day_split(day, &year, &month, &dom);
    put_digits(out, 4, year);
    out[4] = '-';
    put_digits(out + 5, 2, month);
    out[7] = '-';
    put_digits(out + 8, 2, dom);
    out[10] = '\0';
}

/* Length of the coarsest form (4, 7 or 10) in which both ends of the range can be written. */
static size_t form_length(struct an_when when)
{
    int y1, m1, d1, y2, m2, d2;
    an_day_split(when.lo, &y1, &m1, &d1);
    an_day_split(when.hi, &y2, &m2, &d2);
    if (when.lo == when.hi || d1 != 1 || d2 != an_days_in_month(y2, m2))
        return 10;
    return m1 == 1 && m2 == 12 ? 4 : 7;
}

void an_when_format(struct an_when when, char out[24])
{
    assert(when.lo <= when.hi);
    size_t n = form_length(when);
    char lo[11], hi[11];
    an_day_format(when.lo, lo);
    an_day_format(when.hi, hi);
    lo[n] = hi[n] = '\0';
    if (strcmp(lo, hi) == 0)
        (void)snprintf(out, 24, "%s", lo);
    else
        (void)snprintf(out, 24, "%s..%s", lo, hi);
}

/* The end of the calendar, for sums that run off it. */
static struct an_day_sum off_the_end(bool forward)
{
    an_day end = forward ? AN_DAY_MAX : AN_DAY_MIN;
    return (struct an_day_sum){false, end, end};
}

static struct an_day_sum add_months(an_day day, int64_t months)
{
    int year, month, dom;
    an_day_split(day, &year, &month, &dom);
    int64_t count = (int64_t)year * 12 + (month - 1) + months;
    if (count < 12 || count >= INT64_C(120000))
        return off_the_end(months > 0);
    int y = (int)(count / 12), m = (int)(count % 12) + 1;
    int last = an_days_in_month(y, m);
    if (dom <= last) {
        an_day sum = an_day_of(y, m, dom);
        return (struct an_day_sum){true, sum, sum};
    }
    an_day before = an_day_of(y, m, last);
    return (struct an_day_sum){false, before, before + 1};
}

struct an_day_sum an_day_add_months(an_day day, int32_t months)
{
    return add_months(day, months);
}

struct an_day_sum an_day_add_years(an_day day, int32_t years)
{
    return add_months(day, (int64_t)years * 12);
}

int32_t an_years_between(an_day a, an_day b)
{
    if (b < a)
        return -an_years_between(b, a);
    int y1, m1, d1, y2, m2, d2;
    an_day_split(a, &y1, &m1, &d1);
    an_day_split(b, &y2, &m2, &d2);
    bool before_birthday = m2 < m1 || (m2 == m1 && d2 < d1);
    return y2 - y1 - (before_birthday ? 1 : 0);
}
