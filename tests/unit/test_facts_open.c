/*
 * Opening a base that may come from anyone: every way in which a file can be no base, another
 * version's, damaged, or forged has its answer, and no forged one becomes a model.
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

/* Opening and verifying are refused with this status and reason; neither changes the file. */
static void assert_refused(struct kit *k, const char *path, enum an_status status,
                           const char *reason)
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

static void assert_opens(struct kit *k, const char *path)
{
    struct an_base *base;
    if (an_base_open(&base, k->ws, path) != AN_OK)
        fail_msg("%s", an_workspace_reason(k->ws));
    an_base_close(base);
}

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
        assert_refused(&k, path, AN_EDAMAGED, hostile[i].reason);
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
    assert_refused(&k, kit_path(&k, "none.db"), AN_ENOTFOUND, "there is no fact base");
    assert_refused(&k, kit_path(&k, "none.db/x"), AN_ENOTFOUND, "there is no fact base");
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
        assert_opens(&k, path);
        assert_opens(&k, an_strf(k.arena, "//%s", path));
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
        assert_refused(&k, path, AN_EDAMAGED, change[i].reason);
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
        assert_refused(&k, path, AN_EDAMAGED, change[i].reason);
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
    assert_refused(&k, path, AN_EDAMAGED, "more steps than");
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
        assert_refused(&k, path, AN_EDAMAGED, "lies beside it: another program changed it");
        unlink(beside);
    }
    assert_opens(&k, path);
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
        assert_refused(&k, path, AN_EDAMAGED, "x.db' is");
    }
    uint8_t *more = an_alloc(k.arena, good.n + 8192);
    memcpy(more, good.v, good.n);
    kit_write(path, more, good.n + 8192);
    assert_refused(&k, path, AN_EDAMAGED, "bytes long, but");
    kit_end(&k);
}

/* ---- rows that were changed, without and with the sums put right ---- */

