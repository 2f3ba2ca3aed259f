/*
 * Order and grouping of files never matter (S5.5), and neither does the way through a fact base: a
 * random case built in memory, the same read from files, read from files that are cut, ordered and
 * named otherwise with one named twice, read from files that fmt laid out, and read back from a
 * base must give the same answers, fact for fact. That the first of them is no copy of the others,
 * but made without the reader, shows that the reader understands what was written.
 *
 *     test_files [CASES [FIRST SEED]]      without arguments: what CI runs
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

#include "antinomy/format.h"
#include "engine/diag/workspace.h"
#include "engine/eval/eval.h"
#include "engine/lang/lang.h"
#include "tests/support/base_kit.h"
#include "tests/support/emit.h"
#include "tests/support/gen.h"
#include "tests/support/naive.h"

static uint64_t cases = 300, first_seed = 1;

enum { VERSIONS = 5 };

/* One and the same case, as it came to be known. */
struct version {
    const char *how;
    const struct an_model *model;
    const struct an_profile *profile;
};

/* Laid out by fmt, which must not refuse what was generated. */
static void lay_out(struct kit *k, const char *file, const char *path)
{
    struct an_format_result *result;
    assert_int_equal(an_format_file(&result, k->ws, path), AN_OK);
    (void)kit_text(k, file, an_format_get(result)->after);
    an_format_free(result);
}

static const char *folder_of(struct kit *k, const struct gen_case *c, const char *name,
                             uint32_t parts, bool laid)
{
    struct emit_files files = emit_model(k->arena, c->model, parts);
    for (uint32_t i = 0; i < files.n; i++) {
        /* Names that sort the other way round. */
        const char *file =
            an_strf(k->arena, "%s/%u-%s", name, parts > 1 ? 99 - i : 10 + i, files.v[i].name);
        const char *path = kit_text(k, file, files.v[i].text);
        if (laid)
            lay_out(k, file, path);
    }
    return kit_path(k, name);
}

static const struct an_profile *read_profile(struct kit *k, const struct an_model *m,
                                             const struct gen_case *c, bool laid)
{
    struct emit_file product = emit_profile(k->arena, c->profile);
    const char *path = kit_text(k, "thing.yaml", product.text);
    if (laid)
        lay_out(k, "thing.yaml", path);
    return an_profile_read(k->ws->arena, k->ws->diags, m, path);
}

/* The case from these paths; false if the reader refuses it. */
static bool read_files(struct kit *k, const char *const *paths, size_t n, const struct gen_case *c,
                       bool laid, struct version *out)
{
    struct an_file_list list;
    struct an_policy_set set;
    if (!an_source_find(k->ws->arena, k->ws->diags, paths, n, &list) ||
        !an_lang_load(k->ws->arena, k->ws->diags, &list, AN_LANG_POLICIES, &set))
        return false;
    out->model = set.model;
    out->profile = read_profile(k, set.model, c, laid);
    return out->profile != NULL;
}

/* ---- comparing by id ---- */

struct answer {
    bool said, exact;
    an_verdict_set set;
    uint32_t n_open;
    const char *open[64]; /* ids, sorted */
};

static int by_text(const void *a, const void *b)
{
    const char *x, *y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return strcmp(x, y);
}

static void take_open(struct answer *a, const struct an_model *m, const uint32_t *open, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        a->open[a->n_open++] = m->facts.v[open[i]].id;
    qsort(a->open, a->n_open, sizeof *a->open, by_text);
}

static struct answer ask(struct an_arena *arena, const struct version *v, const char *provision,
                         const char *market, uint32_t offer, an_day day, bool naive)
{
    uint32_t p = an_model_provision(v->model, provision);
    uint32_t place = market != NULL ? an_model_place(v->model, market, NULL) : AN_NONE;
    uint32_t maker = v->model->instruments.v[v->model->provisions.v[p].instrument].place;
    struct naive_question q = {v->profile, p, place, offer, day};
    struct answer a = {.exact = true};
    if (naive) {
        struct naive_answer n = naive_decide(arena, &q);
        a.said = n.refused == NULL;
        a.set = n.set;
        take_open(&a, v->model, n.open, n.n_open);
        return a;
    }
    struct an_eval *ev = an_eval_new(arena, v->model, v->profile, day);
    struct an_answer e =
        an_eval_decide(ev, p, market == NULL, market != NULL ? place : maker, offer, NULL);
    a.said = true;
    a.exact = e.exact;
    a.set = e.set;
    take_open(&a, v->model, e.open.v, e.open.n);
    return a;
}

