/*
 * A finished check -> the picture of what bites: duties on the left, clustered by jurisdiction, the
 * facts they bite on at the right, an edge for why. Computes nothing legal; findings that are fine
 * or do not apply are left out and counted in the note.
 */
#include <string.h>

#include "reports/graph.h"
#include "reports/graph_parts.h"
#include "reports/phrase.h"

struct drawing {
    struct an_graph_parts parts;
    struct an_arena *arena; /* of the parts */
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

/* How the provision stands, said in the node itself: a dashed outline alone would not print well.
 */
static const char *standing_line(const struct an_finding *f)
{
    return f->not_yet_law ? "not yet law on this day"
           : f->suspended ? "suspended on this day"
                          : NULL;
}

static uint32_t fact_node(struct drawing *d, const struct an_fact_use *use)
{
    const char *value = use->value ? use->value : "not known";
    struct an_graph_node node = {
        .title = text_or(use->question, use->fact),
        .detail =
            an_strf(d->arena, "%s: %s%s", use->fact, value, use->fixed ? " (will not change)" : ""),
        .tooltip = text_or(use->help, use->fact),
        .role = use->fixed ? AN_NODE_FIXED_FACT : AN_NODE_FACT,
        .cluster = -1,
    };
    return an_graph_put_node(&d->parts, an_strf(d->arena, "fact %s\n%s", use->fact, value), &node);
}

/* A node of its own for each text: axioms, ways out. */
static uint32_t other_node(struct drawing *d, const char *title, const char *detail,
                           enum an_node_role role)
{
    struct an_graph_node node = {.title = title, .detail = detail, .role = role, .cluster = -1};
    const char *key = an_strf(d->arena, "other %d\n%s\n%s", (int)role, title, text_or(detail, ""));
    return an_graph_put_node(&d->parts, key, &node);
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
    an_graph_put_edge(&d->parts, fact, ground, axiom ? "follows from" : "presumed by",
                      AN_EDGE_RESTS_ON);
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
        an_graph_put_edge(&d->parts, duty, way, "way out", AN_EDGE_MET_BY);
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
        an_graph_put_edge(&d->parts, duty, fact, label, role);
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
    uint32_t duty = an_graph_put_provision(&d->parts, f->provision, standing_line(f), NULL);
    add_edges(d, f, duty, role, label);
    add_ways(d, f, duty);
}

const struct an_graph *an_graph_from_check(struct an_arena *arena, const struct an_check *check,
                                           unsigned with)
{
    struct drawing d = {.arena = arena, .with = with};
    an_graph_parts_init(&d.parts, arena);
    for (uint32_t i = 0; i < check->n_findings; i++)
        add_finding(&d, &check->findings[i]);
    struct an_graph *graph =
        an_graph_of_parts(&d.parts, "Nothing bites on this product on this day.");
    graph->title =
        an_strf(arena, "%s: duties that bite, and the facts they bite on", check->product_name);
    graph->subtitle =
        an_strf(arena, "%s, rules %.12s", an_phrase_law(arena, check), check->revision);
    graph->note =
        d.left_out == 0
            ? NULL
            : an_strf(arena, "%u findings that are met, exempt or do not apply are not drawn",
                      d.left_out);
    return graph;
}
