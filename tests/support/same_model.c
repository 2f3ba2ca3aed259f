/*
 * Compares field by field. Conditions are compared node by node and value by value, not by where
 * their values stand. What an_model_index derives is left out: it follows from the rest.
 */
#include "tests/support/same_model.h"

#include <stdio.h>
#include <string.h>

static char where[256];

static bool texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool spans(struct an_span a, struct an_span b)
{
    return a.file == b.file && a.line == b.line && a.col == b.col && a.start == b.start &&
           a.len == b.len;
}

static bool whens(struct an_when a, struct an_when b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

static bool intervals(const struct an_interval *a, const struct an_interval *b)
{
    return whens(a->from, b->from) && whens(a->before, b->before);
}

static bool refs(struct an_refs a, struct an_refs b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.v, b.v, a.n * sizeof *a.v) == 0);
}

static bool text_lists(struct an_texts a, struct an_texts b)
{
    bool same = a.n == b.n;
    for (uint32_t i = 0; same && i < a.n; i++)
        same = texts(a.v[i], b.v[i]);
    return same;
}

static bool names(struct an_names a, struct an_names b)
{
    bool same = a.n == b.n;
    for (uint32_t i = 0; same && i < a.n; i++)
        same = texts(a.v[i].lang, b.v[i].lang) && texts(a.v[i].text, b.v[i].text);
    return same;
}

static bool nodes(const struct an_cond *ca, const struct an_cond *cb, uint32_t i)
{
    const struct an_cond_node *a = &ca->node[i], *b = &cb->node[i];
    bool leaf = an_op_is_leaf((enum an_op)a->op);
    bool has_fact = leaf || a->op == AN_OP_SOME || a->op == AN_OP_EVERY;
    if (a->op != b->op || a->n != b->n || a->size != b->size || !spans(a->span, b->span) ||
        (has_fact && a->fact != b->fact))
        return false;
    if (!leaf)
        return true;
    if (a->column != b->column || a->key != b->key)
        return false;
    return a->n == 0 ||
           memcmp(ca->value + a->value, cb->value + b->value, a->n * sizeof *ca->value) == 0;
}

static bool conds(const struct an_cond *a, const struct an_cond *b)
{
    bool same = a->n == b->n;
    for (uint32_t i = 0; same && i < a->n; i++)
        same = nodes(a, b, i);
    return same;
}

static bool checks(const struct an_checked *a, const struct an_checked *b)
{
    if (!a->given || !b->given)
        return a->given == b->given;
    return a->on == b->on && texts(a->by, b->by) && a->confidence == b->confidence &&
           texts(a->source, b->source);
}

static bool events(struct an_events a, struct an_events b)
{
    bool same = a.n == b.n;
    for (uint32_t i = 0; same && i < a.n; i++) {
        const struct an_event *x = &a.v[i], *y = &b.v[i];
        same = whens(x->on, y->on) && x->is == y->is && x->evidence == y->evidence &&
               x->has_public_on == y->has_public_on &&
               (!x->has_public_on || whens(x->public_on, y->public_on)) &&
               texts(x->note, y->note) && spans(x->span, y->span);
    }
    return same;
}

/* Notes the first difference: evaluates to false if the parts differ. */
#define PART(same, name) ((same) ? true : (part = (name), false))

/* ---- things ---- */

static bool memberships(struct an_memberships a, struct an_memberships b)
{
    bool same = a.n == b.n;
    for (uint32_t i = 0; same && i < a.n; i++)
        same = a.v[i].place == b.v[i].place && intervals(&a.v[i].days, &b.v[i].days) &&
               refs(a.v[i].towards, b.v[i].towards) && spans(a.v[i].span, b.v[i].span);
    return same;
}

static bool coverages(const struct an_place *a, const struct an_place *b)
{
    bool same = a->n_coverage == b->n_coverage;
    for (uint32_t i = 0; same && i < a->n_coverage; i++) {
        const struct an_coverage *x = &a->coverage[i], *y = &b->coverage[i];
        same = refs(x->topics, y->topics) && x->researched_on == y->researched_on &&
               whens(x->law_from, y->law_from) && whens(x->law_to, y->law_to) &&
               spans(x->span, y->span);
    }
    return same;
}

