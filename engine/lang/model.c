/*
 * The derived part of a model: maps from id to index, reverse references of provisions, and
 * look-up. Containment of places is in place.c, time in standing.c. Called by whoever has built or
 * read the arrays of a model, once.
 */
#include "engine/lang/model.h"

#include <string.h>

#include "engine/base/sizes.h"
#include "engine/lang/place.h"

static uint32_t find(const struct an_map *map, const char *id)
{
    uint32_t index = AN_NONE;
    return an_map_get(map, id, &index) ? index : AN_NONE;
}

uint32_t an_model_place(const struct an_model *m, const char *id, bool *alias)
{
    uint32_t place = find(&m->place_by_id, id);
    if (alias)
        *alias = place != AN_NONE && strcmp(m->places.v[place].id, id) != 0;
    return place;
}

uint32_t an_model_topic(const struct an_model *m, const char *id)
{
    return find(&m->topic_by_id, id);
}

uint32_t an_model_fact(const struct an_model *m, const char *id)
{
    return find(&m->fact_by_id, id);
}

uint32_t an_model_instrument(const struct an_model *m, const char *id)
{
    return find(&m->instrument_by_id, id);
}

uint32_t an_model_provision(const struct an_model *m, const char *id)
{
    return find(&m->provision_by_id, id);
}

uint32_t an_model_list(const struct an_model *m, const char *id)
{
    return find(&m->list_by_id, id);
}

static void start_map(struct an_map *map, struct an_arena *arena, uint32_t n)
{
    an_map_init(map, arena);
    if (n > 0)
        an_map_reserve(map, n);
}

static void index_ids(struct an_model *m)
{
    start_map(&m->place_by_id, m->arena, m->places.n);
    start_map(&m->topic_by_id, m->arena, m->topics.n);
    start_map(&m->fact_by_id, m->arena, m->facts.n);
    start_map(&m->instrument_by_id, m->arena, m->instruments.n);
    start_map(&m->provision_by_id, m->arena, m->provisions.n);
    start_map(&m->list_by_id, m->arena, m->lists.n);
    for (uint32_t i = 0; i < m->places.n; i++)
        an_map_put(&m->place_by_id, m->places.v[i].id, i, NULL);
    /* Aliases after all ids: an id always means itself. */
    for (uint32_t i = 0; i < m->places.n; i++)
        for (uint32_t k = 0; k < m->places.v[i].aliases.n; k++)
            an_map_put(&m->place_by_id, m->places.v[i].aliases.v[k], i, NULL);
    for (uint32_t i = 0; i < m->topics.n; i++)
        an_map_put(&m->topic_by_id, m->topics.v[i].id, i, NULL);
    for (uint32_t i = 0; i < m->facts.n; i++)
        an_map_put(&m->fact_by_id, m->facts.v[i].id, i, NULL);
    for (uint32_t i = 0; i < m->instruments.n; i++)
        an_map_put(&m->instrument_by_id, m->instruments.v[i].id, i, NULL);
    for (uint32_t i = 0; i < m->provisions.n; i++)
        an_map_put(&m->provision_by_id, m->provisions.v[i].id, i, NULL);
    for (uint32_t i = 0; i < m->lists.n; i++)
        an_map_put(&m->list_by_id, m->lists.v[i].id, i, NULL);
}

static const struct an_refs *exempts_of(const struct an_provision *p)
{
    return &p->exempts;
}

static const struct an_refs *overrides_of(const struct an_provision *p)
{
    return &p->overrides;
}

/* For every provision those that point to it, in order. References out of range are skipped. */
static const struct an_refs *reversed(const struct an_model *m,
                                      const struct an_refs *(*refs_of)(const struct an_provision *))
{
    uint32_t n = m->provisions.n, total = 0;
    uint32_t *start = AN_NEW_ARRAY(m->arena, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct an_refs *refs = refs_of(&m->provisions.v[i]);
        for (uint32_t k = 0; k < refs->n; k++)
            if (refs->v[k] < n) {
                start[refs->v[k]]++;
                total++;
            }
    }
    uint32_t *from = AN_NEW_ARRAY(m->arena, uint32_t, total);
    struct an_refs *out = AN_NEW_ARRAY(m->arena, struct an_refs, n);
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        out[i].v = from + at;
        at += start[i];
        start[i] = at - start[i]; /* where the next one of i goes */
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct an_refs *refs = refs_of(&m->provisions.v[i]);
        for (uint32_t k = 0; k < refs->n; k++)
            if (refs->v[k] < n) {
                from[start[refs->v[k]]++] = i;
                out[refs->v[k]].n++;
            }
    }
    return out;
}

static void index_definers(struct an_model *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->provisions.n; i++)
        n += m->provisions.v[i].duty == AN_DUTY_DEFINES ? 1 : 0;
    uint32_t *definers = AN_NEW_ARRAY(m->arena, uint32_t, n);
    m->definers.v = definers;
    m->definers.n = n;
    for (uint32_t i = 0; i < m->provisions.n; i++)
        if (m->provisions.v[i].duty == AN_DUTY_DEFINES)
            *definers++ = i;
}

void an_model_index(struct an_model *m)
{
    index_ids(m);
    an__places_index(m);
    m->exempted_by = reversed(m, exempts_of);
    m->overridden_by = reversed(m, overrides_of);
    index_definers(m);
    m->market_fact = an_model_fact(m, "market");
    m->day_fact = an_model_fact(m, "day");
}
