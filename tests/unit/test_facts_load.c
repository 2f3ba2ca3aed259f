/*
 * Loading: what is written comes back, the same files give the same bytes, and nothing is replaced
 * that was not meant to be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/base_kit.h"
#include "tests/support/same_model.h"

#define INSTRUMENT(id, title)                                                                      \
 "antinomy: 1\ninstrument:\n  id: " id "\n  jurisdiction: XA\n  kind: law\n  title: " title        \
 "\n  status: [{on: 2015-01-01, is: in_force}]\n"                                                  \
 "  checked: {on: 2026-01-01, by: me, confidence: low}\n"                                          \
 "  provisions:\n    - {id: " id ".1, article: \"1\", topic: t.one, title: T, addressee: "         \
 "seller, must: {f: true}, summary: S.}\n"

static const char words[] =
    "antinomy: 1\njurisdictions: [{id: XA, kind: state, name: A}]\n---\n"
    "antinomy: 1\ntopics: [{id: t.one, title: T, definition: D, scale: [{id: a, title: A, means: "
    "M}]}]\n---\nantinomy: 1\nvocabulary:\n  facts: [{id: f, type: bool, scope: product, nature: "
    "maker, holds: lasting, question: Q, help: H}]\n";

static void assert_same_bytes(struct kit *k, const char *a, const char *b)
{
    struct kit_bytes x = kit_read(k, a), y = kit_read(k, b);
    assert_int_equal(x.n, y.n);
    assert_true(x.n != SIZE_MAX);
    assert_memory_equal(x.v, y.v, x.n);
}

/* ---- round trip ---- */

static void assert_round_trip(struct kit *k, const char *rules)
{
    const char *path = kit_path(k, "base.db");
    struct an_base *file, *memory;
    assert_int_equal(kit_load(k, rules, path, true, NULL), AN_OK);
    assert_int_equal(an_base_from_files(&memory, k->ws, &rules, 1), AN_OK);
    assert_int_equal(an_base_open(&file, k->ws, path), AN_OK);
    const char *difference = an_model_difference(memory->model, file->model);
    if (difference)
        fail_msg("%s: %s", rules, difference);
    assert_string_equal(an_base_revision(memory), an_base_revision(file));
    assert_int_equal(strlen(an_base_revision(file)), 64);
    an_base_close(file);
    an_base_close(memory);
}

static void test_every_form_comes_back(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    assert_round_trip(&k, kit_source(&k, KIT_RULES));
    kit_end(&k);
}

static void test_policies_come_back(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    assert_round_trip(&k, kit_source(&k, "policies"));
    kit_end(&k);
}

static void test_difference_is_seen(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *one = kit_text(&k, "one/w.yaml", words), *folder = kit_path(&k, "one");
    struct an_base *a, *b;
    kit_text(&k, "one/x.yaml", INSTRUMENT("xa.x", "One"));
    assert_int_equal(an_base_from_files(&a, k.ws, &folder, 1), AN_OK);
    kit_text(&k, "one/x.yaml", INSTRUMENT("xa.x", "Two"));
    assert_int_equal(an_base_from_files(&b, k.ws, &folder, 1), AN_OK);
    assert_non_null(an_model_difference(a->model, b->model));
    assert_null(an_model_difference(a->model, a->model));
    assert_non_null(one);
    an_base_close(a);
    an_base_close(b);
    kit_end(&k);
}

/* ---- the same bytes ---- */

static void copy_rules(struct kit *k, const char *to, bool backwards)
{
    static const char *const name[] = {"jurisdictions.yaml", "topics.yaml",      "vocabulary.yaml",
                                       "list.yaml",          "xx/law.yaml",      "xx/treaty.yaml",
                                       "xx/directive.yaml",  "xx/law.cases.yaml"};
    enum { N = sizeof name / sizeof *name };
    for (size_t i = 0; i < N; i++) {
        const char *one = name[backwards ? N - 1 - i : i];
        const char *from = kit_source(k, an_strf(k->arena, "%s/%s", KIT_RULES, one));
        struct kit_bytes bytes = kit_read(k, from);
        assert_true(bytes.n != SIZE_MAX);
        kit_text(k, an_strf(k->arena, "%s/%s", to, one),
                 an_strndup(k->arena, (char *)bytes.v, bytes.n));
    }
}

