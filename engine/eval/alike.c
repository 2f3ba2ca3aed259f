/*
 * Markets that nothing tells apart: no law, condition, membership or stated value knows one of them
 * and not the other. What is decided for the first of them holds for the rest, place for place, so
 * that a product sold in every state of the world is decided a dozen times and not 250.
 */
#include "engine/eval/run.h"

/* One statement that a place belongs to, or is reached by, another. */
struct belonging {
    uint32_t whole;
    int kind;
    struct an_interval days;
};

struct sorting {
    struct an_run *run;
    struct an_marks marks;         /* places that something names */
    bool *apart;                   /* places like no other, though nothing names them */
    an_day first, last;            /* every day whose law is asked lies between them */
    AN_VEC(struct belonging) * of; /* per place, on those days, in order of the statements */
};

/* ---- what names a place ---- */

static void mark_refs(struct sorting *s, struct an_refs refs)
{
    for (uint32_t i = 0; i < refs.n; i++)
        s->marks.place[refs.v[i]] = true;
}

static void mark_known(struct sorting *s, const struct an_known *k)
{
    for (uint32_t i = 0; i < k->n_has; i++)
        s->marks.place[k->has[i]] = true;
    for (uint32_t i = 0; i < k->n_within; i++)
        s->marks.place[k->within[i]] = true;
    for (uint32_t i = 0; i < k->n_entries; i++)
        s->marks.place[k->entry[i].place] = true;
}

static bool of_places(enum an_type type)
{
    return type == AN_TYPE_COUNTRIES || type == AN_TYPE_COUNTRY_MAP;
}

static void mark_given(struct sorting *s, const struct an_given *given, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct an_fact *f = &s->run->model->facts.v[given[i].fact];
        for (uint32_t k = 0; k < given[i].n; k++) {
            const struct an_known *known = &given[i].v[k].known;
            if (of_places(f->type.type))
                mark_known(s, known);
            for (uint32_t r = 0; f->type.type == AN_TYPE_TABLE && r < known->n_rows; r++)
                for (uint32_t c = 0; c < f->n_columns; c++)
                    if (of_places(f->columns[c].type.type))
                        mark_known(s, &known->row[r].cell[c]);
        }
    }
}

static void mark_profile(struct sorting *s)
{
    const struct an_profile *p = s->run->profile;
    mark_given(s, p->given, p->n_given);
    for (uint32_t i = 0; i < p->n_offers; i++) {
        mark_refs(s, p->offers[i].markets);
        mark_given(s, p->offers[i].given, p->offers[i].n_given);
    }
    for (uint32_t i = 0; i < p->n_per_market; i++) {
        s->marks.place[p->per_market[i].place] = true;
        mark_given(s, p->per_market[i].given, p->per_market[i].n_given);
    }
    for (uint32_t i = 0; i < p->n_parts; i++) {
        s->marks.place[p->parts[i].market] = true;
        mark_refs(s, p->parts[i].in);
    }
    for (uint32_t i = 0; i < p->n_orders; i++)
        if (p->orders[i].market != AN_NONE)
            s->marks.place[p->orders[i].market] = true;
}

static void mark_cond(struct sorting *s, const struct an_cond *c)
{
    an__mark_places(s->run->model, c, AN_NONE, &s->marks);
}

static void mark_provision(struct sorting *s, const struct an_provision *p)
{
    const struct an_cond *own[] = {&p->when, &p->unless, &p->content, &p->able, &p->concludes};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        mark_cond(s, own[i]);
    for (uint32_t i = 0; i < p->n_readings; i++) {
        const struct an_reading *r = &p->readings[i];
        const struct an_cond *read[] = {&r->when, &r->unless, &r->must, &r->able};
        for (size_t k = 0; k < sizeof read / sizeof read[0]; k++)
            mark_cond(s, read[k]);
    }
    s->marks.place[s->run->model->instruments.v[p->instrument].place] = true;
}

static void mark_law(struct sorting *s)
{
    const struct an_model *m = s->run->model;
    for (uint32_t i = 0; i < m->provisions.n; i++)
        if (!m->provisions.v[i].binds_state)
            mark_provision(s, &m->provisions.v[i]);
    for (int kind = 0; kind < AN_NEXUS_COUNT; kind++)
        mark_cond(s, &m->nexus[kind].cond);
    for (uint32_t i = 0; i < m->presumptions.n; i++) {
        mark_cond(s, &m->presumptions.v[i].cond);
        mark_cond(s, &m->presumptions.v[i].then);
    }
    for (uint32_t i = 0; i < m->facts.n; i++)
        an__mark_places(m, &m->facts.v[i].derived.where, m->facts.v[i].derived.arg[0], &s->marks);
    for (uint32_t i = 0; i < m->axioms.n; i++) {
        an__mark_places(m, &m->axioms.v[i].cond, m->axioms.v[i].each, &s->marks);
        an__mark_places(m, &m->axioms.v[i].then, m->axioms.v[i].each, &s->marks);
    }
    for (uint32_t i = 0; i < m->terms.n; i++) {
        mark_cond(s, &m->terms.v[i].if_);
        mark_cond(s, &m->terms.v[i].only_if);
    }
}

