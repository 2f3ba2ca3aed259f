/*
 * The cases of tests/semantics, each named for the sentences of docs/semantics.md that it shows;
 * and that every sentence has a case there or a test in tests/unit/test_eval_*.c that names it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/check.h"

static void print_failed(const struct an_case_results *r)
{
    for (uint32_t i = 0; i < r->n_cases; i++) {
        const struct an_case_outcome *c = &r->cases[i];
        if (c->error)
            printf("# %s: %s\n", c->id, c->error);
        for (uint32_t k = 0; k < c->n_lines; k++)
            if (!c->lines[k].ok)
                printf("# %s, %s: %s expected %s, found %s\n", c->id, c->day, c->lines[k].provision,
                       c->lines[k].expected, c->lines[k].found);
    }
}

static void cases_hold(void **state)
{
    (void)state;
    static const char *const paths[] = {"tests/semantics"};
    struct an_workspace *ws = an_workspace_new();
    struct an_case_run *run = NULL;
    assert_non_null(ws);
    assert_int_equal(an_cases_run(&run, ws, paths, 1, NULL), AN_OK);
    const struct an_case_results *r = an_cases_get(run);
    print_failed(r);
    assert_true(r->n_cases >= 150);
    assert_int_equal(r->n_failed, 0);
    an_cases_free(run);
    an_workspace_free(ws);
}

/* A case that expects something else must fail, or the test above is worth nothing. */
static void wrong_cases_fail(void **state)
{
    (void)state;
    static const char *const paths[] = {"tests/semantics", "tests/semantics-wrong"};
    struct an_workspace *ws = an_workspace_new();
    struct an_case_run *run = NULL;
    assert_non_null(ws);
    assert_int_equal(an_cases_run(&run, ws, paths, 2, &(struct an_case_options){.filter = "wrong"}),
                     AN_OK);
    const struct an_case_results *r = an_cases_get(run);
    assert_int_equal(r->n_cases, 2);
    assert_int_equal(r->n_failed, 2);
    assert_string_equal(r->cases[0].lines[0].found, "violation");
    assert_non_null(r->cases[0].lines[0].finding);
    assert_non_null(r->cases[1].error); /* a profile that contradicts an axiom */
    an_cases_free(run);
    an_workspace_free(ws);
}

/* ---- every sentence ---- */

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

static bool named(char *const *texts, size_t n, const char *sentence)
{
    size_t length = strlen(sentence);
    for (size_t i = 0; i < n; i++)
        for (const char *at = strstr(texts[i], sentence); at; at = strstr(at + 1, sentence))
            if (at[length] < '0' || at[length] > '9')
                return true;
    return false;
}

static void every_sentence_is_tested(void **state)
{
    (void)state;
    static const char *const files[] = {
        "tests/semantics/values.cases.yaml", "tests/semantics/computed.cases.yaml",
        "tests/semantics/norms.cases.yaml",  "tests/unit/test_eval_check.c",
        "tests/unit/test_eval_answer.c",
    };
    enum { FILES = sizeof files / sizeof *files };
    char *texts[FILES], *page = read_all("docs/semantics.md");
    uint32_t sentences = 0, missing = 0;
    for (size_t i = 0; i < FILES; i++)
        texts[i] = read_all(files[i]);
    for (const char *at = strstr(page, "**S"); at; at = strstr(at + 3, "**S")) {
        char sentence[16] = "";
        size_t n = strcspn(at + 2, "*");
        assert_true(n < sizeof sentence);
        memcpy(sentence, at + 2, n);
        sentences++;
        if (named(texts, FILES, sentence))
            continue;
        printf("# no test names %s\n", sentence);
        missing++;
    }
    for (size_t i = 0; i < FILES; i++)
        free(texts[i]);
    free(page);
    assert_true(sentences > 50);
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_hold),
        cmocka_unit_test(wrong_cases_fail),
        cmocka_unit_test(every_sentence_is_tested),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
