/*
 * The one sentence that says what decided, and the outcomes that are still possible. Neutral: it
 * names what is and what the rule asks for, and judges nobody.
 */
#include <string.h>

#include "antinomy/sink.h"
#include "engine/eval/run.h"
#include "engine/lang/words.h"

#define MOST_NAMED 3 /* tests, or facts, that a sentence names */

static const struct an_provision *provision(struct an_run *run, const struct an_decision *d)
{
    return &run->model->provisions.v[d->provision];
}

static const char *place_name(struct an_run *run, uint32_t place)
{
    return run->model->places.v[place].name;
}

/* "key.custody is device", "certificates has no rows"; with a label "holders of keys: device". */
static const char *what_is(struct an_run *run, const struct an_ground *g)
{
    const struct an_fact_use *use = an__use(run, g->ctx.row, g->fact);
    bool table = run->model->facts.v[g->fact].type.type == AN_TYPE_TABLE;
    const char *value = use->value ? use->value : "not known";
    if (use->label)
        return an_strf(run->temp, "%s: %s", use->label, value);
    return an_strf(run->temp, "%s %s %s", use->fact, table && use->value ? "has" : "is", value);
}

static const char *test_words(struct an_run *run, const struct an_ground *g)
{
    return an_cond_node_words(run->temp, run->model, &g->cond, g->at, AN_NONE, g->ctx.j);
}

/* "X is A and Y is B" over the grounds of the cause, each fact once. */
static const char *main_facts(struct an_run *run, const struct an_decision *d)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, run->temp);
    size_t told = 0;
    for (size_t i = 0; i < d->n_main && told < MOST_NAMED; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++)
            again = again || d->grounds.v[k].fact == d->grounds.v[i].fact;
        if (again || run->model->facts.v[d->grounds.v[i].fact].given_by_row)
            continue;
        an_putf(&out.sink, "%s%s", told > 0 ? " and " : "", what_is(run, &d->grounds.v[i]));
        told++;
    }
    return told > 0 ? out.text : NULL;
}

/* The tests of the cause as they would have to be, or as they are: "not" before those that fail. */
static const char *main_tests(struct an_run *run, const struct an_decision *d, bool as_found)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, run->temp);
    for (size_t i = 0; i < d->n_main && i < MOST_NAMED; i++) {
        const struct an_ground *g = &d->grounds.v[i];
        bool so = (g->truth == AN_TRUE) == as_found;
        an_putf(&out.sink, "%s%s", i > 0 ? "; " : "",
                so ? test_words(run, g) : an__not_words(run->temp, test_words(run, g)));
    }
    return out.n > 0 ? out.text : NULL;
}

/* ---- verdicts ---- */

static const char *by_place(struct an_run *run, const struct an_decision *d)
{
    const char *maker = place_name(run, d->judged.ctx.j);
    if (d->place == AN_NONE)
        return an_strf(run->temp,
                       "it is law of %s, which does not apply in the markets asked about", maker);
    return an_strf(run->temp, "law of %s does not apply in %s", maker, place_name(run, d->place));
}

/* "x.1" or "x.1 or x.2" */
static const char *followed_words(struct an_run *run, const struct an_provision *p)
{
    const char *list = "";
    for (uint32_t i = 0; i < p->follows.n; i++)
        list = an_strf(run->temp, "%s%s%s", list, i > 0 ? " or " : "",
                       run->model->provisions.v[p->follows.v[i]].id);
    return list;
}

static const char *outside(struct an_run *run, const struct an_decision *d)
{
    const char *facts = main_facts(run, d), *tests = main_tests(run, d, false);
    if (d->cause == AN_CAUSE_PLACE)
        return by_place(run, d);
    if (d->cause == AN_CAUSE_FOLLOWS)
        return an_strf(run->temp, "it follows from a breach of %s, and there is none",
                       followed_words(run, provision(run, d)));
    if (d->cause == AN_CAUSE_NONE || !tests)
        return "what is known rules it out, whatever the missing facts are";
    const char *asks =
        d->cause == AN_CAUSE_NEXUS ? "it reaches a product only if" : "it is about products with";
    return facts ? an_strf(run->temp, "%s; %s %s", facts, asks, tests)
                 : an_strf(run->temp, "%s %s", asks, tests);
}

