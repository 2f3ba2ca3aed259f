/* Commands that need no base: schema, messages, help. */
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/cli/cli.h"
#include "engine/cli/guard.h"
#include "engine/diag/diag.h"
#include "engine/diag/nearest.h"
#include "reports/page.h"

/* ---- schema ---- */

static void unknown_kind(struct an_cli *cli, const char *kind)
{
    struct an_nearest nearest;
    an_nearest_init(&nearest, kind);
    const char *name, *all = "";
    for (size_t i = 0; (name = an_language_kind(i)) != NULL; i++) {
        an_nearest_try(&nearest, name);
        all = an_strf(cli->arena, "%s%s%s", all, *all ? ", " : "", name);
    }
    if (nearest.best)
        an_cli_input(cli, "there is no kind of document '%s'; did you mean '%s'?", kind,
                     nearest.best);
    else
        an_cli_input(cli, "there is no kind of document '%s'; it is one of %s", kind, all);
}

int an_cmd_schema(struct an_cli *cli)
{
    const char *kind = cli->args.operands.n > 0 ? cli->args.operands.v[0] : NULL;
    if (kind && !an_cli_json(cli)) {
        an_cli_input(cli, "the reference describes all kinds of documents: leave '%s' out", kind);
        return AN_EXIT_INPUT;
    }
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    if (!an_cli_json(cli)) {
        an_language_reference(sink);
        return an_output_close(cli, true, AN_EXIT_FINE);
    }
    bool known = an_language_schema(sink, kind) == AN_OK;
    if (!known)
        unknown_kind(cli, kind);
    return an_output_close(cli, known, known ? AN_EXIT_FINE : AN_EXIT_INPUT);
}

/* ---- messages ---- */

/* A message as it is listed: its places for values shown as '...'. */
static const char *readable(struct an_arena *arena, const char *text)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    for (; *text; text++) {
        if (*text != '%') {
            an_put_n(&out.sink, text, 1);
            continue;
        }
        text += strspn(text + 1, "0123456789.zlh") + 1;
        an_put(&out.sink, "...");
    }
    return out.text;
}

static void list_messages(struct an_cli *cli, struct an_sink *sink)
{
    for (int i = 0; i < AN_MSG_COUNT; i++) {
        enum an_msg msg = (enum an_msg)i;
        an_putf(sink, "%s  %-8s %s\n", an_msg_code(msg), an_severity_name(an_msg_severity(msg)),
                readable(cli->arena, an_msg_text(msg)));
    }
}

static const char *code_in_capitals(struct an_arena *arena, const char *code)
{
    char *copy = an_strdup(arena, code);
    for (char *p = copy; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 'a' + 'A');
    return copy;
}

static int message_of(const char *code)
{
    for (int i = 0; i < AN_MSG_COUNT; i++)
        if (strcmp(an_msg_code((enum an_msg)i), code) == 0)
            return i;
    return -1;
}

/* Paragraphs are wrapped; indented lines are examples and stay as they are. */
static void put_page(struct an_page *page, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        if (*text == ' ')
            an_putf(&page->sink, "%.*s\n", (int)n, text);
        else
            an_page_text(page, 0, 0, AN_TINT_NONE, an_strndup(page->arena, text, n));
        text += n + (text[n] == '\n');
    }
}

static void put_message(struct an_page *page, enum an_msg msg)
{
    an_page_text(page, 0, 0, AN_TINT_STRONG,
                 an_strf(page->arena, "%s (%s): %s", an_msg_code(msg),
                         an_severity_name(an_msg_severity(msg)),
                         readable(page->arena, an_msg_text(msg))));
    an_page_blank(page);
    put_page(page, an_msg_page(an_msg_code(msg)));
}

static void unknown_code(struct an_cli *cli, const char *code)
{
    struct an_nearest nearest;
    an_nearest_init(&nearest, code);
    for (int i = 0; i < AN_MSG_COUNT; i++)
        an_nearest_try(&nearest, an_msg_code((enum an_msg)i));
    an_cli_input(cli, "there is no message '%s'%s%s%s", code,
                 nearest.best ? "; did you mean '" : "", nearest.best ? nearest.best : "",
                 nearest.best ? "'?" : "");
}

int an_cmd_messages(struct an_cli *cli)
{
    int status = AN_EXIT_FINE;
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    struct an_text_style style = an_output_style(cli);
    struct an_page page;
    an_page_init(&page, sink, cli->arena, &style);
    if (cli->args.operands.n == 0)
        list_messages(cli, &page.sink);
    for (size_t i = 0; i < cli->args.operands.n; i++) {
        const char *code = code_in_capitals(cli->arena, cli->args.operands.v[i]);
        int msg = message_of(code);
        if (msg < 0) {
            unknown_code(cli, code);
            status = AN_EXIT_INPUT;
            continue;
        }
        if (i > 0)
            an_page_blank(&page);
        put_message(&page, (enum an_msg)msg);
    }
    an_page_end(&page);
    return an_output_close(cli, status == AN_EXIT_FINE, status);
}

/* ---- help ---- */

int an_cmd_help(struct an_cli *cli)
{
    const struct an_command *command = NULL;
    if (cli->args.operands.n > 0) {
        const char *name = cli->args.operands.v[0];
        command = an_command_find(name);
        if (!command) {
            struct an_nearest nearest;
            an_nearest_init(&nearest, name);
            for (size_t i = 0; i < an_n_commands; i++)
                an_nearest_try(&nearest, an_commands[i].name);
            fprintf(stderr, "antinomy: unknown command '%s'%s%s%s\n",
                    an_utf8_shown(cli->arena, name), nearest.best ? " (did you mean '" : "",
                    nearest.best ? nearest.best : "", nearest.best ? "'?)" : "");
            return AN_EXIT_USAGE;
        }
    }
    struct an_sink *sink = an_output_open(cli);
    if (!sink)
        return AN_EXIT_WORLD;
    an_help_write(cli->arena, sink, command);
    return an_output_close(cli, true, AN_EXIT_FINE);
}
