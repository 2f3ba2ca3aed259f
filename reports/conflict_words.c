/* Wording of conflicts; neutral in tone, as reports/phrase.h. */
#include "reports/conflict_words.h"

#include <inttypes.h>
#include <string.h>

#include "reports/phrase.h"

static const char *class_words(const struct an_conflict *c)
{
    switch (c->conflict_class) {
    case AN_CONFLICT_INESCAPABLE:
        return c->class_open ? "perhaps no choice avoids it" : "no choice avoids it";
    case AN_CONFLICT_ESCAPABLE: return "a choice avoids it";
    case AN_CONFLICT_EXCLUSION: return "exclusion";
    case AN_CONFLICT_COMMITMENT: return "measure against a commitment";
    case AN_CONFLICT_BUILDS: return "no conflict: needs more than one build";
    case AN_CONFLICT_CLASSES: break;
    }
    AN_UNREACHABLE();
}

/* `first` (or NULL), then the words of the kinds. */
static const char *with_kinds(struct an_arena *arena, const char *first, unsigned given)
{
    static const char *const kinds[AN_CONFLICT_KINDS] = {
        "any product",    "because of what is fixed",
        "joint",          "once ordered",
        "for some time",  "not yet law",
        "on one reading", "supposed, not law"};
    const char *words[AN_CONFLICT_KINDS + 1];
    size_t n = 0;
    if (first)
        words[n++] = first;
    for (unsigned i = 0; i < AN_CONFLICT_KINDS; i++)
        if (given >> i & 1u)
            words[n++] = kinds[i];
    return an_phrase_list(arena, words, n, ",");
}

const char *an_conflict_kinds(struct an_arena *arena, const struct an_conflict *c)
{
    return with_kinds(arena, class_words(c), c->kinds);
}

const char *an_conflict_short(struct an_arena *arena, const struct an_conflict *c)
{
    const unsigned plain = AN_CONFLICT_CONTRADICTION | AN_CONFLICT_DESIGN;
    if (c->kinds & AN_CONFLICT_SUPPOSED)
        return with_kinds(arena, NULL, c->kinds);
    if (c->commitment)
        return with_kinds(arena, "against a commitment", c->kinds);
    if (c->conflict_class == AN_CONFLICT_BUILDS)
        return with_kinds(arena, "a build each", c->kinds & ~plain);
    return an_conflict_kinds(arena, c);
}

static const char *fixed_words(struct an_arena *arena, const struct an_conflict *c)
{
    const struct an_conflict_block *b = &c->blocks[0];
    const char **words = AN_NEW_ARRAY(arena, const char *, b->n + 1u);
    for (uint32_t i = 0; i < b->n; i++) {
        const struct an_conflict_fact *f = &c->fixed[b->fact[i]];
        words[i] = an_strf(arena, "\"%s: %s\"", f->label ? f->label : f->fact, f->value);
    }
    return an_phrase_list(arena, words, b->n, "and");
}

const char *an_conflict_headline(struct an_arena *arena, const struct an_conflict *c)
{
    const char *once = c->kinds & AN_CONFLICT_EXPOSURE ? " once it is ordered" : "";
    const char *what = c->n_demands == 1 ? "this demand" : "all of these demands";
    if (c->conflict_class == AN_CONFLICT_BUILDS)
        return "One build cannot meet all of these demands; a build for each market can.";
    if (c->commitment && c->kinds & AN_CONFLICT_SUPPOSED)
        return an_strf(
            arena,
            "Were %s a party to %s, who obeys this rule of %s%s would bring about what %s "
            "had then promised that its rules do not demand.",
            c->commitment->party, c->commitment->treaty, c->commitment->state_name, once,
            c->commitment->party);
    if (c->commitment)
        return an_strf(arena,
                       "Who obeys this rule of %s%s brings about what %s has promised that its "
                       "rules do not demand.",
                       c->commitment->state_name, once, c->commitment->state);
    if (c->conflict_class == AN_CONFLICT_EXCLUSION)
        return "These demands bind different people; no product can be admitted by all of them.";
    if (c->kinds & AN_CONFLICT_CONTRADICTION)
        return an_strf(arena, "No product that comes under %s can meet %s%s.",
                       c->n_demands == 1 ? "it" : "them", what, once);
    return an_strf(arena, "With %s the product cannot meet %s%s.", fixed_words(arena, c), what,
                   once);
}

