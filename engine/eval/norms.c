/*
 * Provisions as expressions: when each base verdict holds, and when a provision that is judged with
 * another is effective. The same sentences as in decide.c, over atoms instead of three values.
 */
#include "engine/eval/table.h"

#define MAX_DEPTH 32

static const struct an_provision *provision(const struct an_judged *j)
{
    return &j->ctx.ev->model->provisions.v[j->norm.provision];
}

/* ---- A ---- */

static an_expr_id in_force(struct an_problem *p, const struct an_judged *j)
{
    an_tri now = an__in_force(j);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    return an__choose(p, AN_CHOICE_IN_FORCE, j->norm.provision, 0, j->ctx.law_day, NULL, AN_NONE);
}

static an_expr_id within(struct an_problem *p, const struct an_ctx *x, uint32_t inner,
                         uint32_t outer)
{
    an_tri now = an_place_within(x->ev->model, inner, outer, x->law_day);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    return an__choose(p, AN_CHOICE_WITHIN, inner, outer, x->law_day, NULL, AN_NONE);
}

static an_expr_id law_applies(struct an_problem *p, const struct an_ctx *x, uint32_t place)
{
    an_tri now = an_law_applies(x->ev->model, x->j, place, x->law_day);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    return an__choose(p, AN_CHOICE_APPLIES, x->j, place, x->law_day, NULL, AN_NONE);
}

/* J is a part of the market: by the list of parts, or by a choice. */
static an_expr_id offered_in_part(struct an_problem *p, const struct an_ctx *x)
{
    const struct an_profile *profile = x->ev->profile;
    for (uint32_t i = 0; i < profile->n_parts; i++) {
        if (profile->parts[i].market != x->row->place)
            continue;
        an_expr_id any = AN_EXPR_FALSE;
        for (uint32_t k = 0; k < profile->parts[i].in.n; k++) {
            uint32_t part = profile->parts[i].in.v[k];
            any = an__expr_or(p, any, law_applies(p, x, part));
            an_expr_id inside = x->j == part ? AN_EXPR_FALSE : within(p, x, x->j, part);
            if (inside != AN_EXPR_FALSE)
                any = an__expr_or(
                    p, any,
                    an__expr_and(p, inside,
                                 an__choose(p, AN_CHOICE_OFFERED, x->j, 0, 0, NULL, AN_NONE)));
        }
        return any;
    }
    return an__choose(p, AN_CHOICE_OFFERED, x->j, 0, 0, NULL, AN_NONE);
}

static an_expr_id offered(struct an_problem *p, const struct an_ctx *x)
{
    an_expr_id applies = law_applies(p, x, x->row->place);
    if (applies == AN_EXPR_TRUE || x->j == x->row->place)
        return applies;
    an_expr_id part = within(p, x, x->j, x->row->place);
    if (part == AN_EXPR_FALSE)
        return applies;
    return an__expr_or(p, applies, an__expr_and(p, part, offered_in_part(p, x)));
}

static an_expr_id nexus_kind(struct an_problem *p, const struct an_judged *j,
                             enum an_nexus_kind kind)
{
    const struct an_ctx *x = &j->ctx;
    const struct an_cond *c = &x->ev->model->nexus[kind].cond;
    an_tri now = an__nexus_kind(j, kind);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    if (kind == AN_NEXUS_OFFERED)
        return offered(p, x);
    an_expr_id e = an__compile(p, x, c, AN_EXPR_TRUE);
    if (kind != AN_NEXUS_SHIPS)
        return e;
    return an__expr_and(p, e, an__expr_not(p, within(p, x, x->row->place, x->j)));
}

/* Where the law is silent on inability, a completion chooses. */
static an_expr_id breached(struct an_problem *p, struct an_judged j)
{
    const struct an_provision *of = provision(&j);
    bool silent = of->duty == AN_DUTY_ASKS && j.norm.inability == AN_INABILITY_SILENT;
    struct an_roots strict = an__compile_verdicts(p, &j);
    an_expr_id e = an__expr_or(p, strict.verdict[AN_VIOLATION], strict.verdict[AN_COUNTS_AGAINST]);
    if (!silent || e == AN_EXPR_FALSE)
        return e;
    j.norm.inability = AN_INABILITY_EXCUSED;
    struct an_roots lenient = an__compile_verdicts(p, &j);
    an_expr_id choice = an__choose(p, AN_CHOICE_STRICT, j.norm.provision, 0, 0, NULL, AN_NONE);
    return an__expr_or(p, lenient.verdict[AN_VIOLATION], an__expr_and(p, choice, e));
}

