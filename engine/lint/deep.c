/*
 * The deep checks: which questions there are, on which days they are put, and how far. A question
 * is first put for the market and the home of the law's maker, and only what is possible in neither
 * for every place where that law may reach a product.
 */
#include "engine/lint/deep.h"

#include "engine/base/sizes.h"
#include "engine/compare/days.h"
#include "engine/lang/place.h"

enum { USUAL_LIMIT_MS = 10000 };

/* One jurisdiction, or (the first one) all that is no provision's. */
struct group {
    struct an_lint *l;
    const struct an_model *m;
    uint32_t j;
    struct an_days days;
    AN_VEC(struct an__question) questions;
    const bool *draft;
    int64_t deadline_ms;
    bool broken; /* the axioms contradict each other; told once */
};

static uint32_t maker_of(const struct an_model *m, uint32_t provision)
{
    return m->instruments.v[m->provisions.v[provision].instrument].place;
}

/* ---- days ---- */

static void add_refs(struct group *g, const struct an_refs *provisions)
{
    for (uint32_t i = 0; i < provisions->n; i++)
        an__days_of_standing(&g->days, g->m, &g->m->provisions.v[provisions->v[i]]);
}

static void add_when(struct group *g, struct an_when when)
{
    const an_day both[2] = {when.lo, when.hi};
    for (int i = 0; i < 2; i++)
        if (both[i] > AN_DAY_MIN && both[i] < AN_DAY_MAX)
            an_vec_push(g->l->arena, &g->days, both[i]);
}

static void find_days(struct group *g)
{
    for (uint32_t p = 0; p < g->m->provisions.n; p++) {
        if (maker_of(g->m, p) != g->j && g->m->provisions.v[p].duty != AN_DUTY_DEFINES)
            continue;
        an__days_of_standing(&g->days, g->m, &g->m->provisions.v[p]);
        add_refs(g, &g->m->exempted_by[p]);
        add_refs(g, &g->m->overridden_by[p]);
    }
    for (uint32_t t = 0; t < g->m->terms.n; t++)
        if (g->m->instruments.v[g->m->terms.v[t].instrument].place == g->j) {
            add_when(g, g->m->terms.v[t].days.from);
            add_when(g, g->m->terms.v[t].days.before);
        }
    an__days_sort(&g->days);
}

/* ---- which questions there are ---- */

static void put(struct group *g, enum an__deep_kind kind, uint32_t subject, uint32_t other)
{
    const struct an__question q = {
        .kind = kind, .subject = subject, .other = other, .earlier = AN_NONE};
    an_vec_push(g->l->arena, &g->questions, q);
}

static void put_readings(struct group *g, uint32_t provision)
{
    const struct an_provision *p = &g->m->provisions.v[provision];
    for (uint32_t r = 0; r < p->n_readings; r++)
        for (uint32_t k = 0; k < r || (k == 0 && p->n_readings == 1); k++) {
            const struct an__question q = {.kind = AN__DEEP_DIFFERS,
                                           .subject = provision,
                                           .other = r,
                                           .earlier = p->n_readings == 1 ? AN_NONE : k};
            an_vec_push(g->l->arena, &g->questions, q);
        }
}

static void put_provision(struct group *g, uint32_t provision)
{
    const struct an_provision *p = &g->m->provisions.v[provision];
    put(g, AN__DEEP_APPLIES, provision, AN_NONE);
    put(g, AN__DEEP_BINDS, provision, AN_NONE);
    if (an__deep_is_duty(p) && p->n_readings == 0)
        put(g, AN__DEEP_BREACHED, provision, AN_NONE);
    if (an_cond_given(&p->unless))
        put(g, AN__DEEP_EXCEPTED, provision, AN_NONE);
    put_readings(g, provision);
}

static bool names(const struct an_refs *refs, uint32_t provision)
{
    for (uint32_t i = 0; i < refs->n; i++)
        if (refs->v[i] == provision)
            return true;
    return false;
}

/* Of the same order on some day: the same maker, or law that applies where the other is made. */
static bool same_order(const struct group *g, uint32_t other)
{
    uint32_t k = maker_of(g->m, other);
    bool found = k == g->j;
    for (size_t i = 0; i < g->days.n && !found && g->m->places.v[k].kind != AN_PLACE_TREATY; i++)
        found = an_law_applies(g->m, k, g->j, g->days.v[i]) == AN_TRUE;
    return found;
}

