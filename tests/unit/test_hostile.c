/*
 * The hostile files at the layer of the reader: those that it must refuse are refused with the code
 * and line of the manifest, all others give a tree. What the whole program does with them is tested
 * by tests/hostile/run.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/source/source.h"

#include "tests/unit/hostile_manifest.h"

static const struct an_diag *first_error(const struct an_diag_list *diags)
{
    for (size_t i = 0; an_diag_at(diags, i); i++)
        if (an_diag_at(diags, i)->severity == AN_SEV_ERROR)
            return an_diag_at(diags, i);
    return NULL;
}

/* What is wrong with the outcome, or NULL. */
static const char *judge(struct an_arena *arena, const struct hostile *row)
{
    bool refused = strcmp(row->layer, "source") == 0;
    struct an_diag_list *diags = an_diag_list_new(arena);
    const char *path = own_path(arena, an_strf(arena, "tests/hostile/%s", row->file));
    const struct an_source *source = an_source_read(arena, diags, path);
    const struct an_diag *d = first_error(diags);
    if (!refused)
        return source && !d ? NULL : an_strf(arena, "refused with %s", d ? d->code : "nothing");
    if (source || !d)
        return "accepted";
    if (strcmp(d->code, row->code) != 0)
        return an_strf(arena, "refused with %s", d->code);
    if (d->primary.span.line != row->line)
        return an_strf(arena, "line %u", (unsigned)d->primary.span.line);
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_diag_write(diags, &out.sink, AN_DIAG_TEXT, false);
    return strstr(out.text, row->must)
               ? NULL
               : an_strf(arena, "'%s' is not said:\n%s", row->must, out.text);
}

static void test_manifest(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    const char *s = hostile_manifest(arena);
    struct hostile row;
    size_t rows = 0, wrong = 0;
    for (; hostile_row(arena, &s, &row); rows++) {
        struct an_arena *scratch = an_scratch_new(arena);
        clock_t start = clock();
        const char *fault = judge(scratch, &row);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (!fault && seconds > 2)
            fault = an_strf(scratch, "%.1f seconds", seconds);
        if (fault) {
            printf("%s: %s; expected %s %s line %lu\n", row.file, fault, row.outcome, row.code,
                   row.line);
            wrong++;
        }
        an_arena_free(scratch);
    }
    printf("%zu files\n", rows);
    assert_true(rows >= 61);
    assert_int_equal(wrong, 0);
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_manifest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
