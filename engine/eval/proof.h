/*
 * Inside of proofs: the tree of steps, made by proof.c (which truth, read where) and put into words
 * by proof_words.c.
 */
#ifndef AN_EVAL_PROOF_H
#define AN_EVAL_PROOF_H

#include "engine/eval/run.h"

/** A step with what it was made from. */
struct an_proof_step {
    struct an_proof pub;
    const struct an_judged *judged; /* whose step it is */
    struct an_ctx ctx;              /* conditions: where it was read */
    const struct an_cond *cond;     /* conditions; NULL elsewhere */
    uint32_t at, row;
    struct an_proof_step **child;
};

/** Gives a step and all below it their words. */
void an__say_proof(struct an_run *run, struct an_proof_step *s);

#endif
