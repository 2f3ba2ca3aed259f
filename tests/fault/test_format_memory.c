/*
 * Memory runs out at every allocation in turn, once and from then on, while files are laid out.
 * Each must end in "out of memory" or do its work whole, and nothing is left behind (ASan looks for
 * it).
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/format.h"
#include "tests/fault/scarce.h"

static const char *files[] = {"tests/format/comments.yaml", "tests/format/texts.yaml",
                              "tests/format/lists.yaml"};

static struct an_workspace *ws;

static enum an_status lay_out(void *what)
{
    const char *const *path = what;
    struct an_format_result *r;
    enum an_status status = an_format_file(&r, ws, *path);
    if (status == AN_OK) {
        assert_true(an_format_get(r)->changed);
        assert_true(strlen(an_format_get(r)->after) == an_format_get(r)->n_after);
    } else {
        assert_null(r);
    }
    an_format_free(r);
    return status;
}

static void test_every_allocation(void **state)
{
    (void)state;
    ws = an_workspace_new();
    assert_non_null(ws);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        scarce_sweep(lay_out, &files[i], LONG_MAX);
    an_workspace_free(ws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_allocation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
