/*
 * Blobs of rows: numbers in one spelling, lengths within the bytes that are there, and conditions
 * that are sound whatever bytes they are read from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/limits.h"
#include "engine/facts/pack_cond.h"
#include "engine/lang/words.h"
#include "tests/support/base_kit.h"

static const struct an_span origin = {.file = 3, .line = 10};

static struct an_arena *arena_of(void **state)
{
    return *state;
}

static int begin(void **state)
{
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        abort();
    *state = arena;
    return 0;
}

static int end(void **state)
{
    an_arena_free(*state);
    return 0;
}

/* ---- numbers ---- */

static void assert_number(struct an_arena *arena, const char *bytes, size_t n, int64_t value)
{
    struct an_pack p = {.reading = true};
    int64_t v = 77;
    an_pack_read(&p, arena, origin, bytes, n);
    an_pack_i64(&p, &v);
    an_pack_end(&p);
    assert_null(p.bad);
    assert_int_equal(v, value);
    an_pack_write(&p, arena, origin);
    an_pack_i64(&p, &v);
    assert_int_equal(p.out.n, n);
    assert_memory_equal(p.out.v, bytes, n);
}

static void test_numbers(void **state)
{
    struct an_arena *a = arena_of(state);
    assert_number(a, "\x00", 1, 0);
    assert_number(a, "\x01", 1, -1);
    assert_number(a, "\x02", 1, 1);
    assert_number(a, "\x7f", 1, -64);
    assert_number(a, "\x80\x01", 2, 64);
    assert_number(a, "\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10, INT64_MAX);
    assert_number(a, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10, INT64_MIN);
}

static void assert_faulty(struct an_arena *arena, const char *bytes, size_t n, const char *why)
{
    struct an_pack p = {.reading = true};
    int64_t v = 0;
    an_pack_read(&p, arena, origin, bytes, n);
    an_pack_i64(&p, &v);
    an_pack_end(&p);
    assert_string_equal(p.bad, why);
}

static void test_numbers_that_are_never_written(void **state)
{
    struct an_arena *a = arena_of(state);
    assert_faulty(a, "", 0, "ends too early");
    assert_faulty(a, "\x80", 1, "ends too early");
    assert_faulty(a, "\x80\x00", 2, "a number in a form that is never written");
    assert_faulty(a, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10,
                  "a number in a form that is never written");
    assert_faulty(a, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00", 11,
                  "a number in a form that is never written");
    assert_faulty(a, "\x01\x01", 2, "bytes after the end");
}

static void test_limits(void **state)
{
    struct an_pack p = {.reading = true};
    uint32_t v = 1;
    an_pack_read(&p, arena_of(state), origin, "\x05", 1);
    an_pack_u32(&p, &v, 5);
    assert_string_equal(p.bad, "a number out of range");
    assert_int_equal(v, 0);
    an_pack_read(&p, arena_of(state), origin, "\x05\x00\x06", 3);
    an_pack_opt(&p, &v, 5);
    assert_int_equal(v, 4);
    an_pack_opt(&p, &v, 5);
    assert_int_equal(v, AN_NONE);
    an_pack_opt(&p, &v, 5);
    assert_int_equal(v, AN_NONE);
    assert_non_null(p.bad);
    /* A count is bounded by the bytes that are left. */
    an_pack_read(&p, arena_of(state), origin, "\x03\x00\x00\x00\x00\x00", 6);
    assert_int_equal(an_pack_count(&p, 0, 2), 0);
    assert_string_equal(p.bad, "more entries than its row has room for");
    an_pack_read(&p, arena_of(state), origin, "\x02\x00\x00\x00\x00", 5);
    assert_int_equal(an_pack_count(&p, 0, 2), 2);
}

/* ---- texts, days, places ---- */

static void test_texts(void **state)
{
    struct an_arena *a = arena_of(state);
    struct an_pack p = {.reading = false};
    const char *text[] = {NULL, "", "a", "\xe5\xaf\x86\xe7\xa0\x81, eight and more bytes"};
    an_pack_write(&p, a, origin);
    for (size_t i = 0; i < 4; i++)
        an_pack_text(&p, &text[i]);
    struct an_pack r = {.reading = true};
    an_pack_read(&r, a, origin, p.out.v, p.out.n);
    for (size_t i = 0; i < 4; i++) {
        const char *back = "x";
        an_pack_text(&r, &back);
        if (text[i])
            assert_string_equal(back, text[i]);
        else
            assert_null(back);
    }
    an_pack_end(&r);
    assert_null(r.bad);
    const char *v;
    an_pack_read(&r, a, origin,
                 "\x04"
                 "ab",
                 3);
    an_pack_text(&r, &v);
    assert_string_equal(r.bad, "a text longer than its row");
    an_pack_read(&r, a, origin,
                 "\x03"
                 "a\0",
                 3);
    an_pack_text(&r, &v);
    assert_string_equal(r.bad, "a text that is not UTF-8");
    assert_true(an_text_is_sound("12345678\xe5\xaf\x86", 11));
    assert_false(an_text_is_sound("12345678\xe5\xaf", 10));
    assert_false(an_text_is_sound("1234567\0", 8));
    assert_false(an_text_is_sound("\xc0\x80", 2));
    assert_false(an_text_is_sound("\xed\xa0\x80", 3));
}

static void test_days_and_places(void **state)
{
    struct an_arena *a = arena_of(state);
    struct an_when when[] = {{0, 0}, {-5, 5}, {AN_DAY_MIN, AN_DAY_MAX}, {AN_DAY_MAX, AN_DAY_MAX}};
    struct an_span span[] = {
        {3, 12, 5, 100, 7}, {0, 1, 1, 0, 0}, {3, UINT32_MAX, UINT32_MAX, UINT32_MAX, 1}};
    struct an_pack w = {.reading = false}, r = {.reading = true};
    an_pack_write(&w, a, origin);
    for (size_t i = 0; i < 4; i++)
        an_pack_when(&w, &when[i]);
    for (size_t i = 0; i < 3; i++)
        an_pack_span(&w, &span[i], 4);
    an_pack_read(&r, a, origin, w.out.v, w.out.n);
    for (size_t i = 0; i < 4; i++) {
        struct an_when back;
        an_pack_when(&r, &back);
        assert_memory_equal(&back, &when[i], sizeof back);
    }
    for (size_t i = 0; i < 3; i++) {
        struct an_span back;
        an_pack_span(&r, &back, 4);
        assert_memory_equal(&back, &span[i], sizeof back);
    }
    an_pack_end(&r);
    assert_null(r.bad);
    /* one day past the calendar; a file that is not there; a line below 0 */
    struct an_when day = {AN_DAY_MAX, AN_DAY_MAX + 1};
    an_pack_write(&w, a, origin);
    an_pack_when(&w, &day);
    an_pack_read(&r, a, origin, w.out.v, w.out.n);
    an_pack_when(&r, &day);
    assert_string_equal(r.bad, "a day outside the calendar");
    struct an_span back;
    an_pack_read(&r, a, origin, "\x05\x00\x00\x00\x00", 5);
    an_pack_span(&r, &back, 4);
    assert_string_equal(r.bad, "a number out of range");
    an_pack_read(&r, a, origin, "\x00\x15\x00\x00\x00", 5);
    an_pack_span(&r, &back, 4);
    assert_string_equal(r.bad, "a place out of range");
}

/* ---- conditions ---- */

/* Sizes add up, leaves point to values that are there, nesting is limited. */
static uint32_t assert_sound(const struct an_cond *c, uint32_t at, uint32_t end_at, int depth)
{
    const struct an_cond_node *node = &c->node[at];
    assert_true(at < c->n && node->size >= 1 && at + node->size <= end_at);
    assert_true(depth <= 2 * AN_MAX_COND_DEPTH + 3);
    if (an_op_is_leaf((enum an_op)node->op)) {
        assert_int_equal(node->size, 1);
        assert_true(node->n <= c->n_values && node->value <= c->n_values - node->n);
        return 1;
    }
    uint32_t size = 1;
    for (uint32_t i = 0; i < node->n; i++)
        size += assert_sound(c, at + size, at + node->size, depth + 1);
    assert_int_equal(size, node->size);
    return size;
}

struct conds {
    const struct an_model *m;
    struct an_arena *arena;
    uint64_t random;
    unsigned sound, faulty;
};

static uint64_t next(struct conds *c)
{
    c->random ^= c->random >> 12;
    c->random ^= c->random << 25;
    c->random ^= c->random >> 27;
    return c->random * UINT64_C(2685821657736338717);
}

/* Reads a changed copy of the bytes: a fault, or a sound condition that can be put into words. */
static void try_mutant(struct conds *c, const uint8_t *data, size_t n, uint32_t table)
{
    struct an_arena *arena = an_scratch_new(c->arena);
    uint8_t *copy = an_alloc(arena, n + 1);
    memcpy(copy, data, n);
    size_t changes = next(c) % 3;
    for (size_t i = 0; i <= changes; i++)
        copy[next(c) % n] = (uint8_t)(next(c) % 2 ? next(c) : next(c) % 16);
    if (next(c) % 4 == 0)
        n -= next(c) % n;
    uint8_t *exact = an_alloc(arena, n); /* so that ASan sees a step too far */
    memcpy(exact, copy, n);
    struct an_pack p = {.reading = true};
    struct an_cond cond;
    an_pack_read(&p, arena, origin, exact, n);
    an_pack_cond(&p, &cond, c->m, table);
    if (p.bad) {
        assert_int_equal(cond.n, 0);
        c->faulty++;
    } else {
        c->sound++;
        if (cond.n > 0)
            assert_int_equal(assert_sound(&cond, 0, cond.n, 0), cond.n);
        (void)an_cond_words(arena, c->m, &cond, table, 0);
    }
    an_arena_free(arena);
}

static void try_cond(struct conds *c, const struct an_cond *cond, uint32_t table)
{
    struct an_pack w = {.reading = false}, r = {.reading = true};
    struct an_cond copy = *cond, back;
    if (!an_cond_given(cond))
        return;
    an_pack_write(&w, c->arena, origin);
    an_pack_cond(&w, &copy, c->m, table);
    an_pack_read(&r, c->arena, origin, w.out.v, w.out.n);
    an_pack_cond(&r, &back, c->m, table);
    an_pack_end(&r);
    if (r.bad)
        fail_msg("%s", r.bad);
    assert_string_equal(an_cond_words(c->arena, c->m, &back, table, 0),
                        an_cond_words(c->arena, c->m, cond, table, 0));
    for (int i = 0; i < 300; i++)
        try_mutant(c, w.out.v, w.out.n, table);
}

static void test_conditions_from_any_bytes(void **state)
{
    (void)state;
    struct kit k;
    struct an_base *base;
    kit_begin(&k);
    assert_int_equal(an_base_open(&base, k.ws, kit_base(&k)), AN_OK);
    const struct an_model *m = base->model;
    struct conds c = {m, k.arena, 20150128, 0, 0};
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        try_cond(&c, &m->provisions.v[i].when, AN_NONE);
        try_cond(&c, &m->provisions.v[i].unless, AN_NONE);
        try_cond(&c, &m->provisions.v[i].content, AN_NONE);
        try_cond(&c, &m->provisions.v[i].able, AN_NONE);
    }
    for (uint32_t i = 0; i < m->terms.n; i++)
        try_cond(&c, &m->terms.v[i].only_if, AN_NONE);
    for (uint32_t i = 0; i < m->axioms.n; i++) {
        try_cond(&c, &m->axioms.v[i].cond, m->axioms.v[i].each);
        try_cond(&c, &m->axioms.v[i].then, m->axioms.v[i].each);
    }
    assert_true(c.sound > 300 && c.faulty > 2000);
    an_base_close(base);
    kit_end(&k);
}

