/*
 * Inside of the check: one run over all provisions of a base for one product and day. Decisions are
 * collected per row (collect.c), grouped into findings (findings.c), put into words (uses.c,
 * grounds.c, reason.c, proof.c, ways.c), and counted (summary.c). Results live in the run's arena.
 */
#ifndef AN_EVAL_RUN_H
#define AN_EVAL_RUN_H

#include "engine/diag/workspace.h"
#include "engine/eval/eval.h"
#include "engine/facts/base.h"

struct an_product {
    struct an_arena *arena;
    const struct an_base *base;
    const struct an_profile *profile;
};

/** A test, or a test of rows, that made a condition what it is. */
struct an_ground {
    struct an_cond cond;
    uint32_t at;
    struct an_ctx ctx;
    an_tri truth;  /* what was found */
    uint32_t fact; /* or table */
};
struct an_grounds {
    struct an_ground *v;
    size_t n, cap;
};

/** Why a verdict is what it is. */
enum an_cause {
    AN_CAUSE_NONE,  /* several verdicts, or what only the exact stage saw */
    AN_CAUSE_PLACE, /* law of another place */
    AN_CAUSE_NEXUS,
    AN_CAUSE_WHEN,
    AN_CAUSE_FOLLOWS, /* nothing that it follows is breached */
    AN_CAUSE_UNLESS,
    AN_CAUSE_EXEMPTED, /* by another provision */
    AN_CAUSE_DISPLACED,
    AN_CAUSE_INABILITY,
    AN_CAUSE_CONTENT,
    AN_CAUSE_ABLE,
    AN_CAUSE_ORDER,
    AN_CAUSE_PERMITS
};

/** One provision on one row. */
struct an_decision {
    uint32_t provision;
    bool home;
    uint32_t place, offer;
    enum an_apart apart;
    struct an_norms norms;
    struct an_answer *answers; /* as many as norms */
    struct an_judged judged;   /* the first of them */
    enum an_verdict verdict;
    an_verdict_set set;
    bool exact, choice_open;
    struct an_refs open;
    enum an_cause cause;
    struct an_grounds grounds; /* of the cause first, then of the scope */
    size_t n_main;             /* grounds of the cause itself */
    uint32_t by;               /* exempting or displacing provision, or AN_NONE */
    bool merged;               /* told by an earlier decision's finding */
};

struct an_run {
    struct an_eval *ev;
    struct an_arena *arena; /* of the result */
    struct an_arena *temp;  /* of one provision at a time */
    const struct an_model *model;
    const struct an_profile *profile;
    struct an_workspace *ws;
    const struct an_base *base;
    const struct an_check_options *options;
    an_day day, known_on; /* known_on: only where the options ask for it */
    struct an_refs markets;
    bool *topic; /* per topic: asked for; NULL: all */
    bool *only;  /* per provision: asked for; NULL: all */
    const char *const *topic_words;
    uint32_t n_topic_words;
    const uint32_t *alike; /* per market asked: the first that nothing tells from it; NULL: not
                              looked for (alike.c) */
    uint8_t **reach; /* per jurisdiction, per market asked: does its law apply there (collect.c) */
    AN_VEC(struct an_decision) decisions; /* on the provision at hand, in temp */
    AN_VEC(struct an_finding) found;
    struct an_asking *asking; /* questions so far (summary.c) */
    struct an_check *check;
    bool failed; /* an error was reported */
};

/* check.c */
/** Reads the options: day, what was known, markets, topics. False: said what is wrong with them. */
bool an__read_options(struct an_run *run);

/* alike.c */
/** Per market asked: the index of the first one that has all its verdicts (itself, mostly). */
const uint32_t *an__alike(struct an_run *run);

/* roughly.c */
/** Days known only roughly on which one of several answers turns, in words; NULL: none. */
const char *an__roughly(struct an_run *run, const struct an_decision *d);

/* collect.c */
/** May the provision have a finding at all: it has verdicts, is asked for, and is law or nearly. */
bool an__is_told(struct an_run *run, uint32_t provision);
/** Decides it on every row. */
void an__collect(struct an_run *run, uint32_t provision);
/** The verdict that a set means (S5.1, S5.2). */
enum an_verdict an__verdict_of_set(an_verdict_set set);
/** S6.1 */
bool an__is_fine(enum an_verdict v);

/* grounds.c */
void an__ground(struct an_grounds *list, const struct an_ctx *x, const struct an_cond *c,
                uint32_t at, an_tri truth);
/** Finds the cause of a decision, its grounds, and by whom. */
void an__find_cause(struct an_decision *d);
/** Different facts of the grounds, in order. */
struct an_refs an__ground_facts(struct an_arena *arena, const struct an_grounds *g);

/* uses.c */
/** What is known of a fact on a row, as it is told; made once. */
const struct an_fact_use *an__use(struct an_run *run, struct an_case_row *row, uint32_t fact);
/** Is the same stated, and told, of a fact on two rows? What else is known of places does not
 * matter. */
bool an__told_alike(struct an_run *run, struct an_case_row *a, struct an_case_row *b,
                    uint32_t fact);
/** A restriction in words; NULL if nothing is known. */
const char *an__known_words(struct an_run *run, const struct an_value_type *type,
                            const struct an_known *known);
const char *an__value_words(struct an_run *run, const struct an_value_type *type, int64_t value);
const char *an__day_words(struct an_arena *arena, an_day day);

/* findings.c */
/** Turns the decisions at hand into findings, grouped. */
void an__find(struct an_run *run);
/** Puts all findings in order. */
void an__sort_findings(struct an_run *run);
const struct an_provision_info *an__info(struct an_run *run, uint32_t provision, bool brief);

/* reason.c */
const char *an__reason(struct an_run *run, const struct an_decision *d);
const char *an__outcome(struct an_run *run, const struct an_decision *d);

/* proof.c, proof_words.c */
const struct an_proof *an__proof(struct an_run *run, const struct an_decision *d);
/** What a provision was on its law day: "suspended since 2015-04-13 (evidence: law-firm)". */
const char *an__standing_words(struct an_run *run, const struct an_judged *j);

/* ways.c */
/** Changes that would turn a breach or exposure into something fine. */
void an__ways(struct an_run *run, const struct an_decision *d, struct an_finding *f);

/* summary.c */
/** Counts the provision at hand, and asks what its decisions leave open. */
void an__note(struct an_run *run);
/** Counts, questions, gaps, the weakest, notices. */
void an__summary(struct an_run *run);

/* blame.c */
/** What a contradiction rests on: with any one of these left out it would be none. */
struct an_blame {
    struct an_refs facts; /* stated ones */
    struct an_refs axioms, terms, definers;
};
/** Of a row; or of what a decision (else NULL) needs besides on its row. */
struct an_blame an__blame(struct an_run *run, const struct an_case_row *row,
                          const struct an_decision *d);

/* clash.c */
/** Reports a contradiction in the profile with both its sides. */
void an__report_clash(struct an_run *run, const struct an_clash *clash);
/** Reports that a provision has no completion on a row. */
void an__report_empty(struct an_run *run, const struct an_decision *d);

#endif
