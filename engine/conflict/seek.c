/*
 * From the problem to sets of demands. A clash is a set of duties that may all apply to the product
 * as it is, and of which not all can be met while they apply (design section 7); it is minimal, and
 * found together with the fixed facts that it needs. The enumeration is complete; here it is only
 * asked, and what it finds is sorted.
 */
#include "engine/conflict/seek.h"

#include "engine/base/sizes.h"

/* ---- questions to the solver ---- */

void an__assume(struct an__seek *s, int lit)
{
    an_vec_push(s->arena, &s->assumed, lit);
}

void an__assume_begin(struct an__seek *s, bool stated, bool fixed)
{
    s->assumed.n = 0;
    for (size_t i = 0; i < s->always.n; i++)
        an__assume(s, s->always.v[i]);
    for (uint32_t i = 0; i < s->dp->n_holdings; i++) {
        const struct an_holding *h = &s->dp->holding[i];
        if (h->owner != AN_BACKGROUND && !h->presumed && (stated || (fixed && h->fixed)))
            an__assume(s, an_duty_switch(s->dp, h->owner));
    }
}

enum an_sat_answer an__ask(struct an__seek *s)
{
    enum an_sat_answer answer = an_sat_solve(s->sat, s->assumed.v, s->assumed.n, &s->budget);
    s->out_of_time = s->out_of_time || answer == AN_SAT_UNDECIDED;
    return answer;
}

enum an_sat_answer an__ask_plain(struct an__seek *s)
{
    const struct an_model *m = s->model;
    size_t asked = s->assumed.n;
    uint32_t n;
    bool *in_play = AN_NEW_ARRAY(s->arena, bool, m->places.n + 1u);
    for (uint32_t i = 0; i < s->markets.n; i++)
        in_play[s->markets.v[i]] = true;
    for (uint32_t i = 0; i < s->dp->n_demands; i++)
        in_play[m->instruments.v[m->provisions.v[s->dp->demand[i].provision].instrument].place] =
            true;
    const int *stranger = an_encoder_strangers(s->dp->enc, s->arena, in_play, &n);
    for (uint32_t i = 0; i < n; i++)
        an__assume(s, -stranger[i]);
    if (an_sat_solve(s->sat, s->assumed.v, s->assumed.n, &s->budget) == AN_SAT_YES)
        return AN_SAT_YES;
    s->assumed.n = asked;
    return an__ask(s);
}

bool *an__model(struct an__seek *s)
{
    int n = s->dp->clauses.n_vars;
    bool *model = AN_NEW_ARRAY(s->arena, bool, (size_t)n + 1);
    for (int v = 1; v <= n; v++)
        model[v] = an_sat_true(s->sat, v);
    return model;
}

/* ---- the start ---- */

/* Holds from now on, unless what is stated says otherwise. */
static void take(struct an__seek *s, uint32_t owner)
{
    if (owner == AN_NONE)
        return;
    an_vec_push(s->arena, &s->always, an_duty_switch(s->dp, owner));
    an__assume_begin(s, true, true);
    if (an__ask(s) != AN_SAT_YES)
        s->always.n--;
}

/* Presumptions on choices hold as rules; what they fill in of the context holds as it is. */
static void take_presumptions(struct an__seek *s)
{
    for (uint32_t i = 0; i < s->model->presumptions.n; i++)
        take(s, s->dp->presumption_owner[i]);
    for (uint32_t i = 0; i < s->dp->n_holdings; i++)
        if (s->dp->holding[i].presumed && !an_is_choice(s->model, s->dp->holding[i].fact))
            take(s, s->dp->holding[i].owner);
}

static void hold_all(struct an__seek *s, const uint32_t *owner, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (owner[i] != AN_NONE)
            an_vec_push(s->arena, &s->always, an_duty_switch(s->dp, owner[i]));
}

void an__hold_definitions(struct an__seek *s)
{
    hold_all(s, s->dp->axiom_owner, s->model->axioms.n);
    hold_all(s, s->dp->term_owner, s->model->terms.n);
    hold_all(s, s->dp->definer_owner, s->model->provisions.n);
}

