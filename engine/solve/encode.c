/*
 * Conditions -> literals. Every node becomes a literal equal to it (Tseitin, both directions), so
 * that it can be asked for and denied. Leaves become tests on units; some and every on tables are
 * put off until the encoder is closed. Not here: what tests mean together (theory.c).
 */
#include "engine/solve/encode.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/solve/units.h"

struct an_encoder *an_encoder_new(struct an_arena *arena, const struct an_model *model,
                                  const struct an_intern *symbols, struct an_clauses *clauses)
{
    struct an_encoder *enc = AN_NEW(arena, struct an_encoder);

    enc->arena = arena;
    enc->model = model;
    enc->symbols = symbols;
    enc->naming = AN_NAMED;
    enc->needed = AN_NEEDED_TRUE | AN_NEEDED_FALSE;
    enc->clauses = clauses;
    an_map_init(&enc->unit_at, arena);
    an_map_init(&enc->table_at, arena);
    an_map_init(&enc->table_test_at, arena);
    an_map_init(&enc->choice_at, arena);
    an_map_init(&enc->gate_at, arena);
    an_map_init(&enc->classes_at, arena);
    enc->first_of = AN_NEW_ARRAY(arena, struct an_unit *, model->facts.n + 1);
    enc->last_of = AN_NEW_ARRAY(arena, struct an_unit *, model->facts.n + 1);
    enc->tied = AN_NEW_ARRAY(arena, bool, model->facts.n + 1);
    enc->split = AN_NEW_ARRAY(arena, bool, model->facts.n + 1);
    enc->mentioned = AN_NEW_ARRAY(arena, bool, model->facts.n + 1);
    enc->read = AN_NEW_ARRAY(arena, bool, model->axioms.n + model->terms.n + 1);
    enc->read_for = AN_NEW_ARRAY(arena, bool, (size_t)model->axioms.n * model->places.n + 1);
    enc->slot = AN_NEW_ARRAY(arena, uint32_t, model->facts.n + 1);
    for (uint32_t f = 0; f < model->facts.n; f++)
        enc->slot[f + 1] = enc->slot[f] + 1 + model->facts.v[f].n_columns;
    enc->named =
        AN_NEW_ARRAY(arena, unsigned char, (size_t)enc->slot[model->facts.n] * model->places.n + 1);
    enc->in_play = AN_NEW_ARRAY(arena, bool, model->places.n + 1);
    enc->is_named = AN_NEW_ARRAY(arena, bool, model->places.n + 1);
    enc->yes = an_clauses_var(clauses);
    an_clauses_add(clauses, AN_BACKGROUND, &enc->yes, 1);
    return enc;
}

void an_encoder_tie(struct an_encoder *enc, const struct an_refs *facts)
{
    for (uint32_t i = 0; i < facts->n; i++)
        enc->tied[facts->v[i]] = true;
}

void an_encoder_split(struct an_encoder *enc, uint32_t fact)
{
    enc->split[fact] = true;
}

void an_encoder_own_terms(struct an_encoder *enc, const uint32_t *owner)
{
    enc->term_owner = owner;
}

void an_encoder_day(struct an_encoder *enc, an_day day)
{
    enc->day = day;
}

int an_encoder_true(const struct an_encoder *enc)
{
    return enc->yes;
}

/* What is not constant goes into enc->lits; false: the clause holds. */
static bool simplify(struct an_encoder *enc, const int *lits, size_t n)
{
    enc->lits.n = 0;
    for (size_t i = 0; i < n; i++) {
        if (lits[i] == enc->yes)
            return false;
        if (lits[i] != -enc->yes)
            an_vec_push(enc->arena, &enc->lits, lits[i]);
    }
    return true;
}

void an__clause(struct an_encoder *enc, uint32_t owner, const int *lits, size_t n)
{
    if (simplify(enc, lits, n))
        an_clauses_add(enc->clauses, owner, enc->lits.v, enc->lits.n);
}

void an__define(struct an_encoder *enc, int test, const int *lits, size_t n)
{
    int *clause = AN_NEW_ARRAY(enc->arena, int, n + 1), var = abs(test);

    for (size_t i = 0; i < n; i++) {
        const int one[2] = {test, -lits[i]};
        clause[i] = lits[i];
        if (simplify(enc, one, 2))
            an_clauses_define(enc->clauses, var, enc->lits.v, enc->lits.n);
    }
    clause[n] = -test;
    if (simplify(enc, clause, n + 1))
        an_clauses_define(enc->clauses, var, enc->lits.v, enc->lits.n);
}

