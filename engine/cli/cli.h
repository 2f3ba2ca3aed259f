/*
 * What the commands share: the run of the program, its output, its messages. The command line uses
 * the public headers, reports and nothing deeper, and thereby proves that they are enough.
 */
#ifndef AN_CLI_CLI_H
#define AN_CLI_CLI_H

#include "antinomy/check.h"
#include "antinomy/compare.h"
#include "antinomy/graph.h"
#include "antinomy/language.h"
#include "antinomy/policy.h"
#include "antinomy/profile.h"
#include "antinomy/report.h"
#include "engine/cli/cmd.h"

/* Exit statuses; the manual lists them. */
enum an_exit {
    AN_EXIT_FINE = 0,
    AN_EXIT_FINDINGS = 1,
    AN_EXIT_OPEN = 2, /* only undetermined, undecided or not researched */
    AN_EXIT_INPUT = 3,
    AN_EXIT_WORLD = 4,
    AN_EXIT_USAGE = 64,
    AN_EXIT_PIPE = 141
};

struct an_output;

struct an_cli {
    struct an_arena *arena;
    struct an_workspace *ws;
    struct an_args args;
    struct an_output *output; /* while it is open */
    size_t diags_told;        /* diagnostics written so far */
};

/* ---- output (output.c) ---- */

/**
 * Opens what the command writes to: standard output, or the file of --output under a temporary
 * name. NULL: it could not be opened, and that has been said.
 */
AN_NODISCARD struct an_sink *an_output_open(struct an_cli *cli);
/** Replaces a file, whole or not at all, while other output is open; it keeps its permissions.
 * Returns the exit status; what went wrong has been said. */
int an_output_rewrite(struct an_cli *cli, const char *path, const char *text, size_t n);
/** How text is laid out there. */
struct an_text_style an_output_style(const struct an_cli *cli);
/**
 * Ends it: the file gets its name, or nothing is left of it if `keep` is false. Returns `status`,
 * or what went wrong in writing.
 */
int an_output_close(struct an_cli *cli, bool keep, int status);
/** Ends it after a writer returned: kept if all was well. */
int an_output_done(struct an_cli *cli, enum an_status written, int status);

/* ---- messages (messages.c) ---- */

/** Writes the diagnostics that have not been written yet to standard error. */
void an_cli_tell(struct an_cli *cli);
/** Says why a call failed; returns the exit status for it. */
int an_cli_failed(struct an_cli *cli, enum an_status status);
/** An environment failure found by the command itself. */
int an_cli_world(struct an_cli *cli, const char *fmt, ...) AN_PRINTF(2, 3);
/** The same with what to do about it. */
int an_cli_world_help(struct an_cli *cli, const char *help, const char *fmt, ...) AN_PRINTF(3, 4);

/** A mistake of the user that no file holds. */
void an_cli_input(struct an_cli *cli, const char *fmt, ...) AN_PRINTF(2, 3);

/* ---- the base (base_file.c) ---- */

/** Path of --base, or where `load` writes and the others look. NULL: none is there, and that has
 * been said. */
const char *an_base_to_read(struct an_cli *cli);
const char *an_base_to_write(struct an_cli *cli);
/** A file beside the program, whether or not it exists; NULL if the place is not known. */
const char *an_beside_program(struct an_arena *arena, const char *name);
/** Opens the base to read; closed with the arena of the run. NULL: said why; *status is the exit
 * status. */
struct an_base *an_open_base(struct an_cli *cli, int *status);

/* ---- pictures (draw.c) ---- */

/** Draws to a file; returns the exit status. */
int an_cli_draw(struct an_cli *cli, const struct an_graph *graph, const char *path,
                enum an_graph_format format);
/** The same to the file of --graph, whose name says the form. */
int an_cli_draw_beside(struct an_cli *cli, const struct an_graph *graph);
/** What --with asks for, as AN_GRAPH_ bits of reports/graph.h, and whether --graph names a form;
 * false: said what is wrong. To be called before anything is written. */
bool an_cli_graph_parts(struct an_cli *cli, unsigned *with);

/* ---- commands ---- */

int an_cmd_load(struct an_cli *cli);
int an_cmd_verify(struct an_cli *cli);
int an_cmd_show(struct an_cli *cli);
int an_cmd_search(struct an_cli *cli);
int an_cmd_check(struct an_cli *cli);
int an_cmd_explain(struct an_cli *cli);
int an_cmd_plan(struct an_cli *cli);
int an_cmd_compare(struct an_cli *cli);
int an_cmd_conflicts(struct an_cli *cli);
int an_cmd_test(struct an_cli *cli);
int an_cmd_graph(struct an_cli *cli);
int an_cmd_timeline(struct an_cli *cli);
int an_cmd_diff(struct an_cli *cli);
int an_cmd_impact(struct an_cli *cli);
int an_cmd_lint(struct an_cli *cli);
int an_cmd_fmt(struct an_cli *cli);
int an_cmd_dump(struct an_cli *cli);
int an_cmd_schema(struct an_cli *cli);
int an_cmd_messages(struct an_cli *cli);
int an_cmd_help(struct an_cli *cli);

/** Help of one command, or of the program (NULL). */
void an_help_write(struct an_arena *arena, struct an_sink *sink, const struct an_command *command);

bool an_cli_json(const struct an_cli *cli);
/** The day given with an option, 'today' resolved; NULL: not given. */
const char *an_cli_day(struct an_cli *cli, enum an_opt option);

/** The worse of two exit statuses: 4, 3, 1, 2, 0. */
int an_cli_worse(int a, int b);

#endif
