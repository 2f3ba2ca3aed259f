/* Wording of the memo; neutral in tone, as reports/phrase.h. */
#include "reports/impact_words.h"

#include "reports/phrase.h"
#include "reports/time_words.h"

const char an_impact_counting[] =
    "Counted: a product changes if the answer to one provision differs on one of its rows; a "
    "provision counts once a product. Worse and better follow what verdicts count as: would not "
    "meet, to prepare for, cannot be answered, in order. Drafts and suspended law count as nothing.";

const char *an_impact_answer(struct an_arena *arena, const struct an_impact *impact)
{
    uint32_t worse = 0, better = 0, due = 0;
    for (uint32_t i = 0; i < impact->n_products; i++) {
        bool w = false, b = false;
        for (uint32_t k = 0; k < impact->products[i].n_flips; k++) {
            w = w || impact->products[i].flips[k].worse;
            b = b || impact->products[i].flips[k].better;
        }
        worse += w ? 1 : 0;
        better += b ? 1 : 0;
    }
    for (uint32_t i = 0; i < impact->n_clauses; i++)
        due += impact->clauses[i].due ? 1 : 0;
    if (impact->n_changed == 0)
        return an_strf(arena, "No verdict changes, of %s.",
                       an_phrase_count(arena, impact->n_products, "product", "products"));
    return an_strf(
        arena,
        "Answers change for %u of %s, by %s. Something gets worse for %u, something "
        "better for %u. %s.",
        impact->n_changed, an_phrase_count(arena, impact->n_products, "product", "products"),
        an_phrase_count(arena, impact->n_clauses, "provision", "provisions"), worse, better,
        due > 0 ? an_phrase_count(arena, due, "of them has a day by which it must be met",
                                  "of them have a day by which they must be met")
                : "None of them has a later day by which it must be met");
}

const char *an_impact_clause(struct an_arena *arena, const struct an_impact_clause *c)
{
    const char *move = "worse for none";
    if (c->worse > 0 && c->better > 0)
        move = an_strf(arena, "worse for %u, better for %u", c->worse, c->better);
    else if (c->worse > 0)
        move = an_strf(arena, "worse for %u", c->worse);
    else if (c->better > 0)
        move = an_strf(arena, "better for %u", c->better);
    return an_strf(arena, "%s, %s; %s%s%s",
                   an_phrase_count(arena, c->products, "product", "products"), move, c->because,
                   c->due ? "; to be met by " : "", c->due ? c->due : "");
}

const char *an_impact_move(struct an_arena *arena, const struct an_flip *flip)
{
    return an_strf(arena, "%s; before: %s%s%s", an_time_told(arena, flip->after),
                   an_time_told(arena, flip->before), flip->due ? "; to be met by " : "",
                   flip->due ? flip->due : "");
}

const char *an_impact_where(struct an_arena *arena, const struct an_flip *flip)
{
    const char *where = flip->home || flip->n_markets == 0
                            ? "also bound"
                            : an_phrase_list(arena, flip->markets, flip->n_markets, "and");
    if (flip->n_offers == 0)
        return where;
    return an_strf(arena, "%s; %s %s", where, flip->n_offers == 1 ? "offer" : "offers",
                   an_phrase_list(arena, flip->offers, flip->n_offers, "and"));
}
