/*
 * Tests of restrictions: what is known of a value against one test, in three values, as sharp as
 * the restriction allows. Sets of places are in places.c, what follows from a test in narrow.c.
 */
#include <assert.h>

#include "engine/eval/eval.h"
#include "engine/lang/place.h"

bool an__has(const int64_t *v, uint32_t n, int64_t value)
{
    for (uint32_t i = 0; i < n; i++)
        if (v[i] == value)
            return true;
    return false;
}

bool an__is_symbolic(enum an_type type)
{
    return type == AN_TYPE_BOOL || type == AN_TYPE_ENUM || type == AN_TYPE_TEXT;
}

bool an__is_number(enum an_type type)
{
    return type == AN_TYPE_INT || type == AN_TYPE_DATE || type == AN_TYPE_MONEY;
}

/* ---- words ---- */

struct an_words an__words(const struct an_value_type *type, const struct an_known *known)
{
    static const int64_t yes_no[] = {0, 1};
    struct an_words w = {0};
    if (known && known->n_one_of > 0) {
        w.v = known->one_of;
        w.n = known->n_one_of;
    } else if (type->type == AN_TYPE_BOOL) {
        w.v = yes_no;
        w.n = 2;
    } else if (type->type == AN_TYPE_ENUM && !type->open) {
        w.sym = type->values;
        w.n = type->n_values;
    } else {
        w.open = true;
    }
    if (known) {
        w.hole = known->not_in;
        w.n_holes = known->n_not_in;
    }
    return w;
}

int64_t an__word(const struct an_words *w, uint32_t i)
{
    assert(w->v || w->sym);
    int64_t value = w->v ? w->v[i] : (int64_t)w->sym[i];
    return an__has(w->hole, w->n_holes, value) ? INT64_MAX : value;
}

/* Place of a word in the list of an ordered enum, or -1. */
static int64_t rank(const struct an_value_type *type, int64_t word)
{
    for (uint32_t i = 0; i < type->n_values; i++)
        if ((int64_t)type->values[i] == word)
            return i;
    return -1;
}

static bool compares(enum an_op op, int64_t a, int64_t b)
{
    switch (op) {
    case AN_OP_AT_LEAST: return a >= b;
    case AN_OP_AT_MOST: return a <= b;
    case AN_OP_MORE_THAN: return a > b;
    case AN_OP_LESS_THAN: return a < b;
    case AN_OP_ALL:
    case AN_OP_ANY:
    case AN_OP_NOT:
    case AN_OP_OPEN:
    case AN_OP_SOME:
    case AN_OP_EVERY:
    case AN_OP_IN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: break;
    }
    AN_UNREACHABLE();
}

static an_tri on_lists(const struct an_ctx *x, const struct an_cond *c,
                       const struct an_cond_node *leaf, int64_t word)
{
    an_tri truth = AN_FALSE;
    for (uint32_t i = 0; i < leaf->n && truth != AN_TRUE; i++)
        truth = an_tri_or(
            truth, an__on_list(x->ev, word, (uint32_t)c->value[leaf->value + i], x->law_day));
    return truth;
}

an_tri an__holds(const struct an_ctx *x, const struct an_cond *c, const struct an_cond_node *leaf,
                 const struct an_value_type *type, int64_t value)
{
    const int64_t *v = c->value + leaf->value;
    if (leaf->op == AN_OP_IN)
        return an_tri_of(an__has(v, leaf->n, value));
    if (leaf->op == AN_OP_ON_LIST)
        return value == AN_OTHER ? AN_FALSE : on_lists(x, c, leaf, value);
    if (type->type != AN_TYPE_ENUM)
        return an_tri_of(compares(leaf->op, value, v[0]));
    int64_t mine = rank(type, value), wanted = rank(type, v[0]);
    return an_tri_of(mine >= 0 && wanted >= 0 && compares(leaf->op, mine, wanted));
}

static an_tri of_both(bool may_hold, bool may_fail)
{
    return may_hold ? (may_fail ? AN_UNKNOWN : AN_TRUE) : AN_FALSE;
}

/* Is surely nobody on these lists on the day? */
static bool lists_are_empty(const struct an_ctx *x, const struct an_cond *c,
                            const struct an_cond_node *leaf)
{
    for (uint32_t i = 0; i < leaf->n; i++) {
        const struct an_list *list = &x->ev->model->lists.v[c->value[leaf->value + i]];
        for (uint32_t k = 0; k < list->n_members; k++)
            if (an_interval_has(&list->members[k].days, x->law_day) != AN_FALSE)
                return false;
    }
    return true;
}

