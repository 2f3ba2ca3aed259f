/* Arenas, and what stands on them directly: vectors, interned text, tables, sinks. */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "antinomy/sink.h"
#include "engine/base/arena.h"
#include "engine/base/vec.h"

static void test_zeroed_and_aligned(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    for (size_t size = 0; size < 5000; size += 37) {
        unsigned char *p = an_alloc(arena, size);
        assert_int_equal((uintptr_t)p % sizeof(void *), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, size);
        char *text = an_strndup(arena, "abc", 3); /* unaligned in between */
        assert_string_equal(text, "abc");
    }
    assert_non_null(an_alloc(arena, 0));
    assert_ptr_not_equal(an_alloc(arena, 0), an_alloc(arena, 0));
    an_arena_free(arena);
    an_arena_free(NULL);
}

static void test_large_piece_keeps_the_rest(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    char *a = an_strdup(arena, "before");
    char *big = an_alloc(arena, 1 << 20);
    big[(1 << 20) - 1] = 'x';
    char *b = an_strdup(arena, "behind");
    assert_string_equal(a, "before");
    assert_string_equal(b, "behind");
    assert_true(an_arena_used(arena) > 1 << 20);
    assert_true(an_arena_used(arena) < (1 << 20) + 100);
    an_arena_free(arena);
}

static void test_strf(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    assert_string_equal(an_strf(arena, "%s-%d", "a", 7), "a-7");
    assert_string_equal(an_strf(arena, "%s", ""), "");
    char long_text[1000];
    memset(long_text, 'y', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    for (size_t cut = 250; cut < 260; cut++) {
        const char *made = an_strf(arena, "%.*s|", (int)cut, long_text);
        assert_int_equal(strlen(made), cut + 1);
        assert_int_equal(made[cut], '|');
    }
    assert_int_equal(strlen(an_strf(arena, "%s", long_text)), sizeof long_text - 1);
    an_arena_free(arena);
}

static char order[16];

static void note(void *letter)
{
    strncat(order, letter, 1);
}

static void test_deferred_run_backwards(void **state)
{
    (void)state;
    order[0] = '\0';
    struct an_arena *arena = an_arena_new();
    an_defer(arena, note, (char[]){"a"});
    an_defer(arena, note, (char[]){"b"});
    struct an_arena *scratch = an_scratch_new(arena);
    an_defer(scratch, note, (char[]){"s"});
    an_defer(arena, note, (char[]){"c"});
    an_arena_free(arena); /* the scratch arena goes with it, in its place */
    assert_string_equal(order, "csba");
}

static void test_scratch_dropped_early(void **state)
{
    (void)state;
    order[0] = '\0';
    struct an_arena *arena = an_arena_new();
    for (int i = 0; i < 3; i++) {
        struct an_arena *first = an_scratch_new(arena), *second = an_scratch_new(arena);
        an_defer(first, note, (char[]){"1"});
        an_defer(second, note, (char[]){"2"});
        an_arena_free(i == 1 ? first : second); /* in both orders */
        an_arena_free(i == 1 ? second : first);
    }
    assert_string_equal(order, "211221");
    an_arena_free(arena);
    assert_string_equal(order, "211221");
}

static void test_fail_jumps_and_cleans(void **state)
{
    (void)state;
    order[0] = '\0';
    struct an_arena *arena = an_arena_new();
    volatile int step = 0;
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        assert_int_equal(step, 1);
        assert_string_equal(order, "xy");
        return;
    }
    an_defer(arena, note, (char[]){"y"});
    struct an_arena *scratch = an_scratch_new(arena);
    an_defer(scratch, note, (char[]){"x"});
    step = 1;
    /* The handler of the outer arena is the one used. */
    fail_msg("%p", an_alloc(scratch, SIZE_MAX - 100));
}

static void test_overflow_is_out_of_memory(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return;
    }
    fail_msg("%p", an_alloc_array(arena, SIZE_MAX / 2, 16));
}

static void test_vector(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    AN_VEC(uint64_t) a = {0}, b = {0};
    for (uint64_t i = 0; i < 10000; i++) {
        an_vec_push(arena, &a, i);
        if (i % 3 == 0)
            an_vec_push(arena, &b, i * i);
    }
    assert_int_equal(a.n, 10000);
    for (uint64_t i = 0; i < a.n; i++)
        assert_int_equal(a.v[i], i);
    for (uint64_t i = 0; i < b.n; i++)
        assert_int_equal(b.v[i], 9 * i * i);
    an_arena_free(arena);
}

static void test_buffer_sink(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    assert_string_equal(out.text, "");
    for (int i = 0; i < 1000; i++) {
        an_putf(&out.sink, "%d,", i % 10);
        assert_non_null(an_alloc(arena, 8)); /* so that it cannot grow in place */
    }
    assert_int_equal(out.n, 2000);
    assert_int_equal(strlen(out.text), 2000);
    char wide[2000];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    an_putf(&out.sink, "%s", wide);
    assert_int_equal(out.n, 3999);
    assert_int_equal(an_sink_error(&out.sink), 0);
    an_arena_free(arena);
}

static void test_file_sink_keeps_its_error(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        skip();
    (void)setvbuf(full, NULL, _IONBF, 0);
    struct an_sink sink = an_sink_file(full);
    an_put(&sink, "x");
    an_putf(&sink, "%d", 1);
    assert_int_equal(an_sink_error(&sink), ENOSPC);
    (void)fclose(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zeroed_and_aligned),
        cmocka_unit_test(test_large_piece_keeps_the_rest),
        cmocka_unit_test(test_strf),
        cmocka_unit_test(test_deferred_run_backwards),
        cmocka_unit_test(test_scratch_dropped_early),
        cmocka_unit_test(test_fail_jumps_and_cleans),
        cmocka_unit_test(test_overflow_is_out_of_memory),
        cmocka_unit_test(test_vector),
        cmocka_unit_test(test_buffer_sink),
        cmocka_unit_test(test_file_sink_keeps_its_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