/* A chain of `not` as deep as is allowed, and one deeper. */
static void test_depth_of_conditions(void **state)
{
    struct an_arena *a = arena_of(state);
    struct an_model m = {.arena = a, .symbols = an_intern_new(a), .files = {NULL, 4}};
    enum { DEEPEST = 2 * AN_MAX_COND_DEPTH + 2 };
    for (uint32_t depth = DEEPEST - 1; depth <= DEEPEST; depth++) {
        struct an_cond_node *node = AN_NEW_ARRAY(a, struct an_cond_node, depth + 1);
        for (uint32_t i = 0; i <= depth; i++)
            node[i] = (struct an_cond_node){.op = i < depth ? AN_OP_NOT : AN_OP_ALL,
                                            .n = i < depth ? 1 : 0,
                                            .size = depth + 1 - i,
                                            .key = AN_NO_KEY};
        struct an_cond cond = {node, depth + 1, NULL, 0}, back;
        struct an_pack w = {.reading = false}, r = {.reading = true};
        an_pack_write(&w, a, origin);
        an_pack_cond(&w, &cond, &m, AN_NONE);
        an_pack_read(&r, a, origin, w.out.v, w.out.n);
        an_pack_cond(&r, &back, &m, AN_NONE);
        if (depth < DEEPEST)
            assert_null(r.bad);
        else
            assert_string_equal(r.bad, "conditions nested too deeply");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_numbers, begin, end),
        cmocka_unit_test_setup_teardown(test_numbers_that_are_never_written, begin, end),
        cmocka_unit_test_setup_teardown(test_limits, begin, end),
        cmocka_unit_test_setup_teardown(test_texts, begin, end),
        cmocka_unit_test_setup_teardown(test_days_and_places, begin, end),
        cmocka_unit_test(test_conditions_from_any_bytes),
        cmocka_unit_test_setup_teardown(test_depth_of_conditions, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
