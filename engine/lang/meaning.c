/*
 * Meaning as bytes: each field that can change an answer, by the names of things and never by their
 * indices, so that a new fact elsewhere leaves the hash as it is. "The law changed" and "our coding
 * changed" are told apart by it.
 */
#include "engine/lang/meaning.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/vec.h"

struct writer {
    const struct an_model *m;
    struct an_arena *scratch;
    AN_VEC(char) bytes;
    AN_VEC(const char *) words;
};

static void put_bytes(struct writer *w, const char *s, size_t n)
{
    while (w->bytes.cap - w->bytes.n < n)
        w->bytes.v = an_vec_grow(w->scratch, w->bytes.v, w->bytes.n, &w->bytes.cap, 1);
    memcpy(w->bytes.v + w->bytes.n, s, n);
    w->bytes.n += n;
}

/* Every text ends with a NUL, so that "ab", "c" and "a", "bc" differ. */
static void put(struct writer *w, const char *text)
{
    put_bytes(w, text ? text : "", text ? strlen(text) + 1 : 1);
}

/* Seven bits a byte, lowest first; the same on every machine. */
static void put_number(struct writer *w, int64_t value)
{
    char bytes[10];
    size_t n = 0;
    uint64_t rest = (uint64_t)value;
    do {
        unsigned low = (unsigned)(rest & 0x7F);
        rest >>= 7;
        bytes[n++] = (char)(rest > 0 ? low | 0x80u : low);
    } while (rest > 0);
    put_bytes(w, bytes, n);
}

static void put_when(struct writer *w, struct an_when when)
{
    put_number(w, (int64_t)when.lo - AN_DAY_MIN);
    put_number(w, (int64_t)when.hi - AN_DAY_MIN);
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_sorted(struct writer *w)
{
    if (w->words.n > 1)
        qsort(w->words.v, w->words.n, sizeof *w->words.v, compare_words);
    for (size_t i = 0; i < w->words.n; i++)
        put(w, w->words.v[i]);
    put(w, "");
    w->words.n = 0;
}

static const char *place_name(const struct an_model *m, int64_t place)
{
    if (place == AN_PLACE_J)
        return "J";
    if (place == AN_PLACE_M)
        return "M";
    return place >= 0 && place < m->places.n ? m->places.v[place].id : "";
}

/* Type of what a leaf tests; NULL if it tests no fact of the model. */
static const struct an_value_type *leaf_type(const struct an_model *m, uint32_t table,
                                             const struct an_cond_node *node)
{
    uint32_t fact = node->column ? table : node->fact;
    if (fact >= m->facts.n)
        return NULL;
    if (!node->column)
        return &m->facts.v[fact].type;
    const struct an_fact *t = &m->facts.v[fact];
    return node->fact < t->n_columns ? &t->columns[node->fact].type : NULL;
}

static const char *value_name(const struct writer *w, const struct an_value_type *type,
                              enum an_op op, int64_t value)
{
    if (op == AN_OP_ON_LIST)
        return value >= 0 && value < w->m->lists.n ? w->m->lists.v[value].id : "";
    if (type->type == AN_TYPE_COUNTRIES)
        return place_name(w->m, value);
    if (type->type == AN_TYPE_ENUM || type->type == AN_TYPE_SET || type->type == AN_TYPE_TEXT)
        return an_intern_text(w->m->symbols, (uint32_t)value);
    return an_strf(w->scratch, "%lld", (long long)value);
}

static const char *leaf_name(const struct an_model *m, uint32_t table,
                             const struct an_cond_node *node)
{
    if (node->column)
        return m->facts.v[table].columns[node->fact].id;
    return m->facts.v[node->fact].id;
}

static void put_leaf(struct writer *w, const struct an_cond *c, const struct an_cond_node *node,
                     uint32_t table)
{
    const struct an_value_type *type = leaf_type(w->m, table, node);
    if (!type)
        return; /* after an error */
    put(w, leaf_name(w->m, table, node));
    put(w, node->key == AN_NO_KEY ? "" : place_name(w->m, node->key));
    for (uint32_t i = 0; i < node->n; i++) {
        const char *name = value_name(w, type, (enum an_op)node->op, c->value[node->value + i]);
        an_vec_push(w->scratch, &w->words, name ? name : "");
    }
    put_sorted(w);
}

static void put_cond(struct writer *w, const char *key, const struct an_cond *c)
{
    uint32_t table = AN_NONE, table_end = 0;
    if (!an_cond_given(c))
        return;
    put(w, key);
    put_number(w, c->n);
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        enum an_op op = (enum an_op)node->op;
        if (i >= table_end)
            table = AN_NONE;
        put_number(w, (int64_t)op);
        if (an_op_is_leaf(op)) {
            put_leaf(w, c, node, table);
            continue;
        }
        put_number(w, node->n);
        if (op == AN_OP_SOME || op == AN_OP_EVERY) {
            table = node->fact;
            table_end = i + node->size;
            put(w, table < w->m->facts.n ? w->m->facts.v[table].id : "");
        }
    }
}

