/*
 * The forms of a value in a profile: a plain one, what bounds it, or why it is not known. Which
 * forms there are depends on the type; anything else is refused with the forms that fit.
 */
#include "engine/lang/known.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/vec.h"
#include "engine/diag/nearest.h"
#include "engine/lang/read.h"
#include "engine/lang/resolve.h"
#include "engine/lang/scalar.h"
#include "engine/lang/shape.h"

typedef const struct an_known_reader reader;

/* ---- messages ---- */

/* The forms that a type takes, for people. */
static const char *forms_of(enum an_type type)
{
    switch (type) {
    case AN_TYPE_BOOL: return "true, false, or {unknown: not-asked}";
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: return "one value, {one_of: [a, b]}, or {unknown: not-asked}";
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES:
        return "a list, {values: [a, b], complete: true}, {has: [a], within: [b]}, or {unknown: "
               "not-asked}";
    case AN_TYPE_COUNTRY_MAP:
        return "numbers by jurisdiction, {CN: 5, US: {min: 1}, complete: true}, or {unknown: "
               "not-asked}";
    case AN_TYPE_INT:
    case AN_TYPE_MONEY:
    case AN_TYPE_DATE: return "one value, {min: a, max: b}, or {unknown: not-asked}";
    case AN_TYPE_TABLE:
        return "a list of rows, {rows: [...], complete: true}, or {unknown: not-asked}";
    }
    AN_UNREACHABLE();
}

static bool wrong_form(reader *r, const struct an_value_of *of, const struct an_node *node)
{
    struct an_diag_entry *e =
        an_diag_add(r->values.diags, AN_MSG_value_form, node->span, of->name,
                    an_type_title(of->type->type), an_node_kind_name(node->kind));
    an_diag_help(e, "write %s", forms_of(of->type->type));
    return false;
}

/* A key of a value mapping that is none of "a|b|c". */
static bool unknown_key(reader *r, const struct an_value_of *of, const struct an_node *key,
                        const char *keys)
{
    struct an_diag_entry *e =
        an_diag_add(r->values.diags, AN_MSG_unknown_key, key->span, an_text(key),
                    an_strf(r->values.scratch, "the value of '%s'", of->name));
    struct an_nearest near;
    an_nearest_init(&near, an_text(key));
    for (const char *word = keys; *word; word += strspn(word, "|")) {
        size_t n = strcspn(word, "|");
        an_nearest_try(&near, an_strndup(r->values.scratch, word, n));
        word += n;
    }
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    else
        an_diag_note(e, "write %s", forms_of(of->type->type));
    return false;
}

static bool keys_are(reader *r, const struct an_value_of *of, const struct an_node *map,
                     const char *keys)
{
    bool good = map->map.n > 0;
    for (size_t i = 0; i < map->map.n; i++)
        if (an_word_index(keys, an_text(map->map.pair[i].key)) < 0)
            good = unknown_key(r, of, map->map.pair[i].key, keys);
    return map->map.n > 0 ? good : wrong_form(r, of, map);
}

/* ---- numbers of values ---- */

static int compare_values(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Parts of states and states can be true of a product; groups, unions and treaties only group them.
 */
static bool is_country(reader *r, const struct an_value_of *of, const struct an_node *node,
                       int64_t place)
{
    const struct an_place *p = &r->values.model->places.v[place];
    if (p->kind == AN_PLACE_STATE || p->kind == AN_PLACE_PART)
        return true;
    struct an_diag_entry *e = an_diag_add(r->values.diags, AN_MSG_not_a_country, node->span,
                                          an_text(node), an_place_kind_title(p->kind), of->name);
    an_diag_help(e, "name the states; conditions may test '%s' and find them in it", p->id);
    return false;
}

/* Values of a list, or a single one, in ascending order without repetitions. */
static bool read_values(reader *r, const struct an_value_of *of, const struct an_node *node,
                        const int64_t **out, uint32_t *n_out)
{
    size_t n = an_items(node);
    int64_t *v = AN_NEW_ARRAY(r->arena, int64_t, n);
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        const struct an_node *item = an_item(node, i);
        good = an_value_read(&r->values, of, item, &v[i]) && good;
        if (good && of->type->type == AN_TYPE_COUNTRIES)
            good = is_country(r, of, item, v[i]);
    }
    if (!good)
        return false;
    if (n > 1)
        qsort(v, n, sizeof *v, compare_values);
    uint32_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || v[i] != v[kept - 1])
            v[kept++] = v[i];
    *out = v;
    *n_out = kept;
    return true;
}

