/* The rule language described by the table it is read with: a schema for editors, and a reference.
 */
#ifndef ANTINOMY_LANGUAGE_H
#define ANTINOMY_LANGUAGE_H

#include <stddef.h>

#include "antinomy/sink.h"
#include "antinomy/status.h"

/** The kinds of documents by number, such as "instrument"; NULL past the last one. */
const char *an_language_kind(size_t i);

/**
 * JSON Schema 2020-12 of documents of this kind, or of all kinds (NULL): keys, which are required
 * and which exclude each other, nesting, words, and the form of ids and days. What conditions and
 * values may hold depends on the facts of a policy and is left to loading. AN_ENOTFOUND: there is
 * no such kind, and nothing was written.
 */
enum an_status an_language_schema(struct an_sink *sink, const char *kind);

/** The reference of the language as a page in Markdown (docs/language.md). */
void an_language_reference(struct an_sink *sink);

#endif
