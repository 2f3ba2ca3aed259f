/*
 * Columns: binding, reading, checksums. The checksum of a row takes type and bytes of each value in
 * turn through steps that lose nothing, so a change of one value always changes it. It detects
 * damage, not malice: whatever is read is checked for itself.
 */
#include "engine/facts/row.h"

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "engine/base/sizes.h"

static const struct an_when ever = {AN_DAY_MIN, AN_DAY_MIN};
static const struct an_when never = {AN_DAY_MAX, AN_DAY_MAX};

/* ---- checksum ---- */

static inline uint64_t mix(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return sum ^ sum >> 32;
}

/* Eight bytes, lowest first, whatever the machine's order: compilers make it one load. */
static inline uint64_t word_at(const uint8_t *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

/* The last word ends where the bytes end, and may take some of them again. */
static void sum_value(struct an_record *row, int type, const void *data, size_t n)
{
    const uint8_t *p = data;
    uint64_t sum = mix(row->sum, (uint64_t)n << 3 | (uint64_t)type), rest = 0;
    if (n < 8) {
        for (size_t i = 0; i < n; i++)
            rest = rest << 8 | p[i];
    } else {
        for (size_t i = 0; i < n - 8; i += 8)
            sum = mix(sum, word_at(p + i));
        rest = word_at(p + n - 8);
    }
    row->sum = mix(sum, rest);
}

static void sum_int(struct an_record *row, int64_t v)
{
    row->sum = mix(mix(row->sum, SQLITE_INTEGER), (uint64_t)v);
}

void an_row_begin(struct an_record *row)
{
    row->column = 0;
    row->sum = 0;
}

void an_row_fault(struct an_record *row, const char *what)
{
    if (!row->bad)
        row->bad = what;
}

static void note_error(struct an_record *row, int error)
{
    if (error != SQLITE_OK && row->error == 0)
        row->error = error;
}

/*
 * The next column. Asked for once: each sqlite3_column_* call costs as much as reading the value.
 * (The value is good until the next step; the connection has no mutex that would have to protect
 * it.)
 */
static sqlite3_value *next_value(struct an_record *row)
{
    return sqlite3_column_value(row->stmt, row->column++);
}

/* ---- numbers ---- */

/* The next column as a number; false if it is NULL and may be. */
static bool read_int(struct an_record *row, int64_t *v, bool optional)
{
    sqlite3_value *value = next_value(row);
    int type = sqlite3_value_type(value);
    *v = 0;
    if (type == SQLITE_INTEGER) {
        *v = sqlite3_value_int64(value);
        sum_int(row, *v);
        return true;
    }
    sum_value(row, SQLITE_NULL, NULL, 0);
    if (type != SQLITE_NULL || !optional)
        an_row_fault(row, "a value that is no whole number");
    return false;
}

static void write_int(struct an_record *row, int64_t v)
{
    sum_int(row, v);
    row->column++;
    if (row->stmt)
        note_error(row, sqlite3_bind_int64(row->stmt, row->column, v));
}

static void write_null(struct an_record *row)
{
    sum_value(row, SQLITE_NULL, NULL, 0);
    row->column++;
    if (row->stmt)
        note_error(row, sqlite3_bind_null(row->stmt, row->column));
}

void an_row_int(struct an_record *row, int64_t *v, int64_t min, int64_t max)
{
    if (!row->reading) {
        write_int(row, *v);
        return;
    }
    read_int(row, v, false);
    if (*v < min || *v > max) {
        an_row_fault(row, "a number out of range");
        *v = min;
    }
}

void an_row_ref(struct an_record *row, uint32_t *v, uint32_t limit)
{
    int64_t wide = *v;
    an_row_int(row, &wide, 0, (int64_t)limit - 1);
    *v = wide < 0 ? 0 : (uint32_t)wide;
}

void an_row_opt_ref(struct an_record *row, uint32_t *v, uint32_t limit)
{
    if (!row->reading && *v == AN_NONE) {
        write_null(row);
        return;
    }
    if (!row->reading) {
        write_int(row, *v);
        return;
    }
    int64_t wide;
    bool given = read_int(row, &wide, true);
    if (given && (wide < 0 || wide >= (int64_t)limit)) {
        an_row_fault(row, "a number out of range");
        given = false;
    }
    *v = given ? (uint32_t)wide : AN_NONE;
}

void an_row_number(struct an_record *row)
{
    int64_t v = row->index;
    an_row_int(row, &v, row->index, row->index);
}

void an_row_bool(struct an_record *row, bool *v)
{
    int64_t wide = *v ? 1 : 0;
    an_row_int(row, &wide, 0, 1);
    *v = wide == 1;
}

/* ---- bytes ---- */

/* The next column as text or blob, borrowed until the next row; NULL if it is NULL. */
static const void *read_bytes(struct an_record *row, int type, size_t *n)
{
    sqlite3_value *value = next_value(row);
    int found = sqlite3_value_type(value);
    const void *data = NULL;
    *n = 0;
    if (found == type) {
        data = type == SQLITE_TEXT ? (const void *)sqlite3_value_text(value)
                                   : sqlite3_value_blob(value);
        *n = (size_t)sqlite3_value_bytes(value);
        /* An empty blob has no address; a text without one is a lack of memory. */
        if (!data && (type == SQLITE_TEXT || *n > 0))
            an_arena_fail(row->arena);
        if (!data)
            data = "";
    } else if (found != SQLITE_NULL) {
        an_row_fault(row,
                     type == SQLITE_TEXT ? "a value that is no text" : "a value that is no blob");
    }
    sum_value(row, data ? type : SQLITE_NULL, data, *n);
    return data;
}

static void write_bytes(struct an_record *row, int type, const void *data, size_t n,
                        sqlite3_destructor_type life)
{
    sum_value(row, type, data, n);
    row->column++;
    if (!row->stmt)
        return;
    note_error(row, type == SQLITE_TEXT
                        ? sqlite3_bind_text64(row->stmt, row->column, data, n, life, SQLITE_UTF8)
                        : sqlite3_bind_blob64(row->stmt, row->column, n > 0 ? data : "", n, life));
}

void an_row_opt_text(struct an_record *row, const char **v)
{
    if (!row->reading && !*v) {
        write_null(row);
        return;
    }
    if (!row->reading) {
        write_bytes(row, SQLITE_TEXT, *v, strlen(*v), SQLITE_STATIC);
        return;
    }
    size_t n;
    const char *text = read_bytes(row, SQLITE_TEXT, &n);
    *v = NULL;
    if (!text)
        return;
    if (!an_text_is_sound(text, n)) {
        an_row_fault(row, "a text that is not UTF-8");
        return;
    }
    *v = an_strndup(row->arena, text, n);
}

void an_row_text(struct an_record *row, const char **v)
{
    an_row_opt_text(row, v);
    if (*v)
        return;
    an_row_fault(row, "a missing text");
    *v = "";
}

void an_row_shown(struct an_record *row, const char *text)
{
    size_t n;
    if (row->reading)
        (void)read_bytes(row, SQLITE_TEXT, &n);
    else if (!text)
        write_null(row);
    else
        write_bytes(row, SQLITE_TEXT, text, strlen(text), SQLITE_TRANSIENT);
}

void an_row_hash(struct an_record *row, struct an_hash *v)
{
    if (!row->reading) {
        write_bytes(row, SQLITE_BLOB, v->b, sizeof v->b, SQLITE_TRANSIENT);
        return;
    }
    size_t n;
    const void *data = read_bytes(row, SQLITE_BLOB, &n);
    if (n == sizeof v->b)
        memcpy(v->b, data, n);
    else
        an_row_fault(row, "a hash that is not 32 bytes long");
}

void an_row_bytes(struct an_record *row, const void **data, size_t *n)
{
    if (!row->reading) {
        write_bytes(row, SQLITE_BLOB, *data, *n, SQLITE_STATIC);
        return;
    }
    *data = read_bytes(row, SQLITE_BLOB, n);
    if (!*data)
        an_row_fault(row, "a missing blob");
}

void an_row_skip(struct an_record *row, int n)
{
    for (int i = 0; i < n; i++) {
        int type = sqlite3_column_type(row->stmt, row->column);
        int64_t v;
        size_t len;
        if (type == SQLITE_INTEGER)
            read_int(row, &v, false);
        else
            (void)read_bytes(row, type == SQLITE_BLOB ? SQLITE_BLOB : SQLITE_TEXT, &len);
    }
}

/* ---- days and words ---- */

static void write_short(struct an_record *row, const char *text)
{
    write_bytes(row, SQLITE_TEXT, text, strlen(text), SQLITE_TRANSIENT);
}

void an_row_day(struct an_record *row, an_day *v)
{
    char text[11];
    if (!row->reading) {
        an_day_format(*v, text);
        write_short(row, text);
        return;
    }
    size_t n;
    const char *found = read_bytes(row, SQLITE_TEXT, &n);
    if (!found || an_day_parse(found, n, v) != AN_DAY_OK) {
        an_row_fault(row, "a text that is no day");
        *v = AN_DAY_MIN;
    }
}

/* NULL stands for `absent`, if there is one. */
static void pass_when(struct an_record *row, struct an_when *v, const struct an_when *absent)
{
    if (!row->reading) {
        char text[24];
        if (absent && an_when_same(*v, *absent)) {
            write_null(row);
            return;
        }
        an_when_format(*v, text);
        write_short(row, text);
        return;
    }
    size_t n;
    const char *found = read_bytes(row, SQLITE_TEXT, &n);
    if (!found && absent) {
        *v = *absent;
    } else if (!found || an_when_parse(found, n, v) != AN_DAY_OK) {
        an_row_fault(row, "a text that is no day");
        *v = ever;
    }
}

void an_row_when(struct an_record *row, struct an_when *v)
{
    pass_when(row, v, NULL);
}

void an_row_opt_when(struct an_record *row, struct an_when *v, struct an_when absent)
{
    pass_when(row, v, &absent);
}

void an_row_interval(struct an_record *row, struct an_interval *v)
{
    an_row_opt_when(row, &v->from, ever);
    an_row_opt_when(row, &v->before, never);
}

void an_row_opt_word(struct an_record *row, uint32_t *v, const char *const *words, uint32_t n)
{
    if (!row->reading) {
        if (*v == AN_NONE)
            write_null(row);
        else
            write_short(row, words[*v]);
        return;
    }
    size_t len;
    const char *found = read_bytes(row, SQLITE_TEXT, &len);
    *v = AN_NONE;
    for (uint32_t i = 0; found && i < n && *v == AN_NONE; i++)
        if (strlen(words[i]) == len && memcmp(words[i], found, len) == 0)
            *v = i;
    if (found && *v == AN_NONE)
        an_row_fault(row, "a word that is none of its column's");
}

void an_row_word(struct an_record *row, uint32_t *v, const char *const *words, uint32_t n)
{
    an_row_opt_word(row, v, words, n);
    if (*v != AN_NONE)
        return;
    an_row_fault(row, "a missing word");
    *v = 0;
}

static const char *const confidences[] = {"high", "medium", "low"};

void an_row_checked(struct an_record *row, struct an_checked *v)
{
    /* The first day of the calendar stands for "not checked": nobody checked anything then. */
    struct an_when on = v->given ? (struct an_when){v->on, v->on} : ever;
    uint32_t confidence = v->given ? (uint32_t)v->confidence : AN_NONE;
    an_row_opt_when(row, &on, ever);
    an_row_opt_text(row, &v->by);
    an_row_opt_word(row, &confidence, confidences, 3);
    an_row_opt_text(row, &v->source);
    if (!row->reading)
        return;
    v->given = !an_when_same(on, ever);
    if (on.lo != on.hi || v->given != (confidence != AN_NONE))
        an_row_fault(row, "a check without its day or confidence");
    if (!v->given || row->bad) {
        *v = (struct an_checked){0};
        return;
    }
    v->on = on.lo;
    v->confidence = (enum an_confidence)confidence;
}

/* ---- places and the blob ---- */

void an_row_place(struct an_record *row, struct an_span *span)
{
    int64_t line = span->line;
    an_row_ref(row, &span->file, row->m->files.n);
    an_row_int(row, &line, 0, UINT32_MAX);
    span->line = (uint32_t)line;
}

void an_row_data(struct an_record *row, struct an_span origin)
{
    origin.col = origin.start = origin.len = 0;
    if (!row->reading) {
        an_pack_write(&row->pack, row->arena, origin);
        return;
    }
    size_t n;
    const void *data = read_bytes(row, SQLITE_BLOB, &n);
    an_pack_read(&row->pack, row->arena, origin, data, n);
    if (!data)
        an_row_fault(row, "a missing blob");
}

void an_row_data_end(struct an_record *row)
{
    struct an_pack *pack = &row->pack;
    if (!row->reading) {
        write_bytes(row, SQLITE_BLOB, pack->out.v, pack->out.n, SQLITE_STATIC);
        return;
    }
    an_pack_end(pack);
    if (pack->bad)
        an_row_fault(row, pack->bad);
}

void an_row_span(struct an_record *row, struct an_span *span)
{
    an_pack_span(&row->pack, span, row->m->files.n);
}
