/* The tables of cmd.def, and looking things up in them. */
#include "engine/cli/cmd.h"

#include <string.h>

#include "engine/cli/cli.h"

const struct an_option an_options[AN_OPT_COUNT] = {
#define AN_OPTION(id, name, kind, argument, doc)                                                   \
 [AN_OPT_##id] = {name, AN_OPT_##kind, argument, doc},
#define AN_COMMAND(name, operands, fewest, most, options, formats, summary, text)
#include "engine/cli/cmd.def"
#undef AN_OPTION
#undef AN_COMMAND
};

#define OPT(name) (UINT64_C(1) << AN_OPT_##name)

_Static_assert(AN_OPT_COUNT <= 64, "a command says in 64 bits which options it takes");

const struct an_command an_commands[] = {
#define AN_OPTION(id, name, kind, argument, doc)
#define AN_COMMAND(name, operands, fewest, most, options, formats, summary, text)                  \
 {#name, operands, fewest, most, options, formats, summary, text, an_cmd_##name},
#include "engine/cli/cmd.def"
#undef AN_OPTION
#undef AN_COMMAND
};

const size_t an_n_commands = sizeof an_commands / sizeof *an_commands;

const struct an_command *an_command_find(const char *name)
{
    for (size_t i = 0; i < an_n_commands; i++)
        if (strcmp(an_commands[i].name, name) == 0)
            return &an_commands[i];
    return NULL;
}

bool an_command_takes(const struct an_command *command, enum an_opt option)
{
    return option == AN_OPT_help || option == AN_OPT_color ||
           (command->options & (UINT64_C(1) << option)) != 0;
}

bool an_command_writes(const struct an_command *command, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = command->formats; *at;) {
        size_t len = strcspn(at, ",");
        if (len == n && strncmp(at, name, n) == 0)
            return true;
        at += len + (at[len] == ',');
    }
    return false;
}

const char *an_command_formats(struct an_arena *arena, const struct an_command *command)
{
    const char *text = "";
    for (const char *at = command->formats; *at;) {
        size_t len = strcspn(at, ",");
        text = an_strf(arena, "%s%s%.*s", text, *text ? ", " : "", (int)len, at);
        at += len + (at[len] == ',');
    }
    return text;
}
