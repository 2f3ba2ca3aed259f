/*
 * A solution in words: the changes, decisions and assumptions that it needs, what they cost, and
 * whether the evaluator confirms it. Reads models; searches nothing.
 */
#include "engine/conflict/plan_words.h"

#include <inttypes.h>
#include <string.h>

#include "engine/base/sizes.h"

/* What the profile states of the same copy of the fact; NULL: nothing. */
static const struct an_known *today_of(struct an_planner *pl, const struct an_witness_value *v)
{
    struct an_run *real = &pl->real;
    uint32_t place = v->market != AN_NONE ? v->market : real->markets.v[0];
    const struct an_case_row *row =
        an__row(real->ev, false, place, v->offer == AN_NONE ? 0 : v->offer, real->day, NULL);
    const struct an_known *stated = row->slot[v->fact].stated;

    return stated && stated->given ? stated : NULL;
}

/* ---- values that only part of is needed ---- */

static const char *list_words(struct an_planner *pl, const struct an_value_type *type,
                              const int64_t *v, uint32_t n, const char *last)
{
    const char *text = "";

    for (uint32_t i = 0; i < n; i++)
        text = an_strf(pl->arena, "%s%s%s", text,
                       i == 0      ? ""
                       : i + 1 < n ? ", "
                                   : last,
                       an__value_words(&pl->relaxed, type, v[i]));
    return text;
}

static const char *set_words(struct an_planner *pl, const struct an_value_type *type,
                             const struct an_known *k)
{
    const char *has = list_words(pl, type, k->has, k->n_has, " and ");

    /* Of countries a place may stand for many that nothing tells apart: what is out says it better.
     */
    if (type->type == AN_TYPE_COUNTRIES && k->closed && k->n_within > 0 && k->n_not_in > 0) {
        const char *out = list_words(pl, type, k->not_in, k->n_not_in, " or ");
        return an_strf(pl->arena, "%s%snot %s", has, k->n_has > 0 ? " among them, " : "", out);
    }
    if (k->closed && k->n_within > 0)
        return an_strf(pl->arena, "%s%s %s", k->n_has > 0 ? has : "none",
                       k->n_has > 0 ? "; beside that at most" : ", or at most",
                       list_words(pl, type, k->within, k->n_within, " and "));
    if (k->closed)
        return k->n_has > 0 ? an_strf(pl->arena, "%s only", has) : "none";
    const char *out = list_words(pl, type, k->not_in, k->n_not_in, " and ");
    if (k->n_has == 0)
        return an_strf(pl->arena, "not %s", out);
    return an_strf(pl->arena, "%s among them%s%s", has, k->n_not_in > 0 ? ", but not " : "", out);
}

static const char *known_words(struct an_planner *pl, const struct an_value_type *type,
                               const struct an_known *known)
{
    if (type->type == AN_TYPE_SET || type->type == AN_TYPE_COUNTRIES)
        return set_words(pl, type, known);
    const char *words = an__known_words(&pl->relaxed, type, known);
    if (known->n_one_of == 1 && type->type != AN_TYPE_BOOL && !an__is_number(type->type) &&
        strcmp(an_intern_text(pl->problem.symbols, (uint32_t)known->one_of[0]), an_other_word) == 0)
        return "other than what the rules and their lists name";
    return words ? words : "";
}

static bool says_anything(const struct an_fact *f, const struct an_row *row)
{
    for (uint32_t c = 0; c < f->n_columns; c++)
        if (row->cell[c].given)
            return true;
    return false;
}

static const char *row_words(struct an_planner *pl, const struct an_fact *f,
                             const struct an_row *row, uint32_t number)
{
    const char *text = "";

    for (uint32_t c = 0; c < f->n_columns; c++)
        if (row->cell[c].given)
            text = an_strf(pl->arena, "%s%s%s: %s", text, text[0] ? ", " : "", f->columns[c].id,
                           known_words(pl, &f->columns[c].type, &row->cell[c]));
    return number > 0 ? an_strf(pl->arena, "in row %" PRIu32 ", %s", number, text)
                      : an_strf(pl->arena, "a row with %s", text);
}

static const char *table_words(struct an_planner *pl, const struct an_fact *f,
                               const struct an_known *k, bool kept)
{
    const char *text = "";

    if (k->n_rows == 0)
        return "no rows";
    for (uint32_t r = 0; r < k->n_rows; r++)
        if (says_anything(f, &k->row[r]))
            text = an_strf(pl->arena, "%s%s%s", text, text[0] ? "; " : "",
                           row_words(pl, f, &k->row[r], kept ? r + 1 : 0));
    return an_strf(pl->arena, "%s%s", text, k->closed ? "; no other rows" : "");
}

