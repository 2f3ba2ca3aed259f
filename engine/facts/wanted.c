/* Words of the user to indices of the model. */
#include "engine/facts/wanted.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "engine/base/sizes.h"
#include "engine/diag/nearest.h"

struct an_span an_wanted_at(const struct an_workspace *ws)
{
    size_t told = an_diag_count(ws->diags, AN_SEV_ERROR) +
                  an_diag_count(ws->diags, AN_SEV_WARNING) +
                  an_diag_count(ws->diags, AN_SEV_NOTICE);
    struct an_span at = {AN_NO_FILE, 0, 0, 0, 0};
    at.start = an_u32(told);
    return at;
}

bool an_wanted_day(struct an_workspace *ws, const char *text, an_day *day)
{
    if (!text || an_day_parse(text, strlen(text), day) == AN_DAY_OK)
        return true;
    an_diag_add(ws->diags, AN_MSG_option_day, an_wanted_at(ws), text);
    return false;
}

uint32_t an_wanted_place(struct an_workspace *ws, const struct an_model *m, const char *code)
{
    bool alias = false;
    uint32_t place = an_model_place(m, code, &alias);
    if (place != AN_NONE) {
        if (alias)
            an_diag_add(ws->diags, AN_MSG_option_alias, an_wanted_at(ws), code,
                        m->places.v[place].id);
        return place;
    }
    struct an_diag_entry *e = an_diag_add(ws->diags, AN_MSG_option_market, an_wanted_at(ws), code);
    struct an_nearest near;
    an_nearest_init(&near, code);
    const char *best = NULL;
    for (uint32_t i = 0; i < m->places.n; i++) {
        an_nearest_try(&near, m->places.v[i].id);
        if (strcasecmp(m->places.v[i].name, code) == 0)
            best = m->places.v[i].id; /* its code is asked for, its name was given */
    }
    if (best || near.best)
        an_diag_help(e, "did you mean '%s'?", best ? best : near.best);
    return AN_NONE;
}

static void mark_all(const struct an_model *m, bool *mark)
{
    for (uint32_t i = 0; i < m->instruments.n; i++) {
        const struct an_place *p = &m->places.v[m->instruments.v[i].place];
        mark[m->instruments.v[i].place] = true;
        for (uint32_t k = 0; p->kind == AN_PLACE_UNION && k < p->members.n; k++)
            mark[p->members.v[k].place] = true;
    }
    for (uint32_t i = 0; i < m->places.n; i++) {
        enum an_place_kind kind = m->places.v[i].kind;
        mark[i] = (mark[i] || m->places.v[i].n_coverage > 0) &&
                  (kind == AN_PLACE_STATE || kind == AN_PLACE_PART);
    }
}

bool an_wanted_markets(struct an_workspace *ws, const struct an_model *m, const char *const *codes,
                       size_t n, bool *mark)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        if (strcmp(codes[i], "all") == 0)
            mark_all(m, mark);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(codes[i], "all") == 0)
            continue;
        uint32_t place = an_wanted_place(ws, m, codes[i]);
        ok = ok && place != AN_NONE;
        if (place != AN_NONE)
            mark[place] = true;
    }
    return ok;
}

/* "acc, con, cry": what stands before the dot of topics' ids, in order; as many as have room. */
static void put_families(const struct an_model *m, char *text, size_t room)
{
    size_t at = 0, last = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < m->topics.n; i++) {
        const char *id = m->topics.v[i].id;
        size_t n = strcspn(id, ".");
        if (i > 0 && n == last && strncmp(m->topics.v[i - 1].id, id, n) == 0)
            continue;
        if (at + n + 3 > room)
            return;
        at += (size_t)snprintf(text + at, room - at, "%s%.*s", i > 0 ? ", " : "", (int)n, id);
        last = n;
    }
}

bool an_wanted_topic(struct an_workspace *ws, const struct an_model *m, const char *word,
                     bool *mark)
{
    bool found = false;
    size_t n = strlen(word);
    for (uint32_t i = 0; i < m->topics.n; i++) {
        const char *id = m->topics.v[i].id;
        if (strcmp(id, word) == 0 || (strncmp(id, word, n) == 0 && id[n] == '.')) {
            mark[i] = true;
            found = true;
        }
    }
    if (found)
        return true;
    char families[160];
    struct an_diag_entry *e = an_diag_add(ws->diags, AN_MSG_option_topic, an_wanted_at(ws), word);
    struct an_nearest near;
    an_nearest_init(&near, word);
    for (uint32_t i = 0; i < m->topics.n; i++)
        an_nearest_try(&near, m->topics.v[i].id);
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    put_families(m, families, sizeof families);
    if (!near.best && *families)
        an_diag_help(e, "the families of topics are %s", families);
    return false;
}
