/* The run: reading, the table of checks, telling. */
#include "engine/lint/lint.h"

#include <string.h>

#include "engine/diag/nearest.h"
#include "engine/facts/wanted.h"
#include "engine/lint/deep.h"

enum { DEFAULT_MONTHS = 24 };

static an_lint_check *const checks[] = {
    an__lint_uncited,      an__lint_old_reviews,  an__lint_uncovered,    an__lint_cases,
    an__lint_unused_facts, an__lint_unused_terms, an__lint_unused_logic, an__lint_duplicates,
    an__lint_replacements, an__lint_localisation, an__lint_licences,     an__lint_levels,
    an__lint_attests,
};

static bool is_allowed(const struct an_lint *l, const char *code)
{
    for (size_t i = 0; i < l->options->n_allow; i++)
        if (strcmp(l->options->allow[i], code) == 0)
            return true;
    return false;
}

struct an_diag_entry *an__lint_tell(struct an_lint *l, enum an_msg msg, struct an_span span,
                                    const char *a, const char *b)
{
    if (is_allowed(l, an_msg_code(msg))) {
        l->result->allowed++;
        return NULL;
    }
    l->result->findings++;
    if (span.file < l->m->files.n)
        span.file = l->diag_file[span.file];
    return an_diag_add(l->ws->diags, msg, span, a, b);
}

/* ---- reading ---- */

/* The model numbers its files by name, the diagnostics as they come. */
static void number_files(struct an_lint *l, const struct an_file_list *files)
{
    l->diag_file = AN_NEW_ARRAY(l->arena, uint32_t, l->m->files.n + 1u);
    for (uint32_t i = 0; i < l->m->files.n; i++) {
        const char *path = l->m->files.v[i].name;
        for (size_t k = 0; k < files->n; k++)
            if (strcmp(files->name[k], path) == 0) {
                path = files->path[k];
                break;
            }
        l->diag_file[i] = an_diag_file(l->ws->diags, path, &l->m->files.v[i].hash);
    }
}

/* A code that is no code of lint would allow nothing. */
static bool check_codes(struct an_lint *l)
{
    bool ok = true;
    for (size_t i = 0; i < l->options->n_allow; i++) {
        const char *code = l->options->allow[i];
        if (strncmp(code, "AN06", 4) == 0 && an_msg_page(code))
            continue;
        struct an_span nowhere = {.file = AN_NO_FILE, .start = (uint32_t)i};
        an_diag_add(l->ws->diags, AN_MSG_lint_code, nowhere, code);
        ok = false;
    }
    return ok;
}

static bool set_oldest(struct an_lint *l)
{
    an_day today = AN_DAY_MIN;
    int32_t months = (int32_t)(l->options->months > 0 ? l->options->months : DEFAULT_MONTHS);
    if (!an_wanted_day(l->ws, l->options->as_of, &today))
        return false;
    l->oldest = l->options->as_of ? an_day_add_months(today, -months).lo : AN_DAY_MIN;
    return true;
}

static enum an_status run(struct an_lint *l, const char *const *paths, size_t n_paths)
{
    struct an_file_list files;
    struct an_policy_set *set = AN_NEW(l->arena, struct an_policy_set);
    if (!check_codes(l) || !set_oldest(l))
        return AN_EINPUT;
    if (!an_source_find(l->arena, l->ws->diags, paths, n_paths, &files) ||
        !an_lang_load(l->arena, l->ws->diags, &files, AN_LANG_CASES, set))
        return AN_EINPUT;
    l->m = set->model;
    l->set = set;
    l->result->files = files.n;
    l->result->provisions = l->m->provisions.n;
    l->result->facts = l->m->facts.n;
    l->result->cases = set->cases.n;
    number_files(l, &files);
    an__lint_uses(l);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        checks[i](l);
    if (l->options->deep)
        an__lint_deep(l);
    return AN_OK;
}

struct lint_asked {
    struct an_lint lint;
    const char *const *paths;
    size_t n_paths;
};

static enum an_status enter_lint(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct lint_asked *asked = what;
    asked->lint.arena = arena;
    asked->lint.ws = ws;
    return run(&asked->lint, asked->paths, asked->n_paths);
}

enum an_status an_lint_run(struct an_workspace *ws, const char *const *paths, size_t n_paths,
                           const struct an_lint_options *options, struct an_lint_result *result)
{
    static const struct an_lint_options none = {0};
    struct lint_asked asked = {
        {.options = options ? options : &none, .result = result}, paths, n_paths};
    *result = (struct an_lint_result){0};
    enum an_status status = an_enter(ws, "rules were looked through", enter_lint, &asked);
    if (status == AN_OK) /* the findings are in the workspace */
        an_arena_free(asked.lint.arena);
    return status;
}
