/*
 * A model of the clauses -> values of facts: the situation in a form that the evaluator reads. Each
 * value is complete, so that a replay meets no unknown that the solver had decided.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/solve/units.h"

const char an_other_word[] = "something-else";

struct reading {
    const struct an_encoder *enc;
    struct an_arena *arena;
    struct an_intern *symbols;
    bool (*holds)(const void *state, int var);
    const void *state;
    const bool *used; /* NULL: all */
};

static bool is(const struct reading *r, int var)
{
    return var != 0 && r->holds(r->state, var) && (!r->used || r->used[var]);
}

/* Known to be false: of a whole situation everything that is not true. */
static bool is_not(const struct reading *r, int var)
{
    return var != 0 && !r->holds(r->state, var) && (!r->used || r->used[var]);
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
    return u->other_value >= 0 ? u->other_value : (int64_t)an_intern_id(r->symbols, an_other_word);
}

static void one_value(const struct reading *r, struct an_known *k, int64_t value)
{
    int64_t *v = AN_NEW(r->arena, int64_t);

    k->given = true;
    *v = value;
    k->one_of = v;
    k->n_one_of = 1;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

/* Of part of a situation: the values that are not denied; nothing if they cannot be listed. */
static void not_denied(const struct reading *r, const struct an_unit *u, struct an_known *k)
{
    int64_t *v = AN_NEW_ARRAY(r->arena, int64_t, u->type.n_values + 1u);
    uint32_t n = 0;

    for (uint32_t i = 0; i < u->type.n_values; i++) {
        bool denied = false, part = false;
        for (size_t p = 0; p < u->parts.n; p++)
            if (u->parts.v[p].value == u->type.values[i]) {
                part = true;
                denied = is_not(r, u->parts.v[p].var);
            }
        if (!(part ? denied : is_not(r, u->other)))
            v[n++] = u->type.values[i];
    }
    k->given = u->type.type == AN_TYPE_ENUM && !u->type.open && n > 0 && n < u->type.n_values;
    k->one_of = v;
    k->n_one_of = n;
    if (n > 1)
        qsort(v, n, sizeof *v, by_value);
}

/* Is anything used of a value that cannot be said by listing what is left. */
static bool speaks(const struct reading *r, const struct an_unit *u)
{
    bool any = u->other != 0 && r->used[u->other];

    for (size_t i = 0; i < u->parts.n; i++)
        any = any || r->used[u->parts.v[i].var];
    for (size_t i = 0; i < u->listed.n; i++)
        any = any || r->used[u->listed.v[i].var];
    return any;
}

static void read_enum(const struct reading *r, const struct an_unit *u, struct an_known *k)
{
    for (size_t i = 0; i < u->parts.n; i++)
        if (is(r, u->parts.v[i].var)) {
            one_value(r, k, u->parts.v[i].value);
            return;
        }
    if (r->used && !is(r, u->other))
        not_denied(r, u, k);
    if (!r->used || is(r, u->other) || (!k->given && speaks(r, u)))
        one_value(r, k, other_symbol(r, u));
}

static void read_bool(const struct reading *r, const struct an_unit *u, struct an_known *k)
{
    if (is(r, u->truth))
        one_value(r, k, 1);
    else if (is_not(r, u->truth))
        one_value(r, k, 0);
    else
        k->given = false;
}

/* The parts are cut points in order: the value is the last one that is reached, or just below the
 * first. */
static void read_number(const struct reading *r, const struct an_unit *u, struct an_known *k)
{
    int64_t value = u->parts.n > 0 ? u->parts.v[0].value - 1 : u->type.has_min ? u->type.min : 0;

    if (r->used) { /* what is reached, and what is not */
        k->min = INT64_MIN;
        k->max = INT64_MAX;
        for (size_t i = 0; i < u->parts.n; i++) {
            if (is(r, u->parts.v[i].var) && u->parts.v[i].value > k->min)
                k->min = u->parts.v[i].value;
            if (is_not(r, u->parts.v[i].var) && u->parts.v[i].value - 1 < k->max)
                k->max = u->parts.v[i].value - 1;
        }
        k->given = k->min != INT64_MIN || k->max != INT64_MAX;
        return;
    }
    for (size_t i = 0; i < u->parts.n; i++)
        if (is(r, u->parts.v[i].var))
            value = u->parts.v[i].value;
    k->min = k->max = value;
}

/* Of part of a situation: members that are neither known to be in nor out may be either. */
static void loosen_set(const struct reading *r, const struct an_unit *u, struct an_known *k)
{
    int64_t *within = AN_NEW_ARRAY(r->arena, int64_t, u->parts.n + 1);
    int64_t *out = AN_NEW_ARRAY(r->arena, int64_t, u->parts.n + 1);
    bool others_out = u->other == 0 || is_not(r, u->other);

    for (size_t i = 0; i < u->parts.n; i++) {
        if (is_not(r, u->parts.v[i].var))
            out[k->n_not_in++] = u->parts.v[i].value;
        else if (!is(r, u->parts.v[i].var))
            within[k->n_within++] = u->parts.v[i].value;
    }
    k->within = within;
    k->not_in = out;
    if (k->n_within > 1)
        qsort(within, k->n_within, sizeof *within, by_value);
    if (k->n_not_in > 1)
        qsort(out, k->n_not_in, sizeof *out, by_value);
    /* A place stands for a class of places, all of them out: only a list of those in says that. */
    k->closed = k->n_not_in > 0 && (others_out || u->type.type == AN_TYPE_COUNTRIES);
    k->given = k->closed || k->n_has > 0 || k->n_not_in > 0;
    if (k->closed && u->type.type == AN_TYPE_SET)
        k->n_not_in = 0;
    if (!k->closed)
        k->n_within = 0;
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
    if (r->used)
        loosen_set(r, u, k);
}

static struct an_known read_unit(const struct reading *r, const struct an_unit *u)
{
    struct an_known k = {.given = true};

    switch (u->type.type) {
    case AN_TYPE_BOOL: read_bool(r, u, &k); break;
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

static int by_place(const void *a, const void *b)
{
    const struct an_map_entry *x = a, *y = b;

    return x->place < y->place ? -1 : x->place > y->place;
}

/* Units of the places of one country map, as its entries. */
static struct an_known read_map(const struct reading *r, const struct an_unit *first)
{
    struct an_known k = {.given = true, .closed = !r->used};
    AN_VEC(struct an_map_entry) entries = {0};

    for (const struct an_unit *u = r->enc->first_of[first->fact]; u; u = u->next) {
        struct an_known number = {.given = true};
        if (u->place == AN_NONE || u->copy != first->copy || u->row != first->row ||
            u->column != first->column)
            continue;
        read_number(r, u, &number);
        if (!number.given)
            continue;
        const struct an_map_entry entry = {u->place, number.min, number.max};
        an_vec_push(r->arena, &entries, entry);
    }
    if (entries.n > 1)
        qsort(entries.v, entries.n, sizeof *entries.v, by_place);
    k.entry = entries.v;
    k.n_entries = an_u32(entries.n);
    k.given = k.closed || k.n_entries > 0;
    return k;
}

static struct an_known read_cell(const struct reading *r, const struct an_table *t, uint32_t row,
                                 uint32_t column)
{
    for (const struct an_unit *u = r->enc->first_of[t->fact]; u; u = u->next)
        if (u->copy == t->copy && u->row == row && u->column == column)
            return u->place == AN_NONE ? read_unit(r, u) : read_map(r, u);
    const struct an_known nothing = {0}; /* no test reads it */
    return nothing;
}

static bool unit_used(const struct reading *r, const struct an_unit *u)
{
    return r->used[u->truth] || speaks(r, u);
}

/* Is anything used of a row or its cells; of a whole situation: always. */
static bool row_used(const struct reading *r, const struct an_table *t, uint32_t row)
{
    if (!r->used || r->used[t->present[row]])
        return true;
    for (const struct an_unit *u = r->enc->first_of[t->fact]; u; u = u->next)
        if (u->copy == t->copy && u->row == row && unit_used(r, u))
            return true;
    return false;
}

/*
 * What is used of a row that is not there says of any further row what it must not be: then there
 * is none. Nor where no row was left that could have been anything. Stated rows are all told, so
 * that they can be matched with what is stated.
 */
static struct an_known read_table(const struct reading *r, const struct an_table *t)
{
    struct an_known k = {.given = true, .closed = !r->used};
    uint32_t n_columns = r->enc->model->facts.v[t->fact].n_columns;
    struct an_row *rows = AN_NEW_ARRAY(r->arena, struct an_row, t->n_rows + 1);

    bool any_left = false, any_used = false;
    for (uint32_t row = 0; row < t->n_rows; row++) {
        bool there = r->holds(r->state, t->present[row]), row_is_used = row_used(r, t, row);
        any_left = any_left || (!row_is_used && row >= t->n_known);
        any_used = any_used || row_is_used;
        if (!row_is_used && row >= t->n_known)
            continue;
        k.closed = k.closed || (row_is_used && !there);
        if (!there)
            continue;
        struct an_known *cell = AN_NEW_ARRAY(r->arena, struct an_known, n_columns + 1);
        for (uint32_t c = 0; c < n_columns; c++)
            cell[c] = read_cell(r, t, row, c);
        rows[k.n_rows++].cell = cell;
    }
    k.row = rows;
    k.closed = k.closed || (any_used && !any_left);
    k.given = !r->used || any_used;
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

/* ---- the variables behind a value ---- */

struct variables {
    struct an_arena *arena;
    AN_VEC(int) v;
};

static void put_var(struct variables *out, int var)
{
    if (var != 0)
        an_vec_push(out->arena, &out->v, var);
}

static void put_unit(struct variables *out, const struct an_unit *u)
{
    put_var(out, u->truth);
    put_var(out, u->other);
    for (size_t i = 0; i < u->parts.n; i++)
        put_var(out, u->parts.v[i].var);
    for (size_t i = 0; i < u->listed.n; i++)
        put_var(out, u->listed.v[i].var);
}

static struct an_witness_value value_of(const struct reading *r, uint32_t fact, uint32_t copy,
                                        struct an_known known)
{
    const struct an_encoder *enc = r->enc;
    struct an_witness_value value = {
        .fact = fact, .market = copy, .offer = AN_NONE, .known = known};
    struct variables vars = {.arena = r->arena};

    if (copy != AN_NONE) {
        value.market = copy & AN_COPY_MARKET;
        value.offer = enc->split[fact] ? copy >> 16 : AN_NONE;
    }
    for (const struct an_unit *u = enc->first_of[fact]; u; u = u->next)
        if (u->copy == copy) /* places of a map and cells of a table too */
            put_unit(&vars, u);
    for (size_t i = 0; i < enc->tables.n; i++)
        for (uint32_t row = 0; row < enc->tables.v[i]->n_rows; row++)
            if (enc->tables.v[i]->fact == fact && enc->tables.v[i]->copy == copy)
                put_var(&vars, enc->tables.v[i]->present[row]);
    value.var = vars.v.v;
    value.n_vars = an_u32(vars.v.n);
    return value;
}

struct values {
    struct an_witness_value *v;
    size_t n, cap;
};

static void keep_given(const struct reading *r, struct an_witness_value value, struct values *out)
{
    if (value.known.given || !r->used)
        an_vec_push(r->arena, out, value);
}

/* A map is read once. */
static bool is_first_of_map(const struct an_encoder *enc, const struct an_unit *u)
{
    const struct an_unit *first = enc->first_of[u->fact];

    while (first->copy != u->copy)
        first = first->next;
    return first == u;
}

static struct an_witness read_all(const struct reading *r)
{
    const struct an_encoder *enc = r->enc;
    struct values values = {0};

    for (size_t i = 0; i < enc->units.n; i++) {
        const struct an_unit *u = enc->units.v[i];
        if (u->row != AN_NONE || (u->place != AN_NONE && !is_first_of_map(enc, u)))
            continue;
        const struct an_witness_value value =
            value_of(r, u->fact, u->copy, u->place == AN_NONE ? read_unit(r, u) : read_map(r, u));
        keep_given(r, value, &values);
    }
    for (size_t i = 0; i < enc->tables.n; i++) {
        const struct an_table *t = enc->tables.v[i];
        const struct an_witness_value value = value_of(r, t->fact, t->copy, read_table(r, t));
        keep_given(r, value, &values);
    }
    if (values.n > 1)
        qsort(values.v, values.n, sizeof *values.v, by_fact);
    const struct an_witness witness = {values.v, an_u32(values.n)};
    return witness;
}

struct an_witness an_encoder_witness(const struct an_encoder *enc, struct an_arena *arena,
                                     struct an_intern *symbols,
                                     bool (*holds)(const void *state, int var), const void *state)
{
    const struct reading r = {enc, arena, symbols, holds, state, NULL};

    return read_all(&r);
}

struct an_witness an_encoder_partial(const struct an_encoder *enc, struct an_arena *arena,
                                     struct an_intern *symbols,
                                     bool (*holds)(const void *state, int var), const void *state,
                                     const bool *used)
{
    const struct reading r = {enc, arena, symbols, holds, state, used};

    return read_all(&r);
}

void an_encoder_facts(const struct an_encoder *enc, uint32_t *fact)
{
    struct variables vars = {.arena = enc->arena};

    for (size_t i = 0; i < enc->units.n; i++) {
        vars.v.n = 0;
        put_unit(&vars, enc->units.v[i]);
        for (size_t k = 0; k < vars.v.n; k++)
            fact[vars.v.v[k]] = enc->units.v[i]->fact;
    }
    for (size_t i = 0; i < enc->tables.n; i++)
        for (uint32_t r = 0; r < enc->tables.v[i]->n_rows; r++)
            fact[enc->tables.v[i]->present[r]] = enc->tables.v[i]->fact;
}

void an_encoder_mark(const struct an_encoder *enc, const bool *fact, bool *var)
{
    struct variables vars = {.arena = enc->arena};

    for (uint32_t f = 0; f < enc->model->facts.n; f++)
        for (const struct an_unit *u = enc->first_of[f]; fact[f] && u; u = u->next)
            put_unit(&vars, u);
    for (size_t i = 0; i < enc->tables.n; i++)
        for (uint32_t r = 0; fact[enc->tables.v[i]->fact] && r < enc->tables.v[i]->n_rows; r++)
            put_var(&vars, enc->tables.v[i]->present[r]);
    for (size_t i = 0; i < vars.v.n; i++)
        var[vars.v.v[i]] = true;
}

void an_encoder_mark_column(const struct an_encoder *enc, uint32_t table, uint32_t column,
                            bool *var)
{
    struct variables vars = {.arena = enc->arena};

    for (const struct an_unit *u = enc->first_of[table]; u; u = u->next)
        if (u->row != AN_NONE && u->column == column)
            put_unit(&vars, u);
    for (size_t i = 0; i < vars.v.n; i++)
        var[vars.v.v[i]] = true;
}

const int *an_encoder_more_rows(const struct an_encoder *enc, struct an_arena *arena,
                                uint32_t table, uint32_t *n)
{
    AN_VEC(int) rows = {0};

    for (size_t i = 0; i < enc->tables.n; i++)
        for (uint32_t r = 1; enc->tables.v[i]->fact == table && r < enc->tables.v[i]->n_rows; r++)
            an_vec_push(arena, &rows, enc->tables.v[i]->present[r]);
    *n = an_u32(rows.n);
    return rows.v;
}

const int *an_encoder_strangers(const struct an_encoder *enc, struct an_arena *arena, uint32_t *n)
{
    AN_VEC(int) others = {0};

    for (size_t i = 0; i < enc->units.n; i++) {
        const struct an_unit *u = enc->units.v[i];
        if (u->type.type != AN_TYPE_COUNTRIES)
            continue;
        if (u->other != 0)
            an_vec_push(arena, &others, u->other);
        for (size_t k = 0; k < u->parts.n; k++)
            if (an__named(enc, u->fact, u->column)[u->parts.v[k].value] == 0)
                an_vec_push(arena, &others, u->parts.v[k].var);
    }
    *n = an_u32(others.n);
    return others.v;
}

const int *an_encoder_choices(const struct an_encoder *enc, struct an_arena *arena, uint32_t *n)
{
    int *v = AN_NEW_ARRAY(arena, int, enc->choices.n);

    for (size_t i = 0; i < enc->choices.n; i++)
        v[i] = enc->choices.v[i];
    *n = an_u32(enc->choices.n);
    return v;
}
