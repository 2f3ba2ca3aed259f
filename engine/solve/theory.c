/*
 * What the tests on one unit mean together. For each unit its domain is cut into parts that its
 * tests (and what is known of it) can tell apart; parts get variables, tests are defined by them.
 * Not here: tables (table.c), whose cells are units like any other.
 */
#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "antinomy/sink.h"
#include "engine/base/sizes.h"
#include "engine/base/utf8.h"
#include "engine/solve/units.h"

/* ---- parts ---- */

static int part_of(struct an_encoder *enc, struct an_unit *u, int64_t value)
{
    for (size_t i = 0; i < u->parts.n; i++)
        if (u->parts.v[i].value == value)
            return u->parts.v[i].var;
    struct an_part part = {value, an_clauses_var(enc->clauses)};
    an_vec_push(enc->arena, &u->parts, part);
    return part.var;
}

/* The test is the part: "has this value", "contains it", "is at least it". */
static void test_is_part(struct an_encoder *enc, struct an_unit *u, struct an_test *t,
                         int64_t value)
{
    const struct an_part part = {value, t->lit};

    t->is_part = true;
    an_vec_push(enc->arena, &u->parts, part);
}

static bool holds(const int64_t *value, uint32_t n, int64_t v)
{
    for (uint32_t i = 0; i < n; i++)
        if (value[i] == v)
            return true;
    return false;
}

static bool is_part(const struct an_unit *u, int64_t v)
{
    for (size_t i = 0; i < u->parts.n; i++)
        if (u->parts.v[i].value == v)
            return true;
    return false;
}

static void define_and(struct an_encoder *enc, int test, const int *lits, size_t n)
{
    int *none = AN_NEW_ARRAY(enc->arena, int, n + 1);

    for (size_t i = 0; i < n; i++)
        none[i] = -lits[i];
    an__define(enc, -test, none, n);
}

/* ---- enums and texts: exactly one value ---- */

static int rank(const struct an_value_type *type, int64_t symbol)
{
    for (uint32_t i = 0; i < type->n_values; i++)
        if (type->values[i] == (uint32_t)symbol)
            return (int)i;
    return -1;
}

/* Is a member on its list on the day of the unit? Where days are imprecise that is a choice. */
static int is_listed(struct an_encoder *enc, const struct an_unit *u, int64_t list, uint32_t member)
{
    const struct an_interval *days = &enc->model->lists.v[list].members[member].days;

    if (u->day < days->from.lo || u->day >= days->before.hi)
        return -enc->yes;
    if (u->day >= days->from.hi && u->day < days->before.lo)
        return enc->yes;
    return an_encode_choice(
        enc, an_strf(enc->arena, "listed %u %u %d", (uint32_t)list, member, (int)u->day));
}

/* "Some member of the lists that is spelt like this symbol is listed now." */
static int on_lists(struct an_encoder *enc, const struct an_unit *u, const struct an_test *t,
                    uint32_t symbol)
{
    AN_VEC(int) lits = {0};

    for (uint32_t i = 0; i < t->n; i++) {
        const struct an_list *list = &enc->model->lists.v[t->value[i]];
        for (uint32_t k = 0; k < list->n_members; k++)
            if (list->members[k].symbol == symbol)
                an_vec_push(enc->arena, &lits, is_listed(enc, u, t->value[i], k));
    }
    return an_encode_or(enc, lits.v, lits.n);
}

/* Names are compared folded. */
static int value_on_list(struct an_encoder *enc, const struct an_unit *u, const struct an_test *t,
                         int64_t symbol)
{
    const char *text = an_intern_text(enc->symbols, (uint32_t)symbol);
    uint32_t folded =
        text ? an_intern_find(enc->symbols, an_utf8_fold(enc->arena, text)) : UINT32_MAX;

    return folded == UINT32_MAX ? -enc->yes : on_lists(enc, u, t, folded);
}

