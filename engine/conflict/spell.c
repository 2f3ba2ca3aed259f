/*
 * From minimal sets of patterns to what is told. A pattern is one demand that many may make, on
 * many rows; but of what class a conflict is depends on who bears the duties, by what they apply,
 * and which of them meet on one market. So each set is spelt out into kinds of choices of who makes
 * each demand; one of each kind is judged, and those that then differ in rows alone are one again.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/seek.h"

enum { MOST_CHOICES = 20000, MOST_STEPS = 20000 };

/* Demands of one pattern that are alike but for their rows. */
struct group {
    AN_VEC(uint32_t) demand; /* ascending */
};

struct member {
    struct group *group;
    uint32_t n;
};

struct spelling {
    struct an__seek *s;
    const struct an__clash *core; /* its demands: the first of each pattern */
    struct member *member;
    uint32_t n;
    struct an__clashes *out;
    /* The groups at hand, one a member. */
    const struct group **of;
    struct an_refs *few;  /* per member: on markets that stand for all like them */
    uint32_t *looks_like; /* per place: the first that has the same demands on it */
    uint32_t *chosen;     /* per member */
    uint32_t choices;
    size_t begun; /* clashes of these groups: from here */
};

static const struct an_demand *at(const struct spelling *k, uint32_t demand)
{
    return &k->s->dp->demand[demand];
}

/* ---- demands and fixed facts ---- */

static bool same_demands(const struct an__clash *c, const uint32_t *demand, uint32_t n)
{
    return c->n == n && memcmp(c->demand, demand, n * sizeof *demand) == 0;
}

static void take_set(struct an__seek *s, struct an__clashes *out, const uint32_t *owner, uint32_t n)
{
    uint32_t *demand = AN_NEW_ARRAY(s->arena, uint32_t, n + 1u), n_demands = 0, n_fixed = 0;
    uint32_t *fixed = AN_NEW_ARRAY(s->arena, uint32_t, n + 1u);
    for (uint32_t i = 0; i < n; i++)
        if (owner[i] < s->dp->n_demands)
            demand[n_demands++] = owner[i];
        else
            fixed[n_fixed++] = owner[i] - s->dp->n_demands;
    const struct an_refs block = {fixed, n_fixed};
    size_t at = 0;
    while (at < out->n && !same_demands(&out->v[at], demand, n_demands))
        at++;
    if (n_demands == 0)
        return;
    if (at == out->n) {
        const struct an__clash clash = {.demand = demand, .n = n_demands};
        an_vec_push(s->arena, out, clash);
    }
    an_vec_push(s->arena, &out->v[at].blocks, block);
}

/*
 * A fixed fact may say the same as a demand, or as another fixed fact: then they are one pattern,
 * and each stands for itself here. Demands of a pattern stay one, under the first of them.
 */
static void take_core(struct an__seek *s, const struct an_cores *cores, const struct an_core *core,
                      struct an__clashes *out)
{
    uint32_t *owner = AN_NEW_ARRAY(s->arena, uint32_t, core->n + 1u), m = 0;
    uint32_t end = s->dp->n_demands + s->dp->n_holdings;
    memcpy(owner, core->owner, core->n * sizeof *owner);
    while (m < core->n) {
        take_set(s, out, owner, core->n);
        for (m = 0; m < core->n; m++) { /* the next that stands for member m, else the first */
            uint32_t next = owner[m] < s->dp->n_demands ? s->dp->n_demands : owner[m] + 1;
            while (next < end && cores->pattern[next] != core->owner[m])
                next++;
            owner[m] = next < end ? next : core->owner[m];
            if (next < end)
                break;
        }
    }
}

/* ---- groups ---- */

static bool has_readings(const struct spelling *k, const struct an_demand *d)
{
    return k->s->model->provisions.v[d->provision].n_readings > 0;
}

static bool alike(const struct spelling *k, uint32_t a, uint32_t b)
{
    const struct an_demand *x = at(k, a), *y = at(k, b);
    const struct an_provision *p = &k->s->model->provisions.v[x->provision],
                              *q = &k->s->model->provisions.v[y->provision];
    bool read = has_readings(k, x) || has_readings(k, y);
    return x->effective == y->effective && x->met == y->met && x->home == y->home &&
           x->order == y->order && x->ordered == y->ordered && x->draft == y->draft &&
           p->addressee == q->addressee &&
           (!read || (x->provision == y->provision && x->reading == y->reading));
}

