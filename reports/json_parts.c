/*
 * Objects of the JSON documents. Keys and their order are part of the contract (docs/json.md and
 * reports/schemas/): a key is never left out, what is absent is null or an empty array.
 */
#include "reports/json_parts.h"

#include "reports/phrase.h"

/* Deeper proofs than any encoded condition gives are cut, and say so. */
enum { DEEPEST_PROOF = 120 };

void an_json_texts(struct an_json *j, const char *key, const char *const *texts, size_t n)
{
    an_json_key(j, key);
    an_json_array(j);
    for (size_t i = 0; i < n; i++)
        an_json_string(j, texts[i]);
    an_json_end_array(j);
}

void an_json_where(struct an_json *j, struct an_where where)
{
    an_json_put(j, "file", where.file);
    an_json_key(j, "line");
    if (where.file && where.line > 0)
        an_json_int(j, where.line);
    else
        an_json_null(j);
}

static const char *origin_word(enum an_origin origin)
{
    switch (origin) {
    case AN_ORIGIN_STATED: return "stated";
    case AN_ORIGIN_AXIOM: return "axiom";
    case AN_ORIGIN_PRESUMED: return "presumed";
    case AN_ORIGIN_DERIVED: return "derived";
    case AN_ORIGIN_ROW: return "row";
    case AN_ORIGIN_MISSING: return "missing";
    }
    AN_UNREACHABLE();
}

void an_json_fact(struct an_json *j, const struct an_fact_use *use)
{
    an_json_object(j);
    an_json_put(j, "fact", use->fact);
    an_json_put(j, "label", use->label);
    an_json_put(j, "question", use->question);
    an_json_put(j, "value", use->value);
    an_json_put(j, "origin", origin_word(use->origin));
    an_json_put(j, "because", use->because);
    an_json_put(j, "evidence", use->evidence);
    an_json_put(j, "confidence", use->confidence);
    an_json_put(j, "nature", use->nature);
    an_json_put_bool(j, "fixed", use->fixed);
    an_json_put(j, "why_unknown", use->why_unknown);
    an_json_where(j, use->where);
    an_json_end_object(j);
}

static void put_facts(struct an_json *j, const char *key, const struct an_fact_use *uses,
                      uint32_t n)
{
    an_json_key(j, key);
    an_json_array(j);
    for (uint32_t i = 0; i < n; i++)
        an_json_fact(j, &uses[i]);
    an_json_end_array(j);
}

static void put_set(struct an_json *j, const char *key, an_verdict_set set)
{
    an_json_key(j, key);
    an_json_array(j);
    for (int v = 0; v < AN_BASE_VERDICTS; v++)
        if (set & (1u << v))
            an_json_string(j, an_verdict_word((enum an_verdict)v));
    an_json_end_array(j);
}

