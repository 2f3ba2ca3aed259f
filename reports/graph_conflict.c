/*
 * Conflicts -> the picture of who demands what cannot be had together. Provisions stand in clusters
 * by jurisdiction. Two that clash are joined by a line; where more take part (three demands, or a
 * fact that its maker will not change) all of them meet in a small numbered hub. The numbers are
 * those of the text. Computes nothing legal.
 */
#include <inttypes.h>
#include <string.h>

#include "engine/base/map.h"
#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "reports/conflict_words.h"
#include "reports/graph.h"
#include "reports/graph_parts.h"

enum { MOST_WAYS = 4 };

struct picture {
    struct an_graph_parts parts;
    unsigned with;
    uint32_t ways_left_out;
};

/* What takes part in one conflict. */
struct members {
    AN_VEC(uint32_t) nodes;
};

static void add_member(struct picture *p, struct members *m, uint32_t node)
{
    for (size_t i = 0; i < m->nodes.n; i++)
        if (m->nodes.v[i] == node)
            return;
    an_vec_push(p->parts.arena, &m->nodes, node);
}

static uint32_t fixed_node(struct picture *p, const struct an_conflict_fact *f)
{
    struct an_arena *arena = p->parts.arena;
    struct an_graph_node node = {
        .title = f->question && *f->question ? f->question : f->fact,
        .detail = an_strf(arena, "%s: %s%s", f->fact, f->value, f->fixed ? " (fixed)" : ""),
        .tooltip = f->evidence,
        .role = f->fixed ? AN_NODE_FIXED_FACT : AN_NODE_FACT,
        .cluster = -1};
    return an_graph_put_node(&p->parts, an_strf(arena, "fact %s %s", f->fact, f->value), &node);
}

/* Line style by what matters most to who reads it: an order, a day, a fixed fact, any product. */
static enum an_edge_role line_of(const struct an_conflict *c)
{
    if (c->conflict_class == AN_CONFLICT_BUILDS)
        return AN_EDGE_BUILDS;
    if (c->kinds & AN_CONFLICT_EXPOSURE)
        return AN_EDGE_EXPOSURE;
    if (c->kinds & AN_CONFLICT_TIMING)
        return AN_EDGE_TIMING;
    if (c->kinds & AN_CONFLICT_DESIGN)
        return AN_EDGE_DESIGN;
    if (c->n_demands > 2)
        return AN_EDGE_JOINT;
    return AN_EDGE_CONTRADICTION;
}

static const char *line_word(enum an_edge_role role)
{
    return role == AN_EDGE_BUILDS     ? "a build each"
           : role == AN_EDGE_EXPOSURE ? "once ordered"
           : role == AN_EDGE_TIMING   ? "for a time"
           : role == AN_EDGE_DESIGN   ? "as it is built"
           : role == AN_EDGE_JOINT    ? "only all together"
                                      : "any product";
}

static void add_members(struct picture *p, struct members *m, const struct an_conflict *c)
{
    for (uint32_t i = 0; i < c->n_demands; i++)
        for (uint32_t k = 0; k < c->demands[i].n_makers; k++) {
            const struct an_conflict_maker *maker = &c->demands[i].makers[k];
            add_member(p, m,
                       an_graph_put_provision(&p->parts, maker->provision,
                                              maker->draft ? "not yet law on this day" : NULL));
        }
    for (uint32_t b = 0; b < c->n_blocks; b++)
        for (uint32_t i = 0; i < c->blocks[b].n; i++)
            add_member(p, m, fixed_node(p, &c->fixed[c->blocks[b].fact[i]]));
}

