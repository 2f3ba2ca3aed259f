/*
 * The letters of a provision on a row, in three values: in force, nexus, when (A), exempted (E),
 * displaced (D), and from them the set of verdicts that is possible as far as they tell (S3, S4).
 */
#include "engine/eval/eval.h"

#define MAX_DEPTH 32

static const struct an_provision *provision(const struct an_judged *j)
{
    return &j->ctx.ev->model->provisions.v[j->norm.provision];
}

struct an_norm an__norm_plain(const struct an_model *m, uint32_t index)
{
    const struct an_provision *p = &m->provisions.v[index];
    return (struct an_norm){index,     NULL,       NULL,    p->when,
                            p->unless, p->content, p->able, p->inability};
}

/* As it is read on this row. */
static struct an_norm norm_on(const struct an_case_row *row, const struct an_model *m,
                              uint32_t index)
{
    return row->reading && row->reading->provision == index ? *row->reading
                                                            : an__norm_plain(m, index);
}

static uint32_t place_of(const struct an_model *m, uint32_t index)
{
    return m->instruments.v[m->provisions.v[index].instrument].place;
}

/* ---- who is judged with whom ---- */

static struct an_stand look_at(const struct an_model *m, uint32_t index, an_day day)
{
    struct an_standing s = an_provision_standing(m, &m->provisions.v[index], day);
    bool suspended = s.any && s.state == AN_STATE_SUSPENDED;
    struct an_stand stand = {s.in_force, AN_APART_NO, s.unenforced};
    if (s.in_force == AN_FALSE && (s.not_yet || suspended))
        stand.apart = s.not_yet ? AN_APART_NOT_YET : AN_APART_SUSPENDED;
    return stand;
}

struct an_stand an__stand(struct an_eval *ev, uint32_t index, an_day day)
{
    uint8_t *packed = &ev->stand[index];
    if (day != ev->day)
        return look_at(ev->model, index, day);
    if (*packed == 0) {
        struct an_stand s = look_at(ev->model, index, day);
        *packed = (uint8_t)(0x80u | (unsigned)s.in_force << 3 | (unsigned)s.apart << 1 |
                            (s.unenforced ? 1u : 0u));
    }
    return (struct an_stand){(an_tri)(*packed >> 3 & 3), (enum an_apart)(*packed >> 1 & 3),
                             *packed & 1};
}

static struct an_ctx ctx_for(struct an_eval *ev, struct an_case_row *row, uint32_t index)
{
    struct an_ctx x = {.ev = ev, .row = row, .j = place_of(ev->model, index)};
    x.law_day = ev->model->provisions.v[index].anchor == AN_NONE
                    ? ev->day
                    : an__law_day(ev, index, row->place, row->offer);
    return x;
}

/* As if in force, if it is of the instrument and in the state that are so decided here. */
static struct an_judged as_decided(struct an_judged j, uint32_t instrument, enum an_apart apart)
{
    const struct an_model *m = j.ctx.ev->model;
    const struct an_provision *p = &m->provisions.v[j.norm.provision];
    j.as_instrument = instrument;
    j.as_apart = apart;
    if (apart == AN_APART_NO || p->instrument != instrument)
        return j;
    enum an_apart own = an__stand(j.ctx.ev, j.norm.provision, j.ctx.law_day).apart;
    j.apart = own == apart ? apart : AN_APART_NO;
    return j;
}

struct an_judged an__judged_with(const struct an_judged *of, uint32_t index)
{
    const struct an_model *m = of->ctx.ev->model;
    const struct an_provision *p = &m->provisions.v[index];
    struct an_judged j = {.norm = norm_on(of->ctx.row, m, index),
                          .ctx = ctx_for(of->ctx.ev, of->ctx.row, index),
                          .nexus = p->nexus_stated ? p->nexus : of->nexus,
                          .depth = of->depth + 1};
    return as_decided(j, of->as_instrument, of->as_apart);
}

