/* A clash in words: who demands what, what stands in the way, the situation, the days. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "antinomy/sink.h"
#include "engine/base/sizes.h"
#include "engine/conflict/seek.h"
#include "engine/lang/words.h"

const char *an__code(const struct an__seek *s, uint32_t place)
{
    return place == AN_NONE ? NULL : s->model->places.v[place].id;
}

const char *an__offer_id(const struct an__seek *s, uint32_t offer)
{
    return offer == AN_NONE || !s->profile ? NULL : s->profile->offers[offer].id;
}

/* "row 1: categories: health, controller: seller; row 2: ...": what is known of each. */
static const char *rows_words(struct an__seek *s, const struct an_fact *table,
                              const struct an_known *known)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, s->arena);
    for (uint32_t r = 0; r < known->n_rows; r++) {
        bool any = false;
        for (uint32_t c = 0; c < table->n_columns; c++) {
            const char *cell =
                an__known_words(&s->run, &table->columns[c].type, &known->row[r].cell[c]);
            if (!cell)
                continue;
            if (!any)
                an_putf(&out.sink, "%srow %" PRIu32 ": ", r > 0 ? "; " : "", r + 1);
            an_putf(&out.sink, "%s%s: %s", any ? ", " : "", table->columns[c].id, cell);
            any = true;
        }
    }
    return out.text;
}

const char *an__words_of(struct an__seek *s, uint32_t fact, const struct an_known *known)
{
    const struct an_fact *f = &s->model->facts.v[fact];
    const char *rows = f->type.type == AN_TYPE_TABLE && known->given && !s->profile
                           ? rows_words(s, f, known)
                           : NULL;
    return rows && rows[0] != '\0' ? rows : an__known_words(&s->run, &f->type, known);
}

/* ---- who demands it ---- */

struct rows {
    bool *market; /* per place */
    bool *offer;  /* per offer */
};

static bool same_maker(const struct an_demand *a, const struct an_demand *b)
{
    return a->provision == b->provision && a->reading == b->reading && a->home == b->home;
}

static const char *last_day(struct an_arena *arena, const struct an_standing *s)
{
    return s->has_end ? an__day_words(arena, s->ends.hi - 1) : NULL;
}

static void put_rows(struct an__seek *s, struct an_conflict_maker *maker, const struct rows *rows)
{
    const char **markets = AN_NEW_ARRAY(s->arena, const char *, s->model->places.n);
    uint32_t n_offers = s->profile ? s->profile->n_offers : 0;
    const char **offers = AN_NEW_ARRAY(s->arena, const char *, n_offers + 1u);
    for (uint32_t i = 0; i < s->model->places.n; i++)
        if (rows->market[i])
            markets[maker->n_markets++] = s->model->places.v[i].id;
    for (uint32_t i = 0; i < n_offers; i++)
        if (rows->offer[i] && s->profile->offers[i].id[0] != '\0')
            offers[maker->n_offers++] = s->profile->offers[i].id;
    maker->markets = markets;
    maker->offers = offers;
}

/* What is demanded: in the words of the reading, where there is one. */
const struct an_provision_info *an__demand_info(struct an__seek *s, const struct an_demand *d)
{
    const struct an_provision *p = &s->model->provisions.v[d->provision];
    const struct an_provision_info *own =
        an_provision_info_on(s->arena, s->model, d->provision, d->law_day);
    struct an_provision_info *info = AN_NEW(s->arena, struct an_provision_info);
    uint32_t place = s->model->instruments.v[p->instrument].place;
    *info = *own;
    for (uint32_t i = 0; i < p->n_readings; i++)
        if (p->readings[i].id == d->reading && an_cond_given(&p->readings[i].must))
            info->demand = an_cond_words(s->arena, s->model, &p->readings[i].must, AN_NONE, place);
    return info;
}

