/*
 * The way in: read, lay out, read again. What is handed out holds the values and comments of what
 * was read, and laying it out once more changes nothing; else the file is left alone.
 */
#include "engine/format/format.h"

#include <stdlib.h>
#include <string.h>

struct an_format_result {
    struct an_arena *arena;
    struct an_formatted pub;
};

struct an_format_files {
    struct an_arena *arena;
    struct an_file_list list;
};

/* ---- the same values ---- */

static bool same_node(const struct an_node *a, const struct an_node *b);

/* Whatever the order of the keys, which stand once. */
static bool same_map(const struct an_node *a, const struct an_node *b)
{
    if (a->map.n != b->map.n)
        return false;
    for (size_t i = 0; i < a->map.n; i++) {
        const struct an_node *other = an_node_get(b, a->map.pair[i].key->scalar.text);
        if (!other || !same_node(a->map.pair[i].value, other))
            return false;
    }
    return true;
}

/* The depth of a tree is limited by its reader. */
static bool same_node(const struct an_node *a, const struct an_node *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case AN_NODE_SCALAR:
        return a->scalar.len == b->scalar.len &&
               memcmp(a->scalar.text, b->scalar.text, a->scalar.len) == 0 &&
               (a->span.len == 0) == (b->span.len == 0);
    case AN_NODE_SEQ:
        for (size_t i = 0; i < a->seq.n && a->seq.n == b->seq.n; i++)
            if (!same_node(a->seq.item[i], b->seq.item[i]))
                return false;
        return a->seq.n == b->seq.n;
    case AN_NODE_MAP: return same_map(a, b);
    }
    AN_UNREACHABLE();
}

/* ---- the same comments ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **comments_of(struct an_arena *arena, const struct an_bytes *bytes,
                                const struct an_source *source)
{
    const char **v = AN_NEW_ARRAY(arena, const char *, source->n_comments + 1);
    for (size_t i = 0; i < source->n_comments; i++) {
        const char *text = bytes->data + source->comment[i].start;
        size_t len = source->comment[i].len;
        while (len > 0 && strchr(" \t\r", text[len - 1]))
            len--;
        v[i] = an_strndup(arena, text, len);
    }
    if (source->n_comments > 0)
        qsort(v, source->n_comments, sizeof *v, by_text);
    return v;
}

static bool same_comments(struct an_arena *arena, const struct an_fmt *a, const struct an_fmt *b)
{
    if (a->source->n_comments != b->source->n_comments)
        return false;
    const char **x = comments_of(arena, a->bytes, a->source);
    const char **y = comments_of(arena, b->bytes, b->source);
    for (size_t i = 0; i < a->source->n_comments; i++)
        if (strcmp(x[i], y[i]) != 0)
            return false;
    return true;
}

/* ---- laying out ---- */

static bool lay_out(struct an_fmt *f)
{
    if (!f->source || !an__fmt_attach(f))
        return false;
    an__fmt_write(f);
    return true;
}

/* The text read again, with messages that nobody sees. */
static bool reads_back(const struct an_fmt *f)
{
    struct an_diag_list *aside = an_diag_list_new(f->arena);
    struct an_workspace quiet = *f->ws;
    struct an_bytes bytes = {.data = f->out.text, .n = f->out.n, .file = AN_NO_FILE};
    struct an_fmt again = {.ws = &quiet, .arena = f->arena, .bytes = &bytes};
    quiet.diags = aside;
    again.source = an_source_parse_yaml(f->arena, aside, "", &bytes);
    if (!lay_out(&again) || again.source->n_docs != f->source->n_docs)
        return false;
    for (size_t i = 0; i < f->source->n_docs; i++)
        if (!same_node(f->source->doc[i], again.source->doc[i]))
            return false;
    return same_comments(f->arena, f, &again) && again.out.n == f->out.n &&
           memcmp(again.out.text, f->out.text, f->out.n) == 0;
}

static struct an_span at_top(const struct an_bytes *bytes)
{
    return (struct an_span){.file = bytes->file, .line = 1, .col = 1};
}

