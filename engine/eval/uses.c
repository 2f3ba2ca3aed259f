/*
 * Facts as they are told: value in words, where it comes from, evidence, place in the profile. What
 * is not known is said as "perhaps", never left out.
 */
#include <inttypes.h>
#include <string.h>

#include "antinomy/sink.h"
#include "engine/eval/run.h"
#include "engine/lang/lang.h"
#include "engine/lang/words.h"

const char *an__day_words(struct an_arena *arena, an_day day)
{
    char text[11];
    an_day_format(day, text);
    return an_strdup(arena, text);
}

const char *an__value_words(struct an_run *run, const struct an_value_type *type, int64_t value)
{
    /* Words that only the profile uses are unknown to the model. */
    bool word =
        type->type == AN_TYPE_ENUM || type->type == AN_TYPE_SET || type->type == AN_TYPE_TEXT;
    if (word && value >= (int64_t)an_intern_count(run->model->symbols)) {
        const char *text = an_symbol_text(run->profile, value);
        return an_strf(run->temp, "\"%s\"", text ? text : "");
    }
    return an_value_words(run->temp, run->model, type, value, AN_NONE);
}

struct words {
    struct an_run *run;
    const struct an_value_type *type;
    struct an_sink_buffer out;
};

static void put(struct words *w, const char *text)
{
    an_put(&w->out.sink, text);
}

static void put_list(struct words *w, const int64_t *v, uint32_t n, const char *last)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            put(w, i + 1 < n ? ", " : last);
        put(w, an__value_words(w->run, w->type, v[i]));
    }
}

static void put_range(struct words *w, const struct an_range *r)
{
    bool day = w->type->type == AN_TYPE_DATE;
    bool low = r->lo > (day ? AN_DAY_MIN : INT64_MIN),
         high = r->hi < (day ? AN_DAY_MAX : INT64_MAX);
    if (r->n_one_of > 0) {
        put_list(w, r->one_of, r->n_one_of, " or ");
    } else if (r->lo == r->hi) {
        put(w, an__value_words(w->run, w->type, r->lo));
    } else if (low && high) {
        struct an_value_type bare = *w->type; /* the unit is said once */
        bare.unit = NULL;
        an_putf(&w->out.sink, "%s to %s", an__value_words(w->run, &bare, r->lo),
                an__value_words(w->run, w->type, r->hi));
    } else if (low || high) {
        put(w, low ? (day ? "on or after " : "at least ") : day ? "on or before " : "at most ");
        put(w, an__value_words(w->run, w->type, low ? r->lo : r->hi));
    }
}

/* "device and seller", "device, perhaps more", "none", "device, perhaps also seller". */
static void put_set(struct words *w, const struct an_known *k)
{
    bool begun = k->n_has > 0;
    put_list(w, k->has, k->n_has, " and ");
    if (k->closed && k->n_within > 0) {
        put(w, begun ? ", perhaps also " : "perhaps ");
        put_list(w, k->within, k->n_within, " or ");
    } else if (k->closed && !begun) {
        put(w, "none");
    } else if (!k->closed && begun) {
        put(w, ", perhaps more");
    } else if (!k->closed && k->n_not_in > 0) {
        put(w, "not ");
        put_list(w, k->not_in, k->n_not_in, ", not ");
    }
}

static void put_map(struct words *w, const struct an_known *k)
{
    for (uint32_t i = 0; i < k->n_entries; i++) {
        struct an_range r = an__map_range(k, k->entry[i].place);
        an_putf(&w->out.sink, "%s%s: ", i > 0 ? "; " : "",
                w->run->model->places.v[k->entry[i].place].id);
        put_range(w, &r);
    }
    if (k->n_entries == 0)
        put(w, k->closed ? "none" : "");
    else if (!k->closed)
        put(w, "; others not known");
}

static void put_words(struct words *w, const struct an_known *k)
{
    struct an_words words = an__words(w->type, k);
    bool begun = false;
    for (uint32_t i = 0; i < words.n; i++) {
        int64_t word = an__word(&words, i);
        if (word == INT64_MAX)
            continue;
        put(w, begun ? " or " : "");
        put(w, an__value_words(w->run, w->type, word));
        begun = true;
    }
    if (!begun && k->n_not_in > 0) {
        put(w, "not ");
        put_list(w, k->not_in, k->n_not_in, ", not ");
    }
}