static const char *relief(struct an_run *run, const struct an_decision *d)
{
    const char *facts = main_facts(run, d);
    const char *tail = facts ? an_strf(run->temp, ": %s", facts) : "";
    switch (d->cause) {
    case AN_CAUSE_UNLESS: return an_strf(run->temp, "its own exception holds%s", tail);
    case AN_CAUSE_EXEMPTED:
        return an_strf(run->temp, "%s exempts from it%s", run->model->provisions.v[d->by].id, tail);
    case AN_CAUSE_DISPLACED:
        return an_strf(run->temp, "%s takes its place%s", run->model->provisions.v[d->by].id, tail);
    case AN_CAUSE_INABILITY:
        return an_strf(run->temp, "an order cannot be obeyed, and who cannot is excused%s", tail);
    case AN_CAUSE_NONE:
    case AN_CAUSE_PLACE:
    case AN_CAUSE_NEXUS:
    case AN_CAUSE_WHEN:
    case AN_CAUSE_FOLLOWS:
    case AN_CAUSE_CONTENT:
    case AN_CAUSE_ABLE:
    case AN_CAUSE_ORDER:
    case AN_CAUSE_PERMITS: return "it is exempted or displaced whatever the missing facts are";
    }
    AN_UNREACHABLE();
}

static const char *due_words(struct an_run *run, const struct an_decision *d, const char *reason)
{
    const struct an_due *due = &provision(run, d)->due;
    char text[24];
    if (d->verdict != AN_DUE || due->kind != AN_DUE_DAY)
        return reason;
    an_when_format(due->day, text);
    return an_strf(run->temp, "%s; there is time through %s", reason, text);
}

static const char *content(struct an_run *run, const struct an_decision *d)
{
    const struct an_provision *p = provision(run, d);
    bool held = d->verdict == AN_COMPLIANT;
    const char *facts = main_facts(run, d), *tests = main_tests(run, d, held);
    if (p->duty == AN_DUTY_ATTEST)
        return due_words(run, d,
                         held ? "the conduct it asks for is confirmed"
                              : "the conduct it asks for is denied");
    if (!facts || !tests)
        return held ? "what it asks for holds whatever the missing facts are"
                    : due_words(run, d,
                                "what it asks for does not hold, whatever the missing facts are");
    if (held)
        return an_strf(run->temp, "%s, as the rule asks (%s)", facts, tests);
    return due_words(run, d, an_strf(run->temp, "%s; the rule asks for %s", facts, tests));
}

static const char *ability(struct an_run *run, const struct an_decision *d)
{
    bool able = d->verdict == AN_READY || d->verdict == AN_COMPLIANT;
    struct an_orders orders = an__orders(&d->judged);
    const char *facts = main_facts(run, d), *tests = main_tests(run, d, able);
    const char *order = orders.n > 0 ? "an order stands" : "no order is recorded";
    if (!facts || !tests)
        return an_strf(run->temp, "%s; one %s be obeyed", order, able ? "could" : "could not");
    return an_strf(run->temp, "%s; %s, and obeying %s %s", order, facts,
                   able ? "takes" : "would take", tests);
}

static const char *order_words(struct an_run *run, const struct an_decision *d)
{
    struct an_orders orders = an__orders(&d->judged);
    const char *day = an__day_words(run->temp, orders.v[0]->served);
    const char *facts = main_facts(run, d);
    return an_strf(run->temp, "the order served on %s %s%s%s", day,
                   d->verdict == AN_COMPLIANT ? "is obeyed" : "is not obeyed", facts ? ": " : "",
                   facts ? facts : "");
}