void an__clause2(struct an_encoder *enc, uint32_t owner, int a, int b)
{
    const int lits[2] = {a, b};

    an__clause(enc, owner, lits, 2);
}

void an__unit_clause(struct an_encoder *enc, uint32_t owner, int lit)
{
    an__clause(enc, owner, &lit, 1);
}

/* ---- gates ---- */

static int by_literal(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return x < y ? -1 : x > y;
}

/* A number as text of a fixed length: keys are made often. */
static char *put_number(char *at, uint32_t number)
{
    for (int i = 0; i < 8; i++, number >>= 4)
        *at++ = (char)('a' + (number & 15u));
    return at;
}

/* The same literals give the same gate, so that demands that say the same are the same. Sorts them.
 */
static const char *gate_key(struct an_encoder *enc, int *lits, size_t n)
{
    char *key = AN_NEW_ARRAY(enc->arena, char, n * 8 + 1), *at = key;

    qsort(lits, n, sizeof *lits, by_literal);
    for (size_t i = 0; i < n; i++)
        at = put_number(at, (uint32_t)lits[i]);
    return key;
}

int an_encode_and(struct an_encoder *enc, const int *lits, size_t n)
{
    int *not = AN_NEW_ARRAY(enc->arena, int, n + 1);
    size_t k = 0;

    for (size_t i = 0; i < n; i++) {
        if (lits[i] == -enc->yes)
            return -enc->yes;
        if (lits[i] != enc->yes)
            not [k++] = -lits[i];
    }
    if (k == 0)
        return enc->yes;
    if (k == 1)
        return -not [0];
    const char *key = gate_key(enc, not, k);
    uint32_t old;
    if (an_map_get(&enc->gate_at, key, &old))
        return (int)old;
    int gate = an_clauses_var(enc->clauses);
    an_map_put(&enc->gate_at, key, (uint32_t)gate, &old);
    an__define(enc, -gate, not, k);
    return gate;
}

int an_encode_or(struct an_encoder *enc, const int *lits, size_t n)
{
    int *none = AN_NEW_ARRAY(enc->arena, int, n + 1);

    for (size_t i = 0; i < n; i++)
        none[i] = -lits[i];
    return -an_encode_and(enc, none, n);
}

void an_encode_implies(struct an_encoder *enc, uint32_t owner, int a, int b)
{
    an__clause2(enc, owner, -a, b);
}

int an_encode_choice(struct an_encoder *enc, const char *name)
{
    uint32_t old;

    if (an_map_get(&enc->choice_at, name, &old))
        return (int)old;
    int var = an_clauses_var(enc->clauses);
    an_map_put(&enc->choice_at, an_strdup(enc->arena, name), (uint32_t)var, &old);
    an_vec_push(enc->arena, &enc->choices, var);
    return var;
}

/* ---- units ---- */

uint32_t an__copy_of(const struct an_encoder *enc, uint32_t fact, const struct an_frame *frame)
{
    bool shared = enc->model->facts.v[fact].scope == AN_SCOPE_PRODUCT || enc->tied[fact];

    if (!enc->split[fact])
        return shared ? AN_NONE : frame->market;
    assert(frame->market < 0xffffu && frame->offer < 0xffffu);
    return frame->offer << 16 | frame->market;
}

static struct an_value_type type_of(const struct an_encoder *enc, uint32_t fact, uint32_t column)
{
    const struct an_fact *f = &enc->model->facts.v[fact];
    struct an_value_type type = column == AN_NONE ? f->type : f->columns[column].type;

    if (type.type == AN_TYPE_COUNTRY_MAP) { /* of one place: a number that is not negative */
        type.type = AN_TYPE_INT;
        if (!type.has_min || type.min < 0)
            type.min = 0;
        type.has_min = true;
    }
    return type;
}

struct an_unit *an__unit(struct an_encoder *enc, uint32_t fact, uint32_t copy, uint32_t place,
                         uint32_t row, uint32_t column, an_day day)
{
    const uint32_t parts[5] = {fact, copy, place, row, column};
    char key[5 * 8 + 1] = {0}, *at = key;
    uint32_t old;

    for (int i = 0; i < 5; i++)
        at = put_number(at, parts[i]);
    if (an_map_get(&enc->unit_at, key, &old))
        return enc->units.v[old];
    (void)an_map_put(&enc->unit_at, an_strdup(enc->arena, key), an_u32(enc->units.n), NULL);
    struct an_unit *unit = AN_NEW(enc->arena, struct an_unit);
    unit->fact = fact;
    unit->copy = copy;
    unit->place = place;
    unit->row = row;
    unit->column = column;
    unit->day = day;
    unit->type = type_of(enc, fact, column);
    if (unit->type.type == AN_TYPE_BOOL)
        unit->truth = an_clauses_var(enc->clauses);
    an_vec_push(enc->arena, &enc->units, unit);
    if (enc->last_of[fact])
        enc->last_of[fact]->next = unit;
    else
        enc->first_of[fact] = unit;
    enc->last_of[fact] = unit;
    return unit;
}

