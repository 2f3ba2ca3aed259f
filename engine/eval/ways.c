/*
 * Ways out of a breach or an exposure: smallest sets of tests whose change would bring about what
 * is demanded, an exception, or a product that the rule is not about; an exemption that could be
 * sought; leaving the market. Only what the maker can change counts: a fact of nature `context` is
 * nobody's way out. Each change is tried before it is told (trial.c).
 */
#include "engine/eval/ways.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/english.h"
#include "engine/lang/words.h"

#define MOST_WAYS      8u /* alternatives kept at any point, and told in the end */
#define EXEMPTION_COST 6  /* costs above 5 only sort: after every change of the product ... */
#define MARKET_COST    7  /* ... and last of all */

struct ways {
    struct an_way v[MOST_WAYS];
    uint32_t n;
};

static void keep(struct ways *w, const struct an_way *way)
{
    if (w->n < MOST_WAYS)
        w->v[w->n++] = *way;
}

/* Adds a change, once; false: too many together. */
static bool add_change(struct an_way *way, const struct an_change *new)
{
    for (uint32_t i = 0; i < way->n; i++)
        if (way->v[i].cond.node == new->cond.node && way->v[i].at == new->at &&
            way->v[i].to == new->to)
            return true;
    if (way->n == AN_MOST_CHANGES)
        return false;
    way->v[way->n++] = *new;
    return true;
}

/* Every way of `a` together with every way of `b`. */
static struct ways both(const struct ways *a, const struct ways *b)
{
    struct ways out = {.n = 0};
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++) {
            struct an_way way = a->v[i];
            bool fits = true;
            for (uint32_t c = 0; c < b->v[k].n && fits; c++)
                fits = add_change(&way, &b->v[k].v[c]);
            if (fits)
                keep(&out, &way);
        }
    return out;
}

static struct ways to_make(struct an_run *run, const struct an_ctx *x, const struct an_cond *c,
                           uint32_t at, bool to);

static struct ways of_children(struct an_run *run, const struct an_ctx *x, const struct an_cond *c,
                               uint32_t at, bool to, bool all)
{
    struct ways out = {.n = all ? 1u : 0u}; /* all: begin with "nothing to change" */
    uint32_t child = an__first_child(at);
    for (uint32_t i = 0; i < c->node[at].n; i++, child = an__next_child(c, child)) {
        struct ways one = to_make(run, x, c, child, to);
        if (all) {
            out = both(&out, &one);
            continue;
        }
        for (uint32_t k = 0; k < one.n; k++)
            keep(&out, &one.v[k]);
    }
    return out;
}

/* What would have to change for node `at` to be `to`. One empty way: it is so already. */
static struct ways to_make(struct an_run *run, const struct an_ctx *x, const struct an_cond *c,
                           uint32_t at, bool to)
{
    const struct an_cond_node *node = &c->node[at];
    enum an_op op = (enum an_op)node->op;
    struct ways out = {.n = 0};
    if (an__truth_at(x, c, at) == an_tri_of(to)) {
        out.n = 1;
        return out;
    }
    if (op == AN_OP_ALL || op == AN_OP_ANY)
        return of_children(run, x, c, at, to, (op == AN_OP_ALL) == to);
    if (op == AN_OP_NOT || op == AN_OP_OPEN)
        return to_make(run, x, c, an__first_child(at), op == AN_OP_NOT ? !to : to);
    if (run->model->facts.v[node->fact].nature !=
        AN_NATURE_CONTEXT) { /* a test, or a test of rows */
        out.v[0].v[0] = (struct an_change){*c, at, node->fact, x->j, to};
        out.v[0].n = out.n = 1;
    }
    return out;
}

/* ---- words ---- */

static const char *words_of(struct an_run *run, const struct an_decision *d,
                            const struct an_change *ch)
{
    const struct an_fact_use *use = an__use(run, d->judged.ctx.row, ch->fact);
    const char *test =
        ch->to ? an_cond_node_words(run->temp, run->model, &ch->cond, ch->at, AN_NONE, ch->j)
               : an_cond_denied_words(run->temp, run->model, &ch->cond, ch->at, AN_NONE, ch->j);
    return an_strf(run->temp, "%s (today: %s)", test, use->value ? use->value : "not known");
}

