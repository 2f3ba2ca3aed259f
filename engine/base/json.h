/* JSON output: well nested by construction, two-space indent, keys in the order they are given. */
#ifndef AN_BASE_JSON_H
#define AN_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "antinomy/sink.h"

#define AN_JSON_DEPTH 320 /* a proof takes two levels a step */

struct an_json {
    struct an_sink *sink;
    int depth;
    bool first[AN_JSON_DEPTH];
    bool after_key;
    bool compact; /* one line, no spaces (JSON lines) */
};

void an_json_init(struct an_json *j, struct an_sink *sink);
void an_json_object(struct an_json *j);
void an_json_end_object(struct an_json *j);
void an_json_array(struct an_json *j);
void an_json_end_array(struct an_json *j);
void an_json_key(struct an_json *j, const char *key);
/** NULL gives null. */
void an_json_string(struct an_json *j, const char *text);
void an_json_int(struct an_json *j, int64_t value);
void an_json_bool(struct an_json *j, bool value);
void an_json_null(struct an_json *j);
/** key + value in one call. */
void an_json_put(struct an_json *j, const char *key, const char *text);
void an_json_put_int(struct an_json *j, const char *key, int64_t value);
void an_json_put_bool(struct an_json *j, const char *key, bool value);

#endif
