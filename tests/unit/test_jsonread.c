/* The JSON reader: trees, places, and its refusals with code and place. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/limits.h"

#include "tests/unit/parse_text.h"

static struct parsed parse(const char *text)
{
    return parse_bytes(text, strlen(text), true);
}

static void expect_tree(const char *text, const char *tree)
{
    struct parsed p = parse(text);
    if (strcmp(compact_tree(&p), tree) != 0)
        fail_msg("%s\ngives %s (%s)\nexpected %s", text, compact_tree(&p), codes_of(&p), tree);
    an_arena_free(p.arena);
}

static void expect_codes(const char *text, const char *codes)
{
    struct parsed p = parse(text);
    if (strcmp(codes_of(&p), codes) != 0)
        fail_msg("%s\ngives %s\nexpected %s", text, codes_of(&p), codes);
    assert_int_equal(p.source == NULL, an_diag_count(p.diags, AN_SEV_ERROR) > 0);
    an_arena_free(p.arena);
}

static void test_trees(void **state)
{
    (void)state;
    expect_tree("{\"a\": [1, -2.50, 1e3, true, false, null, \"x\"], \"b\": {}, \"c\": []}",
                "{'a':['1' '-2.50' '1e3' 'true' 'false' 'null' 'x'] 'b':{} 'c':[]}");
    expect_tree(" \t\r\n\"x\" \n", "'x'");
    expect_tree("99999999999999999999", "'99999999999999999999'");
    expect_tree("\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\"", "'a\"b\\c/d\b\f\n\r\t'");
    expect_tree("\"\\u4E2d\\u00e9\\ud83d\\uDE00\"", "'中é😀'");
    expect_tree("\"反\xE2\x80\xA8\x7F\xC2\x85\"", "'反\xE2\x80\xA8\x7F\xC2\x85'");
    expect_tree("\xEF\xBB\xBF{}", "{}");
    expect_tree("", "");
    expect_tree(" \n", "");
}

static void test_literals_differ_from_texts(void **state)
{
    (void)state;
    struct parsed p = parse("[false, \"false\", 1, \"1\"]");
    const struct an_node *const *item = p.source->doc[0]->seq.item;
    assert_int_equal(item[0]->style, AN_STYLE_JSON_LITERAL);
    assert_int_equal(item[1]->style, AN_STYLE_DOUBLE);
    assert_int_equal(item[2]->style, AN_STYLE_JSON_LITERAL);
    assert_int_equal(item[3]->style, AN_STYLE_DOUBLE);
    an_arena_free(p.arena);
}

static void test_spans(void **state)
{
    (void)state;
    struct parsed p = parse("{\n \"反\": [12,\r\n  true],\n \"b\": {}\n}\n");
    const struct an_node *root = p.source->doc[0];
    const struct {
        const struct an_node *node;
        uint32_t line, col, start, len;
    } cases[] = {
        {root, 1, 1, 0, 35},
        {root->map.pair[0].key, 2, 2, 3, 5},
        {root->map.pair[0].value, 2, 7, 10, 13},
        {root->map.pair[0].value->seq.item[0], 2, 8, 11, 2},
        {root->map.pair[0].value->seq.item[1], 3, 3, 18, 4},
        {root->map.pair[1].value, 4, 7, 31, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct an_span *s = &cases[i].node->span;
        if (s->line != cases[i].line || s->col != cases[i].col || s->start != cases[i].start ||
            s->len != cases[i].len)
            fail_msg("case %zu: %u:%u %u+%u", i, s->line, s->col, s->start, s->len);
    }
    an_arena_free(p.arena);
}

static void test_syntax(void **state)
{
    (void)state;
    expect_codes("{\"a\":1,}", "AN0150@1:8");
    expect_codes("[1,]", "AN0150@1:4");
    expect_codes("[1 2]", "AN0150@1:4");
    expect_codes("{\"a\" 1}", "AN0150@1:6");
    expect_codes("{a: 1}", "AN0150@1:2");
    expect_codes("{'a': 1}", "AN0150@1:2");
    expect_codes("[1,\n 2", "AN0150@2:3");
    expect_codes("{} {}", "AN0150@1:4");
    expect_codes("[1}", "AN0150@1:3");
    expect_codes("// c\n{}", "AN0150@1:1");
    expect_codes("{\"v\": NaN}", "AN0150@1:7");
    expect_codes("[-Infinity]", "AN0150@1:2");
    expect_codes("[01]", "AN0150@1:2");
    expect_codes("[+1]", "AN0150@1:2");
    expect_codes("[1.]", "AN0150@1:2");
    expect_codes("[.5]", "AN0150@1:2");
    expect_codes("[1e]", "AN0150@1:2");
    expect_codes("[0x1F]", "AN0150@1:2");
    expect_codes("[True]", "AN0150@1:2");
    expect_codes("[\"\\x\"]", "AN0150@1:3");
    expect_codes("[\"\\u12\"]", "AN0150@1:3");
    expect_codes("[\"a\tb\"]", "AN0150@1:4");
    expect_codes("[\"a\nb\"]", "AN0122@1:2");
    expect_codes("[\"abc", "AN0122@1:2");
    expect_codes("[\"a\\", "AN0150@1:4");
    expect_codes("[\xEF\xBB\xBF]", "AN0150@1:2");
    expect_codes("{\"a\":\"b\x01\"}", "AN0105@1:8");
}

static void test_rules_of_ours(void **state)
{
    (void)state;
    expect_codes("{\"a\":1,\n \"b\":2,\n \"a\":3}", "AN0140@3:2");
    expect_codes("{\"a\":1, \"\\u0061\":2}", "AN0140@1:9");
    expect_codes("[\"x\\u0000y\"]", "AN0129@1:2");
    expect_codes("[\"\\ud800\"]", "AN0151@1:3");
    expect_codes("[\"\\udc00\\ud800x\"]", "AN0151@1:3 AN0151@1:9");
    expect_codes("[\"\\ud83d\\u0041\"]", "AN0151@1:3");
    expect_codes("{\"a\":\"\\ud800\", \"a\":1}", "AN0151@1:7 AN0140@1:16");
    expect_codes("[\"\xE2\x80\xAE\"]", "AN0108@1:3");
    expect_codes("[\"\xD2\xF8\"]", "AN0103@1:3");
}

static const char *repeated(struct an_arena *arena, const char *text, size_t n)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    for (; n > 0; n--)
        an_put(&out.sink, text);
    return out.text;
}

static void test_limits(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    expect_codes(an_strf(arena, "%s%s", repeated(arena, "[", 256), repeated(arena, "]", 256)), "");
    expect_codes(an_strf(arena, "%s%s", repeated(arena, "[", 257), repeated(arena, "]", 257)),
                 "AN0142@1:257");
    expect_codes(repeated(arena, "{\"a\":", 100000), "AN0142@1:1281");
    expect_codes(an_strf(arena, "{\"%s\":1}", repeated(arena, "k", 257)), "AN0141@1:2");
    expect_codes(an_strf(arena, "[\"%s\"]", repeated(arena, "t", AN_MAX_SCALAR_BYTES + 1)),
                 "AN0143@1:2");
    expect_codes(an_strf(arena, "[%s1]", repeated(arena, "1,", AN_MAX_NODES)), "AN0145@1:4000000");
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),  cmocka_unit_test(test_literals_differ_from_texts),
        cmocka_unit_test(test_spans),  cmocka_unit_test(test_syntax),
        cmocka_unit_test(test_limits), cmocka_unit_test(test_rules_of_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
