/* Rules of any kind beside a small world; what must hold stands in check_lang.h. */
#include "tests/fuzz/check_lang.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_rules(struct an_arena *arena, const uint8_t *data, size_t size)
{
    struct an_diag_list *diags = an_diag_list_new(arena);
    const char *path[] = {fuzz_file(arena, "fuzz.yaml", data, size),
                          fuzz_file(arena, "world.yaml", fuzz_world, sizeof fuzz_world - 1)};
    static const char *const name[] = {"fuzz.yaml", "world.yaml"};
    struct an_file_list files = {path, name, 2};
    struct an_policy_set set;
    bool good = an_lang_load(arena, diags, &files, AN_LANG_CASES, &set);
    HOLDS(good == (an_diag_count(diags, AN_SEV_ERROR) == 0));
    fuzz_write(arena, diags);
    if (!good)
        return;
    fuzz_model(set.model);
    for (uint32_t i = 0; i < set.cases.n; i++)
        fuzz_profile_holds(set.cases.v[i].profile);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return 0;
    }
    read_rules(arena, data, size);
    an_arena_free(arena);
    return 0;
}
