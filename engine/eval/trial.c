/*
 * Trying a change: the decision is made again on a copy of the row in which some facts are as they
 * would have to be. What followed from the old values is taken back; what follows from the new ones
 * is drawn anew. Nobody is told of what happens on such a row.
 */
#include <string.h>

#include "engine/eval/ways.h"

/* ---- a value that makes a test come out as wanted ---- */

/* Is a member one of the values; places: does it, surely or perhaps, count for one of them. */
static bool is_one(struct an_run *run, const struct an_ctx *x, bool places, int64_t member,
                   const int64_t *v, uint32_t n)
{
    for (uint32_t i = 0; places && i < n; i++)
        if (an__counts(run->ev, (uint32_t)member, (uint32_t)v[i], x->law_day) != AN_FALSE)
            return true;
    return !places && an__has(v, n, member);
}

/* Keeps the members that are among the values, or those that are not. */
static void keep(struct an_run *run, const struct an_ctx *x, bool places, const int64_t **list,
                 uint32_t *n, const int64_t *v, uint32_t n_v, bool among)
{
    const int64_t *kept = NULL;
    uint32_t n_kept = 0;
    for (uint32_t i = 0; i < *n; i++)
        if (is_one(run, x, places, (*list)[i], v, n_v) == among)
            an__add(run->temp, &kept, &n_kept, (*list)[i]);
    *list = kept;
    *n = n_kept;
}

/* A set with the first of the values put in, all of them, or all taken out. */
static bool change_set(struct an_run *run, const struct an_ctx *x, const struct an_cond_node *leaf,
                       bool places, const int64_t *v, bool to, struct an_known *k)
{
    bool in = leaf->op == AN_OP_IN || leaf->op == AN_OP_INCLUDES_ALL, only = leaf->op == AN_OP_ONLY;
    if (only && !to)
        return false;
    if (!only && in == to) {
        uint32_t n = leaf->op == AN_OP_INCLUDES_ALL ? leaf->n : 1;
        for (uint32_t i = 0; i < n; i++)
            an__add(run->temp, &k->has, &k->n_has, v[i]);
        return true;
    }
    keep(run, x, places, &k->has, &k->n_has, v, leaf->n, only);
    keep(run, x, places, &k->within, &k->n_within, v, leaf->n, only);
    k->closed = k->closed || only;
    for (uint32_t i = 0; !only && i < leaf->n; i++)
        an__add(run->temp, &k->not_in, &k->n_not_in, v[i]);
    return true;
}

static void put_entry(struct an_run *run, struct an_known *k, const struct an_map_entry *new)
{
    struct an_map_entry *v = AN_NEW_ARRAY(run->temp, struct an_map_entry, (size_t)k->n_entries + 1);
    uint32_t n = 0;
    bool put = false;
    for (uint32_t i = 0; i < k->n_entries; i++) {
        if (!put && k->entry[i].place >= new->place) {
            v[n++] = *new;
            put = true;
        }
        if (k->entry[i].place != new->place)
            v[n++] = k->entry[i];
    }
    if (!put)
        v[n++] = *new;
    k->entry = v;
    k->n_entries = n;
}

/* The rows that stand in the way are taken out; no row is invented. */
static bool change_rows(struct an_run *run, const struct an_ctx *x, const struct an_change *ch,
                        struct an_known *k)
{
    const struct an_cond_node *node = &ch->cond.node[ch->at];
    bool some = node->op == AN_OP_SOME;
    struct an_ctx inner = *x;
    struct an_row *kept = AN_NEW_ARRAY(run->temp, struct an_row, k->n_rows);
    uint32_t n = 0;
    if (some == ch->to || node->op == AN_OP_ONLY)
        return false;
    inner.table = &run->model->facts.v[ch->fact];
    for (uint32_t i = 0; i < k->n_rows; i++) {
        inner.cells = &k->row[i];
        if (an__truth_at(&inner, &ch->cond, an__first_child(ch->at)) == an_tri_of(!some))
            kept[n++] = k->row[i];
    }
    k->row = kept;
    k->n_rows = n;
    k->closed = true;
    return true;
}

/* Of the numbers that would do, the one nearest to what is known today. */
static void nearest(const struct an_value_type *type, const struct an_known *today,
                    struct an_known *k)
{
    struct an_range now = an__range(type, today), then = an__range(type, k);
    if (then.n_one_of > 0)
        k->min = k->max = then.one_of[0];
    else
        k->min = k->max = now.lo > then.hi ? then.hi : then.lo;
    k->one_of = NULL;
    k->n_one_of = 0;
}

