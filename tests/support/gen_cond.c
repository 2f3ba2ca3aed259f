/*
 * Random conditions: tests of every type, joined a few levels deep. See gen.h.
 */
#include "tests/support/gen.h"

enum { MOST_VALUES = 2 };

static const struct an_fact *fact_at(const struct gen *g, uint32_t fact)
{
    return &g->f->facts.v[fact];
}

/* A place that a test may name: J and M where they are bound. */
static int64_t some_place(struct gen *g)
{
    uint32_t n = (uint32_t)g->f->places.n, drawn = gen_below(g, n + 3);
    if (drawn == n + 1 && g->j_allowed)
        return AN_PLACE_J;
    if (drawn == n + 2 && g->m_allowed)
        return AN_PLACE_M;
    int64_t place = drawn % n;
    return g->f->places.v[place].id[0] == 'C' ? 0 : place;
}

/* A place with a number of its own in a country map. */
static int64_t some_key(struct gen *g)
{
    int64_t place = some_place(g);
    if (place < 0)
        return place;
    enum an_place_kind kind = g->f->places.v[place].kind;
    return kind == AN_PLACE_STATE || kind == AN_PLACE_PART ? place : 0;
}

static int64_t some_value(struct gen *g, const struct an_value_type *type)
{
    static const char *const names[] = {"acme", "Acme", "nadir", "zenith"};
    switch (type->type) {
    case AN_TYPE_BOOL: return 1 - (int64_t)gen_below(g, 2);
    case AN_TYPE_ENUM:
    case AN_TYPE_SET: return type->values[gen_below(g, type->n_values)];
    case AN_TYPE_COUNTRIES: return some_place(g);
    case AN_TYPE_COUNTRY_MAP:
    case AN_TYPE_INT:
    case AN_TYPE_MONEY: return gen_below(g, 4);
    case AN_TYPE_DATE: return gen_day(g);
    case AN_TYPE_TEXT: return forge_symbol(g->f, names[gen_below(g, 4)]);
    case AN_TYPE_TABLE: break;
    }
    return 0;
}

static bool compares(const struct an_value_type *type)
{
    return type->type == AN_TYPE_INT || type->type == AN_TYPE_MONEY || type->type == AN_TYPE_DATE ||
           type->type == AN_TYPE_COUNTRY_MAP || (type->type == AN_TYPE_ENUM && type->ordered);
}

static enum an_op some_op(struct gen *g, const struct an_value_type *type)
{
    static const enum an_op numbers[] = {AN_OP_AT_LEAST, AN_OP_IN, AN_OP_AT_MOST, AN_OP_MORE_THAN,
                                         AN_OP_LESS_THAN};
    static const enum an_op sets[] = {AN_OP_IN, AN_OP_EXCLUDES, AN_OP_ONLY, AN_OP_INCLUDES_ALL};
    if (compares(type))
        return numbers[gen_below(g, 5)];
    if (type->type == AN_TYPE_SET || type->type == AN_TYPE_COUNTRIES)
        return sets[gen_below(g, 4)];
    if (type->type == AN_TYPE_TEXT && g->f->lists.n > 0 && gen_chance(g, 60))
        return AN_OP_ON_LIST;
    return AN_OP_IN;
}

/* Distinct values for a test, as many as its op takes. */
static uint32_t some_values(struct gen *g, const struct an_value_type *type, enum an_op op,
                            int64_t *v)
{
    uint32_t n = 0, want = 1;
    if (op == AN_OP_ON_LIST) {
        v[0] = gen_below(g, (uint32_t)g->f->lists.n);
        return 1;
    }
    if (op == AN_OP_ONLY)
        want = gen_below(g, MOST_VALUES + 1);
    else if (op == AN_OP_INCLUDES_ALL || op == AN_OP_EXCLUDES ||
             (op == AN_OP_IN && type->type != AN_TYPE_BOOL))
        want = 1 + gen_below(g, MOST_VALUES);
    for (uint32_t i = 0; i < want; i++) {
        int64_t value = some_value(g, type);
        bool new = true;
        for (uint32_t k = 0; k < n; k++)
            new = new &&v[k] != value;
        if (new)
            v[n++] = value;
    }
    return n;
}

static struct an_cond column_test(struct gen *g, uint32_t table)
{
    uint32_t column = gen_below(g, fact_at(g, table)->n_columns);
    const struct an_value_type *type = &fact_at(g, table)->columns[column].type;
    enum an_op op = some_op(g, type);
    int64_t v[MOST_VALUES];
    uint32_t n = some_values(g, type, op, v);
    return forge_column_test(g->f, op, column, n, v);
}

static struct an_cond row_cond(struct gen *g, uint32_t table)
{
    struct an_cond of[2] = {column_test(g, table)};
    uint32_t form = g->concluding ? 3 * gen_below(g, 2) : gen_below(g, 5);
    if (form == 1)
        return forge_wrap(g->f, AN_OP_NOT, of[0]);
    if (form < 3)
        return of[0];
    of[1] = column_test(g, table);
    return forge_join(g->f, form == 3 ? AN_OP_ALL : AN_OP_ANY, 2, of);
}

/* A fact that a condition may read; the row's own (0 and 1) seldom. */
static uint32_t some_fact(struct gen *g)
{
    if (!g->concluding && gen_chance(g, 4))
        return gen_below(g, 2);
    if (g->derived != 0 && g->n_known_facts > g->derived && gen_chance(g, 20))
        return g->derived;
    return 2 + gen_below(g, g->n_known_facts - 2);
}

struct an_cond gen_test(struct gen *g, uint32_t fact)
{
    if (fact == AN_NONE)
        fact = some_fact(g);
    const struct an_value_type *type = &fact_at(g, fact)->type;
    if (type->type == AN_TYPE_TABLE) {
        enum an_op rows = gen_below(g, 2) == 0 ? AN_OP_SOME : AN_OP_EVERY;
        return forge_rows(g->f, rows, fact, row_cond(g, fact));
    }
    enum an_op op = some_op(g, type);
    int64_t v[MOST_VALUES];
    if (type->type == AN_TYPE_COUNTRY_MAP) {
        int64_t key = some_key(g);
        return forge_map_test(g->f, op, fact, key, some_value(g, type));
    }
    uint32_t n = some_values(g, type, op, v);
    return forge_test(g->f, op, fact, n, v);
}

struct an_cond gen_tests(struct gen *g, uint32_t n, uint32_t each)
{
    struct an_cond of[4];
    for (uint32_t i = 0; i < n && i < 4; i++)
        of[i] = each != AN_NONE ? column_test(g, each) : gen_test(g, AN_NONE);
    return forge_join(g->f, AN_OP_ALL, n, of);
}

struct an_cond gen_cond(struct gen *g, uint32_t depth)
{
    uint32_t form = depth == 0 ? 0 : gen_below(g, 10);
    if (form < 4)
        return gen_test(g, AN_NONE);
    if (form == 4)
        return forge_wrap(g->f, AN_OP_NOT, gen_cond(g, depth - 1));
    if (form == 5 && gen_chance(g, 40))
        return forge_wrap(g->f, AN_OP_OPEN, gen_cond(g, depth - 1));
    struct an_cond of[3];
    uint32_t n = 2 + (gen_below(g, 4) == 3);
    for (uint32_t i = 0; i < n; i++)
        of[i] = gen_cond(g, depth - 1);
    return forge_join(g->f, form < 8 ? AN_OP_ALL : AN_OP_ANY, n, of);
}