/* Those of the demands that this provision makes. */
static struct an_conflict_maker maker_of(struct an__seek *s, const struct an_refs *demands,
                                         uint32_t first)
{
    const struct an_demand *d = &s->dp->demand[first];
    struct rows rows = {AN_NEW_ARRAY(s->arena, bool, s->model->places.n + 1u),
                        AN_NEW_ARRAY(s->arena, bool, s->profile ? s->profile->n_offers : 1u)};
    struct an_conflict_maker maker = {.provision = an__demand_info(s, d),
                                      .reading = d->reading,
                                      .who = d->who,
                                      .order = d->order,
                                      .ordered = d->ordered,
                                      .draft = d->draft,
                                      .certain = true};
    const struct an_standing standing =
        an_provision_standing(s->model, &s->model->provisions.v[d->provision], d->law_day);
    if (standing.has_start)
        maker.starts = an__day_words(s->arena, standing.starts.lo);
    maker.ends = last_day(s->arena, &standing);
    for (uint32_t i = 0; i < demands->n; i++) {
        const struct an_demand *x = &s->dp->demand[demands->v[i]];
        if (!same_maker(d, x))
            continue;
        if (!x->home)
            rows.market[x->place] = true;
        rows.offer[x->offer] = true;
        maker.certain = maker.certain && an__surely_applies(s, demands->v[i]);
    }
    put_rows(s, &maker, &rows);
    return maker;
}

static struct an_conflict_demand demand_of(struct an__seek *s, const struct an_refs *demands)
{
    struct an_conflict_maker *makers = AN_NEW_ARRAY(s->arena, struct an_conflict_maker, demands->n);
    uint32_t n = 0, *first = AN_NEW_ARRAY(s->arena, uint32_t, demands->n);
    for (uint32_t i = 0; i < demands->n; i++) {
        uint32_t k = 0;
        while (k < n && !same_maker(&s->dp->demand[first[k]], &s->dp->demand[demands->v[i]]))
            k++;
        if (k == n)
            first[n++] = demands->v[i];
    }
    for (uint32_t k = 0; k < n; k++)
        makers[k] = maker_of(s, demands, first[k]);
    return (struct an_conflict_demand){makers, n};
}

/* ---- facts ---- */

struct an_conflict_fact an__fact_of(struct an__seek *s, uint32_t fact, uint32_t market,
                                    uint32_t offer, const struct an_known *known)
{
    const struct an_fact *f = &s->model->facts.v[fact];
    struct an_conflict_fact out = {.fact = f->id,
                                   .question = f->question,
                                   .label = f->label,
                                   .value = an__words_of(s, fact, known),
                                   .market = an__code(s, market),
                                   .offer = an__offer_id(s, offer),
                                   .nature = an_nature_word(f->nature),
                                   .cost = f->cost};
    for (uint32_t i = 0; s->profile && i < s->profile->n_evidence; i++)
        if (s->profile->evidence[i].fact == fact)
            out.evidence = s->profile->evidence[i].source;
    for (uint32_t i = 0; s->profile && i < s->profile->fixed.n; i++)
        out.fixed = out.fixed || s->profile->fixed.v[i] == fact;
    return out;
}

static void tell_blocks(struct an__seek *s, const struct an__clash *c, struct an_conflict *out)
{
    struct an_conflict_fact *fixed =
        AN_NEW_ARRAY(s->arena, struct an_conflict_fact, s->dp->n_holdings + 1u);
    struct an_conflict_block *blocks =
        AN_NEW_ARRAY(s->arena, struct an_conflict_block, c->blocks.n + 1);
    uint32_t *at = AN_NEW_ARRAY(s->arena, uint32_t, s->dp->n_holdings + 1u);
    for (size_t i = 0; i < c->blocks.n; i++) {
        uint32_t *v = AN_NEW_ARRAY(s->arena, uint32_t, c->blocks.v[i].n + 1u);
        for (uint32_t k = 0; k < c->blocks.v[i].n; k++) {
            uint32_t holding = c->blocks.v[i].v[k];
            const struct an_holding *h = &s->dp->holding[holding];
            if (at[holding] == 0) {
                fixed[out->n_fixed] = an__fact_of(s, h->fact, h->market, h->offer, h->known);
                fixed[out->n_fixed].file = s->profile->path;
                fixed[out->n_fixed].line = h->known->span.line;
                at[holding] = ++out->n_fixed;
            }
            v[k] = at[holding] - 1;
        }
        blocks[i] = (struct an_conflict_block){v, c->blocks.v[i].n};
    }
    out->fixed = fixed;
    out->blocks = blocks;
    out->n_blocks = an_u32(c->blocks.n);
}

