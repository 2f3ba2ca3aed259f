/*
 * Countries side by side: what the law of each says on each topic on one day, and what follows from
 * such a matrix: aligned duties, distances, dominance, an index, what is inconsistent. Method and
 * formulas: docs/compare.md. Results are plain const structs, owned by their handle; columns stand
 * in order of code and rows in order of topic, whatever the order in which they were asked for.
 */
#ifndef ANTINOMY_COMPARE_H
#define ANTINOMY_COMPARE_H

#include "antinomy/policy.h"

/** What there is in a cell; in order of precedence. */
enum an_letter {
    AN_LETTER_IN_FORCE,   /**< R: a rule in force */
    AN_LETTER_EXEMPTION,  /**< E: in force, and all that sets the step can give way to another rule
                           */
    AN_LETTER_UNENFORCED, /**< U: in force, not enforced */
    AN_LETTER_SUSPENDED,  /**< S */
    AN_LETTER_PASSED,     /**< P: adopted, not in force yet */
    AN_LETTER_DRAFT,      /**< D */
    AN_LETTER_ENDED,      /**< X: was in force: repealed, lapsed, annulled */
    AN_LETTER_NONE_FOUND, /**< N: researched for that day, and none found */
    AN_LETTER_UNKNOWN,    /**< -: not researched */
    AN_LETTER_COUNT
};

/** "R"; of what was not researched an en dash. */
const char *an_letter_text(enum an_letter letter);
/** What the letter says: "in force". */
const char *an_letter_words(enum an_letter letter);

/** A step of a topic's scale. */
struct an_step_info {
    const char *id, *title, *means;
};

/** A row of the matrix. */
struct an_topic_info {
    const char *id, *title, *definition;
    const struct an_step_info *steps; /* from least to most intrusive; the first is "nothing" */
    uint32_t n_steps;
};

/** A column of the matrix. */
struct an_country {
    const char *code, *name;
    const char *kind; /* "state", "part", "union", "treaty" */
};

/** One provision in a cell. */
struct an_cell_rule {
    const struct an_provision_info *provision;
    enum an_letter letter; /* its own; never N or - */
    int32_t step;          /* -1: it is not placed on the scale, or does not count for it */
    bool sets;             /* the cell's step rests on it */
    bool uncertain;        /* an imprecise date leaves it open whether this holds on the day */
    bool liberty;          /* a liberty: counts only where no duty does */
    const char *via;       /* law of this union, treaty or state; NULL: of the place itself */
    const char *since;     /* first day of what the letter says, as far as known; else NULL */
    const char *until;     /* first day on which it is over, if that is known; else NULL */
    const char *coming;    /* P, D, S: first day in force, if that is known; else NULL */
    const char *exempted_by, *displaced_by; /* a provision in force that may do so; else NULL */
    enum an_letter within; /* E: R or U, what it is apart from the exemption; else its letter */
};

/** One jurisdiction and topic. */
struct an_cell {
    enum an_letter letter;
    int32_t step;    /* into the topic's steps; -1: none, or not placed */
    bool uncertain;  /* rests on a day that is not known exactly */
    bool on_order;   /* all that sets the step waits for an order of an authority */
    bool more;       /* something else is coming, pending or suspended besides */
    bool researched; /* a coverage statement of the place itself holds for the day */
    const char *via; /* all that sets the step is law of this union, treaty or state; else NULL */
    const char *researched_on, *law_from, *law_to; /* of the coverage statement; else NULL */
    const struct an_cell_rule *rules;              /* those that set the step first, then by id */
    uint32_t n_rules;
};

/** What the provisions were narrowed to; NULL or empty: not narrowed. */
struct an_compare_filter {
    const char *sector, *buyer, *trigger, *confidence;
    const char *const *addressees;
    size_t n_addressees;
};

struct an_matrix {
    const char *day, *revision, *version;
    const char *known_on; /* only what was public by that day was used; NULL: all that is known */
    const struct an_country *columns;
    uint32_t n_columns;
    const struct an_topic_info *topics;
    uint32_t n_topics;
    const struct an_cell *cells; /* topic * n_columns + column */
    struct an_compare_filter filter;
    uint32_t provisions;             /* different ones in all cells */
    uint32_t count[AN_LETTER_COUNT]; /* cells by letter */
    const char *weakest_confidence;  /* of what sets a step in force; NULL if nothing does */
    const char *weakest_where;
};

