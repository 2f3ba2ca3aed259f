/* A plan for programs: "antinomy/plan/1", described in docs/json.md. */
#include "antinomy/report.h"

#include "reports/json_parts.h"
#include "reports/plan.h"
#include "reports/run.h"

static void put_setting(struct an_json *j, const struct an_plan_setting *s)
{
    static const char *const word[] = {
        [AN_PLAN_CHANGE] = "change", [AN_PLAN_DECIDE] = "decide", [AN_PLAN_ASSUME] = "assume"};

    an_json_object(j);
    an_json_put(j, "kind", word[s->kind]);
    an_json_put(j, "fact", s->fact);
    an_json_put(j, "question", s->question);
    an_json_put(j, "market", s->market);
    an_json_put(j, "offer", s->offer);
    an_json_put(j, "value", s->value);
    an_json_put(j, "today", s->today);
    an_json_put(j, "nature", s->nature);
    an_json_put_int(j, "cost", s->cost);
    an_json_end_object(j);
}

static void put_build(struct an_json *j, const struct an_plan_build *b)
{
    an_json_object(j);
    an_json_texts(j, "markets", b->markets, b->n_markets);
    an_json_put_int(j, "cost", (int64_t)b->cost);
    an_json_key(j, "settings");
    an_json_array(j);
    for (uint32_t i = 0; i < b->n_settings; i++)
        put_setting(j, &b->settings[i]);
    an_json_end_array(j);
    an_json_put_bool(j, "open_law", b->open_law);
    an_json_put_bool(j, "confirmed", b->confirmed);
    an_json_texts(j, "doubts", b->doubts, b->n_doubts);
    an_json_end_object(j);
}

static void put_most(struct an_json *j, const struct an_plan *p)
{
    an_json_key(j, "most");
    an_json_object(j);
    an_json_put_int(j, "bound", p->most_bound);
    an_json_put_bool(j, "cheapest", p->most_cheapest);
    an_json_key(j, "build");
    if (p->most.n_markets > 0)
        put_build(j, &p->most);
    else
        an_json_null(j);
    an_json_end_object(j);
}

static void put_fewest(struct an_json *j, const struct an_plan *p)
{
    an_json_key(j, "fewest");
    an_json_object(j);
    an_json_put_int(j, "bound", p->builds_bound);
    an_json_put_int(j, "cost", (int64_t)p->builds_cost);
    an_json_put_bool(j, "cheapest", p->builds_cheapest);
    an_json_key(j, "builds");
    an_json_array(j);
    for (uint32_t i = 0; i < p->n_builds; i++)
        put_build(j, &p->builds[i]);
    an_json_end_array(j);
    an_json_end_object(j);
}

static void put_obstacles(struct an_json *j, const struct an_plan *p)
{
    an_json_key(j, "impossible");
    an_json_array(j);
    for (uint32_t i = 0; i < p->n_obstacles; i++) {
        const struct an_plan_obstacle *o = &p->obstacles[i];
        an_json_object(j);
        an_json_put(j, "market", o->market);
        an_json_put_bool(j, "home", o->home);
        an_json_put_bool(j, "minimal", o->decided);
        an_json_key(j, "provisions");
        an_json_array(j);
        for (uint32_t k = 0; k < o->n_provisions; k++)
            an_json_string(j, o->provisions[k]->id);
        an_json_end_array(j);
        an_json_key(j, "facts");
        an_json_array(j);
        for (uint32_t k = 0; k < o->n_facts; k++)
            an_json_fact(j, &o->facts[k]);
        an_json_end_array(j);
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

static void put_repairs(struct an_json *j, const struct an_plan *p)
{
    an_json_key(j, "repairs");
    an_json_array(j);
    for (uint32_t i = 0; i < p->n_repairs; i++) {
        const struct an_plan_repair_of *r = &p->repairs[i];
        an_json_object(j);
        an_json_put(j, "market", r->market);
        an_json_put_bool(j, "least", r->least);
        an_json_put_int(j, "bound", (int64_t)r->bound);
        an_json_key(j, "build");
        if (r->found)
            put_build(j, &r->build);
        else
            an_json_null(j);
        an_json_end_object(j);
    }
    an_json_end_array(j);
}

static void write_plan(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct an_plan *p = what;
    struct an_json j;

    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/plan/1");
    an_json_put(&j, "product", p->product);
    an_json_put(&j, "name", p->product_name);
    an_json_put(&j, "day", p->day);
    an_json_put(&j, "revision", p->revision);
    an_json_put(&j, "profile_hash", p->profile_hash);
    an_json_put(&j, "version", p->version);
    an_json_put(&j, "answer", an_plan_answer(arena, p));
    an_json_texts(&j, "markets", p->markets, p->n_markets);
    an_json_put_int(&j, "duties", p->n_duties);
    an_json_texts(&j, "fixed", p->fixed, p->n_fixed);
    an_json_texts(&j, "as_is", p->as_is, p->n_as_is);
    put_most(&j, p);
    put_fewest(&j, p);
    put_obstacles(&j, p);
    put_repairs(&j, p);
    an_json_texts(&j, "undecided", p->undecided, p->n_undecided);
    an_json_end_object(&j);
}

enum an_status an_report_plan_json(struct an_sink *sink, const struct an_plan *plan)
{
    return an_report_run(sink, write_plan, plan);
}
