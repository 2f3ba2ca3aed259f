/*
 * The YAML reader: trees, the place of every node, and for each fault its code and place. What the
 * official suite covers is in test_yaml_suite.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/limits.h"
#include "engine/base/utf8.h"

#include "tests/unit/parse_text.h"

static struct parsed parse(const char *text)
{
    return parse_bytes(text, strlen(text), false);
}

static void expect_tree(const char *text, const char *tree)
{
    struct parsed p = parse(text);
    if (strcmp(compact_tree(&p), tree) != 0)
        fail_msg("%s\ngives %s (%s)\nexpected %s", text, compact_tree(&p), codes_of(&p), tree);
    an_arena_free(p.arena);
}

/* Codes and places of all messages, and whether there is a tree. */
static void expect_codes_n(const char *text, size_t n, const char *codes)
{
    struct parsed p = parse_bytes(text, n, false);
    if (strcmp(codes_of(&p), codes) != 0)
        fail_msg("%s\ngives %s\nexpected %s", text, codes_of(&p), codes);
    assert_int_equal(p.source == NULL, an_diag_count(p.diags, AN_SEV_ERROR) > 0);
    an_arena_free(p.arena);
}

static void expect_codes(const char *text, const char *codes)
{
    expect_codes_n(text, strlen(text), codes);
}

/* ---- trees ---- */

static void test_everything_is_text(void **state)
{
    (void)state;
    expect_tree(
        "a: NO\nb: 1.10\nc: 0140\nd: 2015-03-15\ne: 22:30:00\nf: ~\ng: yes\nh: 1e3\ni: NA\n",
        "{'a':'NO' 'b':'1.10' 'c':'0140' 'd':'2015-03-15' 'e':'22:30:00' 'f':'~' 'g':'yes' "
        "'h':'1e3' 'i':'NA'}");
    expect_tree("a:\nb: ''\nc: null\n", "{'a':'' 'b':'' 'c':'null'}");
}

static void test_shapes(void **state)
{
    (void)state;
    expect_tree("- a\n- [b, {c: d}]\n-\n  - e\n", "['a' ['b' {'c':'d'}] ['e']]");
    expect_tree("a:\n- b\n- c\nd: {}\ne: []\n", "{'a':['b' 'c'] 'd':{} 'e':[]}");
    expect_tree("[a: b, c]\n", "[{'a':'b'} 'c']");
    expect_tree("{a, b: c}\n", "{'a':'' 'b':'c'}");
    expect_tree("{\"a\":1}\n", "{'a':'1'}");
    expect_tree("? a\n: b\n", "{'a':'b'}");
    expect_tree("a: |\n  x\n   y\nb: >\n  p\n  q\n", "{'a':'x\n y\n' 'b':'p q\n'}");
    expect_tree("a: |-\n  x\nb: |+\n  y\n\n", "{'a':'x' 'b':'y\n\n'}");
    expect_tree("a: \"x\n  y\"\nb: 'it''s'\nc: \"\\u4E2D\\t\"\n",
                "{'a':'x y' 'b':'it's' 'c':'中\t'}");
}

static void test_documents(void **state)
{
    (void)state;
    expect_tree("a: 1\n---\nb: 2\n...\n---\nc: 3\n", "{'a':'1'} | {'b':'2'} | {'c':'3'}");
    expect_tree("---\n---\n", "'' | ''");
    expect_tree("", "");
    expect_tree("# only this\n", "");
    expect_tree("%YAML 1.1\n---\na: b\n", "{'a':'b'}");
    expect_tree("%YAML 1.2\n---\na: b\n", "{'a':'b'}");
    expect_tree("\xEF\xBB\xBF"
                "a: b\n",
                "{'a':'b'}");
    expect_tree("a: |\r\n  x\r\n  y\r\n", "{'a':'x\ny\n'}");
}

/* A line of spaces at the end of the file ends like any other. */
static void test_spaces_at_the_end(void **state)
{
    (void)state;
    expect_tree("a: |\n  x\n   ", "{'a':'x\n \n'}");
    expect_tree("a: |\n  x\n", "{'a':'x\n'}");
    expect_tree("a: |\n  x", "{'a':'x'}");
    expect_tree("a: b   ", "{'a':'b'}");
}

/* ---- places ---- */

