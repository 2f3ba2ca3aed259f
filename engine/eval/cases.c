/*
 * Cases: products with the verdicts that a lawyer expects, run like any check and compared. A case
 * that cannot be run has failed; an expectation that meets no finding is met only by "none".
 */
#include <string.h>

#include "engine/diag/nearest.h"
#include "engine/eval/run.h"
#include "engine/facts/wanted.h"
#include "engine/lang/lang.h"

struct an_case_run {
    struct an_arena *arena;
    struct an_case_results results;
};

/* All cases of a run at work. */
struct work {
    struct an_arena *arena;
    struct an_workspace *ws;
    const struct an_policy_set *set;
    struct an_base base;
    struct an_case_options options;
    bool *topic;             /* those that are asked for; NULL: all */
    enum an_verdict expects; /* with options.expects; AN_VERDICT_COUNT: "none" */
    AN_VEC(struct an_case_outcome) outcomes;
    struct an_workspace *case_ws; /* of the case at hand, or NULL */
    struct an_check_result *case_result;
    unsigned *seen; /* per provision: verdicts found as expected, as bits */
    bool *named;    /* per provision: a case that was run speaks of it */
};

/* ---- one expectation ---- */

static bool is_about(const struct work *w, const struct an_expect *e, const struct an_finding *f)
{
    const char *market = e->market == AN_NONE ? NULL : w->set->model->places.v[e->market].id;
    bool here = market == NULL;

    if (strcmp(f->provision->id, w->set->model->provisions.v[e->provision].id) != 0)
        return false;
    if (f->not_yet_law != (e->apart == AN_EXPECT_NOT_YET_LAW) ||
        f->suspended != (e->apart == AN_EXPECT_SUSPENDED))
        return false;
    if (e->home)
        return f->home;
    for (uint32_t i = 0; i < f->n_markets && !here; i++)
        here = strcmp(f->markets[i], market) == 0;
    return here;
}

/* What was found: one word, or several where rows differ. */
static const char *found_word(struct work *w, const struct an_check *check,
                              const struct an_expect *e, const struct an_finding **finding)
{
    const char *found = NULL;

    for (uint32_t i = 0; i < check->n_findings; i++) {
        const struct an_finding *f = &check->findings[i];
        const char *word = an_verdict_word(f->verdict);
        if (!is_about(w, e, f))
            continue;
        if (!*finding || f->verdict != e->verdict)
            *finding = f;
        if (!found || !strstr(found, word))
            found = found ? an_strf(w->arena, "%s and %s", found, word) : word;
    }
    return found ? found : "none";
}

/* In force, but no law of this market: no finding says so where there is another (S5.8). */
static bool law_of_elsewhere(const struct work *w, const struct an_check *check,
                             const struct an_expect *e)
{
    const struct an_model *m = w->set->model;
    an_day day = AN_DAY_MIN, known_on;
    if (check->known_on &&
        an_day_parse(check->known_on, strlen(check->known_on), &known_on) == AN_DAY_OK)
        m = an_model_as_known(w->arena, m, known_on);
    const struct an_provision *p = &m->provisions.v[e->provision];
    uint32_t maker = m->instruments.v[p->instrument].place;
    if (e->home || e->market == AN_NONE || e->apart != AN_EXPECT_IN_FORCE ||
        an__nexus_here(p, false) != 1u << AN_NEXUS_OFFERED)
        return false;
    (void)an_day_parse(check->day, strlen(check->day), &day);
    return an_provision_standing(m, p, day).in_force == AN_TRUE &&
           an_law_applies(m, maker, e->market, day) == AN_FALSE &&
           an_place_within(m, maker, e->market, day) == AN_FALSE;
}

static struct an_case_line compare(struct work *w, const struct an_check *check,
                                   const struct an_expect *e)
{
    static const char *const apart[] = {NULL, "not yet law", "suspended"};
    const struct an_model *m = w->set->model;
    struct an_case_line line = {
        .provision = m->provisions.v[e->provision].id,
        .market = e->home                ? "home"
                  : e->market != AN_NONE ? m->places.v[e->market].id
                                         : apart[e->apart],
        .expected = e->verdict == AN_VERDICT_COUNT ? "none" : an_verdict_word(e->verdict),
    };

    line.found = found_word(w, check, e, &line.finding);
    if (!line.finding && law_of_elsewhere(w, check, e))
        line.found = an_verdict_word(AN_NOT_APPLICABLE);
    line.ok = strcmp(line.expected, line.found) == 0;
    line.at = e->word.start;
    line.length = e->word.len;
    return line;
}

