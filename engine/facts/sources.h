/* The files of a load, before the language reads them: hashes, and which root each came from. */
#ifndef AN_FACTS_SOURCES_H
#define AN_FACTS_SOURCES_H

#include "engine/facts/db.h"
#include "engine/lang/lang.h"

/** Files in the order of the model's: by name, each path once. */
struct an_sources {
    const char **path;
    struct an_file *file; /* name; hash and length once an_sources_hash or _take was called */
    uint32_t *root;       /* per file; folders first */
    uint32_t n;
    uint32_t folders; /* roots 0 to folders - 1 */
    uint32_t roots;
};

/** Sets names. */
void an_sources_begin(struct an_sources *s, struct an_arena *arena,
                      const struct an_file_list *list);
/** Reads and hashes every file; false if one cannot be read (reading it again will say why). */
bool an_sources_hash(struct an_sources *s, struct an_arena *arena);
/** Takes hashes and lengths from what was in fact read. */
void an_sources_take(struct an_sources *s, const struct an_model *m);
/** Numbers the roots (the files and folders in `paths`) and says which each file came from. */
void an_sources_root(struct an_sources *s, struct an_arena *arena, const char *const *paths,
                     size_t n_paths);

/** A root that a base was made from and that is not given now. */
struct an_lost_root {
    bool folder;
    const char *name; /* of one of its files, which is not there any more */
};
/** Roots must have been numbered. False also if the old base cannot tell. */
bool an_sources_lost(const struct an_sources *s, struct an_db *old, struct an_lost_root *lost);

#endif
