/*
 * The writers over results made by hand: order and grouping, wording, wrapping, and hostile text
 * through every format. Whole outputs are compared by tests/golden; what is right in them is said
 * here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/report.h"
#include "engine/base/utf8.h"
#include "reports/escape.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "tests/support/fakecheck.h"

static struct an_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = an_arena_new();
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    an_arena_free(arena);
    return 0;
}

/* ---- helpers ---- */

enum format { TEXT, COLOUR, JSON, HTML, MARKDOWN, EXPLAIN, EXPLAIN_JSON, FORMATS };

static const char *written(enum format format, const struct an_check *check)
{
    struct an_sink_buffer out;
    struct an_text_style style = {.width = 80, .colour = format == COLOUR};
    const char *provision = check->n_findings > 0 ? check->findings[0].provision->id : "x";
    struct an_thing thing = {.kind = AN_THING_PROVISION, .kind_name = "provision", .id = provision};
    enum an_status status = AN_EMISUSE;
    an_sink_buffer_init(&out, arena);
    switch (format) {
    case TEXT:
    case COLOUR: status = an_report_check_text(&out.sink, &check, 1, &style); break;
    case JSON: status = an_report_check_json(&out.sink, &check, 1); break;
    case HTML: status = an_report_check_html(&out.sink, &check, 1); break;
    case MARKDOWN: status = an_report_check_md(&out.sink, &check, 1); break;
    case EXPLAIN: status = an_report_explain_text(&out.sink, check, &thing, &style); break;
    case EXPLAIN_JSON: status = an_report_explain_json(&out.sink, check, provision); break;
    case FORMATS: break;
    }
    assert_int_equal(status, AN_OK);
    assert_int_equal(an_sink_error(&out.sink), 0);
    return out.text;
}

static void assert_holds(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("'%s' is in:\n%s", part, text);
}

static void assert_order(const char *text, const char *first, const char *second)
{
    const char *a = strstr(text, first), *b = strstr(text, second);
    if (!a || !b || a >= b)
        fail_msg("'%s' does not stand before '%s' in:\n%s", first, second, text);
}

/* Wrapping changes spaces: compares as if all on one line. */
static const char *unwrapped(const char *text)
{
    char *out = an_alloc(arena, strlen(text) + 1);
    size_t n = 0;
    for (; *text; text++) {
        bool space = *text == ' ' || *text == '\n';
        if (space && n > 0 && out[n - 1] == ' ')
            continue;
        out[n++] = space ? ' ' : *text;
    }
    return out;
}

/* ---- order and grouping ---- */

static void breach_comes_first_and_drafts_last(void **state)
{
    (void)state;
    const char *text = written(TEXT, fake_check());
    assert_order(text, "Short answer", "\nChina (CN)\n");
    assert_order(text, "Would not meet (1)", "To prepare for (2)");
    assert_order(text, "To prepare for (2)", "Cannot be answered yet (1)");
    assert_order(text, "\nChina (CN)\n", "\nUnited States (US)\n");
    assert_order(text, "\nUnited States (US)\n", "\nChina (CN) and United States (US)\n");
    assert_order(text, "\nChina (CN) and United States (US)\n", "\nAlso bound by\n");
    assert_order(text, "\nAlso bound by\n", "\nQuestions\n");
    assert_order(text, "\nQuestions\n", "\nNot yet law\n");
    assert_order(text, "\nNot yet law\n", "\nSuspended\n");
    assert_order(text, "\nSuspended\n", "\nCounts\n");
    assert_order(text, "\nCounts\n", "\nWhat this rests on\n");
}

static void outside_is_counted_and_not_told(void **state)
{
    (void)state;
    const char *text = written(TEXT, fake_check());
    assert_null(strstr(text, "Offer       consumer"));
    assert_holds(text, "Offer       bank");
    assert_holds(text, "    1  does not apply (not_applicable)");
}

static void views_count_provisions_once(void **state)
{
    (void)state;
    const struct an_view *view = an_view_of(arena, fake_check());
    assert_int_equal(view->provisions[AN_VIOLATION], 1); /* the draft's is not counted */
    assert_int_equal(view->bars, 1);
    assert_int_equal(view->conditions, 0);
    assert_int_equal(view->provisions[AN_UNDETERMINED], 2);
    assert_int_equal(view->provisions[AN_EXEMPT], 2);
    assert_int_equal(view->n_facts, 2);
    assert_int_equal(view->n_questions, 3);
    assert_int_equal(an_view_question(view, "data.log_days"), 2);
    assert_int_equal(an_view_question(view, "cn.bank317.audit"), 3);
    assert_int_equal(an_view_question(view, "nothing"), 0);
}