/* What was found as expected counts as seen. */
static void note_coverage(struct work *w, const struct an_expect *e)
{
    if (e->verdict != AN_VERDICT_COUNT)
        w->seen[e->provision] |= 1u << e->verdict;
}

/* ---- one case on one day ---- */

/* What belongs to the case at hand; also called when memory runs out. */
static void drop_case(void *work)
{
    struct work *w = work;

    an_check_free(w->case_result);
    an_workspace_free(w->case_ws);
    w->case_result = NULL;
    w->case_ws = NULL;
}

static void free_result(void *result)
{
    an_check_free(result);
}

/* A case that went wrong keeps its findings, for the report. */
static void keep_findings(struct work *w)
{
    an_defer(w->arena, free_result, w->case_result);
    w->case_result = NULL;
}

static const char *last_message(const struct an_workspace *ws)
{
    const char *message = ws->reason[0] ? ws->reason : "the check failed";

    for (size_t i = 0; an_diag_at(ws->diags, i); i++)
        if (an_diag_at(ws->diags, i)->severity == AN_SEV_ERROR)
            message = an_diag_at(ws->diags, i)->message;
    return message;
}

/* Only what a case speaks of is decided. */
static const char *const *expected(struct work *w, const struct an_case *c)
{
    const char **ids = AN_NEW_ARRAY(w->arena, const char *, c->n_expects + 1u);

    for (uint32_t i = 0; i < c->n_expects; i++)
        ids[i] = w->set->model->provisions.v[c->expects[i].provision].id;
    return ids;
}

/* The day whose knowledge of the law is used; NULL: all that is known. */
static const char *known_on_of(struct work *w, const struct an_case *c)
{
    return c->known_only ? an__day_words(w->arena, c->known_on) : w->options.known_on;
}

/* `whole`: with what is open, for those who read why. */
static const struct an_check *run_check(struct work *w, const struct an_case *c, const char *day,
                                        bool whole, const char **error)
{
    struct an_product product = {.arena = w->arena, .base = &w->base, .profile = c->profile};
    struct an_check_options options = {.as_of = day};
    const char **markets = AN_NEW_ARRAY(w->arena, const char *, c->markets.n + 1u);

    options.no_proofs = true;
    options.verdicts_only = !whole;
    options.provisions = expected(w, c);
    options.n_provisions = c->n_expects;
    drop_case(w);
    w->case_ws = an_workspace_new(); /* its own messages: they are told with the case */
    if (!w->case_ws)
        an_arena_fail(w->arena);
    for (uint32_t i = 0; i < c->markets.n; i++)
        markets[i] = w->set->model->places.v[c->markets.v[i]].id;
    options.markets = markets;
    options.n_markets = c->markets.n;
    options.known_on = known_on_of(w, c);
    enum an_status status = an_check_run(&w->case_result, &w->base, w->case_ws, &product, &options);
    if (status == AN_OK)
        return an_check_get(w->case_result);
    *error = an_strdup(w->arena, last_message(w->case_ws));
    return NULL;
}

static struct an_where where_of(const struct work *w, const struct an_span *span)
{
    const char *path = an_diag_path(w->ws->diags, span->file);

    return (struct an_where){path, path ? span->line : 0};
}

static bool compare_all(struct work *w, const struct an_check *check, const struct an_case *c,
                        struct an_case_line *lines)
{
    bool ok = true;

    for (uint32_t i = 0; i < c->n_expects; i++) {
        lines[i] = compare(w, check, &c->expects[i]);
        ok = ok && lines[i].ok;
    }
    return ok;
}

/* Once more with what is open, and its findings are kept: for the report. */
static void tell_why(struct work *w, const struct an_case *c, const char *on,
                     struct an_case_line *lines)
{
    const char *error = NULL;
    const struct an_check *check = run_check(w, c, on, true, &error);

    if (!check)
        return;
    (void)compare_all(w, check, c, lines);
    keep_findings(w);
}

