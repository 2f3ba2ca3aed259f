/*
 * Provisions: their fields. Which keys go with which duty is checked in build_duty.c, what needs
 * the whole model in checks_*.c.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/lang/build.h"
#include "engine/lang/cond_build.h"
#include "engine/lang/duty.h"

/* ---- ids first ---- */

/* The yes/no fact of a provision that asks for a confirmation; it has the provision's id. */
static void declare_attest(struct an_build *b, const struct an_node *id,
                           const struct an_node *title, const struct an_node *attest,
                           uint32_t provision)
{
    if (!an_is_scalar(attest) || !an_name_declare(b, AN_NAMED_FACT, id, an_u32(b->fact_pool->n)))
        return;
    struct an_fact *fact = an_pool_add(b->fact_pool);
    struct an_provision *p = an_pool_at(b->provision_pool, provision);
    fact->id = p->id;
    fact->role = AN_FACT_ATTEST;
    fact->type.type = AN_TYPE_BOOL;
    fact->scope = AN_SCOPE_MARKET;
    fact->nature = AN_NATURE_CONDUCT;
    fact->derived.arg[0] = fact->derived.arg[1] = fact->derived.column = AN_NONE;
    fact->question = an_keep_text(b->arena, attest);
    fact->label = *an_text(title) ? an_strf(b->arena, "%s, confirmed", an_text(title)) : NULL;
    fact->help = "Confirm with yes or no.";
    fact->source = provision;
    fact->span = an_kept_span(b, id->span);
    p->attest_fact = an_name_number(b, AN_NAMED_FACT, p->id);
}

void an_declare_provisions(struct an_build *b, const struct an_node *list, uint32_t instrument)
{
    b->provision_nodes.n = 0;
    for (size_t i = 0; an_is_seq(list) && i < list->seq.n; i++) {
        const struct an_node *node = list->seq.item[i];
        const struct an_node *id = an_is_map(node) ? an_node_get(node, "id") : NULL;
        uint32_t index = an_u32(b->provision_pool->n);
        if (!id || !an_name_declare(b, AN_NAMED_PROVISION, id, index)) {
            b->incomplete = b->incomplete || !id;
            continue;
        }
        struct an_provision *p = an_pool_add(b->provision_pool);
        uint32_t number = an_name_number(b, AN_NAMED_PROVISION, an_text(id));
        p->id = b->names[AN_NAMED_PROVISION].v.v[number].id;
        p->instrument = instrument;
        p->attest_fact = AN_NONE;
        declare_attest(b, id, an_node_get(node, "title"), an_node_get(node, "attest"), index);
        an_vec_push(b->scratch, &b->provision_nodes, node);
    }
}

/* One provision as it is being read. */
struct work {
    struct an_provision *p;
    uint32_t index;
    struct an_cond_steps steps;
};

static struct an_cond cond(struct an_build *b, struct work *w, const struct an_fields *f,
                           enum an_key key)
{
    struct an_cond_scope scope = {.where = "a provision",
                                  .steps = &w->steps,
                                  .j = true,
                                  .j_is = AN_NONE,
                                  .table = AN_NONE,
                                  .may_be_empty = key == AN_K_provision_may};
    return an_cond_build(b, an_field(f, key), &scope);
}

/* ---- steps ---- */

/* The days of steps are tests of the law day, so there must be a fact that says it. */
static bool day_is_declared(struct an_build *b, const struct an_node *steps)
{
    const struct an_fact *day = an_build_fact(b, an_name_number(b, AN_NAMED_FACT, "day"));
    if (day && day->type.type == AN_TYPE_DATE)
        return true;
    if (!b->incomplete)
        an_diag_help(an_diag_add(b->diags, AN_MSG_key_needed, steps->span, "steps", "day"),
                     "declare the fact 'day' in a vocabulary: type date, given row");
    return false;
}

static bool read_step(struct an_build *b, const struct an_node *node, an_day *from,
                      const struct an_node **value)
{
    struct an_fields f;
    an_fields_of(AN_M_threshold_step, node, &f);
    *value = an_field(&f, AN_K_threshold_step_value);
    bool good = an_read_day(an_field(&f, AN_K_threshold_step_from), from) && an_is_scalar(*value);
    b->lost += good ? 0 : 1;
    return good;
}