/* ---- wording ---- */

static void the_short_answer_says_what_matters(void **state)
{
    (void)state;
    const char *text = unwrapped(written(TEXT, fake_check()));
    assert_holds(text, "On 2015-01-28 this product would not meet 1 provision, in China (CN).");
    assert_holds(text, "It binds the buyer, who may not buy it as it is.");
    assert_holds(text, "1 provision could not be obeyed if an authority gave an order under it;");
    assert_holds(text, "Not researched for this day: Japan (JP); the United States (US), src.");
    assert_lacks(text, "For Japan (JP) no provision in force was found that applies.");
    assert_holds(text,
                 "1 provision is not yet law; if in force, it would stand against the product.");
}

static void a_buyers_duty_is_not_the_sellers_breach(void **state)
{
    (void)state;
    const char *text = unwrapped(written(TEXT, fake_check()));
    assert_holds(text, "the buyer: it may not buy the product as it is; no duty of the seller");
    assert_null(strstr(text, "breaks the law"));
}

static void every_answer_says_what_it_rests_on(void **state)
{
    (void)state;
    const char *texts[] = {written(TEXT, fake_check()), written(HTML, fake_check()),
                           written(MARKDOWN, fake_check()), written(JSON, fake_check())};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = unwrapped(texts[i]);
        assert_holds(text, "2015-01-28");
        assert_holds(text, "2c26b46b68ff");
        assert_holds(text, "law-firm");
        assert_holds(text, "not legal advice");
        assert_holds(text, "Counted: each provision once");
    }
}

static void an_empty_answer_is_no_clean_bill(void **state)
{
    (void)state;
    const char *text = unwrapped(written(TEXT, fake_empty_check()));
    assert_holds(text, "Not researched for this day: Namibia (NA). Silence there is no answer.");
    assert_holds(text, "0 provisions in force here");
}

static void exempt_says_by_what_until_when_and_what_else(void **state)
{
    (void)state;
    const char *text = unwrapped(written(TEXT, fake_check()));
    assert_holds(text, "by us.calea.1002b3,");
    assert_holds(text, "through 2016-06-30; without it: would not meet");
    assert_holds(text,
                 "by an exception of the provision itself; without it: could not obey an order");
}

static void why_not_says_what_decided(void **state)
{
    (void)state;
    const char *text = unwrapped(written(EXPLAIN, fake_check()));
    assert_holds(text, "Why not buyer.sectors is empty; the rule asks for banking");
    assert_holds(text, "[no] source.modes: contains copy-handover [policies/cn/bank317.yaml:53]");
    assert_holds(text, "examples/phone-2015.yaml:31");
}

/* ---- layout ---- */

static void lines_fit_the_width(void **state)
{
    (void)state;
    const char *text = written(TEXT, fake_check());
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        size_t columns = an_utf8_width(line, n);
        if (columns > 80 && !memchr(line + 18, ' ', n - 18))
            columns = 0; /* one word that is longer: an address */
        if (columns > 80)
            fail_msg("%zu columns: %.*s", columns, (int)n, line);
        line += n + (line[n] != '\0');
    }
}

static const char *wrapped(const char *text, unsigned width)
{
    struct an_sink_buffer out;
    struct an_page page;
    an_sink_buffer_init(&out, arena);
    an_page_init(&page, &out.sink, arena, &(struct an_text_style){.width = width});
    an_page_text(&page, 0, 2, AN_TINT_NONE, text);
    an_page_end(&page);
    return out.text;
}

static void wide_text_wraps_by_columns(void **state)
{
    (void)state;
    /* 40 columns: 20 wide characters; a closing mark stays with the character before it */
    assert_string_equal(wrapped("一二三四五六七八九十一二三四五六七八九十百", 40),
                        "一二三四五六七八九十一二三四五六七八九十\n  百\n");
    assert_string_equal(wrapped("一二三四五六七八九十一二三四五六七八九，千", 40),
                        "一二三四五六七八九十一二三四五六七八九，\n  千\n");
    assert_string_equal(wrapped("一二三四五六七八九十一二三四五六七八九十。", 40),
                        "一二三四五六七八九十一二三四五六七八九\n  十。\n");
    assert_string_equal(wrapped("一二三四五六七八九十一二三四五六七八九（千）", 40),
                        "一二三四五六七八九十一二三四五六七八九\n  （千）\n");
}

