/*
 * What a check tells beside its verdicts: rows and grouping, open facts, exemptions with their
 * counterfactual, due days, gaps, questions, counts, notices, and what it refuses. Through the
 * public interface, on the world of tests/semantics.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/ask.h"

#define IN_AA  "  as_of: 2015-06-01\n  markets: AA\n"
#define SET(v) (1u << (v))

static int make(void **state)
{
    *state = ask_new();
    return 0;
}

static int drop(void **state)
{
    ask_free(*state);
    return 0;
}

static bool told(const struct ask *a, const char *text)
{
    return strstr(ask_messages(a), text) != NULL;
}

/* ---- answers ---- */

/* S5.1, S5.4: the set, and exactly the facts that matter. */
static void sets_and_open_facts(void **state)
{
    struct ask *a = *state;
    assert_non_null(ask(a, IN_AA "  facts: {f.b: true}\n", NULL));
    const struct an_finding *f = ask_found(a, "a.when", NULL);
    assert_int_equal(f->verdict, AN_UNDETERMINED);
    assert_int_equal(f->possible, SET(AN_COMPLIANT) | SET(AN_VIOLATION));
    assert_true(f->exact);
    assert_string_equal(ask_facts(f->open, f->n_open), "f.a");
    assert_null(f->open[0].value);
    f = ask_found(a, "a.general", NULL); /* displaced whatever the rest is */
    assert_int_equal(f->possible, SET(AN_DISPLACED));
    assert_int_equal(f->n_open, 0);
    f = ask_found(a, "a.attest", NULL);
    assert_true(f->only_attests);
    assert_string_equal(ask_facts(f->open, f->n_open), "a.attest");
    f = ask_found(a, "n1.offered", NULL); /* f.a, and whether it is offered in that part */
    assert_string_equal(ask_facts(f->open, f->n_open), "f.a");
    assert_non_null(strstr(f->reason, "leave open"));
}

/* S5.2, S5.3: several verdicts without a breach; readings that differ. */
static void clear_and_disputed(void **state)
{
    struct ask *a = *state;
    assert_non_null(ask(a, IN_AA "  facts: {f.a: true, f.b: true, f.c: false}\n", NULL));
    assert_int_equal(ask_verdict(a, "a.year", NULL), AN_CLEAR);
    const struct an_finding *f = ask_found(a, "o.read", NULL);
    assert_int_equal(f->verdict, AN_DISPUTED);
    assert_int_equal(f->n_readings, 2);
    assert_string_equal(f->readings[0].id, "narrow");
    assert_int_equal(f->readings[0].verdict, AN_COMPLIANT);
    assert_string_equal(f->readings[1].id, "wide");
    assert_int_equal(f->readings[1].possible, SET(AN_VIOLATION));
    struct an_check_options wide = {.reading = "wide"};
    assert_non_null(ask(a, IN_AA "  facts: {f.a: true, f.b: true, f.c: false}\n", &wide));
    assert_int_equal(ask_verdict(a, "o.read", NULL), AN_VIOLATION);
    assert_int_equal(ask_verdict(a, "a.plain", NULL), AN_COMPLIANT); /* has no such reading */
}

/* S4.9: silence is two readings only where an order stands. */
static void silence(void **state)
{
    struct ask *a = *state;
    assert_non_null(
        ask(a, IN_AA "  facts: {f.a: false}\n  orders: [{under: o.silent, served: 2015-01-01}]\n",
            NULL));
    const struct an_finding *f = ask_found(a, "o.silent", NULL);
    assert_int_equal(f->verdict, AN_DISPUTED);
    assert_string_equal(f->readings[0].id, "strict");
    assert_int_equal(f->readings[0].verdict, AN_VIOLATION);
    assert_string_equal(f->readings[1].id, "lenient");
    assert_int_equal(f->readings[1].verdict, AN_EXEMPT);
    struct an_check_options lenient = {.reading = "lenient"};
    assert_non_null(
        ask(a, IN_AA "  facts: {f.a: false}\n  orders: [{under: o.silent, served: 2015-01-01}]\n",
            &lenient));
    assert_int_equal(ask_verdict(a, "o.silent", NULL), AN_EXEMPT);
}

