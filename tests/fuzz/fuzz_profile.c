/* Profiles, YAML or JSON by their first byte, against a small world; see check_lang.h. */
#include "tests/fuzz/check_lang.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The model of the world, made once. */
static const struct an_model *world(void)
{
    static const struct an_model *model;
    static struct an_arena *arena;
    if (model)
        return model;
    arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena))
        abort();
    struct an_diag_list *diags = an_diag_list_new(arena);
    const char *path = fuzz_file(arena, "world.yaml", fuzz_world, sizeof fuzz_world - 1);
    static const char *const name = "world.yaml";
    struct an_file_list files = {&path, &name, 1};
    struct an_policy_set set;
    HOLDS(an_lang_load(arena, diags, &files, AN_LANG_POLICIES, &set));
    model = set.model;
    return model;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct an_arena *arena = an_arena_new();
    if (!arena || AN_ARENA_TRY(arena)) {
        an_arena_free(arena);
        return 0;
    }
    struct an_diag_list *diags = an_diag_list_new(arena);
    bool json = size > 0 && data[0] == '{';
    const char *path = fuzz_file(arena, json ? "fuzz.json" : "fuzz.yaml", data, size);
    const struct an_profile *p = an_profile_read(arena, diags, world(), path);
    HOLDS((p != NULL) == (an_diag_count(diags, AN_SEV_ERROR) == 0));
    fuzz_write(arena, diags);
    if (p)
        fuzz_profile_holds(p);
    an_arena_free(arena);
    return 0;
}
