/* Search and show: plain words in any script, the same answer from a file and from memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/utf8.h"
#include "engine/facts/search.h"
#include "tests/support/base_kit.h"

struct world {
    struct kit k;
    struct an_base *file, *memory;
};

static int begin(void **state)
{
    static struct world w;
    kit_begin(&w.k);
    const char *rules = kit_source(&w.k, KIT_RULES);
    if (an_base_open(&w.file, w.k.ws, kit_base(&w.k)) != AN_OK ||
        an_base_from_files(&w.memory, w.k.ws, &rules, 1) != AN_OK)
        return -1;
    *state = &w;
    return 0;
}

static int end(void **state)
{
    struct world *w = *state;
    an_base_close(w->file);
    an_base_close(w->memory);
    kit_end(&w->k);
    return 0;
}

/* Ids of the hits, "kind id" each, in one text; both bases must agree. */
static const char *hits(struct world *w, const char *const *words, size_t n)
{
    struct an_things *file, *memory;
    struct an_sink_buffer a, b;
    an_sink_buffer_init(&a, w->k.arena);
    an_sink_buffer_init(&b, w->k.arena);
    assert_int_equal(an_search(&file, w->file, w->k.ws, words, n), AN_OK);
    assert_int_equal(an_search(&memory, w->memory, w->k.ws, words, n), AN_OK);
    for (size_t i = 0; i < an_things_count(file); i++)
        an_putf(&a.sink, "%s%s %s", i > 0 ? ", " : "", an_things_at(file, i)->kind_name,
                an_things_at(file, i)->id);
    for (size_t i = 0; i < an_things_count(memory); i++)
        an_putf(&b.sink, "%s%s %s", i > 0 ? ", " : "", an_things_at(memory, i)->kind_name,
                an_things_at(memory, i)->id);
    assert_string_equal(a.text, b.text);
    assert_null(an_things_at(file, an_things_count(file)));
    an_things_free(file);
    an_things_free(memory);
    return a.text;
}

static const char *found(struct world *w, const char *word)
{
    return hits(w, &word, 1);
}

static void test_words(void **state)
{
    struct world *w = *state;
    assert_string_equal(found(w, "counts"), "provision xa.law.7"); /* of title and summary */
    assert_string_equal(found(w, "XA.LAW.4"), "provision xa.law.4");
    assert_string_equal(found(w, "incidents"), "provision xa.law.4"); /* the sentence */
    assert_string_equal(found(w, "Everything"), "topic t.one");
    const char *both[] = {"second", "topic"};
    assert_string_equal(hits(w, both, 1), hits(w, both, 2));
    assert_string_equal(found(w, "second topic"), hits(w, both, 2));
    const char *apart[] = {"liberty", "ban"};
    assert_string_equal(hits(w, apart, 2), "");
    assert_string_equal(found(w, "withdrawn"), "");
}

static void test_native_scripts(void **state)
{
    struct world *w = *state;
    assert_non_null(strstr(found(w, "\xe7\x89\xa9\xe5\x93\x81"), "instrument xa.law"));
    assert_non_null(strstr(found(w, "\xe5\x93\x81\xe6\xb3\x95"), "provision xa.law.9"));
    assert_string_equal(found(w, "\xd0\x97\xd0\x90\xd0\x9a\xd0\x9e\xd0\x9d"), /* capitals */
                        found(w, "\xd0\xb7\xd0\xb0\xd0\xba\xd0\xbe\xd0\xbd"));
    assert_string_equal(found(w, "\xe7\x94\xb2\xe5\x9b\xbd"), "jurisdiction XA");
    assert_string_equal(found(w, "xold"), "jurisdiction XA");
    /* composed or not, small or capital, wide or narrow */
    assert_string_equal(found(w, "\xc3\x89vil"), "list xa.listed");
    assert_string_equal(found(w, "e\xcc\x81vil"), "list xa.listed");
    assert_string_equal(found(w, "\xef\xbc\xa5VIL"), "list xa.listed");
}

static void test_no_words(void **state)
{
    struct world *w = *state;
    static const char *const none[] = {
        "",  " ",  "\t\n",  "-",    "--",       "\"",           "*",  "%_", "%",
        "(", "\\", "law -", "\xff", "law \xff", "\xe2\x80\x8b", "..."};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_string_equal(found(w, none[i]), "");
    assert_string_equal(hits(w, NULL, 0), "");
}

