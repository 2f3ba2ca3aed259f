/*
 * Rows: which value of each fact holds for a market and offer on the day asked (S1.6 to S1.8),
 * which places axioms are read for (S2.5), and the law day of a provision (S3.3). A row is made at
 * first use and closed only when a decision needs it.
 */
#include <string.h>

#include "engine/eval/eval.h"

/* The value on the day asked: of the last step that has begun; NULL before the first. */
static const struct an_known *on_day(const struct an_given *given, an_day day)
{
    const struct an_known *known = NULL;
    for (uint32_t i = 0; i < given->n && given->v[i].from <= day; i++)
        known = &given->v[i].known;
    return known;
}

static const struct an_given *find(const struct an_given *given, uint32_t n, uint32_t fact)
{
    for (uint32_t i = 0; i < n; i++)
        if (given[i].fact == fact)
            return &given[i];
    return NULL;
}

static const struct an_market_values *values_of(const struct an_profile *p, uint32_t place)
{
    for (uint32_t i = 0; i < p->n_per_market; i++)
        if (p->per_market[i].place == place)
            return &p->per_market[i];
    return NULL;
}

static const struct an_known *given_here(const struct an_eval *ev, uint32_t fact, uint32_t place,
                                         uint32_t offer)
{
    const struct an_profile *p = ev->profile;
    const struct an_market_values *market = values_of(p, place);
    const struct an_given *g = find(p->offers[offer].given, p->offers[offer].n_given, fact);
    if (!g && market)
        g = find(market->given, market->n_given, fact);
    if (!g)
        g = find(p->given, p->n_given, fact);
    return g ? on_day(g, ev->day) : NULL;
}

an_day an__law_day(const struct an_eval *ev, uint32_t provision, uint32_t place, uint32_t offer)
{
    uint32_t anchor = ev->model->provisions.v[provision].anchor;
    if (anchor == AN_NONE)
        return ev->day;
    const struct an_known *known = given_here(ev, anchor, place, offer);
    return known && known->given && known->min == known->max ? (an_day)known->min : ev->day;
}

/* ---- making a row ---- */

static void lay(struct an_slot *slot, const struct an_given *given, uint32_t n, an_day day)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct an_known *known = on_day(&given[i], day);
        slot[given[i].fact] =
            (struct an_slot){known, known, AN_ORIGIN_STATED, {AN_WHY_NONE, 0, AN_NONE}};
    }
}

void an__only_stated(const struct an_model *m, struct an_case_row *row)
{
    for (uint32_t f = 0; f < m->facts.n; f++) {
        struct an_slot *slot = &row->slot[f];
        if (slot->origin == AN_ORIGIN_ROW)
            continue;
        const struct an_known *stated = slot->stated;
        *slot = (struct an_slot){.known = stated,
                                 .stated = stated,
                                 .origin = stated ? AN_ORIGIN_STATED : AN_ORIGIN_MISSING};
    }
}

static void set_by_row(struct an_eval *ev, struct an_case_row *row)
{
    if (ev->model->market_fact != AN_NONE) {
        struct an_known *market = an__known_copy(ev->arena, NULL);
        market->closed = true;
        an__add(ev->arena, &market->has, &market->n_has, row->place);
        struct an_slot *slot = &row->slot[ev->model->market_fact];
        *slot = (struct an_slot){.known = market, .origin = AN_ORIGIN_ROW};
    }
    if (ev->model->day_fact != AN_NONE) {
        struct an_known *day = an__known_copy(ev->arena, NULL);
        day->min = day->max = row->law_day;
        row->slot[ev->model->day_fact] = (struct an_slot){.known = day, .origin = AN_ORIGIN_ROW};
    }
}

static void mark(const struct an_model *m, uint8_t *in, int64_t place)
{
    in[place] = m->places.v[place].kind != AN_PLACE_GROUP;
}

bool an__can_be_in_play(struct an_eval *ev, uint32_t place, an_day day)
{
    return ev->model->places.v[place].kind != AN_PLACE_GROUP && an__inside(ev, place, day).n > 0;
}

static void mark_value(const struct an_model *m, const struct an_value_type *type,
                       const struct an_known *known, uint8_t *in)
{
    for (uint32_t i = 0; type->type == AN_TYPE_COUNTRIES && i < known->n_has; i++)
        mark(m, in, known->has[i]);
    for (uint32_t i = 0; type->type == AN_TYPE_COUNTRIES && i < known->n_within; i++)
        mark(m, in, known->within[i]);
    for (uint32_t i = 0; type->type == AN_TYPE_COUNTRY_MAP && i < known->n_entries; i++)
        mark(m, in, known->entry[i].place);
}

static void mark_values(const struct an_model *m, const struct an_fact *f,
                        const struct an_known *known, uint8_t *in)
{
    mark_value(m, &f->type, known, in);
    for (uint32_t r = 0; f->type.type == AN_TYPE_TABLE && r < known->n_rows; r++)
        for (uint32_t i = 0; i < f->n_columns; i++)
            mark_value(m, &f->columns[i].type, &known->row[r].cell[i], in);
}

