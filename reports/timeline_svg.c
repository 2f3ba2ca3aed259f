/*
 * A timeline as a picture: jurisdictions one below the other, a lane for each provision, a band for
 * each stretch with its name in it. Bands differ by pattern and border and not by colour alone, so
 * that a grey print says the same; what does not fit into a band is in its tooltip and the legend.
 */
#include <string.h>

#include "engine/base/day.h"
#include "reports/phrase.h"
#include "reports/run.h"
#include "reports/svg.h"
#include "reports/time_words.h"

enum {
    MARGIN = 24,
    LABELS = 350,
    PLOT = 880,
    TOP = 96,
    GROUP = 30,
    LANE = 40,
    BAND = 22,
    LEGEND_ROW = 26,
    LEGEND_COLUMNS = 4,
    WIDTH = MARGIN + LABELS + PLOT + MARGIN
};

struct picture {
    struct an_svg svg;
    struct an_arena *arena;
    const struct an_timeline *t;
    an_day from, to; /* shown, both included */
    bool used[AN_STAGE_COUNT + AN_VERDICT_COUNT];
    bool apart; /* something that is no law is shown */
};

static an_day day_of(const char *text)
{
    an_day day = 0;
    (void)an_day_parse(text, strlen(text), &day);
    return day;
}

static double x_of(const struct picture *p, an_day day)
{
    double days = (double)(p->to - p->from + 1);
    return MARGIN + LABELS + (double)(day - p->from) * PLOT / days;
}

/* ---- looks ---- */

static const char style[] =
    "<style>\n"
    "text{font-family:'DejaVu Sans','Noto Sans CJK SC','WenQuanYi Zen Hei',sans-serif;"
    "font-size:12px;fill:#1a1a1a}\n"
    ".title{font-size:19px;font-weight:bold}.native{font-size:14px;fill:#444}.sub{fill:#444}\n"
    ".group{font-size:14px;font-weight:bold}.small{font-size:11px;fill:#444}"
    ".tick{font-size:11px;fill:#444;text-anchor:middle}\n"
    ".in{font-size:11px}.white{font-size:11px;fill:#fff}.now{font-size:11px;text-anchor:middle}\n"
    ".paper{fill:#fff}.shade{fill:#f4f4f4}.rule{stroke:#d0d0d0}.soft{stroke:#e6e6e6}"
    ".today{stroke:#1a1a1a;stroke-dasharray:5 4}\n"
    "rect.b{stroke:#1a1a1a;stroke-width:1}\n"
    ".force{fill:#2f4b6e}.weak{fill:url(#level)}.adopted{fill:#dfe6ee}.draft{fill:url(#hatch);"
    "stroke-dasharray:4 3}\n"
    ".stopped{fill:url(#dots)}.ended{fill:#fff;stroke:#8a8a8a}.unsure{fill:url(#cross)}\n"
    ".breach{fill:#1a1a1a}.prepare{fill:url(#bars)}.open{fill:url(#cross)}.fine{fill:#e9eef4}"
    ".aside{fill:#fff;stroke-dasharray:4 3}\n"
    "</style>\n"
    "<defs>\n"
    "<pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><rect width=\"7\" height=\"7\" fill=\"#fff\"/>"
    "<rect width=\"1.2\" height=\"7\" fill=\"#b9c4d0\"/></pattern>\n"
    "<pattern id=\"dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"6\" height=\"6\" fill=\"#fff\"/><circle cx=\"3\" cy=\"3\" r=\"1\" "
    "fill=\"#9a9a9a\"/></pattern>\n"
    "<pattern id=\"cross\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"8\" height=\"8\" fill=\"#fff\"/><path d=\"M0 0L8 8M8 0L0 8\" stroke=\"#c4c4c4\" "
    "stroke-width=\"0.8\"/></pattern>\n"
    "<pattern id=\"bars\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"2\" height=\"6\" "
    "fill=\"#c9c9c9\"/></pattern>\n"
    "<pattern id=\"level\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"6\" height=\"2\" "
    "fill=\"#aebccb\"/></pattern>\n"
    "</defs>\n";

struct look {
    const char *class;
    bool dark; /* text on it is white */
};

static struct look stage_look(enum an_stage stage)
{
    switch (stage) {
    case AN_STAGE_PROPOSED: return (struct look){"b draft", false};
    case AN_STAGE_ADOPTED: return (struct look){"b adopted", false};
    case AN_STAGE_IN_FORCE: return (struct look){"b force", true};
    case AN_STAGE_UNENFORCED: return (struct look){"b weak", false};
    case AN_STAGE_SUSPENDED: return (struct look){"b stopped", false};
    case AN_STAGE_NONE:
    case AN_STAGE_ENDED: return (struct look){"b ended", false};
    case AN_STAGE_UNCERTAIN: return (struct look){"b unsure", false};
    case AN_STAGE_COUNT: break;
    }
    AN_UNREACHABLE();
}