/* A listed name in a spelling that no test uses. */
static int other_on_list(struct an_encoder *enc, struct an_unit *u, const struct an_test *t)
{
    AN_VEC(int) lits = {0};

    for (uint32_t i = 0; i < t->n; i++) {
        const struct an_list *list = &enc->model->lists.v[t->value[i]];
        for (uint32_t k = 0; k < list->n_members; k++) {
            const char *name = an_strf(enc->arena, "spelt %u.%u.%u.%u.%u like %u", u->fact, u->copy,
                                       u->place, u->row, u->column, list->members[k].symbol);
            const struct an_part part = {list->members[k].symbol, an_encode_choice(enc, name)};
            const int all[3] = {u->other, part.var, is_listed(enc, u, t->value[i], k)};
            an_vec_push(enc->arena, &lits, an_encode_and(enc, all, 3));
            for (size_t m = 0; m < u->listed.n; m++) /* one value is one name */
                if (u->listed.v[m].var != part.var)
                    an__clause2(enc, AN_BACKGROUND, -part.var, -u->listed.v[m].var);
            an_vec_push(enc->arena, &u->listed, part);
        }
    }
    return an_encode_or(enc, lits.v, lits.n);
}

static bool value_fulfils(const struct an_unit *u, const struct an_test *t, int64_t v)
{
    int r = rank(&u->type, v), bound = t->n > 0 ? rank(&u->type, t->value[0]) : 0;

    switch (t->op) {
    case AN_OP_IN: return holds(t->value, t->n, v);
    case AN_OP_AT_LEAST: return r >= bound;
    case AN_OP_AT_MOST: return r <= bound;
    case AN_OP_MORE_THAN: return r > bound;
    case AN_OP_LESS_THAN: return r < bound;
    case AN_OP_ON_LIST:
    case AN_OP_ALL:
    case AN_OP_ANY:
    case AN_OP_NOT:
    case AN_OP_OPEN:
    case AN_OP_SOME:
    case AN_OP_EVERY:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY: break;
    }
    assert(false && "a test that does not fit an enum");
    return false;
}

static bool compares(enum an_op op)
{
    return op == AN_OP_AT_LEAST || op == AN_OP_AT_MOST || op == AN_OP_MORE_THAN ||
           op == AN_OP_LESS_THAN;
}

static void make_enum_parts(struct an_encoder *enc, struct an_unit *u)
{
    bool closed = u->type.type == AN_TYPE_ENUM && !u->type.open, all = false;

    for (size_t i = 0; i < u->tests.n; i++)
        if (u->tests.v[i].op == AN_OP_IN && u->tests.v[i].n == 1)
            test_is_part(enc, u, &u->tests.v[i], u->tests.v[i].value[0]);
    for (size_t i = 0; i < u->tests.n; i++) {
        const struct an_test *t = &u->tests.v[i];
        all = all || compares(t->op);
        for (uint32_t k = 0; t->op == AN_OP_IN && k < t->n; k++)
            (void)part_of(enc, u, t->value[k]);
    }
    for (size_t i = 0; i < u->stated.n; i++)
        for (uint32_t k = 0; k < u->stated.v[i].known->n_one_of; k++)
            (void)part_of(enc, u, u->stated.v[i].known->one_of[k]);
    for (uint32_t i = 0; all && i < u->type.n_values; i++)
        (void)part_of(enc, u, u->type.values[i]);
    u->other_value = -1;
    for (uint32_t i = 0; closed && u->other_value < 0 && i < u->type.n_values; i++)
        if (!is_part(u, u->type.values[i]))
            u->other_value = u->type.values[i];
    if (!closed || u->other_value >= 0)
        u->other = an_clauses_var(enc->clauses);
}

