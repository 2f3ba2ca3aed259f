/*
 * Aligned duties as text, JSON ("antinomy/compare-aligned/1") and CSV. In text each group is a list
 * of attributes; whoever has the same value stands on one line, so that what differs is seen.
 */
#include <inttypes.h>
#include <string.h>

#include "engine/base/vec.h"
#include "reports/compare_json.h"
#include "reports/compare_words.h"
#include "reports/csv.h"
#include "reports/json_parts.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct job {
    const struct an_matrix *m;
    const struct an_aligned *a;
    const struct an_text_style *style;
};

/* ---- what a rule says of an attribute ---- */

typedef const char *an_attribute(struct an_arena *arena, const struct an_matrix *m,
                                 const struct an_aligned_group *g, const struct an_aligned_rule *r);

static const char *who(struct an_arena *arena, const struct an_matrix *m,
                       const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    const struct an_provision_info *p = r->provision;
    (void)m;
    (void)g;
    return p->effect && strcmp(p->effect, "bars") != 0
               ? an_strf(arena, "%s (%s)", p->addressee, p->effect)
               : p->addressee;
}

static const char *demand(struct an_arena *arena, const struct an_matrix *m,
                          const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    (void)m;
    (void)g;
    return an_strf(arena, "%s: %s", r->provision->duty, r->provision->demand);
}

static const char *when(struct an_arena *arena, const struct an_matrix *m,
                        const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    (void)arena;
    (void)m;
    (void)g;
    return r->provision->scope ? r->provision->scope : "always";
}

static const char *except(struct an_arena *arena, const struct an_matrix *m,
                          const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    const char *own = r->provision->except;
    (void)m;
    (void)g;
    if (!own && !r->exempted_by && !r->displaced_by)
        return "none encoded";
    return an_strf(arena, "%s%s%s%s%s%s", own ? own : "",
                   own && (r->exempted_by || r->displaced_by) ? "; " : "",
                   r->exempted_by ? "may give way to " : "", r->exempted_by ? r->exempted_by : "",
                   r->displaced_by ? " may be displaced by " : "",
                   r->displaced_by ? r->displaced_by : "");
}

static const char *trigger(struct an_arena *arena, const struct an_matrix *m,
                           const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    const char *inability = r->provision->inability;
    (void)m;
    (void)g;
    if (!inability)
        return r->provision->trigger;
    return an_strf(arena, "%s; inability: %s", r->provision->trigger, inability);
}

static const char *sanction(struct an_arena *arena, const struct an_matrix *m,
                            const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    const char *penalty = an_phrase_penalty(arena, r->provision);
    (void)m;
    (void)g;
    return penalty ? penalty : "none encoded";
}

static const char *thresholds(struct an_arena *arena, const struct an_matrix *m,
                              const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    (void)m;
    (void)g;
    return r->n_thresholds > 0 ? an_phrase_list(arena, r->thresholds, r->n_thresholds, "and")
                               : "none";
}

static const char *step(struct an_arena *arena, const struct an_matrix *m,
                        const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    const struct an_topic_info *t = &m->topics[g->topic];
    if (r->step < 0)
        return "not stated";
    return an_strf(arena, "%" PRId32 " %s: %s", r->step, t->steps[r->step].id,
                   t->steps[r->step].title);
}

static const char *days(struct an_arena *arena, const struct an_matrix *m,
                        const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    (void)m;
    (void)g;
    return an_strf(arena, "%s%s%s%s%s%s%s", an_letter_words(r->letter), r->since ? " since " : "",
                   r->since ? r->since : "", r->until ? ", until " : "", r->until ? r->until : "",
                   r->coming ? ", in force from " : "", r->coming ? r->coming : "");
}

static const struct {
    const char *key, *label;
    an_attribute *of;
} attributes[] = {
    {"step", "Step", step},
    {"addressee", "Whose duty", who},
    {"demand", "What", demand},
    {"applies_if", "Applies if", when},
    {"except", "Except", except},
    {"trigger", "Trigger", trigger},
    {"thresholds", "Thresholds", thresholds},
    {"sanction", "Sanction", sanction},
    {"days", "Days", days},
};
enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

/* ---- text ---- */

static bool same_maker(const struct an_aligned_group *g, uint32_t i)
{
    for (uint32_t k = 0; k < g->n_rules; k++)
        if (k != i &&
            strcmp(g->rules[k].provision->jurisdiction, g->rules[i].provision->jurisdiction) == 0)
            return true;
    return false;
}