static an_expr_id followed(struct an_problem *p, const struct an_judged *j)
{
    an_tri now = an__followed(j);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    if (p->depth >= MAX_DEPTH)
        return an__free(p, provision(j), AN_NONE, AN_NONE);
    p->depth++;
    an_expr_id e = AN_EXPR_FALSE;
    for (uint32_t i = 0; i < provision(j)->follows.n; i++)
        e = an__expr_or(p, e, breached(p, an__judged_followed(j, provision(j)->follows.v[i])));
    p->depth--;
    return e;
}

static an_expr_id applies(struct an_problem *p, const struct an_judged *j)
{
    an_expr_id a = in_force(p, j);
    if (a == AN_EXPR_FALSE)
        return a;
    an_expr_id nexus = AN_EXPR_FALSE;
    for (int kind = 0; kind < AN_NEXUS_COUNT; kind++)
        if (j->nexus & 1u << kind)
            nexus = an__expr_or(p, nexus, nexus_kind(p, j, (enum an_nexus_kind)kind));
    a = an__expr_and(p, a, nexus);
    if (a == AN_EXPR_FALSE)
        return a;
    a = an__expr_and(p, a, an__compile(p, &j->ctx, &j->norm.when, AN_EXPR_TRUE));
    return a == AN_EXPR_FALSE ? a : an__expr_and(p, a, followed(p, j));
}

/* ---- E and D ---- */

static an_expr_id by_others(struct an_problem *p, const struct an_judged *j,
                            const struct an_refs *others)
{
    an_expr_id e = AN_EXPR_FALSE;
    for (uint32_t i = 0; i < others->n && e != AN_EXPR_TRUE; i++) {
        struct an_judged other = an__judged_with(j, others->v[i]);
        e = an__expr_or(p, e, an__compile_effective(p, &other));
    }
    return e;
}

static an_expr_id exempted(struct an_problem *p, const struct an_judged *j)
{
    an_expr_id e = an__compile(p, &j->ctx, &j->norm.unless, AN_EXPR_FALSE);
    return an__expr_or(p, e, by_others(p, j, &p->ev->model->exempted_by[j->norm.provision]));
}

static an_expr_id displaced(struct an_problem *p, const struct an_judged *j)
{
    return by_others(p, j, &p->ev->model->overridden_by[j->norm.provision]);
}

static an_expr_id effective(struct an_problem *p, const struct an_judged *j)
{
    an_tri now = an__effective(j);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    an_expr_id e = applies(p, j);
    e = an__expr_and(p, e, an__expr_not(p, exempted(p, j)));
    return an__expr_and(p, e, an__expr_not(p, displaced(p, j)));
}

an_expr_id an__compile_effective(struct an_problem *p, const struct an_judged *j)
{
    for (size_t i = 0; i < p->effects.n; i++) {
        const struct an_effect_of *e = &p->effects.v[i];
        if (e->provision == j->norm.provision && e->nexus == j->nexus && e->as_apart == j->as_apart)
            return e->expr;
    }
    if (p->depth >= MAX_DEPTH)
        return an__free(p, provision(j), AN_NONE, AN_NONE);
    p->depth++;
    struct an_effect_of e = {j->norm.provision, j->nexus, j->as_apart, effective(p, j)};
    p->depth--;
    an_vec_push(p->ev->work, &p->effects, e);
    return e.expr;
}

/* ---- R ---- */

static an_expr_id test_of(struct an_problem *p, const struct an_ctx *x, uint32_t fact,
                          enum an_op op, int64_t value)
{
    struct an_cond_node *node = AN_NEW(p->ev->work, struct an_cond_node);
    *node =
        (struct an_cond_node){.op = (uint8_t)op, .n = 1, .size = 1, .fact = fact, .key = AN_NO_KEY};
    int64_t *v = AN_NEW(p->ev->work, int64_t);
    *v = value;
    struct an_cond c = {node, 1, v, 1};
    return an__compile_at(p, x, &c, 0);
}

static an_expr_id obeyed(struct an_problem *p, const struct an_judged *j,
                         const struct an_order *order)
{
    if (order->obeyed != AN_UNKNOWN)
        return an__expr_const(order->obeyed == AN_TRUE);
    struct an_refs acts = an__acts(j, order);
    if (acts.n == 0)
        return an__choose(p, AN_CHOICE_OBEYED, 0, 0, 0, order, AN_NONE);
    an_expr_id all = AN_EXPR_TRUE;
    for (uint32_t i = 0; i < acts.n; i++) {
        struct an_leaf_of act = an__act_leaf(p->ev->model, acts.v[i]);
        all = an__expr_and(p, all, test_of(p, &j->ctx, acts.v[i], AN_OP_IN, *act.value));
    }
    return all;
}

