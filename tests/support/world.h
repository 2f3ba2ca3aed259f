/*
 * A small world for hand-written examples of the evaluators: two states A and B, a part A-1 of A, a
 * union U of A (always) and B (2010 to 2019), one instrument of A in force since 2000. Each example
 * adds facts and provisions, makes the model, gives a profile for market A, and asks.
 */
#ifndef AN_TESTS_WORLD_H
#define AN_TESTS_WORLD_H

#include "tests/support/forge.h"
#include "tests/support/naive.h"

struct world {
    struct an_arena *arena;
    struct forge *f;
    uint32_t a, a1, b, u; /* places */
    uint32_t law;         /* the instrument */
    const struct an_model *model;
    struct an_profile *profile;
    an_day day;      /* asked; 2015-06-01 unless changed */
    uint32_t market; /* asked about; A unless changed */
};

/** A day of the calendar, that must exist. */
#define DAY(y, m, d) an_day_of((y), (m), (d))
/** A set of one verdict. */
#define ONLY(v) ((an_verdict_set)(1u << (v)))

struct world world_new(void);
void world_free(struct world *w);
/** Adds an instrument of a place, in force since 2000. Ids in order: name them p, q, r. */
uint32_t world_law(struct world *w, const char *id, uint32_t place);
/** Makes the model and an empty profile with market A. */
void world_model(struct world *w);
/** Gives the profile's product a value. */
void world_give(struct world *w, uint32_t fact, struct an_known known);
/** The naive answer for a provision, by index, on the row of w->market. */
struct naive_answer world_ask(struct world *w, uint32_t provision);
struct naive_answer world_ask_home(struct world *w, uint32_t provision);

#endif
