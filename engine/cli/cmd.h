/* The table of commands and options as data, and what was given on the command line. */
#ifndef AN_CLI_CMD_H
#define AN_CLI_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/vec.h"

enum an_opt {
#define AN_OPTION(id, name, kind, argument, doc) AN_OPT_##id,
#define AN_COMMAND(name, operands, fewest, most, options, formats, summary, text)
#include "engine/cli/cmd.def"
#undef AN_OPTION
#undef AN_COMMAND
    AN_OPT_COUNT
};

/** What may stand behind an option; cmd.def says what each takes. */
enum an_opt_kind { AN_OPT_FLAG, AN_OPT_TEXT, AN_OPT_DAY, AN_OPT_NUMBER, AN_OPT_LIST };

struct an_option {
    const char *name; /* as written: "as-of" */
    enum an_opt_kind kind;
    const char *argument; /* NULL: takes none */
    const char *doc;
};

struct an_cli;

struct an_command {
    const char *name, *operands;
    size_t fewest, most; /* operands; most 0: any number */
    uint64_t options;    /* bits 1 << an_opt */
    const char *formats; /* names with commas between, the default first */
    const char *summary, *text;
    int (*run)(struct an_cli *cli); /* exit status */
};

extern const struct an_option an_options[AN_OPT_COUNT];
extern const struct an_command an_commands[];
extern const size_t an_n_commands;

const struct an_command *an_command_find(const char *name);
/** Does this command take this option? */
bool an_command_takes(const struct an_command *command, enum an_opt option);

/** Is `name` one of the formats of the command? */
bool an_command_writes(const struct an_command *command, const char *name);
/** Its formats for people, the default first: "text, json, html, md". */
const char *an_command_formats(struct an_arena *arena, const struct an_command *command);

/** Items of a list. */
struct an_words {
    const char **v;
    size_t n, cap;
};

/** What was given. Values are borrowed from argv. */
struct an_args {
    const struct an_command *command; /* NULL: none was named */
    bool given[AN_OPT_COUNT];
    const char *value[AN_OPT_COUNT]; /* NULL for options without argument */
    uint32_t number[AN_OPT_COUNT];   /* of those that take one; 0: not given */
    struct an_words list[AN_OPT_COUNT];
    AN_VEC(const char *) operands;
    const char *format;          /* name; never NULL once a command is known */
    AN_VEC(const char *) errors; /* usage errors, one line each */
};

/** Reads the whole command line; every mistake goes to `errors`. */
void an_args_read(struct an_args *args, struct an_arena *arena, int argc, char *const *argv);

#endif