static void words_that_belong_together_stay(void **state)
{
    (void)state;
    assert_string_equal(wrapped("the guide was published in banks No. 317", 40),
                        "the guide was published in banks No. 317\n");
    assert_string_equal(wrapped("the guide was published for banks No. 317", 40),
                        "the guide was published for banks\n  No. 317\n");
    assert_string_equal(wrapped("", 40), "\n");
    assert_string_equal(wrapped("   a\n b  ", 40), "a b\n");
}

static void plain_text_wraps_at_the_last_space_that_fits(void **state)
{
    (void)state;
    assert_string_equal(wrapped("what is asked for here fits the forty. x", 40),
                        "what is asked for here fits the forty. x\n");
    assert_string_equal(wrapped("what is asked for here fits the forty. xy", 40),
                        "what is asked for here fits the forty.\n  xy\n");
    assert_string_equal(wrapped("what is asked for here, fills forty to z and goes on", 40),
                        "what is asked for here, fills forty to z\n  and goes on\n");
    /* later lines are two columns shorter */
    assert_string_equal(wrapped("what is asked for here, fills forty to z "
                                "and what is asked for here is thirty-eight, fully",
                                40),
                        "what is asked for here, fills forty to z\n"
                        "  and what is asked for here is\n  thirty-eight, fully\n");
    assert_string_equal(wrapped("what is asked for here, fills forty to z "
                                "and what is asked for here is thirty-x fully",
                                40),
                        "what is asked for here, fills forty to z\n"
                        "  and what is asked for here is thirty-x\n  fully\n");
    /* a word that is longer than a line is not cut */
    assert_string_equal(
        wrapped("see https://example.org/a/very/long/address/that/goes/on here", 40),
        "see\n  https://example.org/a/very/long/address/that/goes/on\n  here\n");
    assert_string_equal(wrapped("https://example.org/a/very/long/address/that/goes/on here", 40),
                        "https://example.org/a/very/long/address/that/goes/on\n  here\n");
    /* what ends in "art." like this is no abbreviation */
    assert_string_equal(wrapped("the guide was published on how we chart. 18", 40),
                        "the guide was published on how we chart.\n  18\n");
    assert_string_equal(wrapped("the guide was published for banks art. 18", 40),
                        "the guide was published for banks\n  art. 18\n");
}

static void colour_never_speaks_alone(void **state)
{
    (void)state;
    const char *plain = written(TEXT, fake_check()), *coloured = written(COLOUR, fake_check());
    char *stripped = an_strdup(arena, coloured);
    size_t n = 0;
    assert_non_null(strstr(coloured, "\033["));
    for (const char *p = coloured; *p; p++) {
        if (*p == '\033') {
            p += strcspn(p, "m");
            continue;
        }
        stripped[n++] = *p;
    }
    stripped[n] = '\0';
    assert_string_equal(stripped, plain);
}

/* ---- escaping ---- */

static const char *html_of(const char *text)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_html_put(arena, &out.sink, text);
    return out.text;
}

