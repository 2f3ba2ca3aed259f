/*
 * Each product in two situations: checked in both, and what differs told with what made it differ.
 * Nothing is kept of a product but its flips, so that many products cost the memory of one.
 */
#include "engine/compare/impact.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/compare/timeline.h"
#include "engine/compare/vary.h"
#include "engine/eval/run.h"
#include "engine/facts/wanted.h"

/* ---- one check ---- */

static void drop_check(void *shot)
{
    struct an__shot *s = shot;
    an_check_free(s->check);
    an_product_free(s->product);
    s->check = NULL;
    s->product = NULL;
}

static enum an_status shoot(struct an__impact *k, struct an__side *side, const char *path)
{
    struct an__shot *s = &side->shot;
    struct an_check_options options = {.as_of = side->day,
                                       .markets = k->options->markets,
                                       .n_markets = k->options->n_markets,
                                       .topics = k->options->topics,
                                       .n_topics = k->options->n_topics,
                                       .reading = k->options->reading,
                                       .no_proofs = true};
    enum an_status status = an_product_read(&s->product, side->base, k->ws, path);
    if (status == AN_OK)
        status = an_check_run(&s->check, side->base, k->ws, s->product, &options);
    /* Both set handlers of their own on the workspace. */
    an_arena_share_handler(k->ws->arena, k->arena);
    return status;
}

/* ---- one product ---- */

static int rank_of(struct an_told told)
{
    if (told.list != AN_LIST_IN_FORCE)
        return 0;
    switch (told.verdict) {
    case AN_VIOLATION: return 3;
    case AN_EXPOSED:
    case AN_DUE:
    case AN_COUNTS_AGAINST: return 2;
    case AN_UNDETERMINED:
    case AN_DISPUTED: return 1;
    case AN_NOT_APPLICABLE:
    case AN_DISPLACED:
    case AN_EXEMPT:
    case AN_COMPLIANT:
    case AN_READY:
    case AN_PERMITS:
    case AN_CLEAR: return 0;
    case AN_VERDICT_COUNT: break;
    }
    AN_UNREACHABLE();
}

static void add_row(struct an__impact *k, const struct an__row_flip *flip)
{
    if (!an__told_equal(flip->before, flip->after))
        an_vec_push(k->arena, &k->rows, *flip);
}

static const struct an_told nothing = {AN_NOT_APPLICABLE, AN_LIST_IN_FORCE};

static void add_gone(struct an__impact *k, const struct an__row_told *row)
{
    struct an__row_flip flip = {*row, row->told, nothing, row->finding, NULL};
    add_row(k, &flip);
}

static void add_new(struct an__impact *k, const struct an__row_told *row)
{
    struct an__row_flip flip = {*row, nothing, row->told, NULL, row->finding};
    add_row(k, &flip);
}

static void add_both(struct an__impact *k, const struct an__row_told *was,
                     const struct an__row_told *is)
{
    struct an__row_flip flip = {*is, was->told, is->told, was->finding, is->finding};
    add_row(k, &flip);
}

/* Rows of both sides by the ids of what they are about: the bases may differ. */
static int compare_rows(const struct an__impact *k, const struct an__row_told *a,
                        const struct an__row_told *b)
{
    const struct an_model *x = k->before.base->model, *y = k->after.base->model;
    int order = strcmp(x->provisions.v[a->provision].id, y->provisions.v[b->provision].id);
    if (order != 0)
        return order;
    if (a->place == AN_NONE || b->place == AN_NONE)
        return (a->place == AN_NONE) - (b->place == AN_NONE);
    order = strcmp(x->places.v[a->place].id, y->places.v[b->place].id);
    return order != 0 ? order : (a->offer > b->offer) - (a->offer < b->offer);
}

static void compare_tales(struct an__impact *k)
{
    struct an__tale a =
        an__tale_of(k->arena, k->before.base->model, an_check_get(k->before.shot.check));
    struct an__tale b =
        an__tale_of(k->arena, k->after.base->model, an_check_get(k->after.shot.check));
    uint32_t i = 0, n = 0;
    while (i < a.n || n < b.n) {
        int order = i == a.n ? 1 : n == b.n ? -1 : compare_rows(k, &a.v[i], &b.v[n]);
        if (order < 0)
            add_gone(k, &a.v[i]);
        else if (order > 0)
            add_new(k, &b.v[n]);
        else
            add_both(k, &a.v[i], &b.v[n]);
        i += order <= 0 ? 1 : 0;
        n += order >= 0 ? 1 : 0;
    }
}

static const struct an_model *model_of(const struct an__impact *k, const struct an__row_flip *f)
{
    return f->is ? k->after.base->model : k->before.base->model;
}

