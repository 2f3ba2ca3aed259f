/* Rows of instruments, terms, provisions and their events, and of names in other languages. */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/facts/pack_cond.h"
#include "engine/facts/tables.h"
#include "engine/facts/walk_help.h"

/* ---- instruments and terms ---- */

AN_ROW_WORD(row_text_kind, enum an_text_kind, AN_TEXT_TRANSLATION_ONLY + 1, an_text_kind_word)

static void instrument_fields(struct an_record *row, void *thing)
{
    struct an_instrument *i = thing;
    an_row_number(row);
    an_row_text(row, &i->id);
    an_row_ref(row, &i->place, row->m->places.n);
    an_row_text(row, &i->kind);
    an_row_text(row, &i->title);
    an_row_opt_text(row, &i->issuer);
    an_row_opt_text(row, &i->citation);
    an_row_opt_text(row, &i->url);
    row_text_kind(row, &i->text);
    an_row_opt_text(row, &i->not_in_force);
    an_row_checked(row, &i->checked);
    an_row_opt_text(row, &i->note);
    an_row_place(row, &i->span);
    an_row_data(row, i->span);
    an_row_span(row, &i->span);
    an_row_data_end(row);
}

void an_walk_instruments(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    an_walk_array(walk, AN_TABLE_INSTRUMENT, m->instruments.v, walk->array.instruments,
                  m->instruments.n, sizeof *m->instruments.v, instrument_fields);
}

static void term_fields(struct an_record *row, void *thing)
{
    struct an_term *t = thing;
    an_row_number(row);
    an_row_ref(row, &t->fact, row->m->facts.n);
    an_row_ref(row, &t->instrument, row->m->instruments.n);
    an_row_text(row, &t->cite);
    an_row_text(row, &t->title);
    an_row_interval(row, &t->days);
    an_row_place(row, &t->span);
    an_row_data(row, t->span);
    an_row_span(row, &t->span);
    an_pack_cond(&row->pack, &t->if_, row->m, AN_NONE);
    an_pack_cond(&row->pack, &t->only_if, row->m, AN_NONE);
    an_row_data_end(row);
}

void an_walk_terms(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    an_walk_array(walk, AN_TABLE_TERM, m->terms.v, walk->array.terms, m->terms.n,
                  sizeof *m->terms.v, term_fields);
}

/* ---- provisions ---- */

static void pack_checked(struct an_pack *p, struct an_checked *c)
{
    int64_t on = c->on;
    an_pack_bool(p, &c->given);
    if (!c->given)
        return;
    an_pack_i64(p, &on);
    if (on < AN_DAY_MIN || on > AN_DAY_MAX) {
        an_pack_fault(p, "a day outside the calendar");
        on = 0;
    }
    c->on = (an_day)on;
    an_pack_text(p, &c->by);
    an_pack_enum(p, &c->confidence, AN_CONF_LOW + 1);
    an_pack_text(p, &c->source);
}

static void pack_due(struct an_pack *p, struct an_due *due, const struct an_model *m)
{
    int64_t within = due->within;
    an_pack_enum(p, &due->kind, AN_DUE_YEARS + 1);
    if (due->kind == AN_DUE_NONE) {
        due->after = AN_NONE;
        return;
    }
    an_pack_when(p, &due->day);
    an_pack_opt(p, &due->after, m->facts.n);
    an_pack_i64(p, &within);
    if (within < INT32_MIN || within > INT32_MAX) {
        an_pack_fault(p, "a period out of range");
        within = 0;
    }
    due->within = (int32_t)within;
}

static void pack_reading(struct an_pack *p, struct an_reading *r, const struct an_model *m)
{
    an_pack_text(p, &r->id);
    an_pack_text(p, &r->who);
    if (!r->id || !r->who)
        an_pack_fault(p, "a reading without a name");
    an_pack_span(p, &r->span, m->files.n);
    an_pack_cond(p, &r->when, m, AN_NONE);
    an_pack_cond(p, &r->unless, m, AN_NONE);
    an_pack_cond(p, &r->must, m, AN_NONE);
    an_pack_cond(p, &r->able, m, AN_NONE);
    an_pack_enum(p, &r->inability, AN_INABILITY_SILENT + 1);
}

/* A reading is at least this long: id, who, place, four conditions, inability. */
enum { READING_BYTES = 12 };