static struct look told_look(struct an_told told)
{
    if (told.list != AN_LIST_IN_FORCE)
        return (struct look){"b aside", false};
    switch (an_class_of(told.verdict)) {
    case AN_CLASS_BREACH: return (struct look){"b breach", true};
    case AN_CLASS_PREPARE: return (struct look){"b prepare", false};
    case AN_CLASS_QUESTION:
    case AN_CLASS_DISPUTE: return (struct look){"b open", false};
    case AN_CLASS_EXEMPT:
    case AN_CLASS_FINE:
    case AN_CLASS_OUTSIDE: return (struct look){"b fine", false};
    case AN_CLASS_COUNT: break;
    }
    AN_UNREACHABLE();
}

/* ---- axis ---- */

static int months_a_tick(const struct picture *p)
{
    static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 300, 600};
    int months = (int)((p->to - p->from) / 30) + 1;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (months / steps[i] <= 14)
            return steps[i];
    return 1200;
}

static void draw_axis(struct picture *p, double bottom)
{
    int step = months_a_tick(p), year, month, dom;
    an_day_split(p->from, &year, &month, &dom);
    int at = step >= 12 ? (year / (step / 12)) * step : ((year * 12 + month - 1) / step) * step;
    if (step >= 12)
        at = (year - year % (step / 12)) * 12;
    for (; at / 12 <= 9999; at += step) {
        if (at < 12)
            continue;
        an_day day = an_day_of(at / 12, at % 12 + 1, 1);
        if (day > p->to)
            break;
        if (day < p->from)
            continue;
        double x = x_of(p, day);
        an_svg_line(&p->svg, "rule", x, TOP - 8, x, bottom);
        an_svg_text(&p->svg, "tick", x, TOP - 14,
                    step % 12 == 0 ? an_strf(p->arena, "%d", at / 12)
                                   : an_strf(p->arena, "%d-%02d", at / 12, at % 12 + 1));
    }
}

static void draw_today(struct picture *p, double bottom)
{
    an_day day = day_of(p->t->as_of);
    if (day < p->from || day > p->to)
        return;
    double x = x_of(p, day);
    an_svg_line(&p->svg, "today", x, TOP - 6, x, bottom);
    an_svg_text(&p->svg, "now", x < WIDTH - MARGIN - 60 ? x : WIDTH - MARGIN - 60, bottom + 14,
                an_strf(p->arena, "asked for %s", p->t->as_of));
}

/* ---- lanes ---- */

static const char *band_name(struct picture *p, const struct an_band *b)
{
    return p->t->of_product ? an_time_told(p->arena, b->told) : an_time_stage(b->stage);
}

static void draw_band(struct picture *p, const struct an_lane *lane, const struct an_band *b,
                      double y)
{
    an_day from = b->from ? day_of(b->from) : p->from;
    an_day before = b->before ? day_of(b->before) : p->to + 1;
    double x1 = x_of(p, from < p->from ? p->from : from);
    double x2 = x_of(p, before > p->to + 1 ? p->to + 1 : before);
    if (x2 - x1 < 3)
        x2 = x1 + 3;
    struct look look = p->t->of_product ? told_look(b->told) : stage_look(b->stage);
    const char *name = band_name(p, b);
    const char *tip =
        an_strf(p->arena, "%s: %s, %s%s%s%s", lane->provision->id, name,
                b->from ? "from " : "since before the days shown", b->from ? b->from : "",
                b->before ? " to before " : "", b->before ? b->before : "");
    if (b->note)
        tip = an_strf(p->arena, "%s. %s", tip, b->note);
    an_svg_box(&p->svg, look.class, x1, y, x2 - x1, BAND, tip);
    if (p->t->of_product) {
        p->apart = p->apart || b->told.list != AN_LIST_IN_FORCE;
        p->used[AN_STAGE_COUNT + b->told.verdict] |= b->told.list == AN_LIST_IN_FORCE;
    } else {
        p->used[b->stage] = true;
    }
    const char *inside = an_svg_fit(p->arena, name, 11, AN_SVG_PLAIN, x2 - x1 - 10);
    if (inside)
        an_svg_text(&p->svg, look.dark ? "white" : "in", x1 + 5, y + 15, inside);
}

/* An article that begins with a number is called one; "s. 317L" says itself what it is. */
static const char *article_word(const char *article)
{
    return *article >= '0' && *article <= '9' ? "art. " : "";
}

static void draw_lane(struct picture *p, const struct an_lane *lane, double y)
{
    const struct an_provision_info *info = lane->provision;
    const char *where = an_time_where(p->arena, lane);
    const char *name = where ? an_strf(p->arena, "%s  %s", info->id, where) : info->id;
    const char *cite = info->article ? an_strf(p->arena, "%s%s: %s", article_word(info->article),
                                               info->article, info->title)
                                     : info->title;
    const char *fit = an_svg_fit(p->arena, name, 12, AN_SVG_PLAIN, LABELS - 12);
    an_svg_link(&p->svg, "name", MARGIN, y + 13, fit ? fit : name, info->url);
    fit = an_svg_fit(p->arena, cite, 11, AN_SVG_PLAIN, LABELS - 12);
    an_svg_text(&p->svg, "small", MARGIN, y + 28, fit ? fit : cite);
    an_svg_line(&p->svg, "soft", MARGIN, y + LANE - 4, WIDTH - MARGIN, y + LANE - 4);
    for (uint32_t i = 0; i < lane->n_bands; i++)
        draw_band(p, lane, &lane->bands[i], y + 5);
}

