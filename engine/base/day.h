/*
 * Civil days of the proleptic Gregorian calendar, as a count from 1970-01-01 = 0. No time of day,
 * no zone, no libc calendar. Method: H. Hinnant, "chrono-compatible low-level date algorithms".
 */
#ifndef AN_BASE_DAY_H
#define AN_BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t an_day;

#define AN_DAY_MIN ((an_day)-719162) /* 0001-01-01; also "since ever" in intervals */
#define AN_DAY_MAX ((an_day)2932896) /* 9999-12-31; also "for ever" */

/** A day known exactly (lo == hi) or only to lie in [lo, hi]: a month, a year, a range. */
struct an_when {
    an_day lo, hi;
};

/** Why a text is no day. AN_DAY_RANGE: year 0000, or a range whose end lies before its start. */
enum an_day_error { AN_DAY_OK, AN_DAY_SHAPE, AN_DAY_MONTH, AN_DAY_NO_SUCH_DAY, AN_DAY_RANGE };

/** Reads exactly YYYY-MM-DD. */
enum an_day_error an_day_parse(const char *s, size_t n, an_day *out);
/** Reads YYYY-MM-DD, YYYY-MM, YYYY, or A..B of two such. */
enum an_day_error an_when_parse(const char *s, size_t n, struct an_when *out);
/** Writes YYYY-MM-DD and a NUL. */
void an_day_format(an_day day, char out[11]);
/**
 * Writes the coarsest form that an_when_parse reads back: a year, a month, a day, or "A..B" with
 * both ends of one kind.
 */
void an_when_format(struct an_when when, char out[24]);
static inline bool an_when_same(struct an_when a, struct an_when b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

/** The day must exist, in a year from 1 to 9999. */
an_day an_day_of(int year, int month, int day);
void an_day_split(an_day day, int *year, int *month, int *dom);
int an_days_in_month(int year, int month);

/**
 * Result of calendar arithmetic that can hit a missing day (31 January + 1 month) or leave the
 * calendar (then lo == hi is its first or last day).
 */
struct an_day_sum {
    bool exact; /* false: the day does not exist; lo and hi are its neighbours */
    an_day lo, hi;
};
struct an_day_sum an_day_add_months(an_day day, int32_t months);
struct an_day_sum an_day_add_years(an_day day, int32_t years);
/** Full calendar years from a to b, negative if b is before a. */
int32_t an_years_between(an_day a, an_day b);

#endif