static void add_rules(struct picture *p, const struct an_conflict *c, uint32_t hub)
{
    for (uint32_t i = 0; (p->with & AN_GRAPH_AXIOMS) && i < c->n_rules; i++) {
        const struct an_conflict_rule *rule = &c->rules[i];
        struct an_graph_node node = {.title = rule->because ? rule->because : rule->id,
                                     .detail = rule->presumed ? "presumed" : "by definition",
                                     .tooltip = rule->id,
                                     .role = AN_NODE_AXIOM,
                                     .cluster = -1};
        uint32_t at =
            an_graph_put_node(&p->parts, an_strf(p->parts.arena, "rule %s", rule->id), &node);
        an_graph_put_edge(&p->parts, hub, at, "rests on", AN_EDGE_RESTS_ON);
    }
}

static void add_ways(struct picture *p, const struct an_conflict *c, uint32_t hub)
{
    for (uint32_t i = 0; (p->with & AN_GRAPH_WAYS) && i < c->n_ways; i++) {
        if (i == MOST_WAYS) {
            p->ways_left_out += c->n_ways - MOST_WAYS;
            return;
        }
        const char *words = an_conflict_way_words(p->parts.arena, &c->ways[i]);
        struct an_graph_node node = {.title = words, .role = AN_NODE_WAY_OUT, .cluster = -1};
        uint32_t at = an_graph_put_node(&p->parts, an_strf(p->parts.arena, "way %s", words), &node);
        an_graph_put_edge(&p->parts, hub, at, "way out", AN_EDGE_MET_BY);
    }
}

static bool has_more(const struct picture *p, const struct an_conflict *c)
{
    return ((p->with & AN_GRAPH_AXIOMS) && c->n_rules > 0) ||
           ((p->with & AN_GRAPH_WAYS) && c->n_ways > 0);
}

static void add_conflict(struct picture *p, const struct an_conflict *c)
{
    struct an_arena *arena = p->parts.arena;
    struct members m = {0};
    enum an_edge_role line = line_of(c);
    add_members(p, &m, c);
    const char *kinds = an_conflict_kinds(arena, c);
    if (m.nodes.n == 2 && !has_more(p, c)) {
        an_graph_put_edge(&p->parts, m.nodes.v[0], m.nodes.v[1],
                          an_strf(arena, "%s: %s", c->id, kinds), line);
        return;
    }
    struct an_graph_node node = {.title = an_strf(arena, "%s: %s", c->id, kinds),
                                 .tooltip = an_conflict_headline(arena, c),
                                 .role = AN_NODE_HUB,
                                 .cluster = -1};
    uint32_t hub = an_graph_put_node(&p->parts, an_strf(arena, "conflict %s", c->id), &node);
    for (size_t i = 0; i < m.nodes.n; i++)
        an_graph_put_edge(&p->parts, m.nodes.v[i], hub, line_word(line), line);
    add_rules(p, c, hub);
    add_ways(p, c, hub);
}

static const char *note_of(const struct picture *p, const struct an_conflicts *conflicts)
{
    struct an_arena *arena = p->parts.arena;
    const char *ways =
        p->ways_left_out > 0
            ? an_strf(arena, "\n%" PRIu32 " dearer ways out are not drawn.", p->ways_left_out)
            : "";
    return an_strf(arena, "%s%s", an_conflict_answer(arena, conflicts), ways);
}

const struct an_graph *an_graph_from_conflicts(struct an_arena *arena,
                                               const struct an_conflicts *conflicts, unsigned with)
{
    struct picture p = {.with = with};
    an_graph_parts_init(&p.parts, arena);
    for (uint32_t i = 0; i < conflicts->n_conflicts; i++)
        add_conflict(&p, &conflicts->conflicts[i]);
    struct an_graph *graph = an_graph_of_parts(
        &p.parts, conflicts->complete ? "No conflict was found."
                                      : "No conflict was found; the search was cut short.");
    graph->title = conflicts->product
                       ? an_strf(arena, "%s: demands that it cannot meet", conflicts->product_name)
                       : "Demands that no product can meet together";
    graph->subtitle =
        an_strf(arena, "Law of %s%s, rules %.12s", conflicts->day,
                conflicts->drafts ? ", with what is not yet law" : "", conflicts->revision);
    graph->note = note_of(&p, conflicts);
    return graph;
}