static void add_to_group(struct spelling *k, struct member *m, uint32_t demand)
{
    uint32_t g = 0;
    while (g < m->n && !alike(k, m->group[g].demand.v[0], demand))
        g++;
    m->n += g == m->n;
    an_vec_push(k->s->arena, &m->group[g].demand, demand);
}

static void find_members(struct spelling *k, const uint32_t *pattern)
{
    struct an__seek *s = k->s;
    uint32_t *count = AN_NEW_ARRAY(s->arena, uint32_t, s->dp->n_demands + 1u);
    for (uint32_t i = 0; i < s->dp->n_demands; i++)
        count[s->candidate[i] ? pattern[i] : s->dp->n_demands]++;
    for (uint32_t m = 0; m < k->n; m++) {
        uint32_t own = k->core->demand[m];
        k->member[m] = (struct member){AN_NEW_ARRAY(s->arena, struct group, count[own] + 1u), 0};
        for (uint32_t i = 0; i < s->dp->n_demands; i++)
            if (s->candidate[i] && pattern[i] == own)
                add_to_group(k, &k->member[m], i);
    }
}

/* Two readings of one provision never hold together: no conflict, only a dispute. */
static bool mixes_readings(const struct spelling *k)
{
    for (uint32_t i = 0; i < k->n; i++)
        for (uint32_t j = 0; j < i; j++) {
            const struct an_demand *a = at(k, k->of[i]->demand.v[0]),
                                   *b = at(k, k->of[j]->demand.v[0]);
            if (a->provision == b->provision && a->reading != b->reading)
                return true;
        }
    return false;
}

/* ---- markets that look alike ---- */

/* The demands of a group on one place, as bits by offer (the 64th and on as one). */
static uint64_t offers_on(const struct spelling *k, const struct group *g, uint32_t place)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < g->demand.n; i++)
        if (at(k, g->demand.v[i])->place == place) {
            uint32_t offer = at(k, g->demand.v[i])->offer;
            bits |= 1ull << (offer < 63 ? offer : 63);
        }
    return bits;
}

static bool look_alike(const struct spelling *k, uint32_t a, uint32_t b)
{
    for (uint32_t m = 0; m < k->n; m++)
        if (offers_on(k, k->of[m], a) != offers_on(k, k->of[m], b))
            return false;
    return true;
}

static bool is_used(const struct spelling *k, uint32_t place)
{
    for (uint32_t m = 0; m < k->n; m++)
        if (offers_on(k, k->of[m], place) != 0)
            return true;
    return false;
}

/* As many markets of each look as there are members: more give no other kind of choice. */
static void find_few(struct spelling *k)
{
    struct an__seek *s = k->s;
    uint32_t n = s->model->places.n, *seen = AN_NEW_ARRAY(s->arena, uint32_t, n + 1u);
    bool *used = AN_NEW_ARRAY(s->arena, bool, n + 1u), *few = AN_NEW_ARRAY(s->arena, bool, n + 1u);
    for (uint32_t p = 0; p < n; p++)
        used[p] = is_used(k, p);
    for (uint32_t p = 0; p < n; p++) {
        uint32_t first = 0;
        while (used[p] && first < p && !(used[first] && look_alike(k, first, p)))
            first++;
        k->looks_like[p] = used[p] ? first : p;
        few[p] = used[p] && seen[k->looks_like[p]]++ < k->n;
    }
    for (uint32_t m = 0; m < k->n; m++) {
        const struct group *g = k->of[m];
        uint32_t *v = AN_NEW_ARRAY(s->arena, uint32_t, g->demand.n + 1), n_few = 0;
        for (size_t i = 0; i < g->demand.n; i++)
            if (few[at(k, g->demand.v[i])->place])
                v[n_few++] = g->demand.v[i];
        k->few[m] = (struct an_refs){v, n_few};
    }
}

/* ---- kinds of choices ---- */

