/*
 * What the values of one unknown achieve: the distinct combinations of truth of its atoms over all
 * values that its restriction allows. Scalars by value or cut point; sets by union over members of
 * equal effect, with "something else" where the type is open (S1.1).
 */
#include <string.h>

#include "engine/eval/table.h"

/* ---- sets of combinations ---- */

void an__vectors_add(struct an_problem *p, struct an_vectors *set, uint64_t vector)
{
    size_t lo = 0, hi = set->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (set->v[mid] < vector)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < set->n && set->v[lo] == vector)
        return;
    an_vec_push(p->ev->work, set, vector);
    memmove(set->v + lo + 1, set->v + lo, (set->n - 1 - lo) * sizeof set->v[0]);
    set->v[lo] = vector;
}

void an__add_part(struct an_problem *p, struct an_vector_parts *parts,
                  const struct an_vectors *part)
{
    an_vec_push(p->ev->work, parts, *part);
}

void an__add_maybe(struct an_problem *p, struct an_vector_parts *parts,
                   const struct an_vectors *each)
{
    for (size_t i = 0; i < each->n; i++) {
        struct an_vectors part = {0};
        an__vectors_add(p, &part, 0);
        an__vectors_add(p, &part, each->v[i]);
        if (part.n > 1)
            an__add_part(p, parts, &part);
    }
}

/* Every combination so far, joined with every one of the part. */
static bool join(struct an_problem *p, struct an_vectors *set, const struct an_vectors *part)
{
    struct an_vectors joined = {0};
    for (size_t i = 0; i < set->n; i++)
        for (size_t k = 0; k < part->n; k++) {
            an__vectors_add(p, &joined, set->v[i] | part->v[k]);
            if (joined.n > AN_MAX_VECTORS)
                return false;
        }
    *set = joined;
    return true;
}

bool an__join_parts(struct an_problem *p, const struct an_vector_parts *parts,
                    struct an_vectors *out)
{
    if (parts->n == 1) {
        *out = parts->v[0];
        return out->n <= AN_MAX_VECTORS;
    }
    an__vectors_add(p, out, 0);
    for (size_t i = 0; i < parts->n; i++)
        if (!join(p, out, &parts->v[i]))
            return false;
    return true;
}

/* ---- scalars ---- */

static int64_t transform(const struct an_transform *t, int64_t value)
{
    if (t->function == AN_FN_DAYS_SINCE)
        return t->other - value;
    if (t->function != AN_FN_YEARS_BETWEEN)
        return value;
    return t->second ? an_years_between((an_day)t->other, (an_day)value)
                     : an_years_between((an_day)value, (an_day)t->other);
}

static an_tri atom_holds(const struct an_problem *p, const struct an_atom *a, int64_t value)
{
    struct an_ctx x = {.ev = p->ev, .row = p->row, .j = AN_NONE, .law_day = a->day};
    struct an_cond_node leaf = {
        .op = (uint8_t)a->op, .n = (uint16_t)a->n, .size = 1, .key = AN_NO_KEY};
    struct an_cond c = {&leaf, 1, a->v, a->n};
    return an__holds(&x, &c, &leaf, a->type, transform(&a->transform, value));
}

/*
 * Adds what one value achieves; `otherwise`: spelt otherwise than any test names it. An undecided
 * atom counts as both, which is not exact.
 */
static void add_word(struct an_problem *p, const struct an_unit *u, uint64_t used, int64_t value,
                     bool otherwise, struct an_vectors *out)
{
    uint64_t vector = 0, undecided = 0;
    for (uint32_t i = 0; i < u->n_atoms; i++) {
        if (!(used >> i & 1))
            continue;
        const struct an_atom *a = &p->atoms.v[u->atom[i]];
        an_tri t = otherwise && a->op == AN_OP_IN ? AN_FALSE : atom_holds(p, a, value);
        vector |= t == AN_TRUE ? (uint64_t)1 << i : 0;
        undecided |= t == AN_UNKNOWN ? (uint64_t)1 << i : 0;
    }
    an__vectors_add(p, out, vector);
    if (undecided) {
        p->exact = false;
        an__vectors_add(p, out, vector | undecided);
    }
}

static void add_value(struct an_problem *p, const struct an_unit *u, uint64_t used, int64_t value,
                      struct an_vectors *out)
{
    add_word(p, u, used, value, false, out);
}

/* Names on lists, as values of a text that may be any: in some spelling, since lists do not care.
 */
