/*
 * Law and verdicts along time: what was in force when, what a product's verdicts were, on which
 * days they changed, and what is dated already for the future. Results are plain const structs,
 * owned by their handle; all text is UTF-8 and borrowed from it.
 */
#ifndef ANTINOMY_TIMELINE_H
#define ANTINOMY_TIMELINE_H

#include "antinomy/report.h"

/** What may be said of a provision on a day. */
enum an_stage {
    AN_STAGE_NONE,     /**< not known to the law */
    AN_STAGE_PROPOSED, /**< a draft */
    AN_STAGE_ADOPTED,  /**< passed, not in force */
    AN_STAGE_IN_FORCE,
    AN_STAGE_UNENFORCED, /**< in force, with the mark that nobody enforces it */
    AN_STAGE_SUSPENDED,
    AN_STAGE_ENDED,     /**< repealed, lapsed, annulled, disapplied */
    AN_STAGE_UNCERTAIN, /**< a date is known only roughly: in force or not */
    AN_STAGE_COUNT
};

/** The word of JSON: "in_force". Never NULL. */
const char *an_stage_word(enum an_stage stage);
/** One letter for a picture in text: D P R U S X ?, and '.' for none. */
char an_stage_letter(enum an_stage stage);

/** Under which heading a verdict stands. */
enum an_apart_list { AN_LIST_IN_FORCE, AN_LIST_NOT_YET_LAW, AN_LIST_SUSPENDED };
/** "in_force", "not_yet_law", "suspended". Never NULL. */
const char *an_list_word(enum an_apart_list list);

/** A verdict with the list it stands in. AN_NOT_APPLICABLE stands for "no finding" too. */
struct an_told {
    enum an_verdict verdict;
    enum an_apart_list list;
};

/** A stretch of days on which one thing holds. */
struct an_band {
    const char *from;            /**< its first day; NULL: before the days shown */
    const char *before;          /**< the first day after it; NULL: as far as the days shown go */
    enum an_stage stage;         /**< lanes of law */
    struct an_told told;         /**< lanes of verdicts */
    const char *evidence, *note; /**< of the event that begins it, or NULL */
};

/** One provision; of a profile: on rows whose verdicts are alike on every day. */
struct an_lane {
    const struct an_provision_info *provision;
    const char *const *markets; /**< codes, sorted; empty: on a home row, or a lane of law */
    uint32_t n_markets;
    const char *const *offers; /**< ids; empty: one nameless offer, or a lane of law */
    uint32_t n_offers;
    bool home;
    const struct an_band
        *bands; /**< by day; what is between them is AN_STAGE_NONE, or no finding */
    uint32_t n_bands;
};

/** One thing that changes on a day. `lane` has it in its bands. */
struct an_turn {
    const char *day;
    uint32_t lane;
    enum an_stage stage_before, stage_after;
    struct an_told told_before, told_after;
    const char *evidence, *note; /**< of the event, or NULL */
    const char *said;            /**< the event's own word, "repealed"; NULL: no event says it */
};

struct an_timeline {
    bool of_product;  /**< lanes are of verdicts */
    const char *kind; /**< "topic", "jurisdiction", "instrument", "provision", "product" */
    const char *id, *title;
    const char *title_native; /**< or NULL */
    const char *from, *to;    /**< days shown, both included */
    const char *as_of;        /**< what comes after it is still to come */
    const char *next; /**< first day after `as_of` on which anything turns; NULL: none is dated */
    const char *revision, *version;
    const char *profile_path, *profile_hash; /**< of a product */
    const char *const *markets;              /**< of a product: those asked for */
    uint32_t n_markets;
    const struct an_lane *lanes; /**< by jurisdiction, instrument, provision */
    uint32_t n_lanes;
    const struct an_turn *turns; /**< by day, then lane */
    uint32_t n_turns;
};

struct an_timeline_options {
    const char *from, *to;      /**< YYYY-MM-DD; NULL: from the first day known to the last */
    const char *as_of;          /**< YYYY-MM-DD; NULL: the profile's; for law the last day shown */
    const char *const *markets; /**< codes; of a product */
    size_t n_markets;
    const char *const *topics; /**< ids or families */
    size_t n_topics;
    const char *reading; /**< of a product, as in an_check_options */
};

struct an_timeline_result;
/**
 * The life of law: `id` names a topic (or a family of topics), a jurisdiction, an instrument or a
 * provision. AN_ENOTFOUND: nothing is named so; AN_EINPUT: an option is wrong; see the diagnostics.
 */
enum an_status an_timeline_law(struct an_timeline_result **out, const struct an_base *base,
                               struct an_workspace *ws, const char *id,
                               const struct an_timeline_options *options);
/**
 * A product's verdicts: change points only. Days are tried that the rules or the profile name, and
 * between two of them the day of a change is found by halving.
 */
enum an_status an_timeline_product(struct an_timeline_result **out, const struct an_base *base,
                                   struct an_workspace *ws, const struct an_product *product,
                                   const struct an_timeline_options *options);
const struct an_timeline *an_timeline_get(const struct an_timeline_result *result);
void an_timeline_free(struct an_timeline_result *result);

/** Text, a line a change; JSON: "antinomy/timeline/1". */
enum an_status an_report_timeline_text(struct an_sink *sink, const struct an_timeline *timeline,
                                       const struct an_text_style *style);
enum an_status an_report_timeline_json(struct an_sink *sink, const struct an_timeline *timeline);
/** A picture: a lane for each provision, its bands with their names; reads well in grey. */
enum an_status an_report_timeline_svg(struct an_sink *sink, const struct an_timeline *timeline);
/** iCalendar (RFC 5545): an all-day event for each change after `as_of`. */
enum an_status an_report_timeline_ics(struct an_sink *sink, const struct an_timeline *timeline);

#endif
