/*
 * A profile as a `product` document. See emit.h.
 */
#include "engine/base/sizes.h"
#include "tests/support/emit_text.h"

static void add_members(struct text *t, const struct an_value_type *type, const char *key,
                        const int64_t *v, uint32_t n)
{
    emit_add(t, "%s: [", key);
    for (uint32_t i = 0; i < n; i++) {
        emit_add(t, i > 0 ? ", " : "");
        emit_value(t, type, v[i]);
    }
    emit_add(t, "]");
}

static void add_bounds(struct text *t, const struct an_value_type *type, int64_t min, int64_t max)
{
    if (min == max) {
        emit_value(t, type, min);
        return;
    }
    emit_add(t, "{");
    if (min != INT64_MIN) {
        emit_add(t, "min: ");
        emit_value(t, type, min);
    }
    if (max != INT64_MAX) {
        emit_add(t, min != INT64_MIN ? ", max: " : "max: ");
        emit_value(t, type, max);
    }
    emit_add(t, "}");
}

static void add_map(struct text *t, const struct an_value_type *type, const struct an_known *known)
{
    const char *comma = "";
    emit_add(t, "{");
    for (uint32_t i = 0; i < known->n_entries; i++) {
        emit_add(t, "%s%s: ", comma, t->m->places.v[known->entry[i].place].id);
        add_bounds(t, type, known->entry[i].min, known->entry[i].max);
        comma = ", ";
    }
    emit_add(t, known->closed ? "%scomplete: true}" : "}", comma);
}

static void add_known(struct text *t, const struct an_fact *fact, const struct an_value_type *type,
                      const struct an_known *known);

static void add_rows(struct text *t, const struct an_fact *fact, const struct an_known *known)
{
    emit_add(t, known->closed ? "{rows: [" : "[");
    for (uint32_t r = 0; r < known->n_rows; r++) {
        const char *comma = "";
        emit_add(t, r > 0 ? ", {" : "{");
        for (uint32_t c = 0; c < fact->n_columns; c++) {
            if (!known->row[r].cell[c].given)
                continue;
            emit_add(t, "%s%s: ", comma, fact->columns[c].id);
            add_known(t, fact, &fact->columns[c].type, &known->row[r].cell[c]);
            comma = ", ";
        }
        emit_add(t, "}");
    }
    emit_add(t, known->closed ? "], complete: true}" : "]");
}

static void add_set(struct text *t, const struct an_value_type *type, const struct an_known *known)
{
    emit_add(t, "{");
    add_members(t, type, "has", known->has, known->n_has);
    if (known->closed && known->n_within > 0) {
        emit_add(t, ", ");
        add_members(t, type, "within", known->within, known->n_within);
    } else if (known->closed) {
        emit_add(t, ", complete: true");
    }
    emit_add(t, "}");
}

static void add_known(struct text *t, const struct an_fact *fact, const struct an_value_type *type,
                      const struct an_known *known)
{
    if (!known->given) {
        emit_add(t, "{unknown: dont-know}");
        return;
    }
    switch (type->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT:
        if (known->n_one_of == 1) {
            emit_value(t, type, known->one_of[0]);
            return;
        }
        emit_add(t, "{");
        add_members(t, type, "one_of", known->one_of, known->n_one_of);
        emit_add(t, "}");
        return;
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: add_set(t, type, known); return;
    case AN_TYPE_INT:
    case AN_TYPE_MONEY:
    case AN_TYPE_DATE: add_bounds(t, type, known->min, known->max); return;
    case AN_TYPE_COUNTRY_MAP: add_map(t, type, known); return;
    case AN_TYPE_TABLE: add_rows(t, fact, known); return;
    }
}

