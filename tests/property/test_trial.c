/*
 * A row on which one fact was changed is closed faster than another, since what is not tied to the
 * change has the completion that it had before. Whether the changed row has a completion, and what
 * is known on it, must be what comes of it when the row it was made from is not looked at.
 *
 *     test_trial [CASES [FIRST SEED]]      without arguments: what CI runs
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

#include "engine/eval/table.h"
#include "tests/support/cases.h"
#include "tests/support/gen.h"

static uint64_t cases = 20000, first_seed = 1;

struct trials {
    struct an_eval *ev;
    struct an_case_row *row; /* closed */
    uint32_t fact;           /* that is changed */
    uint64_t seed, *made, *refused;
};

static struct an_case_row *changed(const struct trials *t, const struct an_known *value)
{
    struct an_arena *arena = t->ev->arena;
    const struct an_model *m = t->ev->model;
    struct an_case_row *row = AN_NEW(arena, struct an_case_row);
    *row = *t->row;
    row->trial = true;
    row->closed = row->refused = row->settled = false;
    row->filled.v = NULL;
    row->filled.n = row->filled.cap = 0;
    row->slot = AN_NEW_ARRAY(arena, struct an_slot, m->facts.n);
    row->effective = AN_NEW_ARRAY(arena, uint8_t, m->provisions.n);
    memcpy(row->slot, t->row->slot, m->facts.n * sizeof row->slot[0]);
    an__only_stated(m, row);
    row->slot[t->fact] = (struct an_slot){
        .known = value, .stated = value, .origin = value ? AN_ORIGIN_STATED : AN_ORIGIN_MISSING};
    return row;
}

static void compare(const struct trials *t, const struct an_known *value)
{
    const struct an_model *m = t->ev->model;
    struct an_case_row *alone = changed(t, value), *like = changed(t, value);
    like->like = t->row;
    bool fits = an__close(t->ev, alone);
    *t->made += 1;
    *t->refused += !fits;
    if (an__close(t->ev, like) != fits)
        fail_msg("seed %" PRIu64 ", %s: refused %d, alone %d", t->seed, m->facts.v[t->fact].id,
                 like->refused, !fits);
    for (uint32_t f = 0; fits && f < m->facts.n; f++)
        if (!an__known_equal(&m->facts.v[f], &m->facts.v[f].type, like->slot[f].known,
                             alone->slot[f].known))
            fail_msg("seed %" PRIu64 ", %s: %s", t->seed, m->facts.v[t->fact].id, m->facts.v[f].id);
}

static bool try_it(void *ctx, const struct an_known *value)
{
    const struct trials *t = ctx;
    struct an_known *copy = AN_NEW(t->ev->arena, struct an_known);
    *copy = *value;
    if (value->n_one_of == 1) { /* the value lasts for this call only */
        int64_t *word = AN_NEW(t->ev->arena, int64_t);
        *word = value->one_of[0];
        copy->one_of = word;
        if (*word == AN_OTHER)
            return false;
    }
    compare(t, copy);
    return false;
}

static void each_change(struct trials *t)
{
    const struct an_model *m = t->ev->model;
    for (t->fact = 0; t->fact < m->facts.n; t->fact++) {
        const struct an_fact *f = &m->facts.v[t->fact];
        if (f->given_by_row || f->derived.function != AN_FN_NONE)
            continue;
        if (t->row->slot[t->fact].stated)
            compare(t, NULL);
        (void)an__try_values(t->ev, &f->type, NULL, try_it, t);
    }
}

static void changed_rows_close_alike(void **state)
{
    (void)state;
    uint64_t made = 0, refused = 0;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        static struct gen_tape tape;
        struct an_arena *arena = an_arena_new();
        assert_non_null(arena);
        struct gen_case c = gen_from_seed(arena, seed, &tape);
        struct an_eval *ev = an_eval_new(arena, c.model, c.profile, c.day);
        struct trials t = {.ev = ev, .seed = seed, .made = &made, .refused = &refused};
        for (uint32_t i = 0; i < c.profile->markets.n; i++) {
            t.row = an__row(ev, false, c.profile->markets.v[i], 0, c.day, NULL);
            if (an__close(ev, t.row))
                each_change(&t);
        }
        an_arena_free(arena);
    }
    printf("# %" PRIu64 " changes, %" PRIu64 " refused\n", made, refused);
    assert_true(refused * 50 > made && refused * 2 < made);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(changed_rows_close_alike)};
    cases_from(argc, argv, &cases, &first_seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