static void pack_readings(struct an_pack *p, struct an_provision *v, const struct an_model *m)
{
    uint32_t n = an_pack_count(p, v->n_readings, READING_BYTES);
    struct an_reading *read =
        p->reading && n > 0 ? AN_NEW_ARRAY(p->arena, struct an_reading, n) : NULL;
    for (uint32_t i = 0; i < n; i++) {
        struct an_reading reading = {.id = NULL};
        if (!p->reading)
            reading = v->readings[i];
        pack_reading(p, &reading, m);
        if (read)
            read[i] = reading;
    }
    if (p->reading) {
        v->readings = read;
        v->n_readings = n;
    }
}

/* What only some provisions have: one bit tells that there is nothing of it. */
static bool is_plain(const struct an_provision *v)
{
    return v->replaces.n + v->enables.n + v->exempts.n + v->overrides.n + v->follows.n +
                   v->towards.n + v->implemented_by.n + v->n_readings + v->measure_purpose.n +
                   v->measure_buyer.n ==
               0 &&
           v->defines == AN_NONE && !an_cond_given(&v->concludes) && !an_cond_given(&v->scope) &&
           !v->measure_form && !v->judged_by_self && v->by == AN_PRIORITY_NONE && !v->checked.given;
}

static void pack_rare(struct an_pack *p, struct an_provision *v, const struct an_model *m)
{
    bool plain = !p->reading && is_plain(v);
    v->defines = p->reading ? AN_NONE : v->defines;
    an_pack_bool(p, &plain);
    if (plain)
        return;
    an_pack_refs(p, &v->replaces, m->provisions.n);
    an_pack_refs(p, &v->enables, m->provisions.n);
    an_pack_opt(p, &v->defines, m->facts.n);
    an_pack_cond(p, &v->concludes, m, AN_NONE);
    an_pack_refs(p, &v->exempts, m->provisions.n);
    an_pack_refs(p, &v->overrides, m->provisions.n);
    an_pack_enum(p, &v->by, AN_PRIORITY_SUPERIOR + 1);
    an_pack_refs(p, &v->follows, m->provisions.n);
    pack_readings(p, v, m);
    an_pack_cond(p, &v->scope, m, AN_NONE);
    an_pack_refs(p, &v->towards, m->places.n);
    an_pack_bool(p, &v->judged_by_self);
    an_pack_refs(p, &v->implemented_by, m->provisions.n);
    an_pack_text(p, &v->measure_form);
    an_pack_texts(p, &v->measure_purpose);
    an_pack_texts(p, &v->measure_buyer);
    pack_checked(p, &v->checked);
    if (p->reading && is_plain(v))
        an_pack_fault(p, "a form that is never written");
}

/* The hash of the meaning comes right after the version: the view v_provisions shows it. */
static void provision_data(struct an_record *row, struct an_provision *v)
{
    struct an_pack *p = &row->pack;
    const struct an_model *m = row->m;
    uint32_t version = AN_BASE_FORMAT;
    an_pack_u32(p, &version, 0x80);
    if (version != AN_BASE_FORMAT)
        an_pack_fault(p, "data of another version");
    an_pack_hash(p, &v->meaning);
    an_row_span(row, &v->span);
    an_pack_u32(p, &v->nexus, 1U << AN_NEXUS_COUNT);
    an_pack_bool(p, &v->nexus_stated);
    an_pack_opt(p, &v->anchor, m->facts.n);
    an_pack_cond(p, &v->when, m, AN_NONE);
    an_pack_cond(p, &v->unless, m, AN_NONE);
    an_pack_cond(p, &v->content, m, AN_NONE);
    an_pack_opt(p, &v->attest_fact, m->facts.n);
    an_pack_refs(p, &v->asks, m->facts.n);
    an_pack_cond(p, &v->able, m, AN_NONE);
    an_pack_enum(p, &v->inability, AN_INABILITY_SILENT + 1);
    an_pack_enum(p, &v->effect, AN_EFFECT_HANDICAPS + 1);
    an_pack_bool(p, &v->binds_state);
    pack_due(p, &v->due, m);
    pack_rare(p, v, m);
}

