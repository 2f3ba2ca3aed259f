/*
 * Opening a fact base as if it came from a stranger: what SQLite offers to run or to trust is
 * switched off before it reads the first page (reliability: opening a base that may come from
 * anyone). Not here: what the rows mean (walk_*.c), whether they hang together (sound.c).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "engine/facts/db.h"

/* SQLite asks after this many steps of its machine whether to go on. */
enum { STEPS = 1000 };
/* Reading the schema takes a few hundred. */
enum { SCHEMA_BUDGET = 20000 };
/* Heap that reading a schema from anyone may take. */
#define SCHEMA_HEAP ((sqlite3_int64)64 * 1024 * 1024)

/* ---- what went wrong ---- */

enum an_status an_db_damaged(struct an_workspace *ws, const char *path, const char *fmt, ...)
{
    char why[256];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    return an_fail(ws, AN_EDAMAGED,
                   "'%s' is damaged (%s). The YAML files are the master: run 'antinomy load' again",
                   path, why);
}

enum an_status an_db_error(struct an_db *db, int error)
{
    int why = db->db ? sqlite3_system_errno(db->db) : 0;
    switch (error & 0xFF) {
    case SQLITE_NOMEM: return an_fail(db->ws, AN_ENOMEM, "'%s': out of memory", db->path);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return an_fail(db->ws, AN_EIO, "cannot read '%s': %s", db->path,
                       why != 0 ? strerror(why) : sqlite3_errstr(error));
    case SQLITE_INTERRUPT:
        return an_db_damaged(db->ws, db->path, "reading it takes more steps than its size allows");
    case SQLITE_TOOBIG:
        return an_db_damaged(db->ws, db->path, "a value larger than is ever written");
    default: return an_db_damaged(db->ws, db->path, "SQLite: %s", sqlite3_errstr(error));
    }
}

enum an_status an_db_fault(struct an_db *db, const struct an_walk *walk)
{
    if (db->status != AN_OK)
        return db->status;
    const char *why = walk->row.bad ? walk->row.bad : "a fault";
    return an_db_damaged(db->ws, db->path, "table %s, row %u: %s", an_table_sql[walk->table].name,
                         walk->row.index + 1, why);
}

/* ---- the file ---- */

/* Reads the first bytes; returns the errno of what failed, or 0. */
static int read_header(const char *path, struct an_header *h, struct stat *st)
{
    *st = (struct stat){.st_mode = 0};
    *h = (struct an_header){.n = 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return errno;
    int error = 0;
    if (fstat(fd, st) != 0)
        error = errno;
    while (error == 0 && S_ISREG(st->st_mode) && h->n < AN_BASE_HEADER) {
        ssize_t got = pread(fd, h->byte + h->n, AN_BASE_HEADER - h->n, (off_t)h->n);
        if (got == 0)
            break;
        if (got > 0)
            h->n += (size_t)got;
        else if (errno != EINTR)
            error = errno;
    }
    h->size = (uint64_t)st->st_size;
    close(fd);
    return error;
}

static const char *kind_of_file(const struct stat *st, const struct an_header *h)
{
    if (S_ISDIR(st->st_mode))
        return "a folder";
    return S_ISREG(st->st_mode) ? an_header_kind(h) : "not a regular file";
}

enum an_found an_db_look(struct an_workspace *ws, const char *path)
{
    struct an_header h;
    struct stat st;
    int error = read_header(path, &h, &st);
    if (error == ENOENT)
        return AN_FOUND_NOTHING;
    if (error != 0) {
        an_fail(ws, AN_EIO, "cannot read '%s': %s", path, strerror(error));
        return AN_FOUND_ERROR;
    }
    if (S_ISREG(st.st_mode) && h.size == 0)
        return AN_FOUND_EMPTY;
    if (S_ISREG(st.st_mode) && an_header_is_ours(&h))
        return AN_FOUND_BASE;
    an_fail(
        ws, AN_EDAMAGED,
        "'%s' is %s, not a fact base, and is not overwritten: choose another name, or remove it",
        path, kind_of_file(&st, &h));
    return AN_FOUND_OTHER;
}

static enum an_status check_file(struct an_db *db)
{
    struct an_header h;
    struct stat st;
    int error = read_header(db->path, &h, &st);
    if (error == ENOENT)
        return an_fail(db->ws, AN_ENOTFOUND,
                       "there is no fact base '%s': 'antinomy load' makes one", db->path);
    if (error != 0)
        return an_fail(db->ws, AN_EIO, "cannot read '%s': %s", db->path, strerror(error));
    if (!S_ISREG(st.st_mode))
        return an_fail(db->ws, AN_EDAMAGED, "'%s' is %s, not a fact base", db->path,
                       kind_of_file(&st, &h));
    db->bytes = h.size;
    return an_header_check(db->ws, db->path, &h);
}

/* A journal beside a base: another program is writing to it, or was stopped while it did. */
static enum an_status check_neighbours(struct an_db *db)
{
    static const char *const suffix[] = {"-journal", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof suffix / sizeof *suffix; i++) {
        struct stat st;
        const char *beside = an_strf(db->arena, "%s%s", db->path, suffix[i]);
        if (lstat(beside, &st) == 0)
            return an_db_damaged(db->ws, db->path,
                                 "'%s' lies beside it: another program changed it", beside);
    }
    return AN_OK;
}

/* ---- the connection ---- */

const char *an_db_uri(struct an_arena *arena, const char *path, const char *query)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t n = strlen(path), at = 0;
    char *uri = an_alloc(arena, 3 * n + strlen(query) + 16);
    const char *scheme = *path == '/' ? "file://" : "file:";
    at = strlen(scheme);
    memcpy(uri, scheme, at);
    for (const char *s = path; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            c == '/' || c == '.' || c == '-' || c == '_') {
            uri[at++] = (char)c;
        } else {
            uri[at++] = '%';
            uri[at++] = digits[c >> 4];
            uri[at++] = digits[c & 15];
        }
    }
    memcpy(uri + at, query, strlen(query) + 1);
    return uri;
}

