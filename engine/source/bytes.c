/* Getting the bytes of a file, with a diagnostic for every way in which that can fail. */
#include "engine/source/bytes.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/limits.h"
#include "engine/source/source.h"

enum { MIB = 1024 * 1024 };

void an__report_file(struct an_diag_list *diags, const char *path, enum an_file_problem problem,
                     int error)
{
    struct an_span at = {.file = an_diag_file(diags, path, NULL)};
    switch (problem) {
    case AN_FILE_OK: break;
    case AN_FILE_FAILED:
        if (error == ENOENT)
            an_diag_add(diags, AN_MSG_file_missing, at, path);
        else
            an_diag_add(diags, AN_MSG_file_unreadable, at, path, strerror(error));
        break;
    case AN_FILE_DIRECTORY: an_diag_add(diags, AN_MSG_file_directory, at, path); break;
    case AN_FILE_NOT_REGULAR: an_diag_add(diags, AN_MSG_file_not_regular, at, path); break;
    case AN_FILE_TOO_LARGE:
        an_diag_add(diags, AN_MSG_file_large, at, path, AN_MAX_FILE_BYTES / MIB);
        break;
    }
}

bool an_source_slurp(struct an_arena *arena, struct an_diag_list *diags, const char *path,
                     struct an_bytes *out)
{
    bool is_stdin = strcmp(path, "-") == 0;
    struct an_file_text file;
    enum an_file_problem problem =
        is_stdin ? an_file_read_fd(arena, STDIN_FILENO, AN_MAX_FILE_BYTES, &file)
                 : an_file_read(arena, path, AN_MAX_FILE_BYTES, &file);
    if (problem != AN_FILE_OK) {
        an__report_file(diags, path, problem, file.error);
        return false;
    }
    *out = (struct an_bytes){file.data, file.n, 0, an_hash_bytes(file.data, file.n)};
    out->file = an_diag_file(diags, path, &out->hash);
    /* Standard input cannot be read again when messages are written. */
    if (is_stdin)
        an_diag_file_text(diags, out->file, out->data, out->n);
    return true;
}
