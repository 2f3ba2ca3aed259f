/*
 * Inside of the encoder: units (variables over finite domains) and their tests. encode.c makes
 * them, theory.c says what they mean, table.c spells out rows, witness.c reads values back.
 */
#ifndef AN_SOLVE_UNITS_H
#define AN_SOLVE_UNITS_H

#include "engine/solve/encode.h"

/** One distinct test on a unit: as a leaf of a condition, with places resolved. */
struct an_test {
    enum an_op op;
    const int64_t *value; /* ascending for IN, INCLUDES_ALL, EXCLUDES, ONLY, ON_LIST */
    uint32_t n;
    int lit;
    bool is_part; /* its literal is the variable of a part */
};

/** What is known of a unit, under an owner. */
struct an_stated {
    uint32_t owner;
    const struct an_known *known;
};

/** A part of a unit's domain with its variable. */
struct an_part {
    int64_t value; /* symbol, place (representative of its class), or cut point */
    int var;       /* has this value; contains it; is at least it */
};

/**
 * Which copy of a fact: AN_NONE: one for all; else of a market and an offer, as (offer << 16 |
 * market), the offer being 0 where it does not matter. (AN_MAX_PLACES, AN_MAX_SHORT_LIST fit.)
 */
#define AN_COPY_MARKET 0xffffu

struct an_unit {
    uint32_t fact, copy, place, row, column; /* AN_NONE where it does not matter */
    struct an_value_type type;
    an_day day;
    AN_VEC(struct an_test) tests;
    AN_VEC(struct an_stated) stated;
    int truth;            /* bool: its variable */
    struct an_unit *next; /* of the same fact, in the order made */
    /* made by the theory */
    AN_VEC(struct an_part) parts;
    int other;           /* none of the parts; contains something else; 0: there is no such value */
    int64_t other_value; /* a value for it, or -1: an open type, any new word */
    AN_VEC(struct an_part) listed; /* "another spelling of this listed name", by test on lists */
};

/** A some/every test on a table, spelt out when the encoder is closed. */
struct an_table_test {
    uint32_t fact, copy;
    struct an_cond cond; /* SOME or EVERY and its child */
    struct an_frame frame;
    int lit;
    unsigned needed; /* AN_NEEDED_... by any condition in which it stands */
};

/** Which truth of a condition can help to fulfil the clauses in which it stands. */
#define AN_NEEDED_TRUE  1u
#define AN_NEEDED_FALSE 2u

/** A table in a situation: its rows (row i has the variable present[i]). */
struct an_table {
    uint32_t fact, copy;
    AN_VEC(struct an_stated) stated;
    uint32_t n_known, n_rows;
    int *present;
};

/** What is known of a country map: read for each place that some test names. */
struct an_stated_map {
    uint32_t fact, copy;
    struct an_stated stated;
};

/** A market and an offer that some condition was read on. */
struct an_spot {
    uint32_t market, offer;
};

struct an_encoder {
    struct an_arena *arena;
    const struct an_model *model;
    const struct an_intern *symbols;
    struct an_clauses *clauses;
    int yes; /* always true */
    AN_VEC(struct an_unit *) units;
    struct an_unit **first_of, **last_of; /* per fact: its units, cells of tables too */
    AN_VEC(struct an_table *) tables;
    AN_VEC(struct an_table_test) table_tests;
    AN_VEC(struct an_stated_map) maps;
    AN_VEC(struct an_spot) spots; /* met so far */
    AN_VEC(uint32_t) places;      /* named by tests so far */
    AN_VEC(int) choices;
    AN_VEC(int) lits; /* of the clause at hand */
    unsigned needed;  /* of the condition at hand: both, but in axioms and terms */
    struct an_map unit_at, table_at, table_test_at, choice_at, gate_at, classes_at;
    AN_VEC(struct an_refs) classes; /* of places that tests cannot tell apart: first of each */
    bool *tied;                     /* per fact */
    bool *split;                    /* per fact: one value an offer */
    bool *mentioned;                /* per fact */
    bool *read;                     /* per axiom, then per term: is in the clauses */
    bool *read_for;                 /* per axiom and place: the same, of one that names J */
    uint32_t *slot;             /* per fact: the first of its own; one for each column follows */
    unsigned char *named;       /* per slot and place: AN_NAMED, AN_STANDS */
    unsigned char naming;       /* how what is read names places */
    const uint32_t *term_owner; /* per term; NULL: background */
    bool *in_play;              /* per place: axioms may be read for it */
    bool *is_named;             /* per place: it is among `places` */
    an_day day;                 /* of the last frame: for axioms */
    uint32_t n_choices;
};

