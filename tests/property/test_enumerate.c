/*
 * Minimal conflicts against brute force: random clauses of random owners over a few variables; all
 * sets of owners are tried, and the minimal ones among those that cannot hold must be what the
 * search finds, once its patterns are spelt out by their owners. Seeds are printed where they fail.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/conflict/enumerate.h"

enum { MOST_OWNERS = 14, MOST_VARS = 9 };

static uint64_t seed;

static unsigned pick(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

struct sample {
    struct an_arena *arena;
    struct an_clauses c;
    unsigned n_owners;
};

/* Few short clauses of the background, one to three of each owner; some owners repeat others. */
static struct sample draw(uint64_t from)
{
    struct sample s = {.arena = an_arena_new()};
    seed = from;
    assert_non_null(s.arena);
    an_clauses_init(&s.c, s.arena);
    unsigned n_vars = 2 + pick(MOST_VARS - 1), n_background = pick(8);
    s.n_owners = 1 + pick(MOST_OWNERS);
    for (unsigned i = 0; i < n_vars; i++)
        an_clauses_var(&s.c);
    for (unsigned o = 0; o < s.n_owners; o++)
        an_clauses_owner(&s.c);
    for (unsigned o = 0; o < s.n_owners + n_background; o++) {
        uint32_t owner = o < s.n_owners ? o : AN_BACKGROUND;
        uint64_t kept = seed;
        if (owner != AN_BACKGROUND && pick(3) == 0)
            seed = from + pick(3); /* as another owner may have drawn */
        for (unsigned k = 1 + pick(2); k > 0; k--) {
            int lits[3];
            size_t n = 1 + pick(owner == AN_BACKGROUND ? 3 : 2);
            for (size_t i = 0; i < n; i++)
                lits[i] = (int)(1 + pick(n_vars)) * (pick(2) ? 1 : -1);
            an_clauses_add(&s.c, owner, lits, n);
        }
        seed = kept * 2862933555777941757u + 3037000493u;
    }
    return s;
}

/* Is there an assignment in which the background and the owners of the set hold? */
static bool can_hold(const struct an_clauses *c, unsigned set)
{
    for (unsigned values = 0; values < 1u << c->n_vars; values++) {
        bool all = true;
        for (size_t i = 0; all && i < c->end.n; i++) {
            size_t n;
            const int *lits = an_clauses_at(c, i, &n);
            if (c->owner.v[i] != AN_BACKGROUND && !(set >> c->owner.v[i] & 1))
                continue;
            bool holds = false;
            for (size_t k = 0; k < n; k++)
                holds = holds || (values >> (abs(lits[k]) - 1) & 1) == (lits[k] > 0);
            all = holds;
        }
        if (all)
            return true;
    }
    return false;
}

/* Per set: 1 where it cannot hold and every set with one less can. */
static unsigned char *minimal_sets(const struct sample *s)
{
    unsigned n = 1u << s->n_owners;
    unsigned char *holds = an_alloc(s->arena, n), *minimal = an_alloc(s->arena, n);
    for (unsigned set = 0; set < n; set++) {
        /* A set with a part that cannot hold cannot either. */
        holds[set] = 1;
        for (unsigned o = 0; holds[set] && o < s->n_owners; o++)
            if (set >> o & 1)
                holds[set] = holds[set & ~(1u << o)];
        if (!holds[set])
            continue;
        holds[set] = can_hold(&s->c, set);
        minimal[set] = !holds[set];
    }
    return minimal;
}

/* Marks every set that a core stands for; each must be minimal. */
static void spell(const struct sample *s, const struct an_cores *cores, const struct an_core *core,
                  uint32_t at, unsigned set, unsigned char *told)
{
    if (at == core->n) {
        told[set]++;
        return;
    }
    for (unsigned o = 0; o < s->n_owners; o++)
        if (cores->pattern[o] == core->owner[at])
            spell(s, cores, core, at + 1, set | 1u << o, told);
}

/* Does a set of owners conflict with the background, and does it stop when one is taken out? With a
 * solver of its own for each question. */
static enum an_sat_answer is_minimal(const struct an_clauses *c, struct an_arena *arena,
                                     const uint32_t *owner, uint32_t n)
{
    struct an_arena *scratch = an_scratch_new(arena);
    enum an_sat_answer result = AN_SAT_YES;
    for (uint32_t left_out = 0; left_out <= n && result == AN_SAT_YES; left_out++) {
        struct an_sat *sat = an_sat_new(scratch);
        for (size_t i = 0; i < c->end.n; i++) {
            size_t k;
            const int *lits = an_clauses_at(c, i, &k);
            bool holds = c->owner.v[i] == AN_BACKGROUND;
            for (uint32_t j = 0; j < n; j++)
                holds = holds || (j != left_out && owner[j] == c->owner.v[i]);
            if (holds)
                an_sat_add(sat, lits, k);
        }
        enum an_sat_answer wanted = left_out == n ? AN_SAT_NO : AN_SAT_YES;
        enum an_sat_answer answer = an_sat_solve(sat, NULL, 0, NULL);
        if (answer != wanted)
            result = answer == AN_SAT_UNDECIDED ? AN_SAT_UNDECIDED : AN_SAT_NO;
    }
    an_arena_free(scratch);
    return result;
}

