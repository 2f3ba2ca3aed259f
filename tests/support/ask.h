/*
 * Checking small products in tests, through the public interface: the world of tests/semantics is
 * read once, a product is given as text. Used by tests/unit/test_eval_*.c; no part of the product.
 */
#ifndef AN_TESTS_ASK_H
#define AN_TESTS_ASK_H

#include "antinomy/check.h"

struct ask {
    struct an_workspace *ws;
    struct an_base *base;
    struct an_product *product;
    struct an_check_result *result;
    const struct an_check *check; /* of the last question; NULL: it was refused */
    enum an_status status;
};

/** Reads the rules of tests/semantics; fails the test if they are refused. */
struct ask *ask_new(void);
void ask_free(struct ask *ask);
/** Checks a product given as the text below `product:`, indented by two. */
const struct an_check *ask(struct ask *ask, const char *product,
                           const struct an_check_options *options);
/** The finding of a provision in a market ("home": its home row; NULL: any), or NULL. */
const struct an_finding *ask_found(const struct ask *ask, const char *provision,
                                   const char *market);
/** Its verdict; AN_VERDICT_COUNT if there is no finding. */
enum an_verdict ask_verdict(const struct ask *ask, const char *provision, const char *market);
/** The ids of facts, joined by spaces: static text, until the next call. */
const char *ask_facts(const struct an_fact_use *uses, uint32_t n);
/** All codes and messages, joined by lines. */
const char *ask_messages(const struct ask *ask);

#endif
