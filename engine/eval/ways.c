/*
 * Ways out of a breach or an exposure: smallest sets of tests whose change would turn the content
 * (or the ability to obey) into what is demanded; an exemption that could be sought; leaving the
 * market. Only what the maker can change counts: a fact of nature `context` is nobody's way out.
 * Each is named by the test that would have to hold, with what is so today.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/eval/run.h"
#include "engine/lang/words.h"

#define MAX_WAYS 8    /* alternatives kept at any point */
#define MAX_CHANGES 3 /* tests changed together */
#define MARKET_COST 6 /* listed after every change of the product */

/* One test that has to become true or false. */
struct change {
    const struct an_ctx *ctx;
    const struct an_cond *cond;
    uint32_t at;
    bool to;
};

struct way {
    struct change v[MAX_CHANGES];
    uint32_t n;
};

struct ways {
    struct way v[MAX_WAYS];
    uint32_t n;
};

static void keep(struct ways *w, const struct way *way)
{
    if (w->n < MAX_WAYS)
        w->v[w->n++] = *way;
}

/* Every way of `a` together with every way of `b`. */
static struct ways both(const struct ways *a, const struct ways *b)
{
    struct ways out = {.n = 0};

    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++) {
            struct way way = a->v[i];
            if (way.n + b->v[k].n > MAX_CHANGES)
                continue;
            memcpy(way.v + way.n, b->v[k].v, b->v[k].n * sizeof *way.v);
            way.n += b->v[k].n;
            keep(&out, &way);
        }
    return out;
}

static bool changeable(const struct an_run *run, uint32_t fact)
{
    return run->model->facts.v[fact].nature != AN_NATURE_CONTEXT;
}

static struct ways to_make(struct an_run *run, const struct an_ctx *x, const struct an_cond *c, uint32_t at, bool to);

static struct ways of_children(struct an_run *run, const struct an_ctx *x, const struct an_cond *c, uint32_t at, bool to, bool all)
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
static struct ways to_make(struct an_run *run, const struct an_ctx *x, const struct an_cond *c, uint32_t at, bool to)
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
    if (changeable(run, node->fact)) { /* a test, or a test of rows */
        out.v[0] = (struct way){{{x, c, at, to}}, 1};
        out.n = 1;
    }
    return out;
}

/* ---- words ---- */

static const char *words_of(struct an_run *run, const struct change *ch)
{
    const struct an_cond_node *node = &ch->cond->node[ch->at];
    const struct an_fact_use *use = an__use(run, ch->ctx->row, node->fact);
    const char *test = an_cond_node_words(run->temp, run->model, ch->cond, ch->at, AN_NONE, ch->ctx->j);

    return an_strf(run->temp, "%s%s (today: %s)", ch->to ? "" : "not so: ", test, use->value ? use->value : "not known");
}

static struct an_way_out told(struct an_run *run, const struct way *way, enum an_verdict becomes)
{
    struct an_way_out out = {.becomes = becomes};

    for (uint32_t i = 0; i < way->n; i++) {
        const struct an_fact *f = &run->model->facts.v[way->v[i].cond->node[way->v[i].at].fact];
        const char *words = words_of(run, &way->v[i]);
        out.text = out.text ? an_strf(run->temp, "%s; and %s", out.text, words) : words;
        out.fact = i == 0 ? f->id : out.fact;
        out.cost = f->cost > out.cost ? f->cost : out.cost;
        for (uint32_t k = 0; k < run->profile->fixed.n; k++)
            out.blocked = out.blocked || &run->model->facts.v[run->profile->fixed.v[k]] == f;
    }
    return out;
}

typedef AN_VEC(struct an_way_out) way_list;

static void add_changes(struct an_run *run, const struct an_decision *d, way_list *list)
{
    const struct an_provision *p = &run->model->provisions.v[d->provision];
    const struct an_judged *j = &d->judged;
    bool order = p->duty == AN_DUTY_ASKS;
    const struct an_cond *c = order ? &j->norm.able : &j->norm.content;
    enum an_verdict becomes = order && d->verdict == AN_EXPOSED ? AN_READY : AN_COMPLIANT;

    if (p->duty == AN_DUTY_ATTEST) {
        struct an_way_out out = {.text = an_strf(run->temp, "bring it about and confirm it: %s", p->attest), .fact = p->id, .becomes = AN_COMPLIANT};
        an_vec_push(run->temp, list, out);
    }
    if (!an_cond_given(c) || p->duty == AN_DUTY_ATTEST)
        return;
    struct ways ways = to_make(run, &j->ctx, c, 0, p->duty != AN_DUTY_MUST_NOT);
    for (uint32_t i = 0; i < ways.n; i++)
        if (ways.v[i].n > 0) {
            struct an_way_out out = told(run, &ways.v[i], becomes);
            an_vec_push(run->temp, list, out);
        }
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
            .text = an_strf(run->temp, "come under the exemption of %s (%s)", p->id, p->title), .cost = MARKET_COST - 1, .becomes = AN_EXEMPT};
        an_vec_push(run->temp, list, out);
    }
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
    const struct an_provision *p = &run->model->provisions.v[d->provision];
    way_list list = {0};

    add_changes(run, d, &list);
    add_exemptions(run, d, &list);
    if (!d->home && d->judged.nexus == 1u << AN_NEXUS_OFFERED && (p->addressee & AN_ADDR_BUYER) == 0) {
        struct an_way_out out = {
            .text = an_strf(run->temp, "not offer it in %s", run->model->places.v[d->place].name), .cost = MARKET_COST, .becomes = AN_NOT_APPLICABLE};
        an_vec_push(run->temp, &list, out);
    }
    if (list.n > 1)
        qsort(list.v, list.n, sizeof *list.v, by_cost);
    for (size_t i = 0; i < list.n; i++) /* costs above 5 only sort */
        list.v[i].cost = list.v[i].cost > 5 ? 0 : list.v[i].cost;
    struct an_way_out *kept = AN_NEW_ARRAY(run->arena, struct an_way_out, list.n);
    for (size_t i = 0; i < list.n; i++) {
        kept[i] = list.v[i];
        kept[i].text = an_strdup(run->arena, list.v[i].text);
    }
    f->ways = kept;
    f->n_ways = an_u32(list.n);
}