/* How a rule is called within its group: by its country, or where that has several by its id. */
static const char *name_of(const struct an_aligned_group *g, uint32_t i)
{
    return same_maker(g, i) ? g->rules[i].provision->id : g->rules[i].provision->jurisdiction;
}

static const char **names_of(struct an_arena *arena, const struct an_aligned_group *g)
{
    const char **names = AN_NEW_ARRAY(arena, const char *, g->n_rules);
    for (uint32_t i = 0; i < g->n_rules; i++)
        names[i] = name_of(g, i);
    return names;
}

static void put_attribute(struct an_page *page, const struct job *job,
                          const struct an_aligned_group *g, const char *const *name, size_t k)
{
    struct an_arena *arena = page->arena;
    const char **value = AN_NEW_ARRAY(arena, const char *, g->n_rules);
    bool first = true;
    for (uint32_t i = 0; i < g->n_rules; i++)
        value[i] = attributes[k].of(arena, job->m, g, &g->rules[i]);
    for (uint32_t i = 0; i < g->n_rules; i++) {
        AN_VEC(const char *) names = {0};
        bool told = false;
        for (uint32_t j = 0; j < g->n_rules && !told; j++) {
            if (strcmp(value[j], value[i]) != 0)
                continue;
            told = j < i;
            an_vec_push(arena, &names, name[j]);
        }
        if (told)
            continue;
        const char *all = g->n_rules == 1         ? NULL
                          : names.n == g->n_rules ? "all"
                                                  : an_phrase_list(arena, names.v, names.n, "and");
        an_page_field_at(page, 2, 15, first ? attributes[k].label : "",
                         all ? an_strf(arena, "%s: %s", all, value[i]) : value[i]);
        first = false;
    }
}

static void put_rule(struct an_page *page, const struct an_aligned_rule *r)
{
    struct an_arena *arena = page->arena;
    bool elsewhere = r->n_places > 1 || strcmp(r->places[0], r->provision->jurisdiction) != 0;
    an_page_text(page, 2, 4, AN_TINT_NONE,
                 an_strf(arena, "%s %s: %s. %s%s%s", r->provision->jurisdiction, r->provision->id,
                         r->provision->title, an_phrase_instrument(arena, r->provision),
                         elsewhere ? "; law of " : "",
                         elsewhere ? an_phrase_list(arena, r->places, r->n_places, "and") : ""));
}

static void put_group(struct an_page *page, const struct job *job, const struct an_aligned_group *g)
{
    struct an_arena *outer = page->arena;
    page->arena = an_scratch_new(outer);
    const char *objects = g->n_objects > 0
                              ? an_phrase_list(page->arena, g->objects, g->n_objects, "and")
                              : "a confirmation in words";
    const char *const *names = names_of(page->arena, g);
    an_page_blank(page);
    an_page_text(page, 0, 0, AN_TINT_STRONG, an_strf(page->arena, "About %s", objects));
    for (uint32_t i = 0; i < g->n_rules; i++)
        put_rule(page, &g->rules[i]);
    for (size_t k = 0; k < ATTRIBUTES; k++)
        put_attribute(page, job, g, names, k);
    an_arena_free(page->arena);
    page->arena = outer;
}

static void write_text(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_page page;
    uint32_t topic = UINT32_MAX;
    an_page_init(&page, sink, arena, job->style);
    an_compare_head(&page, job->m, "The same duties side by side");
    an_page_text(
        &page, 0, 0, AN_TINT_NONE,
        "Provisions of a topic that turn on the same facts or acts stand together. What is "
        "equal is told once. Rules that are over are left out.");
    for (uint32_t i = 0; i < job->a->n_groups; i++) {
        const struct an_aligned_group *g = &job->a->groups[i];
        const struct an_topic_info *t = &job->m->topics[g->topic];
        if (g->topic != topic) {
            an_page_blank(&page);
            an_page_heading(&page, '-', an_strf(arena, "%s: %s", t->id, t->title));
        }
        topic = g->topic;
        put_group(&page, job, g);
    }
    if (job->a->n_groups == 0) {
        an_page_blank(&page);
        an_page_text(&page, 0, 0, AN_TINT_NONE, "None of these places has a rule on these topics.");
    }
    an_compare_foot(&page, job->m);
    an_page_end(&page);
}

enum an_status an_report_aligned_text(struct an_sink *sink, const struct an_matrix *matrix,
                                      const struct an_aligned *aligned,
                                      const struct an_text_style *style)
{
    return an_report_run(sink, write_text, &(struct job){matrix, aligned, style});
}

/* ---- JSON ---- */