/* ---- by type ---- */

static bool read_choice(reader *r, const struct an_value_of *of, const struct an_node *node,
                        struct an_known *out)
{
    if (an_is_scalar(node))
        return read_values(r, of, node, &out->one_of, &out->n_one_of);
    if (!an_is_map(node))
        return wrong_form(r, of, node);
    if (!keys_are(r, of, node, "one_of"))
        return false;
    const struct an_node *values = node->map.pair[0].value;
    if (!an_is_seq(values) || values->seq.n == 0)
        return wrong_form(r, of, values);
    return read_values(r, of, values, &out->one_of, &out->n_one_of);
}

/* The range that a type allows when nothing is said. */
static void widest(const struct an_value_type *type, struct an_known *out)
{
    out->min = INT64_MIN;
    out->max = INT64_MAX;
    if (type->type == AN_TYPE_DATE) {
        out->min = AN_DAY_MIN;
        out->max = AN_DAY_MAX;
    }
    if (type->type == AN_TYPE_COUNTRY_MAP)
        out->min = 0;
    int64_t scale = type->type == AN_TYPE_MONEY ? 100 : 1;
    if (type->has_min && type->min > INT64_MIN / scale)
        out->min = type->min * scale;
    if (type->has_max && type->max < INT64_MAX / scale)
        out->max = type->max * scale;
}

static bool read_range(reader *r, const struct an_value_of *of, const struct an_node *node,
                       struct an_known *out)
{
    widest(of->type, out);
    if (an_is_scalar(node)) {
        bool good = an_value_read(&r->values, of, node, &out->min);
        out->max = out->min;
        return good;
    }
    if (!an_is_map(node))
        return wrong_form(r, of, node);
    if (!keys_are(r, of, node, "min|max"))
        return false;
    const struct an_node *min = an_node_get(node, "min"), *max = an_node_get(node, "max");
    if ((min && !an_value_read(&r->values, of, min, &out->min)) ||
        (max && !an_value_read(&r->values, of, max, &out->max)))
        return false;
    if (out->min <= out->max)
        return true;
    an_diag_add(r->values.diags, AN_MSG_bounds_reversed, node->span, an_text(min), an_text(max));
    return false;
}

/* `complete` of a value mapping; false after a message. */
static bool read_complete(reader *r, const struct an_node *map, bool *out)
{
    const struct an_node *node = an_node_get(map, "complete");
    *out = false;
    if (!node || an_read_bool(node, out))
        return true;
    an_report_not_bool(r->values.diags, node, "complete");
    return false;
}

static bool read_set(reader *r, const struct an_value_of *of, const struct an_node *node,
                     struct an_known *out)
{
    if (!an_is_map(node))
        return read_values(r, of, node, &out->has, &out->n_has);
    bool complete;
    if (!keys_are(r, of, node, "values|has|within|complete") || !read_complete(r, node, &complete))
        return false;
    const struct an_node *values = an_node_get(node, "values"), *has = an_node_get(node, "has");
    const struct an_node *within = an_node_get(node, "within");
    const struct an_node *extra = values && has ? has : values && within ? within : NULL;
    if (complete && within)
        extra = an_node_get(node, "complete");
    if (extra) {
        an_diag_add(r->values.diags, AN_MSG_key_excluded, extra->span,
                    extra == has      ? "has"
                    : extra == within ? "within"
                                      : "complete",
                    complete && within ? "within" : "values");
        return false;
    }
    if (!values && !has && !within)
        return wrong_form(r, of, node);
    out->closed = complete || within;
    return read_values(r, of, values ? values : has, &out->has, &out->n_has) &&
           read_values(r, of, within, &out->within, &out->n_within);
}