struct an_judged an__judged_followed(const struct an_judged *of, uint32_t index)
{
    const struct an_provision *p = &of->ctx.ev->model->provisions.v[index];
    struct an_judged j = an__judged_with(of, index);
    j.nexus = p->nexus_stated ? p->nexus : 1u << AN_NEXUS_OFFERED;
    return j;
}

struct an_judged an__judged_alone(struct an_eval *ev, struct an_case_row *row, uint32_t index)
{
    const struct an_provision *p = &ev->model->provisions.v[index];
    struct an_judged j = {.norm = norm_on(row, ev->model, index),
                          .ctx = ctx_for(ev, row, index),
                          .nexus = p->nexus_stated ? p->nexus : 1u << AN_NEXUS_OFFERED};
    return as_decided(j, row->instrument, row->apart);
}

/* ---- A ---- */

an_tri an__in_force(const struct an_judged *j)
{
    if (j->apart != AN_APART_NO)
        return AN_TRUE;
    return an__stand(j->ctx.ev, j->norm.provision, j->ctx.law_day).in_force;
}

/* J is a part of the market: only a list of the market's parts can tell. */
static an_tri offered_in_part(const struct an_ctx *x)
{
    const struct an_profile *profile = x->ev->profile;
    const struct an_model *m = x->ev->model;
    for (uint32_t i = 0; i < profile->n_parts; i++) {
        if (profile->parts[i].market != x->row->place)
            continue;
        an_tri truth = AN_FALSE;
        for (uint32_t k = 0; k < profile->parts[i].in.n; k++) {
            uint32_t part = profile->parts[i].in.v[k];
            truth = an_tri_or(truth, an_law_applies(m, x->j, part, x->law_day));
            if (an_place_within(m, x->j, part, x->law_day) != AN_FALSE)
                truth = an_tri_or(truth, AN_UNKNOWN);
        }
        return truth;
    }
    return AN_UNKNOWN;
}

an_tri an__offered(const struct an_judged *j)
{
    const struct an_ctx *x = &j->ctx;
    an_tri applies = an_law_applies(x->ev->model, x->j, x->row->place, x->law_day);
    if (applies == AN_TRUE)
        return applies;
    an_tri part = an_place_within(x->ev->model, x->j, x->row->place, x->law_day);
    if (part == AN_FALSE || x->j == x->row->place)
        return applies;
    return an_tri_or(applies, an_tri_and(part, offered_in_part(x)));
}

an_tri an__nexus_kind(const struct an_judged *j, enum an_nexus_kind kind)
{
    const struct an_ctx *x = &j->ctx;
    const struct an_cond *c = &x->ev->model->nexus[kind].cond;
    if (kind == AN_NEXUS_OFFERED)
        return an__offered(j);
    if (kind != AN_NEXUS_SHIPS)
        return an__truth(x, c, AN_TRUE);
    an_tri at_home = an_place_within(x->ev->model, x->row->place, x->j, x->law_day);
    return at_home == AN_TRUE ? AN_FALSE
                              : an_tri_and(an_tri_not(at_home), an__truth(x, c, AN_TRUE));
}

an_tri an__nexus(const struct an_judged *j)
{
    an_tri truth = AN_FALSE;
    for (int kind = 0; kind < AN_NEXUS_COUNT && truth != AN_TRUE; kind++)
        if (j->nexus & 1u << kind)
            truth = an_tri_or(truth, an__nexus_kind(j, (enum an_nexus_kind)kind));
    return truth;
}

an_tri an__followed(const struct an_judged *j)
{
    const struct an_refs *follows = &provision(j)->follows;
    an_tri truth = follows->n > 0 ? AN_FALSE : AN_TRUE;
    for (uint32_t i = 0; i < follows->n && truth != AN_TRUE; i++) {
        struct an_judged other = an__judged_followed(j, follows->v[i]);
        truth = an_tri_or(truth, an__breached(&other));
    }
    return truth;
}

an_tri an__applies(const struct an_judged *j)
{
    an_tri truth = an__in_force(j);
    if (truth != AN_FALSE)
        truth = an_tri_and(truth, an__nexus(j));
    if (truth != AN_FALSE)
        truth = an_tri_and(truth, an__truth(&j->ctx, &j->norm.when, AN_TRUE));
    return truth == AN_FALSE ? truth : an_tri_and(truth, an__followed(j));
}

