/*
 * Circles: places that contain themselves, terms defined by themselves, provisions that exempt or
 * displace each other on one day, versions that replace each other. Each is printed in full.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/lang/checks.h"
#include "engine/lang/graph.h"

enum { MOST_CIRCLES = 10 };

/* What nodes are called and where they stand, for messages. */
struct naming {
    struct an_build *b;
    const char *relation; /* "the references 'replaces'" */
    const char *(*id)(const struct an_model *m, uint32_t node);
    struct an_span (*span)(const struct an_model *m, uint32_t node);
};

static const char *place_id(const struct an_model *m, uint32_t i)
{
    return m->places.v[i].id;
}
static struct an_span place_span(const struct an_model *m, uint32_t i)
{
    return m->places.v[i].span;
}
static const char *fact_id(const struct an_model *m, uint32_t i)
{
    return m->facts.v[i].id;
}
static struct an_span fact_span(const struct an_model *m, uint32_t i)
{
    return m->facts.v[i].span;
}
static const char *provision_id(const struct an_model *m, uint32_t i)
{
    return m->provisions.v[i].id;
}
static struct an_span provision_span(const struct an_model *m, uint32_t i)
{
    return m->provisions.v[i].span;
}

static void report(void *ctx, const uint32_t *node, uint32_t n)
{
    const struct naming *names = ctx;
    struct an_build *b = names->b;
    const char *list = "";
    for (uint32_t i = 0; i < n; i++)
        list = an_strf(b->scratch, "%s%s > ", list, names->id(b->model, node[i]));
    list = an_strf(b->scratch, "%s%s", list, names->id(b->model, node[0]));
    struct an_diag_entry *e =
        an_diag_add(b->diags, AN_MSG_circle, an_shown_span(b, names->span(b->model, node[0])),
                    names->relation, list);
    for (uint32_t i = 1; i < n && i < MOST_CIRCLES; i++)
        an_diag_other(e, an_shown_span(b, names->span(b->model, node[i])), "'%s' is part of it",
                      names->id(b->model, node[i]));
}

static struct an_graph graph_of(struct an_build *b, uint32_t n)
{
    return (struct an_graph){.arena = b->scratch, .n = n};
}

/* ---- places ---- */

static void check_places(struct an_build *b)
{
    const struct an_model *m = b->model;
    struct an_graph g = graph_of(b, m->places.n);
    for (uint32_t i = 0; i < m->places.n; i++) {
        const struct an_place *p = &m->places.v[i];
        for (uint32_t k = 0; k < p->part_of.n; k++)
            an_graph_add(&g, i, p->part_of.v[k].place);
        for (uint32_t k = 0; k < p->members.n; k++)
            an_graph_add(&g, p->members.v[k].place, i);
        for (uint32_t k = 0; k < p->parties.n; k++)
            an_graph_add(&g, p->parties.v[k].place, i);
    }
    struct naming names = {b, "memberships", place_id, place_span};
    an_graph_circles(&g, MOST_CIRCLES, report, &names);
}

/* ---- facts ---- */

static void add_facts(struct an_graph *g, uint32_t from, const struct an_cond *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        enum an_op op = (enum an_op)node->op;
        bool table = op == AN_OP_SOME || op == AN_OP_EVERY;
        if (table || (an_op_is_leaf(op) && !node->column))
            an_graph_add(g, from, node->fact);
    }
}

/* Terms and computed facts: what each is made of. */
static void check_definitions(struct an_build *b)
{
    const struct an_model *m = b->model;
    struct an_graph g = graph_of(b, m->facts.n);
    for (uint32_t i = 0; i < m->terms.n; i++) {
        add_facts(&g, m->terms.v[i].fact, &m->terms.v[i].if_);
        add_facts(&g, m->terms.v[i].fact, &m->terms.v[i].only_if);
    }
    for (uint32_t i = 0; i < m->definers.n; i++) {
        const struct an_provision *p = &m->provisions.v[m->definers.v[i]];
        add_facts(&g, p->defines, &p->when);
        add_facts(&g, p->defines, &p->unless);
    }
    for (uint32_t i = 0; i < m->facts.n; i++)
        for (int k = 0; k < 2 && m->facts.v[i].derived.function != AN_FN_NONE; k++)
            an_graph_add(&g, i, m->facts.v[i].derived.arg[k]);
    struct naming names = {b, "definitions", fact_id, fact_span};
    an_graph_circles(&g, MOST_CIRCLES, report, &names);
}

