/* What the files of the emitter share: text that grows, and values of types. */
#ifndef AN_TESTS_EMIT_TEXT_H
#define AN_TESTS_EMIT_TEXT_H

#include "engine/base/vec.h"
#include "tests/support/emit.h"

struct text {
    struct an_arena *arena;
    const struct an_model *m;
    const struct an_intern *symbols;
    AN_VEC(char) s;
};

void emit_add(struct text *t, const char *fmt, ...) AN_PRINTF(2, 3);
/** The finished text. */
const char *emit_done(struct text *t);
/** A value of a type, as it is written. */
void emit_value(struct text *t, const struct an_value_type *type, int64_t value);
void emit_condition(struct text *t, const struct an_cond *c, uint32_t each);
/** ", key: DAY" for each end of the interval that is not the default; `first`: no comma. */
void emit_interval(struct text *t, const struct an_interval *days, const char *before,
                   const char *after);
void emit_when(struct text *t, struct an_when when);

#endif
