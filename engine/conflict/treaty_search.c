/*
 * A measure against a commitment: is there a situation in which the measure binds within the
 * commitment, it can be kept to and it can be obeyed, but every way of obeying is what the
 * commitment forbids? Chosen is what the demand of either reads, and what definitions tie to that,
 * as far as it is a choice; all else is the situation, whatever makes the measure apply among it.
 */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/strategy.h"
#include "engine/conflict/treaty.h"

enum { MOST_SITUATIONS = 400 };

struct question {
    struct an__seek *s;
    const struct an__pact *pact;
    bool *fact, *chosen, *situation;
    struct an__strategy *ways; /* of obeying the one and keeping to the other */
    int binds;                 /* the measure applies; who is excused is not bound by an order */
    int on;                    /* implies what has been ruled out */
};

static const struct an_demand *measure(const struct question *q)
{
    return &q->s->dp->demand[q->pact->demand];
}

/* ---- what obeying can choose ---- */

/* Of tables that the commitment reads, what is done with their rows, not what they are about. */
static void mark_columns(const struct question *q, const bool *theirs)
{
    const struct an_model *m = q->s->model;
    for (uint32_t f = 0; f < m->facts.n; f++) {
        const struct an_fact *table = &m->facts.v[f];
        for (uint32_t c = 0; theirs[f] && c < table->n_columns; c++)
            if (!table->columns[c].context) {
                an_encoder_mark_column(q->s->dp->enc, f, c, q->chosen);
                q->fact[f] = true;
            }
    }
}

static void find_choices(struct question *q)
{
    struct an__seek *s = q->s;
    const struct an_model *m = s->model;
    const struct an_norm norm = an__demand_norm(s, measure(q));
    const struct an_provision *p = &m->provisions.v[norm.provision];
    struct an_marks own = an__marks(s->arena, m), theirs = an__marks(s->arena, m);
    an__mark_facts(&m->provisions.v[q->pact->commitment].content, &theirs);
    an__mark_facts(&norm.content, &own);
    an__mark_facts(&norm.able, &own);
    for (uint32_t i = 0; i < p->asks.n; i++)
        own.fact[p->asks.v[i]] = true;
    if (p->attest_fact != AN_NONE)
        own.fact[p->attest_fact] = true;
    for (uint32_t f = 0; f < m->facts.n; f++)
        q->fact[f] = own.fact[f] || theirs.fact[f];
    an__mark_tied(s, q->fact);
    for (uint32_t f = 0; f < m->facts.n; f++) {
        theirs.fact[f] = theirs.fact[f] && m->facts.v[f].type.type == AN_TYPE_TABLE;
        q->fact[f] = q->fact[f] && !theirs.fact[f] && an_is_choice(m, f);
    }
    an_encoder_mark(s->dp->enc, q->fact, q->chosen);
    mark_columns(q, theirs.fact);
}

static int binds(struct an__seek *s, const struct an_demand *d)
{
    int both = an_sat_var(s->sat);
    const int applies[2] = {-both, d->effective}, able[2] = {-both, d->lits.able};
    const int is[3] = {both, -d->effective, -d->lits.able};
    if (!d->order)
        return d->effective;
    an_sat_add(s->sat, applies, 2);
    an_sat_add(s->sat, able, 2);
    an_sat_add(s->sat, is, 3);
    return both;
}

static struct question question_of(struct an__seek *s, const struct an__pact *pact)
{
    size_t n = (size_t)s->dp->clauses.n_vars + 1;
    struct question q = {.s = s, .pact = pact, .on = an_sat_var(s->sat)};
    uint32_t n_open;
    const int *open = an__open_points(s->dp, s->arena, &n_open);
    q.fact = AN_NEW_ARRAY(s->arena, bool, s->model->facts.n + 1u);
    q.chosen = AN_NEW_ARRAY(s->arena, bool, n);
    q.situation = AN_NEW_ARRAY(s->arena, bool, n);
    q.binds = binds(s, measure(&q));
    find_choices(&q);
    for (size_t v = 1; v < n; v++)
        q.situation[v] = an__is_asked(s, (int)v) && s->dp->fact_of[v] != AN_NONE && !q.chosen[v] &&
                         !s->dp->follows[v];
    for (size_t v = 1; v < n; v++)
        q.chosen[v] = q.chosen[v] && an__is_asked(s, (int)v);
    for (uint32_t i = 0; i < n_open; i++)
        q.situation[open[i]] = an__is_asked(s, open[i]);
    int *goal = AN_NEW_ARRAY(s->arena, int, 5);
    goal[0] = q.binds;
    goal[1] = pact->scope;
    goal[2] = -pact->covered;
    goal[3] = measure(&q)->met;
    goal[4] = -pact->forbidden;
    const struct an__strategy_question asked = {q.fact, q.chosen, q.situation, goal, 5};
    q.ways = an__strategy_new(s, &asked);
    return q;
}

/* ---- the search ---- */

/* The measure binds within the commitment. */
static void begin(const struct question *q)
{
    an__assume_begin(q->s, false, false);
    an__assume(q->s, q->binds);
    an__assume(q->s, q->pact->scope);
    an__assume(q->s, -q->pact->covered);
}

