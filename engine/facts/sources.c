/*
 * Files and roots of a load. A root is a folder or file as it was given; only what is below it has
 * a name in a base, so that the same files give the same bytes wherever they lie. Whether an old
 * root is still among the new ones is therefore told by its files.
 */
#include "engine/facts/sources.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/limits.h"
#include "engine/base/map.h"
#include "engine/base/sizes.h"

void an_sources_begin(struct an_sources *s, struct an_arena *arena, const struct an_file_list *list)
{
    *s = (struct an_sources){.path = AN_NEW_ARRAY(arena, const char *, list->n),
                             .file = AN_NEW_ARRAY(arena, struct an_file, list->n),
                             .root = AN_NEW_ARRAY(arena, uint32_t, list->n)};
    for (size_t i = 0; i < list->n; i++) {
        if (s->n > 0 && strcmp(s->path[s->n - 1], list->path[i]) == 0)
            continue;
        s->path[s->n] = list->path[i];
        s->file[s->n++].name = list->name[i];
    }
}

/* ---- hashes ---- */

enum { PART = 64 * 1024 };

static bool hash_fd(struct an_arena *arena, int fd, void *part, struct an_file *f)
{
    struct an_hasher *hasher = an_hasher_new(arena);
    f->bytes = 0;
    for (;;) {
        ssize_t got = read(fd, part, PART);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || f->bytes > AN_MAX_FILE_BYTES)
            return false;
        if (got == 0)
            break;
        an_hasher_add(hasher, part, (size_t)got);
        f->bytes += (uint64_t)got;
    }
    f->hash = an_hasher_end(hasher);
    return true;
}

/* A pipe or device is left to the reader of the language, which refuses it. */
static bool hash_file(struct an_arena *arena, const char *path, void *part, struct an_file *f)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && hash_fd(arena, fd, part, f);
    (void)close(fd);
    return ok;
}

bool an_sources_hash(struct an_sources *s, struct an_arena *arena)
{
    struct an_arena *scratch = an_scratch_new(arena);
    void *part = an_alloc(scratch, PART);
    bool ok = true;
    for (uint32_t i = 0; i < s->n && ok; i++)
        ok = hash_file(scratch, s->path[i], part, &s->file[i]);
    an_arena_free(scratch);
    return ok;
}

void an_sources_take(struct an_sources *s, const struct an_model *m)
{
    for (uint32_t i = 0; i < s->n && i < m->files.n; i++) {
        s->file[i].hash = m->files.v[i].hash;
        s->file[i].bytes = m->files.v[i].bytes;
    }
}

/* ---- roots ---- */

/* A root while they are numbered. Equal roots have equal keys. */
struct root {
    const char *key; /* the path of a file; of a folder what stands before the names of its files */
    bool folder;
    uint32_t first; /* file */
    uint32_t number;
};

static bool is_given(const char *path, const char *const *paths, size_t n_paths)
{
    for (size_t i = 0; i < n_paths; i++)
        if (strcmp(paths[i], path) == 0)
            return true;
    return false;
}

/* Folders first; then by the first of their files, which is all that a base knows of them. */
static int compare_roots(const void *a, const void *b)
{
    const struct root *x = a, *y = b;
    if (x->folder != y->folder)
        return x->folder ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static const char *key_of(struct an_arena *arena, const struct an_sources *s, uint32_t i,
                          bool *folder)
{
    const char *path = s->path[i];
    if (!*folder)
        return an_strf(arena, "=%s", path); /* no folder has this key */
    size_t n = strlen(path), name = strlen(s->file[i].name);
    return an_strndup(arena, path, n > name ? n - name : 0);
}

void an_sources_root(struct an_sources *s, struct an_arena *arena, const char *const *paths,
                     size_t n_paths)
{
    struct root *root = AN_NEW_ARRAY(arena, struct root, s->n);
    uint32_t *number = AN_NEW_ARRAY(arena, uint32_t, s->n);
    struct an_map known;
    an_map_init(&known, arena);
    s->roots = s->folders = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        bool folder = !is_given(s->path[i], paths, n_paths);
        const char *key = key_of(arena, s, i, &folder);
        if (an_map_put(&known, key, s->roots, &s->root[i])) {
            root[s->roots] = (struct root){key, folder, i, s->roots};
            s->root[i] = s->roots++;
            s->folders += folder ? 1 : 0;
        }
    }
    if (s->roots > 0)
        qsort(root, s->roots, sizeof *root, compare_roots);
    for (uint32_t r = 0; r < s->roots; r++)
        number[root[r].number] = r;
    for (uint32_t i = 0; i < s->n; i++)
        s->root[i] = number[s->root[i]];
}

/* ---- what the old base was made from ---- */

struct old_files {
    struct an_file *file;
    uint32_t *root;
    uint32_t n;
};

static bool read_old(struct an_db *old, struct old_files *out)
{
    struct an_walk walk;
    struct an_model m = {.arena = old->arena};
    uint64_t n = old->sum[AN_TABLE_SOURCE_FILE].rows;
    *out = (struct old_files){AN_NEW_ARRAY(old->arena, struct an_file, n + 1),
                              AN_NEW_ARRAY(old->arena, uint32_t, n + 1), an_u32(n)};
    m.files.v = out->file;
    m.files.n = out->n;
    an_db_read(old, &walk);
    walk.row.m = &m;
    walk.array.files = out->file;
    walk.roots.of_file = walk.array.root_of_file = out->root;
    an_walk_files(&walk);
    return !walk.stopped;
}

/* How many files of an old root are there, in all and below the new root that has most of them. */
struct kept {
    uint32_t files, anywhere, together;
    const char *missing;
};

static struct kept kept_of(const struct an_sources *s, struct an_arena *arena,
                           const struct an_map *index, const struct old_files *old, uint32_t root)
{
    struct kept kept = {0, 0, 0, NULL};
    uint32_t *below = AN_NEW_ARRAY(arena, uint32_t, s->roots);
    for (uint32_t i = 0; i < old->n; i++) {
        uint32_t now;
        if (old->root[i] != root)
            continue;
        kept.files++;
        if (!an_map_get(index, old->file[i].name, &now)) {
            kept.missing = kept.missing ? kept.missing : old->file[i].name;
            continue;
        }
        kept.anywhere++;
        uint32_t r = s->root[now];
        if (r < s->folders && ++below[r] > kept.together)
            kept.together = below[r];
    }
    return kept;
}

/*
 * A root is still given if all its files are; a folder also if half of them are below one folder:
 * the rest was removed or renamed there.
 */
bool an_sources_lost(const struct an_sources *s, struct an_db *old, struct an_lost_root *lost)
{
    struct old_files before;
    struct an_map index;
    if (!read_old(old, &before))
        return false;
    an_map_init(&index, old->arena);
    for (uint32_t i = 0; i < s->n; i++)
        an_map_put(&index, s->file[i].name, i, NULL);
    for (uint64_t r = 0; r < old->about.folders + old->about.files; r++) {
        struct kept k = kept_of(s, old->arena, &index, &before, (uint32_t)r);
        bool folder = r < old->about.folders;
        if (k.anywhere == k.files || (folder && 2 * (uint64_t)k.together >= k.files))
            continue;
        *lost = (struct an_lost_root){folder, k.missing};
        return true;
    }
    return false;
}
