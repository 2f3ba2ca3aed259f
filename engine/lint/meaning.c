/* What may mean something else than its author thinks, or means nothing. */
#include <stdlib.h>
#include <string.h>

#include "engine/facts/links.h"
#include "engine/lint/lint.h"

/* ---- the same twice ---- */

struct hashed {
    const struct an_provision *p;
    uint32_t index;
};

static int compare_hashed(const void *a, const void *b)
{
    const struct hashed *x = a, *y = b;
    int order = memcmp(&x->p->meaning, &y->p->meaning, sizeof x->p->meaning);
    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

void an__lint_duplicates(struct an_lint *l)
{
    uint32_t n = l->m->provisions.n;
    struct hashed *v = AN_NEW_ARRAY(l->arena, struct hashed, n + 1u);
    for (uint32_t i = 0; i < n; i++)
        v[i] = (struct hashed){&l->m->provisions.v[i], i};
    if (n > 1)
        qsort(v, n, sizeof *v, compare_hashed);
    for (uint32_t i = 1; i < n; i++)
        if (memcmp(&v[i].p->meaning, &v[i - 1].p->meaning, sizeof v[i].p->meaning) == 0)
            (void)an__lint_tell(l, AN_MSG_lint_duplicate, v[i].p->span, v[i].p->id, v[i - 1].p->id);
}

/* ---- a rule and what replaces it ---- */

/* The first day on which it is surely in force, or AN_DAY_MAX. */
static an_day first_day(const struct an_model *m, const struct an_provision *p)
{
    struct an_standing s = an_provision_standing(m, p, AN_DAY_MIN);
    return s.has_start && s.starts.lo == s.starts.hi ? s.starts.lo : AN_DAY_MAX;
}

static void look_at_pair(struct an_lint *l, const struct an_provision *old,
                         const struct an_provision *new)
{
    an_day start = first_day(l->m, new);
    if (start <= AN_DAY_MIN || start >= AN_DAY_MAX)
        return;
    struct an_standing before = an_provision_standing(l->m, old, start - 1);
    struct an_standing on = an_provision_standing(l->m, old, start);
    if (on.in_force == AN_TRUE)
        (void)an__lint_tell(l, AN_MSG_lint_overlap, new->span, new->id, old->id);
    bool was = before.any && first_day(l->m, old) < start;
    if (before.in_force == AN_FALSE && was && before.state != AN_STATE_SUSPENDED)
        (void)an__lint_tell(l, AN_MSG_lint_gap, new->span, new->id, old->id);
}

void an__lint_replacements(struct an_lint *l)
{
    for (uint32_t i = 0; i < l->m->provisions.n; i++) {
        const struct an_provision *p = &l->m->provisions.v[i];
        for (uint32_t k = 0; k < p->replaces.n; k++)
            look_at_pair(l, &l->m->provisions.v[p->replaces.v[k]], p);
    }
}

/* ---- conditions ---- */

struct search {
    const struct an_model *m;
    bool (*is)(const struct an_model *m, uint32_t fact);
    uint32_t found; /* fact, or AN_NONE */
};

static void look(void *to, uint32_t fact, enum an_link link)
{
    struct search *s = to;
    (void)link;
    if (s->found == AN_NONE && s->is(s->m, fact))
        s->found = fact;
}

/* The first fact of a condition for which `is` holds, or AN_NONE. */
static uint32_t find(const struct an_model *m, const struct an_cond *c,
                     bool (*is)(const struct an_model *m, uint32_t fact))
{
    struct search s = {m, is, AN_NONE};
    an_each_link_of(c, look, &s, AN_LINK_WHEN);
    return s.found;
}

/* Facts that say that there are data: their family, or a table of them. */
static bool is_about_data(const struct an_model *m, uint32_t fact)
{
    const char *id = m->facts.v[fact].id;
    return strncmp(id, "data", 4) == 0 && (id[4] == '.' || id[4] == '_');
}

/* A condition on every row of a table asks nothing where there are no rows. */
static bool is_over_rows(const struct an_cond *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->node[i].op == AN_OP_EVERY)
            return true;
    return false;
}

