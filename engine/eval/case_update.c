/*
 * Cases brought up to date: in the files that hold them, the words that were found take the place
 * of those that were expected. Whatever else stands in a file stays, letter for letter.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/eval/run.h"
#include "engine/lang/lang.h"

struct an_case_change {
    struct an_arena *arena;
    struct an_case_updates pub;
};

/* One expectation, on one of its days. */
struct edit {
    const char *path;
    const struct an_case_line *line;
    const struct an_case_outcome *of;
};

struct updating {
    struct an_arena *arena;
    struct an_workspace *ws;
    AN_VEC(struct edit) edits;
    AN_VEC(struct an_case_update) files;
    AN_VEC(const char *) left;
};

static int by_place(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    if (order == 0)
        order = (x->line->at > y->line->at) - (x->line->at < y->line->at);
    return order != 0 ? order : strcmp(x->of->day, y->of->day);
}

static void leave(struct updating *u, const struct edit *e, const char *why)
{
    an_vec_push(u->arena, &u->left,
                an_strf(u->arena, "%s of case %s (%s:%u) is left as it is: %s", e->line->provision,
                        e->of->id, e->path, e->of->where.line, why));
}

static void gather(struct updating *u, const struct an_case_results *results)
{
    for (uint32_t i = 0; i < results->n_cases; i++) {
        const struct an_case_outcome *c = &results->cases[i];
        if (c->error)
            an_vec_push(u->arena, &u->left,
                        an_strf(u->arena, "case %s could not be run and is left as it is", c->id));
        for (uint32_t k = 0; k < c->n_lines && c->where.file; k++)
            an_vec_push(u->arena, &u->edits, ((struct edit){c->where.file, &c->lines[k], c}));
    }
    if (u->edits.n > 0)
        qsort(u->edits.v, u->edits.n, sizeof u->edits.v[0], by_place);
}

/* The edits of one place are its days; they must agree. True: the word is to be replaced. */
static bool wanted(struct updating *u, size_t from, size_t to)
{
    const struct edit *first = &u->edits.v[from];
    bool all_ok = true, same = true;
    for (size_t i = from; i < to; i++) {
        all_ok = all_ok && u->edits.v[i].line->ok;
        same = same && strcmp(u->edits.v[i].line->found, first->line->found) == 0;
    }
    if (all_ok)
        return false;
    if (!same)
        leave(u, first, "its days have different verdicts");
    else if (strstr(first->line->found, " and "))
        leave(u, first, an_strf(u->arena, "rows differ: %s", first->line->found));
    return same && !strstr(first->line->found, " and ");
}

/* The edits from..to are those of one file. False: it could not be read. */
static bool rewrite(struct updating *u, size_t from, size_t to)
{
    struct an_case_update file = {.path = u->edits.v[from].path};
    struct an_sink_buffer out;
    size_t n, done = 0;
    if (!an_lang_bytes(u->arena, u->ws->diags, file.path, &file.before, &n))
        return false;
    an_sink_buffer_init(&out, u->arena);
    for (size_t i = from, next; i < to; i = next) {
        const struct an_case_line *line = u->edits.v[i].line;
        for (next = i + 1; next < to && u->edits.v[next].line->at == line->at;)
            next++;
        if (!wanted(u, i, next))
            continue;
        if (line->at + line->length > n) {
            leave(u, &u->edits.v[i], "the file has changed meanwhile");
            continue;
        }
        an_put_n(&out.sink, file.before + done, line->at - done);
        an_put(&out.sink, line->found);
        done = line->at + line->length;
        file.n_changed++;
    }
    an_put_n(&out.sink, file.before + done, n - done);
    file.after = out.n > 0 ? out.text : "";
    if (file.n_changed > 0)
        an_vec_push(u->arena, &u->files, file);
    return true;
}

static enum an_status update(struct an_arena *arena, struct an_workspace *ws,
                             const struct an_case_results *results, struct an_case_change *change)
{
    struct updating u = {.arena = arena, .ws = ws};
    gather(&u, results);
    for (size_t i = 0, next; i < u.edits.n; i = next) {
        for (next = i + 1;
             next < u.edits.n && strcmp(u.edits.v[next].path, u.edits.v[i].path) == 0;)
            next++;
        if (!rewrite(&u, i, next))
            return AN_EINPUT;
    }
    change->pub =
        (struct an_case_updates){u.files.v, an_u32(u.files.n), u.left.v, an_u32(u.left.n)};
    return AN_OK;
}

struct asked {
    const struct an_case_run *run;
    struct an_case_change *change;
};

static enum an_status enter(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct asked *asked = what;
    asked->change = AN_NEW(arena, struct an_case_change);
    asked->change->arena = arena;
    return update(arena, ws, an_cases_get(asked->run), asked->change);
}

enum an_status an_cases_update(struct an_case_change **out, struct an_workspace *ws,
                               const struct an_case_run *run)
{
    struct asked asked = {run, NULL};
    enum an_status status = an_enter(ws, "cases were brought up to date", enter, &asked);
    *out = status == AN_OK ? asked.change : NULL;
    return status;
}

const struct an_case_updates *an_case_updates_get(const struct an_case_change *change)
{
    return &change->pub;
}

void an_case_updates_free(struct an_case_change *change)
{
    if (change)
        an_arena_free(change->arena);
}
