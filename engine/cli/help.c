/* Help from the table: of the program, and of each command. */
#include "engine/cli/cli.h"

#include <string.h>

#include "engine/base/utf8.h"

enum { WIDTH = 80, COLUMN = 20 };

/* Text in words from column `column` on, broken at WIDTH; ends the line. */
static void put_wrapped(struct an_sink *sink, size_t at, size_t column, const char *text)
{
    for (const char *word = text; *word;) {
        size_t n = strcspn(word, " ");
        if (at > column && at + 1 + n > WIDTH) {
            an_putf(sink, "\n%*s", (int)column, "");
            at = column;
        } else if (at > column) {
            an_put(sink, " ");
            at++;
        }
        an_put_n(sink, word, n);
        at += n;
        word += n;
        word += strspn(word, " ");
    }
    an_put(sink, "\n");
}

/* "  label      text" with the text in a column. */
static void put_entry(struct an_sink *sink, const char *label, const char *text)
{
    size_t used = 2 + strlen(label);
    an_putf(sink, "  %s", label);
    if (used >= COLUMN)
        an_putf(sink, "\n%*s", COLUMN, "");
    else
        an_putf(sink, "%*s", (int)(COLUMN - used), "");
    put_wrapped(sink, COLUMN, COLUMN, text);
}

static void put_option(struct an_arena *arena, struct an_sink *sink, enum an_opt option,
                       const struct an_command *command)
{
    const struct an_option *o = &an_options[option];
    const char *doc = o->doc;
    if (command && option == AN_OPT_format)
        doc = an_strf(
            arena, "form of the output: %s; default: by the end of --output's name, else the first",
            an_command_formats(arena, command));
    put_entry(
        sink,
        an_strf(arena, "--%s%s%s", o->name, o->argument ? " " : "", o->argument ? o->argument : ""),
        doc);
}

/* What the exit status of the program means. */
static const struct {
    const char *status, *meaning;
} statuses[] = {
    {"0", "nothing found; every asked topic is researched"},
    {"1", "findings: something would not be met, or a case failed"},
    {"2", "no such finding, but something is undetermined or not researched"},
    {"3", "an input is wrong: see the messages"},
    {"4", "the environment failed: disk, permission, busy or damaged base, closed output"},
    {"64", "the command line is wrong"},
    {"130, 141", "interrupted; the reader of the output went away"},
};

static void write_command(struct an_arena *arena, struct an_sink *sink,
                          const struct an_command *command)
{
    an_putf(sink, "usage: antinomy %s [OPTIONS] %s\n\n", command->name, command->operands);
    put_wrapped(sink, 0, 0, command->text);
    an_put(sink, "\nOptions:\n");
    for (int i = 0; i < AN_OPT_COUNT; i++)
        if (an_command_takes(command, (enum an_opt)i))
            put_option(arena, sink, (enum an_opt)i, command);
    an_put(sink, "\n'--' ends the options; what follows may begin with '-'.\n");
}

static void write_program(struct an_arena *arena, struct an_sink *sink)
{
    an_put(sink,
           "usage: antinomy COMMAND [OPTIONS] ...\n\n"
           "Says which provisions of which countries a product would not meet, why, and what\n"
           "would help. A research aid, not legal advice.\n\nCommands:\n");
    for (size_t i = 0; i < an_n_commands; i++)
        put_entry(sink, an_commands[i].name, an_commands[i].summary);
    an_put(sink, "\nOptions of every command:\n");
    put_option(arena, sink, AN_OPT_color, NULL);
    put_option(arena, sink, AN_OPT_help, NULL);
    put_option(arena, sink, AN_OPT_version, NULL);
    an_put(sink, "\nExit status:\n");
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        put_entry(sink, statuses[i].status, statuses[i].meaning);
    an_put(
        sink,
        "\nTo begin: 'antinomy check PROFILE' with a file such as those in the folder examples,\n"
        "then 'antinomy explain PROFILE PROVISION' for one of the ids that stand beside 'Rule'.\n"
        "'antinomy help COMMAND' says more.\n");
}

void an_help_write(struct an_arena *arena, struct an_sink *sink, const struct an_command *command)
{
    if (command)
        write_command(arena, sink, command);
    else
        write_program(arena, sink);
}
