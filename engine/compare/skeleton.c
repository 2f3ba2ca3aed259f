/*
 * The strictest common denominator of several places: a profile that meets the duties in force in
 * all of them, as far as one product can. Duty after duty is taken up, the strictest of each topic
 * first: its content is turned into settings of facts (wants.c), the profile that these make is
 * checked like any other, and the settings stay only if nothing is breached by them. So what is
 * handed out has been checked, and what could not be met is named with the reason.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/compare/compare.h"
#include "engine/compare/wants.h"
#include "engine/eval/run.h"
#include "engine/facts/links.h"

enum { MOST_DUTIES = 500, ATTEMPTS = 8 };

struct building {
    struct an_comparison *c;
    struct an_refs markets;  /* places */
    uint32_t *column;        /* per market: its column */
    struct an_wants *wants;  /* accepted so far */
    struct an_workspace *ws; /* of trials: what they are told is heard by nobody */
    AN_VEC(const struct an_item *) duties;
    bool *fine;       /* per provision: by the last accepted check it is met, or does not bind */
    bool *met;        /* per provision: a duty of the list that is met */
    bool quick;       /* trials stop at three-valued logic; what they made is checked at the end */
    const char *why;  /* of the last trial that failed */
    bool market_fact; /* the condition at hand tests a fact that differs by market */
    uint32_t undetermined;
    AN_VEC(struct an_unmet) unmet;
};

static const struct an_provision *provision_of(const struct building *b, const struct an_item *i)
{
    return &b->c->model->provisions.v[i->provision];
}

/* ---- which duties ---- */

static bool is_duty(const struct building *b, const struct an_item *i)
{
    const struct an_provision *p = provision_of(b, i);
    uint32_t own = AN_ADDR_SELLER | AN_ADDR_PROVIDER | AN_ADDR_BUYER | AN_ADDR_USER;
    bool content = p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT ||
                   p->duty == AN_DUTY_ATTEST || p->duty == AN_DUTY_ASKS;
    return content && (p->addressee & own) != 0 && !i->directive && !i->uncertain &&
           (i->letter == AN_LETTER_IN_FORCE || i->letter == AN_LETTER_UNENFORCED);
}

/* By topic, the strictest first. */
static int by_strictness(const void *a, const void *b)
{
    const struct an_item *x = *(const struct an_item *const *)a,
                         *y = *(const struct an_item *const *)b;
    if (x->topic != y->topic)
        return x->topic < y->topic ? -1 : 1;
    if (x->step != y->step)
        return x->step > y->step ? -1 : 1;
    return strcmp(x->info->id, y->info->id);
}

static void collect(struct building *b)
{
    struct an_comparison *c = b->c;
    bool *seen = AN_NEW_ARRAY(c->arena, bool, c->model->provisions.n);
    for (size_t i = 0; i < (size_t)c->topics.n * c->columns.n; i++)
        for (uint32_t k = 0; k < c->cell_items[i].n; k++) {
            const struct an_item *item = c->cell_items[i].v[k].item;
            if (seen[item->provision] || !is_duty(b, item))
                continue;
            seen[item->provision] = true;
            an_vec_push(c->arena, &b->duties, item);
        }
    if (b->duties.n > 1)
        qsort(b->duties.v, b->duties.n, sizeof *b->duties.v, by_strictness);
}

/* ---- the profile that wants make ---- */

static uint32_t put_given(struct building *b, const struct an_wants *w, struct an_want **from,
                          const struct an_given **out)
{
    const struct an_model *m = b->c->model;
    struct an_given *v = AN_NEW_ARRAY(b->c->arena, struct an_given, m->facts.n);
    uint32_t n = 0;
    for (uint32_t f = 0; f < m->facts.n; f++) {
        if (!from[f])
            continue;
        struct an_known_from *known = AN_NEW(b->c->arena, struct an_known_from);
        known->from = AN_DAY_MIN;
        known->known = an__want_known(w, &m->facts.v[f].type, f, from[f]);
        v[n] = (struct an_given){.fact = f, .v = known, .n = 1};
        n++;
    }
    *out = v;
    return n;
}

