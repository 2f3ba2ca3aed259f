/*
 * A model of the clauses -> values of facts: the situation in a form that the evaluator reads. Each
 * value is complete, so that a replay meets no unknown that the solver had decided.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/solve/units.h"

struct reading {
    const struct an_encoder *enc;
    struct an_arena *arena;
    struct an_intern *symbols;
    bool (*holds)(const void *state, int var);
    const void *state;
};

static bool is(const struct reading *r, int var)
{
    return var != 0 && r->holds(r->state, var);
}

/* The same name as it is folded for comparison, in other letters. */
static int64_t spelt_otherwise(const struct reading *r, int64_t symbol)
{
    char *text = an_strdup(r->arena, an_intern_text(r->symbols, (uint32_t)symbol));

    for (char *c = text; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    return an_intern_id(r->symbols, text);
}

/* A value for "none of the named ones": a listed one, or a word that nobody uses. */
static int64_t other_symbol(const struct reading *r, const struct an_unit *u)
{
    for (size_t i = 0; i < u->listed.n; i++)
        if (is(r, u->listed.v[i].var))
            return spelt_otherwise(r, u->listed.v[i].value);
    return u->other_value >= 0 ? u->other_value
                               : (int64_t)an_intern_id(r->symbols, "something-else");
}

static void one_value(const struct reading *r, struct an_known *k, int64_t value)
{
    int64_t *v = AN_NEW(r->arena, int64_t);

    *v = value;
    k->one_of = v;
    k->n_one_of = 1;
}

static void read_enum(const struct reading *r, const struct an_unit *u, struct an_known *k)
{
    for (size_t i = 0; i < u->parts.n; i++)
        if (is(r, u->parts.v[i].var)) {
            one_value(r, k, u->parts.v[i].value);
            return;
        }
    one_value(r, k, other_symbol(r, u));
}

/* The parts are cut points in order: the value is the last one that is reached, or just below the
 * first. */
static void read_number(const struct reading *r, const struct an_unit *u, struct an_known *k)
{
    int64_t value = u->parts.n > 0 ? u->parts.v[0].value - 1 : u->type.has_min ? u->type.min : 0;

    for (size_t i = 0; i < u->parts.n; i++)
        if (is(r, u->parts.v[i].var))
            value = u->parts.v[i].value;
    k->min = k->max = value;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

static void read_set(const struct reading *r, const struct an_unit *u, struct an_known *k)
{
    int64_t *has = AN_NEW_ARRAY(r->arena, int64_t, u->parts.n + 1);
    uint32_t n = 0;

    for (size_t i = 0; i < u->parts.n; i++)
        if (is(r, u->parts.v[i].var))
            has[n++] = u->parts.v[i].value;
    if (is(r, u->other))
        has[n++] = other_symbol(r, u);
    if (n > 1)
        qsort(has, n, sizeof *has, by_value);
    k->has = has;
    k->n_has = n;
    k->closed = true;
}

static struct an_known read_unit(const struct reading *r, const struct an_unit *u)
{
    struct an_known k = {.given = true};

    switch (u->type.type) {
    case AN_TYPE_BOOL: one_value(r, &k, is(r, u->truth)); break;
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: read_enum(r, u, &k); break;
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: read_set(r, u, &k); break;
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY: read_number(r, u, &k); break;
    case AN_TYPE_COUNTRY_MAP:
    case AN_TYPE_TABLE: break;
    }
    return k;
}

/* Units of the places of one country map, as its entries. */
static struct an_known read_map(const struct reading *r, const struct an_unit *first)
{
    struct an_known k = {.given = true, .closed = true};
    AN_VEC(struct an_map_entry) entries = {0};

    for (uint32_t p = 0; p < r->enc->model->places.n; p++)
        for (size_t i = 0; i < r->enc->units.n; i++) {
            const struct an_unit *u = r->enc->units.v[i];
            if (u->place != p || u->fact != first->fact || u->copy != first->copy ||
                u->row != first->row || u->column != first->column)
                continue;
            struct an_known number = {0};
            read_number(r, u, &number);
            const struct an_map_entry entry = {p, number.min, number.max};
            an_vec_push(r->arena, &entries, entry);
        }
    k.entry = entries.v;
    k.n_entries = an_u32(entries.n);
    return k;
}

static struct an_known read_cell(const struct reading *r, const struct an_table *t, uint32_t row,
                                 uint32_t column)
{
    for (size_t i = 0; i < r->enc->units.n; i++) {
        const struct an_unit *u = r->enc->units.v[i];
        if (u->fact == t->fact && u->copy == t->copy && u->row == row && u->column == column)
            return u->place == AN_NONE ? read_unit(r, u) : read_map(r, u);
    }
    const struct an_known nothing = {0}; /* no test reads it */
    return nothing;
}

static struct an_known read_table(const struct reading *r, const struct an_table *t)
{
    struct an_known k = {.given = true, .closed = true};
    uint32_t n_columns = r->enc->model->facts.v[t->fact].n_columns;
    struct an_row *rows = AN_NEW_ARRAY(r->arena, struct an_row, t->n_rows + 1);

    for (uint32_t row = 0; row < t->n_rows; row++) {
        if (!is(r, t->present[row]))
            continue;
        struct an_known *cell = AN_NEW_ARRAY(r->arena, struct an_known, n_columns + 1);
        for (uint32_t c = 0; c < n_columns; c++)
            cell[c] = read_cell(r, t, row, c);
        rows[k.n_rows++].cell = cell;
    }
    k.row = rows;
    return k;
}

static int by_fact(const void *a, const void *b)
{
    const struct an_witness_value *x = a, *y = b;

    if (x->fact != y->fact)
        return x->fact < y->fact ? -1 : 1;
    if (x->market != y->market)
        return x->market < y->market ? -1 : 1;
    return x->offer < y->offer ? -1 : x->offer > y->offer;
}

static struct an_witness_value value_of(const struct an_encoder *enc, uint32_t fact, uint32_t copy,
                                        struct an_known known)
{
    struct an_witness_value value = {fact, copy, AN_NONE, known};

    if (copy == AN_NONE)
        return value;
    value.market =
        (copy & AN_COPY_ANY_MARKET) == AN_COPY_ANY_MARKET ? AN_NONE : copy & AN_COPY_ANY_MARKET;
    if (enc->split[fact])
        value.offer = copy >> 16;
    return value;
}

struct an_witness an_encoder_witness(const struct an_encoder *enc, struct an_arena *arena,
                                     struct an_intern *symbols,
                                     bool (*holds)(const void *state, int var), const void *state)
{
    const struct reading r = {enc, arena, symbols, holds, state};
    AN_VEC(struct an_witness_value) values = {0};

    for (size_t i = 0; i < enc->units.n; i++) {
        const struct an_unit *u = enc->units.v[i];
        bool first = u->row == AN_NONE;
        for (size_t k = 0; first && u->place != AN_NONE && k < i; k++) /* a map is read once */
            first = enc->units.v[k]->fact != u->fact || enc->units.v[k]->copy != u->copy;
        if (!first)
            continue;
        const struct an_witness_value value = value_of(
            enc, u->fact, u->copy, u->place == AN_NONE ? read_unit(&r, u) : read_map(&r, u));
        an_vec_push(arena, &values, value);
    }
    for (size_t i = 0; i < enc->tables.n; i++) {
        const struct an_table *t = enc->tables.v[i];
        const struct an_witness_value value = value_of(enc, t->fact, t->copy, read_table(&r, t));
        an_vec_push(arena, &values, value);
    }
    if (values.n > 1)
        qsort(values.v, values.n, sizeof *values.v, by_fact);
    const struct an_witness witness = {values.v, an_u32(values.n)};
    return witness;
}

static void mark_unit(const struct an_unit *u, bool *var)
{
    var[u->truth] = true; /* 0, which is none, does no harm */
    var[u->other] = true;
    for (size_t i = 0; i < u->parts.n; i++)
        var[u->parts.v[i].var] = true;
    for (size_t i = 0; i < u->listed.n; i++)
        var[u->listed.v[i].var] = true;
}

void an_encoder_mark(const struct an_encoder *enc, const bool *fact, bool *var)
{
    for (size_t i = 0; i < enc->units.n; i++)
        if (fact[enc->units.v[i]->fact])
            mark_unit(enc->units.v[i], var);
    for (size_t i = 0; i < enc->tables.n; i++)
        for (uint32_t r = 0; fact[enc->tables.v[i]->fact] && r < enc->tables.v[i]->n_rows; r++)
            var[enc->tables.v[i]->present[r]] = true;
}
