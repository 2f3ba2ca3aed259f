/*
 * How a conflict can be avoided: smallest sets of things to change, cheapest first. What can be
 * given up is wished to stay - fixed facts, what the product states of facts by which a duty
 * applies, that it applies, that no exception helps, each market - while no duty may be broken;
 * each answer is ruled out with all that hold it, until there is none. The context stays as it is.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/seek.h"
#include "engine/solve/maxsat.h"

enum { MOST_WAYS = 12, USUAL_COST = 3, PER_COST = 10, EXEMPT_COST = 20, AVOID_COST = 5 };
enum { LEAVE_COST = 1000 };

struct wish {
    enum an_step_kind kind;
    uint32_t of; /* holding, demand of the clash, or market */
    int lit;
    uint32_t weight;
};

struct search {
    struct an__seek *s;
    const struct an__clash *c;
    AN_VEC(struct wish) wishes;
    int on;          /* switches this search's clauses */
    const int *open; /* points that nobody chooses */
    uint32_t n_open;
    struct an_marks scope; /* facts by which the duties apply */
};

static const struct an_demand *demand(const struct search *w, uint32_t i)
{
    return &w->s->dp->demand[w->c->demand[i]];
}

static void clause(struct search *w, const int *lits, size_t n)
{
    int *all = AN_NEW_ARRAY(w->s->arena, int, n + 1);
    all[0] = -w->on;
    for (size_t i = 0; i < n; i++)
        all[i + 1] = lits[i];
    an_sat_add(w->s->sat, all, n + 1);
}

static void wish(struct search *w, enum an_step_kind kind, uint32_t of, int lit, uint32_t weight)
{
    const struct wish new = {kind, of, lit, weight};
    an_vec_push(w->s->arena, &w->wishes, new);
}

/* ---- what can be given up ---- */

static uint32_t cost_of(const struct search *w, uint32_t fact)
{
    uint32_t cost = w->s->model->facts.v[fact].cost;
    return (cost > 0 ? cost : USUAL_COST) * PER_COST;
}

static void wish_holdings(struct search *w)
{
    const struct an_duty_problem *dp = w->s->dp;
    for (uint32_t i = 0; i < dp->n_holdings; i++) {
        const struct an_holding *h = &dp->holding[i];
        if (h->owner != AN_BACKGROUND && !h->presumed && an__owner_is_asked(w->s, h->owner) &&
            (h->fixed || w->scope.fact[h->fact]))
            wish(w, h->fixed ? AN_STEP_GIVE_UP : AN_STEP_CHANGE, i, an_duty_switch(dp, h->owner),
                 cost_of(w, h->fact));
    }
}

static void wish_scope(struct search *w, uint32_t i)
{
    const struct an_demand *d = demand(w, i);
    int exempt = an_sat_var(w->s->sat), avoided = an_sat_var(w->s->sat);
    int applies = d->lits.applies;
    const int relieved[3] = {-applies, -d->lits.exempt, exempt},
              displaced[3] = {-applies, -d->lits.displaced, exempt},
              outside[2] = {applies, avoided};
    clause(w, relieved, 3);
    clause(w, displaced, 3);
    clause(w, outside, 2);
    wish(w, AN_STEP_EXEMPT, i, -exempt, EXEMPT_COST);
    wish(w, AN_STEP_AVOID, i, -avoided, AVOID_COST);
}

static int left(struct search *w, uint32_t market)
{
    for (size_t i = 0; i < w->wishes.n; i++)
        if (w->wishes.v[i].kind == AN_STEP_LEAVE && w->wishes.v[i].of == market)
            return -w->wishes.v[i].lit;
    int lit = an_sat_var(w->s->sat);
    wish(w, AN_STEP_LEAVE, market, -lit, LEAVE_COST);
    return lit;
}

static void start(struct search *w)
{
    w->on = an_sat_var(w->s->sat);
    w->open = an__open_points(w->s->dp, w->s->arena, &w->n_open);
    w->scope = an__read_by(w->s, w->s->arena, w->c->demand, w->c->n, true);
    wish_holdings(w);
    for (uint32_t i = 0; i < w->c->n; i++) {
        const struct an_demand *d = demand(w, i);
        wish_scope(w, i);
        int lits[2] = {d->unbroken, 0};
        if (!d->home)
            lits[1] = left(w, d->place);
        clause(w, lits, d->home ? 1 : 2);
    }
}

