/* Wording of timelines; neutral in tone, as reports/phrase.h. */
#include "reports/time_words.h"

#include <string.h>

#include "engine/base/vec.h"
#include "reports/phrase.h"

const char *an_time_stage(enum an_stage stage)
{
    switch (stage) {
    case AN_STAGE_NONE: return "not there";
    case AN_STAGE_PROPOSED: return "draft";
    case AN_STAGE_ADOPTED: return "adopted, not in force";
    case AN_STAGE_IN_FORCE: return "in force";
    case AN_STAGE_UNENFORCED: return "in force, not enforced";
    case AN_STAGE_SUSPENDED: return "suspended";
    case AN_STAGE_ENDED: return "ended";
    case AN_STAGE_UNCERTAIN: return "uncertain: a date is known only roughly";
    case AN_STAGE_COUNT: break;
    }
    AN_UNREACHABLE();
}

const char *an_time_told(struct an_arena *arena, struct an_told told)
{
    const char *verdict = an_phrase_verdict(told.verdict);
    if (told.verdict == AN_NOT_APPLICABLE)
        return verdict;
    switch (told.list) {
    case AN_LIST_IN_FORCE: return verdict;
    case AN_LIST_NOT_YET_LAW: return an_strf(arena, "not yet law: %s", verdict);
    case AN_LIST_SUSPENDED: return an_strf(arena, "suspended: %s", verdict);
    }
    AN_UNREACHABLE();
}

char an_time_letter(struct an_told told)
{
    static const char letters[] = ".dx=p#-re+=?%";
    _Static_assert(sizeof letters - 1 == AN_VERDICT_COUNT, "a letter a verdict");
    if (told.list != AN_LIST_IN_FORCE && told.verdict != AN_NOT_APPLICABLE)
        return ':';
    return letters[told.verdict];
}

const char *an_time_turn(struct an_arena *arena, const struct an_timeline *t,
                         const struct an_turn *turn)
{
    if (t->of_product && turn->told_after.verdict == AN_NOT_APPLICABLE &&
        turn->stage_after == AN_STAGE_ENDED)
        return "no longer law";
    if (t->of_product)
        return an_time_told(arena, turn->told_after);
    if (turn->stage_after == AN_STAGE_ENDED && turn->said)
        return turn->said;
    return an_time_stage(turn->stage_after);
}

const char *an_time_before(struct an_arena *arena, const struct an_timeline *t,
                           const struct an_turn *turn)
{
    if (t->of_product)
        return turn->told_before.verdict == AN_NOT_APPLICABLE
                   ? NULL
                   : an_time_told(arena, turn->told_before);
    return turn->stage_before == AN_STAGE_NONE ? NULL : an_time_stage(turn->stage_before);
}

const char *an_time_where(struct an_arena *arena, const struct an_lane *lane)
{
    if (lane->n_markets > 0)
        return an_phrase_list(arena, lane->markets, lane->n_markets, ",");
    return lane->home ? "also bound" : NULL;
}

const char *an_time_cite(struct an_arena *arena, const struct an_timeline *t, const uint32_t *lanes,
                         size_t count)
{
    const struct an_provision_info *first = t->lanes[lanes[0]].provision;
    const char *cited = "", *last = "";
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const char *article = t->lanes[lanes[i]].provision->article;
        if (!article || strcmp(last, article) == 0)
            continue;
        /* articles have commas and "and" of their own */
        cited =
            an_strf(arena, "%s%s%s", cited, n > 0 ? "; " : "", an_phrase_article(arena, article));
        last = article;
        n++;
    }
    bool named = strcmp(t->kind, "instrument") == 0 || strcmp(t->kind, "provision") == 0;
    if (named && n > 0)
        return cited;
    const char *head = an_strf(arena, "%s, %s", first->jurisdiction_name, first->instrument_title);
    return n > 0 ? an_strf(arena, "%s, %s", head, cited) : head;
}

/* ---- groups ---- */

static bool told_alike(struct an_told a, struct an_told b)
{
    return a.verdict == b.verdict && a.list == b.list;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool alike(struct an_arena *arena, const struct an_timeline *t, const struct an_turn *a,
                  const struct an_turn *b)
{
    const struct an_lane *x = &t->lanes[a->lane], *y = &t->lanes[b->lane];
    return strcmp(a->day, b->day) == 0 && a->stage_before == b->stage_before &&
           a->stage_after == b->stage_after && told_alike(a->told_before, b->told_before) &&
           told_alike(a->told_after, b->told_after) && same_text(a->note, b->note) &&
           same_text(a->said, b->said) &&
           strcmp(x->provision->instrument, y->provision->instrument) == 0 &&
           same_text(an_time_where(arena, x), an_time_where(arena, y));
}

/* Turns come by day; only those of one day are compared with one another. */
struct an_time_groups an_time_group(struct an_arena *arena, const struct an_timeline *t)
{
    AN_VEC(struct an_time_group) groups = {0};
    bool *done = AN_NEW_ARRAY(arena, bool, t->n_turns);
    for (uint32_t i = 0; i < t->n_turns; i++) {
        if (done[i])
            continue;
        AN_VEC(uint32_t) lanes = {0};
        for (uint32_t k = i; k < t->n_turns && strcmp(t->turns[k].day, t->turns[i].day) == 0; k++) {
            if (done[k] || !alike(arena, t, &t->turns[i], &t->turns[k]))
                continue;
            done[k] = true;
            an_vec_push(arena, &lanes, t->turns[k].lane);
        }
        struct an_time_group group = {&t->turns[i], lanes.v, lanes.n};
        an_vec_push(arena, &groups, group);
    }
    return (struct an_time_groups){groups.v, groups.n};
}
