/*
 * One decision: readings of a provision, its letters in three values, and the exact stage where
 * these leave more than one verdict. Used by the check and, as an_eval_decide, by tests.
 */
#include "engine/eval/table.h"

/* ---- readings ---- */

struct norm_list {
    struct an_eval *ev;
    AN_VEC(struct an_norm) v;
};

static bool has_order(const struct an_eval *ev, uint32_t provision)
{
    for (uint32_t i = 0; i < ev->profile->n_orders; i++)
        if (ev->profile->orders[i].under == provision)
            return true;
    return false;
}

/* Where the law is silent on inability there are two readings of each, if an order is recorded. */
static void add_norm(struct norm_list *list, struct an_norm norm)
{
    const struct an_provision *p = &list->ev->model->provisions.v[norm.provision];
    struct an_arena *arena = list->ev->work;
    if (p->duty != AN_DUTY_ASKS || norm.inability != AN_INABILITY_SILENT) {
        an_vec_push(arena, &list->v, norm);
        return;
    }
    norm.inability = AN_INABILITY_BREACH;
    struct an_norm lenient = norm;
    lenient.inability = AN_INABILITY_EXCUSED;
    if (!has_order(list->ev, norm.provision)) {
        an_vec_push(arena, &list->v, norm);
        return;
    }
    bool named = norm.reading != NULL;
    lenient.reading = named ? an_strf(arena, "%s, lenient", norm.reading) : "lenient";
    norm.reading = named ? an_strf(arena, "%s, strict", norm.reading) : "strict";
    if (!named) {
        norm.who = "who cannot obey breaks the duty";
        lenient.who = "who cannot obey is excused";
    }
    an_vec_push(arena, &list->v, norm);
    an_vec_push(arena, &list->v, lenient);
}

static struct an_cond instead(const struct an_cond *new, struct an_cond old)
{
    return an_cond_given(new) ? *new : old;
}

struct an_norms an_eval_norms(struct an_eval *ev, uint32_t provision)
{
    const struct an_provision *p = &ev->model->provisions.v[provision];
    struct norm_list list = {.ev = ev};
    if (p->n_readings == 0)
        add_norm(&list, an__norm_plain(ev->model, provision));
    for (uint32_t i = 0; i < p->n_readings; i++) {
        const struct an_reading *r = &p->readings[i];
        struct an_norm norm = an__norm_plain(ev->model, provision);
        norm.reading = r->id;
        norm.who = r->who;
        norm.when = instead(&r->when, norm.when);
        norm.unless = instead(&r->unless, norm.unless);
        norm.content = instead(&r->must, norm.content);
        norm.able = instead(&r->able, norm.able);
        if (r->inability != AN_INABILITY_NONE)
            norm.inability = r->inability;
        add_norm(&list, norm);
    }
    return (struct an_norms){list.v.v, an_u32(list.v.n)};
}

/* ---- letters ---- */

static an_tri content(const struct an_judged *j, const struct an_provision *p)
{
    if (p->duty == AN_DUTY_ATTEST) {
        static const int64_t yes = 1;
        struct an_cond_node leaf = {
            .op = AN_OP_IN, .n = 1, .size = 1, .fact = p->attest_fact, .key = AN_NO_KEY};
        struct an_cond c = {&leaf, 1, &yes, 1};
        return an__truth_at(&j->ctx, &c, 0);
    }
    an_tri truth = an__truth(&j->ctx, &j->norm.content, AN_TRUE);
    return p->duty == AN_DUTY_MUST_NOT ? an_tri_not(truth) : truth;
}

static void order_letters(const struct an_judged *j, struct an_letters *l)
{
    struct an_orders orders = an__orders(j);
    l->able = an__truth(&j->ctx, &j->norm.able, AN_TRUE);
    l->orders_stand = orders.n > 0;
    l->r = AN_TRUE;
    for (uint32_t i = 0; i < orders.n && l->r != AN_FALSE; i++)
        l->r = an_tri_and(l->r, an__obeyed(j, orders.v[i]));
}

struct an_letters an__letters(const struct an_judged *j)
{
    const struct an_provision *p = &j->ctx.ev->model->provisions.v[j->norm.provision];
    struct an_letters l = {AN_FALSE, AN_FALSE, AN_FALSE, AN_TRUE, AN_TRUE, AN_FALSE, false};
    l.a = an__applies(j);
    if (l.a == AN_FALSE)
        return l;
    l.d = an__displaced(j);
    if (l.d == AN_TRUE)
        return l;
    l.e = an__exempted(j);
    if (l.e == AN_TRUE || p->duty == AN_DUTY_MAY)
        return l;
    if (p->duty == AN_DUTY_ASKS) {
        order_letters(j, &l);
        return l;
    }
    l.r = content(j, p);
    if (l.r != AN_TRUE)
        l.due = an__not_yet_due(j);
    return l;
}

