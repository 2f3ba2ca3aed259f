/* Findings spread over their rows. */
#include "engine/compare/told.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/vec.h"

int an__row_compare(const struct an__row_told *a, const struct an__row_told *b)
{
    if (a->provision != b->provision)
        return a->provision < b->provision ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->offer > b->offer) - (a->offer < b->offer);
}

static int compare_rows(const void *a, const void *b)
{
    return an__row_compare(a, b);
}

static uint32_t offer_of(const struct an_check *check, const char *id)
{
    for (uint32_t i = 0; i < check->n_offers; i++)
        if (strcmp(check->offers[i], id) == 0)
            return i;
    return 0;
}

struct rows {
    struct an__row_told *v;
    size_t n, cap;
};

static void add_offers(struct an_arena *arena, struct rows *rows, const struct an_check *check,
                       struct an__row_told row)
{
    const struct an_finding *f = row.finding;
    for (uint32_t i = 0; i < f->n_offers; i++) {
        row.offer = offer_of(check, f->offers[i]);
        an_vec_push(arena, rows, row);
    }
    if (f->n_offers == 0)
        an_vec_push(arena, rows, row);
}

struct an__tale an__tale_of(struct an_arena *arena, const struct an_model *m,
                            const struct an_check *check)
{
    struct rows rows = {0};
    for (uint32_t i = 0; i < check->n_findings; i++) {
        const struct an_finding *f = &check->findings[i];
        if (f->verdict == AN_NOT_APPLICABLE)
            continue;
        struct an__row_told row = {
            an_model_provision(m, f->provision->id), AN_NONE, 0, {f->verdict, AN_LIST_IN_FORCE}, f};
        if (f->not_yet_law)
            row.told.list = AN_LIST_NOT_YET_LAW;
        else if (f->suspended)
            row.told.list = AN_LIST_SUSPENDED;
        for (uint32_t k = 0; k < f->n_markets; k++) {
            row.place = an_model_place(m, f->markets[k], NULL);
            add_offers(arena, &rows, check, row);
        }
        if (f->home)
            add_offers(arena, &rows, check, row);
    }
    if (rows.n > 0)
        qsort(rows.v, rows.n, sizeof *rows.v, compare_rows);
    return (struct an__tale){rows.v, an_u32(rows.n)};
}

bool an__told_equal(struct an_told a, struct an_told b)
{
    return a.verdict == b.verdict && (a.list == b.list || a.verdict == AN_NOT_APPLICABLE);
}

bool an__tale_equal(const struct an__tale *a, const struct an__tale *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (an__row_compare(&a->v[i], &b->v[i]) != 0 || !an__told_equal(a->v[i].told, b->v[i].told))
            return false;
    return true;
}