static bool same_row(const struct an_demand *a, const struct an_demand *b)
{
    return a->place == b->place && a->offer == b->offer;
}

/* Who meets whom on one market, and on one row. */
static bool meet_alike(const struct spelling *k, const uint32_t *a, const uint32_t *b)
{
    for (uint32_t i = 0; i < k->n; i++)
        for (uint32_t j = 0; j < i; j++) {
            const struct an_demand *ai = at(k, a[i]), *aj = at(k, a[j]);
            const struct an_demand *bi = at(k, b[i]), *bj = at(k, b[j]);
            if ((ai->place == aj->place) != (bi->place == bj->place) ||
                same_row(ai, aj) != same_row(bi, bj))
                return false;
        }
    return true;
}

static bool all_apply(struct an__seek *s, struct an__clash *c)
{
    an__assume_begin(s, true, true);
    for (uint32_t i = 0; i < c->n; i++)
        an__assume(s, s->dp->demand[c->demand[i]].effective);
    if (an__ask_plain(s) != AN_SAT_YES)
        return false;
    c->model = an__model(s);
    return true;
}

/* Those of the group on markets that look like this demand's, for the same offer. */
static void add_makers(struct spelling *k, struct an_refs *makers, uint32_t member, uint32_t chosen)
{
    const struct group *g = k->of[member];
    const struct an_demand *d = at(k, chosen);
    bool *mark = AN_NEW_ARRAY(k->s->arena, bool, k->s->dp->n_demands + 1u);
    for (uint32_t i = 0; i < makers->n; i++)
        mark[makers->v[i]] = true;
    for (size_t i = 0; i < g->demand.n; i++) {
        const struct an_demand *x = at(k, g->demand.v[i]);
        if (x->offer == d->offer && k->looks_like[x->place] == k->looks_like[d->place])
            mark[g->demand.v[i]] = true;
    }
    *makers = an__marked(k->s->arena, mark, k->s->dp->n_demands);
}

static void take_choice(struct spelling *k)
{
    struct an__seek *s = k->s;
    size_t i = k->begun;
    while (i < k->out->n && !meet_alike(k, k->out->v[i].demand, k->chosen))
        i++;
    if (i == k->out->n) {
        struct an__clash c = {.n = k->n, .blocks = {0}};
        uint32_t *demand = AN_NEW_ARRAY(s->arena, uint32_t, k->n + 1u);
        memcpy(demand, k->chosen, k->n * sizeof *demand);
        c.demand = demand;
        c.blocks.v = k->core->blocks.v;
        c.blocks.n = k->core->blocks.n;
        c.blocks.cap = k->core->blocks.cap;
        c.makers = AN_NEW_ARRAY(s->arena, struct an_refs, k->n + 1u);
        if (!all_apply(s, &c))
            return;
        an_vec_push(s->arena, k->out, c);
    }
    for (uint32_t m = 0; m < k->n; m++)
        add_makers(k, &k->out->v[i].makers[m], m, k->chosen[m]);
}

/* Every choice of one demand a member, as a counter with a digit for each. */
static void take_choices(struct spelling *k)
{
    uint32_t *digit = AN_NEW_ARRAY(k->s->arena, uint32_t, k->n + 1u), m = 0;
    find_few(k);
    k->begun = k->out->n;
    while (m < k->n) {
        for (uint32_t i = 0; i < k->n; i++)
            k->chosen[i] = k->few[i].v[digit[i]];
        if (k->choices++ >= MOST_CHOICES) {
            k->s->complete = false;
            return;
        }
        take_choice(k);
        for (m = 0; m < k->n && ++digit[m] == k->few[m].n; m++)
            digit[m] = 0;
    }
}

static void spell_out(struct spelling *k)
{
    uint32_t *digit = AN_NEW_ARRAY(k->s->arena, uint32_t, k->n + 1u), m = 0;
    while (m < k->n) {
        for (uint32_t i = 0; i < k->n; i++)
            k->of[i] = &k->member[i].group[digit[i]];
        if (!mixes_readings(k))
            take_choices(k);
        for (m = 0; m < k->n && ++digit[m] == k->member[m].n; m++)
            digit[m] = 0;
    }
}

