/*
 * Building small models and profiles by hand. See forge.h.
 */
#include "tests/support/forge.h"

#include <assert.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/utf8.h"

#define FORGE_NO_SPAN ((struct an_span){.file = AN_NO_FILE})

static void *copied(struct forge *f, const void *old, size_t n, size_t size)
{
    char *copy = an_alloc_array(f->arena, n, size);
    if (n > 0)
        memcpy(copy, old, n * size);
    return copy;
}

/* Copy of n things with one more, for the constant arrays of a model. */
static void *grown(struct forge *f, const void *old, size_t n, size_t size)
{
    char *copy = an_alloc_array(f->arena, n + 1, size);
    if (n > 0)
        memcpy(copy, old, n * size);
    return copy;
}

/* ---- conditions ---- */

static struct an_cond leaf(struct forge *f, struct an_cond_node node, uint32_t n,
                           const int64_t *values)
{
    struct an_cond_node *copy = AN_NEW(f->arena, struct an_cond_node);
    int64_t *v = AN_NEW_ARRAY(f->arena, int64_t, n);
    if (n > 0)
        memcpy(v, values, n * sizeof *v);
    node.n = (uint16_t)n;
    node.size = 1;
    node.span = FORGE_NO_SPAN;
    *copy = node;
    return (struct an_cond){copy, 1, v, n};
}

struct an_cond forge_test(struct forge *f, enum an_op op, uint32_t fact, uint32_t n,
                          const int64_t *values)
{
    return leaf(f, (struct an_cond_node){.op = (uint8_t)op, .fact = fact, .key = AN_NO_KEY}, n,
                values);
}

struct an_cond forge_map_test(struct forge *f, enum an_op op, uint32_t fact, int64_t place,
                              int64_t value)
{
    return leaf(f, (struct an_cond_node){.op = (uint8_t)op, .fact = fact, .key = place}, 1, &value);
}

struct an_cond forge_column_test(struct forge *f, enum an_op op, uint32_t column, uint32_t n,
                                 const int64_t *values)
{
    struct an_cond_node node = {.op = (uint8_t)op, .column = 1, .fact = column, .key = AN_NO_KEY};
    return leaf(f, node, n, values);
}

struct an_cond forge_is(struct forge *f, uint32_t fact, int64_t value)
{
    return forge_test(f, AN_OP_IN, fact, 1, &value);
}

static struct an_cond inner(struct forge *f, struct an_cond_node top, uint32_t n,
                            const struct an_cond *of)
{
    uint32_t nodes = 1, values = 0;
    for (uint32_t i = 0; i < n; i++) {
        nodes += of[i].n;
        values += of[i].n_values;
    }
    struct an_cond_node *node = AN_NEW_ARRAY(f->arena, struct an_cond_node, nodes);
    int64_t *value = AN_NEW_ARRAY(f->arena, int64_t, values);
    top.n = (uint16_t)n;
    top.size = nodes;
    top.key = AN_NO_KEY;
    top.span = FORGE_NO_SPAN;
    node[0] = top;
    uint32_t at = 1, v = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < of[i].n; k++, at++) {
            node[at] = of[i].node[k];
            if (an_op_is_leaf(node[at].op))
                node[at].value += v;
        }
        if (of[i].n_values > 0)
            memcpy(value + v, of[i].value, of[i].n_values * sizeof *value);
        v += of[i].n_values;
    }
    return (struct an_cond){node, nodes, value, values};
}

struct an_cond forge_join(struct forge *f, enum an_op op, uint32_t n, const struct an_cond *of)
{
    return inner(f, (struct an_cond_node){.op = (uint8_t)op}, n, of);
}

struct an_cond forge_wrap(struct forge *f, enum an_op op, struct an_cond of)
{
    return inner(f, (struct an_cond_node){.op = (uint8_t)op}, 1, &of);
}

struct an_cond forge_rows(struct forge *f, enum an_op op, uint32_t table, struct an_cond of)
{
    return inner(f, (struct an_cond_node){.op = (uint8_t)op, .fact = table}, 1, &of);
}

/* ---- things ---- */

int64_t forge_symbol(struct forge *f, const char *text)
{
    return an_intern_id(f->symbols, text);
}

struct an_when forge_on(an_day day)
{
    return (struct an_when){day, day};
}

struct an_interval forge_always(void)
{
    return (struct an_interval){forge_on(AN_DAY_MIN), forge_on(AN_DAY_MAX)};
}

