/*
 * Keys of mappings: unknown ones with the nearest name or the place where they belong, missing
 * ones, and those that exclude each other. Values are in shape_value.c.
 */
#include "engine/lang/shape.h"

#include <string.h>

#include "engine/diag/nearest.h"
#include "engine/lang/read.h"

enum { ENOUGH_ERRORS = 200 };

bool an_too_many_errors(const struct an_diag_list *diags)
{
    return an_diag_count(diags, AN_SEV_ERROR) > ENOUGH_ERRORS;
}

/* Where a fault of a whole mapping is shown: its first key, since the mapping may be pages long. */
static struct an_span head_of(const struct an_node *map)
{
    return map->kind == AN_NODE_MAP && map->map.n > 0 ? map->map.pair[0].key->span : map->span;
}

/* "an event, a provision" for a key that other mappings have; NULL if none has it. */
static const char *owners_of(struct an_arena *arena, const char *key)
{
    const char *list = NULL;
    size_t found = 0;
    for (unsigned k = 0; k < AN_KEY_COUNT; k++) {
        const struct an_key_row *row = an_key_row((enum an_key)k);
        if (strcmp(row->name, key) != 0)
            continue;
        if (++found > 4)
            return an_strf(arena, "%s ...", list);
        list = list ? an_strf(arena, "%s, %s", list, an_mapping_title(row->mapping))
                    : an_mapping_title(row->mapping);
    }
    return list;
}

static const char *nearest_key(enum an_mapping mapping, const char *key)
{
    size_t n;
    enum an_key first = an_mapping_keys(mapping, &n);
    struct an_nearest near;
    an_nearest_init(&near, key);
    for (size_t i = 0; i < n; i++)
        an_nearest_try(&near, an_key_row((enum an_key)(first + i))->name);
    return near.best;
}

static const char *keys_listed(struct an_arena *arena, enum an_mapping mapping)
{
    size_t n;
    enum an_key first = an_mapping_keys(mapping, &n);
    const char *list = "";
    for (size_t i = 0; i < n; i++)
        list = an_strf(arena, "%s%s%s", list, i > 0 ? ", " : "",
                       an_key_row((enum an_key)(first + i))->name);
    return list;
}

/* Returns the key that was probably meant, or AN_KEY_COUNT. */
static enum an_key report_unknown(struct an_shape_check *c, enum an_mapping mapping,
                                  const struct an_node *key)
{
    const char *name = key->scalar.text;
    struct an_diag_entry *e =
        an_diag_add(c->diags, AN_MSG_unknown_key, key->span, name, an_mapping_title(mapping));
    if (an_too_many_errors(c->diags))
        return AN_KEY_COUNT;
    const char *near = nearest_key(mapping, name);
    if (near) {
        an_diag_help(e, "did you mean '%s'?", near);
        return an_key_find(mapping, near);
    }
    const char *owners = owners_of(c->scratch, name);
    if (owners)
        an_diag_help(e, "'%s' is a key of %s", name, owners);
    else
        an_diag_note(e, "the keys of %s are %s", an_mapping_title(mapping),
                     keys_listed(c->scratch, mapping));
    return AN_KEY_COUNT;
}

/* What is known of the keys of one mapping while it is checked. */
struct keys_seen {
    const struct an_node *key[AN_MAX_KEYS];
    bool meant[AN_MAX_KEYS]; /* the nearest name of an unknown key */
    bool unknown;            /* some key was unknown */
};

static void check_keys(struct an_shape_check *c, enum an_mapping mapping,
                       const struct an_node *node, struct keys_seen *seen)
{
    size_t n;
    enum an_key first = an_mapping_keys(mapping, &n);
    for (size_t i = 0; i < node->map.n; i++) {
        const struct an_pair *pair = &node->map.pair[i];
        enum an_key key = an_key_find(mapping, pair->key->scalar.text);
        if (key == AN_KEY_COUNT) {
            enum an_key meant = report_unknown(c, mapping, pair->key);
            seen->unknown = true;
            if (meant != AN_KEY_COUNT)
                seen->meant[meant - first] = true;
            continue;
        }
        seen->key[key - first] = pair->key;
        if (an_is_empty(pair->value))
            an_diag_add(c->diags, AN_MSG_empty_value, pair->key->span, pair->key->scalar.text);
        else
            an__shape_check_value(c, key, pair->value);
    }
}

static const char *one_keys_listed(struct an_arena *arena, enum an_key first, size_t n)
{
    const char *list = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct an_key_row *row = an_key_row((enum an_key)(first + i));
        if (row->need == AN_NEED_ONE)
            list = list ? an_strf(arena, "%s, '%s'", list, row->name)
                        : an_strf(arena, "'%s'", row->name);
    }
    return list;
}

static void check_one(struct an_shape_check *c, enum an_mapping mapping, const struct an_node *node,
                      const struct keys_seen *seen)
{
    size_t n;
    enum an_key first = an_mapping_keys(mapping, &n);
    const struct an_node *found = NULL;
    bool wanted = false;
    for (size_t i = 0; i < n; i++) {
        const struct an_key_row *row = an_key_row((enum an_key)(first + i));
        if (row->need != AN_NEED_ONE)
            continue;
        wanted = true;
        if (found && seen->key[i]) {
            struct an_diag_entry *e =
                an_diag_add(c->diags, AN_MSG_one_twice, seen->key[i]->span, found->scalar.text,
                            row->name, an_mapping_title(mapping));
            an_diag_other(e, found->span, "the other one");
        }
        if (!found)
            found = seen->key[i];
    }
    if (wanted && !found && !seen->unknown)
        an_diag_add(c->diags, AN_MSG_one_missing, head_of(node), an_mapping_title(mapping),
                    one_keys_listed(c->scratch, first, n));
}

static void check_required(struct an_shape_check *c, enum an_mapping mapping,
                           const struct an_node *node, const struct keys_seen *seen)
{
    size_t n;
    enum an_key first = an_mapping_keys(mapping, &n);
    for (size_t i = 0; i < n; i++) {
        const struct an_key_row *row = an_key_row((enum an_key)(first + i));
        if (row->need != AN_NEED_REQ || seen->key[i] || seen->meant[i])
            continue;
        struct an_diag_entry *e = an_diag_add(c->diags, AN_MSG_missing_key, head_of(node),
                                              an_mapping_title(mapping), row->name);
        an_diag_note(e, "%s: %s", row->name, row->doc);
    }
}

void an_shape_check_map(struct an_shape_check *c, enum an_mapping mapping,
                        const struct an_node *node)
{
    if (node->kind != AN_NODE_MAP) {
        an_diag_add(c->diags, AN_MSG_wrong_kind, node->span, an_mapping_title(mapping), "a mapping",
                    an_node_kind_name(node->kind));
        return;
    }
    struct keys_seen seen = {.unknown = false};
    check_keys(c, mapping, node, &seen);
    check_required(c, mapping, node, &seen);
    check_one(c, mapping, node, &seen);
}

enum an_key an_document_kind(const struct an_node *document)
{
    enum an_key kind = AN_KEY_COUNT;
    if (!an_is_map(document))
        return kind;
    for (size_t i = 0; i < document->map.n; i++) {
        enum an_key key = an_key_find(AN_M_document, document->map.pair[i].key->scalar.text);
        if (key == AN_KEY_COUNT || key == AN_K_document_antinomy)
            continue;
        if (kind != AN_KEY_COUNT)
            return AN_KEY_COUNT;
        kind = key;
    }
    return kind;
}