static const char *place_part(const struct an_place *a, const struct an_place *b)
{
    const char *part = NULL;
    (void)(PART(texts(a->id, b->id), "id") && PART(a->kind == b->kind, "kind") &&
           PART(texts(a->name, b->name), "name") && PART(names(a->names, b->names), "names") &&
           PART(text_lists(a->aliases, b->aliases), "aliases") &&
           PART(memberships(a->part_of, b->part_of), "part_of") &&
           PART(memberships(a->members, b->members), "members") &&
           PART(memberships(a->applies_in, b->applies_in), "applies_in") &&
           PART(memberships(a->parties, b->parties), "parties") &&
           PART(coverages(a, b), "coverage") && PART(texts(a->note, b->note), "note") &&
           PART(spans(a->span, b->span), "span"));
    return part;
}

static const char *topic_part(const struct an_topic *a, const struct an_topic *b)
{
    const char *part = NULL;
    bool same = PART(texts(a->id, b->id), "id") && PART(texts(a->title, b->title), "title") &&
                PART(texts(a->definition, b->definition), "definition") &&
                PART(a->n_steps == b->n_steps, "number of steps") &&
                PART(spans(a->span, b->span), "span");
    for (uint32_t i = 0; same && i < a->n_steps; i++)
        same = PART(texts(a->steps[i].id, b->steps[i].id) &&
                        texts(a->steps[i].title, b->steps[i].title) &&
                        texts(a->steps[i].means, b->steps[i].means),
                    "steps");
    return part;
}

static bool types(const struct an_value_type *a, const struct an_value_type *b)
{
    return a->type == b->type && a->ordered == b->ordered && a->open == b->open &&
           refs((struct an_refs){a->values, a->n_values},
                (struct an_refs){b->values, b->n_values}) &&
           texts(a->unit, b->unit) && a->has_min == b->has_min && a->has_max == b->has_max &&
           a->min == b->min && a->max == b->max;
}

static bool columns(const struct an_fact *a, const struct an_fact *b)
{
    bool same = a->n_columns == b->n_columns;
    for (uint32_t i = 0; same && i < a->n_columns; i++)
        same = texts(a->columns[i].id, b->columns[i].id) &&
               texts(a->columns[i].help, b->columns[i].help) &&
               types(&a->columns[i].type, &b->columns[i].type);
    return same;
}

static bool derivations(const struct an_derived *a, const struct an_derived *b)
{
    if (a->function == AN_FN_NONE || b->function == AN_FN_NONE)
        return a->function == b->function;
    return a->function == b->function && a->arg[0] == b->arg[0] && a->arg[1] == b->arg[1] &&
           a->column == b->column && conds(&a->where, &b->where);
}

static const char *fact_part(const struct an_fact *a, const struct an_fact *b)
{
    const char *part = NULL;
    (void)(PART(texts(a->id, b->id), "id") && PART(a->role == b->role, "role") &&
           PART(types(&a->type, &b->type), "type") && PART(a->scope == b->scope, "scope") &&
           PART(a->nature == b->nature, "nature") && PART(a->cost == b->cost, "cost") &&
           PART(a->momentary == b->momentary && a->given_by_row == b->given_by_row, "holds") &&
           PART(derivations(&a->derived, &b->derived), "derived") &&
           PART(texts(a->label, b->label), "label") &&
           PART(texts(a->question, b->question), "question") &&
           PART(texts(a->help, b->help), "help") && PART(conds(&a->after, &b->after), "after") &&
           PART(columns(a, b), "columns") &&
           PART(a->role == AN_FACT_PLAIN || a->source == b->source, "source") &&
           PART(spans(a->span, b->span), "span"));
    return part;
}

static const char *term_part(const struct an_term *a, const struct an_term *b)
{
    const char *part = NULL;
    (void)(PART(a->fact == b->fact, "fact") && PART(a->instrument == b->instrument, "instrument") &&
           PART(texts(a->cite, b->cite), "cite") && PART(texts(a->title, b->title), "title") &&
           PART(conds(&a->if_, &b->if_), "if") &&
           PART(conds(&a->only_if, &b->only_if), "only_if") &&
           PART(intervals(&a->days, &b->days), "days") && PART(spans(a->span, b->span), "span"));
    return part;
}

static const char *axiom_part(const struct an_axiom *a, const struct an_axiom *b)
{
    const char *part = NULL;
    (void)(PART(texts(a->id, b->id), "id") && PART(a->each == b->each, "each") &&
           PART(conds(&a->cond, &b->cond), "if") && PART(conds(&a->then, &b->then), "then") &&
           PART(texts(a->because, b->because), "because") && PART(spans(a->span, b->span), "span"));
    return part;
}

