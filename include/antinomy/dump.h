/*
 * The inside of things, for those who work on rules and on the program: the tree of a file, the
 * model of a base, conditions as they are evaluated, what is known of a product on its rows. The
 * form of the text is no interface: it may change with any version.
 */
#ifndef ANTINOMY_DUMP_H
#define ANTINOMY_DUMP_H

#include "antinomy/check.h"
#include "antinomy/policy.h"
#include "antinomy/profile.h"
#include "antinomy/sink.h"
#include "antinomy/status.h"
#include "antinomy/workspace.h"

/** Every node of a YAML or JSON file with its place, before anyone asks what it means. */
enum an_status an_dump_tree(struct an_sink *sink, struct an_workspace *ws, const char *path);
/** One line for each thing in a base, in the order of the model. */
enum an_status an_dump_model(struct an_sink *sink, struct an_workspace *ws,
                             const struct an_base *base);
/** The conditions of a provision (or term, or axiom) node by node. AN_ENOTFOUND: no such id. */
enum an_status an_dump_conditions(struct an_sink *sink, struct an_workspace *ws,
                                  const struct an_base *base, const char *id);
/** What is known of each fact on each row of a product, after axioms and presumptions. */
enum an_status an_dump_rows(struct an_sink *sink, struct an_workspace *ws,
                            const struct an_base *base, const struct an_product *product,
                            const struct an_check_options *options);

#endif
