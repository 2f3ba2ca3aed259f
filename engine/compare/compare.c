/*
 * The public entry of a comparison: reads what was asked for, all mistakes at once, gathers the
 * provisions of the day and makes the cells (cells.c).
 */
#include "engine/compare/compare.h"

#include <stdlib.h>
#include <string.h>

#include "engine/facts/wanted.h"
#include "engine/lang/place.h"

/* ---- letters ---- */

static const struct {
    const char *text, *words;
} letters[AN_LETTER_COUNT] = {
    [AN_LETTER_IN_FORCE] = {"R", "in force"},
    [AN_LETTER_EXEMPTION] = {"E", "in force, can give way to another rule"},
    [AN_LETTER_UNENFORCED] = {"U", "in force, not enforced"},
    [AN_LETTER_SUSPENDED] = {"S", "suspended"},
    [AN_LETTER_PASSED] = {"P", "adopted, not yet in force"},
    [AN_LETTER_DRAFT] = {"D", "draft"},
    [AN_LETTER_ENDED] = {"X", "no longer in force"},
    [AN_LETTER_NONE_FOUND] = {"N", "researched, none found"},
    [AN_LETTER_UNKNOWN] = {"–", "not researched"},
};

const char *an_letter_text(enum an_letter letter)
{
    return letters[letter].text;
}

const char *an_letter_words(enum an_letter letter)
{
    return letters[letter].words;
}

/* ---- columns ---- */

enum { DEEPEST_GROUP = 8 };

struct marking {
    struct an_comparison *c;
    bool *mark;
    bool members; /* unions and treaties stand for their members too */
};

static void mark_place(struct marking *k, uint32_t place, int depth);

static void mark_members(struct marking *k, const struct an_memberships *v, int depth)
{
    for (uint32_t i = 0; i < v->n && depth < DEEPEST_GROUP; i++)
        if (an_interval_has(&v->v[i].days, k->c->day) != AN_FALSE)
            mark_place(k, v->v[i].place, depth + 1);
}

/* A group makes no law: it stands for its members on the day. */
static void mark_place(struct marking *k, uint32_t place, int depth)
{
    const struct an_place *p = &k->c->model->places.v[place];
    bool many = p->kind == AN_PLACE_UNION || p->kind == AN_PLACE_TREATY;
    if (p->kind != AN_PLACE_GROUP)
        k->mark[place] = true;
    if (p->kind == AN_PLACE_GROUP || (many && k->members && depth == 0)) {
        mark_members(k, &p->members, depth);
        mark_members(k, &p->parties, depth);
    }
}

/* Every place that has law of its own or a coverage statement. */
static void mark_all(struct an_comparison *c, bool *mark)
{
    const struct an_model *m = c->model;
    for (uint32_t i = 0; i < m->instruments.n; i++)
        mark[m->instruments.v[i].place] = true;
    for (uint32_t i = 0; i < m->places.n; i++)
        if (m->places.v[i].n_coverage > 0)
            mark[i] = true;
}

static struct an_refs marked(struct an_arena *arena, const bool *mark, uint32_t n)
{
    AN_VEC(uint32_t) v = {0};
    for (uint32_t i = 0; i < n; i++)
        if (mark[i])
            an_vec_push(arena, &v, i);
    return (struct an_refs){v.v, an_u32(v.n)};
}

static bool read_places(struct an_comparison *c, const struct an_compare_options *o)
{
    struct marking k = {c, AN_NEW_ARRAY(c->arena, bool, c->model->places.n), o->members};
    bool ok = true;
    for (size_t i = 0; i < o->n_places; i++) {
        if (strcmp(o->places[i], "all") == 0) {
            mark_all(c, k.mark);
            continue;
        }
        uint32_t place = an_wanted_place(c->ws, c->model, o->places[i]);
        ok = ok && place != AN_NONE;
        if (place != AN_NONE)
            mark_place(&k, place, 0);
    }
    c->columns = marked(c->arena, k.mark, c->model->places.n);
    if (ok && c->columns.n == 0) {
        char day[11];
        an_day_format(c->day, day);
        an_diag_add(c->ws->diags, AN_MSG_option_nobody, an_wanted_at(c->ws), day);
        return false;
    }
    return ok;
}

