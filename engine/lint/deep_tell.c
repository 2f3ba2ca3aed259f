/* Findings of the deep checks in words, with what they rest on. */
#include <string.h>

#include "antinomy/conflict.h"
#include "engine/facts/base.h"
#include "engine/lint/deep.h"

/* "'a', 'b' and 'c'" */
static const char *list_axioms(struct an_lint *l, const struct an_refs *axioms)
{
    const char *text = "";
    for (uint32_t i = 0; i < axioms->n; i++) {
        const char *before = i == 0 ? "" : i + 1 == axioms->n ? " and " : ", ";
        text = an_strf(l->arena, "%s%s'%s'", text, before, l->m->axioms.v[axioms->v[i]].id);
    }
    return text;
}

static const char *rests_on(struct an_lint *l, const struct an_refs *axioms)
{
    if (axioms->n == 0)
        return "It follows from the conditions and definitions alone, without any axiom.";
    return an_strf(l->arena, "It rests on the %s %s.", axioms->n == 1 ? "axiom" : "axioms",
                   list_axioms(l, axioms));
}

static void add(struct an_lint *l, enum an_msg msg, struct an_span at, const char *a, const char *b,
                const struct an_refs *axioms)
{
    struct an_diag_entry *e = an__lint_tell(l, msg, at, a, b);
    if (e)
        an_diag_help(e, "%s", rests_on(l, axioms));
}

static const char *value_of(struct an_lint *l, const struct an__question *q)
{
    if (l->m->facts.v[q->subject].type.type == AN_TYPE_BOOL)
        return q->other != 0 ? "true" : "false";
    return an_intern_text(l->m->symbols, q->other);
}

static void tell_of_provision(struct an_lint *l, const struct an__question *q)
{
    const struct an_provision *p = &l->m->provisions.v[q->subject];
    switch (q->kind) {
    case AN__DEEP_APPLIES: add(l, AN_MSG_deep_applies, p->span, p->id, NULL, &q->axioms); return;
    case AN__DEEP_BINDS: add(l, AN_MSG_deep_binds, p->span, p->id, NULL, &q->axioms); return;
    case AN__DEEP_BREACHED: add(l, AN_MSG_deep_breached, p->span, p->id, NULL, &q->axioms); return;
    case AN__DEEP_EXCEPTED:
        add(l, AN_MSG_deep_exception, p->unless.node[0].span, p->id, NULL, &q->axioms);
        return;
    case AN__DEEP_DIFFERS:
        add(l, AN_MSG_deep_reading, p->readings[q->other].span, p->readings[q->other].id, p->id,
            &q->axioms);
        return;
    case AN__DEEP_ALONE:
        add(l, AN_MSG_deep_implied, p->span, p->id, l->m->provisions.v[q->other].id, &q->axioms);
        return;
    case AN__DEEP_TERM:
    case AN__DEEP_TERM_NOT:
    case AN__DEEP_VALUE:
    case AN__DEEP_AXIOM:
    case AN__DEEP_TOGETHER: break;
    }
    AN_UNREACHABLE();
}

void an__deep_tell(struct an_lint *l, const struct an__question *q)
{
    const struct an_model *m = l->m;
    if (q->kind == AN__DEEP_TERM || q->kind == AN__DEEP_TERM_NOT) {
        enum an_msg msg = q->kind == AN__DEEP_TERM ? AN_MSG_deep_term : AN_MSG_deep_term_always;
        const struct an_term *t = &m->terms.v[q->subject];
        add(l, msg, t->span, m->facts.v[t->fact].id, NULL, &q->axioms);
    } else if (q->kind == AN__DEEP_VALUE) {
        const struct an_fact *f = &m->facts.v[q->subject];
        add(l, AN_MSG_deep_value, f->span, f->id, value_of(l, q), &q->axioms);
    } else if (q->kind == AN__DEEP_AXIOM) {
        const struct an_axiom *a = &m->axioms.v[q->subject];
        add(l, AN_MSG_deep_axiom, a->span, a->id, NULL, &q->axioms);
    } else {
        tell_of_provision(l, q);
    }
}