/* An enum that is stored as its number. */
#define ROW_NUMBER(row, v, count)                                                                  \
 do {                                                                                              \
  uint32_t an__number = (uint32_t) * (v);                                                          \
  an_row_ref((row), &an__number, (count));                                                         \
  *(v) = an__number;                                                                               \
 } while (0)

static void provision_fields(struct an_record *row, void *thing)
{
    struct an_provision *v = thing;
    an_row_number(row);
    an_row_text(row, &v->id);
    an_row_ref(row, &v->instrument, row->m->instruments.n);
    an_row_text(row, &v->article);
    an_row_ref(row, &v->topic, row->m->topics.n);
    an_row_opt_ref(row, &v->level, row->m->topics.v[v->topic].n_steps);
    ROW_NUMBER(row, &v->duty, AN_DUTY_REQUIRES + 1);
    ROW_NUMBER(row, &v->trigger, AN_TRIGGER_ORDER + 1);
    an_row_ref(row, &v->addressee, 2 * AN_ADDR_STATE);
    an_row_text(row, &v->title);
    an_row_text(row, &v->summary);
    an_row_opt_text(row, &v->attest);
    an_row_opt_text(row, &v->penalty_article);
    an_row_opt_text(row, &v->penalty_note);
    an_row_opt_text(row, &v->note);
    an_row_interval(row, &v->days);
    an_row_place(row, &v->span);
    an_row_data(row, v->span);
    provision_data(row, v);
    an_row_data_end(row);
}

void an_walk_provisions(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    an_walk_array(walk, AN_TABLE_PROVISION, m->provisions.v, walk->array.provisions,
                  m->provisions.n, sizeof *m->provisions.v, provision_fields);
}

/* ---- events ---- */

AN_ROW_WORD(row_state, enum an_state, AN_STATE_COUNT, an_state_word)
AN_ROW_WORD(row_evidence, enum an_evidence, AN_EV_NONE + 1, an_evidence_word)

static void event_fields(struct an_record *row, uint32_t *instrument, uint32_t *provision,
                         struct an_event *e)
{
    /* Nothing becomes public before the calendar's first day. */
    const struct an_when none = {AN_DAY_MIN, AN_DAY_MIN};
    struct an_when public_on = e->has_public_on ? e->public_on : none;
    const struct an_model *m = row->m;
    an_row_number(row);
    an_row_opt_ref(row, instrument, m->instruments.n);
    an_row_opt_ref(row, provision, m->provisions.n);
    if ((*instrument == AN_NONE) == (*provision == AN_NONE)) {
        an_row_fault(row, "an event of nothing");
        return;
    }
    an_row_when(row, &e->on);
    row_state(row, &e->is);
    row_evidence(row, &e->evidence);
    an_row_opt_when(row, &public_on, none);
    an_row_opt_text(row, &e->note);
    an_row_data(row, *provision == AN_NONE ? m->instruments.v[*instrument].span
                                           : m->provisions.v[*provision].span);
    an_row_span(row, &e->span);
    an_row_data_end(row);
    e->has_public_on = public_on.lo != none.lo || public_on.hi != none.hi;
    if (e->has_public_on)
        e->public_on = public_on;
}

static void write_events_of(struct an_walk *walk, uint32_t instrument, uint32_t provision,
                            struct an_events events)
{
    for (uint32_t s = 0; s < events.n && an_walk_next(walk); s++) {
        struct an_event event = events.v[s];
        event_fields(&walk->row, &instrument, &provision, &event);
        an_walk_done(walk);
    }
}

static void write_events(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    for (uint32_t i = 0; i < m->instruments.n; i++)
        write_events_of(walk, i, AN_NONE, m->instruments.v[i].status);
    for (uint32_t i = 0; i < m->provisions.n; i++)
        write_events_of(walk, AN_NONE, i, m->provisions.v[i].status);
}

static void read_events(struct an_walk *walk)
{
    struct an_event *all =
        AN_NEW_ARRAY(walk->row.arena, struct an_event, walk->want[AN_TABLE_STATUS_EVENT].rows);
    uint64_t before = 0;
    while (an_walk_next(walk)) {
        uint32_t i = walk->row.index, instrument = AN_NONE, provision = AN_NONE;
        event_fields(&walk->row, &instrument, &provision, &all[i]);
        /* Instruments come first, so all owners stand in one order. */
        uint64_t owner =
            instrument != AN_NONE ? instrument : (uint64_t)walk->row.m->instruments.n + provision;
        if (owner < before)
            an_row_fault(&walk->row, "rows out of order");
        before = owner;
        if (!an_walk_done(walk))
            break;
        struct an_events *of = instrument != AN_NONE ? &walk->array.instruments[instrument].status
                                                     : &walk->array.provisions[provision].status;
        *of = (struct an_events){of->n > 0 ? of->v : all + i, of->n + 1};
    }
}

