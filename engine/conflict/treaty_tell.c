/* A broken commitment: the evaluator's word on its situation, then all of it in words. */
#include "engine/base/sizes.h"
#include "engine/conflict/suppose.h"
#include "engine/conflict/treaty.h"
#include "engine/lang/words.h"

/* ---- the evaluator ---- */

struct situation {
    struct an__seek *s;
    const struct an__pact *pact;
    const struct an_demand *d;
    struct an_eval *ev;
    struct an_ctx x; /* J: the party */
};

static struct an_marks read_by(struct an__seek *s, struct an_arena *arena,
                               const struct an__pact *pact)
{
    const struct an_model *m = s->model;
    const struct an_provision *c = &m->provisions.v[pact->commitment];
    struct an_marks marks = an__read_by(s, arena, &pact->demand, 1, false);
    const struct an_refs *by = &m->exempted_by[pact->commitment];
    an__mark_facts(&c->scope, &marks);
    an__mark_facts(&c->when, &marks);
    an__mark_facts(&c->unless, &marks);
    an__mark_facts(&c->content, &marks);
    for (uint32_t i = 0; i < by->n; i++) {
        an__mark_facts(&m->provisions.v[by->v[i]].when, &marks);
        an__mark_facts(&m->provisions.v[by->v[i]].unless, &marks);
    }
    return marks;
}

static bool is_obeyed(const struct situation *at)
{
    const struct an_norm norm = an__demand_norm(at->s, at->d);
    const struct an_answer a = an_eval_decide_norm(at->ev, &norm, at->d->home, at->d->place, 0);
    return !a.refused && (a.set & (1u << AN_COMPLIANT | 1u << AN_READY)) != 0;
}

/* An exception that covers the measure has to be false, as far as it is said. */
static bool is_covered(const struct situation *at)
{
    const struct an_model *m = at->s->model;
    const struct an_provision *c = &m->provisions.v[at->pact->commitment];
    const struct an_refs *by = &m->exempted_by[at->pact->commitment];
    bool covered = an__truth(&at->x, &c->unless, AN_FALSE) == AN_TRUE;
    for (uint32_t i = 0; i < by->n; i++) {
        const struct an_provision *e = &m->provisions.v[by->v[i]];
        covered = covered || (an__cover_of(m, by->v[i], at->d->provision) == AN_COVER_YES &&
                              an_provision_standing(m, e, at->s->day).in_force == AN_TRUE &&
                              an__truth(&at->x, &e->when, AN_TRUE) == AN_TRUE &&
                              an__truth(&at->x, &e->unless, AN_FALSE) == AN_FALSE);
    }
    return covered;
}

static bool is_broken(const struct situation *at)
{
    const struct an_provision *c = &at->s->model->provisions.v[at->pact->commitment];
    const an_tri wanted = c->duty == AN_DUTY_FORBIDS ? AN_TRUE : AN_FALSE;
    return an__truth(&at->x, &c->scope, AN_TRUE) == AN_TRUE &&
           an__truth(&at->x, &c->when, AN_TRUE) == AN_TRUE &&
           an__truth(&at->x, &c->content, AN_TRUE) == wanted;
}

static bool confirm(struct an__seek *s, const struct an__pact *pact, const struct an_witness *w)
{
    struct an_arena *scratch = an_scratch_new(s->arena);
    const struct an_marks read = read_by(s, scratch, pact);
    struct situation at = {.s = s, .pact = pact, .d = &s->dp->demand[pact->demand]};
    const struct an_profile *p = an__situation_profile(s, scratch, w, at.d, read.fact);
    at.ev = an_eval_new(scratch, s->model, p, s->day);
    struct an_case_row *row = an__row(at.ev, at.d->home, at.d->place, 0, s->day, NULL);
    bool ok = an__close(at.ev, row);
    at.x = (struct an_ctx){.ev = at.ev, .row = row, .j = pact->party, .law_day = s->day};
    ok = ok && is_obeyed(&at) && is_broken(&at) && !is_covered(&at);
    an_arena_free(scratch);
    return ok;
}

/* ---- words ---- */

static struct an_conflict_maker maker(struct an__seek *s, uint32_t provision,
                                      const struct an_provision_info *info)
{
    const struct an_standing t =
        an_provision_standing(s->model, &s->model->provisions.v[provision], s->day);
    struct an_conflict_maker out = {.provision = info};
    if (t.has_start)
        out.starts = an__day_words(s->arena, t.starts.lo);
    if (t.has_end)
        out.ends = an__day_words(s->arena, t.ends.hi - 1);
    return out;
}

/* What is promised, J being the party. */
static const struct an_provision_info *promise(struct an__seek *s, const struct an__pact *pact)
{
    const struct an_provision *c = &s->model->provisions.v[pact->commitment];
    struct an_provision_info *info = AN_NEW(s->arena, struct an_provision_info);
    *info = *an_provision_info_on(s->arena, s->model, pact->commitment, s->day);
    info->demand = an_strf(s->arena, "rules of %s may not %s: %s", an__code(s, pact->party),
                           c->duty == AN_DUTY_FORBIDS ? "bring about" : "exclude",
                           an_cond_words(s->arena, s->model, &c->content, AN_NONE, pact->party));
    return info;
}

static uint32_t place_of(const struct an_model *m, uint32_t provision)
{
    return m->instruments.v[m->provisions.v[provision].instrument].place;
}

