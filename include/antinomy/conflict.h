/*
 * Conflicts: duties that cannot be met together. Every conflict is minimal (without any one of its
 * demands the others can be met), proved by the solver, and shown with a situation that the
 * evaluator has confirmed. Results are plain const structs, owned by their handle; all text is
 * UTF-8 and borrowed from it. What the words mean: docs/conflicts.md.
 */
#ifndef ANTINOMY_CONFLICT_H
#define ANTINOMY_CONFLICT_H

#include "antinomy/profile.h"

enum an_conflict_class {
    AN_CONFLICT_INESCAPABLE, /**< in some situation no choice avoids every breach */
    AN_CONFLICT_ESCAPABLE,   /**< avoided by not coming under one of the duties */
    AN_CONFLICT_EXCLUSION,   /**< nobody bears both: no product can be admitted by both sides */
    AN_CONFLICT_COMMITMENT,  /**< a state's measure against that state's treaty */
    AN_CONFLICT_BUILDS,      /**< no conflict: one build cannot, but a build for each market can */
    AN_CONFLICT_CLASSES
};
/** "inescapable", ... Never NULL. */
const char *an_conflict_class_word(enum an_conflict_class conflict_class);

/** Kinds, as bits: several may be true of one conflict. */
enum an_conflict_kind {
    AN_CONFLICT_CONTRADICTION = 1, /**< for any product */
    AN_CONFLICT_DESIGN = 2,        /**< for this product: something fixed stands in the way */
    AN_CONFLICT_JOINT = 4,         /**< takes three or more demands */
    AN_CONFLICT_EXPOSURE = 8,      /**< only once an authority gives an order */
    AN_CONFLICT_TIMING = 16,       /**< ends, or begins, with a known day */
    AN_CONFLICT_DRAFT = 32,        /**< rests on what is not yet law */
    AN_CONFLICT_READING = 64,      /**< rests on one reading of a disputed provision */
    AN_CONFLICT_SUPPOSED = 128     /**< rests on a treaty that does not bind that state */
};
enum { AN_CONFLICT_KINDS = 8 };
/** Word of the i-th bit: "contradiction", ... Never NULL. */
const char *an_conflict_kind_word(unsigned i);

/** A provision that makes a demand, on the rows where it does so. */
struct an_conflict_maker {
    const struct an_provision_info *provision;
    const char *const *markets; /* codes, sorted; bound at home: empty */
    uint32_t n_markets;
    const char *const *offers; /* ids; empty where there is one nameless offer */
    uint32_t n_offers;
    const char *reading, *who; /* NULL: as it stands */
    bool order;                /* binds once an authority orders it */
    bool ordered;              /* and such an order is recorded */
    bool draft;                /* not yet law */
    bool certain;              /* surely applies to the product as it is; else it may */
    const char *starts, *ends; /* days in force; NULL: not known */
};

/** One demand, and all who make it in the same words of logic. */
struct an_conflict_demand {
    const struct an_conflict_maker *makers; /* at least one */
    uint32_t n_makers;
};

/** A fact with a value. */
struct an_conflict_fact {
    const char *fact, *question;
    const char *label;          /* what it is called in sentences; NULL: as its id */
    const char *value;          /* in words */
    const char *market, *offer; /* where it holds; NULL: everywhere */
    const char *nature;         /* "design", "maker", "conduct", "context" */
    const char *evidence;       /* NULL: none is stated */
    uint32_t cost;              /* of changing it, 1 to 5; 0: not stated */
    bool fixed;
    const char *file; /* in the profile; NULL: not from one */
    uint32_t line;
};

/** A set of fixed facts that stands in the way, none of which can be left out. */
struct an_conflict_block {
    const uint32_t *fact; /* indices into the conflict's fixed facts; none: no fact is needed */
    uint32_t n;
};

/** What a conflict rests on by definition. */
struct an_conflict_rule {
    const char *id, *because;
    bool presumed; /* likely, not by definition */
};

enum an_step_kind {
    AN_STEP_GIVE_UP, /**< a fixed fact */
    AN_STEP_CHANGE,  /**< another fact of the product */
    AN_STEP_EXEMPT,  /**< come under an exception, or have an approval */
    AN_STEP_AVOID,   /**< do not come under the provision */
    AN_STEP_LEAVE    /**< a market */
};
const char *an_step_word(enum an_step_kind kind);

/** One part of a way out. */
struct an_conflict_step {
    enum an_step_kind kind;
    const char *fact, *from, *to;              /* of facts, in words; else NULL */
    const char *label;                         /* of the fact; NULL: as its id */
    const char *where;                         /* market or offer of the fact; NULL: everywhere */
    const struct an_provision_info *provision; /* AN_STEP_EXEMPT, AN_STEP_AVOID */
    const char *market;                        /* AN_STEP_LEAVE: its code */
};
/** A way out: all its steps together, none of which can be left out. */
struct an_conflict_way {
    const struct an_conflict_step *steps;
    uint32_t n_steps;
    uint32_t cost;
};

