/*
 * The YAML test suite at the source layer. All its error cases must be refused; a valid case must
 * give the suite's tree, or be refused with the code that yaml_suite.table states for it (features
 * that the format does not have, and what libyaml 0.2.5 does not read). Skips without ../shared.
 */
#include <dirent.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "antinomy/sink.h"
#include "engine/source/source.h"

#include "tests/unit/shared_inputs.h"

/* ---- the suite's events, and ours in the same spelling ---- */

static void put_text(struct an_sink *out, const struct an_node *node)
{
    static const char styles[] = ":'\"|>";
    an_put(out, "=VAL ");
    an_put_n(out, &styles[node->style], 1);
    for (size_t i = 0; i < node->scalar.len; i++) {
        char c = node->scalar.text[i];
        if (c == '\n')
            an_put(out, "\\n");
        else if (c == '\t')
            an_put(out, "\\t");
        else if (c == '\b')
            an_put(out, "\\b");
        else if (c == '\r')
            an_put(out, "\\r");
        else if (c == '\\')
            an_put(out, "\\\\");
        else
            an_put_n(out, &c, 1);
    }
    an_put(out, "\n");
}

/* Recursion is fine here: the reader has bounded the depth. */
static void put_node(struct an_sink *out, const struct an_node *node)
{
    const char *flow =
        node->style == AN_STYLE_FLOW ? node->kind == AN_NODE_MAP ? " {}" : " []" : "";
    switch (node->kind) {
    case AN_NODE_SCALAR: put_text(out, node); break;
    case AN_NODE_SEQ:
        an_putf(out, "+SEQ%s\n", flow);
        for (size_t i = 0; i < node->seq.n; i++)
            put_node(out, node->seq.item[i]);
        an_put(out, "-SEQ\n");
        break;
    case AN_NODE_MAP:
        an_putf(out, "+MAP%s\n", flow);
        for (size_t i = 0; i < node->map.n; i++) {
            put_node(out, node->map.pair[i].key);
            put_node(out, node->map.pair[i].value);
        }
        an_put(out, "-MAP\n");
        break;
    }
}

static const char *our_events(struct an_arena *arena, const struct an_source *source)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_put(&out.sink, "+STR\n");
    for (size_t i = 0; i < source->n_docs; i++) {
        an_put(&out.sink, "+DOC\n");
        put_node(&out.sink, source->doc[i]);
        an_put(&out.sink, "-DOC\n");
    }
    an_put(&out.sink, "-STR\n");
    return out.text;
}

/* Document marks ("+DOC ---") are no part of the tree. */
static const char *suite_events(struct an_arena *arena, const char *text)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    while (*text) {
        size_t n = strcspn(text, "\n");
        size_t shown = strncmp(text, "+DOC", 4) == 0 || strncmp(text, "-DOC", 4) == 0 ? 4 : n;
        an_put_n(&out.sink, text, shown);
        an_put(&out.sink, "\n");
        text += n + (text[n] == '\n');
    }
    return out.text;
}

/* ---- one case ---- */

struct tally {
    size_t cases, errors, errors_refused, right_tree, refused_as_stated, wrong;
};

static const char *first_code(const struct an_diag_list *diags)
{
    for (size_t i = 0; an_diag_at(diags, i); i++)
        if (an_diag_at(diags, i)->severity == AN_SEV_ERROR)
            return an_diag_at(diags, i)->code;
    return "none";
}

/* What the table says of a valid case that we refuse: its code, or NULL. */
static const char *stated_code(struct an_arena *arena, const char *table, const char *id)
{
    const char *line = strstr(table, an_strf(arena, "\n%s ", id));
    if (!line)
        return NULL;
    line += 1 + strlen(id) + 1;
    return an_strndup(arena, line, strcspn(line, " \n"));
}

