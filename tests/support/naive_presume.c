/*
 * The naive evaluator: presumptions (S2.6). They fill in facts that are not given; what they fill
 * in is from then on one more thing that completions must fulfil.
 */
#include "tests/support/naive_run.h"

struct presuming {
    const struct an_axiom *presumption;
    uint32_t j;
    bool always, any; /* `if` in every completion; there is one */
};

static bool see_whether_always(struct walk *w)
{
    struct presuming *p = w->ctx;
    struct scene scene = {p->j, w->n->law_day, AN_NONE, NULL};
    p->any = true;
    p->always = p->always && naive_holds(w->n, &p->presumption->cond, scene);
    return true;
}

static void forget_always(void *ctx)
{
    struct presuming *p = ctx;
    p->always = true;
    p->any = false;
}

/* One test of `then`, as a condition of its own. */
static struct an_cond one_test(struct naive *n, const struct an_cond *then, uint32_t i)
{
    struct an_cond_node *node = AN_NEW(n->arena, struct an_cond_node);
    *node = then->node[i];
    return (struct an_cond){node, 1, then->value, then->n_values};
}

static bool can_be_filled(const struct naive *n, uint32_t fact)
{
    const struct an_fact *f = &n->m->facts.v[fact];
    bool computed = f->given_by_row || f->derived.function != AN_FN_NONE;
    return !computed && (n->known[fact] == NULL || !n->known[fact]->given);
}

typedef AN_VEC(struct constraint) constraint_list;

static void propose(struct naive *n, const struct an_axiom *a, uint32_t j,
                    constraint_list *proposals)
{
    struct presuming p = {a, j, true, false};
    if (a->each != AN_NONE)
        naive_refuse(n, "a presumption about rows");
    naive_walk(n, naive_with_ties(n, naive_facts_of(n, &a->cond)), see_whether_always, &p,
               forget_always);
    if (!p.any || !p.always)
        return;
    for (uint32_t i = 0; i < a->then.n; i++) {
        if (!an_op_is_leaf(a->then.node[i].op) || !can_be_filled(n, a->then.node[i].fact))
            continue;
        struct constraint c = {
            .kind = BY_PRESUMPTION, .j = j, .facts = naive_bit(a->then.node[i].fact)};
        c.filled = one_test(n, &a->then, i);
        an_vec_push(n->arena, proposals, c);
    }
}

/* Can all that was proposed for one fact be true at once, with what is known? */
static bool agree(struct naive *n, const constraint_list *proposals, uint64_t fact)
{
    size_t stated = n->constraints.n;
    for (size_t i = 0; i < proposals->n; i++)
        if (proposals->v[i].facts == fact)
            an_vec_push(n->arena, &n->constraints, proposals->v[i]);
    bool possible = naive_can_be_completed(n, naive_with_ties(n, fact));
    n->constraints.n = stated;
    return possible;
}

bool naive_presume(struct naive *n)
{
    constraint_list proposals = {0}, filled = {0};
    for (uint32_t i = 0; i < n->m->presumptions.n; i++) {
        const struct an_axiom *a = &n->m->presumptions.v[i];
        bool named = naive_names_j(n, &a->cond, a->each) || naive_names_j(n, &a->then, a->each);
        for (size_t k = 0; k < (named ? n->in_play.n : 1); k++)
            propose(n, a, named ? (uint32_t)n->in_play.v[k] : AN_NONE, &proposals);
    }
    for (size_t i = 0; i < proposals.n; i++)
        if (agree(n, &proposals, proposals.v[i].facts))
            an_vec_push(n->arena, &filled, proposals.v[i]);
    for (size_t i = 0; i < filled.n; i++)
        an_vec_push(n->arena, &n->constraints, filled.v[i]);
    return filled.n > 0;
}