static const char *id_of(const struct an__impact *k, const struct an__row_flip *f)
{
    return model_of(k, f)->provisions.v[f->row.provision].id;
}

static bool alike(const struct an__impact *k, const struct an__row_flip *a,
                  const struct an__row_flip *b)
{
    return strcmp(id_of(k, a), id_of(k, b)) == 0 && an__told_equal(a->before, b->before) &&
           an__told_equal(a->after, b->after) &&
           (a->row.place == AN_NONE) == (b->row.place == AN_NONE);
}

static bool has(const char *const *list, uint32_t n, const char *word)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(list[i], word) == 0)
            return true;
    return false;
}

static const char *kept(struct an__impact *k, const char *text)
{
    return text ? an_strdup(k->arena, text) : NULL;
}

/* Rows that flip alike, as one; markets and offers each once. */
static void put_flip(struct an__impact *k, struct an__flips *flips, size_t first, bool *done)
{
    const struct an__row_flip *f = &k->rows.v[first];
    const struct an_model *m = model_of(k, f);
    const struct an_check *check = an_check_get(f->is ? k->after.shot.check : k->before.shot.check);
    const char **markets = AN_NEW_ARRAY(k->arena, const char *, k->rows.n);
    const char **offers = AN_NEW_ARRAY(k->arena, const char *, k->rows.n);
    struct an_flip flip = {.home = f->row.place == AN_NONE, .before = f->before, .after = f->after};
    for (size_t i = first; i < k->rows.n; i++) {
        const struct an__row_flip *r = &k->rows.v[i];
        if (done[i] || !alike(k, f, r))
            continue;
        done[i] = true;
        const char *market =
            r->row.place != AN_NONE ? model_of(k, r)->places.v[r->row.place].id : NULL;
        if (market && !has(markets, flip.n_markets, market))
            markets[flip.n_markets++] = kept(k, market);
        const char *offer = r->row.offer < check->n_offers ? check->offers[r->row.offer] : NULL;
        if (offer && !has(offers, flip.n_offers, offer))
            offers[flip.n_offers++] = kept(k, offer);
    }
    flip.markets = markets;
    flip.offers = offers;
    flip.provision =
        an_provision_info_brief(k->arena, m, f->row.provision, f->is ? k->after.at : k->before.at);
    flip.reason_before = f->was ? kept(k, f->was->reason) : NULL;
    flip.reason_after = f->is ? kept(k, f->is->reason) : NULL;
    flip.due = f->is ? kept(k, f->is->due) : NULL;
    flip.because = an__impact_because(k, id_of(k, f));
    flip.worse = rank_of(f->after) > rank_of(f->before);
    flip.better = rank_of(f->after) < rank_of(f->before);
    an_vec_push(k->arena, flips, flip);
}

static int compare_flips(const void *a, const void *b)
{
    const struct an_flip *x = a, *y = b;
    int rx = rank_of(x->after), ry = rank_of(y->after);
    if (x->worse != y->worse)
        return x->worse ? -1 : 1;
    if (rx != ry)
        return rx > ry ? -1 : 1;
    int order = strcmp(x->provision->id, y->provision->id);
    if (order != 0)
        return order;
    order = (int)x->home - (int)y->home;
    return order != 0 || x->n_markets == 0 || y->n_markets == 0
               ? order
               : strcmp(x->markets[0], y->markets[0]);
}

static void put_flips(struct an__impact *k, struct an_impact_product *product)
{
    struct an__flips flips = {0};
    bool *done = AN_NEW_ARRAY(k->arena, bool, k->rows.n);
    for (size_t i = 0; i < k->rows.n; i++)
        if (!done[i])
            put_flip(k, &flips, i, done);
    if (flips.n > 0)
        qsort(flips.v, flips.n, sizeof *flips.v, compare_flips);
    product->flips = flips.v;
    product->n_flips = an_u32(flips.n);
}

/* AN_OK also where the profile is refused: the others go on. */
static enum an_status compare_product(struct an__impact *k, const char *path,
                                      struct an_impact_product *product)
{
    product->path = kept(k, path);
    k->rows.n = 0;
    enum an_status status = shoot(k, &k->before, path);
    if (status == AN_OK) {
        k->before.at = k->before.shot.product->profile->as_of;
        (void)an_wanted_day(k->ws, k->before.day, &k->before.at);
        status = shoot(k, &k->after, path);
    }
    if (status == AN_OK) {
        k->after.at = k->after.shot.product->profile->as_of;
        (void)an_wanted_day(k->ws, k->after.day, &k->after.at);
        product->id = kept(k, k->after.shot.product->profile->id);
        product->name = kept(k, k->after.shot.product->profile->name);
        compare_tales(k);
        put_flips(k, product);
    }
    drop_check(&k->before.shot);
    drop_check(&k->after.shot);
    product->refused = status == AN_EINPUT || status == AN_ENOTFOUND;
    return product->refused ? AN_OK : status;
}

