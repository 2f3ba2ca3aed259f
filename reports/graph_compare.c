/* The tree of countries as a picture: leaves are jurisdictions, branchings carry their share. */
#include "reports/graph_compare.h"

#include <inttypes.h>

#include "reports/graph_parts.h"

static const char *share_text(struct an_arena *arena, uint32_t thousandths)
{
    return an_strf(arena, "%" PRIu32 ".%03" PRIu32, thousandths / 1000, thousandths % 1000);
}

/* Columns that share no known topic with any other are left out and named in the note. */
static const char *note_of(struct an_arena *arena, const struct an_matrix *m, const bool *drawn)
{
    const char *names = "";
    for (uint32_t i = 0; i < m->n_columns; i++)
        if (!drawn[i])
            names = an_strf(arena, "%s%s%s", names, *names ? ", " : "", m->columns[i].code);
    return an_strf(arena,
                   "Share: of the topics known on both sides, those on which they stand on "
                   "different steps; mean over all pairs.%s%s",
                   *names ? "\nNo topic known in common with any other: " : "", names);
}

struct tree {
    struct an_graph_parts parts;
    struct an_arena *arena; /* of the parts */
    const struct an_matrix *m;
    const struct an_distances *d;
    bool *drawn;      /* per column */
    uint32_t *parent; /* per joining: the node that it hangs under, or is part of */
    uint32_t *pairs;  /* per joining: with those below that are drawn as one branching with it */
};

static uint32_t put_join(struct tree *t, uint32_t i)
{
    const struct an_join *join = &t->d->joins[i];
    struct an_graph_node node = {
        .title = share_text(t->arena, join->share),
        .detail =
            an_strf(t->arena, "%" PRIu32 " %s", t->pairs[i], t->pairs[i] == 1 ? "pair" : "pairs"),
        .tooltip = an_strf(t->arena, "%" PRIu32 " places below", join->leaves),
        .role = AN_NODE_JOIN,
        .cluster = -1};
    return an_graph_put_node(&t->parts, an_strf(t->arena, "join %" PRIu32, i), &node);
}

static uint32_t put_leaf(struct tree *t, uint32_t column)
{
    const struct an_country *place = &t->m->columns[column];
    struct an_graph_node leaf = {.title = an_strf(t->arena, "%s (%s)", place->name, place->code),
                                 .role = AN_NODE_COUNTRY,
                                 .cluster = -1};
    t->drawn[column] = true;
    return an_graph_put_node(&t->parts, an_strf(t->arena, "leaf %s", place->code), &leaf);
}

/* One side of a joining: a leaf, or the joining below it. One of the same share is drawn as one
 * branching with it. */
static void put_side(struct tree *t, uint32_t at, uint32_t share, uint32_t side)
{
    bool leaf = side < t->m->n_columns;
    uint32_t below = leaf ? 0 : side - t->m->n_columns;
    if (!leaf && t->d->joins[below].share == share) {
        t->parent[below] = at;
        return;
    }
    uint32_t node = leaf ? put_leaf(t, side) : put_join(t, below);
    an_graph_put_edge(&t->parts, at, node, NULL, AN_EDGE_BRANCH);
    if (!leaf)
        t->parent[below] = node;
}

static uint32_t pairs_below(const struct tree *t, uint32_t side, uint32_t share)
{
    if (side < t->m->n_columns || t->d->joins[side - t->m->n_columns].share != share)
        return 0;
    return t->pairs[side - t->m->n_columns];
}

/* From the root down: joinings are listed from the leaves up. */
static void put_tree(struct tree *t)
{
    for (uint32_t i = 0; i < t->d->n_joins; i++) {
        const struct an_join *join = &t->d->joins[i];
        t->parent[i] = UINT32_MAX;
        t->pairs[i] = join->pairs + pairs_below(t, join->left, join->share) +
                      pairs_below(t, join->right, join->share);
    }
    for (uint32_t i = t->d->n_joins; i-- > 0;) {
        const struct an_join *join = &t->d->joins[i];
        if (t->parent[i] == UINT32_MAX)
            t->parent[i] = put_join(t, i);
        put_side(t, t->parent[i], join->share, join->left);
        put_side(t, t->parent[i], join->share, join->right);
    }
}

const struct an_graph *an_graph_from_distances(struct an_arena *arena, const struct an_matrix *m,
                                               const struct an_distances *d)
{
    struct tree t = {.arena = arena,
                     .m = m,
                     .d = d,
                     .drawn = AN_NEW_ARRAY(arena, bool, m->n_columns),
                     .parent = AN_NEW_ARRAY(arena, uint32_t, d->n_joins),
                     .pairs = AN_NEW_ARRAY(arena, uint32_t, d->n_joins)};
    an_graph_parts_init(&t.parts, arena);
    put_tree(&t);
    struct an_graph *g = an_graph_of_parts(&t.parts, "No two of these places share a known topic.");
    g->title = "How far countries are apart";
    g->subtitle = an_strf(arena, "Law of %s, rules %.12s, %" PRIu32 " topics", m->day, m->revision,
                          m->n_topics);
    g->note = note_of(arena, m, t.drawn);
    return g;
}
