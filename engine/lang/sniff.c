/*
 * A top-level key stands first on its line (after spaces, '?', or a quote), or in a flow mapping
 * that is the whole document. Escapes can hide its letters only inside double quotes. So a file
 * without such a line, without a line that begins with a brace, and without a quoted key with a
 * backslash has none.
 */
#include "engine/lang/sniff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool begins_with(const char *s, size_t n, const char *word)
{
    size_t len = strlen(word);
    return n >= len && memcmp(s, word, len) == 0;
}

static bool is_definition_key(const char *s, size_t n)
{
    return begins_with(s, n, "vocabulary") || begins_with(s, n, "jurisdictions") ||
           begins_with(s, n, "topics") || begins_with(s, n, "list") || begins_with(s, n, "names");
}

/* Is there more on the line than spaces? */
static bool goes_on(const char *s, size_t n)
{
    while (n > 0 && (*s == ' ' || *s == '\t'))
        s++, n--;
    return n > 0 && *s != '\n' && *s != '\r';
}

/* Could a line whose text begins here hold a key of definitions? */
static bool is_suspect(const char *s, size_t n)
{
    if (begins_with(s, n, "---"))
        return goes_on(s + 3, n - 3);
    while (n > 0 && (*s == ' ' || *s == '\t' || *s == '?'))
        s++, n--;
    if (n == 0)
        return false;
    if (*s == '{')
        return true;
    if (*s == '\'')
        return is_definition_key(s + 1, n - 1);
    if (*s != '"')
        return is_definition_key(s, n);
    const char *end = memchr(s, '\n', n);
    size_t line = end ? (size_t)(end - s) : n;
    return memchr(s, '\\', line) != NULL || is_definition_key(s + 1, n - 1);
}

bool an_sniff_definitions(const char *s, size_t n)
{
    if (begins_with(s, n, "\xEF\xBB\xBF")) {
        s += 3;
        n -= 3;
    }
    for (;;) {
        if (is_suspect(s, n))
            return true;
        /* A lone carriage return ends a line too. */
        const char *lf = memchr(s, '\n', n);
        size_t line = lf ? (size_t)(lf - s) : n;
        const char *cr = memchr(s, '\r', line);
        size_t step = cr ? (size_t)(cr - s) : line;
        if (step >= n)
            return false;
        s += step + 1;
        n -= step + 1;
    }
}

bool an_sniff_file(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0 || st.st_size > 64 << 20)
        return true;
    size_t size = (size_t)st.st_size;
    FILE *f = fopen(path, "rb");
    char *bytes = f ? malloc(size) : NULL;
    bool suspect = !bytes || an_sniff_definitions(bytes, fread(bytes, 1, size, f));
    free(bytes);
    if (f)
        (void)fclose(f);
    return suspect;
}
