/*
 * The stored schema against the text that this version writes, letter for letter, before any other
 * query: a base from a stranger may hold views in place of tables, triggers, anything.
 */
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "engine/base/utf8.h"
#include "engine/facts/db.h"

struct entry {
    const char *type, *name, *table, *sql; /* sql NULL: an index that SQLite made */
};

enum { MAX_ENTRIES = 3 * AN_TABLE_COUNT };

static size_t expected(struct an_arena *arena, struct entry out[MAX_ENTRIES])
{
    size_t n = 0;
    for (int t = 0; t < AN_TABLE_COUNT; t++) {
        const struct an_table_sql *sql = &an_table_sql[t];
        out[n++] = (struct entry){"table", sql->name, sql->name, sql->create};
        if (sql->unique_id)
            out[n++] = (struct entry){"index", an_strf(arena, "sqlite_autoindex_%s_1", sql->name),
                                      sql->name, NULL};
    }
    for (size_t v = 0; v < an_n_views; v++)
        out[n++] =
            (struct entry){"view", an_view_sql[v].name, an_view_sql[v].name, an_view_sql[v].create};
    return n;
}

/* A column as text, or NULL; a name from outside is cut before it is shown. */
static const char *column(sqlite3_stmt *stmt, int i)
{
    return (const char *)sqlite3_column_text(stmt, i);
}

static const char *shown(struct an_arena *arena, const char *text)
{
    enum { MOST = 40 };
    if (!text)
        return "";
    size_t n = strlen(text);
    return an_utf8_shown(arena, n > MOST ? an_strndup(arena, text, MOST) : text);
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static enum an_status refuse(struct an_db *db, sqlite3_stmt *row, const struct entry *want)
{
    const char *type = shown(db->arena, column(row, 0)), *name = shown(db->arena, column(row, 1));
    if (!want || !same(column(row, 1), want->name))
        return an_db_damaged(db->ws, db->path, "its schema has %s '%s', which is not ours", type,
                             name);
    if (!same(column(row, 0), want->type))
        return an_db_damaged(db->ws, db->path, "its schema has %s '%s' in place of our %s", type,
                             name, want->type);
    return an_db_damaged(db->ws, db->path, "its %s '%s' differs from what this version writes",
                         type, name);
}

static enum an_status compare(struct an_db *db, sqlite3_stmt *stmt)
{
    struct entry want[MAX_ENTRIES];
    size_t n = expected(db->arena, want), i = 0;
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const struct entry *w = i < n ? &want[i++] : NULL;
        if (!w || !same(column(stmt, 0), w->type) || !same(column(stmt, 1), w->name) ||
            !same(column(stmt, 2), w->table) || !same(column(stmt, 3), w->sql))
            return refuse(db, stmt, w);
    }
    if (rc != SQLITE_DONE)
        return an_db_error(db, rc);
    if (i < n)
        return an_db_damaged(db->ws, db->path, "its schema lacks %s '%s'", want[i].type,
                             want[i].name);
    return AN_OK;
}

enum an_status an_db_check_schema(struct an_db *db)
{
    sqlite3_stmt *stmt;
    int rc = sqlite3_prepare_v2(
        db->db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid", -1, &stmt,
        NULL);
    if (rc != SQLITE_OK)
        return an_db_error(db, rc);
    enum an_status status = compare(db, stmt);
    sqlite3_finalize(stmt);
    return status;
}
