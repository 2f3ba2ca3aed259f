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
#include "reports/phrase.h"

enum { MOST_WAYS = 4 };

struct picture {
    struct an_graph_parts parts;
    const struct an_conflicts *conflicts;
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
    if (c->kinds & AN_CONFLICT_SUPPOSED)
        return AN_EDGE_SUPPOSED;
    if (c->commitment)
        return AN_EDGE_COMMITMENT;
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

/* Is the exception left open in that conflict of its commitment? */
static bool leaves(const struct an_conflict *c, const struct an_provision_info *exception)
{
    for (uint32_t i = 0; i < c->commitment->n_exceptions; i++)
        if (strcmp(c->commitment->exceptions[i].provision->id, exception->id) == 0)
            return true;
    return false;
}

static bool is_of(const struct an_conflict *c, const struct an_provision_info *commitment)
{
    return c->commitment && strcmp(c->demands[1].makers[0].provision->id, commitment->id) == 0;
}

/* " (in 1 and 4)"; nothing where it is left in all conflicts of the commitment. */
static const char *numbers_of(struct picture *p, const struct an_provision_info *commitment,
                              const struct an_provision_info *exception)
{
    struct an_arena *arena = p->parts.arena;
    const char **ids = AN_NEW_ARRAY(arena, const char *, p->conflicts->n_conflicts + 1u);
    size_t n = 0, all = 0;
    for (uint32_t i = 0; i < p->conflicts->n_conflicts; i++) {
        const struct an_conflict *c = &p->conflicts->conflicts[i];
        if (!is_of(c, commitment))
            continue;
        all++;
        if (leaves(c, exception))
            ids[n++] = c->id;
    }
    return n == all ? "" : an_strf(arena, " (in %s)", an_phrase_list(arena, ids, n, "and"));
}

/* Exceptions of a commitment that some conflict leaves open, each with the numbers of these. */
static const char *left_open(struct picture *p, const struct an_provision_info *commitment)
{
    struct an_arena *arena = p->parts.arena;
    struct an_sink_buffer out;
    struct an_map told;
    an_sink_buffer_init(&out, arena);
    an_map_init(&told, arena);
    for (uint32_t i = 0; i < p->conflicts->n_conflicts; i++) {
        const struct an_conflict *c = &p->conflicts->conflicts[i];
        for (uint32_t k = 0; is_of(c, commitment) && k < c->commitment->n_exceptions; k++) {
            const struct an_conflict_exception *e = &c->commitment->exceptions[k];
            uint32_t old;
            if (an_map_put(&told, e->provision->id, 0, &old))
                an_putf(&out.sink, "%sPerhaps excepted by %s, %s: %s%s", out.n > 0 ? "\n" : "",
                        an_phrase_article(arena, e->provision->article), e->provision->title,
                        e->self_judged ? "the state itself decides" : "an open question",
                        numbers_of(p, commitment, e->provision));
        }
    }
    return out.n > 0 ? out.text : NULL;
}

/* What is said in the box of a provision that is not law where it is drawn. */
static const char *standing_of(struct picture *p, const struct an_conflict *c,
                               const struct an_conflict_maker *maker, bool promise)
{
    if (promise && c->kinds & AN_CONFLICT_SUPPOSED)
        return an_strf(p->parts.arena, "supposed: it does not bind %s", c->commitment->party);
    return maker->draft ? "not yet law on this day" : NULL;
}

static void add_members(struct picture *p, struct members *m, const struct an_conflict *c)
{
    for (uint32_t i = 0; i < c->n_demands; i++)
        for (uint32_t k = 0; k < c->demands[i].n_makers; k++) {
            const struct an_conflict_maker *maker = &c->demands[i].makers[k];
            bool promise = c->commitment && i == 1;
            add_member(p, m,
                       an_graph_put_provision(&p->parts, maker->provision,
                                              standing_of(p, c, maker, promise),
                                              promise ? left_open(p, maker->provision) : NULL));
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
        an_graph_put_edge(&p->parts, hub, at, NULL, AN_EDGE_RESTS_ON);
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
        an_graph_put_edge(&p->parts, hub, at, NULL, AN_EDGE_MET_BY);
    }
}

static bool has_more(const struct picture *p, const struct an_conflict *c)
{
    return ((p->with & AN_GRAPH_AXIOMS) && c->n_rules > 0) ||
           ((p->with & AN_GRAPH_WAYS) && c->n_ways > 0);
}

/* Of those who demand the same one is enough; all of them are drawn. */
static const char *same_demands(const struct an_conflict *c)
{
    for (uint32_t i = 0; i < c->n_demands; i++)
        if (c->demands[i].n_makers > 1)
            return "where several demand the same: any one of them";
    return NULL;
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
                          an_strf(arena, "%s: %s", c->id, an_conflict_short(arena, c)), line);
        return;
    }
    struct an_graph_node node = {.title = an_strf(arena, "%s: %s", c->id, kinds),
                                 .detail = same_demands(c),
                                 .tooltip = an_conflict_headline(arena, c),
                                 .role = AN_NODE_HUB,
                                 .cluster = -1};
    uint32_t hub = an_graph_put_node(&p->parts, an_strf(arena, "conflict %s", c->id), &node);
    for (size_t i = 0; i < m.nodes.n; i++)
        an_graph_put_edge(&p->parts, m.nodes.v[i], hub, NULL, line);
    add_rules(p, c, hub);
    add_ways(p, c, hub);
}

static const char *note_of(const struct picture *p)
{
    const struct an_conflicts *conflicts = p->conflicts;
    struct an_arena *arena = p->parts.arena;
    const char *ways =
        p->ways_left_out > 0
            ? an_strf(arena, "\n%" PRIu32 " dearer ways out are not drawn.", p->ways_left_out)
            : "";
    const char *supposed = an_conflict_supposed(arena, conflicts);
    return an_strf(arena, "%s%s%s%s", supposed ? supposed : "", supposed ? "\n" : "",
                   an_conflict_answer(arena, conflicts), ways);
}

static const char *title_of(struct an_arena *arena, const struct an_conflicts *c)
{
    enum { FEW = 5 };
    if (c->product)
        return an_strf(arena, "%s: demands that it cannot meet", c->product_name);
    if (c->n_supposed > 0)
        return an_strf(
            arena, "What if %s were bound by the %s? Supposed, not law", c->supposed[0].party_name,
            c->n_supposed > 1 ? an_strf(arena, "%s, and more", c->supposed[0].treaty_name)
                              : c->supposed[0].treaty_name);
    if (c->n_markets > FEW)
        return an_strf(arena, "Conflicts in the law of %" PRIu32 " jurisdictions", c->n_markets);
    return an_strf(arena, "Conflicts in the law of %s",
                   an_phrase_list(arena, c->market_names, c->n_markets, "and"));
}

const struct an_graph *an_graph_from_conflicts(struct an_arena *arena,
                                               const struct an_conflicts *conflicts, unsigned with)
{
    struct picture p = {.conflicts = conflicts, .with = with};
    an_graph_parts_init(&p.parts, arena);
    for (uint32_t i = 0; i < conflicts->n_conflicts; i++)
        add_conflict(&p, &conflicts->conflicts[i]);
    struct an_graph *graph = an_graph_of_parts(
        &p.parts, conflicts->complete ? "No conflict was found."
                                      : "No conflict was found; the search was cut short.");
    graph->title = title_of(arena, conflicts);
    graph->subtitle =
        an_strf(arena, "Law of %s%s, rules %.12s", conflicts->day,
                conflicts->drafts ? ", with what is not yet law" : "", conflicts->revision);
    graph->note = note_of(&p);
    return graph;
}
