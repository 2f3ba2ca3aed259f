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
