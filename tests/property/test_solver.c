/*
 * The encoder against the naive evaluator: on random rules and profiles, a verdict is possible by
 * docs/semantics.md exactly if the clauses allow it. Presumptions, readings, orders, dates that
 * depend on facts and derived facts are the evaluator's own business and left out here; rows,
 * axioms, terms, tables, places and provisions that modify each other are all in.
 *
 *     test_solver [CASES [FIRST SEED]]
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/eval/eval.h"
#include "engine/eval/table.h"
#include "engine/solve/norm.h"
#include "tests/support/emit.h"
#include "tests/support/gen.h"
#include "tests/support/naive.h"

static uint64_t cases = 6000, first_seed = 1;

struct counts {
    uint64_t asked, compared, several, empty;
};

static bool in_scope(const struct gen_case *c, uint32_t provision)
{
    const struct an_model *m = c->model;
    const struct an_provision *p = &m->provisions.v[provision];

    if (p->n_readings > 0 || p->due.kind != AN_DUE_NONE)
        return false;
    for (uint32_t i = 0; i < p->follows.n; i++) /* of these a breach is left open to clauses */
        if (m->provisions.v[p->follows.v[i]].duty == AN_DUTY_ASKS || !in_scope(c, p->follows.v[i]))
            return false;
    for (uint32_t i = 0; i < m->provisions.n; i++)
        if (m->provisions.v[i].anchor != AN_NONE)
            return false;
    for (uint32_t i = 0; i < m->facts.n; i++)
        if (m->facts.v[i].derived.function != AN_FN_NONE)
            return false;
    for (uint32_t i = 0; i < c->profile->n_orders; i++)
        if (c->profile->orders[i].under == provision)
            return false;
    switch (p->duty) {
    case AN_DUTY_MUST:
    case AN_DUTY_MUST_NOT:
    case AN_DUTY_ATTEST:
    case AN_DUTY_ASKS:
    case AN_DUTY_MAY: return true;
    case AN_DUTY_POWER:
    case AN_DUTY_DEFINES:
    case AN_DUTY_EXEMPTS:
    case AN_DUTY_FORBIDS:
    case AN_DUTY_REQUIRES: break;
    }
    return false;
}

struct situation {
    struct an_arena *arena;
    struct an_clauses clauses;
    struct an_encoder *enc;
    struct an_norm_lits lits;
    struct an_sat *sat;
    struct an_intern *symbols;
    struct an_witness witness[AN_BASE_VERDICTS]; /* of each verdict that is possible */
};

static const struct an_refs *parts_of(const struct an_profile *profile, uint32_t market)
{
    for (uint32_t i = 0; i < profile->n_parts; i++)
        if (profile->parts[i].market == market)
            return &profile->parts[i].in;
    return NULL;
}

/* With what the profile states on the row, or with a situation that was read back. */
static void encode(struct situation *s, const struct gen_case *c, struct an_case_row *row,
                   uint32_t provision, const struct an_witness *witness)
{
    an_clauses_init(&s->clauses, s->arena);
    s->symbols = s->symbols ? s->symbols : an_intern_child(s->arena, c->profile->symbols);
    s->enc = an_encoder_new(s->arena, c->model, s->symbols, &s->clauses);
    struct an_norms_encoder *ne = an_norms_encoder_new(s->arena, s->enc, c->model);
    const struct an_norm_row at = {.home = row->home,
                                   .place = row->place,
                                   .day = row->law_day,
                                   .parts = row->home ? NULL : parts_of(c->profile, row->place)};
    const struct an_frame frame = {.j = AN_NONE, .market = row->place, .day = row->law_day};
    s->lits = an_encode_norm(ne, provision, NULL, &at);
    for (uint32_t i = 0; witness && i < witness->n; i++)
        an_encode_known(s->enc, AN_BACKGROUND, witness->v[i].fact, &frame, &witness->v[i].known);
    for (uint32_t f = 0; !witness && f < c->model->facts.n; f++)
        if (row->slot[f].stated)
            an_encode_known(s->enc, AN_BACKGROUND, f, &frame, row->slot[f].stated);
    struct an_marks marks = an__marks(s->arena, c->model);
    const struct an_norm plain = an__norm_plain(c->model, provision);
    an__mark_judged(c->model, &plain, &marks);
    for (uint32_t i = 0; i < row->n_in_play; i++)
        marks.place[row->in_play[i]] = true;
    for (uint32_t i = 0; i < c->model->places.n; i++)
        marks.place[i] = marks.place[i] && c->model->places.v[i].kind != AN_PLACE_GROUP;
    const struct an_refs play = an__marked(s->arena, marks.place, c->model->places.n);
    for (bool more = true; more;) { /* until neither finds more */
        more = an_encoder_read_ties(s->enc, &play, NULL);
        more = an_encode_definers(ne, &at) || more;
    }
    an_encoder_close(s->enc, &play, NULL);
    s->sat = an_sat_new(s->arena);
    for (size_t i = 0; i < s->clauses.end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(&s->clauses, i, &n);
        an_sat_add(s->sat, lits, n);
    }
}

