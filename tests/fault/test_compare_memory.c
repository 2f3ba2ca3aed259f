/*
 * Memory runs out at every allocation in turn, once and from then on, while countries are compared
 * and every view is made and written. Each must end in "out of memory" or do its work whole; after
 * that the same comparison can be freed, and nothing is left behind (ASan looks for it).
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/report.h"
#include "engine/base/arena.h"
#include "tests/fault/scarce.h"

static struct an_workspace *ws;
static struct an_base *base;

/* Makes one view and writes it. */
typedef enum an_status view(struct an_comparison *c, struct an_sink *sink);

static enum an_status matrix(struct an_comparison *c, struct an_sink *sink)
{
    return an_report_matrix_text(sink, an_compare_matrix(c), NULL);
}

static enum an_status aligned(struct an_comparison *c, struct an_sink *sink)
{
    const struct an_aligned *v;
    enum an_status status = an_compare_aligned(c, &v);
    return status == AN_OK ? an_report_aligned_text(sink, an_compare_matrix(c), v, NULL) : status;
}

static enum an_status distances(struct an_comparison *c, struct an_sink *sink)
{
    const struct an_distances *v;
    enum an_status status = an_compare_distances(c, &v);
    return status == AN_OK ? an_report_distances_text(sink, an_compare_matrix(c), v, NULL) : status;
}

static enum an_status dominance(struct an_comparison *c, struct an_sink *sink)
{
    const struct an_dominance *v;
    enum an_status status = an_compare_dominance(c, &v);
    return status == AN_OK ? an_report_dominance_text(sink, an_compare_matrix(c), v, NULL) : status;
}

static enum an_status strictest(struct an_comparison *c, struct an_sink *sink)
{
    const struct an_strictest *v;
    enum an_status status = an_compare_strictest(c, &v);
    return status == AN_OK ? an_report_strictest_text(sink, an_compare_matrix(c), v) : status;
}

static enum an_status indexed(struct an_comparison *c, struct an_sink *sink)
{
    const struct an_index *v;
    enum an_status status = an_compare_index(c, "tests/compare/weights.yaml", &v);
    return status == AN_OK ? an_report_index_text(sink, an_compare_matrix(c), v, NULL) : status;
}

static enum an_status consistency(struct an_comparison *c, struct an_sink *sink)
{
    const struct an_consistency *v;
    enum an_status status = an_compare_consistency(c, 12, &v);
    return status == AN_OK ? an_report_consistency_text(sink, an_compare_matrix(c), v, NULL)
                           : status;
}

static enum an_status compare(void *what)
{
    view *const *make = what;
    static const char *const places[] = {"AA", "BB", "UU"};
    struct an_compare_options o = {
        .as_of = "2011-06-01", .places = places, .n_places = 3, .filter = {.sector = "banking"}};
    struct an_comparison *c;
    struct an_sink sink = scarce_sink();
    enum an_status status = an_compare_run(&c, base, ws, &o);
    if (status != AN_OK)
        return status;
    status = (*make)(c, &sink);
    an_compare_free(c);
    return status;
}

static void test_every_view(void **state)
{
    static view *views[] = {matrix, aligned, distances, dominance, strictest, indexed, consistency};
    (void)state;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        scarce_sweep(compare, &views[i], LONG_MAX);
}

static int open_base(void **state)
{
    const char *paths[] = {"tests/compare/world"};
    (void)state;
    ws = an_workspace_new();
    return an_base_from_files(&base, ws, paths, 1) == AN_OK ? 0 : -1;
}

static int close_base(void **state)
{
    (void)state;
    an_base_close(base);
    an_workspace_free(ws);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_view)};
    return cmocka_run_group_tests(tests, open_base, close_base);
}
