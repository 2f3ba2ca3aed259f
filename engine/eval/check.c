/*
 * The public entry of a check: reads the options, decides everything, and hands out finished
 * results. What is wrong with options or profile is told in diagnostics, all of it at once.
 */
#include <string.h>

#include "engine/diag/nearest.h"
#include "engine/eval/run.h"
#include "engine/facts/wanted.h"

struct an_check_result {
    struct an_arena *arena;
    struct an_run run;
    struct an_check check;
    char profile_hash[65];
};

/* ---- options ---- */

static bool read_day(struct an_run *run)
{
    run->day = run->profile->as_of;
    return an_wanted_day(run->ws, run->options->as_of, &run->day);
}

/* From here on the law is what the public knew of it. */
static bool read_known_on(struct an_run *run)
{
    if (!an_wanted_day(run->ws, run->options->known_on, &run->known_on))
        return false;
    if (run->options->known_on)
        run->model = an_model_as_known(run->arena, run->model, run->known_on);
    return true;
}

static bool read_markets(struct an_run *run)
{
    bool *mark = AN_NEW_ARRAY(run->arena, bool, run->model->places.n);
    bool ok = an_wanted_markets(run->ws, run->model, run->options->markets, run->options->n_markets,
                                mark);
    for (uint32_t i = 0; run->options->n_markets == 0 && i < run->profile->markets.n; i++)
        mark[run->profile->markets.v[i]] = true;
    run->markets = an__marked(run->arena, mark, run->model->places.n);
    return ok;
}

static bool read_topics(struct an_run *run)
{
    bool ok = true;
    if (run->options->n_topics == 0)
        return true;
    run->topic = AN_NEW_ARRAY(run->arena, bool, run->model->topics.n);
    for (size_t i = 0; i < run->options->n_topics; i++)
        ok = an_wanted_topic(run->ws, run->model, run->options->topics[i], run->topic) && ok;
    return ok;
}

static void read_provisions(struct an_run *run)
{
    if (run->options->n_provisions == 0)
        return;
    run->only = AN_NEW_ARRAY(run->arena, bool, run->model->provisions.n + 1u);
    for (size_t i = 0; i < run->options->n_provisions; i++) {
        uint32_t provision = an_model_provision(run->model, run->options->provisions[i]);
        if (provision != AN_NONE)
            run->only[provision] = true;
    }
}

/* A word that no provision knows would leave all readings, and not be told. */
static bool read_reading(struct an_run *run)
{
    const char *word = run->options->reading;
    const struct an_model *m = run->model;
    struct an_nearest near;
    if (!word || strcmp(word, "strict") == 0 || strcmp(word, "lenient") == 0)
        return true;
    an_nearest_init(&near, word);
    an_nearest_try(&near, "strict");
    an_nearest_try(&near, "lenient");
    for (uint32_t i = 0; i < m->provisions.n; i++)
        for (uint32_t k = 0; k < m->provisions.v[i].n_readings; k++) {
            if (strcmp(m->provisions.v[i].readings[k].id, word) == 0)
                return true;
            an_nearest_try(&near, m->provisions.v[i].readings[k].id);
        }
    struct an_diag_entry *e =
        an_diag_add(run->ws->diags, AN_MSG_option_reading, an_wanted_at(run->ws), word);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    return false;
}

bool an__read_options(struct an_run *run)
{
    read_provisions(run);
    bool day = read_day(run), known = read_known_on(run);
    bool markets = read_markets(run), topics = read_topics(run), reading = read_reading(run);
    return day && known && markets && topics && reading;
}

/* ---- the head of the result ---- */