/* ---- one way ---- */

/* The context stays as it is: under the search's own switch, one assumption for all of it. */
static void keep_context(struct search *w)
{
    struct an__seek *s = w->s;
    for (int v = 1; v <= s->dp->clauses.n_vars; v++)
        if (an__is_asked(s, v) && an__is_context(s->dp, v)) {
            int lit = w->c->model[v] ? v : -v;
            clause(w, &lit, 1);
        }
    for (uint32_t i = 0; i < w->n_open; i++)
        if (an__is_asked(s, w->open[i])) {
            int lit = w->c->model[w->open[i]] ? w->open[i] : -w->open[i];
            clause(w, &lit, 1);
        }
}

static void assume_context(struct search *w)
{
    struct an__seek *s = w->s;
    s->assumed.n = 0;
    for (size_t i = 0; i < s->always.n; i++)
        an__assume(s, s->always.v[i]);
    an__assume(s, w->on);
}

/* Variables of what is given up: as it is now, as far as that can be. */
struct keeping {
    AN_VEC(int) lits;
    bool *dropped; /* per literal */
    size_t before; /* assumptions that stand before them */
};

static enum an_sat_answer ask_kept(struct search *w, const struct keeping *k)
{
    struct an__seek *s = w->s;
    s->assumed.n = k->before;
    for (size_t i = 0; i < k->lits.n; i++)
        if (!k->dropped[i])
            an__assume(s, k->lits.v[i]);
    return an__ask(s);
}

/* The last one that the refutation used is let go. False: it used none. */
static bool drop_one(struct search *w, const struct keeping *k)
{
    for (size_t i = k->lits.n; i-- > 0;)
        if (!k->dropped[i] && an_sat_failed(w->s->sat, k->lits.v[i]))
            return k->dropped[i] = true;
    return false;
}

/* Lets go until the rest can stay as it is; then each that was let go is tried once more. */
static bool *keep_most(struct search *w, struct keeping *k)
{
    enum an_sat_answer answer;
    while ((answer = ask_kept(w, k)) == AN_SAT_NO)
        if (!drop_one(w, k))
            return NULL;
    if (answer == AN_SAT_UNDECIDED)
        return NULL;
    bool *model = an__model(w->s);
    for (size_t i = 0; i < k->lits.n; i++) {
        int lit = k->lits.v[i];
        if (!k->dropped[i])
            continue;
        k->dropped[i] = false;
        if (model[abs(lit)] == (lit > 0))
            continue;
        answer = ask_kept(w, k);
        if (answer == AN_SAT_YES)
            model = an__model(w->s);
        k->dropped[i] = answer != AN_SAT_YES;
    }
    return model;
}

/* Of what is given up as little is changed as will do: value for value. */
static bool *change_little(struct search *w, const bool *given_up)
{
    struct an__seek *s = w->s;
    bool *changes = AN_NEW_ARRAY(s->arena, bool, s->model->facts.n + 1u);
    struct keeping k = {0};
    assume_context(w);
    for (size_t i = 0; i < w->wishes.n; i++) {
        const struct wish *x = &w->wishes.v[i];
        if (!given_up[i])
            an__assume(s, x->lit);
        else if (x->kind <= AN_STEP_CHANGE)
            changes[s->dp->holding[x->of].fact] = true;
    }
    if (an__ask_plain(s) != AN_SAT_YES)
        return NULL;
    for (int v = 1; v <= s->dp->clauses.n_vars; v++) {
        uint32_t fact = s->dp->fact_of[v];
        if (fact != AN_NONE && an__is_asked(s, v) && changes[fact])
            an_vec_push(s->arena, &k.lits, w->c->model[v] ? v : -v);
    }
    k.before = s->assumed.n;
    k.dropped = AN_NEW_ARRAY(s->arena, bool, k.lits.n + 1);
    return keep_most(w, &k);
}

static const struct an_known *value_in(const struct an_witness *situation,
                                       const struct an_holding *h)
{
    for (uint32_t i = 0; i < situation->n; i++) {
        const struct an_witness_value *v = &situation->v[i];
        if (v->fact == h->fact && (v->market == h->market || v->market == AN_NONE) &&
            (v->offer == h->offer || v->offer == AN_NONE))
            return &v->known;
    }
    return NULL;
}

