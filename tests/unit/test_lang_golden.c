/*
 * Messages of the language, to the byte: each tests/golden/lang/NAME.yaml is loaded together with
 * the small world in tests/golden/lang/base/, or read as a profile against it (NAME.profile.yaml),
 * and what is said of it must be NAME.diag. With AN_GOLDEN_UPDATE the present output is taken
 * instead: review the diff. Every message of stages 02 to 04 must be in one of them.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/sink.h"
#include "engine/base/vec.h"
#include "engine/lang/keys.h"
#include "engine/lang/lang.h"

#define FOLDER "tests/golden/lang/"

struct run {
    struct an_arena *arena;
    struct an_diag_list *diags;
    struct an_policy_set set;
    bool good;
};

/* Loads the world, and `extra` if it is not NULL. */
static struct run load(struct an_arena *arena, const char *extra)
{
    struct run r = {.arena = arena, .diags = an_diag_list_new(arena)};
    const char *paths[] = {FOLDER "base", extra};
    struct an_file_list files;
    r.good = an_source_find(arena, r.diags, paths, extra ? 2 : 1, &files) &&
             an_lang_load(arena, r.diags, &files, AN_LANG_CASES, &r.set);
    return r;
}

static const char *text_of(struct an_arena *arena, const struct an_diag_list *diags)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_diag_write(diags, &out.sink, AN_DIAG_TEXT, false);
    return out.text ? out.text : "";
}

static char *read_whole(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    char *text = calloc(1, 1 << 20);
    size_t n = fread(text, 1, (1 << 20) - 1, f);
    text[n] = '\0';
    (void)fclose(f);
    return text;
}

static void compare(const char *name, const char *found)
{
    char path[256];
    (void)snprintf(path, sizeof path, FOLDER "%.*s.diag", (int)(strlen(name) - 5), name);
    if (getenv("AN_GOLDEN_UPDATE")) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        assert_true(fputs(found, f) >= 0 && fclose(f) == 0);
        return;
    }
    char *expected = read_whole(path);
    if (!expected)
        fail_msg("%s is missing; run with AN_GOLDEN_UPDATE=1", path);
    if (strcmp(expected, found) != 0)
        fail_msg("%s is not what is printed now:\n%s", path, found);
    free(expected);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static void play(const char *name)
{
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        fail_msg("out of memory");
    const char *path = an_strf(arena, FOLDER "%s", name);
    if (ends_with(name, ".profile.yaml")) {
        struct run r = load(arena, NULL);
        assert_true(r.good);
        assert_null(an_profile_read(arena, r.diags, r.set.model, path));
        compare(name, text_of(arena, r.diags));
    } else {
        struct run r = load(arena, path);
        assert_false(r.good);
        compare(name, text_of(arena, r.diags));
    }
    an_arena_free(arena);
}

typedef void each_file(const char *name, void *ctx);

static void walk(const char *end, each_file *fn, void *ctx)
{
    DIR *dir = opendir(FOLDER);
    assert_non_null(dir);
    size_t n = 0;
    for (struct dirent *e = readdir(dir); e; e = readdir(dir))
        if (ends_with(e->d_name, end)) {
            fn(e->d_name, ctx);
            n++;
        }
    (void)closedir(dir);
    assert_true(n > 10);
}

static void play_one(const char *name, void *ctx)
{
    (void)ctx;
    play(name);
}

static void test_messages(void **unused)
{
    (void)unused;
    walk(".yaml", play_one, NULL);
}

/* ---- every message has a case ---- */

static void note_codes(const char *name, void *ctx)
{
    char path[256];
    (void)snprintf(path, sizeof path, FOLDER "%s", name);
    bool *seen = ctx;
    char *text = read_whole(path);
    assert_non_null(text);
    for (unsigned m = 0; m < AN_MSG_COUNT; m++) {
        char tag[16];
        (void)snprintf(tag, sizeof tag, "[%s]", an_msg_code((enum an_msg)m));
        if (strstr(text, tag))
            seen[m] = true;
    }
    free(text);
}

