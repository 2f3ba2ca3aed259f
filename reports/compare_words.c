/* The wording that reports of comparisons share. */
#include "reports/compare_words.h"

#include <inttypes.h>

#include "reports/phrase.h"

const char an_compare_counting[] =
    "Counted: one cell for each jurisdiction and topic that was asked for, by its letter. A cell "
    "that holds several has the first of R E U, S, P, D, X. Law of a union or treaty is counted in "
    "the column of each place where it applies. Nothing is averaged.";

static void add(struct an_sink_buffer *out, const char *what, const char *word)
{
    if (word)
        an_putf(&out->sink, "%s%s %s", out->n > 0 ? "; " : "", what, word);
}

const char *an_compare_narrowed(struct an_arena *arena, const struct an_matrix *m)
{
    const struct an_compare_filter *f = &m->filter;
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    add(&out, "sector", f->sector);
    add(&out, "buyer", f->buyer);
    if (f->n_addressees > 0)
        add(&out, "addressee", an_phrase_list(arena, f->addressees, f->n_addressees, "or"));
    add(&out, "trigger", f->trigger);
    add(&out, "confidence at least", f->confidence);
    return out.n > 0 ? out.text : NULL;
}

const char *an_compare_country(struct an_arena *arena, const struct an_country *c)
{
    return an_strf(arena, "%s (%s)", c->name, c->code);
}

void an_compare_head(struct an_page *page, const struct an_matrix *m, const char *title)
{
    struct an_arena *arena = page->arena;
    const char *narrowed = an_compare_narrowed(arena, m);
    an_page_heading(page, '=', title);
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 an_strf(arena, "Law of %s. %s, %s.", m->day,
                         an_phrase_count(arena, m->n_columns, "jurisdiction", "jurisdictions"),
                         an_phrase_count(arena, m->n_topics, "topic", "topics")));
    if (m->known_on)
        an_page_text(page, 0, 0, AN_TINT_NONE,
                     an_strf(arena, "Only what was public by %s.", m->known_on));
    if (narrowed)
        an_page_text(page, 0, 0, AN_TINT_NONE,
                     an_strf(arena,
                             "Only provisions that may concern: %s. What else there is does not "
                             "show here.",
                             narrowed));
}

const char *an_compare_step(const struct an_matrix *m, uint32_t topic, const struct an_cell *cell)
{
    if (cell->step >= 0)
        return m->topics[topic].steps[cell->step].id;
    return cell->letter < AN_LETTER_NONE_FOUND ? "step not stated" : NULL;
}

const char *an_compare_counts(struct an_arena *arena, const struct an_matrix *m)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    for (int k = 0; k < AN_LETTER_COUNT; k++)
        if (m->count[k] > 0)
            an_putf(&out.sink, "%s%" PRIu32 " %s (%s)", out.n > 0 ? ", " : "", m->count[k],
                    an_letter_text((enum an_letter)k), an_letter_words((enum an_letter)k));
    return out.text ? out.text : "none";
}

void an_compare_foot(struct an_page *page, const struct an_matrix *m)
{
    struct an_arena *arena = page->arena;
    an_page_blank(page);
    an_page_heading(page, '-', "What this rests on");
    an_page_text(
        page, 0, 0, AN_TINT_NONE,
        an_strf(arena, "Law of %s, rules %.12s, %s looked at. Antinomy %s.", m->day, m->revision,
                an_phrase_count(arena, m->provisions, "provision", "provisions"), m->version));
    if (m->weakest_confidence)
        an_page_text(page, 0, 0, AN_TINT_NONE,
                     an_strf(arena, "Weakest confidence of what sets a step in force: %s (%s).",
                             m->weakest_confidence, m->weakest_where));
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 "Names and codes of places say nothing about the status of any territory.");
    an_page_text(page, 0, 0, AN_TINT_NONE, an_phrase_disclaimer);
}