static struct an_conflict_step step_of(struct search *w, const struct wish *x,
                                       const struct an_witness *situation)
{
    struct an__seek *s = w->s;
    struct an_conflict_step step = {.kind = x->kind};
    if (x->kind == AN_STEP_LEAVE) {
        step.market = an__code(s, x->of);
    } else if (x->kind >= AN_STEP_EXEMPT) {
        step.provision =
            an_provision_info_on(s->arena, s->model, demand(w, x->of)->provision, s->day);
    } else {
        const struct an_holding *h = &s->dp->holding[x->of];
        step.fact = s->model->facts.v[h->fact].id;
        step.label = s->model->facts.v[h->fact].label;
        step.from = an__words_of(s, h->fact, h->known);
        step.to = an__words_of(s, h->fact, value_in(situation, h));
        if (step.from && step.to && strcmp(step.from, step.to) == 0)
            step.to = an_strf(s->arena, "%s that say otherwise", step.to); /* rows of a table */
        step.where = h->offer != AN_NONE ? an__offer_id(s, h->offer) : an__code(s, h->market);
    }
    return step;
}

/* False: the evaluator does not confirm it. */
static bool write_way(struct search *w, const bool *given_up, uint32_t cost,
                      struct an_conflict_way *way)
{
    struct an__seek *s = w->s;
    const bool *model = change_little(w, given_up);
    if (!model)
        return false;
    struct an_conflict_step *steps = AN_NEW_ARRAY(s->arena, struct an_conflict_step, w->wishes.n);
    const struct an_witness situation = an__situation(s, model);
    bool leaves = false;
    uint32_t n = 0;
    for (size_t i = 0; i < w->wishes.n; i++)
        if (given_up[i]) {
            steps[n++] = step_of(w, &w->wishes.v[i], &situation);
            leaves = leaves || w->wishes.v[i].kind == AN_STEP_LEAVE;
        }
    *way = (struct an_conflict_way){steps, n, cost};
    return leaves || an__replay(s, &situation, w->c->demand, w->c->n, false);
}

/* ---- all of them ---- */

static void rule_out(struct search *w, const bool *given_up)
{
    AN_VEC(int) kept = {0};
    for (size_t i = 0; i < w->wishes.n; i++)
        if (given_up[i])
            an_vec_push(w->s->arena, &kept, w->wishes.v[i].lit);
    clause(w, kept.v, kept.n);
}

static enum an_sat_answer next_way(struct search *w, struct an_maxsat *ms, bool *given_up,
                                   uint32_t *cost)
{
    struct an__seek *s = w->s;
    assume_context(w);
    struct an_maxsat_found found = an_maxsat_search(ms, s->assumed.v, s->assumed.n, &s->budget);
    for (size_t i = 0; found.answer == AN_SAT_YES && i < w->wishes.n; i++) {
        int lit = w->wishes.v[i].lit;
        given_up[i] = lit > 0 ? !found.model[lit] : found.model[-lit];
    }
    *cost = (uint32_t)found.cost;
    return found.answer == AN_SAT_YES && found.bound < found.cost ? AN_SAT_UNDECIDED : found.answer;
}

void an__ways_out(struct an__seek *s, const struct an__clash *c, struct an_conflict *out)
{
    struct search w = {.s = s, .c = c};
    struct an_conflict_way *ways = AN_NEW_ARRAY(s->arena, struct an_conflict_way, MOST_WAYS);
    start(&w);
    keep_context(&w);
    struct an_maxsat *ms = an_maxsat_new(s->arena, s->sat);
    for (size_t i = 0; i < w.wishes.n; i++)
        an_maxsat_wish(ms, w.wishes.v[i].lit, w.wishes.v[i].weight);
    bool *given_up = AN_NEW_ARRAY(s->arena, bool, w.wishes.n + 1);
    enum an_sat_answer answer = AN_SAT_UNDECIDED;
    uint32_t cost;
    out->ways = ways;
    for (int i = 0; i < 2 * MOST_WAYS && out->n_ways < MOST_WAYS; i++) {
        answer = next_way(&w, ms, given_up, &cost);
        if (answer != AN_SAT_YES)
            break;
        if (write_way(&w, given_up, cost, &ways[out->n_ways]))
            out->n_ways++;
        rule_out(&w, given_up);
    }
    out->more_ways = answer != AN_SAT_NO;
}
