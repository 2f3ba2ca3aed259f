/*
 * A small world for hand-written examples. See world.h.
 */
#include "tests/support/world.h"

#include <assert.h>

struct world world_new(void)
{
    struct world w = {.arena = an_arena_new()};
    assert(w.arena != NULL);
    w.f = forge_new(w.arena);
    w.a = forge_place(w.f, "A", AN_PLACE_STATE);
    w.a1 = forge_place(w.f, "A-1", AN_PLACE_PART);
    w.b = forge_place(w.f, "B", AN_PLACE_STATE);
    w.u = forge_place(w.f, "U", AN_PLACE_UNION);
    struct an_interval teens = {forge_on(DAY(2010, 1, 1)), forge_on(DAY(2020, 1, 1))};
    forge_link_places(w.f, w.a1, FORGE_PART_OF, w.a, forge_always());
    forge_link_places(w.f, w.u, FORGE_MEMBER, w.a, forge_always());
    forge_link_places(w.f, w.u, FORGE_MEMBER, w.b, teens);
    w.day = DAY(2015, 6, 1);
    w.market = w.a;
    w.law = world_law(&w, "p", w.a);
    return w;
}

void world_free(struct world *w)
{
    an_arena_free(w->arena);
}

uint32_t world_law(struct world *w, const char *id, uint32_t place)
{
    uint32_t law = forge_instrument(w->f, id, place);
    forge_event(w->f, &w->f->instruments.v[law].status, forge_on(DAY(2000, 1, 1)),
                AN_STATE_IN_FORCE);
    return law;
}

void world_model(struct world *w)
{
    w->model = forge_model(w->f);
    w->profile = forge_profile(w->f, w->model, 1, &w->a);
}

void world_give(struct world *w, uint32_t fact, struct an_known known)
{
    forge_give(w->f, &w->profile->given, &w->profile->n_given, fact, known);
}

static struct naive_answer ask(struct world *w, uint32_t provision, uint32_t market)
{
    struct naive_question question = {w->profile, provision, market, 0, w->day};
    return naive_decide(w->arena, &question);
}

struct naive_answer world_ask(struct world *w, uint32_t provision)
{
    return ask(w, provision, w->market);
}

struct naive_answer world_ask_home(struct world *w, uint32_t provision)
{
    return ask(w, provision, AN_NONE);
}
