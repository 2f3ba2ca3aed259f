/*
 * Inside of timelines: what both kinds, of law and of verdicts, are made with. Lanes get their
 * bands first; turns are read off the bands, so that the two cannot differ.
 */
#ifndef AN_COMPARE_TIMELINE_H
#define AN_COMPARE_TIMELINE_H

#include "antinomy/timeline.h"
#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "engine/facts/base.h"

struct an_timeline_result {
    struct an_arena *arena;
    struct an_timeline timeline;
};

/** A band while days are still numbers. */
struct an__stretch {
    an_day from, before; /* AN_DAY_MIN, AN_DAY_MAX: without end */
    enum an_stage stage;
    struct an_told told;
    const char *evidence, *note, *said;
};

struct an__draft_lane {
    struct an_lane lane;
    uint32_t provision;
    AN_VEC(struct an__stretch) stretches; /* by day, without gaps or with */
};

struct an__weave {
    struct an_arena *arena;
    struct an_workspace *ws;
    const struct an_base *base;
    const struct an_model *model;
    const struct an_timeline_options *options;
    struct an_timeline *timeline;
    an_day from, to, as_of; /* from AN_DAY_MIN, to AN_DAY_MAX: not said */
    AN_VEC(struct an__draft_lane) lanes;
};

/** A result with nothing in it yet, in an arena of its own; NULL: out of memory. */
struct an_timeline_result *an__timeline_new(struct an_arena *arena);
/** The work on a result. `options` may be NULL: none. */
struct an__weave an__weave_of(struct an_timeline_result *result, const struct an_base *base,
                              struct an_workspace *ws, const struct an_timeline_options *options);
/** Reads from, to and as_of; as_of keeps `as_of` where none is given. False: said why. */
bool an__weave_days(struct an__weave *w, an_day as_of);
/** Lanes, turns, the days shown, the next turn: from the drafted lanes. */
void an__weave_finish(struct an__weave *w);
/** The end of the year that is half a year away: what begins on the last day named should be seen.
 */
an_day an__year_end(an_day day);
const char *an__day_text(struct an_arena *arena, an_day day);

#endif
