/*
 * Collecting diagnostics. The messages themselves stand in diag.def: code, severity, text with
 * printf places, and the page shown by `antinomy messages CODE`.
 */
#ifndef AN_DIAG_DIAG_H
#define AN_DIAG_DIAG_H

#include "antinomy/diag.h"
#include "engine/base/arena.h"
#include "engine/base/hash.h"

/* Message ids: AN_MSG_<name>, from diag.def. */
enum an_msg {
#define AN_MSG(name, code, severity, text, page) AN_MSG_##name,
#include "engine/diag/diag.def"
#undef AN_MSG
    AN_MSG_COUNT
};

/** A new list in this arena. */
AN_NODISCARD struct an_diag_list *an_diag_list_new(struct an_arena *arena);
/**
 * Registers a file; the number goes into spans. `hash` lets the text form notice a changed file;
 * without it (NULL) the file is never read again and its lines are not shown.
 */
uint32_t an_diag_file(struct an_diag_list *list, const char *path, const struct an_hash *hash);
/**
 * Keeps the text of a file in memory for rendering (standard input, test buffers). Without it the
 * file is read again when messages are written. Borrowed.
 */
void an_diag_file_text(struct an_diag_list *list, uint32_t file, const char *text, size_t n);

/**
 * Adds a message at a place. The text comes from diag.def, filled with the arguments: its places
 * are %s (NULL is shown as "?", long text is cut), %d (int), %u (unsigned), %zu (size_t). The
 * returned handle takes label, note, help and other places; never NULL. The same code at the same
 * place is kept once, and what is beyond the limits is only counted: the handle is then a dummy.
 */
struct an_diag_entry;
struct an_diag_entry *an_diag_add(struct an_diag_list *list, enum an_msg msg, struct an_span at,
                                  ...);
void an_diag_label(struct an_diag_entry *e, const char *fmt, ...) AN_PRINTF(2, 3);
void an_diag_note(struct an_diag_entry *e, const char *fmt, ...) AN_PRINTF(2, 3);
void an_diag_help(struct an_diag_entry *e, const char *fmt, ...) AN_PRINTF(2, 3);
void an_diag_other(struct an_diag_entry *e, struct an_span at, const char *fmt, ...)
    AN_PRINTF(3, 4);

/** Page of a message ("AN0312"), or NULL; for `antinomy messages`. */
const char *an_msg_page(const char *code);
const char *an_msg_code(enum an_msg msg);
enum an_severity an_msg_severity(enum an_msg msg);
/** The text with its printf places, for `antinomy messages` and the test that reads them all. */
const char *an_msg_text(enum an_msg msg);
const char *an_severity_name(enum an_severity severity);

#endif
