/*
 * Entry points of the language: files -> checked model, profiles, cases. Used by facts (load), eval
 * (check, cases) and tests.
 */
#ifndef AN_LANG_LANG_H
#define AN_LANG_LANG_H

#include "antinomy/check.h"
#include "engine/diag/diag.h"
#include "engine/lang/model.h"
#include "engine/lang/profile.h"
#include "engine/source/source.h"

/** Which findings an expectation is about. */
enum an_expect_apart { AN_EXPECT_IN_FORCE, AN_EXPECT_NOT_YET_LAW, AN_EXPECT_SUSPENDED };

/**
 * One expectation of a case. Written `PROVISION: WORD`, or `PROVISION: {KEY: WORD, ...}` where KEY
 * is a market, `home` (its home row), `not_yet_law` or `suspended`.
 */
struct an_expect {
    uint32_t provision;
    uint32_t market;         /* place, or AN_NONE: all rows */
    bool home;               /* the home row only */
    enum an_verdict verdict; /* AN_VERDICT_COUNT: no finding at all ("none") */
    enum an_expect_apart apart;
    struct an_span span, word; /* of the key; of the expected word */
};

/**
 * One case, its product already put together with its changes. Spans of cases and profiles number
 * files as the diagnostics list does, those of the model as model->files does.
 */
struct an_case {
    const char *id, *title, *source;
    const struct an_profile *profile;
    const an_day *days;
    uint32_t n_days;
    bool known_only; /* use only what was public by `known_on` */
    an_day known_on;
    struct an_refs markets; /* empty: the profile's */
    const struct an_expect *expects;
    uint32_t n_expects;
    struct an_span span;
};

/** All that a set of files says. `cases` are filled only on request. */
struct an_policy_set {
    struct an_model *model;
    AN_ARRAY(struct an_case) cases;
    uint32_t n_case_docs, n_cases; /* documents of cases, and cases in them; always counted */
    uint64_t bytes;
};

/** The bytes of a file, as they are. False: said why. */
AN_NODISCARD bool an_lang_bytes(struct an_arena *arena, struct an_diag_list *diags,
                                const char *path, const char **text, size_t *n);

enum { AN_LANG_POLICIES = 0, AN_LANG_CASES = 1 };

/**
 * Reads and checks all files. Every fault goes to `diags`, with its place; false if there was any
 * error (out is then not to be used). Files are parsed one at a time and their trees dropped, so
 * memory follows the model, not the text. The model lives in `arena`.
 */
AN_NODISCARD bool an_lang_load(struct an_arena *arena, struct an_diag_list *diags,
                               const struct an_file_list *files, int what,
                               struct an_policy_set *out);

/** SHA-256 over the sorted lines "<file hash> <name>\n": the revision of a set of files. */
struct an_hash an_revision_of(struct an_arena *scratch, const struct an_file *files, size_t n);

/**
 * Paths of products: of a folder, the YAML files in it that hold one, in order of name; any other
 * path is itself. False: a folder cannot be searched, and that was said.
 */
AN_NODISCARD bool an_profile_files(struct an_arena *arena, struct an_diag_list *diags,
                                   const char *const *paths, size_t n_paths, struct an_texts *out);
/** Reads one product from a file ("-": standard input); NULL after errors. */
AN_NODISCARD const struct an_profile *an_profile_read(struct an_arena *arena,
                                                      struct an_diag_list *diags,
                                                      const struct an_model *model,
                                                      const char *path);
/** The same from a node that is a product mapping. */
AN_NODISCARD const struct an_profile *
an_profile_build(struct an_arena *arena, struct an_diag_list *diags, const struct an_model *model,
                 const char *path, const struct an_source *source, const struct an_node *product);

/**
 * Is profile symbol/model symbol text. Profiles use `profile->symbols`, which continues the
 * model's.
 */
const char *an_symbol_text(const struct an_profile *profile, int64_t symbol);

/* Builders of conditions for tests and generated code live in tests/support. */

#endif
