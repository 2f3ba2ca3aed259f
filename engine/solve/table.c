/*
 * Tests on tables, spelt out row by row when the encoder is closed. A table has its known rows and
 * as many further rows as there are tests on it: each `some` needs at most one witness, each denied
 * `every` at most one counter-example, and none where that truth only burdens (the condition of an
 * axiom), so no situation is lost. Tests that say the same are one.
 */
#include <inttypes.h>

#include "antinomy/sink.h"
#include "engine/base/sizes.h"
#include "engine/solve/units.h"

/* ---- tests ---- */

static void put_leaf(struct an_encoder *enc, struct an_sink *out, const struct an_cond *cond,
                     const struct an_cond_node *leaf, uint32_t table, const struct an_frame *frame)
{
    const struct an_fact *f = &enc->model->facts.v[leaf->column ? table : leaf->fact];
    enum an_type type = leaf->column ? f->columns[leaf->fact].type.type : f->type.type;
    uint32_t fact = leaf->column ? table : leaf->fact, column = leaf->column ? leaf->fact : AN_NONE;

    if (leaf->fact == enc->model->market_fact && !leaf->column)
        an_putf(out, " in %u", frame->market);
    else if (!leaf->column)
        an_putf(out, " of %u", an__copy_of(enc, leaf->fact, frame));
    if (leaf->key != AN_NO_KEY)
        an_putf(out, " %u", an__resolve(enc, fact, column, leaf->key, frame));
    for (uint32_t i = 0; i < leaf->n; i++) {
        int64_t v = cond->value[leaf->value + i];
        an_putf(out, " %" PRId64,
                type == AN_TYPE_COUNTRIES ? (int64_t)an__resolve(enc, fact, column, v, frame) : v);
    }
}

/* The test in full: what is equal here is true together. Notes the places that it names. */
static const char *spell(struct an_encoder *enc, const struct an_cond *cond, uint32_t at,
                         const struct an_frame *frame, uint32_t copy)
{
    const struct an_cond_node *test = &cond->node[at];
    struct an_sink_buffer out;

    an_sink_buffer_init(&out, enc->arena);
    an_putf(&out.sink, "%u.%u.%d", test->fact, copy, (int)frame->day);
    for (uint32_t i = at; i < at + test->size; i++) {
        const struct an_cond_node *node = &cond->node[i];
        an_putf(&out.sink, "; %u %u %u %u", node->op, node->column, node->n, node->fact);
        if (an_op_is_leaf((enum an_op)node->op))
            put_leaf(enc, &out.sink, cond, node, test->fact, frame);
        else if (node->op == AN_OP_OPEN) /* one choice per place where it stands */
            an_putf(&out.sink, " %p %u %u", (const void *)node, frame->market, frame->offer);
    }
    return out.text;
}

int an__table_test(struct an_encoder *enc, const struct an_cond *cond, uint32_t at,
                   const struct an_frame *frame)
{
    const struct an_cond_node *node = &cond->node[at];
    uint32_t copy = an__copy_of(enc, node->fact, frame), old;
    const char *key = spell(enc, cond, at, frame, copy);

    if (!an_map_put(&enc->table_test_at, key, an_u32(enc->table_tests.n), &old)) {
        enc->table_tests.v[old].needed |= enc->needed;
        return enc->table_tests.v[old].lit;
    }
    const struct an_table_test test = {
        .fact = node->fact,
        .copy = copy,
        .cond = {node, node->size, cond->value, cond->n_values},
        .frame = *frame,
        .lit = an_clauses_var(enc->clauses),
        .needed = enc->needed,
    };
    enc->mentioned[test.fact] = true;
    an__table(enc, test.fact, copy);
    an_vec_push(enc->arena, &enc->table_tests, test);
    return test.lit;
}

/* ---- rows ---- */

/* A witness of `some`, a counter-example to `every`: where that can help. */
static bool needs_row(const struct an_table_test *test)
{
    bool some = test->cond.node[0].op == AN_OP_SOME;

    return (test->needed & (some ? AN_NEEDED_TRUE : AN_NEEDED_FALSE)) != 0;
}

static uint32_t rows_for_tests(const struct an_encoder *enc, const struct an_table *t)
{
    uint32_t n = 0;

    for (size_t i = 0; i < enc->table_tests.n; i++) {
        const struct an_table_test *test = &enc->table_tests.v[i];
        n += test->fact == t->fact && test->copy == t->copy && needs_row(test);
    }
    return n;
}

static void make_rows(struct an_encoder *enc, struct an_table *t)
{
    for (size_t i = 0; i < t->stated.n; i++)
        if (t->stated.v[i].known->n_rows > t->n_known)
            t->n_known = t->stated.v[i].known->n_rows;
    t->n_rows = t->n_known + rows_for_tests(enc, t) + 1; /* one that nothing needs: others may be */
    t->present = AN_NEW_ARRAY(enc->arena, int, t->n_rows + 1);
    for (uint32_t r = 0; r < t->n_rows; r++)
        t->present[r] = an_clauses_var(enc->clauses);
}

static int row_fulfils(struct an_encoder *enc, const struct an_table_test *test,
                       const struct an_table *t, uint32_t row)
{
    return an__encode_at(enc, &test->cond, 1, &test->frame, t, row);
}

