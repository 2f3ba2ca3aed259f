/*
 * What is left of a restriction once a test of it is known to be true or false: one step of unit
 * propagation. Never loses a value that the test allows; may keep more where a restriction cannot
 * say it (the exact stage then still knows the axiom itself).
 */
#include "engine/eval/eval.h"

struct an_known *an__known_copy(struct an_arena *arena, const struct an_known *known)
{
    struct an_known *copy = AN_NEW(arena, struct an_known);
    if (known)
        *copy = *known;
    if (!copy->given) {
        copy->given = true;
        copy->min = INT64_MIN;
        copy->max = INT64_MAX;
    }
    return copy;
}

void an__add(struct an_arena *arena, const int64_t **list, uint32_t *n, int64_t value)
{
    if (an__has(*list, *n, value))
        return;
    int64_t *grown = AN_NEW_ARRAY(arena, int64_t, (size_t)*n + 1);
    uint32_t i = 0;
    for (; i < *n && (*list)[i] < value; i++)
        grown[i] = (*list)[i];
    grown[i] = value;
    for (; i < *n; i++)
        grown[i + 1] = (*list)[i];
    *list = grown;
    *n += 1;
}

/* ---- words ---- */

static enum an_narrowed keep_words(const struct an_ctx *x, const struct an_cond *c,
                                   const struct an_cond_node *leaf,
                                   const struct an_value_type *type, const struct an_words *w,
                                   bool truth, struct an_known *out)
{
    uint32_t allowed = 0;
    out->one_of = NULL;
    out->n_one_of = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        int64_t word = an__word(w, i);
        if (word == INT64_MAX)
            continue;
        allowed++;
        if (an__holds(x, c, leaf, type, word) != an_tri_not(an_tri_of(truth)))
            an__add(x->ev->work, &out->one_of, &out->n_one_of, word);
    }
    if (out->n_one_of == 0)
        return AN_EMPTY;
    return out->n_one_of == allowed ? AN_SAME : AN_NARROWED;
}

static enum an_narrowed narrow_words(const struct an_ctx *x, const struct an_cond *c,
                                     const struct an_cond_node *leaf,
                                     const struct an_value_type *type, const struct an_known *known,
                                     bool truth, struct an_known *out)
{
    struct an_words w = an__words(type, known);
    if (!w.open)
        return keep_words(x, c, leaf, type, &w, truth, out);
    if (leaf->op != AN_OP_IN)
        return AN_SAME;
    uint32_t before = out->n_not_in;
    for (uint32_t i = 0; i < leaf->n; i++) {
        int64_t word = c->value[leaf->value + i];
        if (!truth)
            an__add(x->ev->work, &out->not_in, &out->n_not_in, word);
        else if (!an__has(w.hole, w.n_holes, word))
            an__add(x->ev->work, &out->one_of, &out->n_one_of, word);
    }
    if (truth)
        return out->n_one_of > 0 ? AN_NARROWED : AN_EMPTY;
    return out->n_not_in > before ? AN_NARROWED : AN_SAME;
}

/* ---- numbers ---- */

static bool keep_numbers(struct an_arena *arena, struct an_range *r, const int64_t *v, uint32_t n)
{
    const int64_t *kept = NULL;
    uint32_t n_kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (an__range_has(r, v[i]))
            an__add(arena, &kept, &n_kept, v[i]);
    r->one_of = kept;
    r->n_one_of = n_kept;
    return n_kept > 0;
}

static void drop_numbers(struct an_arena *arena, struct an_range *r, const int64_t *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (v[i] >= r->lo && v[i] <= r->hi)
            an__add(arena, &r->hole, &r->n_holes, v[i]);
}

/* The bound that a comparison sets; false if it cannot be fulfilled at all. */
static bool bound(enum an_op op, bool truth, int64_t value, struct an_range *r)
{
    bool low = (op == AN_OP_AT_LEAST || op == AN_OP_MORE_THAN) == truth;
    bool strict = (op == AN_OP_MORE_THAN || op == AN_OP_LESS_THAN) == truth;
    if (low) {
        if (strict && value == INT64_MAX)
            return false;
        int64_t lo = strict ? value + 1 : value;
        r->lo = lo > r->lo ? lo : r->lo;
    } else {
        if (strict && value == INT64_MIN)
            return false;
        int64_t hi = strict ? value - 1 : value;
        r->hi = hi < r->hi ? hi : r->hi;
    }
    return r->lo <= r->hi;
}

