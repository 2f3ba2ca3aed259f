/* One situation for the solver: rows, definitions, and questions under the axioms' switches. */
#include "engine/base/sizes.h"
#include "engine/eval/eval.h"
#include "engine/lint/deep.h"

enum { STEPS = 20000, MOST_ROWS = 64 };

/* ---- rows ---- */

static bool is_market(const struct an_place *place)
{
    return place->kind == AN_PLACE_STATE || place->kind == AN_PLACE_PART ||
           place->kind == AN_PLACE_UNION;
}

static bool may_reach(const struct an__deep *d, uint32_t place)
{
    return an_law_applies(d->m, d->j, place, d->day) != AN_FALSE ||
           an_place_within(d->m, d->j, place, d->day) != AN_FALSE;
}

static void add_row(struct an__deep *d, bool home, uint32_t place)
{
    d->row[d->n_rows++] = (struct an_norm_row){.home = home, .place = place, .day = d->day};
}

/* Its own market and home; wide: where else its law applies, and one place that it ships to. */
static void find_rows(struct an__deep *d, bool wide)
{
    bool shipped = false;
    d->row = AN_NEW_ARRAY(d->arena, struct an_norm_row, MOST_ROWS + 3u);
    add_row(d, false, d->j);
    add_row(d, true, d->j);
    for (uint32_t i = 0; wide && i < d->m->places.n && d->n_rows < MOST_ROWS; i++) {
        if (i == d->j || !is_market(&d->m->places.v[i]))
            continue;
        bool reached = may_reach(d, i);
        if (reached || !shipped)
            add_row(d, false, i);
        shipped = shipped || !reached;
    }
}

/* ---- clauses ---- */

void an__deep_open(struct an__deep *d, bool wide)
{
    an_clauses_init(&d->clauses, d->arena);
    d->enc = an_encoder_new(d->arena, d->m, d->m->symbols, &d->clauses);
    d->ne = an_norms_encoder_new(d->arena, d->enc, d->m);
    an_encoder_day(d->enc, d->day);
    find_rows(d, wide);
    d->norm = AN_NEW_ARRAY(d->arena, struct an__norm,
                           (size_t)d->n_rows * (d->m->provisions.n + (size_t)1));
}

/* The markets, and whoever made what is looked at. */
static struct an_refs places_in_play(struct an__deep *d)
{
    bool *in_play = AN_NEW_ARRAY(d->arena, bool, d->m->places.n + 1u);
    size_t n = d->m->provisions.n;
    for (size_t i = 0; i < d->n_rows * n; i++)
        if (d->norm[i].made)
            in_play[d->m->instruments.v[d->m->provisions.v[i % n].instrument].place] = true;
    for (uint32_t i = 0; i < d->n_rows; i++)
        in_play[d->row[i].place] = true;
    for (uint32_t i = 0; i < d->m->definers.n; i++) {
        const struct an_provision *p = &d->m->provisions.v[d->m->definers.v[i]];
        if (an_provision_standing(d->m, p, d->day).in_force != AN_FALSE)
            in_play[d->m->instruments.v[p->instrument].place] = true;
    }
    for (uint32_t i = 0; i < d->m->places.n; i++)
        in_play[i] = in_play[i] && d->m->places.v[i].kind != AN_PLACE_GROUP;
    return an__marked(d->arena, in_play, d->m->places.n);
}

static int switch_of(const struct an__deep *d, uint32_t owner)
{
    return d->clauses.n_vars + 1 + (int)owner;
}

/* `switched`: the axioms hold only where they are assumed, so that it can be told which are needed.
 */
static struct an_sat *new_solver(struct an__deep *d, bool switched)
{
    struct an_sat *sat = an_sat_new(d->arena);
    AN_VEC(int) clause = {0};
    for (size_t i = 0; i < d->clauses.end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(&d->clauses, i, &n);
        clause.n = 0;
        if (switched && d->clauses.owner.v[i] != AN_BACKGROUND)
            an_vec_push(d->arena, &clause, -switch_of(d, d->clauses.owner.v[i]));
        for (size_t k = 0; k < n; k++)
            an_vec_push(d->arena, &clause, lits[k]);
        an_sat_add(sat, clause.v, clause.n);
    }
    return sat;
}

void an__deep_close(struct an__deep *d)
{
    d->axiom_owner = AN_NEW_ARRAY(d->arena, uint32_t, d->m->axioms.n + 1u);
    for (uint32_t i = 0; i < d->m->axioms.n; i++)
        d->axiom_owner[i] = an_clauses_owner(&d->clauses);
    const struct an_refs in_play = places_in_play(d);
    for (bool more = true; more;) {
        more = an_encoder_read_ties(d->enc, &in_play, d->axiom_owner);
        for (uint32_t i = 0; i < d->n_rows; i++)
            more = an_encode_definers(d->ne, &d->row[i]) || more;
    }
    an_encoder_close(d->enc, &in_play, d->axiom_owner);
    d->sat = new_solver(d, false);
    d->budget.conflicts = STEPS;
}

/* ---- questions ---- */

enum an_sat_answer an__deep_ask(struct an__deep *d, const int *lits, size_t n)
{
    return an_sat_solve(d->sat, lits, n, &d->budget);
}

/* Under the axioms that are held, and these literals. */
static enum an_sat_answer ask_under(struct an__deep *d, const bool *held, const int *lits, size_t n)
{
    d->assumed.n = 0;
    for (uint32_t i = 0; i < d->m->axioms.n; i++)
        if (held[i])
            an_vec_push(d->arena, &d->assumed, switch_of(d, d->axiom_owner[i]));
    for (size_t i = 0; i < n; i++)
        an_vec_push(d->arena, &d->assumed, lits[i]);
    return an_sat_solve(d->proof, d->assumed.v, d->assumed.n, &d->budget);
}

/* What the solver needed, and then each of it left out in turn: what is possible without, stays. */
struct an_refs an__deep_core(struct an__deep *d, struct an_arena *arena, const int *lits, size_t n)
{
    bool *held = AN_NEW_ARRAY(d->arena, bool, d->m->axioms.n + 1u);
    if (!d->proof)
        d->proof = new_solver(d, true);
    for (uint32_t i = 0; i < d->m->axioms.n; i++)
        held[i] = true;
    if (ask_under(d, held, lits, n) == AN_SAT_NO)
        for (uint32_t i = 0; i < d->m->axioms.n; i++)
            held[i] = an_sat_failed(d->proof, switch_of(d, d->axiom_owner[i]));
    for (uint32_t i = 0; i < d->m->axioms.n; i++) {
        if (!held[i])
            continue;
        held[i] = false;
        held[i] = ask_under(d, held, lits, n) != AN_SAT_NO;
    }
    return an__marked(arena, held, d->m->axioms.n);
}
