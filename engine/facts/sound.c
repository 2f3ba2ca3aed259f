/*
 * Does a model that was read from a base hang together? Each row was checked for itself; this is
 * about rows between each other: order of ids, references of the right kind, no circles. What the
 * checks of a load ensure for our own bases is ensured here for anyone's, so that the evaluator may
 * rely on it.
 */
#include <string.h>

#include "engine/base/vec.h"
#include "engine/facts/db.h"

/* ---- order ---- */

#define ASCENDING(m, array)                                                                        \
 do {                                                                                              \
  for (uint32_t an__i = 1; an__i < (m)->array.n; an__i++)                                          \
   if (strcmp((m)->array.v[an__i - 1].id, (m)->array.v[an__i].id) >= 0)                            \
    return #array " that are not in order of id";                                                  \
 } while (0)

static const char *order_fault(const struct an_model *m)
{
    ASCENDING(m, places);
    ASCENDING(m, topics);
    ASCENDING(m, facts);
    ASCENDING(m, axioms);
    ASCENDING(m, presumptions);
    ASCENDING(m, instruments);
    ASCENDING(m, provisions);
    ASCENDING(m, lists);
    for (uint32_t i = 1; i < m->terms.n; i++)
        if (m->terms.v[i - 1].fact >= m->terms.v[i].fact)
            return "terms that are not in order of id";
    return NULL;
}

/* ---- facts ---- */

static enum an_type type_of(const struct an_model *m, uint32_t fact)
{
    return m->facts.v[fact].type.type;
}

static bool is_fact(const struct an_model *m, uint32_t fact, enum an_type type)
{
    return fact != AN_NONE && type_of(m, fact) == type;
}

static bool role_fits(const struct an_model *m, uint32_t i)
{
    const struct an_fact *f = &m->facts.v[i];
    switch (f->role) {
    case AN_FACT_PLAIN: return f->source == AN_NONE;
    case AN_FACT_TERM:
        return f->type.type == AN_TYPE_BOOL && f->source != AN_NONE &&
               m->terms.v[f->source].fact == i;
    case AN_FACT_ATTEST:
        return f->type.type == AN_TYPE_BOOL && f->source != AN_NONE &&
               m->provisions.v[f->source].duty == AN_DUTY_ATTEST &&
               m->provisions.v[f->source].attest_fact == i;
    }
    AN_UNREACHABLE();
}

/* The same rules as for a vocabulary: what the function takes, and what it gives. */
static bool derived_fits(const struct an_model *m, const struct an_fact *f)
{
    const struct an_derived *d = &f->derived;
    enum an_type gives = f->type.type;
    bool one = d->arg[0] != AN_NONE && d->arg[1] == AN_NONE;
    bool plain = d->column == AN_NONE;
    switch (d->function) {
    case AN_FN_NONE: return d->arg[0] == AN_NONE && d->arg[1] == AN_NONE && plain;
    case AN_FN_YEARS_BETWEEN:
        return is_fact(m, d->arg[0], AN_TYPE_DATE) && is_fact(m, d->arg[1], AN_TYPE_DATE) &&
               plain && gives == AN_TYPE_INT;
    case AN_FN_DAYS_SINCE:
        return one && type_of(m, d->arg[0]) == AN_TYPE_DATE && plain && gives == AN_TYPE_INT;
    case AN_FN_SUM:
        return one && type_of(m, d->arg[0]) == AN_TYPE_COUNTRY_MAP && plain && gives == AN_TYPE_INT;
    case AN_FN_COUNT:
        return one && type_of(m, d->arg[0]) == AN_TYPE_TABLE && plain && gives == AN_TYPE_INT;
    case AN_FN_MAX:
    case AN_FN_MIN:
        return one && type_of(m, d->arg[0]) == AN_TYPE_TABLE && !plain &&
               m->facts.v[d->arg[0]].columns[d->column].type.type == gives &&
               (gives == AN_TYPE_INT || gives == AN_TYPE_DATE || gives == AN_TYPE_MONEY);
    case AN_FN_SAME:
        return d->arg[0] != AN_NONE && d->arg[1] != AN_NONE && plain && gives == AN_TYPE_BOOL &&
               type_of(m, d->arg[0]) == type_of(m, d->arg[1]) &&
               type_of(m, d->arg[0]) != AN_TYPE_TABLE;
    }
    AN_UNREACHABLE();
}

