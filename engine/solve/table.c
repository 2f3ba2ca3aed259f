/*
 * Closing an encoder: axioms and terms are read where they tie what is mentioned, tables are spelt
 * out row by row, then the units get their theories. A table has its known rows and as many further
 * rows as there are tests on it: each `some` needs at most one witness, each denied `every` at most
 * one counter-example, so no situation is lost.
 */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/solve/units.h"

/* ---- axioms and terms ---- */

static bool mentions(const struct an_encoder *enc, const struct an_cond *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        bool of_fact = node->op == AN_OP_SOME || node->op == AN_OP_EVERY ||
                       (an_op_is_leaf((enum an_op)node->op) && !node->column);
        if (of_fact && enc->mentioned[node->fact])
            return true;
    }
    return false;
}

static bool reads_j(const struct an_cond *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if (!an_op_is_leaf((enum an_op)c->node[i].op))
            continue;
        if (c->node[i].key == AN_PLACE_J)
            return true;
        for (uint32_t k = 0; k < c->node[i].n; k++) /* only places can be negative like this */
            if (c->value[c->node[i].value + k] == AN_PLACE_J)
                return true;
    }
    return false;
}

/* if -> then, for one reading of J and M */
static void imply(struct an_encoder *enc, uint32_t owner, const struct an_cond *cond,
                  const struct an_cond *then, const struct an_frame *frame)
{
    int a = an_encode_cond(enc, cond, frame, true), b = an_encode_cond(enc, then, frame, true);

    an__clause2(enc, owner, -a, b);
}

static void read_axiom(struct an_encoder *enc, const struct an_axiom *ax, uint32_t owner,
                       const struct an_refs *in_play)
{
    bool j = reads_j(&ax->cond) || reads_j(&ax->then);

    for (size_t m = 0; m < enc->spots.n; m++) {
        struct an_frame frame = {.j = AN_NONE,
                                 .market = enc->spots.v[m].market,
                                 .offer = enc->spots.v[m].offer,
                                 .day = enc->day,
                                 .choice = ax->id};
        if (!j) {
            imply(enc, owner, &ax->cond, &ax->then, &frame);
            continue;
        }
        for (uint32_t i = 0; i < in_play->n; i++) {
            frame.j = in_play->v[i];
            imply(enc, owner, &ax->cond, &ax->then, &frame);
        }
    }
}

static void read_term(struct an_encoder *enc, const struct an_term *term)
{
    size_t i = (size_t)(term - enc->model->terms.v);
    uint32_t owner = enc->term_owner ? enc->term_owner[i] : AN_BACKGROUND;
    const struct an_instrument *in = &enc->model->instruments.v[term->instrument];

    if (enc->day < term->days.from.hi || enc->day >= term->days.before.lo)
        return; /* outside its days, or perhaps: an open question */
    for (size_t m = 0; m < enc->spots.n; m++) {
        const struct an_frame frame = {.j = in->place,
                                       .market = enc->spots.v[m].market,
                                       .offer = enc->spots.v[m].offer,
                                       .day = enc->day,
                                       .choice = in->id};
        int is = an_encode_bool(enc, term->fact, &frame);
        if (an_cond_given(&term->if_))
            an__clause2(enc, owner, -an_encode_cond(enc, &term->if_, &frame, false), is);
        if (an_cond_given(&term->only_if))
            an__clause2(enc, owner, -is, an_encode_cond(enc, &term->only_if, &frame, true));
    }
}

/* Reading one axiom mentions further facts, which may tie further axioms: until nothing is new. */
static bool read_ties(struct an_encoder *enc, const struct an_refs *in_play,
                      const uint32_t *axiom_owner)
{
    const struct an_model *m = enc->model;
    bool *done = enc->read, any = false;

    for (bool more = true; more; any = any || more) {
        more = false;
        for (uint32_t i = 0; i < m->terms.n; i++) {
            const struct an_term *term = &m->terms.v[i];
            if (done[m->axioms.n + i] ||
                !(enc->mentioned[term->fact] || mentions(enc, &term->if_) ||
                  mentions(enc, &term->only_if)))
                continue;
            done[m->axioms.n + i] = more = true;
            read_term(enc, term);
        }
        for (uint32_t i = 0; i < m->axioms.n; i++) {
            const struct an_axiom *ax = &m->axioms.v[i];
            if (done[i] || ax->each != AN_NONE ||
                !(mentions(enc, &ax->cond) || mentions(enc, &ax->then)))
                continue;
            done[i] = more = true;
            read_axiom(enc, ax, axiom_owner ? axiom_owner[i] : AN_BACKGROUND, in_play);
        }
    }
    return any;
}

/* ---- rows ---- */

static uint32_t tests_on(const struct an_encoder *enc, const struct an_table *t)
{
    uint32_t n = 0;

    for (size_t i = 0; i < enc->table_tests.n; i++)
        n += enc->table_tests.v[i].fact == t->fact && enc->table_tests.v[i].copy == t->copy;
    return n;
}

