/*
 * Inside of lint: one function a check, in a table; one file a family. A check looks at the model
 * (and the cases) and tells what it finds; it decides nothing else. What needs the solver
 * is in deep.h.
 */
#ifndef AN_LINT_LINT_H
#define AN_LINT_LINT_H

#include "antinomy/lint.h"
#include "engine/diag/workspace.h"
#include "engine/lang/lang.h"

struct an_lint {
    struct an_arena *arena;
    struct an_workspace *ws;
    const struct an_model *m;
    const struct an_policy_set *set;
    const struct an_lint_options *options;
    uint32_t *diag_file; /* number of a file of the model in the diagnostics */
    an_day oldest;       /* reviews before this day are too old; AN_DAY_MIN: none is */
    bool *used;          /* per fact: something that gives a verdict turns on it (uses.c) */
    struct an_lint_result *result;
};

/**
 * Tells a finding at a place of the model. NULL where its code is allowed: then nothing is told.
 * The text's places are filled as by an_diag_add.
 */
struct an_diag_entry *an__lint_tell(struct an_lint *l, enum an_msg msg, struct an_span span,
                                    const char *a, const char *b);

typedef void an_lint_check(struct an_lint *l);

/* records.c: what a provision must carry to be defended */
an_lint_check an__lint_uncited, an__lint_old_reviews, an__lint_uncovered;
/* cases.c */
an_lint_check an__lint_cases;
/* uses.c: what nothing turns on */
an_lint_check an__lint_unused_facts, an__lint_unused_terms, an__lint_unused_logic;
/* meaning.c: what may mean something else than its author thinks */
an_lint_check an__lint_duplicates, an__lint_replacements, an__lint_localisation, an__lint_licences,
    an__lint_levels, an__lint_attests;

/** Fills `used`. */
void an__lint_uses(struct an_lint *l);

#endif
