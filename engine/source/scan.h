/* The byte scan: what may not stand in a file whatever its syntax. Internal to engine/source. */
#ifndef AN_SOURCE_SCAN_H
#define AN_SOURCE_SCAN_H

#include "engine/source/source.h"

/**
 * Looks at every byte once and reports all that is wrong. `json` allows what JSON text allows
 * inside its strings. Returns false if the file cannot be parsed; *skip is then not set. It is the
 * length of a leading byte order mark.
 */
AN_NODISCARD bool an__scan(struct an_diag_list *diags, const struct an_bytes *bytes, bool json,
                           size_t *skip);

#endif
