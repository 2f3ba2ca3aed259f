/* Rows of files, symbols, jurisdictions and what they say of each other, topics and coverage. */
#include <stdio.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/facts/tables.h"
#include "engine/facts/walk_help.h"

/* ---- files and symbols ---- */

static void file_fields(struct an_record *row, struct an_file *f, uint32_t *root, uint32_t roots)
{
    int64_t bytes = (int64_t)f->bytes;
    an_row_number(row);
    an_row_text(row, &f->name);
    an_row_hash(row, &f->hash);
    an_row_int(row, &bytes, 0, INT64_MAX);
    f->bytes = (uint64_t)bytes;
    an_row_ref(row, root, roots);
}

void an_walk_files(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    if (!an_walk_begin(walk, AN_TABLE_SOURCE_FILE))
        return;
    while ((walk->row.reading || walk->row.index < m->files.n) && an_walk_next(walk)) {
        uint32_t i = walk->row.index;
        struct an_file file = m->files.v[i];
        uint32_t root = walk->roots.of_file[i];
        file_fields(&walk->row, &file, &root, walk->roots.n);
        if (walk->row.reading) {
            walk->array.files[i] = file;
            walk->array.root_of_file[i] = root;
        }
        if (!an_walk_done(walk))
            break;
    }
    an_walk_end(walk);
}

/* A row of symbols is closed before it outgrows a page. */
enum { SYMBOL_ROW_BYTES = 4096 };

static void write_symbols(struct an_walk *walk, const struct an_intern *symbols)
{
    uint32_t n = an_intern_count(symbols);
    struct an_record *row = &walk->row;
    for (uint32_t i = 0; i < n && an_walk_next(walk);) {
        uint32_t first = i;
        AN_VEC(char) texts = {0};
        do {
            for (const char *s = an_intern_text(symbols, i); *s != '\0'; s++)
                an_vec_push(walk->scratch, &texts, *s);
            an_vec_push(walk->scratch, &texts, '\0');
            i++;
        } while (i < n && texts.n + strlen(an_intern_text(symbols, i)) < SYMBOL_ROW_BYTES);
        const void *data = texts.v;
        an_row_ref(row, &first, 0);
        an_row_bytes(row, &data, &texts.n);
        if (!an_walk_done(walk))
            return;
    }
}

static void intern_all(struct an_record *row, struct an_intern *symbols, const char *text, size_t n)
{
    while (n > 0 && !row->bad) {
        const char *end = memchr(text, '\0', n);
        size_t len = end ? (size_t)(end - text) : n;
        uint32_t next = an_intern_count(symbols);
        if (!end || !an_text_is_sound(text, len))
            an_row_fault(row, "a symbol that is no text");
        else if (an_intern_id(symbols, text) != next)
            an_row_fault(row, "a symbol that is there twice");
        else {
            text += len + 1;
            n -= len + 1;
        }
    }
}

static void read_symbols(struct an_walk *walk, struct an_intern *symbols)
{
    struct an_record *row = &walk->row;
    while (an_walk_next(walk)) {
        const void *data;
        size_t n;
        int64_t first = an_intern_count(symbols);
        an_row_int(row, &first, first, first);
        an_row_bytes(row, &data, &n);
        intern_all(row, symbols, data, n);
        if (!an_walk_done(walk))
            return;
    }
}

void an_walk_symbols(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_SYMBOL))
        return;
    if (walk->row.reading)
        read_symbols(walk, walk->model->symbols);
    else
        write_symbols(walk, walk->row.m->symbols);
    an_walk_end(walk);
}

/* ---- jurisdictions ---- */

AN_ROW_WORD(row_place_kind, enum an_place_kind, AN_PLACE_GROUP + 1, an_place_kind_word)

