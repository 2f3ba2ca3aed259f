/*
 * an_load: from files to a base file. Files are hashed first; if the base was made from the same
 * ones by the same version and is whole, nothing is written. Otherwise everything is checked, then
 * the whole base is written beside the old one and renamed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"
#include "engine/facts/build.h"
#include "engine/facts/sources.h"
#include "engine/lang/lang.h"

struct load {
    struct an_arena *arena;
    struct an_workspace *ws;
    const char *const *paths;
    size_t n_paths;
    const char *base;
    const struct an_load_options *options;
    struct an_load_result *result;
    struct an_file_list list;
    struct an_sources sources;
    struct an_db *old; /* the base that is there, if it is one of this version; else NULL */
};

static void count_files(struct load *l)
{
    l->result->files = l->sources.n;
    l->result->bytes = 0;
    for (uint32_t i = 0; i < l->sources.n; i++)
        l->result->bytes += l->sources.file[i].bytes;
}

/* ---- the base that is there ---- */

/* A base that cannot be used is no reason to stop: it is what a load repairs. */
static enum an_status open_old(struct load *l)
{
    switch (an_db_look(l->ws, l->base)) {
    case AN_FOUND_NOTHING:
    case AN_FOUND_EMPTY: return AN_OK;
    case AN_FOUND_ERROR: return AN_EIO;
    case AN_FOUND_OTHER: return AN_EDAMAGED;
    case AN_FOUND_BASE: break;
    }
    struct an_db *old = AN_NEW(l->arena, struct an_db);
    enum an_status status = an_db_open(old, l->ws, l->arena, l->base);
    if (status == AN_OK)
        l->old = old;
    else if (status == AN_ENOMEM)
        return status;
    l->ws->reason[0] = '\0';
    return AN_OK;
}

static bool is_whole(struct load *l)
{
    uint64_t sum = 0;
    int fd = open(l->base, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    int error = an_file_sum(l->arena, fd, &sum);
    (void)close(fd);
    return error == 0 && sum == l->old->file_sum;
}

static void counts_of_old(struct load *l)
{
    const struct an_db *old = l->old;
    struct an_load_result *r = l->result;
    r->unchanged = true;
    r->instruments = old->sum[AN_TABLE_INSTRUMENT].rows;
    r->provisions = old->sum[AN_TABLE_PROVISION].rows;
    r->topics = old->sum[AN_TABLE_TOPIC].rows;
    r->jurisdictions = old->sum[AN_TABLE_JURISDICTION].rows;
    r->facts = old->about.facts;
    r->cases = old->about.cases;
    r->warnings = old->about.warnings;
    memcpy(r->revision, old->about.revision, sizeof r->revision);
}

/* Was the base made from exactly these bytes, and is it whole? */
static bool nothing_changed(struct load *l)
{
    char revision[65];
    if (!l->old || !an_sources_hash(&l->sources, l->arena))
        return false;
    struct an_hash hash = an_revision_of(l->arena, l->sources.file, l->sources.n);
    an_hash_hex(&hash, revision);
    return strcmp(revision, l->old->about.revision) == 0 && is_whole(l);
}

/* A base holds one load: dropping a root that it was made from must be meant. */
static bool may_replace(struct load *l)
{
    struct an_lost_root lost;
    if (!l->old || l->options->replace || !an_sources_lost(&l->sources, l->old, &lost))
        return true;
    struct an_span at = {.file = an_diag_file(l->ws->diags, l->base, NULL)};
    struct an_diag_entry *e = an_diag_add(l->ws->diags, AN_MSG_base_other_roots, at, l->base,
                                          lost.folder ? "a folder with" : "the file", lost.name);
    an_diag_note(e, "a base holds exactly the files of one load");
    an_diag_help(e, "name that %s too, or say --replace to drop it",
                 lost.folder ? "folder" : "file");
    return false;
}

/* ---- the new one ---- */

static uint64_t plain_facts(const struct an_model *m)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < m->facts.n; i++)
        n += m->facts.v[i].role == AN_FACT_PLAIN ? 1 : 0;
    return n;
}

