/* The table of keys, the words of enums, and scalars. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/check.h"
#include "engine/lang/model.h"
#include "engine/lang/profile.h"
#include "engine/lang/read.h"
#include "engine/lang/shape.h"
#include "engine/lang/sniff.h"

static void test_table(void **unused)
{
    (void)unused;
    size_t total = 0;
    for (unsigned m = 0; m < AN_MAPPING_COUNT; m++) {
        size_t n;
        enum an_key first = an_mapping_keys((enum an_mapping)m, &n);
        assert_true(n > 0 && n <= AN_MAX_KEYS);
        assert_int_equal(first, total);
        total += n;
        for (size_t i = 0; i < n; i++) {
            const struct an_key_row *row = an_key_row((enum an_key)(first + i));
            assert_int_equal(row->mapping, m);
            assert_int_equal(an_key_find((enum an_mapping)m, row->name), first + i);
            assert_true(row->doc[strlen(row->doc) - 1] == '.');
            if (row->shape == AN_SHAPE_MAP || row->shape == AN_SHAPE_LIST)
                assert_true(an_mapping_of((enum an_key)(first + i)) != (enum an_mapping)m);
        }
        assert_int_equal(an_key_find((enum an_mapping)m, "no-such-key"), AN_KEY_COUNT);
    }
    assert_int_equal(total, AN_KEY_COUNT);
}

/* an_add_items takes the first key of a mapping for its id. */
static void test_first_key_is_the_id(void **unused)
{
    (void)unused;
    static const enum an_mapping with_id[] = {AN_M_jurisdiction, AN_M_topic,      AN_M_fact,
                                              AN_M_table,        AN_M_nexus,      AN_M_function,
                                              AN_M_axiom,        AN_M_presumption};
    for (size_t i = 0; i < sizeof with_id / sizeof *with_id; i++) {
        size_t n;
        assert_string_equal(an_key_row(an_mapping_keys(with_id[i], &n))->name, "id");
    }
}

/* ---- words ---- */

#define CHECK_WORDS(key, word_of, type, offset)                                                    \
 do {                                                                                              \
  const char *of = an_key_row(key)->of;                                                            \
  for (int i = 0, more = 1; more; i++) {                                                           \
   const char *word = word_of((type)(i + (offset)));                                               \
   assert_int_equal(an_word_index(of, word), i);                                                   \
   more = strlen(of) > 0 && strstr(of, word)[strlen(word)] == '|';                                 \
  }                                                                                                \
 } while (0)

/* Builders take the place of a word in keys.def for the number of its enumerator. */
static void test_words_of_enums(void **unused)
{
    (void)unused;
    CHECK_WORDS(AN_K_provision_trigger, an_trigger_word, enum an_trigger, 0);
    CHECK_WORDS(AN_K_event_is, an_state_word, enum an_state, 0);
    CHECK_WORDS(AN_K_event_evidence, an_evidence_word, enum an_evidence, 0);
    CHECK_WORDS(AN_K_checked_confidence, an_confidence_word, enum an_confidence, 0);
    CHECK_WORDS(AN_K_evidence_confidence, an_confidence_word, enum an_confidence, 0);
    CHECK_WORDS(AN_K_fact_type, an_type_word, enum an_type, 0);
    CHECK_WORDS(AN_K_column_type, an_type_word, enum an_type, 0);
    CHECK_WORDS(AN_K_provision_nexus, an_nexus_word, enum an_nexus_kind, 0);
    CHECK_WORDS(AN_K_nexus_id, an_nexus_word, enum an_nexus_kind, 0);
    CHECK_WORDS(AN_K_provision_effect, an_effect_word, enum an_effect, 0);
    CHECK_WORDS(AN_K_fact_nature, an_nature_word, enum an_nature, 0);
    CHECK_WORDS(AN_K_table_nature, an_nature_word, enum an_nature, 0);
    CHECK_WORDS(AN_K_fact_scope, an_scope_word, enum an_scope, 0);
    CHECK_WORDS(AN_K_provision_inability, an_inability_word, enum an_inability, 1);
    CHECK_WORDS(AN_K_reading_inability, an_inability_word, enum an_inability, 1);
    CHECK_WORDS(AN_K_jurisdiction_kind, an_place_kind_word, enum an_place_kind, 0);
    CHECK_WORDS(AN_K_derived_function, an_function_word, enum an_function, 1);
    CHECK_WORDS(AN_K_function_id, an_function_word, enum an_function, 1);
    CHECK_WORDS(AN_K_provision_by, an_priority_word, enum an_priority, 1);
    CHECK_WORDS(AN_K_instrument_text, an_text_kind_word, enum an_text_kind, 0);
    assert_string_equal(an_inability_word(AN_INABILITY_NONE), "");
    assert_string_equal(an_evidence_word(AN_EV_NONE), "");
    assert_string_equal(an_duty_word(AN_DUTY_MUST_NOT), "must_not");
    assert_string_equal(an_op_word(AN_OP_ON_LIST), "on_list");
}

