/*
 * The source lines that the text form shows. Each file is read once, checked against the hash it
 * had, and dropped after its lines were copied; a file that changed gives no lines at all. Long
 * lines are cut to a window around the place.
 */
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/limits.h"
#include "engine/diag/list.h"

enum { WHOLE_LINE = 160, BEFORE = 60, WINDOW = 140 };

static bool inside_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static struct an_excerpt cut_out(struct an_arena *arena, const char *text, size_t n, size_t at)
{
    if (at > n)
        at = n;
    /* Looking for the ends of the line stops where the line would be cut anyway. */
    size_t from = at, to = at;
    while (from > 0 && text[from - 1] != '\n' && at - from < WHOLE_LINE)
        from--;
    while (to < n && text[to] != '\n' && to - at < WHOLE_LINE)
        to++;
    struct an_excerpt e = {.at = from};
    if (to - from > WHOLE_LINE) {
        size_t least_from = at - from > BEFORE ? at - BEFORE : from;
        while (least_from > from && inside_character(text[least_from]))
            least_from--;
        size_t most_to = to - least_from > WINDOW ? least_from + WINDOW : to;
        while (most_to > at && most_to < to && inside_character(text[most_to]))
            most_to--;
        from = least_from;
        to = most_to;
    }
    e.cut_left = from > 0 && text[from - 1] != '\n';
    e.cut_right = to < n && text[to] != '\n';
    if (!e.cut_right && to > from && text[to - 1] == '\r')
        to--;
    e.at = from;
    e.n = to - from;
    e.text = an_strndup(arena, text + from, e.n);
    return e;
}

/* The text of a file as it was when it was parsed, or false. */
static bool text_of(struct an_arena *scratch, const struct an_diag_source *source,
                    struct an_file_text *out)
{
    if (source->text) {
        *out = (struct an_file_text){.data = source->text, .n = source->text_len};
        return true;
    }
    if (!source->has_hash ||
        an_file_read(scratch, source->path, AN_MAX_FILE_BYTES, out) != AN_FILE_OK)
        return false;
    struct an_hash now = an_hash_bytes(out->data, out->n);
    return memcmp(now.b, source->hash.b, sizeof now.b) == 0;
}

static const struct an_span *span_of(const struct an_diag *d, size_t place)
{
    return place == 0 ? &d->primary.span : &d->others[place - 1].span;
}

/* Fills the excerpts of all places in one file. */
static void fill_file(struct an_arena *arena, const struct an_diag_list *list, uint32_t file,
                      const struct an_diag_choice *choice, struct an_excerpts *out)
{
    struct an_arena *scratch = an_scratch_new(arena);
    struct an_file_text text;
    bool readable = text_of(scratch, &list->files.v[file], &text);
    for (size_t i = 0; readable && i < choice->n; i++) {
        const struct an_diag *d = &choice->v[i]->diag;
        for (size_t k = 0; k <= d->n_others; k++) {
            const struct an_span *at = span_of(d, k);
            if (at->file == file && at->line > 0)
                out->v[out->first[i] + k] = cut_out(arena, text.data, text.n, at->start);
        }
    }
    an_arena_free(scratch);
}

struct an_excerpts an__diag_excerpts(struct an_arena *arena, const struct an_diag_list *list,
                                     const struct an_diag_choice *choice)
{
    struct an_excerpts out = {.first = AN_NEW_ARRAY(arena, size_t, choice->n)};
    bool *wanted = AN_NEW_ARRAY(arena, bool, list->files.n);
    size_t places = 0;
    for (size_t i = 0; i < choice->n; i++) {
        const struct an_diag *d = &choice->v[i]->diag;
        out.first[i] = places;
        places += 1 + d->n_others;
        for (size_t k = 0; k <= d->n_others; k++)
            if (span_of(d, k)->file < list->files.n)
                wanted[span_of(d, k)->file] = true;
    }
    out.v = AN_NEW_ARRAY(arena, struct an_excerpt, places);
    for (size_t file = 0; file < list->files.n; file++)
        if (wanted[file])
            fill_file(arena, list, (uint32_t)file, choice, &out);
    return out;
}
