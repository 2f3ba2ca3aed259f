/*
 * What must hold after reading any rules or profile: an error or a result and never both; every
 * condition well formed, every reference inside of its array, everything in order. Shared by the
 * fuzz targets of the language.
 */
#ifndef AN_TESTS_CHECK_LANG_H
#define AN_TESTS_CHECK_LANG_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "antinomy/sink.h"
#include "engine/base/limits.h"
#include "engine/lang/lang.h"

#define HOLDS(condition)                                                                           \
 do {                                                                                              \
  if (!(condition)) {                                                                              \
   (void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                           \
   abort();                                                                                        \
  }                                                                                                \
 } while (0)

/* ---- files ---- */

static char fuzz_folder[64];

static void fuzz_clean(void)
{
    static const char *const names[] = {"world.yaml", "fuzz.yaml", "fuzz.json", "fuzz.db"};
    char path[96];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", fuzz_folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(fuzz_folder);
}

/* Path of a file of this name with these bytes, in a folder that goes with the process. */
static const char *fuzz_file(struct an_arena *arena, const char *name, const void *data, size_t n)
{
    if (!*fuzz_folder) {
        (void)snprintf(fuzz_folder, sizeof fuzz_folder, "%s", "/tmp/fuzz-lang-XXXXXX");
        HOLDS(mkdtemp(fuzz_folder) != NULL);
        HOLDS(atexit(fuzz_clean) == 0);
    }
    const char *path = an_strf(arena, "%s/%s", fuzz_folder, name);
    FILE *f = fopen(path, "wb");
    HOLDS(f && fwrite(data, 1, n, f) == n && fclose(f) == 0);
    return path;
}

/* ---- conditions ---- */

struct fuzz_walk {
    const struct an_model *m;
    const struct an_cond *c;
    uint32_t table; /* whose columns are tested, or AN_NONE */
};

static inline void fuzz_leaf(const struct fuzz_walk *w, const struct an_cond_node *node)
{
    HOLDS(node->size == 1);
    HOLDS(node->value + node->n <= w->c->n_values || node->n == 0);
    HOLDS(node->column == (w->table != AN_NONE));
    const struct an_fact *fact = &w->m->facts.v[node->column ? w->table : node->fact];
    HOLDS(node->column ? node->fact < fact->n_columns : node->fact < w->m->facts.n);
    const struct an_value_type *type = node->column ? &fact->columns[node->fact].type : &fact->type;
    HOLDS(type->type != AN_TYPE_TABLE);
    HOLDS((node->key == AN_NO_KEY) == (type->type != AN_TYPE_COUNTRY_MAP));
    for (uint32_t i = 0; i < node->n; i++) {
        int64_t v = w->c->value[node->value + i];
        bool symbol =
            type->type == AN_TYPE_ENUM || type->type == AN_TYPE_SET || type->type == AN_TYPE_TEXT;
        if (node->op == AN_OP_ON_LIST)
            HOLDS(v >= 0 && v < w->m->lists.n);
        else if (symbol)
            HOLDS(v >= 0 && v < an_intern_count(w->m->symbols));
        else if (type->type == AN_TYPE_COUNTRIES)
            HOLDS(v >= AN_PLACE_M && v < w->m->places.n);
        else if (type->type == AN_TYPE_BOOL)
            HOLDS(v == 0 || v == 1);
        else if (type->type == AN_TYPE_DATE)
            HOLDS(v >= AN_DAY_MIN && v <= AN_DAY_MAX);
    }
}

static inline void fuzz_node(struct fuzz_walk *w, uint32_t at, int depth)
{
    const struct an_cond_node *node = &w->c->node[at];
    HOLDS(depth <= 2 * AN_MAX_COND_DEPTH + 4 && at + node->size <= w->c->n);
    if (an_op_is_leaf((enum an_op)node->op)) {
        fuzz_leaf(w, node);
        return;
    }
    bool rows = node->op == AN_OP_SOME || node->op == AN_OP_EVERY;
    uint32_t outer = w->table, child = at + 1;
    if (rows) {
        HOLDS(w->table == AN_NONE && node->fact < w->m->facts.n);
        HOLDS(w->m->facts.v[node->fact].type.type == AN_TYPE_TABLE);
        w->table = node->fact;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        HOLDS(child < at + node->size);
        fuzz_node(w, child, depth + 1);
        child += w->c->node[child].size;
    }
    HOLDS(child == at + node->size);
    w->table = outer;
}

static inline void fuzz_cond(const struct an_model *m, const struct an_cond *c, uint32_t table)
{
    if (!an_cond_given(c))
        return;
    struct fuzz_walk w = {m, c, table};
    HOLDS(c->n <= AN_MAX_COND_NODES && c->node[0].size == c->n);
    fuzz_node(&w, 0, 0);
}

/* ---- models ---- */

static inline void fuzz_refs(struct an_refs refs, uint32_t n)
{
    for (uint32_t i = 0; i < refs.n; i++)
        HOLDS(refs.v[i] < n);
}

static inline void fuzz_provision(const struct an_model *m, const struct an_provision *p)
{
    static const an_day days[] = {AN_DAY_MIN, 0, 16463, 20000, AN_DAY_MAX};
    HOLDS(p->instrument < m->instruments.n && p->topic < m->topics.n);
    HOLDS(p->level == AN_NONE || p->level < m->topics.v[p->topic].n_steps);
    HOLDS(p->addressee != 0 && p->nexus != 0 && p->summary && p->title && p->article);
    const struct an_cond *conds[] = {&p->when, &p->unless, &p->content,
                                     &p->able, &p->scope,  &p->concludes};
    for (size_t i = 0; i < sizeof conds / sizeof *conds; i++)
        fuzz_cond(m, conds[i], AN_NONE);
    fuzz_refs(p->exempts, m->provisions.n);
    fuzz_refs(p->overrides, m->provisions.n);
    fuzz_refs(p->replaces, m->provisions.n);
    fuzz_refs(p->implemented_by, m->provisions.n);
    fuzz_refs(p->asks, m->facts.n);
    bool content = p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT || p->duty == AN_DUTY_MAY;
    HOLDS(!content || an_cond_given(&p->content));
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct an_standing s = an_provision_standing(m, p, days[i]);
        HOLDS(!s.not_yet || s.in_force == AN_FALSE);
        (void)an_law_applies(m, m->instruments.v[p->instrument].place, 0, days[i]);
    }
}

