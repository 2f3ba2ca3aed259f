/*
 * Opening a base that may come from anyone: every way in which a file can be no base, another
 * version's, changed by another program, or damaged has its answer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/base_kit.h"
#include "tests/support/same_model.h"

/* ---- files that are no base ---- */

static void test_shared_hostile_bases(void **state)
{
    (void)state;
    static const struct {
        const char *file, *reason;
    } hostile[] = {
        {"db_zero_bytes.db", "is an empty file, not a fact base"},
        {"db_text_file.db", "is a text file, not a fact base; 'antinomy load' makes one"},
        {"db_future_version.db", "newer version of antinomy (format 999, this one reads 1)"},
        {"db_page2_garbage.db", "is damaged"},
        {"db_truncated.db", "is damaged"},
        {"db_trigger.db", "is damaged"},
        {"db_view_for_table.db", "is damaged"},
        {"db_wal_mode.db", "write-ahead log"},
    };
    struct kit k;
    kit_begin(&k);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        const char *path = kit_source(&k, an_strf(k.arena, "tests/hostile/%s", hostile[i].file));
        kit_assert_refused(&k, path, AN_EDAMAGED, hostile[i].reason);
        assert_int_equal(access(an_strf(k.arena, "%s-wal", path), F_OK), -1);
        assert_int_equal(access(an_strf(k.arena, "%s-shm", path), F_OK), -1);
    }
    kit_end(&k);
}

static void test_no_file(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    kit_assert_refused(&k, kit_path(&k, "none.db"), AN_ENOTFOUND, "there is no fact base");
    kit_assert_refused(&k, kit_path(&k, "none.db/x"), AN_ENOTFOUND, "there is no fact base");
    struct an_base *base;
    assert_int_equal(an_base_open(&base, k.ws, k.folder), AN_EDAMAGED);
    assert_non_null(strstr(an_workspace_reason(k.ws), "is a folder, not a fact base"));
    const char *fifo = kit_path(&k, "fifo");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(an_base_open(&base, k.ws, fifo), AN_EDAMAGED); /* and does not wait */
    const char *loop = kit_path(&k, "loop");
    assert_int_equal(symlink("loop", loop), 0);
    assert_int_equal(an_base_open(&base, k.ws, loop), AN_EIO);
    kit_end(&k);
}

static void test_odd_names(void **state)
{
    (void)state;
    static const char *const name[] = {"a b.db", "%41.db", "x?mode=rw&immutable=0.db",
                                       "#.db",   "-x.db",  "\xe5\xaf\x86.db"};
    struct kit k;
    kit_begin(&k);
    struct kit_bytes good = kit_read(&k, kit_base(&k));
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        const char *path = kit_path(&k, name[i]);
        kit_write(path, good.v, good.n);
        kit_assert_opens(&k, path);
        kit_assert_opens(&k, an_strf(k.arena, "//%s", path));
        assert_int_equal(kit_load(&k, kit_source(&k, KIT_RULES), path, false, NULL), AN_OK);
    }
    assert_int_equal(kit_entries(&k), 1 + sizeof name / sizeof *name);
    kit_end(&k);
}

/* ---- what another program did to a base ---- */

static void test_header(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *reason;
    } change[] = {
        {"PRAGMA user_version=2", "newer version of antinomy (format 2"},
        {"PRAGMA user_version=0", "older version of antinomy (format 0"},
        {"PRAGMA application_id=7", "is an SQLite file of another program, not a fact base"},
        {"PRAGMA journal_mode=WAL", "write-ahead log"},
        {"UPDATE meta SET value = '9.9.9' WHERE name = 'program'", "made by antinomy 9.9.9"},
        {"UPDATE meta SET value = '' WHERE name = 'program'", "is damaged"},
        {"DELETE FROM meta WHERE name = 'sum'", "is damaged"},
        {"INSERT INTO meta VALUES (99, 'more', 1)", "is damaged"},
        {"UPDATE meta SET value = value + 1 WHERE name = 'rows:provision'", "table meta"},
    };
    struct kit k;
    kit_begin(&k);
    struct kit_bytes good = kit_read(&k, kit_base(&k));
    const char *path = kit_path(&k, "x.db");
    for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
        kit_write(path, good.v, good.n);
        kit_sql(path, change[i].sql);
        unlink(an_strf(k.arena, "%s-wal", path));
        unlink(an_strf(k.arena, "%s-shm", path));
        kit_assert_refused(&k, path, AN_EDAMAGED, change[i].reason);
    }
    kit_end(&k);
}

