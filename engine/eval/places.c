/*
 * Sets of places: a member counts for a listed place if it lies within it on the law day, and
 * perhaps if that place is a part of it (S2.3). Tests of what is known of such a set.
 */
#include <assert.h>

#include "engine/eval/eval.h"

bool an__is_concrete(const struct an_model *m, uint32_t place)
{
    enum an_place_kind kind = m->places.v[place].kind;
    return kind == AN_PLACE_STATE || kind == AN_PLACE_PART;
}

an_tri an__counts(const struct an_eval *ev, uint32_t m, uint32_t p, an_day day)
{
    an_tri within = an_place_within(ev->model, m, p, day);
    if (within != AN_FALSE)
        return within;
    return an_place_within(ev->model, p, m, day) == AN_FALSE ? AN_FALSE : AN_UNKNOWN;
}

struct an_refs an__inside(struct an_eval *ev, uint32_t place, an_day day)
{
    for (size_t i = 0; i < ev->inside.n; i++)
        if (ev->inside.v[i].place == place && ev->inside.v[i].day == day)
            return ev->inside.v[i].in;
    AN_VEC(uint32_t) in = {0};
    for (uint32_t m = 0; m < ev->model->places.n; m++)
        if (an__is_concrete(ev->model, m) && an__counts(ev, m, place, day) != AN_FALSE)
            an_vec_push(ev->arena, &in, m);
    struct an_inside entry = {place, day, {in.v, an_u32(in.n)}};
    an_vec_push(ev->arena, &ev->inside, entry);
    return entry.in;
}

uint32_t an__place(const struct an_ctx *x, int64_t value)
{
    return value == AN_PLACE_J ? x->j : value == AN_PLACE_M ? x->row->place : (uint32_t)value;
}

an_tri an__place_member(const struct an_ctx *x, const struct an_known *known, uint32_t m)
{
    if (!known || !known->given)
        return AN_UNKNOWN;
    if (an__has(known->has, known->n_has, m))
        return AN_TRUE;
    if (known->closed && !an__has(known->within, known->n_within, m))
        return AN_FALSE;
    for (uint32_t i = 0; i < known->n_not_in; i++)
        if (an_place_within(x->ev->model, m, (uint32_t)known->not_in[i], x->law_day) == AN_TRUE)
            return AN_FALSE;
    return AN_UNKNOWN;
}

/*
 * Some member counts for q. Does one then count for p? Yes if q is within p, and so is every place
 * of which q is a part: such a place may be the member.
 */
static bool meeting_implies(const struct an_ctx *x, uint32_t q, uint32_t p)
{
    const struct an_model *m = x->ev->model;
    if (q == p)
        return true;
    if (an_place_within(m, q, p, x->law_day) != AN_TRUE)
        return false;
    struct an_refs wholes = an__inside(x->ev, q, x->law_day);
    for (uint32_t i = 0; i < wholes.n; i++)
        if (an_place_within(m, wholes.v[i], p, x->law_day) != AN_TRUE)
            return false;
    return true;
}

static an_tri may_contain(const struct an_ctx *x, const struct an_known *known, uint32_t p)
{
    if (known->closed) {
        for (uint32_t i = 0; i < known->n_within; i++)
            if (an__counts(x->ev, (uint32_t)known->within[i], p, x->law_day) != AN_FALSE &&
                an__place_member(x, known, (uint32_t)known->within[i]) != AN_FALSE)
                return AN_UNKNOWN;
        return AN_FALSE;
    }
    struct an_refs in = an__inside(x->ev, p, x->law_day);
    for (uint32_t i = 0; i < in.n; i++)
        if (an__place_member(x, known, in.v[i]) != AN_FALSE)
            return AN_UNKNOWN;
    return AN_FALSE;
}