enum an_sat_answer an__seek_start(struct an__seek *s)
{
    const struct an_conflict_options *o = s->options;
    bool *wanted = NULL;
    if (o->n_topics > 0) {
        wanted = AN_NEW_ARRAY(s->arena, bool, s->model->provisions.n + 1u);
        for (uint32_t i = 0; i < s->model->provisions.n; i++)
            wanted[i] = s->run.topic[s->model->provisions.v[i].topic];
    }
    const struct an_duty_options options = {
        .day = s->day, .markets = s->markets, .wanted = wanted, .drafts = o->drafts};
    s->dp = an_duty_problem_new(s->arena, s->model, s->profile, &options);
    if (s->dp->refused)
        return AN_SAT_NO;
    s->sat = an_duty_solver(s->dp, s->arena);
    an__hold_definitions(s);
    an__assume_begin(s, true, true);
    enum an_sat_answer possible = an__ask(s);
    if (possible == AN_SAT_YES)
        take_presumptions(s);
    return possible;
}

/* ---- which duties may apply ---- */

/* Each model shows more than one of them. */
static void find_candidates(struct an__seek *s)
{
    s->candidate = AN_NEW_ARRAY(s->arena, bool, s->dp->n_demands + 1u);
    for (uint32_t i = 0; i < s->dp->n_demands; i++) {
        if (s->candidate[i])
            continue;
        an__assume_begin(s, true, true);
        an__assume(s, s->dp->demand[i].effective);
        enum an_sat_answer answer = an__ask(s);
        s->candidate[i] = answer != AN_SAT_NO;
        for (uint32_t k = i; answer == AN_SAT_YES && k < s->dp->n_demands; k++)
            s->candidate[k] = s->candidate[k] || an_sat_true(s->sat, s->dp->demand[k].effective);
    }
}

bool an__surely_applies(struct an__seek *s, uint32_t demand)
{
    if (!s->profile)
        return false;
    an__assume_begin(s, true, true);
    an__assume(s, -s->dp->demand[demand].effective);
    return an__ask(s) == AN_SAT_NO;
}

/* ---- the enumeration ---- */

/* Demands are owners; so are fixed facts; definitions hold; what else is stated may change. */
static struct an_clauses clauses_of(struct an__seek *s)
{
    const struct an_clauses *from = &s->dp->clauses;
    struct an_clauses c;
    uint32_t *owner = AN_NEW_ARRAY(s->arena, uint32_t, from->n_owners + 1u);
    const uint32_t dropped = AN_BACKGROUND - 1;
    an_clauses_init(&c, s->arena);
    c.n_vars = from->n_vars;
    c.n_owners = s->dp->n_demands + s->dp->n_holdings;
    for (uint32_t i = 0; i < from->n_owners; i++)
        owner[i] = dropped;
    for (size_t i = 0; i < s->always.n; i++)
        owner[s->always.v[i] - from->n_vars - 1] = AN_BACKGROUND;
    for (uint32_t i = 0; i < s->dp->n_holdings; i++)
        if (s->dp->holding[i].fixed && s->dp->holding[i].owner != AN_BACKGROUND)
            owner[s->dp->holding[i].owner] = s->dp->n_demands + i;
    for (size_t i = 0; i < from->end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(from, i, &n);
        uint32_t o = from->owner.v[i] == AN_BACKGROUND ? AN_BACKGROUND : owner[from->owner.v[i]];
        if (o != dropped)
            an_clauses_add(&c, o, lits, n);
    }
    for (uint32_t i = 0; i < s->dp->n_demands; i++)
        if (s->candidate[i])
            an_clauses_add(&c, i, &s->dp->demand[i].obeyed, 1);
    return c;
}

void an__seek_clashes(struct an__seek *s)
{
    find_candidates(s);
    struct an_clauses c = clauses_of(s);
    const struct an_core_limits limits = {
        .deadline_ms = s->budget.deadline_ms, .most = s->options->max, .no_autarky = true};
    struct an_cores cores = an_cores_find(&c, s->arena, &limits);
    s->complete = cores.complete;
    s->n_spelt = cores.n_spelt;
    an__spell(s, &cores);
}
