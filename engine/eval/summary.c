/*
 * What a check says as a whole: counts by verdict, questions in the order that decides most, what
 * was not researched, and the weakest support (S5.10, S6.1).
 */
#include <stdlib.h>
#include <string.h>

#include "engine/eval/run.h"
#include "engine/lang/place.h"

static bool counted(const struct an_finding *f)
{
    return !f->not_yet_law && !f->suspended && !f->consequence;
}

static void count(struct an_check *c)
{
    for (uint32_t i = 0; i < c->n_findings; i++)
        if (counted(&c->findings[i]))
            c->count[c->findings[i].verdict]++;
}

/* In force, and law of one of the markets, or binding at home. */
static bool in_force_here(const struct an_run *run)
{
    for (size_t i = 0; i < run->decisions.n; i++) {
        const struct an_decision *d = &run->decisions.v[i];
        if (d->apart == AN_APART_NO && d->cause != AN_CAUSE_PLACE &&
            !(d->home && d->cause == AN_CAUSE_NEXUS))
            return true;
    }
    return false;
}

/* ---- questions ---- */

struct asked {
    struct an_question q;
    uint32_t fact;
    AN_VEC(const char *) provisions;
};

struct an_asking {
    AN_VEC(struct asked) v;
    uint32_t *at; /* per fact + 1 */
};

/* Is a question of no use, since what must be so before it is asked is known not to be? */
static bool needless(struct an_run *run, const struct an_decision *d, uint32_t fact)
{
    const struct an_fact *f = &run->model->facts.v[fact];
    return an__truth(&d->judged.ctx, &f->after, AN_TRUE) == AN_FALSE;
}

/* What is answered where no values are listed. */
static const char *const *kind_of_answer(enum an_type type)
{
    static const char *const places[] = {"codes of countries, such as CN, US"};
    static const char *const numbers[] = {"a number for each country"};
    static const char *const number[] = {"a whole number"};
    static const char *const day[] = {"a day, YYYY-MM-DD"};
    static const char *const rows[] = {"a list of them, with what is known of each"};
    static const char *const text[] = {"a text"};
    switch (type) {
    case AN_TYPE_COUNTRIES: return places;
    case AN_TYPE_COUNTRY_MAP: return numbers;
    case AN_TYPE_INT:
    case AN_TYPE_MONEY: return number;
    case AN_TYPE_DATE: return day;
    case AN_TYPE_TABLE: return rows;
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_SET:
    case AN_TYPE_TEXT: break;
    }
    return text;
}

static void put_values(struct an_run *run, const struct an_fact *f, struct an_question *q)
{
    static const char *const yes_no[] = {"yes", "no"};
    q->unit = f->type.unit;
    if (f->type.type == AN_TYPE_BOOL) {
        q->values = yes_no;
        q->n_values = 2;
        return;
    }
    if (f->type.n_values == 0) {
        q->values = kind_of_answer(f->type.type);
        q->n_values = 1;
        return;
    }
    const char **values = AN_NEW_ARRAY(run->arena, const char *, f->type.n_values);
    for (uint32_t i = 0; i < f->type.n_values; i++)
        values[i] = an_intern_text(run->model->symbols, f->type.values[i]);
    q->values = values;
    q->n_values = f->type.n_values;
}

static void ask(struct an_run *run, const struct an_decision *d, uint32_t fact)
{
    struct an_asking *a = run->asking;
    const struct an_fact *f = &run->model->facts.v[fact];
    const char *provision = run->model->provisions.v[d->provision].id;
    if (needless(run, d, fact))
        return;
    if (a->at[fact] == 0) {
        struct asked new = {.fact = fact};
        new.q.fact = *an__use(run, d->judged.ctx.row, fact);
        new.q.attest = f->role == AN_FACT_ATTEST;
        new.q.per_market = f->scope == AN_SCOPE_MARKET;
        put_values(run, f, &new.q);
        an_vec_push(run->arena, &a->v, new);
        a->at[fact] = an_u32(a->v.n);
    }
    struct asked *q = &a->v.v[a->at[fact] - 1];
    if (q->provisions.n == 0 || q->provisions.v[q->provisions.n - 1] != provision)
        an_vec_push(run->arena, &q->provisions, provision);
}

void an__note(struct an_run *run)
{
    if (!run->asking) {
        run->asking = AN_NEW(run->arena, struct an_asking);
        run->asking->at = AN_NEW_ARRAY(run->arena, uint32_t, run->model->facts.n);
    }
    run->check->in_force += in_force_here(run) ? 1 : 0;
    for (size_t i = 0; i < run->decisions.n; i++) {
        const struct an_decision *d = &run->decisions.v[i];
        bool open = d->verdict == AN_UNDETERMINED || d->verdict == AN_DISPUTED;
        for (uint32_t k = 0; open && d->apart == AN_APART_NO && k < d->open.n; k++)
            ask(run, d, d->open.v[k]);
    }
}

static int by_use(const void *a, const void *b)
{
    const struct asked *x = a, *y = b;
    if (x->q.attest != y->q.attest)
        return x->q.attest ? 1 : -1;
    if (x->provisions.n != y->provisions.n)
        return x->provisions.n > y->provisions.n ? -1 : 1;
    return strcmp(x->q.fact.fact, y->q.fact.fact);
}

