/*
 * Conditions to clauses. A situation is a set of facts on some markets; every fact, place of a
 * country map and cell of a table that a condition mentions becomes a *unit*: a variable over a
 * finite domain that is made only as fine as the tests on it. Tests get literals at once; what they
 * mean together (their theory) is written when the encoder is closed, since only then all tests,
 * members and cut points are known.
 *
 *   yes/no        one variable
 *   enum, text    one variable a value that some test names, and one for all others
 *   number, day   order encoding: one variable "at least c" for each cut point c
 *   set           one variable a member that some test names, and one for "something else"
 *   countries     the same over classes of places that the tests cannot tell apart
 *   country map   one number a place that some test names
 *   table         as many rows as tests on it (each needs at most one witness), each there or not
 *
 * Market-scoped facts have one copy a market, unless tied; product-scoped ones and table rows are
 * shared, unless they are split by market and offer. Choices that the law leaves open
 * (`open:`, imprecise days) are free variables. The order of calls is the order of variables: same
 * calls, same clauses.
 */
#ifndef AN_SOLVE_ENCODE_H
#define AN_SOLVE_ENCODE_H

#include "engine/lang/model.h"
#include "engine/lang/profile.h"
#include "engine/solve/clauses.h"

struct an_encoder;

/** Where a condition is read. */
struct an_frame {
    uint32_t j;      /* jurisdiction that J stands for, or AN_NONE */
    uint32_t market; /* place of the row: the market, or the jurisdiction of a home row */
    uint32_t offer;  /* 0 where there is one only, or where none of an offer's facts matters */
    an_day day;      /* law day: for containment, lists, days */
};

/**
 * An encoder that fills `clauses`. Both live in `arena`. `symbols`: the model's, or a profile's
 * continuation of them.
 */
AN_NODISCARD struct an_encoder *an_encoder_new(struct an_arena *arena, const struct an_model *model,
                                               const struct an_intern *symbols,
                                               struct an_clauses *clauses);
/** Market facts in this list have one value for all markets. */
void an_encoder_tie(struct an_encoder *enc, const struct an_refs *facts);
/** This fact has one value for each market and offer, whatever its scope. */
void an_encoder_split(struct an_encoder *enc, uint32_t fact);

/** Clauses of terms get these owners (per term, borrowed); else they hold for good. */
void an_encoder_own_terms(struct an_encoder *enc, const uint32_t *owner);

/** The day on which axioms and terms are read from now on; else that of the last condition. */
void an_encoder_day(struct an_encoder *enc, an_day day);

/** The literal that is always true. */
int an_encoder_true(const struct an_encoder *enc);
/** A literal equal to the condition; a condition that is not given: `otherwise`. */
AN_NODISCARD int an_encode_cond(struct an_encoder *enc, const struct an_cond *cond,
                                const struct an_frame *frame, bool otherwise);
/** A literal equal to "the yes/no fact is true" (terms, attests, acts of type bool). */
AN_NODISCARD int an_encode_bool(struct an_encoder *enc, uint32_t fact,
                                const struct an_frame *frame);
/** A literal equal to "place is in the countries fact" (acts asked for by an order). */
AN_NODISCARD int an_encode_in(struct an_encoder *enc, uint32_t fact, uint32_t place,
                              const struct an_frame *frame);
/** A named free choice: the same name, the same variable. */
AN_NODISCARD int an_encode_choice(struct an_encoder *enc, const char *name);
/** Literals equal to the conjunction or disjunction of others. */
AN_NODISCARD int an_encode_and(struct an_encoder *enc, const int *lits, size_t n);
AN_NODISCARD int an_encode_or(struct an_encoder *enc, const int *lits, size_t n);
/** States that one literal implies another, as a clause of `owner`. */
void an_encode_implies(struct an_encoder *enc, uint32_t owner, int a, int b);

/**
 * States what is known of a fact in a frame, as clauses of `owner` (AN_BACKGROUND: for good). Only
 * what some test can see is written, when the encoder is closed. `known` is borrowed until then.
 */
void an_encode_known(struct an_encoder *enc, uint32_t owner, uint32_t fact,
                     const struct an_frame *frame, const struct an_known *known);

/**
 * Reads axioms and terms for every jurisdiction of `in_play` (and every place named so far) and
 * every market met so far, where they tie facts that are mentioned. Owner of an axiom's clauses is
 * axiom_owner[axiom] (NULL: background). True if something new was mentioned: whoever adds other
 * ties (an_encode_definers) takes turns with this until neither finds anything.
 */
bool an_encoder_read_ties(struct an_encoder *enc, const struct an_refs *in_play,
                          const uint32_t *axiom_owner);
/**
 * Closes the encoder: reads the ties that are left, spells out tables and writes the theory of
 * every unit. Nothing can be encoded after.
 */
void an_encoder_close(struct an_encoder *enc, const struct an_refs *in_play,
                      const uint32_t *axiom_owner);

/** The word that stands for any other than those that tests name, where a type is open. */
extern const char an_other_word[];

/** A value that a model gives to a fact: complete where the tests can see it. */
struct an_witness_value {
    uint32_t fact;
    uint32_t market; /* AN_NONE: shared by all */
    uint32_t offer;  /* AN_NONE: shared by all */
    struct an_known known;
    const int *var; /* the variables that describe it */
    uint32_t n_vars;
};
struct an_witness {
    const struct an_witness_value *v; /* by fact, then market */
    uint32_t n;
};
/**
 * The situation that a model of the clauses describes. `holds` tells the truth of a variable.
 * `symbols` continues the model's and takes words that stand for "something else".
 */
struct an_witness an_encoder_witness(const struct an_encoder *enc, struct an_arena *arena,
                                     struct an_intern *symbols,
                                     bool (*holds)(const void *state, int var), const void *state);
/**
 * Of that situation only what some variables say (`used`, per variable): for what a proof needs of
 * it. Values of which nothing is used are left out; others are restrictions as wide as the used
 * variables allow.
 */
struct an_witness an_encoder_partial(const struct an_encoder *enc, struct an_arena *arena,
                                     struct an_intern *symbols,
                                     bool (*holds)(const void *state, int var), const void *state,
                                     const bool *used);
/** fact[variable] = the fact whose value it describes; others stay as they are. */
void an_encoder_facts(const struct an_encoder *enc, uint32_t *fact);
/** Marks (per variable, from 1) those that describe the values of one of these facts (per fact). */
void an_encoder_mark(const struct an_encoder *enc, const bool *fact, bool *var);
/** Marks those that describe the cells of one column of a table, on all its rows. */
void an_encoder_mark_column(const struct an_encoder *enc, uint32_t table, uint32_t column,
                            bool *var);
/** "This row is there", of every row of every copy of a table but the first. After closing. */
AN_NODISCARD const int *an_encoder_more_rows(const struct an_encoder *enc, struct an_arena *arena,
                                             uint32_t table, uint32_t *n);
/**
 * "A place that nothing names there is in this set", of every set of countries. Axioms are read for
 * the places that are named on what they tie; a situation without others is one that the evaluator
 * reads the same way.
 */
AN_NODISCARD const int *an_encoder_strangers(const struct an_encoder *enc, struct an_arena *arena,
                                             uint32_t *n);
/** Variables of named choices: what the law leaves open and no fact decides. */
AN_NODISCARD const int *an_encoder_choices(const struct an_encoder *enc, struct an_arena *arena,
                                           uint32_t *n);

#endif
