/*
 * Why a provision came out as it did: for each of its findings the answer, the first thing that
 * settled it, and the proof as an indented tree with the place of every fact and rule. A view of
 * the proof: nothing is decided here.
 */
#include "antinomy/report.h"

#include <string.h>

#include "reports/json_parts.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"

enum { DEEPEST_PROOF = 120 };

struct job {
    const struct an_check *check;
    const char *provision;
    const struct an_thing *thing;
    const struct an_text_style *style;
};

static const char *mark(enum an_truth truth)
{
    switch (truth) {
    case AN_IS_FALSE: return "[no]";
    case AN_IS_TRUE: return "[yes]";
    case AN_IS_UNKNOWN: return "[?]";
    }
    AN_UNREACHABLE();
}

static enum an_tint tint(enum an_truth truth)
{
    switch (truth) {
    case AN_IS_FALSE: return AN_TINT_WARN;
    case AN_IS_TRUE: return AN_TINT_GOOD;
    case AN_IS_UNKNOWN: return AN_TINT_STRONG;
    }
    AN_UNREACHABLE();
}

/* Steps say themselves what they claim; a provision among them is named by its id. */
static const char *claim(struct an_arena *arena, const struct an_proof *p)
{
    const char *text = p->text ? p->text : "";
    return p->provision ? an_strf(arena, "%s: %s", p->provision->id, text) : text;
}

/* What was found, and where it comes from. */
static const char *found(struct an_arena *arena, const struct an_proof *p)
{
    const char *value = p->found ? p->found : p->fact && p->fact->value ? p->fact->value : NULL;
    if (!value)
        return NULL;
    if (!p->fact)
        return an_strf(arena, "found: %s", value);
    return an_strf(arena, "found: %s (%s)", value, an_phrase_basis_of(arena, p->fact));
}

/* A conjunction that is all there is to a step adds nothing to it: its parts stand in its place. */
static const struct an_proof *parts_of(const struct an_proof *p)
{
    bool wrapped = p->n_children == 1 && p->child[0]->kind == AN_PROOF_ALL;
    return wrapped ? p->child[0] : p;
}

static void write_proof(struct an_page *page, const struct an_proof *p, unsigned indent, int depth)
{
    struct an_arena *arena = page->arena;
    unsigned text = indent + 6;
    const char *where = an_phrase_where(arena, p->rule);
    const char *said = found(arena, p);
    an_page_text(page, indent, text, tint(p->truth),
                 an_strf(arena, "%s %s%s%s%s", mark(p->truth), claim(arena, p), where ? " [" : "",
                         where ? where : "", where ? "]" : ""));
    if (said)
        an_page_text(page, text, text + 2, AN_TINT_NONE, said);
    if (depth == DEEPEST_PROOF && p->n_children > 0) {
        an_page_text(page, text, text, AN_TINT_NONE, "(deeper steps are not shown)");
        return;
    }
    const struct an_proof *parts = parts_of(p);
    unsigned next = indent + 2 < page->width / 2 ? indent + 2 : indent;
    for (uint32_t i = 0; i < parts->n_children; i++)
        write_proof(page, parts->child[i], next, depth + 1);
}

/* ---- the first thing that settled it ---- */

/* The failing step of a false condition, down to a leaf where one alone decides. */
static const struct an_proof *first_failing(const struct an_proof *p)
{
    for (int depth = 0; depth < DEEPEST_PROOF && p->kind != AN_PROOF_ANY && p->kind != AN_PROOF_NOT;
         depth++) {
        const struct an_proof *next = NULL;
        for (uint32_t i = 0; i < p->n_children && !next; i++)
            if (p->child[i]->truth == AN_IS_FALSE)
                next = p->child[i];
        if (!next)
            break;
        p = next;
    }
    return p;
}

static const struct an_proof *why_not(const struct an_finding *f)
{
    for (uint32_t i = 0; f->proof && i < f->proof->n_children; i++) {
        const struct an_proof *step = f->proof->child[i];
        bool needed = step->kind == AN_PROOF_IN_FORCE || step->kind == AN_PROOF_NEXUS ||
                      step->kind == AN_PROOF_WHEN || step->kind == AN_PROOF_FOLLOWS;
        if (needed && step->truth == AN_IS_FALSE)
            return first_failing(step);
    }
    return NULL;
}