/* S5.5: a step, an order and a rule of later days change nothing. */
static void later_days(void **state)
{
    struct ask *a = *state;
    assert_non_null(
        ask(a,
            IN_AA
            "  facts: {f.a: [{from: 2015-01-01, value: true}, {from: 2015-06-02, value: false}]}\n"
            "  orders: [{under: o.breach, served: 2015-06-02}]\n",
            NULL));
    assert_int_equal(ask_verdict(a, "a.plain", NULL), AN_COMPLIANT);
    assert_int_equal(ask_verdict(a, "o.breach", NULL), AN_READY);
    struct an_check_options then = {.as_of = "2015-06-02"};
    assert_non_null(
        ask(a,
            IN_AA
            "  facts: {f.a: [{from: 2015-01-01, value: true}, {from: 2015-06-02, value: false}]}\n"
            "  orders: [{under: o.breach, served: 2015-06-02}]\n",
            &then));
    assert_int_equal(ask_verdict(a, "a.plain", NULL), AN_VIOLATION);
    assert_int_equal(ask_verdict(a, "o.breach", NULL), AN_VIOLATION);
}

/* S5.7: by what, until when, and what without. */
static void relief(void **state)
{
    struct ask *a = *state;
    assert_non_null(ask(a, IN_AA "  facts: {f.a: false, f.b: true, f.c: false}\n", NULL));
    const struct an_finding *f = ask_found(a, "a.exempted", NULL);
    assert_int_equal(f->verdict, AN_EXEMPT);
    assert_string_equal(f->by->id, "a.exempts");
    assert_string_equal(f->until, "2017-12-31");
    assert_int_equal(f->without, AN_VIOLATION);
    f = ask_found(a, "a.unless", NULL);
    assert_null(f->by);
    assert_null(f->until);
    assert_int_equal(f->without, AN_VIOLATION);
    f = ask_found(a, "a.general", NULL);
    assert_int_equal(f->verdict, AN_DISPLACED);
    assert_string_equal(f->by->id, "a.special");
}

/* S4.8: excused, and what it would be. */
static void excused(void **state)
{
    struct ask *a = *state;
    assert_non_null(
        ask(a, IN_AA "  facts: {f.a: false}\n  orders: [{under: o.excused, served: 2015-01-01}]\n",
            NULL));
    const struct an_finding *f = ask_found(a, "o.excused", NULL);
    assert_int_equal(f->verdict, AN_EXEMPT);
    assert_int_equal(f->without, AN_VIOLATION);
    assert_non_null(strstr(f->reason, "excused"));
}

/* S4.6, S3.3: the due day, and the day whose law governs. */
static void days(void **state)
{
    struct ask *a = *state;
    struct an_check_options on = {.as_of = "2015-02-10"};
    assert_non_null(
        ask(a, IN_AA "  facts: {f.a: false, d.start: 2015-01-31, d.act: 2014-12-31}\n", &on));
    assert_string_equal(ask_found(a, "o.dueday", NULL)->due, "2015-06-30");
    assert_string_equal(ask_found(a, "o.duedays", NULL)->due, "2015-02-10");
    assert_string_equal(ask_found(a, "o.duemonth", NULL)->due, "2015-02-28");
    assert_string_equal(ask_found(a, "o.dueyear", NULL)->due, "2016-01-31");
    assert_string_equal(ask_found(a, "a.anchored", NULL)->law_day, "2014-12-31");
    assert_null(ask_found(a, "a.plain", NULL)->law_day);
}

/* S1.8: market and day are set by the row. */
static void facts_of_the_row(void **state)
{
    struct ask *a = *state;
    assert_null(ask(a, IN_AA "  facts: {market: [AA]}\n", NULL));
    assert_int_equal(a->status, AN_EINPUT);
    /* Axiom x.market: whoever does it for the market has said so. */
    assert_non_null(ask(
        a,
        IN_AA
        "  facts: {f.a: true, act.do: [AA]}\n  orders: [{under: o.excused, served: 2015-01-01}]\n",
        NULL));
    assert_int_equal(ask_verdict(a, "o.excused", NULL), AN_COMPLIANT);
    assert_non_null(ask(
        a,
        IN_AA
        "  facts: {f.a: true, act.do: [BB]}\n  orders: [{under: o.excused, served: 2015-01-01, asks: [act.say]}]\n",
        NULL));
    assert_int_equal(ask_verdict(a, "o.excused", NULL), AN_UNDETERMINED);
}

