/*
 * A plan as text for a lawyer: short answer, then what one build can serve and how, the fewest
 * builds for all, what stands in the way where no build helps, the least change for each market.
 */
#include "antinomy/report.h"

#include <inttypes.h>
#include <string.h>

#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/plan.h"
#include "reports/run.h"

static const char *name_of(struct an_arena *arena, const struct an_plan *plan, const char *code)
{
    for (uint32_t i = 0; i < plan->n_markets; i++)
        if (strcmp(plan->markets[i], code) == 0 && plan->market_names[i])
            return an_strf(arena, "%s (%s)", plan->market_names[i], code);
    return code;
}

static const char *names_of(struct an_arena *arena, const struct an_plan *plan,
                            const char *const *codes, uint32_t n)
{
    const char **v = AN_NEW_ARRAY(arena, const char *, n + 1);

    for (uint32_t i = 0; i < n; i++)
        v[i] = name_of(arena, plan, codes[i]);
    return n > 0 ? an_phrase_list(arena, v, n, "and") : "none";
}

static const char *builds_words(struct an_arena *arena, uint32_t n)
{
    return an_phrase_count(arena, n, "build", "builds");
}

const char *an_plan_answer(struct an_arena *arena, const struct an_plan *p)
{
    uint32_t obstacles = 0;
    const char *text;

    for (uint32_t i = 0; i < p->n_obstacles; i++)
        obstacles += !p->obstacles[i].home;
    if (p->most.n_markets == 0)
        text = p->most_bound == 0 ? "No build can serve any of these markets."
                                  : "No build was found in the time allowed.";
    else if (p->most.n_markets == p->n_markets)
        text = p->n_markets == 1 ? "The market can be served."
               : p->n_markets == 2
                   ? "One build can serve both markets."
                   : an_strf(arena, "One build can serve all %" PRIu32 " markets.", p->n_markets);
    else if (p->n_builds > 1 && p->n_builds == p->builds_bound)
        text = an_strf(arena,
                       "One build can serve %" PRIu32 " of %" PRIu32
                       " markets; %s are needed, and enough, for %s.",
                       p->most.n_markets, p->n_markets, builds_words(arena, p->n_builds),
                       obstacles > 0 ? "all that can be served" : "all");
    else
        text = an_strf(arena, "One build can serve %" PRIu32 " of %" PRIu32 " markets.",
                       p->most.n_markets, p->n_markets);
    if (p->most.n_markets > 0 && p->most.n_markets < p->most_bound)
        text = an_strf(arena,
                       "%s Perhaps more, but no more than %" PRIu32
                       ": time ended before that was settled.",
                       text, p->most_bound);
    if (obstacles > 0)
        text = an_strf(arena, "%s %s by no build at all.", text,
                       obstacles == 1
                           ? "One market can be served"
                           : an_strf(arena, "%" PRIu32 " markets can be served", obstacles));
    return text;
}

static void write_head(struct an_page *page, const struct an_plan *p)
{
    struct an_arena *arena = page->arena;

    an_page_heading(page, '=',
                    an_strf(arena, "Plan: %s (%s)", p->product_name ? p->product_name : p->product,
                            p->product));
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 an_strf(arena, "Law of %s. %s: %s.", p->day,
                         p->n_markets == 1 ? "Market" : "Markets",
                         names_of(arena, p, p->markets, p->n_markets)));
    an_page_blank(page);
    an_page_text(page, 0, 0, AN_TINT_STRONG, "Short answer");
    an_page_text(page, 2, 2, AN_TINT_NONE, an_plan_answer(arena, p));
    if (p->most.n_markets > 0)
        an_page_text(page, 2, 2, AN_TINT_NONE,
                     "Orders that no authority has given are not counted; 'antinomy check' tells "
                     "which could not be obeyed.");
    if (p->n_as_is > 0)
        an_page_text(page, 2, 2, AN_TINT_NONE,
                     an_strf(arena, "Nothing that the profile says has to change for %s.",
                             names_of(arena, p, p->as_is, p->n_as_is)));
    if (p->n_undecided > 0)
        an_page_text(page, 2, 2, AN_TINT_WARN,
                     an_strf(arena, "Not decided in the time allowed: %s.",
                             names_of(arena, p, p->undecided, p->n_undecided)));
}

