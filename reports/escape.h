/*
 * Escaping, one function per target; JSON has its own in engine/base/json.h, terminal text goes
 * through an_utf8_shown. Text of rules and profiles reaches a page in no other way.
 */
#ifndef AN_REPORTS_ESCAPE_H
#define AN_REPORTS_ESCAPE_H

#include <stdbool.h>

#include "antinomy/sink.h"
#include "engine/base/arena.h"

/** Text of an HTML element or quoted attribute; what could steer or hide is spelt <U+XXXX>. NULL:
 * nothing. */
void an_html_put(struct an_arena *arena, struct an_sink *sink, const char *text);
/** Text as an id: what is no letter, digit, '-', '_', '.' becomes '_'. */
const char *an_html_id(struct an_arena *arena, const char *text);
/** Text within a line of Markdown: its marks and HTML are taken literally. */
void an_md_put(struct an_arena *arena, struct an_sink *sink, const char *text);
/** Is this an address that may be a link: http or https, printable, with a host? */
bool an_url_is_safe(const char *url);

#endif
