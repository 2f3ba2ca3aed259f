/*
 * Proof by form: conjunctions and disjunctions are taken apart from outside, with denials pushed
 * inwards, until two tests of the same fact are left. What always keeps the truth is done first
 * (every part of a demanded conjunction, every case of an assumed disjunction), then what may lose
 * it (one part of an assumed conjunction, one case of a demanded disjunction). A budget ends it.
 */
#include "engine/compare/implies.h"

#include "engine/lang/place.h"

enum { BUDGET = 4000, DEEPEST = 40 };

struct proof {
    const struct an_model *m;
    an_day day;
    int budget;
};

/* A subtree with its polarity. */
struct side {
    const struct an_model *m;
    const struct an_cond *c;
    uint32_t at;
    bool denied;
    uint32_t j, table;
};

static const struct an_cond_node *node_of(const struct side *s)
{
    return &s->c->node[s->at];
}

static bool follows(struct proof *k, struct side p, struct side q, int depth);

/* ---- tests ---- */

static const struct an_value_type *type_of(const struct side *s)
{
    const struct an_cond_node *n = node_of(s);
    return n->column ? &s->m->facts.v[s->table].columns[n->fact].type
                     : &s->m->facts.v[n->fact].type;
}

enum { SOME_MARKET = -1000 };

/*
 * A place as both sides understand it: J is whoever made the rule, and the market of its row is the
 * same as the other's only if the maker is.
 */
static int64_t place_of(const struct side *s, int64_t v)
{
    if (v == AN_PLACE_J)
        return (int64_t)s->j;
    return v == AN_PLACE_M ? SOME_MARKET - (int64_t)s->j : v;
}

static int64_t value_of(const struct side *s, uint32_t i)
{
    int64_t v = s->c->value[node_of(s)->value + i];
    return type_of(s)->type == AN_TYPE_COUNTRIES ? place_of(s, v) : v;
}

static int64_t key_of(const struct side *s)
{
    return node_of(s)->key == AN_NO_KEY ? AN_NO_KEY : place_of(s, node_of(s)->key);
}

static bool same_fact(const struct side *p, const struct side *q)
{
    const struct an_cond_node *a = node_of(p), *b = node_of(q);
    return a->fact == b->fact && a->column == b->column && key_of(p) == key_of(q) &&
           (!a->column || p->table == q->table);
}

static bool has(const struct side *s, int64_t value)
{
    for (uint32_t i = 0; i < node_of(s)->n; i++)
        if (value_of(s, i) == value)
            return true;
    return false;
}

/* Is every value of a among those of b? */
static bool within(const struct side *a, const struct side *b)
{
    for (uint32_t i = 0; i < node_of(a)->n; i++)
        if (!has(b, value_of(a, i)))
            return false;
    return true;
}

static bool meet(const struct side *a, const struct side *b)
{
    for (uint32_t i = 0; i < node_of(a)->n; i++)
        if (has(b, value_of(a, i)))
            return true;
    return false;
}

static bool same_test(const struct side *p, const struct side *q)
{
    return node_of(p)->op == node_of(q)->op && p->denied == q->denied && within(p, q) &&
           within(q, p);
}

/* ---- numbers, days ---- */

struct range {
    int64_t lo, hi;
};

static bool is_bound(enum an_op op)
{
    return op == AN_OP_AT_LEAST || op == AN_OP_AT_MOST || op == AN_OP_MORE_THAN ||
           op == AN_OP_LESS_THAN;
}

/* The whole numbers that fulfil a bound, or a test of one value; false: no range. */
static bool range_of(const struct side *s, struct range *out)
{
    enum an_op op = (enum an_op)node_of(s)->op;
    int64_t v = node_of(s)->n > 0 ? value_of(s, 0) : 0;
    bool up = op == AN_OP_AT_LEAST || op == AN_OP_MORE_THAN;
    *out = (struct range){INT64_MIN, INT64_MAX};
    if (op == AN_OP_IN && !s->denied && node_of(s)->n == 1) {
        *out = (struct range){v, v};
        return true;
    }
    if (!is_bound(op) || node_of(s)->n != 1 || v == INT64_MIN || v == INT64_MAX)
        return false;
    /* The greatest of no rows fulfils no comparison: denying one says nothing of another. */
    if (s->denied && !node_of(s)->column &&
        s->m->facts.v[node_of(s)->fact].derived.function != AN_FN_NONE)
        return false;
    /* Denied, "at least v" is "at most v - 1". */
    bool strict = op == AN_OP_MORE_THAN || op == AN_OP_LESS_THAN;
    if (up != s->denied)
        out->lo = v + (strict != s->denied ? 1 : 0);
    else
        out->hi = v - (strict != s->denied ? 1 : 0);
    return true;
}

static bool number_follows(const struct side *p, const struct side *q)
{
    struct range a, b;
    if (range_of(p, &a) && range_of(q, &b))
        return a.lo >= b.lo && a.hi <= b.hi;
    bool lists = node_of(p)->op == AN_OP_IN && node_of(q)->op == AN_OP_IN;
    if (lists && !p->denied && !q->denied)
        return within(p, q);
    if (lists && p->denied && q->denied)
        return within(q, p);
    return false;
}

