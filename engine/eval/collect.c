/*
 * Decides a provision on every row (S3.4, S3.5). What is no law of a
 * market by its place alone is not decided there, and told once if nothing else is (S5.8).
 */
#include <string.h>

#include "engine/eval/run.h"

bool an__is_fine(enum an_verdict v)
{
    switch (v) {
    case AN_NOT_APPLICABLE:
    case AN_DISPLACED:
    case AN_EXEMPT:
    case AN_COMPLIANT:
    case AN_READY:
    case AN_PERMITS:
    case AN_CLEAR: return true;
    case AN_DUE:
    case AN_VIOLATION:
    case AN_COUNTS_AGAINST:
    case AN_EXPOSED:
    case AN_UNDETERMINED:
    case AN_DISPUTED:
    case AN_VERDICT_COUNT: return false;
    }
    AN_UNREACHABLE();
}

enum an_verdict an__verdict_of_set(an_verdict_set set)
{
    bool fine = true;
    for (int v = 0; v < AN_BASE_VERDICTS; v++) {
        if (set == 1u << v)
            return (enum an_verdict)v;
        if (set >> v & 1u)
            fine = fine && an__is_fine((enum an_verdict)v);
    }
    return fine ? AN_CLEAR : AN_UNDETERMINED;
}

/* ---- readings ---- */

/* "strict" names the readings "strict" and "narrow, strict". */
static bool named(const char *reading, const char *wanted)
{
    if (!reading)
        return false;
    const char *comma = strstr(reading, ", ");
    size_t n = comma ? (size_t)(comma - reading) : strlen(reading);
    return (strlen(wanted) == n && strncmp(reading, wanted, n) == 0) ||
           (comma && strcmp(comma + 2, wanted) == 0);
}

/* The readings that were asked for; all, where the provision has none of that name. */
static struct an_norms readings(struct an_run *run, uint32_t provision)
{
    struct an_norms all = an_eval_norms(run->ev, provision);
    struct an_norm *v = AN_NEW_ARRAY(run->temp, struct an_norm, all.n);
    uint32_t n = 0;
    for (uint32_t i = 0; run->options->reading && i < all.n; i++)
        if (named(all.v[i].reading, run->options->reading))
            v[n++] = all.v[i];
    return n > 0 ? (struct an_norms){v, n} : all;
}

/* ---- one decision ---- */

static void join(struct an_run *run, struct an_decision *d)
{
    bool *mark = AN_NEW_ARRAY(run->temp, bool, run->model->facts.n);
    bool differ = false;
    d->exact = true;
    for (uint32_t i = 0; i < d->norms.n; i++) {
        const struct an_answer *a = &d->answers[i];
        differ = differ || a->set != d->answers[0].set;
        d->set |= a->set;
        d->exact = d->exact && a->exact;
        d->choice_open = d->choice_open || a->choice_open;
        for (uint32_t k = 0; k < a->open.n; k++)
            mark[a->open.v[k]] = true;
        if (a->set == 0) {
            run->failed = true;
            if (!a->refused)
                an__report_empty(run, d);
        }
    }
    d->open =
        d->norms.n == 1 ? d->answers[0].open : an__marked(run->temp, mark, run->model->facts.n);
    d->verdict = differ ? AN_DISPUTED : an__verdict_of_set(d->set);
}

/* Surely outside without looking any further: on a home row most provisions are. */
static bool surely_outside(const struct an_judged *j)
{
    return j->ctx.row->home && !j->ctx.row->closed && an__nexus(j) == AN_FALSE;
}

static void decide(struct an_run *run, struct an_decision d, const struct an_judged *first)
{
    d.judged = *first;
    d.apart = first->apart;
    if (d.norms.n == 1 && surely_outside(first)) {
        d.set = 1u << AN_NOT_APPLICABLE;
        d.verdict = AN_NOT_APPLICABLE;
        d.exact = true;
    } else {
        d.answers = AN_NEW_ARRAY(run->temp, struct an_answer, d.norms.n);
        for (uint32_t i = 0; i < d.norms.n; i++)
            d.answers[i] =
                i == 0 ? an__answer(first)
                       : an_eval_decide_norm(run->ev, &d.norms.v[i], d.home, d.place, d.offer);
        join(run, &d);
    }
    if (run->failed)
        return;
    an__find_cause(&d);
    an_vec_push(run->temp, &run->decisions, d);
}

/* ---- the rows of one provision ---- */

struct task {
    struct an_run *run;
    uint32_t provision;
    uint32_t maker, kinds; /* nexus kinds on market rows */
    struct an_norms norms; /* none yet: not looked at */
    bool offered;          /* surely, on some market row */
    bool by_place;         /* it is law, but not of some market asked about */
};

/* Law on its law day, or on the way to it, or suspended (S5.6). */
static bool speaks(struct an_run *run, uint32_t provision, an_day law_day)
{
    struct an_stand s = an__stand(run->ev, provision, law_day);
    return s.apart != AN_APART_NO || s.in_force != AN_FALSE;
}

static bool sold_in(const struct an_offer *offer, uint32_t market)
{
    for (uint32_t i = 0; i < offer->markets.n; i++)
        if (offer->markets.v[i] == market)
            return true;
    return offer->markets.n == 0;
}

/* Is law of the maker, and whatever it is a part of, surely none of this market: by place alone. */
static bool law_of_elsewhere(struct an_run *run, uint32_t maker, uint32_t market, an_day day)
{
    return an_law_applies(run->model, maker, market, day) == AN_FALSE &&
           an_place_within(run->model, maker, market, day) == AN_FALSE;
}