/* What binds only who breaches another duty, or takes its place, stands beside it on purpose. */
static bool is_pair(const struct group *g, uint32_t a, uint32_t b)
{
    const struct an_provision *p = &g->m->provisions.v[a], *q = &g->m->provisions.v[b];
    return a != b && an__deep_is_seen(q) && an__deep_is_duty(q) && q->n_readings == 0 &&
           q->follows.n == 0 && !g->draft[b] && (p->addressee & q->addressee) != 0 &&
           !names(&p->replaces, b) && !names(&q->replaces, a) && same_order(g, b);
}

static void put_pairs(struct group *g, uint32_t a)
{
    const struct an_provision *p = &g->m->provisions.v[a];
    if (!an__deep_is_duty(p) || p->n_readings > 0 || p->follows.n > 0 || g->draft[a])
        return;
    for (uint32_t b = 0; b < g->m->provisions.n; b++) {
        if (!is_pair(g, a, b))
            continue;
        if (p->addressee == g->m->provisions.v[b].addressee)
            put(g, AN__DEEP_ALONE, a, b);
        if (a < b || maker_of(g->m, b) != g->j)
            put(g, AN__DEEP_TOGETHER, a, b);
    }
}

static void put_values(struct group *g, uint32_t fact)
{
    const struct an_fact *f = &g->m->facts.v[fact];
    bool words = f->type.type == AN_TYPE_ENUM || f->type.type == AN_TYPE_SET;
    if (f->role != AN_FACT_PLAIN || f->given_by_row || f->derived.function != AN_FN_NONE)
        return;
    for (uint32_t v = 0; f->type.type == AN_TYPE_BOOL && v <= 1; v++)
        put(g, AN__DEEP_VALUE, fact, v);
    for (uint32_t i = 0; words && i < f->type.n_values; i++)
        put(g, AN__DEEP_VALUE, fact, f->type.values[i]);
}

/* What belongs to no provision: axioms, facts. */
static void put_logic(struct group *g)
{
    for (uint32_t i = 0; i < g->m->axioms.n; i++)
        if (g->m->axioms.v[i].each == AN_NONE && an_cond_given(&g->m->axioms.v[i].cond))
            put(g, AN__DEEP_AXIOM, i, AN_NONE);
    for (uint32_t i = 0; i < g->m->facts.n; i++)
        put_values(g, i);
}

static void put_law(struct group *g)
{
    for (uint32_t i = 0; i < g->m->terms.n; i++)
        if (g->m->instruments.v[g->m->terms.v[i].instrument].place == g->j) {
            put(g, AN__DEEP_TERM, i, AN_NONE);
            put(g, AN__DEEP_TERM_NOT, i, AN_NONE);
        }
    for (uint32_t i = 0; i < g->m->provisions.n; i++)
        if (maker_of(g->m, i) == g->j && an__deep_is_seen(&g->m->provisions.v[i]))
            put_provision(g, i);
    for (uint32_t i = 0; i < g->m->provisions.n; i++)
        if (maker_of(g->m, i) == g->j && an__deep_is_seen(&g->m->provisions.v[i]))
            put_pairs(g, i);
}

/* ---- putting them ---- */

static bool is_law(const struct group *g, uint32_t provision, an_day day)
{
    const struct an_standing s = an_provision_standing(g->m, &g->m->provisions.v[provision], day);
    return g->draft[provision] ? s.not_yet : s.in_force != AN_FALSE;
}

/* Is there something to ask about it on this day? */
static bool concerns(const struct group *g, const struct an__question *q, an_day day)
{
    switch (q->kind) {
    case AN__DEEP_APPLIES:
    case AN__DEEP_BINDS:
    case AN__DEEP_BREACHED:
    case AN__DEEP_EXCEPTED:
    case AN__DEEP_DIFFERS:
    case AN__DEEP_ALONE: return is_law(g, q->subject, day);
    case AN__DEEP_TOGETHER: return is_law(g, q->subject, day) && is_law(g, q->other, day);
    case AN__DEEP_TERM:
    case AN__DEEP_TERM_NOT:
        return an_interval_has(&g->m->terms.v[q->subject].days, day) != AN_FALSE;
    case AN__DEEP_VALUE:
    case AN__DEEP_AXIOM: return true;
    }
    AN_UNREACHABLE();
}

static bool is_logic(const struct an__question *q)
{
    return q->kind >= AN__DEEP_TERM && q->kind <= AN__DEEP_AXIOM;
}

