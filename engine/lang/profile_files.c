/* Which files of a folder hold a product: for commands that take many of them. */
#include <sys/stat.h>

#include "engine/base/vec.h"
#include "engine/lang/lang.h"
#include "engine/lang/read.h"

/* A file that cannot be read counts: whoever reads it says what is wrong. */
static bool holds_product(struct an_arena *outer, const char *path)
{
    struct an_arena *aside = an_scratch_new(outer);
    const struct an_source *source = an_source_read(aside, an_diag_list_new(aside), path);
    bool holds = !source;
    for (size_t i = 0; source && i < source->n_docs; i++)
        holds = holds || (an_is_map(source->doc[i]) && an_node_get(source->doc[i], "product"));
    an_arena_free(aside);
    return holds;
}

bool an_profile_files(struct an_arena *arena, struct an_diag_list *diags, const char *const *paths,
                      size_t n_paths, struct an_texts *out)
{
    AN_VEC(const char *) files = {0};
    for (size_t i = 0; i < n_paths; i++) {
        struct stat there;
        if (stat(paths[i], &there) != 0 || !S_ISDIR(there.st_mode)) {
            an_vec_push(arena, &files, an_strdup(arena, paths[i]));
            continue;
        }
        struct an_file_list found;
        if (!an_source_find(arena, diags, &paths[i], 1, &found))
            return false;
        for (size_t k = 0; k < found.n; k++)
            if (holds_product(arena, found.path[k]))
                an_vec_push(arena, &files, found.path[k]);
    }
    *out = (struct an_texts){files.v, (uint32_t)files.n};
    return true;
}