/* ---- E and D ---- */

static an_tri by_others(const struct an_judged *j, const struct an_refs *others)
{
    an_tri truth = AN_FALSE;
    for (uint32_t i = 0; i < others->n && truth != AN_TRUE; i++) {
        struct an_judged other = an__judged_with(j, others->v[i]);
        truth = an_tri_or(truth, an__effective(&other));
    }
    return truth;
}

an_tri an__exempted(const struct an_judged *j)
{
    if (j->unexempted)
        return AN_FALSE;
    an_tri truth = an__truth(&j->ctx, &j->norm.unless, AN_FALSE);
    if (truth == AN_TRUE)
        return truth;
    return an_tri_or(truth, by_others(j, &j->ctx.ev->model->exempted_by[j->norm.provision]));
}

an_tri an__displaced(const struct an_judged *j)
{
    return by_others(j, &j->ctx.ev->model->overridden_by[j->norm.provision]);
}

static an_tri effective_now(const struct an_judged *j)
{
    if (j->depth > MAX_DEPTH)
        return AN_UNKNOWN;
    an_tri truth = an__applies(j);
    if (truth != AN_FALSE)
        truth = an_tri_and(truth, an_tri_not(an__exempted(j)));
    return truth == AN_FALSE ? truth : an_tri_and(truth, an_tri_not(an__displaced(j)));
}

/* Remembered per row, once that is closed, for provisions that say themselves why they reach. */
an_tri an__effective(const struct an_judged *j)
{
    struct an_case_row *row = j->ctx.row;
    bool remember = row->settled && provision(j)->nexus_stated && j->as_apart == AN_APART_NO;
    uint8_t *known = &row->effective[j->norm.provision];
    if (remember && *known != 0)
        return (an_tri)(*known - 1);
    an_tri truth = effective_now(j);
    if (remember)
        *known = (uint8_t)(truth + 1);
    return truth;
}

/* Where the law is silent on inability, both readings of it are possible. */
an_tri an__breached(const struct an_judged *j)
{
    if (j->depth > MAX_DEPTH)
        return AN_UNKNOWN;
    struct an_letters l = an__letters(j);
    an_verdict_set set = an__verdicts(provision(j), &j->norm, &l);
    if (j->norm.inability == AN_INABILITY_SILENT) {
        struct an_norm lenient = j->norm;
        lenient.inability = AN_INABILITY_EXCUSED;
        set |= an__verdicts(provision(j), &lenient, &l);
    }
    if (!(set & AN_BREACHES))
        return AN_FALSE;
    return set & ~AN_BREACHES ? AN_UNKNOWN : AN_TRUE;
}

/* ---- orders and due days ---- */

struct an_orders an__orders(const struct an_judged *j)
{
    const struct an_profile *profile = j->ctx.ev->profile;
    an_day day = j->ctx.ev->day;
    struct an_orders orders = {.n = 0};
    for (uint32_t i = 0; i < profile->n_orders; i++) {
        const struct an_order *o = &profile->orders[i];
        bool here = o->market == AN_NONE || o->market == j->ctx.row->place;
        bool stands = o->served <= day && !(o->has_ended && o->ended <= day);
        if (o->under == j->norm.provision && here && stands && orders.n < AN_MAX_ORDERS)
            orders.v[orders.n++] = o;
    }
    return orders;
}

struct an_leaf_of an__act_leaf(const struct an_model *m, uint32_t fact)
{
    static const int64_t j = AN_PLACE_J, yes = 1;
    struct an_leaf_of act = {
        .node = {.op = AN_OP_IN, .n = 1, .size = 1, .fact = fact, .key = AN_NO_KEY}};
    act.value = m->facts.v[fact].type.type == AN_TYPE_COUNTRIES ? &j : &yes;
    return act;
}

