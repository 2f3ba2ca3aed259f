/*
 * Containment of places on a day: parts of states, members of unions, treaties and groups, and
 * where law of a maker applies. Which places can contain which is computed once; the days of each
 * step are looked at when asked, since memberships begin and end.
 */
#include "engine/lang/place.h"

#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"
#include "engine/base/vec.h"

/* Steps up from every place, as one array sorted by the lower place. */
struct step_up {
    uint32_t from, to;
    struct an_interval days;
};
struct steps_up {
    struct step_up *v; /* those of place p: v[start[p]] to v[start[p + 1]] */
    uint32_t *start;
};

typedef void each_step(void *ctx, uint32_t from, uint32_t to, const struct an_interval *days);

static void walk_members(const struct an_model *m, uint32_t whole,
                         const struct an_memberships *members, each_step *fn, void *ctx)
{
    for (uint32_t i = 0; i < members->n; i++)
        if (members->v[i].place < m->places.n)
            fn(ctx, members->v[i].place, whole, &members->v[i].days);
}

static void walk_steps(const struct an_model *m, each_step *fn, void *ctx)
{
    for (uint32_t p = 0; p < m->places.n; p++) {
        const struct an_place *place = &m->places.v[p];
        for (uint32_t i = 0; i < place->part_of.n; i++)
            if (place->part_of.v[i].place < m->places.n)
                fn(ctx, p, place->part_of.v[i].place, &place->part_of.v[i].days);
        walk_members(m, p, &place->members, fn, ctx);
        walk_members(m, p, &place->parties, fn, ctx);
    }
}

static void count_step(void *ctx, uint32_t from, uint32_t to, const struct an_interval *days)
{
    struct steps_up *steps = ctx;
    (void)to;
    (void)days;
    steps->start[from + 1]++;
}

static void put_step(void *ctx, uint32_t from, uint32_t to, const struct an_interval *days)
{
    struct steps_up *steps = ctx;
    steps->v[steps->start[from]++] = (struct step_up){from, to, *days};
}

static struct steps_up steps_of(const struct an_model *m, struct an_arena *arena)
{
    uint32_t n = m->places.n;
    struct steps_up steps = {.start = AN_NEW_ARRAY(arena, uint32_t, (size_t)n + 2)};
    walk_steps(m, count_step, &steps);
    for (uint32_t p = 0; p < n; p++)
        steps.start[p + 1] += steps.start[p];
    steps.v = AN_NEW_ARRAY(arena, struct step_up, steps.start[n]);
    walk_steps(m, put_step, &steps);
    /* Filling moved each start to the next one's: shift them back. */
    memmove(steps.start + 1, steps.start, (size_t)n * sizeof steps.start[0]);
    steps.start[0] = 0;
    return steps;
}

/* Everything above one place, breadth first. `seen` holds position + 1 of a place in the list. */
static struct an_up up_from(const struct an_model *m, const struct steps_up *steps, uint32_t place,
                            uint16_t *seen, uint32_t most)
{
    AN_VEC(uint32_t) list = {0};
    AN_VEC(struct an_up_edge) edges = {0};
    an_vec_push(m->arena, &list, place);
    seen[place] = 1;
    for (size_t i = 0; i < list.n; i++) {
        for (uint32_t s = steps->start[list.v[i]]; s < steps->start[list.v[i] + 1]; s++) {
            uint32_t to = steps->v[s].to;
            if (seen[to] == 0) {
                if (list.n == most)
                    continue;
                an_vec_push(m->arena, &list, to);
                seen[to] = (uint16_t)list.n;
            }
            struct an_up_edge edge = {(uint16_t)i, (uint16_t)(seen[to] - 1), steps->v[s].days};
            an_vec_push(m->arena, &edges, edge);
        }
    }
    for (size_t i = 0; i < list.n; i++)
        seen[list.v[i]] = 0;
    return (struct an_up){list.v, edges.v, an_u32(list.n), an_u32(edges.n)};
}

void an__places_index(struct an_model *m)
{
    struct steps_up steps = steps_of(m, m->arena);
    uint16_t *seen = AN_NEW_ARRAY(m->arena, uint16_t, m->places.n);
    struct an_up *up = AN_NEW_ARRAY(m->arena, struct an_up, m->places.n);
    for (uint32_t p = 0; p < m->places.n; p++)
        up[p] = up_from(m, &steps, p, seen, p < AN_MAX_PLACES ? AN_MAX_CONTAINERS : 1);
    m->up = up;
}

an_tri an_interval_has(const struct an_interval *interval, an_day day)
{
    struct an_when from = interval->from, before = interval->before;
    an_tri begun = day < from.lo ? AN_FALSE : day >= from.hi ? AN_TRUE : AN_UNKNOWN;
    /* The calendar's last day stands for "for ever", also when that day itself is asked. */
    if (day < before.lo || before.lo == AN_DAY_MAX)
        return begun;
    return an_tri_and(begun, day >= before.hi ? AN_FALSE : AN_UNKNOWN);
}

an_tri an_place_within(const struct an_model *m, uint32_t inner, uint32_t outer, an_day day)
{
    if (inner == outer)
        return AN_TRUE;
    const struct an_up *up = &m->up[inner];
    uint32_t wanted = 1;
    while (wanted < up->n && up->place[wanted] != outer)
        wanted++;
    if (wanted >= up->n)
        return AN_FALSE;
    an_tri reached[AN_MAX_CONTAINERS] = {AN_TRUE}; /* the others: AN_FALSE */
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < up->n_edges; i++) {
            const struct an_up_edge *e = &up->edge[i];
            an_tri now = an_tri_or(reached[e->to],
                                   an_tri_and(reached[e->from], an_interval_has(&e->days, day)));
            changed = changed || now != reached[e->to];
            reached[e->to] = now;
        }
    }
    return reached[wanted];
}

static an_tri reaches(const struct an_model *m, const struct an_memberships *where, uint32_t place,
                      an_day day)
{
    an_tri truth = AN_FALSE;
    for (uint32_t i = 0; i < where->n && truth != AN_TRUE; i++) {
        an_tri within = an_place_within(m, place, where->v[i].place, day);
        truth = an_tri_or(truth, an_tri_and(within, an_interval_has(&where->v[i].days, day)));
    }
    return truth;
}

an_tri an_law_applies(const struct an_model *m, uint32_t maker, uint32_t place, an_day day)
{
    const struct an_place *p = &m->places.v[maker];
    an_tri truth = an_place_within(m, place, maker, day);
    if (truth != AN_TRUE)
        truth = an_tri_or(truth, reaches(m, &p->applies_in, place, day));
    if (truth != AN_TRUE)
        truth = an_tri_or(truth, reaches(m, &p->parties, place, day));
    return truth;
}

/* Days known only roughly count as researched only where they surely are. */
static bool covers_day(const struct an_coverage *c, an_day day)
{
    an_day to = c->law_to.hi > c->law_from.lo ? c->law_to.lo : c->researched_on;
    return day >= c->law_from.hi && day <= to;
}

const struct an_coverage *an_place_coverage(const struct an_place *place, uint32_t topic,
                                            an_day day)
{
    for (uint32_t i = 0; i < place->n_coverage; i++) {
        const struct an_coverage *c = &place->coverage[i];
        for (uint32_t k = 0; covers_day(c, day) && k < c->topics.n; k++)
            if (c->topics.v[k] == topic)
                return c;
    }
    return NULL;
}
