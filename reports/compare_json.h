/* Pieces that the JSON documents of comparisons share (docs/json.md). */
#ifndef AN_REPORTS_COMPARE_JSON_H
#define AN_REPORTS_COMPARE_JSON_H

#include "antinomy/compare.h"
#include "engine/base/json.h"

/** "schema", "day", "revision", "version", "jurisdictions", "topics", "narrowed_to" of the object
 * at hand. */
void an_json_compare_about(struct an_json *j, const char *schema, const struct an_matrix *m);
/** key: the id of a step, or null. */
void an_json_step(struct an_json *j, const char *key, const struct an_topic_info *t, int32_t step);
void an_json_disclaimer(struct an_json *j);

#endif
