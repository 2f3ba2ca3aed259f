/*
 * A finished check -> the picture of what bites: duties on the left, clustered by jurisdiction, the
 * facts they bite on at the right, an edge for why. Computes nothing legal; findings that are fine
 * or do not apply are left out and counted in the note.
 */
#include <string.h>

#include "engine/base/map.h"
#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "reports/graph.h"
#include "reports/graph_parts.h"
#include "reports/phrase.h"

struct drawing {
    struct an_arena *arena;
    AN_VEC(struct an_graph_node) nodes;
    AN_VEC(struct an_graph_edge) edges;
    AN_VEC(struct an_graph_cluster) clusters;
    struct an_map cluster_of, fact_of, duty_of, other_of; /* other: axioms, ways out */
    unsigned with;
    uint32_t left_out;
};

static const char *text_or(const char *text, const char *otherwise)
{
    return text && *text ? text : otherwise;
}

/* Does a verdict bite, and how is that drawn? */
static bool bites(enum an_verdict verdict, enum an_edge_role *role, const char **label)
{
    *label = NULL;
    switch (verdict) {
    case AN_VIOLATION:
    case AN_COUNTS_AGAINST:
        *role = AN_EDGE_BREACHED_BY;
        *label = verdict == AN_VIOLATION ? "breached" : "counts against";
        return true;
    case AN_EXPOSED:
        *role = AN_EDGE_EXPOSED_BY;
        *label = "could not obey";
        return true;
    case AN_DUE:
        *role = AN_EDGE_DUE;
        *label = "due";
        return true;
    case AN_UNDETERMINED:
    case AN_DISPUTED:
        *role = AN_EDGE_OPEN;
        *label = verdict == AN_DISPUTED ? "disputed" : "open";
        return true;
    case AN_NOT_APPLICABLE:
    case AN_DISPLACED:
    case AN_EXEMPT:
    case AN_COMPLIANT:
    case AN_READY:
    case AN_PERMITS:
    case AN_CLEAR: /* is AN_BASE_VERDICTS, too */
    case AN_VERDICT_COUNT: break;
    }
    return false;
}

static int32_t cluster_for(struct drawing *d, const struct an_provision_info *p)
{
    uint32_t old, fresh = an_u32(d->clusters.n);

    if (!an_map_put(&d->cluster_of, p->jurisdiction, fresh, &old))
        return (int32_t)old;
    struct an_graph_cluster cluster = {an_graph_cluster_title(d->arena, p)};
    an_vec_push(d->arena, &d->clusters, cluster);
    return (int32_t)fresh;
}

/* How the provision stands, said in the node itself: a dashed outline alone would not print well.
 */
static const char *standing_line(const struct an_finding *f)
{
    return f->not_yet_law ? "not yet law on this day"
           : f->suspended ? "suspended on this day"
                          : NULL;
}

static uint32_t duty_node(struct drawing *d, const struct an_finding *f)
{
    const struct an_provision_info *p = f->provision;
    uint32_t old, fresh = an_u32(d->nodes.n);

    if (!an_map_put(&d->duty_of, p->id, fresh, &old))
        return old;
    const char *standing = standing_line(f);
    struct an_graph_node node = {
        .title = p->title,
        .detail = an_graph_provision_detail(d->arena, p, standing),
        .tooltip = text_or(p->summary, p->title),
        .url = p->url,
        .role = an_graph_duty_role(p),
        .cluster = cluster_for(d, p),
        .faded = standing != NULL,
    };
    an_vec_push(d->arena, &d->nodes, node);
    return fresh;
}

static uint32_t fact_node(struct drawing *d, const struct an_fact_use *use)
{
    uint32_t old, fresh = an_u32(d->nodes.n);
    const char *value = use->value ? use->value : "not known";
    const char *key = an_strf(d->arena, "%s\n%s", use->fact, value);

    if (!an_map_put(&d->fact_of, key, fresh, &old))
        return old;
    struct an_graph_node node = {
        .title = text_or(use->question, use->fact),
        .detail =
            an_strf(d->arena, "%s: %s%s", use->fact, value, use->fixed ? " (will not change)" : ""),
        .tooltip = text_or(use->help, use->fact),
        .role = use->fixed ? AN_NODE_FIXED_FACT : AN_NODE_FACT,
        .cluster = -1,
    };
    an_vec_push(d->arena, &d->nodes, node);
    return fresh;
}

static bool has_edge(const struct drawing *d, uint32_t from, uint32_t to)
{
    for (size_t i = 0; i < d->edges.n; i++)
        if (d->edges.v[i].from == from && d->edges.v[i].to == to)
            return true;
    return false;
}