void an_walk_events(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_STATUS_EVENT))
        return;
    if (walk->row.reading)
        read_events(walk);
    else
        write_events(walk);
    an_walk_end(walk);
}

/* ---- names in other languages, aliases ---- */

enum name_kind { NAME_PLACE, NAME_ALIAS, NAME_INSTRUMENT, NAME_KINDS };
static const char *const name_word[NAME_KINDS] = {"jurisdiction", "alias", "instrument"};

struct name_row {
    uint32_t kind, thing;
    struct an_name name;
};

static void name_fields(struct an_record *row, struct name_row *r)
{
    const struct an_model *m = row->m;
    an_row_number(row);
    an_row_word(row, &r->kind, name_word, NAME_KINDS);
    an_row_ref(row, &r->thing, r->kind == NAME_INSTRUMENT ? m->instruments.n : m->places.n);
    an_row_opt_text(row, &r->name.lang);
    an_row_text(row, &r->name.text);
    if ((r->kind == NAME_ALIAS) != (r->name.lang == NULL))
        an_row_fault(row, "a name without its language");
}

static void write_name(struct an_walk *walk, enum name_kind kind, uint32_t thing,
                       struct an_name name)
{
    struct name_row r = {kind, thing, name};
    if (!an_walk_next(walk))
        return;
    name_fields(&walk->row, &r);
    an_walk_done(walk);
}

static void write_names(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    for (uint32_t i = 0; i < m->places.n; i++)
        for (uint32_t k = 0; k < m->places.v[i].names.n; k++)
            write_name(walk, NAME_PLACE, i, m->places.v[i].names.v[k]);
    for (uint32_t i = 0; i < m->places.n; i++)
        for (uint32_t k = 0; k < m->places.v[i].aliases.n; k++)
            write_name(walk, NAME_ALIAS, i, (struct an_name){NULL, m->places.v[i].aliases.v[k]});
    for (uint32_t i = 0; i < m->instruments.n; i++)
        for (uint32_t k = 0; k < m->instruments.v[i].title_native.n; k++)
            write_name(walk, NAME_INSTRUMENT, i, m->instruments.v[i].title_native.v[k]);
}

/* Appends to the slice of its owner; rows of one owner follow one another. */
static void take_name(struct an_walk *walk, const struct name_row *r, struct an_name *name,
                      const char **alias)
{
    if (r->kind == NAME_ALIAS) {
        struct an_texts *of = &walk->array.places[r->thing].aliases;
        *alias = r->name.text;
        *of = (struct an_texts){of->n > 0 ? of->v : alias, of->n + 1};
        return;
    }
    struct an_names *of = r->kind == NAME_PLACE ? &walk->array.places[r->thing].names
                                                : &walk->array.instruments[r->thing].title_native;
    *name = r->name;
    *of = (struct an_names){of->n > 0 ? of->v : name, of->n + 1};
}

static void read_names(struct an_walk *walk)
{
    uint64_t n = walk->want[AN_TABLE_NAME].rows;
    struct an_name *names = AN_NEW_ARRAY(walk->row.arena, struct an_name, n);
    const char **aliases = AN_NEW_ARRAY(walk->row.arena, const char *, n);
    uint64_t before = 0;
    while (an_walk_next(walk)) {
        uint32_t i = walk->row.index;
        struct name_row r = {0};
        name_fields(&walk->row, &r);
        uint64_t owner = (uint64_t)r.kind << 32 | r.thing;
        if (owner < before)
            an_row_fault(&walk->row, "rows out of order");
        before = owner;
        if (!an_walk_done(walk))
            break;
        take_name(walk, &r, &names[i], &aliases[i]);
    }
}

void an_walk_names(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_NAME))
        return;
    if (walk->row.reading)
        read_names(walk);
    else
        write_names(walk);
    an_walk_end(walk);
}
