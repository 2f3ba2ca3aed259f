/* What is known of each fact on each row of a product, once axioms and presumptions have spoken. */
#include "antinomy/dump.h"

#include "engine/eval/run.h"

static const char *origin_word(enum an_origin origin)
{
    switch (origin) {
    case AN_ORIGIN_STATED: return "stated";
    case AN_ORIGIN_AXIOM: return "follows";
    case AN_ORIGIN_PRESUMED: return "presumed";
    case AN_ORIGIN_DERIVED: return "computed";
    case AN_ORIGIN_ROW: return "of the row";
    case AN_ORIGIN_MISSING: return "not known";
    }
    AN_UNREACHABLE();
}

/* Inside: the ids of places in a restriction that no sentence tells. */
static void put_more(struct an_run *run, struct an_sink *sink, const struct an_known *k)
{
    for (uint32_t i = 0; k && i < k->n_not_in; i++)
        an_putf(sink, "%s%s", i == 0 ? "; not in " : ", ", run->model->places.v[k->not_in[i]].id);
    for (uint32_t i = 0; k && i < k->n_meets; i++)
        an_putf(sink, "%s%s", i == 0 ? "; some in " : ", ", run->model->places.v[k->meets[i]].id);
}

static void put_row(struct an_run *run, struct an_sink *sink, struct an_case_row *row)
{
    const struct an_profile *p = run->profile;
    an_putf(sink, "row %s, offer '%s', law of %s; jurisdictions in play:",
            run->model->places.v[row->place].id, p->offers[row->offer].id,
            an__day_words(run->arena, row->law_day));
    for (uint32_t i = 0; i < row->n_in_play; i++)
        an_putf(sink, " %s", run->model->places.v[row->in_play[i]].id);
    an_put(sink, "\n");
    uint32_t missing = 0;
    for (uint32_t f = 0; f < run->model->facts.n; f++) {
        const struct an_fact_use *use = an__use(run, row, f);
        if (!use->value) {
            missing++;
            continue;
        }
        an_putf(sink, "  %s: %s (%s%s%s)", use->fact, use->value, origin_word(use->origin),
                use->because ? ", " : "", use->because ? use->because : "");
        if (run->model->facts.v[f].type.type == AN_TYPE_COUNTRIES)
            put_more(run, sink, row->slot[f].known);
        an_put(sink, "\n");
    }
    an_putf(sink, "  and %u facts of which nothing is known\n", missing);
}

struct asked {
    struct an_sink *sink;
    const struct an_base *base;
    const struct an_product *product;
    const struct an_check_options *options;
};

static enum an_status rows(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    const struct asked *asked = what;
    struct an_run *run = AN_NEW(arena, struct an_run);
    *run = (struct an_run){.arena = arena,
                           .base = asked->base,
                           .ws = ws,
                           .model = asked->base->model,
                           .profile = asked->product->profile,
                           .options = asked->options};
    if (!an__read_options(run))
        return AN_EINPUT;
    run->ev = an_eval_new(arena, run->model, run->profile, run->day);
    run->temp = run->ev->work = an_scratch_new(arena);
    for (uint32_t i = 0; i < run->markets.n; i++)
        for (uint32_t o = 0; o < run->profile->n_offers; o++) {
            struct an_case_row *row = an__row(run->ev, false, run->markets.v[i], o, run->day, NULL);
            if (!an__close(run->ev, row)) {
                an__report_clash(run, &run->ev->clash);
                return AN_EINPUT;
            }
            put_row(run, asked->sink, row);
        }
    an_arena_free(run->temp);
    return AN_OK;
}

enum an_status an_dump_rows(struct an_sink *sink, struct an_workspace *ws,
                            const struct an_base *base, const struct an_product *product,
                            const struct an_check_options *options)
{
    static const struct an_check_options none = {0};
    struct asked asked = {sink, base, product, options ? options : &none};
    return an_enter_briefly(ws, "rows were shown", rows, &asked);
}
