/*
 * Records -> neutral graph. The sender is ours, yet every length, number and index is checked: a
 * broken stream ends in a message, never in a picture of something else.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "reports/draw/draw.h"
#include "reports/draw/records.h"

#define MAX_FIELDS 7

struct record {
    int kind;
    int n;
    const char *field[MAX_FIELDS];
};

struct reader {
    struct an_arena *arena;
    FILE *in;
    const char *why; /* what is wrong with the stream */
    AN_VEC(struct an_graph_cluster) clusters;
    AN_VEC(struct an_graph_node) nodes;
    AN_VEC(struct an_graph_edge) edges;
};

static bool complain(struct reader *r, const char *what)
{
    r->why = what;
    return false;
}

static bool read_field(struct reader *r, const char **out)
{
    unsigned char head[4];

    if (fread(head, 1, 4, r->in) != 4)
        return complain(r, "it ends inside a field");
    uint32_t n =
        (uint32_t)head[0] << 24 | (uint32_t)head[1] << 16 | (uint32_t)head[2] << 8 | head[3];
    if (n > AN_RECORDS_MAX_FIELD)
        return complain(r, "a field is too long");
    char *text = an_alloc(r->arena, (size_t)n + 1);
    if (fread(text, 1, n, r->in) != n)
        return complain(r, "it ends inside a field");
    *out = n > 0 ? text : NULL;
    return true;
}

static bool read_record(struct reader *r, struct record *rec)
{
    static const char kinds[] = "GCNE.";
    static const int counts[] = {3, 1, 7, 4, 0};
    int kind = fgetc(r->in), n = fgetc(r->in);
    const char *at = kind == EOF || kind == 0 ? NULL : strchr(kinds, kind);

    if (!at || n != counts[at - kinds])
        return complain(r, "unknown record");
    rec->kind = kind;
    rec->n = n;
    for (int i = 0; i < n; i++)
        if (!read_field(r, &rec->field[i]))
            return false;
    return true;
}

static bool number(struct reader *r, const char *text, int64_t min, int64_t max, int64_t *out)
{
    char *end;

    if (!text)
        return complain(r, "a number is missing");
    *out = strtoimax(text, &end, 10);
    if (*end != '\0' || *out < min || *out > max)
        return complain(r, "a number is out of range");
    return true;
}

static bool add_node(struct reader *r, const struct record *rec)
{
    int64_t role, cluster, faded;

    if (!number(r, rec->field[4], 0, AN_DRAW_NODE_ROLES - 1, &role) ||
        !number(r, rec->field[5], -1, (int64_t)r->clusters.n - 1, &cluster) ||
        !number(r, rec->field[6], 0, 1, &faded))
        return false;
    struct an_graph_node node = {.title = rec->field[0] ? rec->field[0] : "",
                                 .detail = rec->field[1],
                                 .tooltip = rec->field[2],
                                 .url = rec->field[3],
                                 .role = (enum an_node_role)role,
                                 .cluster = (int32_t)cluster,
                                 .faded = faded != 0};
    an_vec_push(r->arena, &r->nodes, node);
    return true;
}

static bool add_edge(struct reader *r, const struct record *rec)
{
    int64_t from, to, role, last = (int64_t)r->nodes.n - 1;

    if (!number(r, rec->field[0], 0, last, &from) || !number(r, rec->field[1], 0, last, &to) ||
        !number(r, rec->field[3], 0, AN_DRAW_EDGE_ROLES - 1, &role))
        return false;
    struct an_graph_edge edge = {.from = (uint32_t)from,
                                 .to = (uint32_t)to,
                                 .label = rec->field[2],
                                 .role = (enum an_edge_role)role};
    an_vec_push(r->arena, &r->edges, edge);
    return true;
}

static bool take(struct reader *r, const struct record *rec)
{
    if (r->nodes.n + r->edges.n + r->clusters.n > AN_RECORDS_MAX_ITEMS)
        return complain(r, "too many nodes and edges");
    if (rec->kind == 'N')
        return add_node(r, rec);
    if (rec->kind == 'E')
        return add_edge(r, rec);
    if (rec->kind != 'C')
        return complain(r, "unknown record");
    struct an_graph_cluster cluster = {rec->field[0] ? rec->field[0] : ""};
    an_vec_push(r->arena, &r->clusters, cluster);
    return true;
}

/* All records up to the end mark. */
static const struct an_graph *read_graph(struct reader *r)
{
    char magic[sizeof AN_RECORDS_MAGIC] = {0};
    struct record rec = {0};

    if (fread(magic, 1, sizeof magic - 1, r->in) != sizeof magic - 1 ||
        strcmp(magic, AN_RECORDS_MAGIC) != 0) {
        complain(r, "it does not begin as one (antinomy-draw is started by antinomy, not by hand)");
        return NULL;
    }
    if (!read_record(r, &rec))
        return NULL;
    if (rec.kind != 'G') {
        complain(r, "it has no title");
        return NULL;
    }
    struct an_graph *graph = AN_NEW(r->arena, struct an_graph);
    graph->title = rec.field[0] ? rec.field[0] : "";
    graph->subtitle = rec.field[1];
    graph->note = rec.field[2];
    do {
        if (!read_record(r, &rec) || (rec.kind != '.' && !take(r, &rec)))
            return NULL;
    } while (rec.kind != '.');
    graph->clusters = r->clusters.v;
    graph->n_clusters = an_u32(r->clusters.n);
    graph->nodes = r->nodes.v;
    graph->n_nodes = an_u32(r->nodes.n);
    graph->edges = r->edges.v;
    graph->n_edges = an_u32(r->edges.n);
    return graph;
}

const struct an_graph *an_draw_read(struct an_arena *arena, FILE *in, const char **why)
{
    struct reader r = {.arena = arena, .in = in};
    const struct an_graph *graph = read_graph(&r);

    *why = r.why;
    return graph;
}
