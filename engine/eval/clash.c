/*
 * Profiles that contradict what holds by definition: the message names the fact, what it would have
 * to be by which axiom, and shows both places (S2.10).
 */
#include "engine/eval/run.h"
#include "engine/lang/words.h"

/* The place of a rule: its file is known to the model, not yet to the messages. */
static struct an_span rule_span(struct an_run *run, struct an_span span)
{
    if (span.file < run->model->files.n)
        span.file = an_diag_file(run->ws->diags, run->model->files.v[span.file].name,
                                 &run->model->files.v[span.file].hash);
    return span;
}

static const struct an_span *span_of(const struct an_model *m, const struct an_because *b)
{
    switch (b->why) {
    case AN_WHY_AXIOM: return &m->axioms.v[b->index].span;
    case AN_WHY_PRESUMPTION: return &m->presumptions.v[b->index].span;
    case AN_WHY_TERM: return &m->terms.v[b->index].span;
    case AN_WHY_DEFINER: return &m->provisions.v[b->index].span;
    case AN_WHY_NONE: break;
    }
    AN_UNREACHABLE();
}

static const char *name_of(const struct an_model *m, const struct an_because *b)
{
    switch (b->why) {
    case AN_WHY_AXIOM: return m->axioms.v[b->index].id;
    case AN_WHY_PRESUMPTION: return m->presumptions.v[b->index].id;
    case AN_WHY_TERM: return m->facts.v[m->terms.v[b->index].fact].id;
    case AN_WHY_DEFINER: return m->provisions.v[b->index].id;
    case AN_WHY_NONE: break;
    }
    AN_UNREACHABLE();
}

static const char *rule_words(struct an_run *run, const struct an_because *b)
{
    const struct an_model *m = run->model;
    if (b->why != AN_WHY_AXIOM)
        return NULL;
    const struct an_axiom *a = &m->axioms.v[b->index];
    return an_strf(
        run->arena, "if %s, then %s; %s", an_cond_words(run->arena, m, &a->cond, a->each, b->j),
        an_cond_words(run->arena, m, &a->then, a->each, b->j), a->because ? a->because : "");
}

/* The tie that clashed, to show the other facts that it speaks of. */
static const struct an_tie *tie_of(const struct an_eval *ev, const struct an_because *b)
{
    for (uint32_t i = 0; i < ev->logic.ties.n; i++) {
        const struct an_tie *t = &ev->logic.ties.v[i];
        bool same = (b->why == AN_WHY_AXIOM && t->kind == AN_TIE_AXIOM) ||
                    (b->why == AN_WHY_TERM && t->kind == AN_TIE_TERM) ||
                    (b->why == AN_WHY_DEFINER && t->kind == AN_TIE_DEFINER);
        if (same && t->index == b->index)
            return t;
    }
    return NULL;
}

/* A fact is its value; a table has entries. */
static const char *verb(const struct an_fact *f)
{
    return f->type.type == AN_TYPE_TABLE ? "has" : "is";
}

static void show_others(struct an_run *run, struct an_diag_entry *e, const struct an_clash *clash)
{
    const struct an_tie *tie = tie_of(run->ev, &clash->because);
    for (uint32_t i = 0; tie && i < tie->facts.n; i++) {
        const struct an_slot *slot = &clash->row->slot[tie->facts.v[i]];
        const struct an_fact *f = &run->model->facts.v[tie->facts.v[i]];
        if (tie->facts.v[i] == clash->fact || !slot->stated || !slot->stated->given)
            continue;
        const char *value = an__known_words(run, &f->type, slot->stated);
        an_diag_other(e, slot->stated->span, "'%s' %s %s here", f->id, verb(f),
                      value ? value : "not known");
    }
}

/* ---- what contradicts itself only when everything is taken together ---- */

/* The places of stated facts and of rules, so that both sides are seen. What is said of every
 * jurisdiction is told of j, or where several are possible (AN_NONE) as it stands. */
static void show_blame(struct an_run *run, struct an_diag_entry *e, const struct an_case_row *row,
                       uint32_t j, const struct an_blame *blame)
{
    const struct an_model *m = run->model;
    for (uint32_t i = 0; i < blame->facts.n; i++) {
        const struct an_fact *f = &m->facts.v[blame->facts.v[i]];
        const struct an_known *known = row->slot[blame->facts.v[i]].stated;
        const char *value = an__known_words(run, &f->type, known);
        an_diag_other(e, known->span, "'%s' %s %s here", f->id, verb(f),
                      value ? value : "not known");
    }
    const struct {
        enum an_why why;
        const struct an_refs *of;
    } rules[] = {{AN_WHY_AXIOM, &blame->axioms},
                 {AN_WHY_TERM, &blame->terms},
                 {AN_WHY_DEFINER, &blame->definers}};
    for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++)
        for (uint32_t i = 0; i < rules[k].of->n; i++) {
            const struct an_because b = {rules[k].why, rules[k].of->v[i], j};
            const char *rule = rule_words(run, &b);
            an_diag_other(e, rule_span(run, *span_of(m, &b)), "'%s' holds by definition%s%s",
                          name_of(m, &b), rule ? ": " : "", rule ? rule : "");
        }
    an_diag_help(e, "correct one of the facts, or leave out the one that is not sure");
}

static void report_together(struct an_run *run, const struct an_case_row *row)
{
    const struct an_blame blame = an__blame(run, row, NULL);
    struct an_diag_entry *e =
        an_diag_add(run->ws->diags, AN_MSG_profile_exclude, run->profile->span, run->profile->id);
    show_blame(run, e, row, row->n_in_play == 1 ? row->in_play[0] : AN_NONE, &blame);
}

void an__report_clash(struct an_run *run, const struct an_clash *clash)
{
    if (clash->fact == AN_NONE) {
        report_together(run, clash->row);
        return;
    }
    const struct an_fact *f = &run->model->facts.v[clash->fact];
    const struct an_slot *slot = &clash->row->slot[clash->fact];
    struct an_span at =
        slot->stated && slot->stated->given ? slot->stated->span : run->profile->span;
    const char *value = an__known_words(run, &f->type, clash->known);
    struct an_diag_entry *e =
        an_diag_add(run->ws->diags, AN_MSG_profile_clash, at, f->id, value ? value : "not known",
                    name_of(run->model, &clash->because));
    an_diag_label(e, "'%s' is %s", f->id, value ? value : "not known");
    show_others(run, e, clash);
    an_diag_other(e, rule_span(run, *span_of(run->model, &clash->because)),
                  "what holds by definition");
    const char *rule = rule_words(run, &clash->because);
    if (rule)
        an_diag_note(e, "%s", rule);
    an_diag_help(e, "correct one of the facts, or leave out the one that is not sure");
}

void an__report_empty(struct an_run *run, const struct an_decision *d)
{
    const struct an_provision *p = &run->model->provisions.v[d->provision];
    struct an_diag_entry *e =
        an_diag_add(run->ws->diags, AN_MSG_profile_impossible, run->profile->span, p->id);
    an_diag_other(e, rule_span(run, p->span), "the provision that was to be decided");
    const struct an_blame blame = an__blame(run, d->judged.ctx.row, d);
    const struct an_refs brought = an__brought_in(&d->judged);
    show_blame(run, e, d->judged.ctx.row, brought.n == 1 ? brought.v[0] : AN_NONE, &blame);
}
