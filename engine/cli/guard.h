/*
 * What surrounds a run: the three standard descriptors, signals, files that must not be left
 * behind, the terminal. The only state of the program that a signal handler can see is here.
 */
#ifndef AN_CLI_GUARD_H
#define AN_CLI_GUARD_H

#include <stdbool.h>

/**
 * To be called first: descriptors 0 to 2 are open afterwards, so that no file of ours gets their
 * numbers; one that was closed fails on use. A closed pipe is an error to be read, not a signal.
 */
void an_guard_start(void);

enum an_guarded {
    AN_GUARD_OUTPUT, /* removed when the program is interrupted */
    AN_GUARD_BASE,   /* the same, but only if this process has it open: it may be another's */
    AN_GUARDED
};
/** The file to be removed on SIGINT, SIGTERM and SIGHUP; NULL: none any more. Copied. */
void an_guard_file(enum an_guarded which, const char *path);

/** Is this descriptor a terminal that takes colour, by --color (NULL: auto) and NO_COLOR? */
bool an_terminal_colour(int fd, const char *when);
/** Columns of the terminal behind a descriptor, kept readable; 0 if it is none. */
unsigned an_terminal_width(int fd);

/** On a terminal, after a second, says every second how long `what` has taken; until stopped. */
void an_progress_start(const char *what);
void an_progress_stop(void);

/** Today in UTC, YYYY-MM-DD. */
void an_today(char out[11]);

#endif
