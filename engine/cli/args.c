/*
 * Reading the command line by the table. Options may stand anywhere before '--', as '--base FILE'
 * or '--base=FILE'; '-' is an operand. Nothing is printed here and nothing stops at the first
 * mistake: a user sees all of them at once, each with the nearest thing that exists.
 */
#include "engine/cli/cmd.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/diag/nearest.h"

struct reader {
    struct an_args *args;
    struct an_arena *arena;
    int argc, at;
    char *const *argv;
};

AN_PRINTF(2, 3)
static void wrong(struct reader *r, const char *fmt, ...)
{
    char text[512];
    va_list list;
    va_start(list, fmt);
    vsnprintf(text, sizeof text, fmt, list);
    va_end(list);
    an_vec_push(r->arena, &r->args->errors, an_strdup(r->arena, text));
}

/* " (did you mean 'x'?)" or nothing */
static const char *hint(struct reader *r, const struct an_nearest *nearest, const char *dashes)
{
    return nearest->best ? an_strf(r->arena, " (did you mean '%s%s'?)", dashes, nearest->best) : "";
}

static void unknown_option(struct reader *r, const char *name)
{
    struct an_nearest nearest;
    an_nearest_init(&nearest, name);
    for (int i = 0; i < AN_OPT_COUNT; i++)
        an_nearest_try(&nearest, an_options[i].name);
    wrong(r, "unknown option '--%s'%s", name, hint(r, &nearest, "--"));
}

static int find_option(const char *name)
{
    for (int i = 0; i < AN_OPT_COUNT; i++)
        if (strcmp(an_options[i].name, name) == 0)
            return i;
    return -1;
}

/* Commas separate; empty pieces are mistakes, not wishes. */
static void add_list(struct reader *r, enum an_opt option, const char *value)
{
    for (const char *at = value;;) {
        size_t n = strcspn(at, ",");
        if (n == 0) {
            wrong(r, "'--%s' has an empty item in '%s'", an_options[option].name, value);
            return;
        }
        const char *item = an_strndup(r->arena, at, n);
        an_vec_push(r->arena, &r->args->list[option], item);
        if (at[n] == '\0')
            return;
        at += n + 1;
    }
}

static void read_day(struct reader *r, enum an_opt option, const char *value)
{
    an_day ignored;
    if (strcmp(value, "today") != 0 && an_day_parse(value, strlen(value), &ignored) != AN_DAY_OK)
        wrong(r, "'--%s' wants a day of the calendar as YYYY-MM-DD, or 'today', not '%s'",
              an_options[option].name, value);
}

static void read_number(struct reader *r, enum an_opt option, const char *value)
{
    uint32_t number = 0;
    size_t n = strspn(value, "0123456789");
    for (size_t i = 0; i < n && i < 9; i++)
        number = number * 10 + (uint32_t)(value[i] - '0');
    if (value[n] != '\0' || n > 9 || number == 0)
        wrong(r, "'--%s' wants a whole number from 1, not '%s'", an_options[option].name, value);
    r->args->number[option] = number;
}

static void read_value(struct reader *r, enum an_opt option, const char *value)
{
    switch (an_options[option].kind) {
    case AN_OPT_FLAG:
    case AN_OPT_TEXT: return;
    case AN_OPT_DAY: read_day(r, option, value); return;
    case AN_OPT_NUMBER: read_number(r, option, value); return;
    case AN_OPT_LIST: add_list(r, option, value); return;
    }
    AN_UNREACHABLE();
}

static void take_option(struct reader *r, enum an_opt option, const char *value)
{
    struct an_args *args = r->args;
    const char *name = an_options[option].name;
    if (value && !*value) {
        wrong(r, "'--%s' has an empty %s", name, an_options[option].argument);
        return;
    }
    bool once = an_options[option].kind != AN_OPT_LIST;
    if (args->given[option] && once && value && strcmp(value, args->value[option]) != 0)
        wrong(r, "'--%s' is given twice: '%s' and '%s'", name, args->value[option], value);
    args->given[option] = true;
    args->value[option] = value;
    if (value)
        read_value(r, option, value);
}

