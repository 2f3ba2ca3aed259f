/* Rows of the vocabulary: facts and their types, lists and their members, axioms and nexus. */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/facts/pack_cond.h"
#include "engine/facts/tables.h"
#include "engine/facts/walk_help.h"

/* ---- facts ---- */

static const char *fact_role_word(enum an_fact_role role)
{
    static const char *const words[] = {"plain", "term", "attest"};
    return words[role];
}

AN_ROW_WORD(row_role, enum an_fact_role, AN_FACT_ATTEST + 1, fact_role_word)
AN_ROW_WORD(row_type, enum an_type, AN_TYPE_TABLE + 1, an_type_word)
AN_ROW_WORD(row_scope, enum an_scope, AN_SCOPE_MARKET + 1, an_scope_word)
AN_ROW_WORD(row_nature, enum an_nature, AN_NATURE_CONTEXT + 1, an_nature_word)

/* All of a type but its kind and unit. */
static void pack_type(struct an_pack *p, struct an_value_type *t, uint32_t symbols)
{
    struct an_refs values = {t->values, t->n_values};
    an_pack_bool(p, &t->ordered);
    an_pack_bool(p, &t->open);
    an_pack_refs(p, &values, symbols);
    an_pack_bool(p, &t->has_min);
    an_pack_bool(p, &t->has_max);
    an_pack_i64(p, &t->min);
    an_pack_i64(p, &t->max);
    t->values = values.v;
    t->n_values = values.n;
}

static void pack_column(struct an_pack *p, struct an_column *c, uint32_t symbols)
{
    an_pack_text(p, &c->id);
    an_pack_text(p, &c->help);
    an_pack_enum(p, &c->type.type, AN_TYPE_TABLE);
    an_pack_text(p, &c->type.unit);
    pack_type(p, &c->type, symbols);
    an_pack_bool(p, &c->context);
    if (!c->id)
        an_pack_fault(p, "a column without a name");
}

/* A column is at least this long: ten numbers of a byte each. */
enum { COLUMN_BYTES = 11 };

static void pack_columns(struct an_pack *p, struct an_fact *f, uint32_t symbols)
{
    uint32_t n = an_pack_count(p, f->n_columns, COLUMN_BYTES);
    struct an_column *read =
        p->reading && n > 0 ? AN_NEW_ARRAY(p->arena, struct an_column, n) : NULL;
    for (uint32_t i = 0; i < n; i++) {
        struct an_column column = {.id = NULL};
        if (!p->reading)
            column = f->columns[i];
        pack_column(p, &column, symbols);
        if (read)
            read[i] = column;
    }
    if (p->reading) {
        f->columns = read;
        f->n_columns = n;
    }
    if ((f->type.type == AN_TYPE_TABLE) != (n > 0))
        an_pack_fault(p, "columns of a fact that is no table");
}

/* How a fact is derived, but for the condition; facts that come later may be named. */
static void pack_derived(struct an_pack *p, struct an_derived *d, const struct an_model *m)
{
    an_pack_enum(p, &d->function, AN_FN_SAME + 1);
    an_pack_opt(p, &d->arg[0], m->facts.n);
    an_pack_opt(p, &d->arg[1], m->facts.n);
    an_pack_opt(p, &d->column, AN_NONE);
}

/* The table whose rows `where` of a derived fact speaks of. */
static uint32_t derived_table(const struct an_model *m, const struct an_derived *d)
{
    bool table = d->arg[0] != AN_NONE && m->facts.v[d->arg[0]].type.type == AN_TYPE_TABLE;
    return table ? d->arg[0] : AN_NONE;
}

/*
 * The conditions of a fact, last in its blob: they can be read only when the types of all facts are
 * known.
 */
static void pack_fact_conditions(struct an_pack *p, struct an_fact *f, const struct an_model *m)
{
    uint32_t table = derived_table(m, &f->derived);
    an_pack_cond(p, &f->derived.where, m, table);
    an_pack_cond(p, &f->after, m, AN_NONE);
    if (f->derived.column != AN_NONE &&
        (table == AN_NONE || f->derived.column >= m->facts.v[table].n_columns))
        an_pack_fault(p, "a column that its table does not have");
}

/* What a fact or table may hold, for people. */
static const char *choices_of(struct an_arena *arena, const struct an_model *m,
                              const struct an_fact *f)
{
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, arena);
    for (uint32_t i = 0; i < f->type.n_values; i++)
        an_putf(&text.sink, "%s%s", i > 0 ? ", " : "",
                an_intern_text(m->symbols, f->type.values[i]));
    for (uint32_t i = 0; i < f->n_columns; i++)
        an_putf(&text.sink, "%s%s", i > 0 ? ", " : "", f->columns[i].id);
    return text.n > 0 ? text.text : NULL;
}