struct an_table *an__table(struct an_encoder *enc, uint32_t fact, uint32_t copy)
{
    const char *key = an_strf(enc->arena, "%u.%u", fact, copy);
    uint32_t old, fresh = an_u32(enc->tables.n);

    if (!an_map_put(&enc->table_at, key, fresh, &old))
        return enc->tables.v[old];
    struct an_table *table = AN_NEW(enc->arena, struct an_table);
    table->fact = fact;
    table->copy = copy;
    an_vec_push(enc->arena, &enc->tables, table);
    return table;
}

/* ---- tests ---- */

static bool same_test(const struct an_test *t, enum an_op op, const int64_t *value, uint32_t n)
{
    return t->op == op && t->n == n && (n == 0 || memcmp(t->value, value, n * sizeof *value) == 0);
}

/* A yes/no fact needs no theory: the test is its variable, or a constant. */
static int bool_test(struct an_encoder *enc, const struct an_unit *unit, const int64_t *value,
                     uint32_t n)
{
    bool yes = false, no = false;

    for (uint32_t i = 0; i < n; i++) {
        yes = yes || value[i] != 0;
        no = no || value[i] == 0;
    }
    if (yes == no)
        return yes ? enc->yes : -enc->yes;
    return yes ? unit->truth : -unit->truth;
}

int an__unit_test(struct an_encoder *enc, struct an_unit *unit, enum an_op op, const int64_t *value,
                  uint32_t n)
{
    enc->mentioned[unit->fact] = true;
    if (unit->type.type == AN_TYPE_BOOL)
        return bool_test(enc, unit, value, n);
    for (size_t i = 0; i < unit->tests.n; i++)
        if (same_test(&unit->tests.v[i], op, value, n))
            return unit->tests.v[i].lit;
    struct an_test test = {op, value, n, an_clauses_var(enc->clauses), false};
    an_vec_push(enc->arena, &unit->tests, test);
    return test.lit;
}

static void note_spot(struct an_encoder *enc, const struct an_frame *frame)
{
    const struct an_spot spot = {frame->market, frame->offer};

    for (size_t i = 0; i < enc->spots.n; i++)
        if (enc->spots.v[i].market == spot.market && enc->spots.v[i].offer == spot.offer)
            return;
    an_vec_push(enc->arena, &enc->spots, spot);
}

unsigned char *an__named(const struct an_encoder *enc, uint32_t fact, uint32_t column)
{
    uint32_t slot = enc->slot[fact] + (column == AN_NONE ? 0 : column + 1);

    return &enc->named[(size_t)slot * enc->model->places.n];
}

static void note_place(struct an_encoder *enc, uint32_t fact, uint32_t column, uint32_t place)
{
    an__named(enc, fact, column)[place] |= enc->naming;
    if (enc->is_named[place])
        return;
    enc->is_named[place] = true;
    an_vec_push(enc->arena, &enc->places, place);
}

