/*
 * The formatter over any bytes. What can be read is laid out, or refused for a comment that cannot
 * be kept; never is the result one that reads otherwise (that would be AN0621, a fault of the
 * program).
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/format/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct an_workspace *ws = an_workspace_new();
    if (ws == NULL)
        abort();
    char *text = an_alloc(ws->arena, size + 1);
    struct an_bytes bytes = {.data = text, .n = size, .file = AN_NO_FILE};
    struct an_formatted out = {0};
    memcpy(text, data, size);
    enum an_status status = an__format_bytes(ws->arena, ws, "", &bytes, &out);
    for (size_t i = 0; an_diag_at(ws->diags, i) != NULL; i++)
        if (strcmp(an_diag_at(ws->diags, i)->code, "AN0621") == 0)
            abort();
    if (status == AN_OK && strlen(out.after) != out.n_after && memchr(data, 0, size) == NULL)
        abort();
    an_workspace_free(ws);
    return 0;
}
