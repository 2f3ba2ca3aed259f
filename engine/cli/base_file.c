/* Where the fact base is: --base, or beside the program, or in a shared folder. */
#include "engine/cli/cli.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char default_name[] = "policies.db";

/* Folder of the program itself, links followed, with its slash; NULL if /proc does not tell. */
static const char *program_folder(struct an_arena *arena)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n <= 0)
        return NULL;
    path[n] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash)
        return NULL;
    slash[1] = '\0';
    return an_strdup(arena, path);
}

const char *an_beside_program(struct an_arena *arena, const char *name)
{
    const char *folder = program_folder(arena);
    return folder ? an_strf(arena, "%s%s", folder, name) : NULL;
}

static bool is_there(const char *path)
{
    struct stat there;
    return path && stat(path, &there) == 0;
}

const char *an_base_to_write(struct an_cli *cli)
{
    const char *named = cli->args.value[AN_OPT_base];
    if (named)
        return named;
    const char *beside = an_beside_program(cli->arena, default_name);
    return beside ? beside : default_name;
}

/* Beside the program; as installed by a packager: prefix/bin and prefix/share; system-wide. */
static const char *find_default(struct an_arena *arena)
{
    const char *folder = program_folder(arena);
    const char *places[] = {
        folder ? an_strf(arena, "%s%s", folder, default_name) : NULL,
        folder ? an_strf(arena, "%s../share/antinomy/%s", folder, default_name) : NULL,
        an_strf(arena, "/usr/local/share/antinomy/%s", default_name),
        an_strf(arena, "/usr/share/antinomy/%s", default_name),
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (is_there(places[i]))
            return places[i];
    return NULL;
}

const char *an_base_to_read(struct an_cli *cli)
{
    const char *named = cli->args.value[AN_OPT_base];
    if (named && is_there(named))
        return named;
    const char *found = named ? NULL : find_default(cli->arena);
    if (found)
        return found;
    if (named)
        (void)an_cli_world_help(
            cli, an_strf(cli->arena, "build it: antinomy load policies --base %s", named),
            "there is no fact base '%s'", named);
    else
        (void)an_cli_world_help(
            cli, "build one: antinomy load policies",
            "there is no fact base beside the program; none was named with --base");
    return NULL;
}

static void close_base(void *base)
{
    an_base_close(base);
}

struct an_base *an_open_base(struct an_cli *cli, int *status)
{
    struct an_base *base = NULL;
    const char *path = an_base_to_read(cli);
    *status = AN_EXIT_WORLD;
    if (!path)
        return NULL;
    enum an_status opened = an_base_open(&base, cli->ws, path);
    if (opened != AN_OK) {
        *status = an_cli_failed(cli, opened);
        return NULL;
    }
    an_defer(cli->arena, close_base, base);
    return base;
}