static const char *needed_words(struct an_planner *pl, const struct an_fact *f,
                                const struct an_known *k, bool kept)
{
    return f->type.type == AN_TYPE_TABLE ? table_words(pl, f, k, kept)
                                         : known_words(pl, &f->type, k);
}

static const char *today_words(struct an_planner *pl, const struct an_fact *f,
                               const struct an_known *k)
{
    return k ? an__known_words(&pl->relaxed, &f->type, k) : NULL;
}

/* ---- settings ---- */

static const char *offer_of(const struct an_planner *pl, const struct an_witness_value *v)
{
    const struct an_profile *p = pl->problem.profile;

    return v->offer == AN_NONE || p->n_offers == 1 ? NULL : p->offers[v->offer].id;
}

static struct an_plan_setting setting(struct an_planner *pl, const struct an_witness_value *v,
                                      bool kept)
{
    const struct an_model *m = pl->problem.run->model;
    const struct an_fact *f = &m->facts.v[v->fact];
    const struct an_known *today = kept ? NULL : today_of(pl, v);
    bool choice = pl->problem.choice[v->fact];
    struct an_plan_setting s = {.kind = !choice ? AN_PLAN_ASSUME
                                        : today ? AN_PLAN_CHANGE
                                                : AN_PLAN_DECIDE,
                                .fact = f->id,
                                .question = f->question,
                                .label = f->label,
                                .market = v->market == AN_NONE ? NULL : m->places.v[v->market].id,
                                .offer = offer_of(pl, v),
                                .value = needed_words(pl, f, &v->known, kept),
                                .today = today_words(pl, f, today),
                                .nature = an_nature_word(f->nature)};

    if (s.kind == AN_PLAN_CHANGE)
        s.cost = an_u32((size_t)an__plan_cost(f));
    return s;
}

/* ---- what is needed beside what is stated ---- */

static const int64_t *both(struct an_planner *pl, const int64_t *a, uint32_t n_a, const int64_t *b,
                           uint32_t n_b, uint32_t *n)
{
    const int64_t *v = NULL;

    *n = 0;
    for (uint32_t i = 0; i < n_a; i++)
        an__add(pl->arena, &v, n, a[i]);
    for (uint32_t i = 0; i < n_b; i++)
        an__add(pl->arena, &v, n, b[i]);
    return v;
}

/* Both hold, `more` being within what is stated. */
static struct an_known merged(struct an_planner *pl, const struct an_value_type *type,
                              const struct an_known *stated, const struct an_known *more)
{
    struct an_known k = *more;

    if (!stated->given || !more->given)
        return stated->given ? *stated : *more;
    k.span = stated->span;
    if (an__is_number(type->type)) {
        k.min = stated->min > k.min ? stated->min : k.min;
        k.max = stated->max < k.max ? stated->max : k.max;
    }
    if (type->type != AN_TYPE_SET && type->type != AN_TYPE_COUNTRIES)
        return k;
    k.has = both(pl, stated->has, stated->n_has, more->has, more->n_has, &k.n_has);
    k.not_in =
        both(pl, stated->not_in, stated->n_not_in, more->not_in, more->n_not_in, &k.n_not_in);
    k.closed = stated->closed || more->closed;
    if (!more->closed) {
        k.within = stated->within;
        k.n_within = stated->n_within;
    }
    return k;
}

static struct an_known merged_fact(struct an_planner *pl, const struct an_fact *f,
                                   const struct an_known *stated, const struct an_known *more)
{
    struct an_known k = *stated;
    struct an_row *rows;

    if (f->type.type != AN_TYPE_TABLE)
        return merged(pl, &f->type, stated, more);
    rows = AN_NEW_ARRAY(pl->arena, struct an_row, more->n_rows + stated->n_rows + 1u);
    for (uint32_t r = 0; r < more->n_rows || r < stated->n_rows; r++) {
        if (r >= more->n_rows || r >= stated->n_rows) {
            rows[r] = r < more->n_rows ? more->row[r] : stated->row[r];
            continue;
        }
        struct an_known *cell = AN_NEW_ARRAY(pl->arena, struct an_known, f->n_columns + 1);
        for (uint32_t c = 0; c < f->n_columns; c++)
            cell[c] =
                merged(pl, &f->columns[c].type, &stated->row[r].cell[c], &more->row[r].cell[c]);
        rows[r] = (struct an_row){cell, stated->row[r].span};
    }
    k.row = rows;
    k.n_rows = more->n_rows > stated->n_rows ? more->n_rows : stated->n_rows;
    k.closed = stated->closed || more->closed;
    return k;
}

