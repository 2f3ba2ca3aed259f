/* Wants as restrictions of a profile, and as text of one: the same choices, told twice. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/compare/wants.h"

/* ---- choices ---- */

/* The first value that may be: of a scale, the lowest. */
static uint32_t chosen_rank(const struct an_want *want)
{
    uint32_t r = 0;
    while (want->excluded >> r & 1U)
        r++;
    return r;
}

/* The end that was asked for; where none was, the least there is. */
static int64_t chosen_number(int64_t lo, int64_t hi)
{
    if (lo != INT64_MIN)
        return lo;
    return hi != INT64_MAX ? hi : 0;
}

/* What a set may not hold is told by saying what it holds. */
static bool is_closed(const struct an_want *want)
{
    return want->bounded || want->avoid.n > 0;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static const int64_t *sorted(const struct an_wants *w, const an_values *v)
{
    int64_t *copy = AN_NEW_ARRAY(w->arena, int64_t, v->n);
    for (size_t i = 0; i < v->n; i++)
        copy[i] = v->v[i];
    if (v->n > 1)
        qsort(copy, v->n, sizeof *copy, by_value);
    return copy;
}

/* ---- restrictions ---- */

static struct an_known one_of(const struct an_wants *w, int64_t value)
{
    int64_t *v = AN_NEW_ARRAY(w->arena, int64_t, 1);
    *v = value;
    return (struct an_known){.given = true, .one_of = v, .n_one_of = 1};
}

static int by_place(const void *a, const void *b)
{
    const struct an_map_entry *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

static struct an_known known_map(const struct an_wants *w, const struct an_want *want)
{
    struct an_map_entry *v = AN_NEW_ARRAY(w->arena, struct an_map_entry, want->places.n);
    for (size_t i = 0; i < want->places.n; i++) {
        int64_t n = chosen_number(want->places.v[i].lo, want->places.v[i].hi);
        v[i] = (struct an_map_entry){want->places.v[i].place, n, n};
    }
    if (want->places.n > 1)
        qsort(v, want->places.n, sizeof *v, by_place);
    return (struct an_known){.given = true, .entry = v, .n_entries = an_u32(want->places.n)};
}

static struct an_known known_table(const struct an_wants *w, uint32_t fact,
                                   const struct an_want *want)
{
    const struct an_fact *f = &w->m->facts.v[fact];
    struct an_row *rows = AN_NEW_ARRAY(w->arena, struct an_row, want->rows.n);
    for (size_t i = 0; i < want->rows.n; i++) {
        struct an_known *cell = AN_NEW_ARRAY(w->arena, struct an_known, f->n_columns);
        for (uint32_t k = 0; k < f->n_columns; k++)
            if (want->rows.v[i].cell[k].any)
                cell[k] = an__want_known(w, &f->columns[k].type, fact, &want->rows.v[i].cell[k]);
        rows[i].cell = cell;
    }
    return (struct an_known){
        .given = true, .closed = want->closed, .row = rows, .n_rows = an_u32(want->rows.n)};
}

struct an_known an__want_known(const struct an_wants *w, const struct an_value_type *type,
                               uint32_t fact, const struct an_want *want)
{
    switch (type->type) {
    case AN_TYPE_BOOL: return one_of(w, chosen_rank(want));
    case AN_TYPE_ENUM: return one_of(w, type->values[chosen_rank(want)]);
    case AN_TYPE_TEXT: return one_of(w, want->text - 1);
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES:
        return (struct an_known){.given = true,
                                 .has = sorted(w, &want->has),
                                 .n_has = an_u32(want->has.n),
                                 .closed = is_closed(want)};
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY: {
        int64_t n = chosen_number(want->lo, want->hi);
        return (struct an_known){.given = true, .min = n, .max = n};
    }
    case AN_TYPE_COUNTRY_MAP: return known_map(w, want);
    case AN_TYPE_TABLE: return known_table(w, fact, want);
    }
    return (struct an_known){0};
}

/* ---- text ---- */

/* Plain where nobody could take it for anything else, else in quotes. */
static const char *scalar(struct an_arena *arena, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    if (*text && *text != '-' && text[strspn(text, plain)] == '\0')
        return text;
    const char *out = "\"";
    for (const char *p = text; *p; p++)
        out = an_strf(arena, "%s%s%c", out, *p == '"' || *p == '\\' ? "\\" : "", *p);
    return an_strf(arena, "%s\"", out);
}

static const char *value_text(const struct an_wants *w, const struct an_value_type *type,
                              int64_t value)
{
    char day[11];
    switch (type->type) {
    case AN_TYPE_BOOL: return value != 0 ? "true" : "false";
    case AN_TYPE_COUNTRIES:
    case AN_TYPE_COUNTRY_MAP: return scalar(w->arena, w->m->places.v[value].id);
    case AN_TYPE_DATE: an_day_format((an_day)value, day); return an_strdup(w->arena, day);
    case AN_TYPE_INT:
    case AN_TYPE_MONEY: return an_strf(w->arena, "%" PRId64, value);
    case AN_TYPE_ENUM:
    case AN_TYPE_SET:
    case AN_TYPE_TEXT: return scalar(w->arena, an_intern_text(w->m->symbols, (uint32_t)value));
    case AN_TYPE_TABLE: break;
    }
    return "";
}

static const char *set_text(const struct an_wants *w, const struct an_value_type *type,
                            const struct an_want *want)
{
    const char *items = "";
    const int64_t *v = sorted(w, &want->has);
    for (size_t i = 0; i < want->has.n; i++)
        items = an_strf(w->arena, "%s%s%s", items, i > 0 ? ", " : "", value_text(w, type, v[i]));
    return is_closed(want) ? an_strf(w->arena, "{values: [%s], complete: true}", items)
                           : an_strf(w->arena, "[%s]", items);
}

static const char *map_text(const struct an_wants *w, const struct an_value_type *type,
                            const struct an_want *want)
{
    struct an_known known = known_map(w, want);
    const char *items = "";
    for (uint32_t i = 0; i < known.n_entries; i++)
        items = an_strf(w->arena, "%s%s%s: %" PRId64, items, i > 0 ? ", " : "",
                        value_text(w, type, known.entry[i].place), known.entry[i].min);
    return an_strf(w->arena, "{%s}", items);
}

static const char *table_text(const struct an_wants *w, uint32_t fact, const struct an_want *want)
{
    const struct an_fact *f = &w->m->facts.v[fact];
    const char *rows = "";
    for (size_t i = 0; i < want->rows.n; i++) {
        const char *cells = "";
        for (uint32_t k = 0; k < f->n_columns; k++)
            if (want->rows.v[i].cell[k].any)
                cells =
                    an_strf(w->arena, "%s%s%s: %s", cells, *cells ? ", " : "", f->columns[k].id,
                            an__want_text(w, &f->columns[k].type, fact, &want->rows.v[i].cell[k]));
        rows = an_strf(w->arena, "%s%s{%s}", rows, i > 0 ? ", " : "", cells);
    }
    return want->closed ? an_strf(w->arena, "{rows: [%s], complete: true}", rows)
                        : an_strf(w->arena, "[%s]", rows);
}

const char *an__want_text(const struct an_wants *w, const struct an_value_type *type, uint32_t fact,
                          const struct an_want *want)
{
    switch (type->type) {
    case AN_TYPE_BOOL: return value_text(w, type, chosen_rank(want));
    case AN_TYPE_ENUM: return value_text(w, type, type->values[chosen_rank(want)]);
    case AN_TYPE_TEXT: return value_text(w, type, want->text - 1);
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY: return value_text(w, type, chosen_number(want->lo, want->hi));
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: return set_text(w, type, want);
    case AN_TYPE_COUNTRY_MAP: return map_text(w, type, want);
    case AN_TYPE_TABLE: return table_text(w, fact, want);
    }
    return "";
}