static void expect_span(const struct an_node *node, uint32_t line, uint32_t col, uint32_t start,
                        uint32_t len)
{
    const struct an_span *s = &node->span;
    if (s->line != line || s->col != col || s->start != start || s->len != len)
        fail_msg("%u:%u %u+%u, expected %u:%u %u+%u", s->line, s->col, s->start, s->len, line, col,
                 start, len);
}

static void check_spans(const char *text, size_t shift)
{
    struct parsed p = parse(text);
    assert_non_null(p.source);
    const struct an_node *root = p.source->doc[0];
    uint32_t at = (uint32_t)shift;
    expect_span(root, 1, 1, at, 54);
    expect_span(root->map.pair[0].key, 1, 1, at, 6);        /* 反恐 */
    expect_span(root->map.pair[0].value, 1, 5, at + 8, 5);  /* '法' in quotes */
    expect_span(root->map.pair[1].key, 2, 1, at + 14, 1);   /* b */
    expect_span(root->map.pair[1].value, 3, 3, at + 19, 9); /* - x\n  - y */
    expect_span(root->map.pair[1].value->seq.item[0], 3, 5, at + 21, 1);
    expect_span(root->map.pair[1].value->seq.item[1], 4, 5, at + 27, 1);
    const struct an_node *flow = root->map.pair[2].value;
    expect_span(flow, 5, 4, at + 32, 11); /* {p: q, r: } */
    expect_span(flow->map.pair[0].value, 5, 8, at + 36, 1);
    expect_span(flow->map.pair[1].key, 5, 11, at + 39, 1);
    assert_int_equal(flow->map.pair[1].value->span.len, 0);
    expect_span(root->map.pair[3].value, 6, 4, at + 47, 7); /* |\n  lit */
    an_arena_free(p.arena);
}

static void test_spans(void **state)
{
    (void)state;
    static const char text[] = "反恐: '法'\nb:\n  - x\n  - y\nc: {p: q, r: }\nd: |\n  lit\n";
    check_spans(text, 0);
    char marked[sizeof text + 3] = "\xEF\xBB\xBF";
    strcat(marked, text);
    check_spans(marked, 3); /* a leading mark shifts bytes, not columns */
}

static void test_spans_with_crlf(void **state)
{
    (void)state;
    struct parsed p = parse("a: b\r\nc:\r\n  d: e\r\n");
    const struct an_node *c = p.source->doc[0]->map.pair[1].value;
    expect_span(c, 3, 3, 12, 4);
    expect_span(c->map.pair[0].value, 3, 6, 15, 1);
    an_arena_free(p.arena);
}

/* A lone CR ends a line for libyaml, not for an editor; places follow the editor. */
static void test_spans_with_lone_cr(void **state)
{
    (void)state;
    struct parsed p = parse("a: b\rc: d\ne: 反\n");
    assert_string_equal(codes_of(&p), "AN0109@1:5");
    const struct an_node *root = p.source->doc[0];
    assert_string_equal(compact_tree(&p), "{'a':'b' 'c':'d' 'e':'反'}");
    expect_span(root->map.pair[1].key, 1, 6, 5, 1);
    expect_span(root->map.pair[2].value, 2, 4, 13, 3);
    an_arena_free(p.arena);
}

static void test_places_of_values_left_out(void **state)
{
    (void)state;
    struct parsed p = parse("a:\n\n\nb: [x]\nc:\n");
    const struct an_node *root = p.source->doc[0];
    expect_span(root->map.pair[0].value, 1, 3, 2, 0);
    expect_span(root->map.pair[2].value, 5, 3, 14, 0);
    an_arena_free(p.arena);
    p = parse("- \n-\n- b"); /* behind each dash */
    root = p.source->doc[0];
    expect_span(root->seq.item[0], 1, 2, 1, 0);
    expect_span(root->seq.item[1], 2, 2, 4, 0);
    an_arena_free(p.arena);
    p = parse("? a b"); /* at the end of a file libyaml counts a line too many */
    expect_span(p.source->doc[0]->map.pair[0].value, 1, 6, 5, 0);
    an_arena_free(p.arena);
}