static inline void fuzz_model(const struct an_model *m)
{
    for (uint32_t i = 0; i < m->facts.n; i++) {
        const struct an_fact *f = &m->facts.v[i];
        HOLDS(an_model_fact(m, f->id) == i && f->question && f->help);
        fuzz_cond(m, &f->after, AN_NONE);
        if (f->derived.function != AN_FN_NONE)
            fuzz_cond(m, &f->derived.where, f->derived.arg[0]);
    }
    for (uint32_t i = 0; i < m->axioms.n; i++) {
        fuzz_cond(m, &m->axioms.v[i].cond, m->axioms.v[i].each);
        fuzz_cond(m, &m->axioms.v[i].then, m->axioms.v[i].each);
    }
    for (uint32_t i = 0; i < m->terms.n; i++) {
        HOLDS(m->facts.v[m->terms.v[i].fact].source == i);
        fuzz_cond(m, &m->terms.v[i].if_, AN_NONE);
    }
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        HOLDS(an_model_provision(m, m->provisions.v[i].id) == i);
        fuzz_provision(m, &m->provisions.v[i]);
    }
}

/* ---- profiles ---- */

static inline void fuzz_ascending(const int64_t *v, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        HOLDS(v[i - 1] < v[i]);
}

static inline void fuzz_known(const struct an_known *k, const struct an_value_type *type)
{
    fuzz_ascending(k->one_of, k->n_one_of);
    fuzz_ascending(k->has, k->n_has);
    fuzz_ascending(k->within, k->n_within);
    if (!k->given)
        return;
    if (type->type == AN_TYPE_INT || type->type == AN_TYPE_MONEY || type->type == AN_TYPE_DATE)
        HOLDS(k->min <= k->max);
    for (uint32_t i = 0; i < k->n_entries; i++)
        HOLDS(k->entry[i].min >= 0 && k->entry[i].min <= k->entry[i].max);
}

static inline void fuzz_given(const struct an_profile *p, const struct an_given *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct an_fact *fact = &p->model->facts.v[v[i].fact];
        HOLDS(i == 0 || v[i - 1].fact < v[i].fact);
        HOLDS(v[i].n > 0);
        for (uint32_t s = 0; s < v[i].n; s++) {
            const struct an_known *k = &v[i].v[s].known;
            fuzz_known(k, &fact->type);
            for (uint32_t r = 0; r < k->n_rows; r++)
                for (uint32_t c = 0; c < fact->n_columns; c++)
                    fuzz_known(&k->row[r].cell[c], &fact->columns[c].type);
        }
    }
}

