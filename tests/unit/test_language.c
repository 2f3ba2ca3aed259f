/* The schema and the reference against the table of keys they are made from. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "antinomy/language.h"
#include "engine/lang/keys.h"

#include "tests/unit/parse_text.h"

static const char *const kinds[] = {"jurisdictions", "topics",  "vocabulary",
                                    "instrument",    "product", "cases",
                                    "list",          "names",   "weights"};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* The schema of a kind, read back; freed with its arena. */
static struct parsed schema_of(const char *kind)
{
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    assert_int_equal(an_language_schema(&out.sink, kind), AN_OK);
    struct parsed p = parse_bytes(out.text, out.n, true);
    an_arena_free(arena);
    assert_non_null(p.source);
    assert_int_equal(p.source->n_docs, 1);
    return p;
}

static const struct an_node *need(const struct an_node *map, const char *key)
{
    const struct an_node *value = an_node_get(map, key);
    if (!value)
        fail_msg("no '%s'", key);
    return value;
}

static const struct an_node *definition(const struct parsed *p, const char *name)
{
    return need(need(p->source->doc[0], "$defs"), name);
}

static bool lists(const struct an_node *list, const char *text)
{
    for (size_t i = 0; list && i < list->seq.n; i++)
        if (strcmp(list->seq.item[i]->scalar.text, text) == 0)
            return true;
    return false;
}

/* Does a oneOf of {required: [key]} name this key? */
static bool is_alternative(const struct an_node *one_of, const char *key)
{
    for (size_t i = 0; one_of && i < one_of->seq.n; i++)
        if (lists(need(one_of->seq.item[i], "required"), key))
            return true;
    return false;
}

static void test_kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++)
        assert_string_equal(an_language_kind(i), kinds[i]);
    assert_null(an_language_kind(KINDS));
}

static void test_no_such_kind(void **state)
{
    (void)state;
    static const char *const wrong[] = {"antinomy", "provision", "", "Product"};
    struct an_arena *arena = an_arena_new();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct an_sink_buffer out;
        an_sink_buffer_init(&out, arena);
        assert_int_equal(an_language_schema(&out.sink, wrong[i]), AN_ENOTFOUND);
        assert_int_equal(out.n, 0);
    }
    an_arena_free(arena);
}

static void expect_mapping(const struct an_node *schema, enum an_mapping mapping)
{
    size_t n;
    enum an_key first = an_mapping_keys(mapping, &n);
    const struct an_node *properties = need(schema, "properties");
    assert_string_equal(need(schema, "type")->scalar.text, "object");
    assert_string_equal(need(schema, "additionalProperties")->scalar.text, "false");
    assert_int_equal(properties->map.n, n);
    for (size_t i = 0; i < n; i++) {
        const struct an_key_row *row = an_key_row((enum an_key)(first + i));
        assert_string_equal(properties->map.pair[i].key->scalar.text, row->name);
        assert_string_equal(need(properties->map.pair[i].value, "description")->scalar.text,
                            row->doc);
        assert_int_equal(lists(an_node_get(schema, "required"), row->name),
                         row->need == AN_NEED_REQ);
        assert_int_equal(is_alternative(an_node_get(schema, "oneOf"), row->name),
                         row->need == AN_NEED_ONE);
    }
}

static void test_mappings_follow_the_table(void **state)
{
    (void)state;
    struct parsed p = schema_of(NULL);
    expect_mapping(p.source->doc[0], AN_M_document);
    for (unsigned m = 0; m < AN_MAPPING_COUNT; m++)
        if (m != AN_M_document)
            expect_mapping(definition(&p, an_mapping_name((enum an_mapping)m)), (enum an_mapping)m);
    an_arena_free(p.arena);
}

/* Every "$ref" leads to a definition. The depth of a schema is that of the table: small. */
static size_t follow(const struct an_node *definitions, const struct an_node *node)
{
    static const char prefix[] = "#/$defs/";
    size_t found = 0;
    if (node->kind == AN_NODE_SEQ)
        for (size_t i = 0; i < node->seq.n; i++)
            found += follow(definitions, node->seq.item[i]);
    if (node->kind != AN_NODE_MAP)
        return found;
    for (size_t i = 0; i < node->map.n; i++) {
        const struct an_pair *pair = &node->map.pair[i];
        found += follow(definitions, pair->value);
        if (strcmp(pair->key->scalar.text, "$ref") != 0)
            continue;
        assert_memory_equal(pair->value->scalar.text, prefix, sizeof prefix - 1);
        (void)need(definitions, pair->value->scalar.text + sizeof prefix - 1);
        found++;
    }
    return found;
}

static void test_references_lead_somewhere(void **state)
{
    (void)state;
    for (size_t i = 0; i <= KINDS; i++) {
        struct parsed p = schema_of(i < KINDS ? kinds[i] : NULL);
        const struct an_node *schema = p.source->doc[0];
        assert_true(follow(need(schema, "$defs"), schema) > 2);
        an_arena_free(p.arena);
    }
}

