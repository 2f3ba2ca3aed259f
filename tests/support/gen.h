/*
 * Random small worlds for property tests: a model, a profile, a day. Everything random is drawn
 * from a tape of numbers that is kept. A tape gives the same case again, and a simpler tape a
 * simpler case (0 is the simplest choice everywhere), so that shrinking a failing case needs to
 * know nothing of what a case is: it shortens the tape and lowers its numbers while the property
 * still fails.
 */
#ifndef AN_TESTS_GEN_H
#define AN_TESTS_GEN_H

#include "tests/support/forge.h"

enum { GEN_MAX_TAPE = 4096, GEN_DAYS = 8 };

struct gen_tape {
    uint32_t v[GEN_MAX_TAPE];
    uint32_t n;
};

struct gen {
    struct forge *f;
    struct gen_tape *tape;
    uint32_t at;
    bool replay;   /* past the end of the tape: 0, instead of something random */
    uint64_t seed; /* of what is random */
    /* what the parts of the generator tell each other */
    an_day day[GEN_DAYS];
    uint32_t n_plain;       /* facts that are neither the row's nor terms nor attests: from 2 */
    uint32_t derived;       /* the computed fact; 0: there is none */
    uint32_t n_known_facts; /* facts that conditions may read now */
    bool j_allowed, m_allowed;
    bool concluding;      /* tests that follow: conjunctions alone, none of the row's own facts */
    bool reads_plain[16]; /* provisions that may read no term */
    struct an_intern *words; /* of the profile */
};

/** A case: everything lives in the arena of the forge. */
struct gen_case {
    struct forge *f;
    const struct an_model *model;
    struct an_profile *profile;
    an_day day;
};

/** Makes a case: a new one from a seed, which fills the tape; or again from a tape. */
struct gen_case gen_from_seed(struct an_arena *arena, uint64_t seed, struct gen_tape *tape);
struct gen_case gen_from_tape(struct an_arena *arena, struct gen_tape *tape);

/** Does the case break the property? `say`: explain it on stdout. */
typedef bool gen_fails(void *ctx, struct an_arena *arena, const struct gen_case *c, bool say);
/** Makes a failing tape as small as it gets. */
void gen_shrink(struct gen_tape *tape, gen_fails *fails, void *ctx);

/* ---- drawing (gen_tape.c) ---- */

/** A number below n; 0 is the simplest. */
uint32_t gen_below(struct gen *g, uint32_t n);
/** True in `percent` of cases. */
bool gen_chance(struct gen *g, uint32_t percent);
/** A number of [min, max]. */
int64_t gen_between(struct gen *g, int64_t min, int64_t max);
/** Some of n things as bits, at most `most` of them. */
uint32_t gen_some(struct gen *g, uint32_t n, uint32_t most);
/** A day on, or next to, one of the days of interest. */
an_day gen_day(struct gen *g);
/** The same, sometimes imprecise. */
struct an_when gen_when(struct gen *g);
struct an_interval gen_interval(struct gen *g);

/* ---- parts ---- */

/** gen_cond.c: a condition over the first n_known_facts facts, `depth` levels deep. */
struct an_cond gen_cond(struct gen *g, uint32_t depth);
/** One test, of this fact or (fact AN_NONE) of some. */
struct an_cond gen_test(struct gen *g, uint32_t fact);
/** A conjunction of tests, as in an axiom's `then`; `each`: of columns of this table. */
struct an_cond gen_tests(struct gen *g, uint32_t n, uint32_t each);
/** gen_model.c */
const struct an_model *gen_model(struct gen *g);
/** The model with consequences of breaches; drawn last, so that nothing else changes with them. */
const struct an_model *gen_consequences(struct gen *g, const struct an_model *m);
/** gen_profile.c */
struct an_profile *gen_profile(struct gen *g, const struct an_model *m);

#endif
