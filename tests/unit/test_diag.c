/* Collecting diagnostics and their text and JSON forms, compared to the byte. */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/limits.h"
#include "engine/base/utf8.h"
#include "engine/diag/diag.h"
#include "engine/source/source.h"

struct fixture {
    struct an_arena *arena;
    struct an_diag_list *list;
};

static int set_up(void **state)
{
    struct an_arena *arena = an_arena_new();
    struct fixture *f = AN_NEW(arena, struct fixture);
    f->arena = arena;
    f->list = an_diag_list_new(arena);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    an_arena_free(f->arena);
    return 0;
}

static uint32_t add_file(struct fixture *f, const char *path, const char *text)
{
    uint32_t file = an_diag_file(f->list, path, NULL);
    if (text)
        an_diag_file_text(f->list, file, text, strlen(text));
    return file;
}

/* The n-th occurrence (from 1) of a word in a text, as a place. */
static struct an_span find(uint32_t file, const char *text, const char *word, int n)
{
    const char *at = text - 1;
    for (; n > 0; n--) {
        at = strstr(at + 1, word);
        assert_non_null(at);
    }
    struct an_span span = {file, 1, 1, (uint32_t)(at - text), (uint32_t)strlen(word)};
    const char *line = text;
    for (const char *p = text; p < at; p++)
        if (*p == '\n') {
            span.line++;
            line = p + 1;
        }
    span.col = (uint32_t)an_utf8_count(line, (size_t)(at - line)) + 1;
    return span;
}

static const char *written(struct fixture *f, enum an_diag_format format, bool colour)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, f->arena);
    an_diag_write(f->list, &out.sink, format, colour);
    assert_int_equal(an_sink_error(&out.sink), 0);
    return out.text;
}

static void expect_text(struct fixture *f, const char *expected)
{
    const char *is = written(f, AN_DIAG_TEXT, false);
    if (strcmp(is, expected) != 0)
        fail_msg("written:\n%s\nexpected:\n%s", is, expected);
}

/* The example of the style guide: two places on one line, one in another file, note and help. */
static void test_full_form(void **state)
{
    struct fixture *f = *state;
    static const char bank[] = "a: 1\n    requires: key_escrow >= 2015-03-15\n";
    static const char facts[] = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n  key_escrow: {type: yes_no}\n";
    uint32_t b = add_file(f, "policies/cn/bank-2014.yaml", bank);
    uint32_t v = add_file(f, "policies/vocabulary/encryption.yaml", facts);
    struct an_diag_entry *e = an_diag_add(f->list, AN_MSG_duplicate_key,
                                          find(b, bank, "key_escrow", 1), "key_escrow", 12u);
    an_diag_label(e, "a yes/no fact");
    an_diag_other(e, find(b, bank, "2015-03-15", 1), "a date");
    an_diag_other(e, find(v, facts, "key_escrow", 1), "declared here");
    an_diag_note(e, "the reason");
    an_diag_help(e, "write '%s'", "requires: key_escrow");
    expect_text(f, "error[AN0140]: key 'key_escrow' again (first at line 12)\n"
                   "  --> policies/cn/bank-2014.yaml:2:15\n"
                   "   |\n"
                   " 2 |     requires: key_escrow >= 2015-03-15\n"
                   "   |               ^^^^^^^^^^    ---------- a date\n"
                   "   |               |\n"
                   "   |               a yes/no fact\n"
                   "  ::: policies/vocabulary/encryption.yaml:12:3\n"
                   "12 |   key_escrow: {type: yes_no}\n"
                   "   |   ---------- declared here\n"
                   "   = note: the reason\n"
                   "   = help: write 'requires: key_escrow'\n"
                   "   = more: antinomy messages AN0140\n"
                   "\n");
}

static void test_three_on_a_line(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "x: [aa, bb, cc]\n";
    uint32_t file = add_file(f, "t", text);
    struct an_diag_entry *e = an_diag_add(f->list, AN_MSG_too_deep, find(file, text, "bb", 1), 64u);
    an_diag_label(e, "second");
    an_diag_other(e, find(file, text, "cc", 1), NULL);
    an_diag_other(e, find(file, text, "aa", 1), "first");
    expect_text(f, "error[AN0142]: nested deeper than 64 levels\n"
                   " --> t:1:9\n"
                   "  |\n"
                   "1 | x: [aa, bb, cc]\n"
                   "  |     --  ^^  --\n"
                   "  |     |   |\n"
                   "  |     |   second\n"
                   "  |     first\n"
                   "  = more: antinomy messages AN0142\n"
                   "\n");
}