static const char *facts_fault(const struct an_model *m)
{
    for (uint32_t i = 0; i < m->facts.n; i++) {
        if (!role_fits(m, i))
            return "a fact that stands for no term or provision";
        if (!derived_fits(m, &m->facts.v[i]))
            return "a derived fact whose arguments do not fit";
    }
    for (uint32_t i = 0; i < m->terms.n; i++)
        if (m->facts.v[m->terms.v[i].fact].role != AN_FACT_TERM ||
            m->facts.v[m->terms.v[i].fact].source != i)
            return "a term without its fact";
    return NULL;
}

/* What follows from an axiom is a conjunction of tests, or of rows of tables with such. */
static bool is_conjunction(const struct an_cond *c, bool tables)
{
    for (uint32_t i = 0; i < c->n; i++) {
        enum an_op op = (enum an_op)c->node[i].op;
        if (op != AN_OP_ALL && !an_op_is_leaf(op) &&
            !(tables && (op == AN_OP_SOME || op == AN_OP_EVERY)))
            return false;
    }
    return true;
}

static const char *logic_fault(const struct an_model *m)
{
    for (uint32_t i = 0; i < m->axioms.n; i++)
        if (!is_conjunction(&m->axioms.v[i].then, true))
            return "an axiom that concludes more than tests";
    for (uint32_t i = 0; i < m->presumptions.n; i++)
        if (!is_conjunction(&m->presumptions.v[i].then, false))
            return "a presumption that concludes more than tests";
    return NULL;
}

/* ---- provisions ---- */

static bool asks_fit(const struct an_model *m, const struct an_provision *v)
{
    for (uint32_t i = 0; i < v->asks.n; i++)
        if (type_of(m, v->asks.v[i]) != AN_TYPE_COUNTRIES &&
            type_of(m, v->asks.v[i]) != AN_TYPE_BOOL)
            return false;
    return true;
}

static bool due_fits(const struct an_model *m, const struct an_due *due)
{
    switch (due->kind) {
    case AN_DUE_NONE:
    case AN_DUE_DAY: return true;
    case AN_DUE_DAYS:
    case AN_DUE_MONTHS:
    case AN_DUE_YEARS: return is_fact(m, due->after, AN_TYPE_DATE);
    }
    AN_UNREACHABLE();
}

static bool source_fits(const struct an_model *m, uint32_t i, uint32_t fact, enum an_fact_role role)
{
    if (fact == AN_NONE || m->facts.v[fact].role != role)
        return false;
    return role != AN_FACT_ATTEST || m->facts.v[fact].source == i;
}

static const char *provision_fault(const struct an_model *m, uint32_t i)
{
    const struct an_provision *v = &m->provisions.v[i];
    if (v->addressee == 0)
        return "a provision for nobody";
    if (v->anchor != AN_NONE && type_of(m, v->anchor) != AN_TYPE_DATE)
        return "a provision whose anchor is no day";
    if (!due_fits(m, &v->due))
        return "a provision whose due day is no day";
    if (!asks_fit(m, v))
        return "a provision that asks for what is no act";
    if (v->duty == AN_DUTY_ATTEST && !source_fits(m, i, v->attest_fact, AN_FACT_ATTEST))
        return "a provision without its yes/no fact";
    if (v->duty == AN_DUTY_DEFINES && !source_fits(m, i, v->defines, AN_FACT_TERM))
        return "a provision that defines no term";
    if (v->duty == AN_DUTY_ATTEST && !v->attest)
        return "a provision without its sentence";
    return NULL;
}

static const char *provisions_fault(const struct an_model *m)
{
    const char *why = NULL;
    for (uint32_t i = 0; i < m->provisions.n && !why; i++)
        why = provision_fault(m, i);
    return why;
}

/* ---- circles ---- */

/* Edges of a graph whose nodes are numbers: slices of `to`. */
struct edges {
    uint32_t n;
    uint32_t *start; /* n + 1 */
    uint32_t *to;
};

