/*
 * JSONTestSuite at the source layer: y_ accepted but for four refused by rule (keys that stand
 * twice, characters of value zero), n_ refused, i_ as json_suite.table says. Skips without
 * ../shared.
 */
#include <dirent.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/vec.h"
#include "engine/source/source.h"

#include "tests/unit/shared_inputs.h"

struct tally {
    size_t y_accepted, y_refused, n_accepted, n_refused, i_as_stated, wrong;
};

/* "accept", or the code of the first error. A file without a value counts as refused. */
static const char *outcome(struct an_arena *arena, const char *path)
{
    struct an_diag_list *diags = an_diag_list_new(arena);
    const struct an_source *source = an_source_read(arena, diags, path);
    for (size_t i = 0; an_diag_at(diags, i); i++)
        if (an_diag_at(diags, i)->severity == AN_SEV_ERROR) {
            assert_null(source);
            return an_diag_at(diags, i)->code;
        }
    assert_non_null(source);
    assert_int_equal(source->n_docs, 1);
    return "accept";
}

static const char *stated(struct an_arena *arena, const char *table, const char *name)
{
    const char *line = strstr(table, an_strf(arena, "\n%s ", name));
    if (!line)
        return NULL;
    line += 1 + strlen(name) + 1;
    return an_strndup(arena, line, strcspn(line, " \n"));
}

static void run_case(struct tally *t, const char *folder, const char *name, const char *table)
{
    struct an_arena *arena = an_arena_new();
    const char *is = outcome(arena, an_strf(arena, "%s/%s", folder, name));
    const char *expected = stated(arena, table, name);
    bool accepted = strcmp(is, "accept") == 0;
    if (*name == 'y' && !expected)
        expected = "accept";
    if (*name == 'n' && !expected)
        expected = accepted ? "a refusal" : is;
    if (!expected || strcmp(is, expected) != 0) {
        t->wrong++;
        printf("%s: %s, expected %s\n", name, is, expected ? expected : "a line in the table");
    }
    switch (*name) {
    case 'y': *(accepted ? &t->y_accepted : &t->y_refused) += 1; break;
    case 'n': *(accepted ? &t->n_accepted : &t->n_refused) += 1; break;
    case 'i': t->i_as_stated += expected && strcmp(is, expected) == 0; break;
    }
    an_arena_free(arena);
}

static void close_folder(void *folder)
{
    (void)closedir(folder);
}

static void test_suite(void **state)
{
    (void)state;
    if (!have_shared("suites/JSONTestSuite/test_parsing"))
        skip();
    struct an_arena *arena = an_arena_new();
    const char *table = own_text(arena, "tests/unit/json_suite.table");
    const char *folder = shared_path(arena, "suites/JSONTestSuite/test_parsing");
    struct tally t = {0};
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    an_defer(arena, close_folder, dir);
    for (const struct dirent *d; (d = readdir(dir));)
        if (strstr(d->d_name, ".json"))
            run_case(&t, folder, d->d_name, table);
    printf("y_: %zu accepted, %zu refused by rule; n_: %zu refused, %zu accepted; i_: %zu as "
           "stated; %zu wrong\n",
           t.y_accepted, t.y_refused, t.n_refused, t.n_accepted, t.i_as_stated, t.wrong);
    assert_int_equal(t.wrong, 0);
    assert_int_equal(t.y_accepted, 91);
    assert_int_equal(t.y_refused, 4);
    assert_int_equal(t.n_refused, 188);
    assert_int_equal(t.n_accepted, 0);
    assert_int_equal(t.i_as_stated, 35);
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_suite)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
