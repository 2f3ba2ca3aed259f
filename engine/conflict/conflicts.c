/*
 * The public entry of the search for conflicts: reads the options, puts the question, tells what
 * was found in order. What is wrong with options or profile is told in diagnostics.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/conflict/seek.h"
#include "engine/conflict/suppose.h"
#include "engine/conflict/treaty.h"
#include "engine/facts/wanted.h"

enum { USUAL_LIMIT_MS = 10000 };

struct an_conflict_result {
    struct an_arena *arena;
    struct an__seek seek;
    struct an_conflicts told;
    char profile_hash[65];
};

const char *an_conflict_class_word(enum an_conflict_class conflict_class)
{
    switch (conflict_class) {
    case AN_CONFLICT_INESCAPABLE: return "inescapable";
    case AN_CONFLICT_ESCAPABLE: return "escapable";
    case AN_CONFLICT_EXCLUSION: return "exclusion";
    case AN_CONFLICT_COMMITMENT: return "commitment";
    case AN_CONFLICT_BUILDS: return "builds";
    case AN_CONFLICT_CLASSES: break;
    }
    AN_UNREACHABLE();
}

const char *an_conflict_kind_word(unsigned i)
{
    static const char *const words[AN_CONFLICT_KINDS] = {
        "contradiction", "design", "joint", "exposure", "timing", "draft", "reading", "supposed"};
    assert(i < AN_CONFLICT_KINDS);
    return words[i];
}

const char *an_step_word(enum an_step_kind kind)
{
    switch (kind) {
    case AN_STEP_GIVE_UP: return "give_up";
    case AN_STEP_CHANGE: return "change";
    case AN_STEP_EXEMPT: return "exempt";
    case AN_STEP_AVOID: return "avoid";
    case AN_STEP_LEAVE: return "leave";
    }
    AN_UNREACHABLE();
}

/* ---- options ---- */

static bool read_markets(struct an__seek *s)
{
    bool *mark = AN_NEW_ARRAY(s->arena, bool, s->model->places.n + 1u);
    bool ok = an_wanted_markets(s->ws, s->model, s->options->markets, s->options->n_markets, mark);
    for (uint32_t i = 0; s->profile && s->options->n_markets == 0 && i < s->profile->markets.n; i++)
        mark[s->profile->markets.v[i]] = true;
    s->markets = an__marked(s->arena, mark, s->model->places.n);
    return ok;
}

static bool read_options(struct an__seek *s)
{
    const struct an_conflict_options *o = s->options;
    bool ok;
    s->day = s->profile ? s->profile->as_of : 0;
    ok = an_wanted_day(s->ws, o->as_of, &s->day);
    ok = read_markets(s) && ok;
    s->run.topic = AN_NEW_ARRAY(s->arena, bool, s->model->topics.n + 1u);
    for (size_t i = 0; i < o->n_topics; i++)
        ok = an_wanted_topic(s->ws, s->model, o->topics[i], s->run.topic) && ok;
    s->budget.deadline_ms = an_sat_now() + (o->limit_ms > 0 ? o->limit_ms : USUAL_LIMIT_MS);
    return ok;
}

/* A profile that only gives the words of values their symbols, where law alone is asked for. */
static void start_words(struct an__seek *s)
{
    struct an_profile *words = AN_NEW(s->arena, struct an_profile);
    if (s->profile)
        *words = *s->profile;
    words->model = s->model;
    words->symbols = s->dp->symbols;
    s->run.arena = s->run.temp = s->arena;
    s->run.model = s->model;
    s->run.profile = words;
    s->run.day = s->day;
    s->run.base = s->base;
}

/* ---- telling ---- */

static int size_of(const struct an_conflict *c)
{
    return (int)c->n_demands;
}

static int by_class(const void *a, const void *b)
{
    const struct an_conflict *x = a, *y = b;
    if (x->conflict_class != y->conflict_class)
        return x->conflict_class < y->conflict_class ? -1 : 1;
    if (size_of(x) != size_of(y))
        return size_of(x) - size_of(y);
    for (uint32_t i = 0; i < x->n_demands; i++) {
        int order =
            strcmp(x->demands[i].makers[0].provision->id, y->demands[i].makers[0].provision->id);
        if (order != 0)
            return order;
    }
    return strcmp(x->id, y->id);
}

