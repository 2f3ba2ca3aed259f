/*
 * One row of a table, both ways: each call is the next column, in the order of the schema. Writing
 * binds the value (or only sums it), reading takes it from the statement and checks its type and
 * range. Either way the value goes into the row's checksum. The last column of most tables is a
 * blob, reached through `pack`.
 */
#ifndef AN_FACTS_ROW_H
#define AN_FACTS_ROW_H

#include "engine/facts/pack.h"

struct sqlite3_stmt;

struct an_record {
    bool reading;
    struct sqlite3_stmt *stmt; /* NULL: writing, and only the checksum is wanted */
    struct an_arena *arena; /* reading: of the model. writing: for what lives as long as the row */
    const struct an_model *m; /* counts, and what has been read so far */
    int column;
    uint64_t sum;
    uint32_t index;  /* of the row in its table */
    int error;       /* writing: SQLite's, the first one; 0: none */
    const char *bad; /* reading: first fault, in words */
    struct an_pack pack;
};

/** Begins a row. A fault of an earlier one stays. */
void an_row_begin(struct an_record *row);
void an_row_fault(struct an_record *row, const char *what);

void an_row_int(struct an_record *row, int64_t *v, int64_t min, int64_t max);
/** An index below `limit`; the optional one is NULL for AN_NONE. */
void an_row_ref(struct an_record *row, uint32_t *v, uint32_t limit);
void an_row_opt_ref(struct an_record *row, uint32_t *v, uint32_t limit);
/** The number of the row, which must be row->index. */
void an_row_number(struct an_record *row);
void an_row_bool(struct an_record *row, bool *v);
void an_row_text(struct an_record *row, const char **v);
void an_row_opt_text(struct an_record *row, const char **v);
/** Text made for people from what other columns hold: written and summed, never used. */
void an_row_shown(struct an_record *row, const char *text);
/** A day, or a day known imprecisely, as the language writes it. */
void an_row_day(struct an_record *row, an_day *v);
void an_row_when(struct an_record *row, struct an_when *v);
/** NULL stands for `absent`. */
void an_row_opt_when(struct an_record *row, struct an_when *v, struct an_when absent);
/** `from` and `before`. */
void an_row_interval(struct an_record *row, struct an_interval *v);
/** One of n words. */
void an_row_word(struct an_record *row, uint32_t *v, const char *const *words, uint32_t n);
/** One of n words, or NULL for AN_NONE. */
void an_row_opt_word(struct an_record *row, uint32_t *v, const char *const *words, uint32_t n);
/** When, by whom and how surely a thing was checked: four columns, all NULL where it was not. */
void an_row_checked(struct an_record *row, struct an_checked *v);
void an_row_hash(struct an_record *row, struct an_hash *v);
/** File and line; the rest of the span is in the blob (an_row_span). */
void an_row_place(struct an_record *row, struct an_span *span);

/** The blob: after the first call `row->pack` is ready, the second one finishes it. */
void an_row_data(struct an_record *row, struct an_span origin);
void an_row_data_end(struct an_record *row);
/** The span of the row's thing, in the blob, relative to file and line. */
void an_row_span(struct an_record *row, struct an_span *span);
/** Takes `n` columns of any type into the checksum (reading). */
void an_row_skip(struct an_record *row, int n);
/** Bytes that the row does not interpret. */
void an_row_bytes(struct an_record *row, const void **data, size_t *n);

/**
 * Reads or writes an enum through its words: defines a static function `name`. `word_of` gives the
 * word of a value.
 */
#define AN_ROW_WORD(name, type, count, word_of)                                                    \
 static void name(struct an_record *row, type *v)                                                  \
 {                                                                                                 \
  const char *words[count];                                                                        \
  uint32_t at = (uint32_t)*v;                                                                      \
  for (uint32_t i = 0; i < (count); i++)                                                           \
   words[i] = word_of((type)i);                                                                    \
  an_row_word(row, &at, words, (count));                                                           \
  *v = (type)at;                                                                                   \
 }

#endif