static an_tri test_words(const struct an_ctx *x, const struct an_cond *c,
                         const struct an_cond_node *leaf, const struct an_value_type *type,
                         const struct an_known *known)
{
    struct an_words w = an__words(type, known);
    bool may_hold = false, may_fail = w.open;
    for (uint32_t i = 0; i < w.n && !(may_hold && may_fail); i++) {
        int64_t word = an__word(&w, i);
        if (word == INT64_MAX)
            continue;
        an_tri t = an__holds(x, c, leaf, type, word);
        may_hold = may_hold || t != AN_FALSE;
        may_fail = may_fail || t != AN_TRUE;
    }
    if (!w.open || may_hold)
        return of_both(may_hold, may_fail);
    /* Any word may stand here: a test for words holds for one that is not ruled out. */
    if (leaf->op == AN_OP_ON_LIST)
        return lists_are_empty(x, c, leaf) ? AN_FALSE : AN_UNKNOWN;
    if (leaf->op != AN_OP_IN)
        return type->n_values > 0 ? AN_UNKNOWN : AN_FALSE;
    for (uint32_t i = 0; i < leaf->n; i++)
        may_hold = may_hold || !an__has(w.hole, w.n_holes, c->value[leaf->value + i]);
    return of_both(may_hold, true);
}

/* ---- numbers ---- */

struct an_range an__range(const struct an_value_type *type, const struct an_known *known)
{
    struct an_range r = {INT64_MIN, INT64_MAX, NULL, 0, NULL, 0};
    if (type->type == AN_TYPE_DATE) {
        r.lo = AN_DAY_MIN;
        r.hi = AN_DAY_MAX;
    }
    if (type->has_min && type->min > r.lo)
        r.lo = type->min;
    if (type->has_max && type->max < r.hi)
        r.hi = type->max;
    if (!known || !known->given)
        return r;
    r.lo = known->min > r.lo ? known->min : r.lo;
    r.hi = known->max < r.hi ? known->max : r.hi;
    r.one_of = known->one_of;
    r.n_one_of = known->n_one_of;
    r.hole = known->not_in;
    r.n_holes = known->n_not_in;
    return r;
}

struct an_range an__map_range(const struct an_known *known, uint32_t place)
{
    struct an_range r = {0, INT64_MAX, NULL, 0, NULL, 0};
    if (!known || !known->given)
        return r;
    for (uint32_t i = 0; i < known->n_entries; i++)
        if (known->entry[i].place == place) {
            r.lo = known->entry[i].min > 0 ? known->entry[i].min : 0;
            r.hi = known->entry[i].max;
            return r;
        }
    if (known->closed)
        r.hi = 0;
    return r;
}

bool an__range_has(const struct an_range *r, int64_t value)
{
    return value >= r->lo && value <= r->hi && !an__has(r->hole, r->n_holes, value) &&
           (r->n_one_of == 0 || an__has(r->one_of, r->n_one_of, value));
}

/* More numbers between lo and hi than `n`: is one left when n of them are taken away. */
static bool more_than(const struct an_range *r, uint64_t n)
{
    return r->hi >= r->lo && (uint64_t)r->hi - (uint64_t)r->lo >= n;
}

/* Is a number allowed that is none of these. */
static bool has_other(const struct an_range *r, const int64_t *v, uint32_t n)
{
    if (r->n_one_of > 0) {
        for (uint32_t i = 0; i < r->n_one_of; i++)
            if (an__range_has(r, r->one_of[i]) && !an__has(v, n, r->one_of[i]))
                return true;
        return false;
    }
    uint64_t taken = 0;
    for (uint32_t i = 0; i < r->n_holes; i++)
        taken += r->hole[i] >= r->lo && r->hole[i] <= r->hi ? 1 : 0;
    for (uint32_t i = 0; i < n; i++)
        taken += an__range_has(r, v[i]) && !an__has(v, i, v[i]) ? 1 : 0;
    return more_than(r, taken);
}

bool an__range_empty(const struct an_range *r)
{
    return !has_other(r, NULL, 0);
}

