/*
 * Finding the files of a load: folders are searched with a work list, not by recursion; the result
 * is sorted, so that the order of a file system reaches nobody.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "engine/base/limits.h"
#include "engine/base/vec.h"
#include "engine/source/bytes.h"
#include "engine/source/source.h"

struct entry {
    const char *path, *name;
};

struct search {
    struct an_arena *arena;
    struct an_diag_list *diags;
    AN_VEC(struct entry) files;
    AN_VEC(struct entry) folders; /* still to be read */
    bool ok;
};

static bool ends_in_yaml(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && (strcasecmp(dot, ".yaml") == 0 || strcasecmp(dot, ".yml") == 0);
}

static void close_folder(void *folder)
{
    (void)closedir(folder);
}

static const char *joined(struct an_arena *arena, const char *folder, const char *name)
{
    size_t n = strlen(folder);
    if (n == 0)
        return an_strdup(arena, name);
    return an_strf(arena, "%s%s%s", folder, folder[n - 1] == '/' ? "" : "/", name);
}

/* A link to a folder is not followed, so a search always ends; a link to a file is. */
static void take(struct search *s, const struct entry *folder, const char *name)
{
    struct entry e = {joined(s->arena, folder->path, name), joined(s->arena, folder->name, name)};
    struct stat st;
    if (lstat(e.path, &st) == 0 && S_ISDIR(st.st_mode)) {
        an_vec_push(s->arena, &s->folders, e);
        return;
    }
    if (!ends_in_yaml(name))
        return;
    if (stat(e.path, &st) == 0 && S_ISDIR(st.st_mode))
        return;
    an_vec_push(s->arena, &s->files, e);
}

static void fail(struct search *s, const char *path, int error)
{
    an__report_file(s->diags, path, AN_FILE_FAILED, error);
    s->ok = false;
}

static void read_folder(struct search *s, const struct entry *folder)
{
    struct an_arena *scratch = an_scratch_new(s->arena); /* before the folder: it may not return */
    DIR *dir = opendir(folder->path);
    if (!dir) {
        fail(s, folder->path, errno);
        an_arena_free(scratch);
        return;
    }
    an_defer(scratch, close_folder, dir);
    while (s->files.n <= AN_MAX_FILES) {
        errno = 0;
        const struct dirent *d = readdir(dir);
        if (!d && errno != 0)
            fail(s, folder->path, errno);
        if (!d)
            break;
        if (d->d_name[0] != '.')
            take(s, folder, d->d_name);
    }
    an_arena_free(scratch);
}

static void search_folder(struct search *s, const char *path)
{
    size_t before = s->files.n;
    bool ok_before = s->ok;
    struct entry root = {path, ""};
    an_vec_push(s->arena, &s->folders, root);
    while (s->folders.n > 0 && s->files.n <= AN_MAX_FILES) {
        struct entry next = s->folders.v[--s->folders.n];
        read_folder(s, &next);
    }
    if (s->files.n == before && s->ok == ok_before) {
        an_diag_add(s->diags, AN_MSG_folder_empty,
                    (struct an_span){.file = an_diag_file(s->diags, path, NULL)}, path);
        s->ok = false;
    }
}

static void search_path(struct search *s, const char *path)
{
    struct stat st;
    if (strcmp(path, "-") != 0) {
        if (stat(path, &st) != 0) {
            fail(s, path, errno);
            return;
        }
        if (S_ISDIR(st.st_mode)) {
            search_folder(s, path);
            return;
        }
    }
    const char *slash = strrchr(path, '/');
    struct entry e = {an_strdup(s->arena, path), an_strdup(s->arena, slash ? slash + 1 : path)};
    an_vec_push(s->arena, &s->files, e);
}

static int compare(const void *a, const void *b)
{
    const struct entry *ea = a, *eb = b;
    int order = strcmp(ea->name, eb->name);
    return order != 0 ? order : strcmp(ea->path, eb->path);
}

bool an_source_find(struct an_arena *arena, struct an_diag_list *diags, const char *const *paths,
                    size_t n_paths, struct an_file_list *out)
{
    struct search s = {.arena = arena, .diags = diags, .ok = true};
    for (size_t i = 0; i < n_paths && s.files.n <= AN_MAX_FILES; i++)
        search_path(&s, paths[i]);
    size_t n = s.files.n;
    if (n > AN_MAX_FILES) {
        an_diag_add(diags, AN_MSG_too_many_files, (struct an_span){.file = AN_NO_FILE},
                    AN_MAX_FILES);
        s.ok = false;
    }
    if (n > 0)
        qsort(s.files.v, n, sizeof s.files.v[0], compare);
    const char **path = AN_NEW_ARRAY(arena, const char *, n),
               **name = AN_NEW_ARRAY(arena, const char *, n);
    for (size_t i = 0; i < n; i++) {
        path[i] = s.files.v[i].path;
        name[i] = s.files.v[i].name;
    }
    *out = (struct an_file_list){path, name, n};
    return s.ok;
}
