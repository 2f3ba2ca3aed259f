/* The byte scan: what may not stand in a file whatever its syntax. Internal to engine/source. */
#ifndef AN_SOURCE_SCAN_H
#define AN_SOURCE_SCAN_H

#include "engine/source/source.h"

struct an_scan {
    size_t skip;  /* length of a leading byte order mark */
    bool ascii;   /* no byte above 0x7F behind it */
    bool lone_cr; /* a carriage return that no line feed follows */
};

/**
 * Looks at every byte once and reports all that is wrong. `json` allows what JSON text allows
 * inside its strings. Returns false if the file cannot be parsed; *out is then not set.
 */
AN_NODISCARD bool an__scan(struct an_diag_list *diags, const struct an_bytes *bytes, bool json,
                           struct an_scan *out);

#endif