static void place_fields(struct an_record *row, void *thing)
{
    struct an_place *p = thing;
    an_row_number(row);
    an_row_text(row, &p->id);
    row_place_kind(row, &p->kind);
    an_row_text(row, &p->name);
    an_row_opt_text(row, &p->note);
    an_row_place(row, &p->span);
    an_row_data(row, p->span);
    an_row_span(row, &p->span);
    an_row_data_end(row);
}

void an_walk_places(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    an_walk_array(walk, AN_TABLE_JURISDICTION, m->places.v, walk->array.places, m->places.n,
                  sizeof *m->places.v, place_fields);
}

/* In order of their words, which are part of the key. */
enum relation { APPLIES_IN, MEMBERS, PART_OF, PARTIES, RELATIONS };
static const char *const relation_word[RELATIONS] = {"applies_in", "members", "part_of", "parties"};

static struct an_memberships *relation_of(struct an_place *p, enum relation which)
{
    switch (which) {
    case APPLIES_IN: return &p->applies_in;
    case MEMBERS: return &p->members;
    case PART_OF: return &p->part_of;
    case PARTIES:
    case RELATIONS: return &p->parties;
    }
    AN_UNREACHABLE();
}

struct membership_row {
    uint32_t place, relation, seq;
    struct an_membership membership;
};

static void membership_fields(struct an_record *row, struct membership_row *r)
{
    struct an_membership *v = &r->membership;
    an_row_ref(row, &r->place, row->m->places.n);
    an_row_word(row, &r->relation, relation_word, RELATIONS);
    an_row_ref(row, &r->seq, AN_NONE);
    an_row_ref(row, &v->place, row->m->places.n);
    an_row_interval(row, &v->days);
    an_row_data(row, row->m->places.v[r->place].span);
    an_pack_refs(&row->pack, &v->towards, row->m->places.n);
    an_row_span(row, &v->span);
    an_row_data_end(row);
}

static void write_memberships(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    for (uint32_t i = 0; i < m->places.n; i++)
        for (uint32_t k = 0; k < RELATIONS; k++) {
            struct an_place place = m->places.v[i];
            const struct an_memberships *all = relation_of(&place, (enum relation)k);
            for (uint32_t s = 0; s < all->n && an_walk_next(walk); s++) {
                struct membership_row r = {i, k, s, all->v[s]};
                membership_fields(&walk->row, &r);
                an_walk_done(walk);
            }
        }
}

static void read_memberships(struct an_walk *walk)
{
    struct an_membership *all =
        AN_NEW_ARRAY(walk->row.arena, struct an_membership, walk->want[AN_TABLE_MEMBERSHIP].rows);
    struct an_group group = {0};
    while (an_walk_next(walk)) {
        uint32_t i = walk->row.index;
        struct membership_row r = {0};
        membership_fields(&walk->row, &r);
        all[i] = r.membership;
        if (!an_group_next(&group, &walk->row, (uint64_t)r.place * RELATIONS + r.relation, r.seq) ||
            !an_walk_done(walk))
            break;
        struct an_memberships *of =
            relation_of(&walk->array.places[r.place], (enum relation)r.relation);
        *of = (struct an_memberships){all + i - r.seq, r.seq + 1};
    }
}

void an_walk_memberships(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_MEMBERSHIP))
        return;
    if (walk->row.reading)
        read_memberships(walk);
    else
        write_memberships(walk);
    an_walk_end(walk);
}

/* ---- topics ---- */

static void topic_fields(struct an_record *row, void *thing)
{
    struct an_topic *t = thing;
    an_row_number(row);
    an_row_text(row, &t->id);
    an_row_text(row, &t->title);
    an_row_text(row, &t->definition);
    an_row_place(row, &t->span);
    an_row_data(row, t->span);
    an_row_span(row, &t->span);
    an_row_data_end(row);
}

void an_walk_topics(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    an_walk_array(walk, AN_TABLE_TOPIC, m->topics.v, walk->array.topics, m->topics.n,
                  sizeof *m->topics.v, topic_fields);
}

