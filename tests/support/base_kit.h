/* What tests of the fact base share: a folder of their own, loading, opening, whole files. */
#ifndef AN_TESTS_BASE_KIT_H
#define AN_TESTS_BASE_KIT_H

#include <stddef.h>
#include <stdint.h>

#include "antinomy/policy.h"
#include "engine/facts/base.h"

/** Rules that use every form of the language once. */
#define KIT_RULES "tests/support/rules"

/** A folder that goes with kit_end, and a workspace. */
struct kit {
    char folder[64];
    struct an_workspace *ws;
    struct an_arena *arena; /* for texts of the test */
};
void kit_begin(struct kit *k);
void kit_end(struct kit *k);
/** A new workspace: diagnostics and reason start empty. */
void kit_renew(struct kit *k);

/** A path in the folder. */
const char *kit_path(struct kit *k, const char *name);
/** A path in the source tree (tests run in the top folder, or AN_ROOT names it). */
const char *kit_source(struct kit *k, const char *path);

enum an_status kit_load(struct kit *k, const char *rules, const char *base, bool replace,
                        struct an_load_result *result);
/** Loads KIT_RULES into base.db of the folder; returns its path. Fails the test if it cannot. */
const char *kit_base(struct kit *k);

struct kit_bytes {
    uint8_t *v;
    size_t n;
};
/** A whole file, in the kit's arena; n is SIZE_MAX if there is none. */
struct kit_bytes kit_read(struct kit *k, const char *path);
void kit_write(const char *path, const void *data, size_t n);
/** Writes a text file below the folder, with the folders it needs; returns its path. */
const char *kit_text(struct kit *k, const char *name, const char *text);
/** Runs SQL on a file through SQLite, as another program would. */
void kit_sql(const char *path, const char *sql);
/**
 * Runs SQL on a base and puts all its counts and sums right again, as somebody would who means
 * harm: what is found then is found by looking at the values.
 */
void kit_forge(struct kit *k, const char *path, const char *sql);
/** Opening and verifying are refused with this status and reason; neither changes the file. */
void kit_assert_refused(struct kit *k, const char *path, enum an_status status, const char *reason);
void kit_assert_opens(struct kit *k, const char *path);
/** How many names the folder holds. */
size_t kit_entries(struct kit *k);

#endif
