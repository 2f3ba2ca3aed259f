/*
 * Inside of the evaluator: one model, one profile and one day asked, and the many decisions made
 * for them. Written from docs/semantics.md. What the files of engine/eval share stands here and in
 * table.h; other modules and tests use an_eval_new and an_eval_decide.
 *
 * A decision is about one provision on one row. Truth is three-valued first (kleene.c); where that
 * leaves several verdicts, the undecided atoms are enumerated exactly (compile.c, units.c,
 * answer.c).
 */
#ifndef AN_EVAL_EVAL_H
#define AN_EVAL_EVAL_H

#include "antinomy/check.h"
#include "engine/base/limits.h"
#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "engine/lang/model.h"
#include "engine/lang/profile.h"

/** What a restriction of a fact follows from. */
enum an_why { AN_WHY_NONE, AN_WHY_AXIOM, AN_WHY_TERM, AN_WHY_DEFINER, AN_WHY_PRESUMPTION };

struct an_because {
    enum an_why why;
    uint32_t index; /* axiom, term, provision, presumption, fact */
    uint32_t j;     /* the jurisdiction it was read for, or AN_NONE */
};

/** What is known of a fact on one row. */
struct an_slot {
    const struct an_known *known;  /* NULL: nothing */
    const struct an_known *stated; /* as the profile gives it on this row; NULL: not given */
    enum an_origin origin;
    struct an_because because; /* what narrowed it last */
};

/** Whether a provision is listed apart from the law in force (S5.6). */
enum an_apart { AN_APART_NO, AN_APART_NOT_YET, AN_APART_SUSPENDED };

/** A test of a presumption that was filled in on a row. */
struct an_filled {
    uint32_t presumption, j, leaf;
    uint32_t fact;
};

/** A test that is so on a row, where a restriction cannot say it (left.c). */
struct an_said {
    struct an_cond cond;
    uint32_t at, j;
    an_day law_day;
    bool truth;
};

/** Does a row have a completion if these places are in play too. */
struct an_with_places {
    struct an_refs places;
    bool fits;
};

/** A place, an offer and a law day: the unit of evaluation (S3.4). */
struct an_case_row {
    bool home;
    uint32_t place; /* market, or the jurisdiction of a home row */
    uint32_t offer; /* index into the profile's offers */
    an_day law_day;
    /* Of which instrument the definitions hold as if in force (S5.6); AN_NONE: of none. */
    uint32_t instrument;
    enum an_apart apart;
    const struct an_norm
        *reading;            /* how a provision is read that others depend on; NULL: as it is */
    struct an_slot *slot;    /* per fact */
    const uint32_t *in_play; /* places that axioms are read for on this row, ascending (S2.5) */
    uint32_t n_in_play;
    uint8_t *in_play_mark; /* per place: 1 if in in_play */
    bool closed;           /* axioms and presumptions were applied */
    bool refused;          /* the profile contradicts an axiom on this row */
    bool settled;          /* nothing more will become known: answers may be remembered */
    bool trial; /* made to see what a change would bring: nobody is told what happens on it */
    const struct an_case_row *like;     /* trials: the closed row that it changes; or NULL */
    AN_VEC(struct an_with_places) with; /* looked at so far (closure.c) */
    struct an_arena *arena;             /* of what becomes known on it */
    AN_VEC(struct an_filled)
    filled;       /* what presumptions said, where a restriction cannot say all of it */
    bool closing; /* being closed: tests are judged by what is said besides */
    AN_VEC(struct an_said) said; /* while it is closed */
    uint8_t *effective;          /* per provision: an_tri + 1, 0: not asked yet */
    struct an_case_row
        *plain; /* the same with nothing presumed; NULL: not needed yet (closure.c) */
    const struct an_fact_use **use; /* per fact: as it is told (uses.c); NULL: not made yet */
};

/** One axiom, term or defining provision, as something that ties facts. */
enum an_tie_kind { AN_TIE_AXIOM, AN_TIE_TERM, AN_TIE_DEFINER };
struct an_tie {
    enum an_tie_kind kind;
    uint32_t index;       /* axiom; term; provision */
    bool uses_j;          /* axioms: to be read for every jurisdiction in play */
    struct an_refs facts; /* that it mentions, and arguments of derived ones; ascending */
};