static bool same(const struct answer *a, const struct answer *b)
{
    if (a->said != b->said || a->exact != b->exact || a->set != b->set || a->n_open != b->n_open)
        return false;
    for (uint32_t i = 0; i < a->n_open; i++)
        if (strcmp(a->open[i], b->open[i]) != 0)
            return false;
    return true;
}

static void compare(struct an_arena *arena, const struct gen_case *c, const struct version *v,
                    uint32_t n, uint64_t seed, uint64_t *compared)
{
    for (uint32_t p = 0; p < c->model->provisions.n; p++) {
        for (uint32_t i = 0; i <= c->profile->markets.n; i++) {
            const char *id = c->model->provisions.v[p].id;
            bool home = i == c->profile->markets.n;
            uint32_t place = home ? AN_NONE : c->profile->markets.v[i];
            const char *market = home ? NULL : c->model->places.v[place].id;
            if (!naive_has_row(&c->model->provisions.v[p], place))
                continue;
            for (int naive = 0; naive < 2; naive++) {
                struct answer first = ask(arena, &v[0], id, market, 0, c->day, naive);
                for (uint32_t k = 1; k < n; k++) {
                    struct answer other = ask(arena, &v[k], id, market, 0, c->day, naive);
                    if (!same(&first, &other))
                        fail_msg("seed %" PRIu64 ": %s on %s, %s: sets %x and %x, %s", seed, id,
                                 market != NULL ? market : "home", v[k].how, first.set, other.set,
                                 naive ? "naive" : "evaluator");
                    ++*compared;
                }
            }
        }
    }
}

/* All versions of a case; false if the reader refuses it (a norm that is never in force, say). */
static bool versions(struct kit *k, const struct gen_case *c, struct version v[VERSIONS],
                     struct an_base **opened)
{
    const char *plain = folder_of(k, c, "plain", 1, false);
    const char *cut = folder_of(k, c, "cut", 3, false);
    const char *laid = folder_of(k, c, "laid", 2, true);
    const char *base = kit_path(k, "base.db");
    const char *twice[] = {an_strf(k->arena, "%s/99-places0.yaml", cut), cut};
    struct an_load_result result;
    v[0] = (struct version){"built", c->model, c->profile};
    v[1].how = "read";
    v[2].how = "read in other files";
    v[3].how = "from a base";
    v[4].how = "laid out";
    if (!read_files(k, &plain, 1, c, false, &v[1]))
        return false;
    if (!read_files(k, twice, 2, c, false, &v[2]))
        fail_msg("refused in other files only");
    if (!read_files(k, &laid, 1, c, true, &v[4]))
        fail_msg("refused laid out only");
    assert_int_equal(kit_load(k, plain, base, true, &result), AN_OK);
    assert_int_equal(an_base_open(opened, k->ws, base), AN_OK);
    v[3].model = (*opened)->model;
    v[3].profile = read_profile(k, (*opened)->model, c, false);
    assert_non_null(v[3].profile);
    return true;
}

static void files_do_not_matter(void **state)
{
    (void)state;
    static struct gen_tape tape;
    uint64_t compared = 0, refused = 0;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++) {
        struct kit k;
        struct version v[VERSIONS];
        struct an_base *opened = NULL;
        kit_begin(&k);
        struct gen_case c = gen_from_seed(k.arena, seed, &tape);
        if (versions(&k, &c, v, &opened))
            compare(k.arena, &c, v, VERSIONS, seed, &compared);
        else
            refused++;
        an_base_close(opened);
        kit_end(&k);
    }
    printf("# %" PRIu64 " answers compared, %" PRIu64 " of %" PRIu64
           " cases refused by the reader\n",
           compared, refused, cases);
    assert_true(refused * 8 < cases);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_do_not_matter),
    };
    const char *kind = getenv("AN_KIND"); /* set by run_tests: sanitizers cost ten times */
    if (kind != NULL && strcmp(kind, "release") != 0)
        cases /= 6;
    if (argc > 1)
        cases = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