/* Wide characters take two columns, tabs stay tabs, combining marks take none, controls are spelt.
 */
static void test_columns(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "\t反恐: e\xCC\x81 \xE2\x80\xAE法 here\n";
    uint32_t file = add_file(f, "t", text);
    an_diag_add(f->list, AN_MSG_nul_byte, find(file, text, "here", 1));
    an_diag_add(f->list, AN_MSG_bom_inside, find(file, text, "法", 1));
    an_diag_add(f->list, AN_MSG_comment_glued, find(file, text, "\t", 1));
    expect_text(f, "error[AN0123]: '#' directly after a value; put a space before it\n"
                   " --> t:1:1\n"
                   "  |\n"
                   "1 | \t反恐: e\xCC\x81 <U+202E>法 here\n"
                   "  | ^\n"
                   "  = more: antinomy messages AN0123\n"
                   "\n"
                   "error[AN0106]: a byte order mark (U+FEFF) inside the file\n"
                   " --> t:1:10\n"
                   "  |\n"
                   "1 | \t反恐: e\xCC\x81 <U+202E>法 here\n"
                   "  | \t                ^^\n"
                   "  = more: antinomy messages AN0106\n"
                   "\n"
                   "error[AN0104]: a NUL byte\n"
                   " --> t:1:12\n"
                   "  |\n"
                   "1 | \t反恐: e\xCC\x81 <U+202E>法 here\n"
                   "  | \t                   ^^^^\n"
                   "  = more: antinomy messages AN0104\n"
                   "\n");
}

static void test_long_line_is_cut(void **state)
{
    struct fixture *f = *state;
    char *text = an_alloc(f->arena, 5001);
    for (size_t i = 0; i < 5000; i++)
        text[i] = (char)('a' + (char)(i % 26));
    memcpy(text + 2500, "HERE", 4);
    uint32_t file = add_file(f, "t", text);
    an_diag_add(f->list, AN_MSG_nul_byte, find(file, text, "HERE", 1));
    const char *is = written(f, AN_DIAG_TEXT, false);
    const char *line = strstr(is, "1 | ...");
    assert_non_null(line);
    size_t n = strcspn(line, "\n");
    assert_in_range(n, 120, 170);
    assert_memory_equal(line + n - 3, "...", 3);
    const char *here = strstr(line, "HERE"), *caret = strstr(line, "^^^^");
    assert_int_equal(here - line, caret - (strchr(line, '\n') + 1));
}

static void test_places_without_line(void **state)
{
    struct fixture *f = *state;
    uint32_t file = add_file(f, "facts.db", NULL);
    struct an_diag_entry *e = an_diag_add(f->list, AN_MSG_file_unreadable,
                                          (struct an_span){.file = file}, "facts.db", "x");
    an_diag_label(e, "this file");
    an_diag_add(f->list, AN_MSG_too_many_files, (struct an_span){.file = AN_NO_FILE}, 10000u);
    expect_text(f, "error[AN0907]: more than 10000 files in one run\n"
                   "  = more: antinomy messages AN0907\n"
                   "\n"
                   "error[AN0904]: cannot read 'facts.db': x\n"
                   " --> facts.db: this file\n"
                   "  = more: antinomy messages AN0904\n"
                   "\n");
}

static void test_end_of_file_and_empty_line(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "a: [b\n";
    uint32_t file = add_file(f, "t", text);
    struct an_diag_entry *e =
        an_diag_add(f->list, AN_MSG_syntax, (struct an_span){file, 2, 1, 6, 0}, "found the end");
    an_diag_label(e, "here");
    expect_text(f, "error[AN0124]: found the end\n"
                   " --> t:2:1\n"
                   "  |\n"
                   "2 |\n"
                   "  | ^ here\n"
                   "  = more: antinomy messages AN0124\n"
                   "\n");
}