/* ---- duties that cannot both be met: with a situation that the evaluator has confirmed ---- */

static bool makes(const struct an_conflict *c, const char *id)
{
    for (uint32_t i = 0; i < c->n_demands; i++)
        for (uint32_t k = 0; k < c->demands[i].n_makers; k++)
            if (strcmp(c->demands[i].makers[k].provision->id, id) == 0)
                return true;
    return false;
}

static const char *situation(struct an_lint *l, const struct an_conflict *c)
{
    const char *text = "";
    for (uint32_t i = 0; i < c->n_witness; i++)
        text = an_strf(l->arena, "%s%s%s: %s", text, i > 0 ? "; " : "", c->witness[i].fact,
                       c->witness[i].value);
    return text;
}

/* The conflict of these two alone. */
static const char *find_pair(struct an_lint *l, const struct an_conflicts *found, const char *a,
                             const char *b)
{
    for (uint32_t i = 0; i < found->n_conflicts; i++) {
        const struct an_conflict *c = &found->conflicts[i];
        if (c->n_demands == 2 && makes(c, a) && makes(c, b))
            return situation(l, c);
    }
    return NULL;
}

static void drop_workspace(void *ws)
{
    an_workspace_free(ws);
}

static void drop_conflicts(void *result)
{
    an_conflicts_free(result);
}

/* Found again by the search for conflicts, whose situations the evaluator decides; else NULL. */
static const char *confirmed(struct an_lint *l, const char *market, const struct an__question *q)
{
    const struct an_provision *p = &l->m->provisions.v[q->subject];
    const struct an_provision *other = &l->m->provisions.v[q->other];
    const struct an_base base = {.arena = l->arena, .model = l->m};
    char day[11];
    struct an_conflict_result *result = NULL;
    const struct an_conflict_options options = {.as_of = day, .markets = &market, .n_markets = 1};
    struct an_arena *search = an_scratch_new(l->arena);
    struct an_workspace *ws = an_workspace_new();
    const char *text = NULL;
    an_day_format(q->day, day);
    an_defer(search, drop_workspace, ws);
    if (ws && an_conflicts_find(&result, &base, ws, NULL, &options) == AN_OK) {
        an_defer(search, drop_conflicts, result);
        text = find_pair(l, an_conflicts_get(result), p->id, other->id);
    }
    an_arena_free(search);
    return text;
}

bool an__deep_tell_contrary(struct an_lint *l, const struct an__question *q)
{
    const struct an_provision *p = &l->m->provisions.v[q->subject];
    const char *market = l->m->places.v[l->m->instruments.v[p->instrument].place].id;
    const char *shown = confirmed(l, market, q);
    if (!shown)
        return false;
    struct an_diag_entry *e =
        an__lint_tell(l, AN_MSG_deep_contrary, p->span, p->id, l->m->provisions.v[q->other].id);
    char day[11];
    an_day_format(q->day, day);
    if (e)
        an_diag_help(e, "%s So on %s, for example with %s.", rests_on(l, &q->axioms), day, shown);
    return true;
}

/* ---- what stays open ---- */

void an__deep_tell_undecided(struct an_lint *l, uint32_t place, uint32_t n)
{
    const struct an_place *p = &l->m->places.v[place];
    (void)an__lint_tell(l, AN_MSG_deep_undecided, p->span, an_strf(l->arena, "%u", n), p->id);
}

void an__deep_tell_broken(struct an_lint *l, const struct an_refs *axioms)
{
    if (axioms->n == 0)
        return;
    const struct an_axiom *first = &l->m->axioms.v[axioms->v[0]];
    add(l, AN_MSG_deep_broken, first->span, first->id, NULL, axioms);
}
