/*
 * How far countries are apart: the share of topics on which two stand on different steps, in the
 * manner of an index of heterogeneity, and a tree by average linkage (UPGMA: Sokal and Michener
 * 1958). Only topics known on both sides count, so every pair has a base of its own, which is
 * given beside its number. All in whole thousandths: the same cells give the same bytes.
 */
#include "engine/compare/compare.h"

struct measuring {
    struct an_comparison *c;
    struct an_distances *out;
    const int32_t *position;
    uint32_t n; /* columns */
};

static uint32_t thousandths(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 0 : (uint32_t)((part * 1000 + whole / 2) / whole);
}

static void measure_pair(struct measuring *k, struct an_column_pair *p)
{
    const struct an_matrix *m = &k->c->matrix;
    AN_VEC(uint32_t) topics = {0};
    uint64_t gap = 0;
    for (uint32_t t = 0; t < m->n_topics; t++) {
        int32_t x = k->position[(size_t)t * k->n + p->a], y = k->position[(size_t)t * k->n + p->b];
        if (x < 0 || y < 0)
            continue;
        p->shared++;
        if (x == y)
            continue;
        uint32_t longest = m->topics[t].n_steps > 1 ? m->topics[t].n_steps - 1 : 1;
        gap += (uint64_t)(x > y ? x - y : y - x) * 1000000 / longest;
        an_vec_push(k->c->arena, &topics, t);
    }
    p->topics = topics.v;
    p->differ = an_u32(topics.n);
    p->share = thousandths(p->differ, p->shared);
    p->gap = thousandths(gap, (uint64_t)p->shared * 1000000);
}

/* ---- the tree ---- */

/* A cluster on the way up: joined from columns, alive until it is joined itself. */
struct cluster {
    uint32_t id, leaves, first; /* first: its first column, for ties */
    bool alive;
};

/* Sums over known pairs across two clusters. */
struct across {
    uint64_t sum;
    uint32_t n;
};

static uint32_t mean(const struct across *x)
{
    return x->n == 0 ? UINT32_MAX : (uint32_t)((x->sum + x->n / 2) / x->n);
}

/* The two nearest clusters; ties: the first by code. False: nothing is known across any two. */
static bool nearest(const struct cluster *v, const struct across *d, uint32_t n, uint32_t *a,
                    uint32_t *b)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; v[i].alive && k < n; k++) {
            uint32_t at = v[k].alive ? mean(&d[(size_t)i * n + k]) : UINT32_MAX;
            if (at < best) {
                best = at;
                *a = i;
                *b = k;
            }
        }
    return best != UINT32_MAX;
}

static void join(struct across *d, struct cluster *v, uint32_t n, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i == a || i == b)
            continue;
        struct across *to = &d[(size_t)a * n + i], *other = &d[(size_t)b * n + i];
        to->sum += other->sum;
        to->n += other->n;
        d[(size_t)i * n + a] = *to;
    }
    v[a].leaves += v[b].leaves;
    v[b].alive = false;
}

static void build_tree(struct measuring *k)
{
    struct an_arena *arena = k->c->arena;
    uint32_t n = k->n;
    struct cluster *v = AN_NEW_ARRAY(arena, struct cluster, n);
    struct across *d = AN_NEW_ARRAY(arena, struct across, (size_t)n * n);
    struct an_join *joins = AN_NEW_ARRAY(arena, struct an_join, n);
    for (uint32_t i = 0; i < n; i++)
        v[i] = (struct cluster){i, 1, i, true};
    for (uint32_t i = 0; i < k->out->n_pairs; i++) {
        const struct an_column_pair *p = &k->out->pairs[i];
        struct across one = {p->share, p->shared > 0 ? 1 : 0};
        d[(size_t)p->a * n + p->b] = d[(size_t)p->b * n + p->a] = one;
    }
    uint32_t a = 0, b = 0, done = 0;
    while (done + 1 < n && nearest(v, d, n, &a, &b)) {
        const struct across *x = &d[(size_t)a * n + b];
        joins[done] = (struct an_join){v[a].id, v[b].id, mean(x), x->n, v[a].leaves + v[b].leaves};
        join(d, v, n, a, b);
        v[a].id = n + done++;
    }
    k->out->joins = joins;
    k->out->n_joins = done;
}

static void make_distances(struct an_comparison *c, void *to)
{
    const struct an_matrix *m = &c->matrix;
    uint32_t n = m->n_columns;
    struct an_distances *out = AN_NEW(c->arena, struct an_distances);
    int32_t *position = AN_NEW_ARRAY(c->arena, int32_t, (size_t)m->n_topics * n);
    for (size_t i = 0; i < (size_t)m->n_topics * n; i++)
        position[i] = an__position(&m->cells[i]);
    struct measuring k = {c, out, position, n};
    size_t n_pairs = n > 1 ? (size_t)n * (n - 1) / 2 : 0;
    struct an_column_pair *pairs = AN_NEW_ARRAY(c->arena, struct an_column_pair, n_pairs);
    out->pairs = pairs;
    out->position = position;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++) {
            struct an_column_pair *p = &pairs[out->n_pairs++];
            p->a = a;
            p->b = b;
            measure_pair(&k, p);
        }
    build_tree(&k);
    *(const struct an_distances **)to = out;
}

enum an_status an_compare_distances(struct an_comparison *comparison,
                                    const struct an_distances **out)
{
    *out = NULL;
    return an__view(comparison, make_distances, (void *)out);
}
