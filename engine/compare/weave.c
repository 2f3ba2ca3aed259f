/*
 * From drafted lanes to the finished timeline: which days are shown, the bands on them, and the
 * turns between bands.
 */
#include "engine/compare/stage.h"
#include "engine/compare/timeline.h"
#include "engine/facts/wanted.h"

#include <stdlib.h>
#include <string.h>

const char *an__day_text(struct an_arena *arena, an_day day)
{
    char text[11];
    an_day_format(day, text);
    return an_strdup(arena, text);
}

struct an_timeline_result *an__timeline_new(struct an_arena *arena)
{
    struct an_timeline_result *r = AN_NEW(arena, struct an_timeline_result);
    r->arena = arena;
    return r;
}

const struct an_timeline *an_timeline_get(const struct an_timeline_result *result)
{
    return &result->timeline;
}

void an_timeline_free(struct an_timeline_result *result)
{
    if (result)
        an_arena_free(result->arena);
}

struct an__weave an__weave_of(struct an_timeline_result *result, const struct an_base *base,
                              struct an_workspace *ws, const struct an_timeline_options *options)
{
    static const struct an_timeline_options none = {0};
    return (struct an__weave){.arena = result->arena,
                              .ws = ws,
                              .base = base,
                              .model = base->model,
                              .options = options ? options : &none,
                              .timeline = &result->timeline};
}

bool an__weave_days(struct an__weave *w, an_day as_of)
{
    w->from = AN_DAY_MIN;
    w->to = AN_DAY_MAX;
    w->as_of = as_of;
    bool from = an_wanted_day(w->ws, w->options->from, &w->from);
    bool to = an_wanted_day(w->ws, w->options->to, &w->to);
    bool day = an_wanted_day(w->ws, w->options->as_of, &w->as_of);
    if (from && to && w->from > w->to) {
        an_diag_add(w->ws->diags, AN_MSG_timeline_window, (struct an_span){.file = AN_NO_FILE},
                    w->options->from, w->options->to);
        return false;
    }
    return from && to && day;
}

/* ---- the days shown ---- */

static bool is_blank(const struct an__weave *w, const struct an__stretch *s)
{
    return w->timeline->of_product ? s->told.verdict == AN_NOT_APPLICABLE
                                   : s->stage == AN_STAGE_NONE;
}

an_day an__year_end(an_day day)
{
    enum { HALF_A_YEAR = 183 };
    int year, month, dom;
    an_day_split(day < AN_DAY_MAX - HALF_A_YEAR ? day + HALF_A_YEAR : AN_DAY_MAX, &year, &month,
                 &dom);
    return an_day_of(year, 12, 31);
}

/* From the first turn to the last, the day asked for between them, where nobody says otherwise. */
static void choose_window(struct an__weave *w)
{
    bool asked = w->as_of < AN_DAY_MAX;
    an_day first = asked ? w->as_of : AN_DAY_MAX, last = asked ? w->as_of : AN_DAY_MIN;
    for (size_t i = 0; i < w->lanes.n; i++)
        for (size_t k = 0; k < w->lanes.v[i].stretches.n; k++) {
            const struct an__stretch *s = &w->lanes.v[i].stretches.v[k];
            if (s->from > AN_DAY_MIN && s->from < first && !is_blank(w, s))
                first = s->from;
            if (s->from > last)
                last = s->from;
            if (s->before < AN_DAY_MAX && s->before > last)
                last = s->before;
        }
    if (w->from == AN_DAY_MIN)
        w->from = first <= w->to ? first : w->to;
    if (w->to == AN_DAY_MAX && last > w->as_of)
        last = an__year_end(last);
    if (w->to == AN_DAY_MAX)
        w->to = last >= w->from ? last : w->from;
    if (!asked)
        w->as_of = w->to;
}

/* ---- bands ---- */

static bool is_shown(const struct an__weave *w, const struct an__stretch *s)
{
    return !is_blank(w, s) && s->from <= w->to && s->before > w->from;
}