static const struct {
    const char *sql, *reason;
} forged[] = {
    {"UPDATE provision SET topic = 99 WHERE no = 0",
     "table provision, row 1: a number out of range"},
    {"UPDATE provision SET instrument = -1 WHERE no = 1", "row 2: a number out of range"},
    {"UPDATE provision SET duty = 10 WHERE no = 1", "a number out of range"},
    {"UPDATE provision SET level = 3 WHERE no = 0", "a number out of range"},
    {"UPDATE provision SET addressee = 0 WHERE no = 0", "a provision for nobody"},
    {"UPDATE provision SET addressee = 64 WHERE no = 0", "a number out of range"},
    {"UPDATE provision SET file = 8 WHERE no = 0", "a number out of range"},
    {"UPDATE provision SET line = -1 WHERE no = 0", "a number out of range"},
    {"UPDATE provision SET id = 'aa' WHERE no = 3", "provisions that are not in order of id"},
    {"UPDATE provision SET title = CAST(x'ff41' AS TEXT) WHERE no = 0", "a text that is not UTF-8"},
    {"UPDATE provision SET title = CAST(x'4100' AS TEXT) WHERE no = 0", "a text that is not UTF-8"},
    {"UPDATE provision SET from_day = '2015-02-29' WHERE no = 0", "a text that is no day"},
    {"UPDATE provision SET from_day = '2015-02-28T00' WHERE no = 0", "a text that is no day"},
    {"UPDATE provision SET data = x'' WHERE no = 0", "ends too early"},
    {"UPDATE provision SET data = CAST(x'02' || substr(data, 2) AS BLOB) WHERE no = 0",
     "data of another version"},
    {"UPDATE provision SET data = CAST(data || x'00' AS BLOB) WHERE no = 0", "bytes after the end"},
    {"UPDATE provision SET data = CAST(substr(data, 1, length(data) - 1) AS BLOB) WHERE no = 0",
     "ends too early"},
    {"UPDATE provision SET duty = 2 WHERE no = 0", "a provision without its yes/no fact"},
    {"UPDATE provision SET duty = 6 WHERE no = 0", "a provision that defines no term"},
    {"UPDATE provision SET attest = NULL WHERE no = 3", "a provision without its sentence"},
    {"DELETE FROM provision WHERE no = 5", "table provision, row 6: a number out of range"},
    {"UPDATE provision SET no = 20 WHERE no = 10", "a number out of range"},
    {"UPDATE instrument SET jurisdiction = 7 WHERE no = 0", "table instrument, row 1: a number"},
    {"UPDATE instrument SET text = 'forged' WHERE no = 0", "a word that is none of its column's"},
    {"UPDATE instrument SET checked_on = '2026-01' WHERE no = 0", "a check without its day"},
    {"UPDATE instrument SET confidence = NULL WHERE no = 0", "a check without its day"},
    {"UPDATE instrument SET id = 'zz' WHERE no = 0", "instruments that are not in order of id"},
    {"UPDATE jurisdiction SET kind = 'planet' WHERE no = 0", "a word that is none of its column's"},
    {"UPDATE jurisdiction SET id = 'ZZ' WHERE no = 0", "places that are not in order of id"},
    {"UPDATE membership SET other = 7", "table membership, row 1: a number out of range"},
    {"UPDATE membership SET seq = seq + 10", "rows out of order"},
    {"UPDATE membership SET kind = 'friends' WHERE kind = 'members'", "a word that is none"},
    {"UPDATE coverage SET seq = 5 WHERE seq = 1", "rows out of order"},
    {"UPDATE coverage SET researched_on = '2026'", "a text that is no day"},
    {"UPDATE step SET seq = seq + 10 WHERE topic = 1", "rows out of order"},
    {"UPDATE step SET topic = 2 WHERE topic = 1", "a number out of range"},
    {"UPDATE topic SET id = 'z' WHERE no = 0", "topics that are not in order of id"},
    {"UPDATE fact SET type = 'set' WHERE id = 'f.enum'", "a test that does not fit its fact"},
    {"UPDATE fact SET type = 'table' WHERE id = 'f.text'", "columns of a fact that is no table"},
    {"UPDATE fact SET role = 'plain' WHERE role = 'term'",
     "table fact, row 23: a number out of range"},
    {"UPDATE fact SET role = 'term' WHERE id = 'f.bool'", "a fact that stands for no term"},
    {"UPDATE fact SET cost = -1 WHERE no = 0", "a number out of range"},
    {"UPDATE fact SET type = 'bool' WHERE id = 'f.age'", "does not fit"},
    {"UPDATE fact SET type = 'text' WHERE id = 'f.sold'", "arguments do not fit"},
    {"UPDATE fact SET type = 'enum' WHERE id = 'act.build'", "asks for what is no act"},
    {"UPDATE fact SET type = 'money' WHERE id = 'f.int'", NULL}, /* fits wherever a number does */
    {"UPDATE term SET fact = 0 WHERE no = 0", "a fact that stands for no term"},
    {"UPDATE term SET fact = 45 - fact", "terms that are not in order of id"},
    {"UPDATE list_member SET symbol = 9999", "table list_member, row 1: a number out of range"},
    {"UPDATE list_member SET list = 1", "table list_member, row 1: a number out of range"},
    {"UPDATE logic SET kind = 'axiom' WHERE kind = 'nexus'", "table logic"},
    {"UPDATE logic SET id = 'seat' WHERE id = 'users-in'", "rows out of order"},
    {"UPDATE logic SET id = 'nowhere' WHERE id = 'users-in'", "a nexus that does not exist"},
    {"UPDATE logic SET each = 0 WHERE id = 'ax.rows'", "rows of no table"},
    {"UPDATE logic SET each = NULL WHERE id = 'ax.rows'", "a condition about no column"},
    {"UPDATE logic SET kind = 'presumption' WHERE id IN ('ax.table')",
     "a presumption that concludes more than tests"},
    {"UPDATE status_event SET instrument = NULL WHERE no = 0", "an event of nothing"},
    {"UPDATE status_event SET provision = 0 WHERE no = 0", "an event of nothing"},
    {"UPDATE status_event SET instrument = 2 WHERE no = 0", "rows out of order"},
    {"UPDATE status_event SET state = 'forgotten' WHERE no = 0", "a word that is none"},
    {"UPDATE name SET thing = 99", "table name, row 1: a number out of range"},
    {"UPDATE name SET language = NULL WHERE no = 0", "a name without its language"},
    {"UPDATE name SET thing = 3 WHERE no = 0", "rows out of order"},
    {"UPDATE symbol SET no = 7 WHERE no = 0", "table symbol, row 1: a number out of range"},
    {"UPDATE symbol SET texts = CAST(substr(texts, 1, length(texts) - 1) AS BLOB)",
     "a symbol that is no text"},
    {"UPDATE symbol SET texts = CAST(texts || texts AS BLOB)", "a symbol that is there twice"},
    {"UPDATE symbol SET texts = x'6100'", "a number out of range"},
    {"UPDATE source_file SET hash = x'00'", "a hash that is not 32 bytes long"},
    {"UPDATE source_file SET root = 1", "table source_file, row 1: a number out of range"},
    {"UPDATE meta SET value = 'x' WHERE name = 'revision'", "its revision is no hash"},
    {"UPDATE meta SET value = 99999999 WHERE name = 'folders'", "more rows than it has room for"},
};