static void read_long(struct reader *r, const char *word)
{
    size_t n = strcspn(word, "=");
    const char *name = an_strndup(r->arena, word, n);
    const char *value = word[n] == '=' ? word + n + 1 : NULL;
    int found = find_option(name);
    if (found < 0) {
        unknown_option(r, name);
        return;
    }
    enum an_opt option = (enum an_opt)found;
    if (!an_options[option].argument && value) {
        wrong(r, "'--%s' takes no value, found '%s'", name, value);
        return;
    }
    if (an_options[option].argument && !value) {
        if (r->at == r->argc || strcmp(r->argv[r->at], "--") == 0) {
            wrong(r, "'--%s' wants a value: --%s %s", name, name, an_options[option].argument);
            return;
        }
        value = r->argv[r->at++];
    }
    take_option(r, option, value);
}

static void read_operand(struct reader *r, const char *word)
{
    struct an_args *args = r->args;
    if (args->command) {
        an_vec_push(r->arena, &args->operands, word);
        return;
    }
    args->command = an_command_find(word);
    if (args->command || args->errors.n > 0)
        return;
    struct an_nearest nearest;
    an_nearest_init(&nearest, word);
    for (size_t i = 0; i < an_n_commands; i++)
        an_nearest_try(&nearest, an_commands[i].name);
    wrong(r, "unknown command '%s'%s", word, hint(r, &nearest, ""));
    r->at = r->argc; /* what the rest means depends on the command */
}

static void read_words(struct reader *r)
{
    bool options = true;
    while (r->at < r->argc) {
        const char *word = r->argv[r->at++];
        if (!options || word[0] != '-' || word[1] == '\0')
            read_operand(r, word);
        else if (strcmp(word, "--") == 0)
            options = false;
        else if (strcmp(word, "-h") == 0)
            take_option(r, AN_OPT_help, NULL);
        else if (word[1] == '-')
            read_long(r, word + 2);
        else
            wrong(
                r,
                "unknown option '%s'; options are written in full, and '--' goes before a file of "
                "this name",
                word);
    }
}

/* ---- what must fit together ---- */

static void check_taken(struct reader *r)
{
    const struct an_command *command = r->args->command;
    for (int i = 0; i < AN_OPT_COUNT; i++)
        if (r->args->given[i] && i != AN_OPT_version && !an_command_takes(command, (enum an_opt)i))
            wrong(r, "'%s' takes no option '--%s'", command->name, an_options[i].name);
}

static void check_operands(struct reader *r)
{
    const struct an_command *command = r->args->command;
    size_t n = r->args->operands.n;
    if (n < command->fewest)
        wrong(r, "'%s' needs to be told what to work on: %s", command->name, command->operands);
    if (command->most > 0 && n > command->most)
        wrong(r, "'%s' takes %s and no more; found '%s' as well", command->name, command->operands,
              r->args->operands.v[command->most]);
}

static void check_values(struct reader *r)
{
    const char *color = r->args->value[AN_OPT_color];
    if (color && strcmp(color, "auto") != 0 && strcmp(color, "always") != 0 &&
        strcmp(color, "never") != 0)
        wrong(r, "'--color' is auto, always or never, not '%s'", color);
}

/* The format that the end of the output's name stands for, or NULL. */
static const char *format_of_name(const struct an_command *command, const char *path)
{
    const char *dot = path ? strrchr(path, '.') : NULL;
    if (!dot || strchr(dot, '/'))
        return NULL;
    if (strcmp(dot, ".htm") == 0)
        return "html";
    return an_command_writes(command, dot + 1) ? dot + 1 : NULL;
}

static void choose_format(struct reader *r)
{
    const struct an_command *command = r->args->command;
    const char *named = r->args->value[AN_OPT_format];
    const char *by_name = format_of_name(command, r->args->value[AN_OPT_output]);
    r->args->format =
        by_name ? by_name : an_strndup(r->arena, command->formats, strcspn(command->formats, ","));
    if (!named)
        return;
    if (an_command_writes(command, named))
        r->args->format = named;
    else
        wrong(r, "'--format' of '%s' is one of %s, not '%s'", command->name,
              an_command_formats(r->arena, command), named);
}

void an_args_read(struct an_args *args, struct an_arena *arena, int argc, char *const *argv)
{
    struct reader r = {.args = args, .arena = arena, .argc = argc, .at = 1, .argv = argv};
    *args = (struct an_args){.format = "text"};
    read_words(&r);
    check_values(&r);
    if (!args->command) {
        bool asks = args->given[AN_OPT_help] || args->given[AN_OPT_version];
        if (args->errors.n == 0 && !asks)
            wrong(&r, "a command is missing");
        return;
    }
    check_taken(&r);
    choose_format(&r);
    if (!args->given[AN_OPT_help])
        check_operands(&r);
}
