/* Numbers are written with one decimal, so that the same picture has the same bytes everywhere. */
#include "reports/svg.h"

#include <string.h>

#include "engine/base/utf8.h"
#include "reports/escape.h"

static void put(struct an_svg *svg, const char *text)
{
    an_put(svg->sink, text);
}

static void put_text(struct an_svg *svg, const char *text)
{
    an_html_put(svg->arena, svg->sink, text);
}

void an_svg_open(struct an_svg *svg, int width, int height, const char *title, const char *text)
{
    an_putf(svg->sink,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
            "viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"t d\">\n",
            width, height, width, height);
    put(svg, "<title id=\"t\">");
    put_text(svg, title);
    put(svg, "</title>\n<desc id=\"d\">");
    put_text(svg, text);
    put(svg, "</desc>\n");
}

void an_svg_close(struct an_svg *svg)
{
    put(svg, "</svg>\n");
}

void an_svg_box(struct an_svg *svg, const char *class, double x, double y, double w, double h,
                const char *tip)
{
    an_putf(svg->sink, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"",
            class, x, y, w, h);
    if (!tip) {
        put(svg, "/>\n");
        return;
    }
    put(svg, "><title>");
    put_text(svg, tip);
    put(svg, "</title></rect>\n");
}

void an_svg_line(struct an_svg *svg, const char *class, double x1, double y1, double x2, double y2)
{
    an_putf(svg->sink, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            class, x1, y1, x2, y2);
}

void an_svg_text(struct an_svg *svg, const char *class, double x, double y, const char *text)
{
    an_putf(svg->sink, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class, x, y);
    put_text(svg, text);
    put(svg, "</text>\n");
}

void an_svg_link(struct an_svg *svg, const char *class, double x, double y, const char *text,
                 const char *url)
{
    bool link = an_url_is_safe(url);
    if (link) {
        put(svg, "<a href=\"");
        put_text(svg, url);
        put(svg, "\">");
    }
    an_svg_text(svg, class, x, y, text);
    if (link)
        put(svg, "</a>\n");
}

/* Of DejaVu Sans, whose letters are wide: a column in parts of the size. */
static double column_of(enum an_svg_weight weight)
{
    return weight == AN_SVG_BOLD ? 0.65 : 0.57;
}

double an_svg_width(const char *text, double size, enum an_svg_weight weight)
{
    return (double)an_utf8_width(text, strlen(text)) * size * column_of(weight);
}

const char *an_svg_fit(struct an_arena *arena, const char *text, double size,
                       enum an_svg_weight weight, double width)
{
    enum { FEWEST = 3 };
    if (an_svg_width(text, size, weight) <= width)
        return text;
    size_t n = strlen(text), at = 0;
    double used = an_svg_width("\xE2\x80\xA6", size, weight);
    unsigned letters = 0;
    while (at < n) {
        uint32_t cp;
        size_t len = an_utf8_decode(text + at, n - at, &cp);
        if (len == 0)
            break;
        double more = (double)an_utf8_width(text + at, len) * size * column_of(weight);
        if (used + more > width)
            break;
        used += more;
        at += len;
        letters++;
    }
    while (at > 0 && text[at - 1] == ' ')
        at--;
    return letters < FEWEST ? NULL : an_strf(arena, "%.*s\xE2\x80\xA6", (int)at, text);
}