static void add_given(struct text *t, const char *indent, const struct an_given *given)
{
    const struct an_fact *fact = &t->m->facts.v[given->fact];
    emit_add(t, "%s%s: ", indent, fact->id);
    if (given->n == 1 && given->v[0].from == AN_DAY_MIN) {
        add_known(t, fact, &fact->type, &given->v[0].known);
        emit_add(t, "\n");
        return;
    }
    emit_add(t, "[");
    for (uint32_t i = 0; i < given->n; i++) {
        emit_add(t, i > 0 ? ", {from: " : "{from: ");
        emit_when(t, (struct an_when){given->v[i].from, given->v[i].from});
        emit_add(t, ", value: ");
        add_known(t, fact, &fact->type, &given->v[i].known);
        emit_add(t, "}");
    }
    emit_add(t, "]\n");
}

static void add_facts(struct text *t, const char *indent, const char *key,
                      const struct an_given *given, uint32_t n)
{
    if (n == 0)
        emit_add(t, "%s%s: {}\n", indent, key);
    else
        emit_add(t, "%s%s:\n", indent, key);
    for (uint32_t i = 0; i < n; i++)
        add_given(t, an_strf(t->arena, "%s  ", indent), &given[i]);
}

static void add_offers(struct text *t, const struct an_profile *p)
{
    if (p->n_offers == 1 && p->offers[0].id[0] == '\0')
        return;
    emit_add(t, "  offers:\n");
    for (uint32_t i = 0; i < p->n_offers; i++) {
        emit_add(t, "    - id: %s\n", p->offers[i].id);
        add_facts(t, "      ", "facts", p->offers[i].given, p->offers[i].n_given);
    }
}

static void add_places(struct text *t, const struct an_refs *places)
{
    emit_add(t, "[");
    for (uint32_t i = 0; i < places->n; i++)
        emit_add(t, "%s%s", i > 0 ? ", " : "", t->m->places.v[places->v[i]].id);
    emit_add(t, "]");
}

static void add_order(struct text *t, const struct an_order *o)
{
    emit_add(t, "    - {under: %s, served: ", t->m->provisions.v[o->under].id);
    emit_when(t, (struct an_when){o->served, o->served});
    if (o->market != AN_NONE)
        emit_add(t, ", market: %s", t->m->places.v[o->market].id);
    if (o->obeyed != AN_UNKNOWN)
        emit_add(t, ", obeyed: %s", o->obeyed == AN_TRUE ? "true" : "false");
    if (o->has_ended) {
        emit_add(t, ", ended: ");
        emit_when(t, (struct an_when){o->ended, o->ended});
    }
    emit_add(t, "}\n");
}

struct emit_file emit_profile(struct an_arena *arena, const struct an_profile *p)
{
    struct text t = {.arena = arena, .m = p->model, .symbols = p->symbols};
    emit_add(&t, "antinomy: 1\nproduct:\n  id: %s\n  name: A thing\n  as_of: ", p->id);
    emit_when(&t, (struct an_when){p->as_of, p->as_of});
    emit_add(&t, "\n  markets: ");
    add_places(&t, &p->markets);
    emit_add(&t, "\n");
    for (uint32_t i = 0; i < p->n_parts; i++) {
        emit_add(&t, "%s    - {market: %s, in: ", i == 0 ? "  parts:\n" : "",
                 p->model->places.v[p->parts[i].market].id);
        add_places(&t, &p->parts[i].in);
        emit_add(&t, "}\n");
    }
    add_offers(&t, p);
    add_facts(&t, "  ", "facts", p->given, p->n_given);
    emit_add(&t, p->n_per_market > 0 ? "  per_market:\n" : "");
    for (uint32_t i = 0; i < p->n_per_market; i++) {
        emit_add(&t, "    %s:\n", p->model->places.v[p->per_market[i].place].id);
        add_facts(&t, "      ", "facts", p->per_market[i].given, p->per_market[i].n_given);
    }
    emit_add(&t, p->n_orders > 0 ? "  orders:\n" : "");
    for (uint32_t i = 0; i < p->n_orders; i++)
        add_order(&t, &p->orders[i]);
    return (struct emit_file){"thing.yaml", emit_done(&t)};
}