/* Stated rows that a changed table does not need. */
static struct an_known without_empty_rows(struct an_planner *pl, const struct an_fact *f,
                                          const struct an_known *known)
{
    struct an_known k = *known;
    struct an_row *rows = AN_NEW_ARRAY(pl->arena, struct an_row, k.n_rows + 1u);

    k.n_rows = 0;
    for (uint32_t r = 0; r < known->n_rows; r++)
        if (says_anything(f, &known->row[r]))
            rows[k.n_rows++] = known->row[r];
    k.row = rows;
    return k;
}

/* What the profile states of it stays true, in the solution. */
static bool is_kept(struct an_planner *pl, const struct an_plan_solution *sol,
                    const struct an_witness_value *v)
{
    const struct an_plan_problem *p = &pl->problem;

    for (size_t i = 0; i < p->stated.n; i++)
        if (p->stated.v[i].fact == v->fact && p->stated.v[i].market == v->market &&
            p->stated.v[i].offer == v->offer)
            return !p->stated.v[i].choice || sol->model[p->stated.v[i].kept];
    return false;
}

static const char *const *codes_of(struct an_planner *pl, const bool *in, uint32_t *n)
{
    const struct an_plan_problem *p = &pl->problem;
    const char **v = AN_NEW_ARRAY(pl->arena, const char *, p->n_markets + 1);

    *n = 0;
    for (uint32_t i = 0; i < p->n_markets; i++)
        if (in[i])
            v[(*n)++] = p->run->model->places.v[p->items.v[i].place].id;
    return v;
}

static void put_settings(struct an_planner *pl, const struct an_witness *w, const bool *kept,
                         struct an_plan_build *b)
{
    struct an_plan_setting *v = AN_NEW_ARRAY(pl->arena, struct an_plan_setting, w->n + 1);

    for (int kind = AN_PLAN_CHANGE; kind <= AN_PLAN_ASSUME; kind++)
        for (uint32_t i = 0; i < w->n; i++) {
            struct an_plan_setting s = setting(pl, &w->v[i], kept[i]);
            if (s.kind != (enum an_plan_kind)kind)
                continue;
            b->cost += s.cost;
            v[b->n_settings++] = s;
        }
    b->settings = v;
}

struct an_plan_build an__plan_build_of(struct an_planner *pl, const struct an_plan_solution *sol)
{
    struct an_plan_build b = {.confirmed = false};

    if (!sol->model)
        return b;
    bool *needed = AN_NEW_ARRAY(pl->arena, bool, (size_t)pl->problem.clauses.n_vars + 1);
    (void)an__plan_needed(pl->search, sol, needed, &b.open_law);
    struct an_witness w = an__plan_witness(&pl->problem, sol->model, needed);
    struct an_witness_value *v = AN_NEW_ARRAY(pl->arena, struct an_witness_value, w.n + 1);
    bool *kept = AN_NEW_ARRAY(pl->arena, bool, w.n + 1);
    for (uint32_t i = 0; i < w.n; i++) {
        const struct an_fact *f = &pl->problem.run->model->facts.v[w.v[i].fact];
        v[i] = w.v[i];
        kept[i] = is_kept(pl, sol, &w.v[i]);
        if (!kept[i] && f->type.type == AN_TYPE_TABLE)
            v[i].known = without_empty_rows(pl, f, &w.v[i].known);
    }
    w.v = v;
    put_settings(pl, &w, kept, &b);
    for (uint32_t i = 0; i < w.n; i++) {
        const struct an_known *stated = kept[i] ? today_of(pl, &v[i]) : NULL;
        if (stated)
            v[i].known =
                merged_fact(pl, &pl->problem.run->model->facts.v[v[i].fact], stated, &v[i].known);
    }
    b.markets = codes_of(pl, sol->served, &b.n_markets);
    struct an_refs doubts = an__plan_replay(pl, sol, &w);
    const char **ids = AN_NEW_ARRAY(pl->arena, const char *, doubts.n + 1);
    for (uint32_t i = 0; i < doubts.n; i++)
        ids[i] = pl->problem.run->model->provisions.v[doubts.v[i]].id;
    b.doubts = ids;
    b.n_doubts = doubts.n;
    b.confirmed = doubts.n == 0;
    return b;
}
