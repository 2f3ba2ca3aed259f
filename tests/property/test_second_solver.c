/*
 * Minimal conflicts against a second solver, Debian's minisat, where brute force ends: random
 * clauses over up to sixty variables. Whether a set can hold is asked of minisat as a process, with
 * the clauses as a DIMACS file; all minimal conflicts are counted again by another method than the
 * search's: largest sets that hold, and from what each leaves out the smallest sets that hit them
 * all (R. Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32, 1987).
 * And questions about a product and the real rules are put to both.
 *
 *     test_second_solver [CASES [FIRST SEED]]
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/conflict/enumerate.h"
#include "engine/conflict/problem.h"
#include "engine/eval/run.h"
#include "engine/facts/base.h"
#include "tests/support/base_kit.h"

enum { OWNERS = 16, VARS = 60, MOST_SETS = 20000 };

static uint64_t cases = 24, first_seed = 1;
static char folder[64];
static uint64_t calls;

struct drawn {
    struct an_arena *arena;
    struct an_clauses c;
    uint64_t seed;
    uint32_t n_owners;
};

static uint32_t below(struct drawn *d, uint32_t n)
{
    d->seed = d->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->seed >> 33) % n;
}

/* A background that seldom says much alone, and owners of a few short clauses. */
static struct drawn draw(uint64_t seed)
{
    struct drawn d = {.arena = an_arena_new(), .seed = seed * 7919};
    assert_non_null(d.arena);
    an_clauses_init(&d.c, d.arena);
    uint32_t n_vars = 20 + below(&d, VARS - 19), n = n_vars * 2;
    d.n_owners = 8 + below(&d, OWNERS - 7);
    for (uint32_t i = 0; i < n_vars; i++)
        an_clauses_var(&d.c);
    for (uint32_t i = 0; i < d.n_owners; i++)
        an_clauses_owner(&d.c);
    for (uint32_t i = 0; i < n + 3 * d.n_owners; i++) {
        uint32_t owner = i < n ? AN_BACKGROUND : (i - n) % d.n_owners;
        size_t k = owner == AN_BACKGROUND ? 2 + below(&d, 2) : 1 + below(&d, 2);
        int lits[3];
        for (size_t j = 0; j < k; j++)
            lits[j] = (int)(1 + below(&d, n_vars)) * (below(&d, 2) ? 1 : -1);
        an_clauses_add(&d.c, owner, lits, k);
    }
    return d;
}

/* ---- minisat ---- */

static bool is_in(const struct an_clauses *c, size_t clause, uint32_t set)
{
    return c->owner.v[clause] == AN_BACKGROUND || set >> c->owner.v[clause] & 1;
}

static void export(const struct an_clauses *c, const bool *in, int unit, const char *path)
{
    FILE *f = fopen(path, "w");
    size_t n = unit != 0;
    assert_non_null(f);
    for (size_t i = 0; i < c->end.n; i++)
        n += in[i];
    fprintf(f, "p cnf %d %zu\n", c->n_vars, n);
    if (unit != 0)
        fprintf(f, "%d 0\n", unit);
    for (size_t i = 0; i < c->end.n; i++) {
        size_t k;
        const int *lits = an_clauses_at(c, i, &k);
        for (size_t j = 0; in[i] && j < k; j++)
            fprintf(f, "%d ", lits[j]);
        if (in[i])
            fprintf(f, "0\n");
    }
    assert_int_equal(fclose(f), 0);
}

/* Can these clauses hold, and (not 0) this literal? */
static bool minisat(const struct an_clauses *c, const bool *in, int unit)
{
    char path[80], command[200];
    snprintf(path, sizeof path, "%s/in", folder);
    snprintf(command, sizeof command, "minisat -verb=0 %s >/dev/null 2>&1", path);
    export(c, in, unit, path);
    int status = system(command);
    calls++;
    if (!WIFEXITED(status) || (WEXITSTATUS(status) != 10 && WEXITSTATUS(status) != 20))
        fail_msg("minisat gave no answer; is it there? (.ci/setup test)");
    return WEXITSTATUS(status) == 10;
}

/* Can the owners of a set hold together? */
static bool can_hold(const struct an_clauses *c, uint32_t set)
{
    bool *in = calloc(c->end.n + 1, sizeof *in);
    assert_non_null(in);
    for (size_t i = 0; i < c->end.n; i++)
        in[i] = is_in(c, i, set);
    bool holds = minisat(c, in, 0);
    free(in);
    return holds;
}

