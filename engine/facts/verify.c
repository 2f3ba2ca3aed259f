/*
 * an_verify: all that opening checks, every row of every table, SQLite's own checks, and whether
 * what is derived (links to facts, search texts) is what the model gives. The evaluator and a
 * person with sqlite3 then see the same law.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "engine/facts/db.h"
#include "engine/lang/lang.h"

/* ---- SQLite's checks ---- */

struct answer {
    int rows;
    char first[120];
};

static int note_row(void *to, int n, char **value, char **name)
{
    struct answer *answer = to;
    (void)name;
    if (answer->rows++ == 0 && n > 0 && value[0])
        strncpy(answer->first, value[0], sizeof answer->first - 1);
    return 0;
}

static enum an_status check_structure(struct an_db *db)
{
    struct answer quick = {0, ""}, keys = {0, ""};
    int rc = sqlite3_exec(db->db, "PRAGMA quick_check(1)", note_row, &quick, NULL);
    if (rc == SQLITE_OK && strcmp(quick.first, "ok") != 0)
        return an_db_damaged(db->ws, db->path, "%s", quick.first);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db->db, "PRAGMA foreign_key_check", note_row, &keys, NULL);
    if (rc == SQLITE_OK && keys.rows > 0)
        return an_db_damaged(db->ws, db->path, "table %s refers to rows that are not there",
                             keys.first);
    return rc == SQLITE_OK ? AN_OK : an_db_error(db, rc);
}

/* ---- what is derived ---- */

/* Sums of all tables as a load of this model would write them: nothing is stored. */
static void sum_again(struct an_db *db, const struct an_model *m, const struct an_roots *roots,
                      struct an_walk *walk)
{
    *walk = (struct an_walk){.scratch = an_scratch_new(db->arena), .roots = *roots};
    (void)an_walk_write(walk, m);
    an_arena_free(walk->scratch);
}

static enum an_status check_derived(struct an_db *db, const struct an_model *m,
                                    const struct an_roots *roots, struct an_verify_result *result)
{
    struct an_walk walk;
    sum_again(db, m, roots, &walk);
    for (int t = AN_TABLE_META + 1; t < AN_TABLE_COUNT; t++) {
        if (walk.sum[t].rows != db->sum[t].rows || walk.sum[t].sum != db->sum[t].sum)
            return an_db_damaged(db->ws, db->path, "table %s is not what its rules give",
                                 an_table_sql[t].name);
        result->rows += db->sum[t].rows;
    }
    result->tables = AN_TABLE_COUNT;
    return AN_OK;
}

/* Tables that opening does not read: their rows against the sums of meta. */
static enum an_status check_unread(struct an_db *db)
{
    static const enum an_table unread[] = {AN_TABLE_PROVISION_FACT, AN_TABLE_SEARCH};
    for (size_t i = 0; i < sizeof unread / sizeof *unread; i++) {
        struct an_walk walk;
        an_db_read(db, &walk);
        if (an_walk_begin(&walk, unread[i])) {
            while (an_walk_next(&walk)) {
                an_row_skip(&walk.row, an_table_sql[unread[i]].columns);
                an_walk_done(&walk);
            }
            an_walk_end(&walk);
        }
        if (walk.stopped)
            return an_db_fault(db, &walk);
    }
    return AN_OK;
}

/* ---- the file ---- */

static enum an_status check_bytes(struct an_db *db, struct an_verify_result *result)
{
    uint64_t sum = 0;
    struct an_hash hash;
    int fd = open(db->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return an_fail(db->ws, AN_EIO, "cannot read '%s': %s", db->path, strerror(errno));
    int error = an_file_sum(db->arena, fd, &sum);
    if (error == 0)
        error = an_file_hash(db->arena, fd, &hash);
    (void)close(fd);
    if (error != 0)
        return an_fail(db->ws, AN_EIO, "cannot read '%s': %s", db->path, strerror(error));
    if (sum != db->file_sum)
        return an_db_damaged(db->ws, db->path, "its bytes are not what was written");
    an_hash_hex(&hash, result->file_hash);
    return AN_OK;
}

static enum an_status check_revision(struct an_db *db, const struct an_model *m,
                                     struct an_verify_result *result)
{
    struct an_hash hash = an_revision_of(db->arena, m->files.v, m->files.n);
    an_hash_hex(&hash, result->revision);
    if (strcmp(result->revision, db->about.revision) != 0)
        return an_db_damaged(db->ws, db->path, "its revision is not that of its files");
    return AN_OK;
}

static enum an_status verify(struct an_workspace *ws, struct an_arena *arena, const char *path,
                             struct an_verify_result *result)
{
    struct an_db *db = AN_NEW(arena, struct an_db);
    struct an_model *model = NULL;
    struct an_roots roots;
    enum an_status status = an_base_read(db, ws, arena, path, &model, &roots);
    if (status == AN_OK)
        status = check_structure(db);
    if (status == AN_OK)
        status = check_unread(db);
    if (status == AN_OK)
        status = check_derived(db, model, &roots, result);
    if (status == AN_OK)
        status = check_revision(db, model, result);
    if (status == AN_OK)
        status = check_bytes(db, result);
    return status;
}

static enum an_status verify_once(struct an_workspace *ws, const char *path,
                                  struct an_verify_result *result)
{
    struct an_arena *arena = an_arena_new();
    ws->reason[0] = '\0';
    *result = (struct an_verify_result){.rows = 0};
    if (!arena)
        return an_fail(ws, AN_ENOMEM, "out of memory");
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return an_fail(ws, AN_ENOMEM, "out of memory while '%s' was verified", path);
    }
    enum an_status status = verify(ws, arena, path, result);
    an_arena_free(arena);
    return status;
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/*
 * The file is opened more than once, and a load may replace it in between: then what was compared
 * was half of one base and half of another, and the new one is verified instead.
 */
enum an_status an_verify(struct an_workspace *ws, const char *path, struct an_verify_result *result)
{
    enum { TRIES = 10 };
    enum an_status status = AN_OK;
    for (int i = 0; i < TRIES; i++) {
        struct stat before, after;
        bool known = stat(path, &before) == 0;
        status = verify_once(ws, path, result);
        if (status == AN_OK || !known || stat(path, &after) != 0 || is_same_file(&before, &after))
            break;
    }
    return status;
}
