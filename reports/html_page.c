/*
 * Style and frame. Colours have a contrast of at least 4.5 : 1 on their ground (WCAG 2.2 AA) and
 * never speak alone: every verdict has its word and its shape. The page is HTML that is well-formed
 * XML too, so that any XML parser can check it.
 */
#include "reports/html_page.h"

#include "reports/escape.h"

static const char style[] =
    ":root{color-scheme:light}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:60rem;padding:1.5rem;color:#1a1a1a;background:#fff;"
    "font:1rem/1.5 \"Noto Sans\",\"DejaVu Sans\",\"Liberation Sans\",\"Noto Sans CJK SC\","
    "\"WenQuanYi Micro Hei\",\"Droid Sans Fallback\",sans-serif}\n"
    "h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}\n"
    "h2{font-size:1.25rem;margin:2rem 0 .5rem;padding-bottom:.2rem;border-bottom:2px solid #1a1a1a}\n"
    "h3{font-size:1.05rem;margin:1.5rem 0 .5rem}\n"
    "h4{font-size:1rem;margin:0;line-height:1.35}\n"
    "p{margin:.5rem 0}\n"
    ".lead{font-size:1.05rem}\n"
    ".small{font-size:.875rem;color:#4a4a4a}\n"
    ".answer{border-left:.4rem solid #1a1a1a;padding:.25rem 1rem;background:#f4f4f1}\n"
    ".answer h2{border:0;margin:.5rem 0 0}\n"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}\n"
    "caption{text-align:left;font-weight:bold;padding:.5rem 0}\n"
    "th,td{border:1px solid #767676;padding:.35rem .5rem;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}\n"
    "thead th{background:#ececec;overflow-wrap:normal}\n"
    ".ask th[scope=row]{white-space:nowrap}\n"
    ".wide{overflow-x:auto}\n"
    ".wide td{text-align:right;min-width:3.5rem}.wide td[colspan]{text-align:left}\n"
    ".wide th[scope=row]{min-width:9rem}\n"
    ".finding{border:1px solid #767676;border-left-width:.4rem;padding:.75rem 1rem;margin:.75rem 0;"
    "break-inside:avoid-page}\n"
    ".finding p{margin:.15rem 0}\n"
    ".finding dl{display:grid;grid-template-columns:8rem 1fr;gap:.15rem .75rem;margin:.5rem 0 0;"
    "font-size:.925rem}\n"
    ".finding dt{color:#4a4a4a}\n"
    ".finding dd{margin:0;overflow-wrap:anywhere}\n"
    ".verdict{font-weight:bold}\n"
    "h3.c0,.c0 .verdict{color:#8f1d14}\n"
    "h3.c1,.c1 .verdict{color:#7a4a00}\n"
    "h3.c2,.c2 .verdict{color:#1d4f91}\n"
    "h3.c3,.c3 .verdict{color:#5b2a86}\n"
    "h3.c4,.c4 .verdict,h3.c5,.c5 .verdict{color:#155724}\n"
    ".finding.c0{border-left-color:#8f1d14}\n"
    ".finding.c1{border-left-color:#b36b00}\n"
    ".finding.c2{border-left-color:#1d4f91}\n"
    ".finding.c3{border-left-color:#5b2a86}\n"
    ".finding.c4,.finding.c5{border-left-color:#155724}\n"
    "code{font-family:\"DejaVu Sans Mono\",\"Liberation Mono\",monospace;font-size:.9em;"
    "overflow-wrap:anywhere}\n"
    "a{color:#0b4a8f}\n"
    "a:focus-visible{outline:3px solid #0b4a8f}\n"
    "footer{margin-top:2rem}\n"
    ".check+.check{margin-top:4rem;border-top:4px double #1a1a1a;padding-top:2rem}\n"
    "@media (max-width:36rem){body{padding:1rem}.finding dl{grid-template-columns:1fr;gap:0}"
    ".finding dd{margin-bottom:.35rem}.wide table{font-size:.8rem}"
    ".ask thead{display:none}.ask tr,.ask th,.ask td{display:block;border-width:0 1px}"
    ".ask tr{border:1px solid #767676;margin-bottom:.5rem}}\n"
    "@page{margin:18mm 16mm}\n"
    "@media print{body{max-width:none;padding:0;font-size:10pt}h2,h3,h4{break-after:avoid}"
    "tr{break-inside:avoid}thead{display:table-header-group}.check+.check{break-before:page}"
    "a{color:inherit;text-decoration:none}.finding{background:none}"
    ".wide{overflow:visible}}\n";

void an_html_start(struct an_html *h, const char *title)
{
    an_put(
        h->sink,
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"/>\n"
        "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
    an_html_put(h->arena, h->sink, title);
    an_putf(h->sink, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", style);
}

void an_html_end(struct an_html *h)
{
    an_put(h->sink, "</main>\n</body>\n</html>\n");
}

void an_html_element(struct an_html *h, const char *name, const char *class, const char *text)
{
    if (!text)
        return;
    an_putf(h->sink, "<%s%s%s%s>", name, class ? " class=\"" : "", class ? class : "",
            class ? "\"" : "");
    an_html_put(h->arena, h->sink, text);
    an_putf(h->sink, "</%s>\n", name);
}

const char *an_html_shape(enum an_class class)
{
    switch (class) {
    case AN_CLASS_BREACH: return "<span aria-hidden=\"true\">&#x2716;</span>";
    case AN_CLASS_PREPARE: return "<span aria-hidden=\"true\">&#x25B2;</span>";
    case AN_CLASS_QUESTION: return "<span aria-hidden=\"true\">?</span>";
    case AN_CLASS_DISPUTE: return "<span aria-hidden=\"true\">&#x25C6;</span>";
    case AN_CLASS_EXEMPT: return "<span aria-hidden=\"true\">&#x25CB;</span>";
    case AN_CLASS_FINE: return "<span aria-hidden=\"true\">&#x2714;</span>";
    case AN_CLASS_OUTSIDE: return "<span aria-hidden=\"true\">&#x2013;</span>";
    case AN_CLASS_COUNT: break;
    }
    AN_UNREACHABLE();
}
