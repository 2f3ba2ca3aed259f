/*
 * The public entry of plans: reads the options, builds the problem, asks its questions in turn, the
 * quick ones first, and hands out finished results. Time is shared: what is left when one question
 * is answered is there for the next.
 */
#include "antinomy/plan.h"

#include "engine/base/sizes.h"
#include "engine/conflict/plan_words.h"
#include "engine/diag/nearest.h"
#include "engine/facts/wanted.h"

#define DEFAULT_LIMIT_MS 10000u
#define MOST_REPAIRS     20u /* that are looked for without being named */

struct an_plan_result {
    struct an_arena *arena;
    struct an_planner planner;
    struct an_plan plan;
    struct an_sat_budget budget;
    char profile_hash[65];
};

/* ---- the head ---- */

static void put_fixed(struct an_plan_result *r, const struct an_plan_options *o)
{
    struct an_planner *pl = &r->planner;
    const struct an_refs *fixed = &pl->real.profile->fixed;
    const char **v = AN_NEW_ARRAY(pl->arena, const char *, fixed->n + o->n_keep);

    for (uint32_t i = 0; i < fixed->n; i++)
        v[i] = pl->real.model->facts.v[fixed->v[i]].id;
    for (size_t i = 0; i < o->n_keep; i++)
        v[fixed->n + i] = an_strdup(pl->arena, o->keep[i]);
    r->plan.fixed = v;
    r->plan.n_fixed = fixed->n + an_u32(o->n_keep);
}

static void put_head(struct an_plan_result *r)
{
    struct an_planner *pl = &r->planner;
    const struct an_run *run = &pl->real;
    const struct an_profile *p = run->profile;
    const char **codes = AN_NEW_ARRAY(pl->arena, const char *, run->markets.n + 1);
    const char **names = AN_NEW_ARRAY(pl->arena, const char *, run->markets.n + 1);

    for (uint32_t i = 0; i < run->markets.n; i++) {
        codes[i] = run->model->places.v[run->markets.v[i]].id;
        names[i] = run->model->places.v[run->markets.v[i]].name;
    }
    an_hash_hex(&p->hash, r->profile_hash);
    r->plan = (struct an_plan){.product = p->id,
                               .product_name = p->name,
                               .profile_path = p->path,
                               .profile_hash = r->profile_hash,
                               .day = an__day_words(pl->arena, run->day),
                               .revision = an_base_revision(run->base),
                               .version = an_version(),
                               .markets = codes,
                               .market_names = names,
                               .n_markets = run->markets.n,
                               .n_duties = an_u32(pl->problem.demands.n)};
}

/* ---- obstacles ---- */

static struct an_fact_use stated_use(struct an_planner *pl, const struct an_plan_stated *s)
{
    struct an_run *real = &pl->real;
    uint32_t place = s->market != AN_NONE ? s->market : real->markets.v[0];
    struct an_case_row *row =
        an__row(real->ev, false, place, s->offer == AN_NONE ? 0 : s->offer, real->day, NULL);

    return *an__use(real, row, s->fact);
}

static struct an_plan_obstacle obstacle(struct an_planner *pl, uint32_t item)
{
    struct an_plan_problem *p = &pl->problem;
    struct an_plan_why why = an__plan_why(pl->search, item);
    const struct an_provision_info **infos =
        AN_NEW_ARRAY(pl->arena, const struct an_provision_info *, why.demands.n + 1);
    struct an_fact_use *facts = AN_NEW_ARRAY(pl->arena, struct an_fact_use, why.stated.n + 1);
    struct an_plan_obstacle o = {.market = p->run->model->places.v[p->items.v[item].place].id,
                                 .home = p->items.v[item].home,
                                 .decided = why.decided,
                                 .provisions = infos,
                                 .facts = facts};

    for (uint32_t i = 0; i < why.demands.n; i++) {
        uint32_t provision = p->demands.v[why.demands.v[i]].provision;
        if (i == 0 || provision != p->demands.v[why.demands.v[i - 1]].provision)
            infos[o.n_provisions++] = an__info(&pl->real, provision, true);
    }
    for (uint32_t i = 0; i < why.stated.n; i++)
        facts[o.n_facts++] = stated_use(pl, &p->stated.v[why.stated.v[i]]);
    return o;
}

static void put_obstacles(struct an_plan_result *r, const enum an_sat_answer *possible)
{
    struct an_plan_problem *p = &r->planner.problem;
    struct an_plan_obstacle *v = AN_NEW_ARRAY(r->arena, struct an_plan_obstacle, p->items.n + 1);
    const char **undecided = AN_NEW_ARRAY(r->arena, const char *, p->items.n + 1);

    for (uint32_t i = 0; i < p->items.n; i++) {
        if (possible[i] == AN_SAT_NO)
            v[r->plan.n_obstacles++] = obstacle(&r->planner, i);
        else if (possible[i] == AN_SAT_UNDECIDED)
            undecided[r->plan.n_undecided++] = p->run->model->places.v[p->items.v[i].place].id;
    }
    r->plan.obstacles = v;
    r->plan.undecided = undecided;
}

