/*
 * The naive evaluator: answers (section 5). One run decides one reading of one provision on one
 * row: it lays the layers of the profile over one another, looks at the verdict of each completion,
 * and collects.
 */
#include "tests/support/naive.h"

#include "engine/base/sizes.h"
#include "tests/support/naive_run.h"

enum { MAX_COMPLETIONS = 6000 };

_Noreturn void naive_refuse(struct naive *n, const char *why)
{
    n->refusal->why = why;
    longjmp(n->refusal->jump, 1);
}

/* ---- what is known: S1.6, S1.7 ---- */

static const struct an_known *given_in(const struct an_given *given, uint32_t n_given,
                                       uint32_t fact, an_day day, bool *there)
{
    static const struct an_known nothing = {.given = false};
    for (uint32_t i = 0; i < n_given; i++) {
        if (given[i].fact != fact)
            continue;
        *there = true;
        const struct an_known *known = &nothing;
        for (uint32_t k = 0; k < given[i].n && given[i].v[k].from <= day; k++)
            known = &given[i].v[k].known;
        return known;
    }
    return NULL;
}

static void layer_facts(struct naive *n, uint32_t offer)
{
    const struct an_profile *p = n->profile;
    n->known = AN_NEW_ARRAY(n->arena, const struct an_known *, n->m->facts.n);
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        bool there = false;
        n->known[f] =
            given_in(p->offers[offer].given, p->offers[offer].n_given, f, n->asked, &there);
        for (uint32_t i = 0; !there && i < p->n_per_market; i++)
            if (p->per_market[i].place == n->market)
                n->known[f] =
                    given_in(p->per_market[i].given, p->per_market[i].n_given, f, n->asked, &there);
        if (!there)
            n->known[f] = given_in(p->given, p->n_given, f, n->asked, &there);
    }
}

/* ---- the set of verdicts: S5.1 ---- */

static bool keep(struct walk *w)
{
    struct completions *list = w->ctx;
    if (list->n == MAX_COMPLETIONS)
        naive_refuse(w->n, "too many completions");
    w->now.verdict = (uint16_t)naive_verdict(w->n);
    w->now.following = naive_terms_that_follow(w->n, w->facts);
    an_vec_push(w->n->arena, list, w->now);
    return true;
}

static void forget_completions(void *ctx)
{
    ((struct completions *)ctx)->n = 0;
}

/* ---- one reading ---- */

struct outcome {
    an_verdict_set set;
    uint64_t open;
    bool presumed, barred;
    uint32_t completions;
};

static struct outcome decide_reading(struct naive *n)
{
    struct outcome out = {0};
    struct completions list = {0};
    n->law_day = naive_law_day(n, &n->reading);
    naive_collect(n);
    naive_make_domains(n);
    naive_make_constraints(n);
    out.presumed = naive_presume(n);
    out.barred = n->barred;
    uint64_t facts = naive_with_ties(
        n, naive_verdict_facts(n, n->root, naive_row_nexus(&n->reading, n->on_home)) |
               naive_facts_of_choosing(n));
    naive_walk(n, facts, keep, &list, forget_completions);
    out.completions = an_u32(list.n);
    if (!naive_rest_can_be_completed(n, facts))
        return out;
    for (size_t i = 0; i < list.n; i++)
        out.set |= 1u << list.v[i].verdict;
    if ((out.set & (out.set - 1)) != 0)
        out.open = naive_open_facts(n, &list);
    return out;
}

/* ---- readings: S5.3, S4.9 ---- */

typedef AN_VEC(struct an_provision) reading_list;

static void add_reading(struct an_arena *arena, reading_list *list, struct an_provision p)
{
    bool silent = p.duty == AN_DUTY_ASKS && p.inability == AN_INABILITY_SILENT;
    p.inability = silent ? AN_INABILITY_BREACH : p.inability;
    an_vec_push(arena, list, p);
    p.inability = AN_INABILITY_EXCUSED;
    if (silent)
        an_vec_push(arena, list, p);
}

