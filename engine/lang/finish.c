/*
 * From drafts to a model: facts, terms, instruments and provisions in order of id, symbols in
 * alphabetical order, numbers replaced by indices, exemptions of whole instruments spelt out,
 * earlier versions ended by their successors. The result depends on what the files say, not on
 * their order.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"
#include "engine/lang/build.h"
#include "engine/lang/meaning.h"

/* ---- ranks ---- */

struct ranked {
    const char *id;
    uint32_t number;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return strcmp(x->id, y->id);
}

/* For each name number the place of its thing in order of id; AN_NONE for what was never declared.
 */
static uint32_t *ranks_of(struct an_build *b, enum an_named kind)
{
    const struct an_name_table *t = &b->names[kind];
    struct ranked *v = AN_NEW_ARRAY(b->scratch, struct ranked, t->v.n);
    uint32_t *rank = AN_NEW_ARRAY(b->scratch, uint32_t, t->v.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->v.n; i++) {
        rank[i] = AN_NONE;
        if (t->v.v[i].index != AN_NONE)
            v[n++] = (struct ranked){t->v.v[i].id, i};
    }
    if (n > 0)
        qsort(v, n, sizeof *v, compare_ranked);
    for (uint32_t i = 0; i < n; i++)
        rank[v[i].number] = i;
    return rank;
}

/* The same by place in the draft array. Slots of a declaration that failed go to the end. */
static uint32_t *by_index(struct an_build *b, enum an_named kind, const uint32_t *rank,
                          size_t slots, uint32_t *used)
{
    const struct an_name_table *t = &b->names[kind];
    uint32_t *moved = AN_NEW_ARRAY(b->scratch, uint32_t, slots), n = 0;
    for (size_t i = 0; i < slots; i++)
        moved[i] = AN_NONE;
    for (uint32_t i = 0; i < t->v.n; i++)
        if (t->v.v[i].index != AN_NONE) {
            moved[t->v.v[i].index] = rank[i];
            n++;
        }
    *used = n;
    for (size_t i = 0; i < slots; i++)
        if (moved[i] == AN_NONE)
            moved[i] = n++;
    return moved;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(((const struct ranked *)a)->id, ((const struct ranked *)b)->id);
}

