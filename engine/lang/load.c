/*
 * Reading a set of files into a model: definitions first, since conditions are typed by them, then
 * instruments, one file at a time, whose trees are dropped as soon as they are read; then cases.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/lang/build.h"
#include "engine/lang/cases.h"
#include "engine/lang/checks.h"
#include "engine/lang/shape.h"
#include "engine/lang/sniff.h"

/* ---- short-lived arenas ---- */

struct inner {
    struct an_arena *arena;
};

static void free_inner(void *ptr)
{
    struct inner *inner = ptr;
    an_arena_free(inner->arena);
    inner->arena = NULL;
}

/* An arena that is freed by free_inner, or with `outer` if memory runs out before. */
static struct inner *inner_of(struct an_arena *outer)
{
    struct inner *inner = AN_NEW(outer, struct inner);
    an_defer(outer, free_inner, inner);
    inner->arena = an_arena_new();
    if (!inner->arena)
        an_arena_fail(outer);
    an_arena_share_handler(inner->arena, outer);
    return inner;
}

/* ---- files ---- */

struct input {
    const char *path, *name;
    const struct an_source *source; /* kept from the pass over definitions; else NULL */
    bool failed;
};

struct load {
    struct an_build b;
    struct input *input;
    size_t n;
    struct an_arena *outer;
    struct inner *kept;   /* trees that stay until the end */
    struct inner *naming; /* names, until they are indices */
    struct an_file *files;
    AN_VEC(struct an_case_doc) docs;
    int what;
    struct an_policy_set *out;
};

static int compare_inputs(const void *a, const void *b)
{
    const struct input *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : strcmp(x->path, y->path);
}

static void take_inputs(struct load *l, const struct an_file_list *files)
{
    l->input = AN_NEW_ARRAY(l->b.scratch, struct input, files->n);
    for (size_t i = 0; i < files->n; i++)
        l->input[i] = (struct input){.path = files->path[i], .name = files->name[i]};
    if (files->n > 0)
        qsort(l->input, files->n, sizeof *l->input, compare_inputs);
    for (size_t i = 0; i < files->n; i++)
        if (l->n == 0 || strcmp(l->input[l->n - 1].path, l->input[i].path) != 0) /* given once */
            l->input[l->n++] = l->input[i];
    l->files = AN_NEW_ARRAY(l->b.arena, struct an_file, l->n);
    l->b.diag_file = AN_NEW_ARRAY(l->b.scratch, uint32_t, l->n);
    for (size_t i = 0; i < l->n; i++)
        l->files[i].name = an_strdup(l->b.arena, l->input[i].name);
    l->b.model->files.v = l->files;
    l->b.model->files.n = an_u32(l->n);
}

/* Parses one file; its number in messages and its number in the model know each other from now on.
 */
static const struct an_source *read_input(struct load *l, size_t i, struct an_arena *arena)
{
    const struct an_source *source = an_source_read(arena, l->b.diags, l->input[i].path);
    if (!source) {
        l->input[i].failed = true;
        l->b.incomplete = true;
        return NULL;
    }
    while (l->b.model_file.n <= source->file)
        an_vec_push(l->b.scratch, &l->b.model_file, 0);
    l->b.model_file.v[source->file] = an_u32(i);
    l->b.diag_file[i] = source->file;
    l->files[i].hash = source->hash;
    l->files[i].bytes = source->bytes;
    l->out->bytes += source->bytes;
    return source;
}

static bool is_definition(enum an_key kind)
{
    return kind == AN_K_document_jurisdictions || kind == AN_K_document_topics ||
           kind == AN_K_document_vocabulary || kind == AN_K_document_list ||
           kind == AN_K_document_names;
}

/* Does the file hold a document of definitions? Parsed aside: what is wrong is said when it counts.
 */
static bool holds_definitions(struct load *l, size_t i)
{
    if (!an_sniff_file(l->input[i].path))
        return false;
    struct inner *aside = inner_of(l->b.scratch);
    struct an_diag_list *unheard = an_diag_list_new(aside->arena);
    const struct an_source *source = an_source_read(aside->arena, unheard, l->input[i].path);
    bool holds = !source; /* a file that cannot be read: say so now, its ids are missing */
    for (size_t d = 0; source && d < source->n_docs; d++)
        holds = holds || is_definition(an_document_kind(source->doc[d]));
    free_inner(aside);
    return holds;
}

