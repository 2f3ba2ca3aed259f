/*
 * Closure of a row: unit propagation over axioms, terms and defining provisions, both ways, until
 * nothing changes (S2.5, S2.7, S2.9); then presumptions. Where nothing is left of a fact the
 * profile contradicts them (S2.10).
 */
#include <string.h>

#include "engine/eval/eval.h"
#include "engine/lang/place.h"

static bool set_yes_no(struct an_wave *w, uint32_t fact, bool truth)
{
    static const int64_t yes = 1;
    struct an_cond_node leaf = {.op = AN_OP_IN, .n = 1, .size = 1, .fact = fact, .key = AN_NO_KEY};
    struct an_cond c = {&leaf, 1, &yes, 1};
    struct an_ctx x = {.ev = w->ev, .row = w->row, .j = AN_NONE, .law_day = w->row->law_day};
    return an__assert(w, &x, &c, 0, truth);
}

static an_tri yes_no(const struct an_case_row *row, uint32_t fact)
{
    const struct an_known *known = row->slot[fact].known;
    if (!known || !known->given || known->n_one_of != 1)
        return AN_UNKNOWN;
    return an_tri_of(known->one_of[0] == 1);
}

/* if C then T: T where C is true, not C where T is false. */
static bool imply(struct an_wave *w, const struct an_ctx *x, const struct an_cond *c,
                  const struct an_cond *t)
{
    an_tri if_ = an__truth(x, c, AN_TRUE);
    if (if_ == AN_FALSE)
        return true;
    an_tri then = an__truth(x, t, AN_TRUE);
    if (then == AN_TRUE || (if_ == AN_UNKNOWN && then == AN_UNKNOWN))
        return true;
    return if_ == AN_TRUE ? an__assert(w, x, t, 0, true) : an__assert(w, x, c, 0, false);
}

static bool axiom_for(struct an_wave *w, const struct an_axiom *a, uint32_t j)
{
    struct an_ctx x = {.ev = w->ev, .row = w->row, .j = j, .law_day = w->row->law_day};
    w->because.j = j;
    if (a->each == AN_NONE)
        return imply(w, &x, &a->cond, &a->then);
    const struct an_known *known = w->row->slot[a->each].known;
    for (uint32_t i = 0; known && i < known->n_rows; i++) {
        x.table = &w->ev->model->facts.v[a->each];
        x.cells = &w->row->slot[a->each].known->row[i];
        w->cells = i;
        if (!imply(w, &x, &a->cond, &a->then))
            return false;
    }
    return true;
}

static bool axiom(struct an_wave *w, const struct an_tie *tie)
{
    const struct an_axiom *a = &w->ev->model->axioms.v[tie->index];
    w->because = (struct an_because){AN_WHY_AXIOM, tie->index, AN_NONE};
    if (!tie->uses_j)
        return axiom_for(w, a, AN_NONE);
    for (uint32_t i = 0; i < w->row->n_in_play; i++)
        if (!axiom_for(w, a, w->row->in_play[i]))
            return false;
    return true;
}

static bool term(struct an_wave *w, const struct an_tie *tie)
{
    const struct an_model *m = w->ev->model;
    const struct an_term *t = &m->terms.v[tie->index];
    if (an_interval_has(&t->days, w->row->law_day) != AN_TRUE)
        return true;
    struct an_ctx x = {.ev = w->ev,
                       .row = w->row,
                       .j = m->instruments.v[t->instrument].place,
                       .law_day = w->row->law_day};
    w->because = (struct an_because){AN_WHY_TERM, tie->index, AN_NONE};
    an_tri is = yes_no(w->row, t->fact);
    if (an_cond_given(&t->if_)) {
        an_tri enough = an__truth_at(&x, &t->if_, 0);
        if (enough == AN_TRUE && is != AN_TRUE && !set_yes_no(w, t->fact, true))
            return false;
        if (is == AN_FALSE && enough == AN_UNKNOWN && !an__assert(w, &x, &t->if_, 0, false))
            return false;
    }
    if (!an_cond_given(&t->only_if))
        return true;
    an_tri needed = an__truth_at(&x, &t->only_if, 0);
    is = yes_no(w->row, t->fact);
    if (needed == AN_FALSE)
        return is == AN_FALSE || set_yes_no(w, t->fact, false);
    return is != AN_TRUE || an__assert(w, &x, &t->only_if, 0, true);
}

