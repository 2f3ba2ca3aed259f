/* The memo on impact for a terminal and as Markdown: the answer, the clauses, product by product.
 */
#include "antinomy/diff.h"
#include "reports/escape.h"
#include "reports/impact_words.h"
#include "reports/page.h"
#include "reports/phrase.h"
#include "reports/run.h"

struct job {
    const struct an_impact *impact;
    const struct an_text_style *style;
};

/* ---- text ---- */

static void write_head(struct an_page *page, const struct an_impact *impact)
{
    an_page_heading(page, '=', "Impact on products");
    an_page_field_at(page, 0, 8, "Before", impact->before);
    an_page_field_at(page, 0, 8, "After", impact->after);
    an_page_blank(page);
    an_page_text(page, 0, 0, AN_TINT_STRONG, an_impact_answer(page->arena, impact));
}

static void write_clauses(struct an_page *page, const struct an_impact *impact)
{
    struct an_arena *arena = page->arena;
    if (impact->n_clauses == 0)
        return;
    an_page_blank(page);
    an_page_text(page, 0, 0, AN_TINT_STRONG, "These provisions do it");
    for (uint32_t i = 0; i < impact->n_clauses; i++) {
        const struct an_impact_clause *c = &impact->clauses[i];
        an_page_text(page, 2, 4, AN_TINT_NONE,
                     an_strf(arena, "%s  %s", c->provision->id, c->provision->title));
        an_page_text(page, 4, 4, AN_TINT_NONE, an_phrase_citation(arena, c->provision));
        an_page_text(page, 4, 4, AN_TINT_FAINT, an_impact_clause(arena, c));
    }
}

static void write_flip(struct an_page *page, const struct an_flip *f)
{
    struct an_arena *arena = page->arena;
    enum an_tint tint = f->worse ? AN_TINT_BAD : f->better ? AN_TINT_GOOD : AN_TINT_NONE;
    const char *move = f->worse ? "worse" : f->better ? "better" : "other";
    an_page_text(page, 2, 4, tint,
                 an_strf(arena, "%s: %s [%s] %s", move, f->provision->id, an_impact_where(arena, f),
                         an_impact_move(arena, f)));
    an_page_text(page, 4, 4, AN_TINT_FAINT, f->because);
    if (f->reason_after)
        an_page_field(page, 4, "Now", f->reason_after);
    else if (f->reason_before)
        an_page_field(page, 4, "Before", f->reason_before);
}

static void write_product(struct an_page *page, const struct an_impact_product *p)
{
    struct an_arena *arena = page->arena;
    an_page_blank(page);
    an_page_text(page, 0, 0, AN_TINT_STRONG,
                 p->name
                     ? an_strf(arena, "%s (%s), %s", p->name, p->id, p->path)
                     : an_strf(arena, "%s%s%s", p->id ? p->id : "", p->id ? ", " : "", p->path));
    if (p->refused)
        an_page_text(page, 2, 2, AN_TINT_WARN,
                     "Not compared: the profile is refused, see the messages.");
    for (uint32_t i = 0; i < p->n_flips; i++)
        write_flip(page, &p->flips[i]);
}

static void write_text(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct job *job = what;
    const struct an_impact *impact = job->impact;
    struct an_page page;
    an_page_init(&page, sink, arena, job->style);
    write_head(&page, impact);
    write_clauses(&page, impact);
    for (uint32_t i = 0; i < impact->n_products; i++)
        if (impact->products[i].n_flips > 0 || impact->products[i].refused)
            write_product(&page, &impact->products[i]);
    an_page_blank(&page);
    an_page_text(&page, 0, 0, AN_TINT_FAINT, an_impact_counting);
    an_page_text(&page, 0, 0, AN_TINT_FAINT,
                 an_strf(arena, "Rules %.12s and %.12s, antinomy %s.", impact->revision_before,
                         impact->revision_after, impact->version));
    an_page_text(&page, 0, 0, AN_TINT_FAINT, an_phrase_disclaimer);
    an_page_end(&page);
}

enum an_status an_report_impact_text(struct an_sink *sink, const struct an_impact *impact,
                                     const struct an_text_style *style)
{
    return an_report_run(sink, write_text, &(struct job){impact, style});
}

/* ---- Markdown ---- */

struct md {
    struct an_arena *arena;
    struct an_sink *sink;
};

static void put(const struct md *m, const char *before, const char *text, const char *after)
{
    an_put(m->sink, before);
    an_md_put(m->arena, m->sink, text);
    an_put(m->sink, after);
}

static void put_clauses(const struct md *m, const struct an_impact *impact)
{
    if (impact->n_clauses == 0)
        return;
    an_put(m->sink, "\n## These provisions do it\n\n");
    for (uint32_t i = 0; i < impact->n_clauses; i++) {
        const struct an_impact_clause *c = &impact->clauses[i];
        put(m, "- **", c->provision->id, "** ");
        put(m, "", c->provision->title, ". ");
        put(m, "", an_phrase_citation(m->arena, c->provision), ". ");
        put(m, "", an_impact_clause(m->arena, c), ".\n");
    }
}

static void put_product(const struct md *m, const struct an_impact_product *p)
{
    put(m, "\n## ", p->name ? p->name : p->path, "\n\n");
    put(m, "", p->path, "\n\n");
    if (p->refused)
        an_put(m->sink, "Not compared: the profile is refused.\n");
    for (uint32_t i = 0; i < p->n_flips; i++) {
        const struct an_flip *f = &p->flips[i];
        put(m, "- **", f->worse ? "worse" : f->better ? "better" : "other", "**: ");
        put(m, "", f->provision->id, " (");
        put(m, "", an_impact_where(m->arena, f), "): ");
        put(m, "", an_impact_move(m->arena, f), ". ");
        put(m, "", f->because, ".");
        if (f->reason_after)
            put(m, " Now: ", f->reason_after, "");
        an_put(m->sink, "\n");
    }
}

static void write_md(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct an_impact *impact = what;
    struct md m = {arena, sink};
    an_put(sink, "# Impact on products\n\n");
    put(&m, "- Before: ", impact->before, "\n");
    put(&m, "- After: ", impact->after, "\n\n");
    put(&m, "**", an_impact_answer(arena, impact), "**\n");
    put_clauses(&m, impact);
    for (uint32_t i = 0; i < impact->n_products; i++)
        if (impact->products[i].n_flips > 0 || impact->products[i].refused)
            put_product(&m, &impact->products[i]);
    put(&m, "\n---\n\n", an_impact_counting, "\n\n");
    put(&m, "", an_phrase_disclaimer, "\n");
}

enum an_status an_report_impact_md(struct an_sink *sink, const struct an_impact *impact)
{
    return an_report_run(sink, write_md, impact);
}
