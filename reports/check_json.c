/* The check of a product for programs: "antinomy/check/1", described in docs/json.md. */
#include "antinomy/report.h"

#include "reports/json_parts.h"
#include "reports/phrase.h"

static void put_markets(struct an_json *j, const struct an_check *check)
{
    an_json_key(j, "markets");
    an_json_array(j);
    for (uint32_t i = 0; i < check->n_markets; i++) {
        an_json_object(j);
        an_json_put(j, "code", check->markets[i]);
        an_json_put(j, "name", check->market_names ? check->market_names[i] : NULL);
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

static void put_offers(struct an_json *j, const struct an_check *check)
{
    an_json_key(j, "offers");
    an_json_array(j);
    for (uint32_t i = 0; i < check->n_offers; i++) {
        an_json_object(j);
        an_json_put(j, "id", check->offers[i]);
        an_json_put(j, "title", check->offer_titles[i]);
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

static void put_counts(struct an_json *j, const struct an_check *check)
{
    an_json_key(j, "counts");
    an_json_object(j);
    for (int v = 0; v < AN_VERDICT_COUNT; v++)
        an_json_put_int(j, an_verdict_word((enum an_verdict)v), check->count[v]);
    an_json_end_object(j);
    an_json_put(j, "counting_rule", an_phrase_counting);
}

enum list { LIST_IN_FORCE, LIST_NOT_YET, LIST_SUSPENDED };

static enum list list_of(const struct an_finding *f)
{
    return f->not_yet_law ? LIST_NOT_YET : f->suspended ? LIST_SUSPENDED : LIST_IN_FORCE;
}

static void put_findings(struct an_json *j, const struct an_check *check, const char *key,
                         enum list list)
{
    an_json_key(j, key);
    an_json_array(j);
    for (uint32_t i = 0; i < check->n_findings; i++)
        if (list_of(&check->findings[i]) == list)
            an_json_finding(j, &check->findings[i]);
    an_json_end_array(j);
}

static void put_question(struct an_json *j, const struct an_question *q)
{
    an_json_object(j);
    an_json_put(j, "fact", q->fact.fact);
    an_json_put(j, "question", q->fact.question);
    an_json_put(j, "help", q->fact.help);
    an_json_put(j, "nature", q->fact.nature);
    an_json_put(j, "why_unknown", q->fact.why_unknown);
    an_json_texts(j, "values", q->values, q->n_values);
    an_json_put(j, "unit", q->unit);
    an_json_put_bool(j, "attest", q->attest);
    an_json_put_bool(j, "per_market", q->per_market);
    an_json_texts(j, "provisions", q->provisions, q->n_provisions);
    an_json_end_object(j);
}

static void put_questions(struct an_json *j, const struct an_check *check)
{
    an_json_key(j, "questions");
    an_json_array(j);
    for (uint32_t i = 0; i < check->n_questions; i++)
        put_question(j, &check->questions[i]);
    an_json_end_array(j);
}

static void put_gaps(struct an_json *j, const struct an_check *check)
{
    an_json_key(j, "not_researched");
    an_json_array(j);
    for (uint32_t i = 0; i < check->n_gaps; i++) {
        an_json_object(j);
        an_json_put(j, "market", check->gaps[i].market);
        an_json_put(j, "topic", check->gaps[i].topic);
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

static void put_weakest(struct an_json *j, const struct an_check *check)
{
    an_json_key(j, "weakest");
    an_json_object(j);
    an_json_put(j, "evidence", check->weakest_evidence);
    an_json_put(j, "confidence", check->weakest_confidence);
    an_json_put(j, "where", check->weakest_where);
    an_json_end_object(j);
}

static void put_check(struct an_json *j, const struct an_check *check)
{
    an_json_object(j);
    an_json_put(j, "schema", "antinomy/check/1");
    an_json_about(j, check);
    put_markets(j, check);
    put_offers(j, check);
    an_json_texts(j, "topics", check->topics, check->n_topics);
    an_json_put_int(j, "in_force", check->in_force);
    put_counts(j, check);
    put_findings(j, check, "verdicts", LIST_IN_FORCE);
    put_findings(j, check, "not_yet_law", LIST_NOT_YET);
    put_findings(j, check, "suspended", LIST_SUSPENDED);
    put_questions(j, check);
    put_gaps(j, check);
    put_weakest(j, check);
    an_json_texts(j, "notices", check->notices, check->n_notices);
    an_json_put(j, "disclaimer", an_phrase_disclaimer);
    an_json_end_object(j);
}

enum an_status an_report_check_json(struct an_sink *sink, const struct an_check *const *checks,
                                    size_t n)
{
    struct an_json j;
    an_json_init(&j, sink);
    if (n == 1) {
        put_check(&j, checks[0]);
        return AN_OK;
    }
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/check-list/1");
    an_json_key(&j, "checks");
    an_json_array(&j);
    for (size_t i = 0; i < n; i++)
        put_check(&j, checks[i]);
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}