/* A situation in which the commitment can be kept to, and that has not been ruled out. */
static enum an_sat_answer next_situation(const struct question *q)
{
    begin(q);
    an__assume(q->s, q->on);
    an__assume(q->s, -q->pact->forbidden);
    return an__ask_plain(q->s);
}

/* Can the measure be obeyed there, and (kept) the commitment be kept to? */
static enum an_sat_answer can_obey(const struct question *q, const bool *situation, bool kept)
{
    begin(q);
    an__assume(q->s, measure(q)->met);
    if (kept)
        an__assume(q->s, -q->pact->forbidden);
    an__strategy_assume(q->ways, situation, false);
    return kept ? an__ask(q->s) : an__ask_plain(q->s);
}

/* YES: *model is a situation in which the measure is obeyed, as all ways of obeying must be. */
static enum an_sat_answer search(const struct question *q, const bool **model)
{
    for (int i = 0; i < MOST_SITUATIONS; i++) {
        enum an_sat_answer answer = next_situation(q);
        bool more;
        if (answer != AN_SAT_YES)
            return answer;
        const bool *situation = an__model(q->s);
        answer = can_obey(q, situation, true);
        if (answer == AN_SAT_YES) {
            more = an__strategy_rule_out(q->ways, situation, an__model(q->s), q->on);
        } else {
            if (answer == AN_SAT_NO)
                answer = can_obey(q, situation, false);
            if (answer == AN_SAT_YES)
                *model = an__model(q->s);
            if (answer != AN_SAT_NO)
                return answer;
            more = an__strategy_rule_out_refuted(q->ways, q->on);
        }
        if (!more)
            return AN_SAT_NO;
    }
    return AN_SAT_UNDECIDED;
}

/* ---- what of the situation matters ---- */

/* Do these facts refute what `fails` implies? */
static bool suffice(const struct question *q, const bool *model, const bool *fact, int fails)
{
    struct an__seek *s = q->s;
    an__assume_begin(s, false, false);
    an__assume(s, fails);
    for (int v = 1; v <= s->dp->clauses.n_vars; v++)
        if (q->situation[v] && (s->dp->fact_of[v] == AN_NONE || fact[s->dp->fact_of[v]]))
            an__assume(s, model[v] ? v : -v);
    return an__ask(s) == AN_SAT_NO;
}

/*
 * Implies: the measure does not bind within the commitment, or it is obeyed and the commitment kept
 * to. Where what is chosen has a say in whether the measure binds, only the second can be refuted.
 */
static int fails_at_all(const struct question *q)
{
    struct an_sat *sat = q->s->sat;
    const struct an_demand *d = measure(q);
    int fails = an_sat_var(sat), kept = an_sat_var(sat);
    const int outside[5] = {-fails, -q->binds, -q->pact->scope, q->pact->covered, kept};
    const int obeyed[3] = {-fails, -kept, d->met}, keeps[3] = {-fails, -kept, -q->pact->forbidden};
    an_sat_add(sat, outside, 5);
    an_sat_add(sat, obeyed, 3);
    an_sat_add(sat, keeps, 3);
    return fails;
}

static int keeps_to_both(const struct question *q)
{
    struct an_sat *sat = q->s->sat;
    const struct an_demand *d = measure(q);
    int fails = an_sat_var(sat);
    const int all[5] = {q->binds, q->pact->scope, -q->pact->covered, d->met, -q->pact->forbidden};
    for (int i = 0; i < 5; i++) {
        const int each[2] = {-fails, all[i]};
        an_sat_add(sat, each, 2);
    }
    return fails;
}

/* Takes one fact after the other out. What is left is told; all of it is given to the evaluator. */
static const bool *what_matters(const struct question *q, const bool *model)
{
    struct an__seek *s = q->s;
    uint32_t n_facts = s->model->facts.n;
    bool *fact = AN_NEW_ARRAY(s->arena, bool, n_facts + 1u);
    bool *used = AN_NEW_ARRAY(s->arena, bool, (size_t)s->dp->clauses.n_vars + 1);
    const struct an_marks scope = an__read_by(s, s->arena, &q->pact->demand, 1, true);
    int fails = fails_at_all(q);
    memset(fact, 1, n_facts);
    bool strict = suffice(q, model, fact, fails);
    if (!strict)
        fails = keeps_to_both(q);
    for (uint32_t f = 0; f < n_facts; f++) {
        fact[f] = false;
        if ((!strict && scope.fact[f]) || !suffice(q, model, fact, fails))
            fact[f] = true;
    }
    bool refuted = suffice(q, model, fact, fails);
    for (int v = 1; v <= s->dp->clauses.n_vars; v++)
        used[v] = q->situation[v] && s->dp->fact_of[v] != AN_NONE && fact[s->dp->fact_of[v]] &&
                  (!refuted || (!strict && scope.fact[s->dp->fact_of[v]]) ||
                   an_sat_failed(s->sat, model[v] ? v : -v));
    return used;
}

enum an_sat_answer an__pact_search(struct an__seek *s, const struct an__pact *pact,
                                   struct an__breach *out)
{
    const struct question q = question_of(s, pact);
    *out = (struct an__breach){0};
    enum an_sat_answer answer = search(&q, &out->model);
    if (answer == AN_SAT_YES)
        out->matters = what_matters(&q, out->model);
    return answer;
}
