/* Asking a positioned tree, and the way in: a file by its name. */
#include "engine/source/tree.h"

#include <string.h>
#include <strings.h>

#include "engine/source/source.h"

const struct an_node *an_node_get(const struct an_node *map, const char *key)
{
    if (map->kind != AN_NODE_MAP)
        return NULL;
    size_t len = strlen(key);
    for (size_t i = 0; i < map->map.n; i++) {
        const struct an_node *k = map->map.pair[i].key;
        if (k->kind == AN_NODE_SCALAR && k->scalar.len == len &&
            memcmp(k->scalar.text, key, len) == 0)
            return map->map.pair[i].value;
    }
    return NULL;
}

const char *an_node_kind_name(enum an_node_kind kind)
{
    switch (kind) {
    case AN_NODE_SCALAR: return "text";
    case AN_NODE_SEQ: return "a list";
    case AN_NODE_MAP: return "a mapping";
    }
    AN_UNREACHABLE();
}

bool an_source_is_json(const char *path)
{
    size_t n = strlen(path);
    return n > 5 && strcasecmp(path + n - 5, ".json") == 0;
}

const struct an_source *an_source_read(struct an_arena *arena, struct an_diag_list *diags,
                                       const char *path)
{
    /* The tree borrows nothing from the bytes. Those of standard input must stay for messages. */
    struct an_arena *scratch = an_scratch_new(arena);
    struct an_bytes bytes;
    const struct an_source *source = NULL;
    if (an_source_slurp(strcmp(path, "-") == 0 ? arena : scratch, diags, path, &bytes))
        source = an_source_is_json(path) ? an_source_parse_json(arena, diags, path, &bytes)
                                         : an_source_parse_yaml(arena, diags, path, &bytes);
    an_arena_free(scratch);
    if (source && source->n_docs == 0) {
        an_diag_add(diags, AN_MSG_file_empty,
                    (struct an_span){.file = source->file, .line = 1, .col = 1});
        return NULL;
    }
    return source;
}
