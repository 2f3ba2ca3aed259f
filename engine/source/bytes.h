/* Reporting files that cannot be had. Internal to engine/source. */
#ifndef AN_SOURCE_BYTES_H
#define AN_SOURCE_BYTES_H

#include "engine/base/file.h"
#include "engine/diag/diag.h"

/** Adds the diagnostic for a file or folder that could not be read. */
void an__report_file(struct an_diag_list *diags, const char *path, enum an_file_problem problem,
                     int error);

#endif
