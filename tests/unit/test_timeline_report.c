/* Writers of timelines on a timeline made by hand: folding, escaping, what a picture must not hold.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "antinomy/timeline.h"
#include "engine/base/arena.h"

static const struct an_provision_info law = {
    .id = "cn.x.1",
    .jurisdiction = "CN",
    .jurisdiction_name = "China",
    .instrument = "cn.x",
    .instrument_title = "Law, \"<script>alert(1)</script>\"; and more",
    .instrument_title_native = "中华人民共和国反恐怖主义法中华人民共和国反恐怖主义法",
    .article = "1",
    .title = "Keys; a, b\\c <b>",
    .url = "javascript:alert(1)",
};

static const struct an_band bands[] = {
    {.from = "2014-11-03", .before = "2016-01-01", .stage = AN_STAGE_PROPOSED, .note = "a & b"},
    {.from = "2016-01-01", .before = "2027-01-01", .stage = AN_STAGE_IN_FORCE},
    {.from = "2027-01-01", .stage = AN_STAGE_ENDED},
};

static const struct an_lane lane = {.provision = &law, .bands = bands, .n_bands = 3};

static const struct an_turn turns[] = {
    {.day = "2014-11-03", .stage_after = AN_STAGE_PROPOSED},
    {.day = "2016-01-01", .stage_before = AN_STAGE_PROPOSED, .stage_after = AN_STAGE_IN_FORCE},
    {.day = "2027-01-01",
     .stage_before = AN_STAGE_IN_FORCE,
     .stage_after = AN_STAGE_ENDED,
     .said = "repealed",
     .note = "By the code of 2026, line one\nline two"},
};

static const struct an_timeline timeline = {
    .kind = "instrument",
    .id = "cn.x",
    .title = "Law <i>",
    .title_native = "反恐怖主义法",
    .from = "2014-11-03",
    .to = "2027-12-31",
    .as_of = "2026-11-25",
    .next = "2027-01-01",
    .revision = "0123456789abcdef",
    .version = "0.1.0",
    .lanes = &lane,
    .n_lanes = 1,
    .turns = turns,
    .n_turns = 3,
};

static const char *written(struct an_arena *arena,
                           enum an_status (*fn)(struct an_sink *, const struct an_timeline *))
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    assert_int_equal(fn(&out.sink, &timeline), AN_OK);
    return out.text;
}

static uint32_t count(const char *text, const char *word)
{
    uint32_t n = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        n++;
    return n;
}

/* RFC 5545: lines end in CRLF, hold at most 75 octets, are not cut within a character. */
static void test_calendar_lines(void **state)
{
    struct an_arena *arena = *state;
    const char *text = written(arena, an_report_timeline_ics);
    for (const char *line = text; *line;) {
        const char *end = strstr(line, "\r\n");
        assert_non_null(end);
        assert_true(end - line <= 75);
        assert_null(memchr(line, '\n', (size_t)(end - line)));
        assert_true(((unsigned char)*line & 0xC0) != 0x80);
        assert_true(line[0] != ' ' || ((unsigned char)line[1] & 0xC0) != 0x80);
        line = end + 2;
    }
}

/* Unfolded: joined where a line ends and the next begins with a space. */
static const char *unfolded(struct an_arena *arena, const char *text)
{
    char *out = an_strdup(arena, text), *to = out;
    for (const char *at = text; *at; at++) {
        if (strncmp(at, "\r\n ", 3) == 0) {
            at += 2;
            continue;
        }
        *to++ = *at;
    }
    *to = '\0';
    return out;
}

static void test_calendar_events(void **state)
{
    struct an_arena *arena = *state;
    const char *text = unfolded(arena, written(arena, an_report_timeline_ics));
    assert_int_equal(count(text, "BEGIN:VEVENT"), 1); /* only what is still to come */
    assert_non_null(strstr(text, "UID:cn.x.1/2027-01-01/ended@antinomy\r\n"));
    assert_non_null(strstr(text, "DTSTART;VALUE=DATE:20270101\r\n"));
    assert_non_null(strstr(text, "DTSTAMP:20261125T000000Z\r\n"));
    assert_non_null(strstr(text, "SUMMARY:CN\\, Keys\\; a\\, b\\\\c <b>: repealed\r\n"));
    assert_non_null(strstr(text, "line one\\nline two"));
    assert_string_equal(text, unfolded(arena, written(arena, an_report_timeline_ics)));
}

static void test_picture_is_escaped(void **state)
{
    const char *svg = written(*state, an_report_timeline_svg);
    assert_null(strstr(svg, "<script"));
    assert_null(strstr(svg, "<i>"));
    assert_null(strstr(svg, "javascript:"));
    assert_non_null(strstr(svg, "Law &lt;i&gt; (cn.x)"));
    assert_non_null(strstr(svg, "反恐怖主义法"));
    assert_int_equal(count(svg, "<rect class=\"b draft\""), 2); /* the band, and its sample */
    assert_int_equal(count(svg, "<rect class=\"b force\""), 2);
    assert_non_null(strstr(svg, "from 2014-11-03 to before 2016-01-01. a &amp; b"));
}

static void test_text(void **state)
{
    struct an_sink_buffer out;
    struct an_text_style style = {.width = 80};
    an_sink_buffer_init(&out, *state);
    assert_int_equal(an_report_timeline_text(&out.sink, &timeline, &style), AN_OK);
    assert_non_null(strstr(out.text, "2016-01-01  in force: art. 1\n"));
    assert_non_null(strstr(out.text, "Still to come after 2026-11-25"));
    assert_non_null(strstr(out.text, "2027-01-01  repealed: art. 1\n"));
    assert_non_null(strstr(out.text, "Next dated change after 2026-11-25: 2027-01-01."));
    assert_non_null(strstr(out.text, "D draft, R in force, X ended."));
}

static int begin(void **state)
{
    struct an_arena *arena = an_arena_new();
    *state = arena;
    return arena ? 0 : -1;
}

static int end(void **state)
{
    an_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_calendar_lines, begin, end),
        cmocka_unit_test_setup_teardown(test_calendar_events, begin, end),
        cmocka_unit_test_setup_teardown(test_picture_is_escaped, begin, end),
        cmocka_unit_test_setup_teardown(test_text, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
