/* What a profile says of one value. Inside of the language; used by profile.c. */
#ifndef AN_LANG_KNOWN_H
#define AN_LANG_KNOWN_H

#include "engine/lang/profile.h"
#include "engine/lang/value.h"

struct an_known_reader {
    struct an_arena *arena;
    struct an_value_reader values;
};

/**
 * A value, or steps over time: a list of mappings {from, value}. Returns how many stretches (at
 * least one), or 0 after a message.
 */
uint32_t an_known_read_steps(const struct an_known_reader *r, const struct an_fact *fact,
                             const struct an_node *node, const struct an_known_from **out);

#endif
