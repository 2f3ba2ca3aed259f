/* Cases: products with the verdicts that a lawyer expects. Inside of the language. */
#ifndef AN_LANG_CASES_H
#define AN_LANG_CASES_H

#include "engine/lang/lang.h"

/** A document that holds a product or cases, kept until the model is there. */
struct an_case_doc {
    const struct an_source *source;
    const struct an_node *content;
    bool is_product;
};

/** Builds out->cases from the documents; false after errors. */
bool an_cases_build(struct an_arena *arena, struct an_diag_list *diags, struct an_policy_set *out,
                    const struct an_case_doc *docs, size_t n);

#endif
