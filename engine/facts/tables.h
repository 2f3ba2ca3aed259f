/*
 * The tables of a fact base: their names, SQL and order, and how the things of a model become rows
 * and rows become things. Each kind of thing has one function for both directions (see pack.h); the
 * SQL and the comments of every column stand in schema.c.
 */
#ifndef AN_FACTS_TABLES_H
#define AN_FACTS_TABLES_H

#include "engine/facts/row.h"

/** "PGJ2": marks the file as ours in its header. */
#define AN_BASE_ID   0x50474A32
#define AN_BASE_PAGE 8192

/* In the order in which they are made and written. */
enum an_table {
    AN_TABLE_META,
    AN_TABLE_SOURCE_FILE,
    AN_TABLE_SYMBOL,
    AN_TABLE_JURISDICTION,
    AN_TABLE_MEMBERSHIP,
    AN_TABLE_TOPIC,
    AN_TABLE_STEP,
    AN_TABLE_COVERAGE,
    AN_TABLE_FACT,
    AN_TABLE_LIST,
    AN_TABLE_LIST_MEMBER,
    AN_TABLE_LOGIC,
    AN_TABLE_INSTRUMENT,
    AN_TABLE_TERM,
    AN_TABLE_PROVISION,
    AN_TABLE_STATUS_EVENT,
    AN_TABLE_NAME,
    AN_TABLE_PROVISION_FACT, /* this and the next are derived, and not read when a base is opened */
    AN_TABLE_SEARCH,
    AN_TABLE_COUNT
};

struct an_table_sql {
    const char *name;
    const char *create;
    const char *order; /* the columns of its key */
    int columns;
    bool unique_id; /* has an index of its own on `id` */
};
extern const struct an_table_sql an_table_sql[AN_TABLE_COUNT];

/** The views for people; our own code never reads one. */
struct an_view_sql {
    const char *name, *create;
};
extern const struct an_view_sql an_view_sql[];
extern const size_t an_n_views;

/** How many rows a table has, and the sum of their checksums. */
struct an_table_sum {
    uint64_t rows, sum;
};

/** Which root (folder or file given to a load) each file of the model came from. */
struct an_roots {
    uint32_t n;
    const uint32_t *of_file;
};

/* The arrays of a model while it is read. */
struct an_arrays {
    struct an_file *files;
    struct an_place *places;
    struct an_topic *topics;
    struct an_fact *facts;
    struct an_term *terms;
    struct an_axiom *logic; /* axioms, then presumptions */
    struct an_instrument *instruments;
    struct an_provision *provisions;
    struct an_list *lists;
    uint32_t *root_of_file;
};

/**
 * One walk over the tables of a base, writing a model or reading one. `row` is the row at hand; its
 * `stmt` is set for each table by `begin`, which is NULL where rows are only summed.
 */
struct an_walk {
    struct an_record row;
    struct an_table_sum sum[AN_TABLE_COUNT];  /* of what was walked so far */
    struct an_table_sum want[AN_TABLE_COUNT]; /* reading: from meta */
    enum an_table table;
    struct an_model *model; /* reading */
    struct an_arrays array; /* reading */
    struct an_roots roots;
    struct an_arena *scratch; /* writing: what is needed only until the end of the walk */
    void *to;                 /* of whoever set the functions below */
    bool (*begin)(struct an_walk *walk); /* a statement for walk->table */
    bool (*step)(
        struct an_walk *walk); /* reading: the next row is there; writing: the row is stored */
    void (*end)(struct an_walk *walk);
    bool stopped; /* something failed: nothing more is to be done */
};

/** Writes all rows of all tables but meta, in order; false if something failed. */
bool an_walk_write(struct an_walk *walk, const struct an_model *m);
/** Reads the tables that hold the model, whose counts are in walk->want; false after a fault. */
bool an_walk_read(struct an_walk *walk, struct an_model *m);

/* For the files that describe tables. */

/** Begins a table; false if walking has stopped. */
bool an_walk_begin(struct an_walk *walk, enum an_table table);
/** Reading: is there another row? Writing: starts one. */
bool an_walk_next(struct an_walk *walk);
/** The row is complete. False after a fault. */
bool an_walk_done(struct an_walk *walk);
void an_walk_end(struct an_walk *walk);

typedef void an_fields(struct an_record *row, void *thing);
/** A table with one row for each thing of an array. */
void an_walk_array(struct an_walk *walk, enum an_table table, const void *from, void *to,
                   uint32_t n, size_t size, an_fields *fields);

void an_walk_files(struct an_walk *walk);
void an_walk_symbols(struct an_walk *walk);
void an_walk_places(struct an_walk *walk);
void an_walk_memberships(struct an_walk *walk);
void an_walk_topics(struct an_walk *walk);
void an_walk_steps(struct an_walk *walk);
void an_walk_coverage(struct an_walk *walk);
void an_walk_facts(struct an_walk *walk);
void an_walk_lists(struct an_walk *walk);
void an_walk_list_members(struct an_walk *walk);
void an_walk_logic(struct an_walk *walk);
void an_walk_instruments(struct an_walk *walk);
void an_walk_terms(struct an_walk *walk);
void an_walk_provisions(struct an_walk *walk);
void an_walk_events(struct an_walk *walk);
void an_walk_names(struct an_walk *walk);
void an_walk_provision_facts(struct an_walk *walk); /* writing only */
void an_walk_search(struct an_walk *walk);          /* writing only */

#endif
