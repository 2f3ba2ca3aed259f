/*
 * What a clash is: whose duties meet, whether choices can avoid it, whether builds for each market
 * do, and which definitions it rests on (design section 7).
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/seek.h"

enum { MOST_CONTEXTS = 40 };

static const struct an_demand *demand(const struct an__seek *s, const struct an__clash *c,
                                      uint32_t i)
{
    return &s->dp->demand[c->demand[i]];
}

static uint32_t addressee(const struct an__seek *s, const struct an__clash *c, uint32_t i)
{
    return s->model->provisions.v[demand(s, c, i)->provision].addressee;
}

/* ---- whose duties ---- */

static bool all_fall_on(const struct an__seek *s, const struct an__clash *c, uint32_t who)
{
    for (uint32_t i = 0; i < c->n; i++)
        if ((addressee(s, c, i) & who) == 0)
            return false;
    return true;
}

static bool one_row(const struct an__seek *s, const struct an__clash *c)
{
    for (uint32_t i = 1; i < c->n; i++)
        if (demand(s, c, i)->place != demand(s, c, 0)->place ||
            demand(s, c, i)->offer != demand(s, c, 0)->offer)
            return false;
    return true;
}

/* Seller and provider are one maker; buyers, users and authorities are the same on one row only. */
static const char *bearer_of(const struct an__seek *s, const struct an__clash *c)
{
    static const struct {
        uint32_t who;
        const char *name;
    } others[] = {
        {AN_ADDR_BUYER, "buyer"}, {AN_ADDR_USER, "user"}, {AN_ADDR_AUTHORITY, "authority"}};
    if (all_fall_on(s, c, AN_ADDR_SELLER | AN_ADDR_PROVIDER))
        return "maker";
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (all_fall_on(s, c, others[i].who) && one_row(s, c))
            return others[i].name;
    return NULL;
}

/* ---- does any choice avoid it ---- */

static bool is_context(const struct an__seek *s, int var)
{
    uint32_t fact = s->dp->fact_of[var];
    return fact != AN_NONE && !an_is_choice(s->model, fact);
}

static void assume_as(struct an__seek *s, const bool *model, bool context)
{
    for (int v = 1; v <= s->dp->clauses.n_vars; v++)
        if (s->dp->fact_of[v] != AN_NONE && is_context(s, v) == context)
            an__assume(s, model[v] ? v : -v);
}

static void assume_all(struct an__seek *s, const struct an__clash *c, bool effective)
{
    for (uint32_t i = 0; i < c->n; i++)
        an__assume(s, effective ? demand(s, c, i)->effective : demand(s, c, i)->unbroken);
}

/* "Some duty is broken", for situations in which it shall not be. */
static int some_broken(struct an__seek *s, const struct an__clash *c)
{
    int broken = an_sat_var(s->sat);
    int *clause = AN_NEW_ARRAY(s->arena, int, c->n + 1u);
    clause[0] = -broken;
    for (uint32_t i = 0; i < c->n; i++)
        clause[i + 1] = -demand(s, c, i)->unbroken;
    an_sat_add(s->sat, clause, c->n + 1u);
    return broken;
}

/* Rules out the contexts for which the choices of `way` do: what of the context they need. */
static bool rule_out(struct an__seek *s, const bool *context, const bool *way, int broken, int on)
{
    AN_VEC(int) clause = {0};
    an_vec_push(s->arena, &clause, -on);
    an__assume_begin(s, false, true);
    an__assume(s, broken);
    assume_as(s, way, false);
    assume_as(s, context, true);
    bool general = an__ask(s) == AN_SAT_NO;
    for (int v = 1; v <= s->dp->clauses.n_vars; v++) {
        int lit = context[v] ? v : -v;
        if (is_context(s, v) && (!general || an_sat_failed(s->sat, lit)))
            an_vec_push(s->arena, &clause, -lit);
    }
    an_sat_add(s->sat, clause.v, clause.n);
    return clause.n > 1;
}

/*
 * Is there a context in which no choice avoids every breach? Contexts are tried one after the
 * other; each choice that avoids the breach rules out all contexts for which it does.
 */
static enum an_sat_answer inescapable(struct an__seek *s, struct an__clash *c)
{
    int broken = some_broken(s, c), on = an_sat_var(s->sat);
    const bool *context = c->model;
    for (int i = 0; i < MOST_CONTEXTS; i++) {
        an__assume_begin(s, false, true);
        assume_as(s, context, true);
        assume_all(s, c, false);
        enum an_sat_answer answer = an__ask(s);
        if (answer == AN_SAT_UNDECIDED)
            return answer;
        if (answer == AN_SAT_NO) {
            memcpy(c->model, context, (size_t)s->dp->clauses.n_vars + 1);
            return AN_SAT_YES;
        }
        if (!rule_out(s, context, an__model(s), broken, on))
            return AN_SAT_NO;
        an__assume_begin(s, s->profile != NULL, true);
        an__assume(s, on);
        assume_all(s, c, true);
        answer = an__ask_plain(s);
        if (answer != AN_SAT_YES)
            return answer;
        context = an__model(s);
    }
    return AN_SAT_UNDECIDED;
}

/* ---- a build for each market ---- */

static bool is_shared(const struct an__seek *s, int var)
{
    uint32_t fact = s->dp->fact_of[var];
    return fact != AN_NONE && s->model->facts.v[fact].nature != AN_NATURE_DESIGN;
}

