/*
 * A product's verdicts along time. The product is checked on each day that the rules or the profile
 * name, and on the day before the next one; where these two differ, the days of change between them
 * are looked for by halving. So a verdict that changes on a day that is named is never missed; what
 * is missed is one that changes and changes back between two of them.
 */
#include "engine/compare/days.h"
#include "engine/compare/timeline.h"
#include "engine/compare/told.h"
#include "engine/eval/run.h"
#include "engine/facts/wanted.h"

#include <assert.h>

/* Rows of a day, kept; findings are gone by then. */
struct moment {
    an_day day;
    struct an__tale tale;
};

struct film {
    struct an__weave *w;
    const struct an_product *product;
    struct an_check_result *check; /* at hand, or NULL */
    AN_VEC(struct moment) moments; /* by day; each differs from the one before */
    enum an_status status;
};

/* ---- one day ---- */

static void drop_check(void *film)
{
    an_check_free(((struct film *)film)->check);
}

static bool shoot(struct film *f, an_day day, struct moment *out)
{
    struct an__weave *w = f->w;
    char text[11];
    an_day_format(day, text);
    struct an_check_options options = {.as_of = text,
                                       .markets = w->options->markets,
                                       .n_markets = w->options->n_markets,
                                       .topics = w->options->topics,
                                       .n_topics = w->options->n_topics,
                                       .reading = w->options->reading,
                                       .no_proofs = true,
                                       .verdicts_only = true};
    f->status = an_check_run(&f->check, w->base, w->ws, f->product, &options);
    /* The check set its own handler on the workspace. */
    an_arena_share_handler(w->ws->arena, w->arena);
    if (f->status != AN_OK)
        return false;
    *out = (struct moment){day, an__tale_of(w->arena, w->model, an_check_get(f->check))};
    an_check_free(f->check);
    f->check = NULL;
    return true;
}

static void keep(struct film *f, const struct moment *moment)
{
    size_t n = f->moments.n;
    if (n == 0 || !an__tale_equal(&f->moments.v[n - 1].tale, &moment->tale))
        an_vec_push(f->w->arena, &f->moments, *moment);
}

/* The days of change in (a, b]; `b` itself is kept last. */
static bool halve(struct film *f, struct moment a, struct moment b)
{
    while (!an__tale_equal(&a.tale, &b.tale)) {
        struct moment low = a, high = b;
        while (high.day - low.day > 1) {
            struct moment mid;
            if (!shoot(f, low.day + (high.day - low.day) / 2, &mid))
                return false;
            if (an__tale_equal(&mid.tale, &a.tale))
                low = mid;
            else
                high = mid;
        }
        keep(f, &high);
        a = high;
    }
    return true;
}

/* From a named day to the day before the next. */
static bool shoot_stretch(struct film *f, an_day from, an_day last)
{
    struct moment first, end;
    if (!shoot(f, from, &first))
        return false;
    keep(f, &first);
    if (last <= from)
        return true;
    return shoot(f, last, &end) && halve(f, first, end);
}

/* ---- the days ---- */

static void name_days(struct film *f, struct an_days *days)
{
    struct an__weave *w = f->w;
    an__days_of_rules(days, w->model);
    an__days_of_profile(days, f->product->profile);
    an__days_sort(days);
    an_day from = w->from > AN_DAY_MIN ? w->from : f->product->profile->as_of;
    an_day last = days->n > 0 ? an__year_end(days->v[days->n - 1]) : from;
    an_day to = w->to < AN_DAY_MAX ? w->to : last;
    if (to < w->as_of && w->to == AN_DAY_MAX)
        to = w->as_of;
    w->from = from;
    w->to = to > from ? to : from;
    size_t n = 0;
    for (size_t i = 0; i < days->n; i++)
        if (days->v[i] > w->from && days->v[i] <= w->to)
            days->v[n++] = days->v[i];
    days->n = n;
}