static void add_edge(struct drawing *d, uint32_t from, uint32_t to, const char *label,
                     enum an_edge_role role)
{
    if (has_edge(d, from, to))
        return;
    struct an_graph_edge edge = {.from = from, .to = to, .label = label, .role = role};
    an_vec_push(d->arena, &d->edges, edge);
}

/* A node of its own for each text. */
static uint32_t other_node(struct drawing *d, const char *title, const char *detail,
                           enum an_node_role role)
{
    uint32_t old, fresh = an_u32(d->nodes.n);
    const char *key = an_strf(d->arena, "%d\n%s\n%s", (int)role, title, text_or(detail, ""));

    if (!an_map_put(&d->other_of, key, fresh, &old))
        return old;
    struct an_graph_node node = {.title = title, .detail = detail, .role = role, .cluster = -1};
    an_vec_push(d->arena, &d->nodes, node);
    return fresh;
}

/* What a fact rests on that the profile does not state. */
static void add_ground(struct drawing *d, const struct an_fact_use *use, uint32_t fact)
{
    bool rests = use->origin == AN_ORIGIN_AXIOM || use->origin == AN_ORIGIN_PRESUMED;

    if (!(d->with & AN_GRAPH_AXIOMS) || !rests || !use->because)
        return;
    bool axiom = use->origin == AN_ORIGIN_AXIOM;
    uint32_t ground =
        other_node(d, use->because, axiom ? "by definition" : "presumed", AN_NODE_AXIOM);
    add_edge(d, fact, ground, axiom ? "follows from" : "presumed by", AN_EDGE_RESTS_ON);
}

/* The ways out that the maker has not ruled out. */
static void add_ways(struct drawing *d, const struct an_finding *f, uint32_t duty)
{
    for (uint32_t i = 0; (d->with & AN_GRAPH_WAYS) && i < f->n_ways; i++) {
        if (f->ways[i].blocked)
            continue;
        const char *cost =
            f->ways[i].cost > 0 ? an_strf(d->arena, "cost %u of 5", f->ways[i].cost) : NULL;
        uint32_t way = other_node(d, f->ways[i].text, cost, AN_NODE_WAY_OUT);
        add_edge(d, duty, way, "way out", AN_EDGE_MET_BY);
    }
}

/* Facts that settled the finding; those that only say why it applies would make a net of it. */
static void add_edges(struct drawing *d, const struct an_finding *f, uint32_t duty,
                      enum an_edge_role role, const char *label)
{
    bool open = f->n_open > 0 && role == AN_EDGE_OPEN;
    const struct an_fact_use *uses = open ? f->open : f->decided;
    uint32_t n = open ? f->n_open : f->n_settled > 0 ? f->n_settled : f->n_decided;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t fact = fact_node(d, &uses[i]);
        add_edge(d, duty, fact, label, role);
        add_ground(d, &uses[i], fact);
    }
}

static void add_finding(struct drawing *d, const struct an_finding *f)
{
    enum an_edge_role role;
    const char *label;

    if (!bites(f->verdict, &role, &label)) {
        d->left_out++;
        return;
    }
    if (standing_line(f))
        label = an_strf(d->arena, "would be %s",
                        strcmp(label, "could not obey") == 0 ? "exposed" : label);
    uint32_t duty = duty_node(d, f);
    add_edges(d, f, duty, role, label);
    add_ways(d, f, duty);
}

const struct an_graph *an_graph_from_check(struct an_arena *arena, const struct an_check *check,
                                           unsigned with)
{
    struct drawing d = {.arena = arena, .with = with};

    an_map_init(&d.cluster_of, arena);
    an_map_init(&d.fact_of, arena);
    an_map_init(&d.duty_of, arena);
    an_map_init(&d.other_of, arena);
    for (uint32_t i = 0; i < check->n_findings; i++)
        add_finding(&d, &check->findings[i]);
    struct an_graph *graph = AN_NEW(arena, struct an_graph);
    graph->title =
        an_strf(arena, "%s: duties that bite, and the facts they bite on", check->product_name);
    graph->subtitle =
        an_strf(arena, "%s, rules %.12s", an_phrase_law(arena, check), check->revision);
    graph->note =
        d.left_out == 0
            ? NULL
            : an_strf(arena, "%u findings that are met, exempt or do not apply are not drawn",
                      d.left_out);
    if (d.nodes.n == 0) {
        struct an_graph_node node = {.title = "Nothing bites on this product on this day.",
                                     .role = AN_NODE_SUMMARY,
                                     .cluster = -1};
        an_vec_push(arena, &d.nodes, node);
    }
    graph->clusters = d.clusters.v;
    graph->n_clusters = an_u32(d.clusters.n);
    graph->nodes = d.nodes.v;
    graph->n_nodes = an_u32(d.nodes.n);
    graph->edges = d.edges.v;
    graph->n_edges = an_u32(d.edges.n);
    return graph;
}