/* ---- documents ---- */

static void add_vocabulary(struct an_build *b, const struct an_node *node)
{
    struct an_fields f;
    an_fields_of(AN_M_vocabulary, node, &f);
    an_add_items(b, &b->facts, an_field(&f, AN_K_vocabulary_facts), AN_M_fact);
    an_add_items(b, &b->tables, an_field(&f, AN_K_vocabulary_tables), AN_M_table);
    an_add_items(b, &b->functions, an_field(&f, AN_K_vocabulary_functions), AN_M_function);
    an_add_items(b, &b->nexus, an_field(&f, AN_K_vocabulary_nexus), AN_M_nexus);
    an_add_items(b, &b->axioms, an_field(&f, AN_K_vocabulary_axioms), AN_M_axiom);
    an_add_items(b, &b->presumptions, an_field(&f, AN_K_vocabulary_presumptions), AN_M_presumption);
}

static void add_list(struct an_build *b, const struct an_node *node)
{
    const struct an_node *id = an_is_map(node) ? an_node_get(node, "id") : NULL;
    if (!id || !an_is_id(an_text(id))) {
        b->incomplete = true;
        return;
    }
    struct an_item item = {id->scalar.text, node, false};
    an_vec_push(b->scratch, &b->lists, item);
}

/* False after so many faults that building from the document would only add to them. */
static bool has_shape(struct load *l, struct an_arena *arena, const struct an_node *doc)
{
    struct an_shape_check c = {arena, l->b.diags};
    an_shape_check_map(&c, AN_M_document, doc);
    if (!an_too_many_errors(l->b.diags))
        return true;
    l->b.incomplete = true;
    return false;
}

static const struct an_node *content_of(const struct an_node *doc, enum an_key kind)
{
    return an_node_get(doc, an_key_row(kind)->name);
}

/* A document of definitions: its shape, and its items for the builders. */
static void take_definition(struct load *l, const struct an_node *doc)
{
    struct an_build *b = &l->b;
    enum an_key kind = an_document_kind(doc);
    if (!is_definition(kind))
        return;
    const struct an_node *content = content_of(doc, kind);
    if (!has_shape(l, l->kept->arena, doc))
        return;
    if (kind == AN_K_document_jurisdictions)
        an_add_items(b, &b->places, content, AN_M_jurisdiction);
    else if (kind == AN_K_document_topics)
        an_add_items(b, &b->topics, content, AN_M_topic);
    else if (kind == AN_K_document_vocabulary)
        add_vocabulary(b, content);
    else if (kind == AN_K_document_names)
        an_vec_push(b->scratch, &b->namings, content);
    else
        add_list(b, content);
}

static void load_definitions(struct load *l)
{
    struct an_build *b = &l->b;
    for (size_t i = 0; i < l->n; i++) {
        if (!holds_definitions(l, i))
            continue;
        l->input[i].source = read_input(l, i, l->kept->arena);
        for (size_t d = 0; l->input[i].source && d < l->input[i].source->n_docs; d++)
            take_definition(l, l->input[i].source->doc[d]);
    }
    an_build_all_places(b);
    an_build_all_topics(b);
    an_build_place_details(b);
    an_build_all_namings(b);
    an_build_all_lists(b);
    an_build_all_facts(b);
    an_build_fact_details(b);
    an_build_logic(b);
}

/* A document that is no definition. True if its tree is needed later. */
static bool take_document(struct load *l, const struct an_source *source, const struct an_node *doc,
                          struct an_arena *arena)
{
    enum an_key kind = an_document_kind(doc);
    if (is_definition(kind))
        return false;
    if (!has_shape(l, arena, doc))
        return false;
    if (kind == AN_K_document_instrument)
        an_build_instrument(&l->b, content_of(doc, kind));
    if (kind != AN_K_document_product && kind != AN_K_document_cases)
        return false;
    const struct an_node *content = content_of(doc, kind);
    if (kind == AN_K_document_cases) {
        l->out->n_case_docs++;
        l->out->n_cases += an_is_seq(content) ? an_u32(content->seq.n) : 0;
    }
    if (l->what != AN_LANG_CASES)
        return false;
    struct an_case_doc kept = {source, content, kind == AN_K_document_product};
    an_vec_push(l->b.scratch, &l->docs, kept);
    return true;
}

