/* Making a profile from a product mapping. Inside of the language; used by profile.c and cases.c.
 */
#ifndef AN_LANG_PROFILE_BUILD_H
#define AN_LANG_PROFILE_BUILD_H

#include "engine/lang/known.h"
#include "engine/lang/lang.h"
#include "engine/lang/read.h"

/** What is at hand while a profile is made. */
struct an_profile_work {
    struct an_arena *arena;
    struct an_diag_list *diags;
    const struct an_model *model;
    struct an_known_reader reader;
    struct an_profile *profile;
};

/** A profile from a product whose shape was checked, with the changes of a case (or NULL); NULL
 * after errors. */
const struct an_profile *an_profile_make(struct an_arena *arena, struct an_diag_list *diags,
                                         const struct an_model *model, const char *path,
                                         const struct an_source *source,
                                         const struct an_node *product,
                                         const struct an_node *changes);

/** Index of a fact; AN_NONE after a message. */
uint32_t an_profile_fact(struct an_profile_work *w, const struct an_node *name);
/** One or several facts, in ascending order. */
struct an_refs an_profile_facts(struct an_profile_work *w, const struct an_node *node);
uint32_t an_profile_place(struct an_profile_work *w, const struct an_node *node);
/** One or several jurisdictions, as written. */
struct an_refs an_profile_places(struct an_profile_work *w, const struct an_node *node);
/** Index of a provision; AN_NONE after a message. */
uint32_t an_profile_provision(struct an_diag_list *diags, const struct an_model *m,
                              const struct an_node *name);

/* ---- parts of a profile, in profile_parts.c ---- */

void an_profile_build_markets(struct an_profile_work *w, const struct an_fields *f);
void an_profile_build_offers(struct an_profile_work *w, const struct an_node *list);
void an_profile_build_orders(struct an_profile_work *w, const struct an_node *list);
void an_profile_build_evidence(struct an_profile_work *w, const struct an_node *map);

/** Where values stand: decides which facts may be given there. */
enum an_layer { AN_LAYER_PRODUCT, AN_LAYER_MARKET, AN_LAYER_OFFER };
/** Values of a mapping by fact, in ascending order; those that `besides` gives too are left out. */
struct an_given *an_profile_values(struct an_profile_work *w, const struct an_node *map,
                                   const struct an_node *besides, enum an_layer layer, uint32_t *n);

#endif