/* The same for the i-th market on the day asked, which is asked for every provision. */
static bool elsewhere_today(struct an_run *run, uint32_t maker, uint32_t i)
{
    if (!run->reach[maker])
        run->reach[maker] = AN_NEW_ARRAY(run->arena, uint8_t, run->markets.n);
    uint8_t *known = &run->reach[maker][i];
    if (*known == 0)
        *known = law_of_elsewhere(run, maker, run->markets.v[i], run->day) ? 1 : 2;
    return *known == 1;
}

static const struct an_norm *first_norm(struct task *t)
{
    if (t->norms.n == 0)
        t->norms = readings(t->run, t->provision);
    return &t->norms.v[0];
}

static void on_market(struct task *t, uint32_t i, uint32_t offer)
{
    struct an_run *run = t->run;
    uint32_t market = run->markets.v[i];
    an_day day = an__law_day(run->ev, t->provision, market, offer);
    if (!speaks(run, t->provision, day))
        return;
    bool elsewhere = day == run->day ? elsewhere_today(run, t->maker, i)
                                     : law_of_elsewhere(run, t->maker, market, day);
    bool ships = t->kinds & 1u << AN_NEXUS_SHIPS &&
                 an_place_within(run->model, market, t->maker, day) != AN_TRUE;
    if (elsewhere && !ships) {
        t->by_place = true;
        return;
    }
    struct an_judged j = an__judged(run->ev, first_norm(t), false, market, offer);
    if (t->kinds & 1u << AN_NEXUS_OFFERED && !elsewhere && an__offered(&j) == AN_TRUE)
        t->offered = true;
    decide(run,
           (struct an_decision){
               .provision = t->provision, .place = market, .offer = offer, .norms = t->norms},
           &j);
}

/* What was decided for a market, for another that nothing tells from it. */
static void as_on(struct an_run *run, uint32_t market, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        struct an_decision d = run->decisions.v[i];
        d.place = market;
        an_vec_push(run->temp, &run->decisions, d);
    }
}

static void on_markets(struct task *t)
{
    const struct an_profile *p = t->run->profile;
    size_t *at = AN_NEW_ARRAY(t->run->temp, size_t, (size_t)t->run->markets.n + 1);
    /* The usual case first: no anchor, and law of one place. */
    bool usual = t->kinds == 1u << AN_NEXUS_OFFERED &&
                 t->run->model->provisions.v[t->provision].anchor == AN_NONE;
    for (uint32_t i = 0; i < t->run->markets.n && !t->run->failed; i++) {
        uint32_t like = t->run->alike ? t->run->alike[i] : i;
        at[i] = t->run->decisions.n;
        if (like < i) {
            as_on(t->run, t->run->markets.v[i], at[like], at[like + 1]);
            continue;
        }
        if (usual && elsewhere_today(t->run, t->maker, i)) {
            t->by_place = true;
            continue;
        }
        for (uint32_t o = 0; o < p->n_offers && !t->run->failed; o++)
            if (sold_in(&p->offers[o], t->run->markets.v[i]))
                on_market(t, i, o);
    }
}

static void at_home(struct task *t)
{
    struct an_run *run = t->run;
    for (uint32_t o = 0; o < run->profile->n_offers && !run->failed; o++) {
        if (!speaks(run, t->provision, an__law_day(run->ev, t->provision, t->maker, o)))
            continue;
        struct an_judged j = an__judged(run->ev, first_norm(t), true, t->maker, o);
        decide(run,
               (struct an_decision){.provision = t->provision,
                                    .home = true,
                                    .place = t->maker,
                                    .offer = o,
                                    .norms = t->norms},
               &j);
    }
}

/* Law, but of none of these markets: told once. */
static void elsewhere(struct task *t)
{
    struct an_decision d = {.provision = t->provision,
                            .place = AN_NONE,
                            .set = 1u << AN_NOT_APPLICABLE,
                            .verdict = AN_NOT_APPLICABLE,
                            .exact = true,
                            .cause = AN_CAUSE_PLACE,
                            .by = AN_NONE};
    d.judged = an__judged(t->run->ev, first_norm(t), false, t->run->markets.v[0], 0);
    d.norms = t->norms;
    d.apart = d.judged.apart;
    an_vec_push(t->run->temp, &t->run->decisions, d);
}

bool an__is_told(struct an_run *run, uint32_t provision)
{
    const struct an_provision *p = &run->model->provisions.v[provision];
    if (!an__has_verdict(p) || (run->topic && !run->topic[p->topic]))
        return false;
    if (run->only && !run->only[provision])
        return false;
    return p->anchor != AN_NONE || speaks(run, provision, run->day);
}

void an__collect(struct an_run *run, uint32_t provision)
{
    const struct an_provision *p = &run->model->provisions.v[provision];
    struct task t = {.run = run,
                     .provision = provision,
                     .maker = run->model->instruments.v[p->instrument].place};
    if (!run->reach)
        run->reach = AN_NEW_ARRAY(run->arena, uint8_t *, run->model->places.n);
    t.kinds = an__nexus_here(p, false);
    if (t.kinds != 0)
        on_markets(&t);
    if (an__nexus_here(p, true) != 0 && !t.offered && !run->failed)
        at_home(&t);
    if (t.by_place && run->decisions.n == 0 && !run->failed)
        elsewhere(&t);
}