static void questions(struct an_run *run)
{
    struct an_asking *a = run->asking;
    size_t n = a ? a->v.n : 0;
    if (n > 0)
        qsort(a->v.v, n, sizeof a->v.v[0], by_use);
    struct an_question *out = AN_NEW_ARRAY(run->arena, struct an_question, n);
    for (size_t i = 0; i < n; i++) {
        out[i] = a->v.v[i].q;
        out[i].provisions = a->v.v[i].provisions.v;
        out[i].n_provisions = an_u32(a->v.v[i].provisions.n);
    }
    run->check->questions = out;
    run->check->n_questions = an_u32(n);
}

/* ---- gaps ---- */

static void gaps(struct an_run *run)
{
    AN_VEC(struct an_gap) v = {0};
    for (uint32_t i = 0; i < run->markets.n; i++) {
        const struct an_place *p = &run->model->places.v[run->markets.v[i]];
        if (!run->topic && p->n_coverage == 0) {
            struct an_gap gap = {p->id, NULL};
            an_vec_push(run->arena, &v, gap);
        }
        for (uint32_t t = 0; run->topic && t < run->model->topics.n; t++)
            if (run->topic[t] && !an_place_coverage(p, t, run->day)) {
                struct an_gap gap = {p->id, run->model->topics.v[t].id};
                an_vec_push(run->arena, &v, gap);
            }
    }
    run->check->gaps = v.v;
    run->check->n_gaps = an_u32(v.n);
}

/* ---- the weakest support ---- */

static int evidence_rank(const char *word)
{
    for (int e = AN_EV_GAZETTE; word && e < AN_EV_NONE; e++)
        if (strcmp(word, an_evidence_word((enum an_evidence)e)) == 0)
            return e;
    return -1;
}

static int confidence_rank(const char *word)
{
    for (int c = AN_CONF_HIGH; word && c <= AN_CONF_LOW; c++)
        if (strcmp(word, an_confidence_word((enum an_confidence)c)) == 0)
            return c;
    return -1;
}

static void weigh(struct an_check *c, const char *evidence, const char *confidence,
                  const char *where)
{
    if (evidence_rank(evidence) > evidence_rank(c->weakest_evidence))
        c->weakest_evidence = evidence;
    if (confidence_rank(confidence) > confidence_rank(c->weakest_confidence)) {
        c->weakest_confidence = confidence;
        c->weakest_where = where;
    }
}

static void weakest(struct an_check *c)
{
    for (uint32_t i = 0; i < c->n_findings; i++) {
        const struct an_finding *f = &c->findings[i];
        if (!counted(f) || f->verdict == AN_NOT_APPLICABLE)
            continue;
        weigh(c, f->provision->evidence, f->provision->confidence, f->provision->id);
        for (uint32_t k = 0; k < f->n_decided; k++)
            weigh(c, NULL, f->decided[k].confidence, f->decided[k].fact);
    }
}

/* ---- what was not public ---- */

struct hidden {
    uint32_t instrument, events;
    an_day first; /* the day on which the public learnt of the first of them */
};

/* Events that happened by the day asked, as one knows today, and were not public on the other. */
static void hide(const struct an_run *run, struct an_events events, struct hidden *h)
{
    for (uint32_t i = 0; i < events.n; i++) {
        const struct an_event *e = &events.v[i];
        an_day day = e->has_public_on ? e->public_on.lo : e->on.lo;
        if (e->on.lo > run->day || an_event_known(events, i, run->known_on))
            continue;
        h->first = h->events == 0 || day < h->first ? day : h->first;
        h->events++;
    }
}

static bool concerns_markets(const struct an_run *run, uint32_t maker)
{
    const struct an_model *m = run->model;
    for (uint32_t i = 0; i < run->markets.n; i++)
        if (an_law_applies(m, maker, run->markets.v[i], run->day) != AN_FALSE ||
            an_place_within(m, maker, run->markets.v[i], run->day) != AN_FALSE)
            return true;
    return false;
}

/* One note that names the first few instruments of these markets. */
static void left_out(struct an_run *run)
{
    enum { NAMED = 6 };
    const struct an_model *m = run->base->model;
    struct hidden *h = AN_NEW_ARRAY(run->arena, struct hidden, m->instruments.n);
    for (uint32_t i = 0; i < m->instruments.n; i++)
        hide(run, m->instruments.v[i].status, &h[i]);
    for (uint32_t i = 0; i < m->provisions.n; i++)
        hide(run, m->provisions.v[i].status, &h[m->provisions.v[i].instrument]);
    uint32_t n = 0, events = 0;
    const char *list = "";
    for (uint32_t i = 0; i < m->instruments.n; i++) {
        if (h[i].events == 0 || !concerns_markets(run, m->instruments.v[i].place))
            continue;
        events += h[i].events;
        if (n++ < NAMED)
            list = an_strf(run->arena, "%s%s%s (public %s)", list, n > 1 ? ", " : "",
                           m->instruments.v[i].id, an__day_words(run->arena, h[i].first));
    }
    if (n == 0)
        return;
    const char *more = n > NAMED ? an_strf(run->arena, " and %u more", n - NAMED) : "";
    an__notice(run->ev,
               an_strf(run->arena, "%u event%s became public after %s and %s left out: %s%s",
                       events, events == 1 ? "" : "s", an__day_words(run->arena, run->known_on),
                       events == 1 ? "is" : "are", list, more));
}

void an__summary(struct an_run *run)
{
    if (run->options->known_on)
        left_out(run);
    count(run->check);
    questions(run);
    gaps(run);
    weakest(run->check);
    run->check->notices = run->ev->notices.v;
    run->check->n_notices = an_u32(run->ev->notices.n);
}
