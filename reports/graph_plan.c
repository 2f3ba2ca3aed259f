/*
 * A plan -> the picture of its builds: each build with the markets it serves and what changes for
 * it; each market that no build can serve with the duties and the stated facts that stand in the
 * way. Computes nothing.
 */
#include <inttypes.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "reports/graph.h"
#include "reports/graph_parts.h"
#include "reports/phrase.h"

enum { NAMED = 6 };

static uint32_t market_node(struct an_graph_parts *parts, const struct an_plan *plan,
                            const char *code)
{
    const char *name = NULL;
    for (uint32_t i = 0; i < plan->n_markets; i++)
        if (strcmp(plan->markets[i], code) == 0)
            name = plan->market_names[i];
    struct an_graph_node node = {.title =
                                     name ? an_strf(parts->arena, "%s (%s)", name, code) : code,
                                 .role = AN_NODE_COUNTRY,
                                 .cluster = -1};
    return an_graph_put_node(parts, an_strf(parts->arena, "market %s", code), &node);
}

static const char *place_of(struct an_arena *arena, const struct an_plan_setting *s)
{
    return !s->market  ? ""
           : !s->offer ? an_strf(arena, " in %s", s->market)
                       : an_strf(arena, " in %s, %s", s->market, s->offer);
}

static void add_change(struct an_graph_parts *parts, const struct an_plan_setting *s,
                       uint32_t build)
{
    struct an_arena *arena = parts->arena;
    const char *detail =
        an_strf(arena, "%s%s: %s\ntoday: %s, cost %" PRIu32 " of 5", s->fact, place_of(arena, s),
                s->value, s->today ? s->today : "not stated", s->cost);
    struct an_graph_node node = {.title = s->question && *s->question ? s->question : s->fact,
                                 .detail = detail,
                                 .role = AN_NODE_FACT,
                                 .cluster = -1};
    uint32_t at = an_graph_put_node(parts, an_strf(arena, "setting %s", detail), &node);
    an_graph_put_edge(parts, build, at, "change", AN_EDGE_NEEDS);
}

/* What is to be decided, or is assumed, in one box: a plan may have dozens. */
static void add_others(struct an_graph_parts *parts, const struct an_plan_build *b,
                       enum an_plan_kind kind, uint32_t build)
{
    struct an_arena *arena = parts->arena;
    const char *names = "";
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->n_settings; i++) {
        const struct an_plan_setting *s = &b->settings[i];
        if (s->kind != kind)
            continue;
        if (n++ < NAMED)
            names = an_strf(arena, "%s%s%s%s: %s", names, n > 1 ? "\n" : "", s->fact,
                            place_of(arena, s), s->value);
    }
    if (n == 0)
        return;
    if (n > NAMED)
        names = an_strf(arena, "%s\nand %" PRIu32 " more", names, n - NAMED);
    bool decide = kind == AN_PLAN_DECIDE;
    struct an_graph_node node = {
        .title = an_phrase_count(arena, n, decide ? "fact to decide or do" : "assumption",
                                 decide ? "facts to decide or do" : "assumptions"),
        .detail = names,
        .role = AN_NODE_SUMMARY,
        .cluster = -1};
    uint32_t at =
        an_graph_put_node(parts, an_strf(arena, "others %" PRIu32 " %d", build, (int)kind), &node);
    an_graph_put_edge(parts, build, at, decide ? "decide" : "holds only if", AN_EDGE_NEEDS);
}

static void add_build(struct an_graph_parts *parts, const struct an_plan *plan, uint32_t i)
{
    const struct an_plan_build *b = &plan->builds[i];
    struct an_arena *arena = parts->arena;
    struct an_graph_node node = {
        .title = plan->n_builds == 1 ? "One build" : an_strf(arena, "Build %" PRIu32, i + 1),
        .detail = an_strf(arena, "serves %s; changes cost %" PRIu64 "%s",
                          an_phrase_count(arena, b->n_markets, "market", "markets"), b->cost,
                          b->confirmed ? "" : "\nnot confirmed in full: see the text"),
        .role = AN_NODE_BUILD,
        .cluster = -1};
    uint32_t build = an_graph_put_node(parts, an_strf(arena, "build %" PRIu32, i), &node);
    for (uint32_t k = 0; k < b->n_markets; k++)
        an_graph_put_edge(parts, market_node(parts, plan, b->markets[k]), build, "served by",
                          AN_EDGE_SERVED_BY);
    for (uint32_t k = 0; k < b->n_settings; k++)
        if (b->settings[k].kind == AN_PLAN_CHANGE)
            add_change(parts, &b->settings[k], build);
    add_others(parts, b, AN_PLAN_DECIDE, build);
    add_others(parts, b, AN_PLAN_ASSUME, build);
}

static void add_obstacle(struct an_graph_parts *parts, const struct an_plan *plan,
                         const struct an_plan_obstacle *o)
{
    struct an_arena *arena = parts->arena;
    uint32_t market = market_node(parts, plan, o->market);
    for (uint32_t i = 0; i < o->n_provisions; i++) {
        uint32_t duty = an_graph_put_provision(parts, o->provisions[i], NULL, NULL);
        an_graph_put_edge(parts, market, duty, o->decided ? "closed by" : "closed, perhaps, by",
                          AN_EDGE_CLOSED_BY);
        for (uint32_t k = 0; k < o->n_facts; k++) {
            const struct an_fact_use *f = &o->facts[k];
            struct an_graph_node node = {
                .title = f->question && *f->question ? f->question : f->fact,
                .detail = an_strf(arena, "%s: %s%s", f->fact, f->value ? f->value : "not known",
                                  f->fixed ? " (fixed)" : ""),
                .role = f->fixed ? AN_NODE_FIXED_FACT : AN_NODE_FACT,
                .cluster = -1};
            uint32_t at = an_graph_put_node(parts, an_strf(arena, "fact %s", node.detail), &node);
            an_graph_put_edge(parts, duty, at, "cannot be met with", AN_EDGE_DESIGN);
        }
    }
}

const struct an_graph *an_graph_from_plan(struct an_arena *arena, const struct an_plan *plan)
{
    struct an_graph_parts parts;
    an_graph_parts_init(&parts, arena);
    for (uint32_t i = 0; i < plan->n_builds; i++)
        add_build(&parts, plan, i);
    for (uint32_t i = 0; i < plan->n_obstacles; i++)
        add_obstacle(&parts, plan, &plan->obstacles[i]);
    struct an_graph *graph =
        an_graph_of_parts(&parts, "No market was decided in the time allowed.");
    graph->title = an_strf(arena, "%s: builds for %s", plan->product_name,
                           an_phrase_count(arena, plan->n_markets, "market", "markets"));
    graph->subtitle = an_strf(arena, "Law of %s, rules %.12s", plan->day, plan->revision);
    if (plan->n_undecided > 0)
        graph->note = an_strf(arena, "Not decided in the time allowed: %s",
                              an_phrase_list(arena, plan->undecided, plan->n_undecided, "and"));
    return graph;
}