static void test_order_and_duplicates(void **state)
{
    struct fixture *f = *state;
    uint32_t z = add_file(f, "z.yaml", NULL), a = add_file(f, "a.yaml", NULL);
    struct an_span at = {z, 5, 3, 40, 1};
    an_diag_add(f->list, AN_MSG_tag, at, "!x");
    an_diag_add(f->list, AN_MSG_anchor, at, "x");
    struct an_diag_entry *dummy = an_diag_add(f->list, AN_MSG_tag, at, "!x");
    an_diag_label(dummy, "lost");
    an_diag_help(dummy, "lost");
    an_diag_other(dummy, at, "lost");
    an_diag_add(f->list, AN_MSG_tag, (struct an_span){z, 5, 2, 39, 1}, "!y");
    an_diag_add(f->list, AN_MSG_tag, (struct an_span){z, 4, 9, 30, 1}, "!y");
    an_diag_add(f->list, AN_MSG_tag, (struct an_span){a, 9, 9, 99, 1}, "!z");
    static const char *const order[] = {"AN0132", "AN0132", "AN0132", "AN0130", "AN0132"};
    static const uint32_t lines[] = {9, 4, 5, 5, 5}, cols[] = {9, 9, 2, 3, 3};
    for (size_t i = 0; i < 5; i++) {
        const struct an_diag *d = an_diag_at(f->list, i);
        assert_string_equal(d->code, order[i]);
        assert_int_equal(d->primary.span.line, lines[i]);
        assert_int_equal(d->primary.span.col, cols[i]);
        assert_null(d->primary.text);
        assert_null(d->help);
    }
    assert_null(an_diag_at(f->list, 5));
    assert_int_equal(an_diag_count(f->list, AN_SEV_ERROR), 5);
    assert_string_equal(an_diag_path(f->list, a), "a.yaml");
    assert_null(an_diag_path(f->list, AN_NO_FILE));
}

static size_t occurrences(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        n++;
    return n;
}

static void test_caps(void **state)
{
    struct fixture *f = *state;
    for (int k = 0; k < 15; k++) {
        uint32_t file = add_file(f, an_strf(f->arena, "f%02d.yaml", k), NULL);
        for (uint32_t i = 1; i <= 30; i++) /* the warnings come first */
            an_diag_add(f->list, AN_MSG_bidi_control, (struct an_span){file, i, 1, i, 1}, "202E",
                        "x");
        for (uint32_t i = 1; i <= 16; i++)
            an_diag_add(f->list, AN_MSG_tag, (struct an_span){file, 100 + i, 1, 100 + i, 1}, "!x");
    }
    const char *text = written(f, AN_DIAG_TEXT, false);
    /* 200 in all: errors first, 16 in each of 12 files and 8 in the thirteenth. */
    assert_int_equal(occurrences(text, "\nerror[") + (strncmp(text, "error[", 6) == 0), 200);
    assert_int_equal(occurrences(text, "warning["), 0);
    assert_non_null(strstr(text, "... 30 more warnings in f00.yaml not shown\n"));
    assert_non_null(strstr(text, "... 8 more errors, 30 more warnings in f12.yaml not shown\n"));
    assert_non_null(
        strstr(text, "... 32 more errors, 60 more warnings in other files not shown\n"));
    const char *json = written(f, AN_DIAG_JSON, false);
    assert_int_equal(occurrences(json, "\"code\""), 200);
    assert_non_null(strstr(json, "\"errors\": 240,\n  \"warnings\": 450,"));
    assert_non_null(strstr(json, "\"errors\": 40,\n    \"warnings\": 450,\n    \"notices\": 0"));
}

static void test_twenty_a_file(void **state)
{
    struct fixture *f = *state;
    uint32_t file = add_file(f, "t.yaml", NULL);
    for (uint32_t i = 1; i <= 18; i++)
        an_diag_add(f->list, AN_MSG_tag, (struct an_span){file, 2 * i, 1, 2 * i, 1}, "!x");
    for (uint32_t i = 1; i <= 18; i++)
        an_diag_add(f->list, AN_MSG_bidi_control, (struct an_span){file, i, 9, i, 1}, "202E", "x");
    const char *text = written(f, AN_DIAG_TEXT, false);
    assert_int_equal(occurrences(text, "error["), 18);
    assert_int_equal(occurrences(text, "warning["), 2);
    assert_non_null(strstr(text, "... 16 more warnings in t.yaml not shown\n"));
}

