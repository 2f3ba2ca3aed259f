/*
 * A condition in a blob, both ways. What is read is a sound an_cond or a fault: sizes are computed
 * and not read, every reference, value and operator fits the type it tests, nesting is limited.
 */
#ifndef AN_FACTS_PACK_COND_H
#define AN_FACTS_PACK_COND_H

#include "engine/facts/pack.h"

/**
 * `m` tells counts and types of facts; its facts must have been read. `table`: the table whose
 * columns the leaves test (an axiom with `each`), or AN_NONE.
 */
void an_pack_cond(struct an_pack *p, struct an_cond *c, const struct an_model *m, uint32_t table);

#endif
