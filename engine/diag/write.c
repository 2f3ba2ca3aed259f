/*
 * Writing diagnostics: which are chosen, and the JSON form. A public entry point, so it works in
 * an arena with a handler of its own: the handler of the list's arena may belong to a call that has
 * long returned. It hangs below the list's arena, since a sink over memory may jump past it.
 */
#include <errno.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/limits.h"
#include "engine/diag/list.h"

/* Marks the entries of one severity while there is room in the run and in their file. */
static void choose_severity(const struct an_diag_list *list, enum an_severity severity,
                            bool *chosen, size_t *room_in_file, size_t *room)
{
    for (size_t i = 0; i<list->entries.n && * room> 0; i++) {
        const struct an_diag *d = &list->entries.v[i]->diag;
        uint32_t file = d->primary.span.file;
        size_t *in_file = &room_in_file[file < list->files.n ? file : list->files.n];
        if (d->severity != severity || *in_file == 0)
            continue;
        chosen[i] = true;
        --*in_file;
        --*room;
    }
}

struct an_diag_choice an__diag_choose(struct an_arena *arena, const struct an_diag_list *list)
{
    size_t n = list->entries.n, room = AN_MAX_DIAGS_RUN;
    bool *chosen = AN_NEW_ARRAY(arena, bool, n);
    size_t *room_in_file = AN_NEW_ARRAY(arena, size_t, list->files.n + 1);
    for (size_t i = 0; i <= list->files.n; i++)
        room_in_file[i] = AN_MAX_DIAGS_FILE;
    choose_severity(list, AN_SEV_ERROR, chosen, room_in_file, &room);
    choose_severity(list, AN_SEV_WARNING, chosen, room_in_file, &room);
    choose_severity(list, AN_SEV_NOTICE, chosen, room_in_file, &room);

    struct an_diag_choice choice = {.v = AN_NEW_ARRAY(arena, const struct an_diag_entry *, n)};
    memcpy(choice.hidden, list->total, sizeof choice.hidden);
    for (size_t i = 0; i < n; i++) {
        if (!chosen[i])
            continue;
        choice.v[choice.n++] = list->entries.v[i];
        choice.hidden[list->entries.v[i]->diag.severity]--;
    }
    return choice;
}

static void put_place(struct an_json *j, const struct an_diag_list *list,
                      const struct an_label *label)
{
    const struct an_span *at = &label->span;
    an_json_object(j);
    an_json_put(j, "file", an_diag_path(list, at->file));
    an_json_put_int(j, "line", at->line);
    an_json_put_int(j, "column", at->col);
    an_json_put_int(j, "offset", at->start);
    an_json_put_int(j, "length", at->len);
    an_json_put(j, "label", label->text);
    an_json_end_object(j);
}

static void put_diag(struct an_json *j, const struct an_diag_list *list, const struct an_diag *d)
{
    an_json_object(j);
    an_json_put(j, "code", d->code);
    an_json_put(j, "severity", an_severity_name(d->severity));
    an_json_put(j, "message", d->message);
    an_json_key(j, "place");
    put_place(j, list, &d->primary);
    an_json_key(j, "others");
    an_json_array(j);
    for (size_t i = 0; i < d->n_others; i++)
        put_place(j, list, &d->others[i]);
    an_json_end_array(j);
    an_json_put(j, "note", d->note);
    an_json_put(j, "help", d->help);
    an_json_end_object(j);
}

static void put_counts(struct an_json *j, const size_t counts[AN_SEVERITIES])
{
    an_json_put_int(j, "errors", (int64_t)counts[AN_SEV_ERROR]);
    an_json_put_int(j, "warnings", (int64_t)counts[AN_SEV_WARNING]);
    an_json_put_int(j, "notices", (int64_t)counts[AN_SEV_NOTICE]);
}

void an__diag_write_json(struct an_arena *arena, const struct an_diag_list *list,
                         struct an_sink *sink)
{
    struct an_diag_choice choice = an__diag_choose(arena, list);
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/diagnostics/1");
    an_json_key(&j, "diagnostics");
    an_json_array(&j);
    for (size_t i = 0; i < choice.n; i++)
        put_diag(&j, list, &choice.v[i]->diag);
    an_json_end_array(&j);
    put_counts(&j, list->total);
    an_json_key(&j, "not_shown");
    an_json_object(&j);
    put_counts(&j, choice.hidden);
    an_json_end_object(&j);
    an_json_end_object(&j);
}

void an_diag_write(const struct an_diag_list *list, struct an_sink *sink,
                   enum an_diag_format format, bool colour)
{
    struct an_arena *arena = an_scratch_try(list->arena);
    if (!arena || AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        if (sink->error == 0)
            sink->error = ENOMEM;
        return;
    }
    switch (format) {
    case AN_DIAG_TEXT: an__diag_write_text(arena, list, sink, colour); break;
    case AN_DIAG_JSON: an__diag_write_json(arena, list, sink); break;
    }
    an_arena_free(arena);
}
