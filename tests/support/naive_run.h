/*
 * What the files of the naive evaluator share: one run of it, for one reading of one provision on
 * one row. Included by naive*.c only.
 */
#ifndef AN_TESTS_NAIVE_RUN_H
#define AN_TESTS_NAIVE_RUN_H

#include <setjmp.h>

#include "engine/base/vec.h"
#include "tests/support/naive.h"

/** One complete value of a fact or cell (S1.1). */
struct nv {
    int64_t n;        /* bool, enum, int, money, date, text (a symbol) */
    const int64_t *v; /* set, countries: members, ascending; map: the number of each place */
    uint32_t n_v;
    const struct nv *cell; /* table: n_rows times the columns */
    uint32_t n_rows;
};

typedef AN_VEC(struct nv) nv_list;
typedef AN_VEC(int64_t) int_list;

/** The values that a completion may choose for a fact. */
struct domain {
    nv_list values;
    int_list places; /* country map: whose numbers the values hold */
};

/** What the conditions in scope name for one fact or column: constants, members, list names. */
struct mentions {
    int_list values;
    int_list lists;
    int_list places;    /* keys of a country map */
    uint32_t row_tests; /* table: how many some and every stand about it */
    bool all_numbers;   /* argument of a derived fact: take each number */
};

/** A condition in scope, and what its J is (AN_NONE: it has none). */
struct statement {
    const struct an_cond *cond;
    uint32_t j;
    uint32_t each; /* axiom with `each`: the table, else AN_NONE */
};

/** Something a completion chooses besides facts (S1.9). */
enum choice_kind {
    CHOOSE_IN_FORCE,
    CHOOSE_OFFERED,
    CHOOSE_APPLIES,
    CHOOSE_WITHIN,
    CHOOSE_COUNTS,
    CHOOSE_LISTED,
    CHOOSE_OPEN,
    CHOOSE_DUE,
    CHOOSE_STRICT,
    CHOOSE_OBEYED
};
struct choice {
    enum choice_kind kind;
    int64_t a, b, c;
};

enum constraint_kind { BY_AXIOM, BY_TERM, BY_DEFINER, BY_PRESUMPTION };

/** What every completion must fulfil (S2.5, S2.7, S2.9, and filled-in values, S2.6). */
struct constraint {
    enum constraint_kind kind;
    uint32_t index;        /* axiom, term, provision, presumption */
    uint32_t test;         /* presumptions: which test of `then` */
    uint32_t j;            /* axioms, presumptions: what J is, or AN_NONE */
    struct an_cond filled; /* BY_PRESUMPTION: the test that was filled in */
    uint64_t facts;
};

/** Where a condition is read: S1.8, S2.3. */
struct scene {
    uint32_t j;
    an_day day;
    uint32_t table; /* inside some, every, each: the table and the row */
    const struct nv *row;
};

struct completion {
    uint16_t value[64]; /* by fact: which value of its domain */
    uint16_t choices;   /* bits, by choice */
    uint16_t verdict;
    uint64_t following; /* terms whose value follows from their definition (S5.4) */
};

struct completions {
    struct completion *v;
    size_t n, cap;
};

/** Where a run goes when the question is too big. */
struct naive_refusal {
    jmp_buf jump;
    const char *why;
};

struct naive {
    struct an_arena *arena;
    struct naive_refusal *refusal;
    const struct an_model *m;
    const struct an_profile *profile;
    struct an_intern *symbols;
    uint32_t root;               /* the provision asked about ... */
    struct an_provision reading; /* ... and its text in this reading */
    bool on_home;
    bool without_closure; /* presumptions from what is stated alone */
    bool presume_nothing;
    bool barred;          /* something is not presumed, since there would be no completion */
    enum naive_list list; /* S5.6: not NAIVE_IN_FORCE: decided as if in force */
    uint32_t market;      /* of the row; on a home row the jurisdiction */
    an_day asked, law_day;
    const struct an_known **known; /* by fact; NULL or not given: unknown */

    AN_VEC(struct statement) scope;
    int_list in_play;         /* S2.5 */
    int_list row_play;        /* the same for presumptions, S2.6 */
    struct mentions *mention; /* by fact */
    struct mentions **column; /* by table and column */
    struct domain *domain;    /* by fact */
    AN_VEC(struct constraint) constraints;