static void put_rows(struct words *w, const struct an_known *k)
{
    if (k->n_rows == 0)
        put(w, k->closed ? "none" : "");
    else
        an_putf(&w->out.sink, "%" PRIu32 " %s%s", k->n_rows, k->n_rows == 1 ? "entry" : "entries",
                k->closed ? "" : ", perhaps more");
}

const char *an__known_words(struct an_run *run, const struct an_value_type *type,
                            const struct an_known *k)
{
    struct words w = {.run = run, .type = type};
    struct an_range r;
    if (!k || !k->given)
        return NULL;
    an_sink_buffer_init(&w.out, run->temp);
    switch (type->type) {
    case AN_TYPE_BOOL:
    case AN_TYPE_ENUM:
    case AN_TYPE_TEXT: put_words(&w, k); break;
    case AN_TYPE_INT:
    case AN_TYPE_DATE:
    case AN_TYPE_MONEY:
        r = an__range(type, k);
        put_range(&w, &r);
        break;
    case AN_TYPE_SET:
    case AN_TYPE_COUNTRIES: put_set(&w, k); break;
    case AN_TYPE_COUNTRY_MAP: put_map(&w, k); break;
    case AN_TYPE_TABLE: put_rows(&w, k); break;
    }
    return w.out.n > 0 ? an_strdup(run->arena, w.out.text) : NULL;
}

/* ---- equality ---- */

static bool same_list(const int64_t *a, uint32_t n_a, const int64_t *b, uint32_t n_b)
{
    return n_a == n_b && (n_a == 0 || memcmp(a, b, n_a * sizeof a[0]) == 0);
}

static bool same_map(const struct an_known *a, const struct an_known *b)
{
    if (a->n_entries != b->n_entries)
        return false;
    for (uint32_t i = 0; i < a->n_entries; i++)
        if (a->entry[i].place != b->entry[i].place || a->entry[i].min != b->entry[i].min ||
            a->entry[i].max != b->entry[i].max)
            return false;
    return true;
}

static bool same_value(const struct an_value_type *type, const struct an_known *a,
                       const struct an_known *b)
{
    bool number = an__is_number(type->type);
    return a->closed == b->closed && same_list(a->one_of, a->n_one_of, b->one_of, b->n_one_of) &&
           same_list(a->has, a->n_has, b->has, b->n_has) &&
           same_list(a->within, a->n_within, b->within, b->n_within) &&
           same_list(a->not_in, a->n_not_in, b->not_in, b->n_not_in) &&
           same_list(a->meets, a->n_meets, b->meets, b->n_meets) && same_map(a, b) &&
           (!number || (a->min == b->min && a->max == b->max)) && a->n_rows == b->n_rows;
}

bool an__known_equal(const struct an_fact *fact, const struct an_value_type *type,
                     const struct an_known *a, const struct an_known *b)
{
    if (a == b)
        return true;
    bool known_a = a && a->given, known_b = b && b->given;
    if (!known_a || !known_b)
        return known_a == known_b;
    if (!same_value(type, a, b))
        return false;
    for (uint32_t r = 0; type->type == AN_TYPE_TABLE && r < a->n_rows; r++)
        for (uint32_t c = 0; c < fact->n_columns; c++)
            if (!an__known_equal(fact, &fact->columns[c].type, &a->row[r].cell[c],
                                 &b->row[r].cell[c]))
                return false;
    return true;
}

/* ---- uses ---- */

static const char *why_unknown(enum an_unknown why)
{
    switch (why) {
    case AN_UNKNOWN_NOT_GIVEN: return NULL;
    case AN_UNKNOWN_NOT_ASKED: return "not asked";
    case AN_UNKNOWN_DONT_KNOW: return "not known";
    case AN_UNKNOWN_DISPUTED: return "disputed";
    case AN_UNKNOWN_NOT_PUBLIC: return "not public";
    }
    AN_UNREACHABLE();
}

