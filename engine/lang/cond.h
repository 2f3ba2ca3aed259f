/*
 * The one condition form: a pre-order array of small nodes. The checker makes it, a provision row
 * stores it, and evaluation, explanation, the naive evaluator and the solver's encoder walk it.
 *
 * A node's subtree is the `size` nodes from it on; its children follow one another directly. Leaves
 * hold their values as a slice of `values`. Places in the file stay on every node.
 *
 * Values are int64: bool 0/1; int and money as they are; date as an an_day; enum, set member and
 * text as a symbol of the model; countries as a place (index into model->places), or one of the
 * variables AN_PLACE_J, AN_PLACE_M.
 */
#ifndef AN_LANG_COND_H
#define AN_LANG_COND_H

#include <stdbool.h>
#include <stdint.h>

#include "antinomy/diag.h"

enum an_op {
    AN_OP_ALL, /* conjunction; without children: true */
    AN_OP_ANY, /* disjunction; without children: false */
    AN_OP_NOT,
    AN_OP_OPEN, /* true if its child is true, else unknown */
    AN_OP_SOME, /* some row of table `fact` fulfils the child */
    AN_OP_EVERY,
    /* Leaves: a test of `fact` (of a column inside SOME, EVERY, or an axiom with `each`). */
    AN_OP_IN,       /* scalar: equals one of the values. set, countries: contains one of them */
    AN_OP_AT_LEAST, /* numbers, days, ordered enums (by rank) */
    AN_OP_AT_MOST,
    AN_OP_MORE_THAN,
    AN_OP_LESS_THAN,
    AN_OP_INCLUDES_ALL, /* set contains every value */
    AN_OP_EXCLUDES,     /* set contains none of the values */
    AN_OP_ONLY,         /* set is a subset of the values; without values: is empty */
    AN_OP_ON_LIST /* the text or a row's text is on one of the lists (values: list indices) on the
                     day */
};
/* Dates: before = LESS_THAN, on_or_before = AT_MOST, after = MORE_THAN, on_or_after = AT_LEAST. */

#define AN_PLACE_J                                                                                 \
 ((int64_t)-1)                   /* the rule's jurisdiction (axioms: every jurisdiction in play)   \
                                  */
#define AN_PLACE_M ((int64_t)-2) /* the market of the row */
#define AN_NO_KEY  ((int64_t)-3) /* `key` of a leaf that is not about a country map */

struct an_cond_node {
    uint8_t op;     /* enum an_op */
    uint8_t column; /* 1: `fact` is a column of the enclosing table */
    uint16_t n;     /* children, or values of a leaf */
    uint32_t size;  /* nodes of this subtree, itself included; leaves: 1 */
    uint32_t fact;  /* fact, table, or column */
    uint32_t value; /* first value of a leaf */
    int64_t key;    /* country map: the place (or J, M) whose number is tested */
    struct an_span span;
};

struct an_cond {
    const struct an_cond_node *node; /* NULL: no condition was written */
    uint32_t n;                      /* nodes */
    const int64_t *value;
    uint32_t n_values;
};

static inline bool an_cond_given(const struct an_cond *c)
{
    return c->n > 0;
}

static inline bool an_op_is_leaf(enum an_op op)
{
    return op >= AN_OP_IN;
}

#endif
