/*
 * Days that are known only roughly and between whose first and last possible day the day asked
 * lies: of the provision's standing, its due day, memberships, terms and lists that it turns on
 * (S1.5). Put into words, so that nobody takes an answer near such a day for one about a day.
 */
#include "engine/eval/run.h"

struct telling {
    struct an_run *run;
    const struct an_judged *j;
    struct an_marks marks; /* what the provision turns on */
    struct an_sink_buffer out;
};

/* Could it be on either side of the day. */
static bool spans(const struct telling *t, struct an_when when)
{
    return when.lo <= t->j->ctx.law_day && t->j->ctx.law_day < when.hi;
}

static void tell(struct telling *t, const char *what, struct an_when when)
{
    char text[24];
    an_when_format(when, text);
    an_putf(&t->out.sink, "%s%s %s", t->out.n > 0 ? "; " : "", what, text);
}

/* "A: B from 2015" of what the names say ("A", ": ", "B"); put together only where it is told. */
static void tell_interval(struct telling *t, const char *const what[3], const char *from,
                          const char *before, const struct an_interval *days)
{
    struct an_arena *temp = t->run->temp;
    if (spans(t, days->from))
        tell(t, an_strf(temp, "%s%s%s%s", what[0], what[1], what[2], from), days->from);
    if (spans(t, days->before))
        tell(t, an_strf(temp, "%s%s%s%s", what[0], what[1], what[2], before), days->before);
}

static void tell_standing(struct telling *t)
{
    const struct an_model *m = t->run->model;
    const struct an_provision *p = &m->provisions.v[t->j->norm.provision];
    const struct an_events *events =
        p->status.v ? &p->status : &m->instruments.v[p->instrument].status;
    for (uint32_t i = 0; i < events->n; i++) {
        const struct an_event *e = &events->v[i];
        const char *state = e->is == AN_STATE_IN_FORCE ? "in force" : an_state_word(e->is);
        if (spans(t, e->on))
            tell(t, an_strf(t->run->temp, "%s on", state), e->on);
    }
    static const char *const applies[3] = {"applies", "", ""};
    tell_interval(t, applies, " from", " before", &p->days);
    if (p->due.kind == AN_DUE_DAY && spans(t, p->due.day))
        tell(t, "due by", p->due.day);
}

static void tell_membership(struct telling *t, uint32_t part, uint32_t whole,
                            const struct an_membership *m)
{
    const struct an_model *model = t->run->model;
    bool here = part == t->j->ctx.row->place || t->j->ctx.row->in_play_mark[part];
    bool named = whole == t->j->ctx.j || t->marks.place[whole] || t->marks.group[whole];
    const char *const pair[3] = {model->places.v[whole].name, ": ", model->places.v[part].name};
    if (here && named)
        tell_interval(t, pair, " from", " before", &m->days);
}

static void tell_memberships(struct telling *t)
{
    const struct an_model *m = t->run->model;
    for (uint32_t p = 0; p < m->places.n; p++) {
        const struct an_place *place = &m->places.v[p];
        const struct an_memberships *lists[] = {&place->members, &place->parties,
                                                &place->applies_in};
        for (int k = 0; k < 3; k++)
            for (uint32_t i = 0; i < lists[k]->n; i++)
                tell_membership(t, lists[k]->v[i].place, p, &lists[k]->v[i]);
        for (uint32_t i = 0; i < place->part_of.n; i++)
            tell_membership(t, p, place->part_of.v[i].place, &place->part_of.v[i]);
    }
}

static void tell_terms(struct telling *t)
{
    const struct an_model *m = t->run->model;
    for (uint32_t i = 0; i < m->terms.n; i++) {
        const char *const term[3] = {"defined (", m->terms.v[i].cite, ")"};
        if (t->marks.fact[m->terms.v[i].fact])
            tell_interval(t, term, " from", " before", &m->terms.v[i].days);
    }
}

/* A name on a list, if the profile names it. */
static void tell_lists(struct telling *t, const struct an_cond *c)
{
    const struct an_model *m = t->run->model;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        for (uint32_t k = 0; node->op == AN_OP_ON_LIST && k < node->n; k++) {
            const struct an_list *list = &m->lists.v[c->value[node->value + k]];
            for (uint32_t n = 0; n < list->n_members; n++) {
                const char *const listed[3] = {list->members[n].name, " on ", list->id};
                tell_interval(t, listed, " from", " before", &list->members[n].days);
            }
        }
    }
}

const char *an__roughly(struct an_run *run, const struct an_decision *d)
{
    const struct an_judged *j = &d->judged;
    struct telling t = {.run = run, .j = j, .marks = an__marks(run->temp, run->model)};
    if ((d->set & (d->set - 1)) == 0)
        return NULL; /* whatever the day, the answer is the same */
    t.marks.group = AN_NEW_ARRAY(run->temp, bool, run->model->places.n);
    an_sink_buffer_init(&t.out, run->temp);
    an__mark_judged_by(run->model, &j->norm, j->nexus, &t.marks);
    tell_standing(&t);
    tell_memberships(&t);
    tell_terms(&t);
    tell_lists(&t, &j->norm.when);
    tell_lists(&t, &j->norm.unless);
    tell_lists(&t, &j->norm.content);
    return t.out.n > 0 ? t.out.text : NULL;
}
