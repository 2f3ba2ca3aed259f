/*
 * The executable specification: what docs/semantics.md says, done literally. It enumerates the
 * completions of what is not known and decides each of them two-valued. Exponential on purpose;
 * written from that page alone and without a look at engine/eval, which must agree with it. A
 * question that is too big is refused, never answered by halves. Not linked into the product.
 */
#ifndef AN_TESTS_NAIVE_H
#define AN_TESTS_NAIVE_H

#include "antinomy/check.h"
#include "engine/lang/profile.h"

/** One provision on one row. */
struct naive_question {
    const struct an_profile *profile;
    uint32_t provision;
    uint32_t market; /* place; AN_NONE: the home row of the provision's jurisdiction */
    uint32_t offer;
    an_day day; /* the day asked */
};

/** Where the answer is listed (S5.6). */
enum naive_list { NAIVE_IN_FORCE, NAIVE_NOT_YET_LAW, NAIVE_SUSPENDED, NAIVE_NO_FINDING };

#define NAIVE_MAX_READINGS 8

struct naive_answer {
    const char *refused; /* why nothing is said; NULL: the rest holds */
    enum naive_list list;
    enum an_verdict verdict; /* S5.1 to S5.3; AN_VERDICT_COUNT where there is none */
    an_verdict_set set;      /* of all readings together; 0 without a completion (S2.10) */
    uint32_t n_readings;     /* S5.3, S4.9; 0: the provision itself */
    an_verdict_set reading[NAIVE_MAX_READINGS];
    const uint32_t *open; /* S5.4, ascending; of all readings together */
    uint32_t n_open;
    bool presumed;        /* a presumption filled something in */
    bool barred;          /* or would have, if there were a completion with it */
    uint32_t completions; /* how many were looked at */
};

struct naive_answer naive_decide(struct an_arena *arena, const struct naive_question *question);

/**
 * The same, with presumptions filled in only where their `if` follows from what is stated, without
 * closure. S2.6 speaks of what is known after closure, which is unit propagation: it finds at least
 * this, and at most what naive_decide() takes for known, what holds in all completions. Where the
 * two give different answers both are right.
 */
struct naive_answer naive_decide_stated(struct an_arena *arena,
                                        const struct naive_question *question);

/**
 * The same with nothing presumed. What bars something from being presumed is, in naive_decide(),
 * that there is no completion with it. Where unit propagation does not see that, it is filled in,
 * and as there is no completion then nothing is (the end of S2.6): this is the answer there.
 */
struct naive_answer naive_decide_unpresumed(struct an_arena *arena,
                                            const struct naive_question *question);

/**
 * What may be filled in for a fact on the row of the question: complete values, each as exact
 * knowledge. Those that a completion chooses from; n 0 where it is computed, or the question too
 * big.
 */
struct naive_values {
    const struct an_known *v;
    uint32_t n;
};
struct naive_values naive_values_of(struct an_arena *arena, const struct naive_question *question,
                                    uint32_t fact);

/** S3.7, on its own: is `inner` within `outer`; does law of `maker` apply in `place`. */
an_tri naive_within(const struct an_model *m, uint32_t inner, uint32_t outer, an_day day);
an_tri naive_law_applies(const struct an_model *m, uint32_t maker, uint32_t place, an_day day);

/** S3.2: in force; and the list (S5.6) of a provision on a day. */
an_tri naive_in_force(const struct an_model *m, const struct an_provision *p, an_day day);

enum naive_list naive_listed(const struct an_model *m, const struct an_provision *p, an_day day);

/** S3.4, S3.5: is the provision decided on rows of markets (AN_NONE: on a home row)? */
bool naive_has_row(const struct an_provision *p, uint32_t market);

#endif
