/*
 * Cells, filters and views of comparisons on the small world of tests/compare/world, where each
 * rule of docs/compare.md decides something.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "antinomy/compare.h"

static struct an_workspace *ws;
static struct an_base *base;

static int open_base(void **state)
{
    const char *paths[] = {"tests/compare/world"};
    (void)state;
    ws = an_workspace_new();
    return an_base_from_files(&base, ws, paths, 1) == AN_OK ? 0 : -1;
}

static int close_base(void **state)
{
    (void)state;
    an_base_close(base);
    an_workspace_free(ws);
    return 0;
}

static const char *const all_places[] = {"AA", "BB", "CC", "UU"};

static struct an_comparison *compare_with(const char *day, struct an_compare_options o)
{
    struct an_comparison *c = NULL;
    o.as_of = day;
    if (o.n_places == 0) {
        o.places = all_places;
        o.n_places = 4;
    }
    assert_int_equal(an_compare_run(&c, base, ws, &o), AN_OK);
    return c;
}

static struct an_comparison *compare(const char *day)
{
    return compare_with(day, (struct an_compare_options){0});
}

/* "R?+* mid UU": letter and marks, step, whose law. */
static const char *said(const struct an_comparison *c, const char *place, const char *topic)
{
    static char text[128];
    const struct an_matrix *m = an_compare_matrix(c);
    for (uint32_t t = 0; t < m->n_topics; t++)
        for (uint32_t i = 0; i < m->n_columns; i++) {
            const struct an_cell *cell = an_matrix_cell(m, t, i);
            if (strcmp(m->columns[i].code, place) != 0 || strcmp(m->topics[t].id, topic) != 0)
                continue;
            (void)snprintf(text, sizeof text, "%s%s%s%s%s%s%s%s", an_letter_text(cell->letter),
                           cell->uncertain ? "?" : "", cell->more ? "+" : "",
                           cell->researched ? "" : "*", cell->step >= 0 ? " " : "",
                           cell->step >= 0 ? m->topics[t].steps[cell->step].id : "",
                           cell->via ? " " : "", cell->via ? cell->via : "");
            return text;
        }
    return "no such cell";
}