static void test_same_files_same_bytes(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *first = kit_path(&k, "first.db"), *second = kit_path(&k, "second.db");
    copy_rules(&k, "here", false);
    copy_rules(&k, "there/elsewhere", true);
    assert_int_equal(kit_load(&k, kit_path(&k, "here"), first, false, NULL), AN_OK);
    umask(077);
    setenv("TZ", "Pacific/Apia", 1);
    assert_int_equal(kit_load(&k, kit_path(&k, "there/elsewhere/"), second, false, NULL), AN_OK);
    umask(022);
    unsetenv("TZ");
    assert_same_bytes(&k, first, second);
    /* Once more over what is there: a base is made from its files only, not from the old base. */
    kit_write(second, "", 0);
    assert_int_equal(kit_load(&k, kit_path(&k, "here"), second, false, NULL), AN_OK);
    assert_same_bytes(&k, first, second);
    kit_end(&k);
}

static void test_order_of_arguments(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *one[] = {kit_text(&k, "w.yaml", words),
                         kit_text(&k, "x.yaml", INSTRUMENT("xa.x", "X")),
                         kit_text(&k, "y.yaml", INSTRUMENT("xa.y", "Y"))};
    const char *other[] = {one[2], one[0], one[1]};
    struct an_load_result result;
    assert_int_equal(an_load(k.ws, one, 3, kit_path(&k, "a.db"), NULL, &result), AN_OK);
    assert_int_equal(result.files, 3);
    assert_int_equal(result.provisions, 2);
    assert_int_equal(an_load(k.ws, other, 3, kit_path(&k, "b.db"), NULL, &result), AN_OK);
    assert_same_bytes(&k, kit_path(&k, "a.db"), kit_path(&k, "b.db"));
    kit_end(&k);
}

/* ---- when nothing changed ---- */

static void test_unchanged_is_not_written(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *path = kit_base(&k);
    struct stat before, after;
    struct an_load_result first, again;
    unlink(path);
    assert_int_equal(kit_load(&k, kit_source(&k, KIT_RULES), path, false, &first), AN_OK);
    assert_false(first.unchanged);
    assert_int_equal(stat(path, &before), 0);
    assert_int_equal(kit_load(&k, kit_source(&k, KIT_RULES), path, false, &again), AN_OK);
    assert_true(again.unchanged);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    again.unchanged = false; /* the same counts, although no file was parsed */
    assert_memory_equal(&first, &again, sizeof first);
    assert_int_equal(first.files, 8);
    assert_int_equal(first.instruments, 3);
    assert_int_equal(first.provisions, 11);
    assert_int_equal(first.topics, 2);
    assert_int_equal(first.jurisdictions, 7);
    assert_int_equal(first.facts, 22);
    assert_int_equal(first.cases, 1);
    kit_end(&k);
}

static void test_damaged_base_is_made_anew(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *path = kit_base(&k);
    struct kit_bytes good = kit_read(&k, path);
    uint8_t *bad = an_alloc(k.arena, good.n);
    size_t at[] = {good.n - 1, good.n / 2, 100, 18, 9000};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        struct an_load_result result;
        memcpy(bad, good.v, good.n);
        bad[at[i]] ^= 1;
        kit_write(path, bad, good.n);
        assert_int_equal(kit_load(&k, kit_source(&k, KIT_RULES), path, false, &result), AN_OK);
        assert_false(result.unchanged);
        struct kit_bytes now = kit_read(&k, path);
        assert_int_equal(now.n, good.n);
        assert_memory_equal(now.v, good.v, good.n);
    }
    kit_end(&k);
}

static void test_bad_rules_change_nothing(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *rules = kit_path(&k, "rules"), *path = kit_path(&k, "x.db");
    kit_text(&k, "rules/w.yaml", words);
    kit_text(&k, "rules/x.yaml", INSTRUMENT("xa.x", "X"));
    assert_int_equal(kit_load(&k, rules, path, false, NULL), AN_OK);
    struct kit_bytes before = kit_read(&k, path);
    kit_text(&k, "rules/x.yaml", "antinomy: 1\ninstrument: {id: xa.x}\n");
    assert_int_equal(kit_load(&k, rules, path, false, NULL), AN_EINPUT);
    assert_true(an_diag_count(an_workspace_diags(k.ws), AN_SEV_ERROR) > 0);
    struct kit_bytes after = kit_read(&k, path);
    assert_int_equal(before.n, after.n);
    assert_memory_equal(before.v, after.v, before.n);
    assert_int_equal(kit_entries(&k), 2); /* no x.db.new */
    kit_end(&k);
}

static void test_dry_run_writes_nothing(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *rules = kit_source(&k, KIT_RULES);
    struct an_load_options options = {.dry_run = true};
    struct an_load_result result;
    assert_int_equal(an_load(k.ws, &rules, 1, kit_path(&k, "x.db"), &options, &result), AN_OK);
    assert_int_equal(result.provisions, 11);
    assert_int_equal(kit_entries(&k), 0);
    kit_end(&k);
}

