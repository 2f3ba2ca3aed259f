/* Line diffs: exact texts, and on random texts that the diff turns the one into the other with as
 * few changed lines as can be. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "antinomy/sink.h"
#include "engine/base/linediff.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *diff_of(struct an_arena *arena, const char *before, const char *after)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_line_diff(arena, &out.sink, "f", before, after);
    return out.n > 0 ? out.text : "";
}

static void test_texts(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    assert_string_equal(diff_of(arena, "a\nb\n", "a\nb\n"), "");
    assert_string_equal(diff_of(arena, "a\nb\nc\n", "a\nc\n"),
                        "--- f\n+++ f\n@@ -1,3 +1,2 @@\n a\n-b\n c\n");
    assert_string_equal(diff_of(arena, "", "a\n"), "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n");
    assert_string_equal(diff_of(arena, "a", "a\n"),
                        "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
    /* Changes far from each other stand apart, near ones together. */
    assert_string_equal(
        diff_of(arena, "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n"),
        "--- f\n+++ f\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n"
        "@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n");
    assert_string_equal(diff_of(arena, "1\n2\n3\n4\n5\n6\n7\n", "x\n2\n3\n4\n5\n6\ny\n"),
                        "--- f\n+++ f\n@@ -1,7 +1,7 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n-7\n+y\n");
    an_arena_free(arena);
}

/* Takes a diff back: the lines with ' ' and '-' of all hunks, and what lies between them. */
static const char *applied(struct an_arena *arena, const char *before, const char *diff,
                           long *changes)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    long line = 0;
    *changes = 0;
    for (const char *p = strstr(diff, "@@"); p && *p;) {
        const char *next = strchr(p, '\n') + 1;
        if (strncmp(p, "@@", 2) == 0) {
            char *end;
            long first = strtol(p + 4, &end, 10);
            if (*end == ',' && strtol(end + 1, NULL, 10) == 0)
                first++; /* of no lines: the line before */
            for (; line + 1 < first; line++, before = strchr(before, '\n') + 1)
                an_put_n(&out.sink, before, (size_t)(strchr(before, '\n') + 1 - before));
        } else {
            *changes += *p != ' ';
            if (*p != '-')
                an_put_n(&out.sink, p + 1, (size_t)(next - p - 1));
            if (*p != '+') {
                assert_memory_equal(before, p + 1, (size_t)(next - p - 1));
                before = strchr(before, '\n') + 1;
                line++;
            }
        }
        p = next;
    }
    an_put(&out.sink, before);
    return out.n > 0 ? out.text : "";
}

static uint64_t state_of = 88172645463325252u;

static uint32_t draw(uint32_t below)
{
    state_of ^= state_of << 13;
    state_of ^= state_of >> 7;
    state_of ^= state_of << 17;
    return (uint32_t)(state_of % below);
}

/* The longest common subsequence by the textbook: so many lines need not change. */
static long common(const char *a, const char *b)
{
    long best[32][32] = {{0}};
    size_t n = strlen(a) / 2, m = strlen(b) / 2;
    for (size_t i = 1; i <= n; i++)
        for (size_t k = 1; k <= m; k++) {
            long longer = best[i - 1][k] > best[i][k - 1] ? best[i - 1][k] : best[i][k - 1];
            best[i][k] = a[2 * i - 2] == b[2 * k - 2] ? best[i - 1][k - 1] + 1 : longer;
        }
    return best[n][m];
}

static void test_random(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct an_arena *arena = an_arena_new();
        char text[2][64] = {"", ""};
        for (int t = 0; t < 2; t++)
            for (uint32_t i = 0, n = draw(24); i < n; i++) {
                const char line[] = {(char)('a' + draw(4)), '\n', '\0'};
                strcat(text[t], line);
            }
        long changes;
        const char *diff = diff_of(arena, text[0], text[1]);
        assert_string_equal(applied(arena, text[0], diff, &changes), text[1]);
        long lines = (long)(strlen(text[0]) + strlen(text[1])) / 2;
        assert_int_equal(changes, lines - 2 * common(text[0], text[1]));
        an_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_texts), cmocka_unit_test(test_random)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