static void test_source_facts(void **state)
{
    (void)state;
    static const char text[] = "a: b\n";
    struct parsed p = parse(text);
    struct an_hash hash = an_hash_bytes(text, strlen(text));
    assert_memory_equal(p.source->hash.b, hash.b, sizeof hash.b);
    assert_int_equal(p.source->bytes, 5);
    assert_string_equal(p.source->path, "t.yaml");
    const struct an_node *root = p.source->doc[0];
    assert_string_equal(an_node_get(root, "a")->scalar.text, "b");
    assert_null(an_node_get(root, "A"));
    assert_null(an_node_get(root->map.pair[0].value, "a"));
    an_arena_free(p.arena);
}

/* ---- bytes ---- */

static void test_encodings(void **state)
{
    (void)state;
    expect_codes("a: \xD2\xF8\xD0\xD0\nb: c\n", "AN0103@1:4");
    expect_codes("a: \xD2\xF8\nb: \xD2\xF8\xD0\xD0\n", "AN0103@1:4 AN0103@2:4"); /* once a line */
    expect_codes("a: \xC0\xAF\n", "AN0103@1:4");
    expect_codes("a: \xED\xA0\x80\n", "AN0103@1:4");
    expect_codes("a: b\nc: \xE5\x8F", "AN0103@2:4");
    expect_codes("\x9E\x9E\x9E\nb: \x9E\n", "AN0103@1:1 AN0103@2:4");
    expect_codes_n("\xFF\xFE"
                   "a\0:\0",
                   6, "AN0102@1:1");
    expect_codes_n("\xFE\xFF\0a\0:", 6, "AN0102@1:1");
    expect_codes_n("a\0:\0 \0b\0", 8, "AN0102@1:1");
    expect_codes_n("\0a\0:\0 \0b", 8, "AN0102@1:1");
    expect_codes_n("\xFF\xFE\0\0a\0\0\0", 8, "AN0102@1:1");
    expect_codes_n("a: b\nc: d\0e\n", 12, "AN0104@2:5");
    expect_codes("a: b\nc: d\x07\n", "AN0105@2:5");
    expect_codes("a: \x7F\n", "AN0105@1:4");
    expect_codes("a: \xC2\x9F\n", "AN0105@1:4");
    expect_codes("a: \xEF\xBF\xBE\n", "AN0105@1:4");
    expect_codes("a: b\n\xEF\xBB\xBF"
                 "c: d\n",
                 "AN0106@2:1");
    expect_codes("a: 反\xE2\x80\xA8"
                 "b: c\n",
                 "AN0107@1:5");
    expect_codes("a: \"反\xE2\x80\xA9\"\n", "AN0107@1:6");
    expect_codes("a: x\xC2\x85"
                 "b: c\n",
                 "AN0107@1:5");
    expect_codes("# x\xE2\x80\xA8"
                 "b: c\n",
                 "AN0107@1:4");
    expect_codes("a: \"x \xE2\x80\xAE.5102\xE2\x80\xAC\"\n", "AN0108@1:7 AN0108@1:13");
    expect_codes("a: \xD8\x9C\n", "AN0108@1:4");
}

static const char *note_of(const struct parsed *p)
{
    const struct an_diag *d = an_diag_at(p->diags, 0);
    return d && d->note ? d->note : "none";
}

static void test_encoding_is_guessed(void **state)
{
    (void)state;
    struct parsed p = parse("title: \xD2\xF8\xD0\xD0\xD2\xB5\xD0\xC5\xCF\xA2\n");
    assert_string_equal(note_of(&p), "the file looks like GBK (Chinese)");
    assert_string_equal(an_diag_at(p.diags, 0)->help, "convert it: iconv -f GBK -t UTF-8");
    assert_string_equal(an_diag_at(p.diags, 0)->message, "byte 0xD2 is not UTF-8");
    an_arena_free(p.arena);
    p = parse("title: D\xE9"
              "claration des moyens\n");
    assert_string_equal(note_of(&p), "the file looks like Latin-1 (Western European)");
    an_arena_free(p.arena);
    p = parse(
        "title: \xCE \xEF\xE5\xF0\xF1\xEE\xED\xE0\xEB\xFC\xED\xFB\xF5 \xE4\xE0\xED\xED\xFB\xF5\n");
    assert_string_equal(note_of(&p), "the file looks like Windows-1251 (Cyrillic)");
    an_arena_free(p.arena);
}

/* ---- what the format does not have ---- */

