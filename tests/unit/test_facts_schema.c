/* The schema: what its comments and its manual say is what the program does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "engine/facts/links.h"
#include "engine/facts/tables.h"
#include "tests/support/base_kit.h"

static const char *view(const char *name)
{
    for (size_t v = 0; v < an_n_views; v++)
        if (strcmp(an_view_sql[v].name, name) == 0)
            return an_view_sql[v].create;
    fail_msg("no view %s", name);
    return NULL;
}

/* In a comment "3 asks", in a view "WHEN 3 THEN 'asks'". */
static void holds(const char *text, int number, const char *word)
{
    char comment[64], in_view[64];
    snprintf(comment, sizeof comment, "%d %s", number, word);
    snprintf(in_view, sizeof in_view, "WHEN %d THEN '%s'", number, word);
    if (!strstr(text, comment) && !strstr(text, in_view))
        fail_msg("neither '%s' nor \"%s\" is in: %s", comment, in_view, text);
}

/* Numbers that stand for words, in the comments of the columns and in the views. */
static void test_numbers(void **state)
{
    (void)state;
    static const char *const roles[] = {"when",   "unless",  "content",   "able",
                                        "asks",   "scope",   "anchor",    "due",
                                        "attest", "defines", "concludes", "reading"};
    struct kit k;
    kit_begin(&k);
    const char *provision = an_table_sql[AN_TABLE_PROVISION].create;
    const char *link = an_table_sql[AN_TABLE_PROVISION_FACT].create;
    for (int i = 0; i <= AN_DUTY_REQUIRES; i++) {
        holds(provision, i, an_duty_word((enum an_duty)i));
        holds(view("v_provisions"), i, an_duty_word((enum an_duty)i));
    }
    for (int i = 0; i <= AN_TRIGGER_ORDER; i++) {
        holds(provision, i, an_trigger_word((enum an_trigger)i));
        holds(view("v_provisions"), i, an_trigger_word((enum an_trigger)i));
    }
    for (int i = 0; i <= AN_LINK_READING; i++) {
        holds(link, i, roles[i]);
        holds(view("v_provision_facts"), i, roles[i]);
    }
    for (uint32_t bit = AN_ADDR_SELLER; bit <= AN_ADDR_STATE; bit *= 2) {
        const char *word = an_addressee_words(k.arena, bit);
        holds(provision, (int)bit, word);
        const char *in_view = an_strf(k.arena, "p.addressee & %u THEN ', %s'", bit, word);
        assert_non_null(strstr(view("v_provisions"), in_view));
    }
    for (int i = 0; i < AN_STATE_COUNT; i++)
        assert_non_null(
            strstr(an_table_sql[AN_TABLE_STATUS_EVENT].create, an_state_word((enum an_state)i)));
    kit_end(&k);
}

/* Every table and every column has its comment. */
static void test_comments(void **state)
{
    (void)state;
    for (int t = 0; t < AN_TABLE_COUNT; t++) {
        int columns = 0;
        const char *line = an_table_sql[t].create;
        assert_non_null(strstr(line, " ( -- "));
        while ((line = strchr(line, '\n')) != NULL) {
            line++;
            bool column = strncmp(line, "  ", 2) == 0 && line[2] >= 'a' && line[2] <= 'z';
            columns += column ? 1 : 0;
            const char *end = strchr(line, '\n'), *comment = strstr(line, " -- ");
            if (column && (!comment || (end && comment > end)))
                fail_msg("%s: no comment: %.40s", an_table_sql[t].name, line);
        }
        assert_int_equal(columns, an_table_sql[t].columns);
    }
    for (size_t v = 0; v < an_n_views; v++)
        assert_non_null(strstr(an_view_sql[v].create, " AS -- "));
}

