/*
 * Memory runs out at every allocation in turn, once and from then on, while files are laid out.
 * Each must end in "out of memory" or do its work whole, and nothing is left behind (ASan looks for
 * it).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/format.h"
#include "tests/fault/scarce.h"

static const char *const files[] = {"tests/format/comments.yaml", "tests/format/texts.yaml",
                                    "tests/format/lists.yaml"};

static enum an_status lay_out(struct an_workspace *ws, const char *path)
{
    struct an_format_result *r;
    enum an_status status = an_format_file(&r, ws, path);
    if (status == AN_OK) {
        assert_true(an_format_get(r)->changed);
        assert_true(strlen(an_format_get(r)->after) == an_format_get(r)->n_after);
    } else {
        assert_null(r);
    }
    an_format_free(r);
    return status;
}

static void sweep(struct an_workspace *ws, const char *path, bool for_good)
{
    long refused = 0;
    for (long first = 1;; first++) {
        failing.first = first;
        failing.for_good = for_good;
        failing.seen = 0;
        enum an_status status = lay_out(ws, path);
        bool reached = failing.seen >= first;
        failing.first = 0;
        assert_true(status == AN_OK || status == AN_ENOMEM);
        refused += status == AN_ENOMEM ? 1 : 0;
        if (!reached)
            break;
    }
    assert_true(refused > 0);
    assert_int_equal(lay_out(ws, path), AN_OK);
}

static void test_every_allocation(void **state)
{
    (void)state;
    struct an_workspace *ws = an_workspace_new();
    assert_non_null(ws);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        sweep(ws, files[i], false);
        sweep(ws, files[i], true);
    }
    an_workspace_free(ws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_allocation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