static const char *id_of(struct building *b, bool words)
{
    struct an_arena *arena = b->c->arena;
    const char *id = words ? "Strictest common denominator of" : "strictest";
    for (uint32_t i = 0; i < b->markets.n; i++)
        id = an_strf(arena, words ? "%s%s %s" : "%s%s-%s", id, words && i > 0 ? "," : "",
                     b->c->model->places.v[b->markets.v[i]].id);
    return id;
}

static const struct an_profile *profile_of(struct building *b, const struct an_wants *w)
{
    struct an_arena *arena = b->c->arena;
    struct an_profile *p = AN_NEW(arena, struct an_profile);
    struct an_offer *offer = AN_NEW(arena, struct an_offer);
    struct an_market_values *values = AN_NEW_ARRAY(arena, struct an_market_values, b->markets.n);
    offer->id = "";
    p->model = b->c->model;
    p->symbols = an_intern_child(arena, b->c->model->symbols);
    p->id = p->name = id_of(b, false);
    p->path = "";
    p->as_of = b->c->day;
    p->markets = b->markets;
    p->offers = offer;
    p->n_offers = 1;
    p->n_given = put_given(b, w, w->product, &p->given);
    for (uint32_t i = 0; i < b->markets.n; i++) {
        values[i].place = b->markets.v[i];
        values[i].n_given = put_given(b, w, &w->market[(size_t)b->column[i] * b->c->model->facts.n],
                                      &values[i].given);
    }
    p->per_market = values;
    p->n_per_market = b->markets.n;
    return p;
}

/* ---- a trial ---- */

static void free_result(void *result)
{
    an_check_free(result);
}

/* The check of the profile; NULL: it is refused. */
static const struct an_check *check(struct building *b, const struct an_wants *w,
                                    struct an_arena *trial)
{
    struct an_base *base = AN_NEW(trial, struct an_base);
    struct an_product product = {.arena = trial, .base = base, .profile = profile_of(b, w)};
    struct an_check_options options = {.no_proofs = true, .three_values = b->quick};
    struct an_check_result *result;
    *base = *b->c->base;
    base->model = b->c->model;
    enum an_status status = an_check_run(&result, base, b->ws, &product, &options);
    if (status == AN_ENOMEM)
        an_arena_fail(b->c->arena); /* no answer is not "refused" */
    if (status != AN_OK)
        return NULL;
    an_defer(trial, free_result, result);
    return an_check_get(result);
}

static bool is_bad(const struct an_finding *f)
{
    return !f->not_yet_law && !f->suspended &&
           (f->verdict == AN_VIOLATION || f->verdict == AN_EXPOSED ||
            f->verdict == AN_COUNTS_AGAINST);
}

static bool is_open(const struct an_finding *f)
{
    return f->verdict == AN_UNDETERMINED || f->verdict == AN_DISPUTED || f->verdict == AN_DUE;
}

/* Is nothing breached? `why` tells what would be. */
static bool is_clean(struct building *b, const struct an_check *found, const char *target)
{
    for (uint32_t i = 0; i < found->n_findings; i++) {
        const struct an_finding *f = &found->findings[i];
        if (!is_bad(f))
            continue;
        bool own = target && strcmp(f->provision->id, target) == 0;
        b->why = own ? "it is not met by facts alone"
                     : an_strf(b->c->arena, "meeting it would go against %s", f->provision->id);
        return false;
    }
    return true;
}

/* Takes over what a check says of every provision. */
static void accept(struct building *b, struct an_wants *w, const struct an_check *found)
{
    b->wants = w;
    b->undetermined = found->count[AN_UNDETERMINED] + found->count[AN_DISPUTED];
    memset(b->fine, 1, b->c->model->provisions.n * sizeof *b->fine);
    for (uint32_t i = 0; i < found->n_findings; i++) {
        const struct an_finding *f = &found->findings[i];
        uint32_t p = an_model_provision(b->c->model, f->provision->id);
        if (!f->not_yet_law && !f->suspended && (is_bad(f) || is_open(f)))
            b->fine[p] = false;
    }
}

