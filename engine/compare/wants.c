/*
 * Wants, narrowed by conditions. A conjunction wants all its parts, a disjunction one of them
 * (which one is tried first is the caller's matter); a test narrows the want of its fact. Nothing
 * here knows of axioms: whether the facts go together is found out by checking the profile that
 * they make.
 */
#include "engine/compare/wants.h"

#include <string.h>

#include "engine/base/sizes.h"

enum { DEEPEST = 40, MOST_VALUES = 64 };

struct wanting {
    struct an_wants *w;
    const struct an_wish *wish;
    unsigned attempt;
    struct an_want *row; /* cells of the row at hand; NULL: facts */
    uint32_t table;
    uint32_t j;
};

static bool want(struct wanting *k, const struct an_cond *c, uint32_t at, bool denied, int depth);

/* ---- state ---- */

struct an_wants *an__wants_new(struct an_arena *arena, const struct an_model *m, an_day day,
                               uint32_t n_columns)
{
    struct an_wants *w = AN_NEW(arena, struct an_wants);
    *w = (struct an_wants){
        .arena = arena,
        .m = m,
        .day = day,
        .product = AN_NEW_ARRAY(arena, struct an_want *, m->facts.n),
        .market = AN_NEW_ARRAY(arena, struct an_want *, (size_t)m->facts.n * n_columns),
        .n_columns = n_columns};
    return w;
}

static void copy_values(struct an_arena *arena, an_values *v)
{
    an_values copy = {0};
    for (size_t i = 0; i < v->n; i++)
        an_vec_push(arena, &copy, v->v[i]);
    *v = copy;
}

static struct an_want *copy_want(struct an_arena *arena, const struct an_want *from, uint32_t cells)
{
    struct an_want *to = AN_NEW(arena, struct an_want);
    *to = *from;
    copy_values(arena, &to->has);
    copy_values(arena, &to->avoid);
    copy_values(arena, &to->only);
    memset(&to->places, 0, sizeof to->places);
    memset(&to->rows, 0, sizeof to->rows);
    memset(&to->all, 0, sizeof to->all);
    for (size_t i = 0; i < from->places.n; i++)
        an_vec_push(arena, &to->places, from->places.v[i]);
    for (size_t i = 0; i < from->all.n; i++)
        an_vec_push(arena, &to->all, from->all.v[i]);
    for (size_t i = 0; i < from->rows.n; i++) {
        struct an_want_row row = {AN_NEW_ARRAY(arena, struct an_want, cells)};
        for (uint32_t k = 0; k < cells; k++)
            row.cell[k] = *copy_want(arena, &from->rows.v[i].cell[k], 0);
        an_vec_push(arena, &to->rows, row);
    }
    return to;
}

struct an_wants *an__wants_copy(const struct an_wants *from)
{
    struct an_wants *to = an__wants_new(from->arena, from->m, from->day, from->n_columns);
    for (uint32_t f = 0; f < from->m->facts.n; f++)
        if (from->product[f])
            to->product[f] =
                copy_want(from->arena, from->product[f], from->m->facts.v[f].n_columns);
    for (size_t i = 0; i < (size_t)from->m->facts.n * from->n_columns; i++)
        if (from->market[i])
            to->market[i] = copy_want(from->arena, from->market[i],
                                      from->m->facts.v[i % from->m->facts.n].n_columns);
    return to;
}

static struct an_want *want_of(struct wanting *k, const struct an_cond_node *n)
{
    if (n->column)
        return &k->row[n->fact];
    struct an_wants *w = k->w;
    bool by_market = w->m->facts.v[n->fact].scope == AN_SCOPE_MARKET;
    struct an_want **at = by_market ? &w->market[(size_t)k->wish->column * w->m->facts.n + n->fact]
                                    : &w->product[n->fact];
    if (!*at) {
        *at = AN_NEW(w->arena, struct an_want);
        **at = (struct an_want){.lo = INT64_MIN, .hi = INT64_MAX};
    }
    (*at)->any = true;
    return *at;
}

/* ---- values ---- */

static bool has(const an_values *v, int64_t value)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->v[i] == value)
            return true;
    return false;
}

static void put(struct an_arena *arena, an_values *v, int64_t value)
{
    if (!has(v, value))
        an_vec_push(arena, v, value);
}

/* Does a member count for a listed value? Places by where they lie. */
static bool counts(const struct wanting *k, bool places, int64_t member, int64_t value)
{
    return places
               ? an_place_within(k->w->m, (uint32_t)member, (uint32_t)value, k->w->day) == AN_TRUE
               : member == value;
}