static const char *setting_words(struct an_arena *arena, const struct an_plan_setting *s)
{
    const char *where = s->market ? an_strf(arena, ", in %s", s->market) : "";
    const char *offer = s->offer ? an_strf(arena, ", offer %s", s->offer) : "";
    const char *today = s->today ? an_strf(arena, " (today: %s", s->today) : "";

    if (s->today && s->cost > 0)
        today = an_strf(arena, "%s; cost %" PRIu32 ")", today, s->cost);
    else if (s->today)
        today = an_strf(arena, "%s)", today);
    return an_strf(arena, "%s%s%s: %s%s", an_phrase_named(arena, s->label, s->fact), where, offer,
                   s->value, today);
}

static void write_settings(struct an_page *page, const struct an_plan_build *b, unsigned indent)
{
    static const char *const label[] = {
        [AN_PLAN_CHANGE] = "Change",
        [AN_PLAN_DECIDE] = "Decide or do",
        [AN_PLAN_ASSUME] = "Holds only if",
    };
    enum an_plan_kind last = AN_PLAN_CHANGE;

    for (uint32_t i = 0; i < b->n_settings; i++) {
        const struct an_plan_setting *s = &b->settings[i];
        an_page_field_at(page, indent, indent + 15, i == 0 || s->kind != last ? label[s->kind] : "",
                         setting_words(page->arena, s));
        last = s->kind;
    }
    if (b->n_settings == 0)
        an_page_text(page, indent, indent, AN_TINT_NONE, "Nothing has to change or be decided.");
    if (b->open_law)
        an_page_text(page, indent, indent, AN_TINT_WARN,
                     "What the law itself leaves open has to be read in the maker's favour.");
    if (!b->confirmed)
        an_page_text(page, indent, indent, AN_TINT_WARN,
                     an_strf(page->arena,
                             "Checked again with these settings, this may still not be met: %s.",
                             an_phrase_list(page->arena, b->doubts, b->n_doubts, "and")));
}

static void write_most(struct an_page *page, const struct an_plan *p)
{
    struct an_arena *arena = page->arena;

    if (p->most.n_markets == 0)
        return;
    an_page_blank(page);
    an_page_heading(page, '-', "One build for as many markets as possible");
    an_page_text(page, 2, 2, AN_TINT_NONE,
                 an_strf(arena, "Serves %" PRIu32 ": %s. Cost of its changes: %" PRIu64 "%s.",
                         p->most.n_markets, names_of(arena, p, p->most.markets, p->most.n_markets),
                         p->most.cost,
                         p->most_cheapest ? "" : " (perhaps there is a cheaper one)"));
    write_settings(page, &p->most, 2);
}

static void write_builds(struct an_page *page, const struct an_plan *p)
{
    struct an_arena *arena = page->arena;

    if (p->n_builds == 1 && p->n_builds == p->builds_bound && p->most.n_markets == p->n_markets)
        return;
    an_page_blank(page);
    an_page_heading(page, '-', "The fewest builds for all that can be served");
    if (p->n_builds == 0) {
        an_page_text(page, 2, 2, AN_TINT_WARN,
                     an_strf(arena, "None was found in the time allowed; it takes at least %s.",
                             builds_words(arena, p->builds_bound)));
        return;
    }
    const char *proved = p->n_builds == p->builds_bound
                             ? "fewer cannot do"
                             : an_strf(arena, "at least %" PRIu32 " are needed", p->builds_bound);
    an_page_text(page, 2, 2, AN_TINT_NONE,
                 an_strf(arena,
                         "%s; %s. Cost together: %" PRIu64
                         "%s. Builds differ in design; conduct and organisation are shared "
                         "and paid for once.",
                         builds_words(arena, p->n_builds), proved, p->builds_cost,
                         p->builds_cheapest ? "" : " (perhaps there is a cheaper way)"));
    for (uint32_t i = 0; i < p->n_builds; i++) {
        const struct an_plan_build *b = &p->builds[i];
        an_page_blank(page);
        an_page_text(page, 2, 2, AN_TINT_STRONG,
                     an_strf(arena, "Build %" PRIu32 " serves %s.", i + 1,
                             names_of(arena, p, b->markets, b->n_markets)));
        write_settings(page, b, 4);
    }
}

