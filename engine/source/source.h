/*
 * Reading files into positioned trees (order of work: read whole, hash, byte scan, token pass,
 * events, tree, duplicate keys). All faults of a file go to the diagnostics list; the result is
 * NULL if the file cannot be used at all.
 */
#ifndef AN_SOURCE_SOURCE_H
#define AN_SOURCE_SOURCE_H

#include "engine/source/tree.h"

/**
 * Bytes of one file, read once. `path` "-" is standard input. On failure a diagnostic is added
 * (missing, directory, not regular, no permission, too large) and false is returned.
 */
struct an_bytes {
    const char *data; /* data[n] == 0 */
    size_t n;
    uint32_t file;
    struct an_hash hash;
};
AN_NODISCARD bool an_source_slurp(struct an_arena *arena, struct an_diag_list *diags,
                                  const char *path, struct an_bytes *out);

/** Parses bytes as YAML (or, if `json`, as JSON). NULL after errors, which are in `diags`. */
AN_NODISCARD const struct an_source *an_source_parse_yaml(struct an_arena *arena,
                                                          struct an_diag_list *diags,
                                                          const char *path,
                                                          const struct an_bytes *bytes);
AN_NODISCARD const struct an_source *an_source_parse_json(struct an_arena *arena,
                                                          struct an_diag_list *diags,
                                                          const char *path,
                                                          const struct an_bytes *bytes);
/** Does the name say that a file is JSON: does it end in .json? */
bool an_source_is_json(const char *path);
/** Reads and parses; JSON if the name says so, YAML otherwise. */
AN_NODISCARD const struct an_source *an_source_read(struct an_arena *arena,
                                                    struct an_diag_list *diags, const char *path);

/**
 * The .yaml, .yml files named by `paths` (files, or folders searched in depth, sorted by byte order
 * of their relative path, hidden names skipped, symbolic links to folders not followed). Folder
 * entries named *.cases.yaml are included.
 */
struct an_file_list {
    const char *const *path; /* as opened */
    const char *const *name; /* relative to its root, with '/' */
    size_t n;
};
AN_NODISCARD bool an_source_find(struct an_arena *arena, struct an_diag_list *diags,
                                 const char *const *paths, size_t n_paths,
                                 struct an_file_list *out);

#endif
