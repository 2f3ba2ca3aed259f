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

#endif
