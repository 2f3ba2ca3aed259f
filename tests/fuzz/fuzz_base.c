/*
 * Fact bases from strangers, in three ways, by the first byte:
 *
 *   0      the rest is a file
 *   1      the rest is changes to a good base: three bytes of place and one to put there, and so on
 *   2..    the rest is one row of a table (2 + table), a value after the other: a type, a length of
 *          two bytes, the bytes. All sums fit, so that what is behind them is reached.
 *
 * What opens must be sound: it is shown, searched and put into words. Run in the top folder: the
 * good base is made from tests/support/rules.
 */
#define _XOPEN_SOURCE 700

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "engine/facts/db.h"
#include "engine/facts/things.h"
#include "tests/fuzz/check_lang.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "fuzz_base: %s\n", what);
    abort();
}

/* Made once: the good base, its bytes, a name to write others to, an empty connection. */
static struct {
    struct an_workspace *ws;
    struct an_base *base;
    uint8_t *bytes;
    size_t n;
    const char *path;
    struct an_arena *arena;
    sqlite3 *db;
} good;

static void begin(void)
{
    static const char *const rules[] = {"tests/support/rules"};
    struct an_load_result result;
    struct stat st;
    good.arena = an_arena_new();
    good.ws = an_workspace_new();
    need(good.arena != NULL, "out of memory");
    if (AN_ARENA_TRY(good.arena))
        need(false, "out of memory");
    good.path = fuzz_file(good.arena, "fuzz.db", "", 0);
    need(good.ws != NULL, "out of memory");
    need(an_load(good.ws, rules, 1, good.path, NULL, &result) == AN_OK, "cannot load the rules");
    need(an_base_from_files(&good.base, good.ws, rules, 1) == AN_OK, "cannot read the rules");
    FILE *file = fopen(good.path, "rb");
    need(file && fstat(fileno(file), &st) == 0, good.path);
    good.n = (size_t)st.st_size;
    good.bytes = malloc(good.n);
    need(good.bytes && fread(good.bytes, 1, good.n, file) == good.n, good.path);
    fclose(file);
    need(sqlite3_open(":memory:", &good.db) == SQLITE_OK, "sqlite3_open");
}

/* ---- whole files ---- */

static void use(struct an_base *base)
{
    static const char *const words[] = {"law"};
    struct an_things *things;
    const struct an_model *m = base->model;
    fuzz_model(m);
    if (an_search(&things, base, good.ws, words, 1) == AN_OK)
        an_things_free(things);
    for (int kind = AN_THING_JURISDICTION; kind <= AN_THING_LIST; kind++)
        for (uint32_t i = 0; i < an_thing_total(m, (enum an_thing_kind)kind); i++) {
            struct an_thing thing = an_thing_named(m, (enum an_thing_kind)kind, i);
            if (an_show(&things, base, good.ws, thing.id) == AN_OK)
                an_things_free(things);
        }
}

static void open_file(const uint8_t *data, size_t n)
{
    struct an_base *base;
    struct an_arena *scratch = an_scratch_new(good.arena);
    (void)fuzz_file(scratch, "fuzz.db", data, n);
    an_arena_free(scratch);
    if (an_base_open(&base, good.ws, good.path) != AN_OK) {
        need(*an_workspace_reason(good.ws) != '\0', "refused without a reason");
        return;
    }
    use(base);
    an_base_close(base);
}

static void open_changed(const uint8_t *data, size_t n)
{
    uint8_t *bytes = malloc(good.n);
    need(bytes != NULL, "out of memory");
    memcpy(bytes, good.bytes, good.n);
    for (; n >= 4; data += 4, n -= 4)
        bytes[((size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2]) % good.n] = data[3];
    open_file(bytes, good.n);
    free(bytes);
}

/* ---- one row ---- */

struct one_row {
    const uint8_t *data, *end;
    bool given;
};

static bool begin_row(struct an_walk *walk)
{
    struct one_row *row = walk->to;
    char sql[128] = "SELECT ?";
    for (int i = 1; i < an_table_sql[walk->table].columns; i++)
        strcat(sql, ",?");
    need(sqlite3_prepare_v2(good.db, sql, -1, &walk->row.stmt, NULL) == SQLITE_OK, sql);
    for (int i = 1; i <= an_table_sql[walk->table].columns && row->end - row->data >= 3; i++) {
        const uint8_t *p = row->data;
        size_t n = (size_t)p[1] << 8 | p[2];
        row->data += 3;
        n = n > (size_t)(row->end - row->data) ? (size_t)(row->end - row->data) : n;
        int64_t number = 0;
        for (size_t k = 0; k < n && k < 8; k++)
            number |= (int64_t)((uint64_t)row->data[k] << (8 * k));
        switch (p[0] % 4) {
        case 0: sqlite3_bind_int64(walk->row.stmt, i, number); break;
        case 1:
            sqlite3_bind_text(walk->row.stmt, i, (const char *)row->data, (int)n, SQLITE_STATIC);
            break;
        case 2: sqlite3_bind_blob(walk->row.stmt, i, row->data, (int)n, SQLITE_STATIC); break;
        default: break; /* NULL */
        }
        row->data += n;
    }
    return true;
}

/* One row; after it, whatever was read is what was to be read. */
static bool step_row(struct an_walk *walk)
{
    struct one_row *row = walk->to;
    walk->want[walk->table].sum = walk->sum[walk->table].sum;
    if (row->given)
        return false;
    row->given = true;
    return sqlite3_step(walk->row.stmt) == SQLITE_ROW;
}

