/* A cheap look at a file, to read definitions before what uses them. Inside of the language. */
#ifndef AN_LANG_SNIFF_H
#define AN_LANG_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

/**
 * May these bytes hold a document of definitions (jurisdictions, topics, vocabulary, list)? "No" is
 * certain for everything that the reader of YAML accepts; "yes" is a guess that a parse confirms.
 */
bool an_sniff_definitions(const char *s, size_t n);
/** The same for a regular file; true if it cannot be read: then the reader says why. */
bool an_sniff_file(const char *path);

#endif
