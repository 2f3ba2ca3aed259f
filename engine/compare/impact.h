/* Inside of impact: the two situations, and the product at hand in both. */
#ifndef AN_COMPARE_IMPACT_H
#define AN_COMPARE_IMPACT_H

#include "antinomy/diff.h"
#include "engine/base/vec.h"
#include "engine/compare/told.h"

/** A product as read and checked in one situation; NULL: not at hand. */
struct an__shot {
    struct an_product *product;
    struct an_check_result *check;
};

struct an__side {
    const struct an_base *base; /* as given, or a view of it */
    const char *day;            /* NULL: the profile's own */
    an_day at;                  /* of the product at hand */
    struct an__shot shot;
};

/** One row that flips. */
struct an__row_flip {
    struct an__row_told row; /* of the second side where there is one */
    struct an_told before, after;
    const struct an_finding *was, *is; /* NULL: none */
};

struct an__flips {
    struct an_flip *v;
    size_t n, cap;
};

struct an__impact {
    struct an_arena *arena;
    struct an_workspace *ws;
    const struct an_impact_options *options;
    const struct an_base *stated[2]; /* the bases as given; the second may be NULL */
    struct an__side before, after;
    bool *touched; /* per provision of the second base: enacted or struck out */
    AN_VEC(struct an__row_flip) rows;
};

/** Bases and days of both sides from the options. False: said what is wrong. */
bool an__impact_sides(struct an__impact *k);
/** The two situations in words, for the head of the memo. */
void an__impact_words(struct an__impact *k, struct an_impact *impact);
/** What made the difference for a provision, as far as the rules tell. */
const char *an__impact_because(struct an__impact *k, const char *provision);

#endif