static void test_refused_features(void **state)
{
    (void)state;
    expect_codes("a: &x b\n", "AN0130@1:4");
    expect_codes("a: &x\n  b: c\n", "AN0130@1:4");
    expect_codes("a: *x\n", "AN0131@1:4");
    expect_codes("a: &x [*x, *x]\n", "AN0130@1:4 AN0131@1:8 AN0131@1:12");
    expect_codes("a: !x b\nc: !!str d\ne: ! f\n", "AN0132@1:4 AN0132@2:4 AN0132@3:4");
    expect_codes("a: !!python/object/apply:os.system [\"id\"]\n", "AN0132@1:4");
    expect_codes("a: !h!x b\n", "AN0132@1:4");
    expect_codes("a: !<x b\n", "AN0132@1:4");
    expect_codes("a:\n  <<: b\n  c: d\n", "AN0133@2:3");
    expect_codes("a:\n  \"<<\": b\n", "");
    expect_codes("%FOO bar\n---\na: b\n", "AN0134@1:1");
    expect_codes("%TAG ! tag:x,2000:\n---\na: b\n", "AN0134@1:1");
    expect_codes("%YAML 1.3\n---\na: b\n", "AN0134@1:1");
    expect_codes("%YAML 1.2\n%YAML 1.2\n---\na: b\n", "AN0134@2:1");
    expect_codes("? [a]\n: b\n", "AN0135@1:3");
    expect_codes("{a: b}: c\n", "AN0135@1:1");
    expect_codes("? {a: a, a: a}\n: b\n", "AN0135@1:3 AN0140@1:10");
}

/* ---- keys, sizes, depth ---- */

static void test_duplicate_keys(void **state)
{
    (void)state;
    struct parsed p = parse("r:\n  - id: x\n    in_force: 1\n    z: 2\n    in_force: 3\n");
    assert_string_equal(codes_of(&p), "AN0140@5:5");
    const struct an_diag *d = an_diag_at(p.diags, 0);
    assert_string_equal(d->message, "key 'in_force' again (first at line 3)");
    assert_int_equal(d->n_others, 1);
    assert_int_equal(d->others[0].span.line, 3);
    an_arena_free(p.arena);
    expect_codes("a: 1\nb: {c: 1, \"c\": 2}\na: 2\na: 3\n", "AN0140@2:11 AN0140@3:1 AN0140@4:1");
    expect_codes("a: {x: 1}\nb: {x: 1}\n", "");
    expect_codes("a: 1\nA: 2\n", "");
}

static void test_duplicates_among_many(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, arena);
    for (unsigned i = 0; i < 3000; i++)
        an_putf(&text.sink, "key-%u: x\n", i * 7919 % 3000);
    expect_codes(text.text, "");
    an_put(&text.sink, "key-1500: y\nkey-7: z\nkey-1500: z\n");
    expect_codes(text.text, "AN0140@3001:1 AN0140@3002:1 AN0140@3003:1");
    an_arena_free(arena);
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
    /* keys: our limit, and libyaml's own at 1024 */
    expect_codes(an_strf(arena, "%s: x\n", repeated(arena, "k", AN_MAX_KEY_BYTES)), "");
    expect_codes(an_strf(arena, "a: b\n%s: x\n", repeated(arena, "k", AN_MAX_KEY_BYTES + 1)),
                 "AN0141@2:1");
    expect_codes(an_strf(arena, "a: b\n%s: x\n", repeated(arena, "k", 1200)), "AN0141@2:1");
    expect_codes(an_strf(arena, "a: b\n\"%s\": x\n", repeated(arena, "k", 1200)), "AN0141@2:1");
    /* depth: 64 levels of either kind, the first being the root */
    expect_codes(an_strf(arena, "%s%s\n", repeated(arena, "[", 64), repeated(arena, "]", 64)), "");
    expect_codes(an_strf(arena, "%s%s\n", repeated(arena, "[", 65), repeated(arena, "]", 65)),
                 "AN0142@1:65");
    expect_codes(repeated(arena, "[", 100000), "AN0142@1:65");
    expect_codes(an_strf(arena, "%sx\n", repeated(arena, "- ", 65)), "AN0142@1:129");
    expect_codes(repeated(arena, "{a: ", 5000), "AN0142@1:257");
    /* texts */
    expect_codes(an_strf(arena, "a: %s\n", repeated(arena, "t", AN_MAX_SCALAR_BYTES)), "");
    expect_codes(an_strf(arena, "a: %s\n", repeated(arena, "t", AN_MAX_SCALAR_BYTES + 1)),
                 "AN0143@1:4");
    /* documents */
    expect_codes(repeated(arena, "--- a\n", AN_MAX_DOCUMENTS), "");
    expect_codes(repeated(arena, "--- a\n", AN_MAX_DOCUMENTS + 1), "AN0144@10001:1");
    /* values: a root list, its items and their empty texts */
    expect_codes(repeated(arena, "-\n", AN_MAX_NODES - 1), "");
    expect_codes(repeated(arena, "-\n", AN_MAX_NODES), "AN0145@2000000:2");
    /* many directives would cost libyaml the square of their number */
    expect_codes(repeated(arena, "%TAG !a! x\n", 200000), "AN0134@17:1");
    expect_codes("a: \"x\\0y\"\n", "AN0129@1:4");
    an_arena_free(arena);
}