/* ---- what may be replaced ---- */

static bool said(struct kit *k, const char *code)
{
    const struct an_diag_list *diags = an_workspace_diags(k->ws);
    for (size_t i = 0; an_diag_at(diags, i); i++)
        if (strcmp(an_diag_at(diags, i)->code, code) == 0)
            return true;
    return false;
}

static void test_roots(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *base = kit_path(&k, "x.db");
    const char *both[] = {kit_path(&k, "a"), kit_path(&k, "b")};
    struct an_load_options replace = {.replace = true};
    struct an_load_result result;
    kit_text(&k, "a/w.yaml", words);
    kit_text(&k, "a/x.yaml", INSTRUMENT("xa.x", "X"));
    kit_text(&k, "b/own/y.yaml", INSTRUMENT("xa.y", "Y"));
    assert_int_equal(an_load(k.ws, both, 2, base, NULL, &result), AN_OK);
    /* fewer roots */
    assert_int_equal(an_load(k.ws, both, 1, base, NULL, &result), AN_EINPUT);
    assert_true(said(&k, "AN0501"));
    const char *message = an_diag_at(an_workspace_diags(k.ws), 0)->message;
    assert_non_null(
        strstr(message, "x.db' was also made from a folder with 'own/y.yaml', which is"));
    kit_renew(&k);
    struct an_base *open;
    assert_int_equal(an_base_open(&open, k.ws, base), AN_OK);
    assert_int_equal(open->model->provisions.n, 2);
    an_base_close(open);
    /* a part of one */
    const char *part[] = {kit_path(&k, "a"), kit_path(&k, "b/own")};
    assert_int_equal(an_load(k.ws, part, 2, base, NULL, &result), AN_EINPUT);
    /* the same ones, from another place in the path, in another order */
    const char *again[] = {kit_path(&k, "b/"), kit_path(&k, "a")};
    assert_int_equal(an_load(k.ws, again, 2, base, NULL, &result), AN_OK);
    assert_true(result.unchanged);
    /* meant */
    assert_int_equal(an_load(k.ws, both, 1, base, &replace, &result), AN_OK);
    assert_false(result.unchanged);
    /* more roots than before are fine */
    assert_int_equal(an_load(k.ws, both, 2, base, NULL, &result), AN_OK);
    assert_int_equal(result.provisions, 2);
    kit_end(&k);
}

static void test_files_come_and_go_below_a_root(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *base = kit_path(&k, "x.db"), *rules = kit_path(&k, "a");
    struct an_load_result result;
    kit_text(&k, "a/w.yaml", words);
    kit_text(&k, "a/x.yaml", INSTRUMENT("xa.x", "X"));
    const char *y = kit_text(&k, "a/y.yaml", INSTRUMENT("xa.y", "Y"));
    assert_int_equal(kit_load(&k, rules, base, false, &result), AN_OK);
    unlink(y);
    assert_int_equal(kit_load(&k, rules, base, false, &result), AN_OK);
    assert_int_equal(result.provisions, 1);
    /* one file of the folder is not the folder */
    const char *files[] = {kit_path(&k, "a/w.yaml")};
    assert_int_equal(an_load(k.ws, files, 1, base, NULL, &result), AN_EINPUT);
    /* all of them by name are */
    const char *all[] = {kit_path(&k, "a/x.yaml"), kit_path(&k, "a/w.yaml")};
    assert_int_equal(an_load(k.ws, all, 2, base, NULL, &result), AN_OK);
    assert_true(result.unchanged);
    kit_end(&k);
}

static void assert_not_overwritten(struct kit *k, const char *path, const char *reason)
{
    struct kit_bytes before = kit_read(k, path);
    assert_int_equal(kit_load(k, kit_source(k, KIT_RULES), path, true, NULL), AN_EDAMAGED);
    if (!strstr(an_workspace_reason(k->ws), reason))
        fail_msg("'%s' is not in: %s", reason, an_workspace_reason(k->ws));
    struct kit_bytes after = kit_read(k, path);
    assert_int_equal(before.n, after.n);
    assert_memory_equal(before.v, after.v, before.n);
}

static void test_other_files_are_not_overwritten(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *other = kit_path(&k, "other.db");
    kit_sql(other, "CREATE TABLE mine (x); INSERT INTO mine VALUES (1)");
    assert_not_overwritten(&k, other, "an SQLite file of another program");
    assert_not_overwritten(&k, kit_text(&k, "notes.txt", "my notes\n"), "a text file");
    kit_write(kit_path(&k, "bin"), "\1\2\3", 3);
    assert_not_overwritten(&k, kit_path(&k, "bin"), "a file of another kind");
    mkdir(kit_path(&k, "dir"), 0777);
    assert_int_equal(kit_load(&k, kit_source(&k, KIT_RULES), kit_path(&k, "dir"), true, NULL),
                     AN_EDAMAGED);
    assert_non_null(strstr(an_workspace_reason(k.ws), "a folder"));
    kit_end(&k);
}

