/*
 * The law as the public knew it on a day: a model without the events that became public later, and
 * without the ends that follow from a successor nobody knew of. Made for one check; everything else
 * is the model's own.
 */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/lang/model.h"

/*
 * The day on which an event was public. Without a day of its own that is the day it happened; but a
 * law that is adopted says itself when it enters into force.
 */
static struct an_when public_on(struct an_events events, uint32_t i)
{
    const struct an_event *e = &events.v[i];
    if (e->has_public_on)
        return e->public_on;
    if (e->is == AN_STATE_IN_FORCE && i > 0 && events.v[i - 1].is == AN_STATE_ADOPTED)
        return events.v[i - 1].has_public_on ? events.v[i - 1].public_on : events.v[i - 1].on;
    return e->on;
}

bool an_event_known(struct an_events events, uint32_t i, an_day known_on)
{
    return public_on(events, i).lo <= known_on;
}

/* Of an event that was perhaps public nobody can say whether it counts: it is left open for ever.
 */
static struct an_events known_events(struct an_arena *arena, struct an_events events,
                                     an_day known_on)
{
    struct an_event *v = AN_NEW_ARRAY(arena, struct an_event, events.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < events.n; i++) {
        if (!an_event_known(events, i, known_on))
            continue;
        v[n] = events.v[i];
        if (public_on(events, i).hi > known_on)
            v[n].on.hi = AN_DAY_MAX;
        n++;
    }
    /* Without any, `v` is not NULL: events of its own, none of them known. */
    return (struct an_events){n > 0 ? v : events.v, n};
}

/* The first successor by the day it starts, as far as `m` knows; false if there is none. */
static bool successor_starts(const struct an_model *m, const uint32_t *next, uint32_t old,
                             struct an_when *out)
{
    bool found = false;
    struct an_when start;
    for (uint32_t k = next[old]; k < next[old + 1]; k++)
        if (an_provision_first_day(m, &m->provisions.v[next[k]], &start) &&
            (!found || start.lo < out->lo)) {
            *out = start;
            found = true;
        }
    return found;
}

/* For each provision where its successors stand: from list[old] to list[old + 1]. */
static uint32_t *successors(struct an_arena *arena, const struct an_model *m)
{
    uint32_t n = m->provisions.n, at = n + 1, total = 0;
    for (uint32_t i = 0; i < n; i++)
        total += m->provisions.v[i].replaces.n;
    uint32_t *list = AN_NEW_ARRAY(arena, uint32_t, (size_t)n + 1 + total);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < m->provisions.v[i].replaces.n; k++)
            list[m->provisions.v[i].replaces.v[k]]++;
    for (uint32_t i = 0; i < n; i++) {
        at += list[i];
        list[i] = at; /* its end for now: filled backwards, it becomes its beginning */
    }
    list[n] = at;
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t k = m->provisions.v[i].replaces.n; k-- > 0;)
            list[--list[m->provisions.v[i].replaces.v[k]]] = i;
    return list;
}

/* An end that is its successor's first day is known only with the successor. */
static void end_by_known(const struct an_model *m, struct an_model *known,
                         struct an_provision *provisions, const uint32_t *next)
{
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        struct an_when real, as_known, never = {AN_DAY_MAX, AN_DAY_MAX};
        struct an_when *end = &provisions[i].days.before;
        if (!successor_starts(m, next, i, &real) || !an_when_same(*end, real))
            continue;
        *end = successor_starts(known, next, i, &as_known) ? as_known : never;
    }
}

const struct an_model *an_model_as_known(struct an_arena *arena, const struct an_model *m,
                                         an_day known_on)
{
    struct an_model *known = AN_NEW(arena, struct an_model);
    struct an_instrument *instruments = AN_NEW_ARRAY(arena, struct an_instrument, m->instruments.n);
    struct an_provision *provisions = AN_NEW_ARRAY(arena, struct an_provision, m->provisions.n);
    *known = *m;
    for (uint32_t i = 0; i < m->instruments.n; i++) {
        instruments[i] = m->instruments.v[i];
        instruments[i].status = known_events(arena, instruments[i].status, known_on);
    }
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        provisions[i] = m->provisions.v[i];
        if (provisions[i].status.n > 0)
            provisions[i].status = known_events(arena, provisions[i].status, known_on);
    }
    known->instruments.v = instruments;
    known->provisions.v = provisions;
    end_by_known(m, known, provisions, successors(arena, m));
    return known;
}
