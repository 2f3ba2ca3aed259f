/*
 * The one sentence that says what decided, and the outcomes that are still possible. Neutral: it
 * names what is and what the rule asks for, and judges nobody.
 */
#include <string.h>

#include "antinomy/sink.h"
#include "engine/base/english.h"
#include "engine/eval/run.h"
#include "engine/lang/words.h"

#define MOST_NAMED   3   /* tests, or facts, that a sentence names */
#define LONGEST_TEST 100 /* what is longer stands in the demand, and is not said again */

static const struct an_provision *provision(struct an_run *run, const struct an_decision *d)
{
    return &run->model->provisions.v[d->provision];
}

static const char *place_name(struct an_run *run, uint32_t place)
{
    return an_the_place(run->temp, run->model->places.v[place].name);
}

/*
 * Of a table: which entry decided. "entry 2 of 3 is not so", "none of 2 entries is of this kind";
 * NULL where there are none, or the ground is no test of rows.
 */
static const char *rows_words(struct an_run *run, const struct an_ground *g)
{
    const struct an_cond_node *node = &g->cond.node[g->at];
    bool some = node->op == AN_OP_SOME;
    const struct an_known *known = g->ctx.row->slot[node->fact].known;
    if ((!some && node->op != AN_OP_EVERY) || g->truth == AN_UNKNOWN || !known ||
        known->n_rows == 0)
        return NULL;
    struct an_ctx x = g->ctx;
    x.table = &run->model->facts.v[node->fact];
    uint32_t n = known->n_rows, i = 0;
    for (; i < n; i++) {
        x.cells = &known->row[i];
        if (an__truth_at(&x, &g->cond, g->at + 1) == an_tri_of(some))
            break;
    }
    const char *which = some ? "of this kind" : "so";
    if (n == 1)
        return an_strf(run->temp, "the only entry is %s%s", (i < n) == some ? "" : "not ", which);
    if (i < n)
        return an_strf(run->temp, "entry %u of %u is %s%s", i + 1, n, some ? "" : "not ", which);
    return an_strf(run->temp, some ? "none of %u entries is of this kind" : "all %u entries are so",
                   n);
}

/* "key.custody is device"; with a label "holders of keys: device". */
static const char *what_is(struct an_run *run, const struct an_ground *g)
{
    const struct an_fact_use *use = an__use(run, g->ctx.row, g->fact);
    bool table = run->model->facts.v[g->fact].type.type == AN_TYPE_TABLE;
    const char *rows = rows_words(run, g);
    const char *value = rows ? rows : use->value ? use->value : "not known";
    if (use->label)
        return an_strf(run->temp, "%s: %s", use->label, value);
    return an_strf(run->temp, "%s %s %s", use->fact, table && use->value ? "has" : "is", value);
}

/* The test of a ground, or its contrary, without the name that stands before it already. */
static const char *test_words(struct an_run *run, const struct an_ground *g, bool so)
{
    const char *words =
        so ? an_cond_node_words(run->temp, run->model, &g->cond, g->at, AN_NONE, g->ctx.j)
           : an_cond_denied_words(run->temp, run->model, &g->cond, g->at, AN_NONE, g->ctx.j);
    const char *name = an_fact_name(&run->model->facts.v[g->fact]);
    size_t n = strlen(name);
    bool named = strncmp(words, name, n) == 0 && strncmp(words + n, ": ", 2) == 0;
    return named ? words + n + 2 : words;
}

static bool told_before(const struct an_decision *d, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (d->grounds.v[k].fact == d->grounds.v[i].fact)
            return true;
    return false;
}

/* All tests of one fact among the grounds of the cause: as they are, or as they would have to be.
 */