/* False: such a change cannot be put into a value. */
static bool change(struct an_run *run, const struct an_ctx *x, const struct an_change *ch,
                   struct an_known *k)
{
    const struct an_cond_node *leaf = &ch->cond.node[ch->at];
    const struct an_fact *f = &run->model->facts.v[ch->fact];
    const struct an_known *new;
    if (f->type.type == AN_TYPE_TABLE)
        return change_rows(run, x, ch, k);
    if (f->derived.function != AN_FN_NONE || f->given_by_row)
        return false;
    if (f->type.type == AN_TYPE_SET || f->type.type == AN_TYPE_COUNTRIES) {
        int64_t *v = AN_NEW_ARRAY(run->temp, int64_t, leaf->n);
        for (uint32_t i = 0; i < leaf->n; i++)
            v[i] = f->type.type == AN_TYPE_SET
                       ? ch->cond.value[leaf->value + i]
                       : (int64_t)an__place(x, ch->cond.value[leaf->value + i]);
        return change_set(run, x, leaf, f->type.type == AN_TYPE_COUNTRIES, v, ch->to, k);
    }
    if (an__narrow(x, &ch->cond, leaf, &f->type, NULL, ch->to, &new) == AN_EMPTY)
        return false;
    if (f->type.type == AN_TYPE_COUNTRY_MAP) {
        put_entry(run, k, &new->entry[0]);
        return true;
    }
    struct an_known today = *k;
    *k = *new;
    if (an__is_number(f->type.type))
        nearest(&f->type, &today, k);
    return true;
}

/* ---- the row as it would be ---- */

struct an_case_row *an__copy_row(struct an_run *run, const struct an_case_row *from)
{
    struct an_case_row *row = AN_NEW(run->temp, struct an_case_row);
    *row = *from;
    row->arena = run->temp;
    row->trial = true;
    row->like = NULL;
    row->closed = row->refused = row->settled = false;
    row->use = NULL;
    row->plain = NULL;
    row->with.v = NULL;
    row->with.n = row->with.cap = 0;
    row->filled.v = NULL;
    row->filled.n = row->filled.cap = 0;
    row->slot = AN_NEW_ARRAY(run->temp, struct an_slot, run->model->facts.n);
    row->effective = AN_NEW_ARRAY(run->temp, uint8_t, run->model->provisions.n);
    memcpy(row->slot, from->slot, run->model->facts.n * sizeof row->slot[0]);
    an__only_stated(run->model, row);
    return row;
}

/* Without ties nothing followed from the old value, and nothing follows from the new one. */
static bool is_tied(const struct an_run *run, const struct an_way *way)
{
    for (uint32_t i = 0; i < way->n; i++)
        if (run->ev->logic.ties_of[way->v[i].fact].n > 0 || run->model->presumptions.n > 0)
            return true;
    return false;
}

static bool put_changes(struct an_run *run, struct an_case_row *row, const struct an_way *way)
{
    for (uint32_t i = 0; i < way->n; i++) {
        const struct an_change *ch = &way->v[i];
        struct an_slot *slot = &row->slot[ch->fact];
        struct an_ctx x = {.ev = run->ev, .row = row, .j = ch->j, .law_day = row->law_day};
        struct an_known *k = an__known_copy(run->temp, slot->known);
        if (!change(run, &x, ch, k))
            return false;
        slot->known = slot->stated = k;
        slot->origin = AN_ORIGIN_STATED;
    }
    return true;
}

enum an_verdict an__try_way(struct an_run *run, const struct an_decision *d,
                            const struct an_way *way)
{
    struct an_judged j = d->judged;
    struct an_case_row *row = an__copy_row(run, j.ctx.row);
    row->like = j.ctx.row;
    if (!is_tied(run, way)) {
        memcpy(row->slot, j.ctx.row->slot, run->model->facts.n * sizeof row->slot[0]);
        row->closed = true;
    }
    if (!put_changes(run, row, way))
        return AN_VERDICT_COUNT;
    an_verdict_set set = 0;
    j.ctx.row = row;
    for (uint32_t i = 0; i < d->norms.n; i++) { /* it must help under every reading */
        j.norm = d->norms.v[i];
        struct an_answer a = an__answer(&j);
        if (a.set == 0)
            return AN_VERDICT_COUNT;
        set |= a.set;
    }
    return an__verdict_of_set(set);
}