static void find_places(struct an_eval *ev, struct an_case_row *row)
{
    const struct an_model *m = ev->model;
    row->in_play_mark = AN_NEW_ARRAY(ev->arena, uint8_t, m->places.n);
    mark(m, row->in_play_mark, row->place);
    for (uint32_t i = 0; i < ev->logic.places.n; i++)
        mark(m, row->in_play_mark, ev->logic.places.v[i]);
    for (uint32_t f = 0; f < m->facts.n; f++)
        if (row->slot[f].stated)
            mark_values(m, &m->facts.v[f], row->slot[f].stated, row->in_play_mark);
    uint32_t *v = AN_NEW_ARRAY(ev->arena, uint32_t, m->places.n);
    for (uint32_t i = 0; i < m->places.n; i++) {
        row->in_play_mark[i] = row->in_play_mark[i] && an__can_be_in_play(ev, i, row->law_day);
        if (row->in_play_mark[i])
            v[row->n_in_play++] = i;
    }
    row->in_play = v;
}

/*
 * The instrument of a provision that is decided as if in force, if that may change what holds on
 * the row: if it defines anything, or exempts from or displaces what others define.
 */
static uint32_t own_definitions(const struct an_model *m, const struct an_judged *as)
{
    if (!as || as->apart == AN_APART_NO || m->definers.n == 0)
        return AN_NONE;
    uint32_t instrument = m->provisions.v[as->norm.provision].instrument;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *p = &m->provisions.v[i];
        if (p->instrument == instrument &&
            (p->duty == AN_DUTY_DEFINES || p->exempts.n > 0 || p->overrides.n > 0))
            return instrument;
    }
    return AN_NONE;
}

/* A reading of a provision that exempts from or displaces others may change what is defined. */
static const struct an_norm *own_reading(const struct an_model *m, const struct an_judged *as)
{
    const struct an_provision *p = as ? &m->provisions.v[as->norm.provision] : NULL;
    bool others = p && m->definers.n > 0 && (p->exempts.n > 0 || p->overrides.n > 0);
    return others && p->n_readings > 0 ? &as->norm : NULL;
}

static bool same_reading(const struct an_norm *a, const struct an_norm *b)
{
    return a == b ||
           (a && b && a->provision == b->provision && strcmp(a->reading, b->reading) == 0);
}

struct an_case_row *an__row(struct an_eval *ev, bool home, uint32_t place, uint32_t offer,
                            an_day law_day, const struct an_judged *as)
{
    uint32_t instrument = own_definitions(ev->model, as);
    enum an_apart apart = instrument == AN_NONE ? AN_APART_NO : as->apart;
    const struct an_norm *reading = own_reading(ev->model, as);
    for (size_t i = 0; i <= ev->rows.n; i++) {
        struct an_case_row *r = i == 0 ? ev->last_row : ev->rows.v[i - 1];
        if (r && r->home == home && r->place == place && r->offer == offer &&
            r->law_day == law_day && r->instrument == instrument && r->apart == apart &&
            same_reading(r->reading, reading))
            return ev->last_row = r;
    }
    const struct an_profile *p = ev->profile;
    struct an_case_row *row = AN_NEW(ev->arena, struct an_case_row);
    row->arena = ev->arena;
    row->home = home;
    row->place = place;
    row->offer = offer;
    row->law_day = law_day;
    row->instrument = instrument;
    row->apart = apart;
    if (reading) {
        struct an_norm *copy = AN_NEW(ev->arena, struct an_norm);
        *copy = *reading;
        row->reading = copy;
    }
    row->slot = AN_NEW_ARRAY(ev->arena, struct an_slot, ev->model->facts.n);
    row->effective = AN_NEW_ARRAY(ev->arena, uint8_t, ev->model->provisions.n);
    memcpy(row->slot, ev->base, ev->model->facts.n * sizeof row->slot[0]);
    const struct an_market_values *market = values_of(p, place);
    if (market)
        lay(row->slot, market->given, market->n_given, ev->day);
    lay(row->slot, p->offers[offer].given, p->offers[offer].n_given, ev->day);
    for (uint32_t i = 0; i < ev->n_laid; i++)
        if (ev->laid[i].place == place && ev->laid[i].offer == offer)
            row->slot[ev->laid[i].fact] = (struct an_slot){.known = ev->laid[i].known,
                                                           .stated = ev->laid[i].known,
                                                           .origin = AN_ORIGIN_STATED,
                                                           .because = {AN_WHY_NONE, 0, AN_NONE}};
    find_places(ev, row);
    set_by_row(ev, row);
    an_vec_push(ev->arena, &ev->rows, row);
    return ev->last_row = row;
}

struct an_eval *an_eval_new(struct an_arena *arena, const struct an_model *model,
                            const struct an_profile *profile, an_day day)
{
    struct an_eval *ev = AN_NEW(arena, struct an_eval);
    ev->arena = ev->work = arena;
    ev->model = model;
    ev->profile = profile;
    ev->day = day;
    ev->max_combinations = 1u << AN_MAX_TABLE_BITS;
    ev->logic = an__logic(arena, model);
    ev->stand = AN_NEW_ARRAY(arena, uint8_t, model->provisions.n);
    ev->base = AN_NEW_ARRAY(arena, struct an_slot, model->facts.n);
    for (uint32_t f = 0; f < model->facts.n; f++)
        ev->base[f].origin = AN_ORIGIN_MISSING;
    lay(ev->base, profile->given, profile->n_given, day);
    ev->n_folded = an_intern_count(profile->symbols);
    ev->folded = AN_NEW_ARRAY(arena, int64_t, ev->n_folded);
    for (uint32_t i = 0; i < ev->n_folded; i++)
        ev->folded[i] = INT64_MIN;
    return ev;
}

void an__notice(struct an_eval *ev, const char *text)
{
    for (size_t i = 0; i < ev->notices.n; i++)
        if (strcmp(ev->notices.v[i], text) == 0)
            return;
    an_vec_push(ev->arena, &ev->notices, text);
}
