/*
 * CSV (RFC 4180) that a spreadsheet reads as text: a field that begins like a formula gets an
 * apostrophe before it, which spreadsheets do not show and no formula survives. Used by all writers
 * of CSV.
 */
#ifndef AN_REPORTS_CSV_H
#define AN_REPORTS_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "antinomy/sink.h"

struct an_csv {
    struct an_sink *sink;
    bool started; /* a field stands on this line */
};

void an_csv_init(struct an_csv *csv, struct an_sink *sink);
/** NULL is an empty field. Line ends within a field become spaces. */
void an_csv_text(struct an_csv *csv, const char *text);
void an_csv_int(struct an_csv *csv, int64_t value);
/** "yes" or "no". */
void an_csv_bool(struct an_csv *csv, bool value);
/** Ends the line. */
void an_csv_end(struct an_csv *csv);
/** A line of names, up to a NULL. */
void an_csv_header(struct an_csv *csv, const char *const *names);

#endif