/* ---- what places belong to ---- */

/* Provisions may ask for the law of a day that the profile gives: the earliest and the latest. */
static void find_days(struct sorting *s)
{
    const struct an_model *m = s->run->model;
    s->first = s->last = s->run->day;
    for (uint32_t p = 0; p < m->provisions.n; p++) {
        if (m->provisions.v[p].anchor == AN_NONE)
            continue;
        for (uint32_t i = 0; i < s->run->markets.n; i++)
            for (uint32_t o = 0; o < s->run->profile->n_offers; o++) {
                an_day day = an__law_day(s->run->ev, p, s->run->markets.v[i], o);
                s->first = day < s->first ? day : s->first;
                s->last = day > s->last ? day : s->last;
            }
    }
}

/* Is it, or what it lies in, named by anything. */
static bool matters(const struct sorting *s, uint32_t whole)
{
    const struct an_up *up = &s->run->model->up[whole];
    for (uint32_t i = 0; i < up->n; i++)
        if (s->marks.place[up->place[i]] || s->marks.group[up->place[i]])
            return true;
    return false;
}

static void belong(struct sorting *s, uint32_t part, uint32_t whole, int kind,
                   const struct an_membership *m)
{
    struct an_interval days = m->days;
    if (days.before.hi <= s->first || days.from.lo > s->last || !matters(s, whole))
        return; /* on none of the days, or to nothing that is named */
    if (days.from.hi <= s->first)
        days.from = (struct an_when){AN_DAY_MIN, AN_DAY_MIN};
    if (days.before.lo > s->last)
        days.before = (struct an_when){AN_DAY_MAX, AN_DAY_MAX};
    struct belonging b = {whole, kind, days};
    an_vec_push(s->run->temp, &s->of[part], b);
    if (m->towards.n > 0)
        s->apart[part] = true; /* not towards everybody */
    for (uint32_t i = 0; i < m->towards.n; i++)
        s->apart[m->towards.v[i]] = true;
}

static void find_belongings(struct sorting *s)
{
    const struct an_model *m = s->run->model;
    for (uint32_t p = 0; p < m->places.n; p++) {
        const struct an_place *place = &m->places.v[p];
        const struct an_memberships *lists[] = {&place->members, &place->parties,
                                                &place->applies_in};
        for (int kind = 0; kind < 3; kind++)
            for (uint32_t i = 0; i < lists[kind]->n; i++)
                belong(s, lists[kind]->v[i].place, p, kind, &lists[kind]->v[i]);
        for (uint32_t i = 0; i < place->part_of.n; i++) {
            belong(s, p, place->part_of.v[i].place, 3, &place->part_of.v[i]);
            s->apart[place->part_of.v[i].place] = true; /* it has parts */
        }
    }
}

static bool belong_alike(const struct sorting *s, uint32_t a, uint32_t b)
{
    if (s->of[a].n != s->of[b].n)
        return false;
    for (size_t i = 0; i < s->of[a].n; i++) {
        const struct belonging *x = &s->of[a].v[i], *y = &s->of[b].v[i];
        if (x->whole != y->whole || x->kind != y->kind ||
            !an_when_same(x->days.from, y->days.from) ||
            !an_when_same(x->days.before, y->days.before))
            return false;
    }
    return true;
}

/* ---- all ---- */

static bool is_common(const struct sorting *s, uint32_t place)
{
    return s->run->model->places.v[place].kind == AN_PLACE_STATE && !s->marks.place[place] &&
           !s->apart[place];
}

const uint32_t *an__alike(struct an_run *run)
{
    const struct an_model *m = run->model;
    struct sorting s = {.run = run, .marks = an__marks(run->temp, m)};
    uint32_t *first = AN_NEW_ARRAY(run->arena, uint32_t, run->markets.n);
    s.apart = AN_NEW_ARRAY(run->temp, bool, m->places.n);
    s.marks.group = AN_NEW_ARRAY(run->temp, bool, m->places.n);
    s.of = an_alloc_array(run->temp, m->places.n, sizeof *s.of);
    find_days(&s);
    mark_law(&s);
    mark_profile(&s);
    find_belongings(&s);
    for (uint32_t i = 0; i < run->markets.n; i++) {
        uint32_t k = is_common(&s, run->markets.v[i]) ? 0 : i;
        while (k < i && (first[k] != k || !is_common(&s, run->markets.v[k]) ||
                         !belong_alike(&s, run->markets.v[i], run->markets.v[k])))
            k++;
        first[i] = k;
    }
    return first;
}