uint32_t an__resolve(struct an_encoder *enc, uint32_t fact, uint32_t column, int64_t place,
                     const struct an_frame *frame)
{
    uint32_t p = place == AN_PLACE_J   ? frame->j
                 : place == AN_PLACE_M ? frame->market
                                       : (uint32_t)place;

    assert(p != AN_NONE);
    note_place(enc, fact, column, p);
    return p;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

/* Values of a leaf with places resolved, ascending where order does not matter. */
static const int64_t *leaf_values(struct an_encoder *enc, const struct an_cond *cond,
                                  const struct an_cond_node *leaf, const struct an_frame *frame,
                                  uint32_t fact, uint32_t column, bool places)
{
    int64_t *value = AN_NEW_ARRAY(enc->arena, int64_t, leaf->n + 1u);

    for (uint32_t i = 0; i < leaf->n; i++) {
        int64_t v = cond->value[leaf->value + i];
        value[i] = places ? (int64_t)an__resolve(enc, fact, column, v, frame) : v;
    }
    if (leaf->n > 1)
        qsort(value, leaf->n, sizeof *value, by_value);
    return value;
}

static int encode_leaf(struct an_encoder *enc, const struct an_cond *cond,
                       const struct an_cond_node *leaf, const struct an_frame *frame,
                       const struct an_table *table, uint32_t row)
{
    bool cell = leaf->column && table;
    uint32_t fact = cell ? table->fact : leaf->fact;
    uint32_t column = cell ? leaf->fact : AN_NONE;
    uint32_t copy = cell ? table->copy : an__copy_of(enc, fact, frame);
    uint32_t place =
        leaf->key == AN_NO_KEY ? AN_NONE : an__resolve(enc, fact, column, leaf->key, frame);
    const struct an_fact *f = &enc->model->facts.v[fact];
    bool places = (cell ? f->columns[column].type.type : f->type.type) == AN_TYPE_COUNTRIES;
    struct an_unit *unit =
        an__unit(enc, fact, copy, place, cell ? row : AN_NONE, column, frame->day);

    return an__unit_test(enc, unit, (enum an_op)leaf->op,
                         leaf_values(enc, cond, leaf, frame, fact, column, places), leaf->n);
}

int an__counts_for(struct an_encoder *enc, int64_t member, int64_t place, an_day day)
{
    uint32_t m = (uint32_t)member, p = (uint32_t)place;
    an_tri in = an_place_within(enc->model, m, p, day);

    if (in == AN_UNKNOWN || (in == AN_FALSE && an_place_within(enc->model, p, m, day) != AN_FALSE))
        return an_encode_choice(enc, an_strf(enc->arena, "counts %u %u %d", m, p, (int)day));
    return in == AN_TRUE ? enc->yes : -enc->yes;
}

static bool day_fulfils(const struct an_cond_node *leaf, const int64_t *value, an_day day)
{
    for (uint32_t i = 0; i < leaf->n; i++)
        if (leaf->op == AN_OP_IN          ? day == value[i]
            : leaf->op == AN_OP_AT_LEAST  ? day >= value[i]
            : leaf->op == AN_OP_AT_MOST   ? day <= value[i]
            : leaf->op == AN_OP_MORE_THAN ? day > value[i]
                                          : day < value[i])
            return true;
    return false;
}

/* `market` and `day` are the row's own: decided here, never a unit. */
static bool given_by_row(struct an_encoder *enc, const struct an_cond *cond,
                         const struct an_cond_node *leaf, const struct an_frame *frame, int *lit)
{
    if (leaf->column ||
        (leaf->fact != enc->model->market_fact && leaf->fact != enc->model->day_fact))
        return false;
    if (leaf->fact == enc->model->day_fact) {
        *lit = day_fulfils(leaf, &cond->value[leaf->value], frame->day) ? enc->yes : -enc->yes;
        return true;
    }
    int *counts = AN_NEW_ARRAY(enc->arena, int, leaf->n + 1u);
    for (uint32_t i = 0; i < leaf->n; i++)
        counts[i] = an__counts_for(
            enc, frame->market,
            an__resolve(enc, leaf->fact, AN_NONE, cond->value[leaf->value + i], frame), frame->day);
    if (leaf->op == AN_OP_INCLUDES_ALL)
        *lit = an_encode_and(enc, counts, leaf->n);
    else
        *lit = an_encode_or(enc, counts, leaf->n);
    if (leaf->op == AN_OP_EXCLUDES)
        *lit = -*lit;
    return true;
}

/* The other way round under "not". */
static unsigned turned(unsigned needed)
{
    return (needed & AN_NEEDED_TRUE ? AN_NEEDED_FALSE : 0u) |
           (needed & AN_NEEDED_FALSE ? AN_NEEDED_TRUE : 0u);
}

int an__encode_at(struct an_encoder *enc, const struct an_cond *cond, uint32_t at,
                  const struct an_frame *frame, const struct an_table *table, uint32_t row)
{
    const struct an_cond_node *node = &cond->node[at];
    enum an_op op = (enum an_op)node->op;
    int lit;

    if (op == AN_OP_SOME || op == AN_OP_EVERY)
        return an__table_test(enc, cond, at, frame);
    if (an_op_is_leaf(op))
        return given_by_row(enc, cond, node, frame, &lit)
                   ? lit
                   : encode_leaf(enc, cond, node, frame, table, row);
    int *child = AN_NEW_ARRAY(enc->arena, int, node->n + 1u);
    unsigned needed = enc->needed;
    uint32_t c = at + 1;
    if (op == AN_OP_NOT)
        enc->needed = turned(needed);
    for (uint32_t i = 0; i < node->n; i++) { /* depth is bounded by the checker */
        child[i] = an__encode_at(enc, cond, c, frame, table, row);
        c += cond->node[c].size;
    }
    enc->needed = needed;
    if (op == AN_OP_NOT)
        return -child[0];
    if (op == AN_OP_ANY)
        return an_encode_or(enc, child, node->n);
    if (op == AN_OP_OPEN) { /* where its child is not true, whoever reads it decides */
        const char *name =
            an_strf(enc->arena, "open %p %u %u", (const void *)node, frame->market, frame->offer);
        const int either[2] = {child[0], an_encode_choice(enc, name)};
        return an_encode_or(enc, either, 2);
    }
    return an_encode_and(enc, child, node->n);
}

int an_encode_cond(struct an_encoder *enc, const struct an_cond *cond, const struct an_frame *frame,
                   bool otherwise)
{
    if (!an_cond_given(cond))
        return otherwise ? enc->yes : -enc->yes;
    note_spot(enc, frame);
    enc->day = frame->day;
    return an__encode_at(enc, cond, 0, frame, NULL, AN_NONE);
}

int an__encode_needed(struct an_encoder *enc, const struct an_cond *cond,
                      const struct an_frame *frame, unsigned needed)
{
    unsigned outer = enc->needed;

    enc->needed = needed;
    int lit = an_encode_cond(enc, cond, frame, true);
    enc->needed = outer;
    return lit;
}

int an_encode_bool(struct an_encoder *enc, uint32_t fact, const struct an_frame *frame)
{
    static const int64_t yes = 1;
    struct an_unit *unit =
        an__unit(enc, fact, an__copy_of(enc, fact, frame), AN_NONE, AN_NONE, AN_NONE, frame->day);

    note_spot(enc, frame);
    return an__unit_test(enc, unit, AN_OP_IN, &yes, 1);
}

int an_encode_in(struct an_encoder *enc, uint32_t fact, uint32_t place,
                 const struct an_frame *frame)
{
    int64_t *value = AN_NEW(enc->arena, int64_t);
    struct an_unit *unit =
        an__unit(enc, fact, an__copy_of(enc, fact, frame), AN_NONE, AN_NONE, AN_NONE, frame->day);

    *value = place;
    note_spot(enc, frame);
    note_place(enc, fact, AN_NONE, place);
    return an__unit_test(enc, unit, AN_OP_IN, value, 1);
}

/* Stated members are named there: axioms that tie them are read for those of them in play. */
static void note_known(struct an_encoder *enc, uint32_t fact, uint32_t column,
                       const struct an_value_type *type, const struct an_known *known)
{
    unsigned char *named = an__named(enc, fact, column);

    for (uint32_t i = 0; i < known->n_entries; i++)
        named[known->entry[i].place] |= AN_NAMED;
    if (type->type != AN_TYPE_COUNTRIES)
        return;
    for (uint32_t i = 0; i < known->n_has; i++)
        named[known->has[i]] |= AN_NAMED;
    for (uint32_t i = 0; i < known->n_within; i++)
        named[known->within[i]] |= AN_NAMED;
    for (uint32_t i = 0; i < known->n_not_in; i++)
        named[known->not_in[i]] |= AN_NAMED;
}

static void note_rows(struct an_encoder *enc, uint32_t fact, const struct an_known *known)
{
    const struct an_fact *f = &enc->model->facts.v[fact];

    for (uint32_t r = 0; r < known->n_rows; r++)
        for (uint32_t c = 0; c < f->n_columns; c++)
            note_known(enc, fact, c, &f->columns[c].type, &known->row[r].cell[c]);
}

void an_encode_known(struct an_encoder *enc, uint32_t owner, uint32_t fact,
                     const struct an_frame *frame, const struct an_known *known)
{
    const struct an_fact *f = &enc->model->facts.v[fact];
    struct an_stated stated = {owner, known};
    uint32_t copy = an__copy_of(enc, fact, frame);

    if (!known->given)
        return;
    note_known(enc, fact, AN_NONE, &f->type, known);
    note_rows(enc, fact, known);
    if (f->type.type == AN_TYPE_TABLE) {
        struct an_table *table = an__table(enc, fact, copy);
        an_vec_push(enc->arena, &table->stated, stated);
    } else if (f->type.type == AN_TYPE_COUNTRY_MAP) {
        const struct an_stated_map map = {fact, copy, stated};
        an_vec_push(enc->arena, &enc->maps, map);
    } else {
        struct an_unit *unit = an__unit(enc, fact, copy, AN_NONE, AN_NONE, AN_NONE, frame->day);
        an_vec_push(enc->arena, &unit->stated, stated);
    }
}
