/*
 * Findings: decisions on rows with the same answer from equal facts are one (S5.8), with the facts
 * that decided, the ones missing, who exempts or displaces, and the days that matter.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/eval/run.h"

/* ---- what is the same ---- */

static bool same_refs(struct an_refs a, struct an_refs b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.v, b.v, a.n * sizeof a.v[0]) == 0);
}

static bool same_answers(const struct an_decision *a, const struct an_decision *b)
{
    if (a->verdict != b->verdict || a->set != b->set || a->exact != b->exact || a->by != b->by ||
        a->home != b->home || a->apart != b->apart || a->cause != b->cause)
        return false;
    for (uint32_t i = 0; a->answers && b->answers && i < a->norms.n; i++)
        if (a->answers[i].set != b->answers[i].set)
            return false;
    return a->judged.ctx.law_day == b->judged.ctx.law_day && same_refs(a->open, b->open);
}

static bool same_facts(struct an_run *run, const struct an_decision *a, const struct an_decision *b)
{
    if (a->judged.ctx.row == b->judged.ctx.row && a->answers && a->answers == b->answers)
        return true; /* one decision for markets that are alike */
    struct an_refs facts = an__ground_facts(run->temp, &a->grounds);
    if (!same_refs(facts, an__ground_facts(run->temp, &b->grounds)))
        return false;
    struct an_case_row *one = a->judged.ctx.row, *two = b->judged.ctx.row;
    for (uint32_t i = 0; i < facts.n; i++)
        if (!run->model->facts.v[facts.v[i]].given_by_row &&
            !an__told_alike(run, one, two, facts.v[i]))
            return false;
    for (uint32_t i = 0; i < a->open.n; i++)
        if (!an__told_alike(run, one, two, a->open.v[i]))
            return false;
    return true;
}

/* ---- rows of a finding ---- */

struct group {
    struct an_run *run;
    bool *market, *offer; /* per place, per offer */
};

static void put_rows(struct group *g, struct an_finding *f)
{
    const struct an_profile *p = g->run->profile;
    const struct an_model *m = g->run->model;
    struct an_refs markets_in = an__marked(g->run->temp, g->market, m->places.n);
    const char **markets = AN_NEW_ARRAY(g->run->arena, const char *, markets_in.n);
    const char **offers = AN_NEW_ARRAY(g->run->arena, const char *, p->n_offers);
    for (uint32_t i = 0; i < markets_in.n; i++)
        markets[f->n_markets++] = m->places.v[markets_in.v[i]].id;
    bool named = p->n_offers > 1 || p->offers[0].id[0] != '\0';
    for (uint32_t i = 0; i < p->n_offers && named; i++)
        if (g->offer[i])
            offers[f->n_offers++] = p->offers[i].id;
    f->markets = markets;
    f->offers = offers;
}

/* Everything: a provision that is law of none of the markets, whatever the offer. */
static void all_rows(struct group *g)
{
    for (uint32_t i = 0; i < g->run->markets.n; i++)
        g->market[g->run->markets.v[i]] = true;
    for (uint32_t i = 0; i < g->run->profile->n_offers; i++)
        g->offer[i] = true;
}

static void gather(struct an_run *run, size_t first, struct an_finding *f)
{
    struct group g = {run, AN_NEW_ARRAY(run->temp, bool, run->model->places.n),
                      AN_NEW_ARRAY(run->temp, bool, run->profile->n_offers)};
    const struct an_decision *d = &run->decisions.v[first];
    if (d->place == AN_NONE) {
        all_rows(&g);
    } else {
        for (size_t i = first; i < run->decisions.n; i++) {
            struct an_decision *other = &run->decisions.v[i];
            if (other->merged ||
                (i > first && !(same_answers(d, other) && same_facts(run, d, other))))
                continue;
            other->merged = true;
            if (!other->home)
                g.market[other->place] = true;
            g.offer[other->offer] = true;
        }
    }
    put_rows(&g, f);
}

/* ---- parts of a finding ---- */

static const char *kept(struct an_run *run, const char *text)
{
    return text ? an_strdup(run->arena, text) : NULL;
}

/* Made on the side: of the texts that were put together only the results are kept. */
const struct an_provision_info *an__info(struct an_run *run, uint32_t provision, bool brief)
{
    const struct an_model *m = run->model;
    struct an_provision_info *info = AN_NEW(run->arena, struct an_provision_info);
    *info = brief ? *an_provision_info_brief(run->temp, m, provision, run->day)
                  : *an_provision_info_on(run->temp, m, provision, run->day);
    info->addressee = kept(run, info->addressee);
    info->penalty = kept(run, info->penalty);
    info->checked_on = kept(run, info->checked_on);
    info->demand = kept(run, info->demand);
    info->scope = kept(run, info->scope);
    info->except = kept(run, info->except);
    return info;
}