/* ---- syntax ---- */

static void test_tabs(void **state)
{
    (void)state;
    expect_codes("rules:\n  - id: cn-1\n\tjurisdiction: CN\n", "AN0120@3:1");
    expect_codes("a:\n  \tb: c\n", "AN0120@2:3");
    expect_codes("a: [\n\tb]\n", "AN0120@2:1");
    expect_codes("a: \"b\n\tc\"\n", "AN0120@2:1");
    expect_codes("a: |\n\tb\n", "AN0120@2:1");
    expect_codes("-\ta: b\n", "AN0136@1:2");
    expect_codes("a:\tb\n", "");
    expect_codes("a: b\t# c\n", "");
    expect_codes("a: [\n  \tb]\n", "");
}

static void test_colons(void **state)
{
    (void)state;
    expect_codes("a: 1\ntitle: Notice 317: on banks\n", "AN0121@2:18");
    expect_codes("- id: x\n  title: Notice: y\n", "AN0121@2:16");
    expect_codes("title: Notice\n  article: 5\n", "AN0125@2:3");
    expect_codes("a: 1\nbcd\nc: 2\n", "AN0124@2:1");
    expect_codes("a: http://x/y:z\n", "");
}

static void test_quotes(void **state)
{
    (void)state;
    struct parsed p = parse("a: 1\nb: \"Never closed\nc: 2\n");
    /* The line that goes on with it is what is wrong with the indentation; the quote is shown. */
    assert_string_equal(codes_of(&p), "AN0122@2:4");
    assert_int_equal(an_diag_at(p.diags, 0)->others[0].span.line, 4);
    an_arena_free(p.arena);
    p = parse("a: \"x\nb: y\nc: \"z\"\n");
    assert_string_equal(codes_of(&p), "AN0125@2:1");
    assert_int_equal(an_diag_at(p.diags, 0)->others[0].span.line, 1);
    an_arena_free(p.arena);
    p = parse("a: \"x\n  b: y\n  c: \"z\"\n"); /* indented: only libyaml sees it */
    assert_string_equal(codes_of(&p), "AN0124@3:7");
    assert_int_equal(an_diag_at(p.diags, 0)->others[0].span.line, 1);
    an_arena_free(p.arena);
    expect_codes("a: 'it's'\n", "AN0124@1:8");
    expect_codes("a: \"b\" c\n", "AN0124@1:8");
    expect_codes("a: \"b\n...\n", "AN0122@1:4");
    expect_codes("a: \"x\\qy\"\n", "AN0128@1:6");
    expect_codes("a: \"x\\u12\"\n", "AN0128@1:6");
    expect_codes("a: \"\\ud800\"\n", "AN0128@1:5");
    expect_codes("a: \"b\n c\"\n", "");
    expect_codes("\"b\nc\"\n", "");
}

static void test_brackets(void **state)
{
    (void)state;
    expect_codes("a: [x, y\n", "AN0126@1:4");
    expect_codes("a: [x, y\nb: z\n", "AN0125@2:1");
    expect_codes("a: {x: y\n  b: z\n", "AN0126@1:4");
    expect_codes("a: {x: 1, y: 2]\n", "AN0124@1:15");
    expect_codes("a: [x] y\n", "AN0124@1:8");
    expect_codes("a: b\n}\n", "AN0124@2:1");
    expect_codes("a: [x, - y]\n", "AN0124@1:8");
    expect_codes("a: [-]\n", "AN0124@1:5");
    expect_codes("a: [-1, --]\n", "");
    expect_codes("a: [?x]\n", "AN0127@1:5");
    expect_codes("a: [x,\n  y,\n]\nb: {\n}\n", ""); /* a bracket may close in the key's column */
    expect_codes("- a: [\n  x]\n", "AN0125@2:3");
    expect_codes("a:\n  b: [\n  ]\n", "");
    expect_codes("a:\n  b: [\n]\n", "AN0125@3:1");
    expect_codes("[a,\nb]\n", "");
    expect_codes("a: [b,\n# comment\n\n  c]\n", "");
}

