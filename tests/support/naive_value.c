/*
 * The naive evaluator: the values that completions choose from (S1.1 to S1.5). Types have
 * infinitely many; here stand enough of them that every truth of every test in scope occurs: each
 * constant and its neighbours, each named member and one other, known rows and as many further ones
 * as there are tests of rows.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/utf8.h"
#include "tests/support/naive_run.h"

enum { MAX_VALUES = 600, MAX_EVERY_NUMBER = 12 };

bool int_list_has(const int_list *list, int64_t value)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i] == value)
            return true;
    return false;
}

void int_list_add(struct an_arena *arena, int_list *list, int64_t value)
{
    if (!int_list_has(list, value))
        an_vec_push(arena, list, value);
}

static int by_number(const void *a, const void *b)
{
    int64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

static void add(struct naive *n, nv_list *out, struct nv value)
{
    if (out->n == MAX_VALUES)
        naive_refuse(n, "a fact with too many values");
    an_vec_push(n->arena, out, value);
}

/* ---- numbers and days ---- */

static void range_of_type(const struct an_value_type *type, int64_t *min, int64_t *max)
{
    *min = type->type == AN_TYPE_DATE          ? AN_DAY_MIN
           : type->type == AN_TYPE_COUNTRY_MAP ? 0
                                               : INT64_MIN;
    *max = type->type == AN_TYPE_DATE ? AN_DAY_MAX : INT64_MAX;
    if (type->has_min && type->min > *min)
        *min = type->min;
    if (type->has_max && type->max < *max)
        *max = type->max;
}

/* Numbers of [min, max] that stand for all: the ends, each constant and its neighbours. */
static void numbers(struct naive *n, const struct mentions *m, int64_t min, int64_t max,
                    int_list *out)
{
    bool few = max >= min && (uint64_t)max - (uint64_t)min < MAX_EVERY_NUMBER;
    if (m->all_numbers && !few)
        naive_refuse(n, "a wide argument of a derived fact");
    for (int64_t i = min; m->all_numbers && i <= max; i++)
        int_list_add(n->arena, out, i);
    for (size_t i = 0; i < m->values.n; i++) {
        for (int64_t d = -1; d <= 1; d++) {
            int64_t number = m->values.v[i] + d;
            if (number >= min && number <= max)
                int_list_add(n->arena, out, number);
        }
    }
    /* Beyond every constant, or any at all: an end of the range. */
    if (min <= max && min != INT64_MIN)
        int_list_add(n->arena, out, min);
    if (min <= max && max != INT64_MAX)
        int_list_add(n->arena, out, max);
    if (out->n == 0 && min <= max)
        int_list_add(n->arena, out, min == INT64_MIN && max == INT64_MAX ? 0 : min);
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_number);
}

static void number_values(struct naive *n, const struct an_value_type *type,
                          const struct an_known *known, const struct mentions *m, nv_list *out)
{
    int64_t min, max;
    int_list list = {0};
    range_of_type(type, &min, &max);
    if (known != NULL && known->given) {
        min = known->min > min ? known->min : min;
        max = known->max < max ? known->max : max;
    }
    numbers(n, m, min, max, &list);
    for (size_t i = 0; i < list.n; i++)
        add(n, out, (struct nv){.n = list.v[i]});
}

/* ---- words ---- */