/* S1.9, S2.6: the same fact has the same value wherever it is tested; notices of presumptions. */
static void one_value_and_notices(void **state)
{
    struct ask *a = *state;
    const struct an_check *c = ask(a, IN_AA "  facts: {pr.if: true, pr.if2: true}\n", NULL);
    assert_non_null(c);
    assert_int_equal(ask_verdict(a, "v.twice", NULL), AN_VIOLATION);
    assert_int_equal(ask_verdict(a, "v.taut", NULL), AN_COMPLIANT);
    assert_true(c->n_notices >= 1);
    assert_non_null(strstr(c->notices[0], "contradict each other"));
    c = ask(a, IN_AA "  facts: {pr.if: true, pr.then: false}\n", NULL);
    assert_int_equal(c->n_notices, 1);
    assert_non_null(
        strstr(c->notices[0], "pr.then: as the profile states it, against what is usual"));
    c = ask(a, IN_AA "  facts: {pr.if: true}\n", NULL);
    assert_int_equal(c->n_notices, 0);
    const struct an_fact_use *use = &ask_found(a, "v.presumed", NULL)->decided[0];
    assert_int_equal(use->origin, AN_ORIGIN_PRESUMED);
    assert_string_equal(use->because, "y.one");
}

/* ---- rows ---- */

/* S3.4, S5.8: rows with the same answer from equal facts are one finding. */
static void grouping(void **state)
{
    struct ask *a = *state;
    const char *two =
        "  as_of: 2015-06-01\n  markets: [AA, BB]\n  offers: [{id: one, facts: {f.b: true}}, {id: two, facts: {f.b: true}}]\n";
    char text[1024];
    strcpy(text, two);
    strcat(text, "  facts: {f.a: false, c.places: [BB]}\n");
    assert_non_null(ask(a, text, NULL));
    const struct an_finding *f = ask_found(a, "u.offered", NULL);
    assert_int_equal(f->n_markets, 2);
    assert_string_equal(f->markets[0], "AA");
    assert_string_equal(f->markets[1], "BB");
    assert_int_equal(f->n_offers, 2);
    f = ask_found(a, "a.plain", NULL); /* no finding of its own for BB */
    assert_int_equal(f->n_markets, 1);
    f = ask_found(a, "b.seat", "home");
    assert_int_equal(f->n_markets, 0);
    assert_int_equal(f->n_offers, 2);
    strcpy(text, two);
    strcat(text,
           "  facts: {}\n  per_market: {AA: {facts: {f.a: true}}, BB: {facts: {f.a: false}}}\n");
    assert_non_null(ask(a, text, NULL));
    assert_int_equal(ask_verdict(a, "u.offered", "AA"), AN_COMPLIANT);
    assert_int_equal(ask_verdict(a, "u.offered", "BB"), AN_VIOLATION);
}

/* S5.8: law of no market asked about is told once. */
static void law_of_elsewhere(void **state)
{
    struct ask *a = *state;
    assert_non_null(
        ask(a, "  as_of: 2015-06-01\n  markets: [AA, HH]\n  facts: {f.a: false}\n", NULL));
    const struct an_finding *f = ask_found(a, "b.offered", NULL);
    assert_int_equal(f->verdict, AN_NOT_APPLICABLE);
    assert_int_equal(f->n_markets, 2);
    assert_non_null(strstr(f->reason, "law of Bland"));
}

/* S3.5: an offer sold in one market only. */
static void offers_of_markets(void **state)
{
    struct ask *a = *state;
    assert_non_null(ask(
        a,
        "  as_of: 2015-06-01\n  markets: [AA, BB]\n  offers: [{id: one, markets: [AA], facts: {f.a: true}}, {id: two, markets: [BB], facts: {f.a: false}}]\n",
        NULL));
    const struct an_finding *f = ask_found(a, "u.offered", "AA");
    assert_int_equal(f->n_offers, 1);
    assert_string_equal(f->offers[0], "one");
    assert_string_equal(ask_found(a, "u.offered", "BB")->offers[0], "two");
}