static void write_why(struct an_page *page, const struct an_finding *f)
{
    struct an_arena *arena = page->arena;
    const struct an_proof *fails = f->verdict == AN_NOT_APPLICABLE ? why_not(f) : NULL;
    if (fails && fails->kind != AN_PROOF_IN_FORCE && f->reason) {
        an_page_field(page, 2, "Why not", f->reason);
        return;
    }
    if (fails) {
        const char *said = found(arena, fails);
        an_page_field(page, 2, "Why not",
                      an_strf(arena, "this does not hold: %s%s%s", claim(arena, fails),
                              said ? "; " : "", said ? said : ""));
        return;
    }
    an_page_field(page, 2, "Because", f->reason);
    if (an_class_of(f->verdict) == AN_CLASS_QUESTION || an_class_of(f->verdict) == AN_CLASS_DISPUTE)
        an_page_field(page, 2, "Possible", an_phrase_set(arena, f->possible));
    an_page_field(page, 2, f->verdict == AN_DISPLACED ? "Displaced" : "Exempt",
                  an_phrase_relief(arena, f));
    for (uint32_t i = 0; i < f->n_readings; i++)
        an_page_field(page, 2, i == 0 ? "Readings" : "", an_phrase_reading(arena, &f->readings[i]));
    for (uint32_t i = 0; i < f->n_open; i++)
        an_page_field(page, 2, i == 0 ? "Turns on" : "",
                      an_strf(arena, "%s: %s", an_phrase_name(arena, &f->open[i]),
                              an_phrase_missing(&f->open[i])));
    for (uint32_t i = 0; i < f->n_ways; i++)
        an_page_field(page, 2, i == 0 ? "Way out" : "", an_phrase_way(arena, &f->ways[i]));
}

static const char *row_title(struct an_arena *arena, const struct an_check *check,
                             const struct an_finding *f)
{
    const char *where = f->home ? "At home, whichever markets are chosen"
                                : an_phrase_markets(arena, check, f->markets, f->n_markets);
    const char *offers = an_phrase_list(arena, f->offers, f->n_offers, "and");
    const char *state = f->not_yet_law ? ", if it were law"
                        : f->suspended ? ", if not suspended"
                                       : "";
    return an_strf(arena, "%s%s%s: %s (%s)%s", where,
                   f->n_offers == 0   ? ""
                   : f->n_offers == 1 ? ", offer "
                                      : ", offers ",
                   offers, an_phrase_verdict(f->verdict), an_verdict_word(f->verdict), state);
}

/* Of what does not apply nobody asks whether it is met. */
static bool is_asked(const struct an_finding *f, const struct an_proof *step)
{
    bool later = step->kind == AN_PROOF_CONTENT || step->kind == AN_PROOF_ORDER ||
                 step->kind == AN_PROOF_ABLE || step->kind == AN_PROOF_DUE;
    return !later || f->verdict != AN_NOT_APPLICABLE;
}

static void write_finding(struct an_page *page, const struct an_check *check,
                          const struct an_finding *f)
{
    an_page_blank(page);
    an_page_heading(page, '-', row_title(page->arena, check, f));
    write_why(page, f);
    an_page_field(page, 2, "Mark", an_phrase_marks(page->arena, f));
    if (f->proof)
        an_page_blank(page);
    for (uint32_t i = 0; f->proof && i < f->proof->n_children; i++)
        if (is_asked(f, f->proof->child[i]))
            write_proof(page, f->proof->child[i], 2, 1);
}

static const struct an_field *field(const struct an_thing *thing, const char *key)
{
    for (uint32_t i = 0; i < thing->n_fields; i++)
        if (strcmp(thing->fields[i].key, key) == 0)
            return &thing->fields[i];
    return NULL;
}

/* What a finding that does not apply leaves out is looked up in the base. */
static const char *text_of(const struct job *job, const char *text, const char *key)
{
    const struct an_field *f = text || !job->thing ? NULL : field(job->thing, key);
    return f && f->n_values > 0 ? f->values[0] : text;
}

static void write_provision(struct an_page *page, const struct job *job,
                            const struct an_provision_info *info)
{
    struct an_arena *arena = page->arena;
    an_page_text(page, 0, 0, AN_TINT_NONE, an_phrase_citation(arena, info));
    an_page_field(page, 0, "Title", info->title);
    an_page_field(page, 0, "In short", text_of(job, info->summary, "summary"));
    an_page_field(page, 0, "Demands", text_of(job, info->demand, "demand"));
    an_page_field(page, 0, "Applies if", text_of(job, info->scope, "scope"));
    an_page_field(page, 0, "Unless", text_of(job, info->except, "except"));
    an_page_field(page, 0, "Duty of",
                  info->addressee ? an_phrase_bearers(arena, info->addressee) : NULL);
    an_page_field(page, 0, "Who cannot", an_phrase_inability(info));
    an_page_field(page, 0, "Law", an_phrase_source(arena, info));
    an_page_field(page, 0, "Text", info->url);
    an_page_field(page, 0, "Rule",
                  an_phrase_where(arena, (struct an_where){info->file, info->line}));
}