static void compare(uint64_t from, struct sample *s)
{
    struct an_cores cores = an_cores_find(&s->c, s->arena, NULL);
    unsigned char *minimal = minimal_sets(s), *told = an_alloc(s->arena, 1u << s->n_owners);
    uint64_t spelt = 0;
    for (size_t i = 0; i < cores.n; i++) {
        spell(s, &cores, &cores.v[i], 0, 0, told);
        assert_int_equal(is_minimal(&s->c, s->arena, cores.v[i].owner, cores.v[i].n), AN_SAT_YES);
    }
    if (!cores.complete || memcmp(minimal, told, 1u << s->n_owners) != 0)
        fail_msg("seed %llu: the minimal conflicts differ", (unsigned long long)from);
    for (unsigned set = 0; set < 1u << s->n_owners; set++)
        spelt += told[set];
    assert_int_equal(spelt, cores.n_spelt);
}

static void equals_brute_force(void **state)
{
    (void)state;
    unsigned with = 0, several = 0, joint = 0;
    for (uint64_t from = 1; from <= 1500; from++) {
        struct sample s = draw(from);
        compare(from, &s);
        struct an_cores cores = an_cores_find(&s.c, s.arena, NULL);
        with += cores.n > 0;
        several += cores.n > 1;
        joint += cores.n > 0 && cores.v[cores.n - 1].n > 2;
        an_arena_free(s.arena);
    }
    /* The cases are worth something. */
    assert_true(with > 700 && several > 400 && joint > 100);
}

static void limits_are_told(void **state)
{
    (void)state;
    unsigned cut = 0;
    for (uint64_t from = 1; from <= 200; from++) {
        struct sample s = draw(from);
        struct an_cores all = an_cores_find(&s.c, s.arena, NULL);
        struct an_core_limits one = {.most = 1}, late = {.deadline_ms = 1};
        struct an_cores first = an_cores_find(&s.c, s.arena, &one);
        if (all.n > 1) {
            assert_false(first.complete);
            assert_true(first.n >= 1);
            cut++;
        }
        struct an_cores none = an_cores_find(&s.c, s.arena, &late);
        assert_true(!none.complete || none.n == all.n);
        an_arena_free(s.arena);
    }
    assert_true(cut > 50);
}

static void what_is_not_minimal_is_refused(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_clauses c;
    an_clauses_init(&c, arena);
    int x = an_clauses_var(&c), y = an_clauses_var(&c);
    const int not_x = -x;
    uint32_t a = an_clauses_owner(&c), b = an_clauses_owner(&c), d = an_clauses_owner(&c);
    an_clauses_add(&c, a, &x, 1);
    an_clauses_add(&c, b, &not_x, 1);
    an_clauses_add(&c, d, &y, 1);
    const uint32_t right[] = {a, b}, too_much[] = {a, b, d}, too_little[] = {a, d};
    assert_int_equal(is_minimal(&c, arena, right, 2), AN_SAT_YES);
    assert_int_equal(is_minimal(&c, arena, too_much, 3), AN_SAT_NO);
    assert_int_equal(is_minimal(&c, arena, too_little, 2), AN_SAT_NO);
    struct an_cores cores = an_cores_find(&c, arena, NULL);
    assert_int_equal(cores.n, 1);
    assert_int_equal(cores.v[0].n, 2);
    an_arena_free(arena);
}

static void a_background_that_contradicts_itself(void **state)
{
    (void)state;
    struct an_arena *arena = an_arena_new();
    struct an_clauses c;
    an_clauses_init(&c, arena);
    int x = an_clauses_var(&c), y = an_clauses_var(&c);
    uint32_t a = an_clauses_owner(&c);
    an_clauses_add(&c, a, &y, 1);
    for (int i = 0; i < 4; i++) { /* no unit: only search sees it */
        const int lits[2] = {i & 1 ? x : -x, i & 2 ? y : -y};
        an_clauses_add(&c, AN_BACKGROUND, lits, 2);
    }
    struct an_cores cores = an_cores_find(&c, arena, NULL);
    assert_int_equal(cores.n, 1);
    assert_int_equal(cores.v[0].n, 0);
    an_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_brute_force),
        cmocka_unit_test(limits_are_told),
        cmocka_unit_test(what_is_not_minimal_is_refused),
        cmocka_unit_test(a_background_that_contradicts_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