/* ---- builds and repairs ---- */

static void put_most(struct an_plan_result *r, const struct an_plan_most *most)
{
    r->plan.most = an__plan_build_of(&r->planner, &most->s);
    r->plan.most_bound = most->bound;
    r->plan.most_cheapest = most->cheapest;
}

static void put_fewest(struct an_plan_result *r, const struct an_plan_most *most)
{
    struct an_plan_fewest f = {.bound = 1};

    if (most->n > 0 && most->n == most->bound && r->plan.n_obstacles == 0 &&
        most->n == r->plan.n_markets) { /* one build does */
        r->plan.builds = &r->plan.most;
        r->plan.n_builds = r->plan.builds_bound = 1;
        r->plan.builds_cost = r->plan.most.cost;
        r->plan.builds_cheapest = r->plan.most_cheapest;
        return;
    }
    f = an__plan_fewest(r->planner.search, most);
    struct an_plan_build *v = AN_NEW_ARRAY(r->arena, struct an_plan_build, f.n + 1);
    for (uint32_t i = 0; i < f.n; i++)
        v[i] = an__plan_build_of(&r->planner, &f.s[i]);
    r->plan.builds = v;
    r->plan.n_builds = f.n;
    r->plan.builds_bound = f.bound;
    r->plan.builds_cost = f.cost;
    r->plan.builds_cheapest = f.cheapest;
}

/* The markets that were named; or all that are not served as they are, if that is not too many. */
static bool wants_repair(struct an_plan_result *r, const struct an_plan_options *o,
                         const bool *named, uint32_t item, bool as_is)
{
    uint32_t place = r->planner.problem.items.v[item].place;

    if (o->n_repair > 0)
        return named[place];
    return !as_is && r->plan.n_markets - r->plan.n_as_is <= MOST_REPAIRS;
}

static void put_repairs(struct an_plan_result *r, const struct an_plan_options *o,
                        const bool *named, const enum an_sat_answer *possible,
                        const enum an_sat_answer *as_is)
{
    struct an_plan_problem *p = &r->planner.problem;
    struct an_plan_repair_of *v =
        AN_NEW_ARRAY(r->arena, struct an_plan_repair_of, p->n_markets + 1);

    for (uint32_t i = 0; i < p->n_markets; i++) {
        if (possible[i] == AN_SAT_NO || !wants_repair(r, o, named, i, as_is[i] == AN_SAT_YES))
            continue;
        struct an_plan_repair found = an__plan_repair(r->planner.search, i);
        struct an_plan_solution only = found.s;
        bool *one = AN_NEW_ARRAY(r->arena, bool, p->items.n + 1);
        for (uint32_t k = 0; found.s.served && k < p->items.n; k++)
            one[k] = k == i || (k >= p->n_markets && found.s.served[k]);
        only.served = one;
        v[r->plan.n_repairs++] = (struct an_plan_repair_of){
            .market = p->run->model->places.v[p->items.v[i].place].id,
            .found = found.answer == AN_SAT_YES,
            .least = found.answer == AN_SAT_YES && found.s.cost == found.bound,
            .bound = found.bound,
            .build = an__plan_build_of(&r->planner, &only)};
    }
    r->plan.repairs = v;
}

static void put_as_is(struct an_plan_result *r, const enum an_sat_answer *as_is)
{
    struct an_plan_problem *p = &r->planner.problem;
    const char **v = AN_NEW_ARRAY(r->arena, const char *, p->n_markets + 1);

    for (uint32_t i = 0; i < p->n_markets; i++)
        if (as_is[i] == AN_SAT_YES)
            v[r->plan.n_as_is++] = p->run->model->places.v[p->items.v[i].place].id;
    r->plan.as_is = v;
}

/* ---- the run ---- */

static bool read_repairs(struct an_plan_result *r, const struct an_plan_options *o, bool *named)
{
    struct an_run *run = &r->planner.real;
    bool ok = true;

    for (size_t i = 0; i < o->n_repair; i++) {
        uint32_t place = an_wanted_place(run->ws, run->model, o->repair[i]), known = 0;
        ok = ok && place != AN_NONE;
        for (uint32_t k = 0; k < run->markets.n; k++)
            known += run->markets.v[k] == place;
        if (place == AN_NONE)
            continue;
        named[place] = true;
        if (known == 0) {
            an_diag_add(run->ws->diags, AN_MSG_plan_repair, an_wanted_at(run->ws),
                        run->model->places.v[place].id);
            ok = false;
        }
    }
    return ok;
}

static void start_eval(struct an_run *run)
{
    run->ev = an_eval_new(run->arena, run->model, run->profile, run->day);
    run->temp = run->ev->work = run->arena;
}