struct put {
    struct an__question *q;
    int lit, one_met[2]; /* TOGETHER: both bind, and one of them is met */
};

/*
 * The demands are contrary if each can be met where both bind, and not both. Where meeting one
 * means not to come under the other, there is no contradiction: what is regulated is forbidden too.
 */
static void settle_pair(struct group *g, struct an__deep *d, const struct put *put)
{
    struct an__question *q = put->q;
    enum an_sat_answer first = an__deep_ask(d, &put->one_met[0], 1);
    enum an_sat_answer second = an__deep_ask(d, &put->one_met[1], 1);
    q->undecided = first == AN_SAT_UNDECIDED || second == AN_SAT_UNDECIDED;
    if (first != AN_SAT_YES || second != AN_SAT_YES)
        return;
    q->day = d->day;
    q->axioms = an__deep_core(d, g->l->arena, &put->lit, 1);
    q->contrary = an__deep_tell_contrary(g->l, q);
    q->undecided = !q->contrary;
}

static enum an_sat_answer settle(struct group *g, struct an__deep *d, struct put *put)
{
    struct an__question *q = put->q;
    enum an_sat_answer answer = an__deep_ask(d, &put->lit, 1);
    q->asked = true;
    q->possible = q->possible || answer == AN_SAT_YES;
    q->undecided = q->undecided || answer == AN_SAT_UNDECIDED;
    if (answer != AN_SAT_NO)
        return answer;
    if (q->kind == AN__DEEP_TOGETHER) {
        settle_pair(g, d, put);
    } else {
        q->axioms = an__deep_core(d, g->l->arena, &put->lit, 1);
        q->day = d->day;
    }
    return answer;
}

/* Asks all; each "yes" shows the truth of others on the way. */
static void settle_all(struct group *g, struct an__deep *d, struct put *v, size_t n)
{
    bool *shown = AN_NEW_ARRAY(d->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (shown[i] || settle(g, d, &v[i]) != AN_SAT_YES)
            continue;
        for (size_t k = i + 1; k < n; k++)
            if (an_sat_true(d->sat, v[k].lit)) {
                shown[k] = true;
                v[k].q->asked = true;
                v[k].q->possible = true;
            }
    }
}

static int literal(struct an__deep *d, const struct an__question *q)
{
    return is_logic(q) ? an__deep_of_logic(d, q) : an__deep_of_norm(d, q);
}

/* A day on which something is open; false if there is nothing to ask. */
static bool find_open(struct group *g, an_day day, bool wide, struct put *v, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < g->questions.n; i++) {
        struct an__question *q = &g->questions.v[i];
        if (q->possible || q->contrary || (wide && (!q->asked || q->kind == AN__DEEP_TOGETHER)) ||
            !concerns(g, q, day))
            continue;
        v[(*n)++] = (struct put){q, 0, {0, 0}};
    }
    return *n > 0;
}

static void look_at_day(struct group *g, struct an_arena *arena, an_day day, bool wide)
{
    struct an__deep d = {
        .l = g->l, .m = g->m, .arena = arena, .j = g->j, .day = day, .draft = g->draft};
    struct put *v = AN_NEW_ARRAY(arena, struct put, g->questions.n + 1);
    size_t n;
    if (!find_open(g, day, wide, v, &n))
        return;
    an__deep_open(&d, wide);
    for (size_t i = 0; i < n; i++) {
        v[i].lit = literal(&d, v[i].q);
        if (v[i].q->kind == AN__DEEP_TOGETHER)
            for (int k = 0; k < 2; k++)
                v[i].one_met[k] = an__deep_one_met(&d, v[i].q, k == 1);
    }
    an__deep_close(&d);
    d.budget.deadline_ms = g->deadline_ms;
    if (an__deep_ask(&d, NULL, 0) == AN_SAT_NO) {
        const struct an_refs axioms = an__deep_core(&d, arena, NULL, 0);
        if (!g->broken)
            an__deep_tell_broken(g->l, &axioms);
        g->broken = true;
        return;
    }
    settle_all(g, &d, v, n);
}

static bool is_late(const struct group *g)
{
    return an_sat_now() >= g->deadline_ms;
}

static void give_up(struct group *g, an_day day)
{
    for (size_t i = 0; i < g->questions.n; i++)
        if (concerns(g, &g->questions.v[i], day))
            g->questions.v[i].undecided = true;
}

