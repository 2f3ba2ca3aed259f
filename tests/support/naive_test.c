/*
 * The naive evaluator: conditions. In a completion every test is true or false (S2.1); what the
 * data leave undecided besides facts is asked of naive_choose().
 */
#include <string.h>

#include "engine/base/utf8.h"
#include "tests/support/naive_run.h"

/* ---- days and places ---- */

an_tri naive_interval_has(const struct an_interval *days, an_day day)
{
    if (day < days->from.lo || day >= days->before.hi)
        return AN_FALSE;
    return day >= days->from.hi && day < days->before.lo ? AN_TRUE : AN_UNKNOWN;
}

/* Is `inner` listed on the day, counting days that are only maybe in the interval or not. */
static bool lists(const struct an_memberships *list, uint32_t inner, an_day day, bool maybe)
{
    for (uint32_t i = 0; i < list->n; i++) {
        an_tri on = naive_interval_has(&list->v[i].days, day);
        if (list->v[i].place == inner && (on == AN_TRUE || (maybe && on == AN_UNKNOWN)))
            return true;
    }
    return false;
}

/* S3.7 by plain transitive closure. A party of a treaty is a member of it. */
static bool reaches(const struct an_model *m, uint32_t inner, uint32_t outer, an_day day,
                    bool maybe)
{
    bool in[64] = {false};
    if (m->places.n > 64)
        return false;
    in[inner] = true;
    for (bool more = true; more;) {
        more = false;
        for (uint32_t a = 0; a < m->places.n; a++) {
            for (uint32_t b = 0; in[a] && b < m->places.n; b++) {
                const struct an_place *place = &m->places.v[a], *whole = &m->places.v[b];
                bool step = lists(&place->part_of, b, day, maybe) ||
                            lists(&whole->members, a, day, maybe) ||
                            lists(&whole->parties, a, day, maybe);
                more = more || (step && !in[b]);
                in[b] = in[b] || step;
            }
        }
    }
    return in[outer];
}

an_tri naive_within(const struct an_model *m, uint32_t inner, uint32_t outer, an_day day)
{
    if (reaches(m, inner, outer, day, false))
        return AN_TRUE;
    return reaches(m, inner, outer, day, true) ? AN_UNKNOWN : AN_FALSE;
}

/* Within one of the places that a list names on the day. */
static an_tri named_by(const struct an_model *m, const struct an_memberships *list, uint32_t place,
                       an_day day)
{
    an_tri answer = AN_FALSE;
    for (uint32_t i = 0; i < list->n; i++)
        answer = an_tri_or(answer, an_tri_and(naive_within(m, place, list->v[i].place, day),
                                              naive_interval_has(&list->v[i].days, day)));
    return answer;
}

an_tri naive_law_applies(const struct an_model *m, uint32_t maker, uint32_t place, an_day day)
{
    const struct an_place *p = &m->places.v[maker];
    an_tri named =
        an_tri_or(named_by(m, &p->applies_in, place, day), named_by(m, &p->parties, place, day));
    return an_tri_or(naive_within(m, place, maker, day), named);
}

/* ---- what a completion chooses besides facts ---- */

bool naive_choose(struct naive *n, struct choice choice)
{
    for (size_t i = 0; i < n->choices.n; i++) {
        const struct choice *c = &n->choices.v[i];
        if (c->kind == choice.kind && c->a == choice.a && c->b == choice.b && c->c == choice.c)
            return (n->chosen >> i & 1u) != 0;
    }
    if (n->choices.n == 8)
        naive_refuse(n, "more than 8 undecided points of law");
    an_vec_push(n->arena, &n->choices, choice);
    return false;
}

bool naive_is_within(struct naive *n, uint32_t inner, uint32_t outer, an_day day)
{
    an_tri within = naive_within(n->m, inner, outer, day);
    if (within == AN_UNKNOWN)
        return naive_choose(n, (struct choice){CHOOSE_WITHIN, inner, outer, day});
    return within == AN_TRUE;
}

/* ---- values ---- */