static void add_listed(struct an_problem *p, const struct an_unit *u, uint64_t used,
                       const struct an_atom *a, struct an_vectors *out)
{
    for (uint32_t i = 0; i < a->n; i++) {
        const struct an_list *list = &p->ev->model->lists.v[a->v[i]];
        for (uint32_t m = 0; m < list->n_members; m++)
            add_word(p, u, used, list->members[m].symbol, true, out);
    }
}

static void word_vectors(struct an_problem *p, const struct an_unit *u,
                         const struct an_value_type *type, const struct an_known *known,
                         uint64_t used, struct an_vectors *out)
{
    struct an_words w = an__words(type, known);
    for (uint32_t i = 0; i < w.n; i++)
        if (an__word(&w, i) != INT64_MAX)
            add_value(p, u, used, an__word(&w, i), out);
    if (!w.open)
        return;
    add_value(p, u, used, AN_OTHER, out);
    for (uint32_t i = 0; i < type->n_values; i++)
        if (!an__has(w.hole, w.n_holes, type->values[i]))
            add_value(p, u, used, type->values[i], out);
    for (uint32_t i = 0; i < u->n_atoms; i++) {
        const struct an_atom *a = &p->atoms.v[u->atom[i]];
        if (!(used >> i & 1))
            continue;
        if (a->op == AN_OP_ON_LIST)
            add_listed(p, u, used, a, out);
        for (uint32_t k = 0; a->op == AN_OP_IN && k < a->n; k++)
            if (!an__has(w.hole, w.n_holes, a->v[k]))
                add_value(p, u, used, a->v[k], out);
    }
}

static void try_number(struct an_problem *p, const struct an_unit *u, const struct an_range *r,
                       uint64_t used, int64_t value, struct an_vectors *out)
{
    if (an__range_has(r, value))
        add_value(p, u, used, value, out);
}