static const char *instrument_part(const struct an_instrument *a, const struct an_instrument *b)
{
    const char *part = NULL;
    (void)(PART(texts(a->id, b->id), "id") && PART(a->place == b->place, "jurisdiction") &&
           PART(texts(a->kind, b->kind), "kind") && PART(texts(a->title, b->title), "title") &&
           PART(names(a->title_native, b->title_native), "title_native") &&
           PART(texts(a->issuer, b->issuer), "issuer") &&
           PART(texts(a->citation, b->citation), "citation") &&
           PART(texts(a->url, b->url), "url") && PART(a->text == b->text, "text") &&
           PART(events(a->status, b->status), "status") &&
           PART(texts(a->not_in_force, b->not_in_force), "not_in_force") &&
           PART(checks(&a->checked, &b->checked), "checked") &&
           PART(texts(a->note, b->note), "note") && PART(spans(a->span, b->span), "span"));
    return part;
}

static bool readings(const struct an_provision *a, const struct an_provision *b)
{
    bool same = a->n_readings == b->n_readings;
    for (uint32_t i = 0; same && i < a->n_readings; i++) {
        const struct an_reading *x = &a->readings[i], *y = &b->readings[i];
        same = texts(x->id, y->id) && texts(x->who, y->who) && conds(&x->when, &y->when) &&
               conds(&x->unless, &y->unless) && conds(&x->must, &y->must) &&
               conds(&x->able, &y->able) && x->inability == y->inability && spans(x->span, y->span);
    }
    return same;
}

static bool dues(const struct an_due *a, const struct an_due *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == AN_DUE_NONE)
        return true;
    return a->kind == AN_DUE_DAY ? whens(a->day, b->day)
                                 : a->after == b->after && a->within == b->within;
}

static const char *provision_text_part(const struct an_provision *a, const struct an_provision *b)
{
    const char *part = NULL;
    (void)(PART(texts(a->id, b->id), "id") && PART(texts(a->article, b->article), "article") &&
           PART(texts(a->title, b->title), "title") &&
           PART(texts(a->attest, b->attest), "attest") &&
           PART(texts(a->measure_form, b->measure_form), "measure_form") &&
           PART(text_lists(a->measure_purpose, b->measure_purpose), "measure_purpose") &&
           PART(text_lists(a->measure_buyer, b->measure_buyer), "measure_buyer") &&
           PART(texts(a->penalty_article, b->penalty_article), "penalty_article") &&
           PART(texts(a->penalty_note, b->penalty_note), "penalty_note") &&
           PART(texts(a->summary, b->summary), "summary") &&
           PART(texts(a->note, b->note), "note") &&
           PART(checks(&a->checked, &b->checked), "checked") &&
           PART(memcmp(&a->meaning, &b->meaning, sizeof a->meaning) == 0, "meaning") &&
           PART(spans(a->span, b->span), "span"));
    return part;
}

static const char *provision_refs_part(const struct an_provision *a, const struct an_provision *b)
{
    const char *part = NULL;
    (void)(PART(a->instrument == b->instrument, "instrument") &&
           PART(a->topic == b->topic, "topic") && PART(a->level == b->level, "level") &&
           PART(a->anchor == b->anchor, "anchor") &&
           PART(refs(a->replaces, b->replaces), "replaces") &&
           PART(refs(a->asks, b->asks), "asks") && PART(refs(a->enables, b->enables), "enables") &&
           PART(refs(a->exempts, b->exempts), "exempts") &&
           PART(refs(a->overrides, b->overrides), "overrides") &&
           PART(refs(a->follows, b->follows), "follows") &&
           PART(refs(a->towards, b->towards), "towards") &&
           PART(refs(a->implemented_by, b->implemented_by), "implemented_by") &&
           PART(a->duty != AN_DUTY_DEFINES || a->defines == b->defines, "defines") &&
           PART(a->duty != AN_DUTY_ATTEST || a->attest_fact == b->attest_fact, "attest_fact"));
    return part;
}

static const char *provision_norm_part(const struct an_provision *a, const struct an_provision *b)
{
    const char *part = NULL;
    (void)(PART(a->addressee == b->addressee, "addressee") &&
           PART(a->trigger == b->trigger, "trigger") &&
           PART(a->nexus == b->nexus && a->nexus_stated == b->nexus_stated, "nexus") &&
           PART(intervals(&a->days, &b->days), "days") &&
           PART(events(a->status, b->status), "status") &&
           PART(conds(&a->when, &b->when), "when") &&
           PART(conds(&a->unless, &b->unless), "unless") && PART(a->duty == b->duty, "duty") &&
           PART(conds(&a->content, &b->content), "content") &&
           PART(conds(&a->able, &b->able), "able") &&
           PART(a->inability == b->inability, "inability") &&
           PART(conds(&a->concludes, &b->concludes), "concludes") && PART(a->by == b->by, "by") &&
           PART(a->effect == b->effect, "effect") && PART(dues(&a->due, &b->due), "due") &&
           PART(readings(a, b), "readings") && PART(a->binds_state == b->binds_state, "binds") &&
           PART(conds(&a->scope, &b->scope), "scope") &&
           PART(a->judged_by_self == b->judged_by_self, "judged_by"));
    return part;
}