/* ---- clashes that differ in rows alone ---- */

static bool same_rule(const struct an__seek *s, uint32_t a, uint32_t b)
{
    const struct an_demand *x = &s->dp->demand[a], *y = &s->dp->demand[b];
    return x->provision == y->provision && x->reading == y->reading && x->home == y->home;
}

static bool same_blocks(const struct an__seek *s, const struct an__clash *a,
                        const struct an__clash *b)
{
    if (a->blocks.n != b->blocks.n)
        return false;
    for (size_t i = 0; i < a->blocks.n; i++) {
        const struct an_refs *x = &a->blocks.v[i], *y = &b->blocks.v[i];
        for (uint32_t k = 0; k < x->n && x->n == y->n; k++)
            if (s->dp->holding[x->v[k]].fact != s->dp->holding[y->v[k]].fact)
                return false;
        if (x->n != y->n)
            return false;
    }
    return true;
}

static bool same_but_rows(const struct an__seek *s, const struct an__clash *a,
                          const struct an__clash *b)
{
    if (a->n != b->n || a->conflict_class != b->conflict_class || a->class_open != b->class_open ||
        a->bearer != b->bearer || !same_blocks(s, a, b))
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!same_rule(s, a->demand[i], b->demand[i]))
            return false;
    return true;
}

static void join(struct an__seek *s, struct an__clash *into, const struct an__clash *c)
{
    for (uint32_t m = 0; m < into->n; m++) {
        bool *mark = AN_NEW_ARRAY(s->arena, bool, s->dp->n_demands + 1u);
        for (uint32_t i = 0; i < into->makers[m].n; i++)
            mark[into->makers[m].v[i]] = true;
        for (uint32_t i = 0; i < c->makers[m].n; i++)
            mark[c->makers[m].v[i]] = true;
        into->makers[m] = an__marked(s->arena, mark, s->dp->n_demands);
    }
}

static void join_rows(struct an__seek *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->clashes.n; i++) {
        size_t k = 0;
        while (k < n && !same_but_rows(s, &s->clashes.v[k], &s->clashes.v[i]))
            k++;
        if (k == n)
            s->clashes.v[n++] = s->clashes.v[i];
        else
            join(s, &s->clashes.v[k], &s->clashes.v[i]);
    }
    s->clashes.n = n;
}

/* ---- is it what it says ---- */

/* The whole question again, on the clauses as they were before anything was made simpler. */
static enum an_sat_answer clashes_without(struct an__seek *s, const struct an__clash *c,
                                          const struct an_refs *block, uint32_t left_out)
{
    an__assume_begin(s, false, false);
    for (uint32_t i = 0; i < c->n; i++)
        if (i != left_out)
            an__assume(s, s->dp->demand[c->demand[i]].obeyed);
    for (uint32_t i = 0; i < block->n; i++)
        if (c->n + i != left_out)
            an__assume(s, an_duty_switch(s->dp, s->dp->holding[block->v[i]].owner));
    return an__ask(s);
}

/* It cannot hold; without any one demand or fixed fact it can. */
static enum an_sat_answer is_minimal(struct an__seek *s, const struct an__clash *c)
{
    for (size_t b = 0; b < c->blocks.n; b++) {
        const struct an_refs *block = &c->blocks.v[b];
        uint32_t all = c->n + block->n;
        for (uint32_t out = 0; out <= all; out++) {
            enum an_sat_answer answer = clashes_without(s, c, block, out);
            if (answer == AN_SAT_UNDECIDED)
                return answer;
            if (answer != (out == all ? AN_SAT_NO : AN_SAT_YES))
                return AN_SAT_NO;
        }
    }
    return AN_SAT_YES;
}

/*
 * What is not confirmed is not told. The limit may be over when this is asked, so each question has
 * a bound of its own; where that is reached, the search was not complete.
 */
static void keep_confirmed(struct an__seek *s)
{
    const struct an_sat_budget usual = s->budget;
    size_t n = 0;
    s->budget = (struct an_sat_budget){.conflicts = MOST_STEPS};
    for (size_t i = 0; i < s->clashes.n; i++) {
        enum an_sat_answer answer = is_minimal(s, &s->clashes.v[i]);
        if (answer == AN_SAT_YES)
            s->clashes.v[n++] = s->clashes.v[i];
        s->unconfirmed += answer == AN_SAT_NO;
    }
    s->clashes.n = n;
    s->budget = usual;
}