static void step_fields(struct an_record *row, uint32_t *topic, uint32_t *seq, struct an_step *s)
{
    an_row_ref(row, topic, row->m->topics.n);
    an_row_ref(row, seq, AN_NONE);
    an_row_text(row, &s->id);
    an_row_text(row, &s->title);
    an_row_text(row, &s->means);
}

static void write_steps(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    for (uint32_t i = 0; i < m->topics.n; i++)
        for (uint32_t s = 0; s < m->topics.v[i].n_steps && an_walk_next(walk); s++) {
            uint32_t topic = i, seq = s;
            struct an_step step = m->topics.v[i].steps[s];
            step_fields(&walk->row, &topic, &seq, &step);
            an_walk_done(walk);
        }
}

static void read_steps(struct an_walk *walk)
{
    struct an_step *all =
        AN_NEW_ARRAY(walk->row.arena, struct an_step, walk->want[AN_TABLE_STEP].rows);
    struct an_group group = {0};
    while (an_walk_next(walk)) {
        uint32_t i = walk->row.index, topic = 0, seq = 0;
        step_fields(&walk->row, &topic, &seq, &all[i]);
        if (!an_group_next(&group, &walk->row, topic, seq) || !an_walk_done(walk))
            break;
        walk->array.topics[topic].steps = all + i - seq;
        walk->array.topics[topic].n_steps = seq + 1;
    }
}

void an_walk_steps(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_STEP))
        return;
    if (walk->row.reading)
        read_steps(walk);
    else
        write_steps(walk);
    an_walk_end(walk);
}

/* ---- coverage ---- */

static const char *ids_of(struct an_walk *walk, const struct an_refs *topics)
{
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, walk->scratch);
    for (uint32_t i = 0; i < topics->n; i++)
        an_putf(&text.sink, "%s%s", i > 0 ? ", " : "", walk->row.m->topics.v[topics->v[i]].id);
    return text.text ? text.text : "";
}

static void coverage_fields(struct an_record *row, uint32_t *place, uint32_t *seq,
                            struct an_coverage *c, const char *topics)
{
    an_row_ref(row, place, row->m->places.n);
    an_row_ref(row, seq, AN_NONE);
    an_row_day(row, &c->researched_on);
    an_row_when(row, &c->law_from);
    an_row_when(row, &c->law_to);
    an_row_shown(row, topics);
    an_row_data(row, row->m->places.v[*place].span);
    an_pack_refs(&row->pack, &c->topics, row->m->topics.n);
    an_row_span(row, &c->span);
    an_row_data_end(row);
}

static void write_coverage(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    for (uint32_t i = 0; i < m->places.n; i++)
        for (uint32_t s = 0; s < m->places.v[i].n_coverage && an_walk_next(walk); s++) {
            uint32_t place = i, seq = s;
            struct an_coverage coverage = m->places.v[i].coverage[s];
            coverage_fields(&walk->row, &place, &seq, &coverage, ids_of(walk, &coverage.topics));
            an_walk_done(walk);
        }
}

static void read_coverage(struct an_walk *walk)
{
    struct an_coverage *all =
        AN_NEW_ARRAY(walk->row.arena, struct an_coverage, walk->want[AN_TABLE_COVERAGE].rows);
    struct an_group group = {0};
    while (an_walk_next(walk)) {
        uint32_t i = walk->row.index, place = 0, seq = 0;
        coverage_fields(&walk->row, &place, &seq, &all[i], NULL);
        if (!an_group_next(&group, &walk->row, place, seq) || !an_walk_done(walk))
            break;
        walk->array.places[place].coverage = all + i - seq;
        walk->array.places[place].n_coverage = seq + 1;
    }
}

void an_walk_coverage(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_COVERAGE))
        return;
    if (walk->row.reading)
        read_coverage(walk);
    else
        write_coverage(walk);
    an_walk_end(walk);
}