static const char *tests_of(struct an_run *run, const struct an_decision *d, size_t first,
                            bool as_found)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, run->temp);
    for (size_t i = first; i < d->n_main; i++) {
        const struct an_ground *g = &d->grounds.v[i];
        if (g->fact == d->grounds.v[first].fact)
            an_putf(&out.sink, "%s%s", out.n > 0 ? "; " : "",
                    test_words(run, g, (g->truth == AN_TRUE) == as_found));
    }
    return out.text;
}

/*
 * "X: A (asked: B); Y: C (asked: D)" over the grounds of the cause, each fact once; without `asked`
 * only what is. NULL: there is nothing that a profile could say.
 */
static const char *main_facts(struct an_run *run, const struct an_decision *d, const char *asked,
                              bool as_found)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, run->temp);
    size_t told = 0;
    for (size_t i = 0; i < d->n_main && told < MOST_NAMED; i++) {
        if (told_before(d, i) || run->model->facts.v[d->grounds.v[i].fact].given_by_row)
            continue;
        an_putf(&out.sink, "%s%s", told > 0 ? "; " : "", what_is(run, &d->grounds.v[i]));
        const char *tests = asked ? tests_of(run, d, i, as_found) : "";
        if (asked && strlen(tests) <= LONGEST_TEST)
            an_putf(&out.sink, " (%s: %s)", asked, tests);
        told++;
    }
    return told > 0 ? out.text : NULL;
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
    const char *facts = main_facts(run, d, "needed", false);
    if (d->cause == AN_CAUSE_PLACE)
        return by_place(run, d);
    if (d->cause == AN_CAUSE_FOLLOWS)
        return an_strf(run->temp, "it follows from a breach of %s, and there is none",
                       followed_words(run, provision(run, d)));
    if (d->cause == AN_CAUSE_NONE || d->n_main == 0)
        return "what is known rules it out, whatever the missing facts are";
    return facts ? facts
                 : an_strf(run->temp, "%s: needed: %s",
                           an_fact_name(&run->model->facts.v[d->grounds.v[0].fact]),
                           tests_of(run, d, 0, false));
}

static const char *relief(struct an_run *run, const struct an_decision *d)
{
    const char *facts = main_facts(run, d, NULL, true);
    const char *tail = facts ? an_strf(run->temp, ": %s", facts) : "";
    switch (d->cause) {
    case AN_CAUSE_UNLESS: return an_strf(run->temp, "its own exception holds%s", tail);
    case AN_CAUSE_EXEMPTED:
        return an_strf(run->temp, "\"%s\" exempts from it%s", run->model->provisions.v[d->by].title,
                       tail);
    case AN_CAUSE_DISPLACED:
        return an_strf(run->temp, "\"%s\" takes its place%s", run->model->provisions.v[d->by].title,
                       tail);
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
    const char *facts = main_facts(run, d, "asked", held);
    if (p->duty == AN_DUTY_ATTEST)
        return due_words(run, d,
                         held ? "the conduct it asks for is confirmed"
                              : "the conduct it asks for is denied");
    if (!facts)
        return held ? "what it asks for holds whatever the missing facts are"
                    : due_words(run, d,
                                "what it asks for does not hold, whatever the missing facts are");
    return held ? facts : due_words(run, d, facts);
}

static const char *ability(struct an_run *run, const struct an_decision *d)
{
    bool able = d->verdict == AN_READY || d->verdict == AN_COMPLIANT;
    struct an_orders orders = an__orders(&d->judged);
    const char *facts = main_facts(run, d, NULL, true);
    const char *order = orders.n > 0 ? "an order stands" : "no order is recorded";
    if (facts)
        return an_strf(run->temp, "%s; %s", order, facts);
    return an_strf(run->temp, "%s; one %s be obeyed", order, able ? "could" : "could not");
}

static const char *order_words(struct an_run *run, const struct an_decision *d)
{
    struct an_orders orders = an__orders(&d->judged);
    const char *day = an__day_words(run->temp, orders.v[0]->served);
    const char *facts = main_facts(run, d, NULL, true);
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