    AN_VEC(struct choice) choices;
    uint32_t chosen;          /* bits */
    const struct nv *now[64]; /* by fact: the value in the completion being looked at */
};

/** Gives up: the question is too big. */
_Noreturn void naive_refuse(struct naive *n, const char *why);

/* naive_scope.c: what is in scope, and which values it names. */
void naive_collect(struct naive *n);
/** Facts that a condition reads, those behind derived ones included, as bits. */
uint64_t naive_facts_of(const struct naive *n, const struct an_cond *c);
/** The same of all that decides a provision's verdict. */
uint64_t naive_verdict_facts(const struct naive *n, uint32_t provision, uint32_t nexus);
/** The same of all that decides whether a provision is effective. */
uint64_t naive_provision_facts(const struct naive *n, uint32_t provision, uint32_t nexus);
bool naive_names_j(const struct naive *n, const struct an_cond *c, uint32_t each);

/* naive_value.c: the finite set of values of each fact. */
void naive_make_domains(struct naive *n);
bool int_list_has(const int_list *list, int64_t value);
void int_list_add(struct an_arena *arena, int_list *list, int64_t value);

/* naive_test.c: conditions, two-valued. */
bool naive_holds(struct naive *n, const struct an_cond *c, struct scene scene);
bool naive_choose(struct naive *n, struct choice choice);
/** S2.3: does a member of a set of countries count for a place? */
bool naive_counts_for(struct naive *n, int64_t member, int64_t place, an_day day);
bool naive_is_within(struct naive *n, uint32_t inner, uint32_t outer, an_day day);
an_tri naive_interval_has(const struct an_interval *days, an_day day);

/* naive_complete.c: what every completion must fulfil, and the walk through them. */
static inline uint64_t naive_bit(uint32_t fact)
{
    return (uint64_t)1 << fact;
}

/** A walk through all completions of some facts; `fn` returns false to stop. */
struct walk {
    struct naive *n;
    uint32_t fact[64]; /* in the order in which they are chosen */
    uint32_t n_facts, steps;
    uint64_t facts;
    struct completion now;
    bool (*fn)(struct walk *);
    void *ctx;
    bool stopped;
};

void naive_make_constraints(struct naive *n);
bool naive_fulfilled(struct naive *n, const struct constraint *c);
/**
 * Calls `fn` for each completion of these facts, under each assignment of the choices that come up;
 * again from the start, after `restart`, whenever that brought up a new one.
 */
void naive_walk(struct naive *n, uint64_t facts, bool (*fn)(struct walk *), void *ctx,
                void (*restart)(void *));
/** These facts, and all that are tied to them by something that completions must fulfil. */
uint64_t naive_with_ties(const struct naive *n, uint64_t facts);
/**
 * Facts of constraints that turn on an undecided point of law: the same choice is made there and in
 * the verdict, so that they are tied to it without sharing a fact.
 */
uint64_t naive_facts_of_choosing(struct naive *n);
/** S2.10: is there a completion of these facts; and of each group of facts outside `done`? */
bool naive_can_be_completed(struct naive *n, uint64_t facts);
bool naive_rest_can_be_completed(struct naive *n, uint64_t done);

/* naive_presume.c: S2.6; true if something was filled in. */
bool naive_presume(struct naive *n);

/* naive_open.c: S5.4, as bits. */
uint64_t naive_open_facts(struct naive *n, const struct completions *list);
/** Terms among these facts whose value follows in the completion being looked at. */
uint64_t naive_terms_that_follow(struct naive *n, uint64_t facts);

/* naive_norm.c: provisions. */
const struct an_provision *naive_provision(const struct naive *n, uint32_t index);
uint32_t naive_maker(const struct naive *n, uint32_t provision);
an_day naive_law_day(const struct naive *n, const struct an_provision *p);
/** Kinds by which a defining provision is judged (S3.8). */
uint32_t naive_definer_nexus(const struct an_provision *d);
uint32_t naive_row_nexus(const struct an_provision *p, bool home);
bool naive_effective(struct naive *n, uint32_t provision, uint32_t nexus);
enum an_verdict naive_verdict(struct naive *n);
bool naive_has_verdict(const struct an_provision *p);
/** The last day on which a duty with a period after `after` can still be done (S4.6). */
an_day naive_last_day(const struct an_due *due, an_day after);

#endif