static void write_obstacle(struct an_page *page, const struct an_plan *p,
                           const struct an_plan_obstacle *o)
{
    struct an_arena *arena = page->arena;

    an_page_blank(page);
    an_page_text(page, 2, 2, AN_TINT_STRONG,
                 an_strf(arena, "%s%s", name_of(arena, p, o->market),
                         o->home ? " binds the maker whatever the markets are" : ""));
    for (uint32_t i = 0; i < o->n_provisions; i++)
        an_page_field_at(page, 4, 15, i == 0 ? "Demands" : "",
                         an_strf(arena, "%s: %s [%s]", an_phrase_citation(arena, o->provisions[i]),
                                 o->provisions[i]->title, o->provisions[i]->id));
    for (uint32_t i = 0; i < o->n_facts; i++)
        an_page_field_at(page, 4, 15, i == 0 ? "Fixed" : "", an_phrase_fact(arena, &o->facts[i]));
    if (!o->decided)
        an_page_text(page, 4, 4, AN_TINT_WARN,
                     "Time ended: perhaps not all of this stands in the way.");
}

static void write_obstacles(struct an_page *page, const struct an_plan *p)
{
    if (p->n_obstacles == 0)
        return;
    an_page_blank(page);
    an_page_heading(page, '-', "What no build can serve, and why");
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 "With any one of what is named left out, a build could.");
    for (uint32_t i = 0; i < p->n_obstacles; i++)
        write_obstacle(page, p, &p->obstacles[i]);
}

static void write_repairs(struct an_page *page, const struct an_plan *p)
{
    struct an_arena *arena = page->arena;

    if (p->n_repairs == 0)
        return;
    an_page_blank(page);
    an_page_heading(page, '-', "The least change for one market alone");
    for (uint32_t i = 0; i < p->n_repairs; i++) {
        const struct an_plan_repair_of *r = &p->repairs[i];
        const char *bound =
            r->least ? "" : an_strf(arena, " (at least %" PRIu64 " is needed)", r->bound);
        an_page_blank(page);
        if (!r->found) {
            an_page_text(page, 2, 2, AN_TINT_WARN,
                         an_strf(arena, "%s: none was found in the time allowed%s.",
                                 name_of(arena, p, r->market), bound));
            continue;
        }
        an_page_text(page, 2, 2, AN_TINT_STRONG,
                     an_strf(arena, "%s: cost %" PRIu64 "%s", name_of(arena, p, r->market),
                             r->build.cost, bound));
        write_settings(page, &r->build, 4);
    }
}

static void write_foot(struct an_page *page, const struct an_plan *p)
{
    struct an_arena *arena = page->arena;

    an_page_blank(page);
    an_page_heading(page, '-', "What this rests on");
    an_page_text(
        page, 0, 0, AN_TINT_NONE,
        an_strf(arena,
                "%s that some build could breach. Free to choose: facts of design, maker "
                "and conduct%s%s. Costs: as the vocabulary states them, from 1 to 5; where "
                "it states none, 1 for conduct, 3 for design, 5 for the maker. What is not to "
                "be changed belongs under 'fixed' in the profile, or after --keep. Duties that "
                "bind on an order count where the profile records one.",
                an_phrase_count(arena, p->n_duties, "duty", "duties"),
                p->n_fixed > 0 ? " but those fixed: " : "; nothing is fixed",
                p->n_fixed > 0 ? an_phrase_list(arena, p->fixed, p->n_fixed, "and") : ""));
    an_page_text(page, 0, 0, AN_TINT_NONE,
                 an_strf(arena, "Rules %.12s, profile %.12s, antinomy %s.", p->revision,
                         p->profile_hash, p->version));
    an_page_text(page, 0, 0, AN_TINT_NONE, an_phrase_disclaimer);
}

struct job {
    const struct an_plan *plan;
    const struct an_text_style *style;
};

static void write_plan(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    struct an_page page;

    an_page_init(&page, sink, arena, job->style);
    write_head(&page, job->plan);
    write_most(&page, job->plan);
    write_builds(&page, job->plan);
    write_obstacles(&page, job->plan);
    write_repairs(&page, job->plan);
    write_foot(&page, job->plan);
    an_page_end(&page);
}

enum an_status an_report_plan_text(struct an_sink *sink, const struct an_plan *plan,
                                   const struct an_text_style *style)
{
    return an_report_run(sink, write_plan, &(struct job){plan, style});
}