static void test_addressees(void **unused)
{
    (void)unused;
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        fail_msg("out of memory");
    const char *of = an_key_row(AN_K_provision_addressee)->of;
    for (uint32_t bit = 1; bit <= AN_ADDR_STATE; bit *= 2)
        assert_int_equal(1u << an_word_index(of, an_addressee_words(arena, bit)), bit);
    assert_string_equal(an_addressee_words(arena, AN_ADDR_SELLER | AN_ADDR_BUYER), "seller, buyer");
    assert_string_equal(an_addressee_words(arena, 0), "");
    an_arena_free(arena);
}

static void test_verdicts(void **unused)
{
    (void)unused;
    for (unsigned v = 0; v < AN_VERDICT_COUNT; v++)
        assert_int_equal(an_verdict_of_word(an_verdict_word((enum an_verdict)v)), v);
    assert_int_equal(an_verdict_of_word("none"), AN_VERDICT_COUNT);
    assert_int_equal(an_verdict_of_word(""), AN_VERDICT_COUNT);
}

static void test_word_index(void **unused)
{
    (void)unused;
    assert_int_equal(an_word_index("a|bc|d", "a"), 0);
    assert_int_equal(an_word_index("a|bc|d", "bc"), 1);
    assert_int_equal(an_word_index("a|bc|d", "d"), 2);
    assert_int_equal(an_word_index("a|bc|d", "b"), -1);
    assert_int_equal(an_word_index("a|bc|d", "bcd"), -1);
    assert_int_equal(an_word_index("a|bc|d", ""), -1);
    assert_int_equal(an_word_index("", "a"), -1);
}

/* ---- scalars ---- */

static void test_whole_numbers(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        enum an_int_error error;
        int64_t value;
    } cases[] = {
        {"0", AN_INT_OK, 0},
        {"5", AN_INT_OK, 5},
        {"-5", AN_INT_OK, -5},
        {"9223372036854775807", AN_INT_OK, INT64_MAX},
        {"-9223372036854775808", AN_INT_OK, INT64_MIN},
        {"9223372036854775808", AN_INT_RANGE, 0},
        {"-9223372036854775809", AN_INT_RANGE, 0},
        {"99999999999999999999", AN_INT_RANGE, 0},
        {"", AN_INT_SHAPE, 0},
        {"-", AN_INT_SHAPE, 0},
        {"+5", AN_INT_SHAPE, 0},
        {"5.0", AN_INT_SHAPE, 0},
        {"1e3", AN_INT_SHAPE, 0},
        {"0x10", AN_INT_SHAPE, 0},
        {" 5", AN_INT_SHAPE, 0},
        {"1_000", AN_INT_SHAPE, 0},
        {"00", AN_INT_ZERO, 0},
        {"0140", AN_INT_ZERO, 0},
        {"-0", AN_INT_ZERO, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = 0;
        assert_int_equal(an_read_int(cases[i].text, &value), cases[i].error);
        if (cases[i].error == AN_INT_OK)
            assert_true(value == cases[i].value);
    }
}