static bool holds(const void *sat, int var)
{
    return an_sat_true(sat, var);
}

static void possible(struct situation *s, an_verdict_set *set, enum an_verdict verdict,
                     const int *lits, size_t n)
{
    enum an_sat_answer answer = an_sat_solve(s->sat, lits, n, NULL);

    assert_int_not_equal(answer, AN_SAT_UNDECIDED);
    if (answer != AN_SAT_YES)
        return;
    *set |= 1u << verdict;
    s->witness[verdict] = an_encoder_witness(s->enc, s->arena, s->symbols, holds, s->sat);
}

static an_verdict_set verdicts(struct situation *s, const struct an_provision *p)
{
    const struct an_norm_lits *l = &s->lits;
    an_verdict_set set = 0;
    const int outside[] = {-l->applies}, displaced[] = {l->applies, l->displaced},
              exempt[] = {l->applies, -l->displaced, l->exempt};
    int met = p->duty == AN_DUTY_ASKS ? l->able : l->holds;
    const int fine[] = {l->applies, -l->displaced, -l->exempt, met},
              bad[] = {l->applies, -l->displaced, -l->exempt, -met};

    possible(s, &set, AN_NOT_APPLICABLE, outside, 1);
    possible(s, &set, AN_DISPLACED, displaced, 2);
    possible(s, &set, AN_EXEMPT, exempt, 3);
    if (p->duty == AN_DUTY_MAY) {
        possible(s, &set, AN_PERMITS, fine, 3);
        return set;
    }
    possible(s, &set, p->duty == AN_DUTY_ASKS ? AN_READY : AN_COMPLIANT, fine, 4);
    possible(s, &set,
             p->duty == AN_DUTY_ASKS            ? AN_EXPOSED
             : p->effect == AN_EFFECT_HANDICAPS ? AN_COUNTS_AGAINST
                                                : AN_VIOLATION,
             bad, 4);
    return set;
}

/* Each situation that was read back allows the verdict that it was found for. */
static bool witnesses_hold(const struct situation *found, const struct gen_case *c,
                           struct an_case_row *row, uint32_t provision, an_verdict_set set)
{
    for (int v = 0; v < AN_BASE_VERDICTS; v++) {
        if ((set >> v & 1u) == 0)
            continue;
        struct situation again = {.arena = found->arena, .symbols = found->symbols};
        encode(&again, c, row, provision, &found->witness[v]);
        if ((verdicts(&again, &c->model->provisions.v[provision]) >> v & 1u) == 0) {
            printf("# the situation read back for %s does not allow it\n",
                   an_verdict_word((enum an_verdict)v));
            return false;
        }
    }
    return true;
}

static void say_set(const char *who, an_verdict_set set)
{
    printf("#   %s:", who);
    for (int v = 0; v < AN_BASE_VERDICTS; v++)
        if ((set >> v & 1u) != 0)
            printf(" %s", an_verdict_word((enum an_verdict)v));
    printf("\n");
}