/* docs/facts.md shows the schema as it is, all of it and nothing else. */
static void test_manual(void **state)
{
    (void)state;
    struct kit k;
    struct an_sink_buffer sql;
    kit_begin(&k);
    struct kit_bytes bytes = kit_read(&k, kit_source(&k, "docs/facts.md"));
    assert_true(bytes.n != SIZE_MAX);
    const char *manual = an_strndup(k.arena, (const char *)bytes.v, bytes.n);
    an_sink_buffer_init(&sql, k.arena);
    an_put(&sql.sink, "```sql\n");
    for (int t = 0; t < AN_TABLE_COUNT; t++)
        an_putf(&sql.sink, "%s;\n", an_table_sql[t].create);
    for (size_t v = 0; v < an_n_views; v++)
        an_putf(&sql.sink, "%s;\n", an_view_sql[v].create);
    an_put(&sql.sink, "```\n");
    const char *shown = strstr(manual, "```sql\n");
    assert_non_null(shown);
    if (strcmp(shown, sql.text) != 0)
        fail_msg("the schema in docs/facts.md is not that of engine/facts/schema.c");
    for (size_t v = 0; v < an_n_views; v++)
        assert_non_null(strstr(manual, an_strf(k.arena, "| `%s` |", an_view_sql[v].name)));
    kit_end(&k);
}

/* ---- what a person with another tool sees ---- */

static const char *ask(struct kit *k, const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, k->arena);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(stmt) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const char *text = (const char *)sqlite3_column_text(stmt, i);
            an_putf(&out.sink, "%s%s", out.n > 0 ? "|" : "", text ? text : "");
        }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return out.text;
}

static void test_views(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *answer;
    } question[] = {
        {"SELECT count(*) FROM v_provisions", "11"},
        {"SELECT jurisdiction, instrument, title_native, duty, \"trigger\", addressee, level, from_day, "
         "before_day, file, line FROM v_provisions WHERE id = 'xa.law.1'",
         "XA|xa.law|\xe7\x89\xa9\xe5\x93\x81\xe6\xb3\x95 / "
         "\xd0\x97\xd0\xb0\xd0\xba\xd0\xbe\xd0\xbd \xd0\xbe \xd0\xb2\xd0\xb5\xd1\x89\xd0\xb0\xd1\x85|"
         "must|standing|seller, provider|all|2016-03|2024-01-01|xx/law.yaml|31"},
        {"SELECT duty || ' ' || \"trigger\" FROM v_provisions ORDER BY id",
         "must standing|asks order|must_not standing|attest event|may standing|power standing|"
         "defines standing|exempts standing|must standing|forbids standing|requires standing"},
        {"SELECT length(meaning_hash), length(file_hash) FROM v_provisions WHERE id = 'xa.law.1'",
         "64|64"},
        {"SELECT on_day || ' ' || state FROM v_status WHERE provision = 'xa.law.5' ORDER BY seq",
         "2017-01-01 in_force|2018-01-01 repealed"},
        {"SELECT group_concat(state, ' ') FROM (SELECT state FROM v_status WHERE provision = 'xa.law.1' "
         "ORDER BY seq)",
         "proposed adopted in_force suspended in_force"},
        {"SELECT provision, role FROM v_provision_facts WHERE fact = 'f.table'",
         "xa.law.1|content|xa.law.1|reading"},
        {"SELECT provision, role FROM v_provision_facts WHERE fact = 'xa.law.4'",
         "xa.law.4|attest"},
        {"SELECT provisions FROM v_facts WHERE id IN ('f.table', 'f.money', 'f.sold') ORDER BY id",
         "1|0|1"},
        {"SELECT choices FROM v_facts WHERE id IN ('f.enum', 'f.table', 'f.int') ORDER BY id",
         "low, middle, high||kind, where, bits, until, ok, name"},
        {"SELECT other, from_day, before_day FROM v_memberships WHERE jurisdiction = 'XU' AND kind = "
         "'members'",
         "XA|1999-05|2020..2021|XB|1999-05|2020..2021"},
        {"SELECT topics, law_to FROM v_coverage WHERE researched_on = '2026-01-02'",
         "t.one, t.two|2025-06"},
        {"PRAGMA foreign_key_check", ""},
        {"PRAGMA integrity_check", "ok"},
        {"PRAGMA application_id", "1346849330"},
    };
    struct kit k;
    kit_begin(&k);
    const char *path = kit_base(&k);
    for (size_t i = 0; i < sizeof question / sizeof *question; i++)
        assert_string_equal(ask(&k, path, question[i].sql), question[i].answer);
    kit_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_manual),
        cmocka_unit_test(test_views),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
