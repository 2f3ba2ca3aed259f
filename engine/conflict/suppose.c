/* "What if that state were a party?": parties added to a copy of the model. */
#include "engine/conflict/suppose.h"

#include <string.h>

#include "engine/facts/wanted.h"
#include "engine/lang/place.h"

bool an__is_supposed(const struct an__seek *s, uint32_t treaty, uint32_t party)
{
    for (size_t i = 0; i < s->supposed.n; i++)
        if (s->supposed.v[i].treaty == treaty && s->supposed.v[i].party == party)
            return true;
    return false;
}

/* ---- reading ---- */

static bool is_bound(const struct an__seek *s, const struct an_place *treaty, uint32_t party)
{
    for (uint32_t i = 0; i < treaty->parties.n; i++) {
        const struct an_membership *p = &treaty->parties.v[i];
        if (an_interval_has(&p->days, s->day) != AN_FALSE &&
            an_place_within(s->model, party, p->place, s->day) != AN_FALSE)
            return true;
    }
    return false;
}

static bool is_asked(const struct an__seek *s, uint32_t party)
{
    for (uint32_t i = 0; i < s->markets.n; i++)
        if (an_law_applies(s->model, party, s->markets.v[i], s->day) == AN_TRUE ||
            an_place_within(s->model, party, s->markets.v[i], s->day) == AN_TRUE)
            return true;
    return false;
}

/* Can it be supposed, and would it change anything? */
static bool makes_sense(struct an__seek *s, uint32_t party, uint32_t treaty)
{
    const struct an_place *p = &s->model->places.v[party], *t = &s->model->places.v[treaty];
    const struct an_span at = an_wanted_at(s->ws);
    if (t->kind != AN_PLACE_TREATY || p->kind == AN_PLACE_TREATY || p->kind == AN_PLACE_GROUP) {
        an_diag_add(s->ws->diags, AN_MSG_suppose_form, at,
                    an_strf(s->arena, "%s:%s", p->id, t->id));
        return false;
    }
    if (is_bound(s, t, party) || an__is_supposed(s, treaty, party)) {
        an_diag_add(s->ws->diags, AN_MSG_suppose_party, at, p->id, t->id);
        return false;
    }
    if (!is_asked(s, party)) {
        an_diag_add(s->ws->diags, AN_MSG_suppose_market, at, p->id);
        return false;
    }
    return true;
}

static bool read_one(struct an__seek *s, const char *words)
{
    const char *colon = strchr(words, ':');
    if (!colon) {
        an_diag_add(s->ws->diags, AN_MSG_suppose_form, an_wanted_at(s->ws), words);
        return false;
    }
    const char *code = an_strndup(s->arena, words, (size_t)(colon - words));
    uint32_t party = an_wanted_place(s->ws, s->model, code);
    uint32_t treaty = an_wanted_place(s->ws, s->model, colon + 1);
    if (party == AN_NONE || treaty == AN_NONE || !makes_sense(s, party, treaty))
        return false;
    const struct an__supposed one = {.treaty = treaty, .party = party};
    an_vec_push(s->arena, &s->supposed, one);
    return true;
}

/* ---- the model in which it is so ---- */

static void add_party(struct an__seek *s, struct an_place *treaty, uint32_t party)
{
    uint32_t n = treaty->parties.n;
    struct an_membership *v = AN_NEW_ARRAY(s->arena, struct an_membership, n + 1u);
    if (n > 0)
        memcpy(v, treaty->parties.v, n * sizeof *v);
    v[n] = (struct an_membership){
        .place = party,
        .days = {.from = {s->day, s->day}, .before = {AN_DAY_MAX, AN_DAY_MAX}},
        .span = treaty->span};
    treaty->parties = (struct an_memberships){v, n + 1};
}

static const struct an_model *with_parties(struct an__seek *s)
{
    struct an_model *m = AN_NEW(s->arena, struct an_model);
    *m = *s->model;
    struct an_place *places = AN_NEW_ARRAY(s->arena, struct an_place, m->places.n);
    memcpy(places, m->places.v, m->places.n * sizeof *places);
    for (size_t i = 0; i < s->supposed.n; i++)
        add_party(s, &places[s->supposed.v[i].treaty], s->supposed.v[i].party);
    m->arena = s->arena;
    m->places.v = places;
    an__places_index(m);
    return m;
}

bool an__suppose(struct an__seek *s)
{
    const struct an_conflict_options *o = s->options;
    bool ok = true;
    if (o->n_supposed == 0)
        return true;
    if (s->profile) {
        an_diag_add(s->ws->diags, AN_MSG_suppose_product, an_wanted_at(s->ws), s->profile->id);
        return false;
    }
    for (size_t i = 0; i < o->n_supposed; i++)
        ok = read_one(s, o->supposed[i]) && ok;
    if (ok)
        s->model = with_parties(s);
    return ok;
}
