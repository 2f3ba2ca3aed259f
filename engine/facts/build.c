/*
 * Writing a base: one connection, one transaction, rows in order of their keys, fixed settings, no
 * journal (nobody but us sees the file before it is complete), then SQLite's own check.
 */
#include "engine/facts/build.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

struct builder {
    struct an_arena *arena;
    struct an_draft *draft;
    sqlite3 *db;
    int error;       /* SQLite's */
    const char *bad; /* the model cannot be written: a fault of ours */
};

static enum an_status write_error(struct builder *b)
{
    int why = b->db ? sqlite3_system_errno(b->db) : 0;
    if (b->bad)
        return an_fail(b->draft->ws, AN_EMISUSE, "cannot write '%s': %s", b->draft->path, b->bad);
    if ((b->error & 0xFF) == SQLITE_NOMEM)
        return an_fail(b->draft->ws, AN_ENOMEM, "out of memory while '%s' was written",
                       b->draft->path);
    if ((b->error & 0xFF) == SQLITE_TOOBIG)
        return an_fail(b->draft->ws, AN_ELIMIT,
                       "cannot write '%s': a text of more than %d MiB after folding",
                       b->draft->path, AN_BASE_MAX_VALUE / 1024 / 1024);
    if ((b->error & 0xFF) == SQLITE_FULL)
        why = ENOSPC; /* SQLite does not keep it for a write that was cut short */
    return an_fail(b->draft->ws, AN_EIO, "cannot write '%s': %s", b->draft->path,
                   why != 0 ? strerror(why) : sqlite3_errstr(b->error));
}

static bool run(struct builder *b, const char *sql)
{
    if (b->error == SQLITE_OK)
        b->error = sqlite3_exec(b->db, sql, NULL, NULL, NULL);
    return b->error == SQLITE_OK;
}

/*
 * All that reaches the file is set here, whatever the library was built with: sizes, encoding,
 * marks, and that pages hold no leftovers. "unix-none" does without SQLite's locks, which network
 * file systems answer in their own ways; ours is on the draft.
 */
static bool open_draft(struct builder *b)
{
    char size[64], marks[96];
    const char *uri = an_db_uri(b->arena, b->draft->path, "?vfs=unix-none");
    b->error = sqlite3_open_v2(uri, &b->db,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    if (b->db)
        an_defer(b->arena, an_db_close, b->db);
    if (b->error != SQLITE_OK)
        return false;
    sqlite3_limit(b->db, SQLITE_LIMIT_LENGTH, AN_BASE_MAX_VALUE);
    sqlite3_limit(b->db, SQLITE_LIMIT_WORKER_THREADS, 0);
    (void)snprintf(size, sizeof size, "PRAGMA page_size=%d", AN_BASE_PAGE);
    (void)snprintf(marks, sizeof marks, "PRAGMA application_id=%d; PRAGMA user_version=%d",
                   AN_BASE_ID, AN_BASE_FORMAT);
    return run(b, size) &&
           run(b, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
                  "PRAGMA temp_store=MEMORY; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE;"
                  "PRAGMA secure_delete=ON; PRAGMA foreign_keys=OFF; PRAGMA mmap_size=0;"
                  "PRAGMA cache_size=-8192") &&
           run(b, "BEGIN EXCLUSIVE") && run(b, marks);
}

static bool create_tables(struct builder *b)
{
    for (int t = 0; t < AN_TABLE_COUNT; t++)
        if (!run(b, an_table_sql[t].create))
            return false;
    for (size_t v = 0; v < an_n_views; v++)
        if (!run(b, an_view_sql[v].create))
            return false;
    return true;
}

/* ---- rows ---- */

static bool begin_table(struct an_walk *walk)
{
    struct builder *b = walk->to;
    char sql[160];
    int n = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(?", an_table_sql[walk->table].name);
    for (int i = 1; i < an_table_sql[walk->table].columns; i++)
        n += snprintf(sql + n, sizeof sql - (size_t)n, ",?");
    (void)snprintf(sql + n, sizeof sql - (size_t)n, ")");
    b->error = sqlite3_prepare_v2(b->db, sql, -1, &walk->row.stmt, NULL);
    return b->error == SQLITE_OK;
}

static bool insert_row(struct an_walk *walk)
{
    struct builder *b = walk->to;
    int rc = sqlite3_step(walk->row.stmt);
    if (rc == SQLITE_DONE)
        rc = sqlite3_reset(walk->row.stmt);
    b->error = rc;
    return rc == SQLITE_OK;
}

static void end_table(struct an_walk *walk)
{
    struct builder *b = walk->to;
    sqlite3_finalize(walk->row.stmt);
    walk->row.stmt = NULL;
    if (b->error == SQLITE_OK)
        b->error = walk->row.error;
}

static bool write_rows(struct builder *b, const struct an_model *m, const struct an_about *about,
                       const struct an_roots *roots)
{
    struct an_walk walk = {.to = b,
                           .begin = begin_table,
                           .step = insert_row,
                           .end = end_table,
                           .scratch = b->arena,
                           .roots = *roots};
    if (an_walk_write(&walk, m))
        an_walk_meta(&walk, about, walk.sum);
    b->bad = walk.row.bad;
    return !walk.stopped && b->error == SQLITE_OK;
}

/* ---- the end ---- */

static int note_answer(void *to, int n, char **value, char **name)
{
    bool *ok = to;
    (void)name;
    *ok = n == 1 && value[0] && strcmp(value[0], "ok") == 0;
    return 0;
}

static bool passes_check(struct builder *b)
{
    bool ok = false;
    b->error = sqlite3_exec(b->db, "PRAGMA quick_check(1)", note_answer, &ok, NULL);
    if (b->error == SQLITE_OK && !ok)
        b->error = SQLITE_CORRUPT;
    return b->error == SQLITE_OK;
}

enum an_status an_build_base(struct an_arena *arena, struct an_draft *draft,
                             const struct an_model *m, const struct an_about *about,
                             const struct an_roots *roots)
{
    struct builder *b = AN_NEW(arena, struct builder);
    *b = (struct builder){.arena = arena, .draft = draft};
    if (!open_draft(b) || !create_tables(b) || !write_rows(b, m, about, roots) ||
        !run(b, "COMMIT") || !passes_check(b))
        return write_error(b);
    int error = an_file_sum_store(arena, draft->fd);
    if (error != 0)
        return an_fail(draft->ws, AN_EIO, "cannot write '%s': %s", draft->path, strerror(error));
    return AN_OK;
}