/* ---- clauses ---- */

static int compare_clauses(const void *a, const void *b)
{
    const struct an_impact_clause *x = a, *y = b;
    if (x->worse != y->worse)
        return x->worse > y->worse ? -1 : 1;
    if (x->products != y->products)
        return x->products > y->products ? -1 : 1;
    return strcmp(x->provision->id, y->provision->id);
}

struct clauses {
    struct an_impact_clause *v;
    size_t n, cap;
    struct an_map at; /* provision -> index */
};

/* Flips of one product; a provision may flip on several of its rows and counts once. */
static void count_product(struct an__impact *k, struct clauses *c,
                          const struct an_impact_product *product)
{
    bool *worse = AN_NEW_ARRAY(k->arena, bool, c->n + product->n_flips);
    bool *better = AN_NEW_ARRAY(k->arena, bool, c->n + product->n_flips);
    bool *seen = AN_NEW_ARRAY(k->arena, bool, c->n + product->n_flips);
    for (uint32_t i = 0; i < product->n_flips; i++) {
        const struct an_flip *f = &product->flips[i];
        uint32_t at = an_u32(c->n);
        if (an_map_put(&c->at, f->provision->id, at, &at)) {
            struct an_impact_clause clause = {.provision = f->provision, .because = f->because};
            an_vec_push(k->arena, c, clause);
        }
        struct an_impact_clause *clause = &c->v[at];
        clause->products += seen[at] ? 0 : 1;
        clause->worse += f->worse && !worse[at] ? 1 : 0;
        clause->better += f->better && !better[at] ? 1 : 0;
        seen[at] = true;
        worse[at] = worse[at] || f->worse;
        better[at] = better[at] || f->better;
        if (f->due && (!clause->due || strcmp(f->due, clause->due) < 0))
            clause->due = f->due;
    }
}

static void put_clauses(struct an__impact *k, struct an_impact *impact)
{
    struct clauses c = {0};
    an_map_init(&c.at, k->arena);
    for (uint32_t i = 0; i < impact->n_products; i++)
        count_product(k, &c, &impact->products[i]);
    if (c.n > 0)
        qsort(c.v, c.n, sizeof *c.v, compare_clauses);
    impact->clauses = c.v;
    impact->n_clauses = an_u32(c.n);
}

/* ---- the whole ---- */

static enum an_status run_impact(struct an__impact *k, const char *const *profiles, size_t n,
                                 struct an_impact *impact)
{
    if (!an__impact_sides(k))
        return AN_EINPUT;
    an__impact_words(k, impact);
    struct an_impact_product *products = AN_NEW_ARRAY(k->arena, struct an_impact_product, n);
    for (size_t i = 0; i < n; i++) {
        enum an_status status = compare_product(k, profiles[i], &products[i]);
        if (status != AN_OK)
            return status;
        impact->n_changed += products[i].n_flips > 0 ? 1 : 0;
        impact->n_refused += products[i].refused ? 1 : 0;
    }
    impact->products = products;
    impact->n_products = an_u32(n);
    put_clauses(k, impact);
    return AN_OK;
}

struct an_impact_result {
    struct an_arena *arena;
    struct an__impact run;
    struct an_impact impact;
};

struct impact_asked {
    struct an_impact_result *result;
    const struct an_base *before, *after;
    const char *const *profiles;
    size_t n_profiles;
    const struct an_impact_options *options;
};

static enum an_status enter_impact(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    static const struct an_impact_options none = {0};
    struct impact_asked *asked = what;
    struct an_impact_result *r = asked->result = AN_NEW(arena, struct an_impact_result);
    r->arena = arena;
    r->run = (struct an__impact){.arena = arena,
                                 .ws = ws,
                                 .options = asked->options ? asked->options : &none,
                                 .stated = {asked->before, asked->after}};
    an_defer(arena, drop_check, &r->run.before.shot);
    an_defer(arena, drop_check, &r->run.after.shot);
    return run_impact(&r->run, asked->profiles, asked->n_profiles, &r->impact);
}

enum an_status an_impact_run(struct an_impact_result **out, const struct an_base *before,
                             const struct an_base *after, struct an_workspace *ws,
                             const char *const *profiles, size_t n_profiles,
                             const struct an_impact_options *options)
{
    struct impact_asked asked = {NULL, before, after, profiles, n_profiles, options};
    enum an_status status = an_enter(ws, "products were compared", enter_impact, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}

const struct an_impact *an_impact_get(const struct an_impact_result *result)
{
    return &result->impact;
}

void an_impact_free(struct an_impact_result *result)
{
    if (result)
        an_arena_free(result->arena);
}