static bool is_fixed(const struct an_run *run, uint32_t fact)
{
    for (uint32_t i = 0; i < run->profile->fixed.n; i++)
        if (run->profile->fixed.v[i] == fact)
            return true;
    return false;
}

static struct an_way_out told(struct an_run *run, const struct an_decision *d,
                              const struct an_way *way, enum an_verdict becomes)
{
    struct an_way_out out = {.becomes = becomes};
    for (uint32_t i = 0; i < way->n; i++) {
        const struct an_fact *f = &run->model->facts.v[way->v[i].fact];
        const char *words = words_of(run, d, &way->v[i]);
        out.text = out.text ? an_strf(run->temp, "%s; and %s", out.text, words) : words;
        out.fact = i == 0 ? f->id : out.fact;
        out.cost = f->cost > out.cost ? f->cost : out.cost;
        out.blocked = out.blocked || is_fixed(run, way->v[i].fact);
    }
    return out;
}

/* ---- what can be changed ---- */

typedef AN_VEC(struct an_way_out) way_list;

/* Could a change not be put into a value, or does it contradict what else is stated. */
static bool cannot_be_tried(const struct an_run *run, const struct an_way *way)
{
    for (uint32_t i = 0; i < way->n; i++)
        if (run->model->facts.v[way->v[i].fact].type.type == AN_TYPE_TABLE)
            return true;
    return false;
}

static void add_ways(struct an_run *run, const struct an_decision *d, const struct ways *ways,
                     enum an_verdict hoped, way_list *list)
{
    for (uint32_t i = 0; i < ways->n && list->n < MOST_WAYS; i++) {
        if (ways->v[i].n == 0)
            continue;
        enum an_verdict becomes = an__try_way(run, d, &ways->v[i]);
        if (becomes == AN_VERDICT_COUNT && d->norms.n == 1 && cannot_be_tried(run, &ways->v[i]))
            becomes = hoped;
        if (becomes == AN_VERDICT_COUNT || !an__is_fine(becomes))
            continue;
        struct an_way_out out = told(run, d, &ways->v[i], becomes);
        an_vec_push(run->temp, list, out);
    }
}

/* The acts that orders ask for, and that are not done. */
static struct ways to_obey(struct an_run *run, const struct an_decision *d, struct ways able)
{
    const struct an_judged *j = &d->judged;
    struct ways out = able, none = {.n = 0};
    struct an_orders orders = an__orders(j);
    for (uint32_t i = 0; i < orders.n; i++) {
        struct an_refs acts = an__acts(j, orders.v[i]);
        if (orders.v[i]->obeyed == AN_FALSE)
            return none; /* what was done is done */
        for (uint32_t k = 0; orders.v[i]->obeyed == AN_UNKNOWN && k < acts.n; k++) {
            struct an_leaf_of *leaf = AN_NEW(run->temp, struct an_leaf_of);
            *leaf = an__act_leaf(run->model, acts.v[k]);
            struct an_cond c = {&leaf->node, 1, leaf->value, 1};
            struct ways act = to_make(run, &j->ctx, &c, 0, true);
            out = both(&out, &act);
        }
    }
    return out;
}

/* By what a provision would not be breached. */
enum route { TO_FULFIL, TO_EXCEPT, TO_STAY_OUT };

static struct ways under_reading(struct an_run *run, const struct an_decision *d,
                                 const struct an_norm *norm, enum route route)
{
    const struct an_provision *p = &run->model->provisions.v[d->provision];
    const struct an_ctx *x = &d->judged.ctx;
    bool order = p->duty == AN_DUTY_ASKS;
    struct ways none = {.n = 0}, nothing_to_change = {.n = 1};
    const struct an_cond *c = route == TO_EXCEPT     ? &norm->unless
                              : route == TO_STAY_OUT ? &norm->when
                              : order                ? &norm->able
                                                     : &norm->content;
    bool to = route == TO_EXCEPT || (route == TO_FULFIL && p->duty != AN_DUTY_MUST_NOT);
    struct ways ways = an_cond_given(c)              ? to_make(run, x, c, 0, to)
                       : route == TO_FULFIL && order ? nothing_to_change
                                                     : none;
    return route == TO_FULFIL && order ? to_obey(run, d, ways) : ways;
}