/* ---- one duty ---- */

static void note_market(void *to, uint32_t fact, enum an_link link)
{
    struct building *b = to;
    if ((link == AN_LINK_CONTENT || link == AN_LINK_ABLE) &&
        b->c->model->facts.v[fact].scope == AN_SCOPE_MARKET)
        b->market_fact = true;
}

static bool want_once(const struct building *b, struct an_wants *w, const struct an_item *item,
                      const struct an_wish *wish)
{
    const struct an_provision *p = provision_of(b, item);
    switch (p->duty) {
    case AN_DUTY_MUST: return an__want_cond(w, &p->content, false, wish);
    case AN_DUTY_MUST_NOT: return an__want_cond(w, &p->content, true, wish);
    case AN_DUTY_ASKS: return an__want_cond(w, &p->able, false, wish);
    case AN_DUTY_ATTEST: return an__want_yes(w, p->attest_fact, wish);
    case AN_DUTY_MAY:
    case AN_DUTY_POWER:
    case AN_DUTY_DEFINES:
    case AN_DUTY_EXEMPTS:
    case AN_DUTY_FORBIDS:
    case AN_DUTY_REQUIRES: break;
    }
    return false;
}

/* What differs by market is wanted in each market where the duty is law. */
static bool want_duty(struct building *b, struct an_wants *w, const struct an_item *item,
                      unsigned attempt)
{
    b->market_fact = provision_of(b, item)->duty == AN_DUTY_ATTEST;
    an_each_link(provision_of(b, item), note_market, b);
    for (uint32_t i = 0; i < b->markets.n; i++) {
        struct an_wish wish = {item->place, b->column[i], attempt};
        if (an_law_applies(b->c->model, item->place, b->markets.v[i], b->c->day) == AN_FALSE)
            continue;
        if (!want_once(b, w, item, &wish))
            return false;
        if (!b->market_fact)
            return true;
    }
    return true;
}

static bool try_duty(struct building *b, const struct an_item *item, unsigned attempt)
{
    struct an_arena *trial = an_scratch_new(b->c->arena);
    struct an_wants *w = an__wants_copy(b->wants);
    bool kept = false;
    bool wanted = want_duty(b, w, item, attempt);
    if (w->repeated) {
        b->why = NULL;
    } else if (!wanted) {
        b->why = "no setting of facts that goes with the others brings it about";
    } else {
        const struct an_check *found = check(b, w, trial);
        if (!found)
            b->why = "the facts that it wants contradict a definition together with the others";
        else if (is_clean(b, found, item->info->id)) {
            accept(b, w, found);
            kept = true;
        }
    }
    an_arena_free(trial);
    return kept;
}

static void take_up(struct building *b, const struct an_item *item)
{
    const char *why = NULL;
    bool kept = b->fine[item->provision];
    for (unsigned attempt = 0; !kept && attempt < ATTEMPTS; attempt++) {
        kept = try_duty(b, item, attempt);
        why = why ? why : b->why;
    }
    if (kept && (b->quick || b->fine[item->provision])) {
        b->met[item->provision] = true;
        return;
    }
    struct an_unmet unmet = {item->info, kept ? "what it depends on is not settled by it" : why};
    an_vec_push(b->c->arena, &b->unmet, unmet);
}

/* What a later duty has opened again is taken up once more; what stays open then is not met. */
static void take_up_again(struct building *b)
{
    for (unsigned last = 0; last < 2; last++)
        for (size_t i = 0; i < b->duties.n; i++) {
            const struct an_item *item = b->duties.v[i];
            if (!b->met[item->provision] || b->fine[item->provision])
                continue;
            b->met[item->provision] = false;
            if (last == 0) {
                take_up(b, item);
                continue;
            }
            struct an_unmet unmet = {item->info, "what meets others leaves it open"};
            an_vec_push(b->c->arena, &b->unmet, unmet);
        }
}

