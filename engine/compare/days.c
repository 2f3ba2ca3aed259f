/* Collecting days; nothing is evaluated here. */
#include "engine/compare/days.h"

#include <stdlib.h>

static void add(struct an_days *days, an_day day)
{
    if (day > AN_DAY_MIN && day < AN_DAY_MAX)
        an_vec_push(days->arena, days, day);
}

/* An imprecise day changes things where it may have come, and where it surely has. */
static void add_when(struct an_days *days, struct an_when when)
{
    add(days, when.lo);
    if (when.hi != when.lo)
        add(days, when.hi);
}

static void add_interval(struct an_days *days, const struct an_interval *interval)
{
    add_when(days, interval->from);
    add_when(days, interval->before);
}

/* A day that is compared with: it, and the one after it ("by" that day, "after" it). */
static void add_bound(struct an_days *days, an_day day)
{
    add(days, day);
    if (day < AN_DAY_MAX)
        add(days, day + 1);
}

void an__days_of_standing(struct an_days *days, const struct an_model *m,
                          const struct an_provision *p)
{
    struct an_events events = an_provision_events(m, p);
    for (uint32_t i = 0; i < events.n; i++)
        add_when(days, events.v[i].on);
    add_interval(days, &p->days);
}

/* ---- what the rules name ---- */

static void add_cond(struct an_days *days, const struct an_model *m, const struct an_cond *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        if (!an_op_is_leaf((enum an_op)node->op) || node->column ||
            m->facts.v[node->fact].type.type != AN_TYPE_DATE)
            continue;
        for (uint32_t k = 0; k < node->n; k++)
            add_bound(days, (an_day)c->value[node->value + k]);
    }
}

static void add_provision(struct an_days *days, const struct an_model *m,
                          const struct an_provision *p)
{
    an__days_of_standing(days, m, p);
    add_cond(days, m, &p->when);
    add_cond(days, m, &p->unless);
    add_cond(days, m, &p->content);
    add_cond(days, m, &p->able);
    add_cond(days, m, &p->concludes);
    for (uint32_t i = 0; i < p->n_readings; i++) {
        add_cond(days, m, &p->readings[i].when);
        add_cond(days, m, &p->readings[i].unless);
        add_cond(days, m, &p->readings[i].must);
        add_cond(days, m, &p->readings[i].able);
    }
    if (p->due.kind == AN_DUE_DAY) {
        add_bound(days, p->due.day.lo);
        add_bound(days, p->due.day.hi);
    }
}

static void add_memberships(struct an_days *days, struct an_memberships list)
{
    for (uint32_t i = 0; i < list.n; i++)
        add_interval(days, &list.v[i].days);
}

static void add_place(struct an_days *days, const struct an_place *place)
{
    add_memberships(days, place->part_of);
    add_memberships(days, place->members);
    add_memberships(days, place->applies_in);
    add_memberships(days, place->parties);
}

static void add_logic(struct an_days *days, const struct an_model *m)
{
    for (uint32_t i = 0; i < m->terms.n; i++) {
        add_interval(days, &m->terms.v[i].days);
        add_cond(days, m, &m->terms.v[i].if_);
        add_cond(days, m, &m->terms.v[i].only_if);
    }
    for (uint32_t i = 0; i < m->axioms.n; i++) {
        add_cond(days, m, &m->axioms.v[i].cond);
        add_cond(days, m, &m->axioms.v[i].then);
    }
    for (uint32_t i = 0; i < m->presumptions.n; i++) {
        add_cond(days, m, &m->presumptions.v[i].cond);
        add_cond(days, m, &m->presumptions.v[i].then);
    }
    for (int k = 0; k < AN_NEXUS_COUNT; k++)
        add_cond(days, m, &m->nexus[k].cond);
}

void an__days_of_rules(struct an_days *days, const struct an_model *m)
{
    for (uint32_t i = 0; i < m->provisions.n; i++)
        add_provision(days, m, &m->provisions.v[i]);
    for (uint32_t i = 0; i < m->places.n; i++)
        add_place(days, &m->places.v[i]);
    for (uint32_t i = 0; i < m->lists.n; i++)
        for (uint32_t k = 0; k < m->lists.v[i].n_members; k++)
            add_interval(days, &m->lists.v[i].members[k].days);
    add_logic(days, m);
}

/* ---- what a profile names ---- */

static void add_given(struct an_days *days, const struct an_profile *p,
                      const struct an_given *given, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < given[i].n; k++) {
            const struct an_known_from *step = &given[i].v[k];
            add(days, step->from);
            if (p->model->facts.v[given[i].fact].type.type == AN_TYPE_DATE && step->known.given) {
                add_bound(days, (an_day)step->known.min);
                add_bound(days, (an_day)step->known.max);
            }
        }
}

void an__days_of_profile(struct an_days *days, const struct an_profile *profile)
{
    add_given(days, profile, profile->given, profile->n_given);
    for (uint32_t i = 0; i < profile->n_offers; i++)
        add_given(days, profile, profile->offers[i].given, profile->offers[i].n_given);
    for (uint32_t i = 0; i < profile->n_per_market; i++)
        add_given(days, profile, profile->per_market[i].given, profile->per_market[i].n_given);
    for (uint32_t i = 0; i < profile->n_orders; i++) {
        add(days, profile->orders[i].served);
        if (profile->orders[i].has_ended)
            add_bound(days, profile->orders[i].ended);
    }
}

/* ---- ---- */

static int compare_days(const void *a, const void *b)
{
    an_day x = *(const an_day *)a, y = *(const an_day *)b;
    return x < y ? -1 : x > y;
}

void an__days_sort(struct an_days *days)
{
    if (days->n == 0)
        return;
    qsort(days->v, days->n, sizeof *days->v, compare_days);
    size_t n = 1;
    for (size_t i = 1; i < days->n; i++)
        if (days->v[i] != days->v[n - 1])
            days->v[n++] = days->v[i];
    days->n = n;
}