/* Does a thing that was found hold every word, and does no other? */
static void assert_plain_search(struct world *w, const char *query)
{
    struct an_things *things;
    const struct an_model *m = w->file->model;
    size_t at = 0;
    assert_int_equal(an_search(&things, w->file, w->k.ws, &query, 1), AN_OK);
    for (int k = AN_THING_JURISDICTION; k <= AN_THING_LIST; k++)
        for (uint32_t i = 0; i < an_thing_total(m, (enum an_thing_kind)k); i++) {
            const char *text = an_search_text(w->k.arena, m, (enum an_thing_kind)k, i);
            char *words = an_strdup(w->k.arena, query), *rest = NULL;
            bool all = an_thing_stands_alone(m, (enum an_thing_kind)k, i), any = false;
            for (char *s = strtok_r(words, " ", &rest); s; s = strtok_r(NULL, " ", &rest)) {
                const char *folded = an_utf8_fold(w->k.arena, s);
                bool letters = false;
                for (const char *c = folded; *c; c++)
                    letters = letters || (unsigned char)*c >= 0x80 || strchr("0123456789", *c) ||
                              (*c >= 'a' && *c <= 'z');
                all = all && letters && strstr(text, folded);
                any = true;
            }
            if (all && any)
                at++;
        }
    assert_int_equal(an_things_count(things), at);
    an_things_free(things);
}

/* The shared list: SQL, FTS and shell syntax are words like others. */
static void test_shared_queries(void **state)
{
    struct world *w = *state;
    FILE *file = fopen(kit_source(&w->k, "tests/hostile/search_queries.csv"), "r");
    char line[512];
    unsigned n = 0;
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file)); /* heading */
    while (fgets(line, sizeof line, file)) {
        char query[128] = "", *out = query;
        const char *s = line;
        bool quoted = *s == '"';
        for (s += quoted ? 1 : 0; *s != '\0'; s++) {
            if (quoted && *s == '"' && s[1] != '"')
                break;
            if (!quoted && *s == ',')
                break;
            *out++ = *s;
            s += quoted && *s == '"' ? 1 : 0;
        }
        *out = '\0';
        (void)found(w, query);
        assert_plain_search(w, query);
        n++;
    }
    fclose(file);
    assert_true(n > 25);
}

static void test_damage_is_no_empty_result(void **state)
{
    struct world *w = *state;
    struct an_base *base;
    struct an_things *things;
    const char *word = "law", *path = kit_path(&w->k, "damaged.db");
    struct kit_bytes good = kit_read(&w->k, kit_path(&w->k, "base.db"));
    kit_write(path, good.v, good.n);
    kit_sql(path, "UPDATE search SET text = 'nothing' WHERE no = 3");
    assert_int_equal(an_base_open(&base, w->k.ws, path), AN_OK);
    assert_int_equal(an_search(&things, base, w->k.ws, &word, 1), AN_EDAMAGED);
    assert_null(things);
    assert_non_null(strstr(an_workspace_reason(w->k.ws), "table search"));
    an_base_close(base);
    kit_write(path, good.v, good.n);
    kit_forge(&w->k, path, "UPDATE search SET thing = 99 WHERE no = 3");
    assert_int_equal(an_base_open(&base, w->k.ws, path), AN_OK);
    assert_int_equal(an_search(&things, base, w->k.ws, &word, 1), AN_EDAMAGED);
    an_base_close(base);
    kit_write(path, good.v, good.n);
    kit_forge(&w->k, path, "UPDATE search SET kind = 'what' WHERE no = 3");
    assert_int_equal(an_base_open(&base, w->k.ws, path), AN_OK);
    assert_int_equal(an_search(&things, base, w->k.ws, &word, 1), AN_EDAMAGED);
    an_base_close(base);
}

static void test_base_may_be_replaced_meanwhile(void **state)
{
    struct world *w = *state;
    struct an_base *base;
    const char *path = kit_path(&w->k, "moving.db"), *word = "second topic";
    struct kit_bytes good = kit_read(&w->k, kit_path(&w->k, "base.db"));
    kit_write(path, good.v, good.n);
    assert_int_equal(an_base_open(&base, w->k.ws, path), AN_OK);
    kit_write(kit_path(&w->k, "other"), "gone", 4);
    assert_int_equal(rename(kit_path(&w->k, "other"), path), 0);
    struct an_things *things;
    assert_int_equal(an_search(&things, base, w->k.ws, &word, 1), AN_OK);
    assert_true(an_things_count(things) > 0);
    an_things_free(things);
    an_base_close(base);
}

/* ---- show ---- */

static const char *value_of(const struct an_thing *thing, const char *key)
{
    for (uint32_t i = 0; i < thing->n_fields; i++)
        if (strcmp(thing->fields[i].key, key) == 0)
            return thing->fields[i].values[0];
    return NULL;
}

