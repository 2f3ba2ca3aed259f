/*
 * Small pieces of SVG: boxes, lines, texts with a tooltip, all text escaped. For pictures whose
 * layout is a table or an axis; graphs are laid out and drawn by antinomy-draw.
 */
#ifndef AN_REPORTS_SVG_H
#define AN_REPORTS_SVG_H

#include <stdbool.h>

#include "antinomy/sink.h"
#include "engine/base/arena.h"

struct an_svg {
    struct an_sink *sink;
    struct an_arena *arena;
};

/** Opens the picture: size in px, its name and a description for those who do not see it. */
void an_svg_open(struct an_svg *svg, int width, int height, const char *title, const char *text);
void an_svg_close(struct an_svg *svg);
/** A rectangle of a CSS class, and what the pointer on it shows (may be NULL). */
void an_svg_box(struct an_svg *svg, const char *class, double x, double y, double w, double h,
                const char *tip);
void an_svg_line(struct an_svg *svg, const char *class, double x1, double y1, double x2, double y2);
/** Text from x on; classes say size, weight and anchor. */
void an_svg_text(struct an_svg *svg, const char *class, double x, double y, const char *text);
/** The same as a link, where the address is one that may be a link. */
void an_svg_link(struct an_svg *svg, const char *class, double x, double y, const char *text,
                 const char *url);
enum an_svg_weight { AN_SVG_PLAIN, AN_SVG_BOLD };
/** Width of text in px at a size, estimated from its columns: seldom too small. */
double an_svg_width(const char *text, double size, enum an_svg_weight weight);
/** Text cut so that it fits, with an ellipsis; NULL if not even a few letters do. */
const char *an_svg_fit(struct an_arena *arena, const char *text, double size,
                       enum an_svg_weight weight, double width);

#endif
