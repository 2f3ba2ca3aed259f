/*
 * Does a model that was read from a base hang together? Each row was checked for itself; this is
 * about rows between each other: order of ids, references of the right kind (circles: circles.c).
 * What the checks of a load ensure for our own bases is ensured here for anyone's, so that the
 * evaluator may rely on it.
 */
#include <string.h>

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

/*
 * What follows from an axiom is a conjunction of tests, or of rows of tables with such, and says
 * nothing of what the row gives.
 */
static bool is_conjunction(const struct an_model *m, const struct an_cond *c, bool tables)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        enum an_op op = (enum an_op)node->op;
        if (an_op_is_leaf(op) && node->column == 0 && m->facts.v[node->fact].given_by_row)
            return false;
        if (op != AN_OP_ALL && !an_op_is_leaf(op) &&
            !(tables && (op == AN_OP_SOME || op == AN_OP_EVERY)))
            return false;
    }
    return true;
}

static const char *logic_fault(const struct an_model *m)
{
    for (uint32_t i = 0; i < m->axioms.n; i++)
        if (!is_conjunction(m, &m->axioms.v[i].then, true))
            return "an axiom that concludes more than tests";
    for (uint32_t i = 0; i < m->presumptions.n; i++)
        if (!is_conjunction(m, &m->presumptions.v[i].then, false))
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

/* All but `offered` are decided by a condition, which must be there. */
static bool nexus_fits(const struct an_model *m, const struct an_provision *v)
{
    for (int k = 0; k < AN_NEXUS_COUNT; k++)
        if ((v->nexus & 1U << k) != 0 && k != AN_NEXUS_OFFERED && !m->nexus[k].defined)
            return false;
    return v->nexus != 0;
}

/* An order names what it asks for, what it takes, and what follows where that is missing. */
static bool order_fits(const struct an_provision *v)
{
    bool order = v->trigger == AN_TRIGGER_ORDER;
    if (v->duty != AN_DUTY_ASKS)
        return !order && v->inability == AN_INABILITY_NONE;
    return order && v->asks.n > 0 && an_cond_given(&v->able) && v->inability != AN_INABILITY_NONE;
}

static bool content_fits(const struct an_provision *v)
{
    switch (v->duty) {
    case AN_DUTY_MUST:
    case AN_DUTY_MUST_NOT:
    case AN_DUTY_MAY:
    case AN_DUTY_FORBIDS:
    case AN_DUTY_REQUIRES: return an_cond_given(&v->content);
    case AN_DUTY_ATTEST:
    case AN_DUTY_ASKS:
    case AN_DUTY_POWER:
    case AN_DUTY_DEFINES:
    case AN_DUTY_EXEMPTS: return !an_cond_given(&v->content);
    }
    AN_UNREACHABLE();
}

/* A reading replaces only what the provision says. */
static bool readings_fit(const struct an_provision *v)
{
    bool must = v->duty == AN_DUTY_MUST || v->duty == AN_DUTY_MUST_NOT;
    bool asks = v->duty == AN_DUTY_ASKS;
    for (uint32_t i = 0; i < v->n_readings; i++) {
        const struct an_reading *r = &v->readings[i];
        if ((an_cond_given(&r->must) && !must) || (an_cond_given(&r->able) && !asks) ||
            (r->inability != AN_INABILITY_NONE && !asks) || r->inability == AN_INABILITY_SILENT)
            return false;
    }
    return true;
}

static const char *provision_fault(const struct an_model *m, uint32_t i)
{
    const struct an_provision *v = &m->provisions.v[i];
    if (v->addressee == 0)
        return "a provision for nobody";
    if (!nexus_fits(m, v))
        return "a provision that reaches by what is not defined";
    if (v->anchor != AN_NONE && type_of(m, v->anchor) != AN_TYPE_DATE)
        return "a provision whose anchor is no day";
    if (!due_fits(m, &v->due))
        return "a provision whose due day is no day";
    if (!content_fits(v))
        return "a provision that does not say what it demands";
    if (!order_fits(v))
        return "an order without what it takes";
    if (!readings_fit(v))
        return "a reading of what its provision does not say";
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

const char *an_model_fault(struct an_arena *arena, const struct an_model *m)
{
    struct an_arena *scratch = an_scratch_new(arena);
    const char *why = order_fault(m);
    if (!why)
        why = facts_fault(m);
    if (!why)
        why = logic_fault(m);
    if (!why)
        why = provisions_fault(m);
    if (!why)
        why = an_model_circle(scratch, m);
    an_arena_free(scratch);
    return why;
}
