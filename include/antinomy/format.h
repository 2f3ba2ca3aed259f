/* The canonical form of files of rules and profiles: the same values, the same comments, one
 * layout. */
#ifndef ANTINOMY_FORMAT_H
#define ANTINOMY_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "antinomy/status.h"
#include "antinomy/workspace.h"

/** A file before and after. Text is borrowed from the result. */
struct an_formatted {
    const char *path;   /* as named; "-": standard input */
    const char *before; /* NUL-terminated */
    size_t n_before;
    const char *after;
    size_t n_after;
    bool changed;
};

struct an_format_result;

/**
 * Reads a YAML file and lays it out: keys in the order of the language's table, two spaces a level,
 * long texts folded, lists filled, quotes where YAML 1.2 would read something else than text, and
 * every comment kept with the line, the item or the block that it stands by. Writes nothing.
 *
 * What was laid out is read again before it is handed out: it holds the same values and comments,
 * and is laid out the same again. AN_EINPUT: the file cannot be read, or a comment cannot be kept
 * in its place, said with the place. AN_EIO as usual.
 */
enum an_status an_format_file(struct an_format_result **out, struct an_workspace *ws,
                              const char *path);
const struct an_formatted *an_format_get(const struct an_format_result *result);
void an_format_free(struct an_format_result *result);

/** The YAML files that paths (files and folders) name, sorted. The same lifetime as a result. */
struct an_format_files;
enum an_status an_format_find(struct an_format_files **out, struct an_workspace *ws,
                              const char *const *paths, size_t n_paths);
size_t an_format_files_count(const struct an_format_files *files);
const char *an_format_files_path(const struct an_format_files *files, size_t i);
void an_format_files_free(struct an_format_files *files);

#endif
