/* Product profiles: the known facts of a product, read against the vocabulary of a base. */
#ifndef ANTINOMY_PROFILE_H
#define ANTINOMY_PROFILE_H

#include "antinomy/policy.h"

/** A profile, typed against one base, which must outlive it. */
struct an_product;

/** Reads the product of a YAML or JSON file ("-": standard input). *out is owned by the caller. */
enum an_status an_product_read(struct an_product **out, const struct an_base *base,
                               struct an_workspace *ws, const char *path);
void an_product_free(struct an_product *product);
const char *an_product_id(const struct an_product *product);

/** Files that hold products. */
struct an_product_files;
/**
 * Expands folders among `paths` to the YAML files in them (at any depth) that hold a product, in
 * order of name; what is no folder stands for itself. *out is owned by the caller.
 */
enum an_status an_product_files(struct an_product_files **out, struct an_workspace *ws,
                                const char *const *paths, size_t n_paths);
size_t an_product_files_count(const struct an_product_files *files);
/** All of them, borrowed from the handle. */
const char *const *an_product_files_paths(const struct an_product_files *files);
void an_product_files_free(struct an_product_files *files);

#endif