static void report_step_order(struct an_build *b, const struct an_node *at, an_day day,
                              an_day before)
{
    char this[11], last[11];
    an_day_format(day, this);
    an_day_format(before, last);
    an_diag_add(b->diags, AN_MSG_steps_order, at->span, this, last);
}

static void build_steps(struct an_build *b, const struct an_node *list, struct work *w)
{
    if (!an_is_seq(list) || list->seq.n == 0 || !day_is_declared(b, list))
        return;
    size_t n = list->seq.n, kept = 0;
    an_day *from = AN_NEW_ARRAY(b->scratch, an_day, n);
    const struct an_node **value = AN_NEW_ARRAY(b->scratch, const struct an_node *, n);
    for (size_t i = 0; i < n; i++) {
        if (!read_step(b, list->seq.item[i], &from[kept], &value[kept]))
            continue;
        if (kept > 0 && from[kept] <= from[kept - 1])
            report_step_order(b, list->seq.item[i], from[kept], from[kept - 1]);
        kept++;
    }
    w->steps = (struct an_cond_steps){.value = value, .from = from, .n = kept};
    struct an_first_step first = {w->p->id, from[0], list->span};
    if (kept > 0)
        an_vec_push(b->scratch, &b->first_steps, first);
}

static void check_steps_used(struct an_build *b, const struct an_node *list, const struct work *w)
{
    if (w->steps.n > 0 && !w->steps.used)
        an_diag_add(b->diags, AN_MSG_steps_unused, list->span, w->p->id);
}

/* ---- parts ---- */

static void build_about(struct an_build *b, const struct an_fields *f, struct an_provision *p)
{
    p->article = an_keep_text(b->arena, an_field(f, AN_K_provision_article));
    p->title = an_keep_text(b->arena, an_field(f, AN_K_provision_title));
    p->summary = an_keep_text(b->arena, an_field(f, AN_K_provision_summary));
    p->note = an_keep_text(b->arena, an_field(f, AN_K_provision_note));
    if (an_field(f, AN_K_provision_checked))
        p->checked = an_build_checked(b, an_field(f, AN_K_provision_checked));
    p->topic = an_build_topic(b, an_field(f, AN_K_provision_topic));
    const struct an_node *level = an_field(f, AN_K_provision_level);
    p->level = level ? an_topic_step(b, p->topic, level) : AN_NONE;
    struct an_fields penalty;
    an_fields_of(AN_M_penalty, an_field(f, AN_K_provision_penalty), &penalty);
    p->penalty_article = an_keep_text(b->arena, an_field(&penalty, AN_K_penalty_article));
    p->penalty_note = an_keep_text(b->arena, an_field(&penalty, AN_K_penalty_note));
    p->span = an_kept_place(b, f->map);
}

static void build_reach(struct an_build *b, const struct an_fields *f, struct work *w)
{
    struct an_provision *p = w->p;
    p->addressee = an_read_wordset(AN_K_provision_addressee, an_field(f, AN_K_provision_addressee));
    int trigger = an_read_word(AN_K_provision_trigger, an_field(f, AN_K_provision_trigger));
    p->trigger = trigger < 0 ? AN_TRIGGER_STANDING : (enum an_trigger)trigger;
    p->nexus = an_read_wordset(AN_K_provision_nexus, an_field(f, AN_K_provision_nexus));
    p->nexus_stated = p->nexus != 0;
    if (!p->nexus_stated)
        p->nexus = 1u << AN_NEXUS_OFFERED;
    p->days =
        an_build_interval(b, f, AN_K_provision_from, AN_K_provision_before, AN_K_provision_through);
    p->status = an_build_events(b, an_field(f, AN_K_provision_status));
    p->anchor = an_build_day_fact(b, an_field(f, AN_K_provision_anchor));
    p->replaces = an_build_provision_refs(b, an_field(f, AN_K_provision_replaces), true);
    p->when = cond(b, w, f, AN_K_provision_when);
    p->unless = cond(b, w, f, AN_K_provision_unless);
}

