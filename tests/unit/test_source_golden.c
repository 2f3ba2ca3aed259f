/*
 * Messages of the reader, to the byte: what is said of tests/golden/source/NAME must be NAME.diag.
 * With AN_GOLDEN_UPDATE the present output is taken instead: review the diff. Every message of
 * stage 01 must be in one of them.
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
#include "engine/source/source.h"

#include "tests/unit/shared_inputs.h"

#define FOLDER "tests/golden/source/"

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

/* What is said of the file, and in `seen` of which messages. */
static const char *said_of(struct an_arena *arena, const char *path, bool *seen)
{
    struct an_diag_list *diags = an_diag_list_new(arena);
    const struct an_source *source = an_source_read(arena, diags, path);
    if ((source == NULL) != (an_diag_count(diags, AN_SEV_ERROR) > 0))
        fail_msg("%s: a tree and an error, or neither", path);
    for (size_t i = 0; an_diag_at(diags, i); i++)
        for (unsigned m = 0; m < AN_MSG_COUNT; m++)
            if (strcmp(an_diag_at(diags, i)->code, an_msg_code((enum an_msg)m)) == 0)
                seen[m] = true;
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_diag_write(diags, &out.sink, AN_DIAG_TEXT, false);
    return out.text;
}

static bool is_expected(struct an_arena *arena, const char *path, const char *said)
{
    const char *golden = an_strf(arena, "%s.diag", path);
    if (getenv("AN_GOLDEN_UPDATE")) {
        FILE *f = fopen(golden, "wb");
        assert_non_null(f);
        assert_true(fputs(said, f) >= 0 && fclose(f) == 0);
        return true;
    }
    if (access(golden, R_OK) != 0) {
        printf("%s is missing; run with AN_GOLDEN_UPDATE=1\n", golden);
        return false;
    }
    if (strcmp(own_text(arena, golden), said) == 0)
        return true;
    printf("%s is not what is printed now:\n%s", golden, said);
    return false;
}

/* Those that need a file too large to be kept; tested in test_yaml.c. */
static bool needs_large_file(unsigned m)
{
    return m == AN_MSG_text_long || m == AN_MSG_too_many_documents || m == AN_MSG_too_many_nodes;
}

static size_t count_missing(const bool *seen)
{
    size_t missing = 0;
    for (unsigned m = 0; m < AN_MSG_COUNT; m++) {
        const char *code = an_msg_code((enum an_msg)m);
        if (strncmp(code, "AN01", 4) != 0 || seen[m] || needs_large_file(m))
            continue;
        printf("no golden case for %s\n", code);
        missing++;
    }
    return missing;
}

static void test_messages(void **state)
{
    (void)state;
    bool seen[AN_MSG_COUNT] = {false};
    size_t files = 0, wrong = 0;
    DIR *dir = opendir(FOLDER);
    assert_non_null(dir);
    for (const struct dirent *e; (e = readdir(dir));) {
        if (!ends_with(e->d_name, ".yaml") && !ends_with(e->d_name, ".json"))
            continue;
        struct an_arena *arena = an_arena_new();
        const char *path = an_strf(arena, FOLDER "%s", e->d_name);
        wrong += !is_expected(arena, path, said_of(arena, path, seen));
        files++;
        an_arena_free(arena);
    }
    (void)closedir(dir);
    assert_true(files >= 50);
    assert_int_equal(wrong, 0);
    assert_int_equal(count_missing(seen), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_messages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