/* ---- words: bool, enum, text ---- */

static uint32_t rank_of(const struct an_value_type *t, int64_t value)
{
    uint32_t rank = 0;
    while (rank < t->n_values && t->values[rank] != value)
        rank++;
    return rank;
}

/* Does one value fulfil the test? */
static bool fulfils(const struct an_value_type *t, const struct side *s, int64_t value)
{
    enum an_op op = (enum an_op)node_of(s)->op;
    bool truth = false;
    if (is_bound(op)) {
        uint32_t a = rank_of(t, value), b = rank_of(t, value_of(s, 0));
        truth = op == AN_OP_AT_LEAST    ? a >= b
                : op == AN_OP_AT_MOST   ? a <= b
                : op == AN_OP_MORE_THAN ? a > b
                                        : a < b;
    } else {
        truth = has(s, value);
    }
    return truth != s->denied;
}

static bool word_follows(const struct an_value_type *t, const struct side *p, const struct side *q)
{
    bool lists = node_of(p)->op == AN_OP_IN && node_of(q)->op == AN_OP_IN;
    if (t->type == AN_TYPE_BOOL) {
        for (int64_t v = 0; v <= 1; v++)
            if (fulfils(t, p, v) && !fulfils(t, q, v))
                return false;
        return true;
    }
    if (lists && !p->denied && !q->denied)
        return within(p, q);
    if (lists && p->denied && q->denied)
        return within(q, p);
    if (lists && !p->denied)
        return !meet(p, q);
    if (t->n_values == 0 || t->open)
        return false;
    for (uint32_t i = 0; i < t->n_values; i++)
        if (fulfils(t, p, t->values[i]) && !fulfils(t, q, t->values[i]))
            return false;
    return true;
}

/* ---- sets ---- */

/* What a test says of a set: it meets, avoids, holds all of, lies within. */
enum saying { MEETS, AVOIDS, HOLDS_ALL, LACKS_ONE, LIES_WITHIN, REACHES_OUT, NOTHING };