static void build_exempts(struct an_build *b, const struct an_node *node, struct an_provision *p,
                          uint32_t index)
{
    if (!an_is_map(node)) {
        p->exempts = an_build_provision_refs(b, node, true);
        return;
    }
    struct an_fields f;
    an_fields_of(AN_M_exempts_all, node, &f);
    const struct an_node *of = an_field(&f, AN_K_exempts_all_all_of);
    if (!an_is_id(an_text(of)))
        return;
    struct an_exempts_all all = {
        .provision = index,
        .instrument = an_name_number(b, AN_NAMED_INSTRUMENT, an_text(of)),
        .but = an_build_provision_refs(b, an_field(&f, AN_K_exempts_all_but), true)};
    if (b->names[AN_NAMED_INSTRUMENT].v.v[all.instrument].index == AN_NONE)
        an_name_mention(b, (struct an_mention){.kind = AN_NAMED_INSTRUMENT,
                                               .number = all.instrument,
                                               .at = of->span});
    an_vec_push(b->scratch, &b->exempts_all, all);
}

/* Name number of the term that a provision defines; AN_NONE if it is written wrongly. */
static uint32_t build_defines(struct an_build *b, const struct an_node *node)
{
    if (!an_is_id(an_text(node)))
        return AN_NONE;
    uint32_t number = an_name_number(b, AN_NAMED_FACT, an_text(node));
    an_name_mention(b, (struct an_mention){.number = number, .term = true, .at = node->span});
    return number;
}

static void build_content(struct an_build *b, const struct an_fields *f, struct work *w)
{
    struct an_provision *p = w->p;
    static const enum an_key conditions[] = {AN_K_provision_must, AN_K_provision_must_not,
                                             AN_K_provision_may, AN_K_provision_forbids,
                                             AN_K_provision_requires};
    p->defines = AN_NONE;
    p->duty = an_duty_of(f);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (an_field(f, conditions[i]))
            p->content = cond(b, w, f, conditions[i]);
    p->attest = an_keep_text(b->arena, an_field(f, AN_K_provision_attest));
    p->asks = an_build_acts(b, an_field(f, AN_K_provision_asks));
    p->able = cond(b, w, f, AN_K_provision_able);
    p->inability = (enum an_inability)(
        an_read_word(AN_K_provision_inability, an_field(f, AN_K_provision_inability)) + 1);
    struct an_fields power;
    an_fields_of(AN_M_power, an_field(f, AN_K_provision_power), &power);
    p->enables = an_build_provision_refs(b, an_field(&power, AN_K_power_enables), true);
    if (an_field(f, AN_K_provision_defines))
        p->defines = build_defines(b, an_field(f, AN_K_provision_defines));
    struct an_cond_scope then = {
        .where = "'concludes'", .j = true, .j_is = AN_NONE, .table = AN_NONE};
    p->concludes = an_cond_build_then(b, an_field(f, AN_K_provision_concludes), &then, false);
    build_exempts(b, an_field(f, AN_K_provision_exempts), p, w->index);
}

static bool read_period(const char *text, struct an_due *out)
{
    char *end;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 6 || text[digits] != ' ')
        return false;
    out->within = (int32_t)strtol(text, &end, 10);
    int unit = an_word_index("day|days|month|months|year|years", end + 1);
    static const enum an_due_kind kinds[] = {AN_DUE_DAYS, AN_DUE_MONTHS, AN_DUE_YEARS};
    if (unit < 0)
        return false;
    out->kind = kinds[unit / 2];
    return true;
}

static struct an_due build_due(struct an_build *b, const struct an_node *node)
{
    struct an_due due = {.kind = AN_DUE_NONE, .after = AN_NONE};
    if (!an_is_map(node)) {
        if (an_read_when(node, &due.day))
            due.kind = AN_DUE_DAY;
        return due;
    }
    struct an_fields f;
    an_fields_of(AN_M_due_after, node, &f);
    const struct an_node *within = an_field(&f, AN_K_due_after_within);
    due.after = an_build_day_fact(b, an_field(&f, AN_K_due_after_after));
    if (an_is_scalar(within) && !read_period(an_text(within), &due)) {
        struct an_diag_entry *e =
            an_diag_add(b->diags, AN_MSG_period_form, within->span, an_text(within));
        an_diag_help(e, "write a number and days, months or years: '90 days'");
    }
    return due;
}

