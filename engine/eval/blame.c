/*
 * What a contradiction in a profile rests on, where it is not one fact against one definition: the
 * facts and rules of which none can be left out. Each is left out in turn on a copy of the row;
 * what still contradicts itself goes on without it. Used only to say why a profile is refused.
 */
#include "engine/eval/ways.h"

struct blamer {
    struct an_run *run;
    const struct an_case_row *row;
    const struct an_decision *d;
    bool *gone; /* per fact: as if it were not stated */
    struct an_off off;
};

static bool contradicts(struct blamer *b)
{
    struct an_run *run = b->run;
    struct an_case_row *row = an__copy_row(run, b->row);
    for (uint32_t f = 0; f < run->model->facts.n; f++)
        if (b->gone[f])
            row->slot[f] = (struct an_slot){.origin = AN_ORIGIN_MISSING};
    run->ev->off = &b->off;
    bool refused = !an__close(run->ev, row);
    if (!refused && b->d) {
        struct an_judged j = b->d->judged;
        j.ctx.row = row;
        for (uint32_t i = 0; !refused && i < b->d->norms.n; i++) {
            j.norm = b->d->norms.v[i];
            refused = an__answer(&j).set == 0;
        }
    }
    run->ev->off = NULL;
    return refused;
}

/* Leaves out each of n things, unless the contradiction needs it; those that it needs. */
static struct an_refs needed(struct blamer *b, bool *out, uint32_t n)
{
    bool *need = AN_NEW_ARRAY(b->run->temp, bool, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        if (out[i])
            continue;
        out[i] = true;
        need[i] = !contradicts(b);
        out[i] = !need[i];
    }
    return an__marked(b->run->temp, need, n);
}

static struct an_refs needed_definers(struct blamer *b)
{
    const struct an_model *m = b->run->model;
    for (uint32_t i = 0; i < m->provisions.n; i++) /* others define nothing */
        b->off.definer[i] = m->provisions.v[i].duty != AN_DUTY_DEFINES;
    return needed(b, b->off.definer, m->provisions.n);
}

struct an_blame an__blame(struct an_run *run, const struct an_case_row *row,
                          const struct an_decision *d)
{
    const struct an_model *m = run->model;
    struct blamer b = {.run = run, .row = row, .d = d};
    b.gone = AN_NEW_ARRAY(run->temp, bool, m->facts.n);
    b.off.axiom = AN_NEW_ARRAY(run->temp, bool, m->axioms.n + 1);
    b.off.term = AN_NEW_ARRAY(run->temp, bool, m->terms.n + 1);
    b.off.definer = AN_NEW_ARRAY(run->temp, bool, m->provisions.n + 1);
    for (uint32_t f = 0; f < m->facts.n; f++)
        b.gone[f] = !row->slot[f].stated || !row->slot[f].stated->given;
    struct an_blame blame = {.definers = needed_definers(&b)};
    blame.terms = needed(&b, b.off.term, m->terms.n);
    blame.axioms = needed(&b, b.off.axiom, m->axioms.n);
    blame.facts = needed(&b, b.gone, m->facts.n);
    return blame;
}
