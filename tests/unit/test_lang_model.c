/*
 * What a set of files becomes: conditions, references, order, successors, meaning. Conditions are
 * compared through their words, which are the same only for the same condition.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/lang/words.h"
#include "tests/support/lang_kit.h"
#include "tests/support/same_model.h"

static const char *words(struct lk *k, const struct an_cond *c)
{
    const char *text = an_cond_words(k->arena, k->model, c, AN_NONE, AN_NONE);
    return text ? text : "(none)";
}

/* A provision "a.law.N" with these lines behind what every provision has. */
static const char *provision(struct lk *k, int n, const char *rest)
{
    return an_strf(
        k->arena,
        "    - {id: a.law.%d, article: '%d', topic: t.t, title: T, addressee: seller, summary: S, %s}\n",
        n, n, rest);
}

/* Loads one provision and returns the form of its `must`: operations with sizes, in pre-order. */
static const char *form(struct lk *k, const char *must)
{
    lk_begin(k);
    const char *p = provision(k, 1, an_strf(k->arena, "must: {%s}", must));
    lk_add(k, "world.yaml", lk_world);
    lk_add(k, "law.yaml", lk_instrument(k, "a.law", p));
    lk_load(k, AN_LANG_POLICIES);
    const struct an_cond *c = &lk_provision(k, "a.law.1")->content;
    const char *text = "";
    for (uint32_t i = 0; i < c->n; i++)
        text = an_strf(k->arena, "%s%s%s/%u/%u", text, i > 0 ? " " : "",
                       an_op_word((enum an_op)c->node[i].op), c->node[i].n, c->node[i].size);
    return text;
}