static void test_changed_rows(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    struct kit_bytes good = kit_read(&k, kit_base(&k));
    const char *path = kit_path(&k, "x.db");
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        kit_write(path, good.v, good.n);
        kit_sql(path, forged[i].sql);
        kit_sql(path, "VACUUM");
        struct an_base *base;
        if (an_base_open(&base, k.ws, path) != AN_EDAMAGED)
            fail_msg("%s: not seen", forged[i].sql);
    }
    kit_end(&k);
}

static void test_forged_rows(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    struct kit_bytes good = kit_read(&k, kit_base(&k));
    const char *path = kit_path(&k, "x.db");
    kit_write(path, good.v, good.n);
    unsigned wrong = 0;
    kit_forge(&k, path, "SELECT 1");
    assert_opens(&k, path);
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        kit_write(path, good.v, good.n);
        kit_forge(&k, path, forged[i].sql);
        struct an_base *base;
        enum an_status status = an_base_open(&base, k.ws, path);
        const char *said = an_workspace_reason(k.ws);
        bool ok = forged[i].reason ? status == AN_EDAMAGED && strstr(said, forged[i].reason)
                                   : status == AN_OK;
        if (!ok)
            printf("%s: %s (%s)\n", forged[i].sql, an_status_name(status), said);
        wrong += ok ? 0 : 1;
        an_base_close(base);
    }
    assert_int_equal(wrong, 0);
    kit_end(&k);
}

/* What opening does not read is seen by verify, and by whoever reads it. */
static void test_verify_sees_more(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *reason;
    } change[] = {
        {"UPDATE search SET text = 'nothing' WHERE no = 0",
         "table search is not what its rules give"},
        {"DELETE FROM provision_fact WHERE role = 2",
         "table provision_fact is not what its rules give"},
        {"UPDATE fact SET choices = 'anything' WHERE id = 'f.enum'", "table fact is not what"},
        {"UPDATE coverage SET topics = 'all'", "table coverage is not what its rules give"},
        {"UPDATE source_file SET name = 'y' WHERE no = 0", "its revision is not that of its files"},
        {"UPDATE meta SET value = replace(value, substr(value, 1, 1), 'f') WHERE name = 'revision'",
         "its revision is not that of its files"},
        {"INSERT INTO provision_fact VALUES (0, 99, 0)", "refers to rows that are not there"},
        {"SELECT 1", "its bytes are not what was written"},
    };
    struct kit k;
    struct an_verify_result result;
    kit_begin(&k);
    const char *base = kit_base(&k), *path = kit_path(&k, "x.db");
    struct kit_bytes good = kit_read(&k, base);
    assert_int_equal(an_verify(k.ws, base, &result), AN_OK);
    assert_int_equal(result.tables, 19);
    assert_true(result.rows > 100);
    assert_int_equal(strlen(result.file_hash), 64);
    for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
        kit_write(path, good.v, good.n);
        kit_forge(&k, path, change[i].sql);
        assert_opens(&k, path);
        assert_int_equal(an_verify(k.ws, path, &result), AN_EDAMAGED);
        if (!strstr(an_workspace_reason(k.ws), change[i].reason))
            fail_msg("%s: %s", change[i].sql, an_workspace_reason(k.ws));
    }
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
        cmocka_unit_test(test_changed_rows),
        cmocka_unit_test(test_forged_rows),
        cmocka_unit_test(test_verify_sees_more),
        cmocka_unit_test(test_random_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
