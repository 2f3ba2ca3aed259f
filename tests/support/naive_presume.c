/*
 * The naive evaluator: presumptions (S2.6). They fill in facts that are not given; what they fill
 * in is from then on one more thing that completions must fulfil.
 */
#include "tests/support/naive_run.h"

/*
 * What is known after closure: of each fact the values that occur in some completion. A condition
 * is *known* to be true by that fact for fact, in three-valued logic: that "x or not x" holds
 * whatever x is does not make it known.
 */
struct knowledge {
    struct naive *n;
    bool *occurs[64]; /* by fact and value */
    bool any;         /* there is a completion */
};

static bool note_values(struct walk *w)
{
    struct knowledge *k = w->ctx;
    k->any = true;
    for (uint32_t i = 0; i < w->n_facts; i++)
        k->occurs[w->fact[i]][w->now.value[w->fact[i]]] = true;
    return true;
}

static void forget_values(void *ctx)
{
    struct knowledge *k = ctx;
    k->any = false;
    for (uint32_t f = 0; f < k->n->m->facts.n; f++)
        k->occurs[f] = AN_NEW_ARRAY(k->n->arena, bool, k->n->domain[f].values.n);
}

/* Truths of one test over all values that occur of these facts, and over all choices. */
static void truths(struct knowledge *k, const struct an_cond *c, struct scene scene, uint64_t facts,
                   bool *can_be, bool *can_be_not)
{
    struct naive *n = k->n;
    uint32_t fact = 0;
    if (facts == 0) {
        for (n->chosen = 0; n->chosen == 0 || n->chosen < 1u << n->choices.n; n->chosen++) {
            bool truth = naive_holds(n, c, scene);
            *can_be = *can_be || truth;
            *can_be_not = *can_be_not || !truth;
        }
        return;
    }
    while ((facts & naive_bit(fact)) == 0)
        fact++;
    for (size_t i = 0; i < n->domain[fact].values.n; i++) {
        n->now[fact] = &n->domain[fact].values.v[i];
        if (k->occurs[fact][i])
            truths(k, c, scene, facts & ~naive_bit(fact), can_be, can_be_not);
    }
}

static an_tri known_truth(struct knowledge *k, const struct an_cond *c, uint32_t at,
                          struct scene scene)
{
    const struct an_cond_node *node = &c->node[at];
    struct an_cond part = {node, node->size, c->value, c->n_values};
    bool can_be = false, can_be_not = false;
    an_tri all = AN_TRUE, any = AN_FALSE;
    if (an_op_is_leaf(node->op) || node->op == AN_OP_SOME || node->op == AN_OP_EVERY) {
        /* Rows are looked at one by one, not as a whole: less may be known of them. */
        can_be = can_be_not = k->n->without_closure && !an_op_is_leaf(node->op) &&
                              k->n->domain[node->fact].values.n > 1;
        truths(k, &part, scene, naive_facts_of(k->n, &part), &can_be, &can_be_not);
        return can_be && can_be_not ? AN_UNKNOWN : an_tri_of(can_be);
    }
    uint32_t child = at + 1;
    for (uint32_t i = 0; i < node->n; i++, child += c->node[child].size) {
        an_tri truth = known_truth(k, c, child, scene);
        all = an_tri_and(all, truth);
        any = an_tri_or(any, truth);
    }
    if (node->op == AN_OP_OPEN)
        return all == AN_TRUE ? AN_TRUE : AN_UNKNOWN;
    return node->op == AN_OP_NOT ? an_tri_not(all) : node->op == AN_OP_ALL ? all : any;
}

/* Without closure: the values that are allowed by what is stated, or was filled in for the fact. */
static void note_allowed(struct knowledge *k, uint64_t facts)
{
    struct naive *n = k->n;
    forget_values(k);
    k->any = true;
    for (uint32_t f = 0; f < n->m->facts.n; f++)
        for (size_t i = 0; (facts & naive_bit(f)) != 0 && i < n->domain[f].values.n; i++) {
            bool allowed = true;
            n->now[f] = &n->domain[f].values.v[i];
            for (size_t c = 0; c < n->constraints.n; c++)
                if (n->constraints.v[c].kind == BY_PRESUMPTION &&
                    n->constraints.v[c].facts == naive_bit(f))
                    allowed = allowed && naive_fulfilled(n, &n->constraints.v[c]);
            k->occurs[f][i] = allowed;
        }
}

static bool is_known(struct naive *n, const struct an_cond *c, uint32_t j)
{
    struct knowledge k = {.n = n};
    uint64_t facts = naive_facts_of(n, c);
    if (n->without_closure)
        note_allowed(&k, facts);
    else
        naive_walk(n, naive_with_ties(n, facts), note_values, &k, forget_values);
    return k.any && known_truth(&k, c, 0, (struct scene){j, n->law_day, AN_NONE, NULL}) == AN_TRUE;
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

static bool filled_already(const struct naive *n, const struct constraint *c)
{
    for (size_t i = 0; i < n->constraints.n; i++) {
        const struct constraint *old = &n->constraints.v[i];
        if (old->kind == BY_PRESUMPTION && old->index == c->index && old->test == c->test &&
            old->j == c->j)
            return true;
    }
    return false;
}

static void propose(struct naive *n, uint32_t index, uint32_t j, constraint_list *proposals)
{
    const struct an_axiom *a = &n->m->presumptions.v[index];
    if (a->each != AN_NONE)
        naive_refuse(n, "a presumption about rows");
    if (!is_known(n, &a->cond, j))
        return;
    for (uint32_t i = 0; i < a->then.n; i++) {
        if (!an_op_is_leaf(a->then.node[i].op) || !can_be_filled(n, a->then.node[i].fact))
            continue;
        struct constraint c = {.kind = BY_PRESUMPTION,
                               .index = index,
                               .test = i,
                               .j = j,
                               .facts = naive_bit(a->then.node[i].fact)};
        c.filled = one_test(n, &a->then, i);
        constraint_list alone = {0};
        an_vec_push(n->arena, &alone, c);
        if (filled_already(n, &c))
            continue;
        if (agree(n, &alone, c.facts))
            an_vec_push(n->arena, proposals, c);
        else
            n->barred = true; /* what is stated wins, and what follows from it */
    }
}

/* All that can be filled in now, at once. */
static bool fill_round(struct naive *n)
{
    constraint_list proposals = {0}, filled = {0};
    for (uint32_t i = 0; i < n->m->presumptions.n; i++) {
        const struct an_axiom *a = &n->m->presumptions.v[i];
        bool named = naive_names_j(n, &a->cond, a->each) || naive_names_j(n, &a->then, a->each);
        for (size_t k = 0; k < (named ? n->row_play.n : 1); k++)
            propose(n, i, named ? (uint32_t)n->row_play.v[k] : AN_NONE, &proposals);
    }
    for (size_t i = 0; i < proposals.n; i++)
        if (agree(n, &proposals, proposals.v[i].facts))
            an_vec_push(n->arena, &filled, proposals.v[i]);
    for (size_t i = 0; i < filled.n; i++)
        an_vec_push(n->arena, &n->constraints, filled.v[i]);
    return filled.n > 0;
}

bool naive_presume(struct naive *n)
{
    bool any = false;
    while (!n->presume_nothing && fill_round(n))
        any = true;
    return any;
}
