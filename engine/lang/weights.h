/*
 * Weights of an index of countries: a small file that an analyst writes, typed against the topics
 * of a base. No part of the law; read by engine/compare alone.
 */
#ifndef AN_LANG_WEIGHTS_H
#define AN_LANG_WEIGHTS_H

#include "engine/diag/diag.h"
#include "engine/lang/model.h"

struct an_weighting {
    uint32_t topic;
    uint32_t weight;       /* 1 to 1000 */
    const uint32_t *value; /* per step of the topic: 0 to 100000, in thousandths of a hundredth */
};

struct an_weights {
    const char *title;
    const struct an_weighting *v; /* in order of topic */
    uint32_t n;
};

/** Reads a file of weights; NULL after errors, which went to `diags`. */
AN_NODISCARD const struct an_weights *an_weights_read(struct an_arena *arena,
                                                      struct an_diag_list *diags,
                                                      const struct an_model *model,
                                                      const char *path);

#endif
