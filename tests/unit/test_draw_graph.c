/*
 * The drawing program's inside: records are read back as they were written or refused, labels show
 * titles letter for letter, links are only web addresses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reports/draw/draw.h"
#include "reports/graph.h"

static const struct an_graph_cluster clusters[] = {{"China (CN)"}, {"United States (US)"}};
static const struct an_graph_node nodes[] = {
    {"Keys \\N &amp; <b>\"x\"", "反恐怖主义法, art. 18", "tip", "https://example.org/a?b=1&c=2",
     AN_NODE_DUTY_ORDER, 0, false},
    {"Source code", NULL, NULL, "javascript:alert(1)", AN_NODE_DUTY_MUST, 1, true},
    {"Who holds keys?", "key.custody: device", NULL, NULL, AN_NODE_FIXED_FACT, -1, false},
};
static const struct an_graph_edge edges[] = {{0, 2, "could not obey", AN_EDGE_EXPOSED_BY},
                                             {1, 2, NULL, AN_EDGE_BREACHED_BY}};
static const struct an_graph sample = {
    "手机 & phone", "law of 2015", clusters, 2, nodes, 3, edges, 2, NULL};

static void write_sample(struct an_sink_buffer *buffer, struct an_arena *arena)
{
    an_sink_buffer_init(buffer, arena);
    an_graph_write_records(&buffer->sink, &sample);
    assert_int_equal(an_sink_error(&buffer->sink), 0);
}

static const struct an_graph *read_bytes(struct an_arena *arena, char *data, size_t n)
{
    FILE *in = fmemopen(data, n, "rb");

    assert_non_null(in);
    const char *why = NULL;
    const struct an_graph *graph = an_draw_read(arena, in, &why);
    assert_int_equal(graph == NULL, why != NULL);
    fclose(in);
    return graph;
}

static void records_come_back_as_written(void **state)
{
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer buffer;

    (void)state;
    assert_non_null(arena);
    write_sample(&buffer, arena);
    const struct an_graph *g = read_bytes(arena, buffer.text, buffer.n);
    assert_non_null(g);
    assert_string_equal(g->title, sample.title);
    assert_string_equal(g->subtitle, sample.subtitle);
    assert_null(g->note);
    assert_int_equal(g->n_clusters, 2);
    assert_string_equal(g->clusters[1].title, "United States (US)");
    assert_int_equal(g->n_nodes, 3);
    assert_string_equal(g->nodes[0].title, nodes[0].title);
    assert_string_equal(g->nodes[0].detail, nodes[0].detail);
    assert_int_equal(g->nodes[1].cluster, 1);
    assert_true(g->nodes[1].faded);
    assert_int_equal(g->nodes[2].role, AN_NODE_FIXED_FACT);
    assert_int_equal(g->nodes[2].cluster, -1);
    assert_int_equal(g->n_edges, 2);
    assert_int_equal(g->edges[1].from, 1);
    assert_int_equal(g->edges[1].to, 2);
    assert_string_equal(g->edges[0].label, "could not obey");
    an_arena_free(arena);
}

/* Each shortening of the stream is refused: a cut picture is never drawn as if it were whole. */
static void a_cut_stream_is_refused(void **state)
{
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer buffer;

    (void)state;
    assert_non_null(arena);
    write_sample(&buffer, arena);
    for (size_t n = 1; n + 1 < buffer.n; n++)
        assert_null(read_bytes(arena, buffer.text, n));
    an_arena_free(arena);
}

/* No byte that differs may crash the reader, or give an index outside the graph. */
static void a_changed_byte_does_no_harm(void **state)
{
    struct an_arena *arena = an_arena_new();
    struct an_sink_buffer buffer;

    (void)state;
    assert_non_null(arena);
    write_sample(&buffer, arena);
    for (size_t i = 0; i < buffer.n; i++) {
        static const int flips[] = {1, 0x7F, 0xFF};
        for (size_t k = 0; k < 3; k++) {
            char *copy = an_alloc(arena, buffer.n);
            memcpy(copy, buffer.text, buffer.n);
            copy[i] = (char)(copy[i] ^ flips[k]);
            const struct an_graph *g = read_bytes(arena, copy, buffer.n);
            for (uint32_t e = 0; g && e < g->n_edges; e++)
                assert_true(g->edges[e].from < g->n_nodes && g->edges[e].to < g->n_nodes);
            for (uint32_t v = 0; g && v < g->n_nodes; v++)
                assert_true(g->nodes[v].cluster < (int32_t)g->n_clusters);
        }
    }
    an_arena_free(arena);
}

static void labels_show_titles_letter_for_letter(void **state)
{
    struct an_arena *arena = an_arena_new();

    (void)state;
    assert_non_null(arena);
    assert_string_equal(an_draw_label(arena, "R&D \\N", 80, 5, "\\l"), "R&amp;D \\\\N\\l");
    assert_string_equal(an_draw_label(arena, "&amp;", 80, 5, ""), "&amp;amp;");
    assert_string_equal(an_draw_label(arena, "one two three", 7, 5, "\\n"), "one two\\nthree\\n");
    /* wide characters: two columns each, broken between any two */
    assert_string_equal(an_draw_label(arena, "反恐怖主义法", 6, 5, "\\n"), "反恐怖\\n主义法\\n");
    /* too long: cut with a mark */
    assert_string_equal(an_draw_label(arena, "a b c d", 1, 2, "\\n"), "a\\nb ...\\n");
    /* controls and bidirectional marks are shown, not obeyed */
    assert_non_null(strstr(an_draw_label(arena, "x\xE2\x80\xAEy\x07", 80, 5, ""), "U+202E"));
    assert_null(strchr(an_draw_label(arena, "x\x07", 80, 5, ""), 7));
    assert_string_equal(an_draw_label(arena, NULL, 80, 5, "\\n"), "");
    an_arena_free(arena);
}