static void tell_supposed(struct an_conflict_result *r)
{
    const struct an__seek *s = &r->seek;
    struct an_supposed_party *v =
        AN_NEW_ARRAY(r->arena, struct an_supposed_party, s->supposed.n + 1);
    for (size_t i = 0; i < s->supposed.n; i++) {
        const struct an_place *party = &s->model->places.v[s->supposed.v[i].party];
        const struct an_place *treaty = &s->model->places.v[s->supposed.v[i].treaty];
        v[i] = (struct an_supposed_party){party->id, party->name, treaty->id, treaty->name};
    }
    r->told.supposed = v;
    r->told.n_supposed = an_u32(s->supposed.n);
}

static void tell_head(struct an_conflict_result *r)
{
    struct an__seek *s = &r->seek;
    const char **codes = AN_NEW_ARRAY(r->arena, const char *, s->markets.n + 1u);
    const char **names = AN_NEW_ARRAY(r->arena, const char *, s->markets.n + 1u);
    const char **topics = AN_NEW_ARRAY(r->arena, const char *, s->options->n_topics + 1);
    for (uint32_t i = 0; i < s->markets.n; i++) {
        codes[i] = s->model->places.v[s->markets.v[i]].id;
        names[i] = s->model->places.v[s->markets.v[i]].name;
    }
    for (size_t i = 0; i < s->options->n_topics; i++)
        topics[i] = an_strdup(r->arena, s->options->topics[i]);
    if (s->profile)
        an_hash_hex(&s->profile->hash, r->profile_hash);
    r->told = (struct an_conflicts){.product = s->profile ? s->profile->id : NULL,
                                    .product_name = s->profile ? s->profile->name : NULL,
                                    .profile_path = s->profile ? s->profile->path : NULL,
                                    .profile_hash = s->profile ? r->profile_hash : NULL,
                                    .day = an__day_words(r->arena, s->day),
                                    .revision = an_base_revision(s->base),
                                    .version = an_version(),
                                    .markets = codes,
                                    .market_names = names,
                                    .n_markets = s->markets.n,
                                    .topics = topics,
                                    .n_topics = an_u32(s->options->n_topics),
                                    .drafts = s->options->drafts,
                                    .nothing_fixed = s->profile && s->profile->fixed.n == 0,
                                    .complete = s->complete,
                                    .n_spelt = s->n_spelt};
}

static void count_duties(struct an_conflict_result *r)
{
    const struct an__seek *s = &r->seek;
    uint32_t last = AN_NONE;
    for (uint32_t i = 0; i < s->dp->n_demands; i++) {
        if (!s->candidate[i])
            continue;
        r->told.n_demands++;
        r->told.n_provisions += s->dp->demand[i].provision != last;
        last = s->dp->demand[i].provision;
    }
}

/* Stated facts of the design that the duties read: what could be said to be fixed. */
static void suggest(struct an_conflict_result *r)
{
    struct an__seek *s = &r->seek;
    struct an_marks marks = an__marks(r->arena, s->model);
    const char **facts = AN_NEW_ARRAY(r->arena, const char *, s->dp->n_holdings + 1u);
    for (uint32_t i = 0; i < s->dp->n_demands; i++)
        if (s->candidate[i]) {
            const struct an_provision *p = &s->model->provisions.v[s->dp->demand[i].provision];
            an__mark_facts(&p->content, &marks);
            an__mark_facts(&p->able, &marks);
        }
    for (uint32_t i = 0; i < s->dp->n_holdings; i++) {
        const struct an_holding *h = &s->dp->holding[i];
        bool again = i > 0 && s->dp->holding[i - 1].fact == h->fact;
        if (!again && !h->presumed && marks.fact[h->fact] &&
            s->model->facts.v[h->fact].nature == AN_NATURE_DESIGN)
            facts[r->told.n_could_fix++] = s->model->facts.v[h->fact].id;
    }
    r->told.could_fix = facts;
}