/* ---- several verdicts ---- */

static const char *missing(struct an_run *run, const struct an_decision *d)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, run->temp);
    for (uint32_t i = 0; i < d->open.n && i < MOST_NAMED; i++)
        an_putf(&out.sink, "%s%s", i > 0 ? ", " : "",
                an_fact_name(&run->model->facts.v[d->open.v[i]]));
    if (d->open.n > MOST_NAMED)
        an_putf(&out.sink, " and %u more", d->open.n - MOST_NAMED);
    if (d->choice_open && an__roughly(run, d))
        an_putf(&out.sink, "%sa day that is known only roughly", d->open.n > 0 ? ", and " : "");
    else if (d->choice_open)
        an_putf(&out.sink, "%sa point that the law or the profile leave open",
                d->open.n > 0 ? ", and " : "");
    return out.n > 0 ? out.text : "what is not known";
}

static const char *several(struct an_run *run, const struct an_decision *d)
{
    if (d->verdict == AN_DISPUTED)
        return "lawyers read it differently, and the answer depends on the reading";
    if (d->verdict == AN_CLEAR)
        return an_strf(run->temp, "no breach either way; which way depends on %s", missing(run, d));
    return an_strf(run->temp, "it depends on %s", missing(run, d));
}

const char *an__reason(struct an_run *run, const struct an_decision *d)
{
    switch (d->verdict) {
    case AN_NOT_APPLICABLE: return outside(run, d);
    case AN_DISPLACED:
    case AN_EXEMPT: return relief(run, d);
    case AN_READY:
    case AN_EXPOSED: return ability(run, d);
    case AN_PERMITS: return "it allows this";
    case AN_COMPLIANT:
    case AN_DUE:
    case AN_VIOLATION:
    case AN_COUNTS_AGAINST:
        if (d->cause == AN_CAUSE_ORDER)
            return order_words(run, d);
        return d->cause == AN_CAUSE_ABLE ? ability(run, d) : content(run, d);
    case AN_CLEAR:
    case AN_UNDETERMINED:
    case AN_DISPUTED: return several(run, d);
    case AN_VERDICT_COUNT: break;
    }
    AN_UNREACHABLE();
}

/* ---- outcomes ---- */

static const char *outcome_word(enum an_verdict v)
{
    switch (v) {
    case AN_NOT_APPLICABLE: return "does not apply";
    case AN_DISPLACED: return "displaced";
    case AN_EXEMPT: return "exempt";
    case AN_COMPLIANT: return "met";
    case AN_DUE: return "due later";
    case AN_VIOLATION: return "not met";
    case AN_COUNTS_AGAINST: return "counts against the product";
    case AN_READY: return "an order could be obeyed";
    case AN_EXPOSED: return "an order could not be obeyed";
    case AN_PERMITS: return "permitted";
    case AN_CLEAR:
    case AN_UNDETERMINED:
    case AN_DISPUTED:
    case AN_VERDICT_COUNT: break;
    }
    AN_UNREACHABLE();
}

const char *an__outcome(struct an_run *run, const struct an_decision *d)
{
    static const enum an_verdict order[] = {
        AN_VIOLATION, AN_EXPOSED, AN_DUE,       AN_COUNTS_AGAINST, AN_COMPLIANT,
        AN_READY,     AN_EXEMPT,  AN_DISPLACED, AN_PERMITS,        AN_NOT_APPLICABLE};
    struct an_sink_buffer out;
    if (d->verdict < AN_BASE_VERDICTS)
        return NULL;
    an_sink_buffer_init(&out, run->temp);
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (d->set >> order[i] & 1u)
            an_putf(&out.sink, "%s%s", out.n > 0 ? " or " : "", outcome_word(order[i]));
    if (d->verdict == AN_DISPUTED)
        an_put(&out.sink, ", by reading");
    else
        an_putf(&out.sink, ", depending on %s", missing(run, d));
    return out.text;
}
