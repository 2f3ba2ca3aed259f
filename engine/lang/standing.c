/*
 * The one place that answers "in force on this day?". Events happen in the order in which they are
 * written; an imprecise one happens somewhere in its range. So on a day between kmin and kmax of
 * them have happened, and the answer is certain if it is the same for each of these numbers.
 */
#include "engine/base/tri.h"
#include "engine/lang/model.h"
#include "engine/lang/place.h"

const struct an_checked *an_provision_checked(const struct an_model *m,
                                              const struct an_provision *p)
{
    return p->checked.given ? &p->checked : &m->instruments.v[p->instrument].checked;
}

struct an_events an_provision_events(const struct an_model *m, const struct an_provision *p)
{
    return p->status.n > 0 ? p->status : m->instruments.v[p->instrument].status;
}

/* The state after the first k events: `extended` goes on with what was before. k is at least 1. */
static enum an_state state_after(struct an_events events, uint32_t k)
{
    while (k > 1 && events.v[k - 1].is == AN_STATE_EXTENDED)
        k--;
    return events.v[k - 1].is;
}

static bool binds_after(struct an_events events, uint32_t k)
{
    if (k == 0)
        return false;
    enum an_state state = state_after(events, k);
    return state == AN_STATE_IN_FORCE || state == AN_STATE_UNENFORCED;
}

struct happened {
    uint32_t least, most;
};

static struct happened happened_by(struct an_events events, an_day day)
{
    struct happened h = {0, 0};
    for (uint32_t i = 0; i < events.n; i++)
        if (events.v[i].on.hi <= day)
            h.least = i + 1;
    while (h.most < events.n && events.v[h.most].on.lo <= day)
        h.most++;
    if (h.most < h.least)
        h.most = h.least;
    return h;
}

static an_tri binding(struct an_events events, struct happened h)
{
    bool first = binds_after(events, h.least);
    for (uint32_t k = h.least + 1; k <= h.most; k++)
        if (binds_after(events, k) != first)
            return AN_UNKNOWN;
    return an_tri_of(first);
}

static struct an_when later(struct an_when a, struct an_when b)
{
    return (struct an_when){a.lo > b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi};
}

static struct an_when earlier(struct an_when a, struct an_when b)
{
    return (struct an_when){a.lo < b.lo ? a.lo : b.lo, a.hi < b.hi ? a.hi : b.hi};
}

/* The first stretch in force that is not surely over on the day, cut to the provision's own days.
 */
static void find_stretch(struct an_standing *s, struct an_events events,
                         const struct an_interval *own, an_day day)
{
    for (uint32_t i = 0; i < events.n; i++) {
        if (!binds_after(events, i + 1) || binds_after(events, i))
            continue;
        uint32_t end = i + 1;
        while (end < events.n && binds_after(events, end + 1))
            end++;
        struct an_when never = {AN_DAY_MAX, AN_DAY_MAX};
        struct an_when starts = later(events.v[i].on, own->from);
        struct an_when ends = earlier(end < events.n ? events.v[end].on : never, own->before);
        if (ends.lo < AN_DAY_MAX && (ends.hi <= starts.lo || ends.hi <= day))
            continue;
        s->has_start = true;
        s->starts = starts;
        s->has_end = ends.lo < AN_DAY_MAX;
        s->ends = ends;
        return;
    }
}

static bool waits_for_force(enum an_state state)
{
    return state == AN_STATE_PROPOSED || state == AN_STATE_ADOPTED || state == AN_STATE_EXTENDED;
}

struct an_standing an_provision_standing(const struct an_model *m, const struct an_provision *p,
                                         an_day day)
{
    struct an_events events = an_provision_events(m, p);
    struct happened h = happened_by(events, day);
    struct an_interval since = {p->days.from, {AN_DAY_MAX, AN_DAY_MAX}};
    struct an_interval until = {{AN_DAY_MIN, AN_DAY_MIN}, p->days.before};
    an_tri begun = an_interval_has(&since, day), goes_on = an_interval_has(&until, day);
    struct an_standing s = {.state = AN_STATE_PROPOSED};
    s.in_force = an_tri_and(binding(events, h), an_tri_and(begun, goes_on));
    s.any = h.least > 0;
    if (s.any) {
        s.event = &events.v[h.least - 1];
        s.state = state_after(events, h.least);
        bool binds = binds_after(events, h.least);
        s.unenforced = s.state == AN_STATE_UNENFORCED && s.in_force != AN_FALSE;
        if (goes_on == AN_FALSE && (binds || waits_for_force(s.state)))
            s.state = AN_STATE_LAPSED;
        else if (begun == AN_FALSE && binds)
            s.state = AN_STATE_ADOPTED;
        s.not_yet = s.in_force == AN_FALSE && waits_for_force(s.state);
    }
    find_stretch(&s, events, &p->days, day);
    return s;
}