/* The values around which a comparison of what is derived from a day changes. */
static int64_t first_with(const struct an_transform *t, const struct an_range *r, int64_t wanted)
{
    bool rises = t->second; /* days_since and a first day fall */
    int64_t lo = r->lo, hi = r->hi;
    while (lo < hi) {
        int64_t mid = lo + (hi - lo) / 2, v = transform(t, mid);
        if (rises ? v >= wanted : v <= wanted)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

static void cut_points(struct an_problem *p, const struct an_unit *u, const struct an_range *r,
                       uint64_t used, const struct an_atom *a, struct an_vectors *out)
{
    for (uint32_t k = 0; k < a->n; k++) {
        int64_t v = a->v[k];
        for (int d = -1; d <= 1; d++) {
            bool fits = (d < 0 && v > INT64_MIN) || d == 0 || (d > 0 && v < INT64_MAX);
            if (!fits)
                continue;
            if (a->transform.function == AN_FN_NONE) {
                try_number(p, u, r, used, v + d, out);
                continue;
            }
            int64_t cut = first_with(&a->transform, r, v + d);
            try_number(p, u, r, used, cut, out);
            if (cut > r->lo)
                try_number(p, u, r, used, cut - 1, out);
        }
    }
}

static void number_vectors(struct an_problem *p, const struct an_unit *u, const struct an_range *r,
                           uint64_t used, struct an_vectors *out)
{
    for (uint32_t i = 0; i < r->n_one_of; i++)
        try_number(p, u, r, used, r->one_of[i], out);
    if (r->n_one_of > 0)
        return;
    try_number(p, u, r, used, r->lo, out);
    try_number(p, u, r, used, r->hi, out);
    for (uint32_t i = 0; i < r->n_holes; i++) {
        if (r->hole[i] > r->lo)
            try_number(p, u, r, used, r->hole[i] - 1, out);
        if (r->hole[i] < r->hi)
            try_number(p, u, r, used, r->hole[i] + 1, out);
    }
    for (uint32_t i = 0; i < u->n_atoms; i++)
        if (used >> i & 1)
            cut_points(p, u, r, used, &p->atoms.v[u->atom[i]], out);
}

/* ---- sets ---- */

/* Does a member make the atom true. */
static bool member_does(const struct an_problem *p, const struct an_atom *a, int64_t member)
{
    if (a->type->type != AN_TYPE_COUNTRIES)
        return an__has(a->v, a->n, member) == (a->kind != AN_ATOM_OUTSIDE);
    if (a->kind == AN_ATOM_MEMBER)
        return a->v[0] == member;
    bool meets = a->kind == AN_ATOM_MEETS;
    for (uint32_t i = 0; i < a->n; i++) {
        an_tri counts = an__counts(p->ev, (uint32_t)member, (uint32_t)a->v[i], a->day);
        if (counts != AN_FALSE)
            return meets && counts == AN_TRUE;
    }
    return !meets;
}

uint64_t an__member_vector(const struct an_problem *p, const struct an_unit *u, uint64_t used,
                           int64_t member)
{
    uint64_t vector = 0;
    for (uint32_t i = 0; i < u->n_atoms; i++)
        if (used >> i & 1 && member_does(p, &p->atoms.v[u->atom[i]], member))
            vector |= (uint64_t)1 << i;
    return vector;
}

struct set_work {
    struct an_problem *p;
    const struct an_unit *u;
    const struct an_value_type *type;
    const struct an_known *known;
    uint64_t used;
    struct an_vectors free; /* of members that may be in or not */
};

static void may_hold(struct set_work *s, int64_t member)
{
    struct an_ctx x = {
        .ev = s->p->ev, .row = s->p->row, .j = AN_NONE, .law_day = s->p->row->law_day};
    an_tri in = s->type->type == AN_TYPE_COUNTRIES
                    ? an__place_member(&x, s->known, (uint32_t)member)
                    : an__member(s->type, s->known, member);
    if (in == AN_UNKNOWN)
        an__vectors_add(s->p, &s->free, an__member_vector(s->p, s->u, s->used, member));
}

/* Words that an atom names, and any other. */
static void any_words(struct set_work *s)
{
    for (uint32_t i = 0; i < s->u->n_atoms; i++) {
        const struct an_atom *a = &s->p->atoms.v[s->u->atom[i]];
        for (uint32_t k = 0; s->used >> i & 1 && k < a->n; k++)
            may_hold(s, a->v[k]);
    }
    an__vectors_add(s->p, &s->free, an__member_vector(s->p, s->u, s->used, AN_OTHER));
}

/* Places that count, surely or perhaps, for one that an atom names; and one that does for none. */
static void any_places(struct set_work *s)
{
    const struct an_model *m = s->p->ev->model;
    bool *named = AN_NEW_ARRAY(s->p->ev->work, bool, m->places.n);
    for (uint32_t i = 0; i < s->u->n_atoms; i++) {
        const struct an_atom *a = &s->p->atoms.v[s->u->atom[i]];
        for (uint32_t k = 0; s->used >> i & 1 && k < a->n; k++) {
            struct an_refs in = an__inside(s->p->ev, (uint32_t)a->v[k], a->day);
            for (uint32_t x = 0; x < in.n; x++)
                named[in.v[x]] = true;
        }
    }
    bool other = false;
    for (uint32_t i = 0; i < m->places.n; i++) {
        if (!an__is_concrete(m, i) || (other && !named[i]))
            continue;
        size_t before = s->free.n;
        may_hold(s, i);
        other = other || (!named[i] && s->free.n > before);
    }
}

static void free_members(struct set_work *s)
{
    const struct an_known *k = s->known;
    if (k && k->given && k->closed) {
        for (uint32_t i = 0; i < k->n_within; i++)
            may_hold(s, k->within[i]);
        return;
    }
    bool listed = s->type->type == AN_TYPE_SET && !s->type->open;
    for (uint32_t i = 0; listed && i < s->type->n_values; i++)
        may_hold(s, s->type->values[i]);
    if (listed)
        return;
    if (s->type->type == AN_TYPE_COUNTRIES)
        any_places(s);
    else
        any_words(s);
}

static void set_parts(struct an_problem *p, const struct an_unit *u,
                      const struct an_value_type *type, const struct an_known *known, uint64_t used,
                      struct an_vector_parts *out)
{
    struct set_work s = {p, u, type, known, used, {0}};
    struct an_vectors sure = {0};
    uint64_t vector = 0;
    for (uint32_t i = 0; known && i < known->n_has; i++)
        vector |= an__member_vector(p, u, used, known->has[i]);
    free_members(&s);
    an__vectors_add(p, &sure, vector);
    an__add_part(p, out, &sure);
    an__add_maybe(p, out, &s.free);
}

/* ---- all ---- */

static void value_parts(struct an_problem *p, const struct an_unit *u,
                        const struct an_value_type *type, const struct an_known *known,
                        uint64_t used, struct an_vector_parts *out)
{
    struct an_vectors all = {0};
    struct an_range r;
    switch (type->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: word_vectors(p, u, type, known, used, &all); break;
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY:
        r = an__range(type, known);
        number_vectors(p, u, &r, used, &all);
        break;
    case AN_TYPE_COUNTRY_MAP:
        r = an__map_range(known, u->place);
        number_vectors(p, u, &r, used, &all);
        break;
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: set_parts(p, u, type, known, used, out); return;
    case AN_TYPE_TABLE: AN_UNREACHABLE();
    }
    an__add_part(p, out, &all);
}

bool an__value_vectors(struct an_problem *p, const struct an_unit *u,
                       const struct an_value_type *type, const struct an_known *known,
                       uint64_t used, struct an_vectors *out)
{
    struct an_vector_parts parts = {0};
    value_parts(p, u, type, known, used, &parts);
    return an__join_parts(p, &parts, out);
}

bool an__unit_parts(struct an_problem *p, struct an_unit *u)
{
    if (u->kind == AN_UNIT_ROWS)
        return an__rows_parts(p, u);
    if (u->kind == AN_UNIT_CHOICE) {
        struct an_vectors either = {0};
        an__vectors_add(p, &either, 0);
        an__vectors_add(p, &either, 1);
        an__add_part(p, &u->parts, &either);
        return true;
    }
    const struct an_fact *f = &p->ev->model->facts.v[u->fact];
    value_parts(p, u, &f->type, p->row->slot[u->fact].known, ~(uint64_t)0, &u->parts);
    return true;
}

/* ---- single values to try ---- */

struct trying {
    struct an_eval *ev;
    an__try_fn *fn;
    void *ctx;
};

static bool try_value(const struct trying *t, const struct an_known *k)
{
    return t->fn(t->ctx, k);
}

static bool try_word(const struct trying *t, int64_t word)
{
    struct an_known k = {
        .given = true, .min = INT64_MIN, .max = INT64_MAX, .one_of = &word, .n_one_of = 1};
    return try_value(t, &k);
}

static bool try_exact(const struct trying *t, int64_t number)
{
    struct an_known k = {.given = true, .min = number, .max = number};
    return try_value(t, &k);
}

static bool try_words(const struct trying *t, const struct an_value_type *type,
                      const struct an_known *known)
{
    struct an_words w = an__words(type, known);
    if (w.open && try_word(t, AN_OTHER))
        return true;
    for (uint32_t i = 0; i < w.n; i++)
        if (an__word(&w, i) != INT64_MAX && try_word(t, an__word(&w, i)))
            return true;
    for (uint32_t i = 0; w.open && i < type->n_values; i++)
        if (!an__has(w.hole, w.n_holes, type->values[i]) && try_word(t, type->values[i]))
            return true;
    return false;
}

static bool try_numbers(const struct trying *t, const struct an_range *r)
{
    for (uint32_t i = 0; i < r->n_one_of; i++)
        if (an__range_has(r, r->one_of[i]) && try_exact(t, r->one_of[i]))
            return true;
    if (r->n_one_of > 0)
        return false;
    return (an__range_has(r, r->lo) && try_exact(t, r->lo)) ||
           (an__range_has(r, r->hi) && try_exact(t, r->hi));
}

/* A set as small as it can be, and as large: all listed values, or anything but what is ruled out.
 */
static bool try_sets(const struct trying *t, const struct an_value_type *type,
                     const struct an_known *known)
{
    struct an_arena *work = t->ev->work;
    struct an_known *small = an__known_copy(work, known);
    bool met = false;
    small->within = NULL;
    small->n_within = 0;
    small->closed = true;
    for (uint32_t i = 0; i < small->n_meets; i++)
        met = met || !an__has(small->has, small->n_has, small->meets[i]);
    if (!met && try_value(t, small))
        return true;
    if (type->type != AN_TYPE_SET || type->open)
        return false;
    struct an_known *large = an__known_copy(work, known);
    for (uint32_t i = 0; i < type->n_values; i++)
        if (an__member(type, known, type->values[i]) != AN_FALSE)
            an__add(work, &large->has, &large->n_has, type->values[i]);
    large->within = NULL;
    large->n_within = 0;
    large->closed = true;
    return try_value(t, large);
}

bool an__try_values(struct an_eval *ev, const struct an_value_type *type,
                    const struct an_known *known, an__try_fn *fn, void *ctx)
{
    const struct trying t = {ev, fn, ctx};
    struct an_range r;
    struct an_known *closed;
    switch (type->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: return try_words(&t, type, known);
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY: r = an__range(type, known); return try_numbers(&t, &r);
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: return try_sets(&t, type, known);
    case AN_TYPE_COUNTRY_MAP: /* nothing where nothing is known */
    case AN_TYPE_TABLE:       /* no further rows */
        closed = an__known_copy(ev->work, known);
        closed->closed = true;
        return try_value(&t, closed);
    }
    AN_UNREACHABLE();
}