/* ---- counting again ---- */

struct sets {
    uint32_t v[MOST_SETS];
    size_t n;
};

static void keep_minimal(struct sets *sets, uint32_t set)
{
    size_t n = 0;
    for (size_t i = 0; i < sets->n; i++)
        if ((sets->v[i] & set) == sets->v[i])
            return;
    for (size_t i = 0; i < sets->n; i++)
        if ((sets->v[i] & set) != set)
            sets->v[n++] = sets->v[i];
    assert_true(n < MOST_SETS);
    sets->v[n++] = set;
    sets->n = n;
}

/* The smallest sets that have a member of each of the others (Berge). */
static void hit_all(const struct sets *others, struct sets *out)
{
    static struct sets next;
    out->n = 1;
    out->v[0] = 0;
    for (size_t i = 0; i < others->n; i++) {
        next.n = 0;
        for (size_t k = 0; k < out->n; k++)
            for (uint32_t o = 0; o < OWNERS; o++)
                if (out->v[k] & others->v[i])
                    keep_minimal(&next, out->v[k]);
                else if (others->v[i] >> o & 1)
                    keep_minimal(&next, out->v[k] | 1u << o);
        *out = next;
    }
}

/*
 * What the largest sets that hold leave out. Every set that hits all that is known so far and
 * leaves a set that holds gives another; if none does, the sets that hit all are the minimal
 * conflicts.
 */
static void count_again(const struct drawn *d, struct sets *conflicts)
{
    static struct sets left_out;
    uint32_t all = (1u << d->n_owners) - 1;
    left_out.n = 0;
    for (bool more = true; more;) {
        more = false;
        hit_all(&left_out, conflicts);
        for (size_t i = 0; i < conflicts->n && !more; i++) {
            uint32_t set = conflicts->v[i];
            if (!can_hold(&d->c, set))
                continue;
            for (uint32_t o = 0; o < d->n_owners; o++)
                if (!(set >> o & 1) && can_hold(&d->c, set | 1u << o))
                    set |= 1u << o;
            left_out.v[left_out.n++] = all & ~set;
            assert_true(left_out.n < MOST_SETS);
            more = set != all;
            if (set == all) { /* everything holds: no conflict */
                conflicts->n = 0;
                return;
            }
        }
    }
}

/* ---- the search ---- */

static void spell(const struct drawn *d, const struct an_cores *cores, const struct an_core *core,
                  uint32_t at, uint32_t set, struct sets *out)
{
    if (at == core->n) {
        assert_true(out->n < MOST_SETS);
        out->v[out->n++] = set;
        return;
    }
    for (uint32_t o = 0; o < d->n_owners; o++)
        if (cores->pattern[o] == core->owner[at])
            spell(d, cores, core, at + 1, set | 1u << o, out);
}

static bool has(const struct sets *sets, uint32_t set)
{
    for (size_t i = 0; i < sets->n; i++)
        if (sets->v[i] == set)
            return true;
    return false;
}

static void equals_minisat(void **state)
{
    static struct sets found, again;
    uint64_t conflicts = 0, with = 0;
    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        struct drawn d = draw(seed);
        struct an_cores cores = an_cores_find(&d.c, d.arena, NULL);
        assert_true(cores.complete);
        found.n = 0;
        for (size_t i = 0; i < cores.n; i++)
            spell(&d, &cores, &cores.v[i], 0, 0, &found);
        count_again(&d, &again);
        if (found.n != again.n || cores.n_spelt != again.n)
            fail_msg("seed %" PRIu64 ": %zu minimal conflicts, by minisat %zu", seed, found.n,
                     again.n);
        for (size_t i = 0; i < found.n; i++)
            if (!has(&again, found.v[i]))
                fail_msg("seed %" PRIu64 ": set %x is none by minisat", seed, found.v[i]);
        conflicts += found.n;
        with += found.n > 1;
        an_arena_free(d.arena);
    }
    printf("# %" PRIu64 " cases, %" PRIu64 " minimal conflicts, %" PRIu64 " calls of minisat\n",
           cases, conflicts, calls);
    assert_true(cases < 10 || with * 2 > cases);
}

/* ---- a real question ---- */