static bool read_topics(struct an_comparison *c, const struct an_compare_options *o)
{
    bool *mark = AN_NEW_ARRAY(c->arena, bool, c->model->topics.n);
    bool ok = true;
    for (size_t i = 0; i < o->n_topics; i++)
        ok = an_wanted_topic(c->ws, c->model, o->topics[i], mark) && ok;
    for (uint32_t i = 0; o->n_topics == 0 && i < c->model->topics.n; i++)
        mark[i] = true;
    c->topic = mark;
    c->topics = marked(c->arena, mark, c->model->topics.n);
    return ok;
}

/* ---- items ---- */

static int by_cell(const void *a, const void *b)
{
    const struct an_item *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->topic != y->topic)
        return x->topic < y->topic ? -1 : 1;
    return x->provision < y->provision ? -1 : 1;
}

static void gather(struct an_comparison *c, struct an_narrowing *by)
{
    const struct an_model *m = c->model;
    struct an_item *v = AN_NEW_ARRAY(c->arena, struct an_item, m->provisions.n);
    uint32_t n = 0;
    for (uint32_t p = 0; p < m->provisions.n; p++)
        if (c->topic[m->provisions.v[p].topic] && an__narrowed_in(m, by, p) &&
            an__item(c, p, &v[n]))
            n++;
    if (n > 1)
        qsort(v, n, sizeof *v, by_cell);
    c->items = v;
    c->n_items = n;
}

/* ---- entry ---- */

static const char *copy_or_null(struct an_arena *arena, const char *text)
{
    return text ? an_strdup(arena, text) : NULL;
}

static void put_head(struct an_comparison *c, const struct an_compare_filter *f)
{
    struct an_matrix *x = &c->matrix;
    char day[11];
    an_day_format(c->day, day);
    x->day = an_strdup(c->arena, day);
    x->revision = c->base->revision;
    x->version = an_version();
    const char **addressees = AN_NEW_ARRAY(c->arena, const char *, f->n_addressees);
    for (size_t i = 0; i < f->n_addressees; i++)
        addressees[i] = an_strdup(c->arena, f->addressees[i]);
    x->filter = (struct an_compare_filter){
        .sector = copy_or_null(c->arena, f->sector),
        .buyer = copy_or_null(c->arena, f->buyer),
        .trigger = copy_or_null(c->arena, f->trigger),
        .confidence = copy_or_null(c->arena, f->confidence),
        .addressees = addressees,
        .n_addressees = f->n_addressees,
    };
}

static enum an_status run(struct an_comparison *c, const struct an_compare_options *o)
{
    struct an_narrowing by;
    an_day known_on = AN_DAY_MAX;
    if (!an_wanted_day(c->ws, o->as_of, &c->day) || !an_wanted_day(c->ws, o->known_on, &known_on))
        return AN_EINPUT;
    if (o->known_on)
        c->model = an_model_as_known(c->arena, c->model, known_on);
    bool ok = read_places(c, o);
    ok = read_topics(c, o) && ok;
    ok = an__narrowing(c, &o->filter, &by) && ok;
    if (!ok)
        return AN_EINPUT;
    put_head(c, &o->filter);
    c->matrix.known_on = copy_or_null(c->arena, o->known_on);
    gather(c, &by);
    an__cells(c);
    return AN_OK;
}

struct asked {
    struct an_comparison *result;
    const struct an_base *base;
    const struct an_compare_options *options;
};

static enum an_status enter(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    struct asked *asked = what;
    struct an_comparison *c = asked->result = AN_NEW(arena, struct an_comparison);
    c->arena = arena;
    c->base = asked->base;
    c->model = asked->base->model;
    c->ws = ws;
    return run(c, asked->options);
}

enum an_status an_compare_run(struct an_comparison **out, const struct an_base *base,
                              struct an_workspace *ws, const struct an_compare_options *options)
{
    struct asked asked = {NULL, base, options};
    *out = NULL;
    if (!options || !options->as_of)
        return an_fail(ws, AN_EMISUSE, "a comparison needs a day");
    enum an_status status = an_enter(ws, "countries were compared", enter, &asked);
    *out = status == AN_OK ? asked.result : NULL;
    return status;
}

const struct an_matrix *an_compare_matrix(const struct an_comparison *comparison)
{
    return &comparison->matrix;
}

void an_compare_free(struct an_comparison *comparison)
{
    if (comparison)
        an_arena_free(comparison->arena);
}