/* some: a row is there and fulfils. every: no row is there that does not. */
static void define_test(struct an_encoder *enc, const struct an_table_test *test,
                        const struct an_table *t)
{
    bool every = test->cond.node[0].op == AN_OP_EVERY;
    int *row = AN_NEW_ARRAY(enc->arena, int, t->n_rows + 1);

    for (uint32_t r = 0; r < t->n_rows; r++) {
        int fulfils = row_fulfils(enc, test, t, r);
        const int both[2] = {t->present[r], every ? -fulfils : fulfils};
        row[r] = an_encode_and(enc, both, 2);
    }
    an__define(enc, every ? -test->lit : test->lit, row, t->n_rows);
}

/* What a cell's country map says of one place. */
static const struct an_known *number_at(struct an_encoder *enc, const struct an_known *map,
                                        uint32_t place)
{
    struct an_known *number = AN_NEW(enc->arena, struct an_known);

    number->given = map->closed; /* places that a closed map does not name have 0 */
    for (uint32_t k = 0; k < map->n_entries; k++)
        if (map->entry[k].place == place) {
            number->given = true;
            number->min = map->entry[k].min;
            number->max = map->entry[k].max;
        }
    return number;
}

static void state_cell(struct an_encoder *enc, const struct an_table *t, uint32_t owner,
                       uint32_t row, uint32_t column, const struct an_known *cell)
{
    if (!cell->given)
        return;
    for (struct an_unit *u = enc->first_of[t->fact]; u; u = u->next) {
        if (u->copy != t->copy || u->row != row || u->column != column)
            continue; /* one unit, or for a country map one a place */
        const struct an_stated stated = {
            owner, u->place == AN_NONE ? cell : number_at(enc, cell, u->place)};
        if (stated.known->given)
            an_vec_push(enc->arena, &u->stated, stated);
    }
}

static void state_rows(struct an_encoder *enc, const struct an_table *t)
{
    uint32_t n_columns = enc->model->facts.v[t->fact].n_columns;

    for (size_t i = 0; i < t->stated.n; i++) {
        const struct an_known *known = t->stated.v[i].known;
        uint32_t owner = t->stated.v[i].owner;
        for (uint32_t r = 0; r < known->n_rows; r++) {
            an__unit_clause(enc, owner, t->present[r]);
            for (uint32_t c = 0; c < n_columns; c++)
                state_cell(enc, t, owner, r, c, &known->row[r].cell[c]);
        }
        for (uint32_t r = known->n_rows; known->closed && r < t->n_rows; r++)
            an__unit_clause(enc, owner, -t->present[r]);
    }
}

/* Where the table with this copy is read: on its own market and offer, or else on the first. */
static struct an_spot spot_of(const struct an_encoder *enc, uint32_t copy)
{
    struct an_spot spot = {AN_NONE, 0};

    if (enc->spots.n > 0)
        spot = enc->spots.v[0];
    if (copy == AN_NONE)
        return spot;
    spot.offer = copy >> 16;
    spot.market = copy & AN_COPY_MARKET;
    return spot;
}

static void read_row_axiom(struct an_encoder *enc, const struct an_table *t,
                           const struct an_axiom *ax, uint32_t owner, uint32_t j)
{
    const struct an_spot spot = spot_of(enc, t->copy);
    const struct an_frame frame = {
        .j = j, .market = spot.market, .offer = spot.offer, .day = enc->day};

    for (uint32_t r = 0; r < t->n_rows; r++) {
        int a = an__encode_at(enc, &ax->cond, 0, &frame, t, r);
        int b = an__encode_at(enc, &ax->then, 0, &frame, t, r);
        const int lits[3] = {-t->present[r], -a, b};
        an__clause(enc, owner, lits, 3);
    }
}

/* Axioms about every row hold for each row of their table, for every J that they concern. */
static void read_row_axioms(struct an_encoder *enc, const struct an_table *t,
                            const struct an_refs *play, const uint32_t *axiom_owner)
{
    const struct an_model *m = enc->model;

    for (uint32_t i = 0; i < m->axioms.n; i++) {
        const struct an_axiom *ax = &m->axioms.v[i];
        uint32_t owner = axiom_owner ? axiom_owner[i] : AN_BACKGROUND;
        if (ax->each != t->fact)
            continue;
        if (!an__reads_j(&ax->cond) && !an__reads_j(&ax->then)) {
            read_row_axiom(enc, t, ax, owner, AN_NONE);
            continue;
        }
        uint32_t n;
        const struct an__concern *of = an__concerned(enc, ax, play, &n);
        for (uint32_t k = 0; k < n; k++) {
            enc->naming = of[k].how;
            read_row_axiom(enc, t, ax, owner, of[k].j);
        }
        enc->naming = AN_NAMED;
    }
}

void an__close_tables(struct an_encoder *enc, const uint32_t *axiom_owner,
                      const struct an_refs *play)
{
    for (size_t i = 0; i < enc->tables.n; i++)
        make_rows(enc, enc->tables.v[i]);
    for (size_t i = 0; i < enc->table_tests.n; i++) {
        const struct an_table_test *test = &enc->table_tests.v[i];
        define_test(enc, test, an__table(enc, test->fact, test->copy));
    }
    for (size_t i = 0; i < enc->tables.n; i++)
        read_row_axioms(enc, enc->tables.v[i], play, axiom_owner);
    for (size_t i = 0; i < enc->tables.n; i++)
        state_rows(enc, enc->tables.v[i]);
}