static void counts_of_new(struct load *l, const struct an_policy_set *set)
{
    const struct an_model *m = set->model;
    struct an_load_result *r = l->result;
    r->instruments = m->instruments.n;
    r->provisions = m->provisions.n;
    r->topics = m->topics.n;
    r->jurisdictions = m->places.n;
    r->facts = plain_facts(m);
    r->cases = set->n_cases;
    r->warnings = an_diag_count(l->ws->diags, AN_SEV_WARNING);
    an_hash_hex(&m->revision, r->revision);
}

static void warn_of_network(struct load *l)
{
    const char *network = an_network_of(l->arena, l->base);
    if (network)
        an_diag_add(l->ws->diags, AN_MSG_base_on_network,
                    (struct an_span){.file = an_diag_file(l->ws->diags, l->base, NULL)}, l->base,
                    network);
}

static enum an_status write_base(struct load *l, const struct an_model *m)
{
    const struct an_load_result *r = l->result;
    struct an_about about = {.program = an_version(),
                             .revision = r->revision,
                             .folders = l->sources.folders,
                             .files = l->sources.roots - l->sources.folders,
                             .cases = r->cases,
                             .warnings = r->warnings,
                             .facts = r->facts};
    struct an_roots roots = {l->sources.roots, l->sources.root};
    struct an_draft *draft;
    enum an_status status = an_draft_new(l->arena, l->ws, l->base, l->options, &draft);
    if (status == AN_OK)
        status = an_build_base(l->arena, draft, m, &about, &roots);
    return status == AN_OK ? an_draft_put(l->arena, draft) : status;
}

static enum an_status build_new(struct load *l)
{
    struct an_policy_set set;
    if (!an_lang_load(l->arena, l->ws->diags, &l->list, AN_LANG_POLICIES, &set))
        return AN_EINPUT;
    an_sources_take(&l->sources, set.model);
    count_files(l);
    counts_of_new(l, &set);
    if (l->options->dry_run)
        return AN_OK;
    warn_of_network(l); /* before: once the base is there nothing may fail any more */
    return write_base(l, set.model);
}

static enum an_status run(struct load *l)
{
    if (!an_source_find(l->arena, l->ws->diags, l->paths, l->n_paths, &l->list))
        return AN_EINPUT;
    an_sources_begin(&l->sources, l->arena, &l->list);
    an_sources_root(&l->sources, l->arena, l->paths, l->n_paths);
    if (!l->options->dry_run) {
        enum an_status status = open_old(l);
        if (status != AN_OK)
            return status;
        if (nothing_changed(l)) {
            count_files(l);
            counts_of_old(l);
            return AN_OK;
        }
        if (!may_replace(l))
            return AN_EINPUT;
    }
    return build_new(l);
}

enum an_status an_load(struct an_workspace *ws, const char *const *paths, size_t n_paths,
                       const char *base_path, const struct an_load_options *options,
                       struct an_load_result *result)
{
    static const struct an_load_options none = {.replace = false};
    ws->reason[0] = '\0';
    *result = (struct an_load_result){.files = 0};
    if (n_paths == 0 || !base_path)
        return an_fail(ws, AN_EMISUSE, "an_load needs files or folders, and a name for the base");
    struct an_arena *arena = an_arena_new();
    if (!arena)
        return an_fail(ws, AN_ENOMEM, "out of memory");
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return an_fail(ws, AN_ENOMEM, "out of memory while '%s' was made", base_path);
    }
    an_arena_share_handler(ws->arena, arena);
    struct load *l = AN_NEW(arena, struct load);
    *l = (struct load){.arena = arena,
                       .ws = ws,
                       .paths = paths,
                       .n_paths = n_paths,
                       .base = base_path,
                       .options = options ? options : &none,
                       .result = result};
    enum an_status status = run(l);
    an_arena_free(arena);
    return status;
}