/* All of the situation is given to the evaluator; what it takes is told. */
static void tell_witness(struct an__seek *s, const struct an__clash *c, struct an_conflict *out)
{
    const struct an_witness w = an__situation(s, c->model);
    out->confirmed = an__replay(s, &w, c->demand, c->n, true);
    if (!out->confirmed)
        return;
    const struct an_witness told = an__told_situation(s, c, &w);
    struct an_conflict_fact *facts = AN_NEW_ARRAY(s->arena, struct an_conflict_fact, told.n + 1u);
    for (uint32_t i = 0; i < told.n; i++)
        facts[out->n_witness++] =
            an__fact_of(s, told.v[i].fact, told.v[i].market, told.v[i].offer, &told.v[i].known);
    out->witness = facts;
}

/* ---- the rest ---- */

static void tell_rules(struct an__seek *s, const struct an__grounds *j, struct an_conflict *out)
{
    struct an_conflict_rule *rules =
        AN_NEW_ARRAY(s->arena, struct an_conflict_rule, j->axioms.n + j->presumptions.n + 1u);
    for (uint32_t i = 0; i < j->axioms.n; i++) {
        const struct an_axiom *a = &s->model->axioms.v[j->axioms.v[i]];
        rules[out->n_rules++] = (struct an_conflict_rule){a->id, a->because, false};
    }
    for (uint32_t i = 0; i < j->presumptions.n; i++) {
        const struct an_axiom *a = &s->model->presumptions.v[j->presumptions.v[i]];
        rules[out->n_rules++] = (struct an_conflict_rule){a->id, a->because, true};
    }
    out->rules = rules;
}

static void tell_window(struct an__seek *s, const struct an__clash *c, struct an_conflict *out)
{
    an_day first = AN_DAY_MIN, last = AN_DAY_MAX;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_demand *d = &s->dp->demand[c->demand[i]];
        const struct an_standing t =
            an_provision_standing(s->model, &s->model->provisions.v[d->provision], d->law_day);
        if (t.has_start && !d->draft)
            first = t.starts.hi > first ? t.starts.hi : first;
        if (t.has_end && t.ends.lo - 1 < last)
            last = t.ends.lo - 1;
    }
    if (first > AN_DAY_MIN)
        out->starts = an__day_words(s->arena, first);
    if (last < AN_DAY_MAX)
        out->ends = an__day_words(s->arena, last);
}

static unsigned kinds_of(const struct an__seek *s, const struct an__clash *c,
                         const struct an_conflict *out)
{
    unsigned kinds = AN_CONFLICT_DESIGN;
    for (size_t i = 0; i < c->blocks.n; i++)
        if (c->blocks.v[i].n == 0)
            kinds = AN_CONFLICT_CONTRADICTION;
    if (c->n > 2)
        kinds |= AN_CONFLICT_JOINT;
    if (out->ends)
        kinds |= AN_CONFLICT_TIMING;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_demand *d = &s->dp->demand[c->demand[i]];
        kinds |= d->order && !d->ordered ? AN_CONFLICT_EXPOSURE : 0u;
        kinds |= d->draft ? AN_CONFLICT_DRAFT : 0u;
        kinds |= d->reading ? AN_CONFLICT_READING : 0u;
    }
    return kinds;
}

void an__tell(struct an__seek *s, struct an__clash *c, struct an_conflict *out)
{
    struct an_conflict_demand *demands = AN_NEW_ARRAY(s->arena, struct an_conflict_demand, c->n);
    for (uint32_t i = 0; i < c->n; i++)
        demands[i] = demand_of(s, &c->makers[i]);
    const struct an__grounds j = an__grounds_of(s, c);
    *out = (struct an_conflict){.conflict_class = c->conflict_class,
                                .class_open = c->class_open,
                                .bearer = c->bearer,
                                .demands = demands,
                                .n_demands = c->n};
    tell_blocks(s, c, out);
    tell_rules(s, &j, out);
    tell_window(s, c, out);
    tell_witness(s, c, out);
    out->kinds = kinds_of(s, c, out);
    an__ways_out(s, c, out);
}