static const char *attribute(Agraph_t *g, const char *node, const char *name)
{
    char key[32];
    Agnode_t *n;

    snprintf(key, sizeof key, "%s", node);
    n = agnode(g, key, 0);
    assert_non_null(n);
    snprintf(key, sizeof key, "%s", name);
    return agget(n, key);
}

static void only_web_addresses_become_links(void **state)
{
    struct an_arena *arena = an_arena_new();

    (void)state;
    assert_non_null(arena);
    Agraph_t *g = an_draw_build(arena, &sample, "svg");
    assert_non_null(g);
    assert_string_equal(attribute(g, "n0", "URL"), "https://example.org/a?b=1&amp;c=2");
    assert_string_equal(attribute(g, "n1", "URL"), "");
    assert_int_equal(agnnodes(g) > 3, 1); /* the legend is inside */
    assert_string_equal(attribute(g, "legend_node2", "label"), "duty when ordered");
    agclose(g);
    an_arena_free(arena);
}

static void every_role_has_a_look_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < AN_DRAW_NODE_ROLES; i++) {
        const struct an_draw_look *a = an_draw_node_look((enum an_node_role)i);
        assert_non_null(a->word);
        for (int k = 0; k < i; k++) {
            const struct an_draw_look *b = an_draw_node_look((enum an_node_role)k);
            assert_false(strcmp(a->shape, b->shape) == 0 && strcmp(a->style, b->style) == 0 &&
                         strcmp(a->peripheries, b->peripheries) == 0);
        }
    }
    for (int i = 0; i < AN_DRAW_EDGE_ROLES; i++)
        assert_non_null(an_draw_edge_look((enum an_edge_role)i)->word);
}

/* A graph of n duties in `places` clusters, each breached by one of n facts. */
static const struct an_graph *large(struct an_arena *arena, uint32_t n, uint32_t places)
{
    struct an_graph *g = AN_NEW(arena, struct an_graph);
    struct an_graph_cluster *c = AN_NEW_ARRAY(arena, struct an_graph_cluster, places);
    struct an_graph_node *v = AN_NEW_ARRAY(arena, struct an_graph_node, 2 * (size_t)n);
    struct an_graph_edge *e = AN_NEW_ARRAY(arena, struct an_graph_edge, 2 * (size_t)n);
    for (uint32_t i = 0; i < places; i++)
        c[i].title = an_strf(arena, "Place %u", i);
    for (uint32_t i = 0; i < n; i++) {
        enum an_node_role role = i % 2 ? AN_NODE_DUTY_MUST : AN_NODE_DUTY_ORDER;
        v[i] = (struct an_graph_node){
            .title = an_strf(arena, "Duty %u", i), .role = role, .cluster = (int32_t)(i % places)};
        v[n + i] = (struct an_graph_node){
            .title = an_strf(arena, "Fact %u", i), .role = AN_NODE_FACT, .cluster = -1};
        e[2 * i] = (struct an_graph_edge){i, n + i, "breached", AN_EDGE_BREACHED_BY};
        e[2 * i + 1] = (struct an_graph_edge){i, n, "breached", AN_EDGE_BREACHED_BY};
    }
    *g = (struct an_graph){"Large", "of many", c, places, v, 2 * n, e, 2 * n, "A note"};
    return g;
}

static uint32_t count_in_titles(const struct an_graph *g)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < g->n_nodes; i++)
        sum += g->nodes[i].role == AN_NODE_SUMMARY ? (uint32_t)strtoul(g->nodes[i].title, NULL, 10)
                                                   : 1;
    return sum;
}

static void large_graphs_are_bundled(void **state)
{
    struct an_arena *arena = an_arena_new();
    (void)state;
    assert_non_null(arena);
    const struct an_graph *small = large(arena, 75, 4);
    assert_ptr_equal(an_graph_bundle(arena, small), small);
    const uint32_t sizes[] = {76, 130, 400, 3000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const struct an_graph *whole = large(arena, sizes[i], 4);
        const struct an_graph *g = an_graph_bundle(arena, whole);
        assert_true(g->n_nodes <= 150);
        assert_int_equal(count_in_titles(g),
                         whole->n_nodes); /* each stands for as many as it says */
        assert_non_null(strstr(g->note, "A note. Drawn in summary"));
        for (uint32_t k = 0; k < g->n_edges; k++) {
            assert_true(g->edges[k].from < g->n_nodes && g->edges[k].to < g->n_nodes);
            assert_true(g->edges[k].from != g->edges[k].to);
        }
        /* The fact that all duties lead to stays apart. */
        bool found = false;
        for (uint32_t k = 0; k < g->n_nodes; k++)
            found = found || strcmp(g->nodes[k].title, "Fact 0") == 0;
        assert_true(found);
    }
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_graphs_are_bundled),
        cmocka_unit_test(records_come_back_as_written),
        cmocka_unit_test(a_cut_stream_is_refused),
        cmocka_unit_test(a_changed_byte_does_no_harm),
        cmocka_unit_test(labels_show_titles_letter_for_letter),
        cmocka_unit_test(only_web_addresses_become_links),
        cmocka_unit_test(every_role_has_a_look_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
