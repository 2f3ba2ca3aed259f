/*
 * Conflicts by brute force, for tests: a small random world of yes/no facts, rules and definitions,
 * and a product; and all its minimal conflicts, found by trying every situation. What a rule says
 * in a situation is asked of the naive evaluator; the rest is written from the definitions of
 * docs/conflicts.md and knows nothing of the engine's clauses. Exponential on purpose.
 */
#ifndef AN_TESTS_BRUTE_H
#define AN_TESTS_BRUTE_H

#include "antinomy/conflict.h"
#include "engine/eval/run.h"
#include "engine/facts/base.h"
#include "tests/support/world.h"

enum {
    BRUTE_FACTS = 9,
    BRUTE_MARKETS = 2,
    BRUTE_COPIES = 14,
    BRUTE_DUTIES = 8,
    BRUTE_AXIOMS = 4,
    BRUTE_TERMS = 2,
    BRUTE_LITS = 3,
    BRUTE_COMMITMENTS = 3,
    BRUTE_CARVES = 3,
    BRUTE_FIXED = 4,
    BRUTE_SETS = 512
};

struct brute_lit {
    uint32_t fact; /* or a term: n_facts and up */
    bool value;
};
struct brute_lits {
    struct brute_lit v[BRUTE_LITS];
    uint32_t n;
};

struct brute_fact {
    enum an_nature nature;
    bool shared; /* one copy for all markets */
    uint32_t cost;
};

/** A provision: a duty, an order, or (exempts) an exception to an earlier one of its market. */
struct brute_duty {
    uint32_t market, addressee, exempts;
    bool order, must_not, excused;
    struct brute_lits when, unless, content; /* all of, any of, any of; of an order: who is able */
    uint32_t act;
    const char *form; /* of the measure; NULL: not stated */
};
/** True where `cause` holds, false where `bound` fails; between them a bit of the situation. */
struct brute_term {
    struct brute_lits cause, bound; /* all of; without literals: not given */
    bool means;                     /* cause and bound are one */
};
struct brute_axiom {
    struct brute_lits cond, then; /* all of, all of */
};

/** What the state of the first market has promised. */
struct brute_commitment {
    bool requires;
    struct brute_lits scope, when, unless, content; /* all of, all of, any of, any of */
};
struct brute_carve {
    uint32_t from; /* the commitment */
    struct brute_lits when, unless;
    const char *form; /* of measures that it is for; NULL: all */
    bool self;
};

struct brute_instance {
    uint64_t seed;
    uint32_t n_facts, n_terms, n_markets, n_duties, n_axioms;
    struct brute_fact fact[BRUTE_FACTS];
    struct brute_duty duty[BRUTE_DUTIES];
    struct brute_axiom axiom[BRUTE_AXIOMS];
    struct brute_term term[BRUTE_TERMS];
    uint32_t n_commitments, n_carves;
    struct brute_commitment commitment[BRUTE_COMMITMENTS];
    struct brute_carve carve[BRUTE_CARVES];
};

/** What a world is asked for. */
enum brute_kind { BRUTE_PRODUCT, BRUTE_LAW, BRUTE_TREATY };

/** A fact on a market, or what lies between the conditions of a term: one bit of a situation. */
struct brute_copy {
    uint32_t fact, market;
    bool stated, value, fixed;
};

/** A minimal set of duties, and the sets of fixed copies with which it conflicts. */
struct brute_clash {
    uint32_t set; /* bits, by duty */
    uint32_t block[BRUTE_SETS];
    uint32_t n_blocks;
    enum an_conflict_class conflict_class;
    unsigned kinds;
    const char *bearer;
};

struct brute_step {
    enum an_step_kind kind;
    uint32_t of, cost; /* copy, duty or market */
};
struct brute_ways {
    uint64_t v[BRUTE_SETS]; /* minimal sets of steps, as bits */
    uint32_t n;
};

enum brute_says { BRUTE_OUTSIDE, BRUTE_EXEMPT, BRUTE_MET, BRUTE_BROKEN };

