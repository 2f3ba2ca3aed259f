/*
 * Which rule makes which moot: whoever obeys the one has obeyed the other, and the one binds
 * wherever the other does. Proved by the form of the conditions (implies.c), so what is told is
 * sure, and what is not told is not denied.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/compare/compare.h"
#include "engine/compare/implies.h"
#include "engine/facts/links.h"

struct judging {
    struct an_comparison *c;
    AN_VEC(const struct an_item *) v; /* of one topic */
    AN_VEC(struct an_moot) out;
    bool market; /* a fact of the market was met */
};

static const struct an_provision *provision_of(const struct judging *k, const struct an_item *i)
{
    return &k->c->model->provisions.v[i->provision];
}

static struct an_claim claim(const struct an_item *i, const struct an_cond *c, bool denied)
{
    return (struct an_claim){c, denied, i->place};
}

static bool implies(const struct judging *k, struct an_claim p, struct an_claim q)
{
    return an__implies(k->c->model, k->c->day, p, q);
}

/* ---- do they bind the same product, in the same respect? ---- */

static void note_market(void *to, uint32_t fact, enum an_link link)
{
    struct judging *k = to;
    const struct an_fact *f = &k->c->model->facts.v[fact];
    (void)link;
    if (f->scope == AN_SCOPE_MARKET)
        k->market = true;
}

/* Rules of two places speak of the same value of a fact only if it belongs to the product. */
static bool same_rows(struct judging *k, const struct an_item *a, const struct an_item *b)
{
    if (a->place == b->place)
        return true;
    k->market = false;
    an_each_link(provision_of(k, a), note_market, k);
    an_each_link(provision_of(k, b), note_market, k);
    return !k->market;
}

/* a reaches whatever b reaches: the product is offered in all places that are compared. */
static bool reaches(const struct an_provision *a, const struct an_provision *b, bool same_place)
{
    if (a->nexus & 1U << AN_NEXUS_OFFERED)
        return true;
    return same_place && (a->nexus & b->nexus) == b->nexus;
}

/* Where b applies, a does. */
static bool covers(const struct judging *k, const struct an_item *a, const struct an_item *b)
{
    const struct an_provision *x = provision_of(k, a), *y = provision_of(k, b);
    struct an_claim when_b = claim(b, &y->when, false), but_b = claim(b, &y->unless, true);
    struct an_claim when_a = claim(a, &x->when, false), but_a = claim(a, &x->unless, true);
    bool but = an_cond_given(&y->unless);
    if (!implies(k, when_b, when_a) && !(but && implies(k, but_b, when_a)))
        return false;
    return !an_cond_given(&x->unless) || implies(k, when_b, but_a) ||
           (but && implies(k, but_b, but_a));
}

/* ---- does obeying a obey b? ---- */

static bool is_content(enum an_duty duty)
{
    return duty == AN_DUTY_MUST || duty == AN_DUTY_MUST_NOT;
}

static bool asks_all(const struct an_provision *a, const struct an_provision *b)
{
    for (uint32_t i = 0; i < b->asks.n; i++) {
        bool found = false;
        for (uint32_t j = 0; j < a->asks.n; j++)
            found = found || a->asks.v[j] == b->asks.v[i];
        if (!found)
            return false;
    }
    return b->asks.n > 0;
}

/* How little room inability leaves: excused, silent, breach. */
static int hardness(enum an_inability inability)
{
    switch (inability) {
    case AN_INABILITY_NONE:
    case AN_INABILITY_EXCUSED: return 0;
    case AN_INABILITY_SILENT: return 1;
    case AN_INABILITY_BREACH: return 2;
    }
    AN_UNREACHABLE();
}

