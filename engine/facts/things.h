/*
 * Inside of show and search: things made ready to be written, as fields with words. What a person
 * sees and what JSON says come from the same fields.
 */
#ifndef AN_FACTS_THINGS_H
#define AN_FACTS_THINGS_H

#include "antinomy/policy.h"
#include "engine/base/vec.h"
#include "engine/facts/base.h"
#include "engine/facts/search.h"

struct an_things {
    struct an_arena *arena;
    AN_VEC(struct an_thing) v;
};

/** A thing being described. */
struct an_describe {
    struct an_arena *arena;
    const struct an_model *m;
    AN_VEC(struct an_field) fields;
    AN_VEC(const char *) values; /* of the list at hand */
};

/** A field with one value; nothing if it is NULL or empty. */
void an_describe_one(struct an_describe *d, const char *key, const char *label, const char *value);
/** A field that is a list: values are added, then the list is closed; nothing if there are none. */
void an_describe_add(struct an_describe *d, const char *value);
void an_describe_list(struct an_describe *d, const char *key, const char *label);

/** Ids of provisions as a list. */
void an_describe_provisions(struct an_describe *d, const char *key, const char *label,
                            struct an_refs refs);
/** "2015-01-28 to 2016 (not included)"; NULL: always. */
const char *an_describe_days(struct an_describe *d, const struct an_interval *days);
void an_describe_checked(struct an_describe *d, const struct an_checked *checked);
void an_describe_events(struct an_describe *d, struct an_events events);
void an_describe_names(struct an_describe *d, const char *key, const char *label,
                       const struct an_names *names);

/** Id, title and place of a thing; fields are left empty. */
struct an_thing an_thing_named(const struct an_model *m, enum an_thing_kind kind, uint32_t i);
/** The same with all fields. */
struct an_thing an_thing_described(struct an_arena *arena, const struct an_model *m,
                                   enum an_thing_kind kind, uint32_t i);
/** All fields of a thing but its title. */
void an_describe_place(struct an_describe *d, uint32_t i);
void an_describe_topic(struct an_describe *d, uint32_t i);
void an_describe_fact(struct an_describe *d, uint32_t i);
void an_describe_term(struct an_describe *d, uint32_t i);
void an_describe_axiom(struct an_describe *d, const struct an_axiom *a);
void an_describe_instrument(struct an_describe *d, uint32_t i);
void an_describe_provision(struct an_describe *d, uint32_t i);
void an_describe_tabled(struct an_describe *d, uint32_t i); /* a list */

/** A new handle in an arena of its own whose handler is set by the caller; NULL: out of memory. */
struct an_things *an_things_new(struct an_arena *arena);

#endif
