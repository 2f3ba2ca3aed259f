/*
 * Single values, typed: what a scalar means for a fact or column of some type. Shared by conditions
 * and profiles, with one set of messages.
 */
#ifndef AN_LANG_VALUE_H
#define AN_LANG_VALUE_H

#include "engine/diag/diag.h"
#include "engine/lang/model.h"
#include "engine/source/tree.h"

/** What values are read against. */
struct an_value_reader {
    struct an_arena *scratch;
    struct an_diag_list *diags;
    const struct an_model *model; /* its places */
    struct an_intern *symbols;
    bool quiet; /* unknown jurisdictions are not reported: some file could not be read */
};

/** The fact or column that a value is for. */
struct an_value_of {
    const char *name;
    const struct an_value_type *type;
    const struct an_span *declared; /* for messages; may be NULL */
};

/**
 * Reads one value (for a set, countries: one member; for a country map: one number). False after a
 * message.
 */
bool an_value_read(const struct an_value_reader *r, const struct an_value_of *of,
                   const struct an_node *node, int64_t *out);

/** "a yes/no fact", "a choice of one value", ... */
const char *an_type_title(enum an_type type);

#endif
