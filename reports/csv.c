/* Fields and lines of CSV. */
#include "reports/csv.h"

#include <inttypes.h>
#include <string.h>

void an_csv_init(struct an_csv *csv, struct an_sink *sink)
{
    csv->sink = sink;
    csv->started = false;
}

static void next_field(struct an_csv *csv)
{
    if (csv->started)
        an_put(csv->sink, ",");
    csv->started = true;
}

/* What a spreadsheet would take for a formula. */
static bool looks_like_formula(const char *text)
{
    return *text != '\0' && strchr("=+-@\t\r\n", *text) != NULL;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

void an_csv_text(struct an_csv *csv, const char *text)
{
    next_field(csv);
    if (!text)
        return;
    bool guarded = looks_like_formula(text);
    if (!guarded && strpbrk(text, ",\"\r\n") == NULL) {
        an_put(csv->sink, text);
        return;
    }
    an_put(csv->sink, guarded ? "\"'" : "\"");
    for (const char *p = text; *p; p++) {
        if (*p == '"')
            an_put(csv->sink, "\"\"");
        else
            an_put_n(csv->sink, is_line_end(*p) ? " " : p, 1);
    }
    an_put(csv->sink, "\"");
}

void an_csv_int(struct an_csv *csv, int64_t value)
{
    next_field(csv);
    an_putf(csv->sink, "%" PRId64, value);
}

void an_csv_bool(struct an_csv *csv, bool value)
{
    an_csv_text(csv, value ? "yes" : "no");
}

void an_csv_end(struct an_csv *csv)
{
    an_put(csv->sink, "\r\n");
    csv->started = false;
}

void an_csv_header(struct an_csv *csv, const char *const *names)
{
    for (; *names; names++)
        an_csv_text(csv, *names);
    an_csv_end(csv);
}