/* ---- the result ---- */

struct askers {
    struct building *b;
    uint32_t fact;
    bool asks;
};

static void note_asker(void *to, uint32_t fact, enum an_link link)
{
    struct askers *a = to;
    if (fact == a->fact &&
        (link == AN_LINK_CONTENT || link == AN_LINK_ABLE || link == AN_LINK_ATTEST))
        a->asks = true;
}

/* place: the market that the fact is set for; AN_NONE: the product. */
static void put_askers(struct building *b, struct an_setting *s, uint32_t fact, uint32_t place)
{
    AN_VEC(const char *) v = {0};
    for (size_t i = 0; i < b->duties.n; i++) {
        struct askers a = {b, fact, false};
        if (place != AN_NONE &&
            an_law_applies(b->c->model, b->duties.v[i]->place, place, b->c->day) == AN_FALSE)
            continue;
        an_each_link(provision_of(b, b->duties.v[i]), note_asker, &a);
        if (a.asks && b->met[b->duties.v[i]->provision])
            an_vec_push(b->c->arena, &v, b->duties.v[i]->info->id);
    }
    s->provisions = v.v;
    s->n_provisions = an_u32(v.n);
}

static void put_settings(struct building *b, struct an_want **from, uint32_t place,
                         struct an_strictest *out, struct an_setting *v)
{
    const struct an_model *m = b->c->model;
    const char *market = place == AN_NONE ? NULL : m->places.v[place].id;
    for (uint32_t f = 0; f < m->facts.n; f++) {
        if (!from[f])
            continue;
        struct an_setting *s = &v[out->n_settings++];
        s->fact = m->facts.v[f].id;
        s->market = market;
        s->value = an__want_text(b->wants, &m->facts.v[f].type, f, from[f]);
        s->question = m->facts.v[f].question;
        put_askers(b, s, f, place);
    }
}

static struct an_strictest *result_of(struct building *b)
{
    struct an_arena *arena = b->c->arena;
    const struct an_model *m = b->c->model;
    struct an_strictest *out = AN_NEW(arena, struct an_strictest);
    struct an_setting *v =
        AN_NEW_ARRAY(arena, struct an_setting, (size_t)m->facts.n * (b->markets.n + 1));
    const char **markets = AN_NEW_ARRAY(arena, const char *, b->markets.n);
    const char **met = AN_NEW_ARRAY(arena, const char *, b->duties.n);
    out->id = an_strf(arena, "%s", id_of(b, false));
    for (char *p = an_strdup(arena, out->id), *start = p; *p; p++) {
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
        out->id = start;
    }
    out->name = id_of(b, true);
    put_settings(b, b->wants->product, AN_NONE, out, v);
    for (uint32_t i = 0; i < b->markets.n; i++) {
        markets[i] = m->places.v[b->markets.v[i]].id;
        put_settings(b, &b->wants->market[(size_t)b->column[i] * m->facts.n], b->markets.v[i], out,
                     v);
    }
    for (size_t i = 0; i < b->duties.n; i++)
        if (b->met[b->duties.v[i]->provision])
            met[out->n_met++] = b->duties.v[i]->info->id;
    out->markets = markets;
    out->n_markets = b->markets.n;
    out->settings = v;
    out->met = met;
    out->unmet = b->unmet.v;
    out->n_unmet = an_u32(b->unmet.n);
    out->undetermined = b->undetermined;
    return out;
}

/* ---- entry ---- */

