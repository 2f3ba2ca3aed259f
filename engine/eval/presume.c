/*
 * Presumptions (S2.6): in rounds, every presumption whose `if` is known true fills the facts that
 * the profile does not give. Contrary ones fill nothing, and none may contradict what is stated or
 * follows from it; notices say so.
 */
#include <string.h>

#include "engine/eval/eval.h"
#include "engine/lang/words.h"

/* One test of one presumption, for one J, that would be filled in. */
struct fill {
    uint32_t presumption, j, leaf;
    uint32_t fact;
    bool dropped;
};

struct presumer {
    struct an_wave *w;
    AN_VEC(struct fill) fills;   /* of this round */
    AN_VEC(struct fill) settled; /* filled or dropped, for good */
};

static struct an_ctx ctx_of(const struct presumer *p, uint32_t j)
{
    return (struct an_ctx){.ev = p->w->ev, .row = p->w->row, .j = j, .law_day = p->w->row->law_day};
}

static bool is_given(const struct presumer *p, uint32_t fact)
{
    const struct an_known *stated = p->w->row->slot[fact].stated;
    return stated && stated->given;
}

static bool was_settled(const struct presumer *p, const struct fill *f)
{
    for (size_t i = 0; i < p->settled.n; i++) {
        const struct fill *s = &p->settled.v[i];
        if (s->presumption == f->presumption && s->j == f->j && s->leaf == f->leaf)
            return true;
    }
    return false;
}

static void drop(struct presumer *p, struct fill *f, const char *why)
{
    const struct an_model *m = p->w->ev->model;
    f->dropped = true;
    an_vec_push(p->w->ev->work, &p->settled, *f);
    if (p->w->row->trial)
        return;
    const char *usual = m->presumptions.v[f->presumption].because;
    size_t n = usual ? strlen(usual) : 0;
    an__notice(p->w->ev,
               an_strf(p->w->ev->arena, "%s: %s (%.*s)", an_fact_name(&m->facts.v[f->fact]), why,
                       (int)(n - (n > 0 && usual[n - 1] == '.')), usual ? usual : ""));
}

static void consider(struct presumer *p, const struct an_ctx *x, struct fill f)
{
    const struct an_axiom *a = &p->w->ev->model->presumptions.v[f.presumption];
    f.fact = a->then.node[f.leaf].fact;
    an_tri now = an__truth_at(x, &a->then, f.leaf);
    if (now == AN_TRUE || was_settled(p, &f))
        return;
    bool given = is_given(p, f.fact);
    if (now == AN_FALSE)
        drop(p, &f,
             given ? "as the profile states it, against what is usual"
                   : "as it follows from what is known, against what is usual");
    else if (!given)
        an_vec_push(p->w->ev->work, &p->fills, f);
}

static void try_one(struct presumer *p, uint32_t presumption, uint32_t j)
{
    const struct an_axiom *a = &p->w->ev->model->presumptions.v[presumption];
    struct an_ctx x = ctx_of(p, j);
    if (an__truth(&x, &a->cond, AN_TRUE) != AN_TRUE)
        return;
    for (uint32_t i = 0; i < a->then.n; i++)
        if (an_op_is_leaf(a->then.node[i].op))
            consider(p, &x, (struct fill){presumption, j, i, 0, false});
}

static bool uses_j(const struct an_cond *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->node[i].key == AN_PLACE_J)
            return true;
        /* The value of J is no value of any other type that presumptions test. */
        for (uint32_t k = 0; an_op_is_leaf(c->node[i].op) && k < c->node[i].n; k++)
            if (c->value[c->node[i].value + k] == AN_PLACE_J)
                return true;
    }
    return false;
}

static void gather(struct presumer *p)
{
    const struct an_case_row *row = p->w->row;
    p->fills.n = 0;
    for (uint32_t i = 0; i < p->w->ev->model->presumptions.n; i++) {
        const struct an_axiom *a = &p->w->ev->model->presumptions.v[i];
        bool j = uses_j(&a->cond) || uses_j(&a->then);
        for (uint32_t k = 0; k < (j ? row->n_in_play : 1); k++)
            try_one(p, i, j ? row->in_play[k] : AN_NONE);
    }
}

/* Fills one target with all that speak of it; false: they are contrary. */
static bool apply(struct presumer *p, const struct fill *f)
{
    const struct an_axiom *a = &p->w->ev->model->presumptions.v[f->presumption];
    struct an_ctx x = ctx_of(p, f->j);
    p->w->because = (struct an_because){AN_WHY_PRESUMPTION, f->presumption, f->j};
    p->w->origin = AN_ORIGIN_PRESUMED;
    return an__assert(p->w, &x, &a->then, f->leaf, true);
}

