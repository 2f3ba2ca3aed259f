/* Helpers of the tests of the fact base. They stop the program if they cannot do their work. */
#define _XOPEN_SOURCE 700

#include "tests/support/base_kit.h"

#include <dirent.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "engine/facts/tables.h"

static void need(bool ok, const char *what)
{
    if (ok)
        return;
    perror(what);
    abort();
}

void kit_begin(struct kit *k)
{
    *k = (struct kit){.folder = "/tmp/antinomy-test-XXXXXX"};
    need(mkdtemp(k->folder) != NULL, "mkdtemp");
    k->arena = an_arena_new();
    k->ws = an_workspace_new();
    need(k->arena && k->ws && !AN_ARENA_TRY(k->arena), "out of memory");
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void kit_end(struct kit *k)
{
    an_workspace_free(k->ws);
    an_arena_free(k->arena);
    nftw(k->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void kit_renew(struct kit *k)
{
    an_workspace_free(k->ws);
    k->ws = an_workspace_new();
    need(k->ws != NULL, "out of memory");
}

const char *kit_path(struct kit *k, const char *name)
{
    return an_strf(k->arena, "%s/%s", k->folder, name);
}

const char *kit_source(struct kit *k, const char *path)
{
    const char *root = getenv("AN_ROOT");
    return root ? an_strf(k->arena, "%s/%s", root, path) : path;
}

enum an_status kit_load(struct kit *k, const char *rules, const char *base, bool replace,
                        struct an_load_result *result)
{
    struct an_load_options options = {.replace = replace};
    struct an_load_result unused;
    return an_load(k->ws, &rules, 1, base, &options, result ? result : &unused);
}

const char *kit_base(struct kit *k)
{
    const char *path = kit_path(k, "base.db");
    enum an_status status = kit_load(k, kit_source(k, KIT_RULES), path, false, NULL);
    if (status != AN_OK) {
        struct an_sink out = an_sink_file(stdout);
        an_diag_write(an_workspace_diags(k->ws), &out, AN_DIAG_TEXT, false);
        printf("%s\n", an_workspace_reason(k->ws));
        abort();
    }
    return path;
}

struct kit_bytes kit_read(struct kit *k, const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat st;
    if (!file)
        return (struct kit_bytes){NULL, SIZE_MAX};
    need(fstat(fileno(file), &st) == 0, path);
    struct kit_bytes bytes = {an_alloc(k->arena, (size_t)st.st_size), (size_t)st.st_size};
    need(fread(bytes.v, 1, bytes.n, file) == bytes.n, path);
    fclose(file);
    return bytes;
}

void kit_write(const char *path, const void *data, size_t n)
{
    FILE *file = fopen(path, "wb");
    need(file != NULL, path);
    need(fwrite(data, 1, n, file) == n && fclose(file) == 0, path);
}

const char *kit_text(struct kit *k, const char *name, const char *text)
{
    const char *path = kit_path(k, name);
    char *part = an_strdup(k->arena, path);
    for (char *s = part + strlen(k->folder) + 1; (s = strchr(s, '/')) != NULL; s++) {
        *s = '\0';
        mkdir(part, 0777);
        *s = '/';
    }
    kit_write(path, text, strlen(text));
    return path;
}

void kit_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    char *why = NULL;
    need(sqlite3_open(path, &db) == SQLITE_OK, path);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", sql, why);
        abort();
    }
    sqlite3_close(db);
}

static struct an_table_sum sum_table(struct kit *k, sqlite3 *db, const struct an_table_sql *t)
{
    struct an_table_sum sum = {0, 0};
    const char *sql = an_strf(k->arena, "SELECT * FROM %s ORDER BY %s", t->name, t->order);
    struct an_record row = {.reading = true, .arena = k->arena};
    need(sqlite3_prepare_v2(db, sql, -1, &row.stmt, NULL) == SQLITE_OK, sql);
    bool all = strcmp(t->name, "meta") == 0; /* its last two rows are not summed */
    while (sqlite3_step(row.stmt) == SQLITE_ROW) {
        const char *name = all ? (const char *)sqlite3_column_text(row.stmt, 1) : "";
        if (strcmp(name, "sum") == 0)
            break;
        an_row_begin(&row);
        an_row_skip(&row, t->columns);
        sum.rows++;
        sum.sum += row.sum;
    }
    sqlite3_finalize(row.stmt);
    return sum;
}

static void set_meta(struct kit *k, sqlite3 *db, const char *name, uint64_t value)
{
    const char *sql =
        an_strf(k->arena, "UPDATE meta SET value = %lld WHERE name = '%s'", (long long)value, name);
    need(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
}

void kit_forge(struct kit *k, const char *path, const char *sql)
{
    sqlite3 *db;
    kit_sql(path, sql);
    need(sqlite3_open(path, &db) == SQLITE_OK, path);
    for (int t = AN_TABLE_META + 1; t < AN_TABLE_COUNT; t++) {
        const struct an_table_sql *table = &an_table_sql[t];
        struct an_table_sum sum = sum_table(k, db, table);
        set_meta(k, db, an_strf(k->arena, "rows:%s", table->name), sum.rows);
        set_meta(k, db, an_strf(k->arena, "sum:%s", table->name), sum.sum);
    }
    set_meta(k, db, "sum", sum_table(k, db, &an_table_sql[AN_TABLE_META]).sum);
    need(sqlite3_exec(db, "VACUUM", NULL, NULL, NULL) == SQLITE_OK, "VACUUM");
    sqlite3_close(db);
}

void kit_assert_refused(struct kit *k, const char *path, enum an_status status, const char *reason)
{
    struct an_base *base = (struct an_base *)1;
    struct an_verify_result result;
    struct kit_bytes before = kit_read(k, path);
    enum an_status got = an_base_open(&base, k->ws, path);
    const char *said = an_workspace_reason(k->ws);
    if (got != status || !strstr(said, reason))
        fail_msg("%s: expected %s (%s), got %s (%s)", path, an_status_name(status), reason,
                 an_status_name(got), said);
    assert_null(base);
    assert_int_equal(an_verify(k->ws, path, &result), status);
    struct kit_bytes after = kit_read(k, path);
    assert_int_equal(before.n, after.n);
    if (before.n != SIZE_MAX && before.n > 0)
        assert_memory_equal(before.v, after.v, before.n);
}

void kit_assert_opens(struct kit *k, const char *path)
{
    struct an_base *base;
    if (an_base_open(&base, k->ws, path) != AN_OK)
        fail_msg("%s", an_workspace_reason(k->ws));
    an_base_close(base);
}

size_t kit_entries(struct kit *k)
{
    DIR *dir = opendir(k->folder);
    size_t n = 0;
    need(dir != NULL, k->folder);
    for (const struct dirent *d; (d = readdir(dir)) != NULL;)
        n += d->d_name[0] != '.' ? 1 : 0;
    closedir(dir);
    return n;
}