static void write_title(struct an_page *page, const struct an_check *check, const char *provision)
{
    const char *known =
        !check->known_on ? ""
                         : an_strf(page->arena, ", as the public knew it on %s", check->known_on);
    an_page_heading(page, '=',
                    an_strf(page->arena, "%s and %s, law of %s%s", provision,
                            an_phrase_product(page->arena, check), check->day, known));
}

static void write_explain(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_check *check = job->check;
    struct an_page page;
    bool first = true;
    an_page_init(&page, sink, arena, job->style);
    write_title(&page, check, job->provision);
    for (uint32_t i = 0; i < check->n_findings; i++) {
        const struct an_finding *f = &check->findings[i];
        if (strcmp(f->provision->id, job->provision) != 0)
            continue;
        if (first)
            write_provision(&page, job, f->provision);
        first = false;
        write_finding(&page, check, f);
    }
    an_page_blank(&page);
    an_page_text(&page, 0, 0, AN_TINT_FAINT, an_strf(arena, "%s.", an_phrase_basis(arena, check)));
    an_page_end(&page);
}

enum an_status an_report_explain_text(struct an_sink *sink, const struct an_check *check,
                                      const struct an_thing *thing,
                                      const struct an_text_style *style)
{
    return an_report_run(sink, write_explain, &(struct job){check, thing->id, thing, style});
}

enum an_status an_report_explain_json(struct an_sink *sink, const struct an_check *check,
                                      const char *provision)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/explain/1");
    an_json_about(&j, check);
    an_json_put(&j, "provision", provision);
    an_json_key(&j, "findings");
    an_json_array(&j);
    for (uint32_t i = 0; i < check->n_findings; i++) {
        const struct an_finding *f = &check->findings[i];
        if (strcmp(f->provision->id, provision) != 0)
            continue;
        an_json_object(&j);
        an_json_finding_members(&j, f);
        an_json_put_bool(&j, "not_yet_law", f->not_yet_law);
        an_json_put_bool(&j, "suspended", f->suspended);
        an_json_key(&j, "proof");
        an_json_proof(&j, f->proof);
        an_json_end_object(&j);
    }
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}

/* ---- no finding at all ---- */

/* What puts no duty on a product, by its kind of duty; NULL if it does. */
static const char *no_duty(const struct an_thing *thing)
{
    static const struct {
        const char *duty, *what;
    } kinds[] = {
        {"power", "it is a power of an authority; what it enables is listed under its own id"},
        {"defines", "it is a definition; it shows in the proofs of what uses it"},
        {"exempts", "it is an exemption; it shows in the proofs of what it exempts from"},
    };
    const struct an_field *duty = field(thing, "duty"), *whose = field(thing, "addressee");
    if (whose && whose->n_values > 0 && strcmp(whose->values[0], "state") == 0)
        return "it binds states, not products";
    for (size_t i = 0; duty && duty->n_values > 0 && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(duty->values[0], kinds[i].duty) == 0)
            return kinds[i].what;
    return NULL;
}

static void write_absent(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_field *events = field(job->thing, "status");
    const char *other = no_duty(job->thing);
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    write_title(&page, job->check, job->thing->id);
    an_page_text(&page, 0, 0, AN_TINT_NONE, job->thing->title ? job->thing->title : "");
    an_page_blank(&page);
    an_page_field(&page, 2, "No finding",
                  other
                      ? other
                      : an_strf(arena, "on %s it was neither in force nor proposed nor suspended%s",
                                job->check->day,
                                job->check->known_on ? ", as far as the public knew" : ""));
    for (uint32_t i = 0; events && i < events->n_values; i++)
        an_page_field(&page, 2, i == 0 ? "Status" : "", events->values[i]);
    const struct an_field *by = field(job->thing, "implemented_by");
    for (uint32_t i = 0; by && i < by->n_values; i++)
        an_page_field(&page, 2, i == 0 ? "Carried out" : "",
                      an_strf(arena, "by %s", by->values[i]));
    an_page_field(&page, 2, "Rule",
                  an_phrase_where(arena, (struct an_where){job->thing->file, job->thing->line}));
    an_page_end(&page);
}

enum an_status an_report_absent_text(struct an_sink *sink, const struct an_check *check,
                                     const struct an_thing *thing,
                                     const struct an_text_style *style)
{
    return an_report_run(sink, write_absent, &(struct job){check, NULL, thing, style});
}