/* Questions that wait for each other would never be asked. */
static void check_after(struct an_build *b)
{
    const struct an_model *m = b->model;
    struct an_graph g = graph_of(b, m->facts.n);
    for (uint32_t i = 0; i < m->facts.n; i++)
        add_facts(&g, i, &m->facts.v[i].after);
    struct naming names = {b, "questions ('after')", fact_id, fact_span};
    an_graph_circles(&g, MOST_CIRCLES, report, &names);
}

/* ---- provisions ---- */

static void check_replaces(struct an_build *b)
{
    const struct an_model *m = b->model;
    struct an_graph g = graph_of(b, m->provisions.n);
    for (uint32_t i = 0; i < m->provisions.n; i++)
        for (uint32_t k = 0; k < m->provisions.v[i].replaces.n; k++)
            an_graph_add(&g, i, m->provisions.v[i].replaces.v[k]);
    struct naming names = {b, "the references 'replaces'", provision_id, provision_span};
    an_graph_circles(&g, MOST_CIRCLES, report, &names);
}

/* A breach that would follow from itself. */
static void check_follows(struct an_build *b)
{
    const struct an_model *m = b->model;
    struct an_graph g = graph_of(b, m->provisions.n);
    for (uint32_t i = 0; i < m->provisions.n; i++)
        for (uint32_t k = 0; k < m->provisions.v[i].follows.n; k++)
            an_graph_add(&g, i, m->provisions.v[i].follows.v[k]);
    struct naming names = {b, "the references 'follows'", provision_id, provision_span};
    an_graph_circles(&g, MOST_CIRCLES, report, &names);
}

static void count_one(void *ctx, const uint32_t *node, uint32_t n)
{
    (void)node;
    (void)n;
    ++*(size_t *)ctx;
}

/* References among these provisions; with a day, among those that may hold on it. */
static struct an_graph priorities(struct an_build *b, const an_day *day)
{
    const struct an_model *m = b->model;
    struct an_graph g = graph_of(b, m->provisions.n);
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *p = &m->provisions.v[i];
        if (p->exempts.n + p->overrides.n == 0)
            continue;
        if (day && an_provision_standing(m, p, *day).in_force == AN_FALSE)
            continue;
        for (uint32_t k = 0; k < p->exempts.n; k++)
            an_graph_add(&g, i, p->exempts.v[k]);
        for (uint32_t k = 0; k < p->overrides.n; k++)
            an_graph_add(&g, i, p->overrides.v[k]);
    }
    return g;
}

static int compare_days(const void *a, const void *b)
{
    an_day x = *(const an_day *)a, y = *(const an_day *)b;
    return x < y ? -1 : x > y;
}

/*
 * Exemptions and priorities must be acyclic on every day: a circle whose members never hold
 * together is no circle. Without any, which is the rule, one pass settles it; else each day on
 * which something changes for a member is looked at.
 */
static void check_priorities(struct an_build *b)
{
    const struct an_model *m = b->model;
    size_t found = 0, errors = an_diag_count(b->diags, AN_SEV_ERROR);
    struct an_graph g = priorities(b, NULL);
    an_graph_circles(&g, 1, count_one, &found);
    if (found == 0)
        return;
    AN_VEC(an_day) days = {0};
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *p = &m->provisions.v[i];
        if (p->exempts.n + p->overrides.n == 0)
            continue;
        struct an_events events = an_provision_events(m, p);
        for (uint32_t k = 0; k < events.n; k++)
            an_vec_push(b->scratch, &days, events.v[k].on.lo);
        an_vec_push(b->scratch, &days, p->days.from.lo);
    }
    if (days.n > 1)
        qsort(days.v, days.n, sizeof *days.v, compare_days);
    struct naming names = {b, "the references 'exempts' and 'overrides'", provision_id,
                           provision_span};
    for (size_t i = 0; i < days.n && an_diag_count(b->diags, AN_SEV_ERROR) == errors; i++) {
        if (i > 0 && days.v[i] == days.v[i - 1])
            continue;
        struct an_graph on_day = priorities(b, &days.v[i]);
        an_graph_circles(&on_day, MOST_CIRCLES, report, &names);
    }
}

void an_check_circles(struct an_build *b)
{
    check_places(b);
    check_definitions(b);
    check_after(b);
    check_replaces(b);
    check_follows(b);
    check_priorities(b);
}