static void run_case(struct tally *t, const char *id, bool valid, const char *table)
{
    struct an_arena *arena = an_arena_new();
    struct an_diag_list *diags = an_diag_list_new(arena);
    struct an_bytes bytes;
    const char *cases = shared_path(arena, "suites/yaml-test-suite/cases");
    const char *path = an_strf(arena, "%s/%s.in.yaml", cases, id);
    assert_true(an_source_slurp(arena, diags, path, &bytes));
    const struct an_source *source = an_source_parse_yaml(arena, diags, path, &bytes);
    const char *stated = stated_code(arena, table, id);
    t->cases++;
    if (!valid) {
        t->errors++;
        if (!source && an_diag_count(diags, AN_SEV_ERROR) > 0)
            t->errors_refused++;
        else
            printf("%s: an error case was accepted\n", id);
    } else if (!source) {
        if (stated && strcmp(stated, first_code(diags)) == 0) {
            t->refused_as_stated++;
        } else {
            t->wrong++;
            printf("%s: refused with %s, the table says %s\n", id, first_code(diags),
                   stated ? stated : "accepted");
        }
    } else {
        const char *events = an_strf(arena, "%s/%s.event.txt", cases, id);
        const char *ours = our_events(arena, source);
        const char *theirs = suite_events(arena, shared_text(arena, events));
        if (!stated && strcmp(ours, theirs) == 0) {
            t->right_tree++;
        } else {
            t->wrong++;
            printf("%s: accepted, %s; ours:\n%ssuite:\n%s", id,
                   stated ? "but the table states a refusal" : "but the tree differs", ours,
                   theirs);
        }
    }
    an_arena_free(arena);
}

/* ---- all of them ---- */

static size_t count_class(const char *table, const char *class_name)
{
    size_t n = 0;
    char word[32];
    (void)snprintf(word, sizeof word, " %s ", class_name);
    for (const char *line = table; *line;) {
        size_t len = strcspn(line, "\n");
        const char *code = line + strcspn(line, " ");
        /* "ID CODE class title" */
        if (*line != '#' && strncmp(code + 7, word, strlen(word)) == 0)
            n++;
        line += len + (line[len] == '\n');
    }
    return n;
}

static void test_suite(void **state)
{
    (void)state;
    if (!have_shared("suites/yaml-test-suite/index.csv"))
        skip();
    struct an_arena *arena = an_arena_new();
    const char *index = shared_text(arena, shared_path(arena, "suites/yaml-test-suite/index.csv"));
    const char *table = own_text(arena, "tests/unit/yaml_suite.table");
    struct tally t = {0};
    for (const char *line = strchr(index, '\n') + 1; *line;) {
        size_t n = strcspn(line, "\n");
        const char *row = an_strndup(arena, line, n);
        const char *id = an_strndup(arena, row, strcspn(row, ","));
        /* The title may hold commas, never these words. */
        bool valid = strstr(row, ",accept,accept,") || strstr(row, ",accept,reject,");
        run_case(&t, id, valid, table);
        line += n + (line[n] == '\n');
    }
    printf("%zu cases: %zu of %zu error cases refused; %zu valid: %zu with the suite's tree, "
           "%zu refused as stated, %zu otherwise\n",
           t.cases, t.errors_refused, t.errors, t.cases - t.errors, t.right_tree,
           t.refused_as_stated, t.wrong);
    assert_int_equal(t.cases, 402);
    assert_int_equal(t.errors, 94);
    assert_int_equal(t.errors_refused, 94);
    assert_int_equal(t.wrong, 0);
    /* 308 valid cases. A better libyaml may only raise the first figure. */
    assert_int_equal(t.right_tree, 186);
    assert_int_equal(count_class(table, "feature"), 79);
    assert_int_equal(count_class(table, "empty-key"), 9);
    assert_int_equal(count_class(table, "flow"), 16);
    assert_int_equal(count_class(table, "tab"), 12);
    assert_int_equal(count_class(table, "document"), 4);
    assert_int_equal(count_class(table, "block-text"), 2);
    assert_int_equal(t.refused_as_stated, 308 - 186);
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_suite)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