static void test_memory_is_bounded(void **state)
{
    struct fixture *f = *state;
    uint32_t file = add_file(f, "t.yaml", NULL);
    for (uint32_t i = 1; i <= 1000000; i++)
        an_diag_add(f->list, AN_MSG_tag, (struct an_span){file, i, 1, i, 1}, "!a-longer-tag");
    assert_int_equal(an_diag_count(f->list, AN_SEV_ERROR), 1000000);
    assert_non_null(an_diag_at(f->list, AN_KEPT_DIAGS_FILE - 1));
    assert_null(an_diag_at(f->list, AN_KEPT_DIAGS_FILE));
    assert_true(an_arena_used(f->arena) < 100000);
}

static void test_long_words_are_cut(void **state)
{
    struct fixture *f = *state;
    uint32_t file = add_file(f, "t.yaml", NULL);
    char *word = an_alloc(f->arena, 300000 + 1);
    for (size_t i = 0; i < 300000; i += 3)
        memcpy(word + i, "\xE5\x8F\x8D", 3);
    struct an_diag_entry *e =
        an_diag_add(f->list, AN_MSG_tag, (struct an_span){file, 1, 1, 0, 1}, word);
    an_diag_help(e, "x%s", word); /* cut inside a character if nobody looks */
    const struct an_diag *d = an_diag_at(f->list, 0);
    assert_in_range(strlen(d->message), 300, 500);
    assert_in_range(strlen(d->help), 1000, 2100);
    for (const char *s = d->message; *s;) {
        uint32_t cp;
        size_t n = an_utf8_decode(s, strlen(s), &cp);
        assert_int_not_equal(n, 0);
        s += n;
    }
    assert_null(strstr(an_utf8_shown(f->arena, d->help), "<0x"));
}

/* Words from a file can neither steer the terminal nor break the line. */
static void test_hostile_words(void **state)
{
    struct fixture *f = *state;
    uint32_t file = add_file(f, "a\x1B[2J.yaml", NULL);
    an_diag_add(f->list, AN_MSG_tag, (struct an_span){file, 1, 1, 0, 1}, "!\x1B]0;x\x07\nerror");
    expect_text(f, "error[AN0132]: tags ('!<U+001B>]0;x<U+0007><U+000A>error') are not part of the "
                   "format\n"
                   " --> a<U+001B>[2J.yaml:1:1\n"
                   "  = more: antinomy messages AN0132\n"
                   "\n");
    const char *json = written(f, AN_DIAG_JSON, false);
    assert_null(strchr(json, '\x1B'));
    assert_non_null(strstr(json, "a\\u001b[2J.yaml"));
}

static void test_colour(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "a: b\n";
    uint32_t file = add_file(f, "t", text);
    an_diag_add(f->list, AN_MSG_tag, find(file, text, "b", 1), "!x");
    const char *colour = written(f, AN_DIAG_TEXT, true), *plain = written(f, AN_DIAG_TEXT, false);
    assert_null(strchr(plain, '\x1B'));
    /* Without its escapes the coloured text is the plain one: colour is never the only signal. */
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, f->arena);
    for (const char *s = colour; *s;)
        if (*s == '\x1B') {
            s = strchr(s, 'm') + 1;
        } else {
            an_put_n(&out.sink, s, 1);
            s++;
        }
    assert_string_equal(out.text, plain);
    assert_true(strlen(colour) > strlen(plain));
}