static void run_day(struct work *w, const struct an_case *c, an_day day)
{
    char *on = an_alloc(w->arena, 11);
    struct an_case_outcome out = {.id = c->id,
                                  .title = c->title,
                                  .product = c->profile->id,
                                  .day = on,
                                  .known_on = known_on_of(w, c),
                                  .source = c->source,
                                  .where = where_of(w, &c->span),
                                  .ok = true};
    struct an_case_line *lines = AN_NEW_ARRAY(w->arena, struct an_case_line, c->n_expects + 1u);

    an_day_format(day, on);
    const struct an_check *check = run_check(w, c, on, false, &out.error);
    out.ok = check && compare_all(w, check, c, lines);
    out.n_lines = check ? c->n_expects : 0;
    for (uint32_t i = 0; i < out.n_lines; i++) {
        w->named[c->expects[i].provision] = true;
        lines[i].finding = NULL; /* goes with the case */
        if (lines[i].ok)
            note_coverage(w, &c->expects[i]);
    }
    if (check && !out.ok)
        tell_why(w, c, on, lines);
    out.lines = lines;
    an_vec_push(w->arena, &w->outcomes, out);
}

/* ---- which cases ---- */

static bool holds_word(const struct work *w, const struct an_case *c)
{
    const char *word = w->options.filter;
    bool holds = !word || strstr(c->id, word) || strstr(c->profile->id, word);

    for (uint32_t i = 0; i < c->n_expects && !holds; i++)
        holds = strstr(w->set->model->provisions.v[c->expects[i].provision].id, word) != NULL;
    return holds;
}

static bool is_wanted(const struct work *w, const struct an_case *c)
{
    bool topic = !w->topic, verdict = !w->options.expects;

    for (uint32_t i = 0; i < c->n_expects; i++) {
        const struct an_expect *e = &c->expects[i];
        topic = topic || w->topic[w->set->model->provisions.v[e->provision].topic];
        verdict = verdict || e->verdict == w->expects;
    }
    return topic && verdict && holds_word(w, c);
}

static bool read_expects(struct work *w)
{
    const char *word = w->options.expects;
    struct an_nearest near;
    int v = 0;

    if (!word)
        return true;
    while (v < AN_VERDICT_COUNT && strcmp(an_verdict_word((enum an_verdict)v), word) != 0)
        v++;
    w->expects = (enum an_verdict)v;
    if (v < AN_VERDICT_COUNT || strcmp(word, "none") == 0)
        return true;
    struct an_diag_entry *e =
        an_diag_add(w->ws->diags, AN_MSG_option_verdict, an_wanted_at(w->ws), word);
    an_nearest_init(&near, word);
    for (v = 0; v < AN_VERDICT_COUNT; v++)
        an_nearest_try(&near, an_verdict_word((enum an_verdict)v));
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    return false;
}

static bool read_options(struct work *w)
{
    const struct an_case_options *o = &w->options;
    an_day day = AN_DAY_MIN;
    bool ok = an_wanted_day(w->ws, o->known_on, &day);

    if (o->n_topics > 0)
        w->topic = AN_NEW_ARRAY(w->arena, bool, w->set->model->topics.n + 1u);
    for (size_t i = 0; i < o->n_topics; i++)
        ok = an_wanted_topic(w->ws, w->set->model, o->topics[i], w->topic) && ok;
    return read_expects(w) && ok;
}

static bool is_choice(const struct work *w)
{
    return w->options.filter || w->topic || w->options.expects;
}

/* ---- all ---- */

/* Met: also a consequence that did not follow. Not met: also what the law leaves open, of a duty
 * that is all open. */
unsigned an__case_side(const struct an_provision *p, enum an_verdict verdict)
{
    switch (verdict) {
    case AN_COMPLIANT:
    case AN_READY:
    case AN_PERMITS:
    case AN_EXEMPT: return AN_SIDE_MET;
    case AN_VIOLATION:
    case AN_EXPOSED:
    case AN_DUE:
    case AN_COUNTS_AGAINST:
    case AN_DISPUTED: return AN_SIDE_NOT_MET;
    case AN_NOT_APPLICABLE: return p->follows.n > 0 ? AN_SIDE_MET : 0;
    case AN_UNDETERMINED:
        return p->content.n > 0 && p->content.node[0].op == AN_OP_OPEN ? AN_SIDE_NOT_MET : 0;
    case AN_DISPLACED:
    case AN_CLEAR:
    case AN_VERDICT_COUNT: return 0;
    }
    AN_UNREACHABLE();
}