static const char *provision_part(const struct an_provision *a, const struct an_provision *b)
{
    const char *part = provision_text_part(a, b);
    if (!part)
        part = provision_refs_part(a, b);
    return part ? part : provision_norm_part(a, b);
}

static const char *list_part(const struct an_list *a, const struct an_list *b)
{
    const char *part = NULL;
    bool same = PART(texts(a->id, b->id), "id") && PART(texts(a->title, b->title), "title") &&
                PART(texts(a->url, b->url), "url") && PART(a->place == b->place, "jurisdiction") &&
                PART(checks(&a->checked, &b->checked), "checked") &&
                PART(a->n_members == b->n_members, "number of members") &&
                PART(spans(a->span, b->span), "span");
    for (uint32_t i = 0; same && i < a->n_members; i++)
        same = PART(a->members[i].symbol == b->members[i].symbol &&
                        texts(a->members[i].name, b->members[i].name) &&
                        intervals(&a->members[i].days, &b->members[i].days),
                    "members");
    return part;
}

static const char *file_part(const struct an_file *a, const struct an_file *b)
{
    const char *part = NULL;
    (void)(PART(texts(a->name, b->name), "name") && PART(a->bytes == b->bytes, "bytes") &&
           PART(memcmp(&a->hash, &b->hash, sizeof a->hash) == 0, "hash"));
    return part;
}

/* ---- the whole ---- */

static const char *at(const char *kind, uint32_t i, const char *id, const char *part)
{
    snprintf(where, sizeof where, "%s %u (%s): %s", kind, i, id, part);
    return where;
}

#define ARRAYS(array, kind, name_of, part_of)                                                      \
 do {                                                                                              \
  if (a->array.n != b->array.n)                                                                    \
   return at(kind, b->array.n, "", "how many there are");                                          \
  for (uint32_t i = 0; i < a->array.n; i++) {                                                      \
   const char *part = part_of(&a->array.v[i], &b->array.v[i]);                                     \
   if (part)                                                                                       \
    return at(kind, i, a->array.v[i].name_of, part);                                               \
  }                                                                                                \
 } while (0)

static const char *symbols_difference(const struct an_intern *a, const struct an_intern *b)
{
    if (an_intern_count(a) != an_intern_count(b))
        return "how many symbols there are";
    for (uint32_t i = 0; i < an_intern_count(a); i++)
        if (!texts(an_intern_text(a, i), an_intern_text(b, i)))
            return at("symbol", i, an_intern_text(a, i), "text");
    return NULL;
}

static const char *nexus_difference(const struct an_model *a, const struct an_model *b)
{
    for (uint32_t i = 0; i < AN_NEXUS_COUNT; i++) {
        const struct an_nexus *x = &a->nexus[i], *y = &b->nexus[i];
        if (x->defined != y->defined ||
            (x->defined && (x->home != y->home || !conds(&x->cond, &y->cond) ||
                            !texts(x->means, y->means) || !spans(x->span, y->span))))
            return at("nexus", i, an_nexus_word((enum an_nexus_kind)i), "content");
    }
    return NULL;
}

const char *an_model_difference(const struct an_model *a, const struct an_model *b)
{
    const char *why = symbols_difference(a->symbols, b->symbols);
    if (!why)
        why = nexus_difference(a, b);
    if (why)
        return why;
    ARRAYS(files, "file", name, file_part);
    ARRAYS(places, "jurisdiction", id, place_part);
    ARRAYS(topics, "topic", id, topic_part);
    ARRAYS(facts, "fact", id, fact_part);
    ARRAYS(terms, "term", title, term_part);
    ARRAYS(axioms, "axiom", id, axiom_part);
    ARRAYS(presumptions, "presumption", id, axiom_part);
    ARRAYS(instruments, "instrument", id, instrument_part);
    ARRAYS(provisions, "provision", id, provision_part);
    ARRAYS(lists, "list", id, list_part);
    if (a->market_fact != b->market_fact || a->day_fact != b->day_fact)
        return "the facts of the row";
    return memcmp(&a->revision, &b->revision, sizeof a->revision) != 0 ? "revision" : NULL;
}