/* Those that need an input too large for a file here; tested in test_lang_limits.c. */
static bool is_tested_elsewhere(unsigned m)
{
    return m == AN_MSG_condition_large || m == AN_MSG_condition_deep || m == AN_MSG_long_line ||
           m == AN_MSG_containers || m == AN_MSG_row_fact_form || m == AN_MSG_long_list ||
           m == AN_MSG_exempts_many || m == AN_MSG_places_many;
}

static void test_every_message_has_a_case(void **unused)
{
    (void)unused;
    bool seen[AN_MSG_COUNT] = {false};
    walk(".diag", note_codes, seen);
    size_t missing = 0;
    for (unsigned m = 0; m < AN_MSG_COUNT; m++) {
        const char *code = an_msg_code((enum an_msg)m);
        if (code[3] < '2' || code[3] > '4' || seen[m] || is_tested_elsewhere(m))
            continue;
        (void)fprintf(stderr, "no golden case for %s\n", code);
        missing++;
    }
    assert_int_equal(missing, 0);
}

static void test_every_message_has_a_page(void **unused)
{
    (void)unused;
    for (unsigned m = 0; m < AN_MSG_COUNT; m++) {
        const char *page = an_msg_page(an_msg_code((enum an_msg)m));
        assert_non_null(page);
        assert_true(strlen(page) > 80 && page[strlen(page) - 1] == '\n');
    }
}

/* ---- every key is used by an accepted document ---- */

static void note_keys(enum an_mapping mapping, const struct an_node *node, bool *used);

static void note_value(enum an_key key, const struct an_node *value, bool *used)
{
    const struct an_key_row *row = an_key_row(key);
    bool by_name = row->shape == AN_SHAPE_BYPLACE || row->shape == AN_SHAPE_EVIDENCE;
    if (row->shape == AN_SHAPE_MAP)
        note_keys(an_mapping_of(key), value, used);
    for (size_t i = 0; row->shape == AN_SHAPE_LIST && i < value->seq.n; i++)
        note_keys(an_mapping_of(key), value->seq.item[i], used);
    for (size_t i = 0; by_name && i < value->map.n; i++)
        note_keys(an_mapping_of(key), value->map.pair[i].value, used);
    if (value->kind == AN_NODE_MAP && row->shape == AN_SHAPE_DUE)
        note_keys(AN_M_due_after, value, used);
    if (value->kind == AN_NODE_MAP && row->shape == AN_SHAPE_EXEMPTS)
        note_keys(AN_M_exempts_all, value, used);
}

static void note_keys(enum an_mapping mapping, const struct an_node *node, bool *used)
{
    for (size_t i = 0; i < node->map.n; i++) {
        enum an_key key = an_key_find(mapping, node->map.pair[i].key->scalar.text);
        assert_int_not_equal(key, AN_KEY_COUNT);
        used[key] = true;
        note_value(key, node->map.pair[i].value, used);
    }
}

static void test_every_key_is_accepted_somewhere(void **unused)
{
    (void)unused;
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        fail_msg("out of memory");
    struct run r = load(arena, NULL);
    if (!r.good)
        fail_msg("%s", text_of(arena, r.diags));
    bool used[AN_KEY_COUNT] = {false};
    const char *base = FOLDER "base";
    struct an_file_list files;
    assert_true(an_source_find(arena, r.diags, &base, 1, &files));
    for (size_t i = 0; i < files.n; i++) {
        const struct an_source *source = an_source_read(arena, r.diags, files.path[i]);
        assert_non_null(source);
        for (size_t d = 0; d < source->n_docs; d++)
            note_keys(AN_M_document, source->doc[d], used);
    }
    size_t missing = 0;
    for (unsigned k = 0; k < AN_KEY_COUNT; k++)
        if (!used[k]) {
            (void)fprintf(stderr, "no accepted document uses '%s' of %s\n",
                          an_key_row((enum an_key)k)->name,
                          an_mapping_title(an_key_row((enum an_key)k)->mapping));
            missing++;
        }
    assert_int_equal(missing, 0);
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_every_message_has_a_case),
        cmocka_unit_test(test_every_message_has_a_page),
        cmocka_unit_test(test_every_key_is_accepted_somewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
