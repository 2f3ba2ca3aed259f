/*
 * Sorting and grouping of findings. Stable and total: markets by code, classes in their order, then
 * the order of the result (jurisdiction, provision, markets), which the engine fixed.
 */
#include "reports/view.h"

#include <stdlib.h>
#include <string.h>

enum an_class an_class_of(enum an_verdict verdict)
{
    switch (verdict) {
    case AN_VIOLATION: return AN_CLASS_BREACH;
    case AN_DUE:
    case AN_EXPOSED:
    case AN_COUNTS_AGAINST: return AN_CLASS_PREPARE;
    case AN_UNDETERMINED: return AN_CLASS_QUESTION;
    case AN_DISPUTED: return AN_CLASS_DISPUTE;
    case AN_EXEMPT:
    case AN_DISPLACED: return AN_CLASS_EXEMPT;
    case AN_COMPLIANT:
    case AN_READY:
    case AN_PERMITS:
    case AN_CLEAR: return AN_CLASS_FINE;
    case AN_NOT_APPLICABLE:
    case AN_VERDICT_COUNT: return AN_CLASS_OUTSIDE;
    }
    AN_UNREACHABLE();
}

/* A finding with its place in the result, for a total order. */
struct entry {
    const struct an_finding *finding;
    uint32_t place;
};

static enum an_part_kind kind_of(const struct an_finding *f)
{
    if (f->not_yet_law)
        return AN_PART_NOT_YET;
    if (f->suspended)
        return AN_PART_SUSPENDED;
    return f->home ? AN_PART_HOME : AN_PART_MARKETS;
}

/* One market before several, then by code. */
static int compare_markets(const struct an_finding *a, const struct an_finding *b)
{
    bool one_a = a->n_markets <= 1, one_b = b->n_markets <= 1;
    if (one_a != one_b)
        return one_a ? -1 : 1;
    for (uint32_t i = 0; i < a->n_markets && i < b->n_markets; i++) {
        int order = strcmp(a->markets[i], b->markets[i]);
        if (order != 0)
            return order;
    }
    return (a->n_markets > b->n_markets) - (a->n_markets < b->n_markets);
}

/* Do both stand under one heading? Drafts of all markets stand together. */
static bool same_part(const struct an_finding *a, const struct an_finding *b)
{
    enum an_part_kind kind = kind_of(a);
    return kind == kind_of(b) && (kind != AN_PART_MARKETS || compare_markets(a, b) == 0);
}