static void put_readings(struct an_json *j, const struct an_finding *f)
{
    an_json_key(j, "readings");
    an_json_array(j);
    for (uint32_t i = 0; i < f->n_readings; i++) {
        an_json_object(j);
        an_json_put(j, "id", f->readings[i].id);
        an_json_put(j, "who", f->readings[i].who);
        an_json_put(j, "verdict", an_verdict_word(f->readings[i].verdict));
        put_set(j, "possible", f->readings[i].possible);
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

static void put_ways(struct an_json *j, const struct an_finding *f)
{
    an_json_key(j, "ways_out");
    an_json_array(j);
    for (uint32_t i = 0; i < f->n_ways; i++) {
        const struct an_way_out *way = &f->ways[i];
        an_json_object(j);
        an_json_put(j, "text", way->text);
        an_json_put(j, "fact", way->fact);
        an_json_key(j, "cost");
        if (way->cost > 0)
            an_json_int(j, way->cost);
        else
            an_json_null(j);
        an_json_put_bool(j, "blocked", way->blocked);
        an_json_put(j, "becomes", an_verdict_word(way->becomes));
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

/* The law itself: what is cited, what it demands, what the coding rests on. */
static void put_law(struct an_json *j, const struct an_provision_info *info)
{
    an_json_put(j, "jurisdiction_name", info->jurisdiction_name);
    an_json_put(j, "instrument", info->instrument);
    an_json_put(j, "instrument_title", info->instrument_title);
    an_json_put(j, "instrument_title_native", info->instrument_title_native);
    an_json_put(j, "instrument_kind", info->instrument_kind);
    an_json_put(j, "citation", info->citation);
    an_json_put(j, "issuer", info->issuer);
    an_json_put(j, "url", info->url);
    an_json_put(j, "text_state", info->text_state);
    an_json_put(j, "title", info->title);
    an_json_put(j, "topic", info->topic);
    an_json_put(j, "level", info->level);
    an_json_put(j, "addressee", info->addressee);
    an_json_put(j, "duty", info->duty);
    an_json_put(j, "trigger", info->trigger);
    an_json_put(j, "effect", info->effect);
    an_json_put(j, "inability", info->inability);
    an_json_put(j, "demand", info->demand);
    an_json_put(j, "scope", info->scope);
    an_json_put(j, "except", info->except);
    an_json_put(j, "summary", info->summary);
    an_json_put(j, "penalty", info->penalty);
    an_json_put(j, "note", info->note);
    an_json_put(j, "evidence", info->evidence);
    an_json_put(j, "confidence", info->confidence);
    an_json_put(j, "checked_on", info->checked_on);
    an_json_where(j, (struct an_where){info->file, info->line});
}

static void put_state(struct an_json *j, const struct an_finding *f)
{
    put_set(j, "possible", f->possible);
    an_json_put_bool(j, "exact", f->exact);
    an_json_put_bool(j, "home", f->home);
    an_json_put_bool(j, "unenforced", f->unenforced);
    an_json_put(j, "reason", f->reason);
    an_json_put(j, "outcome", f->outcome);
    an_json_put(j, "by", f->by ? f->by->id : NULL);
    an_json_put(j, "until", f->until);
    an_json_put(j, "without", f->verdict == AN_EXEMPT ? an_verdict_word(f->without) : NULL);
    an_json_put(j, "due", f->due);
    an_json_put(j, "law_day", f->law_day);
    an_json_put(j, "roughly", f->roughly);
    an_json_put_bool(j, "consequence", f->consequence);
    an_json_key(j, "consequences");
    an_json_array(j);
    for (uint32_t i = 0; i < f->n_consequences; i++)
        an_json_string(j, f->consequences[i]->provision->id);
    an_json_end_array(j);
}

void an_json_finding_members(struct an_json *j, const struct an_finding *f)
{
    an_json_put(j, "provision", f->provision->id);
    an_json_put(j, "jurisdiction", f->provision->jurisdiction);
    an_json_put(j, "article", f->provision->article);
    an_json_texts(j, "markets", f->markets, f->n_markets);
    an_json_texts(j, "offers", f->offers, f->n_offers);
    an_json_put(j, "verdict", an_verdict_word(f->verdict));
    put_state(j, f);
    put_readings(j, f);
    put_facts(j, "decided", f->decided, f->n_decided);
    put_facts(j, "open", f->open, f->n_open);
    an_json_put_bool(j, "only_attests", f->only_attests);
    put_ways(j, f);
    an_json_key(j, "law");
    an_json_object(j);
    put_law(j, f->provision);
    an_json_end_object(j);
}

void an_json_finding(struct an_json *j, const struct an_finding *finding)
{
    an_json_object(j);
    an_json_finding_members(j, finding);
    an_json_end_object(j);
}

static const char *kind_word(enum an_proof_kind kind)
{
    switch (kind) {
    case AN_PROOF_PROVISION: return "provision";
    case AN_PROOF_IN_FORCE: return "in_force";
    case AN_PROOF_NEXUS: return "nexus";
    case AN_PROOF_WHEN: return "when";
    case AN_PROOF_UNLESS: return "unless";
    case AN_PROOF_FOLLOWS: return "follows";
    case AN_PROOF_EXEMPTED: return "exempted";
    case AN_PROOF_DISPLACED: return "displaced";
    case AN_PROOF_CONTENT: return "content";
    case AN_PROOF_ORDER: return "order";
    case AN_PROOF_ABLE: return "able";
    case AN_PROOF_DUE: return "due";
    case AN_PROOF_ALL: return "all";
    case AN_PROOF_ANY: return "any";
    case AN_PROOF_NOT: return "not";
    case AN_PROOF_OPEN: return "open";
    case AN_PROOF_SOME: return "some";
    case AN_PROOF_EVERY: return "every";
    case AN_PROOF_ROW: return "row";
    case AN_PROOF_TEST: return "test";
    }
    AN_UNREACHABLE();
}

static const char *truth_word(enum an_truth truth)
{
    switch (truth) {
    case AN_IS_FALSE: return "no";
    case AN_IS_TRUE: return "yes";
    case AN_IS_UNKNOWN: return "unknown";
    }
    AN_UNREACHABLE();
}

static void put_proof(struct an_json *j, const struct an_proof *p, int depth)
{
    an_json_object(j);
    an_json_put(j, "kind", kind_word(p->kind));
    an_json_put(j, "truth", truth_word(p->truth));
    an_json_put(j, "text", p->text);
    an_json_put(j, "found", p->found);
    an_json_put(j, "provision", p->provision ? p->provision->id : NULL);
    an_json_key(j, "fact");
    if (p->fact)
        an_json_fact(j, p->fact);
    else
        an_json_null(j);
    an_json_where(j, p->rule);
    bool cut = depth == DEEPEST_PROOF && p->n_children > 0;
    an_json_put_bool(j, "cut", cut);
    an_json_key(j, "children");
    an_json_array(j);
    for (uint32_t i = 0; i < p->n_children && !cut; i++)
        put_proof(j, p->child[i], depth + 1);
    an_json_end_array(j);
    an_json_end_object(j);
}

void an_json_proof(struct an_json *j, const struct an_proof *proof)
{
    if (proof)
        put_proof(j, proof, 0);
    else
        an_json_null(j);
}

void an_json_about(struct an_json *j, const struct an_check *check)
{
    an_json_put(j, "product", check->product);
    an_json_put(j, "product_name", check->product_name);
    an_json_put(j, "day", check->day);
    an_json_put(j, "known_on", check->known_on);
    an_json_put(j, "revision", check->revision);
    an_json_key(j, "profile");
    an_json_object(j);
    an_json_put(j, "file", check->profile_path);
    an_json_put(j, "hash", check->profile_hash);
    an_json_end_object(j);
    an_json_put(j, "version", check->version);
}