static void tell_all(struct an_conflict_result *r, const struct an__pacts *pacts)
{
    struct an__seek *s = &r->seek;
    struct an_conflict *told =
        AN_NEW_ARRAY(r->arena, struct an_conflict, s->clashes.n + pacts->n + 1);
    tell_head(r);
    tell_supposed(r);
    count_duties(r);
    if (r->told.nothing_fixed)
        suggest(r);
    for (size_t i = 0; i < s->clashes.n; i++) {
        struct an_conflict *c = &told[r->told.n_conflicts];
        an__tell(s, &s->clashes.v[i], c);
        c->id = "";
        if (!c->confirmed) {
            r->told.unconfirmed++;
            continue;
        }
        r->told.count[c->conflict_class]++;
        r->told.n_conflicts++;
    }
    for (uint32_t i = 0; i < pacts->n; i++) {
        told[r->told.n_conflicts++] = pacts->v[i];
        r->told.count[AN_CONFLICT_COMMITMENT]++;
    }
    r->told.unconfirmed += pacts->unconfirmed + s->unconfirmed;
    if (r->told.n_conflicts > 1)
        qsort(told, r->told.n_conflicts, sizeof *told, by_class);
    for (uint32_t i = 0; i < r->told.n_conflicts; i++)
        told[i].id = an_strf(r->arena, "%u", i + 1);
    r->told.conflicts = told;
}

/* ---- the entry ---- */

/* The check finds the same contradiction and shows both sides. */
static enum an_status refuse(struct an__seek *s, const struct an_product *product)
{
    struct an_check_result *check = NULL;
    const struct an_check_options options = {.as_of = s->options->as_of,
                                             .markets = s->options->markets,
                                             .n_markets = s->options->n_markets,
                                             .no_proofs = true};
    enum an_status status = an_check_run(&check, s->base, s->ws, product, &options);
    an_check_free(check);
    if (status != AN_OK)
        return status;
    return an_fail(s->ws, AN_ELIMIT,
                   "'%s': the search takes what the profile states for contradictory, which the "
                   "evaluator does not confirm; nothing can be said",
                   product->profile->id);
}

static enum an_status find(struct an_conflict_result *r, const struct an_product *product)
{
    struct an__seek *s = &r->seek;
    if (!read_options(s) || !an__suppose(s))
        return AN_EINPUT;
    enum an_sat_answer possible = an__seek_start(s);
    if (possible == AN_SAT_NO && product)
        return refuse(s, product);
    start_words(s);
    const struct an__pacts pacts = an__pacts_broken(s);
    an__seek_clashes(s);
    tell_all(r, &pacts);
    r->told.complete = r->told.complete && !s->out_of_time;
    return AN_OK;
}

struct asked {
    struct an_conflict_result *result;
    const struct an_base *base;
    const struct an_product *product;
    const struct an_conflict_options *options;
};

static enum an_status enter(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct asked *asked = what;
    struct an_conflict_result *r = asked->result = AN_NEW(arena, struct an_conflict_result);
    r->arena = arena;
    r->seek = (struct an__seek){.arena = arena,
                                .model = asked->base->model,
                                .profile = asked->product ? asked->product->profile : NULL,
                                .base = asked->base,
                                .ws = ws,
                                .options = asked->options};
    return find(r, asked->product);
}

enum an_status an_conflicts_find(struct an_conflict_result **out, const struct an_base *base,
                                 struct an_workspace *ws, const struct an_product *product,
                                 const struct an_conflict_options *options)
{
    struct asked asked = {NULL, base, product, options};
    enum an_status status = an_enter(ws, "conflicts were looked for", enter, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}

const struct an_conflicts *an_conflicts_get(const struct an_conflict_result *result)
{
    return &result->told;
}

void an_conflicts_free(struct an_conflict_result *result)
{
    if (result)
        an_arena_free(result->arena);
}

int an_conflicts_exit(const struct an_conflicts *c)
{
    if (c->n_conflicts > c->count[AN_CONFLICT_BUILDS])
        return 1;
    return c->complete && c->unconfirmed == 0 ? 0 : 2;
}