static an_tri contains(const struct an_ctx *x, const struct an_known *known, uint32_t p)
{
    if (!known || !known->given)
        return an__is_concrete(x->ev->model, p) || an__inside(x->ev, p, x->law_day).n > 0
                   ? AN_UNKNOWN
                   : AN_FALSE;
    an_tri truth = AN_FALSE;
    for (uint32_t i = 0; i < known->n_has; i++) {
        truth = an_tri_or(truth, an__counts(x->ev, (uint32_t)known->has[i], p, x->law_day));
        if (truth == AN_TRUE)
            return truth;
    }
    if (an__has(known->not_in, known->n_not_in, p))
        return AN_FALSE;
    for (uint32_t i = 0; i < known->n_meets; i++)
        if (meeting_implies(x, (uint32_t)known->meets[i], p))
            return AN_TRUE;
    return truth == AN_FALSE ? may_contain(x, known, p) : truth;
}

an_tri an__contains_place(const struct an_ctx *x, const struct an_known *known, uint32_t p)
{
    an_tri truth = contains(x, known, p);
    bool open = !known || !known->given || !known->closed;
    return truth == AN_UNKNOWN && open && x->idle && x->idle->place[p] ? AN_FALSE : truth;
}

/* Does member m count for one of the listed places. */
static an_tri counts_for_one(const struct an_ctx *x, uint32_t m, const int64_t *v, uint32_t n)
{
    an_tri truth = AN_FALSE;
    for (uint32_t i = 0; i < n && truth != AN_TRUE; i++)
        truth = an_tri_or(truth, an__counts(x->ev, m, an__place(x, v[i]), x->law_day));
    return truth;
}

/* Some member counts for q: is it, whichever it may be, surely outside of the listed places. */
static bool met_outside(const struct an_ctx *x, const struct an_known *known, uint32_t q,
                        const int64_t *v, uint32_t n)
{
    struct an_refs in = an__inside(x->ev, q, x->law_day);
    assert(in.v || in.n == 0);
    for (uint32_t i = 0; i < in.n; i++)
        if (an__place_member(x, known, in.v[i]) != AN_FALSE &&
            counts_for_one(x, in.v[i], v, n) != AN_FALSE)
            return false;
    return true;
}

/* Does every place that may be a member surely count for one of the listed places. */
static bool all_count(const struct an_ctx *x, const struct an_known *known, const int64_t *v,
                      uint32_t n)
{
    bool closed = known && known->given && known->closed;
    uint32_t places = closed ? known->n_within : an_u32(x->ev->model->places.n);
    for (uint32_t i = 0; i < places; i++) {
        uint32_t m = closed ? (uint32_t)known->within[i] : i;
        if ((closed || an__is_concrete(x->ev->model, m)) &&
            an__place_member(x, known, m) != AN_FALSE && counts_for_one(x, m, v, n) != AN_TRUE)
            return false;
    }
    return true;
}

static an_tri only_places(const struct an_ctx *x, const struct an_known *known, const int64_t *v,
                          uint32_t n)
{
    if (!known || !known->given)
        return all_count(x, known, v, n) ? AN_TRUE : AN_UNKNOWN;
    an_tri truth = AN_TRUE;
    for (uint32_t i = 0; i < known->n_has; i++)
        truth = an_tri_and(truth, counts_for_one(x, (uint32_t)known->has[i], v, n));
    if (truth == AN_TRUE && !all_count(x, known, v, n))
        truth = AN_UNKNOWN;
    for (uint32_t i = 0; truth == AN_UNKNOWN && i < known->n_meets; i++)
        if (met_outside(x, known, (uint32_t)known->meets[i], v, n))
            truth = AN_FALSE;
    return truth;
}

an_tri an__test_places(const struct an_ctx *x, const struct an_cond *c,
                       const struct an_cond_node *leaf, const struct an_known *known)
{
    const int64_t *v = c->value + leaf->value;
    if (leaf->op == AN_OP_ONLY)
        return only_places(x, known, v, leaf->n);
    bool all = leaf->op == AN_OP_INCLUDES_ALL;
    an_tri truth = all ? AN_TRUE : AN_FALSE;
    for (uint32_t i = 0; i < leaf->n; i++) {
        an_tri one = an__contains_place(x, known, an__place(x, v[i]));
        truth = all ? an_tri_and(truth, one) : an_tri_or(truth, one);
    }
    return leaf->op == AN_OP_EXCLUDES ? an_tri_not(truth) : truth;
}

/* ---- what follows from a test ---- */