/* S3.6, S3.7: an undecided membership is a choice; HH is within nothing. */
static void undecided_places(void **state)
{
    struct ask *a = *state;
    assert_non_null(
        ask(a, "  as_of: 2015-06-01\n  markets: [CC, HH]\n  facts: {f.a: false}\n", NULL));
    assert_int_equal(ask_verdict(a, "u.offered", "CC"), AN_UNDETERMINED);
    assert_string_equal(ask_found(a, "u.offered", "CC")->roughly, "Union: Cland from 2015");
    assert_non_null(strstr(ask_found(a, "u.offered", "CC")->reason, "known only roughly"));
    assert_null(ask_found(a, "u.offered", "HH"));
    struct an_check_options later = {.as_of = "2016-01-01"};
    assert_non_null(
        ask(a, "  as_of: 2015-06-01\n  markets: [CC, HH]\n  facts: {f.a: false}\n", &later));
    assert_int_equal(ask_verdict(a, "u.offered", "CC"), AN_VIOLATION);
    assert_null(ask_found(a, "u.offered", "CC")->roughly);
}

/* S1.5, S3.2: near a day known only to the year the answer says so, unless it is the same anyway.
 */
static void rough_days(void **state)
{
    struct ask *a = *state;
    assert_non_null(ask(a, IN_AA "  facts: {f.a: false}\n", NULL));
    const struct an_finding *f = ask_found(a, "a.year", NULL);
    assert_int_equal(f->possible, SET(AN_NOT_APPLICABLE) | SET(AN_VIOLATION));
    assert_string_equal(f->roughly, "in force on 2015");
    struct an_check_options later = {.as_of =
                                         "2015-12-31"}; /* the last day that it may have begun */
    assert_non_null(ask(a, IN_AA "  facts: {f.a: false}\n", &later));
    f = ask_found(a, "a.year", NULL);
    assert_int_equal(f->verdict, AN_VIOLATION);
    assert_null(f->roughly);
    assert_null(ask_found(a, "a.plain", NULL)->roughly);
}

/* S5.6: apart, and never counted. */
static void apart(void **state)
{
    struct ask *a = *state;
    struct an_check_options on = {.as_of = "2016-06-01"};
    const struct an_check *c = ask(a, IN_AA "  facts: {f.a: false, f.b: false}\n", &on);
    const struct an_finding *draft = ask_found(a, "d.must", NULL),
                            *susp = ask_found(a, "a.events", NULL);
    assert_true(draft->not_yet_law && draft->verdict == AN_VIOLATION);
    assert_true(susp->suspended && susp->verdict == AN_VIOLATION);
    assert_true(ask_found(a, "a.unenforced", NULL)->unenforced);
    uint32_t counted = 0;
    for (uint32_t i = 0; i < c->n_findings; i++)
        counted += c->findings[i].verdict == AN_VIOLATION && !c->findings[i].not_yet_law &&
                   !c->findings[i].suspended;
    assert_int_equal(c->count[AN_VIOLATION], counted);
}

/* ---- words ---- */

/* A reason names the fact with its value, and what the rule asks; the wording is not tested. */
static void reasons(void **state)
{
    static const struct {
        const char *provision, *has[2];
    } rows[] = {
        {"a.plain", {"f.a", "no"}},
        {"a.must_not", {"f.a", "no"}},
        {"a.when", {"f.b", "no"}},
        {"v.some", {"rows", "at least 10 mm"}},
        {"a.attest", {"denied", ""}},
        {"o.excused", {"no order", "f.a"}},
        {"o.breach", {"order", "f.a"}},
        {"o.dueday", {"f.a", "2015-06-30"}},
        {"b.offered", {"does not apply", "Bland"}},
        {"v.axb", {"depends", "ax.b"}},
    };
    struct ask *a = *state;
    assert_non_null(ask(
        a,
        IN_AA
        "  facts: {f.a: false, f.b: false, f.c: true, e.grade: low, rows: {rows: [], complete: true}, a.attest: false}\n"
        "  orders: [{under: o.breach, served: 2015-02-01, obeyed: false}]\n",
        NULL));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *reason = ask_found(a, rows[i].provision, NULL)->reason;
        for (int k = 0; k < 2; k++)
            if (!strstr(reason, rows[i].has[k]))
                fail_msg("%s: '%s' does not say '%s'", rows[i].provision, reason, rows[i].has[k]);
    }
    assert_non_null(strstr(ask_found(a, "v.axb", NULL)->outcome, "not met or met"));
}