/* A walk in depth without recursion. `state`: 0 new, 1 on the way, 2 done. */
static bool has_circle(struct an_arena *scratch, const struct edges *e)
{
    uint8_t *state = AN_NEW_ARRAY(scratch, uint8_t, e->n);
    uint32_t *path = AN_NEW_ARRAY(scratch, uint32_t, e->n);
    uint32_t *next = AN_NEW_ARRAY(scratch, uint32_t, e->n);
    for (uint32_t root = 0; root < e->n; root++) {
        uint32_t depth = 0;
        if (state[root] == 0) {
            path[depth++] = root;
            state[root] = 1;
        }
        while (depth > 0) {
            uint32_t node = path[depth - 1];
            if (e->start[node] + next[node] == e->start[node + 1]) {
                state[node] = 2;
                depth--;
                continue;
            }
            uint32_t to = e->to[e->start[node] + next[node]++];
            if (state[to] == 1)
                return true;
            if (state[to] == 0) {
                state[to] = 1;
                path[depth++] = to;
            }
        }
    }
    return false;
}

static bool facts_have_circle(struct an_arena *scratch, const struct an_model *m)
{
    struct edges e = {m->facts.n, AN_NEW_ARRAY(scratch, uint32_t, (size_t)m->facts.n + 1),
                      AN_NEW_ARRAY(scratch, uint32_t, 2 * (size_t)m->facts.n)};
    uint32_t at = 0;
    for (uint32_t i = 0; i < m->facts.n; i++) {
        for (int k = 0; k < 2; k++)
            if (m->facts.v[i].derived.arg[k] != AN_NONE)
                e.to[at++] = m->facts.v[i].derived.arg[k];
        e.start[i + 1] = at;
    }
    return has_circle(scratch, &e);
}

/*
 * Who exempts or displaces whom, among provisions that may be in force on a day (all of them if
 * `day` is NULL).
 */
static bool provisions_have_circle(struct an_arena *scratch, const struct an_model *m,
                                   const an_day *day)
{
    uint32_t n = m->provisions.n, at = 0, most = 0;
    for (uint32_t i = 0; i < n; i++)
        most += m->provisions.v[i].exempts.n + m->provisions.v[i].overrides.n;
    struct edges e = {n, AN_NEW_ARRAY(scratch, uint32_t, (size_t)n + 1),
                      AN_NEW_ARRAY(scratch, uint32_t, most)};
    if (most == 0)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const struct an_provision *v = &m->provisions.v[i];
        bool counts = !day || v->exempts.n + v->overrides.n == 0 ||
                      an_provision_standing(m, v, *day).in_force != AN_FALSE;
        for (uint32_t k = 0; counts && k < v->exempts.n; k++)
            e.to[at++] = v->exempts.v[k];
        for (uint32_t k = 0; counts && k < v->overrides.n; k++)
            e.to[at++] = v->overrides.v[k];
        e.start[i + 1] = at;
    }
    return has_circle(scratch, &e);
}

/* More days than that on which something that exempts or displaces begins are not looked at. */
enum { MOST_DAYS = 4096 };

struct days {
    an_day v[MOST_DAYS];
    size_t n;
    bool too_many;
};

static void note_day(struct days *days, an_day day)
{
    for (size_t i = 0; i < days->n; i++)
        if (days->v[i] == day)
            return;
    if (days->n == MOST_DAYS)
        days->too_many = true;
    else
        days->v[days->n++] = day;
}

/*
 * Priorities may point both ways as long as they never do on one day. Most bases have no circle at
 * all; where there is one, the days are looked at on which one of its provisions may begin.
 */
static bool priorities_have_circle(struct an_arena *scratch, const struct an_model *m)
{
    if (!provisions_have_circle(scratch, m, NULL))
        return false;
    struct days *days = AN_NEW(scratch, struct days);
    for (uint32_t i = 0; i < m->provisions.n && !days->too_many; i++) {
        const struct an_provision *v = &m->provisions.v[i];
        struct an_events events = an_provision_events(m, v);
        if (v->exempts.n + v->overrides.n == 0)
            continue;
        note_day(days, v->days.from.lo);
        for (uint32_t k = 0; k < events.n; k++)
            note_day(days, events.v[k].on.lo);
    }
    bool circle = days->too_many;
    for (size_t d = 0; d < days->n && !circle; d++)
        circle = provisions_have_circle(scratch, m, &days->v[d]);
    return circle;
}

const char *an_model_fault(struct an_arena *scratch, const struct an_model *m)
{
    const char *why = order_fault(m);
    if (!why)
        why = facts_fault(m);
    if (!why)
        why = logic_fault(m);
    if (!why)
        why = provisions_fault(m);
    if (!why && facts_have_circle(scratch, m))
        why = "facts that are derived from each other in a circle";
    if (!why && priorities_have_circle(scratch, m))
        why = "provisions that exempt or displace each other in a circle";
    return why;
}
