/*
 * Building small models and profiles by hand, for tests of the evaluators: conditions put together
 * by calls, arrays that grow, and an an_model at the end. The order of creation is the order of id:
 * forge_model() insists on it, so that an index handed out stays true. Used by tests/property and
 * by the generator; no part of the product.
 */
#ifndef AN_TESTS_FORGE_H
#define AN_TESTS_FORGE_H

#include "engine/base/vec.h"
#include "engine/lang/model.h"
#include "engine/lang/profile.h"

struct forge {
    struct an_arena *arena;
    struct an_intern *symbols;
    AN_VEC(struct an_place) places;
    AN_VEC(struct an_topic) topics;
    AN_VEC(struct an_fact) facts;
    AN_VEC(struct an_term) terms;
    AN_VEC(struct an_axiom) axioms;
    AN_VEC(struct an_axiom) presumptions;
    AN_VEC(struct an_instrument) instruments;
    AN_VEC(struct an_provision) provisions;
    AN_VEC(struct an_list) lists;
    struct an_nexus nexus[AN_NEXUS_COUNT];
};

/** An empty model with the facts `day` (0) and `market` (1), one topic and no place. */
struct forge *forge_new(struct an_arena *arena);
/** The model, indexed. Fails an assertion if ids are not in order. */
const struct an_model *forge_model(struct forge *f);

/* ---- conditions ---- */

/** `op` of a fact (or column) over n values; countries: places. */
struct an_cond forge_test(struct forge *f, enum an_op op, uint32_t fact, uint32_t n,
                          const int64_t *values);
/** The same about the number of one place of a country map. */
struct an_cond forge_map_test(struct forge *f, enum an_op op, uint32_t fact, int64_t place,
                              int64_t value);
/** A test of a column, for use inside forge_rows() or an axiom with `each`. */
struct an_cond forge_column_test(struct forge *f, enum an_op op, uint32_t column, uint32_t n,
                                 const int64_t *values);
/** ALL or ANY of n conditions. */
struct an_cond forge_join(struct forge *f, enum an_op op, uint32_t n, const struct an_cond *of);
/** NOT or OPEN of one. */
struct an_cond forge_wrap(struct forge *f, enum an_op op, struct an_cond of);
/** SOME or EVERY row of a table. */
struct an_cond forge_rows(struct forge *f, enum an_op op, uint32_t table, struct an_cond of);
/** fact is this one value (bool 1, a symbol, a number, a place). */
struct an_cond forge_is(struct forge *f, uint32_t fact, int64_t value);

/* ---- things ---- */

int64_t forge_symbol(struct forge *f, const char *text);
/** Days from 0001-01-01 for ever. */
struct an_interval forge_always(void);
/** A day known exactly. */
struct an_when forge_on(an_day day);

uint32_t forge_place(struct forge *f, const char *id, enum an_place_kind kind);
enum forge_link { FORGE_PART_OF, FORGE_MEMBER, FORGE_APPLIES_IN, FORGE_PARTY };
/** Adds `other` to the part_of, members, applies_in or parties of `place`. */
void forge_link_places(struct forge *f, uint32_t place, enum forge_link link, uint32_t other,
                       struct an_interval days);

/** A fact of a plain type, market scope, nature maker. */
uint32_t forge_fact(struct forge *f, const char *id, enum an_type type);
/** Values of an enum or set, by text; n at most 8. */
void forge_values(struct forge *f, struct an_value_type *type, uint32_t n,
                  const char *const *values);
/** A table whose columns are bool; change their types afterwards. */
uint32_t forge_table(struct forge *f, const char *id, uint32_t n_columns);
struct an_column *forge_column(struct forge *f, uint32_t table, uint32_t column);
uint32_t forge_term(struct forge *f, const char *id, uint32_t instrument);
uint32_t forge_axiom(struct forge *f, const char *id, struct an_cond cond, struct an_cond then);
uint32_t forge_presumption(struct forge *f, const char *id, struct an_cond cond,
                           struct an_cond then);
/** An instrument of a place without status events. */
uint32_t forge_instrument(struct forge *f, const char *id, uint32_t place);
/** Adds an event to an instrument, or to a provision's own. */
void forge_event(struct forge *f, struct an_events *events, struct an_when on, enum an_state is);
/** One that the public learnt of later. */
void forge_late_event(struct forge *f, struct an_events *events, struct an_when on,
                      enum an_state is, struct an_when public_on);
/** A provision with duty MUST without content, nexus offered by default. */
struct an_provision *forge_provision(struct forge *f, const char *id, uint32_t instrument);
uint32_t forge_list(struct forge *f, const char *id, uint32_t place);
void forge_list_member(struct forge *f, uint32_t list, const char *name, struct an_interval days);
struct an_refs forge_refs(struct forge *f, uint32_t n, const uint32_t *of);

/* ---- profiles ---- */

/** A profile with one nameless offer and no facts; `markets` copied. */
struct an_profile *forge_profile(struct forge *f, const struct an_model *model, uint32_t n_markets,
                                 const uint32_t *markets);
/** Nothing known; a scalar known exactly; one of several; a number between. */
struct an_known forge_unknown(void);
struct an_known forge_scalar(struct forge *f, int64_t value);
struct an_known forge_one_of(struct forge *f, uint32_t n, const int64_t *values);
struct an_known forge_between(int64_t min, int64_t max);
struct an_known forge_has(struct forge *f, uint32_t n, const int64_t *values, bool complete);
/** Adds a value that holds on every day, or from a day on (call in order of day). */
struct an_given *forge_give(struct forge *f, const struct an_given **list, uint32_t *n,
                            uint32_t fact, struct an_known known);
void forge_step(struct forge *f, struct an_given *given, an_day from, struct an_known known);

#endif