const char *an_conflict_supposed(struct an_arena *arena, const struct an_conflicts *conflicts)
{
    const char **words = AN_NEW_ARRAY(arena, const char *, conflicts->n_supposed + 1u);
    for (uint32_t i = 0; i < conflicts->n_supposed; i++)
        words[i] = an_strf(arena, "%s (%s) is bound by the %s (%s)",
                           conflicts->supposed[i].party_name, conflicts->supposed[i].party,
                           conflicts->supposed[i].treaty_name, conflicts->supposed[i].treaty);
    return conflicts->n_supposed == 0
               ? NULL
               : an_strf(arena, "Supposed, and not so: %s.",
                         an_phrase_list(arena, words, conflicts->n_supposed, "and"));
}

const char *an_conflict_exception_words(struct an_arena *arena,
                                        const struct an_conflict_exception *e)
{
    const struct an_provision_info *p = e->provision;
    return an_strf(arena, "%s (%s): %s", p->title, p->id,
                   e->self_judged
                       ? "the state itself decides whether it may rely on it"
                       : "may cover it: that is an open question of law, or of the measure");
}

const char *an_conflict_maker_words(struct an_arena *arena, const struct an_conflict_maker *maker)
{
    return an_strf(arena, "%s (%s)", an_phrase_citation(arena, maker->provision),
                   maker->provision->id);
}

const char *an_conflict_where(struct an_arena *arena, const struct an_conflict_maker *maker)
{
    const char *words[7];
    size_t n = 0;
    if (maker->n_markets > 0)
        words[n++] =
            an_strf(arena, "in %s", an_phrase_list(arena, maker->markets, maker->n_markets, "and"));
    else
        words[n++] = "wherever the product is sold";
    if (maker->n_offers > 0)
        words[n++] = an_strf(arena, "offer %s",
                             an_phrase_list(arena, maker->offers, maker->n_offers, "and"));
    if (maker->order)
        words[n++] = maker->ordered ? "ordered" : "once an authority orders it";
    if (maker->draft)
        words[n++] = "not yet law, taken as if it were";
    if (maker->reading)
        words[n++] = an_strf(arena, "on the reading '%s'", maker->reading);
    if (maker->provision->effect)
        words[n++] = "a duty of the buyer, who else may not buy";
    return an_phrase_list(arena, words, n, ",");
}