static bool has_lone_returns(const struct an_bytes *bytes)
{
    for (size_t i = 0; i < bytes->n; i++)
        if (bytes->data[i] == '\r' && bytes->data[i + 1] != '\n')
            return true;
    return false;
}

/* Nothing there to lay out: no document, or one that is a text and no document of ours. */
static bool is_bare(const struct an_source *source)
{
    bool bare = source->n_docs == 0;
    for (size_t i = 0; i < source->n_docs; i++)
        bare = bare || source->doc[i]->kind == AN_NODE_SCALAR;
    return bare;
}

enum an_status an__format_bytes(struct an_arena *arena, struct an_workspace *ws, const char *path,
                                const struct an_bytes *bytes, struct an_formatted *out)
{
    struct an_fmt f = {.ws = ws, .arena = arena, .bytes = bytes};
    *out = (struct an_formatted){
        an_strdup(arena, path), bytes->data, bytes->n, bytes->data, bytes->n, false};
    f.source = an_source_parse_yaml(arena, ws->diags, path, bytes);
    if (f.source && is_bare(f.source))
        return AN_OK;
    if (f.source && has_lone_returns(bytes)) {
        an_diag_add(ws->diags, AN_MSG_format_returns, at_top(bytes), path);
        return AN_EINPUT;
    }
    if (!lay_out(&f))
        return AN_EINPUT;
    if (!reads_back(&f)) {
        an_diag_add(ws->diags, AN_MSG_format_unsafe, at_top(bytes), path);
        return AN_EINPUT;
    }
    out->after = f.out.text;
    out->n_after = f.out.n;
    out->changed = f.out.n != bytes->n || memcmp(f.out.text, bytes->data, bytes->n) != 0;
    return AN_OK;
}

struct asked {
    const char *path;
    struct an_format_result *result;
};

static enum an_status format(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct asked *asked = what;
    struct an_bytes *bytes = AN_NEW(arena, struct an_bytes);
    asked->result = AN_NEW(arena, struct an_format_result);
    asked->result->arena = arena;
    if (an_source_is_json(asked->path)) {
        an_diag_add(ws->diags, AN_MSG_format_json, (struct an_span){.file = AN_NO_FILE},
                    asked->path);
        return AN_EINPUT;
    }
    if (!an_source_slurp(arena, ws->diags, asked->path, bytes))
        return AN_EINPUT;
    return an__format_bytes(arena, ws, asked->path, bytes, &asked->result->pub);
}

enum an_status an_format_file(struct an_format_result **out, struct an_workspace *ws,
                              const char *path)
{
    struct asked asked = {path, NULL};
    enum an_status status = an_enter(ws, "laying out a file", format, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}

const struct an_formatted *an_format_get(const struct an_format_result *result)
{
    return &result->pub;
}

void an_format_free(struct an_format_result *result)
{
    if (result)
        an_arena_free(result->arena);
}

/* ---- files ---- */

struct looked {
    const char *const *paths;
    size_t n_paths;
    struct an_format_files *files;
};

static enum an_status find(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct looked *l = what;
    l->files = AN_NEW(arena, struct an_format_files);
    l->files->arena = arena;
    return an_source_find(arena, ws->diags, l->paths, l->n_paths, &l->files->list) ? AN_OK
                                                                                   : AN_EINPUT;
}

enum an_status an_format_find(struct an_format_files **out, struct an_workspace *ws,
                              const char *const *paths, size_t n_paths)
{
    struct looked l = {paths, n_paths, NULL};
    enum an_status status = an_enter(ws, "looking for files", find, &l);
    *out = status == AN_OK ? l.files : NULL;
    return status;
}

size_t an_format_files_count(const struct an_format_files *files)
{
    return files->list.n;
}

const char *an_format_files_path(const struct an_format_files *files, size_t i)
{
    return files->list.path[i];
}

void an_format_files_free(struct an_format_files *files)
{
    if (files)
        an_arena_free(files->arena);
}