/** An exception of a treaty that may cover a measure. */
struct an_conflict_exception {
    const struct an_provision_info *provision;
    bool self_judged; /**< the state that relies on it decides whether it does */
    bool may_cover; /**< it turns on what the law leaves open, or what is not stated of the measure
                     */
};

/** AN_CONFLICT_COMMITMENT: the second demand is a commitment of the state that makes the first. */
struct an_conflict_commitment {
    const char *state, *state_name; /**< who makes the measure: code and name */
    const char *party;          /**< by whose signature it is bound: itself, its union or state */
    const char *treaty;         /**< code */
    const char *const *owed_to; /**< codes of the parties it is in force towards, sorted */
    uint32_t n_owed_to;
    const struct an_conflict_exception *exceptions; /**< which do not rule the conflict out */
    uint32_t n_exceptions;
};

struct an_conflict {
    const char *id; /* "1", "2", ... in this answer */
    enum an_conflict_class conflict_class;
    bool class_open;    /* a limit ended before the class was certain: it may be escapable */
    unsigned kinds;     /* an_conflict_kind bits */
    const char *bearer; /* whose duties they all are: "maker", "buyer", ...; NULL: nobody's */
    const struct an_conflict_demand *demands; /* three or more meet in a hub when drawn */
    uint32_t n_demands;
    const struct an_conflict_fact *fixed; /* all that stand in the way in some block */
    uint32_t n_fixed;
    const struct an_conflict_block *blocks;
    uint32_t n_blocks;
    const struct an_conflict_rule *rules;
    uint32_t n_rules;
    const struct an_conflict_fact *witness; /* what it takes for all of them to apply, and (if so)
                                               for no choice to avoid a breach */
    uint32_t n_witness;
    bool confirmed;                     /* the evaluator came to the same on that situation */
    const struct an_conflict_way *ways; /* cheapest first; a market to leave last */
    uint32_t n_ways;
    bool more_ways;            /* there are more than are listed, or a limit ended the search */
    const char *starts, *ends; /* days on which all are in force; NULL: not known */
    const struct an_conflict_commitment *commitment; /* NULL: of another class */
};

/** A state taken for a party to a treaty that does not bind it: nothing that rests on it is law. */
struct an_supposed_party {
    const char *party, *party_name, *treaty, *treaty_name; /* codes and names */
};

struct an_conflicts {
    const char *product, *product_name; /* NULL: of law alone */
    const char *profile_path, *profile_hash;
    const char *day, *revision, *version;
    const char *const *markets;
    const char *const *market_names;
    uint32_t n_markets;
    const char *const *topics; /* asked for; empty: all */
    uint32_t n_topics;
    uint32_t n_provisions, n_demands;         /* that may apply, and on how many rows */
    bool drafts;                              /* what is not yet law was taken as law */
    const struct an_supposed_party *supposed; /* as asked for */
    uint32_t n_supposed;
    bool nothing_fixed;           /* a product of which nothing is said to be fixed */
    const char *const *could_fix; /* then: stated facts of its design that these duties read */
    uint32_t n_could_fix;
    const struct an_conflict *conflicts; /* worst class first, then by size and id */
    uint32_t n_conflicts;
    uint32_t count[AN_CONFLICT_CLASSES];
    uint64_t n_spelt;     /* conflicts with every row and every maker told apart */
    bool complete;        /* no other minimal conflict exists */
    uint32_t unconfirmed; /* situations on which solver and evaluator did not agree: not shown */
};

struct an_conflict_options {
    const char *as_of;          /**< YYYY-MM-DD; NULL: the profile's, which must then be given */
    const char *const *markets; /**< codes; none: the profile's */
    size_t n_markets;
    const char *const *topics; /**< ids or family prefixes ("acc"); none: all */
    size_t n_topics;
    bool drafts; /**< take what is proposed or adopted as law */
    /** Parties that treaties do not bind, such as "CN:CPTPP", taken for bound from the day on,
     * towards all parties; of law alone. AN_EINPUT where it is so already, or nobody asked for. */
    const char *const *supposed;
    size_t n_supposed;
    uint32_t limit_ms; /**< 0: 10 seconds */
    uint32_t max;      /**< at most so many sets of demands; 0: all */
};

struct an_conflict_result;
/**
 * Conflicts of a product, or (product NULL) of the law of the markets. AN_EINPUT also if the
 * profile contradicts itself: both sides are in the diagnostics.
 */
enum an_status an_conflicts_find(struct an_conflict_result **out, const struct an_base *base,
                                 struct an_workspace *ws, const struct an_product *product,
                                 const struct an_conflict_options *options);
const struct an_conflicts *an_conflicts_get(const struct an_conflict_result *result);
void an_conflicts_free(struct an_conflict_result *result);

/** Exit status by the table of the manual: 1 conflicts, 2 search not complete, 0 none. */
int an_conflicts_exit(const struct an_conflicts *conflicts);

#endif