static enum saying saying_of(const struct side *s)
{
    switch ((enum an_op)node_of(s)->op) {
    case AN_OP_IN: return s->denied ? AVOIDS : MEETS;
    case AN_OP_EXCLUDES: return s->denied ? MEETS : AVOIDS;
    case AN_OP_INCLUDES_ALL: return s->denied ? LACKS_ONE : HOLDS_ALL;
    case AN_OP_ONLY: return s->denied ? REACHES_OUT : LIES_WITHIN;
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
    return NOTHING;
}

/* `places`: members count for what they lie in, so that different names may meet all the same. */
static bool set_follows(const struct side *p, const struct side *q, bool places)
{
    enum saying a = saying_of(p), b = saying_of(q);
    if (a == NOTHING || b == NOTHING)
        return false;
    switch (a) {
    case MEETS: return b == MEETS && within(p, q);
    case AVOIDS: return (b == AVOIDS && within(q, p)) || (b == LACKS_ONE && meet(p, q));
    case HOLDS_ALL: return (b == HOLDS_ALL && within(q, p)) || (b == MEETS && meet(p, q));
    case LACKS_ONE: return b == LACKS_ONE && within(p, q);
    case LIES_WITHIN:
        return (b == LIES_WITHIN && within(p, q)) || (b == AVOIDS && !places && !meet(p, q));
    case REACHES_OUT: return b == REACHES_OUT && within(q, p);
    case NOTHING: break;
    }
    return false;
}

static bool test_follows(const struct side *p, const struct side *q)
{
    const struct an_value_type *t = type_of(p);
    if (!same_fact(p, q))
        return false;
    if (same_test(p, q))
        return true;
    if (node_of(p)->op == AN_OP_ON_LIST || node_of(q)->op == AN_OP_ON_LIST)
        return false;
    switch (t->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: return word_follows(t, p, q);
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY:
    case AN_TYPE_COUNTRY_MAP: return number_follows(p, q);
    case AN_TYPE_SET: return set_follows(p, q, false);
    case AN_TYPE_COUNTRIES: return set_follows(p, q, true);
    case AN_TYPE_TABLE: break;
    }
    return false;
}

/* ---- terms ---- */

/* The definition of a term that a test is about; NULL: it is about none, or not on that day. */
static const struct an_term *term_of(const struct proof *k, const struct side *s, bool *says_yes)
{
    const struct an_cond_node *n = node_of(s);
    if (n->op != AN_OP_IN || n->n != 1 || n->column || k->m->facts.v[n->fact].role != AN_FACT_TERM)
        return NULL;
    const struct an_term *t = &k->m->terms.v[k->m->facts.v[n->fact].source];
    if (an_interval_has(&t->days, k->day) != AN_TRUE)
        return NULL;
    *says_yes = (value_of(s, 0) != 0) != s->denied;
    return t;
}

static struct side root(const struct proof *k, const struct an_cond *c, bool denied, uint32_t term)
{
    uint32_t j = k->m->instruments.v[k->m->terms.v[term].instrument].place;
    return (struct side){k->m, c, 0, denied, j, AN_NONE};
}

/* What a term needs follows from it; what is enough for it brings it about. */
static bool by_terms(struct proof *k, struct side p, struct side q, int depth)
{
    bool yes = false;
    const struct an_term *t = term_of(k, &p, &yes);
    if (t) {
        const struct an_cond *c = yes ? &t->only_if : &t->if_;
        uint32_t index = (uint32_t)(t - k->m->terms.v);
        if (an_cond_given(c) && follows(k, root(k, c, !yes, index), q, depth + 1))
            return true;
    }
    t = term_of(k, &q, &yes);
    if (t) {
        const struct an_cond *c = yes ? &t->if_ : &t->only_if;
        uint32_t index = (uint32_t)(t - k->m->terms.v);
        if (an_cond_given(c) && follows(k, p, root(k, c, !yes, index), depth + 1))
            return true;
    }
    return false;
}

/* ---- connectives ---- */

static bool is_and(const struct side *s)
{
    enum an_op op = (enum an_op)node_of(s)->op;
    return (op == AN_OP_ALL && !s->denied) || (op == AN_OP_ANY && s->denied);
}

static bool is_or(const struct side *s)
{
    enum an_op op = (enum an_op)node_of(s)->op;
    return (op == AN_OP_ANY && !s->denied) || (op == AN_OP_ALL && s->denied);
}

static bool is_rows(const struct side *s)
{
    return node_of(s)->op == AN_OP_SOME || node_of(s)->op == AN_OP_EVERY;
}

static struct side below(const struct side *s, uint32_t at, bool denied)
{
    struct side out = *s;
    out.at = at;
    out.denied = denied;
    if (is_rows(s))
        out.table = node_of(s)->fact;
    return out;
}

/* Takes one side apart: `all`: every child must do, else one. p_side: the children are assumed. */
static bool children(struct proof *k, const struct side *of, const struct side *other, bool p_side,
                     bool all, int depth)
{
    for (uint32_t i = 0, at = of->at + 1; i < node_of(of)->n; i++, at += of->c->node[at].size) {
        struct side child = below(of, at, of->denied);
        bool one =
            p_side ? follows(k, child, *other, depth + 1) : follows(k, *other, child, depth + 1);
        if (one != all)
            return one;
    }
    return all;
}

/* Some row so, or all rows so: the same quantifier over the same table, and the rows follow. */
static bool rows_follow(struct proof *k, const struct side *p, const struct side *q, int depth)
{
    bool p_some = (node_of(p)->op == AN_OP_SOME) != p->denied;
    bool q_some = (node_of(q)->op == AN_OP_SOME) != q->denied;
    if (node_of(p)->fact != node_of(q)->fact || p_some != q_some)
        return false;
    return follows(k, below(p, p->at + 1, p->denied), below(q, q->at + 1, q->denied), depth + 1);
}

static bool follows(struct proof *k, struct side p, struct side q, int depth)
{
    if (depth > DEEPEST || k->budget-- <= 0)
        return false;
    if (node_of(&p)->op == AN_OP_NOT)
        return follows(k, below(&p, p.at + 1, !p.denied), q, depth + 1);
    if (node_of(&q)->op == AN_OP_NOT)
        return follows(k, p, below(&q, q.at + 1, !q.denied), depth + 1);
    if (is_and(&q))
        return children(k, &q, &p, false, true, depth);
    if (is_or(&p))
        return children(k, &p, &q, true, true, depth);
    if (is_or(&q) && children(k, &q, &p, false, false, depth))
        return true;
    if (is_and(&p))
        return children(k, &p, &q, true, false, depth);
    if (is_or(&q))
        return by_terms(k, p, q, depth);
    /* "Or equivalent?" is true where it is so; where it is not, nothing is known. */
    if (node_of(&q)->op == AN_OP_OPEN && !q.denied)
        return follows(k, p, below(&q, q.at + 1, false), depth + 1);
    if (node_of(&p)->op == AN_OP_OPEN && p.denied)
        return follows(k, below(&p, p.at + 1, true), q, depth + 1);
    if (node_of(&p)->op == AN_OP_OPEN || node_of(&q)->op == AN_OP_OPEN)
        return false;
    if (is_rows(&p) || is_rows(&q))
        return is_rows(&p) && is_rows(&q) && rows_follow(k, &p, &q, depth);
    return test_follows(&p, &q) || by_terms(k, p, q, depth);
}

bool an__implies(const struct an_model *m, an_day day, struct an_claim p, struct an_claim q)
{
    struct proof k = {m, day, BUDGET};
    if (!an_cond_given(q.cond))
        return !q.denied;
    if (!an_cond_given(p.cond))
        return p.denied;
    return follows(&k, (struct side){m, p.cond, 0, p.denied, p.j, AN_NONE},
                   (struct side){m, q.cond, 0, q.denied, q.j, AN_NONE}, 0);
}