static void put_head(struct an_check_result *r)
{
    struct an_run *run = &r->run;
    const struct an_profile *p = run->profile;
    struct an_check *c = &r->check;
    const char **codes = AN_NEW_ARRAY(run->arena, const char *, run->markets.n);
    const char **names = AN_NEW_ARRAY(run->arena, const char *, run->markets.n);
    const char **offers = AN_NEW_ARRAY(run->arena, const char *, p->n_offers);
    const char **titles = AN_NEW_ARRAY(run->arena, const char *, p->n_offers);
    for (uint32_t i = 0; i < run->markets.n; i++) {
        codes[i] = run->model->places.v[run->markets.v[i]].id;
        names[i] = run->model->places.v[run->markets.v[i]].name;
    }
    bool named = p->n_offers > 1 || p->offers[0].id[0] != '\0';
    for (uint32_t i = 0; named && i < p->n_offers; i++) {
        offers[i] = p->offers[i].id;
        titles[i] = p->offers[i].title;
    }
    an_hash_hex(&p->hash, r->profile_hash);
    *c = (struct an_check){
        .product = p->id,
        .product_name = p->name,
        .profile_path = p->path,
        .profile_hash = r->profile_hash,
        .day = an__day_words(run->arena, run->day),
        .known_on = run->options->known_on ? an__day_words(run->arena, run->known_on) : NULL,
        .revision = an_base_revision(run->base),
        .version = an_version(),
        .markets = codes,
        .market_names = names,
        .n_markets = run->markets.n,
        .offers = offers,
        .offer_titles = titles,
        .n_offers = named ? p->n_offers : 0};
    const char **topics = AN_NEW_ARRAY(run->arena, const char *, run->options->n_topics);
    for (size_t i = 0; i < run->options->n_topics; i++)
        topics[i] = an_strdup(run->arena, run->options->topics[i]);
    c->topics = topics;
    c->n_topics = an_u32(run->options->n_topics);
}

/* ---- the run ---- */

/* One provision after the other, so that what was needed on the way is given back. */
static void decide_all(struct an_run *run)
{
    uint32_t told = 0;
    for (uint32_t i = 0; i < run->model->provisions.n; i++)
        told += an__is_told(run, i) ? 1 : 0;
    run->found.v = AN_NEW_ARRAY(run->arena, struct an_finding, told);
    run->found.cap = told;
    for (uint32_t i = 0; i < run->model->provisions.n && !run->failed; i++) {
        if (!an__is_told(run, i))
            continue;
        an__collect(run, i);
        if (!run->failed) {
            an__find(run);
            an__note(run);
        }
        run->decisions.v = NULL;
        run->decisions.n = run->decisions.cap = 0;
        an_arena_clear(run->temp);
    }
}

static enum an_status run_check(struct an_check_result *r)
{
    struct an_run *run = &r->run;
    if (!an__read_options(run))
        return AN_EINPUT;
    put_head(r);
    run->check = &r->check;
    run->ev = an_eval_new(run->arena, run->model, run->profile, run->day);
    run->ev->three_values = run->options->three_values;
    run->ev->verdicts_only = run->options->verdicts_only;
    run->temp = run->ev->work = an_scratch_new(run->arena);
    run->alike = an__alike(run);
    decide_all(run);
    if (run->ev->clash.found)
        an__report_clash(run, &run->ev->clash);
    if (run->failed || run->ev->clash.found)
        return AN_EINPUT;
    an__sort_findings(run);
    an__summary(run);
    an_arena_free(run->temp);
    return AN_OK;
}

struct asked {
    struct an_check_result *result;
    const struct an_base *base;
    const struct an_product *product;
    const struct an_check_options *options;
};

static enum an_status enter(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    static const struct an_check_options none = {0};
    struct asked *asked = what;
    struct an_check_result *r = asked->result = AN_NEW(arena, struct an_check_result);
    r->arena = arena;
    r->run.arena = arena;
    r->run.base = asked->base;
    r->run.ws = ws;
    r->run.model = asked->base->model;
    r->run.profile = asked->product->profile;
    r->run.options = asked->options ? asked->options : &none;
    return run_check(r);
}

enum an_status an_check_run(struct an_check_result **out, const struct an_base *base,
                            struct an_workspace *ws, const struct an_product *product,
                            const struct an_check_options *options)
{
    struct asked asked = {NULL, base, product, options};
    enum an_status status = an_enter(ws, "a product was checked", enter, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}

const struct an_check *an_check_get(const struct an_check_result *result)
{
    return &result->check;
}

void an_check_free(struct an_check_result *result)
{
    if (result)
        an_arena_free(result->arena);
}

int an_check_exit(const struct an_check *check, bool strict)
{
    const uint32_t *n = check->count;
    if (n[AN_VIOLATION] > 0)
        return 1;
    if (strict && n[AN_EXPOSED] + n[AN_DUE] + n[AN_COUNTS_AGAINST] + n[AN_DISPUTED] > 0)
        return 1;
    return n[AN_UNDETERMINED] > 0 || check->n_gaps > 0 ? 2 : 0;
}