/* Symbols in alphabetical order; returns the new number of each. */
static uint32_t *rank_symbols(struct an_build *b)
{
    uint32_t n = an_intern_count(b->symbols);
    struct ranked *v = AN_NEW_ARRAY(b->scratch, struct ranked, n);
    uint32_t *rank = AN_NEW_ARRAY(b->scratch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        v[i] = (struct ranked){an_intern_text(b->symbols, i), i};
    if (n > 0)
        qsort(v, n, sizeof *v, compare_texts);
    b->model->symbols = an_intern_new(b->arena);
    for (uint32_t i = 0; i < n; i++)
        rank[v[i].number] = an_intern_id(b->model->symbols, v[i].id);
    return rank;
}

static uint32_t renamed(const uint32_t *rank, uint32_t number)
{
    return number == AN_NONE ? AN_NONE : rank[number];
}

/* ---- by kind ---- */

static void finish_lists(struct an_build *b, const uint32_t *symbols)
{
    for (uint32_t i = 0; i < b->model->lists.n; i++)
        for (uint32_t k = 0; k < b->model->lists.v[i].n_members; k++) {
            struct an_list_member *member = &b->list_member.v[i][k];
            member->symbol = symbols[member->symbol];
        }
}

static void finish_axioms(struct an_build *b, const uint32_t *facts)
{
    for (uint32_t i = 0; i < b->model->axioms.n; i++)
        b->axiom[i].each = renamed(facts, b->axiom[i].each);
}

static int compare_terms(const void *a, const void *b)
{
    const struct an_term *x = a, *y = b;
    return x->fact < y->fact ? -1 : x->fact > y->fact;
}

/* Terms follow their facts, which are in order of id; `source` of a fact points back. */
static void finish_terms(struct an_build *b, struct an_fact *facts, uint32_t n_facts,
                         const uint32_t *fact_rank, const uint32_t *instrument_rank)
{
    struct an_term *v = AN_NEW_ARRAY(b->arena, struct an_term, b->terms.n);
    for (size_t i = 0; i < b->terms.n; i++) {
        v[i] = b->terms.v[i];
        v[i].fact = renamed(fact_rank, v[i].fact);
        v[i].instrument = instrument_rank[v[i].instrument];
    }
    if (b->terms.n > 0)
        qsort(v, b->terms.n, sizeof *v, compare_terms);
    for (size_t i = 0; i < b->terms.n; i++)
        if (v[i].fact < n_facts)
            facts[v[i].fact].source = an_u32(i);
    b->model->terms.v = v;
    b->model->terms.n = an_u32(b->terms.n);
}

static void finish_facts(struct an_fact *facts, uint32_t n, const uint32_t *fact_rank,
                         const uint32_t *provision_moved)
{
    for (uint32_t i = 0; i < n; i++) {
        facts[i].derived.arg[0] = renamed(fact_rank, facts[i].derived.arg[0]);
        facts[i].derived.arg[1] = renamed(fact_rank, facts[i].derived.arg[1]);
        if (facts[i].role == AN_FACT_ATTEST)
            facts[i].source = provision_moved[facts[i].source];
    }
}

/* Keeps the references that name something loaded. */
static struct an_refs loaded_only(struct an_build *b, struct an_refs refs)
{
    uint32_t *v = AN_NEW_ARRAY(b->arena, uint32_t, refs.n), n = 0;
    for (uint32_t i = 0; i < refs.n; i++)
        if (refs.v[i] != AN_NONE)
            v[n++] = refs.v[i];
    return (struct an_refs){v, n};
}

static void finish_provisions(struct an_build *b, struct an_provision *v, uint32_t n,
                              const uint32_t *facts, const uint32_t *instruments)
{
    for (uint32_t i = 0; i < n; i++) {
        v[i].instrument = instruments[v[i].instrument];
        v[i].anchor = renamed(facts, v[i].anchor);
        v[i].attest_fact = renamed(facts, v[i].attest_fact);
        v[i].defines = renamed(facts, v[i].defines);
        v[i].due.after = renamed(facts, v[i].due.after);
        if (v[i].implemented_by.n > 0)
            v[i].implemented_by = loaded_only(b, v[i].implemented_by);
    }
}

/* ---- exemptions of whole instruments ---- */

static bool can_be_exempted(const struct an_provision *p)
{
    return p->duty != AN_DUTY_EXEMPTS && p->duty != AN_DUTY_POWER && p->duty != AN_DUTY_DEFINES;
}

/* Provisions by instrument: those of instrument k are v[start[k]] to v[start[k + 1]]. */
struct by_instrument {
    uint32_t *start, *v;
};

static struct by_instrument group(struct an_build *b, const struct an_provision *v, uint32_t n)
{
    uint32_t instruments = b->model->instruments.n;
    struct by_instrument g = {AN_NEW_ARRAY(b->scratch, uint32_t, (size_t)instruments + 2),
                              AN_NEW_ARRAY(b->scratch, uint32_t, n)};
    for (uint32_t i = 0; i < n; i++)
        g.start[v[i].instrument + 2]++;
    for (uint32_t k = 0; k < instruments; k++)
        g.start[k + 2] += g.start[k + 1];
    for (uint32_t i = 0; i < n; i++)
        g.v[g.start[v[i].instrument + 1]++] = i;
    return g;
}

/* Duties and liberties of the instrument, but not what only exempts, empowers or defines. */
static void spell_out(struct an_build *b, struct an_provision *v, const struct by_instrument *g,
                      const struct an_exempts_all *all, uint32_t exempting, uint32_t instrument,
                      bool *spared)
{
    b->ref_numbers.n = 0;
    spared[exempting] = true;
    for (uint32_t i = 0; i < all->but.n; i++)
        if (all->but.v[i] != AN_NONE)
            spared[all->but.v[i]] = true;
    for (uint32_t k = g->start[instrument]; k < g->start[instrument + 1]; k++)
        if (can_be_exempted(&v[g->v[k]]) && !spared[g->v[k]])
            an_vec_push(b->scratch, &b->ref_numbers, g->v[k]);
    v[exempting].exempts = an_ref_store_keep(b->provision_refs, b->ref_numbers.v, b->ref_numbers.n);
    spared[exempting] = false;
    for (uint32_t i = 0; i < all->but.n; i++)
        if (all->but.v[i] != AN_NONE)
            spared[all->but.v[i]] = false;
}

static void spell_out_all(struct an_build *b, struct an_provision *v, uint32_t n,
                          const uint32_t *moved, const uint32_t *instruments)
{
    if (b->exempts_all.n == 0)
        return;
    struct by_instrument g = group(b, v, n);
    bool *spared = AN_NEW_ARRAY(b->scratch, bool, n);
    size_t named = 0;
    for (size_t i = 0; i < b->exempts_all.n; i++) {
        const struct an_exempts_all *all = &b->exempts_all.v[i];
        uint32_t instrument = instruments[all->instrument], exempting = moved[all->provision];
        if (instrument == AN_NONE)
            continue;
        named += g.start[instrument + 1] - g.start[instrument];
        if (named > AN_MAX_EXEMPTED) {
            an_diag_add(b->diags, AN_MSG_exempts_many, an_shown_span(b, v[exempting].span),
                        (unsigned)AN_MAX_EXEMPTED);
            return;
        }
        spell_out(b, v, &g, all, exempting, instrument, spared);
    }
}

/* ---- earlier versions ---- */

static void report_gap(struct an_build *b, const struct an_provision *old,
                       const struct an_provision *new, struct an_when start)
{
    char ends[24], starts[24];
    an_when_format(old->days.before, ends);
    an_when_format(start, starts);
    struct an_diag_entry *e = an_diag_add(
        b->diags, AN_MSG_replaced_gap, an_shown_span(b, old->span), old->id, ends, new->id, starts);
    an_diag_other(e, an_shown_span(b, new->span), "its successor");
}

struct successor {
    uint32_t by; /* index + 1; 0: none */
    struct an_when start;
};

static void note_successor(const struct an_provision *v, uint32_t n, uint32_t by,
                           struct an_when start, struct successor *next)
{
    for (uint32_t k = 0; k < v[by].replaces.n; k++) {
        uint32_t old = v[by].replaces.v[k];
        if (old < n && (next[old].by == 0 || start.lo < next[old].start.lo))
            next[old] = (struct successor){by + 1, start};
    }
}

/* The day a provision's first successor starts is the first day on which it is over. */
static void end_replaced(struct an_build *b, struct an_provision *v, uint32_t n)
{
    struct successor *next = AN_NEW_ARRAY(b->scratch, struct successor, n);
    struct an_when start;
    for (uint32_t i = 0; i < n; i++)
        if (v[i].replaces.n > 0 && an_provision_first_day(b->model, &v[i], &start))
            note_successor(v, n, i, start, next);
    for (uint32_t i = 0; i < n; i++) {
        if (next[i].by == 0)
            continue;
        struct an_when stated = v[i].days.before;
        start = next[i].start;
        if (stated.lo == AN_DAY_MAX)
            v[i].days.before = start;
        else if (stated.lo != start.lo || stated.hi != start.hi)
            report_gap(b, &v[i], &v[next[i].by - 1], start);
    }
}

/* ---- all of it ---- */

static const struct an_instrument *finish_instruments(struct an_build *b, const uint32_t *moved)
{
    struct an_instrument *v = AN_NEW_ARRAY(b->arena, struct an_instrument, b->instruments.n);
    for (size_t i = 0; i < b->instruments.n; i++)
        v[moved[i]] = b->instruments.v[i];
    return v;
}

void an_build_finish(struct an_build *b, void (*drop)(void *), void *ctx)
{
    struct an_model *m = b->model;
    uint32_t n_facts, n_provisions, n_instruments;
    uint32_t *facts = ranks_of(b, AN_NAMED_FACT), *provisions = ranks_of(b, AN_NAMED_PROVISION);
    uint32_t *instruments = ranks_of(b, AN_NAMED_INSTRUMENT), *symbols = rank_symbols(b);
    uint32_t *fact_moved = by_index(b, AN_NAMED_FACT, facts, b->fact_pool->n, &n_facts);
    uint32_t *provision_moved =
        by_index(b, AN_NAMED_PROVISION, provisions, b->provision_pool->n, &n_provisions);
    uint32_t *instrument_moved =
        by_index(b, AN_NAMED_INSTRUMENT, instruments, b->instruments.n, &n_instruments);
    drop(ctx);
    an_pool_permute(b->fact_pool, fact_moved);
    an_pool_permute(b->provision_pool, provision_moved);
    an_cond_store_renumber(b->conds, facts, symbols);
    an_ref_store_renumber(b->fact_refs, facts);
    an_ref_store_renumber(b->provision_refs, provisions);
    an_ref_store_renumber(b->symbol_refs, symbols);

    struct an_fact *fact = (struct an_fact *)(void *)b->fact_pool->v;
    struct an_provision *provision = (struct an_provision *)(void *)b->provision_pool->v;
    finish_lists(b, symbols);
    finish_axioms(b, facts);
    finish_terms(b, fact, n_facts, facts, instrument_moved);
    finish_facts(fact, n_facts, facts, provision_moved);
    finish_provisions(b, provision, n_provisions, facts, instrument_moved);
    m->instruments.v = finish_instruments(b, instrument_moved);
    m->instruments.n = n_instruments;
    m->facts.v = fact;
    m->facts.n = n_facts;
    m->provisions.v = provision;
    m->provisions.n = n_provisions;
    spell_out_all(b, provision, n_provisions, provision_moved, instruments);
    end_replaced(b, provision, n_provisions);
    an_model_index(m);
    an_meanings(m, provision, b->scratch);
}