static void look(struct group *g, bool wide)
{
    for (size_t i = g->days.n; i > 0; i--) {
        if (is_late(g)) {
            give_up(g, g->days.v[i - 1]);
            continue;
        }
        struct an_arena *day = an_scratch_new(g->l->arena);
        look_at_day(g, day, g->days.v[i - 1], wide);
        an_arena_free(day);
    }
}

static bool was_possible(const struct group *g, enum an__deep_kind kind, uint32_t subject)
{
    for (size_t i = 0; i < g->questions.n; i++)
        if (g->questions.v[i].kind == kind && g->questions.v[i].subject == subject)
            return g->questions.v[i].possible;
    return true;
}

/* What follows from a finding is no finding of its own. */
static bool is_consequence(const struct group *g, const struct an__question *q)
{
    switch (q->kind) {
    case AN__DEEP_BINDS:
    case AN__DEEP_EXCEPTED: return !was_possible(g, AN__DEEP_APPLIES, q->subject);
    case AN__DEEP_BREACHED:
    case AN__DEEP_DIFFERS: return !was_possible(g, AN__DEEP_BINDS, q->subject);
    case AN__DEEP_ALONE: return !was_possible(g, AN__DEEP_BREACHED, q->subject);
    case AN__DEEP_APPLIES:
    case AN__DEEP_TERM:
    case AN__DEEP_TERM_NOT:
    case AN__DEEP_VALUE:
    case AN__DEEP_AXIOM:
    case AN__DEEP_TOGETHER: break;
    }
    return false;
}

/* Of two that demand the same, the later is told; of several that a duty follows from, one. */
static bool is_repeated(const struct group *g, size_t at)
{
    const struct an__question *q = &g->questions.v[at];
    for (size_t i = 0; i < g->questions.n && q->kind == AN__DEEP_ALONE; i++) {
        const struct an__question *o = &g->questions.v[i];
        if (o->kind != AN__DEEP_ALONE || o->possible || !o->asked)
            continue;
        if ((i < at && o->subject == q->subject) ||
            (o->subject == q->other && o->other == q->subject && o->subject > q->subject))
            return true;
    }
    return false;
}

static void tell(struct group *g)
{
    uint32_t undecided = 0;
    for (size_t i = 0; i < g->questions.n; i++) {
        const struct an__question *q = &g->questions.v[i];
        if (q->possible)
            continue;
        if (q->undecided)
            undecided++;
        else if (q->asked && q->kind != AN__DEEP_TOGETHER && !is_consequence(g, q) &&
                 !is_repeated(g, i))
            an__deep_tell(g->l, q);
    }
    if (undecided > 0)
        an__deep_tell_undecided(g->l, g->j, undecided);
}

/* ---- the whole ---- */

/* Never law on any day that it names. */
static const bool *find_drafts(struct an_lint *l)
{
    bool *draft = AN_NEW_ARRAY(l->arena, bool, l->m->provisions.n + 1u);
    for (uint32_t i = 0; i < l->m->provisions.n; i++) {
        struct an_days days = {.arena = l->arena};
        an__days_of_standing(&days, l->m, &l->m->provisions.v[i]);
        draft[i] = true;
        for (size_t k = 0; k < days.n; k++)
            draft[i] =
                draft[i] &&
                an_provision_standing(l->m, &l->m->provisions.v[i], days.v[k]).in_force == AN_FALSE;
    }
    return draft;
}

static bool has_law(const struct an_model *m, uint32_t place)
{
    enum an_place_kind kind = m->places.v[place].kind;
    bool found = false;
    for (uint32_t i = 0; i < m->instruments.n; i++)
        found = found || m->instruments.v[i].place == place;
    return found && kind != AN_PLACE_TREATY && kind != AN_PLACE_GROUP;
}

void an__lint_deep(struct an_lint *l)
{
    uint32_t ms = l->options->limit_ms > 0 ? l->options->limit_ms : USUAL_LIMIT_MS;
    const bool *draft = find_drafts(l);
    int64_t deadline = an_sat_now() + ms;
    bool first = true, broken = false;
    for (uint32_t j = 0; j < l->m->places.n; j++) {
        if (!has_law(l->m, j))
            continue;
        struct group g = {.l = l,
                          .m = l->m,
                          .j = j,
                          .days = {.arena = l->arena},
                          .draft = draft,
                          .deadline_ms = deadline,
                          .broken = broken};
        find_days(&g);
        if (first)
            put_logic(&g);
        first = false;
        put_law(&g);
        look(&g, false);
        look(&g, true);
        tell(&g);
        broken = broken || g.broken;
    }
}