static void make_rows(struct an_encoder *enc, struct an_table *t)
{
    for (size_t i = 0; i < t->stated.n; i++)
        if (t->stated.v[i].known->n_rows > t->n_known)
            t->n_known = t->stated.v[i].known->n_rows;
    t->n_rows = t->n_known + tests_on(enc, t);
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
    int any = an_encode_or(enc, row, t->n_rows), lit = every ? -test->lit : test->lit;
    an__clause2(enc, AN_BACKGROUND, -lit, any);
    an__clause2(enc, AN_BACKGROUND, lit, -any);
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
    for (size_t i = 0; i < enc->units.n; i++) { /* one unit, or for a country map one a place */
        struct an_unit *u = enc->units.v[i];
        if (u->fact != t->fact || u->copy != t->copy || u->row != row || u->column != column)
            continue;
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

/* Axioms about every row hold for each row of their table, for every J in play. */
static void read_row_axioms(struct an_encoder *enc, const struct an_table *t,
                            const struct an_refs *in_play, const uint32_t *axiom_owner)
{
    const struct an_model *m = enc->model;

    for (uint32_t i = 0; i < m->axioms.n; i++) {
        const struct an_axiom *ax = &m->axioms.v[i];
        if (ax->each != t->fact)
            continue;
        bool j = reads_j(&ax->cond) || reads_j(&ax->then);
        const struct an_spot spot = spot_of(enc, t->copy);
        for (uint32_t r = 0; r < t->n_rows; r++)
            for (uint32_t k = 0; k < (j ? in_play->n : 1); k++) {
                const struct an_frame frame = {.j = j ? in_play->v[k] : AN_NONE,
                                               .market = spot.market,
                                               .offer = spot.offer,
                                               .day = enc->day,
                                               .choice = ax->id};
                int a = an__encode_at(enc, &ax->cond, 0, &frame, t, r);
                int b = an__encode_at(enc, &ax->then, 0, &frame, t, r);
                const int lits[3] = {-t->present[r], -a, b};
                an__clause(enc, axiom_owner ? axiom_owner[i] : AN_BACKGROUND, lits, 3);
            }
    }
}

void an__close_tables(struct an_encoder *enc, const uint32_t *axiom_owner,
                      const struct an_refs *in_play)
{
    for (size_t i = 0; i < enc->tables.n; i++)
        make_rows(enc, enc->tables.v[i]);
    for (size_t i = 0; i < enc->table_tests.n; i++) {
        const struct an_table_test *test = &enc->table_tests.v[i];
        define_test(enc, test, an__table(enc, test->fact, test->copy));
    }
    for (size_t i = 0; i < enc->tables.n; i++)
        read_row_axioms(enc, enc->tables.v[i], in_play, axiom_owner);
    for (size_t i = 0; i < enc->tables.n; i++)
        state_rows(enc, enc->tables.v[i]);
}

static bool in_refs(const uint32_t *v, size_t n, uint32_t x)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] == x)
            return true;
    return false;
}

/* A state, or a union or treaty in which some state may lie on the day (S2.5). */
static bool can_be_in_play(const struct an_encoder *enc, uint32_t place)
{
    const struct an_model *m = enc->model;
    enum an_place_kind kind = m->places.v[place].kind;
    bool found = kind == AN_PLACE_STATE || kind == AN_PLACE_PART;

    for (uint32_t i = 0; i < m->places.n && !found && kind != AN_PLACE_GROUP; i++) {
        enum an_place_kind inner = m->places.v[i].kind;
        found = (inner == AN_PLACE_STATE || inner == AN_PLACE_PART) &&
                (an_place_within(m, i, place, enc->day) != AN_FALSE ||
                 an_place_within(m, place, i, enc->day) != AN_FALSE);
    }
    return found;
}

/* Given jurisdictions, and the places that tests name, as far as they can be in play. */
static struct an_refs all_in_play(struct an_encoder *enc, const struct an_refs *in_play)
{
    AN_VEC(uint32_t) play = {0};

    for (uint32_t i = 0; i < in_play->n; i++)
        if (can_be_in_play(enc, in_play->v[i]))
            an_vec_push(enc->arena, &play, in_play->v[i]);
    for (size_t i = 0; i < enc->places.n; i++)
        if (can_be_in_play(enc, enc->places.v[i]) && !in_refs(play.v, play.n, enc->places.v[i]))
            an_vec_push(enc->arena, &play, enc->places.v[i]);
    const struct an_refs all = {play.v, an_u32(play.n)};
    return all;
}

bool an_encoder_read_ties(struct an_encoder *enc, const struct an_refs *in_play,
                          const uint32_t *axiom_owner)
{
    const struct an_refs all = all_in_play(enc, in_play);

    return read_ties(enc, &all, axiom_owner);
}

void an_encoder_close(struct an_encoder *enc, const struct an_refs *in_play,
                      const uint32_t *axiom_owner)
{
    const struct an_refs all = all_in_play(enc, in_play);

    (void)read_ties(enc, &all, axiom_owner);
    an__close_tables(enc, axiom_owner, &all);
    an__close_units(enc);
}
