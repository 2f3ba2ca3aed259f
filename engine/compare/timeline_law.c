/*
 * The life of law: for each provision that a subject names, what it was on the days on which its
 * standing may change. The one function that answers "in force on this day?" is asked for each.
 */
#include "engine/compare/days.h"
#include "engine/compare/stage.h"
#include "engine/compare/timeline.h"
#include "engine/facts/wanted.h"

#include <string.h>

/* ---- what is asked for ---- */

struct subject {
    uint32_t provision, instrument, place; /* AN_NONE: not that */
    bool *topic;                           /* of a topic or family; else NULL */
};

static void name_subject(struct an__weave *w, const char *kind, const char *id, const char *title,
                         const struct an_names *native)
{
    w->timeline->kind = kind;
    w->timeline->id = id;
    w->timeline->title = title;
    w->timeline->title_native = native && native->n > 0 ? native->v[0].text : NULL;
}

static bool find_topic(struct an__weave *w, struct subject *s, const char *id)
{
    const struct an_model *m = w->model;
    size_t n = strlen(id);
    uint32_t found = 0, last = 0;
    s->topic = AN_NEW_ARRAY(w->arena, bool, m->topics.n);
    for (uint32_t i = 0; i < m->topics.n; i++) {
        const char *topic = m->topics.v[i].id;
        s->topic[i] = strncmp(topic, id, n) == 0 && (topic[n] == '\0' || topic[n] == '.');
        found += s->topic[i] ? 1 : 0;
        last = s->topic[i] ? i : last;
    }
    if (found == 0) {
        s->topic = NULL;
        return false;
    }
    bool one = strcmp(m->topics.v[last].id, id) == 0;
    name_subject(w, "topic", an_strdup(w->arena, id),
                 one ? m->topics.v[last].title : "A family of topics", NULL);
    return true;
}

static bool find_subject(struct an__weave *w, struct subject *s, const char *id)
{
    const struct an_model *m = w->model;
    *s = (struct subject){AN_NONE, AN_NONE, AN_NONE, NULL};
    s->provision = an_model_provision(m, id);
    if (s->provision != AN_NONE) {
        const struct an_provision *p = &m->provisions.v[s->provision];
        name_subject(w, "provision", p->id, p->title,
                     &m->instruments.v[p->instrument].title_native);
        return true;
    }
    s->instrument = an_model_instrument(m, id);
    if (s->instrument != AN_NONE) {
        const struct an_instrument *v = &m->instruments.v[s->instrument];
        name_subject(w, "instrument", v->id, v->title, &v->title_native);
        return true;
    }
    if (find_topic(w, s, id))
        return true;
    s->place = an_model_place(m, id, NULL);
    if (s->place == AN_NONE)
        return false;
    name_subject(w, "jurisdiction", m->places.v[s->place].id, m->places.v[s->place].name,
                 &m->places.v[s->place].names);
    return true;
}

/* Says what is wrong with an id that is no subject: unknown, or the name of something else. */
static void free_things(void *things)
{
    an_things_free(things);
}

static enum an_status refuse(struct an__weave *w, const char *id)
{
    struct an_things *things = NULL;
    enum an_status status = an_show(&things, w->base, w->ws, id);
    an_arena_share_handler(w->ws->arena, w->arena);
    if (status != AN_OK)
        return status;
    an_defer(w->arena, free_things, things);
    an_diag_add(w->ws->diags, AN_MSG_timeline_subject, (struct an_span){.file = AN_NO_FILE}, id,
                an_things_at(things, 0)->kind_name);
    return AN_EINPUT;
}

/* ---- which provisions ---- */

struct choice {
    struct subject subject;
    bool *topic;           /* --topics; NULL: all */
    struct an_refs places; /* --markets; empty: all */
};

/* Did, does or will the law of `maker` apply there, on a day on which it may be in force? */
static bool reaches(const struct an__weave *w, const struct an_days *days, uint32_t maker,
                    uint32_t place)
{
    if (maker == place || an_law_applies(w->model, maker, place, w->as_of) != AN_FALSE)
        return true;
    for (size_t i = 0; i < days->n; i++)
        if (an_law_applies(w->model, maker, place, days->v[i]) != AN_FALSE)
            return true;
    return false;
}