struct real {
    struct an_arena *arena;
    struct an_duty_problem *dp;
    bool *owner; /* that hold: definitions, and what is stated */
};

static void hold(const struct real *r, const uint32_t *owner, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (owner[i] != AN_NONE)
            r->owner[owner[i]] = true;
}

static void hold_all(const struct real *r, bool stated)
{
    const struct an_duty_problem *dp = r->dp;
    memset(r->owner, 0, dp->clauses.n_owners * sizeof *r->owner);
    hold(r, dp->axiom_owner, dp->model->axioms.n);
    hold(r, dp->term_owner, dp->model->terms.n);
    hold(r, dp->definer_owner, dp->model->provisions.n);
    for (uint32_t i = 0; i < dp->n_holdings; i++) {
        const struct an_holding *h = &dp->holding[i];
        if (h->owner != AN_BACKGROUND && !h->presumed && (stated || h->fixed))
            r->owner[h->owner] = true;
    }
}

/* The same question to both solvers. */
static bool ask_both(const struct real *r, struct an_sat *sat, int lit)
{
    const struct an_clauses *c = &r->dp->clauses;
    struct an_arena *scratch = an_scratch_new(r->arena);
    bool *in = AN_NEW_ARRAY(scratch, bool, c->end.n + 1);
    int *assumed = AN_NEW_ARRAY(scratch, int, c->n_owners + 2u);
    size_t n = 0;
    for (size_t i = 0; i < c->end.n; i++)
        in[i] = c->owner.v[i] == AN_BACKGROUND || r->owner[c->owner.v[i]];
    for (uint32_t o = 0; o < c->n_owners; o++)
        if (r->owner[o])
            assumed[n++] = an_duty_switch(r->dp, o);
    assumed[n++] = lit;
    bool ours = an_sat_solve(sat, assumed, n, NULL) == AN_SAT_YES, theirs = minisat(c, in, lit);
    an_arena_free(scratch);
    if (ours != theirs)
        fail_msg("literal %d: %d, by minisat %d", lit, ours, theirs);
    return ours;
}

static void the_corpus_answers_the_same(void **state)
{
    struct kit k;
    struct an_base *base = NULL;
    struct an_product *product = NULL;
    uint32_t yes = 0, no = 0;
    (void)state;
    kit_begin(&k);
    const char *rules = kit_source(&k, "policies"),
               *phone = kit_source(&k, "examples/phone-2015.yaml");
    assert_int_equal(an_base_from_files(&base, k.ws, &rules, 1), AN_OK);
    assert_int_equal(an_product_read(&product, base, k.ws, phone), AN_OK);
    const struct an_duty_options options = {
        .day = product->profile->as_of, .markets = product->profile->markets, .drafts = true};
    struct real r = {.arena = an_arena_new()};
    r.dp = an_duty_problem_new(r.arena, base->model, product->profile, &options);
    r.owner = AN_NEW_ARRAY(r.arena, bool, r.dp->clauses.n_owners + 1u);
    struct an_sat *sat = an_duty_solver(r.dp, r.arena, NULL);
    for (uint32_t i = 0; i < r.dp->n_demands; i += 1 + r.dp->n_demands / 12) {
        hold_all(&r, true);
        yes += ask_both(&r, sat, r.dp->demand[i].effective);
        hold_all(&r, false);
        no += !ask_both(&r, sat, r.dp->demand[i].obeyed);
        yes += ask_both(&r, sat, -r.dp->demand[i].unbroken);
    }
    printf("# %d variables: %u questions with yes, %u with no\n", r.dp->clauses.n_vars, yes, no);
    assert_true(yes > 10 && no > 0);
    an_arena_free(r.arena);
    an_product_free(product);
    an_base_close(base);
    kit_end(&k);
}

static int make_folder(void **state)
{
    const char *base = getenv("TMPDIR");
    (void)state;
    snprintf(folder, sizeof folder, "%.40s/minisat.XXXXXX", base ? base : "/tmp");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    char path[80];
    (void)state;
    snprintf(path, sizeof path, "%s/in", folder);
    (void)unlink(path);
    return rmdir(folder);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_minisat),
        cmocka_unit_test(the_corpus_answers_the_same),
    };
    const char *kind = getenv("AN_KIND");
    if (kind != NULL && strcmp(kind, "release") != 0)
        cases /= 4;
    if (argc > 1)
        cases = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