/* May a member of which it is undecided whether it counts for p be what the set has, or holds. */
static bool choice_counts(const struct an_ctx *x, const struct an_known *known, uint32_t p,
                          bool has)
{
    for (uint32_t i = 0; known && i < known->n_has; i++)
        if (an__counts(x->ev, (uint32_t)known->has[i], p, x->law_day) == AN_UNKNOWN)
            return true;
    struct an_refs in = an__inside(x->ev, p, x->law_day);
    assert(in.v || in.n == 0);
    for (uint32_t i = 0; !has && i < in.n; i++)
        if (an__counts(x->ev, in.v[i], p, x->law_day) == AN_UNKNOWN &&
            an__place_member(x, known, in.v[i]) != AN_FALSE)
            return true;
    for (uint32_t i = 0; !has && known && i < known->n_within; i++)
        if (an__counts(x->ev, (uint32_t)known->within[i], p, x->law_day) == AN_UNKNOWN)
            return true;
    return false;
}

/*
 * Some member counts for p: the member itself where there is but one that can. Where a choice may
 * bring it about a restriction cannot say it.
 */
static enum an_narrowed meet(const struct an_ctx *x, const struct an_known *known, uint32_t p,
                             struct an_known *out)
{
    an_tri now = an__contains_place(x, known, p);
    if (now != AN_UNKNOWN)
        return now == AN_TRUE ? AN_SAME : AN_EMPTY;
    if (choice_counts(x, known, p, false))
        return AN_SAME;
    bool cell = x->table != NULL; /* the rows of a table know nothing of what a cell meets */
    if (!cell)
        an__add(x->ev->work, &out->meets, &out->n_meets, p);
    uint32_t candidates = 0, one = AN_NONE;
    struct an_refs in = an__inside(x->ev, p, x->law_day);
    uint32_t n = known && known->closed ? known->n_within : in.n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t m = known && known->closed ? (uint32_t)known->within[i] : in.v[i];
        if (an__counts(x->ev, m, p, x->law_day) != AN_FALSE &&
            an__place_member(x, known, m) != AN_FALSE) {
            candidates++;
            one = m;
        }
    }
    if (candidates == 1)
        an__add(x->ev->work, &out->has, &out->n_has, one);
    return cell && candidates != 1 ? AN_SAME : AN_NARROWED;
}

static enum an_narrowed avoid(const struct an_ctx *x, const struct an_known *known, uint32_t p,
                              struct an_known *out)
{
    an_tri now = an__contains_place(x, known, p);
    if (now != AN_UNKNOWN)
        return now == AN_FALSE ? AN_SAME : AN_EMPTY;
    if (choice_counts(x, known, p, x->table == NULL))
        return AN_SAME;
    an__add(x->ev->work, &out->not_in, &out->n_not_in, p);
    return AN_NARROWED;
}

/* The one listed place for which `truth` is still to be brought about; AN_NONE: several. */
static enum an_narrowed last_place(const struct an_ctx *x, const struct an_known *known,
                                   const int64_t *v, uint32_t n, an_tri settled, uint32_t *p)
{
    *p = AN_NONE;
    for (uint32_t i = 0; i < n; i++) {
        an_tri now = an__contains_place(x, known, an__place(x, v[i]));
        if (now == settled)
            return AN_SAME;
        if (now != AN_UNKNOWN)
            continue;
        if (*p != AN_NONE && *p != an__place(x, v[i]))
            return AN_SAME;
        *p = an__place(x, v[i]);
    }
    return *p == AN_NONE ? AN_EMPTY : AN_NARROWED;
}

static enum an_narrowed only_these(const struct an_ctx *x, const struct an_known *known,
                                   const int64_t *v, uint32_t n, struct an_known *out)
{
    if (only_places(x, known, v, n) == AN_FALSE)
        return AN_EMPTY;
    bool was_closed = known && known->closed;
    out->closed = true;
    out->within = NULL;
    out->n_within = 0;
    for (uint32_t i = 0; was_closed && i < known->n_within; i++)
        if (counts_for_one(x, (uint32_t)known->within[i], v, n) != AN_FALSE)
            an__add(x->ev->work, &out->within, &out->n_within, known->within[i]);
    for (uint32_t i = 0; !was_closed && i < n; i++) {
        struct an_refs in = an__inside(x->ev, an__place(x, v[i]), x->law_day);
        for (uint32_t k = 0; k < in.n; k++)
            if (an__place_member(x, known, in.v[k]) == AN_UNKNOWN)
                an__add(x->ev->work, &out->within, &out->n_within, in.v[k]);
    }
    return was_closed && out->n_within == known->n_within ? AN_SAME : AN_NARROWED;
}