const char *an_conflict_window(struct an_arena *arena, const struct an_conflict *c)
{
    if (c->starts && c->ends)
        return an_strf(arena, "from %s through %s", c->starts, c->ends);
    if (c->starts)
        return an_strf(arena, "since %s; no end is dated", c->starts);
    return c->ends ? an_strf(arena, "through %s", c->ends) : NULL;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* The same change of the same fact, in another market or offer. */
static bool same_change(const struct an_conflict_step *a, const struct an_conflict_step *b)
{
    return a->kind == b->kind && (a->kind == AN_STEP_GIVE_UP || a->kind == AN_STEP_CHANGE) &&
           a->where && b->where && same_text(a->fact, b->fact) && same_text(a->from, b->from) &&
           same_text(a->to, b->to);
}

/* " [CN, EU and US]": where the change is made; nothing where that is everywhere. */
static const char *where_of(struct an_arena *arena, const struct an_conflict_way *way, uint32_t i)
{
    const char **words = AN_NEW_ARRAY(arena, const char *, way->n_steps + 1u);
    size_t n = 0;
    if (!way->steps[i].where)
        return "";
    for (uint32_t k = i; k < way->n_steps; k++)
        if (k == i || same_change(&way->steps[i], &way->steps[k]))
            words[n++] = way->steps[k].where;
    return an_strf(arena, " [%s]", an_phrase_list(arena, words, n, "and"));
}

/* Tables are told by the number of their rows, which may be the same after the change. */
static const char *change_words(struct an_arena *arena, const struct an_conflict_step *step)
{
    if (step->to && same_text(step->from, step->to))
        return an_strf(arena, "(%s) in its contents", step->from);
    return an_strf(arena, "from '%s' to '%s'", step->from, step->to ? step->to : "another value");
}

static const char *step_words(struct an_arena *arena, const struct an_conflict_step *step,
                              const char *where)
{
    switch (step->kind) {
    case AN_STEP_GIVE_UP:
        return an_strf(arena, "give up what is fixed: %s%s %s",
                       an_phrase_named(arena, step->label, step->fact), where,
                       change_words(arena, step));
    case AN_STEP_CHANGE:
        return an_strf(arena, "change %s%s %s", an_phrase_named(arena, step->label, step->fact),
                       where, change_words(arena, step));
    case AN_STEP_EXEMPT:
        return an_strf(arena, "come under an exception from %s%s%s", step->provision->id,
                       step->provision->except ? ": " : "",
                       step->provision->except ? step->provision->except : "");
    case AN_STEP_AVOID: return an_strf(arena, "do not come under %s", step->provision->id);
    case AN_STEP_LEAVE: return an_strf(arena, "leave the market %s", step->market);
    }
    AN_UNREACHABLE();
}

static bool told_before(const struct an_conflict_way *way, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (same_change(&way->steps[k], &way->steps[i]))
            return true;
    return false;
}

const char *an_conflict_way_words(struct an_arena *arena, const struct an_conflict_way *way)
{
    const char **words = AN_NEW_ARRAY(arena, const char *, way->n_steps + 1u);
    size_t n = 0;
    for (uint32_t i = 0; i < way->n_steps; i++)
        if (!told_before(way, i))
            words[n++] = step_words(arena, &way->steps[i], where_of(arena, way, i));
    return an_phrase_list(arena, words, n, "and");
}

/* ---- the answer ---- */

/* How many of the conflicts are no law. */
static const char *how_supposed(struct an_arena *arena, const struct an_conflicts *conflicts)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < conflicts->n_conflicts; i++)
        n += conflicts->conflicts[i].kinds & AN_CONFLICT_SUPPOSED ? 1 : 0;
    if (n == 0)
        return "";
    return n == conflicts->n_conflicts - conflicts->count[AN_CONFLICT_BUILDS]
               ? ", supposed and not law"
               : an_strf(arena, ", %" PRIu32 " of them supposed and not law", n);
}

const char *an_conflict_answer(struct an_arena *arena, const struct an_conflicts *conflicts)
{
    static const char *const what[AN_CONFLICT_CLASSES] = {
        "that no choice avoids", "that a choice avoids", "that shut a product out with some buyer",
        "of a measure with a commitment of its own state", NULL};
    const char *words[AN_CONFLICT_CLASSES];
    size_t n = 0;
    uint32_t builds = conflicts->count[AN_CONFLICT_BUILDS];
    const char *ends =
        conflicts->complete ? "" : " The search was stopped by its limit: there may be others.";
    const char *cost = builds > 0
                           ? an_strf(arena, " %s more only if one build must serve all markets.",
                                     an_phrase_count(arena, builds, "set of demands clashes",
                                                     "sets of demands clash"))
                           : "";
    for (int i = 0; i < AN_CONFLICT_BUILDS; i++)
        if (conflicts->count[i] > 0)
            words[n++] = an_strf(arena, "%" PRIu32 " %s", conflicts->count[i], what[i]);
    if (n == 0 && conflicts->unconfirmed > 0)
        return an_strf(arena,
                       "Not settled: %s to conflict, but the evaluator did not confirm it.%s%s",
                       an_phrase_count(arena, conflicts->unconfirmed, "set of demands seems",
                                       "sets of demands seem"),
                       cost, ends);
    if (n == 0 && !conflicts->complete)
        return an_strf(arena, "Not settled: none was found before the limit stopped the search.%s",
                       cost);
    if (n == 0)
        return an_strf(arena, "No conflict found. The search was complete.%s", cost);
    return an_strf(arena, "%s%s: %s.%s%s",
                   an_phrase_count(arena, conflicts->n_conflicts - builds, "conflict", "conflicts"),
                   how_supposed(arena, conflicts), an_phrase_list(arena, words, n, "and"), cost,
                   ends);
}