static inline void fuzz_profile_holds(const struct an_profile *p)
{
    HOLDS(p->id && p->name && p->n_offers > 0 && p->markets.n > 0);
    fuzz_given(p, p->given, p->n_given);
    for (uint32_t i = 0; i < p->n_offers; i++)
        fuzz_given(p, p->offers[i].given, p->offers[i].n_given);
    for (uint32_t i = 0; i < p->n_per_market; i++)
        fuzz_given(p, p->per_market[i].given, p->per_market[i].n_given);
    for (uint32_t i = 0; i < p->n_orders; i++)
        HOLDS(p->model->provisions.v[p->orders[i].under].duty == AN_DUTY_ASKS);
}

/* Messages can be written, in both forms. */
static inline void fuzz_write(struct an_arena *arena, const struct an_diag_list *diags)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_diag_write(diags, &out.sink, AN_DIAG_TEXT, true);
    an_diag_write(diags, &out.sink, AN_DIAG_JSON, false);
}

/* The world that inputs refer to. */
static const char fuzz_world[] =
    "antinomy: 1\n"
    "jurisdictions:\n"
    "  - {id: AA, kind: state, name: Alpha, aliases: [AL]}\n"
    "  - {id: BB, kind: state, name: Beta}\n"
    "  - {id: UU, kind: union, name: Union, members: [{in: [AA, BB], from: 2000}]}\n"
    "---\n"
    "antinomy: 1\n"
    "topics:\n"
    "  - {id: t.t, title: T, definition: D, scale: [{id: a, title: A, means: M}]}\n"
    "---\n"
    "antinomy: 1\n"
    "vocabulary:\n"
    "  facts:\n"
    "    - {id: yes, type: bool, scope: product, nature: design, holds: lasting, question: Q, help: H}\n"
    "    - {id: lev, type: enum, values: [a, b], ordered: true, scope: market, nature: design, holds: lasting, question: Q, help: H}\n"
    "    - {id: set, type: set, values: [x, y], open: true, scope: market, nature: design, holds: lasting, question: Q, help: H}\n"
    "    - {id: pla, type: countries, scope: product, nature: maker, holds: lasting, question: Q, help: H}\n"
    "    - {id: map, type: country-map, unit: u, scope: product, nature: context, holds: lasting, question: Q, help: H}\n"
    "    - {id: num, type: int, unit: u, bounds: {min: 0, max: 9}, scope: market, nature: design, holds: lasting, question: Q, help: H}\n"
    "    - {id: sum, type: money, unit: EUR, scope: market, nature: context, holds: lasting, question: Q, help: H}\n"
    "    - {id: on, type: date, scope: market, nature: maker, holds: lasting, question: Q, help: H}\n"
    "    - {id: nam, type: text, scope: product, nature: maker, holds: lasting, question: Q, help: H}\n"
    "    - {id: act, type: countries, scope: product, nature: conduct, holds: momentary, question: Q, help: H}\n"
    "  tables:\n"
    "    - {id: tab, scope: product, nature: design, holds: lasting, question: Q, help: H, columns: [{id: c, type: int, unit: u}, {id: d, type: text}, {id: e, type: set, values: [x]}]}\n"
    "---\n"
    "antinomy: 1\n"
    "list: {id: lis, jurisdiction: AA, title: T, checked: {on: 2024-01-01, by: B, confidence: low}, members: [{name: N}]}\n"
    "---\n"
    "antinomy: 1\n"
    "instrument:\n"
    "  id: w\n"
    "  jurisdiction: AA\n"
    "  kind: law\n"
    "  title: T\n"
    "  status: [{on: 2015-01-01, is: in_force}]\n"
    "  checked: {on: 2024-01-01, by: B, confidence: high}\n"
    "  terms: [{id: w.t, cite: C, title: T, means: {pla: J}}]\n"
    "  provisions:\n"
    "    - {id: w.1, article: a, topic: t.t, title: T, addressee: seller, summary: S, attest: Done.}\n"
    "    - {id: w.2, article: a, topic: t.t, title: T, addressee: seller, summary: S, trigger: order, asks: act, able: {yes: true}, inability: breach}\n";

#endif
