/*
 * Random profiles: what is known of each fact, from nothing over restrictions to everything, in
 * layers and steps; markets, offers, parts and orders. See gen.h.
 */
#include "tests/support/gen.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"

static bool is_state(const struct an_model *m, uint32_t place)
{
    return m->places.v[place].kind == AN_PLACE_STATE || m->places.v[place].kind == AN_PLACE_PART;
}

static int by_number(const void *a, const void *b)
{
    int64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

/* ---- values ---- */

/* Everything that can be a member of a set of this type. */
static uint32_t members(struct gen *g, const struct an_model *m, const struct an_value_type *type,
                        int64_t *out)
{
    uint32_t n = 0;
    if (type->type == AN_TYPE_COUNTRIES) {
        for (uint32_t p = 0; p < m->places.n; p++)
            if (is_state(m, p))
                out[n++] = p;
        return n;
    }
    for (uint32_t i = 0; i < type->n_values; i++)
        out[n++] = type->values[i];
    if (type->open)
        out[n++] = an_intern_id(g->words, "else");
    return n;
}

static uint32_t pick(struct gen *g, const int64_t *from, uint32_t n, int64_t *out)
{
    uint32_t bits = gen_some(g, n, 3), count = 0;
    for (uint32_t i = 0; i < n; i++)
        if ((bits >> i & 1u) != 0)
            out[count++] = from[i];
    if (count > 1)
        qsort(out, count, sizeof *out, by_number);
    return count;
}

static struct an_known some_set(struct gen *g, const struct an_model *m,
                                const struct an_value_type *type)
{
    int64_t all[16], has[16], within[16];
    uint32_t n = members(g, m, type, all), n_has = pick(g, all, n, has);
    struct an_known known = forge_has(g->f, n_has, has, gen_chance(g, 70));
    if (known.closed && gen_chance(g, 30)) {
        uint32_t n_within = pick(g, all, n, within), kept = 0;
        for (uint32_t i = 0; i < n_within; i++) {
            bool in = false;
            for (uint32_t k = 0; k < n_has; k++)
                in = in || has[k] == within[i];
            if (!in)
                within[kept++] = within[i];
        }
        struct an_known other = forge_has(g->f, kept, within, true);
        known.within = other.has;
        known.n_within = kept;
    }
    return known;
}

static struct an_known some_number(struct gen *g, const struct an_value_type *type)
{
    bool day = type->type == AN_TYPE_DATE;
    int64_t min = day ? gen_day(g) : (int64_t)gen_below(g, 5);
    if (type->has_max && min > type->max)
        min = type->max;
    if (!gen_chance(g, 30))
        return forge_between(min, min);
    int64_t max = min + gen_below(g, day ? 5 : 3);
    if (type->has_max && max > type->max)
        max = type->max;
    uint32_t form = gen_below(g, 4);
    if (!day && form == 2)
        max = type->has_max ? type->max : INT64_MAX;
    if (!day && form == 3)
        min = type->has_min ? type->min : INT64_MIN;
    return forge_between(min, max);
}

static struct an_known some_word(struct gen *g, const struct an_value_type *type)
{
    static const char *const texts[] = {"acme", "Acme", "ACME", "nadir", "unheard of"};
    int64_t v[4];
    if (type->type == AN_TYPE_BOOL)
        return forge_one_of(g->f, 1, (int64_t[]){1 - (int64_t)gen_below(g, 2)});
    if (type->type == AN_TYPE_TEXT)
        return forge_one_of(g->f, 1, (int64_t[]){an_intern_id(g->words, texts[gen_below(g, 5)])});
    uint32_t n = members(g, NULL, type, v);
    uint32_t first = gen_below(g, n), count = gen_chance(g, 25) ? 2 : 1;
    int64_t chosen[2] = {v[first], v[(first + 1) % n]};
    qsort(chosen, count, sizeof *chosen, by_number);
    return forge_one_of(g->f, count, chosen);
}

static struct an_known some_map(struct gen *g, const struct an_model *m)
{
    struct an_known known = {.given = true, .closed = gen_chance(g, 60), .span.file = AN_NO_FILE};
    struct an_map_entry *entry = AN_NEW_ARRAY(g->f->arena, struct an_map_entry, m->places.n);
    for (uint32_t p = 0; p < m->places.n; p++) {
        if (!is_state(m, p) || !gen_chance(g, 50))
            continue;
        int64_t min = gen_below(g, 4);
        entry[known.n_entries++] = (struct an_map_entry){p, min, gen_chance(g, 20) ? min + 1 : min};
    }
    known.entry = entry;
    return known;
}

static struct an_known some_cell(struct gen *g, const struct an_model *m,
                                 const struct an_value_type *type)
{
    if (gen_chance(g, 20))
        return (struct an_known){.span.file = AN_NO_FILE};
    if (type->type == AN_TYPE_SET || type->type == AN_TYPE_COUNTRIES)
        return some_set(g, m, type);
    if (type->type == AN_TYPE_INT || type->type == AN_TYPE_DATE)
        return some_number(g, type);
    return some_word(g, type);
}

static struct an_known some_table(struct gen *g, const struct an_model *m,
                                  const struct an_fact *fact)
{
    struct an_known known = {.given = true, .closed = gen_chance(g, 65), .span.file = AN_NO_FILE};
    struct an_row *row = AN_NEW_ARRAY(g->f->arena, struct an_row, 2);
    known.n_rows = gen_below(g, 3);
    for (uint32_t i = 0; i < known.n_rows; i++) {
        struct an_known *cell = AN_NEW_ARRAY(g->f->arena, struct an_known, fact->n_columns);
        for (uint32_t c = 0; c < fact->n_columns; c++)
            cell[c] = some_cell(g, m, &fact->columns[c].type);
        row[i] = (struct an_row){cell, {.file = AN_NO_FILE}};
    }
    known.row = row;
    return known;
}

static struct an_known some_known(struct gen *g, const struct an_model *m,
                                  const struct an_fact *fact)
{
    switch (fact->type.type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: return some_word(g, &fact->type);
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: return some_set(g, m, &fact->type);
    case AN_TYPE_INT:
    case AN_TYPE_MONEY:
    case AN_TYPE_DATE: return some_number(g, &fact->type);
    case AN_TYPE_COUNTRY_MAP: return some_map(g, m);
    case AN_TYPE_TABLE: return some_table(g, m, fact);
    }
    AN_UNREACHABLE();
}

/* ---- layers ---- */

/* Facts of one layer, each known in `percent` of cases. */
static void give_some(struct gen *g, const struct an_model *m, const struct an_given **list,
                      uint32_t *n, uint32_t percent, bool product_layer)
{
    for (uint32_t f = 2; f < m->facts.n; f++) {
        const struct an_fact *fact = &m->facts.v[f];
        bool ours = fact->derived.function == AN_FN_NONE &&
                    (product_layer || fact->scope == AN_SCOPE_MARKET);
        if (!ours || !gen_chance(g, fact->role == AN_FACT_TERM ? percent / 3 : percent))
            continue;
        bool unknown = gen_chance(g, 6);
        struct an_given *given =
            forge_give(g->f, list, n, f, unknown ? forge_unknown() : some_known(g, m, fact));
        if (!gen_chance(g, 8))
            continue;
        /* In steps: nothing before the first, another value later. */
        an_day from = gen_day(g);
        struct an_known_from *v = AN_NEW_ARRAY(g->f->arena, struct an_known_from, 2);
        v[0] = (struct an_known_from){from, given->v[0].known};
        v[1] = (struct an_known_from){from + 1 + (an_day)gen_below(g, 400), some_known(g, m, fact)};
        given->v = v;
        given->n = 1 + gen_below(g, 2);
    }
}

static void make_offers(struct gen *g, struct an_profile *p)
{
    uint32_t n = gen_chance(g, 25) ? 2 : 1;
    struct an_offer *offer = AN_NEW_ARRAY(g->f->arena, struct an_offer, n);
    for (uint32_t i = 0; i < n; i++) {
        offer[i].id = n == 1 ? "" : i == 0 ? "bank" : "shop";
        offer[i].span.file = AN_NO_FILE;
        if (n > 1)
            give_some(g, p->model, &offer[i].given, &offer[i].n_given, 15, false);
    }
    p->offers = offer;
    p->n_offers = n;
}

static void make_per_market(struct gen *g, struct an_profile *p)
{
    struct an_market_values *values =
        AN_NEW_ARRAY(g->f->arena, struct an_market_values, p->model->places.n);
    for (uint32_t i = 0; i < p->markets.n; i++) {
        if (!gen_chance(g, 15))
            continue;
        struct an_market_values *v = &values[p->n_per_market++];
        v->place = p->markets.v[i];
        give_some(g, p->model, &v->given, &v->n_given, 20, false);
    }
    p->per_market = values;
}

/* Parts of the market AA in which it is offered: AA-1 or none. */
static void make_parts(struct gen *g, struct an_profile *p)
{
    bool has_part = p->model->places.n > 1 && p->model->places.v[1].kind == AN_PLACE_PART;
    if (!has_part || p->markets.n == 0 || p->markets.v[0] != 0 || !gen_chance(g, 30))
        return;
    struct an_market_parts *parts = AN_NEW(g->f->arena, struct an_market_parts);
    parts->in = forge_refs(g->f, gen_below(g, 2), (uint32_t[]){1});
    p->parts = parts;
    p->n_parts = 1;
}

static void make_orders(struct gen *g, struct an_profile *p)
{
    struct an_order *order =
        AN_NEW_ARRAY(g->f->arena, struct an_order, (size_t)p->model->provisions.n * 2);
    for (uint32_t i = 0; i < p->model->provisions.n; i++) {
        if (p->model->provisions.v[i].duty != AN_DUTY_ASKS)
            continue;
        for (uint32_t n = gen_below(g, 3); n > 0; n--) {
            struct an_order *o = &order[p->n_orders++];
            *o = (struct an_order){.under = i, .market = AN_NONE, .span.file = AN_NO_FILE};
            o->served = gen_day(g);
            if (p->markets.n > 0 && gen_chance(g, 40))
                o->market = p->markets.v[gen_below(g, p->markets.n)];
            o->obeyed = (an_tri)((gen_below(g, 3) + 2) % 3);
            o->has_ended = gen_chance(g, 20);
            o->ended = o->served + 1 + (an_day)gen_below(g, 300);
            if (p->n_orders > 1 && o[-1].under == i && o[-1].served > o->served) {
                struct an_order earlier = *o;
                *o = o[-1];
                o[-1] = earlier;
            }
        }
    }
    p->orders = order;
}

/* One or two markets; mostly one where some law is made. */
static uint32_t make_markets(struct gen *g, const struct an_model *m, uint32_t *markets)
{
    uint32_t n = 0, maker = m->instruments.v[gen_below(g, m->instruments.n)].place;
    uint32_t bits = gen_chance(g, 60) ? 1u << maker : 0;
    bits |= gen_chance(g, 50) ? 1u << gen_below(g, m->places.n) : 0;
    for (uint32_t p = 0; p < m->places.n && n < 2; p++)
        if ((bits >> p & 1u) != 0 && m->places.v[p].kind != AN_PLACE_GROUP &&
            m->places.v[p].kind != AN_PLACE_TREATY)
            markets[n++] = p;
    if (n == 0)
        markets[n++] = 0;
    return n;
}

struct an_profile *gen_profile(struct gen *g, const struct an_model *m)
{
    uint32_t markets[2], n = make_markets(g, m, markets);
    struct an_profile *p = forge_profile(g->f, m, n, markets);
    g->words = p->symbols;
    give_some(g, m, &p->given, &p->n_given, 50, true);
    make_per_market(g, p);
    make_offers(g, p);
    make_parts(g, p);
    make_orders(g, p);
    return p;
}