static bool shoot_all(struct film *f)
{
    struct an_days days = {.arena = f->w->arena};
    name_days(f, &days);
    an_day from = f->w->from;
    for (size_t i = 0; i <= days.n; i++) {
        an_day next = i < days.n ? days.v[i] : f->w->to + 1;
        if (!shoot_stretch(f, from, next - 1))
            return false;
        from = next;
    }
    return true;
}

/* ---- lanes ---- */

struct row_lane {
    struct an__row_told row;
    AN_VEC(struct an__stretch) stretches;
};

struct row_lanes {
    struct row_lane *v;
    size_t n, cap;
};

/* The row's lane: rows of a moment come in order, and so do the lanes, but new ones lie between. */
static struct row_lane *lane_of(struct film *f, struct row_lanes *lanes,
                                const struct an__row_told *row)
{
    size_t low = 0, high = lanes->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (an__row_compare(&lanes->v[mid].row, row) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < lanes->n && an__row_compare(&lanes->v[low].row, row) == 0)
        return &lanes->v[low];
    const struct row_lane lane = {.row = *row};
    an_vec_push(f->w->arena, lanes, lane);
    for (size_t i = lanes->n - 1; i > low; i--)
        lanes->v[i] = lanes->v[i - 1];
    lanes->v[low] = lane;
    return &lanes->v[low];
}

static void stretch_row(struct film *f, struct row_lanes *lanes, const struct an__row_told *row,
                        an_day from, an_day before)
{
    struct row_lane *lane = lane_of(f, lanes, row);
    size_t n = lane->stretches.n;
    struct an__stretch *last = n > 0 ? &lane->stretches.v[n - 1] : NULL;
    if (last && last->before == from && an__told_equal(last->told, row->told)) {
        last->before = before;
        return;
    }
    struct an__stretch s = {.from = from, .before = before, .told = row->told};
    assert(lane->stretches.v || (n == 0 && lane->stretches.cap == 0));
    an_vec_push(f->w->arena, &lane->stretches, s);
}

static void collect_lanes(struct film *f, struct row_lanes *lanes)
{
    for (size_t i = 0; i < f->moments.n; i++) {
        const struct moment *m = &f->moments.v[i];
        bool last = i + 1 == f->moments.n, first = i == 0;
        an_day from = first ? AN_DAY_MIN : m->day;
        an_day before = last ? AN_DAY_MAX : f->moments.v[i + 1].day;
        for (uint32_t k = 0; k < m->tale.n; k++)
            stretch_row(f, lanes, &m->tale.v[k], from, before);
    }
}

static bool same_life(const struct row_lane *a, const struct row_lane *b)
{
    if (a->row.provision != b->row.provision || a->stretches.n != b->stretches.n ||
        (a->row.place == AN_NONE) != (b->row.place == AN_NONE))
        return false;
    for (size_t i = 0; i < a->stretches.n; i++) {
        const struct an__stretch *x = &a->stretches.v[i], *y = &b->stretches.v[i];
        if (x->from != y->from || x->before != y->before || !an__told_equal(x->told, y->told))
            return false;
    }
    return true;
}

