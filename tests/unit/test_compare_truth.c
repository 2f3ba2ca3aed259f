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
#include "engine/facts/base.h"

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

/* A cell of the provision's own place lists it. */
static bool listed(const struct an_model *m, const struct an_provision *p, an_day day)
{
    char text[11];
    const char *places[] = {m->places.v[m->instruments.v[p->instrument].place].id};
    const char *topics[] = {m->topics.v[p->topic].id};
    struct an_comparison *c;
    bool found = false;
    an_day_format(day, text);
    struct an_compare_options o = {
        .as_of = text, .places = places, .n_places = 1, .topics = topics, .n_topics = 1};
    assert_int_equal(an_compare_run(&c, base, ws, &o), AN_OK);
    const struct an_cell *cell = an_matrix_cell(an_compare_matrix(c), 0, 0);
    for (uint32_t i = 0; i < cell->n_rules; i++)
        found = found || strcmp(cell->rules[i].provision->id, p->id) == 0;
    an_compare_free(c);
    return found;
}

/* A day before a rule's first event never shows it; the day of the event does. */
static void test_first_events(void **state)
{
    const struct an_model *m = base->model;
    (void)state;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *p = &m->provisions.v[i];
        struct an_when first = an_provision_events(m, p).v[0].on;
        assert_false(listed(m, p, first.lo - 1));
        assert_true(listed(m, p, first.hi));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_truth),
                                       cmocka_unit_test(test_first_events)};
    return cmocka_run_group_tests(tests, open_base, close_base);
}
