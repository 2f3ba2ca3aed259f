/*
 * The evaluator's word on a situation that the solver found. Nothing of the solver's is used but
 * the values themselves, so a mistake of the encoder cannot confirm itself.
 */
#include "engine/conflict/seek.h"

struct reading_back {
    const bool *model;
};

static bool holds(const void *state, int var)
{
    const struct reading_back *r = state;
    return r->model[var];
}

struct an_witness an__situation(struct an__seek *s, const bool *model)
{
    const struct reading_back r = {model};
    return an_encoder_witness(s->dp->enc, s->arena, s->dp->symbols, holds, &r);
}

static bool is_here(const struct an_demand *d, const struct an_witness_value *v)
{
    return (v->market == AN_NONE || v->market == d->place) &&
           (v->offer == AN_NONE || v->offer == d->offer);
}

struct an_marks an__read_by(struct an__seek *s, struct an_arena *arena, const uint32_t *demand,
                            uint32_t n, bool scope_only)
{
    static const struct an_cond_node always = {.op = AN_OP_ALL, .size = 1, .key = AN_NO_KEY};
    const struct an_model *m = s->model;
    struct an_marks marks = an__marks(arena, m);
    for (uint32_t i = 0; i < n; i++) {
        struct an_norm norm = an__norm_plain(m, s->dp->demand[demand[i]].provision);
        if (scope_only)
            norm.content = norm.able = (struct an_cond){&always, 1, NULL, 0};
        an__mark_judged(m, &norm, &marks);
    }
    for (uint32_t i = 0; i < m->terms.n; i++)
        if (marks.fact[m->terms.v[i].fact]) {
            an__mark_facts(&m->terms.v[i].if_, &marks);
            an__mark_facts(&m->terms.v[i].only_if, &marks);
        }
    return marks;
}

struct an_profile *an__situation_profile(struct an__seek *s, struct an_arena *arena,
                                         const struct an_witness *w, const struct an_demand *d,
                                         const bool *read)
{
    static const struct an_offer only = {.id = ""};
    struct an_profile *p = AN_NEW(arena, struct an_profile);
    struct an_given *given = AN_NEW_ARRAY(arena, struct an_given, w->n + 1u);
    struct an_order *order = AN_NEW(arena, struct an_order);
    if (s->profile)
        *p = *s->profile;
    p->model = s->model;
    p->symbols = s->dp->symbols;
    p->id = p->name = "situation";
    p->as_of = s->day;
    p->offers = &only;
    p->n_offers = 1;
    p->n_per_market = p->n_given = 0;
    p->markets = s->markets;
    for (uint32_t i = 0; i < w->n; i++) {
        if (!is_here(d, &w->v[i]) || !read[w->v[i].fact] ||
            s->model->facts.v[w->v[i].fact].derived.function != AN_FN_NONE)
            continue;
        struct an_known_from *value = AN_NEW(arena, struct an_known_from);
        *value = (struct an_known_from){AN_DAY_MIN, w->v[i].known};
        given[p->n_given++] = (struct an_given){.fact = w->v[i].fact, .v = value, .n = 1};
    }
    p->given = given;
    *order = (struct an_order){
        .under = d->provision, .market = AN_NONE, .served = s->day, .obeyed = AN_UNKNOWN};
    p->orders = order;
    p->n_orders = d->order ? 1 : 0;
    return p;
}

static struct an_cond instead(const struct an_cond *given, struct an_cond own)
{
    return an_cond_given(given) ? *given : own;
}

struct an_norm an__demand_norm(const struct an__seek *s, const struct an_demand *d)
{
    const struct an_provision *p = &s->model->provisions.v[d->provision];
    struct an_norm norm = an__norm_plain(s->model, d->provision);
    enum an_inability inability = p->inability;
    for (uint32_t i = 0; i < p->n_readings; i++) {
        const struct an_reading *r = &p->readings[i];
        if (r->id != d->reading)
            continue;
        norm.reading = r->id;
        norm.when = instead(&r->when, norm.when);
        norm.unless = instead(&r->unless, norm.unless);
        norm.content = instead(&r->must, norm.content);
        norm.able = instead(&r->able, norm.able);
        inability = r->inability != AN_INABILITY_NONE ? r->inability : inability;
    }
    norm.inability = inability == AN_INABILITY_EXCUSED ? AN_INABILITY_EXCUSED : AN_INABILITY_BREACH;
    return norm;
}

static const an_verdict_set breach =
    1u << AN_VIOLATION | 1u << AN_COUNTS_AGAINST | 1u << AN_EXPOSED | 1u << AN_DUE;
static const an_verdict_set speaks = 1u << AN_VIOLATION | 1u << AN_COUNTS_AGAINST |
                                     1u << AN_EXPOSED | 1u << AN_DUE | 1u << AN_COMPLIANT |
                                     1u << AN_READY;

/* A demand on the situation. */
static struct an_answer decide(struct an__seek *s, struct an_arena *scratch,
                               const struct an_witness *situation, const bool *read,
                               uint32_t demand, const struct an_norm *norm)
{
    const struct an_demand *d = &s->dp->demand[demand];
    const struct an_profile *p = an__situation_profile(s, scratch, situation, d, read);
    struct an_eval *ev = an_eval_new(scratch, s->model, p, s->day);
    return an_eval_decide_norm(ev, norm, d->home, d->place, 0);
}

bool an__replay(struct an__seek *s, const struct an_witness *situation, const uint32_t *demand,
                uint32_t n, bool broken)
{
    struct an_arena *scratch = an_scratch_new(s->arena);
    const struct an_marks read = an__read_by(s, scratch, demand, n, false);
    bool ok = true, any = false;
    for (uint32_t i = 0; i < n && ok; i++) {
        const struct an_demand *d = &s->dp->demand[demand[i]];
        const struct an_norm norm = an__demand_norm(s, d);
        const struct an_answer a = decide(s, scratch, situation, read.fact, demand[i], &norm);
        bool excused = d->order && norm.inability == AN_INABILITY_EXCUSED;
        ok = !a.refused && a.set != 0 &&
             (broken ? (a.set & speaks) != 0 || (excused && a.set & 1u << AN_EXEMPT)
                     : (a.set & ~breach) != 0);
        any = any || (a.set & breach) != 0;
    }
    an_arena_free(scratch);
    return ok && (any || !broken);
}

bool an__all_apply(struct an__seek *s, const struct an_witness *situation, const uint32_t *demand,
                   uint32_t n)
{
    struct an_arena *scratch = an_scratch_new(s->arena);
    const struct an_marks read = an__read_by(s, scratch, demand, n, false);
    bool ok = true;
    for (uint32_t i = 0; i < n && ok; i++) {
        struct an_norm norm = an__demand_norm(s, &s->dp->demand[demand[i]]);
        norm.inability = AN_INABILITY_BREACH; /* else "exempt" might mean unable */
        const struct an_answer a = decide(s, scratch, situation, read.fact, demand[i], &norm);
        ok = !a.refused && a.set != 0 && (a.set & ~speaks) == 0;
    }
    an_arena_free(scratch);
    return ok;
}
