/*
 * Proofs in words: what each step claims, what was found, and the places of rule and fact. Looks
 * things up; decides nothing.
 */
#include <assert.h>

#include "engine/base/english.h"
#include "engine/eval/proof.h"
#include "engine/lang/words.h"

static struct an_where place_of(const struct an_run *run, const struct an_span *span)
{
    if (span->line == 0 || span->file >= run->model->files.n)
        return (struct an_where){NULL, 0};
    return (struct an_where){run->model->files.v[span->file].name, span->line};
}

/* For readers, who write no underscores. */
static const char *state_words(enum an_state state)
{
    return state == AN_STATE_IN_FORCE ? "in force" : an_state_word(state);
}

const char *an__standing_words(struct an_run *run, const struct an_judged *j)
{
    const struct an_provision *p = &run->model->provisions.v[j->norm.provision];
    struct an_standing s = an_provision_standing(run->model, p, j->ctx.law_day);
    const char *day = an__day_words(run->arena, j->ctx.law_day);
    char on[24], from[24] = "";

    if (!s.any)
        return an_strf(run->arena, "nothing had happened by %s", day);
    if (!s.event)
        return an_strf(run->arena, "%s on %s", state_words(s.state), day);
    an_when_format(s.event->on, on);
    bool shown = s.event->evidence != AN_EV_NONE;
    bool dated = s.not_yet && s.has_start && s.starts.lo > j->ctx.law_day;
    if (dated)
        an_when_format(s.starts, from);
    return an_strf(run->arena, "%s since %s%s%s%s%s%s", state_words(s.state),
                   an_day_in_text(run->arena, on), shown ? " (evidence: " : "",
                   shown ? an_evidence_word(s.event->evidence) : "", shown ? ")" : "",
                   dated ? "; in force from " : "", an_day_in_text(run->arena, from));
}

static void say_in_force(struct an_run *run, struct an_proof_step *s)
{
    const struct an_judged *j = s->judged;
    const struct an_provision *p = &run->model->provisions.v[j->norm.provision];
    const char *day = an__day_words(run->arena, j->ctx.law_day);
    struct an_standing now = an_provision_standing(run->model, p, j->ctx.law_day);

    s->pub.text =
        an_strf(run->arena,
                j->apart == AN_APART_NO ? "in force on %s" : "decided as if in force on %s", day);
    s->pub.found = an__standing_words(run, j);
    s->pub.rule = place_of(run, now.event ? &now.event->span : &p->span);
}

static void say_nexus(struct an_run *run, struct an_proof_step *s)
{
    const struct an_model *m = run->model;
    const struct an_judged *j = s->judged;
    const char *maker = an_the_place(run->arena, m->places.v[j->ctx.j].name), *kinds = "";

    for (int k = 0; k < AN_NEXUS_COUNT; k++)
        if (j->nexus & 1u << k)
            kinds = an_strf(run->arena, "%s%s%s", kinds, *kinds ? " or " : "",
                            an_nexus_word((enum an_nexus_kind)k));
    s->pub.text = an_strf(run->arena, "reaches the product (%s)", kinds);
    if (j->nexus & 1u << AN_NEXUS_OFFERED) {
        an_tri offered = an__offered(j);
        const char *here = an_the_place(run->arena, m->places.v[j->ctx.row->place].name);
        s->pub.found = offered == AN_TRUE
                           ? an_strf(run->arena, "law of %s applies in %s", maker, here)
                       : offered == AN_FALSE
                           ? an_strf(run->arena, "law of %s does not apply in %s", maker, here)
                           : an_strf(run->arena, "not known whether it is offered in %s", maker);
    }
    s->pub.rule = place_of(run, &m->provisions.v[j->norm.provision].span);
}

static void say_order(struct an_run *run, struct an_proof_step *s)
{
    struct an_orders orders = an__orders(s->judged);

    if (orders.n == 0) {
        s->pub.text = "an order was received and stands";
        s->pub.found = "none is recorded";
        return;
    }
    s->pub.text = "orders received under it are obeyed";
    s->pub.found =
        an_strf(run->arena, "%u recorded, served %s%s: %s", orders.n,
                orders.n > 1 ? "first on " : "on ", an__day_words(run->arena, orders.v[0]->served),
                s->pub.truth == AN_IS_TRUE    ? "obeyed"
                : s->pub.truth == AN_IS_FALSE ? "not obeyed"
                                              : "not known whether obeyed");
    s->pub.rule = (struct an_where){run->profile->path, orders.v[0]->span.line};
}

static void say_due(struct an_run *run, struct an_proof_step *s)
{
    const struct an_due *due = &run->model->provisions.v[s->judged->norm.provision].due;
    char day[24];

    s->pub.text =
        an_strf(run->arena, "there is still time on %s", an__day_words(run->arena, run->day));
    if (due->kind == AN_DUE_DAY) {
        an_when_format(due->day, day);
        s->pub.found = an_strf(run->arena, "due on %s", day);
        return;
    }
    s->pub.found = an_strf(run->arena, "due within %d %s of %s", (int)due->within,
                           due->kind == AN_DUE_DAYS     ? "days"
                           : due->kind == AN_DUE_MONTHS ? "months"
                                                        : "years",
                           run->model->facts.v[due->after].id);
}

static const char *content_title(enum an_duty duty)
{
    switch (duty) {
    case AN_DUTY_MUST_NOT: return "what is forbidden is not so";
    case AN_DUTY_MAY: return "what is allowed";
    case AN_DUTY_ATTEST: return "the conduct is confirmed";
    case AN_DUTY_MUST:
    case AN_DUTY_ASKS:
    case AN_DUTY_POWER:
    case AN_DUTY_DEFINES:
    case AN_DUTY_EXEMPTS:
    case AN_DUTY_FORBIDS:
    case AN_DUTY_REQUIRES: break;
    }
    return "what is demanded is so";
}