uint32_t forge_place(struct forge *f, const char *id, enum an_place_kind kind)
{
    struct an_place place = {.id = an_strdup(f->arena, id), .kind = kind, .span = FORGE_NO_SPAN};
    place.name = place.id;
    an_vec_push(f->arena, &f->places, place);
    return an_u32(f->places.n - 1);
}

void forge_link_places(struct forge *f, uint32_t place, enum forge_link link, uint32_t other,
                       struct an_interval days)
{
    struct an_place *p = &f->places.v[place];
    struct an_memberships *list = link == FORGE_PART_OF  ? &p->part_of
                                  : link == FORGE_MEMBER ? &p->members
                                  : link == FORGE_PARTY  ? &p->parties
                                                         : &p->applies_in;
    struct an_membership *v = grown(f, list->v, list->n, sizeof *v);
    v[list->n] = (struct an_membership){.place = other, .days = days, .span = FORGE_NO_SPAN};
    list->v = v;
    list->n++;
}

uint32_t forge_fact(struct forge *f, const char *id, enum an_type type)
{
    struct an_fact fact = {.id = an_strdup(f->arena, id),
                           .scope = AN_SCOPE_MARKET,
                           .nature = AN_NATURE_MAKER,
                           .question = "Is it so?",
                           .help = "As asked.",
                           .source = AN_NONE,
                           .span = FORGE_NO_SPAN};
    fact.type.type = type;
    if (type == AN_TYPE_INT || type == AN_TYPE_COUNTRY_MAP)
        fact.type.unit = "pieces";
    if (type == AN_TYPE_MONEY)
        fact.type.unit = "EUR";
    fact.derived.arg[0] = fact.derived.arg[1] = fact.derived.column = AN_NONE;
    an_vec_push(f->arena, &f->facts, fact);
    return an_u32(f->facts.n - 1);
}

