/* Conflicts as JSON: "antinomy/conflicts/1", described in docs/json.md. */
#include "antinomy/report.h"
#include "engine/base/compat.h"
#include "reports/json_parts.h"

static void put_maker(struct an_json *j, const struct an_conflict_maker *maker)
{
    const struct an_provision_info *p = maker->provision;
    an_json_object(j);
    an_json_put(j, "provision", p->id);
    an_json_put(j, "jurisdiction", p->jurisdiction);
    an_json_put(j, "instrument", p->instrument);
    an_json_put(j, "instrument_title", p->instrument_title);
    an_json_put(j, "article", p->article);
    an_json_put(j, "title", p->title);
    an_json_put(j, "topic", p->topic);
    an_json_put(j, "demand", p->demand);
    an_json_put(j, "url", p->url);
    an_json_texts(j, "markets", maker->markets, maker->n_markets);
    an_json_texts(j, "offers", maker->offers, maker->n_offers);
    an_json_put(j, "reading", maker->reading);
    an_json_put_bool(j, "order", maker->order);
    an_json_put_bool(j, "ordered", maker->ordered);
    an_json_put_bool(j, "draft", maker->draft);
    an_json_put_bool(j, "certain", maker->certain);
    an_json_put(j, "starts", maker->starts);
    an_json_put(j, "ends", maker->ends);
    an_json_end_object(j);
}

static void put_demands(struct an_json *j, const struct an_conflict *c)
{
    an_json_key(j, "demands");
    an_json_array(j);
    for (uint32_t i = 0; i < c->n_demands; i++) {
        an_json_array(j);
        for (uint32_t k = 0; k < c->demands[i].n_makers; k++)
            put_maker(j, &c->demands[i].makers[k]);
        an_json_end_array(j);
    }
    an_json_end_array(j);
}

