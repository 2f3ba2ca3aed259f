/*
 * The first pass over a document: is every key known, is every required one there, has every value
 * the shape that keys.def asks for? All faults of a document are reported in one run. What the
 * values mean (which fact, which provision) is the builders' matter.
 */
#ifndef AN_LANG_SHAPE_H
#define AN_LANG_SHAPE_H

#include "engine/diag/diag.h"
#include "engine/lang/keys.h"
#include "engine/source/tree.h"

/** The arena is only used while checking. */
struct an_shape_check {
    struct an_arena *scratch;
    struct an_diag_list *diags;
};

/** Checks a node that is to be a mapping of this kind, with everything below it. */
void an_shape_check_map(struct an_shape_check *c, enum an_mapping mapping,
                        const struct an_node *node);
/** Checks the value of one key. */
void an__shape_check_value(struct an_shape_check *c, enum an_key key, const struct an_node *node);

/** What a document holds: its one top-level key beside `antinomy`, or AN_KEY_COUNT. */
enum an_key an_document_kind(const struct an_node *document);

/* ---- for all of the language ---- */

/**
 * After this many errors nobody reads suggestions, and looking for near names would take longer
 * than reading the file.
 */
bool an_too_many_errors(const struct an_diag_list *diags);

#endif