void forge_values(struct forge *f, struct an_value_type *type, uint32_t n,
                  const char *const *values)
{
    uint32_t *v = AN_NEW_ARRAY(f->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        v[i] = an_intern_id(f->symbols, values[i]);
    type->values = v;
    type->n_values = n;
}

uint32_t forge_table(struct forge *f, const char *id, uint32_t n_columns)
{
    uint32_t table = forge_fact(f, id, AN_TYPE_TABLE);
    struct an_column *column = AN_NEW_ARRAY(f->arena, struct an_column, n_columns);
    for (uint32_t i = 0; i < n_columns; i++)
        column[i] =
            (struct an_column){.id = an_strf(f->arena, "c%u", i), .type.type = AN_TYPE_BOOL};
    f->facts.v[table].columns = column;
    f->facts.v[table].n_columns = n_columns;
    return table;
}

struct an_column *forge_column(struct forge *f, uint32_t table, uint32_t column)
{
    /* The array is ours, from forge_table; the model calls it constant once it is built. */
    struct an_column *copy = AN_NEW_ARRAY(f->arena, struct an_column, f->facts.v[table].n_columns);
    memcpy(copy, f->facts.v[table].columns, f->facts.v[table].n_columns * sizeof *copy);
    f->facts.v[table].columns = copy;
    return &copy[column];
}

uint32_t forge_term(struct forge *f, const char *id, uint32_t instrument)
{
    uint32_t fact = forge_fact(f, id, AN_TYPE_BOOL);
    f->facts.v[fact].role = AN_FACT_TERM;
    f->facts.v[fact].source = an_u32(f->terms.n);
    struct an_term term = {.fact = fact,
                           .instrument = instrument,
                           .cite = "art. 1",
                           .title = f->facts.v[fact].id,
                           .days = forge_always(),
                           .span = FORGE_NO_SPAN};
    an_vec_push(f->arena, &f->terms, term);
    return an_u32(f->terms.n - 1);
}

uint32_t forge_axiom(struct forge *f, const char *id, struct an_cond cond, struct an_cond then)
{
    struct an_axiom axiom = {an_strdup(f->arena, id), AN_NONE,      cond, then,
                             "By definition.",        FORGE_NO_SPAN};
    an_vec_push(f->arena, &f->axioms, axiom);
    return an_u32(f->axioms.n - 1);
}

uint32_t forge_presumption(struct forge *f, const char *id, struct an_cond cond,
                           struct an_cond then)
{
    struct an_axiom axiom = {
        an_strdup(f->arena, id), AN_NONE, cond, then, "Likely.", FORGE_NO_SPAN};
    an_vec_push(f->arena, &f->presumptions, axiom);
    return an_u32(f->presumptions.n - 1);
}

uint32_t forge_instrument(struct forge *f, const char *id, uint32_t place)
{
    struct an_instrument instrument = {.id = an_strdup(f->arena, id),
                                       .place = place,
                                       .kind = "law",
                                       .title = "A law",
                                       .checked = {.given = true, .by = "nobody"},
                                       .span = FORGE_NO_SPAN};
    an_vec_push(f->arena, &f->instruments, instrument);
    return an_u32(f->instruments.n - 1);
}

static struct an_event *add_event(struct forge *f, struct an_events *events, struct an_when on,
                                  enum an_state is)
{
    struct an_event *v = grown(f, events->v, events->n, sizeof *v);
    v[events->n] =
        (struct an_event){.on = on, .is = is, .evidence = AN_EV_NONE, .span = FORGE_NO_SPAN};
    events->v = v;
    return &v[events->n++];
}

void forge_event(struct forge *f, struct an_events *events, struct an_when on, enum an_state is)
{
    (void)add_event(f, events, on, is);
}

void forge_late_event(struct forge *f, struct an_events *events, struct an_when on,
                      enum an_state is, struct an_when public_on)
{
    struct an_event *e = add_event(f, events, on, is);
    e->has_public_on = true;
    e->public_on = public_on;
}

struct an_provision *forge_provision(struct forge *f, const char *id, uint32_t instrument)
{
    struct an_provision p = {.id = an_strdup(f->arena, id),
                             .instrument = instrument,
                             .article = "1",
                             .level = AN_NONE,
                             .title = "A norm",
                             .addressee = AN_ADDR_SELLER,
                             .nexus = 1u << AN_NEXUS_OFFERED,
                             .days = forge_always(),
                             .anchor = AN_NONE,
                             .attest_fact = AN_NONE,
                             .defines = AN_NONE,
                             .due.after = AN_NONE,
                             .summary = "Something is demanded.",
                             .span = FORGE_NO_SPAN};
    an_vec_push(f->arena, &f->provisions, p);
    return &f->provisions.v[f->provisions.n - 1];
}

uint32_t forge_list(struct forge *f, const char *id, uint32_t place)
{
    struct an_list list = {.id = an_strdup(f->arena, id),
                           .title = "A list",
                           .place = place,
                           .checked = {.given = true, .by = "nobody"},
                           .span = FORGE_NO_SPAN};
    an_vec_push(f->arena, &f->lists, list);
    return an_u32(f->lists.n - 1);
}

void forge_list_member(struct forge *f, uint32_t list, const char *name, struct an_interval days)
{
    struct an_list *l = &f->lists.v[list];
    struct an_list_member *v = grown(f, l->members, l->n_members, sizeof *v);
    uint32_t folded = an_intern_id(f->symbols, an_utf8_fold(f->arena, name));
    v[l->n_members] = (struct an_list_member){folded, an_strdup(f->arena, name), days};
    l->members = v;
    l->n_members++;
}

struct an_refs forge_refs(struct forge *f, uint32_t n, const uint32_t *of)
{
    uint32_t *v = AN_NEW_ARRAY(f->arena, uint32_t, n);
    if (n > 0)
        memcpy(v, of, n * sizeof *v);
    return (struct an_refs){v, n};
}

struct forge *forge_new(struct an_arena *arena)
{
    struct forge *f = AN_NEW(arena, struct forge);
    f->arena = arena;
    f->symbols = an_intern_new(arena);
    uint32_t day = forge_fact(f, "day", AN_TYPE_DATE),
             market = forge_fact(f, "market", AN_TYPE_COUNTRIES);
    f->facts.v[day].given_by_row = f->facts.v[market].given_by_row = true;
    struct an_topic topic = {
        .id = "acc.test", .title = "Test", .definition = "All.", .span = FORGE_NO_SPAN};
    an_vec_push(arena, &f->topics, topic);
    f->nexus[AN_NEXUS_OFFERED] = (struct an_nexus){.defined = true,
                                                   .cond = forge_is(f, 1, AN_PLACE_J),
                                                   .means = "offered there",
                                                   .span = FORGE_NO_SPAN};
    return f;
}

/* Ids strictly ascending, the id being the first member of each thing or the one of its fact. */
#define IN_ORDER(f, list, id_of)                                                                   \
 do {                                                                                              \
  for (size_t i = 1; i < (f)->list.n; i++)                                                         \
   assert(strcmp((f)->list.v[i - 1] id_of, (f)->list.v[i] id_of) < 0);                             \
 } while (0)

/* The model gets arrays of its own, so that the forge can go on to another one. */
#define COPY(f, m, list)                                                                           \
 do {                                                                                              \
  (m)->list.n = an_u32((f)->list.n);                                                               \
  (m)->list.v = copied((f), (f)->list.v, (f)->list.n, sizeof *(f)->list.v);                        \
 } while (0)

const struct an_model *forge_model(struct forge *f)
{
    IN_ORDER(f, places, .id);
    IN_ORDER(f, facts, .id);
    IN_ORDER(f, axioms, .id);
    IN_ORDER(f, presumptions, .id);
    IN_ORDER(f, instruments, .id);
    IN_ORDER(f, provisions, .id);
    IN_ORDER(f, lists, .id);
    struct an_model *m = AN_NEW(f->arena, struct an_model);
    m->arena = f->arena;
    m->symbols = f->symbols;
    COPY(f, m, places);
    COPY(f, m, topics);
    COPY(f, m, facts);
    COPY(f, m, terms);
    COPY(f, m, axioms);
    COPY(f, m, presumptions);
    COPY(f, m, instruments);
    COPY(f, m, provisions);
    COPY(f, m, lists);
    memcpy(m->nexus, f->nexus, sizeof m->nexus);
    m->day_fact = 0;
    m->market_fact = 1;
    an_model_index(m);
    return m;
}

/* ---- profiles ---- */

struct an_profile *forge_profile(struct forge *f, const struct an_model *model, uint32_t n_markets,
                                 const uint32_t *markets)
{
    struct an_profile *p = AN_NEW(f->arena, struct an_profile);
    struct an_offer *offer = AN_NEW(f->arena, struct an_offer);
    offer->id = "";
    p->model = model;
    p->symbols = an_intern_child(f->arena, model->symbols);
    p->id = "thing";
    p->name = "A thing";
    p->path = "thing.yaml";
    p->markets = forge_refs(f, n_markets, markets);
    p->offers = offer;
    p->n_offers = 1;
    p->span = FORGE_NO_SPAN;
    return p;
}

struct an_known forge_unknown(void)
{
    return (struct an_known){.unknown = AN_UNKNOWN_DONT_KNOW, .span = FORGE_NO_SPAN};
}

struct an_known forge_one_of(struct forge *f, uint32_t n, const int64_t *values)
{
    int64_t *v = AN_NEW_ARRAY(f->arena, int64_t, n);
    memcpy(v, values, n * sizeof *v);
    return (struct an_known){.given = true, .one_of = v, .n_one_of = n, .span = FORGE_NO_SPAN};
}

struct an_known forge_between(int64_t min, int64_t max)
{
    return (struct an_known){.given = true, .min = min, .max = max, .span = FORGE_NO_SPAN};
}

/* Serves bools, enums and texts as well as numbers and days. */
struct an_known forge_scalar(struct forge *f, int64_t value)
{
    struct an_known known = forge_one_of(f, 1, &value);
    known.min = known.max = value;
    return known;
}

struct an_known forge_has(struct forge *f, uint32_t n, const int64_t *values, bool complete)
{
    struct an_known known = {.given = true, .closed = complete, .n_has = n, .span = FORGE_NO_SPAN};
    int64_t *v = AN_NEW_ARRAY(f->arena, int64_t, n);
    if (n > 0)
        memcpy(v, values, n * sizeof *v);
    known.has = v;
    return known;
}

struct an_given *forge_give(struct forge *f, const struct an_given **list, uint32_t *n,
                            uint32_t fact, struct an_known known)
{
    struct an_given *v = grown(f, *list, *n, sizeof *v);
    struct an_known_from *from = AN_NEW(f->arena, struct an_known_from);
    *from = (struct an_known_from){AN_DAY_MIN, known};
    uint32_t at = *n;
    for (; at > 0 && v[at - 1].fact > fact; at--)
        v[at] = v[at - 1];
    v[at] = (struct an_given){fact, from, 1, FORGE_NO_SPAN};
    *list = v;
    (*n)++;
    return &v[at];
}

void forge_step(struct forge *f, struct an_given *given, an_day from, struct an_known known)
{
    struct an_known_from *v = grown(f, given->v, given->n, sizeof *v);
    v[given->n] = (struct an_known_from){from, known};
    given->v = v;
    given->n++;
}