static void values_in_words(void **state)
{
    struct ask *a = *state;
    assert_non_null(ask(
        a,
        IN_AA
        "  facts:\n    n.size: {min: 3, max: 9}\n    s.kinds: {has: [x], within: [y]}\n    m.users: {BB: 5}\n"
        "    e.open: other\n    d.start: {min: 2016-02-01}\n    c.places: {values: [BB], complete: true}\n    rows: [{size: 3}]\n",
        NULL));
    assert_string_equal(ask_found(a, "v.number", NULL)->decided[0].value, "3 to 9 mm");
    assert_string_equal(ask_found(a, "v.setin", NULL)->decided[0].value, "x, perhaps also y");
    assert_string_equal(ask_found(a, "v.map", NULL)->decided[0].value,
                        "BB: 5 users; others not known");
    assert_string_equal(ask_found(a, "v.openword", NULL)->decided[0].value, "\"other\"");
    assert_string_equal(ask_found(a, "v.date", NULL)->decided[0].value, "on or after 2016-02-01");
    assert_string_equal(ask_found(a, "v.placeonly", NULL)->decided[0].value, "BB");
    assert_string_equal(ask_found(a, "v.norows", NULL)->decided[0].value, "1 entry, perhaps more");
}

static void ways_out(void **state)
{
    struct ask *a = *state;
    assert_non_null(ask(
        a,
        IN_AA
        "  facts: {f.a: false, f.b: false, f.c: false, n.size: 9, s.kinds: {values: [z], complete: true}}\n  fixed: [f.b]\n",
        NULL));
    const struct an_finding *f = ask_found(a, "a.plain", NULL);
    assert_int_equal(f->n_ways, 2);
    assert_non_null(strstr(f->ways[0].text, "f.a"));
    assert_int_equal(f->ways[0].becomes, AN_COMPLIANT);
    assert_int_equal(f->ways[0].cost, 1);
    assert_non_null(strstr(f->ways[1].text, "offer it in Aland"));
    assert_int_equal(f->ways[1].becomes, AN_NOT_APPLICABLE);
    f = ask_found(a, "a.unless", NULL);
    assert_int_equal(f->n_ways, 3);
    assert_non_null(strstr(f->ways[2].text, "f.b")); /* an exception, but fixed: last */
    assert_true(f->ways[2].blocked);
    assert_int_equal(f->ways[2].becomes, AN_EXEMPT);
    f = ask_found(a, "v.setall", NULL);
    assert_non_null(strstr(f->ways[0].text, "s.kinds"));
    assert_int_equal(f->ways[0].becomes, AN_COMPLIANT);
    f = ask_found(a, "v.number", NULL);
    assert_non_null(strstr(f->ways[0].text, "at least 10 mm"));
    f = ask_found(a, "o.breach", NULL);
    assert_int_equal(f->verdict, AN_EXPOSED);
    assert_int_equal(f->ways[0].becomes, AN_READY);
    f = ask_found(a, "a.exempted", NULL);
    assert_non_null(strstr(f->ways[1].text, "a.exempts"));
}

/* A change that an axiom forbids is no way out; one that needs two facts names both. */
static void ways_are_tried(void **state)
{
    struct ask *a = *state;
    assert_non_null(ask(
        a,
        IN_AA
        "  facts: {rows: {rows: [{kind: k1, size: 10, ok: false}, {kind: k2, size: 20, ok: true}], complete: true},\n"
        "          c.places: {values: [BB], complete: true}, c.reach: {values: [BB], complete: true}}\n",
        NULL));
    const struct an_finding *f = ask_found(a, "v.every", NULL);
    assert_int_equal(f->verdict, AN_VIOLATION);
    assert_int_equal(f->ways[0].becomes, AN_COMPLIANT); /* without the row that is not ok */
    f = ask_found(a, "v.placenot", NULL);
    assert_int_equal(f->verdict, AN_VIOLATION);
    assert_int_equal(f->ways[0].becomes, AN_COMPLIANT);
    f = ask_found(a, "v.placein", NULL);
    assert_int_equal(f->verdict, AN_COMPLIANT);
    f = ask_found(a, "v.placeall",
                  NULL); /* AA too: but then by x.reach it reaches AA, which is stated not to be */
    assert_int_equal(f->verdict, AN_VIOLATION);
    assert_int_equal(f->n_ways, 1);
    assert_non_null(strstr(f->ways[0].text, "offer it in"));
}