static void put_facts(struct an_json *j, const char *key, const struct an_conflict_fact *facts,
                      uint32_t n)
{
    an_json_key(j, key);
    an_json_array(j);
    for (uint32_t i = 0; i < n; i++) {
        an_json_object(j);
        an_json_put(j, "fact", facts[i].fact);
        an_json_put(j, "value", facts[i].value);
        an_json_put(j, "market", facts[i].market);
        an_json_put(j, "offer", facts[i].offer);
        an_json_put(j, "nature", facts[i].nature);
        an_json_where(j, (struct an_where){facts[i].file, facts[i].line});
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

/* "blocks": each a list of indices into "fixed"; an empty one needs no fact. */
static void put_blocks(struct an_json *j, const struct an_conflict *c)
{
    put_facts(j, "fixed", c->fixed, c->n_fixed);
    an_json_key(j, "blocks");
    an_json_array(j);
    for (uint32_t i = 0; i < c->n_blocks; i++) {
        an_json_array(j);
        for (uint32_t k = 0; k < c->blocks[i].n; k++)
            an_json_int(j, c->blocks[i].fact[k]);
        an_json_end_array(j);
    }
    an_json_end_array(j);
    an_json_key(j, "rules");
    an_json_array(j);
    for (uint32_t i = 0; i < c->n_rules; i++) {
        an_json_object(j);
        an_json_put(j, "id", c->rules[i].id);
        an_json_put(j, "because", c->rules[i].because);
        an_json_put_bool(j, "presumed", c->rules[i].presumed);
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

static void put_step(struct an_json *j, const struct an_conflict_step *step)
{
    an_json_object(j);
    an_json_put(j, "kind", an_step_word(step->kind));
    an_json_put(j, "fact", step->fact);
    an_json_put(j, "from", step->from);
    an_json_put(j, "to", step->to);
    an_json_put(j, "where", step->where);
    an_json_put(j, "provision", step->provision ? step->provision->id : NULL);
    an_json_put(j, "market", step->market);
    an_json_end_object(j);
}

static void put_ways(struct an_json *j, const struct an_conflict *c)
{
    an_json_key(j, "ways_out");
    an_json_array(j);
    for (uint32_t i = 0; i < c->n_ways; i++) {
        an_json_object(j);
        an_json_put_int(j, "cost", c->ways[i].cost);
        an_json_key(j, "steps");
        an_json_array(j);
        for (uint32_t k = 0; k < c->ways[i].n_steps; k++)
            put_step(j, &c->ways[i].steps[k]);
        an_json_end_array(j);
        an_json_end_object(j);
    }
    an_json_end_array(j);
    an_json_put_bool(j, "more_ways", c->more_ways);
}

/* Of a measure against a commitment: whose it is, towards whom, and which exceptions are left. */
static void put_commitment(struct an_json *j, const struct an_conflict_commitment *c)
{
    an_json_key(j, "commitment");
    an_json_object(j);
    an_json_put(j, "state", c->state);
    an_json_put(j, "party", c->party);
    an_json_put(j, "treaty", c->treaty);
    an_json_texts(j, "owed_to", c->owed_to, c->n_owed_to);
    an_json_key(j, "exceptions");
    an_json_array(j);
    for (uint32_t i = 0; i < c->n_exceptions; i++) {
        const struct an_provision_info *p = c->exceptions[i].provision;
        an_json_object(j);
        an_json_put(j, "provision", p->id);
        an_json_put(j, "article", p->article);
        an_json_put(j, "title", p->title);
        an_json_put_bool(j, "self_judged", c->exceptions[i].self_judged);
        an_json_put_bool(j, "may_cover", c->exceptions[i].may_cover);
        an_json_end_object(j);
    }
    an_json_end_array(j);
    an_json_end_object(j);
}

static void put_conflict(struct an_json *j, const struct an_conflict *c)
{
    an_json_object(j);
    an_json_put(j, "id", c->id);
    an_json_put(j, "class", an_conflict_class_word(c->conflict_class));
    an_json_put_bool(j, "class_open", c->class_open);
    an_json_key(j, "kinds");
    an_json_array(j);
    for (unsigned i = 0; i < AN_CONFLICT_KINDS; i++)
        if (c->kinds >> i & 1u)
            an_json_string(j, an_conflict_kind_word(i));
    an_json_end_array(j);
    an_json_put(j, "bearer", c->bearer);
    put_demands(j, c);
    put_blocks(j, c);
    put_facts(j, "witness", c->witness, c->n_witness);
    an_json_put(j, "starts", c->starts);
    an_json_put(j, "ends", c->ends);
    if (c->commitment)
        put_commitment(j, c->commitment);
    put_ways(j, c);
    an_json_end_object(j);
}

static void put_supposed(struct an_json *j, const struct an_conflicts *c)
{
    an_json_key(j, "supposed");
    an_json_array(j);
    for (uint32_t i = 0; i < c->n_supposed; i++) {
        an_json_object(j);
        an_json_put(j, "party", c->supposed[i].party);
        an_json_put(j, "treaty", c->supposed[i].treaty);
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

enum an_status an_report_conflicts_json(struct an_sink *sink, const struct an_conflicts *c)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/conflicts/1");
    an_json_put(&j, "version", c->version);
    an_json_put(&j, "revision", c->revision);
    an_json_put(&j, "product", c->product);
    an_json_put(&j, "product_name", c->product_name);
    an_json_put(&j, "profile_hash", c->profile_hash);
    an_json_put(&j, "day", c->day);
    an_json_texts(&j, "markets", c->markets, c->n_markets);
    an_json_texts(&j, "topics", c->topics, c->n_topics);
    an_json_put_int(&j, "provisions", c->n_provisions);
    an_json_put_bool(&j, "drafts", c->drafts);
    put_supposed(&j, c);
    an_json_put_bool(&j, "nothing_fixed", c->nothing_fixed);
    an_json_texts(&j, "could_fix", c->could_fix, c->n_could_fix);
    an_json_put_bool(&j, "complete", c->complete);
    an_json_put_int(&j, "unconfirmed", c->unconfirmed);
    an_json_key(&j, "conflicts");
    an_json_array(&j);
    for (uint32_t i = 0; i < c->n_conflicts; i++)
        put_conflict(&j, &c->conflicts[i]);
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}
