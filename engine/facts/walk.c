/*
 * The walk over all tables, and what every table has in common: counting and summing its rows. The
 * statements come from whoever set the functions of the walk (build.c, open.c, verify.c).
 */
#include "engine/facts/tables.h"

#include <assert.h>
#include <string.h>

bool an_walk_begin(struct an_walk *walk, enum an_table table)
{
    if (walk->stopped)
        return false;
    walk->table = table;
    walk->row.index = 0;
    walk->row.stmt = NULL;
    walk->sum[table] = (struct an_table_sum){0, 0};
    if (walk->begin && !walk->begin(walk))
        walk->stopped = true;
    return !walk->stopped;
}

bool an_walk_next(struct an_walk *walk)
{
    struct an_record *row = &walk->row;
    if (row->bad)
        walk->stopped = true;
    if (walk->stopped)
        return false;
    if (row->reading) {
        if (!walk->step(walk))
            return false;
        if (row->index >= walk->want[walk->table].rows) {
            an_row_fault(row, "more rows than were written");
            walk->stopped = true;
            return false;
        }
    }
    an_row_begin(row);
    return true;
}

bool an_walk_done(struct an_walk *walk)
{
    struct an_record *row = &walk->row;
    if (row->bad || row->error != 0 || (!row->reading && walk->step && !walk->step(walk)))
        walk->stopped = true;
    if (walk->stopped)
        return false;
    walk->sum[walk->table].rows++;
    walk->sum[walk->table].sum += row->sum;
    row->index++;
    return true;
}

void an_walk_end(struct an_walk *walk)
{
    const struct an_table_sum *got = &walk->sum[walk->table], *want = &walk->want[walk->table];
    if (walk->row.reading && !walk->stopped) {
        if (got->rows != want->rows)
            an_row_fault(&walk->row, "fewer rows than were written");
        else if (got->sum != want->sum)
            an_row_fault(&walk->row, "rows that are not what was written");
        walk->stopped = walk->row.bad != NULL;
    }
    if (walk->end)
        walk->end(walk);
}

void an_walk_array(struct an_walk *walk, enum an_table table, const void *from, void *to,
                   uint32_t n, size_t size, an_fields *fields)
{
    if (!an_walk_begin(walk, table))
        return;
    if (walk->row.reading) {
        while (an_walk_next(walk)) {
            fields(&walk->row, (char *)to + (size_t)walk->row.index * size);
            if (!an_walk_done(walk))
                break;
        }
    } else {
        void *copy = an_alloc(walk->scratch, size);
        for (uint32_t i = 0; i < n && an_walk_next(walk); i++) {
            memcpy(copy, (const char *)from + (size_t)i * size, size);
            fields(&walk->row, copy);
            if (!an_walk_done(walk))
                break;
        }
    }
    an_walk_end(walk);
}

/* The tables that hold the model, in an order in which each finds what it refers to. */
static void walk_model(struct an_walk *walk)
{
    an_walk_files(walk);
    an_walk_symbols(walk);
    an_walk_places(walk);
    an_walk_memberships(walk);
    an_walk_topics(walk);
    an_walk_steps(walk);
    an_walk_coverage(walk);
    an_walk_facts(walk);
    an_walk_lists(walk);
    an_walk_list_members(walk);
    an_walk_logic(walk);
    an_walk_instruments(walk);
    an_walk_terms(walk);
    an_walk_provisions(walk);
    an_walk_events(walk);
    an_walk_names(walk);
}

bool an_walk_write(struct an_walk *walk, const struct an_model *m)
{
    walk->row.reading = false;
    walk->row.m = m;
    walk->row.arena = walk->scratch;
    walk_model(walk);
    an_walk_provision_facts(walk);
    an_walk_search(walk);
    return !walk->stopped;
}

#define ARRAY(name, T, table)                                                                      \
 do {                                                                                              \
  uint32_t an__n = (uint32_t)walk->want[table].rows;                                               \
  walk->array.name = AN_NEW_ARRAY(m->arena, T, (size_t)an__n + 1);                                 \
  m->name.v = walk->array.name;                                                                    \
  m->name.n = an__n;                                                                               \
 } while (0)

/*
 * All arrays stand, empty, before the first row is read, so that a reference to a thing that comes
 * later is within bounds; each has one more place than things, so that index 0, which a faulty
 * reference becomes, always exists. Whoever set `want` has bounded it by the size of the file.
 */
static void make_arrays(struct an_walk *walk, struct an_model *m)
{
    ARRAY(files, struct an_file, AN_TABLE_SOURCE_FILE);
    ARRAY(places, struct an_place, AN_TABLE_JURISDICTION);
    ARRAY(topics, struct an_topic, AN_TABLE_TOPIC);
    ARRAY(facts, struct an_fact, AN_TABLE_FACT);
    ARRAY(terms, struct an_term, AN_TABLE_TERM);
    ARRAY(instruments, struct an_instrument, AN_TABLE_INSTRUMENT);
    ARRAY(provisions, struct an_provision, AN_TABLE_PROVISION);
    ARRAY(lists, struct an_list, AN_TABLE_LIST);
    walk->array.logic = AN_NEW_ARRAY(m->arena, struct an_axiom, walk->want[AN_TABLE_LOGIC].rows);
    walk->array.root_of_file = AN_NEW_ARRAY(m->arena, uint32_t, m->files.n);
    walk->roots.of_file = walk->array.root_of_file;
}

bool an_walk_read(struct an_walk *walk, struct an_model *m)
{
    walk->row.reading = true;
    walk->row.m = m;
    walk->row.arena = m->arena;
    walk->model = m;
    m->symbols = an_intern_new(m->arena);
    make_arrays(walk, m);
    walk_model(walk);
    return !walk->stopped;
}