static bool definer(struct an_wave *w, const struct an_tie *tie)
{
    const struct an_provision *p = &w->ev->model->provisions.v[tie->index];
    struct an_judged j = an__judged_alone(w->ev, w->row, tie->index);
    if (an__effective(&j) != AN_TRUE)
        return true;
    w->because = (struct an_because){AN_WHY_DEFINER, tie->index, AN_NONE};
    if (!set_yes_no(w, p->defines, true))
        return false;
    return !an_cond_given(&p->concludes) || an__assert(w, &j.ctx, &p->concludes, 0, true);
}

static bool run(struct an_wave *w, const struct an_tie *tie)
{
    if (an__is_off(w->ev, tie->kind, tie->index))
        return true;
    switch (tie->kind) {
    case AN_TIE_AXIOM: return axiom(w, tie);
    case AN_TIE_TERM: return term(w, tie);
    case AN_TIE_DEFINER: return definer(w, tie);
    }
    AN_UNREACHABLE();
}

bool an__propagate(struct an_wave *w)
{
    enum an_origin origin = w->origin;
    w->origin = AN_ORIGIN_AXIOM;
    bool ok = true;
    for (bool again = true; ok && again;) {
        again = false;
        for (uint32_t i = 0; ok && i < w->ev->logic.ties.n; i++) {
            if (!w->dirty[i])
                continue;
            w->dirty[i] = false;
            again = true;
            ok = run(w, &w->ev->logic.ties.v[i]);
        }
    }
    w->origin = origin;
    return ok;
}

static bool anything_known(const struct an_case_row *row, const struct an_tie *tie)
{
    for (uint32_t i = 0; i < tie->facts.n; i++) {
        const struct an_known *known = row->slot[tie->facts.v[i]].known;
        if (known && known->given)
            return true;
    }
    return false;
}

/* Ties that may say something even where nothing is known of their facts: few, so all are tried. */
static bool *ready(struct an_eval *ev, struct an_case_row *row)
{
    bool *ready = AN_NEW_ARRAY(ev->arena, bool, ev->logic.ties.n);
    struct an_case_row nothing = *row;
    nothing.slot = AN_NEW_ARRAY(ev->arena, struct an_slot, ev->model->facts.n);
    for (uint32_t i = 0; i < ev->logic.ties.n; i++) {
        const struct an_tie *tie = &ev->logic.ties.v[i];
        if (tie->kind != AN_TIE_AXIOM) {
            ready[i] = true;
            continue;
        }
        const struct an_axiom *a = &ev->model->axioms.v[tie->index];
        struct an_ctx x = {.ev = ev,
                           .row = &nothing,
                           .j = tie->uses_j ? row->place : AN_NONE,
                           .law_day = row->law_day};
        if (a->each != AN_NONE)
            x.table = &ev->model->facts.v[a->each];
        ready[i] = an__truth(&x, &a->cond, AN_TRUE) == AN_TRUE ||
                   an__truth(&x, &a->then, AN_TRUE) == AN_FALSE;
    }
    return ready;
}

/* False: the profile contradicts what holds by definition. */
static bool close_row(struct an_eval *ev, struct an_case_row *row, bool presume)
{
    struct an_wave w = {.ev = ev, .row = row, .origin = AN_ORIGIN_AXIOM, .trial = row->trial};
    w.dirty = AN_NEW_ARRAY(ev->work, bool, ev->logic.ties.n);
    for (uint32_t i = 0; i < ev->logic.ties.n; i++)
        w.dirty[i] = ev->ready[i] || anything_known(row, &ev->logic.ties.v[i]);
    row->settled = false;
    row->said.v = NULL;
    row->said.n = row->said.cap = 0;
    /* What restrictions cannot say is settled by the exact stage, save for what is presumed. */
    row->closing = presume && ev->model->presumptions.n > 0;
    bool fits = an__propagate(&w);
    if (fits && presume)
        an__presume(&w);
    row->closing = false;
    row->settled = fits;
    return fits && an__possible(ev, row);
}

/* Presumptions that leave no completion are no reason to refuse a product: none is filled (S2.6).
 */
static bool close_again(struct an_eval *ev, struct an_case_row *row)
{
    an__only_stated(ev->model, row);
    memset(row->effective, 0, ev->model->provisions.n * sizeof row->effective[0]);
    row->filled.n = 0;
    if (!close_row(ev, row, false))
        return false;
    if (!row->trial)
        an__notice(ev, "nothing is presumed: what is presumed cannot all be true together with "
                       "what is known");
    return true;
}