static an_expr_id content(struct an_problem *p, const struct an_judged *j)
{
    const struct an_provision *of = provision(j);
    if (of->duty == AN_DUTY_ATTEST)
        return test_of(p, &j->ctx, of->attest_fact, AN_OP_IN, 1);
    an_expr_id e = an__compile(p, &j->ctx, &j->norm.content, AN_EXPR_TRUE);
    return of->duty == AN_DUTY_MUST_NOT ? an__expr_not(p, e) : e;
}

static an_expr_id not_yet_due(struct an_problem *p, const struct an_judged *j)
{
    const struct an_due *due = &provision(j)->due;
    an_tri now = an__not_yet_due(j);
    if (now != AN_UNKNOWN)
        return an__expr_const(now == AN_TRUE);
    if (due->kind == AN_DUE_DAY)
        return an__choose(p, AN_CHOICE_DUE, j->norm.provision, 0, 0, NULL, AN_NONE);
    return test_of(p, &j->ctx, due->after, AN_OP_AT_LEAST, an__due_from(due, p->ev->day));
}

/* ---- verdicts ---- */

static void order_verdicts(struct an_problem *p, const struct an_judged *j, an_expr_id rest,
                           struct an_roots *r)
{
    struct an_orders orders = an__orders(j);
    an_expr_id able = an__compile(p, &j->ctx, &j->norm.able, AN_EXPR_TRUE);
    an_expr_id unable = an__expr_and(p, rest, an__expr_not(p, able));
    able = an__expr_and(p, rest, able);
    if (orders.n == 0) {
        r->verdict[AN_READY] = able;
        r->verdict[AN_EXPOSED] = unable;
        return;
    }
    an_expr_id all = AN_EXPR_TRUE;
    for (uint32_t i = 0; i < orders.n; i++)
        all = an__expr_and(p, all, obeyed(p, j, orders.v[i]));
    r->verdict[AN_COMPLIANT] = an__expr_and(p, able, all);
    r->verdict[AN_VIOLATION] = an__expr_and(p, able, an__expr_not(p, all));
    enum an_verdict v = j->norm.inability == AN_INABILITY_EXCUSED ? AN_EXEMPT : AN_VIOLATION;
    r->verdict[v] = an__expr_or(p, r->verdict[v], unable);
}

static void content_verdicts(struct an_problem *p, const struct an_judged *j, an_expr_id rest,
                             struct an_roots *r)
{
    enum an_verdict late =
        provision(j)->effect == AN_EFFECT_HANDICAPS ? AN_COUNTS_AGAINST : AN_VIOLATION;
    an_expr_id holds = content(p, j);
    an_expr_id broken = an__expr_and(p, rest, an__expr_not(p, holds));
    r->verdict[AN_COMPLIANT] = an__expr_and(p, rest, holds);
    if (broken == AN_EXPR_FALSE)
        return;
    an_expr_id due = not_yet_due(p, j);
    r->verdict[AN_DUE] = an__expr_and(p, broken, due);
    r->verdict[late] = an__expr_and(p, broken, an__expr_not(p, due));
}

struct an_roots an__compile_verdicts(struct an_problem *p, const struct an_judged *j)
{
    struct an_roots r = {{0}};
    an_expr_id a = applies(p, j);
    r.verdict[AN_NOT_APPLICABLE] = an__expr_not(p, a);
    if (a == AN_EXPR_FALSE)
        return r;
    an_expr_id d = displaced(p, j);
    r.verdict[AN_DISPLACED] = an__expr_and(p, a, d);
    an_expr_id rest = an__expr_and(p, a, an__expr_not(p, d));
    if (rest == AN_EXPR_FALSE)
        return r;
    an_expr_id e = exempted(p, j);
    r.verdict[AN_EXEMPT] = an__expr_and(p, rest, e);
    rest = an__expr_and(p, rest, an__expr_not(p, e));
    if (rest == AN_EXPR_FALSE)
        return r;
    if (provision(j)->duty == AN_DUTY_ASKS)
        order_verdicts(p, j, rest, &r);
    else if (provision(j)->duty == AN_DUTY_MAY)
        r.verdict[AN_PERMITS] = rest;
    else
        content_verdicts(p, j, rest, &r);
    return r;
}