/** What is looked up of a model again and again; made once (logic.c). */
struct an_logic {
    AN_ARRAY(struct an_tie) ties;
    struct an_refs **by; /* per tie and part of it: facts that may fulfil it (ties.c); NULL: not
                            looked for yet */
    const struct an_refs *ties_of;     /* per fact */
    struct an_refs places;             /* named by axioms, terms, defining provisions (S2.5) */
    const struct an_refs *definers_of; /* per fact: provisions that define it */
};

/** A provision with the conditions of one reading in place of its own. */
struct an_norm {
    uint32_t provision;
    const char *reading, *who; /* NULL: as it stands */
    struct an_cond when, unless, content, able;
    enum an_inability inability; /* never SILENT: strict and lenient are readings */
};

/** Facts and places that conditions name. */
struct an_marks {
    bool *fact, *place; /* per fact, per place */
    bool *group;        /* per place: groups, which are no places of their own; NULL: not asked */
    bool uses_j;
};

/** Which places count for one on a day (places.c). */
struct an_inside {
    uint32_t place;
    an_day day;
    struct an_refs in;
};

/** Two sides of a contradiction in the profile. */
struct an_clash {
    bool found;
    uint32_t fact; /* AN_NONE: what clashes does so together only (possible.c) */
    struct an_because because;
    const struct an_case_row *row;
    const struct an_known *known; /* what the fact was before */
};

/** What a provision is on a day, as far as decisions need it. */
struct an_stand {
    an_tri in_force;
    enum an_apart apart;
    bool unenforced;
};

/** The places that a reading, judged by these kinds of nexus, names, with all that is judged with
 * it. */
struct an_naming {
    const struct an_cond_node *cond[4]; /* of the reading: when, unless, content, able */
    uint32_t provision, nexus;
    struct an_refs places;
};

/** Rules that are left out (blame.c): per axiom, term, provision that defines. */
struct an_off {
    bool *axiom, *term, *definer;
};

/** A value of one market (or jurisdiction) and offer, in place of what the profile says there. */
struct an_laid {
    uint32_t place, offer, fact;
    const struct an_known *known;
};

struct an_eval {
    struct an_arena *arena; /* what stays: rows, answers */
    struct an_arena *work;  /* what a decision makes on its way, its answer too; may be the arena */
    const struct an_model *model;
    const struct an_profile *profile;
    an_day day; /* asked */
    struct an_logic logic;
    AN_VEC(struct an_case_row *) rows;
    struct an_case_row *last_row;  /* found last */
    struct an_naming *last_naming; /* found last; NULL: none yet */
    uint8_t *stand; /* per provision: what it is on the day asked, packed; 0: not looked at yet */
    struct an_slot *base; /* the product's own layer, per fact */
    AN_VEC(struct an_inside) inside;
    int64_t *folded; /* per symbol: its folded form; -1 none, INT64_MIN not asked yet */
    uint32_t n_folded;
    AN_VEC(const char *) notices;
    struct an_clash clash; /* the first one */
    bool *ready;           /* per tie: says something even where nothing is known */
    /* Truth tables have at most so many lines, beyond which the solver takes over. Tests lower it.
     */
    uint32_t max_combinations;
    const struct an_laid *laid; /* n_laid; set before the first row is made */
    uint32_t n_laid;
    bool verdicts_only;       /* open facts are not looked for */
    bool three_values;        /* answers may be larger sets: those of three-valued logic */
    bool presume_nothing;     /* presumptions fill in nothing */
    const struct an_off *off; /* to find out what a contradiction rests on; or NULL */
};

/** Is a rule that ties facts left out. */
static inline bool an__is_off(const struct an_eval *ev, enum an_tie_kind kind, uint32_t index)
{
    if (!ev->off)
        return false;
    switch (kind) {
    case AN_TIE_AXIOM: return ev->off->axiom[index];
    case AN_TIE_TERM: return ev->off->term[index];
    case AN_TIE_DEFINER: return ev->off->definer[index];
    }
    AN_UNREACHABLE();
}