static void build_relations(struct an_build *b, const struct an_fields *f, struct work *w)
{
    struct an_provision *p = w->p;
    p->overrides = an_build_provision_refs(b, an_field(f, AN_K_provision_overrides), true);
    p->by = (enum an_priority)(an_read_word(AN_K_provision_by, an_field(f, AN_K_provision_by)) + 1);
    int effect = an_read_word(AN_K_provision_effect, an_field(f, AN_K_provision_effect));
    p->effect = effect < 0 ? AN_EFFECT_BARS : (enum an_effect)effect;
    p->due = build_due(b, an_field(f, AN_K_provision_due));
    p->follows = an_build_provision_refs(b, an_field(f, AN_K_provision_follows), true);
    p->binds_state = an_field(f, AN_K_provision_binds) != NULL;
    p->scope = cond(b, w, f, AN_K_provision_scope);
    p->towards = an_build_places(b, an_field(f, AN_K_provision_towards));
    p->judged_by_self = an_field(f, AN_K_provision_judged_by) != NULL;
    p->implemented_by =
        an_build_provision_refs(b, an_field(f, AN_K_provision_implemented_by), false);
    struct an_fields measure;
    an_fields_of(AN_M_measure, an_field(f, AN_K_provision_measure), &measure);
    p->measure_form = an_keep_text(b->arena, an_field(&measure, AN_K_measure_form));
    p->measure_purpose = an_build_texts(b, an_field(&measure, AN_K_measure_purpose));
    p->measure_buyer = an_build_texts(b, an_field(&measure, AN_K_measure_buyer));
}

static void build_readings(struct an_build *b, const struct an_node *list, struct work *w)
{
    if (!an_is_seq(list) || list->seq.n == 0)
        return;
    struct an_reading *v = AN_NEW_ARRAY(b->arena, struct an_reading, list->seq.n);
    for (size_t i = 0; i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_reading, list->seq.item[i], &f);
        const struct an_node *id = an_field(&f, AN_K_reading_id);
        v[i].id = an_is_scalar(id) ? an_keep_text(b->arena, id) : "";
        v[i].who = an_keep_text(b->arena, an_field(&f, AN_K_reading_who));
        v[i].when = cond(b, w, &f, AN_K_reading_when);
        v[i].unless = cond(b, w, &f, AN_K_reading_unless);
        v[i].must = cond(
            b, w, &f, an_field(&f, AN_K_reading_must) ? AN_K_reading_must : AN_K_reading_must_not);
        v[i].able = cond(b, w, &f, AN_K_reading_able);
        v[i].inability = (enum an_inability)(
            an_read_word(AN_K_reading_inability, an_field(&f, AN_K_reading_inability)) + 1);
        v[i].span = an_kept_span(b, list->seq.item[i]->span);
        for (size_t k = 0; k < i; k++)
            if (id && strcmp(v[k].id, v[i].id) == 0)
                an_diag_add(b->diags, AN_MSG_declared_twice, id->span, "reading", v[i].id);
    }
    w->p->readings = v;
    w->p->n_readings = an_u32(list->seq.n);
}

void an_build_provisions(struct an_build *b, uint32_t instrument)
{
    uint32_t first = an_u32(b->provision_pool->n - b->provision_nodes.n);
    for (size_t i = 0; i < b->provision_nodes.n; i++) {
        /* No provision is added meanwhile, so the pointer stays good. */
        struct an_provision *p = an_pool_at(b->provision_pool, first + i);
        struct an_fields f;
        an_fields_of(AN_M_provision, b->provision_nodes.v[i], &f);
        struct work w = {.p = p, .index = an_u32(first + i)};
        build_steps(b, an_field(&f, AN_K_provision_steps), &w);
        build_about(b, &f, p);
        build_reach(b, &f, &w);
        build_content(b, &f, &w);
        build_relations(b, &f, &w);
        build_readings(b, an_field(&f, AN_K_provision_readings), &w);
        check_steps_used(b, an_field(&f, AN_K_provision_steps), &w);
        an_check_duty(b, &f, p, &b->instruments.v[instrument]);
    }
}
