/* What libyaml's own errors mean, in words for the author of a file. Internal to engine/source. */
#ifndef AN_SOURCE_YAML_PROBLEM_H
#define AN_SOURCE_YAML_PROBLEM_H

#include <yaml.h>

#include "engine/source/gaps.h"

/** The last text in quotes that went over several lines: a missing quote shows only behind it. */
struct an_quoted {
    struct an_span span;
    uint32_t last_line;
};

/** Reports the error that stopped the parser. Memory failures are the caller's. */
void an__yaml_problem(struct an_gaps *g, const yaml_parser_t *parser,
                      const struct an_quoted *quoted);

#endif