static void test_forms(void **unused)
{
    (void)unused;
    static const struct {
        const char *must, *form;
    } cases[] = {
        {"yes: true", "is/1/1"},
        {"yes: true, num: 5", "all/2/3 is/1/1 is/1/1"},
        {"num: [1, 2, 3]", "is/3/1"},
        {"num: {at_least: 1, less_than: 9}", "all/2/3 at_least/1/1 less_than/1/1"},
        {"not: {yes: true}", "not/1/2 is/1/1"},
        {"open: {yes: true, num: 5}", "open/1/4 all/2/3 is/1/1 is/1/1"},
        {"any: [{yes: true}, {num: 5, level: low}]", "any/2/5 is/1/1 all/2/3 is/1/1 is/1/1"},
        {"all: [{yes: true}]", "all/1/2 is/1/1"},
        {"map: {AA: {more_than: 5}, BB: 3}", "all/2/3 more_than/1/1 is/1/1"},
        {"set: {includes_all: [x, y], excludes: z}", "all/2/3 includes_all/2/1 excludes/1/1"},
        {"set: {only: []}", "only/0/1"},
        {"empty: set", "only/0/1"},
        {"empty: [set, places]", "all/2/3 only/0/1 only/0/1"},
        {"empty: rows", "not/1/3 some/1/2 all/0/1"},
        {"some: {rows: {bits: {more_than: 56}, use: hide}}",
         "some/1/4 all/2/3 more_than/1/1 is/1/1"},
        {"every: {rows: {bits: 5}}, some: {rows: {bits: 6}}",
         "all/2/5 every/1/2 is/1/1 some/1/2 is/1/1"},
        {"on: {before: 2020-01-01, on_or_after: 2019-01-01}", "all/2/3 less_than/1/1 at_least/1/1"},
        {"places: J, yes: false", "all/2/3 is/1/1 is/1/1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk k;
        assert_string_equal(form(&k, cases[i].must), cases[i].form);
        lk_end(&k);
    }
}

static void test_values(void **unused)
{
    (void)unused;
    struct lk k;
    lk_law(
        &k,
        "    - {id: a.law.1, article: '1', topic: t.t, title: T, addressee: seller, summary: S, must: {all: "
        "[{level: {at_least: mid}}, {sum: 12.5}, {sum: {less_than: 12.05 EUR}}, {on: 2016-02-29}, {places: [BETA, "
        "AA-N]}, {name: Any Name}, {map: {J: {at_least: 1}}}, {places: J}]}}\n");
    const struct an_provision *p = lk_provision(&k, "a.law.1");
    const int64_t *v = p->content.value;
    assert_string_equal(an_intern_text(k.model->symbols, (uint32_t)v[0]), "mid");
    assert_int_equal(v[1], 1250);
    assert_int_equal(v[2], 1205);
    assert_int_equal(v[3], an_day_of(2016, 2, 29));
    assert_string_equal(k.model->places.v[v[4]].id, "BB");
    assert_string_equal(k.model->places.v[v[5]].id, "AA-N");
    assert_string_equal(an_intern_text(k.model->symbols, (uint32_t)v[6]), "Any Name");
    assert_int_equal(p->content.node[7].key, AN_PLACE_J);
    assert_int_equal(v[8], AN_PLACE_J);
    assert_int_equal(p->content.node[1].key, AN_NO_KEY);
    assert_string_equal(lk_codes(&k), "AN0305"); /* BETA is read as BB */
    lk_end(&k);
}

/* Ranks of an ordered enum are places in its list, whatever the alphabet says. */
static void test_order_of_values(void **unused)
{
    (void)unused;
    struct lk k;
    lk_law(
        &k,
        "    - {id: a.law.1, article: '1', topic: t.t, title: T, addressee: seller, summary: S, must: {yes: true}}\n");
    const struct an_fact *f = &k.model->facts.v[an_model_fact(k.model, "level")];
    assert_int_equal(f->type.n_values, 3);
    assert_string_equal(an_intern_text(k.model->symbols, f->type.values[0]), "low");
    assert_string_equal(an_intern_text(k.model->symbols, f->type.values[2]), "high");
    assert_true(f->type.ordered);
    for (uint32_t i = 1; i < an_intern_count(k.model->symbols); i++)
        assert_true(strcmp(an_intern_text(k.model->symbols, i - 1),
                           an_intern_text(k.model->symbols, i)) < 0);
    lk_end(&k);
}

/* ---- references across files ---- */

static void add_three(struct lk *k)
{
    lk_add(
        k, "a.yaml",
        lk_instrument(
            k, "a",
            "    - {id: a.1, article: '1', topic: t.t, title: T, addressee: seller, summary: S, must: {z.term: true, "
            "z.2: true}, follows: [z.2]}\n"));
    lk_add(k, "m.yaml", lk_world);
    lk_add(
        k, "z.yaml",
        "antinomy: 1\ninstrument:\n  id: z\n  jurisdiction: BB\n  kind: law\n  title: T\n"
        "  status: [{on: 2015-01-01, is: in_force}]\n"
        "  checked: {on: 2024-01-01, by: B, confidence: high}\n"
        "  terms:\n    - {id: z.term, cite: art. 2, title: Term, means: {places: J}}\n"
        "  provisions:\n"
        "    - {id: z.1, article: '1', topic: t.t, title: T, addressee: seller, summary: S, exempts: {all_of: a}}\n"
        "    - {id: z.2, article: '2', topic: t.t, title: T, addressee: seller, summary: S, attest: It is done.}\n"
        "    - {id: z.3, article: '3', topic: t.t, title: T, addressee: seller, summary: S, defines: z.term}\n");
}

static void test_names_of_later_files(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    add_three(&k);
    lk_load(&k, AN_LANG_POLICIES);
    const struct an_model *m = k.model;
    const struct an_provision *p = lk_provision(&k, "a.1"), *z1 = lk_provision(&k, "z.1");
    assert_string_equal(m->facts.v[p->content.node[1].fact].id, "z.term");
    assert_string_equal(m->facts.v[p->content.node[2].fact].id, "z.2");
    assert_int_equal(p->follows.n, 1);
    assert_ptr_equal(&m->provisions.v[p->follows.v[0]], lk_provision(&k, "z.2"));
    assert_int_equal(z1->exempts.n, 1);
    assert_ptr_equal(&m->provisions.v[z1->exempts.v[0]], p);
    const struct an_fact *term = &m->facts.v[an_model_fact(m, "z.term")];
    assert_int_equal(term->role, AN_FACT_TERM);
    assert_string_equal(m->facts.v[m->terms.v[term->source].fact].id, "z.term");
    /* J of a term is the place of its instrument, wherever the term is used */
    assert_string_equal(words(&k, &m->terms.v[term->source].if_),
                        words(&k, &m->terms.v[term->source].only_if));
    assert_int_equal(m->terms.v[term->source].if_.value[0], an_model_place(m, "BB", NULL));
    const struct an_fact *attest = &m->facts.v[an_model_fact(m, "z.2")];
    assert_int_equal(attest->role, AN_FACT_ATTEST);
    assert_string_equal(m->provisions.v[attest->source].id, "z.2");
    assert_string_equal(attest->question, "It is done.");
    assert_int_equal(lk_provision(&k, "z.3")->defines, an_model_fact(m, "z.term"));
    assert_int_equal(m->definers.n, 1);
    lk_end(&k);
}

/* The order in which files are given does not matter, nor which of them holds what. */
static void test_order_of_files(void **unused)
{
    (void)unused;
    struct lk a, b, c;
    lk_begin(&a);
    add_three(&a);
    lk_load(&a, AN_LANG_POLICIES);
    lk_begin(&b);
    add_three(&b);
    const char *name = b.name[0], *text = b.text[0];
    b.name[0] = b.name[2], b.text[0] = b.text[2];
    b.name[2] = name, b.text[2] = text;
    lk_load(&b, AN_LANG_POLICIES);
    assert_non_null(a.model);
    assert_non_null(b.model);
    assert_null(an_model_difference(a.model, b.model));
    /* the same documents in one file, the last first: everything but the places is the same */
    lk_begin(&c);
    add_three(&c);
    const char *joined = an_strf(c.arena, "%s---\n%s---\n%s", c.text[2], c.text[1], c.text[0]);
    c.n = 0;
    lk_add(&c, "one.yaml", joined);
    lk_load(&c, AN_LANG_POLICIES);
    assert_non_null(c.model);
    assert_int_equal(c.model->provisions.n, a.model->provisions.n);
    for (uint32_t i = 0; i < a.model->provisions.n; i++) {
        assert_string_equal(a.model->provisions.v[i].id, c.model->provisions.v[i].id);
        assert_memory_equal(&a.model->provisions.v[i].meaning, &c.model->provisions.v[i].meaning,
                            sizeof(struct an_hash));
    }
    assert_int_equal(an_intern_count(a.model->symbols), an_intern_count(c.model->symbols));
    lk_end(&a);
    lk_end(&b);
    lk_end(&c);
}

static void test_order_of_ids(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    add_three(&k);
    lk_load(&k, AN_LANG_POLICIES);
    const struct an_model *m = k.model;
    for (uint32_t i = 1; i < m->places.n; i++)
        assert_true(strcmp(m->places.v[i - 1].id, m->places.v[i].id) < 0);
    for (uint32_t i = 1; i < m->facts.n; i++)
        assert_true(strcmp(m->facts.v[i - 1].id, m->facts.v[i].id) < 0);
    for (uint32_t i = 1; i < m->provisions.n; i++)
        assert_true(strcmp(m->provisions.v[i - 1].id, m->provisions.v[i].id) < 0);
    for (uint32_t i = 0; i < m->provisions.n; i++)
        assert_int_equal(an_model_provision(m, m->provisions.v[i].id), i);
    assert_string_equal(m->files.v[0].name, "a.yaml");
    assert_string_equal(m->files.v[m->provisions.v[0].span.file].name, "a.yaml");
    assert_int_equal(m->provisions.v[0].span.line, 10);
    lk_end(&k);
}

/* A file of definitions may begin in any way that YAML knows; it is found and read first. */
static void test_definitions_are_found(void **unused)
{
    (void)unused;
    static const char *const ways[] = {
        "antinomy: 1\nlist:",
        "antinomy: 1\n\"list\":",
        "'antinomy': 1\n'list' :",
        "\"\\x61ntinomy\": 1\n\"l\\x69st\":",
        "  antinomy: 1\n  ? list\n  :",
        "{antinomy: 1, list:",
        "--- {antinomy: 1, \"list\":",
        "antinomy: 1\r\nlist:",
        "\357\273\277antinomy: 1\nlist:",
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct lk k;
        lk_begin(&k);
        bool flow = strchr(ways[i], '{') != NULL;
        lk_add(
            &k, "a.yaml",
            lk_instrument(&k, "a",
                          "    - {id: a.1, article: '1', topic: t.t, title: T, addressee: seller, "
                          "summary: S, must: {on_list: {fact: name, list: l}}}\n"));
        lk_add(
            &k, "l.yaml",
            an_strf(
                k.arena,
                "%s {id: l, jurisdiction: AA, title: T, checked: {on: 2024-01-01, by: B, confidence: low}, "
                "members: [{name: N, aliases: [M]}]}%s\n",
                ways[i], flow ? "}" : ""));
        lk_add(&k, "world.yaml", lk_world);
        lk_load(&k, AN_LANG_POLICIES);
        if (!k.model)
            fail_msg("way %zu: %s", i, lk_codes(&k));
        assert_int_equal(k.model->lists.n, 1);
        assert_int_equal(k.model->lists.v[0].n_members, 2);
        assert_string_equal(an_intern_text(k.model->symbols, k.model->lists.v[0].members[0].symbol),
                            "m");
        lk_end(&k);
    }
}

/* ---- legal orders ---- */

static const char *law_of(struct lk *k, const char *id, const char *place, const char *rest)
{
    return an_strf(
        k->arena,
        "antinomy: 1\ninstrument:\n  id: %s\n  jurisdiction: %s\n  kind: law\n  title: T\n"
        "  status: [{on: 2015-01-01, is: in_force}]\n"
        "  checked: {on: 2024-01-01, by: B, confidence: high}\n  provisions:\n"
        "    - {id: %s.1, article: '1', topic: t.t, title: T, addressee: seller, summary: S, "
        "must: {yes: true}%s}\n",
        id, place, id, rest);
}

/* Codes after a load in which a law of `mine` overrides one of `theirs`. */
static const char *overriding(struct lk *k, const char *mine, const char *theirs)
{
    lk_begin(k);
    lk_add(k, "w.yaml", lk_world);
    lk_add(k, "a.yaml", law_of(k, "a", mine, ", overrides: b.1, by: specialis"));
    lk_add(k, "b.yaml", law_of(k, "b", theirs, ""));
    lk_load(k, AN_LANG_POLICIES);
    return lk_codes(k);
}

static void test_legal_orders(void **unused)
{
    (void)unused;
    static const struct {
        const char *mine, *theirs, *codes;
    } cases[] = {
        {"AA", "AA", ""},       {"AA-N", "AA", ""},       {"AA", "AA-N", ""},
        {"UU", "AA", ""},       {"AA", "UU", ""},         {"AA-N", "UU", ""},
        {"AA", "BB", "AN0333"}, {"AA-N", "BB", "AN0333"}, {"UU", "ZZ-none", "AN0302"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk k;
        assert_string_equal(overriding(&k, cases[i].mine, cases[i].theirs), cases[i].codes);
        lk_end(&k);
    }
}

/* ---- computed facts ---- */

static void test_computed_facts(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    lk_add(&k, "w.yaml", lk_world);
    lk_add(
        &k, "d.yaml",
        "antinomy: 1\nvocabulary:\n  facts:\n"
        "    - {id: d.count, type: int, unit: rows, scope: product, nature: design, holds: lasting, derived: {function: count, of: rows, where: {use: hide}}, question: Q, help: H}\n"
        "    - {id: d.least, type: int, unit: bits, scope: product, nature: design, holds: lasting, derived: {function: min, of: rows.bits}, question: Q, help: H}\n"
        "    - {id: d.same, type: bool, scope: product, nature: design, holds: lasting, derived: {function: same, of: [set, set2]}, question: Q, help: H}\n"
        "    - {id: d.since, type: int, unit: days, scope: product, nature: design, holds: lasting, derived: {function: days_since, of: on}, question: Q, help: H}\n"
        "    - {id: d.sum, type: int, unit: persons, scope: product, nature: design, holds: lasting, derived: {function: sum, of: [map]}, question: Q, help: H}\n"
        "    - {id: set2, type: set, values: [x], scope: market, nature: design, holds: lasting, question: Q, help: H}\n");
    lk_load(&k, AN_LANG_POLICIES);
    assert_string_equal(lk_codes(&k), "");
    const struct an_model *m = k.model;
    const struct an_derived *count = &m->facts.v[an_model_fact(m, "d.count")].derived;
    assert_int_equal(count->function, AN_FN_COUNT);
    assert_string_equal(m->facts.v[count->arg[0]].id, "rows");
    assert_int_equal(count->where.n, 1);
    assert_int_equal(count->where.node[0].column, 1);
    const struct an_derived *least = &m->facts.v[an_model_fact(m, "d.least")].derived;
    assert_int_equal(least->column, 0);
    const struct an_derived *same = &m->facts.v[an_model_fact(m, "d.same")].derived;
    assert_string_equal(m->facts.v[same->arg[0]].id, "set");
    assert_string_equal(m->facts.v[same->arg[1]].id, "set2");
    assert_int_equal(same->column, AN_NONE);
    lk_end(&k);
}

/* ---- time ---- */

static void test_successors(void **unused)
{
    (void)unused;
    struct lk k;
    lk_law(
        &k,
        "    - {id: a.law.1, article: '1', topic: t.t, title: T, addressee: seller, summary: S, must: {yes: true}}\n"
        "    - {id: a.law.2, article: '1', topic: t.t, title: T, addressee: seller, summary: S, from: 2018-05-25, replaces: a.law.1, must: {yes: false}}\n"
        "    - {id: a.law.3, article: '1', topic: t.t, title: T, addressee: seller, summary: S, status: [{on: 2020-02, is: in_force}], replaces: [a.law.2], must: {yes: true}}\n"
        "    - {id: a.law.4, article: '1', topic: t.t, title: T, addressee: seller, summary: S, status: [{on: 2021-01-01, is: proposed}], replaces: [a.law.3], must: {yes: true}}\n");
    const struct an_provision *one = lk_provision(&k, "a.law.1");
    assert_int_equal(one->days.before.lo, an_day_of(2018, 5, 25));
    assert_int_equal(an_provision_standing(k.model, one, an_day_of(2018, 5, 24)).in_force, AN_TRUE);
    assert_int_equal(an_provision_standing(k.model, one, an_day_of(2018, 5, 25)).in_force,
                     AN_FALSE);
    const struct an_provision *two = lk_provision(&k, "a.law.2");
    assert_int_equal(an_provision_standing(k.model, two, an_day_of(2018, 5, 25)).in_force, AN_TRUE);
    /* the successor's first day is only known to the month */
    assert_int_equal(an_provision_standing(k.model, two, an_day_of(2020, 2, 15)).in_force,
                     AN_UNKNOWN);
    /* a draft ends nothing */
    assert_int_equal(lk_provision(&k, "a.law.3")->days.before.lo, AN_DAY_MAX);
    lk_end(&k);
}

static void test_periods(void **unused)
{
    (void)unused;
    static const struct {
        const char *within;
        enum an_due_kind kind;
        int32_t n;
    } cases[] = {{"90 days", AN_DUE_DAYS, 90},
                 {"1 day", AN_DUE_DAYS, 1},
                 {"6 months", AN_DUE_MONTHS, 6},
                 {"2 years", AN_DUE_YEARS, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lk k;
        lk_begin(&k);
        lk_add(&k, "w.yaml", lk_world);
        lk_add(&k, "l.yaml",
               lk_instrument(
                   &k, "a.law",
                   provision(&k, 1,
                             an_strf(k.arena, "must: {yes: true}, due: {after: on, within: %s}",
                                     cases[i].within))));
        lk_load(&k, AN_LANG_POLICIES);
        struct an_due due = lk_provision(&k, "a.law.1")->due;
        assert_int_equal(due.kind, cases[i].kind);
        assert_int_equal(due.within, cases[i].n);
        assert_string_equal(k.model->facts.v[due.after].id, "on");
        lk_end(&k);
    }
}

/* ---- meaning ---- */

/* Hash of a.law.1 with these lines, in hex. */
static const char *meaning(struct lk *k, const char *rest, const char *more)
{
    lk_begin(k);
    lk_add(k, "w.yaml", lk_world);
    lk_add(k, "l.yaml",
           lk_instrument(k, "a.law", an_strf(k->arena, "%s%s", provision(k, 1, rest), more)));
    lk_load(k, AN_LANG_POLICIES);
    char *hex = an_alloc(k->arena, 65);
    an_hash_hex(&lk_provision(k, "a.law.1")->meaning, hex);
    return hex;
}

static bool same_meaning(const char *rest, const char *other, const char *more)
{
    struct lk a, b;
    bool same = strcmp(meaning(&a, rest, ""), meaning(&b, other, more)) == 0;
    lk_end(&a);
    lk_end(&b);
    return same;
}

static void test_meaning(void **unused)
{
    (void)unused;
    const char *base = "when: {level: [low, mid]}, must: {yes: true}";
    assert_true(same_meaning(base, base, ""));
    assert_true(same_meaning(base, "when: {level: [mid, low]}, must: {yes: true}", ""));
    assert_true(same_meaning(
        base, "when: {level: [low, mid]}, must: {yes: true}, note: N, level: b, penalty: {note: P}",
        ""));
    assert_true(same_meaning(
        base, base,
        "    - {id: a.law.0, article: '0', topic: t.t, title: T, addressee: user, summary: S, attest: Other}\n"));
    static const char *const changed[] = {
        "when: {level: [low, high]}, must: {yes: true}",
        "when: {level: low}, must: {yes: true}",
        "when: {level: [low, mid]}, must: {yes: false}",
        "when: {level: [low, mid]}, must_not: {yes: true}",
        "unless: {level: [low, mid]}, must: {yes: true}",
        "must: {yes: true}",
        "when: {level: [low, mid]}, must: {yes: true}, from: 2016-01-01",
        "when: {level: [low, mid]}, must: {yes: true}, due: 2016-01-01",
        "when: {level: [low, mid]}, must: {yes: true}, nexus: seat",
        "when: {level: [low, mid]}, must: {yes: true}, trigger: event",
        "when: {level: [low, mid]}, must: {yes: true}, anchor: on",
        "when: {level: [low, mid]}, must: {yes: true}, measure: {form: law}",
        "when: {level: [low, mid]}, must: {yes: true}, readings: [{id: r, who: W, must: {yes: false}}]",
        "when: {level: [low, mid]}, must: {yes: true}, status: [{on: 2015-02-01, is: in_force}]",
        "when: {places: J}, must: {yes: true}",
        "when: {map: {AA: {at_least: 5}}}, must: {yes: true}",
        "when: {map: {BB: {at_least: 5}}}, must: {yes: true}",
    };
    size_t n = sizeof changed / sizeof *changed;
    for (size_t i = 0; i < n; i++) {
        assert_false(same_meaning(base, changed[i], ""));
        for (size_t k = i + 1; k < n; k++)
            assert_false(same_meaning(changed[i], changed[k], ""));
    }
}

/* A document `names` gives the name that is shown, and joins names in other languages or replaces
 * them. */
static void test_names_of_places(void **unused)
{
    (void)unused;
    struct lk k;
    lk_begin(&k);
    add_three(&k);
    lk_add(&k, "names.yaml",
           "antinomy: 1\nnames:\n  - {of: BB, name: B-Land, names: {fr: Pays B, de: Land B}}\n"
           "---\nantinomy: 1\nnames: [{of: BB, names: {zh: B}}]\n");
    lk_load(&k, AN_LANG_POLICIES);
    const struct an_place *bb = &k.model->places.v[an_model_place(k.model, "BB", NULL)];
    assert_string_equal(bb->name, "B-Land");
    assert_int_equal(bb->names.n, 3);
    assert_string_equal(bb->names.v[0].lang, "de");
    assert_string_equal(bb->names.v[1].text, "Pays B");
    assert_string_equal(bb->names.v[2].lang, "zh");
    lk_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_order_of_values),
        cmocka_unit_test(test_names_of_later_files),
        cmocka_unit_test(test_order_of_files),
        cmocka_unit_test(test_order_of_ids),
        cmocka_unit_test(test_definitions_are_found),
        cmocka_unit_test(test_legal_orders),
        cmocka_unit_test(test_computed_facts),
        cmocka_unit_test(test_successors),
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_meaning),
        cmocka_unit_test(test_names_of_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
