/*
 * The model is copied shallowly: only the provisions' own days and events differ, and all answers
 * follow from these through the one function that tells what is in force.
 */
#include "engine/compare/vary.h"

#include <string.h>

#include "engine/diag/nearest.h"

struct vary {
    struct an_arena *arena;
    struct an_workspace *ws;
    const struct an_model *m;
    struct an_provision *provisions;
    bool *enacted, *struck;
};

static bool refuse_id(struct vary *v, const char *id)
{
    struct an_span nowhere = {.file = AN_NO_FILE,
                              .start = (uint32_t)an_diag_count(v->ws->diags, AN_SEV_ERROR)};
    struct an_diag_entry *e = an_diag_add(v->ws->diags, AN_MSG_vary_unknown, nowhere, id);
    struct an_nearest near;
    an_nearest_init(&near, id);
    for (uint32_t i = 0; i < v->m->provisions.n; i++)
        an_nearest_try(&near, v->m->provisions.v[i].id);
    for (uint32_t i = 0; i < v->m->instruments.n; i++)
        an_nearest_try(&near, v->m->instruments.v[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    return false;
}

/* Marks one provision, or all of an instrument. */
static bool mark(struct vary *v, const char *id, bool *marks)
{
    uint32_t provision = an_model_provision(v->m, id), instrument = an_model_instrument(v->m, id);
    bool found = false;
    for (uint32_t i = 0; i < v->m->provisions.n; i++)
        if (i == provision ||
            (instrument != AN_NONE && v->m->provisions.v[i].instrument == instrument)) {
            marks[i] = true;
            found = true;
        }
    return found || refuse_id(v, id);
}

static bool mark_all(struct vary *v, const char *const *ids, size_t n, bool *marks)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        ok = mark(v, ids[i], marks) && ok;
    return ok;
}

static void set_status(struct vary *v, uint32_t i, enum an_state state, an_day day)
{
    struct an_event *event = AN_NEW(v->arena, struct an_event);
    *event = (struct an_event){
        .on = {day, day}, .is = state, .evidence = AN_EV_NONE, .span = v->m->provisions.v[i].span};
    v->provisions[i].status = (struct an_events){event, 1};
    v->provisions[i].days =
        (struct an_interval){{AN_DAY_MIN, AN_DAY_MIN}, {AN_DAY_MAX, AN_DAY_MAX}};
}

const struct an_base *an__vary(struct an_arena *arena, struct an_workspace *ws,
                               const struct an_base *base, const struct an__variation *how,
                               bool *touched)
{
    uint32_t n = base->model->provisions.n;
    struct vary v = {.arena = arena, .ws = ws, .m = base->model};
    v.enacted = AN_NEW_ARRAY(arena, bool, n);
    v.struck = AN_NEW_ARRAY(arena, bool, n);
    bool enact = mark_all(&v, how->enact, how->n_enact, v.enacted);
    bool strike = mark_all(&v, how->strike, how->n_strike, v.struck);
    if (!enact || !strike)
        return NULL;
    v.provisions = AN_NEW_ARRAY(arena, struct an_provision, n);
    if (n > 0)
        memcpy(v.provisions, base->model->provisions.v, n * sizeof *v.provisions);
    for (uint32_t i = 0; i < n; i++) {
        if (v.enacted[i] && v.struck[i]) {
            an_diag_add(ws->diags, AN_MSG_vary_both, (struct an_span){.file = AN_NO_FILE},
                        v.provisions[i].id);
            return NULL;
        }
        if (v.enacted[i])
            set_status(&v, i, AN_STATE_IN_FORCE, how->day);
        else if (v.struck[i])
            set_status(&v, i, AN_STATE_ANNULLED, AN_DAY_MIN);
        if (touched)
            touched[i] = v.enacted[i] || v.struck[i];
    }
    struct an_model *model = AN_NEW(arena, struct an_model);
    *model = *base->model;
    model->provisions.v = v.provisions;
    struct an_base *varied = AN_NEW(arena, struct an_base);
    *varied = *base;
    varied->model = model;
    return varied;
}