/* A number that may be missing: max and min over no rows fulfil no comparison (S2.8). */
struct number {
    bool there;
    int64_t n;
};

static bool equal_values(const struct nv *a, const struct nv *b)
{
    return a->n == b->n && a->n_v == b->n_v &&
           (a->n_v == 0 || memcmp(a->v, b->v, a->n_v * sizeof *a->v) == 0);
}

static struct number over_rows(struct naive *n, const struct an_derived *d, struct scene scene)
{
    const struct nv *table = n->now[d->arg[0]];
    size_t columns = n->m->facts.v[d->arg[0]].n_columns;
    int64_t count = 0, best = 0;
    for (uint32_t row = 0; row < table->n_rows; row++) {
        struct scene in_row = {scene.j, scene.day, d->arg[0], &table->cell[row * columns]};
        if (!naive_holds(n, &d->where, in_row))
            continue;
        if (d->function != AN_FN_COUNT) {
            int64_t cell = in_row.row[d->column].n;
            if (d->function == AN_FN_SUM)
                best += cell;
            else if (count == 0 || (d->function == AN_FN_MAX ? cell > best : cell < best))
                best = cell;
        }
        count++;
    }
    if (d->function == AN_FN_COUNT)
        return (struct number){true, count};
    return (struct number){count > 0 || d->function == AN_FN_SUM, best};
}

static struct number over_places(const struct naive *n, const struct an_derived *d)
{
    const struct nv *map = n->now[d->arg[0]];
    int64_t sum = 0, count = 0, max = 0, min = 0;
    for (uint32_t i = 0; i < map->n_v; i++) {
        sum += map->v[i];
        count += map->v[i] > 0;
        max = i == 0 || map->v[i] > max ? map->v[i] : max;
        min = i == 0 || map->v[i] < min ? map->v[i] : min;
    }
    if (d->function == AN_FN_MAX || d->function == AN_FN_MIN)
        return (struct number){map->n_v > 0, d->function == AN_FN_MAX ? max : min};
    return (struct number){true, d->function == AN_FN_COUNT ? count : sum};
}

static struct number scalar_of(struct naive *n, uint32_t fact, struct scene scene);

static struct number derive(struct naive *n, const struct an_derived *d, struct scene scene)
{
    struct number a = {true, 0}, b = {true, 0};
    switch (d->function) {
    case AN_FN_YEARS_BETWEEN:
        a = scalar_of(n, d->arg[0], scene);
        b = scalar_of(n, d->arg[1], scene);
        return (struct number){a.there && b.there, an_years_between((an_day)a.n, (an_day)b.n)};
    case AN_FN_DAYS_SINCE:
        a = scalar_of(n, d->arg[0], scene);
        return (struct number){a.there, scene.day - a.n};
    case AN_FN_SAME:
        return (struct number){true, equal_values(n->now[d->arg[0]], n->now[d->arg[1]])};
    case AN_FN_SUM:
    case AN_FN_COUNT:
    case AN_FN_MAX:
    case AN_FN_MIN:
        if (n->m->facts.v[d->arg[0]].type.type == AN_TYPE_TABLE)
            return over_rows(n, d, scene);
        return over_places(n, d);
    case AN_FN_NONE: break;
    }
    AN_UNREACHABLE();
}

static struct number scalar_of(struct naive *n, uint32_t fact, struct scene scene)
{
    const struct an_fact *f = &n->m->facts.v[fact];
    if (fact == n->m->day_fact)
        return (struct number){true, scene.day};
    if (f->derived.function != AN_FN_NONE)
        return derive(n, &f->derived, scene);
    return (struct number){true, n->now[fact]->n};
}

/* ---- tests ---- */

static bool is_number(enum an_type type)
{
    return type == AN_TYPE_INT || type == AN_TYPE_MONEY || type == AN_TYPE_DATE ||
           type == AN_TYPE_COUNTRY_MAP;
}

