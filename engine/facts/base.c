/*
 * The handle of a fact base: opened from a file, or made in memory from YAML files. Either way the
 * whole model is in one arena that lives as long as the handle.
 */
#include "engine/facts/base.h"

#include <string.h>

#include "engine/facts/db.h"
#include "engine/lang/lang.h"

static struct an_base *new_base(struct an_arena *arena)
{
    struct an_base *base = AN_NEW(arena, struct an_base);
    base->arena = arena;
    return base;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

/* 64 hex digits, as an_db_open has checked. */
static struct an_hash hash_of(const char *hex)
{
    struct an_hash hash;
    for (size_t i = 0; i < sizeof hash.b; i++)
        hash.b[i] = (uint8_t)(digit_of(hex[2 * i]) << 4 | digit_of(hex[2 * i + 1]));
    return hash;
}

/* Everything between the open connection and the sound model. */
static enum an_status read_model(struct an_db *db, struct an_model **out, struct an_roots *roots)
{
    struct an_model *m = AN_NEW(db->arena, struct an_model);
    struct an_walk walk;
    m->arena = db->arena;
    an_db_read(db, &walk);
    if (!an_walk_read(&walk, m))
        return an_db_fault(db, &walk);
    m->revision = hash_of(db->about.revision);
    const char *why = an_model_fault(db->arena, m);
    if (why)
        return an_db_damaged(db->ws, db->path, "%s", why);
    an_model_index(m);
    *roots = walk.roots;
    *out = m;
    return AN_OK;
}

enum an_status an_base_read(struct an_db *db, struct an_workspace *ws, struct an_arena *arena,
                            const char *path, struct an_model **model, struct an_roots *roots)
{
    enum an_status status = an_db_open(db, ws, arena, path);
    return status == AN_OK ? read_model(db, model, roots) : status;
}

static enum an_status open_base(struct an_base **out, struct an_workspace *ws,
                                struct an_arena *arena, const char *path)
{
    struct an_db *db = AN_NEW(arena, struct an_db); /* the connection points to it */
    struct an_model *model = NULL;
    struct an_roots roots;
    enum an_status status = an_base_read(db, ws, arena, an_strdup(arena, path), &model, &roots);
    if (status != AN_OK)
        return status;
    struct an_base *base = new_base(arena);
    base->model = model;
    base->path = db->path;
    base->db = db;
    memcpy(base->revision, db->about.revision, sizeof base->revision);
    *out = base;
    return AN_OK;
}

static enum an_status base_from_files(struct an_base **out, struct an_workspace *ws,
                                      struct an_arena *arena, const char *const *paths,
                                      size_t n_paths)
{
    struct an_file_list files;
    struct an_policy_set set;
    if (!an_source_find(arena, ws->diags, paths, n_paths, &files) ||
        !an_lang_load(arena, ws->diags, &files, AN_LANG_POLICIES, &set))
        return AN_EINPUT;
    struct an_base *base = new_base(arena);
    base->model = set.model;
    an_hash_hex(&set.model->revision, base->revision);
    *out = base;
    return AN_OK;
}

/* What both ways of making a base need: an arena, and what happens when memory runs out. */
static enum an_status begin(struct an_base **out, struct an_workspace *ws, struct an_arena **arena)
{
    *out = NULL;
    ws->reason[0] = '\0';
    *arena = an_arena_new();
    return *arena ? AN_OK : an_fail(ws, AN_ENOMEM, "out of memory");
}

enum an_status an_base_open(struct an_base **out, struct an_workspace *ws, const char *path)
{
    struct an_arena *arena;
    if (begin(out, ws, &arena) != AN_OK)
        return AN_ENOMEM;
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return an_fail(ws, AN_ENOMEM, "'%s': out of memory", path);
    }
    enum an_status status = open_base(out, ws, arena, path);
    if (status != AN_OK)
        an_arena_free(arena);
    return status;
}

enum an_status an_base_from_files(struct an_base **out, struct an_workspace *ws,
                                  const char *const *paths, size_t n_paths)
{
    struct an_arena *arena;
    *out = NULL;
    if (n_paths == 0)
        return an_fail(ws, AN_EMISUSE, "an_base_from_files needs files or folders");
    if (begin(out, ws, &arena) != AN_OK)
        return AN_ENOMEM;
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return an_fail(ws, AN_ENOMEM, "out of memory while the rules were read");
    }
    an_arena_share_handler(ws->arena, arena);
    enum an_status status = base_from_files(out, ws, arena, paths, n_paths);
    if (status != AN_OK)
        an_arena_free(arena);
    return status;
}

void an_base_close(struct an_base *base)
{
    if (base)
        an_arena_free(base->arena);
}

const char *an_base_revision(const struct an_base *base)
{
    return base->revision;
}
