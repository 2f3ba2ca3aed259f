/* Tables from text to numbers, interned text, hashes. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/hash.h"
#include "engine/base/intern.h"
#include "engine/base/map.h"

static void test_put_and_get(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_map map;
    an_map_init(&map, arena);
    uint32_t value = 99;
    assert_false(an_map_get(&map, "a", &value));
    for (uint32_t i = 0; i < 20000; i++)
        assert_true(an_map_put(&map, an_strf(arena, "key-%u", i), i, NULL));
    assert_int_equal(map.n, 20000);
    for (uint32_t i = 0; i < 20000; i++) {
        assert_true(an_map_get(&map, an_strf(arena, "key-%u", i), &value));
        assert_int_equal(value, i);
    }
    assert_false(an_map_get(&map, "key-20000", &value));
    assert_false(an_map_get(&map, "", NULL));
    an_arena_free(arena);
}

static void test_first_value_stays(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_map map;
    an_map_init(&map, arena);
    uint32_t old = 0;
    assert_true(an_map_put(&map, "in_force", 5, &old));
    assert_false(an_map_put(&map, "in_force", 8, &old));
    assert_int_equal(old, 5);
    assert_true(an_map_put(&map, "", 1, &old));
    assert_true(an_map_get(&map, "in_force", &old));
    assert_int_equal(old, 5);
    assert_int_equal(map.n, 2);
    an_arena_free(arena);
}

/* A continuation keeps the parent's numbers and counts on from there; the parent stays as it is. */
static void test_interned_text_goes_on(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_intern *in = an_intern_new(arena);
    (void)an_intern_id(in, "CN");
    (void)an_intern_id(in, "RU");
    struct an_intern *more = an_intern_child(arena, in);
    assert_int_equal(an_intern_count(more), 2);
    assert_int_equal(an_intern_id(more, "RU"), 1);
    assert_int_equal(an_intern_find(more, "EU"), UINT32_MAX);
    for (uint32_t i = 0; i < 200; i++)
        assert_int_equal(an_intern_id(more, an_strf(arena, "new %u", i)), 2 + i);
    assert_int_equal(an_intern_id(more, "new 7"), 9);
    assert_string_equal(an_intern_text(more, 0), "CN");
    assert_string_equal(an_intern_text(more, 201), "new 199");
    assert_null(an_intern_text(more, 202));
    assert_int_equal(an_intern_count(in), 2);
    assert_int_equal(an_intern_find(in, "new 7"), UINT32_MAX);
    struct an_intern *last = an_intern_child(arena, more);
    assert_int_equal(an_intern_id(last, "CN"), 0);
    assert_int_equal(an_intern_id(last, "new 7"), 9);
    assert_int_equal(an_intern_id(last, "newest"), 202);
    an_arena_free(arena);
}

static void test_interned_text(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_intern *in = an_intern_new(arena);
    assert_int_equal(an_intern_find(in, "CN"), UINT32_MAX);
    char buf[] = "CN";
    const char *cn = an_intern(in, buf);
    assert_ptr_equal(cn, an_intern_n(in, "CNX", 2));
    assert_ptr_not_equal(cn, buf);
    assert_int_equal(an_intern_id(in, "CN"), 0);
    assert_int_equal(an_intern_id(in, "RU"), 1);
    assert_int_equal(an_intern_find(in, "RU"), 1);
    assert_int_equal(an_intern_find(in, "R"), UINT32_MAX);
    assert_string_equal(an_intern_text(in, 1), "RU");
    assert_null(an_intern_text(in, 2));
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(an_intern_id(in, an_strf(arena, "t%u", i)), i + 2);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(an_intern_find(in, an_strf(arena, "t%u", i)), i + 2);
    assert_int_equal(an_intern_count(in), 5002);
    assert_ptr_equal(cn, an_intern(in, "CN"));
    an_arena_free(arena);
}

/* FIPS 180-2, appendix B. */
static void test_sha256(void **state)
{
    (void)state;
    char hex[65];
    struct an_hash hash = an_hash_bytes("abc", 3);
    an_hash_hex(&hash, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash = an_hash_bytes("", 0);
    an_hash_hex(&hash, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    struct an_arena *arena = an_arena_new();
    struct an_hasher *h = an_hasher_new(arena);
    an_hasher_add(h, "a", 1);
    an_hasher_add(h, "bc", 2);
    struct an_hash parts = an_hasher_end(h), whole = an_hash_bytes("abc", 3);
    assert_memory_equal(parts.b, whole.b, sizeof whole.b);
    an_arena_free(arena);
}

/* Length, key and every byte count, at all lengths around a word. */
static void test_table_hash(void **state)
{
    (void)state;
    char text[24] = {0};
    for (size_t n = 0; n < sizeof text; n++) {
        if (n > 0)
            assert_true(an_hash64(text, n) != an_hash64(text, n - 1));
        for (size_t i = 0; i < n; i++) {
            uint64_t before = an_hash64(text, n);
            text[i] ^= 1;
            assert_true(an_hash64(text, n) != before);
            text[i] ^= 1;
            assert_true(an_hash64(text, n) == before);
        }
        assert_true(an_hash64_keyed(text, n, 1) != an_hash64_keyed(text, n, 2));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_put_and_get),   cmocka_unit_test(test_first_value_stays),
        cmocka_unit_test(test_interned_text), cmocka_unit_test(test_interned_text_goes_on),
        cmocka_unit_test(test_sha256),        cmocka_unit_test(test_table_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