static void fact_columns(struct an_record *row, struct an_fact *f)
{
    int64_t cost = f->cost;
    an_row_number(row);
    an_row_text(row, &f->id);
    row_role(row, &f->role);
    row_type(row, &f->type.type);
    an_row_shown(row, row->reading ? NULL : choices_of(row->arena, row->m, f));
    an_row_opt_text(row, &f->type.unit);
    row_scope(row, &f->scope);
    row_nature(row, &f->nature);
    an_row_int(row, &cost, 0, 1000000);
    f->cost = (uint32_t)cost;
    an_row_opt_text(row, &f->label);
    an_row_opt_text(row, &f->row);
    an_row_text(row, &f->question);
    an_row_text(row, &f->help);
    an_row_place(row, &f->span);
}

static uint32_t sources_of(const struct an_model *m, const struct an_fact *f)
{
    switch (f->role) {
    case AN_FACT_PLAIN: return 0;
    case AN_FACT_TERM: return m->terms.n;
    case AN_FACT_ATTEST: return m->provisions.n;
    }
    AN_UNREACHABLE();
}

static void fact_data(struct an_record *row, struct an_fact *f)
{
    struct an_pack *p = &row->pack;
    uint32_t symbols = an_intern_count(row->m->symbols);
    pack_type(p, &f->type, symbols);
    an_pack_bool(p, &f->momentary);
    an_pack_bool(p, &f->given_by_row);
    an_pack_opt(p, &f->source, sources_of(row->m, f));
    an_row_span(row, &f->span);
    pack_columns(p, f, symbols);
    pack_derived(p, &f->derived, row->m);
}

static void write_facts(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    while (walk->row.index < m->facts.n && an_walk_next(walk)) {
        struct an_fact fact = m->facts.v[walk->row.index];
        fact_columns(&walk->row, &fact);
        an_row_data(&walk->row, fact.span);
        fact_data(&walk->row, &fact);
        pack_fact_conditions(&walk->row.pack, &fact, m);
        an_row_data_end(&walk->row);
        an_walk_done(walk);
    }
}

/* What is left of a blob, kept until all facts are there. */
struct rest {
    const char *data;
    size_t n;
    struct an_span last;
};

static void read_fact(struct an_walk *walk, struct rest *rest)
{
    struct an_record *row = &walk->row;
    struct an_fact *f = &walk->array.facts[row->index];
    struct an_pack *p = &row->pack;
    fact_columns(row, f);
    an_row_data(row, f->span);
    fact_data(row, f);
    size_t n = (size_t)(p->end - p->at);
    *rest = (struct rest){an_strndup(row->arena, (const char *)p->at, n), n, p->last};
    p->at = p->end;
    an_row_data_end(row);
}

static void read_facts(struct an_walk *walk)
{
    struct an_record *row = &walk->row;
    uint64_t n = walk->want[AN_TABLE_FACT].rows;
    struct rest *rest = AN_NEW_ARRAY(row->arena, struct rest, n);
    while (an_walk_next(walk)) {
        read_fact(walk, &rest[row->index]);
        if (!an_walk_done(walk))
            return;
    }
    for (uint32_t i = 0; i < row->index && !row->bad; i++) {
        an_pack_read(&row->pack, row->arena, rest[i].last, rest[i].data, rest[i].n);
        pack_fact_conditions(&row->pack, &walk->array.facts[i], row->m);
        an_pack_end(&row->pack);
        if (row->pack.bad)
            an_row_fault(row, row->pack.bad);
    }
}

void an_walk_facts(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_FACT))
        return;
    if (walk->row.reading)
        read_facts(walk);
    else
        write_facts(walk);
    an_walk_end(walk);
}

/* ---- lists ---- */

static void list_fields(struct an_record *row, void *thing)
{
    struct an_list *l = thing;
    an_row_number(row);
    an_row_text(row, &l->id);
    an_row_ref(row, &l->place, row->m->places.n);
    an_row_text(row, &l->title);
    an_row_opt_text(row, &l->url);
    an_row_checked(row, &l->checked);
    an_row_place(row, &l->span);
    an_row_data(row, l->span);
    an_row_span(row, &l->span);
    an_row_data_end(row);
}

void an_walk_lists(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    an_walk_array(walk, AN_TABLE_LIST, m->lists.v, walk->array.lists, m->lists.n,
                  sizeof *m->lists.v, list_fields);
}

static void member_fields(struct an_record *row, uint32_t *list, uint32_t *seq,
                          struct an_list_member *v)
{
    an_row_ref(row, list, row->m->lists.n);
    an_row_ref(row, seq, AN_NONE);
    an_row_text(row, &v->name);
    an_row_ref(row, &v->symbol, an_intern_count(row->m->symbols));
    an_row_interval(row, &v->days);
}

static void write_members(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    for (uint32_t i = 0; i < m->lists.n; i++)
        for (uint32_t s = 0; s < m->lists.v[i].n_members && an_walk_next(walk); s++) {
            uint32_t list = i, seq = s;
            struct an_list_member member = m->lists.v[i].members[s];
            member_fields(&walk->row, &list, &seq, &member);
            an_walk_done(walk);
        }
}