static void test_base_behind_a_link(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *path = kit_base(&k), *link = kit_path(&k, "link.db");
    struct stat st;
    kit_write(path, "", 0);
    assert_int_equal(symlink("base.db", link), 0);
    assert_int_equal(kit_load(&k, kit_source(&k, KIT_RULES), link, false, NULL), AN_OK);
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat(path, &st), 0);
    assert_true(st.st_size > 0);
    kit_end(&k);
}

/* ---- two loads, and one that died ---- */

static void test_another_load_is_at_work(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    const char *path = kit_path(&k, "x.db"), *draft = kit_path(&k, "x.db.new");
    kit_write(draft, "half", 4);
    FILE *held = fopen(draft, "r+");
    assert_non_null(held);
    assert_int_equal(flock(fileno(held), LOCK_EX | LOCK_NB), 0);
    assert_int_equal(kit_load(&k, kit_source(&k, KIT_RULES), path, false, NULL), AN_EBUSY);
    assert_non_null(strstr(an_workspace_reason(k.ws), "another load"));
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(kit_read(&k, draft).n, 4);
    fclose(held); /* it died */
    assert_int_equal(kit_load(&k, kit_source(&k, KIT_RULES), path, false, NULL), AN_OK);
    assert_int_equal(kit_entries(&k), 1);
    kit_end(&k);
}

struct told {
    int begun, ended;
    char path[256];
};

static void note_temporary(void *to, const char *path)
{
    struct told *told = to;
    if (path) {
        told->begun++;
        snprintf(told->path, sizeof told->path, "%s", path);
        assert_int_equal(access(path, F_OK), 0);
    } else {
        told->ended++;
    }
}

static void test_temporary_file_is_told(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    struct told told = {0, 0, ""};
    const char *rules = kit_source(&k, KIT_RULES);
    struct an_load_options options = {.temporary = note_temporary, .to = &told};
    struct an_load_result result;
    assert_int_equal(an_load(k.ws, &rules, 1, kit_path(&k, "x.db"), &options, &result), AN_OK);
    assert_int_equal(told.begun, 1);
    assert_int_equal(told.ended, 1);
    assert_int_equal(access(told.path, F_OK), -1);
    assert_string_equal(told.path + strlen(told.path) - 9, "/x.db.new");
    kit_end(&k);
}

static void test_folder_that_is_not_there(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    assert_int_equal(
        kit_load(&k, kit_source(&k, KIT_RULES), kit_path(&k, "none/x.db"), false, NULL), AN_EIO);
    assert_non_null(strstr(an_workspace_reason(k.ws), "No such file"));
    kit_end(&k);
}

static void test_misuse(void **state)
{
    (void)state;
    struct kit k;
    struct an_base *base;
    struct an_load_result result;
    const char *rules = KIT_RULES;
    kit_begin(&k);
    assert_int_equal(an_load(k.ws, NULL, 0, kit_path(&k, "x.db"), NULL, &result), AN_EMISUSE);
    assert_int_equal(an_load(k.ws, &rules, 1, NULL, NULL, &result), AN_EMISUSE);
    assert_int_equal(an_base_from_files(&base, k.ws, NULL, 0), AN_EMISUSE);
    assert_null(base);
    an_base_close(NULL);
    an_things_free(NULL);
    assert_int_equal(kit_entries(&k), 0);
    kit_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_form_comes_back),
        cmocka_unit_test(test_policies_come_back),
        cmocka_unit_test(test_difference_is_seen),
        cmocka_unit_test(test_same_files_same_bytes),
        cmocka_unit_test(test_order_of_arguments),
        cmocka_unit_test(test_unchanged_is_not_written),
        cmocka_unit_test(test_damaged_base_is_made_anew),
        cmocka_unit_test(test_bad_rules_change_nothing),
        cmocka_unit_test(test_dry_run_writes_nothing),
        cmocka_unit_test(test_roots),
        cmocka_unit_test(test_files_come_and_go_below_a_root),
        cmocka_unit_test(test_other_files_are_not_overwritten),
        cmocka_unit_test(test_base_behind_a_link),
        cmocka_unit_test(test_another_load_is_at_work),
        cmocka_unit_test(test_temporary_file_is_told),
        cmocka_unit_test(test_folder_that_is_not_there),
        cmocka_unit_test(test_misuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
