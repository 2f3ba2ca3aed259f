/* Inside of differences: what both kinds, of days and of bases, are made with. */
#ifndef AN_COMPARE_DIFF_H
#define AN_COMPARE_DIFF_H

#include "antinomy/diff.h"
#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "engine/compare/stage.h"
#include "engine/facts/base.h"

struct an_diff_result {
    struct an_arena *arena;
    struct an_diff diff;
};

struct an__differ {
    struct an_arena *arena;
    struct an_workspace *ws;
    const struct an_diff_options *options;
    struct an_diff *diff;
    an_day from, to;
    AN_VEC(struct an_diff_item) items;
};

/** What an entry point was given, and what it gives. */
struct an__diff_asked {
    struct an_diff_result *result;
    const struct an_base *before, *after; /* `after` NULL: two days */
    const struct an_diff_options *options;
};
/** The work on a new result, which is put into `asked`. */
struct an__differ an__differ_of(struct an_arena *arena, struct an_workspace *ws,
                                struct an__diff_asked *asked);

/** Which provisions are asked for: by topic, and by where their law applies. */
struct an__asked {
    const struct an_model *m;
    bool *topic;           /* NULL: all */
    struct an_refs places; /* empty: all */
};
/** False: an option is wrong, and that was said. */
bool an__asked_read(struct an__differ *d, const struct an_model *m, struct an__asked *asked);
bool an__asked_for(const struct an__differ *d, const struct an__asked *asked, uint32_t provision);

/** What a move from one stage to another is called; AN_DIFF_KINDS: the same. */
enum an_diff_kind an__diff_of_stages(enum an_stage before, enum an_stage after);
/** The event that holds on a day: since, evidence, note. */
void an__diff_event(struct an__differ *d, struct an_diff_item *item, const struct an_model *m,
                    uint32_t provision);
/** Puts the items in order and counts them. */
void an__diff_finish(struct an__differ *d);

#endif
