/* Nearest names: what is suggested, and above all what is not. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/diag/nearest.h"

static const char *const keys[] = {"exemption", "unless",    "title", "when",     "must", "may",
                                   "must_not",  "in_force",  "id",    "from",     "form", "CN",
                                   "status",    "act.patch", "",      "overrides"};

static const char *nearest(const char *wanted)
{
    struct an_nearest n;
    an_nearest_init(&n, wanted);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        an_nearest_try(&n, keys[i]);
    return n.best ? n.best : "none";
}

static void test_suggestions(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"exmption", "exemption"},  /* one left out */
        {"exepmtion", "exemption"}, /* two swapped: one edit */
        {"titel", "title"},
        {"unles", "unless"},
        {"unlesss", "unless"},
        {"in-force", "in_force"},
        {"act.pacth", "act.patch"},
        {"statsu", "status"},
        {"STATUS", "status"}, /* only case differs: counts as one */
        {"cn", "CN"},
        {"ir", "id"},
        {"exmptoin", "exemption"}, /* two edits */
        {"xempton", "exemption"},
        {"xmpton", "none"}, /* two, three */
        {"abc", "none"},
        {"mst", "must"},
        {"mx", "none"},   /* short names: one edit only */
        {"frmo", "from"}, /* tie in reach of 'form' too: nearer wins */
        {"forn", "form"},
        {"completely-else", "none"},
        {"overides", "overrides"},
        {"when", "when"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (strcmp(nearest(cases[i][0]), cases[i][1]) != 0)
            fail_msg("'%s': '%s', expected '%s'", cases[i][0], nearest(cases[i][0]), cases[i][1]);
}

static void test_ties_are_alphabetical(void **state)
{
    (void)state;
    static const char *const names[] = {"bat", "cat", "aat", "hat"};
    for (size_t shift = 0; shift < 4; shift++) {
        struct an_nearest n;
        an_nearest_init(&n, "xat");
        for (size_t i = 0; i < 4; i++)
            an_nearest_try(&n, names[(i + shift) % 4]);
        assert_string_equal(n.best, "aat");
        assert_int_equal(n.distance, 1);
    }
}

static void test_long_names_are_left_alone(void **state)
{
    (void)state;
    char a[400], b[400];
    memset(a, 'k', sizeof a - 1);
    memset(b, 'k', sizeof b - 1);
    a[sizeof a - 1] = b[sizeof b - 2] = b[sizeof b - 1] = '\0';
    struct an_nearest n;
    an_nearest_init(&n, a);
    an_nearest_try(&n, b);
    assert_null(n.best);
    a[128] = b[127] = '\0'; /* at the limit */
    an_nearest_init(&n, a);
    an_nearest_try(&n, b);
    assert_non_null(n.best);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_ties_are_alphabetical),
        cmocka_unit_test(test_long_names_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