/* Markets and offers of rows with the same life, each once, as one lane. */
static void put_lane(struct film *f, const struct row_lanes *lanes, size_t first, bool *done)
{
    struct an__weave *w = f->w;
    const struct row_lane *lane = &lanes->v[first];
    const struct an_profile *p = f->product->profile;
    struct an__draft_lane draft = {.provision = lane->row.provision};
    bool *market = AN_NEW_ARRAY(w->arena, bool, w->model->places.n);
    bool *offer = AN_NEW_ARRAY(w->arena, bool, p->n_offers);
    for (size_t i = first; i < lanes->n && lanes->v[i].row.provision == lane->row.provision; i++) {
        if (done[i] || !same_life(lane, &lanes->v[i]))
            continue;
        done[i] = true;
        if (lanes->v[i].row.place != AN_NONE)
            market[lanes->v[i].row.place] = true;
        offer[lanes->v[i].row.offer] = true;
    }
    const char **markets = AN_NEW_ARRAY(w->arena, const char *, w->model->places.n);
    const char **offers = AN_NEW_ARRAY(w->arena, const char *, p->n_offers);
    for (uint32_t i = 0; i < w->model->places.n; i++)
        if (market[i])
            markets[draft.lane.n_markets++] = w->model->places.v[i].id;
    bool named = p->n_offers > 1 || p->offers[0].id[0] != '\0';
    for (uint32_t i = 0; named && i < p->n_offers; i++)
        if (offer[i])
            offers[draft.lane.n_offers++] = an_strdup(w->arena, p->offers[i].id);
    draft.lane.markets = markets;
    draft.lane.offers = offers;
    draft.lane.home = lane->row.place == AN_NONE;
    draft.lane.provision =
        an_provision_info_brief(w->arena, w->model, lane->row.provision, w->as_of);
    for (size_t i = 0; i < lane->stretches.n; i++)
        an_vec_push(w->arena, &draft.stretches, lane->stretches.v[i]);
    an_vec_push(w->arena, &w->lanes, draft);
}

static void put_lanes(struct film *f)
{
    struct row_lanes lanes = {0};
    collect_lanes(f, &lanes);
    bool *done = AN_NEW_ARRAY(f->w->arena, bool, lanes.n);
    for (size_t i = 0; i < lanes.n; i++)
        if (!done[i])
            put_lane(f, &lanes, i, done);
}

/* ---- the whole ---- */

static void put_head(struct film *f)
{
    struct an__weave *w = f->w;
    const struct an_profile *p = f->product->profile;
    struct an_timeline *t = w->timeline;
    char hash[65];
    t->of_product = true;
    t->kind = "product";
    t->id = an_strdup(w->arena, p->id);
    t->title = an_strdup(w->arena, p->name ? p->name : p->id);
    t->profile_path = an_strdup(w->arena, p->path);
    an_hash_hex(&p->hash, hash);
    t->profile_hash = an_strdup(w->arena, hash);
    bool *mark = AN_NEW_ARRAY(w->arena, bool, w->model->places.n);
    for (size_t i = 0; i < w->options->n_markets; i++)
        mark[an_model_place(w->model, w->options->markets[i], NULL)] = true;
    for (uint32_t i = 0; w->options->n_markets == 0 && i < p->markets.n; i++)
        mark[p->markets.v[i]] = true;
    const char **markets = AN_NEW_ARRAY(w->arena, const char *, w->model->places.n);
    for (uint32_t i = 0; i < w->model->places.n; i++)
        if (mark[i])
            markets[t->n_markets++] = w->model->places.v[i].id;
    t->markets = markets;
}

static enum an_status weave_product(struct film *f)
{
    if (!an__weave_days(f->w, f->product->profile->as_of))
        return AN_EINPUT;
    if (!shoot_all(f))
        return f->status;
    put_head(f);
    put_lanes(f);
    an__weave_finish(f->w);
    return AN_OK;
}

struct product_asked {
    struct an_timeline_result *result;
    const struct an_base *base;
    const struct an_product *product;
    const struct an_timeline_options *options;
};

static enum an_status enter_product(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct product_asked *asked = what;
    struct film *film = AN_NEW(arena, struct film); /* outlives a jump out of what it calls */
    asked->result = an__timeline_new(arena);
    struct an__weave w = an__weave_of(asked->result, asked->base, ws, asked->options);
    film->w = &w;
    film->product = asked->product;
    an_defer(arena, drop_check, film);
    return weave_product(film);
}

enum an_status an_timeline_product(struct an_timeline_result **out, const struct an_base *base,
                                   struct an_workspace *ws, const struct an_product *product,
                                   const struct an_timeline_options *options)
{
    struct product_asked asked = {NULL, base, product, options};
    enum an_status status = an_enter(ws, "a timeline was made", enter_product, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}
