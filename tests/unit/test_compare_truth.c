/*
 * Cells of the founding corpus that were decided by hand (tests/golden/compare/truth.csv), each
 * with its source: letter, step, whose law, what it rests on, whether it was researched. The places
 * and what was researched in them are as they were then (tests/golden/compare/places).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/compare.h"

#define FOLDER "tests/golden/compare/"

enum { FIELDS = 9, LINE = 1024, MAX_FILES = 100 };

static struct an_workspace *ws;
static struct an_base *base;

/* The files that the list of the folder names: ./x stands in the folder itself, x in policies/. */
static int open_base(void **state)
{
    static char path[MAX_FILES][256];
    static const char *paths[MAX_FILES];
    size_t n = 0;
    char line[256];
    FILE *f = fopen(FOLDER "base", "r");
    (void)state;
    while (f && n < MAX_FILES && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        bool own = strncmp(line, "./", 2) == 0;
        (void)snprintf(path[n], sizeof path[n], "%s%.200s", own ? FOLDER : "policies/",
                       own ? line + 2 : line);
        paths[n] = path[n];
        n++;
    }
    if (f)
        (void)fclose(f);
    ws = an_workspace_new();
    return an_base_from_files(&base, ws, paths, n) == AN_OK ? 0 : -1;
}

static int close_base(void **state)
{
    (void)state;
    an_base_close(base);
    an_workspace_free(ws);
    return 0;
}

/* Cuts a line of CSV in place. */
static size_t fields_of(char *line, char *out[FIELDS])
{
    size_t n = 0;
    for (char *p = line; n < FIELDS; n++) {
        bool quoted = *p == '"';
        out[n] = quoted ? p + 1 : p;
        p = strpbrk(out[n], quoted ? "\"" : ",\n");
        if (!p)
            return n + 1;
        bool last = *p == '\n';
        *p++ = '\0';
        if (quoted)
            last = *p++ != ',';
        if (last)
            return n + 1;
    }
    return n;
}

/* What the cell says, in the form of the file. */
static void said(char *out, size_t size, const struct an_matrix *m)
{
    const struct an_cell *c = an_matrix_cell(m, 0, 0);
    bool binds = c->letter < AN_LETTER_NONE_FOUND;
    int n = snprintf(out, size, "%s,%s,%s,", an_letter_text(c->letter),
                     c->step >= 0 ? m->topics[0].steps[c->step].id
                     : binds      ? "?"
                                  : "",
                     c->via ? c->via : "");
    for (uint32_t i = 0; i < c->n_rules && c->rules[i].sets; i++)
        n += snprintf(out + n, size - (size_t)n, "%s%s", i > 0 ? " " : "",
                      c->rules[i].provision->id);
    (void)snprintf(out + n, size - (size_t)n, ",%s", c->researched ? "yes" : "no");
}

static bool agrees(char *f[FIELDS])
{
    char expected[LINE], found[LINE];
    const char *places[] = {f[1]}, *topics[] = {f[2]};
    struct an_compare_options o = {
        .as_of = f[0], .places = places, .n_places = 1, .topics = topics, .n_topics = 1};
    struct an_comparison *c;
    assert_int_equal(an_compare_run(&c, base, ws, &o), AN_OK);
    (void)snprintf(expected, sizeof expected, "%s,%s,%s,%s,%s", f[3], f[4], f[5], f[6], f[7]);
    said(found, sizeof found, an_compare_matrix(c));
    an_compare_free(c);
    if (strcmp(expected, found) == 0)
        return true;
    printf("%s %s %s: decided %s, found %s (%s)\n", f[0], f[1], f[2], expected, found, f[8]);
    return false;
}

static void test_truth(void **state)
{
    FILE *f = fopen(FOLDER "truth.csv", "r");
    char line[LINE], *field[FIELDS];
    unsigned cells = 0, wrong = 0;
    (void)state;
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        if (line[0] == '#' || strncmp(line, "day,", 4) == 0)
            continue;
        assert_int_equal(fields_of(line, field), FIELDS);
        cells++;
        wrong += agrees(field) ? 0 : 1;
    }
    (void)fclose(f);
    assert_true(cells >= 40);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_truth)};
    return cmocka_run_group_tests(tests, open_base, close_base);
}