static void exactly_one(struct an_encoder *enc, const struct an_unit *u)
{
    size_t n = u->parts.n + (u->other ? 1 : 0);
    int *var = AN_NEW_ARRAY(enc->arena, int, n + 1);

    for (size_t i = 0; i < u->parts.n; i++)
        var[i] = u->parts.v[i].var;
    if (u->other)
        var[u->parts.n] = u->other;
    an__clause(enc, AN_BACKGROUND, var, n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            an__clause2(enc, AN_BACKGROUND, -var[i], -var[k]);
}

static void enum_theory(struct an_encoder *enc, struct an_unit *u)
{
    make_enum_parts(enc, u);
    exactly_one(enc, u);
    int *lits = AN_NEW_ARRAY(enc->arena, int, u->parts.n + 2);
    for (size_t i = 0; i < u->tests.n; i++) {
        const struct an_test *t = &u->tests.v[i];
        size_t n = 0;
        if (t->is_part)
            continue;
        for (size_t k = 0; k < u->parts.n; k++) {
            const struct an_part *part = &u->parts.v[k];
            if (t->op == AN_OP_ON_LIST) {
                const int both[2] = {part->var, value_on_list(enc, u, t, part->value)};
                lits[n++] = an_encode_and(enc, both, 2);
            } else if (value_fulfils(u, t, part->value)) {
                lits[n++] = part->var;
            }
        }
        if (u->other && t->op == AN_OP_ON_LIST)
            lits[n++] = other_on_list(enc, u, t);
        an__define(enc, t->lit, lits, n);
    }
    for (size_t i = 0; i < u->stated.n; i++) {
        const struct an_known *known = u->stated.v[i].known;
        for (uint32_t k = 0; k < known->n_one_of; k++)
            lits[k] = part_of(enc, u, known->one_of[k]);
        if (known->n_one_of > 0)
            an__clause(enc, u->stated.v[i].owner, lits, known->n_one_of);
    }
}

/* ---- numbers and days: order encoding ---- */

/* The literal "at least c". */
static int at_least(struct an_encoder *enc, struct an_unit *u, int64_t c)
{
    if (u->type.has_min && c <= u->type.min)
        return enc->yes;
    if (u->type.has_max && c > u->type.max)
        return -enc->yes;
    return part_of(enc, u, c);
}

static int above(struct an_encoder *enc, struct an_unit *u, int64_t c)
{
    return c == INT64_MAX ? -enc->yes : at_least(enc, u, c + 1);
}

static void cut_by_tests(struct an_encoder *enc, struct an_unit *u)
{
    for (size_t i = 0; i < u->tests.n; i++) {
        struct an_test *t = &u->tests.v[i];
        if (t->op != AN_OP_AT_LEAST || t->n != 1 || is_part(u, t->value[0]) ||
            (u->type.has_min && t->value[0] <= u->type.min) ||
            (u->type.has_max && t->value[0] > u->type.max))
            continue;
        test_is_part(enc, u, t, t->value[0]);
    }
}

static void number_test(struct an_encoder *enc, struct an_unit *u, const struct an_test *t)
{
    int *lits = AN_NEW_ARRAY(enc->arena, int, t->n + 1u);

    if (t->is_part)
        return;
    for (uint32_t i = 0; i < t->n; i++) {
        int64_t c = t->value[i];
        if (t->op == AN_OP_AT_LEAST)
            lits[i] = at_least(enc, u, c);
        else if (t->op == AN_OP_AT_MOST)
            lits[i] = -above(enc, u, c);
        else if (t->op == AN_OP_MORE_THAN)
            lits[i] = above(enc, u, c);
        else if (t->op == AN_OP_LESS_THAN)
            lits[i] = -at_least(enc, u, c);
        else {
            const int both[2] = {at_least(enc, u, c), -above(enc, u, c)};
            lits[i] = an_encode_and(enc, both, 2);
        }
    }
    an__define(enc, t->lit, lits, t->n);
}

static int by_cut(const void *a, const void *b)
{
    const struct an_part *x = a, *y = b;

    return x->value < y->value ? -1 : x->value > y->value;
}

static void number_theory(struct an_encoder *enc, struct an_unit *u)
{
    cut_by_tests(enc, u);
    for (size_t i = 0; i < u->tests.n; i++)
        number_test(enc, u, &u->tests.v[i]);
    for (size_t i = 0; i < u->stated.n; i++) {
        const struct an_known *known = u->stated.v[i].known;
        if (known->min != INT64_MIN)
            an__unit_clause(enc, u->stated.v[i].owner, at_least(enc, u, known->min));
        if (known->max != INT64_MAX)
            an__unit_clause(enc, u->stated.v[i].owner, -above(enc, u, known->max));
    }
    if (u->parts.n > 1)
        qsort(u->parts.v, u->parts.n, sizeof *u->parts.v, by_cut);
    for (size_t i = 1; i < u->parts.n; i++) /* at least more -> at least less */
        an__clause2(enc, AN_BACKGROUND, -u->parts.v[i].var, u->parts.v[i - 1].var);
}

/* ---- sets ---- */

/* Literals of the parts inside (or outside) a list of values; of sets, a part is a member. */
static size_t members(const struct an_unit *u, const struct an_test *t, bool inside, int *lits)
{
    size_t n = 0;

    for (size_t i = 0; i < u->parts.n; i++)
        if (holds(t->value, t->n, u->parts.v[i].value) == inside)
            lits[n++] = u->parts.v[i].var;
    if (!inside && u->other)
        lits[n++] = u->other;
    return n;
}

static void set_test(struct an_encoder *enc, const struct an_unit *u, const struct an_test *t,
                     int *lits)
{
    if (t->is_part)
        return;
    if (t->op == AN_OP_ONLY)
        an__define(enc, -t->lit, lits, members(u, t, false, lits));
    else if (t->op == AN_OP_EXCLUDES)
        an__define(enc, -t->lit, lits, members(u, t, true, lits));
    else if (t->op == AN_OP_INCLUDES_ALL)
        define_and(enc, t->lit, lits, members(u, t, true, lits));
    else
        an__define(enc, t->lit, lits, members(u, t, true, lits));
}

static void state_members(struct an_encoder *enc, struct an_unit *u, const struct an_stated *stated)
{
    const struct an_known *known = stated->known;

    for (size_t i = 0; i < u->parts.n; i++) {
        int64_t v = u->parts.v[i].value;
        if (holds(known->has, known->n_has, v))
            an__unit_clause(enc, stated->owner, u->parts.v[i].var);
        else if (holds(known->not_in, known->n_not_in, v) ||
                 (known->closed && !holds(known->within, known->n_within, v)))
            an__unit_clause(enc, stated->owner, -u->parts.v[i].var);
    }
    if (u->other && known->closed) /* what may be inside is among the parts */
        an__unit_clause(enc, stated->owner, -u->other);
}

static bool tests_one_member(const struct an_test *t)
{
    return (t->op == AN_OP_IN || t->op == AN_OP_INCLUDES_ALL) && t->n == 1;
}

static void set_theory(struct an_encoder *enc, struct an_unit *u)
{
    for (size_t i = 0; i < u->tests.n; i++)
        if (tests_one_member(&u->tests.v[i]) && !is_part(u, u->tests.v[i].value[0]))
            test_is_part(enc, u, &u->tests.v[i], u->tests.v[i].value[0]);
    for (size_t i = 0; i < u->tests.n; i++)
        for (uint32_t k = 0; k < u->tests.v[i].n; k++)
            (void)part_of(enc, u, u->tests.v[i].value[k]);
    for (size_t i = 0; i < u->stated.n; i++) {
        const struct an_known *known = u->stated.v[i].known;
        for (uint32_t k = 0; k < known->n_has; k++)
            (void)part_of(enc, u, known->has[k]);
        for (uint32_t k = 0; k < known->n_within; k++)
            (void)part_of(enc, u, known->within[k]);
    }
    u->other_value = -1;
    for (uint32_t i = 0; u->other_value < 0 && i < u->type.n_values; i++)
        if (!is_part(u, u->type.values[i]))
            u->other_value = u->type.values[i];
    if (u->type.open || u->other_value >= 0)
        u->other = an_clauses_var(enc->clauses);
    int *lits = AN_NEW_ARRAY(enc->arena, int, u->parts.n + 2);
    for (size_t i = 0; i < u->tests.n; i++)
        set_test(enc, u, &u->tests.v[i], lits);
    for (size_t i = 0; i < u->stated.n; i++)
        state_members(enc, u, &u->stated.v[i]);
}

/* ---- countries: sets over classes of places ---- */

struct classes {
    const int64_t *named; /* places that tests name */
    uint32_t n_named;
    const int64_t *own; /* places that stand for themselves: stated members */
    uint32_t n_own;
};

static bool same_class(struct an_encoder *enc, const struct an_unit *u, const struct classes *c,
                       int64_t a, int64_t b)
{
    if (holds(c->own, c->n_own, a) || holds(c->own, c->n_own, b))
        return a == b;
    for (uint32_t i = 0; i < c->n_named; i++)
        if (an__counts_for(enc, a, c->named[i], u->day) !=
            an__counts_for(enc, b, c->named[i], u->day))
            return false;
    return true;
}

bool an__is_somewhere(enum an_place_kind kind)
{
    return kind == AN_PLACE_STATE || kind == AN_PLACE_PART;
}

/*
 * A place of each class stands for all of it: the first that is not in play, where there is one,
 * since axioms need not hold of it.
 */
static struct an_refs first_of_classes(struct an_encoder *enc, const struct an_unit *u,
                                       const struct classes *c)
{
    uint32_t *first = AN_NEW_ARRAY(enc->arena, uint32_t, enc->model->places.n + 1u), n = 0;

    for (uint32_t p = 0; p < enc->model->places.n; p++) {
        uint32_t i = 0;
        if (!an__is_somewhere(enc->model->places.v[p].kind))
            continue;
        while (i < n && !same_class(enc, u, c, first[i], p))
            i++;
        if (i == n)
            first[n++] = p;
        else if (enc->in_play[first[i]] && !enc->in_play[p])
            first[i] = p;
    }
    return (struct an_refs){first, n};
}

/* The rows of a table ask the same of their cells: classes are found once. */
static struct an_refs classes_of(struct an_encoder *enc, const struct an_unit *u,
                                 const struct classes *c)
{
    struct an_sink_buffer key;
    uint32_t at;

    an_sink_buffer_init(&key, enc->arena);
    an_putf(&key.sink, "%d:", (int)u->day);
    for (uint32_t i = 0; i < c->n_named; i++)
        an_putf(&key.sink, " %" PRId64, c->named[i]);
    an_put(&key.sink, ";");
    for (uint32_t i = 0; i < c->n_own; i++)
        an_putf(&key.sink, " %" PRId64, c->own[i]);
    if (an_map_put(&enc->classes_at, key.text, an_u32(enc->classes.n), &at)) {
        at = an_u32(enc->classes.n);
        an_vec_push(enc->arena, &enc->classes, first_of_classes(enc, u, c));
    }
    return enc->classes.v[at];
}

/* The only class whose places surely count for the place, where no other may; or AN_NONE. */
static uint32_t only_class(struct an_encoder *enc, const struct an_unit *u,
                           const struct an_refs *first, int64_t place)
{
    uint32_t found = AN_NONE;

    for (uint32_t i = 0; i < first->n; i++) {
        int counts = an__counts_for(enc, first->v[i], place, u->day);
        if (counts == -enc->yes)
            continue;
        if (counts != enc->yes || found != AN_NONE)
            return AN_NONE;
        found = first->v[i];
    }
    return found;
}

/* One part a class of places. */
static void make_classes(struct an_encoder *enc, struct an_unit *u, const struct classes *c)
{
    const struct an_refs first = classes_of(enc, u, c);

    for (size_t i = 0; i < u->tests.n; i++) {
        struct an_test *t = &u->tests.v[i];
        uint32_t place = tests_one_member(t) ? only_class(enc, u, &first, t->value[0]) : AN_NONE;
        if (place != AN_NONE && !is_part(u, place))
            test_is_part(enc, u, t, place);
    }
    for (uint32_t i = 0; i < first.n; i++)
        (void)part_of(enc, u, first.v[i]);
}

/* Literals of "this part is in the set and counts for one of the places" (outside: for none). */
static size_t counting(struct an_encoder *enc, struct an_unit *u, const int64_t *place, uint32_t n,
                       bool outside, int *lits)
{
    int *counts = AN_NEW_ARRAY(enc->arena, int, n + 1u);
    size_t out = 0;

    for (size_t i = 0; i < u->parts.n; i++) {
        for (uint32_t k = 0; k < n; k++)
            counts[k] = an__counts_for(enc, u->parts.v[i].value, place[k], u->day);
        int some = an_encode_or(enc, counts, n);
        const int both[2] = {u->parts.v[i].var, outside ? -some : some};
        lits[out++] = an_encode_and(enc, both, 2);
    }
    return out;
}

static void countries_test(struct an_encoder *enc, struct an_unit *u, const struct an_test *t,
                           int *lits)
{
    if (t->is_part)
        return;
    if (t->op == AN_OP_ONLY) {
        an__define(enc, -t->lit, lits, counting(enc, u, t->value, t->n, true, lits));
    } else if (t->op == AN_OP_EXCLUDES) {
        an__define(enc, -t->lit, lits, counting(enc, u, t->value, t->n, false, lits));
    } else if (t->op == AN_OP_INCLUDES_ALL) {
        int *each = AN_NEW_ARRAY(enc->arena, int, t->n + 1u);
        for (uint32_t i = 0; i < t->n; i++)
            each[i] = an_encode_or(enc, lits, counting(enc, u, &t->value[i], 1, false, lits));
        define_and(enc, t->lit, each, t->n);
    } else {
        an__define(enc, t->lit, lits, counting(enc, u, t->value, t->n, false, lits));
    }
}

static void countries_theory(struct an_encoder *enc, struct an_unit *u)
{
    AN_VEC(int64_t) named = {0}, own = {0};

    for (size_t i = 0; i < u->tests.n; i++)
        for (uint32_t k = 0; k < u->tests.v[i].n; k++)
            if (!holds(named.v, an_u32(named.n), u->tests.v[i].value[k]))
                an_vec_push(enc->arena, &named, u->tests.v[i].value[k]);
    for (size_t i = 0; i < u->stated.n; i++) {
        const struct an_known *known = u->stated.v[i].known;
        for (uint32_t k = 0; k < known->n_has; k++)
            an_vec_push(enc->arena, &own, known->has[k]);
        for (uint32_t k = 0; k < known->n_within; k++)
            an_vec_push(enc->arena, &own, known->within[k]);
        for (uint32_t k = 0; k < known->n_not_in; k++)
            an_vec_push(enc->arena, &own, known->not_in[k]);
    }
    const struct classes c = {named.v, an_u32(named.n), own.v, an_u32(own.n)};
    make_classes(enc, u, &c);
    int *lits = AN_NEW_ARRAY(enc->arena, int, u->parts.n + 2);
    for (size_t i = 0; i < u->tests.n; i++)
        countries_test(enc, u, &u->tests.v[i], lits);
    for (size_t i = 0; i < u->stated.n; i++)
        state_members(enc, u, &u->stated.v[i]);
}

/* ---- all units ---- */

/* What is known of a country map says something of each place that a test names. */
static void state_map_places(struct an_encoder *enc, struct an_unit *u)
{
    for (size_t i = 0; u->place != AN_NONE && i < enc->maps.n; i++) {
        const struct an_stated_map *map = &enc->maps.v[i];
        const struct an_known *whole = map->stated.known;
        if (map->fact != u->fact || map->copy != u->copy)
            continue;
        struct an_known *number = AN_NEW(enc->arena, struct an_known);
        number->given = whole->closed;
        for (uint32_t k = 0; k < whole->n_entries; k++)
            if (whole->entry[k].place == u->place) {
                number->given = true;
                number->min = whole->entry[k].min;
                number->max = whole->entry[k].max;
            }
        const struct an_stated stated = {map->stated.owner, number};
        if (number->given)
            an_vec_push(enc->arena, &u->stated, stated);
    }
}

static void state_truth(struct an_encoder *enc, const struct an_unit *u)
{
    for (size_t i = 0; i < u->stated.n; i++) {
        const struct an_known *known = u->stated.v[i].known;
        if (known->n_one_of == 1)
            an__unit_clause(enc, u->stated.v[i].owner, known->one_of[0] ? u->truth : -u->truth);
    }
}

void an__close_units(struct an_encoder *enc)
{
    for (size_t i = 0; i < enc->units.n; i++) {
        struct an_unit *u = enc->units.v[i];
        state_map_places(enc, u);
        switch (u->type.type) {
        case AN_TYPE_BOOL: state_truth(enc, u); break;
        case AN_TYPE_ENUM:
        case AN_TYPE_TEXT: enum_theory(enc, u); break;
        case AN_TYPE_SET: set_theory(enc, u); break;
        case AN_TYPE_COUNTRIES: countries_theory(enc, u); break;
        case AN_TYPE_INT:
        case AN_TYPE_DATE:
        case AN_TYPE_MONEY: number_theory(enc, u); break;
        case AN_TYPE_COUNTRY_MAP:
        case AN_TYPE_TABLE: assert(false && "no unit of its own"); break;
        }
    }
}
