/* Names of places in sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/base/english.h"

static void test_articles(void **state)
{
    (void)state;
    static const struct {
        const char *name, *said;
    } places[] = {
        {"China", "China"},
        {"United States", "the United States"},
        {"United Kingdom", "the United Kingdom"},
        {"European Union", "the European Union"},
        {"Netherlands", "the Netherlands"},
        {"Caribbean Netherlands", "Caribbean Netherlands"},
        {"Cayman Islands", "the Cayman Islands"},
        {"Central African Republic", "the Central African Republic"},
        {"California", "California"},
        {"", ""},
    };
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        fail_msg("out of memory");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        assert_string_equal(an_the_place(arena, places[i].name), places[i].said);
    an_arena_free(arena);
}

static void test_days(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        fail_msg("out of memory");
    assert_string_equal(an_day_in_text(arena, "2015-01-28"), "2015-01-28");
    assert_string_equal(an_day_in_text(arena, "2015"), "2015");
    assert_string_equal(an_day_in_text(arena, "2022-06-27..2022-06-28"),
                        "a day between 2022-06-27 and 2022-06-28");
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_articles),
        cmocka_unit_test(test_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
