/*
 * Inside of the search for what ties the facts that matter (ties.c): axioms, terms and definitions
 * in parts (parts.c), and what can always be fulfilled (spare.c).
 */
#ifndef AN_EVAL_BIND_H
#define AN_EVAL_BIND_H

#include "engine/eval/table.h"

/** One part of one tie, read for one J: "if C then T", with one T. */
struct an_part {
    const struct an_tie *tie;
    uint32_t index, j, part; /* j AN_NONE: it speaks of no J */
};

/** A column of a row of a table (NULL: any further row): has it a value that fulfils all. */
struct an_cell_found {
    uint32_t table, column;
    const struct an_row *row;
    bool spare;
};

enum { AN_SPARE_UNKNOWN, AN_SPARE_NO, AN_SPARE_YES };

struct an_binder {
    struct an_problem *p;
    uint8_t *spare;                     /* per fact; void once something new is relevant */
    AN_VEC(struct an_part) in;          /* those taken in */
    AN_VEC(struct an_cell_found) cells; /* looked at so far */
    bool used_idle;
    bool *met, *filled; /* per fact: what it meets, what was presumed, was taken in */
    bool rows; /* rows of tables must fulfil what is said of them, whoever else reads them */
    bool all;  /* every tie matters, not only those of facts that do */
    const struct an_case_row *like; /* those matter of what is known otherwise there; or NULL */
    const struct an_refs *with;     /* places in play besides; or NULL */
    struct an_refs js;              /* all places in play */
};

/* ---- parts.c ---- */

/** The tests that a conclusion is made of, and where the i-th begins. */
uint32_t an__conjuncts(const struct an_cond *c);
uint32_t an__conjunct(const struct an_cond *c, uint32_t i);
/** The axiom of a part of one. */
const struct an_axiom *an__part_axiom(const struct an_binder *b, const struct an_part *t);
/** Does it speak of the rows of a table alone. */
bool an__part_is_local(const struct an_binder *b, const struct an_part *t);
/** Does it hold in every completion; `idle`: if sets hold no idle place. */
an_tri an__part_truth(const struct an_binder *b, const struct an_part *t, bool idle);
/** A yes/no fact as it is known. */
an_tri an__fact_truth(const struct an_binder *b, uint32_t fact);
/** Where the conditions of a term are read. */
struct an_ctx an__term_ctx(const struct an_binder *b, const struct an_term *t, bool idle);
/** Facts by which it may be fulfilled, ascending. For a defining provision only what it defines or
 * concludes: its own conditions are many and seldom decide. */
struct an_refs an__part_facts(const struct an_binder *b, const struct an_part *t);
bool an__part_speaks_of(const struct an_binder *b, const struct an_part *t, uint32_t fact);

typedef bool an__with_part(struct an_binder *b, const struct an_part *t, void *ctx);
/** Calls fn for every part of a tie, read for j; stops when it says false. */
bool an__each_part_for(struct an_binder *b, uint32_t index, uint32_t j, an__with_part *fn,
                       void *ctx);
/** The same for every J in play, and for all ties of a fact. */
bool an__each_part_of(struct an_binder *b, uint32_t index, an__with_part *fn, void *ctx);
bool an__each_part(struct an_binder *b, uint32_t fact, an__with_part *fn, void *ctx);

/* ---- spare.c ---- */

/** Is there a fact other than `but` that does not matter and can always fulfil the part. */
bool an__droppable(struct an_binder *b, const struct an_part *t, uint32_t but, int depth);
/** Is there a row that may not fulfil a part that speaks of rows alone. */
bool an__local_needed(struct an_binder *b, const struct an_part *t);

#endif