/* A copy of what is known on the row, to go back to. */
struct kept {
    struct an_slot *slot;
    size_t said;
};

static struct kept keep(const struct presumer *p)
{
    size_t n = p->w->ev->model->facts.n;
    struct kept kept = {AN_NEW_ARRAY(p->w->ev->work, struct an_slot, n), p->w->row->said.n};
    memcpy(kept.slot, p->w->row->slot, n * sizeof kept.slot[0]);
    return kept;
}

static void restore(struct presumer *p, const struct kept *kept)
{
    memcpy(p->w->row->slot, kept->slot, p->w->ev->model->facts.n * sizeof kept->slot[0]);
    p->w->row->said.n = kept->said;
    memset(p->w->dirty, 0, p->w->ev->logic.ties.n * sizeof p->w->dirty[0]);
}

/* What is known by now rules it out, though it could be said of the fact when it was its turn. */
static bool is_ruled_out(const struct presumer *p, const struct fill *f)
{
    struct an_ctx x = ctx_of(p, f->j);
    return an__truth_at(&x, &p->w->ev->model->presumptions.v[f->presumption].then, f->leaf) ==
           AN_FALSE;
}

static bool one_target(struct presumer *p, const struct fill *target)
{
    for (size_t i = 0; i < p->fills.n; i++)
        if (p->fills.v[i].fact == target->fact && !apply(p, &p->fills.v[i]))
            return false;
    for (size_t i = 0; i < p->fills.n; i++)
        if (p->fills.v[i].fact == target->fact && is_ruled_out(p, &p->fills.v[i]))
            return false;
    return true;
}

static void drop_contrary(struct presumer *p, const struct kept *kept)
{
    for (size_t i = 0; i < p->fills.n; i++) {
        if (p->fills.v[i].dropped || one_target(p, &p->fills.v[i]))
            continue;
        for (size_t k = p->fills.n; k-- > i;)
            if (p->fills.v[k].fact == p->fills.v[i].fact)
                drop(p, &p->fills.v[k], "left open, because presumptions contradict each other");
    }
    restore(p, kept);
}

/* Fills in those not dropped (one alone: `only`), then closes; false: it contradicts. */
static bool fill_in(struct presumer *p, const struct fill *only)
{
    for (size_t i = 0; i < p->fills.n; i++) {
        struct fill *f = &p->fills.v[i];
        if (!f->dropped && (!only || f == only) && !apply(p, f))
            return false;
    }
    bool fits = an__propagate(p->w);
    for (size_t i = 0; fits && i < p->fills.n; i++)
        fits = p->fills.v[i].dropped || (only && &p->fills.v[i] != only) ||
               !is_ruled_out(p, &p->fills.v[i]);
    return fits;
}

/* What cannot be filled together is tried one by one; if the rest still clashes, none is. */
static void fill_what_fits(struct presumer *p, const struct kept *kept)
{
    if (fill_in(p, NULL))
        return;
    restore(p, kept);
    for (size_t i = 0; i < p->fills.n; i++) {
        if (p->fills.v[i].dropped)
            continue;
        if (!fill_in(p, &p->fills.v[i]))
            drop(p, &p->fills.v[i], "what is known says otherwise");
        restore(p, kept);
    }
    if (fill_in(p, NULL))
        return;
    restore(p, kept);
    for (size_t i = 0; i < p->fills.n; i++)
        if (!p->fills.v[i].dropped)
            drop(p, &p->fills.v[i], "left open, because presumptions contradict each other");
}

/* Done with. A test that is still open, such as "contains one of", stays as something to fulfil. */
static void settle(struct presumer *p, const struct fill *f)
{
    const struct an_axiom *a = &p->w->ev->model->presumptions.v[f->presumption];
    struct an_ctx x = ctx_of(p, f->j);
    an_vec_push(p->w->ev->work, &p->settled, *f);
    p->w->row->closing = false; /* by the restriction alone */
    an_tri said = an__truth_at(&x, &a->then, f->leaf);
    p->w->row->closing = true;
    if (said == AN_TRUE)
        return;
    struct an_filled filled = {f->presumption, f->j, f->leaf, f->fact};
    an_vec_push(p->w->row->arena, &p->w->row->filled, filled);
}

void an__presume(struct an_wave *w)
{
    struct presumer p = {.w = w};
    bool trial = w->trial;
    w->trial = true;
    for (gather(&p); p.fills.n > 0; gather(&p)) {
        struct kept kept = keep(&p);
        drop_contrary(&p, &kept);
        fill_what_fits(&p, &kept);
        for (size_t i = 0; i < p.fills.n; i++)
            if (!p.fills.v[i].dropped)
                settle(&p, &p.fills.v[i]);
    }
    w->trial = trial;
}
