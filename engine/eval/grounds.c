/*
 * Why a decision came out as it did: which part settled it, and which tests made that part true or
 * false. Of several that would each suffice the first is taken.
 */
#include "engine/eval/run.h"

static void add(struct an_grounds *list, const struct an_ctx *x, const struct an_cond *c,
                uint32_t at, an_tri truth)
{
    struct an_ground g = {*c, at, *x, truth, c->node[at].fact};
    an_vec_push(x->ev->work, list, g);
}

static bool is_day(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    const struct an_cond_node *node = &c->node[at];
    return an_op_is_leaf((enum an_op)node->op) && !node->column &&
           node->fact == x->ev->model->day_fact;
}

/* A test of the day itself, or an alternative for other days. */
static bool of_another_day(const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    if (is_day(x, c, at))
        return true;
    uint32_t child = an__first_child(at);
    for (uint32_t i = 0; c->node[at].op == AN_OP_ALL && i < c->node[at].n;
         i++, child = an__next_child(c, child))
        if (is_day(x, c, child) && an__truth_at(x, c, child) == AN_FALSE)
            return true;
    return false;
}

/* The children that made it so: all of them, or one; `days`: those that only speak of days too. */
static void ground_some(struct an_grounds *list, const struct an_ctx *x, const struct an_cond *c,
                        uint32_t at, an_tri truth, bool days)
{
    bool each = (truth == AN_TRUE) == (c->node[at].op == AN_OP_ALL);
    uint32_t child = an__first_child(at);
    for (uint32_t i = 0; i < c->node[at].n; i++, child = an__next_child(c, child)) {
        if (!days && of_another_day(x, c, child))
            continue;
        if (!each && an__truth_at(x, c, child) != truth)
            continue;
        an__ground(list, x, c, child, truth);
        if (!each)
            return;
    }
}

/* Nobody can change the day: it is told only where nothing else made the difference. */
static void ground_children(struct an_grounds *list, const struct an_ctx *x,
                            const struct an_cond *c, uint32_t at, an_tri truth)
{
    size_t before = list->n;
    ground_some(list, x, c, at, truth, false);
    if (list->n == before)
        ground_some(list, x, c, at, truth, true);
}

void an__ground(struct an_grounds *list, const struct an_ctx *x, const struct an_cond *c,
                uint32_t at, an_tri truth)
{
    switch ((enum an_op)c->node[at].op) {
    case AN_OP_ALL:
    case AN_OP_ANY: ground_children(list, x, c, at, truth); return;
    case AN_OP_NOT: an__ground(list, x, c, an__first_child(at), an_tri_not(truth)); return;
    case AN_OP_OPEN: an__ground(list, x, c, an__first_child(at), truth); return;
    case AN_OP_SOME:
    case AN_OP_EVERY:
    case AN_OP_IN:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: add(list, x, c, at, truth); return;
    }
    AN_UNREACHABLE();
}

struct an_refs an__ground_facts(struct an_arena *arena, const struct an_grounds *g)
{
    uint32_t *v = AN_NEW_ARRAY(arena, uint32_t, g->n), n = 0;
    for (size_t i = 0; i < g->n; i++) {
        bool known = false;
        for (uint32_t k = 0; k < n; k++)
            known = known || v[k] == g->v[i].fact;
        if (!known)
            v[n++] = g->v[i].fact;
    }
    return (struct an_refs){v, n};
}

/* ---- causes ---- */

static const struct an_provision *provision(const struct an_decision *d)
{
    return &d->judged.ctx.ev->model->provisions.v[d->provision];
}

static void ground_cond(struct an_decision *d, const struct an_ctx *x, const struct an_cond *c,
                        an_tri truth)
{
    if (an_cond_given(c))
        an__ground(&d->grounds, x, c, 0, truth);
}

static bool ground_nexus(struct an_decision *d, const struct an_judged *j, an_tri truth)
{
    bool conditions = false;
    for (int kind = 0; kind < AN_NEXUS_COUNT; kind++) {
        const struct an_cond *c = &j->ctx.ev->model->nexus[kind].cond;
        bool here = j->nexus & 1u << kind && kind != AN_NEXUS_OFFERED;
        if (!here || an__truth(&j->ctx, c, AN_TRUE) != truth)
            continue;
        ground_cond(d, &j->ctx, c, truth);
        conditions = true;
        if (truth == AN_TRUE)
            break;
    }
    return conditions;
}

static void not_applicable(struct an_decision *d)
{
    const struct an_judged *j = &d->judged;
    if (an__in_force(j) == AN_FALSE)
        return;
    if (an__nexus(j) == AN_FALSE) {
        d->cause = ground_nexus(d, j, AN_FALSE) ? AN_CAUSE_NEXUS : AN_CAUSE_PLACE;
    } else if (an__truth(&j->ctx, &j->norm.when, AN_TRUE) == AN_FALSE) {
        d->cause = AN_CAUSE_WHEN;
        ground_cond(d, &j->ctx, &j->norm.when, AN_FALSE);
    } else if (an__followed(j) == AN_FALSE) {
        d->cause = AN_CAUSE_FOLLOWS;
    }
}