static void end_row(struct an_walk *walk)
{
    sqlite3_finalize(walk->row.stmt);
    walk->row.stmt = NULL;
}

#define COPY(T, name)                                                                              \
 do {                                                                                              \
  T *an__v = AN_NEW_ARRAY(m->arena, T, (size_t)m->name.n + 1);                                     \
  memcpy(an__v, m->name.v, m->name.n * sizeof(T));                                                 \
  walk->array.name = an__v;                                                                        \
  m->name.v = an__v;                                                                               \
 } while (0)

/* The good model, with arrays of its own. */
static void copy_model(struct an_walk *walk, struct an_model *m)
{
    COPY(struct an_file, files);
    COPY(struct an_place, places);
    COPY(struct an_topic, topics);
    COPY(struct an_fact, facts);
    COPY(struct an_term, terms);
    COPY(struct an_instrument, instruments);
    COPY(struct an_provision, provisions);
    COPY(struct an_list, lists);
    walk->array.logic = AN_NEW_ARRAY(m->arena, struct an_axiom, 2);
    walk->array.root_of_file = AN_NEW_ARRAY(m->arena, uint32_t, m->files.n + 1);
    walk->roots.of_file = walk->array.root_of_file;
}

/* Events and names are appended to what their owner has: in a base, to nothing. */
static void clear_children(struct an_walk *walk)
{
    for (uint32_t i = 0; i < walk->model->instruments.n; i++) {
        walk->array.instruments[i].status.n = 0;
        walk->array.instruments[i].title_native.n = 0;
    }
    for (uint32_t i = 0; i < walk->model->provisions.n; i++)
        walk->array.provisions[i].status.n = 0;
    for (uint32_t i = 0; i < walk->model->places.n; i++)
        walk->array.places[i].names.n = walk->array.places[i].aliases.n = 0;
}

static void read_table(struct an_walk *walk, enum an_table table)
{
    switch (table) {
    case AN_TABLE_SOURCE_FILE: an_walk_files(walk); return;
    case AN_TABLE_SYMBOL:
        walk->model->symbols = an_intern_new(walk->model->arena);
        an_walk_symbols(walk);
        return;
    case AN_TABLE_JURISDICTION: an_walk_places(walk); return;
    case AN_TABLE_MEMBERSHIP: an_walk_memberships(walk); return;
    case AN_TABLE_TOPIC: an_walk_topics(walk); return;
    case AN_TABLE_STEP: an_walk_steps(walk); return;
    case AN_TABLE_COVERAGE: an_walk_coverage(walk); return;
    case AN_TABLE_FACT: an_walk_facts(walk); return;
    case AN_TABLE_LIST: an_walk_lists(walk); return;
    case AN_TABLE_LIST_MEMBER: an_walk_list_members(walk); return;
    case AN_TABLE_LOGIC:
        walk->model->axioms.n = walk->model->presumptions.n = 0;
        for (int k = 0; k < AN_NEXUS_COUNT; k++)
            walk->model->nexus[k].defined = false;
        an_walk_logic(walk);
        return;
    case AN_TABLE_INSTRUMENT: an_walk_instruments(walk); return;
    case AN_TABLE_TERM: an_walk_terms(walk); return;
    case AN_TABLE_PROVISION: an_walk_provisions(walk); return;
    case AN_TABLE_STATUS_EVENT: an_walk_events(walk); return;
    case AN_TABLE_NAME: an_walk_names(walk); return;
    case AN_TABLE_META:
    case AN_TABLE_PROVISION_FACT:
    case AN_TABLE_SEARCH:
    case AN_TABLE_COUNT: return;
    }
}

/* What was read in place of the first thing of its kind. */
static void describe_first(struct an_model *m)
{
    struct an_base base = {.arena = m->arena, .model = m};
    if (an_model_fault(m->arena, m) != NULL)
        return;
    an_model_index(m);
    use(&base);
}

static void read_row(const uint8_t *data, size_t n, enum an_table table)
{
    struct an_arena *arena = an_arena_new();
    need(arena != NULL, "out of memory");
    if (AN_ARENA_TRY(arena))
        need(false, "out of memory");
    struct one_row row = {data, data + n, false};
    struct an_model m = *good.base->model;
    m.arena = arena;
    struct an_walk walk = {.to = &row, .begin = begin_row, .step = step_row, .end = end_row};
    walk.row.reading = true;
    walk.row.arena = arena;
    walk.row.m = &m;
    walk.model = &m;
    walk.roots.n = 1;
    walk.want[table].rows = 1;
    copy_model(&walk, &m);
    if (table == AN_TABLE_STATUS_EVENT || table == AN_TABLE_NAME)
        clear_children(&walk);
    read_table(&walk, table);
    if (!walk.stopped && table != AN_TABLE_SYMBOL)
        describe_first(&m);
    an_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!good.ws)
        begin();
    if (size == 0)
        return 0;
    if (data[0] == 0)
        open_file(data + 1, size - 1);
    else if (data[0] == 1)
        open_changed(data + 1, size - 1);
    else
        read_row(data + 1, size - 1, (enum an_table)((data[0] - 2) % AN_TABLE_COUNT));
    /* Diagnostics of unknown ids pile up in the workspace; a new one now and then. */
    if (an_diag_count(an_workspace_diags(good.ws), AN_SEV_ERROR) > 100) {
        an_workspace_free(good.ws);
        good.ws = an_workspace_new();
        need(good.ws != NULL, "out of memory");
    }
    return 0;
}
