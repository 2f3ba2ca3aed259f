/*
 * The least that checking a product could cost: start, open the base as the command does
 * (read-only, immutable, restricted) and read every column of every row that it reads. No checksum,
 * no verdict, no output: the figure that `antinomy check` is measured against.
 *
 *     floor_check BASE
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

enum { MAX_TABLES = 64, NAME = 64 };

static uint64_t rows, bytes;

static void die(sqlite3 *db, const char *what)
{
    fprintf(stderr, "floor_check: %s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        die(db, sql);
    return stmt;
}

static void read_column(sqlite3_stmt *stmt, int i)
{
    switch (sqlite3_column_type(stmt, i)) {
    case SQLITE_TEXT:
        bytes += sqlite3_column_text(stmt, i)[0];
        bytes += (uint64_t)sqlite3_column_bytes(stmt, i);
        break;
    case SQLITE_BLOB:
        bytes += (uint64_t)sqlite3_column_bytes(stmt, i);
        if (sqlite3_column_blob(stmt, i) != NULL)
            bytes += *(const unsigned char *)sqlite3_column_blob(stmt, i);
        break;
    default: bytes += (uint64_t)sqlite3_column_int64(stmt, i); break;
    }
}

static void read_table(sqlite3 *db, const char *name)
{
    char sql[NAME + 32];
    snprintf(sql, sizeof sql, "SELECT * FROM %.*s", NAME - 1, name);
    sqlite3_stmt *stmt = prepare(db, sql);
    int n = sqlite3_column_count(stmt);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int i = 0; i < n; i++)
            read_column(stmt, i);
        rows++;
    }
    if (sqlite3_finalize(stmt) != SQLITE_OK)
        die(db, name);
}

/* All tables but the two that serve search and people, which a check does not read. */
static size_t tables(sqlite3 *db, char name[MAX_TABLES][NAME])
{
    sqlite3_stmt *stmt = prepare(db, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                     " AND name NOT IN ('provision_fact', 'search')");
    size_t n = 0;
    while (n < MAX_TABLES && sqlite3_step(stmt) == SQLITE_ROW)
        snprintf(name[n++], NAME, "%s", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    return n;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: floor_check BASE\n", stderr);
        return 64;
    }
    char uri[4096];
    snprintf(uri, sizeof uri, "file:%s?immutable=1", argv[1]);
    sqlite3 *db;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(uri, &db, flags, NULL) != SQLITE_OK)
        die(db, argv[1]);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_exec(db, "PRAGMA cell_size_check=1; PRAGMA mmap_size=0; PRAGMA query_only=1", NULL,
                 NULL, NULL);
    static char name[MAX_TABLES][NAME];
    size_t n = tables(db, name);
    for (size_t i = 0; i < n; i++)
        read_table(db, name[i]);
    sqlite3_close(db);
    printf("%zu tables, %llu rows, %llu\n", n, (unsigned long long)rows, (unsigned long long)bytes);
    return n == 0 || rows == 0;
}
