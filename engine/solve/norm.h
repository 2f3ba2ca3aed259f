/*
 * Provisions to literals: on one row, does a provision apply, is it exempt or displaced, is its
 * content so (docs/semantics.md S3, S4)? Conflict search and the evaluator's last step for facts
 * that tables cannot settle both build on these. Reads no verdicts; knows no profile but through
 * what the caller states (an_encode_known) and the row it gives.
 */
#ifndef AN_SOLVE_NORM_H
#define AN_SOLVE_NORM_H

#include "engine/solve/encode.h"

/** A market row, or the home row of a jurisdiction, on a day. */
struct an_norm_row {
    bool home;
    uint32_t place; /* the market, or the jurisdiction */
    uint32_t offer; /* as in a frame */
    an_day day;     /* law day: of all provisions, anchors are not followed */
    const struct an_refs
        *parts;          /* parts of the market it is offered in, all of them; NULL: not known */
    bool as_if_in_force; /* drafts: the provision itself counts as in force */
};

/** Conditions that stand in place of a provision's own (a reading); not given: its own. */
struct an_norm_text {
    struct an_cond when, unless, content, able;
};

/** A provision on a row. Each is a literal. */
struct an_norm_lits {
    int applies;   /* A: in force, nexus, when */
    int exempt;    /* E */
    int displaced; /* D */
    int holds;     /* R: content, or the confirmation; true where there is none */
    int able;      /* able to obey an order; true where there is none */
    int acts;      /* everything that the order asks for is done */
};

struct an_norms_encoder;

/** Shares what it learns about exempting and overriding provisions between calls. */
AN_NODISCARD struct an_norms_encoder *
an_norms_encoder_new(struct an_arena *arena, struct an_encoder *enc, const struct an_model *model);
/** Clauses of defining provisions get these owners (per provision, borrowed); else they hold for
 * good. */
void an_norms_encoder_own(struct an_norms_encoder *ne, const uint32_t *owner);
AN_NODISCARD struct an_norm_lits an_encode_norm(struct an_norms_encoder *ne, uint32_t provision,
                                                const struct an_norm_text *text,
                                                const struct an_norm_row *row);
/**
 * Defining provisions: they make their term (and what they conclude) true where effective on this
 * row. All of them: one that cannot be effective says something of what it turns on. True if one
 * was added; takes turns with an_encoder_read_ties.
 */
bool an_encode_definers(struct an_norms_encoder *ne, const struct an_norm_row *row);

#endif