struct build {
    struct an_sat *sat;
    int *var; /* of the problem -> of this build */
};

static void copy_clauses(struct an__seek *s, const struct build *b)
{
    const struct an_clauses *c = &s->dp->clauses;
    bool *holds = AN_NEW_ARRAY(s->arena, bool, c->n_owners + 1u);
    AN_VEC(int) clause = {0};
    for (size_t i = 0; i < s->always.n; i++)
        holds[s->always.v[i] - c->n_vars - 1] = true;
    for (uint32_t i = 0; i < s->dp->n_holdings; i++)
        if (s->dp->holding[i].fixed && s->dp->holding[i].owner != AN_BACKGROUND)
            holds[s->dp->holding[i].owner] = true;
    for (size_t i = 0; i < c->end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(c, i, &n);
        if (c->owner.v[i] != AN_BACKGROUND && !holds[c->owner.v[i]])
            continue;
        clause.n = 0;
        for (size_t k = 0; k < n; k++) {
            int v = b->var[abs(lits[k])];
            an_vec_push(s->arena, &clause, lits[k] > 0 ? v : -v);
        }
        an_sat_add(b->sat, clause.v, clause.n);
    }
}

/* Design may differ between the builds; maker, conduct and context are one. */
static bool builds_do(struct an__seek *s, const struct an__clash *c)
{
    struct an_arena *scratch = an_scratch_new(s->arena), *outer = s->arena;
    struct build b = {.sat = an_sat_new(scratch)};
    int n = s->dp->clauses.n_vars, next = n;
    uint32_t n_builds = 0;
    s->arena = scratch;
    for (uint32_t i = 0; i < c->n; i++) {
        bool seen = demand(s, c, i)->home;
        for (uint32_t k = 0; k < i && !seen; k++)
            seen = !demand(s, c, k)->home && demand(s, c, k)->place == demand(s, c, i)->place;
        if (seen)
            continue;
        b.var = AN_NEW_ARRAY(scratch, int, (size_t)n + 1);
        for (int v = 1; v <= n; v++)
            b.var[v] = n_builds == 0 || is_shared(s, v) ? v : ++next;
        copy_clauses(s, &b);
        for (uint32_t k = 0; k < c->n; k++) { /* who is bound at home is bound for every build */
            const struct an_demand *d = demand(s, c, k);
            int lit = b.var[abs(d->obeyed)] * (d->obeyed > 0 ? 1 : -1);
            if (d->home || d->place == demand(s, c, i)->place)
                an_sat_add(b.sat, &lit, 1);
        }
        n_builds++;
    }
    bool do_ = n_builds > 1 && an_sat_solve(b.sat, NULL, 0, &s->budget) == AN_SAT_YES;
    s->arena = outer;
    an_arena_free(scratch);
    return do_;
}

/* ---- what it rests on ---- */

static bool still_clashes(struct an__seek *s, const struct an__clash *c, const bool *held)
{
    s->assumed.n = 0;
    for (size_t i = 0; i < s->always.n; i++)
        if (held[i])
            an__assume(s, s->always.v[i]);
    for (uint32_t i = 0; i < c->blocks.v[0].n; i++)
        an__assume(s, an_duty_switch(s->dp, s->dp->holding[c->blocks.v[0].v[i]].owner));
    for (uint32_t i = 0; i < c->n; i++)
        an__assume(s, demand(s, c, i)->obeyed);
    return an__ask(s) == AN_SAT_NO;
}

static struct an_refs which(struct an__seek *s, const bool *held, const uint32_t *owner, uint32_t n)
{
    uint32_t *v = AN_NEW_ARRAY(s->arena, uint32_t, n + 1u), found = 0;
    for (uint32_t i = 0; i < n; i++)
        for (size_t k = 0; owner[i] != AN_NONE && k < s->always.n; k++)
            if (held[k] && s->always.v[k] == an_duty_switch(s->dp, owner[i]))
                v[found++] = i;
    return (struct an_refs){v, found};
}

/* A smallest set of definitions and presumptions with which the conflict stands. */
static void find_rules(struct an__seek *s, const struct an__clash *c, struct an__judgement *j)
{
    bool *held = AN_NEW_ARRAY(s->arena, bool, s->always.n + 1);
    memset(held, 1, s->always.n);
    if (still_clashes(s, c, held))
        for (size_t i = 0; i < s->always.n; i++)
            held[i] = an_sat_failed(s->sat, s->always.v[i]);
    for (size_t i = 0; i < s->always.n; i++) {
        if (!held[i])
            continue;
        held[i] = false;
        if (!still_clashes(s, c, held))
            held[i] = true;
    }
    j->axioms = which(s, held, s->dp->axiom_owner, s->model->axioms.n);
    j->presumptions = which(s, held, s->dp->presumption_owner, s->model->presumptions.n);
}

struct an__judgement an__judge(struct an__seek *s, struct an__clash *c)
{
    struct an__judgement j = {.bearer = bearer_of(s, c)};
    enum an_sat_answer stuck = inescapable(s, c);
    j.class_open = stuck == AN_SAT_UNDECIDED;
    j.conflict_class = !j.bearer            ? AN_CONFLICT_EXCLUSION
                       : builds_do(s, c)    ? AN_CONFLICT_BUILDS
                       : stuck == AN_SAT_NO ? AN_CONFLICT_ESCAPABLE
                                            : AN_CONFLICT_INESCAPABLE;
    find_rules(s, c, &j);
    return j;
}
