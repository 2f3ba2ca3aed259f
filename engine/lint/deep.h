/*
 * Inside of `lint --deep`: what the solver can say of rules. A question asks whether something is
 * possible: that a provision applies, that it is breached, that a term is true. It is put for every
 * day on which the law of a jurisdiction changes; one "yes" settles it, and what is possible on no
 * day is a finding. deep.c puts the questions, deep_ask.c the situation to the solver, deep_logic.c
 * and deep_norms.c turn subjects into literals, deep_tell.c results into words. The encoder is the
 * one of engine/solve.
 */
#ifndef AN_LINT_DEEP_H
#define AN_LINT_DEEP_H

#include "engine/lint/lint.h"
#include "engine/solve/norm.h"

enum an__deep_kind {
    AN__DEEP_APPLIES,  /* subject: provision */
    AN__DEEP_BINDS,    /* applies, and is neither excepted nor displaced */
    AN__DEEP_BREACHED, /* binds, and is not met */
    AN__DEEP_EXCEPTED, /* applies, and its own exception holds */
    AN__DEEP_DIFFERS,  /* other: reading; it says something else than an earlier one */
    AN__DEEP_ALONE,    /* other: provision; it is breached and the other one is not */
    AN__DEEP_TERM,     /* subject: term; it is true */
    AN__DEEP_TERM_NOT, /* it is not true */
    AN__DEEP_VALUE,    /* subject: fact; other: symbol of a value, 0 or 1 for yes/no */
    AN__DEEP_AXIOM,    /* subject: axiom; its condition holds */
    AN__DEEP_TOGETHER  /* other: provision; both bind and both are met */
};

struct an__question {
    enum an__deep_kind kind;
    uint32_t subject, other;
    uint32_t earlier; /* DIFFERS: the reading it is compared with; AN_NONE: the provision itself */
    bool possible, asked, undecided;
    bool contrary;         /* TOGETHER: told */
    struct an_refs axioms; /* what the last "no" rests on: none of them can be left out */
    an_day day;            /* of that */
};

/** The law of a jurisdiction on a day, as clauses. */
struct an__deep {
    struct an_lint *l;
    const struct an_model *m;
    struct an_arena *arena; /* of this day */
    uint32_t j;
    an_day day;
    struct an_norm_row *row;
    uint32_t n_rows;
    const bool *draft; /* per provision: never law on any day; looked at as if it were */
    struct an_clauses clauses;
    struct an_encoder *enc;
    struct an_norms_encoder *ne;
    uint32_t *axiom_owner;
    struct an_sat *sat;   /* all holds */
    struct an_sat *proof; /* axioms can be left out; made for the first core */
    struct an_sat_budget budget;
    AN_VEC(int) assumed;
    struct an__norm *norm; /* per provision and row, made on demand */
};

/** A provision on a row. Each is a literal. */
struct an__norm {
    bool made;
    int applies, binds, excepted, met, breached;
};

/** deep_ask.c. `wide`: every place where the law may reach a product, not its own alone. */
void an__deep_open(struct an__deep *d, bool wide);
/** No more literals after this. */
void an__deep_close(struct an__deep *d);
enum an_sat_answer an__deep_ask(struct an__deep *d, const int *lits, size_t n);
/** After a "no": the axioms it needs, in `arena`. */
struct an_refs an__deep_core(struct an__deep *d, struct an_arena *arena, const int *lits, size_t n);

/** deep_norms.c: literals. */
const struct an__norm *an__deep_norm(struct an__deep *d, uint32_t provision, uint32_t row);
int an__deep_of_norm(struct an__deep *d, const struct an__question *q);
/** TOGETHER: that both bind on one row, and the first (the second) of them is met. */
int an__deep_one_met(struct an__deep *d, const struct an__question *q, bool second);
/** deep_logic.c: literals of terms, values and axioms, and the questions about them. */
int an__deep_of_logic(struct an__deep *d, const struct an__question *q);

/** Is it a duty that can be met or breached by what it says? */
bool an__deep_is_duty(const struct an_provision *p);
/** Can be looked at on rows: it binds no state. */
bool an__deep_is_seen(const struct an_provision *p);

/** deep_tell.c: a finding for what was never possible. */
void an__deep_tell(struct an_lint *l, const struct an__question *q);
/** False if the evaluator did not confirm it; then nothing is told. */
bool an__deep_tell_contrary(struct an_lint *l, const struct an__question *q);
void an__deep_tell_undecided(struct an_lint *l, uint32_t place, uint32_t n);
void an__deep_tell_broken(struct an_lint *l, const struct an_refs *axioms);

/** deep.c: the whole. */
void an__lint_deep(struct an_lint *l);

#endif