bool an__close(struct an_eval *ev, struct an_case_row *row)
{
    /* What becomes known stays as long as the row. */
    struct an_arena *work = ev->work;
    ev->work = row->arena;
    if (!row->closed) {
        row->closed = true;
        if (!ev->ready)
            ev->ready = ready(ev, row);
        row->refused = !close_row(ev, row, !ev->presume_nothing) && !close_again(ev, row);
        if (row->refused && !row->trial && !ev->clash.found)
            ev->clash = (struct an_clash){.found = true, .fact = AN_NONE, .row = row};
    }
    ev->work = work;
    return !row->refused;
}

/* ---- what a provision itself brings into play ---- */

static bool same_naming(const struct an_naming *a, const struct an_judged *j)
{
    const struct an_norm *n = &j->norm;
    return a && a->provision == n->provision && a->nexus == j->nexus &&
           a->cond[0] == n->when.node && a->cond[1] == n->unless.node &&
           a->cond[2] == n->content.node && a->cond[3] == n->able.node;
}

/* Asked for one provision on row after row. */
static struct an_refs named_by(const struct an_judged *j)
{
    struct an_eval *ev = j->ctx.ev;
    const struct an_norm *n = &j->norm;
    if (same_naming(ev->last_naming, j))
        return ev->last_naming->places;
    struct an_marks marks = an__marks(ev->work, ev->model);
    an__mark_judged_by(ev->model, n, j->nexus, &marks);
    struct an_naming *new = AN_NEW(ev->arena, struct an_naming);
    *new = (struct an_naming){{n->when.node, n->unless.node, n->content.node, n->able.node},
                              n->provision,
                              j->nexus,
                              an__marked(ev->arena, marks.place, ev->model->places.n)};
    ev->last_naming = new;
    return new->places;
}

struct an_refs an__brought_in(const struct an_judged *j)
{
    struct an_eval *ev = j->ctx.ev;
    struct an_refs named = named_by(j);
    uint32_t *v = AN_NEW_ARRAY(ev->work, uint32_t, named.n), n = 0;
    for (uint32_t i = 0; i < named.n; i++)
        if (!j->ctx.row->in_play_mark[named.v[i]] &&
            an__can_be_in_play(ev, named.v[i], j->ctx.row->law_day))
            v[n++] = named.v[i];
    return (struct an_refs){v, n};
}

static bool same_places(struct an_refs a, struct an_refs b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.v, b.v, a.n * sizeof a.v[0]) == 0);
}

/* Looked at once for the same places. */
static bool fits_with(struct an_eval *ev, struct an_case_row *row, struct an_refs places)
{
    for (size_t i = 0; i < row->with.n; i++)
        if (same_places(row->with.v[i].places, places))
            return row->with.v[i].fits;
    uint32_t *v = AN_NEW_ARRAY(row->arena, uint32_t, places.n);
    memcpy(v, places.v, places.n * sizeof v[0]);
    struct an_with_places with = {{v, places.n}, an__possible_with(ev, row, &places)};
    an_vec_push(row->arena, &row->with, with);
    return with.fits;
}

/* Closed without presumptions; made once. */
static struct an_case_row *plain(struct an_eval *ev, struct an_case_row *row)
{
    if (row->plain)
        return row->plain;
    struct an_arena *work = ev->work;
    struct an_case_row *copy = AN_NEW(row->arena, struct an_case_row);
    *copy = *row;
    copy->slot = AN_NEW_ARRAY(row->arena, struct an_slot, ev->model->facts.n);
    memcpy(copy->slot, row->slot, ev->model->facts.n * sizeof copy->slot[0]);
    copy->effective = AN_NEW_ARRAY(row->arena, uint8_t, ev->model->provisions.n);
    copy->filled.v = NULL;
    copy->filled.n = copy->filled.cap = 0;
    copy->use = NULL;
    copy->with.v = NULL;
    copy->with.n = copy->with.cap = 0;
    an__only_stated(ev->model, copy);
    ev->work = row->arena;
    copy->refused = !close_row(ev, copy, false);
    ev->work = work;
    return row->plain = copy->refused ? row : copy;
}

struct an_case_row *an__row_for(const struct an_judged *j)
{
    struct an_eval *ev = j->ctx.ev;
    struct an_case_row *row = j->ctx.row;
    struct an_refs brought = an__brought_in(j);
    if (brought.n == 0 || fits_with(ev, row, brought))
        return row;
    struct an_case_row *other = plain(ev, row);
    return other != row && fits_with(ev, other, brought) ? other : NULL;
}
