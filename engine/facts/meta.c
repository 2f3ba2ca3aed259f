/*
 * The table meta: which version made the base from which files, and for each other table how many
 * rows it has and the sum of their checksums. The last but one row sums the rows above it; the last
 * one is filled in when the file is complete (file_sum.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/facts/db.h"

enum { NAME_BYTES = 40 };

/* One row of meta, whose name is known beforehand. */
static bool begin_row(struct an_walk *walk, const char *name)
{
    struct an_record *row = &walk->row;
    if (!an_walk_next(walk)) {
        if (!walk->stopped)
            an_row_fault(row, "fewer rows than were written");
        walk->stopped = true;
        return false;
    }
    an_row_number(row);
    const char *found = name;
    an_row_text(row, &found);
    if (strcmp(found, name) != 0)
        an_row_fault(row, "a row that is not there in this version");
    return true;
}

static void text_row(struct an_walk *walk, const char *name, const char **text)
{
    if (!begin_row(walk, name))
        return;
    an_row_text(&walk->row, text);
    an_walk_done(walk);
}

static void number_row(struct an_walk *walk, const char *prefix, const char *table, uint64_t *v)
{
    char name[NAME_BYTES];
    (void)snprintf(name, sizeof name, "%s%s", prefix, table);
    if (!begin_row(walk, name))
        return;
    int64_t wide = (int64_t)*v;
    an_row_int(&walk->row, &wide, INT64_MIN, INT64_MAX);
    *v = (uint64_t)wide;
    an_walk_done(walk);
}

static void walk_rows(struct an_walk *walk, struct an_about *about, struct an_table_sum *sum,
                      const char **file_sum)
{
    text_row(walk, "program", &about->program);
    text_row(walk, "revision", &about->revision);
    number_row(walk, "folders", "", &about->folders);
    number_row(walk, "files", "", &about->files);
    number_row(walk, "cases", "", &about->cases);
    number_row(walk, "warnings", "", &about->warnings);
    number_row(walk, "facts", "", &about->facts);
    for (int t = AN_TABLE_META + 1; t < AN_TABLE_COUNT; t++) {
        number_row(walk, "rows:", an_table_sql[t].name, &sum[t].rows);
        number_row(walk, "sum:", an_table_sql[t].name, &sum[t].sum);
    }
    uint64_t above = walk->sum[AN_TABLE_META].sum, stored = above;
    number_row(walk, "sum", "", &stored);
    if (stored != above)
        an_row_fault(&walk->row, "rows that are not what was written");
    text_row(walk, AN_FILE_SUM_NAME, file_sum);
}

/* Rows above: two for each other table, and these. */
enum { META_ROWS = 9 + 2 * (AN_TABLE_COUNT - 1) };

void an_walk_meta(struct an_walk *walk, const struct an_about *about,
                  const struct an_table_sum *sum)
{
    struct an_about copy = *about;
    struct an_table_sum sums[AN_TABLE_COUNT];
    memcpy(sums, sum, sizeof sums);
    const char *file_sum = AN_FILE_SUM_NONE;
    if (!an_walk_begin(walk, AN_TABLE_META))
        return;
    walk_rows(walk, &copy, sums, &file_sum);
    an_walk_end(walk);
}

/*
 * Shortest row of each table in the file, about: what meta says of a number of rows may not exceed
 * what the file has room for, because memory is asked for on its word.
 */
static uint64_t least_bytes(enum an_table table)
{
    switch (table) {
    case AN_TABLE_PROVISION: return 60;
    case AN_TABLE_FACT:
    case AN_TABLE_INSTRUMENT:
    case AN_TABLE_SOURCE_FILE: return 30;
    case AN_TABLE_JURISDICTION:
    case AN_TABLE_TERM:
    case AN_TABLE_LIST:
    case AN_TABLE_LOGIC:
    case AN_TABLE_TOPIC: return 16;
    case AN_TABLE_META:
    case AN_TABLE_SYMBOL:
    case AN_TABLE_MEMBERSHIP:
    case AN_TABLE_STEP:
    case AN_TABLE_COVERAGE:
    case AN_TABLE_LIST_MEMBER:
    case AN_TABLE_STATUS_EVENT:
    case AN_TABLE_NAME:
    case AN_TABLE_PROVISION_FACT:
    case AN_TABLE_SEARCH:
    case AN_TABLE_COUNT: return 8;
    }
    AN_UNREACHABLE();
}

static bool counts_fit(const struct an_db *db)
{
    for (int t = AN_TABLE_META + 1; t < AN_TABLE_COUNT; t++)
        if (db->sum[t].rows > db->bytes / least_bytes((enum an_table)t) ||
            db->sum[t].rows >= AN_NONE)
            return false;
    return true;
}

static bool is_hex(const char *text, size_t n)
{
    return strlen(text) == n && strspn(text, "0123456789abcdef") == n;
}

/* Roots are counted in 32 bits, and no load has that many. */
enum { MOST_ROOTS = 1000000 };

static enum an_status take(struct an_db *db, struct an_walk *walk, const char *file_sum)
{
    const struct an_about *about = &db->about;
    if (db->status != AN_OK)
        return db->status;
    /* Another version may have other rows: that is said before anything is called damaged. */
    if (*about->program != '\0' && strcmp(about->program, an_version()) != 0)
        return an_fail(db->ws, AN_EDAMAGED,
                       "'%s' was made by antinomy %s, this is %s: run 'antinomy load' again",
                       db->path, an_utf8_shown(db->arena, about->program), an_version());
    if (walk->row.bad)
        return an_db_fault(db, walk);
    if (!is_hex(about->revision, 64) || !is_hex(file_sum, 16))
        return an_db_damaged(db->ws, db->path, "its revision is no hash");
    if (about->folders > MOST_ROOTS || about->files > MOST_ROOTS || !counts_fit(db))
        return an_db_damaged(db->ws, db->path, "it announces more rows than it has room for");
    db->file_sum = strtoull(file_sum, NULL, 16);
    return AN_OK;
}

enum an_status an_db_read_meta(struct an_db *db)
{
    struct an_walk walk;
    const char *file_sum = "";
    db->about = (struct an_about){.program = "", .revision = ""};
    an_db_read(db, &walk);
    walk.want[AN_TABLE_META].rows = META_ROWS;
    if (an_walk_begin(&walk, AN_TABLE_META)) {
        walk_rows(&walk, &db->about, db->sum, &file_sum);
        (void)an_walk_next(&walk); /* a row too many is a fault */
        walk.end(&walk);
    }
    return take(db, &walk, file_sum);
}
