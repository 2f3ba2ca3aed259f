/*
 * Plans: how a product would have to be built so that it can be offered in many markets at once.
 * The most markets that one build can serve, the fewest builds that serve all that can be served,
 * why a market cannot be served at all, and the least change for one market. Results are plain
 * const structs, owned by their handle.
 */
#ifndef ANTINOMY_PLAN_H
#define ANTINOMY_PLAN_H

#include "antinomy/check.h"

/** What a setting is to the product as it is. */
enum an_plan_kind {
    AN_PLAN_CHANGE, /**< the profile says otherwise today */
    AN_PLAN_DECIDE, /**< the profile does not say: the maker has to decide so, or do so */
    AN_PLAN_ASSUME  /**< no choice of the maker: the plan holds only where it is so */
};

/** One fact as a plan needs it. */
struct an_plan_setting {
    enum an_plan_kind kind;
    const char *fact, *question;
    const char *label;  /**< what it is called in sentences; NULL: as its id */
    const char *market; /**< code; NULL: everywhere */
    const char *offer;  /**< id; NULL: all */
    const char *value;  /**< in words */
    const char *today;  /**< as the profile says, in words; NULL: it does not */
    const char *nature;
    uint32_t cost; /**< of a change; 0 for others */
};

/** A way to build the product. All that is not named stays as the profile says. */
struct an_plan_build {
    const char *const *markets; /**< codes served, sorted */
    uint32_t n_markets;
    const struct an_plan_setting *settings; /**< changes, then decisions, then assumptions */
    uint32_t n_settings;
    uint64_t cost; /**< of its changes together */
    bool open_law; /**< holds only if what the law leaves open is read in the maker's favour */
    /** The evaluator, asked again with these settings, finds no breach possible; false: `doubts`
     * are the provisions where it does. */
    bool confirmed;
    const char *const *doubts;
    uint32_t n_doubts;
};

/** Why no build can serve a market: with any one of these left out one could. */
struct an_plan_obstacle {
    const char *market; /**< or a jurisdiction that binds the maker whatever the markets are */
    bool home;
    bool decided; /**< false: time ended, and there may be more here than needed */
    const struct an_provision_info *const *provisions;
    uint32_t n_provisions;
    const struct an_fact_use *facts; /**< stated, and not for the maker to choose */
    uint32_t n_facts;
};

/** The least change by which a market could be served. */
struct an_plan_repair_of {
    const char *market;
    bool found;     /**< false: no build serves it, or time ended before one was found */
    bool least;     /**< proved */
    uint64_t bound; /**< nothing costs less */
    struct an_plan_build build;
};

struct an_plan {
    const char *product, *product_name, *profile_path, *profile_hash;
    const char *day, *revision, *version;
    const char *const *markets; /**< asked for, codes */
    const char *const *market_names;
    uint32_t n_markets;
    uint32_t n_duties;        /**< that some build could breach on some row */
    const char *const *fixed; /**< facts that the maker will not change */
    uint32_t n_fixed;
    const char *const
        *as_is; /**< markets that need no change, if what is unknown is decided well */
    uint32_t n_as_is;
    struct an_plan_build most;          /**< one build for as many markets as one build can serve */
    uint32_t most_bound;                /**< no build serves more */
    bool most_cheapest;                 /**< proved: none that serves as many costs less */
    const struct an_plan_build *builds; /**< the fewest that serve all that can be served */
    uint32_t n_builds, builds_bound;    /**< no fewer than that do */
    uint64_t builds_cost;               /**< what builds share is paid for once */
    bool builds_cheapest;
    const struct an_plan_obstacle *obstacles;
    uint32_t n_obstacles;
    const struct an_plan_repair_of *repairs;
    uint32_t n_repairs;
    const char *const *undecided; /**< markets of which time ended before anything was known */
    uint32_t n_undecided;
};

struct an_plan_options {
    struct an_check_options check;
    const char *const *repair; /**< markets to find the least change for; none: all that need one */
    size_t n_repair;
    const char *const *keep; /**< ids of facts not to be changed, beside those fixed */
    size_t n_keep;
    uint32_t limit_ms; /**< 0: ten seconds */
};

struct an_plan_result;
/** AN_EINPUT also if the profile, or what is fixed in it, contradicts what holds by definition. */
enum an_status an_plan_run(struct an_plan_result **out, const struct an_base *base,
                           struct an_workspace *ws, const struct an_product *product,
                           const struct an_plan_options *options);
const struct an_plan *an_plan_get(const struct an_plan_result *result);
void an_plan_free(struct an_plan_result *result);

/** 0: one build serves all markets; 1: it takes several, or some cannot be served; 2: undecided. */
int an_plan_exit(const struct an_plan *plan);

#endif