/* Makes lo and hi numbers that are allowed. */
static void trim(struct an_range *r)
{
    if (r->n_one_of > 0) {
        int64_t lo = INT64_MAX, hi = INT64_MIN;
        for (uint32_t i = 0; i < r->n_one_of; i++)
            if (an__range_has(r, r->one_of[i])) {
                lo = r->one_of[i] < lo ? r->one_of[i] : lo;
                hi = r->one_of[i] > hi ? r->one_of[i] : hi;
            }
        r->lo = lo;
        r->hi = hi;
        return;
    }
    while (r->lo < r->hi && an__has(r->hole, r->n_holes, r->lo))
        r->lo++;
    while (r->hi > r->lo && an__has(r->hole, r->n_holes, r->hi))
        r->hi--;
}

static bool same_range(const struct an_range *a, const struct an_range *b)
{
    return a->lo == b->lo && a->hi == b->hi && a->n_one_of == b->n_one_of &&
           a->n_holes == b->n_holes;
}

static enum an_narrowed narrow_range(struct an_arena *arena, const struct an_cond *c,
                                     const struct an_cond_node *leaf, bool truth,
                                     struct an_range *r)
{
    struct an_range before = *r;
    const int64_t *v = c->value + leaf->value;
    bool left = true;
    if (leaf->op == AN_OP_IN && truth)
        left = keep_numbers(arena, r, v, leaf->n);
    else if (leaf->op == AN_OP_IN)
        drop_numbers(arena, r, v, leaf->n);
    else
        left = bound(leaf->op, truth, v[0], r);
    if (!left || an__range_empty(r))
        return AN_EMPTY;
    trim(r);
    return same_range(r, &before) ? AN_SAME : AN_NARROWED;
}

static enum an_narrowed narrow_number(const struct an_ctx *x, const struct an_cond *c,
                                      const struct an_cond_node *leaf,
                                      const struct an_value_type *type,
                                      const struct an_known *known, bool truth,
                                      struct an_known *out)
{
    struct an_range r = an__range(type, known);
    enum an_narrowed result = narrow_range(x->ev->work, c, leaf, truth, &r);
    out->min = r.lo;
    out->max = r.hi;
    out->one_of = r.one_of;
    out->n_one_of = r.n_one_of;
    out->not_in = r.hole;
    out->n_not_in = r.n_holes;
    return result;
}

/* A place's number in a country map: only its bounds are kept. */
static enum an_narrowed narrow_map(const struct an_ctx *x, const struct an_cond *c,
                                   const struct an_cond_node *leaf, const struct an_known *known,
                                   bool truth, struct an_known *out)
{
    uint32_t place = an__place(x, leaf->key), at = 0;
    struct an_range r = an__map_range(known, place), before = r;
    enum an_narrowed result = narrow_range(x->ev->work, c, leaf, truth, &r);
    if (result != AN_NARROWED || (r.lo == before.lo && r.hi == before.hi))
        return result == AN_EMPTY ? AN_EMPTY : AN_SAME;
    struct an_map_entry *entry =
        AN_NEW_ARRAY(x->ev->work, struct an_map_entry, (size_t)out->n_entries + 1);
    while (at < out->n_entries && out->entry[at].place < place) {
        entry[at] = out->entry[at];
        at++;
    }
    uint32_t rest = at < out->n_entries && out->entry[at].place == place ? at + 1 : at;
    entry[at++] = (struct an_map_entry){place, r.lo, r.hi};
    while (rest < out->n_entries)
        entry[at++] = out->entry[rest++];
    out->entry = entry;
    out->n_entries = at;
    return AN_NARROWED;
}

/* ---- sets ---- */

static enum an_narrowed put_in(const struct an_ctx *x, const struct an_value_type *type,
                               const struct an_known *known, int64_t value, struct an_known *out)
{
    an_tri now = an__member(type, known, value);
    if (now != AN_UNKNOWN)
        return now == AN_TRUE ? AN_SAME : AN_EMPTY;
    an__add(x->ev->work, &out->has, &out->n_has, value);
    return AN_NARROWED;
}

static enum an_narrowed leave_out(const struct an_ctx *x, const struct an_value_type *type,
                                  const struct an_known *known, int64_t value, struct an_known *out)
{
    an_tri now = an__member(type, known, value);
    if (now != AN_UNKNOWN)
        return now == AN_FALSE ? AN_SAME : AN_EMPTY;
    an__add(x->ev->work, &out->not_in, &out->n_not_in, value);
    return AN_NARROWED;
}

static enum an_narrowed all_of_these(const struct an_ctx *x, const struct an_value_type *type,
                                     const struct an_known *known, const int64_t *v, uint32_t n,
                                     bool in, struct an_known *out)
{
    enum an_narrowed result = AN_SAME;
    for (uint32_t i = 0; i < n; i++) {
        enum an_narrowed one =
            in ? put_in(x, type, known, v[i], out) : leave_out(x, type, known, v[i], out);
        if (one == AN_EMPTY)
            return AN_EMPTY;
        result = one == AN_NARROWED ? one : result;
    }
    return result;
}

