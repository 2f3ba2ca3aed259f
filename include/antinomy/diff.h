/*
 * What is different: the law of two days, the rules of two bases, and the verdicts of products in
 * two situations. Results are plain const structs, owned by their handle; all text is UTF-8 and
 * borrowed from it.
 */
#ifndef ANTINOMY_DIFF_H
#define ANTINOMY_DIFF_H

#include "antinomy/timeline.h"

/* ---- law ---- */

/** How a provision, or another thing of a base, differs. */
enum an_diff_kind {
    AN_DIFF_CAME,      /**< in force now, and not before */
    AN_DIFF_WENT,      /**< no longer law */
    AN_DIFF_SUSPENDED, /**< its force is suspended */
    AN_DIFF_RESUMED,   /**< in force again, or enforced again, or no longer so */
    AN_DIFF_ANNOUNCED, /**< a draft, or adopted: not in force yet */
    AN_DIFF_UNCERTAIN, /**< on one of the days nobody can say whether it is in force */
    AN_DIFF_ADDED,     /**< in the second base only */
    AN_DIFF_REMOVED,   /**< in the first base only */
    AN_DIFF_LAW,       /**< in both, and means something else */
    AN_DIFF_BASIS,     /**< a fact, term, axiom, place or list differs: answers may */
    AN_DIFF_CODING,    /**< in both, means the same, and is worded otherwise */
    AN_DIFF_KINDS
};
/** The word of JSON: "came". Never NULL. */
const char *an_diff_word(enum an_diff_kind kind);

/** A field that differs, in words; NULL: absent on that side. */
struct an_field_change {
    const char *key, *label;
    const char *before, *after;
};

struct an_diff_item {
    enum an_diff_kind kind;
    const char *thing; /**< "provision", "fact", ... */
    const char *id, *title;
    const struct an_provision_info *before, *after; /**< of a provision; NULL: not in that base */
    enum an_stage stage_before, stage_after;        /**< of a provision, on the days compared */
    const char
        *since; /**< the day of the event that made it what it is on the second day, or NULL */
    const char *said;            /**< its own word, "repealed"; or NULL */
    const char *evidence, *note; /**< of that event */
    const char *const *replaces; /**< provisions that it takes the place of */
    uint32_t n_replaces;
    const struct an_field_change *fields; /**< of two bases */
    uint32_t n_fields;
};

struct an_diff {
    bool of_bases;         /**< two bases on one day; else one base on two days */
    const char *from, *to; /**< the days; of two bases: the same */
    const char *revision_before, *revision_after;
    const char *version;
    const struct an_diff_item *items; /**< by kind, then id */
    uint32_t n_items;
    uint32_t count[AN_DIFF_KINDS];
};

struct an_diff_options {
    const char *from, *to;      /**< YYYY-MM-DD; of two bases only `to`, or NULL: the far future */
    const char *const *markets; /**< only law that applies there on one of the days; none: all */
    size_t n_markets;
    const char *const *topics;
    size_t n_topics;
};

struct an_diff_result;
/** One base on two days; both must be given. AN_EINPUT: see the diagnostics. */
enum an_status an_diff_days(struct an_diff_result **out, const struct an_base *base,
                            struct an_workspace *ws, const struct an_diff_options *options);
/** Two bases. Law changed (its meaning) is told apart from coding changed (its wording). */
enum an_status an_diff_bases(struct an_diff_result **out, const struct an_base *before,
                             const struct an_base *after, struct an_workspace *ws,
                             const struct an_diff_options *options);
const struct an_diff *an_diff_get(const struct an_diff_result *result);
void an_diff_free(struct an_diff_result *result);

/* ---- products ---- */

/** One provision whose verdict on a product differs, on rows that differ alike. */
struct an_flip {
    const struct an_provision_info *provision;
    const char *const *markets;
    uint32_t n_markets;
    const char *const *offers;
    uint32_t n_offers;
    bool home;
    struct an_told before, after;
    const char *reason_before, *reason_after; /**< one sentence; NULL: no finding */
    const char *because; /**< what made the difference, as far as the rules tell */
    const char *due;     /**< the day by which it must be met, or NULL */
    bool worse,
        better; /**< by what the verdicts count as: a breach, to prepare, a question, fine */
};

struct an_impact_product {
    const char *path, *id, *name; /**< id and name NULL where it was refused */
    bool refused;                 /**< the profile is wrong; the diagnostics say why */
    const struct an_flip *flips;  /**< worse ones first */
    uint32_t n_flips;
};

/** A provision that flips verdicts, and of how many products. */
struct an_impact_clause {
    const struct an_provision_info *provision;
    const char *because;
    uint32_t products, worse, better;
    const char *due; /**< the earliest, or NULL */
};

struct an_impact {
    const char *before, *after; /**< the two situations in words */
    const char *from, *to;      /**< their days; NULL: each profile's own */
    const char *revision_before, *revision_after, *version;
    const struct an_impact_product *products; /**< as given */
    uint32_t n_products, n_changed, n_refused;
    const struct an_impact_clause *clauses; /**< those that make most products worse first */
    uint32_t n_clauses;
};

struct an_impact_options {
    const char *from, *to; /**< YYYY-MM-DD; NULL: the profile's day, or the same as the other */
    const char *const
        *enact; /**< instruments or provisions taken as in force in the second situation */
    size_t n_enact;
    const char *const *strike; /**< those that are struck out there */
    size_t n_strike;
    const char *const *markets;
    size_t n_markets;
    const char *const *topics;
    size_t n_topics;
    const char *reading;
};

struct an_impact_result;
/**
 * Checks each profile in two situations and compares: on two days, against two bases (`after` NULL:
 * the same base), with provisions enacted or struck out. A profile that is refused does not hide
 * the others. AN_EINPUT: an option is wrong.
 */
enum an_status an_impact_run(struct an_impact_result **out, const struct an_base *before,
                             const struct an_base *after, struct an_workspace *ws,
                             const char *const *profiles, size_t n_profiles,
                             const struct an_impact_options *options);
const struct an_impact *an_impact_get(const struct an_impact_result *result);
void an_impact_free(struct an_impact_result *result);

/* ---- reports ---- */

/** JSON: "antinomy/diff/1". */
enum an_status an_report_diff_text(struct an_sink *sink, const struct an_diff *diff,
                                   const struct an_text_style *style);
enum an_status an_report_diff_json(struct an_sink *sink, const struct an_diff *diff);
/** A memo; JSON: "antinomy/impact/1". */
enum an_status an_report_impact_text(struct an_sink *sink, const struct an_impact *impact,
                                     const struct an_text_style *style);
enum an_status an_report_impact_md(struct an_sink *sink, const struct an_impact *impact);
enum an_status an_report_impact_json(struct an_sink *sink, const struct an_impact *impact);

#endif
