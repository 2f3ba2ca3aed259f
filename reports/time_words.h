/*
 * What timelines and differences say, in one place: names of stages and verdicts, marks, citations
 * of several provisions at once. Used by their writers only.
 */
#ifndef AN_REPORTS_TIME_WORDS_H
#define AN_REPORTS_TIME_WORDS_H

#include "antinomy/timeline.h"
#include "engine/base/arena.h"

/** "in force", "draft", ... */
const char *an_time_stage(enum an_stage stage);
/** "would not meet"; with what is not law marked: "not yet law: would not meet". */
const char *an_time_told(struct an_arena *arena, struct an_told told);
/** A letter for a picture in text; ':' for what is not law. */
char an_time_letter(struct an_told told);
/** What a turn comes to: the event's word, or the stage or verdict it leads to. */
const char *an_time_turn(struct an_arena *arena, const struct an_timeline *t,
                         const struct an_turn *turn);
/** What stood there before, or NULL where nothing did. */
const char *an_time_before(struct an_arena *arena, const struct an_timeline *t,
                           const struct an_turn *turn);
/** "China, Counter-Terrorism Law, art. 18 and art. 19"; `count` lanes from a list of lane numbers.
 */
const char *an_time_cite(struct an_arena *arena, const struct an_timeline *t, const uint32_t *lanes,
                         size_t count);
/** Markets of a lane: "CN, US", "also bound", or NULL for a lane of law. */
const char *an_time_where(struct an_arena *arena, const struct an_lane *lane);

/** Turns with the same day, instrument, before and after, told as one. */
struct an_time_group {
    const struct an_turn *turn; /* the first of them */
    const uint32_t *lanes;
    size_t n;
};
struct an_time_groups {
    const struct an_time_group *v;
    size_t n;
};
struct an_time_groups an_time_group(struct an_arena *arena, const struct an_timeline *t);

#endif