/* ---- decisions ---- */

bool an__has_verdict(const struct an_provision *p)
{
    switch (p->duty) {
    case AN_DUTY_MUST:
    case AN_DUTY_MUST_NOT:
    case AN_DUTY_ATTEST:
    case AN_DUTY_ASKS:
    case AN_DUTY_MAY: return !p->binds_state && p->addressee != AN_ADDR_STATE;
    case AN_DUTY_POWER:
    case AN_DUTY_DEFINES:
    case AN_DUTY_EXEMPTS:
    case AN_DUTY_FORBIDS:
    case AN_DUTY_REQUIRES: return false;
    }
    AN_UNREACHABLE();
}

uint32_t an__nexus_here(const struct an_provision *p, bool home)
{
    uint32_t market = 1u << AN_NEXUS_OFFERED | 1u << AN_NEXUS_SHIPS;
    uint32_t kinds = p->nexus_stated ? p->nexus : 1u << AN_NEXUS_OFFERED;
    return home ? kinds & ~market : kinds & market;
}

struct an_judged an__judged(struct an_eval *ev, const struct an_norm *norm, bool home,
                            uint32_t place, uint32_t offer)
{
    const struct an_provision *p = &ev->model->provisions.v[norm->provision];
    struct an_judged j = {.norm = *norm, .nexus = an__nexus_here(p, home)};
    j.ctx.ev = ev;
    j.ctx.j = ev->model->instruments.v[p->instrument].place;
    j.ctx.law_day = an__law_day(ev, norm->provision, place, offer);
    j.apart = j.as_apart = an__stand(ev, norm->provision, j.ctx.law_day).apart;
    j.as_instrument = p->instrument;
    j.ctx.row = an__row(ev, home, place, offer, j.ctx.law_day, &j);
    return j;
}

struct an_answer an__answer(const struct an_judged *asked)
{
    struct an_judged here = *asked;
    struct an_judged *j = &here;
    struct an_eval *ev = j->ctx.ev;
    const struct an_provision *p = &ev->model->provisions.v[j->norm.provision];
    struct an_answer answer = {.exact = true, .apart = j->apart != AN_APART_NO};
    if (!an__close(ev, j->ctx.row)) {
        answer.refused = true;
        return answer;
    }
    j->ctx.row = an__row_for(j);
    if (!j->ctx.row)
        return answer; /* no completion, whatever its own tests read */
    struct an_letters l = an__letters(j);
    an_verdict_set kleene = an__verdicts(p, &j->norm, &l);
    answer.set = kleene;
    answer.exact = !(kleene & (kleene - 1));
    if (answer.exact || ev->three_values)
        return answer;
    answer = an__solve(j, kleene);
    answer.apart = j->apart != AN_APART_NO;
    return answer;
}

struct an_answer an_eval_decide_norm(struct an_eval *ev, const struct an_norm *norm, bool home,
                                     uint32_t place, uint32_t offer)
{
    struct an_judged j = an__judged(ev, norm, home, place, offer);
    return an__answer(&j);
}

struct an_answer an_eval_decide(struct an_eval *ev, uint32_t provision, bool home, uint32_t place,
                                uint32_t offer, bool *differ)
{
    struct an_norms norms = an_eval_norms(ev, provision);
    struct an_answer all = {.exact = true};
    bool *mark = AN_NEW_ARRAY(ev->work, bool, ev->model->facts.n);
    if (differ)
        *differ = false;
    if (!an__has_verdict(&ev->model->provisions.v[provision]))
        return all;
    for (uint32_t i = 0; i < norms.n; i++) {
        struct an_answer one = an_eval_decide_norm(ev, &norms.v[i], home, place, offer);
        if (differ && i > 0 && one.set != all.set)
            *differ = true;
        all.set |= one.set;
        all.exact = all.exact && one.exact;
        all.apart = one.apart;
        all.refused = one.refused;
        all.choice_open = all.choice_open || one.choice_open;
        for (uint32_t k = 0; k < one.open.n; k++)
            mark[one.open.v[k]] = true;
    }
    all.open = an__marked(ev->work, mark, ev->model->facts.n);
    return all;
}