static an_tri test_range(enum an_op op, const int64_t *v, uint32_t n, const struct an_range *r)
{
    if (op == AN_OP_IN) {
        bool may_hold = false;
        for (uint32_t i = 0; i < n; i++)
            may_hold = may_hold || an__range_has(r, v[i]);
        return of_both(may_hold, has_other(r, v, n));
    }
    bool may_hold = false, may_fail = false;
    for (uint32_t i = 0; i < r->n_one_of; i++)
        if (an__range_has(r, r->one_of[i])) {
            bool holds = compares(op, r->one_of[i], v[0]);
            may_hold = may_hold || holds;
            may_fail = may_fail || !holds;
        }
    if (r->n_one_of > 0)
        return of_both(may_hold, may_fail);
    bool low = compares(op, r->lo, v[0]), high = compares(op, r->hi, v[0]);
    return of_both(low || high, !low || !high);
}

/* ---- sets ---- */

an_tri an__member(const struct an_value_type *type, const struct an_known *known, int64_t value)
{
    if (known && an__has(known->has, known->n_has, value))
        return AN_TRUE;
    if (!type->open) {
        bool listed = false;
        for (uint32_t i = 0; i < type->n_values && !listed; i++)
            listed = (int64_t)type->values[i] == value;
        if (!listed)
            return AN_FALSE;
    }
    if (!known || !known->given)
        return AN_UNKNOWN;
    if (an__has(known->not_in, known->n_not_in, value))
        return AN_FALSE;
    return known->closed && !an__has(known->within, known->n_within, value) ? AN_FALSE : AN_UNKNOWN;
}

static an_tri contains_one(const struct an_value_type *type, const struct an_known *known,
                           const int64_t *v, uint32_t n)
{
    an_tri truth = AN_FALSE;
    for (uint32_t i = 0; i < n && truth != AN_TRUE; i++)
        truth = an_tri_or(truth, an__member(type, known, v[i]));
    return truth;
}

static an_tri contains_all(const struct an_value_type *type, const struct an_known *known,
                           const int64_t *v, uint32_t n)
{
    an_tri truth = AN_TRUE;
    for (uint32_t i = 0; i < n && truth != AN_FALSE; i++)
        truth = an_tri_and(truth, an__member(type, known, v[i]));
    return truth;
}

static an_tri only(const struct an_value_type *type, const struct an_known *known, const int64_t *v,
                   uint32_t n)
{
    bool may_fail = false;
    for (uint32_t i = 0; known && i < known->n_has; i++)
        if (!an__has(v, n, known->has[i]))
            return AN_FALSE;
    if (known && known->given && known->closed) {
        for (uint32_t i = 0; i < known->n_within && !may_fail; i++)
            may_fail = !an__has(v, n, known->within[i]) &&
                       an__member(type, known, known->within[i]) != AN_FALSE;
        return of_both(true, may_fail);
    }
    if (type->open)
        return AN_UNKNOWN;
    for (uint32_t i = 0; i < type->n_values && !may_fail; i++)
        may_fail =
            !an__has(v, n, type->values[i]) && an__member(type, known, type->values[i]) != AN_FALSE;
    return of_both(true, may_fail);
}

static an_tri test_set(const struct an_cond *c, const struct an_cond_node *leaf,
                       const struct an_value_type *type, const struct an_known *known)
{
    const int64_t *v = c->value + leaf->value;
    if (leaf->op == AN_OP_INCLUDES_ALL)
        return contains_all(type, known, v, leaf->n);
    if (leaf->op == AN_OP_ONLY)
        return only(type, known, v, leaf->n);
    an_tri truth = contains_one(type, known, v, leaf->n);
    return leaf->op == AN_OP_EXCLUDES ? an_tri_not(truth) : truth;
}

an_tri an__test(const struct an_ctx *x, const struct an_cond *c, const struct an_cond_node *leaf,
                const struct an_value_type *type, const struct an_known *known)
{
    switch (type->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: return test_words(x, c, leaf, type, known);
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY: {
        struct an_range r = an__range(type, known);
        return test_range(leaf->op, c->value + leaf->value, leaf->n, &r);
    }
    case AN_TYPE_COUNTRY_MAP: {
        struct an_range r = an__map_range(known, an__place(x, leaf->key));
        return test_range(leaf->op, c->value + leaf->value, leaf->n, &r);
    }
    case AN_TYPE_SET: return test_set(c, leaf, type, known);
    case AN_TYPE_COUNTRIES: return an__test_places(x, c, leaf, known);
    case AN_TYPE_TABLE: break; /* only its rows are tested */
    }
    AN_UNREACHABLE();
}