void an__lint_localisation(struct an_lint *l)
{
    for (uint32_t i = 0; i < l->m->provisions.n; i++) {
        const struct an_provision *p = &l->m->provisions.v[i];
        bool duty = p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT;
        if (!duty || strcmp(l->m->topics.v[p->topic].id, "dat.localisation") != 0)
            continue;
        if (find(l->m, &p->when, is_about_data) == AN_NONE && !is_over_rows(&p->content))
            (void)an__lint_tell(l, AN_MSG_lint_localisation, p->span, p->id, NULL);
    }
}

/* What the addressee can bring about by an act. */
static bool is_act(const struct an_model *m, uint32_t fact)
{
    const struct an_fact *f = &m->facts.v[fact];
    return f->nature == AN_NATURE_CONDUCT || strcmp(f->id, "licences") == 0 ||
           strcmp(f->id, "certificates") == 0;
}

void an__lint_licences(struct an_lint *l)
{
    for (uint32_t i = 0; i < l->m->provisions.n; i++) {
        const struct an_provision *p = &l->m->provisions.v[i];
        uint32_t fact = find(l->m, &p->unless, is_act);
        bool duty = p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT;
        if (duty && fact != AN_NONE)
            (void)an__lint_tell(l, AN_MSG_lint_licence, p->span, p->id, l->m->facts.v[fact].id);
    }
}

/* ---- levels ---- */

static bool holds_word(const char *id, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = strstr(id, word); at; at = strstr(at + 1, word))
        if ((at == id || at[-1] == '-') && (at[n] == '\0' || at[n] == '-'))
            return true;
    return false;
}

/* The step's own words against the kind of duty: on order, standing. */
void an__lint_levels(struct an_lint *l)
{
    for (uint32_t i = 0; i < l->m->provisions.n; i++) {
        const struct an_provision *p = &l->m->provisions.v[i];
        bool duty = p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT ||
                    p->duty == AN_DUTY_ATTEST || p->duty == AN_DUTY_ASKS;
        if (p->level == AN_NONE || !duty)
            continue;
        const char *step = l->m->topics.v[p->topic].steps[p->level].id;
        bool order = holds_word(step, "order"), standing = holds_word(step, "standing");
        if ((order && p->trigger == AN_TRIGGER_STANDING) ||
            (standing && p->trigger == AN_TRIGGER_ORDER))
            (void)an__lint_tell(l, AN_MSG_lint_level, p->span, p->id, step);
    }
}

/* ---- confirmations ---- */

struct mention {
    uint32_t fact;
    bool found;
};

static void mention(void *to, uint32_t fact, enum an_link link)
{
    struct mention *w = to;
    if (fact == w->fact && link != AN_LINK_ATTEST)
        w->found = true;
}

/* Conduct that another rule speaks of has a contrary there: it is a fact, and no confirmation. */
void an__lint_attests(struct an_lint *l)
{
    const struct an_model *m = l->m;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *p = &m->provisions.v[i];
        struct mention w = {p->attest_fact, false};
        if (p->duty != AN_DUTY_ATTEST)
            continue;
        for (uint32_t k = 0; k < m->provisions.n; k++)
            an_each_link(&m->provisions.v[k], mention, &w);
        for (uint32_t k = 0; k < m->axioms.n; k++) {
            an_each_link_of(&m->axioms.v[k].cond, mention, &w, AN_LINK_WHEN);
            an_each_link_of(&m->axioms.v[k].then, mention, &w, AN_LINK_WHEN);
        }
        if (w.found)
            (void)an__lint_tell(l, AN_MSG_lint_attest, p->span, p->id, NULL);
    }
}
