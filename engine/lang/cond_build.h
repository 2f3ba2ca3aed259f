/* From a tree to a condition. Used by the builders; the form itself is in cond.h. */
#ifndef AN_LANG_COND_BUILD_H
#define AN_LANG_COND_BUILD_H

#include "engine/lang/build.h"
#include "engine/lang/value.h"

/**
 * `steps` of a provision: a threshold that moves with time. A condition says STEP where it means
 * the value that holds on the law day; see emit_steps in cond_build.c.
 */
struct an_cond_steps {
    const struct an_node *const *value; /* n of them, as written */
    const an_day *from;                 /* ascending; the first value holds before its day too */
    size_t n;
    bool used; /* some condition says STEP */
};

/** What may stand in a condition at this place. */
struct an_cond_scope {
    const char *where; /* "an axiom", for messages */
    bool j, m;         /* may J, M stand for places? */
    uint32_t j_is;     /* place that J means; AN_NONE: it stays a variable */
    uint32_t table;    /* name number of the table whose columns are tested; AN_NONE: facts */
    bool may_be_empty; /* {} is allowed and always true */
    struct an_cond_steps *steps; /* NULL, or n 0: STEP has no meaning here */
};

/**
 * Builds a condition and keeps it in b->conds. After errors, which are reported, or for NULL, the
 * result is "not given".
 */
struct an_cond an_cond_build(struct an_build *b, const struct an_node *node,
                             const struct an_cond_scope *scope);
/**
 * The same for `then` of axioms and presumptions: a conjunction of tests; with `tables`, of `some`
 * and `every` over such conjunctions too.
 */
struct an_cond an_cond_build_then(struct an_build *b, const struct an_node *node,
                                  const struct an_cond_scope *scope, bool tables);

/* ---- between cond_build.c and cond_test.c ---- */

/* The nodes and values being written are b->cond_nodes, b->cond_values. */
struct an_cond_work {
    struct an_build *b;
    const struct an_cond_scope *scope;
    uint32_t table;             /* enclosing table, a name number, or AN_NONE */
    const struct an_node *step; /* what STEP stands for in the part at hand; NULL: nothing */
    bool failed;
    bool too_large; /* reported */
};

/** What a name in a condition means: a fact or a column. */
struct an_cond_subject {
    struct an_value_of of;
    uint32_t fact; /* name number, or index of the column */
    bool column;
    struct an_span key; /* of the name */
};

/** Is this the word that stands for the step of a threshold? */
bool an_cond_is_step(const struct an_node *node);
/** Adds a node without children; returns its index. */
size_t an_cond_add(struct an_cond_work *w, enum an_op op, struct an_span at);
/** Emits all tests that `value` stands for; returns how many nodes side by side. */
size_t an_cond_tests(struct an_cond_work *w, const struct an_cond_subject *subject,
                     const struct an_node *value);
/** The fact or column of this name; false after a message. `value` guides what an unknown fact may
 * be. */
bool an_cond_subject_of(struct an_cond_work *w, const struct an_node *name,
                        const struct an_node *value, struct an_cond_subject *out);
/** on_list: {fact: F, list: L}. */
size_t an_cond_on_list(struct an_cond_work *w, const struct an_pair *pair);

#endif
