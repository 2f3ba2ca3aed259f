/*
 * Derived facts (S2.8): their value as bounds computed from what is known of their arguments, and
 * tests of it. The fact `day` is one of them in effect: it is the law day of whoever asks.
 */
#include "engine/eval/eval.h"

/* Bounds of a value. `none`: there surely is no value (max over no rows); `maybe_none`: perhaps. */
struct bounds {
    int64_t lo, hi;
    bool none, maybe_none;
};

static const struct bounds anything = {INT64_MIN, INT64_MAX, false, false};

static int64_t add(int64_t a, int64_t b)
{
    if (a == INT64_MAX || b == INT64_MAX || (b > 0 && a > INT64_MAX - b))
        return INT64_MAX;
    if (a == INT64_MIN || b == INT64_MIN || (b < 0 && a < INT64_MIN - b))
        return INT64_MIN;
    return a + b;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static struct bounds bounds_of(const struct an_range *r)
{
    return (struct bounds){r->lo, r->hi, false, false};
}

/* What is known of a day or number, derived itself or not. */
static struct bounds argument(const struct an_ctx *x, uint32_t fact);

/* ---- over rows ---- */

/* One value that surely (in) or perhaps counts. */
struct fold {
    enum an_function function;
    struct bounds b;
    bool any; /* one surely counts */
    bool begun;
};

static void fold_in(struct fold *f, struct bounds v, an_tri counts, bool many)
{
    if (counts == AN_FALSE)
        return;
    bool sure = counts == AN_TRUE;
    switch (f->function) {
    case AN_FN_COUNT:
        f->b.lo = add(f->b.lo, sure ? 1 : 0);
        f->b.hi = many ? INT64_MAX : add(f->b.hi, 1);
        break;
    case AN_FN_SUM:
        if (many) {
            v.lo = v.lo < 0 ? INT64_MIN : v.lo;
            v.hi = v.hi > 0 ? INT64_MAX : v.hi;
        }
        f->b.lo = add(f->b.lo, sure ? v.lo : least(v.lo, 0));
        f->b.hi = add(f->b.hi, sure ? v.hi : most(v.hi, 0));
        break;
    case AN_FN_MAX:
        f->b.lo = sure ? most(f->b.lo, v.lo) : f->b.lo;
        f->b.hi = f->begun ? most(f->b.hi, v.hi) : v.hi;
        break;
    case AN_FN_MIN:
        f->b.hi = sure ? least(f->b.hi, v.hi) : f->b.hi;
        f->b.lo = f->begun ? least(f->b.lo, v.lo) : v.lo;
        break;
    case AN_FN_NONE:
    case AN_FN_YEARS_BETWEEN:
    case AN_FN_DAYS_SINCE:
    case AN_FN_SAME: AN_UNREACHABLE();
    }
    f->begun = true;
    f->any = f->any || sure;
}

static struct fold fold_start(enum an_function function)
{
    struct fold f = {.function = function};
    if (function == AN_FN_MAX || function == AN_FN_MIN)
        f.b = anything;
    return f;
}

static struct bounds fold_end(const struct fold *f)
{
    struct bounds b = f->b;
    if (f->function == AN_FN_MAX || f->function == AN_FN_MIN) {
        b.none = !f->begun;
        b.maybe_none = !f->any;
    }
    return b;
}

static void fold_row(const struct an_ctx *x, const struct an_derived *d, const struct an_row *row,
                     struct fold *f)
{
    struct an_ctx inner = *x;
    inner.table = &x->ev->model->facts.v[d->arg[0]];
    inner.cells = row;
    struct bounds v = {0, 0, false, false};
    if (d->column != AN_NONE) {
        const struct an_value_type *type = &inner.table->columns[d->column].type;
        struct an_range r = an__range(type, row ? &row->cell[d->column] : NULL);
        v = bounds_of(&r);
    }
    an_tri counts = an__truth(&inner, &d->where, AN_TRUE);
    if (!row && counts == AN_TRUE)
        counts = AN_UNKNOWN; /* there may be no further row */
    fold_in(f, v, counts, !row);
}

static struct bounds over_rows(const struct an_ctx *x, const struct an_derived *d)
{
    const struct an_known *known = x->row->slot[d->arg[0]].known;
    struct fold f = fold_start(d->function);
    for (uint32_t i = 0; known && i < known->n_rows; i++)
        fold_row(x, d, &known->row[i], &f);
    if (!known || !known->given || !known->closed)
        fold_row(x, d, NULL, &f);
    return fold_end(&f);
}

/* ---- over places: their sum ---- */

static struct bounds over_places(const struct an_ctx *x, const struct an_derived *d)
{
    const struct an_known *known = x->row->slot[d->arg[0]].known;
    bool closed = known && known->given && known->closed;
    struct fold f = fold_start(AN_FN_SUM);
    for (uint32_t i = 0; known && known->given && i < known->n_entries; i++) {
        const struct an_map_entry *e = &known->entry[i];
        fold_in(&f, (struct bounds){most(e->min, 0), e->max, false, false}, AN_TRUE, false);
    }
    /* Places that are not named have a number too: 0 where the map is complete. */
    fold_in(&f, (struct bounds){0, closed ? 0 : INT64_MAX, false, false}, AN_TRUE, !closed);
    return fold_end(&f);
}

/* ---- same ---- */

static an_tri same_words(const struct an_ctx *x, const uint32_t fact[2])
{
    struct an_words w[2];
    for (int i = 0; i < 2; i++)
        w[i] = an__words(&x->ev->model->facts.v[fact[i]].type, x->row->slot[fact[i]].known);
    if (w[0].open || w[1].open)
        return AN_UNKNOWN;
    bool common = false;
    uint32_t n[2] = {0, 0};
    for (uint32_t i = 0; i < w[0].n; i++) {
        int64_t a = an__word(&w[0], i);
        n[0] += a != INT64_MAX ? 1 : 0;
        for (uint32_t k = 0; a != INT64_MAX && k < w[1].n; k++)
            common = common || an__word(&w[1], k) == a;
    }
    for (uint32_t k = 0; k < w[1].n; k++)
        n[1] += an__word(&w[1], k) != INT64_MAX ? 1 : 0;
    return !common ? AN_FALSE : n[0] == 1 && n[1] == 1 ? AN_TRUE : AN_UNKNOWN;
}

/* Sets are the same if both are complete and equal; surely not if one has what the other lacks. */
static an_tri same_sets(const struct an_ctx *x, const uint32_t fact[2])
{
    const struct an_known *k[2] = {x->row->slot[fact[0]].known, x->row->slot[fact[1]].known};
    bool complete = true;
    for (int i = 0; i < 2; i++) {
        const struct an_known *mine = k[i], *other = k[1 - i];
        const struct an_value_type *type = &x->ev->model->facts.v[fact[1 - i]].type;
        complete = complete && mine && mine->given && mine->closed && mine->n_within == 0;
        for (uint32_t v = 0; mine && v < mine->n_has; v++) {
            an_tri in = type->type == AN_TYPE_COUNTRIES
                            ? an__place_member(x, other, (uint32_t)mine->has[v])
                            : an__member(type, other, mine->has[v]);
            if (in == AN_FALSE)
                return AN_FALSE;
        }
    }
    return complete ? AN_TRUE : AN_UNKNOWN;
}

static struct bounds yes_or_no(an_tri truth, bool none, bool maybe_none)
{
    return (struct bounds){truth == AN_TRUE ? 1 : 0, truth == AN_FALSE ? 0 : 1, none, maybe_none};
}

static struct bounds same_numbers(const struct an_ctx *x, const uint32_t fact[2])
{
    struct bounds a = argument(x, fact[0]), b = argument(x, fact[1]);
    bool one = a.lo == a.hi && b.lo == b.hi;
    an_tri truth = a.lo > b.hi || b.lo > a.hi ? AN_FALSE : one ? AN_TRUE : AN_UNKNOWN;
    return yes_or_no(truth, a.none || b.none, a.maybe_none || b.maybe_none);
}

static struct bounds same(const struct an_ctx *x, const uint32_t fact[2])
{
    enum an_type type = x->ev->model->facts.v[fact[0]].type.type;
    if (an__is_number(type))
        return same_numbers(x, fact);
    an_tri truth = an__is_symbolic(type)         ? same_words(x, fact)
                   : type == AN_TYPE_COUNTRY_MAP ? AN_UNKNOWN
                                                 : same_sets(x, fact);
    return yes_or_no(truth, false, false);
}

/* ---- days ---- */

/* As `argument`, and no day beyond the calendar. */
static struct bounds day_argument(const struct an_ctx *x, uint32_t fact)
{
    struct bounds b = argument(x, fact);
    b.lo = most(b.lo, AN_DAY_MIN);
    b.hi = least(b.hi, AN_DAY_MAX);
    return b;
}

static struct bounds years_between(const struct an_ctx *x, const uint32_t fact[2])
{
    struct bounds a = day_argument(x, fact[0]), b = day_argument(x, fact[1]);
    return (struct bounds){an_years_between((an_day)a.hi, (an_day)b.lo),
                           an_years_between((an_day)a.lo, (an_day)b.hi), a.none || b.none,
                           a.maybe_none || b.maybe_none};
}

/* ---- all of them ---- */

static struct bounds derived_bounds(const struct an_ctx *x, const struct an_derived *d)
{
    switch (d->function) {
    case AN_FN_YEARS_BETWEEN: return years_between(x, d->arg);
    case AN_FN_DAYS_SINCE: {
        struct bounds a = day_argument(x, d->arg[0]);
        return (struct bounds){x->law_day - a.hi, x->law_day - a.lo, a.none, a.maybe_none};
    }
    case AN_FN_SAME: return same(x, d->arg);
    case AN_FN_SUM: return over_places(x, d);
    case AN_FN_COUNT:
    case AN_FN_MAX:
    case AN_FN_MIN: return over_rows(x, d);
    case AN_FN_NONE: break;
    }
    AN_UNREACHABLE();
}

static struct bounds argument(const struct an_ctx *x, uint32_t fact)
{
    const struct an_fact *f = &x->ev->model->facts.v[fact];
    if (fact == x->ev->model->day_fact)
        return (struct bounds){x->law_day, x->law_day, false, false};
    if (f->derived.function != AN_FN_NONE)
        return derived_bounds(x, &f->derived);
    struct an_range r = an__range(&f->type, x->row->slot[fact].known);
    return bounds_of(&r);
}

static const struct an_known *known_of(const struct an_ctx *x, const struct an_fact *f,
                                       struct bounds b)
{
    struct an_known *known = an__known_copy(x->ev->work, NULL);
    if (f->type.type == AN_TYPE_BOOL) {
        for (int64_t v = b.lo; v <= b.hi; v++)
            an__add(x->ev->work, &known->one_of, &known->n_one_of, v);
    } else {
        known->min = b.lo;
        known->max = b.hi;
    }
    return known;
}

const struct an_known *an__derive(const struct an_ctx *x, const struct an_fact *fact)
{
    struct bounds b = derived_bounds(x, &fact->derived);
    bool nothing =
        fact->type.type == AN_TYPE_BOOL ? b.lo < b.hi : b.lo == INT64_MIN && b.hi == INT64_MAX;
    return b.none || b.maybe_none || nothing ? NULL : known_of(x, fact, b);
}

an_tri an__test_derived(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    const struct an_cond_node *leaf = &c->node[at];
    const struct an_fact *f = &x->ev->model->facts.v[leaf->fact];
    bool day = leaf->fact == x->ev->model->day_fact;
    struct bounds b = day ? argument(x, leaf->fact) : derived_bounds(x, &f->derived);
    if (b.none)
        return AN_FALSE;
    struct an_known known = {.given = true, .min = b.lo, .max = b.hi};
    int64_t one = b.lo;
    if (f->type.type == AN_TYPE_BOOL && b.lo == b.hi) {
        known.one_of = &one;
        known.n_one_of = 1;
    }
    an_tri truth = an__test(x, c, leaf, &f->type, &known);
    if (b.maybe_none && truth == AN_TRUE)
        truth = AN_UNKNOWN;
    /* What axioms say of the fact holds for the row's law day only. */
    bool of_day = day || f->derived.function == AN_FN_DAYS_SINCE;
    if (truth == AN_UNKNOWN && (!of_day || x->law_day == x->row->law_day))
        truth = an__test(x, c, leaf, &f->type, x->row->slot[leaf->fact].known);
    return truth;
}

an_day an__due_day(const struct an_due *due, an_day day)
{
    if (due->kind == AN_DUE_DAYS) {
        int64_t sum = (int64_t)day + due->within;
        return sum > AN_DAY_MAX ? AN_DAY_MAX : sum < AN_DAY_MIN ? AN_DAY_MIN : (an_day)sum;
    }
    return due->kind == AN_DUE_MONTHS ? an_day_add_months(day, due->within).lo
                                      : an_day_add_years(day, due->within).lo;
}
