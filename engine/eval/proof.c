/*
 * Why a decision is as it is: a tree of steps down to single tests, with the truth of each and
 * where it was read. Text, JSON, pictures and "why not" are views of it; nothing is decided here
 * that decide.c did not decide. Words: proof_words.c.
 */
#include "engine/eval/proof.h"

#define MAX_DEPTH 24

static enum an_truth truth_of(an_tri t)
{
    return t == AN_TRUE ? AN_IS_TRUE : t == AN_FALSE ? AN_IS_FALSE : AN_IS_UNKNOWN;
}

static struct an_proof_step *new_step(struct an_run *run, const struct an_judged *judged,
                                      enum an_proof_kind kind, an_tri truth, uint32_t room)
{
    struct an_proof_step *s = AN_NEW(run->arena, struct an_proof_step);

    s->pub.kind = kind;
    s->pub.truth = truth_of(truth);
    s->judged = judged;
    s->ctx = judged->ctx;
    s->child = AN_NEW_ARRAY(run->arena, struct an_proof_step *, room + 1u);
    return s;
}

static void add_child(struct an_proof_step *s, struct an_proof_step *child)
{
    s->child[s->pub.n_children++] = child;
}

/* ---- conditions ---- */

static enum an_proof_kind kind_of(enum an_op op)
{
    switch (op) {
    case AN_OP_ALL: return AN_PROOF_ALL;
    case AN_OP_ANY: return AN_PROOF_ANY;
    case AN_OP_NOT: return AN_PROOF_NOT;
    case AN_OP_OPEN: return AN_PROOF_OPEN;
    case AN_OP_SOME: return AN_PROOF_SOME;
    case AN_OP_EVERY: return AN_PROOF_EVERY;
    case AN_OP_IN:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: return AN_PROOF_TEST;
    }
    AN_UNREACHABLE();
}

static struct an_proof_step *condition(struct an_run *run, const struct an_judged *judged,
                                       const struct an_ctx *x, const struct an_cond *c,
                                       uint32_t at);

/* Each known row of a table, with the condition read on it. */
static void add_rows(struct an_run *run, struct an_proof_step *s)
{
    const struct an_cond_node *node = &s->cond->node[s->at];
    const struct an_fact *table = &run->model->facts.v[node->fact];
    const struct an_known *known = s->ctx.row->slot[node->fact].known;

    for (uint32_t r = 0; known && known->given && r < known->n_rows; r++) {
        struct an_ctx x = s->ctx;
        x.table = table;
        x.cells = &known->row[r];
        struct an_proof_step *row =
            new_step(run, s->judged, AN_PROOF_ROW, an__truth_at(&x, s->cond, s->at + 1), 1);
        row->ctx = x;
        row->cond = s->cond;
        row->at = s->at + 1;
        row->row = r + 1;
        add_child(row, condition(run, s->judged, &x, s->cond, s->at + 1));
        add_child(s, row);
    }
}

static struct an_proof_step *condition(struct an_run *run, const struct an_judged *judged,
                                       const struct an_ctx *x, const struct an_cond *c, uint32_t at)
{
    const struct an_cond_node *node = &c->node[at];
    enum an_op op = (enum an_op)node->op;
    bool rows = op == AN_OP_SOME || op == AN_OP_EVERY;
    const struct an_known *table = rows ? x->row->slot[node->fact].known : NULL;
    uint32_t room = rows ? (table ? table->n_rows : 0) : an_op_is_leaf(op) ? 0 : node->n;
    struct an_proof_step *s = new_step(run, judged, kind_of(op), an__truth_at(x, c, at), room);

    s->ctx = *x;
    s->cond = c;
    s->at = at;
    if (rows)
        add_rows(run, s);
    uint32_t child = an__first_child(at);
    for (uint32_t i = 0; !rows && !an_op_is_leaf(op) && i < node->n; i++) {
        add_child(s, condition(run, judged, x, c, child));
        child = an__next_child(c, child);
    }
    return s;
}

static void add_condition(struct an_run *run, struct an_proof_step *root, enum an_proof_kind kind,
                          const struct an_cond *c, bool denied)
{
    if (!an_cond_given(c))
        return;
    struct an_proof_step *inner = condition(run, root->judged, &root->judged->ctx, c, 0);
    an_tri truth = inner->pub.truth == AN_IS_TRUE    ? AN_TRUE
                   : inner->pub.truth == AN_IS_FALSE ? AN_FALSE
                                                     : AN_UNKNOWN;
    struct an_proof_step *s =
        new_step(run, root->judged, kind, denied ? an_tri_not(truth) : truth, 1);
    s->cond = c;
    add_child(s, inner);
    add_child(root, s);
}

/* ---- provisions ---- */

static struct an_proof_step *provision(struct an_run *run, const struct an_judged *judged,
                                       int depth);
static struct an_proof_step *steps(struct an_run *run, const struct an_judged *judged, int depth);

static void add_others(struct an_run *run, struct an_proof_step *root, enum an_proof_kind kind,
                       const struct an_refs *others, int depth)
{
    if (others->n == 0 || depth > MAX_DEPTH)
        return;
    struct an_proof_step *s = new_step(run, root->judged, kind, AN_FALSE, others->n);
    an_tri truth = AN_FALSE;
    for (uint32_t i = 0; i < others->n; i++) {
        struct an_judged *other = AN_NEW(run->arena, struct an_judged);
        *other = an__judged_with(root->judged, others->v[i]);
        add_child(s, provision(run, other, depth + 1));
        s->child[i]->pub.truth = truth_of(an__effective(other));
        truth = an_tri_or(truth, an__effective(other));
    }
    s->pub.truth = truth_of(truth);
    add_child(root, s);
}