static void test_ids(void **unused)
{
    (void)unused;
    char longest[AN_MAX_ID + 2];
    memset(longest, 'a', sizeof longest);
    longest[AN_MAX_ID] = '\0';
    assert_true(an_is_id(longest));
    longest[AN_MAX_ID] = 'a';
    longest[AN_MAX_ID + 1] = '\0';
    assert_false(an_is_id(longest));
    assert_true(an_is_id("cn.bank317.product_table-1"));
    assert_true(an_is_id("152-fz"));
    assert_false(an_is_id(""));
    assert_false(an_is_id(".a"));
    assert_false(an_is_id("-a"));
    assert_false(an_is_id("_a"));
    assert_false(an_is_id("a b"));
    assert_false(an_is_id("\xD0\xA1N")); /* a Cyrillic letter */
    assert_int_equal(an_id_span("ab c"), 2);
}

static struct an_node scalar(const char *text, enum an_node_style style)
{
    return (struct an_node){.kind = AN_NODE_SCALAR, .style = style, .scalar = {text, strlen(text)}};
}

static void test_nothing(void **unused)
{
    (void)unused;
    static const char *const nothing[] = {"", "~", "null"};
    for (size_t i = 0; i < 3; i++) {
        struct an_node plain = scalar(nothing[i], AN_STYLE_PLAIN);
        struct an_node quoted = scalar(nothing[i], AN_STYLE_DOUBLE);
        assert_true(an_is_empty(&plain));
        assert_false(an_is_empty(&quoted));
    }
    struct an_node word = scalar("NULL", AN_STYLE_PLAIN);
    assert_false(an_is_empty(&word));
    assert_false(an_is_empty(NULL));
    assert_int_equal(an_items(NULL), 0);
    assert_int_equal(an_items(&word), 1);
    assert_string_equal(an_text(NULL), "");
}

static void test_text_is_kept_without_its_last_line_end(void **unused)
{
    (void)unused;
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        fail_msg("out of memory");
    struct an_node node = scalar("two\nlines\n\n", AN_STYLE_LITERAL);
    assert_string_equal(an_keep_text(arena, &node), "two\nlines");
    assert_null(an_keep_text(arena, NULL));
    an_arena_free(arena);
}

static void test_sniffing(void **unused)
{
    (void)unused;
    static const char *const no[] = {
        "antinomy: 1\ninstrument:\n  id: a\n",
        "---\nantinomy: 1\ncases:\n",
        "antinomy: 1\ninstrument:\n  title: a list: of topics\n",
        "# vocabulary:\nantinomy: 1\ninstrument:\n",
        "antinomy: 1\ninstrument:\n  summary: topical\n",
        "",
        "---",
    };
    static const char *const yes[] = {
        "antinomy: 1\ntopics:\n",   "  jurisdictions:\n", "vocabulary :\n", "? list\n: {}\n",
        "'vocabulary': {}\n",       "{antinomy: 1}\n",    "--- {a: b}\n",   "a: b\rlist:\r",
        "\"voc\\x61bulary\": {}\n", "--- # text\n",
    };
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (an_sniff_definitions(no[i], strlen(no[i])))
            fail_msg("suspected: %s", no[i]);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!an_sniff_definitions(yes[i], strlen(yes[i])))
            fail_msg("missed: %s", yes[i]);
    assert_true(an_sniff_file("/no/such/file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_first_key_is_the_id),
        cmocka_unit_test(test_words_of_enums),
        cmocka_unit_test(test_addressees),
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_word_index),
        cmocka_unit_test(test_whole_numbers),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_text_is_kept_without_its_last_line_end),
        cmocka_unit_test(test_sniffing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