static void test_schema(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *reason;
    } change[] = {
        {"CREATE TRIGGER t AFTER INSERT ON search BEGIN DELETE FROM provision; END",
         "its schema has trigger 't', which is not ours"},
        {"CREATE TABLE more (x)", "its schema has table 'more', which is not ours"},
        {"CREATE VIEW v_more AS SELECT 1", "its schema has view 'v_more', which is not ours"},
        {"CREATE INDEX i ON provision (title)", "its schema has index 'i', which is not ours"},
        {"DROP VIEW v_coverage", "its schema lacks view 'v_coverage'"},
        {"DROP TABLE search; CREATE VIEW search AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT "
         "x + 1 FROM c) SELECT x AS no, 'fact' AS kind, 0 AS thing, '' AS text FROM c",
         "its schema has view 'v_provisions', which is not ours"},
        {"DROP VIEW v_facts; CREATE VIEW v_facts AS SELECT 1", "its schema has"},
        {"ALTER TABLE step ADD COLUMN x TEXT", "differs from what this version writes"},
        {"PRAGMA writable_schema=1; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') "
         "WHERE name = 'topic'",
         "its table 'topic' differs from what this version writes"},
        {"CREATE TABLE \"a\x1b[31m\" (x)", "its schema has table 'a<U+001B>[31m'"},
    };
    struct kit k;
    kit_begin(&k);
    struct kit_bytes good = kit_read(&k, kit_base(&k));
    const char *path = kit_path(&k, "x.db");
    for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
        kit_write(path, good.v, good.n);
        kit_sql(path, change[i].sql);
        kit_sql(path, "VACUUM");
        kit_assert_refused(&k, path, AN_EDAMAGED, change[i].reason);
    }
    kit_end(&k);
}

static void test_huge_schema(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *path = kit_base(&k);
    kit_sql(path,
            "PRAGMA writable_schema=1; WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 "
            "FROM c WHERE x < 5000) INSERT INTO sqlite_schema SELECT 'view', 'w' || x, 'w' || "
            "x, 0, 'CREATE VIEW w' || x || ' AS SELECT 1' FROM c");
    kit_assert_refused(&k, path, AN_EDAMAGED, "more steps than");
    kit_end(&k);
}

static void test_neighbours(void **state)
{
    (void)state;
    static const char *const suffix[] = {"-journal", "-wal", "-shm"};
    struct kit k;
    kit_begin(&k);
    const char *path = kit_base(&k);
    for (size_t i = 0; i < 3; i++) {
        const char *beside = an_strf(k.arena, "%s%s", path, suffix[i]);
        kit_write(beside, "", 0);
        kit_assert_refused(&k, path, AN_EDAMAGED, "lies beside it: another program changed it");
        unlink(beside);
    }
    kit_assert_opens(&k, path);
    assert_int_equal(kit_entries(&k), 1);
    kit_end(&k);
}

static void test_length(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    struct kit_bytes good = kit_read(&k, kit_base(&k));
    const char *path = kit_path(&k, "x.db");
    for (size_t n = 1; n < good.n; n += n < 200 ? 1 : 8191) {
        kit_write(path, good.v, n);
        kit_assert_refused(&k, path, AN_EDAMAGED, "x.db' is");
    }
    uint8_t *more = an_alloc(k.arena, good.n + 8192);
    memcpy(more, good.v, good.n);
    kit_write(path, more, good.n + 8192);
    kit_assert_refused(&k, path, AN_EDAMAGED, "bytes long, but");
    kit_end(&k);
}

/* ---- bytes changed at random ---- */

static uint64_t next(uint64_t *random)
{
    *random ^= *random >> 12;
    *random ^= *random << 25;
    *random ^= *random >> 27;
    return *random * UINT64_C(2685821657736338717);
}

/* A changed byte is either refused, or stands where nothing is kept: then the model is the same. */
static void test_random_damage(void **state)
{
    (void)state;
    enum { SEEDS = 2000 };
    struct kit k;
    kit_begin(&k);
    const char *good = kit_base(&k), *path = kit_path(&k, "x.db");
    struct kit_bytes bytes = kit_read(&k, good);
    struct an_base *whole, *base;
    uint64_t random = 20150128;
    unsigned refused = 0;
    assert_int_equal(an_base_open(&whole, k.ws, good), AN_OK);
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        uint8_t old[4];
        size_t at[4], n = 1 + next(&random) % 4;
        for (size_t i = 0; i < n; i++) {
            at[i] = next(&random) % (seed % 4 == 0 ? 200 : bytes.n);
            old[i] = bytes.v[at[i]];
            bytes.v[at[i]] =
                (uint8_t)(seed % 3 == 0 ? next(&random) : old[i] ^ 1U << next(&random) % 8);
        }
        kit_write(path, bytes.v, bytes.n);
        enum an_status status = an_base_open(&base, k.ws, path);
        if (status == AN_OK) {
            const char *difference = an_model_difference(whole->model, base->model);
            if (difference)
                fail_msg("seed %u: a wrong model: %s", seed, difference);
            an_base_close(base);
        } else {
            assert_true(status == AN_EDAMAGED || status == AN_EIO);
            assert_true(strlen(an_workspace_reason(k.ws)) > 10);
            refused++;
        }
        while (n-- > 0)
            bytes.v[at[n]] = old[n];
    }
    assert_true(refused > SEEDS / 10);
    an_base_close(whole);
    kit_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shared_hostile_bases),
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_odd_names),
        cmocka_unit_test(test_header),
        cmocka_unit_test(test_schema),
        cmocka_unit_test(test_huge_schema),
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_random_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