static int compare_entries(const void *a, const void *b)
{
    const struct an_map_entry *x = a, *y = b;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Number of one place. Numbers of people, shares and things are never below zero. */
static bool read_entry(reader *r, const struct an_value_of *of, const struct an_pair *pair,
                       struct an_map_entry *out)
{
    struct an_known number = {.given = true};
    if (!an_check_id(r->values.diags, pair->key, of->name))
        return false;
    out->place = an_resolve_place(r->values.diags, r->values.model, pair->key, false);
    if (out->place == AN_NONE || !is_country(r, of, pair->key, out->place))
        return false;
    if (an_is_empty(pair->value)) {
        an_diag_add(r->values.diags, AN_MSG_empty_value, pair->key->span, an_text(pair->key));
        return false;
    }
    if (!read_range(r, of, pair->value, &number))
        return false;
    out->min = number.min;
    out->max = number.max;
    if (number.min >= 0)
        return true;
    an_diag_add(r->values.diags, AN_MSG_outside_bounds, pair->value->span,
                an_is_scalar(pair->value) ? an_text(pair->value) : "a number below zero", of->name);
    return false;
}

static bool read_country_map(reader *r, const struct an_value_of *of, const struct an_node *node,
                             struct an_known *out)
{
    if (!an_is_map(node))
        return wrong_form(r, of, node);
    struct an_map_entry *v = AN_NEW_ARRAY(r->arena, struct an_map_entry, node->map.n);
    uint32_t n = 0;
    bool good = read_complete(r, node, &out->closed);
    for (size_t i = 0; i < node->map.n; i++)
        if (strcmp(an_text(node->map.pair[i].key), "complete") != 0)
            good = read_entry(r, of, &node->map.pair[i], &v[n++]) && good;
    if (!good)
        return false;
    if (n > 1)
        qsort(v, n, sizeof *v, compare_entries);
    for (uint32_t i = 1; i < n; i++)
        if (v[i].place == v[i - 1].place) {
            an_diag_add(r->values.diags, AN_MSG_item_twice, node->span,
                        r->values.model->places.v[v[i].place].id, of->name);
            return false;
        }
    out->entry = v;
    out->n_entries = n;
    return true;
}

/* ---- why not known ---- */

/* {unknown: reason}: true if the node is one, then *good tells whether the reason is one. */
static bool read_unknown(reader *r, const struct an_node *node, struct an_known *out, bool *good)
{
    const struct an_node *reason = an_is_map(node) ? an_node_get(node, "unknown") : NULL;
    if (!reason || node->map.n != 1)
        return false;
    int word = an_word_index("not-asked|dont-know|disputed|not-public", an_text(reason));
    *good = word >= 0;
    out->given = false;
    if (word >= 0)
        out->unknown = (enum an_unknown)(word + 1);
    else
        an_diag_note(an_diag_add(r->values.diags, AN_MSG_unknown_word, reason->span, "unknown",
                                 an_is_scalar(reason) ? an_text(reason) : "this"),
                     "it can be: not-asked, dont-know, disputed, not-public");
    return true;
}

static bool read_single(reader *r, const struct an_value_of *of, const struct an_node *node,
                        struct an_known *out)
{
    bool good;
    *out = (struct an_known){.span = node->span};
    if (an_is_empty(node))
        return true; /* null: not given */
    if (read_unknown(r, node, out, &good))
        return good;
    out->given = true;
    switch (of->type->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: good = read_choice(r, of, node, out); break;
    case AN_TYPE_INT:
    case AN_TYPE_MONEY:
    case AN_TYPE_DATE: good = read_range(r, of, node, out); break;
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: good = read_set(r, of, node, out); break;
    case AN_TYPE_COUNTRY_MAP: good = read_country_map(r, of, node, out); break;
    case AN_TYPE_TABLE: good = false; break; /* tables have no tables as cells */
    }
    out->given = out->given && good;
    return good;
}

/* ---- tables ---- */

static bool read_row(reader *r, const struct an_fact *table, const struct an_node *node,
                     struct an_row *out)
{
    struct an_known *cells = AN_NEW_ARRAY(r->arena, struct an_known, table->n_columns);
    out->cell = cells;
    out->span = node->span;
    bool good = true;
    for (size_t i = 0; i < node->map.n; i++) {
        const struct an_pair *pair = &node->map.pair[i];
        struct an_nearest near;
        an_nearest_init(&near, an_text(pair->key));
        uint32_t c = 0;
        while (c < table->n_columns && strcmp(table->columns[c].id, an_text(pair->key)) != 0)
            an_nearest_try(&near, table->columns[c++].id);
        if (c < table->n_columns) {
            struct an_value_of of = {table->columns[c].id, &table->columns[c].type, NULL};
            good = read_single(r, &of, pair->value, &cells[c]) && good;
            continue;
        }
        struct an_diag_entry *e = an_diag_add(r->values.diags, AN_MSG_unknown_column,
                                              pair->key->span, an_text(pair->key), table->id);
        if (near.best)
            an_diag_help(e, "did you mean '%s'?", near.best);
        good = false;
    }
    return good;
}

static bool read_table(reader *r, const struct an_fact *table, const struct an_node *node,
                       struct an_known *out)
{
    struct an_value_of of = {table->id, &table->type, NULL};
    const struct an_node *rows = node;
    bool good;
    *out = (struct an_known){.span = node->span};
    if (an_is_empty(node))
        return true;
    if (read_unknown(r, node, out, &good))
        return good;
    if (an_is_map(node)) {
        if (!keys_are(r, &of, node, "rows|complete") || !read_complete(r, node, &out->closed))
            return false;
        rows = an_node_get(node, "rows");
    }
    if (!an_is_seq(rows))
        return wrong_form(r, &of, node);
    struct an_row *v = AN_NEW_ARRAY(r->arena, struct an_row, rows->seq.n);
    good = true;
    for (size_t i = 0; i < rows->seq.n; i++)
        if (!an_is_map(rows->seq.item[i]))
            good = wrong_form(r, &of, rows->seq.item[i]);
        else
            good = read_row(r, table, rows->seq.item[i], &v[i]) && good;
    out->row = v;
    out->n_rows = an_u32(rows->seq.n);
    out->given = good;
    return good;
}

/* The value of a fact; after a message "nothing known". */
static bool read_known(reader *r, const struct an_fact *fact, const struct an_node *node,
                       struct an_known *out)
{
    if (fact->type.type == AN_TYPE_TABLE)
        return read_table(r, fact, node, out);
    struct an_value_of of = {fact->id, &fact->type, NULL};
    return read_single(r, &of, node, out);
}

/* ---- steps over time ---- */

/* A list whose items are all mappings of exactly `from` and `value`. */
static bool is_steps(const struct an_node *node)
{
    if (!an_is_seq(node) || node->seq.n == 0)
        return false;
    for (size_t i = 0; i < node->seq.n; i++) {
        const struct an_node *item = node->seq.item[i];
        if (!an_is_map(item) || item->map.n != 2 || !an_node_get(item, "from") ||
            !an_node_get(item, "value"))
            return false;
    }
    return true;
}

uint32_t an_known_read_steps(const struct an_known_reader *r, const struct an_fact *fact,
                             const struct an_node *node, const struct an_known_from **out)
{
    bool steps = is_steps(node);
    size_t n = steps ? node->seq.n : 1;
    struct an_known_from *v = AN_NEW_ARRAY(r->arena, struct an_known_from, n);
    *out = v;
    if (!steps) {
        v[0].from = AN_DAY_MIN;
        return read_known(r, fact, node, &v[0].known) ? 1 : 0;
    }
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        const struct an_node *from = an_node_get(node->seq.item[i], "from");
        good = an_check_day(r->values.diags, from, "from") && good;
        (void)an_read_day(from, &v[i].from);
        good = read_known(r, fact, an_node_get(node->seq.item[i], "value"), &v[i].known) && good;
        if (good && i > 0 && v[i].from <= v[i - 1].from) {
            an_diag_add(r->values.diags, AN_MSG_steps_disordered, from->span, fact->id);
            good = false;
        }
    }
    return good ? an_u32(n) : 0;
}