static inline const struct an_cell *an_matrix_cell(const struct an_matrix *m, uint32_t topic,
                                                   uint32_t column)
{
    return &m->cells[(size_t)topic * m->n_columns + column];
}

struct an_compare_options {
    const char *as_of;    /**< YYYY-MM-DD; must be given */
    const char *known_on; /**< use only what was public by that day; NULL: all that is known */
    /** Codes; "all": every jurisdiction with law or a coverage statement. A group stands for its
     * members on the day. */
    const char *const *places;
    size_t n_places;
    const char *const *topics; /**< ids or families; none: all */
    size_t n_topics;
    bool members; /**< unions and treaties stand for their members too */
    struct an_compare_filter filter;
};

struct an_comparison;
/** AN_EINPUT: a place, topic or filter word that does not exist, with the nearest one. */
enum an_status an_compare_run(struct an_comparison **out, const struct an_base *base,
                              struct an_workspace *ws, const struct an_compare_options *options);
const struct an_matrix *an_compare_matrix(const struct an_comparison *comparison);
void an_compare_free(struct an_comparison *comparison);

/* ---- distances (docs/compare.md, section 4) ---- */

/** Two columns. Shares are in thousandths. */
struct an_column_pair {
    uint32_t a, b;          /* columns, a < b */
    uint32_t shared;        /* topics on which both are known */
    uint32_t differ;        /* of these: on which they stand on different steps */
    uint32_t share;         /* differ / shared; 0 where nothing is shared */
    uint32_t gap;           /* mean distance on the scales; 0 where nothing is shared */
    const uint32_t *topics; /* rows of the matrix on which they differ */
};

/** One joining of the tree: of columns (below n_columns) or of earlier joinings (n_columns + i). */
struct an_join {
    uint32_t left, right;
    uint32_t share;  /* mean share of all known pairs across it, in thousandths */
    uint32_t pairs;  /* how many pairs of columns across it share a known topic */
    uint32_t leaves; /* columns below it */
};

struct an_distances {
    const struct an_column_pair *pairs; /* in order of a, then b */
    uint32_t n_pairs;
    const struct an_join
        *joins; /* nearest first; fewer than n_columns - 1 where nothing is shared */
    uint32_t n_joins;
    const int32_t *position; /* topic * n_columns + column: step, 0 for none, -1 for not known */
};
enum an_status an_compare_distances(struct an_comparison *comparison,
                                    const struct an_distances **out);

/* ---- aligned duties (section 5) ---- */

/** One provision of a group of alike ones. */
struct an_aligned_rule {
    const struct an_provision_info *provision; /* with its words */
    enum an_letter letter;
    int32_t step;
    const char *const *places; /* columns in which it is law */
    uint32_t n_places;
    const char *const *thresholds; /* "crypto.sym_bits_max: more than 56 bits" */
    uint32_t n_thresholds;
    const char *since, *until, *coming;
    const char *exempted_by, *displaced_by;
};

/** Provisions of one topic that are about the same things. */
struct an_aligned_group {
    uint32_t topic;             /* row of the matrix */
    const char *const *objects; /* facts that the duties turn on; empty: none is tested */
    uint32_t n_objects;
    const struct an_aligned_rule *rules; /* in order of id */
    uint32_t n_rules;
    uint32_t n_makers; /* different jurisdictions that made them */
};

struct an_aligned {
    const struct an_aligned_group *groups; /* by topic; those of most makers first */
    uint32_t n_groups;
};
enum an_status an_compare_aligned(struct an_comparison *comparison, const struct an_aligned **out);

/* ---- index (section 6) ---- */

/** What one provision adds to the value of a cell. */
struct an_index_part {
    const char *provision;
    int32_t step;
    uint32_t part; /* in thousandths of a hundredth; the parts of a cell add up to its value */
};

