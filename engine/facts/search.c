/*
 * an_search: a scan over the folded texts, stored with the base or made from the model. Plain
 * substrings, so that native scripts match without knowing where words begin, and nothing a person
 * types is a query language. A damaged table is an error, never "no hits".
 */
#include "engine/facts/search.h"

#include <string.h>

#include "engine/base/utf8.h"
#include "engine/facts/db.h"
#include "engine/facts/things.h"

struct search {
    struct an_things *things;
    const struct an_model *m;
    AN_VEC(const char *) words; /* folded */
    bool hopeless;              /* a word that matches nothing */
};

/* ---- words ---- */

static bool has_letter(const char *s)
{
    size_t n = strlen(s);
    for (size_t i = 0; i < n;) {
        uint32_t cp = 0;
        size_t len = an_utf8_decode(s + i, n - i, &cp);
        if (len > 0 && an_utf8_is_alnum(cp))
            return true;
        i += len > 0 ? len : 1;
    }
    return false;
}

/* What is not UTF-8 is in no text. */
static void add_word(struct search *s, const char *word, size_t n)
{
    const char *folded = an_utf8_fold(s->things->arena, an_strndup(s->things->arena, word, n));
    if (!an_text_is_sound(word, n) || !has_letter(folded))
        s->hopeless = true;
    an_vec_push(s->things->arena, &s->words, folded);
}

/* An argument may hold several words. */
static void add_words(struct search *s, const char *text)
{
    static const char space[] = " \t\r\n\f\v";
    for (text += strspn(text, space); *text != '\0'; text += strspn(text, space)) {
        size_t n = strcspn(text, space);
        add_word(s, text, n);
        text += n;
    }
}

static void try_text(struct search *s, enum an_thing_kind kind, uint32_t i, const char *text)
{
    for (size_t w = 0; w < s->words.n; w++)
        if (!strstr(text, s->words.v[w]))
            return;
    an_vec_push(s->things->arena, &s->things->v, an_thing_named(s->m, kind, i));
}

/* ---- texts of the model ---- */

/* Texts of this many things share an arena. */
enum { THINGS_PER_ARENA = 256 };

static void search_model(struct search *s)
{
    struct an_arena *texts = an_scratch_new(s->things->arena);
    uint32_t done = 0;
    for (int k = AN_THING_JURISDICTION; k <= AN_THING_LIST; k++) {
        enum an_thing_kind kind = (enum an_thing_kind)k;
        for (uint32_t i = 0; i < an_thing_total(s->m, kind); i++) {
            if (++done % THINGS_PER_ARENA == 0) {
                an_arena_free(texts);
                texts = an_scratch_new(s->things->arena);
            }
            if (an_thing_stands_alone(s->m, kind, i))
                try_text(s, kind, i, an_search_text(texts, s->m, kind, i));
        }
    }
    an_arena_free(texts);
}

/* ---- texts of the base ---- */

static bool read_row(struct search *s, struct an_record *row)
{
    const char *word = "", *text = "";
    uint32_t thing = 0;
    an_row_number(row);
    an_row_text(row, &word);
    int kind = AN_THING_JURISDICTION;
    while (kind <= AN_THING_LIST && strcmp(an_thing_word((enum an_thing_kind)kind), word) != 0)
        kind++;
    if (kind > AN_THING_LIST) {
        an_row_fault(row, "a kind of thing that does not exist");
        return false;
    }
    an_row_ref(row, &thing, an_thing_total(s->m, (enum an_thing_kind)kind));
    an_row_text(row, &text);
    if (!row->bad)
        try_text(s, (enum an_thing_kind)kind, thing, text);
    return !row->bad;
}

static enum an_status search_table(struct search *s, struct an_db *db)
{
    struct an_walk walk;
    struct an_arena *texts = an_scratch_new(s->things->arena);
    an_db_read(db, &walk);
    if (an_walk_begin(&walk, AN_TABLE_SEARCH)) {
        for (uint32_t done = 1; an_walk_next(&walk); done++) {
            walk.row.arena = texts;
            (void)read_row(s, &walk.row);
            an_walk_done(&walk);
            if (done % THINGS_PER_ARENA == 0) {
                an_arena_free(texts);
                texts = an_scratch_new(s->things->arena);
            }
        }
        an_walk_end(&walk);
    }
    an_arena_free(texts);
    return walk.stopped ? an_db_fault(db, &walk) : AN_OK;
}

static enum an_status search(struct search *s, const struct an_base *base, struct an_workspace *ws)
{
    if (s->words.n == 0 || s->hopeless)
        return AN_OK;
    if (!base->db) {
        search_model(s);
        return AN_OK;
    }
    base->db->ws = ws;
    return search_table(s, base->db);
}

enum an_status an_search(struct an_things **out, const struct an_base *base,
                         struct an_workspace *ws, const char *const *words, size_t n_words)
{
    struct an_arena *arena = an_arena_new();
    *out = NULL;
    ws->reason[0] = '\0';
    if (!arena)
        return an_fail(ws, AN_ENOMEM, "out of memory");
    if (AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return an_fail(ws, AN_ENOMEM, "out of memory");
    }
    an_arena_share_handler(base->arena, arena);
    struct search *s = AN_NEW(arena, struct search);
    s->things = an_things_new(arena);
    s->m = base->model;
    for (size_t i = 0; i < n_words; i++)
        add_words(s, words[i]);
    enum an_status status = search(s, base, ws);
    if (status == AN_OK)
        *out = s->things;
    else
        an_arena_free(arena);
    return status;
}