/* ---- sets that hold smaller ones ---- */

static bool for_any_product(const struct an__clash *c)
{
    for (size_t i = 0; i < c->blocks.n; i++)
        if (c->blocks.v[i].n == 0)
            return true;
    return false;
}

static bool has(const struct an_refs *refs, uint32_t x)
{
    for (uint32_t i = 0; i < refs->n; i++)
        if (refs->v[i] == x)
            return true;
    return false;
}

/* Can members of `wide` stand for those of `small` from `at` on, meeting as they do? */
static bool stands_for(const struct an__seek *s, const struct an__clash *wide,
                       const struct an__clash *small, uint32_t at, uint32_t *as)
{
    const struct an_demand *d = s->dp->demand;
    if (at == small->n)
        return true;
    for (uint32_t i = 0; i < wide->n; i++) {
        bool ok = has(&small->makers[at], wide->demand[i]);
        for (uint32_t k = 0; k < at && ok; k++) {
            const struct an_demand *a = &d[wide->demand[i]], *b = &d[as[k]];
            const struct an_demand *x = &d[small->demand[at]], *y = &d[small->demand[k]];
            ok = wide->demand[i] != as[k] && (a->place == b->place) == (x->place == y->place) &&
                 same_row(a, b) == same_row(x, y);
        }
        as[at] = wide->demand[i];
        if (ok && stands_for(s, wide, small, at + 1, as)) /* as deep as a set has members */
            return true;
    }
    return false;
}

/*
 * With what is fixed, a set is minimal if no smaller one of its class is a conflict, of whatever
 * fixed facts. One that needs none of them is a contradiction, and told for that.
 */
static void drop_wider(struct an__seek *s)
{
    uint32_t *as = AN_NEW_ARRAY(s->arena, uint32_t, s->dp->n_demands + 1u);
    size_t n = 0;
    bool *wider = AN_NEW_ARRAY(s->arena, bool, s->clashes.n + 1);
    for (size_t i = 0; i < s->clashes.n; i++) {
        const struct an__clash *c = &s->clashes.v[i];
        for (size_t k = 0; k < s->clashes.n && !wider[i] && !for_any_product(c); k++) {
            const struct an__clash *small = &s->clashes.v[k];
            wider[i] = small->n < c->n && small->conflict_class == c->conflict_class &&
                       stands_for(s, c, small, 0, as);
        }
    }
    for (size_t i = 0; i < s->clashes.n; i++)
        if (!wider[i])
            s->clashes.v[n++] = s->clashes.v[i];
    s->clashes.n = n;
}

static void spell_core(struct an__seek *s, const struct an__clash *core, const uint32_t *pattern,
                       struct an__clashes *out)
{
    struct spelling k = {.s = s, .core = core, .n = core->n, .out = out};
    k.member = AN_NEW_ARRAY(s->arena, struct member, k.n + 1u);
    k.of = AN_NEW_ARRAY(s->arena, const struct group *, k.n + 1u);
    k.few = AN_NEW_ARRAY(s->arena, struct an_refs, k.n + 1u);
    k.looks_like = AN_NEW_ARRAY(s->arena, uint32_t, s->model->places.n + 1u);
    k.chosen = AN_NEW_ARRAY(s->arena, uint32_t, k.n + 1u);
    find_members(&k, pattern);
    spell_out(&k);
}

void an__spell(struct an__seek *s, const struct an_cores *cores)
{
    struct an__clashes sets = {0};
    for (size_t i = 0; i < cores->n; i++)
        take_core(s, cores, &cores->v[i], &sets);
    for (size_t i = 0; i < sets.n; i++)
        spell_core(s, &sets.v[i], cores->pattern, &s->clashes);
    keep_confirmed(s);
    for (size_t i = 0; i < s->clashes.n; i++)
        an__judge(s, &s->clashes.v[i]);
    drop_wider(s);
    join_rows(s);
}