static void load_instruments(struct load *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct input *in = &l->input[i];
        if (in->failed)
            continue;
        struct inner *own = in->source ? NULL : inner_of(l->b.scratch);
        struct an_arena *arena = own ? own->arena : l->kept->arena;
        const struct an_source *source = own ? read_input(l, i, arena) : in->source;
        bool needed = false;
        for (size_t d = 0; source && d < source->n_docs; d++)
            needed = take_document(l, source, source->doc[d], arena) || needed;
        if (own && !needed)
            free_inner(own);
    }
}

/* ---- revision ---- */

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct an_hash an_revision_of(struct an_arena *scratch, const struct an_file *files, size_t n)
{
    const char **lines = AN_NEW_ARRAY(scratch, const char *, n);
    for (size_t i = 0; i < n; i++) {
        char hex[65];
        an_hash_hex(&files[i].hash, hex);
        lines[i] = an_strf(scratch, "%s %s\n", hex, files[i].name);
    }
    if (n > 0)
        qsort(lines, n, sizeof *lines, compare_lines);
    struct an_hasher *h = an_hasher_new(scratch);
    for (size_t i = 0; i < n; i++)
        an_hasher_add(h, lines[i], strlen(lines[i]));
    return an_hasher_end(h);
}

/* ---- all of it ---- */

static void prepare(struct load *l, struct an_arena *arena, struct an_diag_list *diags,
                    struct inner *scratch)
{
    struct an_build *b = &l->b;
    b->arena = arena;
    b->scratch = scratch->arena;
    b->diags = diags;
    b->model = AN_NEW(arena, struct an_model);
    b->model->arena = arena;
    b->symbols = an_intern_new(b->scratch);
    l->naming = inner_of(b->scratch);
    b->naming = l->naming->arena;
    for (int k = 0; k < AN_NAMED_KINDS; k++)
        an_map_init(&b->names[k].map, b->naming);
    b->fact_pool = an_pool_new(arena, sizeof(struct an_fact));
    b->provision_pool = an_pool_new(arena, sizeof(struct an_provision));
    b->conds = an_cond_store_new(arena);
    b->fact_refs = an_ref_store_new(arena);
    b->provision_refs = an_ref_store_new(arena);
    b->symbol_refs = an_ref_store_new(arena);
    l->kept = inner_of(b->scratch);
}

bool an_lang_load(struct an_arena *arena, struct an_diag_list *diags,
                  const struct an_file_list *files, int what, struct an_policy_set *out)
{
    size_t errors = an_diag_count(diags, AN_SEV_ERROR);
    struct inner *scratch = inner_of(arena);
    struct load *l = AN_NEW(scratch->arena, struct load);
    *out = (struct an_policy_set){.bytes = 0};
    l->what = what;
    l->out = out;
    prepare(l, arena, diags, scratch);
    take_inputs(l, files);
    load_definitions(l);
    load_instruments(l);
    an_report_mentions(&l->b);
    an_build_finish(&l->b, free_inner, l->naming);
    out->model = l->b.model;
    if (!l->b.incomplete)
        an_check_model(&l->b);
    bool good = an_diag_count(diags, AN_SEV_ERROR) == errors;
    assert(!good || l->b.lost == 0); /* nothing is ever dropped in silence */
    if (good && what == AN_LANG_CASES)
        good = an_cases_build(arena, diags, out, l->docs.v, l->docs.n);
    if (good)
        out->model->revision = an_revision_of(scratch->arena, l->files, l->n);
    free_inner(scratch);
    return good;
}

bool an_lang_bytes(struct an_arena *arena, struct an_diag_list *diags, const char *path,
                   const char **text, size_t *n)
{
    struct an_bytes bytes;
    if (!an_source_slurp(arena, diags, path, &bytes))
        return false;
    *text = bytes.data;
    *n = bytes.n;
    return true;
}