static void test_cells(void **state)
{
    static const struct {
        const char *day, *place, *topic, *expected;
    } cells[] = {
        {"1999-12-31", "AA", "t.one", "–*"},       /* before the coverage and the first event */
        {"2000-06-01", "AA", "t.one", "N"},        /* researched, nothing adopted yet */
        {"2001-06-01", "AA", "t.one", "P high"},   /* adopted */
        {"2002-01-01", "AA", "t.one", "R high"},   /* its first day */
        {"2011-12-31", "AA", "t.one", "R high"},   /* aa.law.old goes on, so nothing gives way */
        {"2012-01-01", "AA", "t.one", "E high"},   /* only aa.law.more, which has a way out */
        {"2015-01-01", "AA", "t.one", "R mid"},    /* it is over */
        {"2021-01-01", "AA", "t.one", "R* mid"},   /* after the research */
        {"2005-01-01", "AA", "t.two", "R+* some"}, /* a liberty alone; the duty is adopted */
        {"2011-01-01", "AA", "t.two", "R* some"}, /* a duty without step leaves it to the liberty */
        {"2009-06-01", "BB", "t.one", "R* low"},  /* not a member yet */
        {"2010-06-01", "BB", "t.one", "R+* low"}, /* a member; the union's law is adopted */
        {"2011-01-01", "BB", "t.one", "R* mid UU"},  /* the union's law is stricter */
        {"2012-06-15", "BB", "t.one", "R+* mid UU"}, /* own law suspended, a draft */
        {"2019-12-31", "BB", "t.one", "R* mid UU"},  /* the last day of membership */
        {"2020-01-01", "BB", "t.one", "X* low"},     /* left; its own is repealed */
        {"2012-06-15", "BB", "t.two", "S* some"},    /* suspended */
        {"2014-06-01", "BB", "t.two", "U* some"},    /* not enforced */
        {"2018-06-01", "BB", "t.two", "U?* some"},   /* repealed some day of 2018 */
        {"2019-01-01", "BB", "t.two", "X* some"},    /* repealed; a directive sets no step here */
        {"2019-01-01", "CC", "t.two", "–*"},         /* nor here */
        {"2019-01-01", "UU", "t.two", "R* some"},    /* but in the union's own column */
        {"2015-06-01", "CC", "t.one", "R?* mid UU"}, /* joined some day of 2015 */
        {"2016-06-01", "CC", "t.one", "R* mid UU"},  {"2020-06-01", "BB", "t.two", "X* some"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct an_comparison *c = compare(cells[i].day);
        const char *found = said(c, cells[i].place, cells[i].topic);
        if (strcmp(found, cells[i].expected) != 0)
            printf("%s %s %s\n", cells[i].day, cells[i].place, cells[i].topic);
        assert_string_equal(found, cells[i].expected);
        an_compare_free(c);
    }
}

/* A draft that lapsed leaves nothing; before its first event it is not there either. */
static void test_drafts(void **state)
{
    static const char *const days[] = {"2012-05-31", "2012-06-01", "2015-12-31", "2016-01-01"};
    static const bool there[] = {false, true, true, false};
    (void)state;
    for (size_t d = 0; d < 4; d++) {
        struct an_comparison *c = compare(days[d]);
        const struct an_matrix *m = an_compare_matrix(c);
        bool found = false;
        for (size_t i = 0; i < (size_t)m->n_topics * m->n_columns; i++)
            for (uint32_t k = 0; k < m->cells[i].n_rules; k++)
                found = found || strcmp(m->cells[i].rules[k].provision->id, "bb.draft.all") == 0;
        assert_int_equal(found, there[d]);
        an_compare_free(c);
    }
}

static const char *filtered(const char *day, struct an_compare_filter filter, const char *place,
                            const char *topic)
{
    static char text[128];
    struct an_comparison *c = compare_with(day, (struct an_compare_options){.filter = filter});
    (void)snprintf(text, sizeof text, "%s", said(c, place, topic));
    an_compare_free(c);
    return text;
}

static void test_filters(void **state)
{
    static const char *const buyer[] = {"buyer"}, *const seller[] = {"buyer", "seller"};
    (void)state;
    /* aa.law.more is about banks, by a term. */
    assert_string_equal(
        filtered("2014-06-01", (struct an_compare_filter){.sector = "banking"}, "AA", "t.one"),
        "E high");
    assert_string_equal(
        filtered("2014-06-01", (struct an_compare_filter){.sector = "health"}, "AA", "t.one"),
        "R mid");
    assert_string_equal(
        filtered("2014-06-01", (struct an_compare_filter){.buyer = "government"}, "AA", "t.one"),
        "E high");
    assert_string_equal(
        filtered("2011-06-01", (struct an_compare_filter){.trigger = "order"}, "BB", "t.two"),
        "R* some");
    assert_string_equal(
        filtered("2011-06-01", (struct an_compare_filter){.trigger = "standing"}, "BB", "t.two"),
        "–*");
    assert_string_equal(
        filtered("2011-06-01", (struct an_compare_filter){.confidence = "medium"}, "BB", "t.two"),
        "–*");
    assert_string_equal(filtered("2014-06-01",
                                 (struct an_compare_filter){.addressees = buyer, .n_addressees = 1},
                                 "AA", "t.one"),
                        "N");
    assert_string_equal(
        filtered("2014-06-01", (struct an_compare_filter){.addressees = seller, .n_addressees = 2},
                 "AA", "t.one"),
        "E high");
}

static size_t columns_of(const char *day, const char *code, bool members, char *codes)
{
    const char *places[] = {code};
    struct an_comparison *c = compare_with(
        day, (struct an_compare_options){.places = places, .n_places = 1, .members = members});
    const struct an_matrix *m = an_compare_matrix(c);
    size_t n = m->n_columns;
    codes[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        strcat(codes, m->columns[i].code);
        strcat(codes, " ");
    }
    an_compare_free(c);
    return n;
}

static void test_columns(void **state)
{
    char codes[64];
    (void)state;
    columns_of("2012-01-01", "gg", false, codes);
    assert_string_equal(codes, "AA UU ");
    columns_of("2012-01-01", "UU", false, codes);
    assert_string_equal(codes, "UU ");
    columns_of("2012-01-01", "UU", true, codes);
    assert_string_equal(codes, "BB UU ");
    columns_of("2016-06-01", "UU", true, codes);
    assert_string_equal(codes, "BB CC UU ");
    columns_of("2021-06-01", "UU", true, codes);
    assert_string_equal(codes, "CC UU ");
    columns_of("2012-01-01", "all", false, codes);
    assert_string_equal(codes, "AA BB UU ");
}

static void test_distances(void **state)
{
    struct an_comparison *c = compare("2011-06-01");
    const struct an_distances *d;
    (void)state;
    assert_int_equal(an_compare_distances(c, &d), AN_OK);
    assert_int_equal(d->n_pairs, 6);
    /* AA high some, BB mid some, CC nothing known, UU mid some: AA and BB differ on one of two. */
    const struct an_column_pair *ab = &d->pairs[0], *ac = &d->pairs[1], *bu = &d->pairs[4];
    assert_int_equal(ab->shared, 2);
    assert_int_equal(ab->differ, 1);
    assert_int_equal(ab->share, 500);
    assert_int_equal(ab->gap, 167); /* (1/3 + 0) / 2 */
    assert_int_equal(ac->shared, 0);
    assert_int_equal(bu->share, 0);
    /* BB and UU join first, then AA; CC shares nothing. */
    assert_int_equal(d->n_joins, 2);
    assert_int_equal(d->joins[0].left, 1);
    assert_int_equal(d->joins[0].right, 3);
    assert_int_equal(d->joins[0].share, 0);
    assert_int_equal(d->joins[1].share, 500);
    assert_int_equal(d->joins[1].leaves, 3);
    assert_int_equal(d->joins[1].pairs, 2);
    an_compare_free(c);
}

static bool is_moot(const struct an_dominance *d, const char *rule, const char *by)
{
    for (uint32_t i = 0; i < d->n_moot; i++)
        if (strcmp(d->moot[i].rule->id, rule) == 0 && strcmp(d->moot[i].by->id, by) == 0)
            return true;
    return false;
}

static void test_dominance(void **state)
{
    struct an_comparison *c = compare("2011-06-01");
    const struct an_dominance *d;
    (void)state;
    assert_int_equal(an_compare_dominance(c, &d), AN_OK);
    assert_true(is_moot(d, "bb.law.bits", "aa.law.bits")); /* more than 79, at least 128 */
    assert_false(is_moot(d, "aa.law.bits", "bb.law.bits"));
    assert_true(is_moot(d, "aa.law.old", "uu.law.seals")); /* red; red, blue and green */
    assert_false(is_moot(d, "uu.law.seals", "aa.law.old"));
    assert_false(
        is_moot(d, "aa.law.bits", "aa.law.more")); /* binds banks alone, and has a way out */
    assert_int_equal(d->n_moot, 2);
    an_compare_free(c);
}

static uint32_t doubts(const char *day, uint32_t months, enum an_doubt_kind kind)
{
    struct an_comparison *c = compare(day);
    const struct an_consistency *v;
    assert_int_equal(an_compare_consistency(c, months, &v), AN_OK);
    uint32_t n = v->count[kind];
    an_compare_free(c);
    return n;
}

static void test_consistency(void **state)
{
    (void)state;
    assert_int_equal(doubts("2011-06-01", 12, AN_DOUBT_NO_STEP), 1); /* aa.law.unplaced */
    assert_int_equal(doubts("2009-06-01", 12, AN_DOUBT_NO_STEP), 1); /* adopted already */
    assert_int_equal(doubts("2011-06-01", 12, AN_DOUBT_CODED_APART), 0);
    assert_int_equal(doubts("2011-06-01", 12, AN_DOUBT_UNLIKE_STEP), 0);
    assert_int_equal(doubts("2011-06-01", 12, AN_DOUBT_PLACE_ALONE), 1); /* CC */
    assert_int_equal(doubts("2016-06-01", 12, AN_DOUBT_PLACE_ALONE), 0); /* it joined */
    assert_int_equal(doubts("2011-06-01", 12, AN_DOUBT_TOPIC_ALONE), 0);
    assert_int_equal(doubts("1999-01-01", 12, AN_DOUBT_TOPIC_ALONE), 2);
    /* BB: bits and help, on both topics; AA on t.two; UU on both. */
    assert_int_equal(doubts("2009-06-01", 12, AN_DOUBT_UNCOVERED), 4);
    /* Checked on 2015-01-01: two rules of BB's law and the draft, twelve months later. */
    assert_int_equal(doubts("2016-01-01", 12, AN_DOUBT_OLD), 0);
    assert_int_equal(doubts("2016-01-02", 12, AN_DOUBT_OLD), 2);
    assert_int_equal(doubts("2016-01-02", 13, AN_DOUBT_OLD), 0);
}

static void test_aligned(void **state)
{
    struct an_comparison *c = compare("2011-06-01");
    const struct an_aligned *a;
    (void)state;
    assert_int_equal(an_compare_aligned(c, &a), AN_OK);
    const struct an_aligned_group *g = &a->groups[0];
    assert_int_equal(g->n_objects, 1);
    assert_string_equal(g->objects[0], "key.bits");
    assert_int_equal(g->n_rules, 3);
    assert_int_equal(g->n_makers, 2);
    assert_string_equal(g->rules[0].provision->id, "aa.law.bits");
    assert_string_equal(g->rules[0].thresholds[0], "key.bits: at least 128 bits");
    assert_string_equal(g->rules[1].exempted_by, "aa.law.out");
    g = &a->groups[1];
    assert_string_equal(g->objects[0], "lab.seals");
    assert_string_equal(g->rules[1].provision->id, "uu.law.seals");
    assert_int_equal(g->rules[1].n_places, 2); /* the union and BB */
    an_compare_free(c);
}

static void test_strictest(void **state)
{
    const char *places[] = {"AA", "BB"};
    struct an_comparison *c =
        compare_with("2011-06-01", (struct an_compare_options){.places = places, .n_places = 2});
    const struct an_strictest *s;
    (void)state;
    assert_int_equal(an_compare_strictest(c, &s), AN_OK);
    assert_int_equal(s->n_unmet, 0);
    for (uint32_t i = 0; i < s->n_settings; i++) {
        if (strcmp(s->settings[i].fact, "key.bits") == 0)
            assert_string_equal(s->settings[i].value,
                                "128"); /* aa.law.out always exempts from 256 */
        if (strcmp(s->settings[i].fact, "lab.seals") == 0)
            assert_string_equal(s->settings[i].value, "[blue, green, red]");
        if (strcmp(s->settings[i].fact, "key.open") == 0)
            assert_string_equal(s->settings[i].value, "true");
    }
    assert_int_equal(s->n_settings, 3);
    an_compare_free(c);
}

static void test_misuse(void **state)
{
    struct an_comparison *c = NULL;
    struct an_compare_options o = {.places = all_places, .n_places = 4};
    (void)state;
    assert_int_equal(an_compare_run(&c, base, ws, &o), AN_EMISUSE);
    o.as_of = "2011-02-30";
    assert_int_equal(an_compare_run(&c, base, ws, &o), AN_EINPUT);
    assert_null(c);
    an_compare_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),       cmocka_unit_test(test_drafts),
        cmocka_unit_test(test_filters),     cmocka_unit_test(test_columns),
        cmocka_unit_test(test_distances),   cmocka_unit_test(test_dominance),
        cmocka_unit_test(test_aligned),     cmocka_unit_test(test_strictest),
        cmocka_unit_test(test_consistency), cmocka_unit_test(test_misuse),
    };
    return cmocka_run_group_tests(tests, open_base, close_base);
}