static void proofs(void **state)
{
    struct ask *a = *state;
    assert_non_null(ask(a, IN_AA "  facts: {f.a: false, f.b: true, f.c: false}\n", NULL));
    const struct an_proof *p = ask_found(a, "a.exempted", NULL)->proof;
    assert_int_equal(p->kind, AN_PROOF_PROVISION);
    assert_int_equal(p->child[0]->kind, AN_PROOF_IN_FORCE);
    assert_int_equal(p->child[1]->kind, AN_PROOF_NEXUS);
    assert_int_equal(p->child[2]->kind, AN_PROOF_EXEMPTED);
    assert_int_equal(p->child[2]->truth, AN_IS_TRUE);
    assert_int_equal(p->child[3]->kind, AN_PROOF_CONTENT);
    assert_int_equal(p->child[3]->truth, AN_IS_FALSE);
    const struct an_proof *test = p->child[3]->child[0];
    assert_int_equal(test->kind, AN_PROOF_TEST);
    assert_string_equal(test->fact->fact, "f.a");
    assert_true(test->rule.line > 0 && test->fact->where.line > 0);
    struct an_check_options quick = {.no_proofs = true};
    assert_non_null(ask(a, IN_AA "  facts: {f.a: false}\n", &quick));
    assert_null(ask_found(a, "a.plain", NULL)->proof);
}

/* ---- the whole ---- */

/* S5.10: what nobody researched. */
static void gaps(void **state)
{
    struct ask *a = *state;
    const struct an_check *c =
        ask(a, "  as_of: 2015-06-01\n  markets: [AA, BB]\n  facts: {f.a: true}\n", NULL);
    assert_int_equal(c->n_gaps, 1);
    assert_string_equal(c->gaps[0].market, "BB");
    assert_null(c->gaps[0].topic);
    const char *topics[] = {"t"};
    struct an_check_options asked = {.topics = topics, .n_topics = 1};
    c = ask(a, "  as_of: 2015-06-01\n  markets: [AA]\n  facts: {f.a: true}\n", &asked);
    assert_int_equal(c->n_gaps, 1);
    assert_string_equal(c->gaps[0].topic, "t.two");
    asked.as_of = "1999-01-01"; /* before the law that was researched */
    c = ask(a, "  as_of: 2015-06-01\n  markets: [AA]\n  facts: {f.a: true}\n", &asked);
    assert_int_equal(c->n_gaps, 2);
    assert_int_equal(c->n_findings, 0);
}

static void topics_and_markets(void **state)
{
    struct ask *a = *state;
    const char *topics[] = {"t.two"}, *markets[] = {"BB"};
    struct an_check_options two = {.topics = topics, .n_topics = 1};
    const struct an_check *c = ask(a, IN_AA "  facts: {f.a: true}\n", &two);
    assert_int_equal(c->n_findings, 1);
    assert_string_equal(c->findings[0].provision->id, "a.handicap");
    struct an_check_options there = {.markets = markets, .n_markets = 1};
    c = ask(a, IN_AA "  facts: {f.a: true}\n", &there);
    assert_int_equal(c->n_markets, 1);
    assert_string_equal(c->markets[0], "BB");
    assert_int_equal(ask_verdict(a, "b.offered", "BB"), AN_COMPLIANT);
}

/* Questions: the one that opens most first, confirmations last; one whose condition fails is not
 * asked. */
static void questions(void **state)
{
    struct ask *a = *state;
    const struct an_check *c = ask(a, IN_AA "  facts: {f.b: true}\n", NULL);
    assert_true(c->n_questions > 3);
    assert_string_equal(c->questions[0].fact.fact, "f.a");
    assert_true(c->questions[0].n_provisions >= c->questions[1].n_provisions);
    assert_int_equal(c->questions[0].n_values, 2);
    assert_true(c->questions[c->n_questions - 1].attest);
    for (uint32_t i = 1; i < c->n_questions; i++)
        if (!c->questions[i].attest)
            assert_true(c->questions[i - 1].n_provisions >= c->questions[i].n_provisions);
}

/* S6.1, S6.2: counts and exit statuses. */
static void counts_and_exit(void **state)
{
    struct ask *a = *state;
    const char *topics[] = {"t.two"};
    struct an_check_options two = {.topics = topics, .n_topics = 1};
    const struct an_check *c = ask(a, IN_AA "  facts: {f.a: false}\n", NULL);
    assert_int_equal(an_check_exit(c, false), 1);
    assert_true(c->count[AN_VIOLATION] > 0);
    c = ask(a, IN_AA "  facts: {f.a: false}\n", &two);
    assert_int_equal(c->count[AN_COUNTS_AGAINST], 1);
    assert_int_equal(c->in_force, 1);
    assert_int_equal(an_check_exit(c, false), 2); /* not researched */
    assert_int_equal(an_check_exit(c, true), 1);
    c = ask(a, IN_AA "  facts: {}\n", &two);
    assert_int_equal(c->count[AN_UNDETERMINED], 1);
    assert_int_equal(an_check_exit(c, true), 2);
    struct an_check fine = {.count = {[AN_COMPLIANT] = 1, [AN_CLEAR] = 1}};
    assert_int_equal(an_check_exit(&fine, true), 0);
    fine.count[AN_DISPUTED] = 1;
    assert_int_equal(an_check_exit(&fine, false), 0);
    assert_int_equal(an_check_exit(&fine, true), 1);
}