/** Fills the logic of a model (logic.c). */
struct an_logic an__logic(struct an_arena *arena, const struct an_model *m);
struct an_marks an__marks(struct an_arena *arena, const struct an_model *m);
/** Marks the facts that a condition names, and the places (columns are of `table`). */
void an__mark_facts(const struct an_cond *c, struct an_marks *marks);
void an__mark_places(const struct an_model *m, const struct an_cond *c, uint32_t table,
                     struct an_marks *marks);
/** The same for a reading of a provision and all that are judged with it (S3.8). */
void an__mark_judged(const struct an_model *m, const struct an_norm *norm, struct an_marks *marks);
/** The same where it is judged by some of its kinds of nexus only (bits), as on a row. */
void an__mark_judged_by(const struct an_model *m, const struct an_norm *norm, uint32_t nexus,
                        struct an_marks *marks);
/** Marked indices in order. */
struct an_refs an__marked(struct an_arena *arena, const bool *mark, uint32_t n);

/** An evaluation in `arena`, which must outlive it. */
AN_NODISCARD struct an_eval *an_eval_new(struct an_arena *arena, const struct an_model *model,
                                         const struct an_profile *profile, an_day day);

/** The answer of one reading of a provision on one row. */
struct an_answer {
    an_verdict_set set;  /* base verdicts of all completions; 0: no completion exists */
    bool exact;          /* false: set and open may be too large */
    struct an_refs open; /* facts whose value changes the set, ascending (S5.4) */
    bool apart;          /* decided as if in force: not yet law, or suspended (S5.6) */
    bool refused;        /* the profile contradicts an axiom on this row; set is 0 */
    bool choice_open; /* an undecided choice (in force?, nexus, containment ...) changes the set */
};

/** The readings of a provision (S4.9, S5.3); at least one. */
struct an_norms {
    const struct an_norm *v;
    uint32_t n;
};
AN_NODISCARD struct an_norms an_eval_norms(struct an_eval *ev, uint32_t provision);

/**
 * Decides one reading on the row of a market, or on the home row of a jurisdiction, for one of the
 * profile's offers. The law day follows from the provision's anchor.
 */
struct an_answer an_eval_decide_norm(struct an_eval *ev, const struct an_norm *norm, bool home,
                                     uint32_t place, uint32_t offer);

/**
 * Decides a provision with all its readings: the union of their sets and of their open facts. For
 * tests; `differ` (may be NULL) tells whether the readings' sets differ.
 */
struct an_answer an_eval_decide(struct an_eval *ev, uint32_t provision, bool home, uint32_t place,
                                uint32_t offer, bool *differ);

/* ---- truth on a row (kleene.c) ---- */

/** Assumed: sets of these facts, where they are open, hold no member that counts for these places.
 */
struct an_idle {
    const uint8_t *place;
    const bool *fact;
};

/** Where a condition is read: the row, J, the law day, and the row of a table it stands in. */
struct an_ctx {
    struct an_eval *ev;
    struct an_case_row *row;
    uint32_t j; /* AN_NONE: none */
    an_day law_day;
    const struct an_fact *table; /* columns are of this table; NULL: none */
    const struct an_row *cells;  /* NULL: a row of which nothing is known */
    const struct an_idle *idle;  /* an assumption (ties.c); or NULL */
};

/** The place that a value or key of a condition stands for here. */
uint32_t an__place(const struct an_ctx *x, int64_t value);
/** Type and knowledge of what a leaf tests. */
const struct an_value_type *an__leaf_type(const struct an_ctx *x, const struct an_cond_node *leaf);
const struct an_known *an__leaf_known(const struct an_ctx *x, const struct an_cond_node *leaf);
an_tri an__leaf(const struct an_ctx *x, const struct an_cond *c, uint32_t at);
an_tri an__truth_at(const struct an_ctx *x, const struct an_cond *c, uint32_t at);
/** A condition that is not given: `otherwise`. */
an_tri an__truth(const struct an_ctx *x, const struct an_cond *c, an_tri otherwise);

