/*
 * Random rules through a fact base: what is read back is what was read from the files, every base
 * verifies, and the same files give the same bytes in whatever order they are named.
 *
 *     test_base [CASES [FIRST SEED]]      without arguments: what CI runs
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/base_kit.h"
#include "tests/support/emit.h"
#include "tests/support/gen.h"
#include "tests/support/same_model.h"

static uint64_t cases = 150, first_seed = 1;

enum { MOST_FILES = 64 };

/* Writes the files of a random model; returns how many. */
static uint32_t write_files(struct kit *k, struct an_arena *arena, uint64_t seed,
                            const char *path[MOST_FILES])
{
    struct gen_tape *tape = AN_NEW(arena, struct gen_tape);
    struct gen_case c = gen_from_seed(arena, seed, tape);
    struct emit_files files = emit_model(arena, c.model, 1 + (uint32_t)(seed % 3));
    assert_true(files.n > 0 && files.n <= MOST_FILES);
    for (uint32_t i = 0; i < files.n; i++)
        path[i] = kit_text(k, files.v[i].name, files.v[i].text);
    return files.n;
}

/* Not everything that the generator makes is allowed in files: then there is nothing to compare. */
static bool loads(struct kit *k, const char *const *path, uint32_t n, const char *base,
                  uint64_t seed)
{
    struct an_load_result result;
    enum an_status status = an_load(k->ws, path, n, base, NULL, &result);
    if (status != AN_OK && status != AN_EINPUT)
        fail_msg("seed %" PRIu64 ": %s (%s)", seed, an_status_name(status),
                 an_workspace_reason(k->ws));
    return status == AN_OK;
}

static void assert_same_bytes(struct kit *k, const char *a, const char *b, uint64_t seed)
{
    struct kit_bytes x = kit_read(k, a), y = kit_read(k, b);
    if (x.n != y.n || memcmp(x.v, y.v, x.n) != 0)
        fail_msg("seed %" PRIu64 ": the order of files matters", seed);
}

static void assert_comes_back(struct kit *k, const char *const *path, uint32_t n, const char *base,
                              uint64_t seed)
{
    struct an_base *file, *memory;
    struct an_verify_result verified;
    assert_int_equal(an_base_from_files(&memory, k->ws, path, n), AN_OK);
    if (an_base_open(&file, k->ws, base) != AN_OK)
        fail_msg("seed %" PRIu64 ": %s", seed, an_workspace_reason(k->ws));
    const char *difference = an_model_difference(memory->model, file->model);
    if (difference)
        fail_msg("seed %" PRIu64 ": %s", seed, difference);
    if (an_verify(k->ws, base, &verified) != AN_OK)
        fail_msg("seed %" PRIu64 ": %s", seed, an_workspace_reason(k->ws));
    an_base_close(file);
    an_base_close(memory);
}

/* False if the files were refused. */
static bool run_case(uint64_t seed)
{
    struct kit k;
    const char *path[MOST_FILES], *turned[MOST_FILES];
    kit_begin(&k);
    uint32_t n = write_files(&k, k.arena, seed, path);
    const char *one = kit_path(&k, "one.db"), *other = kit_path(&k, "other.db");
    bool accepted = loads(&k, path, n, one, seed);
    if (accepted) {
        assert_comes_back(&k, path, n, one, seed);
        for (uint32_t i = 0; i < n; i++)
            turned[i] = path[n - 1 - i];
        assert_true(loads(&k, turned, n, other, seed));
        assert_same_bytes(&k, one, other, seed);
    }
    kit_end(&k);
    return accepted;
}

static void test_random_rules(void **state)
{
    (void)state;
    uint64_t accepted = 0;
    for (uint64_t seed = first_seed; seed < first_seed + cases; seed++)
        accepted += run_case(seed) ? 1 : 0;
    printf("# %" PRIu64 " of them are rules that a load accepts\n", accepted);
    assert_true(accepted > cases / 10);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        cases = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtoull(argv[2], NULL, 10);
    printf("# %" PRIu64 " cases from seed %" PRIu64 "\n", cases, first_seed);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_rules)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
