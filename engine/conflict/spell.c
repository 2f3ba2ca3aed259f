/*
 * From minimal sets of patterns to what is told. A pattern is one demand that many may make, on
 * many rows; but of what class a conflict is depends on who bears the duties, by what they apply,
 * and which of them meet on one market. So each set is spelt out into kinds of choices of who makes
 * each demand, of which one each is looked at further (sift.c).
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/seek.h"

enum { MOST_CHOICES = 20000 };

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

/* Who meets whom on one market, and on one row. */
static bool meet_alike(const struct spelling *k, const uint32_t *a, const uint32_t *b)
{
    for (uint32_t i = 0; i < k->n; i++)
        for (uint32_t j = 0; j < i; j++) {
            const struct an_demand *ai = at(k, a[i]), *aj = at(k, a[j]);
            const struct an_demand *bi = at(k, b[i]), *bj = at(k, b[j]);
            if ((ai->place == aj->place) != (bi->place == bj->place) ||
                an__same_row(ai, aj) != an__same_row(bi, bj))
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
    an__sift(s);
}