struct brute {
    struct brute_instance x;
    struct an_arena *arena;
    struct an_base base;
    struct an_product product;
    struct an_workspace *ws;
    enum brute_kind kind;
    const char *place_id[BRUTE_MARKETS], *fact_id[BRUTE_FACTS + BRUTE_TERMS],
        *duty_id[BRUTE_DUTIES];
    uint32_t place[BRUTE_MARKETS], fact[BRUTE_FACTS + BRUTE_TERMS];
    struct brute_copy copy[BRUTE_COPIES];
    uint32_t n_copies, n_situations;
    uint32_t context, design; /* copies, as bits */
    /* by brute_solve */
    bool possible;                /* some situation is as the product is stated */
    bool *legal;                  /* definitions and stated context hold */
    uint8_t *says[BRUTE_DUTIES];  /* per situation; NULL: it makes no demand */
    uint32_t stated, stated_bits; /* which copies, and their values */
    uint32_t fixed;
    struct brute_clash *clash;
    uint32_t n_clashes;
    uint64_t n_sets; /* minimal sets of demands and fixed facts */
    struct brute_step step[64];
    uint32_t n_steps;
};

/** A world drawn from a seed, with the engine's model and profile of it. */
struct brute *brute_new(uint64_t seed, enum brute_kind kind);
void brute_free(struct brute *b);
/** Finds all minimal conflicts. */
void brute_solve(struct brute *b);
void brute_print(const struct brute *b);

/** Does this situation show the conflict: everything as stated, all of its duties apply, and where
 * it is inescapable, no choice avoids a breach? */
bool brute_is_witness(const struct brute *b, const struct brute_clash *k, uint32_t situation);
/** The same, whatever is stated of choices. */
bool brute_is_shown(const struct brute *b, const struct brute_clash *k, uint32_t situation);
/** Minimal sets of steps after which none of the duties is broken, in this context. */
struct brute_ways brute_ways_out(const struct brute *b, const struct brute_clash *k,
                                 uint32_t context);

/** Is this situation as a told conflict says? */
bool brute_shows(const struct brute *b, const struct an_conflict *c, uint32_t situation);

/** The promise that a measure breaks: in some situation it can be kept and the measure obeyed, but
 * not both by any choice that their demands read or definitions tie to it. */
bool brute_breaks(const struct brute *b, uint32_t duty, uint32_t commitment);
/** The measure binds and the commitment speaks, no exception covering it. */
bool brute_meets(const struct brute *b, uint32_t duty, uint32_t commitment, uint32_t situation);
bool brute_forbidden(const struct brute *b, uint32_t commitment, uint32_t situation);

/* ---- for brute_*.c ---- */

uint32_t brute_below(struct brute_instance *x, uint32_t n);
bool brute_chance(struct brute_instance *x, uint32_t percent);
struct brute_lits brute_draw_lits(struct brute_instance *x, uint32_t least, uint32_t most);
struct an_cond brute_cond(struct brute *b, struct forge *f, enum an_op join,
                          const struct brute_lits *lits);
void brute_draw_treaty(struct brute_instance *x);
void brute_make_treaty(struct brute *b, struct forge *f, uint32_t treaty);
void brute_print_treaty(const struct brute *b);
/** Copies that a condition reads on a market, as bits. */
uint32_t brute_read(const struct brute *b, const struct brute_lits *lits, uint32_t market);

/** Facts by which a duty applies, those of its exceptions among them, as bits. */
uint32_t brute_scope(const struct brute *b, uint32_t duty);
/** Is some duty of the set broken? */
bool brute_broken(const struct brute *b, uint32_t set, uint32_t situation);
/** All that a way out may be made of. */
void brute_find_steps(struct brute *b);
bool brute_value(const struct brute *b, uint32_t fact, uint32_t market, uint32_t situation);
/** Do all definitions hold in it? */
bool brute_is_defined(const struct brute *b, uint32_t situation);
/** Does this condition hold on a market in a situation? */
bool brute_all(const struct brute *b, const struct brute_lits *lits, uint32_t market,
               uint32_t situation);

#endif