/** Iterates over the children of a node. */
static inline uint32_t an__first_child(uint32_t at)
{
    return at + 1;
}
static inline uint32_t an__next_child(const struct an_cond *c, uint32_t child)
{
    return child + c->node[child].size;
}

/* ---- restrictions (known.c, places.c, narrow.c) ---- */

/** Numbers that a restriction allows. */
struct an_range {
    int64_t lo, hi;
    const int64_t *one_of; /* n_one_of 0: all between */
    uint32_t n_one_of;
    const int64_t *hole;
    uint32_t n_holes;
};
struct an_range an__range(const struct an_value_type *type, const struct an_known *known);
struct an_range an__map_range(const struct an_known *known, uint32_t place);
bool an__range_has(const struct an_range *r, int64_t value);
bool an__range_empty(const struct an_range *r);

/** A value that no test names: the "other word" of an open type. */
#define AN_OTHER INT64_MIN

/** Words that a restriction of a yes/no fact, enum or text allows. */
struct an_words {
    const int64_t *v;
    const uint32_t *sym; /* used where v is NULL */
    uint32_t n;
    bool open; /* and any other word, but those in `hole` */
    const int64_t *hole;
    uint32_t n_holes;
};
struct an_words an__words(const struct an_value_type *type, const struct an_known *known);
/** The i-th listed word; INT64_MAX where it is a hole. */
int64_t an__word(const struct an_words *w, uint32_t i);

bool an__has(const int64_t *v, uint32_t n, int64_t value);
bool an__is_symbolic(enum an_type type);
bool an__is_number(enum an_type type);

/** Test of one complete scalar value; UNKNOWN only for on_list with an imprecise day. */
an_tri an__holds(const struct an_ctx *x, const struct an_cond *c, const struct an_cond_node *leaf,
                 const struct an_value_type *type, int64_t value);
an_tri an__test(const struct an_ctx *x, const struct an_cond *c, const struct an_cond_node *leaf,
                const struct an_value_type *type, const struct an_known *known);
/** Is the word with this symbol on the list on this day. */
an_tri an__on_list(struct an_eval *ev, int64_t symbol, uint32_t list, an_day day);

/** May a member be in a set: TRUE surely in, FALSE surely not. */
an_tri an__member(const struct an_value_type *type, const struct an_known *known, int64_t value);

/** Does member m count for place p (S2.3). */
an_tri an__counts(const struct an_eval *ev, uint32_t m, uint32_t p, an_day day);
/** The same for place sets: may the place be a member. */
an_tri an__place_member(const struct an_ctx *x, const struct an_known *known, uint32_t m);
an_tri an__test_places(const struct an_ctx *x, const struct an_cond *c,
                       const struct an_cond_node *leaf, const struct an_known *known);
/** Does the set surely contain, or may it, a member that counts for place p. */
an_tri an__contains_place(const struct an_ctx *x, const struct an_known *known, uint32_t p);
/** Places that can be members of a set: no groups, unions, treaties (S1.1). */
bool an__is_concrete(const struct an_model *m, uint32_t place);
/** Does it count as in play where something names it: no group, and not without any state (S2.5).
 */
bool an__can_be_in_play(struct an_eval *ev, uint32_t place, an_day day);
/** The concrete places that surely or perhaps count for a place on a day, ascending. */
struct an_refs an__inside(struct an_eval *ev, uint32_t place, an_day day);

enum an_narrowed { AN_SAME, AN_NARROWED, AN_EMPTY };
/** What is left of a restriction when a test is known to be true or false. */
enum an_narrowed an__narrow(const struct an_ctx *x, const struct an_cond *c,
                            const struct an_cond_node *leaf, const struct an_value_type *type,
                            const struct an_known *known, bool truth, const struct an_known **out);
enum an_narrowed an__narrow_places(const struct an_ctx *x, const struct an_cond *c,
                                   const struct an_cond_node *leaf, const struct an_known *known,
                                   bool truth, const struct an_known **out);