static char changed_case(char c, bool upper)
{
    static const char small[] = "abcdefghijklmnopqrstuvwxyz",
                      great[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const char *from = upper ? small : great, *to = upper ? great : small;
    const char *at = c != 0 ? strchr(from, c) : NULL;
    if (at == NULL)
        return c;
    return to[at - from];
}

/* A name in lower, upper and mixed case: the same to a list, different letter for letter. */
static void add_spellings(struct naive *n, const char *name, int_list *out)
{
    for (int form = 0; form < 3; form++) {
        char *s = an_strdup(n->arena, name);
        for (size_t i = 0; s[i] != '\0'; i++)
            s[i] = changed_case(s[i], form == 1 || (form == 2 && i == 0));
        int_list_add(n->arena, out, an_intern_id(n->symbols, s));
    }
}

static void add_named(struct naive *n, const struct an_value_type *type, const struct mentions *m,
                      int_list *out)
{
    for (uint32_t i = 0; i < type->n_values; i++)
        int_list_add(n->arena, out, type->values[i]);
    for (size_t i = 0; i < m->values.n; i++)
        int_list_add(n->arena, out, m->values.v[i]);
    for (size_t i = 0; i < m->lists.n; i++) {
        const struct an_list *list = &n->m->lists.v[m->lists.v[i]];
        for (uint32_t k = 0; k < list->n_members; k++)
            add_spellings(n, list->members[k].name, out);
    }
    if (type->open || type->type == AN_TYPE_TEXT)
        int_list_add(n->arena, out, an_intern_id(n->symbols, "something else"));
}

static void word_values(struct naive *n, const struct an_value_type *type,
                        const struct an_known *known, const struct mentions *m, nv_list *out)
{
    int_list list = {0};
    bool given = known != NULL && known->given && known->n_one_of > 0;
    if (type->type == AN_TYPE_BOOL) {
        int_list_add(n->arena, &list, 0);
        int_list_add(n->arena, &list, 1);
    } else {
        add_named(n, type, m, &list);
    }
    /* A word that only the profile says is a value of its own, where the type is open. */
    for (uint32_t i = 0; given && i < known->n_one_of; i++)
        int_list_add(n->arena, &list, known->one_of[i]);
    for (size_t i = 0; i < list.n; i++) {
        bool allowed = !given;
        for (uint32_t k = 0; given && k < known->n_one_of; k++)
            allowed = allowed || known->one_of[k] == list.v[i];
        if (allowed)
            add(n, out, (struct nv){.n = list.v[i]});
    }
}

/* ---- sets ---- */

static bool listed(const int64_t *v, uint32_t n, int64_t value)
{
    for (uint32_t i = 0; i < n; i++)
        if (v[i] == value)
            return true;
    return false;
}

/* All that can be in the set: named members and one other; of places those that can be members. */
static void universe(struct naive *n, const struct an_value_type *type,
                     const struct an_known *known, const struct mentions *m, int_list *out)
{
    if (type->type == AN_TYPE_COUNTRIES) {
        for (uint32_t p = 0; p < n->m->places.n; p++)
            if (n->m->places.v[p].kind == AN_PLACE_STATE || n->m->places.v[p].kind == AN_PLACE_PART)
                int_list_add(n->arena, out, p);
        return;
    }
    add_named(n, type, m, out);
    for (uint32_t i = 0; known != NULL && i < known->n_has; i++)
        int_list_add(n->arena, out, known->has[i]);
    for (uint32_t i = 0; known != NULL && i < known->n_within; i++)
        int_list_add(n->arena, out, known->within[i]);
}

static bool set_allowed(const struct an_known *known, const int64_t *v, uint32_t n)
{
    if (known == NULL || !known->given)
        return true;
    for (uint32_t i = 0; i < known->n_has; i++)
        if (!listed(v, n, known->has[i]))
            return false;
    for (uint32_t i = 0; i < n; i++) {
        bool has = listed(known->has, known->n_has, v[i]);
        if (listed(known->not_in, known->n_not_in, v[i]) ||
            (known->closed && !has && !listed(known->within, known->n_within, v[i])))
            return false;
    }
    return true;
}

static void set_values(struct naive *n, const struct an_value_type *type,
                       const struct an_known *known, const struct mentions *m, nv_list *out)
{
    int_list all = {0};
    universe(n, type, known, m, &all);
    if (all.n > 9)
        naive_refuse(n, "a set with too many members");
    if (all.n > 1)
        qsort(all.v, all.n, sizeof *all.v, by_number);
    for (uint32_t bits = 0; bits < 1u << all.n; bits++) {
        int_list members = {0};
        for (size_t i = 0; i < all.n; i++)
            if ((bits >> i & 1u) != 0)
                an_vec_push(n->arena, &members, all.v[i]);
        if (set_allowed(known, members.v, an_u32(members.n)))
            add(n, out, (struct nv){.v = members.v, .n_v = an_u32(members.n)});
    }
}

/* ---- products: maps and rows ---- */

typedef AN_VEC(const struct nv *) nv_rows;

/* All ways to take one value of each of `n_of` lists, side by side. */
static void product(struct naive *n, uint32_t n_of, const nv_list *of, nv_rows *out)
{
    size_t total = 1;
    for (uint32_t i = 0; i < n_of; i++) {
        total *= of[i].n;
        if (total > MAX_VALUES)
            naive_refuse(n, "a row or map with too many values");
    }
    for (size_t k = 0; k < total; k++) {
        struct nv *row = AN_NEW_ARRAY(n->arena, struct nv, n_of);
        size_t rest = k;
        for (uint32_t i = 0; i < n_of; i++) {
            row[i] = of[i].v[rest % of[i].n];
            rest /= of[i].n;
        }
        an_vec_push(n->arena, out, row);
    }
}

static void numbers_of_place(struct naive *n, const struct an_value_type *type,
                             const struct an_known *known, const struct mentions *m, uint32_t place,
                             nv_list *out)
{
    bool given = known != NULL && known->given;
    struct an_known number = {
        .given = true, .min = 0, .max = given && known->closed ? 0 : INT64_MAX};
    for (uint32_t i = 0; given && i < known->n_entries; i++) {
        if (known->entry[i].place == place) {
            number.min = known->entry[i].min;
            number.max = known->entry[i].max;
        }
    }
    number_values(n, type, &number, m, out);
}

static void map_values(struct naive *n, const struct an_value_type *type,
                       const struct an_known *known, const struct mentions *m, struct domain *out)
{
    bool given = known != NULL && known->given;
    if (m->all_numbers && !(given && known->closed))
        naive_refuse(n, "an open country map as argument of a derived fact");
    for (size_t i = 0; i < m->places.n; i++)
        int_list_add(n->arena, &out->places, m->places.v[i]);
    for (uint32_t i = 0; given && i < known->n_entries; i++)
        int_list_add(n->arena, &out->places, known->entry[i].place);
    nv_list *of = AN_NEW_ARRAY(n->arena, nv_list, out->places.n);
    for (size_t i = 0; i < out->places.n; i++)
        numbers_of_place(n, type, known, m, (uint32_t)out->places.v[i], &of[i]);
    nv_rows rows = {0};
    product(n, an_u32(out->places.n), of, &rows);
    for (size_t k = 0; k < rows.n; k++) {
        int64_t *v = AN_NEW_ARRAY(n->arena, int64_t, out->places.n);
        for (size_t i = 0; i < out->places.n; i++)
            v[i] = rows.v[k][i].n;
        add(n, &out->values, (struct nv){.v = v, .n_v = an_u32(out->places.n)});
    }
}

static void plain_values(struct naive *n, const struct an_value_type *type,
                         const struct an_known *known, const struct mentions *m, nv_list *out)
{
    switch (type->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: word_values(n, type, known, m, out); return;
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: set_values(n, type, known, m, out); return;
    case AN_TYPE_INT:
    case AN_TYPE_MONEY:
    case AN_TYPE_DATE: number_values(n, type, known, m, out); return;
    case AN_TYPE_COUNTRY_MAP:
    case AN_TYPE_TABLE: break;
    }
    naive_refuse(n, "a table of maps or tables");
}

/* ---- tables ---- */

static void rows_of(struct naive *n, const struct an_fact *fact, const struct mentions *columns,
                    const struct an_known *cells, nv_rows *out)
{
    nv_list *of = AN_NEW_ARRAY(n->arena, nv_list, fact->n_columns);
    for (uint32_t c = 0; c < fact->n_columns; c++)
        plain_values(n, &fact->columns[c].type, cells != NULL ? &cells[c] : NULL, &columns[c],
                     &of[c]);
    product(n, fact->n_columns, of, out);
}

/* The table with one more row at its end. */
static struct nv with_row(struct naive *n, struct nv table, const struct nv *row, uint32_t columns)
{
    struct nv *cell = AN_NEW_ARRAY(n->arena, struct nv, ((size_t)table.n_rows + 1) * columns);
    if (table.n_rows > 0)
        memcpy(cell, table.cell, (size_t)table.n_rows * columns * sizeof *cell);
    memcpy(cell + (size_t)table.n_rows * columns, row, columns * sizeof *cell);
    return (struct nv){.cell = cell, .n_rows = table.n_rows + 1};
}

/* Adds the table, and it with up to `more` further rows, the first of them not before `first`. */
static void extend(struct naive *n, struct nv table, const nv_rows *rows, size_t first,
                   uint32_t more, uint32_t columns, nv_list *out)
{
    add(n, out, table);
    for (size_t i = first; more > 0 && i < rows->n; i++)
        extend(n, with_row(n, table, rows->v[i], columns), rows, i + 1, more - 1, columns, out);
}

static void table_values(struct naive *n, uint32_t index, const struct an_known *known,
                         nv_list *out)
{
    const struct an_fact *fact = &n->m->facts.v[index];
    const struct mentions *columns = n->column[index];
    bool given = known != NULL && known->given;
    if (n->mention[index].all_numbers && !(given && known->closed))
        naive_refuse(n, "an open table as argument of a derived fact");
    nv_list tables = {0};
    add(n, &tables, (struct nv){0});
    for (uint32_t r = 0; given && r < known->n_rows; r++) {
        nv_rows ways = {0};
        nv_list longer = {0};
        rows_of(n, fact, columns, known->row[r].cell, &ways);
        for (size_t t = 0; t < tables.n; t++)
            for (size_t w = 0; w < ways.n; w++)
                add(n, &longer, with_row(n, tables.v[t], ways.v[w], fact->n_columns));
        tables = longer;
    }
    nv_rows further = {0};
    bool open = !(given && known->closed);
    if (open)
        rows_of(n, fact, columns, NULL, &further);
    for (size_t t = 0; t < tables.n; t++)
        extend(n, tables.v[t], &further, 0, open ? n->mention[index].row_tests : 0, fact->n_columns,
               out);
}

/* ---- all facts ---- */

void naive_make_domains(struct naive *n)
{
    n->domain = AN_NEW_ARRAY(n->arena, struct domain, n->m->facts.n);
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        const struct an_fact *fact = &n->m->facts.v[f];
        struct domain *d = &n->domain[f];
        if (f == n->m->market_fact) { /* S1.8 */
            int64_t *market = AN_NEW(n->arena, int64_t);
            *market = n->market;
            add(n, &d->values, (struct nv){.v = market, .n_v = 1});
        } else if (f == n->m->day_fact || fact->derived.function != AN_FN_NONE) {
            add(n, &d->values, (struct nv){0}); /* computed where it is tested */
        } else if (fact->type.type == AN_TYPE_TABLE) {
            table_values(n, f, n->known[f], &d->values);
        } else if (fact->type.type == AN_TYPE_COUNTRY_MAP) {
            map_values(n, &fact->type, n->known[f], &n->mention[f], d);
        } else {
            plain_values(n, &fact->type, n->known[f], &n->mention[f], &d->values);
        }
    }
}