/* False: an id is no fact. */
static bool read_keep(struct an_plan_result *r, const struct an_plan_options *o, bool *choice)
{
    struct an_run *run = &r->planner.real;
    bool ok = true;

    for (size_t i = 0; i < o->n_keep; i++) {
        uint32_t fact = an_model_fact(run->model, o->keep[i]);
        if (fact != AN_NONE) {
            choice[fact] = false;
            continue;
        }
        ok = false;
        struct an_nearest near;
        an_nearest_init(&near, o->keep[i]);
        for (uint32_t f = 0; f < run->model->facts.n; f++)
            an_nearest_try(&near, run->model->facts.v[f].id);
        struct an_diag_entry *e =
            an_diag_add(run->ws->diags, AN_MSG_plan_keep, an_wanted_at(run->ws), o->keep[i]);
        if (near.best)
            an_diag_help(e, "did you mean '%s'?", near.best);
    }
    return ok;
}

static bool build(struct an_plan_result *r, const struct an_plan_options *o)
{
    struct an_planner *pl = &r->planner;
    struct an_plan_problem *p = &pl->problem;
    struct an_profile *relaxed;

    p->choice = an__plan_choices(r->arena, pl->real.model, pl->real.profile);
    if (!read_keep(r, o, p->choice))
        return false;
    relaxed = an__plan_relaxed(r->arena, pl->real.profile, p->choice);
    relaxed->symbols = p->symbols = an_intern_child(r->arena, pl->real.profile->symbols);
    start_eval(&pl->real);
    pl->relaxed = pl->real;
    pl->relaxed.profile = relaxed;
    start_eval(&pl->relaxed);
    pl->relaxed.ev->three_values = true;
    pl->relaxed.ev->presume_nothing = true;
    if (an__plan_build(p, &pl->relaxed, &pl->real))
        return true;
    if (pl->relaxed.ev->clash.found)
        an__report_clash(&pl->relaxed, &pl->relaxed.ev->clash);
    return false;
}

static enum an_status plan(struct an_plan_result *r, const struct an_plan_options *o)
{
    struct an_planner *pl = &r->planner;
    enum an_sat_answer any;
    bool *named;

    if (!an__read_options(&pl->real))
        return AN_EINPUT;
    if (pl->real.markets.n == 0) {
        an_diag_add(pl->real.ws->diags, AN_MSG_plan_no_market, pl->real.profile->span,
                    pl->real.profile->id);
        return AN_EINPUT;
    }
    named = AN_NEW_ARRAY(r->arena, bool, pl->real.model->places.n + 1);
    if (!read_repairs(r, o, named) || !build(r, o))
        return AN_EINPUT;
    r->budget.deadline_ms = an_sat_now() + (o->limit_ms > 0 ? o->limit_ms : DEFAULT_LIMIT_MS);
    put_head(r);
    put_fixed(r, o);
    pl->search = an__plan_search(&pl->problem, &r->budget, &any);
    if (any == AN_SAT_NO) {
        an_diag_add(pl->real.ws->diags, AN_MSG_profile_exclude, pl->real.profile->span,
                    pl->real.profile->id);
        return AN_EINPUT;
    }
    const enum an_sat_answer *possible = an__plan_possible(pl->search);
    const enum an_sat_answer *as_is = an__plan_as_is(pl->search);
    put_as_is(r, as_is);
    put_obstacles(r, possible);
    struct an_plan_most most = an__plan_most(pl->search);
    put_most(r, &most);
    put_fewest(r, &most);
    put_repairs(r, o, named, possible, as_is);
    return AN_OK;
}

struct asked {
    struct an_plan_result *result;
    const struct an_base *base;
    const struct an_product *product;
    const struct an_plan_options *options;
};

static enum an_status enter(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct asked *asked = what;
    struct an_plan_result *r = asked->result = AN_NEW(arena, struct an_plan_result);
    r->arena = r->planner.arena = arena;
    r->planner.real = (struct an_run){.arena = arena,
                                      .base = asked->base,
                                      .ws = ws,
                                      .model = asked->base->model,
                                      .profile = asked->product->profile,
                                      .options = &asked->options->check};
    return plan(r, asked->options);
}

enum an_status an_plan_run(struct an_plan_result **out, const struct an_base *base,
                           struct an_workspace *ws, const struct an_product *product,
                           const struct an_plan_options *options)
{
    static const struct an_plan_options none = {0};
    struct asked asked = {NULL, base, product, options ? options : &none};
    enum an_status status = an_enter(ws, "plans were made", enter, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}

const struct an_plan *an_plan_get(const struct an_plan_result *result)
{
    return &result->plan;
}

void an_plan_free(struct an_plan_result *result)
{
    if (result)
        an_arena_free(result->arena);
}

int an_plan_exit(const struct an_plan *p)
{
    bool proved = p->n_builds > 0 && p->n_builds == p->builds_bound && p->n_undecided == 0;

    for (uint32_t i = 0; i < p->n_builds; i++)
        proved = proved && p->builds[i].confirmed;
    if (p->n_obstacles > 0 || p->builds_bound > 1)
        return 1;
    return proved && p->n_builds == 1 ? 0 : 2;
}