struct an_index_cell {
    bool known;
    uint32_t value;                    /* of the step, 0 to 100000: thousandths of a hundredth */
    const struct an_index_part *parts; /* greatest first */
    uint32_t n_parts;
};

struct an_index {
    const char *title;                 /* of the weights */
    const char *file;                  /* as it was named */
    const uint32_t *weight;            /* per row of the matrix; 0: it does not count */
    const struct an_index_cell *cells; /* topic * n_columns + column */
    /* Per column: weighted mean of its known cells, and the weight that these have of all. */
    const uint32_t *mean, *known_weight, *known_topics;
    uint32_t weight_of_all, weighted_topics;
};
/** AN_EINPUT: the file of weights is wrong; see the diagnostics. */
enum an_status an_compare_index(struct an_comparison *comparison, const char *weights_path,
                                const struct an_index **out);

/* ---- dominance (section 7) ---- */

/** A duty that another one makes moot. */
struct an_moot {
    uint32_t topic; /* row of the matrix */
    const struct an_provision_info *rule, *by;
    bool mutual; /* each makes the other moot: they demand the same */
};

struct an_dominance {
    const struct an_moot *moot; /* by topic, rule, by */
    uint32_t n_moot;
    uint32_t judged; /* duties in force that were held against each other */
};
enum an_status an_compare_dominance(struct an_comparison *comparison,
                                    const struct an_dominance **out);

/* ---- the strictest common denominator (section 8) ---- */

/** One fact of the profile. */
struct an_setting {
    const char *fact, *question;
    const char *market;            /* the market it is set for; NULL: the product */
    const char *value;             /* as it is written in a profile */
    const char *const *provisions; /* duties that it helps to meet */
    uint32_t n_provisions;
};

struct an_unmet {
    const struct an_provision_info *provision;
    const char *why; /* in words */
};

/** A profile that meets the duties of all places, as far as one product can. */
struct an_strictest {
    const char *id, *name;
    const char *const *markets;
    uint32_t n_markets;
    const struct an_setting *settings; /* of the product, then by market */
    uint32_t n_settings;
    const char *const *met; /* duties */
    uint32_t n_met;
    const struct an_unmet *unmet;
    uint32_t n_unmet;
    uint32_t undetermined; /* answers of the check of this profile that are still open */
};
/** AN_EINPUT: no place is a market, or there are too many duties; see the diagnostics. */
enum an_status an_compare_strictest(struct an_comparison *comparison,
                                    const struct an_strictest **out);

/* ---- consistency of the encoding (section 9) ---- */

enum an_doubt_kind {
    AN_DOUBT_CODED_APART,  /**< alike provisions on different steps */
    AN_DOUBT_UNLIKE_STEP,  /**< on a step whose other provisions are of another kind */
    AN_DOUBT_DUTY_AT_NONE, /**< a duty on the step that says there is none */
    AN_DOUBT_NO_STEP,      /**< a duty that is not placed on the scale */
    AN_DOUBT_UNCOVERED,    /**< a cell with law, but no coverage statement */
    AN_DOUBT_OLD,          /**< checked too long ago */
    AN_DOUBT_TOPIC_ALONE,  /**< a topic without law in any place */
    AN_DOUBT_PLACE_ALONE,  /**< a place without law and coverage on any topic */
    AN_DOUBT_COUNT
};

const char *an_doubt_word(enum an_doubt_kind kind);

/** Something for the analyst to look at; nothing is wrong for sure. */
struct an_doubt {
    enum an_doubt_kind kind;
    const char *text;          /* one sentence */
    const char *topic, *place; /* ids; NULL where it is about none */
    const char *const *provisions;
    uint32_t n_provisions;
};

struct an_consistency {
    const struct an_doubt *doubts; /* by kind, topic, place */
    uint32_t n_doubts;
    uint32_t count[AN_DOUBT_COUNT];
    uint32_t months; /* older than so many were asked for */
};
/** months: cells whose provisions were checked longer ago than that, seen from the day asked. */
enum an_status an_compare_consistency(struct an_comparison *comparison, uint32_t months,
                                      const struct an_consistency **out);

#endif
