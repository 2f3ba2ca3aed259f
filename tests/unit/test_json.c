/* The JSON writer: its layout to the byte, its escapes, and that what it writes is JSON. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/json.h"
#include "engine/source/source.h"

struct fixture {
    struct an_arena *arena;
    struct an_sink_buffer out;
    struct an_json json;
};

static int set_up(void **state)
{
    struct an_arena *arena = an_arena_new();
    struct fixture *f = AN_NEW(arena, struct fixture);
    f->arena = arena;
    an_sink_buffer_init(&f->out, arena);
    an_json_init(&f->json, &f->out.sink);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    an_arena_free(f->arena);
    return 0;
}

static void write_sample(struct an_json *j)
{
    an_json_object(j);
    an_json_put(j, "code", "AN0104");
    an_json_put_int(j, "line", -7);
    an_json_put_bool(j, "ok", false);
    an_json_put(j, "note", NULL);
    an_json_key(j, "empty");
    an_json_array(j);
    an_json_end_array(j);
    an_json_key(j, "none");
    an_json_object(j);
    an_json_end_object(j);
    an_json_key(j, "list");
    an_json_array(j);
    an_json_int(j, INT64_MIN);
    an_json_object(j);
    an_json_put_bool(j, "x", true);
    an_json_end_object(j);
    an_json_null(j);
    an_json_end_array(j);
    an_json_end_object(j);
}

static void test_layout(void **state)
{
    struct fixture *f = *state;
    write_sample(&f->json);
    assert_string_equal(f->out.text, "{\n"
                                     "  \"code\": \"AN0104\",\n"
                                     "  \"line\": -7,\n"
                                     "  \"ok\": false,\n"
                                     "  \"note\": null,\n"
                                     "  \"empty\": [],\n"
                                     "  \"none\": {},\n"
                                     "  \"list\": [\n"
                                     "    -9223372036854775808,\n"
                                     "    {\n"
                                     "      \"x\": true\n"
                                     "    },\n"
                                     "    null\n"
                                     "  ]\n"
                                     "}\n");
}

static void test_compact(void **state)
{
    struct fixture *f = *state;
    f->json.compact = true;
    write_sample(&f->json);
    write_sample(&f->json); /* JSON lines */
    static const char line[] = "{\"code\":\"AN0104\",\"line\":-7,\"ok\":false,\"note\":null,"
                               "\"empty\":[],\"none\":{},\"list\":[-9223372036854775808,"
                               "{\"x\":true},null]}\n";
    assert_int_equal(f->out.n, 2 * strlen(line));
    assert_memory_equal(f->out.text, line, strlen(line));
    assert_string_equal(f->out.text + strlen(line), line);
}

static void test_escapes(void **state)
{
    struct fixture *f = *state;
    an_json_string(&f->json, "a\"b\\c\b\f\n\r\t\x01\x7F/");
    an_json_string(&f->json, "反 \xE2\x80\xAE \xE2\x80\xA8 \xF3\xA0\x80\x81");
    an_json_string(&f->json, "bad \xD2\xF8 end");
    assert_string_equal(f->out.text, "\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u007f/\"\n"
                                     "\"反 \\u202e \\u2028 \\udb40\\udc01\"\n"
                                     "\"bad \\ufffd\\ufffd end\"\n");
}

static void test_deep(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < AN_JSON_DEPTH - 1; i++)
        an_json_array(&f->json);
    for (int i = 0; i < AN_JSON_DEPTH - 1; i++)
        an_json_end_array(&f->json);
    assert_int_equal(f->json.depth, 0);
}

/* What one of ours writes, the other reads: every ASCII character and some more, in a key and a
 * text. */
static void test_read_back(void **state)
{
    struct fixture *f = *state;
    char text[200];
    size_t n = 0;
    for (char c = 1; c > 0 && c < 127; c++)
        text[n++] = c;
    memcpy(text + n, "\x7F反\xF0\x9F\x98\x80\xE2\x80\xAE", 12);
    n += 11;
    text[n] = '\0';
    an_json_object(&f->json);
    an_json_put(&f->json, text, text);
    an_json_end_object(&f->json);
    struct an_diag_list *diags = an_diag_list_new(f->arena);
    struct an_bytes bytes = {f->out.text, f->out.n, an_diag_file(diags, "out.json", NULL), {{0}}};
    const struct an_source *source = an_source_parse_json(f->arena, diags, "out.json", &bytes);
    assert_non_null(source);
    assert_int_equal(source->doc[0]->map.n, 1);
    assert_string_equal(source->doc[0]->map.pair[0].key->scalar.text, text);
    assert_string_equal(source->doc[0]->map.pair[0].value->scalar.text, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_layout, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_compact, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_escapes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_deep, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_read_back, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
