/*
 * The evaluator's word on a plan: the profile is changed as the plan says, and every provision is
 * decided anew on the rows of what the plan serves. Nothing of the solver's is used but the
 * settings themselves, so a mistake of the encoder cannot confirm itself.
 */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/plan_words.h"

#define VIOLATIONS (1u << AN_VIOLATION)

/* The list with a value of a fact in place of what was there, in order of fact. */
static void give(struct an_arena *arena, const struct an_given **list, uint32_t *n, uint32_t fact,
                 const struct an_known *known)
{
    struct an_given *v = AN_NEW_ARRAY(arena, struct an_given, *n + 1u);
    struct an_known_from *value = AN_NEW(arena, struct an_known_from);
    uint32_t k = 0;
    bool put = false;

    *value = (struct an_known_from){AN_DAY_MIN, *known};
    const struct an_given new = {.fact = fact, .v = value, .n = 1, .span = known->span};
    for (uint32_t i = 0; i < *n; i++) {
        if (!put && (*list)[i].fact >= fact) {
            v[k++] = new;
            put = true;
        }
        if ((*list)[i].fact != fact)
            v[k++] = (*list)[i];
    }
    if (!put)
        v[k++] = new;
    *list = v;
    *n = k;
}

static void give_market(struct an_arena *arena, struct an_profile *p, uint32_t place, uint32_t fact,
                        const struct an_known *known)
{
    struct an_market_values *v = AN_NEW_ARRAY(arena, struct an_market_values, p->n_per_market + 1u);
    uint32_t k = 0, at = AN_NONE;

    for (uint32_t i = 0; i < p->n_per_market; i++) {
        if (at == AN_NONE && p->per_market[i].place > place) {
            at = k;
            v[k++] = (struct an_market_values){.place = place};
        }
        if (p->per_market[i].place == place)
            at = k;
        v[k++] = p->per_market[i];
    }
    if (at == AN_NONE) {
        at = k;
        v[k++] = (struct an_market_values){.place = place};
    }
    give(arena, &v[at].given, &v[at].n_given, fact, known);
    p->per_market = v;
    p->n_per_market = k;
}

/* Values of one market and offer have no place in a profile: they are laid over its rows. */
static void lay(struct an_planner *pl, const struct an_witness *w, struct an_eval *ev)
{
    struct an_laid *v = AN_NEW_ARRAY(pl->arena, struct an_laid, w->n + 1);

    for (uint32_t i = 0; i < w->n; i++)
        if (w->v[i].offer != AN_NONE)
            v[ev->n_laid++] =
                (struct an_laid){w->v[i].market, w->v[i].offer, w->v[i].fact, &w->v[i].known};
    ev->laid = v;
}

static struct an_profile *changed(struct an_planner *pl, const struct an_witness *w)
{
    struct an_profile *p = AN_NEW(pl->arena, struct an_profile);
    const struct an_model *m = pl->problem.run->model;

    *p = *pl->problem.profile;
    p->symbols = pl->problem.symbols;
    for (uint32_t i = 0; i < w->n; i++) {
        const struct an_witness_value *v = &w->v[i];
        if (m->facts.v[v->fact].derived.function != AN_FN_NONE)
            continue;
        if (v->offer != AN_NONE)
            continue;
        if (v->market == AN_NONE)
            give(pl->arena, &p->given, &p->n_given, v->fact, &v->known);
        else
            give_market(pl->arena, p, v->market, v->fact, &v->known);
    }
    return p;
}

static bool is_served(const struct an_planner *pl, const struct an_plan_solution *s,
                      const struct an_decision *d)
{
    const struct an_plan_problem *p = &pl->problem;

    for (uint32_t i = 0; i < p->items.n; i++)
        if ((i < p->n_markets || p->items.v[i].home) && p->items.v[i].place == d->place &&
            s->served[i])
            return true;
    return false;
}

static bool breached(struct an_planner *pl, const struct an_plan_solution *s, struct an_run *run,
                     uint32_t provision)
{
    bool any = false;

    an__collect(run, provision);
    for (size_t i = 0; i < run->decisions.n; i++) {
        const struct an_decision *d = &run->decisions.v[i];
        any = any || (d->apart == AN_APART_NO && (d->set & VIOLATIONS) && is_served(pl, s, d));
    }
    run->decisions.v = NULL;
    run->decisions.n = run->decisions.cap = 0;
    return any;
}

struct an_refs an__plan_replay(struct an_planner *pl, const struct an_plan_solution *s,
                               const struct an_witness *settings)
{
    struct an_run run = pl->real;
    bool *doubt = AN_NEW_ARRAY(pl->arena, bool, run.model->provisions.n + 1);

    run.profile = changed(pl, settings);
    run.ev = an_eval_new(pl->arena, run.model, run.profile, run.day);
    lay(pl, settings, run.ev);
    run.temp = run.ev->work = an_scratch_new(pl->arena);
    run.reach = NULL;
    for (uint32_t i = 0; i < run.model->provisions.n; i++)
        if (an__is_told(&run, i)) {
            doubt[i] = breached(pl, s, &run, i) || run.failed;
            run.failed = false;
            an_arena_clear(run.temp);
        }
    an_arena_free(run.temp);
    return an__marked(pl->arena, doubt, run.model->provisions.n);
}