/* One of the values is in (or, for `in` false, is not): the last that can be so must be so. */
static enum an_narrowed one_of_these(const struct an_ctx *x, const struct an_value_type *type,
                                     const struct an_known *known, const int64_t *v, uint32_t n,
                                     bool in, struct an_known *out)
{
    uint32_t candidates = 0;
    int64_t one = 0;
    for (uint32_t i = 0; i < n; i++) {
        an_tri now = an__member(type, known, v[i]);
        if (now == an_tri_of(in))
            return AN_SAME;
        if (now == AN_UNKNOWN && (candidates == 0 || v[i] != one)) {
            candidates++;
            one = v[i];
        }
    }
    if (candidates != 1)
        return candidates == 0 ? AN_EMPTY : AN_SAME;
    return in ? put_in(x, type, known, one, out) : leave_out(x, type, known, one, out);
}

/* The listed members of a type that may be in and are none of the values. */
static const int64_t *outside(const struct an_ctx *x, const struct an_value_type *type,
                              const struct an_known *known, const int64_t *v, uint32_t n,
                              uint32_t *n_out)
{
    const int64_t *out = NULL;
    *n_out = 0;
    for (uint32_t i = 0; known && i < known->n_has; i++)
        if (!an__has(v, n, known->has[i]))
            an__add(x->ev->work, &out, n_out, known->has[i]);
    if (known && known->closed) {
        for (uint32_t i = 0; i < known->n_within; i++)
            if (!an__has(v, n, known->within[i]))
                an__add(x->ev->work, &out, n_out, known->within[i]);
        return out;
    }
    for (uint32_t i = 0; i < type->n_values; i++)
        if (!an__has(v, n, type->values[i]))
            an__add(x->ev->work, &out, n_out, type->values[i]);
    return out;
}

static enum an_narrowed narrow_only(const struct an_ctx *x, const struct an_cond *c,
                                    const struct an_cond_node *leaf,
                                    const struct an_value_type *type, const struct an_known *known,
                                    bool truth, struct an_known *out)
{
    const int64_t *v = c->value + leaf->value;
    bool closed = known && known->given && known->closed;
    uint32_t n_other;
    const int64_t *other = outside(x, type, known, v, leaf->n, &n_other);
    if (!truth)
        return !closed && type->open ? AN_SAME
                                     : one_of_these(x, type, known, other, n_other, true, out);
    an_tri now = an__test(x, c, leaf, type, known);
    if (now != AN_UNKNOWN)
        return now == AN_TRUE ? AN_SAME : AN_EMPTY;
    if (closed)
        return all_of_these(x, type, known, other, n_other, false, out);
    out->closed = true;
    for (uint32_t i = 0; i < leaf->n; i++)
        if (an__member(type, known, v[i]) == AN_UNKNOWN)
            an__add(x->ev->work, &out->within, &out->n_within, v[i]);
    return AN_NARROWED;
}

static enum an_narrowed narrow_set(const struct an_ctx *x, const struct an_cond *c,
                                   const struct an_cond_node *leaf,
                                   const struct an_value_type *type, const struct an_known *known,
                                   bool truth, struct an_known *out)
{
    const int64_t *v = c->value + leaf->value;
    if (leaf->op == AN_OP_ONLY)
        return narrow_only(x, c, leaf, type, known, truth, out);
    if (leaf->op == AN_OP_INCLUDES_ALL)
        return truth ? all_of_these(x, type, known, v, leaf->n, true, out)
                     : one_of_these(x, type, known, v, leaf->n, false, out);
    return truth == (leaf->op == AN_OP_IN) ? one_of_these(x, type, known, v, leaf->n, true, out)
                                           : all_of_these(x, type, known, v, leaf->n, false, out);
}

enum an_narrowed an__narrow(const struct an_ctx *x, const struct an_cond *c,
                            const struct an_cond_node *leaf, const struct an_value_type *type,
                            const struct an_known *known, bool truth, const struct an_known **out)
{
    if (type->type == AN_TYPE_COUNTRIES)
        return an__narrow_places(x, c, leaf, known, truth, out);
    struct an_known *new = an__known_copy(x->ev->work, known);
    *out = new;
    switch (type->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: return narrow_words(x, c, leaf, type, known, truth, new);
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY: return narrow_number(x, c, leaf, type, known, truth, new);
    case AN_TYPE_COUNTRY_MAP: return narrow_map(x, c, leaf, known, truth, new);
    case AN_TYPE_SET: return narrow_set(x, c, leaf, type, known, truth, new);
    case AN_TYPE_TABLE:
    case AN_TYPE_COUNTRIES: break;
    }
    AN_UNREACHABLE();
}