static void put_fact(struct writer *w, const char *key, uint32_t fact)
{
    if (fact >= w->m->facts.n)
        return;
    put(w, key);
    put(w, w->m->facts.v[fact].id);
}

static void put_facts(struct writer *w, const char *key, struct an_refs refs)
{
    if (refs.n == 0)
        return;
    put(w, key);
    for (uint32_t i = 0; i < refs.n; i++)
        if (refs.v[i] < w->m->facts.n)
            an_vec_push(w->scratch, &w->words, w->m->facts.v[refs.v[i]].id);
    put_sorted(w);
}

static void put_provisions(struct writer *w, const char *key, struct an_refs refs)
{
    if (refs.n == 0)
        return;
    put(w, key);
    for (uint32_t i = 0; i < refs.n; i++)
        if (refs.v[i] < w->m->provisions.n)
            an_vec_push(w->scratch, &w->words, w->m->provisions.v[refs.v[i]].id);
    put_sorted(w);
}

static void put_time(struct writer *w, const struct an_provision *p)
{
    struct an_events events = an_provision_events(w->m, p);
    put_number(w, events.n);
    for (uint32_t i = 0; i < events.n; i++) {
        put_number(w, (int64_t)events.v[i].is);
        put_when(w, events.v[i].on);
    }
    put_when(w, p->days.from);
    put_when(w, p->days.before);
    put_fact(w, "anchor", p->anchor);
}

static void put_duty(struct writer *w, const struct an_provision *p)
{
    put_number(w, (int64_t)p->duty);
    put_cond(w, "content", &p->content);
    put(w, p->attest);
    put_facts(w, "asks", p->asks);
    put_cond(w, "able", &p->able);
    put_number(w, (int64_t)p->inability);
    put_provisions(w, "enables", p->enables);
    put_fact(w, "defines", p->defines);
    put_cond(w, "concludes", &p->concludes);
    put_provisions(w, "exempts", p->exempts);
    put_provisions(w, "overrides", p->overrides);
    put_number(w, (int64_t)p->by);
    put_number(w, (int64_t)p->effect);
    put_number(w, (int64_t)p->due.kind);
    if (p->due.kind != AN_DUE_NONE) {
        put_when(w, p->due.day);
        put_fact(w, "after", p->due.after);
        put_number(w, p->due.within);
    }
    put_provisions(w, "follows", p->follows);
}

static void put_texts(struct writer *w, struct an_texts texts)
{
    put_number(w, texts.n);
    for (uint32_t i = 0; i < texts.n; i++)
        put(w, texts.v[i]);
}

/* Commitments of states, and what is said of national measures for them. */
static void put_state(struct writer *w, const struct an_provision *p)
{
    if (p->binds_state) {
        put(w, "binds");
        put_cond(w, "scope", &p->scope);
        for (uint32_t i = 0; i < p->towards.n; i++)
            an_vec_push(w->scratch, &w->words, place_name(w->m, p->towards.v[i]));
        put_sorted(w);
        put_number(w, p->judged_by_self);
    }
    if (p->measure_form || p->measure_purpose.n + p->measure_buyer.n > 0) {
        put(w, "measure");
        put(w, p->measure_form);
        put_texts(w, p->measure_purpose);
        put_texts(w, p->measure_buyer);
    }
}

static void put_reading(struct writer *w, const struct an_reading *r)
{
    put(w, r->id);
    put_cond(w, "when", &r->when);
    put_cond(w, "unless", &r->unless);
    put_cond(w, "must", &r->must);
    put_cond(w, "able", &r->able);
    put_number(w, (int64_t)r->inability);
}

static struct an_hash meaning_of(struct writer *w, const struct an_provision *p)
{
    w->bytes.n = 0;
    put(w, p->id);
    put(w, place_name(w->m, w->m->instruments.v[p->instrument].place));
    put_number(w, p->addressee);
    put_number(w, (int64_t)p->trigger);
    put_number(w, p->nexus);
    put_time(w, p);
    put_cond(w, "when", &p->when);
    put_cond(w, "unless", &p->unless);
    put_duty(w, p);
    put_state(w, p);
    for (uint32_t i = 0; i < p->n_readings; i++)
        put_reading(w, &p->readings[i]);
    return an_hash_bytes(w->bytes.v, w->bytes.n);
}

void an_meanings(const struct an_model *m, struct an_provision *provisions,
                 struct an_arena *scratch)
{
    struct writer w = {.m = m, .scratch = scratch};
    for (uint32_t i = 0; i < m->provisions.n; i++)
        provisions[i].meaning = meaning_of(&w, &provisions[i]);
}
