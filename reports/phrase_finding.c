/*
 * Wording of findings, counts and of what a check rests on: the part of phrase.h that speaks of
 * answers. How a verdict, a provision and a fact are said is in phrase.c.
 */
#include <inttypes.h>
#include <string.h>

#include "engine/base/english.h"
#include "reports/phrase.h"

/* "12 of China, 3 of the United States" */
static const char *outside_by_place(struct an_arena *arena, const struct an_view *view)
{
    const char **words = AN_NEW_ARRAY(arena, const char *, view->n_outside);
    size_t n = 0;
    for (uint32_t i = 0, end; i < view->n_outside; i = end) {
        for (end = i + 1; end < view->n_outside; end++)
            if (strcmp(view->outside_of[end], view->outside_of[i]) != 0)
                break;
        words[n++] =
            an_strf(arena, "%" PRIu32 " of %s", end - i, an_the_place(arena, view->outside_of[i]));
    }
    return an_phrase_list(arena, words, n, "and");
}

const char *an_phrase_outside(struct an_arena *arena, const struct an_view *view)
{
    enum { MOST = 12 };
    if (view->n_outside == 0)
        return NULL;
    if (view->n_outside <= MOST)
        return an_strf(arena, "Looked at and found not to apply: %s.",
                       an_phrase_list(arena, view->outside, view->n_outside, "and"));
    return an_strf(arena,
                   "Looked at and found not to apply: %" PRIu32
                   " provisions, %s. --format json lists "
                   "them; 'antinomy explain' says of each why.",
                   view->n_outside, outside_by_place(arena, view));
}

const char *an_phrase_set(struct an_arena *arena, an_verdict_set set)
{
    const char *words[AN_BASE_VERDICTS];
    size_t n = 0;
    static const enum an_verdict order[] = {
        AN_VIOLATION, AN_EXPOSED, AN_DUE,       AN_COUNTS_AGAINST, AN_COMPLIANT,
        AN_READY,     AN_EXEMPT,  AN_DISPLACED, AN_PERMITS,        AN_NOT_APPLICABLE,
    };
    bool either = set & 1u << AN_EXPOSED && set & 1u << AN_READY;
    if (either)
        words[n++] = "could or could not obey an order";
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (set & (1u << order[i]) && !(either && (order[i] == AN_EXPOSED || order[i] == AN_READY)))
            words[n++] = an_phrase_verdict(order[i]);
    return an_phrase_list(arena, words, n, "or");
}

const char *an_phrase_fine(struct an_arena *arena, const struct an_finding *finding)
{
    const char *verdict = an_phrase_verdict(finding->verdict);
    const char *why = finding->verdict == AN_CLEAR     ? an_phrase_set(arena, finding->possible)
                      : finding->verdict == AN_PERMITS ? NULL
                                                       : finding->reason;
    return why ? an_strf(arena, "%s: %s", verdict, why) : verdict;
}

const char *an_phrase_relief(struct an_arena *arena, const struct an_finding *finding)
{
    if (finding->verdict != AN_EXEMPT && finding->verdict != AN_DISPLACED)
        return NULL;
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    if (finding->by)
        an_putf(&out.sink, "by %s, %s", finding->by->id, an_phrase_instrument(arena, finding->by));
    else
        an_put(&out.sink, "by an exception of the provision itself");
    if (finding->until)
        an_putf(&out.sink, "; through %s", finding->until);
    if (finding->verdict == AN_EXEMPT)
        an_putf(&out.sink, "; without it: %s", an_phrase_verdict(finding->without));
    return out.text;
}

const char *an_phrase_reading(struct an_arena *arena, const struct an_reading_answer *reading)
{
    const char *answer = reading->verdict == AN_UNDETERMINED
                             ? an_phrase_set(arena, reading->possible)
                             : an_phrase_verdict(reading->verdict);
    if (!reading->who)
        return an_strf(arena, "%s: %s", reading->id, answer);
    size_t n = strlen(reading->who);
    n -= n > 0 && reading->who[n - 1] == '.';
    return an_strf(arena, "%s (%.*s): %s", reading->id, (int)n, reading->who, answer);
}