static const char *title_of(enum an_proof_kind kind, enum an_duty duty)
{
    switch (kind) {
    case AN_PROOF_WHEN: return "is about a product like this";
    case AN_PROOF_UNLESS: return "falls under the exception in the norm itself";
    case AN_PROOF_FOLLOWS: return "one of the provisions that it follows is breached";
    case AN_PROOF_EXEMPTED: return "is exempt by another provision";
    case AN_PROOF_DISPLACED: return "is displaced by another provision";
    case AN_PROOF_CONTENT: return content_title(duty);
    case AN_PROOF_ABLE: return "an order could be obeyed";
    case AN_PROOF_ALL: return "all of these hold";
    case AN_PROOF_ANY: return "at least one of these holds";
    case AN_PROOF_NOT: return "this does not hold";
    case AN_PROOF_OPEN: return "this holds, or else the law leaves it open";
    case AN_PROOF_PROVISION:
    case AN_PROOF_IN_FORCE:
    case AN_PROOF_NEXUS:
    case AN_PROOF_ORDER:
    case AN_PROOF_DUE:
    case AN_PROOF_SOME:
    case AN_PROOF_EVERY:
    case AN_PROOF_ROW:
    case AN_PROOF_TEST: break;
    }
    return "";
}

/* The table whose columns a step's leaves test. */
static uint32_t table_of(const struct an_run *run, const struct an_proof_step *s)
{
    return s->ctx.table ? (uint32_t)(s->ctx.table - run->model->facts.v) : AN_NONE;
}

static void say_test(struct an_run *run, struct an_proof_step *s)
{
    assert(s->cond); /* as of every step made from a condition */
    const struct an_cond_node *node = &s->cond->node[s->at];

    s->pub.text =
        an_cond_node_words(run->arena, run->model, s->cond, s->at, table_of(run, s), s->ctx.j);
    if (node->column && s->ctx.table) {
        const char *cell =
            an__known_words(run, an__leaf_type(&s->ctx, node), an__leaf_known(&s->ctx, node));
        s->pub.found = cell ? cell : "not known";
        return;
    }
    const struct an_fact_use *use = an__use(run, s->ctx.row, node->fact);
    s->pub.fact = use;
    s->pub.found = use->value ? use->value : "not known";
}

static void say_rows(struct an_run *run, struct an_proof_step *s)
{
    assert(s->cond);
    uint32_t table = s->cond->node[s->at].fact;
    const struct an_known *known = s->ctx.row->slot[table].known;
    bool closed = known && known->given && known->closed;

    const struct an_fact_use *use = an__use(run, s->ctx.row, table);
    s->pub.fact = use;
    s->pub.text = an_cond_node_words(run->arena, run->model, s->cond, s->at, AN_NONE, s->ctx.j);
    s->pub.found = s->pub.n_children == 0 ? (closed ? "there are none" : "none is known")
                   : closed               ? NULL
                                          : "there may be further entries";
}

static void say_row(struct an_run *run, struct an_proof_step *s)
{
    s->pub.text = an_strf(run->arena, "entry %u", s->row);
    s->pub.rule = (struct an_where){NULL, 0};
    if (s->ctx.cells && s->ctx.cells->span.line > 0)
        s->pub.rule = (struct an_where){run->profile->path, s->ctx.cells->span.line};
}

static void say_provision(struct an_run *run, struct an_proof_step *s)
{
    s->pub.provision = an__info(run, s->judged->norm.provision, false);
    s->pub.text = s->pub.provision->title;
    s->pub.rule = place_of(run, &run->model->provisions.v[s->judged->norm.provision].span);
}

static void say_one(struct an_run *run, struct an_proof_step *s)
{
    switch (s->pub.kind) {
    case AN_PROOF_PROVISION: say_provision(run, s); return;
    case AN_PROOF_IN_FORCE: say_in_force(run, s); return;
    case AN_PROOF_NEXUS: say_nexus(run, s); return;
    case AN_PROOF_ORDER: say_order(run, s); return;
    case AN_PROOF_DUE: say_due(run, s); return;
    case AN_PROOF_SOME:
    case AN_PROOF_EVERY: say_rows(run, s); return;
    case AN_PROOF_ROW: say_row(run, s); return;
    case AN_PROOF_TEST: say_test(run, s); return;
    case AN_PROOF_WHEN:
    case AN_PROOF_UNLESS:
    case AN_PROOF_FOLLOWS:
    case AN_PROOF_EXEMPTED:
    case AN_PROOF_DISPLACED:
    case AN_PROOF_CONTENT:
    case AN_PROOF_ABLE:
    case AN_PROOF_ALL:
    case AN_PROOF_ANY:
    case AN_PROOF_NOT:
    case AN_PROOF_OPEN:
        s->pub.text =
            title_of(s->pub.kind, run->model->provisions.v[s->judged->norm.provision].duty);
        return;
    }
    AN_UNREACHABLE();
}

/* Depth is that of conditions and of provisions that modify one another: both are bounded. */
void an__say_proof(struct an_run *run, struct an_proof_step *s)
{
    if (s->cond && s->cond->n > s->at)
        s->pub.rule = place_of(run, &s->cond->node[s->at].span);
    say_one(run, s);
    const struct an_proof **child =
        AN_NEW_ARRAY(run->arena, const struct an_proof *, s->pub.n_children + 1u);
    for (uint32_t i = 0; i < s->pub.n_children; i++) {
        an__say_proof(run, s->child[i]);
        child[i] = &s->child[i]->pub;
    }
    s->pub.child = child;
}