static void read_members(struct an_walk *walk)
{
    struct an_list_member *all =
        AN_NEW_ARRAY(walk->row.arena, struct an_list_member, walk->want[AN_TABLE_LIST_MEMBER].rows);
    struct an_group group = {0};
    while (an_walk_next(walk)) {
        uint32_t i = walk->row.index, list = 0, seq = 0;
        member_fields(&walk->row, &list, &seq, &all[i]);
        if (!an_group_next(&group, &walk->row, list, seq) || !an_walk_done(walk))
            break;
        walk->array.lists[list].members = all + i - seq;
        walk->array.lists[list].n_members = seq + 1;
    }
}

void an_walk_list_members(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_LIST_MEMBER))
        return;
    if (walk->row.reading)
        read_members(walk);
    else
        write_members(walk);
    an_walk_end(walk);
}

/* ---- axioms, presumptions, nexus ---- */

enum logic_kind { AXIOM, PRESUMPTION, NEXUS, LOGIC_KINDS };
static const char *const logic_word[LOGIC_KINDS] = {"axiom", "presumption", "nexus"};

struct logic_row {
    uint32_t kind;
    struct an_axiom a; /* a nexus: id, because, cond, span */
    bool home;
};

static void logic_fields(struct an_record *row, struct logic_row *r)
{
    struct an_pack *p = &row->pack;
    an_row_number(row);
    an_row_word(row, &r->kind, logic_word, LOGIC_KINDS);
    an_row_text(row, &r->a.id);
    an_row_opt_ref(row, &r->a.each, row->m->facts.n);
    an_row_text(row, &r->a.because);
    an_row_place(row, &r->a.span);
    an_row_data(row, r->a.span);
    an_row_span(row, &r->a.span);
    an_pack_bool(p, &r->home);
    if (r->a.each != AN_NONE && row->m->facts.v[r->a.each].type.type != AN_TYPE_TABLE)
        an_pack_fault(p, "rows of no table");
    else
        an_pack_cond(p, &r->a.cond, row->m, r->a.each);
    if (r->kind != NEXUS)
        an_pack_cond(p, &r->a.then, row->m, r->a.each);
    an_row_data_end(row);
}

static struct logic_row row_of_nexus(const struct an_model *m, enum an_nexus_kind kind)
{
    const struct an_nexus *nexus = &m->nexus[kind];
    return (struct logic_row){.kind = NEXUS,
                              .home = nexus->home,
                              .a = {.id = an_nexus_word(kind),
                                    .each = AN_NONE,
                                    .cond = nexus->cond,
                                    .because = nexus->means,
                                    .span = nexus->span}};
}

static void write_logic_row(struct an_walk *walk, struct logic_row r)
{
    if (!an_walk_next(walk))
        return;
    logic_fields(&walk->row, &r);
    an_walk_done(walk);
}

static void write_logic(struct an_walk *walk)
{
    const struct an_model *m = walk->row.m;
    for (uint32_t i = 0; i < m->axioms.n; i++)
        write_logic_row(walk, (struct logic_row){.kind = AXIOM, .a = m->axioms.v[i]});
    for (uint32_t i = 0; i < m->presumptions.n; i++)
        write_logic_row(walk, (struct logic_row){.kind = PRESUMPTION, .a = m->presumptions.v[i]});
    for (int k = 0; k < AN_NEXUS_COUNT; k++)
        if (m->nexus[k].defined)
            write_logic_row(walk, row_of_nexus(m, (enum an_nexus_kind)k));
}

static void take_nexus(struct an_record *row, struct an_model *m, const struct logic_row *r)
{
    for (int k = 0; k < AN_NEXUS_COUNT; k++) {
        if (strcmp(an_nexus_word((enum an_nexus_kind)k), r->a.id) != 0)
            continue;
        for (int later = k; later < AN_NEXUS_COUNT; later++)
            if (m->nexus[later].defined)
                an_row_fault(row, "rows out of order");
        m->nexus[k] = (struct an_nexus){true, r->home, r->a.cond, r->a.because, r->a.span};
        return;
    }
    an_row_fault(row, "a nexus that does not exist");
}

static void read_logic(struct an_walk *walk)
{
    struct an_model *m = walk->model;
    uint32_t before = AXIOM;
    while (an_walk_next(walk)) {
        struct logic_row r = {0};
        logic_fields(&walk->row, &r);
        if (r.kind < before)
            an_row_fault(&walk->row, "rows out of order");
        before = r.kind;
        if (r.kind == NEXUS) {
            take_nexus(&walk->row, m, &r);
        } else {
            walk->array.logic[walk->row.index] = r.a;
            m->axioms.n += r.kind == AXIOM ? 1 : 0;
            m->presumptions.n += r.kind == PRESUMPTION ? 1 : 0;
        }
        if (!an_walk_done(walk))
            break;
    }
    m->axioms.v = walk->array.logic;
    m->presumptions.v = walk->array.logic + m->axioms.n;
}

void an_walk_logic(struct an_walk *walk)
{
    if (!an_walk_begin(walk, AN_TABLE_LOGIC))
        return;
    if (walk->row.reading)
        read_logic(walk);
    else
        write_logic(walk);
    an_walk_end(walk);
}