static void head_and_weakest(void **state)
{
    struct ask *a = *state;
    const struct an_check *c = ask(
        a, IN_AA "  facts: {f.a: true}\n  evidence: {f.a: {source: A letter, confidence: low}}\n",
        NULL);
    assert_string_equal(c->product, "p");
    assert_string_equal(c->day, "2015-06-01");
    assert_string_equal(c->market_names[0], "Aland");
    assert_int_equal(c->n_offers, 0);
    assert_string_equal(c->weakest_confidence, "low");
    assert_string_equal(c->weakest_where, "f.a");
    assert_string_equal(ask_found(a, "a.plain", NULL)->decided[0].evidence, "A letter");
}

/* ---- refusals ---- */

/* S2.10: a contradiction is refused with both sides. */
static void contradictions(void **state)
{
    struct ask *a = *state;
    assert_null(ask(a, IN_AA "  facts: {ax.a: true, ax.b: false}\n", NULL));
    assert_int_equal(a->status, AN_EINPUT);
    assert_true(told(a, "AN0510 'ax.b' is no, and by 'x.ab' it cannot be"));
    assert_true(told(a, "'ax.a' is yes here"));
    assert_true(told(a, "what holds by definition"));
    assert_null(ask(a, IN_AA "  facts: {rows: [{kind: k1, size: 11}]}\n", NULL));
    assert_true(told(a, "'rows'"));
    assert_null(
        ask(a, IN_AA "  facts: {f.c: true, f.d: false}\n", NULL)); /* by a defining provision */
    assert_true(told(a, "'v.defines'"));
    assert_null(ask(a, IN_AA "  facts: {f.a: true, v.if: false}\n", NULL)); /* by a term */
    assert_true(told(a, "'v.if'"));
    assert_null(
        ask(a, IN_AA "  facts: {c.places: [BB], c.reach: {values: [AA], complete: true}}\n", NULL));
    assert_true(told(a, "'x.reach'"));
}

/* S2.10: facts and definitions that clash only all together are found, and all of them are shown.
 */
static void together(void **state)
{
    struct ask *a = *state;
    assert_null(ask(a, IN_AA "  facts: {to.gate: true, f.a: true, ax.a: true}\n", NULL));
    assert_true(told(a, "AN0701 'p': the facts of the profile cannot all be true together"));
    assert_true(told(a, "'to.gate' is yes here"));
    assert_true(told(a, "'x.to1' holds by definition"));
    assert_true(
        told(a, "'x.to4' holds by definition: if to.gate: yes, and to.p: no, then to.q: no"));
    assert_false(told(a, "'f.a'")); /* has nothing to do with it */
    assert_false(told(a, "'ax.a'"));
    assert_false(told(a, "'x.ab'"));
    assert_non_null(ask(a, IN_AA "  facts: {to.gate: false}\n", NULL));
}

/* S2.10: what clashes only for a place that the provision names, and which place that is. */
static void for_a_place(void **state)
{
    struct ask *a = *state;
    static const char product[] =
        IN_AA "  facts: {ax.all: true, c.reach: {values: [AA], complete: true}}\n";
    const char *only[] = {"v.reach"};
    struct an_check_options o = {.provisions = only, .n_provisions = 1};
    assert_null(ask(a, product, &o));
    assert_true(told(a, "AN0511 'v.reach' cannot be decided"));
    assert_true(told(a, "'x.all' holds by definition: if ax.all: yes, then c.reach: includes BB"));
    only[0] = "v.bool";
    assert_non_null(ask(a, product, &o));
}