static void test_json_form(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "a: 1\na: 2\n";
    uint32_t file = add_file(f, "t", text);
    struct an_diag_entry *e =
        an_diag_add(f->list, AN_MSG_duplicate_key, find(file, text, "a", 2), "a", 1u);
    an_diag_label(e, "again here");
    an_diag_other(e, find(file, text, "a", 1), "first here");
    an_diag_add(f->list, AN_MSG_libyaml_old, (struct an_span){.file = AN_NO_FILE}, "0.1.0");
    assert_string_equal(
        written(f, AN_DIAG_JSON, false),
        "{\n"
        "  \"schema\": \"antinomy/diagnostics/1\",\n"
        "  \"diagnostics\": [\n"
        "    {\n"
        "      \"code\": \"AN0908\",\n"
        "      \"severity\": \"error\",\n"
        "      \"message\": \"libyaml 0.1.0 is too old, expected 0.2.5 or newer\",\n"
        "      \"place\": {\n"
        "        \"file\": null,\n"
        "        \"line\": 0,\n"
        "        \"column\": 0,\n"
        "        \"offset\": 0,\n"
        "        \"length\": 0,\n"
        "        \"label\": null\n"
        "      },\n"
        "      \"others\": [],\n"
        "      \"note\": null,\n"
        "      \"help\": null\n"
        "    },\n"
        "    {\n"
        "      \"code\": \"AN0140\",\n"
        "      \"severity\": \"error\",\n"
        "      \"message\": \"key 'a' again (first at line 1)\",\n"
        "      \"place\": {\n"
        "        \"file\": \"t\",\n"
        "        \"line\": 2,\n"
        "        \"column\": 1,\n"
        "        \"offset\": 5,\n"
        "        \"length\": 1,\n"
        "        \"label\": \"again here\"\n"
        "      },\n"
        "      \"others\": [\n"
        "        {\n"
        "          \"file\": \"t\",\n"
        "          \"line\": 1,\n"
        "          \"column\": 1,\n"
        "          \"offset\": 0,\n"
        "          \"length\": 1,\n"
        "          \"label\": \"first here\"\n"
        "        }\n"
        "      ],\n"
        "      \"note\": null,\n"
        "      \"help\": null\n"
        "    }\n"
        "  ],\n"
        "  \"errors\": 2,\n"
        "  \"warnings\": 0,\n"
        "  \"notices\": 0,\n"
        "  \"not_shown\": {\n"
        "    \"errors\": 0,\n"
        "    \"warnings\": 0,\n"
        "    \"notices\": 0\n"
        "  }\n"
        "}\n");
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* A line is shown only from the file as it was when it was parsed. */
static void test_changed_file_shows_no_line(void **state)
{
    struct fixture *f = *state;
    char path[] = "/tmp/antinomy-diag-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)close(fd);
    write_file(path, "a: 1\r\na: 2\r\n");
    assert_null(an_source_read(f->arena, f->list, path));
    const char *before = written(f, AN_DIAG_TEXT, false);
    assert_non_null(strstr(before, "2 | a: 2\n")); /* without the CR */
    write_file(path, "a: 3\na: 4\n");
    const char *after = written(f, AN_DIAG_TEXT, false);
    assert_null(strstr(after, "a: 4"));
    assert_non_null(strstr(after, ":2:1: again here\n"));
    assert_int_equal(remove(path), 0);
    assert_string_equal(written(f, AN_DIAG_TEXT, false), after);
}

/* The table itself: codes rise, texts follow the house rules, pages have something to say. */
static void test_table(void **state)
{
    (void)state;
    for (int m = 0; m < AN_MSG_COUNT; m++) {
        const char *code = an_msg_code((enum an_msg)m), *text = an_msg_text((enum an_msg)m);
        if (m > 0 && strcmp(an_msg_code((enum an_msg)(m - 1)), code) >= 0)
            fail_msg("%s does not come after %s", code, an_msg_code((enum an_msg)(m - 1)));
        if (strlen(code) != 6 || strncmp(code, "AN0", 3) != 0)
            fail_msg("%s is no code", code);
        size_t n = strlen(text);
        bool acronym = text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z';
        bool character = strncmp(text, "U+", 2) == 0;
        if (n == 0 || text[n - 1] == '.' ||
            (text[0] >= 'A' && text[0] <= 'Z' && !acronym && !character))
            fail_msg("%s: '%s'", code, text);
        if (strstr(text, "invalid") || strstr(text, "illegal"))
            fail_msg("%s: says invalid or illegal: '%s'", code, text);
        for (const char *p = text; (p = strchr(p, '%')); p += 2)
            if (!strchr("sdu%", p[1]) && strncmp(p, "%zu", 3) != 0)
                fail_msg("%s: a place that is not known: '%s'", code, p);
        const char *page = an_msg_page(code);
        if (!page || strlen(page) < 80 || page[strlen(page) - 1] != '\n')
            fail_msg("%s: its page is too short or does not end its line", code);
    }
    assert_null(an_msg_page("AN9999"));
    assert_null(an_msg_page("AN01"));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(test_full_form),
        T(test_three_on_a_line),
        T(test_columns),
        T(test_long_line_is_cut),
        T(test_places_without_line),
        T(test_end_of_file_and_empty_line),
        T(test_order_and_duplicates),
        T(test_caps),
        T(test_twenty_a_file),
        T(test_memory_is_bounded),
        T(test_long_words_are_cut),
        T(test_hostile_words),
        T(test_colour),
        T(test_json_form),
        T(test_changed_file_shows_no_line),
        T(test_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
