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
    const char *as_of; /**< YYYY-MM-DD; must be given */
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

#endif
