/*
 * What nothing turns on. A fact is used if a provision reads it, or a nexus; or a term, a derived
 * fact, an axiom or a presumption through which it reaches one that is. A question that nobody
 * needs answered should not be asked of a client.
 */
#include "engine/facts/links.h"
#include "engine/lint/lint.h"

struct reach {
    struct an_lint *l;
    bool *used;
    bool more;
};

static void use(void *to, uint32_t fact, enum an_link link)
{
    struct reach *r = to;
    (void)link;
    if (r->used[fact])
        return;
    r->used[fact] = true;
    r->more = true;
}

static void use_cond(struct reach *r, const struct an_cond *c)
{
    an_each_link_of(c, use, r, AN_LINK_WHEN);
}

static void touch(void *to, uint32_t fact, enum an_link link)
{
    struct reach *r = to;
    (void)link;
    r->more = r->more || r->used[fact];
}

/* Does a condition speak of a fact that is used? */
static bool touches(const struct reach *r, const struct an_cond *c)
{
    struct reach probe = {.l = r->l, .used = r->used};
    an_each_link_of(c, touch, &probe, AN_LINK_WHEN);
    return probe.more;
}

static void through_facts(struct reach *r)
{
    const struct an_model *m = r->l->m;
    for (uint32_t i = 0; i < m->facts.n; i++) {
        const struct an_fact *f = &m->facts.v[i];
        if (!r->used[i])
            continue;
        if (f->role == AN_FACT_TERM) {
            use_cond(r, &m->terms.v[f->source].if_);
            use_cond(r, &m->terms.v[f->source].only_if);
        }
        for (int k = 0; k < 2 && f->derived.function != AN_FN_NONE; k++)
            if (f->derived.arg[k] != AN_NONE)
                use(r, f->derived.arg[k], AN_LINK_WHEN);
        use_cond(r, &f->after);
    }
}

/* What an axiom or a presumption concludes about a used fact, it concludes from all it reads. */
static void through_logic(struct reach *r, const struct an_axiom *rules, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct an_axiom *a = &rules[i];
        bool about = a->each != AN_NONE && r->used[a->each];
        if (!about && !touches(r, &a->then) && !touches(r, &a->cond))
            continue;
        use_cond(r, &a->cond);
        use_cond(r, &a->then);
    }
}

void an__lint_uses(struct an_lint *l)
{
    const struct an_model *m = l->m;
    struct reach r = {.l = l, .used = AN_NEW_ARRAY(l->arena, bool, m->facts.n + 1u)};
    for (uint32_t i = 0; i < m->provisions.n; i++)
        an_each_link(&m->provisions.v[i], use, &r);
    for (int k = 0; k < AN_NEXUS_COUNT; k++)
        use_cond(&r, &m->nexus[k].cond);
    do {
        r.more = false;
        through_facts(&r);
        through_logic(&r, m->axioms.v, m->axioms.n);
        through_logic(&r, m->presumptions.v, m->presumptions.n);
    } while (r.more);
    l->used = r.used;
}

void an__lint_unused_facts(struct an_lint *l)
{
    for (uint32_t i = 0; i < l->m->facts.n; i++) {
        const struct an_fact *f = &l->m->facts.v[i];
        if (!l->used[i] && f->role == AN_FACT_PLAIN && !f->given_by_row)
            (void)an__lint_tell(l, AN_MSG_lint_unused_fact, f->span, f->id, NULL);
    }
}

void an__lint_unused_terms(struct an_lint *l)
{
    for (uint32_t i = 0; i < l->m->terms.n; i++) {
        const struct an_term *t = &l->m->terms.v[i];
        if (!l->used[t->fact])
            (void)an__lint_tell(l, AN_MSG_lint_unused_term, t->span, l->m->facts.v[t->fact].id,
                                NULL);
    }
}

static void look_at_logic(struct an_lint *l, const struct an_axiom *rules, uint32_t n,
                          const char *what)
{
    struct reach r = {.l = l, .used = l->used};
    for (uint32_t i = 0; i < n; i++) {
        const struct an_axiom *a = &rules[i];
        bool about = a->each != AN_NONE && l->used[a->each];
        if (!about && !touches(&r, &a->then) && !touches(&r, &a->cond))
            (void)an__lint_tell(l, AN_MSG_lint_unused_logic, a->span, what, a->id);
    }
}

void an__lint_unused_logic(struct an_lint *l)
{
    look_at_logic(l, l->m->axioms.v, l->m->axioms.n, "axiom");
    look_at_logic(l, l->m->presumptions.v, l->m->presumptions.n, "presumption");
}