void an_db_close(void *handle)
{
    sqlite3 *db = handle;
    sqlite3_stmt *stmt;
    while ((stmt = sqlite3_next_stmt(db, NULL)) != NULL)
        sqlite3_finalize(stmt);
    sqlite3_close(db);
}

static int may_go_on(void *to)
{
    struct an_db *db = to;
    if (db->budget < STEPS)
        return 1;
    db->budget -= STEPS;
    return 0;
}

static void restrict_connection(sqlite3 *db)
{
    static const struct {
        int id, value;
    } limit[] = {
        {SQLITE_LIMIT_LENGTH, AN_BASE_MAX_VALUE},
        {SQLITE_LIMIT_SQL_LENGTH, 64 * 1024},
        {SQLITE_LIMIT_COLUMN, 100},
        {SQLITE_LIMIT_EXPR_DEPTH, 50},
        {SQLITE_LIMIT_COMPOUND_SELECT, 4},
        {SQLITE_LIMIT_VDBE_OP, 100000},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 32},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    static const struct {
        int id, on;
    } config[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    };
    for (size_t i = 0; i < sizeof limit / sizeof *limit; i++)
        sqlite3_limit(db, limit[i].id, limit[i].value);
    for (size_t i = 0; i < sizeof config / sizeof *config; i++)
        sqlite3_db_config(db, config[i].id, config[i].on, NULL);
}

/*
 * A small cache: every page is read once, and memory that is not touched need not be cleared. The
 * pragmas read nothing from the file.
 */
static int set_pragmas(sqlite3 *db)
{
    return sqlite3_exec(db,
                        "PRAGMA cache_size=16; PRAGMA cell_size_check=1; PRAGMA mmap_size=0;"
                        "PRAGMA query_only=1; PRAGMA temp_store=2",
                        NULL, NULL, NULL);
}

static enum an_status connect(struct an_db *db)
{
    sqlite3 *handle = NULL;
    int rc = sqlite3_open_v2(an_db_uri(db->arena, db->path, "?immutable=1"), &handle,
                             SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    if (!handle)
        return an_fail(db->ws, AN_ENOMEM, "'%s': out of memory", db->path);
    an_defer(db->arena, an_db_close, handle);
    db->db = handle;
    if (rc != SQLITE_OK)
        return an_db_error(db, rc);
    restrict_connection(handle);
    sqlite3_progress_handler(handle, STEPS, may_go_on, db);
    db->budget = SCHEMA_BUDGET;
    rc = set_pragmas(handle);
    return rc == SQLITE_OK ? AN_OK : an_db_error(db, rc);
}

/*
 * SQLite parses the whole schema before it can be compared. Its heap is limited meanwhile; the
 * limits are the process's, so they are put back.
 */
static enum an_status check_schema(struct an_db *db)
{
    sqlite3_int64 soft = sqlite3_soft_heap_limit64(-1);
    sqlite3_int64 hard = sqlite3_hard_heap_limit64(-1);
    sqlite3_hard_heap_limit64(sqlite3_memory_used() + SCHEMA_HEAP);
    enum an_status status = an_db_check_schema(db);
    sqlite3_hard_heap_limit64(hard);
    sqlite3_soft_heap_limit64(soft);
    return status;
}

/* Reading a row takes fewer steps than it has bytes, and verifying it a few times as many. */
enum { STEPS_PER_BYTE = 20, STEPS_AT_LEAST = 1000000 };

enum an_status an_db_open(struct an_db *db, struct an_workspace *ws, struct an_arena *arena,
                          const char *path)
{
    *db = (struct an_db){.ws = ws, .arena = arena, .path = path};
    enum an_status status = check_file(db);
    if (status == AN_OK)
        status = check_neighbours(db);
    if (status == AN_OK)
        status = connect(db);
    if (status == AN_OK)
        status = check_schema(db);
    return status == AN_OK ? an_db_read_meta(db) : status;
}

/* ---- walking ---- */

static bool begin_table(struct an_walk *walk)
{
    struct an_db *db = walk->to;
    char sql[128];
    (void)snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY %s", an_table_sql[walk->table].name,
                   an_table_sql[walk->table].order);
    int rc = sqlite3_prepare_v2(db->db, sql, -1, &walk->row.stmt, NULL);
    if (rc != SQLITE_OK)
        db->status = an_db_error(db, rc);
    return rc == SQLITE_OK;
}

static bool step_table(struct an_walk *walk)
{
    struct an_db *db = walk->to;
    int rc = sqlite3_step(walk->row.stmt);
    if (rc == SQLITE_ROW)
        return true;
    if (rc != SQLITE_DONE) {
        db->status = an_db_error(db, rc);
        walk->stopped = true;
    }
    return false;
}

static void end_table(struct an_walk *walk)
{
    sqlite3_finalize(walk->row.stmt);
    walk->row.stmt = NULL;
}

void an_db_read(struct an_db *db, struct an_walk *walk)
{
    *walk = (struct an_walk){.to = db, .begin = begin_table, .step = step_table, .end = end_table};
    db->status = AN_OK;
    db->budget = STEPS_AT_LEAST + db->bytes * STEPS_PER_BYTE;
    walk->row.reading = true;
    walk->row.arena = db->arena;
    walk->roots.n = (uint32_t)(db->about.folders + db->about.files);
    memcpy(walk->want, db->sum, sizeof walk->want);
}
