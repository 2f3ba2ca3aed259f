/*
 * What the program says on standard error: the diagnostics of the library, in text or JSON as the
 * output is, and why something outside the input failed, in the same form.
 */
#include "engine/cli/cli.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "engine/cli/guard.h"
#include "engine/diag/workspace.h"

bool an_cli_json(const struct an_cli *cli)
{
    return strcmp(cli->args.format, "json") == 0;
}

const char *an_cli_day(struct an_cli *cli, enum an_opt option)
{
    const char *day = cli->args.value[option];
    if (!day || strcmp(day, "today") != 0)
        return day;
    char *today = an_alloc(cli->arena, 11);
    an_today(today);
    return today;
}

static void write_list(struct an_cli *cli, const struct an_diag_list *list)
{
    struct an_sink sink = an_sink_file(stderr);
    an_diag_write(list, &sink, an_cli_json(cli) ? AN_DIAG_JSON : AN_DIAG_TEXT,
                  an_terminal_colour(STDERR_FILENO, cli->args.value[AN_OPT_color]));
    (void)fflush(stderr);
}

void an_cli_tell(struct an_cli *cli)
{
    const struct an_diag_list *list = an_workspace_diags(cli->ws);
    size_t n = an_diag_count(list, AN_SEV_ERROR) + an_diag_count(list, AN_SEV_WARNING) +
               an_diag_count(list, AN_SEV_NOTICE);
    if (n == cli->diags_told)
        return;
    cli->diags_told = n;
    write_list(cli, list);
}

/* Told with what is pending, or, if that has been told, alone. */
AN_PRINTF(4, 0)
static void tell(struct an_cli *cli, enum an_msg msg, const char *help, const char *fmt,
                 va_list args)
{
    char text[1024];
    struct an_diag_list *list = cli->ws->diags;
    struct an_span nowhere = {.file = AN_NO_FILE};
    bool alone = cli->diags_told > 0;
    vsnprintf(text, sizeof text, fmt, args);
    if (alone)
        list = an_diag_list_new(cli->arena);
    struct an_diag_entry *entry = an_diag_add(list, msg, nowhere, text);
    if (help)
        an_diag_help(entry, "%s", help);
    if (alone)
        write_list(cli, list);
    else
        an_cli_tell(cli);
}

int an_cli_world_help(struct an_cli *cli, const char *help, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    tell(cli, AN_MSG_world_failed, help, fmt, args);
    va_end(args);
    return AN_EXIT_WORLD;
}

int an_cli_world(struct an_cli *cli, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    tell(cli, AN_MSG_world_failed, NULL, fmt, args);
    va_end(args);
    return AN_EXIT_WORLD;
}

void an_cli_input(struct an_cli *cli, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    tell(cli, AN_MSG_not_usable, NULL, fmt, args);
    va_end(args);
}

int an_cli_failed(struct an_cli *cli, enum an_status status)
{
    const char *reason = an_workspace_reason(cli->ws);
    switch (status) {
    case AN_OK: return AN_EXIT_FINE;
    case AN_EINPUT:
    case AN_ENOTFOUND: an_cli_tell(cli); return AN_EXIT_INPUT;
    case AN_ENOMEM:
    case AN_EIO:
    case AN_EBUSY:
    case AN_EDAMAGED:
    case AN_ELIMIT:
    case AN_EMISUSE: break;
    }
    return an_cli_world(cli, "%s", *reason ? reason : an_status_name(status));
}