/** The unit of a fact (or cell), made if it is new. */
struct an_unit *an__unit(struct an_encoder *enc, uint32_t fact, uint32_t copy, uint32_t place,
                         uint32_t row, uint32_t column, an_day day);
/** The table of a fact, made if it is new. */
struct an_table *an__table(struct an_encoder *enc, uint32_t fact, uint32_t copy);
/** The copy of a fact that is read on a frame. */
uint32_t an__copy_of(const struct an_encoder *enc, uint32_t fact, const struct an_frame *frame);
/** "This member counts for that place": where the place is a part of the member, a choice (S2.3).
 */
int an__counts_for(struct an_encoder *enc, int64_t member, int64_t place, an_day day);
/** Literal of a test on a unit. */
int an__unit_test(struct an_encoder *enc, struct an_unit *unit, enum an_op op, const int64_t *value,
                  uint32_t n);
/** A condition on a row of a table (row AN_NONE: on no table). `at` is the node to read. */
int an__encode_at(struct an_encoder *enc, const struct an_cond *cond, uint32_t at,
                  const struct an_frame *frame, const struct an_table *table, uint32_t row);
/** Adds a clause without what is constant: none where a literal is always true. */
void an__clause(struct an_encoder *enc, uint32_t owner, const int *lits, size_t n);
/** test <-> one of the literals; nothing else defines its variable. */
void an__define(struct an_encoder *enc, int test, const int *lits, size_t n);
void an__clause2(struct an_encoder *enc, uint32_t owner, int a, int b);
void an__unit_clause(struct an_encoder *enc, uint32_t owner, int lit);

/** The place that a test of a fact names: J and M as the frame has them. */
uint32_t an__resolve(struct an_encoder *enc, uint32_t fact, uint32_t column, int64_t place,
                     const struct an_frame *frame);
/** A test, or what is known, names the place; only axioms do, for it and for all like it. */
#define AN_NAMED  1u
#define AN_STANDS 2u
/** Per place: how it is named on this fact (or column of a table). */
unsigned char *an__named(const struct an_encoder *enc, uint32_t fact, uint32_t column);
/** Literal of a condition of which only one truth can help (AN_NEEDED_...). */
int an__encode_needed(struct an_encoder *enc, const struct an_cond *cond,
                      const struct an_frame *frame, unsigned needed);
/** Literal of a some/every test, which is spelt out later (table.c). */
int an__table_test(struct an_encoder *enc, const struct an_cond *cond, uint32_t at,
                   const struct an_frame *frame);

bool an__reads_j(const struct an_cond *c);
/** A jurisdiction for which an axiom that names J must be read, and how that names it. */
struct an__concern {
    uint32_t j;
    unsigned char how;
};
/** Those of `play`; *n of them. */
struct an__concern *an__concerned(struct an_encoder *enc, const struct an_axiom *ax,
                                  const struct an_refs *play, uint32_t *n);
/** Can a place of this kind be a member of a set of countries (a state or a part)? */
bool an__is_somewhere(enum an_place_kind kind);
/** Spells out the tests on tables, rows of axioms included (table.c). */
void an__close_tables(struct an_encoder *enc, const uint32_t *axiom_owner,
                      const struct an_refs *play);
/** Writes the theory of every unit (theory.c). */
void an__close_units(struct an_encoder *enc);

#endif