static void put_markets(struct building *b)
{
    struct an_comparison *c = b->c;
    uint32_t *v = AN_NEW_ARRAY(c->arena, uint32_t, c->columns.n);
    b->column = AN_NEW_ARRAY(c->arena, uint32_t, c->columns.n);
    for (uint32_t i = 0; i < c->columns.n; i++) {
        enum an_place_kind kind = c->model->places.v[c->columns.v[i]].kind;
        if (kind != AN_PLACE_STATE && kind != AN_PLACE_PART && kind != AN_PLACE_UNION)
            continue;
        b->column[b->markets.n] = i;
        v[b->markets.n++] = c->columns.v[i];
    }
    b->markets.v = v;
}

struct asked {
    const struct an_strictest *made;
    enum an_status status;
};

static void free_workspace(void *ws)
{
    an_workspace_free(ws);
}

/* Checks what was accepted and takes it over; false: it is not clean. */
static bool confirm(struct building *b)
{
    struct an_arena *trial = an_scratch_new(b->c->arena);
    const struct an_check *found = check(b, b->wants, trial);
    bool clean = found && is_clean(b, found, NULL);
    if (clean)
        accept(b, b->wants, found);
    an_arena_free(trial);
    return clean;
}

/* What a full check finds met after all, though a quick trial could not tell. */
static void drop_fine(struct building *b)
{
    size_t kept = 0;
    for (size_t i = 0; i < b->unmet.n; i++) {
        uint32_t p = an_model_provision(b->c->model, b->unmet.v[i].provision->id);
        if (b->fine[p])
            b->met[p] = true;
        else
            b->unmet.v[kept++] = b->unmet.v[i];
    }
    b->unmet.n = kept;
}

/*
 * All duties, from nothing. Quickly first: trials in three-valued logic, which see every sure
 * breach, and one full check at the end. Only if that one finds something is each trial checked in
 * full. False: the quick way did not do.
 */
static bool build(struct building *b)
{
    struct an_comparison *c = b->c;
    b->wants = an__wants_new(c->arena, c->model, c->day, c->columns.n);
    b->unmet.n = 0;
    memset(b->met, 0, c->model->provisions.n * sizeof *b->met);
    memset(b->fine, 0, c->model->provisions.n * sizeof *b->fine);
    (void)confirm(b);
    for (size_t i = 0; i < b->duties.n; i++)
        take_up(b, b->duties.v[i]);
    b->quick = false;
    if (!confirm(b))
        return false;
    drop_fine(b);
    take_up_again(b);
    return true;
}

static void make_strictest(struct an_comparison *c, void *to)
{
    struct asked *asked = to;
    struct building b = {.c = c,
                         .wants = an__wants_new(c->arena, c->model, c->day, c->columns.n),
                         .fine = AN_NEW_ARRAY(c->arena, bool, c->model->provisions.n),
                         .met = AN_NEW_ARRAY(c->arena, bool, c->model->provisions.n)};
    asked->status = AN_ENOMEM;
    b.ws = an_workspace_new();
    if (!b.ws)
        return;
    an_defer(c->arena, free_workspace, b.ws);
    put_markets(&b);
    collect(&b);
    asked->status = AN_EINPUT;
    if (b.markets.n == 0) {
        an_diag_add(c->ws->diags, AN_MSG_strictest_market,
                    (struct an_span){AN_NO_FILE, 0, 0, 0, 0});
        return;
    }
    if (b.duties.n > MOST_DUTIES) {
        an_diag_add(c->ws->diags, AN_MSG_strictest_many, (struct an_span){AN_NO_FILE, 0, 0, 0, 0},
                    b.duties.n, (size_t)MOST_DUTIES);
        return;
    }
    b.quick = true;
    if (!build(&b)) {
        b.quick = false;
        (void)build(&b);
    }
    asked->made = result_of(&b);
    asked->status = AN_OK;
}

enum an_status an_compare_strictest(struct an_comparison *comparison,
                                    const struct an_strictest **out)
{
    struct asked asked = {0};
    enum an_status status = an__view(comparison, make_strictest, &asked);
    *out = asked.made;
    return status == AN_OK ? asked.status : status;
}