static bool same_group(const struct an_lane *a, const struct an_lane *b)
{
    return strcmp(a->provision->instrument, b->provision->instrument) == 0;
}

static void draw_group(struct picture *p, const struct an_lane *lane, double y)
{
    const struct an_provision_info *info = lane->provision;
    const char *title = an_strf(p->arena, "%s (%s): %s", info->jurisdiction_name,
                                info->jurisdiction, info->instrument_title);
    if (info->instrument_title_native)
        title = an_strf(p->arena, "%s  %s", title, info->instrument_title_native);
    an_svg_box(&p->svg, "shade", MARGIN - 6, y, WIDTH - 2 * MARGIN + 12, GROUP - 6, NULL);
    const char *fit = an_svg_fit(p->arena, title, 14, AN_SVG_BOLD, WIDTH - 2 * MARGIN);
    an_svg_text(&p->svg, "group", MARGIN, y + 17, fit ? fit : title);
}

static double lanes_height(const struct an_timeline *t)
{
    double height = 0;
    for (uint32_t i = 0; i < t->n_lanes; i++) {
        if (i == 0 || !same_group(&t->lanes[i - 1], &t->lanes[i]))
            height += GROUP;
        height += LANE;
    }
    return height;
}

static void draw_lanes(struct picture *p)
{
    double y = TOP;
    for (uint32_t i = 0; i < p->t->n_lanes; i++) {
        if (i == 0 || !same_group(&p->t->lanes[i - 1], &p->t->lanes[i])) {
            draw_group(p, &p->t->lanes[i], y);
            y += GROUP;
        }
        draw_lane(p, &p->t->lanes[i], y);
        y += LANE;
    }
}

/* ---- legend ---- */

struct legend {
    struct picture *p;
    double y;
    int n;
};

static void draw_sample(struct legend *l, struct look look, const char *name)
{
    double x = MARGIN + (l->n % LEGEND_COLUMNS) * ((WIDTH - 2.0 * MARGIN) / LEGEND_COLUMNS);
    int row = l->n / LEGEND_COLUMNS;
    double y = l->y + (double)row * LEGEND_ROW;
    an_svg_box(&l->p->svg, look.class, x, y, 34, 15, NULL);
    an_svg_text(&l->p->svg, "in", x + 42, y + 12, name);
    l->n++;
}

static void draw_legend(struct picture *p, double y)
{
    struct legend l = {p, y, 0};
    for (int i = 1; i < AN_STAGE_COUNT; i++)
        if (p->used[i])
            draw_sample(&l, stage_look((enum an_stage)i), an_time_stage((enum an_stage)i));
    for (int i = 0; i < AN_VERDICT_COUNT; i++)
        if (p->used[AN_STAGE_COUNT + i]) {
            struct an_told told = {(enum an_verdict)i, AN_LIST_IN_FORCE};
            draw_sample(&l, told_look(told), an_phrase_verdict(told.verdict));
        }
    if (p->apart)
        draw_sample(&l, (struct look){"b aside", false}, "a draft, or suspended: as if in force");
}

/* ---- the whole ---- */

static void write_svg(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    enum { LEGEND_ROOM = 3 * LEGEND_ROW + 56 };
    const struct an_timeline *t = what;
    struct picture p = {
        .svg = {sink, arena}, .arena = arena, .t = t, .from = day_of(t->from), .to = day_of(t->to)};
    double bottom = TOP + lanes_height(t);
    int height = (int)bottom + LEGEND_ROOM;
    const char *title = an_strf(arena, "%s (%s)", t->title, t->id);
    const char *days =
        an_strf(arena, "%s from %s to %s. Rules %.12s.%s",
                t->of_product ? "Verdicts" : "Standing of the law", t->from, t->to, t->revision,
                t->of_product ? " A research aid, not legal advice." : "");
    an_svg_open(&p.svg, WIDTH, height, title, days);
    an_put(sink, style);
    an_svg_box(&p.svg, "paper", 0, 0, WIDTH, height, NULL);
    const char *fit = an_svg_fit(arena, title, 19, AN_SVG_BOLD, WIDTH - 2 * MARGIN);
    an_svg_text(&p.svg, "title", MARGIN, 34, fit ? fit : title);
    an_svg_text(&p.svg, "sub", MARGIN, 56,
                t->title_native ? an_strf(arena, "%s  %s", t->title_native, days) : days);
    draw_axis(&p, bottom);
    draw_lanes(&p);
    draw_today(&p, bottom);
    draw_legend(&p, bottom + 28);
    an_svg_close(&p.svg);
}

enum an_status an_report_timeline_svg(struct an_sink *sink, const struct an_timeline *timeline)
{
    return an_report_run(sink, write_svg, timeline);
}