const char *an_phrase_marks(struct an_arena *arena, const struct an_finding *finding)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    if (finding->unenforced)
        an_phrase_add(&out, "; ", "in force, but not enforced at present");
    if (finding->law_day)
        an_phrase_add(&out, "; ",
                      an_strf(arena, "judged by the law of %s, the day that this rule looks at",
                              finding->law_day));
    if (finding->roughly)
        an_phrase_add(
            &out, "; ",
            an_strf(arena, "days that it turns on are known only roughly (%s)", finding->roughly));
    if (!finding->exact)
        an_phrase_add(&out, "; ",
                      "a limit was reached: outcomes and open facts may be fewer than listed");
    return out.n > 0 ? out.text : NULL;
}

const char *an_phrase_gaps(struct an_arena *arena, const struct an_check *check)
{
    if (check->n_gaps == 0)
        return NULL;
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    for (uint32_t i = 0; i < check->n_gaps; i++) {
        const struct an_gap *gap = &check->gaps[i];
        const char *market = an_phrase_markets_in_text(arena, check, &gap->market, 1);
        an_phrase_add(&out, "; ",
                      gap->topic ? an_strf(arena, "%s, %s", market, gap->topic) : market);
    }
    return an_strf(arena, "Not researched for this day: %s. Silence there is no answer.", out.text);
}

const char *an_phrase_counted(struct an_arena *arena, const struct an_view *view,
                              enum an_verdict verdict)
{
    uint32_t answers = view->check->count[verdict], provisions = view->provisions[verdict];
    const char *words =
        an_strf(arena, "%s (%s)", an_phrase_verdict(verdict), an_verdict_word(verdict));
    if (provisions == 0 || provisions == answers)
        return words;
    return an_strf(arena, "%s, on %s", words,
                   an_phrase_count(arena, provisions, "provision", "provisions"));
}

/* "[5] to [9]", "[12]" */
static const char *item_range(struct an_arena *arena, uint32_t first, uint32_t last)
{
    if (first == last)
        return an_strf(arena, "[%" PRIu32 "]", first);
    return an_strf(arena, "[%" PRIu32 "] to [%" PRIu32 "]", first, last);
}

const char *an_phrase_bears(struct an_arena *arena, const struct an_view *view,
                            const struct an_question *question)
{
    const uint32_t *numbers;
    size_t n = an_view_items_of(arena, view, question, &numbers), told = 0;
    const char **words = AN_NEW_ARRAY(arena, const char *, n + question->n_provisions);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && numbers[end] == numbers[end - 1] + 1; end++)
            continue;
        if (end == i + 2) /* two are no range */
            end--;
        words[told++] = item_range(arena, numbers[i], numbers[end - 1]);
    }
    for (uint32_t i = 0; n == 0 && i < question->n_provisions; i++)
        words[told++] = question->provisions[i];
    return an_phrase_list(arena, words, told, "and");
}

const char *an_phrase_consequence(struct an_arena *arena, const struct an_finding *finding)
{
    const struct an_provision_info *info = finding->provision;
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_phrase_add(&out, "",
                  info->title ? an_strf(arena, "%s, %s", an_phrase_again(arena, info), info->title)
                              : an_phrase_again(arena, info));
    an_phrase_add(&out, ": ", an_phrase_verdict(finding->verdict));
    an_phrase_add(&out, "; demands ", info->demand);
    an_putf(&out.sink, " [%s]", an_phrase_rule(arena, info));
    return out.text;
}

const char *an_phrase_law(struct an_arena *arena, const struct an_check *check)
{
    if (!check->known_on)
        return an_strf(arena, "Law of %s", check->day);
    return an_strf(arena, "Law of %s, as the public knew it on %s", check->day, check->known_on);
}

const char *an_phrase_basis(struct an_arena *arena, const struct an_check *check)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_putf(&out.sink, "%s; rules %.12s; profile %.12s", an_phrase_law(arena, check),
            check->revision, check->profile_hash);
    if (check->profile_path)
        an_putf(&out.sink, " (%s)",
                an_phrase_where(arena, (struct an_where){check->profile_path, 0}));
    an_putf(&out.sink, "; %s in force here",
            an_phrase_count(arena, check->in_force, "provision", "provisions"));
    if (check->weakest_evidence)
        an_putf(&out.sink, "; weakest evidence: %s", check->weakest_evidence);
    if (check->weakest_confidence)
        an_putf(&out.sink, "; weakest confidence: %s", check->weakest_confidence);
    if (check->weakest_where)
        an_putf(&out.sink, " (%s)", check->weakest_where);
    an_putf(&out.sink, "; antinomy %s", check->version);
    return out.text;
}
