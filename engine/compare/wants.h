/*
 * What a set of duties wants of a product's facts, as bounds that can be narrowed further or found
 * to contradict: the state of skeleton.c. A want becomes a restriction of a profile (an_known), and
 * text for a file.
 */
#ifndef AN_COMPARE_WANTS_H
#define AN_COMPARE_WANTS_H

#include "engine/base/vec.h"
#include "engine/lang/model.h"
#include "engine/lang/profile.h"

typedef AN_VEC(int64_t) an_values;

/** What is wanted of one value: of a fact, or of a cell of a row. */
struct an_want {
    bool any;             /* something is wanted of it */
    uint64_t excluded;    /* bool, enum: bits of values (by rank) that it may not have */
    int64_t lo, hi;       /* int, date, money: both wanted ends; lo > hi never */
    an_values has, avoid; /* set, countries */
    an_values only;       /* set, countries: if bounded */
    bool bounded;
    int64_t text;                        /* text: the symbol */
    AN_VEC(struct an_want_place) places; /* country map */
    AN_VEC(struct an_want_row) rows;     /* table */
    AN_VEC(struct an_want_all) all;      /* table: what every row must fulfil */
    bool closed;                         /* table: no further rows */
};

struct an_want_place {
    uint32_t place;
    int64_t lo, hi;
};
struct an_want_row {
    struct an_want *cell; /* per column */
};
struct an_want_all {
    const struct an_cond *c;
    uint32_t at;
    bool denied;
    uint32_t j;
};

/** Wants by fact; a copy shares what does not change. */
struct an_wants {
    struct an_arena *arena;
    const struct an_model *m;
    an_day day;
    struct an_want **product; /* per fact; NULL: nothing is wanted */
    struct an_want **market;  /* column * facts + fact: of facts that differ by market */
    uint32_t n_columns;
    bool repeated; /* the last condition was wanted in a way that a lower attempt had tried */
};

/** Nothing wanted yet. */
struct an_wants *an__wants_new(struct an_arena *arena, const struct an_model *m, an_day day,
                               uint32_t n_columns);
struct an_wants *an__wants_copy(const struct an_wants *from);

/** For whom a condition is to hold. */
struct an_wish {
    uint32_t j;       /* the rule's maker */
    uint32_t column;  /* the market that facts of the market are set for */
    unsigned attempt; /* which alternative of the first disjunction is tried */
};
/**
 * Narrows the wants so that the condition holds (denied: does not). False: they contradict it, or
 * no setting of facts alone brings it about; the wants are then spoilt.
 */
bool an__want_cond(struct an_wants *w, const struct an_cond *c, bool denied,
                   const struct an_wish *wish);
/** The same for a yes/no fact. */
bool an__want_yes(struct an_wants *w, uint32_t fact, const struct an_wish *wish);

/** The restriction that fulfils a want. */
struct an_known an__want_known(const struct an_wants *w, const struct an_value_type *type,
                               uint32_t fact, const struct an_want *want);
/** The same as text of a profile. */
const char *an__want_text(const struct an_wants *w, const struct an_value_type *type, uint32_t fact,
                          const struct an_want *want);

#endif