static void add_nexus(struct an_run *run, struct an_proof_step *root)
{
    const struct an_judged *j = root->judged;
    struct an_proof_step *s = new_step(run, j, AN_PROOF_NEXUS, an__nexus(j), AN_NEXUS_COUNT);

    for (int k = 0; k < AN_NEXUS_COUNT; k++)
        if (j->nexus & 1u << k && k != AN_NEXUS_OFFERED &&
            an_cond_given(&run->model->nexus[k].cond))
            add_child(s, condition(run, j, &j->ctx, &run->model->nexus[k].cond, 0));
    add_child(root, s);
}

static void add_followed(struct an_run *run, struct an_proof_step *root, int depth)
{
    const struct an_judged *j = root->judged;
    const struct an_refs *follows = &run->model->provisions.v[j->norm.provision].follows;
    if (follows->n == 0 || depth > MAX_DEPTH)
        return;
    struct an_proof_step *s = new_step(run, j, AN_PROOF_FOLLOWS, an__followed(j), follows->n);
    for (uint32_t i = 0; i < follows->n; i++) {
        struct an_judged *other = AN_NEW(run->arena, struct an_judged);
        *other = an__judged_followed(j, follows->v[i]);
        add_child(s, steps(run, other, depth + 1));
        s->child[i]->pub.truth = truth_of(an__breached(other));
    }
    add_child(root, s);
}

static struct an_proof_step *provision(struct an_run *run, const struct an_judged *judged,
                                       int depth)
{
    const struct an_model *m = run->model;
    struct an_proof_step *root = new_step(run, judged, AN_PROOF_PROVISION, AN_UNKNOWN, 12);

    add_child(root, new_step(run, judged, AN_PROOF_IN_FORCE, an__in_force(judged), 0));
    if (root->child[0]->pub.truth == AN_IS_FALSE)
        return root;
    add_nexus(run, root);
    add_condition(run, root, AN_PROOF_WHEN, &judged->norm.when, false);
    add_followed(run, root, depth);
    add_condition(run, root, AN_PROOF_UNLESS, &judged->norm.unless, false);
    add_others(run, root, AN_PROOF_EXEMPTED, &m->exempted_by[judged->norm.provision], depth);
    add_others(run, root, AN_PROOF_DISPLACED, &m->overridden_by[judged->norm.provision], depth);
    return root;
}

/* ---- orders, content, due ---- */

static void add_orders(struct an_run *run, struct an_proof_step *root)
{
    const struct an_judged *j = root->judged;
    struct an_orders orders = an__orders(j);
    an_tri obeyed = an_tri_of(orders.n > 0); /* none recorded: "an order was received" is not so */

    for (uint32_t i = 0; i < orders.n; i++)
        obeyed = an_tri_and(obeyed, an__obeyed(j, orders.v[i]));
    add_child(root, new_step(run, j, AN_PROOF_ORDER, obeyed, 0));
    add_condition(run, root, AN_PROOF_ABLE, &j->norm.able, false);
}

static void add_attest(struct an_run *run, struct an_proof_step *root)
{
    static const int64_t yes[1] = {1};
    const struct an_provision *p = &run->model->provisions.v[root->judged->norm.provision];
    struct an_cond_node *leaf = AN_NEW(run->arena, struct an_cond_node);
    struct an_cond *c = AN_NEW(run->arena, struct an_cond);

    *leaf = (struct an_cond_node){.op = AN_OP_IN,
                                  .n = 1,
                                  .size = 1,
                                  .fact = p->attest_fact,
                                  .key = AN_NO_KEY,
                                  .span = p->span};
    *c = (struct an_cond){leaf, 1, yes, 1};
    add_condition(run, root, AN_PROOF_CONTENT, c, false);
}

static void add_content(struct an_run *run, struct an_proof_step *root)
{
    const struct an_judged *j = root->judged;
    const struct an_provision *p = &run->model->provisions.v[j->norm.provision];

    if (p->duty == AN_DUTY_ASKS)
        add_orders(run, root);
    else if (p->duty == AN_DUTY_ATTEST)
        add_attest(run, root);
    else
        add_condition(run, root, AN_PROOF_CONTENT, &j->norm.content, p->duty == AN_DUTY_MUST_NOT);
    if (p->due.kind != AN_DUE_NONE)
        add_child(root, new_step(run, j, AN_PROOF_DUE, an__not_yet_due(j), 0));
}

static struct an_proof_step *steps(struct an_run *run, const struct an_judged *judged, int depth)
{
    struct an_proof_step *root = provision(run, judged, depth);

    if (root->child[0]->pub.truth != AN_IS_FALSE)
        add_content(run, root);
    return root;
}

const struct an_proof *an__proof(struct an_run *run, const struct an_decision *d)
{
    struct an_proof_step *root = steps(run, &d->judged, 0);

    root->pub.truth = truth_of(an__applies(&d->judged));
    an__say_proof(run, root);
    return &root->pub;
}