/** Do two restrictions of a fact, or of a column of it, allow the same (uses.c). */
bool an__known_equal(const struct an_fact *fact, const struct an_value_type *type,
                     const struct an_known *a, const struct an_known *b);
/** A copy to be changed. */
struct an_known *an__known_copy(struct an_arena *arena, const struct an_known *known);
/** `list` with `value` added in order. */
void an__add(struct an_arena *arena, const int64_t **list, uint32_t *n, int64_t value);

/* ---- derived facts (derive.c) ---- */

/** What a derived fact's arguments allow; NULL: nothing. */
const struct an_known *an__derive(const struct an_ctx *x, const struct an_fact *fact);
/** Test of a derived fact, whose value is computed for the law day of `x`. */
an_tri an__test_derived(const struct an_ctx *x, const struct an_cond *c, uint32_t at);
/** The day that lies `within` of a due rule after `day` (S4.6). */
an_day an__due_day(const struct an_due *due, an_day day);

struct an_judged;

/* ---- rows and closure (rows.c, closure.c, presume.c) ---- */

/** The row, made at first use; not yet closed. `as`: whose definitions hold as if in force, or
 * NULL. */
struct an_case_row *an__row(struct an_eval *ev, bool home, uint32_t place, uint32_t offer,
                            an_day law_day, const struct an_judged *as);
/** Takes back what followed from stated values: the row is as it was made. */
void an__only_stated(const struct an_model *m, struct an_case_row *row);
/** Applies axioms, terms, definitions and presumptions; false if the profile contradicts them. */
bool an__close(struct an_eval *ev, struct an_case_row *row);
/**
 * The row that a judgment is made on: its own, or, where places that only it brings into play leave
 * no completion of what was presumed, the same with nothing presumed (S2.6); NULL where these
 * leave none of what is stated either (S2.10). The row is closed.
 */
struct an_case_row *an__row_for(const struct an_judged *j);
/** The places that a judgment brings into play besides those of its row, ascending. */
struct an_refs an__brought_in(const struct an_judged *j);
/**
 * Making things known on a row: what is asserted, why, and which ties must be looked at again. A
 * contradiction is noted in the evaluation unless this is a trial.
 */
struct an_wave {
    struct an_eval *ev;
    struct an_case_row *row;
    struct an_because because;
    enum an_origin origin;
    bool *dirty;    /* per tie */
    uint32_t cells; /* row of the table that is spoken of */
    bool trial;
};
bool an__assert(struct an_wave *w, const struct an_ctx *x, const struct an_cond *c, uint32_t at,
                bool truth);
/** Unit propagation over the dirty ties until nothing changes; false: contradiction. */
bool an__propagate(struct an_wave *w);
/** A test on a row that is being closed, by all that was said of its fact; restrictions alone leave
 * it unknown (left.c). */
an_tri an__of_what_is_left(const struct an_ctx *x, const struct an_cond *c, uint32_t at);
/** Has what the leaf tests a value that fulfils all that was said of it. */
bool an__is_left(const struct an_ctx *x, const struct an_cond *c, uint32_t at);
/** Keeps that the leaf is `truth`; false if that was kept already. */
bool an__say(const struct an_ctx *x, const struct an_cond *c, uint32_t at, bool truth);
/** Presumptions in rounds (S2.6). Never a contradiction: what would contradict is not filled. */
void an__presume(struct an_wave *w);
void an__notice(struct an_eval *ev, const char *text);
/**
 * Is there any completion on a row that is closed (possible.c)? Sees the contradictions that unit
 * propagation does not. True where a limit was reached.
 */
bool an__possible(struct an_eval *ev, struct an_case_row *row);
/** The same with these places in play besides, for a row that has one without them. */
bool an__possible_with(struct an_eval *ev, struct an_case_row *row, const struct an_refs *places);
/** The day whose law governs a provision on this place and offer (S3.3). */
an_day an__law_day(const struct an_eval *ev, uint32_t provision, uint32_t place, uint32_t offer);

/* ---- the letters of a provision (decide.c) ---- */