/* Some member counts for none of the places. */
static enum an_narrowed others_too(const struct an_ctx *x, const struct an_known *known,
                                   const int64_t *v, uint32_t n, struct an_known *out)
{
    an_tri now = only_places(x, known, v, n);
    if (now != AN_UNKNOWN)
        return now == AN_FALSE ? AN_SAME : AN_EMPTY;
    if (!known || !known->closed)
        return AN_SAME;
    uint32_t candidates = 0, one = AN_NONE;
    for (uint32_t i = 0; i < known->n_has; i++)
        candidates += counts_for_one(x, (uint32_t)known->has[i], v, n) == AN_UNKNOWN ? 2 : 0;
    for (uint32_t i = 0; i < known->n_within; i++) {
        uint32_t m = (uint32_t)known->within[i];
        an_tri counts = counts_for_one(x, m, v, n);
        if (counts == AN_TRUE || an__place_member(x, known, m) == AN_FALSE)
            continue;
        candidates += counts == AN_FALSE ? 1 : 2;
        one = m;
    }
    if (candidates != 1)
        return AN_SAME;
    an__add(x->ev->work, &out->has, &out->n_has, one);
    return AN_NARROWED;
}

static enum an_narrowed each_place(const struct an_ctx *x, const struct an_known *known,
                                   const int64_t *v, uint32_t n, bool met, struct an_known *out)
{
    enum an_narrowed result = AN_SAME;
    for (uint32_t i = 0; i < n; i++) {
        /* What was found so far counts: `known` may be out itself after the first. */
        const struct an_known *now = result == AN_NARROWED ? out : known;
        enum an_narrowed one =
            met ? meet(x, now, an__place(x, v[i]), out) : avoid(x, now, an__place(x, v[i]), out);
        if (one == AN_EMPTY)
            return AN_EMPTY;
        result = one == AN_NARROWED ? one : result;
    }
    return result;
}

/* Can each place that some member counts for still have one. */
static bool still_met(const struct an_ctx *x, const struct an_known *known)
{
    for (uint32_t i = 0; i < known->n_meets; i++) {
        struct an_refs in = an__inside(x->ev, (uint32_t)known->meets[i], x->law_day);
        bool some = false;
        assert(in.v || in.n == 0);
        for (uint32_t k = 0; k < in.n && !some; k++)
            some = an__place_member(x, known, in.v[k]) != AN_FALSE;
        if (!some)
            return false;
    }
    return true;
}

enum an_narrowed an__narrow_places(const struct an_ctx *x, const struct an_cond *c,
                                   const struct an_cond_node *leaf, const struct an_known *known,
                                   bool truth, const struct an_known **out)
{
    const int64_t *v = c->value + leaf->value;
    struct an_known *new = an__known_copy(x->ev->work, known);
    enum an_narrowed result;
    uint32_t p;
    if (leaf->op == AN_OP_ONLY) {
        result =
            truth ? only_these(x, known, v, leaf->n, new) : others_too(x, known, v, leaf->n, new);
    } else if (leaf->op == AN_OP_INCLUDES_ALL) {
        result = truth ? each_place(x, known, v, leaf->n, true, new)
                       : last_place(x, known, v, leaf->n, AN_FALSE, &p);
        if (!truth && result == AN_NARROWED)
            result = avoid(x, known, p, new);
    } else if (truth == (leaf->op == AN_OP_IN)) {
        result = last_place(x, known, v, leaf->n, AN_TRUE, &p);
        if (result == AN_NARROWED)
            result = meet(x, known, p, new);
    } else {
        result = each_place(x, known, v, leaf->n, false, new);
    }
    *out = new;
    return result == AN_NARROWED && !still_met(x, new) ? AN_EMPTY : result;
}