static void tell_sides(struct an__seek *s, const struct an__pact *pact, struct an_conflict *out)
{
    const struct an_demand *d = &s->dp->demand[pact->demand];
    struct an_conflict_demand *demands = AN_NEW_ARRAY(s->arena, struct an_conflict_demand, 2);
    struct an_conflict_maker *makers = AN_NEW_ARRAY(s->arena, struct an_conflict_maker, 2);
    const char **market = AN_NEW(s->arena, const char *);
    *market = an__code(s, d->place);
    makers[0] = maker(s, d->provision, an__demand_info(s, d));
    makers[0].markets = market;
    makers[0].n_markets = d->home ? 0 : 1;
    makers[0].reading = d->reading;
    makers[0].who = d->who;
    makers[0].order = d->order;
    makers[0].draft = d->draft;
    makers[1] = maker(s, pact->commitment, promise(s, pact));
    demands[0] = (struct an_conflict_demand){&makers[0], 1};
    demands[1] = (struct an_conflict_demand){&makers[1], 1};
    out->demands = demands;
    out->n_demands = 2;
    out->kinds = (an__is_supposed(s, place_of(s->model, pact->commitment), pact->party)
                      ? AN_CONFLICT_SUPPOSED
                      : 0u) |
                 (d->order ? AN_CONFLICT_EXPOSURE : 0u) | (d->draft ? AN_CONFLICT_DRAFT : 0u) |
                 (d->reading ? AN_CONFLICT_READING : 0u);
}

/* Its conditions leave a question of law open. */
static bool is_open(const struct an_provision *e)
{
    for (uint32_t i = 0; i < e->when.n; i++)
        if (e->when.node[i].op == AN_OP_OPEN)
            return true;
    return false;
}

static void tell_exceptions(struct an__seek *s, const struct an__pact *pact,
                            struct an_conflict_commitment *out)
{
    const struct an_refs *by = &s->model->exempted_by[pact->commitment];
    struct an_conflict_exception *v =
        AN_NEW_ARRAY(s->arena, struct an_conflict_exception, by->n + 1u);
    for (uint32_t i = 0; i < by->n; i++) {
        const struct an_provision *e = &s->model->provisions.v[by->v[i]];
        enum an__cover cover =
            an__cover_of(s->model, by->v[i], s->dp->demand[pact->demand].provision);
        bool open = cover == AN_COVER_MAY || (cover == AN_COVER_YES && is_open(e));
        if ((cover != AN_COVER_SELF && !open) ||
            an_provision_standing(s->model, e, s->day).in_force == AN_FALSE)
            continue;
        v[out->n_exceptions++] = (struct an_conflict_exception){
            .provision = an_provision_info_on(s->arena, s->model, by->v[i], s->day),
            .self_judged = cover == AN_COVER_SELF,
            .may_cover = open};
    }
    out->exceptions = v;
}

static void tell_parties(struct an__seek *s, const struct an__pact *pact, struct an_conflict *out)
{
    struct an_conflict_commitment *c = AN_NEW(s->arena, struct an_conflict_commitment);
    const struct an_model *m = s->model;
    uint32_t maker_place = place_of(m, s->dp->demand[pact->demand].provision);
    const struct an_place *treaty = &m->places.v[place_of(m, pact->commitment)];
    const char **owed = AN_NEW_ARRAY(s->arena, const char *, pact->owed.n + 1u);
    for (uint32_t i = 0; i < pact->owed.n; i++)
        owed[i] = an__code(s, pact->owed.v[i]);
    c->state = an__code(s, maker_place);
    c->state_name = m->places.v[maker_place].name;
    c->party = an__code(s, pact->party);
    c->treaty = treaty->id;
    c->owed_to = owed;
    c->n_owed_to = pact->owed.n;
    tell_exceptions(s, pact, c);
    out->commitment = c;
}

static bool holds(const void *model, int var)
{
    return ((const bool *)model)[var];
}

static void tell_situation(struct an__seek *s, const bool *model, const bool *matters,
                           struct an_conflict *out)
{
    const struct an_witness w =
        an_encoder_partial(s->dp->enc, s->arena, s->dp->symbols, holds, model, matters);
    struct an_conflict_fact *facts = AN_NEW_ARRAY(s->arena, struct an_conflict_fact, w.n + 1u);
    for (uint32_t i = 0; i < w.n; i++)
        facts[out->n_witness++] =
            an__fact_of(s, w.v[i].fact, w.v[i].market, AN_NONE, &w.v[i].known);
    out->witness = facts;
}

static void tell_window(struct an__seek *s, const struct an__pact *pact, struct an_conflict *out)
{
    const uint32_t both[2] = {s->dp->demand[pact->demand].provision, pact->commitment};
    an_day first = pact->since, before = pact->before;
    for (int i = 0; i < 2; i++) {
        const struct an_standing t =
            an_provision_standing(s->model, &s->model->provisions.v[both[i]], s->day);
        if (t.has_start && t.starts.hi > first && t.in_force != AN_FALSE)
            first = t.starts.hi;
        if (t.has_end && t.ends.lo < before)
            before = t.ends.lo;
    }
    if (first > AN_DAY_MIN)
        out->starts = an__day_words(s->arena, first);
    if (before < AN_DAY_MAX) {
        out->ends = an__day_words(s->arena, before - 1);
        out->kinds |= AN_CONFLICT_TIMING;
    }
}

bool an__pact_tell(struct an__seek *s, const struct an__pact *pact, const struct an__breach *breach,
                   struct an_conflict *out)
{
    const struct an_witness w = an__situation(s, breach->model);
    *out = (struct an_conflict){.id = "", .conflict_class = AN_CONFLICT_COMMITMENT};
    out->confirmed = confirm(s, pact, &w);
    if (!out->confirmed)
        return false;
    tell_sides(s, pact, out);
    tell_parties(s, pact, out);
    tell_situation(s, breach->model, breach->matters, out);
    tell_window(s, pact, out);
    return true;
}