static unsigned sides_of(const struct an_provision *p, unsigned seen)
{
    unsigned sides = 0;
    for (int v = 0; v < AN_VERDICT_COUNT; v++)
        if (seen >> v & 1u)
            sides |= an__case_side(p, (enum an_verdict)v);
    return sides;
}

static void cover(struct work *w, struct an_case_results *r, uint32_t i)
{
    const struct an_provision *p = &w->set->model->provisions.v[i];
    unsigned seen = w->seen[i];

    r->n_provisions++;
    r->n_complied += (sides_of(p, seen) & AN_SIDE_MET) != 0;
    r->n_breached += (sides_of(p, seen) & AN_SIDE_NOT_MET) != 0;
    for (int v = 0; v < AN_VERDICT_COUNT; v++)
        r->outcome[v] += seen >> v & 1u;
    r->n_disputable += p->n_readings > 0 || p->inability == AN_INABILITY_SILENT;
}

static void sum_up(struct work *w, struct an_case_results *r)
{
    const struct an_model *m = w->set->model;
    AN_VEC(const char *) uncovered = {0};

    r->cases = w->outcomes.v;
    r->n_cases = an_u32(w->outcomes.n);
    for (uint32_t i = 0; i < r->n_cases; i++)
        r->n_failed += !r->cases[i].ok;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        if (!an__has_verdict(&m->provisions.v[i]) || (is_choice(w) && !w->named[i]))
            continue;
        cover(w, r, i);
        bool only_permits =
            m->provisions.v[i].duty == AN_DUTY_MAY; /* a liberty cannot be breached */
        unsigned sides = sides_of(&m->provisions.v[i], w->seen[i]);
        if (!(sides & AN_SIDE_MET) || !((sides & AN_SIDE_NOT_MET) || only_permits))
            an_vec_push(w->arena, &uncovered, m->provisions.v[i].id);
    }
    r->uncovered = uncovered.v;
    r->n_uncovered = an_u32(uncovered.n);
}

static enum an_status run_all(struct an_case_run **out, struct an_arena *arena,
                              struct an_workspace *ws, const char *const *paths, size_t n_paths,
                              const struct an_case_options *options)
{
    struct an_file_list files;
    struct an_policy_set set;

    if (!an_source_find(arena, ws->diags, paths, n_paths, &files) ||
        !an_lang_load(arena, ws->diags, &files, AN_LANG_CASES, &set))
        return AN_EINPUT;
    struct work *w = AN_NEW(arena, struct work); /* outlives a jump out of here */
    w->arena = arena;
    w->ws = ws;
    w->set = &set;
    if (options)
        w->options = *options;
    if (!read_options(w))
        return AN_EINPUT;
    an_defer(arena, drop_case, w);
    w->base.arena = arena;
    w->base.model = set.model;
    an_hash_hex(&set.model->revision, w->base.revision);
    w->seen = AN_NEW_ARRAY(arena, unsigned, set.model->provisions.n + 1u);
    w->named = AN_NEW_ARRAY(arena, bool, set.model->provisions.n + 1u);
    for (uint32_t i = 0; i < set.cases.n; i++) {
        const struct an_case *c = &set.cases.v[i];
        for (uint32_t k = 0; k < c->n_days && is_wanted(w, c); k++)
            run_day(w, c, c->days[k]);
    }
    struct an_case_run *run = AN_NEW(arena, struct an_case_run);
    run->arena = arena;
    sum_up(w, &run->results);
    *out = run;
    return AN_OK;
}

struct asked {
    struct an_case_run *result;
    const char *const *paths;
    size_t n_paths;
    const struct an_case_options *options;
};

static enum an_status enter(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct asked *asked = what;
    return run_all(&asked->result, arena, ws, asked->paths, asked->n_paths, asked->options);
}

enum an_status an_cases_run(struct an_case_run **out, struct an_workspace *ws,
                            const char *const *paths, size_t n_paths,
                            const struct an_case_options *options)
{
    struct asked asked = {NULL, paths, n_paths, options};
    enum an_status status = an_enter(ws, "cases were run", enter, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}

const struct an_case_results *an_cases_get(const struct an_case_run *run)
{
    return &run->results;
}

void an_cases_free(struct an_case_run *run)
{
    if (run)
        an_arena_free(run->arena);
}