static void put_json_rule(struct an_arena *arena, struct an_json *j, const struct job *job,
                          const struct an_aligned_group *g, const struct an_aligned_rule *r)
{
    const struct an_provision_info *p = r->provision;
    an_json_object(j);
    an_json_put(j, "provision", p->id);
    an_json_put(j, "jurisdiction", p->jurisdiction);
    an_json_texts(j, "law_of", r->places, r->n_places);
    an_json_put(j, "title", p->title);
    an_json_put(j, "citation", an_phrase_instrument(arena, p));
    an_json_put(j, "letter", an_letter_text(r->letter));
    an_json_step(j, "step", &job->m->topics[g->topic], r->step);
    an_json_put(j, "addressee", p->addressee);
    an_json_put(j, "effect", p->effect);
    an_json_put(j, "duty", p->duty);
    an_json_put(j, "demand", p->demand);
    an_json_put(j, "applies_if", p->scope);
    an_json_put(j, "except", p->except);
    an_json_put(j, "exempted_by", r->exempted_by);
    an_json_put(j, "displaced_by", r->displaced_by);
    an_json_put(j, "trigger", p->trigger);
    an_json_put(j, "inability", p->inability);
    an_json_texts(j, "thresholds", r->thresholds, r->n_thresholds);
    an_json_put(j, "sanction", p->penalty);
    an_json_put(j, "since", r->since);
    an_json_put(j, "until", r->until);
    an_json_put(j, "in_force_from", r->coming);
    an_json_put(j, "confidence", p->confidence);
    an_json_put(j, "url", p->url);
    an_json_where(j, (struct an_where){p->file, p->line});
    an_json_end_object(j);
}

static void write_json(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_compare_about(&j, "antinomy/compare-aligned/1", job->m);
    an_json_key(&j, "groups");
    an_json_array(&j);
    for (uint32_t i = 0; i < job->a->n_groups; i++) {
        const struct an_aligned_group *g = &job->a->groups[i];
        an_json_object(&j);
        an_json_put(&j, "topic", job->m->topics[g->topic].id);
        an_json_texts(&j, "objects", g->objects, g->n_objects);
        an_json_put_int(&j, "makers", g->n_makers);
        an_json_key(&j, "rules");
        an_json_array(&j);
        for (uint32_t k = 0; k < g->n_rules; k++)
            put_json_rule(arena, &j, job, g, &g->rules[k]);
        an_json_end_array(&j);
        an_json_end_object(&j);
    }
    an_json_end_array(&j);
    an_json_disclaimer(&j);
    an_json_end_object(&j);
}

enum an_status an_report_aligned_json(struct an_sink *sink, const struct an_matrix *matrix,
                                      const struct an_aligned *aligned)
{
    return an_report_run(sink, write_json, &(struct job){matrix, aligned, NULL});
}

/* ---- CSV ---- */

static void write_csv(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_csv csv;
    an_csv_init(&csv, sink);
    static const char *const before[] = {"topic",  "group",     "about", "jurisdiction",
                                         "law_of", "provision", "title", "citation"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        an_csv_text(&csv, before[i]);
    for (size_t k = 0; k < ATTRIBUTES; k++)
        an_csv_text(&csv, attributes[k].key);
    an_csv_text(&csv, "day");
    an_csv_text(&csv, "revision");
    an_csv_end(&csv);
    for (uint32_t i = 0; i < job->a->n_groups; i++) {
        const struct an_aligned_group *g = &job->a->groups[i];
        for (uint32_t k = 0; k < g->n_rules; k++) {
            const struct an_aligned_rule *r = &g->rules[k];
            an_csv_text(&csv, job->m->topics[g->topic].id);
            an_csv_int(&csv, (int64_t)i + 1);
            an_csv_text(&csv, an_phrase_list(arena, g->objects, g->n_objects, "and"));
            an_csv_text(&csv, r->provision->jurisdiction);
            an_csv_text(&csv, an_phrase_list(arena, r->places, r->n_places, "and"));
            an_csv_text(&csv, r->provision->id);
            an_csv_text(&csv, r->provision->title);
            an_csv_text(&csv, an_phrase_instrument(arena, r->provision));
            for (size_t at = 0; at < ATTRIBUTES; at++)
                an_csv_text(&csv, attributes[at].of(arena, job->m, g, r));
            an_csv_text(&csv, job->m->day);
            an_csv_text(&csv, job->m->revision);
            an_csv_end(&csv);
        }
    }
}

enum an_status an_report_aligned_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                     const struct an_aligned *aligned)
{
    return an_report_run(sink, write_csv, &(struct job){matrix, aligned, NULL});
}