/** How a provision is judged on a row. */
struct an_judged {
    struct an_norm norm;
    struct an_ctx ctx;
    uint32_t nexus;      /* kinds it is judged by, bits */
    enum an_apart apart; /* decided as if in force (S5.6) */
    /* Whose instrument, in which state, is so decided here: of the provision decided on; or none.
     */
    uint32_t as_instrument;
    enum an_apart as_apart;
    bool unexempted; /* to see what would hold without exemptions (S5.7) */
    int depth;       /* how many it is judged with, one for the other */
};

/** What a provision is on a day. The one question about the day asked is remembered. */
struct an_stand an__stand(struct an_eval *ev, uint32_t index, an_day day);
/** Law day and J of its own for a provision that is judged with `of` (S3.8). */
struct an_judged an__judged_with(const struct an_judged *of, uint32_t index);
/** The same for one of whose breach `of` is a consequence: by its own nexus. */
struct an_judged an__judged_followed(const struct an_judged *of, uint32_t index);
struct an_judged an__judged_alone(struct an_eval *ev, struct an_case_row *row, uint32_t index);
struct an_norm an__norm_plain(const struct an_model *m, uint32_t index);

an_tri an__in_force(const struct an_judged *j);
an_tri an__nexus_kind(const struct an_judged *j, enum an_nexus_kind kind);
/** `offered`, before conditions: place and parts alone (S3.5). */
an_tri an__offered(const struct an_judged *j);
an_tri an__nexus(const struct an_judged *j);
/** Is one of the provisions that it follows breached; TRUE where it follows none. */
an_tri an__followed(const struct an_judged *j);
an_tri an__breached(const struct an_judged *j);
an_tri an__applies(const struct an_judged *j);   /* A */
an_tri an__exempted(const struct an_judged *j);  /* E */
an_tri an__displaced(const struct an_judged *j); /* D */
an_tri an__effective(const struct an_judged *j);

/** An order that stands under a provision on a row. */
#define AN_MAX_ORDERS 16
struct an_orders {
    const struct an_order *v[AN_MAX_ORDERS]; /* the first so many */
    uint32_t n;
};
struct an_orders an__orders(const struct an_judged *j);
an_tri an__obeyed(const struct an_judged *j, const struct an_order *order);
/** What an order asks for. */
struct an_refs an__acts(const struct an_judged *j, const struct an_order *order);
/** "The act is done", as a test of its fact: a countries act has J in it, another is true. */
struct an_leaf_of {
    struct an_cond_node node;
    const int64_t *value;
};
struct an_leaf_of an__act_leaf(const struct an_model *m, uint32_t fact);
an_tri an__act_done(const struct an_judged *j, uint32_t fact);
/** The first day of a due rule's fact for which it is still due on `day`. */
an_day an__due_from(const struct an_due *due, an_day day);
/** Still within the time to do it. */
an_tri an__not_yet_due(const struct an_judged *j);

/** Letters of a decision. Orders: `content` is "obeyed", `able` counts. */
struct an_letters {
    an_tri a, d, e, r, able, due;
    bool orders_stand;
};
#define AN_BREACHES (1u << AN_VIOLATION | 1u << AN_COUNTS_AGAINST)
an_verdict_set an__verdicts(const struct an_provision *p, const struct an_norm *norm,
                            const struct an_letters *l);

/* ---- one decision (entry.c) ---- */

/** Of which side of a provision a case with this verdict is: met, not met, or neither (0). */
enum { AN_SIDE_MET = 1, AN_SIDE_NOT_MET = 2 };
unsigned an__case_side(const struct an_provision *p, enum an_verdict verdict);
/** Does this kind of provision have a verdict of its own (S4.14). */
bool an__has_verdict(const struct an_provision *p);
/** The nexus kinds by which a provision is judged on a market row or its home row (S3.5). */
uint32_t an__nexus_here(const struct an_provision *p, bool home);
/** A reading on a row; nothing is closed or decided yet. */
struct an_judged an__judged(struct an_eval *ev, const struct an_norm *norm, bool home,
                            uint32_t place, uint32_t offer);
struct an_letters an__letters(const struct an_judged *j);
struct an_answer an__answer(const struct an_judged *asked);

#endif
