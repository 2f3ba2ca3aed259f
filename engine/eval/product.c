/* The public handle of a profile: reading it against the model of an open base. */
#include "engine/eval/run.h"
#include "engine/lang/lang.h"

struct reading {
    struct an_product *product;
    const struct an_base *base;
    const char *path;
};

static enum an_status enter_read(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct reading *r = what;
    const struct an_profile *profile = an_profile_read(arena, ws->diags, r->base->model, r->path);
    if (!profile)
        return AN_EINPUT;
    r->product = AN_NEW(arena, struct an_product);
    r->product->arena = arena;
    r->product->base = r->base;
    r->product->profile = profile;
    return AN_OK;
}

enum an_status an_product_read(struct an_product **out, const struct an_base *base,
                               struct an_workspace *ws, const char *path)
{
    struct reading r = {NULL, base, path};
    enum an_status status = an_enter(ws, "a profile was read", enter_read, &r);
    *out = status == AN_OK ? r.product : NULL;
    return status;
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

struct finding_files {
    struct an_product_files *files;
    const char *const *paths;
    size_t n_paths;
};

static enum an_status enter_files(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct finding_files *f = what;
    f->files = AN_NEW(arena, struct an_product_files);
    f->files->arena = arena;
    bool found = an_profile_files(arena, ws->diags, f->paths, f->n_paths, &f->files->paths);
    return found ? AN_OK : AN_EINPUT;
}

enum an_status an_product_files(struct an_product_files **out, struct an_workspace *ws,
                                const char *const *paths, size_t n_paths)
{
    struct finding_files f = {NULL, paths, n_paths};
    enum an_status status = an_enter(ws, "profiles were looked for", enter_files, &f);
    *out = status == AN_OK ? f.files : NULL;
    return status;
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