/* Place of a value in the list of an ordered enum; numbers and days are their own. */
static bool rank(const struct an_value_type *type, int64_t value, int64_t *out)
{
    *out = value;
    if (is_number(type->type))
        return true;
    for (uint32_t i = 0; i < type->n_values; i++) {
        if (type->values[i] == value) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool on_list(struct naive *n, const struct an_list *list, uint32_t index, int64_t text,
                    an_day day)
{
    const char *folded = an_utf8_fold(n->arena, an_intern_text(n->symbols, (uint32_t)text));
    for (uint32_t i = 0; i < list->n_members; i++) {
        if (strcmp(folded, an_intern_text(n->symbols, list->members[i].symbol)) != 0)
            continue;
        an_tri on = naive_interval_has(&list->members[i].days, day);
        if (on == AN_TRUE)
            return true;
        if (on == AN_UNKNOWN && naive_choose(n, (struct choice){CHOOSE_LISTED, index, i, day}))
            return true;
    }
    return false;
}

static bool test_scalar(struct naive *n, const struct an_cond *c, const struct an_cond_node *leaf,
                        const struct an_value_type *type, struct number found, an_day day)
{
    int64_t have, want;
    if (!found.there)
        return false;
    for (uint32_t i = 0; i < leaf->n; i++) {
        int64_t value = c->value[leaf->value + i];
        if (leaf->op == AN_OP_IN && found.n == value)
            return true;
        if (leaf->op == AN_OP_ON_LIST &&
            on_list(n, &n->m->lists.v[value], (uint32_t)value, found.n, day))
            return true;
    }
    if (leaf->op == AN_OP_IN || leaf->op == AN_OP_ON_LIST)
        return false;
    if (!rank(type, found.n, &have) || !rank(type, c->value[leaf->value], &want))
        return false;
    return leaf->op == AN_OP_AT_LEAST    ? have >= want
           : leaf->op == AN_OP_AT_MOST   ? have <= want
           : leaf->op == AN_OP_MORE_THAN ? have > want
                                         : have < want;
}

static int64_t resolved(const struct naive *n, int64_t place, struct scene scene)
{
    return place == AN_PLACE_J ? scene.j : place == AN_PLACE_M ? n->market : place;
}

/*
 * S2.3: a member counts for a listed place if it is within it; whether it does is undecided if the
 * place is a part of the member.
 */
bool naive_counts_for(struct naive *n, int64_t member, int64_t place, an_day day)
{
    uint32_t m = (uint32_t)member, p = (uint32_t)place;
    an_tri within = naive_within(n->m, m, p, day);
    if (within == AN_UNKNOWN || (within == AN_FALSE && naive_within(n->m, p, m, day) != AN_FALSE))
        return naive_choose(n, (struct choice){CHOOSE_COUNTS, member, place, day});
    return within == AN_TRUE;
}

static bool counts_for(struct naive *n, const struct an_value_type *type, int64_t member,
                       int64_t listed, struct scene scene)
{
    if (type->type != AN_TYPE_COUNTRIES)
        return member == listed;
    return naive_counts_for(n, member, resolved(n, listed, scene), scene.day);
}

static bool test_set(struct naive *n, const struct an_cond *c, const struct an_cond_node *leaf,
                     const struct an_value_type *type, const struct nv *set, struct scene scene)
{
    const int64_t *listed = leaf->n > 0 ? &c->value[leaf->value] : NULL;
    uint32_t found = 0, covered = 0; /* listed values that a member counts for; members that do */
    for (uint32_t i = 0; i < leaf->n; i++) {
        bool any = false;
        for (uint32_t k = 0; k < set->n_v; k++)
            any = counts_for(n, type, set->v[k], listed[i], scene) || any;
        found += any;
    }
    for (uint32_t k = 0; k < set->n_v; k++) {
        bool any = false;
        for (uint32_t i = 0; i < leaf->n; i++)
            any = counts_for(n, type, set->v[k], listed[i], scene) || any;
        covered += any;
    }
    switch ((enum an_op)leaf->op) {
    case AN_OP_IN: return found > 0;
    case AN_OP_INCLUDES_ALL: return found == leaf->n;
    case AN_OP_EXCLUDES: return found == 0;
    case AN_OP_ONLY: return covered == set->n_v;
    case AN_OP_ALL:
    case AN_OP_ANY:
    case AN_OP_NOT:
    case AN_OP_OPEN:
    case AN_OP_SOME:
    case AN_OP_EVERY:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_ON_LIST: break;
    }
    naive_refuse(n, "a set is compared like a number");
}

static bool test_leaf(struct naive *n, const struct an_cond *c, const struct an_cond_node *leaf,
                      struct scene scene)
{
    if (leaf->column != 0) {
        const struct an_value_type *type = &n->m->facts.v[scene.table].columns[leaf->fact].type;
        const struct nv *cell = &scene.row[leaf->fact];
        if (type->type == AN_TYPE_SET || type->type == AN_TYPE_COUNTRIES)
            return test_set(n, c, leaf, type, cell, scene);
        return test_scalar(n, c, leaf, type, (struct number){true, cell->n}, scene.day);
    }
    const struct an_value_type *type = &n->m->facts.v[leaf->fact].type;
    if (type->type == AN_TYPE_SET || type->type == AN_TYPE_COUNTRIES)
        return test_set(n, c, leaf, type, n->now[leaf->fact], scene);
    if (type->type == AN_TYPE_COUNTRY_MAP) {
        const int_list *places = &n->domain[leaf->fact].places;
        for (size_t i = 0; i < places->n; i++)
            if (places->v[i] == resolved(n, leaf->key, scene))
                return test_scalar(n, c, leaf, type,
                                   (struct number){true, n->now[leaf->fact]->v[i]}, scene.day);
        naive_refuse(n, "a place of a country map was overlooked");
    }
    return test_scalar(n, c, leaf, type, scalar_of(n, leaf->fact, scene), scene.day);
}

static bool test_node(struct naive *n, const struct an_cond *c, const struct an_cond_node *node,
                      struct scene scene);

/* Truths of the children: whether all, and whether any. Each is looked at, so that choices show. */
static void test_children(struct naive *n, const struct an_cond *c, const struct an_cond_node *node,
                          struct scene scene, bool *all, bool *any)
{
    const struct an_cond_node *child = node + 1;
    *all = true;
    *any = false;
    for (uint32_t i = 0; i < node->n; i++, child += child->size) {
        bool truth = test_node(n, c, child, scene);
        *all = *all && truth;
        *any = *any || truth;
    }
}

static void test_rows(struct naive *n, const struct an_cond *c, const struct an_cond_node *node,
                      struct scene scene, bool *all, bool *any)
{
    const struct nv *table = n->now[node->fact];
    size_t columns = n->m->facts.v[node->fact].n_columns;
    *all = true;
    *any = false;
    for (uint32_t row = 0; row < table->n_rows; row++) {
        struct scene in_row = {scene.j, scene.day, node->fact, &table->cell[row * columns]};
        bool truth = test_node(n, c, node + 1, in_row);
        *all = *all && truth;
        *any = *any || truth;
    }
}

static bool test_node(struct naive *n, const struct an_cond *c, const struct an_cond_node *node,
                      struct scene scene)
{
    bool all, any;
    switch ((enum an_op)node->op) {
    case AN_OP_ALL:
    case AN_OP_ANY:
    case AN_OP_NOT:
    case AN_OP_OPEN:
        test_children(n, c, node, scene, &all, &any);
        if (node->op == AN_OP_NOT)
            return !all;
        if (node->op == AN_OP_OPEN) /* S2.4: one choice per place where it stands */
            return all ||
                   naive_choose(n, (struct choice){CHOOSE_OPEN, (int64_t)(intptr_t)node, 0, 0});
        return node->op == AN_OP_ALL ? all : any;
    case AN_OP_SOME:
    case AN_OP_EVERY:
        test_rows(n, c, node, scene, &all, &any);
        return node->op == AN_OP_EVERY ? all : any;
    case AN_OP_IN:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: return test_leaf(n, c, node, scene);
    }
    AN_UNREACHABLE();
}

bool naive_holds(struct naive *n, const struct an_cond *c, struct scene scene)
{
    return c->n == 0 || test_node(n, c, c->node, scene);
}