static bool differs(struct an_arena *arena, struct an_eval *ev, const struct gen_case *c,
                    const struct naive_question *q, struct counts *counts, bool loud)
{
    struct naive_answer naive = naive_decide(arena, q);
    const struct an_model *m = c->model;
    bool home = q->market == AN_NONE;

    counts->asked++;
    if (naive.refused || naive.presumed || naive.list != NAIVE_IN_FORCE)
        return false;
    uint32_t place =
        home ? m->instruments.v[m->provisions.v[q->provision].instrument].place : q->market;
    struct an_case_row *row = an__row(ev, home, place, q->offer, q->day, NULL);
    (void)an__close(ev, row); /* places in play are known after this */
    struct situation s = {.arena = arena};
    encode(&s, c, row, q->provision, NULL);
    an_verdict_set set = verdicts(&s, &m->provisions.v[q->provision]);
    counts->compared++;
    counts->several += (set & (set - 1)) != 0;
    counts->empty += set == 0;
    if (!witnesses_hold(&s, c, row, q->provision, set))
        return true;
    /* Clauses are lazy: a contradiction among facts that this provision never meets is not seen. */
    if (set == naive.set || naive.set == 0)
        return false;
    if (loud) {
        printf("# %s, row %s, offer %u\n", m->provisions.v[q->provision].id,
               home ? "home" : m->places.v[q->market].id, q->offer);
        say_set("naive", naive.set);
        say_set("clauses", set);
    }
    return true;
}

static bool case_fails(void *ctx, struct an_arena *arena, const struct gen_case *c, bool loud)
{
    struct an_eval *ev = an_eval_new(arena, c->model, c->profile, c->day);

    for (uint32_t p = 0; p < c->model->provisions.n; p++) {
        for (uint32_t i = 0; in_scope(c, p) && i <= c->profile->markets.n; i++) {
            uint32_t market = i < c->profile->markets.n ? c->profile->markets.v[i] : AN_NONE;
            const struct naive_question q = {c->profile, p, market, 0, c->day};
            if (naive_has_row(&c->model->provisions.v[p], market) &&
                differs(arena, ev, c, &q, ctx, loud))
                return true;
        }
    }
    return false;
}

static void report(struct gen_tape *tape, uint64_t seed)
{
    struct counts ignored = {0};

    gen_shrink(tape, case_fails, &ignored);
    struct an_arena *arena = an_arena_new();
    struct gen_case c = gen_from_tape(arena, tape);
    printf("# seed %" PRIu64 ", shrunk:\n", seed);
    (void)case_fails(&ignored, arena, &c, true);
    struct emit_files files = emit_model(arena, c.model, 1);
    for (uint32_t i = 0; i < files.n; i++)
        printf("# ---- %s\n%s", files.v[i].name, files.v[i].text);
    printf("# ---- product\n%s", emit_profile(arena, c.profile).text);
    an_arena_free(arena);
}

static void clauses_allow_what_completions_give(void **state)
{
    static struct gen_tape tape;
    struct counts counts = {0};

    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        struct an_arena *arena = an_arena_new();
        assert_non_null(arena);
        struct gen_case c = gen_from_seed(arena, seed, &tape);
        bool failed = case_fails(&counts, arena, &c, false);
        an_arena_free(arena);
        if (failed) {
            report(&tape, seed);
            fail_msg("seed %" PRIu64, seed);
        }
    }
    printf("# %" PRIu64 " cases: %" PRIu64 " of %" PRIu64 " answers compared, %" PRIu64
           " with several verdicts, %" PRIu64 " without completion\n",
           cases, counts.compared, counts.asked, counts.several, counts.empty);
    assert_true(counts.compared > cases);
    assert_true(counts.several * 10 > counts.compared);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(clauses_allow_what_completions_give)};

    if (argc > 1)
        cases = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
