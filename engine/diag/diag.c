/*
 * Collecting diagnostics. The list is sorted at all times, so that reading it allocates nothing.
 * Memory is bounded: beyond the limits of limits.h messages are counted and not kept. Not here:
 * the texts (message.c) and their rendering (text.c, json.c).
 */
#include "engine/diag/diag.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"
#include "engine/diag/list.h"

enum { LONGEST_REMARK = 2000 };

struct an_diag_list *an_diag_list_new(struct an_arena *arena)
{
    struct an_diag_list *list = AN_NEW(arena, struct an_diag_list);
    list->arena = arena;
    return list;
}

uint32_t an_diag_file(struct an_diag_list *list, const char *path, const struct an_hash *hash)
{
    struct an_diag_source source = {.path = an_strdup(list->arena, path), .has_hash = hash != NULL};
    if (hash)
        source.hash = *hash;
    an_vec_push(list->arena, &list->files, source);
    return an_u32(list->files.n - 1);
}

void an_diag_file_text(struct an_diag_list *list, uint32_t file, const char *text, size_t n)
{
    assert(file < list->files.n);
    list->files.v[file].text = text;
    list->files.v[file].text_len = n;
}

const struct an_diag_source *an__diag_source(const struct an_diag_list *list, uint32_t file)
{
    return file < list->files.n ? &list->files.v[file] : &list->nowhere;
}

const char *an_diag_path(const struct an_diag_list *list, uint32_t file)
{
    return an__diag_source(list, file)->path;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

/* What stands in no file comes first. */
static int compare_files(const struct an_diag_list *list, uint32_t a, uint32_t b)
{
    if (a == b)
        return 0;
    const char *pa = an_diag_path(list, a), *pb = an_diag_path(list, b);
    if (!pa || !pb)
        return pa ? 1 : pb ? -1 : 0;
    int order = strcmp(pa, pb);
    return order != 0 ? order : compare_numbers(a, b);
}

static int compare(const struct an_diag_list *list, const struct an_diag *a,
                   const struct an_span *at, const char *code)
{
    const struct an_span *sa = &a->primary.span;
    int order = compare_files(list, sa->file, at->file);
    if (order == 0)
        order = compare_numbers(sa->line, at->line);
    if (order == 0)
        order = compare_numbers(sa->col, at->col);
    if (order == 0)
        order = strcmp(a->code, code);
    if (order == 0)
        order = compare_numbers(sa->start, at->start);
    return order != 0 ? order : compare_numbers(sa->len, at->len);
}

/* Where this would stand: the first entry that is not before it. */
static size_t place_of(const struct an_diag_list *list, const struct an_span *at, const char *code)
{
    size_t lo = 0, hi = list->entries.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (compare(list, &list->entries.v[mid]->diag, at, code) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void insert(struct an_diag_list *list, size_t place, struct an_diag_entry *e)
{
    an_vec_push(list->arena, &list->entries, e);
    struct an_diag_entry **v = list->entries.v;
    memmove(&v[place + 1], &v[place], (list->entries.n - 1 - place) * sizeof v[0]);
    v[place] = e;
}

struct an_diag_entry *an_diag_add(struct an_diag_list *list, enum an_msg msg, struct an_span at,
                                  ...)
{
    const char *code = an_msg_code(msg);
    enum an_severity severity = an_msg_severity(msg);
    struct an_diag_source *source =
        at.file < list->files.n ? &list->files.v[at.file] : &list->nowhere;
    if (source->kept[severity] >= AN_KEPT_DIAGS_FILE || list->kept[severity] >= AN_KEPT_DIAGS_RUN) {
        source->total[severity]++;
        list->total[severity]++;
        return &list->dummy;
    }
    size_t place = place_of(list, &at, code);
    if (place < list->entries.n && compare(list, &list->entries.v[place]->diag, &at, code) == 0)
        return &list->dummy;
    source->total[severity]++;
    list->total[severity]++;
    source->kept[severity]++;
    list->kept[severity]++;

    struct an_diag_entry *e = AN_NEW(list->arena, struct an_diag_entry);
    e->arena = list->arena;
    va_list args;
    va_start(args, at);
    e->diag = (struct an_diag){.code = code,
                               .severity = severity,
                               .message = an__msg_fill(list->arena, msg, args),
                               .primary = {.span = at}};
    va_end(args);
    insert(list, place, e);
    return e;
}

/* Formatted and cut: a remark may hold the author's words, however long they are. */
AN_PRINTF(2, 0)
static const char *remark(struct an_arena *arena, const char *fmt, va_list args)
{
    char text[LONGEST_REMARK];
    int n = vsnprintf(text, sizeof text, fmt, args);
    size_t len = n < 0 ? 0 : (size_t)n;
    if (len < sizeof text)
        return an_strndup(arena, text, len);
    len = an__cut(text, sizeof text - 1, sizeof text - 5);
    return an_strf(arena, "%.*s...", (int)len, text);
}

void an_diag_label(struct an_diag_entry *e, const char *fmt, ...)
{
    if (!e->arena)
        return;
    va_list args;
    va_start(args, fmt);
    e->diag.primary.text = remark(e->arena, fmt, args);
    va_end(args);
}

void an_diag_note(struct an_diag_entry *e, const char *fmt, ...)
{
    if (!e->arena)
        return;
    va_list args;
    va_start(args, fmt);
    e->diag.note = remark(e->arena, fmt, args);
    va_end(args);
}

void an_diag_help(struct an_diag_entry *e, const char *fmt, ...)
{
    if (!e->arena)
        return;
    va_list args;
    va_start(args, fmt);
    e->diag.help = remark(e->arena, fmt, args);
    va_end(args);
}

void an_diag_other(struct an_diag_entry *e, struct an_span at, const char *fmt, ...)
{
    if (!e->arena || e->others.n >= AN_KEPT_DIAG_PLACES)
        return;
    va_list args;
    va_start(args, fmt);
    struct an_label label = {at, fmt ? remark(e->arena, fmt, args) : NULL};
    va_end(args);
    an_vec_push(e->arena, &e->others, label);
    e->diag.others = e->others.v;
    e->diag.n_others = e->others.n;
}

size_t an_diag_count(const struct an_diag_list *list, enum an_severity severity)
{
    return list->total[severity];
}

const struct an_diag *an_diag_at(const struct an_diag_list *list, size_t i)
{
    return i < list->entries.n ? &list->entries.v[i]->diag : NULL;
}