static reading_list readings_of(struct an_arena *arena, const struct an_provision *p)
{
    reading_list list = {0};
    for (uint32_t i = 0; i < p->n_readings; i++) {
        const struct an_reading *r = &p->readings[i];
        struct an_provision as_read = *p;
        as_read.when = r->when.n > 0 ? r->when : p->when;
        as_read.unless = r->unless.n > 0 ? r->unless : p->unless;
        as_read.content = r->must.n > 0 ? r->must : p->content;
        as_read.able = r->able.n > 0 ? r->able : p->able;
        as_read.inability = r->inability != AN_INABILITY_NONE ? r->inability : p->inability;
        add_reading(arena, &list, as_read);
    }
    if (p->n_readings == 0)
        add_reading(arena, &list, *p);
    return list;
}

static enum an_verdict verdict_of(const struct naive_answer *a)
{
    an_verdict_set fine = 1u << AN_NOT_APPLICABLE | 1u << AN_DISPLACED | 1u << AN_EXEMPT |
                          1u << AN_COMPLIANT | 1u << AN_READY | 1u << AN_PERMITS;
    for (uint32_t i = 1; i < a->n_readings; i++)
        if (a->reading[i] != a->reading[0])
            return AN_DISPUTED;
    for (uint32_t v = 0; v < AN_BASE_VERDICTS; v++)
        if (a->set == 1u << v)
            return (enum an_verdict)v;
    return a->set == 0 ? AN_VERDICT_COUNT : (a->set & ~fine) == 0 ? AN_CLEAR : AN_UNDETERMINED;
}

static void set_open(struct an_arena *arena, struct naive_answer *a, const struct an_model *m,
                     uint64_t open)
{
    uint32_t *list = AN_NEW_ARRAY(arena, uint32_t, m->facts.n);
    for (uint32_t f = 0; f < m->facts.n; f++)
        if ((open & naive_bit(f)) != 0)
            list[a->n_open++] = f;
    a->open = list;
}

static struct naive start(struct an_arena *arena, const struct naive_question *q)
{
    const struct an_model *m = q->profile->model;
    struct naive n = {.arena = arena, .m = m, .profile = q->profile, .root = q->provision};
    n.symbols = q->profile->symbols;
    n.on_home = q->market == AN_NONE;
    n.asked = q->day;
    n.reading = m->provisions.v[q->provision];
    n.market = n.on_home ? naive_maker(&n, q->provision) : q->market;
    return n;
}

/* From what something may be presumed. */
enum presuming { FROM_CLOSURE, FROM_STATED, FROM_NOTHING };

static void decide_readings(struct an_arena *arena, const struct naive_question *q,
                            enum presuming presuming, struct naive_refusal *refusal,
                            struct naive_answer *out)
{
    uint64_t open = 0;
    reading_list list = readings_of(arena, &q->profile->model->provisions.v[q->provision]);
    for (size_t i = 0; i < list.n && i < NAIVE_MAX_READINGS; i++) {
        struct naive *n = AN_NEW(arena, struct naive);
        *n = start(arena, q);
        n->refusal = refusal;
        n->without_closure = presuming == FROM_STATED;
        n->presume_nothing = presuming == FROM_NOTHING;
        n->reading = list.v[i];
        layer_facts(n, q->offer);
        out->list = naive_listed(n->m, &n->reading, naive_law_day(n, &n->reading));
        n->list = out->list;
        if (out->list == NAIVE_NO_FINDING)
            break;
        struct outcome outcome = decide_reading(n);
        out->reading[out->n_readings++] = outcome.set;
        out->set |= outcome.set;
        out->presumed = out->presumed || outcome.presumed;
        out->barred = out->barred || outcome.barred;
        out->completions += outcome.completions;
        open |= outcome.open;
    }
    set_open(arena, out, q->profile->model, open);
    out->verdict = verdict_of(out);
}

static struct naive_answer decide(struct an_arena *arena, const struct naive_question *q,
                                  enum presuming presuming)
{
    const struct an_provision *p = &q->profile->model->provisions.v[q->provision];
    struct naive_refusal *refusal = AN_NEW(arena, struct naive_refusal);
    struct naive_answer *out = AN_NEW(arena, struct naive_answer);
    out->list = NAIVE_NO_FINDING;
    out->verdict = AN_VERDICT_COUNT;
    if (!naive_has_verdict(p) || !naive_has_row(p, q->market))
        return *out;
    if (q->profile->model->facts.n > 64)
        return (struct naive_answer){.refused = "more than 64 facts"};
    if (setjmp(refusal->jump) != 0)
        return (struct naive_answer){.refused = refusal->why};
    decide_readings(arena, q, presuming, refusal, out);
    return *out;
}