an_tri an__act_done(const struct an_judged *j, uint32_t fact)
{
    struct an_leaf_of act = an__act_leaf(j->ctx.ev->model, fact);
    struct an_cond c = {&act.node, 1, act.value, 1};
    return an__truth_at(&j->ctx, &c, 0);
}

struct an_refs an__acts(const struct an_judged *j, const struct an_order *order)
{
    return order->asks.n > 0 ? order->asks : provision(j)->asks;
}

an_tri an__obeyed(const struct an_judged *j, const struct an_order *order)
{
    if (order->obeyed != AN_UNKNOWN)
        return order->obeyed;
    struct an_refs acts = an__acts(j, order);
    an_tri truth = acts.n > 0 ? AN_TRUE : AN_UNKNOWN;
    for (uint32_t i = 0; i < acts.n && truth != AN_FALSE; i++)
        truth = an_tri_and(truth, an__act_done(j, acts.v[i]));
    return truth;
}

an_day an__due_from(const struct an_due *due, an_day day)
{
    /* The due day never falls as the day rises: find the first day whose due day is not before. */
    an_day lo = AN_DAY_MIN, hi = AN_DAY_MAX;
    while (lo < hi) {
        an_day mid = lo + (hi - lo) / 2;
        if (an__due_day(due, mid) >= day)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

an_tri an__not_yet_due(const struct an_judged *j)
{
    const struct an_due *due = &provision(j)->due;
    an_day day = j->ctx.ev->day;
    switch (due->kind) {
    case AN_DUE_NONE: return AN_FALSE;
    case AN_DUE_DAY:
        return day <= due->day.lo ? AN_TRUE : day > due->day.hi ? AN_FALSE : AN_UNKNOWN;
    case AN_DUE_DAYS:
    case AN_DUE_MONTHS:
    case AN_DUE_YEARS: {
        int64_t from = an__due_from(due, day);
        struct an_cond_node node = {
            .op = AN_OP_AT_LEAST, .n = 1, .size = 1, .fact = due->after, .key = AN_NO_KEY};
        struct an_cond c = {&node, 1, &from, 1};
        return an__truth_at(&j->ctx, &c, 0);
    }
    }
    AN_UNREACHABLE();
}

/* ---- verdicts ---- */

static an_verdict_set one(enum an_verdict v, bool possible)
{
    return possible ? 1u << v : 0;
}

static an_verdict_set of_order(const struct an_norm *norm, const struct an_letters *l)
{
    bool able = l->able != AN_FALSE, not_able = l->able != AN_TRUE;
    if (!l->orders_stand)
        return one(AN_READY, able) | one(AN_EXPOSED, not_able);
    enum an_verdict unable = norm->inability == AN_INABILITY_EXCUSED ? AN_EXEMPT : AN_VIOLATION;
    return one(unable, not_able) | one(AN_COMPLIANT, able && l->r != AN_FALSE) |
           one(AN_VIOLATION, able && l->r != AN_TRUE);
}

static an_verdict_set of_content(const struct an_provision *p, const struct an_letters *l)
{
    enum an_verdict late = p->effect == AN_EFFECT_HANDICAPS ? AN_COUNTS_AGAINST : AN_VIOLATION;
    bool not = l->r != AN_TRUE;
    return one(AN_COMPLIANT, l->r != AN_FALSE) | one(AN_DUE, not &&l->due != AN_FALSE) |
           one(late, not &&l->due != AN_TRUE);
}

an_verdict_set an__verdicts(const struct an_provision *p, const struct an_norm *norm,
                            const struct an_letters *l)
{
    an_verdict_set set = one(AN_NOT_APPLICABLE, l->a != AN_TRUE);
    if (l->a == AN_FALSE)
        return set;
    set |= one(AN_DISPLACED, l->d != AN_FALSE);
    if (l->d == AN_TRUE)
        return set;
    set |= one(AN_EXEMPT, l->e != AN_FALSE);
    if (l->e == AN_TRUE)
        return set;
    if (p->duty == AN_DUTY_ASKS)
        return set | of_order(norm, l);
    return set | (p->duty == AN_DUTY_MAY ? one(AN_PERMITS, true) : of_content(p, l));
}
