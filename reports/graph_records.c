/*
 * Neutral graph -> the records that antinomy-draw reads. The format is described once, in
 * reports/draw/records.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "reports/draw/records.h"
#include "reports/graph.h"

static void put_field(struct an_sink *sink, const char *text)
{
    size_t n = text ? strlen(text) : 0;

    if (n > AN_RECORDS_MAX_FIELD) { /* never inside a character */
        n = AN_RECORDS_MAX_FIELD;
        while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
            n--;
    }
    const char head[4] = {(char)(n >> 24 & 0xFF), (char)(n >> 16 & 0xFF), (char)(n >> 8 & 0xFF),
                          (char)(n & 0xFF)};
    an_put_n(sink, head, sizeof head);
    if (n > 0)
        an_put_n(sink, text, n);
}

static void put_number(struct an_sink *sink, int64_t number)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRId64, number);
    put_field(sink, text);
}

static void put_head(struct an_sink *sink, char kind, int n_fields)
{
    const char head[2] = {kind, (char)n_fields};

    an_put_n(sink, head, sizeof head);
}

void an_graph_write_records(struct an_sink *sink, const struct an_graph *graph)
{
    an_put(sink, AN_RECORDS_MAGIC);
    put_head(sink, 'G', 3);
    put_field(sink, graph->title);
    put_field(sink, graph->subtitle);
    put_field(sink, graph->note);
    for (uint32_t i = 0; i < graph->n_clusters; i++) {
        put_head(sink, 'C', 1);
        put_field(sink, graph->clusters[i].title);
    }
    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        const struct an_graph_node *node = &graph->nodes[i];
        put_head(sink, 'N', 7);
        put_field(sink, node->title);
        put_field(sink, node->detail);
        put_field(sink, node->tooltip);
        put_field(sink, node->url);
        put_number(sink, node->role);
        put_number(sink, node->cluster);
        put_number(sink, node->faded);
    }
    for (uint32_t i = 0; i < graph->n_edges; i++) {
        const struct an_graph_edge *edge = &graph->edges[i];
        put_head(sink, 'E', 4);
        put_number(sink, edge->from);
        put_number(sink, edge->to);
        put_field(sink, edge->label);
        put_number(sink, edge->role);
    }
    put_head(sink, '.', 0);
}
