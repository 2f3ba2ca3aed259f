/* The public handle of a profile: reading it against the model of an open base. */
#include "engine/eval/run.h"
#include "engine/lang/lang.h"

enum an_status an_product_read(struct an_product **out, const struct an_base *base,
                               struct an_workspace *ws, const char *path)
{
    *out = NULL;
    ws->reason[0] = '\0';
    struct an_arena *arena = an_arena_new();
    if (!arena)
        return an_fail(ws, AN_ENOMEM, "out of memory");
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return an_fail(ws, AN_ENOMEM, "'%s': out of memory", path);
    }
    an_arena_share_handler(ws->arena, arena);
    const struct an_profile *profile = an_profile_read(arena, ws->diags, base->model, path);
    if (!profile) {
        an_arena_free(arena);
        return AN_EINPUT;
    }
    struct an_product *product = AN_NEW(arena, struct an_product);
    product->arena = arena;
    product->base = base;
    product->profile = profile;
    *out = product;
    return AN_OK;
}

void an_product_free(struct an_product *product)
{
    if (product)
        an_arena_free(product->arena);
}

const char *an_product_id(const struct an_product *product)
{
    return product->profile->id;
}

/* ---- files ---- */

struct an_product_files {
    struct an_arena *arena;
    struct an_texts paths;
};

enum an_status an_product_files(struct an_product_files **out, struct an_workspace *ws,
                                const char *const *paths, size_t n_paths)
{
    *out = NULL;
    ws->reason[0] = '\0';
    struct an_arena *arena = an_arena_new();
    if (!arena)
        return an_fail(ws, AN_ENOMEM, "out of memory");
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return an_fail(ws, AN_ENOMEM, "out of memory");
    }
    an_arena_share_handler(ws->arena, arena);
    struct an_product_files *files = AN_NEW(arena, struct an_product_files);
    files->arena = arena;
    if (!an_profile_files(arena, ws->diags, paths, n_paths, &files->paths)) {
        an_arena_free(arena);
        return AN_EINPUT;
    }
    *out = files;
    return AN_OK;
}

size_t an_product_files_count(const struct an_product_files *files)
{
    return files->paths.n;
}

const char *const *an_product_files_paths(const struct an_product_files *files)
{
    return files->paths.v;
}

void an_product_files_free(struct an_product_files *files)
{
    if (files)
        an_arena_free(files->arena);
}
