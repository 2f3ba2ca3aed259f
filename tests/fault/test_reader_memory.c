/*
 * Memory runs out at every allocation in turn, once and from then on, while files are found, read
 * and their messages written. Each run must end in the handler (or in an error of the sink), leave
 * nothing behind, and never call a broken file good. The engine's allocations are wrapped by the
 * linker, so that this works under ASan too, which then looks for leaks.
 */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "tests/fault/scarce.h"
#include "tests/unit/parse_text.h"
#include "tests/unit/shared_inputs.h"

enum outcome { GOOD, REFUSED, OUT_OF_MEMORY };

/* The whole way from a name to written messages, as the program goes it. */
static enum outcome run(const char *path)
{
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return OUT_OF_MEMORY;
    }
    struct an_diag_list *diags = an_diag_list_new(arena);
    struct an_file_list files;
    bool good = an_source_find(arena, diags, &path, 1, &files);
    for (size_t i = 0; good && i < files.n; i++)
        good = an_source_read(arena, diags, files.path[i]) != NULL;
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_diag_write(diags, &out.sink, AN_DIAG_TEXT, false);
    an_diag_write(diags, &out.sink, AN_DIAG_JSON, false);
    enum outcome outcome = good ? GOOD : REFUSED;
    if (an_sink_error(&out.sink) != 0) {
        assert_int_equal(an_sink_error(&out.sink), ENOMEM);
        outcome = OUT_OF_MEMORY;
    }
    an_arena_free(arena);
    return outcome;
}

static void fail_each_in_turn(const char *path)
{
    failing.first = 0;
    failing.seen = 0;
    enum outcome expected = run(path);
    long total = failing.seen, step = total > 400 ? total / 200 : 1;
    for (int for_good = 0; for_good < 2; for_good++)
        for (long k = 1; k <= total; k += step) {
            failing.seen = 0;
            failing.first = k;
            failing.for_good = for_good;
            enum outcome is = run(path);
            failing.first = 0;
            if (is != OUT_OF_MEMORY)
                fail_msg("%s: allocation %ld of %ld failed, outcome %d", path, k, total, (int)is);
        }
    assert_int_equal(run(path), expected);
}

static void test_good_files(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    fail_each_in_turn(own_path(arena, "tests/hostile/title_scripts.yaml"));
    fail_each_in_turn(own_path(arena, "tests/hostile/bom_json_bom_mark.json"));
    fail_each_in_turn(own_path(arena, "policies/topics"));
    an_arena_free(arena);
}

static void test_broken_files(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    static const char *const names[] = {"dup_key_same_map.yaml", "alias_bomb.yaml", "enc_gbk.yaml",
                                        "unclosed_quote.yaml",   "bom_nan.json",    "empty.yaml",
                                        "missing.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        fail_each_in_turn(own_path(arena, an_strf(arena, "tests/hostile/%s", names[i])));
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_files),
        cmocka_unit_test(test_broken_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