struct naive_answer naive_decide(struct an_arena *arena, const struct naive_question *q)
{
    return decide(arena, q, FROM_CLOSURE);
}

struct naive_answer naive_decide_stated(struct an_arena *arena, const struct naive_question *q)
{
    return decide(arena, q, FROM_STATED);
}

struct naive_answer naive_decide_unpresumed(struct an_arena *arena, const struct naive_question *q)
{
    return decide(arena, q, FROM_NOTHING);
}

/* ---- complete values as knowledge ---- */

static struct an_known exactly(struct naive *n, const struct an_value_type *type,
                               const struct nv *value)
{
    struct an_known known = {.given = true, .span.file = AN_NO_FILE};
    int64_t *one = AN_NEW(n->arena, int64_t);
    *one = value->n;
    if (type->type == AN_TYPE_SET || type->type == AN_TYPE_COUNTRIES) {
        known.closed = true;
        known.has = value->v;
        known.n_has = value->n_v;
        return known;
    }
    known.min = known.max = value->n;
    known.one_of = one;
    known.n_one_of = 1;
    return known;
}

static struct an_known exact_map(struct naive *n, const struct domain *domain,
                                 const struct nv *value)
{
    struct an_known known = {.given = true, .closed = true, .span.file = AN_NO_FILE};
    struct an_map_entry *entry = AN_NEW_ARRAY(n->arena, struct an_map_entry, value->n_v);
    for (uint32_t p = 0; p < n->m->places.n; p++)
        for (size_t i = 0; i < domain->places.n; i++)
            if (domain->places.v[i] == p)
                entry[known.n_entries++] = (struct an_map_entry){p, value->v[i], value->v[i]};
    known.entry = entry;
    return known;
}

static struct an_known exact_table(struct naive *n, const struct an_fact *fact,
                                   const struct nv *value)
{
    struct an_row *row = AN_NEW_ARRAY(n->arena, struct an_row, value->n_rows);
    for (uint32_t r = 0; r < value->n_rows; r++) {
        struct an_known *cell = AN_NEW_ARRAY(n->arena, struct an_known, fact->n_columns);
        for (uint32_t c = 0; c < fact->n_columns; c++)
            cell[c] = exactly(n, &fact->columns[c].type, &value->cell[r * fact->n_columns + c]);
        row[r] = (struct an_row){cell, {.file = AN_NO_FILE}};
    }
    return (struct an_known){.given = true,
                             .closed = true,
                             .row = row,
                             .n_rows = value->n_rows,
                             .span.file = AN_NO_FILE};
}

static struct an_known exact_value(struct naive *n, uint32_t index, const struct nv *value)
{
    const struct an_fact *fact = &n->m->facts.v[index];
    if (fact->type.type == AN_TYPE_TABLE)
        return exact_table(n, fact, value);
    if (fact->type.type == AN_TYPE_COUNTRY_MAP)
        return exact_map(n, &n->domain[index], value);
    return exactly(n, &fact->type, value);
}

struct naive_values naive_values_of(struct an_arena *arena, const struct naive_question *q,
                                    uint32_t fact)
{
    const struct an_fact *f = &q->profile->model->facts.v[fact];
    struct naive *n = AN_NEW(arena, struct naive);
    struct naive_refusal *refusal = AN_NEW(arena, struct naive_refusal);
    *n = start(arena, q);
    n->refusal = refusal;
    if (f->given_by_row || f->derived.function != AN_FN_NONE || setjmp(refusal->jump) != 0)
        return (struct naive_values){NULL, 0};
    layer_facts(n, q->offer);
    n->law_day = naive_law_day(n, &n->reading);
    naive_collect(n);
    naive_make_domains(n);
    const nv_list *values = &n->domain[fact].values;
    struct an_known *v = AN_NEW_ARRAY(arena, struct an_known, values->n);
    for (size_t i = 0; i < values->n; i++)
        v[i] = exact_value(n, fact, &values->v[i]);
    return (struct naive_values){v, an_u32(values->n)};
}
