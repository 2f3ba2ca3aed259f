/*
 * Inside of the comparison of countries: provisions of one day as items, each with its letter and
 * step, and the cells made of them. Everything else (aligned.c, distance.c, dominance.c, index.c,
 * consistency.c, skeleton.c) reads these and decides nothing about dates or steps again.
 */
#ifndef AN_COMPARE_COMPARE_H
#define AN_COMPARE_COMPARE_H

#include "antinomy/compare.h"
#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "engine/diag/workspace.h"
#include "engine/facts/base.h"
#include "engine/lang/model.h"

/** One provision on the day, whoever it is compared with. */
struct an_item {
    uint32_t provision, place, topic;
    enum an_letter letter; /* own: never E, N or - */
    int32_t step;          /* -1: not placed */
    bool counts;           /* it is a norm that can stand on a scale */
    bool liberty;          /* counts where no duty does */
    bool directive;        /* binds members to make law; sets no step in their columns */
    bool uncertain;
    uint32_t exempted_by, displaced_by; /* provisions in force, or AN_NONE */
    const struct an_provision_info *info;
    const char *since, *until, *coming;
};

/** Items in a cell, and which of them set the step. */
struct an_cell_item {
    const struct an_item *item;
    bool own; /* law of the column's place itself */
    bool sets;
    int rank;       /* how well it counts in the class of the cell; 0: not at all */
    bool uncertain; /* by its own dates or by the day on which the law applies here */
};

struct an_cell_items {
    const struct an_cell_item *v;
    uint32_t n;
};

struct an_comparison {
    struct an_arena *arena;
    const struct an_base *base;
    const struct an_model *model;
    struct an_workspace *ws;
    an_day day;
    bool *topic;                 /* per topic of the model: asked for */
    struct an_refs columns;      /* places, in order of code */
    struct an_refs topics;       /* those asked for */
    const struct an_item *items; /* in order of place, topic, id */
    uint32_t n_items;
    const struct an_cell_items *cell_items; /* topic * n_columns + column */
    struct an_matrix matrix;
};

/** Which provisions an analyst wants to see. */
struct an_narrowing {
    const struct an_compare_filter *filter; /* NULL: all */
    uint32_t sector, buyer;                 /* symbols, or AN_NONE */
    uint32_t sector_fact, buyer_fact;
    uint32_t addressees;           /* bits; 0: all */
    int trigger;                   /* -1: all */
    enum an_confidence confidence; /* at least */
    uint8_t *term; /* per fact: an_tri + 1 of a term under sector and buyer; 0: not asked yet */
};

/** Reads the words of the filter; false: said why. */
bool an__narrowing(struct an_comparison *c, const struct an_compare_filter *filter,
                   struct an_narrowing *out);
/** May the provision be of interest? */
bool an__narrowed_in(const struct an_model *m, struct an_narrowing *by, uint32_t provision);

/** The provision on the day; false: there is nothing to show of it on that day. */
bool an__item(struct an_comparison *c, uint32_t provision, struct an_item *out);

/** Fills c->matrix from c->items, c->columns and c->topics. */
void an__cells(struct an_comparison *c);

/** Position for measuring: the step in force, 0 where nothing binds though it was researched; -1:
 * not known. */
int32_t an__position(const struct an_cell *cell);

/** Equal for provisions that demand the same in the same way; NULL: it demands nothing that is
 * tested. */
const char *an__alike_text(struct an_arena *arena, const struct an_model *m, uint32_t provision);

/** Runs a view in the arena of the comparison; AN_ENOMEM if memory ran out. */
typedef void an__view_fn(struct an_comparison *c, void *to);
enum an_status an__view(struct an_comparison *c, an__view_fn *make, void *to);

static inline const struct an_cell_items *an__items_of(const struct an_comparison *c,
                                                       uint32_t topic, uint32_t column)
{
    return &c->cell_items[(size_t)topic * c->columns.n + column];
}

#endif
