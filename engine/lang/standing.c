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
    return p->status.v ? p->status : m->instruments.v[p->instrument].status;
}

bool an_provision_first_day(const struct an_model *m, const struct an_provision *p,
                            struct an_when *out)
{
    struct an_events events = an_provision_events(m, p);
    for (uint32_t i = 0; i < events.n; i++) {
        if (events.v[i].is != AN_STATE_IN_FORCE && events.v[i].is != AN_STATE_UNENFORCED)
            continue;
        struct an_when on = events.v[i].on, from = p->days.from;
        out->lo = on.lo > from.lo ? on.lo : from.lo;
        out->hi = on.hi > from.hi ? on.hi : from.hi;
        return true;
    }
    return false;
}

/* The state after one more event: `extended` goes on with what was before. */
static enum an_state next_state(enum an_state before, const struct an_event *event)
{
    return event->is == AN_STATE_EXTENDED ? before : event->is;
}

static bool binds(enum an_state state)
{
    return state == AN_STATE_IN_FORCE || state == AN_STATE_UNENFORCED;
}

/* How many events have happened by a day: at least, and at most. */
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

/* Does the law bind after least, least + 1, ... most events? *state: that after the least. */
static an_tri binding(struct an_events events, struct happened h, enum an_state *state)
{
    enum an_state now = AN_STATE_PROPOSED;
    for (uint32_t k = 0; k < h.least; k++)
        now = next_state(now, &events.v[k]);
    *state = now;
    bool first = binds(now);
    for (uint32_t k = h.least; k < h.most; k++) {
        now = next_state(now, &events.v[k]);
        if (binds(now) != first)
            return AN_UNKNOWN;
    }
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

/* One stretch, cut to the provision's own days: is it the one that is looked for? */
static bool take_stretch(struct an_standing *s, struct an_when begins, struct an_when ends,
                         const struct an_interval *own, an_day day)
{
    struct an_when starts = later(begins, own->from);
    ends = earlier(ends, own->before);
    if (ends.lo < AN_DAY_MAX && (ends.hi <= starts.lo || ends.hi <= day))
        return false;
    s->has_start = true;
    s->starts = starts;
    s->has_end = ends.lo < AN_DAY_MAX;
    s->ends = ends;
    return true;
}

/* The first stretch in force that is not surely over on the day. */
static void find_stretch(struct an_standing *s, struct an_events events,
                         const struct an_interval *own, an_day day)
{
    enum an_state now = AN_STATE_PROPOSED;
    struct an_when begins = {AN_DAY_MIN, AN_DAY_MIN}, never = {AN_DAY_MAX, AN_DAY_MAX};
    for (uint32_t i = 0; i < events.n; i++) {
        enum an_state next = next_state(now, &events.v[i]);
        if (binds(next) && !binds(now))
            begins = events.v[i].on;
        if (binds(now) && !binds(next) && take_stretch(s, begins, events.v[i].on, own, day))
            return;
        now = next;
    }
    if (binds(now))
        (void)take_stretch(s, begins, never, own, day);
}

static bool waits_for_force(enum an_state state)
{
    return state == AN_STATE_PROPOSED || state == AN_STATE_ADOPTED;
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
    s.in_force = an_tri_and(binding(events, h, &s.state), an_tri_and(begun, goes_on));
    s.any = h.least > 0;
    if (s.any) {
        s.event = &events.v[h.least - 1];
        s.unenforced = s.state == AN_STATE_UNENFORCED && s.in_force != AN_FALSE;
        if (goes_on == AN_FALSE && (binds(s.state) || waits_for_force(s.state)))
            s.state = AN_STATE_LAPSED;
        else if (begun == AN_FALSE && binds(s.state))
            s.state = AN_STATE_ADOPTED;
        s.not_yet = s.in_force == AN_FALSE && waits_for_force(s.state);
    }
    find_stretch(&s, events, &p->days, day);
    return s;
}
