/* UTF-8: what decodes and what does not, widths, folding, what a terminal is shown. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/utf8.h"

static void test_every_character(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        char bytes[4];
        uint32_t back = 0;
        size_t n = an_utf8_encode(cp, bytes);
        size_t expected = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
        if (n != expected || an_utf8_decode(bytes, n, &back) != n || back != cp)
            fail_msg("U+%04X: %zu bytes, back %X", cp, n, back);
        if (n > 1 && an_utf8_decode(bytes, n - 1, &back) != 0)
            fail_msg("U+%04X decodes from too few bytes", cp);
    }
}

static void test_not_utf8(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "\x80",
        "\xBF",
        "\xC0\xAF",
        "\xC1\xBF",
        "\xC2",
        "\xC2\x41",
        "\xE0\x80\xAF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xE4\xB8",
        "\xF0\x80\x80\xAF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80",
        "\xFE",
        "\xFF",
        "\xD2\xF8",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        uint32_t cp;
        if (an_utf8_decode(wrong[i], strlen(wrong[i]), &cp) != 0)
            fail_msg("wrong text %zu decodes", i);
    }
    uint32_t cp;
    assert_int_equal(an_utf8_decode("", 0, &cp), 0);
}

static size_t width(const char *s)
{
    return an_utf8_width(s, strlen(s));
}

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(width("abc"), 3);
    assert_int_equal(width("反恐怖主义法"), 12);
    assert_int_equal(width("e\xCC\x81"), 1);       /* combining accent */
    assert_int_equal(width("\xE2\x80\xAE"), 8);    /* <U+202E> */
    assert_int_equal(width("a\x01"), 9);           /* a<U+0001> */
    assert_int_equal(width("\xD2"), 6);            /* <0xD2> */
    assert_int_equal(width("О персональных"), 14); /* Cyrillic */
    assert_int_equal(an_utf8_count("反恐 e\xCC\x81", 6 + 1 + 3), 5);
}

static void test_shown(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    static const char *const pairs[][2] = {
        {"", ""},
        {"plain 反恐", "plain 反恐"},
        {"a\x1B[31mb", "a<U+001B>[31mb"},
        {"Duty ends \xE2\x80\xAE.5102\xE2\x80\xAC", "Duty ends <U+202E>.5102<U+202C>"},
        {"a\nb", "a<U+000A>b"},
        {"x\xE2\x80\xA8y", "x<U+2028>y"},
        {"x\xE2\x80\x8By", "x<U+200B>y"},
        {"\xC2\x85", "<U+0085>"},
        {"\xD2\xF8", "<0xD2><0xF8>"},
        {"\xD9\x85\xE2\x80\x8C\xD9\x85", "\xD9\x85\xE2\x80\x8C\xD9\x85"}, /* Persian joiner stays */
        {"\xEF\xBB\xBF", "<U+FEFF>"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        assert_string_equal(an_utf8_shown(arena, pairs[i][0]), pairs[i][1]);
    an_arena_free(arena);
}

static void test_classes(void **state)
{
    (void)state;
    static const uint32_t bidi[] = {0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066,
                                    0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C};
    for (size_t i = 0; i < sizeof bidi / sizeof bidi[0]; i++) {
        assert_true(an_utf8_is_bidi(bidi[i]));
        assert_true(an_utf8_is_unsafe(bidi[i]));
    }
    assert_false(an_utf8_is_bidi(0x2029));
    assert_false(an_utf8_is_bidi(0x206A));
    assert_true(an_utf8_is_unsafe('\t'));
    assert_true(an_utf8_is_unsafe(0x7F));
    assert_false(an_utf8_is_unsafe(' '));
    assert_false(an_utf8_is_unsafe(0xA0));
    assert_true(an_utf8_is_zero_width(0x200B));
    assert_true(an_utf8_is_zero_width(0xFEFF));
    assert_false(an_utf8_is_zero_width(0x2010));
}

static void test_fold(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    assert_string_equal(an_utf8_fold(arena, "CN.CTL.18"), "cn.ctl.18");
    assert_string_equal(an_utf8_fold(arena, "Straße"), "strasse");
    assert_string_equal(an_utf8_fold(arena, "Ｃｌｏｕｄ"), "cloud"); /* full width */
    assert_string_equal(an_utf8_fold(arena, "О ПЕРСОНАЛЬНЫХ"), "о персональных");
    assert_string_equal(an_utf8_fold(arena, "商用密码"), "商用密码");
    assert_string_equal(an_utf8_fold(arena, "bad \xFF"), "bad \xFF");
    char long_text[3000];
    for (size_t i = 0; i + 2 < sizeof long_text; i += 2)
        memcpy(long_text + i, "\xC3\x84", 2); /* Ä, more than fit on the stack */
    long_text[sizeof long_text - 2] = '\0';
    const char *folded = an_utf8_fold(arena, long_text);
    assert_int_equal(strlen(folded), strlen(long_text));
    assert_memory_equal(folded, "\xC3\xA4\xC3\xA4", 4);
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character), cmocka_unit_test(test_not_utf8),
        cmocka_unit_test(test_width),           cmocka_unit_test(test_shown),
        cmocka_unit_test(test_classes),         cmocka_unit_test(test_fold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
