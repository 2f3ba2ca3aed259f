/*
 * Circles among the references of a model from a base: the same ones that the checks of a load
 * refuse (lang/checks_circles.c), because the evaluator follows these references to their end.
 */
#include <stdlib.h>

#include "engine/facts/db.h"
#include "engine/facts/links.h"
#include "engine/lang/graph.h"

static void note_circle(void *found, const uint32_t *node, uint32_t n)
{
    (void)node;
    (void)n;
    *(bool *)found = true;
}

static bool has_circle(struct an_graph *g)
{
    bool found = false;
    if (g->edges.n > 0)
        an_graph_circles(g, 1, note_circle, &found);
    return found;
}

static bool places_have(struct an_arena *scratch, const struct an_model *m)
{
    struct an_graph g = {.arena = scratch, .n = m->places.n};
    for (uint32_t i = 0; i < m->places.n; i++) {
        const struct an_place *p = &m->places.v[i];
        for (uint32_t k = 0; k < p->part_of.n; k++)
            an_graph_add(&g, i, p->part_of.v[k].place);
        for (uint32_t k = 0; k < p->members.n; k++)
            an_graph_add(&g, p->members.v[k].place, i);
        for (uint32_t k = 0; k < p->parties.n; k++)
            an_graph_add(&g, p->parties.v[k].place, i);
    }
    return has_circle(&g);
}

/* ---- facts ---- */

/* Edges from one fact to those that a condition mentions. */
struct mentions {
    struct an_graph g;
    uint32_t from;
};

static void add_mention(void *to, uint32_t fact, enum an_link link)
{
    struct mentions *mentions = to;
    (void)link;
    an_graph_add(&mentions->g, mentions->from, fact);
}

static void add_mentions(struct mentions *mentions, uint32_t from, const struct an_cond *c)
{
    mentions->from = from;
    an_each_link_of(c, add_mention, mentions, AN_LINK_WHEN);
}

/* Terms, what defines them, and computed facts. */
static bool definitions_have(struct an_arena *scratch, const struct an_model *m)
{
    struct mentions made_of = {.g = {.arena = scratch, .n = m->facts.n}};
    for (uint32_t i = 0; i < m->terms.n; i++) {
        add_mentions(&made_of, m->terms.v[i].fact, &m->terms.v[i].if_);
        add_mentions(&made_of, m->terms.v[i].fact, &m->terms.v[i].only_if);
    }
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *v = &m->provisions.v[i];
        if (v->duty != AN_DUTY_DEFINES)
            continue;
        add_mentions(&made_of, v->defines, &v->when);
        add_mentions(&made_of, v->defines, &v->unless);
    }
    for (uint32_t i = 0; i < m->facts.n; i++) {
        const struct an_derived *d = &m->facts.v[i].derived;
        for (int k = 0; k < 2; k++)
            if (d->arg[k] != AN_NONE)
                an_graph_add(&made_of.g, i, d->arg[k]);
        add_mentions(&made_of, i, &d->where);
    }
    return has_circle(&made_of.g);
}

/* Questions that wait for each other. */
static bool questions_have(struct an_arena *scratch, const struct an_model *m)
{
    struct mentions after = {.g = {.arena = scratch, .n = m->facts.n}};
    for (uint32_t i = 0; i < m->facts.n; i++)
        add_mentions(&after, i, &m->facts.v[i].after);
    return has_circle(&after.g);
}

/* ---- provisions ---- */

static bool replacements_have(struct an_arena *scratch, const struct an_model *m)
{
    struct an_graph g = {.arena = scratch, .n = m->provisions.n};
    for (uint32_t i = 0; i < m->provisions.n; i++)
        for (uint32_t k = 0; k < m->provisions.v[i].replaces.n; k++)
            an_graph_add(&g, i, m->provisions.v[i].replaces.v[k]);
    return has_circle(&g);
}

static bool consequences_have(struct an_arena *scratch, const struct an_model *m)
{
    struct an_graph g = {.arena = scratch, .n = m->provisions.n};
    for (uint32_t i = 0; i < m->provisions.n; i++)
        for (uint32_t k = 0; k < m->provisions.v[i].follows.n; k++)
            an_graph_add(&g, i, m->provisions.v[i].follows.v[k]);
    return has_circle(&g);
}

/* Has a consequence a say in whether others bind? Then a circle might run through it. */
static bool consequences_prevail(const struct an_model *m)
{
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *v = &m->provisions.v[i];
        if (v->follows.n > 0 && (v->exempts.n + v->overrides.n > 0 || v->duty == AN_DUTY_DEFINES))
            return true;
    }
    return false;
}

static bool prevails(const struct an_provision *v)
{
    return v->exempts.n + v->overrides.n > 0;
}

/* Among provisions that may be in force on a day; all of them if it is NULL. */
static bool priorities_have_on(struct an_arena *arena, const struct an_model *m, const an_day *day)
{
    struct an_arena *scratch = an_scratch_new(arena);
    struct an_graph g = {.arena = scratch, .n = m->provisions.n};
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *v = &m->provisions.v[i];
        if (!prevails(v) || (day && an_provision_standing(m, v, *day).in_force == AN_FALSE))
            continue;
        for (uint32_t k = 0; k < v->exempts.n; k++)
            an_graph_add(&g, i, v->exempts.v[k]);
        for (uint32_t k = 0; k < v->overrides.n; k++)
            an_graph_add(&g, i, v->overrides.v[k]);
    }
    bool found = has_circle(&g);
    an_arena_free(scratch);
    return found;
}

static int compare_days(const void *a, const void *b)
{
    an_day x = *(const an_day *)a, y = *(const an_day *)b;
    return (x > y) - (x < y);
}

/* A load looks at every such day; somebody's base with more of them is not worth the time. */
enum { MOST_DAYS = 4096 };

/*
 * Priorities may point both ways as long as they never do on one day. Most bases have no circle at
 * all; where there is one, the days are looked at on which one of its provisions may begin.
 */
static bool priorities_have(struct an_arena *scratch, const struct an_model *m)
{
    if (!priorities_have_on(scratch, m, NULL))
        return false;
    AN_VEC(an_day) days = {0};
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *v = &m->provisions.v[i];
        struct an_events events = an_provision_events(m, v);
        if (!prevails(v))
            continue;
        an_vec_push(scratch, &days, v->days.from.lo);
        for (uint32_t k = 0; k < events.n; k++)
            an_vec_push(scratch, &days, events.v[k].on.lo);
    }
    if (days.n > 0)
        qsort(days.v, days.n, sizeof *days.v, compare_days);
    size_t looked_at = 0;
    for (size_t i = 0; i < days.n; i++) {
        if (i > 0 && days.v[i] == days.v[i - 1])
            continue;
        if (looked_at++ == MOST_DAYS || priorities_have_on(scratch, m, &days.v[i]))
            return true;
    }
    return false;
}

const char *an_model_circle(struct an_arena *scratch, const struct an_model *m)
{
    if (places_have(scratch, m))
        return "jurisdictions that are part of each other in a circle";
    if (definitions_have(scratch, m))
        return "facts that are made of each other in a circle";
    if (questions_have(scratch, m))
        return "questions that wait for each other in a circle";
    if (replacements_have(scratch, m))
        return "provisions that replace each other in a circle";
    if (consequences_have(scratch, m))
        return "provisions that follow each other's breach in a circle";
    if (consequences_prevail(m))
        return "a consequence of a breach that exempts from, displaces or defines something";
    if (priorities_have(scratch, m))
        return "provisions that exempt or displace each other in a circle";
    return NULL;
}