static void test_comments(void **state)
{
    (void)state;
    expect_codes("a: [b]#c\n", "AN0123@1:7");
    expect_codes("a: \"b\"#c\n", "AN0123@1:7");
    expect_codes("a: [b,#c\n  d]\n", "AN0123@1:7");
    expect_codes("a: >#c\n  d\n", "AN0123@1:5");
    expect_codes("a: b#c\n", "");
    expect_codes("a: > #c\n  d\n", "");
    expect_codes("#c\na: b #c\n  #c\n", "");
    expect_codes("\xEF\xBB\xBF#c\na: b\n", "");
    expect_codes("%YAML 1.1#x\n---\na: b\n", "AN0123@1:10");
    expect_codes("a: b\n%YAML 1.2\n---\nc: d\n", "AN0124@2:1");
    expect_codes("a: b\n...\n%YAML 1.2\n---\nc: d\n", "");
}

static void test_other_syntax(void **state)
{
    (void)state;
    expect_codes("a: @x\n", "AN0127@1:4");
    expect_codes("a: `x\n", "AN0127@1:4");
    expect_codes("a: %x\n", "AN0127@1:4");
    expect_codes("a: - b\n", "AN0124@1:4");
    expect_codes("a: ? b\n", "AN0124@1:4");
    expect_codes("a: |x\n", "AN0124@1:5");
    expect_codes("a: |0\n", "AN0124@1:5");
    expect_codes("a:\n  b: 1\n c: 2\n", "AN0125@3:2");
    expect_codes("a:\n  - x\n  b: 2\n", "AN0124@3:3");
    expect_codes("a: b\n---\n- x\n...\nfoo\n", "AN0124@5:1");
    expect_codes("a: >\n\n     \n  b\n", "AN0125@4:3");
    expect_codes("a: >2\n\n     \n  b\n", "");
    expect_codes("a: &\n", "AN0130@1:4");
    expect_codes("a: *\n", "AN0131@1:4");
}

/* All faults of a file in one run, where reading can go on. */
static void test_all_in_one_run(void **state)
{
    (void)state;
    expect_codes("a: &x 1\nb: [c]#d\ne: !t f\na: 2\ng: {h: \"i\nj\"}\n",
                 "AN0130@1:4 AN0123@2:7 AN0132@3:4 AN0140@4:1 AN0125@6:1");
}

/* Each message is written in both forms without a fault, whatever stands in the file. */
static void test_messages_can_be_written(void **state)
{
    (void)state;
    static const char *const texts[] = {"a: [",     "\ta",     "a: \"",      "a: b: c\n",
                                        "\xD2\xF8", "a: \x01", "a: |\n\t\n", "[",
                                        "&",        "%",       "a: \"\\"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct parsed p = parse(texts[i]);
        struct an_sink_buffer out;
        an_sink_buffer_init(&out, p.arena);
        an_diag_write(p.diags, &out.sink, AN_DIAG_TEXT, true);
        an_diag_write(p.diags, &out.sink, AN_DIAG_JSON, false);
        assert_int_equal(an_sink_error(&out.sink), 0);
        an_arena_free(p.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_is_text),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_spaces_at_the_end),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_spans_with_crlf),
        cmocka_unit_test(test_spans_with_lone_cr),
        cmocka_unit_test(test_places_of_values_left_out),
        cmocka_unit_test(test_source_facts),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_encoding_is_guessed),
        cmocka_unit_test(test_refused_features),
        cmocka_unit_test(test_duplicate_keys),
        cmocka_unit_test(test_duplicates_among_many),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_tabs),
        cmocka_unit_test(test_colons),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_brackets),
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_other_syntax),
        cmocka_unit_test(test_all_in_one_run),
        cmocka_unit_test(test_messages_can_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