static bool counts_for_any(const struct wanting *k, bool places, int64_t member, const an_values *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (counts(k, places, member, v->v[i]))
            return true;
    return false;
}

/* A member that counts for the value: of a union or group, the first state in it. */
static int64_t member_for(const struct wanting *k, bool places, int64_t value)
{
    const struct an_model *m = k->w->m;
    if (!places)
        return value;
    for (uint32_t p = 0; p < m->places.n; p++) {
        enum an_place_kind kind = m->places.v[p].kind;
        bool own = (int64_t)p == value;
        if ((kind == AN_PLACE_STATE || kind == AN_PLACE_PART) &&
            (own || (m->places.v[value].kind != AN_PLACE_STATE &&
                     m->places.v[value].kind != AN_PLACE_PART &&
                     an_place_within(m, p, (uint32_t)value, k->w->day) == AN_TRUE)))
            return p;
    }
    return -1;
}

/* The values of a leaf; false: one is the market of the row, which is not known here. */
static bool values_of(struct wanting *k, const struct an_cond *c, const struct an_cond_node *n,
                      bool places, an_values *out)
{
    for (uint32_t i = 0; i < n->n; i++) {
        int64_t v = c->value[n->value + i];
        if (places && v == AN_PLACE_M)
            return false;
        put(k->w->arena, out, places && v == AN_PLACE_J ? (int64_t)k->j : v);
    }
    return true;
}

/* ---- sets ---- */

static bool add_member(struct wanting *k, struct an_want *w, bool places, int64_t value)
{
    int64_t member = member_for(k, places, value);
    if (member < 0 || counts_for_any(k, places, member, &w->avoid) ||
        (w->bounded && !counts_for_any(k, places, member, &w->only)))
        return false;
    put(k->w->arena, &w->has, member);
    return true;
}

static bool avoid_value(struct wanting *k, struct an_want *w, bool places, int64_t value)
{
    for (size_t i = 0; i < w->has.n; i++)
        if (counts(k, places, w->has.v[i], value))
            return false;
    put(k->w->arena, &w->avoid, value);
    return true;
}

static bool bound(struct wanting *k, struct an_want *w, bool places, const an_values *v)
{
    an_values kept = {0};
    for (size_t i = 0; i < w->has.n; i++)
        if (!counts_for_any(k, places, w->has.v[i], v))
            return false;
    for (size_t i = 0; w->bounded && i < w->only.n; i++)
        if (counts_for_any(k, places, w->only.v[i], v))
            put(k->w->arena, &kept, w->only.v[i]);
    w->only = w->bounded ? kept : *v;
    w->bounded = true;
    return true;
}

/* One of the values, or all of them, is to be in the set. */
static bool hold(struct wanting *k, struct an_want *w, bool places, const an_values *v, bool all)
{
    bool some = false;
    for (size_t i = 0; !all && i < v->n; i++)
        for (size_t j = 0; j < w->has.n; j++)
            some = some || counts(k, places, w->has.v[j], v->v[i]);
    for (size_t i = 0; !some && i < v->n; i++) {
        bool one = add_member(k, w, places, v->v[i]);
        if (all && !one)
            return false;
        some = !all && one;
    }
    return all || some;
}

static bool avoid_all(struct wanting *k, struct an_want *w, bool places, const an_values *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (!avoid_value(k, w, places, v->v[i]))
            return false;
    return true;
}