static void finish_lane(struct an__weave *w, struct an__draft_lane *draft)
{
    size_t n = draft->stretches.n;
    struct an_band *bands = AN_NEW_ARRAY(w->arena, struct an_band, n);
    for (size_t i = 0; i < n; i++) {
        const struct an__stretch *s = &draft->stretches.v[i];
        if (!is_shown(w, s))
            continue;
        bands[draft->lane.n_bands++] = (struct an_band){
            .from = s->from > AN_DAY_MIN ? an__day_text(w->arena, s->from) : NULL,
            .before = s->before < AN_DAY_MAX ? an__day_text(w->arena, s->before) : NULL,
            .stage = s->stage,
            .told = s->told,
            .evidence = s->evidence,
            .note = s->note,
        };
    }
    draft->lane.bands = bands;
}

/* ---- turns ---- */

struct turn {
    an_day day;
    struct an_turn turn;
};

static int compare_turns(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->turn.lane > y->turn.lane) - (x->turn.lane < y->turn.lane);
}

struct turns {
    struct turn *v;
    size_t n, cap;
};

/* Of a product, what the law was helps to say why a verdict went. */
static void add_turn(struct an__weave *w, struct turns *turns, uint32_t lane, uint32_t provision,
                     const struct an__stretch *before, const struct an__stretch *after)
{
    if (after->from < w->from || after->from > w->to || after->from == AN_DAY_MIN)
        return;
    struct turn t = {.day = after->from};
    t.turn = (struct an_turn){.day = an__day_text(w->arena, after->from),
                              .lane = lane,
                              .stage_before = before->stage,
                              .stage_after = after->stage,
                              .told_before = before->told,
                              .told_after = after->told,
                              .evidence = after->evidence,
                              .note = after->note,
                              .said = after->said};
    if (w->timeline->of_product) {
        t.turn.stage_before = an__stage_on(w->model, provision, after->from - 1);
        t.turn.stage_after = an__stage_on(w->model, provision, after->from);
    }
    an_vec_push(w->arena, turns, t);
}

/* Stretches follow one another; before the first and in gaps there is nothing. */
static void find_turns(struct an__weave *w, struct turns *turns, uint32_t lane,
                       const struct an__draft_lane *draft)
{
    struct an__stretch none = {.from = AN_DAY_MIN, .before = AN_DAY_MAX};
    none.told.verdict = AN_NOT_APPLICABLE;
    struct an__stretch before = none;
    for (size_t i = 0; i < draft->stretches.n; i++) {
        const struct an__stretch *s = &draft->stretches.v[i];
        bool gap = i > 0 && draft->stretches.v[i - 1].before < s->from;
        if (gap) {
            none.from = draft->stretches.v[i - 1].before;
            add_turn(w, turns, lane, draft->provision, &before, &none);
            before = none;
        }
        add_turn(w, turns, lane, draft->provision, &before, s);
        before = *s;
    }
    if (draft->stretches.n > 0 && before.before < AN_DAY_MAX) {
        none.from = before.before;
        add_turn(w, turns, lane, draft->provision, &before, &none);
    }
}

static void put_turns(struct an__weave *w, const struct turns *turns)
{
    struct an_turn *out = AN_NEW_ARRAY(w->arena, struct an_turn, turns->n);
    if (turns->n > 0)
        qsort(turns->v, turns->n, sizeof *turns->v, compare_turns);
    for (size_t i = 0; i < turns->n; i++) {
        out[i] = turns->v[i].turn;
        if (turns->v[i].day > w->as_of && !w->timeline->next)
            w->timeline->next = out[i].day;
    }
    w->timeline->turns = out;
    w->timeline->n_turns = an_u32(turns->n);
}

void an__weave_finish(struct an__weave *w)
{
    struct an_timeline *t = w->timeline;
    struct turns turns = {0};
    struct an_lane *lanes = AN_NEW_ARRAY(w->arena, struct an_lane, w->lanes.n);
    choose_window(w);
    for (size_t i = 0; i < w->lanes.n; i++) {
        finish_lane(w, &w->lanes.v[i]);
        if (w->lanes.v[i].lane.n_bands == 0)
            continue;
        lanes[t->n_lanes] = w->lanes.v[i].lane;
        find_turns(w, &turns, t->n_lanes, &w->lanes.v[i]);
        t->n_lanes++;
    }
    t->lanes = lanes;
    put_turns(w, &turns);
    t->from = an__day_text(w->arena, w->from);
    t->to = an__day_text(w->arena, w->to);
    t->as_of = an__day_text(w->arena, w->as_of);
    t->revision = an_base_revision(w->base);
    t->version = an_version();
}
