/* Diagnostics: what was wrong with an input, where, and what to do about it. */
#ifndef ANTINOMY_DIAG_H
#define ANTINOMY_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "antinomy/sink.h"

enum an_severity { AN_SEV_ERROR, AN_SEV_WARNING, AN_SEV_NOTICE };

/** `file` of a span that is in no file at all. */
#define AN_NO_FILE UINT32_MAX

/**
 * A place in an input file. Lines and columns count from 1, columns in characters; `start` and
 * `len` are bytes. line 0 means "the file as a whole". `file` indexes the list it comes with.
 */
struct an_span {
    uint32_t file;
    uint32_t line, col;
    uint32_t start, len;
};

/** A place with a few words on what is wrong or relevant there. */
struct an_label {
    struct an_span span;
    const char *text; /* may be NULL */
};

/** One message. All text is UTF-8, borrowed from the list. */
struct an_diag {
    const char *code; /* stable, for instance "AN0312" */
    enum an_severity severity;
    const char *message;           /* one line, able to stand alone */
    struct an_label primary;       /* what is wrong here */
    const struct an_label *others; /* the other party: "first defined here" */
    size_t n_others;
    const char *note; /* the reason; may be NULL */
    const char *help; /* a concrete change; may be NULL */
};

/** How diagnostics are written. */
enum an_diag_format { AN_DIAG_TEXT, AN_DIAG_JSON };

struct an_diag_list;

/** How many there were, those included that were too many to keep. */
size_t an_diag_count(const struct an_diag_list *list, enum an_severity severity);
/**
 * The i-th diagnostic in order of file (by path), line, column, code; NULL past the end. Of each
 * severity at most 100 a file and 2000 in all are kept.
 */
const struct an_diag *an_diag_at(const struct an_diag_list *list, size_t i);
/** Path of a file as the user named it; NULL for AN_NO_FILE. */
const char *an_diag_path(const struct an_diag_list *list, uint32_t file);
/**
 * Writes all diagnostics, at most 20 a file and 200 in all, with a count of the rest. If there are
 * too many, errors go before warnings and warnings before notices; what is shown is in file order.
 *
 * The text form shows the source line with a caret if the file can still be read unchanged.
 *
 * The JSON form is one object:
 *
 *     {"schema": "antinomy/diagnostics/1",
 *      "diagnostics": [{"code": "AN0104", "severity": "error" | "warning" | "notice",
 *                       "message": "...", "place": PLACE, "others": [PLACE...],
 *                       "note": "..." | null, "help": "..." | null}...],
 *      "errors": 3, "warnings": 0, "notices": 0,
 *      "not_shown": {"errors": 0, "warnings": 0, "notices": 0}}
 *
 * PLACE is {"file": "..." | null, "line": 4, "column": 12, "offset": 53, "length": 1,
 * "label": "..." | null}; line 0 is the file as a whole. "errors" and so on count what is not shown
 * as well.
 */
void an_diag_write(const struct an_diag_list *list, struct an_sink *sink,
                   enum an_diag_format format, bool colour);

#endif