static const struct an_fact_use *uses(struct an_run *run, const struct an_decision *d,
                                      struct an_refs facts, uint32_t *n)
{
    struct an_fact_use *v = AN_NEW_ARRAY(run->arena, struct an_fact_use, facts.n);
    *n = 0;
    for (uint32_t i = 0; i < facts.n; i++)
        if (!run->model->facts.v[facts.v[i]].given_by_row)
            v[(*n)++] = *an__use(run, d->judged.ctx.row, facts.v[i]);
    return v;
}

static void put_readings(struct an_run *run, const struct an_decision *d, struct an_finding *f)
{
    if (d->norms.n < 2 || !d->answers)
        return;
    struct an_reading_answer *v = AN_NEW_ARRAY(run->arena, struct an_reading_answer, d->norms.n);
    for (uint32_t i = 0; i < d->norms.n; i++) {
        an_verdict_set set = d->answers[i].set;
        v[i] = (struct an_reading_answer){kept(run, d->norms.v[i].reading), d->norms.v[i].who, set,
                                          an__verdict_of_set(set)};
    }
    f->readings = v;
    f->n_readings = d->norms.n;
}

static bool only_attests(const struct an_run *run, const struct an_decision *d)
{
    for (uint32_t i = 0; i < d->open.n; i++)
        if (run->model->facts.v[d->open.v[i]].role != AN_FACT_ATTEST)
            return false;
    return d->open.n > 0 && !d->choice_open;
}

/* The verdict if nothing exempted (S5.7). */
static enum an_verdict without(const struct an_decision *d)
{
    struct an_judged j = d->judged;
    const struct an_provision *p = &j.ctx.ev->model->provisions.v[d->provision];
    if (d->cause == AN_CAUSE_INABILITY)
        return AN_VIOLATION;
    j.unexempted = true;
    struct an_letters l = an__letters(&j);
    return an__verdict_of_set(an__verdicts(p, &j.norm, &l));
}

static void put_relief(struct an_run *run, const struct an_decision *d, struct an_finding *f)
{
    if (d->verdict == AN_EXEMPT)
        f->without = without(d);
    if (d->by == AN_NONE)
        return;
    f->by = an__info(run, d->by, false);
    struct an_judged by = an__judged_with(&d->judged, d->by);
    struct an_standing s =
        an_provision_standing(run->model, &run->model->provisions.v[d->by], by.ctx.law_day);
    if (s.has_end && s.in_force != AN_FALSE)
        f->until = an__day_words(run->arena, s.ends.hi - 1);
}

static void put_due(struct an_run *run, const struct an_decision *d, struct an_finding *f)
{
    const struct an_due *due = &run->model->provisions.v[d->provision].due;
    if (d->verdict != AN_DUE)
        return;
    if (due->kind == AN_DUE_DAY) {
        char text[24];
        an_when_format(due->day, text);
        f->due = an_strdup(run->arena, text);
        return;
    }
    const struct an_fact *after = &run->model->facts.v[due->after];
    struct an_range r = an__range(&after->type, d->judged.ctx.row->slot[due->after].known);
    if (r.lo == r.hi)
        f->due = an__day_words(run->arena, an__due_day(due, (an_day)r.lo));
}

static struct an_finding finding(struct an_run *run, const struct an_decision *d)
{
    bool outside = d->verdict == AN_NOT_APPLICABLE;
    struct an_finding f = {
        .home = d->home, .verdict = d->verdict, .possible = d->set, .exact = d->exact};
    f.provision = an__info(run, d->provision, outside);
    f.not_yet_law = d->apart == AN_APART_NOT_YET;
    f.suspended = d->apart == AN_APART_SUSPENDED;
    f.unenforced = an__stand(run->ev, d->provision, d->judged.ctx.law_day).unenforced;
    if (f.not_yet_law || f.suspended)
        f.standing = an__standing_words(run, &d->judged);
    if (d->judged.ctx.law_day != run->day)
        f.law_day = an__day_words(run->arena, d->judged.ctx.law_day);
    f.roughly = kept(run, an__roughly(run, d));
    f.decided = uses(run, d, an__ground_facts(run->temp, &d->grounds), &f.n_decided);
    const struct an_grounds main = {d->grounds.v, d->n_main, d->n_main};
    f.n_settled = an__ground_facts(run->temp, &main).n;
    f.open = uses(run, d, d->open, &f.n_open);
    f.only_attests = only_attests(run, d);
    put_readings(run, d, &f);
    put_relief(run, d, &f);
    put_due(run, d, &f);
    f.reason = kept(run, an__reason(run, d));
    f.outcome = kept(run, an__outcome(run, d));
    if (!run->options->no_proofs)
        f.proof = an__proof(run, d);
    return f;
}