static bool want_set(struct wanting *k, struct an_want *w, enum an_op op, bool denied, bool places,
                     const an_values *v)
{
    switch (op) {
    case AN_OP_IN: return denied ? avoid_all(k, w, places, v) : hold(k, w, places, v, false);
    case AN_OP_EXCLUDES: return denied ? hold(k, w, places, v, false) : avoid_all(k, w, places, v);
    case AN_OP_INCLUDES_ALL:
        return denied ? v->n > 0 && avoid_value(k, w, places, v->v[0])
                      : hold(k, w, places, v, true);
    case AN_OP_ONLY: return !denied && bound(k, w, places, v);
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
    return false;
}

/* ---- words and numbers ---- */

static uint32_t rank_of(const struct an_value_type *t, int64_t value)
{
    uint32_t r = 0;
    while (r < t->n_values && t->values[r] != value)
        r++;
    return r;
}

static bool is_bound(enum an_op op)
{
    return op == AN_OP_AT_LEAST || op == AN_OP_AT_MOST || op == AN_OP_MORE_THAN ||
           op == AN_OP_LESS_THAN;
}

/* Does a rank fulfil a bound or list of ranks? */
static bool fulfils(enum an_op op, uint32_t rank, uint32_t than)
{
    return op == AN_OP_AT_LEAST    ? rank >= than
           : op == AN_OP_AT_MOST   ? rank <= than
           : op == AN_OP_MORE_THAN ? rank > than
                                   : rank < than;
}

static bool want_word(const struct an_value_type *t, struct an_want *w, enum an_op op, bool denied,
                      const an_values *v)
{
    uint32_t n = t->type == AN_TYPE_BOOL ? 2 : t->n_values;
    uint64_t all = 0;
    if (n == 0 || n > MOST_VALUES || (op != AN_OP_IN && !is_bound(op)) || v->n == 0)
        return false;
    for (uint32_t r = 0; r < n; r++) {
        bool truth = false;
        for (size_t i = 0; i < v->n; i++) {
            uint32_t than = t->type == AN_TYPE_BOOL ? (uint32_t)v->v[i] : rank_of(t, v->v[i]);
            truth = truth || (op == AN_OP_IN ? r == than : fulfils(op, r, than));
        }
        if (truth == denied)
            w->excluded |= UINT64_C(1) << r;
        all |= UINT64_C(1) << r;
    }
    return (w->excluded & all) != all;
}

static bool want_number(int64_t *lo, int64_t *hi, enum an_op op, bool denied, const an_values *v)
{
    if (v->n != 1 || (op != AN_OP_IN && !is_bound(op)) || (op == AN_OP_IN && denied))
        return false;
    int64_t x = v->v[0], low = INT64_MIN, high = INT64_MAX;
    bool up = op == AN_OP_AT_LEAST || op == AN_OP_MORE_THAN;
    bool strict = op == AN_OP_MORE_THAN || op == AN_OP_LESS_THAN;
    if (op == AN_OP_IN)
        low = high = x;
    else if (up != denied)
        low = x + (strict != denied ? 1 : 0);
    else
        high = x - (strict != denied ? 1 : 0);
    *lo = *lo > low ? *lo : low;
    *hi = *hi < high ? *hi : high;
    return *lo <= *hi;
}

static bool want_map(struct wanting *k, struct an_want *w, const struct an_cond_node *n,
                     bool denied, const an_values *v)
{
    if (n->key == AN_NO_KEY || n->key == AN_PLACE_M)
        return false;
    uint32_t place = n->key == AN_PLACE_J ? k->j : (uint32_t)n->key;
    struct an_want_place *at = NULL;
    for (size_t i = 0; i < w->places.n; i++)
        if (w->places.v[i].place == place)
            at = &w->places.v[i];
    if (!at) {
        struct an_want_place new = {place, 0, INT64_MAX};
        an_vec_push(k->w->arena, &w->places, new);
        at = &w->places.v[w->places.n - 1];
    }
    return want_number(&at->lo, &at->hi, (enum an_op)n->op, denied, v);
}

static bool want_text(struct an_want *w, enum an_op op, bool denied, const an_values *v)
{
    if (op != AN_OP_IN || denied || v->n == 0 || (w->text != 0 && !has(v, w->text - 1)))
        return false;
    if (w->text == 0)
        w->text = v->v[0] + 1;
    return true;
}

static bool want_test(struct wanting *k, const struct an_cond *c, uint32_t at, bool denied)
{
    const struct an_cond_node *n = &c->node[at];
    const struct an_fact *f = n->column ? &k->w->m->facts.v[k->table] : &k->w->m->facts.v[n->fact];
    const struct an_value_type *t = n->column ? &f->columns[n->fact].type : &f->type;
    bool places = t->type == AN_TYPE_COUNTRIES;
    an_values v = {0};
    if (!n->column && (f->given_by_row || f->derived.function != AN_FN_NONE))
        return false;
    if (!values_of(k, c, n, places, &v))
        return false;
    struct an_want *w = want_of(k, n);
    w->any = true;
    switch (t->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM: return want_word(t, w, (enum an_op)n->op, denied, &v);
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: return want_set(k, w, (enum an_op)n->op, denied, places, &v);
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY: return want_number(&w->lo, &w->hi, (enum an_op)n->op, denied, &v);
    case AN_TYPE_COUNTRY_MAP: return want_map(k, w, n, denied, &v);
    case AN_TYPE_TEXT: return want_text(w, (enum an_op)n->op, denied, &v);
    case AN_TYPE_TABLE: break;
    }
    return false;
}

/* ---- tables ---- */

static bool in_row(struct wanting *k, uint32_t table, struct an_want *cells,
                   const struct an_want_all *all, int depth)
{
    struct wanting inner = *k;
    inner.row = cells;
    inner.table = table;
    inner.j = all->j;
    bool ok = want(&inner, all->c, all->at, all->denied, depth);
    k->attempt = inner.attempt;
    return ok;
}

/* Some row so: a new one, which also fulfils what all rows must. */
static bool want_row(struct wanting *k, const struct an_cond *c, uint32_t at, bool denied,
                     int depth)
{
    uint32_t table = c->node[at].fact, n = k->w->m->facts.v[table].n_columns;
    struct an_want *w = want_of(k, &c->node[at]);
    struct an_want_row row = {AN_NEW_ARRAY(k->w->arena, struct an_want, n)};
    struct an_want_all own = {c, at + 1, denied, k->j};
    for (uint32_t i = 0; i < n; i++)
        row.cell[i] = (struct an_want){.lo = INT64_MIN, .hi = INT64_MAX};
    for (size_t i = 0; i < w->all.n; i++)
        if (!in_row(k, table, row.cell, &w->all.v[i], depth))
            return false;
    if (!in_row(k, table, row.cell, &own, depth))
        return false;
    an_vec_push(k->w->arena, &w->rows, row);
    return true;
}

/* All rows so: those there are, and those to come; there are no others. */
static bool want_all_rows(struct wanting *k, const struct an_cond *c, uint32_t at, bool denied,
                          int depth)
{
    struct an_want *w = want_of(k, &c->node[at]);
    struct an_want_all all = {c, at + 1, denied, k->j};
    for (size_t i = 0; i < w->rows.n; i++)
        if (!in_row(k, c->node[at].fact, w->rows.v[i].cell, &all, depth))
            return false;
    w->closed = true;
    an_vec_push(k->w->arena, &w->all, all);
    return true;
}

/* ---- connectives ---- */

static bool want_each(struct wanting *k, const struct an_cond *c, uint32_t at, bool denied,
                      int depth)
{
    for (uint32_t i = 0, child = at + 1; i < c->node[at].n; i++, child += c->node[child].size)
        if (!want(k, c, child, denied, depth))
            return false;
    return true;
}

/* One of the children: the attempt says which, read like the digits of a number. */
static bool want_one(struct wanting *k, const struct an_cond *c, uint32_t at, bool denied,
                     int depth)
{
    uint32_t n = c->node[at].n, child = at + 1;
    if (n == 0)
        return false;
    uint32_t wanted = k->attempt % n;
    k->attempt /= n;
    for (uint32_t i = 0; i < wanted; i++)
        child += c->node[child].size;
    return want(k, c, child, denied, depth);
}

static bool want(struct wanting *k, const struct an_cond *c, uint32_t at, bool denied, int depth)
{
    enum an_op op = (enum an_op)c->node[at].op;
    if (depth > DEEPEST)
        return false;
    switch (op) {
    case AN_OP_ALL:
        return denied ? want_one(k, c, at, denied, depth + 1)
                      : want_each(k, c, at, denied, depth + 1);
    case AN_OP_ANY:
        return denied ? want_each(k, c, at, denied, depth + 1)
                      : want_one(k, c, at, denied, depth + 1);
    case AN_OP_NOT: return want(k, c, at + 1, !denied, depth + 1);
    case AN_OP_OPEN: return !denied && want(k, c, at + 1, false, depth + 1);
    case AN_OP_SOME:
        return denied ? want_all_rows(k, c, at, true, depth + 1)
                      : want_row(k, c, at, false, depth + 1);
    case AN_OP_EVERY:
        return denied ? want_row(k, c, at, true, depth + 1)
                      : want_all_rows(k, c, at, false, depth + 1);
    case AN_OP_IN:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: return want_test(k, c, at, denied);
    }
    return false;
}

bool an__want_cond(struct an_wants *w, const struct an_cond *c, bool denied,
                   const struct an_wish *wish)
{
    struct wanting k = {w, wish, wish->attempt, NULL, AN_NONE, wish->j};
    bool ok = !an_cond_given(c) ? !denied : want(&k, c, 0, denied, 0);
    w->repeated = k.attempt > 0; /* digits that no disjunction read */
    return ok;
}

bool an__want_yes(struct an_wants *w, uint32_t fact, const struct an_wish *wish)
{
    struct wanting k = {w, wish, 0, NULL, AN_NONE, wish->j};
    struct an_cond_node node = {.op = AN_OP_IN, .n = 1, .size = 1, .fact = fact, .key = AN_NO_KEY};
    static const int64_t yes[] = {1};
    struct an_cond c = {&node, 1, yes, 1};
    w->repeated = wish->attempt > 0;
    return want_test(&k, &c, 0, false);
}
