/*
 * Text for people: headings, wrapped paragraphs and labelled lines, measured in display columns so
 * that Chinese wraps where it should. All text given is untrusted: what could steer a terminal is
 * shown as U+XXXX. Used by the text writers only; knows nothing of law.
 */
#ifndef AN_REPORTS_PAGE_H
#define AN_REPORTS_PAGE_H

#include "antinomy/report.h"
#include "engine/base/arena.h"

struct an_page {
    struct an_sink sink;    /* what is put here comes out in order with the rest */
    struct an_arena *arena; /* for text that must be changed before it is shown */
    unsigned width;
    bool colour;
    struct an_sink *out;
    size_t n;
    char held[4096]; /* written to `out` when full, and by an_page_end */
};

/** Second signal of a word; the word says the same without it. */
enum an_tint {
    AN_TINT_NONE,
    AN_TINT_STRONG,
    AN_TINT_BAD,
    AN_TINT_WARN,
    AN_TINT_GOOD,
    AN_TINT_FAINT
};

/** The page must stay where it is. */
void an_page_init(struct an_page *page, struct an_sink *out, struct an_arena *arena,
                  const struct an_text_style *style);
/** Writes what is held back. */
void an_page_end(struct an_page *page);

void an_page_blank(struct an_page *page);
/** A paragraph: its first line starts at column `first`, the others at `rest`. */
void an_page_text(struct an_page *page, unsigned first, unsigned rest, enum an_tint tint,
                  const char *text);
/** A label at `indent`, and text wrapped beside it. NULL or empty text: nothing is written. */
void an_page_field(struct an_page *page, unsigned indent, const char *label, const char *text);
/** The same with the text at column `column`; a label that reaches it stands on a line of its own.
 */
void an_page_field_at(struct an_page *page, unsigned indent, unsigned column, const char *label,
                      const char *text);
/** A heading underlined with `line`. */
void an_page_heading(struct an_page *page, char line, const char *text);

#endif