static bool is_chosen(const struct an__weave *w, const struct choice *c, uint32_t i,
                      const struct an_days *days)
{
    const struct an_provision *p = &w->model->provisions.v[i];
    const struct subject *s = &c->subject;
    uint32_t maker = w->model->instruments.v[p->instrument].place;
    if (s->provision != AN_NONE && s->provision != i)
        return false;
    if (s->instrument != AN_NONE && s->instrument != p->instrument)
        return false;
    if ((s->topic && !s->topic[p->topic]) || (c->topic && !c->topic[p->topic]))
        return false;
    if (s->place != AN_NONE && !reaches(w, days, maker, s->place))
        return false;
    for (uint32_t k = 0; k < c->places.n; k++)
        if (reaches(w, days, maker, c->places.v[k]))
            return true;
    return c->places.n == 0;
}

static bool read_choice(struct an__weave *w, struct choice *c)
{
    const struct an_timeline_options *o = w->options;
    uint32_t *places = AN_NEW_ARRAY(w->arena, uint32_t, o->n_markets);
    bool ok = true;
    for (size_t i = 0; i < o->n_markets; i++) {
        places[i] = an_wanted_place(w->ws, w->model, o->markets[i]);
        ok = ok && places[i] != AN_NONE;
    }
    c->places = (struct an_refs){places, (uint32_t)o->n_markets};
    if (o->n_topics > 0)
        c->topic = AN_NEW_ARRAY(w->arena, bool, w->model->topics.n);
    for (size_t i = 0; i < o->n_topics; i++)
        ok = an_wanted_topic(w->ws, w->model, o->topics[i], c->topic) && ok;
    return ok;
}

/* ---- one lane ---- */

/* The event that makes the day what it is; NULL where the provision's own days do. */
static const struct an_event *event_on(const struct an_standing *standing, an_day day)
{
    const struct an_event *e = standing->event;
    return e && e->on.hi == day ? e : NULL;
}

static void add_stretch(struct an__weave *w, struct an__draft_lane *draft,
                        const struct an_standing *standing, an_day day)
{
    enum an_stage stage = an__stage_of(standing);
    size_t n = draft->stretches.n;
    if (n > 0 && draft->stretches.v[n - 1].stage == stage)
        return;
    if (n > 0)
        draft->stretches.v[n - 1].before = day;
    const struct an_event *e = event_on(standing, day);
    struct an__stretch s = {.from = day, .before = AN_DAY_MAX, .stage = stage};
    if (e) {
        s.evidence = e->evidence != AN_EV_NONE ? an_evidence_word(e->evidence) : NULL;
        s.note = e->note;
        s.said = an_state_word(e->is);
    }
    an_vec_push(w->arena, &draft->stretches, s);
}

static void add_lane(struct an__weave *w, uint32_t i, const struct an_days *days)
{
    const struct an_provision *p = &w->model->provisions.v[i];
    struct an__draft_lane draft = {.provision = i};
    draft.lane.provision = an_provision_info_brief(w->arena, w->model, i, w->as_of);
    for (size_t k = 0; k < days->n; k++) {
        struct an_standing standing = an_provision_standing(w->model, p, days->v[k]);
        add_stretch(w, &draft, &standing, days->v[k]);
    }
    an_vec_push(w->arena, &w->lanes, draft);
}

static enum an_status weave_law(struct an__weave *w, const char *id)
{
    struct choice choice = {0};
    bool days = an__weave_days(w, AN_DAY_MAX);
    if (!find_subject(w, &choice.subject, id))
        return refuse(w, id);
    if (!read_choice(w, &choice) || !days)
        return AN_EINPUT;
    struct an_days named = {.arena = w->arena};
    for (uint32_t i = 0; i < w->model->provisions.n; i++) {
        named.n = 0;
        an__days_of_standing(&named, w->model, &w->model->provisions.v[i]);
        an__days_sort(&named);
        if (is_chosen(w, &choice, i, &named))
            add_lane(w, i, &named);
    }
    an__weave_finish(w);
    return AN_OK;
}

struct law_asked {
    struct an_timeline_result *result;
    const struct an_base *base;
    const char *id;
    const struct an_timeline_options *options;
};

static enum an_status enter_law(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct law_asked *asked = what;
    asked->result = an__timeline_new(arena);
    struct an__weave w = an__weave_of(asked->result, asked->base, ws, asked->options);
    return weave_law(&w, asked->id);
}

enum an_status an_timeline_law(struct an_timeline_result **out, const struct an_base *base,
                               struct an_workspace *ws, const char *id,
                               const struct an_timeline_options *options)
{
    struct law_asked asked = {NULL, base, id, options};
    enum an_status status = an_enter(ws, "a timeline was made", enter_law, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}