/* ---- all ---- */

static int by_place(const void *a, const void *b)
{
    const struct an_finding *x = a, *y = b;
    int order = strcmp(x->provision->jurisdiction, y->provision->jurisdiction);
    if (order == 0)
        order = strcmp(x->provision->id, y->provision->id);
    if (order == 0)
        order = (x->home ? 1 : 0) - (y->home ? 1 : 0);
    for (uint32_t i = 0; order == 0 && i < x->n_markets && i < y->n_markets; i++)
        order = strcmp(x->markets[i], y->markets[i]);
    if (order == 0)
        order = (x->n_markets > y->n_markets) - (x->n_markets < y->n_markets);
    for (uint32_t i = 0; order == 0 && i < x->n_offers && i < y->n_offers; i++)
        order = strcmp(x->offers[i], y->offers[i]);
    return order != 0 ? order : (int)x->verdict - (int)y->verdict;
}

void an__find(struct an_run *run)
{
    for (size_t k = 0; k < run->decisions.n; k++) {
        if (run->decisions.v[k].merged)
            continue;
        struct an_finding f = finding(run, &run->decisions.v[k]);
        gather(run, k, &f);
        if (f.verdict == AN_VIOLATION || f.verdict == AN_EXPOSED || f.verdict == AN_COUNTS_AGAINST)
            an__ways(run, &run->decisions.v[k], &f);
        an_vec_push(run->arena, &run->found, f);
    }
}

/* ---- consequences ---- */

static bool share(const char *const *a, uint32_t n_a, const char *const *b, uint32_t n_b)
{
    for (uint32_t i = 0; i < n_a; i++)
        for (uint32_t k = 0; k < n_b; k++)
            if (strcmp(a[i], b[k]) == 0)
                return true;
    return n_a == 0 || n_b == 0;
}

/* Is `f` told under `breach`: may that be a breach, on some row of both? */
static bool is_under(const struct an_finding *f, const struct an_finding *breach)
{
    return breach->possible & AN_BREACHES && f->not_yet_law == breach->not_yet_law &&
           f->suspended == breach->suspended &&
           share(f->markets, f->n_markets, breach->markets, breach->n_markets) &&
           share(f->offers, f->n_offers, breach->offers, breach->n_offers);
}

static bool follows(const struct an_run *run, const struct an_finding *f,
                    const struct an_finding *breach)
{
    const struct an_model *m = run->model;
    uint32_t breached = an_model_provision(m, breach->provision->id);
    const struct an_refs *refs = &m->provisions.v[an_model_provision(m, f->provision->id)].follows;
    for (uint32_t i = 0; i < refs->n; i++)
        if (refs->v[i] == breached)
            return is_under(f, breach);
    return false;
}

/* Findings of provisions that follow the breach of others; few, and mostly none. */
static struct an_refs following(const struct an_run *run)
{
    uint32_t *v = AN_NEW_ARRAY(run->arena, uint32_t, run->found.n), n = 0;
    for (uint32_t i = 0; i < run->found.n; i++) {
        const struct an_finding *f = &run->found.v[i];
        uint32_t p = an_model_provision(run->model, f->provision->id);
        if (run->model->provisions.v[p].follows.n > 0 && f->verdict != AN_NOT_APPLICABLE)
            v[n++] = i;
    }
    return (struct an_refs){v, n};
}

static void put_consequences(struct an_run *run)
{
    const struct an_refs later = following(run);
    for (size_t i = 0; later.n > 0 && i < run->found.n; i++) {
        struct an_finding *breach = &run->found.v[i];
        const struct an_finding **v = AN_NEW_ARRAY(run->arena, const struct an_finding *, later.n);
        for (uint32_t k = 0; k < later.n; k++) {
            struct an_finding *f = &run->found.v[later.v[k]];
            if (!follows(run, f, breach))
                continue;
            f->consequence = true;
            v[breach->n_consequences++] = f;
        }
        breach->consequences = v;
    }
}

void an__sort_findings(struct an_run *run)
{
    if (run->found.n > 0)
        qsort(run->found.v, run->found.n, sizeof run->found.v[0], by_place);
    put_consequences(run);
    run->check->findings = run->found.v;
    run->check->n_findings = an_u32(run->found.n);
}