/* Everything of both bases can be shown, by its id, with the same fields. */
static void test_everything_can_be_shown(void **state)
{
    struct world *w = *state;
    const struct an_model *m = w->file->model;
    unsigned n = 0;
    for (int k = AN_THING_JURISDICTION; k <= AN_THING_LIST; k++)
        for (uint32_t i = 0; i < an_thing_total(m, (enum an_thing_kind)k); i++) {
            struct an_things *query, *a, *b;
            if (!an_thing_stands_alone(m, (enum an_thing_kind)k, i))
                continue;
            const char *text = an_search_text(w->k.arena, m, (enum an_thing_kind)k, i);
            const char *id = an_strndup(w->k.arena, text, strcspn(text, "\n"));
            assert_int_equal(an_search(&query, w->file, w->k.ws, &id, 1), AN_OK);
            assert_true(an_things_count(query) > 0);
            an_things_free(query);
            /* folded, so that looking without regard to case is tried too */
            assert_int_equal(an_show(&a, w->file, w->k.ws, id), AN_OK);
            assert_int_equal(an_show(&b, w->memory, w->k.ws, id), AN_OK);
            assert_int_equal(an_things_count(a), an_things_count(b));
            for (size_t t = 0; t < an_things_count(a); t++) {
                const struct an_thing *x = an_things_at(a, t), *y = an_things_at(b, t);
                assert_string_equal(x->id, y->id);
                assert_int_equal(x->n_fields, y->n_fields);
                assert_string_equal(x->file, y->file);
                assert_true(x->line > 0 && x->n_fields > 0);
                for (uint32_t f = 0; f < x->n_fields; f++) {
                    assert_int_equal(x->fields[f].n_values, y->fields[f].n_values);
                    for (uint32_t v = 0; v < x->fields[f].n_values; v++)
                        assert_string_equal(x->fields[f].values[v], y->fields[f].values[v]);
                }
            }
            an_things_free(a);
            an_things_free(b);
            n++;
        }
    assert_true(n > 50);
}

static void test_shown_fields(void **state)
{
    struct world *w = *state;
    static const struct {
        const char *id, *key, *value;
    } field[] = {
        {"XA", "names", "zh: \xe7\x94\xb2\xe5\x9b\xbd"},
        {"XALT", "aliases", "XALT"},
        {"XU", "members", "XA (from 1999-05, before 2020..2021)"},
        {"XU", "applies_in", "XC (from 2001-01-01, before 2021-01-01)"},
        {"XT", "parties", "XA (from 2018-12-30)"},
        {"XB-N", "part_of", "XB"},
        {"XB", "coverage", "t.one, t.two: law from 2010 to 2025-06, researched on 2026-01-02"},
        {"t.one", "scale", "none: Nothing (No rule.)"},
        {"f.enum", "type", "ordered enum: low, middle, high"},
        {"f.enum", "after", "f.bool: yes"},
        {"f.int", "type", "int in bits, at least 0, at most 4096"},
        {"f.age", "derived", "years_between of f.placed and day"},
        {"f.rows", "derived", "count of f.table, rows with kind: big"},
        {"f.last", "derived", "max of f.table.until"},
        {"day", "given", "the row"},
        {"f.money", "provisions", "xa.law.1"},
        {"xa.thing", "if", "f.set: includes x"},
        {"xa.thing", "days", "from 2016-01-01, before 2024-07"},
        {"ax.rows", "each", "f.table"},
        {"pr.one", "then", "f.enum: high"},
        {"xa.law", "status", "2014 proposed (press), public on 2014-11: leaked"},
        {"xa.law.5", "status", "2017-01-01 in_force"},
        {"xa.law.3", "overridden_by", "xa.law.5"},
        {"xa.law.3", "exempted_by", "xa.law.8"},
        {"xa.law.9", "replaces", "xa.law.1"},
        {"xa.law.1", "days", "from 2016-03, before 2024-01-01"},
        {"xa.law.2", "readings", "hard (the ministry); inability: breach"},
        {"xa.listed", "members", "EVIL (from 2015-01-01)"},
    };
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) {
        struct an_things *things;
        assert_int_equal(an_show(&things, w->file, w->k.ws, field[i].id), AN_OK);
        const char *value = value_of(an_things_at(things, 0), field[i].key);
        if (!value || strcmp(value, field[i].value) != 0)
            fail_msg("%s, %s: %s", field[i].id, field[i].key, value ? value : "not there");
        an_things_free(things);
    }
}

static void test_unknown_id(void **state)
{
    struct world *w = *state;
    struct an_things *things;
    kit_renew(&w->k);
    assert_int_equal(an_show(&things, w->file, w->k.ws, "xa.law.44"), AN_ENOTFOUND);
    assert_null(things);
    const struct an_diag *diag = an_diag_at(an_workspace_diags(w->k.ws), 0);
    assert_string_equal(diag->code, "AN0503");
    assert_string_equal(diag->help, "did you mean 'xa.law.4'?");
    assert_int_equal(an_show(&things, w->file, w->k.ws, "nothing like it"), AN_ENOTFOUND);
    assert_non_null(strstr(an_diag_at(an_workspace_diags(w->k.ws), 1)->help, "antinomy search"));
    assert_int_equal(an_show(&things, w->file, w->k.ws, ""), AN_ENOTFOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_native_scripts),
        cmocka_unit_test(test_no_words),
        cmocka_unit_test(test_shared_queries),
        cmocka_unit_test(test_damage_is_no_empty_result),
        cmocka_unit_test(test_base_may_be_replaced_meanwhile),
        cmocka_unit_test(test_everything_can_be_shown),
        cmocka_unit_test(test_shown_fields),
        cmocka_unit_test(test_unknown_id),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