static const char *because(struct an_run *run, const struct an_because *b)
{
    const struct an_model *m = run->model;
    switch (b->why) {
    case AN_WHY_NONE: return NULL;
    case AN_WHY_AXIOM: return m->axioms.v[b->index].id;
    case AN_WHY_PRESUMPTION: return m->presumptions.v[b->index].id;
    case AN_WHY_TERM: return m->facts.v[m->terms.v[b->index].fact].id;
    case AN_WHY_DEFINER: return m->provisions.v[b->index].id;
    }
    AN_UNREACHABLE();
}

static const char *reason_of(struct an_run *run, const struct an_because *b)
{
    const struct an_model *m = run->model;
    return b->why == AN_WHY_AXIOM         ? m->axioms.v[b->index].because
           : b->why == AN_WHY_PRESUMPTION ? m->presumptions.v[b->index].because
                                          : NULL;
}

static const char *derivation(struct an_run *run, const struct an_derived *d)
{
    const struct an_model *m = run->model;
    const char *first = m->facts.v[d->arg[0]].id, *name = an_function_word(d->function);
    if (d->arg[1] == AN_NONE)
        return an_strf(run->arena, "%s(%s)", name, first);
    return an_strf(run->arena, "%s(%s, %s)", name, first, m->facts.v[d->arg[1]].id);
}

static void add_evidence(struct an_run *run, uint32_t fact, struct an_fact_use *use)
{
    for (uint32_t i = 0; i < run->profile->n_evidence; i++) {
        const struct an_evidence_note *e = &run->profile->evidence[i];
        if (e->fact != fact)
            continue;
        use->evidence = e->source;
        use->confidence = an_confidence_word(e->confidence);
    }
}

static void add_value(struct an_run *run, struct an_case_row *row, uint32_t fact,
                      struct an_fact_use *use)
{
    const struct an_slot *slot = &row->slot[fact];
    const struct an_fact *f = &run->model->facts.v[fact];
    const struct an_known *known = slot->known;
    use->origin = slot->origin;
    if (f->derived.function != AN_FN_NONE && !(slot->stated && slot->stated->given)) {
        struct an_ctx x = {.ev = run->ev, .row = row, .j = AN_NONE, .law_day = row->law_day};
        known = an__derive(&x, f);
        use->origin = AN_ORIGIN_DERIVED;
        use->because = derivation(run, &f->derived);
    } else if (slot->origin != AN_ORIGIN_STATED) {
        use->because = because(run, &slot->because);
        use->why = reason_of(run, &slot->because);
    }
    use->value = an__known_words(run, &f->type, known);
    if (!use->value)
        use->origin = AN_ORIGIN_MISSING;
    if (slot->stated && !slot->stated->given)
        use->why_unknown = why_unknown(slot->stated->unknown);
}

const struct an_fact_use *an__use(struct an_run *run, struct an_case_row *row, uint32_t fact)
{
    const struct an_fact *f = &run->model->facts.v[fact];
    const struct an_slot *slot = &row->slot[fact];
    if (!row->use)
        row->use = AN_NEW_ARRAY(run->arena, const struct an_fact_use *, run->model->facts.n);
    if (row->use[fact])
        return row->use[fact];
    struct an_fact_use *use = AN_NEW(run->arena, struct an_fact_use);
    use->fact = f->id;
    use->label = f->label;
    use->question = f->question;
    use->help = f->help;
    use->nature = an_nature_word(f->nature);
    add_value(run, row, fact, use);
    if (slot->stated) {
        use->where = (struct an_where){run->profile->path, slot->stated->span.line};
        add_evidence(run, fact, use);
    }
    for (uint32_t i = 0; i < run->profile->fixed.n; i++)
        use->fixed = use->fixed || run->profile->fixed.v[i] == fact;
    return row->use[fact] = use;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool an__told_alike(struct an_run *run, struct an_case_row *a, struct an_case_row *b, uint32_t fact)
{
    const struct an_fact *f = &run->model->facts.v[fact];
    if (a == b)
        return true;
    if (!an__known_equal(f, &f->type, a->slot[fact].stated, b->slot[fact].stated))
        return false;
    const struct an_fact_use *x = an__use(run, a, fact), *y = an__use(run, b, fact);
    return x->origin == y->origin && same_text(x->value, y->value) &&
           same_text(x->because, y->because);
}