static void html_is_escaped(void **state)
{
    (void)state;
    assert_string_equal(html_of("<script>alert('x')</script> & \"y\""),
                        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;");
    assert_string_equal(html_of("a\x01"
                                "b\xE2\x80\xAE"
                                "c\xFF"),
                        "a&lt;U+0001&gt;b&lt;U+202E&gt;c&lt;0xFF&gt;");
    assert_string_equal(html_of(NULL), "");
    assert_string_equal(an_html_id(arena, "cn.ctl.18\" onclick="), "cn.ctl.18__onclick_");
    assert_string_equal(an_html_id(arena, ""), "_");
}

static void only_web_addresses_become_links(void **state)
{
    (void)state;
    static const char *const good[] = {"https://example.org/a?b=1&c=%20#d", "http://x"};
    static const char *const bad[] = {
        "javascript:alert(1)",   "java\nscript:x",     "data:text/html,x",
        "HTTPS://example.org",   "https://",           "https:///x",
        "//example.org",         "https://a b",        "https://a\"onclick=1",
        "https://a\xE2\x80\xAE", "file:///etc/passwd", "",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(an_url_is_safe(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(an_url_is_safe(bad[i]));
    assert_false(an_url_is_safe(NULL));
}

/* No byte may steer a terminal, whatever the text. */
static void check_bytes(enum format format, const char *out, const char *text)
{
    for (size_t i = 0, n = strlen(out), len; i < n; i += len) {
        uint32_t cp = 0;
        len = an_utf8_decode(out + i, n - i, &cp);
        if (len == 0)
            fail_msg("format %d: not UTF-8 from '%s'", (int)format, text);
        if (cp != '\n' && an_utf8_is_unsafe(cp))
            fail_msg("format %d: U+%04X from '%s'", (int)format, (unsigned)cp, text);
    }
}

static void write_file(const char *folder, unsigned number, const char *end, const char *text)
{
    FILE *file = fopen(an_strf(arena, "%s/%04u.%s", folder, number, end), "w");
    assert_non_null(file);
    assert_int_equal(fputs(text, file) < 0, 0);
    assert_int_equal(fclose(file), 0);
}

/* All formats, with no text leaving its element; documents are kept in `folder` unless it is NULL.
 */
static void check_hostile(const char *text, const char *folder, unsigned number)
{
    static const char *const ends[FORMATS] = {
        [JSON] = "json", [HTML] = "html", [EXPLAIN_JSON] = "explain.json"};
    const struct an_check *check = fake_hostile_check(arena, text);
    for (enum format format = TEXT; format < FORMATS; format++) {
        const char *out = written(format, check);
        if (format != COLOUR)
            check_bytes(format, out, text);
        if (format == HTML || format == MARKDOWN) {
            assert_null(strstr(out, "<script"));
            assert_null(strstr(out, "<img"));
        }
        if (format == HTML) {
            assert_null(strstr(out, "href=\"javascript"));
            assert_null(strstr(out, "onclick=\""));
        }
        if (folder && ends[format])
            write_file(folder, number, ends[format], out);
    }
}

static void hostile_text_stays_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onclick=\"alert(1)",
        "javascript:alert(1)",
        "\033[31mred\033[0m",
        "a\xE2\x80\xAEtxt.exe",
        "]]></style><script>",
        "--><!--",
        "\xFF\xFE\x80",
        "line\nsecond\r\tthird",
        "[x](javascript:alert(1)) `code` **b** | # > ~",
        "%s%n%1000d",
        "U+2028:\xE2\x80\xA8.",
        "\xF0\x9F\x98\x80 e\xCC\x81 \xE0\xB8\x81\xE0\xB9\x89",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_hostile(texts[i], NULL, 0);
}

/* ---- the naughty strings, judged by other programs ---- */

static void naughty_strings_give_valid_documents(void **state)
{
    (void)state;
    FILE *list = fopen("../shared/suites/naughty-strings/blns.txt", "r");
    char folder[] = "/tmp/antinomy-report-XXXXXX", line[8192];
    unsigned n = 0;
    if (!list) {
        print_message("skipped: no ../shared/suites/naughty-strings\n");
        skip();
    }
    assert_non_null(mkdtemp(folder));
    while (fgets(line, sizeof line, list)) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        line[strcspn(line, "\n")] = '\0';
        an_arena_free(arena);
        arena = an_arena_new();
        assert_non_null(arena);
        check_hostile(line, folder, n++);
    }
    fclose(list);
    assert_true(n > 400);
    const char *run = an_strf(arena, "xmllint --noout %s/*.html && cat %s/*.json | jq -e . >%s/out",
                              folder, folder, folder);
    int judged = system(run);
    const char *clean = an_strf(arena, "rm -rf %s", folder);
    assert_int_equal(system(clean), 0);
    assert_int_equal(judged, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(breach_comes_first_and_drafts_last, set_up, tear_down),
        cmocka_unit_test_setup_teardown(outside_is_counted_and_not_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(views_count_provisions_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_short_answer_says_what_matters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_buyers_duty_is_not_the_sellers_breach, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_answer_says_what_it_rests_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_answer_is_no_clean_bill, set_up, tear_down),
        cmocka_unit_test_setup_teardown(exempt_says_by_what_until_when_and_what_else, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(why_not_says_what_decided, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_fit_the_width, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wide_text_wraps_by_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_that_belong_together_stay, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_text_wraps_at_the_last_space_that_fits, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(colour_never_speaks_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(html_is_escaped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_web_addresses_become_links, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hostile_text_stays_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(naughty_strings_give_valid_documents, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