/* S5.9: what cannot be asked is an error, never an empty answer. */
static void wrong_options(void **state)
{
    struct ask *a = *state;
    const char *markets[] = {"AAA"}, *topics[] = {"x.y"};
    struct an_check_options o = {.as_of = "2015-02-30",
                                 .markets = markets,
                                 .n_markets = 1,
                                 .topics = topics,
                                 .n_topics = 1,
                                 .reading = "lenint"};
    assert_null(ask(a, IN_AA "  facts: {}\n", &o));
    assert_int_equal(a->status, AN_EINPUT);
    assert_true(told(a, "AN0512 '2015-02-30' is not a day"));
    assert_true(told(a, "AN0513 no jurisdiction is named 'AAA'"));
    assert_true(told(a, "did you mean 'AA'?"));
    assert_true(told(a, "AN0514 no topic is named 'x.y'"));
    assert_true(told(a, "AN0516 no provision has a reading 'lenint'"));
    assert_true(told(a, "did you mean 'lenient'?"));
}

/* The same question gives the same answer, byte for byte in what is told. */
static void twice_the_same(void **state)
{
    struct ask *a = *state;
    char first[65536] = "";
    for (int i = 0; i < 2; i++) {
        char now[65536] = "";
        const struct an_check *c = ask(
            a,
            "  as_of: 2015-06-01\n  markets: [AA, BB, UU]\n  facts: {f.b: true, e.grade: mid, c.places: [BB]}\n",
            NULL);
        for (uint32_t k = 0; k < c->n_findings; k++) {
            strcat(now, c->findings[k].provision->id);
            strcat(now, an_verdict_word(c->findings[k].verdict));
            strcat(now, c->findings[k].reason);
        }
        if (i > 0)
            assert_string_equal(first, now);
        strcpy(first, now);
    }
}

/* S6.3: told under the breach, and not counted; by itself where that is not told. */
static void consequences(void **state)
{
    struct ask *a = *state;
    static const char product[] =
        IN_AA "  facts: {f.a: false, f.b: false, f.c: true, f.e: false}\n";
    const struct an_check *c = ask(a, product, NULL);
    assert_non_null(c);
    const struct an_finding *duty = ask_found(a, "c.duty", NULL),
                            *then = ask_found(a, "c.then", NULL);
    assert_false(duty->consequence);
    assert_int_equal(duty->n_consequences, 1);
    assert_ptr_equal(duty->consequences[0], then);
    assert_true(then->consequence);
    assert_int_equal(then->n_consequences, 1);
    assert_string_equal(then->consequences[0]->provision->id, "c.later");
    uint32_t violations = 0;
    for (uint32_t i = 0; i < c->n_findings; i++)
        violations += c->findings[i].verdict == AN_VIOLATION && !c->findings[i].not_yet_law &&
                      !c->findings[i].suspended;
    assert_int_equal(c->count[AN_VIOLATION], violations - 2);
    assert_non_null(ask(a, IN_AA "  facts: {f.a: true}\n", NULL));
    then = ask_found(a, "c.then", NULL);
    assert_int_equal(then->verdict, AN_NOT_APPLICABLE);
    assert_false(then->consequence);
    assert_string_equal(then->reason, "it follows from a breach of c.duty, and there is none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_and_open_facts),
        cmocka_unit_test(clear_and_disputed),
        cmocka_unit_test(silence),
        cmocka_unit_test(later_days),
        cmocka_unit_test(relief),
        cmocka_unit_test(excused),
        cmocka_unit_test(days),
        cmocka_unit_test(facts_of_the_row),
        cmocka_unit_test(one_value_and_notices),
        cmocka_unit_test(grouping),
        cmocka_unit_test(law_of_elsewhere),
        cmocka_unit_test(offers_of_markets),
        cmocka_unit_test(undecided_places),
        cmocka_unit_test(rough_days),
        cmocka_unit_test(apart),
        cmocka_unit_test(reasons),
        cmocka_unit_test(values_in_words),
        cmocka_unit_test(ways_out),
        cmocka_unit_test(ways_are_tried),
        cmocka_unit_test(proofs),
        cmocka_unit_test(consequences),
        cmocka_unit_test(gaps),
        cmocka_unit_test(topics_and_markets),
        cmocka_unit_test(questions),
        cmocka_unit_test(counts_and_exit),
        cmocka_unit_test(head_and_weakest),
        cmocka_unit_test(contradictions),
        cmocka_unit_test(together),
        cmocka_unit_test(for_a_place),
        cmocka_unit_test(wrong_options),
        cmocka_unit_test(twice_the_same),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
