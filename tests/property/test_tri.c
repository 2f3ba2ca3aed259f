/*
 * The laws of Kleene's strong logic, over all values: three-valued truth must agree with every
 * completion, and must be as sharp as a connective alone can be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/base/tri.h"

static const an_tri all[] = {AN_FALSE, AN_TRUE, AN_UNKNOWN};

/* The truths that a value allows, as bits 1 (false) and 2 (true). */
static unsigned allows(an_tri a)
{
    return a == AN_FALSE ? 1u : a == AN_TRUE ? 2u : 3u;
}

static unsigned outcome(bool b)
{
    return b ? 2u : 1u;
}

static void each_connective_is_exact(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) {
            unsigned and_set = 0, or_set = 0;
            for (int x = 0; x < 2; x++) {
                for (int y = 0; y < 2; y++) {
                    if ((allows(all[i]) & outcome(x)) == 0 || (allows(all[k]) & outcome(y)) == 0)
                        continue;
                    and_set |= outcome(x && y);
                    or_set |= outcome(x || y);
                }
            }
            assert_int_equal(allows(an_tri_and(all[i], all[k])), and_set);
            assert_int_equal(allows(an_tri_or(all[i], all[k])), or_set);
        }
        assert_int_equal(allows(an_tri_not(all[i])),
                         (allows(all[i]) & 1u) << 1 | allows(all[i]) >> 1);
    }
    assert_int_equal(an_tri_of(true), AN_TRUE);
    assert_int_equal(an_tri_of(false), AN_FALSE);
}

/* More is known of b than of a, or as much. */
static bool refines(an_tri b, an_tri a)
{
    return (allows(b) & ~allows(a)) == 0;
}

static void laws(void **state)
{
    (void)state;
    for (int i = 0; i < 27; i++) {
        an_tri a = all[i % 3], b = all[i / 3 % 3], c = all[i / 9];
        assert_int_equal(an_tri_not(an_tri_not(a)), a);
        assert_int_equal(an_tri_not(an_tri_and(a, b)), an_tri_or(an_tri_not(a), an_tri_not(b)));
        assert_int_equal(an_tri_not(an_tri_or(a, b)), an_tri_and(an_tri_not(a), an_tri_not(b)));
        assert_int_equal(an_tri_and(a, b), an_tri_and(b, a));
        assert_int_equal(an_tri_or(a, b), an_tri_or(b, a));
        assert_int_equal(an_tri_and(a, an_tri_and(b, c)), an_tri_and(an_tri_and(a, b), c));
        assert_int_equal(an_tri_or(a, an_tri_or(b, c)), an_tri_or(an_tri_or(a, b), c));
        assert_int_equal(an_tri_and(a, an_tri_or(b, c)),
                         an_tri_or(an_tri_and(a, b), an_tri_and(a, c)));
        assert_int_equal(an_tri_or(a, an_tri_and(b, c)),
                         an_tri_and(an_tri_or(a, b), an_tri_or(a, c)));
        assert_int_equal(an_tri_and(a, an_tri_or(a, b)), a);
        assert_int_equal(an_tri_or(a, an_tri_and(a, b)), a);
        assert_int_equal(an_tri_and(a, a), a);
        assert_int_equal(an_tri_or(a, a), a);
        if (refines(b, a)) { /* filling in never takes back */
            assert_true(refines(an_tri_and(b, c), an_tri_and(a, c)));
            assert_true(refines(an_tri_or(b, c), an_tri_or(a, c)));
            assert_true(refines(an_tri_not(b), an_tri_not(a)));
        }
    }
    assert_int_equal(an_tri_or(AN_UNKNOWN, an_tri_not(AN_UNKNOWN)),
                     AN_UNKNOWN); /* no excluded middle */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_connective_is_exact),
        cmocka_unit_test(laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