static void test_one_kind_has_what_it_needs(void **state)
{
    (void)state;
    struct parsed p = schema_of("product");
    const struct an_node *schema = p.source->doc[0], *definitions = need(schema, "$defs");
    assert_int_equal(need(schema, "properties")->map.n, 2);
    assert_null(an_node_get(schema, "oneOf"));
    assert_non_null(an_node_get(definitions, "order"));
    assert_null(an_node_get(definitions, "provision"));
    an_arena_free(p.arena);
}

static const char *compact(struct an_arena *arena, const struct an_node *node)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    put_compact(&out.sink, node);
    return out.text;
}

static void expect_form(const struct parsed *p, const char *mapping, const char *key,
                        const char *expected)
{
    const struct an_node *value = need(need(definition(p, mapping), "properties"), key);
    const char *found = compact(p->arena, value);
    const char *after = strstr(found, "' ");
    assert_non_null(after);
    if (strcmp(after + 2, expected) != 0)
        fail_msg("%s of %s: %s, expected %s", key, mapping, after + 2, expected);
}

static void test_values(void **state)
{
    (void)state;
    struct parsed p = schema_of(NULL);
    expect_form(&p, "provision", "trigger", "'enum':['standing' 'event' 'order']}");
    expect_form(&p, "provision", "title", "'$ref':'#/$defs/line'}");
    expect_form(&p, "provision", "when", "'type':'object'}");
    expect_form(&p, "provision", "penalty", "'$ref':'#/$defs/penalty'}");
    expect_form(&p, "provision", "due",
                "'anyOf':[{'$ref':'#/$defs/when'} {'$ref':'#/$defs/due_after'}]}");
    expect_form(&p, "instrument", "status",
                "'type':'array' 'items':{'$ref':'#/$defs/event'} 'minItems':'1'}");
    expect_form(&p, "instrument", "terms", "'type':'array' 'items':{'$ref':'#/$defs/term'}}");
    expect_form(&p, "list", "members", "'type':'array' 'items':{'$ref':'#/$defs/list_member'}}");
    expect_form(&p, "fact", "cost", "'$ref':'#/$defs/number'}");
    expect_form(&p, "fact", "ordered", "'type':'boolean'}");
    expect_form(&p, "order", "served", "'$ref':'#/$defs/day'}");
    expect_form(&p, "product", "per_market",
                "'type':'object' 'propertyNames':{'$ref':'#/$defs/id'} "
                "'additionalProperties':{'$ref':'#/$defs/market_values'}}");
    expect_form(&p, "coverage", "topics",
                "'anyOf':[{'$ref':'#/$defs/id'} {'type':'array' 'items':{'$ref':'#/$defs/id'} "
                "'minItems':'1' 'uniqueItems':'true'}]}");
    expect_form(&p, "function", "takes",
                "'anyOf':[{'$ref':'#/$defs/line'} {'type':'array' "
                "'items':{'$ref':'#/$defs/line'} 'minItems':'1'}]}");
    an_arena_free(p.arena);
}

static void test_the_version_may_be_a_number(void **state)
{
    (void)state;
    struct parsed p = schema_of("list");
    const struct an_node *version = need(need(p.source->doc[0], "properties"), "antinomy");
    const struct an_node *words = need(version, "enum");
    assert_int_equal(words->seq.n, 2);
    assert_int_equal(words->seq.item[0]->style, AN_STYLE_DOUBLE);
    assert_int_equal(words->seq.item[1]->style, AN_STYLE_JSON_LITERAL);
    an_arena_free(p.arena);
}

static void test_same_bytes(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer a, b;
    an_sink_buffer_init(&a, arena);
    an_sink_buffer_init(&b, arena);
    assert_int_equal(an_language_schema(&a.sink, NULL), AN_OK);
    assert_int_equal(an_language_schema(&b.sink, NULL), AN_OK);
    assert_string_equal(a.text, b.text);
    an_arena_free(arena);
}

static void test_reference_has_every_key(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_language_reference(&out.sink);
    for (unsigned m = 0; m < AN_MAPPING_COUNT; m++) {
        size_t n;
        enum an_key first = an_mapping_keys((enum an_mapping)m, &n);
        const char *section =
            strstr(out.text, an_strf(arena, "\n## %s\n", an_mapping_name((enum an_mapping)m)));
        assert_non_null(section);
        const char *end = strstr(section + 1, "\n## ");
        for (size_t i = 0; i < n; i++) {
            const char *name = an_key_row((enum an_key)(first + i))->name;
            section = strstr(section, an_strf(arena, "\n| `%s` | ", name));
            if (!section || (end && section > end))
                fail_msg("no '%s' of %s in its place", name, an_mapping_name((enum an_mapping)m));
        }
    }
    an_arena_free(arena);
}

static void test_a_bar_ends_no_cell(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_language_reference(&out.sink);
    assert_non_null(strstr(out.text, "N days\\|months\\|years"));
    assert_null(strstr(out.text, "N days|months"));
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_no_such_kind),
        cmocka_unit_test(test_mappings_follow_the_table),
        cmocka_unit_test(test_references_lead_somewhere),
        cmocka_unit_test(test_one_kind_has_what_it_needs),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_the_version_may_be_a_number),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_reference_has_every_key),
        cmocka_unit_test(test_a_bar_ends_no_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