/* Ways that serve every reading. */
static void add_route(struct an_run *run, const struct an_decision *d, enum route route,
                      enum an_verdict hoped, way_list *list)
{
    struct ways ways = under_reading(run, d, &d->norms.v[0], route);
    for (uint32_t i = 1; i < d->norms.n; i++) {
        struct ways more = under_reading(run, d, &d->norms.v[i], route);
        ways = both(&ways, &more);
    }
    add_ways(run, d, &ways, hoped, list);
}

static void add_changes(struct an_run *run, const struct an_decision *d, way_list *list)
{
    const struct an_provision *p = &run->model->provisions.v[d->provision];
    if (p->duty == AN_DUTY_ATTEST) {
        struct an_way_out out = {
            .text = an_strf(run->temp, "bring it about and confirm it: %s", p->attest),
            .fact = p->id,
            .becomes = AN_COMPLIANT};
        an_vec_push(run->temp, list, out);
    } else {
        add_route(run, d, TO_FULFIL, d->verdict == AN_EXPOSED ? AN_READY : AN_COMPLIANT, list);
    }
    add_route(run, d, TO_EXCEPT, AN_EXEMPT, list);
    add_route(run, d, TO_STAY_OUT, AN_NOT_APPLICABLE, list);
}

static void add_exemptions(struct an_run *run, const struct an_decision *d, way_list *list)
{
    const struct an_refs *by = &run->model->exempted_by[d->provision];
    for (uint32_t i = 0; i < by->n; i++) {
        const struct an_provision *p = &run->model->provisions.v[by->v[i]];
        struct an_judged other = an__judged_with(&d->judged, by->v[i]);
        if (an__in_force(&other) == AN_FALSE)
            continue;
        struct an_way_out out = {
            .text = an_strf(run->temp, "come under the exemption of %s (%s)", p->id, p->title),
            .cost = EXEMPTION_COST,
            .becomes = AN_EXEMPT};
        an_vec_push(run->temp, list, out);
    }
}

/* Only where being offered is all that makes it law for the product, and not for a buyer's duty. */
static void add_leaving(struct an_run *run, const struct an_decision *d, const struct an_finding *f,
                        way_list *list)
{
    const struct an_provision *p = &run->model->provisions.v[d->provision];
    if (d->home || d->judged.nexus != 1u << AN_NEXUS_OFFERED || (p->addressee & AN_ADDR_BUYER) != 0)
        return;
    const char *places = "";
    for (uint32_t i = 0; i < f->n_markets; i++) {
        uint32_t place = an_model_place(run->model, f->markets[i], NULL);
        places = an_strf(run->temp, "%s%s%s", places, i > 0 ? ", " : "",
                         an_the_place(run->temp, run->model->places.v[place].name));
    }
    struct an_way_out out = {.text = an_strf(run->temp, "do not offer it in %s", places),
                             .cost = MARKET_COST,
                             .becomes = AN_NOT_APPLICABLE};
    an_vec_push(run->temp, list, out);
}

static int by_cost(const void *a, const void *b)
{
    const struct an_way_out *x = a, *y = b;
    if (x->blocked != y->blocked)
        return x->blocked ? 1 : -1;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return strcmp(x->text, y->text);
}

void an__ways(struct an_run *run, const struct an_decision *d, struct an_finding *f)
{
    way_list list = {0};
    add_changes(run, d, &list);
    add_exemptions(run, d, &list);
    add_leaving(run, d, f, &list);
    if (list.n > 1)
        qsort(list.v, list.n, sizeof list.v[0], by_cost);
    struct an_way_out *kept = AN_NEW_ARRAY(run->arena, struct an_way_out, list.n);
    for (size_t i = 0; i < list.n; i++) {
        kept[i] = list.v[i];
        kept[i].text = an_strdup(run->arena, list.v[i].text);
        kept[i].cost = kept[i].cost > 5 ? 0 : kept[i].cost;
    }
    f->ways = kept;
    f->n_ways = an_u32(list.n);
}