/* The first of these that is effective, and what makes it so. */
static bool by_other(struct an_decision *d, const struct an_refs *others)
{
    for (uint32_t i = 0; i < others->n; i++) {
        struct an_judged other = an__judged_with(&d->judged, others->v[i]);
        if (an__effective(&other) != AN_TRUE)
            continue;
        d->by = others->v[i];
        ground_cond(d, &other.ctx, &other.norm.when, AN_TRUE);
        return true;
    }
    return false;
}

static void exempt(struct an_decision *d)
{
    const struct an_judged *j = &d->judged;
    if (an__truth(&j->ctx, &j->norm.unless, AN_FALSE) == AN_TRUE) {
        d->cause = AN_CAUSE_UNLESS;
        ground_cond(d, &j->ctx, &j->norm.unless, AN_TRUE);
    } else if (by_other(d, &j->ctx.ev->model->exempted_by[d->provision])) {
        d->cause = AN_CAUSE_EXEMPTED;
    } else if (an__truth(&j->ctx, &j->norm.able, AN_TRUE) == AN_FALSE) {
        d->cause = AN_CAUSE_INABILITY;
        ground_cond(d, &j->ctx, &j->norm.able, AN_FALSE);
    }
}

static void ground_attest(struct an_decision *d)
{
    struct an_leaf_of *leaf = AN_NEW(d->judged.ctx.ev->work, struct an_leaf_of);
    struct an_cond *c = AN_NEW(d->judged.ctx.ev->work, struct an_cond);
    *leaf = an__act_leaf(d->judged.ctx.ev->model, provision(d)->attest_fact);
    *c = (struct an_cond){&leaf->node, 1, leaf->value, 1};
    ground_cond(d, &d->judged.ctx, c, d->verdict == AN_COMPLIANT ? AN_TRUE : AN_FALSE);
}

static void content(struct an_decision *d)
{
    const struct an_judged *j = &d->judged;
    const struct an_provision *p = provision(d);
    d->cause = AN_CAUSE_CONTENT;
    if (p->duty == AN_DUTY_ATTEST) {
        ground_attest(d);
        return;
    }
    bool holds = (d->verdict == AN_COMPLIANT) == (p->duty == AN_DUTY_MUST);
    an_tri truth = an__truth(&j->ctx, &j->norm.content, AN_TRUE);
    if (truth == an_tri_of(holds))
        ground_cond(d, &j->ctx, &j->norm.content, truth);
}

/* An order: whether it could be obeyed, and where one stands, the acts it asks for. */
static void order(struct an_decision *d)
{
    const struct an_judged *j = &d->judged;
    an_tri able = an__truth(&j->ctx, &j->norm.able, AN_TRUE);
    struct an_orders orders = an__orders(j);
    d->cause = orders.n > 0 && able == AN_TRUE ? AN_CAUSE_ORDER : AN_CAUSE_ABLE;
    if (d->cause == AN_CAUSE_ABLE) {
        if (able != AN_UNKNOWN)
            ground_cond(d, &j->ctx, &j->norm.able, able);
        return;
    }
    for (uint32_t i = 0; i < orders.n; i++) {
        struct an_refs acts = orders.v[i]->obeyed == AN_UNKNOWN ? an__acts(j, orders.v[i])
                                                                : (struct an_refs){NULL, 0};
        for (uint32_t k = 0; k < acts.n; k++) {
            struct an_leaf_of *leaf = AN_NEW(j->ctx.ev->work, struct an_leaf_of);
            struct an_cond *c = AN_NEW(j->ctx.ev->work, struct an_cond);
            *leaf = an__act_leaf(j->ctx.ev->model, acts.v[k]);
            *c = (struct an_cond){&leaf->node, 1, leaf->value, 1};
            an_tri done = an__truth_at(&j->ctx, c, 0);
            if (done != AN_UNKNOWN)
                ground_cond(d, &j->ctx, c, done);
        }
    }
}

static void main_cause(struct an_decision *d)
{
    switch (d->verdict) {
    case AN_NOT_APPLICABLE: not_applicable(d); return;
    case AN_DISPLACED:
        if (by_other(d, &d->judged.ctx.ev->model->overridden_by[d->provision]))
            d->cause = AN_CAUSE_DISPLACED;
        return;
    case AN_EXEMPT: exempt(d); return;
    case AN_READY:
    case AN_EXPOSED: order(d); return;
    case AN_PERMITS: d->cause = AN_CAUSE_PERMITS; return;
    case AN_COMPLIANT:
    case AN_DUE:
    case AN_VIOLATION:
    case AN_COUNTS_AGAINST:
        if (provision(d)->duty == AN_DUTY_ASKS)
            order(d);
        else
            content(d);
        return;
    case AN_CLEAR:
    case AN_UNDETERMINED:
    case AN_DISPUTED:
    case AN_VERDICT_COUNT: return;
    }
    AN_UNREACHABLE();
}

void an__find_cause(struct an_decision *d)
{
    const struct an_judged *j = &d->judged;
    d->cause = AN_CAUSE_NONE;
    d->by = AN_NONE;
    main_cause(d);
    d->n_main = d->grounds.n;
    if (d->verdict == AN_NOT_APPLICABLE)
        return;
    if (d->home)
        (void)ground_nexus(d, j, AN_TRUE);
    if (an__truth(&j->ctx, &j->norm.when, AN_TRUE) == AN_TRUE)
        ground_cond(d, &j->ctx, &j->norm.when, AN_TRUE);
}