static bool obeys(const struct judging *k, const struct an_item *a, const struct an_item *b)
{
    const struct an_provision *x = provision_of(k, a), *y = provision_of(k, b);
    if (x->duty == AN_DUTY_ASKS && y->duty == AN_DUTY_ASKS)
        return asks_all(x, y) && hardness(x->inability) >= hardness(y->inability) &&
               implies(k, claim(a, &x->able, false), claim(b, &y->able, false));
    if (!is_content(x->duty) || !is_content(y->duty) || x->trigger != y->trigger)
        return false;
    return implies(k, claim(a, &x->content, x->duty == AN_DUTY_MUST_NOT),
                   claim(b, &y->content, y->duty == AN_DUTY_MUST_NOT));
}

/* a binds everyone whom b binds, at once, with no weaker effect, and nobody disputes what it says.
 */
static bool as_strong(const struct an_provision *a, const struct an_provision *b)
{
    return a->effect <= b->effect && (a->addressee & b->addressee) == b->addressee &&
           a->due.kind == AN_DUE_NONE && a->follows.n == 0 && a->n_readings == 0 &&
           b->n_readings == 0 && (a->anchor == AN_NONE || a->anchor == b->anchor);
}

static bool moot(struct judging *k, const struct an_item *by, const struct an_item *rule)
{
    const struct an_provision *a = provision_of(k, by), *b = provision_of(k, rule);
    if (by->exempted_by != AN_NONE || by->displaced_by != AN_NONE || by->uncertain)
        return false;
    return as_strong(a, b) && reaches(a, b, by->place == rule->place) && same_rows(k, by, rule) &&
           obeys(k, by, rule) && covers(k, by, rule);
}

/* ---- the list ---- */

static bool binds(const struct an_item *i)
{
    return i->counts && !i->liberty && !i->directive &&
           (i->letter == AN_LETTER_IN_FORCE || i->letter == AN_LETTER_UNENFORCED);
}

static void collect(struct judging *k, uint32_t topic, bool *seen)
{
    k->v.n = 0;
    for (uint32_t col = 0; col < k->c->columns.n; col++) {
        const struct an_cell_items *in = an__items_of(k->c, topic, col);
        for (uint32_t i = 0; i < in->n; i++) {
            const struct an_item *item = in->v[i].item;
            if (!binds(item) || seen[item->provision])
                continue;
            seen[item->provision] = true;
            an_vec_push(k->c->arena, &k->v, item);
        }
    }
}

static void judge(struct judging *k, uint32_t topic)
{
    for (size_t i = 0; i < k->v.n; i++)
        for (size_t j = 0; j < k->v.n; j++) {
            const struct an_item *rule = k->v.v[i], *by = k->v.v[j];
            if (i == j || !moot(k, by, rule))
                continue;
            bool mutual = moot(k, rule, by);
            if (mutual && j > i)
                continue; /* told once, with the earlier id as the one that stays */
            struct an_moot m = {topic, rule->info, by->info, mutual};
            an_vec_push(k->c->arena, &k->out, m);
        }
}

static int by_rule(const void *a, const void *b)
{
    const struct an_moot *x = a, *y = b;
    if (x->topic != y->topic)
        return x->topic < y->topic ? -1 : 1;
    int order = strcmp(x->rule->id, y->rule->id);
    return order != 0 ? order : strcmp(x->by->id, y->by->id);
}

static void make_dominance(struct an_comparison *c, void *to)
{
    struct judging k = {.c = c};
    bool *seen = AN_NEW_ARRAY(c->arena, bool, c->model->provisions.n);
    struct an_dominance *out = AN_NEW(c->arena, struct an_dominance);
    for (uint32_t t = 0; t < c->topics.n; t++) {
        collect(&k, t, seen);
        out->judged += an_u32(k.v.n);
        judge(&k, t);
    }
    if (k.out.n > 1)
        qsort(k.out.v, k.out.n, sizeof *k.out.v, by_rule);
    out->moot = k.out.v;
    out->n_moot = an_u32(k.out.n);
    *(const struct an_dominance **)to = out;
}

enum an_status an_compare_dominance(struct an_comparison *comparison,
                                    const struct an_dominance **out)
{
    *out = NULL;
    return an__view(comparison, make_dominance, (void *)out);
}