static int compare(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    enum an_part_kind kind_a = kind_of(a->finding), kind_b = kind_of(b->finding);
    if (kind_a != kind_b)
        return kind_a < kind_b ? -1 : 1;
    if (kind_a == AN_PART_MARKETS) {
        int order = compare_markets(a->finding, b->finding);
        if (order != 0)
            return order;
    }
    enum an_class class_a = an_class_of(a->finding->verdict);
    enum an_class class_b = an_class_of(b->finding->verdict);
    if (class_a != class_b)
        return class_a < class_b ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* Consequences are told under the breach that they follow, and have no entry of their own. */
static struct entry *sorted(struct an_arena *arena, const struct an_check *check, uint32_t *n)
{
    struct entry *entries = AN_NEW_ARRAY(arena, struct entry, check->n_findings);
    *n = 0;
    for (uint32_t i = 0; i < check->n_findings; i++)
        if (!check->findings[i].consequence)
            entries[(*n)++] = (struct entry){.finding = &check->findings[i], .place = i};
    if (*n > 1)
        qsort(entries, *n, sizeof *entries, compare);
    return entries;
}

bool an_is_purchase_rule(const struct an_provision_info *info)
{
    bool event = info->trigger && strcmp(info->trigger, "event") == 0;
    bool conduct = info->duty && strcmp(info->duty, "attest") == 0;
    return info->addressee && strstr(info->addressee, "buyer") && !event && !conduct;
}

/* Is it a duty of the buyer alone, and does it bar the purchase or only bind it to conditions? */
static void count_buyer(struct an_view *view, const struct an_provision_info *info)
{
    if (!an_is_purchase_rule(info) || strcmp(info->addressee, "buyer") != 0)
        return;
    if (info->effect && strcmp(info->effect, "conditions") == 0)
        view->conditions++;
    else
        view->bars++;
}

/* Each provision once for each verdict that it has in force, however many rows gave it. */
static void count_provisions(struct an_arena *arena, struct an_view *view)
{
    struct an_map seen[AN_VERDICT_COUNT];
    for (int v = 0; v < AN_VERDICT_COUNT; v++)
        an_map_init(&seen[v], arena);
    for (uint32_t i = 0; i < view->check->n_findings; i++) {
        const struct an_finding *f = &view->check->findings[i];
        if (f->not_yet_law || f->suspended || f->consequence || f->verdict == AN_NOT_APPLICABLE)
            continue;
        if (!an_map_put(&seen[f->verdict], f->provision->id, 1, NULL))
            continue;
        view->provisions[f->verdict]++;
        if (f->verdict == AN_VIOLATION)
            count_buyer(view, f->provision);
        const char *inability = f->provision->inability;
        view->excused += f->verdict == AN_EXPOSED && inability && strcmp(inability, "excused") == 0;
    }
}

/* Findings of one provision follow one another in the result. What is no law now is not counted. */
static void list_outside(struct an_arena *arena, struct an_view *view)
{
    const struct an_check *check = view->check;
    const char **ids = AN_NEW_ARRAY(arena, const char *, check->n_findings);
    const char **of = AN_NEW_ARRAY(arena, const char *, check->n_findings);
    for (uint32_t i = 0, end; i < check->n_findings; i = end) {
        const char *id = check->findings[i].provision->id;
        bool applies = false, is_law = false;
        for (end = i; end < check->n_findings; end++) {
            const struct an_finding *f = &check->findings[end];
            if (strcmp(f->provision->id, id) != 0)
                break;
            applies = applies || f->verdict != AN_NOT_APPLICABLE;
            is_law = is_law || !(f->not_yet_law || f->suspended);
        }
        if (applies || !is_law)
            continue;
        const struct an_provision_info *info = check->findings[i].provision;
        of[view->n_outside] =
            info->jurisdiction_name ? info->jurisdiction_name : info->jurisdiction;
        ids[view->n_outside++] = id;
    }
    view->outside = ids;
    view->outside_of = of;
}

static void fill_part(struct an_arena *arena, struct an_part *part, struct an_item *items,
                      const struct entry *entries, uint32_t n, uint32_t *number)
{
    struct an_map cited;
    an_map_init(&cited, arena);
    const struct an_finding *first = entries[0].finding;
    *part = (struct an_part){.kind = kind_of(first), .items = items, .n_items = n};
    if (part->kind == AN_PART_MARKETS) {
        part->markets = first->markets;
        part->n_markets = first->n_markets;
    }
    for (uint32_t i = 0; i < n; i++) {
        enum an_class class = an_class_of(entries[i].finding->verdict);
        /* those of one provision and class follow one another */
        bool again =
            i > 0 && an_class_of(entries[i - 1].finding->verdict) == class &&
            strcmp(entries[i - 1].finding->provision->id, entries[i].finding->provision->id) == 0;
        part->count[class]++;
        part->provisions[class] += !again;
        items[i].finding = entries[i].finding;
        if (class == AN_CLASS_OUTSIDE)
            continue;
        items[i].number = ++*number;
        items[i].as = !again ? 0 : items[i - 1].as > 0 ? items[i - 1].as : items[i - 1].number;
        items[i].again = !an_map_put(&cited, entries[i].finding->provision->instrument, 1, NULL);
    }
}

static void number_questions(struct an_arena *arena, struct an_view *view)
{
    uint32_t n = view->check->n_questions, at = 0;
    const struct an_question **questions = AN_NEW_ARRAY(arena, const struct an_question *, n);
    an_map_init(&view->question_of, arena);
    for (int attests = 0; attests <= 1; attests++) {
        for (uint32_t i = 0; i < n; i++) {
            const struct an_question *q = &view->check->questions[i];
            if (q->attest != (attests == 1))
                continue;
            questions[at++] = q;
            an_map_put(&view->question_of, q->fact.fact, at, NULL);
        }
        if (attests == 0)
            view->n_facts = at;
    }
    view->questions = questions;
    view->n_questions = at;
}

uint32_t an_view_question(const struct an_view *view, const char *fact)
{
    uint32_t number = 0;
    an_map_get(&view->question_of, fact, &number);
    return number;
}

bool an_is_unresearched(const struct an_check *check, const char *market)
{
    for (uint32_t i = 0; i < check->n_gaps; i++)
        if (!check->gaps[i].topic && strcmp(check->gaps[i].market, market) == 0)
            return true;
    return false;
}

static bool bears_on(const struct an_question *q, const struct an_finding *f)
{
    for (uint32_t i = 0; i < q->n_provisions; i++) {
        if (strcmp(q->provisions[i], f->provision->id) == 0)
            return true;
        for (uint32_t k = 0; k < f->n_consequences; k++)
            if (strcmp(q->provisions[i], f->consequences[k]->provision->id) == 0)
                return true;
    }
    return false;
}

static bool is_open_in(const struct an_question *q, const struct an_finding *f)
{
    for (uint32_t i = 0; i < f->n_open; i++)
        if (strcmp(f->open[i].fact, q->fact.fact) == 0)
            return true;
    for (uint32_t k = 0; k < f->n_consequences; k++)
        for (uint32_t i = 0; i < f->consequences[k]->n_open; i++)
            if (strcmp(f->consequences[k]->open[i].fact, q->fact.fact) == 0)
                return true;
    return false;
}

size_t an_view_items_of(struct an_arena *arena, const struct an_view *view,
                        const struct an_question *question, const uint32_t **numbers)
{
    uint32_t *found = AN_NEW_ARRAY(arena, uint32_t, view->check->n_findings);
    size_t n = 0;
    for (uint32_t p = 0; p < view->n_parts; p++)
        for (uint32_t i = 0; view->parts[p].kind <= AN_PART_HOME && i < view->parts[p].n_items;
             i++) {
            const struct an_item *item = &view->parts[p].items[i];
            /* What is open is few, and mostly nothing: it is looked at first. */
            if (item->number > 0 && is_open_in(question, item->finding) &&
                bears_on(question, item->finding))
                found[n++] = item->number;
        }
    *numbers = found;
    return n;
}

bool an_view_silent(const struct an_view *view, const char *market)
{
    for (uint32_t i = 0; i < view->n_parts; i++)
        for (uint32_t k = 0; k < view->parts[i].n_markets; k++)
            if (strcmp(view->parts[i].markets[k], market) == 0)
                return false;
    return true;
}

const struct an_view *an_view_of(struct an_arena *arena, const struct an_check *check)
{
    struct an_view *view = AN_NEW(arena, struct an_view);
    view->check = check;
    count_provisions(arena, view);
    list_outside(arena, view);
    number_questions(arena, view);
    uint32_t n;
    struct entry *entries = sorted(arena, check, &n);
    struct an_item *items = AN_NEW_ARRAY(arena, struct an_item, check->n_findings);
    struct an_part *parts = AN_NEW_ARRAY(arena, struct an_part, check->n_findings);
    uint32_t number = 0, n_parts = 0;
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n; end++)
            if (!same_part(entries[i].finding, entries[end].finding))
                break;
        struct an_part *part = &parts[n_parts];
        fill_part(arena, part, items + i, entries + i, end - i, &number);
        if (part->count[AN_CLASS_OUTSIDE] < part->n_items)
            n_parts++;
    }
    view->parts = parts;
    view->n_parts = n_parts;
    return view;
}
